-- ledger_kpi_lines.sql - which lines count: capitated ones, those without a charge, those that came later
\set ON_ERROR_STOP 1
\ir given/money.sql
SET search_path = public, pg_catalog, rcm;
SELECT plan(9);
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('A', 'P1');
INSERT INTO billing.claim (practice_id, patient_id, state, charged_on, document) SELECT 'A', 'P1', 'ready', current_date - 38, given.bill('V1', '[["99213", 100], ["20610", 50]]');
INSERT INTO billing.claim (practice_id, patient_id, state, charged_on, document) SELECT 'A', 'P1', 'ready', current_date - 38, given.bill('V2', '[["99213", 100], ["G8427", 0]]');
CREATE FUNCTION pg_temp.counted(what text) RETURNS numeric LANGUAGE sql AS $$ SELECT rcm.counter(rcm.kpi(f.fact), what) FROM billing.kpi_facts('A', current_date - 60, current_date) f $$;
-- the first line of V1 is capitated, with a discount beside it; V2 has a line that only reports
SELECT 1 FROM billing.post_835('A', given.era('T1', '[{"id": "V1", "lines": [{"code": "99213", "charge": 100, "paid": 0, "adj": [["CO", "24", 70], ["CO", "45", 30]], "control": 1}, {"code": "20610", "charge": 50, "paid": 50, "control": 2}]},
	{"id": "V2", "lines": [{"code": "99213", "charge": 100, "paid": 80, "adj": [["CO", "45", 20]], "control": 1}, {"code": "G8427", "charge": 0, "paid": 0, "adj": [], "control": 2}]}]', days_ago => 20)) \g /dev/null
SELECT is(pg_temp.counted('charges'), 150.00, 'a capitated charge does not count');
SELECT is(pg_temp.counted('contractual'), 20.00, 'nor does its discount, which would be less of what is not counted');
SELECT is(pg_temp.counted('remitted_lines'), 3::numeric, 'a line without a charge is not adjudicated');
SELECT is(pg_temp.counted('posted_lines'), 3::numeric, 'nor posted');
SELECT billing.refresh_kpis('A') \g /dev/null
-- the capitation was an error: taken back and paid
SELECT 1 FROM billing.post_835('A', given.era('T2', '[{"id": "V1", "lines": [{"code": "99213", "charge": 100, "paid": 80, "adj": [["CO", "45", 20]], "control": 1}, {"code": "20610", "charge": 50, "paid": 50, "control": 2}]}]',
	'[{"id": "V1", "lines": [{"code": "99213", "charge": 100, "paid": 0, "adj": [["CO", "24", 70], ["CO", "45", 30]], "control": 1}, {"code": "20610", "charge": 50, "paid": 50, "control": 2}]}]', days_ago => 10)) \g /dev/null
SELECT is(pg_temp.counted('charges'), 250.00, 'a charge whose capitation was taken back counts');
SELECT is(pg_temp.counted('cohort_charges'), 250.00, 'in its cohort too');
SELECT is(pg_temp.counted('contractual'), 40.00, 'with its discounts');
SELECT is(billing.kpi_current('A'), billing.kpi_state('A'), 'stored days know of it');
-- what a claim had when it left
INSERT INTO billing.claim (practice_id, patient_id, state, charged_on, document) SELECT 'A', 'P1', 'ready', current_date - 38, given.bill('V3', '[["99213", 100], ["G8427", 0]]');
INSERT INTO billing.interchange (practice_id, direction, kind, control_number, file, state) VALUES ('A', 'out', '837P', '1', '\x00', 'written');
INSERT INTO billing.submission (practice_id, claim_id, interchange_id, item, transaction, payer_id, payer_seq, freq, form, charge, submitted_on, digest, document)
	SELECT 'A', c.claim_id, (SELECT max(interchange_id) FROM billing.interchange WHERE direction = 'out'), 1, 1, c.payer_id, 'P', '1', 'P', c.total_charge, current_date - 1, '\x00', c.document FROM billing.claim c WHERE claim_id = 'V3';
UPDATE billing.claim SET state = 'submitted' WHERE claim_id = 'V3';
UPDATE billing.claim SET state = 'ready', document = given.bill('V3', '[["99213", 100], ["20610", 60], ["99214", 70]]', '{"freq": "7", "orig_ref": "X"}') WHERE claim_id = 'V3';
SELECT is(pg_temp.counted('submitted_lines'), 1::numeric, 'lines of a submission are those that left, without the one that has no charge, whatever replaces them');
SELECT * FROM finish();
