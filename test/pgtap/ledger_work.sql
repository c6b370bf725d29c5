-- ledger_work.sql - denials become work, work is handed out, and nothing goes by in silence
\set ON_ERROR_STOP 1
\ir given/money.sql
SELECT rcm.create_library() \gset
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();
SET timezone = 'UTC';
UPDATE billing.practice SET time_zone = 'UTC';
INSERT INTO billing.practice (practice_id, name, time_zone) VALUES ('B', 'BIRCH', 'UTC');
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('A', 'P1'), ('A', 'P2');
CREATE FUNCTION pg_temp.denied(id text, carc text, amount integer DEFAULT 100, days integer DEFAULT 10, patient text DEFAULT 'P1', filing text DEFAULT 'MB') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	ok text;
BEGIN
	INSERT INTO billing.claim (practice_id, patient_id, state, document) VALUES ('A', patient, 'ready', given.bill(id, jsonb_build_array(jsonb_build_array('99213', amount)), jsonb_build_object('filing_ind', filing), days + 30));
	SELECT state INTO ok FROM billing.post_835('A', given.era('T-' || id, jsonb_build_array(jsonb_build_object('id', id, 'status', '4', 'days_ago', days + 30, 'lines', jsonb_build_array(jsonb_build_object('code', '99213',
		'charge', amount, 'paid', 0, 'control', '1', 'adj', jsonb_build_array(jsonb_build_array('CO', carc, amount)))))), '[]', '[]', days));
	ASSERT ok = 'posted', ok;
	RETURN (SELECT max(denial_id) FROM billing.denial WHERE claim_id = id);
END $$;
CREATE FUNCTION pg_temp.item(denial_id bigint) RETURNS bigint LANGUAGE sql AS $$ SELECT item_id FROM billing.work_member m WHERE m.denial_id = $1 $$;
CREATE FUNCTION pg_temp.touches(item_id bigint) RETURNS text LANGUAGE sql AS $$ SELECT string_agg(what || ' ' || person, ', ' ORDER BY touch_id) FROM billing.work_touch t WHERE t.item_id = $1 $$;

-- rows of one query and another, whatever their collations
CREATE FUNCTION pg_temp.same(have text, want text, why text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	a text;
	b text;
BEGIN
	EXECUTE format('SELECT string_agg(x::text, chr(10)) FROM (%s) x', have) INTO a;
	EXECUTE format('SELECT string_agg(x::text, chr(10)) FROM (%s) x', want) INTO b;
	RETURN public.is(a, b, why);
END $$;

-- ---- one item for one cause ----
SELECT pg_temp.denied('E1', '27', 100) AS e1, pg_temp.denied('E2', '27', 50, 5) AS e2, pg_temp.denied('E3', '27', 30, 5, 'P2') AS e3, pg_temp.denied('M1', '50', 400) AS m1, pg_temp.denied('M2', '50', 20) AS m2 \gset
SELECT pg_temp.same($$SELECT queued, changed FROM billing.queue_work('A')$$, 'VALUES (5, 0)', 'denials become work');
SELECT is((SELECT count(*) FROM billing.work_item), 4::bigint, 'one item for each cause');
SELECT is(pg_temp.item(:e1), pg_temp.item(:e2), 'the same patient''s coverage is one');
SELECT isnt(pg_temp.item(:e1), pg_temp.item(:e3), 'another patient''s is not');
SELECT isnt(pg_temp.item(:m1), pg_temp.item(:m2), 'each claim has its own notes to gather');
SELECT pg_temp.same(format('SELECT amount::text, deadline, queue, side, state FROM billing.work_item WHERE item_id = %s', pg_temp.item(:e1)), $$VALUES ('150.00', current_date + 115, 'front_desk', 'practice', 'open')$$, 'with all that is at stake, the earliest deadline, and the desk that owns it');
SELECT pg_temp.same($$SELECT queued, changed FROM billing.queue_work('A')$$, 'VALUES (0, 0)', 'and again nothing');
SELECT pg_temp.denied('E4', '27', 25, 20) AS e4 \gset
SELECT pg_temp.same($$SELECT queued, changed FROM billing.queue_work('A')$$, 'VALUES (1, 1)', 'what comes later joins');
SELECT pg_temp.same(format('SELECT amount::text, deadline FROM billing.work_item WHERE item_id = %s', pg_temp.item(:e4)), $$VALUES ('175.00', current_date + 105)$$, 'and brings its amount and its deadline');
SELECT matches((SELECT next_action FROM billing.work_item WHERE item_id = pg_temp.item(:m1)), '^correct: Where the note', 'the playbook says what to do');
SELECT throws_ok($$SELECT billing.queue_work('Z')$$, 'RC010', NULL, 'no such practice');

-- ---- the order, with its parts ----
SELECT pg_temp.same(format('SELECT expected, days_left, urgency, worth FROM billing.work_worth(''A'', 100, 0.5, current_date + 28)'), 'VALUES (50.00, 28, 0.2500, 12.50)', 'half for each 14 days');
SELECT pg_temp.same(format('SELECT urgency, worth FROM billing.work_worth(''A'', 100, 0.5, current_date - 14)'), 'VALUES (2.0000, 100.00)', 'twice when it is late');
SELECT is((SELECT count(*) FROM (SELECT worth - lag(worth) OVER (ORDER BY score DESC) AS more FROM billing.work_list) x WHERE more > 0.01), 0::bigint, 'the stored score is the order of worth');
SELECT pg_temp.same($$SELECT tried, won, chance FROM billing.work_chance('A', 'clinical_disagreement', 'NONE', 'medium')$$, 'VALUES (0, 0, 0.5000)', 'without history what is usual');
SELECT billing.work_chance('A', leaf, payer_key, recoverable) FROM billing.denial WHERE denial_id = :m1 \gset
SELECT item_id, cause, expected, worth, urgency, days_left, amount::text, of_queue FROM billing.work_next('A', 'ann') \gset
SELECT is(:item_id::bigint, pg_temp.item(:m1), 'the most pressing first');
SELECT is(round(:expected * :urgency, 0), round(:worth, 0), 'worth is expected x urgency');
SELECT is((SELECT state || ' ' || owner || ' ' || touched_by FROM billing.work_item WHERE item_id = :item_id), 'taken ann ann', 'it is ann''s now');
SELECT is(pg_temp.touches(:item_id), 'opened queue_work, taken ann', 'which is known');
SELECT isnt((SELECT item_id FROM billing.work_next('A', 'bob')), :item_id::bigint, 'bob gets another one');
SELECT is((SELECT item_id FROM billing.work_next('A', 'eve', 'no such queue')), NULL, 'of an empty queue nothing');
SELECT is((SELECT count(*) FROM billing.work_next('A', 'eve', 'front_desk') WHERE of_queue = 'front_desk'), 1::bigint, 'of a queue its own');
SELECT throws_ok($$SELECT billing.work_next('A', '')$$, 'RC010', NULL, 'to nobody nothing');

-- ---- what people do ----
SELECT throws_ok(format($$SELECT billing.release_work('A', %s, 'bob')$$, :item_id), 'RC010', NULL, 'it is with somebody else');
SELECT throws_ok(format($$SELECT billing.snooze_work('A', %s, 'ann', current_date + 106, 'wait')$$, :item_id), 'RC010', NULL, 'nothing sleeps beyond the safe day');
SELECT throws_ok(format($$SELECT billing.snooze_work('A', %s, 'ann', current_date, 'wait')$$, :item_id), 'RC010', NULL, 'nor until today');
SELECT throws_ok(format($$SELECT billing.snooze_work('A', %s, 'ann', current_date + 3, '')$$, :item_id), 'RC010', NULL, 'nor without a reason');
SELECT billing.snooze_work('A', :item_id, 'ann', current_date + 3, 'notes are ordered') \gset
SELECT is((SELECT billing.wake_work('A')), 0, 'it sleeps');
UPDATE billing.work_item SET snoozed_until = current_date WHERE item_id = :item_id;
SELECT is((SELECT item_id FROM billing.work_next('A', 'ann')), :item_id::bigint, 'and comes back to the same person');
SELECT billing.note_work('A', :item_id, 'bob', 'called them') \gset
SELECT throws_ok(format($$SELECT billing.note_work('A', %s, 'bob', 'card 4111111111111111')$$, :item_id), 'RC011', NULL, 'no card numbers');
SELECT throws_ok(format($$SELECT billing.pass_work('A', %s, 'ann', '', current_date + 1)$$, :item_id), 'RC010', NULL, 'who passes on says what is next');
SELECT throws_ok(format($$SELECT billing.pass_work('A', %s, 'ann', 'x', current_date - 1)$$, :item_id), 'RC010', NULL, 'and by when');
SELECT throws_ok(format($$SELECT billing.pass_work('A', %s, 'ann', 'x', current_date, 'mars')$$, :item_id), 'RC010', NULL, 'to one of the sides');
SELECT billing.pass_work('A', :item_id, 'ann', 'send the notes', current_date + 2, 'partner') \gset
SELECT is((SELECT count(*) FROM generate_series(1, 9), billing.work_next('A', 'ann') n WHERE n.item_id = :item_id), 0::bigint, 'what is on another side is not handed out');
SELECT is(pg_temp.touches(:item_id), 'opened queue_work, taken ann, snoozed ann, snoozed postgres, woken postgres, taken ann, noted bob, passed ann', 'every touch is known');
SELECT is((SELECT changes #>> '{next_action,1}' FROM billing.work_touch WHERE item_id = :item_id ORDER BY touch_id DESC LIMIT 1), 'send the notes', 'with what changed');
SELECT throws_ok(format($$SELECT billing.close_work('A', %s, 'ann', 'done')$$, :item_id), 'RC010', format('work item %s cannot be closed: 1 of its denials are not settled', :item_id), 'a denial does not go away by closing its work');
SELECT throws_ok(format($$SELECT billing.close_work('A', %s, 'ann', ' ')$$, :item_id), 'RC010', NULL, 'nor without an outcome');
SELECT billing.close_work('A', :item_id, 'ann', 'the payer is right', true) \gset
SELECT is((SELECT state || ': ' || state_reason FROM billing.denial WHERE denial_id = :m1), 'accepted: the payer is right', 'unless it is accepted');
SELECT is((SELECT (state, outcome, closed_at IS NOT NULL)::text FROM billing.work_item WHERE item_id = :item_id), '(closed,"the payer is right",t)', 'then it is closed');
SELECT throws_ok(format($$SELECT billing.note_work('A', -1, 'ann', 'x')$$), 'RC010', NULL, 'no such item');
SELECT throws_ok(format($$SELECT billing.release_work('A', %s, 'ann')$$, :item_id), 'RC010', NULL, 'closed is closed');
SELECT throws_ok('DELETE FROM billing.work_item', 'RC011', NULL, 'work is not deleted');
SELECT throws_ok('UPDATE billing.work_touch SET person = ''eve''', 'RC011', NULL, 'the log is not changed');
SELECT throws_ok(format($$INSERT INTO billing.work_touch (practice_id, item_id, person, what) VALUES ('A', %s, 'eve', 'noted')$$, :item_id), 'RC011', NULL, 'nor written by hand');
SELECT throws_ok('UPDATE billing.work_item SET opened_at = now() - interval ''9 days''', 'RC011', NULL, 'an item keeps its beginning');
UPDATE billing.work_item SET owner = 'zoe' WHERE item_id = pg_temp.item(:m2);
SELECT matches(pg_temp.touches(pg_temp.item(:m2)), 'assigned postgres$|changed postgres$', 'who goes by the table is known by his role');
SELECT is((SELECT count(*) FROM billing.work_item i WHERE NOT EXISTS (SELECT FROM billing.work_touch t WHERE t.item_id = i.item_id AND t.what NOT IN ('opened', 'changed'))
	AND i.touched_at > i.opened_at), 0::bigint, 'what has no touch was not touched');

-- ---- settled by the payer ----
SELECT is(state, 'posted') FROM billing.post_835('A', given.era('T-P1', '[{"id": "E2", "icn": "I2", "lines": [{"code": "99213", "charge": 50, "paid": 50, "control": "1"}]}]', '[{"id": "E2", "status": "4", "lines": [{"code": "99213", "charge": 50, "paid": 0, "control": "1", "adj": [["CO", "27", 50]]}]}]'));
SELECT pg_temp.same($$SELECT queued, changed FROM billing.queue_work('A')$$, 'VALUES (0, 1)', 'what was paid is counted off');
SELECT is((SELECT amount::text FROM billing.work_item WHERE item_id = pg_temp.item(:e1)), '125.00', 'from what is at stake');
SELECT count(billing.move_denial('A', d, 'accepted', 'so be it')) FROM unnest(ARRAY[:e1, :e4]::bigint[]) d \gset
SELECT billing.queue_work('A') \gset
SELECT is((SELECT state || ' ' || outcome FROM billing.work_item WHERE item_id = pg_temp.item(:e1)), 'closed settled: accepted, overturned', 'an item whose denials are settled is closed');
SELECT billing.move_denial('A', :e4, 'open', 'after all') \gset
SELECT billing.queue_work('A') \gset
SELECT is((SELECT state || ' ' || amount FROM billing.work_item WHERE item_id = pg_temp.item(:e4)), 'open 25.00', 'and opened when one comes back');
-- history speaks, the more the louder
SELECT pg_temp.same($$SELECT tried, won, chance > 0.2 AND chance < 0.8 FROM billing.denial d, billing.work_chance('A', d.leaf, d.payer_key, d.recoverable) WHERE d.claim_id = 'E1'$$, 'VALUES (2, 1, true)', 'chance goes by what has ended');
SELECT pg_temp.same($$SELECT billing.queue_work('A', true) IS NOT NULL$$, 'VALUES (true)', 'chances are computed anew');
SELECT is((SELECT tried FROM billing.work_item WHERE item_id = pg_temp.item(:e4)), 2, 'for open work');

-- two items of one cause that were closed one after the other come back at once
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('A', 'P8');
SELECT pg_temp.denied('R1', '27', 100, 10, 'P8') AS r1 \gset
SELECT billing.queue_work('A'), billing.move_denial('A', :r1, 'accepted', 'so be it') \gset
SELECT billing.queue_work('A') \gset
SELECT pg_temp.denied('R2', '27', 50, 10, 'P8') AS r2 \gset
SELECT billing.queue_work('A'), billing.move_denial('A', :r2, 'accepted', 'so be it') \gset
SELECT billing.queue_work('A') \gset
SELECT count(billing.move_denial('A', d, 'open', 'after all')) FROM unnest(ARRAY[:r1, :r2]::bigint[]) d \gset
SELECT lives_ok($$SELECT billing.queue_work('A')$$, 'two closed items of one cause come back at once');
SELECT is((SELECT string_agg(state || ' ' || amount, ', ' ORDER BY item_id) FROM billing.work_item WHERE item_id IN (pg_temp.item(:r1), pg_temp.item(:r2))), 'open 100.00, open 50.00', 'each for itself');
SELECT count(billing.move_denial('A', d, 'accepted', 'so be it')) FROM unnest(ARRAY[:r1, :r2]::bigint[]) d \gset

-- what joins work that waits for the decision on an appeal is not hidden with it
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('A', 'P9');
SELECT pg_temp.denied('J1', '27', 100, 10, 'P9') AS j1 \gset
SELECT billing.queue_work('A'), billing.open_appeal('A', ARRAY[:j1]::bigint[]) AS waits \gset
SELECT is((SELECT side FROM billing.work_item WHERE item_id = pg_temp.item(:j1)), 'payer', 'it waits for the payer');
SELECT pg_temp.denied('J2', '27', 500, 5, 'P9') AS j2 \gset
SELECT billing.queue_work('A') \gset
SELECT pg_temp.same(format('SELECT item_id, side, state, owner, due_on <= rcm.business_day(current_date, 3), next_action LIKE %L FROM billing.work_item WHERE item_id = %s', 'rebill: %', pg_temp.item(:j2)),
	format('VALUES (%s, %L, %L, NULL::text, true, true)', pg_temp.item(:j1), 'practice', 'open'), 'what joins it brings it back');
SELECT billing.decide_appeal('A', :waits, 'withdrawn') \gset
SELECT count(billing.move_denial('A', d, 'accepted', 'so be it')) FROM unnest(ARRAY[:j1, :j2]::bigint[]) d \gset
SELECT billing.queue_work('A') \gset

-- a deadline that has passed does not hush the next one
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('A', 'P7');
SELECT pg_temp.denied('H1', '27', 100, 130, 'P7') AS h1, pg_temp.denied('H2', '27', 50, 116, 'P7') AS h2 \gset
SELECT billing.queue_work('A') \gset
SELECT is((SELECT step FROM billing.escalate_due('A') WHERE item_id = pg_temp.item(:h1)), 3, 'the earlier deadline has passed');
SELECT billing.move_denial('A', :h1, 'accepted', 'too late') \gset
SELECT billing.queue_work('A') \gset
SELECT pg_temp.same(format('SELECT escalated, deadline - current_date, next_action LIKE %L FROM billing.work_item WHERE item_id = %s', 'rebill: %', pg_temp.item(:h2)), 'VALUES (0, 9, true)', 'what is left has a later one');
SELECT is((SELECT step FROM billing.escalate_due('A') WHERE item_id = pg_temp.item(:h2)), 1, 'which is escalated in its turn');
SELECT billing.move_denial('A', :h2, 'accepted', 'so be it') \gset
SELECT billing.queue_work('A') \gset

-- ---- appeals move their work ----
SELECT pg_temp.denied('AP', '50', 90) AS ap \gset
SELECT billing.queue_work('A') \gset
SELECT billing.open_appeal('A', ARRAY[:ap]::bigint[]) AS appeal \gset
SELECT pg_temp.same(format('SELECT side, deadline, due_on, next_action FROM billing.work_item WHERE item_id = %s', pg_temp.item(:ap)), format($$VALUES ('payer', NULL::date, current_date + 60, 'await the decision on appeal %s')$$, :appeal), 'after the appeal it is the payer''s move');
SELECT billing.decide_appeal('A', :appeal, 'upheld') \gset
SELECT pg_temp.same(format('SELECT side, deadline, next_action FROM billing.work_item WHERE item_id = %s', pg_temp.item(:ap)), format($$VALUES ('practice', current_date + 185, 'appeal %s was upheld: go on to the next level, or accept it')$$, :appeal), 'after the decision ours, with the next level''s deadline');

-- ---- nothing expires in silence ----
SELECT pg_temp.denied('X10', '50', 100, 115) AS x10, pg_temp.denied('X5', '50', 100, 120) AS x5, pg_temp.denied('X0', '50', 100, 126) AS x0, pg_temp.denied('X11', '50', 100, 114) AS x11 \gset
SELECT pg_temp.same($$SELECT i.step, i.why FROM billing.escalate_due('A') i ORDER BY 1$$, format($$VALUES (1, 'the deadline is %s, in 10 days'), (2, 'the deadline is %s, in 5 days'), (3, 'the deadline was %s')$$, current_date + 10, current_date + 5, current_date - 1), 'what nobody had looked at yet is escalated');
SELECT is((SELECT count(*) FROM billing.escalate_due('A')), 0::bigint, 'each step once');
SELECT pg_temp.same(format('SELECT what, person FROM billing.work_touch WHERE item_id = %s ORDER BY touch_id DESC LIMIT 1', pg_temp.item(:x0)), $$VALUES ('escalated', 'escalate_due')$$, 'in the log');
SELECT is((SELECT string_agg(claim_id || ' ' || days_left, ', ' ORDER BY days_left) FROM billing.money_dying WHERE claim_id LIKE 'X%'), 'X0 -1, X5 5, X10 10, X11 11', 'what dies when');
SELECT is((SELECT count(*) FROM billing.denial d WHERE d.resolved_on IS NULL AND d.state <> 'appealed' AND (SELECT t.refusal IS NULL FROM billing.appeal_deadline('A', d.denial_id) t)
	AND NOT EXISTS (SELECT FROM billing.money_dying y WHERE y.denial_id = d.denial_id)), 0::bigint, 'everything that can be appealed is there');
SELECT pg_temp.denied('NEW', '50', 100) AS fresh \gset
SELECT is((SELECT count(*) FROM billing.money_dying WHERE claim_id = 'NEW' AND item_id IS NULL), 1::bigint, 'even before it is work');
SELECT billing.queue_work('A') \gset
SELECT pg_temp.denied('ODD', '50', 100, 10, 'P1', 'ZZ') AS odd \gset
SELECT billing.queue_work('A') \gset
SELECT pg_temp.same($$SELECT claim_id, deadline, rule_id FROM billing.money_dying WHERE claim_id = 'ODD'$$, $$VALUES ('ODD', NULL::date, NULL)$$, 'so is what nobody knows a deadline for');
INSERT INTO rcm_library.payer_program (payer_id, program) VALUES ('NHP01', 'commercial');
SELECT billing.queue_work('A', true) \gset
SELECT is((SELECT rule_id FROM billing.money_dying WHERE claim_id = 'ODD'), 'commercial-1', 'until somebody says what the payer is');
DELETE FROM rcm_library.payer_program;
SELECT billing.queue_work('A', true) \gset
SELECT is((SELECT count(*) FROM billing.escalate_due('A')), 3::bigint, 'deadlines that went and came back are escalated anew');
-- on another side, and due
SELECT billing.pass_work('A', pg_temp.item(:fresh), 'ann', 'wait for the chart', current_date, 'partner') \gset
UPDATE billing.work_item SET due_on = current_date - 1 WHERE item_id = pg_temp.item(:fresh);
SELECT pg_temp.same($$SELECT why, side FROM billing.work_stuck WHERE next_action = 'wait for the chart'$$, $$VALUES ('the partner has not answered', 'partner')$$, 'stuck, and whose move it is');
SELECT pg_temp.same($$SELECT step, why FROM billing.escalate_due('A')$$, $$VALUES (0, 'no answer from the partner')$$, 'it comes back');
SELECT pg_temp.same(format('SELECT side, next_action FROM billing.work_item WHERE item_id = %s', pg_temp.item(:fresh)), format($$VALUES ('practice', 'no answer from the partner by %s: wait for the chart')$$, current_date - 1), 'with what was waited for');

-- ---- other work ----
SELECT billing.open_work('B', 'no answer / NHP', 'biller', 'ask', current_date + 1, 50) AS w1 \gset
SELECT is((SELECT billing.open_work('B', 'no answer / NHP', 'biller', 'ask', current_date + 1, 60)), :w1::bigint, 'one cause, one item');
SELECT throws_ok($$SELECT billing.open_work('B', '', 'biller', 'ask', current_date)$$, 'RC010', NULL, 'work has a cause');
SELECT throws_ok($$SELECT billing.open_work('B', 'x', 'biller', 'ask', NULL)$$, 'RC010', NULL, 'and a day');
SELECT billing.open_work('A', 'no answer / NHP', 'biller', 'ask', current_date + 1, 50, 0.7, 'E1') AS w2, billing.open_work('A', 'no answer / NHP', 'biller', 'ask', current_date + 1, 60, 0.7, 'E2') AS w3 \gset
SELECT is((SELECT (:w2 = :w3, amount)::text FROM billing.work_item WHERE item_id = :w2), '(t,110.00)', 'claims join');
SELECT pg_temp.same($$SELECT item_id, days_left FROM billing.work_next('B', 'ann')$$, format('VALUES (%s::bigint, 1)', :w1), 'a practice''s work is its own');
SELECT billing.close_work('B', :w1, 'ann', 'answered') \gset
SELECT is((SELECT billing.open_work('B', 'no answer / NHP', 'biller', 'ask', current_date + 1, 50)) > :w1, true, 'a cause that was closed begins anew');

-- ---- a day's work ----
INSERT INTO billing.work_target (practice_id, person, queue, per_day, eff) VALUES ('A', 'ann', '*', 50, current_date - 5), ('A', 'kim', 'biller', 30, current_date), ('A', 'ann', 'biller', 10, current_date + 1);
SELECT pg_temp.same($$SELECT person, queue, target, done, remaining FROM billing.work_day('A') WHERE person IN ('ann', 'kim', 'bob')$$, $$VALUES ('ann', '*', 50, 2, 48), ('bob', '*', NULL, 1, NULL), ('kim', 'biller', 30, 0, 30)$$, 'done and remaining');
SELECT is((SELECT count(*) FROM billing.work_day('A', current_date - 1) WHERE done > 0), 0::bigint, 'yesterday nobody did anything');
SELECT throws_ok($$INSERT INTO billing.work_target VALUES ('A', 'ann', '*', 20, current_date)$$, '23P01', NULL, 'one target at a time');

-- ---- aging, and the queues of any day ----
SELECT is((SELECT sum(items) FROM billing.work_aging WHERE practice_id = 'A' AND bucket = 1 AND from_days = 0 AND to_days = 30), (SELECT count(*)::numeric FROM billing.work_item WHERE practice_id = 'A' AND state <> 'closed'), 'all of it is young');
UPDATE billing.practice SET aging_edges = '{30,60}';
-- a log of three days, as it would have been written
INSERT INTO billing.practice (practice_id, name, time_zone) VALUES ('H', 'HILL', 'America/Los_Angeles');
INSERT INTO billing.work_item (practice_id, item_id, cause, queue, next_action, due_on, chance) SELECT 'H', n, 'c' || n, 'q', 'x', current_date, 0.5 FROM generate_series(901, 904) n;
ALTER TABLE billing.work_touch DISABLE TRIGGER USER;
DELETE FROM billing.work_touch WHERE practice_id = 'H';
INSERT INTO billing.work_touch (practice_id, item_id, at, person, what, queue_was, queue_is) VALUES
	('H', 901, '2026-03-02 12:00 America/Los_Angeles', 'x', 'opened', NULL, 'q'), ('H', 902, '2026-03-02 23:59:59 America/Los_Angeles', 'x', 'opened', NULL, 'q'),
	('H', 903, '2026-03-03 00:00 America/Los_Angeles', 'x', 'opened', NULL, 'q'), ('H', 901, '2026-03-03 09:00 America/Los_Angeles', 'x', 'noted', 'q', 'q'),
	('H', 901, '2026-03-03 10:00 America/Los_Angeles', 'x', 'passed', 'q', 'r'), ('H', 902, '2026-03-05 10:00 America/Los_Angeles', 'x', 'closed', 'q', NULL),
	('H', 902, '2026-03-05 11:00 America/Los_Angeles', 'x', 'reopened', NULL, 'q'), ('H', 903, '2026-03-05 12:00 America/Los_Angeles', 'x', 'closed', 'q', NULL);
ALTER TABLE billing.work_touch ENABLE TRIGGER USER;
SELECT pg_temp.same($$SELECT day, of_queue, size, inflow, outflow FROM billing.queue_history('H', '2026-03-01', '2026-03-05', 'q')$$,
	$$VALUES (date '2026-03-01', 'q', 0::bigint, 0::bigint, 0::bigint), ('2026-03-02', 'q', 2, 2, 0), ('2026-03-03', 'q', 2, 1, 1), ('2026-03-04', 'q', 2, 0, 0), ('2026-03-05', 'q', 1, 1, 2)$$, 'size, inflow and outflow of past days');
SELECT pg_temp.same($$SELECT day, size, inflow FROM billing.queue_history('H', '2026-03-04', '2026-03-04')$$, $$VALUES (date '2026-03-04', 2::bigint, 0::bigint), ('2026-03-04', 1, 0)$$, 'what came before counts');
SELECT is((SELECT sum(size) FROM billing.queue_history('A', current_date, current_date)), (SELECT count(*)::numeric FROM billing.work_item WHERE practice_id = 'A' AND state <> 'closed'), 'today''s size is what is there');

-- ---- written again ----
SELECT lives_ok($$SELECT rcm.upgrade_ledger('billing')$$, 'functions, views and triggers are written again');

-- members of an item are not counted anew for each of them
CREATE FUNCTION pg_temp.plan_of(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY EXECUTE 'EXPLAIN (COSTS off) ' || query; END $$;
SELECT is((SELECT count(*) FROM pg_temp.plan_of('SELECT * FROM billing.denial_recovery WHERE practice_id = ''A''') p WHERE p ~ 'SubPlan'), 0::bigint, 'recoveries take no query for each denial');

-- ---- a playbook of the practice's own names another desk ----
INSERT INTO rcm_library.playbook (root, leaf, carc, side, decision, correct, owner, turn_days, source) VALUES ('eligibility', '*', '27', 'open', 'ask payer', 'Call them.', 'coverage_desk', 1, 'ours');
INSERT INTO billing.work_queue (practice_id, queue, side, owner, eff) VALUES ('A', 'coverage_desk', 'partner', 'ACME BILLING', current_date - 400);
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('A', 'PDESK');
SELECT pg_temp.denied('E9', '27', 77, 5, 'PDESK') AS e9 \gset
SELECT billing.queue_work('A') \gset
SELECT pg_temp.same(format($$SELECT i.queue, i.side, i.next_action, n.owner FROM billing.work_item i, billing.next_step('A', %s) n WHERE i.item_id = %s$$, :e9, pg_temp.item(:e9)),
	$$VALUES ('coverage_desk', 'partner', 'ask payer: Call them.', 'coverage_desk')$$, 'its work is in that desk''s queue, on the side that the queue belongs to');
DELETE FROM rcm_library.playbook WHERE source = 'ours' AND carc = '27';

-- ---- who sees what ----
CREATE ROLE tap_work_clerk;
SELECT billing.grant_practice('B', 'tap_work_clerk') \gset
SET ROLE tap_work_clerk;
SELECT is((SELECT count(DISTINCT practice_id) FROM billing.work_list), 1::bigint, 'a clerk sees the work of her practice');
SELECT isnt((SELECT item_id FROM billing.work_next('B', 'ann')), NULL, 'and takes of it');
SELECT is((SELECT item_id FROM billing.work_next('A', 'ann')), NULL, 'and of no other');
RESET ROLE;
SELECT is((SELECT count(*) FROM billing.check()), 0::bigint, 'the ledger is whole');
DROP OWNED BY tap_work_clerk;
DROP ROLE tap_work_clerk;
SELECT * FROM finish();
