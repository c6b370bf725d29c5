-- The four scalar types of rcm together: binary form, soft errors, and the catalog.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
CREATE SCHEMA types_test;
SET search_path = types_test, rcm, public;
\set SHOW_CONTEXT never

-- binary COPY, there and back
CREATE TABLE sent (n npi, d icd10, p hcpcs, u usd);
INSERT INTO sent VALUES ('1234567893', 'E11.9', '99213', '150.00'), ('2000000002', 'S72.001A', 'ZZZZZ', '-92233720368547758.07'),
	('1000000004', 'A00', '00000', '92233720368547758.07'), (NULL, NULL, NULL, NULL), (NULL, 'Z99.ZZZZ', 'J1885', '0');
\copy sent TO 'results/types.bin' (FORMAT binary)
CREATE TABLE received (LIKE sent);
\copy received FROM 'results/types.bin' (FORMAT binary)
SELECT count(*) AS differences FROM ((TABLE sent EXCEPT ALL TABLE received) UNION ALL (TABLE received EXCEPT ALL TABLE sent)) AS d;
SELECT npi_send('1234567893'), icd10_send('E11.9'), hcpcs_send('99213'), usd_send('150.00');

-- binary values that no text could have made: built as plain integers, which have the same form
CREATE TABLE no_npi (v npi);
CREATE TABLE no_icd10 (v icd10);
CREATE TABLE no_hcpcs (v hcpcs);
CREATE TABLE no_usd (v usd);
\copy (SELECT 1234567894::bigint) TO 'results/types.bin' (FORMAT binary)
\copy no_npi FROM 'results/types.bin' (FORMAT binary)
\copy (SELECT 3000000001::bigint) TO 'results/types.bin' (FORMAT binary)
\copy no_npi FROM 'results/types.bin' (FORMAT binary)
\copy (SELECT (-1234567893)::bigint) TO 'results/types.bin' (FORMAT binary)
\copy no_npi FROM 'results/types.bin' (FORMAT binary)
\copy (SELECT 1234567893::integer) TO 'results/types.bin' (FORMAT binary)
\copy no_npi FROM 'results/types.bin' (FORMAT binary)
-- nothing, less than nothing, past the last code, a gap inside a code, two characters, a letter second
\copy (SELECT 0::bigint) TO 'results/types.bin' (FORMAT binary)
\copy no_icd10 FROM 'results/types.bin' (FORMAT binary)
\copy (SELECT -1::bigint) TO 'results/types.bin' (FORMAT binary)
\copy no_icd10 FROM 'results/types.bin' (FORMAT binary)
\copy (SELECT 94931877133::bigint) TO 'results/types.bin' (FORMAT binary)
\copy no_icd10 FROM 'results/types.bin' (FORMAT binary)
\copy (SELECT ((11::bigint * 37 + 2) * 37 + 2) * 1874161 + 5) TO 'results/types.bin' (FORMAT binary)
\copy no_icd10 FROM 'results/types.bin' (FORMAT binary)
\copy (SELECT (11::bigint * 37 + 2) * 69343957) TO 'results/types.bin' (FORMAT binary)
\copy no_icd10 FROM 'results/types.bin' (FORMAT binary)
\copy (SELECT ((11::bigint * 37 + 11) * 37 + 11) * 1874161) TO 'results/types.bin' (FORMAT binary)
\copy no_icd10 FROM 'results/types.bin' (FORMAT binary)
\copy (SELECT -1::integer) TO 'results/types.bin' (FORMAT binary)
\copy no_hcpcs FROM 'results/types.bin' (FORMAT binary)
\copy (SELECT 60466176::integer) TO 'results/types.bin' (FORMAT binary)
\copy no_hcpcs FROM 'results/types.bin' (FORMAT binary)
\copy (SELECT (-9223372036854775808)::bigint) TO 'results/types.bin' (FORMAT binary)
\copy no_usd FROM 'results/types.bin' (FORMAT binary)
-- the same road is open to good values
\copy (SELECT 1234567893::bigint) TO 'results/types.bin' (FORMAT binary)
\copy no_npi FROM 'results/types.bin' (FORMAT binary)
SELECT (SELECT count(*) FROM no_npi) AS npi, (SELECT count(*) FROM no_icd10) AS icd10, (SELECT count(*) FROM no_hcpcs) AS hcpcs,
	(SELECT count(*) FROM no_usd) AS usd;

-- soft errors, which came with PostgreSQL 16; before, there is nothing to ask
DO $$
DECLARE
	test record;
	answer record;
BEGIN
	IF current_setting('server_version_num')::integer < 160000 THEN
		RETURN;
	END IF;
	FOR test IN SELECT * FROM (VALUES
		('rcm.npi', '1234567893', NULL), ('rcm.npi', '1234567894', '22P02'), ('rcm.icd10', 'E11.9', NULL), ('rcm.icd10', 'E.119', '22P02'),
		('rcm.hcpcs', 'j1885', NULL), ('rcm.hcpcs', '9921', '22P02'), ('rcm.usd', '1.50', NULL), ('rcm.usd', '1.505', '22003'),
		('rcm.usd', '1e99', '22P02'), ('rcm.usd', '92233720368547758.08', '22003'), ('rcm.usd[]', '{1.50,1.505}', '22003')) AS t (type, given, code)
	LOOP
		EXECUTE 'SELECT pg_input_is_valid($1, $2) AS valid, (pg_input_error_info($1, $2)).sql_error_code AS code'
			INTO answer USING test.given, test.type;
		IF answer.valid <> (test.code IS NULL) OR answer.code IS DISTINCT FROM test.code THEN
			RAISE 'soft error of % for "%": expected %, got %', test.type, test.given, test.code, answer;
		END IF;
	END LOOP;
END $$;

-- The functions that take or return one of the four types, with those of the aggregates' state.
CREATE VIEW fragment AS
	SELECT p.* FROM pg_proc AS p
	WHERE pronamespace = 'rcm'::regnamespace AND provolatile = 'i'
		AND (prorettype || proargtypes::oid[] && ARRAY['npi', 'icd10', 'hcpcs', 'usd']::regtype[]::oid[]
			OR proname ~ '^(npi|icd10|hcpcs|usd)_');
SELECT count(*) >= 85 AS found_them FROM fragment;
SELECT oid::regprocedure AS unlabelled FROM fragment WHERE proparallel <> 's';
-- what a row counts for the KPIs, and what a remittance moves, may lack any of its inputs
SELECT oid::regprocedure AS not_strict FROM fragment WHERE NOT proisstrict AND prokind = 'f' AND oid NOT IN (SELECT aggtransfn FROM pg_aggregate) AND proname !~ '^kpi_' AND proname <> 'posting_moves';
SELECT oid::regprocedure AS uncommented FROM fragment WHERE obj_description(oid, 'pg_proc') IS NULL;
SELECT oid::regprocedure AS runs_as_owner FROM fragment WHERE prosecdef;
-- row security may use an index only where a comparison gives nothing away
SELECT oid::regprocedure AS leaks FROM fragment WHERE proname ~ '^(npi|icd10|hcpcs|usd)_(lt|le|eq|ne|ge|gt|cmp)$' AND NOT proleakproof;
SELECT typname AS uncommented FROM pg_type
WHERE typnamespace = 'rcm'::regnamespace AND typname IN ('npi', 'icd10', 'hcpcs', 'usd') AND obj_description(oid, 'pg_type') IS NULL;
SELECT typname, typlen, typbyval, typalign, typcategory FROM pg_type
WHERE typnamespace = 'rcm'::regnamespace AND typname IN ('npi', 'icd10', 'hcpcs', 'usd') ORDER BY typname;

-- operators have a comment; comparisons a mirror image, an opposite and estimates; the equality hashes and merges
SELECT o.oid::regoperator AS incomplete
FROM pg_operator AS o
WHERE oprnamespace = 'rcm'::regnamespace AND oprright IN ('npi'::regtype, 'icd10'::regtype, 'hcpcs'::regtype, 'usd'::regtype)
	AND (obj_description(oid, 'pg_operator') IS NULL
		OR oprresult = 'boolean'::regtype AND (oprcom = 0 OR oprnegate = 0 OR oprrest = 0 OR oprjoin = 0)
		OR oprname = '=' AND NOT (oprcanhash AND oprcanmerge)
		OR oprname IN ('+', '*') AND oprcom = 0);
SELECT opcname AS uncommented FROM pg_opclass
WHERE opcnamespace = 'rcm'::regnamespace AND obj_description(oid, 'pg_opclass') IS NULL
UNION ALL
SELECT opfname FROM pg_opfamily
WHERE opfnamespace = 'rcm'::regnamespace AND obj_description(oid, 'pg_opfamily') IS NULL;
SELECT castsource::regtype, casttarget::regtype, castcontext, castmethod, obj_description(oid, 'pg_cast') IS NOT NULL AS commented
FROM pg_cast
WHERE castsource IN ('npi'::regtype, 'icd10'::regtype, 'hcpcs'::regtype, 'usd'::regtype)
	OR casttarget IN ('npi'::regtype, 'icd10'::regtype, 'hcpcs'::regtype, 'usd'::regtype)
ORDER BY castsource::regtype::text, casttarget::regtype::text;

DROP SCHEMA types_test CASCADE;
