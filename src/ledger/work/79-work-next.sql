-- 79-work-next.sql - handing work out, and what a person does with it

CREATE OR REPLACE FUNCTION @ledger@.wake_work(practice_id text) RETURNS integer
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off AS $$
DECLARE
	woken integer;
BEGIN
	UPDATE @ledger@.work_item i SET state = 'open'
		WHERE i.practice_id = wake_work.practice_id AND i.item_id IN (SELECT s.item_id FROM @ledger@.work_item s
			WHERE s.practice_id = wake_work.practice_id AND s.state = 'snoozed' AND s.snoozed_until <= @ledger@.today(wake_work.practice_id)
			ORDER BY s.snoozed_until LIMIT 100 FOR NO KEY UPDATE SKIP LOCKED);
	GET DIAGNOSTICS woken = ROW_COUNT;
	RETURN woken;
END
$$;
COMMENT ON FUNCTION @ledger@.wake_work(text) IS
'Opens up to 100 items whose snooze has ended, and returns how many. work_next does it first.';

CREATE OR REPLACE FUNCTION @ledger@.queue_side(practice_id text, queue text) RETURNS text
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT coalesce((SELECT q.side FROM @ledger@.work_queue q WHERE q.practice_id = queue_side.practice_id AND q.queue = queue_side.queue
		AND daterange(q.eff, q.term, '[]') @> @ledger@.today(queue_side.practice_id)), 'practice')
$$;
COMMENT ON FUNCTION @ledger@.queue_side(text, text) IS
'Whom a queue belongs to today: practice or partner, by work_queue; the practice where there is no row.';

CREATE OR REPLACE FUNCTION @ledger@.next_item(practice_id text, person text, queue text, side text) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
DECLARE
	own  record;
	free record;
BEGIN
	SELECT i.item_id, i.score INTO own FROM @ledger@.work_item i
		WHERE i.practice_id = next_item.practice_id AND i.state = 'open' AND i.side = next_item.side AND i.owner IS NOT NULL AND i.owner = next_item.person
			AND (next_item.queue IS NULL OR i.queue = next_item.queue)
		ORDER BY i.score DESC LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;
	IF next_item.queue IS NULL THEN
		SELECT i.item_id, i.score INTO free FROM @ledger@.work_item i
			WHERE i.practice_id = next_item.practice_id AND i.state = 'open' AND i.side = next_item.side AND i.owner IS NULL
			ORDER BY i.score DESC LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;
	ELSE
		SELECT i.item_id, i.score INTO free FROM @ledger@.work_item i
			WHERE i.practice_id = next_item.practice_id AND i.queue = next_item.queue AND i.state = 'open' AND i.side = next_item.side AND i.owner IS NULL
			ORDER BY i.score DESC LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;
	END IF;
	RETURN CASE WHEN free.item_id IS NULL OR own.score >= free.score THEN own.item_id ELSE free.item_id END;
END
$$;
COMMENT ON FUNCTION @ledger@.next_item(text, text, text, text) IS
'Locks and returns the item that presses most of those that are open, on a side (practice or partner) and free, or assigned to the person; of a queue, or of all (null). What another session has locked is passed over. Null when there is none.';

CREATE OR REPLACE FUNCTION @ledger@.work_next(practice_id text, person text, queue text DEFAULT NULL, side text DEFAULT NULL,
		OUT item_id bigint, OUT of_queue text, OUT cause text, OUT next_action text, OUT amount rcm.usd, OUT chance numeric, OUT tried integer, OUT won integer,
		OUT expected numeric, OUT presses_on date, OUT days_left integer, OUT urgency numeric, OUT worth numeric, OUT note text)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	item @ledger@.work_item;
BEGIN
	IF coalesce(person, '') = '' THEN
		RAISE EXCEPTION 'work is handed out to a person' USING ERRCODE = 'RC010';
	ELSIF side NOT IN ('practice', 'partner') THEN
		RAISE EXCEPTION 'no work is handed out to the side "%"', side USING ERRCODE = 'RC010', HINT = 'practice or partner.';
	END IF;
	PERFORM @ledger@.wake_work(work_next.practice_id);
	item.item_id := @ledger@.next_item(work_next.practice_id, work_next.person, work_next.queue,
		coalesce(work_next.side, CASE WHEN work_next.queue IS NULL THEN 'practice' ELSE @ledger@.queue_side(work_next.practice_id, work_next.queue) END));
	UPDATE @ledger@.work_item i SET state = 'taken', owner = work_next.person, acting = work_next.person
		WHERE i.practice_id = work_next.practice_id AND i.item_id = item.item_id
		RETURNING i.* INTO item;
	IF item.item_id IS NULL THEN
		RETURN;
	END IF;
	item_id := item.item_id;
	of_queue := item.queue;
	cause := item.cause;
	next_action := item.next_action;
	amount := item.amount;
	chance := item.chance;
	tried := item.tried;
	won := item.won;
	note := item.note;
	presses_on := coalesce(item.deadline, item.due_on);
	SELECT w.expected, w.days_left, w.urgency, w.worth INTO expected, days_left, urgency, worth
		FROM @ledger@.work_worth(work_next.practice_id, item.amount, item.chance, presses_on) w;
END
$$;
COMMENT ON FUNCTION @ledger@.work_next(text, text, text, text) IS
'Hands the item that presses most out to a person, who has it from then on (state taken): of a queue, or of all. side: practice or partner, whose move it is; null: the side that the queue belongs to (work_queue), without a queue the practice. Two who ask at once never get the same one, and neither waits for the other. All null when there is nothing to do. What a person is assigned comes before a free item that is worth no more.

amount x chance = expected, dollars; chance is what the practice''s own history shows for the cause (won of tried, drawn towards what is usual while tried is small, see work_chance). days_left until presses_on: the deadline, or where there is none the day that it is due. urgency: 1 on that day, half for each 14 days before. worth = expected x urgency: what the items are ordered by.

It is worked in the same or another transaction, and then given on by pass_work, snooze_work, release_work or close_work. Error RC010 without a person, or for another side.

    SELECT item_id, next_action, worth FROM @ledger@.work_next(''HARBOR'', ''ann'', ''biller'')';

CREATE OR REPLACE FUNCTION @ledger@.work_to_change(practice_id text, item_id bigint, person text) RETURNS @ledger@.work_item
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	item @ledger@.work_item;
BEGIN
	IF coalesce(person, '') = '' THEN
		RAISE EXCEPTION 'somebody has to say who acts' USING ERRCODE = 'RC010';
	END IF;
	SELECT * INTO item FROM @ledger@.work_item i WHERE i.practice_id = work_to_change.practice_id AND i.item_id = work_to_change.item_id FOR NO KEY UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no work item %', item_id USING ERRCODE = 'RC010';
	ELSIF item.state = 'closed' THEN
		RAISE EXCEPTION 'work item % is closed', item_id USING ERRCODE = 'RC010', HINT = 'What comes up again is a new item.';
	ELSIF item.state = 'taken' AND item.owner <> person THEN
		RAISE EXCEPTION 'work item % is with somebody else', item_id USING ERRCODE = 'RC010', HINT = 'pass_work(..., take_over => true) takes it over.';
	END IF;
	RETURN item;
END
$$;
COMMENT ON FUNCTION @ledger@.work_to_change(text, bigint, text) IS
'Locks an item that a person wants to change and returns it. Errors RC010: no such item, closed, or somebody else works on it.';

CREATE OR REPLACE FUNCTION @ledger@.note_work(practice_id text, item_id bigint, person text, note text) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	PERFORM @ledger@.refuse_card_numbers('note', note);
	UPDATE @ledger@.work_item i SET note = note_work.note, acting = note_work.person
		WHERE i.practice_id = note_work.practice_id AND i.item_id = note_work.item_id;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no work item %', item_id USING ERRCODE = 'RC010';
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.note_work(text, bigint, text, text) IS
'Writes a note to an item, whoever works on it. Earlier notes stay in work_touch. Errors RC010 no such item, RC011 a card number.';

CREATE OR REPLACE FUNCTION @ledger@.snooze_work(practice_id text, item_id bigint, person text, until date, note text) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	item @ledger@.work_item := @ledger@.work_to_change(practice_id, item_id, person);
BEGIN
	PERFORM @ledger@.refuse_card_numbers('note', note);
	IF coalesce(until <= @ledger@.today(practice_id), true) THEN
		RAISE EXCEPTION 'an item sleeps until a day to come' USING ERRCODE = 'RC010';
	ELSIF until > item.deadline - 10 AND item.side IN ('practice', 'partner') THEN
		RAISE EXCEPTION 'item % must not sleep until %: its deadline is %', item_id, until, item.deadline USING ERRCODE = 'RC010',
			HINT = format('At the latest until %s, ten days before.', item.deadline - 10);
	ELSIF coalesce(note, '') = '' THEN
		RAISE EXCEPTION 'a snooze needs a reason' USING ERRCODE = 'RC010';
	END IF;
	UPDATE @ledger@.work_item i SET state = 'snoozed', snoozed_until = until, due_on = greatest(i.due_on, until), owner = snooze_work.person,
			note = snooze_work.note, acting = snooze_work.person
		WHERE i.practice_id = snooze_work.practice_id AND i.item_id = snooze_work.item_id;
END
$$;
COMMENT ON FUNCTION @ledger@.snooze_work(text, bigint, text, date, text) IS
'Puts an item to sleep until a day, for a reason (note); then it is open again, assigned to the same person. Errors RC010: a day that is past, a day nearer than ten days before the item''s deadline, no reason, no such item, closed, with somebody else.';

CREATE OR REPLACE FUNCTION @ledger@.pass_work(practice_id text, item_id bigint, person text, next_action text, due_on date, side text DEFAULT NULL, queue text DEFAULT NULL,
		owner text DEFAULT NULL, note text DEFAULT NULL, take_over boolean DEFAULT false) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	item @ledger@.work_item;
	to_side text;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('note', note, 'next_action', next_action);
	IF take_over THEN
		UPDATE @ledger@.work_item i SET state = 'open', owner = pass_work.person, acting = pass_work.person
			WHERE i.practice_id = pass_work.practice_id AND i.item_id = pass_work.item_id AND i.state = 'taken' AND i.owner <> pass_work.person;
	END IF;
	item := @ledger@.work_to_change(pass_work.practice_id, pass_work.item_id, pass_work.person);
	to_side := coalesce(pass_work.side, CASE WHEN pass_work.queue <> item.queue THEN @ledger@.queue_side(item.practice_id, pass_work.queue) END, item.side);
	IF coalesce(next_action, '') = '' OR coalesce(due_on < @ledger@.today(practice_id), true) THEN
		RAISE EXCEPTION 'who passes work on says what is to be done, and by when' USING ERRCODE = 'RC010';
	ELSIF side NOT IN ('practice', 'payer', 'patient', 'partner') THEN
		RAISE EXCEPTION 'there is no side "%"', side USING ERRCODE = 'RC010', HINT = 'practice, payer, patient or partner.';
	ELSIF to_side <> 'practice' AND due_on > item.deadline - 5 AND item.deadline >= @ledger@.today(practice_id) THEN
		RAISE EXCEPTION 'item % must not wait for the % until %: its deadline is %', item_id, to_side, due_on, item.deadline USING ERRCODE = 'RC010',
			HINT = format('At the latest until %s, five days before.', item.deadline - 5);
	END IF;
	UPDATE @ledger@.work_item i SET state = 'open', side = to_side, queue = coalesce(pass_work.queue, i.queue), owner = pass_work.owner,
			next_action = pass_work.next_action, due_on = pass_work.due_on, note = coalesce(pass_work.note, i.note), acting = pass_work.person
		WHERE i.practice_id = pass_work.practice_id AND i.item_id = pass_work.item_id;
END
$$;
COMMENT ON FUNCTION @ledger@.pass_work(text, bigint, text, text, date, text, text, text, text, boolean) IS
'Gives an item on: what is to be done next (next_action) and by which day, by whom: side (practice, payer, patient, partner; null: the one that a new queue belongs to, else as it is), queue (null: as it is), owner (a person; null: whoever comes next). take_over: also when somebody else works on it. While it is on another side work_next does not hand it out; when the day has passed, work_stuck shows it and escalate_due brings it back. Errors RC010: nothing to do or no day, a day that is past, a day for another side that is later than five days before the deadline, no such side, item, closed, with somebody else.';

CREATE OR REPLACE FUNCTION @ledger@.release_work(practice_id text, item_id bigint, person text, note text DEFAULT NULL) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	PERFORM @ledger@.refuse_card_numbers('note', note);
	PERFORM @ledger@.work_to_change(release_work.practice_id, release_work.item_id, release_work.person);
	UPDATE @ledger@.work_item i SET state = 'open', owner = NULL, note = coalesce(release_work.note, i.note), acting = release_work.person
		WHERE i.practice_id = release_work.practice_id AND i.item_id = release_work.item_id;
END
$$;
COMMENT ON FUNCTION @ledger@.release_work(text, bigint, text, text) IS
'Hands an item back untouched: it is open for whoever comes next. Errors RC010: no such item, closed, with somebody else.';

CREATE OR REPLACE FUNCTION @ledger@.close_work(practice_id text, item_id bigint, person text, outcome text, accept boolean DEFAULT false) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	open_denials bigint[];
BEGIN
	PERFORM @ledger@.refuse_card_numbers('outcome', outcome);
	PERFORM @ledger@.work_to_change(close_work.practice_id, close_work.item_id, close_work.person);
	IF coalesce(btrim(outcome), '') = '' THEN
		RAISE EXCEPTION 'work is closed with its outcome' USING ERRCODE = 'RC010';
	END IF;
	open_denials := ARRAY(SELECT d.denial_id FROM @ledger@.work_member m JOIN @ledger@.denial d ON d.practice_id = m.practice_id AND d.denial_id = m.denial_id
		WHERE m.practice_id = close_work.practice_id AND m.item_id = close_work.item_id AND d.resolved_on IS NULL ORDER BY d.denial_id);
	IF accept THEN
		PERFORM @ledger@.move_denial(close_work.practice_id, u, 'accepted', close_work.outcome) FROM unnest(open_denials) u;
	ELSIF open_denials <> '{}' THEN
		RAISE EXCEPTION 'work item % cannot be closed: % of its denials are not settled', item_id, cardinality(open_denials) USING ERRCODE = 'RC010',
			HINT = 'Appeal, correct or write them off; or accept => true says that the payer is right.';
	END IF;
	UPDATE @ledger@.work_member m SET settled_on = @ledger@.today(close_work.practice_id)
		WHERE m.practice_id = close_work.practice_id AND m.item_id = close_work.item_id AND m.settled_on IS NULL;
	UPDATE @ledger@.work_item i SET state = 'closed', outcome = close_work.outcome, acting = close_work.person
		WHERE i.practice_id = close_work.practice_id AND i.item_id = close_work.item_id;
END
$$;
COMMENT ON FUNCTION @ledger@.close_work(text, bigint, text, text, boolean) IS
'Closes an item, with its outcome in words. While a denial of it is not settled this is refused (RC010): what was denied does not go away by closing its work. accept: such denials are accepted, the payer is right, and the outcome is the reason. Other errors RC010: no outcome, no such item, closed, with somebody else.';
