-- claim.sql - FHIR R4 Claim: out of a claim, and back

-- ---- the claim, out ----

CREATE FUNCTION rcm.fhir_care_team(doc jsonb, OUT sequence bigint, OUT role text, OUT provider jsonb, OUT lines bigint[]) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 5 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		WITH member AS MATERIALIZED (
			SELECT n.fhir AS role, doc->n.fhir AS provider, 0 AS line, n.place
			FROM (SELECT t.*, row_number() OVER () AS place FROM rcm.fhir_names() t WHERE t.subject = 'role') n WHERE doc ? n.fhir
			UNION ALL
			SELECT n.fhir, l.item->n.fhir, l.place, n.place
			FROM (SELECT t.*, row_number() OVER () AS place FROM rcm.fhir_names() t WHERE t.subject = 'role') n, rcm.fhir_each(doc->'lines') l WHERE l.item ? n.fhir
		)
		-- who is the same on several lines is one member of the team
		SELECT row_number() OVER (ORDER BY min(m.line), min(m.place)), m.role, m.provider, array_agg(m.line::bigint ORDER BY m.line) FILTER (WHERE m.line > 0)
		FROM member m
		GROUP BY m.role, m.provider, m.line > 0;
END
$$;
COMMENT ON FUNCTION rcm.fhir_care_team(jsonb) IS
'The providers of a claim, as pruned jsonb, and of its lines, as they are numbered in careTeam: the claim''s first (lines is null), then those of lines with the places of the lines.';

CREATE FUNCTION rcm.fhir_item(line jsonb, place bigint, claim_pos text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN jsonb_build_object(
		'revenue', rcm.fhir_concept('https://www.nubc.org/CodeSystem/RevenueCodes', line->>'rev'),
		'productOrService', coalesce(rcm.fhir_concept(rcm.fhir_procedure_system(line->>'code'), line->>'code'),
				rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/data-absent-reason', 'unknown'))
			|| coalesce(rcm.fhir_prune(jsonb_build_object('text', line->'desc')), '{}'),
		'modifier', (SELECT jsonb_agg(rcm.fhir_concept(rcm.fhir_procedure_system(m.item #>> '{}'), m.item #>> '{}') ORDER BY m.place) FROM rcm.fhir_each(line->'mods') m),
		'servicedDate', CASE WHEN NOT line ? 'to' THEN line->'from' END,
		'servicedPeriod', CASE WHEN line ? 'to' THEN jsonb_build_object('start', line->'from', 'end', line->'to') END,
		'locationCodeableConcept', CASE WHEN NOT line ? 'service_facility' THEN
			rcm.fhir_concept('https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set', coalesce(line->>'pos', claim_pos)) END,
		'locationReference', CASE WHEN line ? 'service_facility' THEN jsonb_build_object('reference', '#location-' || place) END,
		'quantity', jsonb_build_object('value', rcm.fhir_number(line->>'units'))
			|| CASE WHEN line ? 'uom' THEN jsonb_build_object('system', 'https://codesystem.x12.org/005010/355', 'code', line->'uom') ELSE '{}' END,
		'net', rcm.fhir_money(line->>'charge'),
		'diagnosisSequence', (SELECT jsonb_agg(d.item ORDER BY d.place) FROM rcm.fhir_each(line->'dx_ptr') d WHERE rcm.fhir_integer(d.item) > 0),
		'bodySite', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/ADAUniversalToothDesignationSystem', line #>> '{teeth,0,tooth}'),
		'subSite', (SELECT jsonb_agg(rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/FDI-surface', s.item #>> '{}') ORDER BY s.place) FROM rcm.fhir_each(line #> '{teeth,0,surfaces}') s),
		'detail', CASE WHEN line ? 'ndc' THEN jsonb_build_array(jsonb_build_object('sequence', 1,
			'productOrService', coalesce(rcm.fhir_concept('http://hl7.org/fhir/sid/ndc', line #>> '{ndc,code}'), rcm.fhir_absent()),
			'category', rcm.fhir_concept('https://codesystem.x12.org/005010/235', line #>> '{ndc,qual}'),
			'quantity', jsonb_build_object('value', rcm.fhir_number(line #>> '{ndc,qty}'))
				|| CASE WHEN line->'ndc' ? 'uom' THEN jsonb_build_object('system', 'https://codesystem.x12.org/005010/355', 'code', line #> '{ndc,uom}') ELSE '{}' END)) END);
END
$$;
COMMENT ON FUNCTION rcm.fhir_item(jsonb, bigint, text) IS
'A line of a claim, as pruned jsonb, as an item, without its sequences of careTeam and supportingInfo. The place of service is the claim''s ("" when not given) where the line has none. Not pruned.';

CREATE FUNCTION rcm.fhir_claim_diagnoses(doc jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT jsonb_agg(jsonb_build_object('sequence', d.sequence,
			'diagnosisCodeableConcept', coalesce(rcm.fhir_diagnosis(d.code), rcm.fhir_absent()),
			'type', jsonb_build_array(rcm.fhir_concept('http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimDiagnosisType', d.type)),
			'onAdmission', rcm.fhir_concept('https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/HospitalAcqCond/Coding', d.poa)) ORDER BY d.sequence)
		FROM (
			SELECT x.place AS sequence, x.item->>'code' AS code, CASE WHEN x.place = 1 THEN 'principal' WHEN doc->>'form' = 'I' THEN 'other' ELSE 'secondary' END AS type, x.item->>'poa' AS poa
			FROM rcm.fhir_each(doc->'dx') x
			UNION ALL SELECT 101, doc->>'admit_dx', 'admitting', NULL WHERE doc ? 'admit_dx'
			UNION ALL SELECT 200 + x.place, x.item #>> '{}', 'patientreasonforvisit', NULL FROM rcm.fhir_each(doc->'reason_dx') x
			UNION ALL SELECT 300 + x.place, x.item->>'code', 'externalcauseofinjury', x.item->>'poa' FROM rcm.fhir_each(doc->'external_causes') x
		) d);
END
$$;
COMMENT ON FUNCTION rcm.fhir_claim_diagnoses(jsonb) IS
'diagnosis of a FHIR Claim: dx under their places, so that diagnosisSequence is dx_ptr; the admitting diagnosis from 101 on, reasons for the visit from 201, external causes from 301. Not pruned.';

CREATE FUNCTION rcm.fhir_claim_accident(doc jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT jsonb_build_object('date', doc #> '{dates,accident}', '_date', CASE WHEN doc #> '{dates,accident}' IS NULL THEN rcm.fhir_absent() END,
			'type', CASE WHEN doc #>> '{related,auto}' = 'true' THEN rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/v3-ActCode', 'MVA')
				WHEN doc #>> '{related,employment}' = 'true' THEN rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/v3-ActCode', 'WPA') END,
			'locationAddress', jsonb_build_object('state', doc #> '{related,state}'))
		WHERE doc #> '{dates,accident}' IS NOT NULL OR doc #> '{related,state}' IS NOT NULL OR doc #>> '{related,auto}' = 'true' OR doc #>> '{related,other}' = 'true');
END
$$;
COMMENT ON FUNCTION rcm.fhir_claim_accident(jsonb) IS
'accident of a FHIR Claim: day, state and, for a car or at work, type. Null when the claim names no accident. Not pruned.';

CREATE FUNCTION rcm.fhir_claim(claim rcm.claim) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	doc         jsonb := rcm.fhir_prune(rcm.jsonb(claim));
	claim_type  text := (SELECT n.fhir FROM rcm.fhir_names() n WHERE n.subject = 'form' AND n.rcm = doc->>'form');
	kind        jsonb := rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/claim-type', claim_type);
	billing     jsonb := rcm.fhir_provider(doc->'billing', 'billing');
	facility    jsonb := rcm.fhir_location(coalesce(doc->'service_facility', '{}'), coalesce(doc->>'pos', ''), 'facility');
	pay_to      jsonb := rcm.fhir_provider(doc->'pay_to', 'pay-to');
	contained   jsonb := jsonb_build_array(rcm.fhir_patient(doc), billing, facility, pay_to);
	coverages   jsonb := rcm.fhir_claim_coverage(doc);
	insurance   jsonb;
	responses   jsonb;
	team        jsonb;
	information jsonb;
	item        jsonb;
	-- LX01 where every line has its own, else places
	numbered    boolean := (SELECT bool_and(coalesce(rcm.fhir_integer(l.item->'n') > 0, false)) AND count(DISTINCT l.item->'n') = count(*) FROM rcm.fhir_each(doc->'lines') l);
BEGIN
	SELECT jsonb_agg(jsonb_build_object('sequence', t.sequence, 'provider', jsonb_build_object('reference', '#' || t.id),
			'role', jsonb_build_object('coding', jsonb_build_array(
				jsonb_build_object('system', 'https://codesystem.x12.org/005010/98', 'code', n.rcm),
				CASE WHEN t.role NOT IN ('ordering', 'assistant') THEN
					jsonb_build_object('system', 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimCareTeamRole', 'code', t.role) END)),
			'qualification', rcm.fhir_concept('http://nucc.org/provider-taxonomy', t.provider->>'taxonomy'),
			'lines', t.lines) ORDER BY t.sequence),
		contained || coalesce(jsonb_agg(rcm.fhir_provider(t.provider, t.id) ORDER BY t.sequence), '[]')
		INTO team, contained
		FROM (SELECT c.*, CASE WHEN c.lines IS NULL THEN '' ELSE 'line-' END || c.role || '-' || c.sequence AS id FROM rcm.fhir_care_team(doc) c) t
		JOIN rcm.fhir_names() n ON n.subject = 'role' AND n.fhir = t.role;

	SELECT jsonb_agg(o.entry || jsonb_build_object('sequence', o.sequence, 'line', o.line) ORDER BY o.sequence) INTO information
		FROM (SELECT i.entry, i.line, row_number() OVER (ORDER BY i.line, i.place) AS sequence
			FROM (SELECT f.entry, 0 AS line, f.place FROM rcm.fhir_informations(doc, 'claim') f
				UNION ALL
				SELECT f.entry, l.place, f.place FROM rcm.fhir_each(doc->'lines') l, rcm.fhir_informations(l.item, 'line') f) i) o;

	SELECT jsonb_agg(rcm.fhir_item(l.item, l.place, coalesce(doc->>'pos', ''))
			|| jsonb_build_object('sequence', CASE WHEN numbered THEN l.item->'n' ELSE to_jsonb(l.place) END,
				'careTeamSequence', t.sequences, 'informationSequence', i.sequences) ORDER BY l.place),
		contained || coalesce(jsonb_agg(rcm.fhir_location(l.item->'service_facility', coalesce(l.item->>'pos', ''), 'location-' || l.place) ORDER BY l.place), '[]')
		INTO item, contained
		FROM rcm.fhir_each(doc->'lines') l
		LEFT JOIN (SELECT line.item AS line, jsonb_agg(m.item->'sequence' ORDER BY m.place) AS sequences
			FROM rcm.fhir_each(team) m, rcm.fhir_each(m.item->'lines') line GROUP BY line.item) t ON t.line = to_jsonb(l.place)
		LEFT JOIN (SELECT e.item->'line' AS line, jsonb_agg(e.item->'sequence' ORDER BY e.place) AS sequences
			FROM rcm.fhir_each(information) e GROUP BY e.item->'line') i ON i.line = to_jsonb(l.place);

	SELECT coverages || coalesce(jsonb_agg(p.part ORDER BY o.place, p.place), '[]') INTO coverages
		FROM rcm.fhir_each(doc->'other_payers') o,
			jsonb_array_elements(rcm.fhir_coverage_parts(o.item || CASE WHEN o.item ? 'name' THEN jsonb_build_object('payer', jsonb_build_object('name', o.item->'name')) ELSE '{}' END, '-' || o.place))
				WITH ORDINALITY p (part, place);
	SELECT jsonb_agg(rcm.fhir_other_response(o.item || jsonb_build_object('type', claim_type), '-' || o.place) ORDER BY o.place) INTO responses
		FROM rcm.fhir_each(doc->'other_payers') o;
	SELECT jsonb_agg(jsonb_build_object('sequence', s.sequence, 'focal', s.place = 0, 'coverage', jsonb_build_object('reference', '#coverage' || s.suffix),
			'preAuthRef', CASE s.place WHEN 0 THEN jsonb_build_array(doc->'auth_number') END,
			'claimResponse', CASE WHEN jsonb_typeof(responses->(s.place - 1)) = 'object' AND s.place > 0 THEN jsonb_build_object('reference', '#response' || s.suffix) END) ORDER BY s.place) INTO insurance
		FROM (SELECT c.place, c.suffix, row_number() OVER (ORDER BY nullif(strpos('PSTABCDEFGH', c.seq), 0), c.place) AS sequence
			FROM (SELECT 0, '', doc->>'payer_seq' UNION ALL SELECT o.place, '-' || o.place, o.item->>'seq' FROM rcm.fhir_each(doc->'other_payers') o) c (place, suffix, seq)) s;

	RETURN rcm.fhir_prune(jsonb_build_object(
		'resourceType', 'Claim', 'status', 'active', 'use', CASE WHEN doc -> 'predetermination' = 'true' THEN 'predetermination' ELSE 'claim' END, 'type', coalesce(kind, rcm.fhir_absent()),
		'contained', contained || coverages || coalesce(responses, '[]'),
		'identifier', jsonb_build_array(jsonb_build_object('value', doc->'claim_id')),
		'patient', '{"reference": "#patient"}'::jsonb,
		'billablePeriod', jsonb_build_object('start', doc->'stmt_from', 'end', doc->'stmt_to'),
		'created', doc->'submit_date', '_created', CASE WHEN NOT doc ? 'submit_date' THEN rcm.fhir_absent() END,
		'insurer', CASE WHEN doc ? 'payer_id' OR doc ? 'payer' THEN '{"reference": "#payer"}'::jsonb END,
		'provider', CASE WHEN billing IS NULL THEN rcm.fhir_absent() ELSE '{"reference": "#billing"}' END,
		'priority', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/processpriority', 'normal'),
		'related', jsonb_build_array(CASE WHEN doc ? 'orig_ref' THEN jsonb_build_object(
			'relationship', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship', 'prior'),
			'reference', jsonb_build_object('value', doc->'orig_ref')) END),
		'payee', CASE WHEN pay_to IS NOT NULL THEN jsonb_build_object('type', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/payeetype', 'provider'), 'party', '{"reference": "#pay-to"}'::jsonb) END,
		'referral', CASE WHEN doc ? 'referral_number' THEN jsonb_build_object('identifier', jsonb_build_object('value', doc->'referral_number',
			'type', rcm.fhir_concept('https://codesystem.x12.org/005010/128', '9F'))) END,
		'facility', CASE WHEN facility IS NOT NULL THEN '{"reference": "#facility"}'::jsonb END,
		'careTeam', (SELECT jsonb_agg(m.item - 'lines' ORDER BY m.place) FROM rcm.fhir_each(team) m),
		'supportingInfo', (SELECT jsonb_agg(e.item - 'line' ORDER BY e.place) FROM rcm.fhir_each(information) e),
		'diagnosis', rcm.fhir_claim_diagnoses(doc),
		'procedure', (SELECT jsonb_agg(jsonb_build_object('sequence', p.place, 'date', p.item->'date', 'procedureCodeableConcept',
			coalesce(rcm.fhir_concept('http://www.cms.gov/Medicare/Coding/ICD10', p.item->>'code'), rcm.fhir_absent())) ORDER BY p.place) FROM rcm.fhir_each(doc->'pcs') p),
		'insurance', insurance,
		'accident', rcm.fhir_claim_accident(doc),
		'item', item,
		'total', rcm.fhir_money(doc->>'total_charge')));
END
$$;
COMMENT ON FUNCTION rcm.fhir_claim(rcm.claim) IS
'The claim as a FHIR R4 Claim, use "claim" or "predetermination", with patient, providers, coverages and what other payers decided (ClaimResponse) contained; the elements FHIR demands are there, with a data-absent-reason where the claim says nothing. type: professional, institutional, oral; identifier: claim_id; created: submit_date; billablePeriod: stmt_from and stmt_to; provider: billing; facility: service_facility and pos; payee: pay_to; insurer and insurance: payer, subscriber, other_payers (focal is the payer of the claim, preAuthRef the auth_number); referral: referral_number; related: orig_ref; careTeam: the other providers, those of lines by careTeamSequence; diagnosis: dx, admit_dx, reason_dx, external_causes, with the dot; procedure: pcs; accident: accident and its state; item: lines, its net being the charge (a unit price is not invented), its detail the drug; total: total_charge. Everything else goes to supportingInfo (rcm.fhir_information). Amounts are JSON numbers with two decimals. What is not in it is said by rcm.fhir_claim_lost: the eligibility snapshot, authorizations on file, the encounter, history. Rule: http://hl7.org/fhir/R4/claim.html.

    SELECT jsonb_pretty(rcm.fhir_claim(claim)) FROM claim_in;';

-- ---- the claim, in ----

CREATE FUNCTION rcm.accident_from_fhir(accident jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT coalesce(rcm.fhir_prune(jsonb_build_object('state', accident #> '{locationAddress,state}')), '{}')
			|| CASE WHEN type IS NULL THEN '{}' WHEN type IN ('MVA', 'AA') THEN '{"auto": true}' WHEN type IN ('WPA', 'EM') THEN '{"employment": true}' ELSE '{"other": true}' END::jsonb
		FROM rcm.fhir_any_code(accident->'type') type);
END
$$;
COMMENT ON FUNCTION rcm.accident_from_fhir(jsonb) IS
'"related" of a claim out of accident of a FHIR Claim: state, and auto, employment or other by the type (http://terminology.hl7.org/CodeSystem/v3-ActCode, or X12 element 1362).';

CREATE FUNCTION rcm.fhir_team_members(index jsonb, main jsonb, OUT role text, OUT provider jsonb, OUT lines integer[], OUT of_claim boolean) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 5 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		WITH member AS MATERIALIZED (
			SELECT m.place, rcm.fhir_role(m.item->'role') AS role, coalesce(m.item #>> '{provider,reference}' LIKE '#line-%', false) AS of_lines,
				coalesce(rcm.fhir_prune(jsonb_build_object('taxonomy', rcm.fhir_code(m.item->'qualification', 'http://nucc.org/provider-taxonomy'))), '{}')
					|| rcm.provider_from_fhir(index, rcm.fhir_resolve(index, m.item->'provider')) AS provider,
				coalesce((SELECT array_agg(l.place ORDER BY l.place) FROM rcm.fhir_each(main->'item') l WHERE l.item->'careTeamSequence' @> (m.item->'sequence')), '{}') AS lines
			FROM rcm.fhir_each(main->'careTeam') m
		), ranked AS MATERIALIZED (
			SELECT m.*, row_number() OVER (PARTITION BY m.role ORDER BY m.lines <> '{}', m.place) AS rank
			FROM member m WHERE m.role IS NOT NULL AND m.provider <> '{}'
		)
		SELECT r.role, r.provider, r.lines,
			r.rank = 1 AND (r.lines = '{}' OR NOT r.of_lines AND array_length(r.lines, 1) = (SELECT count(*) FROM rcm.fhir_each(main->'item')))
		FROM ranked r;
END
$$;
COMMENT ON FUNCTION rcm.fhir_team_members(jsonb, jsonb) IS
'careTeam of a FHIR Claim: role and provider under a claim''s keys, the places of the items that name the member, and whether the member is the whole claim''s: who is named by no item, else the first of the role who is named by all of them. Members that rcm.fhir_claim took from lines (#line-) stay with them.';


CREATE FUNCTION rcm.line_from_fhir(index jsonb, item jsonb, claim_pos text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH said AS MATERIALIZED (
			SELECT rcm.fhir_resolve(index, item->'locationReference') AS location,
				(SELECT d.item FROM rcm.fhir_each(item->'detail') d WHERE rcm.fhir_code(d.item->'productOrService', 'http://hl7.org/fhir/sid/ndc') IS NOT NULL
					OR rcm.fhir_code(d.item->'category', 'https://codesystem.x12.org/005010/235') IS NOT NULL ORDER BY d.place LIMIT 1) AS drug
		), place_of_service AS MATERIALIZED (
			SELECT nullif(coalesce(rcm.fhir_any_code(item->'locationCodeableConcept'), (SELECT t.code FROM rcm.fhir_each(location->'type') k
				CROSS JOIN LATERAL rcm.fhir_code(k.item, 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set') t (code)
				WHERE t.code IS NOT NULL LIMIT 1)), claim_pos) AS pos
			FROM said
		)
		SELECT jsonb_build_object(
			'n', rcm.fhir_integer(item->'sequence'),
			'code', CASE WHEN item->'productOrService' ? 'coding' THEN rcm.fhir_any_code(item->'productOrService') END,
			'desc', item #> '{productOrService,text}',
			'mods', (SELECT jsonb_agg(rcm.fhir_any_code(m.item) ORDER BY m.place) FROM rcm.fhir_each(item->'modifier') m),
			'units', rcm.fhir_number(item #>> '{quantity,value}'),
			'uom', CASE WHEN item #>> '{quantity,system}' = 'https://codesystem.x12.org/005010/355' THEN item #> '{quantity,code}' END,
			'charge', coalesce(rcm.fhir_amount(item->'net'), rcm.fhir_amount(item->'unitPrice' || jsonb_build_object('value',
				(rcm.fhir_number(item #>> '{unitPrice,value}') #>> '{}')::numeric * (rcm.fhir_number(item #>> '{quantity,value}') #>> '{}')::numeric))),
			'from', coalesce(rcm.fhir_date(item->>'servicedDate'), rcm.fhir_date(item #>> '{servicedPeriod,start}')),
			'to', rcm.fhir_date(item #>> '{servicedPeriod,end}'),
			'pos', pos,
			'service_facility', CASE WHEN location->>'resourceType' = 'Location' THEN rcm.provider_from_fhir(index, location) END,
			'rev', rcm.fhir_any_code(item->'revenue'),
			'teeth', jsonb_build_array(jsonb_build_object('tooth', rcm.fhir_any_code(item->'bodySite'),
				'surfaces', (SELECT jsonb_agg(rcm.fhir_any_code(s.item) ORDER BY s.place) FROM rcm.fhir_each(item->'subSite') s))),
			'ndc', CASE WHEN drug IS NOT NULL THEN jsonb_build_object('code', rcm.fhir_code(drug->'productOrService', 'http://hl7.org/fhir/sid/ndc'),
				'qual', rcm.fhir_code(drug->'category', 'https://codesystem.x12.org/005010/235'),
				'qty', rcm.fhir_number(drug #>> '{quantity,value}'), 'uom', drug #> '{quantity,code}') END)
		FROM said, place_of_service);
END
$$;
COMMENT ON FUNCTION rcm.line_from_fhir(jsonb, jsonb, text) IS
'An item of a FHIR Claim as a line of a claim, without diagnoses, providers and supporting information. Not pruned. A place of service that is the claim''s is not repeated; without net the charge is unitPrice times quantity.';

CREATE FUNCTION rcm.claim_from_fhir(resource jsonb) RETURNS rcm.claim
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
DECLARE
	main      jsonb := rcm.fhir_main(resource, 'Claim');
	index     jsonb := rcm.fhir_index(resource, main);
	form      text;
	items     jsonb := CASE jsonb_typeof(main->'item') WHEN 'array' THEN main->'item' ELSE '[]' END;
	facility  jsonb := rcm.fhir_resolve(index, main->'facility');
	focal     integer;
	covered   jsonb;
	others    jsonb;
	pos       text;
	places    jsonb;
	lines     jsonb;
	members   jsonb;
	doc       jsonb;
BEGIN
	IF main IS NULL THEN
		RETURN NULL;
	END IF;
	form := coalesce((SELECT n.rcm FROM rcm.fhir_each(main #> '{type,coding}') c JOIN rcm.fhir_names() n ON n.subject = 'form' AND n.fhir = c.item->>'code' ORDER BY c.place LIMIT 1), 'P');

	-- insurance: the focal one is the claim's, the others are other payers
	SELECT i.place INTO focal FROM rcm.fhir_each(main->'insurance') i ORDER BY i.item->>'focal' IS NOT DISTINCT FROM 'true' DESC, i.place LIMIT 1;
	SELECT rcm.coverage_parts_from_fhir(index, rcm.fhir_resolve(index, i.item->'coverage')) INTO covered FROM rcm.fhir_each(main->'insurance') i WHERE i.place = focal;
	SELECT jsonb_agg((c.part - 'payer') || jsonb_build_object('name', c.part #> '{payer,name}')
			|| rcm.other_response_from_fhir(coalesce(rcm.fhir_resolve(index, i.item->'claimResponse'), '{}')) ORDER BY i.place) INTO others
		FROM rcm.fhir_each(main->'insurance') i, rcm.coverage_parts_from_fhir(index, coalesce(rcm.fhir_resolve(index, i.item->'coverage'), '{}')) c (part) WHERE i.place <> focal;

	SELECT coalesce((SELECT t.code FROM rcm.fhir_each(facility->'type') k
			CROSS JOIN LATERAL rcm.fhir_code(k.item, 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set') t (code) WHERE t.code IS NOT NULL LIMIT 1),
		CASE WHEN form = 'I' THEN NULL ELSE (SELECT rcm.fhir_any_code(i.item->'locationCodeableConcept') FROM rcm.fhir_each(items) i ORDER BY i.place LIMIT 1) END) INTO pos;

	-- diagnoses by role; the places of those that lines point to
	SELECT jsonb_object_agg(r.role, r.listed) INTO doc FROM (
		SELECT d.role, jsonb_agg(jsonb_build_object('code', regexp_replace(d.code, '^([A-Za-z]\d[0-9A-Za-z])\.', '\1'), 'poa', d.poa, 'sequence', d.sequence) ORDER BY d.sequence, d.place) AS listed
		FROM (SELECT x.place, coalesce(rcm.fhir_integer(x.item->'sequence'), x.place) AS sequence,
				rcm.fhir_any_code(coalesce(x.item->'diagnosisCodeableConcept', rcm.fhir_resolve(index, x.item->'diagnosisReference')->'code')) AS code, rcm.fhir_any_code(x.item->'onAdmission') AS poa,
				CASE WHEN rcm.fhir_any_code(x.item #> '{type,0}') IN ('admitting', 'patientreasonforvisit', 'externalcauseofinjury') THEN rcm.fhir_any_code(x.item #> '{type,0}') ELSE 'dx' END AS role
			FROM rcm.fhir_each(main->'diagnosis') x) d
		GROUP BY d.role) r;
	doc := coalesce(doc, '{}');
	SELECT jsonb_object_agg(x.item->>'sequence', CASE role WHEN 'dx' THEN to_jsonb(x.place) END) INTO places
		FROM jsonb_each(doc) r (role, listed), rcm.fhir_each(r.listed) x;

	SELECT jsonb_agg(to_jsonb(m)) INTO members FROM rcm.fhir_team_members(index, main) m;
	SELECT jsonb_agg(rcm.line_from_fhir(index, l.item, coalesce(pos, '')) || i.said || coalesce(t.providers, '{}')
			|| CASE WHEN i.said ? 'teeth' THEN jsonb_build_object('teeth', rcm.line_from_fhir(index, l.item, '')->'teeth' || (i.said->'teeth')) ELSE '{}' END
			|| jsonb_build_object('dx_ptr', d.pointers) ORDER BY l.place) INTO lines
		FROM rcm.fhir_each(items) l
		CROSS JOIN LATERAL (SELECT rcm.information_from_fhir(coalesce((SELECT jsonb_agg(e.item ORDER BY e.place)
			FROM rcm.fhir_each(main->'supportingInfo') e WHERE l.item->'informationSequence' @> (e.item->'sequence')), '[]'), 'line')) i (said)
		-- who works on every line is the claim's, unless the claim has one
		LEFT JOIN LATERAL (SELECT jsonb_object_agg(m.item->>'role', m.item->'provider') AS providers
			FROM rcm.fhir_each(members) m WHERE m.item->'lines' @> to_jsonb(l.place) AND m.item->'of_claim' = 'false') t ON true
		CROSS JOIN LATERAL (SELECT jsonb_agg(CASE WHEN places ? (p.item #>> '{}') THEN places->(p.item #>> '{}') ELSE p.item END ORDER BY p.place) FILTER (WHERE places->(p.item #>> '{}') IS DISTINCT FROM 'null')
			FROM rcm.fhir_each(l.item->'diagnosisSequence') p WHERE rcm.fhir_integer(p.item) IS NOT NULL) d (pointers);

	doc := coalesce(rcm.coverage_to_claim(covered), '{}')
		|| coalesce((SELECT jsonb_object_agg(m.item->>'role', m.item->'provider') FROM rcm.fhir_each(members) m WHERE m.item->'of_claim' = 'true'), '{}')
		|| rcm.information_from_fhir(coalesce((SELECT jsonb_agg(e.item ORDER BY e.place) FROM rcm.fhir_each(main->'supportingInfo') e
			WHERE NOT EXISTS (SELECT FROM rcm.fhir_each(items) l WHERE l.item->'informationSequence' @> (e.item->'sequence'))), '[]'), 'claim')
		|| jsonb_build_object(
			'form', form,
			'predetermination', CASE WHEN main->>'use' = 'predetermination' THEN true END,
			'claim_id', main #> '{identifier,0,value}',
			'submit_date', rcm.fhir_date(main->>'created'),
			'stmt_from', rcm.fhir_date(main #>> '{billablePeriod,start}'), 'stmt_to', rcm.fhir_date(main #>> '{billablePeriod,end}'),
			'total_charge', rcm.fhir_amount(main->'total'),
			'pos', pos,
			'auth_number', (SELECT i.item #> '{preAuthRef,0}' FROM rcm.fhir_each(main->'insurance') i WHERE i.place = focal),
			'referral_number', rcm.fhir_resolve(index, main->'referral') #> '{identifier,0,value}',
			'orig_ref', (SELECT coalesce(r.item #> '{reference,value}', r.item #> '{claim,identifier,value}') FROM rcm.fhir_each(main->'related') r
				WHERE coalesce(rcm.fhir_any_code(r.item->'relationship'), 'prior') IN ('prior', 'replaces', '7', '8') ORDER BY r.place LIMIT 1),
			'billing', rcm.provider_from_fhir(index, rcm.fhir_resolve(index, main->'provider')),
			'pay_to', CASE WHEN main #> '{payee,party,reference}' <> main #> '{provider,reference}' THEN rcm.provider_from_fhir(index, rcm.fhir_resolve(index, main #> '{payee,party}')) END,
			'service_facility', rcm.provider_from_fhir(index, facility),
			'patient', rcm.person_from_fhir(coalesce(rcm.fhir_resolve(index, main->'patient'), '{}')) || jsonb_build_object('rel', covered->'rel'),
			'dx', (SELECT jsonb_agg(x.item - 'sequence' ORDER BY x.place) FROM rcm.fhir_each(doc->'dx') x),
			'admit_dx', doc #> '{admitting,0,code}',
			'reason_dx', (SELECT jsonb_agg(x.item->'code' ORDER BY x.place) FROM rcm.fhir_each(doc->'patientreasonforvisit') x),
			'external_causes', (SELECT jsonb_agg(x.item - 'sequence' ORDER BY x.place) FROM rcm.fhir_each(doc->'externalcauseofinjury') x),
			'pcs', (SELECT jsonb_agg(jsonb_build_object('code', rcm.fhir_any_code(p.item->'procedureCodeableConcept'), 'date', rcm.fhir_date(p.item->>'date'))
				ORDER BY p.place) FROM rcm.fhir_each(main->'procedure') p),
			'lines', lines, 'other_payers', others);
	doc := doc || jsonb_build_object(
		'tob', CASE WHEN doc->>'tob' ~ '^0...$' THEN substr(doc->>'tob', 2) ELSE doc->>'tob' END,
		'payer_id', coalesce(doc->>'payer_id', rcm.coverage_parts_from_fhir(index, jsonb_build_object('payor', jsonb_build_array(main->'insurer')))->>'payer_id'),
		'dates', coalesce(doc->'dates', '{}') || jsonb_build_object('accident', rcm.fhir_date(main #>> '{accident,date}')),
		'related', rcm.accident_from_fhir(coalesce(main->'accident', '{}')) || coalesce(doc->'related', '{}'));
	RETURN rcm.claim(rcm.fhir_prune(doc));
END
$$;
COMMENT ON FUNCTION rcm.claim_from_fhir(jsonb) IS
'The claim that a FHIR R4 Claim describes; the way back of rcm.fhir_claim, by the same elements. The resource may be a Bundle: its first Claim is read. References are followed into contained resources and into the entries of the Bundle, by full URL or Type/id; what they lead nowhere to is known by its identifier and display only. Unknown elements, codes of other systems where one is required, dates that are no days and amounts that are not whole cents in USD are passed over; without a type the claim is professional. Null when there is no Claim. Error RC002 when lists are longer than those of a claim. Rule: http://hl7.org/fhir/R4/claim.html.

    SELECT edit, message FROM rcm.scrub(rcm.claim_from_fhir(pg_read_file(''/tmp/claim.json'')::jsonb));';

-- ---- what is lost ----

CREATE FUNCTION rcm.fhir_same_value(path text, one jsonb, other jsonb) RETURNS boolean
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
#variable_conflict use_column
BEGIN
	RETURN one = other OR CASE
		WHEN path ~ '^(dx|external_causes)\[\d+\]\.code$|^admit_dx$|^reason_dx\[' THEN
			upper(replace(one #>> '{}', '.', '')) = upper(replace(other #>> '{}', '.', ''))
		-- 130, "130" and "130.00" are one amount; 02134 is no number
		WHEN one #>> '{}' ~ '^-?(0|[1-9]\d{0,17})?(\.\d+)?$' AND other #>> '{}' ~ '^-?(0|[1-9]\d{0,17})(\.\d+)?$' AND one #>> '{}' ~ '\d' THEN
			(one #>> '{}')::numeric = (other #>> '{}')::numeric
		ELSE false END;
END
$$;
COMMENT ON FUNCTION rcm.fhir_same_value(text, jsonb, jsonb) IS
'Do two values of a claim at a path say the same? Amounts and numbers are compared as numbers, diagnoses without dot and case.';

CREATE FUNCTION rcm.fhir_claim_lost(claim rcm.claim) RETURNS SETOF text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		SELECT had.path
		FROM rcm.fhir_leaves(rcm.fhir_prune(rcm.jsonb(claim))) had
		LEFT JOIN rcm.fhir_leaves(rcm.fhir_prune(rcm.jsonb(rcm.claim_from_fhir(rcm.fhir_claim(claim))))) has ON has.path = had.path
		WHERE has.path IS NULL OR NOT rcm.fhir_same_value(had.path, had.value, has.value)
		ORDER BY had.path COLLATE "C";
END
$$;
COMMENT ON FUNCTION rcm.fhir_claim_lost(rcm.claim) IS
'The paths of the values of a claim that do not survive the way to FHIR and back (rcm.fhir_claim, rcm.claim_from_fhir); lists count from 0. The difference is computed, not looked up. The spelling of amounts, of numbers, of "not given" and of a diagnosis'' dot does not count.

    SELECT claim_id, array_agg(lost) FROM claims, rcm.fhir_claim_lost(claim) AS lost GROUP BY 1;';
