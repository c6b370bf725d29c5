-- require_clean_by.sql - the constraint trigger for tables where the lines follow the header
\set ON_ERROR_STOP 1
\ir given/practice.sql
SET search_path = public, pg_catalog;
SET client_min_messages = warning;
SELECT plan(72);
SELECT given.library();

-- somebody's own tables: a header, its lines, and the claim they make
CREATE SCHEMA clinic;
CREATE TABLE clinic.header (claim_no integer PRIMARY KEY, payer text DEFAULT 'HILL', total numeric, practice text);
CREATE TABLE clinic.line (claim_no integer, n integer, code text, units integer DEFAULT 1, charge numeric DEFAULT 120);
CREATE SEQUENCE clinic.judged;
CREATE FUNCTION clinic.claim(claim_no integer) RETURNS rcm.claim LANGUAGE sql VOLATILE AS $$
	SELECT (given.document(jsonb_build_object('claim_id', h.claim_no::text, 'payer_id', h.payer, 'total_charge', h.total::text,
		'lines', (SELECT coalesce(jsonb_agg(given.line(l.n, jsonb_build_object('code', l.code, 'units', l.units, 'charge', l.charge::text)) ORDER BY l.n), '[]') FROM clinic.line l WHERE l.claim_no = h.claim_no)))
		|| CASE WHEN nextval('clinic.judged') > 0 THEN '{}'::jsonb END)::rcm.claim
	FROM clinic.header h WHERE h.claim_no = claim.claim_no
$$;
\set query 'SELECT clinic.claim($1), (SELECT practice FROM clinic.header h WHERE h.claim_no = $1)'
CREATE CONSTRAINT TRIGGER clean AFTER INSERT OR UPDATE OR DELETE ON clinic.header DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rcm.require_clean_by(:'query', 'claim_no');
CREATE CONSTRAINT TRIGGER clean AFTER INSERT OR UPDATE OR DELETE ON clinic.line DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rcm.require_clean_by(:'query', 'claim_no');
CREATE FUNCTION clinic.judgements() RETURNS bigint LANGUAGE sql AS $$ SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM clinic.judged $$;
CREATE FUNCTION clinic.put(claim_no integer, total numeric, VARIADIC codes text[]) RETURNS void LANGUAGE sql AS $$
	INSERT INTO clinic.header VALUES (claim_no, 'HILL', total, NULL);
	INSERT INTO clinic.line SELECT claim_no, n, code, 1, 120 FROM unnest(codes) WITH ORDINALITY u(code, n);
$$;
-- errors are expected from here on: each is looked at in the statement after it
\set ON_ERROR_STOP 0

-- ---- at commit ----

BEGIN; SELECT clinic.put(1, 240, '99213', '93000'); COMMIT;
SELECT is(:'SQLSTATE'::text, '00000', 'header and lines of a clean claim');
SELECT is(clinic.judgements(), 1::bigint, 'are judged once');
BEGIN; SELECT clinic.put(2, 999, '99213'); SELECT :'SQLSTATE' AS meanwhile \gset
COMMIT;
SELECT is(:'meanwhile'::text, '00000', 'a dirty one may stand until the end');
SELECT is(:'LAST_ERROR_SQLSTATE'::text, 'RC001', 'not longer');
SELECT matches(:'LAST_ERROR_MESSAGE'::text, '^claim refused: AMT-SUM: ', 'the words are those of require_clean');
SELECT is((SELECT count(*) FROM clinic.header WHERE claim_no = 2), 0::bigint, 'nothing of it stays');
BEGIN; SELECT clinic.put(2, 999, '99213'); UPDATE clinic.header SET total = 120 WHERE claim_no = 2; COMMIT;
SELECT is(:'SQLSTATE'::text, '00000', 'mended in time');
SELECT clinic.judgements() AS before \gset
BEGIN; SELECT clinic.put(3, 120 * 60, VARIADIC array_fill('93000'::text, ARRAY[60])); UPDATE rcm_library.edit_mode SET mode = mode; COMMIT;
SELECT is(clinic.judgements() - :before, 1::bigint, 'sixty lines and a header: judged once');
SELECT is((SELECT count(*) FROM clinic.header WHERE claim_no = 3), 0::bigint, 'and refused (sixty of one code)');
SELECT clinic.judgements() AS before \gset
BEGIN; SELECT clinic.put(n, 120, '99213') FROM generate_series(1001, 1050) n; COMMIT;
SELECT is(clinic.judgements() - :before, 50::bigint, 'fifty claims in one transaction: fifty judgements');
SELECT is((SELECT count(*) FROM clinic.header WHERE claim_no > 1000), 50::bigint);
BEGIN; SELECT clinic.put(2001, 120, '99213'); SELECT clinic.put(2002, 1, '99213'); SELECT clinic.put(2003, 120, '99213'); COMMIT;
SELECT is(:'LAST_ERROR_SQLSTATE' || (SELECT count(*) FROM clinic.header WHERE claim_no > 2000), 'RC0010', 'one dirty claim holds up its transaction');
-- one statement, no transaction around it
INSERT INTO clinic.header VALUES (4, 'HILL', 5);
SELECT is(:'SQLSTATE'::text, 'RC001', 'a header that never got lines');

-- ---- changes to what is there ----

DELETE FROM clinic.line WHERE claim_no = 1 AND n = 2;
SELECT is(:'SQLSTATE'::text, 'RC001', 'a line taken away');
INSERT INTO clinic.line VALUES (1, 3, '99214');
SELECT is(:'SQLSTATE'::text, 'RC001', 'a line put in');
UPDATE clinic.line SET charge = 121 WHERE claim_no = 1 AND n = 1;
SELECT is(:'SQLSTATE'::text, 'RC001', 'a line changed');
UPDATE clinic.line SET charge = charge;
SELECT is(:'SQLSTATE'::text, '00000', 'nothing changed');
UPDATE clinic.line SET claim_no = 2 WHERE claim_no = 1 AND n = 2;
SELECT is(:'SQLSTATE'::text, 'RC001', 'a line moved to another claim: both are judged');
BEGIN; UPDATE clinic.line SET claim_no = 77 WHERE claim_no = 1 AND n = 2; UPDATE clinic.header SET total = 120 WHERE claim_no = 1; COMMIT;
SELECT is(:'SQLSTATE'::text, '00000', 'a line moved to a claim that does not exist');
UPDATE clinic.line SET claim_no = 2 WHERE claim_no = 77;
SELECT is(:'SQLSTATE'::text, 'RC001', 'the new claim is judged');
UPDATE clinic.line SET claim_no = NULL WHERE claim_no = 77;
SELECT is(:'SQLSTATE'::text, '00000', 'a key of null');
BEGIN; DELETE FROM clinic.line WHERE claim_no = 2; DELETE FROM clinic.header WHERE claim_no = 2; COMMIT;
SELECT is(:'SQLSTATE'::text, '00000', 'a claim taken away whole');
UPDATE clinic.header SET claim_no = 5 WHERE claim_no = 1;
SELECT is(:'SQLSTATE'::text, 'RC001', 'a header that leaves its lines');
BEGIN; UPDATE clinic.header SET claim_no = 5 WHERE claim_no = 1; UPDATE clinic.line SET claim_no = 5 WHERE claim_no = 1; COMMIT;
SELECT is(:'SQLSTATE'::text, '00000', 'a header and its lines under another number');
TRUNCATE clinic.line, clinic.header;

-- ---- sooner than at commit ----

TRUNCATE clinic.line, clinic.header;
BEGIN; SELECT clinic.put(10, 1, '99213'); SET CONSTRAINTS ALL IMMEDIATE;
ROLLBACK;
SELECT is(:'LAST_ERROR_SQLSTATE'::text, 'RC001', 'SET CONSTRAINTS IMMEDIATE judges at once');
TRUNCATE clinic.line, clinic.header;
BEGIN; SET CONSTRAINTS ALL IMMEDIATE; SELECT clinic.put(10, 120, '99213'); COMMIT;
SELECT is(:'LAST_ERROR_SQLSTATE' || (SELECT count(*) FROM clinic.header), 'RC0010', 'immediate from the start: a header without lines');
TRUNCATE clinic.line, clinic.header;
BEGIN; SELECT clinic.put(10, 120, '99213'); SET CONSTRAINTS ALL IMMEDIATE; UPDATE clinic.line SET charge = 1; COMMIT;
SELECT is((SELECT count(*) FROM clinic.header), 0::bigint, 'judged again after every further statement');
TRUNCATE clinic.line, clinic.header;
BEGIN; SELECT clinic.put(10, 120, '99213'); SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED; UPDATE clinic.line SET charge = 1; COMMIT;
SELECT is((SELECT count(*) FROM clinic.header), 0::bigint, 'judged again at commit');

-- ---- savepoints ----

TRUNCATE clinic.line, clinic.header;
BEGIN; SELECT clinic.put(11, 1, '99213'); SAVEPOINT s; SET CONSTRAINTS ALL IMMEDIATE; ROLLBACK TO s; COMMIT;
SELECT is((SELECT count(*) FROM clinic.header), 0::bigint, 'refused, back to the savepoint, committed: refused again');
TRUNCATE clinic.line, clinic.header;
BEGIN; SELECT clinic.put(11, 1, '99213'); SAVEPOINT s; UPDATE clinic.header SET total = 120; SET CONSTRAINTS ALL IMMEDIATE; ROLLBACK TO s; COMMIT;
SELECT is((SELECT count(*) FROM clinic.header), 0::bigint, 'mended and judged, then the mending rolled back: refused');
TRUNCATE clinic.line, clinic.header;
BEGIN; SELECT clinic.put(11, 120, '99213'); SAVEPOINT s; UPDATE clinic.header SET total = 1; ROLLBACK TO s; COMMIT;
SELECT is((SELECT count(*) FROM clinic.header), 1::bigint, 'spoiled, and the spoiling rolled back: accepted');
TRUNCATE clinic.line, clinic.header;
BEGIN; SELECT clinic.put(12, 120, '99213'); SAVEPOINT s; SELECT clinic.put(13, 1, '99213'); ROLLBACK TO s; COMMIT;
SELECT is((SELECT array_agg(claim_no) FROM clinic.header), '{12}', 'a dirty claim rolled back does no harm');
TRUNCATE clinic.line, clinic.header;
BEGIN; SAVEPOINT s; SELECT clinic.put(14, 1, '99213'); RELEASE s; COMMIT;
SELECT is((SELECT count(*) FROM clinic.header WHERE claim_no = 14), 0::bigint, 'a dirty claim of a released savepoint is judged');
TRUNCATE clinic.line, clinic.header;
DO $$ BEGIN
	PERFORM clinic.put(15, 1, '99213');
	BEGIN SET CONSTRAINTS ALL IMMEDIATE; EXCEPTION WHEN SQLSTATE 'RC001' THEN NULL; END;
END $$;
SELECT is(:'SQLSTATE'::text, 'RC001', 'a refusal that a block swallows comes back at commit');
TRUNCATE clinic.line, clinic.header;
DO $$ BEGIN
	BEGIN PERFORM clinic.put(16, 1, '99213'); SET CONSTRAINTS ALL IMMEDIATE; EXCEPTION WHEN SQLSTATE 'RC001' THEN NULL; END;
END $$;
SELECT is(:'SQLSTATE' || (SELECT count(*) FROM clinic.header WHERE claim_no = 16), '000000', 'unless the block takes the claim along');
TRUNCATE clinic.line, clinic.header;

-- ---- modes, practice ----

INSERT INTO rcm_library.edit_mode (edit, practice, mode) VALUES ('AMT-SUM', 'north', 'off');
BEGIN; INSERT INTO clinic.header VALUES (20, 'HILL', 1, 'north'); INSERT INTO clinic.line VALUES (20, 1, '99213'); COMMIT;
SELECT is(:'SQLSTATE'::text, '00000', 'the query''s second column is the practice');
BEGIN; INSERT INTO clinic.header VALUES (21, 'HILL', 1, 'south'); INSERT INTO clinic.line VALUES (21, 1, '99213'); COMMIT;
SELECT is(:'LAST_ERROR_SQLSTATE' || (SELECT count(*) FROM clinic.header WHERE claim_no = 21), 'RC0010', 'another practice');
-- the library changes in the same transaction, after a judgement
BEGIN; SELECT clinic.put(22, 1, '99213'); UPDATE rcm_library.edit_mode SET practice = '*'; SET CONSTRAINTS ALL IMMEDIATE; UPDATE rcm_library.edit_mode SET practice = 'north'; UPDATE clinic.line SET n = 2 WHERE claim_no = 22; COMMIT;
SELECT is((SELECT count(*) FROM clinic.header WHERE claim_no = 22), 0::bigint, 'what counts is the library when the claim is judged');
TRUNCATE rcm_library.edit_mode;
TRUNCATE clinic.line, clinic.header;

-- ---- names of the session's own ----

CREATE SCHEMA hostile;
CREATE FUNCTION hostile.now() RETURNS timestamptz LANGUAGE sql AS $$ SELECT '2000-01-01'::timestamptz $$;
CREATE TABLE hostile.header (claim_no integer);
CREATE FUNCTION hostile.numeq(numeric, numeric) RETURNS boolean LANGUAGE sql AS $$ SELECT false $$;
CREATE FUNCTION hostile.inteq(integer, integer) RETURNS boolean LANGUAGE sql AS $$ SELECT false $$;
CREATE OPERATOR hostile.= (LEFTARG = integer, RIGHTARG = integer, FUNCTION = hostile.inteq);
CREATE TABLE direct (id integer, doc jsonb);
CREATE CONSTRAINT TRIGGER clean AFTER INSERT ON direct DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rcm.require_clean_by('SELECT doc::rcm.claim FROM public.direct WHERE id = $1', 'id');
SET search_path = hostile, pg_catalog, public;
INSERT INTO direct VALUES (1, given.document('{"total_charge": "1.00"}'));
SELECT is(:'SQLSTATE'::text, 'RC001', 'an "=" of the session''s does not decide');
CREATE TEMP TABLE direct (id integer, doc jsonb);
SELECT is(current_setting('search_path'), 'hostile, pg_catalog, public', 'the session''s search_path is as it was');
INSERT INTO public.direct VALUES (1, given.document());
SELECT is(:'SQLSTATE' || current_setting('search_path'), '00000hostile, pg_catalog, public', 'after a claim that passed, too');
DROP TABLE pg_temp.direct;
SET search_path = public, pg_catalog;

-- ---- keys of other types; a key's type that changes under a session ----

CREATE TABLE keyed (id text, doc jsonb);
CREATE CONSTRAINT TRIGGER clean AFTER INSERT OR UPDATE ON keyed FOR EACH ROW EXECUTE FUNCTION rcm.require_clean_by('SELECT doc::rcm.claim FROM public.keyed WHERE id::text = $1::text', 'id');
INSERT INTO keyed VALUES ('a', given.document('{"total_charge": "1.00"}'));
SELECT is(:'SQLSTATE'::text, 'RC001', 'a key of text; a trigger that is not deferred');
INSERT INTO keyed VALUES ('1', given.document());
ALTER TABLE keyed ALTER COLUMN id TYPE integer USING id::integer;
INSERT INTO keyed VALUES (123456, given.document('{"total_charge": "1.00"}'));
SELECT is(:'SQLSTATE'::text, 'RC001', 'text became integer');
ALTER TABLE keyed ALTER COLUMN id TYPE uuid USING '00000000-0000-0000-0000-000000000001';
INSERT INTO keyed VALUES ('00000000-0000-0000-0000-000000000002', given.document('{"total_charge": "1.00"}'));
SELECT is(:'SQLSTATE'::text, 'RC001', 'integer became uuid');
ALTER TABLE keyed ALTER COLUMN id TYPE text;
ALTER TABLE keyed RENAME COLUMN id TO key;
INSERT INTO keyed VALUES ('z', given.document('{"total_charge": "1.00"}'));
SELECT is(:'SQLSTATE'::text, '42703', 'a column that went away is an error');

-- ---- a query that is wrong ----

CREATE TABLE wrong (id integer);
CREATE FUNCTION try_query(query text, args text DEFAULT ', ''id''', clause text DEFAULT 'CONSTRAINT TRIGGER wrong AFTER INSERT ON wrong FOR EACH ROW') RETURNS text LANGUAGE plpgsql AS $$
DECLARE e record;
BEGIN
	EXECUTE format('CREATE %s EXECUTE FUNCTION rcm.require_clean_by(%L%s)', clause, query, args);
	SELECT * INTO e FROM given.error('INSERT INTO public.wrong VALUES (1)');
	DROP TRIGGER wrong ON public.wrong;
	RETURN coalesce(e.code || ' ' || e.message, 'done');
END $$;
\set ON_ERROR_STOP 1
SELECT is(try_query(q), said, 'query: ' || q) FROM (VALUES
	('SELECT 1', '22023 trigger function "require_clean_by" was created with the wrong arguments'),
	('SELECT given.document()', '22023 trigger function "require_clean_by" was created with the wrong arguments'),
	('SELECT', '22023 trigger function "require_clean_by" was created with the wrong arguments'),
	('SELECT given.claim() FROM nosuch', '42P01 relation "nosuch" does not exist'), ('SELEKT', '42601 syntax error at or near "SELEKT"'), ('SELECT 1/0', '22012 division by zero'),
	('SELECT claim() FROM wrong', '42P01 relation "wrong" does not exist'), ('SELECT given.claim() WHERE $2 = 1', '42P02 there is no parameter $2'),
	('SELECT given.claim() WHERE $1 = ''x''', '22P02 invalid input syntax for type integer: "x"'), ('SELECT NULL::rcm.claim', 'done'), ('SELECT given.claim() WHERE false', 'done'),
	('SELECT given.claim() FROM generate_series(1, 3)', 'done')) v(q, said);
SELECT matches(try_query(q), said, 'query: ' || q) FROM (VALUES ('', '^[0-9A-Z]{5} '), ('DELETE FROM public.wrong', '^[0-9A-Z]{5} '), ('COMMIT', '^[0-9A-Z]{5} '),
	('CREATE TABLE x()', '^[0-9A-Z]{5} '), ('SELECT given.claim(''{"total_charge": "1.00"}'') FROM generate_series(1, 3)', '^RC001')) v(q, said);
SELECT is(try_query('SELECT given.claim()', args, clause), said, clause || args) FROM (VALUES
	('', 'CONSTRAINT TRIGGER wrong AFTER INSERT ON wrong FOR EACH ROW', '22023 trigger function "require_clean_by" was created with the wrong arguments'),
	(', ''id'', ''x''', 'CONSTRAINT TRIGGER wrong AFTER INSERT ON wrong FOR EACH ROW', '22023 trigger function "require_clean_by" was created with the wrong arguments'),
	(', ''nope''', 'CONSTRAINT TRIGGER wrong AFTER INSERT ON wrong FOR EACH ROW', '42703 column "nope" of relation "wrong" does not exist'),
	(', ''id''', 'TRIGGER wrong BEFORE INSERT ON wrong FOR EACH ROW', '39P01 function "require_clean_by" must be fired AFTER ROW'),
	(', ''id''', 'TRIGGER wrong AFTER INSERT ON wrong FOR EACH STATEMENT', '39P01 function "require_clean_by" must be fired AFTER ROW'),
	(', ''id''', 'TRIGGER wrong AFTER INSERT ON wrong FOR EACH ROW', 'done')) v(args, clause, said);
SELECT throws_ok('SELECT rcm.require_clean_by()', '39P01', 'function "require_clean_by" was not called by trigger manager');

-- many triggers in one session: more than it keeps plans for
DO $$ BEGIN
	FOR i IN 1..40 LOOP
		EXECUTE format('CREATE TABLE many_%s (id integer, doc jsonb)', i);
		EXECUTE format('CREATE CONSTRAINT TRIGGER clean AFTER INSERT ON many_%1$s DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rcm.require_clean_by(''SELECT doc::rcm.claim FROM public.many_%1$s WHERE id = $1'', ''id'')', i);
	END LOOP;
END $$;
DO $$ BEGIN
	FOR round IN 1..3 LOOP FOR i IN 1..40 LOOP
		EXECUTE format('INSERT INTO many_%s VALUES (%s, given.document())', i, round);
	END LOOP; END LOOP;
END $$;
SELECT pass('forty triggers, three rounds');
SELECT is((given.error($$DO $x$ BEGIN INSERT INTO many_7 VALUES (9, given.document('{"total_charge": "1.00"}')); SET CONSTRAINTS ALL IMMEDIATE; END $x$ $$)).code, 'RC001', 'and each still judges');

-- ---- nothing that names the patient ----

SELECT ok(NOT given.tells_who(concat_ws(E'\n', e.message, e.detail, e.hint)), 'says nothing of who') FROM
	given.error($$DO $x$ BEGIN INSERT INTO many_8 VALUES (9, given.document('{"total_charge": "1.00", "dx": [], "eligibility": null}')); SET CONSTRAINTS ALL IMMEDIATE; END $x$ $$) e;

SELECT * FROM finish();
