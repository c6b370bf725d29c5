-- ledger_kpi.sql - KPIs out of the ledger: a book of 40 claims worked by hand, and that the rows behind every number are the number
\set ON_ERROR_STOP 1
\ir given/remittance.sql
SET search_path = public, pg_catalog, rcm;
SET timezone = 'UTC';
SELECT no_plan();
UPDATE billing.practice SET time_zone = 'UTC';
INSERT INTO billing.practice (practice_id, name, time_zone) VALUES ('B', 'BIRCH', 'UTC');
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('A', 'P1');

-- ---- the book: as of 2025-06-30, 90 days: from 2025-04-02 ----
-- A claim: written and charged on a day, at noon; first as draft when "draft" is among the words.
CREATE FUNCTION pg_temp.bill(id text, lines text[], service date, charged date, patch jsonb DEFAULT '{}', draft boolean DEFAULT false) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO billing.claim (practice_id, patient_id, state, charged_on, created_at, document)
		SELECT 'A', 'P1', CASE WHEN draft THEN 'draft' ELSE 'ready' END, charged, charged + time '12:00',
			given.document_of(id, (SELECT array_agg(l || ' on=' || service || ' ref=' || n ORDER BY n) FROM unnest(lines) WITH ORDINALITY x (l, n)), patch);
	IF draft THEN
		UPDATE billing.claim SET state = 'ready' WHERE practice_id = 'A' AND claim_id = id;
	END IF;
END $$;
-- It leaves on a day, as if submit() had been called then; verdict: accepted, rejected or null.
CREATE FUNCTION pg_temp.leave(id text, day date, verdict text DEFAULT 'accepted') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	WITH i AS (INSERT INTO billing.interchange (practice_id, direction, kind, control_number, file, state, at) VALUES ('A', 'out', '837P', nextval('pg_temp.control')::text, '\x00', 'written', day + time '15:00') RETURNING interchange_id)
	INSERT INTO billing.submission (practice_id, claim_id, interchange_id, item, transaction, payer_id, payer_seq, freq, form, charge, submitted_on, submitted_at, state, digest, document)
		SELECT 'A', c.claim_id, i.interchange_id, 1, 1, c.payer_id, 'P', c.freq, 'P', c.total_charge, day, day + time '15:00', coalesce(verdict, 'submitted'), '\x00', c.document
		FROM billing.claim c, i WHERE c.practice_id = 'A' AND c.claim_id = id;
	UPDATE billing.claim SET state = 'submitted' WHERE practice_id = 'A' AND claim_id = id;
	UPDATE billing.claim SET state = verdict WHERE practice_id = 'A' AND claim_id = id AND verdict IS NOT NULL;
	UPDATE billing.receivable SET first_billed_on = least(first_billed_on, day), last_billed_on = greatest(last_billed_on, day) WHERE practice_id = 'A' AND claim_id = id;
END $$;
CREATE TEMP SEQUENCE control;
-- An entry of its own event on a day; of a receipt when one is named.
CREATE FUNCTION pg_temp.move(kind text, day date, id text, line integer, from_account rcm.account, to_account rcm.account, amount rcm.usd, receipt text DEFAULT NULL, back bigint DEFAULT NULL) RETURNS bigint LANGUAGE sql AS $$
	WITH v AS (INSERT INTO billing.event (practice_id, kind, effective_on) VALUES ('A', kind, day) RETURNING event_id)
	INSERT INTO billing.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, receipt_id, reverses)
		SELECT 'A', event_id, id, line, from_account, to_account, amount, day, receipt, back FROM v RETURNING entry_id $$;
-- A patient's payment: received, recorded and applied on a day.
CREATE FUNCTION pg_temp.pay(receipt text, id text, amount rcm.usd, day date) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
	WITH v AS (INSERT INTO billing.event (practice_id, kind, effective_on) VALUES ('A', 'receipt', day) RETURNING event_id),
	r AS (INSERT INTO billing.receipt (practice_id, receipt_id, source, patient_id, channel, method, amount, received_on, received_at, event_id)
		SELECT 'A', receipt, 'patient', 'P1', 'portal', 'card', amount, day, day + time '12:00', event_id FROM v RETURNING event_id)
	INSERT INTO billing.entry (practice_id, event_id, from_account, to_account, amount, effective_on, receipt_id) SELECT 'A', event_id, 'unapplied_patient', 'cash', amount, day, receipt FROM r;
	RETURN CASE WHEN id IS NOT NULL THEN pg_temp.move('apply', day, id, 1, 'patient', 'unapplied_patient', amount, receipt) END;
END $$;
-- Answers of one kind to claims, on a day.
CREATE FUNCTION pg_temp.answer(trace text, day date, ids text[], lines text[], more jsonb DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	how text := given.post(given.era(jsonb_build_object('trace', trace, 'date', day, 'claims', (SELECT jsonb_agg(jsonb_build_object('id', id, 'icn', 'I' || id,
		'lines', (SELECT jsonb_agg(l || ' ref=' || n ORDER BY n) FROM unnest(lines) WITH ORDINALITY x (l, n))) || more) FROM unnest(ids) id))));
BEGIN
	ASSERT how = trace || ' posted', how;
END $$;
CREATE FUNCTION pg_temp.ids(letter text, n integer) RETURNS text[] LANGUAGE sql AS $$ SELECT array_agg(letter || i ORDER BY i) FROM generate_series(1, n) i $$;

DO $$
DECLARE
	i integer;
	blue jsonb := '{"payer_id": "BLUE1", "rendering": {"npi": "1700000205", "last": "FERN"}, "service_facility": {"npi": "1700000106", "name": "EAST"}}';
BEGIN
	-- A1-A10: visits, 100 each, charged after 2 days, sent after 1, paid 70 with 20 off and 10 for the patient
	FOR i IN 1 .. 10 LOOP PERFORM pg_temp.bill('A' || i, '{99213 100}', '2025-04-10', '2025-04-12'); PERFORM pg_temp.leave('A' || i, '2025-04-13'); END LOOP;
	PERFORM pg_temp.answer('T-A', '2025-05-04', pg_temp.ids('A', 10), '{99213 100 CO-45=20 PR-2=10}');
	-- B1-B5: a laboratory line of 60 and a visit of 140, another payer, provider and place, charged late (7 days), sent at once; paid 40 and 110
	FOR i IN 1 .. 5 LOOP PERFORM pg_temp.bill('B' || i, '{80053 60,99214 140}', '2025-04-14', '2025-04-21', blue); PERFORM pg_temp.leave('B' || i, '2025-04-21'); END LOOP;
	PERFORM pg_temp.answer('T-B', '2025-05-11', pg_temp.ids('B', 5), '{80053 60 CO-45=20,99214 140 CO-45=30}');
	-- C1-C4: 300 each, charged after 1 day, sent after 3, denied whole, each for another cause; C1 went through the edits
	FOR i IN 1 .. 4 LOOP PERFORM pg_temp.bill('C' || i, '{20610 300}', '2025-05-01', '2025-05-02', draft => i = 1); PERFORM pg_temp.leave('C' || i, '2025-05-05'); END LOOP;
	PERFORM pg_temp.answer('T-C1', '2025-05-25', '{C1}', '{20610 300 CO-197=300}', '{"status": "4"}');
	PERFORM pg_temp.answer('T-C2', '2025-05-25', '{C2}', '{20610 300 CO-50=300}', '{"status": "4"}');
	PERFORM pg_temp.answer('T-C3', '2025-05-25', '{C3}', '{20610 300 CO-27=300}', '{"status": "4"}');
	PERFORM pg_temp.answer('T-C4', '2025-05-25', '{C4}', '{20610 300 CO-96=300}', '{"status": "4"}');
	-- D1-D3: a visit of 100, paid 80, and 50 denied as too late, written off on 06-15
	FOR i IN 1 .. 3 LOOP PERFORM pg_temp.bill('D' || i, '{99213 100,93000 50}', '2025-05-03', '2025-05-03', blue); PERFORM pg_temp.leave('D' || i, '2025-05-03'); END LOOP;
	PERFORM pg_temp.answer('T-D', '2025-05-28', pg_temp.ids('D', 3), '{99213 100 CO-45=20,93000 50 CO-29=50}');
	FOR i IN 1 .. 3 LOOP PERFORM pg_temp.move('write-off', '2025-06-15', 'D' || i, 2, 'insurer_1', 'writeoff_denial', 50); END LOOP;
	-- E1-E3: rejected, mended and sent again; paid 80
	FOR i IN 1 .. 3 LOOP
		PERFORM pg_temp.bill('E' || i, '{99213 100}', '2025-05-05', '2025-05-06'); PERFORM pg_temp.leave('E' || i, '2025-05-07', 'rejected');
		UPDATE billing.claim SET state = 'ready' WHERE practice_id = 'A' AND claim_id = 'E' || i; PERFORM pg_temp.leave('E' || i, '2025-05-12');
	END LOOP;
	PERFORM pg_temp.answer('T-E', '2025-06-05', pg_temp.ids('E', 3), '{99213 100 CO-45=20}');
	-- F1-F2: held by an edit, mended by hand, then paid 80
	FOR i IN 1 .. 2 LOOP
		INSERT INTO billing.claim (practice_id, patient_id, charged_on, created_at, document)
			VALUES ('A', 'P1', '2025-05-10', '2025-05-10 12:00', given.document_of('F' || i, '{99213 100 ref=1 on=2025-05-08}'));
		UPDATE billing.claim SET state = 'held', state_reason = 'AUTH-NEEDED' WHERE claim_id = 'F' || i; UPDATE billing.claim SET state = 'ready' WHERE claim_id = 'F' || i;
		PERFORM pg_temp.leave('F' || i, '2025-05-11');
	END LOOP;
	PERFORM pg_temp.answer('T-F', '2025-06-08', pg_temp.ids('F', 2), '{99213 100 CO-45=20}');
	-- G1-G2: the payer asks for information, 150 each
	FOR i IN 1 .. 2 LOOP PERFORM pg_temp.bill('G' || i, '{99214 150}', '2025-05-10', '2025-05-11'); PERFORM pg_temp.leave('G' || i, '2025-05-12'); END LOOP;
	PERFORM pg_temp.answer('T-G', '2025-06-10', pg_temp.ids('G', 2), '{99214 150 CO-252=150}');
	-- H1: sent twice, and refused as a duplicate.  I1-I2: capitated.
	PERFORM pg_temp.bill('H1', '{99213 100}', '2025-05-12', '2025-05-12'); PERFORM pg_temp.leave('H1', '2025-05-12');
	UPDATE billing.claim SET state = 'ready' WHERE practice_id = 'A' AND claim_id = 'H1'; PERFORM pg_temp.leave('H1', '2025-05-20');
	PERFORM pg_temp.answer('T-H', '2025-06-12', '{H1}', '{99213 100 CO-18=100}');
	FOR i IN 1 .. 2 LOOP PERFORM pg_temp.bill('I' || i, '{99213 100}', '2025-05-15', '2025-05-15'); PERFORM pg_temp.leave('I' || i, '2025-05-15'); END LOOP;
	PERFORM pg_temp.answer('T-I', '2025-06-14', pg_temp.ids('I', 2), '{99213 100 CO-24=100}');
	-- J1, J2: no answer yet; of J2 not even an acknowledgement.  K1: not sent.  L1: voided before it was sent.
	PERFORM pg_temp.bill('J1', '{99213 100}', '2025-06-01', '2025-06-02'); PERFORM pg_temp.leave('J1', '2025-06-03');
	PERFORM pg_temp.bill('J2', '{99213 100}', '2025-05-09', '2025-05-10'); PERFORM pg_temp.leave('J2', '2025-05-10', NULL);
	PERFORM pg_temp.bill('K1', '{99213 120}', '2025-06-20', '2025-06-21');
	PERFORM pg_temp.bill('L1', '{99213 500}', '2025-06-01', '2025-06-01'); UPDATE billing.claim SET state = 'void' WHERE claim_id = 'L1';
	-- M1, M2: self-pay, 80 each.  Z1, Z2: of the winter, 500 each, 300 paid, 100 off, 100 the patient's since 02-10
	FOR i IN 1 .. 2 LOOP PERFORM pg_temp.bill('M' || i, '{99213 80}', '2025-06-05', '2025-06-05', '{"payer_id": null, "filing_ind": "09"}'); END LOOP;
	FOR i IN 1 .. 2 LOOP PERFORM pg_temp.bill('Z' || i, '{20610 500}', '2025-01-20', '2025-01-21'); PERFORM pg_temp.leave('Z' || i, '2025-01-22'); END LOOP;
	PERFORM pg_temp.answer('T-Z', '2025-02-10', pg_temp.ids('Z', 2), '{20610 500 CO-45=100 PR-1=100}');
END $$;
SELECT is((SELECT count(*) FROM billing.claim), 40::bigint, 'forty claims');
SELECT pg_sleep(0.01), clock_timestamp() AS billed_and_answered \gset
SELECT pg_sleep(0.01) \gset ignored_
-- B5 is taken back on 06-18: 150, and the discounts of 50
DO $$
DECLARE
	how text := given.post(given.era('{"trace": "T-BACK", "date": "2025-06-18", "amount": "-150", "claims": [{"id": "B5", "icn": "IB5", "back": true, "lines": ["80053 60 CO-45=20 ref=1", "99214 140 CO-45=30 ref=2"]}]}'));
BEGIN
	ASSERT how = 'T-BACK posted', how;
END $$;
-- A10 is paid twice: a credit of 70
SELECT pg_temp.move('remittance', '2025-06-22', 'A10', 1, 'insurer_1', 'cash', 70) \gset ignored_
-- patients: A1 pays 10, A2's 10 bounces, A3's is charity; M1 pays at the service, M2 goes to a collector; Z1 pays 60 on day 19 and 40 on day 50; 25 wait
SELECT pg_temp.pay('R1', 'A1', 10, '2025-05-20'), pg_temp.pay('R2', 'A2', 10, '2025-06-10') AS r2, pg_temp.pay('R3', 'M1', 80, '2025-06-05'), pg_temp.pay('R4', 'Z1', 60, '2025-03-01'), pg_temp.pay('R5', 'Z1', 40, '2025-04-01'), pg_temp.pay('R6', NULL, 25, '2025-06-15') \gset
SELECT pg_temp.move('bounce', '2025-06-20', 'A2', 1, 'unapplied_patient', 'patient', 10, 'R2', :r2), pg_temp.move('bounce', '2025-06-20', NULL, NULL, 'cash', 'unapplied_patient', 10, 'R2'),
	pg_temp.move('write-off', '2025-06-01', 'A3', 1, 'patient', 'writeoff_charity', 10), pg_temp.move('placement', '2025-06-25', 'M2', 1, 'patient', 'bad_debt', 80) \gset ignored_
INSERT INTO billing.placement (practice_id, patient_id, agency, placed_on, amount, event_id) SELECT 'A', 'P1', 'QUIET', '2025-06-25', 80, max(event_id) FROM billing.event WHERE kind = 'placement';
-- A1 and A2 are on a statement of 05-15, and on another one later
INSERT INTO billing.statement (practice_id, statement_id, patient_id, cut_on, amount) VALUES ('A', 1, 'P1', '2025-05-15', 20), ('A', 2, 'P1', '2025-06-15', 10);
INSERT INTO billing.statement_line (practice_id, statement_id, claim_id, line_no, last_entry, charge, amount) VALUES ('A', 1, 'A1', 1, 1, 100, 10), ('A', 1, 'A2', 1, 1, 100, 10), ('A', 2, 'A2', 1, 1, 100, 10);
INSERT INTO billing.overpayment (practice_id, owner, cause, amount, identified_on) VALUES ('A', 'medicare', 'other', 30, '2025-03-01'), ('A', 'medicaid', 'other', 40, '2025-06-01'), ('A', 'payer', 'other', 70, '2025-01-01');
INSERT INTO billing.finding (practice_id, claim_id, finding_no, edit, severity, message, carc) VALUES ('A', 'C1', 1, 'AUTH-NEEDED', 'warn', 'x', '197'), ('A', 'F1', 1, 'AUTH-NEEDED', 'warn', 'x', '197'), ('A', 'F2', 1, 'AUTH-NEEDED', 'warn', 'x', '197'),
	('A', 'F2', 2, 'INFO-ONLY', 'info', 'x', '16');
-- the appeal of C1 of 06-01 gave 120 back on 06-20
INSERT INTO billing.appeal (practice_id, appeal_id, level, rule_id, rule, filed_on, deadline, amount, outcome, decided_on, recovered) VALUES ('A', 1, 1, 'x', '{}', '2025-06-01', '2025-07-01', 300, 'partially overturned', '2025-06-20', 120);
INSERT INTO billing.appeal_denial (practice_id, appeal_id, denial_id, starts_on, deadline, amount) SELECT 'A', 1, denial_id, denied_on, '2025-07-01', 300 FROM billing.denial WHERE claim_id = 'C1';
INSERT INTO billing.attachment (practice_id, claim_id, kind, asked_by, asked_on, due_on, sent_on) VALUES ('A', 'G1', 'OZ', 'payer', '2025-06-01', '2025-06-10', NULL), ('A', 'G2', 'OZ', 'payer', '2025-06-01', '2025-06-12', '2025-06-11');
INSERT INTO billing.work_target (practice_id, person, per_day, eff, term) VALUES ('A', 'ann', 5, '2025-06-28', '2025-06-30');
-- ten visits eight days apart from 04-05; eight notes are signed, seven coverages were checked 2 days before, six of nine that were made ahead were registered
INSERT INTO billing.coverage (practice_id, coverage_id, patient_id, rank, payer_id) VALUES ('A', 'V1', 'P1', 1, 'NHP01');
INSERT INTO billing.appointment (practice_id, appointment_id, patient_id, starts_at, status, made_at, registered_at, note_signed_at, expected_charge)
	SELECT 'A', 'V' || n, 'P1', day + time '09:00', CASE n % 2 WHEN 0 THEN 'arrived' ELSE 'kept' END, day - CASE n WHEN 10 THEN 0 ELSE 5 END + time '07:00',
		CASE WHEN n <= 6 THEN day - 1 + time '12:00' WHEN n = 7 THEN day + time '08:00' END, CASE WHEN n <= 8 THEN day + 1 + time '12:00' END, CASE n WHEN 9 THEN 250 END
	FROM generate_series(1, 10) n, LATERAL (SELECT date '2025-04-05' + 8 * (n - 1)) d (day);
INSERT INTO billing.eligibility (practice_id, patient_id, payer_id, checked_at, status, snapshot) SELECT 'A', 'P1', 'NHP01', date '2025-04-03' + 8 * (n - 1) + time '09:00', 'active', '{}' FROM generate_series(1, 7) n;
INSERT INTO billing.prior_authorization (practice_id, authorization_id, patient_id, payer_id, status, eff, term, decided_on) VALUES ('A', 'U1', 'P1', 'NHP01', 'approved', '2025-04-05', '2025-04-05', '2025-04-01'), ('A', 'U2', 'P1', 'NHP01', 'pending', '2025-04-13', '2025-04-13', NULL);
-- two who did not come (one made on the day), cancelled 3 hours and 2 days before, moved 5 and 50 hours before, cancelled by the practice
INSERT INTO billing.appointment (practice_id, appointment_id, patient_id, starts_at, status, made_at, cancelled_at, cancelled_by, expected_payment) VALUES
	('A', 'N1', 'P1', '2025-06-02 09:00', 'no show', '2025-06-02 07:00', NULL, NULL, 90), ('A', 'N2', 'P1', '2025-06-03 09:00', 'no show', '2025-06-03 07:00', NULL, NULL, 90),
	('A', 'N3', 'P1', '2025-06-04 09:00', 'cancelled', '2025-06-04 01:00', '2025-06-04 06:00', 'patient', 90), ('A', 'N4', 'P1', '2025-06-05 09:00', 'cancelled', '2025-06-05 00:30', '2025-06-03 09:00', NULL, 90),
	('A', 'N5', 'P1', '2025-06-06 09:00', 'rescheduled', '2025-06-06 01:00', '2025-06-06 04:00', 'patient', 90), ('A', 'N6', 'P1', '2025-06-07 09:00', 'rescheduled', '2025-06-07 01:00', '2025-06-05 07:00', 'patient', 90),
	('A', 'N7', 'P1', '2025-06-08 09:00', 'cancelled', '2025-06-08 01:00', '2025-06-08 08:00', 'practice', 90);
-- to come in July: with somebody who is enrolled, 400, with somebody who is not, 100, and one without a provider, made too late
INSERT INTO billing.enrolment (practice_id, enrolment_id, provider_npi, payer_id, status, eff) VALUES ('A', 'E1', '1700000205', 'NHP01', 'effective', '2024-01-01');
INSERT INTO billing.appointment (practice_id, appointment_id, patient_id, provider_npi, starts_at, made_at, expected_charge) VALUES ('A', 'Y1', 'P1', '1700000205', '2025-07-10 09:00', '2025-06-10', 400),
	('A', 'Y2', 'P1', '1700000304', '2025-07-11 09:00', '2025-06-10', 100), ('A', 'Y3', 'P1', NULL, '2025-07-12 09:00', '2025-07-01', 900);
INSERT INTO billing.kpi_number (practice_id, day, counter, amount) VALUES ('A', '2025-06-30', 'cost', 200), ('A', '2025-06-30', 'slots', 100), ('A', '2025-06-30', 'slots_filled', 88), ('A', '2025-05-31', 'fixes_closed', 4), ('A', '2025-05-31', 'fixes_held', 3);

-- ---- what it has to be, by hand ----
CREATE TEMP TABLE book (id text, numerator numeric, denominator numeric);
-- charges: A 1000, B 1000, C 1200, D 450, E 300, F 200, G 300, H 100, J 200, K 120, M 160 = 5030 (I is capitated, L void); lines 10 10 4 6 3 2 2 1 2 1 2 = 43
-- contractual: A 200, B 250 - 50, D 60, E 60, F 40 = 560; charity 10; so 4470, and 4460 net
-- paid: A 700 + 70, B 750 - 150, D 240, E 240, F 160, patients 10 + 10 - 10 + 80 = 2100
-- owed: C 1200, G 300, H 100, J 200, K 120, B5 200, patients of A 8 x 10, Z2 100 = 2300; credit 70; not billed K 120
INSERT INTO book VALUES
	('days_in_ar', 2300, 5030), ('days_in_ar_credits_netted', 2230, 5030),
	('days_in_ar_net', 2205, 4460),                 -- less the credit of 70 and 25 that wait
	('days_to_payment', 52990, 2180),               -- A 21 x 700 + 70 x 70, B 20 x 750, D 25 x 240, E 29 x 240, F 28 x 160, A1 37 x 10, A2 58 x 10
	('days_in_ar_before_write_offs', 2540, 5030),   -- D 150, charity 10, bad debt 80
	('days_in_ar_with_bad_debt', 2380, 5030), ('days_in_ar_without_plans', 2300, 5030),
	('days_in_ar_with_unbilled', 2550, 5030),       -- K is in it already, the visit V9 of 250 is not
	('ccr_paid', 19, 31),                           -- A 10, B 5, F 2, I 2 of 32 answered but H
	('ccr_accept', 30, 33), ('rejection_rate', 3, 33),  -- of 34 sent J2 has no answer, E 3 were rejected
	('ccr_edit', 35, 37),                           -- all but L and the winter's; F 2 were held
	('fprr', 18, 24), ('fprr_with_write_offs', 18, 24), ('fprr_submitted', 18, 34),  -- A 10, B 4, F 2, I 2 of these and D 3, E 3
	('denial_initial_claims', 9, 32), ('denial_initial_lines', 9, 40), ('denial_initial_dollars', 1650, 4750),  -- C 4, D 3, G 2
	('denial_initial_claims_submitted', 9, 34), ('denial_initial_lines_submitted', 9, 42), ('denial_initial_dollars_submitted', 1650, 4950),
	('denial_initial_claims_without_requests', 7, 32), ('denial_initial_lines_without_requests', 7, 40), ('denial_initial_dollars_without_requests', 1350, 4750),
	('denial_primary', 6, 32),                      -- C and G were paid nothing
	('denial_final_claims', 3, 32), ('denial_final_lines', 3, 40), ('denial_final_dollars', 150, 4460), ('denial_final_claims_submitted', 3, 34),
	('denial_final_lines_submitted', 3, 42), ('denial_final_dollars_remitted', 150, 4750), ('denial_final_dollars_submitted', 150, 4950),
	('no_show_rate', 2, 15), ('no_show_rate_with_late_cancels', 4, 15),  -- 10 came, 2 did not, 2 cancelled, 1 moved late
	('no_show_rate_without_same_day', 0, 9), ('no_show_cost', 180, 15),
	('ncr_cohort', 700, 800), ('ncr_cohort_less_denials', 700, 800), ('ncr_cohort_less_bad_debt', 700, 800), ('ncr_cohort_less_charity', 700, 800),  -- Z: 600 and 100
	('ncr_period', 2100, 4470), ('ncr_period_less_denials', 2100, 4320), ('ncr_period_less_bad_debt', 2100, 4390), ('ncr_period_less_charity', 2100, 4460),
	('pp_yield_90', 100, 200), ('pp_yield_30', 60, 200), ('pp_yield_60', 100, 200), ('pp_yield_180', 100, 200),
	('pp_yield_period', 90, 20), ('pp_accounts_paid_in_full', 1, 2), ('pp_accounts_paid_in_part', 0, 2), ('pp_accounts_not_paid', 1, 2),
	('gross_collection_rate', 2100, 5030), ('bad_debt_rate', 80, 5030), ('bad_debt_rate_patient', 80, 200), ('charity_rate', 10, 5030),
	('cost_to_collect', 200, 2100), ('cost_per_claim', 200, 34), ('cash_rate', 2100, 4460), ('payment_per_encounter', 700, 2),
	('payer_mix', 5030, 0), ('payer_mix_payments', 2100, 0), ('payer_mix_visits', 10, 0),
	('statement_to_pay', 310, 20),                  -- A1 5 x 10, A2 26 x 10
	('ar_over_90', 100, 2180), ('ar_over_120', 100, 2180), ('ar_mix', 2300, 0),
	('ar_0_30_share', 100, 2180), ('ar_31_60_share', 1780, 2180), ('ar_61_90_share', 200, 2180), ('ar_91_120_share', 0, 2180),  -- J1; C, G, H, J2, patients; B5; Z2
	('self_pay_ar_over_90', 100, 180), ('unapplied_days', 25, 2100), ('credit_balance_days', 70, 4460), ('overdue_refunds', 1, 2),
	('charge_lag', 106, 43),                        -- A 20, B 70, C 4, E 3, F 4, G 2, J 2, K 1
	('late_charges', 1000, 5030), ('claim_lag', 30, 34),  -- A 10, C 12, E 3, F 2, G 2, J1 1
	('hold_lag', 0, 34), ('unbilled_days', 370, 5030), ('posting_timeliness', 2190, 2190), ('auto_post_rate', 40, 40),
	('unsigned_visits', 2, 10), ('eligibility_verified_rate', 7, 10), ('authorization_rate', 1, 2), ('preregistration_rate', 6, 9),
	('pos_collection_rate', 80, 100), ('schedule_occupied', 88, 100),
	('appeal_rate_dollars', 300, 1750), ('appeal_rate', 1, 10), ('overturn_rate', 1, 1), ('overturn_rate_dollars', 120, 300), ('denials_overturned', 1, 10),
	('days_to_appeal', 7, 1), ('days_to_resolution', 26, 1), ('denial_write_off_rate', 150, 4460), ('avoidable_write_off_rate', 150, 4470),
	('missed_deadlines', 1, 2), ('denial_concentration', 1500, 1750),  -- five causes of 300, 150 too late, 100 duplicate
	('enrolment_risk', 100, 500), ('no_response_rate', 1, 10), ('work_target', 0, 5), ('untouched_claims', 8, 11),  -- C 4, G 2, H, J 2, B5, K are open; J1 and K are younger than 45 days, H was sent again 41 days ago
	('edit_precision', 1, 3), ('edit_recall', 1, 1), ('fix_held_rate', 3, 4);
SELECT billing.kpi_state('A', '2025-06-30') AS state \gset
SELECT is(format('%s: %s of %s', b.id, round(p.numerator, 2), round(p.denominator, 2)), format('%s: %s of %s', b.id, round(b.numerator, 2), round(b.denominator, 2)), 'by hand')
	FROM book b, rcm.kpi_parts(:'state', b.id) p;
-- what the ledger has no rows for has no source: no zero, no hundred
SELECT set_eq(format($$SELECT v.id FROM rcm.kpi_values(%L) v WHERE v.numerator = 0 AND v.denominator = 0$$, :'state'),
	$$VALUES ('underpayment_rate'), ('underpayment_rate_dollars'), ('underpayment_recovery'), ('pricing_coverage'), ('pos_capture'), ('estimate_accuracy'), ('estimates_exceeded')$$, 'no source');
SELECT is((SELECT count(*) FROM rcm.kpi_values(:'state') v WHERE v.numerator = 0 AND v.denominator = 0 AND v.value IS NOT NULL), 0::bigint, 'and no value');
SELECT set_eq(format($$SELECT v.id FROM rcm.kpi_values(%L) v WHERE v.numerator <> 0 OR v.denominator <> 0$$, :'state'), $$SELECT id FROM book$$, 'everything else is in the book');
SELECT is((SELECT array[round(l.mean, 3), l.median, l.p90] FROM billing.kpi_percentiles('A', 'charge_lag', '2025-06-30') l), ARRAY[round(106 / 43.0, 3), 2, 7], 'charge lag: 21 of 43 lines in a day or less, 33 in two, ten in seven');

-- ---- the rows behind each number are the number ----
SELECT is(format('%s %s %s', k.id, l.numerator, CASE WHEN k.id IN ('payer_mix', 'payer_mix_payments', 'payer_mix_visits', 'ar_mix') THEN 0 ELSE l.denominator END), format('%s %s %s', k.id, p.numerator, trim_scale(p.denominator)), 'rows')
	FROM rcm.kpis() k, LATERAL (SELECT trim_scale(sum(r.numerator)) AS numerator, trim_scale(sum(r.denominator)) AS denominator FROM billing.kpi_rows('A', k.id, '2025-06-30') r) l0,
		LATERAL (SELECT coalesce(l0.numerator, 0) AS numerator, coalesce(l0.denominator, 0) AS denominator) l, LATERAL (SELECT trim_scale(x.numerator) AS numerator, x.denominator FROM rcm.kpi_parts(:'state', k.id) x) p;
SELECT is((SELECT array_agg(r.key || ' ' || r.payer_id ORDER BY r.key) FROM billing.kpi_rows('A', 'denial_initial_claims', '2025-06-30') r WHERE r.numerator = 1 AND r.payer_id = 'BLUE1'),
	(SELECT array_agg(rc.remittance_id || '/' || rc.claim_no || ' BLUE1' ORDER BY rc.remittance_id || '/' || rc.claim_no) FROM billing.remittance_claim rc WHERE rc.claim_id LIKE 'D%'), 'the red ones are named');
SELECT is((SELECT (l.rows, l.numerator) FROM billing.kpi_lineage('A', 'ncr_period', '2025-06-30') l), (SELECT (count(*), sum(r.numerator)) FROM billing.kpi_rows('A', 'ncr_period', '2025-06-30') r), 'lineage: rows and sums');
SELECT is((billing.kpi_lineage('A', 'ncr_period', '2025-06-30')).hash, (billing.kpi_lineage('A', 'ncr_period', '2025-06-30', 90, now())).hash, 'the same rows have the same hash');
SELECT isnt((billing.kpi_lineage('A', 'ncr_period', '2025-06-30')).hash, (billing.kpi_lineage('A', 'ncr_period', '2025-06-29')).hash, 'others another one');
SELECT throws_ok($$SELECT * FROM billing.kpi_rows('A', 'no_such')$$, '22023');

-- ---- any partition is the whole ----
CREATE TEMP TABLE fact AS SELECT f.* FROM billing.kpi_window_facts('A', '2025-06-30', 90, NULL, NULL, NULL, NULL, NULL) f;
SELECT is(rcm.kpi(fact), :'state'::rcm.kpi, 'the state is the sum of its facts') FROM fact;
SELECT is((SELECT rcm.merge(billing.kpi_state('A', '2025-06-30', 90, NULL, payer_id => v)) FROM (SELECT DISTINCT coalesce(payer_id, '') AS v FROM fact) d), :'state'::rcm.kpi, 'by payer');
SELECT is((SELECT rcm.merge(billing.kpi_state('A', '2025-06-30', 90, NULL, provider_npi => v)) FROM (SELECT DISTINCT coalesce(provider_npi, '') AS v FROM fact) d), :'state'::rcm.kpi, 'by provider');
SELECT is((SELECT rcm.merge(billing.kpi_state('A', '2025-06-30', 90, NULL, location => v)) FROM (SELECT DISTINCT coalesce(location, '') AS v FROM fact) d), :'state'::rcm.kpi, 'by location');
SELECT is((SELECT rcm.merge(billing.kpi_state('A', '2025-06-30', 90, NULL, code_group => v)) FROM (SELECT DISTINCT coalesce(code_group, '') AS v FROM fact) d), :'state'::rcm.kpi, 'by code group');
SELECT is((SELECT rcm.kpi(f.fact) FROM billing.kpi_windows('2025-06-30', 90) w CROSS JOIN LATERAL generate_series(w.since, w.until, '1 day') d (day)
	CROSS JOIN LATERAL billing.kpi_facts('A', d.day::date, d.day::date, NULL, ARRAY[w.source]) f WHERE w.source IN ('charge', 'entry', 'submission', 'remittance', 'disposition', 'denial', 'appointment')),
	(SELECT rcm.kpi(fact) FROM fact WHERE source IN ('charge', 'entry', 'submission', 'remittance', 'disposition', 'denial', 'appointment')), 'and by day');
SELECT is((SELECT array_agg(DISTINCT location ORDER BY location) FROM fact WHERE source = 'charge'), '{1700000106,"POS 11"}', 'places: the facility, else the place of service');
SELECT is((SELECT array_agg(DISTINCT code_group ORDER BY code_group) FROM fact WHERE source = 'charge'), '{laboratory,medicine,surgery,visits}', 'groups of procedures');
SELECT is((SELECT count(*) FROM (SELECT source, relation, key FROM fact GROUP BY 1, 2, 3 HAVING count(*) > 1) x), 0::bigint, 'no row counts twice in a source');
SELECT is((SELECT count(*) FROM fact WHERE day > '2025-06-30'), 0::bigint, 'nothing of a later day');

-- ---- as it was known then ----
SELECT is(billing.kpi_state('A', '2025-06-30', 90, '2024-12-31'), '{}'::rcm.kpi, 'nothing was known before');
SELECT is(billing.kpi_state('A', '2025-06-30', 90, now()), :'state'::rcm.kpi, 'now is all');
SELECT is((SELECT (trim_scale(numerator), trim_scale(denominator)) FROM rcm.kpi_parts(billing.kpi_state('A', '2025-06-30', 90, :'billed_and_answered'), 'ncr_period')), (2090::numeric, 4420::numeric), 'before the take-back, the second payment and the patients: 2090 of 5030 - 610');
SELECT is((SELECT trim_scale(numerator) FROM rcm.kpi_parts(billing.kpi_state('A', '2025-06-30', 90, :'billed_and_answered'), 'days_in_ar')), 2380::numeric, 'owed then: by payers 1920, as B5 was paid, and by patients 100 + 160 + 200');
SELECT is((SELECT (numerator, denominator) FROM rcm.kpi_parts(billing.kpi_state('A', '2025-06-30', 90, :'billed_and_answered'), 'fprr')), (19::numeric, 25::numeric), 'B5 was settled');
SELECT is((SELECT (numerator, denominator) FROM rcm.kpi_parts(billing.kpi_state('A', '2025-06-30', 90, :'billed_and_answered'), 'ncr_cohort')), (600.00::numeric, 800.00::numeric), 'the winter''s without the patients');

-- ---- bad input: grey, never an error ----
SELECT is(billing.kpi_state('B'), '{}'::rcm.kpi, 'a practice without rows');
SELECT is(billing.kpi_state('nobody'), '{}'::rcm.kpi, 'no practice');
SELECT is(billing.kpi_state(NULL), '{}'::rcm.kpi, 'null');
SELECT is((SELECT count(*) FROM billing.kpi_facts('A', NULL, NULL)), 0::bigint, 'no days');
SELECT is((SELECT rcm.counter(billing.kpi_state('A', '2999-01-01'), 'ar')), (SELECT rcm.counter(billing.kpi_state('A'), 'ar')), 'a day to come owes what today does');
SELECT is((SELECT count(*) FROM rcm.lights(billing.kpi_state('B')) WHERE colour <> 'grey'), 0::bigint, 'all is grey without rows');
SELECT is(billing.kpi_state('A', '2025-06-30', payer_id => 'NONE'), '{}'::rcm.kpi, 'a payer that there is not');
SELECT throws_ok($$INSERT INTO billing.kpi_number (practice_id, day, counter, amount) VALUES ('A', '2025-01-01', 'cots', 1)$$, '22023', NULL, 'a counter that there is not is refused');
SELECT throws_ok($$INSERT INTO billing.kpi_number (practice_id, day, counter, amount) VALUES ('A', '2025-01-01', 'cost', 1.005)$$, '22003', NULL, 'and half a cent');
SELECT finish();
