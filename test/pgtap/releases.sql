-- releases.sql - one release takes over from another: what is in force on a day, and the way back
\set ON_ERROR_STOP 1
\ir given/practice.sql
SET search_path = public, pg_catalog;
SET client_min_messages = warning;
SELECT no_plan();
SELECT rcm.create_library();

-- ---- files in the publishers' manner ----

CREATE FUNCTION pg_temp.mue(body text, service text DEFAULT 'Practitioner') RETURNS bytea LANGUAGE sql AS $$
	SELECT convert_to(E'"A notice\r\nof two lines.",,,\r\n"HCPCS/\nCPT Code",' || service
		|| E' Services MUE Values,MUE Adjudication Indicator,MUE Rationale\r\n' || body, 'UTF8')
$$;
CREATE FUNCTION pg_temp.ptp(body text) RETURNS bytea LANGUAGE sql AS $$
	SELECT convert_to(E'A notice.\t\t\t\t\t\t\r\nColumn 1\tColumn 2\t*=in\tEffective\tDeletion\tModifier\tRationale\r\n'
		|| replace(replace(body, ' ', E'\t'), '_', ' '), 'UTF8')
$$;
CREATE FUNCTION pg_temp.load(set_name text, file bytea, release text, eff date, fewer boolean DEFAULT false, OUT said text)
	LANGUAGE sql AS $$
	SELECT format('%s rows, %s added, %s ended, %s unchanged%s', l.rows, l.added, l.ended, l.unchanged,
			CASE WHEN l.already_loaded THEN ', known' ELSE '' END)
		FROM rcm.load(set_name, file, release, eff, fewer_rows => fewer) l
$$;
-- units allowed on a day, as SQL says it by the releases' windows
CREATE FUNCTION pg_temp.limits(day date) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(m.code || ' ' || m.value, ', ' ORDER BY m.code, m.value)
		FROM rcm_library.mue m
		JOIN rcm_library.release r ON r.id = m.release_id
		LEFT JOIN rcm_library.release e ON e.id = m.ended_by
		WHERE day >= r.since AND (e.id IS NULL OR day < e.since)
$$;
CREATE FUNCTION pg_temp.windows(of_set text) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(format('%s %s..%s', r.release, r.since, r.until), ', ' ORDER BY r.since, r.until) FROM rcm.releases() r WHERE r.set_name = of_set
$$;

-- ---- one after the other ----

SELECT is(pg_temp.load('mue-practitioner', pg_temp.mue(E'11042,1,2 Date,Why\r\n36415,2,3 Date,Why\r\n99213,1,1 Line,Why\r\n'), '2024Q1', '2024-01-01'),
	'3 rows, 3 added, 0 ended, 0 unchanged', 'the first quarter');
SELECT is(pg_temp.load('mue-practitioner', pg_temp.mue(E'11042,1,2 Date,Why\r\n36415,2,3 Date,Why\r\n99213,1,1 Line,Why\r\n'), '2024Q1', '2024-01-01'),
	'3 rows, 0 added, 0 ended, 3 unchanged, known', 'again: nothing changes');
SELECT is(pg_temp.load('mue-practitioner', pg_temp.mue(E'11042,1,2 Date,Why\r\n36415,4,3 Date,Why\r\n99213,1,1 Line,Why\r\n99214,0,2 Date,Why\r\n'), '2024Q3', '2024-07-01'),
	'4 rows, 2 added, 1 ended, 2 unchanged', 'two quarters later: only what changed is stored');
SELECT is((SELECT count(*) FROM rcm_library.mue), 5::bigint, 'five rows for two releases');
SELECT is(pg_temp.windows('mue-practitioner'), '2024Q1 2024-01-01..2024-06-30, 2024Q3 2024-07-01..infinity', 'each judges its own days');
SELECT is(pg_temp.limits('2024-06-30'), '11042 1, 36415 2, 99213 1', 'the last day of the first');
SELECT is(pg_temp.limits('2024-07-01'), '11042 1, 36415 4, 99213 1, 99214 0', 'the first day of the second: zero is a limit');

-- one between the two, later
SELECT is(pg_temp.load('mue-practitioner', pg_temp.mue(E'11042,9,2 Date,Why\r\n36415,4,3 Date,Why\r\n99213,1,1 Line,Why\r\n'), '2024Q2', '2024-04-01'),
	'3 rows, 2 added, 2 ended, 1 unchanged', 'the quarter between, loaded last');
SELECT is(pg_temp.windows('mue-practitioner'), '2024Q1 2024-01-01..2024-03-31, 2024Q2 2024-04-01..2024-06-30, 2024Q3 2024-07-01..infinity', 'the days are dealt anew');
SELECT is(pg_temp.limits('2024-03-31'), '11042 1, 36415 2, 99213 1', 'the first is as it was');
SELECT is(pg_temp.limits('2024-05-01'), '11042 9, 36415 4, 99213 1', 'the one between');
SELECT is(pg_temp.limits('2024-08-01'), '11042 1, 36415 4, 99213 1, 99214 0', 'the third is as it was');
SELECT results_eq($$SELECT change, table_name, "row"->>'code', "row"->>'value' FROM rcm.release_changes('mue-practitioner', '2024Q1', '2024Q2') ORDER BY 3, change COLLATE "C" DESC$$,
	$$VALUES ('-', 'mue', '11042', '1'), ('+', 'mue', '11042', '9'), ('-', 'mue', '36415', '2'), ('+', 'mue', '36415', '4')$$, 'what changed');
SELECT results_eq($$SELECT change, "row"->>'code' FROM rcm.release_changes('mue-practitioner', '2024Q1', '2024Q3') ORDER BY 2, change COLLATE "C" DESC$$,
	$$VALUES ('-', '36415'), ('+', '36415'), ('+', '99214')$$, 'over two releases: what came back has not changed');
SELECT results_eq($$SELECT change FROM rcm.release_changes('mue-practitioner', '2024Q3', '2024Q3')$$, $$SELECT '' WHERE false$$, 'nothing');

-- the way back
SELECT lives_ok($$SELECT rcm.unload_release('mue-practitioner', '2024Q2')$$, 'one call');
SELECT is(pg_temp.limits('2024-05-01'), '11042 1, 36415 2, 99213 1', 'as if it had never been there');
SELECT is(pg_temp.limits('2024-08-01'), '11042 1, 36415 4, 99213 1, 99214 0', 'after it as well');
SELECT is(rcm.unload_release('mue-practitioner', '2024Q1'), 2::bigint, 'the first goes');
SELECT is(pg_temp.limits('2024-08-01'), '11042 1, 36415 4, 99213 1, 99214 0', 'the one left is whole');
SELECT is(pg_temp.limits('2024-05-01'), NULL, 'and says nothing of the time before');
SELECT lives_ok($$SELECT rcm.unload_release('mue-practitioner', '2024Q3')$$, 'the last');
SELECT is((SELECT count(*) FROM rcm_library.mue) + (SELECT count(*) FROM rcm_library.release), 0::bigint, 'without a trace');
SELECT throws_ok($$SELECT rcm.unload_release('mue-practitioner', '2024Q3')$$, 'RC007', 'release "2024Q3" of set "mue-practitioner" is not loaded');

-- a correction with the same date takes the place of the first
SELECT is(pg_temp.load('mue-practitioner', pg_temp.mue(E'11042,1,2 Date,Why\r\n36415,2,3 Date,Why\r\n'), '2024Q1', '2024-01-01'), '2 rows, 2 added, 0 ended, 0 unchanged');
SELECT is(pg_temp.load('mue-practitioner', pg_temp.mue(E'11042,1,2 Date,Why\r\n36415,3,3 Date,Why\r\n'), '2024Q1r1', '2024-01-01'), '2 rows, 1 added, 1 ended, 1 unchanged', 'a correction');
SELECT is(pg_temp.limits('2024-01-01'), '11042 1, 36415 3', 'judges from the same day');
SELECT is((SELECT string_agg(release, ' ') FROM rcm.library_at('2024-02-01')), '2024Q1r1', 'library_at names it alone');
SELECT lives_ok($$SELECT rcm.unload_release('mue-practitioner', '2024Q1r1')$$);
SELECT is(pg_temp.limits('2024-01-01'), '11042 1, 36415 2', 'taken back');

-- ---- what is refused ----

SELECT throws_ok($$SELECT pg_temp.load('mue-practitioner', pg_temp.mue(E'11042,7,2 Date,Why\r\n'), '2024Q1', '2024-01-01')$$,
	'RC007', 'release "2024Q1" of set "mue-practitioner" is loaded already, from another file');
SELECT throws_ok($$SELECT pg_temp.load('mue-practitioner', pg_temp.mue(E'11042,7,2 Date,Why\r\n'), '2024Q4', '2024-10-01')$$,
	'RC007', 'release "2024Q4" of set "mue-practitioner" has 1 rows where release "2024Q1" has 2', 'a cut file');
SELECT is(pg_temp.load('mue-practitioner', pg_temp.mue(E'11042,7,2 Date,Why\r\n'), '2024Q4', '2024-10-01', true), '1 rows, 1 added, 2 ended, 0 unchanged', 'or on purpose');
SELECT throws_ok($$SELECT pg_temp.load('mue-practitioner', pg_temp.mue(E'11042,7,2 Date,Why\r\n', 'Outpatient Hospital'), 'x', '2025-01-01')$$,
	'RC007', 'line 3, column 2: the header says "Outpatient Hospital Services MUE Values", which is not mue-practitioner');
SELECT throws_ok($$SELECT pg_temp.load('mue-practitioner', 'PK\003\004 and more', 'x', '2025-01-01')$$, 'RC007', 'line 1: the file is a zip archive: unpack it first');
SELECT throws_ok($$SELECT pg_temp.load('mue', 'x', 'x', '2025-01-01')$$, 'RC007', NULL, 'a table that a neutral file has, not this one');
SELECT throws_ok($$SELECT pg_temp.load('nonsense', 'x', 'x', '2025-01-01')$$, 'RC007', 'there is no set "nonsense"');
SELECT throws_ok($$SELECT pg_temp.load('mue-practitioner', pg_temp.mue(E'11042,7,2 Date,Why\r\n'), NULL, NULL)$$,
	'RC007', 'neither the file nor its name says which release of set "mue-practitioner" it is');
SELECT throws_ok($$SELECT pg_temp.load('mue-practitioner', pg_temp.mue(E'11042,7,2 Date,Why\r\n'), 'x', NULL)$$,
	'RC007', 'neither the file nor its name says from which date of service release "x" of set "mue-practitioner" is in force');
SELECT throws_ok($$SELECT rcm.load('ptp-practitioner', pg_temp.ptp(E'11042 36415  20240101 * 1 Why\r\n'), file_name => 'ccioph-v301r0-f1.TXT')$$,
	'RC007', 'by its name the file belongs to set "ptp-outpatient"');
SELECT throws_ok($$SELECT rcm.switch_release('mue-dme', 'x', '2024-01-01')$$, 'RC007', 'no row was staged for set "mue-dme"');
SELECT throws_ok($$SELECT rcm.stage_rows('mue', 'code, nonsense')$$, 'RC003', 'table "mue" of the library has no column nonsense');
SELECT is((SELECT count(*) FROM rcm_library.release WHERE set_name <> 'mue-practitioner'), 0::bigint, 'nothing of it stayed');
SELECT rcm.unload_release('mue-practitioner', '2024Q4'), rcm.unload_release('mue-practitioner', '2024Q1') \gset

BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT throws_ok($$SELECT pg_temp.load('mue-dme', pg_temp.mue(E'A4253,1,2 Date,Why\r\n', 'DME Supplier'), 'a', '2024-01-01')$$, '25001', 'releases cannot be changed in a repeatable read transaction');
ROLLBACK;

-- two files in one transaction
BEGIN;
SELECT is(pg_temp.load('mue-practitioner', pg_temp.mue(E'11042,7,2 Date,Why\r\n'), 'a', '2024-01-01'), '1 rows, 1 added, 0 ended, 0 unchanged');
SELECT is(pg_temp.load('mue-dme', pg_temp.mue(E'A4253,1,2 Date,Why\r\n', 'DME Supplier'), 'a', '2024-01-01'), '1 rows, 1 added, 0 ended, 0 unchanged', 'each is staged by itself');
ROLLBACK;

-- ---- rows with dates of their own: pairs ----

SELECT is(pg_temp.load('ptp-practitioner', pg_temp.ptp(E'11042 36415  20000101 * 1 Why_so\r\n11042 97597  20100101 20191231 1 Why_so\r\n11042 97597  20200401 * 0 Or_so\r\n99213 36415  20240101 20240101 9 Why_so\r\n'), '2024Q1', '2024-01-01'),
	'4 rows, 6 added, 0 ended, 0 unchanged', 'pairs with their rationales');
SELECT is(pg_temp.load('ptp-practitioner', pg_temp.ptp(E'11042 36415  20000101 * 0 Why_so\r\n11042 97597  20100101 20191231 1 Why_so\r\n11042 97597  20200401 20240331 0 Or_so\r\n99213 36415  20240101 20240101 9 Why_so\r\n'), '2024Q2', '2024-04-01'),
	'4 rows, 2 added, 2 ended, 4 unchanged', 'an indicator changes in place, a pair is deleted');
SELECT is((SELECT string_agg(format('%s %s %s', p.col1, p.col2, r.words), ', ' ORDER BY p.eff) FROM rcm_library.ptp p JOIN rcm_library.ptp_rationale r ON r.id = p.rationale WHERE p.ended_by = 0),
	'11042 36415 Why so, 11042 97597 Why so, 11042 97597 Or so, 99213 36415 Why so', 'each pair has its reason');
SELECT is(pg_temp.windows('ptp-practitioner'), '2024Q1 -infinity..2024-03-31, 2024Q2 2024-04-01..infinity', 'rows with dates of their own speak of the time before as well');

-- ---- what the scrubber says: by the release in force on the date of service ----

DROP SCHEMA rcm_library CASCADE;
SELECT given.library();
SELECT rcm.unload_release('ptp', r.release) FROM rcm.releases() r WHERE r.set_name = 'ptp' \gset
SELECT rcm.unload_release('mue', r.release) FROM rcm.releases() r WHERE r.set_name = 'mue' \gset
SELECT pg_temp.load('ptp-practitioner', pg_temp.ptp(E'93000 36415  20000101 * 1 Why\r\n'), '2024Q1', '2024-01-01') \gset
SELECT pg_temp.load('ptp-practitioner', pg_temp.ptp(E'93000 36415  20000101 * 0 Why\r\n'), '2024Q2', '2024-04-01') \gset
SELECT pg_temp.load('mue-practitioner', pg_temp.mue(E'93000,2,1 Line,Why\r\n'), '2024Q1', '2024-01-01') \gset
SELECT pg_temp.load('mue-practitioner', pg_temp.mue(E'93000,1,1 Line,Why\r\n'), '2024Q2', '2024-04-01') \gset
CREATE FUNCTION pg_temp.judged(day date) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(DISTINCT s.edit, ' ' ORDER BY s.edit) FROM rcm.scrub(given.claim(jsonb_build_object('submit_date', '2024-06-01', 'total_charge', '60.00', 'lines', jsonb_build_array(
		jsonb_build_object('n', 1, 'code', '93000', 'units', '2', 'charge', '30.00', 'from', day, 'to', day, 'dx_ptr', '[1]'::jsonb),
		jsonb_build_object('n', 2, 'code', '36415', 'units', '1', 'charge', '30.00', 'from', day, 'to', day, 'dx_ptr', '[1]'::jsonb))))) s
		WHERE s.edit ~ '^(NCCI-PTP|UNIT-MUE)'
$$;
SELECT is(pg_temp.judged('2024-03-31'), 'NCCI-PTP1', 'the indicator of the first quarter, two units allowed');
SELECT is(pg_temp.judged('2024-04-01'), 'NCCI-PTP0 UNIT-MUE1', 'the indicator of the second, one allowed');
SELECT is(pg_temp.judged('2023-12-31'), 'NCCI-PTP1', 'before the first: pairs have dates of their own, limits have not');
SELECT rcm.unload_release('ptp-practitioner', '2024Q2') \gset
SELECT is(pg_temp.judged('2024-04-01'), 'NCCI-PTP1 UNIT-MUE1', 'the same session hears of the way back');

-- a set without a release for the day sleeps: nobody is rejected for a list that is not there
SELECT rcm.unload_release('dx', r.release) FROM rcm.releases() r WHERE r.set_name = 'diagnosis' \gset
CREATE FUNCTION pg_temp.dx(day text) RETURNS text LANGUAGE sql AS $$
	SELECT coalesce(string_agg(DISTINCT s.edit, ' ' ORDER BY s.edit), 'none') FROM rcm.scrub(given.claim(jsonb_build_object('submit_date', '2026-01-01',
		'dx', '[{"code":"Q999"}]'::jsonb, 'lines', jsonb_build_array(jsonb_build_object('n', 1, 'code', '99213', 'units', '1', 'charge', '30.00', 'from', day, 'to', day, 'dx_ptr', '[1]'::jsonb))))) s
		WHERE s.edit = 'DX-INVALID'
$$;
INSERT INTO rcm_library.release (id, set_name, name, eff, term, since, until, tables) VALUES
	(901, 'icd10cm', 'FY2021', '2020-10-01', '2021-09-30', '2020-10-01', '2021-09-30', '{diagnosis}'), (902, 'icd10cm', 'FY2024', '2023-10-01', NULL, '2023-10-01', 'infinity', '{diagnosis}');
INSERT INTO rcm_library.diagnosis (code, billable, release_id, ended_by) VALUES ('I10', true, 901, 0), ('E119', true, 902, 0);
SELECT is(pg_temp.dx('2021-09-30'), 'DX-INVALID', 'covered');
SELECT is(pg_temp.dx('2021-10-01'), 'none', 'in the gap');
SELECT is(pg_temp.dx('2023-09-30'), 'none', 'on its last day');
SELECT is(pg_temp.dx('2023-10-01'), 'DX-INVALID', 'covered again');
SELECT is(pg_temp.dx('2020-09-30'), 'none', 'before the first');
SELECT matches((SELECT string_agg(e.reason, ' ') FROM rcm.explain(given.claim('{"lines":[{"n":1,"code":"99213","from":"2022-01-01","to":"2022-01-01","units":"1","charge":"1.00"}]}'), 'DX-INVALID') e),
	'has no release for the dates of service', 'explain says why');

SELECT * FROM finish();
