-- pricing.sql - Medicare prices through SQL, with made-up values
\set ON_ERROR_STOP 1
\ir given/practice.sql
SET search_path = public, pg_catalog;
SET client_min_messages = warning;
SELECT no_plan();

CREATE FUNCTION given.allowed(code text, modifiers text[] DEFAULT '{}', on_date date DEFAULT '2025-06-18', place text DEFAULT '0100001',
	facility boolean DEFAULT false, apm boolean DEFAULT false) RETURNS text LANGUAGE sql STABLE
	AS $$ SELECT rcm.medicare_allowed(code::rcm.hcpcs, modifiers, on_date, place, facility, apm)::text $$;
CREATE FUNCTION given.why(code text, modifiers text[] DEFAULT '{}', on_date date DEFAULT '2025-06-18', place text DEFAULT '0100001') RETURNS text LANGUAGE sql STABLE
	AS $$ SELECT value FROM rcm.explain_price(code::rcm.hcpcs, modifiers, on_date, place, false) WHERE what = 'no amount' $$;

SELECT is((given.error($$SELECT rcm.medicare_allowed('99213', '{}', '2025-06-18', '0100001', false)$$)).code, 'RC003', 'no library');
SELECT given.library() \gset
SELECT is(given.allowed('99213'), NULL, 'a library without values');
SELECT is(given.why('99213'), 'the library has no indices for locality 0100001 on 2025-06-18', 'says so');

INSERT INTO rcm_library.release (id, set_name, name) VALUES (1001, 'fee_schedule', 'spring prices'), (1002, 'gpci', 'indices');
INSERT INTO rcm_library.gpci (mac_locality, work, pe, mp, eff, term, release_id) VALUES
	('0100001', 1.000, 1.000, 1.000, NULL, NULL, 1002), ('0100002', 1.123, 0.987, 1.456, '2025-01-01', '2025-12-31', 1002);
INSERT INTO rcm_library.zip_locality (zip, mac_locality, plus_four, release_id) VALUES
	('98901', '0100001', false, 1002), ('98902', '0100001', true, 1002), ('989021234', '0100002', false, 1002);
INSERT INTO rcm_library.anesthesia_factor (mac_locality, factor, release_id) VALUES ('0100001', 20.01, 1002);
INSERT INTO rcm_library.procedure (code, base, release_id) VALUES ('00100', 5, 1002);
INSERT INTO rcm_library.fee_schedule (code, mod, status, pctc, mult, bilat, asst, co, team, work, nonfac_pe, fac_pe, mp, cf, pre_op, intra_op, post_op,
		endo_base, opps_nonfac, opps_fac, opps_mp, apm, eff, term, release_id) VALUES
	('11111', NULL, 'A', '0', '0', '0', '0', '0', '0', 2, 2, 1, 0.5, 40, 0, 0, 0, NULL, 0, 0, 0, false, '2025-01-01', '2025-12-31', 1001),
	('11111', NULL, 'A', '0', '0', '0', '0', '0', '0', 2, 2, 1, 0.5, 50, 0, 0, 0, NULL, 0, 0, 0, false, '2026-01-01', NULL, 1001),
	('11111', NULL, 'A', '0', '0', '0', '0', '0', '0', 2, 2, 1, 0.5, 60, 0, 0, 0, NULL, 0, 0, 0, true, '2026-01-01', NULL, 1001),
	('22222', NULL, 'A', '0', '2', '1', '2', '2', '1', 2, 2, 1, 0.5, 40, 0.10, 0.69, 0.21, NULL, 0, 0, 0, false, NULL, NULL, 1001),
	('22223', NULL, 'A', '0', '2', '0', '0', '0', '0', 1, 1, 1, 0.5, 40, 0.10, 0.69, 0.21, NULL, 0, 0, 0, false, NULL, NULL, 1001),
	('33333', NULL, 'A', '1', '4', '0', '0', '0', '0', 1, 10.2, 10.2, 0.2, 40, 0, 0, 0, NULL, 2.2, 2.2, 0.2, false, NULL, NULL, 1001),
	('33333', '26', 'A', '1', '4', '0', '0', '0', '0', 1, 0.2, 0.2, 0.1, 40, 0, 0, 0, NULL, 0, 0, 0, false, NULL, NULL, 1001),
	('33333', 'TC', 'A', '1', '4', '0', '0', '0', '0', 0, 10, 10, 0.1, 40, 0, 0, 0, NULL, 2, 2, 0.1, false, NULL, NULL, 1001),
	('44444', NULL, 'A', '0', '2', '0', '1', '0', '0', 3, 0, 0, 0, 40, 0, 0, 0, NULL, 0, 0, 0, false, NULL, NULL, 1001),
	('44445', NULL, 'A', '0', '3', '0', '1', '0', '0', 5, 0, 0, 0, 40, 0, 0, 0, '44444', 0, 0, 0, false, NULL, NULL, 1001),
	('44446', NULL, 'A', '0', '3', '0', '1', '0', '0', 4, 0, 0, 0, 40, 0, 0, 0, '44444', 0, 0, 0, false, NULL, NULL, 1001),
	('55555', NULL, 'A', '7', '5', '0', '0', '0', '0', 1, 1, 1, 0, 40, 0, 0, 0, NULL, 0, 0, 0, false, NULL, NULL, 1001),
	('66666', NULL, 'C', '0', '0', '0', '0', '0', '0', NULL, NULL, NULL, NULL, 40, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1001);

-- ---- one service ----

SELECT is(given.allowed('11111'), '180.00', 'units times indices times factor');
SELECT is(given.allowed('11111', facility => true), '140.00', 'in a facility');
SELECT is(given.allowed('11111', place => '0100002'), '197.92', 'elsewhere');
SELECT is(given.allowed('11111', place => '98901'), '180.00', 'by ZIP code');
SELECT is(given.allowed('11111', place => '98902-1234'), '197.92', 'by all nine digits');
SELECT is(given.allowed('11111', place => '98902'), NULL, 'which may be needed');
SELECT is(given.why('11111', place => '98902'), 'ZIP code 98902 lies in more than one locality: give all nine digits', 'and that is said');
SELECT is(given.allowed('11111', on_date => '2024-12-31'), NULL, 'before the schedule');
SELECT is(given.why('11111', on_date => '2024-12-31'), 'the fee schedule has no row for 11111 on 2024-12-31');
SELECT is(given.allowed('11111', on_date => '2025-01-01'), '180.00', 'its first day');
SELECT is(given.allowed('11111', on_date => '2026-01-01'), '225.00', 'the next year');
SELECT is(given.allowed('11111', on_date => '2026-01-01', apm => true), '270.00', 'and its other factor');
SELECT is(given.allowed('11111', on_date => '2025-12-31', apm => true), '180.00', 'which there was not before');
SELECT is(given.allowed('33333'), '136.00', 'capped by the outpatient amount');
SELECT is(given.allowed('33333', '{TC}'), '84.00', 'the technical component is');
SELECT is(given.allowed('33333', '{26}'), '52.00', 'the professional is not');
SELECT is(given.why('66666'), 'status C: the contractor prices it, case by case', 'no amount, no error');
SELECT is(given.why('77777'), 'the fee schedule has no row for 77777 on 2025-06-18');
SELECT is(given.allowed('22222', modifiers), want, 'modifiers ' || modifiers::text) FROM (VALUES
	('{50}'::text[], '270.00'), ('{80}', '28.80'), ('{as}', '24.48'), ('{62}', '112.50'), ('{66}', NULL), ('{54}', '142.20'), ('{55}', '37.80'),
	('{56}', '18.00'), ('{78}', '124.20'), ('{51}', '90.00'), ('{22,NULL}', '180.00'), ('{" 59 ",""}', '180.00'), ('{80,62}', NULL),
	('{50,AS,54,51}', '14.50')) v(modifiers, want);
SELECT is(rcm.medicare_allowed('11111', NULL, '2025-06-18', '0100001', false), NULL, 'null when an argument is');

SELECT throws_ok(format('SELECT given.allowed(%L, place => %L)', '11111', place), '22023', 'a place is a ZIP code of 5 or 9 digits, or contractor and locality as 7 digits', 'no place: ' || place)
	FROM (VALUES (''), ('WA'), ('9890'), ('98901-12'), ('0100001X')) v(place);
SELECT throws_ok($$SELECT given.allowed('11111', '{590}')$$, '22023', 'a modifier has two characters');
SELECT throws_ok($$SELECT given.allowed('11111', array_fill('59'::text, ARRAY[9]))$$, '22023', 'a service has at most 8 modifiers');
SELECT throws_ok($$SELECT given.allowed('11111', on_date => 'infinity')$$, '22008', NULL, 'a day there is');
SELECT throws_ok($$SELECT given.allowed('11111', on_date => '0044-03-15 BC')$$, '22008', NULL, 'in the calendar');

-- ---- the working ----

SELECT results_eq($$SELECT step, what, value FROM rcm.explain_price('22222', '{AS,22}', '2025-06-18', '98901', true)$$, $$VALUES
	(1, 'locality', '0100001, by ZIP code 98901'),
	(2, 'fee schedule row', '22222, status A, release spring prices'),
	(3, 'work', '2.00 x 1.000 = 2.00000'),
	(4, 'practice expense, in a facility', '1.00 x 1.000 = 1.00000'),
	(5, 'malpractice', '0.50 x 1.000 = 0.50000'),
	(6, 'conversion factor', '40.0000'),
	(7, 'schedule amount', '140.00'),
	(8, 'modifier AS', '13.6 %: assistant indicator 2'),
	(9, 'modifier 22', 'the amount stays: the contractor may pay more, by report'),
	(10, 'allowed', '19.04'),
	(11, 'allowed, not participating', '18.09 (95 %)'),
	(12, 'limiting charge, not participating', '20.80 (109.25 %)')$$, 'the working');
SELECT is((SELECT string_agg(what, ', ' ORDER BY step) FROM rcm.explain_price('66666', '{}', '2025-06-18', '0100001', true)), 'locality, fee schedule row, no amount', 'as far as it goes');
SELECT is((SELECT count(*) FROM rcm.explain_price('11111', '{}', NULL, '0100001', true)), 0::bigint, 'no question, no answer');

-- ---- several lines ----

SELECT results_eq($$SELECT line, hcpcs::text, line_units, amount::text, rank, percent, allowed::text FROM rcm.price_lines(
	'{22223,22222,11111,66666,NULL}', '{51,"50,59",NULL,NULL,NULL}', '{1,1,2,1,NULL}', '2025-06-18', '0100001', false)$$, $$VALUES
	(1, '22223', 1, '100.00', 2, 50, '50.00'), (2, '22222', 1, '270.00', 1, 100, '270.00'), (3, '11111', 2, '180.00', NULL, NULL, '360.00'),
	(4, '66666', 1, NULL, NULL, NULL, NULL), (5, NULL, 1, NULL, NULL, NULL, NULL)$$, 'surgery');
SELECT results_eq($$SELECT allowed::text, why FROM rcm.price_lines('{44446,44445,44444}', '{"","",""}', '{1,1,1}', '2025-06-18', '0100001', false)$$, $$VALUES
	('40.00', 'endoscopy: less 120.00 for the base 44444'), ('200.00', 'endoscopy: the highest of its family'),
	('0.00', 'base endoscopy, included in the others of its family')$$, 'endoscopy');
SELECT results_eq($$SELECT allowed::text, why FROM rcm.price_lines('{33333,33333}', '{TC,26}', '{2,2}', '2025-06-18', '0100001', false)$$, $$VALUES
	('168.00', 'technical component in full; further units reduced'), ('101.40', 'professional component in full; further units reduced')$$, 'imaging: the cap is below half');
SELECT results_eq($$SELECT allowed::text FROM rcm.price_lines('{55555}', '{GP}', '{3}', '2025-06-18', '0100001', false)$$, $$VALUES ('200.00')$$, 'therapy: a unit in full, two with half of the expense');
SELECT is((SELECT count(*) FROM rcm.price_lines('{}', '{}', '{}', '2025-06-18', '0100001', false)), 0::bigint, 'no lines');
SELECT throws_ok($$SELECT * FROM rcm.price_lines('{11111}', '{}', '{1}', '2025-06-18', '0100001', false)$$, '22023', 'codes, modifiers and units must have one item for each line');
SELECT throws_ok($$SELECT * FROM rcm.price_lines('{11111,11111}', '{"",""}', '{1,0}', '2025-06-18', '0100001', false)$$, '22023', 'line 2: units must be 1 to 9999');
-- the lines of a claim
SELECT is((SELECT string_agg(p.allowed::text, ' ' ORDER BY p.line) FROM (SELECT array_agg(l.code::rcm.hcpcs ORDER BY l.line) AS codes,
		array_agg(array_to_string(l.mods, ' ') ORDER BY l.line) AS mods, array_agg(l.units::integer ORDER BY l.line) AS units
	FROM rcm.lines(given.claim(jsonb_build_object('lines', jsonb_build_array(given.line(1, '{"code": "22223", "mods": ["RT"]}'), given.line(2, '{"code": "22222"}'))))) l) c,
	rcm.price_lines(c.codes, c.mods, c.units, '2025-06-18', '98901', false) p), '50.00 180.00', 'a claim''s');

-- ---- anesthesia ----

SELECT is(rcm.medicare_anesthesia_allowed('00100', minutes, modifiers, '2025-06-18', '98901')::text, want, format('%s minutes %s', minutes, modifiers)) FROM (VALUES
	(60, '{AA}'::text[], '180.09'), (50, '{QZ}', '166.08'), (60, '{QK,P3}', '90.05'), (60, '{AD}', '60.03'), (60, '{AA,QX}', NULL), (-1, '{AA}', NULL)) v(minutes, modifiers, want);
SELECT results_eq($$SELECT what, value FROM rcm.explain_anesthesia_price('00100', 50, '{QX}', '2025-06-18', '0100001')$$, $$VALUES
	('locality', '0100001'), ('base units', '5'), ('time units', '50 minutes: 3.3'), ('conversion factor', '20.0100'),
	('modifier QX', '50 %: anesthetist with medical direction'), ('allowed', '83.04'),
	('allowed, not participating', '78.89 (95 %)'), ('limiting charge, not participating', '90.72 (109.25 %)')$$, 'and its working');

-- ---- the library changes ----

UPDATE rcm_library.gpci SET work = 2 WHERE mac_locality = '0100001';
SELECT is(given.allowed('11111'), '260.00', 'new rows hold at once');
CREATE ROLE pricer;
GRANT USAGE ON SCHEMA rcm, given TO pricer;
SET ROLE pricer;
SELECT is((given.error($$SELECT given.allowed('11111')$$)).code, '42501', 'who may not read the library is told no price');
RESET ROLE;
SELECT rcm.grant_library('pricer') \gset
SET ROLE pricer;
SELECT is(given.allowed('11111'), '260.00', 'who may is');
RESET ROLE;
SELECT * FROM finish();
