-- examples.sql - the example of each COMMENT is SQL that the server understands: every name and type in it exists
\set ON_ERROR_STOP 1
SET search_path = public, pg_catalog;
SELECT no_plan();

-- the tables that examples take for granted, as a user would have them
CREATE TABLE claims (claim_id text, claim rcm.claim);
CREATE TABLE claim_in (claim rcm.claim);
CREATE TABLE claim_out (claim rcm.claim);
CREATE TABLE sent (claim rcm.claim);
CREATE TABLE sender (keys jsonb);
CREATE TABLE senders (sender jsonb);
CREATE TABLE inquiry (id integer, inquiry jsonb);
CREATE TABLE inbox (bytes bytea);
CREATE TABLE era (bytes bytea);
CREATE TABLE answer (claim_id text, file bytea);
CREATE TABLE fhir_inbox (resource jsonb);

-- An example is the last paragraph of a comment, indented by four blanks.  It is planned, not run: no file is there.
CREATE FUNCTION pg_temp.fault_of(example text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'EXPLAIN ' || example;
	RETURN NULL;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLERRM;
END
$$;
CREATE TEMP TABLE example AS
SELECT p.oid::regprocedure::text AS of_function, substring(obj_description(p.oid, 'pg_proc') FROM E'\n\n    ((?:SELECT|WITH|INSERT|UPDATE|DELETE)\\M.*)$') AS example
FROM pg_proc p WHERE p.pronamespace = 'rcm'::regnamespace;
DELETE FROM example WHERE example IS NULL;

SELECT cmp_ok((SELECT count(*) FROM example), '>', 40::bigint, 'there are examples');
SELECT is((SELECT string_agg(of_function || ': ' || pg_temp.fault_of(example), E'\n') FROM example), NULL, 'and each of them can be planned');

-- whoever reads or writes X12, FHIR or paper is shown how
SELECT is((SELECT string_agg(p.oid::regprocedure::text, ', ') FROM pg_proc p
	WHERE p.pronamespace = 'rcm'::regnamespace
		AND (p.prokind = 'a' AND p.proname LIKE 'x12%' OR p.proargtypes[0] IN ('bytea'::regtype, 'rcm.claim'::regtype) AND p.proname ~ '^(x12|remittance|eligibility|claim_status|submission|status|acknowledg|fhir|form_fields|secondary|matched)')
		AND NOT EXISTS (SELECT FROM example e WHERE e.of_function = p.oid::regprocedure::text)), NULL, 'functions over files and claims have an example');
SELECT * FROM finish();
