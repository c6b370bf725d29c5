-- 89-review-2-goal.sql - goals, and what there is to celebrate

CREATE OR REPLACE FUNCTION @ledger@.set_goal(practice_id text, kpi text, target numeric, due_on date, set_by text, since date DEFAULT NULL, note text DEFAULT NULL) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
	rule  text;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('note', note);
	IF today IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	ELSIF (SELECT d.better FROM rcm.kpi_definition(set_goal.kpi) d) IS NULL THEN
		RAISE EXCEPTION 'KPI "%" is for information: nothing says whether more of it is better', kpi USING ERRCODE = 'RC010';
	END IF;
	INSERT INTO @ledger@.goal (practice_id, kpi, since, target, due_on, set_by, note)
		VALUES (set_goal.practice_id, set_goal.kpi, coalesce(set_goal.since, today), set_goal.target, set_goal.due_on, set_goal.set_by, set_goal.note);
EXCEPTION
	WHEN unique_violation THEN
		RAISE EXCEPTION 'there is a goal for KPI "%" from that day', kpi USING ERRCODE = 'RC010', HINT = 'Goals are not changed; another one begins on another day.';
	WHEN check_violation OR not_null_violation THEN
		GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME;
		RAISE EXCEPTION 'the goal breaks the rule %', coalesce(nullif(rule, ''), 'that something is missing') USING ERRCODE = 'RC010';
END
$$;
COMMENT ON FUNCTION @ledger@.set_goal(text, text, numeric, date, text, date, text) IS
'Sets what a KPI is to reach: target in its unit (percent, days, dollars, items), at least or at most by which of them is better, by the day due_on. set_by: who says so. since: the first day that it holds, null today; it takes the place of the goal before. A goal never judges a review that was taken before it was set. Errors: RC010 no such practice, a KPI that is for information, a goal from that day that there is already, due_on before since; 22023 an unknown KPI.

    SELECT @ledger@.set_goal(''HARBOR'', ''denial_initial_claims'', 5, current_date + 60, ''Dr. Reyes'')';
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.goal
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER append_only ON @ledger@.goal IS 'Rows are never changed or deleted.';

CREATE OR REPLACE VIEW @ledger@.goal_week WITH (security_invoker = true) AS
	SELECT k.practice_id, k.kpi, k.name, k.week, r.as_of, k.value, k.unit, k.light, g.target, k.better, g.due_on, g.set_by,
		CASE WHEN k.value IS NULL OR k.light = 'grey' THEN NULL WHEN k.better = 'up' THEN k.value >= g.target ELSE k.value <= g.target END AS done,
		r.as_of > g.due_on AS overdue
	FROM @ledger@.review_kpi k
	JOIN @ledger@.review r ON r.practice_id = k.practice_id AND r.week = k.week
	CROSS JOIN LATERAL (SELECT x.* FROM @ledger@.goal x WHERE x.practice_id = k.practice_id AND x.kpi = k.kpi AND x.since <= r.as_of AND x.set_at <= r.taken_at
		ORDER BY x.since DESC LIMIT 1) g;
COMMENT ON VIEW @ledger@.goal_week IS 'Each reviewed week of each KPI that had a goal then: done or not.';
COMMENT ON COLUMN @ledger@.goal_week.kpi IS 'The KPI.';
COMMENT ON COLUMN @ledger@.goal_week.name IS 'Its name.';
COMMENT ON COLUMN @ledger@.goal_week.week IS 'Monday of the week.';
COMMENT ON COLUMN @ledger@.goal_week.as_of IS 'Day of the review.';
COMMENT ON COLUMN @ledger@.goal_week.value IS 'What it was.';
COMMENT ON COLUMN @ledger@.goal_week.unit IS 'percent, days, dollars or items.';
COMMENT ON COLUMN @ledger@.goal_week.light IS 'Its light.';
COMMENT ON COLUMN @ledger@.goal_week.target IS 'The goal that was in force.';
COMMENT ON COLUMN @ledger@.goal_week.better IS 'up: at least the target; down: at most.';
COMMENT ON COLUMN @ledger@.goal_week.due_on IS 'By when.';
COMMENT ON COLUMN @ledger@.goal_week.set_by IS 'Who set it.';
COMMENT ON COLUMN @ledger@.goal_week.done IS 'Reached; null: the number could not be judged.';
COMMENT ON COLUMN @ledger@.goal_week.overdue IS 'The day by which was before this review.';

CREATE OR REPLACE VIEW @ledger@.kpi_streak WITH (security_invoker = true) AS
	SELECT s.practice_id, s.kpi, s.name, s.number, s.week, s.value, s.unit, s.light,
		CASE WHEN s.light = 'green' THEN count(*) OVER run ELSE 0 END AS green_weeks,
		s.light = 'green' AND s.greens_before = 0 AND s.judged_before > 0 AS first_green
	FROM (
		SELECT k.practice_id, k.kpi, k.name, k.number, k.week, k.value, k.unit, k.light,
			-- (weeks of one run have the same; a week without a review ends it)
			k.week - 7 * row_number() OVER (PARTITION BY k.practice_id, k.kpi, k.light ORDER BY k.week)::integer AS run,
			count(*) FILTER (WHERE k.light = 'green') OVER past AS greens_before,
			count(*) FILTER (WHERE k.light <> 'grey') OVER past AS judged_before
		FROM @ledger@.review_kpi k
		WINDOW past AS (PARTITION BY k.practice_id, k.kpi ORDER BY k.week ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) s
	WINDOW run AS (PARTITION BY s.practice_id, s.kpi, s.light, s.run ORDER BY s.week);
COMMENT ON VIEW @ledger@.kpi_streak IS 'Each KPI of each reviewed week, with how long it has been green, and whether it is green for the first time.';
COMMENT ON COLUMN @ledger@.kpi_streak.kpi IS 'The KPI.';
COMMENT ON COLUMN @ledger@.kpi_streak.name IS 'Its name.';
COMMENT ON COLUMN @ledger@.kpi_streak.number IS 'Number of the KPI; 1 to 7 are the core.';
COMMENT ON COLUMN @ledger@.kpi_streak.week IS 'Monday of the week.';
COMMENT ON COLUMN @ledger@.kpi_streak.value IS 'What it was.';
COMMENT ON COLUMN @ledger@.kpi_streak.unit IS 'percent, days, dollars or items.';
COMMENT ON COLUMN @ledger@.kpi_streak.light IS 'Its light.';
COMMENT ON COLUMN @ledger@.kpi_streak.green_weeks IS 'Reviewed weeks in a row, this one included, that it was green; a week without a review ends the row. 0: it is not green.';
COMMENT ON COLUMN @ledger@.kpi_streak.first_green IS 'It turned green in this week for the first time: it was judged before, and never green.';

CREATE OR REPLACE VIEW @ledger@.small_wins WITH (security_invoker = true) AS
	SELECT w.practice_id, w.week, w.kpi, w.name, w.win FROM (
		SELECT s.practice_id, s.week, s.kpi, s.name, 'green for the first time' AS win FROM @ledger@.kpi_streak s WHERE s.first_green
		UNION ALL
		SELECT s.practice_id, s.week, s.kpi, s.name, format('green for %s weeks in a row', s.green_weeks) FROM @ledger@.kpi_streak s
		WHERE s.green_weeks IN (4, 8, 13, 26) OR s.green_weeks > 0 AND s.green_weeks % 52 = 0
		UNION ALL
		SELECT g.practice_id, g.week, g.kpi, g.name, format('goal of %s %s reached%s', trim_scale(g.target), g.unit, CASE WHEN NOT g.overdue THEN ' in time' ELSE '' END)
		FROM (SELECT x.*, bool_or(x.done) OVER (PARTITION BY x.practice_id, x.kpi, x.target, x.due_on ORDER BY x.week ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS done_before
			FROM @ledger@.goal_week x) g
		WHERE g.done AND NOT coalesce(g.done_before, false)) w;
COMMENT ON VIEW @ledger@.small_wins IS 'What there is to celebrate: a KPI that is green for the first time, or for 4, 8, 13, 26 weeks or whole years in a row, and goals on the week they are first reached.';
COMMENT ON COLUMN @ledger@.small_wins.week IS 'Monday of the week.';
COMMENT ON COLUMN @ledger@.small_wins.kpi IS 'The KPI.';
COMMENT ON COLUMN @ledger@.small_wins.name IS 'Its name.';
COMMENT ON COLUMN @ledger@.small_wins.win IS 'What happened.';
