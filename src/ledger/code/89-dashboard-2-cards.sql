-- 89-dashboard-2-cards.sql - the cards and tables of the dashboard: each KPI with its light, in words, and the rows behind it

CREATE OR REPLACE FUNCTION @ledger@.kpi_target(better text, unit text, green numeric, green_within boolean) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT CASE WHEN kpi_target.green IS NULL OR kpi_target.better IS NULL THEN NULL ELSE
		CASE kpi_target.better WHEN 'up' THEN CASE WHEN kpi_target.green_within THEN 'above ' ELSE 'at least ' END ELSE CASE WHEN kpi_target.green_within THEN 'below ' ELSE 'at most ' END END
		|| trim_scale(kpi_target.green) || CASE kpi_target.unit WHEN 'percent' THEN ' %' ELSE ' ' || coalesce(kpi_target.unit, '') END END
$$;
COMMENT ON FUNCTION @ledger@.kpi_target(text, text, numeric, boolean) IS
'The green limit of a KPI in words; arguments are columns of rcm.kpis(). Null without a limit.

    SELECT @ledger@.kpi_target(''down'', ''days'', 40, false)';

CREATE OR REPLACE FUNCTION @ledger@.kpi_working(numerator numeric, denominator numeric, value numeric, unit text, days integer) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT CASE
		WHEN w.value IS NULL OR w.denominator IS NULL OR w.denominator = 0 THEN NULL
		WHEN abs(w.value - 100 * w.numerator / w.denominator) < 0.0001 AND w.unit = 'percent' THEN format('%s ÷ %s = %s %%', w.n, w.d, round(w.value, 2))
		WHEN abs(w.value - w.numerator / w.denominator) < 0.0001 THEN CASE WHEN w.denominator = 1 THEN format('%s %s', w.n, w.unit) ELSE format('%s ÷ %s = %s %s', w.n, w.d, round(w.value, 2), w.unit) END
		WHEN abs(w.value - w.numerator * w.days / w.denominator) < 0.0001 THEN format('%s ÷ (%s ÷ %s days) = %s %s', w.n, w.d, w.days, round(w.value, 2), w.unit)
	END
	FROM (SELECT kpi_working.numerator, kpi_working.denominator, kpi_working.value, kpi_working.unit, kpi_working.days,
		rtrim(rtrim(to_char(kpi_working.numerator, 'FM999,999,999,999,990.00'), '0'), '.') AS n, rtrim(rtrim(to_char(kpi_working.denominator, 'FM999,999,999,999,990.00'), '0'), '.') AS d) w
$$;
COMMENT ON FUNCTION @ledger@.kpi_working(numeric, numeric, numeric, text, integer) IS
'How a KPI''s value follows from numerator and denominator (rcm.kpi_parts), written out for people; days: of the window. Null when there is no value, or it follows in another way.

    SELECT @ledger@.kpi_working(41000, 80000, 46.125, ''days'', 90)';

CREATE OR REPLACE FUNCTION @ledger@.dashboard_lights(practice_id text, as_of date, days integer DEFAULT 90)
	RETURNS TABLE (number integer, id text, kpi text, variant text, name text, place bigint, colour text, level text, trend text, value numeric, before numeric, unit text,
		numerator numeric, denominator numeric, reason text, better text, green numeric, red numeric, target text, working text)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 113 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH state AS MATERIALIZED (
		SELECT coalesce(@ledger@.kpi_state(dashboard_lights.practice_id, dashboard_lights.as_of, dashboard_lights.days), '{}'::rcm.kpi) AS now,
			coalesce(@ledger@.kpi_state(dashboard_lights.practice_id, dashboard_lights.as_of - dashboard_lights.days, dashboard_lights.days), '{}'::rcm.kpi) AS before)
	SELECT k.number, k.id, k.kpi, k.variant, k.name, k.place, l.colour, l.level, l.trend, v.value, v.before, l.unit, l.numerator, l.denominator, l.reason, k.better, k.green, k.red,
		@ledger@.kpi_target(k.better, k.unit, k.green, k.green_within), @ledger@.kpi_working(l.numerator, l.denominator, v.value, l.unit, dashboard_lights.days)
	FROM @ledger@.practice o
	CROSS JOIN state s
	CROSS JOIN rcm.kpis() WITH ORDINALITY k (number, id, kpi, variant, name, formula, numerator, denominator, basis, exclusions, better, unit, green, red, green_within, slide, part, of_money,
		numerator_counters, denominator_counters, source, place)
	CROSS JOIN LATERAL rcm.light(s.now, k.id, s.before, dashboard_lights.days) l
	-- what nothing was counted for is not zero
	CROSS JOIN LATERAL (SELECT CASE WHEN (rcm.kpi_parts(s.now, k.id, dashboard_lights.days)).counted THEN l.value END,
		CASE WHEN (rcm.kpi_parts(s.before, k.id, dashboard_lights.days)).counted THEN l.before END) v (value, before)
	WHERE o.practice_id = dashboard_lights.practice_id
	ORDER BY k.number, k.place
$$;
COMMENT ON FUNCTION @ledger@.dashboard_lights(text, date, integer) IS
'Every KPI and variant of a practice on a day with its light, as the dashboard shows them: the columns of rcm.light (value and before are null where nothing was counted), and in words the target and how the value follows from its parts. days: of the window, and of the equal window before. No row for a practice that the role may not see.

    SELECT name, colour, reason FROM @ledger@.dashboard_lights(''HARBOR'', current_date)';

CREATE OR REPLACE FUNCTION @ledger@.dashboard_rows(practice_id text, kpi text, as_of date, days integer, better text, rows integer) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH found AS MATERIALIZED (
		SELECT r.*, count(*) OVER () AS total, sum(r.numerator) OVER () AS numerators, sum(r.denominator) OVER () AS denominators
		FROM @ledger@.kpi_rows(dashboard_rows.practice_id, dashboard_rows.kpi, dashboard_rows.as_of, dashboard_rows.days) r
		-- first what speaks against the practice
		ORDER BY CASE dashboard_rows.better WHEN 'up' THEN r.denominator - r.numerator ELSE r.numerator END DESC, r.day, r.relation, r.key
		LIMIT greatest(dashboard_rows.rows, 1))
	SELECT jsonb_build_object('total', coalesce(max(f.total), 0), 'numerator', coalesce(max(f.numerators), 0), 'denominator', coalesce(max(f.denominators), 0),
		'shown', coalesce(jsonb_agg(jsonb_build_object('source', f.source, 'key', f.key, 'day', f.day, 'payer', f.payer_id, 'provider', f.provider_npi, 'location', f.location,
			'numerator', f.numerator, 'denominator', f.denominator)), '[]'))
	FROM found f
$$;
COMMENT ON FUNCTION @ledger@.dashboard_rows(text, text, date, integer, text, integer) IS
'The rows behind a KPI for the dashboard: an object with total (how many there are), numerator and denominator (their sums) and shown, the first of them: those that hurt the KPI most (better: up or down). rows: how many are shown, at least one. Errors are those of kpi_rows.

    SELECT @ledger@.dashboard_rows(''HARBOR'', ''no_show_rate'', current_date, 90, ''down'', 5)';
