-- The KPIs as rows, and any of them by its id; see definition.h.

CREATE FUNCTION rcm.kpis(
	OUT number integer, OUT id text, OUT kpi text, OUT variant text, OUT name text, OUT formula text, OUT numerator text, OUT denominator text,
	OUT basis text, OUT exclusions text, OUT better text, OUT unit text, OUT green numeric, OUT red numeric, OUT green_within boolean, OUT slide numeric,
	OUT part boolean, OUT of_money boolean, OUT numerator_counters text[], OUT denominator_counters text[], OUT source text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_kpis' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 113;
COMMENT ON FUNCTION rcm.kpis() IS
'Every KPI and every variant of it, defined once. number (1 to 7 are the core), id, kpi and variant (the accessor of that name takes the variant; the first one is its default), name, formula, numerator and denominator in words, basis: the date that puts a row into the window, exclusions by default, better: up, down, or null when it is for information, unit: percent, days, dollars, items, the limits of its light: green up to or from, red above or below (null: none), green_within: a value at the green limit is not green, slide: how much worse than before is red (null: the width of yellow), part: the numerator is part of the denominator, of_money: the denominator is money, the counters that are added (or taken away, after "-") for numerator and denominator, and source of definition and limits.

    SELECT id, name, formula, green, red FROM rcm.kpis() WHERE number <= 7';

CREATE FUNCTION rcm.kpi_definition(
	id text, OUT numerator text, OUT denominator text, OUT basis text, OUT exclusions text, OUT better text, OUT unit text,
	OUT green numeric, OUT red numeric, OUT green_within boolean, OUT slide numeric, OUT part boolean, OUT of_money boolean
) RETURNS record
	AS 'MODULE_PATHNAME', 'rcm_kpi_definition_row' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_definition(text) IS
'What a light goes by: one KPI''s row of rcm.kpis(), from numerator to of_money. Error 22023 for an unknown id.

    SELECT green, red, better FROM rcm.kpi_definition(''no_show_rate'')';

CREATE FUNCTION rcm.kpi_value(state rcm.kpi, id text, days numeric DEFAULT 90) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_value' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_value(rcm.kpi, text, numeric) IS
'The value of a KPI in a state, by its id in rcm.kpis(): percent, days, dollars or items. days: of the window in which charges, payments or revenue were counted; calendar or business days as you like; only KPIs in days of something look at it. Null when the denominator is zero or below, never 0 or 100 %; null for a share of the whole, which rcm.kpi_share gives. Error 22023 for an unknown id or a window without days.

    SELECT rcm.kpi_value(''{appointments:80,no_shows:5}'', ''no_show_rate'')';

CREATE FUNCTION rcm.kpi_share(state rcm.kpi, whole rcm.kpi, id text) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_share' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_share(rcm.kpi, rcm.kpi, text) IS
'What part of a whole a state is, in percent, for the KPIs that are shares (ar_mix, payer_mix and its variants); other KPIs as rcm.kpi_value gives them. Null when the whole is zero or below. Error 22023 for an unknown id.

    SELECT payer, rcm.kpi_share(state, rcm.merge(state) OVER (), ''payer_mix'')
    FROM (VALUES (''Alpha'', ''{charges:300.00}''::rcm.kpi), (''Beta'', ''{charges:100.00}'')) AS month (payer, state)';

CREATE FUNCTION rcm.kpi_parts(state rcm.kpi, id text, days numeric DEFAULT 90, OUT numerator numeric, OUT denominator numeric, OUT value numeric, OUT immature bigint, OUT counted boolean) RETURNS record
	AS 'MODULE_PATHNAME', 'rcm_kpi_parts_row' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_parts(rcm.kpi, text, numeric) IS
'What a KPI is made of in a state: numerator and denominator (money in dollars), value as rcm.kpi_value gives it, how many of its rows are too young to judge, and whether it has a source: rows of the kind that it is counted from, both above and below the line; without, a zero means nothing. Errors as for rcm.kpi_value.

    SELECT * FROM rcm.kpi_parts(''{appointments:80,no_shows:5}'', ''no_show_rate'')';

CREATE FUNCTION rcm.kpi_values(state rcm.kpi, days numeric DEFAULT 90, counting boolean DEFAULT false, OUT id text, OUT unit text, OUT numerator numeric, OUT denominator numeric, OUT value numeric, OUT immature bigint, OUT counted boolean) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_kpi_values' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 113;
COMMENT ON FUNCTION rcm.kpi_values(rcm.kpi, numeric, boolean) IS
'All KPIs of a state, in the order of rcm.kpis(), with the columns of rcm.kpi_parts. counting: only those with a numerator or a denominator that is not zero, as most of a single fact''s are. Error 22023 for a window without days.

    SELECT id, round(value, 1), unit FROM rcm.kpi_values(''{appointments:80,no_shows:5}'') WHERE counted';

-- How sure a proportion is.

CREATE FUNCTION rcm.wilson_interval(hits bigint, trials bigint, confidence double precision DEFAULT 0.95, OUT low double precision, OUT high double precision) RETURNS record
	AS 'MODULE_PATHNAME', 'rcm_wilson_interval' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.wilson_interval(bigint, bigint, double precision) IS
'Between which proportions the true one lies, by Wilson''s score interval, which holds for small numbers and near 0 and 1 too. Proportions, not percent. Nulls when there are no trials. Error 22023 when hits are not between 0 and trials or confidence is not between 0 and 1.

    SELECT * FROM rcm.wilson_interval(5, 80)';

CREATE FUNCTION rcm.compare_proportions(hits_a bigint, trials_a bigint, hits_b bigint, trials_b bigint, confidence double precision DEFAULT 0.95, OUT difference double precision, OUT low double precision, OUT high double precision, OUT z double precision, OUT p_value double precision, OUT differ boolean) RETURNS record
	AS 'MODULE_PATHNAME', 'rcm_compare_proportions_row' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.compare_proportions(bigint, bigint, bigint, bigint, double precision) IS
'Whether two proportions differ: a denial''s repeat rate before and after a fix, a pilot slice and the rest. The difference a - b with its interval by Newcombe''s method (from two Wilson intervals), z and the two-sided p value of the pooled two-proportion test, and whether they differ: p below 1 - confidence. Nulls when either has no trials. Errors as for rcm.wilson_interval.

    SELECT * FROM rcm.compare_proportions(12, 200, 31, 190)';

CREATE FUNCTION rcm.kpi_interval(state rcm.kpi, id text, confidence double precision DEFAULT 0.95, OUT low numeric, OUT high numeric) RETURNS record
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
	SELECT round((100 * w.low)::numeric, 4), round((100 * w.high)::numeric, 4)
	FROM rcm.kpi_parts($1, $2) p
	JOIN rcm.kpis() k ON k.id = $2
	LEFT JOIN LATERAL rcm.wilson_interval(least(greatest(p.numerator, 0), p.denominator)::bigint, p.denominator::bigint, $3) w
		ON k.part AND NOT k.of_money AND k.unit = 'percent' AND p.numerator BETWEEN 0 AND p.denominator
$$;
COMMENT ON FUNCTION rcm.kpi_interval(rcm.kpi, text, double precision) IS
'How sure a KPI is that is a share of counted things: its Wilson interval in percent. Nulls for KPIs of money or days, and when nothing was counted. Errors as for rcm.kpi_value and rcm.wilson_interval.

    SELECT * FROM rcm.kpi_interval(''{appointments:80,no_shows:5}'', ''no_show_rate'')';

CREATE FUNCTION rcm.compare_kpi(a rcm.kpi, b rcm.kpi, id text, confidence double precision DEFAULT 0.95, OUT difference numeric, OUT low numeric, OUT high numeric, OUT p_value double precision, OUT differ boolean) RETURNS record
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
	SELECT round((100 * c.difference)::numeric, 4), round((100 * c.low)::numeric, 4), round((100 * c.high)::numeric, 4), c.p_value, c.differ
	FROM rcm.kpis() k
	CROSS JOIN rcm.kpi_parts($1, $3) pa
	CROSS JOIN rcm.kpi_parts($2, $3) pb
	LEFT JOIN LATERAL rcm.compare_proportions(least(greatest(pa.numerator, 0), pa.denominator)::bigint, pa.denominator::bigint,
			least(greatest(pb.numerator, 0), pb.denominator)::bigint, pb.denominator::bigint, $4) c
		ON k.part AND NOT k.of_money AND k.unit = 'percent' AND pa.numerator BETWEEN 0 AND pa.denominator AND pb.numerator BETWEEN 0 AND pb.denominator
	WHERE k.id = $3
$$;
COMMENT ON FUNCTION rcm.compare_kpi(rcm.kpi, rcm.kpi, text, double precision) IS
'Whether a KPI that is a share of counted things differs between two states, such as a pilot slice and the rest: the difference a - b and its interval in percentage points, the p value, and whether they differ, as rcm.compare_proportions says. Nulls for other KPIs, and when either state counted nothing.

    SELECT * FROM rcm.compare_kpi(''{appointments:80,no_shows:2}'', ''{appointments:90,no_shows:12}'', ''no_show_rate'')';
