-- 48-follow-up.sql - claims that payers do not answer, and what they owe for it

CREATE OR REPLACE FUNCTION @ledger@.payer_turn(practice_id text)
	RETURNS TABLE (payer_id text, answers bigint, median_days integer, p80_days integer, p95_days integer)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT t.payer_id, count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY t.days),
		percentile_disc(0.8) WITHIN GROUP (ORDER BY t.days), percentile_disc(0.95) WITHIN GROUP (ORDER BY t.days)
	FROM (SELECT a.payer_id, min(a.answered_on) - a.submitted_on AS days
		FROM @ledger@.submission_answer a WHERE a.practice_id = payer_turn.practice_id
		GROUP BY a.submission_id, a.payer_id, a.submitted_on) t
	GROUP BY t.payer_id ORDER BY t.payer_id
$$;
COMMENT ON FUNCTION @ledger@.payer_turn(text) IS
'How long each payer takes to answer, from the practice''s own claims: how many answered submissions there are, and the days from submission to the first payment (of zero too) that half of them, 80 and 95 percent took at most (percentile_disc: a number of days that was seen).

    SELECT * FROM @ledger@.payer_turn(''north'');';

CREATE OR REPLACE FUNCTION @ledger@.prompt_pay_due(practice_id text, submission_id bigint) RETURNS date
	LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT t.day + r.electronic_days
	FROM @ledger@.submission s,
		LATERAL (SELECT coalesce(s.accepted_on, s.submitted_on) AS day) t,
		LATERAL rcm.prompt_pay_rule(s.payer_id, coalesce(s.document::jsonb #>> '{billing,addr,state}', ''), t.day) r
	WHERE s.practice_id = prompt_pay_due.practice_id AND s.submission_id = prompt_pay_due.submission_id AND s.state <> 'rejected'
$$;
COMMENT ON FUNCTION @ledger@.prompt_pay_due(text, bigint) IS
'The last day on which the law lets the payer answer a claim as it was sent: counted from the day on which it was taken in, else sent, by rcm.prompt_pay_rule for the payer and the state of the billing provider. Null when no law is known, or the submission was rejected.';

CREATE OR REPLACE FUNCTION @ledger@.unanswered(practice_id text, as_of date DEFAULT NULL)
	RETURNS TABLE (claim_id text, submission_id bigint, payer_id text, payer_seq text, submitted_on date, days_waiting integer, clock text,
		usual_days integer, answers bigint, due_on date, charge rcm.usd)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH waiting AS MATERIALIZED (
		SELECT DISTINCT ON (s.claim_id) s.claim_id, s.submission_id, s.payer_id, s.payer_seq, s.submitted_on, s.charge,
			coalesce(s.accepted_on, s.submitted_on) AS received_on, coalesce(s.document::jsonb #>> '{billing,addr,state}', '') AS state,
			coalesce(unanswered.as_of, @ledger@.today(unanswered.practice_id)) AS day
		FROM @ledger@.claim c
		JOIN @ledger@.submission s ON s.practice_id = c.practice_id AND s.claim_id = c.claim_id AND s.state <> 'rejected'
		WHERE c.practice_id = unanswered.practice_id AND c.state IN ('submitted', 'accepted')
		ORDER BY s.claim_id, s.submission_id DESC),
	-- the law is looked up once for all claims that it is the same for
	law AS MATERIALIZED (
		SELECT d.*, d.received_on + r.electronic_days AS due_on
		FROM (SELECT DISTINCT w.payer_id, w.state, w.received_on FROM waiting w) d, rcm.prompt_pay_rule(d.payer_id, d.state, d.received_on) r),
	clocked AS (
		SELECT w.*, w.day - w.submitted_on AS days_waiting, t.p80_days, t.answers, l.due_on
		FROM waiting w
		LEFT JOIN law l ON (l.payer_id, l.state, l.received_on) = (w.payer_id, w.state, w.received_on)
		LEFT JOIN @ledger@.payer_turn(unanswered.practice_id) t ON t.payer_id = w.payer_id AND t.answers >= 10)
	SELECT k.claim_id, k.submission_id, k.payer_id, k.payer_seq, k.submitted_on, k.days_waiting,
		concat_ws(' and ', CASE WHEN k.days_waiting > k.p80_days THEN 'payer' END, CASE WHEN k.day > k.due_on THEN 'law' END),
		k.p80_days, k.answers, k.due_on, k.charge
	FROM clocked k
	WHERE k.days_waiting > k.p80_days OR k.day > k.due_on
	ORDER BY k.days_waiting DESC, k.claim_id
$$;
COMMENT ON FUNCTION @ledger@.unanswered(text, date) IS
'Claims that were submitted or accepted and should have been answered by a day (null: today at the practice): longest first. clock says by what: payer, they wait longer than 80 percent of that payer''s answers took (usual_days, of at least 10 answers); law, the day of the prompt-pay law (due_on) has passed; or "payer and law". Which claims wait is as of now, as_of moves only the day.

    SELECT claim_id, payer_id, days_waiting, clock FROM @ledger@.unanswered(''north'');';

CREATE OR REPLACE FUNCTION @ledger@.interest_owed(practice_id text)
	RETURNS TABLE (claim_id text, submission_id bigint, payer_id text, remittance_id bigint, paid rcm.usd, received_on date, due_on date, paid_on date,
		days_late integer, yearly_percent numeric, interest rcm.usd, interest_paid rcm.usd, source text, verified boolean)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH first AS MATERIALIZED (
		SELECT a.*, min(a.answered_on) OVER (PARTITION BY a.submission_id) AS first_on
		FROM @ledger@.submission_answer a WHERE a.practice_id = interest_owed.practice_id),
	paid AS MATERIALIZED (
		SELECT f.*, coalesce(s.accepted_on, s.submitted_on) AS received_on, coalesce(s.document::jsonb #>> '{billing,addr,state}', '') AS state
		FROM first f JOIN @ledger@.submission s ON s.practice_id = f.practice_id AND s.submission_id = f.submission_id
		WHERE f.answered_on = f.first_on AND NOT f.taken_back AND f.paid > 0::rcm.usd),
	law AS MATERIALIZED (
		SELECT d.*, r.* FROM (SELECT DISTINCT p.payer_id, p.state, p.received_on FROM paid p) d, rcm.prompt_pay_rule(d.payer_id, d.state, d.received_on) r)
	SELECT p.claim_id, p.submission_id, p.payer_id, p.remittance_id, p.paid, p.received_on, p.received_on + l.electronic_days, p.answered_on,
		p.answered_on - p.received_on - l.electronic_days, l.yearly_percent,
		rcm.prompt_pay_interest(p.paid, p.received_on, p.answered_on, l.electronic_days, l.yearly_percent),
		coalesce((SELECT -sum(x.amount) FROM @ledger@.provider_adjustment x
			WHERE x.practice_id = p.practice_id AND x.claim_id = p.claim_id AND x.reason = 'L6'), 0::rcm.usd), l.source, l.verified
	FROM paid p JOIN law l ON (l.payer_id, l.state, l.received_on) = (p.payer_id, p.state, p.received_on)
	WHERE p.answered_on > p.received_on + l.electronic_days
	ORDER BY p.answered_on, p.claim_id
$$;
COMMENT ON FUNCTION @ledger@.interest_owed(text) IS
'Claims that were paid later than the prompt-pay law allows, and the interest that is owed on what was paid: rcm.prompt_pay_interest from the day on which the claim was taken in, else sent. Only the first answer to a submission counts: a later correction is no late payment. interest is null where the library does not tell the rate; interest_paid is what the payer has given as interest (PLB L6) with that claim. source and verified say how far the rule can be relied upon. Claims that are not paid yet, unanswered lists.

    SELECT claim_id, paid, days_late, interest, verified FROM @ledger@.interest_owed(''north'');';
