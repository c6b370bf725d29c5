-- 88-kpi-3-day.sql - states by day: what is stored where that counts, else counted from the rows

CREATE OR REPLACE FUNCTION @ledger@.kpi_first_day(practice_id text) RETURNS date
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	SELECT least(
		(SELECT min(k.day) FROM @ledger@.kpi_day k WHERE k.practice_id = kpi_first_day.practice_id AND k.dimension = 'all' AND k.source = 'cohort'),
		(SELECT min(x.service_from) FROM @ledger@.claim_line x WHERE x.practice_id = kpi_first_day.practice_id),
		(SELECT min(v.effective_on) FROM @ledger@.event v WHERE v.practice_id = kpi_first_day.practice_id),
		(SELECT min(s.submitted_on) FROM @ledger@.submission s WHERE s.practice_id = kpi_first_day.practice_id),
		(SELECT min(r.payment_date) FROM @ledger@.remittance r WHERE r.practice_id = kpi_first_day.practice_id),
		(SELECT (min(a.starts_at) AT TIME ZONE 'UTC')::date - 1 FROM @ledger@.appointment a WHERE a.practice_id = kpi_first_day.practice_id),
		(SELECT (t.changed_at AT TIME ZONE 'UTC')::date - 1 FROM @ledger@.claim_transition t WHERE t.practice_id = kpi_first_day.practice_id ORDER BY t.transition_id LIMIT 1),
		(SELECT (t.at AT TIME ZONE 'UTC')::date - 1 FROM @ledger@.work_touch t WHERE t.practice_id = kpi_first_day.practice_id ORDER BY t.touch_id LIMIT 1),
		(SELECT min(v.identified_on) FROM @ledger@.overpayment v WHERE v.practice_id = kpi_first_day.practice_id),
		(SELECT min(n.day) FROM @ledger@.kpi_number n WHERE n.practice_id = kpi_first_day.practice_id))
$$;
COMMENT ON FUNCTION @ledger@.kpi_first_day(text) IS
'The first day for which a practice has anything to count, or one before it; null: it has nothing. Found through indexes. (A claim that was given an earlier created_at is found by its mark.)';

CREATE OR REPLACE FUNCTION @ledger@.kpi_stale_on(practice_id text, source text, day date, today date) RETURNS date
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT coalesce(min(kpi_stale_on.day + a.age), 'infinity')
	FROM unnest(CASE kpi_stale_on.source
		WHEN 'patient balance' THEN '{1,30,31,60,61,90,91,180,181}'::integer[]
		WHEN 'cohort' THEN '{1,89,90,91}'
		WHEN 'visit' THEN '{1,2,3,4}'
		-- a day that is not over yet is counted once more when it is
		ELSE '{1}' END) a (age)
	WHERE kpi_stale_on.day + a.age > kpi_stale_on.today
$$;
COMMENT ON FUNCTION @ledger@.kpi_stale_on(text, text, date, date) IS
'When the state of a day, counted today, is to be counted again though nothing has been posted: a source whose facts have an age (cohort, patient balance, visit) when the next age is reached, any other when the day is over; infinity: never.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_between(practice_id text, sources text[], sinces date[], untils date[], dimension text DEFAULT 'all', item text DEFAULT NULL)
	RETURNS TABLE (source text, day date, of_item text, state rcm.kpi)
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 2000 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan SET jit = off AS $$
#variable_conflict use_column
DECLARE
	practice      text := kpi_between.practice_id;
	kind          text := kpi_between.dimension;
	one           text := CASE kpi_between.dimension WHEN 'all' THEN '' ELSE kpi_between.item END;
	clean_sources text[];
	clean_days    date[];
	span          record;
BEGIN
	IF kind IS NULL OR kind NOT IN ('all', 'payer', 'provider', 'location', 'code group') THEN
		RAISE EXCEPTION 'there is no dimension "%"', kind USING ERRCODE = 'invalid_parameter_value',
			HINT = 'There are all, payer, provider, location and code group.';
	END IF;
	SELECT array_agg(c.source), array_agg(c.day) INTO clean_sources, clean_days
		FROM @ledger@.kpi_clean(practice, kpi_between.sources, kpi_between.sinces, kpi_between.untils) c;
	FOR span IN
		SELECT s.standing, s.since, s.until, s.sources
		FROM @ledger@.kpi_spans(practice, kpi_between.sources, kpi_between.sinces, kpi_between.untils, clean_sources, clean_days) s
	LOOP
		RETURN QUERY SELECT f.source, f.day, f.item, rcm.kpi(f.fact)
			FROM @ledger@.kpi_live(practice, span.standing, span.since, span.until, span.sources, kind) f
			WHERE one IS NULL OR f.item = one
			GROUP BY 1, 2, 3;
		-- days in between that are clean were counted along
		SELECT array_agg(c.source), array_agg(c.day) INTO clean_sources, clean_days
			FROM unnest(clean_sources, clean_days) c (source, day)
			WHERE NOT (c.day BETWEEN span.since AND span.until AND c.source = ANY (span.sources));
	END LOOP;
	IF clean_days IS NOT NULL THEN
		RETURN QUERY SELECT k.source, k.day, k.item, k.state
			FROM unnest(clean_sources, clean_days) c (source, day)
			JOIN @ledger@.kpi_day k ON k.practice_id = practice AND k.dimension = kind AND k.source = c.source AND k.day = c.day
			WHERE one IS NULL OR k.item = one;
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_between(text, text[], date[], date[], text, text) IS
'States by source and day: of days whose state in kpi_day counts, that; of others what the rows say now. So the answer is exact whenever it is asked, and quick where refresh_kpis has been since the last change.

sources, sinces, untils - spans of days, both included, and the source of each; of a source that stands, each day of the span is one as of which it is counted. Spans may overlap.
dimension - all, payer, provider, location or code group; item: one of it, empty for rows that have none; null: each.

Days and items without anything to count may have a row with an empty state, or none. Error 22023: no such dimension.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_clean(practice_id text, sources text[], sinces date[], untils date[]) RETURNS TABLE (source text, day date)
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 2000 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan SET jit = off AS $$
#variable_conflict use_column
DECLARE
	practice      text := kpi_clean.practice_id;
	today         date := @ledger@.today(kpi_clean.practice_id);
	dirty_sources text[];
	dirty_days    date[];
	every_source  date[];
	stood_sources text[];
	stood_days    datemultirange[];
	everything    boolean;
	first         date;
BEGIN
	SELECT array_agg(d.source) FILTER (WHERE d.source <> '*'), array_agg(d.day) FILTER (WHERE d.source <> '*'),
			coalesce(array_agg(DISTINCT d.day) FILTER (WHERE d.source = '*'), '{}'), coalesce(bool_or(d.source = '*' AND d.day IS NULL), false), min(d.day)
		INTO dirty_sources, dirty_days, every_source, everything, first
		FROM @ledger@.kpi_dirty(practice) d;
	IF everything THEN
		RETURN;
	END IF;
	SELECT array_agg(t.source), array_agg(t.days) INTO stood_sources, stood_days FROM @ledger@.kpi_stood(practice) t;
	first := least(first, @ledger@.kpi_first_day(practice));
	RETURN QUERY
		SELECT k.source, k.day
		FROM unnest(kpi_clean.sources, kpi_clean.sinces, kpi_clean.untils) w (source, since, until)
		JOIN @ledger@.kpi_sources() s ON s.source = w.source
		JOIN @ledger@.kpi_day k ON k.practice_id = practice AND k.dimension = 'all' AND k.source = w.source AND k.item = '' AND k.day BETWEEN w.since AND w.until
		LEFT JOIN unnest(stood_sources, stood_days) t (source, days) ON t.source = k.source
		WHERE k.stale_on > today AND CASE WHEN s.standing THEN NOT coalesce(k.day <@ t.days, false) ELSE k.day <> ALL (every_source) END
		EXCEPT
		SELECT d.source, d.day FROM unnest(dirty_sources, dirty_days) d (source, day)
		UNION
		-- before the first day there is nothing, stored or not (what stands looks up to 60 days ahead, at appointments)
		SELECT w.source, w.since + n
		FROM unnest(kpi_clean.sources, kpi_clean.sinces, kpi_clean.untils) w (source, since, until)
		JOIN @ledger@.kpi_sources() s ON s.source = w.source
		CROSS JOIN LATERAL (SELECT coalesce(first - CASE WHEN s.standing THEN 61 ELSE 0 END, 'infinity') AS day) f
		CROSS JOIN generate_series(0, least(w.until, f.day - 1) - w.since) n
		WHERE w.since < f.day;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_clean(text, text[], date[], date[]) IS
'Of which days of some spans, each of its source, the state in kpi_day counts: it is stored, nothing has marked it since, and it has not become stale; or it lies before the first day for which there is anything.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_spans(practice_id text, sources text[], sinces date[], untils date[], clean_sources text[], clean_days date[])
	RETURNS TABLE (standing boolean, since date, until date, sources text[])
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 20 SET search_path = pg_catalog, rcm, pg_temp SET jit = off AS $$
	WITH day AS (
		SELECT w.source, w.since + n AS day
		FROM unnest(kpi_spans.sources, kpi_spans.sinces, kpi_spans.untils) w (source, since, until), generate_series(0, w.until - w.since) n
		EXCEPT
		SELECT c.source, c.day FROM unnest(kpi_spans.clean_sources, kpi_spans.clean_days) c (source, day)),
	broken AS (
		SELECT d.source, d.day, s.standing,
			(s.standing OR coalesce(d.day - lag(d.day) OVER w > 4, true))::integer AS begins
		FROM day d JOIN @ledger@.kpi_sources() s ON s.source = d.source
		WINDOW w AS (PARTITION BY d.source ORDER BY d.day)),
	numbered AS (
		SELECT b.source, b.day, b.standing, sum(b.begins) OVER (PARTITION BY b.source ORDER BY b.day) AS island FROM broken b),
	span AS (
		SELECT n.source, n.standing, min(n.day) AS since, max(n.day) AS until FROM numbered n GROUP BY n.source, n.standing, n.island)
	SELECT p.standing, p.since, p.until, array_agg(p.source ORDER BY p.source) FROM span p GROUP BY 1, 2, 3 ORDER BY 2, 3
$$;
COMMENT ON FUNCTION @ledger@.kpi_spans(text, text[], date[], date[], text[], date[]) IS
'The days of some spans that are not among the clean ones, put together to few spans, with the sources of each: what has to be counted from the rows. Up to three clean days in between are counted along, which costs less than to begin anew. What stands is one span for each day.';

-- (facts are found through indexes, however small the tables were when they were last looked at)
CREATE OR REPLACE FUNCTION @ledger@.kpi_live(practice_id text, standing boolean, since date, until date, sources text[], dimension text DEFAULT 'all')
	RETURNS TABLE (source text, day date, item text, fact rcm.kpi)
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
#variable_conflict use_column
BEGIN
	IF kpi_live.standing THEN
		-- (of a day to come what stands today)
		RETURN QUERY SELECT f.source, kpi_live.until, CASE kpi_live.dimension WHEN 'payer' THEN coalesce(f.payer_id, '') WHEN 'provider' THEN coalesce(f.provider_npi, '')
				WHEN 'location' THEN coalesce(f.location, '') WHEN 'code group' THEN coalesce(f.code_group, '') ELSE '' END, f.fact
			FROM @ledger@.kpi_standing(kpi_live.practice_id, kpi_live.until, NULL, kpi_live.sources) f;
	ELSE
		RETURN QUERY SELECT f.source, f.day, CASE kpi_live.dimension WHEN 'payer' THEN coalesce(f.payer_id, '') WHEN 'provider' THEN coalesce(f.provider_npi, '')
				WHEN 'location' THEN coalesce(f.location, '') WHEN 'code group' THEN coalesce(f.code_group, '') ELSE '' END, f.fact
			FROM @ledger@.kpi_facts(kpi_live.practice_id, kpi_live.since, kpi_live.until, NULL, kpi_live.sources) f;
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_live(text, boolean, date, date, text[], text) IS
'Facts as the rows say now, each with its item of a dimension: kpi_facts from day to day, or with standing kpi_standing as of the last of them.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_daily(practice_id text, since date, until date, dimension text DEFAULT 'all', item text DEFAULT NULL, sources text[] DEFAULT NULL)
	RETURNS TABLE (day date, source text, of_item text, state rcm.kpi)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 2000 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH w AS (
		SELECT array_agg(s.source) AS sources, array_agg(kpi_daily.since) AS sinces, array_agg(kpi_daily.until) AS untils
		FROM @ledger@.kpi_sources() s WHERE NOT s.standing AND (kpi_daily.sources IS NULL OR s.source = ANY (kpi_daily.sources)))
	SELECT b.day, b.source, b.of_item, b.state
	FROM w, @ledger@.kpi_between(kpi_daily.practice_id, w.sources, w.sinces, w.untils, kpi_daily.dimension, kpi_daily.item) b
	ORDER BY 1, 2, 3
$$;
COMMENT ON FUNCTION @ledger@.kpi_daily(text, date, date, text, text, text[]) IS
'States by day of all sources that are dated: exact at any time, from kpi_day where that counts. Merge them over any days, sources and items: rcm.merge(state).

since, until - days, both included.
dimension - all, payer, provider, location or code group. item: one of it; empty: rows that have none; null: each.
sources - names of kpi_sources(); null: all that have a day.

Error 22023: no such dimension.

    SELECT day, rcm.counter(rcm.merge(state), ''charges'') FROM @ledger@.kpi_daily(''HARBOR'', current_date - 7, current_date, sources => ''{charge}'') GROUP BY day';

CREATE OR REPLACE FUNCTION @ledger@.kpi_items(practice_id text, as_of date DEFAULT NULL, days integer DEFAULT 90, dimension text DEFAULT 'all', item text DEFAULT NULL)
	RETURNS TABLE (of_item text, state rcm.kpi)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 20 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH w AS (
		SELECT array_agg(w.source) AS sources, array_agg(w.since) AS sinces, array_agg(w.until) AS untils
		FROM @ledger@.kpi_windows(coalesce(kpi_items.as_of, @ledger@.today(kpi_items.practice_id)), kpi_items.days) w)
	SELECT b.of_item, nullif(rcm.merge(b.state), '{}')
	FROM w, @ledger@.kpi_between(kpi_items.practice_id, w.sources, w.sinces, w.untils, kpi_items.dimension, kpi_items.item) b
	GROUP BY b.of_item ORDER BY b.of_item
$$;
COMMENT ON FUNCTION @ledger@.kpi_items(text, date, integer, text, text) IS
'The state of all KPIs as of a day for each item of a dimension: the same as kpi_state for each of them, but from kpi_day where that counts. Arguments as for kpi_current; item null: each.

    SELECT of_item, rcm.denial_rate(state) FROM @ledger@.kpi_items(''HARBOR'', dimension => ''payer'')';

CREATE OR REPLACE FUNCTION @ledger@.kpi_current(practice_id text, as_of date DEFAULT NULL, days integer DEFAULT 90, dimension text DEFAULT 'all', item text DEFAULT NULL) RETURNS rcm.kpi
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT rcm.merge(i.state) FROM @ledger@.kpi_items(kpi_current.practice_id, kpi_current.as_of, kpi_current.days, kpi_current.dimension, kpi_current.item) i
$$;
COMMENT ON FUNCTION @ledger@.kpi_current(text, date, integer, text, text) IS
'All KPIs of a practice as of a day, as one state: the same as kpi_state, but from kpi_day where that counts, so quick on a ledger of any size.

as_of - the day; null: today at the practice.
days - of the windows: kpi_windows.
dimension, item - only what is of this payer, provider, location or code group; item empty: of none; null: all.

    SELECT rcm.days_in_ar(@ledger@.kpi_current(''HARBOR''), days => 90)';
