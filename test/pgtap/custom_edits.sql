-- custom_edits.sql - the site's own edits: what may be saved, where they apply, and what they cannot do
\set ON_ERROR_STOP 1
\ir given/practice.sql
SET search_path = public, pg_catalog;
SET client_min_messages = warning;
SELECT no_plan();
SELECT given.library();

CREATE FUNCTION pg_temp.save(expression text, level text DEFAULT 'line') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO rcm_library.custom_edit (edit, name, level, expression, message) VALUES ('OUR-TRY', 'try', level, expression, 'ours');
	DELETE FROM rcm_library.custom_edit WHERE edit = 'OUR-TRY';
	RETURN 'saved';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ': ' || SQLERRM;
END $$;

-- ---- what may be saved ----

SELECT is(pg_temp.save(x), 'saved', 'may be saved: ' || x) FROM (VALUES ('units > 1'), ('code = ''99213'' AND NOT ''25'' = ANY (mods)'), ('code LIKE ''992%'''), ('charge > 100::numeric'),
	('from_date > date ''2024-01-01'''), ('to_date - from_date > 3'), ('code IN (''99213'', ''99214'')'), ('code BETWEEN ''99202'' AND ''99215'''), ('patient_age < 18 IS TRUE'),
	('CASE WHEN units > 1 THEN true ELSE false END'), ('coalesce(uom, ''UN'') = ''MJ'''), ('dx && ARRAY[''I10'']'), ('upper(description) ~ ''X$'''), ('(units, 1) = (1, 1)'), ('greatest(units, 2) > 1'),
	('pg_catalog.length(code) = 5'), ('rcm.under(''E11.9''::rcm.icd10, ''E11'') OR true'), ('true'), ('null'), ('units > 1 -- so it is'), ('(((units)) > (1))'), ('code::rcm.hcpcs < ''99999'''),
	('extract(year FROM from_date) = 2024'), ('emergency'), ('code IS DISTINCT FROM ''x'''), ('units > 1 AS x')) v(x)
	WHERE x NOT LIKE '%under%' OR EXISTS (SELECT FROM pg_proc WHERE proname = 'under' AND pronamespace = 'rcm'::regnamespace);
SELECT is(pg_temp.save(x, 'claim'), 'saved', 'for a claim: ' || x) FROM (VALUES ('line_count > 10'), ('total_charge > 10000'), ('payer_id = ''HILL'' AND ''I10'' = ANY (dx)'), ('billing_state IN (''WA'', ''OR'')')) v(x);

-- every column is there with its type, and answers
SELECT is((SELECT string_agg(c.column_name || ' ' || r, '; ') FROM rcm.custom_edit_columns() c, pg_temp.save(format('%I IS NULL', column_name), c.level) r WHERE r <> 'saved'), NULL, 'every column may be used');
SELECT is((SELECT string_agg(column_name, ' ') FROM rcm.custom_edit_columns() WHERE meaning = '' OR level NOT IN ('claim', 'line')), NULL, 'every column says what it means');
SELECT is((SELECT string_agg(c.column_name || ' ' || r, '; ') FROM rcm.custom_edit_columns() c, pg_temp.save(format('pg_typeof(%I)::text = %L', column_name, c.column_type::text), c.level) r WHERE r NOT LIKE '%pg_typeof%' AND r <> 'saved' AND r NOT LIKE '%regtype%'), NULL, 'and is of the type it says');

-- ---- what may not ----

SELECT matches(pg_temp.save(x, level), said, 'may not be saved: ' || left(x, 60)) FROM (VALUES
	('', 'line', '^RC004: a custom edit is one expression'), ('units', 'line', '^42804: .*must be type boolean'), ('''yes''', 'line', '^22P02|^saved'), ('units >', 'line', '^42601: syntax error at end of input'),
	('units > 1;', 'line', '^42601: syntax error at or near ";"'), ('units > 1; DROP TABLE rcm_library.payer', 'line', '^42601'), ('true) OR (true', 'line', '^42601'), ('SELECT true', 'line', '^42601'),
	('nope > 1', 'line', '^42703: column "nope" does not exist'), ('units > 1', 'claim', '^42703: column "units" does not exist'), ('l.units > 1', 'line', '^42P01'), ('units.x > 1', 'line', '^42P01|^42703'),
	('custom_edit.expression = ''x''', 'line', '^42P01'), ('$1 > 1', 'line', '^42P02: there is no parameter \$1'), ('units = $1', 'line', '^42P02'),
	('(SELECT true)', 'line', '^0A000|^RC004: a sub-query'), ('EXISTS (SELECT FROM pg_authid)', 'line', '^0A000|^RC004: a sub-query'), ('units IN (SELECT 1)', 'line', '^0A000|^RC004: a sub-query'), ('ARRAY(SELECT 1) IS NULL', 'line', '^0A000|^RC004: a sub-query'),
	('true FROM pg_authid', 'line', '^RC004: a custom edit is one expression'), ('true WHERE true', 'line', '^RC004'), ('true, true', 'line', '^RC004'), ('DISTINCT true', 'line', '^RC004'), ('true GROUP BY 1', 'line', '^RC004'),
	('true HAVING true', 'line', '^RC004'), ('true ORDER BY 1', 'line', '^RC004'), ('true LIMIT 1', 'line', '^RC004'), ('true OFFSET 1', 'line', '^RC004'), ('true FOR UPDATE', 'line', '^RC004'), ('true WINDOW w AS ()', 'line', '^RC004'),
	('true UNION SELECT true', 'line', '^42601|^RC004'), ('count(*) > 1', 'line', '^42803: aggregate functions are not allowed'), ('sum(units) > 1', 'line', '^42803'), ('row_number() OVER () > 1', 'line', '^42P20: window functions are not allowed'),
	('generate_series(1, 2) > 1', 'line', '^0A000: set-returning functions are not allowed'), ('unnest(mods) = ''25''', 'line', '^0A000'), ('rcm.claims_from_837(''x'') IS NULL', 'line', '^0A000'),
	('now() > from_date', 'line', '^RC004: function "timestamptz_gt_date" is not allowed|^RC004: function "now" is not allowed'), ('random() > 0.5', 'line', '^RC004: function "random" is not allowed in a custom edit'),
	('clock_timestamp() IS NULL', 'line', '^RC004: function "clock_timestamp"'), ('current_date > from_date', 'line', '^RC004: a value of the session is not allowed'), ('current_user = ''x''', 'line', '^RC004: a value of the session'),
	('session_user = ''x''', 'line', '^RC004'), ('from_date > ''today''', 'line', '^RC004|^22007|^saved'), ('to_char(from_date, ''Day'') = ''Sunday''', 'line', '^RC004: function'), ('version() = ''x''', 'line', '^RC004: function "version"'),
	('pg_sleep(1) IS NULL', 'line', '^RC004: function "pg_sleep"'), ('pg_read_file(''/etc/passwd'') = ''''', 'line', '^RC004: function "pg_read_file"'), ('set_config(''x.y'', ''z'', false) = ''z''', 'line', '^RC004'), ('current_setting(''x.y'') = ''z''', 'line', '^RC004'),
	('nextval(''s'') > 1', 'line', '^RC004|^42P01'), ('rcm.is_clean(''{"form":"P"}'')', 'line', '^RC004: function "is_clean"'), ('query_to_xml(''SELECT 1'', true, true, '''') IS NULL', 'line', '^RC004'),
	('dblink(''x'') IS NULL', 'line', '^42883'), ('nosuchfunction(1)', 'line', '^42883'), ('units > ''x''', 'line', '^22P02'), ('xmlelement(name a) IS NULL', 'line', '^RC004'),
	('units.*', 'line', '^[0-9A-Z]{5}: '), ('count(*) FILTER (WHERE true) > 1', 'line', '^42803'), ('units > 1 COLLATE "C"', 'line', '^42804'), ('code COLLATE "C" < ''x''', 'line', '^saved'),
	('GROUPING(units) = 1', 'line', '^[0-9A-Z]{5}: '), ('DEFAULT', 'line', '^42601'), ('(DEFAULT)', 'line', '^42601'), ('CURRENT OF c', 'line', '^[0-9A-Z]{5}: '), ('ROW(1, 2) IS NULL', 'line', '^saved'), (repeat('(', 20000), 'line', '^42601|^54001'),
	(repeat('NOT ', 100000) || 'true', 'line', '^54001|^53200|^42601')) v(x, level, said);

-- ---- names that somebody planted ----

CREATE ROLE mallory;
CREATE SCHEMA mallory AUTHORIZATION mallory;
GRANT USAGE ON SCHEMA rcm, rcm_library, given TO mallory;
GRANT SELECT, INSERT, UPDATE ON rcm_library.custom_edit TO mallory;
CREATE TABLE public.loot (who text);
GRANT INSERT ON public.loot TO mallory;
GRANT CREATE ON SCHEMA public TO mallory;
SET ROLE mallory;
-- "immutable", says mallory
CREATE FUNCTION mallory.take(integer) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN INSERT INTO public.loot VALUES (current_user); RETURN true; END $$;
CREATE FUNCTION mallory.length(text) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN INSERT INTO public.loot VALUES (current_user); RETURN 5; END $$;
CREATE FUNCTION mallory.take_number(numeric, numeric) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN INSERT INTO public.loot VALUES (current_user); RETURN true; END $$;
CREATE OPERATOR mallory.> (LEFTARG = numeric, RIGHTARG = numeric, FUNCTION = mallory.take_number);
CREATE OPERATOR mallory.<<< (LEFTARG = numeric, RIGHTARG = numeric, FUNCTION = mallory.take_number);
CREATE FUNCTION mallory.steal(integer) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.loot VALUES (current_user); RETURN true; END $$;
CREATE DOMAIN mallory.checked AS integer CHECK (mallory.steal(VALUE));
CREATE DOMAIN mallory.plain AS integer;
CREATE TYPE mallory.pair AS (x mallory.checked, y integer);
CREATE FUNCTION public.length(text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 7 $$;
RESET ROLE;
SET search_path = mallory, public, pg_catalog;
SELECT public.is(pg_temp.save('length(code) = 5 AND units > 1'), 'saved', 'unqualified names are the server''s own, whatever the session''s search_path');
SELECT public.is(pg_temp.save('code::text = ''99213'''), 'saved', 'types too');
SET search_path = public, pg_catalog;
SELECT is((SELECT count(*) FROM public.loot), 0::bigint, 'nothing of mallory''s ran');
SELECT matches(pg_temp.save(x), '^RC004: |^42883: |^42704: ', 'planted: ' || x) FROM (VALUES ('mallory.take(1)'), ('mallory.length(code) = 5'), ('units OPERATOR(mallory.>) 1'), ('units OPERATOR(mallory.<<<) 1'), ('units <<< 1'), ('public.length(code) = 7'),
	('1::mallory.checked > 0'), ('1::mallory.plain > 0'), ('units = ANY (ARRAY[1::mallory.plain]::integer[])'), ('units OPERATOR(mallory.>) ANY (ARRAY[1::numeric])'),
	-- a literal of a type of hers is read while the expression is parsed
	('''(1,2)''::mallory.pair IS NOT NULL'), ('''{1}''::mallory.checked[] IS NOT NULL'), ('ROW(1, 2)::mallory.pair IS NOT NULL'), ('ARRAY[1]::mallory.checked[] IS NOT NULL'), ('CAST(''{"(1,2)"}'' AS mallory.pair[]) IS NULL')) v(x);
SELECT is((SELECT string_agg(DISTINCT who, ' ') FROM public.loot), NULL, 'nothing of mallory''s ran while an expression of hers was refused');
-- and once more as she would do it: she saves, somebody else scrubs
TRUNCATE public.loot;
SET ROLE mallory;
SELECT e.code IS NULL AS saved FROM given.error($$INSERT INTO rcm_library.custom_edit (edit, name, level, expression, message) VALUES ('OUR-LOOT', 'loot', 'claim', '''{1}''::mallory.checked[] IS NOT NULL', 'm')$$) e \gset
RESET ROLE;
TRUNCATE public.loot;
SELECT lives_ok('SELECT * FROM rcm.scrub(given.claim())', 'a superuser scrubs');
SELECT is((SELECT string_agg(DISTINCT who, ' ') FROM public.loot), NULL, 'and runs nothing of mallory''s with his rights');
DELETE FROM rcm_library.custom_edit;
DROP OWNED BY mallory CASCADE;
DROP ROLE mallory;

-- ---- they run ----

INSERT INTO rcm_library.custom_edit (edit, name, level, expression, severity, message, fix, carc, rarc) VALUES
	('OUR-BIG', 'big claim', 'claim', 'total_charge > 1000::numeric', 'warn', 'more than a thousand dollars', 'Ask the manager.', '16', 'N1'),
	('OUR-TWO', 'two units', 'line', 'units = 2', 'reject', 'two units', NULL, NULL, NULL);
SELECT is(given.findings(given.claim()), '', 'they keep quiet');
SELECT results_eq($$SELECT edit, family, severity, line, field, message, fix, carc, rarc FROM rcm.scrub(given.claim(jsonb_build_object('total_charge', '2000.00', 'lines', jsonb_build_array(given.line(1, '{"charge": "1000.00"}'), given.line(5, '{"code": "36415", "units": 2, "charge": "1000.00"}')))))$$,
	$$VALUES ('OUR-BIG', 'OUR', 'warn', 0, 'lines', 'more than a thousand dollars', 'Ask the manager.', '16', 'N1'), ('OUR-TWO', 'OUR', 'reject', 5, 'lines[1].code', 'two units', NULL, NULL, NULL)$$, 'they fire, after the catalogue''s');
SELECT is((SELECT evidence #>> '{library,0,set}' || ' ' || (evidence #>> '{library,0,edit}') FROM rcm.scrub(given.claim('{"total_charge": "2000.00"}')) WHERE edit = 'OUR-BIG'), 'custom_edit OUR-BIG', 'their row is the evidence');
SELECT is(rcm.is_clean(given.claim(jsonb_build_object('total_charge', '120.00', 'lines', jsonb_build_array(given.line(1, '{"code": "20610", "units": 2}'))))), false, 'is_clean hears them');
-- modes and overrides hold for them too
INSERT INTO rcm_library.edit_mode (edit, mode) VALUES ('OUR-TWO', 'off'), ('OUR', 'log');
SELECT is((SELECT string_agg(edit || ' ' || severity, ' ') FROM rcm.scrub(given.claim(jsonb_build_object('total_charge', '2000.00', 'lines', jsonb_build_array(given.line(1, '{"code": "20610", "units": 2, "charge": "2000.00"}')))))), 'OUR-BIG info', 'modes by edit and by family');
TRUNCATE rcm_library.edit_mode;
INSERT INTO rcm_library.edit_override (claim_id, edit, reason, term) VALUES ('CH-1001', 'OUR-TWO', 'asked', '2024-12-31');
SELECT is((SELECT string_agg(edit || ' ' || severity, ' ') FROM rcm.scrub(given.claim(jsonb_build_object('lines', jsonb_build_array(given.line(1, '{"code": "20610", "units": 2}')))))), 'OUR-TWO info', 'overrides');
TRUNCATE rcm_library.edit_override;
DELETE FROM rcm_library.custom_edit;

-- null is not true, and every column can be null
INSERT INTO rcm_library.custom_edit (edit, name, level, expression, message, severity) SELECT 'NIL-' || upper(replace(column_name, '_', '')) , column_name, level, format('%I IS NULL', column_name), column_name, 'info' FROM rcm.custom_edit_columns();
SELECT is((SELECT string_agg(message, ' ' ORDER BY message COLLATE "C") FROM rcm.scrub('{"form":"P","lines":[{}]}') WHERE edit LIKE 'NIL-%'),
	(SELECT string_agg(column_name, ' ' ORDER BY column_name COLLATE "C") FROM rcm.custom_edit_columns() WHERE column_name NOT IN ('form', 'line', 'line_count', 'dx', 'condition_codes', 'mods', 'line_dx', 'emergency', 'epsdt')), 'on an empty claim nearly every column is null');
DELETE FROM rcm_library.custom_edit;

-- ---- for whom ----

CREATE FUNCTION pg_temp.fires(patch jsonb, scope text, level text DEFAULT 'line') RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE fired boolean;
BEGIN
	DELETE FROM rcm_library.custom_edit;
	INSERT INTO rcm_library.custom_edit (edit, name, level, expression, message) VALUES ('OUR-ALL', 'all', level, 'true', 'm');
	EXECUTE 'UPDATE rcm_library.custom_edit SET ' || scope;
	SELECT count(*) > 0 INTO fired FROM rcm.scrub(given.claim(patch)) WHERE edit = 'OUR-ALL';
	DELETE FROM rcm_library.custom_edit;
	RETURN fired;
END $$;
SELECT is(pg_temp.fires(patch::jsonb, scope, level), fires, format('%s on %s: %s', level, patch, scope)) FROM (VALUES
	('{}', 'name = name', true), ('{}', 'payers = ''{HILL}''', true), ('{}', 'payers = ''{RIVR,HILL}''', true), ('{}', 'payers = ''{RIVR}''', false), ('{"payer_id": null}', 'payers = ''{RIVR}''', false), ('{}', 'payers = ''{}''', true),
	('{}', 'states = ''{WA}''', true), ('{}', 'states = ''{OR,ID}''', false), ('{"billing": null}', 'states = ''{WA}''', false), ('{}', 'forms = ''{P}''', true), ('{}', 'forms = ''{I}''', false),
	('{}', 'specialties = ''{08}''', true), ('{}', 'specialties = ''{06}''', false), ('{"rendering": {"npi": "1700000304"}}', 'specialties = ''{06}''', true), ('{"rendering": {"npi": "1234567893"}}', 'specialties = ''{06}''', false),
	('{}', 'eff = ''2024-05-06''', true), ('{}', 'eff = ''2024-05-07''', false), ('{}', 'term = ''2024-05-06''', true), ('{}', 'term = ''2024-05-05''', false), ('{}', 'payers = ''{HILL}'', states = ''{OR}''', false)) v(patch, scope, fires),
	(VALUES ('line'), ('claim')) l(level);
SELECT throws_ok($$INSERT INTO rcm_library.custom_edit (edit, name, expression, message) VALUES ($$ || quote_literal(id) || $$, 'n', 'true', 'm')$$, '23514', NULL, 'no id: ' || id) FROM (VALUES ('our-flu'), ('OURFLU'), ('OUR_FLU'), ('OUR-'), ('OUR FLU-1'), ('')) v(id);
DELETE FROM rcm_library.custom_edit;
-- an id, two periods
INSERT INTO rcm_library.custom_edit (edit, name, level, expression, message, eff, term) VALUES ('OUR-AGE', 'a', 'claim', 'true', 'old', NULL, '2024-05-05'), ('OUR-AGE', 'b', 'claim', 'true', 'new', '2024-05-06', NULL);
SELECT is((SELECT string_agg(message, ' ') FROM rcm.scrub(given.claim())), 'new', 'one rule after another');
DELETE FROM rcm_library.custom_edit;

-- ---- what goes wrong while they run ----

INSERT INTO rcm_library.custom_edit (edit, name, level, expression, message) VALUES ('OUR-DIV', 'division', 'line', '1 / (units - 1) > 0', 'm'), ('OUR-OK', 'ok', 'line', 'units = 1', 'm');
SELECT is(e.code, '22012', 'a division by zero is an error, not silence') FROM given.error('SELECT * FROM rcm.scrub(given.claim())') e;
CREATE FUNCTION pg_temp.all_said(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m text; d text; h text; c text;
BEGIN
	EXECUTE statement; RETURN NULL;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS m = MESSAGE_TEXT, d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT, c = PG_EXCEPTION_CONTEXT;
	RETURN concat_ws(E'\n', m, d, h, c);
END $$;
SELECT matches(pg_temp.all_said('SELECT * FROM rcm.scrub(given.claim())'), 'OUR-DIV', 'and the edit is named');
SELECT is(given.findings(given.claim(jsonb_build_object('lines', jsonb_build_array(given.line(1, '{"code": "20610", "units": 2}'))))), 'OUR-DIV@1', 'the same session goes on');
DELETE FROM rcm_library.custom_edit WHERE edit = 'OUR-DIV';
SELECT is(given.findings(given.claim()), 'OUR-OK@1', 'without it, all is well again');
-- an edit that was good when it was saved and is not any more: named as well
BEGIN;
ALTER TABLE rcm_library.custom_edit DISABLE TRIGGER check_expression;
INSERT INTO rcm_library.custom_edit (edit, name, level, expression, message) VALUES ('OUR-ROT', 'rotten', 'line', 'gone(units)', 'm');
SELECT matches(pg_temp.all_said('SELECT * FROM rcm.scrub(given.claim())'), 'OUR-ROT', 'an expression that cannot be compiled is named');
ROLLBACK;
BEGIN;
ALTER TABLE rcm_library.custom_edit DISABLE TRIGGER check_expression;
INSERT INTO rcm_library.custom_edit (edit, name, level, expression, message) VALUES ('OUR-SLY', 'sly', 'line', 'random() > 2', 'm');
SELECT is((given.error('SELECT * FROM rcm.scrub(given.claim())')).code, 'RC004', 'what got past the trigger is refused when it should run');
ROLLBACK;
SELECT is(given.findings(given.claim()), 'OUR-OK@1', 'and the session goes on');
-- a change of the row changes what runs
UPDATE rcm_library.custom_edit SET expression = 'units = 7';
SELECT is(given.findings(given.claim()), '', 'a change counts at once');
-- functions that read claims do not disturb the claim that is judged
UPDATE rcm_library.custom_edit SET expression = $$rcm.line_count(('{"form":"P","claim_id":"' || repeat('x', 20000) || '","lines":[' || repeat('{"code":"99213"},', 500) || '{}]}')::rcm.claim) = 501 AND rcm.claim_id('{"form":"P","claim_id":"q"}') = 'q'$$;
SELECT is(given.findings(given.faulty), 'NCCI-PTP1@3 UNIT-MUE2@1 AMT-SUM@0 OUR-OK@1 OUR-OK@2 OUR-OK@3', 'claims within an expression')
	FROM (SELECT given.claim(jsonb_build_object('lines', jsonb_build_array(given.line(1, '{"units": 3}'), given.line(2, '{"code": "80048"}'), given.line(3, '{"code": "82947"}')))) AS faulty) given;
DELETE FROM rcm_library.custom_edit;

SELECT throws_ok('SELECT rcm.check_custom_edit()', '39P01', NULL, 'the trigger function is only that');
SELECT throws_ok('SELECT rcm.library_changed()', '39P01', NULL, 'the other too');

SELECT * FROM finish();
