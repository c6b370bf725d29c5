-- ledger_check.sql - check() finds each rule that is broken on purpose, and nothing else
\set ON_ERROR_STOP 1
\ir given/money.sql
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();

-- ---- a ledger that has something of everything ----
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('A', 'P1');
INSERT INTO billing.contract_rule (practice_id, rule_id, payer_key, carc, source) VALUES ('A', 'BUNDLE', '1512345678', '97', 'section 4');
INSERT INTO billing.claim (practice_id, patient_id, state, document) SELECT 'A', 'P1', 'ready', given.bill('C' || n, '[["99213", 100], ["80048", 50]]') FROM generate_series(1, 6) n;
-- C1 is answered; C2 answered, taken back and answered anew; ZZ is not ours; C3 has a line that is not
CREATE TEMP TABLE told AS SELECT
	'{"id": "C1", "lines": [{"code": "99213", "charge": 100, "paid": 60, "adj": [["CO", "45", 20], ["PR", "2", 20]]}, {"code": "80048", "charge": 50, "paid": 0, "adj": [["CO", "197", 50]]}]}'::jsonb AS c1,
	'{"id": "C2", "adj": [["PR", "1", 10]], "lines": [{"code": "99213", "charge": 100, "paid": 80, "adj": [["CO", "45", 20]]}, {"code": "80048", "charge": 50, "paid": 30, "adj": [["CO", "97", 20]]}]}'::jsonb AS c2,
	'{"id": "ZZ", "lines": [{"code": "99213", "charge": 10, "paid": 10}]}'::jsonb AS zz,
	'{"id": "C3", "charge": 157, "lines": [{"code": "99213", "charge": 100, "paid": 100}, {"code": "A4253", "charge": 57, "paid": 7, "adj": [["CO", "45", 50]]}]}'::jsonb AS c3;
SELECT is(state, 'posted') FROM told, billing.post_835('A', given.era('T1', jsonb_build_array(c1, c2, zz, c3), '[]', '[["L6", "", -1.5], ["WO", "C9", 5], ["FB", "F1", -7]]'));
SELECT is(state, 'posted') FROM told, billing.post_835('A', given.era('T2', jsonb_build_array(c2 || '{"adj": [["PR", "1", 20]]}'), jsonb_build_array(c2), '[["FB", "F1", 7]]'));
SELECT is((SELECT count(*)::integer FROM billing.remittance_claim WHERE reverses_claim IS NOT NULL), 1, 'a reversal has found what it takes back');
-- C5 is paid twice
SELECT is(state, 'posted') FROM billing.post_835('A', given.era('T3', (SELECT jsonb_agg(jsonb_build_object('id', 'C5', 'icn', 'DUP' || n) || '{"lines": [{"code": "99213", "charge": 100, "paid": 100}]}') FROM generate_series(1, 2) n)));
-- money of people, as the functions write it
CREATE FUNCTION pg_temp.event(kind text, reverses bigint DEFAULT NULL) RETURNS bigint LANGUAGE sql AS $$ SELECT billing.open_event('A', kind, NULL, NULL, reverses) $$;
CREATE FUNCTION pg_temp.entry(event_id bigint, claim_id text, from_account rcm.account, to_account rcm.account, amount rcm.usd, receipt_id text DEFAULT NULL, line_no integer DEFAULT 1,
		carc text DEFAULT NULL, exception text DEFAULT NULL, group_code text DEFAULT NULL) RETURNS bigint LANGUAGE sql AS $$
	INSERT INTO billing.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, receipt_id, carc, exception, group_code)
	VALUES ('A', $1, $2, CASE WHEN $2 IS NOT NULL THEN $7 END, $3, $4, $5, (SELECT v.effective_on FROM billing.event v WHERE v.event_id = $1), $6, $8, $9, $10) RETURNING entry_id $$;
CREATE FUNCTION pg_temp.receive(id text, amount rcm.usd) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE e bigint := pg_temp.event('receipt');
BEGIN
	INSERT INTO billing.receipt (practice_id, receipt_id, source, patient_id, channel, method, amount, received_on, event_id)
		VALUES ('A', id, 'patient', 'P1', 'front desk', 'check', amount, billing.today('A'), e);
	PERFORM pg_temp.entry(e, NULL, 'unapplied_patient', 'cash', amount, id);
	RETURN e;
END $$;
SELECT pg_temp.receive('R1', 30), pg_temp.receive('R2', 12), pg_temp.receive('R3', 5);
SELECT pg_temp.entry(pg_temp.event('apply'), 'C1', 'patient', 'unapplied_patient', 15, 'R1');
SELECT billing.reverse_event('A', pg_temp.receive('R4', 9), 'bounce', NULL, 'NSF');
UPDATE billing.receipt SET bounced_on = received_on WHERE receipt_id = 'R4';
WITH v AS (SELECT pg_temp.event('refund') AS id), e AS (SELECT id, pg_temp.entry(id, NULL, 'refund', 'unapplied_patient', 12, 'R2') FROM v)
	INSERT INTO billing.refund (practice_id, refund_id, paid_to, patient_id, amount, refunded_on, method, reason, event_id)
	SELECT 'A', 'F1', 'patient', 'P1', 12, billing.today('A'), 'check', 'paid twice', id FROM e;
INSERT INTO billing.statement (practice_id, statement_id, patient_id, cut_on, amount) VALUES ('A', 1, 'P1', billing.today('A'), 25);
INSERT INTO billing.statement_line (practice_id, statement_id, claim_id, line_no, last_entry, charge, amount)
	SELECT 'A', 1, r.claim_id, r.line_no, (SELECT max(entry_id) FROM billing.entry e WHERE (e.claim_id, e.line_no) = (r.claim_id, r.line_no)),
		(SELECT charge FROM billing.claim_line l WHERE (l.claim_id, l.line_no) = (r.claim_id, r.line_no)), r.patient
	FROM billing.receivable r WHERE r.patient > 0;
INSERT INTO billing.payment_plan (practice_id, plan_id, patient_id, signed_on, amount) SELECT 'A', 1, 'P1', billing.today('A'), sum(patient) FROM billing.receivable WHERE patient > 0;
INSERT INTO billing.payment_plan_line (practice_id, plan_id, claim_id, line_no, amount, last_entry) SELECT 'A', 1, claim_id, line_no, amount, last_entry FROM billing.statement_line;
INSERT INTO billing.instalment (practice_id, plan_id, instalment_no, due_on, amount)
	SELECT 'A', 1, n, billing.today('A') + 30 * n::integer, a FROM billing.payment_plan, LATERAL unnest(rcm.split(amount, ARRAY[1, 1, 1]::rcm.usd[])) WITH ORDINALITY x (a, n);
-- later payments do not touch what a statement said
SELECT pg_temp.entry(pg_temp.event('apply'), 'C1', 'patient', 'unapplied_patient', 1, 'R3');
-- a write-off that is taken back, a claim that is voided
SELECT billing.reverse_event('A', v.id, 'write-off', NULL, 'by mistake') FROM (SELECT pg_temp.event('write-off') AS id) v, LATERAL (SELECT pg_temp.entry(v.id, 'C1', 'patient', 'writeoff_small_balance', 2)) e;
UPDATE billing.claim SET state = 'void' WHERE claim_id = 'C6';
SELECT is_empty($$ SELECT * FROM billing.check() $$, 'nothing is wrong with it');
SELECT is_empty($$ SELECT * FROM billing.check('A') $$, 'nor with the practice');
SELECT ok((SELECT count(*) > 40 FROM billing.entry), 'and there is something in it');

-- ---- each rule broken by its owner, behind the triggers; then as it was ----
CREATE FUNCTION pg_temp.broken(statements text, practice text DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
	BEGIN
		PERFORM set_config('session_replication_role', 'replica', true);
		EXECUTE statements;
		PERFORM set_config('session_replication_role', 'origin', true);
		SELECT string_agg(DISTINCT invariant || ' ' || what || ': ' || detail || coalesce(' ' || amount, ''), E'\n' ORDER BY invariant || ' ' || what || ': ' || detail || coalesce(' ' || amount, ''))
			INTO found FROM billing.check(practice);
		RAISE EXCEPTION USING ERRCODE = 'UNDO0';
	EXCEPTION WHEN SQLSTATE 'UNDO0' THEN
		RETURN found;
	END;
END $$;
-- finds NAME STATEMENTS WANT...: exactly these rows, each as a pattern of LIKE
CREATE FUNCTION pg_temp.finds(statements text, VARIADIC want text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	found text := pg_temp.broken(statements);
	fits boolean;
BEGIN
	SELECT count(*) = cardinality(want) AND bool_and(f LIKE w) INTO fits
		FROM unnest(string_to_array(found, E'\n')) WITH ORDINALITY x (f, n) FULL JOIN unnest(want) WITH ORDINALITY y (w, n) USING (n);
	RETURN ok(fits, btrim(split_part(statements, E'\n', 1))) || CASE WHEN fits THEN '' ELSE E'\n' || diag(E'found:\n' || coalesce(found, '(nothing)') || E'\nwant:\n' || array_to_string(want, E'\n')) END;
END $$;
-- the entry that a condition tells
CREATE FUNCTION pg_temp.e(condition text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE id bigint;
BEGIN EXECUTE 'SELECT entry_id FROM billing.entry WHERE ' || condition || ' ORDER BY entry_id LIMIT 1' INTO STRICT id; RETURN id; END $$;
CREATE TEMP TABLE e AS SELECT pg_temp.e($$ claim_id = 'C4' AND line_no = 1 $$) AS charge, pg_temp.e($$ claim_id = 'C1' AND to_account = 'contractual' $$) AS discount,
	pg_temp.e($$ claim_id = 'C1' AND to_account = 'patient' $$) AS share, pg_temp.e($$ claim_id = 'C1' AND to_account = 'cash' $$) AS paid,
	pg_temp.e($$ receipt_id = 'R3' AND to_account = 'cash' $$) AS received, pg_temp.e($$ to_account = 'writeoff_small_balance' $$) AS written,
	pg_temp.e($$ from_account = 'writeoff_small_balance' $$) AS unwritten;
SELECT format('UPDATE billing.entry SET %%s WHERE entry_id = %s', charge) AS charge, format('UPDATE billing.entry SET %%s WHERE entry_id = %s', discount) AS discount,
	format('UPDATE billing.entry SET %%s WHERE entry_id = %s', share) AS share, format('UPDATE billing.entry SET %%s WHERE entry_id = %s', received) AS received,
	format('UPDATE billing.entry SET %%s WHERE entry_id = %s', unwritten) AS unwritten, format('entry %s: ', charge) AS the_charge, format('entry %s: ', discount) AS the_discount,
	format('entry %s: ', share) AS the_share, format('entry %s: ', received) AS the_received, format('entry %s: ', written) AS the_written, format('entry %s: ', unwritten) AS the_unwritten,
	unwritten AS id FROM e \gset

-- I1
SELECT pg_temp.finds('ALTER TABLE billing.entry DROP CONSTRAINT entry_moves; ' || format(:'charge', $$ to_account = 'revenue' $$),
	'I1 ' || :'the_charge' || 'moves money from revenue to itself 100.00', 'I2 claim C4 line 1: charge <> payments%', 'I2 claim C4 line 1: its charge is not%100.00', 'I2 claim C4 line 1: receivable: insurer_1%100.00', 'I2 claim C4 line 1: receivable: since when%');
SELECT pg_temp.finds(format(:'charge', 'effective_on = effective_on - 1'), 'I1 ' || :'the_charge' || 'counts on %, its event on %', 'I2 claim C4 line 1: receivable: since when%');
SELECT pg_temp.finds('ALTER TABLE billing.entry DROP CONSTRAINT entry_has_line; INSERT INTO billing.entry (practice_id, entry_id, event_id, from_account, to_account, amount, effective_on) SELECT practice_id, 9000, event_id, ''patient'', ''cash'', 3, effective_on FROM billing.event ORDER BY event_id LIMIT 1',
	'I1 entry 9000: moves money from patient to cash for no charge line 3.00');
SELECT pg_temp.finds('INSERT INTO billing.entry (practice_id, entry_id, event_id, from_account, to_account, amount, effective_on) SELECT ''A'', 9000, 900, ''interest'', ''cash'', 3, billing.today(''A'')',
	'reference entry 9000: its event 900 is not there 3.00');
SELECT pg_temp.finds('ALTER TABLE billing.entry DROP CONSTRAINT entry_amount_check; INSERT INTO billing.entry (practice_id, entry_id, event_id, from_account, to_account, amount, effective_on) SELECT practice_id, 9000, event_id, ''interest'', ''cash'', 0, effective_on FROM billing.event ORDER BY event_id LIMIT 1',
	'I1 entry 9000: moves no amount above zero 0.00');
-- I2
SELECT pg_temp.finds($$ UPDATE billing.receivable SET patient = patient + 0.01 WHERE claim_id = 'C1' AND line_no = 1 $$, 'I2 claim C1 line 1: receivable: patient % 0.01');
SELECT pg_temp.finds($$ UPDATE billing.receivable SET third_party = 1 WHERE claim_id = 'C1' AND line_no = 2 $$, 'I2 claim C1 line 2: receivable: third_party % 1.00');
SELECT pg_temp.finds($$ UPDATE billing.receivable SET patient_since = patient_since - 1 WHERE claim_id = 'C1' AND line_no = 1 $$, 'I2 claim C1 line 1: receivable: since when%');
SELECT pg_temp.finds($$ DELETE FROM billing.receivable WHERE claim_id = 'C5' AND line_no = 2 $$, 'I2 claim C5 line 2: has no row in receivable');
SELECT pg_temp.finds($$ UPDATE billing.claim_line SET charge = 51 WHERE claim_id = 'C5' AND line_no = 2 $$, 'I2 claim C5 line 2: charge <> payments + adjustments + balances 1.00', 'I2 claim C5 line 2: its charge is not % 1.00');
-- I3
SELECT pg_temp.finds($$ DO $do$ BEGIN EXECUTE 'CREATE OR REPLACE VIEW billing.credit AS SELECT * FROM (' || rtrim(pg_get_viewdef('billing.credit'::regclass), ';') || $q$) x WHERE claim_id <> 'C5'$q$; END $do$ $$, 'I3 claim C5 line 1: insurer_1 has a credit that the view%100.00');
-- I4
SELECT pg_temp.finds('ALTER TABLE billing.entry DROP CONSTRAINT entry_patient_share; ' || format(:'share', $$ group_code = 'CO', carc = '45' $$), 'I4 ' || :'the_share' || 'makes the patient owe what insurer_1 adjusted as CO-45%20.00');
SELECT pg_temp.finds($$ UPDATE billing.remittance_adjustment SET amount = 15 WHERE amount = 20 AND carc = '2'; UPDATE billing.remittance_adjustment SET amount = 25 WHERE amount = 20 AND carc = '45' AND claim_no = 1 $$,
	'I4 claim C1: insurer_1 has moved more on % 5.00');
SELECT pg_temp.finds(format(:'share', $$ amount = 21 $$), 'I12 plan 1 claim C1 line 1: the patient%-1.00', 'I13%line 1: the patient%-1.00', 'I2 claim C1 line 1: receivable: insurer_1%', 'I2 claim C1 line 1: receivable: patient%', 'I4 claim C1: insurer_1 has moved more on % 1.00');
-- I5
SELECT pg_temp.finds($$ UPDATE billing.remittance SET amount = amount + 0.01 WHERE trace_number = 'T1' $$, 'I5 remittance 1: amount <> cash of its entries 0.01', 'I5 remittance 1: amount <> claims - provider adjustments 0.01');
SELECT pg_temp.finds($$ UPDATE billing.remittance SET claims = 9 WHERE trace_number = 'T1' $$, 'I5 remittance 1: has another number of claims than it says');
SELECT pg_temp.finds($$ INSERT INTO billing.remittance (practice_id, remittance_id, interchange_id, payment_no, payer_key, trace_number, amount, payment_date, digest, claims, state)
	SELECT practice_id, 90, interchange_id, payment_no, payer_key, 'T9', amount, payment_date, digest, claims, 'held' FROM billing.remittance WHERE remittance_id = 1;
	INSERT INTO billing.remittance_claim (practice_id, remittance_id, claim_no, paid, state) VALUES ('A', 90, 1, 0, 'suspense') $$, 'I5 remittance 90: is not posted, yet there are claims%');
SELECT pg_temp.finds($$ UPDATE billing.remittance_adjustment SET amount = 21 WHERE amount = 20 AND carc = '45' AND claim_no = 1 $$, 'I5 remittance 1 claim 1 line 1: charge - adjustments <> paid 1.00', 'I5 remittance 1 claim 1: charge - adjustments <> paid 1.00');
SELECT pg_temp.finds($$ UPDATE billing.remittance_line SET paid = paid + 1, charge = charge + 1 WHERE remittance_id = 1 AND claim_no = 1 AND remitted_line = 1 $$, 'I5 remittance 1 claim 1: paid on lines - adjustments of the claim <> paid -1.00');
-- I6
SELECT pg_temp.finds($$ ALTER TABLE billing.remittance DROP CONSTRAINT remittance_once; INSERT INTO billing.remittance (practice_id, remittance_id, interchange_id, payment_no, payer_key, trace_number, amount, payment_date, digest, claims, state)
	SELECT practice_id, 90, interchange_id, payment_no, payer_key, trace_number, amount, payment_date, digest, claims, 'held' FROM billing.remittance WHERE remittance_id = 1 $$, 'I6 remittance 1: is there 2 times%');
-- I7
SELECT pg_temp.finds('ALTER TABLE billing.entry DISABLE TRIGGER append_only', 'I7 table entry: its trigger append_only is disabled');
SELECT pg_temp.finds('ALTER TABLE billing.entry ENABLE REPLICA TRIGGER keep_receivable', 'I7 table entry: its trigger keep_receivable is disabled');
SELECT pg_temp.finds('DROP TRIGGER claim_changed ON billing.claim', 'I7 table claim: its trigger claim_changed is gone');
SELECT pg_temp.finds(format('ALTER TABLE billing.%I DISABLE TRIGGER USER', relation), 'I7 table ' || relation || ': its trigger ' || guard || ' is disabled')
	FROM (SELECT unnest(ARRAY['event', 'claim_transition', 'acknowledgement', 'remittance_line', 'remittance_adjustment', 'statement', 'statement_line', 'instalment', 'payment_plan_line', 'refund', 'recovery', 'appeal_denial', 'goal', 'peer_release', 'peer_benchmark', 'work_time']) AS relation, 'append_only' AS guard
	UNION ALL SELECT unnest(ARRAY['remittance', 'remittance_claim', 'provider_adjustment', 'posting_exception', 'submission', 'interchange', 'receipt', 'placement', 'receivable', 'claim_line', 'payment_plan', 'denial', 'work_member', 'appeal', 'pilot']), 'never_deleted') t;
SELECT pg_temp.finds('ALTER TABLE billing.work_item DISABLE TRIGGER log_work', 'I7 table work_item: its trigger log_work is disabled');
SELECT pg_temp.finds('ALTER TABLE billing.work_touch DISABLE TRIGGER append_only', 'I7 table work_touch: its trigger append_only is disabled');
SELECT pg_temp.finds('ALTER TABLE billing.work_touch DISABLE TRIGGER by_work', 'I7 table work_touch: its trigger by_work is disabled');
SELECT is_empty($$ SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
	WHERE c.relnamespace = 'billing'::regnamespace AND p.proname = 'refuse_change'
	AND NOT EXISTS (SELECT FROM (SELECT pg_get_functiondef('billing.check_triggers'::regproc) AS text) f WHERE text LIKE '%''' || c.relname || '''%') $$, 'every table that is only added to is watched');
SELECT pg_temp.finds(format(:'unwritten', 'amount = 1'), 'I2 claim C1 line 1: receivable: patient%', 'I7 ' || :'the_unwritten' || 'is not the mirror of entry%-1.00');
SELECT pg_temp.finds(format(:'unwritten', 'reverses = 8000'), 'I7 ' || :'the_unwritten' || 'reverses entry 8000, which is not there', 'I7 event % reverses event %, but not its entry % 2.00');
SELECT pg_temp.finds(format('DROP INDEX billing.entry_reverses; INSERT INTO billing.entry (practice_id, entry_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, reverses)
	SELECT practice_id, 9000, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, reverses FROM billing.entry WHERE entry_id = %s', :'id'), 'I2 claim C1 line 1: receivable: patient%', 'I7 ' || :'the_written' || 'is reversed 2 times 2.00');
SELECT pg_temp.finds($$ INSERT INTO billing.event (practice_id, event_id, kind, effective_on, reverses) SELECT practice_id, 900, 'correction', effective_on, reverses FROM billing.event WHERE reverses IS NOT NULL AND kind = 'write-off' $$, 'I7 event %: is reversed 2 times');
-- I8
SELECT pg_temp.finds($$ UPDATE billing.remittance_claim SET charge = charge - 1, paid = paid - 1 WHERE status = '22' $$, 'I5 remittance 2 claim 1: paid on lines%', 'I5 remittance 2: amount <> claims%', 'I8 remittance 2 claim 1: does not take back what was charged -1.00', 'I8 remittance 2 claim 1: does not take back what was paid -1.00');
SELECT pg_temp.finds($$ UPDATE billing.remittance_claim SET reverses_claim = NULL, reverses_remittance = NULL WHERE status = '22' $$, 'I8 remittance 2 claim %: is a reversal that is posted, and reverses nothing%');
SELECT pg_temp.finds($$ UPDATE billing.remittance_claim SET reverses_claim = 77 WHERE status = '22' $$, 'I8 remittance 2 claim %: reverses what is not there%');
SELECT pg_temp.finds($$ UPDATE billing.remittance_claim SET status = '22' WHERE claim_id = 'C2' AND status = '1' AND remittance_id = 1 $$, 'I8 remittance 1 claim 2: is a reversal that is posted%', 'I8 remittance 2 claim 1: reverses a reversal%');
-- I9
SELECT pg_temp.finds($$ UPDATE billing.remittance_claim SET state = 'information' WHERE remitted_id = 'ZZ' $$, 'I9 remittance 1 claim 3: is posted, but something of it%-10.00');
SELECT pg_temp.finds($$ UPDATE billing.provider_adjustment SET account = 'levy' WHERE reference = 'C9' $$, 'I9 remittance 1 provider adjustment 2: is in suspense, but not there', 'I9 suspense of payer 1512345678: is not what the view%5.00');
SELECT pg_temp.finds($$ DELETE FROM billing.posting_exception WHERE problem = 'no charge line fits' $$, 'I9 remittance 1 claim 4: is posted, but something of it%-7.00');
SELECT pg_temp.finds($$ UPDATE billing.provider_adjustment SET amount = amount - 1 WHERE reference = 'C9' $$, 'I5 remittance 1: amount <> claims - provider adjustments%', 'I9 remittance 1 provider adjustment 2: has more in suspense than it is 1.00');
-- I10
SELECT pg_temp.finds($$ UPDATE billing.receipt SET amount = 31 WHERE receipt_id = 'R1' $$, 'I10 receipt R1: its cash is not its amount -1.00');
SELECT pg_temp.finds($$ UPDATE billing.receipt SET bounced_on = received_on WHERE receipt_id = 'R3' $$, 'I10 receipt R3: was not honoured, but its cash%5.00', 'I10 receipt R3: was not honoured, but something%4.00');
SELECT pg_temp.finds($$ UPDATE billing.receipt SET bounced_on = NULL WHERE receipt_id = 'R4' $$, 'I10 receipt R4: its cash is not its amount -9.00');
SELECT pg_temp.finds($$ UPDATE billing.entry SET receipt_id = 'R3' WHERE receipt_id = 'R1' AND to_account = 'unapplied_patient' $$, 'I10 receipt R3: more of it was applied%11.00');
SELECT pg_temp.finds($$ UPDATE billing.refund SET amount = 11 $$, 'I10 refund F1: is not what its entries paid out -1.00');
SELECT pg_temp.finds('ALTER TABLE billing.entry DROP CONSTRAINT entry_unapplied; ' || format(:'received', 'receipt_id = NULL'), 'I10 ' || :'the_received' || 'moves money of no receipt%', 'I10 receipt R3: its cash is not%', 'I10 receipt R3: more of it was applied%');
-- I11
SELECT pg_temp.finds('ALTER TABLE billing.entry DROP CONSTRAINT entry_contractual; ' || format(:'discount', $$ carc = '197' $$), 'I11 ' || :'the_discount' || 'reason CO-197 is no discount%20.00');
SELECT pg_temp.finds('ALTER TABLE billing.entry DROP CONSTRAINT entry_contractual; ' || format(:'discount', 'carc = NULL'), 'I11 ' || :'the_discount' || 'is a discount without a reason 20.00');
SELECT pg_temp.finds(format(:'discount', $$ carc = '197', exception = 'contract:NONE' $$), 'I11 ' || :'the_discount' || 'reason CO-197 is a denial, and there is no contract rule "NONE"%');
SELECT pg_temp.finds($$ DELETE FROM billing.contract_rule $$, 'I11 entry %: reason CO-97 is a denial%20.00', 'I11 entry %: reason CO-97 is a denial%20.00');
-- I12, I13
SELECT pg_temp.finds($$ UPDATE billing.instalment SET amount = amount + 0.01 WHERE instalment_no = 2 $$, 'I12 plan 1: amount <> instalments -0.01');
SELECT pg_temp.finds($$ UPDATE billing.payment_plan_line SET amount = amount + 0.01 WHERE claim_id = 'C1' $$, 'I12 plan 1 claim C1 line 1: the patient''s entries % 0.01', 'I12 plan 1: amount <> what was owed on its lines -0.01');
SELECT pg_temp.finds($$ UPDATE billing.statement SET amount = amount + 1 $$, 'I13 statement 1: amount <> its lines 1.00');
SELECT pg_temp.finds($$ UPDATE billing.statement_line SET charge = charge - 1 WHERE claim_id = 'C1' $$, 'I13 statement 1 claim C1 line 1: the charges up to entry % -1.00');
SELECT pg_temp.finds($$ UPDATE billing.statement_line SET last_entry = (SELECT min(entry_id) FROM billing.entry WHERE claim_id = 'C4') WHERE claim_id = 'C1' $$, 'I13 statement 1 claim C1 line 1: entry % is not of its line');
SELECT pg_temp.finds($$ UPDATE billing.statement_line SET last_entry = (SELECT max(entry_id) FROM billing.entry e WHERE e.claim_id = 'C1' AND e.line_no = 1 AND e.receipt_id = 'R3') WHERE claim_id = 'C1' $$, 'I13 statement 1 claim C1 line 1: the patient''s entries % 1.00');
-- I14
SELECT pg_temp.finds(format(:'charge', $$ posted_at = now() + interval '1 day' $$), 'I14 ' || :'the_charge' || 'was posted at %, which has not come 100.00');
SELECT pg_temp.finds($$ INSERT INTO billing.event (practice_id, event_id, kind, effective_on) SELECT 'A', 900, 'apply', billing.today('A') + 1 $$, 'I14 event 900: counts on %');
SELECT pg_temp.finds($$ UPDATE billing.event SET effective_on = billing.today('A') + 1 WHERE event_id = (SELECT event_id FROM billing.entry WHERE receipt_id = 'R2' AND to_account = 'cash'); UPDATE billing.entry SET effective_on = billing.today('A') + 1 WHERE receipt_id = 'R2' AND to_account = 'cash' $$,
	'I14 entry %: counts on %12.00', 'I14 event %: counts on %');
-- what refers to what is not there
SELECT pg_temp.finds($$ DELETE FROM billing.remittance_claim WHERE remitted_id = 'ZZ' $$, 'I5 remittance 1: amount <> claims%', 'I5 remittance 1: has another number%', 'I9 suspense of payer%', 'reference entry %: claim 3 of remittance 1 is not there%', 'reference remittance 1 claim 3 line 1: the claim%');
SELECT pg_temp.finds($$ UPDATE billing.remittance_adjustment SET remitted_line = 9 WHERE remittance_id = 1 AND claim_no = 1 AND carc = '197' $$, 'I5 remittance 1 claim 1 line 2: charge%', 'reference remittance 1 claim 1 adjustment%: the claim or line%');
SELECT pg_temp.finds($$ UPDATE billing.remittance_claim SET claim_id = 'C99' WHERE remittance_id = 1 AND claim_no = 4 $$, 'reference remittance 1 claim 4: claim "C99" is not there%');
SELECT pg_temp.finds($$ DELETE FROM billing.receipt WHERE receipt_id = 'R4' $$, 'reference entry %: its receipt "R4" is not there%', 'reference entry %: its receipt "R4" is not there%');
SELECT pg_temp.finds($$ DELETE FROM billing.claim_line WHERE claim_id = 'C5' AND line_no = 2 $$, 'reference entry %: its charge line 2 of claim "C5" is not there 50.00');
-- states
SELECT pg_temp.finds($$ UPDATE billing.claim SET state = 'closed' WHERE claim_id = 'C4' $$, 'state claim C4 transition %: is the last and goes to ready, but the claim is closed');
SELECT pg_temp.finds($$ INSERT INTO billing.claim_transition (practice_id, claim_id, from_state, to_state) VALUES ('A', 'C4', 'ready', 'accepted'); UPDATE billing.claim SET state = 'accepted' WHERE claim_id = 'C4' $$, 'state claim C4 transition %: goes from ready to accepted, which is no legal transition');
SELECT pg_temp.finds($$ INSERT INTO billing.claim_transition (practice_id, claim_id, from_state, to_state) VALUES ('A', 'C4', 'draft', 'held'); UPDATE billing.claim SET state = 'held' WHERE claim_id = 'C4' $$, 'state claim C4 transition %: goes from draft, but the claim was ready');
SELECT pg_temp.finds($$ DELETE FROM billing.claim_transition WHERE claim_id = 'C4' $$, 'state claim C4: is ready without a transition');
SELECT pg_temp.finds($$ INSERT INTO billing.claim_transition (practice_id, claim_id, from_state, to_state) VALUES ('A', 'C99', 'new', 'ready') $$, 'state claim C99 transition %: is of a claim that is not there');
-- of a practice only what is its own
INSERT INTO billing.practice (practice_id, name) VALUES ('B', 'B');
SELECT is(pg_temp.broken($$ UPDATE billing.receivable SET patient = patient + 1 WHERE claim_id = 'C1' AND line_no = 1 $$, 'B'), NULL, 'another practice has nothing to do with it');
SELECT is_empty($$ SELECT * FROM billing.check() $$, 'all is as it was');

SELECT * FROM finish();
