-- 44-acknowledge.sql - what was said about what was sent: TA1, 999, 277CA, 277

CREATE OR REPLACE FUNCTION @ledger@.outbound(practice_id text, number text) RETURNS bigint
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT i.interchange_id FROM @ledger@.interchange i
	WHERE i.practice_id = outbound.practice_id AND i.direction = 'out' AND outbound.number ~ '^[0-9]{1,9}$'
		AND i.control_number = lpad(outbound.number, 9, '0')
$$;
COMMENT ON FUNCTION @ledger@.outbound(text, text) IS
'The interchange that was sent under a control number, with or without its leading zeros (ISA13, GS06); null: none.';

CREATE OR REPLACE FUNCTION @ledger@.apply_verdicts(practice_id text, submissions bigint[], accepted boolean[], ranks integer[], reasons text[], days date[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	PERFORM @ledger@.lock_claims(apply_verdicts.practice_id, ARRAY(SELECT s.claim_id FROM @ledger@.submission s
		WHERE s.practice_id = apply_verdicts.practice_id AND s.submission_id = ANY (submissions)));
	WITH verdict AS (
		SELECT DISTINCT ON (v.id) v.*, coalesce(v.day, @ledger@.today(apply_verdicts.practice_id)) AS told_on
		FROM unnest(submissions, accepted, ranks, reasons, days) v (id, accepted, rank, reason, day)
		WHERE v.accepted IS NOT NULL ORDER BY v.id, v.day DESC NULLS LAST, v.accepted)
	UPDATE @ledger@.submission s SET
		state = CASE WHEN v.accepted THEN 'accepted' ELSE 'rejected' END,
		state_reason = CASE WHEN NOT v.accepted THEN v.reason END,
		accepted_on = CASE WHEN v.accepted THEN least(s.accepted_on, v.told_on) ELSE s.accepted_on END
	FROM verdict v
	JOIN @ledger@.submission x ON x.practice_id = apply_verdicts.practice_id AND x.submission_id = v.id
	JOIN @ledger@.claim c ON c.practice_id = x.practice_id AND c.claim_id = x.claim_id
	WHERE s.practice_id = x.practice_id AND s.submission_id = v.id
		AND CASE WHEN v.accepted THEN x.state <> 'rejected'
				-- taken in after all: only if somebody says so who knows as much as the one who rejected it, and not before
				OR (v.rank >= CASE split_part(x.state_reason, ' ', 1) WHEN 'TA1' THEN 0 WHEN '999' THEN 1 WHEN '997' THEN 1 ELSE 2 END
					AND NOT EXISTS (SELECT FROM @ledger@.acknowledgement a WHERE a.practice_id = x.practice_id AND a.claim_id = x.claim_id
						AND a.submission_id = x.submission_id AND a.state = 'rejected' AND a.effective_on > v.told_on))
			-- what the payer has judged was taken in, whatever is said afterwards
			ELSE c.state NOT IN ('paid', 'denied', 'closed') AND NOT EXISTS (SELECT FROM @ledger@.submission_answer a
				WHERE a.practice_id = x.practice_id AND a.submission_id = x.submission_id) END;
	UPDATE @ledger@.claim c SET state = s.state, state_reason = s.state_reason
	FROM @ledger@.submission s
	WHERE s.practice_id = apply_verdicts.practice_id AND s.submission_id = ANY (submissions) AND s.state <> 'submitted'
		AND c.practice_id = s.practice_id AND c.claim_id = s.claim_id AND c.state IN ('submitted', 'accepted', 'rejected') AND c.state <> s.state
		AND NOT EXISTS (SELECT FROM @ledger@.submission n WHERE n.practice_id = s.practice_id AND n.claim_id = s.claim_id AND n.submission_id > s.submission_id);
END
$$;
COMMENT ON FUNCTION @ledger@.apply_verdicts(text, bigint[], boolean[], integer[], text[], date[]) IS
'Moves submissions, and the claims whose last submission they are, by what was said of them: accepted or not (null: nothing was), how much the sender can know (0 TA1, 1 a 999 or a mere receipt, 2 a 277), the reason of a rejection (the transaction, then codes), the day. A rejection of what the payer has answered changes nothing. What was rejected is accepted after all only by somebody who knows as much and does not speak of an earlier day.';

CREATE OR REPLACE FUNCTION @ledger@.read_999(practice_id text, interchange_id bigint, file bytea) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	INSERT INTO @ledger@.acknowledgement (practice_id, interchange_id, kind, answers, state, codes, message)
		SELECT read_999.practice_id, read_999.interchange_id, a.kind, @ledger@.outbound(read_999.practice_id, coalesce(a.acknowledged_interchange, a.acknowledged_group)),
			coalesce(a.state, 'not said'), a.notes, concat_ws(' ', a.level, coalesce(a.acknowledged_transaction, a.acknowledged_group, a.acknowledged_interchange))
		FROM rcm.acknowledgements(file) a ORDER BY a.acknowledgement;
	INSERT INTO @ledger@.acknowledgement (practice_id, interchange_id, kind, answers, submission_id, claim_id, state, codes)
		SELECT read_999.practice_id, read_999.interchange_id, a.kind, s.interchange_id, s.submission_id, e.claim_id, coalesce(a.state, 'not said'),
			array_agg(e.segment_id || coalesce(lpad(e.element_position::text, 2, '0') || ':' || e.element_code, ':' || e.segment_code) ORDER BY e.error)
		FROM rcm.acknowledgements(file) a
		JOIN rcm.acknowledgement_errors(file) e USING (acknowledgement)
		LEFT JOIN @ledger@.submission s ON s.practice_id = read_999.practice_id AND s.claim_id = e.claim_id
			AND s.interchange_id = @ledger@.outbound(read_999.practice_id, a.acknowledged_group)
		WHERE e.claim_id IS NOT NULL
		GROUP BY a.acknowledgement, a.kind, s.interchange_id, s.submission_id, e.claim_id, a.state ORDER BY a.acknowledgement, e.claim_id;
	PERFORM @ledger@.apply_verdicts(read_999.practice_id, array_agg(v.submission_id), array_agg(v.accepted), array_agg(v.rank), array_agg(v.reason), array_agg(NULL::date))
	FROM (
		WITH said AS (
			SELECT a.*, @ledger@.outbound(read_999.practice_id, coalesce(a.acknowledged_interchange, a.acknowledged_group)) AS answers
			FROM rcm.acknowledgements(file) a)
		SELECT s.submission_id, CASE w.kind WHEN 'TA1' THEN 0 ELSE 1 END AS rank,
			-- a rejected group goes before what is said of its transactions; that a TA1 accepts says nothing of the claims
			CASE WHEN w.accepted = false THEN false WHEN w.kind = 'TA1' THEN NULL WHEN t.level IS NOT NULL THEN t.accepted ELSE w.accepted END AS accepted,
			concat_ws(' ', w.kind, nullif(array_to_string(coalesce(nullif(t.notes, '{}'), w.notes), ' '), ''),
				k.codes) AS reason
		FROM said w
		JOIN @ledger@.submission s ON s.practice_id = read_999.practice_id AND s.interchange_id = w.answers
		LEFT JOIN said t ON t.level = 'transaction' AND t.answers = w.answers
			AND (t.interchange, t."group", t.transaction) = (w.interchange, w."group", w.transaction)
			AND CASE WHEN t.acknowledged_transaction ~ '^[0-9]{1,9}$' THEN t.acknowledged_transaction::integer END = s.transaction
		LEFT JOIN (SELECT x.submission_id, string_agg(array_to_string(x.codes, ' '), ' ' ORDER BY x.acknowledgement_id) AS codes FROM @ledger@.acknowledgement x
			WHERE x.practice_id = read_999.practice_id AND x.interchange_id = read_999.interchange_id AND x.submission_id IS NOT NULL
			GROUP BY 1) k ON k.submission_id = s.submission_id
		WHERE w.level <> 'transaction') v;
	UPDATE @ledger@.interchange i SET
		state = CASE WHEN w.accepted = false THEN 'rejected' ELSE 'accepted' END,
		state_reason = CASE WHEN w.accepted THEN NULL WHEN w.accepted IS NULL THEN w.state ELSE concat_ws(' ', w.kind, nullif(array_to_string(w.notes, ' '), '')) END
	FROM (SELECT DISTINCT ON (b.answers) b.* FROM (
			SELECT a.*, @ledger@.outbound(read_999.practice_id, coalesce(a.acknowledged_interchange, a.acknowledged_group)) AS answers
			FROM rcm.acknowledgements(file) a WHERE a.level <> 'transaction' AND a.state IS NOT NULL) b
		ORDER BY b.answers, b.accepted = false DESC, b.kind = 'TA1') w
	WHERE i.practice_id = read_999.practice_id AND i.interchange_id = w.answers
		-- (a TA1 knows less than the 999 that was here before it)
		AND (w.kind <> 'TA1' OR w.accepted = false OR i.state IN ('written', 'fetched'));
END
$$;
COMMENT ON FUNCTION @ledger@.read_999(text, bigint, bytea) IS
'Keeps and applies what the TA1s, 999s and 997s of a file say: a row of acknowledgement for each interchange, group and transaction that they name, and one for each claim that an error is about. A TA1 that accepts is about the file alone; a 999 takes its claims in or rejects them, by transaction where it says it so.';

CREATE OR REPLACE FUNCTION @ledger@.statuses_of_submissions(practice_id text, file bytea)
	RETURNS TABLE (nth bigint, kind text, answers bigint, submission_id bigint, claim_id text, state text, codes text[], message text, day date,
		accepted boolean, rank integer, payer_claim_control text)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH said AS MATERIALIZED (
		SELECT r.* FROM rcm.submission_states(file) WITH ORDINALITY r),
	-- BHT03 of the batch, which is our control number when nobody has changed it
	batch AS MATERIALIZED (
		SELECT DISTINCT ON (t.interchange, t."group", t.transaction) t.interchange, t."group", t.transaction,
			@ledger@.outbound(statuses_of_submissions.practice_id, split_part(t.trace, '-', 1)) AS sent
		FROM rcm.claim_statuses(file) t WHERE t.level = 'receiver' AND t.trace IS NOT NULL)
	SELECT r.ordinality, CASE WHEN r.guide LIKE '277CA%' THEN '277CA' ELSE '277' END, coalesce(s.interchange_id, b.sent), s.submission_id, coalesce(r.claim_id, s.claim_id),
		coalesce(r.state, 'not said'), r.reasons, r.message, r.effective_date,
		CASE WHEN r.state = 'rejected' THEN false
			WHEN r.state IN ('received', 'accepted', 'forwarded', 'pending', 'requested', 'paid', 'denied', 'revised', 'finalized') THEN true END,
		CASE WHEN r.state IN ('received', 'forwarded') THEN 1 ELSE 2 END, r.payer_claim_control
	FROM said r
	LEFT JOIN batch b ON (b.interchange, b."group", b.transaction) = (r.interchange, r."group", r.transaction)
	LEFT JOIN LATERAL (
		(SELECT x.submission_id, x.interchange_id, x.claim_id FROM @ledger@.submission x
		WHERE x.practice_id = statuses_of_submissions.practice_id AND x.claim_id = r.claim_id
		-- the one in the file that it names, else the last that had left by then
		ORDER BY coalesce(x.interchange_id = b.sent, false) DESC, coalesce(x.submitted_on <= r.effective_date, true) DESC, x.submission_id DESC LIMIT 1)
		UNION ALL
		-- what stands for all that was sent
		SELECT x.submission_id, x.interchange_id, x.claim_id
		FROM (SELECT @ledger@.outbound(statuses_of_submissions.practice_id, split_part(r.trace, '-', 1)) AS sent) w
		JOIN @ledger@.submission x ON x.practice_id = statuses_of_submissions.practice_id AND x.interchange_id = w.sent
		WHERE r.claim IS NULL AND x.transaction = CASE WHEN r.trace ~ '^[0-9]+-[0-9]{1,6}$' THEN split_part(r.trace, '-', 2)::integer ELSE 1 END
			AND coalesce(rcm.billing_npi(x.document) = r.provider_npi, true)) s ON true
$$;
COMMENT ON FUNCTION @ledger@.statuses_of_submissions(text, bytea) IS
'The rows of rcm.submission_states of a file, each with the submission that it is about: by the file that the batch names (BHT03, our control number), else the last submission of the claim by that day. A row that stands for all that was sent becomes one for each claim of it. accepted and rank are what apply_verdicts takes.';

CREATE OR REPLACE FUNCTION @ledger@.read_277(practice_id text, interchange_id bigint, file bytea) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
BEGIN
	PERFORM @ledger@.lock_claims(read_277.practice_id, ARRAY(SELECT s.claim_id FROM rcm.submission_states(file) s WHERE s.claim_id IS NOT NULL));
	-- the payer's number, while no remittance has told it
	UPDATE @ledger@.claim c SET payer_claim_control = v.payer_claim_control
	FROM (SELECT DISTINCT ON (s.claim_id) s.claim_id, s.payer_seq, r.payer_claim_control
		FROM @ledger@.statuses_of_submissions(read_277.practice_id, file) r
		JOIN @ledger@.submission s ON s.practice_id = read_277.practice_id AND s.submission_id = r.submission_id
		WHERE r.accepted AND r.payer_claim_control IS NOT NULL ORDER BY s.claim_id, r.nth DESC) v
	WHERE c.practice_id = read_277.practice_id AND c.claim_id = v.claim_id AND c.payer_seq = v.payer_seq
		AND c.payer_claim_control IS DISTINCT FROM v.payer_claim_control
		AND (c.payer_claim_control IS NULL OR c.state IN ('submitted', 'accepted', 'rejected'));
	-- papers that the payer asks for
	INSERT INTO @ledger@.attachment (practice_id, claim_id, kind, control_number, asked_by, asked_on, due_on)
		SELECT read_277.practice_id, c.claim_id, x.code, x.trace, 'payer', coalesce(x.status_date, x.created_on, today), x.due_on
		FROM rcm.claim_statuses(file) x JOIN @ledger@.claim c ON c.practice_id = read_277.practice_id AND c.claim_id = x.claim_id
		WHERE x.state = 'requested' AND x.code IS NOT NULL ORDER BY x.status, x.composite;
	INSERT INTO @ledger@.acknowledgement (practice_id, interchange_id, kind, answers, submission_id, claim_id, state, codes, message, effective_on)
		SELECT read_277.practice_id, read_277.interchange_id, r.kind, r.answers, r.submission_id, r.claim_id, r.state, r.codes, r.message, r.day
		FROM @ledger@.statuses_of_submissions(read_277.practice_id, file) r ORDER BY r.nth;
	PERFORM @ledger@.apply_verdicts(read_277.practice_id, array_agg(r.submission_id), array_agg(r.accepted), array_agg(r.rank),
			array_agg(concat_ws(' ', r.kind, array_to_string(r.codes, ' '))), array_agg(r.day))
		FROM @ledger@.statuses_of_submissions(read_277.practice_id, file) r WHERE r.submission_id IS NOT NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.read_277(text, bigint, bytea) IS
'Keeps and applies what the 277CAs and 277s of a file say of claims: a row of acknowledgement for each, the payer''s number of the claim while no remittance has told it, a row of attachment for each paper that is asked for (its kind is the code that the payer gives).';

CREATE OR REPLACE FUNCTION @ledger@.acknowledge(practice_id text, interchange_id bigint)
	RETURNS TABLE (kind text, item text, state text, detail text)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	bytes bytea;
BEGIN
	-- (who reads the same file at the same time waits here)
	SELECT i.file INTO bytes FROM @ledger@.interchange i
		WHERE i.practice_id = acknowledge.practice_id AND i.interchange_id = acknowledge.interchange_id AND i.direction = 'in' FOR NO KEY UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'no file % has come in', interchange_id USING ERRCODE = 'RC010',
			HINT = 'receive() takes a file in and does all of this.';
	ELSIF EXISTS (SELECT FROM @ledger@.acknowledgement a WHERE a.practice_id = acknowledge.practice_id AND a.interchange_id = acknowledge.interchange_id) THEN
		RETURN QUERY SELECT DISTINCT a.kind, NULL::text, 'known', 'it was read before: nothing changes'
			FROM @ledger@.acknowledgement a WHERE a.practice_id = acknowledge.practice_id AND a.interchange_id = acknowledge.interchange_id ORDER BY 1;
		RETURN;
	END IF;
	PERFORM @ledger@.read_999(acknowledge.practice_id, acknowledge.interchange_id, bytes);
	PERFORM @ledger@.read_277(acknowledge.practice_id, acknowledge.interchange_id, bytes);
	RETURN QUERY
		SELECT a.kind, coalesce(a.claim_id, s.claim_id, a.message), a.state,
			concat_ws('; ', nullif(array_to_string(a.codes, ' '), ''),
				CASE WHEN a.claim_id IS NULL AND a.answers IS NULL THEN 'no file of ours has this number'
					WHEN a.claim_id IS NOT NULL AND a.submission_id IS NULL THEN 'no such claim was sent' END, 'the claim is ' || c.state)
		FROM @ledger@.acknowledgement a
		LEFT JOIN @ledger@.submission s ON s.practice_id = a.practice_id AND s.submission_id = a.submission_id
		LEFT JOIN @ledger@.claim c ON c.practice_id = s.practice_id AND c.claim_id = s.claim_id
		WHERE a.practice_id = acknowledge.practice_id AND a.interchange_id = acknowledge.interchange_id
		ORDER BY a.acknowledgement_id;
END
$$;
COMMENT ON FUNCTION @ledger@.acknowledge(text, bigint) IS
'Reads the TA1s, 999s, 997s, 277CAs and 277s of a file that came in, keeps every statement (acknowledgement), and moves what they are about: interchanges, submissions and claims become accepted or rejected, with the codes as state_reason. A rejection is no denial: the claim was never judged, is mended and sent again as an original. What does not fit changes nothing and is kept: an answer for a number that is not ours, a rejection after the payer has answered, an acceptance by somebody who knows less than the one who rejected. One row for each statement: item is the claim or the number, detail the codes and where the claim stands now. The same file twice changes nothing. Error RC010 when no such file has come in.';
