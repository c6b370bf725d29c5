-- releases_hostile.sql - loading by those who may not, in sessions where odd things lie about, from odd files
\set ON_ERROR_STOP 1
\ir given/practice.sql
SET search_path = public, pg_catalog;
SET client_min_messages = error;
SELECT no_plan();
SELECT given.library();
SELECT count(rcm.unload_release(r.set_name, r.release)) FROM rcm.releases() r WHERE r.set_name IN ('ptp', 'mue') \gset

CREATE FUNCTION mue(body text) RETURNS bytea LANGUAGE sql AS $$
	SELECT convert_to(E'"HCPCS/CPT Code",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n' || body, 'UTF8')
$$;
CREATE FUNCTION ptp(body text) RETURNS bytea LANGUAGE sql AS $$
	SELECT convert_to(E'A notice.\t\t\t\t\t\t\nColumn 1\tColumn 2\t*=in\tEffective\tDeletion\tModifier\tRationale\n' || replace(body, ' ', E'\t'), 'UTF8')
$$;
CREATE FUNCTION load(release text, eff date, value integer) RETURNS text LANGUAGE sql AS $$
	SELECT format('%s added, %s ended%s', l.added, l.ended, CASE WHEN l.already_loaded THEN ', known' ELSE '' END)
		FROM rcm.load('mue-practitioner', mue(E'11042,1,1 Line,Why\n93000,' || value || E',1 Line,Why\n'), release, eff) l
$$;
CREATE FUNCTION judged(day date DEFAULT '2024-08-01') RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(s.message, '; ' ORDER BY s.edit, s.message) FROM rcm.scrub(given.claim(jsonb_build_object('submit_date', '2026-01-01', 'lines', jsonb_build_array(
		jsonb_build_object('n', 1, 'code', '93000', 'units', '9', 'charge', '30.00', 'from', day, 'to', day, 'dx_ptr', '[1]'::jsonb),
		jsonb_build_object('n', 2, 'code', '36415', 'units', '1', 'charge', '30.00', 'from', day, 'to', day, 'dx_ptr', '[1]'::jsonb))))) s
		WHERE s.edit ~ '^(NCCI-PTP|UNIT-MUE1)'
$$;
-- All that releases are, in one text.
CREATE FUNCTION state() RETURNS text LANGUAGE sql AS $$
	SELECT (SELECT string_agg(r::text, E'\n' ORDER BY r.id) FROM rcm_library.release r) || E'\n' || (SELECT coalesce(string_agg(m::text, E'\n' ORDER BY m::text), '') FROM rcm_library.mue m)
		|| (SELECT count(*) FROM rcm_library.ptp)
$$;

SELECT is(load('2024Q1', '2024-01-01', 2), '2 added, 0 ended', 'to begin with');
CREATE TABLE before AS SELECT state();

-- ---- who may ----

CREATE ROLE bystander;
CREATE ROLE newcomer;
GRANT USAGE ON SCHEMA public, given TO bystander, newcomer;
GRANT USAGE ON SCHEMA rcm TO newcomer;
SET ROLE bystander;
SELECT throws_ok($$SELECT load('2024Q2', '2024-04-01', 3)$$, '42501', NULL, 'nobody in particular loads nothing');
SELECT throws_ok($$SELECT rcm.unload_release('mue-practitioner', '2024Q1')$$, '42501', NULL, 'and unloads nothing');
RESET ROLE;
SELECT rcm.grant_library('bystander') \gset
SET ROLE bystander;
SELECT throws_ok($$SELECT load('2024Q2', '2024-04-01', 3)$$, '42501', 'permission denied for table release', 'nor does who may read');
SELECT throws_ok($$SELECT rcm.unload_release('mue-practitioner', '2024Q1')$$, '42501', 'permission denied for table release', 'who may read unloads nothing');
SELECT throws_ok($$SELECT rcm.switch_release('mue-practitioner', '2024Q1')$$, '42501', 'permission denied for table release', 'nor from rows of his own');
RESET ROLE;
GRANT USAGE ON SCHEMA rcm_library TO newcomer;
GRANT INSERT ON ALL TABLES IN SCHEMA rcm_library TO newcomer;
SET ROLE newcomer;
SELECT throws_ok($$SELECT load('2024Q2', '2024-04-01', 3)$$, '42501', NULL, 'who may only insert cannot compare');
RESET ROLE;
GRANT SELECT, UPDATE ON ALL TABLES IN SCHEMA rcm_library TO newcomer;
SET ROLE newcomer;
SELECT throws_ok($$SELECT rcm.unload_release('mue-practitioner', '2024Q1')$$, '42501', 'permission denied for table mue', 'who may not delete cannot unload');
RESET ROLE;
REVOKE UPDATE ON rcm_library.mue FROM newcomer;
SET ROLE newcomer;
SELECT throws_ok($$SELECT load('2024Q2', '2024-04-01', 3)$$, '42501', 'permission denied for table mue', 'half the rights are none');
RESET ROLE;
SELECT is(state(), (SELECT b.state FROM before b), 'nothing was changed');
GRANT UPDATE, DELETE ON ALL TABLES IN SCHEMA rcm_library TO newcomer;
SET ROLE newcomer;
SELECT is(load('2024Q2', '2024-04-01', 3), '1 added, 1 ended', 'who may insert, update and delete loads');
SELECT is((SELECT loaded_by FROM rcm.releases() WHERE release = '2024Q2'), 'newcomer', 'in his own name');
SELECT lives_ok($$SELECT rcm.unload_release('mue-practitioner', '2024Q2')$$, 'and unloads');
RESET ROLE;
REVOKE TEMPORARY ON DATABASE :"DBNAME" FROM PUBLIC;
SET ROLE newcomer;
SELECT throws_ok($$SELECT load('2024Q2', '2024-04-01', 3)$$, '42501', NULL, 'temporary tables are needed');
RESET ROLE;
GRANT TEMPORARY ON DATABASE :"DBNAME" TO PUBLIC;
SELECT is(state(), (SELECT b.state FROM before b), 'and all is as before');

-- ---- what lies about in the session ----

CREATE TEMPORARY TABLE rcm_file (part integer, output integer, columns text, fields text[]);
INSERT INTO rcm_file VALUES (1, 1, 'program, setting, code, value, mai', '{MCR,PRA,99213,1,1}');
SELECT throws_ok($$SELECT load('2024Q2', '2024-04-01', 3)$$, '42P07', 'the session has temporary tables of names that loading needs: rcm_file');
DROP TABLE rcm_file;
CREATE TEMPORARY TABLE rcm_stage_mue AS SELECT program, setting, code, value, mai, rationale, eff, term FROM rcm_library.mue;
SELECT throws_ok($$SELECT load('2024Q2', '2024-04-01', 3)$$, '42P07', 'the session has temporary tables of names that loading needs: rcm_stage_mue');
DROP TABLE rcm_stage_mue;
CREATE TEMPORARY TABLE rcm_gone (place text);
SELECT throws_ok($$SELECT load('2024Q2', '2024-04-01', 3)$$, '42P07', 'the session has temporary tables of names that loading needs: rcm_gone');
DROP TABLE rcm_gone;
-- rows of another table would be loaded with the release
CREATE TEMPORARY VIEW rcm_stage_ptp AS SELECT 1 / 0 AS col1;
SELECT throws_ok($$SELECT load('2024Q2', '2024-04-01', 3)$$, '42P07', 'the session has temporary tables of names that loading needs: rcm_stage_ptp');
SELECT throws_ok($$SELECT rcm.switch_release('mine', 'a')$$, 'RC007', 'no row was staged for set "mine"', 'a view is no stage');
DROP VIEW rcm_stage_ptp;
CREATE TEMPORARY TABLE rcm_stage_panel (panel rcm.hcpcs, component rcm.hcpcs, eff date, term date);
ALTER TABLE rcm_stage_panel OWNER TO bystander;
SELECT throws_ok($$SELECT rcm.switch_release('mine', 'a')$$, 'RC007', 'no row was staged for set "mine"', 'nor is what another role made');
DROP TABLE rcm_stage_panel;
SELECT is(state(), (SELECT b.state FROM before b), 'nothing was changed');

-- functions, operators, types and tables of names that loading uses
CREATE FUNCTION pg_temp.wrong(anyelement) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'called'; END $$;
CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE plpgsql AS $$ BEGIN RAISE 'called'; END $$;
CREATE FUNCTION pg_temp.quote_ident(text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE 'called'; END $$;
CREATE FUNCTION pg_temp.format(text, VARIADIC "any") RETURNS text LANGUAGE internal AS 'text_format';
CREATE FUNCTION pg_temp.record_eq(record, record) RETURNS boolean LANGUAGE internal AS 'record_ne';
CREATE FUNCTION pg_temp.same(name, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'called'; END $$;
CREATE OPERATOR pg_temp.= (LEFTARG = name, RIGHTARG = text, FUNCTION = pg_temp.same);
CREATE DOMAIN pg_temp.hcpcs AS text CHECK (VALUE = 'x');
CREATE DOMAIN pg_temp.regclass AS text CHECK (VALUE = 'x');
CREATE TEMPORARY TABLE pg_class (relname name);
CREATE TEMPORARY TABLE pg_attribute (attname name);
CREATE TEMPORARY TABLE release (id integer);
CREATE TEMPORARY TABLE mue (code text);
SET search_path = pg_temp, public, pg_catalog;
SELECT public.is(public.load('2024Q2', '2024-04-01', 3), '1 added, 1 ended', 'loading does not see them');
SELECT public.is((SELECT pg_catalog.count(*) FROM rcm.release_changes('mue-practitioner', '2024Q1', '2024Q2')), 2::bigint, 'nor does comparing');
SELECT public.lives_ok($$SELECT rcm.unload_release('mue-practitioner', '2024Q2')$$, 'nor unloading');
SET search_path = public, pg_catalog;
DROP TABLE pg_temp.pg_class, pg_temp.pg_attribute, pg_temp.release, pg_temp.mue;
SELECT is(state(), (SELECT b.state FROM before b), 'all as before');

-- settings
SET standard_conforming_strings = off; SET DateStyle = 'German, DMY'; SET IntervalStyle = sql_standard; SET bytea_output = escape; SET quote_all_identifiers = on;
SET enable_hashjoin = off; SET plpgsql.variable_conflict = use_column; SET plpgsql.check_asserts = off; SET default_transaction_deferrable = on; SET extra_float_digits = -15;
SELECT is(load('2024Q2', '2024-04-01', 3), '1 added, 1 ended', 'whatever the session has set');
SELECT is(load('2024Q2', '2024-04-01', 3), '0 added, 0 ended, known', 'it is known again');
SELECT rcm.unload_release('mue-practitioner', '2024Q2') \gset
RESET ALL;
SET search_path = public, pg_catalog;
SET client_min_messages = error;
SELECT is(state(), (SELECT b.state FROM before b), 'all as before');

-- ---- transactions ----

BEGIN READ ONLY;
SELECT throws_ok($$SELECT load('2024Q2', '2024-04-01', 3)$$, '25006', NULL, 'not in a read-only transaction');
SELECT throws_ok($$SELECT rcm.unload_release('mue-practitioner', '2024Q1')$$, '25006', NULL, 'unloading neither');
ROLLBACK;
BEGIN;
SAVEPOINT s;
SELECT is(load('2024Q2', '2024-04-01', 3), '1 added, 1 ended', 'in a subtransaction');
SELECT is(judged(), '93000: units of the line 9, at most 3', 'the transaction judges by it');
ROLLBACK TO s;
SELECT is(judged(), '93000: units of the line 9, at most 2', 'and no longer when it is rolled back');
DO $$ BEGIN PERFORM load('2024Q2', '2024-04-01', 4); PERFORM load('2024Q3', '2024-07-01', 5); PERFORM rcm.unload_release('mue-practitioner', '2024Q2'); PERFORM load('2024Q2', '2024-04-01', 6); END $$;
SELECT is(judged(), '93000: units of the line 9, at most 5', 'several in a block');
SELECT is(judged('2024-05-01'), '93000: units of the line 9, at most 6', 'each on its days');
ROLLBACK;
SELECT is(judged(), '93000: units of the line 9, at most 2', 'nothing is left of it');
SELECT is(state(), (SELECT b.state FROM before b), 'all as before');

-- two releases through the stage in one transaction: each has its own rows
BEGIN;
SELECT rcm.stage_rows('panel', 'panel, component') AS stage \gset
INSERT INTO :stage VALUES ('80048', '82947');
SELECT is((SELECT added FROM rcm.switch_release('mine', 'a', file_sha256 => '\x01')), 1::bigint, 'the first');
SELECT rcm.stage_rows('mue', 'program, setting, code, value, mai') AS stage \gset
INSERT INTO :stage VALUES ('MCR', 'PRA', '99215', 1, 1);
SELECT is((SELECT added FROM rcm.switch_release('yours', 'a', file_sha256 => '\x02')), 1::bigint, 'the second');
SELECT rcm.stage_rows('panel', 'panel, component') AS stage \gset
SELECT is((SELECT already_loaded FROM rcm.switch_release('mine', 'a', file_sha256 => '\x01')), true, 'the first again');
SELECT is((SELECT added FROM rcm.load('mue-practitioner', mue(E'93000,1,1 Line,Why\n'), 'x', '2025-01-01', fewer_rows => true)), 1::bigint, 'no stage is in the way');
SELECT throws_ok($$SELECT rcm.switch_release('mine', 'b')$$, 'RC007', 'no row was staged for set "mine"', 'nothing is staged any more');
SELECT rcm.stage_rows('panel', 'panel, component') \gset
SELECT throws_ok($$SELECT rcm.switch_release('mine', 'a')$$, 'RC007', 'release "a" of set "mine" is loaded already, from another file', 'a file without a hash is another');
ROLLBACK;

-- ---- odd releases ----

SELECT throws_ok($$SELECT rcm.load('mue-practitioner', mue(E'93000,1,1 Line,Why\n'), 'x', '2024-02-01', '2024-01-31')$$, 'RC007', 'release "x" of set "mue-practitioner" would end before it begins');
SELECT throws_ok($$SELECT rcm.load('mue-practitioner', mue(E'93000,1,1 Line,Why\n'), 'x', 'infinity')$$, 'RC007', 'release "x" of set "mue-practitioner" would end before it begins');
SELECT throws_ok($$SELECT rcm.load('mue-practitioner', mue(E'93000,1,1 Line,Why\n'), 'x', NULL, '-infinity')$$, 'RC007', NULL, 'a last day before all days');
SELECT throws_ok($$SELECT load('2024Q1', '2023-07-01', 2)$$, 'RC007', 'release "2024Q1" of set "mue-practitioner" is loaded already, for dates of service from 2024-01-01 to infinity');
SELECT throws_ok($$SELECT rcm.load('mue', ARRAY[convert_to(E'program,setting,code,value\nMCR,PRA,99215,1\n', 'UTF8'), convert_to(E'program,setting,code,mai,value\nMCR,PRA,99214,1,1\n', 'UTF8')], 'x')$$,
	'RC007', 'the files do not have the same columns: "program, setting, code, mai, value" and "program, setting, code, value"');
SELECT throws_ok($$SELECT rcm.load('mue', '[0:1]={a,b}'::bytea[], 'x')$$, '2202E', 'the files of a release are a list numbered from 1');
SELECT throws_ok($$SELECT rcm.load('mue', '{{a},{b}}'::bytea[], 'x')$$, '2202E', 'the files of a release are a list numbered from 1');
SELECT throws_ok($$SELECT rcm.load('mue', ARRAY[convert_to(E'program,setting,code,value,code\nMCR,PRA,99215,1,99214\n', 'UTF8')], 'x')$$, 'RC007', NULL, 'a column twice');
-- headings that are no business of a file's
SELECT is((SELECT rows FROM rcm.load('mue', convert_to(E'program,setting,code,value,mai,release_id,ended_by,ctid,"""; DROP TABLE"\nMCR,PRA,99215,1,1,77,78,79,80\n', 'UTF8'), repeat('é', 500), file_name => repeat('/long', 20000))), 1::bigint, 'odd headings are passed over');
SELECT is((SELECT format('%s %s', r.name = repeat('é', 500), m.ended_by) FROM rcm_library.mue m JOIN rcm_library.release r ON r.id = m.release_id WHERE m.code::text = '99215'), 't 0', 'the release is what it is, whatever its name');
SELECT rcm.unload_release('mue', repeat('é', 500)) \gset

-- what a neutral file adds is no release's to end, and ends nobody's
SELECT rcm.load_neutral('mue', E'program,setting,code,value,mai\nMCR,PRA,36415,1,1\n', 'ours', '2025-01-01') \gset
SELECT is((SELECT ended FROM rcm.load('mue', convert_to(E'program,setting,code,value,mai\nMCR,PRA,20610,1,1\n', 'UTF8'), 'theirs', '2024-01-01')), 0::bigint, 'a release of the same name ends no row of a neutral file');
SELECT is((SELECT ended FROM rcm.load('mue', convert_to(E'program,setting,code,value,mai\nMCR,PRA,20610,2,1\n', 'UTF8'), 'later', '2026-01-01')), 1::bigint, 'but those of the release before');
SELECT is((SELECT string_agg(format('%s %s %s', m.code, m.value, m.ended_by <> 0), ', ' ORDER BY m.code::text, m.value) FROM rcm_library.mue m WHERE m.code::text IN ('36415', '20610')), '20610 1 t, 20610 2 f, 36415 1 f', 'which are beside each other');
SELECT is((SELECT since::text FROM rcm.releases() WHERE release = 'theirs'), '-infinity', 'the first release of the table is the first');
SELECT count(rcm.unload_release('mue', n)) FROM unnest('{theirs,ours,later}'::text[]) n \gset
SELECT is(state(), (SELECT b.state FROM before b), 'all as before');

-- pos is a set, and the file name of another: the set goes first
SELECT rcm.load_neutral('pos', E'pos,fac\n99,Y\n', 'same') \gset
INSERT INTO rcm_library.release (set_name, name) VALUES ('pos', 'same');
SELECT is(rcm.unload_release('pos', 'same'), 0::bigint, 'the release of the set');
SELECT is(rcm.unload_release('pos', 'same'), 1::bigint, 'then the one of the file');
SELECT is(state(), (SELECT b.state FROM before b), 'all as before');

-- the first release of pairs is corrected: the correction speaks of the time before, too
SELECT rcm.load('ptp-practitioner', ptp(E'93000 36415  20000101 * 1 Why\n'), 'r0', '2024-01-01') \gset
SELECT rcm.load('ptp-practitioner', ptp(E'93000 36415  20000101 * 0 Why\n'), 'r1', '2024-01-01') \gset
SELECT is(judged('2023-01-01'), '93000 includes 36415, and no modifier can separate them');
SELECT is((SELECT string_agg(format('%s %s %s', r.release, r.since, r.until), ', ' ORDER BY r.release) FROM rcm.releases() r WHERE r.set_name LIKE 'ptp%'), 'r0 -infinity -infinity, r1 -infinity infinity');
SELECT rcm.unload_release('ptp-practitioner', 'r1') \gset
SELECT is(judged('2023-01-01'), '93000 includes 36415, and no modifier separates them');
SELECT rcm.unload_release('ptp-practitioner', 'r0') \gset

-- a correction that ends: the release in whose place it stands does not judge on
SELECT rcm.load('ptp-practitioner', ptp(E'93000 36415  20000101 * 1 Why\n'), 'r0', '2024-01-01') \gset
SELECT rcm.load('ptp-practitioner', ptp(E'93000 36415  20000101 * 1 Why\n99213 36415  20000101 * 0 Why\n'), 'r1', '2024-01-01', '2024-03-31') \gset
SELECT matches(judged('2024-03-31'), 'includes', 'to its last day');
SELECT doesnt_match(judged('2024-04-01'), 'includes', 'and no longer');
SELECT rcm.unload_release('ptp-practitioner', 'r1') \gset
SELECT matches(judged('2024-04-01'), 'includes', 'without it the other does');
SELECT rcm.unload_release('ptp-practitioner', 'r0') \gset

-- ---- a library of another name ----

SELECT rcm.create_library('Odd; lib $1 {Ü') \gset
SET rcm.library = 'Odd; lib $1 {Ü';
SELECT is(load('2024Q1', '2024-01-01', 2), '2 added, 0 ended', 'loaded there');
SELECT is(load('2024Q3', '2024-07-01', 3), '1 added, 1 ended', 'and the next');
SELECT is(load('2024Q2', '2024-04-01', 4), '1 added, 1 ended', 'and one between');
SELECT is((SELECT count(*) FROM rcm.release_changes('mue-practitioner', '2024Q1', '2024Q3')), 2::bigint, 'compared');
SELECT is((SELECT string_agg(release, ' ') FROM rcm.library_at('2024-05-01')), '2024Q2', 'looked at');
SELECT is((SELECT sum(rcm.unload_release('mue-practitioner', r.release)) FROM rcm.releases() r), 4::numeric, 'and unloaded');
SELECT is((SELECT count(*) FROM rcm.releases()), 0::bigint, 'without a trace');
RESET rcm.library;
SELECT is(state(), (SELECT b.state FROM before b), 'the other library knows nothing of it');

DROP SCHEMA "Odd; lib $1 {Ü" CASCADE;
DROP OWNED BY bystander, newcomer;
DROP ROLE bystander, newcomer;
SELECT * FROM finish();
