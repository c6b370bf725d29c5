-- random_releases.sql - whatever is loaded and unloaded, in whatever order, each day is judged by the right release
--
-- Fixed rows of accidents: releases of a set without dates of its own (unit
-- limits) and of one with dates (pairs) are loaded out of order, with equal
-- first days and with none, corrected, reloaded, rolled back, refused for
-- having too few rows, and unloaded, neutral files beside them.  After each
-- step a simple model, which keeps every release whole, says what judges each
-- of some days; the windows of the releases and the scrubber must say the same.
\set ON_ERROR_STOP 1
\ir given/practice.sql
SET search_path = public, pg_catalog;
SET client_min_messages = error;
SELECT plan(18);
SELECT given.library();
SELECT count(rcm.unload_release(r.set_name, r.release)) FROM rcm.releases() r WHERE r.set_name IN ('ptp', 'mue') \gset

-- ---- the model ----

CREATE TABLE model (seq serial, set_name text, name text, eff date, term date, file bytea);
CREATE TABLE model_row (set_name text, name text, key text, value text, eff date, term date);
CREATE TABLE neutral (name text, kind text, key text, value text);
CREATE TABLE day (d date PRIMARY KEY, claim rcm.claim);
CREATE TABLE fault (run integer, step integer, did text, what text, said text, wanted text);

CREATE FUNCTION is_dated(of_set text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT of_set LIKE 'ptp%' $$;
-- The release that judges a day: the last that has begun; where none has, the first day's last, for rows with dates of their own.
CREATE FUNCTION judge(of_set text, on_day date) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE j record;
BEGIN
	SELECT m.name, m.term INTO j FROM model m WHERE m.set_name = of_set
		AND coalesce(m.eff, '-infinity') <= greatest(on_day, CASE WHEN is_dated(of_set) THEN (SELECT min(coalesce(f.eff, '-infinity')) FROM model f WHERE f.set_name = of_set) END)
		ORDER BY coalesce(m.eff, '-infinity') DESC, m.seq DESC LIMIT 1;
	RETURN CASE WHEN on_day <= coalesce(j.term, 'infinity') THEN j.name END;
END $$;
-- What the model says of a day.
CREATE FUNCTION model_says(of_set text, judges text, on_day date) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (SELECT string_agg(says, ', ' ORDER BY says) FROM (
		SELECT r.key || ' ' || r.value AS says FROM model_row r
		WHERE r.set_name = of_set AND r.name = judges AND on_day BETWEEN coalesce(r.eff, '-infinity') AND coalesce(r.term, 'infinity')
		UNION ALL SELECT n.key || ' ' || n.value FROM neutral n WHERE of_set LIKE n.kind || '-%') x);
END $$;

-- ---- the library ----

-- The same as the library's tables have it, by the windows of the releases.
CREATE FUNCTION library_says(of_set text, on_day date) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN (SELECT string_agg(says, ', ' ORDER BY says) FROM (
		SELECT x.says FROM (
			SELECT m.code || ' ' || m.value AS says, m.eff, m.term, m.release_id, m.ended_by FROM rcm_library.mue m WHERE of_set LIKE 'mue%'
			UNION ALL SELECT p.col1 || ' ' || p.col2 || ' ' || p.ccmi, p.eff, p.term, p.release_id, p.ended_by FROM rcm_library.ptp p WHERE of_set LIKE 'ptp%') x
		JOIN rcm_library.release r ON r.id = x.release_id
		LEFT JOIN rcm_library.release e ON e.id = x.ended_by
		WHERE on_day BETWEEN coalesce(x.eff, '-infinity') AND coalesce(x.term, 'infinity')
			AND on_day >= r.since AND (e.id IS NULL OR on_day < e.since)
			-- some release judges the day
			AND (r.additive OR EXISTS (SELECT FROM rcm_library.release o WHERE o.set_name = of_set AND NOT o.additive AND on_day BETWEEN o.since AND o.until))) y);
END $$;
-- And as the scrubber judges: every code stands on the day's claim with more units than any limit allows.
CREATE FUNCTION scrubber_says(on_day date) RETURNS TABLE (set_name text, says text) LANGUAGE sql STABLE AS $$
	SELECT s.set_name, string_agg(f.says, ', ' ORDER BY f.says)
	FROM (VALUES ('mue-practitioner'), ('ptp-practitioner')) s(set_name)
	LEFT JOIN (SELECT DISTINCT CASE WHEN f.edit LIKE 'UNIT%' THEN 'mue-practitioner' ELSE 'ptp-practitioner' END AS set_name,
			CASE WHEN f.edit LIKE 'UNIT%' THEN concat_ws(' ', row ->> 'code', row ->> 'value') ELSE concat_ws(' ', row ->> 'col1', row ->> 'col2', row ->> 'ccmi') END AS says
		FROM day d, rcm.scrub(d.claim) f, jsonb_array_elements(f.evidence -> 'library') row
		WHERE d.d = on_day AND f.edit ~ '^(UNIT-MUE1|NCCI-PTP)' AND row ->> 'set' IN ('mue', 'ptp')) f USING (set_name)
	GROUP BY s.set_name
$$;
INSERT INTO day SELECT d, given.claim(jsonb_build_object('submit_date', '2026-01-01', 'lines',
		(SELECT jsonb_agg(jsonb_build_object('n', n, 'code', code, 'units', '9', 'charge', '10.00', 'from', d, 'to', d, 'dx_ptr', '[1]'::jsonb) ORDER BY n)
		FROM unnest('{93000,99213,99214,36415,20610,80048,82947}'::text[]) WITH ORDINALITY c(code, n))))
	FROM unnest('{2022-06-15,2023-12-31,2024-01-01,2024-03-31,2024-04-01,2024-05-31,2024-06-30,2024-07-01,2024-12-31,2025-06-30}'::date[]) d;

-- ---- files ----

CREATE FUNCTION pick(n integer) RETURNS integer LANGUAGE sql VOLATILE AS $$ SELECT 1 + floor(random() * n)::integer $$;
CREATE FUNCTION one_of(VARIADIC choices text[]) RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT choices[pick(cardinality(choices))] $$;
-- Rows of a release, mostly those of another one: what publishers do.
CREATE FUNCTION make_rows(of_set text, new_name text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE like_name text := (SELECT m.name FROM model m WHERE m.set_name = of_set ORDER BY random() LIMIT 1);
BEGIN
	INSERT INTO model_row SELECT of_set, new_name, r.key, r.value, r.eff, r.term FROM model_row r WHERE r.set_name = of_set AND r.name = like_name AND random() < 0.75;
	IF of_set LIKE 'mue%' THEN
		INSERT INTO model_row SELECT of_set, new_name, code, pick(4)::text FROM unnest('{93000,99213,99214,36415,20610}'::text[]) code
			WHERE random() < 0.6 AND code NOT IN (SELECT r.key FROM model_row r WHERE r.set_name = of_set AND r.name = new_name);
	ELSE
		-- a pair may end and begin again
		INSERT INTO model_row SELECT of_set, new_name, pair, value, eff, term FROM unnest('{93000 36415,93000 99213,93000 20610,20610 99214}'::text[]) pair,
				LATERAL (SELECT pick(2) AS kind, pair AS same) k,
				LATERAL (SELECT (pick(2) - 1)::text AS value, one_of('2000-01-01', '2024-01-01', '2024-04-01')::date AS eff, CASE WHEN kind = 1 THEN one_of('2024-05-31', '2024-06-30')::date END AS term
					UNION ALL SELECT (pick(2) - 1)::text, '2024-07-01', one_of(NULL, '2024-12-31')::date WHERE kind = 1) v
			WHERE (SELECT random() < 0.7 FROM (SELECT pair) p) AND pair NOT IN (SELECT r.key FROM model_row r WHERE r.set_name = of_set AND r.name = new_name);
	END IF;
	IF NOT EXISTS (SELECT FROM model_row r WHERE r.set_name = of_set AND r.name = new_name) THEN
		INSERT INTO model_row SELECT of_set, new_name, CASE WHEN of_set LIKE 'mue%' THEN '93000' ELSE '93000 36415' END, '1', CASE WHEN of_set LIKE 'ptp%' THEN '2000-01-01'::date END;
	END IF;
END $$;
-- Those rows as the publisher's file, in no order; what is said twice counts once.
CREATE FUNCTION make_file(of_set text, of_name text) RETURNS bytea LANGUAGE sql AS $$
	SELECT convert_to(CASE WHEN of_set LIKE 'mue%'
		THEN E'"HCPCS/CPT Code",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n' || string_agg(format(E'%s,%s,1 Line,Why\n', r.key, r.value), '' ORDER BY random())
		ELSE E'A notice.\t\t\t\t\t\t\nColumn 1\tColumn 2\t*=in\tEffective\tDeletion\tModifier\tRationale\n'
			|| string_agg(concat_ws(E'\t', split_part(r.key, ' ', 1), split_part(r.key, ' ', 2), '', to_char(r.eff, 'YYYYMMDD'), coalesce(to_char(r.term, 'YYYYMMDD'), '*'), r.value, CASE r.value WHEN '0' THEN 'Why so' ELSE 'Because of ' || split_part(r.key, ' ', 2) END) || E'\n', '' ORDER BY random())
		END, 'UTF8') FROM model_row r WHERE r.set_name = of_set AND r.name = of_name
$$;

-- ---- steps: each does something to both, and says what ----

CREATE FUNCTION new_release(of_set text, new_name text, ends boolean) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	days date[] := '{2023-07-01,2024-01-01,2024-01-01,2024-04-01,2024-04-01,2024-06-01,2024-07-01,2025-01-01}';
	m model; before model; fewer boolean := random() < 0.5; wanted boolean; got boolean := true; said record; n bigint;
BEGIN
	PERFORM make_rows(of_set, new_name);
	m.set_name := of_set; m.name := new_name; m.seq := nextval('model_seq_seq');
	m.eff := CASE WHEN is_dated(of_set) AND random() < 0.15 THEN NULL ELSE days[pick(8)] END;
	m.term := CASE WHEN ends AND m.eff IS NOT NULL AND random() < 0.2 THEN m.eff + 29 + pick(120) END;
	m.file := make_file(of_set, new_name);
	SELECT count(*) INTO n FROM model_row r WHERE r.set_name = of_set AND r.name = new_name;
	SELECT b.* INTO before FROM model b WHERE b.set_name = of_set AND coalesce(b.eff, '-infinity') <= coalesce(m.eff, '-infinity')
		ORDER BY coalesce(b.eff, '-infinity') DESC, b.seq DESC LIMIT 1;
	wanted := fewer OR before.name IS NULL OR n >= 0.8 * (SELECT count(*) FROM model_row r WHERE r.set_name = of_set AND r.name = before.name);
	BEGIN
		SELECT * INTO said FROM rcm.load(of_set, m.file, new_name, m.eff, m.term, fewer_rows => fewer);
	EXCEPTION WHEN SQLSTATE 'RC007' THEN
		got := false;
		IF SQLERRM NOT LIKE '% rows where release %' THEN RAISE; END IF;
	END;
	IF got THEN
		INSERT INTO model VALUES (m.seq, m.set_name, m.name, m.eff, m.term, m.file);
	ELSE
		DELETE FROM model_row r WHERE r.set_name = of_set AND r.name = new_name;
	END IF;
	IF got <> wanted OR (got AND (said.rows <> n OR said.already_loaded)) THEN
		RAISE 'loaded %, where % was wanted (% rows of %)', got, wanted, said.rows, n;
	END IF;
	RETURN format('load %s %s from %s to %s: %s', of_set, new_name, m.eff, m.term, got);
END $$;
CREATE FUNCTION unload(of_set text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE gone text := (SELECT m.name FROM model m WHERE m.set_name = of_set ORDER BY random() LIMIT 1);
BEGIN
	IF gone IS NULL THEN RETURN 'nothing to unload'; END IF;
	PERFORM rcm.unload_release(of_set, gone);
	DELETE FROM model m WHERE m.set_name = of_set AND m.name = gone;
	DELETE FROM model_row r WHERE r.set_name = of_set AND r.name = gone;
	RETURN format('unload %s %s', of_set, gone);
END $$;
CREATE FUNCTION again(of_set text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m model; said record;
BEGIN
	SELECT x.* INTO m FROM model x WHERE x.set_name = of_set ORDER BY random() LIMIT 1;
	IF m.name IS NULL THEN RETURN 'nothing to load again'; END IF;
	SELECT * INTO said FROM rcm.load(of_set, m.file, m.name, m.eff, m.term);
	IF NOT said.already_loaded OR said.added <> 0 OR said.ended <> 0 THEN RAISE 'loaded again: %', said; END IF;
	RETURN format('again %s %s', of_set, m.name);
END $$;
CREATE FUNCTION beside(new_name text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE old record;
BEGIN
	SELECT n.name, n.kind INTO old FROM neutral n;
	IF old.name IS NOT NULL THEN
		PERFORM rcm.unload_release(old.kind, old.name);
		DELETE FROM neutral;
		RETURN format('unload neutral %s', old.kind);
	ELSIF random() < 0.5 THEN
		PERFORM rcm.load_neutral('mue', E'program,setting,code,value,mai\nMCR,PRA,80048,2,1\n', new_name, CASE WHEN random() < 0.5 THEN '2000-01-01'::date END);
		INSERT INTO neutral VALUES (new_name, 'mue', '80048', '2');
	ELSE
		PERFORM rcm.load_neutral('ptp', E'program,setting,col1,col2,eff,ccmi\nMCR,PRA,80048,82947,2000-01-01,1\n', new_name);
		INSERT INTO neutral VALUES (new_name, 'ptp', '80048 82947', '1');
	END IF;
	RETURN 'load neutral';
END $$;
-- Whatever it is, it is undone together with a subtransaction, after claims were judged in it.
CREATE FUNCTION undone(of_set text, new_name text, ends boolean) RETURNS text LANGUAGE plpgsql AS $$
DECLARE did text;
BEGIN
	BEGIN
		did := CASE WHEN random() < 0.5 THEN new_release(of_set, new_name, ends) ELSE unload(of_set) END;
		PERFORM scrubber_says(d) FROM day;
		RAISE EXCEPTION SQLSTATE 'UUUUU';
	EXCEPTION WHEN SQLSTATE 'UUUUU' THEN
		RETURN 'undone: ' || did;
	END;
END $$;

-- ---- comparing ----

CREATE FUNCTION compare(run integer, step integer, did text) RETURNS void LANGUAGE sql AS $$
	WITH wanted AS MATERIALIZED (
		SELECT j.*, model_says(j.set_name, j.judges, j.d) AS says
		FROM (SELECT o.set_name, d.d, judge(o.set_name, d.d) AS judges FROM (VALUES ('mue-practitioner'), ('ptp-practitioner')) o(set_name), day d OFFSET 0) j)
	INSERT INTO fault SELECT run, step, did, s.what || ' ' || w.set_name || ' ' || w.d, s.said, s.wanted
	FROM wanted w
	JOIN (SELECT d.d, f.* FROM day d, scrubber_says(d.d) f) scrubber USING (d, set_name)
	LEFT JOIN (SELECT d.d, a.set_name, string_agg(a.release, ' ') AS names FROM day d, rcm.library_at(d.d) a GROUP BY 1, 2) at USING (d, set_name),
	LATERAL (VALUES ('library', library_says(w.set_name, w.d), w.says), ('scrubber', scrubber.says, w.says), ('library_at', at.names, w.judges)) s(what, said, wanted)
	WHERE s.said IS DISTINCT FROM s.wanted
$$;
-- What changed from a release to another, either of which may come first.
CREATE FUNCTION compare_changes(run integer, step integer, of_set text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE names text[] := (SELECT array_agg(m.name ORDER BY random()) FROM model m WHERE m.set_name = of_set);
BEGIN
	IF cardinality(names) < 2 THEN RETURN; END IF;
	INSERT INTO fault SELECT run, step, 'release_changes ' || names[1] || ' ' || names[2], coalesce(said.row, wanted.row), said.n::text, wanted.n::text
	FROM (SELECT concat_ws(' ', c.change, c."row" ->> 'code', c."row" ->> 'col1', c."row" ->> 'col2', c."row" ->> 'value', c."row" ->> 'ccmi', nullif(c."row" ->> 'eff', '-infinity'), nullif(c."row" ->> 'term', 'infinity')) AS row, count(*) AS n
			FROM rcm.release_changes(of_set, names[1], names[2]) c WHERE c.table_name IN ('mue', 'ptp') GROUP BY 1) said
	FULL JOIN (SELECT concat_ws(' ', change, key, value, eff, term) AS row, count(*) AS n
			FROM (SELECT '-' AS change, x.* FROM (SELECT key, value, eff, term FROM model_row WHERE name = names[1] EXCEPT SELECT key, value, eff, term FROM model_row WHERE name = names[2]) x
				UNION ALL SELECT '+', x.* FROM (SELECT key, value, eff, term FROM model_row WHERE name = names[2] EXCEPT SELECT key, value, eff, term FROM model_row WHERE name = names[1]) x) y GROUP BY 1) wanted USING (row)
	WHERE said.n IS DISTINCT FROM wanted.n;
END $$;

CREATE FUNCTION steps(run integer, wanted integer, ends boolean) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE did text; of_set text; what double precision; done integer;
BEGIN
	FOR step IN 1..wanted LOOP
		of_set := one_of('mue-practitioner', 'ptp-practitioner');
		what := random();
		did := CASE WHEN what < 0.50 THEN new_release(of_set, format('r%s-%s', run, step), ends)
			WHEN what < 0.75 THEN unload(of_set)
			WHEN what < 0.82 THEN again(of_set)
			WHEN what < 0.90 THEN undone(of_set, format('u%s-%s', run, step), ends)
			WHEN ends THEN 'nothing'
			ELSE beside(format('n%s-%s', run, step)) END;
		PERFORM compare(run, step, did);
		PERFORM compare_changes(run, step, of_set);
		done := step;
		EXIT WHEN EXISTS (SELECT FROM fault);
	END LOOP;
	-- all of it goes, in any order
	FOR i IN 1..1000 LOOP
		EXIT WHEN NOT EXISTS (SELECT FROM model) AND NOT EXISTS (SELECT FROM neutral);
		PERFORM unload(one_of('mue-practitioner', 'ptp-practitioner'));
		IF EXISTS (SELECT FROM neutral) THEN PERFORM beside('gone'); END IF;
		IF i % 5 = 0 THEN PERFORM compare(run, wanted + i, 'the end'); END IF;
	END LOOP;
	RETURN done;
END $$;
CREATE FUNCTION left_over() RETURNS bigint LANGUAGE sql AS $$
	SELECT (SELECT count(*) FROM rcm_library.mue) + (SELECT count(*) FROM rcm_library.ptp) + (SELECT count(*) FROM rcm_library.ptp_rationale)
		+ (SELECT count(*) FROM rcm_library.release r WHERE r.set_name ~ '^(mue|ptp)')
$$;

-- Either some releases have a last day, or there are neutral files beside them.
CREATE FUNCTION run(number integer, wanted integer, ends boolean) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM setseed(number / 1000.0);
	RETURN NEXT is(steps(number, wanted, ends), wanted, format('run %s: %s steps', number, wanted));
	RETURN NEXT is((SELECT string_agg(format('step %s (%s) %s: %s where %s is right', f.step, f.did, f.what, f.said, f.wanted), E'\n') FROM (SELECT * FROM fault f LIMIT 8) f), NULL, 'each day as it should be');
	RETURN NEXT is(left_over(), 0::bigint, 'and nothing is left of it');
	TRUNCATE fault;
END $$;
SELECT run(1, 30, true);
SELECT run(2, 30, false);
SELECT run(3, 30, true);
SELECT run(4, 30, false);
SELECT run(5, 30, true);
SELECT run(6, 30, false);
SELECT * FROM finish();
