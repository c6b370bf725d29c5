-- ledger_kpi_unbilled.sql - what is not billed, now and as known then, is what was charged
\set ON_ERROR_STOP 1
\ir given/money.sql
SET search_path = public, pg_catalog, rcm;
SELECT plan(3);
INSERT INTO billing.claim (practice_id, state, charged_on, document) SELECT 'A', 'ready', current_date - 38, given.bill('V1', '[["99213", 100]]');
UPDATE billing.claim SET state = 'held' WHERE claim_id = 'V1';
-- mended, and not ready yet: nothing else is charged
UPDATE billing.claim SET document = given.bill('V1', '[["99213", 123.10]]') WHERE claim_id = 'V1';
SELECT is(rcm.counter(billing.kpi_state('A'), 'unbilled'), 100.00, 'what is edited counts as charged');
SELECT is(rcm.counter(billing.kpi_state('A', known_at => now()), 'unbilled'), 100.00, 'as it is known');
UPDATE billing.claim SET state = 'ready' WHERE claim_id = 'V1';
SELECT is(rcm.counter(billing.kpi_state('A'), 'unbilled'), 123.10, 'charged anew it counts so');
SELECT * FROM finish();
