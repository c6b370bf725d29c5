-- ledger_balance.sql - balances by line, claim, visit, patient, family and payer, at any past instant, and why a patient owes what
\set ON_ERROR_STOP 1
SET client_min_messages = warning;
SET search_path = public, rcm, pg_catalog;
SELECT no_plan();
SELECT rcm.create_ledger('billing');
INSERT INTO billing.practice (practice_id, name, time_zone) VALUES ('P', 'Practice', 'UTC'), ('Q', 'Another', 'UTC');
SELECT billing.today('P') AS today \gset
INSERT INTO billing.patient (practice_id, patient_id, guarantor_id) VALUES ('P', 'MUM', NULL), ('P', 'KID', 'MUM'), ('P', 'SELF', 'SELF'), ('P', 'NONE', NULL), ('Q', 'MUM', NULL);
INSERT INTO billing.coverage (practice_id, coverage_id, patient_id, rank, payer_id, eff) VALUES ('P', 'V1', 'MUM', 1, 'ONE', '2000-01-01'), ('P', 'V2', 'MUM', 2, 'TWO', '2000-01-01');

-- a claim of some charges, done and charged so many days ago
CREATE FUNCTION given(practice text, id text, patient text, visit text, payer text, days integer, VARIADIC charges numeric[]) RETURNS void LANGUAGE sql AS $$
	INSERT INTO billing.claim (practice_id, patient_id, visit_id, state, charged_on, document)
	SELECT $1, $3, $4, 'ready', billing.today($1) - $6, jsonb_strip_nulls(jsonb_build_object('claim_id', $2, 'form', 'P', 'payer_id', $5, 'payer_seq', 'P',
		'lines', (SELECT jsonb_agg(jsonb_build_object('n', n, 'code', '99213', 'units', 1, 'charge', c::numeric(10, 2)::text, 'from', billing.today($1) - $6) ORDER BY n) FROM unnest($7) WITH ORDINALITY x (c, n))))::rcm.claim
$$;
-- an entry of an event of its own; returns the event
CREATE FUNCTION posted(claim text, line integer, f rcm.account, t rcm.account, amount rcm.usd, days integer DEFAULT 0, carc text DEFAULT NULL, receipt text DEFAULT NULL, exception text DEFAULT NULL) RETURNS bigint LANGUAGE sql AS $$
	WITH e AS (SELECT billing.open_event('P', 'correction', billing.today('P') - $6) AS id)
	INSERT INTO billing.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, group_code, carc, receipt_id, exception)
	SELECT 'P', e.id, $1, $2, $3, $4, $5, billing.today('P') - $6, CASE WHEN $7 IS NULL THEN NULL WHEN $4 IN ('contractual', 'sequestration') THEN 'CO' ELSE 'PR' END, $7, $8, $9 FROM e
	RETURNING event_id
$$;
CREATE FUNCTION received(id text, patient text, amount rcm.usd, days integer, claim text DEFAULT NULL, visit text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
	INSERT INTO billing.receipt (practice_id, receipt_id, source, patient_id, channel, method, amount, received_on, earmark_claim, earmark_visit, event_id)
	SELECT 'P', $1, 'patient', $2, 'portal', 'card', $3, billing.today('P') - $4, $5, $6, posted(NULL, NULL, 'unapplied_patient', 'cash', $3, $4, NULL, $1)
$$;

SELECT given('P', 'C1', 'MUM', 'V-1', 'ONE', 90, 100, 60), given('P', 'C2', 'KID', 'V-1', 'ONE', 60, 40), given('P', 'C3', 'SELF', NULL, NULL, 30, 75), given('Q', 'C1', 'MUM', NULL, 'ONE', 10, 999) \gset ignored_
SELECT posted('C1', 1, 'insurer_1', 'cash', 50, 70), posted('C1', 1, 'insurer_1', 'contractual', 20, 70, '45'), posted('C1', 1, 'insurer_1', 'sequestration', 1, 70, '253'),
	posted('C1', 1, 'insurer_1', 'patient', 15, 70, '1'), posted('C1', 1, 'insurer_1', 'patient', 9, 70, '2'), posted('C1', 1, 'insurer_1', 'insurer_2', 5, 70, '2'),
	posted('C1', 2, 'insurer_1', 'cash', 70, 50), posted('C2', 1, 'insurer_1', 'patient', 40, 40, '3') \gset ignored_
SELECT received('R1', 'MUM', 30, 20, NULL, 'V-1'), posted('C1', 1, 'patient', 'unapplied_patient', 20, 20, NULL, 'R1'), posted('C2', 1, 'patient', 'writeoff_charity', 12, 10) \gset ignored_

-- ---- lines, claims, visits ----

SELECT results_eq($$SELECT line_no, charge, paid_by_insurers, paid_by_patient, paid_by_others, contractual, written_off, bad_debt, other_adjustments, insurer_1, insurer_2, patient, owed, credit FROM billing.line_balance WHERE practice_id = 'P' AND claim_id = 'C1' ORDER BY 1$$,
	$$VALUES (1, '100'::rcm.usd, '50'::rcm.usd, '20'::rcm.usd, '0'::rcm.usd, '20'::rcm.usd, '0'::rcm.usd, '0'::rcm.usd, '1'::rcm.usd, '0'::rcm.usd, '5'::rcm.usd, '4'::rcm.usd, '9'::rcm.usd, '0'::rcm.usd),
		(2, '60', '70', '0', '0', '0', '0', '0', '0', '-10', '0', '0', '0', '-10')$$, 'lines; what was paid too much is a credit');
SELECT results_eq($$SELECT lines, charge, owed, credit, unapplied FROM billing.claim_balance WHERE practice_id = 'P' AND claim_id = 'C1'$$, $$VALUES (2::bigint, '160'::rcm.usd, '9'::rcm.usd, '-10'::rcm.usd, '0'::rcm.usd)$$, 'a credit is not netted in the claim');
SELECT results_eq($$SELECT claims, lines, charge, written_off, owed, credit, unapplied FROM billing.visit_balance WHERE practice_id = 'P'$$, $$VALUES (2::bigint, 3::bigint, '200'::rcm.usd, '12'::rcm.usd, '37'::rcm.usd, '-10'::rcm.usd, '10'::rcm.usd)$$, 'nor in the visit, nor is what waits for it');

-- ---- patients, families, payers ----

SELECT results_eq($$SELECT patient_id COLLATE "default", owed, credit, unapplied, insurers_owed, insurers_credit, lines, since FROM billing.patient_balance WHERE practice_id = 'P' ORDER BY 1$$,
	format($$VALUES ('KID', '28'::rcm.usd, '0'::rcm.usd, '0'::rcm.usd, '0'::rcm.usd, '0'::rcm.usd, 1::bigint, %1$L::date - 40), ('MUM', '4', '0', '10', '5', '-10', 1, %1$L::date - 70), ('SELF', '75', '0', '0', '0', '0', 1, %1$L::date - 30)$$, :'today'), 'patients');
SELECT results_eq($$SELECT guarantor_id COLLATE "default", patients, owed, unapplied FROM billing.family_balance WHERE practice_id = 'P' ORDER BY 1$$, $$VALUES ('MUM', 2::bigint, '32'::rcm.usd, '10'::rcm.usd), ('SELF', 1, '75', '0')$$, 'families');
SELECT results_eq($$SELECT payer_id COLLATE "default", owed, credit, lines FROM billing.payer_balance WHERE practice_id = 'P' ORDER BY 1$$, $$VALUES ('ONE', '0'::rcm.usd, '-10'::rcm.usd, 0::bigint), ('TWO', '5', '0', 1)$$, 'payers: the second one is the coverage of that rank');
SELECT is(billing.payer_of('P', 'C1', 'insurer_1') || ' ' || billing.payer_of('P', 'C1', 'insurer_2') || ' ' || coalesce(billing.payer_of('P', 'C1', 'insurer_3'), 'nobody') || ' ' || coalesce(billing.payer_of('P', 'C1', 'patient'), 'nobody'), 'ONE TWO nobody nobody', 'payer_of');
INSERT INTO billing.interchange (practice_id, interchange_id, direction, kind, file, state) VALUES ('P', 1, 'out', '837P', '', 'written');
INSERT INTO billing.submission (practice_id, claim_id, interchange_id, item, transaction, payer_id, payer_seq, freq, form, submitted_on, digest, document)
	SELECT 'P', claim_id, 1, 1, 1, 'THREE', 'S', '1', 'P', billing.today('P'), '', document FROM billing.claim WHERE practice_id = 'P' AND claim_id = 'C1';
SELECT is(billing.payer_of('P', 'C1', 'insurer_2'), 'THREE', 'the one that it was sent to goes before the coverage');
INSERT INTO billing.receipt (practice_id, receipt_id, source, payer_key, channel, method, amount, received_on, event_id)
	SELECT 'P', 'CHECK', 'payer', 'ONE', 'mail', 'check', 33, billing.today('P'), posted(NULL, NULL, 'unapplied_payer', 'cash', 33, 0, NULL, 'CHECK');
SELECT results_eq($$SELECT owed, credit, unapplied FROM billing.payer_balance WHERE practice_id = 'P' AND payer_id = 'ONE'$$, $$VALUES ('0'::rcm.usd, '-10'::rcm.usd, '33'::rcm.usd)$$, 'a paper check that waits lowers nothing');

-- ---- at any past instant ----

SELECT is(billing.balance('P', 'C1', 1), '{insurer_2:5.00,patient:4.00,revenue:-100.00,cash:50.00,contractual:20.00,sequestration:1.00,unapplied_patient:20.00}'::rcm.balance, 'a line');
SELECT is(billing.balance('P', 'C1', 1, :'today'::date - 80), '{insurer_1:100.00,revenue:-100.00}'::rcm.balance, 'before it was answered');
SELECT is(billing.balance('P', 'C1', NULL, :'today'::date - 100), '{}'::rcm.balance, 'before it was charged');
SELECT is(billing.balance('P', 'C1', known_at => '2000-01-01'), '{}'::rcm.balance, 'before it was known');
SELECT is(billing.balance('P', 'C1', 1) + billing.balance('P', 'C1', 2), billing.balance('P', 'C1'), 'lines add up to the claim');
SELECT is(amount(billing.balance('P', patient_id => 'MUM'), 'patient') || ' ' || amount(billing.balance('P', patient_id => 'MUM'), 'unapplied_patient'), '4.00 -10.00', 'a patient, and what waits');
SELECT is(billing.balance('P', patient_id => 'MUM', as_of => :'today'::date - 80), '{insurer_1:160.00,revenue:-160.00}'::rcm.balance, 'a patient, before');
SELECT is(billing.balance('P', payer_id => 'THREE'), '{insurer_1:-5.00,insurer_2:5.00}'::rcm.balance, 'a payer: the entries that have it on one side');
SELECT is(amount(billing.balance('P', payer_id => 'ONE'), 'insurer_1') || ' ' || amount(billing.balance('P', payer_id => 'ONE'), 'cash'), '-10.00 153.00', 'what it owes, and what it has paid');
SELECT is(billing.balance('P'), (SELECT rcm.balance(from_account, to_account, amount) FROM billing.entry WHERE practice_id = 'P'), 'the practice');
SELECT is(billing.balance('P', 'NOBODY'), '{}'::rcm.balance, 'what does not exist is empty');
SELECT throws_ok($$SELECT billing.balance('P', line_no => 1)$$, '22023', 'balance of what?', 'a line of which claim?');
SELECT throws_ok($$SELECT billing.balance('P', 'C1', patient_id => 'MUM')$$, '22023', 'balance of what?', 'one thing at a time');

-- ---- why a patient owes it ----

SELECT results_eq($$SELECT claim_id, line_no, part, reason, carc, amount, paid, written_off, owed, since FROM billing.patient_account('P', 'MUM')$$,
	format($$VALUES ('C1', 1, 1, 'deductible', '1', '15'::rcm.usd, '15'::rcm.usd, '0'::rcm.usd, '0'::rcm.usd, %1$L::date - 70), ('C1', 1, 2, 'coinsurance', '2', '9', '5', '0', '4', %1$L::date - 70)$$, :'today'), 'a payment settles the parts in their order');
SELECT results_eq($$SELECT reason, amount, paid, written_off, owed FROM billing.patient_account('P', 'KID')$$, $$VALUES ('copay', '40'::rcm.usd, '0'::rcm.usd, '12'::rcm.usd, '28'::rcm.usd)$$, 'so does a write-off');
SELECT results_eq($$SELECT reason, carc, gist, amount, owed FROM billing.patient_account('P', 'SELF')$$, $$VALUES ('self-pay', NULL, NULL, '75'::rcm.usd, '75'::rcm.usd)$$, 'a charge without a payer');
SELECT is((SELECT count(*) FROM billing.patient_account('P', 'MUM') WHERE gist IS NULL), 0::bigint, 'the payer''s reasons are explained');
-- the payer corrects itself: from 15 to 3, after 20 were paid
SELECT posted('C1', 1, 'patient', 'insurer_1', 12, 5, '1') AS ignored \gset
SELECT results_eq($$SELECT reason, amount, paid, owed FROM billing.patient_account('P', 'MUM')$$, $$VALUES ('deductible', '3'::rcm.usd, '3'::rcm.usd, '0'::rcm.usd), ('coinsurance', '9', '9', '0'), ('credit', '-8', '0', '-8')$$,
	'what was paid for the part that was too much settles the other, the rest is a credit');
SELECT results_eq($$SELECT owed, credit FROM billing.patient_balance WHERE practice_id = 'P' AND patient_id = 'MUM'$$, $$VALUES ('0'::rcm.usd, '-8'::rcm.usd)$$, 'as in the balance');
SELECT posted('C1', 1, 'refund', 'patient', 8, 4) AS ignored, posted('C3', 1, 'patient', 'insurer_1', 30, 2) AS again, posted('C3', 1, 'insurer_1', 'patient', 30, 1, NULL, NULL, 'no coverage') AS exception \gset
SELECT is((SELECT sum(owed) FROM billing.patient_account('P', 'MUM')), '0.00'::rcm.usd, 'the credit was given back');
SELECT results_eq($$SELECT reason, amount, written_off, owed FROM billing.patient_account('P', 'SELF')$$, $$VALUES ('self-pay', '75'::rcm.usd, '30'::rcm.usd, '45'::rcm.usd), ('no coverage', '30', '0', '30')$$, 'an exception is a reason too');
SELECT is((SELECT count(*) FROM billing.patient_account('P', 'NONE')), 0::bigint, 'a patient without anything');

-- ---- whatever happens ----

SELECT setseed(0.7);
DO $$
DECLARE
	accounts rcm.account[] := '{insurer_1,insurer_2,insurer_3,patient,third_party,cash,contractual,refund,bad_debt,suspense,unapplied_patient,unapplied_payer,writeoff_denial,writeoff_courtesy,capitation,interest,agency_fee}';
	f rcm.account;
	t rcm.account;
	reason text;
BEGIN
	PERFORM given('P', 'X' || i, (ARRAY['MUM', 'KID', 'SELF', NULL])[1 + i % 4], 'V-' || i % 5, CASE WHEN i % 3 > 0 THEN 'ONE' END, 100, 100 + i, 50) FROM generate_series(1, 20) i;
	FOR i IN 1..1200 LOOP
		f := accounts[1 + floor(random() * CASE WHEN random() < 0.5 THEN 5 ELSE 17 END)::integer];
		t := accounts[1 + floor(random() * CASE WHEN random() < 0.3 THEN 4 ELSE 17 END)::integer];
		CONTINUE WHEN f = t;
		reason := (ARRAY['1', '2', '3', '96'])[1 + floor(random() * 4)::integer];
		PERFORM posted('X' || 1 + floor(random() * 20)::integer, 1 + floor(random() * 2)::integer, f, t, rcm.usd(1 + floor(random() * 3000)::numeric / 100), floor(random() * 90)::integer,
			CASE WHEN t = 'contractual' THEN '45' WHEN t = 'patient' OR f = 'patient' THEN reason END, 'R1');
	END LOOP;
END
$$;
SELECT is((SELECT string_agg(claim_id || '/' || line_no, ' ') FROM billing.line_balance
	WHERE charge <> paid_by_insurers + paid_by_patient + paid_by_others + contractual + written_off + bad_debt + other_adjustments + insurer_1 + insurer_2 + insurer_3 + patient + third_party
		OR insurer_1 + insurer_2 + insurer_3 + patient + third_party <> owed + credit), NULL, 'I2: the charge is all that became of it, line by line');
SELECT is((SELECT count(*) FROM billing.line_balance b JOIN billing.claim_line l USING (practice_id, claim_id, line_no) WHERE b.charge <> l.charge), 0::bigint, 'and is what was charged');
SELECT is((SELECT string_agg(r.claim_id || '/' || r.line_no, ' ') FROM billing.receivable r JOIN billing.claim c USING (practice_id, claim_id)
	LEFT JOIN (SELECT a.claim_id, a.line_no, sum(a.owed) AS owed, bool_or(a.amount - a.paid - a.written_off <> a.owed OR a.paid < 0 OR a.written_off < 0 OR (a.owed < 0 AND a.reason <> 'credit')) AS wrong
		FROM (VALUES ('MUM'), ('KID'), ('SELF')) p (id), billing.patient_account('P', p.id) a GROUP BY 1, 2) a ON a.claim_id = r.claim_id AND a.line_no = r.line_no
	WHERE r.practice_id = 'P' AND c.patient_id IS NOT NULL AND (coalesce(a.owed, '0') <> r.patient OR a.wrong)), NULL, 'H1: the parts of a patient''s account are the balance, line by line');
SELECT cmp_ok((SELECT count(DISTINCT reason) FROM (VALUES ('MUM'), ('KID'), ('SELF')) p (id), billing.patient_account('P', p.id)), '>=', 8::bigint, 'with nearly every reason');
SELECT is((SELECT row(sum(charge), sum(owed), sum(credit))::text FROM billing.claim_balance), (SELECT row(sum(charge), sum(owed), sum(credit))::text FROM billing.line_balance), 'claims have all of it');
SELECT is((SELECT sum(owed) + sum(credit) FROM billing.patient_balance WHERE practice_id = 'P'), (SELECT sum(patient) FROM billing.receivable WHERE practice_id = 'P'), 'patients, with those whom no claim names');
SELECT is((SELECT sum(owed) + sum(credit) FROM billing.payer_balance WHERE practice_id = 'P'), (SELECT sum(insurer_1) + sum(insurer_2) + sum(insurer_3) FROM billing.receivable WHERE practice_id = 'P'), 'payers, with those that nothing names');
SELECT is((SELECT count(*) FROM billing.line_balance l, LATERAL (SELECT billing.balance(l.practice_id, l.claim_id, l.line_no) AS b) b
	WHERE l.practice_id = 'P' AND (l.patient, l.insurer_1, - l.charge) IS DISTINCT FROM (amount(b, 'patient'), amount(b, 'insurer_1'), amount(b, 'revenue'))), 0::bigint, 'balance() says the same');
SELECT is((SELECT count(*) FROM billing.balance('P', as_of => :'today'::date - 45) b WHERE b <> (SELECT rcm.balance(from_account, to_account, amount) FROM billing.entry WHERE practice_id = 'P' AND effective_on <= :'today'::date - 45)), 0::bigint, 'also of a past day');
SELECT finish();
