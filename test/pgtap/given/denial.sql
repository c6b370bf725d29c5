-- denial.sql - claims that leave, are accepted and denied, for the tests of denials; after practice.sql and remittance.sql

-- the claim leaves: {"on" (day), "freq", "state", "seq"}; the document is the claim's as it is now, with a patch
CREATE FUNCTION given.submit(claim text, on_day date, opts jsonb DEFAULT '{}', patch jsonb DEFAULT '{}') RETURNS bigint LANGUAGE sql AS $$
	WITH i AS (INSERT INTO billing.interchange (practice_id, direction, kind, control_number, file, state)
		VALUES ('A', 'out', '837P', (SELECT count(*)::text FROM billing.interchange), 'x', 'fetched') RETURNING interchange_id)
	INSERT INTO billing.submission (practice_id, claim_id, interchange_id, item, transaction, payer_id, payer_seq, freq, form, charge, submitted_at, submitted_on, digest, document, state)
	SELECT 'A', c.claim_id, i.interchange_id, 1, 1, c.payer_id, coalesce(opts ->> 'seq', 'P'), coalesce(opts ->> 'freq', '1'), 'P', c.total_charge,
		on_day + time '12:00', on_day, 'x', (c.document::jsonb || patch)::rcm.claim, coalesce(opts ->> 'state', 'submitted')
	FROM billing.claim c, i WHERE c.claim_id = submit.claim RETURNING submission_id $$;
CREATE FUNCTION given.accepted(claim text, on_day date, kind text DEFAULT '277CA') RETURNS bigint LANGUAGE sql AS $$
	INSERT INTO billing.acknowledgement (practice_id, interchange_id, kind, claim_id, state, effective_on)
	SELECT 'A', max(s.interchange_id), accepted.kind, accepted.claim, 'accepted', on_day FROM billing.submission s WHERE s.claim_id = accepted.claim RETURNING acknowledgement_id $$;
-- a claim of one line that is denied: words of the reason; returns "root.leaf rule" of the line
CREATE FUNCTION given.denied(claim text, line text, remarks text DEFAULT NULL, on_day date DEFAULT '2025-03-04') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	file text := convert_from(given.era(jsonb_build_object('trace', 'T-' || claim || on_day, 'date', on_day, 'claims', jsonb_build_array(jsonb_build_object('id', claim, 'status', '4', 'lines', jsonb_build_array(line))))), 'UTF8');
BEGIN
	-- remarks of the line (LQ) follow its CAS
	IF remarks IS NOT NULL THEN
		file := regexp_replace(file, '(SE\*9\*0001~)', (SELECT string_agg('LQ*HE*' || r || '~', '') FROM unnest(string_to_array(remarks, ' ')) r) || '\1');
	END IF;
	PERFORM given.post(convert_to(file, 'UTF8'));
	RETURN given.cause(claim);
END $$;
CREATE FUNCTION given.cause(claim text, line integer DEFAULT 1) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT coalesce((SELECT d.root || '.' || d.leaf || ' ' || d.rule FROM billing.denial d WHERE d.claim_id = claim AND coalesce(d.line_no = line, true) ORDER BY d.denial_id DESC LIMIT 1), 'none') $$;
