-- ledger_follow_up.sql - how long payers take, who has not answered, what is owed for it
\set ON_ERROR_STOP 1
\ir given/practice.sql
SET search_path = public, pg_catalog;
SET client_min_messages = warning;
SELECT no_plan();
\ir given/submission.sql

-- ---- the law, as a library has it ----
SELECT is((SELECT count(*) FROM rcm_library.prompt_pay), 8::bigint, 'a new library knows some laws');
SELECT is((SELECT string_agg(state, ' ') FROM rcm_library.prompt_pay WHERE NOT verified), 'NY', 'and says which are from memory');
SELECT is((SELECT count(*) FROM rcm_library.release WHERE set_name = 'prompt_pay'), 0::bigint, 'no release has brought them');
SELECT rcm.load_neutral('payers', E'payer_id,name,class\nCARE,Carrier,medicare_b\nBLUE,Blue Plan,bcbs\nAID,Aid,medicaid\n', 'more') AS loaded \gset
SELECT is((SELECT string_agg(concat_ws(' ', p, s, r.electronic_days, r.paper_days, r.yearly_percent), ', ' ORDER BY p, s COLLATE "C") FROM (VALUES ('HILL', 'NY'), ('HILL', 'ny'), ('BLUE', 'GA'), ('HILL', 'WA'), ('CARE', ''), ('CARE', 'NY'), ('AID', 'NY'), ('NONE', 'NY')) v (p, s), rcm.prompt_pay_rule(p, s, '2024-05-10') r),
	'BLUE GA 15 30 12.000, CARE  30 30, CARE NY 30 30, HILL NY 30 45 12.000, HILL ny 30 45 12.000', 'which law is whose');
INSERT INTO rcm_library.prompt_pay (state, payer_class, electronic_days, yearly_percent, source, verified, eff) VALUES ('WA', 'commercial', 30, 12, 'our counsel', true, '2024-01-01'), ('WA', 'commercial', 20, 18, 'our counsel', true, current_date - 10);
SELECT is((SELECT string_agg(r.electronic_days::text, ' ' ORDER BY d) FROM (VALUES ('2023-12-31'::date), ('2024-01-01'), (current_date)) v (d), rcm.prompt_pay_rule('HILL', 'WA', d) r), '30 20', 'a law has its days');
SELECT throws_ok($$INSERT INTO rcm_library.prompt_pay (state, payer_class, electronic_days, source, eff) VALUES ('WA', 'commercial', 1, 'x', '2024-01-01')$$, '23505', NULL, 'there is one at a time');

-- ---- interest ----
SELECT is(rcm.prompt_pay_interest(amount, received, paid, days, percent), owed::rcm.usd, what) FROM (VALUES
	('1000.00'::rcm.usd, '2024-01-01'::date, '2024-01-31'::date, 30, 12::numeric, '0.00', 'paid on the last day: nothing'),
	('1000.00', '2024-01-01', '2024-02-01', 30, 12, '0.33', 'one day'),
	('1000.00', '2024-01-01', '2024-03-01', 30, 12, '9.86', 'thirty, over a leap day'),
	('1000.00', '2024-01-01', '2025-01-30', 30, 12, '120.00', 'three hundred and sixty-five are the whole rate'),
	('1000.00', '2024-01-01', '2023-12-01', 30, 12, '0.00', 'paid before it came'),
	('36.50', '2024-01-01', '2024-02-01', 30, 5, '0.01', 'half a cent is up'),
	('36.49', '2024-01-01', '2024-02-01', 30, 5, '0.00', 'less is down'),
	('1000.00', '2024-01-01', '2024-03-01', 30, 0, '0.00', 'no rate, no interest'),
	('1000.00', '2024-01-01', '2024-03-01', 15, 9.5, '11.71', 'another law')) v (amount, received, paid, days, percent, owed, what);
SELECT is(rcm.prompt_pay_interest('1.00', '2024-01-01', '2024-03-01', 30, NULL), NULL, 'a rate that is not told');

-- ---- how long payers take ----
-- claims that were sent so many days ago (what left is otherwise never moved in time)
CREATE FUNCTION given.sent_ago(prefix text, ago integer[], payer text DEFAULT 'HILL') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO billing.claim (practice_id, document, state)
		SELECT 'A', given.recent(prefix || i, jsonb_build_object('payer_id', payer), 5), 'ready' FROM generate_subscripts(ago, 1) i;
	PERFORM billing.submit('A');
	-- (what was sent is never changed)
	PERFORM set_config('session_replication_role', 'replica', true);
	UPDATE billing.submission s SET submitted_on = current_date - ago[substr(s.claim_id, 2)::integer], submitted_at = now() - make_interval(days => ago[substr(s.claim_id, 2)::integer])
		WHERE s.claim_id LIKE prefix || '%';
	PERFORM set_config('session_replication_role', 'origin', true);
END
$$;
INSERT INTO rcm_library.edit_mode (edit, practice, mode) VALUES ('*', 'A', 'warn');
SELECT given.sent_ago('A', '{10,11,12,13,14,15,16,17,18,50}') AS sent \gset
SELECT is((SELECT count(*) FROM billing.payer_turn('A')), 0::bigint, 'nobody has answered');
SELECT is((SELECT state FROM billing.receive('A', given.the_835('{A1,A2,A3,A4,A5,A6,A7,A8,A9}'))), 'posted', 'nine answers');
SELECT results_eq($$SELECT payer_id, answers, median_days, p80_days, p95_days FROM billing.payer_turn('A')$$, $$VALUES ('HILL', 9::bigint, 14, 17, 18)$$, 'take so long');
UPDATE rcm_library.prompt_pay SET electronic_days = 300 WHERE state = 'WA';
SELECT given.sent_ago('B', '{16,18,19}') AS sent \gset
SELECT is((SELECT count(*) FROM billing.unanswered('A')), 0::bigint, 'nine are too few to go by');
SELECT is((SELECT state FROM billing.receive('A', given.the_835('{A10}', 904))), 'posted', 'the tenth');
SELECT results_eq($$SELECT answers, median_days, p80_days, p95_days FROM billing.payer_turn('A')$$, $$VALUES (10::bigint, 14, 17, 50)$$, 'is one to learn from');
SELECT results_eq($$SELECT claim_id, days_waiting, clock, usual_days, answers FROM billing.unanswered('A')$$, $$VALUES ('B3', 19, 'payer', 17, 10::bigint), ('B2', 18, 'payer', 17, 10)$$, 'past the payer''s usual turn');
SELECT is((SELECT count(*) FROM billing.unanswered('A', current_date + 2)), 3::bigint, 'in two days there are three');
SELECT is((SELECT count(*) FROM billing.unanswered('B')), 0::bigint, 'another practice has its own');
UPDATE rcm_library.prompt_pay SET electronic_days = 15 WHERE state = 'WA';
SELECT results_eq($$SELECT claim_id, clock, due_on FROM billing.unanswered('A')$$, $$VALUES ('B3', 'payer and law', current_date - 4), ('B2', 'payer and law', current_date - 3), ('B1', 'law', current_date - 1)$$, 'and past the law''s day');
UPDATE billing.submission SET accepted_on = current_date - 15 WHERE claim_id = 'B1';
SELECT is(billing.prompt_pay_due('A', (SELECT submission_id FROM billing.submission WHERE claim_id = 'B1')), current_date, 'which counts from when it was taken in');
SELECT is((SELECT count(*) FROM billing.unanswered('A') WHERE claim_id = 'B1'), 0::bigint, 'today is in time');
SELECT is((SELECT count(*) FROM billing.receive('A', given.the_277ca('x', '{"B3": ["A3:21:PR"]}', 905))), 1::bigint, 'what was rejected');
SELECT is((SELECT count(*) FROM billing.unanswered('A') WHERE claim_id = 'B3'), 0::bigint, 'is not waited for');
SELECT is(billing.prompt_pay_due('A', (SELECT submission_id FROM billing.submission WHERE claim_id = 'B3')), NULL, 'nor is it on any clock');

-- ---- what is owed for it ----
DELETE FROM rcm_library.prompt_pay WHERE state = 'WA';
INSERT INTO rcm_library.prompt_pay (state, payer_class, electronic_days, yearly_percent, source) VALUES ('WA', 'commercial', 20, 12, 'a guess');
SELECT results_eq($$SELECT claim_id, paid, received_on, due_on, paid_on, days_late, interest, interest_paid, verified FROM billing.interest_owed('A')$$,
	$$VALUES ('A10', '80.00'::rcm.usd, current_date - 50, current_date - 30, current_date, 30, '0.79'::rcm.usd, '0.00'::rcm.usd, false)$$, 'one was paid thirty days late');
-- taken back and paid anew: the first answer was in time, or it was not
SELECT given.sent_ago('C', '{60}') AS sent \gset
SELECT is((SELECT state FROM billing.receive('A', given.the_835('{C1}', 906, day => current_date - 45))), 'posted', 'an answer in time');
SELECT is((SELECT string_agg(state, '') FROM billing.receive('A', given.x12('835', format('BPR*I*0*C*NON************%s~TRN*1*T907*1512345678~N1*PR*HILLSIDE*XV*HILL~N1*PE*CEDAR*XX*1700000106~LX*1~CLP*C1*22*-120*-80**CI*ICNC1~SVC*HC:99213*-120*-80**-1~DTM*472*%s~CAS*CO*45*-20~CAS*PR*2*-20~REF*6R*1~CLP*C1*1*120*80*20*CI*ICNC1~SVC*HC:99213*120*80**1~DTM*472*%2$s~CAS*CO*45*20~CAS*PR*2*20~REF*6R*1~',
	to_char(current_date, 'YYYYMMDD'), to_char(current_date - 5, 'YYYYMMDD')), 907))), 'posted', 'is corrected');
SELECT is((SELECT count(*) FROM billing.interest_owed('A') WHERE claim_id = 'C1'), 0::bigint, 'which is no late payment');
SELECT is((SELECT outcome || ' ' || paid || ' ' || days_to_answer FROM billing.submission_chain WHERE claim_id = 'C1'), 'paid 80.00 15', 'the chain has what stands, and when it was first answered');
-- Medicare: the days are known, the rate is not
SELECT given.sent_ago('D', '{40}', 'CARE') AS sent \gset
SELECT is((SELECT state FROM billing.receive('A', given.the_835('{D1}', 908))), 'posted', 'Medicare pays late');
SELECT is((SELECT concat_ws(' ', days_late, interest, verified) FROM billing.interest_owed('A') WHERE claim_id = 'D1'), '10 t', 'interest that nobody can tell is not guessed');
-- without a library nothing is known, and nothing fails
SET rcm.library = 'nowhere';
SELECT is((SELECT count(*) FROM billing.interest_owed('A')), 0::bigint, 'without a library there is no law');
SELECT cmp_ok((SELECT count(*) FROM billing.unanswered('A')), '>=', 1::bigint, 'but payers have their turn');
RESET rcm.library;

-- ---- a denial in the chain ----
SELECT given.sent_ago('E', '{5}') AS sent \gset
SELECT is((SELECT state FROM billing.receive('A', given.x12('835', format('BPR*I*0*C*NON************%s~TRN*1*T909*1512345678~N1*PR*HILLSIDE*XV*HILL~N1*PE*CEDAR*XX*1700000106~LX*1~CLP*E1*4*120*0**CI*ICNE1~SVC*HC:99213*120*0**0~DTM*472*%s~CAS*CO*197*120~REF*6R*1~',
	to_char(current_date, 'YYYYMMDD'), to_char(current_date - 5, 'YYYYMMDD')), 909))), 'posted', 'a denial');
SELECT is((SELECT outcome || ' ' || first_pass FROM billing.submission_chain WHERE claim_id = 'E1'), 'denied false', 'is no first pass');
SELECT is((SELECT string_agg(v::text, E'\n') FROM billing.check() v), NULL, 'the books are in order');
SELECT * FROM finish();
