-- deadline.sql - last days against a table by hand, the library's rules of appeal, letters that are merged
\set ON_ERROR_STOP 1
SET client_min_messages = warning;
SELECT rcm.create_library() \gset
SET search_path = public, pg_catalog;
SELECT no_plan();

-- ---- a table by hand ----
CREATE TEMP TABLE hand (from_date date, days integer, kind text, mail integer, closed date[], last date, why text);
INSERT INTO hand VALUES
	('2026-01-02', 120, 'calendar', 5, '{}', '2026-05-07', 'presumed to have come on the 7th'),
	('2026-01-02', 120, 'calendar', 0, '{}', '2026-05-02', 'a Saturday stays a Saturday'),
	('2024-02-28', 1, 'calendar', 0, '{}', '2024-02-29', 'a leap day'),
	('2023-02-28', 1, 'calendar', 0, '{}', '2023-03-01', 'none that year'),
	('2023-10-31', 120, 'calendar', 5, '{}', '2024-03-04', 'a leap day within'),
	('2022-10-31', 120, 'calendar', 5, '{}', '2023-03-05', 'and without'),
	('1900-02-28', 1, 'calendar', 0, '{}', '1900-03-01', 'a century is none'),
	('2000-02-28', 1, 'calendar', 0, '{}', '2000-02-29', 'the fourth is one'),
	('2026-03-02', 0, 'calendar', 0, '{}', '2026-03-02', 'the same day'),
	('2026-12-31', 1, 'calendar', 0, '{}', '2027-01-01', 'a new year'),
	('2024-02-29', 12, 'month', 0, '{}', '2025-02-28', 'a year after a leap day'),
	('2023-02-28', 12, 'month', 0, '{}', '2024-02-28', 'a year before one'),
	('2026-01-31', 1, 'month', 0, '{}', '2026-02-28', 'a month that is too short'),
	('2026-10-31', 4, 'month', 0, '{}', '2027-02-28', 'four months'),
	('2026-11-28', 3, 'month', 3, '{}', '2027-03-01', 'the mail first: 1 December'),
	('2026-03-02', 5, 'business', 0, '{}', '2026-03-09', 'Monday to Monday'),
	('2026-03-06', 1, 'business', 0, '{}', '2026-03-09', 'Friday to Monday'),
	('2026-03-07', 1, 'business', 0, '{}', '2026-03-09', 'Saturday to Monday'),
	('2026-03-08', 1, 'business', 0, '{}', '2026-03-09', 'Sunday to Monday'),
	('2026-03-07', 0, 'business', 0, '{}', '2026-03-07', 'none to count'),
	('2026-06-30', 3, 'business', 0, '{2026-07-03}', '2026-07-06', 'the fourth is a Saturday, kept on Friday'),
	('2026-06-30', 3, 'business', 0, '{}', '2026-07-03', 'unless it is worked'),
	('2026-07-02', 1, 'business', 0, '{2026-07-03,2026-07-04}', '2026-07-06', 'a holiday on a Saturday counts once'),
	('2026-12-23', 5, 'business', 0, '{2026-12-25,2027-01-01}', '2026-12-31', 'over Christmas'),
	('2026-12-23', 6, 'business', 0, '{2026-12-25,2027-01-01}', '2027-01-04', 'and New Year'),
	('2024-02-28', 2, 'business', 0, '{}', '2024-03-01', 'a leap day is a working day'),
	('2026-03-02', 5, 'business', 3, '{}', '2026-03-12', 'mail by the calendar, then Thursday to Thursday'),
	('2026-03-02', 10, 'business', 5, '{2026-03-09}', '2026-03-23', 'mail over a week''s end: from Saturday');
SELECT is(rcm.deadline(from_date, days, kind, mail, closed), last, why) FROM hand;
SELECT throws_ok($$SELECT rcm.deadline('2026-01-01', -1)$$, '22023', NULL, 'no days back');
SELECT throws_ok($$SELECT rcm.deadline('2026-01-01', 10001)$$, '22023', NULL, 'not without end');
SELECT throws_ok($$SELECT rcm.deadline('2026-01-01', 1, 'lunar')$$, '22023', NULL, 'no other kind');
SELECT throws_ok($$SELECT rcm.deadline('infinity', 1)$$, '22023', NULL, 'from a day');
SELECT is(rcm.deadline('2026-01-01', NULL), NULL, 'nothing is known of an unknown term');
SELECT is((SELECT count(*) FROM generate_series(0, 1500, 7) d, generate_series(1, 30) n, LATERAL (SELECT date '2024-01-01' + d AS day) x
	WHERE rcm.deadline(x.day, n, 'business') <> (SELECT x.day + i FROM generate_series(1, 60) i WHERE extract(isodow FROM x.day + i) < 6 ORDER BY i OFFSET n - 1 LIMIT 1)), 0::bigint, 'as by counting');

-- ---- holidays ----
SELECT is((SELECT string_agg(to_char(day, 'MM-DD'), ' ' ORDER BY day) FROM rcm.federal_holidays(2026)), '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25', 'the federal holidays of 2026');
SELECT is((SELECT string_agg(to_char(day, 'YYYY-MM-DD'), ' ' ORDER BY day) FROM rcm.federal_holidays(2022)), '2021-12-31 2022-01-17 2022-02-21 2022-05-30 2022-06-20 2022-07-04 2022-09-05 2022-10-10 2022-11-11 2022-11-24 2022-12-26', 'of 2022, whose first day was a Saturday');
SELECT is((SELECT count(*) FROM rcm.federal_holidays(2020)), 10::bigint, 'Juneteenth is younger');
INSERT INTO rcm_library.holiday VALUES ('CA', '2026-03-31', 'Cesar Chavez Day');
SELECT is(rcm.holidays('{federal,CA}', '2026-03-01', '2026-06-01'), '{2026-03-31,2026-05-25}'::date[], 'a state has its own');
SELECT is(rcm.holidays('{federal}', '2026-03-01', '2026-06-01'), '{2026-05-25}'::date[], 'which are not everybody''s');

-- ---- rules ----
SELECT is((SELECT count(*) FROM rcm.appeal_rule_faults()), 0::bigint, 'the rules that come along have no gaps');
SELECT is(rcm.appeal_rule('medicare_advantage', 'X', NULL, NULL, NULL, 'coding', 1, '2024-12-31') ->> 'days', '60', 'a rule as of its day');
SELECT is(rcm.appeal_rule('medicare_advantage', 'X', NULL, NULL, 'participating', 'coding', 1, '2025-01-01') ->> 'days', '65', 'and of the next');
SELECT is(rcm.appeal_rule('commercial', '87726', NULL, 'NY', 'network', 'coding', 1, '2026-01-01') ->> 'rule_id', 'unitedhealthcare-1', 'the payer''s rule goes first');
SELECT is(rcm.appeal_rule('commercial', '60054', NULL, 'NY', 'network', 'coding', 1, '2026-01-01') ->> 'rule_id', 'commercial-1', 'else the program''s');
SELECT is(rcm.appeal_rule('tricare', NULL, NULL, NULL, 'network', 'medical necessity', 1, '2026-01-01') ->> 'may_appeal', 'false', 'a network provider is no appealing party');
SELECT is(rcm.appeal_rule('tricare', NULL, NULL, NULL, 'participating', 'medical necessity', 1, '2026-01-01') ->> 'level_name', 'reconsideration', 'one outside of it is');
SELECT is(rcm.appeal_rule('tricare', NULL, NULL, NULL, NULL, 'administrative', 1, '2026-01-01') ->> 'level_name', 'allowable charge review', 'which is not for timely filing');
SELECT is(rcm.appeal_rule('workers_comp', NULL, NULL, 'CA', NULL, 'coding', 1, '2026-01-01'), NULL, 'California reviews amounts only');
SELECT is(rcm.appeal_rule('medicaid', NULL, NULL, 'ME', NULL, 'coding', 1, '2026-01-01'), NULL, 'of a state nobody has recorded nothing is said');
SELECT is((SELECT floor FROM rcm.appeal_floor('medicare', 3, '2025-12-31')), '190'::rcm.usd, 'the floor of a year');
SELECT is((SELECT floor FROM rcm.appeal_floor('medicare', 1, '2025-12-31')), NULL, 'or none');
SELECT throws_ok($$INSERT INTO rcm_library.appeal_rule (rule_id, program, level, level_name, days, source, eff) VALUES ('again', 'commercial', 1, 'appeal', 90, 'us', '2026-01-01')$$, '23P01', NULL, 'two rules for one day are refused');
SELECT lives_ok($$INSERT INTO rcm_library.appeal_rule (rule_id, program, payer_id, level, level_name, days, source, eff, term) VALUES
	('nhp-old', 'commercial', 'NHP01', 1, 'appeal', 90, 'contract', NULL, '2025-06-30'), ('nhp-new', 'commercial', 'NHP01', 1, 'appeal', 60, 'contract', '2025-08-01', NULL), ('nhp-3', 'commercial', 'NHP01', 3, 'panel', 60, 'contract', NULL, NULL)$$, 'of a payer there may be others');
SELECT results_eq('SELECT * FROM rcm.appeal_rule_faults()', $$VALUES ('nhp-3', 3, 'there is no rule for level 2'), ('nhp-old', 1, 'no rule for 2025-07-01 to 2025-07-31: this one ends, the next one begins later')$$, 'gaps are told')
	WHERE NOT EXISTS (SELECT FROM rcm_library.appeal_rule WHERE program = 'commercial' AND level = 2 AND dispute IS NULL);
SELECT throws_ok($$INSERT INTO rcm_library.appeal_rule (rule_id, program, level, level_name, source) VALUES ('none', 'auto', 1, 'appeal', 'us')$$, '23514', NULL, 'a rule has its days');
SELECT throws_ok($$INSERT INTO rcm_library.appeal_floor (program, level, floor, source, eff) VALUES ('medicare', 3, '5', 'us', '2027-01-01')$$, '23P01', NULL, 'two floors for one day are refused');

-- ---- programs ----
INSERT INTO rcm_library.release (id, set_name, name) VALUES (1, 'payer', 'spring');
INSERT INTO rcm_library.payer (payer_id, class, release_id) VALUES ('MAC', 'medicare_b', 1), ('TRI', 'tricare', 1);
INSERT INTO rcm_library.payer_program (payer_id, practice, program, participation, state) VALUES ('TRI', 'A', 'tricare', 'network', NULL), ('KMAP', '*', 'medicaid', NULL, 'KS');
SELECT results_eq($$SELECT p.program, p.participation, p.state, p.told_by FROM (VALUES (1, 'MAC', NULL, 'A'), (2, 'TRI', NULL, 'A'), (3, 'TRI', NULL, 'B'), (4, 'KMAP', 'CI', 'B'), (5, 'ZZ', 'BL', 'A'), (6, 'ZZ', 'ZZ', 'A'), (7, NULL, NULL, NULL)) v (n, payer, filing, practice),
	rcm.payer_program(v.payer, v.filing, v.practice, '2026-01-01') p ORDER BY n$$,
	$$VALUES ('medicare', NULL, NULL, 'class of payer'), ('tricare', 'network', NULL, 'payer_program'), ('tricare', NULL, NULL, 'class of payer'), ('medicaid', NULL, 'KS', 'payer_program'),
		('commercial', NULL, NULL, 'filing indicator'), (NULL, NULL, NULL, NULL), (NULL, NULL, NULL, NULL)$$, 'which program a payer is of, and who says so');
SELECT throws_ok($$INSERT INTO rcm_library.payer_program (payer_id, program) VALUES ('KMAP', 'commercial')$$, '23P01', NULL, 'a payer is of one program');

-- ---- proof and letters ----
SELECT is((SELECT string_agg(item, ', ' ORDER BY item) FROM rcm.proof_items('timely_filing', 'lost_by_payer') WHERE needed), 'acceptance, claim as sent, letter, remittance', 'what proves timely filing');
SELECT is((SELECT needed FROM rcm.proof_items('authorization', 'obtained_not_on_claim') WHERE item = 'authorization'), true, 'the leaf says more than the root');
SELECT is((SELECT needed FROM rcm.proof_items('authorization', 'not_requested') WHERE item = 'authorization'), false, 'which says what is usual');
SELECT is((SELECT letter FROM rcm.merge_letter(E'To {a}.\n\n? And {b}\n\n?  {a}, {a}!', '{"a": "x{b}\\1$$", "b": null}')), E'To x{b}\\1$$.\n\nx{b}\\1$$, x{b}\\1$$!', 'a fact is put in as it is');
SELECT results_eq($$SELECT used, left_out FROM rcm.merge_letter(E'{a}\n\n? {b}', '{"a": 1, "b": null, "c": 3}')$$, $$VALUES ('{a}'::text[], '{b}'::text[])$$, 'which were used, and which were missing');
SELECT throws_ok($$SELECT rcm.merge_letter('Dear {patint.name}', '{"patient.name": "x"}')$$, '22023', 'the letter''s template has a placeholder that is no fact: {patint.name}', 'an unknown placeholder');
SELECT throws_ok($$SELECT rcm.merge_letter('? Dear {patint.name}', '{"patient.name": "x"}')$$, '22023', NULL, 'also where it might be left out');
SELECT throws_ok($$SELECT rcm.merge_letter('Dear {a}', '{"a": null}')$$, 'RC010', NULL, 'a fact that is missing');
SELECT throws_ok($$SELECT rcm.merge_letter('Dear {a', '{"a": 1}')$$, '22023', NULL, 'half a placeholder');
SELECT throws_ok($$SELECT rcm.merge_letter('Dear {{a}}', '{"a": 1}')$$, '22023', NULL, 'braces too many');
SELECT is((SELECT chosen FROM rcm.letter_template(NULL, 'medicare', 'timely_filing', 'lost_by_payer', '2026-01-01')), 'timely-filing', 'the template that says most');
INSERT INTO rcm_library.letter_template (template_id, root, body) VALUES ('ours', 'timely_filing', 'x');
SELECT is((SELECT chosen FROM rcm.letter_template(NULL, 'medicare', 'timely_filing', 'lost_by_payer', '2026-01-01')), 'ours', 'one''s own goes first');
SELECT is((SELECT chosen FROM rcm.letter_template('none', 'medicare', 'timely_filing', 'lost_by_payer', '2026-01-01')), NULL, 'there is none of that name');
SELECT * FROM finish();
