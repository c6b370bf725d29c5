-- 40-ready.sql - claims are judged, and become ready or held

CREATE OR REPLACE FUNCTION @ledger@.document_to_send(practice_id text, document rcm.claim, day date) RETURNS rcm.claim
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	doc     jsonb := document::jsonb || jsonb_build_object('submit_date', coalesce(day, @ledger@.today(practice_id)));
	lines   jsonb := nullif(doc -> 'lines', 'null');
	own     boolean := jsonb_path_exists(lines, '$[*].control');
	control text;
BEGIN
	-- (a loop: a query for each claim would cost more than judging it)
	FOR i IN 0 .. coalesce(jsonb_array_length(lines), 0) - 1 LOOP
		CONTINUE WHEN lines -> i ->> 'control' <> '';
		control := coalesce(nullif(lines -> i ->> 'n', ''), (i + 1)::text);
		-- a number that is another line's would answer for both
		CONTINUE WHEN own AND lines @> jsonb_build_array(jsonb_build_object('control', control));
		lines := jsonb_set(lines, ARRAY[i::text, 'control'], to_jsonb(control));
	END LOOP;
	RETURN CASE WHEN lines IS NULL THEN doc ELSE jsonb_set(doc, '{lines}', lines) END::rcm.claim;
END
$$;
COMMENT ON FUNCTION @ledger@.document_to_send(text, rcm.claim, date) IS
'A claim as it leaves on a day (null: today at the practice): that day is its submit_date, and each line that has no control number (REF 6R) has its own number as one, by which the remittance answers it. This is what is judged, written and kept as the submission.';

CREATE OR REPLACE FUNCTION @ledger@.judge_claims(practice_id text, claim_ids text[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
BEGIN
	DELETE FROM @ledger@.finding f
		WHERE f.practice_id = judge_claims.practice_id AND f.claim_id = ANY (judge_claims.claim_ids);
	INSERT INTO @ledger@.finding (practice_id, claim_id, finding_no, edit, family, severity, line, field, message, fix, carc, rarc, evidence)
		SELECT judge_claims.practice_id, c.claim_id, f.nth, f.edit, f.family, f.severity, f.line, f.field, f.message, f.fix, f.carc, f.rarc, f.evidence
		FROM @ledger@.claim c,
			rcm.scrub(@ledger@.document_to_send(c.practice_id, c.document, today), c.practice_id)
				WITH ORDINALITY f (edit, family, severity, line, field, message, fix, carc, rarc, evidence, nth)
		WHERE c.practice_id = judge_claims.practice_id AND c.claim_id = ANY (judge_claims.claim_ids);
	-- papers that were asked for, which neither were sent nor does the claim announce
	INSERT INTO @ledger@.finding (practice_id, claim_id, finding_no, edit, family, severity, line, field, message, fix)
		SELECT a.practice_id, a.claim_id, (SELECT count(*) FROM @ledger@.finding f WHERE f.practice_id = a.practice_id AND f.claim_id = a.claim_id)
				+ row_number() OVER (PARTITION BY a.claim_id ORDER BY a.attachment_id),
			'ATTACH-MISSING', 'ATTACH', 'warn', 0, 'attachments', format('a paper of type %s was asked for and is not there', a.kind),
			'Send the paper and record it in attachment.sent_on, or announce it in the claim''s attachments.'
		FROM @ledger@.missing_attachments a
		WHERE a.practice_id = judge_claims.practice_id AND a.claim_id = ANY (judge_claims.claim_ids)
			AND a.asked_by <> 'practice' AND NOT a.announced;
END
$$;
COMMENT ON FUNCTION @ledger@.judge_claims(text, text[]) IS
'Replaces the findings of claims by what rcm.scrub says of them today, as they would leave, with the practice''s id as its name; a paper that a payer or an edit asked for and that is missing is a warning (ATTACH-MISSING). Changes no state. Error RC003 when there is no library.';

CREATE OR REPLACE FUNCTION @ledger@.reject_reasons(practice_id text, claim_id text) RETURNS text
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT string_agg(e.edit, ' ' ORDER BY e.first) FROM (
		SELECT f.edit, min(f.finding_no) AS first FROM @ledger@.finding f
		WHERE f.practice_id = reject_reasons.practice_id AND f.claim_id = reject_reasons.claim_id AND f.severity = 'reject'
		GROUP BY f.edit) e
$$;
COMMENT ON FUNCTION @ledger@.reject_reasons(text, text) IS
'The ids of the edits whose findings hold a claim, with spaces between; null when none does.';

CREATE OR REPLACE FUNCTION @ledger@.make_ready(practice_id text, claim_ids text[] DEFAULT NULL)
	RETURNS TABLE (claim_id text, state text, findings integer)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	ids text[];
BEGIN
	SELECT array_agg(c.claim_id ORDER BY c.claim_id) INTO ids FROM @ledger@.claim c
		WHERE c.practice_id = make_ready.practice_id AND c.state IN ('draft', 'held', 'rejected')
			AND (make_ready.claim_ids IS NULL OR c.claim_id = ANY (make_ready.claim_ids));
	PERFORM @ledger@.lock_claims(make_ready.practice_id, ids);
	-- as they are now that nobody else changes them; what a next payer rejected is not the first payer's to have again
	SELECT array_agg(c.claim_id ORDER BY c.claim_id) INTO ids FROM @ledger@.claim c
		WHERE c.practice_id = make_ready.practice_id AND c.claim_id = ANY (ids) AND c.state IN ('draft', 'held', 'rejected')
			AND (c.state <> 'rejected' OR c.payer_seq = coalesce((SELECT s.payer_seq FROM @ledger@.submission s
				WHERE s.practice_id = c.practice_id AND s.claim_id = c.claim_id ORDER BY s.submission_id DESC LIMIT 1), c.payer_seq));
	PERFORM @ledger@.judge_claims(make_ready.practice_id, ids);
	UPDATE @ledger@.claim c SET state = CASE WHEN r.reasons IS NULL THEN 'ready' ELSE 'held' END, state_reason = r.reasons
		FROM (SELECT i.id, @ledger@.reject_reasons(make_ready.practice_id, i.id) AS reasons FROM unnest(ids) i (id)) r
		WHERE c.practice_id = make_ready.practice_id AND c.claim_id = r.id
			AND (c.state, c.state_reason) IS DISTINCT FROM ('held', r.reasons);
	RETURN QUERY SELECT c.claim_id, c.state, (SELECT count(*)::integer FROM @ledger@.finding f
			WHERE f.practice_id = c.practice_id AND f.claim_id = c.claim_id)
		FROM @ledger@.claim c WHERE c.practice_id = make_ready.practice_id AND c.claim_id = ANY (ids)
		ORDER BY c.claim_id;
END
$$;
COMMENT ON FUNCTION @ledger@.make_ready(text, text[]) IS
'Judges claims that are draft, held or rejected, all of them when claim_ids is null, and makes them ready, which charges their lines, or held when a finding rejects: state_reason then has the ids of the edits. The table finding says the rest. One row for each claim that was judged: its state now and how many findings it has. Claims in another state, and those that a next payer rejected (submit_next_payer sends them again), are passed over. Error RC003 when there is no library to judge by: nothing becomes ready unjudged.

    SELECT * FROM @ledger@.make_ready(''north'');';
