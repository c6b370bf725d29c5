-- 88-kpi-5-lights.sql - the lights of a practice, by its own limits

CREATE OR REPLACE FUNCTION @ledger@.check_kpi_threshold() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	better text;
BEGIN
	IF NEW.kpi = '*' THEN
		IF NEW.green IS NOT NULL THEN
			RAISE EXCEPTION 'limits are of one KPI' USING ERRCODE = 'RC011',
				HINT = 'A row for * has slide, least_items and least_dollars only.';
		END IF;
		RETURN NEW;
	END IF;
	-- (an unknown one is refused here)
	better := (SELECT d.better FROM rcm.kpi_definition(NEW.kpi) d);
	IF NEW.green IS NOT NULL AND better IS NULL THEN
		RAISE EXCEPTION 'KPI "%" is for information: it has no light', NEW.kpi USING ERRCODE = 'RC011';
	ELSIF better = 'up' AND NEW.red > NEW.green OR better = 'down' AND NEW.red < NEW.green THEN
		RAISE EXCEPTION 'limits of KPI "%" are the wrong way round', NEW.kpi USING ERRCODE = 'RC011',
			DETAIL = format('Better is %s.', better);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION @ledger@.check_kpi_threshold() IS
'Trigger on kpi_threshold (BEFORE INSERT OR UPDATE, FOR EACH ROW): refuses a KPI that there is not (22023), limits of one that has no light, and limits that are the wrong way round (RC011).';
CREATE OR REPLACE TRIGGER check_kpi_threshold BEFORE INSERT OR UPDATE ON @ledger@.kpi_threshold
	FOR EACH ROW EXECUTE FUNCTION @ledger@.check_kpi_threshold();
COMMENT ON TRIGGER check_kpi_threshold ON @ledger@.kpi_threshold IS 'Limits of KPIs that there are, the right way round.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_limits(practice_id text, as_of date DEFAULT NULL)
	RETURNS TABLE (kpi text, green numeric, red numeric, slide numeric, least_items bigint, least_dollars numeric, own boolean)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 113 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH valid AS (
		SELECT t.* FROM @ledger@.kpi_threshold t
		WHERE t.practice_id = kpi_limits.practice_id
			AND coalesce(kpi_limits.as_of, @ledger@.today(kpi_limits.practice_id)) BETWEEN t.eff AND coalesce(t.term, 'infinity'))
	SELECT k.id, CASE WHEN t.green IS NULL THEN k.green ELSE t.green END, CASE WHEN t.green IS NULL THEN k.red ELSE t.red END,
		coalesce(t.slide, a.slide, k.slide), coalesce(t.least_items, a.least_items, 30), coalesce(t.least_dollars, a.least_dollars, 5000),
		t.green IS NOT NULL
	FROM rcm.kpis() k
	LEFT JOIN valid t ON t.kpi = k.id
	LEFT JOIN valid a ON a.kpi = '*'
	WHERE EXISTS (SELECT FROM @ledger@.practice p WHERE p.practice_id = kpi_limits.practice_id)
$$;
COMMENT ON FUNCTION @ledger@.kpi_limits(text, date) IS
'By which limits KPIs are judged on a day (null: today at the practice): the practice''s own of that day (kpi_threshold), else the usual ones of rcm.kpis(). own: green and red are the practice''s. No rows for a practice that there is not.

    SELECT kpi, green, red FROM @ledger@.kpi_limits(''HARBOR'') WHERE own';

CREATE OR REPLACE FUNCTION @ledger@.kpi_threshold_of(practice_id text, kpi text, as_of date,
		OUT green numeric, OUT red numeric, OUT slide numeric, OUT least_items bigint, OUT least_dollars numeric) RETURNS record
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT max(t.green), max(t.red), coalesce(max(t.slide) FILTER (WHERE t.kpi <> '*'), max(t.slide)),
		coalesce(max(t.least_items) FILTER (WHERE t.kpi <> '*'), max(t.least_items), 30), coalesce(max(t.least_dollars) FILTER (WHERE t.kpi <> '*'), max(t.least_dollars), 5000)
	FROM @ledger@.kpi_threshold t
	WHERE t.practice_id = kpi_threshold_of.practice_id AND t.kpi IN (kpi_threshold_of.kpi, '*') AND kpi_threshold_of.as_of BETWEEN t.eff AND coalesce(t.term, 'infinity')
$$;
COMMENT ON FUNCTION @ledger@.kpi_threshold_of(text, text, date) IS
'The practice''s own limits of one KPI on a day, for rcm.light: null where the usual ones hold.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_turn_of(practice_id text, payer_id text DEFAULT NULL) RETURNS integer
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT min(t.p90_days)
	FROM (SELECT t.p90_days, sum(t.answers) OVER (ORDER BY t.p90_days) AS so_far, sum(t.answers) OVER () AS answers
		FROM @ledger@.kpi_turn t
		WHERE t.practice_id = kpi_turn_of.practice_id AND (kpi_turn_of.payer_id IS NULL OR t.payer_id = kpi_turn_of.payer_id)) t
	WHERE t.answers >= 30 AND t.so_far >= 0.9 * t.answers
$$;
COMMENT ON FUNCTION @ledger@.kpi_turn_of(text, text) IS
'How many days a payer takes to answer 90 of 100 submissions, by kpi_turn; payer_id null: that of the payers who give nine tenths of all answers at most. Null with less than 30 answers.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_lights(practice_id text, as_of date DEFAULT NULL, days integer DEFAULT 90, dimension text DEFAULT 'all', item text DEFAULT NULL)
	RETURNS TABLE (number integer, kpi text, variant text, core boolean, name text, colour text, level text, trend text, value numeric, before numeric, unit text,
		numerator numeric, denominator numeric, green numeric, red numeric, own_limits boolean, better text, reason text, formula text, basis text)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 113 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH asked AS MATERIALIZED (
		SELECT coalesce(kpi_lights.as_of, t.today) AS as_of, coalesce(kpi_lights.as_of, t.today) > t.today AS to_come, greatest(kpi_lights.days, 1) AS days
		FROM (SELECT @ledger@.today(kpi_lights.practice_id) AS today) t WHERE t.today IS NOT NULL),
	state AS MATERIALIZED (
		SELECT a.*, @ledger@.kpi_current(kpi_lights.practice_id, a.as_of, a.days, kpi_lights.dimension, kpi_lights.item) AS now,
			@ledger@.kpi_current(kpi_lights.practice_id, a.as_of - a.days, a.days, kpi_lights.dimension, kpi_lights.item) AS then,
			CASE WHEN kpi_lights.dimension <> 'all' THEN @ledger@.kpi_current(kpi_lights.practice_id, a.as_of, a.days) END AS whole,
			@ledger@.kpi_turn_of(kpi_lights.practice_id, CASE kpi_lights.dimension WHEN 'payer' THEN nullif(kpi_lights.item, '') END) AS turn
		FROM asked a WHERE NOT a.to_come
		UNION ALL SELECT a.*, NULL, NULL, NULL, NULL FROM asked a WHERE a.to_come)
	SELECT k.number, k.id, k.variant, k.number <= 7 AND row_number() OVER (PARTITION BY k.kpi ORDER BY k.place) = 1, k.name,
		CASE WHEN y.young THEN 'grey' ELSE l.colour END, CASE WHEN y.young THEN 'grey' ELSE l.level END, CASE WHEN y.young THEN 'grey' ELSE l.trend END, v.value, l.before, k.unit, l.numerator, l.denominator, m.green, m.red, m.own, k.better,
		CASE WHEN s.to_come THEN 'the day has not come'
			WHEN y.young THEN format('%s%s so far; the cohort is too young to judge: its last services are 90 days old, and payers take up to %s', round(l.value, 2),
				CASE k.unit WHEN 'percent' THEN ' %' ELSE ' ' || k.unit END, s.turn)
			WHEN l.value IS NULL AND v.value IS NOT NULL THEN format('%s %% of the whole; for information, it has no light', round(v.value, 2))
			ELSE l.reason END,
		k.formula, k.basis
	FROM state s
	CROSS JOIN rcm.kpis() WITH ORDINALITY k (number, id, kpi, variant, name, formula, numerator, denominator, basis, exclusions, better, unit,
		green, red, green_within, slide, part, of_money, numerator_counters, denominator_counters, source, place)
	JOIN @ledger@.kpi_limits(kpi_lights.practice_id, (SELECT a.as_of FROM asked a)) m ON m.kpi = k.id
	CROSS JOIN LATERAL rcm.light(s.now, k.id, s.then, s.days, CASE WHEN m.own THEN m.green END, CASE WHEN m.own THEN m.red END, m.slide, m.least_items, m.least_dollars) l
	CROSS JOIN LATERAL (SELECT coalesce(l.value, CASE WHEN s.now IS NOT NULL AND s.whole IS NOT NULL THEN rcm.kpi_share(s.now, s.whole, k.id) END) AS value) v
	CROSS JOIN LATERAL (SELECT coalesce(s.turn > 90, false) AND l.colour <> 'grey' AND 'cohort_charges' = ANY (k.denominator_counters || k.numerator_counters) AS young) y
	ORDER BY k.number, k.place
$$;
COMMENT ON FUNCTION @ledger@.kpi_lights(text, date, integer, text, text) IS
'The lights of a practice as of a day: of every KPI and variant the value, level and trend against the equal window before (as of "days" days earlier), by the limits of the day (kpi_limits), and the reason in words. States come from kpi_day where that counts (kpi_current).

as_of - the day; null: today at the practice. A day to come is grey.
days - of the windows: kpi_windows.
dimension, item - only this payer, provider, location or code group: as for kpi_current.

Result:
number, kpi, variant, name - as in rcm.kpis(); core: the seven that come first.
colour - the worse of level and trend; grey, with the reason: nothing was counted, nothing to divide by, too few, a cohort too young (younger than the 90th percentile of its payer''s turn), or for information.
value, before, unit, numerator, denominator - as rcm.light has them; a share is of the whole practice.
green, red, own_limits, better - the limits, whether they are the practice''s own, and the direction; both null for KPIs without.
formula, basis - what it is and which day puts a row into the window.

No rows for a practice that there is not.

    SELECT name, colour, reason FROM @ledger@.kpi_lights(''HARBOR'') WHERE core';
