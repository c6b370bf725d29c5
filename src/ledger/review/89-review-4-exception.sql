-- 89-review-4-exception.sql - what needs an explanation, and gets one before it is closed

CREATE OR REPLACE FUNCTION @ledger@.kpi_outliers(practice_id text, as_of date DEFAULT NULL, kpis text[] DEFAULT NULL, known_at timestamptz DEFAULT NULL,
		OUT kpi text, OUT dimension text, OUT item text, OUT value numeric, OUT usual numeric, OUT spread numeric, OUT weeks bigint, OUT why text)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, rcm, pg_temp SET datestyle = 'ISO, YMD' AS $$
	WITH day AS (SELECT coalesce(kpi_outliers.as_of, @ledger@.today(kpi_outliers.practice_id)) AS d),
	wanted AS (
		SELECT k.id, k.name, k.unit, k.of_money, CASE WHEN k.unit = 'days' THEN 1 ELSE 2 END AS floor FROM rcm.kpis() k
		WHERE k.id = ANY (coalesce(kpi_outliers.kpis, '{ccr_paid,fprr,denial_initial_claims,denial_initial_dollars,no_show_rate,charge_lag,claim_lag,rejection_rate,posting_timeliness}'))),
	-- week 0 is the seven days that end on the day, 12 the one 12 weeks before
	week AS (
		SELECT v.dimension, v.item, (d.d - f.day) / 7 AS nth, rcm.kpi(f.fact) AS state
		FROM day d
		-- (a cohort's weeks are of another time)
		CROSS JOIN LATERAL @ledger@.kpi_facts(kpi_outliers.practice_id, d.d - 90, d.d, kpi_outliers.known_at,
			ARRAY(SELECT s.source FROM @ledger@.kpi_sources() s WHERE NOT s.standing AND s.source NOT IN ('cohort', 'patient balance'))) f
		CROSS JOIN LATERAL (VALUES ('all', ''), ('payer', f.payer_id), ('provider', f.provider_npi)) v (dimension, item)
		WHERE v.item IS NOT NULL
		GROUP BY 1, 2, 3),
	number AS MATERIALIZED (
		SELECT w.dimension, w.item, w.nth, k.id, k.name, k.unit, k.floor, p.value, w.state
		FROM week w CROSS JOIN wanted k CROSS JOIN LATERAL rcm.kpi_parts(w.state, k.id, 7) p
		WHERE p.counted AND p.value IS NOT NULL AND p.denominator >= CASE WHEN k.of_money THEN 500 ELSE 5 END),
	middle AS (
		SELECT n.dimension, n.item, n.id, count(*) AS weeks, (percentile_cont(0.5) WITHIN GROUP (ORDER BY n.value))::numeric AS median, rcm.merge(n.state) AS state
		FROM number n WHERE n.nth > 0 GROUP BY 1, 2, 3 HAVING count(*) >= 6),
	past AS (
		SELECT m.*, (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(n.value - m.median)) FROM number n
			WHERE n.dimension = m.dimension AND n.item = m.item AND n.id = m.id AND n.nth > 0)::numeric AS mad
		FROM middle m)
	SELECT n.id, n.dimension, n.item, round(n.value, 4), round(p.median, 4), round(s.spread, 4), p.weeks,
		format('%s of the week that ended on %s%s is %s %s; the median of %s weeks before is %s, and they lie within about %s of it',
			n.name, d.d, CASE n.dimension WHEN 'all' THEN '' ELSE format(' for %s %s', n.dimension, n.item) END, round(n.value, 2), n.unit, p.weeks, round(p.median, 2), round(s.spread, 2))
	FROM day d
	CROSS JOIN number n
	JOIN past p ON p.dimension = n.dimension AND p.item = n.item AND p.id = n.id
	CROSS JOIN LATERAL (SELECT greatest(1.4826 * p.mad, abs(p.median) / 20, n.floor) AS spread) s
	LEFT JOIN LATERAL rcm.compare_kpi(n.state, p.state, n.id, 0.99) c ON true
	-- far away; and where it is a share of counted things, not by chance
	WHERE n.nth = 0 AND abs(n.value - p.median) > 3.5 * s.spread AND coalesce(c.differ, true)
	ORDER BY abs(n.value - p.median) / s.spread DESC, 1, 2, 3
$$;
COMMENT ON FUNCTION @ledger@.kpi_outliers(text, date, text[], timestamptz) IS
'KPIs of a week that are far from their own past: of the whole practice, of each payer, and of each provider. The week is the seven days that end on as_of (null: today at the practice), the past the twelve weeks before. kpis: ids, null for those that say something week by week. known_at: as kpi_facts takes it.

An outlier is more than 3.5 spreads from the median of at least six weeks, in either direction; the spread is 1.4826 times the median distance from the median, but at least a twentieth of the median, 2 points or 1 day. Weeks with a denominator below 5 (500 dollars) are not looked at, and a share of counted things must also differ from the past by rcm.compare_kpi with 99 % confidence.

    SELECT dimension, item, why FROM @ledger@.kpi_outliers(''HARBOR'')';

CREATE OR REPLACE FUNCTION @ledger@.open_exceptions(practice_id text, as_of date DEFAULT NULL, kpis text[] DEFAULT NULL)
	RETURNS SETOF @ledger@.kpi_exception
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	day date := coalesce(as_of, @ledger@.today(practice_id));
BEGIN
	IF @ledger@.today(practice_id) IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	END IF;
	RETURN QUERY
	WITH state AS MATERIALIZED (
		SELECT coalesce(@ledger@.kpi_current(open_exceptions.practice_id, day), '{}') AS now, coalesce(@ledger@.kpi_current(open_exceptions.practice_id, day - 90), '{}') AS before),
	found AS (
		SELECT l.kpi, 'red' AS kind, 'all' AS dimension, '' AS item, l.value, NULL::numeric AS usual, l.reason AS why
		FROM state s
		CROSS JOIN LATERAL @ledger@.review_lights(open_exceptions.practice_id, day, 90, s.now, s.before) l
		-- (of each KPI its usual variant, unless they are named)
		WHERE l.colour = 'red' AND CASE WHEN open_exceptions.kpis IS NULL THEN l.usual ELSE l.kpi = ANY (open_exceptions.kpis) END
		UNION ALL
		SELECT o.kpi, 'outlier', o.dimension, o.item, o.value, o.usual, o.why FROM @ledger@.kpi_outliers(open_exceptions.practice_id, day, open_exceptions.kpis) o)
	INSERT INTO @ledger@.kpi_exception (practice_id, kpi, kind, dimension, item, as_of, value, usual, why)
		SELECT open_exceptions.practice_id, f.kpi, f.kind, f.dimension, f.item, day, f.value, f.usual, f.why FROM found f
		ORDER BY f.kind DESC, f.dimension, f.kpi
		ON CONFLICT DO NOTHING
		RETURNING *;
END
$$;
COMMENT ON FUNCTION @ledger@.open_exceptions(text, date, text[]) IS
'Opens an exception for each KPI whose light is red, and for each outlier of kpi_outliers, as of a day (null: today at the practice), and returns those that are new: what is open already is not opened again. kpis: ids; null: of each KPI its usual variant, and the outliers'' own. Error RC010 when there is no such practice.

    SELECT exception_id, why FROM @ledger@.open_exceptions(''HARBOR'')';

CREATE OR REPLACE FUNCTION @ledger@.close_exception(practice_id text, exception_id bigint, person text, reason text) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp SET standard_conforming_strings = on AS $$
BEGIN
	PERFORM @ledger@.refuse_card_numbers('reason', reason);
	IF coalesce(reason, '') !~ '\S' THEN
		RAISE EXCEPTION 'an exception is not closed without a reason' USING ERRCODE = 'RC010', HINT = 'Say in a sentence what explains it.';
	ELSIF coalesce(person, '') = '' THEN
		RAISE EXCEPTION 'somebody has to say who explains it' USING ERRCODE = 'RC010';
	END IF;
	UPDATE @ledger@.kpi_exception x SET closed_at = now(), closed_by = close_exception.person, reason = close_exception.reason
		WHERE x.practice_id = close_exception.practice_id AND x.exception_id = close_exception.exception_id AND x.closed_at IS NULL;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no open exception %', exception_id USING ERRCODE = 'RC010';
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.close_exception(text, bigint, text, text) IS
'Closes an exception with its explanation. person: who explains it. Errors RC010: no reason, nobody who says it, no open exception of that number.';
CREATE OR REPLACE TRIGGER as_found BEFORE UPDATE OF practice_id, exception_id, kpi, kind, dimension, item, as_of, value, usual, why, opened_at ON @ledger@.kpi_exception
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER as_found ON @ledger@.kpi_exception IS 'What was found stays; only owner and explanation are added.';
CREATE OR REPLACE TRIGGER closed BEFORE UPDATE ON @ledger@.kpi_exception
	FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER closed ON @ledger@.kpi_exception IS 'What is closed stays closed.';
CREATE OR REPLACE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON @ledger@.kpi_exception
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER never_deleted ON @ledger@.kpi_exception IS 'Rows are never deleted.';
