-- 89-review-9-month.sql - the plan of the first month, and how far it is

CREATE OR REPLACE FUNCTION @ledger@.five_kpis(practice_id text, OUT place integer, OUT kpi text, OUT target numeric) RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 5 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT (row_number() OVER (ORDER BY x.target IS NULL, x.since, x.nth))::integer, x.kpi, x.target
	FROM (
		SELECT DISTINCT ON (k.id) k.id AS kpi, g.since, g.target, k.nth
		FROM (
			SELECT y.id COLLATE "C" AS id, y.nth FROM unnest('{days_in_ar,denial_initial_claims,ccr_paid,ncr_cohort,pp_yield_90}'::text[]) WITH ORDINALITY y (id, nth)
			UNION ALL
			SELECT DISTINCT o.kpi, 9 FROM @ledger@.goal o WHERE o.practice_id = five_kpis.practice_id) k
		LEFT JOIN @ledger@.goal g ON g.practice_id = five_kpis.practice_id AND g.kpi = k.id AND g.since <= @ledger@.today(five_kpis.practice_id)
		ORDER BY k.id, g.since DESC NULLS LAST, k.nth) x
	ORDER BY 1 LIMIT 5
$$;
COMMENT ON FUNCTION @ledger@.five_kpis(text) IS
'The five KPIs that a practice looks at each week: those with a goal first, in the order in which they got one, then days in A/R, denial rate, clean claims, net collection and patient pay. target: the goal that is in force today, null without one.';

CREATE OR REPLACE FUNCTION @ledger@.first_month(practice_id text, since date DEFAULT NULL, until date DEFAULT NULL, OUT section text, OUT line integer, OUT title text, OUT status text, OUT detail text)
	RETURNS SETOF record
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 30 SET search_path = pg_catalog, rcm, pg_temp SET datestyle = 'ISO, YMD' AS $$
DECLARE
	last_day  date := coalesce(until, @ledger@.today(practice_id));
	first_day date := coalesce(since, last_day - 27);
BEGIN
	IF @ledger@.today(practice_id) IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	END IF;
	RETURN QUERY
		SELECT '1 cycle map', f.step, f.hand_off, CASE WHEN f.came = 0 THEN 'nothing came' WHEN f.lost_amount + f.stuck_amount > 0 THEN 'leaks' ELSE 'holds' END,
			format('%s came (%s dollars): %s passed, %s lost (%s dollars), %s open (%s dollars), %s of them stuck', f.came, f.came_amount, f.passed, f.lost, f.lost_amount, f.open_now, f.open_amount, f.stuck)
				|| coalesce(format('; median wait %s days', f.median_wait), '')
		FROM @ledger@.failure_points(first_month.practice_id, last_day - 89, last_day) f;
	RETURN QUERY
		SELECT '2 three failure points', t.place, t.hand_off, format('%s dollars', t.at_stake), t.reason
		FROM @ledger@.three_failure_points(first_month.practice_id, last_day - 89, last_day) t;
	RETURN QUERY
		SELECT '3 five KPIs weekly', f.place, (SELECT k.name FROM rcm.kpis() k WHERE k.id = f.kpi), coalesce(w.light, 'not reviewed'),
			concat_ws('; ', w.weeks, 'goal ' || trim_scale(f.target) || coalesce(CASE w.done WHEN true THEN ', reached' WHEN false THEN ', not reached' END, ''))
		FROM @ledger@.five_kpis(first_month.practice_id) f
		CROSS JOIN LATERAL (
			SELECT string_agg(format('%s: %s %s', r.week, coalesce(round(k.value, 2)::text, 'not known'), k.light), ', ' ORDER BY r.week) AS weeks,
				(array_agg(k.light ORDER BY r.week DESC))[1] AS light, (array_agg(g.done ORDER BY r.week DESC))[1] AS done
			FROM @ledger@.review r
			JOIN @ledger@.review_kpi k ON k.practice_id = r.practice_id AND k.week = r.week AND k.kpi = f.kpi
			LEFT JOIN @ledger@.goal_week g ON g.practice_id = k.practice_id AND g.week = k.week AND g.kpi = k.kpi
			WHERE r.practice_id = first_month.practice_id AND r.as_of BETWEEN first_day AND last_day) w;
	RETURN QUERY
		SELECT '4 pilot', (row_number() OVER (ORDER BY p.begins_on, p.pilot_id))::integer, p.pilot_id,
			coalesce(p.verdict, CASE WHEN p.begins_on > last_day THEN 'to begin' WHEN p.ends_on < last_day THEN 'to be decided' ELSE 'runs' END),
			concat_ws(' ', p.question, c.words, 'Decided: ' || p.because)
		FROM @ledger@.pilot p
		CROSS JOIN LATERAL (SELECT string_agg(x.in_words, ' ') AS words FROM @ledger@.pilot_compare(p.practice_id, p.pilot_id, last_day) x) c
		WHERE p.practice_id = first_month.practice_id AND coalesce(p.verdict_on, p.ends_on, last_day) >= first_day;
	RETURN QUERY SELECT '5 loop', l.line, l.title, l.status, l.detail FROM @ledger@.loop_state(first_month.practice_id, first_day, last_day) l;
END
$$;
COMMENT ON FUNCTION @ledger@.first_month(text, date, date) IS
'The plan of the first month on one page, and how far it is: 1 the cycle map and 2 the three failure points of the 90 days that end with until, 3 five KPIs week by week as they were reviewed between since and until, 4 pilots, 5 whether loops are closed (loop_state). until: null today; since: null 27 days before. An empty ledger has the same page with nothing on it. Error RC010 when there is no such practice.

    SELECT section, title, status, detail FROM @ledger@.first_month(''HARBOR'')';

CREATE OR REPLACE FUNCTION @ledger@.loop_state(practice_id text, since date, until date, OUT line integer, OUT title text, OUT status text, OUT detail text) RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 6 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH week AS (
		SELECT count(*) AS weeks, count(r.week) AS taken FROM generate_series((loop_state.since - (extract(isodow FROM loop_state.since)::integer - 1))::timestamp, loop_state.until::timestamp, '7 days') m (monday)
		LEFT JOIN @ledger@.review r ON r.practice_id = loop_state.practice_id AND r.week = m.monday::date),
	goal AS (
		SELECT count(*) AS goals, count(*) FILTER (WHERE d.done) AS reached FROM @ledger@.five_kpis(loop_state.practice_id) f
		CROSS JOIN LATERAL (SELECT coalesce(bool_or(g.done), false) AS done FROM @ledger@.goal_week g
			WHERE g.practice_id = loop_state.practice_id AND g.kpi = f.kpi AND g.target = f.target AND g.as_of <= loop_state.until) d WHERE f.target IS NOT NULL),
	exception AS (
		SELECT count(*) FILTER (WHERE x.closed_at IS NULL) AS waiting, count(*) FILTER (WHERE x.closed_at IS NOT NULL) AS explained
		FROM @ledger@.kpi_exception x WHERE x.practice_id = loop_state.practice_id AND x.as_of BETWEEN loop_state.since AND loop_state.until),
	pilot AS (
		SELECT count(*) AS pilots, count(p.verdict) AS decided, count(*) FILTER (WHERE p.verdict IS NULL AND p.ends_on < loop_state.until) AS late
		FROM @ledger@.pilot p WHERE p.practice_id = loop_state.practice_id AND p.begins_on <= loop_state.until AND coalesce(p.verdict_on, loop_state.until) >= loop_state.since),
	stuck AS (SELECT count(*) AS items, coalesce(sum(s.amount::numeric), 0) AS amount FROM @ledger@.work_stuck s WHERE s.practice_id = loop_state.practice_id),
	promise AS (
		SELECT count(*) AS queues, (SELECT count(*) FROM @ledger@.work_breach b WHERE b.practice_id = loop_state.practice_id) AS broken
		FROM @ledger@.work_queue q WHERE q.practice_id = loop_state.practice_id AND daterange(q.eff, q.term, '[]') @> @ledger@.today(loop_state.practice_id))
	SELECT l.line, l.title, CASE WHEN l.is_closed THEN 'closed' ELSE 'open' END, l.detail
	FROM week w, goal g, exception x, pilot p, stuck s, promise q,
		LATERAL (VALUES
			(1, 'each week is reviewed', w.taken = w.weeks, format('%s of %s weeks', w.taken, w.weeks)),
			(2, 'goals are set and reached', g.goals > 0 AND g.reached = g.goals, format('%s goals, %s reached', g.goals, g.reached)),
			(3, 'exceptions are explained', x.waiting = 0, format('%s explained, %s wait', x.explained, x.waiting)),
			(4, 'a pilot is decided', p.decided > 0 AND p.late = 0, format('%s pilots, %s decided, %s past their end', p.pilots, p.decided, p.late)),
			(5, 'no work is stuck', s.items = 0, format('%s items, %s dollars', s.items, s.amount)),
			(6, 'every queue has an owner who keeps the promise', q.queues > 0 AND q.broken = 0, format('%s queues, %s items wait too long', q.queues, q.broken))) l (line, title, is_closed, detail)
	ORDER BY l.line
$$;
COMMENT ON FUNCTION @ledger@.loop_state(text, date, date) IS
'Which loops are closed, of the days from since to until: weekly reviews, goals, exceptions, pilots, work that is stuck, promises of queues. status: closed or open. Part of first_month.';
