-- 43-next-payer.sql - what the first payer left goes to the second, and what that one left to the third

CREATE OR REPLACE FUNCTION @ledger@.next_payer_by_coverage(practice_id text, claim_id text, rank integer) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT jsonb_strip_nulls(jsonb_build_object('payer_id', v.payer_id, 'filing_ind', v.filing_ind,
		'patient', c.document::jsonb -> 'patient' || jsonb_build_object('rel', coalesce(v.relationship, '18')),
		'subscriber', coalesce(v.subscriber, jsonb_build_object('last', c.document::jsonb #> '{patient,last}', 'first', c.document::jsonb #> '{patient,first}'))
			|| jsonb_build_object('member_id', v.member_id, 'group_number', v.group_number)))
	FROM @ledger@.claim c
	JOIN @ledger@.coverage v ON v.practice_id = c.practice_id AND v.patient_id = c.patient_id AND v.rank = next_payer_by_coverage.rank
		AND coalesce(v.eff <= c.first_service, true) AND coalesce(v.term >= c.first_service, true)
	WHERE c.practice_id = next_payer_by_coverage.practice_id AND c.claim_id = next_payer_by_coverage.claim_id
$$;
COMMENT ON FUNCTION @ledger@.next_payer_by_coverage(text, text, integer) IS
'The payer of a rank (2 or 3) as rcm.secondary_claim takes it, by the patient''s coverage on the first day of service; null when there is none.';

CREATE OR REPLACE FUNCTION @ledger@.last_answer(practice_id text, claim_id text) RETURNS @ledger@.remittance_claim
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT rc FROM @ledger@.remittance_claim rc
	WHERE rc.practice_id = last_answer.practice_id AND rc.claim_id = last_answer.claim_id AND rc.state = 'posted' AND rc.status IS DISTINCT FROM '22'
		AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim b
			WHERE b.practice_id = rc.practice_id AND b.reverses_remittance = rc.remittance_id AND b.reverses_claim = rc.claim_no)
	ORDER BY rc.party DESC, rc.remittance_id DESC, rc.claim_no DESC LIMIT 1
$$;
COMMENT ON FUNCTION @ledger@.last_answer(text, text) IS
'The last answer to a claim that was not taken back, of the payer furthest in the row; null when there is none.';

CREATE OR REPLACE FUNCTION @ledger@.next_payer_document(practice_id text, answer @ledger@.remittance_claim, next_payer jsonb) RETURNS rcm.claim
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	rank integer := CASE answer.party WHEN 'insurer_1' THEN 1 ELSE 2 END;
	base rcm.claim;
BEGIN
	-- as it was sent to the payer before, else as it is
	SELECT coalesce((SELECT s.document FROM @ledger@.submission s
			WHERE s.practice_id = c.practice_id AND s.claim_id = c.claim_id AND s.state <> 'rejected' AND s.payer_seq = CASE rank WHEN 1 THEN 'P' ELSE 'S' END
			ORDER BY s.submission_id DESC LIMIT 1), c.document) INTO base
		FROM @ledger@.claim c WHERE c.practice_id = next_payer_document.practice_id AND c.claim_id = answer.claim_id;
	next_payer := coalesce(next_payer, @ledger@.next_payer_by_coverage(next_payer_document.practice_id, answer.claim_id, rank + 1));
	IF next_payer IS NULL THEN
		RAISE EXCEPTION 'no next payer is known for claim "%"', answer.claim_id USING ERRCODE = 'RC010',
			HINT = format('Give it as next_payer, or record the patient''s coverage of rank %s on the first day of service.', rank + 1);
	END IF;
	RETURN @ledger@.document_to_send(next_payer_document.practice_id, rcm.secondary_claim(base,
		(SELECT i.file FROM @ledger@.remittance r JOIN @ledger@.interchange i ON i.practice_id = r.practice_id AND i.interchange_id = r.interchange_id
			WHERE r.practice_id = answer.practice_id AND r.remittance_id = answer.remittance_id), next_payer),
		@ledger@.today(next_payer_document.practice_id));
END
$$;
COMMENT ON FUNCTION @ledger@.next_payer_document(text, @ledger@.remittance_claim, jsonb) IS
'The claim for the payer behind the one that answered, as it leaves today: rcm.secondary_claim of what was sent to that one and of the file that has its answer. next_payer: null is by the patient''s coverage. Errors: RC010 when no next payer is known, RC009 when the remittance does not explain the claim.';

CREATE OR REPLACE FUNCTION @ledger@.submit_next_payer(practice_id text, claim_id text, next_payer jsonb DEFAULT NULL, forced boolean DEFAULT false)
	RETURNS TABLE (interchange_id bigint, submission_id bigint, payer_seq text)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	c      @ledger@.claim;
	answer @ledger@.remittance_claim;
	doc    rcm.claim;
	faults text;
	sent   record;
BEGIN
	-- in the order in which submit locks
	PERFORM 1 FROM @ledger@.practice p WHERE p.practice_id = submit_next_payer.practice_id FOR NO KEY UPDATE;
	PERFORM @ledger@.lock_claims(submit_next_payer.practice_id, ARRAY[submit_next_payer.claim_id]);
	SELECT * INTO c FROM @ledger@.claim x WHERE x.practice_id = submit_next_payer.practice_id AND x.claim_id = submit_next_payer.claim_id;
	answer := @ledger@.last_answer(submit_next_payer.practice_id, submit_next_payer.claim_id);
	IF c.claim_id IS NULL THEN
		RAISE EXCEPTION 'there is no claim "%"', claim_id USING ERRCODE = 'RC010';
	ELSIF answer.claim_id IS NULL OR c.state NOT IN ('paid', 'denied', 'rejected') THEN
		RAISE EXCEPTION 'claim "%" is %, and has no answer for a next payer to go by', claim_id, c.state USING ERRCODE = 'RC010',
			HINT = 'The next payer is billed once the one before has answered (paid or denied).';
	ELSIF answer.party = 'insurer_3' THEN
		RAISE EXCEPTION 'claim "%" has been answered by the third payer: there is none behind', claim_id USING ERRCODE = 'RC010';
	ELSIF NOT forced AND (answer.crossover_payer IS NOT NULL OR answer.status IN ('19', '20', '21')) THEN
		RAISE EXCEPTION 'the payer has forwarded claim "%" itself', claim_id USING ERRCODE = 'RC010',
			DETAIL = 'Its remittance says so (CLP02 19, 20 or 21, or a crossover carrier).',
			HINT = 'Wait for the next payer''s answer. If it never got the claim, call submit_next_payer with forced => true.';
	END IF;
	payer_seq := CASE answer.party WHEN 'insurer_1' THEN 'S' ELSE 'T' END;
	IF NOT forced AND EXISTS (SELECT FROM @ledger@.submission s WHERE s.practice_id = submit_next_payer.practice_id
			AND s.claim_id = submit_next_payer.claim_id AND s.payer_seq = submit_next_payer.payer_seq AND s.state <> 'rejected') THEN
		RAISE EXCEPTION 'claim "%" has been sent to the next payer already', claim_id USING ERRCODE = 'RC010',
			HINT = 'To send it again all the same, call submit_next_payer with forced => true.';
	END IF;
	doc := @ledger@.next_payer_document(submit_next_payer.practice_id, answer, next_payer);
	SELECT string_agg(DISTINCT f.edit, ', ') INTO faults FROM rcm.scrub(doc, submit_next_payer.practice_id) f WHERE f.severity = 'reject';
	IF faults IS NOT NULL THEN
		RAISE EXCEPTION 'claim "%" cannot go to the next payer: an edit rejects it', claim_id USING ERRCODE = 'RC010',
			DETAIL = format('Edits: %s.', faults), HINT = 'What the next payer needs otherwise can be given with next_payer.';
	END IF;
	SELECT * INTO sent FROM @ledger@.send_documents(submit_next_payer.practice_id, c.form, ARRAY[c.claim_id], ARRAY[doc]);
	IF sent.fault IS NOT NULL THEN
		RAISE EXCEPTION 'claim "%" cannot be written for the next payer', claim_id USING ERRCODE = 'RC010',
			DETAIL = format('%s, %s: %s.', sent.fault ->> 'element', sent.fault ->> 'path', sent.fault ->> 'message');
	END IF;
	UPDATE @ledger@.claim x SET state = 'ready', state_reason = 'mended for the next payer'
		WHERE x.practice_id = c.practice_id AND x.claim_id = c.claim_id AND x.state = 'rejected';
	UPDATE @ledger@.claim x SET state = 'submitted', state_reason = 'submission ' || sent.submission_id
		WHERE x.practice_id = c.practice_id AND x.claim_id = c.claim_id;
	interchange_id := sent.interchange_id;
	submission_id := sent.submission_id;
	RETURN NEXT;
END
$$;
COMMENT ON FUNCTION @ledger@.submit_next_payer(text, text, jsonb, boolean) IS
'Sends an answered claim to the second or third payer: rcm.secondary_claim of what was sent to the payer before and of the remittance that answered it. The document of the claim stays what it is; the submission has what the next payer saw. next_payer: as rcm.secondary_claim takes it; null: by the patient''s coverage of the next rank on the first day of service. forced: send it although the payer before has forwarded it itself (crossover), or it was sent already. payer_seq is S or T. Refused, and nothing sent: RC010 (no such claim, no answer, crossover, sent already, no next payer known, an edit or the writer of the 837 refuses it), RC009 (the remittance does not explain the claim to the cent), RC003 (no library to judge by). What waits for this, the view awaiting_next_payer lists.

    SELECT n.* FROM @ledger@.awaiting_next_payer w, @ledger@.submit_next_payer(w.practice_id, w.claim_id) n WHERE w.practice_id = ''north'';';

CREATE OR REPLACE VIEW @ledger@.awaiting_next_payer WITH (security_invoker = true) AS
	WITH owed AS (
		SELECT r.practice_id, r.claim_id, 'S' AS payer_seq, 2 AS rank, sum(r.insurer_2) AS balance, min(r.insurer_2_since) AS since,
			'insurer_1'::rcm.account AS answered_as
		FROM @ledger@.receivable r WHERE r.insurer_2 OPERATOR(rcm.>) 0 GROUP BY r.practice_id, r.claim_id
		UNION ALL
		SELECT r.practice_id, r.claim_id, 'T', 3, sum(r.insurer_3), min(r.insurer_3_since), 'insurer_2'::rcm.account
		FROM @ledger@.receivable r WHERE r.insurer_3 OPERATOR(rcm.>) 0 GROUP BY r.practice_id, r.claim_id)
	SELECT o.practice_id, o.claim_id, o.payer_seq, o.balance, o.since, c.state, v.payer_id, v.coverage_id
	FROM owed o
	JOIN @ledger@.claim c ON c.practice_id = o.practice_id AND c.claim_id = o.claim_id
	LEFT JOIN @ledger@.coverage v ON v.practice_id = c.practice_id AND v.patient_id = c.patient_id AND v.rank = o.rank
		AND coalesce(v.eff <= c.first_service, true) AND coalesce(v.term >= c.first_service, true)
	WHERE c.payer_seq <> o.payer_seq
		AND NOT EXISTS (SELECT FROM @ledger@.submission s WHERE s.practice_id = o.practice_id AND s.claim_id = o.claim_id
			AND s.payer_seq = o.payer_seq AND s.state <> 'rejected')
		AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim rc WHERE rc.practice_id = o.practice_id AND rc.claim_id = o.claim_id
			AND rc.state = 'posted' AND rc.party OPERATOR(rcm.=) o.answered_as
			AND (rc.crossover_payer IS NOT NULL OR rc.status IN ('19', '20', '21'))
			AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim b
				WHERE b.practice_id = rc.practice_id AND b.reverses_remittance = rc.remittance_id AND b.reverses_claim = rc.claim_no));
COMMENT ON VIEW @ledger@.awaiting_next_payer IS 'Claims of which a second or third payer owes something, to whom nobody has sent them: neither the practice nor, by crossover, the payer before. submit_next_payer sends them.';
COMMENT ON COLUMN @ledger@.awaiting_next_payer.practice_id IS 'The practice.';
COMMENT ON COLUMN @ledger@.awaiting_next_payer.claim_id IS 'The claim.';
COMMENT ON COLUMN @ledger@.awaiting_next_payer.payer_seq IS 'S or T: whose turn it is.';
COMMENT ON COLUMN @ledger@.awaiting_next_payer.balance IS 'What this payer owes.';
COMMENT ON COLUMN @ledger@.awaiting_next_payer.since IS 'Since when.';
COMMENT ON COLUMN @ledger@.awaiting_next_payer.state IS 'Where the claim stands; rejected: the next payer did not take it in.';
COMMENT ON COLUMN @ledger@.awaiting_next_payer.payer_id IS 'The payer by the patient''s coverage; null: none is recorded.';
COMMENT ON COLUMN @ledger@.awaiting_next_payer.coverage_id IS 'That coverage.';
