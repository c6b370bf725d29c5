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
-- a take-back in another month: what the month before had closed with stays so
INSERT INTO billing.claim (practice_id, patient_id, state, charged_on, document) VALUES ('A', 'P1', 'ready', current_date - 36, given.bill('S8', '[["99213", 100]]'));
SELECT given.era('G1', pg_temp.says('S8', 60, '[["CO", "45", 20], ["PR", "2", 20]]', 'I8'), '[]', '[]', 35) AS paid, given.era('G2', '[]', pg_temp.says('S8', 60, '[["CO", "45", 20], ["PR", "2", 20]]', 'I8'), '[["FB", "S8", -60]]') AS back \gset
SELECT is((SELECT p.state FROM billing.post_835('A', :'paid') p), 'posted');
SELECT billing.balance('A', 'S8', as_of => current_date - 20)::text AS closed \gset
SELECT is((SELECT p.state FROM billing.post_835('A', :'back') p), 'posted');
SELECT is(pg_temp.owed('S8'), '100.00 0.00 0.00', 'now the payer owes it again');
SELECT is(billing.balance('A', 'S8', as_of => current_date - 20)::text, :'closed', 'then it did not');
SELECT is((SELECT insurer_1_since FROM billing.receivable WHERE claim_id = 'S8'), current_date - 36, 'and it is as old as it always was');

-- all to the deductible, the patient pays; then it turns out that another plan covered the day
SELECT pg_temp.claim('S9');
SELECT is(pg_temp.post('H1', pg_temp.says('S9', 0, '[["CO", "45", 40], ["PR", "1", 60]]', 'I9')), 'posted');
SELECT pg_temp.receive('R9', 60, 'S9');
SELECT is(pg_temp.post('H2', '[]', pg_temp.says('S9', 0, '[["CO", "45", 40], ["PR", "1", 60]]', 'I9')), 'posted');
SELECT is(pg_temp.owed('S9'), '100.00 0.00 -60.00', 'the payer owes all of it again, and the patient is owed what was paid');
SELECT is(pg_temp.post('H3', pg_temp.says('S9', 70, '[["CO", "45", 20], ["PR", "3", 10]]', 'I9b'), '[]', '1577777777'), 'posted', 'the other plan pays');
SELECT is(pg_temp.owed('S9'), '0.00 0.00 -50.00', 'its copayment comes off the credit');
SELECT ok(billing.refund('A', 'F9', 'patient', 50::rcm.usd, 'check', 'other plan', claim_id => 'S9', line_no => 1, party => 'patient'));
SELECT is(pg_temp.owed('S9'), '0.00 0.00 0.00', 'the rest goes back');

-- a claim that is paid as a whole: three lines share 10.00 and 89.99, to the cent
INSERT INTO billing.claim (practice_id, patient_id, state, document) VALUES ('A', 'P1', 'ready', given.bill('S10', '[["99213", 33.33], ["80048", 33.33], ["20610", 33.33]]'));
SELECT is(pg_temp.post('J1', '[{"id": "S10", "icn": "I10", "charge": 99.99, "paid": 10, "adj": [["CO", "45", 89.99]]}]'), 'posted');
SELECT is((SELECT array_agg(l.paid ORDER BY l.line_no) FROM (SELECT e.line_no, sum(e.amount) AS paid FROM billing.entry e WHERE e.claim_id = 'S10' AND e.to_account = 'cash' GROUP BY 1) l), '{3.33,3.33,3.34}'::rcm.usd[], 'where the discount had an odd cent the payment has none');
SELECT is((SELECT string_agg(r.insurer_1::text, ' ') FROM billing.receivable r WHERE r.claim_id = 'S10'), '0.00 0.00 0.00', 'nothing is left on any');

-- how soon it was all posted
SELECT is((SELECT light || ' ' || late FROM billing.posting_promise('A', current_date - 1)), 'green 0', 'posted on the day it came');
SELECT is((SELECT light FROM billing.posting_promise('A', current_date - 90, current_date - 60)), 'grey', 'of days on which nothing came nothing is said');
SET session_replication_role = replica;
UPDATE billing.remittance SET received_at = received_at - interval '20 days' WHERE trace_number IN ('A1', 'B1', 'C1');
RESET session_replication_role;
SELECT is((SELECT light || ' ' || late FROM billing.posting_promise('A', current_date - 30)), 'red 3', 'three that lay about');
SELECT ok((SELECT bool_and(business_days BETWEEN 13 AND 15) FROM billing.posting_lag WHERE trace_number IN ('A1', 'B1', 'C1')), 'for nearly three weeks of business days');

SELECT is_empty('SELECT * FROM billing.check()', 'every rule holds');
SELECT * FROM finish();
