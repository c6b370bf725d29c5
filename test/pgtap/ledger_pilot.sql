-- ledger_pilot.sql - a pilot's slice against the rest; who works for how long, and what is asked for it
\set ON_ERROR_STOP 1
\ir given/money.sql
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();
SET timezone = 'UTC';
UPDATE billing.practice SET time_zone = 'UTC';
INSERT INTO billing.practice (practice_id, name, time_zone) VALUES ('B', 'BIRCH', 'UTC');
CREATE FUNCTION pg_temp.same(have text, want text, why text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	a text;
	b text;
BEGIN
	EXECUTE format('SELECT string_agg(x::text, chr(10)) FROM (%s) x', have) INTO a;
	EXECUTE format('SELECT string_agg(x::text, chr(10)) FROM (%s) x', want) INTO b;
	RETURN public.is(a, b, why);
END $$;

-- ---- a pilot: payer SLICE is denied less since 20 days ago, payer REST as ever ----
-- n claims of a payer, of which the first "bad" are denied, answered so many days ago
CREATE FUNCTION pg_temp.month(prefix text, payer text, n integer, bad integer, days integer) RETURNS text LANGUAGE sql AS $$
	INSERT INTO billing.claim (practice_id, state, charged_on, document)
		SELECT 'A', 'ready', current_date - days - 5, given.bill(prefix || i, '[["99213", 100]]', jsonb_build_object('payer_id', payer, 'rendering', '{"npi": "1234567893"}'::jsonb), days + 6) FROM generate_series(1, n) i;
	SELECT state FROM billing.post_835('A', given.era('T' || prefix, (SELECT jsonb_agg(jsonb_build_object('id', prefix || i, 'status', CASE WHEN i <= bad THEN '4' ELSE '1' END, 'days_ago', days + 6, 'lines',
		jsonb_build_array(jsonb_build_object('code', '99213', 'charge', 100, 'paid', CASE WHEN i <= bad THEN 0 ELSE 80 END, 'control', '1',
			'adj', CASE WHEN i <= bad THEN '[["CO", "16", 100]]'::jsonb ELSE '[["CO", "45", 20]]' END)))) FROM generate_series(1, n) i), '[]', '[]', days)) $$;
SELECT pg_temp.month('S0-', 'SLICE', 100, 30, 30), pg_temp.month('R0-', 'REST', 100, 28, 29), pg_temp.month('S1-', 'SLICE', 100, 5, 10), pg_temp.month('R1/', 'REST', 100, 30, 9) \gset ignored_
SELECT throws_ok($$SELECT billing.open_pilot('Z', 'P', 'q?', '{denial_initial_claims}', current_date, 'ann', payer_ids => '{X}')$$, 'RC010', NULL, 'no such practice');
SELECT throws_ok($$SELECT billing.open_pilot('A', 'P', 'q?', '{happiness}', current_date, 'ann', payer_ids => '{X}')$$, '22023', NULL, 'no such KPI');
SELECT throws_ok($$SELECT billing.open_pilot('A', 'P', 'q?', '{denial_initial_claims}', current_date, 'ann')$$, 'RC010', 'the pilot breaks the rule pilot_has_slice', 'a pilot has a slice');
SELECT throws_ok($$SELECT billing.open_pilot('A', 'P', 'q?', '{denial_initial_claims}', current_date, 'ann', hash_percent => 100)$$, 'RC010', NULL, 'which is not everything');
SELECT throws_ok($$SELECT billing.open_pilot('A', 'P', 'q?', '{denial_initial_claims}', current_date, 'ann', current_date - 1, payer_ids => '{X}')$$, 'RC010', 'the pilot breaks the rule pilot_ends', 'and an end after its beginning');
SELECT lives_ok($$SELECT billing.open_pilot('A', 'notes', 'do notes with the claim help?', '{denial_initial_claims,charge_lag,ccr_paid}', current_date - 20, 'ann', payer_ids => '{SLICE}')$$, 'a pilot');
SELECT pg_temp.same($$SELECT kpi, round(slice_before), round(rest_before), round(slice_since), round(rest_since), round(difference), round(change), differ FROM billing.pilot_compare('A', 'notes') WHERE kpi = 'denial_initial_claims'$$,
	$$VALUES ('denial_initial_claims', 30::numeric, 28::numeric, 5::numeric, 30::numeric, -25::numeric, -27::numeric, true)$$, 'slice and rest, before and since');
SELECT pg_temp.same($$SELECT difference, low, high FROM billing.pilot_compare('A', 'notes') WHERE kpi = 'denial_initial_claims'$$, $$SELECT difference, low, high FROM rcm.compare_kpi('{remitted_claims:100,denied_claims:5}', '{remitted_claims:100,denied_claims:30}', 'denial_initial_claims')$$, 'the difference of rcm.compare_kpi');
SELECT ok((SELECT change_low < -27 AND change_high BETWEEN -27 AND 0 AND change_high - change_low > high - low FROM billing.pilot_compare('A', 'notes') WHERE kpi = 'denial_initial_claims'), 'a difference of differences is less sure than each');
SELECT matches((SELECT in_words FROM billing.pilot_compare('A', 'notes') WHERE kpi = 'denial_initial_claims'), '5.00 percent in the slice \(before: 30.00\), 30.00 in the rest \(before: 28.00\). Against the rest the slice has changed by -27.0 points .*: better, and hardly by chance. The slice was written down after', 'in words, and what speaks against it');
SELECT pg_temp.same($$SELECT change_low, differ, in_words ~ 'No interval can be told' FROM billing.pilot_compare('A', 'notes') WHERE kpi = 'charge_lag'$$, $$VALUES (NULL::numeric, NULL::boolean, true)$$, 'of days no interval');
SELECT is((SELECT count(*) FROM billing.pilot_compare('A', 'notes', current_date - 21)), 0::bigint, 'before it begins there is nothing to say');
SELECT is((SELECT count(*) FROM billing.pilot_compare('B', 'notes')), 0::bigint, 'nor of no pilot');
-- slice and rest are the whole, whatever makes the slice
SELECT billing.open_pilot('A', 'hash', 'a slice by chance', '{denial_initial_claims}', current_date - 20, 'ann', hash_percent => 30), billing.open_pilot('A', 'list', 'a list', '{denial_initial_claims}', current_date - 20, 'ann', claim_ids => '{S1-1,S1-50,R1/7}'),
	billing.open_pilot('A', 'both', 'of a payer some', '{denial_initial_claims}', current_date - 20, 'ann', payer_ids => '{REST}', hash_percent => 50) \gset ignored_
SELECT is((SELECT string_agg(pilot_id, ' ') FROM billing.pilot p, billing.pilot_states('A', p.pilot_id, current_date - 20, current_date) s, (SELECT rcm.kpi(fact) AS whole FROM billing.kpi_facts('A', current_date - 20, current_date, NULL, '{remittance,charge,claim}')) w
	WHERE (rcm.counter(s.slice + s.rest, 'remitted_claims'), rcm.counter(s.slice + s.rest, 'charges')) IS DISTINCT FROM (rcm.counter(w.whole, 'remitted_claims'), rcm.counter(w.whole, 'charges'))), NULL, 'slice and rest are the whole');
SELECT is((SELECT rcm.counter(s.slice, 'remitted_claims') || ' ' || rcm.counter(s.slice, 'denied_claims') FROM billing.pilot_states('A', 'list', current_date - 20, current_date) s), '3 2', 'a list of claims');
SELECT ok((SELECT rcm.counter(s.slice, 'remitted_claims') BETWEEN 40 AND 85 FROM billing.pilot_states('A', 'hash', current_date - 20, current_date) s), 'a share by chance is about as large as it is to be');
SELECT is((SELECT s.slice FROM billing.pilot_states('A', 'hash', current_date - 20, current_date) s), (SELECT s.slice FROM billing.pilot_states('A', 'hash', current_date - 20, current_date) s), 'and the same each time');
SELECT is((SELECT string_agg(DISTINCT f.source || ' ' || f.relation, ', ') FROM (SELECT * FROM billing.kpi_facts('A', current_date - 20, current_date) UNION ALL SELECT * FROM billing.kpi_standing('A')) f
	WHERE f.payer_id IS NOT NULL AND billing.fact_claim('A', f.relation, f.key) IS NULL), NULL, 'the claim of every fact of a payer is found');
SELECT is((SELECT count(DISTINCT billing.fact_claim('A', f.relation, f.key)) FROM billing.kpi_facts('A', current_date - 60, current_date) f), 400::bigint, 'also when its number has a "/"');
SELECT throws_ok($$UPDATE billing.pilot SET payer_ids = '{REST}'$$, 'RC011', NULL, 'nobody chooses the slice by the result');
SELECT throws_ok($$DELETE FROM billing.pilot$$, 'RC011', NULL, 'or forgets it');
SELECT throws_ok($$SELECT billing.decide_pilot('A', 'notes', 'ann', 'adopt', ' ')$$, 'RC010', NULL, 'it is decided for a reason');
SELECT throws_ok($$SELECT billing.decide_pilot('A', 'notes', 'ann', 'maybe', 'x')$$, 'RC010', NULL, 'one way or the other');
SELECT lives_ok($$SELECT billing.decide_pilot('A', 'notes', 'ann', 'adopt', 'fewer denials, hardly by chance')$$, 'adopted');
SELECT throws_ok($$SELECT billing.decide_pilot('A', 'notes', 'ann', 'drop', 'x')$$, 'RC010', NULL, 'once');
SELECT throws_ok($$UPDATE billing.pilot SET because = 'y' WHERE pilot_id = 'notes'$$, 'RC011', NULL, 'for good');
SELECT is((SELECT status FROM billing.first_month('A') WHERE section = '4 pilot' AND title = 'notes'), 'adopt', 'the first month tells');
SELECT is((SELECT ends_on FROM billing.pilot WHERE pilot_id = 'notes'), current_date, 'and it ends');

-- ---- time, rates and invoices ----
SELECT (date_trunc('month', current_date) - interval '1 month')::date AS month \gset
SELECT billing.open_work('A', 'no answer / ' || n, 'biller', 'ask', current_date + 1, 50, person => 'ann') AS item FROM generate_series(1, 1) n \gset
INSERT INTO billing.partner_rate (practice_id, partner, person, per_hour, eff, term) VALUES ('A', 'Lind', 'pat', 40, '2020-01-01', :'month'::date + 9), ('A', 'Lind', 'pat', 50, :'month'::date + 10, NULL), ('A', 'Lind', 'pia', 35.55, '2020-01-01', NULL);
INSERT INTO billing.partner_budget (practice_id, partner, per_month, eff) VALUES ('A', 'Lind', 100, '2020-01-01');
SELECT throws_ok($$INSERT INTO billing.partner_rate (practice_id, partner, person, per_hour, eff) VALUES ('A', 'Other', 'pia', 1, current_date)$$, '23P01', NULL, 'nobody works for two');
SELECT throws_ok($$SELECT billing.record_time('A', 'pat', 0, 'x')$$, 'RC010', NULL, 'no time is no time');
SELECT throws_ok($$SELECT billing.record_time('A', 'pat', 10, ' ')$$, 'RC010', NULL, 'it is said what was done');
SELECT throws_ok($$SELECT billing.record_time('A', 'pat', 10, 'x', 999)$$, 'RC010', NULL, 'of work that there is');
SELECT throws_ok($$SELECT billing.record_time('A', 'pat', 10, 'x', NULL, current_date + 1)$$, 'RC010', NULL, 'on a day that has come');
SELECT throws_ok($$SELECT billing.record_time('A', 'pat', -10, 'x')$$, 'RC010', NULL, 'what is taken back says of what');
SELECT billing.record_time('A', 'pat', 60, 'called the payer', :item, :'month'::date + 3) AS t1, billing.record_time('A', 'pat', 30, 'appeal written', :item, :'month'::date + 12) AS t2, billing.record_time('A', 'pia', 7, 'meeting', NULL, :'month'::date + 12) AS t3,
	billing.record_time('A', 'ann', 500, 'own staff', :item, :'month'::date + 12) AS t4 \gset
SELECT throws_ok(format($$SELECT billing.record_time('A', 'pat', -61, 'too much', NULL, NULL, %s)$$, :t1), 'RC010', NULL, 'not more than there was');
SELECT throws_ok(format($$SELECT billing.record_time('A', 'pia', -5, 'of somebody else', NULL, NULL, %s)$$, :t1), 'RC010', NULL, 'nor of somebody else');
SELECT billing.record_time('A', 'pat', -15, 'lunch', NULL, NULL, :t1) AS t5 \gset
SELECT throws_ok(format($$SELECT billing.record_time('A', 'pat', -50, 'twice', NULL, NULL, %s)$$, :t1), 'RC010', NULL, 'all in all');
SELECT throws_ok($$UPDATE billing.work_time SET minutes = 999$$, 'RC011', NULL, 'time is not changed');
SELECT pg_temp.same(format($$SELECT minutes, worked, cap, light FROM billing.budget_month WHERE month = %L$$, :'month'), $$VALUES (82::bigint, 59.15::numeric, 100.00::numeric, 'green')$$, 'within the budget');
SELECT throws_ok($$SELECT billing.issue_invoice('A', 'Lind', current_date)$$, 'RC010', 'the month is not over', 'a month that is not over is not invoiced');
SELECT throws_ok($$SELECT billing.issue_invoice('A', 'Nobody', current_date - 40)$$, 'RC010', NULL, 'nor by nobody');
BEGIN;
SELECT pg_temp.same(format($$SELECT * FROM billing.issue_invoice('A', 'Lind', %L)$$, :'month'), $$VALUES (82::bigint, 59.15::numeric, 100.00::numeric, 59.15::numeric)$$, 'an invoice');
SELECT pg_temp.same($$SELECT person, minutes, per_hour::text, amount::text, note, item_id IS NOT NULL FROM billing.invoice_line ORDER BY time_id$$, $$VALUES ('pat', 60, '40.00', '40.00', 'called the payer', true), ('pat', 30, '50.00', '25.00', 'appeal written', true), ('pia', 7, '35.55', '4.15', 'meeting', false), ('pat', -15, '40.00', '-10.00', 'lunch', true)$$, 'each line names its work, at the rate of its day');
SELECT is((SELECT string_agg(i.month::text, ' ') FROM billing.invoice i WHERE (i.minutes, i.worked) IS DISTINCT FROM (SELECT (sum(l.minutes), sum(l.amount)) FROM billing.invoice_line l WHERE (l.practice_id, l.partner, l.month) = (i.practice_id, i.partner, i.month))), NULL, 'and they are all of it');
SELECT throws_ok(format($$SELECT billing.issue_invoice('A', 'Lind', %L)$$, :'month'), 'RC010', 'the invoice of that month was issued before', 'once');
SELECT throws_ok($$UPDATE billing.invoice SET due = 1$$, 'RC011', NULL, 'frozen');
SELECT throws_ok($$DELETE FROM billing.invoice_line$$, 'RC011', NULL, 'with its lines');
SELECT throws_ok($$INSERT INTO billing.invoice_line SELECT * FROM billing.invoice_line LIMIT 1$$, 'RC011', NULL, 'to which nobody adds');
-- what comes late is on the next one; nothing is on two
SELECT billing.record_time('A', 'pat', 6, 'written down late', :item, :'month'::date + 20) AS late \gset
SELECT is((SELECT count(*) FROM billing.billable_time('A', 'Lind', current_date)), 1::bigint, 'the next one has only what is new');
ROLLBACK;
INSERT INTO billing.invoice (practice_id, partner, month, minutes, worked, cap, due, issued_at, issued_by) VALUES ('A', 'Lind', :'month'::date - interval '1 month', 9999, 9999, NULL, 9999, now(), 'x');
SELECT pg_temp.same($$SELECT minutes, due::text FROM billing.invoice$$, $$VALUES (0::bigint, '0.00')$$, 'who writes one by hand gets what was worked');
SELECT billing.record_time('A', 'pat', 180, 'a long day', NULL, :'month'::date + 13) AS t6 \gset
SELECT pg_temp.same(format($$SELECT light, reason FROM billing.budget_month WHERE month = %L$$, :'month'), $$VALUES ('red', '109.15 dollars beyond the budget, which are not asked for')$$, 'beyond the budget');
SELECT pg_temp.same(format($$SELECT worked, cap, due FROM billing.issue_invoice('A', 'Lind', %L)$$, :'month'), $$VALUES (209.15::numeric, 100.00::numeric, 100.00::numeric)$$, 'more than the budget is not asked for, and not hidden');
SELECT pg_temp.same(format($$SELECT invoiced FROM billing.budget_month WHERE month = %L$$, :'month'), $$VALUES (100.00::numeric)$$, 'the month knows its invoice');

-- ---- one conversation, and promises ----
SELECT billing.note_work('A', :item, 'ann', 'fax was sent') \gset ignored_
SELECT billing.pass_work('A', :item, 'ann', 'call again', current_date, 'partner', owner => 'pat') \gset ignored_
SELECT is((SELECT string_agg(person || ' ' || what, ', ' ORDER BY at, minutes NULLS FIRST) FROM billing.conversation('A', :item) WHERE what IN ('noted', 'passed') OR said = 'appeal written'), 'pat time, ann noted, ann passed', 'all that was said, in order');
SELECT is((SELECT said FROM billing.conversation('A', :item) WHERE what = 'passed'), 'next: call again; to partner; owner pat', 'with what was said');
SELECT is((SELECT gap FROM billing.work_log WHERE person = 'ann' AND day = current_date), 'touched, no time written', 'work that has no time is seen');
SELECT is((SELECT partner || ' ' || gap FROM billing.work_log WHERE person = 'pat' AND item_id = :item AND day = :'month'::date + 12), 'Lind time written, not touched', 'and time that the ledger has seen nothing of');
INSERT INTO billing.work_queue (practice_id, queue, side, owner, sla_days, eff) VALUES ('A', 'biller', 'partner', 'pat', 2, current_date - 30), ('A', 'front_desk', 'practice', 'Ida', 1, current_date);
SELECT is((SELECT status || ': ' || detail FROM billing.loop_state('A', current_date - 27, current_date) WHERE line = 6), 'closed: 2 queues, 0 items wait too long', 'each queue has an owner, and the promise is kept');
SELECT * FROM finish();
