-- scrub.sql - what a finding holds; why an edit fired or not; which edits are awake; modes and overrides
\set ON_ERROR_STOP 1
\ir given/practice.sql
SET search_path = public, pg_catalog;
SET client_min_messages = warning;
SELECT no_plan();
SELECT given.library();

-- three faults: too many units, a pair that may not stand together, a wrong total
CREATE FUNCTION given.faulty(patch jsonb DEFAULT '{}') RETURNS rcm.claim LANGUAGE sql IMMUTABLE AS $$
	SELECT given.claim(jsonb_build_object('lines', jsonb_build_array(given.line(1, '{"units": 3}'),
		given.line(2, '{"code": "80048"}'), given.line(3, '{"code": "82947"}'))) || patch)
$$;

-- ---- findings ----

SELECT is(given.findings(given.claim()), '', 'a claim with nothing wrong has no finding');
SELECT is(given.findings(given.inpatient()), '', 'nor has an institutional one');
SELECT is(given.findings(given.faulty()), 'NCCI-PTP1@3 UNIT-MUE2@1 AMT-SUM@0', 'findings come in the order of the catalogue');
SELECT results_eq($$SELECT edit, family, severity, line, field, carc, rarc FROM rcm.scrub(given.faulty())$$, $$VALUES
	('NCCI-PTP1', 'NCCI', 'reject', 3, 'lines[2].code', '236|97', 'N20|N822'), ('UNIT-MUE2', 'UNIT', 'reject', 1, 'lines[0].units', '151', 'N362'),
	('AMT-SUM', 'AMT', 'reject', 0, 'total_charge', '16', 'M54')$$, 'the columns of a finding');
SELECT is(evidence, '{"values": {"lines[0].units": 3}, "library": [{"set": "mue", "release": "spring", "program": "MCR", "setting": "PRA",
	"code": "99213", "value": 1, "mai": 2, "eff": "2015-01-01"}]}', 'evidence: the value, and the row that decided it with its release')
	FROM rcm.scrub(given.faulty()) WHERE edit = 'UNIT-MUE2';
SELECT is(evidence, '{"values": {"total_charge": "120.00"}, "library": []}', 'evidence without the library') FROM rcm.scrub(given.faulty()) WHERE edit = 'AMT-SUM';
SELECT results_eq($$SELECT string_agg(k, ' ' ORDER BY k COLLATE "C") FROM (SELECT DISTINCT k FROM rcm.scrub(given.claim(jsonb_build_object('lines', jsonb_build_array(given.line(1, '{"code": "93000", "mods": ["50"]}'))))) f,
		jsonb_array_elements(f.evidence -> 'library') e, jsonb_object_keys(e) k WHERE e ->> 'set' = 'fee_schedule') x$$,
	$$VALUES ('asst bilat co code eff glob mult pctc release set status team')$$, 'of the fee schedule the indicators that were read, not what prices are made of');
SELECT is((SELECT count(*) FROM rcm.scrub(given.faulty()) f JOIN rcm.edits() e USING (edit) WHERE f.fix = e.fix AND f.family = e.family AND f.carc = e.carc), 3::bigint,
	'texts are the catalogue''s');
-- a line's number may be anything, its place in the JSON counts from 0
SELECT results_eq($$SELECT line, field FROM rcm.scrub(given.claim(jsonb_build_object('lines', jsonb_build_array(given.line(40), given.line(7, '{"code": "00000"}')), 'total_charge', '240.00')))$$,
	$$VALUES (7, 'lines[1].code')$$, 'line and place');
SELECT is(given.findings(NULL), '', 'null has no finding');
SELECT is((SELECT count(*) FROM (VALUES (given.claim()), (NULL), (given.faulty())) v(c), rcm.scrub(v.c)), 3::bigint, 'in a lateral join');
SELECT is((SELECT count(*) FROM (SELECT (rcm.scrub(c)).* FROM (VALUES (given.claim()), (NULL), (given.faulty())) v(c)) x), 3::bigint, 'in a select list');
SELECT is((SELECT count(*) FROM ROWS FROM (rcm.scrub(given.faulty()), generate_series(1, 5))), 5::bigint, 'in ROWS FROM');
SELECT is((SELECT count(*) FROM rcm.scrub(given.faulty()) LIMIT 1), 3::bigint, 'with a limit');
SELECT is((SELECT array_agg(DISTINCT severity ORDER BY severity) FROM rcm.edits()), '{info,reject,warn}', 'three severities');
SELECT is((SELECT count(*) || ' ' || count(DISTINCT edit) || ' ' || count(DISTINCT family) FROM rcm.edits()), '180 180 27', '180 edits in 27 families');
SELECT is((SELECT string_agg(edit, ' ') FROM rcm.edits() WHERE family <> split_part(edit, '-', 1) OR name = '' OR fix = '' OR level NOT IN ('claim', 'line', 'line-pair', 'history')), NULL, 'the catalogue is whole');
SELECT is((SELECT string_agg(edit, ' ') FROM rcm.edits() WHERE carc ~ '\m(15|38|125|141|165|B5)\M'), NULL, 'no retired CARC');

-- ---- is_clean ----

SELECT is(rcm.is_clean(given.claim()), true, 'clean');
SELECT is(rcm.is_clean(given.faulty()), false, 'not clean');

-- ---- coverage ----

SELECT is((SELECT awake FROM rcm.scrub_coverage() WHERE edit = 'PX-UNLISTED'), true, 'awake') WHERE EXISTS (SELECT FROM rcm.edits() WHERE edit = 'PX-UNLISTED');
SELECT results_eq($$SELECT awake, missing_sets FROM rcm.scrub_coverage() WHERE edit = 'AUTH-MISS'$$, $$VALUES (false, '{authorization_rule}'::text[])$$, 'asleep, and what would wake it');
SELECT is((SELECT count(*) FROM rcm.scrub_coverage() c JOIN rcm.edits() e USING (edit) WHERE NOT c.missing_sets <@ e.needs OR c.awake <> (c.missing_sets = '{}')), 0::bigint, 'an edit misses only what it needs');
SELECT is((SELECT count(*) FROM rcm.scrub_coverage() c, unnest(c.missing_sets) m WHERE (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM rcm_library.%I', m), false, true, '')))[1]::text <> '0'), 0::bigint, 'what is missing is empty');
\set codes '{"lines": [{"n": 1, "code": "20610", "mods": [], "units": 1, "charge": "120.00", "from": "2024-05-06", "to": "2024-05-06", "dx_ptr": [1]}], "auths": []}'
SELECT is(given.findings(given.claim(:'codes')), '', 'an edit asleep does not fire');
SELECT is(reason, 'asleep: set "authorization_rule" is not loaded', 'explain says that it sleeps') FROM rcm.explain(given.claim(:'codes'), 'AUTH-MISS') WHERE what = 'quiet';
SELECT is(rcm.load_neutral('auth_rules', E'payer_id,lo,hi,eff,term,emerg_exempt\nHILL,20600,20699,2020-01-01,,N\n', 'spring'), 1::bigint);
SELECT is((SELECT awake FROM rcm.scrub_coverage() WHERE edit = 'AUTH-MISS'), true, 'its set wakes it');
SELECT is(given.findings(given.claim(:'codes')), 'AUTH-MISS@1', 'at once');
DELETE FROM rcm_library.authorization_rule;
SELECT is(given.findings(given.claim(:'codes')), '', 'without its rows it sleeps again');
SELECT is(given.findings(given.claim('{"payer_id": "NOPE"}')), 'ELG-PAYER@0', 'an unknown payer');
SELECT is((SELECT reason FROM rcm.explain(given.claim('{"payer_id": "NOPE"}'), 'NCCI-PTP1') WHERE what = 'quiet' LIMIT 1), 'the payer is not in the library');

-- ---- explain ----

SELECT results_eq($$SELECT what, line, CASE WHEN what <> 'reject' THEN reason END, detail ->> 'release' FROM rcm.explain(given.faulty(), 'UNIT-MUE2') WHERE what <> 'values'$$, $$VALUES
	('library row', 1, 'mue', 'spring'), ('no library row', 2, 'mue', NULL), ('quiet', 2, 'its condition does not hold', NULL),
	('no library row', 3, 'mue', NULL), ('quiet', 3, 'its condition does not hold', NULL), ('reject', 1, NULL, NULL)$$, 'why it fired');
SELECT is(x.detail, f.evidence, 'with the finding''s evidence') FROM rcm.explain(given.faulty(), 'UNIT-MUE2') x, rcm.scrub(given.faulty()) f WHERE x.what = 'reject' AND f.edit = 'UNIT-MUE2';
SELECT results_eq($$SELECT what, line, reason FROM rcm.explain(given.claim(), 'UNIT-MUE2') WHERE what <> 'values'$$, $$VALUES ('library row', 1, 'mue'), ('quiet', 1, 'its condition does not hold')$$, 'why it kept quiet');
SELECT results_eq($$SELECT line, detail ->> 'code', detail ->> 'units', detail ->> 'payer_class' FROM rcm.explain(given.faulty(), 'UNIT-MUE2') WHERE what = 'values' ORDER BY line$$, $$VALUES
	(0, NULL, NULL, 'commercial'), (1, '99213', '3', NULL), (2, '80048', '1', NULL), (3, '82947', '1', NULL)$$, 'with the values that it went by');
SELECT is((SELECT count(*) FROM rcm.edits() e, rcm.explain(given.faulty(), e.edit) x WHERE given.tells_who(x::text)), 0::bigint, 'and nothing of who');
SELECT is((SELECT string_agg(e.edit, ' ') FROM rcm.edits() e WHERE NOT EXISTS (SELECT FROM rcm.explain(given.claim(), e.edit))), NULL, 'each edit says something');
SELECT is((SELECT string_agg(e.edit, ' ') FROM rcm.edits() e WHERE EXISTS (SELECT FROM rcm.explain(given.claim(), e.edit) x WHERE x.what NOT IN ('quiet', 'library row', 'no library row', 'values'))), NULL, 'and none fires in passing');
SELECT is((SELECT string_agg(DISTINCT e.edit, ' ') FROM rcm.edits() e, rcm.explain(given.faulty(), e.edit) x WHERE x.what IN ('reject', 'warn', 'info')), 'AMT-SUM NCCI-PTP1 UNIT-MUE2', 'explain and scrub agree');
SELECT is(e.code || ': ' || e.message, 'RC005: there is no edit "NO-SUCH"') FROM given.error($$SELECT * FROM rcm.explain(given.claim(), 'NO-SUCH')$$) e;
SELECT is((SELECT count(*) FROM rcm.explain(NULL, 'AMT-SUM')), 0::bigint, 'nothing to explain');

-- ---- by date of service ----

SELECT is(given.findings(given.claim(jsonb_build_object('submit_date', day, 'lines', jsonb_build_array(given.line(1, jsonb_build_object('code', '93000', 'units', 2, 'from', day, 'to', day))), 'eligibility', jsonb_set(given.document() -> 'eligibility', '{checked_on}', to_jsonb(day))))), found, day)
FROM (VALUES ('2022-12-31', 'UNIT-MUE3@1'), ('2023-01-01', '')) v(day, found);

-- ---- modes ----

CREATE FUNCTION pg_temp.severity(patch jsonb DEFAULT '{}', practice text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
	SELECT coalesce(min(f.severity), 'nothing') FROM rcm.scrub(given.claim('{"total_charge": "1.00"}' || patch), practice) f WHERE f.edit = 'AMT-SUM'
$$;
SELECT is(pg_temp.severity(), 'reject', 'by default');
INSERT INTO rcm_library.edit_mode (edit, mode) VALUES ('AMT-SUM', 'warn');
SELECT is(pg_temp.severity(), 'warn', 'warn');
SELECT is(rcm.is_clean(given.claim('{"total_charge": "1.00"}')), true, 'a warning leaves a claim clean');
UPDATE rcm_library.edit_mode SET mode = 'log';
SELECT is(pg_temp.severity(), 'info', 'log');
UPDATE rcm_library.edit_mode SET mode = 'off';
SELECT is(pg_temp.severity(), 'nothing', 'off');
SELECT is((SELECT reason FROM rcm.explain(given.claim('{"total_charge": "1.00"}'), 'AMT-SUM') WHERE what = 'quiet'), 'switched off in edit_mode', 'explain says so');
UPDATE rcm_library.edit_mode SET mode = 'enforce';
SELECT is(pg_temp.severity(), 'reject', 'enforce');
SELECT throws_ok($$INSERT INTO rcm_library.edit_mode (edit, mode) VALUES ('AMT-SUM', 'loud')$$, '23514', NULL, 'no such mode');
SELECT throws_ok($$INSERT INTO rcm_library.edit_mode (edit, mode) VALUES ('AMT-SUM', 'off')$$, '23505', NULL, 'one mode at a time');
TRUNCATE rcm_library.edit_mode;
SELECT is(pg_temp.severity(), 'reject', 'without rows the default again');

-- who says most, decides: every pair of rows of different weight, in both orders
CREATE TEMP TABLE scope (weight integer, edit text, payer_id text, practice text);
INSERT INTO scope SELECT e.w * 4 + pr.w * 2 + pa.w, e.v, pa.v, pr.v FROM (VALUES (2, 'AMT-SUM'), (1, 'AMT'), (0, '*')) e(w, v),
	(VALUES (1, 'HILL'), (0, '*')) pa(w, v), (VALUES (1, 'north'), (0, '*')) pr(w, v);
CREATE FUNCTION pg_temp.winner(heavy scope, light scope) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM rcm_library.edit_mode;
	INSERT INTO rcm_library.edit_mode (edit, payer_id, practice, mode) VALUES (heavy.edit, heavy.payer_id, heavy.practice, 'log'), (light.edit, light.payer_id, light.practice, 'warn');
	IF pg_temp.severity('{}', 'north') <> 'info' THEN RETURN 'light'; END IF;
	DELETE FROM rcm_library.edit_mode;
	INSERT INTO rcm_library.edit_mode (edit, payer_id, practice, mode) VALUES (light.edit, light.payer_id, light.practice, 'warn'), (heavy.edit, heavy.payer_id, heavy.practice, 'log');
	RETURN CASE pg_temp.severity('{}', 'north') WHEN 'info' THEN 'heavy' ELSE 'light' END;
END $$;
SELECT is((SELECT string_agg(format('%s < %s', h, l), '; ') FROM scope h JOIN scope l ON l.weight < h.weight WHERE pg_temp.winner(h, l) <> 'heavy'), NULL,
	'an edit before its family before *, then a practice before *, then a payer before *');
SELECT is((SELECT count(*) FROM scope h JOIN scope l ON l.weight < h.weight), 66::bigint, 'that was all of them');
-- rows that are for somebody else are for nobody here
DELETE FROM rcm_library.edit_mode;
INSERT INTO rcm_library.edit_mode (edit, payer_id, practice, mode) VALUES ('AMT-SUM', 'RIVR', '*', 'off'), ('AMT-SUM', '*', 'south', 'off'), ('AMT-ZERO', '*', '*', 'off'), ('A', '*', '*', 'off'), ('AMT-', '*', '*', 'off'), ('amt-sum', '*', '*', 'off');
SELECT is(pg_temp.severity(), 'reject', 'no practice named');
SELECT is(pg_temp.severity('{}', 'north'), 'reject', 'another practice');
SELECT is(pg_temp.severity('{}', 'south'), 'nothing', 'this practice');
SELECT is(pg_temp.severity('{"payer_id": "RIVR"}'), 'nothing', 'this payer');
SELECT is(rcm.is_clean(given.claim('{"total_charge": "1.00"}'), 'south') AND NOT rcm.is_clean(given.claim('{"total_charge": "1.00"}'), 'north'), true, 'is_clean goes by practice too');
-- by day of submission, ends included; of equals the one that began last
DELETE FROM rcm_library.edit_mode;
INSERT INTO rcm_library.edit_mode (edit, mode, eff, term) VALUES ('AMT-SUM', 'off', '2024-05-01', '2024-05-31'), ('AMT-SUM', 'log', '2024-05-20', '2024-05-25'), ('AMT-SUM', 'warn', NULL, '2024-01-31');
SELECT is(pg_temp.severity(jsonb_build_object('submit_date', day)), mode, 'submitted on ' || day) FROM (VALUES ('2024-01-31', 'warn'), ('2024-02-01', 'reject'), ('2024-04-30', 'reject'),
	('2024-05-01', 'nothing'), ('2024-05-19', 'nothing'), ('2024-05-20', 'info'), ('2024-05-25', 'info'), ('2024-05-26', 'nothing'), ('2024-05-31', 'nothing'), ('2024-06-01', 'reject')) v(day, mode);
TRUNCATE rcm_library.edit_mode;

-- ---- with one call ----

SELECT rcm.set_edit_mode('warn', 'AMT-SUM') \gset
SELECT is(pg_temp.severity(), 'warn', 'set');
SELECT rcm.set_edit_mode('log', 'AMT-SUM') \gset
SELECT is(pg_temp.severity() || (SELECT count(*) FROM rcm_library.edit_mode), 'info1', 'set again');
SELECT rcm.set_edit_mode('enforce', 'AMT-SUM', 'HILL', 'north', 'a reason') \gset
SELECT is(pg_temp.severity() || pg_temp.severity('{}', 'north'), 'inforeject', 'for a payer and a practice');
SELECT rcm.set_edit_mode('off') \gset
SELECT is(pg_temp.severity('{}', 'north') || given.findings('{"form":"P"}'), 'nothing', 'everything off, whatever other rows say');
SELECT rcm.set_edit_mode('log') \gset
SELECT is(given.findings('{"form":"P"}'), '', 'a mode for everything does not switch it on');
SELECT rcm.set_edit_mode(NULL) \gset
SELECT is(pg_temp.severity() || pg_temp.severity('{}', 'north'), 'inforeject', 'on again as it was');
SELECT is((SELECT string_agg(DISTINCT severity, ' ') FROM rcm.scrub('{"form":"P"}')), 'info', 'the mode for everything among it');
SELECT rcm.set_edit_mode(NULL), rcm.set_edit_mode(NULL, 'AMT-SUM'), rcm.set_edit_mode(NULL, 'AMT-SUM', 'HILL', 'north') \gset
SELECT is((SELECT count(*) FROM rcm_library.edit_mode), 0::bigint, 'all taken back');
SELECT throws_ok($$SELECT rcm.set_edit_mode('loud')$$, '22023', 'there is no mode "loud"');
SELECT throws_ok($$SELECT rcm.set_edit_mode('off', 'AMT-SMU')$$, 'RC005', 'there is no edit or family "AMT-SMU"');
SELECT lives_ok($$SELECT rcm.set_edit_mode('off', 'AMT'), rcm.set_edit_mode(NULL, 'AMT')$$, 'a family');

-- ---- everything off, with one statement ----
INSERT INTO rcm_library.edit_mode (mode) VALUES ('off');
SELECT is(given.findings('{"form":"P"}'), '', 'the incident switch');
SELECT ok(rcm.is_clean('{"form":"P"}'), 'lets everything in');
TRUNCATE rcm_library.edit_mode;

-- ---- overrides ----

SELECT throws_ok($$INSERT INTO rcm_library.edit_override (claim_id, edit, term) VALUES ('CH-1001', 'AMT-SUM', '2024-12-31')$$, '23502', NULL, 'an override has a reason');
SELECT throws_ok($$INSERT INTO rcm_library.edit_override (claim_id, edit, reason, term) VALUES ('CH-1001', 'AMT-SUM', '  ', '2024-12-31')$$, '23514', NULL, 'in words');
SELECT throws_ok($$INSERT INTO rcm_library.edit_override (claim_id, edit, reason) VALUES ('CH-1001', 'AMT-SUM', 'because')$$, '23502', NULL, 'and an end');
INSERT INTO rcm_library.edit_override (claim_id, edit, reason, term) VALUES ('CH-1001', 'AMT-SUM', 'agreed with the payer', '2024-05-10');
SELECT is(person, current_user::text, 'a person answers for it') FROM rcm_library.edit_override;
SELECT results_eq($$SELECT edit, severity, (evidence -> 'overridden')::text FROM rcm.scrub(given.claim('{"total_charge": "1.00"}'))$$, $$VALUES ('AMT-SUM', 'info', 'true')$$, 'the finding stays, as info');
SELECT ok(rcm.is_clean(given.claim('{"total_charge": "1.00"}')), 'and the claim passes');
SELECT is(pg_temp.severity('{"submit_date": "2024-05-11"}'), 'reject', 'no longer than it says');
SELECT is(pg_temp.severity('{"claim_id": "CH-1002"}'), 'reject', 'for no other claim');
SELECT is((SELECT string_agg(severity, ' ') FROM rcm.scrub(given.faulty()) WHERE edit <> 'AMT-SUM'), 'reject reject', 'for no other edit');
UPDATE rcm_library.edit_override SET eff = '2024-05-11', term = '2024-06-30';
SELECT is(pg_temp.severity(), 'reject', 'not before it begins');
UPDATE rcm_library.edit_override SET eff = NULL, payer_id = 'RIVR';
SELECT is(pg_temp.severity(), 'reject', 'not for another payer');
UPDATE rcm_library.edit_override SET payer_id = 'HILL', practice = 'north';
SELECT is(pg_temp.severity(), 'reject', 'not for another practice');
SELECT is(pg_temp.severity('{}', 'north'), 'info', 'for this one');
TRUNCATE rcm_library.edit_override;
INSERT INTO rcm_library.edit_override (claim_id, edit, line, reason, term) VALUES ('CH-1001', 'PX-INVALID', 2, 'new code', '2024-12-31');
SELECT results_eq($$SELECT line, severity FROM rcm.scrub(given.claim(jsonb_build_object('total_charge', '240.00', 'lines', jsonb_build_array(given.line(1, '{"code": "00001"}'), given.line(2, '{"code": "00002"}'))))) WHERE edit = 'PX-INVALID'$$,
	$$VALUES (1, 'reject'), (2, 'info')$$, 'for one line only');
-- an override does not wake what is off, and is stronger than enforce
INSERT INTO rcm_library.edit_mode (edit, mode) VALUES ('PX-INVALID', 'enforce');
SELECT is((SELECT severity FROM rcm.scrub(given.claim(jsonb_build_object('lines', jsonb_build_array(given.line(2, '{"code": "00002"}'))))) WHERE edit = 'PX-INVALID'), 'info', 'stronger than enforce');
UPDATE rcm_library.edit_mode SET mode = 'off';
SELECT is((SELECT count(*) FROM rcm.scrub(given.claim(jsonb_build_object('lines', jsonb_build_array(given.line(2, '{"code": "00002"}'))))) WHERE edit = 'PX-INVALID'), 0::bigint, 'weaker than off');

-- ---- many findings on one claim ----
SELECT ok((SELECT count(*) FROM rcm.scrub(given.claim(jsonb_build_object('lines', (SELECT jsonb_agg(given.line(n, '{"code": "nope"}')) FROM generate_series(1, 999) n))))) >= 999, '999 lines, each wrong');

-- however many modes there are, each counts
INSERT INTO rcm_library.edit_mode (edit, payer_id, mode) SELECT 'AMT-SUM', 'OTHER' || n, 'off' FROM generate_series(1, 5000) n;
SELECT rcm.set_edit_mode('log', 'AMT-SUM');
SELECT is((SELECT severity FROM rcm.scrub(given.claim('{"total_charge": "1.00"}')) WHERE edit = 'AMT-SUM'), 'info', 'a mode after five thousand others');

SELECT * FROM finish();
