-- 77-top.sql - denials counted: by cause, payer and provider, the top five, first and final

CREATE OR REPLACE VIEW @ledger@.denial_reason WITH (security_invoker = true) AS
	SELECT d.practice_id, d.root, d.leaf, d.payer_key, d.provider_npi, d.owner, d.preventable, count(*) AS denials, count(*) FILTER (WHERE d.initial) AS initial,
		count(*) FILTER (WHERE d.state IN ('written off', 'accepted')) AS final, count(*) FILTER (WHERE d.resolved_on IS NULL) AS open,
		sum(d.amount) AS amount, coalesce(sum(d.amount) FILTER (WHERE d.resolved_on IS NULL), 0) AS open_amount, sum(d.recovered) AS recovered,
		min(d.denied_on) AS first_on, max(d.denied_on) AS last_on
	FROM @ledger@.denial d
	WHERE d.nature <> 'underpayment'
	GROUP BY d.practice_id, d.root, d.leaf, d.payer_key, d.provider_npi, d.owner, d.preventable;
COMMENT ON VIEW @ledger@.denial_reason IS 'Denials by cause, payer and provider: to be summed as wanted. All that ever was denied, no underpayments; adjustments that are in no list, of which nobody knows whether they are denials, stand apart as leaf unclassified. top_denials has a period.';
COMMENT ON COLUMN @ledger@.denial_reason.root IS 'Root of the cause.';
COMMENT ON COLUMN @ledger@.denial_reason.leaf IS 'The cause, of rcm.root_causes().';
COMMENT ON COLUMN @ledger@.denial_reason.payer_key IS 'Who denied it (remittance.payer_key).';
COMMENT ON COLUMN @ledger@.denial_reason.provider_npi IS 'Who did it.';
COMMENT ON COLUMN @ledger@.denial_reason.owner IS 'The desk that works it.';
COMMENT ON COLUMN @ledger@.denial_reason.preventable IS 'yes, partly or no.';
COMMENT ON COLUMN @ledger@.denial_reason.denials IS 'How many.';
COMMENT ON COLUMN @ledger@.denial_reason.initial IS 'How many of them in the payer''s first answer to the line.';
COMMENT ON COLUMN @ledger@.denial_reason.final IS 'How many were written off or accepted.';
COMMENT ON COLUMN @ledger@.denial_reason.open IS 'How many are being worked.';
COMMENT ON COLUMN @ledger@.denial_reason.amount IS 'What was denied; what is denied again counts anew.';
COMMENT ON COLUMN @ledger@.denial_reason.open_amount IS 'What of it is being worked.';
COMMENT ON COLUMN @ledger@.denial_reason.recovered IS 'What was paid on it since.';
COMMENT ON COLUMN @ledger@.denial_reason.first_on IS 'Day of the first.';
COMMENT ON COLUMN @ledger@.denial_reason.last_on IS 'Day of the last.';

CREATE OR REPLACE FUNCTION @ledger@.top_denials(practice_id text, since date DEFAULT NULL, until date DEFAULT NULL, by text DEFAULT 'leaf',
		OUT measure text, OUT place bigint, OUT item text, OUT denials bigint, OUT amount rcm.usd, OUT share numeric, OUT share_so_far numeric, OUT preventable rcm.usd)
	RETURNS SETOF record
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	IF coalesce(by NOT IN ('leaf', 'root', 'carc', 'payer', 'provider', 'owner'), true) THEN
		RAISE EXCEPTION 'denials are not counted by "%"', by USING ERRCODE = 'RC010', HINT = 'leaf, root, carc, payer, provider or owner.';
	END IF;
	RETURN QUERY
	WITH counted AS (
		SELECT coalesce(CASE top_denials.by WHEN 'leaf' THEN d.root || '.' || d.leaf WHEN 'root' THEN d.root WHEN 'carc' THEN d.carc WHEN 'payer' THEN d.payer_key
				WHEN 'provider' THEN d.provider_npi ELSE d.owner END, '?') AS item,
			count(*) AS denials, sum(d.amount) AS amount, coalesce(sum(d.amount) FILTER (WHERE d.preventable = 'yes'), 0::rcm.usd) AS preventable
		FROM @ledger@.denial d
		WHERE d.practice_id = top_denials.practice_id AND d.nature NOT IN ('underpayment', 'unclassified') AND coalesce(d.denied_on >= top_denials.since, true) AND coalesce(d.denied_on <= top_denials.until, true)
		GROUP BY 1),
	ranked AS (
		SELECT m.measure, row_number() OVER w AS place, c.*, m.size / sum(m.size) OVER (PARTITION BY m.measure) AS part, sum(m.size) OVER w / sum(m.size) OVER (PARTITION BY m.measure) AS so_far
		FROM counted c CROSS JOIN LATERAL (VALUES ('count', c.denials::numeric), ('dollars', c.amount::numeric)) m (measure, size)
		WINDOW w AS (PARTITION BY m.measure ORDER BY m.size DESC, c.item ROWS UNBOUNDED PRECEDING))
	SELECT r.measure, r.place, r.item, r.denials, r.amount, round(100 * r.part, 1), round(100 * r.so_far, 1), r.preventable
	FROM ranked r WHERE r.place <= 5 ORDER BY r.measure, r.place;
END
$$;
COMMENT ON FUNCTION @ledger@.top_denials(text, date, date, text) IS
'The five commonest denials and the five dearest, live. Underpayments and what is in no list (nature unclassified) are no denials. since, until: days of denial, both included, null unbounded. by: leaf (root.leaf), root, carc, payer, provider or owner. measure is count or dollars; share is the per cent of all denials of the period, share_so_far that of the item and all before it (Pareto); preventable what of the amount could have been prevented. Error RC010 for another "by".

    SELECT place, item, denials, amount, share_so_far FROM billing.top_denials(''A'', ''2025-01-01'') WHERE measure = ''dollars'';';

CREATE OR REPLACE VIEW @ledger@.denial_rate WITH (security_invoker = true) AS
	SELECT a.practice_id, a.payer_key, a.month, a.lines, coalesce(d.initial, 0) AS denied, round(100.0 * coalesce(d.initial, 0) / a.lines, 1) AS initial_rate,
		coalesce(d.final, 0) AS final, round(100.0 * coalesce(d.final, 0) / a.lines, 1) AS final_rate
	FROM (
		SELECT r.practice_id, r.payer_key, date_trunc('month', r.payment_date)::date AS month, count(*) AS lines
		FROM @ledger@.remittance r
		JOIN @ledger@.remittance_claim rc ON rc.practice_id = r.practice_id AND rc.remittance_id = r.remittance_id AND rc.state = 'posted' AND rc.status IS DISTINCT FROM '22'
		LEFT JOIN @ledger@.remittance_line l ON l.practice_id = rc.practice_id AND l.remittance_id = rc.remittance_id AND l.claim_no = rc.claim_no
		WHERE r.state = 'posted'
		GROUP BY 1, 2, 3) a
	LEFT JOIN (
		SELECT x.practice_id, x.payer_key, date_trunc('month', x.denied_on)::date AS month,
			count(DISTINCT (x.remittance_id, x.claim_no, x.remitted_line)) FILTER (WHERE x.initial) AS initial,
			count(DISTINCT (x.remittance_id, x.claim_no, x.remitted_line)) FILTER (WHERE x.state IN ('written off', 'accepted')) AS final
		FROM @ledger@.denial x WHERE x.nature NOT IN ('underpayment', 'unclassified') GROUP BY 1, 2, 3) d USING (practice_id, payer_key, month);
COMMENT ON VIEW @ledger@.denial_rate IS 'Of the lines that each payer answered in a month (by payment date), how many were denied at first, and how many were denied for good: written off or accepted by now. A claim that was answered as a whole counts as one line. Underpayments and what is in no list (nature unclassified) are no denials.';
COMMENT ON COLUMN @ledger@.denial_rate.payer_key IS 'The payer (remittance.payer_key).';
COMMENT ON COLUMN @ledger@.denial_rate.month IS 'First day of the month.';
COMMENT ON COLUMN @ledger@.denial_rate.lines IS 'Lines answered.';
COMMENT ON COLUMN @ledger@.denial_rate.denied IS 'Lines denied, in full or in part, in the payer''s first answer to them.';
COMMENT ON COLUMN @ledger@.denial_rate.initial_rate IS 'That in per cent.';
COMMENT ON COLUMN @ledger@.denial_rate.final IS 'Lines of which a denial was written off or accepted.';
COMMENT ON COLUMN @ledger@.denial_rate.final_rate IS 'That in per cent.';

CREATE OR REPLACE VIEW @ledger@.silent_take_backs WITH (security_invoker = true) AS
	-- money that a payer took back, and said neither that it denies the line nor what it pays instead
	SELECT e.practice_id, r.payer_key, e.claim_id, e.line_no, e.remittance_id, e.remitted_claim AS claim_no, e.effective_on AS taken_on, sum(e.amount) AS amount,
		CASE WHEN rc.status = '22' THEN 'reversal without an answer' WHEN e.remitted_claim IS NULL THEN 'provider adjustment' ELSE 'negative adjustment' END AS how
	FROM @ledger@.entry e
	JOIN @ledger@.remittance r ON r.practice_id = e.practice_id AND r.remittance_id = e.remittance_id
	LEFT JOIN @ledger@.remittance_claim rc ON rc.practice_id = e.practice_id AND rc.remittance_id = e.remittance_id AND rc.claim_no = e.remitted_claim
	WHERE e.claim_id IS NOT NULL AND (e.from_account = 'cash' OR e.from_account = 'suspense' AND e.remitted_claim IS NULL)
		AND e.to_account IN ('insurer_1', 'insurer_2', 'insurer_3')
		AND NOT EXISTS (SELECT FROM @ledger@.denial d WHERE d.practice_id = e.practice_id AND d.claim_id = e.claim_id AND coalesce(d.line_no = e.line_no, true)
			AND d.remittance_id >= e.remittance_id)
		AND NOT EXISTS (SELECT FROM @ledger@.entry p WHERE p.practice_id = e.practice_id AND p.claim_id = e.claim_id AND p.line_no = e.line_no
			AND p.remittance_id >= e.remittance_id AND p.reverses IS NULL AND p.from_account = e.to_account AND p.to_account <> 'suspense'
			AND NOT EXISTS (SELECT FROM @ledger@.entry b WHERE b.practice_id = p.practice_id AND b.reverses = p.entry_id))
	GROUP BY e.practice_id, r.payer_key, e.claim_id, e.line_no, e.remittance_id, e.remitted_claim, e.effective_on, rc.status;
COMMENT ON VIEW @ledger@.silent_take_backs IS 'Silent denials: money that payers took back from a charge line, by a reversal, a negative payment or a provider adjustment, without a denial and without another answer to the line since.';
COMMENT ON COLUMN @ledger@.silent_take_backs.payer_key IS 'The payer (remittance.payer_key).';
COMMENT ON COLUMN @ledger@.silent_take_backs.claim_no IS 'remittance_claim.claim_no; null for a provider adjustment.';
COMMENT ON COLUMN @ledger@.silent_take_backs.taken_on IS 'Day on which it counts.';
COMMENT ON COLUMN @ledger@.silent_take_backs.amount IS 'How much.';
COMMENT ON COLUMN @ledger@.silent_take_backs.how IS 'reversal without an answer, negative adjustment or provider adjustment.';

CREATE OR REPLACE FUNCTION @ledger@.forwarded_unanswered(practice_id text, as_of date DEFAULT NULL, usual_days integer DEFAULT 30,
		OUT claim_id text, OUT forwarded_on date, OUT forwarded_to text, OUT party rcm.account, OUT owed rcm.usd, OUT days_waiting integer, OUT usual integer, OUT answers bigint)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH sent AS MATERIALIZED (
		-- the payer that has answered says that it sent the claim on
		SELECT rc.claim_id, rc.crossover_payer, r.payment_date, n.party, (SELECT min(q.payment_date) FROM @ledger@.remittance_claim y
				JOIN @ledger@.remittance q ON q.practice_id = y.practice_id AND q.remittance_id = y.remittance_id
				WHERE y.practice_id = rc.practice_id AND y.claim_id = rc.claim_id AND y.party = n.party AND y.status IS DISTINCT FROM '22' AND q.payment_date >= r.payment_date) AS answered_on
		FROM @ledger@.remittance_claim rc JOIN @ledger@.remittance r ON r.practice_id = rc.practice_id AND r.remittance_id = rc.remittance_id
		CROSS JOIN LATERAL (SELECT CASE rc.party WHEN 'insurer_1' THEN 'insurer_2'::rcm.account WHEN 'insurer_2' THEN 'insurer_3' END) n (party)
		WHERE rc.practice_id = forwarded_unanswered.practice_id AND rc.state = 'posted' AND rc.status IS DISTINCT FROM '22' AND rc.claim_id IS NOT NULL
			AND (rc.crossover_payer IS NOT NULL OR rc.status IN ('19', '20', '21')) AND n.party IS NOT NULL
			AND r.payment_date <= coalesce(forwarded_unanswered.as_of, @ledger@.today(forwarded_unanswered.practice_id))
			AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim t WHERE t.practice_id = rc.practice_id AND t.reverses_remittance = rc.remittance_id AND t.reverses_claim = rc.claim_no)),
	turn AS (
		SELECT s.crossover_payer, percentile_disc(0.8) WITHIN GROUP (ORDER BY s.answered_on - s.payment_date) AS days, count(*) AS n
		FROM sent s WHERE s.answered_on <= coalesce(forwarded_unanswered.as_of, @ledger@.today(forwarded_unanswered.practice_id)) GROUP BY 1)
	SELECT s.claim_id, s.payment_date, s.crossover_payer, s.party, o.owed, w.days, u.usual, coalesce(t.n, 0)
	FROM sent s
	LEFT JOIN turn t ON t.crossover_payer IS NOT DISTINCT FROM s.crossover_payer
	CROSS JOIN LATERAL (SELECT coalesce(forwarded_unanswered.as_of, @ledger@.today(forwarded_unanswered.practice_id)) - s.payment_date) w (days)
	CROSS JOIN LATERAL (SELECT CASE WHEN t.n >= 10 THEN t.days ELSE forwarded_unanswered.usual_days END) u (usual)
	CROSS JOIN LATERAL (SELECT sum(@ledger@.party_owes(r.practice_id, r.claim_id, r.line_no, s.party)) AS owed FROM @ledger@.receivable r
		WHERE r.practice_id = forwarded_unanswered.practice_id AND r.claim_id = s.claim_id) o
	WHERE coalesce(s.answered_on > coalesce(forwarded_unanswered.as_of, @ledger@.today(forwarded_unanswered.practice_id)), true) AND w.days > u.usual AND o.owed > 0
	ORDER BY w.days DESC, s.claim_id
$$;
COMMENT ON FUNCTION @ledger@.forwarded_unanswered(text, date, integer) IS
'Claims that a payer says it has forwarded (crossover), and that the next payer has not answered within its usual turn: the 80th percentile of its own answers to forwarded claims where there are at least ten (answers), else usual_days. as_of: the day that is asked about, null today; what is owed is as of now. forwarded_to is the payer''s name as the remittance gives it.';

CREATE OR REPLACE VIEW @ledger@.odd_adjustment WITH (security_invoker = true) AS
	SELECT r.practice_id, r.payer_key, r.payment_date, a.remittance_id, a.claim_no, a.adjustment_no, rc.claim_id, a.remitted_line, a.group_code, a.carc,
		l.remarks || rc.remarks AS remarks, a.amount, f.faults
	FROM @ledger@.remittance r
	JOIN @ledger@.remittance_claim rc ON rc.practice_id = r.practice_id AND rc.remittance_id = r.remittance_id
	JOIN @ledger@.remittance_adjustment a ON a.practice_id = rc.practice_id AND a.remittance_id = rc.remittance_id AND a.claim_no = rc.claim_no
	LEFT JOIN @ledger@.remittance_line l ON l.practice_id = a.practice_id AND l.remittance_id = a.remittance_id AND l.claim_no = a.claim_no AND l.remitted_line = a.remitted_line
	CROSS JOIN LATERAL (SELECT array_remove(rcm.adjustment_faults(a.group_code, a.carc, l.remarks || rc.remarks, r.payment_date), 'group_unusual') AS faults) f
	WHERE cardinality(f.faults) > 0;
COMMENT ON VIEW @ledger@.odd_adjustment IS 'Adjustments that a payer can be asked about, for their codes are not as the lists have them: a code, group or remark that does not exist, a code out of use on the day of payment, a group that the code does not allow, a remark that has to come along and did not (an alert is none). It is posted and explained all the same. Ask for one remittance, or a period.';
COMMENT ON COLUMN @ledger@.odd_adjustment.payer_key IS 'The payer (remittance.payer_key).';
COMMENT ON COLUMN @ledger@.odd_adjustment.payment_date IS 'Day of the payment.';
COMMENT ON COLUMN @ledger@.odd_adjustment.claim_no IS 'remittance_claim.claim_no.';
COMMENT ON COLUMN @ledger@.odd_adjustment.adjustment_no IS 'remittance_adjustment.adjustment_no.';
COMMENT ON COLUMN @ledger@.odd_adjustment.remitted_line IS 'remittance_line.remitted_line; null: the adjustment is of the claim.';
COMMENT ON COLUMN @ledger@.odd_adjustment.remarks IS 'Remark codes of the line and the claim.';
COMMENT ON COLUMN @ledger@.odd_adjustment.amount IS 'Positive lowers what is paid.';
COMMENT ON COLUMN @ledger@.odd_adjustment.faults IS 'As rcm.adjustment_faults names them, but for groups that are only unusual.';
