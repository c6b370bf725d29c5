-- ledger_kpi_marks.sql - each kind of change by itself: what it may have changed is counted anew, whatever else is not
--
-- A practice with ten months behind it. After each step all states that are stored are held against the rows: of the
-- days that count there must be no difference, and without the marks there would have been one, or the step proves nothing.
-- Of each step it is told how many of the ends of months were to be counted again: that is what a refresh costs.
\set ON_ERROR_STOP 1
\ir given/money.sql
SELECT rcm.create_library() \gset
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();
UPDATE billing.practice SET time_zone = 'UTC';
SET timezone = 'UTC';

-- ---- ten months ----
CREATE FUNCTION pg_temp.leave(id text, day date, payer text DEFAULT NULL, turn text DEFAULT 'P') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO billing.submission (practice_id, claim_id, interchange_id, item, transaction, payer_id, payer_seq, freq, form, charge, submitted_on, submitted_at, digest, document)
		SELECT 'A', c.claim_id, (SELECT interchange_id FROM billing.interchange LIMIT 1), 1, 1, coalesce(payer, c.payer_id), turn, '1', 'P', c.total_charge, day, day + time '15:00', '', c.document
		FROM billing.claim c WHERE c.claim_id = id;
	UPDATE billing.claim SET state = 'submitted' WHERE claim_id = id AND state = 'ready';
	UPDATE billing.receivable SET first_billed_on = least(first_billed_on, day), last_billed_on = greatest(last_billed_on, day) WHERE claim_id = id;
END $$;
CREATE FUNCTION pg_temp.paid(trace text, claim text, answered integer, adj text DEFAULT '[["CO", "45", 40], ["PR", "2", 20]]', paid integer DEFAULT 40, status text DEFAULT '1') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	said text := (SELECT string_agg(concat_ws(' ', p.state, p.detail), '; ') FROM billing.post_835('A', given.era(trace, jsonb_build_array(jsonb_build_object('id', claim, 'status', status, 'days_ago', 300,
		'lines', jsonb_build_array(jsonb_build_object('code', '99213', 'charge', 100, 'paid', paid, 'control', '1', 'adj', adj::jsonb)))), days_ago => answered)) p);
BEGIN
	IF said <> 'posted' THEN
		RAISE EXCEPTION '%', said USING ERRCODE = 'RC010';
	END IF;
END $$;
INSERT INTO billing.interchange (practice_id, direction, kind, file, state) VALUES ('A', 'out', '837P', '\x00', 'written');
INSERT INTO billing.patient (practice_id, patient_id) SELECT 'A', 'P' || n FROM generate_series(1, 12) n;
-- claims C1 to C20, one each two weeks, each with one line; the odd ones have left a week after they were written
INSERT INTO billing.claim (practice_id, patient_id, state, charged_on, created_at, document)
	SELECT 'A', 'P' || 1 + n % 9, 'ready', d.day, d.day + time '12:00', given.bill('C' || n, '[["99213", 100]]', '{"rendering": {"npi": "1234567893"}}', current_date - d.day + 2)
	FROM generate_series(1, 20) n, LATERAL (SELECT current_date - 14 * n AS day) d;
SELECT pg_temp.leave('C' || n, current_date - 14 * n + 7) FROM generate_series(1, 20, 2) n \g /dev/null
-- some were answered a month later, and have a second payer that nobody has named yet
SELECT pg_temp.paid('T' || n, 'C' || n, 14 * n - 30) FROM unnest('{5,7,9,15,17,19}'::integer[]) n \g /dev/null
SELECT billing.transfer('A', 'C9', 1, 'patient', 'insurer_2', 20, 'second payer') \g /dev/null

-- ---- what is stored beside what the rows say ----
CREATE TEMP TABLE different (source text, day date, counts boolean);
CREATE FUNCTION pg_temp.standing() RETURNS date[] LANGUAGE sql AS $$
	SELECT array_agg(d.day) FROM (SELECT DISTINCT k.day FROM billing.kpi_day k JOIN billing.kpi_sources() s USING (source) WHERE s.standing) d
	-- (today, yesterday, 30 days and some ends of months ago)
	WHERE d.day IN (current_date, current_date - 1, current_date - 30) OR d.day IN (SELECT (date_trunc('month', current_date) - n * interval '1 month')::date - 1 FROM unnest('{0,1,3,6}'::integer[]) n) $$;
CREATE FUNCTION pg_temp.compare() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_catalog, rcm, pg_temp AS $$
BEGIN
	TRUNCATE different;
	DROP TABLE IF EXISTS clean;
	CREATE TEMP TABLE clean AS SELECT c.source, c.day
		FROM (SELECT array_agg(s.source) AS sources, array_agg(current_date - 420) AS sinces, array_agg(current_date) AS untils FROM billing.kpi_sources() s) w,
			billing.kpi_clean('A', w.sources, w.sinces, w.untils) c;
	INSERT INTO different
		WITH live AS (
			SELECT f.source, f.day, f.payer_id, f.provider_npi, f.location, f.code_group, f.fact FROM billing.kpi_facts('A', current_date - 420, current_date) f
			UNION ALL
			SELECT f.source, d.day, f.payer_id, f.provider_npi, f.location, f.code_group, f.fact FROM unnest(pg_temp.standing()) d (day), billing.kpi_standing('A', d.day) f),
		counted AS (
			SELECT l.source, l.day, i.dimension, coalesce(i.item, '') AS item, kpi(l.fact) AS state FROM live l
			CROSS JOIN LATERAL (VALUES ('all', ''), ('payer', l.payer_id), ('provider', l.provider_npi), ('location', l.location), ('code group', l.code_group)) i (dimension, item)
			GROUP BY 1, 2, 3, 4)
		SELECT x.source, x.day, EXISTS (SELECT FROM clean n WHERE n.source = x.source AND n.day = x.day)
		FROM (SELECT DISTINCT source, day FROM counted FULL JOIN (SELECT k.source, k.day, k.dimension, k.item, k.state
				FROM (SELECT pg_temp.standing() AS days) d, billing.kpi_day k JOIN billing.kpi_sources() s ON s.source = k.source WHERE NOT s.standing OR k.day = ANY (d.days)) k USING (source, day, dimension, item)
			-- (what is not billed today is not stored, nor today's slots)
			WHERE coalesce(counted.state, '{}') <> coalesce(k.state, '{}') AND EXISTS (SELECT FROM billing.kpi_day y WHERE y.source = coalesce(counted.source, k.source) AND y.day = coalesce(counted.day, k.day))) x;
END $$;

-- ---- the steps ----
-- month_ends: how many ends of months are to be counted again at most, of whatever source
CREATE TEMP TABLE step (nth integer GENERATED ALWAYS AS IDENTITY, name text, month_ends integer, change text);
\ir given/kpi_steps.sql
CREATE TEMP TABLE done (nth integer, name text, said text, wrong text, missed text, changed boolean, month_ends integer, allowed integer, refreshed text);
CREATE FUNCTION pg_temp.walk() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	x    record;
	said text;
	fine boolean;
BEGIN
	FOR x IN SELECT * FROM step ORDER BY nth LOOP
		PERFORM billing.refresh_kpis('A');
		said := NULL;
		BEGIN
			EXECUTE x.change;
		EXCEPTION WHEN SQLSTATE 'RC010' OR SQLSTATE 'RC011' OR integrity_constraint_violation OR syntax_error_or_access_rule_violation THEN
			said := SQLERRM;
		END;
		PERFORM pg_temp.compare();
		INSERT INTO done SELECT x.nth, x.name, said, (SELECT string_agg(concat_ws(' ', d.source, current_date - d.day), ', ') FROM different d WHERE d.counts), NULL, EXISTS (SELECT FROM different),
			(SELECT count(DISTINCT d.day) FROM unnest(pg_temp.standing()) d (day), billing.kpi_sources() s
				WHERE s.standing AND d.day = (date_trunc('month', d.day) + interval '1 month')::date - 1 AND d.day < date_trunc('month', current_date)
					AND NOT EXISTS (SELECT FROM clean n WHERE n.source = s.source AND n.day = d.day)), x.month_ends;
	END LOOP;
END $$;
SELECT pg_temp.walk() \g /dev/null
SELECT is((SELECT string_agg(format('%s: %s', name, said), E'\n' ORDER BY nth) FROM done WHERE said IS NOT NULL), NULL, 'every change was made');
SELECT is((SELECT string_agg(format('%s: %s', name, wrong), E'\n' ORDER BY nth) FROM done WHERE wrong IS NOT NULL), NULL, 'what is read is what the rows say, after each change');
SELECT is((SELECT string_agg(name, E'\n' ORDER BY nth) FROM done WHERE NOT changed AND name NOT LIKE '%nothing counts'), NULL, 'and would not be without its mark');
SELECT is((SELECT string_agg(name, E'\n' ORDER BY nth) FROM done WHERE changed AND name LIKE '%nothing counts'), NULL, 'unless there is none');
SELECT is((SELECT string_agg(format('%s: %s ends of months, not %s', name, month_ends, allowed), E'\n' ORDER BY nth) FROM done WHERE month_ends > allowed), NULL, 'and no more days are counted again than were touched');
SELECT billing.refresh_kpis('A') \g /dev/null
SELECT pg_temp.compare() \g /dev/null
SELECT is((SELECT count(*) FROM different), 0::bigint, 'in the end all that is stored is what the rows say');
SELECT * FROM finish();
