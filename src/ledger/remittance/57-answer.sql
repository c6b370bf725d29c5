-- 57-answer.sql - what a claim's state is after payers' answers, and what posting would do

CREATE OR REPLACE FUNCTION @ledger@.answer_claims(practice_id text, remittance_id bigint, claim_no integer DEFAULT NULL) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	WITH touched AS (
		SELECT DISTINCT rc.claim_id FROM @ledger@.remittance_claim rc
		WHERE rc.practice_id = answer_claims.practice_id AND rc.remittance_id = answer_claims.remittance_id AND rc.state = 'posted'
			AND (answer_claims.claim_no IS NULL OR rc.claim_no = answer_claims.claim_no)),
	told AS (
		SELECT t.claim_id, l.payer_claim_control,
			CASE WHEN l.claim_id IS NULL THEN 'accepted'
				WHEN l.status = '4' OR l.paid = 0 AND n.denied AND NOT n.shared THEN 'denied' ELSE 'paid' END AS state,
			CASE WHEN l.claim_id IS NULL THEN 'the payer has taken its answer back' ELSE 'remittance ' || l.remittance_id END AS reason
		FROM touched t
		LEFT JOIN LATERAL (
			SELECT rc.* FROM @ledger@.remittance_claim rc
			WHERE rc.practice_id = answer_claims.practice_id AND rc.claim_id = t.claim_id AND rc.state = 'posted' AND rc.status IS DISTINCT FROM '22'
				AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim b
					WHERE b.practice_id = rc.practice_id AND b.reverses_remittance = rc.remittance_id AND b.reverses_claim = rc.claim_no)
			ORDER BY rc.remittance_id DESC, rc.claim_no DESC LIMIT 1) l ON true
		-- nothing paid is no denial when it is the deductible, or capitation
		LEFT JOIN LATERAL (
			SELECT bool_or(rcm.adjustment_class(a.group_code, a.carc) IN ('denial', 'unclassified')) AS denied,
				bool_or(a.group_code = 'PR') AS shared
			FROM @ledger@.remittance_adjustment a
			WHERE l.paid = 0 AND a.practice_id = l.practice_id AND a.remittance_id = l.remittance_id AND a.claim_no = l.claim_no AND a.amount > 0) n ON true)
	UPDATE @ledger@.claim c SET state = coalesce(f.to_state, c.state),
		state_reason = CASE WHEN f.to_state IS NULL THEN c.state_reason ELSE f.reason END,
		payer_claim_control = coalesce(f.payer_claim_control, c.payer_claim_control)
		FROM (
			SELECT x.claim_id, s.to_state, told.reason, told.payer_claim_control
			FROM told
			JOIN @ledger@.claim x ON x.practice_id = answer_claims.practice_id AND x.claim_id = told.claim_id
			-- a replacement that is about to be sent stays so
			LEFT JOIN @ledger@.claim_state s ON s.from_state = x.state AND s.to_state = told.state AND NOT (x.state = 'ready' AND x.freq IN ('7', '8'))
			WHERE s.to_state IS NOT NULL OR told.payer_claim_control <> coalesce(x.payer_claim_control, '')) f
		WHERE c.practice_id = answer_claims.practice_id AND c.claim_id = f.claim_id;
END
$$;
COMMENT ON FUNCTION @ledger@.answer_claims(text, bigint, integer) IS
'Sets the states of the claims that a remittance answers (claim_no: of one of them, which has found its place later; the others may have gone on since) by their last answer that is not taken back: denied when the payer says so (CLP02 4) or paid nothing, for a denial, and left nothing to the patient; paid otherwise, also when nothing was paid because of the deductible or capitation; accepted when every answer was taken back. Keeps the payer''s claim number.';

CREATE OR REPLACE FUNCTION @ledger@.post_preview(practice_id text, file bytea,
		OUT payment_no integer, OUT trace_number text, OUT state text, OUT detail text[], OUT claim_no integer, OUT remitted_id text, OUT claim_id text,
		OUT match_stage text, OUT line_no integer, OUT from_account rcm.account, OUT to_account rcm.account, OUT amount rcm.usd,
		OUT group_code text, OUT carc text, OUT problem text)
	RETURNS SETOF record
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	p record;
BEGIN
	BEGIN
		FOR p IN SELECT * FROM @ledger@.post_835(post_preview.practice_id, file) LOOP
			-- (rows that are returned outlive what is rolled back)
			RETURN QUERY SELECT p.payment_no, p.trace_number, p.state, p.detail, NULL::integer, NULL::text, NULL::text, NULL::text, NULL::integer,
					NULL::rcm.account, NULL::rcm.account, NULL::rcm.usd, NULL::text, NULL::text, NULL::text
				WHERE p.state <> 'posted';
			RETURN QUERY SELECT p.payment_no, p.trace_number, p.state, p.detail, rc.claim_no, rc.remitted_id, rc.claim_id, rc.match_stage, e.line_no,
					e.from_account, e.to_account, e.amount, e.group_code, e.carc, NULL::text
				FROM @ledger@.remittance r JOIN @ledger@.entry e USING (practice_id, event_id)
				LEFT JOIN @ledger@.remittance_claim rc ON rc.practice_id = e.practice_id AND rc.remittance_id = e.remittance_id AND rc.claim_no = e.remitted_claim
				WHERE r.practice_id = post_preview.practice_id AND r.remittance_id = p.remittance_id AND p.state = 'posted'
				ORDER BY e.entry_id;
			RETURN QUERY SELECT p.payment_no, p.trace_number, p.state, p.detail, x.claim_no, rc.remitted_id, rc.claim_id, rc.match_stage, NULL::integer,
					NULL::rcm.account, NULL::rcm.account, x.amount, NULL::text, NULL::text, x.problem
				FROM @ledger@.posting_exception x
				LEFT JOIN @ledger@.remittance_claim rc USING (practice_id, remittance_id, claim_no)
				WHERE x.practice_id = post_preview.practice_id AND x.remittance_id = p.remittance_id AND p.state = 'posted'
				ORDER BY x.exception_id;
		END LOOP;
		RAISE EXCEPTION 'this was only a preview' USING ERRCODE = '09000';
	EXCEPTION WHEN SQLSTATE '09000' THEN
		NULL;
	END;
END
$$;
COMMENT ON FUNCTION @ledger@.post_preview(text, bytea) IS
'What post_835 would do with a file, without doing it: it is posted, looked at and rolled back. One row for each entry that would be posted, and for each problem ("problem" not null) that a person would have to look at; for a payment that would be held or was posted before one row with "state" and "detail". match_stage says by what the claim was found, claim_id is null of what would go to suspense.';
