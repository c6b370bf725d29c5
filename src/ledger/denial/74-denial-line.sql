-- 74-denial-line.sql - what benefits, findings and the practice itself say of a denied line

CREATE OR REPLACE FUNCTION @ledger@.benefit_facts(line @ledger@.denied_line) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp SET standard_conforming_strings = on AS $$
	-- the last answer before the service, with what it says of this procedure or of its kind of service
	WITH said AS MATERIALIZED (
		SELECT b ->> 'code' AS code, b ->> 'period' AS period, CASE WHEN coalesce(b ->> 'quantity', b ->> 'amount') ~ '^-?\d{1,12}(\.\d+)?$' THEN coalesce(b ->> 'quantity', b ->> 'amount')::numeric END AS remains
		FROM (SELECT e.benefits FROM @ledger@.practice p JOIN @ledger@.eligibility e ON e.practice_id = p.practice_id
			WHERE p.practice_id = line.practice_id AND e.patient_id = line.patient_id AND e.payer_id = line.payer_id AND e.checked_at <= line.as_of
				AND (e.checked_at AT TIME ZONE p.time_zone)::date <= line.service_on
			ORDER BY e.checked_at DESC LIMIT 1) e
		CROSS JOIN LATERAL jsonb_array_elements(e.benefits) b
		WHERE b ->> 'procedure' = line.code OR NOT b ? 'procedure' AND b -> 'service_types' ?| (array_remove(ARRAY['30',
			CASE WHEN line.mods && '{GP}' THEN 'AE' END, CASE WHEN line.mods && '{GO}' THEN 'AD' END, CASE WHEN line.mods && '{GN}' THEN 'AF' END,
			CASE WHEN line.code BETWEEN '98940' AND '98943' THEN '33' END], NULL)))
	SELECT jsonb_build_object(
		'benefit_exhausted', bool_or(s.remains <= 0) FILTER (WHERE s.code = 'F' AND s.period IN ('remaining', 'lifetime_remaining')),
		'plan_excludes', CASE WHEN bool_or(s.code = 'E') THEN true END,
		'plan_covers', CASE WHEN bool_or(s.code = 'I') THEN false WHEN bool_or(s.code IN ('1', '2', '3', '4', '5')) THEN true END)
	FROM said s
$$;
COMMENT ON FUNCTION @ledger@.benefit_facts(@ledger@.denied_line) IS
'Facts of the benefit: what the payer''s last answer before the service says of this procedure, of the whole plan, or of physical (modifier GP), occupational (GO) or speech therapy (GN) and manipulation: excluded, not covered, covered, used up.';

CREATE OR REPLACE FUNCTION @ledger@.finding_facts(line @ledger@.denied_line) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT jsonb_build_object('modifier_missing', CASE WHEN '4' = ANY (f.codes) THEN true END, 'modifier_valid', CASE WHEN '182' = ANY (f.codes) THEN false END,
		'place_fits', CASE WHEN '5' = ANY (f.codes) THEN false END, 'age_sex_fits', CASE WHEN f.codes && '{6,7,9,10}' THEN false END,
		'diagnosis_fits', CASE WHEN '11' = ANY (f.codes) THEN false END, 'code_valid', CASE WHEN f.codes && '{146,181}' THEN false END,
		'bundling_edit', CASE WHEN f.codes && '{97,236}' THEN true END, 'frequency_limit_reached', CASE WHEN '119' = ANY (f.codes) THEN true END)
	FROM (SELECT coalesce(array_agg(DISTINCT f.carc), '{}') AS codes FROM @ledger@.finding f
		WHERE f.practice_id = line.practice_id AND f.claim_id = line.claim_id AND f.found_at <= line.as_of AND (f.line IS NULL OR f.line IN (0, line.line_no))) f
$$;
COMMENT ON FUNCTION @ledger@.finding_facts(@ledger@.denied_line) IS
'Facts that the practice''s own edits had found of the line before the claim left (finding), by the CARC that each is worth; that an edit found nothing says nothing.';

CREATE OR REPLACE FUNCTION @ledger@.told_facts(line @ledger@.denied_line) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT coalesce(jsonb_object_agg(f.fact, f.value ORDER BY f.line_no), '{}') FROM @ledger@.claim_fact f
	WHERE f.practice_id = line.practice_id AND f.claim_id = line.claim_id AND f.line_no IN (0, coalesce(line.line_no, 0))
$$;
COMMENT ON FUNCTION @ledger@.told_facts(@ledger@.denied_line) IS
'What the practice has told of the line (claim_fact), or of the claim as a whole.';
