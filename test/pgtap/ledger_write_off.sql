-- ledger_write_off.sql - transfers, write-offs, policies
\set ON_ERROR_STOP 1
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();
\ir given/people.sql

-- line 1: 120 charged, 40 allowed off, 50 paid, 30 the patient's; line 2: denied for want of an authorization
SELECT given.bill('C1', 'P1', '{120,100}');
INSERT INTO billing.coverage (practice_id, coverage_id, patient_id, rank, payer_id, filing_ind) VALUES ('A', 'V1', 'P1', 1, 'NHP01', 'CI'), ('A', 'V2', 'P1', 2, 'EAST2', 'CI');
SELECT is(given.answer('T1', 'CLP*C1*1*220*50*30*CI*N-1~SVC*HC:99211*120*50~CAS*CO*45*40~CAS*PR*1*20**2*10~SVC*HC:99212*100*0~CAS*CO*197*100~', '50'), 'posted', 'given: a share and a denial');
SELECT is(given.owes('C1') || ', ' || given.owes('C1', 2), '0.00 30.00 0.00 0.00, 100.00 0.00 0.00 0.00', 'the share is the second payer''s, the denial the first''s');
SELECT is((SELECT string_agg(concat_ws(' ', line_no, group_code, carc, amount), ', ' ORDER BY line_no, carc) FROM billing.effective_adjustments('A', 'C1')),
	'1 PR 1 20.00, 1 PR 2 10.00, 1 CO 45 40.00, 2 CO 197 100.00', 'what the payer says now, by charge line');

-- I4: a patient owes what payers call the patient's
SELECT throws_ok($$SELECT billing.transfer('A', 'C1', 2, 'insurer_1', 'patient', 100, 'denied')$$, 'RC011', 'line 2 of claim "C1": 0.00 is left of what payers say is the patient''s, less than 100.00 (I4)', 'a denial is not billed to the patient');
SELECT throws_ok($$SELECT billing.transfer('A', 'C1', 2, 'insurer_1', 'patient', 1, 'denied', 'because')$$, 'RC011', 'this is no exception', 'nor for a reason that is none');
SELECT throws_ok($$SELECT billing.transfer('A', 'C1', 1, 'insurer_2', 'patient', 31, 'no second coverage')$$, 'RC011', 'line 1 of claim "C1": insurer_2 owes 30.00, less than 31.00', 'no more than is owed');
SELECT throws_ok($$SELECT billing.transfer('A', 'C1', 1, 'insurer_2', 'cash', 30, 'x')$$, 'RC011', NULL, 'only to who owes');
SELECT throws_ok($$SELECT billing.transfer('A', 'C1', 1, 'revenue', 'patient', 30, 'x')$$, 'RC011', NULL, 'only from who owes');
SELECT throws_ok($$SELECT billing.transfer('A', 'C1', 1, 'insurer_2', 'insurer_2', 30, 'x')$$, 'RC011', NULL, 'not to itself');
SELECT throws_ok($$SELECT billing.transfer('A', 'C1', 1, 'insurer_2', 'patient', 30, '')$$, 'RC011', 'a transfer needs a reason', 'not without a reason');
SELECT throws_ok($$SELECT billing.transfer('A', 'C1', 1, 'insurer_2', 'patient', 0, 'x')$$, 'RC011', NULL, 'not nothing');
SELECT isnt(billing.transfer('A', 'C1', 1, 'insurer_2', 'patient', 20, 'no second coverage'), NULL, 'the share is moved on');
SELECT is((SELECT concat_ws(' ', from_account, to_account, amount, group_code) FROM billing.entry ORDER BY entry_id DESC LIMIT 1), 'insurer_2 patient 20.00 PR', 'as such');
SELECT is(billing.patient_share_left('A', 'C1', 1)::text || ' ' || billing.patient_share_left('A', 'C1', 2), '10.00 0.00', 'the rest of it is left');
SELECT isnt(billing.transfer('A', 'C1', 1, 'insurer_2', 'patient', 10, 'no second coverage'), NULL, 'and moved');
-- there and back again counts once
SELECT billing.transfer('A', 'C1', 1, 'patient', 'insurer_2', 30, 'coverage found'), billing.transfer('A', 'C1', 1, 'insurer_2', 'patient', 30, 'was none') \gset
SELECT is(given.owes('C1') || ' ' || billing.patient_share_left('A', 'C1', 1), '0.00 0.00 30.00 0.00 0.00', 'there and back again');
-- a second payer who answers
SELECT given.bill('C7', 'P1', '{120}');
SELECT given.answer('T71', 'CLP*C7*1*120*50*30*CI*N-71~SVC*HC:99211*120*50~CAS*CO*45*40~CAS*PR*1*30~', '50') AS given \gset
SELECT is(given.answer('T72', 'CLP*C7*2*120*12*8*CI*N-72~SVC*HC:99211*120*12~CAS*OA*23*90~CAS*PR*2*8~CAS*CO*22*10~', '12', 15), 'posted', 'given: the second payer leaves 8 to the patient and denies 10');
SELECT is(given.owes('C7'), '0.00 10.00 8.00 0.00', 'the share is the patient''s');
SELECT throws_ok($$SELECT billing.transfer('A', 'C7', 1, 'insurer_2', 'patient', 10, 'denied')$$, 'RC011', 'line 1 of claim "C7": 0.00 is left of what payers say is the patient''s, less than 10.00 (I4)', 'though the first payer had called 30 the patient''s, the second''s word counts');
SELECT throws_ok($$SELECT billing.write_off('A', 'C7', 1, 'insurer_2', 'contractual', 10, 'contract', '45')$$, 'RC011', NULL, 'nor is what the second denied a discount');
-- a contract that makes a denial a discount
INSERT INTO billing.contract_rule (practice_id, rule_id, payer_key, carc, source) VALUES ('A', 'K97', '1512345678', '97', 'section 4');
SELECT given.bill('C8', 'P3', '{120}');
SELECT given.answer('T73', 'CLP*C8*1*120*50*0*CI*N-73~SVC*HC:99211*120*50~DTM*472*' || to_char(current_date - 45, 'YYYYMMDD') || '~CAS*CO*97*40~CAS*CO*16*30~', '50') AS given \gset
SELECT is(given.owes('C8') || ' ' || billing.denied('A', 'C8', 1, 'insurer_1'), '30.00 0.00 0.00 0.00 30.00', 'is no denial any more');
-- round by a third party is no way either
SELECT billing.transfer('A', 'C1', 2, 'insurer_1', 'third_party', 100, 'employer') \gset
SELECT throws_ok($$SELECT billing.transfer('A', 'C1', 2, 'third_party', 'patient', 100, 'x')$$, 'RC011', NULL, 'not by way of a third party');
SELECT billing.transfer('A', 'C1', 2, 'third_party', 'insurer_1', 100, 'not the employer') \gset
-- an exception that anybody can look up
SELECT isnt(billing.transfer('A', 'C1', 2, 'insurer_1', 'patient', 100, 'signed on the day', 'not covered, patient agreed'), NULL, 'an exception');
SELECT is(billing.patient_share_left('A', 'C1', 2)::text, '0.00', 'is beside the share');
SELECT billing.transfer('A', 'C1', 2, 'patient', 'insurer_1', 100, 'it was covered', 'not covered, patient agreed') \gset
SELECT throws_ok($$SELECT billing.transfer('A', 'C1', 2, 'insurer_1', 'patient', 1, 'x')$$, 'RC011', NULL, 'which moving it back does not open');
-- self-pay: to an insurer and back, until he answers
SELECT given.bill('S1', 'P3', '{80}', '{"payer_id": null, "filing_ind": "09"}');
SELECT is(given.owes('S1'), '0.00 0.00 80.00 0.00', 'given: self-pay');
SELECT billing.transfer('A', 'S1', 1, 'patient', 'insurer_1', 80, 'coverage found') \gset
SELECT isnt(billing.transfer('A', 'S1', 1, 'insurer_1', 'patient', 80, 'was none'), NULL, 'what was charged to the patient comes back');
SELECT billing.transfer('A', 'S1', 1, 'patient', 'insurer_1', 80, 'coverage found') \gset
SELECT is(given.answer('T2', 'CLP*S1*1*80*0*5*CI*N-2~SVC*HC:99211*80*0~CAS*CO*29*75~CAS*PR*3*5~', '0'), 'posted', 'given: the insurer answers');
SELECT throws_ok($$SELECT billing.transfer('A', 'S1', 1, 'insurer_1', 'patient', 75, 'denied')$$, 'RC011', NULL, 'once he has answered, what he says counts');
-- workers' compensation
SELECT given.bill('W1', 'P3', '{80}', '{"filing_ind": "WC"}');
SELECT given.answer('T3', 'CLP*W1*1*80*70*10*WC*N-3~SVC*HC:99211*80*70~CAS*PR*3*10~', '70') \gset
SELECT throws_ok($$SELECT billing.transfer('A', 'W1', 1, 'third_party', 'patient', 10, 'x')$$, 'RC011', NULL, 'of workers'' compensation the patient owes nothing');

-- I11: what was denied is no discount (story 23)
SELECT throws_ok($$SELECT billing.write_off('A', 'C1', 2, 'insurer_1', 'contractual', 100, 'contract', '197')$$, 'RC011', 'line 2 of claim "C1": a contractual write-off needs a contractual reason, which CARC 197 is not (I11)', 'not under its own name');
SELECT throws_ok($$SELECT billing.write_off('A', 'C1', 2, 'insurer_1', 'contractual', 100, 'contract', '45')$$, 'RC011', 'line 2 of claim "C1": insurer_1 denied 100.00 of the 100.00 that it owes, which is no contractual write-off (I11)', 'nor under another');
SELECT throws_ok($$SELECT billing.write_off('A', 'C1', 2, 'insurer_1', 'contractual', 1, 'contract', '45')$$, 'RC011', NULL, 'not a part of it');
SELECT throws_ok($$SELECT billing.write_off('A', 'C1', 2, 'insurer_1', 'contractual', 100, 'contract')$$, 'RC011', NULL, 'nor without a reason code');
SELECT throws_ok($$SELECT billing.write_off('A', 'C1', 1, 'patient', 'contractual', 30, 'contract', '45')$$, 'RC011', NULL, 'a patient has no contract');
SELECT throws_ok($$SELECT billing.write_off('A', 'C1', 1, 'patient', 'writeoff_denial', 30, 'x')$$, 'RC011', NULL, 'and denies nothing');
SELECT throws_ok($$SELECT billing.write_off('A', 'C1', 2, 'insurer_1', 'writeoff_denial', '100.01', 'late')$$, 'RC011', 'line 2 of claim "C1": insurer_1 owes 100.00, less than 100.01', 'never more than is owed');
SELECT throws_ok($$SELECT billing.write_off('A', 'C1', 2, 'insurer_1', 'cash', 100, 'late')$$, 'RC011', NULL, 'cash is no write-off');
SELECT throws_ok($$SELECT billing.write_off('A', 'C1', 2, 'insurer_1', 'bad_debt', 100, 'late')$$, 'RC011', NULL, 'nor bad debt');
SELECT throws_ok($$SELECT billing.write_off('A', 'C1', 2, 'insurer_1', 'writeoff_denial', 100, NULL)$$, 'RC011', NULL, 'a reason is needed');
SELECT throws_ok($$SELECT billing.write_off('A', 'C1', 2, 'insurer_1', 'writeoff_denial', 100, 'card 4111111111111111')$$, 'RC011', 'reason holds what reads as the number of a payment card', 'without a card number');
SELECT isnt(billing.write_off('A', 'C1', 2, 'insurer_1', 'writeoff_denial', 100, 'no authorization', '197'), NULL, 'a denial is written off as one');
SELECT is(given.owes('C1', 2), '0.00 0.00 0.00 0.00', 'nobody owes it');
CREATE TABLE gone AS SELECT max(event_id) AS id FROM billing.event WHERE kind = 'write-off';
SELECT isnt((SELECT billing.undo_write_off('A', id, 'appeal won') FROM gone), NULL, 'it is taken back');
SELECT is(given.owes('C1', 2), '100.00 0.00 0.00 0.00', 'owed again');
SELECT throws_ok($$SELECT billing.undo_write_off('A', id, 'x') FROM gone$$, 'RC011', NULL, 'once');
SELECT throws_ok($$SELECT billing.undo_write_off('A', (SELECT min(event_id) FROM billing.event), 'x')$$, 'RC010', NULL, 'only of a write-off');
-- what is owed besides the denial may be a discount; so may the denial once the payer takes it back
SELECT given.bill('C2', 'P3', '{100}');
SELECT is(given.answer('T4', 'CLP*C2*1*100*40*0*CI*N-4~SVC*HC:99211*100*40~CAS*CO*96*60~', '40'), 'posted', 'given: partly denied');
SELECT throws_ok($$SELECT billing.write_off('A', 'C2', 1, 'insurer_1', 'contractual', 60, 'contract', '45')$$, 'RC011', NULL, 'the denied part is none');
SELECT is(given.answer('T5', 'CLP*C2*22*-100*-40*0*CI*N-4~SVC*HC:99211*-100*-40~CAS*CO*96*-60~', '-40', 10), 'posted', 'the payer takes it back');
SELECT isnt(billing.write_off('A', 'C2', 1, 'insurer_1', 'contractual', 60, 'contract', '45'), NULL, 'then it may be');
SELECT is((SELECT concat_ws(' ', account, party, lines, written_off, taken_back, stands) FROM billing.write_off_report WHERE account = 'writeoff_denial'), 'writeoff_denial insurer_1 1 100.00 100.00 0.00', 'the report has what was taken back');
-- a claim without lines on the remittance: its denial is shared by its charge lines
SELECT given.bill('C4', 'P3', '{60,40}');
SELECT is(given.answer('T6', 'CLP*C4*4*100*0*0*CI*N-5~CAS*CO*29*100~', '0', 9), 'posted', 'given: denied as a whole');
SELECT is(billing.denied('A', 'C4', 1, 'insurer_1')::text || ' ' || billing.denied('A', 'C4', 2, 'insurer_1'), '60.00 40.00', 'by line');

-- policies
INSERT INTO billing.write_off_policy (practice_id, policy_id, party, to_account, max_amount, min_age_days, min_statements, not_filing, yearly_cap) VALUES
	('A', 'small', 'patient', 'writeoff_small_balance', '9.99', 10, 0, '{MB}', 14),
	('A', 'charity', 'patient', 'writeoff_charity', 500, 0, 0, '{}', NULL),
	('A', 'payer', 'insurer_1', 'writeoff_small_balance', 5, 0, 0, '{}', NULL),
	('A', 'told', 'patient', 'writeoff_courtesy', 8, 0, 1, '{}', NULL);
UPDATE billing.write_off_policy SET needs_documents = true WHERE policy_id = 'charity';
INSERT INTO billing.patient (practice_id, patient_id, bill_hold) SELECT 'A', 'Q' || n, CASE n WHEN 4 THEN 'dispute' END FROM generate_series(1, 7) n;
SELECT given.bill('Q' || n, 'Q' || n, CASE n WHEN 2 THEN '{6,5}' WHEN 7 THEN '{6}' ELSE '{5}' END::numeric[],
	CASE n WHEN 5 THEN '{"payer_id": null, "filing_ind": "MB"}' ELSE '{"payer_id": null, "filing_ind": "09"}' END::jsonb) FROM generate_series(1, 7) n;
SELECT throws_ok($$SELECT billing.apply_policy('A', 'charity')$$, 'RC011', 'policy "charity" needs documents', 'not where documents are needed');
SELECT throws_ok($$SELECT billing.apply_policy('A', 'nothing')$$, 'RC010', NULL, 'not by a policy that there is not');
SELECT throws_ok($$SELECT billing.apply_policy('A', 'small', false, current_date + 5)$$, 'RC011', NULL, 'not on a day to come');
CREATE TABLE dry AS SELECT * FROM billing.apply_policy('A', 'small');
SELECT is((SELECT string_agg(concat_ws(' ', claim_id, amount, written_off, why_not), ', ' ORDER BY claim_id) FROM dry WHERE claim_id LIKE 'Q%'),
	'Q1 5.00 f, Q3 5.00 f, Q4 5.00 f disputed or on hold, Q5 5.00 f the payer is one that the policy leaves out, Q6 5.00 f the yearly cap is reached, Q7 6.00 f the yearly cap is reached', 'a dry run: Q2 owes too much in all, Q4 is held, Q5 is federal, the cap ends at 14');
SELECT is((SELECT count(*) FROM billing.entry WHERE to_account = 'writeoff_small_balance'), 0::bigint, 'it posts nothing');
SELECT is((SELECT count(*) FROM billing.apply_policy('A', 'small', true, current_date - 35) WHERE why_not LIKE 'owed since%' AND claim_id LIKE 'Q%'), 6::bigint, 'earlier nothing was old enough');
SELECT is((SELECT string_agg(claim_id, ' ' ORDER BY claim_id) FROM billing.apply_policy('A', 'small', false) WHERE written_off), 'Q1 Q3', 'then it is done');
SELECT is((SELECT string_agg(given.owes('Q' || n), ', ' ORDER BY n) FROM generate_series(1, 4) n), '0.00 0.00 0.00 0.00, 0.00 0.00 6.00 0.00, 0.00 0.00 0.00 0.00, 0.00 0.00 5.00 0.00', 'as said');
SELECT is((SELECT count(*) FROM billing.apply_policy('A', 'small', false) WHERE written_off), 0::bigint, 'once more nothing: the cap');
SELECT is((SELECT concat_ws(' ', policy_id, lines, stands) FROM billing.write_off_report WHERE policy_id = 'small'), 'small 2 10.00', 'the report by policy');
SELECT billing.undo_write_off('A', (SELECT max(event_id) FROM billing.event WHERE kind = 'write-off' AND reverses IS NULL), 'wrong one') \gset
SELECT is((SELECT count(*) FROM billing.apply_policy('A', 'small', false) WHERE written_off), 1::bigint, 'what was taken back leaves room');
SELECT is((SELECT why_not FROM billing.apply_policy('A', 'told') WHERE claim_id = 'Q7'), 'on fewer than 1 statements', 'not before a statement');
SELECT billing.cut_statement('A', 'Q7') \gset
SELECT is((SELECT why_not FROM billing.apply_policy('A', 'told') WHERE claim_id = 'Q7'), NULL, 'but after it');
SELECT billing.agree_plan('A', 'Q7', 2, current_date) \gset
SELECT is((SELECT why_not FROM billing.apply_policy('A', 'told') WHERE claim_id = 'Q7'), 'in a payment plan', 'and not in a plan');
SELECT throws_ok($$SELECT billing.apply_policy('B', 'small')$$, 'RC010', NULL, 'another practice has no such policy');

SELECT is(given.true_books(), NULL, 'the books are true');
SELECT * FROM finish();
