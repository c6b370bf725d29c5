-- ledger_posting.sql - posting remittances: what each kind of answer moves, and what is held and why
\set ON_ERROR_STOP 1
\ir given/practice.sql
\ir given/remittance.sql
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();
-- (results_eq cannot compare columns of two collations)
CREATE FUNCTION pg_temp.rows(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	said text;
BEGIN
	EXECUTE format('SELECT string_agg(x::text, chr(10)) FROM (%s) x', query) INTO said;
	RETURN coalesce(said, 'no rows');
END $$;
CREATE FUNCTION pg_temp.same(got text, want text, what text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$ SELECT is(pg_temp.rows(got), pg_temp.rows(want), what) $$;

-- ---- a discount, a copayment; a denial ----
SELECT given.sent('C1', '{"99213 100","80048 50"}') \gset
SELECT is(given.post(given.era('{"trace": "T1", "claims": [{"id": "C1", "icn": "ICN1", "lines": ["99213 100 CO-45=20 PR-3=10", "80048 50 CO-45=15"]}]}')), 'T1 posted', 'a remittance is posted');
SELECT is(given.moves(given.last()), 'C1/1 insurer_1>cash 70.00; C1/1 insurer_1>contractual 20.00 CO-45; C1/1 insurer_1>patient 10.00 PR-3; C1/2 insurer_1>cash 35.00; C1/2 insurer_1>contractual 15.00 CO-45', 'payment, discount, copayment');
SELECT is(given.owed('C1'), '1 patient 10.00', 'the patient owes the copayment, nobody anything else');
SELECT pg_temp.same($$ SELECT state, payer_claim_control, (SELECT string_agg(to_state, ' ' ORDER BY transition_id) FROM billing.claim_transition t WHERE t.claim_id = c.claim_id) FROM billing.claim c WHERE claim_id = 'C1' $$,
	$$ VALUES ('paid', 'ICN1', 'ready paid') $$, 'the claim is answered, and has the payer''s number');
SELECT pg_temp.same($$ SELECT match_stage, party::text, state FROM billing.remittance_claim WHERE remitted_id = 'C1' $$, $$ VALUES ('claim number', 'insurer_1', 'posted') $$, 'found by our number');
SELECT given.sent('C2', '{"99214 150","80048 50"}') \gset
SELECT is(given.post(given.era('{"trace": "T2", "claims": [{"id": "C2", "status": "4", "lines": ["99214 150 CO-197=150", "80048 50 CO-197=50"]}]}')), 'T2 posted');
SELECT is(given.moves(given.last()), '', 'a denial moves nothing');
SELECT is(given.owed('C2'), '1 insurer_1 150.00; 2 insurer_1 50.00', 'what is denied stays owed by the payer');
SELECT is(given.state('C2'), 'denied');
SELECT given.sent('C3', '{"99214 150"}') \gset
SELECT is(given.post(given.era('{"trace": "T3", "claims": [{"id": "C3", "lines": ["99214 150 CO-197=150"]}]}')), 'T3 posted');
SELECT is(given.state('C3'), 'denied', 'so is a claim that says 1 and pays nothing, for a denial');
SELECT given.sent('C4', '{"99214 150"}') \gset
SELECT is(given.post(given.era('{"trace": "T4", "claims": [{"id": "C4", "lines": ["99214 150 CO-45=50 PR-1=100"]}]}')), 'T4 posted');
SELECT is(given.state('C4') || ': ' || given.owed('C4'), 'paid: 1 patient 100.00', 'a deductible is no denial');

-- ---- prior payers, second payers, crossover, workers' compensation ----
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('A', 'P2'), ('A', 'P3');
INSERT INTO billing.coverage (practice_id, coverage_id, patient_id, rank, payer_id, eff, term) VALUES
	('A', 'V1', 'P2', 1, 'NHP01', NULL, NULL), ('A', 'V2', 'P2', 2, 'SKM02', '2025-01-01', '2025-12-31'), ('A', 'V3', 'P3', 2, 'SKM02', '2025-02-04', NULL), ('A', 'V4', 'P2', 3, 'TRD03', NULL, NULL);
SELECT given.sent('S1', '{"99213 120"}', '{}', 'P2') \gset
SELECT is(given.post(given.era('{"trace": "T5", "claims": [{"id": "S1", "status": "19", "to": "STATE HEALTHNET", "lines": ["99213 120 CO-45=30 PR-1=40 PR-2=10"]}]}')), 'T5 posted');
SELECT is(given.owed('S1'), '1 insurer_2 50.00', 'the patient''s share goes to the second payer by coverage');
SELECT is((SELECT crossover_payer FROM billing.remittance_claim WHERE remitted_id = 'S1'), 'STATE HEALTHNET', 'which it was forwarded to');
SELECT is(given.post(given.era('{"trace": "T6", "payer": "1999999999", "claims": [{"id": "S1", "status": "2", "lines": ["99213 120 OA-23=70 CO-45=10 PR-3=4"]}]}')), 'T6 posted');
SELECT is(given.moves(given.last()), 'S1/1 insurer_2>cash 36.00; S1/1 insurer_2>contractual 10.00 CO-45; S1/1 insurer_2>insurer_3 4.00 PR-3', 'OA-23 moves nothing; the rest is the second payer''s, and the third comes next');
SELECT is(given.owed('S1'), '1 insurer_3 4.00');
SELECT is(given.post(given.era('{"trace": "T7", "payer": "1777777777", "claims": [{"id": "S1", "status": "3", "lines": ["99213 120 OA-23=116 PR-3=1"]}]}')), 'T7 posted');
SELECT is(given.owed('S1'), '1 patient 1.00', 'after the third it is the patient');
SELECT given.sent('S2', '{"99213 120"}', '{}', 'P3') \gset
SELECT given.sent('S3', '{"99213 120"}', '{"filing_ind": "WC"}', 'P2') \gset
SELECT is(given.post(given.era('{"trace": "T8", "claims": [{"id": "S2", "lines": ["99213 120 PR-1=20"]}, {"id": "S3", "lines": ["99213 120 PR-1=20"]}]}')), 'T8 posted');
SELECT is(given.owed('S2'), '1 patient 20.00', 'a coverage that began later is none');
SELECT is(given.owed('S3'), '1 third_party 20.00', 'of workers'' compensation the patient owes nothing');
-- a second payer that shares more out than is owed to it
SELECT given.sent('S4', '{"99213 120"}', '{}', 'P2') \gset
SELECT is(given.post(given.era('{"trace": "T9", "claims": [{"id": "S4", "lines": ["99213 120 PR-1=30"]}]}', '{"trace": "T10", "payer": "1999999999", "claims": [{"id": "S4", "status": "2", "lines": ["99213 120 OA-23=50 PR-1=50"]}]}')), 'T9 posted; T10 posted');
SELECT is(given.owed('S4'), '1 insurer_3 10.00', 'a later payer passes on no more than it owes');
SELECT pg_temp.same($$ SELECT problem, x.amount::text FROM billing.posting_exception x JOIN billing.remittance r USING (practice_id, remittance_id) WHERE trace_number = 'T10' $$, $$ VALUES ('beyond what is owed', '40.00') $$, 'and the rest is told');

-- ---- the other accounts ----
SELECT given.sent('K1', '{"99213 100","80048 50"}') \gset
SELECT is(given.post(given.era('{"trace": "T11", "claims": [{"id": "K1", "lines": ["99213 100 CO-24=100", "80048 50 CO-45=20 CO-253=0.6"]}], "plb": ["L6 INT -1.25", "IR LEVY 5", "CT CAP -40"]}')), 'T11 posted');
SELECT is(given.moves(given.last()), 'K1/1 insurer_1>capitation 100.00 CO-24; K1/2 insurer_1>cash 29.40; K1/2 insurer_1>contractual 20.00 CO-45; K1/2 insurer_1>sequestration 0.60 CO-253; ? interest>cash 1.25; ? cash>levy 5.00; ? capitation>cash 40.00', 'capitation, sequestration, interest, levy');
SELECT is((SELECT amount::text FROM billing.remittance WHERE trace_number = 'T11'), '65.65', 'all of it in the payment');
SELECT is(given.state('K1') || ': ' || given.owed('K1'), 'paid: nothing');
SELECT given.sent('K2', '{"99213 100"}') \gset
SELECT is(given.post(given.era('{"trace": "T12", "claims": [{"id": "K2", "lines": ["99213 100 CO-24=100"]}]}')), 'T12 posted');
SELECT is(given.state('K2'), 'paid', 'capitation is no denial');
SELECT is_empty($$ SELECT * FROM billing.suspense $$, 'nothing waits so far');

-- ---- a balance forwarded, then recovered; a recovery that nothing explains ----
SELECT given.sent('B1', '{"99213 100"}') \gset
SELECT is(given.post(given.era('{"trace": "T13", "amount": 0, "plb": ["FB R77 -30", "WO R55 30"]}')), 'T13 posted', 'a payment of nothing but adjustments');
SELECT pg_temp.same($$ SELECT reference, amount::text, why FROM billing.suspense ORDER BY reference $$, $$ VALUES ('R55', '30.00', 'provider adjustment WO'), ('R77', '-30.00', 'provider adjustment FB') $$, 'both wait, each under its reference');
SELECT is(given.post(given.era('{"trace": "T14", "claims": [{"id": "B1", "lines": ["99213 100"]}], "plb": ["FB R77 30"]}')), 'T14 posted');
SELECT is((SELECT amount::text FROM billing.remittance WHERE trace_number = 'T14'), '70.00');
SELECT pg_temp.same($$ SELECT reference, amount::text FROM billing.suspense ORDER BY reference $$, $$ VALUES ('R55', '30.00') $$, 'the chain over two checks has come to zero, the recovery waits');
SELECT lives_ok($$ SELECT billing.settle_suspense('A', (SELECT remittance_id FROM billing.remittance WHERE trace_number = 'T13'), 2, 30, 'letter of the payer', 'B1', 1) $$, 'it was taken back from a claim');
SELECT is(given.owed('B1'), '1 insurer_1 30.00', 'which the payer owes again');
SELECT is_empty($$ SELECT * FROM billing.suspense $$, 'nothing waits any more');
SELECT pg_temp.same($$ SELECT code, message FROM given.error($x$ SELECT billing.settle_suspense('A', (SELECT remittance_id FROM billing.remittance WHERE trace_number = 'T13'), 2, '0.01', 'once more', 'B1', 1) $x$) $$,
	$$ VALUES ('RC011', 'suspense: 0.00 of 30.00 is open') $$, 'no cent twice');

-- ---- claims and lines that are not ours, or not yet ----
SELECT is(given.post(given.era('{"trace": "T15", "claims": [{"id": "LATE", "lines": ["99213 80 CO-45=30"]}, {"id": "NEVER", "lines": ["99213 25"]}]}')), 'T15 posted', 'a payment for claims that nobody knows is posted');
SELECT is(given.moves(given.last()), '? suspense>cash 50.00; ? suspense>cash 25.00', 'into suspense');
SELECT pg_temp.same($$ SELECT reference, amount::text, why FROM billing.suspense ORDER BY reference $$, $$ VALUES ('LATE', '-50.00', 'no claim of ours fits'), ('NEVER', '-25.00', 'no claim of ours fits') $$);
SELECT is((SELECT count(*) FROM billing.posting_exception WHERE problem = 'no claim of ours fits' AND resolved_at IS NULL), 2::bigint, 'somebody has to look');
SELECT is(billing.match_suspense('A'), 0, 'still no claim');
SELECT given.sent('LATE', '{"99213 80"}') \gset
SELECT is(billing.match_suspense('A'), 1, 'the claim was entered late');
SELECT is(given.state('LATE') || ': ' || given.owed('LATE'), 'paid: nothing', 'and is posted as if it had been there');
SELECT pg_temp.same($$ SELECT claim_no, match_stage, state FROM billing.remittance_claim WHERE remittance_id = given.last() ORDER BY 1 $$, $$ VALUES (1, 'claim number', 'posted'), (2, NULL, 'suspense') $$);
SELECT is(billing.match_suspense('A'), 0, 'once');
SELECT given.sent('OURS', '{"99213 30"}') \gset
SELECT lives_ok($$ SELECT billing.assign_claim('A', given.last(), 2, 'OURS') $$, 'the other one is found by a person');
SELECT is(given.owed('OURS'), '1 insurer_1 5.00', 'what it did not explain stays owed');
SELECT is((SELECT match_stage FROM billing.remittance_claim WHERE claim_id = 'OURS'), 'by hand');
SELECT is_empty($$ SELECT * FROM billing.suspense $$);
SELECT is_empty($$ SELECT * FROM billing.posting_exception WHERE problem = 'no claim of ours fits' AND resolved_at IS NULL $$, 'what was to be looked at is settled');
SELECT is((SELECT code FROM given.error($$ SELECT billing.assign_claim('A', given.last(), 2, 'OURS') $$)), 'RC010', 'once');
SELECT is((SELECT code FROM given.error($$ SELECT billing.assign_claim('A', given.last(), 7, 'OURS') $$)), 'RC010');
-- a claim that is written but not charged cannot be answered
INSERT INTO billing.claim (practice_id, document) VALUES ('A', given.document_of('DRAFT', '{"99213 40"}'));
SELECT is(given.post(given.era('{"trace": "T16", "claims": [{"id": "DRAFT", "lines": ["99213 40"]}]}')), 'T16 posted');
SELECT is((SELECT why FROM billing.suspense), 'no claim of ours fits', 'a draft waits');
SELECT is((SELECT code FROM given.error($$ SELECT billing.assign_claim('A', given.last(), 1, 'DRAFT') $$)), 'RC010', 'even by hand');
UPDATE billing.claim SET state = 'ready' WHERE claim_id = 'DRAFT';
SELECT is(billing.match_suspense('A'), 1, 'until it is charged');
-- a line that is not on the claim
SELECT given.sent('L1', '{"99213 100"}') \gset
SELECT is(given.post(given.era('{"trace": "T17", "claims": [{"id": "L1", "member": "ML1", "lines": ["99213 100 CO-45=20", "90471 25 CO-45=10 on=2025-01-15"]}]}')), 'T17 posted');
SELECT is(given.moves(given.last()), 'L1/1 insurer_1>cash 80.00; L1/1 insurer_1>contractual 20.00 CO-45; ? suspense>cash 15.00', 'only what it was paid waits');
SELECT pg_temp.same($$ SELECT reference, amount::text, why FROM billing.suspense $$, $$ VALUES ('L1', '-15.00', 'no charge line fits') $$);
SELECT is(given.owed('L1'), 'nothing');
-- by the payer's number, and by patient, day and charge
SELECT given.sent('F1', '{"99213 100"}') \gset
UPDATE billing.claim SET payer_claim_control = 'ICN-F1' WHERE claim_id = 'F1';
SELECT given.sent('F2', '{"99213 61"}') \gset
SELECT is(given.post(given.era('{"trace": "T18", "claims": [{"id": "XYZ", "icn": "ICN-F1", "lines": ["99213 100"]}, {"id": "0", "member": "MF2", "lines": ["99213 61"]}, {"id": "0", "member": "MF2", "lines": ["99213 60"]}]}')), 'T18 posted');
SELECT pg_temp.same($$ SELECT claim_no, claim_id, match_stage FROM billing.remittance_claim WHERE remittance_id = given.last() ORDER BY 1 $$,
	$$ VALUES (1, 'F1', 'payer''s claim number'), (2, 'F2', 'patient, service date and charge'), (3, NULL, NULL) $$, 'other ways to find a claim');
-- a number that is ours, of another claim, is not believed
SELECT is(given.post(given.era('{"trace": "T19", "claims": [{"id": "F1", "member": "SOMEBODY", "on": "2024-07-07", "lines": ["99215 999"]}]}')), 'T19 posted');
SELECT is((SELECT claim_id FROM billing.remittance_claim WHERE remittance_id = given.last()), NULL, 'charge, day and member of another: it waits');
SELECT is(given.owed('F1'), 'nothing', 'and our claim is not touched');
-- another practice's claim of that number is none of ours
INSERT INTO billing.practice (practice_id, name, npi) VALUES ('B', 'ELSEWHERE', '1999999992');
INSERT INTO billing.claim (practice_id, state, document) VALUES ('B', 'ready', given.document_of('OFB', '{"99213 100"}'));
SELECT is(given.post(given.era('{"trace": "T20", "claims": [{"id": "OFB", "member": "MOFB", "lines": ["99213 100"]}]}')), 'T20 posted');
SELECT is((SELECT claim_id FROM billing.remittance_claim WHERE remittance_id = given.last()), NULL, 'a claim of another practice is not found');

-- ---- stages of the lines, each down to its entries ----
SELECT given.sent('M' || n, lines) FROM (VALUES
	(1, '{"99213:25 100 ref=CTL1","99213:25 100 ref=CTL2"}'::text[]), (2, '{"99213:25 100","20610:RT 60"}'), (3, '{"97110:GP 100 units=4"}'), (4, '{"J3301 80"}'),
	(5, '{"80053 33"}'), (6, '{"80048 33.34","84443 33.33","85025 33.33"}'), (7, '{"99213 100","80048 50"}'), (8, '{"99213 100","80048 50"}')) m (n, lines) \g /dev/null
SELECT is(given.post(given.era('{"trace": "T21", "claims": [
	{"id": "M1", "lines": ["99213:25 100 CO-45=10 ref=CTL2", "99213:25 100 CO-45=20 ref=CTL1"]},
	{"id": "M2", "lines": ["20610 60 CO-45=10", "99213 100 CO-45=20"]},
	{"id": "M3", "lines": ["97110 40 CO-45=10", "97110 60 CO-45=30"]},
	{"id": "M4", "charge": 70, "lines": ["J3301 70 CO-45=60"]},
	{"id": "M5", "lines": ["80048 33 CO-45=23 sub=80053"]},
	{"id": "M6", "lines": ["80050 100 CO-45=33.33 PR-2=16.67"]},
	{"id": "M7", "charge": 150, "cas": "CO-45=60"},
	{"id": "M8", "cas": "PR-1=10", "lines": ["99213 100 CO-45=20", "80048 50 CO-45=30"]}]}')), 'T21 posted');
SELECT pg_temp.same($$ SELECT remitted_id, given.moves(remittance_id, claim_no) FROM billing.remittance_claim WHERE remittance_id = given.last() ORDER BY claim_no $$, $$ VALUES
	('M1', 'M1/2 insurer_1>cash 90.00; M1/2 insurer_1>contractual 10.00 CO-45; M1/1 insurer_1>cash 80.00; M1/1 insurer_1>contractual 20.00 CO-45'),
	('M2', 'M2/2 insurer_1>cash 50.00; M2/2 insurer_1>contractual 10.00 CO-45; M2/1 insurer_1>cash 80.00; M2/1 insurer_1>contractual 20.00 CO-45'),
	('M3', 'M3/1 insurer_1>cash 30.00; M3/1 insurer_1>contractual 10.00 CO-45; M3/1 insurer_1>cash 30.00; M3/1 insurer_1>contractual 30.00 CO-45'),
	('M4', 'M4/1 insurer_1>cash 10.00; M4/1 insurer_1>contractual 60.00 CO-45'),
	('M5', 'M5/1 insurer_1>cash 10.00; M5/1 insurer_1>contractual 23.00 CO-45'),
	('M6', 'M6/1 insurer_1>cash 16.67; M6/2 insurer_1>cash 16.66; M6/3 insurer_1>cash 16.67; M6/1 insurer_1>contractual 11.11 CO-45; M6/2 insurer_1>contractual 11.11 CO-45; M6/3 insurer_1>contractual 11.11 CO-45; M6/1 insurer_1>patient 5.56 PR-2; M6/2 insurer_1>patient 5.56 PR-2; M6/3 insurer_1>patient 5.55 PR-2'),
	('M7', 'M7/1 insurer_1>cash 60.00; M7/2 insurer_1>cash 30.00; M7/1 insurer_1>contractual 40.00 CO-45; M7/2 insurer_1>contractual 20.00 CO-45'),
	('M8', 'M8/1 insurer_1>cash 72.00; M8/1 insurer_1>contractual 20.00 CO-45; M8/2 insurer_1>cash 18.00; M8/2 insurer_1>contractual 30.00 CO-45; M8/1 insurer_1>patient 8.00 PR-1; M8/2 insurer_1>patient 2.00 PR-1') $$, 'control number, dropped modifier, split, changed charge, changed code, bundled, the whole claim, an adjustment of the claim');
SELECT pg_temp.same($$ SELECT claim_id, given.owed(claim_id) FROM billing.claim WHERE claim_id ~ '^M[0-9]$' ORDER BY 1 $$, $$ VALUES
	('M1', 'nothing'), ('M2', 'nothing'), ('M3', 'nothing'), ('M4', '1 insurer_1 10.00'), ('M5', 'nothing'), ('M6', '1 patient 5.56; 2 patient 5.56; 3 patient 5.55'), ('M7', 'nothing'), ('M8', '1 patient 8.00; 2 patient 2.00') $$);

-- ---- reversals ----
-- the payer takes an answer back in a later file, and corrects it in the same one, in any order
SELECT given.sent('R' || n, '{"99213 100","80048 50"}') FROM generate_series(1, 6) n \g /dev/null
CREATE TEMP TABLE said AS SELECT '{"lines": ["99213 100 CO-45=20 PR-3=10", "80048 50 CO-197=50"]}'::jsonb AS first, '{"lines": ["99213 100 CO-45=20 PR-3=25", "80048 50 CO-45=15"]}'::jsonb AS second;
CREATE FUNCTION pg_temp.of(id text, answer jsonb, patch jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS $$ SELECT jsonb_build_object('id', id) || answer || patch $$;
SELECT is(given.post(given.era(jsonb_build_object('trace', 'T30', 'claims', (SELECT jsonb_agg(pg_temp.of('R' || n, first)) FROM generate_series(1, 4) n)))), 'T30 posted') FROM said;
SELECT is(given.owed('R1'), '1 patient 10.00; 2 insurer_1 50.00');
SELECT is(given.post(given.era(jsonb_build_object('trace', 'T31', 'claims', jsonb_build_array(pg_temp.of('R1', first, '{"back": true}'), pg_temp.of('R1', second))))), 'T31 posted') FROM said;
SELECT is(given.moves(given.last(), 1), 'R1/1 cash>insurer_1 70.00; R1/1 contractual>insurer_1 20.00 CO-45; R1/1 patient>insurer_1 10.00 PR-3', 'a reversal is everything the other way round');
SELECT is(given.owed('R1'), '1 patient 25.00', 'reversal, then correction');
SELECT is((SELECT amount::text FROM billing.remittance WHERE remittance_id = given.last()), '20.00', 'the check pays the difference');
SELECT is(given.post(given.era(jsonb_build_object('trace', 'T32', 'claims', jsonb_build_array(pg_temp.of('R2', second), pg_temp.of('R2', first, '{"back": true}'))))), 'T32 posted') FROM said;
SELECT is(given.owed('R2'), '1 patient 25.00', 'correction, then reversal: the same');
SELECT pg_temp.same($$ SELECT claim_no, state, reverses_remittance = (SELECT remittance_id FROM billing.remittance WHERE trace_number = 'T30') FROM billing.remittance_claim WHERE remittance_id = given.last() ORDER BY 1 $$, $$ VALUES (1, 'posted', NULL::boolean), (2, 'posted', true) $$, 'it is the earlier answer that it takes back');
SELECT is(given.state('R2'), 'paid');
-- a whole check taken back: a payment that is debited
SELECT is(given.post(given.era(jsonb_build_object('trace', 'T33', 'claims', jsonb_build_array(pg_temp.of('R3', first, '{"back": true}'))))), 'T33 posted') FROM said;
SELECT is((SELECT amount::text FROM billing.remittance WHERE remittance_id = given.last()), '-70.00');
SELECT is(given.owed('R3'), '1 insurer_1 100.00; 2 insurer_1 50.00', 'as if it had never been paid');
SELECT is(given.state('R3'), 'accepted', 'no answer stands');
-- answered once more the same way, and taken back once more: each takes back its own
SELECT is(given.post(given.era(jsonb_build_object('trace', 'T34', 'claims', jsonb_build_array(pg_temp.of('R3', first))))), 'T34 posted') FROM said;
SELECT is(given.owed('R3'), '1 patient 10.00; 2 insurer_1 50.00', 'what was taken back is posted anew: a reversal is taken back by the answer itself');
SELECT is(given.post(given.era(jsonb_build_object('trace', 'T35', 'claims', jsonb_build_array(pg_temp.of('R3', first, '{"back": true}'))))), 'T35 posted') FROM said;
SELECT is(given.owed('R3'), '1 insurer_1 100.00; 2 insurer_1 50.00', 'and taken back again');
SELECT is(given.post(given.era(jsonb_build_object('trace', 'T36', 'claims', jsonb_build_array(pg_temp.of('R3', first, '{"back": true}'))))), 'T36 posted') FROM said;
SELECT pg_temp.same($$ SELECT reference, why, amount::text FROM billing.suspense WHERE remittance_id = given.last() $$, $$ VALUES ('R3', 'reversal of what was never posted', '70.00') $$, 'a third time there is nothing to take back: it waits');
SELECT is(given.owed('R3'), '1 insurer_1 100.00; 2 insurer_1 50.00', 'and the claim is not touched');
-- the reversal comes first, in another file than what it reverses
SELECT is(given.post(given.era(jsonb_build_object('trace', 'T37', 'claims', jsonb_build_array(pg_temp.of('R5', first, '{"back": true}'))))), 'T37 posted', 'a reversal of what was never paid') FROM said;
SELECT is(given.owed('R5'), '1 insurer_1 100.00; 2 insurer_1 50.00', 'is not posted to the claim');
SELECT is((SELECT problem FROM billing.posting_exception WHERE remittance_id = given.last()), 'it reverses what was never posted');
SELECT is(given.post(given.era(jsonb_build_object('trace', 'T38', 'claims', jsonb_build_array(pg_temp.of('R5', first))))), 'T38 posted') FROM said;
SELECT is(given.owed('R5'), '1 insurer_1 100.00; 2 insurer_1 50.00', 'once its original has come, both cancel out');
SELECT is_empty($$ SELECT * FROM billing.suspense WHERE reference = 'R5' $$, 'and nothing of it waits');
SELECT is(given.state('R5'), 'accepted');
-- it must take back every cent of what it reverses
SELECT is(given.post(given.era(jsonb_build_object('trace', 'T39', 'claims', jsonb_build_array(pg_temp.of('R4', '{"back": true, "lines": ["99213 100 CO-45=20 PR-3=9", "80048 50 CO-197=51"]}'))))), 'T39 posted') FROM said;
SELECT is(given.owed('R4'), '1 patient 10.00; 2 insurer_1 50.00', 'one whose reasons differ is not posted to the claim');
SELECT is((SELECT why FROM billing.suspense WHERE remittance_id = given.last()), 'reversal of what was never posted');
-- the patient's share has moved on meanwhile: the patient is paid back by nobody but gets a credit
INSERT INTO billing.coverage (practice_id, coverage_id, patient_id, rank, payer_id) VALUES ('A', 'V9', 'P3', 3, 'TRD03');
SELECT given.sent('R7', '{"99213 100"}', '{}', 'P2') \gset
SELECT is(given.post(given.era('{"trace": "T40", "claims": [{"id": "R7", "lines": ["99213 100 PR-1=40"]}]}')), 'T40 posted');
SELECT is(given.post(given.era('{"trace": "T41", "payer": "1999999999", "claims": [{"id": "R7", "status": "2", "lines": ["99213 100 OA-23=60 PR-1=10"]}]}')), 'T41 posted');
SELECT is(given.post(given.era('{"trace": "T42", "claims": [{"id": "R7", "back": true, "lines": ["99213 100 PR-1=40"]}]}')), 'T42 posted');
SELECT is(given.owed('R7'), '1 insurer_1 100.00; 1 insurer_2 -40.00; 1 insurer_3 10.00', 'the first payer takes back, what the second has paid is a credit until it does so too');
SELECT is(given.post(given.era('{"trace": "T43", "payer": "1999999999", "claims": [{"id": "R7", "back": true, "lines": ["99213 100 OA-23=60 PR-1=10"]}]}')), 'T43 posted');
SELECT is(given.owed('R7'), '1 insurer_1 100.00', 'every cent is back where it was');
-- of what waits in suspense
SELECT is(given.post(given.era('{"trace": "T44", "claims": [{"id": "NOT1", "lines": ["99213 33"]}]}')), 'T44 posted');
SELECT is(given.post(given.era('{"trace": "T45", "claims": [{"id": "NOT1", "back": true, "lines": ["99213 33"]}]}')), 'T45 posted');
SELECT is_empty($$ SELECT * FROM billing.suspense WHERE reference = 'NOT1' $$, 'money that waits is taken back as well');
SELECT given.sent('NOT1', '{"99213 33"}') \gset
SELECT is(billing.match_suspense('A'), 0, 'and does not come back when the claim does');

-- of a line that is not ours
SELECT given.sent('R8', '{"99213 100"}') \gset
SELECT is(given.post(given.era('{"trace": "T46", "claims": [{"id": "R8", "lines": ["99213 100 CO-45=20", "90471 25 CO-45=10"]}]}')), 'T46 posted');
SELECT is((SELECT why || ' ' || amount FROM billing.suspense WHERE reference = 'R8'), 'no charge line fits -15.00');
SELECT is(given.post(given.era('{"trace": "T47", "claims": [{"id": "R8", "back": true, "lines": ["99213 100 CO-45=20", "90471 25 CO-45=10"]}]}')), 'T47 posted');
SELECT is_empty($$ SELECT * FROM billing.suspense WHERE reference = 'R8' $$, 'nothing waits any more');
SELECT is(given.owed('R8'), '1 insurer_1 100.00');
-- 22 with positive amounts: no answer, so it is no original that a 22 takes back; it waits for a person
SELECT is(given.post(given.era('{"trace": "T48", "claims": [{"id": "R8", "status": "22", "lines": ["99213 100 CO-45=20", "90471 25 CO-45=10"]}]}')), 'T48 posted');
SELECT is((SELECT why || ' ' || amount FROM billing.suspense WHERE reference = 'R8'), 'reversal of what was never posted -95.00', 'a reversal of a reversal waits, with its cash');
SELECT is(given.owed('R8'), '1 insurer_1 100.00');

-- of an answer that was found by hand: the payer goes by its number still
SELECT is(given.post(given.era('{"trace": "T49", "claims": [{"id": "OLD-9", "lines": ["99213 100 CO-45=20"]}]}')), 'T49 posted');
SELECT given.sent('R9', '{"99213 100"}') \gset
SELECT lives_ok($$ SELECT billing.assign_claim('A', given.last(), 1, 'R9') $$);
SELECT is(given.owed('R9'), 'nothing');
SELECT is(given.post(given.era('{"trace": "T49B", "claims": [{"id": "OLD-9", "back": true, "lines": ["99213 100 CO-45=20"]}]}')), 'T49B posted');
SELECT is(given.owed('R9'), '1 insurer_1 100.00', 'its reversal finds it');
SELECT is_empty($$ SELECT * FROM billing.suspense WHERE reference = 'OLD-9' $$);

-- ---- the same once more ----
CREATE TEMP TABLE files AS SELECT given.era('{"trace": "T50", "claims": [{"id": "D1", "lines": ["99213 100 CO-45=20"]}]}', '{"trace": "T51", "claims": [{"id": "D2", "lines": ["99213 100 CO-45=30"]}]}') AS f;
SELECT given.sent('D' || n, '{"99213 100"}') FROM generate_series(1, 3) n \g /dev/null
SELECT is(given.post(f), 'T50 posted; T51 posted') FROM files;
SELECT given.all_of_it() AS before \gset
SELECT is(given.post(f), 'T50 posted before; T51 posted before', 'the same file again') FROM files;
SELECT is(given.all_of_it(), :'before', 'changes nothing');
SELECT is(given.post(given.era('{"trace": "T51", "claims": [{"id": "D2", "lines": ["99213 100 CO-45=30"]}]}', '{"trace": "T52", "claims": [{"id": "D3", "lines": ["99213 100 CO-45=40"]}]}')), 'T51 posted before; T52 posted', 'the same check in another file is known');
SELECT is(given.owed('D2'), 'nothing');
SELECT given.all_of_it() AS before \gset
SELECT is(given.post(given.era('{"trace": "T52", "claims": [{"id": "D1", "lines": ["99213 100 CO-45=40"]}]}')),
	'T52 held {"another remittance has the same payer, trace number, amount and date, but says something else"}', 'the same check with other content is held');
SELECT is((SELECT count(*) FROM billing.entry WHERE remittance_id = given.last()), 0::bigint, 'with nothing posted');
SELECT is(given.post(given.era('{"trace": "T52", "payer": "1222222222", "claims": [{"id": "ZZ1", "lines": ["99213 100 CO-45=40"]}]}')), 'T52 posted', 'the same number of another payer is another check');

-- ---- what is held, and why ----
CREATE FUNCTION pg_temp.held(file bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	before bigint := (SELECT count(*) FROM billing.entry);
	said   text := given.post(file);
BEGIN
	RETURN said || CASE WHEN (SELECT count(*) FROM billing.entry) = before THEN '' ELSE ' AND SOMETHING WAS POSTED' END;
END $$;
SELECT given.sent('H1', '{"99213 100","80048 50"}') \gset
SELECT is(pg_temp.held(given.era('{"trace": "T60", "amount": 80.01, "claims": [{"id": "H1", "lines": ["99213 100 CO-45=20"]}]}')),
	'T60 held {"payment: BPR02 80.01 <> claims 80.00 - provider adjustments 0.00, difference 0.01"}', 'one cent off in the payment');
SELECT is(pg_temp.held(given.era('{"trace": "T61", "claims": [{"id": "H1", "paid": 80.01, "lines": ["99213 100 CO-45=20"]}]}')),
	'T61 held {"claim 1: charge 100.00 - adjustments 20.00 <> paid 80.01, difference -0.01","claim 1: paid of its lines 80.00 - its own adjustments 0.00 <> paid 80.01, difference -0.01"}', 'in a claim');
SELECT is(pg_temp.held(given.era('{"trace": "T62", "claims": [{"id": "H1", "lines": ["99213 100 CO-45=20", "80048 50 CO-45=20 paid=29.99"]}]}')),
	'T62 held {"claim 1: line 2: charge 50.00 - adjustments 20.00 <> paid 29.99, difference 0.01","claim 1: charge 150.00 - adjustments 40.00 <> paid 109.99, difference 0.01"}', 'in a line');
SELECT is(pg_temp.held(given.era('{"trace": "T63", "cut": true, "claims": [{"id": "H1", "lines": ["99213 100 CO-45=20"]}]}')), 'T63 held {"the 835 is cut: its SE is missing"}', 'a file that was cut');
SELECT is(pg_temp.held(given.era('{"trace": "T64", "payee": "1999999992", "claims": [{"id": "H1", "lines": ["99213 100 CO-45=20"]}]}')),
	'T64 held {"the payee is not this practice: neither its NPI, its tax id nor one of practice.payee_ids"}', 'for another practice');
SELECT is(pg_temp.held(given.era('{"trace": "T65", "amount": 80.001, "claims": [{"id": "H1", "lines": ["99213 100.001 CO-45=20"]}]}')),
	'T65 held {"payment: an amount of BPR02, CLP04 or PLB is missing or cannot be read as exact cents","claim 1: CLP03 is an amount that is finer than a cent","claim 1: CLP04 is an amount that is finer than a cent","claim 1: line 1: SVC02 is an amount that is finer than a cent","claim 1: line 1: SVC03 is an amount that is finer than a cent"}', 'a tenth of a cent');
SELECT is(pg_temp.held(given.era('{"trace": "", "claims": [{"id": "H1", "lines": ["99213 100 CO-45=20"]}]}')),
	' held {"TRN02 is missing: without a trace number nobody can tell whether it was posted before"}', 'no trace number');
SELECT is(pg_temp.held(given.era('{"trace": "T66", "amount": 1, "payee": "1999999992", "claims": [{"id": "H1", "lines": ["99213 100 CO-45=20 paid=1"]}, {"id": "H1", "lines": ["80048 50 CO-45=20 paid=0"]}]}')),
	'T66 held {"the payee is not this practice: neither its NPI, its tax id nor one of practice.payee_ids","claim 1: line 1: charge 100.00 - adjustments 20.00 <> paid 1.00, difference 79.00","claim 1: charge 100.00 - adjustments 20.00 <> paid 1.00, difference 79.00","claim 2: line 1: charge 50.00 - adjustments 20.00 <> paid 0.00, difference 30.00","claim 2: charge 50.00 - adjustments 20.00 <> paid 0.00, difference 30.00"}', 'all that is wrong is said at once');
SELECT is(pg_temp.held(given.era(jsonb_build_object('trace', n, 'claims', jsonb_build_array(jsonb_build_object('id', n, 'lines', '["99213 100"]'::jsonb))))), left(n, 200)
	|| ' held {"TRN02 is longer than 200 characters","claim 1: CLP01, CLP07 or REF F8 is longer than 200 characters"}', 'numbers that fit into no key')
	FROM (SELECT string_agg(md5(i::text), '') FROM generate_series(1, 200) i) x (n);
SELECT is(given.owed('H1'), '1 insurer_1 100.00; 2 insurer_1 50.00', 'nothing of all that was posted');
-- a held payment does not hold the others of its file
SELECT is(given.post(given.era('{"trace": "T67", "amount": 1, "claims": [{"id": "H1", "lines": ["99213 100 CO-45=20"]}]}', '{"trace": "T68", "claims": [{"id": "H1", "lines": ["99213 100 CO-45=20"]}]}')),
	'T67 held {"payment: BPR02 1.00 <> claims 80.00 - provider adjustments 0.00, difference -79.00"}; T68 posted', 'its neighbour is posted');
-- it stays held, as one row, until what holds it is gone
SELECT is((SELECT count(*) FROM billing.post_held('A') p WHERE p.state = 'posted'), 0::bigint);
SELECT is(given.post(given.era('{"trace": "T64", "payee": "1999999992", "claims": [{"id": "H1", "lines": ["99213 100 CO-45=20"]}]}')),
	'T64 held {"the payee is not this practice: neither its NPI, its tax id nor one of practice.payee_ids"}', 'held again');
SELECT is((SELECT count(*) FROM billing.remittance WHERE trace_number = 'T64'), 1::bigint, 'as the same row');
UPDATE billing.practice SET payee_ids = '{1999999992}' WHERE practice_id = 'A';
SELECT pg_temp.same($$ SELECT trace_number, state FROM billing.post_held('A') WHERE state <> 'held' $$, $$ VALUES ('T64', 'posted') $$, 'the payee''s other number is made known: posted');
UPDATE billing.practice SET payee_ids = '{}' WHERE practice_id = 'A';
SELECT lives_ok($$ SELECT billing.drop_held('A', (SELECT remittance_id FROM billing.remittance WHERE trace_number = 'T63'), 'came anew') $$, 'one that came anew is dropped');
SELECT is((SELECT state FROM billing.remittance WHERE trace_number = 'T63'), 'dropped');
SELECT is((SELECT code FROM given.error($$ SELECT billing.drop_held('A', (SELECT remittance_id FROM billing.remittance WHERE trace_number = 'T63'), 'again') $$)), 'RC010');
SELECT is((SELECT code FROM given.error($$ SELECT billing.drop_held('A', (SELECT remittance_id FROM billing.remittance WHERE trace_number = 'T68'), 'posted') $$)), 'RC010', 'one that is posted is not');
-- a day that has not come where the practice is: in the last zone of the earth it is always another day than in the first
UPDATE billing.practice SET time_zone = 'Pacific/Pago_Pago' WHERE practice_id = 'A';
SELECT given.sent('H2', '{"99213 100"}') \gset
SELECT (now() AT TIME ZONE 'Pacific/Kiritimati')::date AS ahead, (now() AT TIME ZONE 'Pacific/Pago_Pago')::date AS behind \gset
SELECT is(pg_temp.held(given.era(jsonb_build_object('trace', 'T69', 'date', :'ahead', 'claims', '[{"id": "H2", "lines": ["99213 100 CO-45=20"]}]'::jsonb))),
	format('T69 held {"the payment date %s has not come; at the practice it is %s"}', :'ahead', :'behind'), 'a payment of tomorrow');
UPDATE billing.practice SET time_zone = 'Pacific/Kiritimati' WHERE practice_id = 'A';
SELECT pg_temp.same($$ SELECT trace_number, state FROM billing.post_held('A') WHERE state <> 'held' $$, $$ VALUES ('T69', 'posted') $$, 'is posted when its day has come');
SELECT is((SELECT effective_on::text FROM billing.entry WHERE remittance_id = (SELECT remittance_id FROM billing.remittance WHERE trace_number = 'T69') LIMIT 1), :'ahead', 'on its day');
SELECT is((SELECT code FROM given.error($$ SELECT * FROM billing.post_835('NOBODY', given.era('{"trace": "T1"}')) $$)), 'RC010', 'no such practice');
SELECT is((SELECT code FROM given.error($$ SELECT * FROM billing.post_835('A', 'nonsense') $$)), 'RC006', 'no X12');
SELECT is_empty($$ SELECT * FROM billing.post_835('A', convert_to('ISA*00*          *00*          *ZZ*NHP            *ZZ*HARBOR         *250304*0930*^*00501*000000009*0*P*:~IEA*0*000000009~', 'UTF8')) $$, 'X12 without any remittance');

-- ---- a contract that makes a denial a discount ----
INSERT INTO billing.contract_rule (practice_id, rule_id, payer_key, carc, source, eff) VALUES ('A', 'BUNDLE', '1512345678', '97', 'agreement of 2024, section 4', '2025-01-01');
SELECT given.sent('X' || n, ARRAY['99213 100', '80048 50 on=' || CASE n WHEN 3 THEN '2024-12-01' ELSE '2025-02-03' END]) FROM generate_series(1, 3) n \g /dev/null
SELECT is(given.post(given.era('{"trace": "T70", "claims": [{"id": "X1", "lines": ["99213 100 CO-45=20", "80048 50 CO-97=50"]}]}')), 'T70 posted');
SELECT is(given.moves(given.last()), 'X1/1 insurer_1>cash 80.00; X1/1 insurer_1>contractual 20.00 CO-45; X1/2 insurer_1>contractual 50.00 CO-97 contract:BUNDLE', 'the entry keeps the reason and names the contract');
SELECT is(given.post(given.era('{"trace": "T71", "payer": "1999999999", "claims": [{"id": "X2", "lines": ["99213 100 CO-45=20", "80048 50 CO-97=50"]}]}')), 'T71 posted');
SELECT is(given.owed('X2'), '2 insurer_1 50.00', 'of another payer it stays a denial');
SELECT is(given.post(given.era('{"trace": "T72", "claims": [{"id": "X3", "on": "2024-12-01", "lines": ["99213 100 CO-45=20 on=2025-02-03", "80048 50 CO-97=50"]}]}')), 'T72 posted');
SELECT is(given.owed('X3'), '2 insurer_1 50.00', 'and of an earlier service');
SELECT is(given.post(given.era('{"trace": "T73", "claims": [{"id": "X1", "back": true, "lines": ["99213 100 CO-45=20", "80048 50 CO-97=50"]}]}')), 'T73 posted');
SELECT is(given.owed('X1'), '1 insurer_1 100.00; 2 insurer_1 50.00', 'taken back like anything else');

-- ---- the preview ----
SELECT given.sent('W' || n, '{"99213 100","80048 50"}') FROM generate_series(1, 2) n \g /dev/null
CREATE TEMP TABLE tomorrow AS SELECT given.era(
	'{"trace": "T80", "claims": [{"id": "W1", "lines": ["99213 100 CO-45=20 PR-3=10", "80048 50 CO-45=15"]}, {"id": "WX", "lines": ["99213 7"]}, {"id": "R1", "back": true, "lines": ["99213 100 CO-45=20 PR-3=25", "80048 50 CO-45=15"]}], "plb": ["WO Q1 5"]}',
	'{"trace": "T81", "amount": 3, "claims": [{"id": "W2", "lines": ["99213 100 CO-45=20"]}]}', '{"trace": "T1", "claims": [{"id": "C1", "icn": "ICN1", "lines": ["99213 100 CO-45=20 PR-3=10", "80048 50 CO-45=15"]}]}') AS f;
SELECT given.all_of_it() AS before \gset
CREATE TEMP TABLE preview AS SELECT v.* FROM tomorrow, billing.post_preview('A', f) v;
SELECT is(given.all_of_it(), :'before', 'a preview changes nothing');
SELECT pg_temp.same($$ SELECT trace_number, state, detail FROM preview WHERE state <> 'posted' ORDER BY payment_no $$,
	$$ VALUES ('T81', 'held', '{"payment: BPR02 3.00 <> claims 80.00 - provider adjustments 0.00, difference -77.00"}'::text[]), ('T1', 'posted before', NULL) $$, 'it says what would be held and what was posted before');
SELECT pg_temp.same($$ SELECT remitted_id, problem, amount::text FROM preview WHERE problem IS NOT NULL $$, $$ VALUES ('WX', 'no claim of ours fits', '7.00') $$, 'and what somebody would have to look at');
SELECT is(given.post(f), 'T80 posted; T81 held {"payment: BPR02 3.00 <> claims 80.00 - provider adjustments 0.00, difference -77.00"}; T1 posted before') FROM tomorrow;
CREATE TEMP TABLE previewed AS SELECT remitted_id, claim_id, match_stage, line_no, from_account, to_account, amount::text, group_code, carc FROM preview WHERE from_account IS NOT NULL;
CREATE TEMP TABLE posted AS SELECT rc.remitted_id, rc.claim_id, rc.match_stage, e.line_no, e.from_account, e.to_account, e.amount::text, e.group_code, e.carc
	FROM billing.remittance r JOIN billing.entry e USING (practice_id, remittance_id) LEFT JOIN billing.remittance_claim rc ON (rc.remittance_id, rc.claim_no) = (e.remittance_id, e.remitted_claim)
	WHERE r.trace_number = 'T80';
SELECT is((SELECT count(*) FROM previewed), 12::bigint, 'the preview has an entry for each');
SELECT is_empty($$ (TABLE previewed EXCEPT ALL TABLE posted) UNION ALL (TABLE posted EXCEPT ALL TABLE previewed) $$, 'and posting does what it said');

-- ---- cash of every posted remittance is its amount, and every line is accounted for ----
SELECT is_empty($$ SELECT r.trace_number, r.amount FROM billing.remittance r LEFT JOIN billing.entry e ON (e.practice_id, e.event_id) = (r.practice_id, r.event_id)
	WHERE r.state = 'posted' GROUP BY r.practice_id, r.remittance_id, r.trace_number, r.amount
	HAVING r.amount <> coalesce(sum(CASE 'cash'::rcm.account WHEN e.to_account THEN e.amount WHEN e.from_account THEN -e.amount ELSE 0 END), 0) $$, 'cash is what was paid');
SELECT is_empty($$ SELECT r.claim_id, r.line_no FROM billing.receivable r JOIN billing.entry e USING (practice_id, claim_id, line_no), LATERAL (SELECT r.insurer_1 + r.insurer_2 + r.insurer_3 + r.patient + r.third_party) owed (sum)
	GROUP BY r.practice_id, r.claim_id, r.line_no, owed.sum
	HAVING owed.sum <> sum(CASE WHEN rcm.owes(e.to_account) THEN e.amount ELSE 0 END) - sum(CASE WHEN rcm.owes(e.from_account) THEN e.amount ELSE 0 END) $$, 'what is kept is what the entries add up to');
SELECT is((SELECT coalesce(sum(amount), 0) FROM billing.suspense), (SELECT sum(CASE 'suspense'::rcm.account WHEN to_account THEN amount WHEN from_account THEN -amount ELSE 0 END) FROM billing.entry), 'the view of what waits has every cent of it');

-- ---- what was posted stays as it was ----
SELECT is((SELECT code FROM given.error(s)), 'RC011', s) FROM (
	SELECT format(verb, t) FROM unnest('{entry,event,remittance,remittance_claim,remittance_line,remittance_adjustment,provider_adjustment,claim_transition,posting_exception,receivable,claim_line}'::text[]) t,
		unnest('{DELETE FROM billing.%s,TRUNCATE billing.%s CASCADE}'::text[]) verb
	UNION ALL SELECT unnest(ARRAY['UPDATE billing.entry SET amount = 1', 'UPDATE billing.event SET effective_on = current_date', 'UPDATE billing.remittance SET amount = 1 WHERE trace_number = ''T1''',
		'UPDATE billing.remittance SET payment_date = payment_date WHERE state = ''held''', 'UPDATE billing.remittance SET state = ''held'', event_id = NULL, posted_at = NULL WHERE trace_number = ''T1''',
		'UPDATE billing.remittance_claim SET paid = 1', 'UPDATE billing.remittance_claim SET status = ''4''', 'UPDATE billing.remittance_line SET paid = 1', 'UPDATE billing.remittance_adjustment SET amount = 1',
		'UPDATE billing.provider_adjustment SET amount = 1', 'UPDATE billing.receivable SET patient = 0', 'UPDATE billing.claim_transition SET reason = ''''',
		'UPDATE billing.interchange SET file = ''''', 'UPDATE billing.submission SET document = document', 'UPDATE billing.receipt SET amount = 1',
		'INSERT INTO billing.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on) SELECT ''A'', 1, ''C1'', 1, ''insurer_1'', ''cash'', 1, current_date + 2'])) x (s);
-- a denial is no discount, and nothing that a payer did not call the patient's is the patient's
SELECT is((SELECT code FROM given.error('INSERT INTO billing.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, group_code, carc) SELECT ''A'', 1, ''C2'', 1, '
	|| v)), '23514', v) FROM unnest(ARRAY[$$'insurer_1', 'contractual', 150, '2025-03-04', 'CO', '197'$$, $$'insurer_1', 'contractual', 150, '2025-03-04', NULL, NULL$$, $$'insurer_1', 'patient', 150, '2025-03-04', 'CO', '45'$$,
	$$'insurer_1', 'insurer_1', 150, '2025-03-04', 'CO', '45'$$, $$'insurer_1', 'cash', 0, '2025-03-04', 'CO', '45'$$, $$'insurer_1', 'cash', -5, '2025-03-04', 'CO', '45'$$]) v;
SELECT is((SELECT code FROM given.error($$ INSERT INTO billing.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on) VALUES ('A', 1, 'C2', 9, 'insurer_1', 'cash', 1, '2025-03-04') $$)), '23503', 'no such charge line');
SELECT is((SELECT code FROM given.error($$ INSERT INTO billing.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on) VALUES ('A', 999999, 'C2', 1, 'insurer_1', 'cash', 1, '2025-03-04') $$)), '23503', 'no such event');
SELECT is((SELECT code FROM given.error($$ UPDATE billing.claim SET document = given.document_of('C2', '{"99214 1"}') WHERE claim_id = 'C2' $$)), 'RC010', 'nor is a claim that was answered changed');
SELECT * FROM finish();
