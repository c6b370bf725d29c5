-- party.sql - FHIR R4: people, organizations, coverage

CREATE FUNCTION rcm.fhir_address(addr jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN jsonb_build_array(rcm.fhir_prune(jsonb_build_object('line', jsonb_build_array(addr->'line1', addr->'line2'),
		'city', addr->'city', 'state', addr->'state', 'postalCode', addr->'zip')));
END
$$;
COMMENT ON FUNCTION rcm.fhir_address(jsonb) IS
'A claim''s address as a list of one FHIR Address. Rule: http://hl7.org/fhir/R4/datatypes.html#Address.';

CREATE FUNCTION rcm.address_from_fhir(address jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT rcm.fhir_prune(jsonb_build_object('line1', a.item #> '{line,0}', 'line2', a.item #> '{line,1}',
			'city', a.item->'city', 'state', a.item->'state', 'zip', a.item->'postalCode'))
		FROM rcm.fhir_each(address) a ORDER BY a.item->>'use' IS NOT DISTINCT FROM 'old', a.place LIMIT 1);
END
$$;
COMMENT ON FUNCTION rcm.address_from_fhir(jsonb) IS
'The first FHIR Address that is not an old one, as a claim''s address; lines after the second are passed over.';

CREATE FUNCTION rcm.fhir_person(person jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN coalesce(rcm.fhir_prune(jsonb_build_object(
		'name', jsonb_build_array(jsonb_build_object('family', person->'last', 'given', jsonb_build_array(person->'first', person->'middle'),
			'suffix', jsonb_build_array(person->'suffix'))),
		'birthDate', person->'dob', 'deceasedDateTime', person->'dod',
		'gender', (SELECT n.fhir FROM rcm.fhir_names() n WHERE n.subject = 'sex' AND n.rcm = upper(person->>'sex')),
		'address', rcm.fhir_address(person->'addr'))), '{}');
END
$$;
COMMENT ON FUNCTION rcm.fhir_person(jsonb) IS
'What Patient and RelatedPerson have in common, of a claim''s patient or subscriber: name, birthDate, deceasedDateTime, gender, address. Rule: http://hl7.org/fhir/R4/patient.html.';

CREATE FUNCTION rcm.person_from_fhir(person jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT coalesce(rcm.fhir_prune(jsonb_build_object(
			'last', n.item->'family', 'first', n.item #> '{given,0}', 'middle', n.item #> '{given,1}', 'suffix', n.item #> '{suffix,0}',
			'dob', rcm.fhir_date(person->>'birthDate'), 'dod', rcm.fhir_date(person->>'deceasedDateTime'),
			'sex', CASE person->>'gender' WHEN 'other' THEN 'U' ELSE (SELECT k.rcm FROM rcm.fhir_names() k WHERE k.subject = 'sex' AND k.fhir = person->>'gender') END,
			'addr', rcm.address_from_fhir(person->'address'))), '{}')
		FROM (SELECT) one LEFT JOIN rcm.fhir_each(person->'name') n ON true
		ORDER BY n.item->>'use' IS NOT DISTINCT FROM 'official' DESC, n.place LIMIT 1);
END
$$;
COMMENT ON FUNCTION rcm.person_from_fhir(jsonb) IS
'last, first, middle, suffix, dob, dod, sex and addr of a Patient, RelatedPerson or Practitioner, as a claim names them; the official name before others.';

CREATE FUNCTION rcm.fhir_provider(provider jsonb, id text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH given AS MATERIALIZED (
			SELECT provider ?| '{last,first,middle,suffix}' OR NOT provider ? 'name' AND id ~ '^(line-)?(rendering|referring|ordering|supervising|attending|operating|assistant)' AS person,
				jsonb_build_array(
					CASE WHEN provider ? 'npi' THEN jsonb_build_object('system', 'http://hl7.org/fhir/sid/us-npi', 'value', provider->'npi') END,
					CASE WHEN provider ? 'tin' THEN jsonb_build_object('system', 'urn:oid:2.16.840.1.113883.4.4', 'value', provider->'tin',
						'type', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/v2-0203', 'TAX')) END,
					CASE WHEN provider ? 'atypical_id' THEN jsonb_build_object('value', provider->'atypical_id',
						'type', rcm.fhir_concept('https://codesystem.x12.org/005010/128', 'G2')) END) AS identifiers,
				rcm.fhir_concept('http://nucc.org/provider-taxonomy', provider->>'taxonomy') AS taxonomy
		)
		SELECT jsonb_build_object('resourceType', CASE WHEN person THEN 'Practitioner' ELSE 'Organization' END, 'id', id)
			|| CASE WHEN person THEN rcm.fhir_prune(jsonb_build_object('identifier', identifiers,
					'name', jsonb_build_array(jsonb_build_object('text', provider->'name', 'family', provider->'last',
						'given', jsonb_build_array(provider->'first', provider->'middle'), 'suffix', jsonb_build_array(provider->'suffix'))),
					'address', rcm.fhir_address(provider->'addr'), 'qualification', jsonb_build_array(jsonb_build_object('code', taxonomy))))
				ELSE rcm.fhir_prune(jsonb_build_object('identifier', identifiers, 'name', provider->'name',
					'address', rcm.fhir_address(provider->'addr'), 'type', jsonb_build_array(taxonomy))) END
		FROM given WHERE rcm.fhir_prune(provider) IS NOT NULL);
END
$$;
COMMENT ON FUNCTION rcm.fhir_provider(jsonb, text) IS
'A claim''s provider as a contained resource: Practitioner when it has a person''s name, or no name but a person''s role (the id says it), else Organization. NPI and tax id are identifiers; the taxonomy is qualification.code or type. Null when nothing is given. Rules: http://hl7.org/fhir/R4/practitioner.html, organization.html.';

CREATE FUNCTION rcm.provider_from_fhir(index jsonb, resource jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH found AS MATERIALIZED (
			SELECT CASE resource->>'resourceType' WHEN 'PractitionerRole'
				THEN rcm.fhir_resolve(index, coalesce(resource->'practitioner', resource->'organization')) ELSE resource END AS who
		)
		SELECT coalesce(rcm.fhir_prune(jsonb_build_object('taxonomy', rcm.fhir_code(resource #> '{specialty,0}', 'http://nucc.org/provider-taxonomy'))), '{}')
			|| coalesce(rcm.fhir_prune(jsonb_build_object(
				'npi', rcm.fhir_identifier(who, 'http://hl7.org/fhir/sid/us-npi', 'NPI'),
				'tin', rcm.fhir_identifier(who, 'urn:oid:2.16.840.1.113883.4.4', 'TAX'),
				'atypical_id', rcm.fhir_identifier(who, '', 'G2'),
				'taxonomy', (SELECT t.code FROM rcm.fhir_each(coalesce(who->'qualification', who->'type')) q
					CROSS JOIN LATERAL rcm.fhir_code(coalesce(q.item->'code', q.item), 'http://nucc.org/provider-taxonomy') t (code)
					WHERE t.code IS NOT NULL ORDER BY q.place LIMIT 1),
				'name', CASE jsonb_typeof(who->'name') WHEN 'array' THEN CASE WHEN who #> '{name,0,family}' IS NULL THEN who #>> '{name,0,text}' END
					ELSE coalesce(who->>'name', who->>'display') END,
				'addr', rcm.address_from_fhir(who->'address'))), '{}')
			|| CASE jsonb_typeof(who->'name') WHEN 'array' THEN rcm.person_from_fhir(who - 'address') - '{dob,dod,sex}'::text[] ELSE '{}' END
		FROM found);
END
$$;
COMMENT ON FUNCTION rcm.provider_from_fhir(jsonb, jsonb) IS
'A claim''s provider out of a Practitioner, PractitionerRole, Organization or Location; the index (rcm.fhir_index) leads from the role to the person.';

CREATE FUNCTION rcm.fhir_location(provider jsonb, pos text, id text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT jsonb_build_object('resourceType', 'Location', 'id', id) || rcm.fhir_prune(jsonb_build_object(
			'identifier', organization->'identifier', 'name', organization->'name', 'address', organization #> '{address,0}',
			'type', jsonb_build_array(rcm.fhir_concept('https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set', pos),
				organization #> '{type,0}')))
		FROM (SELECT coalesce(rcm.fhir_provider(provider - '{last,first,middle,suffix}'::text[], 'at'), '{}')) o (organization)
		WHERE pos <> '' OR organization <> '{}');
END
$$;
COMMENT ON FUNCTION rcm.fhir_location(jsonb, text, text) IS
'A claim''s service facility as a Location, with the place of service ("" when not given) as its type. Null when neither is given. Rule: http://hl7.org/fhir/R4/location.html.';

-- ---- coverage ----

CREATE FUNCTION rcm.fhir_coverage_parts(part jsonb, suffix text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH given AS MATERIALIZED (
			SELECT rcm.fhir_person(coalesce(part->'subscriber', '{}')) AS person,
				rcm.fhir_prune(jsonb_build_object(
					'identifier', jsonb_build_array(CASE WHEN part ? 'payer_id' THEN jsonb_build_object('value', part->'payer_id',
						'type', rcm.fhir_concept('http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType', 'payerid')) END),
					'name', part #> '{payer,name}', 'address', rcm.fhir_address(part #> '{payer,addr}'))) AS payer
		)
		SELECT rcm.fhir_prune(jsonb_build_array(
			jsonb_build_object('resourceType', 'Coverage', 'id', 'coverage' || suffix, 'status', 'active',
				'type', jsonb_build_object('coding', jsonb_build_array(
					rcm.fhir_concept('https://codesystem.x12.org/005010/1032', part->>'filing_ind') #> '{coding,0}',
					rcm.fhir_concept('https://codesystem.x12.org/005010/1336', part->>'msp_type') #> '{coding,0}')),
				'subscriber', CASE WHEN person <> '{}' THEN jsonb_build_object('reference', '#subscriber' || suffix) END,
				'subscriberId', part #> '{subscriber,member_id}',
				'beneficiary', '{"reference": "#patient"}'::jsonb,
				'relationship', jsonb_build_object('coding', CASE WHEN part ? 'rel' THEN jsonb_build_array(
					jsonb_build_object('system', 'http://terminology.hl7.org/CodeSystem/subscriber-relationship', 'code',
						coalesce((SELECT n.fhir FROM rcm.fhir_names() n WHERE n.subject = 'rel' AND n.rcm = part->>'rel'), 'other')),
					rcm.fhir_concept('https://codesystem.x12.org/005010/1069', part->>'rel') #> '{coding,0}') END),
				'payor', jsonb_build_array(CASE WHEN payer IS NULL THEN rcm.fhir_absent() ELSE jsonb_build_object('reference', '#payer' || suffix) END),
				'class', jsonb_build_array(CASE WHEN part->'subscriber' ?| '{group_number,group_name}' THEN jsonb_build_object(
					'type', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/coverage-class', 'group'),
					'value', part #> '{subscriber,group_number}', 'name', part #> '{subscriber,group_name}',
					'_value', CASE WHEN part #> '{subscriber,group_number}' IS NULL THEN rcm.fhir_absent() END) END),
				'order', nullif(strpos('PSTABCDEFGH', part->>'seq'), 0)),
			CASE WHEN person <> '{}' THEN CASE part->>'rel' WHEN '18' THEN '{"resourceType": "Patient"}'::jsonb
					ELSE '{"resourceType": "RelatedPerson", "patient": {"reference": "#patient"}}' END
				|| jsonb_build_object('id', 'subscriber' || suffix) || person END,
			jsonb_build_object('resourceType', 'Organization', 'id', 'payer' || suffix) || payer))
		FROM given);
END
$$;
COMMENT ON FUNCTION rcm.fhir_coverage_parts(jsonb, text) IS
'Coverage, subscriber and payer as contained resources, their ids ending with the suffix: of payer_id, payer, seq, filing_ind, msp_type, rel and subscriber, pruned. The patient is #patient. Rule: http://hl7.org/fhir/R4/coverage.html.';

CREATE FUNCTION rcm.coverage_parts_from_fhir(index jsonb, coverage jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH said AS MATERIALIZED (
			SELECT rcm.fhir_resolve(index, coverage #> '{payor,0}') AS payer,
				coalesce(rcm.fhir_code(coverage->'relationship', 'https://codesystem.x12.org/005010/1069'),
					(SELECT n.rcm FROM rcm.fhir_names() n WHERE n.subject = 'rel' AND n.fhir = rcm.fhir_any_code(coverage->'relationship')),
					CASE WHEN coverage ? 'relationship' THEN 'G8' END) AS rel,
				(SELECT c.item FROM rcm.fhir_each(coverage->'class') c WHERE rcm.fhir_any_code(c.item->'type') = 'group' ORDER BY c.place LIMIT 1) AS plan_group
		), who AS MATERIALIZED (
			SELECT rcm.person_from_fhir(coalesce(rcm.fhir_resolve(index, coverage->'subscriber'),
				CASE WHEN said.rel = '18' THEN rcm.fhir_resolve(index, coverage->'beneficiary') END, '{}')) - 'dod' AS subscriber
			FROM said
		)
		SELECT coalesce(rcm.fhir_prune(jsonb_build_object(
			'payer_id', coalesce(rcm.fhir_identifier(payer, '', 'payerid'), payer #>> '{identifier,0,value}'),
			'payer', jsonb_build_object('name', CASE jsonb_typeof(payer->'name') WHEN 'string' THEN payer->'name' ELSE payer->'display' END,
				'addr', rcm.address_from_fhir(payer->'address')),
			'seq', substr('PSTABCDEFGH', CASE WHEN rcm.fhir_integer(coverage->'order') > 0 THEN rcm.fhir_integer(coverage->'order') END, 1),
			'filing_ind', rcm.fhir_code(coverage->'type', 'https://codesystem.x12.org/005010/1032'),
			'msp_type', rcm.fhir_code(coverage->'type', 'https://codesystem.x12.org/005010/1336'),
			'rel', rel,
			'subscriber', subscriber || jsonb_build_object('member_id', coverage->'subscriberId',
				'group_number', plan_group->'value', 'group_name', plan_group->'name'))), '{}')
		FROM said, who);
END
$$;
COMMENT ON FUNCTION rcm.coverage_parts_from_fhir(jsonb, jsonb) IS
'payer_id, payer, seq, filing_ind, msp_type, rel and subscriber of a Coverage; the index (rcm.fhir_index) leads to payer and subscriber. A subscriber that is the patient and has no resource of its own is the beneficiary.';

CREATE FUNCTION rcm.fhir_patient(doc jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN '{"resourceType": "Patient", "id": "patient"}'::jsonb || rcm.fhir_person(coalesce(doc->'patient', '{}'));
END
$$;
COMMENT ON FUNCTION rcm.fhir_patient(jsonb) IS
'The patient of a claim, as jsonb, as the contained resource #patient. Rule: http://hl7.org/fhir/R4/patient.html.';

CREATE FUNCTION rcm.fhir_claim_coverage(doc jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN rcm.fhir_coverage_parts(doc || coalesce(rcm.fhir_prune(jsonb_build_object('seq', doc->'payer_seq', 'rel', doc #> '{patient,rel}')), '{}'), '');
END
$$;
COMMENT ON FUNCTION rcm.fhir_claim_coverage(jsonb) IS
'rcm.fhir_coverage_parts of the payer whom a claim, as pruned jsonb, goes to.';

CREATE FUNCTION rcm.fhir_coverage(claim rcm.claim) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT parts->0 || jsonb_build_object('contained', jsonb_build_array(rcm.fhir_patient(doc)) || (parts - 0))
		FROM (SELECT rcm.fhir_prune(rcm.jsonb(claim))) c (doc), rcm.fhir_claim_coverage(doc) parts);
END
$$;
COMMENT ON FUNCTION rcm.fhir_coverage(rcm.claim) IS
'The FHIR R4 Coverage of the subscriber of a claim, with patient, subscriber and payer contained. payer_seq is order (P 1, S 2, T 3), filing_ind and msp_type codings of type (X12 elements 1032 and 1336), member_id subscriberId, patient.rel relationship (in FHIR''s code and X12''s, element 1069), group_number and group_name a class "group", payer_id and payer the payor. Rule: http://hl7.org/fhir/R4/coverage.html.

    SELECT jsonb_pretty(rcm.fhir_coverage(claim)) FROM claim_in;';

CREATE FUNCTION rcm.coverage_to_claim(part jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN coalesce(rcm.fhir_prune(jsonb_build_object('payer_id', part->'payer_id', 'payer', part->'payer', 'payer_seq', part->'seq',
		'filing_ind', part->'filing_ind', 'msp_type', part->'msp_type', 'subscriber', part->'subscriber',
		'patient', jsonb_build_object('rel', part->'rel'))), '{}');
END
$$;
COMMENT ON FUNCTION rcm.coverage_to_claim(jsonb) IS
'What rcm.coverage_parts_from_fhir found, under the keys of a claim.';

CREATE FUNCTION rcm.coverage_from_fhir(resource jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT said || rcm.fhir_prune(jsonb_build_object('patient', coalesce(said->'patient', '{}')
				|| rcm.person_from_fhir(coalesce(rcm.fhir_resolve(index, coverage->'beneficiary'), '{}')),
			'coverage_from', rcm.fhir_date(coverage #>> '{period,start}'), 'coverage_to', rcm.fhir_date(coverage #>> '{period,end}'), 'coverage_status', coverage->'status'))
		FROM rcm.fhir_main(resource, 'Coverage') coverage, rcm.fhir_index(resource, coverage) index,
			rcm.coverage_to_claim(rcm.coverage_parts_from_fhir(index, coverage)) said
		WHERE coverage IS NOT NULL);
END
$$;
COMMENT ON FUNCTION rcm.coverage_from_fhir(jsonb) IS
'What a FHIR R4 Coverage says, under the keys of a claim: payer_id, payer, payer_seq, filing_ind, msp_type, subscriber (with member_id, group_number, group_name), patient (with rel); besides coverage_from, coverage_to and coverage_status, which no claim has. The resource may be a Bundle: its first Coverage is read, and references lead to the other entries. Null when there is none. Rule: http://hl7.org/fhir/R4/coverage.html.

    SELECT rcm.jsonb(claim) || (rcm.coverage_from_fhir(resource) - ''{coverage_from,coverage_to,coverage_status}''::text[]) FROM claim_in, fhir_inbox;';
