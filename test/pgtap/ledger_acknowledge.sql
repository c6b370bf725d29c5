-- ledger_acknowledge.sql - what comes back for what was sent, and whatever else comes in
\set ON_ERROR_STOP 1
\ir given/practice.sql
SET search_path = public, pg_catalog;
SET client_min_messages = warning;
SELECT no_plan();
\ir given/submission.sql

-- so many claims leave in one file, which gets this number
CREATE FUNCTION given.sent(prefix text, n integer) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO billing.claim (practice_id, document, state) SELECT 'A', given.recent(prefix || i), 'ready' FROM generate_series(1, n) i;
	PERFORM billing.submit('A');
	RETURN (SELECT max(x.control_number) FROM billing.interchange x WHERE x.direction = 'out');
END
$$;
-- where claims and their last submissions stand
CREATE FUNCTION given.stands(prefix text) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(concat_ws(' ', c.claim_id, c.state, s.state, s.state_reason), ', ' ORDER BY c.claim_id) FROM billing.claim c
	LEFT JOIN LATERAL (SELECT * FROM billing.submission x WHERE x.practice_id = c.practice_id AND x.claim_id = c.claim_id ORDER BY submission_id DESC LIMIT 1) s ON true
	WHERE c.practice_id = 'A' AND c.claim_id LIKE prefix || '%'
$$;
CREATE FUNCTION given.file_state(number text) RETURNS text LANGUAGE sql AS $$ SELECT concat_ws(' ', state, state_reason) FROM billing.interchange WHERE control_number = number AND direction = 'out' $$;

-- ---- TA1 ----
SELECT is(given.sent('A', 2), '000000001', 'the first file');
SELECT results_eq($$SELECT kind, state FROM billing.receive('A', given.x12('TA1', 'TA1*000000001*240916*0930*A*000~', 1))$$, $$VALUES ('TA1', 'accepted')$$, 'a TA1 comes');
SELECT is(given.file_state('000000001'), 'accepted', 'the file is accepted');
SELECT is(given.stands('A'), 'A1 submitted submitted, A2 submitted submitted', 'which says nothing of the claims');
SELECT is(given.sent('B', 2), '000000002', 'the second');
SELECT results_eq($$SELECT kind, state FROM billing.receive('A', given.x12('TA1', 'TA1*000000002*240916*0930*R*006~', 2))$$, $$VALUES ('TA1', 'rejected')$$, 'a TA1 rejects');
SELECT is(given.file_state('000000002'), 'rejected TA1 006', 'the file');
SELECT is(given.stands('B'), 'B1 rejected rejected TA1 006, B2 rejected rejected TA1 006', 'and every claim in it, with the code');
SELECT is((SELECT count(*) FROM billing.make_ready('A')), 2::bigint, 'they are ready again');
SELECT is((SELECT count(*) FROM billing.submit('A') WHERE state = 'submitted'), 2::bigint, 'and leave again');
SELECT is((SELECT count(*) FROM billing.submission WHERE claim_id = 'B1' AND replaces IS NULL), 2::bigint, 'as originals that replace nothing');

-- ---- 999 ----
SELECT is(given.sent('C', 2), '000000004', 'a file');
SELECT results_eq($$SELECT kind, item, state FROM billing.receive('A', given.the_999(4, 'A', 'AK2*837*0001*005010X222A1~IK5*A~', 4))$$, $$VALUES ('999', 'group 4', 'accepted'), ('999', 'transaction 0001', 'accepted')$$, 'is accepted by a 999') ;
SELECT is(given.stands('C'), 'C1 accepted accepted, C2 accepted accepted', 'and so are its claims');
SELECT is((SELECT min(accepted_on) FROM billing.submission WHERE claim_id LIKE 'C%'), billing.today('A'), 'from today');
UPDATE billing.practice SET sender = sender || '{"transaction_size": 2}' WHERE practice_id = 'A';
SELECT is(given.sent('D', 6), '000000005', 'a file of three transactions');
SELECT is((SELECT string_agg(state || ' ' || item, ', ') FROM billing.receive('A', given.the_999(5, 'P', 'AK2*837*0001*005010X222A1~IK5*A~AK2*837*0002*005010X222A1~IK3*CLM*17**8~CTX*CLM01:D4~IK4*2*782*6~IK5*R*5~', 5))),
	'partly accepted group 5, accepted transaction 0001, rejected transaction 0002, rejected D4', 'a 999 rejects the second, for one claim');
SELECT is(given.stands('D'), 'D1 accepted accepted, D2 accepted accepted, D3 rejected rejected 999 5, D4 rejected rejected 999 5 CLM:8 CLM02:6, D5 submitted submitted, D6 submitted submitted',
	'its claims are rejected, the one that is at fault with the codes; of the third nothing is known');
SELECT is(given.file_state('000000005'), 'accepted partly accepted', 'the file is in, in part');
SELECT is((SELECT codes FROM billing.acknowledgement WHERE claim_id = 'D4'), '{CLM:8,CLM02:6}', 'the codes are kept');
UPDATE billing.practice SET sender = sender - 'transaction_size' WHERE practice_id = 'A';
SELECT is(given.sent('E', 2), '000000006', 'a file');
SELECT is((SELECT count(*) FROM billing.receive('A', given.the_999(6, 'R', 'AK2*837*0001*005010X222A1~IK5*A~', 6))), 2::bigint, 'whose group is rejected');
SELECT is(given.stands('E'), 'E1 rejected rejected 999, E2 rejected rejected 999', 'takes all claims with it, whatever is said of its transaction');
SELECT is((SELECT state FROM billing.receive('A', given.x12('TA1', 'TA1*000000006*240916*0930*A*000~', 60))), 'accepted', 'a late TA1 accepts the interchange');
SELECT is(given.file_state('000000006'), 'rejected 999', 'which a 999 has rejected: that stands');

-- ---- 277CA ----
SELECT is(given.sent('F', 5), '000000007', 'a file');
CREATE TABLE file AS SELECT given.the_277ca('000000007', '{"F1": ["A2:20:PR", "ICN-F1"], "F2": ["A3:21:PR"], "F3": ["A1:19:PR"], "F4": ["A4:35"], "NONE": ["A2:20:PR"]}', 70) AS bytes;
SELECT set_eq($$SELECT kind, item, state FROM billing.receive('A', (SELECT bytes FROM file))$$,
	$$VALUES ('277CA', 'F1', 'accepted'), ('277CA', 'F2', 'rejected'), ('277CA', 'F3', 'received'), ('277CA', 'F4', 'not found'), ('277CA', 'NONE', 'accepted')$$, 'what is said of each');
SELECT is(given.stands('F'), 'F1 accepted accepted, F2 rejected rejected 277CA A3:21:PR, F3 accepted accepted, F4 submitted submitted, F5 submitted submitted', 'and where they stand');
SELECT is((SELECT payer_claim_control FROM billing.claim WHERE claim_id = 'F1'), 'ICN-F1', 'the payer''s number is known');
SELECT is((SELECT count(*) FROM billing.acknowledgement WHERE claim_id = 'NONE' AND submission_id IS NULL), 1::bigint, 'an answer for a claim that is not ours is kept');
SELECT is((SELECT count(*) FROM billing.claim WHERE state = 'denied'), 0::bigint, 'a rejection is no denial');
CREATE TABLE before AS SELECT (SELECT count(*) FROM billing.acknowledgement) AS acknowledgements, (SELECT count(*) FROM billing.interchange) AS files, (SELECT count(*) FROM billing.claim_transition) AS transitions;
SELECT is((SELECT state FROM billing.receive('A', (SELECT bytes FROM file))), 'known', 'the same file again');
SELECT is((SELECT string_agg(state, '') FROM billing.acknowledge('A', (SELECT interchange_id FROM billing.interchange WHERE direction = 'in' AND file = (SELECT bytes FROM file)))), 'known', 'by whichever door');
SELECT is((SELECT row(a.*) FROM (SELECT (SELECT count(*) FROM billing.acknowledgement), (SELECT count(*) FROM billing.interchange), (SELECT count(*) FROM billing.claim_transition)) a), (SELECT row(b.*) FROM before b), 'changes nothing');
SELECT is((SELECT state FROM billing.receive('B', (SELECT bytes FROM file)) WHERE item = 'F1'), 'accepted', 'in another practice it is new');
SELECT is((SELECT count(*) FROM billing.acknowledgement WHERE practice_id = 'B' AND submission_id IS NOT NULL), 0::bigint, 'and about nothing there');

-- ---- answers that contradict each other, or come late ----
SELECT is((SELECT state FROM billing.receive('A', given.the_277ca('x', '{"F1": ["A3:33:PR"]}', 71))), 'rejected', 'accepted, then rejected');
SELECT is(given.stands('F1'), 'F1 rejected rejected 277CA A3:33:PR', 'is rejected');
SELECT is((SELECT count(*) FROM billing.receive('A', given.the_999(7, 'A', '', 72))), 1::bigint, 'a 999 comes after it');
SELECT is(given.stands('F1'), 'F1 rejected rejected 277CA A3:33:PR', 'and knows less');
SELECT is(given.stands('F5'), 'F5 accepted accepted', 'but something of the others');
SELECT is((SELECT state FROM billing.receive('A', given.the_277ca('x', '{"F1": ["A2:20:PR"]}', 73, current_date - 2))), 'accepted', 'so does who spoke two days before');
SELECT is(given.stands('F1'), 'F1 rejected rejected 277CA A3:33:PR', 'that is not news');
SELECT is((SELECT state FROM billing.receive('A', given.the_277ca('x', '{"F1": ["A2:20:PR"]}', 74))), 'accepted', 'taken in after all');
SELECT is(given.stands('F1'), 'F1 accepted accepted', 'is accepted');
SELECT is((SELECT string_agg(to_state, ' ' ORDER BY transition_id) FROM billing.claim_transition WHERE claim_id = 'F1'), 'ready submitted accepted rejected accepted', 'every step is there');
SELECT is((SELECT state FROM billing.receive('A', given.the_835('{F1}', 75))), 'posted', 'the payer pays');
SELECT is((SELECT detail FROM billing.receive('A', given.the_277ca('x', '{"F1": ["A3:33:PR"]}', 76))), 'A3:33:PR; the claim is paid', 'and is said to have rejected it');
SELECT is(given.stands('F1'), 'F1 paid accepted', 'which changes nothing');
SELECT is((SELECT first_pass FROM billing.submission_chain WHERE claim_id = 'F1'), true, 'it was paid at the first pass');

-- an answer for a number that is nobody's
SELECT is((SELECT string_agg(detail, '') FROM billing.receive('A', given.the_999(99, 'R', '', 77))), 'no file of ours has this number', 'an unknown number is told');
SELECT is((SELECT count(*) FROM billing.acknowledgement WHERE answers IS NULL AND kind = '999'), 1::bigint, 'and kept');

-- which submission is meant: the one in the file that the batch names
SELECT is((SELECT state FROM billing.make_ready('A', '{F2}')), 'ready', 'a rejected claim');
SELECT is((SELECT state FROM billing.submit('A')), 'submitted', 'goes out again');
SELECT is((SELECT state FROM billing.receive('A', given.the_277ca('000000007', '{"F2": ["A3:55:PR"]}', 78))), 'rejected', 'something more about the first time');
SELECT is(given.stands('F2'), 'F2 submitted submitted', 'is not about the second');
SELECT is((SELECT state_reason FROM billing.submission WHERE claim_id = 'F2' ORDER BY submission_id LIMIT 1), '277CA A3:55:PR', 'but the first');
SELECT is((SELECT state FROM billing.receive('A', given.the_277ca('elsewhere', '{"F2": ["A2:20:PR"]}', 79))), 'accepted', 'without a name it is the last one');
SELECT is(given.stands('F2'), 'F2 accepted accepted', 'that is meant');

-- a rejection of all that was sent
SELECT is(given.sent('G', 2), '000000009', 'a file');
SELECT is((SELECT string_agg(item || ' ' || state, ', ' ORDER BY item) FROM billing.receive('A', given.x12('277CA', 'BHT*0085*08*B9*20240916*0900*TH~HL*1**20*1~NM1*PR*2*HILLSIDE*****PI*HILL~TRN*1*B9~HL*2*1*21*1~NM1*41*2*CEDAR*****46*CEDAR~TRN*2*000000009~STC*A3:24:41*20990101*U*240~QTY*AA*2~AMT*YY*240~', 80))),
	'G1 rejected, G2 rejected', 'is one of each claim');
SELECT is(given.stands('G'), 'G1 rejected rejected 277CA A3:24:41, G2 rejected rejected 277CA A3:24:41', 'which goes nowhere');

-- ---- 277: where a claim stands, and what the payer wants ----
SELECT is(given.sent('H', 2), '000000010', 'a file');
SELECT is((SELECT string_agg(state, ' ') FROM billing.receive('A', given.x12('277', 'BHT*0010*08*X1*20240916*0900*DG~HL*1**20*1~NM1*PR*2*HILLSIDE*****PI*HILL~HL*2*1*21*1~NM1*41*2*CEDAR*****46*CEDAR~HL*3*2*19*1~NM1*1P*2*CEDAR*****XX*1700000106~HL*4*3*22*0~NM1*IL*1*DOE*JO****MI*M1~TRN*2*H1~STC*P1:20*20240916**120~REF*1K*ICN-H1~REF*EJ*H1~', 81))), 'pending', 'the payer has it');
SELECT is(given.stands('H1'), 'H1 accepted accepted', 'so it was taken in');
SELECT is((SELECT payer_claim_control FROM billing.claim WHERE claim_id = 'H1'), 'ICN-H1', 'under this number');
SELECT is((SELECT string_agg(state, ' ') FROM billing.receive('A', given.x12('277', 'BHT*0085*48*X1*20240916*0900*RQ~HL*1**20*1~NM1*PR*2*HILLSIDE*****PI*HILL~HL*2*1*21*1~NM1*41*2*CEDAR*****46*CEDAR~HL*3*2*19*1~NM1*1P*2*CEDAR*****XX*1700000106~HL*4*3*PT~NM1*QC*1*DOE*JO****MI*M1~TRN*1*PAY9~STC*R4:11503-0::LOI*20240916**120~REF*EJ*H2~DTP*106*D8*20240930~', 82))), 'requested', 'the payer wants a paper');
SELECT is((SELECT string_agg(concat_ws(' ', kind, asked_by, asked_on, due_on), ', ') FROM billing.missing_attachments WHERE claim_id = 'H2'), '11503-0 payer 2024-09-16 2024-09-30', 'which is missing');

-- a void that is rejected
SELECT is((SELECT state FROM billing.receive('A', given.the_835('{H1}', 83))), 'posted', 'a claim is paid');
SELECT billing.replace_claim('A', given.recent('H1', '{"freq": "8"}'), 'never happened') AS replaced \gset
SELECT is((SELECT state FROM billing.submit('A', '{H1}')), 'submitted', 'and voided');
SELECT is((SELECT detail FROM billing.receive('A', given.the_277ca('x', '{"H1": ["A3:21:PR"]}', 84))), 'A3:21:PR; the claim is void', 'the payer does not take the void');
SELECT is(given.stands('H1'), 'H1 void rejected 277CA A3:21:PR', 'which its submission says');

-- ---- whatever else comes in ----
SELECT is((SELECT string_agg(concat_ws(' ', kind, item, state, detail), ', ') FROM billing.receive('A', given.the_835('{A1}', 85))), '835 T85 posted', 'a remittance is posted');
SELECT is((SELECT string_agg(concat_ws(' ', kind, state), ', ') FROM billing.receive('A', given.the_835('{A1}', 85))), '835 known', 'once');
SELECT is((SELECT string_agg(concat_ws(' ', kind, state), ', ') FROM billing.receive('A', convert_to(replace(convert_from(given.the_835('{A1}', 85), 'UTF8'), '~', E'~\n'), 'UTF8'))), '835 posted before', 'also when the file looks otherwise');
SELECT is((SELECT count(*) FROM billing.remittance WHERE trace_number = 'T85'), 1::bigint, 'there is one of it');
SELECT is((SELECT string_agg(state || ' ' || detail, '') FROM billing.receive('A', convert_to(replace(convert_from(given.the_835('{A2}', 86), 'UTF8'), 'BPR*I*80*', 'BPR*I*81*'), 'UTF8'))),
	'held payment: BPR02 81.00 <> claims 80.00 - provider adjustments 0.00, difference 1.00', 'one that misses is held');
SELECT is((SELECT string_agg(concat_ws(' ', kind, state), ', ') FROM billing.receive('A', given.x12('TA1', 'TA1*000000010*240916*0930*A*000~', 87) || given.the_999(10, 'A', '', 88) || given.the_835('{A2}', 89))), '835 posted, TA1 accepted, 999 accepted', 'several in one file');
SELECT is((SELECT kind || ' ' || items FROM billing.interchange WHERE control_number = '000000087'), '835, 999, TA1 3', 'which says what it holds');
SELECT is(e.code, 'RC010', 'claims do not come in this way') FROM given.error($$SELECT * FROM billing.receive('A', (SELECT file FROM billing.interchange WHERE control_number = '000000001' AND direction = 'out'))$$) e;
SELECT alike(e.hint, 'Claims come in as rows: %', 'but in another') FROM given.error($$SELECT * FROM billing.receive('A', (SELECT file FROM billing.interchange WHERE control_number = '000000001' AND direction = 'out'))$$) e;
SELECT is(e.code, 'RC006', 'what is no X12') FROM given.error($$SELECT * FROM billing.receive('A', 'how do you do')$$) e;
SELECT is(e.code, 'RC006', 'nothing at all') FROM given.error($$SELECT * FROM billing.receive('A', '')$$) e;
SELECT is(e.code, 'RC010', 'for no practice') FROM given.error($$SELECT * FROM billing.receive('none', given.the_835('{A1}'))$$) e;
SELECT is((SELECT concat_ws(' ', kind, state, detail) FROM billing.receive('A', convert_to(replace(convert_from(given.x12('277', 'BGN*00*1~', 90), 'UTF8'), 'ST*277', 'ST*820'), 'UTF8'))), '820 kept nothing is done with this kind of transaction', 'what is for nobody is kept');
SELECT is(e.code, 'RC010', 'a file that did not come') FROM given.error($$SELECT * FROM billing.acknowledge('A', 0)$$) e;

-- ---- 271 ----
INSERT INTO billing.patient (practice_id, patient_id, last_name, first_name, birth_date) VALUES ('A', 'p1', 'LIND', 'NORA', '1961-03-09'), ('A', 'p2', 'LIND', 'OLE', '2010-01-01');
INSERT INTO billing.coverage (practice_id, coverage_id, patient_id, rank, payer_id, member_id) VALUES ('A', 'v1', 'p1', 1, 'HILL', 'M77'), ('A', 'v2', 'p2', 1, 'HILL', 'M77');
SELECT is((SELECT string_agg(concat_ws(' ', kind, item, state), ', ') FROM billing.receive('A', given.x12('271', 'BHT*0022*11*Q1*20240916*0900~HL*1**20*1~NM1*PR*2*HILLSIDE*****PI*HILL~HL*2*1*21*1~NM1*1P*2*CEDAR*****XX*1700000106~HL*3*2*22*0~TRN*2*ASK-1*9CEDAR~NM1*IL*1*LIND*NORA****MI*M77~DMG*D8*19610309*F~DTP*291*RD8*20240101-20241231~EB*1**30**PPO~', 91))),
	'271 ASK-1 active', 'an answer about coverage');
SELECT is((SELECT string_agg(concat_ws(' ', patient_id, payer_id, status, service_on, snapshot ->> 'plan'), ', ') FROM billing.eligibility), 'p1 HILL active 2024-09-16 PPO', 'is kept for the one of the family who is meant');
SELECT is((SELECT string_agg(concat_ws(' ', item, state), ', ') FROM billing.receive('A', given.x12('271', 'BHT*0022*11*Q1*20240916*0900~HL*1**20*1~NM1*PR*2*HILLSIDE*****PI*HILL~HL*2*1*21*1~NM1*1P*2*CEDAR*****XX*1700000106~HL*3*2*22*0~TRN*2*ASK-2*9CEDAR~NM1*IL*1*DOE*JO****MI*M78~AAA*N**75*C~', 92))),
	'ASK-2 rejected', 'one that says nothing');
SELECT is((SELECT count(*) FROM billing.eligibility), 1::bigint, 'is not kept as coverage');
SELECT is((SELECT benefits FROM billing.eligibility), NULL, 'an answer without limits has none');
SELECT is((SELECT string_agg(concat_ws(' ', item, state), ', ') FROM billing.receive('A', given.x12('271', 'BHT*0022*11*Q1*20240917*0900~HL*1**20*1~NM1*PR*2*HILLSIDE*****PI*HILL~HL*2*1*21*1~NM1*1P*2*CEDAR*****XX*1700000106~HL*3*2*22*0~TRN*2*ASK-3*9CEDAR~NM1*IL*1*LIND*NORA****MI*M77~DMG*D8*19610309*F~DTP*291*RD8*20240101-20241231~EB*1**30**PPO~EB*F**AE***29***VS*0~EB*I***********N*HC:97140~', 93))),
	'ASK-3 active', 'limits, exclusions and procedures');
SELECT is((SELECT jsonb_path_query_array(benefits, '$[*].code')::text || (benefits #>> '{0,period}') || (benefits #>> '{0,service_types,0}') || (benefits #>> '{0,quantity}') || (benefits #>> '{1,procedure}') FROM billing.eligibility ORDER BY eligibility_id DESC LIMIT 1), '["F", "I"]remainingAE097140', 'are kept for explaining denials');
DELETE FROM billing.eligibility WHERE benefits IS NOT NULL;
SELECT is(billing.patient_of_answer('A', 'M77', NULL, NULL), NULL, 'two who have the number: nobody is guessed');
SELECT is(billing.patient_of_answer('A', 'M77', '2000-02-02', 'NORA'), NULL, 'born on another day: nobody');
SELECT is(billing.patient_of_answer('A', 'M77', NULL, 'Ole'), 'p2', 'a first name tells');

-- ---- the ledger as others see it ----
CREATE ROLE ledger_a NOLOGIN;
CREATE ROLE ledger_b NOLOGIN;
SELECT billing.grant_practice('A', 'ledger_a') AS granted \gset
SELECT billing.grant_practice('B', 'ledger_b') AS granted \gset
GRANT USAGE ON SCHEMA given TO ledger_a, ledger_b;
INSERT INTO billing.claim (practice_id, document) VALUES ('A', given.recent('R1'));
CREATE TABLE answers AS SELECT given.the_277ca('x', '{"R1": ["A2:20:PR"]}', 95) AS said, given.the_835('{R1}', 96) AS paid;
GRANT SELECT ON answers TO ledger_a;
SET ROLE ledger_b;
SELECT is((SELECT count(*) FROM billing.submission_chain) + (SELECT count(*) FROM billing.awaiting_next_payer) + (SELECT count(*) FROM billing.missing_attachments) + (SELECT count(*) FROM billing.submission_answer), 0::bigint, 'another practice sees none of it');
SELECT is((SELECT count(*) FROM billing.fetch_outbox('A')), 0::bigint, 'nor gets its files');
SELECT is((SELECT count(*) FROM billing.make_ready('A')), 0::bigint, 'nor its claims');
SELECT is((SELECT count(*) FROM billing.payer_turn('A')) + (SELECT count(*) FROM billing.unanswered('A', current_date + 99)) + (SELECT count(*) FROM billing.interest_owed('A')), 0::bigint, 'nor what its payers do');
SELECT is(e.message, 'there is no practice "A"', 'nor sends in its name') FROM given.error($$SELECT * FROM billing.submit('A')$$) e;
SET ROLE ledger_a;
SELECT is((SELECT state FROM billing.make_ready('A', '{R1}')), 'ready', 'the practice''s own role makes ready');
SELECT is((SELECT state FROM billing.submit('A', '{R1}')), 'submitted', 'sends');
SELECT cmp_ok((SELECT count(*) FROM billing.fetch_outbox('A', 100)), '>=', 1::bigint, 'fetches');
SELECT is((SELECT state FROM billing.receive('A', (SELECT said FROM answers))), 'accepted', 'receives');
SELECT is((SELECT state FROM billing.receive('A', (SELECT paid FROM answers))), 'posted', 'and posts');
SELECT is((SELECT outcome FROM billing.submission_chain WHERE claim_id = 'R1'), 'paid', 'and sees it');
RESET ROLE;
SELECT is((SELECT string_agg(v::text, E'\n') FROM billing.check() v), NULL, 'the books are in order');
SELECT * FROM finish();
