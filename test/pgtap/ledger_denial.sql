-- ledger_denial.sql - what is denied, why by the practice's own rows, what to do about it, and what becomes of it
\set ON_ERROR_STOP 1
\ir given/practice.sql
\ir given/remittance.sql
\ir given/denial.sql
SELECT given.library() \gset
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();

CREATE FUNCTION given.became(claim text) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT coalesce(string_agg(concat_ws(' ', d.line_no, d.carc, d.amount, d.state, nullif(d.recovered, 0), CASE WHEN d.initial THEN 'first' END), '; ' ORDER BY d.denial_id), 'none') FROM billing.denial d WHERE d.claim_id = claim $$;
CREATE FUNCTION given.step(claim text) RETURNS record LANGUAGE sql STABLE AS $$
	SELECT n FROM billing.denial d, billing.next_step('A', d.denial_id) n WHERE d.claim_id = claim AND d.resolved_on IS NULL ORDER BY d.denial_id DESC LIMIT 1 $$;

INSERT INTO billing.patient (practice_id, patient_id, birth_date) SELECT 'A', 'P' || n, '1960-01-01' FROM generate_series(0, 40) n;

-- ---- a practice that did not keep rows yet has not failed to ask ----
SELECT given.sent('OLD1', '{"93000 100"}', '{"payer_id": "HILL"}', 'P31'), given.sent('OLD2', '{"93000 100"}', '{"payer_id": "HILL"}', 'P32') \g /dev/null
SELECT given.submit('OLD1', '2024-10-01'), given.submit('OLD2', '2024-10-01') \g /dev/null
INSERT INTO billing.prior_authorization (practice_id, authorization_id, patient_id, payer_id, status, recorded_at) VALUES ('A', 'A0', 'P33', 'HILL', 'pending', '2024-10-20');
INSERT INTO billing.eligibility (practice_id, patient_id, payer_id, checked_at, status, snapshot) VALUES ('A', 'P33', 'HILL', '2024-10-20', 'active', '{}');
SELECT is(given.denied('OLD1', '93000 100 CO-197=100', on_day => '2024-11-04'), 'authorization.not_requested code_facts_silent', 'authorizations are kept since: nobody knows');
SELECT is(given.denied('OLD2', '93000 100 CO-27=100', on_day => '2024-11-04'), 'eligibility.not_checked code_facts_silent', 'so are answers on eligibility');

-- ---- authorization (197): the code says one thing, the rows seven ----
INSERT INTO billing.prior_authorization (practice_id, authorization_id, patient_id, payer_id, number, status, codes, units, eff, term, requested_on, decided_on, recorded_at) VALUES
	('A', 'A2', 'P2', 'HILL', NULL, 'pending', '{93000}', NULL, NULL, NULL, '2025-02-01', NULL, '2025-02-01'),
	('A', 'A3', 'P3', 'HILL', NULL, 'denied', '{93000}', NULL, NULL, NULL, '2025-01-10', '2025-01-20', '2025-01-20'),
	('A', 'A4', 'P4', 'HILL', 'G4', 'approved', '{93000}', NULL, '2024-11-01', '2025-01-31', '2024-10-25', '2024-10-28', '2024-10-28'),
	('A', 'A5', 'P5', 'HILL', 'G5', 'approved', '{93000}', 2, '2025-01-01', '2025-12-31', '2024-12-20', '2024-12-22', '2024-12-22'),
	('A', 'A6', 'P6', 'HILL', 'G6', 'approved', '{93000}', 9, '2025-01-01', '2025-12-31', '2024-12-20', '2024-12-22', '2024-12-22'),
	('A', 'A7', 'P7', 'HILL', 'G7', 'approved', '{20610}', NULL, '2025-01-01', '2025-12-31', '2024-12-20', '2024-12-22', '2024-12-22'),
	('A', 'A8', 'P8', 'HILL', 'G8', 'approved', NULL, NULL, '2025-01-01', '2025-12-31', '2024-12-20', '2024-12-22', '2024-12-22'),
	-- asked for after the claim had left: at that time there was none
	('A', 'A9', 'P9', 'HILL', 'G9', 'approved', NULL, NULL, '2025-01-01', '2025-12-31', '2025-02-20', '2025-02-21', '2025-02-20'),
	-- decided after the claim had left: at that time it was open
	('A', 'A10', 'P10', 'HILL', 'G10', 'approved', NULL, NULL, '2025-01-01', '2025-12-31', '2025-01-20', '2025-02-20', '2025-01-20');
SELECT given.sent('U' || n, '{"93000 100"}', jsonb_build_object('payer_id', 'HILL') || CASE n WHEN 8 THEN '{"auth_number": "G8"}'::jsonb ELSE '{}' END, 'P' || n) FROM generate_series(1, 10) n \g /dev/null
SELECT given.sent('U5A', '{"93000 100 units=2 on=2025-01-20"}', '{"payer_id": "HILL", "auth_number": "G5"}', 'P5') \gset
SELECT count(given.submit('U' || n, '2025-02-10')) FROM generate_series(1, 10) n \gset
SELECT is(given.denied('U1', '93000 100 CO-197=100'), 'authorization.not_requested authorization_never_asked_for', '197: nobody asked for it');
SELECT is(given.denied('U2', '93000 100 CO-197=100'), 'authorization.pending_at_service authorization_open', '197: it was pending');
SELECT is(given.denied('U3', '93000 100 CO-197=100'), 'authorization.denied authorization_refused', '197: it was refused');
SELECT is(given.denied('U4', '93000 100 CO-197=100'), 'authorization.expired authorization_for_other_dates', '197: it had expired');
SELECT is(given.denied('U5', '93000 100 CO-197=100'), 'authorization.units_exhausted authorization_units_used_up', '197: another claim had used the units up');
SELECT is(given.denied('U6', '93000 100 CO-197=100'), 'authorization.obtained_not_on_claim authorization_not_on_claim', '197: it was obtained, and the claim did not carry it');
SELECT is(given.denied('U7', '93000 100 CO-197=100'), 'authorization.wrong_code authorization_for_other_code', '197: it is for another procedure');
SELECT is(given.denied('U8', '93000 100 CO-197=100'), 'payer.payer_error authorization_on_claim', '197: it was on the claim');
SELECT is(given.denied('U9', '93000 100 CO-197=100'), 'authorization.not_requested authorization_never_asked_for', '197: what was recorded after the claim had left is not known of then');
SELECT is(given.denied('U10', '93000 100 CO-197=100'), 'authorization.pending_at_service authorization_open', '197: what was decided after it was open');
SELECT is((SELECT facts -> 'authorization_units_used' FROM billing.denial WHERE claim_id = 'U5'), '2', 'the facts are kept');
SELECT is((SELECT concat_ws(' ', owner, preventable, recoverable, initial, state, submission_id IS NOT NULL, payer_id, denied_on) FROM billing.denial WHERE claim_id = 'U6'),
	'biller yes high t open t HILL 2025-03-04', 'whose it is');
SELECT is((SELECT concat_ws(' | ', decision, step, n.owner, missing) FROM billing.denial d, billing.next_step('A', d.denial_id) n WHERE claim_id = 'U6'),
	'correct | Put authorization G6 on the claim (REF G1) and send a replacement of (not known). | biller | {}', 'the step has the number that was obtained');
SELECT is((SELECT n.evidence -> 0 -> 'key' ->> 'authorization_id' FROM billing.denial d, billing.next_step('A', d.denial_id) n WHERE claim_id = 'U6'), 'A6', 'and the row as evidence');
SELECT is((SELECT decision || ': ' || why FROM billing.denial d, billing.next_step('A', d.denial_id) n WHERE claim_id = 'U1'),
	'appeal: the payer is right by its rules: only leave after the fact or an appeal brings it back', 'the decision explains itself');
SELECT is((SELECT decision || ' ' || missing::text FROM billing.denial d, billing.next_step('A', d.denial_id) n WHERE claim_id = 'U1'), 'appeal {records}', 'what is missing is told');
SELECT is((SELECT decision FROM billing.denial d, billing.next_step('A', d.denial_id) n WHERE claim_id = 'U8'), 'appeal', 'the payer is wrong');

-- a referral is no authorization
INSERT INTO billing.prior_authorization (practice_id, authorization_id, patient_id, payer_id, kind, number, status, eff, term, requested_on, decided_on, recorded_at) VALUES
	('A', 'F1', 'P1', 'HILL', 'referral', 'REF77', 'approved', '2025-01-01', '2025-12-31', '2024-12-20', '2024-12-22', '2024-12-22');
SELECT is((SELECT count(*) FROM billing.denial d, billing.denial_evidence('A', d.denial_id) e WHERE d.claim_id = 'U1' AND e.proof = 'authorization'), 0::bigint, 'a referral is no evidence of an authorization');
SELECT is((SELECT p.found FROM billing.denial d, billing.appeal_packet('A', d.denial_id) p WHERE d.claim_id = 'U1' AND p.item = 'authorization'), false, 'nor proof of one in an appeal');
SELECT is((SELECT f.value FROM billing.denial d, billing.appeal_facts('A', d.denial_id) f WHERE d.claim_id = 'U1' AND f.fact = 'authorization.number'), NULL, 'nor its number in a letter');
DELETE FROM billing.prior_authorization WHERE authorization_id = 'F1';

-- ---- timely filing (29) ----
SELECT given.sent('L' || n, '{"99213 100"}', '{"payer_id": "HILL"}', 'P11') FROM generate_series(1, 5) n \g /dev/null
SELECT given.submit('L1', '2025-09-01'), given.submit('L2', '2025-02-10'), given.submit('L3', '2025-02-10'), given.submit('L4', '2025-02-10'), given.submit('L5', '2025-02-10') \g /dev/null
SELECT given.accepted('L2', '2025-02-12'), given.accepted('L3', '2025-02-12', '999'), given.submit('L4', '2026-03-01', '{"freq": "7"}') \g /dev/null
SELECT is(given.denied('L1', '99213 100 CO-29=100', on_day => '2025-10-01'), 'timely_filing.late_first_filing first_filed_after_deadline', '29: we were late');
SELECT is(given.denied('L2', '99213 100 CO-29=100', on_day => '2025-10-01'), 'timely_filing.lost_by_payer accepted_before_deadline', '29: the payer lost it, here is the 277CA');
SELECT is(given.denied('L3', '99213 100 CO-29=100', on_day => '2025-10-01'), 'timely_filing.late_first_filing sent_in_time_without_proof', '29: a 999 proves nothing');
-- first sent to another payer, which took it
SELECT given.sent('L6', '{"99213 100"}', '{"payer_id": "RIVR"}', 'P11'), given.sent('L7', '{"99213 100"}', '{"payer_id": "RIVR"}', 'P12') \g /dev/null
SELECT given.submit('L6', '2025-02-10') AS to_river \gset
INSERT INTO billing.acknowledgement (practice_id, interchange_id, kind, submission_id, claim_id, state, effective_on)
	SELECT 'A', s.interchange_id, '277CA', s.submission_id, 'L6', 'accepted', '2025-02-12' FROM billing.submission s WHERE s.submission_id = :to_river;
SELECT given.submit('L7', '2025-02-10') \g /dev/null
UPDATE billing.claim SET document = (document::jsonb || '{"payer_id": "HILL"}')::rcm.claim WHERE claim_id IN ('L6', 'L7');
SELECT given.submit('L6', '2025-09-10'), given.submit('L7', '2025-03-10') \g /dev/null
SELECT is(given.denied('L6', '99213 100 CO-29=100', on_day => '2025-10-01'), 'timely_filing.late_first_filing first_filed_after_deadline', '29: that another payer took it in time proves nothing');
SELECT is((SELECT count(*) FROM billing.denial d, billing.denial_evidence('A', d.denial_id) e WHERE d.claim_id = 'L6' AND e.proof = 'acknowledgement'), 0::bigint, 'and is no evidence');
SELECT is(given.denied('L7', '99213 100 CO-18=100', on_day => '2025-10-01'), 'payer.payer_error sent_once', '18: nor was it sent twice to this one');
SELECT is(given.denied('L4', '99213 100 CO-29=100', on_day => '2026-03-10'), 'timely_filing.late_correction correction_after_deadline', '29: the correction was late');
SELECT is((SELECT facts ->> 'filing_deadline' FROM billing.denial WHERE claim_id = 'L1'), '2025-08-02', 'by the payer''s row of the library');
SELECT is((SELECT concat_ws(' | ', decision, why, step, evidence -> 0 ->> 'relation') FROM billing.denial d, billing.next_step('A', d.denial_id) n WHERE claim_id = 'L2'),
	'appeal | the payer is wrong by the practice''s rows | Appeal with the acceptance of 2025-02-12 (277CA): the last day for filing was 2025-08-02. | acknowledgement', 'the proof is named');
SELECT is((SELECT concat_ws(' | ', decision, why) FROM billing.denial d, billing.next_step('A', d.denial_id) n WHERE claim_id = 'L1'),
	'write off | the payer is right; it is written off as avoidable unless the step mends it', 'late by us is avoidable');

-- ---- duplicates (18) ----
SELECT given.sent('Q1', '{"99213 100"}', '{"payer_id": "HILL"}', 'P12'), given.sent('Q2', '{"99213 100"}', '{"payer_id": "HILL"}', 'P12'),
	given.sent('Q3', '{"99213 100"}', '{"payer_id": "HILL"}', 'P13'), given.sent('Q4', '{"93000 100","93000 100"}', '{"payer_id": "HILL"}', 'P14'),
	given.sent('Q5', '{"93000 100","93000:76 100"}', '{"payer_id": "HILL"}', 'P15'), given.sent('Q6', '{"99213 100"}', '{"payer_id": "HILL"}', 'P16') \g /dev/null
SELECT given.submit('Q1', '2025-02-10'), given.submit('Q2', '2025-02-10'), given.submit('Q3', '2025-02-10'), given.submit('Q3', '2025-02-20'), given.submit('Q4', '2025-02-10'),
	given.submit('Q5', '2025-02-10'), given.submit('Q6', '2025-02-10', '{"state": "rejected"}'), given.submit('Q6', '2025-02-12') \g /dev/null
SELECT given.post(given.era('{"trace": "Q1", "claims": [{"id": "Q1", "lines": ["99213 100 CO-45=30"]}]}')) \gset
SELECT is(given.denied('Q2', '99213 100 OA-18=100'), 'duplicate.true_duplicate paid_in_other_claim', '18: it was paid in another claim');
SELECT is(given.denied('Q3', '99213 100 OA-18=100'), 'duplicate.our_resubmission sent_again', '18: we sent it again');
SELECT is((SELECT step FROM billing.denial d, billing.next_step('A', d.denial_id) n WHERE claim_id = 'Q3'), 'Ask for the status of the first sending (2025-02-10) and work its answer; nothing is to be done on this one.');
SELECT given.post(given.era('{"trace": "Q4", "claims": [{"id": "Q4", "lines": ["93000 100 CO-45=30", "93000 100 OA-18=100"]}, {"id": "Q5", "lines": ["93000 100 CO-45=30", "93000:76 100 OA-18=100"]}]}')) \gset
SELECT is(given.cause('Q4', 2), 'duplicate.repeat_modifier repeated_without_modifier', '18: it was done twice, and no modifier said so');
SELECT is(given.cause('Q5', 2), 'payer.payer_error repeated_with_modifier', '18: the modifier was there');
SELECT is(given.denied('Q6', '99213 100 OA-18=100'), 'payer.payer_error sent_once', '18: what was rejected never came, so it was sent once');

-- ---- eligibility (27), other payers (22) ----
INSERT INTO billing.eligibility (practice_id, patient_id, payer_id, checked_at, service_on, status, snapshot) VALUES
	('A', 'P17', 'HILL', '2025-01-28', '2025-02-03', 'active', '{"status": "active"}'),
	('A', 'P18', 'HILL', '2025-01-28', '2025-02-03', 'inactive', '{"status": "inactive"}'),
	('A', 'P19', 'HILL', '2025-01-28', '2025-02-03', 'active', '{"status": "active", "member_id": "ANOTHER"}'),
	('A', 'P20', 'HILL', '2025-01-28', '2025-02-03', 'active', '{"status": "active", "eff": "2025-02-30", "term": "9999-99-99"}');
INSERT INTO billing.coverage (practice_id, coverage_id, patient_id, rank, payer_id, eff, term) VALUES
	('A', 'V1', 'P22', 1, 'RIVR', '2025-01-01', NULL), ('A', 'V2', 'P22', 2, 'HILL', '2020-01-01', NULL), ('A', 'V3', 'P23', 1, 'RIVR', '2025-01-01', NULL), ('A', 'V4', 'P23', 2, 'HILL', NULL, '2024-12-31'),
	('A', 'V5', 'P24', 1, 'HILL', NULL, NULL);
SELECT given.sent('E' || n, '{"99213 100"}', '{"payer_id": "HILL"}', 'P' || n) FROM generate_series(17, 24) n \g /dev/null
SELECT count(given.submit('E' || n, '2025-02-10')) FROM generate_series(17, 24) n \gset
SELECT is(given.denied('E17', '99213 100 CO-27=100'), 'eligibility.retroactive_termination active_when_checked', '27: it was active when we asked');
SELECT is(given.denied('E18', '99213 100 CO-27=100'), 'eligibility.checked_inactive_ignored known_inactive', '27: we knew');
SELECT is(given.denied('E19', '99213 100 CO-27=100'), 'eligibility.wrong_member_id member_id_differs', '27: the payer has another number');
SELECT is(given.denied('E20', '99213 100 CO-27=100'), 'eligibility.retroactive_termination active_when_checked', 'dates that are none stop no posting');
SELECT is(given.denied('E21', '99213 100 PR-27=100'), 'eligibility.not_checked eligibility_not_checked', '27: nobody asked; it is a denial although the patient owes it');
SELECT is(given.owed('E21'), '1 patient 100.00', 'as posting has it');
SELECT is(given.denied('E22', '99213 100 CO-22=100'), 'coordination.order_wrong billed_out_of_turn', '22: it was another payer''s turn');
SELECT is((SELECT decision || ' | ' || step FROM billing.denial d, billing.next_step('A', d.denial_id) n WHERE claim_id = 'E22'), 'rebill | Bill first the payer whose turn it was: RIVR, place 1.', 'and whose');
SELECT is(given.denied('E23', '99213 100 CO-27=100'), 'eligibility.wrong_plan other_plan_that_day', '27: another plan had taken over');
SELECT is(given.denied('E24', '99213 100 CO-22=100'), 'coordination.primary_unknown other_coverage_unknown', '22: nobody knows of another payer');

-- ---- fields (16 and its remark), bundles (97), need (50), enrolment (B7) ----
SELECT given.sent('F' || n, '{"82947 20","80048 50"}', '{"payer_id": "HILL", "billing": {"npi": "1700000106"}}', 'P25') FROM generate_series(1, 4) n \g /dev/null
SELECT is(given.denied('F1', '82947 20 CO-16=20', 'N290'), 'data.missing_field field_missing', '16: the remark names the field, which the claim lacks');
SELECT is(given.denied('F2', '82947 20 CO-16=20', 'N257'), 'data.invalid_format field_not_valid', '16: the claim had it');
SELECT is(given.denied('F4', '82947 20 CO-97=20'), 'coding.bundled bundled_by_edit', '97: a pair of the library');
SELECT is((SELECT concat_ws(' | ', decision, e ->> 'says', e ->> 'relation') FROM billing.denial d, billing.next_step('A', d.denial_id) n, jsonb_array_elements(n.evidence) e WHERE claim_id = 'F4' AND e ->> 'proof' = 'edit'),
	'write off | 80048 includes 82947, a modifier may part them | library ptp', 'which the step shows');
SELECT given.sent('F5', '{"93000 100"}', '{"payer_id": "HILL"}', 'P26') \gset
SELECT is(given.denied('F5', '93000 100 CO-97=100'), 'payer.payer_error no_edit_bundles', '97: no pair bundles it');
SELECT given.sent('N1', '{"93000 100"}', '{"payer_id": "HILL", "dx": [{"code": "Z00.00"}], "lines": [{"n": 1, "code": "93000", "units": 1, "charge": "100.00", "from": "2025-02-03", "dx_ptr": [1]}]}', 'P26'),
	given.sent('N2', '{"93000 100"}', '{"payer_id": "HILL", "dx": [{"code": "I10"}], "lines": [{"n": 1, "code": "93000", "units": 1, "charge": "100.00", "from": "2025-02-03", "dx_ptr": [1]}]}', 'P27') \g /dev/null
SELECT rcm.load_neutral('coverage_policy', E'policy,type,class,code,dx_prefix,list\nL1,LCD,commercial,93000,I1,COVER\n', 'spring') \gset
SELECT is(given.denied('N1', '93000 100 CO-50=100'), 'medical_necessity.policy_diagnosis_absent policy_lists_no_diagnosis', '50: no diagnosis of the policy');
SELECT is(given.denied('N2', '93000 100 CO-50=100'), 'medical_necessity.clinical_disagreement policy_met', '50: the policy is met');
SELECT rcm.load_neutral('enrollment', E'npi,payer_id,eff,term\n1700000205,HILL,2025-02-15,\n1700000304,HILL,2020-01-01,\n', 'spring') \gset
SELECT given.sent('B' || n, '{"99213 100"}', jsonb_build_object('payer_id', 'HILL', 'rendering', jsonb_build_object('npi', npi)), 'P28')
	FROM (VALUES (1, '1700000205'), (2, '1700000304'), (3, '1700000106'), (4, '123')) x (n, npi) \g /dev/null
SELECT is(given.denied('B1', '99213 100 CO-B7=100'), 'provider.not_enrolled not_enrolled_that_day', 'B7: enrolled later');
SELECT is(given.denied('B2', '99213 100 CO-B7=100'), 'payer.payer_error enrolled', 'B7: enrolled');
SELECT is(given.denied('B3', '99213 100 CO-B7=100'), 'provider.not_enrolled not_enrolled', 'B7: not enrolled');
SELECT is(given.denied('B4', '99213 100 CO-B7=100'), 'provider.not_enrolled code_facts_silent', 'B7: a number that is no NPI finds nothing');

-- ---- what is no denial ----
SELECT given.sent('O1', '{"99213 100","80048 50","93000 60","36415 40","20610 30"}') \gset
SELECT given.post(given.era('{"trace": "O1", "claims": [{"id": "O1", "lines": ["99213 100 CO-45=20 PR-1=10 PR-2=10 PR-3=10", "80048 50 CO-253=1 CO-144=-1", "93000 60 OA-23=60", "36415 40 CO-24=40", "20610 30 CO-45=30"]}]}')) \gset
SELECT is(given.became('O1'), 'none', 'ordinary adjustments are no denial');
SELECT is(given.became('Q1'), 'none');
SELECT given.sent('O2', '{"99213 100","99214 100"}') \gset
INSERT INTO billing.contract_rule (practice_id, rule_id, payer_key, carc, source) VALUES ('A', 'K1', '1512345678', '96', 'contract');
SELECT given.post(given.era('{"trace": "O2", "claims": [{"id": "O2", "lines": ["99213 100 CO-96=20", "99214 100 CO-ZZ9=100"]}]}')) \gset
SELECT is(given.became('O2'), '2 ZZ9 100.00 open first', 'nor is what a contract makes a discount; what no list has is worked');
SELECT is((SELECT nature || ' ' || rule FROM billing.denial WHERE claim_id = 'O2'), 'unclassified code_unknown');

-- ---- partial denials, lower codes, fewer units, the claim as a whole ----
SELECT given.sent('C1', '{"99214 150","97110 80 units=4","80048 50"}') \gset
SELECT given.post(given.era('{"trace": "C1", "claims": [{"id": "C1", "lines": ["99213 150 CO-45=70 sub=99214", "97110 80 CO-45=40 units=2", "80048 50 CO-45=10 CO-151=15"]}]}')) \gset
SELECT is((SELECT string_agg(concat_ws(' ', line_no, nature, leaf, amount), '; ' ORDER BY line_no) FROM billing.denial WHERE claim_id = 'C1'), '1 downcoded downcoded 70.00; 3 partial denial units 15.00', 'found by comparing; units only where the payer tells how many it cut');
SELECT is((SELECT explanation FROM billing.denial WHERE claim_id = 'C1' AND line_no = 1), 'The payer paid the line as 99213, which was sent as 99214, and no reason says why.');
SELECT given.sent('C2', '{"97110 80 units=4"}') \gset
SELECT given.post(convert_to(replace(convert_from(given.era('{"trace": "C2", "claims": [{"id": "C2", "lines": ["97110 80 CO-45=40 units=2"]}]}'), 'UTF8'), 'CAS*CO*45*40~', 'CAS*CO*45*40*2~'), 'UTF8')) \gset
SELECT is((SELECT explanation FROM billing.denial WHERE claim_id = 'C2'), 'The payer paid for 2 of the 4 units that were sent, and no denial says why.');
SELECT given.sent('C3', '{"99213 100","80048 50"}') \gset
SELECT given.post(given.era('{"trace": "C3", "claims": [{"id": "C3", "charge": 150, "status": "4", "cas": "CO-29=150"}]}')) \gset
SELECT is(given.became('C3'), '1 29 100.00 open first; 2 29 50.00 open first', 'a claim that is denied as a whole is denied by its lines');

-- ---- what becomes of them ----
SELECT given.sent('R1', '{"99213 100","80048 50"}') \gset
SELECT given.post(given.era('{"trace": "R1", "claims": [{"id": "R1", "lines": ["99213 100 CO-197=100", "80048 50 CO-45=10 CO-97=10"]}]}')) \gset
SELECT given.post(given.era('{"trace": "R1b", "date": "2025-03-20", "claims": [{"id": "R1", "back": true, "lines": ["99213 100 CO-197=100", "80048 50 CO-45=10 CO-97=10"]}]}')) \gset
SELECT is(given.became('R1'), '1 197 100.00 taken back first; 2 97 10.00 taken back first', 'a reversal closes');
SELECT is((SELECT count(*) FROM billing.denial WHERE claim_id = 'R1' AND resolved_on = '2025-03-20'), 2::bigint, 'on its day');
SELECT given.post(given.era('{"trace": "R1c", "date": "2025-03-25", "claims": [{"id": "R1", "lines": ["99213 100 CO-45=20", "80048 50 CO-45=10 CO-97=10"]}]}')) \gset
SELECT is(given.became('R1'), '1 197 100.00 overturned 80.00 first; 2 97 10.00 denied again first; 2 97 10.00 open', 'a correction overturns what it pays, and denies the rest again');
SELECT given.post(given.era('{"trace": "R1d", "date": "2025-03-28", "claims": [{"id": "R1", "back": true, "lines": ["99213 100 CO-45=20", "80048 50 CO-45=10 CO-97=10"]}]}')) \gset
SELECT is(given.became('R1'), '1 197 100.00 taken back first; 2 97 10.00 taken back first; 2 97 10.00 taken back', 'and when that is reversed, nothing was recovered');
-- reversal and correction in one payment, and a payment on top
SELECT given.sent('R2', '{"99213 100"}') \gset
SELECT given.post(given.era('{"trace": "R2", "claims": [{"id": "R2", "lines": ["99213 100 CO-45=20 CO-151=40"]}]}')) \gset
SELECT is(given.became('R2'), '1 151 40.00 open first');
SELECT given.post(given.era('{"trace": "R2b", "claims": [{"id": "R2", "back": true, "lines": ["99213 100 CO-45=20 CO-151=40"]}, {"id": "R2", "lines": ["99213 100 CO-45=20"]}]}')) \gset
SELECT is(given.became('R2'), '1 151 40.00 overturned 40.00 first', 'recovered is what came on top of what was paid before');
-- denied twice, then paid: no cent for two
SELECT given.sent('R3', '{"99213 100"}') \gset
SELECT given.denied('R3', '99213 100 CO-50=100'), given.denied('R3', '99213 100 CO-50=100', on_day => '2025-04-01') \g /dev/null
SELECT is(given.became('R3'), '1 50 100.00 denied again first; 1 50 100.00 open', 'denied again');
SELECT given.post(given.era('{"trace": "R3b", "date": "2025-05-01", "claims": [{"id": "R3", "lines": ["99213 100 CO-45=40"]}]}')) \gset
SELECT is(given.became('R3'), '1 50 100.00 denied again first; 1 50 100.00 overturned 60.00', 'the money counts once, for the last');
-- by hand
SELECT given.sent('R4', '{"99213 100"}') \gset
SELECT given.denied('R4', '99213 100 CO-29=100') \gset
SELECT denial_id AS r4 FROM billing.denial WHERE claim_id = 'R4' \gset
SELECT is((SELECT code || ': ' || message FROM given.error(format($$ SELECT billing.move_denial('A', %s, 'written off', 'late') $$, :r4))), 'RC011: denial ' || :r4 || ': insurer_1 owes 100.00 on the line still', 'the money is written off first');
SELECT billing.write_off('A', 'R4', 1, 'insurer_1', 'writeoff_denial', 100, 'late') \gset
SELECT lives_ok(format($$ SELECT billing.move_denial('A', %s, 'written off', 'late') $$, :r4));
SELECT is(given.became('R4'), '1 29 100.00 written off first');
SELECT is((SELECT code FROM given.error(format($$ SELECT billing.next_step('A', %s) $$, :r4))), 'RC010', 'nothing is to be done any more');
SELECT is((SELECT code FROM given.error(format($$ SELECT billing.move_denial('A', %s, 'overturned', 'x') $$, :r4))), 'RC010', 'what only the payer can do');
SELECT is((SELECT code FROM given.error($$ SELECT billing.move_denial('A', -1, 'open', 'x') $$)), 'RC010');
SELECT is((SELECT code FROM given.error(format($$ SELECT billing.move_denial('A', %s, 'open', ' ') $$, :r4))), 'RC011', 'without a reason');
SELECT is((SELECT code FROM given.error(format($$ UPDATE billing.denial SET leaf = 'x' WHERE denial_id = %s $$, :r4))), 'RC011', 'what was found stays');
SELECT is((SELECT code FROM given.error($$ DELETE FROM billing.denial $$)), 'RC011', 'and is never deleted');
-- a replacement
SELECT given.sent('R5', '{"99213 100"}', '{"payer_id": "HILL"}') \gset
SELECT given.submit('R5', '2025-02-10') \gset
SELECT given.denied('R5', '99213 100 CO-16=100') \gset
SELECT given.submit('R5', '2025-03-01', '{"freq": "7"}') \gset
SELECT is(given.became('R5'), '1 16 100.00 open first', 'what left before the answer corrects nothing');
SELECT given.submit('R5', '2025-03-10', '{"freq": "7"}') \gset
SELECT is(given.became('R5'), '1 16 100.00 corrected first', 'a replacement corrects');
-- nothing is written twice
SELECT is((SELECT sum(billing.classify_remittance('A', remittance_id)) FROM billing.remittance), 0::bigint, 'classifying once more writes nothing');

-- ---- a claim that we never sent; a rejection ----
SELECT given.post(given.era('{"trace": "W1", "claims": [{"id": "WAIT", "member": "MWAIT", "status": "4", "lines": ["99213 77 CO-197=77"]}]}')) \gset
SELECT is_empty($$ SELECT FROM billing.denial d JOIN billing.remittance r USING (practice_id, remittance_id) WHERE r.trace_number = 'W1' $$, 'a denial of a claim that nobody knows is none yet');
SELECT given.sent('WAIT', '{"99213 77"}') \gset
SELECT is(billing.match_suspense('A'), 1);
SELECT is(given.became('WAIT'), '1 197 77.00 open first', 'until its claim is found');
SELECT given.sent('X1', '{"99213 100"}', '{"payer_id": "HILL"}') \gset
SELECT given.submit('X1', '2025-02-10', '{"state": "rejected"}') \gset
UPDATE billing.claim SET state = 'submitted' WHERE claim_id = 'X1';
UPDATE billing.claim SET state = 'rejected' WHERE claim_id = 'X1';
SELECT is(given.became('X1'), 'none', 'a rejection is no denial');

-- a line that is none of ours is denied beside one that is, which is paid later
SELECT given.sent('NN1', '{"99213 100"}') \gset
SELECT given.post(given.era('{"trace": "NN1", "claims": [{"id": "NN1", "status": "4", "lines": ["99213 100 CO-50=100", "71046 60 CO-226=60"]}]}')) \gset
SELECT is(given.became('NN1'), '1 50 100.00 open first; 226 60.00 open first', 'one of the denials is of no line');
SELECT given.post(given.era('{"trace": "N2", "claims": [{"id": "NN1", "lines": ["99213 100 CO-45=10"]}]}')) \gset
SELECT is((SELECT sum(recovered)::text FROM billing.denial WHERE claim_id = 'NN1'), '90.00', 'what was paid is recovered once');
SELECT is(given.became('NN1'), '1 50 100.00 overturned 90.00 first; 226 60.00 overturned first', 'on the line that it is for');

-- days are the practice's, not those of whoever asks
CREATE FUNCTION given.evidence(zone text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('timezone', zone, true);
	RETURN (SELECT string_agg(concat_ws(' ', d.denial_id, e.relation, e.says), E'\n' ORDER BY d.denial_id, e.relation, e.says) FROM billing.denial d, billing.denial_evidence('A', d.denial_id) e WHERE e.relation = 'eligibility')
		|| (SELECT string_agg(concat_ws(' ', d.denial_id, p.says), E'\n' ORDER BY d.denial_id) FROM billing.denial d, billing.appeal_packet('A', d.denial_id) p WHERE p.item = 'eligibility');
END $$;
SELECT cmp_ok(length(given.evidence('UTC')), '>', 20, 'answers on eligibility are evidence');
SELECT is(given.evidence('Pacific/Kiritimati'), given.evidence('Pacific/Niue'), 'on the same days wherever one asks');

SELECT is_empty($$SELECT r.root, r.leaf, r.owner, p.owner FROM rcm.root_causes() r, rcm.playbook(r.root, r.leaf) p WHERE p.owner <> r.owner$$, 'the desk in whose queue a cause is, is the one that its playbook names');

-- ---- counted; money that went silently ----
SELECT is((SELECT string_agg(place || ' ' || item || ' ' || denials, ', ' ORDER BY place) FROM billing.top_denials('A', by => 'root') WHERE measure = 'count' AND place = 1), '1 authorization 12', 'the commonest root');
SELECT is((SELECT count(*) FROM billing.top_denials('A', by => 'carc')), 10::bigint, 'five by count, five by dollars');
SELECT is((SELECT max(share_so_far) <= 100 AND bool_and(share > 0) FROM billing.top_denials('A')), true, 'with Pareto share');
SELECT is((SELECT count(*) FROM billing.top_denials('A', '2030-01-01')), 0::bigint, 'of a period without denials none');
SELECT is((SELECT code FROM given.error($$ SELECT billing.top_denials('A', by => 'moon') $$)), 'RC010');
SELECT is((SELECT sum(denials) FROM billing.denial_reason), (SELECT count(*) FROM billing.denial)::numeric, 'the view counts all');
SELECT cmp_ok((SELECT initial_rate FROM billing.denial_rate WHERE payer_key = '1512345678' AND month = '2025-03-01'), '>', 0::numeric, 'a rate of first denials');
SELECT given.sent('Z1', '{"99213 100"}'), given.sent('Z2', '{"99213 100"}') \g /dev/null
SELECT given.post(given.era('{"trace": "Z1", "claims": [{"id": "Z1", "lines": ["99213 100 CO-45=20"]}, {"id": "Z2", "lines": ["99213 100 CO-45=20"]}]}')) \gset
SELECT given.post(given.era('{"trace": "Z2", "claims": [{"id": "Z1", "back": true, "lines": ["99213 100 CO-45=20"]}, {"id": "Z2", "back": true, "lines": ["99213 100 CO-45=20"]}, {"id": "Z2", "lines": ["99213 100 CO-197=100"]}]}')) \gset
SELECT is((SELECT string_agg(concat_ws(' ', claim_id, line_no, amount, how), '; ') FROM billing.silent_take_backs WHERE claim_id LIKE 'Z%'), 'Z1 1 80.00 reversal without an answer', 'what was taken back without a word');
INSERT INTO billing.coverage (practice_id, coverage_id, patient_id, rank, payer_id) VALUES ('A', 'V9', 'P30', 2, 'RIVR');
SELECT given.sent('Y1', '{"99213 100"}', '{}', 'P30'), given.sent('Y2', '{"99213 100"}', '{}', 'P30') \g /dev/null
SELECT given.post(given.era('{"trace": "Y1", "claims": [{"id": "Y1", "status": "19", "to": "RIVER", "lines": ["99213 100 PR-1=40"]}, {"id": "Y2", "status": "19", "to": "RIVER", "lines": ["99213 100 PR-1=40"]}]}')) \gset
SELECT is_empty($$ SELECT * FROM billing.forwarded_unanswered('A', '2025-03-20') $$, 'its turn is not over');
SELECT is((SELECT string_agg(concat_ws(' ', claim_id, party, owed, days_waiting), '; ') FROM billing.forwarded_unanswered('A', '2025-04-20')), 'Y1 insurer_2 40.00 47; Y2 insurer_2 40.00 47', 'it never came');
SELECT given.post(given.era('{"trace": "Y2", "date": "2025-04-01", "payer": "1999999999", "claims": [{"id": "Y1", "status": "2", "lines": ["99213 100 OA-23=60 CO-45=5"]}]}')) \gset
SELECT is((SELECT string_agg(claim_id, ' ') FROM billing.forwarded_unanswered('A', '2025-04-20')), 'Y2', 'one came');

-- ---- days, and other practices ----
SELECT is((SELECT decision FROM billing.decide_denial((SELECT d FROM billing.denial d WHERE claim_id = 'U6'), 'MB', 'correct', 'clerical')), 'reopen', 'a slip at Medicare is reopened');
SELECT is_empty($$ SELECT r.root, r.leaf FROM rcm.root_causes() r WHERE NOT EXISTS (SELECT FROM rcm.playbook(r.root, r.leaf)) $$, 'every cause has a playbook');
SELECT is_empty($$ SELECT p.root, p.leaf FROM rcm_library.playbook p WHERE p.leaf <> '*' AND NOT EXISTS (SELECT FROM rcm.root_causes() r WHERE (r.root, r.leaf) = (p.root, p.leaf)) OR NOT EXISTS (SELECT FROM rcm.root_causes() r WHERE r.root = p.root) $$, 'and every playbook a cause');
INSERT INTO rcm_library.playbook (root, leaf, payer_id, side, decision, correct, owner, turn_days, source) VALUES ('authorization', '*', 'HILL', 'open', 'ask payer', 'Call Hillside.', 'biller', 1, 'ours');
SELECT is((SELECT decision || ' ' || source FROM billing.denial d, billing.next_step('A', d.denial_id) n WHERE claim_id = 'U1'), 'ask payer ours', 'a payer''s own playbook goes before');
SELECT is_empty($$ SELECT d.denial_id, f.step FROM billing.denial d, LATERAL billing.next_step('A', d.denial_id) f WHERE d.resolved_on IS NULL AND f.step ~ '[{}]' $$, 'no name in braces is left');
SELECT is((SELECT decision FROM billing.denial d, billing.next_step('A', d.denial_id) n WHERE claim_id = 'C3' AND line_no = 1), 'ask payer', 'what only the code says is looked into before it is written off');
SELECT is_empty($$ SELECT * FROM billing.check() $$, 'the books are right');

-- a role that may post, of one practice, with a library that it may not read
SELECT given.sent('G1', '{"99213 100"}', '{"payer_id": "HILL"}', 'P40'), given.sent('G2', '{"99213 100"}', '{"payer_id": "HILL"}', 'P40') \g /dev/null
CREATE TEMP TABLE file AS SELECT given.era('{"trace": "G1", "claims": [{"id": "G1", "lines": ["99213 100 CO-29=100"]}]}') AS one, given.era('{"trace": "G2", "claims": [{"id": "G2", "lines": ["99213 100 CO-29=100"]}]}') AS two;
GRANT SELECT ON file TO public;
INSERT INTO billing.practice (practice_id, name, npi) VALUES ('B', 'ELSEWHERE', '1999999992');
BEGIN;
CREATE ROLE denial_poster;
CREATE ROLE denial_stranger;
SELECT billing.grant_practice('A', 'denial_poster'), billing.grant_practice('B', 'denial_stranger') \g /dev/null
REVOKE USAGE ON SCHEMA rcm_library FROM denial_poster;
SET LOCAL ROLE denial_poster;
SELECT is((SELECT p.state FROM file, billing.post_835('A', one) p), 'posted', 'a role posts');
SELECT is((SELECT leaf || ' ' || (facts ? 'filing_deadline') FROM billing.denial WHERE claim_id = 'G1'), 'late_first_filing false', 'and what the library would say is not known');
SET LOCAL ROLE denial_stranger;
SELECT is((SELECT count(*) FROM billing.denial) + (SELECT count(*) FROM billing.denial_reason) + (SELECT count(*) FROM billing.top_denials('A')), 0::bigint, 'another practice''s role sees none of it');
RESET ROLE;
ROLLBACK;
SELECT rcm.upgrade_ledger('billing') \gset
SELECT is((SELECT p.state FROM file, billing.post_835('A', two) p), 'posted', 'after an upgrade it goes on');
SELECT is(given.became('G2'), '1 29 100.00 open first');
SELECT * FROM finish();
