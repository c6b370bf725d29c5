-- rcm.usd: exact cents, or an error.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
CREATE SCHEMA usd_test;
SET search_path = usd_test, rcm, public;

-- The error of a statement as a row; all null when it went through.
CREATE FUNCTION refused(statement text, OUT code text, OUT message text, OUT detail text)
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
END $$;

-- Does the plan of a query contain this text?
CREATE FUNCTION planned(query text, wanted text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		IF strpos(line, wanted) > 0 THEN
			RETURN true;
		END IF;
	END LOOP;
	RETURN false;
END $$;

-- text in and out
SELECT given, given::usd FROM (VALUES ('85'), ('85.0'), ('85.'), ('00'), ('.5'), ('-.05'), ('+7.10'), (' 12.34 '), ('1.500'), ('-0'),
	('000000000000000000000000085'), ('92233720368547758.07'), ('-92233720368547758.07')) AS v (given);
SELECT given, (refused(format('SELECT %L::rcm.usd', given))).*
FROM (VALUES (''), ('.'), ('-'), ('1e3'), ('$5'), ('1,000.00'), ('1.2.3'), ('- 5'), ('--5'), ('NaN'), ('0x10'), ('1.005'), ('0.001'),
	('92233720368547758.08'), ('-92233720368547758.08'), ('100000000000000000000')) AS v (given);

-- casts
SELECT usd '150'::numeric AS to_numeric, 150::usd AS from_int4, (-5)::bigint::usd AS from_int8, 1.500::usd AS from_numeric,
	1e3::usd AS scientific, '2.50'::text::usd AS from_text, usd '2.5'::text AS to_text;
SELECT count(*) FILTER (WHERE u::numeric <> n OR u <> n::text::usd) AS wrong
FROM generate_series(-999.99, 999.99, 0.37) AS n, LATERAL (SELECT n::usd) AS c (u);
SELECT given, (refused(format('SELECT %s::rcm.usd', given))).*
FROM (VALUES ('1.505'), ('''NaN''::numeric'), ('''Infinity''::numeric'), ('''-Infinity''::numeric'), ('1e20'), ('92233720368547758.08'),
	('92233720368547759::bigint'), ('(-9223372036854775808)::bigint'), ('1::float8'), ('true')) AS v (given);
SELECT (refused('SELECT rcm.usd ''1.50''::int')).*;
CREATE TABLE bill (id integer, total usd);
INSERT INTO bill VALUES (1, '150.00'), (2, 100), (3, 12.50), (4, 100::bigint), (5, NULL);
SELECT * FROM refused('INSERT INTO bill VALUES (6, 0.005)');
SELECT * FROM bill ORDER BY id;

-- operators and what they return
SELECT total + '1' AS plus, total - '200' AS minus, -total AS negated, total * 3 AS times, 3 * total AS times_too,
	total * 2::smallint AS times_small, abs(-total) AS magnitude
FROM bill WHERE id = 1;
SELECT pg_typeof(total + total), pg_typeof(total - total), pg_typeof(-total), pg_typeof(total * 2), pg_typeof(2 * total),
	pg_typeof(abs(total)), pg_typeof(sum(total)), pg_typeof(min(total)), pg_typeof(avg(total))
FROM bill GROUP BY total LIMIT 1;
SELECT statement, (refused('SELECT ' || statement)).code, (refused('SELECT ' || statement)).message
FROM (VALUES
	($$usd '92233720368547758.07' + '0.01'$$), ($$usd '-92233720368547758.07' + '-0.01'$$),
	($$usd '-92233720368547758.07' - '0.01'$$), ($$usd '92233720368547758.07' * 2$$),
	($$-1 * usd '92233720368547758.07' * 2$$), ($$usd '0.01' * (-9223372036854775808)$$)) AS v (statement);
SELECT usd '0.01' * 9223372036854775807 AS greatest, usd '0' * (-9223372036854775808) AS nothing, -usd '-92233720368547758.07' AS turned,
	usd '46116860184273879.03' * 2 AS doubled;

-- literals, numbers and amounts together, with rcm in the search path and without
SELECT total = '150.00' AS eq, total > 100 AS gt_int, total < 150.01 AS lt_numeric, total + 1.25 AS plus_numeric, 1.25 + total AS numeric_plus,
	pg_typeof(total + 1.25) AS sum_type, total * 1.5 AS times_numeric, total / 4 AS quarter, total / total AS ratio, round(total / 7, 2) AS rounded,
	100 - total AS int_minus, total IN ('1', '150') AS listed, total BETWEEN '149.99' AND '150.01' AS between_text,
	total BETWEEN 149 AND 151 AS between_int, total = ANY ('{150.00,2}') AS any_of, sign(total) AS sign, to_char(total, 'FM999.00') AS formatted
FROM bill WHERE id = 1;
SET search_path = usd_test, public;
SELECT total = '150.00' AS eq, total > 100 AS gt_int, total + 1.25 AS plus_numeric, pg_typeof(total + total) AS sum_type, total / 4 AS quarter
FROM bill WHERE id = 1;
SELECT sum(total), pg_typeof(sum(total)), max(total) FROM bill;
SELECT DISTINCT total FROM bill ORDER BY total DESC;
SET search_path = usd_test, rcm, public;
SELECT coalesce(sum(total), '0') AS text_default, coalesce(sum(total), 0.00) AS numeric_default, pg_typeof(coalesce(sum(total), 0.00)),
	CASE WHEN sum(total) > '0' THEN sum(total) ELSE 0.00 END AS cased
FROM bill;
SELECT total FROM bill WHERE id = 1 UNION ALL SELECT 1.25;
SELECT greatest(total, '151'), least(total, 1.5), nullif(total, '150') IS NULL AS nullified FROM bill WHERE id = 1;
SELECT (refused('SELECT total * 1.5::float8 FROM bill')).code AS no_floats, (refused('SELECT sum(total)::float8 FROM bill')).code AS none_out;
-- what rcm must not make ambiguous
SELECT abs('-1'), abs(-1), abs(-1.5), sum(v), avg(v), min(v) FROM generate_series(1, 3) AS v;

-- aggregates
SELECT sum(total), min(total), max(total), avg(total), count(total) FROM bill;
SELECT sum(total) IS NULL AS sum, min(total) IS NULL AS min, max(total) IS NULL AS max, avg(total) IS NULL AS avg FROM bill WHERE id > 4;
SELECT avg(v::usd), avg(v::usd) = avg(v) AS same FROM (VALUES (1.00), (2.00), (2.00)) AS x (v);
SELECT id, sum(total) OVER w, avg(total) OVER w, count(total) OVER w
FROM bill WINDOW w AS (ORDER BY id ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING) ORDER BY id;
SELECT count(*) AS frames, count(*) FILTER (WHERE moving IS DISTINCT FROM plain OR average IS DISTINCT FROM plain_average) AS wrong
FROM (
	SELECT sum(v::usd) OVER w AS moving, sum(v) OVER w AS plain, avg(v::usd) OVER w AS average, avg(v) OVER w AS plain_average
	FROM (SELECT i, CASE WHEN i % 7 > 1 THEN (i * 7919 % 20011 - 10000) / 100.0 END::numeric(12, 2) FROM generate_series(1, 2000) AS i) AS s (i, v)
	WINDOW w AS (ORDER BY i ROWS BETWEEN 3 PRECEDING AND 2 FOLLOWING EXCLUDE CURRENT ROW)
) AS f;
SELECT count(*) AS frames, count(*) FILTER (WHERE moving IS DISTINCT FROM plain OR average IS DISTINCT FROM plain_average) AS wrong
FROM (
	SELECT sum(v::usd) OVER w AS moving, sum(v) OVER w AS plain, avg(v::usd) OVER w AS average, avg(v) OVER w AS plain_average
	FROM (SELECT i, CASE WHEN i % 7 > 4 THEN (i * 7919 % 20011 - 10000) / 100.0 END::numeric(12, 2) FROM generate_series(1, 2000) AS i) AS s (i, v)
	WINDOW w AS (ORDER BY i ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)
) AS f;

-- a sum out of range is an error, wherever on the way it happens
SELECT (refused($$SELECT rcm.sum(v::rcm.usd) FROM (VALUES ('92233720368547758.07'), ('0.01'), ('-1')) AS x (v)$$)).*;
SELECT (refused($$SELECT rcm.avg(v::rcm.usd) FROM (VALUES ('-92233720368547758.07'), ('-0.01')) AS x (v)$$)).*;
SELECT (refused($$SELECT rcm.sum(v::rcm.usd) OVER (ORDER BY v ROWS 1 PRECEDING)
	FROM (VALUES ('92233720368547758.07'), ('1'), ('92233720368547758.06')) AS x (v)$$)).code AS moving;
SELECT sum(v::usd) FROM (VALUES ('92233720368547758.07'), ('-0.01'), ('-92233720368547758.06')) AS x (v);

-- the support functions can be called with any array
SELECT state, (refused(format('SELECT rcm.usd_avg_accum(%L, ''1'')', state))).*
FROM (VALUES ('{}'), ('{1}'), ('{1,2,3}'), ('{1,NULL}'), ('{{1,2}}'), ('{0,-9223372036854775808}')) AS v (state);
SELECT (refused($$SELECT rcm.usd_avg_combine('{1,5}', '{1}')$$)).code, (refused($$SELECT rcm.usd_avg_final('{{1,2}}')$$)).code,
	(refused($$SELECT rcm.usd_avg_combine('{1,9223372036854775807}', '{1,1}')$$)).code;
SELECT usd_avg_accum('{1,500}', '2.50'), usd_avg_accum_inv('{2,750}', '2.50'), usd_avg_combine('{1,500}', '{1,250}'), usd_avg_final('{2,750}'),
	usd_avg_final('{0,0}') IS NULL AS none;
-- outside an aggregate a state is never changed in place
SELECT state, usd_avg_accum(state, '1'), state FROM (VALUES ('{1,500}'::bigint[])) AS v (state);

-- serial and parallel agree with numeric
CREATE TABLE many AS
	SELECT i % 17 AS payer, ((i * 7919::bigint % 2000003 - 1000000) / 100.0)::numeric(12, 2) AS n, NULL::usd AS v FROM generate_series(1, 40000) AS i;
UPDATE many SET v = n;
ALTER TABLE many SET (parallel_workers = 2);
ANALYZE many;
SET max_parallel_workers_per_gather = 0;
CREATE TABLE serial AS SELECT sum(v), avg(v), min(v), max(v) FROM many;
CREATE TABLE serial_by_payer AS SELECT payer, sum(v), avg(v), min(v), max(v) FROM many GROUP BY payer;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT planned('SELECT sum(v), avg(v), min(v), max(v) FROM many', 'Partial Aggregate') AS parallel,
	planned('SELECT payer, sum(v), avg(v), min(v), max(v) FROM many GROUP BY payer', 'Partial') AS parallel_by_payer;
SELECT count(*) AS differences FROM (
	(SELECT sum(v), avg(v), min(v), max(v) FROM many EXCEPT SELECT * FROM serial)
	UNION ALL (SELECT sum(n), avg(n), min(n), max(n) FROM many EXCEPT SELECT sum, avg, min, max FROM serial)) AS d;
SELECT count(*) AS differences FROM (
	(SELECT payer, sum(v), avg(v), min(v), max(v) FROM many GROUP BY payer EXCEPT SELECT * FROM serial_by_payer)
	UNION ALL (SELECT payer, sum(n), avg(n), min(n), max(n) FROM many GROUP BY payer EXCEPT SELECT * FROM serial_by_payer)) AS d;
-- partial states also meet where a worker saw no row of a group, or nothing at all
SELECT sum(v) IS NULL AS none, avg(v) IS NULL AS no_average FROM many WHERE v > '999999';
SET parallel_leader_participation = off;
SELECT sum(v) = (SELECT sum FROM serial) AS workers_only FROM many;
SELECT (refused('SELECT rcm.sum(rcm.abs(v) * 10000000000) FROM usd_test.many')).code AS parallel_overflow;
RESET parallel_leader_participation;

-- min and max are one step down an index
CREATE INDEX ON many (v);
SELECT planned('SELECT min(v), max(v) FROM many', 'Index Only Scan') AS by_index, min(v), max(v) FROM many;

-- what every report writes: an empty sum as a zero amount
SELECT coalesce(sum(v), 0) AS nothing, pg_typeof(coalesce(sum(v), 0)) FROM (SELECT '1.50'::rcm.usd AS v LIMIT 0) t;

DROP SCHEMA usd_test CASCADE;
