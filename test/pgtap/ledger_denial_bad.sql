-- ledger_denial_bad.sql - what is wrong with a denial, an appeal, a rule or a row has its answer: a finding, "unclassified", a refusal that names the rule
\set ON_ERROR_STOP 1
\ir given/practice.sql
\ir given/remittance.sql
\ir given/denial.sql
SELECT given.library() \gset
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();
CREATE FUNCTION given.odd(claim text) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT coalesce(string_agg(o.faults::text, ' ' ORDER BY o.adjustment_no), 'nothing odd') FROM billing.odd_adjustment o WHERE o.claim_id = claim $$;
SELECT given.sent('B' || n, '{"99213 100"}', '{"payer_id": "HILL"}') FROM generate_series(1, 20) n \g /dev/null
SELECT count(given.submit('B' || n, '2025-02-10')) FROM generate_series(1, 20) n WHERE n <> 9 \gset

-- ---- codes ----
SELECT is(given.denied('B1', '99213 100 CO-ZZ9=100'), 'unclassified.unclassified code_unknown', 'a code that no list has is unclassified');
SELECT is(given.odd('B1'), '{unknown_code}', 'and is told');
SELECT is(given.owed('B1'), '1 insurer_1 100.00', 'it stays owed');
SELECT is((SELECT decision || ' ' || n.owner FROM billing.denial d, billing.next_step('A', d.denial_id) n WHERE claim_id = 'B1'), 'ask payer biller', 'and somebody asks');
SELECT is((SELECT denials FROM billing.denial_reason WHERE leaf = 'unclassified'), 1::bigint, 'it is counted');
SELECT is_empty($$SELECT FROM billing.top_denials('A') WHERE item LIKE 'unclassified%'$$, 'and no denial among the commonest');
-- nor is what was allowed below the contract
SELECT given.sent('UP1', '{"99213 100"}', '{"payer_id": "HILL"}') \gset
INSERT INTO billing.claim_fact (practice_id, claim_id, line_no, fact, value, source) VALUES ('A', 'UP1', 1, 'contract_allowed', '80', 'contract');
SELECT given.post(given.era('{"trace": "UP1", "claims": [{"id": "UP1", "lines": ["99213 100 CO-45=30"]}]}')) \gset
SELECT is((SELECT string_agg(nature, ', ' ORDER BY nature) FROM billing.denial), 'unclassified, underpayment', 'neither of two rows is a denial');
SELECT is((SELECT coalesce(sum(denied), 0) + coalesce(sum(final), 0) FROM billing.denial_rate), 0::numeric, 'in no rate');
SELECT is_empty($$SELECT FROM billing.denial_recovery$$, 'in no recovery');
SELECT is_empty($$SELECT FROM billing.denials_by_cause('A', '2025-01-01', current_date)$$, 'on no dashboard');
SELECT is((SELECT string_agg(source, ', ') FROM billing.kpi_facts('A', '2025-01-01', current_date) f WHERE source = 'denial' OR source = 'finding' AND relation = 'denial'), NULL, 'in no KPI of denials');
SELECT is((SELECT round(rcm.denial_rate(rcm.kpi(f.fact)), 2) FROM billing.kpi_facts('A', '2025-01-01', current_date) f), 0.00, 'nor in their rate');
-- two requests for records, one of them answered
SELECT given.sent('REQ' || n, '{"99213 100"}', '{"payer_id": "HILL"}') FROM generate_series(1, 2) n \g /dev/null
SELECT count(given.submit('REQ' || n, '2025-02-10')) FROM generate_series(1, 2) n \gset
INSERT INTO billing.attachment (practice_id, claim_id, kind, asked_by, asked_on, due_on, sent_on) VALUES
	('A', 'REQ1', 'notes', 'payer', '2025-02-12', '2025-02-22', '2025-02-15'), ('A', 'REQ1', 'notes', 'payer', '2025-02-16', '2025-02-26', NULL),
	('A', 'REQ2', 'notes', 'payer', '2025-02-12', '2025-02-22', '2025-02-15'), ('A', 'REQ2', 'notes', 'payer', '2025-02-16', '2025-02-26', '2025-02-20');
SELECT is(given.denied('REQ1', '99213 100 CO-226=100'), 'information.records_requested code_facts_silent', 'one request was answered in time, the next never');
SELECT is(given.denied('REQ2', '99213 100 CO-226=100'), 'payer.payer_error records_sent_in_time', 'both were');
SELECT is(given.denied('B2', '99213 100 XX-29=100'), 'timely_filing.late_first_filing sent_in_time_without_proof', 'a group that no list has: the code is read all the same');
SELECT is(given.odd('B2') || ', ' || given.owed('B2'), '{unknown_group}, 1 insurer_1 100.00', 'it is told, and nothing is laid on the patient');
SELECT is(given.denied('B3', '99213 100 CO-16=100', 'ZZ99'), 'data.missing_field code_facts_silent', 'a remark that no list has decides nothing');
SELECT is(given.odd('B3'), '{remark_needed,unknown_remark}', 'and is told');
-- 15 was taken out of use on 1 May 2018, and the last day before was good
SELECT is(given.denied('B4', '99213 100 CO-15=100', on_day => '2025-03-04'), 'authorization.obtained_not_on_claim code_facts_silent', 'a retired code still has its cause');
SELECT is(given.odd('B4'), '{no_longer_in_force}', 'and is told');
SELECT is((SELECT array_agg(d || ' ' || rcm.adjustment_faults('CO', '15', NULL, d::date)::text ORDER BY d) FROM unnest('{2018-04-30,2018-05-01}'::text[]) d), '{"2018-04-30 {}","2018-05-01 {no_longer_in_force}"}'::text[], 'from the day that the list tells');
SELECT is((SELECT count(*) FROM rcm.reason_codes() c WHERE c.stops IS NOT NULL AND (rcm.adjustment_faults('CO', c.code, NULL, c.stops) && '{no_longer_in_force}') IS NOT TRUE
	OR rcm.adjustment_faults('CO', c.code, NULL, c.stops - 1) && '{no_longer_in_force}'), 0::bigint, 'every retired code, from its day and not before');
SELECT is(given.denied('B5', '99213 100 CO-306=100', on_day => '2023-10-31'), 'coding.place_of_service code_facts_silent', 'a code that is not yet in use');
SELECT is(given.odd('B5'), '{not_yet_in_force}', 'is told, too');
-- 23 is for OA alone
SELECT is(given.denied('B6', '99213 100 CO-23=100'), 'none', 'a group that the code does not allow makes no denial of what is none');
SELECT is(given.odd('B6') || ', ' || given.owed('B6'), '{group_not_allowed}, 1 insurer_1 100.00', 'it is told, and nothing is written off');
SELECT is(given.denied('B7', '99213 100 CO-16=100', 'MA01'), 'data.missing_field code_facts_silent', 'an alert explains nothing');
SELECT is(given.odd('B7'), '{remark_needed}', 'and does not stand for the remark that has to come along');
SELECT is(given.denied('B8', '99213 100 CO-16=100', 'MA01 N290'), 'data.missing_field field_missing', 'beside one that does it is passed over');
SELECT is(given.odd('B8'), 'nothing odd');

-- ---- claims ----
SELECT given.post(given.era('{"trace": "NEVER", "claims": [{"id": "NEVER", "member": "NOBODY", "status": "4", "lines": ["99213 77 CO-197=77"]}]}')) \gset
SELECT is((SELECT count(*) FROM billing.denial d JOIN billing.remittance r USING (practice_id, remittance_id) WHERE r.trace_number = 'NEVER'), 0::bigint, 'a denial of a claim that nobody knows is not guessed to be one of ours');
SELECT is((SELECT string_agg(rc.state, ' ') FROM billing.remittance_claim rc WHERE rc.remitted_id = 'NEVER'), 'suspense', 'it waits');
SELECT cmp_ok((SELECT count(*) FROM billing.posting_exception x JOIN billing.remittance r USING (practice_id, remittance_id) WHERE r.trace_number = 'NEVER' AND x.resolved_at IS NULL), '>', 0::bigint, 'and somebody has to look at it');
SELECT is(given.denied('B9', '99213 100 CO-29=100'), 'timely_filing.late_first_filing code_facts_silent', 'of a claim that we know and never sent nothing is concluded');
SELECT is((SELECT (submission_id IS NULL) || ' ' || (facts ?| '{first_submitted_on,submitted_on,accepted_on}') FROM billing.denial WHERE claim_id = 'B9'), 'true false', 'and the denial says so');
SELECT is((SELECT decision FROM billing.denial d, billing.next_step('A', d.denial_id) n WHERE claim_id = 'B9'), 'ask payer', 'nor is it written off');

-- ---- appeals ----
INSERT INTO rcm_library.payer_program (payer_id, program) VALUES ('HILL', 'commercial');
INSERT INTO rcm_library.appeal_rule (rule_id, program, payer_id, level, level_name, days, source) VALUES ('hill-1', 'commercial', 'HILL', 1, 'appeal', 30, 'contract');
SELECT given.denied('B10', '99213 100 CO-50=100') \gset
SELECT denial_id AS b10 FROM billing.denial WHERE claim_id = 'B10' \gset
SELECT is((SELECT (rule_id, deadline, safe_by)::text FROM billing.appeal_deadline('A', :b10, '2025-04-03')), '(hill-1,2025-04-03,2025-03-24)', 'thirty days from 4 March');
SELECT is((SELECT code || ': ' || message FROM given.error(format($$ SELECT billing.open_appeal('A', '{%s}', '2025-04-04') $$, :b10))), 'RC010: denial ' || :b10 || ' cannot be appealed: the deadline of rule hill-1 was 2025-04-03', 'an appeal after its deadline is refused by its rule');
SELECT lives_ok(format($$ SELECT billing.open_appeal('A', '{%s}', '2025-04-03') $$, :b10), 'on the last day it is not');
SELECT is((SELECT code FROM given.error($$ INSERT INTO rcm_library.appeal_rule (rule_id, program, payer_id, level, level_name, days, source) VALUES ('hill-1b', 'commercial', 'HILL', 1, 'appeal', 60, 'rumour') $$)), '23P01', 'two rules for one case are refused');
INSERT INTO rcm_library.appeal_rule (rule_id, program, payer_id, level, level_name, days, source, eff, term) VALUES
	('rivr-a', 'commercial', 'RIVR', 1, 'appeal', 30, 'contract', '2024-01-01', '2025-01-31'), ('rivr-b', 'commercial', 'RIVR', 1, 'appeal', 60, 'contract', '2025-05-01', NULL);
SELECT is((SELECT rule_id || ': ' || fault FROM rcm.appeal_rule_faults()), 'rivr-a: no rule for 2025-02-01 to 2025-04-30: this one ends, the next one begins later', 'a gap is found');
INSERT INTO rcm_library.payer_program (payer_id, program) VALUES ('RIVR', 'commercial');
SELECT given.sent('B21', '{"99213 100"}', '{"payer_id": "RIVR"}') \gset
SELECT given.submit('B21', '2025-02-10') \gset
SELECT given.denied('B21', '99213 100 CO-50=100') \gset
SELECT isnt((SELECT rule_id FROM billing.denial d, billing.appeal_deadline('A', d.denial_id, '2025-03-10') WHERE claim_id = 'B21'), 'rivr-b', 'a day in the gap is not given the next rule''s deadline');
SELECT isnt((SELECT rule_id FROM billing.denial d, billing.appeal_deadline('A', d.denial_id, '2025-03-10') WHERE claim_id = 'B21'), 'rivr-a', 'nor the last one''s');

-- ---- rows ----
SELECT is((SELECT code FROM given.error($$ INSERT INTO billing.claim_fact (practice_id, claim_id, fact, value, source) VALUES ('A', 'B1', 'moon_phase', 'true', 'me') $$)), '22023', 'a fact that does not exist');
SELECT is((SELECT code FROM given.error($$ INSERT INTO billing.claim_fact (practice_id, claim_id, fact, value, source) VALUES ('A', 'B1', 'contracted', '"yes"', 'me') $$)), '22023', 'a fact of another kind');
SELECT is((SELECT code FROM given.error($$ INSERT INTO billing.claim_fact (practice_id, claim_id, fact, value, source) VALUES ('A', 'B1', 'contract_allowed', '1.005', 'me') $$)), '22023', 'half a cent');
SELECT is((SELECT code FROM given.error($$ INSERT INTO billing.claim_fact (practice_id, claim_id, fact, value, source) VALUES ('A', 'B1', 'contracted', 'null', 'me') $$)), '23514', 'a fact that is none');
SELECT is((SELECT code FROM given.error($$ INSERT INTO billing.claim_fact (practice_id, claim_id, fact, value, source) VALUES ('A', 'NOBODY', 'contracted', 'true', 'me') $$)), '23503', 'a fact of no claim');
INSERT INTO billing.enrolment (practice_id, enrolment_id, provider_npi, payer_id, status, eff, term) VALUES ('A', 'E1', '1700000205', 'HILL', 'terminated', '2024-01-01', '2024-12-31');
SELECT is((SELECT code FROM given.error($$ INSERT INTO billing.enrolment (practice_id, enrolment_id, provider_npi, payer_id, status, eff) VALUES ('A', 'E2', '1700000205', 'HILL', 'effective', '2024-12-31') $$)), '23P01', 'two enrolments on one day');
SELECT lives_ok($$ INSERT INTO billing.enrolment (practice_id, enrolment_id, provider_npi, payer_id, status, eff) VALUES ('A', 'E2', '1700000205', 'HILL', 'effective', '2025-01-01') $$, 'one from the next day on');
SELECT lives_ok($$ INSERT INTO billing.enrolment (practice_id, enrolment_id, provider_npi, payer_id, status, eff, tin) VALUES ('A', 'E3', '1700000205', 'HILL', 'effective', '2025-01-01', '910000001') $$, 'for another group beside it');
SELECT lives_ok($$ INSERT INTO billing.enrolment (practice_id, enrolment_id, provider_npi, payer_id, status) VALUES ('A', 'E4', '1700000205', 'HILL', 'requested') $$, 'and an application');
SELECT is((SELECT code FROM given.error($$ INSERT INTO billing.enrolment (practice_id, enrolment_id, provider_npi, payer_id, status) VALUES ('A', 'E5', '1700000205', 'HILL', 'pending') $$)), '23505', 'but no second one');
SELECT is((SELECT string_agg(code, ' ') FROM (VALUES ('''effective'', NULL, NULL'), ('''terminated'', ''2025-01-01'', NULL'), ('''terminated'', ''2025-01-01'', ''2024-12-31'''), ('''denied'', ''2025-01-01'', NULL'), ('''pending'', ''2025-01-01'', NULL'),
	('''revalidation due'', ''2025-01-01'', NULL'), ('''hoped for'', NULL, NULL')) v (said), given.error(format($$ INSERT INTO billing.enrolment (practice_id, enrolment_id, provider_npi, payer_id, status, eff, term) VALUES ('A', 'E9', '1700000304', 'HILL', %s) $$, said))),
	'23514 23514 23514 23514 23514 23514 23514', 'dates that a status does not have');
INSERT INTO billing.eligibility (practice_id, patient_id, payer_id, checked_at, status, snapshot, benefits) VALUES ('A', NULL, 'HILL', '2025-01-01', 'active', '{}', '[{"code": "F", "period": "remaining", "service_types": ["30"], "quantity": "lots"}, 7, "x", null, []]');
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('A', 'P1');
UPDATE billing.eligibility SET patient_id = 'P1', snapshot = '{"hospice": {"from": "soon"}, "ma_from": 3, "other_primary": "x", "dob": [1]}';
SELECT given.sent('B22', '{"99213 100"}', '{"payer_id": "HILL", "filing_ind": "MB"}', 'P1') \gset
SELECT given.submit('B22', '2025-02-10') \gset
SELECT is(given.denied('B22', '99213 100 PR-119=100'), 'eligibility.benefit_maximum code_facts_silent', 'nonsense in an answer stops no posting, and decides nothing');
SELECT is_empty($$ SELECT * FROM billing.check() $$, 'the books are right');
SELECT * FROM finish();
