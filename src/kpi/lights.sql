-- Traffic lights: level and trend together, and why, in words.

CREATE FUNCTION rcm.light_level(value numeric, green numeric, red numeric, better text, green_within boolean DEFAULT false) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE
		WHEN $1 IS NULL OR $4 IS NULL OR $2 IS NULL THEN 'grey'
		WHEN $4 = 'up' THEN CASE WHEN $1 > $2 OR $1 = $2 AND $5 IS NOT TRUE THEN 'green' WHEN $1 < $3 THEN 'red' ELSE 'yellow' END
		WHEN $4 = 'down' THEN CASE WHEN $1 < $2 OR $1 = $2 AND $5 IS NOT TRUE THEN 'green' WHEN $1 > $3 THEN 'red' ELSE 'yellow' END
		ELSE 'grey'
	END
$$;
COMMENT ON FUNCTION rcm.light_level(numeric, numeric, numeric, text, boolean) IS
'The colour of a value by its limits: green up to (better down) or from (better up) the limit green, itself included unless green_within; red above or below the limit red, itself not included; yellow between; without a limit red never red. Grey when the value, the limit green or better is null.

    SELECT rcm.light_level(42.3, 40, 50, ''down'')';

CREATE FUNCTION rcm.light_trend(value numeric, before numeric, better text, slide numeric) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE
		WHEN $1 IS NULL OR $2 IS NULL OR $3 IS NULL OR $4 IS NULL OR $3 NOT IN ('up', 'down') THEN 'grey'
		WHEN CASE $3 WHEN 'up' THEN $2 - $1 ELSE $1 - $2 END <= $4 / 10 THEN 'green'
		WHEN CASE $3 WHEN 'up' THEN $2 - $1 ELSE $1 - $2 END >= $4 THEN 'red'
		ELSE 'yellow'
	END
$$;
COMMENT ON FUNCTION rcm.light_trend(numeric, numeric, text, numeric) IS
'The colour of a change since the equal window before: green when the value is better, the same, or worse by a tenth of slide at most, which is no change; red when it is worse by slide or more; yellow between. slide in the unit of the value. Grey when an argument is null.

    SELECT rcm.light_trend(42.3, 39.2, ''down'', 10)';

CREATE FUNCTION rcm.worse_light(a text, b text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE WHEN 'red' IN ($1, $2) THEN 'red' WHEN 'yellow' IN ($1, $2) THEN 'yellow' WHEN 'green' IN ($1, $2) THEN 'green' ELSE 'grey' END
$$;
COMMENT ON FUNCTION rcm.worse_light(text, text) IS
'The worse of two colours: red, yellow, green; grey and null, which say nothing, give way to any.

    SELECT rcm.worse_light(''green'', ''yellow'')';

CREATE FUNCTION rcm.light(
	state rcm.kpi, id text, previous rcm.kpi DEFAULT NULL, days numeric DEFAULT 90,
	green numeric DEFAULT NULL, red numeric DEFAULT NULL, slide numeric DEFAULT NULL, least_items bigint DEFAULT 30, least_dollars numeric DEFAULT 5000,
	OUT colour text, OUT level text, OUT trend text, OUT value numeric, OUT before numeric, OUT unit text,
	OUT numerator numeric, OUT denominator numeric, OUT reason text
) RETURNS record
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	d record;
	p record;
	b record;
	least numeric;
	in_words text;
BEGIN
	SELECT * INTO d FROM rcm.kpi_definition(id);
	IF green IS NULL AND red IS NULL THEN
		green := d.green;
		red := d.red;
	END IF;
	slide := coalesce(slide, d.slide, nullif(abs(red - green), 0));
	unit := d.unit;
	least := CASE WHEN d.unit = 'items' THEN 0 WHEN d.of_money THEN least_dollars ELSE least_items END;
	in_words := CASE unit WHEN 'percent' THEN ' %' ELSE ' ' || unit END;
	colour := 'grey';
	level := 'grey';
	trend := 'grey';

	SELECT * INTO p FROM rcm.kpi_parts(state, id, days);
	numerator := p.numerator;
	denominator := p.denominator;
	value := p.value;
	SELECT * INTO b FROM rcm.kpi_parts(previous, id, days);
	before := b.value;

	-- Whatever cannot be judged is grey, and says why.
	IF p.counted IS NOT TRUE THEN
		reason := format('no source: nothing was counted for %s', CASE WHEN denominator <> 0 THEN d.numerator ELSE d.denominator END);
		RETURN;
	ELSIF value IS NULL THEN
		reason := format('nothing to divide by: %s is %s', d.denominator, CASE WHEN denominator < 0 THEN 'below zero' ELSE 'zero' END);
		RETURN;
	ELSIF d.better IS NULL THEN
		reason := format('%s%s; for information, it has no light', round(value, 2), in_words);
		RETURN;
	ELSIF p.immature > 0 THEN
		reason := format('%s%s so far; %s of the cohort are too young to judge', round(value, 2), in_words, p.immature);
		RETURN;
	ELSIF denominator < least THEN
		reason := format('%s%s, but too few to judge: %s (%s), at least %s', round(value, 2), in_words, denominator, d.denominator, least);
		RETURN;
	ELSIF d.part AND (value > 100 OR value < 0) THEN
		colour := 'red';
		level := 'red';
		reason := format('integrity alert: %s%s, but a part is between 0 and 100 %%; look for credits, duplicates or charges that are missing', round(value, 2), in_words);
		RETURN;
	END IF;

	level := rcm.light_level(value, green, red, d.better, d.green_within);
	reason := format('%s%s', round(value, 2), in_words);
	IF green IS NOT NULL THEN
		reason := reason || format('; green %s %s', CASE d.better WHEN 'up' THEN CASE WHEN d.green_within THEN 'above' ELSE 'from' END
			ELSE CASE WHEN d.green_within THEN 'below' ELSE 'up to' END END, trim_scale(green))
			|| coalesce(format(', red %s %s', CASE d.better WHEN 'up' THEN 'below' ELSE 'above' END, trim_scale(red)), '');
	END IF;
	IF before IS NULL THEN
		reason := reason || '; no earlier window to compare with';
	ELSIF b.immature > 0 OR b.denominator < least THEN
		reason := reason || '; the earlier window cannot be judged';
	ELSE
		slide := coalesce(slide, CASE WHEN unit IN ('percent', 'days') THEN 5 ELSE abs(before) * 0.05 END);
		trend := rcm.light_trend(value, before, d.better, slide);
		reason := reason || CASE
			WHEN abs(value - before) <= slide / 10 THEN format('; as before (%s)', round(before, 2))
			WHEN (value > before) = (d.better = 'up') THEN format('; better than before (%s)', round(before, 2))
			ELSE format('; worse than before (%s)', round(before, 2)) END;
	END IF;
	colour := rcm.worse_light(level, trend);
END
$$;
COMMENT ON FUNCTION rcm.light(rcm.kpi, text, rcm.kpi, numeric, numeric, numeric, numeric, bigint, numeric) IS
'The traffic light of a KPI, by its id in rcm.kpis(), and why. previous: the state of the equal window before, for the trend; days: of the window; green and red: the practice''s own limits, both null for the usual ones; slide: how much worse than before is red, in the unit of the value, null for the usual (the width of yellow; else 5 points or days; 5 % of dollars and items); least_items and least_dollars: a smaller denominator has no colour. Columns: colour, the worse of level and trend; value and before; numerator and denominator (money in dollars); reason in words. Grey when there is no source (rcm.kpi_parts), there is nothing to divide by, the cohort is too young, too few were counted, or the KPI is for information; a part beyond 0 to 100 % is red, as an integrity alert. Error 22023 for an unknown id.

    SELECT colour, level, trend, reason FROM rcm.light(''{ar:41000.00,charges:80000.00}'', ''days_in_ar'', ''{ar:39000.00,charges:80000.00}'')';

CREATE FUNCTION rcm.lights(
	state rcm.kpi, previous rcm.kpi DEFAULT NULL, days numeric DEFAULT 90, core boolean DEFAULT true,
	OUT number integer, OUT id text, OUT name text, OUT colour text, OUT level text, OUT trend text, OUT value numeric, OUT before numeric, OUT unit text, OUT reason text, OUT formula text, OUT basis text
) RETURNS SETOF record
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 113 SET search_path = pg_catalog, pg_temp
AS $$
	SELECT k.number, k.id, k.name, l.colour, l.level, l.trend, l.value, l.before, l.unit, l.reason, k.formula, k.basis
	FROM (SELECT c.*, row_number() OVER (PARTITION BY c.kpi ORDER BY c.place) AS variant_number
		  FROM rcm.kpis() WITH ORDINALITY c (number, id, kpi, variant, name, formula, numerator, denominator, basis, exclusions, better, unit,
			green, red, green_within, slide, part, of_money, numerator_counters, denominator_counters, source, place)) k,
		LATERAL rcm.light($1, k.id, $2, $3) l
	WHERE NOT $4 OR k.number <= 7 AND k.variant_number = 1
	ORDER BY k.number, k.place
$$;
COMMENT ON FUNCTION rcm.lights(rcm.kpi, rcm.kpi, numeric, boolean) IS
'The lights of the seven core KPIs, or with core false of all KPIs and their variants, with the usual limits; arguments and columns as for rcm.light, with formula and date basis. A null state is grey throughout.

    SELECT name, colour, reason FROM rcm.lights(''{appointments:80,no_shows:5}'')';
