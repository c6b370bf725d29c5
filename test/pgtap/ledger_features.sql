-- ledger_features.sql - appeals and work as a whole: what no test of a single part does
\set ON_ERROR_STOP 1
\ir given/money.sql
SELECT rcm.create_library() \gset
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();
SET timezone = 'UTC';
UPDATE billing.practice SET time_zone = 'UTC';
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('A', 'P1'), ('A', 'P2');
-- a denied line: "days" ago by payment
CREATE FUNCTION pg_temp.denied(id text, carc text, amount integer DEFAULT 100, days integer DEFAULT 10, more jsonb DEFAULT '{"filing_ind": "MB"}') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	ok text;
BEGIN
	INSERT INTO billing.claim (practice_id, patient_id, state, document) VALUES ('A', 'P1', 'ready', given.bill(id, jsonb_build_array(jsonb_build_array('99213', amount)), more, days + 30));
	SELECT state INTO ok FROM billing.post_835('A', given.era('T-' || id, jsonb_build_array(jsonb_build_object('id', id, 'status', '4', 'days_ago', days + 30, 'lines', jsonb_build_array(jsonb_build_object('code', '99213',
		'charge', amount, 'paid', 0, 'control', '1', 'adj', jsonb_build_array(jsonb_build_array('CO', carc, amount)))))), '[]', '[]', days));
	ASSERT ok = 'posted', ok;
	RETURN (SELECT max(denial_id) FROM billing.denial WHERE claim_id = id);
END $$;
-- the payer takes the denial back and pays
CREATE FUNCTION pg_temp.overturned(id text, amount integer) RETURNS text LANGUAGE sql AS $$
	SELECT p.state FROM billing.post_835('A', given.era('W-' || id, jsonb_build_array(jsonb_build_object('id', id, 'icn', 'W' || id, 'lines', jsonb_build_array(jsonb_build_object('code', '99213', 'charge', amount, 'paid', amount, 'control', '1')))),
		jsonb_build_array(jsonb_build_object('id', id, 'status', '4', 'lines', jsonb_build_array(jsonb_build_object('code', '99213', 'charge', amount, 'paid', 0, 'control', '1', 'adj', jsonb_build_array(jsonb_build_array('CO', '50', amount)))))))) p $$;
CREATE FUNCTION pg_temp.item(denial_id bigint) RETURNS bigint LANGUAGE sql AS $$ SELECT item_id FROM billing.work_member m WHERE m.denial_id = $1 $$;
CREATE FUNCTION pg_temp.says(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	told text;
BEGIN
	EXECUTE format('SELECT string_agg(x::text, '' '') FROM (%s) x', query) INTO told;
	RETURN told;
END $$;
-- what is written by triggers is moved in time
CREATE FUNCTION pg_temp.by_force(statement text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	SET LOCAL session_replication_role = replica;
	EXECUTE statement;
	SET LOCAL session_replication_role = origin;
END $$;

-- ---- N1, G6: whose queue it is, and how soon it is worked ----
INSERT INTO billing.work_queue (practice_id, queue, side, owner, sla_days, eff, term) VALUES ('A', 'coder', 'practice', 'Dr. Lind', NULL, current_date - 400, current_date - 61);
INSERT INTO billing.work_queue (practice_id, queue, side, owner, sla_days, eff) VALUES ('A', 'coder', 'partner', 'Northern Billing', 2, current_date - 60), ('A', 'front_desk', 'practice', 'Mona', 1, current_date - 60);
SELECT throws_ok($$INSERT INTO billing.work_queue (practice_id, queue, owner, eff) VALUES ('A', 'coder', 'x', current_date)$$, '23P01', NULL, 'a queue belongs to one at a time');
SELECT throws_ok($$INSERT INTO billing.work_queue (practice_id, queue, side, owner, eff) VALUES ('A', 'biller', 'payer', 'x', current_date)$$, '23514', NULL, 'a payer works no queue of ours');
SELECT throws_ok($$INSERT INTO billing.work_queue (practice_id, queue, owner, eff) VALUES ('A', 'biller', ' ', current_date)$$, '23514', NULL, 'somebody answers for it');
SELECT pg_temp.denied('N1', '50', 400) AS n1, pg_temp.denied('N2', '27', 70) AS n2 \gset
SELECT is(pg_temp.says($$SELECT denials, amount, too_long FROM billing.work_waiting$$), '(2,470.00,f)', 'denials that wait to become work are seen');
SELECT pg_temp.by_force($$UPDATE billing.denial SET recorded_at = recorded_at - interval '61 minutes' WHERE claim_id = 'N1'$$) \gset
SELECT is(pg_temp.says($$SELECT denials, too_long FROM billing.work_waiting$$), '(2,t)', 'and that it takes too long');
SELECT billing.queue_work('A') \gset
SELECT is(pg_temp.says($$SELECT * FROM billing.work_waiting$$), NULL, 'until queue_work is called');
SELECT is(pg_temp.says($$SELECT queue, side FROM billing.work_item ORDER BY queue$$), '(coder,partner) (front_desk,practice)', 'work begins on the side that its queue belongs to');
SELECT is((SELECT item_id FROM billing.work_next('A', 'ann')), pg_temp.item(:n2), 'the practice''s people get what is the practice''s');
SELECT is((SELECT item_id FROM billing.work_next('A', 'ann')), NULL, 'and nothing else');
SELECT is((SELECT item_id FROM billing.work_next('A', 'pat', 'coder')), pg_temp.item(:n1), 'who asks for a queue is asked for whom it belongs to');
SELECT billing.release_work('A', pg_temp.item(:n1), 'pat') \gset
SELECT is((SELECT item_id FROM billing.work_next('A', 'pat', side => 'partner')), pg_temp.item(:n1), 'and so is who says the side');
SELECT throws_ok($$SELECT billing.work_next('A', 'pat', side => 'payer')$$, 'RC010', NULL, 'payers take no work of ours');
SELECT throws_ok(format($$SELECT billing.snooze_work('A', %s, 'pat', current_date + 106, 'later')$$, pg_temp.item(:n1)), 'RC010', NULL, 'a partner cannot sleep over a deadline either');
SELECT throws_ok(format($$SELECT billing.pass_work('A', %s, 'pat', 'wait', current_date + 111, 'payer')$$, pg_temp.item(:n1)), 'RC010', NULL, 'nor let the payer have it until four days before');
SELECT billing.pass_work('A', pg_temp.item(:n1), 'pat', 'is the card right?', current_date + 3, queue => 'front_desk') \gset
SELECT is(pg_temp.says(format('SELECT queue, side FROM billing.work_item WHERE item_id = %s', pg_temp.item(:n1))), '(front_desk,practice)', 'what goes to another queue goes to whom that belongs to');
SELECT billing.pass_work('A', pg_temp.item(:n1), 'ann', 'it is', current_date + 3, queue => 'coder') \gset
SELECT is(pg_temp.says($$SELECT item_id FROM billing.work_breach$$), NULL, 'nothing is late yet');
-- ten days ago it came there
SELECT pg_temp.by_force(format($$UPDATE billing.work_touch SET at = at - interval '10 days' WHERE item_id IN (%s, %s)$$, pg_temp.item(:n1), pg_temp.item(:n2))) \gset
SELECT is(pg_temp.says($$SELECT queue, side, answers, owner, sla_days, due_by = rcm.business_day(current_date - 10, sla_days), days_over = current_date - due_by FROM billing.work_breach ORDER BY queue$$),
	'(coder,partner,"Northern Billing",,2,t,t) (front_desk,practice,Mona,ann,1,t,t)', 'what is late, and who answers for it; taking it is nothing');
SELECT is(pg_temp.says($$SELECT queue, side, owner, sla_days, came, kept, late, waiting, kept_rate FROM billing.work_promise('A', current_date - 12, current_date)$$),
	'(coder,partner,"Northern Billing",2,2,1,1,0,50.0) (front_desk,practice,Mona,1,2,1,1,0,50.0)', 'how the promise was kept');
SELECT is(pg_temp.says($$SELECT * FROM billing.work_promise('A', current_date - 5, current_date)$$), NULL, 'in a time when nothing came, nothing');
SELECT billing.note_work('A', pg_temp.item(:n1), 'pat', 'have the notes') \gset
SELECT is(pg_temp.says($$SELECT queue FROM billing.work_breach$$), '(front_desk)', 'a touch makes up for it');
SELECT is(pg_temp.says($$SELECT queue, kept, late FROM billing.work_promise('A', current_date - 12, current_date)$$), '(coder,1,1) (front_desk,1,1)', 'though not for the past');
SELECT billing.pass_work('A', pg_temp.item(:n2), 'ann', 'call them', current_date + 1) \gset

-- ---- G1, G3: buckets and bases are chosen ----
SELECT is(pg_temp.says($$SELECT aged_by, from_days, to_days, items, amount FROM billing.queue_aging('A', NULL, 'coder') ORDER BY aged_by$$),
	'(charge,0,30,1,400.00) (denied,0,30,1,400.00) ("first bill",0,30,1,400.00) ("last bill",0,30,1,400.00) (opened,0,30,1,400.00) (responsibility,0,30,1,400.00) (service,31,60,1,400.00)', 'all bases side by side');
SELECT is(pg_temp.says($$SELECT of_queue, bucket, from_days, to_days FROM billing.queue_aging('A', 'denied', edges => '{5,9}')$$), '(coder,3,10,) (front_desk,3,10,)', 'edges of one''s own');
SELECT is(pg_temp.says($$SELECT DISTINCT bucket, from_days, to_days FROM billing.queue_aging('A', 'denied', edges => '{5,10}')$$), '(2,6,10)', 'the last day of a bucket is in it');
UPDATE billing.practice SET aging_edges = '{7,14}';
SELECT is(pg_temp.says($$SELECT DISTINCT from_days, to_days FROM billing.queue_aging('A', 'denied')$$), '(8,14)', 'or the practice''s');
SELECT is(pg_temp.says($$SELECT DISTINCT from_days, to_days FROM billing.work_aging$$), '(0,7)', 'by which the view goes, too');
UPDATE billing.practice SET aging_edges = DEFAULT;
SELECT throws_ok($$SELECT billing.queue_aging('A', 'moon')$$, '22023', NULL, 'no such basis');
SELECT throws_ok($$SELECT billing.queue_aging('A', edges => '{9,5}')$$, '22023', NULL, 'edges ascend');
SELECT throws_ok($$SELECT billing.queue_aging('Z')$$, 'RC010', NULL, 'no such practice');
SELECT billing.open_work('A', 'toner', 'front_desk', 'order toner', current_date + 1) AS toner \gset
SELECT is(pg_temp.says($$SELECT bucket, items FROM billing.queue_aging('A', 'service', 'front_desk')$$), '(2,1) (,1)', 'what is no claim''s has no such age');
SELECT billing.close_work('A', :toner, 'ann', 'is there') \gset

-- ---- G2: target, done, remaining, and when it is empty ----
SELECT is(pg_temp.says($$SELECT queue, kind, per_day, per_day_most FROM (VALUES ('biller'), ('coder')) q (queue), rcm.work_pace(queue, current_date)$$), '(biller,technical,50,60) (coder,clinical,25,30)', 'what is customary is data');
SELECT is((SELECT count(*) FROM rcm_library.work_pace WHERE source = ''), 0::bigint, 'with its source');
INSERT INTO billing.practice (practice_id, name, time_zone) VALUES ('F', 'FIR', 'UTC');
SELECT count(billing.open_work('F', 'c' || n, 'coder', 'x', current_date, 10)) FROM generate_series(1, 12) n \gset
SELECT is(pg_temp.says($$SELECT queue, side, kind, people, target, done, remaining, size, moved_today, empty_on, usual_came, why FROM billing.work_forecast('F')$$),
	'(coder,practice,clinical,0,25,0,25,12,0,,0.0,"nothing has gone today; as much usually comes as goes, or more")', 'nobody has begun');
SELECT is((SELECT target_source FROM billing.work_forecast('F')), 'HFMA (hfma.org, article 17761)', 'where the target is from');
SELECT count(billing.close_work('F', (billing.work_next('F', 'kim')).item_id, 'kim', 'done')) FROM generate_series(1, 3) \gset
SELECT billing.pass_work('F', (billing.work_next('F', 'lee')).item_id, 'lee', 'ask', current_date + 9, 'payer') \gset
SELECT billing.note_work('F', item_id, 'lee', 'hm'), billing.release_work('F', item_id, 'lee') FROM billing.work_next('F', 'lee') \gset
SELECT is(pg_temp.says($$SELECT people, target, done, remaining, size, moved_today, empty_on = rcm.business_day(current_date, 2), why LIKE '4 a day: 2 business days%' FROM billing.work_forecast('F')$$),
	'(2,50,5,45,8,4,t,t)', 'two have done five, four have gone, eight are left: two days');
INSERT INTO billing.work_target (practice_id, person, queue, per_day, eff) VALUES ('F', 'kim', 'coder', 4, current_date), ('F', 'lee', 'coder', 3, current_date), ('F', 'lee', '*', 99, current_date);
SELECT is(pg_temp.says($$SELECT target, target_source, remaining FROM billing.work_forecast('F')$$), '(7,work_target,2)', 'their own targets go before');
SELECT is(pg_temp.says($$SELECT person, queue, target, done, remaining FROM billing.work_day('F')$$), '(kim,*,,3,) (kim,coder,4,3,1) (lee,*,99,2,97) (lee,coder,3,2,1)', 'person by person');
-- the same as on a day of last week
SELECT pg_temp.by_force($$UPDATE billing.work_touch SET at = at - interval '7 days' WHERE practice_id = 'F'$$) \gset
SELECT is(pg_temp.says($$SELECT moved_today, empty_on, round(usual_moved, 1), round(usual_came, 1), usually_empty_on FROM billing.work_forecast('F')$$), '(0,,0.4,1.2,)', 'what comes faster than it goes is never done');
SELECT pg_temp.by_force($$UPDATE billing.work_touch SET at = at - interval '20 days' WHERE practice_id = 'F' AND what = 'opened'$$) \gset
SELECT is(pg_temp.says($$SELECT usually_empty_on = rcm.business_day(current_date, 20) FROM billing.work_forecast('F')$$), '(t)', 'what comes more slowly is');
SELECT is((SELECT string_agg(DISTINCT person, ' ') FROM billing.work_day('F', current_date - 7) WHERE done > 0), 'kim lee', 'and the day is there to be looked back to');

-- ---- G10: what is odd is seen, and does not end without a word ----
INSERT INTO billing.practice (practice_id, name, time_zone) VALUES ('O', 'OAK', 'UTC');
SELECT count(billing.open_work('O', 'c' || n, 'biller', 'x', current_date + 1, 100 + n)) FROM generate_series(1, 12) n \gset
SELECT is(pg_temp.says($$SELECT * FROM billing.work_outlier WHERE practice_id = 'O'$$), NULL, 'twelve of a kind');
SELECT billing.open_work('O', 'big', 'biller', 'x', current_date + 1, 9000) AS big \gset
SELECT is(pg_temp.says($$SELECT amount, why FROM billing.work_outlier WHERE practice_id = 'O'$$), '(9000.00,"9000.00, where three of four in this queue are 110.00 at most")', 'one that is not');
SELECT count(billing.note_work('O', (SELECT min(item_id) FROM billing.work_item WHERE practice_id = 'O'), 'ann', 'try ' || n)) FROM generate_series(1, 8) n \gset
SELECT pg_temp.by_force($$UPDATE billing.work_item SET opened_at = opened_at - interval '90 days' WHERE practice_id = 'O' AND cause = 'c7'$$) \gset
SELECT is((SELECT string_agg(why, '; ' ORDER BY why) FROM billing.work_outlier WHERE practice_id = 'O' AND item_id <> :big), '90 days old, where three of four are 0 at most; touched 8 times, and not settled', 'too old, touched too often');
SELECT throws_ok(format($$SELECT billing.close_work('O', %s, 'ann', NULL)$$, :big), 'RC010', NULL, 'it is not closed without its outcome');
SELECT throws_ok(format($$SELECT billing.close_work('O', %s, 'ann', ' ')$$, :big), 'RC010', NULL, 'a blank is none');
SELECT throws_ok(format($$UPDATE billing.work_item SET state = 'closed' WHERE item_id = %s$$, :big), '23514', NULL, 'not by the table either');
SELECT throws_ok(format($$UPDATE billing.work_item SET state = 'closed', outcome = '  ' WHERE item_id = %s$$, :big), '23514', NULL, 'nor with a blank');
SELECT throws_ok(format($$SELECT billing.move_denial('A', %s, 'accepted', '')$$, :n1), 'RC011', NULL, 'and a denial not without its reason');

-- ---- F12: money that is missing ----
INSERT INTO billing.deposit (practice_id, deposit_id, deposited_on, amount, trace_number) VALUES ('A', 'B1', current_date - 3, 55, 'EFT-1'), ('A', 'B0', current_date - 60, 1, 'OLD'), ('A', 'B2', current_date - 2, -20, 'FEE');
INSERT INTO billing.claim (practice_id, state, document) SELECT 'A', 'ready', given.bill(id, '[["99213", 55]]', more) FROM (VALUES ('G1', '{}'::jsonb), ('G2', '{}'), ('G3', '{"payer_id": "CARE"}'), ('G4', '{"payer_id": "CARE"}')) g (id, more);
SELECT is((SELECT state FROM billing.post_835('A', given.era('T-G1', '[{"id": "G1", "lines": [{"code": "99213", "charge": 55, "paid": 55, "control": "1"}]}]', days_ago => 9))), 'posted', 'paid, they say');
-- taken back, in a payment that has other things as well
SELECT is((SELECT state FROM billing.post_835('A', given.era('T-G2', '[{"id": "G2", "lines": [{"code": "99213", "charge": 55, "paid": 55, "control": "1"}]}]', '[{"id": "G1", "lines": [{"code": "99213", "charge": 55, "paid": 55, "control": "1"}]}]', days_ago => 2))), 'posted', 'and taken back');
SELECT rcm.load_neutral('payers', E'payer_id,name,class\nCARE,Carrier,medicare_b\n', 'one') \gset
INSERT INTO billing.interchange (practice_id, direction, kind, control_number, file, state) VALUES ('A', 'out', '837P', '1', 'x', 'fetched') RETURNING interchange_id \gset
INSERT INTO billing.submission (practice_id, claim_id, interchange_id, item, transaction, payer_id, payer_seq, freq, form, charge, submitted_at, submitted_on, digest, document)
	SELECT practice_id, claim_id, :interchange_id, 1, 1, payer_id, 'P', '1', 'P', total_charge, now() - interval '40 days', current_date - 40, 'x', document FROM billing.claim WHERE claim_id IN ('G3', 'G4');
UPDATE billing.claim SET state = 'submitted' WHERE claim_id IN ('G3', 'G4');
SELECT is(pg_temp.says($$SELECT kind, who, claim_id, reference, days, amount FROM billing.missing_money('A') ORDER BY kind, claim_id$$),
	'("deposit without remittance",,,EFT-1,3,55.00) ("deposit without remittance",,,OLD,60,1.00) ("no answer",CARE,G3,,40,55.00) ("no answer",CARE,G4,,40,55.00) ("remittance without deposit","PAYER 1512345678",,T-G1,9,55.00) ("taken back",1512345678,G1,,2,55.00)', 'every kind of it, in one list');
SELECT is(pg_temp.says($$SELECT * FROM billing.queue_missing('A')$$), '(5,6,0)', 'becomes work, one for each cause');
SELECT is(pg_temp.says($$SELECT * FROM billing.queue_missing('A')$$), '(0,0,0)', 'once');
SELECT is(pg_temp.says($$SELECT cause, amount, queue, side FROM billing.work_item WHERE cause LIKE 'missing / no answer%'$$), '("missing / no answer / CARE",110.00,biller,practice)', 'a payer is asked once for all of it');
SELECT is((SELECT state FROM billing.post_835('A', given.era('T-G3', '[{"id": "G3", "lines": [{"code": "99213", "charge": 55, "paid": 55, "control": "1"}]}]', days_ago => 0))), 'posted', 'one is answered');
SELECT is((SELECT state FROM billing.post_835('A', given.era('EFT-1', '[{"id": "G4", "lines": [{"code": "99213", "charge": 55, "paid": 55, "control": "1"}]}]', days_ago => 3))), 'posted', 'the other with the remittance that was missing');
INSERT INTO billing.deposit (practice_id, deposit_id, deposited_on, amount, trace_number) VALUES ('A', 'B3', current_date, 55, 'T-G1');
SELECT is(pg_temp.says($$SELECT * FROM billing.queue_missing('A')$$), '(0,0,3)', 'what came is closed');
SELECT is(pg_temp.says($$SELECT DISTINCT outcome, touched_by FROM billing.work_item WHERE cause LIKE 'missing / no answer%'$$), '("it is not missing any more",queue_missing)', 'and says why');
SELECT billing.close_work('A', item_id, 'ann', 'before our time') FROM billing.work_item WHERE cause = 'missing / deposit without remittance / B0' \gset
SELECT is(pg_temp.says($$SELECT * FROM billing.queue_missing('A')$$), '(0,0,0)', 'what somebody has closed stays closed');
-- a claim was found again yesterday, somebody closes the rest today, and it is missing anew
UPDATE billing.work_member SET settled_on = current_date - 1 WHERE practice_id = 'A' AND claim_id = 'G1' AND item_id IN (SELECT item_id FROM billing.work_item WHERE cause LIKE 'missing / taken back%');
SELECT billing.close_work('A', item_id, 'ann', 'the others are small') FROM billing.work_item WHERE practice_id = 'A' AND cause LIKE 'missing / taken back%' \gset
SELECT is(pg_temp.says($$SELECT * FROM billing.queue_missing('A')$$), '(1,1,0)', 'what nobody has closed is work again');
SELECT is(pg_temp.says($$SELECT kind, claim_id FROM billing.missing_money('A') WHERE kind <> 'deposit without remittance'$$), '("taken back",G1)', 'the rest is still missing');
SELECT throws_ok($$SELECT billing.queue_missing('Z')$$, 'RC010', NULL, 'no such practice');

-- ---- F14: what it has brought: rates, days, dollars for a touch, by level ----
SELECT count(pg_temp.denied('Y' || n, '50', 100, 40)) AS y FROM generate_series(1, 4) n \gset
SELECT billing.queue_work('A') \gset
CREATE FUNCTION pg_temp.appeal(id text, outcome text, back rcm.usd DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	d bigint := (SELECT max(denial_id) FROM billing.denial WHERE claim_id = id);
BEGIN
	-- she takes it, and files: that is a touch of hers
	UPDATE billing.work_item SET state = 'taken', owner = 'eve', acting = 'eve' WHERE item_id = pg_temp.item(d) AND side <> 'payer';
	PERFORM billing.decide_appeal('A', billing.open_appeal('A', ARRAY[d], current_date - 20), outcome, NULL, back);
END $$;
SELECT pg_temp.appeal('Y1', 'upheld'), pg_temp.appeal('Y2', 'partially overturned', 40), pg_temp.appeal('Y3', 'overturned'), pg_temp.appeal('Y4', 'withdrawn') \gset
SELECT is((SELECT string_agg(what || coalesce(' ' || substring(person, 'eve|appeal'), ''), ', ' ORDER BY touch_id) FROM billing.work_touch WHERE what <> 'changed' AND item_id = pg_temp.item((SELECT denial_id FROM billing.denial WHERE claim_id = 'Y1'))),
	'opened, taken eve, passed eve, passed appeal', 'who has taken the work has filed the appeal; the decision is nobody''s work');
SELECT billing.decide_appeal('A', billing.open_appeal('A', ARRAY[denial_id]), 'overturned') FROM billing.denial WHERE claim_id = 'Y2' \gset
SELECT is(string_agg(pg_temp.overturned(id, 100), ' '), 'posted posted') FROM (VALUES ('Y2'), ('Y3')) v (id);
SELECT is(pg_temp.says($$SELECT level, filed, decided, won, overturn_rate, in_dispute, recovered, touches, days_to_money, dollars_per_touch FROM billing.appeal_yield WHERE leaf = (SELECT leaf FROM billing.denial WHERE claim_id = 'Y1') ORDER BY level$$),
	'(1,4,4,2,66.7,400.00,140.00,3.5,19.0,40.00) (2,1,1,1,100.0,60.00,60.00,0.5,-1.0,120.00)', 'by level, no dollar twice');
SELECT is(pg_temp.says($$SELECT sum(recovered) FROM billing.appeal_yield$$), pg_temp.says($$SELECT sum(recovered) FROM billing.denial$$), 'all that was recovered by appeal is there');
SELECT is(pg_temp.says($$SELECT sum(denials), sum(amount), sum(overturned), sum(recovered), sum(in_30_days), sum(in_60_days), max(days_to_money), sum(touches) FROM billing.denial_recovery WHERE leaf = (SELECT leaf FROM billing.denial WHERE claim_id = 'Y1') AND month = date_trunc('month', current_date - 40)$$),
	'(4,400.00,2,200.00,0.00,200.00,39.0,4.0)', 'how soon the money of a month comes back');

-- ---- F11: the days go by, and whoever works is lazy ----
-- (from here on it is the day that walk.today says)
CREATE OR REPLACE FUNCTION billing.today(practice_id text) RETURNS date LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS
	$$ SELECT current_setting('walk.today')::date FROM billing.practice p WHERE p.practice_id = today.practice_id $$;
SET walk.today = 'today';
DELETE FROM billing.work_queue WHERE queue = 'front_desk';
-- deadlines from today on to in forty days; six of them of a payer of 65 days
CREATE TEMP TABLE dying AS SELECT 'L' || n AS id, pg_temp.denied('L' || n, '50', 50 + n, CASE WHEN n % 4 = 0 THEN 65 ELSE 125 END - 2 * n, CASE WHEN n % 4 = 0 THEN '{"payer_id": "87726"}' ELSE '{"filing_ind": "MB"}' END::jsonb) AS denial_id FROM generate_series(0, 20) n;
CREATE TEMP TABLE told (day date, item_id bigint, step integer, why text);
CREATE TEMP TABLE silent (day date, denial_id bigint, what text);
CREATE PROCEDURE pg_temp.walk(days integer) LANGUAGE plpgsql AS $$
DECLARE
	day  date;
	item record;
BEGIN
	FOR n IN 0 .. days LOOP
		day := current_date + n;
		PERFORM set_config('walk.today', day::text, false);
		PERFORM pg_temp.by_force($f$UPDATE billing.work_item SET touched_at = touched_at - interval '25 hours' WHERE state <> 'closed'$f$);
		INSERT INTO told SELECT day, e.* FROM billing.escalate_due('A') e;
		-- whatever can be appealed is somebody's, told of in time, and awake when it presses
		INSERT INTO silent SELECT day, d.denial_id, concat_ws(' ', i.state, i.side, i.escalated, m.deadline - day)
			FROM dying y JOIN billing.denial d ON d.denial_id = y.denial_id AND d.state = 'open'
			LEFT JOIN billing.work_member m ON m.denial_id = d.denial_id LEFT JOIN billing.work_item i ON i.item_id = m.item_id
			WHERE i.item_id IS NULL OR i.state = 'closed' OR m.deadline IS NULL
				OR m.deadline - day <= 10 AND (i.escalated < 1 OR i.state = 'snoozed' OR i.side NOT IN ('practice', 'partner') AND i.due_on > m.deadline - 5)
				OR m.deadline - day <= 5 AND (i.escalated < 2 OR i.side <> 'practice' AND i.state <> 'taken')
				OR m.deadline < day AND (i.escalated < 3 OR i.next_action NOT LIKE 'the deadline%')
				OR i.deadline IS DISTINCT FROM m.deadline;
		-- who is lazy takes it, and sleeps, waits or keeps it for as long as he is let
		FOR i IN 1 .. 8 LOOP
			SELECT * INTO item FROM billing.work_next('A', 'sloth', side => CASE WHEN i % 2 = 0 THEN 'partner' ELSE 'practice' END);
			CONTINUE WHEN item.item_id IS NULL OR (n + i) % 4 = 0;
			BEGIN
				IF (n + i) % 4 = 1 THEN
					PERFORM billing.snooze_work('A', item.item_id, 'sloth', greatest(item.presses_on - 10, day + 1), 'later');
				ELSIF (n + i) % 4 = 2 THEN
					PERFORM billing.pass_work('A', item.item_id, 'sloth', 'let them', greatest(least(item.presses_on - 5, day + 3), day), 'payer');
				ELSE
					PERFORM billing.note_work('A', item.item_id, 'sloth', 'hm');
				END IF;
			EXCEPTION WHEN SQLSTATE 'RC010' THEN
				NULL;
			END;
		END LOOP;
		-- one is appealed when it is told of, as it should be
		IF n = 12 THEN
			PERFORM billing.open_appeal('A', ARRAY[denial_id]) FROM dying WHERE id = 'L10';
		END IF;
	END LOOP;
END $$;
CALL pg_temp.walk(45);
SELECT is((SELECT string_agg(format('%s: %s %s', s.day - current_date, y.id, s.what), ', ' ORDER BY s.day) FROM (SELECT * FROM silent LIMIT 5) s LEFT JOIN dying y USING (denial_id)), NULL, 'on no day anything expires in silence');
SELECT is((SELECT count(DISTINCT y.id) FROM dying y JOIN told t ON t.item_id = pg_temp.item(y.denial_id) WHERE t.step = 3), 20::bigint, 'what was lost was told of when it was lost');
SELECT is((SELECT string_agg(DISTINCT (SELECT string_agg(t.step || ' ' || (m.deadline - t.day), ', ' ORDER BY t.day) FROM (SELECT DISTINCT ON (x.step) x.* FROM told x WHERE x.item_id = m.item_id AND x.step > 0 ORDER BY x.step, x.day) t), '; ')
	FROM dying y JOIN billing.work_member m USING (denial_id) WHERE y.id IN ('L5', 'L9', 'L11', 'L20')), '1 10, 2 5, 3 -1', 'after it was told of ten days before, and five');
SELECT is((SELECT string_agg(DISTINCT t.step::text, ' ' ORDER BY t.step::text) FROM told t, dying y WHERE y.id = 'L10' AND t.item_id = pg_temp.item(y.denial_id)), '1', 'what was appealed at the first warning had no second one');
SELECT cmp_ok((SELECT count(*) FROM told t WHERE step >= 2 AND t.day > (SELECT min(x.day) FROM told x WHERE x.item_id = t.item_id AND x.step = t.step)), '>', 0::bigint, 'what he only kept was taken from him');
SELECT cmp_ok((SELECT count(*) FROM told t WHERE step = 0), '>', 0::bigint, 'what he let others wait for came back');
SELECT is((SELECT count(*) FROM billing.denial d JOIN dying USING (denial_id) WHERE d.state = 'open'), 20::bigint, 'and none of it has gone away');
SELECT throws_ok(format($$SELECT billing.open_appeal('A', ARRAY[%s]::bigint[])$$, (SELECT denial_id FROM dying WHERE id = 'L5')), 'RC010', NULL, 'though it is too late for it');
SELECT is((SELECT count(*) FROM billing.check()), 0::bigint, 'the ledger is whole');
SELECT * FROM finish();
