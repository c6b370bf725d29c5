-- 79-work-watch.sql - is work done as fast as it was promised, and when is it all done?

CREATE OR REPLACE VIEW @ledger@.work_waiting WITH (security_invoker = true) AS
	SELECT d.practice_id, count(*) AS denials, sum(d.amount) AS amount, min(d.recorded_at) AS waiting_since,
		min(d.recorded_at) < now() - interval '1 hour' AS too_long
	FROM @ledger@.denial d
	WHERE d.resolved_on IS NULL AND NOT EXISTS (SELECT FROM @ledger@.work_member m WHERE m.practice_id = d.practice_id AND m.denial_id = d.denial_id)
	GROUP BY d.practice_id;
COMMENT ON VIEW @ledger@.work_waiting IS 'Denials that are nobody''s work yet, since nobody has called queue_work after they were posted: no row for a practice where there are none.';
COMMENT ON COLUMN @ledger@.work_waiting.denials IS 'How many.';
COMMENT ON COLUMN @ledger@.work_waiting.amount IS 'What was denied.';
COMMENT ON COLUMN @ledger@.work_waiting.waiting_since IS 'When the first of them was posted.';
COMMENT ON COLUMN @ledger@.work_waiting.too_long IS 'Does it wait for more than an hour? Then the job that calls queue_work does not run.';

CREATE OR REPLACE VIEW @ledger@.work_breach WITH (security_invoker = true) AS
	SELECT i.practice_id, i.item_id, i.queue, q.side, q.owner AS answers, i.owner, s.since, q.sla_days, b.due_by, t.today - b.due_by AS days_over,
		i.amount, i.deadline, i.next_action
	FROM @ledger@.work_item i
	CROSS JOIN LATERAL (SELECT @ledger@.today(i.practice_id)) t (today)
	JOIN @ledger@.work_queue q ON q.practice_id = i.practice_id AND q.queue = i.queue AND daterange(q.eff, q.term, '[]') @> t.today AND q.side = i.side
	JOIN @ledger@.practice p ON p.practice_id = i.practice_id
	-- when it came there, or somebody did something about it
	CROSS JOIN LATERAL (SELECT max(h.at) AS since FROM @ledger@.work_touch h WHERE h.practice_id = i.practice_id AND h.item_id = i.item_id
		AND (h.what IN ('opened', 'reopened', 'woken', 'passed', 'noted', 'released', 'snoozed') OR h.changes ? 'side')) s
	CROSS JOIN LATERAL (SELECT rcm.business_day((s.since AT TIME ZONE p.time_zone)::date, q.sla_days) AS due_by) b
	WHERE i.state IN ('open', 'taken') AND b.due_by < t.today;
COMMENT ON VIEW @ledger@.work_breach IS 'Work that was not touched as soon as the queue''s owner has promised (work_queue.sla_days): items of a queue that wait on the side to which it belongs. Whom the queue belongs to today answers for it.';
COMMENT ON COLUMN @ledger@.work_breach.item_id IS 'The work.';
COMMENT ON COLUMN @ledger@.work_breach.queue IS 'The desk.';
COMMENT ON COLUMN @ledger@.work_breach.side IS 'practice or partner.';
COMMENT ON COLUMN @ledger@.work_breach.answers IS 'Who answers for the queue (work_queue.owner).';
COMMENT ON COLUMN @ledger@.work_breach.owner IS 'Person who has it; null: nobody.';
COMMENT ON COLUMN @ledger@.work_breach.since IS 'When it came, or somebody did something about it last. Taking it is nothing.';
COMMENT ON COLUMN @ledger@.work_breach.sla_days IS 'Business days that were promised.';
COMMENT ON COLUMN @ledger@.work_breach.due_by IS 'The last day that was promised.';
COMMENT ON COLUMN @ledger@.work_breach.days_over IS 'Days since then.';
COMMENT ON COLUMN @ledger@.work_breach.amount IS 'What is at stake.';
COMMENT ON COLUMN @ledger@.work_breach.deadline IS 'The last day, where there is one.';
COMMENT ON COLUMN @ledger@.work_breach.next_action IS 'The next move.';

CREATE OR REPLACE FUNCTION @ledger@.work_promise(practice_id text, from_day date, to_day date,
		OUT queue text, OUT side text, OUT owner text, OUT sla_days integer, OUT came bigint, OUT kept bigint, OUT late bigint, OUT waiting bigint, OUT kept_rate numeric)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH move AS (
		SELECT t.touch_id, t.item_id, t.at, t.what, t.queue_was, t.queue_is, t.changes, p.time_zone, (t.at AT TIME ZONE p.time_zone)::date AS day
		FROM @ledger@.practice p JOIN @ledger@.work_touch t ON t.practice_id = p.practice_id
		WHERE p.practice_id = work_promise.practice_id AND t.queue_is IS NOT NULL AND (t.what IN ('opened', 'reopened', 'woken') OR t.queue_was <> t.queue_is OR t.changes ? 'side')
			AND t.at >= work_promise.from_day::timestamp AT TIME ZONE p.time_zone AND t.at < (work_promise.to_day + 1)::timestamp AT TIME ZONE p.time_zone),
	came AS (
		SELECT m.*, q.queue, q.side, q.owner, q.sla_days, q.eff, rcm.business_day(m.day, q.sla_days) AS due_by
		FROM move m
		JOIN @ledger@.work_item i ON i.practice_id = work_promise.practice_id AND i.item_id = m.item_id
		JOIN @ledger@.work_queue q ON q.practice_id = i.practice_id AND q.queue = m.queue_is AND daterange(q.eff, q.term, '[]') @> m.day AND q.sla_days IS NOT NULL
		-- the side on which it was from then on
		WHERE q.side = coalesce(m.changes #>> '{side,1}', (SELECT n.changes #>> '{side,0}' FROM @ledger@.work_touch n
			WHERE n.practice_id = i.practice_id AND n.item_id = i.item_id AND n.touch_id > m.touch_id AND n.changes ? 'side' ORDER BY n.touch_id LIMIT 1), i.side)),
	done AS (
		SELECT c.*, (SELECT (n.at AT TIME ZONE c.time_zone)::date FROM @ledger@.work_touch n WHERE n.practice_id = work_promise.practice_id AND n.item_id = c.item_id
			AND n.touch_id > c.touch_id AND n.what IN ('noted', 'released', 'snoozed', 'passed', 'closed') ORDER BY n.touch_id LIMIT 1) AS done_on
		FROM came c)
	SELECT d.queue, d.side, d.owner, d.sla_days, count(*), count(*) FILTER (WHERE d.done_on <= d.due_by),
		count(*) FILTER (WHERE coalesce(d.done_on, t.today) > d.due_by), count(*) FILTER (WHERE d.done_on IS NULL AND t.today <= d.due_by),
		round(100.0 * count(*) FILTER (WHERE d.done_on <= d.due_by) / nullif(count(*) FILTER (WHERE d.done_on IS NOT NULL OR t.today > d.due_by), 0), 1)
	FROM done d, (SELECT @ledger@.today(work_promise.practice_id)) t (today)
	GROUP BY d.queue, d.side, d.owner, d.sla_days, d.eff ORDER BY d.queue, d.eff
$$;
COMMENT ON FUNCTION @ledger@.work_promise(text, date, date) IS
'Was work touched as soon as it was promised (work_queue.sla_days)? Of the items that came to each queue and its owner in a period (both days included): opened there, passed there, woken or back from another side. By whom the queue belonged to on that day.

came - how many came; an item that comes twice counts twice. kept - touched in time, or settled by then. late - touched later, or not touched although the day has passed. waiting - neither. kept_rate - per cent of kept and late that were kept; null when there were none. From the touch log, so of any period.

    SELECT queue, owner, came, kept_rate FROM @ledger@.work_promise(''HARBOR'', current_date - 30, current_date)';

CREATE OR REPLACE FUNCTION @ledger@.work_forecast(practice_id text,
		OUT queue text, OUT side text, OUT kind text, OUT people integer, OUT target integer, OUT target_source text, OUT done integer, OUT remaining integer,
		OUT size bigint, OUT moved_today integer, OUT empty_on date, OUT usual_moved numeric, OUT usual_came numeric, OUT usually_empty_on date, OUT why text)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH day AS (
		SELECT d.today, d.today::timestamp AT TIME ZONE p.time_zone AS since, (d.today - 14)::timestamp AT TIME ZONE p.time_zone AS weeks
		FROM @ledger@.practice p, LATERAL (SELECT @ledger@.today(p.practice_id)) d (today) WHERE p.practice_id = work_forecast.practice_id),
	size AS (
		SELECT i.queue, count(*) AS n FROM @ledger@.work_item i
		WHERE i.practice_id = work_forecast.practice_id AND i.state IN ('open', 'taken') AND i.side IN ('practice', 'partner') GROUP BY 1),
	done AS (
		SELECT t.queue, count(DISTINCT t.person) AS people, count(DISTINCT t.item_id) AS items FROM @ledger@.work_done t, day
		WHERE t.practice_id = work_forecast.practice_id AND t.at >= day.since GROUP BY 1),
	-- off the desk or onto it, whoever did it
	flow AS (
		SELECT v.queue, count(DISTINCT v.item_id) FILTER (WHERE v.way < 0 AND v.at >= day.since) AS today,
			count(*) FILTER (WHERE v.way < 0 AND v.at < day.since) / 10.0 AS went, count(*) FILTER (WHERE v.way > 0 AND v.at < day.since) / 10.0 AS came
		FROM day, (SELECT t.at, t.item_id, w.queue, w.way FROM @ledger@.work_touch t
				CROSS JOIN LATERAL (VALUES (t.queue_was, CASE WHEN t.what IN ('closed', 'snoozed') OR t.queue_was <> t.queue_is OR t.changes #>> '{side,1}' IN ('payer', 'patient') THEN -1 END),
					(t.queue_is, CASE WHEN t.what IN ('opened', 'reopened', 'woken') OR t.queue_was <> t.queue_is OR t.changes #>> '{side,0}' IN ('payer', 'patient') THEN 1 END)) w (queue, way)
			WHERE t.practice_id = work_forecast.practice_id AND w.way IS NOT NULL AND w.queue IS NOT NULL AND t.at >= (SELECT weeks FROM day)) v
		GROUP BY 1),
	target AS (
		SELECT w.queue, sum(w.per_day)::integer AS per_day FROM @ledger@.work_target w, day
		WHERE w.practice_id = work_forecast.practice_id AND w.queue <> '*' AND daterange(w.eff, w.term, '[]') @> day.today GROUP BY 1),
	told AS (
		SELECT q.queue, coalesce(d.people, 0)::integer AS people, coalesce(d.items, 0)::integer AS done, coalesce(s.n, 0) AS size,
			coalesce(f.today, 0)::integer AS today, coalesce(f.went, 0) AS went, coalesce(f.came, 0) AS came, p.kind,
			coalesce(g.per_day, p.per_day * greatest(d.people, 1)::integer) AS target, CASE WHEN g.per_day IS NOT NULL THEN 'work_target' ELSE p.source END AS source
		FROM (SELECT queue FROM size UNION SELECT queue FROM done UNION SELECT queue FROM target
			UNION SELECT w.queue FROM @ledger@.work_queue w, day WHERE w.practice_id = work_forecast.practice_id AND daterange(w.eff, w.term, '[]') @> day.today) q
		LEFT JOIN size s USING (queue) LEFT JOIN done d USING (queue) LEFT JOIN flow f USING (queue) LEFT JOIN target g USING (queue)
		LEFT JOIN LATERAL rcm.work_pace(q.queue, (SELECT today FROM day)) p ON true)
	SELECT t.queue, @ledger@.queue_side(work_forecast.practice_id, t.queue), t.kind, t.people, t.target, t.source, t.done, greatest(t.target - t.done, 0), t.size, t.today,
		CASE WHEN n.days <= 2600 THEN greatest(day.today, rcm.business_day(day.today, n.days::integer)) END, round(t.went, 1), round(t.came, 1),
		CASE WHEN n.usually <= 2600 THEN greatest(day.today, rcm.business_day(day.today, n.usually::integer)) END,
		CASE WHEN t.size = 0 THEN 'nothing is left' WHEN t.today = 0 THEN 'nothing has gone today'
			ELSE format('%s a day: %s business days', t.today, n.days) END
			|| CASE WHEN t.size > 0 AND t.went <= t.came THEN '; as much usually comes as goes, or more' ELSE '' END
	FROM told t, day,
		LATERAL (SELECT CASE WHEN t.size = 0 THEN 0 WHEN t.today > 0 THEN ceil(t.size::numeric / t.today) END AS days,
			CASE WHEN t.size = 0 THEN 0 WHEN t.went > t.came THEN ceil(t.size / (t.went - t.came)) END AS usually) n
	ORDER BY t.queue
$$;
COMMENT ON FUNCTION @ledger@.work_forecast(text) IS
'Each queue today: what is to be done, was done and is left, and when it is empty at this rate.

queue, side - the desk, and whom it belongs to. kind - technical or clinical (rcm.work_pace); null without a library.
people - who did something in it today. target - items for today: of work_target for this queue; where nobody has one, what rcm.work_pace says for each of these people, for one at least; target_source says which. done - items that people did something about (work_done). remaining - what is left of the target.
size - items that wait for somebody of the practice or the partner; not what sleeps or waits for payer or patient.
moved_today - items that left today: closed, settled, asleep, passed to another queue or to payer or patient. empty_on - the day on which the queue is empty if each business day goes like today, and nothing comes; null when nothing has gone today (or it is ten years).
usual_moved, usual_came - what went and came on a business day of the last two weeks. usually_empty_on - the day on which it is empty if that goes on; null when as much comes as goes.
why - in words.

    SELECT queue, target, done, remaining, size, empty_on FROM @ledger@.work_forecast(''HARBOR'')';

CREATE OR REPLACE FUNCTION @ledger@.queue_aging(practice_id text, basis text DEFAULT 'opened', queue text DEFAULT NULL, edges integer[] DEFAULT NULL)
	RETURNS TABLE (aged_by text, of_queue text, bucket integer, from_days integer, to_days integer, items bigint, amount rcm.usd)
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 20 SET search_path = pg_catalog, rcm, pg_temp AS $$
#variable_conflict use_column
DECLARE
	today  date := @ledger@.today(queue_aging.practice_id);
	bounds integer[] := coalesce(queue_aging.edges, (SELECT p.aging_edges FROM @ledger@.practice p WHERE p.practice_id = queue_aging.practice_id));
BEGIN
	IF today IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	ELSIF basis NOT IN ('opened', 'denied', 'service', 'charge', 'first bill', 'last bill', 'responsibility') THEN
		RAISE EXCEPTION 'work is not aged by "%"', basis USING ERRCODE = '22023',
			HINT = 'opened, denied, service, charge, first bill, last bill or responsibility; null: all of them.';
	ELSIF cardinality(bounds) = 0 OR bounds IS DISTINCT FROM (SELECT array_agg(DISTINCT e ORDER BY e) FROM unnest(bounds) e WHERE e >= 0) THEN
		RAISE EXCEPTION 'edges are days in ascending order' USING ERRCODE = '22023';
	END IF;
	RETURN QUERY
	WITH aged AS (
		SELECT i.queue, i.amount, d.name, today - CASE WHEN d.name = 'opened' THEN (i.opened_at AT TIME ZONE p.time_zone)::date ELSE (
			-- by the oldest of its members
			SELECT min(CASE d.name WHEN 'denied' THEN x.denied_on WHEN 'service' THEN r.service_on WHEN 'charge' THEN r.charged_on
				WHEN 'first bill' THEN coalesce(r.first_billed_on, r.insurer_1_since) WHEN 'last bill' THEN coalesce(r.last_billed_on, r.insurer_1_since)
				ELSE CASE coalesce(x.party, 'insurer_1') WHEN 'insurer_1' THEN r.insurer_1_since WHEN 'insurer_2' THEN r.insurer_2_since ELSE r.insurer_3_since END END)
			FROM @ledger@.work_member m
			LEFT JOIN @ledger@.denial x ON x.practice_id = m.practice_id AND x.denial_id = m.denial_id
			LEFT JOIN @ledger@.receivable r ON r.practice_id = m.practice_id AND r.claim_id = m.claim_id AND coalesce(r.line_no = m.line_no, true)
			WHERE m.practice_id = i.practice_id AND m.item_id = i.item_id AND m.settled_on IS NULL) END AS age
		FROM @ledger@.work_item i JOIN @ledger@.practice p ON p.practice_id = i.practice_id
		CROSS JOIN (VALUES ('opened'), ('denied'), ('service'), ('charge'), ('first bill'), ('last bill'), ('responsibility')) d (name)
		WHERE i.practice_id = queue_aging.practice_id AND i.state <> 'closed' AND coalesce(i.queue = queue_aging.queue, true) AND d.name = coalesce(queue_aging.basis, d.name)),
	placed AS (SELECT a.name, a.queue, a.amount, width_bucket(a.age - 1, bounds) AS nth FROM aged a)
	SELECT a.name, a.queue, a.nth + 1, CASE WHEN a.nth = 0 THEN 0 ELSE bounds[a.nth] + 1 END, bounds[a.nth + 1], count(*), sum(a.amount)
	FROM placed a GROUP BY a.name, a.queue, a.nth ORDER BY a.name, a.queue, a.nth;
END
$$;
COMMENT ON FUNCTION @ledger@.queue_aging(text, text, text, integer[]) IS
'The work that is not closed by its age, queue by queue.

basis - from which day the age is counted: opened (it became work), denied, service, charge, first bill, last bill or responsibility (the payer came to owe it), as aging has them; of several denials or claims the oldest. null: all of them, side by side.
queue - only this one; null: all.
edges - last day of each bucket but the last one; null: practice.aging_edges.

aged_by, of_queue; bucket from 1, from_days, to_days (null: all that is older); items and amount. bucket and days are null for work that has no such day, such as what is no claim''s. Errors: RC010 no such practice, 22023 no such basis or edges that do not ascend.

    SELECT of_queue, from_days, to_days, items, amount FROM @ledger@.queue_aging(''HARBOR'', ''service'')';

CREATE OR REPLACE VIEW @ledger@.work_outlier WITH (security_invoker = true) AS
	SELECT l.practice_id, l.item_id, l.queue, l.side, l.owner, l.amount, l.age, t.touches, w.why, l.next_action, l.note
	FROM @ledger@.work_list l
	JOIN (SELECT x.practice_id, x.queue, percentile_disc(0.75) WITHIN GROUP (ORDER BY x.amount::numeric) AS amount_75, percentile_disc(0.25) WITHIN GROUP (ORDER BY x.amount::numeric) AS amount_25,
			percentile_disc(0.75) WITHIN GROUP (ORDER BY x.age) AS age_75, percentile_disc(0.25) WITHIN GROUP (ORDER BY x.age) AS age_25
		FROM @ledger@.work_list x GROUP BY 1, 2 HAVING count(*) >= 10) q ON q.practice_id = l.practice_id AND q.queue = l.queue
	CROSS JOIN LATERAL (SELECT count(*) AS touches FROM @ledger@.work_done d WHERE d.practice_id = l.practice_id AND d.item_id = l.item_id) t
	CROSS JOIN LATERAL (SELECT nullif(concat_ws('; ',
		CASE WHEN l.amount::numeric > q.amount_75 + 3 * (q.amount_75 - q.amount_25) AND l.amount::numeric > 0 THEN format('%s, where three of four in this queue are %s at most', l.amount, q.amount_75::numeric(14, 2)) END,
		CASE WHEN l.age > q.age_75 + 3 * (q.age_75 - q.age_25) AND l.age > 30 THEN format('%s days old, where three of four are %s at most', l.age, q.age_75) END,
		CASE WHEN t.touches >= 8 THEN format('touched %s times, and not settled', t.touches) END), '') AS why) w
	WHERE w.why IS NOT NULL;
COMMENT ON VIEW @ledger@.work_outlier IS 'Work that is unlike the rest of its queue, and why: an amount or age far beyond the others (the third quartile and three times the distance of the quartiles; age from 31 days; of queues of ten items and more), or touched eight times without an end. Such an item is closed like any other, with its outcome: what it was.';
COMMENT ON COLUMN @ledger@.work_outlier.item_id IS 'The work.';
COMMENT ON COLUMN @ledger@.work_outlier.queue IS 'The desk.';
COMMENT ON COLUMN @ledger@.work_outlier.side IS 'Who owns the next move.';
COMMENT ON COLUMN @ledger@.work_outlier.owner IS 'Person who has it.';
COMMENT ON COLUMN @ledger@.work_outlier.amount IS 'What is at stake.';
COMMENT ON COLUMN @ledger@.work_outlier.age IS 'Days since it was opened.';
COMMENT ON COLUMN @ledger@.work_outlier.touches IS 'How often people did something about it.';
COMMENT ON COLUMN @ledger@.work_outlier.why IS 'What is unlike the others.';
COMMENT ON COLUMN @ledger@.work_outlier.next_action IS 'The next move.';
COMMENT ON COLUMN @ledger@.work_outlier.note IS 'The last note.';
