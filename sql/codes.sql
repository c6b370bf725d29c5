-- The code types: what they take, what they refuse, what they print.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
CREATE SCHEMA codes_test;
SET search_path = codes_test, rcm, public;

-- The error of a statement as a row; all null when it went through.
CREATE FUNCTION refused(statement text, OUT code text, OUT message text, OUT detail text)
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
END $$;

-- npi: the check digit by the book, as a second opinion
CREATE FUNCTION luhn(number text) RETURNS boolean LANGUAGE sql AS $$
	SELECT sum(CASE WHEN place % 2 = 1 THEN digit ELSE digit * 2 / 10 + digit * 2 % 10 END) % 10 = 0
	FROM string_to_table(reverse(number), NULL) WITH ORDINALITY AS d (c, place),
		LATERAL (SELECT c::integer) AS i (digit) $$;

SELECT npi '1234567893', npi E' \t1234567893\n', '2000000002'::npi;
WITH tried AS (
	SELECT n::text AS given, refused(format('SELECT %L::rcm.npi', n)) AS r
	FROM generate_series(1000000000, 2999999999, 3999973) AS n
	UNION ALL
	SELECT n::text, refused(format('SELECT %L::rcm.npi', n)) FROM generate_series(1234567800, 1234567999) AS n
)
SELECT count(*) AS tried, count(*) FILTER (WHERE (r).code IS NULL) AS taken,
	count(*) FILTER (WHERE luhn('80840' || given) <> ((r).code IS NULL)) AS wrong,
	array_agg(DISTINCT (r).code) AS codes
FROM tried;
SELECT given, (refused(format('SELECT %L::rcm.npi', given))).*
FROM (VALUES ('1234567894'), ('3000000001'), ('0000000000'), ('123456789'), ('12345678933'), ('123456789x'),
	('+234567893'), ('1234 567893'), ('')) AS v (given);

-- icd10
SELECT given, given::icd10 FROM (VALUES ('E11.9'), ('e119'), ('I10'), (' M1A.0110 '), ('S72.001A'), ('z3a.01'), ('C4A'),
	('U07.1'), ('W61.62XD')) AS v (given);
SELECT given, (refused(format('SELECT %L::rcm.icd10', given))).code
FROM (VALUES ('E1'), ('E11.'), ('E.119'), ('E1.19'), ('E11.9.1'), ('E119.'), ('111'), ('EE1'), ('E1-'), ('E11 9'), ('.E11'),
	('S72.001AB'), ('S72001AB'), (''), ('.'), ('E11.é')) AS v (given);
SELECT * FROM refused($$SELECT 'E11.'::rcm.icd10$$);

-- under: a prefix test on text, by another road
SELECT prefix, array_agg(code ORDER BY code) AS under
FROM (VALUES ('E'), ('E1'), ('E11'), ('e11.'), ('E11.3'), ('E113'), ('E11.9'), ('E11.9000'), ('S72.001A'), (' Z ')) AS p (prefix)
LEFT JOIN unnest('{E10,E11,E11.3,E11.31,E11.39,E11.9,E12,I10,S72.001A,S72.001D}'::icd10[]) AS code ON under(code, prefix)
GROUP BY prefix ORDER BY prefix COLLATE "C";
SELECT count(*) AS wrong
FROM unnest('{E10,E11,E11.3,E11.31,E11.39,E11.9,E12,I10,S72.001A,S72.001D,Z99.89,A00}'::icd10[]) AS a,
	unnest('{E10,E11,E11.3,E11.31,E11.39,E11.9,E12,I10,S72.001A,S72.001D,Z99.89,A00}'::icd10[]) AS b, generate_series(1, 7) AS n
WHERE under(a, left(replace(b::text, '.', ''), n))
	<> starts_with(replace(a::text, '.', ''), left(replace(b::text, '.', ''), n));
SELECT given, (refused(format('SELECT rcm.under(%L, %L)', 'E11.9', given))).*
FROM (VALUES (''), ('.'), ('E11-'), ('E11%'), ('S72001AB')) AS v (given);
SELECT under(NULL, 'E11') IS NULL AS code_null, under('E11', NULL) IS NULL AS prefix_null;

-- hcpcs
SELECT given, given::hcpcs FROM (VALUES ('99213'), ('j1885'), (' 0191T '), ('D0120'), ('00000'), ('ZZZZZ')) AS v (given);
SELECT given, (refused(format('SELECT %L::rcm.hcpcs', given))).code
FROM (VALUES ('9921'), ('992133'), ('9921-'), ('9 213'), ('9921é'), ('')) AS v (given);
SELECT * FROM refused($$SELECT '9921'::rcm.hcpcs$$);

-- to text and back, from the types that code columns really have
SELECT npi '1234567893' || '' AS concatenated, icd10 'E119'::text, hcpcs 'j1885'::varchar(5);
SELECT '1234567893'::char(12)::npi, 'I10'::char(7)::icd10, '99213'::varchar::hcpcs;
CREATE TABLE coded (n text, d text, p varchar(5));
INSERT INTO coded VALUES (npi '1234567893', icd10 'E119', hcpcs 'j1885');
CREATE TABLE strict (n npi, d icd10, p hcpcs);
SELECT (refused('INSERT INTO strict (n) SELECT n FROM coded')).*;
INSERT INTO strict SELECT n::npi, d::icd10, p::hcpcs FROM coded WHERE d IS NOT NULL;
SELECT * FROM strict;
ALTER TABLE strict ALTER n TYPE text, ALTER d TYPE text, ALTER p TYPE text;
SELECT * FROM strict;
SELECT (refused('SELECT 1234567893::bigint::rcm.npi')).code AS no_way_round_the_check;

SELECT min(v), max(v) FROM unnest('{E11.9,I10,A00,NULL}'::icd10[]) AS v;
SELECT min(v), max(v) FROM unnest('{99213,J1885,0191T,NULL}'::hcpcs[]) AS v;
SELECT min(v), max(v) FROM unnest('{1234567893,2000000002}'::npi[]) AS v;
SELECT min(v), max(v) FROM unnest('{}'::npi[]) AS v;

DROP SCHEMA codes_test CASCADE;
