-- 42-submit.sql - claims leave: written into interchanges, frozen as they were sent

CREATE OR REPLACE FUNCTION @ledger@.write_837(practice_id text, form text, documents rcm.claim[], control_number integer) RETURNS rcm.x12_batch
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	sender jsonb;
	batch  rcm.x12_batch;
BEGIN
	-- (BHT03 is the control number, by which a 277CA names the file)
	SELECT p.sender - 'reference' || jsonb_build_object('control_number', write_837.control_number,
			'created', to_char(now() AT TIME ZONE p.time_zone, 'YYYY-MM-DD"T"HH24:MI:SS')) INTO sender
		FROM @ledger@.practice p WHERE p.practice_id = write_837.practice_id;
	IF form = 'I' THEN
		SELECT (w.b).* INTO batch FROM (SELECT rcm.x12_837i(d.doc, sender ORDER BY d.nth) AS b FROM unnest(documents) WITH ORDINALITY d (doc, nth)) w;
	ELSIF form = 'D' THEN
		SELECT (w.b).* INTO batch FROM (SELECT rcm.x12_837d(d.doc, sender ORDER BY d.nth) AS b FROM unnest(documents) WITH ORDINALITY d (doc, nth)) w;
	ELSE
		SELECT (w.b).* INTO batch FROM (SELECT rcm.x12_837p(d.doc, sender ORDER BY d.nth) AS b FROM unnest(documents) WITH ORDINALITY d (doc, nth)) w;
	END IF;
	RETURN batch;
END
$$;
COMMENT ON FUNCTION @ledger@.write_837(text, text, rcm.claim[], integer) IS
'The documents as one 837 of the form (P, I or D), in their order, under a control number, with practice.sender and the time where the practice is. Error RC009 when that sender does not suffice.';

CREATE OR REPLACE FUNCTION @ledger@.send_documents(practice_id text, form text, claim_ids text[], documents rcm.claim[],
		OUT interchange_id bigint, OUT claim_id text, OUT submission_id bigint, OUT fault jsonb)
	RETURNS SETOF record
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	p       @ledger@.practice;
	today   date := @ledger@.today(practice_id);
	control text;
	batch   rcm.x12_batch;
	file_id bigint;
BEGIN
	UPDATE @ledger@.practice x SET last_control_number = x.last_control_number + 1
		WHERE x.practice_id = send_documents.practice_id RETURNING * INTO p;
	control := lpad(p.last_control_number::text, 9, '0');
	batch := @ledger@.write_837(send_documents.practice_id, form, documents, p.last_control_number);
	IF batch.items > 0 THEN
		INSERT INTO @ledger@.interchange AS i (practice_id, direction, kind, control_number, file, items, state)
			VALUES (send_documents.practice_id, 'out', '837' || form, control, convert_to(batch.file, 'UTF8'), batch.items, 'written')
			RETURNING i.interchange_id INTO file_id;
	ELSE
		UPDATE @ledger@.practice x SET last_control_number = x.last_control_number - 1 WHERE x.practice_id = send_documents.practice_id;
	END IF;
	RETURN QUERY
		WITH refused AS (
			SELECT r.x, (r.x ->> 'item')::bigint AS nth FROM jsonb_array_elements(batch.refused) r (x)),
		written AS (
			SELECT c.id, c.doc, row_number() OVER (ORDER BY c.nth)::integer AS item
			FROM unnest(claim_ids, documents) WITH ORDINALITY c (id, doc, nth)
			WHERE NOT EXISTS (SELECT FROM refused r WHERE r.nth = c.nth)),
		last AS (
			SELECT b.claim_id, b.payer_seq, max(b.submission_id) AS submission_id FROM @ledger@.submission b
			WHERE b.practice_id = send_documents.practice_id AND b.claim_id = ANY (claim_ids) AND b.state <> 'rejected' GROUP BY 1, 2),
		sent AS (
			INSERT INTO @ledger@.submission AS s (practice_id, claim_id, interchange_id, item, transaction, payer_id, payer_seq, freq, form, charge,
				replaces, submitted_on, digest, document)
			SELECT send_documents.practice_id, w.id, file_id, w.item, (w.item - 1) / coalesce((p.sender ->> 'transaction_size')::integer, 5000) + 1,
				rcm.payer_id(w.doc), coalesce(rcm.payer_seq(w.doc), 'P'), coalesce(rcm.freq(w.doc), '1'), send_documents.form, rcm.total_charge(w.doc),
				l.submission_id, today, rcm.digest(w.doc), w.doc
			FROM written w LEFT JOIN last l ON l.claim_id = w.id AND l.payer_seq = coalesce(rcm.payer_seq(w.doc), 'P') ORDER BY w.item
			RETURNING s.interchange_id, s.claim_id, s.submission_id),
		billed AS (
			UPDATE @ledger@.receivable r SET first_billed_on = least(r.first_billed_on, today), last_billed_on = greatest(r.last_billed_on, today)
			FROM written w WHERE r.practice_id = send_documents.practice_id AND r.claim_id = w.id
			RETURNING 1)
		SELECT s.interchange_id, s.claim_id, s.submission_id, NULL::jsonb FROM sent s
		UNION ALL
		SELECT NULL, claim_ids[r.nth], NULL, r.x FROM refused r;
	IF file_id IS NOT NULL THEN
		PERFORM pg_notify('rcm_outbox', jsonb_build_object('ledger', (parse_ident('@ledger@'))[1], 'practice', send_documents.practice_id, 'interchange', file_id)::text);
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.send_documents(text, text, text[], rcm.claim[]) IS
'Writes documents of one form, each of the claim at the same place of claim_ids, into one interchange under the practice''s next control number; keeps the file, and each document as a submission; tells whoever listens on rcm_outbox. One row for each: the submission, or in "fault" why the writer refused it, as rcm.x12_batch has it. Where all are refused, no interchange is written and the control number stays free. The claims must be locked (lock_claims). What states claims take is for the caller, submit or submit_next_payer.';

CREATE OR REPLACE FUNCTION @ledger@.hold_refused(practice_id text, claim_id text, document rcm.claim, fault jsonb) RETURNS void
	LANGUAGE sql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp SET standard_conforming_strings = on AS $$
	WITH faults AS (
		SELECT f.element, f.path, f.message, f.nth FROM rcm.x12_837_faults(hold_refused.document) WITH ORDINALITY f (element, path, message, nth)),
	told AS (
		SELECT * FROM faults
		UNION ALL
		SELECT hold_refused.fault ->> 'element', hold_refused.fault ->> 'path', hold_refused.fault ->> 'message', 1 WHERE NOT EXISTS (SELECT FROM faults))
	INSERT INTO @ledger@.finding (practice_id, claim_id, finding_no, edit, family, severity, line, field, message, fix)
		SELECT hold_refused.practice_id, hold_refused.claim_id, (SELECT coalesce(max(f.finding_no), 0) FROM @ledger@.finding f
				WHERE f.practice_id = hold_refused.practice_id AND f.claim_id = hold_refused.claim_id) + t.nth,
			'X12-837', 'X12', 'reject', coalesce(substring(t.path FROM '^lines\[(\d+)\]')::integer + 1, 0), t.path,
			concat_ws(': ', t.element, t.message), 'Mend the field: the claim cannot be written as an 837 otherwise.'
		FROM told t
$$;
COMMENT ON FUNCTION @ledger@.hold_refused(text, text, rcm.claim, jsonb) IS
'Writes down why the writer of the 837 refused a claim, as findings of the family X12 behind those that it has.';

CREATE OR REPLACE FUNCTION @ledger@.submit_group(practice_id text, form text, claim_ids text[])
	RETURNS TABLE (interchange_id bigint, claim_id text, submission_id bigint, state text, reason text)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today     date := @ledger@.today(practice_id);
	documents rcm.claim[];
	sent      record;
	written   text[] := ARRAY[]::text[];
	numbers   bigint[] := ARRAY[]::bigint[];
BEGIN
	SELECT array_agg(@ledger@.document_to_send(c.practice_id, c.document, today) ORDER BY i.nth) INTO documents
		FROM unnest(submit_group.claim_ids) WITH ORDINALITY i (id, nth)
		JOIN @ledger@.claim c ON c.practice_id = submit_group.practice_id AND c.claim_id = i.id;
	FOR sent IN SELECT * FROM @ledger@.send_documents(submit_group.practice_id, form, submit_group.claim_ids, documents) LOOP
		interchange_id := sent.interchange_id;
		claim_id := sent.claim_id;
		submission_id := sent.submission_id;
		IF sent.fault IS NULL THEN
			state := 'submitted';
			reason := NULL;
			written := written || sent.claim_id;
			numbers := numbers || sent.submission_id;
		ELSE
			PERFORM @ledger@.hold_refused(submit_group.practice_id, sent.claim_id, documents[array_position(submit_group.claim_ids, sent.claim_id)], sent.fault);
			UPDATE @ledger@.claim c SET state = 'held', state_reason = 'X12-837'
				WHERE c.practice_id = submit_group.practice_id AND c.claim_id = sent.claim_id;
			state := 'held';
			reason := concat_ws(': ', 'X12-837', sent.fault ->> 'element', sent.fault ->> 'message');
		END IF;
		RETURN NEXT;
	END LOOP;
	UPDATE @ledger@.claim c SET state = 'submitted', state_reason = 'submission ' || w.number
		FROM unnest(written, numbers) w (id, number)
		WHERE c.practice_id = submit_group.practice_id AND c.claim_id = w.id;
	UPDATE @ledger@.claim c SET state = 'void'
		WHERE c.practice_id = submit_group.practice_id AND c.claim_id = ANY (written) AND c.freq = '8';
END
$$;
COMMENT ON FUNCTION @ledger@.submit_group(text, text, text[]) IS
'What submit does with claims that are judged and locked, of one payer and form: they leave in one interchange and are submitted, a void (frequency 8) then void; what the writer refuses is held.';

CREATE OR REPLACE FUNCTION @ledger@.submit(practice_id text, claim_ids text[] DEFAULT NULL)
	RETURNS TABLE (interchange_id bigint, claim_id text, submission_id bigint, state text, reason text)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	ids text[];
	one record;
BEGIN
	-- one submit of a practice after the other: the control number is theirs in turn
	PERFORM 1 FROM @ledger@.practice p WHERE p.practice_id = submit.practice_id FOR NO KEY UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	END IF;
	SELECT array_agg(c.claim_id) INTO ids FROM @ledger@.claim c
		WHERE c.practice_id = submit.practice_id AND c.state = 'ready' AND (submit.claim_ids IS NULL OR c.claim_id = ANY (submit.claim_ids));
	PERFORM @ledger@.lock_claims(submit.practice_id, ids);
	-- what was named and cannot go
	RETURN QUERY SELECT NULL::bigint, i.id, NULL::bigint, c.state,
			CASE WHEN c.claim_id IS NULL THEN 'there is no such claim' WHEN c.state <> 'ready' THEN 'it is not ready'
				ELSE 'the patient pays it: there is no payer to send it to' END
		FROM (SELECT DISTINCT unnest(submit.claim_ids)) i (id)
		LEFT JOIN @ledger@.claim c ON c.practice_id = submit.practice_id AND c.claim_id = i.id
		WHERE c.claim_id IS NULL OR c.state <> 'ready' OR c.payer_id IS NULL OR c.filing_ind = '09' ORDER BY 2;
	-- as they are now that nobody else changes them
	SELECT array_agg(c.claim_id) INTO ids FROM @ledger@.claim c
		WHERE c.practice_id = submit.practice_id AND c.claim_id = ANY (ids) AND c.state = 'ready' AND c.payer_id IS NOT NULL AND c.filing_ind IS DISTINCT FROM '09';
	PERFORM @ledger@.judge_claims(submit.practice_id, ids);
	RETURN QUERY
		UPDATE @ledger@.claim c SET state = 'held', state_reason = r.reasons
		FROM (SELECT i.id, @ledger@.reject_reasons(submit.practice_id, i.id) AS reasons FROM unnest(ids) i (id)) r
		WHERE c.practice_id = submit.practice_id AND c.claim_id = r.id AND r.reasons IS NOT NULL
		RETURNING NULL::bigint, c.claim_id, NULL::bigint, c.state, c.state_reason;
	-- those of a billing provider and subscriber side by side share their levels of the file
	FOR one IN
		SELECT g.payer_id, g.form, array_agg(g.claim_id ORDER BY g.nth) AS claims
		FROM (SELECT c.claim_id, c.payer_id, c.form, row_number() OVER (PARTITION BY c.payer_id, c.form ORDER BY c.billing_npi, c.member_id, c.claim_id) AS nth
			FROM @ledger@.claim c WHERE c.practice_id = submit.practice_id AND c.claim_id = ANY (ids) AND c.state = 'ready') g
		GROUP BY g.payer_id, g.form, (g.nth - 1) / 5000 ORDER BY g.payer_id, g.form, min(g.nth)
	LOOP
		RETURN QUERY SELECT * FROM @ledger@.submit_group(submit.practice_id, one.form, one.claims);
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.submit(text, text[]) IS
'Sends ready claims, all of them when claim_ids is null: judged once more as of today, written into one 837 for each payer and form (at most 5000 claims), and kept as they left in submission. One row for each claim. state submitted: it left, in that interchange and submission; held: an edit or the writer of the 837 refuses it, "reason" says which, finding what to do, and the others leave all the same. A claim that was named and is not ready, or that the patient pays, stays as it is and is told with the reason. All in the caller''s transaction: what it rolls back never left, and the control number stays free.
The files wait until fetch_outbox hands them out; a notification on rcm_outbox says so ({"ledger", "practice", "interchange"}). Two submits of a practice go one after the other, so nothing is sent twice. Errors: RC010 no such practice, RC003 no library to judge by, RC009 practice.sender does not suffice.

    SELECT claim_id, state, reason FROM @ledger@.submit(''north'');';

CREATE OR REPLACE FUNCTION @ledger@.fetch_outbox(practice_id text, maximum integer DEFAULT 10)
	RETURNS TABLE (interchange_id bigint, control_number text, kind text, file bytea)
	LANGUAGE sql VOLATILE PARALLEL UNSAFE ROWS 10 SET search_path = pg_catalog, pg_temp AS $$
	-- (materialized: a join could look at the locked rows again, and pass the limit)
	WITH waiting AS MATERIALIZED (
		SELECT w.interchange_id FROM @ledger@.interchange w
		WHERE w.practice_id = fetch_outbox.practice_id AND w.state = 'written' AND w.direction = 'out'
		ORDER BY w.interchange_id LIMIT greatest(fetch_outbox.maximum, 0) FOR NO KEY UPDATE SKIP LOCKED),
	fetched AS (
		UPDATE @ledger@.interchange i SET state = 'fetched' FROM waiting o
		WHERE i.practice_id = fetch_outbox.practice_id AND i.interchange_id = o.interchange_id
		RETURNING i.interchange_id, i.control_number, i.kind, i.file)
	SELECT f.interchange_id, f.control_number, f.kind, f.file FROM fetched f ORDER BY f.interchange_id
$$;
COMMENT ON FUNCTION @ledger@.fetch_outbox(text, integer) IS
'Hands out files that were not sent yet, the oldest first, at most so many, each to one caller: while a sender''s transaction is open no other gets its files, and when it is rolled back they are handed out again. Send, then commit.

    SELECT interchange_id, file FROM @ledger@.fetch_outbox(''north'');';
