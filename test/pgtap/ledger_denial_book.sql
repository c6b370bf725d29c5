-- ledger_denial_book.sql - the book of denials through the ledger: the line of a remittance and the practice's rows, and
-- what comes of them: cause, rule, desk, decision and the day by which it is done.
--
-- Every cause stands here with a story that nearly has it.  All were recorded on Wednesday, 1 July 2026: two business
-- days later is the 6th (the 3rd is a holiday, for the 4th is a Saturday), three the 7th, five the 9th, seven the 13th, ten the 16th.
\set ON_ERROR_STOP 1
\ir given/practice.sql
\ir given/remittance.sql
\ir given/denial.sql
SELECT given.library() \gset
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();
SELECT rcm.load_neutral('clia_certs', E'clia,type,eff,term\n05D0000001,COMPL,2020-01-01,\n05D0000002,COMPL,2020-01-01,2024-12-31\n05D0000003,WAIVER,2020-01-01,\n', 'spring') \gset
SELECT rcm.load_neutral('coverage_policy', E'policy,type,class,code,dx_prefix,list\nL1,LCD,commercial,93000,I1,COVER\n', 'spring') \gset

-- What a practice keeps: rows of others, so that a patient without one is known to have none.
INSERT INTO billing.patient (practice_id, patient_id, birth_date) VALUES ('A', 'OTHER', '1970-01-01');
INSERT INTO billing.prior_authorization (practice_id, authorization_id, patient_id, payer_id, kind, status, requested_on, recorded_at) VALUES
	('A', 'OTHER', 'OTHER', 'HILL', 'authorization', 'requested', '2024-01-01', '2024-01-01'), ('A', 'OTHER-R', 'OTHER', 'HILL', 'referral', 'requested', '2024-01-01', '2024-01-01');
INSERT INTO billing.eligibility (practice_id, patient_id, payer_id, checked_at, status, snapshot) VALUES ('A', 'OTHER', 'HILL', '2024-01-01', 'active', '{"status": "active"}');

-- Rows of a story, of patient @ and payer &: words and what they write.
CREATE FUNCTION given.rows(story text, payer text, words text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	w    text;
	verb text;
	j    jsonb;
BEGIN
	FOREACH w IN ARRAY words LOOP
		verb := split_part(w, ' ', 1);
		j := jsonb_build_object('practice_id', 'A', 'patient_id', 'P' || story, 'payer_id', payer, 'recorded_at', '2025-01-02') || coalesce(substr(w, length(verb) + 2), '{}')::jsonb;
		CASE verb
			WHEN 'auth' THEN
				j := '{"status": "approved", "kind": "authorization", "requested_on": "2024-12-01", "decided_on": "2024-12-10", "eff": "2025-01-01", "term": "2025-12-31"}' || j || jsonb_build_object('authorization_id', 'A' || story);
				IF j ->> 'status' IN ('pending', 'requested') THEN j := j - '{decided_on,eff,term}'::text[]; END IF;
				INSERT INTO billing.prior_authorization SELECT * FROM jsonb_populate_record(NULL::billing.prior_authorization, j);
			WHEN 'asked' THEN
				INSERT INTO billing.eligibility (practice_id, patient_id, payer_id, checked_at, status, snapshot, benefits)
				VALUES ('A', 'P' || story, payer, coalesce((j ->> 'at')::timestamptz, '2025-01-28'), coalesce(j ->> 'status', 'active'), '{"status": "active"}' || coalesce(j -> 'says', '{}'), j -> 'benefits');
			WHEN 'covered' THEN
				INSERT INTO billing.coverage (practice_id, coverage_id, patient_id, rank, payer_id, member_id, relationship, eff, term)
				VALUES ('A', 'V' || story || (j ->> 'rank'), 'P' || story, (j ->> 'rank')::integer, coalesce(j ->> 'by', payer), j ->> 'member_id', j ->> 'rel', (j ->> 'eff')::date, (j ->> 'term')::date);
			WHEN 'enrolled' THEN
				j := '{"status": "effective", "provider_npi": "1700000205", "requested_on": "2024-10-01", "decided_on": "2024-12-01", "eff": "2024-12-01"}' || j || jsonb_build_object('enrolment_id', story || coalesce(j ->> 'provider_npi', ''));
				IF j ->> 'status' IN ('pending', 'requested') THEN j := j - '{decided_on,eff}'::text[]; ELSIF j ->> 'status' = 'denied' THEN j := j - 'eff'; END IF;
				INSERT INTO billing.enrolment SELECT * FROM jsonb_populate_record(NULL::billing.enrolment, j);
			WHEN 'told' THEN
				INSERT INTO billing.claim_fact (practice_id, claim_id, line_no, fact, value, source) SELECT 'A', story, 1, k, v, 'the practice'
					FROM jsonb_each(substr(w, 6)::jsonb) x (k, v);
			WHEN 'found' THEN
				INSERT INTO billing.finding (practice_id, claim_id, finding_no, edit, severity, line, message, carc, found_at) VALUES ('A', story, 1, 'EDIT', 'warn', 1, 'x', j ->> 'carc', coalesce(j ->> 'at', '2025-02-09')::timestamptz);
			WHEN 'wanted' THEN
				INSERT INTO billing.attachment (practice_id, claim_id, kind, asked_by, asked_on, due_on, sent_on) VALUES ('A', story, 'OZ', 'payer', '2025-02-12', '2025-02-26', (j ->> 'sent')::date);
			WHEN 'accepted' THEN
				PERFORM given.accepted(story, (j ->> 'on')::date);
			WHEN 'sent' THEN
				PERFORM given.submit(story, (j ->> 'on')::date, j - 'on');
			WHEN 'other' THEN
				PERFORM given.sent('O' || story, ARRAY[j ->> 'line'], jsonb_build_object('payer_id', payer), 'P' || story);
				PERFORM given.post(given.era(jsonb_build_object('trace', 'O' || story, 'claims', jsonb_build_array(jsonb_build_object('id', 'O' || story, 'lines', jsonb_build_array((j ->> 'line') || ' CO-45=10'))))));
			WHEN 'paid' THEN
				PERFORM given.post(given.era(jsonb_build_object('trace', 'P' || story, 'claims', jsonb_build_array(jsonb_build_object('id', story, 'lines', jsonb_build_array(j ->> 'line'))))));
				PERFORM given.post(given.era(jsonb_build_object('trace', 'B' || story, 'claims', jsonb_build_array(jsonb_build_object('id', story, 'back', true, 'lines', jsonb_build_array(j ->> 'line'))))));
			WHEN 'appealed' THEN
				PERFORM given.denied(story, '99213 100 CO-29=100', on_day => (j ->> 'denied')::date);
				PERFORM billing.open_appeal('A', ARRAY(SELECT d.denial_id FROM billing.denial d WHERE d.claim_id = story), (j ->> 'on')::date);
		END CASE;
	END LOOP;
END $$;

-- The claim with its rows goes out on 10 February 2025 and is answered on 4 March: what the ledger makes of it.
CREATE FUNCTION given.told(story text, rows text, claim jsonb, line text, remit text, remarks text, denied date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	payer text := coalesce(claim ->> 'payer_id', 'HILL');
	rows_before text[] := ARRAY(SELECT r FROM unnest(string_to_array(rows, '; ')) r WHERE r !~ '^(sent|accepted|told|found|wanted|paid|appealed) ');
	rows_after text[] := ARRAY(SELECT r FROM unnest(string_to_array(rows, '; ')) r WHERE r ~ '^(sent|accepted|told|found|wanted|paid|appealed) ');
	d     billing.denial;
	n     record;
BEGIN
	INSERT INTO billing.patient (practice_id, patient_id, birth_date) VALUES ('A', 'P' || story, coalesce(claim ->> 'born', '1960-01-01')::date);
	PERFORM given.rows(story, payer, rows_before);
	PERFORM given.sent(story, string_to_array(line, ', '), jsonb_build_object('payer_id', payer) || claim - 'born', 'P' || story);
	IF NOT coalesce(rows, '') ~ '\msent ' THEN
		PERFORM given.submit(story, '2025-02-10');
	END IF;
	PERFORM given.rows(story, payer, rows_after);
	PERFORM given.denied(story, remit, remarks, denied);
	SELECT * INTO d FROM billing.denial x WHERE x.claim_id = story ORDER BY x.denial_id DESC LIMIT 1;
	IF NOT FOUND THEN
		RETURN 'no denial';
	END IF;
	SET LOCAL session_replication_role = replica;
	UPDATE billing.denial x SET recorded_at = '2026-07-01 16:00+00' WHERE x.denial_id = d.denial_id;
	SET LOCAL session_replication_role = origin;
	SELECT * INTO n FROM billing.next_step('A', d.denial_id);
	ASSERT n.step !~ '[{}]', n.step;
	RETURN format('%s.%s %s | %s | %s | %s', d.root, d.leaf, d.rule, n.owner, n.decision, to_char(n.due_on, 'MM-DD'));
END $$;

CREATE TEMP TABLE story (nth integer GENERATED ALWAYS AS IDENTITY, what text, rows text, claim jsonb, line text, remit text, remarks text, denied date, want text, near text);
-- what; the practice's rows; the claim; its lines; the line of the remittance; remarks; denied on; what comes of it; the cause that it nearly has
INSERT INTO story (what, rows, claim, line, remit, remarks, denied, want, near) VALUES
-- ---- authorization ----
('nobody asked for it', NULL, '{}', '93000 100', '93000 100 CO-197=100', NULL, NULL, 'authorization.not_requested authorization_never_asked_for | authorization_desk | appeal | 07-07', ''),
('asked for after the claim had left', 'auth {"recorded_at": "2025-02-20"}', '{}', '93000 100', '93000 100 CO-197=100', NULL, NULL, 'authorization.not_requested authorization_never_asked_for | authorization_desk | appeal | 07-07', 'obtained_not_on_claim'),
('asked for, not decided', 'auth {"status": "pending"}', '{}', '93000 100', '93000 100 CO-197=100', NULL, NULL, 'authorization.pending_at_service authorization_open | authorization_desk | appeal | 07-07', 'not_requested'),
('approved ten days after the claim had left', 'auth {"number": "G1", "decided_on": "2025-02-20"}', '{}', '93000 100', '93000 100 CO-197=100', NULL, NULL, 'authorization.pending_at_service authorization_open | authorization_desk | appeal | 07-07', 'obtained_not_on_claim'),
('approved in the week after the service', 'auth {"number": "G1", "decided_on": "2025-02-07", "eff": "2025-02-07"}', '{}', '93000 100', '93000 100 CO-197=100', NULL, NULL, 'authorization.pending_at_service authorization_decided_after_service | authorization_desk | appeal | 07-07', 'expired'),
('refused', 'auth {"status": "denied"}', '{}', '93000 100', '93000 100 CO-197=100', NULL, NULL, 'authorization.denied authorization_refused | authorization_desk | appeal | 07-07', 'pending_at_service'),
('the payer says that it was refused, and nothing is on file', NULL, '{}', '93000 100', '93000 100 CO-39=100', NULL, NULL, 'authorization.denied code_facts_silent | authorization_desk | appeal | 07-07', 'not_requested'),
('the payer says that it was refused, but it is open', 'auth {"status": "pending"}', '{}', '93000 100', '93000 100 CO-39=100', NULL, NULL, 'authorization.pending_at_service authorization_open | authorization_desk | appeal | 07-07', 'denied'),
('ended on Friday, seen on Monday', 'auth {"term": "2025-01-31"}', '{}', '93000 100', '93000 100 CO-197=100', NULL, NULL, 'authorization.expired authorization_for_other_dates | authorization_desk | appeal | 07-07', 'obtained_not_on_claim'),
('cancelled', 'auth {"status": "cancelled"}', '{}', '93000 100', '93000 100 CO-197=100', NULL, NULL, 'authorization.expired authorization_for_other_dates | authorization_desk | appeal | 07-07', 'not_requested'),
('two approved, three done', 'auth {"units": 2}', '{}', '93000 100 units=3', '93000 100 CO-198=100 units=0', NULL, NULL, 'authorization.units_exhausted authorization_units_used_up | authorization_desk | appeal | 07-07', 'payer_error'),
('three approved, three done', 'auth {"units": 3, "number": "G2"}', '{"auth_number": "G2"}', '93000 100 units=3', '93000 100 CO-198=100 units=0', NULL, NULL, 'payer.payer_error authorization_on_claim | payer_representative | appeal | 07-09', 'units_exhausted'),
('the visit before used them up', 'auth {"units": 1}; other {"line": "93000 80 on=2025-01-20"}', '{}', '93000 100', '93000 100 CO-198=100', NULL, NULL, 'authorization.units_exhausted authorization_units_used_up | authorization_desk | appeal | 07-07', 'obtained_not_on_claim'),
('approved for the joint, done on the heart', 'auth {"codes": ["20610"]}', '{}', '93000 100', '93000 100 CO-197=100', NULL, NULL, 'authorization.wrong_code authorization_for_other_code | authorization_desk | appeal | 07-07', 'obtained_not_on_claim'),
('approved for both, other code', 'auth {"codes": ["20610", "99213"]}', '{}', '93000 100', '93000 100 CO-284=100', NULL, NULL, 'authorization.wrong_code authorization_for_other_code | authorization_desk | appeal | 07-07', 'wrong_provider_or_place'),
('approved for a colleague', 'auth {"provider_npi": "1700000304"}', '{"rendering": {"npi": "1700000205"}}', '93000 100', '93000 100 CO-197=100', NULL, NULL, 'authorization.wrong_provider_or_place authorization_for_other_provider_or_place | authorization_desk | appeal | 07-07', 'obtained_not_on_claim'),
('approved for the hospital, done in the office', 'auth {"pos": "22"}', '{}', '93000 100', '93000 100 CO-296=100', NULL, NULL, 'authorization.wrong_provider_or_place authorization_for_other_provider_or_place | authorization_desk | appeal | 07-07', 'wrong_code'),
('obtained, and left off the claim', 'auth {"number": "G3"}', '{}', '93000 100', '93000 100 CO-197=100', NULL, NULL, 'authorization.obtained_not_on_claim authorization_not_on_claim | biller | correct | 07-07', 'not_requested'),
('obtained, and another number on the claim', 'auth {"number": "G4"}', '{"auth_number": "G9"}', '93000 100', '93000 100 CO-197=100', NULL, NULL, 'authorization.obtained_not_on_claim authorization_not_on_claim | biller | correct | 07-07', 'payer_error'),
('obtained and on the claim', 'auth {"number": "G5"}', '{"auth_number": "G5"}', '93000 100', '93000 100 CO-197=100', NULL, NULL, 'payer.payer_error authorization_on_claim | payer_representative | appeal | 07-09', 'obtained_not_on_claim'),
('no referral', NULL, '{}', '99213 100', '99213 100 CO-288=100', NULL, NULL, 'authorization.referral_missing referral_missing | authorization_desk | correct | 07-07', 'obtained_not_on_claim'),
('the referral had ended', 'auth {"kind": "referral", "number": "R1", "term": "2025-01-31"}', '{"referral_number": "R1"}', '99213 100', '99213 100 CO-288=100', NULL, NULL, 'authorization.referral_missing referral_missing | authorization_desk | correct | 07-07', 'payer_error'),
('the referral was there, and not on the claim', 'auth {"kind": "referral", "number": "R2"}', '{}', '99213 100', '99213 100 CO-288=100', NULL, NULL, 'authorization.obtained_not_on_claim referral_not_on_claim | biller | correct | 07-07', 'referral_missing'),
('the referral was on the claim', 'auth {"kind": "referral", "number": "R3"}', '{"referral_number": "R3"}', '99213 100', '99213 100 CO-288=100', NULL, NULL, 'payer.payer_error referral_on_claim | payer_representative | appeal | 07-09', 'referral_missing'),
-- ---- eligibility ----
('walk-in, nobody asked', NULL, '{}', '99213 100', '99213 100 CO-27=100', NULL, NULL, 'eligibility.not_checked eligibility_not_checked | front_desk | rebill | 07-07', ''),
('asked in December, seen in February', 'asked {"at": "2024-12-15"}', '{}', '99213 100', '99213 100 CO-27=100', NULL, NULL, 'eligibility.not_checked eligibility_answer_too_old | front_desk | rebill | 07-07', 'retroactive_termination'),
('asked, and inactive', 'asked {"status": "inactive"}', '{}', '99213 100', '99213 100 CO-27=100', NULL, NULL, 'eligibility.checked_inactive_ignored known_inactive | front_desk | rebill | 07-07', 'not_checked'),
('inactive only when asked again after the service', 'asked {}; asked {"at": "2025-02-20", "status": "inactive"}', '{}', '99213 100', '99213 100 CO-27=100', NULL, NULL, 'eligibility.retroactive_termination active_when_checked | front_desk | rebill | 07-07', 'checked_inactive_ignored'),
('said inactive, of another member', 'asked {"status": "inactive", "says": {"member_id": "ELSE"}}', '{}', '99213 100', '99213 100 CO-27=100', NULL, NULL, 'eligibility.wrong_member_id member_id_differs | front_desk | correct | 07-07', 'checked_inactive_ignored'),
('the coverage has another member id than the claim', 'covered {"rank": 1, "member_id": "QQ1"}', '{}', '99213 100', '99213 100 CO-31=100', NULL, NULL, 'eligibility.wrong_member_id member_id_differs | front_desk | correct | 07-07', 'name_or_birth_date_mismatch'),
('the payer writes the name otherwise', 'asked {"says": {"last": "DOUGH"}}', '{}', '99213 100', '99213 100 CO-31=100', NULL, NULL, 'eligibility.name_or_birth_date_mismatch name_or_birth_date_differs | front_desk | correct | 07-07', 'wrong_member_id'),
('born on another day', 'asked {"says": {"dob": "1960-01-02"}}', '{"patient": {"last": "DOE", "first": "JANE", "dob": "1960-02-01"}, "subscriber": {"last": "DOE", "member_id": "M1", "dob": "1960-02-01"}}', '99213 100', '99213 100 CO-140=100', NULL, NULL, 'eligibility.name_or_birth_date_mismatch name_or_birth_date_differs | front_desk | correct | 07-07', 'wrong_member_id'),
('a new plan since January', 'covered {"rank": 1, "by": "RIVR", "eff": "2025-01-01"}', '{}', '99213 100', '99213 100 CO-27=100', NULL, NULL, 'eligibility.wrong_plan other_plan_that_day | front_desk | rebill | 07-07', 'not_checked'),
('Medicare Advantage in place of Medicare', 'asked {"says": {"ma_from": "2025-01-01"}}', '{"payer_id": "MCR", "filing_ind": "MB"}', '99213 100', '99213 100 CO-109=100', NULL, NULL, 'eligibility.wrong_plan other_plan_that_day | front_desk | rebill | 07-07', 'order_wrong'),
('Medicare Advantage from the next month on', 'asked {"says": {"ma_from": "2025-03-01"}}', '{"payer_id": "MCR2", "filing_ind": "MB"}', '99213 100', '99213 100 CO-27=100', NULL, NULL, 'eligibility.retroactive_termination active_when_checked | front_desk | rebill | 07-07', 'wrong_plan'),
('active when asked, ended afterwards', 'asked {}', '{}', '99213 100', '99213 100 CO-27=100', NULL, NULL, 'eligibility.retroactive_termination active_when_checked | front_desk | rebill | 07-07', 'not_checked'),
('two weeks old', 'asked {"says": {"last": "MILLER"}}', '{"born": "2025-01-20"}', '99213 100', '99213 100 CO-31=100', NULL, NULL, 'eligibility.newborn newborn_not_yet_member | front_desk | rebill | 07-07', 'name_or_birth_date_mismatch'),
('two months old', 'asked {"says": {"last": "MILLER"}}', '{"born": "2024-12-01"}', '99213 100', '99213 100 CO-31=100', NULL, NULL, 'eligibility.name_or_birth_date_mismatch name_or_birth_date_differs | front_desk | correct | 07-07', 'newborn'),
('a newborn that the contract leaves out', NULL, '{"born": "2025-01-25"}', '99213 100', '99213 100 PR-34=100', NULL, NULL, 'eligibility.newborn newborn_not_yet_member | front_desk | rebill | 07-07', 'not_checked'),
('the therapy of the year is used up', 'asked {"benefits": [{"code": "F", "period": "remaining", "service_types": ["AE"], "quantity": 0}]}', '{}', '97110:GP 100', '97110:GP 100 PR-119=100', NULL, NULL, 'eligibility.benefit_maximum benefit_used_up | front_desk | bill patient | 07-07', 'payer_error'),
('five visits are left', 'asked {"benefits": [{"code": "F", "period": "remaining", "service_types": ["AE"], "quantity": 5}]}', '{}', '97110:GP 100', '97110:GP 100 PR-119=100', NULL, NULL, 'payer.payer_error benefit_left | payer_representative | appeal | 07-09', 'benefit_maximum'),
('the speech therapy is used up, this was the other', 'asked {"benefits": [{"code": "F", "period": "remaining", "service_types": ["AF"], "quantity": 0}]}', '{}', '97110:GP 100', '97110:GP 100 CO-119=100', NULL, NULL, 'eligibility.benefit_maximum code_facts_silent | front_desk | rebill | 07-07', 'payer_error'),
('the answer had said that the spend-down was not met', 'asked {"status": "inactive"}', '{}', '99213 100', '99213 100 PR-178=100', NULL, NULL, 'eligibility.checked_inactive_ignored known_inactive | front_desk | rebill | 07-07', 'retroactive_termination'),
('covered on that day by the payer''s own answer', 'asked {"says": {"member_id": "MX7", "eff": "2024-01-01", "term": "2025-02-03"}}', '{"subscriber": {"last": "DOE", "member_id": "mx7"}}', '99213 100', '99213 100 CO-27=100', NULL, NULL, 'payer.payer_error covered_by_payers_own_answer | payer_representative | appeal | 07-09', 'retroactive_termination'),
('covered until the day before', 'asked {"says": {"member_id": "MX7", "eff": "2024-01-01", "term": "2025-02-02"}}', '{"subscriber": {"last": "DOE", "member_id": "MX7"}}', '99213 100', '99213 100 CO-27=100', NULL, NULL, 'eligibility.retroactive_termination active_when_checked | front_desk | rebill | 07-07', 'payer_error'),
-- ---- coordination of benefits ----
('nobody knows of another payer', 'covered {"rank": 1}', '{}', '99213 100', '99213 100 CO-22=100', NULL, NULL, 'coordination.primary_unknown other_coverage_unknown | front_desk | rebill | 07-09', 'order_wrong'),
('we are first by the rules', 'covered {"rank": 1}; covered {"rank": 2, "by": "RIVR"}', '{}', '99213 100', '99213 100 CO-22=100', NULL, NULL, 'payer.payer_error billed_in_turn | payer_representative | appeal | 07-09', 'order_wrong'),
('it was another payer''s turn', 'covered {"rank": 2}; covered {"rank": 1, "by": "RIVR"}', '{}', '99213 100', '99213 100 CO-22=100', NULL, NULL, 'coordination.order_wrong billed_out_of_turn | biller | rebill | 07-09', 'primary_unknown'),
('the payer had told of the one that comes first', 'asked {"says": {"other_primary": {"from": "2024-01-01"}}}', '{}', '99213 100', '99213 100 CO-22=100', NULL, NULL, 'coordination.order_wrong other_coverage_not_billed_first | biller | rebill | 07-09', 'primary_unknown'),
('the payer told of it after the claim had left', 'asked {"at": "2025-02-20", "says": {"other_primary": {"from": "2024-01-01"}}}', '{}', '99213 100', '99213 100 CO-22=100', NULL, NULL, 'coordination.primary_unknown code_facts_silent | front_desk | rebill | 07-09', 'order_wrong'),
('the other payer''s decision was left off', 'told {"primary_payment_on_claim": false}', '{}', '99213 100', '99213 100 CO-129=100', NULL, NULL, 'coordination.primary_payment_missing primary_payment_not_on_claim | biller | correct | 07-09', 'payer_error'),
('prior processing data bad', NULL, '{}', '99213 100', '99213 100 OA-129=100', NULL, NULL, 'coordination.primary_payment_missing code_facts_silent | biller | correct | 07-09', 'primary_unknown'),
('it was on the claim', 'told {"primary_payment_on_claim": true}', '{}', '99213 100', '99213 100 CO-129=100', NULL, NULL, 'payer.payer_error primary_payment_on_claim | payer_representative | appeal | 07-09', 'primary_payment_missing'),
('Medicare, and nobody asked who pays before', 'told {"medicare_questionnaire": false}', '{"payer_id": "MCR3", "filing_ind": "MB"}', '99213 100', '99213 100 CO-22=100', NULL, NULL, 'coordination.medicare_questionnaire medicare_questionnaire_missing | front_desk | reopen | 07-09', 'primary_unknown'),
('not Medicare: there is no such form', 'told {"medicare_questionnaire": false}; covered {"rank": 1}', '{}', '99213 100', '99213 100 CO-22=100', NULL, NULL, 'coordination.primary_unknown other_coverage_unknown | front_desk | rebill | 07-09', 'medicare_questionnaire'),
('a remark asks for the questionnaire', NULL, '{}', '99213 100', '99213 100 CO-16=100', 'MA90', NULL, 'coordination.medicare_questionnaire remark_facts_silent | front_desk | correct | 07-09', 'missing_field'),
('the cheque went to the patient', NULL, '{}', '99213 100', '99213 100 OA-100=100', NULL, NULL, 'coordination.paid_elsewhere code_facts_silent | biller | rebill | 07-09', 'other_payer_information'),
('paid to another provider', NULL, '{}', '99213 100', '99213 100 CO-293=100', NULL, NULL, 'coordination.paid_elsewhere code_facts_silent | biller | rebill | 07-09', 'order_wrong');
INSERT INTO story (what, rows, claim, line, remit, remarks, denied, want, near) VALUES
-- ---- data ----
('the rendering provider is not on the claim', NULL, '{}', '99213 100', '99213 100 CO-16=100', 'N290', NULL, 'data.missing_field field_missing | biller | correct | 07-06', 'invalid_format'),
('the rendering provider is on the claim', NULL, '{"rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-16=100', 'N290', NULL, 'data.invalid_format field_not_valid | biller | correct | 07-06', 'missing_field'),
('a field misses, and no remark says which', NULL, '{}', '99213 100', '99213 100 CO-16=100', NULL, NULL, 'data.missing_field code_facts_silent | biller | correct | 07-06', 'payer_error'),
('the field was there and well formed', 'told {"field_valid": true}', '{"rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-16=100', 'N290', NULL, 'payer.payer_error field_given | payer_representative | appeal | 07-09', 'missing_field'),
('billed in a way that the payer does not take', NULL, '{}', '99213 100', '99213 100 CO-A8=100', NULL, NULL, 'data.invalid_format code_facts_silent | biller | correct | 07-06', 'missing_field'),
('child billed as the insured', 'covered {"rank": 1, "rel": "19"}', '{"patient": {"last": "DOE", "first": "JANE", "rel": "18"}}', '99213 100', '99213 100 CO-32=100', NULL, NULL, 'data.subscriber_relation relation_differs | front_desk | correct | 07-06', 'wrong_member_id'),
('not a dependent, and the relation is right', 'covered {"rank": 1, "rel": "19", "member_id": "ZZ"}', '{"patient": {"last": "DOE", "first": "JANE", "rel": "19"}}', '99213 100', '99213 100 CO-32=100', NULL, NULL, 'eligibility.wrong_member_id member_id_differs | front_desk | correct | 07-07', 'subscriber_relation'),
('no dependents are covered', NULL, '{}', '99213 100', '99213 100 PR-33=100', NULL, NULL, 'data.subscriber_relation code_facts_silent | front_desk | correct | 07-06', 'non_covered'),
-- ---- coding ----
('our own edit had missed the modifier', 'found {"carc": "4"}', '{}', '20610 100', '20610 100 CO-4=100', NULL, NULL, 'coding.modifier modifier_wrong | coder | correct | 07-06', ''),
('nothing was found, and the modifiers are right', 'told {"modifier_missing": false, "modifier_valid": true}', '{}', '20610 100', '20610 100 CO-4=100', NULL, NULL, 'payer.payer_error modifier_fits | payer_representative | appeal | 07-09', 'modifier'),
('a modifier that no list has', NULL, '{}', '20610:Q9 100', '20610:Q9 100 CO-182=100', NULL, NULL, 'coding.modifier modifier_wrong | coder | correct | 07-06', 'invalid_code'),
('the panel contains it', NULL, '{}', '82947 20, 80048 50', '82947 20 CO-97=20', NULL, NULL, 'coding.bundled bundled_by_edit | coder | write off | 07-07', 'payer_error'),
('nothing of that day contains it', NULL, '{}', '93000 100', '93000 100 CO-97=100', NULL, NULL, 'payer.payer_error no_edit_bundles | payer_representative | appeal | 07-09', 'bundled'),
('bundled, but separate by the record', 'told {"services_separate": true}', '{}', '82947 20, 80048 50', '82947 20 CO-97=20', NULL, NULL, 'coding.modifier separate_service_not_said | coder | correct | 07-06', 'bundled'),
('diagnosis and procedure, as our edit had said', 'found {"carc": "11"}', '{}', '93000 100', '93000 100 CO-11=100', NULL, NULL, 'coding.diagnosis_procedure diagnosis_does_not_fit | coder | correct | 07-06', ''),
('the diagnosis fits', 'told {"diagnosis_fits": true}', '{}', '93000 100', '93000 100 CO-11=100', NULL, NULL, 'payer.payer_error diagnosis_fits | payer_representative | appeal | 07-09', 'diagnosis_procedure'),
('for women only, as our edit had said', 'found {"carc": "7"}', '{}', '93000 100', '93000 100 CO-7=100', NULL, NULL, 'coding.age_sex age_or_sex_wrong | coder | correct | 07-06', ''),
('age and sex are right', 'told {"age_sex_fits": true}', '{}', '93000 100', '93000 100 CO-6=100', NULL, NULL, 'payer.payer_error age_and_sex_right | payer_representative | appeal | 07-09', 'age_sex'),
('five units, three are allowed', NULL, '{}', '93000 100 units=5', '93000 100 CO-151=100 units=0', NULL, NULL, 'coding.units units_over_limit | coder | correct | 07-06', 'documentation_absent'),
('three units, three are allowed', NULL, '{}', '93000 100 units=3', '93000 100 CO-151=100 units=0', NULL, NULL, 'medical_necessity.documentation_absent units_not_recorded | clinician | appeal | 07-13', 'units'),
('three units, and the record shows them', 'told {"documentation_complete": true}', '{}', '93000 100 units=3', '93000 100 CO-151=100 units=0', NULL, NULL, 'payer.payer_error units_within_limit | payer_representative | appeal | 07-09', 'documentation_absent'),
('our edit had doubted the place', 'found {"carc": "5"}', '{}', '93000 100', '93000 100 CO-5=100', NULL, NULL, 'coding.place_of_service place_wrong | coder | correct | 07-06', ''),
('the edit doubted the place after the claim had left', 'found {"carc": "5", "at": "2025-02-20"}; told {"place_fits": true}', '{}', '93000 100', '93000 100 CO-5=100', NULL, NULL, 'payer.payer_error place_right | payer_representative | appeal | 07-09', 'place_of_service'),
('the code was withdrawn in 2021', NULL, '{}', '92014 100', '92014 100 CO-181=100', NULL, NULL, 'coding.invalid_code code_not_valid | coder | correct | 07-06', 'payer_error'),
('the code is in force', NULL, '{}', '99213 100', '99213 100 CO-181=100', NULL, NULL, 'payer.payer_error code_valid | payer_representative | appeal | 07-09', 'invalid_code'),
('the payer went by a lower code', NULL, '{}', '99214 100', '99213 100 CO-150=100 sub=99214', NULL, NULL, 'coding.downcoded other_procedure_paid | coder | appeal | 07-13', 'documentation_absent'),
('the same code, level doubted, record complete', 'told {"documentation_complete": true}', '{}', '99214 100', '99214 100 CO-150=100', NULL, NULL, 'medical_necessity.clinical_disagreement record_complete | clinician | appeal | 07-13', 'downcoded'),
('nothing of ours doubts the diagnosis', NULL, '{}', '93000 100', '93000 100 CO-11=100', NULL, NULL, 'coding.diagnosis_procedure code_facts_silent | coder | correct | 07-06', 'payer_error'),
('our edit had said that the diagnosis code is not valid', 'found {"carc": "146"}', '{}', '93000 100', '93000 100 CO-146=100', NULL, NULL, 'coding.invalid_code code_not_valid | coder | correct | 07-06', 'diagnosis_procedure'),
('too old for it', NULL, '{}', '93000 100', '93000 100 CO-6=100', NULL, NULL, 'coding.age_sex code_facts_silent | coder | correct | 07-06', 'name_or_birth_date_mismatch'),
('too old for it, and the payer has another birth date', 'asked {"says": {"dob": "1961-01-01"}}', '{"subscriber": {"last": "DOE", "member_id": "M1", "dob": "1960-01-01"}, "patient": {"last": "DOE", "dob": "1960-01-01"}}', '93000 100', '93000 100 CO-6=100', NULL, NULL, 'eligibility.name_or_birth_date_mismatch name_or_birth_date_differs | front_desk | correct | 07-07', 'age_sex'),
('one is bundled with the other, no modifier parts them', NULL, '{}', '36415 20, 20610 80', '36415 20 CO-236=20', NULL, NULL, 'coding.bundled bundled_by_edit | coder | write off | 07-07', 'modifier'),
('three units, the contract takes two', 'told {"unit_limit": 2}', '{}', '93000 100 units=3', '93000 100 CO-151=100 units=0', NULL, NULL, 'coding.units units_over_limit | coder | correct | 07-06', 'payer_error'),
('a bill type that does not go with it', NULL, '{}', '93000 100', '93000 100 CO-58=100', NULL, NULL, 'coding.place_of_service code_facts_silent | coder | correct | 07-06', 'payer_error'),
('paid by a lower code, and nobody says why', NULL, '{}', '99214 100', '99213 100 CO-45=30 sub=99214', NULL, NULL, 'coding.downcoded other_code_than_sent | coder | appeal | 07-13', 'underpaid'),
('done three times, and nobody said so', 'told {"same_service_lines": 3}', '{}', '20610 100', '20610 100 OA-18=100', NULL, NULL, 'duplicate.repeat_modifier repeated_without_modifier | coder | correct | 07-06', 'true_duplicate'),
('somebody else''s claim, which was ours', 'other {"line": "99213 100"}', '{}', '99213 100', '99213 100 CO-B13=100', NULL, NULL, 'duplicate.true_duplicate paid_in_other_claim | biller | write off | 07-06', 'payer_error'),
('the correction came a day late', 'sent {"on": "2025-02-10"}; sent {"on": "2026-02-04", "freq": "7"}', '{}', '99213 100', '99213 100 CO-29=100', NULL, '2026-03-10', 'timely_filing.late_correction correction_after_deadline | biller | write off | 07-06', 'lost_by_payer'),
('the correction came on its last day', 'sent {"on": "2025-02-10"}; sent {"on": "2026-02-03", "freq": "7"}', '{}', '99213 100', '99213 100 CO-29=100', NULL, '2026-03-10', 'timely_filing.late_first_filing sent_in_time_without_proof | biller | write off | 07-06', 'late_correction'),
-- ---- medical necessity ----
('no diagnosis of the policy', NULL, '{"dx": [{"code": "Z00.00"}], "lines": [{"n": 1, "code": "93000", "units": 1, "charge": "100.00", "from": "2025-02-03", "dx_ptr": [1]}]}', '93000 100', '93000 100 CO-50=100', NULL, NULL, 'medical_necessity.policy_diagnosis_absent policy_lists_no_diagnosis | coder | correct | 07-13', 'clinical_disagreement'),
('a diagnosis of the policy', NULL, '{"dx": [{"code": "I10"}], "lines": [{"n": 1, "code": "93000", "units": 1, "charge": "100.00", "from": "2025-02-03", "dx_ptr": [1]}]}', '93000 100', '93000 100 CO-50=100', NULL, NULL, 'medical_necessity.clinical_disagreement policy_met | clinician | appeal | 07-13', 'policy_diagnosis_absent'),
('the diagnosis is not covered', NULL, '{"dx": [{"code": "Z00.00"}], "lines": [{"n": 1, "code": "93000", "units": 1, "charge": "100.00", "from": "2025-02-03", "dx_ptr": [1]}]}', '93000 100', '93000 100 CO-167=100', NULL, NULL, 'medical_necessity.policy_diagnosis_absent policy_lists_no_diagnosis | coder | correct | 07-13', 'clinical_disagreement'),
('the note is not signed', 'told {"documentation_complete": false}', '{}', '99213 100', '99213 100 CO-50=100', NULL, NULL, 'medical_necessity.documentation_absent record_incomplete | clinician | appeal | 07-13', 'clinical_disagreement'),
('the policy calls it experimental', 'told {"policy_experimental": true}', '{}', '99213 100', '99213 100 CO-50=100', NULL, NULL, 'medical_necessity.experimental policy_calls_it_experimental | clinician | appeal | 07-13', 'clinical_disagreement'),
('called experimental, but proven for this diagnosis', 'told {"policy_experimental": false, "policy_diagnosis_on_claim": true}', '{}', '99213 100', '99213 100 CO-55=100', NULL, NULL, 'medical_necessity.clinical_disagreement policy_calls_it_proven | clinician | appeal | 07-13', 'experimental'),
('unproven, says the payer', NULL, '{}', '99213 100', '99213 100 CO-56=100', NULL, NULL, 'medical_necessity.experimental code_facts_silent | clinician | appeal | 07-13', 'non_covered'),
-- ---- provider: the practice's enrolments ----
('a colleague is enrolled, he is not', 'enrolled {"provider_npi": "1700000304"}', '{"payer_id": "Z1", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-B7=100', NULL, NULL, 'provider.not_enrolled not_enrolled | credentialing | appeal | 07-09', ''),
('the application is under way', 'enrolled {"status": "pending"}', '{"payer_id": "Z2", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-B7=100', NULL, NULL, 'provider.not_enrolled not_enrolled | credentialing | appeal | 07-09', 'payer_error'),
('approved from December, but only after the claim had left', 'enrolled {"decided_on": "2025-02-20"}', '{"payer_id": "Z3", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-B7=100', NULL, NULL, 'provider.not_enrolled not_enrolled | credentialing | appeal | 07-09', 'payer_error'),
('the application was refused', 'enrolled {"status": "denied"}', '{"payer_id": "Z4", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-B7=100', NULL, NULL, 'provider.not_enrolled not_enrolled | credentialing | appeal | 07-09', 'not_contracted'),
('effective from the day after', 'enrolled {"eff": "2025-02-04"}', '{"payer_id": "Z5", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-B7=100', NULL, NULL, 'provider.not_enrolled not_enrolled_that_day | credentialing | appeal | 07-09', 'payer_error'),
('effective from the day itself', 'enrolled {"eff": "2025-02-03"}', '{"payer_id": "Z6", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-B7=100', NULL, NULL, 'payer.payer_error enrolled | payer_representative | appeal | 07-09', 'not_enrolled'),
('terminated in January', 'enrolled {"status": "terminated", "term": "2025-01-31"}', '{"payer_id": "Z7", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-B7=100', NULL, NULL, 'provider.not_enrolled not_enrolled_that_day | credentialing | appeal | 07-09', 'payer_error'),
('revalidation was due in January', 'enrolled {"status": "revalidation due", "revalidation_due_on": "2025-01-15"}', '{"payer_id": "Z8", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-B7=100', NULL, NULL, 'provider.not_enrolled not_enrolled_that_day | credentialing | appeal | 07-09', 'payer_error'),
('revalidation is due in March', 'enrolled {"status": "revalidation due", "revalidation_due_on": "2025-03-15"}', '{"payer_id": "Z9", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-B7=100', NULL, NULL, 'payer.payer_error enrolled | payer_representative | appeal | 07-09', 'not_enrolled'),
('enrolled, but for the tax id of the old group', 'enrolled {"tin": "910000009"}', '{"payer_id": "Z10", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-B7=100', NULL, NULL, 'provider.not_enrolled not_linked_to_group | credentialing | appeal | 07-09', 'identifier_mismatch'),
('linked to another group', 'enrolled {"group_npi": "1234567893"}', '{"payer_id": "Z11", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-B7=100', NULL, NULL, 'provider.not_enrolled not_linked_to_group | credentialing | appeal | 07-09', 'payer_error'),
('enrolled in Washington, seen in Oregon', 'enrolled {"state": "WA"}', '{"payer_id": "Z12", "billing": {"npi": "1700000106", "tin": "910000001", "addr": {"state": "OR"}}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-B7=100', NULL, NULL, 'provider.not_enrolled not_linked_to_group | credentialing | appeal | 07-09', 'payer_error'),
('the provider is, the group is not any more', 'enrolled {}; enrolled {"provider_npi": "1700000106", "status": "terminated", "term": "2025-01-31"}', '{"payer_id": "Z13", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-B7=100', NULL, NULL, 'provider.not_enrolled not_enrolled_that_day | credentialing | appeal | 07-09', 'payer_error'),
('recorded after the claim had left', 'enrolled {"recorded_at": "2025-02-20"}; enrolled {"provider_npi": "1700000304"}', '{"payer_id": "Z14", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-B7=100', NULL, NULL, 'provider.not_enrolled not_enrolled | credentialing | appeal | 07-09', 'payer_error'),
('the practice keeps no enrolments with this payer', NULL, '{"payer_id": "Z15", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-B7=100', NULL, NULL, 'provider.not_enrolled code_facts_silent | credentialing | appeal | 07-09', 'payer_error'),
('out of the network', 'enrolled {"network": false}', '{"payer_id": "Z16", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-242=100', NULL, NULL, 'provider.not_contracted not_in_network | credentialing | appeal | 07-09', 'not_enrolled'),
('in the network', 'enrolled {"network": true}', '{"payer_id": "Z17", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 CO-242=100', NULL, NULL, 'payer.payer_error in_network | payer_representative | appeal | 07-09', 'not_contracted'),
('out of the network by the code alone', NULL, '{"payer_id": "Z18", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205"}}', '99213 100', '99213 100 PR-242=100', NULL, NULL, 'provider.not_contracted code_facts_silent | credentialing | appeal | 07-09', 'payer_error'),
('the payer has another taxonomy', 'enrolled {"taxonomy": "207RC0000X"}', '{"payer_id": "Z19", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205", "taxonomy": "207Q00000X"}}', '99213 100', '99213 100 CO-8=100', NULL, NULL, 'provider.identifier_mismatch identifiers_differ | credentialing | correct | 07-09', 'payer_error'),
('the roster has another tax id', NULL, '{"payer_id": "Z20", "billing": {"npi": "1700000106", "tin": "910000007"}, "rendering": {"npi": "1700000205", "taxonomy": "207Q00000X"}}', '99213 100', '99213 100 CO-208=100', NULL, NULL, 'provider.identifier_mismatch identifiers_differ | credentialing | correct | 07-09', 'not_enrolled'),
('the same taxonomy', 'enrolled {"taxonomy": "207Q00000X"}', '{"payer_id": "Z21", "billing": {"npi": "1700000106", "tin": "910000001"}, "rendering": {"npi": "1700000205", "taxonomy": "207Q00000X"}}', '99213 100', '99213 100 CO-8=100', NULL, NULL, 'payer.payer_error enrolled | payer_representative | appeal | 07-09', 'identifier_mismatch'),
('no certificate on the claim of a test', NULL, '{}', '80048 100', '80048 100 CO-B23=100', NULL, NULL, 'provider.clia laboratory_certificate | credentialing | correct | 07-09', 'payer_error'),
('the certificate ran out in December', NULL, '{"clia": "05D0000002"}', '80048 100', '80048 100 CO-B23=100', NULL, NULL, 'provider.clia laboratory_certificate | credentialing | correct | 07-09', 'payer_error'),
('a certificate of waiver for a test that is not waived', NULL, '{"clia": "05D0000003"}', '80048 100', '80048 100 CO-16=100', 'MA120', NULL, 'provider.clia laboratory_certificate | credentialing | correct | 07-09', 'missing_field'),
('the certificate was good', NULL, '{"clia": "05D0000001"}', '80048 100', '80048 100 CO-B23=100', NULL, NULL, 'payer.payer_error laboratory_certified | payer_representative | appeal | 07-09', 'clia'),
('nobody is named who ordered it', NULL, '{}', '80048 100', '80048 100 CO-183=100', NULL, NULL, 'provider.ordering_provider ordering_provider_missing | credentialing | correct | 07-09', ''),
('the one who ordered may not', NULL, '{"ordering": {"npi": "1700000106"}}', '80048 100', '80048 100 CO-183=100', NULL, NULL, 'provider.ordering_provider ordering_provider_not_enrolled | credentialing | correct | 07-09', 'payer_error'),
('the one who ordered may', NULL, '{"ordering": {"npi": "1700000205"}}', '80048 100', '80048 100 CO-184=100', NULL, NULL, 'payer.payer_error ordering_provider_fine | payer_representative | appeal | 07-09', 'ordering_provider');
INSERT INTO story (what, rows, claim, line, remit, remarks, denied, want, near) VALUES
-- ---- timely filing: 180 days from 3 February are over on 2 August ----
('filed on the day after the last', 'sent {"on": "2025-08-03"}', '{}', '99213 100', '99213 100 CO-29=100', NULL, '2025-10-01', 'timely_filing.late_first_filing first_filed_after_deadline | biller | write off | 07-06', 'lost_by_payer'),
('filed in time, nothing proves it', 'sent {"on": "2025-08-02"}', '{}', '99213 100', '99213 100 CO-29=100', NULL, '2025-10-01', 'timely_filing.late_first_filing sent_in_time_without_proof | biller | write off | 07-06', 'lost_by_payer'),
('accepted on the last day', 'sent {"on": "2025-07-31"}; accepted {"on": "2025-08-02"}', '{}', '99213 100', '99213 100 CO-29=100', NULL, '2025-10-01', 'timely_filing.lost_by_payer accepted_before_deadline | biller | appeal | 07-06', 'late_first_filing'),
('accepted on the day after', 'sent {"on": "2025-08-02"}; accepted {"on": "2025-08-03"}', '{}', '99213 100', '99213 100 CO-29=100', NULL, '2025-10-01', 'timely_filing.late_first_filing sent_in_time_without_proof | biller | write off | 07-06', 'lost_by_payer'),
('the claim was in time, its correction was not', 'sent {"on": "2025-02-10"}; sent {"on": "2026-03-01", "freq": "7"}', '{}', '99213 100', '99213 100 CO-29=100', NULL, '2026-03-10', 'timely_filing.late_correction correction_after_deadline | biller | write off | 07-06', 'late_first_filing'),
('so was the correction, and here is the acceptance', 'sent {"on": "2025-02-10"}; sent {"on": "2025-03-01", "freq": "7"}; accepted {"on": "2025-03-02"}', '{}', '99213 100', '99213 100 CO-29=100', NULL, '2025-03-10', 'timely_filing.lost_by_payer accepted_before_deadline | biller | appeal | 07-06', 'late_correction'),
('the appeal was too late', 'told {"appeal_filed_on": "2025-09-02", "appeal_deadline": "2025-09-01"}', '{}', '99213 100', '99213 100 CO-286=100', NULL, '2025-10-01', 'timely_filing.late_appeal appeal_after_deadline | biller | write off | 07-06', 'lost_by_payer'),
('the appeal was filed in time', 'appealed {"denied": "2025-03-04", "on": "2025-04-01"}', '{}', '99213 100', '99213 100 CO-286=100', NULL, '2025-10-01', 'timely_filing.lost_by_payer appeal_before_deadline | biller | appeal | 07-06', 'late_appeal'),
('late by the code alone', NULL, '{}', '99213 100', '99213 100 CO-285=100', NULL, '2025-10-01', 'timely_filing.late_appeal code_facts_silent | biller | ask payer | 07-06', 'late_correction'),
-- ---- duplicates ----
('sent again instead of asked for', 'sent {"on": "2025-02-10"}; sent {"on": "2025-02-20"}', '{}', '99213 100', '99213 100 OA-18=100', NULL, NULL, 'duplicate.our_resubmission sent_again | biller | ask payer | 07-06', 'payer_error'),
('what was rejected does not count', 'sent {"on": "2025-02-10", "state": "rejected"}; sent {"on": "2025-02-20"}', '{}', '99213 100', '99213 100 OA-18=100', NULL, NULL, 'payer.payer_error sent_once | payer_representative | appeal | 07-09', 'our_resubmission'),
('paid in another claim', 'other {"line": "99213 100"}', '{}', '99213 100', '99213 100 OA-18=100', NULL, NULL, 'duplicate.true_duplicate paid_in_other_claim | biller | write off | 07-06', 'our_resubmission'),
('sent twice and paid in another claim', 'other {"line": "99213 100"}; sent {"on": "2025-02-10"}; sent {"on": "2025-02-20"}', '{}', '99213 100', '99213 100 OA-18=100', NULL, NULL, 'duplicate.our_resubmission sent_again | biller | ask payer | 07-06', 'true_duplicate'),
('somebody else was paid for it', NULL, '{}', '99213 100', '99213 100 CO-B13=100', NULL, NULL, 'payer.payer_error sent_once | payer_representative | appeal | 07-09', 'paid_elsewhere'),
('done twice, and nobody said so', 'told {"same_service_lines": 2}', '{}', '93000 100', '93000 100 OA-18=100', NULL, NULL, 'duplicate.repeat_modifier repeated_without_modifier | coder | correct | 07-06', 'our_resubmission'),
('done twice, and said so', 'told {"same_service_lines": 2}', '{}', '93000:76 100', '93000:76 100 OA-18=100', NULL, NULL, 'payer.payer_error repeated_with_modifier | payer_representative | appeal | 07-09', 'repeat_modifier'),
-- ---- coverage ----
('the answer had said: not covered', 'asked {"benefits": [{"code": "I", "procedure": "93000"}]}', '{}', '93000 100', '93000 100 CO-96=100', NULL, NULL, 'coverage.non_covered plan_does_not_cover | front_desk | write off | 07-09', ''),
('another procedure is not covered', 'asked {"benefits": [{"code": "I", "procedure": "20610"}, {"code": "1", "procedure": "93000"}]}', '{}', '93000 100', '93000 100 CO-96=100', NULL, NULL, 'payer.payer_error plan_covers | payer_representative | appeal | 07-09', 'non_covered'),
('not covered, and laid on the patient', 'asked {"benefits": [{"code": "I", "procedure": "93000"}]}', '{}', '93000 100', '93000 100 PR-96=100', NULL, NULL, 'coverage.non_covered plan_does_not_cover | front_desk | bill patient | 07-09', 'patient_or_practice'),
('the plan excludes it by name', 'asked {"benefits": [{"code": "E", "procedure": "93000"}]}', '{}', '93000 100', '93000 100 CO-96=100', NULL, NULL, 'coverage.excluded plan_excludes | front_desk | write off | 07-09', 'non_covered'),
('excluded by the code alone', NULL, '{}', '93000 100', '93000 100 CO-51=100', NULL, NULL, 'coverage.excluded code_facts_silent | front_desk | ask payer | 07-09', 'payer_error'),
('excluded, says the payer, whose answer covers it', 'asked {"benefits": [{"code": "1", "procedure": "93000"}]}', '{}', '93000 100', '93000 100 CO-51=100', NULL, NULL, 'payer.payer_error plan_covers | payer_representative | appeal | 07-09', 'excluded'),
('too soon after the last, as our edit had said', 'found {"carc": "119"}', '{}', '93000 100', '93000 100 CO-96=100', NULL, NULL, 'coverage.frequency too_often | front_desk | write off | 07-09', 'non_covered'),
('not too soon, and something is left', 'told {"frequency_limit_reached": false, "benefit_exhausted": false}', '{}', '93000 100', '93000 100 CO-119=100', NULL, NULL, 'payer.payer_error benefit_left | payer_representative | appeal | 07-09', 'frequency'),
('more units than the contract allows', NULL, '{}', '93000 100 units=5', '93000 100 CO-222=100 units=0', NULL, NULL, 'coverage.plan_limit code_facts_silent | front_desk | ask payer | 07-09', 'units'),
('more than the contract allows, by what it says', 'told {"unit_limit": 3}', '{}', '93000 100 units=5', '93000 100 CO-222=100 units=0', NULL, NULL, 'coverage.plan_limit units_over_contract | front_desk | write off | 07-09', 'frequency'),
('too often by the plan, not too many by the contract', 'told {"unit_limit": 9, "frequency_limit_reached": true}', '{}', '93000 100 units=5', '93000 100 CO-222=100 units=0', NULL, NULL, 'coverage.frequency too_often | front_desk | write off | 07-09', 'plan_limit'),
('the notice was signed (GA)', NULL, '{}', '93000:GA 100', '93000:GA 100 CO-96=100', NULL, NULL, 'coverage.patient_or_practice advance_notice_signed | biller | appeal | 07-09', 'non_covered'),
('no notice (GZ)', NULL, '{}', '93000:GZ 100', '93000:GZ 100 CO-96=100', NULL, NULL, 'coverage.non_covered code_facts_silent | front_desk | ask payer | 07-09', 'patient_or_practice'),
('laid on a patient who may not be billed', 'told {"patient_protected": true}', '{}', '93000 100', '93000 100 PR-96=100', NULL, NULL, 'coverage.patient_or_practice patient_may_not_be_billed | biller | appeal | 07-09', 'non_covered'),
('hospice, and nobody said how it relates', 'asked {"says": {"hospice": {"from": "2025-01-01"}}}', '{"payer_id": "MCR4", "filing_ind": "MB"}', '99213 100', '99213 100 CO-B9=100', NULL, NULL, 'coding.modifier hospice_modifier_missing | coder | reopen | 07-06', 'order_wrong'),
('hospice, and said (GW)', 'asked {"says": {"hospice": {"from": "2025-01-01"}}}', '{"payer_id": "MCR5", "filing_ind": "MB"}', '99213:GW 100', '99213:GW 100 CO-B9=100', NULL, NULL, 'payer.payer_error hospice_modifier_given | payer_representative | appeal | 07-09', 'modifier'),
-- ---- information ----
('records asked for', 'wanted {}', '{}', '99213 100', '99213 100 CO-252=100', NULL, NULL, 'information.records_requested code_facts_silent | biller | send records | 07-07', ''),
('records sent too late', 'wanted {"sent": "2025-02-27"}', '{}', '99213 100', '99213 100 CO-226=100', NULL, NULL, 'information.records_requested code_facts_silent | biller | send records | 07-07', 'payer_error'),
('records sent on the last day', 'wanted {"sent": "2025-02-26"}', '{}', '99213 100', '99213 100 CO-252=100', NULL, NULL, 'payer.payer_error records_sent_in_time | payer_representative | appeal | 07-09', 'records_requested'),
('an itemised bill is wanted', 'told {"itemized_bill_requested": true}', '{}', '99213 100', '99213 100 CO-252=100', NULL, NULL, 'information.itemized_bill itemized_bill_wanted | biller | send records | 07-07', 'records_requested'),
('the remark wants an itemised bill', NULL, '{}', '99213 100', '99213 100 CO-252=100', 'N26', NULL, 'information.itemized_bill remark_facts_silent | biller | send records | 07-07', 'records_requested'),
('records, and no bill', 'told {"itemized_bill_requested": false}', '{}', '99213 100', '99213 100 CO-252=100', NULL, NULL, 'information.records_requested code_facts_silent | biller | send records | 07-07', 'itemized_bill'),
('a car accident, and the claim does not say when', NULL, '{"related": {"auto": true}}', '99213 100', '99213 100 CO-20=100', NULL, NULL, 'information.accident_details accident_not_told | biller | send records | 07-07', 'other_carrier'),
('no accident', NULL, '{"related": {"auto": false}}', '99213 100', '99213 100 CO-20=100', NULL, NULL, 'information.accident_details no_accident | biller | send records | 07-07', 'other_carrier'),
('we can tell of the other payer ourselves', 'covered {"rank": 1}; covered {"rank": 2, "by": "RIVR"}; told {"accident_related": true, "accident_details_on_claim": true}', '{}', '99213 100', '99213 100 PR-227=100', NULL, NULL, 'information.other_payer_information other_coverage_on_file | front_desk | send records | 07-09', 'letter_unanswered'),
('the other payer did not answer the payer', NULL, '{}', '99213 100', '99213 100 OA-148=100', NULL, NULL, 'information.other_payer_information code_facts_silent | front_desk | send records | 07-09', 'records_requested'),
-- ---- payer, patient ----
('the payer has announced its error', 'told {"payer_notice": true}', '{}', '99213 100', '99213 100 CO-197=100', NULL, NULL, 'payer.system payer_announced_error | payer_representative | ask payer | 07-09', 'not_requested'),
('a code that nobody can read', NULL, '{}', '99213 100', '99213 100 CO-192=100', NULL, NULL, 'payer.system code_facts_silent | payer_representative | ask payer | 07-09', 'unclassified'),
('pending', NULL, '{}', '99213 100', '99213 100 CO-P8=100', NULL, NULL, 'payer.pending code_facts_silent | payer_representative | ask payer | 07-09', 'records_requested'),
('pending, and announced as an error', 'told {"payer_notice": true}', '{}', '99213 100', '99213 100 CO-P8=100', NULL, NULL, 'payer.system payer_announced_error | payer_representative | ask payer | 07-09', 'pending'),
('pending in another state', NULL, '{}', '99213 100', '99213 100 CO-P10=100', NULL, NULL, 'payer.pending code_facts_silent | payer_representative | ask payer | 07-09', 'system'),
('the first decision stands', NULL, '{}', '99213 100', '99213 100 CO-193=100', NULL, NULL, 'payer.upheld code_facts_silent | biller | appeal | 07-13', 'pending'),
('the first decision stands, by a remark', NULL, '{}', '99213 100', '99213 100 CO-193=100', 'N111', NULL, 'payer.upheld remark_facts_silent | biller | appeal | 07-13', 'payer_error'),
('the first decision stands, wrongly by the payer''s own notice', 'told {"payer_notice": true}', '{}', '99213 100', '99213 100 CO-193=100', NULL, NULL, 'payer.system payer_announced_error | payer_representative | ask payer | 07-09', 'upheld'),
('paid, taken back, and nothing else explains it', 'paid {"line": "99213 100 CO-45=20"}', '{}', '99213 100', '99213 100 CO-192=100', NULL, NULL, 'payer.take_back payment_taken_back | payer_representative | appeal | 07-09', 'system'),
('taken back, because it was a duplicate of ours', 'paid {"line": "99213 100 CO-45=20"}; sent {"on": "2025-02-10"}; sent {"on": "2025-02-20"}', '{}', '99213 100', '99213 100 OA-18=100', NULL, NULL, 'duplicate.our_resubmission sent_again | biller | ask payer | 07-06', 'take_back'),
('paid, taken back, the second time', 'paid {"line": "99213 100 CO-45=20"}', '{}', '99213 100', '99213 100 CO-49=100', NULL, NULL, 'payer.take_back payment_taken_back | payer_representative | appeal | 07-09', 'non_covered'),
('allowed 70, the contract says 80', 'told {"contract_allowed": 80}', '{}', '99213 100', '99213 100 CO-45=30', NULL, NULL, 'payer.underpaid allowed_below_contract | contracting | appeal | 07-16', ''),
('allowed 70 after the patient''s share, the contract says 70.01', 'told {"contract_allowed": 70.01}', '{}', '99213 100', '99213 100 CO-45=30 PR-1=50', NULL, NULL, 'payer.underpaid allowed_below_contract | contracting | appeal | 07-16', ''),
('allowed 70, as the contract says', 'told {"contract_allowed": 70}', '{}', '99213 100', '99213 100 CO-45=30', NULL, NULL, 'no denial', 'underpaid'),
('the contract allows more than was charged', 'told {"contract_allowed": 150}', '{}', '99213 100', '99213 100', NULL, NULL, 'no denial', 'underpaid'),
('a work injury', NULL, '{"related": {"employment": true}, "dates": {"accident": "2025-02-01"}}', '99213 100', '99213 100 CO-19=100', NULL, NULL, 'patient.other_carrier code_facts_silent | front_desk | rebill | 07-09', 'accident_details'),
('liability of somebody else', NULL, '{"related": {"other": true}, "dates": {"accident": "2025-02-01"}}', '99213 100', '99213 100 PR-20=100', NULL, NULL, 'patient.other_carrier code_facts_silent | front_desk | rebill | 07-09', 'letter_unanswered'),
('the patient did not answer the payer''s letter', 'told {"letter_unanswered": true}', '{}', '99213 100', '99213 100 PR-227=100', NULL, NULL, 'patient.letter_unanswered letter_unanswered | patient_services | ask payer | 07-09', ''),
('the patient did answer', 'told {"letter_unanswered": false, "accident_related": true, "accident_details_on_claim": true}', '{}', '99213 100', '99213 100 PR-227=100', NULL, NULL, 'payer.payer_error letter_answered | payer_representative | appeal | 07-09', 'other_payer_information'),
('a letter about other coverage is open', 'told {"letter_unanswered": true}', '{}', '99213 100', '99213 100 CO-22=100', NULL, NULL, 'patient.letter_unanswered letter_unanswered | patient_services | ask payer | 07-09', 'primary_unknown'),
('a code that no list has', NULL, '{}', '99213 100', '99213 100 CO-ZZ9=100', NULL, NULL, 'unclassified.unclassified code_unknown | biller | ask payer | 07-06', 'system'),
('another', NULL, '{}', '99213 100', '99213 100 PI-Q77=100', NULL, NULL, 'unclassified.unclassified code_unknown | biller | ask payer | 07-06', 'pending'),
-- ---- what is no denial ----
('a discount', NULL, '{}', '99213 100', '99213 100 CO-45=30', NULL, NULL, 'no denial', 'underpaid'),
('the patient''s share, sequestration, capitation, another payer', NULL, '{}', '99213 100', '99213 100 PR-1=10 PR-2=10 PR-3=10 CO-253=2 CO-24=8 OA-23=10', NULL, NULL, 'no denial', 'unclassified');

SELECT is(given.told('S' || s.nth, s.rows, s.claim, s.line, s.remit, s.remarks, coalesce(s.denied, '2025-03-04')), s.want, s.nth || ': ' || s.what) FROM story s ORDER BY s.nth;

-- ---- the book is whole ----
SELECT cmp_ok((SELECT count(*) FROM story), '>=', 150::bigint, 'stories enough');
CREATE TEMP VIEW ends AS SELECT s.nth, split_part(split_part(s.want, ' ', 1), '.', 1) AS root, split_part(split_part(s.want, ' ', 1), '.', 2) AS leaf, s.near FROM story s;
SELECT is_empty($$ SELECT r.leaf, (SELECT count(*) FROM ends e WHERE e.leaf = r.leaf) FROM rcm.root_causes() r WHERE (SELECT count(*) FROM ends e WHERE e.leaf = r.leaf) < 2 $$, 'every cause ends two stories');
SELECT is_empty($$ SELECT nth, near FROM ends e WHERE near <> '' AND (near = leaf OR NOT EXISTS (SELECT FROM rcm.root_causes() r WHERE r.leaf = e.near)) $$, 'what is nearly had is another cause');
SELECT is_empty($$ SELECT r.leaf FROM rcm.root_causes() r WHERE NOT EXISTS (SELECT FROM ends e WHERE e.near = r.leaf) $$, 'and is nearly missed by one');
SELECT is_empty($$ SELECT f.fact FROM rcm.root_cause_facts() f WHERE NOT EXISTS (SELECT FROM billing.denial d WHERE d.facts ? f.fact) $$, 'every fact was known of some denial');
SELECT is_empty($$ SELECT * FROM billing.check() $$, 'the books are right');
SELECT * FROM finish();
