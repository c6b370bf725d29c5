-- 59-posting-lag.sql - how soon what came was posted

CREATE OR REPLACE VIEW @ledger@.posting_lag WITH (security_invoker = true) AS
	SELECT r.practice_id, r.remittance_id, r.payer_key, r.trace_number, r.amount, r.state, r.payment_date,
		(r.received_at AT TIME ZONE p.time_zone)::date AS received_on, (r.posted_at AT TIME ZONE p.time_zone)::date AS posted_on,
		w.days AS business_days, d.deposited_on
	FROM @ledger@.remittance r
	JOIN @ledger@.practice p ON p.practice_id = r.practice_id
	-- of what is not posted yet, until today
	CROSS JOIN LATERAL (
		SELECT count(*)::integer AS days
		FROM generate_series(((r.received_at AT TIME ZONE p.time_zone)::date + 1)::timestamp, coalesce(r.posted_at, now()) AT TIME ZONE p.time_zone, interval '1 day') g (day)
		WHERE extract(isodow FROM g.day) < 6) w
	LEFT JOIN LATERAL (
		SELECT min(x.deposited_on) AS deposited_on FROM @ledger@.deposit x
		WHERE x.practice_id = r.practice_id AND x.trace_number = r.trace_number AND x.amount = r.amount) d ON true
	WHERE r.state <> 'dropped';
COMMENT ON VIEW @ledger@.posting_lag IS 'How long each remittance took from the day it came to the day it was posted; what is held counts until today.';
COMMENT ON COLUMN @ledger@.posting_lag.payer_key IS 'The payer (remittance.payer_key).';
COMMENT ON COLUMN @ledger@.posting_lag.trace_number IS 'Check or EFT trace number.';
COMMENT ON COLUMN @ledger@.posting_lag.amount IS 'What was paid.';
COMMENT ON COLUMN @ledger@.posting_lag.state IS 'posted or held.';
COMMENT ON COLUMN @ledger@.posting_lag.payment_date IS 'BPR16.';
COMMENT ON COLUMN @ledger@.posting_lag.received_on IS 'Day on which it came, where the practice is.';
COMMENT ON COLUMN @ledger@.posting_lag.posted_on IS 'Day on which it was posted; null: not yet.';
COMMENT ON COLUMN @ledger@.posting_lag.business_days IS 'Days from Monday to Friday after the day it came; 0: posted the same day. Holidays count as any day.';
COMMENT ON COLUMN @ledger@.posting_lag.deposited_on IS 'Day on which the bank had its money, where a deposit of this trace number and amount is recorded.';

CREATE OR REPLACE FUNCTION @ledger@.posting_promise(practice_id text, since date, until date DEFAULT NULL, within_days integer DEFAULT 4, promised numeric DEFAULT 95,
		OUT remittances bigint, OUT in_time bigint, OUT late bigint, OUT open bigint, OUT percent numeric, OUT light text, OUT reason text)
	RETURNS record
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT n.remittances, n.in_time, n.late, n.open, n.percent,
		CASE WHEN n.percent IS NULL THEN 'grey' WHEN n.percent >= promised THEN 'green' WHEN n.percent >= promised - 5 THEN 'yellow' ELSE 'red' END,
		CASE WHEN n.percent IS NULL THEN 'no remittance of these days has been posted or is late'
			ELSE format('%s of %s remittances were posted within %s business days: %s %%, promised are %s %%', n.in_time, n.in_time + n.late, within_days, n.percent, promised) END
	FROM (
		SELECT count(*) AS remittances, count(*) FILTER (WHERE l.state = 'posted' AND l.business_days <= within_days) AS in_time,
			count(*) FILTER (WHERE l.business_days > within_days) AS late,
			count(*) FILTER (WHERE l.state = 'held' AND l.business_days <= within_days) AS open,
			round(100.0 * count(*) FILTER (WHERE l.state = 'posted' AND l.business_days <= within_days)
				/ nullif(count(*) FILTER (WHERE l.state = 'posted' OR l.business_days > within_days), 0), 1) AS percent
		FROM @ledger@.posting_lag l
		WHERE l.practice_id = posting_promise.practice_id AND l.received_on >= posting_promise.since
			AND l.received_on <= coalesce(posting_promise.until, @ledger@.today(posting_promise.practice_id))) n
$$;
COMMENT ON FUNCTION @ledger@.posting_promise(text, date, date, integer, numeric) IS
'Is what was promised of posting kept? Of the remittances that came from since to until (null: today): how many were posted within so many business days (4), how many late, posted or not, and how many are open and still in time, which do not count yet. light is green when at least "promised" per cent (95) were in time, yellow up to five below, red under that, grey when nothing counts; reason says it in words.';
