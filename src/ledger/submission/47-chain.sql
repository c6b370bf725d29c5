-- 47-chain.sql - what was sent of a claim, in order, and what came back

CREATE OR REPLACE VIEW @ledger@.submission_answer WITH (security_invoker = true) AS
	SELECT s.practice_id, s.submission_id, s.claim_id, s.payer_id, s.payer_seq, s.submitted_on, rc.remittance_id, rc.claim_no,
		r.payment_date AS answered_on, rc.paid,
		rc.status = '4' OR (rc.paid OPERATOR(rcm.=) 0 AND coalesce((
			SELECT bool_or(rcm.adjustment_class(a.group_code, a.carc) IN ('denial', 'unclassified')) AND NOT bool_or(a.group_code = 'PR')
			FROM @ledger@.remittance_adjustment a
			WHERE a.practice_id = rc.practice_id AND a.remittance_id = rc.remittance_id AND a.claim_no = rc.claim_no AND a.amount OPERATOR(rcm.>) 0), false)) AS denied,
		EXISTS (SELECT FROM @ledger@.remittance_claim b
			WHERE b.practice_id = rc.practice_id AND b.reverses_remittance = rc.remittance_id AND b.reverses_claim = rc.claim_no) AS taken_back
	FROM @ledger@.submission s
	JOIN @ledger@.remittance_claim rc ON rc.practice_id = s.practice_id AND rc.claim_id = s.claim_id AND rc.state = 'posted' AND rc.status IS DISTINCT FROM '22'
		AND rc.party OPERATOR(rcm.=) CASE s.payer_seq WHEN 'P' THEN 'insurer_1'::rcm.account WHEN 'S' THEN 'insurer_2'::rcm.account ELSE 'insurer_3'::rcm.account END
	JOIN @ledger@.remittance r ON r.practice_id = rc.practice_id AND r.remittance_id = rc.remittance_id
		AND r.payment_date >= s.submitted_on AND r.posted_at >= s.submitted_at
	WHERE s.state <> 'rejected'
		AND NOT EXISTS (SELECT FROM @ledger@.submission n
			WHERE n.practice_id = s.practice_id AND n.claim_id = s.claim_id AND n.payer_seq = s.payer_seq AND n.state <> 'rejected'
				AND n.submission_id > s.submission_id AND n.submitted_on <= r.payment_date AND n.submitted_at <= r.posted_at);
COMMENT ON VIEW @ledger@.submission_answer IS 'Which claim as sent each remitted claim answers: the last submission to that payer that had left by the day of payment, and when it was posted. One row for each answer; reversals are none.';
COMMENT ON COLUMN @ledger@.submission_answer.practice_id IS 'The practice.';
COMMENT ON COLUMN @ledger@.submission_answer.submission_id IS 'The claim as sent.';
COMMENT ON COLUMN @ledger@.submission_answer.claim_id IS 'The claim.';
COMMENT ON COLUMN @ledger@.submission_answer.payer_id IS 'The payer that it was sent to.';
COMMENT ON COLUMN @ledger@.submission_answer.payer_seq IS 'P, S or T.';
COMMENT ON COLUMN @ledger@.submission_answer.submitted_on IS 'Day on which it left.';
COMMENT ON COLUMN @ledger@.submission_answer.remittance_id IS 'The remittance.';
COMMENT ON COLUMN @ledger@.submission_answer.claim_no IS 'remittance_claim.claim_no.';
COMMENT ON COLUMN @ledger@.submission_answer.answered_on IS 'Day of the payment.';
COMMENT ON COLUMN @ledger@.submission_answer.paid IS 'What was paid.';
COMMENT ON COLUMN @ledger@.submission_answer.denied IS 'The payer denies it, or paid nothing for a denial and left nothing to the patient.';
COMMENT ON COLUMN @ledger@.submission_answer.taken_back IS 'The payer has taken this answer back.';

CREATE OR REPLACE VIEW @ledger@.submission_chain WITH (security_invoker = true) AS
	WITH placed AS (
		SELECT s.practice_id, s.claim_id, s.submission_id, s.interchange_id, s.payer_id, s.payer_seq, s.freq, s.charge, s.submitted_at, s.submitted_on,
			s.state, s.state_reason, s.accepted_on, s.replaces,
			dense_rank() OVER (PARTITION BY s.practice_id, s.claim_id ORDER BY array_position(ARRAY['P', 'S', 'T'], s.payer_seq), s.payer_seq) AS chain,
			row_number() OVER chain AS place,
			count(*) OVER (PARTITION BY s.practice_id, s.claim_id, s.payer_seq) AS length,
			max(s.submission_id) FILTER (WHERE s.state <> 'rejected') OVER (PARTITION BY s.practice_id, s.claim_id, s.payer_seq) AS standing,
			CASE WHEN lag(s.digest) OVER chain = s.digest THEN false
				WHEN lag(s.digest) OVER chain IS NOT NULL THEN
					rcm.digest((s.document::jsonb - ARRAY['submit_date', 'freq', 'orig_ref'])::rcm.claim)
					<> rcm.digest(((lag(s.document) OVER chain)::jsonb - ARRAY['submit_date', 'freq', 'orig_ref'])::rcm.claim) END AS changed
		FROM @ledger@.submission s
		WINDOW chain AS (PARTITION BY s.practice_id, s.claim_id, s.payer_seq ORDER BY s.submission_id)),
	answered AS (
		SELECT a.practice_id, a.claim_id, a.submission_id, min(a.answered_on) AS answered_on, sum(a.paid) FILTER (WHERE NOT a.taken_back) AS paid,
			(array_agg(a.denied ORDER BY a.remittance_id DESC, a.claim_no DESC) FILTER (WHERE NOT a.taken_back))[1] AS denied
		FROM @ledger@.submission_answer a GROUP BY a.practice_id, a.claim_id, a.submission_id),
	judged AS (
		SELECT p.*, a.answered_on, a.paid,
			CASE WHEN p.state = 'rejected' THEN 'rejected' WHEN a.denied THEN 'denied' WHEN NOT a.denied THEN 'paid'
				WHEN p.submission_id < p.standing THEN 'replaced' ELSE p.state END AS outcome
		FROM placed p LEFT JOIN answered a ON a.practice_id = p.practice_id AND a.claim_id = p.claim_id AND a.submission_id = p.submission_id)
	SELECT j.practice_id, j.claim_id, j.submission_id, j.chain, j.place,
		CASE WHEN j.freq = '8' THEN 'void' WHEN j.freq = '7' THEN 'replacement' WHEN j.payer_seq <> c.payer_seq THEN 'next payer' ELSE 'original' END AS kind,
		j.interchange_id, j.payer_id, j.payer_seq, j.freq, j.charge, j.submitted_at, j.submitted_on, j.state, j.state_reason, j.accepted_on, j.replaces,
		j.answered_on, j.answered_on - j.submitted_on AS days_to_answer, j.paid, j.outcome,
		CASE WHEN j.length > 1 OR j.outcome NOT IN ('submitted', 'accepted') THEN j.length = 1 AND j.outcome = 'paid' END AS first_pass,
		j.changed
	FROM judged j JOIN @ledger@.claim c ON c.practice_id = j.practice_id AND c.claim_id = j.claim_id;
COMMENT ON VIEW @ledger@.submission_chain IS 'Every submission of a claim with what became of it: a chain is what was sent to one payer, the original and what was sent again, replaces or voids it.';
COMMENT ON COLUMN @ledger@.submission_chain.practice_id IS 'The practice.';
COMMENT ON COLUMN @ledger@.submission_chain.claim_id IS 'The claim.';
COMMENT ON COLUMN @ledger@.submission_chain.submission_id IS 'The claim as sent.';
COMMENT ON COLUMN @ledger@.submission_chain.chain IS 'Which chain of the claim, from 1: the payers in the order in which they are asked.';
COMMENT ON COLUMN @ledger@.submission_chain.place IS 'Place in the chain, from 1.';
COMMENT ON COLUMN @ledger@.submission_chain.kind IS 'original (also when it is sent again after a rejection), replacement, void or next payer.';
COMMENT ON COLUMN @ledger@.submission_chain.interchange_id IS 'The file that it left in.';
COMMENT ON COLUMN @ledger@.submission_chain.payer_id IS 'The payer.';
COMMENT ON COLUMN @ledger@.submission_chain.payer_seq IS 'P, S or T.';
COMMENT ON COLUMN @ledger@.submission_chain.freq IS '1, 7 or 8.';
COMMENT ON COLUMN @ledger@.submission_chain.charge IS 'Total charge.';
COMMENT ON COLUMN @ledger@.submission_chain.submitted_at IS 'When it left.';
COMMENT ON COLUMN @ledger@.submission_chain.submitted_on IS 'The day where the practice is.';
COMMENT ON COLUMN @ledger@.submission_chain.state IS 'submitted, accepted or rejected.';
COMMENT ON COLUMN @ledger@.submission_chain.state_reason IS 'Who rejected it, and the codes.';
COMMENT ON COLUMN @ledger@.submission_chain.accepted_on IS 'Day on which it was taken in.';
COMMENT ON COLUMN @ledger@.submission_chain.replaces IS 'The submission before that stood.';
COMMENT ON COLUMN @ledger@.submission_chain.answered_on IS 'Day of the first payment that answers it; null: none yet.';
COMMENT ON COLUMN @ledger@.submission_chain.days_to_answer IS 'Days from when it left to that day.';
COMMENT ON COLUMN @ledger@.submission_chain.paid IS 'What was paid on it and not taken back.';
COMMENT ON COLUMN @ledger@.submission_chain.outcome IS 'paid (answered, also with nothing to pay), denied, rejected (never judged by the payer), replaced before an answer came; else submitted or accepted.';
COMMENT ON COLUMN @ledger@.submission_chain.first_pass IS 'Answered and not denied, and it is all that was sent to this payer: no rejection, no second time, no replacement. Null while that is open.';
COMMENT ON COLUMN @ledger@.submission_chain.changed IS 'The claim says something else than the submission before it in the chain, days of submission, frequency and orig_ref aside; null: there is none before.';

CREATE OR REPLACE FUNCTION @ledger@.submission_diff(practice_id text, submission_id bigint)
	RETURNS TABLE (path text, "then" jsonb, "now" jsonb)
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH RECURSIVE walk (sent, path, value) AS (
		SELECT v.sent, '', v.doc
		FROM @ledger@.submission s
		JOIN @ledger@.claim c ON c.practice_id = s.practice_id AND c.claim_id = s.claim_id,
		LATERAL (VALUES (true, s.document::jsonb),
			(false, @ledger@.document_to_send(c.practice_id, c.document, s.submitted_on)::jsonb)) v (sent, doc)
		WHERE s.practice_id = submission_diff.practice_id AND s.submission_id = submission_diff.submission_id
		UNION ALL
		SELECT w.sent, w.path || k.step, k.value
		FROM walk w, LATERAL (
			SELECT CASE w.path WHEN '' THEN e.key ELSE '.' || e.key END, e.value
				FROM jsonb_each(CASE jsonb_typeof(w.value) WHEN 'object' THEN w.value ELSE '{}' END) e
			UNION ALL
			SELECT '[' || a.nth - 1 || ']', a.value
				FROM jsonb_array_elements(CASE jsonb_typeof(w.value) WHEN 'array' THEN w.value ELSE '[]' END) WITH ORDINALITY a (value, nth)) k (step, value)),
	leaf AS (
		SELECT * FROM walk w WHERE jsonb_typeof(w.value) NOT IN ('object', 'array'))
	SELECT coalesce(t.path, n.path), t.value, n.value
	FROM (SELECT * FROM leaf WHERE sent) t FULL JOIN (SELECT * FROM leaf WHERE NOT sent) n ON n.path = t.path
	WHERE t.value IS DISTINCT FROM n.value
	ORDER BY 1
$$;
COMMENT ON FUNCTION @ledger@.submission_diff(text, bigint) IS
'What differs between a claim as it was sent and as it is today: the path of each value (lists count from 0), what it was then and is now; null: not there. The day of submission, and control numbers that sending gives to lines, are no difference. No row when nothing differs, or there is no such submission. A claim to a next payer differs from the claim by all that makes it one.

    SELECT d.* FROM @ledger@.submission s, @ledger@.submission_diff(s.practice_id, s.submission_id) d WHERE s.claim_id = ''A-1'';';
