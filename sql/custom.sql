-- Custom edits: a boolean SQL expression over the columns of a claim or a line.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
\set SHOW_CONTEXT never
-- an invented practice: its library, and claims for it
\set ECHO none
\i test/pgtap/given/practice.sql
SELECT given.library();
\set ECHO all

SELECT level, column_name, column_type FROM rcm.custom_edit_columns() ORDER BY level, column_name;
INSERT INTO rcm_library.custom_edit (edit, name, level, expression, severity, message, fix) VALUES
	('OUR-MANY', 'Many units', 'line', 'units > 1 AND code <> ''36415''', 'reject', 'more than one unit', 'Split the line.'),
	('OUR-BIG', 'Big claim', 'claim', 'total_charge > 1000::numeric AND payer_class = ''commercial''', 'warn', 'a big claim', NULL);
SELECT edit, severity, line, field, message, fix FROM rcm.scrub(given.claim(jsonb_build_object('total_charge', '2000.00', 'lines', jsonb_build_array(
	given.line(1, '{"code": "36415", "units": 2, "charge": "1000.00"}'), given.line(2, '{"code": "93000", "units": 2, "charge": "1000.00"}')))));
-- for whom, and when
UPDATE rcm_library.custom_edit SET payers = '{RIVR}' WHERE edit = 'OUR-MANY';
UPDATE rcm_library.custom_edit SET term = '2024-01-01' WHERE edit = 'OUR-BIG';
SELECT edit FROM rcm.scrub(given.claim(jsonb_build_object('total_charge', '2000.00', 'lines', jsonb_build_array(given.line(2, '{"code": "93000", "units": 2, "charge": "2000.00"}')))));
DELETE FROM rcm_library.custom_edit;

-- what is not allowed is refused when it is saved, with the place of the fault
PREPARE save(text) AS INSERT INTO rcm_library.custom_edit (edit, name, expression, message) VALUES ('OUR-TRY', 'try', $1, 'm');
EXECUTE save('units >');
EXECUTE save('units > 1; DROP TABLE t');
EXECUTE save('unitz > 1');
EXECUTE save('units');
EXECUTE save('units > 1 AND EXISTS (SELECT FROM pg_class)');
EXECUTE save('units > 1 OR sum(units) > 3');
EXECUTE save('units > 1 OR now() > from_date');
EXECUTE save('units > 1 OR random() > 0.5');
EXECUTE save('from_date > current_date');
EXECUTE save('units > 1 OR pg_read_file(''x'') = ''''');
EXECUTE save('units = $1');
EXECUTE save('true, true');
EXECUTE save('');
-- the place is counted in characters
EXECUTE save('description = ''ééé'' OR random() > 0.5');
CREATE FUNCTION public.regress_ours(numeric) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE DOMAIN public.regress_domain AS integer CHECK (VALUE > 0);
EXECUTE save('public.regress_ours(units)');
EXECUTE save('units = 1::public.regress_domain');
EXECUTE save('''{1}''::public.regress_domain[] IS NULL');
DROP FUNCTION public.regress_ours;
DROP DOMAIN public.regress_domain;
SELECT count(*) FROM rcm_library.custom_edit;
DEALLOCATE save;
DROP SCHEMA given, rcm_library CASCADE;
