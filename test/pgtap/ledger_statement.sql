-- ledger_statement.sql - statements, plans, bad debt, overpayments, the bank
\set ON_ERROR_STOP 1
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();
\ir given/people.sql

SELECT given.bill('C1', 'P1', '{120,80}');
SELECT given.bill('C2', 'P2', '{120}');
SELECT given.bill('S3', 'P3', '{33.34,66.66}', '{"payer_id": null, "filing_ind": "09"}');
SELECT is(billing.cut_statement('A', 'P1'), NULL, 'nothing is asked for before a payer has answered');
SELECT is(given.answer('T1', 'CLP*C1*1*200*90*50*CI*N-1~SVC*HC:99211*120*50~CAS*CO*45*40~CAS*PR*1*30~SVC*HC:99212*80*40~CAS*CO*45*20~CAS*PR*2*20~CLP*C2*1*120*50*30*CI*N-2~SVC*HC:99211*120*50~CAS*CO*45*40~CAS*PR*3*30~', '140'), 'posted', 'given: shares of 30, 20 and 30');
SELECT billing.record_receipt('A', 'R1', 'patient', 10, 'front desk', 'check', 'P1', reference => '7001', received_on => current_date - 10), billing.apply_receipt('A', 'R1', 'C1', 1, 10) \gset

-- statements
CREATE TABLE s AS SELECT billing.cut_statement('A', 'P2', 'email') AS id;
SELECT is((SELECT concat_ws(' ', patient_id, amount, channel, current_date - cut_on) FROM billing.statement, s WHERE statement_id = id), 'P1 70.00 email 0', 'a statement is the guarantor''s, for the family');
SELECT is((SELECT string_agg(concat_ws(' ', claim_id, line_no, charge, amount), ', ' ORDER BY claim_id, line_no) FROM billing.statement_line, s WHERE statement_id = id), 'C1 1 120.00 20.00, C1 2 80.00 20.00, C2 1 120.00 30.00', 'line by line');
SELECT is_empty($$SELECT l.* FROM billing.statement_line l CROSS JOIN LATERAL (SELECT rcm.amount(rcm.balance(e.from_account, e.to_account, e.amount), 'patient') AS b FROM billing.entry e
	WHERE (e.practice_id, e.claim_id, e.line_no) = (l.practice_id, l.claim_id, l.line_no) AND e.entry_id <= l.last_entry) x WHERE x.b <> l.amount$$, 'each line is what its entries say');
SELECT throws_ok($$SELECT billing.cut_statement('A', 'P9')$$, 'RC010', NULL, 'not for a patient that there is not');
SELECT throws_ok($$SELECT billing.cut_statement('B', 'P3')$$, 'RC010', NULL, 'nor of another practice');
SELECT throws_ok($$SELECT billing.cut_statement('A', 'P1', 'drum')$$, 'RC011', NULL, 'nor by a channel that is none');
UPDATE billing.patient SET bill_hold = 'dispute' WHERE practice_id = 'A' AND patient_id = 'P2';
SELECT throws_ok($$SELECT billing.cut_statement('A', 'P2')$$, 'RC011', 'the patient is not to be billed', 'not for a patient on hold');
CREATE TABLE s2 AS SELECT billing.cut_statement('A', 'P1') AS id;
SELECT is((SELECT amount::text FROM billing.statement, s2 WHERE statement_id = id), '40.00', 'the rest of the family gets one without him');
UPDATE billing.patient SET bill_hold = NULL WHERE practice_id = 'A' AND patient_id = 'P2';
UPDATE billing.patient SET bill_hold = 'bankruptcy' WHERE practice_id = 'A' AND patient_id = 'P1';
SELECT throws_ok($$SELECT billing.cut_statement('A', 'P2')$$, 'RC011', NULL, 'nobody, when the guarantor is on hold');
SELECT throws_ok($$SELECT billing.agree_plan('A', 'P2', 2, current_date)$$, 'RC011', NULL, 'no plan either');
SELECT throws_ok($$SELECT billing.place_bad_debt('A', 'P2', 'AGENCY')$$, 'RC011', NULL, 'nor a collector');
UPDATE billing.patient SET bill_hold = NULL WHERE practice_id = 'A' AND patient_id = 'P1';

-- plans
SELECT throws_ok($$SELECT billing.agree_plan('A', 'P3', 0, current_date)$$, 'RC011', NULL, 'a plan has instalments');
SELECT throws_ok($$SELECT billing.agree_plan('A', 'P3', 3, current_date - 1)$$, 'RC011', NULL, 'that are to come');
SELECT throws_ok($$SELECT billing.agree_plan('A', 'P3', 3, current_date, '-1 month')$$, 'RC011', NULL, 'one after the other');
CREATE TABLE p AS SELECT billing.agree_plan('A', 'P3', 3, current_date) AS id;
SELECT is((SELECT string_agg(i.amount::text || ' ' || (i.due_on = (current_date + (i.instalment_no - 1) * interval '1 month')::date), ', ' ORDER BY instalment_no) FROM billing.instalment i, p WHERE plan_id = id),
	'33.34 true, 33.33 true, 33.33 true', 'they add up to what is owed, to the cent');
SELECT is((SELECT sum(amount)::text FROM billing.payment_plan_line, p WHERE plan_id = id), '100.00', 'so do its lines');
SELECT throws_ok($$SELECT billing.agree_plan('A', 'P3', 2, current_date)$$, 'RC011', 'the guarantor has a plan that runs', 'one plan at a time');
SELECT is(billing.cut_statement('A', 'P3'), NULL, 'what is in a plan is not on a statement');
SELECT is(billing.place_bad_debt('A', 'P3', 'AGENCY'), NULL, 'nor with a collector');
SELECT is((SELECT concat_ws(' ', paid, amount_left, met, missed, due_now, next_due_on = current_date, in_default) FROM billing.plan_state), '0.00 100.00 0 0 33.34 t f', 'the first is due');
SELECT billing.record_receipt('A', 'R3', 'patient', 40, 'autopay', 'ach', 'P3', reference => '7003'), billing.apply_to_oldest('A', 'R3') \gset
SELECT is((SELECT concat_ws(' ', paid, amount_left, met, missed, due_now, next_due_on > current_date, in_default) FROM billing.plan_state), '40.00 60.00 1 0 0.00 t f', 'paid');
SELECT billing.bounce('A', 'R3', NULL, 'NSF') \gset
SELECT is((SELECT concat_ws(' ', paid, met, due_now) FROM billing.plan_state), '0.00 0 33.34', 'not honoured: not paid');
SELECT billing.write_off('A', 'S3', 1, 'patient', 'writeoff_courtesy', '33.34', 'good patient') \gset
SELECT is((SELECT concat_ws(' ', paid, relieved, amount_left, met, due_now) FROM billing.plan_state), '0.00 33.34 66.66 1 0.00', 'what is written off need not be paid');
SELECT throws_ok($$SELECT billing.end_plan('A', id, 'paid') FROM p$$, 'RC011', NULL, 'it is not paid');
SELECT throws_ok($$SELECT billing.end_plan('A', id, 'default') FROM p$$, 'RC011', NULL, 'nor in default');
-- (a day does not pass in a test: the plan was signed longer ago)
ALTER TABLE billing.instalment DISABLE TRIGGER append_only;
UPDATE billing.instalment SET due_on = due_on - 40;
SELECT is((SELECT concat_ws(' ', missed, in_default) FROM billing.plan_state), '1 f', 'one missed is no default');
UPDATE billing.instalment SET due_on = due_on - 40;
SELECT is((SELECT concat_ws(' ', missed, in_default, due_now) FROM billing.plan_state), '2 t 66.66', 'two are');
SELECT lives_ok($$SELECT billing.end_plan('A', id, 'default') FROM p$$, 'it ends');
SELECT throws_ok($$SELECT billing.end_plan('A', id, 'cancelled') FROM p$$, 'RC010', NULL, 'once');
CREATE TABLE s3 AS SELECT billing.cut_statement('A', 'P3') AS id;
SELECT is((SELECT amount::text FROM billing.statement, s3 WHERE statement_id = id), '66.66', 'and the rest is asked for again');

-- bad debt
SELECT throws_ok($$SELECT billing.place_bad_debt('A', 'P1', '')$$, 'RC011', NULL, 'a collector has a name');
SELECT throws_ok($$SELECT billing.place_bad_debt('A', 'P1', 'AGENCY', 101)$$, 'RC011', NULL, 'and does not keep more than all');
SELECT throws_ok($$SELECT billing.place_bad_debt('A', 'P1', 'AGENCY', '33.333')$$, 'RC011', NULL, 'in percents of two decimals');
SELECT throws_ok($$SELECT billing.place_bad_debt('A', 'P1', 'AGENCY', 30, current_date + 1)$$, 'RC011', NULL, 'today or before');
SELECT throws_ok($$SELECT billing.place_bad_debt('A', 'P1', 'AGENCY', 30, current_date - 30)$$, 'RC011', NULL, 'when it was owed');
CREATE TABLE b AS SELECT billing.place_bad_debt('A', 'P1', 'AGENCY', '33.33') AS id;
SELECT is((SELECT concat_ws(' ', placed, amount_left, current_date - last_statement_on, current_date - last_payment_on, current_date - charged_off_on, current_date - transaction_on) FROM billing.bad_debt, b WHERE placement_id = id),
	'40.00 40.00 0 0 0 45', 'what the patient owes is placed, with its dates');
SELECT is(given.owes('C1') || ', ' || given.owes('C2'), '0.00 0.00 0.00 0.00, 0.00 0.00 30.00 0.00', 'only his own');
SELECT is(billing.place_bad_debt('A', 'P1', 'AGENCY'), NULL, 'once');
SELECT is(billing.record_recovery('A', id, 'Y1', '25.05', reference => '8001'), true, 'some is collected') FROM b;
SELECT is(billing.record_recovery('A', id, 'Y1', '25.05', reference => '8001'), false, 'once') FROM b;
SELECT throws_ok($$SELECT billing.record_recovery('A', id, 'Y1', 26) FROM b$$, 'RC011', 'recovery "Y1" was recorded before with other content', 'not of another amount');
SELECT is((SELECT string_agg(concat_ws(' ', line_no, to_account, e.amount), ', ' ORDER BY entry_id) FROM billing.entry e JOIN billing.recovery USING (event_id)),
	'1 cash 13.33, 1 agency_fee 6.67, 2 cash 3.37, 2 agency_fee 1.68', 'the fee is rounded once and shared');
SELECT is((SELECT concat_ws(' ', collected, fee, received, amount_left) FROM billing.bad_debt), '25.05 8.35 16.70 14.95', 'of 8.349165');
SELECT throws_ok($$SELECT billing.record_recovery('A', id, 'Y2', 15) FROM b$$, 'RC011', 'placement ' || id || ' has 14.95 left, less than 15.00', 'never more than is left') FROM b;
SELECT throws_ok($$SELECT billing.record_recovery('A', id, 'Y2', 5, reference => '4111111111111111') FROM b$$, 'RC011', NULL, 'without card numbers');
SELECT throws_ok($$SELECT billing.record_recovery('A', id, 'Y2', 0) FROM b$$, 'RC011', NULL, 'more than nothing');
SELECT throws_ok($$SELECT billing.record_recovery('A', id, 'Y2', 5, current_date - 1) FROM b$$, 'RC011', NULL, 'not before it was placed');
SELECT isnt((SELECT billing.recall_bad_debt('A', id, 'patient calls') FROM b), NULL, 'the rest is recalled');
SELECT is(given.owes('C1') || ', ' || given.owes('C1', 2), '0.00 0.00 0.00 0.00, 0.00 0.00 14.95 0.00', 'and owed again');
SELECT is((SELECT current_date - patient_since FROM billing.receivable WHERE claim_id = 'C1' AND line_no = 2), 20, 'since it was first');
SELECT throws_ok($$SELECT billing.recall_bad_debt('A', id, 'x') FROM b$$, 'RC011', NULL, 'once');
SELECT throws_ok($$SELECT billing.record_recovery('A', id, 'Y2', 1) FROM b$$, 'RC011', NULL, 'the collector has nothing to collect');
SELECT is(billing.record_recovery('A', id, 'Y1', '25.05', reference => '8001'), false, 'what he had told once more is harmless') FROM b;
SELECT is((SELECT concat_ws(' ', placed, collected, recalled, amount_left) FROM billing.bad_debt), '40.00 25.05 14.95 0.00', 'nothing is lost');

-- the 60 days (dates counted by hand)
SELECT is(rcm.overpayment_due('2025-01-10'), '2025-03-11', '60 days');
SELECT is(rcm.overpayment_due('2024-01-10'), '2024-03-10', 'with 29 February');
SELECT is(rcm.overpayment_due('2025-01-10', '2025-01-20', '2025-03-01'), '2025-04-20', 'an investigation of 40 days');
SELECT is(rcm.overpayment_due('2025-01-10', '2025-01-20', '2025-12-31'), '2025-09-07', 'stops it for 180 days at most');
SELECT is(rcm.overpayment_due('2025-01-10', '2025-01-20'), '2025-09-07', 'so does one that goes on');
SELECT is(rcm.overpayment_due('2025-01-10', '2025-03-12', '2025-04-12'), '2025-03-11', 'one that starts on the 61st day is too late');
SELECT is(rcm.overpayment_due('2025-01-10', '2025-03-11', '2025-03-21'), '2025-03-21', 'on the 60th it is not');
SELECT is(rcm.overpayment_due('2025-01-10', '2024-12-31', '2025-01-20'), '2025-03-21', 'of one that had started only what comes after counts');
SELECT is(rcm.overpayment_due('2025-01-10', '2024-12-31', '2025-01-05'), '2025-03-11', 'or nothing');
SELECT is(rcm.overpayment_due(NULL), NULL, 'null of null');
SELECT throws_ok($$SELECT billing.identify_overpayment('A', 'nobody', 5, 'other')$$, 'RC011', 'the overpayment breaks the rule overpayment_owner_check', 'an owner that is none');
SELECT throws_ok($$SELECT billing.identify_overpayment('A', 'medicare', 5, 'other', identified_on => current_date + 1)$$, 'RC011', NULL, 'not on a day to come');
SELECT billing.identify_overpayment('A', 'medicare', 5, 'duplicate payment', 'C1', 1, current_date - 50, current_date - 400), billing.identify_overpayment('A', 'medicaid', 6, 'other', identified_on => current_date - 61),
	billing.identify_overpayment('A', 'payer', 7, 'contract', identified_on => current_date - 61), billing.identify_overpayment('A', 'medicare', 8, 'other', identified_on => current_date, received_on => (current_date - interval '6 years 2 days')::date) \gset
SELECT is((SELECT string_agg(concat_ws(' ', amount, coalesce(days_left::text, '-'), coalesce(light, '-'), look_back_ended), ', ' ORDER BY amount) FROM billing.overpayment_clock),
	'5.00 10 yellow f, 6.00 -1 red f, 7.00 - - f, 8.00 - - t', 'each has its clock');
UPDATE billing.overpayment SET investigation_started_on = current_date - 20 WHERE amount = 5;
SELECT is((SELECT concat_ws(' ', days_left, light, suspended) FROM billing.overpayment_clock WHERE amount = 5), '190 green t', 'an investigation stops it');
UPDATE billing.overpayment SET returned_on = current_date WHERE amount = 6;
SELECT is((SELECT count(*) FROM billing.overpayment_clock), 3::bigint, 'what was returned has none');

-- credits by what the entries say
SELECT given.bill('D1', 'P3', '{100}');
SELECT given.answer('T7', 'CLP*D1*1*100*60*0*MB*N-7~SVC*HC:99211*100*60~CAS*CO*45*40~', '60', 9) || given.answer('T8', 'CLP*D1*1*100*60*0*MB*N-7~SVC*HC:99211*100*60~CAS*CO*45*40~', '60', 8) AS given \gset
SELECT is((SELECT concat_ws(', ', claim_id, party, amount, owner, cause, explanation) FROM billing.credit WHERE claim_id = 'D1'), 'D1, insurer_1, 100.00, payer, duplicate payment, the payer paid the same amount more than once', 'paid twice');
INSERT INTO billing.coverage (practice_id, coverage_id, patient_id, rank, payer_id, filing_ind) VALUES ('A', 'W1', 'P3', 1, 'NHP01', 'MB');
SELECT is((SELECT owner FROM billing.credit WHERE claim_id = 'D1'), 'medicare', 'by a payer that is Medicare');
SELECT given.bill('D2', 'P3', '{100}');
SELECT given.answer('T9', 'CLP*D2*1*100*60*0*CI*N-8~SVC*HC:99211*100*60~CAS*CO*45*40~', '60', 9) \gset
UPDATE billing.claim SET state = 'ready', document = (document::jsonb || '{"freq": "8", "orig_ref": "N-8"}')::rcm.claim WHERE claim_id = 'D2';
UPDATE billing.claim SET state = 'submitted' WHERE claim_id = 'D2';
UPDATE billing.claim SET state = 'void' WHERE claim_id = 'D2';
SELECT is((SELECT concat_ws(', ', party, amount, cause) FROM billing.credit WHERE claim_id = 'D2'), 'insurer_1, 60.00, retroactive change', 'voided after it was paid');

-- the bank
INSERT INTO billing.deposit (practice_id, deposit_id, deposited_on, amount, trace_number) VALUES
	('A', 'B1', current_date - 19, '140', 'T1'), ('A', 'B2', current_date - 9, '50', 'T7'), ('A', 'B3', current_date - 8, '60', NULL), ('A', 'B4', current_date - 1, '77', 'X'),
	('A', 'B5', current_date - 8, '10', NULL), ('A', 'B6', current_date, '16.70', '8001'), ('B', 'B1', current_date - 8, '10', NULL);
SELECT is((SELECT string_agg(concat_ws(' ', deposit_id, stage, coalesce(trace_number, '-'), difference), ', ' ORDER BY deposit_id) FROM billing.reconciliation WHERE practice_id = 'A' AND deposit_id IS NOT NULL),
	'B1 trace number and amount T1 0.00, B2 trace number, other amount T7 -10.00, B3 only the bank has it - 60.00, B4 only the bank has it X 77.00, B5 amount, within 5 days 7001 0.00, B6 trace number and amount 8001 0.00', 'deposits: B3 could be either of two');
SELECT is((SELECT string_agg(concat_ws(' ', kind, coalesce(trace_number, '-'), booked, posted, difference), ', ' ORDER BY trace_number) FROM billing.reconciliation WHERE practice_id = 'A' AND deposit_id IS NULL),
	'receipt 7003 40.00 0.00 0.00, remittance T8 60.00 60.00 -60.00, remittance T9 60.00 60.00 -60.00', 'what the bank does not have');
SELECT is((SELECT count(*) FROM billing.reconciliation WHERE deposit_id IS NOT NULL), (SELECT count(*) FROM billing.deposit), 'every deposit once');
SELECT is((SELECT concat_ws(' ', stage, difference) FROM billing.reconciliation WHERE practice_id = 'B'), 'only the bank has it 10.00', 'each practice for itself');
-- one that is held has no cash yet
SELECT is(given.answer('T10', 'CLP*D1*1*100*60*0*MB*N-7~SVC*HC:99211*100*60~CAS*CO*45*39~', '60', 2) LIKE 'held%', true, 'given: one that misses by a dollar');
INSERT INTO billing.deposit (practice_id, deposit_id, deposited_on, amount, trace_number) VALUES ('A', 'B7', current_date - 2, 60, 'T10');
SELECT is((SELECT concat_ws(' ', stage, posted, difference) FROM billing.reconciliation WHERE deposit_id = 'B7'), 'trace number and amount 0.00 60.00', 'a remittance that is held');

ALTER TABLE billing.instalment ENABLE TRIGGER append_only;
SELECT is(given.true_books(), NULL, 'the books are true');
SELECT * FROM finish();
