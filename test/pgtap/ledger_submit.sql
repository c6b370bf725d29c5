-- ledger_submit.sql - claims become ready, leave, and leave again for the next payer
\set ON_ERROR_STOP 1
\ir given/practice.sql
SET search_path = public, pg_catalog;
SET client_min_messages = warning;
SELECT no_plan();

-- ---- without a library nothing becomes ready ----
SELECT rcm.create_ledger('bare') AS made \gset
INSERT INTO bare.practice (practice_id, name) VALUES ('A', 'a');
INSERT INTO bare.claim (practice_id, document) VALUES ('A', given.claim());
SELECT is(e.code, 'RC003', 'unjudged: no claim becomes ready') FROM given.error($$SELECT * FROM bare.make_ready('A')$$) e;
SELECT is((SELECT state FROM bare.claim), 'draft', 'it stays a draft');
UPDATE bare.claim SET state = 'ready';
SELECT is(e.code, 'RC003', 'nor does it leave') FROM given.error($$SELECT * FROM bare.submit('A')$$) e;

\ir given/submission.sql

-- ---- ready or held ----
INSERT INTO billing.claim (practice_id, document) SELECT 'A', given.recent('C-' || to_char(n, 'FM00'), CASE n WHEN 7 THEN '{"total_charge": "1.00"}' ELSE '{}' END::jsonb) FROM generate_series(1, 12) n;
SELECT results_eq($$SELECT state, count(*)::integer, sum(findings)::integer FROM billing.make_ready('A') GROUP BY 1 ORDER BY 1$$, $$VALUES ('held', 1, 1), ('ready', 11, 0)$$, 'eleven are ready, one is held');
SELECT is((SELECT state_reason FROM billing.claim WHERE claim_id = 'C-07'), 'AMT-SUM', 'by that edit');
SELECT is((SELECT edit || ' ' || severity FROM billing.finding WHERE claim_id = 'C-07'), 'AMT-SUM reject', 'which is in finding');
SELECT is((SELECT count(*) FROM billing.receivable WHERE insurer_1 = '120.00'), 11::bigint, 'what is ready is charged, what is held is not');
SELECT is((SELECT count(*) FROM billing.make_ready('A')), 1::bigint, 'only the held one is judged again');
SELECT is((SELECT count(*) FROM billing.finding), 1::bigint, 'its findings are replaced, not added');
SELECT is((SELECT count(*) FROM billing.claim_transition WHERE claim_id = 'C-07'), 2::bigint, 'and held again is no transition');
UPDATE billing.claim SET document = given.recent('C-07'), state = 'draft' WHERE claim_id = 'C-07';
SELECT is((SELECT state FROM billing.make_ready('A', '{C-07}')), 'ready', 'mended it is ready');
SELECT is((SELECT count(*) FROM billing.finding), 0::bigint, 'and has no findings any more');
SELECT is((SELECT count(*) FROM billing.make_ready('B')), 0::bigint, 'another practice has none');

-- ---- story 9: of fifty one is bad ----
INSERT INTO billing.practice (practice_id, name, sender, time_zone) SELECT 'S9', 'story nine', sender, 'UTC' FROM billing.practice WHERE practice_id = 'A';
INSERT INTO billing.claim (practice_id, document, state) SELECT 'S9', given.recent('S-' || n, CASE n WHEN 13 THEN '{"subscriber": {"last": "X", "first": "Y"}}' ELSE '{}' END::jsonb), 'draft' FROM generate_series(1, 50) n;
UPDATE billing.claim SET state = 'ready' WHERE practice_id = 'S9';
SELECT results_eq($$SELECT state, count(*)::integer FROM billing.submit('S9') GROUP BY 1 ORDER BY 1$$, $$VALUES ('held', 1), ('submitted', 49)$$, 'forty-nine leave, one is held');
SELECT isnt((SELECT state_reason FROM billing.claim WHERE practice_id = 'S9' AND claim_id = 'S-13'), NULL, 'with the reason');
SELECT is((SELECT items FROM billing.interchange WHERE practice_id = 'S9'), 49, 'one file with all of them');
SELECT is((SELECT count(*) FROM billing.interchange i, rcm.claims_from_837(i.file) WHERE practice_id = 'S9'), 49::bigint, 'in which they are');
SELECT is((SELECT count(*) FROM billing.interchange i, rcm.x12_findings(i.file) f WHERE practice_id = 'S9' AND f.loss), 0::bigint, 'without a fault');

-- what no edit sees, the writer of the 837 does
INSERT INTO rcm_library.edit_mode (edit, practice, mode) VALUES ('*', 'W', 'warn');
INSERT INTO billing.practice (practice_id, name, sender, time_zone) SELECT 'W', 'warned', sender, 'UTC' FROM billing.practice WHERE practice_id = 'A';
INSERT INTO billing.claim (practice_id, document, state) VALUES ('W', given.recent('W-1'), 'ready'), ('W', given.recent('W-2', '{"total_charge": "7.00", "billing": null}'), 'ready'), ('W', given.recent('W-3'), 'ready');
SELECT results_eq($$SELECT claim_id, state, reason ~ '^X12-837: ' FROM billing.submit('W') ORDER BY 1$$, $$VALUES ('W-1', 'submitted', NULL::boolean), ('W-2', 'held', true), ('W-3', 'submitted', NULL)$$, 'what cannot be written is held');
SELECT cmp_ok((SELECT count(*) FROM billing.finding WHERE practice_id = 'W' AND family = 'X12' AND severity = 'reject'), '>=', 2::bigint, 'with every reason as a finding');
SELECT is((SELECT array_agg(item ORDER BY claim_id) FROM billing.submission WHERE practice_id = 'W'), '{1,2}', 'items are counted in the file');
SELECT is((SELECT state FROM billing.make_ready('W', '{W-2}')), 'ready', 'the practice''s id is its name for the modes of edits');
SELECT is((SELECT state FROM billing.submit('W', '{W-2}')), 'held', 'a file in which nothing would be');
SELECT is((SELECT count(*) FROM billing.interchange WHERE practice_id = 'W'), 1::bigint, 'is not written');
SELECT is((SELECT last_control_number FROM billing.practice WHERE practice_id = 'W'), 1, 'and takes no control number');

-- ---- one file for each payer and form; all or nothing ----
INSERT INTO billing.claim (practice_id, document, state) VALUES ('A', given.recent('R-1', '{"payer_id": "RIVR", "eligibility": null}'), 'ready'), ('A', given.recent('Z-1', '{"payer_id": null, "filing_ind": "09"}'), 'ready');
BEGIN;
SELECT is((SELECT count(DISTINCT interchange_id) FROM billing.submit('A')), 2::bigint, 'two payers, two files');
ROLLBACK;
SELECT is((SELECT count(*) FROM billing.interchange WHERE practice_id = 'A'), 0::bigint, 'what is rolled back never left');
SELECT is((SELECT last_control_number FROM billing.practice WHERE practice_id = 'A'), 0, 'nor did its number');
SELECT results_eq($$SELECT claim_id, state, reason FROM billing.submit('A', '{NONE,Z-1,C-01}') ORDER BY 1$$,
	$$VALUES ('C-01', 'submitted', NULL), ('NONE', NULL, 'there is no such claim'), ('Z-1', 'ready', 'the patient pays it: there is no payer to send it to')$$, 'what is named and cannot go is told');
SELECT is((SELECT reason FROM billing.submit('A', '{C-01}')), 'it is not ready', 'nor is a claim sent twice');
SELECT is((SELECT count(*) FROM billing.submit('A')), 12::bigint, 'all that is ready, but not what the patient pays');
SELECT set_eq($$SELECT control_number, kind, items FROM billing.interchange WHERE practice_id = 'A'$$, $$VALUES ('000000001', '837P', 1), ('000000002', '837P', 11), ('000000003', '837P', 1)$$, 'each file has its control number');
SELECT is((SELECT count(*) FROM billing.submit('A')), 0::bigint, 'then nothing is left');
SELECT is((SELECT count(*) FROM billing.claim_transition WHERE practice_id = 'A' AND to_state = 'submitted' AND reason = 'submission ' || (SELECT submission_id FROM billing.submission WHERE claim_id = claim_transition.claim_id)), 13::bigint, 'the transition names the submission');
SELECT is((SELECT count(*) FROM billing.receivable WHERE practice_id = 'A' AND first_billed_on = billing.today('A') AND last_billed_on = billing.today('A')), 13::bigint, 'lines know when they were billed');
SELECT is(e.code, 'RC010', 'a practice that there is not') FROM given.error($$SELECT * FROM billing.submit('none')$$) e;
UPDATE billing.practice SET sender = '{}' WHERE practice_id = 'B';
INSERT INTO billing.claim (practice_id, document, state) VALUES ('B', given.recent('B-1'), 'ready');
SELECT is(e.code, 'RC009', 'a sender that does not suffice') FROM given.error($$SELECT * FROM billing.submit('B')$$) e;
SELECT is((SELECT state FROM billing.claim WHERE practice_id = 'B'), 'ready', 'its claims stay ready');

-- ---- the institutional and the dental file ----
INSERT INTO billing.practice (practice_id, name, sender, time_zone) SELECT 'H', 'hospital', sender || '{"transaction_size": 2}', 'UTC' FROM billing.practice WHERE practice_id = 'A';
INSERT INTO rcm_library.edit_mode (edit, practice, mode) VALUES ('*', 'H', 'log');
INSERT INTO billing.claim (practice_id, document, state) SELECT 'H', given.inpatient(jsonb_build_object('claim_id', 'I-' || n)), 'ready' FROM generate_series(1, 3) n;
INSERT INTO billing.claim (practice_id, document, state) VALUES ('H', given.recent('D-1', '{"form": "D", "dx": null}', 5, '{"code": "D0120", "dx_ptr": null, "uom": null}'), 'ready'), ('H', given.recent('P-1'), 'ready');
SELECT results_eq($$SELECT state, count(*)::integer FROM billing.submit('H') GROUP BY 1$$, $$VALUES ('submitted', 5)$$, 'three forms leave');
SELECT set_eq($$SELECT kind, items FROM billing.interchange WHERE practice_id = 'H'$$, $$VALUES ('837I', 3), ('837P', 1), ('837D', 1)$$, 'in a file each');
SELECT is((SELECT array_agg(transaction ORDER BY item) FROM billing.submission WHERE practice_id = 'H' AND form = 'I'), '{1,1,2}', 'with as many claims to a transaction as the sender says');
SELECT set_eq($$SELECT s.claim_id, s.transaction FROM billing.submission s WHERE s.practice_id = 'H' AND s.form = 'I'$$,
	$$SELECT x.elements[1], x.transaction FROM billing.interchange i, rcm.x12_segments(i.file) x WHERE i.practice_id = 'H' AND i.kind = '837I' AND x.segment_id = 'CLM'$$, 'as the file has it');

-- ---- what left is frozen ----
SELECT is((SELECT document::jsonb #>> '{lines,0,control}' FROM billing.submission WHERE claim_id = 'C-01'), '1', 'a line without a control number has its own number');
SELECT is((SELECT document::jsonb ->> 'submit_date' FROM billing.submission WHERE claim_id = 'C-01'), billing.today('A')::text, 'the day is that of the submission');
SELECT is((SELECT rcm.digest(document) FROM billing.submission WHERE claim_id = 'C-01'), (SELECT digest FROM billing.submission WHERE claim_id = 'C-01'), 'the digest is the document''s');
SELECT is((SELECT count(*) FROM billing.submission s, billing.interchange i, rcm.claims_from_837(i.file) c
	WHERE i.interchange_id = s.interchange_id AND s.claim_id = 'C-01' AND rcm.claim_id(c) = 'C-01' AND (SELECT l.control FROM rcm.lines(c) l) = '1'), 1::bigint, 'the file says it too');
SELECT is(billing.document_to_send('A', given.claim(jsonb_build_object('lines', jsonb_build_array(given.line(1, '{"control": "2"}'), given.line(2)))), '2024-05-10')::jsonb #> '{lines,1,control}', NULL, 'a number that another line has is not given twice');
SELECT is((SELECT count(*) FROM billing.submission s, billing.submission_diff('A', s.submission_id) WHERE s.claim_id = 'C-01' AND s.practice_id = 'A'), 0::bigint, 'nothing differs from today');

-- ---- replacement and void ----
SELECT is(e.code, 'RC010', 'a replacement needs the payer''s number') FROM given.error($$SELECT billing.replace_claim('A', given.recent('C-01', '{"freq": "7"}'), 'wrong code')$$) e;
SELECT billing.replace_claim('A', given.recent('C-01', '{"freq": "7", "orig_ref": "ICN1"}', 5, '{"units": 1, "mods": ["25"]}'), 'modifier') AS replaced \gset
SELECT results_eq($$SELECT d.path, d."then", d."now" FROM billing.submission s, billing.submission_diff('A', s.submission_id) d WHERE s.claim_id = 'C-01'$$,
	$$VALUES ('freq', '"1"'::jsonb, '"7"'::jsonb), ('lines[0].mods[0]', NULL, '"25"'), ('orig_ref', NULL, '"ICN1"')$$, 'what differs from what the payer saw');
SELECT is((SELECT state FROM billing.submit('A', '{C-01}')), 'submitted', 'the replacement leaves');
SELECT results_eq($$SELECT kind, chain::integer, place::integer, outcome, first_pass, changed FROM billing.submission_chain WHERE practice_id = 'A' AND claim_id = 'C-01' ORDER BY place$$,
	$$VALUES ('original', 1, 1, 'replaced', false, NULL::boolean), ('replacement', 1, 2, 'submitted', false, true)$$, 'the chain shows both');
SELECT is((SELECT replaces FROM billing.submission WHERE claim_id = 'C-01' AND freq = '7'), (SELECT submission_id FROM billing.submission WHERE claim_id = 'C-01' AND freq = '1'), 'and what replaces what');
SELECT billing.replace_claim('A', given.recent('C-02', '{"freq": "8", "orig_ref": "ICN2"}'), 'never happened') AS replaced \gset
SELECT is((SELECT state FROM billing.submit('A', '{C-02}')), 'submitted', 'a void leaves');
SELECT is((SELECT state FROM billing.claim WHERE practice_id = 'A' AND claim_id = 'C-02'), 'void', 'and the claim is void');
SELECT is((SELECT insurer_1 FROM billing.receivable WHERE practice_id = 'A' AND claim_id = 'C-02'), '0.00', 'with nothing owed on it');
SELECT is((SELECT string_agg(kind || ' ' || changed::text, ', ' ORDER BY place) FROM billing.submission_chain WHERE claim_id = 'C-02' AND place > 1), 'void false', 'a void says the same');
UPDATE billing.claim SET state = 'ready', state_reason = 'payer has lost it' WHERE claim_id = 'C-03';
SELECT is((SELECT string_agg(state, '') FROM billing.submit('A', '{C-03}')), 'submitted', 'the same again');
SELECT is((SELECT string_agg(kind || coalesce(' ' || changed::text, ''), ', ' ORDER BY place) FROM billing.submission_chain WHERE claim_id = 'C-03'), 'original, original false', 'is an original again, and says the same');

-- ---- D11: too late ----
INSERT INTO billing.claim (practice_id, document, state) VALUES ('A', given.recent('L-1', '{}', 200), 'ready'), ('A', given.recent('L-2', '{"delay_reason": "7"}', 200), 'ready'),
	('A', given.recent('L-3', jsonb_build_object('submit_date', current_date - 190), 200), 'ready');
SELECT results_eq($$SELECT claim_id, state, reason FROM billing.submit('A') WHERE claim_id LIKE 'L-%' ORDER BY 1$$,
	$$VALUES ('L-1', 'held', 'DATE-TIMELY'), ('L-2', 'submitted', NULL), ('L-3', 'held', 'DATE-TIMELY')$$, 'what would be filed late is held, by the day it is and not by what the claim says, unless the reason is given');

-- ---- D12: papers ----
INSERT INTO billing.claim (practice_id, document) VALUES ('A', given.recent('T-1')), ('A', given.recent('T-2', '{"attachments": [{"type": "OZ", "transmission": "FX", "control": "T2"}]}')), ('A', given.recent('T-3')), ('A', given.recent('T-4'));
INSERT INTO billing.attachment (practice_id, claim_id, kind, control_number, asked_by, asked_on, due_on, sent_on)
	SELECT 'A', c, k, n, a, current_date - 3, d, s FROM (VALUES ('T-1', 'OZ', NULL, 'payer', current_date - 1, NULL::date), ('T-2', 'OZ', 'T2', 'payer', NULL, NULL), ('T-3', 'B4', NULL, 'edit', NULL, current_date), ('T-4', 'B4', NULL, 'practice', NULL, NULL)) v (c, k, n, a, d, s);
SELECT is((SELECT string_agg(concat_ws(' ', claim_id, days_waiting, overdue, announced), ', ' ORDER BY claim_id) FROM billing.missing_attachments), 'T-1 3 t f, T-2 3 f t, T-4 3 f f', 'papers that are missing');
SELECT results_eq($$SELECT claim_id, state, findings FROM billing.make_ready('A') WHERE claim_id LIKE 'T-%'$$, $$VALUES ('T-1', 'ready', 1), ('T-2', 'ready', 0), ('T-3', 'ready', 0), ('T-4', 'ready', 0)$$, 'a missing paper warns');
SELECT is((SELECT edit || ' ' || severity FROM billing.finding WHERE claim_id = 'T-1'), 'ATTACH-MISSING warn', 'and holds nothing');

-- ---- the outbox ----
SELECT results_eq($$SELECT control_number FROM billing.fetch_outbox('A', 2)$$, $$VALUES ('000000001'), ('000000002')$$, 'the oldest first, as many as are wanted');
SELECT is((SELECT count(*) FROM billing.fetch_outbox('A', 0)), 0::bigint, 'none is none');
SELECT cmp_ok((SELECT count(*) FROM billing.fetch_outbox('A', 100)), '>=', 4::bigint, 'then the others');
SELECT is((SELECT count(*) FROM billing.fetch_outbox('A', 100)), 0::bigint, 'and none twice');
SELECT is((SELECT count(*) FROM billing.interchange WHERE practice_id = 'A' AND state <> 'fetched'), 0::bigint, 'all of them are fetched');
SELECT is((SELECT state FROM billing.interchange WHERE practice_id = 'S9'), 'written', 'those of others are not');

-- ---- the next payer ----
INSERT INTO billing.patient (practice_id, patient_id, last_name, first_name) VALUES ('A', 'p1', 'Quillfeather', 'Ottoline');
INSERT INTO billing.coverage (practice_id, coverage_id, patient_id, rank, payer_id, filing_ind, member_id, relationship) VALUES ('A', 'v1', 'p1', 1, 'HILL', 'CI', 'QZX204817', '18'), ('A', 'v2', 'p1', 2, 'RIVR', 'CI', 'R77', '18');
INSERT INTO billing.claim (practice_id, patient_id, document, state) SELECT 'A', 'p1', given.recent('N-' || n), 'ready' FROM generate_series(1, 4) n;
SELECT is((SELECT count(*) FROM billing.submit('A', '{N-1,N-2,N-3,N-4}') WHERE state = 'submitted'), 4::bigint, 'four leave for the first payer');
SELECT is(e.code, 'RC010', 'without an answer there is nothing to go by') FROM given.error($$SELECT * FROM billing.submit_next_payer('A', 'N-1')$$) e;
SELECT is((SELECT state FROM billing.receive('A', given.the_835('{N-1,N-2}'))), 'posted', 'it answers two');
SELECT is((SELECT state FROM billing.receive('A', given.the_835('{N-3}', 904, '19', 'NM1*TT*2*RIVER*****PI*RIVR~'))), 'posted', 'and one that it has forwarded');
SELECT is((SELECT string_agg(concat_ws(' ', claim_id, payer_seq, balance, payer_id), ', ' ORDER BY claim_id) FROM billing.awaiting_next_payer), 'N-1 S 20.00 RIVR, N-2 S 20.00 RIVR', 'two wait for the second payer, not what was forwarded');
SELECT is(e.code || ' ' || e.message, 'RC010 the payer has forwarded claim "N-3" itself') FROM given.error($$SELECT * FROM billing.submit_next_payer('A', 'N-3')$$) e;
SELECT is((SELECT payer_seq FROM billing.submit_next_payer('A', 'N-1')), 'S', 'the second payer is billed');
SELECT is((SELECT rcm.payer_id(document) || ' ' || rcm.member_id(document) || ' ' || (document::jsonb #>> '{other_payers,0,paid}') FROM billing.submission WHERE claim_id = 'N-1' AND payer_seq = 'S'), 'RIVR R77 80.00', 'with what the first one paid');
SELECT is((SELECT count(*) FROM billing.submission s, rcm.x12_837_faults(s.document) WHERE s.claim_id = 'N-1'), 0::bigint, 'in a claim whose sums hold');
SELECT is((SELECT state || ' ' || payer_seq || ' ' || payer_id FROM billing.claim WHERE claim_id = 'N-1'), 'submitted P HILL', 'the document stays the first payer''s');
SELECT is((SELECT count(*) FROM billing.awaiting_next_payer), 1::bigint, 'it waits no more');
SELECT is(e.message, 'claim "N-1" is submitted, and has no answer for a next payer to go by', 'it is not sent twice') FROM given.error($$SELECT * FROM billing.submit_next_payer('A', 'N-1')$$) e;
SELECT is((SELECT payer_seq FROM billing.submit_next_payer('A', 'N-3', forced => true)), 'S', 'forwarded or not, when that is wanted');
SELECT results_eq($$SELECT kind, chain::integer, outcome, paid, first_pass FROM billing.submission_chain WHERE claim_id = 'N-1' ORDER BY chain$$,
	$$VALUES ('original', 1, 'paid', '80.00'::rcm.usd, true), ('next payer', 2, 'submitted', NULL, NULL)$$, 'the first payer answered at the first pass');
SELECT is((SELECT submission_id FROM billing.submit_next_payer('A', 'N-2', '{"payer_id": "RIVR", "filing_ind": "CI", "payer": {"name": "RIVER"}, "subscriber": {"last": "Quillfeather", "first": "Ottoline", "member_id": "R77"}}')) IS NOT NULL, true, 'the next payer can be given');
DELETE FROM billing.coverage WHERE coverage_id = 'v2';
SELECT is((SELECT state FROM billing.receive('A', given.the_835('{N-4}', 905))), 'posted', 'a patient with one payer');
SELECT is(e.message, 'no next payer is known for claim "N-4"') FROM given.error($$SELECT * FROM billing.submit_next_payer('A', 'N-4')$$) e;
SELECT is(e.message, 'there is no claim "none"') FROM given.error($$SELECT * FROM billing.submit_next_payer('A', 'none')$$) e;
SELECT is((SELECT bool_or(given.tells_who(concat_ws(' ', e.message, e.detail, e.hint))) FROM given.error($$SELECT * FROM billing.submit_next_payer('A', 'N-4')$$) e), false, 'errors name no patient');

-- the second payer does not take it in: it is the second payer's to have again, not the first's
SELECT is((SELECT state FROM billing.receive('A', given.the_277ca('x', '{"N-1": ["A3:21:PR"]}', 950)) WHERE item = 'N-1'), 'rejected', 'the second payer rejects');
SELECT is((SELECT state FROM billing.claim WHERE claim_id = 'N-1'), 'rejected', 'and the claim with it');
SELECT is((SELECT count(*) FROM billing.make_ready('A', '{N-1}')), 0::bigint, 'it does not go to the first payer once more');
SELECT is((SELECT claim_id || ' ' || state FROM billing.awaiting_next_payer), 'N-1 rejected', 'but waits for the second');
SELECT is((SELECT payer_seq FROM billing.submit_next_payer('A', 'N-1', '{"payer_id": "RIVR", "filing_ind": "CI", "subscriber": {"last": "Quillfeather", "first": "Ottoline", "member_id": "R78"}}')), 'S', 'which gets it mended');
SELECT is((SELECT string_agg(outcome, ', ' ORDER BY chain, place) FROM billing.submission_chain WHERE claim_id = 'N-1'), 'paid, rejected, submitted', 'the chain tells it');
SELECT is((SELECT count(*) FROM billing.entry e WHERE e.claim_id = 'N-1' AND e.from_account::text = 'revenue'), 1::bigint, 'it was charged once');
SELECT is((SELECT string_agg(v::text, E'\n') FROM billing.check() v), NULL, 'the books are in order');
SELECT * FROM finish();
