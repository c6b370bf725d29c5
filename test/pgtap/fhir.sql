-- fhir.sql - FHIR R4: resources are whole, go there and back, and say what they lose
\set ON_ERROR_STOP 1
-- several checks of one query, each on a line of its own
\pset fieldsep '\n'
SET search_path = public, pg_catalog;
SELECT no_plan();

-- one claim of each form that says everything that FHIR can hold
CREATE TEMP TABLE sample (name text PRIMARY KEY, doc jsonb);
INSERT INTO sample VALUES
('P', '{"claim_id": "V-1", "form": "P", "submit_date": "2024-09-16", "payer_id": "NHP01", "payer_seq": "S", "filing_ind": "CI", "msp_type": "12", "freq": "7", "orig_ref": "ICN77", "pos": "11",
 "total_charge": "310.10", "auth_number": "A1", "referral_number": "R1", "clia": "38D0000001", "claim_note": "see letter", "delay_reason": "7", "cmn": "484.3",
 "related": {"employment": false, "auto": true, "other": false, "state": "ME"},
 "dates": {"admit": "2024-09-01", "discharge": "2024-09-02", "accident": "2024-08-30", "onset": "2024-08-31", "disability_from": "2024-09-01", "disability_to": "2024-09-10",
  "last_seen": "2024-08-01", "last_menstrual": "2024-05-01", "last_xray": "2024-07-01", "last_worked": "2024-08-29", "return_to_work": "2024-09-11", "initial_treatment": "2024-08-30",
  "acute": "2024-08-30", "assumed_care": "2024-09-03", "relinquished_care": "2024-09-04", "repricer_received": "2024-09-05"},
 "consent_date": "2024-08-01", "wc": {"claim_number": "W1", "employer": "HARBOR FREIGHTERS"}, "patient_paid": "20.00",
 "terms": {"signature": "Y", "assignment": "A", "benefits_assigned": "Y", "release": "I", "patient_signature": "P"},
 "refs": [{"qual": "EA", "id": "MRN-1"}, {"qual": "D9", "id": "CH-1"}], "attachments": [{"type": "OZ", "transmission": "EL", "control": "ATT1"}],
 "billing": {"npi": "1234567893", "tin": "471234567", "taxonomy": "207X00000X", "name": "HARBOR ORTHOPAEDICS", "atypical_id": "X9", "addr": {"line1": "8 QUAY ST", "line2": "FLOOR 2", "city": "PORTLAND", "state": "ME", "zip": "041012345"}},
 "pay_to": {"name": "HARBOR LOCKBOX", "addr": {"line1": "PO BOX 1", "city": "PORTLAND", "state": "ME", "zip": "04101"}},
 "rendering": {"npi": "1234567893", "last": "DOE", "first": "JOHN", "middle": "Q", "suffix": "JR", "taxonomy": "207X00000X"}, "referring": {"npi": "1234567893", "last": "ROE", "first": "RICHARD"},
 "supervising": {"last": "POE", "first": "EDGAR"}, "service_facility": {"npi": "1234567893", "name": "HARBOR SURGERY", "addr": {"line1": "9 QUAY ST", "city": "PORTLAND", "state": "ME", "zip": "04101"}},
 "payer": {"name": "NORTHERN HEALTH PLAN", "addr": {"line1": "1 PLAN WAY", "city": "BANGOR", "state": "ME", "zip": "04401"}},
 "patient": {"last": "DOE", "first": "JANE", "middle": "M", "dob": "1961-03-09", "sex": "F", "dod": "2024-09-10", "rel": "01", "addr": {"line1": "3 ELM AVE", "city": "PORTLAND", "state": "ME", "zip": "04102"}},
 "subscriber": {"last": "DOE", "first": "JIM", "dob": "1960-01-02", "sex": "M", "member_id": "400123456", "group_number": "G7", "group_name": "MILL WORKERS", "addr": {"line1": "3 ELM AVE", "city": "PORTLAND", "state": "ME", "zip": "04102"}},
 "dx": [{"code": "M25561"}, {"code": "I10"}, {"code": "E119"}],
 "lines": [
  {"n": 1, "code": "99213", "mods": ["25"], "units": 1, "uom": "UN", "charge": "130.10", "from": "2024-09-12", "dx_ptr": [2, 1], "note": "long visit", "control": "L1"},
  {"n": 2, "code": "J1030", "mods": ["RT", "59"], "units": 2.5, "uom": "UN", "charge": "180", "from": "2024-09-12", "to": "2024-09-13", "dx_ptr": [1], "pos": "22", "desc": "injection", "minutes": 15, "auth": "LA1",
   "referral": "LR1", "emg": "Y", "epsdt": "Y", "rendering": {"npi": "1234567893", "last": "OTHER", "first": "ANN"}, "ordering": {"npi": "1234567893", "last": "ORDER"},
   "ndc": {"code": "00009307301", "qual": "N4", "qty": 1, "uom": "ML"}}],
 "other_payers": [{"payer_id": "MCR", "name": "MEDICARE", "seq": "P", "filing_ind": "MB", "msp_type": "47", "rel": "18", "paid": "80.00", "adjud_date": "2024-09-14", "claim_control": "ICN1", "remaining": "40.00", "noncovered": "1.00",
   "subscriber": {"last": "DOE", "first": "JANE", "member_id": "1EG4TE5MK73"},
   "adj": [{"grp": "CO", "carc": "45", "amt": "10.00"}, {"grp": "PR", "carc": "2", "amt": "-5.05", "qty": 1}],
   "lines": [{"n": 1, "paid": "60.00", "adj": [{"grp": "PR", "carc": "1", "amt": "70.10"}]}, {"n": 2, "code": "J1030", "mods": ["RT"], "rev": "0636", "desc": "drug", "units": 2, "paid": "20.00", "remaining": "1.00"}]}]}'),
('I', '{"claim_id": "V-2", "form": "I", "submit_date": "2024-09-16", "payer_id": "MCRA", "payer_seq": "P", "filing_ind": "MA", "freq": "1", "tob": "111", "stmt_from": "2024-09-01", "stmt_to": "2024-09-04", "total_charge": "9000.00",
 "admit_dx": "R079", "reason_dx": ["R0789", "R05"], "external_causes": [{"code": "W19XXXA", "poa": "Y"}], "admit_type": "1", "admit_source": "2", "admit_date": "2024-09-01", "admit_hour": "07", "discharge_status": "01", "drg": "470",
 "dates": {"discharge": "2024-09-04", "discharge_hour": "11"}, "condition_codes": ["C1", "09"], "occurrences": [{"code": "11", "date": "2024-08-30"}], "occurrence_spans": [{"code": "74", "from": "2024-09-02", "to": "2024-09-03"}],
 "value_codes": [{"code": "01", "amount": "450.00"}, {"code": "80", "amount": "3.00"}],
 "billing": {"npi": "1234567893", "name": "GENERAL HOSPITAL"}, "attending": {"npi": "1234567893", "last": "DOE", "first": "JOHN"}, "operating": {"npi": "1234567893", "last": "ROE"}, "assistant": {"npi": "1234567893"},
 "patient": {"last": "DOE", "first": "JANE", "dob": "1941-03-09", "sex": "F", "rel": "18"}, "subscriber": {"last": "DOE", "first": "JANE", "dob": "1941-03-09", "member_id": "1EG4TE5MK73"},
 "dx": [{"code": "M1711", "poa": "Y"}, {"code": "I10", "poa": "N"}], "pcs": [{"code": "0SRC0J9", "date": "2024-09-02"}, {"code": "3E0T3CZ"}],
 "lines": [{"n": 1, "rev": "0120", "units": 3, "charge": "6000.00", "noncovered": "100.00"}, {"n": 2, "rev": "0360", "code": "27447", "units": 1, "charge": "3000.00", "from": "2024-09-02", "to": "2024-09-02",
   "operating": {"npi": "1234567893", "last": "POE"}, "service_facility": {"name": "ANNEX"}}]}'),
('D', '{"claim_id": "V-3", "form": "D", "submit_date": "2024-09-16", "payer_id": "DEN1", "payer_seq": "P", "filing_ind": "CI", "freq": "1", "pos": "11", "total_charge": "400.00",
 "dates": {"service": "2024-09-10", "service_to": "2024-09-11"}, "dental": {"ortho_months": 24, "ortho_remaining": 20, "ortho": "Y", "appliance_placed": "2024-05-01", "teeth": [{"tooth": "3", "status": "M"}, {"tooth": "14", "status": "E"}]},
 "billing": {"npi": "1234567893", "last": "DOE", "first": "JOHN"}, "patient": {"last": "DOE", "first": "JOEY", "dob": "2014-03-09", "sex": "M", "rel": "19"}, "subscriber": {"last": "DOE", "first": "JANE", "member_id": "D9"},
 "dx": [{"code": "K0262"}],
 "lines": [{"n": 1, "code": "D2392", "units": 1, "charge": "250.00", "from": "2024-09-10", "dx_ptr": [1], "teeth": [{"tooth": "30", "surfaces": ["M", "O"]}, {"tooth": "31", "surfaces": ["B"]}], "cavities": ["10", "20"]},
  {"n": 2, "code": "D6240", "units": 1, "charge": "150.00", "prosthesis": "R", "prior_placement": "2015-01-02"}]}');
CREATE TEMP TABLE made AS SELECT name, doc::rcm.claim AS claim, rcm.fhir_claim(doc::rcm.claim) AS resource FROM sample;
INSERT INTO made SELECT 'bare', c, rcm.fhir_claim(c) FROM (VALUES ('{"form": "P"}'::rcm.claim)) v (c);

-- ---- shape ----
CREATE FUNCTION lacks(resource jsonb, VARIADIC required text[]) RETURNS text LANGUAGE sql AS
	$$ SELECT string_agg(r, ' ') FROM unnest(required) r WHERE NOT resource ? r AND NOT resource ? ('_' || r) $$;
-- #references that lead nowhere, contained resources that nothing refers to, ids that stand twice
CREATE FUNCTION ties(resource jsonb) RETURNS text LANGUAGE sql AS $$
	WITH pointed AS (SELECT DISTINCT substr(r #>> '{}', 2) AS id FROM jsonb_path_query(resource, 'strict $.**.reference ? (@.type() == "string")') r),
		held AS (SELECT c->>'id' AS id FROM jsonb_array_elements(resource->'contained') c)
	SELECT string_agg(coalesce(p.id, h.id), ' ') FROM pointed p FULL JOIN (SELECT id, count(*) AS n FROM held GROUP BY 1) h USING (id) WHERE p.id IS NULL OR h.id IS NULL OR h.n > 1
$$;
SELECT is(lacks(resource, 'status', 'type', 'use', 'patient', 'created', 'provider', 'priority', 'insurance'), NULL, name || ': what a Claim must have') FROM made;
SELECT is(ties(resource), NULL, name || ': references resolve') FROM made;
SELECT is(rcm.fhir_prune(resource), resource, name || ': nothing empty') FROM made;
SELECT is(lacks(c, 'status', 'beneficiary', 'payor'), NULL, name || ': what a Coverage must have'), is(ties(c), NULL, name || ': its references resolve') FROM made, rcm.fhir_coverage(claim) c;
SELECT is(lacks(r, 'status', 'purpose', 'patient', 'created', 'insurer'), NULL, name || ': what a CoverageEligibilityRequest must have'), is(ties(r), NULL, name || ': its references resolve')
	FROM made, rcm.fhir_eligibility_request(claim) r;
SELECT is(string_agg(c #>> '{type,coding,0,code}', ' ' ORDER BY name COLLATE "C"), 'oral institutional professional professional', 'types') FROM made, LATERAL (SELECT resource) r (c);

-- ---- what stands where ----
SELECT is(resource #>> '{item,1,net}', '{"value": 180.00, "currency": "USD"}', 'an amount is a number with two decimals'),
	is(resource #>> '{item,1,quantity,value}', '2.5', 'units as written'),
	is(resource #> '{item,0,diagnosisSequence}', '[2, 1]', 'pointers in their order'),
	is(resource #>> '{diagnosis,0,diagnosisCodeableConcept,coding,0,code}', 'M25.561', 'a diagnosis has its dot'),
	is(resource #>> '{item,0,productOrService,coding,0,system}', 'http://www.ama-assn.org/go/cpt', 'CPT'),
	is(resource #>> '{item,1,productOrService,coding,0,system}', 'https://bluebutton.cms.gov/resources/codesystem/hcpcs', 'HCPCS'),
	is(resource #>> '{item,0,locationCodeableConcept,coding,0,code}', '11', 'a line without place of service has the claim''s'),
	is(resource #> '{insurance,0,sequence}', '2', 'the claim''s payer is second'), is(resource #> '{insurance,0,focal}', 'true', 'and focal'),
	is(resource #>> '{accident,date}', '2024-08-30', 'accident') FROM made WHERE name = 'P';
SELECT is(resource #>> '{item,0,productOrService,coding,0,system}', 'http://www.ada.org/cdt', 'CDT') FROM made WHERE name = 'D';
SELECT is((resource #> '{created}', resource #> '{_created,extension,0,valueCode}'), (NULL::jsonb, '"unknown"'::jsonb), 'what must be there and is not known says so') FROM made WHERE name = 'bare';

-- ---- there and back ----
SELECT is(rcm.digest(rcm.claim_from_fhir(resource)), rcm.digest(claim), name || ': comes back as it went') FROM made;
SELECT is(array(SELECT rcm.fhir_claim_lost(claim)), '{}', name || ': nothing is lost') FROM made;
SELECT is(array(SELECT rcm.fhir_lost(resource)), '{}', name || ': nor of the resource') FROM made;
SELECT is(array(SELECT rcm.fhir_lost(rcm.fhir_coverage(claim))), '{}', name || ': nor of the coverage') FROM made;
SELECT is(rcm.coverage_from_fhir(rcm.fhir_coverage(claim)) #> '{subscriber}', doc->'subscriber', name || ': subscriber of the coverage'),
	is(rcm.coverage_from_fhir(rcm.fhir_coverage(claim)) ->> 'payer_id', doc->>'payer_id', name || ': payer of the coverage') FROM made JOIN sample USING (name);

-- ---- the lists of losses are exact ----
SELECT is(array(SELECT rcm.fhir_claim_lost((doc || '{"eligibility": {"status": "active", "eff": ""}, "auths": [], "history": [{"code": "99213"}], "ours": [1, {"a": null}]}')::rcm.claim)),
	'{eligibility.status,history[0].code,ours[0]}', 'what is beside the claim is lost, and said') FROM sample WHERE name = 'P';
SELECT is(array(SELECT rcm.fhir_claim_lost(jsonb_set(doc, '{lines,1,pos}', '"11"')::rcm.claim)), '{lines[1].pos}', 'a place of service that only repeats the claim''s is not repeated') FROM sample WHERE name = 'P';
SELECT is(array(SELECT rcm.fhir_claim_lost(jsonb_set(doc, '{patient,sex}', '"X"')::rcm.claim)), '{patient.sex}', 'a sex that FHIR has no code for') FROM sample WHERE name = 'P';
SELECT is(array(SELECT rcm.fhir_claim_lost(jsonb_set(doc, '{dx,0,code}', '"m25.561"')::rcm.claim)), '{}', 'a dot is spelling') FROM sample WHERE name = 'P';
SELECT is(array(SELECT rcm.fhir_claim_lost(jsonb_set(doc, '{patient,addr,zip}', '"00410"')::rcm.claim)), '{}', 'a ZIP code is no number') FROM sample WHERE name = 'P';
SELECT is(array(SELECT rcm.fhir_lost(resource || '{"text": {"status": "generated"}, "fundsReserve": {"text": "x"}, "item": [{"sequence": 1, "net": {"value": 1, "currency": "EUR"}, "productOrService": {"coding": [{"code": "99213"}]}}]}')),
	'{fundsReserve.text,item[0].net.currency,item[0].net.value}', 'what is not kept of a resource') FROM made WHERE name = 'bare';

-- ---- a Claim of others: a Bundle, references by URL, nothing contained ----
CREATE TEMP TABLE foreign_claim (resource jsonb);
INSERT INTO foreign_claim VALUES ('{"resourceType": "Bundle", "type": "collection", "entry": [
 {"fullUrl": "urn:uuid:1", "resource": {"resourceType": "Patient", "id": "p1", "name": [{"use": "old", "family": "ROE"}, {"use": "official", "family": "DOE", "given": ["JANE"]}], "gender": "other", "birthDate": "1961-03-09"}},
 {"fullUrl": "https://x.example/fhir/Practitioner/9", "resource": {"resourceType": "Practitioner", "id": "9", "identifier": {"system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567893"}, "name": [{"family": "DOC"}]}},
 {"fullUrl": "https://x.example/fhir/PractitionerRole/8", "resource": {"resourceType": "PractitionerRole", "id": "8", "practitioner": {"reference": "Practitioner/9"}}},
 {"resource": {"resourceType": "Coverage", "id": "c1", "status": "active", "beneficiary": {"reference": "urn:uuid:1"}, "subscriberId": "M1", "relationship": {"coding": [{"code": "self"}]}, "payor": [{"identifier": {"value": "PAY1"}, "display": "PLAN"}]}},
 {"resource": {"resourceType": "Claim", "status": "active", "use": "claim", "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/claim-type", "code": "professional"}]},
  "identifier": [{"value": "F-1"}], "patient": {"reference": "urn:uuid:1"}, "created": "2024-09-16T10:00:00-04:00", "provider": {"identifier": {"system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567893"}, "display": "CLINIC"},
  "careTeam": [{"sequence": 7, "provider": {"reference": "https://x.example/fhir/PractitionerRole/8/_history/2"}, "role": {"coding": [{"code": "primary"}]}}],
  "diagnosis": [{"sequence": 10, "diagnosisCodeableConcept": {"coding": [{"code": "E11.9"}]}}, {"sequence": 20, "diagnosisCodeableConcept": {"coding": [{"code": "I10"}]}}],
  "insurance": [{"sequence": 1, "focal": true, "coverage": {"reference": "https://other.example/Coverage/c1"}}],
  "accident": {"date": "2024-09", "type": {"coding": [{"code": "MVA"}]}},
  "item": [{"sequence": 1, "careTeamSequence": [7], "diagnosisSequence": [20, 10], "productOrService": {"coding": [{"code": "99213"}]}, "servicedDate": "2024-02-30", "quantity": {"value": 2}, "unitPrice": {"value": 65, "currency": "USD"}, "locationCodeableConcept": {"coding": [{"code": "11"}]}},
   {"sequence": 2, "careTeamSequence": [7], "productOrService": {"coding": [{"code": "36415"}]}, "servicedPeriod": {"start": "2024-09-12"}, "net": {"value": 0.1, "currency": "USD"}}]}}]}');
SELECT is(rcm.jsonb(rcm.claim_from_fhir(resource)), '{"form": "P", "pos": "11", "claim_id": "F-1", "submit_date": "2024-09-16", "payer_id": "PAY1", "payer": {"name": "PLAN"},
	"billing": {"npi": "1234567893", "name": "CLINIC"}, "rendering": {"npi": "1234567893", "last": "DOC"}, "patient": {"last": "DOE", "first": "JANE", "dob": "1961-03-09", "sex": "U", "rel": "18"},
	"subscriber": {"last": "DOE", "first": "JANE", "dob": "1961-03-09", "sex": "U", "member_id": "M1"}, "related": {"auto": true}, "dx": [{"code": "E119"}, {"code": "I10"}],
	"lines": [{"n": 1, "code": "99213", "units": 2, "charge": "130.00", "dx_ptr": [2, 1]}, {"n": 2, "code": "36415", "from": "2024-09-12", "charge": "0.10"}]}'::jsonb, 'a Bundle of others')
	FROM foreign_claim;
SELECT ok('entry' <> ALL (array_agg(l)) AND array_agg(l) @> '{accident.date,item[0].servicedDate,patient.gender}', 'and what of it is lost') FROM foreign_claim, rcm.fhir_lost(resource) l;

-- ---- hostile: any shape is read, or passed over ----
SELECT is(rcm.jsonb(rcm.claim_from_fhir(d)), NULL, 'no Claim: ' || d::text) FROM (VALUES ('{}'::jsonb), ('[]'), ('"Claim"'), ('null'), ('{"resourceType": "Patient"}'), ('{"resourceType": "Bundle", "entry": {"resource": 7}}')) v (d);
SELECT lives_ok(format('SELECT rcm.claim_from_fhir(%L), array(SELECT rcm.fhir_lost(%1$L))', jsonb_set(c.main, array[k], v)), k || ' as ' || v::text)
	FROM foreign_claim, LATERAL (SELECT resource #> '{entry,4,resource}') c (main), jsonb_object_keys(c.main) k, (VALUES ('7'::jsonb), ('"x"'), ('{}'), ('[]'), ('[null, 3, "x", [[]], {"sequence": "x", "item": {"item": 1}}]'), ('{"coding": 3, "value": "NaN", "reference": "#"}')) v (v)
	WHERE k <> 'resourceType';
SELECT is(rcm.jsonb(rcm.claim_from_fhir('{"resourceType": "Claim", "contained": [{"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "#r"}}], "provider": {"reference": "#r"}}')), '{"form": "P"}', 'a role that is its own practitioner');

-- ---- adjudication ----
SELECT is(rcm.adjustment_from_fhir(rcm.fhir_adjustment(a)), a, a::text) FROM (VALUES ('{"grp": "PR", "carc": "1", "amt": "10.00"}'::jsonb), ('{"grp": "CO", "carc": "45", "amt": "-0.10"}'), ('{"grp": "OA", "carc": "A1", "amt": "0.00", "qty": 2}')) v (a);
SELECT is(rcm.adjustment_from_fhir('{"category": {"coding": [{"code": "adjustmentreason"}]}, "reason": {"text": "PR-204"}, "amount": {"value": 1, "currency": "USD"}}'), '{"grp": "PR", "carc": "204", "amt": "1.00"}', 'a reason in words');
SELECT is(rcm.adjustment_from_fhir('{"category": {"coding": [{"code": "submitted"}]}, "amount": {"value": 1}}'), NULL, 'an amount is no adjustment');

CREATE TEMP TABLE eob AS SELECT rcm.fhir_payment_resource('{"payment": {"payment": 1, "trace_number": "T1", "payment_date": "2024-10-01", "payer_name": "PLAN", "payer_id": "NHP01", "payee_name": "CLINIC", "payee_id": "1234567893", "payee_id_qualifier": "XX"},
	"claim": {"claim_id": "V-1", "status": "1", "charge": "310.10", "paid": "200.00", "patient_responsibility": "70.10", "payer_claim_control": "ICN1", "patient_last": "DOE", "patient_first": "JANE", "patient_id": "M1", "rendering_npi": "1234567893", "statement_from": "2024-09-12"},
	"lines": [{"line": 1, "code": "99213", "mods": ["25"], "charge": "130.10", "paid": "60.00", "allowed": "130.10", "units_paid": 1, "service_from": "2024-09-12"}, {"line": 2, "code": "0450", "rev": "0450", "charge": "180.00", "paid": "150.00", "units_submitted": 2}],
	"adjustments": [{"group_code": "CO", "carc": "45", "amount": "10.00"}, {"line": 1, "group_code": "PR", "carc": "1", "amount": "70.10"}, {"line": 2, "group_code": "CO", "carc": "97", "amount": "30.00", "quantity": 1}],
	"remarks": [{"remark": "MA01"}, {"line": 2, "remark": "N362"}]}') AS resource;
SELECT is(lacks(resource, 'status', 'type', 'use', 'patient', 'created', 'insurer', 'provider', 'outcome', 'insurance'), NULL, 'what an ExplanationOfBenefit must have'), is(ties(resource), NULL, 'its references resolve'),
	is(array(SELECT rcm.fhir_lost(resource)), '{}', 'and nothing of it is lost') FROM eob;
SELECT is(resource #>> '{item,0,adjudication,4,category,coding,0,code}', 'deductible', 'PR-1 is the deductible'), is(resource #> '{item,1,noteNumber}', '[2]', 'a line''s remark'),
	is(resource #> '{item,1,productOrService,coding,0,code}', '"not-applicable"', 'a revenue code alone') FROM eob;
SELECT results_eq('SELECT claim_id, status, charge::text, paid::text, patient_responsibility::text, payer_claim_control, patient_last, patient_id, rendering_npi, statement_from, adjustments::text, balances, difference::text FROM eob, rcm.fhir_remittance_claims(resource)',
	$$VALUES ('V-1', '1', '310.10', '200.00', '70.10', 'ICN1', 'DOE', 'M1', '1234567893', date '2024-09-12', '110.10', true, '0.00')$$, 'the claim, and its balance');
SELECT results_eq('SELECT line, code, mods, rev, charge::text, paid::text, adjustments::text, balances FROM eob, rcm.fhir_remittance_lines(resource) ORDER BY line',
	$$VALUES (1, '99213', '{25}'::text[], NULL, '130.10', '60.00', '70.10', true), (2, '0450', '{}', '0450', '180.00', '150.00', '30.00', true)$$, 'its lines');
SELECT results_eq('SELECT line, adjustment, group_code, carc, amount::text, quantity FROM eob, rcm.fhir_remittance_adjustments(resource) ORDER BY adjustment',
	$$VALUES (NULL::integer, 1, 'CO', '45', '10.00', NULL::numeric), (1, 2, 'PR', '1', '70.10', NULL), (2, 3, 'CO', '97', '30.00', 1)$$, 'its adjustments');
SELECT results_eq($$SELECT payment, claim FROM eob, rcm.fhir_remittance_claims(jsonb_build_object('resourceType', 'Bundle', 'entry', jsonb_build_array(jsonb_build_object('resource', resource), jsonb_build_object('resource', resource),
	jsonb_build_object('resource', jsonb_set(resource, '{payment,identifier,value}', '"T2"')))))$$, 'VALUES (1, 1), (1, 2), (2, 1)', 'payments of a Bundle are told apart by their number');
SELECT is((balances, difference::text), (false, '0.10'::text), 'what does not balance says by how much') FROM eob, rcm.fhir_remittance_claims(jsonb_set(resource, '{total,1,amount,value}', '200.10'));

-- ---- eligibility ----
CREATE TEMP TABLE answer AS SELECT rcm.fhir_eligibility_resource('{"response": 1, "created": "2024-09-10", "payer_name": "PLAN", "payer_id": "NHP01", "trace_number": "TR1", "relationship": "18", "last": "DOE", "first": "JANE", "member_id": "M1", "dob": "1961-03-09", "active": true, "plan_from": "2024-01-01"}',
	'[{"code": "1", "service_types": ["30"], "plan": "GOLD PPO"}, {"code": "C", "service_types": ["30", "98"], "coverage_level": "IND", "period": "24", "amount": "500.00", "in_network": "Y"}, {"code": "A", "percent": 0.2, "authorization_required": "N"}]') AS resource;
SELECT is(lacks(resource, 'status', 'purpose', 'patient', 'created', 'request', 'outcome', 'insurer'), NULL, 'what a CoverageEligibilityResponse must have'), is(ties(resource), NULL, 'its references resolve'),
	is(resource #>> '{insurance,0,item,1,benefit,0,usedMoney}', '{"value": 500.00, "currency": "USD"}', 'what is met is used'), is(resource #>> '{insurance,0,item,2,benefit,0,allowedString}', '20%', 'a share'),
	is(rcm.eligibility_from_fhir(resource), '{"status": "active", "eff": "2024-01-01", "member_id": "M1", "last": "DOE", "dob": "1961-03-09", "checked_on": "2024-09-10", "plan": "PPO"}', 'a claim''s eligibility') FROM answer;
SELECT lives_ok(format('SELECT rcm.claim(''{"form": "P"}'' || jsonb_build_object(''eligibility'', rcm.eligibility_from_fhir(%L)))', resource), 'which a claim takes') FROM answer;
SELECT is(rcm.eligibility_from_fhir('{}'), NULL, 'no answer');
SELECT * FROM finish();
