-- 79-work-views.sql - what there is to do, what is stuck, and what was done

CREATE OR REPLACE VIEW @ledger@.work_list WITH (security_invoker = true) AS
	SELECT i.practice_id, i.item_id, i.queue, i.side, i.state, i.owner, i.cause, i.next_action, i.amount, i.chance, i.tried, i.won, round(w.expected, 2) AS expected,
		w.presses_on, w.presses_on - t.today AS days_left, round(u.urgency, 4) AS urgency, round(w.expected * u.urgency, 2) AS worth, i.score, i.due_on, i.deadline, i.snoozed_until, i.escalated,
		i.opened_at, t.today - (i.opened_at AT TIME ZONE p.time_zone)::date AS age, i.touched_at, i.touched_by, i.note
	FROM @ledger@.work_item i
	JOIN @ledger@.practice p ON p.practice_id = i.practice_id
	CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE p.time_zone)::date AS today) t
	-- (as work_worth, which would cost more for each row)
	CROSS JOIN LATERAL (SELECT i.amount::numeric * i.chance AS expected, coalesce(i.deadline, i.due_on) AS presses_on) w
	CROSS JOIN LATERAL (SELECT power(2, - greatest(least(w.presses_on - t.today, 3650), -140) / 14.0::double precision)::numeric AS urgency) u
	WHERE i.state <> 'closed';
COMMENT ON VIEW @ledger@.work_list IS 'Work that is not closed, with the parts of its order; the highest score presses most.';
COMMENT ON COLUMN @ledger@.work_list.item_id IS 'The work.';
COMMENT ON COLUMN @ledger@.work_list.queue IS 'The desk.';
COMMENT ON COLUMN @ledger@.work_list.side IS 'Who owns the next move.';
COMMENT ON COLUMN @ledger@.work_list.state IS 'open, taken or snoozed.';
COMMENT ON COLUMN @ledger@.work_list.owner IS 'Person it is assigned to.';
COMMENT ON COLUMN @ledger@.work_list.cause IS 'What makes it one piece of work.';
COMMENT ON COLUMN @ledger@.work_list.next_action IS 'What to do next.';
COMMENT ON COLUMN @ledger@.work_list.amount IS 'What is at stake.';
COMMENT ON COLUMN @ledger@.work_list.chance IS 'How likely the work is to bring it.';
COMMENT ON COLUMN @ledger@.work_list.tried IS 'What chance goes by: how many have ended.';
COMMENT ON COLUMN @ledger@.work_list.won IS 'How many of them were won.';
COMMENT ON COLUMN @ledger@.work_list.expected IS 'amount x chance, dollars.';
COMMENT ON COLUMN @ledger@.work_list.presses_on IS 'The deadline, or where there is none the day that it is due.';
COMMENT ON COLUMN @ledger@.work_list.days_left IS 'Days until then.';
COMMENT ON COLUMN @ledger@.work_list.urgency IS '1 on that day, half for each 14 days before.';
COMMENT ON COLUMN @ledger@.work_list.worth IS 'expected x urgency: the order.';
COMMENT ON COLUMN @ledger@.work_list.score IS 'The order as it is stored.';
COMMENT ON COLUMN @ledger@.work_list.due_on IS 'Day by which the next move is to be made.';
COMMENT ON COLUMN @ledger@.work_list.deadline IS 'The last day, where there is one.';
COMMENT ON COLUMN @ledger@.work_list.snoozed_until IS 'Day on which it comes back.';
COMMENT ON COLUMN @ledger@.work_list.escalated IS 'Step of escalate_due.';
COMMENT ON COLUMN @ledger@.work_list.opened_at IS 'When the work arose.';
COMMENT ON COLUMN @ledger@.work_list.age IS 'Days since then.';
COMMENT ON COLUMN @ledger@.work_list.touched_at IS 'Last change.';
COMMENT ON COLUMN @ledger@.work_list.touched_by IS 'Who made it.';
COMMENT ON COLUMN @ledger@.work_list.note IS 'The last note.';

CREATE OR REPLACE VIEW @ledger@.work_aging WITH (security_invoker = true) AS
	SELECT l.practice_id, l.queue, b.bucket, b.from_days, b.to_days, count(*) AS items, sum(l.amount) AS amount, sum(l.expected) AS expected
	FROM @ledger@.work_list l
	JOIN @ledger@.practice p ON p.practice_id = l.practice_id
	CROSS JOIN LATERAL (SELECT width_bucket(l.age - 1, p.aging_edges) AS nth) n
	CROSS JOIN LATERAL (SELECT n.nth + 1 AS bucket, CASE n.nth WHEN 0 THEN 0 ELSE p.aging_edges[n.nth] + 1 END AS from_days, p.aging_edges[n.nth + 1] AS to_days) b
	GROUP BY 1, 2, 3, 4, 5;
COMMENT ON VIEW @ledger@.work_aging IS 'Each queue by the age of its work, in the buckets of practice.aging_edges.';
COMMENT ON COLUMN @ledger@.work_aging.queue IS 'The desk.';
COMMENT ON COLUMN @ledger@.work_aging.bucket IS 'From 1.';
COMMENT ON COLUMN @ledger@.work_aging.from_days IS 'First day of age.';
COMMENT ON COLUMN @ledger@.work_aging.to_days IS 'Last day of age; null: all that is older.';
COMMENT ON COLUMN @ledger@.work_aging.items IS 'How many.';
COMMENT ON COLUMN @ledger@.work_aging.amount IS 'What is at stake.';
COMMENT ON COLUMN @ledger@.work_aging.expected IS 'What of it can be expected.';

CREATE OR REPLACE VIEW @ledger@.work_stuck WITH (security_invoker = true) AS
	SELECT l.practice_id, l.item_id, l.queue, l.side, l.owner, l.next_action, s.why, l.due_on, l.deadline, l.amount, l.touched_at, l.touched_by
	FROM @ledger@.work_list l
	JOIN @ledger@.practice p ON p.practice_id = l.practice_id
	CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE p.time_zone)::date AS today) t
	LEFT JOIN @ledger@.work_queue q ON q.practice_id = l.practice_id AND q.queue = l.queue AND daterange(q.eff, q.term, '[]') @> t.today
	CROSS JOIN LATERAL (SELECT coalesce(q.side, 'practice') AS home) h
	CROSS JOIN LATERAL (SELECT CASE
		WHEN l.deadline < t.today THEN 'the deadline has passed'
		WHEN l.side NOT IN ('practice', h.home) AND l.due_on < t.today THEN format('the %s has not answered', l.side)
		WHEN l.state = 'taken' AND l.touched_at < now() - interval '48 hours' THEN 'taken, and not touched for two days'
		WHEN l.side IN ('practice', h.home) AND l.state <> 'snoozed' AND l.due_on < t.today THEN 'nobody has made the next move' END AS why) s
	WHERE s.why IS NOT NULL;
COMMENT ON VIEW @ledger@.work_stuck IS 'Work that does not move, why, and who owns the next move: side, and of the practice''s own the owner or else the queue.';
COMMENT ON COLUMN @ledger@.work_stuck.item_id IS 'The work.';
COMMENT ON COLUMN @ledger@.work_stuck.queue IS 'The desk.';
COMMENT ON COLUMN @ledger@.work_stuck.side IS 'Who owns the next move.';
COMMENT ON COLUMN @ledger@.work_stuck.owner IS 'Person; null: nobody has it.';
COMMENT ON COLUMN @ledger@.work_stuck.next_action IS 'The next move.';
COMMENT ON COLUMN @ledger@.work_stuck.why IS 'Why it counts as stuck.';
COMMENT ON COLUMN @ledger@.work_stuck.due_on IS 'When the move was due.';
COMMENT ON COLUMN @ledger@.work_stuck.deadline IS 'The last day, where there is one.';
COMMENT ON COLUMN @ledger@.work_stuck.amount IS 'What is at stake.';
COMMENT ON COLUMN @ledger@.work_stuck.touched_at IS 'Last change.';
COMMENT ON COLUMN @ledger@.work_stuck.touched_by IS 'Who made it.';

CREATE OR REPLACE VIEW @ledger@.money_dying WITH (security_invoker = true) AS
	SELECT d.practice_id, d.denial_id, d.claim_id, d.line_no, d.payer_key, d.leaf, d.amount, m.item_id, m.deadline, m.rule_id,
		w.days_left, i.chance, i.tried, round(w.expected, 2) AS expected, round(u.urgency, 4) AS urgency, round(w.expected * u.urgency, 2) AS worth, i.queue, i.owner, i.next_action
	FROM @ledger@.denial d
	LEFT JOIN @ledger@.work_member m ON m.practice_id = d.practice_id AND m.denial_id = d.denial_id
	LEFT JOIN @ledger@.work_item i ON i.practice_id = m.practice_id AND i.item_id = m.item_id
	JOIN @ledger@.practice p ON p.practice_id = d.practice_id
	CROSS JOIN LATERAL (SELECT d.amount::numeric * i.chance AS expected, m.deadline - (now() AT TIME ZONE p.time_zone)::date AS days_left) w
	CROSS JOIN LATERAL (SELECT power(2, - greatest(least(w.days_left, 3650), -140) / 14.0::double precision)::numeric AS urgency) u
	WHERE d.resolved_on IS NULL AND d.state <> 'appealed' AND (m.denial_id IS NULL OR m.deadline IS NOT NULL OR m.rule_id IS NULL);
COMMENT ON VIEW @ledger@.money_dying IS 'Denials that can be appealed and were not: ordered by worth, what is lost first when nobody does anything. Days left below zero: it is lost. No deadline and no rule: there is no rule of appeal for it, so that nobody knows until when; appeal_deadline says what is missing. A denial without an item_id waits for queue_work.';
COMMENT ON COLUMN @ledger@.money_dying.denial_id IS 'The denial.';
COMMENT ON COLUMN @ledger@.money_dying.payer_key IS 'Who denied it.';
COMMENT ON COLUMN @ledger@.money_dying.leaf IS 'The cause.';
COMMENT ON COLUMN @ledger@.money_dying.amount IS 'What was denied.';
COMMENT ON COLUMN @ledger@.money_dying.item_id IS 'Its work.';
COMMENT ON COLUMN @ledger@.money_dying.deadline IS 'Last day to appeal; null: not known.';
COMMENT ON COLUMN @ledger@.money_dying.rule_id IS 'The rule that says so.';
COMMENT ON COLUMN @ledger@.money_dying.days_left IS 'Days until then.';
COMMENT ON COLUMN @ledger@.money_dying.chance IS 'How likely it is to be won.';
COMMENT ON COLUMN @ledger@.money_dying.tried IS 'How many of its kind have ended: what chance goes by.';
COMMENT ON COLUMN @ledger@.money_dying.expected IS 'amount x chance.';
COMMENT ON COLUMN @ledger@.money_dying.urgency IS '1 on the last day, half for each 14 days before.';
COMMENT ON COLUMN @ledger@.money_dying.worth IS 'expected x urgency.';
COMMENT ON COLUMN @ledger@.money_dying.queue IS 'The desk.';
COMMENT ON COLUMN @ledger@.money_dying.owner IS 'Person it is assigned to.';
COMMENT ON COLUMN @ledger@.money_dying.next_action IS 'What to do next.';

CREATE OR REPLACE VIEW @ledger@.work_done WITH (security_invoker = true) AS
	SELECT t.practice_id, t.item_id, t.touch_id, t.at, t.person, t.what, coalesce(t.queue_was, t.queue_is) AS queue
	FROM @ledger@.work_touch t
	WHERE t.what NOT IN ('opened', 'taken', 'woken', 'escalated', 'changed')
		AND t.person NOT IN ('queue_work', 'escalate_due', 'queue_missing') AND t.person NOT LIKE 'appeal %';
COMMENT ON VIEW @ledger@.work_done IS 'What people did: touches that are work, of the touch log. Not what happened by itself (opened, woken, escalated, changed, settled by a payment, decided by the payer), and taking an item is not doing it.';
COMMENT ON COLUMN @ledger@.work_done.item_id IS 'The work.';
COMMENT ON COLUMN @ledger@.work_done.touch_id IS 'The touch.';
COMMENT ON COLUMN @ledger@.work_done.at IS 'When.';
COMMENT ON COLUMN @ledger@.work_done.person IS 'Who did it.';
COMMENT ON COLUMN @ledger@.work_done.what IS 'released, snoozed, passed (also by an appeal that was filed), assigned, noted, closed or reopened.';
COMMENT ON COLUMN @ledger@.work_done.queue IS 'The queue that it was in.';

CREATE OR REPLACE FUNCTION @ledger@.work_day(practice_id text, on_day date DEFAULT NULL, OUT person text, OUT queue text, OUT target integer, OUT done integer, OUT remaining integer, OUT touches integer)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 20 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH day AS (SELECT x.d, x.d::timestamp AT TIME ZONE p.time_zone AS since, (x.d + 1)::timestamp AT TIME ZONE p.time_zone AS until
		FROM @ledger@.practice p, LATERAL (SELECT coalesce(work_day.on_day, (now() AT TIME ZONE p.time_zone)::date) AS d) x WHERE p.practice_id = work_day.practice_id),
	touch AS (SELECT t.person, t.queue, t.item_id FROM @ledger@.work_done t, day
		WHERE t.practice_id = work_day.practice_id AND t.at >= day.since AND t.at < day.until),
	target AS (SELECT w.person, w.queue, w.per_day FROM @ledger@.work_target w, day WHERE w.practice_id = work_day.practice_id AND daterange(w.eff, w.term, '[]') @> day.d),
	row AS (SELECT g.person, g.queue FROM target g UNION SELECT t.person, '*' FROM touch t)
	SELECT r.person, r.queue, g.per_day, n.done, CASE WHEN g.per_day > n.done THEN g.per_day - n.done ELSE g.per_day * 0 END, n.touches
	FROM row r
	LEFT JOIN target g ON g.person = r.person AND g.queue = r.queue
	CROSS JOIN LATERAL (SELECT count(DISTINCT t.item_id)::integer AS done, count(*)::integer AS touches FROM touch t WHERE t.person = r.person AND r.queue IN (t.queue, '*')) n
	ORDER BY 1, 2
$$;
COMMENT ON FUNCTION @ledger@.work_day(text, date) IS
'What each person did on a day of the practice (null: today), against the target (work_target). queue: the target''s, * all together. target: null without one. done: items that the person noted, snoozed, passed on, appealed, handed back or closed (work_done); taking one is not doing it. remaining: what is left of the target. touches: how often they were touched. Of any past day, from the touch log.

    SELECT person, target, done, remaining FROM @ledger@.work_day(''HARBOR'')';

CREATE OR REPLACE FUNCTION @ledger@.queue_history(practice_id text, from_day date, to_day date, queue text DEFAULT NULL, OUT day date, OUT of_queue text, OUT size bigint, OUT inflow bigint, OUT outflow bigint)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH move AS (
		SELECT greatest((t.at AT TIME ZONE p.time_zone)::date, queue_history.from_day - 1) AS day, v.queue, sum(v.way) FILTER (WHERE v.way > 0) AS came, sum(- v.way) FILTER (WHERE v.way < 0) AS went
		FROM @ledger@.practice p
		JOIN @ledger@.work_touch t ON t.practice_id = p.practice_id
		CROSS JOIN LATERAL (VALUES (t.queue_was, -1), (t.queue_is, 1)) v (queue, way)
		WHERE p.practice_id = queue_history.practice_id AND t.queue_was IS DISTINCT FROM t.queue_is AND v.queue IS NOT NULL
			AND (queue_history.queue IS NULL OR v.queue = queue_history.queue) AND t.at < (queue_history.to_day + 1)::timestamp AT TIME ZONE p.time_zone
		GROUP BY 1, 2),
	sum AS (
		SELECT d.day, q.queue, coalesce(m.came, 0) AS came, coalesce(m.went, 0) AS went,
			sum(coalesce(m.came, 0) - coalesce(m.went, 0)) OVER (PARTITION BY q.queue ORDER BY d.day) AS size
		FROM (SELECT DISTINCT queue FROM move) q
		CROSS JOIN (SELECT queue_history.from_day + n AS day FROM generate_series(-1, queue_history.to_day - queue_history.from_day) n) d
		LEFT JOIN move m ON m.queue = q.queue AND m.day = d.day)
	SELECT s.day, s.queue, s.size::bigint, s.came::bigint, s.went::bigint FROM sum s WHERE s.day >= queue_history.from_day ORDER BY 1, 2
$$;
COMMENT ON FUNCTION @ledger@.queue_history(text, date, date, text) IS
'How large each queue was at the end of each day, and what came and went on it: of any days, from the touch log, without anybody having taken a snapshot. Days are the practice''s. queue: null all of them. What is snoozed or waits for somebody else is in its queue; what is closed is not.

    SELECT day, of_queue, size, inflow, outflow FROM @ledger@.queue_history(''HARBOR'', current_date - 7, current_date)';
