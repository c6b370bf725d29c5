-- 88-kpi-4-refresh.sql - what has changed is counted again, and stored

CREATE OR REPLACE FUNCTION @ledger@.kpi_standing_days(practice_id text, until date) RETURNS date[]
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT array_agg(DISTINCT d.day ORDER BY d.day DESC)
	FROM (
		-- the day itself, the end of the window before, the days of weekly reviews that look back as far
		SELECT kpi_standing_days.until - n FROM unnest('{0,1,7,30,90}'::integer[]) n
		UNION ALL
		SELECT (date_trunc('month', kpi_standing_days.until) - n * interval '1 month')::date - 1 FROM generate_series(0, 24) n) d (day)
	WHERE d.day >= @ledger@.kpi_first_day(kpi_standing_days.practice_id) - 61
$$;
COMMENT ON FUNCTION @ledger@.kpi_standing_days(text, date) IS
'As of which days refresh_kpis counts what stands (receivables, open claims and so on), so that they can be read at once: the day itself, 1, 7, 30 and 90 days before, and the ends of the last 25 months. Any other day that was stored once is kept as long as nothing of it changes; else it is counted when somebody asks.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_store(practice_id text, standing boolean, since date, until date, sources text[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off SET jit = off AS $$
DECLARE
	practice text := kpi_store.practice_id;
	today    date := @ledger@.today(kpi_store.practice_id);
BEGIN
	DELETE FROM @ledger@.kpi_day k
		WHERE k.practice_id = practice AND k.dimension IN ('all', 'payer', 'provider', 'location', 'code group') AND k.source = ANY (kpi_store.sources)
			AND k.day BETWEEN kpi_store.since AND kpi_store.until;
	INSERT INTO @ledger@.kpi_day (practice_id, dimension, item, source, day, stale_on, state)
		WITH fact AS (
			SELECT f.source, f.day, coalesce(f.payer_id, '') AS payer, coalesce(f.provider_npi, '') AS provider, coalesce(f.location, '') AS location,
				coalesce(f.code_group, '') AS code_group, f.fact
			FROM @ledger@.kpi_facts(practice, kpi_store.since, kpi_store.until, NULL, kpi_store.sources) f WHERE NOT kpi_store.standing
			UNION ALL
			SELECT f.source, kpi_store.until, coalesce(f.payer_id, ''), coalesce(f.provider_npi, ''), coalesce(f.location, ''), coalesce(f.code_group, ''), f.fact
			FROM @ledger@.kpi_standing(practice, kpi_store.until, NULL, kpi_store.sources) f WHERE kpi_store.standing),
		counted AS (
			SELECT f.source, f.day, f.payer, f.provider, f.location, f.code_group, grouping(f.payer, f.provider, f.location, f.code_group) AS by, rcm.kpi(f.fact) AS state
			FROM fact f
			GROUP BY f.source, f.day, GROUPING SETS ((), (f.payer), (f.provider), (f.location), (f.code_group)))
		SELECT practice, CASE c.by WHEN 7 THEN 'payer' WHEN 11 THEN 'provider' WHEN 13 THEN 'location' ELSE 'code group' END,
			coalesce(c.payer, c.provider, c.location, c.code_group), c.source, c.day, 'infinity'::date, c.state
		FROM counted c WHERE c.by <> 15 AND c.state IS NOT NULL
		UNION ALL
		-- a day without anything is a day that was counted, too
		SELECT practice, 'all', '', s.source, d.day, @ledger@.kpi_stale_on(practice, s.source, d.day, today), coalesce(c.state, '{}')
		FROM unnest(kpi_store.sources) s (source)
		CROSS JOIN (SELECT kpi_store.since + n AS day FROM generate_series(0, kpi_store.until - kpi_store.since) n) d
		LEFT JOIN counted c ON c.by = 15 AND c.source = s.source AND c.day = d.day;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_store(text, boolean, date, date, text[]) IS
'Counts some sources for the days from since to until, or with standing as of until (since is the same day), and puts the states into kpi_day in the place of those that were there. Only refresh_kpis may call it, which holds the lock.';

CREATE OR REPLACE FUNCTION @ledger@.count_kpi_turn(practice_id text) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
	practice text := count_kpi_turn.practice_id;
	today    date := @ledger@.today(count_kpi_turn.practice_id);
BEGIN
	IF EXISTS (SELECT FROM @ledger@.kpi_turn t WHERE t.practice_id = practice AND t.counted_on > today - 7) THEN
		RETURN;
	END IF;
	DELETE FROM @ledger@.kpi_turn t WHERE t.practice_id = practice;
	INSERT INTO @ledger@.kpi_turn (practice_id, payer_id, answers, p90_days, counted_on)
		SELECT practice, a.payer_id, count(*), percentile_disc(0.9) WITHIN GROUP (ORDER BY a.days), today
		FROM (SELECT x.payer_id, x.submission_id, min(x.answered_on) - x.submitted_on AS days FROM @ledger@.submission_answer x
			WHERE x.practice_id = practice AND x.submitted_on >= today - 400 AND x.payer_id IS NOT NULL GROUP BY x.payer_id, x.submission_id, x.submitted_on) a
		GROUP BY a.payer_id;
END
$$;
COMMENT ON FUNCTION @ledger@.count_kpi_turn(text) IS
'Counts kpi_turn anew when it is a week old: of each payer the days within which 90 of 100 submissions of the last 400 days were answered. Only refresh_kpis may call it, which holds the lock.';

CREATE OR REPLACE FUNCTION @ledger@.refresh_kpis(practice_id text, until date DEFAULT NULL) RETURNS integer
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
	practice  text := refresh_kpis.practice_id;
	today     date := @ledger@.today(refresh_kpis.practice_id);
	last      date := least(refresh_kpis.until, today);
	first     date;
	seen      bigint[];
	names     text[];
	sinces    date[];
	untils    date[];
	ok_names  text[];
	ok_days   date[];
	span      record;
	part      date;
	days      date[] := '{}';
BEGIN
	IF last IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice USING ERRCODE = 'RC010';
	END IF;
	-- who waits here looks afterwards at what the one before has left
	PERFORM pg_advisory_xact_lock(hashtextextended('@ledger@.kpi_day ' || practice, 0));
	-- who has looked at the ledger before the last call was done does not know of the marks that it took away, nor of what they meant: 40001
	INSERT INTO @ledger@.kpi_day AS k (practice_id, dimension, item, source, day, state) VALUES (practice, 'all', '', '*', '-infinity', '{}')
		ON CONFLICT ON CONSTRAINT kpi_day_pkey DO UPDATE SET state = excluded.state;
	-- these marks go in the end. All that is read from here on is read later than they were: what it does not know of has a mark that stays.
	seen := ARRAY(SELECT m.mark_id FROM @ledger@.kpi_mark m WHERE m.practice_id = practice);
	first := greatest(least(@ledger@.kpi_first_day(practice), (SELECT min(d.day) FROM @ledger@.kpi_dirty(practice) d)), last - 3660);
	IF first IS NOT NULL THEN
		SELECT array_agg(s.source), array_agg(CASE WHEN s.standing THEN d.day ELSE first END),
				-- (of today's slots the hour decides, so they are looked up)
				array_agg(CASE WHEN s.standing THEN d.day WHEN s.source IN ('appointment', 'visit') THEN least(last, today - 1) ELSE last END)
			INTO names, sinces, untils
			FROM @ledger@.kpi_sources() s
			LEFT JOIN unnest(@ledger@.kpi_standing_days(practice, last)) d (day) ON s.standing
			WHERE NOT s.standing OR s.source <> 'unbilled' AND d.day IS NOT NULL OR s.source = 'unbilled' AND d.day < today;
		-- (the marks are read once: for what is wanted, and for all that is stored)
		SELECT array_agg(c.source), array_agg(c.day) INTO ok_names, ok_days
			FROM (SELECT array_agg(s.source) AS sources, array_agg(least(first - 61, w.since)) AS sinces, array_agg(greatest(last, w.until)) AS untils
				FROM @ledger@.kpi_sources() s
				CROSS JOIN (SELECT min(k.day) AS since, max(k.day) AS until FROM @ledger@.kpi_day k WHERE k.practice_id = practice AND k.dimension = 'all' AND k.source <> '*') w) a,
				@ledger@.kpi_clean(practice, a.sources, a.sinces, a.untils) c;
		PERFORM @ledger@.kpi_forget(practice, first, last, ok_names, ok_days);
	END IF;
	FOR span IN SELECT s.standing, s.since, s.until, s.sources FROM @ledger@.kpi_spans(practice, names, sinces, untils, ok_names, ok_days) s WHERE first IS NOT NULL LOOP
		FOR part IN SELECT span.since + 31 * n FROM generate_series(0, (span.until - span.since) / 31) n LOOP
			PERFORM @ledger@.kpi_store(practice, span.standing, part, least(part + 30, span.until), span.sources);
			days := days || ARRAY(SELECT part + n FROM generate_series(0, least(part + 30, span.until) - part) n);
		END LOOP;
	END LOOP;
	DELETE FROM @ledger@.kpi_mark m WHERE m.practice_id = practice AND m.mark_id = ANY (seen);
	PERFORM @ledger@.count_kpi_turn(practice);
	RETURN (SELECT count(DISTINCT d.day) FROM unnest(days) d (day));
END
$$;
COMMENT ON FUNCTION @ledger@.refresh_kpis(text, date) IS
'Brings kpi_day up to date: counts the days anew of which something has changed since the last time (kpi_dirty, kpi_stood), those that have become stale, and those that were never counted, each with the sources that it is about. Its cost grows with these days, not with the ledger. Returns how many days were counted. To be called by pg_cron or by hand, as often as you like: it changes how long reading takes, never what is read.

until - the last day that is stored; null, or a day to come: today at the practice. Later days are counted when they are asked for. So are those more than ten years before, and of today appointments, visits and what is not billed, which the hour changes.

Two calls for a practice wait for each other. Nobody who posts waits, and nobody who reads: what is posted meanwhile is counted by the next call. Under REPEATABLE READ a call fails with 40001 when another one has ended since its transaction began; let it run in a transaction of its own. Error RC010: no such practice.

    SELECT @ledger@.refresh_kpis(''HARBOR'')';

CREATE OR REPLACE FUNCTION @ledger@.kpi_forget(practice_id text, first date, last date, clean_sources text[], clean_days date[]) RETURNS void
	LANGUAGE sql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp SET jit = off AS $$
	DELETE FROM @ledger@.kpi_day k
		-- of dated sources what lies outside of the days that are kept, of what stands any day
		USING (SELECT k.source, k.day
			FROM @ledger@.kpi_sources() s
			JOIN @ledger@.kpi_day k ON k.practice_id = kpi_forget.practice_id AND k.dimension = 'all' AND k.source = s.source AND k.item = ''
			WHERE s.standing OR NOT k.day BETWEEN kpi_forget.first AND kpi_forget.last
			EXCEPT SELECT c.source, c.day FROM unnest(kpi_forget.clean_sources, kpi_forget.clean_days) c (source, day)) gone
		WHERE k.practice_id = kpi_forget.practice_id AND k.dimension IN ('all', 'payer', 'provider', 'location', 'code group') AND k.source = gone.source AND k.day = gone.day
$$;
COMMENT ON FUNCTION @ledger@.kpi_forget(text, date, date, text[], date[]) IS
'Takes out of kpi_day what does not count any more and is not counted again by refresh_kpis: what stood on days that nobody asks for as a rule, and days before first and after last. clean_sources, clean_days: what counts. Only refresh_kpis may call it, which holds the lock.';
