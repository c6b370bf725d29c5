-- random_claims.sql - whatever parses is judged without an error, and alike everywhere
--
-- 6,000 claims made from good ones by a fixed row of accidents: keys dropped,
-- nulls, odd values, lines shuffled, codes of rubbish.  Each is judged alone,
-- in a parallel plan, by is_clean, and by the trigger.
\set ON_ERROR_STOP 1
\ir given/practice.sql
SET search_path = public, pg_catalog;
SET client_min_messages = error;
SELECT plan(14);
SELECT given.library();
INSERT INTO rcm_library.custom_edit (edit, name, level, expression, severity, message) VALUES
	('OUR-LINE', 'l', 'line', 'units > 1 AND code IS NOT NULL', 'info', 'm'), ('OUR-CLAIM', 'c', 'claim', 'line_count > 2 OR patient_age < 18', 'warn', 'm');

CREATE TABLE base (n serial, doc jsonb);
INSERT INTO base (doc) SELECT given.document() UNION ALL SELECT given.inpatient()::text::jsonb
	UNION ALL SELECT given.document(jsonb_build_object('lines', jsonb_build_array(given.line(1, '{"mods": ["25"]}'), given.line(2, '{"code": "20610", "mods": ["RT", "59"]}'), given.line(3, '{"code": "80048"}'),
		given.line(4, '{"code": "93000", "units": 2, "ndc": {"code": "00000000001", "qty": 1, "uom": "ML"}, "rendering": {"npi": "1700000304"}}')), 'total_charge', '480.00'))
	UNION ALL SELECT given.document('{"history": [{"claim_id": "H1", "payer_id": "HILL", "status": "paid", "code": "20610", "mods": ["RT"], "units": 1, "from": "2024-05-01", "to": "2024-05-01", "rend": "1700000205", "tin": "910000001"}],
		"auths": [{"number": "A1", "payer_id": "HILL", "codes": [["99200", "99299"]], "from": "2024-01-01", "to": "2024-12-31", "units": 10, "used": 9}], "auth_number": "A1",
		"other_payers": [{"payer_id": "RIVR", "seq": "P", "paid": "20.00", "adjud_date": "2024-05-08", "adj": [{"grp": "CO", "carc": "45", "amt": "100.00"}], "lines": [{"n": 1, "paid": "20.00", "adj": [{"grp": "CO", "carc": "45", "amt": "100.00"}]}]}], "payer_seq": "S",
		"encounter": {"performed_by": "1700000205", "mdm": "moderate", "minutes": 25, "documented": ["99213"], "complete": true, "signed_on": "2024-05-06"},
		"related": {"auto": true, "state": "WA"}, "dates": {"accident": "2024-05-01"}, "wc": {"claim_number": "W1"}, "pcs": [{"code": "0DJ08ZZ", "date": "2024-05-06"}]}');

-- wider material, where it is: the claims of the acceptance cases take part, too
\if `test -n "$RCM_SHARED" && test -r "$RCM_SHARED/cases/cases.jsonl" && echo 1 || echo 0`
CREATE TEMP TABLE file (line jsonb);
\copy file FROM PROGRAM 'cat "$RCM_SHARED/cases/cases.jsonl"' (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
INSERT INTO base (doc) SELECT line -> 'claim' FROM file;
SELECT pass('the acceptance cases take part');
\else
SELECT skip('RCM_SHARED names no acceptance cases');
\endif

-- every path of a document down to its values, with what it leads to
CREATE FUNCTION paths(doc jsonb, at text[] DEFAULT '{}') RETURNS SETOF text[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE k text;
BEGIN
	IF jsonb_typeof(doc) = 'object' THEN
		FOR k IN SELECT jsonb_object_keys(doc) LOOP
			RETURN NEXT at || k;
			RETURN QUERY SELECT * FROM paths(doc -> k, at || k);
		END LOOP;
	ELSIF jsonb_typeof(doc) = 'array' THEN
		FOR k IN SELECT generate_series(0, jsonb_array_length(doc) - 1) LOOP
			RETURN NEXT at || k;
			RETURN QUERY SELECT * FROM paths(doc -> k::integer, at || k);
		END LOOP;
	END IF;
END $$;
CREATE TABLE path AS SELECT b.n, row_number() OVER (PARTITION BY b.n ORDER BY p) AS i, p FROM base b, paths(b.doc) p;
CREATE INDEX ON path (n, i);
ANALYZE path;
-- what is put in place: right and wrong codes, ends of ranges, text that is none of it
CREATE TABLE odd (i serial, v jsonb);
INSERT INTO odd (v) SELECT v::jsonb FROM unnest(ARRAY['null', '""', '"  "', '[]', '{}', '0', '-1', '1', '2', '3', '999999999', '0.000001', '-999999.5', '"0.00"', '"-5.00"', '"92233720368547758.07"', '"-92233720368547758.08"',
	'"99213"', '"20610"', '"80048"', '"93000"', '"00000"', '"ZZZZZ"', '"9921"', '"992133"', '"j1885"', '"25"', '"59"', '"RT"', '"xx"', '"?"', '"I10"', '"i10"', '"E11.9"', '"E119"', '"E11"', '"...."', '"A00.0XXXXXXX"',
	'"2024-05-06"', '"0001-01-01"', '"9999-12-31"', '"2024-02-29"', '"1900-01-01"', '"1700000106"', '"1700000107"', '"0000000000"', '"HILL"', '"NOPE"', '"P"', '"I"', '"S"', '"Y"', '"N"', '"M"', '"U"', '"11"', '"21"', '"02"', '"111"', '"999"', '"0120"',
	'"é"', '"\u0001"', '"%s%n"', '"\"; DROP TABLE x; --"', '["25", "25", "25"]', '["", null]', '[1, 2, 3, 99, 0, -1, 9007199254740993]', '[[]]', '[{}]', '[{}, {}]', '[null]', 'true', 'false',
	to_json(repeat('x', 300))::text, to_json(repeat('9', 60))::text, to_json(repeat('日本', 50))::text]) v;

CREATE FUNCTION pg_temp.pick(n integer) RETURNS integer LANGUAGE sql VOLATILE AS $$ SELECT 1 + floor(random() * n)::integer $$;
CREATE TABLE made (n integer PRIMARY KEY, doc jsonb, claim rcm.claim);
CREATE FUNCTION make(wanted integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	tried integer := 0;
	bases integer := (SELECT count(*) FROM base);
	odds  integer := (SELECT count(*) FROM odd);
	rooms integer[] := (SELECT array_agg(c ORDER BY n) FROM (SELECT n, count(*) AS c FROM path GROUP BY n) x);
	b integer; doc jsonb; p text[]; v jsonb; got integer := 0; a jsonb; k integer;
BEGIN
	WHILE got < wanted AND tried < wanted * 20 LOOP
		tried := tried + 1;
		-- the practice's own claims as often as those from elsewhere; few accidents oftener than many
		b := pg_temp.pick(CASE WHEN random() < 0.5 THEN 4 ELSE bases END);
		doc := (SELECT x.doc FROM base x WHERE x.n = b);
		FOR accident IN 1..floor(8 * random() ^ 2)::integer LOOP
			k := 1 + floor(random() * rooms[b]);
			p := (SELECT x.p FROM path x WHERE x.n = b AND i = k);
			BEGIN
			CASE pg_temp.pick(6)
				WHEN 1 THEN doc := doc #- p;
				WHEN 2 THEN doc := jsonb_set(doc, p, 'null', false);
				WHEN 3, 4 THEN
					k := 1 + floor(random() * odds);
					v := (SELECT o.v FROM odd o WHERE o.i = k);
					-- mostly of the kind that was there
					IF (jsonb_typeof(v) = jsonb_typeof(doc #> p) OR random() < 0.1) THEN doc := jsonb_set(doc, p, v, false); END IF;
				WHEN 5 THEN
					-- what stands elsewhere in the document
					k := 1 + floor(random() * rooms[b]);
					v := doc #> (SELECT x.p FROM path x WHERE x.n = b AND i = k);
					IF jsonb_typeof(v) = jsonb_typeof(doc #> p) THEN doc := jsonb_set(doc, p, v, false); END IF;
				ELSE
					-- shuffle a list, say something twice
					a := doc #> p;
					IF jsonb_typeof(a) = 'array' AND jsonb_array_length(a) > 0 THEN
						doc := jsonb_set(doc, p, (SELECT jsonb_agg(e ORDER BY random()) FROM (SELECT e FROM jsonb_array_elements(a) e UNION ALL SELECT a -> 0) x(e)), false);
					END IF;
			END CASE;
			EXCEPTION WHEN invalid_text_representation OR invalid_parameter_value THEN
				NULL;		-- the path led through something that is gone
			END;
		END LOOP;
		BEGIN
			INSERT INTO made VALUES (got + 1, doc, doc::rcm.claim);
			got := got + 1;
		EXCEPTION WHEN SQLSTATE 'RC002' OR invalid_text_representation THEN
			NULL;			-- no claim
		END;
	END LOOP;
	RETURN got;
END $$;
SELECT setseed(0.20240506) \gset
SELECT is(make(6000), 6000, '6,000 claims that parse');
ALTER TABLE made SET (parallel_workers = 2);
ANALYZE made;

-- (nulls in lists are left out, amounts get two decimals: what comes out goes in again unchanged)
SELECT is((SELECT count(*) FROM made WHERE claim::jsonb IS DISTINCT FROM claim::jsonb::rcm.claim::jsonb), 0::bigint, 'what comes out goes in and comes out alike');
SELECT is((SELECT count(*) FROM made WHERE NOT claim OPERATOR(rcm.=) claim::text::rcm.claim OR rcm.digest(claim) <> rcm.digest(doc::text::rcm.claim)), 0::bigint, 'and is the same after a round trip');

-- what a claim answers, in one text; errors would stop the test here
CREATE FUNCTION answer_of(claim rcm.claim) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT coalesce(jsonb_agg(to_jsonb(f))::text, '[]') FROM rcm.scrub(claim) f $$;
SET max_parallel_workers_per_gather = 0;
CREATE TABLE alone AS SELECT n, answer_of(claim) AS answer, rcm.is_clean(claim) AS clean FROM made;
SELECT is((SELECT count(*) FROM alone), 6000::bigint, 'all of them are judged');
SELECT is((SELECT count(*) FROM alone WHERE clean = (answer LIKE '%"severity": "reject"%')), 0::bigint, 'is_clean and scrub agree');
SELECT cmp_ok((SELECT count(*) FROM alone WHERE clean), '>', 100::bigint, 'some are clean');
SELECT cmp_ok((SELECT count(DISTINCT f.edit) FROM made m, rcm.scrub(m.claim) f), '>=', 40::bigint, 'many kinds of findings');
-- the shape of every finding
SELECT is((SELECT count(*) FROM made m, rcm.scrub(m.claim) f WHERE f.edit IS NULL OR f.family IS NULL OR f.severity NOT IN ('reject', 'warn', 'info') OR f.line IS NULL OR f.field IS NULL OR f.message IS NULL OR f.message = ''
	OR jsonb_typeof(f.evidence -> 'values') <> 'object' OR jsonb_typeof(f.evidence -> 'library') <> 'array'
	OR EXISTS (SELECT FROM jsonb_array_elements(f.evidence -> 'library') r WHERE r ->> 'set' NOT IN ('custom_edit') AND r ->> 'release' IS NULL)), 0::bigint, 'every finding is whole, its library rows with their release');

-- the same once more, in the other order: what came before does not matter
CREATE TABLE backwards AS SELECT n, answer_of(claim) AS answer FROM (SELECT * FROM made ORDER BY n DESC) m;
SELECT is((SELECT count(*) FROM alone a JOIN backwards b USING (n) WHERE a.answer <> b.answer), 0::bigint, 'backwards, alike');

-- in parallel: workers over the table
SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET parallel_leader_participation = off;
CREATE FUNCTION workers(query text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE plan json;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, FORMAT json) ' || query INTO plan;
	RETURN (regexp_match(plan::text, '"Workers Launched": ([0-9]+)'))[1];
END $$;
SELECT cmp_ok(workers('SELECT n, answer_of(claim) AS answer, rcm.is_clean(claim) AS clean FROM made'), '>', 0, 'workers judge');
CREATE TABLE parallel AS SELECT n, answer_of(claim) AS answer, rcm.is_clean(claim) AS clean FROM made;
SELECT is((SELECT count(*) FROM alone a JOIN parallel b USING (n) WHERE a.answer <> b.answer OR a.clean <> b.clean), 0::bigint, 'in parallel, alike');
RESET max_parallel_workers_per_gather; RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size; RESET parallel_leader_participation;
-- in a worker alone: the leader of a forced plan does nothing but wait
SELECT set_config(name, 'on', false) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query') \gset
SELECT is((SELECT count(*) FROM alone a JOIN made m USING (n) WHERE a.answer <> answer_of(m.claim)), 0::bigint, 'in a forced worker, alike');
SELECT set_config(name, 'off', false) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query') \gset

-- in the trigger: refused for the same reasons, or let in
CREATE TABLE guarded (n integer, claim rcm.claim);
CREATE TRIGGER clean BEFORE INSERT ON guarded FOR EACH ROW EXECUTE FUNCTION rcm.require_clean('claim');
CREATE FUNCTION by_trigger(number integer, c rcm.claim) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE said text;
BEGIN
	INSERT INTO guarded VALUES (number, c);
	RETURN NULL;
EXCEPTION WHEN SQLSTATE 'RC001' THEN
	GET STACKED DIAGNOSTICS said = PG_EXCEPTION_DETAIL;
	RETURN said::jsonb;
END $$;
SELECT is((SELECT count(*) FROM alone a JOIN made m USING (n), by_trigger(m.n, m.claim) t WHERE a.clean <> (t IS NULL)
	OR t <> (SELECT jsonb_agg(f - 'family') FROM jsonb_array_elements(a.answer::jsonb) f)), 0::bigint, 'in the trigger, alike');
SELECT * FROM finish();
