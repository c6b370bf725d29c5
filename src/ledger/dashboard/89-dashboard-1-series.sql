-- 89-dashboard-1-series.sql - what the charts of the dashboard draw, as rows: money, aging, causes, mix, patients' payments, queue

CREATE OR REPLACE FUNCTION @ledger@.cash_and_charges(practice_id text, since date, until date)
	RETURNS TABLE (month date, charges numeric, from_payers numeric, from_patients numeric, recovered numeric, payments numeric)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 12 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT n.month::date, c.charges, c.from_payers, c.from_patients, c.recovered, c.from_payers + c.from_patients + c.recovered
	FROM generate_series(date_trunc('month', cash_and_charges.since::timestamp), cash_and_charges.until::timestamp, '1 month') n (month)
	LEFT JOIN (
		SELECT date_trunc('month', d.day)::date AS month, rcm.merge(d.state) AS state
		FROM @ledger@.kpi_daily(cash_and_charges.practice_id, cash_and_charges.since, cash_and_charges.until, sources => '{charge,entry}') d GROUP BY 1) s ON s.month = n.month::date
	CROSS JOIN LATERAL (SELECT coalesce(s.state, '{}'::rcm.kpi) AS state) x
	CROSS JOIN LATERAL (SELECT rcm.counter(x.state, 'charges'), rcm.counter(x.state, 'payer_payments') - rcm.counter(x.state, 'take_backs') - rcm.counter(x.state, 'payer_refunds'),
		rcm.counter(x.state, 'patient_payments') - rcm.counter(x.state, 'patient_refunds'), rcm.counter(x.state, 'recoveries')) c (charges, from_payers, from_patients, recovered)
	ORDER BY n.month
$$;
COMMENT ON FUNCTION @ledger@.cash_and_charges(text, date, date) IS
'Charges and payments by month, in dollars, counted as the KPIs count them (kpi_daily: from kpi_day where that counts), so money that waits for its claim is not among them. Months between since and until without anything have zeros. from_payers: less take-backs and refunds to payers; from_patients: less refunds and payments that were not honoured; recovered: of bad debt, by agencies; payments: all three.

    SELECT month, charges, payments FROM @ledger@.cash_and_charges(''HARBOR'', ''2025-01-01'', ''2025-12-31'')';

CREATE OR REPLACE FUNCTION @ledger@.kpi_aging(practice_id text, as_of date DEFAULT NULL, dimension text DEFAULT 'payer')
	RETURNS TABLE (item text, amounts numeric[], undated numeric, credits numeric, total numeric)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 20 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT b.of_item, ARRAY[rcm.counter(b.state, 'ar_0_30'), rcm.counter(b.state, 'ar_31_60'), rcm.counter(b.state, 'ar_61_90'), rcm.counter(b.state, 'ar_91_120'),
			rcm.counter(b.state, 'ar_over_120'), rcm.counter(b.state, 'ar_unbilled')],
		rcm.counter(b.state, 'ar_undated'), -rcm.counter(b.state, 'ar_credits'), rcm.counter(b.state, 'ar')
	FROM (SELECT coalesce(kpi_aging.as_of, @ledger@.today(kpi_aging.practice_id)) AS day) d,
		@ledger@.kpi_between(kpi_aging.practice_id, '{receivable}', ARRAY[d.day], ARRAY[d.day], kpi_aging.dimension, NULL) b
	ORDER BY 5 DESC, 1
$$;
COMMENT ON FUNCTION @ledger@.kpi_aging(text, date, text) IS
'What is owed as the KPIs count it (days in A/R divides the same sum), of any day (null: today), by age and payer or another dimension of kpi_daily: from kpi_day where that counts. item: a payer, empty: patients and others that are no payer. amounts: owed for 0 to 30, 31 to 60, 61 to 90, 91 to 120 and more days (payers since the first bill, patients since it became theirs), and what no bill has left for yet; undated: billed on a day that is not known; credits: below zero, in none of the others; total: without credits. What is at agencies, on hold or capitated is not among it: aging() has all.

    SELECT item, total FROM @ledger@.kpi_aging(''HARBOR'')';

CREATE OR REPLACE FUNCTION @ledger@.denials_by_cause(practice_id text, since date, until date)
	RETURNS TABLE (place bigint, root text, leaf text, cause text, preventable text, denials bigint, amount numeric, open_amount numeric, recovered numeric, share numeric, share_so_far numeric)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 20 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH counted AS (
		SELECT d.root, d.leaf, min(d.preventable) AS preventable, count(*) AS denials, sum(d.amount)::numeric AS amount, coalesce(sum(d.amount) FILTER (WHERE d.resolved_on IS NULL), '0')::numeric AS open_amount,
			sum(d.recovered)::numeric AS recovered
		FROM @ledger@.denial d
		WHERE d.practice_id = denials_by_cause.practice_id AND d.denied_on BETWEEN denials_by_cause.since AND denials_by_cause.until
			AND d.nature NOT IN ('underpayment', 'unclassified')
		GROUP BY 1, 2)
	SELECT row_number() OVER w, c.root, c.leaf, coalesce(r.meaning, c.leaf), c.preventable, c.denials, c.amount, c.open_amount, c.recovered,
		round(100 * c.amount / sum(c.amount) OVER (), 1), round(100 * sum(c.amount) OVER w / sum(c.amount) OVER (), 1)
	FROM counted c LEFT JOIN rcm.root_causes() r ON r.root = c.root AND r.leaf = c.leaf
	WINDOW w AS (ORDER BY c.amount DESC, c.root, c.leaf ROWS UNBOUNDED PRECEDING)
	ORDER BY 1
$$;
COMMENT ON FUNCTION @ledger@.denials_by_cause(text, date, date) IS
'Denials of a period by cause, the dearest first, all of them but underpayments and what is in no list (nature unclassified), which are none: since and until are days of denial, both included. cause: in words; open_amount: what of it is being worked; recovered: what was paid since; share: per cent of the dollars; share_so_far: with all causes before it (Pareto).

    SELECT place, cause, amount, share_so_far FROM @ledger@.denials_by_cause(''HARBOR'', current_date - 89, current_date)';

CREATE OR REPLACE FUNCTION @ledger@.payer_mix(practice_id text, since date, until date)
	RETURNS TABLE (payer_id text, charges numeric, lines bigint, share numeric)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 20 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT nullif(p.of_item, ''), p.charges, p.lines, CASE WHEN sum(p.charges) OVER () > 0 THEN round(100 * p.charges / sum(p.charges) OVER (), 1) END
	FROM (
		SELECT d.of_item, rcm.counter(rcm.merge(d.state), 'charges') AS charges, rcm.counter(rcm.merge(d.state), 'charge_lines')::bigint AS lines
		FROM @ledger@.kpi_daily(payer_mix.practice_id, payer_mix.since, payer_mix.until, 'payer', sources => '{charge}') d GROUP BY 1) p
	WHERE p.charges <> 0 OR p.lines <> 0
	ORDER BY 2 DESC, 1
$$;
COMMENT ON FUNCTION @ledger@.payer_mix(text, date, date) IS
'Charges of a period by payer, the largest first, as the KPIs count them: since and until are days of charges, both included. payer_id as claims name the payer, null: none; lines: how many were charged; share in per cent, null when nothing was charged.

    SELECT payer_id, charges, share FROM @ledger@.payer_mix(''HARBOR'', current_date - 89, current_date)';

CREATE OR REPLACE FUNCTION @ledger@.patient_pay_curve(practice_id text, by text DEFAULT 'month', as_of date DEFAULT NULL, months integer DEFAULT 12)
	RETURNS TABLE (item text, on_day integer, moved numeric, paid numeric, yield numeric, mature boolean)
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50 SET search_path = pg_catalog, rcm, pg_temp AS $$
#variable_conflict use_column
DECLARE
	practice text := patient_pay_curve.practice_id;
	day      date := @ledger@.aging_day(patient_pay_curve.practice_id, patient_pay_curve.as_of, 'default');
	first    date := (date_trunc('month', day) - make_interval(months => greatest(coalesce(patient_pay_curve.months, 12), 1) - 1))::date;
BEGIN
	IF coalesce(patient_pay_curve.by NOT IN ('month', 'channel'), true) THEN
		RAISE EXCEPTION 'patients'' payments are not counted by "%"', patient_pay_curve.by USING ERRCODE = 'RC010', HINT = 'month or channel.';
	END IF;
	RETURN QUERY
	WITH balance AS (
		-- (what a line's patient_since says is the first day; what was moved later has the age of the first)
		SELECT r.claim_id, r.line_no, r.patient_since AS since FROM @ledger@.receivable r
		WHERE r.practice_id = practice AND r.patient_since BETWEEN first AND day),
	move AS (
		SELECT b.claim_id, b.line_no, b.since, CASE WHEN e.from_account = 'patient' THEN coalesce(rc.received_on, e.effective_on) ELSE e.effective_on END - b.since AS age, rc.channel,
			CASE WHEN rc.receipt_id IS NULL THEN CASE WHEN e.to_account = 'patient' THEN e.amount::numeric ELSE - e.amount::numeric END END AS moved,
			CASE WHEN rc.receipt_id IS NOT NULL THEN CASE WHEN e.from_account = 'patient' THEN e.amount::numeric ELSE - e.amount::numeric END END AS paid
		FROM balance b
		JOIN @ledger@.entry e ON e.practice_id = practice AND e.claim_id = b.claim_id AND e.line_no = b.line_no AND e.effective_on <= day
		LEFT JOIN @ledger@.receipt rc ON rc.practice_id = practice AND rc.receipt_id = e.receipt_id AND 'unapplied_patient' IN (e.from_account, e.to_account)
		WHERE 'patient' IN (e.from_account, e.to_account)
			-- what became the patient's and what went back to a payer; write-offs and bad debt leave it moved
			AND (rc.receipt_id IS NOT NULL OR e.from_account IN ('insurer_1', 'insurer_2', 'insurer_3', 'third_party', 'revenue') OR e.to_account IN ('insurer_1', 'insurer_2', 'insurer_3', 'third_party', 'revenue'))),
	horizon AS (SELECT unnest('{30,60,90,180}'::integer[]) AS days),
	cohort AS (
		SELECT h.days, CASE patient_pay_curve.by WHEN 'month' THEN to_char(m.since, 'YYYY-MM') END AS month, m.channel, coalesce(sum(m.moved), 0) AS moved, coalesce(sum(m.paid) FILTER (WHERE m.age <= h.days), 0) AS paid
		FROM move m CROSS JOIN horizon h
		WHERE m.since <= day - h.days
		GROUP BY 1, 2, 3),
	whole AS (SELECT c.days, c.month, sum(c.moved) AS moved FROM cohort c GROUP BY 1, 2)
	SELECT coalesce(g.month, g.channel), g.days, w.moved, sum(g.paid), CASE WHEN w.moved > 0 THEN round(100 * sum(g.paid) / w.moved, 1) END,
		patient_pay_curve.by = 'channel' OR (to_date(g.month, 'YYYY-MM') + interval '1 month - 1 day')::date <= day - g.days
	FROM cohort g JOIN whole w ON w.days = g.days AND w.month IS NOT DISTINCT FROM g.month
	WHERE patient_pay_curve.by = 'month' OR g.channel IS NOT NULL
	GROUP BY coalesce(g.month, g.channel), g.month, g.days, w.moved
	ORDER BY 1, 2;
END
$$;
COMMENT ON FUNCTION @ledger@.patient_pay_curve(text, text, date, integer) IS
'How much of what became patients'' to pay they had paid 30, 60, 90 and 180 days later (patient pay yield, in curves). Only balances that are so old on the day as_of (null: today) count for a point.

by - month: of each month in which balances became the patient''s, the last months (12) of them; channel: by how the money came (receipt.channel), all those months together. Channels add up to the whole.

Columns: item: month (YYYY-MM) or channel; on_day: 30, 60, 90 or 180; moved: dollars that became the patient''s, less what went back to a payer (of a channel: of all); paid: what was received by that day, less what was unapplied or not honoured; yield: per cent, null when nothing was moved; mature: the whole month is old enough. Errors RC010 no such practice, or another "by"; RC011 a day to come.

    SELECT item, on_day, yield FROM @ledger@.patient_pay_curve(''HARBOR'', ''channel'')';
