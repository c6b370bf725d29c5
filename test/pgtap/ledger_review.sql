-- ledger_review.sql - the numbers of a week stay; goals, streaks, hand-offs, exceptions, peers
\set ON_ERROR_STOP 1
\ir given/money.sql
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();
SET timezone = 'UTC';
UPDATE billing.practice SET time_zone = 'UTC';
CREATE FUNCTION pg_temp.same(have text, want text, why text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	a text;
	b text;
BEGIN
	EXECUTE format('SELECT string_agg(x::text, chr(10)) FROM (%s) x', have) INTO a;
	EXECUTE format('SELECT string_agg(x::text, chr(10)) FROM (%s) x', want) INTO b;
	RETURN public.is(a, b, why);
END $$;
CREATE FUNCTION pg_temp.billed(id text, amount integer DEFAULT 100, days integer DEFAULT 20, more jsonb DEFAULT '{}', practice text DEFAULT 'A', patient text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
	INSERT INTO billing.claim (practice_id, patient_id, state, charged_on, document) VALUES (practice, patient, 'ready', current_date - days, given.bill(id, jsonb_build_array(jsonb_build_array('99213', amount)), more, days + 1)) $$;
CREATE FUNCTION pg_temp.answered(id text, paid integer, adj jsonb, days integer, amount integer DEFAULT 100) RETURNS text LANGUAGE sql AS $$
	SELECT p.state FROM billing.post_835('A', given.era('T-' || id || '-' || days, jsonb_build_array(jsonb_build_object('id', id, 'status', CASE WHEN paid = 0 THEN '4' ELSE '1' END, 'days_ago', 21,
		'lines', jsonb_build_array(jsonb_build_object('code', '99213', 'charge', amount, 'paid', paid, 'control', '1', 'adj', adj)))), '[]', '[]', days)) p $$;
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('A', 'P1');

-- ---- a review ----
SELECT throws_ok($$SELECT billing.take_review('Z')$$, 'RC010', NULL, 'no such practice');
SELECT lives_ok($$SELECT billing.take_review('A', current_date - 70, 'an empty ledger')$$, 'an empty ledger has a review');
SELECT is((SELECT count(*) FROM billing.review_kpi), (SELECT count(*) FROM rcm.kpis()), 'with every KPI');
SELECT is((SELECT string_agg(DISTINCT light || coalesce(value::text, ''), ' ') FROM billing.review_kpi), 'grey', 'all of it grey, no number without a source');
SELECT string_agg((pg_temp.billed('C' || n, 100, 20 - n % 3))::text, '') FROM generate_series(1, 40) n \gset ignored_
SELECT string_agg((pg_temp.answered('C' || n, CASE WHEN n % 8 = 0 THEN 0 ELSE 80 END, CASE WHEN n % 8 = 0 THEN '[["CO", "16", 100]]'::jsonb ELSE '[["CO", "45", 20]]' END, 10))::text, '') FROM generate_series(1, 32) n \gset ignored_
SELECT is(billing.take_review('A', NULL, 'first'), current_date - (extract(isodow FROM current_date)::integer - 1), 'it is named by its Monday');
SELECT throws_ok($$SELECT billing.take_review('A')$$, 'RC010', 'the week of ' || (current_date - (extract(isodow FROM current_date)::integer - 1)) || ' was reviewed before', 'the same week once');
SELECT throws_ok($$SELECT billing.take_review('A', current_date + 1)$$, 'RC010', NULL, 'no day to come');
SELECT throws_ok($$SELECT billing.take_review('A', current_date - 7, 'card 4111111111111111')$$, 'RC011', NULL, 'no card numbers');
SELECT week AS week, taken_at AS taken_at FROM billing.review WHERE note = 'first' \gset
SELECT is((SELECT count(*) FROM billing.review_kpi k WHERE k.week = :'week' AND k.value IS NOT NULL AND k.row_count = 0), 0::bigint, 'no number without rows');
SELECT cmp_ok((SELECT count(*) FROM billing.review_kpi k WHERE k.week = :'week' AND k.value IS NOT NULL), '>=', 10::bigint, 'there are numbers');
SELECT is((SELECT string_agg(k.kpi, ' ') FROM billing.review_kpi k, billing.kpi_lineage('A', k.kpi, current_date, 90, :'taken_at') l WHERE k.week = :'week' AND (l.rows, l.hash) IS DISTINCT FROM (k.row_count, k.rows_hash)), NULL, 'rows and hash are those of kpi_lineage');
SELECT is((SELECT string_agg(k.kpi, ' ') FROM billing.review_kpi k, rcm.kpi_parts(billing.kpi_state('A', current_date, 90, :'taken_at'), k.kpi) p WHERE k.week = :'week' AND (p.numerator, p.denominator) IS DISTINCT FROM (k.numerator, k.denominator)), NULL, 'numbers those of kpi_state');
SELECT is((SELECT string_agg(k.kpi, ' ') FROM billing.review_kpi k, billing.kpi_lights('A', current_date) l WHERE k.week = :'week' AND l.kpi = k.kpi AND (l.colour, l.level, l.trend, l.reason) IS DISTINCT FROM (k.light, k.level, k.trend, k.reason)), NULL, 'lights those of kpi_lights');
SELECT matches((SELECT definition FROM billing.review_kpi WHERE week = :'week' AND kpi = 'charge_lag'), 'Counted by: day the charge was posted', 'with the text of the definition');
SELECT is((SELECT count(*) FROM billing.check_review('A', current_date)), 0::bigint, 'it can be proved');

-- what comes later changes nothing, and is told from what was known
SELECT pg_sleep(0.01) \gset ignored_
SELECT string_agg((pg_temp.billed('LATE' || n, 500, 15))::text, '') FROM generate_series(1, 9) n \gset ignored_
SELECT string_agg((pg_temp.answered('C' || n, 80, '[["CO", "45", 20]]', 5))::text, '') FROM generate_series(33, 40) n \gset ignored_
SELECT is((SELECT count(*) FROM billing.check_review('A', :'week'::date + 3)), 0::bigint, 'nor does what comes later, for the same days: as known then');
SELECT isnt((billing.kpi_state('A', current_date, 90))::text, (SELECT state::text FROM billing.review WHERE week = :'week'), 'though now it is another number');
SELECT throws_ok($$UPDATE billing.review SET note = 'x'$$, 'RC011', NULL, 'a review is not changed');
SELECT throws_ok($$UPDATE billing.review_kpi SET value = 1$$, 'RC011', NULL, 'nor are its numbers');
SELECT throws_ok($$DELETE FROM billing.review_kpi$$, 'RC011', NULL, 'nor deleted');
SELECT throws_ok($$TRUNCATE billing.review CASCADE$$, 'RC011', NULL, 'nor truncated');
SELECT throws_ok($$INSERT INTO billing.review_kpi SELECT * FROM billing.review_kpi LIMIT 1$$, 'RC011', NULL, 'nobody adds to them');
INSERT INTO billing.review (practice_id, week, as_of, days, taken_at, taken_by, state, before, lineage) VALUES ('A', current_date, current_date - 14, 90, '2000-01-01', 'x', '{charges:1.00,charge_lines:1}', '{}', '{}');
SELECT is((SELECT count(*) FROM billing.review WHERE as_of = current_date - 14 AND taken_at > now() - interval '1 hour' AND state <> '{charges:1.00,charge_lines:1}' AND extract(isodow FROM week) = 1), 1::bigint, 'who writes a row by hand gets the ledger''s numbers');

-- ---- goals and streaks ----
SELECT throws_ok($$SELECT billing.set_goal('A', 'payer_mix', 5, current_date, 'ann')$$, 'RC010', NULL, 'no goal for what is for information');
SELECT throws_ok($$SELECT billing.set_goal('A', 'happiness', 5, current_date, 'ann')$$, '22023', NULL, 'nor for what is no KPI');
SELECT throws_ok($$SELECT billing.set_goal('A', 'charge_lag', 2, current_date - 1, 'ann')$$, 'RC010', NULL, 'nor for a day before it holds');
SELECT throws_ok($$SELECT billing.set_goal('A', 'charge_lag', 2, current_date, '')$$, 'RC010', NULL, 'nor by nobody');
SELECT lives_ok($$SELECT billing.set_goal('A', 'charge_lag', 2, current_date + 30, 'ann', current_date - 60)$$, 'a goal');
SELECT throws_ok($$SELECT billing.set_goal('A', 'charge_lag', 3, current_date + 30, 'ann', current_date - 60)$$, 'RC010', NULL, 'of a day once');
SELECT throws_ok($$UPDATE billing.goal SET target = 9$$, 'RC011', NULL, 'it is not made easier afterwards');
SELECT is((SELECT count(*) FROM billing.goal_week), 0::bigint, 'and judges no review that was taken before it was set');
SELECT billing.take_review('A', current_date - 7) \gset ignored_
SELECT pg_temp.same($$SELECT kpi, round(value, 2), target, done, overdue FROM billing.goal_week$$, $$VALUES ('charge_lag', 1.00, 2::numeric, true, false)$$, 'but those after');
-- streaks of given weeks (written behind the triggers)
BEGIN;
SET LOCAL session_replication_role = replica;
INSERT INTO billing.practice (practice_id, name, time_zone) VALUES ('S', 'STREAK', 'UTC');
INSERT INTO billing.review (practice_id, week, as_of, days, taken_at, taken_by, state, before, lineage) SELECT 'S', date '2026-01-05' + 7 * n, date '2026-01-05' + 7 * n, 90, '2026-01-05', 'x', '{}', '{}', '{}' FROM generate_series(0, 11) n WHERE n <> 8;
INSERT INTO billing.review_kpi SELECT 'S', date '2026-01-05' + 7 * n, 'no_show_rate', 7, 'No-show rate', n, 'percent', 'down', n, 100, NULL, l, l, 'grey', 'x', 'x', 1, 'x'
	FROM unnest('{grey,red,green,green,yellow,green,green,green,green,green,green,green}'::text[]) WITH ORDINALITY x (l, nth), LATERAL (SELECT nth::integer - 1 AS n) y WHERE n <> 8;
INSERT INTO billing.goal (practice_id, kpi, since, target, due_on, set_by, set_at) VALUES ('S', 'no_show_rate', '2026-01-01', 3, '2026-01-20', 'x', '2026-01-01'), ('S', 'no_show_rate', '2026-02-09', 5, '2026-03-20', 'x', '2026-01-01');
COMMIT;
SELECT is((SELECT string_agg(green_weeks::text, ' ' ORDER BY week) FROM billing.kpi_streak WHERE practice_id = 'S'), '0 0 1 2 0 1 2 3 1 2 3', 'weeks in a row; one without a review ends the row');
SELECT is((SELECT string_agg(week::text, ' ') FROM billing.kpi_streak WHERE practice_id = 'S' AND first_green), '2026-01-19', 'green for the first time, once');
SELECT is((SELECT string_agg(CASE WHEN done IS NULL THEN '-' WHEN done THEN 'y' ELSE 'n' END || CASE WHEN overdue THEN '!' ELSE '' END, ' ' ORDER BY week) FROM billing.goal_week WHERE practice_id = 'S'), '- y y y! n! y n n n n n!', 'done or not, by the goal of the time');
SELECT pg_temp.same($$SELECT week, win FROM billing.small_wins WHERE practice_id = 'S' ORDER BY 1, 2$$, $$VALUES (date '2026-01-12', 'goal of 3 percent reached in time'), ('2026-01-19', 'green for the first time'), ('2026-02-09', 'goal of 5 percent reached in time')$$, 'what there is to celebrate');

-- ---- from scheduling to zero balance ----
INSERT INTO billing.practice (practice_id, name, npi, tin, time_zone) VALUES ('H', 'HAND-OFFS', '1234567893', '930011223', 'UTC');
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('H', 'P1');
SELECT is((SELECT count(*) FROM billing.failure_points('H') WHERE came = 0 AND share_lost IS NULL), 10::bigint, 'nothing came: all steps, no share');
SELECT is((SELECT count(*) FROM billing.three_failure_points('H')), 0::bigint, 'and nothing fails');
INSERT INTO billing.appointment (practice_id, appointment_id, patient_id, starts_at, status) SELECT 'H', 'V' || n, 'P1', now() - interval '30 days', (ARRAY['kept', 'kept', 'kept', 'no show', 'cancelled', 'booked'])[n] FROM generate_series(1, 6) n;
INSERT INTO billing.appointment (practice_id, appointment_id, patient_id, starts_at) VALUES ('H', 'V7', 'P1', now() + interval '1 day');
INSERT INTO billing.claim (practice_id, patient_id, visit_id, state, charged_on, document) SELECT 'H', 'P1', 'V' || n, 'ready', current_date - 20, given.bill('H' || n, '[["99213", 200]]', '{}', 30) FROM generate_series(1, 2) n;
INSERT INTO billing.claim (practice_id, patient_id, state, document) VALUES ('H', 'P1', 'draft', given.bill('H3', '[["99213", 300]]', '{}', 30));
INSERT INTO billing.claim (practice_id, patient_id, state, document) VALUES ('H', 'P1', 'draft', given.bill('H4', '[["99213", 400]]', '{}', 30));
UPDATE billing.claim SET state = 'void' WHERE practice_id = 'H' AND claim_id = 'H4';
SELECT state FROM billing.post_835('H', given.era('T-H1', '[{"id": "H1", "days_ago": 30, "lines": [{"code": "99213", "charge": 200, "paid": 100, "control": "1", "adj": [["CO", "45", 40], ["PR", "1", 60]]}]}]', '[]', '[]', 5)) \gset
SELECT state FROM billing.post_835('H', given.era('T-H2', '[{"id": "H2", "status": "4", "days_ago": 30, "lines": [{"code": "99213", "charge": 200, "paid": 0, "control": "1", "adj": [["CO", "29", 200]]}]}]', '[]', '[]', 5)) \gset
SELECT pg_temp.same($$SELECT step, came, passed, lost, open_now, came_amount, trim_scale(lost_amount), trim_scale(open_amount) FROM billing.failure_points('H') WHERE step < 9$$,
	$$VALUES (1, 6::bigint, 3::bigint, 2::bigint, 1::bigint, 1200.00::numeric, 400::numeric, 200::numeric), (2, 3, 2, 0, 1, 600.00, 0, 200), (3, 4, 2, 1, 1, 1100.00, 400, 300), (4, 2, 2, 0, 0, 400.00, 0, 0), (5, 0, 0, 0, 0, 0, 0, 0), (6, 2, 2, 0, 0, 400.00, 0, 0), (7, 2, 1, 0, 1, 400.00, 0, 200), (8, 1, 0, 0, 1, 60.00, 0, 60)$$, 'each hand-off by hand');
SELECT billing.write_off('H', 'H2', 1, 'insurer_1', 'writeoff_denial', '200', 'too late') \gset ignored_
SELECT pg_temp.same($$SELECT passed, lost, open_now, lost_amount, trim_scale(open_amount), share_lost FROM billing.failure_points('H') WHERE step = 7$$, $$VALUES (1::bigint, 1::bigint, 0::bigint, 200.00::numeric, 0::numeric, 50.0::numeric)$$, 'a denial that is written off is lost');
SELECT billing.cut_statement('H', 'P1') \gset ignored_
SELECT pg_temp.same($$SELECT step, passed, open_now, trim_scale(open_amount) FROM billing.failure_points('H') WHERE step IN (8, 9)$$, $$VALUES (8, 1::bigint, 0::bigint, 0::numeric), (9, 0, 1, 60)$$, 'a statement hands on');
SELECT billing.record_receipt('H', 'R1', 'patient', '50', 'front desk', 'cash', 'P1') \gset ignored_
SELECT billing.apply_receipt('H', 'R1', 'H1', 1, '50') \gset ignored_
SELECT billing.write_off('H', 'H1', 1, 'patient', 'writeoff_small_balance', '10', 'small') \gset ignored_
SELECT pg_temp.same($$SELECT step, passed, lost, open_now, lost_amount FROM billing.failure_points('H') WHERE step IN (9, 10)$$, $$VALUES (9, 0::bigint, 1::bigint, 0::bigint, 10.00::numeric), (10, 0, 2, 0, 210.00)$$, 'to zero balance, with what was lost');
SELECT is((SELECT string_agg(practice_id || step, ' ') FROM billing.practice, billing.failure_points(practice_id) f WHERE f.came <> f.passed + f.lost + f.open_now OR f.stuck > f.open_now), NULL, 'what came has passed, is lost or open');
SELECT is((SELECT string_agg(step::text, ' ') FROM billing.practice p, billing.failure_points(p.practice_id) f WHERE (f.came, f.came_amount, f.lost_amount, f.open_amount) IS DISTINCT FROM
	(SELECT (count(*), coalesce(sum(h.amount), 0), coalesce(sum(h.lost), 0), coalesce(sum(h.still_open), 0)) FROM billing.hand_offs(p.practice_id, current_date - 89, current_date, f.step) h)), NULL, 'the rows behind it add up');
SELECT pg_temp.same($$SELECT place, step, at_stake FROM billing.three_failure_points('H')$$, $$VALUES (1, 1, 600.00::numeric), (2, 3, 400.00), (3, 2, 200.00)$$, 'the three that cost most');
SELECT matches((SELECT reason FROM billing.three_failure_points('H') WHERE place = 1), '400.00 dollars are lost, 33.3 % of what came \(2 of 6\); 200.00 dollars wait for longer than 1 days', 'with the reason');

-- ---- exceptions ----
SELECT is((SELECT count(*) FROM billing.open_exceptions('H')), 0::bigint, 'too little to judge');
SELECT throws_ok($$SELECT billing.open_exceptions('Z')$$, 'RC010', NULL, 'no such practice');
SELECT cmp_ok((SELECT count(*) FROM billing.open_exceptions('A')), '>=', 1::bigint, 'what is red needs an explanation');
SELECT is((SELECT count(*) FROM billing.open_exceptions('A')), 0::bigint, 'once');
SELECT min(exception_id) AS x FROM billing.kpi_exception \gset
SELECT throws_ok(format($$SELECT billing.close_exception('A', %s, 'ann', ' ')$$, :x), 'RC010', 'an exception is not closed without a reason', 'not without a reason');
SELECT throws_ok(format($$SELECT billing.close_exception('A', %s, '', 'x')$$, :x), 'RC010', NULL, 'nor by nobody');
SELECT throws_ok(format($$UPDATE billing.kpi_exception SET closed_at = now(), closed_by = 'ann', reason = ' ' WHERE exception_id = %s$$, :x), '23514', NULL, 'nor behind its back');
SELECT throws_ok(format($$UPDATE billing.kpi_exception SET closed_at = now() WHERE exception_id = %s$$, :x), '23514', NULL, 'nor without any');
SELECT throws_ok(format($$UPDATE billing.kpi_exception SET value = 0 WHERE exception_id = %s$$, :x), 'RC011', NULL, 'what was found stays');
SELECT throws_ok($$DELETE FROM billing.kpi_exception$$, 'RC011', NULL, 'nothing goes by in silence');
SELECT lives_ok(format($$SELECT billing.close_exception('A', %s, 'ann', 'one payer changed its edits')$$, :x), 'with a reason it is closed');
SELECT throws_ok(format($$SELECT billing.close_exception('A', %s, 'ann', 'again')$$, :x), 'RC010', NULL, 'once');
SELECT throws_ok(format($$UPDATE billing.kpi_exception SET closed_at = NULL, closed_by = NULL, reason = NULL WHERE exception_id = %s$$, :x), 'RC011', NULL, 'for good');
-- a payer far from its own past: charges of 12 weeks a day after the service, this week 9 days
INSERT INTO billing.practice (practice_id, name, time_zone) VALUES ('O', 'OUTLIER', 'UTC');
INSERT INTO billing.claim (practice_id, state, charged_on, document)
	SELECT 'O', 'ready', current_date - 7 * w - 1, given.bill(format('O%s-%s-%s', payer, w, n), '[["99213", 100]]', jsonb_build_object('payer_id', payer), 7 * w + 1 + CASE WHEN w = 0 AND payer = 'FAR' THEN 9 ELSE 1 + n % 2 END)
	FROM generate_series(0, 12) w, unnest('{FAR,NEAR}'::text[]) payer, generate_series(1, 6) n;
SELECT pg_temp.same($$SELECT kpi, dimension, item, value, usual, weeks FROM billing.kpi_outliers('O')$$, $$VALUES ('charge_lag', 'payer', 'FAR', 9.0000, 1.5000, 12::bigint), ('charge_lag', 'all', '', 5.2500, 1.5000, 12)$$, 'who is far from its own past');
SELECT is((SELECT count(*) FROM billing.kpi_outliers('O', current_date - 7)), 0::bigint, 'a week before nobody was');
SELECT is((SELECT string_agg(dimension || item, ' ') FROM billing.open_exceptions('O') WHERE kind = 'outlier'), 'all payerFAR', 'it becomes an exception');

-- ---- peers ----
BEGIN;
CREATE ROLE peer_two;
CREATE ROLE peer_all;
INSERT INTO billing.practice (practice_id, name, time_zone) SELECT 'Q' || n, 'PEER', 'UTC' FROM generate_series(1, 8) n;
SELECT (date_trunc('month', current_date) - interval '1 month')::date AS month \gset
INSERT INTO billing.claim (practice_id, state, charged_on, document)
	SELECT 'Q' || q, 'ready', :'month'::date + 10, given.bill(format('Q%s-%s', q, n), '[["99213", 100]]', '{}', current_date - (:'month'::date + 10 - q)) FROM generate_series(1, 8) q, generate_series(1, CASE q WHEN 8 THEN 20 ELSE 40 END) n;
SELECT throws_ok($$SELECT billing.release_figures('Q1', current_date, '{charge_lag}')$$, 'RC010', NULL, 'a month that is not over is not released');
SELECT pg_temp.same(format($$SELECT kpi, released, why_not FROM billing.release_figures('Q1', %L, '{charge_lag,payer_mix,no_show_rate}')$$, :'month'), $$VALUES ('charge_lag', true, NULL), ('no_show_rate', false, 'it could not be told'), ('payer_mix', false, 'it is for information, nothing to compare')$$, 'of its own will, what can be compared');
SELECT is((SELECT why_not FROM billing.release_figures('Q1', :'month', '{charge_lag}')), 'it was released before', 'once');
SELECT is((SELECT why_not FROM billing.release_figures('Q8', :'month', '{charge_lag}')), 'too few: a month of so little would show single patients', 'nothing small');
SELECT count(r.kpi) FROM generate_series(2, 5) n, billing.release_figures('Q' || n, :'month', '{charge_lag}') r \gset ignored_
SELECT is(billing.publish_peers(NULL, :'month'), 0::bigint, 'five, oneself among them, are too few');
INSERT INTO billing.peer_release (practice_id, month, kpi, numerator, denominator, value) VALUES ('Q6', :'month', 'charge_lag', 1, 99999, 77);
SELECT is((SELECT value FROM billing.peer_release WHERE practice_id = 'Q6'), 6.0, 'nobody releases another figure than the ledger''s');
-- Q1 and Q2 are seen by the same eyes: neither is a peer of the other
SELECT billing.grant_practice('Q1', 'peer_two'), billing.grant_practice('Q2', 'peer_two') \gset ignored_
SAVEPOINT before;
SELECT is(billing.publish_peers(NULL, :'month'), 4::bigint, 'five others are enough');
SELECT is((SELECT string_agg(practice_id, ' ' ORDER BY 1) FROM billing.peer_benchmark), 'Q3 Q4 Q5 Q6', 'for those whose five are not partly known to somebody');
SELECT pg_temp.same($$SELECT practice_id, peers, low, middle, high FROM billing.peer_benchmark WHERE practice_id IN ('Q3', 'Q6') ORDER BY 1$$, $$VALUES ('Q3', 5, 2::numeric, 4::numeric, 5::numeric), ('Q6', 5, 2, 3, 4)$$, 'means of three or more, rounded, without oneself');
SELECT billing.release_figures('Q7', :'month', '{charge_lag}') \gset ignored_
SELECT is(billing.publish_peers(NULL, :'month'), 3::bigint, 'who joins later gets a benchmark');
SELECT pg_temp.same($$SELECT practice_id, peers, low, middle, high FROM billing.peer_benchmark WHERE practice_id IN ('Q3', 'Q6') ORDER BY 1$$, $$VALUES ('Q3', 5, 2::numeric, 4::numeric, 5::numeric), ('Q6', 5, 2, 3, 4)$$, 'but changes none that was published');
SELECT throws_ok($$UPDATE billing.peer_benchmark SET low = 0$$, 'RC011', NULL, 'nothing of it is changed');
SELECT is((SELECT place FROM billing.peer_comparison WHERE practice_id = 'Q6'), 'worse than most', 'beside one''s own');
SET LOCAL ROLE peer_two;
SELECT is((SELECT string_agg(DISTINCT practice_id, ' ') FROM billing.peer_release), 'Q1 Q2', 'nobody sees another''s release');
SELECT is((SELECT string_agg(DISTINCT practice_id, ' ') FROM billing.peer_benchmark), 'Q1 Q2', 'nor benchmark');
SELECT is((SELECT string_agg(peer, ' ') FROM billing.peers_of('Q1', :'month', 'charge_lag')), 'Q2', 'nor who the others are, but its own');
SELECT throws_ok($$INSERT INTO billing.peer_benchmark VALUES ('Q1', '2020-01-01', 'charge_lag', 5, 1, 1, 1)$$, '42501', NULL, 'or writes one for himself');
SELECT throws_ok($$SELECT billing.publish_peers()$$, '42501', 'only the owner of the ledger publishes benchmarks', 'nobody but the owner publishes');
RESET ROLE;
ROLLBACK TO before;
SELECT string_agg((billing.grant_practice('Q' || n, 'peer_two'))::text, '') FROM generate_series(3, 8) n \gset ignored_
SELECT is(billing.publish_peers(NULL, :'month'), 6::bigint, 'from a role that sees all of them there is nothing to hide');
ROLLBACK;

-- ---- the first month ----
SELECT throws_ok($$SELECT billing.first_month('Z')$$, 'RC010', NULL, 'no such practice');
SELECT is((SELECT string_agg(DISTINCT section, ', ') FROM billing.first_month('S')), '1 cycle map, 3 five KPIs weekly, 5 loop', 'an empty ledger has its page');
SELECT is((SELECT string_agg(section || ' ' || n, ', ' ORDER BY section) FROM (SELECT section, count(*) AS n FROM billing.first_month('H') GROUP BY 1) x), '1 cycle map 10, 2 three failure points 3, 3 five KPIs weekly 5, 5 loop 6', 'all of the plan');
SELECT is((SELECT title || ': ' || status FROM billing.first_month('A') WHERE section = '3 five KPIs weekly' AND line = 1), 'Charge lag: green', 'what has a goal comes first');
SELECT is((SELECT detail FROM billing.first_month('A') WHERE section = '5 loop' AND line = 3), format('1 explained, %s wait', (SELECT count(*) FROM billing.kpi_exception WHERE practice_id = 'A' AND closed_at IS NULL)), 'open loops are seen');
SELECT * FROM finish();
