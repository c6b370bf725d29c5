-- ledger_kpi_partition.sql - what many days count together is what each of them counts
\set ON_ERROR_STOP 1
\ir given/money.sql
SET search_path = public, pg_catalog, rcm;
SELECT plan(5);
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('A', 'P1');
INSERT INTO billing.claim (practice_id, patient_id, state, charged_on, created_at, document)
	SELECT 'A', 'P1', 'ready', current_date - 38, (current_date - 38)::timestamptz, given.bill('V1', '[["99213", 100]]');
SELECT billing.post_835('A', given.era('T1', '[{"id": "V1", "lines": [{"code": "99213", "charge": 100, "paid": 80, "adj": [["CO", "45", 20]], "control": 1}]}]', days_ago => 20)) \g /dev/null
-- paid twice, and given back on another day: the last entry gives to the payer
SELECT billing.post_835('A', given.era('T2', '[{"id": "V1", "icn": "I2", "lines": [{"code": "99213", "charge": 100, "paid": 80, "adj": [["CO", "45", 20]], "control": 1}]}]', days_ago => 10)) \g /dev/null
SELECT billing.refund('A', 'RF1', 'payer', 50, 'check', 'paid twice', claim_id => 'V1', line_no => 1, party => 'insurer_1', refunded_on => current_date - 3) \g /dev/null
SELECT is((SELECT count(*) FROM billing.kpi_facts('A', current_date - 60, current_date, NULL, '{disposition}')), 1::bigint, 'a claim that was settled is, whatever goes back to the payer later');
SELECT is((SELECT rcm.merge(state) FROM (SELECT rcm.kpi(f.fact) AS state FROM generate_series(0, 60) n, billing.kpi_facts('A', current_date - n, current_date - n) f GROUP BY n) d),
	(SELECT rcm.kpi(f.fact) FROM billing.kpi_facts('A', current_date - 60, current_date) f), 'days one by one are the days together');
SELECT cmp_ok(billing.refresh_kpis('A'), '>', 0, 'they are stored');
SELECT is(billing.kpi_current('A'), billing.kpi_state('A'), 'and what is stored is what the rows say');
SELECT is((SELECT day FROM billing.kpi_facts('A', current_date - 60, current_date, NULL, '{disposition}')), current_date - 10, 'settled on the day of the last answer, not of the refund');
SELECT * FROM finish();
