-- rcm.aging: what is owed, by how long it has been owed; see aging.h.

CREATE TYPE rcm.aging;

CREATE FUNCTION rcm.aging_in(cstring) RETURNS rcm.aging
	AS 'MODULE_PATHNAME', 'rcm_aging_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.aging_in(cstring) IS
'Text input of rcm.aging, in the form of its output, white space between allowed. Edges that do not ascend, another number of buckets, a negative bucket and a positive credit are error 22P02 like any other text, soft from PostgreSQL 16 on.';

CREATE FUNCTION rcm.aging_out(rcm.aging) RETURNS cstring
	AS 'MODULE_PATHNAME', 'rcm_aging_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.aging_out(rcm.aging) IS
'Text output of rcm.aging, such as {edges:[30,60],buckets:[1.00,2.00,0.00],undated:0.00,credits:-1.00,rows:4}: edges in days, amounts in dollars.';

CREATE FUNCTION rcm.aging_recv(internal) RETURNS rcm.aging
	AS 'MODULE_PATHNAME', 'rcm_aging_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.aging_recv(internal) IS
'Binary input of rcm.aging, in the form of rcm.aging_send(rcm.aging), checked like text; error 22P03 when it is none.';

CREATE FUNCTION rcm.aging_send(rcm.aging) RETURNS bytea
	AS 'MODULE_PATHNAME', 'rcm_aging_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.aging_send(rcm.aging) IS
'Binary output of rcm.aging, big-endian: the number of edges and each edge as int4; then as int8 the cents of each bucket, undated, credits, and the number of rows.';

CREATE TYPE rcm.aging (
	INPUT = rcm.aging_in,
	OUTPUT = rcm.aging_out,
	RECEIVE = rcm.aging_recv,
	SEND = rcm.aging_send,
	INTERNALLENGTH = variable,
	ALIGNMENT = double,
	STORAGE = extended
);
COMMENT ON TYPE rcm.aging IS
'What is owed, by how long it has been owed: edges in days, exact cents by bucket, and apart from the buckets what has no age, the credits, and the number of rows. With the edges {30,60} the buckets are 0-30, 31-60 and 61 days or more; ages below 0 (dated in the future) are in the first. Credits are never netted into a bucket. Made by the aggregate rcm.aging(rcm.usd, integer, integer[]); values that were stored add up with + or rcm.merge(rcm.aging). Overflow is an error.';

CREATE FUNCTION rcm.aging_pl(rcm.aging, rcm.aging) RETURNS rcm.aging
	AS 'MODULE_PATHNAME', 'rcm_aging_pl' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.aging_pl(rcm.aging, rcm.aging) IS
'Implementation of operator +: the sum, figure by figure. Error 22023 when the edges differ, 22003 when a figure is out of range.';

CREATE OPERATOR rcm.+ (
	LEFTARG = rcm.aging, RIGHTARG = rcm.aging, FUNCTION = rcm.aging_pl,
	COMMUTATOR = OPERATOR(rcm.+)
);
COMMENT ON OPERATOR rcm.+ (rcm.aging, rcm.aging) IS 'Sum, figure by figure; other edges are error 22023, overflow is 22003.';

-- States are plain values, so partial results travel between processes and nodes.

CREATE FUNCTION rcm.aging_add(aging rcm.aging, amount rcm.usd, age integer, edges integer[]) RETURNS rcm.aging
	AS 'MODULE_PATHNAME', 'rcm_aging_add_pg' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.aging_add(rcm.aging, rcm.usd, integer, integer[]) IS
'Transition of the aggregate rcm.aging(rcm.usd, integer, integer[]); a null state is one without rows.';

CREATE FUNCTION rcm.aging_add(aging rcm.aging, amount rcm.usd, age integer) RETURNS rcm.aging
	AS 'MODULE_PATHNAME', 'rcm_aging_add_pg' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.aging_add(rcm.aging, rcm.usd, integer) IS
'Transition of the aggregate rcm.aging(rcm.usd, integer); a null state is one without rows.';

CREATE AGGREGATE rcm.aging(amount rcm.usd, age integer, edges integer[]) (
	SFUNC = rcm.aging_add, STYPE = rcm.aging, COMBINEFUNC = rcm.aging_pl, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.aging(rcm.usd, integer, integer[]) IS
'What is owed, by how long it has been owed. A row with a null amount is skipped; of no rows the result is null. Error 22023 for edges that are none or that differ between rows, 22003 when a figure is out of range.

amount - dollars. A positive amount goes to the bucket of its age; a negative one is a credit, summed apart and never netted into a bucket.
age - days since the date that the report ages by. Below 0 counts in the first bucket; null counts in none and is kept apart as undated.
edges - the last day of each bucket but the last: 1 to 400 numbers, from 0 on, each above the one before; the same in all rows.

    SELECT rcm.aging(amount, age, ''{30,60,90}'') FROM (VALUES (100::rcm.usd, 12), (250, 61), (-20, 5)) AS receivable (amount, age)';

CREATE AGGREGATE rcm.aging(amount rcm.usd, age integer) (
	SFUNC = rcm.aging_add, STYPE = rcm.aging, COMBINEFUNC = rcm.aging_pl, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.aging(rcm.usd, integer) IS
'What is owed, by how long it has been owed, with the usual edges {30,60,90,120,150,180}: 0-30, 31-60, 61-90, 91-120, 121-150, 151-180, and 181 days or more. Otherwise like rcm.aging(rcm.usd, integer, integer[]).

    SELECT rcm.aging(amount, age) FROM (VALUES (100::rcm.usd, 12), (250, 61), (-20, 5)) AS receivable (amount, age)';

CREATE AGGREGATE rcm.merge(aging rcm.aging) (
	SFUNC = rcm.aging_pl, STYPE = rcm.aging, COMBINEFUNC = rcm.aging_pl, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.merge(rcm.aging) IS
'Sum of the values that are not null, figure by figure; null when there is none. Agings kept by payer or provider merge into those of any group. Error 22023 when the edges differ, 22003 when a figure is out of range.

    SELECT rcm.merge(a) FROM (VALUES (''{edges:[30],buckets:[1.00,2.00],undated:0.00,credits:0.00,rows:2}''::rcm.aging)) AS payer (a)';

CREATE FUNCTION rcm.buckets(aging rcm.aging, OUT bucket integer, OUT from_days integer, OUT to_days integer, OUT amount rcm.usd) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_aging_buckets' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 7;
COMMENT ON FUNCTION rcm.buckets(rcm.aging) IS
'The buckets as rows, the youngest first.

Result:
bucket - number, from 1.
from_days - the least age in days; 0 for the first, which has the ages below 0 too.
to_days - the greatest age in days; null for the last.
amount - dollars, credits not netted.

    SELECT * FROM rcm.buckets(''{edges:[30,60],buckets:[1.00,2.00,0.00],undated:0.00,credits:-1.00,rows:4}'')';

CREATE FUNCTION rcm.total(aging rcm.aging) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_aging_total_pg' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.total(rcm.aging) IS
'All that is owed, in dollars: the buckets and what is undated. Credits are left out; add rcm.credits(rcm.aging) for the net. Error 22003 when the sum is out of range.

    SELECT rcm.total(''{edges:[30],buckets:[1.00,2.00],undated:0.50,credits:-1.00,rows:4}'')';

CREATE FUNCTION rcm.credits(aging rcm.aging) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_aging_credits' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.credits(rcm.aging) IS
'The sum of the negative amounts, in dollars: zero or negative.

    SELECT rcm.credits(''{edges:[30],buckets:[1.00,2.00],undated:0.50,credits:-1.00,rows:4}'')';

CREATE FUNCTION rcm.undated(aging rcm.aging) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_aging_undated' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.undated(rcm.aging) IS
'The sum of the positive amounts that had no age, in dollars; in no bucket.

    SELECT rcm.undated(''{edges:[30],buckets:[1.00,2.00],undated:0.50,credits:-1.00,rows:4}'')';

CREATE FUNCTION rcm.older_than(aging rcm.aging, days integer) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_aging_older_than_pg' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.older_than(rcm.aging, integer) IS
'What has been owed for more than so many days, in dollars: the buckets above that edge, without what is undated and without credits. Error 22003 when the sum is out of range.

days - one of the edges; any other number is error 22023, since the buckets do not say.

    SELECT rcm.older_than(''{edges:[30,90],buckets:[1.00,2.00,4.00],undated:0.00,credits:0.00,rows:3}'', 90)';
