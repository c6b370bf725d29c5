-- 46-receive.sql - whatever comes in is kept once, and goes where it belongs

CREATE OR REPLACE FUNCTION @ledger@.transactions_of(practice_id text, file bytea) RETURNS text[]
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	-- (the beginning tells: one row for each segment of a large file would cost more than posting it)
	SELECT coalesce(array_agg(DISTINCT CASE s.segment_id WHEN 'TA1' THEN 'TA1'
			WHEN 'ST' THEN s.elements[1] || CASE WHEN s.elements[1] = '277' AND g.version ~ 'X(214|167)' THEN 'CA' ELSE '' END END), '{}')
	FROM rcm.x12_segments(substring(transactions_of.file FOR 262144)) s
	LEFT JOIN LATERAL (SELECT coalesce(s.elements[3], '') AS version) g ON true
	WHERE s.segment_id IN ('ST', 'TA1')
$$;
COMMENT ON FUNCTION @ledger@.transactions_of(text, bytea) IS
'Which transactions a file holds, as far as its first 256 KiB tell: TA1, 835, 999, 277CA and so on.';

CREATE OR REPLACE FUNCTION @ledger@.patient_of_answer(practice_id text, member_id text, birth_date date, first_name text) RETURNS text
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH one AS (
		SELECT DISTINCT p.patient_id, p.birth_date = patient_of_answer.birth_date AS born, upper(p.first_name) = upper(patient_of_answer.first_name) AS named
		FROM @ledger@.coverage v JOIN @ledger@.patient p ON p.practice_id = v.practice_id AND p.patient_id = v.patient_id
		WHERE v.practice_id = patient_of_answer.practice_id AND v.member_id = patient_of_answer.member_id),
	best AS (
		SELECT o.patient_id, rank() OVER (ORDER BY coalesce(o.born, false) DESC, coalesce(o.named, false) DESC) AS place FROM one o
		-- whoever was born on another day is another one of the family
		WHERE o.born IS DISTINCT FROM false)
	SELECT min(b.patient_id) FROM best b WHERE b.place = 1 HAVING count(*) = 1
$$;
COMMENT ON FUNCTION @ledger@.patient_of_answer(text, text, date, text) IS
'The patient whom an answer about coverage means: who has the member id by a coverage; of several, who is born on that day, then who has that first name. Null when that is nobody or more than one.';

CREATE OR REPLACE FUNCTION @ledger@.read_271(practice_id text, interchange_id bigint, file bytea)
	RETURNS TABLE (kind text, item text, state text, detail text)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
BEGIN
	RETURN QUERY
		WITH answer AS MATERIALIZED (
			SELECT r.*, coalesce((SELECT min((d ->> 'from')::date) FROM jsonb_array_elements(r.dates) d WHERE d ->> 'qualifier' = '472'), r.created, today) AS day
			FROM rcm.eligibility_responses(file) r),
		snapshot AS MATERIALIZED (
			SELECT d.day, s.response, s.eligibility FROM (SELECT DISTINCT a.day FROM answer a) d, rcm.eligibility_snapshot(file, d.day) s),
		benefit AS MATERIALIZED (
			SELECT b.response, jsonb_agg(jsonb_strip_nulls(jsonb_build_object('code', b.code, 'kind', b.kind, 'period', b.period_kind, 'service_types', nullif(b.service_types, '{}'),
				'procedure', b.procedure, 'amount', b.amount, 'quantity', b.quantity)) ORDER BY b.benefit) AS benefits
			FROM rcm.eligibility_benefits(file) b WHERE b.code IN ('E', 'F', 'I') OR b.procedure IS NOT NULL GROUP BY b.response),
		kept AS (
			INSERT INTO @ledger@.eligibility AS e (practice_id, patient_id, payer_id, member_id, service_on, status, snapshot, benefits, interchange_id)
			SELECT read_271.practice_id, @ledger@.patient_of_answer(read_271.practice_id, a.member_id, a.dob, a.first), a.payer_id, a.member_id, a.day,
				s.eligibility ->> 'status', s.eligibility, b.benefits, read_271.interchange_id
			FROM answer a JOIN snapshot s ON s.response = a.response AND s.day = a.day LEFT JOIN benefit b ON b.response = a.response ORDER BY a.response
			RETURNING e.eligibility_id, e.patient_id)
		SELECT '271', a.trace_number, CASE WHEN s.response IS NOT NULL THEN coalesce(s.eligibility ->> 'status', 'kept') WHEN a.rejected THEN 'rejected' ELSE 'not said' END,
			CASE WHEN s.response IS NULL THEN (SELECT string_agg(concat_ws(': ', j.reason, j.meaning), '; ' ORDER BY j.segment) FROM rcm.eligibility_rejections(file) j WHERE j.response = a.response)
				WHEN @ledger@.patient_of_answer(read_271.practice_id, a.member_id, a.dob, a.first) IS NULL THEN 'no patient, or more than one, has this member id' END
		FROM answer a LEFT JOIN snapshot s ON s.response = a.response AND s.day = a.day
		-- (a subscriber who is there only because a dependent was asked about was not asked about)
		WHERE s.response IS NOT NULL OR a.rejected OR a.trace_number IS NOT NULL
		ORDER BY a.response;
END
$$;
COMMENT ON FUNCTION @ledger@.read_271(text, bigint, bytea) IS
'Keeps what the 271s of a file say of coverage, each answer as a row of eligibility for the day that was asked about (DTP 472, else the day of the answer), and of the patient who has the member id; with what it says of limits, exclusions and single procedures (benefits). One row for each answer: item is the trace number of the question, state active, inactive and so on, or rejected.';

CREATE OR REPLACE FUNCTION @ledger@.receive(practice_id text, file bytea)
	RETURNS TABLE (kind text, item text, state text, detail text)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	kinds text[];
	known record;
	id    bigint;
	done  text[] := ARRAY[]::text[];
BEGIN
	IF @ledger@.today(practice_id) IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	END IF;
	kinds := @ledger@.transactions_of(receive.practice_id, file);
	-- who receives the same file at the same time waits for the other one
	PERFORM pg_advisory_xact_lock(hashtextextended(receive.practice_id || encode(sha256(file), 'hex'), 0));
	SELECT i.interchange_id, i.at, i.kind INTO known FROM @ledger@.interchange i
		WHERE i.practice_id = receive.practice_id AND i.sha256 = sha256(receive.file) AND i.direction = 'in' LIMIT 1;
	IF FOUND THEN
		RETURN QUERY SELECT known.kind, known.interchange_id::text, 'known', format('the same file came in on %s: nothing changes', (SELECT (known.at AT TIME ZONE p.time_zone)::date FROM @ledger@.practice p WHERE p.practice_id = receive.practice_id));
		RETURN;
	ELSIF kinds = ARRAY['837'] THEN
		RAISE EXCEPTION 'the file holds claims (837)' USING ERRCODE = 'RC010',
			HINT = 'Claims come in as rows: INSERT INTO claim (practice_id, patient_id, document) SELECT ... FROM rcm.claims_from_837(file) AS document.';
	END IF;
	INSERT INTO @ledger@.interchange AS i (practice_id, direction, kind, control_number, file, state)
		SELECT receive.practice_id, 'in', coalesce(nullif(array_to_string(kinds, ', '), ''), 'unknown'),
			(SELECT s.elements[13] FROM rcm.x12_segments(substring(receive.file FOR 1024)) s WHERE s.segment_id = 'ISA' ORDER BY s.segment LIMIT 1), receive.file, 'received'
		RETURNING i.interchange_id INTO id;
	-- each reader takes its own transactions out of the file, wherever they are in it
	IF EXISTS (SELECT FROM rcm.remittance_payments(receive.file)) THEN
		done := done || '{835}';
		RETURN QUERY SELECT '835', p.trace_number, p.state, array_to_string(p.detail, '; ') FROM @ledger@.post_835(receive.practice_id, receive.file, id) p;
	END IF;
	RETURN QUERY SELECT * FROM @ledger@.acknowledge(receive.practice_id, id);
	IF FOUND THEN
		done := done || '{TA1,999,997,277,277CA}';
	END IF;
	RETURN QUERY SELECT * FROM @ledger@.read_271(receive.practice_id, id, receive.file);
	IF FOUND THEN
		done := done || '{271}';
	END IF;
	-- what nobody took
	RETURN QUERY SELECT k.kind, NULL::text, CASE k.kind WHEN '837' THEN 'refused' ELSE 'kept' END,
			CASE k.kind WHEN '837' THEN 'claims come in as rows of claim: rcm.claims_from_837 reads them' ELSE 'nothing is done with this kind of transaction' END
		FROM unnest(CASE WHEN kinds = '{}' AND done = '{}' THEN '{unknown}' ELSE kinds END) k (kind) WHERE k.kind <> ALL (done);
	UPDATE @ledger@.interchange i SET items = (
			SELECT coalesce((SELECT sum(r.claims) FROM @ledger@.remittance r WHERE r.practice_id = i.practice_id AND r.interchange_id = i.interchange_id), 0)
				+ (SELECT count(*) FROM @ledger@.acknowledgement a WHERE a.practice_id = i.practice_id AND a.interchange_id = i.interchange_id)
				+ (SELECT count(*) FROM @ledger@.eligibility e WHERE e.practice_id = i.practice_id AND e.interchange_id = i.interchange_id))
		WHERE i.practice_id = receive.practice_id AND i.interchange_id = id;
END
$$;
COMMENT ON FUNCTION @ledger@.receive(text, bytea) IS
'Takes any X12 file in: keeps it byte for byte, and does with each transaction what it is for. 835: post_835; TA1, 999, 997, 277CA, 277: acknowledge; 271: a row of eligibility for each answer. One row for each statement or payment: its kind, what it is about (trace number, claim, control number), where it stands now, and why. The same file again changes nothing (state known). A transaction of another kind is kept and told. A file of claims (837) is refused, RC010: they are written as rows. Bytes that are no X12 are RC006; nothing is kept of them. Other errors: RC010 no such practice.

    SELECT * FROM @ledger@.receive(''north'', pg_read_binary_file(''/tmp/inbox/0815.x12''));';
