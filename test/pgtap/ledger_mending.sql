-- ledger_mending.sql - what is put right afterwards: voids, reversals of another system's payments, lines found by hand
\set ON_ERROR_STOP 1
\ir given/practice.sql
\ir given/remittance.sql
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();

-- ---- a claim that is void after it was paid: what was paid is a credit, nobody owes anything ----
SELECT given.sent('V1', '{"99213 100"}') \gset
SELECT is(given.post(given.era('{"trace": "T1", "claims": [{"id": "V1", "icn": "I1", "lines": ["99213 100 CO-45=20 PR-3=10"]}]}')), 'T1 posted');
SELECT billing.replace_claim('A', given.document_of('V1', '{"99213 100"}', '{"freq": "8"}'), 'billed twice');
UPDATE billing.claim SET state = 'void' WHERE claim_id = 'V1';
SELECT is(given.owed('V1'), '1 insurer_1 -70.00', 'the payer gets back what it paid, and the patient owes no copayment of it');
SELECT is((SELECT count(*) FROM billing.check('A')), 0::bigint, 'by every rule');
SELECT is(given.post(given.era('{"trace": "T2", "claims": [{"id": "V1", "icn": "I1", "back": true, "lines": ["99213 100 CO-45=20 PR-3=10"]}]}')), 'T2 posted', 'the payer takes it back itself');
SELECT is(given.owed('V1'), 'nothing', 'then nothing is left');
SELECT is((SELECT count(*) FROM billing.check('A')), 0::bigint, 'by every rule');

-- ---- void before the answer came ----
SELECT given.sent('V2', '{"99213 100"}') \gset
UPDATE billing.claim SET state = 'void' WHERE claim_id = 'V2';
SELECT is(given.post(given.era('{"trace": "T3", "claims": [{"id": "V2", "lines": ["99213 100 CO-45=60"]}]}')), 'T3 posted');
SELECT is(given.owed('V2'), '1 insurer_1 -40.00', 'of an answer to a void claim only the payment counts');
SELECT is((SELECT string_agg(problem, ' ') FROM billing.posting_exception WHERE remittance_id = given.last()), 'it speaks of 100.00, charged were 0.00', 'and it is told');

-- ---- a payer reverses what the system before this one had posted ----
SELECT given.sent('G1', '{"99213 100"}') \gset
SELECT is(given.post(given.era('{"trace": "T4", "plb": ["FB G1 -80"], "claims": [{"id": "G1", "back": true, "lines": ["99213 100 CO-45=20"]}]}')), 'T4 posted');
SELECT is(given.owed('G1'), '1 insurer_1 100.00', 'it waits');
SELECT ok(billing.assign_claim('A', given.last(), 1, 'G1') IS NOT NULL, 'until somebody says that it stands');
SELECT is(given.owed('G1'), '1 insurer_1 200.00', 'then it is owed again');
SELECT is((SELECT count(*) FROM billing.suspense WHERE claim_no IS NOT NULL), 0::bigint, 'and waits no more');
SELECT throws_ok($$ SELECT billing.assign_claim('A', given.last(), 1, 'G1') $$, 'RC010', NULL, 'nor a second time');
SELECT is((SELECT count(*) FROM billing.check('A')), 0::bigint, 'by every rule');

-- ---- a reversal under a number of its own ----
SELECT given.sent('N1', '{"99213 100"}') \gset
SELECT is(given.post(given.era('{"trace": "T5", "claims": [{"id": "N1", "icn": "I5", "lines": ["99213 100 CO-45=20"]}]}', '{"trace": "T6", "plb": ["FB N1 -80"], "claims": [{"id": "N1", "icn": "I6", "back": true, "lines": ["99213 100 CO-45=20"]}]}')), 'T5 posted; T6 posted');
SELECT is(given.owed('N1'), '1 insurer_1 100.00', 'is understood where only one answer can be meant');

-- ---- control numbers that the payer has mixed up ----
SELECT given.sent('K1', '{"99213 100 ref=L1","80048 50 ref=L2"}') \gset
SELECT is(given.post(given.era('{"trace": "T7", "claims": [{"id": "K1", "lines": ["99213 100 CO-45=20 ref=L2", "80048 50 CO-45=15 ref=L1"]}]}')), 'T7 posted');
SELECT is(given.owed('K1'), 'nothing', 'are not trusted over code and charge');

-- ---- a second payer that owed nothing ----
SELECT given.sent('O1', '{"99213 100"}') \gset
SELECT is(given.post(given.era('{"trace": "T8", "claims": [{"id": "O1", "status": "2", "lines": ["99213 100 OA-23=64"]}]}')), 'T8 posted');
SELECT is(given.owed('O1'), '1 insurer_1 100.00; 1 insurer_2 -36.00', 'has a credit');
SELECT is((SELECT problem FROM billing.posting_exception WHERE remittance_id = given.last()), 'it pays 36.00 as insurer_2, who owed 0.00', 'which is told');

-- ---- a line that fits none ----
SELECT given.sent('L1', '{"99213 100","80048 50"}') \gset
SELECT is(given.post(given.era('{"trace": "T9", "claims": [{"id": "L1", "lines": ["97110 70 CO-45=10 PR-2=12 on=2025-02-09", "80048 50 CO-45=15"]}]}')), 'T9 posted');
SELECT is(given.moves(given.last()), '? suspense>cash 48.00; L1/2 insurer_1>cash 35.00; L1/2 insurer_1>contractual 15.00 CO-45', 'waits');
SELECT throws_ok($$ SELECT billing.assign_line('A', given.last(), 1, 1, 3) $$, 'RC010', NULL, 'not for a line that there is not');
SELECT ok(billing.assign_line('A', given.last(), 1, 1, 1) IS NOT NULL, 'for somebody who knows');
SELECT is(given.owed('L1'), '1 insurer_1 30.00; 1 patient 12.00', 'payment, discount and share go where they belong');
SELECT throws_ok($$ SELECT billing.assign_line('A', given.last(), 1, 1, 1) $$, 'RC010', NULL, 'once');

-- ---- nothing is taken back twice, not even by hand ----
SELECT throws_ok($$ INSERT INTO billing.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, reverses)
	SELECT practice_id, event_id, claim_id, line_no, to_account, from_account, amount, effective_on, reverses FROM billing.entry WHERE reverses IS NOT NULL LIMIT 1 $$, '23505', NULL, 'an entry is reversed once');
SELECT is((SELECT string_agg(format('%s %s %s', invariant, what, detail), '; ') FROM billing.check('A')), NULL, 'every rule holds');
SELECT * FROM finish();
