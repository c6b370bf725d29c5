-- ledger_scenarios.sql - stories of money, each told to its end
\set ON_ERROR_STOP 1
\ir given/money.sql
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('A', 'P1'), ('A', 'P2');
INSERT INTO billing.coverage (practice_id, coverage_id, patient_id, rank, payer_id) VALUES ('A', 'V2', 'P2', 2, 'NHP02');
CREATE FUNCTION pg_temp.claim(id text, patient text DEFAULT 'P1') RETURNS void LANGUAGE sql AS $$
	INSERT INTO billing.claim (practice_id, patient_id, state, document) VALUES ('A', patient, 'ready', given.bill(id, '[["99213", 100]]')) $$;
-- an answer to a claim of one line of 100.00
CREATE FUNCTION pg_temp.says(id text, paid numeric, adj jsonb, icn text, status text DEFAULT '1') RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_array(jsonb_build_object('id', id, 'icn', icn, 'status', status, 'lines', jsonb_build_array(jsonb_build_object('code', '99213', 'charge', 100, 'paid', paid, 'adj', adj)))) $$;
CREATE FUNCTION pg_temp.post(trace text, answers jsonb, back jsonb DEFAULT '[]', payer text DEFAULT '1512345678') RETURNS text LANGUAGE sql AS $$
	SELECT concat_ws(' ', p.state, p.detail) FROM billing.post_835('A', given.era(trace, answers, back, '[]', 1, payer)) p $$;
-- insurer_1, insurer_2, patient
CREATE FUNCTION pg_temp.owed(id text) RETURNS text LANGUAGE sql AS $$ SELECT concat_ws(' ', insurer_1, insurer_2, patient) FROM billing.receivable WHERE claim_id = id $$;
CREATE FUNCTION pg_temp.receive(id text, amount rcm.usd, claim text) RETURNS void LANGUAGE sql AS $$
	SELECT billing.record_receipt('A', id, 'patient', amount, 'front desk', 'check', 'P1'); SELECT billing.apply_receipt('A', id, claim, 1, amount) $$;

-- the patient has paid 50, and it was 30
SELECT pg_temp.claim('S1');
SELECT is(pg_temp.post('A1', pg_temp.says('S1', 50, '[["PR", "2", 50]]', 'I1')), 'posted');
SELECT pg_temp.receive('R1', 50, 'S1');
SELECT is(pg_temp.post('A2', pg_temp.says('S1', 70, '[["PR", "2", 30]]', 'I1b'), pg_temp.says('S1', 50, '[["PR", "2", 50]]', 'I1')), 'posted');
SELECT is(pg_temp.owed('S1'), '0.00 0.00 -20.00', 'share from 50 to 30 after 50 were paid: a credit of 20');
SELECT is((SELECT amount FROM billing.credit WHERE claim_id = 'S1'), 20::rcm.usd, 'which is listed');

-- a payment bounces
SELECT pg_temp.claim('S2');
SELECT is(pg_temp.post('B1', pg_temp.says('S2', 0, '[["PR", "1", 100]]', 'I2')), 'posted');
SELECT pg_temp.receive('R2', 100, 'S2');
SELECT is(pg_temp.owed('S2'), '0.00 0.00 0.00', 'the deductible is paid');
SELECT ok(billing.bounce('A', 'R2', NULL, 'no funds') IS NOT NULL);
SELECT is(pg_temp.owed('S2'), '0.00 0.00 100.00', 'and owed again when the check bounces');
SELECT throws_ok($$ SELECT billing.bounce('A', 'R2', NULL, 'again') $$, 'RC011', NULL, 'once only');

-- the second payer pays more than was left to it
SELECT pg_temp.claim('S3', 'P2');
SELECT is(pg_temp.post('C1', pg_temp.says('S3', 60, '[["CO", "45", 20], ["PR", "2", 20]]', 'I3')), 'posted');
SELECT is(pg_temp.owed('S3'), '0.00 20.00 0.00', 'the share waits for the second payer');
SELECT is(pg_temp.post('C2', pg_temp.says('S3', 25, '[["OA", "23", 75]]', 'I3b', '2'), '[]', '1598765432'), 'posted');
SELECT is(pg_temp.owed('S3'), '0.00 -5.00 0.00', 'what it pays beyond is its credit');

-- what was voided is paid after all
SELECT pg_temp.claim('S4');
UPDATE billing.claim SET state = 'void' WHERE claim_id = 'S4';
SELECT is(pg_temp.post('D1', pg_temp.says('S4', 100, '[]', 'I4')), 'posted');
SELECT is(pg_temp.owed('S4'), '-100.00 0.00 0.00', 'a payment on a voided claim is a credit');

-- a file and its reversal leave nothing; the file twice is the file once; a reversal taken back is an answer again
SELECT pg_temp.claim('S5');
SELECT is(pg_temp.post('E1', pg_temp.says('S5', 33.33, '[["CO", "45", 33.34], ["PR", "3", 33.33]]', 'I5')), 'posted');
SELECT is(pg_temp.post('E1', pg_temp.says('S5', 33.33, '[["CO", "45", 33.34], ["PR", "3", 33.33]]', 'I5')), 'posted before');
SELECT is(pg_temp.post('E2', '[]', pg_temp.says('S5', 33.33, '[["CO", "45", 33.34], ["PR", "3", 33.33]]', 'I5')), 'posted');
SELECT is(pg_temp.owed('S5'), '100.00 0.00 0.00', 'reversed in full: as before');
SELECT is(pg_temp.post('E3', pg_temp.says('S5', 33.33, '[["CO", "45", 33.34], ["PR", "3", 33.33]]', 'I5')), 'posted');
SELECT is(pg_temp.owed('S5'), '0.00 0.00 33.33', 'and paid again');

-- a claim that comes late takes its payment; the states of its neighbours stay as they are
SELECT pg_temp.claim('S6');
SELECT is(pg_temp.post('F1', pg_temp.says('S6', 100, '[]', 'I6') || pg_temp.says('S7', 100, '[]', 'I7')), 'posted');
UPDATE billing.claim SET state = 'ready' WHERE claim_id = 'S6';
SELECT pg_temp.claim('S7');
SELECT is(billing.match_suspense('A'), 1, 'the late claim is found');
SELECT is((SELECT string_agg(claim_id || ' ' || state, ', ' ORDER BY claim_id) FROM billing.claim WHERE claim_id IN ('S6', 'S7')), 'S6 ready, S7 paid', 'and only it changes its state');
SELECT is_empty('SELECT * FROM billing.suspense', 'nothing waits any more');
SELECT is_empty('SELECT * FROM billing.check()', 'every rule holds');
SELECT * FROM finish();
