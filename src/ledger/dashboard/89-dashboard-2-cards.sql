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
		WHEN abs(w.value - 100 * w.numerator / w.denominator) < 0.0001 AND w.unit = 'percent' THEN format('%s %s %s = %s %%', w.n, w.over, w.d, round(w.value, 2))
		WHEN abs(w.value - w.numerator / w.denominator) < 0.0001 THEN CASE WHEN w.denominator = 1 THEN format('%s %s', w.n, w.unit) ELSE format('%s %s %s = %s %s', w.n, w.over, w.d, round(w.value, 2), w.unit) END
		WHEN abs(w.value - w.numerator * w.days / w.denominator) < 0.0001 THEN format('%1$s %2$s (%3$s %2$s %4$s days) = %5$s %6$s', w.n, w.over, w.d, w.days, round(w.value, 2), w.unit)
	END
	FROM (SELECT kpi_working.numerator, kpi_working.denominator, kpi_working.value, kpi_working.unit, kpi_working.days,
		rtrim(rtrim(to_char(kpi_working.numerator, 'FM999,999,999,999,990.00'), '0'), '.') AS n, rtrim(rtrim(to_char(kpi_working.denominator, 'FM999,999,999,999,990.00'), '0'), '.') AS d,
		-- (the script of the extension is ASCII: what it says in a database of another encoding is the same)
		chr(CASE getdatabaseencoding() WHEN 'UTF8' THEN 247 ELSE 47 END) AS over) w
$$;
COMMENT ON FUNCTION @ledger@.kpi_working(numeric, numeric, numeric, text, integer) IS
'How a KPI''s value follows from numerator and denominator (rcm.kpi_parts), written out for people; days: of the window. Null when there is no value, or it follows in another way.

    SELECT @ledger@.kpi_working(41000, 80000, 46.125, ''days'', 90)';

CREATE OR REPLACE FUNCTION @ledger@.dashboard_lights(practice_id text, as_of date, days integer DEFAULT 90)
	RETURNS TABLE (place bigint, family text, core boolean, number integer, said jsonb)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 113 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT d.place, d.kpi, l.core, l.number,
		jsonb_build_object('number', l.number, 'id', l.kpi, 'variant', l.variant, 'name', l.name, 'light', l.colour, 'level', l.level, 'trend', l.trend, 'value', v.value, 'before', l.before,
			'unit', l.unit, 'better', l.better, 'green', l.green, 'red', l.red, 'own_limits', l.own_limits, 'target', @ledger@.kpi_target(l.better, l.unit, l.green, d.green_within), 'reason', l.reason,
			'working', @ledger@.kpi_working(l.numerator, l.denominator, v.value, l.unit, dashboard_lights.days), 'numerator', l.numerator, 'denominator', l.denominator,
			'formula', l.formula, 'numerator_is', d.numerator, 'denominator_is', d.denominator, 'basis', l.basis, 'exclusions', d.exclusions, 'source', d.source)
	FROM @ledger@.kpi_lights(dashboard_lights.practice_id, dashboard_lights.as_of, dashboard_lights.days) l
	JOIN rcm.kpis() WITH ORDINALITY d (number, id, kpi, variant, name, formula, numerator, denominator, basis, exclusions, better, unit, green, red, green_within, slide, part, of_money,
		numerator_counters, denominator_counters, source, place) ON d.id = l.kpi
	-- what nothing was counted for is not zero
	CROSS JOIN LATERAL (SELECT CASE WHEN l.reason NOT LIKE 'no source%' THEN l.value END) v (value)
$$;
COMMENT ON FUNCTION @ledger@.dashboard_lights(text, date, integer) IS
'Every KPI and variant of a practice on a day as dashboard() shows them. place: order of rcm.kpis(); family: the KPI that it is a variant of; core: one of the seven; said: an object with the columns of kpi_lights (value null where nothing was counted), the definition in words, target (the green limit) and working (how the value follows from its parts). No row for a practice that the role may not see.

    SELECT said ->> ''name'' AS name, said ->> ''light'' AS light FROM @ledger@.dashboard_lights(''HARBOR'', current_date) WHERE core';

CREATE OR REPLACE FUNCTION @ledger@.dashboard_history(practice_id text, as_of date) RETURNS TABLE (id text, said jsonb)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 7 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH month AS MATERIALIZED (
		SELECT m.month, m.days, m.state FROM @ledger@.kpi_months(dashboard_history.practice_id, (date_trunc('month', dashboard_history.as_of) - interval '11 months')::date, dashboard_history.as_of) m)
	SELECT v.id, jsonb_agg(jsonb_build_object('month', m.month, 'value', CASE WHEN v.counted AND v.immature = 0 THEN round(v.value, 4) END) ORDER BY m.month)
	FROM month m, rcm.kpi_values(m.state, m.days) v
	WHERE v.id IN ('days_in_ar', 'ccr_paid', 'fprr', 'denial_initial_claims', 'ncr_cohort', 'pp_yield_90', 'no_show_rate')
	GROUP BY v.id
$$;
COMMENT ON FUNCTION @ledger@.dashboard_history(text, date) IS
'The seven core KPIs by month, of twelve months, for dashboard(): each month by itself, as kpi_core_month has them. said: an array of objects with month and value; null where nothing was counted or what was is too young.

    SELECT id, said FROM @ledger@.dashboard_history(''HARBOR'', current_date)';

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
