-- require_clean.sql - the trigger for tables that hold a claim in one column
\set ON_ERROR_STOP 1
\ir given/practice.sql
SET search_path = public, pg_catalog;
SET client_min_messages = warning;
SELECT no_plan();
SELECT given.library();
\set dirty '{"total_charge": "1.00"}'

-- what a statement answers; a refusal's DETAIL is read as JSON on the way
CREATE FUNCTION given.says(statement text) RETURNS text LANGUAGE sql AS $$
	SELECT CASE WHEN e.code IS NULL THEN 'done' WHEN e.code = 'RC001' THEN 'RC001 ' || (SELECT string_agg(f ->> 'edit', ' ') FROM jsonb_array_elements(e.detail::jsonb) f) ELSE e.code || ' ' || e.message END
	FROM given.error(statement) e
$$;

-- ---- four kinds of column ----

CREATE TABLE guarded (kind text, c rcm.claim, b jsonb, j json, t text, note text, id serial);
CREATE TRIGGER clean_c BEFORE INSERT OR UPDATE ON guarded FOR EACH ROW EXECUTE FUNCTION rcm.require_clean('c');
CREATE TRIGGER clean_b BEFORE INSERT OR UPDATE ON guarded FOR EACH ROW EXECUTE FUNCTION rcm.require_clean('b');
CREATE TRIGGER clean_j BEFORE INSERT OR UPDATE ON guarded FOR EACH ROW EXECUTE FUNCTION rcm.require_clean('j');
CREATE TRIGGER clean_t BEFORE INSERT OR UPDATE ON guarded FOR EACH ROW EXECUTE FUNCTION rcm.require_clean('t');
SELECT is(given.says(format('INSERT INTO guarded (kind, %I) VALUES (%L, given.document()::text::%s)', col, col, type)), 'done', 'a clean claim gets in: ' || type) FROM (VALUES ('c', 'rcm.claim'), ('b', 'jsonb'), ('j', 'json'), ('t', 'text')) v(col, type);
SELECT is(given.says(format('INSERT INTO guarded (kind, %I) VALUES (%L, given.document(%L)::text::%s)', col, col, :'dirty', type)), 'RC001 AMT-SUM', 'a dirty one does not: ' || type) FROM (VALUES ('c', 'rcm.claim'), ('b', 'jsonb'), ('j', 'json'), ('t', 'text')) v(col, type);
SELECT is(given.says(format('UPDATE guarded SET %I = given.document(%L)::text::%s WHERE kind = %L', col, :'dirty', type, col)), 'RC001 AMT-SUM', 'nor by an update: ' || type) FROM (VALUES ('c', 'rcm.claim'), ('b', 'jsonb'), ('j', 'json'), ('t', 'text')) v(col, type);
SELECT is(given.says(format('INSERT INTO guarded (%I) VALUES (%L)', col, value)), said, format('what is no claim: %s in %s', value, col)) FROM (VALUES
	('b', '{"form":"Q"}', 'RC002 invalid claim: form: expected "P" (professional), "I" (institutional) or "D" (dental)'), ('j', '[]', 'RC002 invalid claim: expected an object that is a claim, found a list'),
	('t', 'so what', '22P02 invalid input syntax for type rcm.claim'), ('t', '', '22P02 invalid input syntax for type rcm.claim'), ('b', 'null', 'RC002 invalid claim: expected an object that is a claim, found null')) v(col, value, said);
SELECT is((SELECT count(*) FROM guarded), 4::bigint, 'nothing else is in');
SELECT is(given.says('INSERT INTO guarded (note) VALUES (''no claim'')'), 'done', 'null passes');
SELECT is(given.says('UPDATE guarded SET note = ''seen'''), 'done', 'other columns may change');

-- ---- what is said ----

CREATE TABLE one (id integer PRIMARY KEY, c rcm.claim, practice text, note text);
CREATE TRIGGER clean BEFORE INSERT OR UPDATE ON one FOR EACH ROW EXECUTE FUNCTION rcm.require_clean('c', 'practice');
SELECT is(e.code, 'RC001') FROM given.error($$INSERT INTO one VALUES (1, given.claim('{"total_charge": "1.00"}'))$$) e;
SELECT alike(e.message, 'claim refused: AMT-SUM: %', 'the edit is in the message') FROM given.error($$INSERT INTO one VALUES (1, given.claim('{"total_charge": "1.00"}'))$$) e;
SELECT is(e.hint, (SELECT fix FROM rcm.edits() WHERE edit = 'AMT-SUM'), 'the fix is the hint') FROM given.error($$INSERT INTO one VALUES (1, given.claim('{"total_charge": "1.00"}'))$$) e;
SELECT is((SELECT count(*) FROM rcm.scrub(given.claim('{"total_charge": "1.00", "dx": []}')) f), (SELECT count(*) FROM given.error($$INSERT INTO one VALUES (1, given.claim('{"total_charge": "1.00", "dx": []}'))$$) e, jsonb_array_elements(e.detail::jsonb)), 'all findings are in DETAIL');
SELECT is((SELECT jsonb_agg(to_jsonb(f) - 'family' ORDER BY f.edit, f.line) FROM rcm.scrub(given.claim('{"total_charge": "1.00", "dx": []}')) f),
	(SELECT jsonb_agg(f ORDER BY f ->> 'edit', (f ->> 'line')::int) FROM given.error($$INSERT INTO one VALUES (1, given.claim('{"total_charge": "1.00", "dx": []}'))$$) e, jsonb_array_elements(e.detail::jsonb) f), 'as rcm.scrub tells them');
SELECT matches(e.message, '\(and [1-9][0-9]* more\)$', 'how many more there are') FROM given.error($$INSERT INTO one VALUES (1, given.claim('{"total_charge": "1.00", "dx": []}'))$$) e;

-- a warning does not stop a claim; it is said
SET client_min_messages = notice;
INSERT INTO rcm_library.edit_mode (edit, mode) VALUES ('AMT-SUM', 'warn');
SELECT is(given.says($$INSERT INTO one VALUES (2, given.claim('{"total_charge": "1.00"}'))$$), 'done', 'a warning lets it in');
UPDATE rcm_library.edit_mode SET mode = 'log';
SELECT is(given.says($$INSERT INTO one VALUES (3, given.claim('{"total_charge": "1.00"}'))$$), 'done', 'so does a log entry');
-- a practice of its own
UPDATE rcm_library.edit_mode SET practice = 'north';
SELECT is(given.says($$INSERT INTO one VALUES (4, given.claim('{"total_charge": "1.00"}'), 'north')$$), 'done', 'the practice column names the practice');
SELECT is(given.says($$INSERT INTO one VALUES (5, given.claim('{"total_charge": "1.00"}'), 'south')$$), 'RC001 AMT-SUM', 'another practice');
SELECT is(given.says($$INSERT INTO one VALUES (6, given.claim('{"total_charge": "1.00"}'))$$), 'RC001 AMT-SUM', 'none');
TRUNCATE rcm_library.edit_mode;
SET client_min_messages = warning;

-- ---- updates ----

DELETE FROM one;
INSERT INTO rcm_library.edit_mode (mode) VALUES ('off');
INSERT INTO one VALUES (1, given.claim('{"total_charge": "1.00"}')), (2, given.claim());
TRUNCATE rcm_library.edit_mode;
SELECT is(given.says($$UPDATE one SET note = 'x'$$), 'done', 'what was let in before may stay');
SELECT is(given.says($$UPDATE one SET c = c$$), 'done', 'an update that leaves the claim as it was');
SELECT is(given.says($$UPDATE one SET c = given.claim('{"total_charge": "1.00"}') WHERE id = 1$$), 'done', 'or writes it again');
SELECT is(given.says($$UPDATE one SET c = given.claim('{"total_charge": "2.00"}') WHERE id = 1$$), 'RC001 AMT-SUM', 'not one that changes it');
SELECT is(given.says($$UPDATE one SET c = NULL WHERE id = 1$$), 'done', 'it may be taken away');
SELECT is(given.says($$UPDATE one SET c = given.claim('{"total_charge": "1.00"}') WHERE id = 1$$), 'RC001 AMT-SUM', 'and not come back dirty');
SELECT is(given.says('UPDATE one SET c = given.claim()'), 'done', 'a clean one may');
-- compressed and out of line is still the same
INSERT INTO rcm_library.edit_mode (mode) VALUES ('off');
INSERT INTO one VALUES (3, given.claim(jsonb_build_object('lines', (SELECT jsonb_agg(given.line(n, jsonb_build_object('desc', md5(n::text)))) FROM generate_series(1, 900) n))));
TRUNCATE rcm_library.edit_mode;
SELECT is(given.says($$UPDATE one SET note = 'x', c = c WHERE id = 3$$), 'done', 'a wide claim that stays');
SELECT isnt(given.says($$UPDATE one SET c = given.claim(jsonb_build_object('lines', (SELECT jsonb_agg(given.line(n)) FROM generate_series(1, 900) n))) WHERE id = 3$$), 'done', 'a wide claim that changes');
DELETE FROM one WHERE id = 3;

-- ON CONFLICT judges what is to be inserted, also when it becomes an update
SELECT is(given.says($$INSERT INTO one VALUES (2, given.claim('{"total_charge": "1.00"}')) ON CONFLICT DO NOTHING$$), 'RC001 AMT-SUM', 'ON CONFLICT DO NOTHING');
SELECT is(given.says($$INSERT INTO one VALUES (2, given.claim()) ON CONFLICT (id) DO UPDATE SET c = given.claim('{"total_charge": "1.00"}')$$), 'RC001 AMT-SUM', 'ON CONFLICT DO UPDATE');
SELECT is(given.says($$INSERT INTO one VALUES (2, given.claim()) ON CONFLICT (id) DO UPDATE SET note = 'twice'$$), 'done', 'ON CONFLICT with clean claims');
SELECT is(given.says($$WITH w AS (INSERT INTO one VALUES (9, given.claim('{"total_charge": "1.00"}')) RETURNING id) SELECT * FROM w$$), 'RC001 AMT-SUM', 'in WITH');
SELECT is(given.says($$MERGE INTO one USING (VALUES (2, given.claim('{"total_charge": "1.00"}'))) v(id, c) ON one.id = v.id WHEN MATCHED THEN UPDATE SET c = v.c$$), 'RC001 AMT-SUM', 'MERGE');
-- all of a statement or nothing
SELECT is(given.says($$INSERT INTO one SELECT 100 + n, given.claim(CASE n WHEN 50 THEN '{"total_charge": "1.00"}'::jsonb ELSE '{}' END) FROM generate_series(1, 60) n$$), 'RC001 AMT-SUM', 'one of sixty');
SELECT is((SELECT count(*) FROM one WHERE id > 100), 0::bigint, 'then none');

-- COPY
SELECT format('%s/require_clean_%s', current_setting('data_directory'), pg_backend_pid()) AS file \gset
CREATE TABLE source AS SELECT 200 + n AS id, given.document(CASE n WHEN 2 THEN '{"total_charge": "1.00"}'::jsonb ELSE '{}' END)::rcm.claim AS c FROM generate_series(1, 3) n;
COPY source TO :'file';
SELECT is(given.says(format('COPY one (id, c) FROM %L', :'file')), 'RC001 AMT-SUM', 'COPY');
DELETE FROM source WHERE id = 202;
COPY source TO :'file' (FORMAT binary);
SELECT is(given.says(format('COPY one (id, c) FROM %L (FORMAT binary)', :'file')), 'done', 'binary COPY of clean ones');
SELECT is((SELECT count(*) FROM one WHERE id > 200), 2::bigint);

-- ---- other tables ----

CREATE TABLE parts (id integer, kind text, c rcm.claim) PARTITION BY LIST (kind);
CREATE TABLE parts_a PARTITION OF parts FOR VALUES IN ('a');
CREATE TABLE parts_b (c rcm.claim, extra_gone text, kind text, id integer);
ALTER TABLE parts_b DROP COLUMN extra_gone;
ALTER TABLE parts ATTACH PARTITION parts_b FOR VALUES IN ('b');
CREATE TRIGGER clean BEFORE INSERT OR UPDATE ON parts FOR EACH ROW EXECUTE FUNCTION rcm.require_clean('c');
SELECT is(given.says(format('INSERT INTO %I (id, kind, c) VALUES (1, %L, given.claim(%L))', t, k, :'dirty')), 'RC001 AMT-SUM', 'partition ' || k || ' through ' || t) FROM (VALUES ('parts', 'a'), ('parts', 'b'), ('parts_b', 'b')) v(t, k);
SELECT is(given.says(format('INSERT INTO parts (id, kind, c) VALUES (1, %L, given.claim())', k)), 'done', 'clean in partition ' || k) FROM (VALUES ('a'), ('b')) v(k);
SELECT is(given.says('UPDATE parts SET kind = ''b'' WHERE kind = ''a'''), 'done', 'a row moves to another partition');
CREATE TABLE "Odd Table" ("The Claim" rcm.claim);
CREATE TRIGGER "a b" BEFORE INSERT ON "Odd Table" FOR EACH ROW EXECUTE FUNCTION rcm.require_clean('The Claim');
SELECT is(given.says(format('INSERT INTO "Odd Table" VALUES (given.claim(%L))', :'dirty')), 'RC001 AMT-SUM', 'names that need quotes');
-- a later trigger cannot smuggle, an earlier one may mend
CREATE TABLE mended (c rcm.claim);
CREATE FUNCTION mend() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.c := given.claim(); RETURN NEW; END $$;
CREATE TRIGGER a_mend BEFORE INSERT ON mended FOR EACH ROW EXECUTE FUNCTION mend();
CREATE TRIGGER b_clean BEFORE INSERT ON mended FOR EACH ROW EXECUTE FUNCTION rcm.require_clean('c');
SELECT is(given.says(format('INSERT INTO mended VALUES (given.claim(%L))', :'dirty')), 'done', 'mended before it is judged');
-- a role without rights on the library cannot get past it
CREATE ROLE vendor;
GRANT USAGE ON SCHEMA public, given, rcm TO vendor;
GRANT INSERT ON mended, one TO vendor;
SET ROLE vendor;
SELECT is(left(given.says('INSERT INTO one VALUES (300, given.claim())'), 5), '42501', 'who may not read the library cannot write claims');
RESET ROLE;
DROP OWNED BY vendor; DROP ROLE vendor;
DROP TABLE IF EXISTS gen;
CREATE TABLE gen (doc jsonb, c rcm.claim GENERATED ALWAYS AS (doc::rcm.claim) STORED);
CREATE TRIGGER clean BEFORE INSERT OR UPDATE ON gen FOR EACH ROW EXECUTE FUNCTION rcm.require_clean('c');
SELECT isnt(given.says(format('INSERT INTO gen VALUES (given.document(%L))', :'dirty')), 'done', 'a generated column is empty before the row is stored: it cannot be guarded in silence');

-- ---- wrong use ----

CREATE TABLE misused (id integer, c rcm.claim, n integer, v varchar, d date);
CREATE FUNCTION misuse(clause text, args text, statement text DEFAULT 'INSERT INTO misused (id, c, n, v) VALUES (1, given.claim(), 1, ''x'')') RETURNS text LANGUAGE plpgsql AS $$
DECLARE said text;
BEGIN
	EXECUTE format('CREATE TRIGGER wrong %s EXECUTE FUNCTION rcm.require_clean(%s)', clause, args);
	said := given.says(statement);
	DROP TRIGGER wrong ON misused;
	RETURN said;
END $$;
SELECT is(misuse(clause, args), said, format('%s (%s)', clause, args)) FROM (VALUES
	('AFTER INSERT ON misused FOR EACH ROW', '''c''', '39P01 function "require_clean" must be fired BEFORE ROW INSERT OR UPDATE'),
	('BEFORE INSERT ON misused FOR EACH STATEMENT', '''c''', '39P01 function "require_clean" must be fired BEFORE ROW INSERT OR UPDATE'),
	('AFTER INSERT ON misused FOR EACH STATEMENT', '''c''', '39P01 function "require_clean" must be fired BEFORE ROW INSERT OR UPDATE'),
	('BEFORE INSERT ON misused FOR EACH ROW', '', '22023 trigger function "require_clean" was created with the wrong arguments'),
	('BEFORE INSERT ON misused FOR EACH ROW', '''c'', ''v'', ''x''', '22023 trigger function "require_clean" was created with the wrong arguments'),
	('BEFORE INSERT ON misused FOR EACH ROW', '''nope''', '42703 column "nope" of relation "misused" does not exist'),
	('BEFORE INSERT ON misused FOR EACH ROW', '''ctid''', '42703 column "ctid" of relation "misused" does not exist'),
	('BEFORE INSERT ON misused FOR EACH ROW', '''c'', ''nope''', '42703 column "nope" of relation "misused" does not exist'),
	('BEFORE INSERT ON misused FOR EACH ROW', '''n''', '42804 column "n" of relation "misused" is not a claim'),
	('BEFORE INSERT ON misused FOR EACH ROW', '''v''', '42804 column "v" of relation "misused" is not a claim'),
	-- a column of the wrong type is wrong with nothing in it, too
	('BEFORE INSERT ON misused FOR EACH ROW', '''d''', '42804 column "d" of relation "misused" is not a claim')) v(clause, args, said);
SELECT is(misuse('BEFORE DELETE ON misused FOR EACH ROW', '''c''', 'DELETE FROM misused'), 'done', 'nothing to delete') WHERE NOT EXISTS (SELECT FROM misused);
INSERT INTO misused (id) VALUES (1);
SELECT is(misuse('BEFORE DELETE ON misused FOR EACH ROW', '''c''', 'DELETE FROM misused'), '39P01 function "require_clean" must be fired BEFORE ROW INSERT OR UPDATE', 'BEFORE DELETE');
SELECT throws_ok('SELECT rcm.require_clean()', '39P01', 'function "require_clean" was not called by trigger manager');

-- ---- nothing that names the patient ----

-- every field that tells who the patient is holds a mark; faults of every family; the mark must not come out
CREATE FUNCTION given.marked(patch jsonb) RETURNS jsonb LANGUAGE sql AS $$
	SELECT given.document() || patch || jsonb_build_object(
		'patient', (given.document() -> 'patient') || coalesce(patch -> 'patient', '{}'),
		'subscriber', (given.document() -> 'subscriber') || coalesce(patch -> 'subscriber', '{}'),
		'eligibility', (given.document() -> 'eligibility') || coalesce(patch -> 'eligibility', '{}'))
$$;
CREATE TEMP TABLE faults (patch jsonb);
INSERT INTO faults VALUES ('{"subscriber": {"member_id": "QZX204817-WRONG"}}'), ('{"patient": {"dob": "2061-02-03"}}'), ('{"patient": {"dod": "1961-02-03"}}'), ('{"eligibility": {"last": "QUILLFEATHERS"}}'),
	('{"eligibility": {"dob": "1961-02-04"}}'), ('{"eligibility": {"member_id": "QZX204818"}}'), ('{"eligibility": {"status": "inactive"}}'), ('{"patient": {"sex": "M"}, "dx": [{"code": "O80"}]}'), ('{"patient": {"last": ""}}'),
	('{"patient": {"addr": {"line1": "77 Thistledown Rd"}}}'), ('{"patient": {"rel": "19", "dob": "1961-02-03"}, "subscriber": {"dob": "1999-01-01"}}'), ('{"patient": {"rel": "Quillfeather"}}'),
	('{"auths": [{"number": "A1", "member_id": "QZX204817", "codes": [["99213", "99213"]]}], "auth_number": "A2"}'), ('{"history": [{"claim_id": "X", "status": "paid", "code": "99213", "units": 1, "from": "2024-05-06", "to": "2024-05-06", "rend": "1700000205"}]}'),
	('{"payer_id": "NOPE"}'), ('{"dx": [{"code": "N40.0"}]}'), ('{"lines": [{"n": 1, "code": "99213", "units": "lots", "charge": "1.00", "from": "1950-01-01", "to": "1949-01-01", "dx_ptr": [9]}]}');
SELECT ok(NOT given.tells_who(concat_ws(E'\n', e.message, e.detail, e.hint)), 'says nothing of who: ' || patch::text) FROM faults, given.error(format('INSERT INTO one VALUES (900, %L::jsonb::rcm.claim)', given.marked(patch))) e;
SELECT is((SELECT count(*) FROM faults, rcm.scrub(given.marked(patch)::rcm.claim) f WHERE given.tells_who(f::text)), 0::bigint, 'nor does rcm.scrub');
SELECT is((SELECT string_agg(DISTINCT e.edit, ' ') FROM faults, rcm.edits() e, rcm.explain(given.marked(patch)::rcm.claim, e.edit) x WHERE given.tells_who(x::text)), NULL, 'nor does rcm.explain');
SELECT cmp_ok((SELECT count(DISTINCT f.edit) FROM faults, rcm.scrub(given.marked(patch)::rcm.claim) f WHERE f.family IN ('DEM', 'ELG', 'ID', 'DX', 'AUTH', 'DUP')), '>=', 8::bigint, 'and the faults do fire');

SELECT * FROM finish();
