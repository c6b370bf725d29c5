-- eligibility.sql - FHIR R4 CoverageEligibilityResponse and -Request; what any resource loses

CREATE FUNCTION rcm.fhir_benefit_item(benefit jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	said jsonb := jsonb_strip_nulls(benefit);
	used boolean := said->>'period' = '24';
BEGIN
	RETURN jsonb_build_object(
		'category', jsonb_build_object('coding', (SELECT jsonb_agg(jsonb_build_object('system', 'https://x12.org/codes/service-type-codes', 'code', t.item) ORDER BY t.place)
			FROM rcm.fhir_each(said->'service_types') t)),
		'productOrService', rcm.fhir_concept(rcm.fhir_procedure_system(said->>'procedure'), said->>'procedure'),
		'modifier', (SELECT jsonb_agg(rcm.fhir_concept(rcm.fhir_procedure_system(m.item #>> '{}'), m.item #>> '{}') ORDER BY m.place) FROM rcm.fhir_each(said->'mods') m),
		'excluded', CASE WHEN said->>'code' IN ('E', 'I') THEN true END,
		'name', said->'plan',
		'description', (SELECT string_agg(m.item #>> '{}', '; ' ORDER BY m.place) FROM rcm.fhir_each(said->'messages') m),
		'network', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/benefit-network', CASE said->>'in_network' WHEN 'Y' THEN 'in' WHEN 'N' THEN 'out' END),
		'unit', jsonb_build_object('coding', jsonb_build_array(
			rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/benefit-unit', CASE said->>'coverage_level' WHEN 'IND' THEN 'individual' WHEN 'FAM' THEN 'family' END) #> '{coding,0}',
			rcm.fhir_concept('https://codesystem.x12.org/005010/1207', said->>'coverage_level') #> '{coding,0}')),
		'term', jsonb_build_object('coding', jsonb_build_array(
			rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/benefit-term', CASE said->>'period' WHEN '23' THEN 'annual' WHEN '7' THEN 'day' WHEN '32' THEN 'lifetime' END) #> '{coding,0}',
			rcm.fhir_concept('https://codesystem.x12.org/005010/615', said->>'period') #> '{coding,0}')),
		'authorizationRequired', CASE said->>'authorization_required' WHEN 'Y' THEN true WHEN 'N' THEN false END,
		'benefit', jsonb_build_array(jsonb_build_object(
			'type', jsonb_build_object('coding', jsonb_build_array(
				rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/benefit-type', CASE said->>'code' WHEN 'A' THEN 'copay-percent' WHEN 'B' THEN 'copay'
					WHEN 'C' THEN 'deductible' WHEN 'F' THEN 'benefit' END) #> '{coding,0}',
				rcm.fhir_concept('https://codesystem.x12.org/005010/1390', said->>'code') #> '{coding,0}')),
			'allowedMoney', CASE WHEN used IS NOT TRUE THEN rcm.fhir_money(said->>'amount') END,
			'usedMoney', CASE WHEN used THEN rcm.fhir_money(said->>'amount') END,
			'allowedString', CASE WHEN NOT said ? 'amount' THEN coalesce(CASE WHEN said ? 'percent' THEN trim_scale((said->>'percent')::numeric * 100)::text || '%' END,
				CASE WHEN said ? 'quantity' THEN concat_ws(' ', said->>'quantity', said->>'quantity_qualifier') END) END)));
END
$$;
COMMENT ON FUNCTION rcm.fhir_benefit_item(jsonb) IS
'A row of rcm.eligibility_benefits, as jsonb, as an item of a CoverageEligibilityResponse: service types in category, coverage level in unit, period in term, each in X12''s code and, where FHIR has one, in FHIR''s; the amount in allowedMoney, or usedMoney for the year to date; a percentage or quantity in allowedString. Not pruned.';

CREATE FUNCTION rcm.fhir_eligibility_resource(response jsonb, benefits jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	said    jsonb := jsonb_strip_nulls(response);
	parts   jsonb := rcm.fhir_coverage_parts(rcm.fhir_prune(jsonb_build_object('payer_id', said->'payer_id', 'payer', jsonb_build_object('name', said->'payer_name'),
		'rel', said->'relationship', 'subscriber', jsonb_build_object('member_id', said->'member_id', 'group_number', said->'group_number', 'group_name', said->'group_name'))), '');
	patient jsonb := rcm.fhir_patient(jsonb_build_object('patient', said || jsonb_build_object('addr', jsonb_build_object('line1', said->'line1', 'line2', said->'line2',
		'city', said->'city', 'state', said->'state', 'zip', said->'zip'))));
BEGIN
	RETURN rcm.fhir_prune(jsonb_build_object(
		'resourceType', 'CoverageEligibilityResponse', 'status', 'active', 'purpose', '["benefits"]'::jsonb,
		'contained', jsonb_build_array(patient) || parts,
		'identifier', jsonb_build_array(jsonb_build_object('value', said->'reference')),
		'patient', '{"reference": "#patient"}'::jsonb,
		'created', said->'created', '_created', CASE WHEN NOT said ? 'created' THEN rcm.fhir_absent() END,
		'request', CASE WHEN said ? 'trace_number' THEN jsonb_build_object('identifier', jsonb_build_object('value', said->'trace_number')) ELSE rcm.fhir_absent() END,
		'outcome', CASE said->>'rejected' WHEN 'true' THEN 'error' ELSE 'complete' END,
		'insurer', CASE WHEN said ?| '{payer_id,payer_name}' THEN '{"reference": "#payer"}'::jsonb ELSE rcm.fhir_absent() END,
		'insurance', jsonb_build_array(jsonb_build_object('coverage', '{"reference": "#coverage"}'::jsonb, 'inforce', said->'active',
			'benefitPeriod', jsonb_build_object('start', coalesce(said->'plan_from', said->'eligibility_from'), 'end', coalesce(said->'plan_to', said->'eligibility_to')),
			'item', (SELECT jsonb_agg(rcm.fhir_benefit_item(b.item) ORDER BY b.place) FROM rcm.fhir_each(benefits) b)))));
END
$$;
COMMENT ON FUNCTION rcm.fhir_eligibility_resource(jsonb, jsonb) IS
'The CoverageEligibilityResponse of a row of rcm.eligibility_responses and its rows of rcm.eligibility_benefits, as jsonb: see rcm.fhir_eligibility_response.';

CREATE FUNCTION rcm.fhir_eligibility_response(file bytea, OUT response integer, OUT resource jsonb) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 100 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		WITH benefit AS MATERIALIZED (
			SELECT b.response, jsonb_agg(to_jsonb(b) ORDER BY b.benefit) AS listed FROM rcm.eligibility_benefits(file) b GROUP BY 1
		)
		SELECT r.response, rcm.fhir_eligibility_resource(to_jsonb(r), coalesce(b.listed, '[]'))
		FROM rcm.eligibility_responses(file) r LEFT JOIN benefit b USING (response) ORDER BY r.response;
END
$$;
COMMENT ON FUNCTION rcm.fhir_eligibility_response(bytea) IS
'The people whom the 271s of an X12 file answer about as FHIR R4 CoverageEligibilityResponse, one for each row of rcm.eligibility_responses, with patient, coverage and payer contained. request: the trace number (a logical reference); outcome: error when rejected; insurance.inforce: active; benefitPeriod: the plan''s days, else those of eligibility; item: one for each benefit (rcm.fhir_benefit_item). Other payers, limits, places and dates of single benefits are not in it. Errors as of rcm.eligibility_responses. Rule: http://hl7.org/fhir/R4/coverageeligibilityresponse.html.

    SELECT jsonb_pretty(resource) FROM rcm.fhir_eligibility_response(pg_read_binary_file(''/tmp/answer.271''));';

CREATE FUNCTION rcm.eligibility_from_fhir(resource jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
DECLARE
	main      jsonb := rcm.fhir_main(resource, 'CoverageEligibilityResponse');
	index     jsonb := rcm.fhir_index(resource, main);
	insurance jsonb := (SELECT i.item FROM rcm.fhir_each(main->'insurance') i ORDER BY i.item->'inforce' IS NOT DISTINCT FROM 'true' DESC, i.place LIMIT 1);
	coverage  jsonb := rcm.fhir_resolve(index, insurance->'coverage');
	person    jsonb := rcm.person_from_fhir(coalesce(rcm.fhir_resolve(index, main->'patient'), '{}'));
BEGIN
	RETURN rcm.fhir_prune(jsonb_build_object(
		'status', CASE insurance->>'inforce' WHEN 'true' THEN 'active' WHEN 'false' THEN 'inactive' END,
		'eff', coalesce(rcm.fhir_date(insurance #>> '{benefitPeriod,start}'), rcm.fhir_date(coverage #>> '{period,start}')),
		'term', coalesce(rcm.fhir_date(insurance #>> '{benefitPeriod,end}'), rcm.fhir_date(coverage #>> '{period,end}')),
		'member_id', coalesce(coverage->>'subscriberId', rcm.coverage_parts_from_fhir(index, coverage) #>> '{subscriber,member_id}'),
		'last', person->'last', 'dob', person->'dob',
		'checked_on', rcm.fhir_date(main->>'created'),
		'plan', substring(upper(jsonb_path_query_first(insurance, 'lax $.item.name') #>> '{}') FROM '\m(HMO|PPO|EPO|POS|PRIME)\M')));
END
$$;
COMMENT ON FUNCTION rcm.eligibility_from_fhir(jsonb) IS
'The eligibility object of a claim (docs/reference/claim.md) out of a FHIR R4 CoverageEligibilityResponse, or the first in a Bundle: status (active or inactive, by inforce of the insurance in force, else the first), eff and term (benefitPeriod, else the coverage''s period), member_id, last, dob, checked_on (created), plan where a benefit''s name has HMO, PPO, EPO, POS or PRIME. Null when there is none. Rule: http://hl7.org/fhir/R4/coverageeligibilityresponse.html.

    SELECT rcm.jsonb(claim) || jsonb_build_object(''eligibility'', rcm.eligibility_from_fhir(pg_read_file(''/tmp/answer.json'')::jsonb)) FROM claim_in;';

CREATE FUNCTION rcm.fhir_eligibility_request(claim rcm.claim) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	doc     jsonb := rcm.fhir_prune(rcm.jsonb(claim));
	billing jsonb := rcm.fhir_provider(doc->'billing', 'billing');
	days    text[] := (SELECT array_agg(l.item->>'from' ORDER BY l.item->>'from') FROM rcm.fhir_each(doc->'lines') l WHERE l.item ? 'from');
BEGIN
	RETURN rcm.fhir_prune(jsonb_build_object(
		'resourceType', 'CoverageEligibilityRequest', 'status', 'active', 'purpose', '["benefits", "validation"]'::jsonb,
		'contained', jsonb_build_array(rcm.fhir_patient(doc), billing) || rcm.fhir_claim_coverage(doc),
		'patient', '{"reference": "#patient"}'::jsonb,
		'servicedDate', days[1],
		'created', doc->'submit_date', '_created', CASE WHEN NOT doc ? 'submit_date' THEN rcm.fhir_absent() END,
		'provider', CASE WHEN billing IS NOT NULL THEN '{"reference": "#billing"}'::jsonb END,
		'insurer', CASE WHEN doc ?| '{payer_id,payer}' THEN '{"reference": "#payer"}'::jsonb ELSE rcm.fhir_absent() END,
		'insurance', '[{"focal": true, "coverage": {"reference": "#coverage"}}]'::jsonb));
END
$$;
COMMENT ON FUNCTION rcm.fhir_eligibility_request(rcm.claim) IS
'The question whether the claim''s subscriber is covered, as FHIR R4 CoverageEligibilityRequest, with patient, provider, coverage and payer contained; servicedDate is the first day of service, created submit_date. Rule: http://hl7.org/fhir/R4/coverageeligibilityrequest.html.

    SELECT jsonb_pretty(rcm.fhir_eligibility_request(claim)) FROM claim_in;';

-- ---- what any resource loses ----

CREATE FUNCTION rcm.fhir_values(index jsonb, tree jsonb, depth integer, OUT path text, OUT value jsonb) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 200 SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		WITH leaf AS MATERIALIZED (
			SELECT l.path, l.value FROM rcm.fhir_leaves(tree - '{contained,id,meta,text,resourceType}'::text[]) l
		), led AS MATERIALIZED (
			SELECT l.path, l.value, CASE WHEN depth > 0 AND l.path ~ '(^|\.)reference$' THEN
				rcm.fhir_resolve(index, jsonb_build_object('reference', l.value)) END AS target
			FROM leaf l
		)
		SELECT l.path, l.value FROM led l WHERE l.target IS NULL
		UNION ALL
		SELECT regexp_replace(l.path, 'reference$', '') || v.path, v.value FROM led l, rcm.fhir_values(index, l.target, depth - 1) v WHERE l.target IS NOT NULL;
END
$$;
COMMENT ON FUNCTION rcm.fhir_values(jsonb, jsonb, integer) IS
'The values of a resource with their paths, the resources that it refers to standing in the place of the references, to a depth.';

CREATE FUNCTION rcm.fhir_again(resource jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	answer jsonb;
BEGIN
	IF rcm.fhir_main(resource, 'Claim') IS NOT NULL THEN
		RETURN rcm.fhir_claim(rcm.claim_from_fhir(resource));
	ELSIF rcm.fhir_main(resource, 'ExplanationOfBenefit') IS NOT NULL THEN
		RETURN (SELECT rcm.fhir_payment_resource(d) FROM rcm.remittance_from_fhir(resource) d LIMIT 1);
	ELSIF rcm.fhir_main(resource, 'CoverageEligibilityResponse') IS NOT NULL THEN
		answer := rcm.eligibility_from_fhir(resource);
		RETURN rcm.fhir_eligibility_resource(jsonb_strip_nulls(answer || jsonb_build_object('active', CASE answer->>'status' WHEN 'active' THEN true WHEN 'inactive' THEN false END,
			'plan_from', answer->'eff', 'plan_to', answer->'term', 'created', answer->'checked_on')), '[]');
	ELSIF rcm.fhir_main(resource, 'Coverage') IS NOT NULL THEN
		RETURN rcm.fhir_coverage(rcm.claim('{"form": "P"}' || (rcm.coverage_from_fhir(resource) - '{coverage_from,coverage_to,coverage_status}'::text[])));
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION rcm.fhir_again(jsonb) IS
'The resource made again from what rcm keeps of it: of a Bundle the first Claim, else ExplanationOfBenefit, CoverageEligibilityResponse, Coverage. Null for others.';

CREATE FUNCTION rcm.fhir_lost(resource jsonb) RETURNS SETOF text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
#variable_conflict use_column
DECLARE
	again jsonb := rcm.fhir_again(resource);
	main  jsonb := rcm.fhir_main(resource, again->>'resourceType');
	-- numbers and names that only tie the parts of a resource together
	ties  CONSTANT text := '(^|\.)(resourceType|id|careTeamSequence\[\d+\]|informationSequence\[\d+\]|reference)$|^(careTeam|supportingInfo|insurance)\[\d+\]\.sequence$';
BEGIN
	RETURN QUERY
		WITH had AS MATERIALIZED (
			SELECT v.path, regexp_replace(v.path, '\[\d+\]', '[]', 'g') AS pattern, v.value FROM rcm.fhir_values(rcm.fhir_index(resource, main), main, 3) v WHERE v.path !~ ties
		), has AS MATERIALIZED (
			SELECT regexp_replace(v.path, '\[\d+\]', '[]', 'g') AS pattern, v.value FROM rcm.fhir_values(rcm.fhir_index(again, again), again, 3) v
		), counted AS MATERIALIZED (
			SELECT h.path, h.pattern, h.value, row_number() OVER (PARTITION BY h.pattern, h.value ORDER BY h.path COLLATE "C") AS nth FROM had h
		)
		SELECT c.path FROM counted c
		WHERE c.nth > (SELECT count(*) FROM has h WHERE h.pattern = c.pattern AND h.value = c.value)
		ORDER BY c.path COLLATE "C";
END
$$;
COMMENT ON FUNCTION rcm.fhir_lost(jsonb) IS
'The JSON paths of what rcm does not keep of a FHIR R4 Claim, ExplanationOfBenefit, CoverageEligibilityResponse or Coverage (alone, or the first in a Bundle); lists count from 0. The resource is made again from what was read of it (rcm.fhir_again), and a value is kept when the new one has the same under the same names, places in lists aside, as often. References are replaced by what they lead to, so patient.birthDate is a path even where the patient is another entry; ids, narrative, meta, and the numbers by which parts of a resource refer to each other do not count. Of a CoverageEligibilityResponse only what a claim''s eligibility holds is kept.

    SELECT rcm.fhir_lost(pg_read_file(''/tmp/claim.json'')::jsonb);';
