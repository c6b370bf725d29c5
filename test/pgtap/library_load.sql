-- library_load.sql - making a library, loading files into it, and who may read it
\set ON_ERROR_STOP 1
\ir given/practice.sql
SET search_path = public, pg_catalog;
SET client_min_messages = warning;
SELECT no_plan();

-- ---- none yet ----

SELECT is(e.code || ': ' || e.message, 'RC003: there is no library: schema "rcm_library" does not exist', 'no library: ' || what) FROM (VALUES
	('scrub', 'SELECT * FROM rcm.scrub(given.claim())'), ('is_clean', 'SELECT rcm.is_clean(given.claim())'),
	('explain', $$SELECT * FROM rcm.explain(given.claim(), 'AMT-SUM')$$), ('coverage', 'SELECT * FROM rcm.scrub_coverage()')) v(what, statement),
	given.error(statement) e;
SELECT is(e.hint, 'Run SELECT rcm.create_library(), or set rcm.library to the schema that holds it.') FROM given.error('SELECT * FROM rcm.scrub(given.claim())') e;
SELECT is((SELECT count(*) FROM rcm.scrub(NULL)), 0::bigint, 'nothing to scrub needs no library');
SELECT is(rcm.is_clean(NULL), NULL, 'null is neither clean nor dirty');
SELECT isnt((given.error($$SELECT rcm.load_neutral('payers', E'payer_id,class\nA,commercial\n')$$)).code, NULL, 'nothing to load into');

-- ---- made once ----

SELECT lives_ok('SELECT rcm.create_library()', 'a library is made');
SELECT throws_ok('SELECT rcm.create_library()', '42P06', 'schema "rcm_library" already exists', 'but not twice');
SELECT throws_ok(format('SELECT rcm.create_library(%L)', name), '3F000', format('schema name "%s" cannot be used for a library', name), 'refused: ' || name)
	FROM (VALUES ('a"b'), ('a''b'), ('@library@'), ('pg_mine'), ('a\b')) v(name);
SELECT throws_ok($$SELECT rcm.create_library('rcm')$$, '42P06', NULL, 'not in the extension''s own schema');
SELECT lives_ok($$SELECT rcm.create_library('Second Library; DROP')$$, 'a name that must be quoted');
SELECT is((SELECT version FROM "Second Library; DROP".version), (SELECT extversion FROM pg_extension WHERE extname = 'rcm'), 'it knows its version');
SELECT is((SELECT count(*) FROM pg_depend WHERE deptype = 'e' AND objid IN
	(SELECT oid FROM pg_class WHERE relnamespace = 'rcm_library'::regnamespace)), 0::bigint, 'no table of it belongs to the extension');
SELECT is((SELECT count(*) FROM pg_class c WHERE c.relnamespace = 'rcm_library'::regnamespace AND c.relkind = 'r' AND NOT EXISTS
	(SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'library_changed' AND t.tgenabled = 'A'
		AND t.tgfoid = 'rcm.library_changed'::regproc AND t.tgtype & (4 + 8 + 16 + 32) = 60)), 0::bigint,
	'every table announces insert, update, delete and truncate, to replicas too');
SELECT is((SELECT count(*) FROM rcm.library_sets() s WHERE to_regclass('rcm_library.' || s.set_name) IS NULL), 0::bigint, 'every set has its table');
SELECT is((SELECT string_agg(c.relname, ' ' ORDER BY c.relname) FROM pg_class c WHERE c.relnamespace = 'rcm_library'::regnamespace AND c.relkind = 'r'
	AND obj_description(c.oid) IS NULL), NULL, 'every table has a comment');
SELECT is((SELECT string_agg(c.relname || '.' || a.attname, ' ') FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
	WHERE c.relnamespace = 'rcm_library'::regnamespace AND c.relkind = 'r' AND a.attname NOT IN ('id', 'eff', 'term', 'release_id', 'set_by', 'set_at', 'created_by', 'created_at')
	AND col_description(c.oid, a.attnum) IS NULL), NULL, 'every column of its own has a comment');
SELECT is((SELECT string_agg(DISTINCT r.rolname, ' ') FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE c.relnamespace = 'rcm_library'::regnamespace),
	current_user::text, 'all of it is the caller''s');

-- by somebody who is no superuser
CREATE ROLE librarian;
SELECT format('GRANT CREATE ON DATABASE %I TO librarian', current_database()) \gexec
GRANT USAGE ON SCHEMA rcm, given TO librarian;
SET ROLE librarian;
SELECT lives_ok($$SELECT rcm.create_library('librarians')$$, 'who may make a schema may make a library');
RESET ROLE;
SELECT is((SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'librarians'), 'librarian', 'and owns it');

-- ---- files ----

\set payers 'payer_id,name,class,nonsense\nACME,"Acme, ""the"" payer",commercial,zzz\nBOLT,,medicare_b,\n'
SELECT is(rcm.load_neutral('payers', :'payers', '2024', '2024-01-01', '2024-12-31'), 2::bigint, 'two rows are loaded');
SELECT results_eq('SELECT payer_id COLLATE "default", name, class COLLATE "default", eff, term FROM rcm_library.payer ORDER BY 1',
	$$VALUES ('ACME', 'Acme, "the" payer', 'commercial', '2024-01-01'::date, '2024-12-31'::date), ('BOLT', NULL, 'medicare_b', '2024-01-01', '2024-12-31')$$,
	'as the file has them, with the release''s dates');
SELECT is(format('%s %s %s %s %s %s %s', set_name, name, eff, term, row_count, file_sha256 = sha256(convert_to(:'payers', 'UTF8')), loaded_by),
	'payer 2024 2024-01-01 2024-12-31 2 t ' || current_user, 'the release is written down') FROM rcm_library.release;
SELECT is(rcm.load_neutral('payers', :'payers', '2024', '2024-01-01', '2024-12-31'), 0::bigint, 'the same file again is nothing new');
SELECT is(rcm.load_neutral('payer', :'payers', '2024'), 0::bigint, 'nor under the table''s name');
SELECT is((SELECT count(*) FROM rcm_library.payer), 2::bigint, 'and changes nothing');
SELECT throws_ok($$SELECT rcm.load_neutral('payers', E'payer_id,class\nX,commercial\n', '2024')$$, 'RC007', 'release "2024" of set "payer" is loaded already, from another file');
SELECT is(rcm.load_neutral('payers', E'payer_id,class,active_from,active_to\r\nCORE,bcbs,2020-01-01,\r\n', '2025', '2025-01-01'), 1::bigint, 'another release, with dates of its own and other line ends');
SELECT results_eq($$SELECT eff, term FROM rcm_library.payer WHERE payer_id = 'CORE'$$, $$VALUES ('2020-01-01'::date, NULL::date)$$, 'the file''s dates count');
SELECT is(rcm.load_neutral('mod_pairs', E'\xEF\xBB\xBFa,b\nRT,LT\n'), 1::bigint, 'a byte order mark') WHERE getdatabaseencoding() = 'UTF8';
SELECT is(rcm.load_neutral('device', E'code,devices\n33249,C1721|C1722\n'), 1::bigint, 'a list');
SELECT is((SELECT devices FROM rcm_library.device), '{C1721,C1722}', 'a list is an array');
SELECT is(rcm.load_neutral('panels', E'panel,component\n'), 0::bigint, 'a header alone is a release without rows');

-- what is refused, and where: nothing of such a file stays
CREATE TEMP TABLE refused (set_name text, csv text, code text, message text);
INSERT INTO refused VALUES
	('no_such', E'a\n1\n', 'RC007', 'there is no set "no_such"'),
	('custom_edit', E'edit\nX\n', 'RC007', 'there is no set "custom_edit"'),
	('mue', '', 'RC007', 'the file''s header names no column of set "mue"'),
	('mue', E'one,two\n1,2\n', 'RC007', 'the file''s header names no column of set "mue"'),
	('mue', E'program,setting,code,value\nMCR,PRA,99213\n', 'RC007', 'row 2 of the file: 3 columns where the first row has 4'),
	('mue', E'program,setting,code,value\nMCR,PRA,99213,1\nMCR,PRA,99214,1,9\n', 'RC007', 'row 3 of the file: 5 columns where the first row has 4'),
	('mue', E'program,setting,code,value\nMCR,PRA,99213,1\n"MCR,PRA,99214,1\n', 'RC007', 'row 3 of the file: a quoted field is not closed'),
	('mue', E'program,setting,code,value\n"MCR"x,PRA,99213,1\n', 'RC007', 'row 2 of the file: text after a closing quote');
SELECT is(e.code || ': ' || e.message, r.code || ': ' || r.message, 'refused: ' || r.set_name || ' ' || to_json(left(r.csv, 50)))
FROM refused r, given.error(format('SELECT rcm.load_neutral(%L, %L, %L)', r.set_name, r.csv, 'bad')) e;
-- a value that does not fit: the message names the row and the column
SELECT is(e.code, 'RC007', 'a value that does not fit is RC007: ' || to_json(v.csv)) FROM (VALUES
	('mue', E'program,setting,code,value\nMCR,PRA,99213,1\nMCR,PRA,99214,many\n'),
	('mue', E'program,setting,code,value\nMCR,PRA,99213,1\nMCR,PRA,9921X4,1\n'),
	('mue', E'program,setting,code,value\nMCR,PRA,99213,1\nMCR,PRA,99213,-1\n'),
	('mue', E'program,setting,code,value,eff\nMCR,PRA,99213,1,2024-01-01\nMCR,PRA,99213,1,2024-02-30\n'),
	('mue', E'program,setting,code,value\nMCR,PRA,99213,1\nMCR,PRA,,1\n')) v(set_name, csv),
	given.error(format('SELECT rcm.load_neutral(%L, %L, %L)', v.set_name, v.csv, 'bad')) e;
SELECT matches(e.message || coalesce(e.detail, ''), 'row 3', 'and names the row: ' || to_json(v.csv)) FROM (VALUES
	('mue', E'program,setting,code,value\nMCR,PRA,99213,1\nMCR,PRA,99214,many\n', 'value'),
	('mue', E'program,setting,code,value\nMCR,PRA,99213,1\nMCR,PRA,9921X4,1\n', 'code')) v(set_name, csv, col),
	given.error(format('SELECT rcm.load_neutral(%L, %L, %L)', v.set_name, v.csv, 'bad')) e;
SELECT isnt((given.error($$SELECT rcm.load_neutral('modifiers', E'mod,ncci\n25,maybe\n', 'bad')$$)).code, NULL, 'a flag that is neither Y nor N is refused');
SELECT is((given.error($$SELECT rcm.load_neutral('panels', E'panel,component,del\n80048,82947,2024-12-31\n', 'ends')$$)).code, NULL, 'a last day without a first day can be loaded');
SELECT is((SELECT count(*) FROM rcm_library.mue) + (SELECT count(*) FROM rcm_library.release WHERE name = 'bad'), 0::bigint, 'nothing of the refused files stayed');
SELECT is((SELECT count(*) FROM rcm.library_sets()), 36::bigint, '36 sets can be loaded');

-- a fault late in a long file
SELECT matches(e.message, 'row 2002', 'row 2002') FROM given.error($$SELECT rcm.load_neutral('panels', E'panel,component\n' || repeat(E'80048,82947\n', 2000) || E'8004,82947\n', 'late')$$) e;

-- a release goes, and can come again
SELECT is(rcm.load_neutral('clia_waived', E'code,qw\n81002,N\n82962,Y\n', 'once'), 2::bigint, 'loaded');
SELECT is(rcm.unload_release('clia_waived', 'once'), 2::bigint, 'unloaded');
SELECT is((SELECT count(*) FROM rcm_library.clia_waived) + (SELECT count(*) FROM rcm_library.release WHERE name = 'once'), 0::bigint, 'without a trace');
SELECT throws_ok($$SELECT rcm.unload_release('clia_waived', 'once')$$, 'RC007', 'release "once" of set "clia_waived" is not loaded');
SELECT is(rcm.load_neutral('clia_waived', E'code,qw\n81002,N\n', 'once'), 1::bigint, 'another file under that name');

-- rows of a file
SELECT results_eq($$SELECT * FROM rcm.csv_rows(E'a,b\n"1\n2","x""y"\n\n,\n')$$, $$VALUES (1::bigint, '{a,b}'::text[]), (2, ARRAY[E'1\n2', 'x"y']), (3, '{"",""}')$$, 'csv_rows');
SELECT is((SELECT count(*) FROM rcm.csv_rows('')) + (SELECT count(*) FROM rcm.csv_rows(NULL)) + (SELECT count(*) FROM rcm.csv_rows(E'\n\r\n\n')), 0::bigint, 'no rows');

-- ---- who may ----

CREATE ROLE clerk;
GRANT USAGE ON SCHEMA rcm, given, rcm_library, public TO clerk;
SET ROLE clerk;
SELECT throws_ok('SELECT * FROM rcm.scrub(given.claim())', '42501', NULL, 'a role without SELECT may not scrub');
RESET ROLE;
GRANT SELECT ON ALL TABLES IN SCHEMA rcm_library TO clerk;
SET ROLE clerk;
SELECT lives_ok('SELECT * FROM rcm.scrub(given.claim())', 'with SELECT it may');
SELECT throws_ok($$SELECT rcm.load_neutral('panels', E'panel,component\n80048,82947\n', 'theirs')$$, '42501', NULL, 'but not load');
RESET ROLE;
REVOKE USAGE ON SCHEMA rcm_library FROM clerk;
SET ROLE clerk;
SELECT throws_ok('SELECT * FROM rcm.scrub(given.claim())', '42501', 'permission denied for schema rcm_library', 'without USAGE on the schema it may not');
RESET ROLE;
GRANT USAGE ON SCHEMA rcm_library TO clerk;
REVOKE SELECT ON rcm_library.payer FROM clerk;
SET ROLE clerk;
SELECT throws_ok('SELECT * FROM rcm.scrub(given.claim())', '42501', 'permission denied for table payer', 'one table less, in the same session');
RESET ROLE;
SELECT lives_ok('SELECT * FROM rcm.scrub(given.claim())', 'back as the owner');
GRANT SELECT ON rcm_library.payer TO clerk;
-- what the owner has read does not stay for whoever comes next
REVOKE SELECT ON rcm_library.payer FROM clerk;
SELECT lives_ok('SELECT * FROM rcm.scrub(given.claim())', 'the owner reads');
SET ROLE clerk;
SELECT throws_ok('SELECT rcm.is_clean(given.claim())', '42501', 'permission denied for table payer', 'and the clerk does not read over his shoulder');
RESET ROLE;
GRANT SELECT ON rcm_library.payer TO clerk;
-- all that a role needs, in one call
REVOKE ALL ON ALL TABLES IN SCHEMA rcm_library FROM clerk;
REVOKE USAGE ON SCHEMA rcm_library FROM clerk;
SELECT rcm.grant_library('clerk') \gset
SET ROLE clerk;
SELECT lives_ok('SELECT * FROM rcm.scrub(given.claim())', 'grant_library');
SELECT throws_ok('DELETE FROM rcm_library.payer', '42501', NULL, 'to read, not to write');
RESET ROLE;

-- row security
ALTER TABLE rcm_library.payer ENABLE ROW LEVEL SECURITY;
SET ROLE clerk;
SELECT is(e.code || ': ' || e.message, '0A000: row security on table "payer" of the library is not supported') FROM given.error('SELECT * FROM rcm.scrub(given.claim())') e;
RESET ROLE;
SELECT lives_ok('SELECT * FROM rcm.scrub(given.claim())', 'who bypasses row security may scrub');
ALTER TABLE rcm_library.payer FORCE ROW LEVEL SECURITY;
ALTER TABLE rcm_library.payer NO FORCE ROW LEVEL SECURITY;
ALTER TABLE rcm_library.payer DISABLE ROW LEVEL SECURITY;
SET ROLE clerk;
SELECT lives_ok('SELECT * FROM rcm.scrub(given.claim())', 'switched off again');
SELECT throws_ok($$SET rcm.library = 'librarians'$$, '42501', 'permission denied to set parameter "rcm.library"', 'only a superuser names the library');
RESET ROLE;

-- an error on the way leaves no half-read library: not loaded is only what was seen to be empty
CREATE FUNCTION pg_temp.missing(OUT sets text) LANGUAGE sql AS $$
	SELECT string_agg(DISTINCT m, ' ' ORDER BY m) FROM rcm.scrub_coverage() c, unnest(c.missing_sets) m
$$;
INSERT INTO rcm_library.ptp (program, setting, col1, col2, ccmi, release_id) VALUES ('MCR', 'PRA', '80048', '82947', 1, 1);
REVOKE SELECT ON rcm_library.ptp FROM clerk;
SET ROLE clerk;
SELECT throws_ok('SELECT * FROM rcm.scrub_coverage()', '42501', 'permission denied for table ptp', 'one set may not be read');
RESET ROLE;
GRANT SELECT ON rcm_library.ptp TO clerk;
-- (the clerk's session hears of the grant as of any change; its own role has not changed in between)
SET ROLE clerk;
SELECT throws_ok('SELECT 1/0 FROM rcm.scrub_coverage()', '22012', NULL, 'something else goes wrong');
SELECT ok(position('ptp' IN pg_temp.missing()) = 0, 'what may be read now is awake');
RESET ROLE;
SELECT ok(position('ptp' IN pg_temp.missing()) = 0, 'for the owner too');
BEGIN;
DROP TABLE rcm_library.mue;
SELECT is((given.error('SELECT * FROM rcm.scrub_coverage()')).code, 'RC003', 'an error at the first look');
SELECT is((given.error('SELECT * FROM rcm.scrub_coverage()')).code, 'RC003', 'is an error at the second look');
ROLLBACK;

-- ---- a library that is not as it was made ----

BEGIN;
ALTER TABLE rcm_library.mue DROP COLUMN mai;
SELECT is(e.code || ': ' || e.message, 'RC003: table "rcm_library.mue" of the library has no column "mai"') FROM given.error('SELECT * FROM rcm.scrub_coverage()') e;
ROLLBACK;
BEGIN;
DROP TABLE rcm_library.mue;
SELECT is(e.code || ': ' || e.message, 'RC003: the library "rcm_library" has no table "mue"') FROM given.error('SELECT * FROM rcm.scrub_coverage()') e;
ROLLBACK;
SELECT lives_ok('SELECT * FROM rcm.scrub_coverage()', 'all there again');
-- without its index a set is read from end to end, to the same effect
BEGIN;
SELECT given.findings('{"form":"P","payer_id":"ACME","submit_date":"2024-05-10"}') AS with_index \gset
DROP INDEX rcm_library.payer_key;
SELECT is(given.findings('{"form":"P","payer_id":"ACME","submit_date":"2024-05-10"}'), :'with_index', 'without an index');
CREATE INDEX ON rcm_library.payer (payer_id) WHERE class = 'bcbs';
SELECT is(given.findings('{"form":"P","payer_id":"ACME","submit_date":"2024-05-10"}'), :'with_index', 'a partial index is of no use');
CREATE INDEX ON rcm_library.payer USING hash (payer_id);
SELECT is(given.findings('{"form":"P","payer_id":"ACME","submit_date":"2024-05-10"}'), :'with_index', 'nor one of another kind');
CREATE INDEX ON rcm_library.payer (lower(payer_id), payer_id);
SELECT is(given.findings('{"form":"P","payer_id":"ACME","submit_date":"2024-05-10"}'), :'with_index', 'nor one on an expression');
ALTER TABLE rcm_library.payer ADD COLUMN ours text DEFAULT 'x';
SELECT is(given.findings('{"form":"P","payer_id":"ACME","submit_date":"2024-05-10"}'), :'with_index', 'a column of the site''s own does no harm');
ROLLBACK;
SELECT is(given.findings('{"form":"P","payer_id":"ACME","submit_date":"2024-05-10"}'), :'with_index', 'all as before');

DROP OWNED BY librarian, clerk;
DROP ROLE librarian, clerk;

SELECT * FROM finish();
