-- Triggers: a dirty claim is refused where it is written.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
\set SHOW_CONTEXT never
-- an invented practice: its library, and claims for it
\set ECHO none
\i test/pgtap/given/practice.sql
SELECT given.library();
\set ECHO all
CREATE SCHEMA triggers_test;
SET search_path = triggers_test, public;

-- a claim in one column
CREATE TABLE claims (id integer PRIMARY KEY, doc jsonb, practice text);
CREATE TRIGGER clean BEFORE INSERT OR UPDATE ON claims FOR EACH ROW EXECUTE FUNCTION rcm.require_clean('doc', 'practice');
INSERT INTO claims VALUES (1, given.document());
INSERT INTO claims VALUES (2, given.document('{"total_charge": "1.00"}'));
-- what a program gets
DO $$
DECLARE
	state text;
	message text;
	detail text;
	hint text;
BEGIN
	INSERT INTO triggers_test.claims VALUES (2, given.document('{"total_charge": "1.00"}'));
EXCEPTION WHEN SQLSTATE 'RC001' THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RAISE WARNING '% | % | % | %', state, split_part(message, ': ', 2), detail::jsonb #>> '{0,field}', hint;
END $$;
SELECT rcm.set_edit_mode('warn', 'AMT-SUM', practice => 'north');
SET client_min_messages = notice;
INSERT INTO claims VALUES (3, given.document('{"total_charge": "1.00"}'), 'north');
SET client_min_messages = warning;
UPDATE claims SET practice = 'south' WHERE id = 3;
UPDATE claims SET doc = given.document('{"total_charge": "2.00"}') WHERE id = 3;
INSERT INTO claims VALUES (4, NULL), (5, '{"form": "P", "lines": 3}');
SELECT id, doc IS NULL AS empty FROM claims ORDER BY id;
-- wrong use
CREATE TRIGGER wrong AFTER INSERT ON claims FOR EACH ROW EXECUTE FUNCTION rcm.require_clean('doc');
INSERT INTO claims VALUES (6, given.document());
DROP TRIGGER wrong ON claims;
CREATE TRIGGER wrong BEFORE INSERT ON claims FOR EACH ROW EXECUTE FUNCTION rcm.require_clean('id');
INSERT INTO claims VALUES (6, given.document());
DROP TRIGGER wrong ON claims;

-- header and lines: judged when the transaction is whole
CREATE TABLE header (id integer PRIMARY KEY, total text);
CREATE TABLE line (id integer, n integer, code text);
CREATE FUNCTION one_claim(integer) RETURNS rcm.claim LANGUAGE sql STABLE AS $$
	SELECT given.claim(jsonb_build_object('total_charge', total, 'lines', (SELECT jsonb_agg(given.line(n, jsonb_build_object('code', code)) ORDER BY n) FROM triggers_test.line l WHERE l.id = $1)))
	FROM triggers_test.header WHERE id = $1
$$;
CREATE CONSTRAINT TRIGGER clean AFTER INSERT OR UPDATE OR DELETE ON header DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
	EXECUTE FUNCTION rcm.require_clean_by('SELECT triggers_test.one_claim($1)', 'id');
CREATE CONSTRAINT TRIGGER clean AFTER INSERT OR UPDATE OR DELETE ON line DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
	EXECUTE FUNCTION rcm.require_clean_by('SELECT triggers_test.one_claim($1)', 'id');
BEGIN;
INSERT INTO header VALUES (1, '240.00');
INSERT INTO line VALUES (1, 1, '99213'), (1, 2, '93000');
COMMIT;
BEGIN;
INSERT INTO header VALUES (2, '240.00');
INSERT INTO line VALUES (2, 1, '99213');
COMMIT;
DELETE FROM line WHERE id = 1 AND n = 2;
BEGIN;
DELETE FROM line WHERE id = 1 AND n = 2;
UPDATE header SET total = '120.00' WHERE id = 1;
COMMIT;
SELECT id, total, (SELECT count(*) FROM line l WHERE l.id = h.id) AS lines FROM header h ORDER BY id;
RESET search_path;
DROP SCHEMA triggers_test, given, rcm_library CASCADE;
