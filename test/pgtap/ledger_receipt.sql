-- ledger_receipt.sql - what people pay: receipts, applications, refunds, bounces
\set ON_ERROR_STOP 1
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();
\ir given/people.sql

-- 120 charged on each, 40 allowed off, 50 paid, 30 the patient's
SELECT given.bill('C1', 'P1', '{120}');
SELECT given.bill('C2', 'P2', '{120}', '{}', 'A', 'V2');
SELECT given.bill('C3', 'P3', '{120}');
SELECT is(given.answer('T1', 'CLP*C1*1*120*50*30*CI*N-1~SVC*HC:99211*120*50~CAS*CO*45*40~CAS*PR*1*30~CLP*C2*1*120*50*30*CI*N-2~SVC*HC:99211*120*50~CAS*CO*45*40~CAS*PR*3*30~', '100'), 'posted', 'given: patients owe their share');
SELECT is(given.owes('C1'), '0.00 0.00 30.00 0.00', 'of 30');

-- recording
SELECT is(billing.record_receipt('A', 'R1', 'patient', 40, 'front desk', 'cash', 'P1', received_on => current_date - 5), true, 'a receipt is recorded');
SELECT is(billing.record_receipt('A', 'R1', 'patient', 40, 'front desk', 'cash', 'P1', received_on => current_date - 5), false, 'once');
SELECT is(billing.record_receipt('A', 'R1', 'patient', 40, 'front desk', 'cash', 'P1'), false, 'also when its day is not told again');
SELECT throws_ok($$SELECT billing.record_receipt('A', 'R1', 'patient', 41, 'front desk', 'cash', 'P1')$$, 'RC011', 'receipt "R1" was recorded before with other content', 'another amount under its number is refused');
SELECT is((SELECT count(*) FROM billing.entry WHERE receipt_id = 'R1'), 1::bigint, 'it is one entry');
SELECT is((SELECT concat_ws(' ', from_account, to_account, amount, current_date - effective_on) FROM billing.entry WHERE receipt_id = 'R1'), 'unapplied_patient cash 40.00 5', 'of cash that waits');
SELECT is((SELECT concat_ws(' ', received, unapplied, days) FROM billing.unapplied WHERE receipt_id = 'R1'), '40.00 40.00 5', 'the view shows it');
SELECT throws_ok($$SELECT billing.record_receipt('A', 'R9', 'patient', 40, 'front desk', 'cash', 'P1', received_on => current_date + 2)$$, 'RC011', NULL, 'no receipt of a day to come');
SELECT throws_ok($$SELECT billing.record_receipt('A', 'R9', 'patient', 0, 'front desk', 'cash', 'P1')$$, 'RC011', NULL, 'nor of nothing');
SELECT throws_ok($$SELECT billing.record_receipt('A', 'R9', 'patient', -5, 'front desk', 'cash', 'P1')$$, 'RC011', NULL, 'nor of less');
SELECT throws_ok($$SELECT billing.record_receipt('A', 'R9', 'patient', 5, 'front desk', 'cash')$$, 'RC011', NULL, 'a patient''s names him');
SELECT throws_ok($$SELECT billing.record_receipt('A', 'R9', 'patient', 5, 'pigeon', 'cash', 'P1', memo => 'NORA LIND')$$, 'RC011', 'the receipt breaks the rule receipt_channel_check', 'a channel that is none');
SELECT throws_ok($$SELECT billing.record_receipt('A', 'R9', 'patient', 5, 'mail', NULL, 'P1')$$, 'RC011', NULL, 'no method');
SELECT throws_ok($$SELECT billing.record_receipt('A', 'R9', 'patient', 5, 'mail', 'check', 'P9')$$, 'RC011', NULL, 'a patient that there is not');
SELECT throws_ok($$SELECT billing.record_receipt('Z', 'R9', 'patient', 5, 'mail', 'check', 'P1')$$, 'RC010', NULL, 'a practice that there is not');
SELECT throws_ok(format($$SELECT billing.record_receipt('A', 'R9', 'patient', '1.234', 'mail', 'check', 'P1')$$), '22003', NULL, 'three decimals');
-- card numbers: anywhere, named by place only
SELECT throws_ok(format($$SELECT billing.record_receipt('A', %L, 'patient', 5, 'mail', 'card', 'P1', %s => %L)$$, CASE c WHEN 'receipt_id' THEN '4111 1111 1111 1111' ELSE 'R8' END, CASE c WHEN 'receipt_id' THEN 'memo' ELSE c END, 'paid 4111-1111-1111-1111 visa'),
	'RC011', c || ' holds what reads as the number of a payment card', 'no card number in ' || c)
	FROM unnest(ARRAY['receipt_id', 'token', 'reference', 'memo', 'payer_key', 'earmark_claim', 'earmark_visit']) c;
SELECT throws_ok($$INSERT INTO billing.receipt (practice_id, receipt_id, source, patient_id, channel, method, amount, received_on, memo, event_id) VALUES ('A', 'R8', 'patient', 'P1', 'mail', 'card', 5, current_date, '4111111111111111', 1)$$, '23514', NULL, 'nor by INSERT');

-- applying
SELECT throws_ok($$SELECT billing.apply_receipt('A', 'R1', 'C1', 1, '30.01')$$, 'RC011', 'line 1 of claim "C1": patient owes 30.00, less than 30.01', 'never more than is owed');
SELECT isnt(billing.apply_receipt('A', 'R1', 'C1', 1, 25), NULL, '25 of it are applied');
SELECT is(given.owes('C1'), '0.00 0.00 5.00 0.00', 'which lowers what the patient owes');
SELECT is((SELECT unapplied::text FROM billing.unapplied WHERE receipt_id = 'R1'), '15.00', 'and what is left');
SELECT throws_ok($$SELECT billing.apply_receipt('A', 'R1', 'C2', 1, 16)$$, 'RC011', 'receipt "R1" has 15.00 left, less than 16.00 (I10)', 'never more than there is');
SELECT throws_ok($$SELECT billing.apply_receipt('A', 'R1', 'C1', 1, 0)$$, 'RC011', NULL, 'nothing is not applied');
SELECT throws_ok($$SELECT billing.apply_receipt('A', 'R1', 'C1', 1, -5)$$, 'RC011', NULL, 'nor less');
SELECT throws_ok($$SELECT billing.apply_receipt('A', 'R1', 'C3', 1, 5)$$, 'RC011', 'receipt "R1" is for a patient of another family than claim "C3"', 'nor to another family');
SELECT throws_ok($$SELECT billing.apply_receipt('A', 'R1', 'C3', 1, 5, 'insurer_1')$$, 'RC011', 'money of a patient does not pay what insurer_1 owes', 'nor to what a payer owes');
SELECT throws_ok($$SELECT billing.apply_receipt('A', 'R1', 'C1', 7, 5)$$, 'RC010', NULL, 'a line that there is not');
SELECT throws_ok($$SELECT billing.apply_receipt('A', 'RX', 'C1', 1, 5)$$, 'RC010', NULL, 'a receipt that there is not');
SELECT throws_ok($$SELECT billing.apply_receipt('B', 'R1', 'C1', 1, 5)$$, 'RC010', NULL, 'not of this practice');
-- taking it back
CREATE TABLE app AS SELECT max(event_id) AS id FROM billing.event WHERE kind = 'apply';
SELECT isnt((SELECT billing.unapply('A', id) FROM app), NULL, 'an application is taken back');
SELECT is(given.owes('C1'), '0.00 0.00 30.00 0.00', 'owed again');
SELECT throws_ok($$SELECT billing.unapply('A', id) FROM app$$, 'RC011', NULL, 'once');
SELECT throws_ok($$SELECT billing.unapply('A', (SELECT event_id FROM billing.receipt WHERE receipt_id = 'R1'))$$, 'RC010', NULL, 'only of an application');
SELECT throws_ok($$SELECT billing.unapply('A', (SELECT max(event_id) FROM billing.event WHERE kind = 'apply'))$$, 'RC010', NULL, 'taking back is not taken back');
-- oldest first, the family's, earmarks before
SELECT is(billing.apply_to_oldest('A', 'R1')::text, '40.00', 'the rest goes to the oldest');
SELECT is(given.owes('C1') || ', ' || given.owes('C2'), '0.00 0.00 0.00 0.00, 0.00 0.00 20.00 0.00', 'of the family');
SELECT is(billing.apply_to_oldest('A', 'R1')::text, '0.00', 'nothing is left');
SELECT isnt((SELECT billing.unapply('A', max(event_id)) FROM billing.event WHERE kind = 'apply'), NULL, 'taken back as a whole');
SELECT billing.record_receipt('A', 'R2', 'patient', 35, 'portal', 'card', 'P1', token => 'tok_9', earmark_visit => 'V2') \gset
SELECT is(billing.apply_to_oldest('A', 'R2')::text || ' ' || given.owes('C1') || ', ' || given.owes('C2'), '35.00 0.00 0.00 25.00 0.00, 0.00 0.00 0.00 0.00', 'the visit that it is for comes first');
SELECT billing.record_receipt('A', 'R3', 'patient', 10, 'portal', 'card', 'P3', earmark_claim => 'C3') \gset
SELECT is(billing.apply_to_oldest('A', 'R3')::text, '0.00', 'a prepayment waits until something is owed');
SELECT given.answer('T2', 'CLP*C3*1*120*50*30*CI*N-3~SVC*HC:99211*120*50~CAS*CO*45*40~CAS*PR*1*30~', '50') \gset
SELECT is(billing.apply_to_oldest('A', 'R3')::text, '10.00', 'then it is applied');

-- a check that is not honoured
SELECT throws_ok($$SELECT billing.bounce('A', 'R2', current_date - 3, 'NSF')$$, 'RC011', NULL, 'not before it came');
SELECT throws_ok($$SELECT billing.bounce('A', 'R2', current_date, '4111111111111111')$$, 'RC011', 'reason holds what reads as the number of a payment card', 'no card number in the reason');
CREATE TABLE since AS SELECT claim_id, patient_since FROM billing.receivable;
SELECT isnt(billing.bounce('A', 'R2', NULL, 'NSF'), NULL, 'a receipt bounces');
SELECT is(given.owes('C1') || ', ' || given.owes('C2'), '0.00 0.00 30.00 0.00, 0.00 0.00 30.00 0.00', 'all of it is owed again');
SELECT is((SELECT count(*) FROM since s JOIN billing.receivable r USING (claim_id) WHERE r.patient_since IS DISTINCT FROM s.patient_since), 0::bigint, 'since it was first');
SELECT is(billing.receipt_left('A', 'R2')::text, '0.00', 'and nothing waits');
SELECT is((SELECT rcm.amount(rcm.balance(from_account, to_account, amount), 'cash')::text FROM billing.entry WHERE receipt_id = 'R2'), '0.00', 'nor is there cash');
SELECT throws_ok($$SELECT billing.bounce('A', 'R2', NULL, 'NSF')$$, 'RC011', NULL, 'once');
SELECT throws_ok($$SELECT billing.apply_receipt('A', 'R2', 'C1', 1, 1)$$, 'RC011', 'receipt "R2" was not honoured', 'it cannot be applied any more');
SELECT throws_ok($$SELECT billing.unapply('A', (SELECT max(v.event_id) FROM billing.event v JOIN billing.entry e USING (event_id) WHERE v.kind = 'apply' AND e.receipt_id = 'R2'))$$, 'RC011', NULL, 'nor its applications taken back once more');

SELECT throws_ok($$SELECT billing.reverse_event('A', (SELECT min(v.event_id) FROM billing.event v JOIN billing.entry e USING (event_id) WHERE v.kind = 'apply' AND e.receipt_id = 'R2'), 'correction')$$, 'RC011', NULL, 'not by reverse_event either: an entry is reversed once');

-- refunds
SELECT throws_ok($$SELECT billing.refund('A', 'F1', 'patient', 41, 'check', 'overpaid', receipt_id => 'R1')$$, 'RC011', '40.00 can be given back, less than 41.00', 'no more than is not applied');
SELECT is(billing.refund('A', 'F1', 'patient', 15, 'check', 'overpaid', receipt_id => 'R1', reference => '77'), true, 'a refund of a receipt');
SELECT is(billing.refund('A', 'F1', 'patient', 15, 'check', 'overpaid', receipt_id => 'R1', reference => '77'), false, 'once');
SELECT throws_ok($$SELECT billing.refund('A', 'F1', 'patient', 16, 'check', 'overpaid', receipt_id => 'R1', reference => '77')$$, 'RC011', 'refund "F1" was recorded before with other content', 'not of another amount');
SELECT throws_ok($$SELECT billing.refund('A', 'F1', 'patient', 15, 'check', 'overpaid', receipt_id => 'R3', reference => '77')$$, 'RC011', NULL, 'nor of another receipt');
SELECT is(billing.receipt_left('A', 'R1')::text, '25.00', 'it is no longer there');
SELECT throws_ok($$SELECT billing.refund('A', 'F2', 'patient', 5, 'check', 'x', receipt_id => 'R1', refunded_on => current_date - 6)$$, 'RC011', NULL, 'not before it came');
SELECT throws_ok($$SELECT billing.bounce('A', 'R1', NULL, 'NSF')$$, 'RC011', 'part of receipt "R1" was refunded', 'what was given back did not bounce');
SELECT throws_ok($$SELECT billing.refund('A', 'F2', 'payer', 5, 'check', 'x', receipt_id => 'R1')$$, 'RC011', NULL, 'a patient''s money does not go to a payer');
SELECT throws_ok($$SELECT billing.refund('A', 'F2', 'patient', 5, 'shells', 'x', receipt_id => 'R1')$$, 'RC011', 'the refund breaks the rule refund_method_check', 'a method that is none');
SELECT throws_ok($$SELECT billing.refund('A', 'F2', 'patient', -5, 'check', 'x', receipt_id => 'R1')$$, 'RC011', NULL, 'less than nothing');
SELECT throws_ok($$SELECT billing.refund('A', 'F2', 'patient', 5, 'check', 'x')$$, 'RC011', NULL, 'from nowhere');
SELECT throws_ok($$SELECT billing.refund('A', 'F2', 'patient', 5, 'check', 'x', receipt_id => 'R1', claim_id => 'C1', line_no => 1)$$, 'RC011', NULL, 'from two places');
SELECT throws_ok($$SELECT billing.refund('A', 'F2', 'patient', 5, 'check', 'x', claim_id => 'C1', line_no => 1)$$, 'RC011', '0.00 can be given back, less than 5.00', 'a line that has no credit');
SELECT throws_ok($$SELECT billing.refund('A', 'F2', 'patient', 5, 'check', 'x', claim_id => 'C1', line_no => 9)$$, 'RC010', NULL, 'a line that there is not');
-- PR told anew from 30 to 10 after 30 were paid: a credit of 20, which is given back
SELECT billing.apply_receipt('A', 'R1', 'C1', 1, 25), billing.record_receipt('A', 'R4', 'patient', 5, 'mail', 'check', 'P1', reference => '901'), billing.apply_receipt('A', 'R4', 'C1', 1, 5) \gset
SELECT is(given.answer('T3', 'CLP*C1*22*-120*-50*-30*CI*N-1~SVC*HC:99211*-120*-50~CAS*CO*45*-40~CAS*PR*1*-30~CLP*C1*1*120*70*10*CI*N-1~SVC*HC:99211*120*70~CAS*CO*45*40~CAS*PR*1*10~', '20', 3), 'posted', 'the payer corrects itself');
SELECT is(given.owes('C1'), '0.00 0.00 -20.00 0.00', 'and the patient has a credit');
SELECT is((SELECT concat_ws(', ', claim_id, party, amount, owner, cause) FROM billing.credit), 'C1, patient, 20.00, patient, retroactive change', 'which the view explains');
SELECT is(billing.refund('A', 'F2', 'patient', 20, 'ach', 'deductible lowered', claim_id => 'C1', line_no => 1), true, 'it is given back');
SELECT is(given.owes('C1'), '0.00 0.00 0.00 0.00', 'and gone');
SELECT is((SELECT patient_id FROM billing.refund WHERE refund_id = 'F2'), 'P1', 'to the patient');
SELECT is_empty('SELECT * FROM billing.credit', 'there is no credit any more');

-- paper checks of payers, third parties
SELECT billing.record_receipt('A', 'K1', 'payer', 60, 'lockbox', 'check', payer_key => 'EAST', reference => '5001') \gset
SELECT given.bill('C5', 'P1', '{60,40}');
SELECT throws_ok($$SELECT billing.apply_to_oldest('A', 'K1')$$, 'RC011', NULL, 'a payer''s check has no oldest');
SELECT isnt(billing.apply_receipt('A', 'K1', 'C5', 1, 50), NULL, 'it pays what the payer owes');
SELECT is(given.owes('C5'), '10.00 0.00 0.00 0.00', 'as told');
SELECT is(billing.refund('A', 'F3', 'payer', 10, 'check', 'not ours', receipt_id => 'K1'), true, 'the rest goes back');
SELECT is((SELECT string_agg(concat_ws(' ', from_account, to_account, amount), ', ' ORDER BY entry_id) FROM billing.entry WHERE receipt_id = 'K1'),
	'unapplied_payer cash 60.00, insurer_1 unapplied_payer 50.00, refund unapplied_payer 10.00', 'its own account all the way');
SELECT billing.transfer('A', 'C5', 2, 'insurer_1', 'third_party', 40, 'employer pays') \gset
SELECT billing.record_receipt('A', 'E1', 'third_party', 40, 'mail', 'check') \gset
SELECT isnt(billing.apply_receipt('A', 'E1', 'C5', 2, 40), NULL, 'an employer pays for himself');

-- money of a payer that nobody can place is given back to him
SELECT is(given.answer('T4', 'CLP*NOBODY*1*90*90*0*CI*N-9~SVC*HC:99213*90*90~', '90'), 'posted', 'given: a claim that nobody knows');
CREATE TABLE w AS SELECT remittance_id AS r, claim_no AS n FROM billing.suspense;
SELECT throws_ok($$SELECT billing.refund('A', 'F4', 'payer', 50, 'check', 'not ours', remittance_id => r, remitted_claim => n) FROM w$$, 'RC011', NULL, 'all or nothing');
SELECT throws_ok($$SELECT billing.refund('A', 'F4', 'payer', 91, 'check', 'not ours', remittance_id => r, remitted_claim => n) FROM w$$, 'RC011', NULL, 'not more');
SELECT is((SELECT billing.refund('A', 'F4', 'payer', 90, 'check', 'not ours', remittance_id => r, remitted_claim => n) FROM w), true, 'it goes back');
SELECT is((SELECT billing.refund('A', 'F4', 'payer', 90, 'check', 'not ours', remittance_id => r, remitted_claim => n) FROM w), false, 'once');
SELECT is_empty('SELECT * FROM billing.suspense', 'nothing waits');
SELECT is((SELECT payer_key FROM billing.refund WHERE refund_id = 'F4'), '1512345678', 'to the payer');
SELECT given.bill('NOBODY', 'P3', '{90}');
SELECT is(billing.match_suspense('A'), 0, 'and no claim that comes late gets it');

-- the payer takes back a payment that was given back to him: he has it twice
SELECT is(given.answer('T5', 'CLP*NOBODY*22*-90*-90*0*CI*N-9~SVC*HC:99213*-90*-90~', '-90', 5), 'posted', 'given: he reverses what was refunded');
SELECT is((SELECT string_agg(amount::text, ' ') FROM billing.suspense), '90.00', 'what he has too much waits');

-- money of a line that nobody knows, in a claim that is known: given back, and then the payer takes the claim back
SELECT given.bill('C6', 'P3', '{100}');
SELECT is(given.answer('T6', 'CLP*C6*1*100*80*0*CI*N-6~SVC*HC:99211*100*60~CAS*CO*45*40~SVC*HC:J1100*0*20~CAS*CO*45*-20~', '80', 9), 'posted', 'given: paid on a line that was never billed');
SELECT is((SELECT string_agg(amount::text, ' ') FROM billing.suspense WHERE amount < 0), '-20.00', 'which waits');
SELECT is((SELECT billing.refund('A', 'F6', 'payer', 20, 'check', 'not billed', remittance_id => remittance_id, remitted_claim => claim_no) FROM billing.suspense WHERE amount < 0), true, 'it is given back');
SELECT is(given.answer('T7', 'CLP*C6*22*-100*-80*0*CI*N-6~SVC*HC:99211*-100*-60~CAS*CO*45*-40~SVC*HC:J1100*0*-20~CAS*CO*45*20~', '-80', 2), 'posted', 'the payer takes all of it back');
SELECT is((SELECT string_agg(amount::text, ' ' ORDER BY amount) FROM billing.suspense), '20.00 90.00', 'so the payer has 20 too much');
SELECT is((SELECT rcm.amount(rcm.balance(from_account, to_account, amount), 'refund')::text FROM billing.entry WHERE to_account = 'suspense' AND from_account = 'refund'), '-110.00', 'the refunds stand');

SELECT is(given.true_books(), NULL, 'the books are true');
SELECT * FROM finish();
