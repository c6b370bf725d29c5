-- lookup.sql - codes looked up by people, procedures and coverage made from what was loaded
\set ON_ERROR_STOP 1
SET search_path = public, pg_catalog;
SET client_min_messages = warning;
SELECT no_plan();

SELECT throws_ok($$SELECT * FROM rcm.code('M17')$$, '42P01', NULL, 'no library is an error');
SELECT rcm.create_library() \gset

-- two yearly releases, the second in force from 2024-10-01, and lists that add to them
INSERT INTO rcm_library.release (id, set_name, name, since, additive, tables) VALUES
	(1, 'icd10cm', 'FY2024', '-infinity', false, '{diagnosis,code_text}'), (2, 'icd10cm', 'FY2025', '2024-10-01', false, '{diagnosis,code_text}'),
	(3, 'lists', 'one', '-infinity', true, '{}'), (4, 'corrected', 'one', '-infinity', false, '{}'), (5, 'corrected', 'two', '-infinity', false, '{}');
SELECT setval(pg_get_serial_sequence('rcm_library.release', 'id'), 100) \gset
INSERT INTO rcm_library.code_text (code_set, code, name, description, release_id, ended_by) VALUES
	('ICD-10-CM', 'M17', 'Worn knee', NULL, 1, 0), ('ICD-10-CM', 'M171', 'Worn knee, one side', NULL, 1, 0),
	('ICD-10-CM', 'M1711', 'Worn knee, right', 'Worn knee, on the right side', 1, 2), ('ICD-10-CM', 'M1711', 'Worn right knee', 'Worn right knee, since birth or later', 2, 0),
	('ICD-10-CM', 'M1712', 'Worn knee, left', NULL, 1, 0), ('ICD-10-CM', 'Q998', 'Odd finding', NULL, 1, 2), ('ICD-10-CM', 'Q998', 'Odd findings', NULL, 2, 0),
	('ICD-10-CM', 'Q9981', 'Odd finding of one kind', NULL, 2, 0), ('ICD-10-CM', 'R100', 'Gone pain', NULL, 1, 2),
	('place of service', '11', 'Office', NULL, 3, 0), ('revenue code', '0450', 'Emergency', NULL, 3, 0), ('CARC', '11', 'Diagnosis and procedure', NULL, 3, 0),
	('modifier', 'RT', 'Right side', NULL, 3, 0), ('list', 'X1', 'as it was first', NULL, 4, 5), ('list', 'X1', 'as it was corrected', NULL, 5, 0), ('list', 'X2', 'never was', NULL, 4, 5);
INSERT INTO rcm_library.code_text (code_set, code, name, description, replaced_by, eff, term, release_id) VALUES
	('HCPCS', 'J0001', 'Injection one', 'Injection, first invented drug, 1 mg', '{J0002}', '2010-01-01', '2022-12-31', 3),
	('HCPCS', 'J0001', 'Injection one', 'Injection, first invented drug, 1 mg', NULL, '2024-01-01', '2024-03-31', 3),
	('HCPCS', 'J0002', 'Injection two', 'Injection, second invented drug, 1 mg', NULL, '2023-01-01', NULL, 3),
	('HCPCS', 'J3490', 'Unclassified', 'Unclassified inventions', '{J0002}', '2000-01-01', NULL, 3);
INSERT INTO rcm_library.diagnosis (code, billable, release_id, ended_by) VALUES
	('M17', false, 1, 0), ('M171', NULL, 1, 0), ('M1711', true, 1, 0), ('M1712', true, 1, 0), ('M18', true, 1, 0),
	('Q998', true, 1, 2), ('Q998', false, 2, 0), ('Q9981', true, 2, 0), ('R100', true, 1, 2);
INSERT INTO rcm_library.diagnosis_note (owner, owner_kind, kind, words, release_id, ended_by) VALUES
	('M00-M99', 'chapter', 'excludes2', 'of the chapter', 1, 0), ('M15-M19', 'section', 'notes', 'of the section', 1, 0), ('M20-M25', 'section', 'notes', 'of another section', 1, 0),
	('M17', 'code', 'includes', 'of the category', 1, 0), ('M1711', 'code', 'codeFirst', 'of the code', 1, 0), ('M1712', 'code', 'codeFirst', 'of its sibling', 1, 0),
	('M17', 'code', 'excludes1', 'of last year', 1, 2), ('M18', 'section', 'notes', 'of a section of one category', 1, 0);

-- ---- one code ----

SELECT is(c.code || ': ' || c.name, 'M17.11: Worn right knee', 'found as ' || to_json(w)) FROM (VALUES ('M17.11'), ('m1711'), (' M 17.11 '), ('m17.11')) v(w), rcm.code(w, '2025-01-01') c;
SELECT results_eq($$SELECT code_set, code, name, description, valid, valid_from, valid_to, billable, replaced_by FROM rcm.code('M17.11', '2024-01-01')$$,
	$$VALUES ('ICD-10-CM', 'M17.11', 'Worn knee, right', 'Worn knee, on the right side', true, NULL::date, NULL::date, true, NULL::text[])$$, 'in last year''s words; two releases that follow each other are one period');
SELECT is(notes, '{codeFirst: of the code,includes: of the category,notes: of the section,excludes2: of the chapter}', 'its own notes, then those above') FROM rcm.code('M1711', '2025-01-01');
SELECT is(notes[2], 'excludes1: of last year', 'a note of last year') FROM rcm.code('M1711', '2024-01-01');
SELECT is(rcm.diagnosis_notes('M18', '2025-01-01'), '{notes: of the section,notes: of a section of one category,excludes2: of the chapter}', 'sections, then the chapter');
SELECT is(rcm.diagnosis_notes('Z00', '2025-01-01'), NULL, 'no notes');
SELECT results_eq($$SELECT billable, replaced_by, valid FROM rcm.code('M17', '2025-01-01')$$, $$VALUES (false, '{M17.11,M17.12}'::text[], true)$$, 'a header: what is billable under it');
SELECT results_eq($$SELECT name, billable, replaced_by FROM rcm.code('Q99.8', '2024-09-30')$$, $$VALUES ('Odd finding', true, NULL::text[])$$, 'billable until September');
SELECT results_eq($$SELECT name, billable, replaced_by FROM rcm.code('Q99.8', '2024-10-01')$$, $$VALUES ('Odd findings', false, '{Q99.81}'::text[])$$, 'a header from October');
SELECT results_eq($$SELECT valid, valid_from, valid_to, billable FROM rcm.code('Q99.81', '2024-09-30')$$, $$VALUES (false, '2024-10-01'::date, NULL::date, true)$$, 'a new code is not valid yet');
SELECT results_eq($$SELECT valid, valid_from, valid_to, billable FROM rcm.code('R10.0', '2024-10-01')$$, $$VALUES (false, NULL::date, '2024-09-30'::date, true)$$, 'a code that the new release lacks');
SELECT results_eq($$SELECT code_set, name FROM rcm.code('11')$$, $$VALUES ('CARC', 'Diagnosis and procedure'), ('place of service', 'Office')$$, 'one code in two sets');
SELECT is(code, '0450', 'a revenue code without its zero') FROM rcm.code('450');
SELECT is((SELECT count(*) FROM rcm.code('no such code')) + (SELECT count(*) FROM rcm.code('')) + (SELECT count(*) FROM rcm.code(NULL)) + (SELECT count(*) FROM rcm.code('X2')) + (SELECT count(*) FROM rcm.code('''; --')), 0::bigint, 'nothing');
SELECT is(name, 'as it was corrected', 'a correction took the place altogether') FROM rcm.code('x1');
SELECT results_eq($$SELECT valid, valid_from, valid_to, replaced_by FROM rcm.code('j0001', '2021-06-01')$$, $$VALUES (true, '2010-01-01'::date, '2022-12-31'::date, NULL::text[])$$, 'in its first period');
SELECT results_eq($$SELECT valid, valid_from, valid_to, replaced_by FROM rcm.code('j0001', '2023-01-31')$$, $$VALUES (false, '2010-01-01'::date, '2022-12-31'::date, '{J0002}'::text[])$$, 'just after it: the nearest period, and what replaces it');
SELECT results_eq($$SELECT valid, valid_from FROM rcm.code('j0001', '2024-02-01')$$, $$VALUES (true, '2024-01-01'::date)$$, 'in its second period');
SELECT is(replaced_by, NULL, 'a code in force is not replaced by what it is cross-referenced to') FROM rcm.code('J3490');

-- facts
INSERT INTO rcm_library.place_of_service (pos, fac, release_id) VALUES ('11', NULL, 3), ('21', true, 3);
SELECT is(facts, '{"facility": false}', 'an office is no facility') FROM rcm.code('11') WHERE code_set = 'place of service';
SELECT results_eq($$SELECT code_set, name, facts FROM rcm.code('21')$$, $$VALUES ('place of service', NULL::text, '{"facility": true}'::jsonb)$$, 'without words, but with facts');
INSERT INTO rcm_library.release (id, set_name, name, since) VALUES (10, 'pfs', 'A', '-infinity'), (11, 'pfs', 'B', '2024-04-01'), (12, 'hcpcs', 'one', '-infinity'), (13, 'ncci', 'one', '-infinity'), (14, 'ncci', 'two', '2024-04-01');
INSERT INTO rcm_library.fee_schedule (code, mod, status, glob, work, pctc, release_id, ended_by) VALUES
	('20610', NULL, 'A', '000', 0.79, '0', 10, 0), ('99213', NULL, 'A', 'XXX', 1.3, '0', 10, 0), ('36415', NULL, 'X', 'XXX', 0, '9', 10, 0), ('99499', NULL, 'C', 'XXX', 0, '0', 10, 0),
	('88305', '26', 'A', 'XXX', 0.75, '1', 10, 0), ('88305', NULL, 'A', 'XXX', 0.75, '1', 10, 0), ('80048', NULL, 'X', 'XXX', 0, '9', 10, 0), ('01234', NULL, 'J', 'XXX', 0, '9', 10, 11),
	('90846', NULL, 'R', 'XXX', 2.4, '0', 10, 0), ('90832', NULL, 'A', 'XXX', 1.7, '0', 10, 0), ('99446', NULL, 'A', 'XXX', 0.35, '0', 10, 0), ('G9001', NULL, 'M', 'XXX', 0, '9', 10, 0);
INSERT INTO rcm_library.mue (program, setting, code, value, mai, release_id, ended_by) VALUES ('MCR', 'PRA', '20610', 2, 3, 13, 14), ('MCR', 'PRA', '20610', 4, 3, 14, 0), ('MCR', 'OPH', '20610', 2, 3, 13, 0), ('MCR', 'PRA', '0007U', 1, 3, 13, 0);
INSERT INTO rcm_library.add_on (addon, "primary", type, release_id) VALUES ('11046', '11043', 1, 3);
SELECT results_eq($$SELECT code_set, name, facts FROM rcm.code('20610', '2024-05-01')$$,
	$$VALUES ('CPT', NULL::text, '{"mue": {"MCR PRA": 4, "MCR OPH": 2}, "status": "A", "global_days": "000", "add_on": false}'::jsonb)$$, 'what is known of a procedure');
SELECT is(facts -> 'mue' -> 'MCR PRA', '2', 'on another day') FROM rcm.code('20610', '2024-01-01');

-- ---- search ----

SELECT is((SELECT string_agg(code, ' ') FROM rcm.search_codes('worn knee', on_date => '2025-01-01')), 'M17.11 M17.12 M17 M17.1', 'billable before headers, each code once');
SELECT is((SELECT string_agg(code, ' ') FROM rcm.search_codes('knees', on_date => '2025-01-01', max_rows => 2)), 'M17.12 M17.11', 'by the stem, as many as asked for');
SELECT is((SELECT string_agg(code, ' ') FROM rcm.search_codes('since birth', on_date => '2025-01-01')), 'M17.11', 'in the description');
SELECT is((SELECT string_agg(code || ' ' || name || ' ' || valid, ', ') FROM rcm.search_codes('since birth', on_date => '2024-01-01')), 'M17.11 Worn knee, right true', 'found by the words of another day');
SELECT is((SELECT string_agg(code, ' ') FROM rcm.search_codes('worn le')), 'M17.12', 'the last word begins so');
SELECT is((SELECT string_agg(code, ' ') FROM rcm.search_codes('office zebra')), '11', 'any of the words, where none has all');
SELECT is((SELECT count(*) FROM rcm.search_codes('office -zebra')) || ' ' || (SELECT count(*) FROM rcm.search_codes('office -office')) || ' ' || (SELECT count(*) FROM rcm.search_codes('"office zebra"')), '1 0 0', 'but not against what was asked');
SELECT is((SELECT string_agg(code, ' ') FROM rcm.search_codes('"right side"')), 'M17.11 RT', 'words together');
SELECT is((SELECT string_agg(code, ' ' ORDER BY code) FROM rcm.search_codes('office or emergency')), '0450 11', 'alternatives');
SELECT is((SELECT code FROM rcm.search_codes('m17') LIMIT 1), 'M17', 'the code itself first, header or not');
SELECT is((SELECT code FROM rcm.search_codes('M17.11') LIMIT 1), 'M17.11', 'with its dot');
SELECT is((SELECT string_agg(code_set, ' ') FROM rcm.search_codes('injection drug', 'HCPCS', '2025-01-01')), 'HCPCS HCPCS', 'in one set');
SELECT is((SELECT string_agg(code || valid, ' ') FROM rcm.search_codes('invented drug', 'HCPCS', '2025-01-01')), 'J0002true J0001false', 'in force before ended');
SELECT is((SELECT count(*) FROM rcm.search_codes('knee', 'HCPCS')) + (SELECT count(*) FROM rcm.search_codes(NULL)) + (SELECT count(*) FROM rcm.search_codes('the of')) + (SELECT count(*) FROM rcm.search_codes('')) + (SELECT count(*) FROM rcm.search_codes('!!! & | ''')), 0::bigint, 'nothing');
SELECT is((SELECT count(*) FROM rcm.search_codes('knee', max_rows => NULL)), 4::bigint, 'all there are');
SELECT cmp_ok((SELECT min(rank) FROM rcm.search_codes('knee')), '>', 0::real, 'with a rank');

-- the search goes through its index, and so does the look-up
INSERT INTO rcm_library.code_text (code_set, code, name, release_id) SELECT 'list', 'N' || i, 'filler number ' || i, 3 FROM generate_series(1, 5000) i;
ANALYZE rcm_library.code_text;
BEGIN;
SET LOCAL enable_seqscan = off;
SELECT count(*) FROM rcm.search_codes('worn knee') \gset
SELECT cmp_ok(pg_stat_get_xact_numscans('rcm_library.code_text_words'::regclass), '>', 0::bigint, 'search_codes reads the index of words');
SELECT is(pg_stat_get_xact_tuples_returned('rcm_library.code_text'::regclass), 0::bigint, 'and not the table from end to end');
SELECT count(*) FROM rcm.code('M17.11') \gset
SELECT is(pg_stat_get_xact_tuples_returned('rcm_library.code_text'::regclass), 0::bigint, 'nor does rcm.code');
ROLLBACK;
DELETE FROM rcm_library.code_text WHERE code ~ '^N';

-- another library, and a reader without more rights than SELECT
CREATE ROLE reader_of_codes;
GRANT USAGE ON SCHEMA public TO reader_of_codes;
SELECT rcm.grant_library('reader_of_codes') \gset
SET ROLE reader_of_codes;
SELECT is((SELECT count(*) FROM rcm.code('M17')) + (SELECT count(*) FROM rcm.search_codes('knee')), 5::bigint, 'SELECT is enough');
SELECT throws_ok('SELECT rcm.derive_procedures()', '42501', NULL, 'but not to derive');
RESET ROLE;
SELECT rcm.create_library('Other Library') \gset
SET rcm.library = 'Other Library';
SELECT is((SELECT count(*) FROM rcm.code('M17')) + (SELECT count(*) FROM rcm.search_codes('knee')) + rcm.derive_procedures(), 0::bigint, 'the library in use is asked, whatever its name');
RESET rcm.library;

-- ---- procedures ----

SELECT is(string_agg(c || coalesce(' ' || rcm.procedure_kind(c), ''), ', ' ORDER BY n), '99213 EM, 99499 EM, 00100 ANES, 01999 ANES, 10004 SURG, 69990 SURG, 70010 RAD, 80047 LAB, 89398 LAB, 0001U LAB, 0002M LAB, 90785 PSY, 90460 VAXADMIN, 90480 VAXADMIN, 0001A VAXADMIN, G0008 VAXADMIN, 90476 VAX, 91320 VAX, 96372 INJADMIN, 97110 THER, 0001F CAT2, 93000 MED, 0054T MED, J0001 DRUG, E0601 DME, K0001 DME, L1833 ORTHOTIC, G0439 MED, A4550', 'kinds by range')
	FROM unnest('{99213,99499,00100,01999,10004,69990,70010,80047,89398,0001U,0002M,90785,90460,90480,0001A,G0008,90476,91320,96372,97110,0001F,93000,0054T,J0001,E0601,K0001,L1833,G0439,A4550}'::text[]) WITH ORDINALITY u(c, n);
INSERT INTO rcm_library.hcpcs_code (code, coverage, xref, anesthesia_base, eff, term, release_id) VALUES
	('J0001', 'D', NULL, 0, '2010-01-01', '2022-12-31', 12), ('J0002', 'D', NULL, 0, '2023-01-01', NULL, 12), ('J3490', 'C', NULL, NULL, '2000-01-01', NULL, 12), ('L1833', 'C', '{L1832}', 4, '2014-01-01', '2019-12-31', 12);
INSERT INTO rcm_library.ptp (program, setting, col1, col2, ccmi, eff, term, release_id, ended_by) VALUES
	('MCR', 'PRA', '20610', '99213', 1, '2000-01-01', 'infinity', 13, 0), ('MCR', 'PRA', '20610', '00400', 1, '2000-01-01', 'infinity', 13, 0),
	('MCR', 'PRA', '20610', '12345', 1, '2000-01-01', '2019-12-31', 13, 0), ('MCR', 'PRA', '23456', '20610', 1, '2000-01-01', 'infinity', 13, 14),
	('MCR', 'PRA', '20610', '99446', 1, '2000-01-01', '2019-12-31', 13, 0), ('MCR', 'PRA', '20610', '0009U', 1, '2000-01-01', '2019-12-31', 13, 0),
	('MCR', 'PRA', '20610', 'J9999', 1, '2000-01-01', '2019-12-31', 13, 0), ('MCR', 'PRA', '20610', 'D0120', 1, '2000-01-01', '2019-12-31', 13, 0);
SELECT rcm.load_neutral('procedure', E'code,kind,timed,eff\n97110,THER,Y,2000-01-01\n99213,EM,,2001-01-01\n', 'ours') \gset
SELECT is(rcm.derive_procedures(), 21::bigint, 'one row for each code that the practice does not have');
SELECT results_eq($$SELECT (code::text || ' ' || coalesce(kind, '-')) COLLATE "default", f2f, unlisted, zero_ok, base, eff, term FROM rcm_library.procedure WHERE release_id > 100 AND code::text NOT IN ('97110', '99213') ORDER BY code$$, $$VALUES
	('0007U LAB', NULL::boolean, NULL::boolean, NULL::boolean, NULL::integer, NULL::date, NULL::date),
	('0009U LAB', NULL, NULL, NULL, NULL, NULL, NULL), ('00400 ANES', NULL, NULL, NULL, NULL, NULL, NULL),
	('01234 ANES', NULL, NULL, NULL, NULL, NULL, '2024-03-31'), ('12345 SURG', NULL, NULL, NULL, NULL, NULL, '2019-12-31'),
	('20610 SURG', true, NULL, NULL, NULL, NULL, NULL), ('23456 SURG', NULL, NULL, NULL, NULL, NULL, '2024-03-31'),
	('36415 SURG', NULL, NULL, NULL, NULL, NULL, NULL), ('80048 LAB', NULL, NULL, NULL, NULL, NULL, NULL), ('88305 PATH', NULL, NULL, NULL, NULL, NULL, NULL),
	('90832 PSY', true, NULL, NULL, NULL, NULL, NULL), ('90846 PSY', NULL, NULL, NULL, NULL, NULL, NULL), ('99446 EM', NULL, NULL, NULL, NULL, NULL, NULL),
	('99499 EM', NULL, NULL, NULL, NULL, NULL, NULL), ('D0120 -', NULL, NULL, NULL, NULL, NULL, NULL), ('G9001 MED', NULL, NULL, true, NULL, NULL, NULL),
	('J0001 DRUG', NULL, NULL, NULL, NULL, '2010-01-01', '2022-12-31'), ('J0002 DRUG', NULL, NULL, NULL, NULL, '2023-01-01', NULL),
	('J3490 DRUG', NULL, true, NULL, NULL, '2000-01-01', NULL), ('J9999 DRUG', NULL, NULL, NULL, NULL, NULL, '2019-12-31'),
	('L1833 ORTHOTIC', NULL, NULL, NULL, 4, '2014-01-01', '2019-12-31')$$, 'dates, kinds and what is certain');

SELECT is((SELECT r.row_count || ' ' || array_to_string(r.tables, ' ') FROM rcm_library.release r WHERE r.set_name = 'procedure' AND r.name = 'derived'), '21 procedure', 'a release of its own');
SELECT is(rcm.load_neutral('procedure', E'code,kind\n36415,\n', 'more'), 1::bigint, 'the practice says something of one of them');
DELETE FROM rcm_library.mue WHERE code::text = '0007U';
SELECT is(rcm.derive_procedures(), 19::bigint, 'derived again: without that one, and without what is gone');
SELECT is((SELECT count(*) || ' ' || count(DISTINCT code) FROM rcm_library.procedure), '22 22', 'each code once');
SELECT is((SELECT string_agg(name, ' ' ORDER BY name COLLATE "C") FROM rcm_library.release WHERE set_name = 'procedure'), 'derived more ours', 'the other releases stay');
SELECT is(rcm.unload_release('procedure', 'derived'), 19::bigint, 'it can be unloaded');
SELECT is(rcm.derive_procedures(), 19::bigint, 'and made again');

-- less to go by
BEGIN;
DELETE FROM rcm_library.fee_schedule;
SELECT is(rcm.derive_procedures(), 12::bigint, 'without the fee schedule');
SELECT is((SELECT string_agg(code::text, ' ') FROM rcm_library.procedure WHERE term IS NOT NULL AND code::text !~ '^[A-Z]'), NULL, 'no end of a pair ends a CPT code');
SELECT is((SELECT bool_or(f2f) FROM rcm_library.procedure p JOIN rcm_library.release r ON r.id = p.release_id WHERE r.name = 'derived'), NULL, 'nor is it known which operations have work');
ROLLBACK;
BEGIN;
TRUNCATE rcm_library.fee_schedule, rcm_library.hcpcs_code, rcm_library.mue, rcm_library.ptp;
SELECT is(rcm.derive_procedures(), 0::bigint, 'nothing to derive from');
SELECT is((SELECT count(*) FROM rcm_library.release WHERE name = 'derived'), 0::bigint, 'is no release');
ROLLBACK;

-- ---- coverage ----

INSERT INTO rcm_library.release (id, set_name, name, since) VALUES (20, 'coverage-articles', '2024-01', '-infinity'), (21, 'coverage-articles', '2025-01', '2025-01-01');
INSERT INTO rcm_library.coverage_article_contractor (article, version, contractor, release_id, ended_by) VALUES
	('90001', 1, '05101', 20, 21), ('90001', 2, '05101', 21, 0), ('90002', 1, '05101', 20, 0), ('90002', 1, '06101', 20, 0), ('90003', 1, '06101', 20, 0);
INSERT INTO rcm_library.coverage_article_code (article, version, code, code_group, release_id, ended_by) VALUES
	('90001', 1, '20610', 1, 20, 21), ('90001', 2, '20610', 1, 21, 0), ('90001', 2, '20611', 2, 21, 0), ('90002', 1, '80048', 1, 20, 0), ('90003', 1, '80048', 1, 20, 0);
INSERT INTO rcm_library.coverage_article_diagnosis (article, version, code, code_group, covered, release_id, ended_by) VALUES
	('90001', 1, 'M17.11', 1, true, 20, 21), ('90001', 2, 'M17.11', 1, true, 21, 0), ('90001', 2, 'M17.12', 2, true, 21, 0), ('90001', 2, 'I10', 1, false, 21, 0),
	('90002', 1, 'I10', 1, true, 20, 0), ('90002', 1, 'I10', 2, true, 20, 0), ('90002', 1, 'I10', 1, false, 20, 0), ('90002', 1, 'E11.9', 1, false, 20, 0), ('90003', 1, 'E11.9', 1, true, 20, 0);
SELECT throws_ok($$SELECT rcm.adopt_coverage('99999')$$, 'RC007', 'no coverage article of contractor "99999" is loaded');
SELECT is(rcm.adopt_coverage('05101'), 6::bigint, 'the articles of a contractor');
SELECT results_eq($$SELECT (concat_ws(' ', policy, type, class, code, dx_prefix, list)) COLLATE "default", eff, term FROM rcm_library.coverage_policy ORDER BY policy, code, dx_prefix$$, $$VALUES
	('90001 LCD medicare 20610 M1711 COVER', NULL::date, NULL::date), ('90001 LCD medicare 20610 M1712 COVER', '2025-01-01', NULL),
	('90001 LCD medicare 20611 M1711 COVER', '2025-01-01', NULL), ('90001 LCD medicare 20611 M1712 COVER', '2025-01-01', NULL),
	('90002 LCD medicare 80048 E119 DENY', NULL, NULL), ('90002 LCD medicare 80048 I10 COVER', NULL, NULL)$$,
	'any covered group; versions that say the same in one row; denied only where no group can be meant otherwise and nothing covers it');
SELECT is(rcm.adopt_coverage('06101', 'medicaid'), 2::bigint, 'another contractor, for another class');
SELECT is((SELECT string_agg(policy || ' ' || dx_prefix || ' ' || list, ', ' ORDER BY policy, dx_prefix) FROM rcm_library.coverage_policy WHERE class = 'medicaid'), '90002 I10 COVER, 90003 E119 COVER', 'one article covers what another does not');
SELECT is(rcm.adopt_coverage('05101'), 6::bigint, 'adopted again');
SELECT is((SELECT count(*) FROM rcm_library.coverage_policy), 8::bigint, 'in place of the earlier');
SELECT is((SELECT string_agg(name || ' ' || row_count, ', ' ORDER BY name) FROM rcm_library.release WHERE set_name = 'coverage_policy'), 'articles 05101 6, articles 06101 2', 'a release for each contractor');
SELECT is(rcm.adopt_coverage(NULL), NULL, 'no contractor');

-- ---- claims judged by what was derived ----

\ir given/practice.sql
SELECT given.library('derived_library') \gset
SET rcm.library = 'derived_library';
INSERT INTO derived_library.hcpcs_code (code, eff, release_id) SELECT 'G0439', '2011-01-01', min(id) FROM derived_library.release;
SELECT is((SELECT string_agg(DISTINCT edit, ' ') FROM rcm.scrub(given.claim())), NULL, 'a clean claim');
DELETE FROM derived_library.procedure;
SELECT cmp_ok(rcm.derive_procedures(), '>', 2::bigint, 'procedures out of prices');
SELECT is((SELECT string_agg(DISTINCT edit, ' ') FROM rcm.scrub(given.claim())), NULL, 'it is clean by derived procedures');
RESET rcm.library;
SELECT * FROM finish();
