-- Indexes, joins and sorts of the four scalar types against a second opinion:
-- text in the "C" collation for codes, numeric for money.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
CREATE SCHEMA opclass_test;
SET search_path = opclass_test, rcm, public;
SET jit = off;

-- every operator class of rcm is complete in the eyes of its access method
SELECT amname, opcname, amvalidate(c.oid), opcdefault
FROM pg_opclass AS c JOIN pg_am AS a ON a.oid = opcmethod
WHERE opcintype IN ('npi'::regtype, 'icd10'::regtype, 'hcpcs'::regtype, 'usd'::regtype)
ORDER BY amname, opcname;
SELECT opcname, array_agg(amprocnum ORDER BY amprocnum) AS support
FROM pg_opclass JOIN pg_amproc ON amprocfamily = opcfamily
WHERE opcintype IN ('npi'::regtype, 'icd10'::regtype, 'hcpcs'::regtype, 'usd'::regtype)
GROUP BY opcname ORDER BY opcname;

-- The last digit that makes nine digits an NPI.
CREATE FUNCTION check_digit(nine text) RETURNS text LANGUAGE sql AS $$
	SELECT ((10 - sum(CASE WHEN place % 2 = 0 THEN digit ELSE digit * 2 / 10 + digit * 2 % 10 END) % 10) % 10)::text
	FROM string_to_table(reverse('80840' || nine), NULL) WITH ORDINALITY AS d (c, place),
		LATERAL (SELECT c::integer) AS i (digit) $$;

-- v is the value, o what the second opinion compares; nulls and many repeats
CREATE TABLE t_npi AS
	SELECT (nine || check_digit(nine))::npi AS v, (nine || check_digit(nine)) COLLATE "C" AS o
	FROM generate_series(1, 900) AS i, LATERAL (SELECT (100000000 + i % 300 * 655357 % 200000000)::text) AS n (nine);
CREATE TABLE t_hcpcs AS
	SELECT code::hcpcs AS v, code COLLATE "C" AS o
	FROM generate_series(1, 900) AS i, LATERAL (SELECT CASE i % 4 WHEN 0 THEN to_char(i * 97 % 100000, 'FM00000')
		WHEN 1 THEN chr(65 + i % 26) || to_char(i * 31 % 500, 'FM0000') WHEN 2 THEN to_char(i * 13 % 700, 'FM0000') || chr(65 + i % 26)
		ELSE upper(to_hex(1000000 + i * 7919 % 48576)) END) AS c (code);
CREATE TABLE t_icd10 AS
	SELECT code::icd10 AS v, code COLLATE "C" AS o
	FROM generate_series(1, 900) AS i, LATERAL (SELECT left(chr(65 + i % 26) || i % 10 || substr('0123456789AB', 1 + i * 5 % 12, 1) || '.'
		|| upper(substr(md5((i % 400)::text), 1, 4)), CASE i % 5 WHEN 0 THEN 3 ELSE 4 + i % 5 END)) AS c (code);
CREATE TABLE t_usd AS
	SELECT n::usd AS v, n AS o FROM generate_series(1, 900) AS i, LATERAL (SELECT round((i % 450 * 7919 % 20011 - 10000) / 100.0, 2)) AS c (n);
INSERT INTO t_usd VALUES ('92233720368547758.07', 92233720368547758.07), ('-92233720368547758.07', -92233720368547758.07);

INSERT INTO t_npi SELECT NULL, NULL FROM generate_series(1, 5);
INSERT INTO t_hcpcs SELECT NULL, NULL FROM generate_series(1, 5);
INSERT INTO t_icd10 SELECT NULL, NULL FROM generate_series(1, 5);
INSERT INTO t_usd SELECT NULL, NULL FROM generate_series(1, 5);

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

-- Lets the planner scan in one way only.
CREATE FUNCTION scan_by(way text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
	seq text := CASE way WHEN 'seq' THEN 'on' ELSE 'off' END;
	other text := CASE way WHEN 'seq' THEN 'off' ELSE 'on' END;
BEGIN
	PERFORM set_config('enable_seqscan', seq, false), set_config('enable_indexscan', other, false),
		set_config('enable_indexonlyscan', other, false), set_config('enable_bitmapscan', other, false);
END $$;

-- Asks every operator with every fortieth value and compares the rows.
CREATE FUNCTION strategies(rel text, way text, operators text[])
RETURNS TABLE (relation text, scan text, operator text, probes bigint, wrong bigint, otherwise_planned bigint)
LANGUAGE plpgsql AS $$
DECLARE
	probe record;
	same boolean;
	query text;
BEGIN
	relation := rel;
	scan := way;
	IF way <> 'seq' THEN
		EXECUTE format('CREATE INDEX probed ON %I USING %I (v)', rel, way);
	END IF;
	EXECUTE format('ANALYZE %I', rel);
	PERFORM scan_by(way);
	FOREACH operator IN ARRAY operators LOOP
		probes := 0;
		wrong := 0;
		otherwise_planned := 0;
		FOR probe IN EXECUTE format('SELECT v::text, o::text FROM (SELECT v, o, row_number() OVER (ORDER BY o) AS r FROM %I WHERE v IS NOT NULL) AS s WHERE r %% 40 = 1', rel) LOOP
			query := format('SELECT array_agg(o ORDER BY o) FROM %I WHERE v OPERATOR(rcm.%s) %L', rel, operator, probe.v);
			EXECUTE format('SELECT (%s) IS NOT DISTINCT FROM (SELECT array_agg(o ORDER BY o) FROM %I WHERE o %s %L)',
				query, rel, operator, probe.o) INTO same;
			probes := probes + 1;
			wrong := wrong + (NOT same)::integer;
			otherwise_planned := otherwise_planned
				+ (NOT planned(query, CASE way WHEN 'seq' THEN 'Seq Scan' ELSE 'probed' END))::integer;
		END LOOP;
		RETURN NEXT;
	END LOOP;
	PERFORM scan_by('seq');
	IF way <> 'seq' THEN
		DROP INDEX probed;
	END IF;
END $$;

SELECT s.* FROM unnest('{t_npi,t_icd10,t_hcpcs,t_usd}'::text[]) AS rel, LATERAL strategies(rel, 'seq', '{<,<=,=,<>,>=,>}') AS s;
SELECT s.* FROM unnest('{t_npi,t_icd10,t_hcpcs,t_usd}'::text[]) AS rel, LATERAL strategies(rel, 'btree', '{<,<=,=,>=,>}') AS s;
SELECT s.* FROM unnest('{t_npi,t_icd10,t_hcpcs,t_usd}'::text[]) AS rel, LATERAL strategies(rel, 'brin', '{<,<=,=,>=,>}') AS s;
SELECT s.* FROM unnest('{t_npi,t_icd10,t_hcpcs,t_usd}'::text[]) AS rel, LATERAL strategies(rel, 'hash', '{=}') AS s;
RESET enable_seqscan;
RESET enable_indexscan;
RESET enable_indexonlyscan;
RESET enable_bitmapscan;

-- Order, distinct values, groups and joins, each in the ways there are: the plan must have the node and the answer must agree.
CREATE TABLE ways (what text, node text, switched_off text[], query text, oracle text);
INSERT INTO ways VALUES
	('sort', 'Sort', '{indexscan,indexonlyscan}', 'SELECT array(SELECT t.v::text FROM %1$I AS t ORDER BY t.v)', 'SELECT array(SELECT t.v::text FROM %1$I AS t ORDER BY t.o)'),
	('sort down', 'Sort', '{indexscan,indexonlyscan}', 'SELECT array(SELECT t.v::text FROM %1$I AS t ORDER BY t.v DESC)', 'SELECT array(SELECT t.v::text FROM %1$I AS t ORDER BY t.o DESC)'),
	('index up', 'Index Only Scan using', '{sort,seqscan}', 'SELECT array(SELECT t.v::text FROM %1$I AS t ORDER BY t.v)', 'SELECT array(SELECT t.v::text FROM %1$I AS t ORDER BY t.o)'),
	('index down', 'Index Only Scan Backward', '{sort,seqscan}', 'SELECT array(SELECT t.v::text FROM %1$I AS t ORDER BY t.v DESC)', 'SELECT array(SELECT t.v::text FROM %1$I AS t ORDER BY t.o DESC)'),
	('index list', 'Index', '{seqscan}', 'SELECT count(*) FROM %1$I WHERE v = ANY (SELECT DISTINCT v FROM %1$I WHERE v IS NOT NULL ORDER BY v LIMIT 20)', 'SELECT count(*) FROM %1$I WHERE o = ANY (SELECT DISTINCT o FROM %1$I WHERE o IS NOT NULL ORDER BY o LIMIT 20)'),
	('distinct by hash', 'HashAggregate', '{sort,indexscan,indexonlyscan}', 'SELECT count(*) FROM (SELECT DISTINCT v FROM %1$I) AS d', 'SELECT count(*) FROM (SELECT DISTINCT o FROM %1$I) AS d'),
	('distinct by sort', 'Unique', '{hashagg}', 'SELECT count(*) FROM (SELECT DISTINCT v FROM %1$I) AS d', 'SELECT count(*) FROM (SELECT DISTINCT o FROM %1$I) AS d'),
	('group by hash', 'HashAggregate', '{sort,indexscan,indexonlyscan}', 'SELECT min(o)::text, count(*) FROM %1$I GROUP BY v', 'SELECT o::text, count(*) FROM %1$I GROUP BY o'),
	('group by sort', 'GroupAggregate', '{hashagg}', 'SELECT min(o)::text, count(*) FROM %1$I GROUP BY v', 'SELECT o::text, count(*) FROM %1$I GROUP BY o'),
	('hash join', 'Hash Join', '{mergejoin,nestloop}', 'SELECT a.o FROM %1$I AS a JOIN %1$I AS b ON a.v = b.v', 'SELECT a.o FROM %1$I AS a JOIN %1$I AS b ON a.o = b.o'),
	('merge join', 'Merge Join', '{hashjoin,nestloop}', 'SELECT a.o FROM %1$I AS a JOIN %1$I AS b ON a.v = b.v', 'SELECT a.o FROM %1$I AS a JOIN %1$I AS b ON a.o = b.o');
CREATE FUNCTION relational(rel text) RETURNS TABLE (relation text, what text, planned_so boolean, agrees boolean)
LANGUAGE plpgsql AS $$
DECLARE
	way ways;
	test text;
BEGIN
	relation := rel;
	EXECUTE format('CREATE INDEX %I ON %I (v)', rel || '_v', rel);
	FOR way IN SELECT * FROM ways LOOP
		what := way.what;
		test := format(way.query, rel);
		PERFORM set_config('enable_' || switch, 'off', false) FROM unnest(way.switched_off) AS switch;
		planned_so := planned(test, way.node);
		EXECUTE format('CREATE TEMP TABLE answer AS %s', test);
		PERFORM set_config('enable_' || switch, 'on', false) FROM unnest(way.switched_off) AS switch;
		EXECUTE format('CREATE TEMP TABLE oracle AS %s', format(way.oracle, rel));
		EXECUTE 'SELECT NOT EXISTS ((TABLE answer EXCEPT ALL TABLE oracle) UNION ALL (TABLE oracle EXCEPT ALL TABLE answer))' INTO agrees;
		DROP TABLE answer, oracle;
		RETURN NEXT;
	END LOOP;
END $$;
VACUUM ANALYZE t_npi, t_icd10, t_hcpcs, t_usd;
SELECT r.* FROM unnest('{t_npi,t_icd10,t_hcpcs,t_usd}'::text[]) AS rel, LATERAL relational(rel) AS r;

-- hash partitions spread every value
CREATE TABLE parted (d icd10, p hcpcs, n npi, u usd) PARTITION BY HASH (d, p, n, u);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO parted
SELECT d.v, p.v, n.v, u.v
FROM (SELECT v, row_number() OVER (ORDER BY v) AS r FROM t_icd10) AS d
	JOIN (SELECT v, row_number() OVER (ORDER BY v) AS r FROM t_hcpcs) AS p USING (r)
	JOIN (SELECT v, row_number() OVER (ORDER BY v) AS r FROM t_npi) AS n USING (r)
	JOIN (SELECT v, row_number() OVER (ORDER BY v) AS r FROM t_usd) AS u USING (r);
SELECT count(*) AS rows, count(*) FILTER (WHERE tableoid = 'parted_0'::regclass) BETWEEN 350 AND 550 AS spread FROM parted;

-- a category and what is under it are one stretch of the index
SELECT count(*) AS wrong
FROM (SELECT DISTINCT v FROM t_icd10 WHERE v IS NOT NULL) AS d
WHERE (SELECT count(*) FROM t_icd10 AS t WHERE under(t.v, left(d.v::text, 3)))
	<> (SELECT count(*) FROM t_icd10 AS t WHERE t.v >= left(d.v::text, 3)::icd10 AND t.v <= (left(d.v::text, 3) || 'ZZZZ')::icd10);

DROP SCHEMA opclass_test CASCADE;
