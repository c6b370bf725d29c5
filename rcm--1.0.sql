/* Made by `make sql` from src/: edit the parts, not this file. */

/* ---- src/rcm.sql ---- */

\echo Use "CREATE EXTENSION rcm" to load this file. \quit

/*
 * Refuse a schema that somebody else prepared: whoever owns it, may create in
 * it, or left something in it could have planted functions that answer to
 * rcm's names.  Every name and operator here is qualified, because this runs
 * before the schema is known to be clean.
 */
DO $rcm$
DECLARE
	namespace pg_catalog.oid;
	owner     pg_catalog.oid;
	stranger  pg_catalog.text;
	found     pg_catalog.text;
BEGIN
	SELECT n.oid, n.nspowner INTO namespace, owner
	FROM pg_catalog.pg_namespace n
	WHERE n.nspname OPERATOR(pg_catalog.=) 'rcm';

	-- The owner and all who may create in it must be superusers, or the installing role.
	SELECT pg_catalog.min(coalesce(r.rolname::pg_catalog.text, 'PUBLIC')) INTO stranger
	FROM (SELECT owner AS role
		  UNION ALL
		  SELECT a.grantee
		  FROM pg_catalog.pg_namespace n, pg_catalog.aclexplode(n.nspacl) a
		  WHERE n.oid OPERATOR(pg_catalog.=) namespace
			AND a.privilege_type OPERATOR(pg_catalog.=) 'CREATE') s
	LEFT JOIN pg_catalog.pg_roles r ON r.oid OPERATOR(pg_catalog.=) s.role
	WHERE NOT coalesce(r.rolsuper, false)
	  AND r.rolname IS DISTINCT FROM current_user;
	IF stranger IS NOT NULL THEN
		RAISE EXCEPTION USING
			ERRCODE = 'insufficient_privilege',
			MESSAGE = 'schema "rcm" was prepared by somebody else',
			DETAIL = pg_catalog.format('%s owns it or may create objects in it.', stranger),
			HINT = 'Drop or rename the schema, or take it over with ALTER SCHEMA rcm OWNER and REVOKE CREATE, then CREATE EXTENSION again.';
	END IF;

	SELECT pg_catalog.min(pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)) INTO found
	FROM pg_catalog.pg_depend d
	WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_namespace'::pg_catalog.regclass::pg_catalog.oid
	  AND d.refobjid OPERATOR(pg_catalog.=) namespace
	  AND NOT EXISTS (SELECT FROM pg_catalog.pg_extension e
					  WHERE e.extname OPERATOR(pg_catalog.=) 'rcm'
						AND e.oid OPERATOR(pg_catalog.=) d.objid
						AND d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass::pg_catalog.oid);
	IF found IS NOT NULL THEN
		RAISE EXCEPTION USING
			ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = 'schema "rcm" is not empty',
			DETAIL = pg_catalog.format('It holds %s.', found),
			HINT = 'Move what it holds to another schema, or drop the schema, then CREATE EXTENSION again.';
	END IF;
END
$rcm$;

COMMENT ON SCHEMA rcm IS 'The revenue cycle of a medical practice: the types and functions of the extension rcm';

/* ---- src/money/usd.sql ---- */

-- rcm.usd: exact amounts of money in cents; see usd.h.

CREATE TYPE rcm.usd;

CREATE FUNCTION rcm.usd_in(cstring) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_usd_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_in(cstring) IS
'Text input of rcm.usd: dollars with an optional sign and an optional point (85, 85.5, -.50, 1.500), white space around allowed; no exponent, comma or currency sign. Other text is error 22P02; finer than a cent or out of range is 22003; both soft from PostgreSQL 16 on.';

CREATE FUNCTION rcm.usd_out(rcm.usd) RETURNS cstring
	AS 'MODULE_PATHNAME', 'rcm_usd_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_out(rcm.usd) IS
'Text output of rcm.usd: dollars with two places.';

CREATE FUNCTION rcm.usd_recv(internal) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_usd_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_recv(internal) IS
'Binary input of rcm.usd: cents as int8; error 22P03 for the one number that is no amount, -9223372036854775808.';

CREATE FUNCTION rcm.usd_send(rcm.usd) RETURNS bytea
	AS 'int8send' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_send(rcm.usd) IS
'Binary output of rcm.usd: the stored int8, big-endian.';

CREATE TYPE rcm.usd (
	INPUT = rcm.usd_in,
	OUTPUT = rcm.usd_out,
	RECEIVE = rcm.usd_recv,
	SEND = rcm.usd_send,
	LIKE = pg_catalog.int8,
	CATEGORY = 'N'
);
COMMENT ON TYPE rcm.usd IS
'US dollars in exact cents, from -92233720368547758.07 to 92233720368547758.07, stored as cents in 8 bytes. Half a cent is an error, never a rounding; overflow is an error.';

-- Comparison is core's own on the stored int8.

CREATE FUNCTION rcm.usd_lt(rcm.usd, rcm.usd) RETURNS boolean
	AS 'int8lt' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_lt(rcm.usd, rcm.usd) IS
'Implementation of operator <.';

CREATE FUNCTION rcm.usd_le(rcm.usd, rcm.usd) RETURNS boolean
	AS 'int8le' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_le(rcm.usd, rcm.usd) IS
'Implementation of operator <=.';

CREATE FUNCTION rcm.usd_eq(rcm.usd, rcm.usd) RETURNS boolean
	AS 'int8eq' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_eq(rcm.usd, rcm.usd) IS
'Implementation of operator =.';

CREATE FUNCTION rcm.usd_ne(rcm.usd, rcm.usd) RETURNS boolean
	AS 'int8ne' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_ne(rcm.usd, rcm.usd) IS
'Implementation of operator <>.';

CREATE FUNCTION rcm.usd_ge(rcm.usd, rcm.usd) RETURNS boolean
	AS 'int8ge' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_ge(rcm.usd, rcm.usd) IS
'Implementation of operator >=.';

CREATE FUNCTION rcm.usd_gt(rcm.usd, rcm.usd) RETURNS boolean
	AS 'int8gt' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_gt(rcm.usd, rcm.usd) IS
'Implementation of operator >.';

CREATE FUNCTION rcm.usd_cmp(rcm.usd, rcm.usd) RETURNS integer
	AS 'btint8cmp' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_cmp(rcm.usd, rcm.usd) IS
'Order of two values: negative, zero or positive; the order of the amounts.';

CREATE FUNCTION rcm.usd_hash(rcm.usd) RETURNS integer
	AS 'hashint8' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_hash(rcm.usd) IS
'Hash of 32 bits.';

CREATE FUNCTION rcm.usd_hash_extended(rcm.usd, bigint) RETURNS bigint
	AS 'hashint8extended' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_hash_extended(rcm.usd, bigint) IS
'Hash of 64 bits with a seed, for hash partitions.';

CREATE OPERATOR rcm.< (
	LEFTARG = rcm.usd, RIGHTARG = rcm.usd, FUNCTION = rcm.usd_lt,
	COMMUTATOR = OPERATOR(rcm.>), NEGATOR = OPERATOR(rcm.>=),
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR rcm.< (rcm.usd, rcm.usd) IS 'Less than.';

CREATE OPERATOR rcm.<= (
	LEFTARG = rcm.usd, RIGHTARG = rcm.usd, FUNCTION = rcm.usd_le,
	COMMUTATOR = OPERATOR(rcm.>=), NEGATOR = OPERATOR(rcm.>),
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR rcm.<= (rcm.usd, rcm.usd) IS 'Less than or equal.';

CREATE OPERATOR rcm.= (
	LEFTARG = rcm.usd, RIGHTARG = rcm.usd, FUNCTION = rcm.usd_eq,
	COMMUTATOR = OPERATOR(rcm.=), NEGATOR = OPERATOR(rcm.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES, MERGES
);
COMMENT ON OPERATOR rcm.= (rcm.usd, rcm.usd) IS 'Equal.';

CREATE OPERATOR rcm.<> (
	LEFTARG = rcm.usd, RIGHTARG = rcm.usd, FUNCTION = rcm.usd_ne,
	COMMUTATOR = OPERATOR(rcm.<>), NEGATOR = OPERATOR(rcm.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR rcm.<> (rcm.usd, rcm.usd) IS 'Not equal.';

CREATE OPERATOR rcm.>= (
	LEFTARG = rcm.usd, RIGHTARG = rcm.usd, FUNCTION = rcm.usd_ge,
	COMMUTATOR = OPERATOR(rcm.<=), NEGATOR = OPERATOR(rcm.<),
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR rcm.>= (rcm.usd, rcm.usd) IS 'Greater than or equal.';

CREATE OPERATOR rcm.> (
	LEFTARG = rcm.usd, RIGHTARG = rcm.usd, FUNCTION = rcm.usd_gt,
	COMMUTATOR = OPERATOR(rcm.<), NEGATOR = OPERATOR(rcm.<=),
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR rcm.> (rcm.usd, rcm.usd) IS 'Greater than.';

CREATE OPERATOR CLASS rcm.usd_btree_ops DEFAULT FOR TYPE rcm.usd USING btree AS
	OPERATOR 1 rcm.<,
	OPERATOR 2 rcm.<=,
	OPERATOR 3 rcm.=,
	OPERATOR 4 rcm.>=,
	OPERATOR 5 rcm.>,
	FUNCTION 1 rcm.usd_cmp(rcm.usd, rcm.usd),
	FUNCTION 2 pg_catalog.btint8sortsupport(internal),
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS rcm.usd_btree_ops USING btree IS 'Order of rcm.usd: the order of the amounts. Index entries deduplicate.';
COMMENT ON OPERATOR FAMILY rcm.usd_btree_ops USING btree IS 'Order of rcm.usd: the order of the amounts. Index entries deduplicate.';

CREATE OPERATOR CLASS rcm.usd_hash_ops DEFAULT FOR TYPE rcm.usd USING hash AS
	OPERATOR 1 rcm.=,
	FUNCTION 1 rcm.usd_hash(rcm.usd),
	FUNCTION 2 rcm.usd_hash_extended(rcm.usd, bigint);
COMMENT ON OPERATOR CLASS rcm.usd_hash_ops USING hash IS 'Equality of rcm.usd by hash.';
COMMENT ON OPERATOR FAMILY rcm.usd_hash_ops USING hash IS 'Equality of rcm.usd by hash.';

CREATE OPERATOR CLASS rcm.usd_minmax_ops DEFAULT FOR TYPE rcm.usd USING brin AS
	OPERATOR 1 rcm.<,
	OPERATOR 2 rcm.<=,
	OPERATOR 3 rcm.=,
	OPERATOR 4 rcm.>=,
	OPERATOR 5 rcm.>,
	FUNCTION 1 pg_catalog.brin_minmax_opcinfo(internal),
	FUNCTION 2 pg_catalog.brin_minmax_add_value(internal, internal, internal, internal),
	FUNCTION 3 pg_catalog.brin_minmax_consistent(internal, internal, internal),
	FUNCTION 4 pg_catalog.brin_minmax_union(internal, internal, internal);
COMMENT ON OPERATOR CLASS rcm.usd_minmax_ops USING brin IS 'Least and greatest rcm.usd of each block range.';
COMMENT ON OPERATOR FAMILY rcm.usd_minmax_ops USING brin IS 'Least and greatest rcm.usd of each block range.';

-- Arithmetic is exact or an error: nothing here rounds.  Ratios go by way of numeric.

CREATE FUNCTION rcm.usd_pl(rcm.usd, rcm.usd) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_usd_pl' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_pl(rcm.usd, rcm.usd) IS
'Implementation of operator +: the sum of two amounts. Error 22003 when the result is out of range.';

CREATE FUNCTION rcm.usd_mi(rcm.usd, rcm.usd) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_usd_mi' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_mi(rcm.usd, rcm.usd) IS
'Implementation of operator -: the difference of two amounts. Error 22003 when the result is out of range.';

CREATE FUNCTION rcm.usd_mul(rcm.usd, bigint) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_usd_mul_int8' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_mul(rcm.usd, bigint) IS
'Implementation of operator *: an amount so many times. Error 22003 when the result is out of range.';

CREATE FUNCTION rcm.usd_mul(bigint, rcm.usd) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_int8_mul_usd' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_mul(bigint, rcm.usd) IS
'Implementation of operator *: so many times an amount. Error 22003 when the result is out of range.';

CREATE FUNCTION rcm.usd_um(rcm.usd) RETURNS rcm.usd
	AS 'int8um' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_um(rcm.usd) IS
'Implementation of operator -: the amount with the other sign. Never fails: the range is symmetric.';

CREATE FUNCTION rcm.abs(rcm.usd) RETURNS rcm.usd
	AS 'int8abs' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.abs(rcm.usd) IS
'The amount without its sign. Never fails: the range is symmetric.';

CREATE OPERATOR rcm.+ (
	LEFTARG = rcm.usd, RIGHTARG = rcm.usd, FUNCTION = rcm.usd_pl,
	COMMUTATOR = OPERATOR(rcm.+)
);
COMMENT ON OPERATOR rcm.+ (rcm.usd, rcm.usd) IS 'Sum of two amounts; overflow is error 22003.';

CREATE OPERATOR rcm.- (
	LEFTARG = rcm.usd, RIGHTARG = rcm.usd, FUNCTION = rcm.usd_mi
);
COMMENT ON OPERATOR rcm.- (rcm.usd, rcm.usd) IS 'Difference of two amounts; overflow is error 22003.';

CREATE OPERATOR rcm.- (
	RIGHTARG = rcm.usd, FUNCTION = rcm.usd_um
);
COMMENT ON OPERATOR rcm.- (NONE, rcm.usd) IS 'The amount with the other sign.';

CREATE OPERATOR rcm.* (
	LEFTARG = rcm.usd, RIGHTARG = bigint, FUNCTION = rcm.usd_mul,
	COMMUTATOR = OPERATOR(rcm.*)
);
COMMENT ON OPERATOR rcm.* (rcm.usd, bigint) IS 'An amount so many times; overflow is error 22003.';

CREATE OPERATOR rcm.* (
	LEFTARG = bigint, RIGHTARG = rcm.usd, FUNCTION = rcm.usd_mul,
	COMMUTATOR = OPERATOR(rcm.*)
);
COMMENT ON OPERATOR rcm.* (bigint, rcm.usd) IS 'So many times an amount; overflow is error 22003.';

-- To numeric wherever a number is asked for, from numbers only into a column or when asked: it may be refused.

CREATE FUNCTION rcm.usd_numeric(rcm.usd) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_usd_to_numeric' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_numeric(rcm.usd) IS
'The amount in dollars as numeric with two places.';

CREATE FUNCTION rcm.usd(numeric) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_numeric_to_usd' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd(numeric) IS
'Dollars as an amount. The number must be exact in cents (1.500 is, 1.505 is not): a finer one, one out of range, NaN and infinity are error 22003, soft where the caller asks for that. Never rounds.';

CREATE FUNCTION rcm.usd(integer) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_int4_to_usd' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd(integer) IS
'Whole dollars as an amount.';

CREATE FUNCTION rcm.usd(bigint) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_int8_to_usd' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd(bigint) IS
'Whole dollars as an amount. Error 22003 when the amount is out of range.';

CREATE CAST (rcm.usd AS numeric) WITH FUNCTION rcm.usd_numeric(rcm.usd) AS IMPLICIT;
COMMENT ON CAST (rcm.usd AS numeric) IS 'Dollars with two places.';

CREATE CAST (numeric AS rcm.usd) WITH FUNCTION rcm.usd(numeric) AS ASSIGNMENT;
COMMENT ON CAST (numeric AS rcm.usd) IS 'Dollars, exact in cents or error 22003.';

CREATE CAST (integer AS rcm.usd) WITH FUNCTION rcm.usd(integer) AS IMPLICIT;
COMMENT ON CAST (integer AS rcm.usd) IS 'Whole dollars; implicit, so that coalesce(sum(amount), 0) is an amount.';

CREATE CAST (bigint AS rcm.usd) WITH FUNCTION rcm.usd(bigint) AS ASSIGNMENT;
COMMENT ON CAST (bigint AS rcm.usd) IS 'Whole dollars, in range or error 22003.';

CREATE CAST (rcm.usd AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (rcm.usd AS text) IS 'Dollars with two places.';

CREATE CAST (text AS rcm.usd) WITH INOUT;
COMMENT ON CAST (text AS rcm.usd) IS 'Reads an amount like the input of rcm.usd; invalid text is error 22P02, one finer than a cent or out of range 22003.';

-- States are plain values, so partial results travel between processes and nodes.

CREATE AGGREGATE rcm.sum(rcm.usd) (
	SFUNC = rcm.usd_pl, STYPE = rcm.usd, COMBINEFUNC = rcm.usd_pl,
	MSFUNC = rcm.usd_pl, MINVFUNC = rcm.usd_mi, MSTYPE = rcm.usd,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.sum(rcm.usd) IS
'Exact sum of the amounts that are not null; null when there is none. Error 22003 when the sum, or a part of it on the way, is out of range.';

CREATE FUNCTION rcm.usd_avg_accum(bigint[], rcm.usd) RETURNS bigint[]
	AS 'MODULE_PATHNAME', 'rcm_usd_avg_accum' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_avg_accum(bigint[], rcm.usd) IS
'Transition of avg(rcm.usd). The state is {count, sum in cents}. Error 22003 when the sum is out of range, 22023 when the state has another shape.';

CREATE FUNCTION rcm.usd_avg_accum_inv(bigint[], rcm.usd) RETURNS bigint[]
	AS 'MODULE_PATHNAME', 'rcm_usd_avg_accum_inv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_avg_accum_inv(bigint[], rcm.usd) IS
'Inverse transition of avg(rcm.usd), for moving frames; state and errors as in rcm.usd_avg_accum.';

CREATE FUNCTION rcm.usd_avg_combine(bigint[], bigint[]) RETURNS bigint[]
	AS 'MODULE_PATHNAME', 'rcm_usd_avg_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_avg_combine(bigint[], bigint[]) IS
'Combines two states of avg(rcm.usd); state and errors as in rcm.usd_avg_accum.';

CREATE FUNCTION rcm.usd_avg_final(bigint[]) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_usd_avg_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_avg_final(bigint[]) IS
'Result of avg(rcm.usd): the sum in dollars divided by the count; null when the count is zero.';

CREATE AGGREGATE rcm.avg(rcm.usd) (
	SFUNC = rcm.usd_avg_accum, STYPE = bigint[], INITCOND = '{0,0}', COMBINEFUNC = rcm.usd_avg_combine,
	FINALFUNC = rcm.usd_avg_final,
	MSFUNC = rcm.usd_avg_accum, MINVFUNC = rcm.usd_avg_accum_inv, MSTYPE = bigint[], MINITCOND = '{0,0}',
	MFINALFUNC = rcm.usd_avg_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.avg(rcm.usd) IS
'Average of the amounts that are not null, in dollars as numeric: the exact sum, divided last; null when there is none. Error 22003 when the sum is out of range.';

CREATE FUNCTION rcm.usd_smaller(rcm.usd, rcm.usd) RETURNS rcm.usd
	AS 'int8smaller' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_smaller(rcm.usd, rcm.usd) IS
'The smaller of two values.';

CREATE AGGREGATE rcm.min(rcm.usd) (
	SFUNC = rcm.usd_smaller, STYPE = rcm.usd, COMBINEFUNC = rcm.usd_smaller,
	SORTOP = OPERATOR(rcm.<), PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.min(rcm.usd) IS
'Least value that is not null; null when there is none.';

CREATE FUNCTION rcm.usd_larger(rcm.usd, rcm.usd) RETURNS rcm.usd
	AS 'int8larger' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.usd_larger(rcm.usd, rcm.usd) IS
'The larger of two values.';

CREATE AGGREGATE rcm.max(rcm.usd) (
	SFUNC = rcm.usd_larger, STYPE = rcm.usd, COMBINEFUNC = rcm.usd_larger,
	SORTOP = OPERATOR(rcm.>), PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.max(rcm.usd) IS
'Greatest value that is not null; null when there is none.';

/* ---- src/money/split.sql ---- */

-- An amount in parts that add up to it; see split.h.

CREATE FUNCTION rcm.split(amount rcm.usd, weights rcm.usd[]) RETURNS rcm.usd[]
	AS 'MODULE_PATHNAME', 'rcm_split_pg' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.split(rcm.usd, rcm.usd[]) IS
'An amount in parts in proportion to weights, such as a payment over the service lines of a claim by what is owed on each. The parts add up to the amount to the cent, none is a cent or more off its exact share, and each has the sign of the amount. The method of the largest remainder: shares without the broken cent first, then the cents that are left over go one each to the parts that lost most, of equals to the earlier.

amount - dollars to split.
weights - an array of one dimension with at least one element, none negative (error 22023). A null counts as zero; when all are zero the shares are equal.

Result: an array with the parts in the order of the weights, numbered from 1.

    SELECT rcm.split(100, ''{1,1,1}'')';

/* ---- src/codes/npi.sql ---- */

-- rcm.npi: the National Provider Identifier; see npi.h.

CREATE TYPE rcm.npi;

CREATE FUNCTION rcm.npi_in(cstring) RETURNS rcm.npi
	AS 'MODULE_PATHNAME', 'rcm_npi_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.npi_in(cstring) IS
'Text input of rcm.npi: ten digits with a valid check digit, white space around allowed. Anything else is error 22P02, soft from PostgreSQL 16 on. Rule: 45 CFR 162.406.';

CREATE FUNCTION rcm.npi_out(rcm.npi) RETURNS cstring
	AS 'MODULE_PATHNAME', 'rcm_npi_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.npi_out(rcm.npi) IS
'Text output of rcm.npi: ten digits.';

CREATE FUNCTION rcm.npi_recv(internal) RETURNS rcm.npi
	AS 'MODULE_PATHNAME', 'rcm_npi_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.npi_recv(internal) IS
'Binary input of rcm.npi: the number as int8, checked like text; error 22P03 when it is no NPI.';

CREATE FUNCTION rcm.npi_send(rcm.npi) RETURNS bytea
	AS 'int8send' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.npi_send(rcm.npi) IS
'Binary output of rcm.npi: the stored int8, big-endian.';

CREATE TYPE rcm.npi (
	INPUT = rcm.npi_in,
	OUTPUT = rcm.npi_out,
	RECEIVE = rcm.npi_recv,
	SEND = rcm.npi_send,
	LIKE = pg_catalog.int8
);
COMMENT ON TYPE rcm.npi IS
'National Provider Identifier: ten digits, the first 1 or 2, the last a Luhn check digit over 80840 and the number (45 CFR 162.406; ISO/IEC 7812). Stored as the number in 8 bytes. Every value of the type has passed its check digit.';

-- Comparison is core's own on the stored int8.

CREATE FUNCTION rcm.npi_lt(rcm.npi, rcm.npi) RETURNS boolean
	AS 'int8lt' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.npi_lt(rcm.npi, rcm.npi) IS
'Implementation of operator <.';

CREATE FUNCTION rcm.npi_le(rcm.npi, rcm.npi) RETURNS boolean
	AS 'int8le' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.npi_le(rcm.npi, rcm.npi) IS
'Implementation of operator <=.';

CREATE FUNCTION rcm.npi_eq(rcm.npi, rcm.npi) RETURNS boolean
	AS 'int8eq' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.npi_eq(rcm.npi, rcm.npi) IS
'Implementation of operator =.';

CREATE FUNCTION rcm.npi_ne(rcm.npi, rcm.npi) RETURNS boolean
	AS 'int8ne' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.npi_ne(rcm.npi, rcm.npi) IS
'Implementation of operator <>.';

CREATE FUNCTION rcm.npi_ge(rcm.npi, rcm.npi) RETURNS boolean
	AS 'int8ge' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.npi_ge(rcm.npi, rcm.npi) IS
'Implementation of operator >=.';

CREATE FUNCTION rcm.npi_gt(rcm.npi, rcm.npi) RETURNS boolean
	AS 'int8gt' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.npi_gt(rcm.npi, rcm.npi) IS
'Implementation of operator >.';

CREATE FUNCTION rcm.npi_cmp(rcm.npi, rcm.npi) RETURNS integer
	AS 'btint8cmp' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.npi_cmp(rcm.npi, rcm.npi) IS
'Order of two values: negative, zero or positive; the order of the numbers, which is the order of the text.';

CREATE FUNCTION rcm.npi_hash(rcm.npi) RETURNS integer
	AS 'hashint8' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.npi_hash(rcm.npi) IS
'Hash of 32 bits.';

CREATE FUNCTION rcm.npi_hash_extended(rcm.npi, bigint) RETURNS bigint
	AS 'hashint8extended' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.npi_hash_extended(rcm.npi, bigint) IS
'Hash of 64 bits with a seed, for hash partitions.';

CREATE OPERATOR rcm.< (
	LEFTARG = rcm.npi, RIGHTARG = rcm.npi, FUNCTION = rcm.npi_lt,
	COMMUTATOR = OPERATOR(rcm.>), NEGATOR = OPERATOR(rcm.>=),
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR rcm.< (rcm.npi, rcm.npi) IS 'Less than.';

CREATE OPERATOR rcm.<= (
	LEFTARG = rcm.npi, RIGHTARG = rcm.npi, FUNCTION = rcm.npi_le,
	COMMUTATOR = OPERATOR(rcm.>=), NEGATOR = OPERATOR(rcm.>),
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR rcm.<= (rcm.npi, rcm.npi) IS 'Less than or equal.';

CREATE OPERATOR rcm.= (
	LEFTARG = rcm.npi, RIGHTARG = rcm.npi, FUNCTION = rcm.npi_eq,
	COMMUTATOR = OPERATOR(rcm.=), NEGATOR = OPERATOR(rcm.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES, MERGES
);
COMMENT ON OPERATOR rcm.= (rcm.npi, rcm.npi) IS 'Equal.';

CREATE OPERATOR rcm.<> (
	LEFTARG = rcm.npi, RIGHTARG = rcm.npi, FUNCTION = rcm.npi_ne,
	COMMUTATOR = OPERATOR(rcm.<>), NEGATOR = OPERATOR(rcm.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR rcm.<> (rcm.npi, rcm.npi) IS 'Not equal.';

CREATE OPERATOR rcm.>= (
	LEFTARG = rcm.npi, RIGHTARG = rcm.npi, FUNCTION = rcm.npi_ge,
	COMMUTATOR = OPERATOR(rcm.<=), NEGATOR = OPERATOR(rcm.<),
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR rcm.>= (rcm.npi, rcm.npi) IS 'Greater than or equal.';

CREATE OPERATOR rcm.> (
	LEFTARG = rcm.npi, RIGHTARG = rcm.npi, FUNCTION = rcm.npi_gt,
	COMMUTATOR = OPERATOR(rcm.<), NEGATOR = OPERATOR(rcm.<=),
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR rcm.> (rcm.npi, rcm.npi) IS 'Greater than.';

CREATE OPERATOR CLASS rcm.npi_btree_ops DEFAULT FOR TYPE rcm.npi USING btree AS
	OPERATOR 1 rcm.<,
	OPERATOR 2 rcm.<=,
	OPERATOR 3 rcm.=,
	OPERATOR 4 rcm.>=,
	OPERATOR 5 rcm.>,
	FUNCTION 1 rcm.npi_cmp(rcm.npi, rcm.npi),
	FUNCTION 2 pg_catalog.btint8sortsupport(internal),
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS rcm.npi_btree_ops USING btree IS 'Order of rcm.npi: the order of the numbers, which is the order of the text. Index entries deduplicate.';
COMMENT ON OPERATOR FAMILY rcm.npi_btree_ops USING btree IS 'Order of rcm.npi: the order of the numbers, which is the order of the text. Index entries deduplicate.';

CREATE OPERATOR CLASS rcm.npi_hash_ops DEFAULT FOR TYPE rcm.npi USING hash AS
	OPERATOR 1 rcm.=,
	FUNCTION 1 rcm.npi_hash(rcm.npi),
	FUNCTION 2 rcm.npi_hash_extended(rcm.npi, bigint);
COMMENT ON OPERATOR CLASS rcm.npi_hash_ops USING hash IS 'Equality of rcm.npi by hash.';
COMMENT ON OPERATOR FAMILY rcm.npi_hash_ops USING hash IS 'Equality of rcm.npi by hash.';

CREATE OPERATOR CLASS rcm.npi_minmax_ops DEFAULT FOR TYPE rcm.npi USING brin AS
	OPERATOR 1 rcm.<,
	OPERATOR 2 rcm.<=,
	OPERATOR 3 rcm.=,
	OPERATOR 4 rcm.>=,
	OPERATOR 5 rcm.>,
	FUNCTION 1 pg_catalog.brin_minmax_opcinfo(internal),
	FUNCTION 2 pg_catalog.brin_minmax_add_value(internal, internal, internal, internal),
	FUNCTION 3 pg_catalog.brin_minmax_consistent(internal, internal, internal),
	FUNCTION 4 pg_catalog.brin_minmax_union(internal, internal, internal);
COMMENT ON OPERATOR CLASS rcm.npi_minmax_ops USING brin IS 'Least and greatest rcm.npi of each block range.';
COMMENT ON OPERATOR FAMILY rcm.npi_minmax_ops USING brin IS 'Least and greatest rcm.npi of each block range.';

CREATE FUNCTION rcm.npi_smaller(rcm.npi, rcm.npi) RETURNS rcm.npi
	AS 'int8smaller' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.npi_smaller(rcm.npi, rcm.npi) IS
'The smaller of two values.';

CREATE AGGREGATE rcm.min(rcm.npi) (
	SFUNC = rcm.npi_smaller, STYPE = rcm.npi, COMBINEFUNC = rcm.npi_smaller,
	SORTOP = OPERATOR(rcm.<), PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.min(rcm.npi) IS
'Least value that is not null; null when there is none.';

CREATE FUNCTION rcm.npi_larger(rcm.npi, rcm.npi) RETURNS rcm.npi
	AS 'int8larger' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.npi_larger(rcm.npi, rcm.npi) IS
'The larger of two values.';

CREATE AGGREGATE rcm.max(rcm.npi) (
	SFUNC = rcm.npi_larger, STYPE = rcm.npi, COMBINEFUNC = rcm.npi_larger,
	SORTOP = OPERATOR(rcm.>), PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.max(rcm.npi) IS
'Greatest value that is not null; null when there is none.';

-- A code goes to text wherever a text column takes it, and comes from text only when asked: it may be refused.

CREATE CAST (rcm.npi AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (rcm.npi AS text) IS 'The code as text.';

CREATE CAST (text AS rcm.npi) WITH INOUT;
COMMENT ON CAST (text AS rcm.npi) IS 'Reads the code like the input of rcm.npi; invalid text is error 22P02.';

/* ---- src/codes/icd10.sql ---- */

-- rcm.icd10: ICD-10-CM diagnosis codes; see icd10.h.

CREATE TYPE rcm.icd10;

CREATE FUNCTION rcm.icd10_in(cstring) RETURNS rcm.icd10
	AS 'MODULE_PATHNAME', 'rcm_icd10_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.icd10_in(cstring) IS
'Text input of rcm.icd10: with or without the dot (E11.9, E119), lower case read as upper, white space around allowed. Anything else is error 22P02, soft from PostgreSQL 16 on.';

CREATE FUNCTION rcm.icd10_out(rcm.icd10) RETURNS cstring
	AS 'MODULE_PATHNAME', 'rcm_icd10_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.icd10_out(rcm.icd10) IS
'Text output of rcm.icd10: capital letters, with the dot after the third character when more follow.';

CREATE FUNCTION rcm.icd10_recv(internal) RETURNS rcm.icd10
	AS 'MODULE_PATHNAME', 'rcm_icd10_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.icd10_recv(internal) IS
'Binary input of rcm.icd10: the packed code as int8, checked like text; error 22P03 when it is no code.';

CREATE FUNCTION rcm.icd10_send(rcm.icd10) RETURNS bytea
	AS 'int8send' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.icd10_send(rcm.icd10) IS
'Binary output of rcm.icd10: the stored int8, big-endian.';

CREATE TYPE rcm.icd10 (
	INPUT = rcm.icd10_in,
	OUTPUT = rcm.icd10_out,
	RECEIVE = rcm.icd10_recv,
	SEND = rcm.icd10_send,
	LIKE = pg_catalog.int8
);
COMMENT ON TYPE rcm.icd10 IS
'ICD-10-CM code or category: a letter, a digit, a digit or letter, then up to four digits or letters (ICD-10-CM Official Guidelines, section I.A; adopted by 45 CFR 162.1002). Stored in 8 bytes, base 37, so the order is the order of the text in the "C" collation and a category comes right before the codes under it. Says that the code is well formed, not that any release lists it.';

-- Comparison is core's own on the stored int8.

CREATE FUNCTION rcm.icd10_lt(rcm.icd10, rcm.icd10) RETURNS boolean
	AS 'int8lt' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.icd10_lt(rcm.icd10, rcm.icd10) IS
'Implementation of operator <.';

CREATE FUNCTION rcm.icd10_le(rcm.icd10, rcm.icd10) RETURNS boolean
	AS 'int8le' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.icd10_le(rcm.icd10, rcm.icd10) IS
'Implementation of operator <=.';

CREATE FUNCTION rcm.icd10_eq(rcm.icd10, rcm.icd10) RETURNS boolean
	AS 'int8eq' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.icd10_eq(rcm.icd10, rcm.icd10) IS
'Implementation of operator =.';

CREATE FUNCTION rcm.icd10_ne(rcm.icd10, rcm.icd10) RETURNS boolean
	AS 'int8ne' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.icd10_ne(rcm.icd10, rcm.icd10) IS
'Implementation of operator <>.';

CREATE FUNCTION rcm.icd10_ge(rcm.icd10, rcm.icd10) RETURNS boolean
	AS 'int8ge' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.icd10_ge(rcm.icd10, rcm.icd10) IS
'Implementation of operator >=.';

CREATE FUNCTION rcm.icd10_gt(rcm.icd10, rcm.icd10) RETURNS boolean
	AS 'int8gt' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.icd10_gt(rcm.icd10, rcm.icd10) IS
'Implementation of operator >.';

CREATE FUNCTION rcm.icd10_cmp(rcm.icd10, rcm.icd10) RETURNS integer
	AS 'btint8cmp' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.icd10_cmp(rcm.icd10, rcm.icd10) IS
'Order of two values: negative, zero or positive; the order of the text in the "C" collation.';

CREATE FUNCTION rcm.icd10_hash(rcm.icd10) RETURNS integer
	AS 'hashint8' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.icd10_hash(rcm.icd10) IS
'Hash of 32 bits.';

CREATE FUNCTION rcm.icd10_hash_extended(rcm.icd10, bigint) RETURNS bigint
	AS 'hashint8extended' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.icd10_hash_extended(rcm.icd10, bigint) IS
'Hash of 64 bits with a seed, for hash partitions.';

CREATE OPERATOR rcm.< (
	LEFTARG = rcm.icd10, RIGHTARG = rcm.icd10, FUNCTION = rcm.icd10_lt,
	COMMUTATOR = OPERATOR(rcm.>), NEGATOR = OPERATOR(rcm.>=),
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR rcm.< (rcm.icd10, rcm.icd10) IS 'Less than.';

CREATE OPERATOR rcm.<= (
	LEFTARG = rcm.icd10, RIGHTARG = rcm.icd10, FUNCTION = rcm.icd10_le,
	COMMUTATOR = OPERATOR(rcm.>=), NEGATOR = OPERATOR(rcm.>),
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR rcm.<= (rcm.icd10, rcm.icd10) IS 'Less than or equal.';

CREATE OPERATOR rcm.= (
	LEFTARG = rcm.icd10, RIGHTARG = rcm.icd10, FUNCTION = rcm.icd10_eq,
	COMMUTATOR = OPERATOR(rcm.=), NEGATOR = OPERATOR(rcm.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES, MERGES
);
COMMENT ON OPERATOR rcm.= (rcm.icd10, rcm.icd10) IS 'Equal.';

CREATE OPERATOR rcm.<> (
	LEFTARG = rcm.icd10, RIGHTARG = rcm.icd10, FUNCTION = rcm.icd10_ne,
	COMMUTATOR = OPERATOR(rcm.<>), NEGATOR = OPERATOR(rcm.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR rcm.<> (rcm.icd10, rcm.icd10) IS 'Not equal.';

CREATE OPERATOR rcm.>= (
	LEFTARG = rcm.icd10, RIGHTARG = rcm.icd10, FUNCTION = rcm.icd10_ge,
	COMMUTATOR = OPERATOR(rcm.<=), NEGATOR = OPERATOR(rcm.<),
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR rcm.>= (rcm.icd10, rcm.icd10) IS 'Greater than or equal.';

CREATE OPERATOR rcm.> (
	LEFTARG = rcm.icd10, RIGHTARG = rcm.icd10, FUNCTION = rcm.icd10_gt,
	COMMUTATOR = OPERATOR(rcm.<), NEGATOR = OPERATOR(rcm.<=),
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR rcm.> (rcm.icd10, rcm.icd10) IS 'Greater than.';

CREATE OPERATOR CLASS rcm.icd10_btree_ops DEFAULT FOR TYPE rcm.icd10 USING btree AS
	OPERATOR 1 rcm.<,
	OPERATOR 2 rcm.<=,
	OPERATOR 3 rcm.=,
	OPERATOR 4 rcm.>=,
	OPERATOR 5 rcm.>,
	FUNCTION 1 rcm.icd10_cmp(rcm.icd10, rcm.icd10),
	FUNCTION 2 pg_catalog.btint8sortsupport(internal),
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS rcm.icd10_btree_ops USING btree IS 'Order of rcm.icd10: the order of the text in the "C" collation. Index entries deduplicate.';
COMMENT ON OPERATOR FAMILY rcm.icd10_btree_ops USING btree IS 'Order of rcm.icd10: the order of the text in the "C" collation. Index entries deduplicate.';

CREATE OPERATOR CLASS rcm.icd10_hash_ops DEFAULT FOR TYPE rcm.icd10 USING hash AS
	OPERATOR 1 rcm.=,
	FUNCTION 1 rcm.icd10_hash(rcm.icd10),
	FUNCTION 2 rcm.icd10_hash_extended(rcm.icd10, bigint);
COMMENT ON OPERATOR CLASS rcm.icd10_hash_ops USING hash IS 'Equality of rcm.icd10 by hash.';
COMMENT ON OPERATOR FAMILY rcm.icd10_hash_ops USING hash IS 'Equality of rcm.icd10 by hash.';

CREATE OPERATOR CLASS rcm.icd10_minmax_ops DEFAULT FOR TYPE rcm.icd10 USING brin AS
	OPERATOR 1 rcm.<,
	OPERATOR 2 rcm.<=,
	OPERATOR 3 rcm.=,
	OPERATOR 4 rcm.>=,
	OPERATOR 5 rcm.>,
	FUNCTION 1 pg_catalog.brin_minmax_opcinfo(internal),
	FUNCTION 2 pg_catalog.brin_minmax_add_value(internal, internal, internal, internal),
	FUNCTION 3 pg_catalog.brin_minmax_consistent(internal, internal, internal),
	FUNCTION 4 pg_catalog.brin_minmax_union(internal, internal, internal);
COMMENT ON OPERATOR CLASS rcm.icd10_minmax_ops USING brin IS 'Least and greatest rcm.icd10 of each block range.';
COMMENT ON OPERATOR FAMILY rcm.icd10_minmax_ops USING brin IS 'Least and greatest rcm.icd10 of each block range.';

CREATE FUNCTION rcm.under(code rcm.icd10, prefix text) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_icd10_under_text' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.under(rcm.icd10, text) IS
'Does the code begin with the prefix? The prefix is one to seven digits or letters, with or without the dot (E11, E11.3, e113); a code is under itself. Any other prefix is error 22023. Chapters, blocks and categories of ICD-10-CM are such prefixes (Official Guidelines, section I.A).';

CREATE FUNCTION rcm.any_under(codes text[], prefix text) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_icd10_any_under' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.any_under(text[], text) IS
'Does one of the codes begin with the prefix? For lists of diagnoses such as rcm.lines(claim).dx and the columns of custom edits; elements that are no codes, and nulls, are passed over.';

CREATE FUNCTION rcm.icd10_smaller(rcm.icd10, rcm.icd10) RETURNS rcm.icd10
	AS 'int8smaller' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.icd10_smaller(rcm.icd10, rcm.icd10) IS
'The smaller of two values.';

CREATE AGGREGATE rcm.min(rcm.icd10) (
	SFUNC = rcm.icd10_smaller, STYPE = rcm.icd10, COMBINEFUNC = rcm.icd10_smaller,
	SORTOP = OPERATOR(rcm.<), PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.min(rcm.icd10) IS
'Least value that is not null; null when there is none.';

CREATE FUNCTION rcm.icd10_larger(rcm.icd10, rcm.icd10) RETURNS rcm.icd10
	AS 'int8larger' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.icd10_larger(rcm.icd10, rcm.icd10) IS
'The larger of two values.';

CREATE AGGREGATE rcm.max(rcm.icd10) (
	SFUNC = rcm.icd10_larger, STYPE = rcm.icd10, COMBINEFUNC = rcm.icd10_larger,
	SORTOP = OPERATOR(rcm.>), PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.max(rcm.icd10) IS
'Greatest value that is not null; null when there is none.';

-- A code goes to text wherever a text column takes it, and comes from text only when asked: it may be refused.

CREATE CAST (rcm.icd10 AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (rcm.icd10 AS text) IS 'The code as text.';

CREATE CAST (text AS rcm.icd10) WITH INOUT;
COMMENT ON CAST (text AS rcm.icd10) IS 'Reads the code like the input of rcm.icd10; invalid text is error 22P02.';

/* ---- src/codes/hcpcs.sql ---- */

-- rcm.hcpcs: procedure codes of five characters; see hcpcs.h.

CREATE TYPE rcm.hcpcs;

CREATE FUNCTION rcm.hcpcs_in(cstring) RETURNS rcm.hcpcs
	AS 'MODULE_PATHNAME', 'rcm_hcpcs_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.hcpcs_in(cstring) IS
'Text input of rcm.hcpcs: five digits or letters, lower case read as upper, white space around allowed. Anything else is error 22P02, soft from PostgreSQL 16 on.';

CREATE FUNCTION rcm.hcpcs_out(rcm.hcpcs) RETURNS cstring
	AS 'MODULE_PATHNAME', 'rcm_hcpcs_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.hcpcs_out(rcm.hcpcs) IS
'Text output of rcm.hcpcs: five digits or capital letters.';

CREATE FUNCTION rcm.hcpcs_recv(internal) RETURNS rcm.hcpcs
	AS 'MODULE_PATHNAME', 'rcm_hcpcs_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.hcpcs_recv(internal) IS
'Binary input of rcm.hcpcs: the packed code as int4, checked like text; error 22P03 when it is no code.';

CREATE FUNCTION rcm.hcpcs_send(rcm.hcpcs) RETURNS bytea
	AS 'int4send' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.hcpcs_send(rcm.hcpcs) IS
'Binary output of rcm.hcpcs: the stored int4, big-endian.';

CREATE TYPE rcm.hcpcs (
	INPUT = rcm.hcpcs_in,
	OUTPUT = rcm.hcpcs_out,
	RECEIVE = rcm.hcpcs_recv,
	SEND = rcm.hcpcs_send,
	LIKE = pg_catalog.int4
);
COMMENT ON TYPE rcm.hcpcs IS
'Procedure code of exactly five digits or letters: CPT, HCPCS level II or CDT (the code sets of 45 CFR 162.1002). Stored in 4 bytes, base 36, so the order is the order of the text in the "C" collation. Says that the code is well formed, not that any release lists it.';

-- Comparison is core's own on the stored int4.

CREATE FUNCTION rcm.hcpcs_lt(rcm.hcpcs, rcm.hcpcs) RETURNS boolean
	AS 'int4lt' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.hcpcs_lt(rcm.hcpcs, rcm.hcpcs) IS
'Implementation of operator <.';

CREATE FUNCTION rcm.hcpcs_le(rcm.hcpcs, rcm.hcpcs) RETURNS boolean
	AS 'int4le' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.hcpcs_le(rcm.hcpcs, rcm.hcpcs) IS
'Implementation of operator <=.';

CREATE FUNCTION rcm.hcpcs_eq(rcm.hcpcs, rcm.hcpcs) RETURNS boolean
	AS 'int4eq' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.hcpcs_eq(rcm.hcpcs, rcm.hcpcs) IS
'Implementation of operator =.';

CREATE FUNCTION rcm.hcpcs_ne(rcm.hcpcs, rcm.hcpcs) RETURNS boolean
	AS 'int4ne' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.hcpcs_ne(rcm.hcpcs, rcm.hcpcs) IS
'Implementation of operator <>.';

CREATE FUNCTION rcm.hcpcs_ge(rcm.hcpcs, rcm.hcpcs) RETURNS boolean
	AS 'int4ge' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.hcpcs_ge(rcm.hcpcs, rcm.hcpcs) IS
'Implementation of operator >=.';

CREATE FUNCTION rcm.hcpcs_gt(rcm.hcpcs, rcm.hcpcs) RETURNS boolean
	AS 'int4gt' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.hcpcs_gt(rcm.hcpcs, rcm.hcpcs) IS
'Implementation of operator >.';

CREATE FUNCTION rcm.hcpcs_cmp(rcm.hcpcs, rcm.hcpcs) RETURNS integer
	AS 'btint4cmp' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.hcpcs_cmp(rcm.hcpcs, rcm.hcpcs) IS
'Order of two values: negative, zero or positive; the order of the text in the "C" collation.';

CREATE FUNCTION rcm.hcpcs_hash(rcm.hcpcs) RETURNS integer
	AS 'hashint4' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.hcpcs_hash(rcm.hcpcs) IS
'Hash of 32 bits.';

CREATE FUNCTION rcm.hcpcs_hash_extended(rcm.hcpcs, bigint) RETURNS bigint
	AS 'hashint4extended' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.hcpcs_hash_extended(rcm.hcpcs, bigint) IS
'Hash of 64 bits with a seed, for hash partitions.';

CREATE OPERATOR rcm.< (
	LEFTARG = rcm.hcpcs, RIGHTARG = rcm.hcpcs, FUNCTION = rcm.hcpcs_lt,
	COMMUTATOR = OPERATOR(rcm.>), NEGATOR = OPERATOR(rcm.>=),
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR rcm.< (rcm.hcpcs, rcm.hcpcs) IS 'Less than.';

CREATE OPERATOR rcm.<= (
	LEFTARG = rcm.hcpcs, RIGHTARG = rcm.hcpcs, FUNCTION = rcm.hcpcs_le,
	COMMUTATOR = OPERATOR(rcm.>=), NEGATOR = OPERATOR(rcm.>),
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR rcm.<= (rcm.hcpcs, rcm.hcpcs) IS 'Less than or equal.';

CREATE OPERATOR rcm.= (
	LEFTARG = rcm.hcpcs, RIGHTARG = rcm.hcpcs, FUNCTION = rcm.hcpcs_eq,
	COMMUTATOR = OPERATOR(rcm.=), NEGATOR = OPERATOR(rcm.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES, MERGES
);
COMMENT ON OPERATOR rcm.= (rcm.hcpcs, rcm.hcpcs) IS 'Equal.';

CREATE OPERATOR rcm.<> (
	LEFTARG = rcm.hcpcs, RIGHTARG = rcm.hcpcs, FUNCTION = rcm.hcpcs_ne,
	COMMUTATOR = OPERATOR(rcm.<>), NEGATOR = OPERATOR(rcm.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR rcm.<> (rcm.hcpcs, rcm.hcpcs) IS 'Not equal.';

CREATE OPERATOR rcm.>= (
	LEFTARG = rcm.hcpcs, RIGHTARG = rcm.hcpcs, FUNCTION = rcm.hcpcs_ge,
	COMMUTATOR = OPERATOR(rcm.<=), NEGATOR = OPERATOR(rcm.<),
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR rcm.>= (rcm.hcpcs, rcm.hcpcs) IS 'Greater than or equal.';

CREATE OPERATOR rcm.> (
	LEFTARG = rcm.hcpcs, RIGHTARG = rcm.hcpcs, FUNCTION = rcm.hcpcs_gt,
	COMMUTATOR = OPERATOR(rcm.<), NEGATOR = OPERATOR(rcm.<=),
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR rcm.> (rcm.hcpcs, rcm.hcpcs) IS 'Greater than.';

CREATE OPERATOR CLASS rcm.hcpcs_btree_ops DEFAULT FOR TYPE rcm.hcpcs USING btree AS
	OPERATOR 1 rcm.<,
	OPERATOR 2 rcm.<=,
	OPERATOR 3 rcm.=,
	OPERATOR 4 rcm.>=,
	OPERATOR 5 rcm.>,
	FUNCTION 1 rcm.hcpcs_cmp(rcm.hcpcs, rcm.hcpcs),
	FUNCTION 2 pg_catalog.btint4sortsupport(internal),
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS rcm.hcpcs_btree_ops USING btree IS 'Order of rcm.hcpcs: the order of the text in the "C" collation. Index entries deduplicate.';
COMMENT ON OPERATOR FAMILY rcm.hcpcs_btree_ops USING btree IS 'Order of rcm.hcpcs: the order of the text in the "C" collation. Index entries deduplicate.';

CREATE OPERATOR CLASS rcm.hcpcs_hash_ops DEFAULT FOR TYPE rcm.hcpcs USING hash AS
	OPERATOR 1 rcm.=,
	FUNCTION 1 rcm.hcpcs_hash(rcm.hcpcs),
	FUNCTION 2 rcm.hcpcs_hash_extended(rcm.hcpcs, bigint);
COMMENT ON OPERATOR CLASS rcm.hcpcs_hash_ops USING hash IS 'Equality of rcm.hcpcs by hash.';
COMMENT ON OPERATOR FAMILY rcm.hcpcs_hash_ops USING hash IS 'Equality of rcm.hcpcs by hash.';

CREATE OPERATOR CLASS rcm.hcpcs_minmax_ops DEFAULT FOR TYPE rcm.hcpcs USING brin AS
	OPERATOR 1 rcm.<,
	OPERATOR 2 rcm.<=,
	OPERATOR 3 rcm.=,
	OPERATOR 4 rcm.>=,
	OPERATOR 5 rcm.>,
	FUNCTION 1 pg_catalog.brin_minmax_opcinfo(internal),
	FUNCTION 2 pg_catalog.brin_minmax_add_value(internal, internal, internal, internal),
	FUNCTION 3 pg_catalog.brin_minmax_consistent(internal, internal, internal),
	FUNCTION 4 pg_catalog.brin_minmax_union(internal, internal, internal);
COMMENT ON OPERATOR CLASS rcm.hcpcs_minmax_ops USING brin IS 'Least and greatest rcm.hcpcs of each block range.';
COMMENT ON OPERATOR FAMILY rcm.hcpcs_minmax_ops USING brin IS 'Least and greatest rcm.hcpcs of each block range.';

CREATE FUNCTION rcm.hcpcs_smaller(rcm.hcpcs, rcm.hcpcs) RETURNS rcm.hcpcs
	AS 'int4smaller' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.hcpcs_smaller(rcm.hcpcs, rcm.hcpcs) IS
'The smaller of two values.';

CREATE AGGREGATE rcm.min(rcm.hcpcs) (
	SFUNC = rcm.hcpcs_smaller, STYPE = rcm.hcpcs, COMBINEFUNC = rcm.hcpcs_smaller,
	SORTOP = OPERATOR(rcm.<), PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.min(rcm.hcpcs) IS
'Least value that is not null; null when there is none.';

CREATE FUNCTION rcm.hcpcs_larger(rcm.hcpcs, rcm.hcpcs) RETURNS rcm.hcpcs
	AS 'int4larger' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.hcpcs_larger(rcm.hcpcs, rcm.hcpcs) IS
'The larger of two values.';

CREATE AGGREGATE rcm.max(rcm.hcpcs) (
	SFUNC = rcm.hcpcs_larger, STYPE = rcm.hcpcs, COMBINEFUNC = rcm.hcpcs_larger,
	SORTOP = OPERATOR(rcm.>), PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.max(rcm.hcpcs) IS
'Greatest value that is not null; null when there is none.';

-- A code goes to text wherever a text column takes it, and comes from text only when asked: it may be refused.

CREATE CAST (rcm.hcpcs AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (rcm.hcpcs AS text) IS 'The code as text.';

CREATE CAST (text AS rcm.hcpcs) WITH INOUT;
COMMENT ON CAST (text AS rcm.hcpcs) IS 'Reads the code like the input of rcm.hcpcs; invalid text is error 22P02.';

/* ---- src/claim/claim.sql ---- */

-- claim.sql - the type rcm.claim

CREATE TYPE rcm.claim;

CREATE FUNCTION rcm.claim_in(cstring) RETURNS rcm.claim
	AS 'MODULE_PATHNAME', 'rcm_claim_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION rcm.claim_out(rcm.claim) RETURNS cstring
	AS 'MODULE_PATHNAME', 'rcm_claim_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION rcm.claim_recv(internal) RETURNS rcm.claim
	AS 'MODULE_PATHNAME', 'rcm_claim_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION rcm.claim_send(rcm.claim) RETURNS bytea
	AS 'MODULE_PATHNAME', 'rcm_claim_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION rcm.claim_typanalyze(internal) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_claim_typanalyze' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE TYPE rcm.claim (
	INPUT = rcm.claim_in,
	OUTPUT = rcm.claim_out,
	RECEIVE = rcm.claim_recv,
	SEND = rcm.claim_send,
	ANALYZE = rcm.claim_typanalyze,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended
);

COMMENT ON TYPE rcm.claim IS
'One whole claim, professional (837P, CMS-1500), institutional (837I, UB-04) or dental (837D). JSON in and out (docs/reference/claim.md), a compact binary form inside. Keys that the schema does not know are kept and come out again.';
COMMENT ON FUNCTION rcm.claim_in(cstring) IS 'Reads a claim from JSON. A wrong shape is SQLSTATE RC002 and names the path; text that is no JSON is 22P02.';
COMMENT ON FUNCTION rcm.claim_out(rcm.claim) IS 'Writes a claim as JSON.';
COMMENT ON FUNCTION rcm.claim_recv(internal) IS 'Reads a claim from the binary protocol: a version byte and the JSON form, checked as strictly as text.';
COMMENT ON FUNCTION rcm.claim_typanalyze(internal) IS 'ANALYZE of a column of claims: its nulls and its width.';
COMMENT ON FUNCTION rcm.claim_send(rcm.claim) IS 'Writes a claim for the binary protocol: a version byte and the JSON form.';

CREATE FUNCTION rcm.claim(jsonb) RETURNS rcm.claim
	AS 'MODULE_PATHNAME', 'rcm_claim_from_jsonb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION rcm.jsonb(rcm.claim) RETURNS jsonb
	AS 'MODULE_PATHNAME', 'rcm_claim_to_jsonb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE CAST (jsonb AS rcm.claim) WITH FUNCTION rcm.claim(jsonb) AS ASSIGNMENT;
CREATE CAST (rcm.claim AS jsonb) WITH FUNCTION rcm.jsonb(rcm.claim) AS ASSIGNMENT;

COMMENT ON FUNCTION rcm.claim(jsonb) IS 'The claim that a JSON document describes; the errors are those of the type''s input.';
COMMENT ON FUNCTION rcm.jsonb(rcm.claim) IS 'The claim as a JSON document.';
COMMENT ON CAST (jsonb AS rcm.claim) IS 'A JSON document becomes a claim.';
COMMENT ON CAST (rcm.claim AS jsonb) IS 'A claim becomes a JSON document.';

CREATE FUNCTION rcm.claim_eq(rcm.claim, rcm.claim) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_claim_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION rcm.claim_ne(rcm.claim, rcm.claim) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_claim_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION rcm.claim_hash(rcm.claim) RETURNS integer
	AS 'MODULE_PATHNAME', 'rcm_claim_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION rcm.claim_hash_extended(rcm.claim, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'rcm_claim_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION rcm.claim_eq(rcm.claim, rcm.claim) IS 'Do two claims say the same? Absent, null and "" are one; so are 1, 1.0 and "1" units.';
COMMENT ON FUNCTION rcm.claim_ne(rcm.claim, rcm.claim) IS 'Do two claims differ in what they say?';
COMMENT ON FUNCTION rcm.claim_hash(rcm.claim) IS 'Hash of what a claim says, for hash joins and grouping.';
COMMENT ON FUNCTION rcm.claim_hash_extended(rcm.claim, bigint) IS 'Seeded hash of what a claim says, for hash partitioning.';

CREATE OPERATOR rcm.= (
	LEFTARG = rcm.claim, RIGHTARG = rcm.claim, FUNCTION = rcm.claim_eq,
	COMMUTATOR = OPERATOR(rcm.=), NEGATOR = OPERATOR(rcm.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
CREATE OPERATOR rcm.<> (
	LEFTARG = rcm.claim, RIGHTARG = rcm.claim, FUNCTION = rcm.claim_ne,
	COMMUTATOR = OPERATOR(rcm.<>), NEGATOR = OPERATOR(rcm.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR rcm.= (rcm.claim, rcm.claim) IS 'say the same';
COMMENT ON OPERATOR rcm.<> (rcm.claim, rcm.claim) IS 'differ';

CREATE OPERATOR CLASS rcm.claim_ops DEFAULT FOR TYPE rcm.claim USING hash AS
	OPERATOR 1 rcm.= (rcm.claim, rcm.claim),
	FUNCTION 1 rcm.claim_hash(rcm.claim),
	FUNCTION 2 rcm.claim_hash_extended(rcm.claim, bigint);
COMMENT ON OPERATOR CLASS rcm.claim_ops USING hash IS 'Hashing of claims by what they say.';
COMMENT ON OPERATOR FAMILY rcm.claim_ops USING hash IS 'Hashing of claims by what they say.';

CREATE FUNCTION rcm.digest(claim rcm.claim) RETURNS bytea
	AS 'MODULE_PATHNAME', 'rcm_claim_digest' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.digest(rcm.claim) IS
'SHA-256 (32 bytes) of what a claim says: equal claims have equal digests, whatever the spelling of "not given", of numbers, or the order of keys the schema knows.';

/* ---- src/claim/accessors.sql ---- */

-- accessors.sql - single facts of a claim
--
-- Each gives null when the claim does not say; blank counts as not said.

CREATE FUNCTION rcm.claim_id(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_claim_id' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.claim_id(rcm.claim) IS 'The provider''s own claim number (CLM01).';

CREATE FUNCTION rcm.form(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_form' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.form(rcm.claim) IS 'P professional (837P), I institutional (837I) or D dental (837D). No edit of the catalogue judges a dental claim; custom edits do.';

CREATE FUNCTION rcm.payer_id(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_payer_id' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.payer_id(rcm.claim) IS 'The payer''s id, a key of the library''s payer table (2010BB NM109).';

CREATE FUNCTION rcm.payer_seq(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_payer_seq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.payer_seq(rcm.claim) IS 'P primary, S secondary, T tertiary (SBR01).';

CREATE FUNCTION rcm.filing_ind(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_filing_ind' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.filing_ind(rcm.claim) IS 'Claim filing indicator (SBR09).';

CREATE FUNCTION rcm.freq(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_freq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.freq(rcm.claim) IS 'Claim frequency code (CLM05-3).';

CREATE FUNCTION rcm.orig_ref(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_orig_ref' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.orig_ref(rcm.claim) IS 'The payer''s claim control number of the claim that this one replaces or voids (REF F8).';

CREATE FUNCTION rcm.pos(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_pos' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.pos(rcm.claim) IS 'Default place of service of a professional claim (CLM05-1).';

CREATE FUNCTION rcm.tob(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_tob' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.tob(rcm.claim) IS 'Type of bill of an institutional claim: three characters without the leading zero.';

CREATE FUNCTION rcm.auth_number(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_auth_number' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.auth_number(rcm.claim) IS 'Prior authorization number of the whole claim (REF G1).';

CREATE FUNCTION rcm.referral_number(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_referral_number' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.referral_number(rcm.claim) IS 'Referral number of the whole claim (REF 9F).';

CREATE FUNCTION rcm.billing_npi(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_billing_npi' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.billing_npi(rcm.claim) IS 'NPI of the billing provider as written, valid or not (2010AA NM109).';

CREATE FUNCTION rcm.rendering_npi(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_rendering_npi' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.rendering_npi(rcm.claim) IS 'NPI of the claim''s rendering provider as written (2310B NM109).';

CREATE FUNCTION rcm.attending_npi(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_attending_npi' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.attending_npi(rcm.claim) IS 'NPI of the attending provider as written (2310A NM109 of the 837I).';

CREATE FUNCTION rcm.billing_tin(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_billing_tin' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.billing_tin(rcm.claim) IS 'Tax id of the billing provider as written (2010AA REF EI or SY); one read from a REF SY has the hyphens of a social security number, 123-45-6789.';

CREATE FUNCTION rcm.member_id(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_member_id' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.member_id(rcm.claim) IS 'The subscriber''s member id (2010BA NM109). Identifies the patient: grant with care.';

CREATE FUNCTION rcm.submit_date(claim rcm.claim) RETURNS date
	AS 'MODULE_PATHNAME', 'rcm_claim_submit_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.submit_date(rcm.claim) IS 'The day the claim is submitted (BHT04).';

CREATE FUNCTION rcm.stmt_from(claim rcm.claim) RETURNS date
	AS 'MODULE_PATHNAME', 'rcm_claim_stmt_from' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.stmt_from(rcm.claim) IS 'First day of the statement period (DTP 434).';

CREATE FUNCTION rcm.stmt_to(claim rcm.claim) RETURNS date
	AS 'MODULE_PATHNAME', 'rcm_claim_stmt_to' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.stmt_to(rcm.claim) IS 'Last day of the statement period (DTP 434).';

CREATE FUNCTION rcm.first_service(claim rcm.claim) RETURNS date
	AS 'MODULE_PATHNAME', 'rcm_claim_first_service' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.first_service(rcm.claim) IS 'Earliest from-date of the lines, else the statement''s first day.';

CREATE FUNCTION rcm.last_service(claim rcm.claim) RETURNS date
	AS 'MODULE_PATHNAME', 'rcm_claim_last_service' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.last_service(rcm.claim) IS 'Latest to-date of the lines (the from-date where no to-date is given), else the statement''s last day.';

CREATE FUNCTION rcm.total_charge(claim rcm.claim) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_claim_total_charge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.total_charge(rcm.claim) IS 'The claim''s total charge as stated (CLM02); AMT-SUM compares it with the lines.';

CREATE FUNCTION rcm.line_count(claim rcm.claim) RETURNS integer
	AS 'MODULE_PATHNAME', 'rcm_claim_line_count' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.line_count(rcm.claim) IS 'Number of service lines.';

/* ---- src/claim/rows.sql ---- */

-- rows.sql - a claim taken apart into rows

CREATE FUNCTION rcm.lines(
	claim rcm.claim,
	OUT line integer, OUT code text, OUT mods text[], OUT units numeric, OUT uom text,
	OUT charge rcm.usd, OUT from_date date, OUT to_date date, OUT pos text, OUT rev text,
	OUT dx_ptr integer[], OUT dx text[], OUT rendering_npi text, OUT ordering_npi text,
	OUT ndc text, OUT ndc_quantity numeric, OUT ndc_uom text, OUT description text,
	OUT minutes numeric, OUT auth_number text, OUT emergency boolean, OUT epsdt boolean,
	OUT control text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_claim_lines' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5;
COMMENT ON FUNCTION rcm.lines(rcm.claim) IS
'The service lines of a claim, in order. line is the line''s own number, else its place from 1; pos is the claim''s where the line has none; dx holds the codes that dx_ptr points to; control is the number that the line is sent with (REF*6R). Codes come as written.';

CREATE FUNCTION rcm.diagnoses(
	claim rcm.claim,
	OUT role text, OUT ordinal integer, OUT code text, OUT poa text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_claim_diagnoses' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 4;
COMMENT ON FUNCTION rcm.diagnoses(rcm.claim) IS
'The diagnoses of a claim, in order: role is principal, other, admitting or reason for visit; ordinal is the place in the claim''s list (dx, of which the principal is the first, or reason_dx); poa is the present-on-admission indicator. Codes come as written.';

/* ---- src/x12/x12.sql ---- */

-- x12.sql - what every function over X12 shares

CREATE TYPE rcm.x12_batch AS (file text, transactions integer, items integer, refused jsonb);
COMMENT ON TYPE rcm.x12_batch IS
'An X12 interchange that was written: "file" is its text from ISA to IEA, null when nothing could be written; "transactions" and "items" (claims, inquiries) are how many it holds; "refused" lists what was left out, an array of {"item": its place among the rows that are not null, from 1, "id": the claim_id or reference, "element": the X12 element, "path": the field of the item, "message": why}, [] when nothing was.';

/* ---- src/claim837/claim837.sql ---- */

-- claim837.sql - claims out of the 837, and the 837 out of claims

CREATE FUNCTION rcm.claims_from_837(file bytea, strict boolean DEFAULT false) RETURNS SETOF rcm.claim
	AS 'MODULE_PATHNAME', 'rcm_claims_from_837' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.claims_from_837(bytea, boolean) IS
'Every professional, institutional and dental claim of an X12 file, in the order of the file: 005010X222, X223 and X224 with their errata, X291, X292, X293, X298, X299, X300, and 004010X098, X096 and X097. The form of a claim is that of its lines (SV1 P, SV2 I, SV3 D where the guide is not another''s), without lines that of the guide. The file may hold several interchanges, each with its own delimiters, and may be dirty: byte order mark, blank lines, indentation, line breaks as terminators, wrong counts, missing trailers, no ISA at all. What could not be read (an amount that is not whole cents, a day that does not exist) is not given in the claim, and rcm.x12_findings says where it stands. The last claim of a file that was cut comes as far as it was there (TERMINATOR-MISSING, SE-MISSING). Text that is not UTF-8 is read as Latin-1. What of an 837 a claim does not hold is listed in docs/explanation/x12.md; rcm.x12_segments shows all of it. A predetermination of benefits (CLM19 PB, and the guides X291 to X293) comes as a claim like others. With "strict" a finding that means loss is error RC008. Error RC006 when no delimiters are found. Rules: the X12 implementation guides of the 837.

    SELECT rcm.claim_id(c), rcm.total_charge(c) FROM rcm.claims_from_837(pg_read_binary_file(''/tmp/batch.837'')) AS c;';

-- the 837 out of claims

CREATE FUNCTION rcm.x12_837p_step(internal, rcm.claim, jsonb) RETURNS internal
	AS 'MODULE_PATHNAME', 'rcm_x12_837p_step' LANGUAGE C STABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION rcm.x12_837p_step(internal, rcm.claim, jsonb) IS 'Transition of rcm.x12_837p.';

CREATE FUNCTION rcm.x12_837i_step(internal, rcm.claim, jsonb) RETURNS internal
	AS 'MODULE_PATHNAME', 'rcm_x12_837i_step' LANGUAGE C STABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION rcm.x12_837i_step(internal, rcm.claim, jsonb) IS 'Transition of rcm.x12_837i.';

CREATE FUNCTION rcm.x12_837d_step(internal, rcm.claim, jsonb) RETURNS internal
	AS 'MODULE_PATHNAME', 'rcm_x12_837d_step' LANGUAGE C STABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION rcm.x12_837d_step(internal, rcm.claim, jsonb) IS 'Transition of rcm.x12_837d.';

CREATE FUNCTION rcm.x12_837_final(internal) RETURNS rcm.x12_batch
	AS 'MODULE_PATHNAME', 'rcm_x12_837_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.x12_837_final(internal) IS 'Result of rcm.x12_837p, rcm.x12_837i and rcm.x12_837d: ends the file.';

-- (They do not combine: one file has one order and one run of numbers.)
CREATE AGGREGATE rcm.x12_837p(claim rcm.claim, sender jsonb) (
	SFUNC = rcm.x12_837p_step, STYPE = internal, SSPACE = 65536,
	FINALFUNC = rcm.x12_837_final, FINALFUNC_MODIFY = READ_WRITE, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.x12_837p(rcm.claim, jsonb) IS
'The claims as one professional 837 (005010X222A1), in the order of the rows: say ORDER BY inside the call. Returns an rcm.x12_batch; "file" is null when there was no claim to write. A null claim is passed over. A claim that would not be valid, or is of another form, is left out and listed in "refused" with its first reason; rcm.x12_837_faults gives all of them. Claims of one billing provider that follow each other share its level (HL 20), those of one subscriber and payer his (HL 22), those of one patient hers (HL 23).
"sender" is one JSON object, the same in every row: control_number (needed: ISA13 and IEA02, and GS06 and GE02, which is what a 999 names; 1 to 999999999, never used before towards this receiver), sender_id and receiver_id (needed: ISA06 and ISA08, at most 15 characters), submitter_name and receiver_name (needed: NM1*41 and NM1*40), contact_phone or contact_email (one is needed: PER), contact_name, submitter_id (NM109 of NM1*41; else sender_id), sender_qualifier and receiver_qualifier (ISA05 and ISA07; else ZZ), group_sender_id and group_receiver_id (GS02 and GS03; else those of the ISA), authorization and security (ISA02 and ISA04), usage (ISA15: P production, the default, or T test), created (YYYY-MM-DDTHH:MM:SS, in BHT, GS and ISA; else the time of the transaction in the session''s time zone), reference (BHT03, at most 40 characters; else the control number; transactions after the first add -2, -3 ...), transaction_size (most claims in one ST, 1 to 5000, else 5000), delimiters (element, component, repetition, terminator; else *:^~), line_break ("\n" or "\r\n" after each segment; else nothing), character_set (extended, the default, or basic, which is upper case only).
What a claim does not say: payer_seq is P, freq is 1, terms are signature Y, assignment A, benefits_assigned Y, release Y, a line''s uom is UN, the payer''s name its id. Letters lose their accents, diagnoses their dots. Not sent, since an 837 has no place for it: submit_date (BHT04 is "created"), consent_date, cmn, eligibility, auths, encounter, history, a provider''s tin other than the billing provider''s, what equals the billing provider or the claim''s own (rendering, facility, place of service), the numbers of lines (LX01 counts from 1; a line''s "control" is REF*6R) and unknown keys.
Errors: RC009 when the sender does not suffice or is not the same in every row, 54000 when the file would be larger than 1 GB. Rule: ASC X12N 005010X222A1.

    SELECT (b).transactions, (b).items, (b).refused FROM (SELECT rcm.x12_837p(claim, ''{"control_number": 1, "sender_id": "CLINIC", "receiver_id": "HOUSE", "submitter_name": "CLINIC", "receiver_name": "HOUSE", "contact_phone": "5035550100"}'' ORDER BY rcm.claim_id(claim)) AS b FROM claims) x;';

CREATE AGGREGATE rcm.x12_837i(claim rcm.claim, sender jsonb) (
	SFUNC = rcm.x12_837i_step, STYPE = internal, SSPACE = 65536,
	FINALFUNC = rcm.x12_837_final, FINALFUNC_MODIFY = READ_WRITE, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.x12_837i(rcm.claim, jsonb) IS
'The claims as one institutional 837 (005010X223A2). Everything is as with rcm.x12_837p, whose comment lists the keys of "sender". An institutional 837 has no place for pos, related, clia, msp_type, patient_paid, the ordering, supervising and assistant providers, patient.dod, dates other than discharge_hour and repricer_received, nor for dx_ptr, pos, auth, referral, note, emg and epsdt of a line. Rule: ASC X12N 005010X223A2.

    SELECT (rcm.x12_837i(claim, sender)).file FROM claims, senders;';

CREATE AGGREGATE rcm.x12_837d(claim rcm.claim, sender jsonb) (
	SFUNC = rcm.x12_837d_step, STYPE = internal, SSPACE = 65536,
	FINALFUNC = rcm.x12_837_final, FINALFUNC_MODIFY = READ_WRITE, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.x12_837d(rcm.claim, jsonb) IS
'The claims as one dental 837 (005010X224A2). Everything is as with rcm.x12_837p, whose comment lists the keys of "sender". A dental 837 has no place for clia, msp_type, patient.dod, condition_codes, the ordering provider, dates other than accident, service, service_to and repricer_received, nor for uom, ndc, note, emg and epsdt of a line. Rule: ASC X12N 005010X224A2.

    SELECT (rcm.x12_837d(claim, sender)).file FROM claims, senders;';

CREATE FUNCTION rcm.x12_837_faults(claim rcm.claim, OUT element text, OUT path text, OUT message text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_x12_837_faults' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 3;
COMMENT ON FUNCTION rcm.x12_837_faults(rcm.claim) IS
'Every reason why the claim could not be written as an 837 of its form; no row when it could. "element" is the X12 element ("NM109", "HI02-2"; a segment alone where many elements are meant), "path" the field of the claim ("billing.npi", "lines[0].code", counted from 0), "message" plain words without patient data. Judged are what the guides ask for by themselves: what must be there, lengths and forms of codes, how many lines, diagnoses and pointers there may be, the sums of the lines and of what other payers paid (charge = paid + adjusted for each line; paid = paid for the lines less the claim''s adjustments; charge = paid + all adjustments), frequency 7 and 8 with orig_ref and 1 without. Whether codes exist and go together is what rcm.scrub judges. Rules: ASC X12N 005010X222A1, X223A2, X224A2.

    SELECT * FROM rcm.x12_837_faults(''{"form": "P", "claim_id": "A1"}'');';

/* ---- src/remittance/remittance.sql ---- */

-- remittance.sql - the 835 as relations: payments, claims, lines, adjustments, remarks

CREATE FUNCTION rcm.remittance_payments(file bytea, strict boolean DEFAULT false,
	OUT payment integer, OUT interchange integer, OUT "group" integer, OUT transaction integer,
	OUT control_number text, OUT version text, OUT handling text, OUT amount rcm.usd,
	OUT credit_debit text, OUT method text, OUT payment_date date, OUT trace_number text,
	OUT payer_tax_id text, OUT production_date date, OUT payer_name text, OUT payer_id text,
	OUT payer_contact_phone text, OUT payer_contact_url text, OUT payee_name text, OUT payee_id text,
	OUT payee_id_qualifier text, OUT payee_tin text, OUT receiver_id text, OUT claims integer,
	OUT lines integer, OUT claims_charge rcm.usd, OUT claims_paid rcm.usd,
	OUT provider_adjustments rcm.usd, OUT balances boolean, OUT difference rcm.usd,
	OUT complete boolean, OUT digest text, OUT segment integer, OUT byte_offset bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_remittance_payments' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 10;
COMMENT ON FUNCTION rcm.remittance_payments(bytea, boolean) IS
'The payments of an X12 file: one row for each 835 (005010X221 with its errata, 004010X091), in the order of the file, which may hold several interchanges and other transactions besides, and may be dirty. "payment" counts the 835s through the file from 1, and with "claim" and "line" ties the rows of all rcm.remittance_ functions together. "interchange", "group", "transaction", "segment" and "byte_offset" (those of the ST) are counted as in rcm.x12_findings; in the other rcm.remittance_ functions the last two are those of the CLP, SVC, CAS, PLB, or of the segment with the remark.
From ST and GS: control_number (ST02), version (GS08, else ST03). From BPR: handling (BPR01), amount (BPR02), credit_debit (BPR03: C or D), method (BPR04), payment_date (BPR16). From TRN: trace_number (TRN02), payer_tax_id (TRN03 as sent). production_date (DTM*405). The payer (N1*PR): name, id (N104, else REF*2U, NF, EO or HI), telephone (PER*CX before others) and web address. The payee (N1*PE): name, id with its qualifier, tin (REF*TJ, or the id when the qualifier is FI). receiver_id (REF*EV). The first payer and payee of a transaction count.
"claims" and "lines" are counts; claims_charge and claims_paid the sums of CLP03 and CLP04; provider_adjustments the sum of PLB, where a positive amount lowers the payment. The rule: BPR02, negative when BPR03 is D, is claims_paid - provider_adjustments; "difference" is what BPR02 has more than that, "balances" whether it is zero. An amount that is not there adds nothing to a sum; one that cannot be read as exact cents makes sum, difference and balances null. "complete" says whether the SE came: of a file that was cut there are more claims than these.
"digest" is 128 bits of SHA-256 over the elements from ST to SE, in 32 hexadecimal digits: the same for the same remittance in another file, whatever its delimiters, line breaks, envelope and control numbers. Keep it, and a payment is not posted twice.
In rcm.x12_findings: BALANCE-PAYMENT, BPR-MISSING, BPR-REPEATED, TRN-MISSING, PAYER-REPEATED, PAYEE-REPEATED, PLB-PAIR, AMOUNT, DATE. With "strict" a finding that means loss, an amount that does not balance included, is error RC008. Error RC006 when no delimiters are found. Rules: the X12 implementation guides of the 835.

    SELECT trace_number, payer_name, amount, claims, balances, difference FROM rcm.remittance_payments(pg_read_binary_file(''/tmp/era.835''));';

CREATE FUNCTION rcm.remittance_claims(file bytea, strict boolean DEFAULT false,
	OUT payment integer, OUT claim integer, OUT claim_id text, OUT status text, OUT charge rcm.usd,
	OUT paid rcm.usd, OUT patient_responsibility rcm.usd, OUT filing_ind text,
	OUT payer_claim_control text, OUT facility text, OUT freq text, OUT drg text,
	OUT drg_weight numeric, OUT discharge_fraction numeric, OUT patient_last text,
	OUT patient_first text, OUT patient_middle text, OUT patient_id text, OUT subscriber_last text,
	OUT subscriber_first text, OUT subscriber_id text, OUT corrected_last text,
	OUT corrected_first text, OUT corrected_id text, OUT rendering_npi text, OUT rendering_name text,
	OUT crossover_payer_name text, OUT crossover_payer_id text, OUT priority_payer_name text,
	OUT priority_payer_id text, OUT other_subscriber_id text, OUT original_ref text,
	OUT contract text, OUT group_number text, OUT auth_number text, OUT statement_from date,
	OUT statement_to date, OUT received_on date, OUT coverage_expired date, OUT allowed rcm.usd,
	OUT interest rcm.usd, OUT amounts jsonb, OUT quantities jsonb, OUT mia jsonb, OUT moa jsonb,
	OUT lines integer, OUT lines_charge rcm.usd, OUT lines_paid rcm.usd,
	OUT claim_adjustments rcm.usd, OUT line_adjustments rcm.usd, OUT balances boolean,
	OUT difference rcm.usd, OUT lines_balance boolean, OUT lines_difference rcm.usd,
	OUT provider text, OUT segment integer, OUT byte_offset bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_remittance_claims' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.remittance_claims(bytea, boolean) IS
'The claims of every 835 of an X12 file, in its order: one row for each CLP, so a reversal and its correction are two. "payment" as in rcm.remittance_payments, "claim" counted within it from 1.
From CLP: claim_id (CLP01, the number that the claim was sent with), status (CLP02: 1, 2, 3 processed as primary, secondary, tertiary, which does not mean paid; 19, 20, 21 the same and forwarded; 4 denied; 22 reversal; 25 predetermination), charge, paid, patient_responsibility (CLP05 as given; the sum of the adjustments with group PR is what counts), filing_ind (CLP06), payer_claim_control (CLP07, the payer''s number of the claim), facility (CLP08, place of service or type of bill), freq (CLP09), drg, drg_weight, discharge_fraction (CLP11 to CLP13). Codes are given as sent and not judged.
From NM1: patient (QC), subscriber (IL), what the payer corrected of name and id (74), rendering provider (82), the payer that the claim was forwarded to (TT), the payer that should have been first (PR), the other subscriber (GB). From REF: original_ref (F8), contract (CE), group_number (1L), auth_number (G1). From DTM: statement_from and _to (232, 233), received_on (050), coverage_expired (036). "provider" is TS301, the provider whom the group of claims (LX) is of. Of each the first counts.
allowed (AMT*AU) and interest (AMT*I); "amounts" has every AMT, "quantities" every QTY as {qualifier: value}, a list where one comes several times, amounts as text with two places; "mia" and "moa" (Medicare''s inpatient and outpatient adjudication) their elements as sent by number, {"3": "MA01"}. None of these take part in a balance.
"lines", lines_charge and lines_paid are the SVC; claim_adjustments the sum of the claim''s own CAS, line_adjustments that of its lines. "balances": charge - claim_adjustments - line_adjustments = paid, and "difference" is what "paid" has more. lines_balance: lines_paid - claim_adjustments = paid, null without lines; lines_difference in the same way. Null where an amount cannot be read, or is missing.
In rcm.x12_findings: BALANCE-CLAIM, BALANCE-CLAIM-LINES, CLP-MISSING, SEGMENT-PLACE, LIMIT (more than 32 AMT or QTY), AMOUNT, DATE, NUMBER. Strict, errors and rules as in rcm.remittance_payments.

    SELECT claim_id, status, charge, paid, claim_adjustments + line_adjustments AS adjusted, balances FROM rcm.remittance_claims(pg_read_binary_file(''/tmp/era.835''));';

CREATE FUNCTION rcm.remittance_lines(file bytea, strict boolean DEFAULT false,
	OUT payment integer, OUT claim integer, OUT line integer, OUT qualifier text, OUT code text,
	OUT mods text[], OUT description text, OUT submitted_code text, OUT submitted_mods text[],
	OUT rev text, OUT charge rcm.usd, OUT paid rcm.usd, OUT units_paid numeric,
	OUT units_submitted numeric, OUT service_from date, OUT service_to date, OUT line_control text,
	OUT policy text, OUT rendering_npi text, OUT allowed rcm.usd, OUT amounts jsonb,
	OUT quantities jsonb, OUT adjustments rcm.usd, OUT balances boolean, OUT difference rcm.usd,
	OUT segment integer, OUT byte_offset bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_remittance_lines' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 2000;
COMMENT ON FUNCTION rcm.remittance_lines(bytea, boolean) IS
'The service lines of every 835 of an X12 file, in its order: one row for each SVC. "payment" and "claim" as in rcm.remittance_claims, "line" counted within the claim from 1; a claim may have none.
qualifier, code, mods and description are what was adjudicated (SVC01; the qualifier is HC for CPT and HCPCS, AD dental, NU revenue code and so on); submitted_code and submitted_mods what was sent, where that is something else (SVC06); rev is SVC04, or the code itself when the qualifier is NU. charge (SVC02), paid (SVC03), units_paid (SVC05, 1 when it is not given), units_submitted (SVC07). service_from and _to: DTM*472, or 150 and 151, else the claim''s statement dates. line_control (REF*6R) is the number that the line was sent with, the first key by which to find it; policy (REF*0K, the medical policy that decided), rendering_npi (REF*HPI), allowed (AMT*B6); "amounts" and "quantities" as in rcm.remittance_claims.
"adjustments" is the sum of the line''s CAS. "balances": charge - adjustments = paid, and "difference" is what "paid" has more; null where an amount cannot be read, or is missing.
In rcm.x12_findings: BALANCE-LINE, SVC-MISSING, SVC-ALONE (no claim before it; it is not a row), PROCEDURE, AMOUNT, DATE, NUMBER, LIMIT. Strict, errors and rules as in rcm.remittance_payments.

    SELECT c.claim_id, l.line, l.code, l.charge, l.allowed, l.paid FROM era, rcm.remittance_claims(bytes) c JOIN rcm.remittance_lines(bytes) l USING (payment, claim);';

CREATE FUNCTION rcm.remittance_adjustments(file bytea, strict boolean DEFAULT false,
	OUT payment integer, OUT claim integer, OUT line integer, OUT adjustment integer,
	OUT group_code text, OUT carc text, OUT amount rcm.usd, OUT quantity numeric,
	OUT segment integer, OUT byte_offset bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_remittance_adjustments' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 5000;
COMMENT ON FUNCTION rcm.remittance_adjustments(bytea, boolean) IS
'Why less was paid than charged: the adjustments of every 835 of an X12 file, in its order, one row for each triple of a CAS. "payment", "claim" and "line" as in rcm.remittance_lines, "line" null for an adjustment of the claim itself; "adjustment" is counted through the claim from 1. group_code (CO contract, PR patient, OA other, PI payer; 004010 also CR correction), carc (claim adjustment reason code), amount (positive lowers what is paid; zero and negative ones occur), quantity (units adjusted, not money). The same reason may come several times.
In rcm.x12_findings: CAS-TRIPLE (a reason without an amount, an amount without a reason, more than six of them, which count all the same), CAS-GROUP, CAS-ALONE (no claim before it; it is not a row), AMOUNT, NUMBER. Strict, errors and rules as in rcm.remittance_payments.

    SELECT group_code, carc, count(*), sum(amount) FROM rcm.remittance_adjustments(pg_read_binary_file(''/tmp/era.835'')) GROUP BY 1, 2 ORDER BY 4 DESC;';

CREATE FUNCTION rcm.remittance_provider_adjustments(file bytea, strict boolean DEFAULT false,
	OUT payment integer, OUT adjustment integer, OUT provider_id text, OUT fiscal_date date,
	OUT reason text, OUT reference text, OUT amount rcm.usd, OUT segment integer,
	OUT byte_offset bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_remittance_provider_adjustments' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 10;
COMMENT ON FUNCTION rcm.remittance_provider_adjustments(bytea, boolean) IS
'What a payment has more or less than its claims: one row for each pair of a PLB, in the order of the file. "payment" as in rcm.remittance_payments, "adjustment" counted within it from 1. provider_id (PLB01), fiscal_date (PLB02, end of the provider''s fiscal year), reason (the first component: WO overpayment recovery, FB forwarding balance, L6 interest, 72 authorized return, CS and others), reference (the second: as the payer writes it, a claim''s number of either side or a trace number), amount: positive lowers the payment, negative raises it.
In rcm.x12_findings: PLB-PAIR (a reason without an amount, an amount without a reason, more than six of them, which count all the same), AMOUNT, DATE. Strict, errors and rules as in rcm.remittance_payments.

    SELECT reason, reference, amount FROM rcm.remittance_provider_adjustments(pg_read_binary_file(''/tmp/era.835''));';

CREATE FUNCTION rcm.remittance_remarks(file bytea, strict boolean DEFAULT false,
	OUT payment integer, OUT claim integer, OUT line integer, OUT remark text, OUT source text,
	OUT code_list text, OUT segment integer, OUT byte_offset bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_remittance_remarks' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.remittance_remarks(bytea, boolean) IS
'The remark codes of every 835 of an X12 file, in its order: what adds to a reason for an adjustment. "payment", "claim" and "line" as in rcm.remittance_lines, "line" null for a remark on the claim. "source" is the segment that it stands in: MIA (inpatient, elements 5 and 20 to 23), MOA (elements 3 to 7), or LQ of a line; code_list is LQ01 (HE remittance advice remark codes, RX pharmacy reject codes), null for MIA and MOA, which hold remark codes only. Strict, errors and rules as in rcm.remittance_payments.

    SELECT remark, count(*) FROM rcm.remittance_remarks(pg_read_binary_file(''/tmp/era.835'')) GROUP BY 1 ORDER BY 2 DESC;';

/* ---- src/remittance/postings.sql ---- */

-- postings.sql - a remittance in one pass, as posting wants it

CREATE TYPE rcm.remitted_line AS (
	line integer, control text, code text, mods text[], submitted_code text, submitted_mods text[],
	rev text, service_from date, service_to date, charge rcm.usd, paid rcm.usd, allowed rcm.usd,
	units numeric, remarks text[]);
COMMENT ON TYPE rcm.remitted_line IS
'A service line of a remitted claim, as rcm.remittance_postings gives it and rcm.posting_moves takes it: "line" counted within the claim from 1, "control" the number that it was sent with (REF*6R), code and mods as adjudicated, submitted_code and submitted_mods as sent where that is something else, rev (revenue code), days, charge, paid, allowed, units (paid), "remarks" the codes of its LQ. The columns of the same names in rcm.remittance_lines say more; control is its line_control, units its units_paid.';

CREATE TYPE rcm.remitted_adjustment AS (
	line integer, adjustment integer, group_code text, carc text, amount rcm.usd, quantity numeric);
COMMENT ON TYPE rcm.remitted_adjustment IS
'An adjustment of a remitted claim, as rcm.remittance_postings gives it and rcm.posting_moves takes it: "line" is that of the rcm.remitted_line, null when the claim itself is adjusted; "adjustment" is counted through the claim from 1; group_code, carc, amount (positive lowers what is paid) and quantity as in rcm.remittance_adjustments.';

CREATE TYPE rcm.remitted_claim AS (
	payment integer, claim integer, claim_id text, status text, charge rcm.usd,
	paid rcm.usd, patient_responsibility rcm.usd, filing_ind text,
	payer_claim_control text, original_ref text, patient_last text,
	patient_first text, member_id text, first_service date, crossover_payer text,
	interest rcm.usd, difference rcm.usd, lines_difference rcm.usd, faults text[],
	remarks text[], lines rcm.remitted_line[], adjustments rcm.remitted_adjustment[]);
COMMENT ON TYPE rcm.remitted_claim IS 'A claim of a remittance with its lines and adjustments: a row of rcm.remittance_postings, whose comment says what the columns are.';

CREATE FUNCTION rcm.remittance_postings(file bytea) RETURNS SETOF rcm.remitted_claim
	AS 'MODULE_PATHNAME', 'rcm_remittance_postings' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.remittance_postings(bytea) IS
'What posting needs of an X12 file with remittances (835), in one pass: one row for each CLP, in the order of the file, with its lines and adjustments as arrays. It is what rcm.remittance_claims, _lines, _adjustments and _remarks say, joined; "payment" and "claim" are theirs, and "payment" ties it to rcm.remittance_payments and rcm.remittance_provider_adjustments, which say whether the payment itself adds up.
member_id is the patient''s (NM1*QC), else the subscriber''s (NM1*IL); first_service the earliest day of a line, else the first day of the statement (DTM*232); crossover_payer the name, else the id, of the payer that the claim was forwarded to (NM1*TT), null when it was not; interest (AMT*I) informs and is no part of "paid"; difference and lines_difference as in rcm.remittance_claims. "remarks" are those on the claim itself (MIA, MOA), those on a line are in its row. Arrays are empty, not null, when there is nothing.
"faults" says what in the claim does not add up or cannot be read, one sentence for each, without patient data: an equation with its place and the difference of its two sides (line 2: charge 100.00 - adjustments 20.00 <> paid 79.99, difference 0.01), an amount that must add up and is not exact cents or is missing (line 2: SVC03 is an amount that is finer than a cent; claim: CLP04, what the claim was paid, is not given). Not more than 20, the last then says how many more there are. A claim with faults is not to be posted. What only informs (AMT) is null when it cannot be read, and is no fault. Errors: RC006 when no delimiters are found, 54000 when a claim has more than a million lines, adjustments or remarks. Rule: the implementation guide of the 835, section on balancing.

    SELECT claim_id, charge, paid, cardinality(lines) AS lines, faults FROM rcm.remittance_postings(pg_read_binary_file(''/tmp/era.835''));';

CREATE TYPE rcm.charge_line AS (
	line_no integer, control text, code text, mods text[], rev text, service_from date,
	service_to date, charge rcm.usd, owed rcm.usd);
COMMENT ON TYPE rcm.charge_line IS
'A charge line of ours that a remittance may answer, for rcm.answered_lines and rcm.posting_moves: its place in the claim (line_no), the number that it was sent with (control), code (HCPCS or CPT), mods, rev (revenue code, which counts where there is no code), days, charge, and "owed": what the answering party owes on it now, which limits a later payer (null is nothing).';

CREATE FUNCTION rcm.answered_lines(lines rcm.remitted_line[], charges rcm.charge_line[],
	OUT line integer, OUT line_no integer, OUT stage text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_answered_lines' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10;
COMMENT ON FUNCTION rcm.answered_lines(rcm.remitted_line[], rcm.charge_line[]) IS
'Which of our charge lines each line of a remitted claim answers: "lines" is that of a row of rcm.remittance_postings, "charges" are ours. One row for each remitted line and charge line that it answers, in the order of "lines": "line", line_no (null when none fits) and the "stage" that told.
Stages, each tried for every remitted line before the next one, what is alike in order: control number (REF*6R is our control, else our line_no, and charge, code or day agree too; a line whose charge is answered in full is answered again only under its code); code, modifiers, date and charge; dropped modifier (all but the modifiers); split (several remitted lines of one code and day whose charges add up to one of ours); code and date (charge or units changed; those with the same modifiers first); changed code (day and charge agree); bundled (its charge is that of two or more of our lines of the day: a row for each). A charge line is answered once, but for control number and split.
The code is the submitted one where the payer says it (SVC06), of a line without one its revenue code; case does not matter, nor the order of modifiers. A remitted line without a day contradicts none. Amounts are compared without sign, for a reversal negates them all. Sums are searched for 200000 steps, then given up. Errors: 22004 when a line or its number is null, 54000 beyond 5000 lines. Rule: the implementation guide of the 835, REF*6R and SVC06.

    SELECT a.* FROM era, rcm.remittance_postings(era.bytes) r,
        rcm.answered_lines(r.lines, ARRAY[''(1,L1,99213,{25},,2026-03-02,2026-03-02,120.00,120.00)'']::rcm.charge_line[]) a;';

/* ---- src/remittance/secondary.sql ---- */

-- secondary.sql - the claim for the next payer, from what the one before paid

CREATE FUNCTION rcm.remittance_of_claim(file bytea, claim_id text) RETURNS bytea
	AS 'MODULE_PATHNAME', 'rcm_remittance_of_claim' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000;
COMMENT ON FUNCTION rcm.remittance_of_claim(bytea, text) IS
'What a remittance file says of one claim, as a file: the envelopes, and of every 835 that has the claim (CLP01, exactly as given) the header, the LX and TS3 that the claim stands under, its CLP with all that belongs to it (several, where it was reversed and corrected), and SE. Other claims, PLB and other transactions are left out, so counts and the payment''s own balance are not those of the part, and rows are counted anew. Null when no 835 of the file has the claim. For reading one claim of a large file many times, or for showing somebody its remittance without that of others. Error RC006 when no delimiters are found. Rule: the loops of the implementation guide of the 835.

    SELECT convert_from(rcm.remittance_of_claim(bytes, ''A-1''), ''UTF8'') FROM era;';

CREATE FUNCTION rcm.matched_lines(claim rcm.claim, remittance bytea, payment integer, remitted_claim integer,
	OUT line integer, OUT n integer, OUT stage text) RETURNS SETOF record
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 10
SET search_path = pg_catalog, pg_temp SET jit = off -- which would take ten times as long
AS $function$
DECLARE
	doc jsonb := matched_lines.claim::jsonb;
	sent rcm.charge_line[];
BEGIN
	SELECT array_agg(ROW(coalesce((x.l ->> 'n')::integer, x.at::integer), x.l ->> 'control', x.l ->> 'code', ARRAY(SELECT jsonb_array_elements_text(nullif(x.l -> 'mods', 'null'))),
			x.l ->> 'rev', coalesce(x.l ->> 'from', doc ->> 'stmt_from', doc #>> '{dates,service}')::date, NULL, (x.l ->> 'charge')::rcm.usd, NULL)::rcm.charge_line ORDER BY x.at)
	INTO sent
	FROM jsonb_array_elements(coalesce(nullif(doc -> 'lines', 'null'), '[]')) WITH ORDINALITY AS x(l, at);
	-- what answers several lines at once is the answer of none of them
	RETURN QUERY SELECT a.line, CASE count(*) WHEN 1 THEN min(a.line_no) END, CASE count(*) WHEN 1 THEN min(a.stage) END
		FROM rcm.remittance_postings(remittance) r, rcm.answered_lines(r.lines, coalesce(sent, '{}')) a
		WHERE r.payment = matched_lines.payment AND r.claim = matched_lines.remitted_claim
		GROUP BY a.line ORDER BY a.line;
END
$function$;
COMMENT ON FUNCTION rcm.matched_lines(rcm.claim, bytea, integer, integer) IS
'Which service line of a claim each line of its remittance answers: rcm.answered_lines for a claim and a file. "payment" and "remitted_claim" say which claim of the 835 it is, as rcm.remittance_claims counts them. One row for each SVC: "line" as rcm.remittance_lines counts, "n" the number of the claim''s line (its place where it has none), null when none fits, and the "stage" that told. A line without a day has that of the claim. What answers several lines of the claim at once (bundled) is the answer of none, for the next payer cannot be told of it line by line. No row when the remittance has no such claim, or it has no lines. Error RC006 when no delimiters are found. Rule: as in rcm.answered_lines.

    SELECT m.* FROM sent, era, rcm.remittance_claims(era.bytes) r, rcm.matched_lines(sent.claim, era.bytes, r.payment, r.claim) m
    WHERE r.claim_id = rcm.claim_id(sent.claim);';

CREATE FUNCTION rcm.secondary_claim(claim rcm.claim, remittance bytea, next_payer jsonb) RETURNS rcm.claim
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp SET jit = off -- which would take ten times as long
AS $function$
DECLARE
	doc jsonb := secondary_claim.claim::jsonb;
	part bytea := rcm.remittance_of_claim(secondary_claim.remittance, doc ->> 'claim_id');
	seq text := coalesce(doc ->> 'payer_seq', 'P');
	answer record;
	reversal record;
	taken_back bigint[] := ARRAY[]::bigint[];
	one bigint;
	charge numeric;
	lines jsonb;
	claim_level jsonb;
	other jsonb;
	fault integer;
BEGIN
	-- an answer whose exact negative comes too counts no more, whichever of them stands first
	FOR reversal IN SELECT * FROM rcm.remittance_claims(part) c WHERE c.status = '22' ORDER BY c.payment, c.claim
	LOOP
		SELECT c.byte_offset INTO one
		FROM rcm.remittance_claims(part) c
		WHERE c.status NOT IN ('22', '23', '25') AND c.byte_offset <> ALL (taken_back)
			AND c.charge::numeric = -reversal.charge::numeric AND c.paid::numeric = -reversal.paid::numeric
			AND (c.payer_claim_control IS NULL OR reversal.payer_claim_control IS NULL
				OR c.payer_claim_control IN (reversal.payer_claim_control, reversal.original_ref))
			-- (004010 gives another group for all of them)
			AND (EXISTS (SELECT FROM rcm.remittance_adjustments(part) a WHERE (a.payment, a.claim) = (reversal.payment, reversal.claim) AND a.group_code = 'CR')
				OR NOT EXISTS (SELECT FROM rcm.remittance_adjustments(part) a
					WHERE (a.payment, a.claim) IN ((reversal.payment, reversal.claim), (c.payment, c.claim))
					GROUP BY a.group_code, a.carc HAVING sum(a.amount::numeric) <> 0))
		ORDER BY c.payment, c.claim LIMIT 1;
		IF FOUND THEN
			taken_back := taken_back || one;
		END IF;
	END LOOP;
	-- of what is left the last; one of another payer of the same claim only where there is no other
	SELECT c.*, coalesce(p.payment_date, p.production_date) AS adjud_date, p.payer_name INTO answer
	FROM rcm.remittance_claims(part) c JOIN rcm.remittance_payments(part) p USING (payment)
	WHERE c.status NOT IN ('22', '23', '25') AND c.byte_offset <> ALL (taken_back)
	ORDER BY c.status = ANY (CASE seq WHEN 'P' THEN '{2,3,20,21}' WHEN 'S' THEN '{1,3,19,21}' WHEN 'T' THEN '{1,2,19,20}' ELSE '{}' END::text[]),
		c.payment DESC, c.claim DESC LIMIT 1;
	IF NOT FOUND THEN
		RAISE EXCEPTION USING ERRCODE = 'RC009', MESSAGE = CASE WHEN taken_back = '{}'
				THEN 'the remittance does not answer the claim' ELSE 'the remittance takes its answer to the claim back' END,
			HINT = 'A claim is found by its claim_id in CLP01; reversals (22) and what they reverse, forwarded claims (23) and predeterminations (25) do not count.';
	END IF;
	IF answer.balances IS NOT TRUE OR (answer.lines > 0 AND answer.lines_balance IS NOT TRUE) THEN
		RAISE EXCEPTION 'the remittance of the claim does not balance' USING ERRCODE = 'RC009',
			DETAIL = format('Charge %s, paid %s, adjustments of the claim %s, of its lines %s.', answer.charge, answer.paid, answer.claim_adjustments, answer.line_adjustments);
	END IF;
	charge := coalesce((doc ->> 'total_charge')::numeric, (SELECT sum((x ->> 'charge')::numeric) FROM jsonb_array_elements(coalesce(doc -> 'lines', '[]')) x));
	IF charge <> answer.charge::numeric THEN
		RAISE EXCEPTION 'the remittance is that of another charge' USING ERRCODE = 'RC009',
			DETAIL = format('The claim was sent with %s and answered with %s.', charge, answer.charge);
	END IF;
	-- (what is no procedure, a drug or a revenue code, is answered under the line's own)
	WITH adjusted AS (
		SELECT coalesce(a.line, 0) AS line, jsonb_agg(jsonb_strip_nulls(jsonb_build_object('grp', a.group_code, 'carc', a.carc, 'amt', a.amount::text, 'qty', a.quantity)) ORDER BY a.adjustment) AS adj
		FROM rcm.remittance_adjustments(part) a
		WHERE a.payment = answer.payment AND a.claim = answer.claim AND a.amount IS NOT NULL
		GROUP BY 1)
	SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('n', m.n, 'paid', coalesce(l.paid, '0')::text, 'code', CASE WHEN q.is_procedure THEN l.code END,
			'mods', CASE WHEN q.is_procedure THEN to_jsonb(nullif(l.mods, '{}')) END, 'rev', l.rev, 'units', l.units_paid, 'adj', a.adj)) ORDER BY l.line), '[]'),
		(SELECT adj FROM adjusted WHERE line = 0)
	INTO lines, claim_level
	FROM rcm.remittance_lines(part) l
	JOIN rcm.matched_lines(secondary_claim.claim, part, answer.payment, answer.claim) m USING (line)
	LEFT JOIN adjusted a USING (line)
	CROSS JOIN LATERAL (SELECT coalesce(l.qualifier, '') NOT IN ('NU', 'N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'ND', 'UI', 'UX') AS is_procedure) q
	WHERE l.payment = answer.payment AND l.claim = answer.claim;
	-- what a line was charged must be what was paid and adjusted on it, or the next payer cannot follow
	SELECT s.n INTO fault
	FROM (SELECT coalesce((x.sent ->> 'n')::integer, x.at::integer) AS n, (x.sent ->> 'charge')::numeric AS charge
			FROM jsonb_array_elements(coalesce(doc -> 'lines', '[]')) WITH ORDINALITY AS x(sent, at)) s
	LEFT JOIN (SELECT (x ->> 'n')::integer AS n, sum((x ->> 'paid')::numeric) + coalesce(sum(a.amt), 0) AS told
			FROM jsonb_array_elements(lines) x,
				LATERAL (SELECT sum((y ->> 'amt')::numeric) AS amt FROM jsonb_array_elements(coalesce(x -> 'adj', '[]')) y) a
			GROUP BY 1) t ON t.n = s.n
	WHERE lines <> '[]' AND t.told IS DISTINCT FROM s.charge ORDER BY s.n LIMIT 1;
	IF FOUND OR jsonb_path_exists(lines, '$[*] ? (!exists(@.n))') THEN
		RAISE EXCEPTION 'the remittance does not explain the charge of every line' USING ERRCODE = 'RC009',
			DETAIL = CASE WHEN fault IS NULL THEN 'A line of the remittance answers no line of the claim.' ELSE format('Line %s: charge, payments and adjustments do not add up.', fault) END,
			HINT = 'rcm.matched_lines shows which line of the remittance answers which line of the claim.';
	END IF;
	other := jsonb_strip_nulls(jsonb_build_object(
		'payer_id', doc -> 'payer_id', 'seq', seq, 'filing_ind', doc -> 'filing_ind', 'msp_type', doc -> 'msp_type',
		'name', coalesce(doc #> '{payer,name}', to_jsonb(answer.payer_name)), 'rel', doc #> '{patient,rel}',
		'claim_control', answer.payer_claim_control, 'subscriber', (doc -> 'subscriber') - 'dob' - 'sex',
		'terms', doc -> 'terms', 'paid', answer.paid::text,
		'adjud_date', answer.adjud_date,
		'adj', claim_level, 'lines', nullif(lines, '[]')));
	-- what the payer before said of coverage, and what it authorized, is not the next one's word
	RETURN (doc - ARRAY['payer_id', 'payer', 'filing_ind', 'msp_type', 'orig_ref', 'auth_number', 'eligibility']
		|| jsonb_build_object('freq', '1', 'payer_seq', CASE seq WHEN 'P' THEN 'S' WHEN 'S' THEN 'T' WHEN 'T' THEN 'A' ELSE 'U' END,
			'lines', (SELECT jsonb_agg(x.sent - 'auth' ORDER BY x.at) FROM jsonb_array_elements(nullif(doc -> 'lines', 'null')) WITH ORDINALITY AS x(sent, at)),
			'other_payers', coalesce(doc -> 'other_payers', '[]') || other)
		|| next_payer)::rcm.claim;
END
$function$;
COMMENT ON FUNCTION rcm.secondary_claim(rcm.claim, bytea, jsonb) IS
'The claim for the next payer, with what the payer before has paid and why not more: the coordination of benefits of loops 2320, 2330 and 2430. "claim" is the claim as it was sent, "remittance" the 835 file that answers it, of any size and with other claims besides. It is found by claim_id: an answer that a reversal of the same amounts takes back does not count, in whichever order they stand; of what is left the last, of that of the claim''s own place in the sequence where there is one (CLP02 1, 2, 3 for payer_seq P, S, T). "next_payer" the keys of the claim that are another''s now: payer_id, payer, filing_ind, subscriber, patient (as a whole), msp_type. payer_seq follows (P, S, T, A; P when it is not given), freq is 1; orig_ref, auth_number, the "auth" of lines and eligibility are the payer''s before and dropped: give the next one''s with "next_payer", as submit_date when it is another day now.
Each SVC becomes a line of the other payer under the code that was adjudicated (under that of the claim''s line where it was a revenue code or a drug''s number); a claim that was answered without lines keeps its adjustments at claim level. What is returned holds the three formulas: charge of a line = paid + its adjustments; paid of the claim = paid of its lines - adjustments of the claim; charge of the claim = paid + all adjustments. Error RC009 when the remittance does not answer the claim, takes its answer back, does not balance, is that of another charge, or does not explain the charge of every line: nothing is made up. A payer that has forwarded the claim itself (CLP02 19, 20, 21; crossover_payer_name in rcm.remittance_claims) has answered it like any other: the next payer has the claim already, so look before you send it. Rule: the implementation guide of the 837, section on coordination of benefits; X12 RFI 1405 (one SVD for each adjudicated code), 2499.

    SELECT rcm.x12_837p(rcm.secondary_claim(sent.claim, era.bytes, ''{"payer_id": "SKMO0", "filing_ind": "MC", "payer": {"name": "MO HEALTHNET"}}''), sender.keys) FROM sent, era, sender;';

/* ---- src/eligibility/eligibility.sql ---- */

-- eligibility.sql - what payers answer of coverage (271), and the question (270)

-- ---- the 271 ----

CREATE FUNCTION rcm.eligibility_responses(file bytea, strict boolean DEFAULT false,
	OUT response integer, OUT interchange integer, OUT "group" integer, OUT transaction integer,
	OUT control_number text, OUT purpose text, OUT reference text, OUT created date,
	OUT payer_name text, OUT payer_id text, OUT provider_name text, OUT provider_npi text,
	OUT trace_number text, OUT trace_origin text, OUT is_dependent boolean, OUT subscriber integer,
	OUT relationship text, OUT last text, OUT first text, OUT middle text, OUT suffix text,
	OUT member_id text, OUT group_number text, OUT group_name text, OUT policy_number text,
	OUT case_number text, OUT patient_account text, OUT dob date, OUT sex text,
	OUT line1 text, OUT line2 text, OUT city text, OUT state text, OUT zip text,
	OUT identity_changed boolean, OUT plan_from date, OUT plan_to date,
	OUT eligibility_from date, OUT eligibility_to date, OUT dates jsonb, OUT diagnoses text[],
	OUT plan_name text, OUT active boolean, OUT primary_care_npi text, OUT primary_care_name text,
	OUT rejected boolean, OUT segment integer, OUT byte_offset bigint) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_eligibility_responses' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 100;
COMMENT ON FUNCTION rcm.eligibility_responses(bytea, boolean) IS
'The people that the 271s of an X12 file (005010X279 and its errata, 004010X092 and its) answer about, one row each, in the order of the file: every subscriber''s or dependent''s level in which there is a name, a trace number, a benefit or a rejection. "response" counts them through the file and ties rcm.eligibility_benefits and rcm.eligibility_rejections to them. A subscriber who is there only because a dependent is asked about is a row too, with "active" null; a dependent''s "subscriber" is that row, and what the dependent''s level does not say of member_id, group and policy_number is the subscriber''s.
Interchange, "group", transaction, segment and byte_offset (those of the HL) are counted as in rcm.x12_findings; is_dependent: the patient is not the subscriber; control_number is ST02, purpose BHT02, reference BHT03, created BHT04. trace_number and trace_origin are TRN02 and TRN03 of what the inquiry sent (TRN01 2, else the first other one). relationship is INS02, 18 for a subscriber where the file is silent. group_number is REF 6P or 1L, policy_number IG, case_number 3H, patient_account EJ. plan_from and plan_to are DTP 291, 346, 347; eligibility_from and eligibility_to DTP 307, 356, 357; a period that begins on one day and has no end has "to" null. "dates" holds every DTP of the level as [{"qualifier", "from", "to"}], diagnoses the codes of HI. plan_name is EB05 of the first active benefit that has one, else the name behind REF 18 or N6. active: true when a benefit with EB01 1 to 5 is about the whole plan (service type 30, or none), else false when one with 6 to 8 is, else what benefits about single services say; null when nothing does. Primary care is whom a benefit names as P3, or as 1P behind EB01 L. identity_changed: INS03 001 with INS04 25, what the payer has is not what was asked. rejected: an AAA stands on the level, or above it while there are no benefits.
What cannot be read is null and a finding: AMOUNT, DATE, DATE-FORMAT, NUMBER, PERCENT, POINTER, HL03, EB01, EB-OUTSIDE, AAA03, LIMIT. With "strict" a finding that means loss is error RC008. Error RC006 when no delimiters are found. Rules: the X12 implementation guides of the 271.

    SELECT response, trace_number, last, first, active, plan_from, plan_to FROM rcm.eligibility_responses(pg_read_binary_file(''/tmp/answer.271''));';

CREATE FUNCTION rcm.eligibility_benefits(file bytea, strict boolean DEFAULT false,
	OUT response integer, OUT benefit integer, OUT code text, OUT kind text, OUT coverage_level text,
	OUT service_types text[], OUT insurance_type text, OUT plan text, OUT period text, OUT period_kind text,
	OUT amount rcm.usd, OUT percent numeric, OUT quantity_qualifier text, OUT quantity numeric,
	OUT authorization_required text, OUT in_network text, OUT procedure_qualifier text, OUT procedure text,
	OUT mods text[], OUT dx_pointers integer[], OUT from_date date, OUT to_date date, OUT date_qualifier text,
	OUT dates jsonb, OUT limits jsonb, OUT places text[], OUT messages text[], OUT refs jsonb,
	OUT entity_code text, OUT entity_name text, OUT entity_id_qualifier text, OUT entity_id text,
	OUT entity_phone text, OUT entity_member_id text, OUT segment integer, OUT byte_offset bigint) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_eligibility_benefits' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.eligibility_benefits(bytea, boolean) IS
'What the 271s of an X12 file say of benefits: one row for each EB segment, in the order of the file. "response" is the row of rcm.eligibility_responses (null when the EB stands outside of a person''s level), benefit counts within it; segment and byte_offset are those of the EB.
code is EB01 and kind its word: active, active_full_risk, active_capitated, active_capitated_primary_care, active_pending, inactive, inactive_pending_update, inactive_pending_investigation, coinsurance, copayment, deductible, coverage_basis, description, exclusion, limitation, out_of_pocket, unlimited, non_covered, cost_containment, reserve, primary_care, preexisting, managed_care, restricted_provider, not_necessary, disclaimer, second_opinion, other_payer, prior_year, card_lost, contact, cannot_process, other_source, facility, spend_down, unknown. coverage_level is EB02, service_types EB03 with its repetitions, insurance_type EB04, plan EB05, period EB06 and period_kind its word (hour, day, 24_hours, years, service_year, calendar_year, year_to_date, contract, episode, visit, outlier, remaining, exceeded, not_exceeded, lifetime, lifetime_remaining, month, week, admission; null for others), amount EB07 in dollars, percent EB08 as a share (0.2 is 20 percent; null above 1, with a finding), quantity_qualifier and quantity EB09 and EB10, authorization_required EB11 and in_network EB12 (Y, N, U or W as sent), procedure_qualifier, procedure and mods EB13, dx_pointers EB14 (into diagnoses of the response).
"dates" holds every DTP as [{"qualifier", "from", "to"}]; from_date and to_date are the first that is or begins a period (date_qualifier: 290, 291, 292, 295, 307, 472, 346, 348, 356, 193, 435, 007) with its own end or that of 347, 349, 357, 194, 096, 036; one day without an end has to_date null. limits holds the HSD as [{"quantity_qualifier", "quantity", "unit", "sample", "period", "periods", "frequency", "pattern"}], places the places of service (III ZZ), messages MSG and free text of III, refs the REF as [{"qualifier", "id", "name"}]. entity_ is the first of loop 2120 that is not the policy holder: another payer, primary care, hospice and the like; entity_member_id the id of the policy holder there, else REF 1W, IG or F6.
Findings and errors: see rcm.eligibility_responses. Rules: the X12 implementation guides of the 271.

    SELECT kind, service_types, period_kind, amount FROM rcm.eligibility_benefits(pg_read_binary_file(''/tmp/answer.271'')) WHERE kind = ''deductible'';';

CREATE FUNCTION rcm.eligibility_rejections(file bytea, strict boolean DEFAULT false,
	OUT response integer, OUT benefit integer, OUT interchange integer, OUT "group" integer,
	OUT transaction integer, OUT control_number text, OUT reference text, OUT level text, OUT entity text,
	OUT valid_request text, OUT reason text, OUT meaning text, OUT follow_up text,
	OUT segment integer, OUT byte_offset bigint) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_eligibility_rejections' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 10;
COMMENT ON FUNCTION rcm.eligibility_rejections(bytea, boolean) IS
'What the payers of an X12 file''s 271s did not answer: one row for each AAA segment, in the order of the file. level is source (the payer), receiver (the provider who asked), subscriber, dependent, or unknown; a rejection of source or receiver has response null and holds for every inquiry of its transaction. benefit is set when it is about one benefit. control_number is ST02, reference BHT03, entity NM101 of who is named there, valid_request AAA01 (Y: the question was right and cannot be answered, N: it was wrong), reason AAA03 and meaning its sense in our words (null for codes that we have none for), follow_up AAA04 (C correct and ask again, N do not ask again, R ask again, W wait, and so on).
Findings and errors: see rcm.eligibility_responses. Rules: the X12 implementation guides of the 271.

    SELECT response, level, reason, meaning FROM rcm.eligibility_rejections(pg_read_binary_file(''/tmp/answer.271''));';

-- ---- what follows from it ----

CREATE FUNCTION rcm.eligibility_summary(file bytea, OUT response integer, OUT service_type text,
	OUT coverage_level text, OUT in_network text, OUT medicare_part text,
	OUT copay rcm.usd, OUT coinsurance numeric,
	OUT deductible rcm.usd, OUT deductible_remaining rcm.usd, OUT deductible_met rcm.usd,
	OUT out_of_pocket rcm.usd, OUT out_of_pocket_remaining rcm.usd, OUT out_of_pocket_met rcm.usd,
	OUT limit_quantity numeric, OUT limit_remaining numeric, OUT limit_unit text, OUT varies text[]) RETURNS SETOF record
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 100 SET search_path = pg_catalog, pg_temp AS $$
WITH piece AS (
	SELECT b.response, t.service_type, t.nth, b.coverage_level, b.in_network,
		CASE b.insurance_type WHEN 'MA' THEN 'A' WHEN 'MB' THEN 'B' END AS part, b.benefit,
		CASE b.code WHEN 'A' THEN 'coinsurance' WHEN 'B' THEN 'copay'
			ELSE CASE b.code WHEN 'C' THEN 'deductible' WHEN 'G' THEN 'out_of_pocket' ELSE 'limit' END ||
				CASE WHEN b.period IN ('29', '33') THEN '_remaining' WHEN b.period = '24' THEN '_met' WHEN b.code = 'F' THEN '_quantity' ELSE '' END
		END AS slot,
		CASE b.code WHEN 'A' THEN b.percent WHEN 'F' THEN coalesce(b.quantity, (b.limits -> 0 ->> 'quantity')::numeric)
			ELSE b.amount::numeric END AS value,
		CASE WHEN b.quantity IS NULL THEN b.limits -> 0 ->> 'quantity_qualifier' ELSE b.quantity_qualifier END AS unit,
		-- what holds without conditions comes first, then the period that is asked for most
		100 * ((b.procedure IS NOT NULL)::integer * 4 + (cardinality(b.places) > 0)::integer * 2 + (cardinality(b.messages) > 0)::integer) +
		coalesce(array_position(CASE WHEN b.code IN ('A', 'B') THEN ARRAY['27', ''] ELSE ARRAY['23', '25', '22', '26', '36', '', '29'] END,
			coalesce(b.period, '')), 9) AS place
	FROM rcm.eligibility_benefits(file) AS b,
		LATERAL unnest(CASE WHEN cardinality(b.service_types) = 0 THEN ARRAY[NULL::text] ELSE b.service_types END)
			WITH ORDINALITY AS t(service_type, nth)
	WHERE b.response IS NOT NULL AND b.code IN ('A', 'B', 'C', 'F', 'G')
), choice AS (
	SELECT p.*, row_number() OVER best AS n, first_value(p.place) OVER best AS best, first_value(p.value) OVER best AS chosen
	FROM piece p WHERE p.value IS NOT NULL
	WINDOW best AS (PARTITION BY p.response, p.service_type, p.coverage_level, p.in_network, p.part, p.slot ORDER BY p.place, p.benefit)
), line AS (
	SELECT c.response, c.service_type, c.coverage_level, c.in_network, c.part, min(c.benefit) AS first, min(c.nth) AS nth,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'copay') AS copay,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'coinsurance') AS coinsurance,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'deductible') AS d,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'deductible_remaining') AS d_left,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'deductible_met') AS d_met,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'out_of_pocket') AS o,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'out_of_pocket_remaining') AS o_left,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'out_of_pocket_met') AS o_met,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'limit_quantity') AS l,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'limit_remaining') AS l_left,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'limit_met') AS l_met,
		coalesce(max(c.unit) FILTER (WHERE c.n = 1 AND c.slot = 'limit_quantity'), max(c.unit) FILTER (WHERE c.n = 1 AND c.slot LIKE 'limit%')) AS unit,
		count(DISTINCT coalesce(c.unit, '')) FILTER (WHERE c.n = 1 AND c.slot LIKE 'limit%') > 1 AS units_differ,
		coalesce(array_agg(DISTINCT c.slot ORDER BY c.slot) FILTER (WHERE c.place = c.best AND c.value <> c.chosen), '{}') AS varies
	FROM choice c GROUP BY c.response, c.service_type, c.coverage_level, c.in_network, c.part
)
SELECT l.response, l.service_type, l.coverage_level, l.in_network, l.part, l.copay::rcm.usd, l.coinsurance,
	-- the third of total, remaining and met follows from two that nothing contradicts (greatest() would take null for zero)
	CASE WHEN l.d IS NULL AND sure.d THEN l.d_left + l.d_met ELSE l.d END::rcm.usd,
	CASE WHEN l.d_left IS NULL AND sure.d THEN CASE WHEN l.d > l.d_met THEN l.d - l.d_met WHEN l.d <= l.d_met THEN 0 END ELSE l.d_left END::rcm.usd,
	CASE WHEN l.d_met IS NULL AND sure.d THEN CASE WHEN l.d > l.d_left THEN l.d - l.d_left WHEN l.d <= l.d_left THEN 0 END ELSE l.d_met END::rcm.usd,
	CASE WHEN l.o IS NULL AND sure.o THEN l.o_left + l.o_met ELSE l.o END::rcm.usd,
	CASE WHEN l.o_left IS NULL AND sure.o THEN CASE WHEN l.o > l.o_met THEN l.o - l.o_met WHEN l.o <= l.o_met THEN 0 END ELSE l.o_left END::rcm.usd,
	CASE WHEN l.o_met IS NULL AND sure.o THEN CASE WHEN l.o > l.o_left THEN l.o - l.o_left WHEN l.o <= l.o_left THEN 0 END ELSE l.o_met END::rcm.usd,
	CASE WHEN l.l IS NULL AND sure.l THEN l.l_left + l.l_met ELSE l.l END,
	CASE WHEN l.units_differ THEN NULL WHEN l.l_left IS NULL AND sure.l THEN
		CASE WHEN l.l > l.l_met THEN l.l - l.l_met WHEN l.l <= l.l_met THEN 0 END ELSE l.l_left END,
	coalesce(CASE l.unit WHEN 'VS' THEN 'visits' WHEN 'DY' THEN 'days' WHEN 'HS' THEN 'hours' WHEN 'MN' THEN 'months'
		WHEN 'YY' THEN 'years' WHEN 'FL' THEN 'units' WHEN 'P6' THEN 'services' END, l.unit),
	l.varies
FROM line l, LATERAL (SELECT NOT l.varies && '{deductible,deductible_remaining,deductible_met}' AND greatest(abs(l.d), abs(l.d_left), abs(l.d_met)) < 1e15 AS d,
	NOT l.varies && '{out_of_pocket,out_of_pocket_remaining,out_of_pocket_met}' AND greatest(abs(l.o), abs(l.o_left), abs(l.o_met)) < 1e15 AS o,
	NOT l.units_differ AND NOT l.varies && '{limit_quantity,limit_remaining,limit_met}' AS l) AS sure ORDER BY l.response, l.first, l.nth
$$;
COMMENT ON FUNCTION rcm.eligibility_summary(bytea) IS
'What the patient pays and what is left, from the benefits of a file''s 271s: one row for each response (of rcm.eligibility_responses), service type (null: the payer named none), coverage level as sent (IND, FAM ...), in_network as sent (Y, N, W or null) and, where the payer tells them apart, Medicare part (A or B). Amounts are dollars, coinsurance a share (0.2 is 20 percent).
Where the payer says a thing more than once, the one is taken that (1) names no procedure, else no place of service, else no message, in this order of weight; (2) for copay and coinsurance is by the visit (EB06 27), else without a period, else any other; for yearly amounts and limits is of the calendar year (23), else contract (25), service year (22), episode (26), admission (36), none, any other; (3) stands first. "varies" names the columns for which others that are equal in (1) and (2) say something else: a person should look. What remains is EB06 29, else 33 (of the lifetime), what is met is 24 (year to date); what the payer leaves out of total, remaining and met follows from the other two, never below zero, unless these vary; else it is null, which is not zero. A limit is EB01 F with a quantity (EB10, else HSD02); limit_unit is visits, days, hours, months, years, units, services or the code as sent; limit_remaining is null when the units of limit and remainder differ.
Errors: see rcm.eligibility_responses. Rules: the X12 implementation guides of the 271; the order of preference is our own.

    SELECT service_type, copay, deductible_remaining FROM rcm.eligibility_summary(pg_read_binary_file(''/tmp/answer.271'')) WHERE coverage_level = ''IND'';';

CREATE FUNCTION rcm.eligibility_snapshot(file bytea, date_of_service date, OUT response integer, OUT eligibility jsonb) RETURNS SETOF record
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 10 SET search_path = pg_catalog, pg_temp AS $$
WITH answer AS MATERIALIZED (
	SELECT * FROM rcm.eligibility_responses(file)
), benefit AS MATERIALIZED (
	SELECT b.*, d.from_day, d.to_day,
		coalesce(d.from_day <= date_of_service, true) AND coalesce(d.to_day >= date_of_service, true) AS covers,
		cardinality(b.service_types) = 0 OR '30' = ANY (b.service_types) AS whole,
		b.code IN ('1', '2', '3', '4', '5') AS active,
		-- not only dental, vision or drugs
		NOT b.service_types <@ '{23,24,25,26,27,28,35,36,37,38,39,40,41,88,AL,AM,AN,AO,B1,B2,B3}' OR cardinality(b.service_types) = 0 AS medical,
		b.insurance_type IN ('MA', 'MB') OR coalesce(b.entity_name, '') ~* '\mmedicare\M' AS medicare
	FROM rcm.eligibility_benefits(file) AS b,
		-- a date of service is no period of coverage; the last year of the calendar is no end
		LATERAL (SELECT CASE WHEN b.date_qualifier IS DISTINCT FROM '472' THEN b.from_date END AS from_day,
			CASE WHEN b.date_qualifier IS DISTINCT FROM '472' AND b.to_date < date '2999-01-01' THEN b.to_date END AS to_day) AS d
), payer AS (
	SELECT a.response,
		coalesce(a.payer_name, '') ~* '\mmedicare\M|\mcms\M' OR bool_or(b.code = ANY ('{1,2,3,4,5,6,7,8}') AND b.insurance_type IN ('MA', 'MB')) IS TRUE AS is_medicare,
		coalesce(a.payer_name, '') ~* '\mmedicaid\M' OR bool_or(b.active AND b.insurance_type = 'MC') IS TRUE AS is_medicaid
	FROM answer a LEFT JOIN benefit b ON b.response = a.response GROUP BY a.response, a.payer_name
), marked AS (
	SELECT b.*, p.is_medicare,
		b.code = 'R' AND b.medical AND (b.insurance_type IS NOT DISTINCT FROM 'HN' OR (p.is_medicare AND b.insurance_type IN ('HM', 'IN', 'PR', 'PS', 'EP')) IS TRUE) AS advantage,
		b.code = 'R' AND b.medical AND (b.entity_code IS NOT DISTINCT FROM 'PRP' OR coalesce(b.insurance_type, '') IN ('12', '13', '14', '15', '16', '41', '42', '43', '47')) AS pays_first,
		b.code = 'R' AND b.medical AND p.is_medicaid AND coalesce(b.insurance_type, '') NOT IN ('MC', 'QM') AND coalesce(b.entity_name, '') !~* '\mmedicaid\M' AS third_party,
		p.is_medicare AND coalesce(b.insurance_type, 'MB') = 'MB' AND b.code IN ('D', 'F') AND b.period = '24' AND b.amount IS NOT NULL AND
			coalesce(extract(year FROM b.from_date) = extract(year FROM date_of_service), true) AS used,
		jsonb_build_object('from', b.from_day, 'to', b.to_day) AS days,
		jsonb_build_object('payer_id', coalesce(b.entity_id, b.entity_name), 'from', b.from_day, 'to', b.to_day) AS paid_by
	FROM benefit b JOIN payer p USING (response)
), said AS (
	-- of each, the one that covers the day, else the latest
	SELECT m.response,
		-- what is said of the whole plan on the day, else of the plan on other days, else of parts of it
		(array_agg(jsonb_build_object('active', m.active, 'from', m.from_day, 'to', m.to_day, 'type', m.insurance_type, 'plan', m.plan)
			ORDER BY m.whole DESC, m.covers DESC, m.active DESC, m.from_day DESC NULLS LAST, m.benefit) FILTER (WHERE m.code = ANY ('{1,2,3,4,5,6,7,8}')))[1] AS chosen,
		(array_agg(m.from_day ORDER BY m.covers DESC, m.from_day DESC) FILTER (WHERE m.active AND m.insurance_type = 'MB' AND m.from_day IS NOT NULL))[1] AS part_b,
		(array_agg(m.days ORDER BY m.covers DESC, m.from_day DESC) FILTER (WHERE m.code = 'X' AND '45' = ANY (m.service_types) AND m.from_day IS NOT NULL))[1] AS hospice,
		(array_agg(m.days ORDER BY m.covers DESC, m.from_day DESC) FILTER (WHERE m.code = 'X' AND 'AG' = ANY (m.service_types) AND m.from_day IS NOT NULL))[1] AS snf,
		(array_agg(m.days ORDER BY m.covers DESC, m.from_day DESC) FILTER (WHERE m.advantage AND m.from_day IS NOT NULL))[1] AS advantage,
		(array_agg(m.paid_by ORDER BY m.covers DESC, m.from_day DESC NULLS LAST, m.benefit) FILTER (WHERE m.pays_first AND NOT m.advantage))[1] AS other_primary,
		(array_agg(m.paid_by ORDER BY m.covers DESC, m.from_day DESC NULLS LAST, m.benefit) FILTER (WHERE m.third_party AND NOT m.advantage AND NOT m.medicare))[1] AS tpl,
		round(sum(m.amount::numeric) FILTER (WHERE m.used AND m.service_types && '{AE,AF}'), 2)::text AS pt_slp,
		round(sum(m.amount::numeric) FILTER (WHERE m.used AND 'AD' = ANY (m.service_types)), 2)::text AS ot,
		bool_or(m.covers AND m.medicare AND (m.code = 'R' OR (m.active AND m.insurance_type IN ('MA', 'MB')))) AS medicare,
		bool_or(m.plan ~* '\mtricare\M') AS tricare
	FROM marked m GROUP BY m.response
)
SELECT a.response, jsonb_strip_nulls(jsonb_build_object(
	'status', CASE WHEN c.active THEN 'active' ELSE 'inactive' END,
	'eff', CASE WHEN c.active THEN w.eff END, 'term', CASE WHEN c.active AND w.term < date '2999-01-01' THEN w.term END,
	'member_id', coalesce(holder.member_id, a.member_id), 'last', CASE WHEN a.is_dependent THEN holder.last ELSE a.last END, 'dob', CASE WHEN a.is_dependent THEN holder.dob ELSE a.dob END,
	'checked_on', a.created, 'pcm_npi', a.primary_care_npi,
	'plan', CASE WHEN c.tricare AND c.plan ~* '\mprime\M' THEN 'PRIME' WHEN c.tricare AND c.plan ~* '\mselect\M' THEN 'SELECT'
		WHEN c.type IN ('HM', 'HN') THEN 'HMO' WHEN c.type = 'PR' THEN 'PPO' WHEN c.type = 'PS' THEN 'POS' WHEN c.type = 'EP' THEN 'EPO' WHEN c.type = 'IN' THEN 'INDEMNITY'
		ELSE upper(substring(c.plan FROM '(?i)\m(HMO|PPO|POS|EPO)\M')) END,
	'part_b_eff', s.part_b, 'ma_from', s.advantage -> 'from', 'ma_to', s.advantage -> 'to', 'hospice', s.hospice, 'snf', s.snf,
	'therapy_ytd', CASE WHEN s.pt_slp IS NOT NULL OR s.ot IS NOT NULL THEN jsonb_build_object('PT_SLP', s.pt_slp, 'OT', s.ot) END,
	'other_primary', s.other_primary, 'tpl', s.tpl, 'medicare_active', CASE WHEN s.medicare THEN true END))
FROM answer a JOIN said s ON s.response = a.response LEFT JOIN answer holder ON holder.response = a.subscriber,
	LATERAL (SELECT (s.chosen ->> 'active')::boolean AS active, (s.chosen ->> 'from')::date AS eff, (s.chosen ->> 'to')::date AS term, s.chosen ->> 'type' AS type,
		concat_ws(' ', s.chosen ->> 'plan', a.plan_name) AS plan, s.tricare IS TRUE OR coalesce(a.payer_name, '') ~* '\mtricare\M' AS tricare) AS c,
	LATERAL (SELECT v.eff, v.term FROM (VALUES (1, c.eff, c.term), (2, a.plan_from, a.plan_to), (3, a.eligibility_from, a.eligibility_to), (4, NULL, NULL)
			-- a level may tell more than one period, one year behind the other
			UNION ALL SELECT CASE d ->> 'qualifier' WHEN '291' THEN 2 ELSE 3 END, (d ->> 'from')::date, (d ->> 'to')::date
				FROM jsonb_array_elements(a.dates) AS d WHERE d ->> 'qualifier' IN ('291', '307') AND d ->> 'to' IS NOT NULL) AS v(n, eff, term)
		WHERE v.n = 4 OR v.eff IS NOT NULL OR v.term IS NOT NULL
		ORDER BY v.n, coalesce(v.eff <= date_of_service, true) AND coalesce(v.term >= date_of_service, true) DESC, v.eff DESC LIMIT 1) AS w
WHERE a.active IS NOT NULL ORDER BY a.response
$$;
COMMENT ON FUNCTION rcm.eligibility_snapshot(bytea, date) IS
'The object "eligibility" of a claim (docs/reference/claim.md) as the 271s of a file tell it for a date of service: one row for each response (of rcm.eligibility_responses) that says whether there is coverage; one that does not gives no row, as when nobody asked. Where periods differ, the one that holds the date of service is taken, else the latest.
status and, when it is active, eff and term: the benefit with EB01 1 to 8 about the whole plan (service type 30, or none), else about a part, that covers the day, its dates being the EB''s own DTP, else DTP 291, 346, 347 of the level, else 307, 356, 357, of several 291 or 307 the one that holds the day; a date of service (472) is no period, an end in 2999 or later is none. member_id, last and dob are the subscriber''s, as edits compare them with the claim''s subscriber; checked_on is BHT04. plan: PRIME or SELECT when TRICARE names them, else EB04 of that benefit (HM or HN: HMO, PR: PPO, PS: POS, EP: EPO, IN: INDEMNITY), else such a word in the plan''s name. pcm_npi: the primary care provider''s NPI.
Medicare (EB04 MA or MB with EB01 1 to 8, or a payer of that name): part_b_eff is the begin of an active EB with MB. ma_from and ma_to: EB01 R with EB04 HN, or from Medicare also HM, IN, PR, PS, EP. hospice and snf: EB01 X with service type 45 or AG and dates. therapy_ytd: EB01 D or F with EB06 24 and an amount, of the year of the date; AE and AF together are PT_SLP, AD is OT. other_primary: EB01 R, not Medicare Advantage, of an entity PRP or with EB04 12 to 16, 41, 42, 43, 47. tpl: EB01 R of another payer than Medicare, from Medicaid (by name, or EB04 MC). medicare_active: an active EB with MA or MB, or EB01 R with these or of an entity called Medicare. Coverage of dental, vision and drug services alone counts for none of these. What the 271 does not say is left out.
Errors: see rcm.eligibility_responses. Rules: the X12 implementation guides of the 271 and how Medicare''s eligibility system answers.

    UPDATE claim_in c SET claim = c.claim::jsonb || jsonb_build_object(''eligibility'', s.eligibility)
    FROM claim_in k JOIN answer a ON a.claim_id = rcm.claim_id(k.claim), rcm.eligibility_snapshot(a.file, rcm.first_service(k.claim)) s
    WHERE rcm.claim_id(c.claim) = a.claim_id;';

-- ---- the 270 ----

CREATE FUNCTION rcm.x12_270_step(internal, inquiry jsonb, sender jsonb) RETURNS internal
	AS 'MODULE_PATHNAME', 'rcm_x12_270_step' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.x12_270_step(internal, jsonb, jsonb) IS
'Transition of rcm.x12_270. Stable, because the time of writing is now unless the sender says it.';

CREATE FUNCTION rcm.x12_270_final(internal) RETURNS rcm.x12_batch
	AS 'MODULE_PATHNAME', 'rcm_x12_270_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.x12_270_final(internal) IS
'Result of rcm.x12_270.';

CREATE AGGREGATE rcm.x12_270(inquiry jsonb, sender jsonb) (
	SFUNC = rcm.x12_270_step, STYPE = internal, SSPACE = 65536,
	FINALFUNC = rcm.x12_270_final, FINALFUNC_MODIFY = READ_WRITE, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.x12_270(jsonb, jsonb) IS
'Inquiries as one X12 interchange of 270s (005010X279A1), in the order they come (give ORDER BY); null inquiries are passed over. Inquiries in a row with the same payer and provider share their levels.
An inquiry is {"reference": what the answer brings back as trace number, up to 50 characters, "trace_origin": TRN03, ten characters (else 9 and the sender_id), "payer_id", "payer_name" (else the id), "provider": {"npi", "name" or "last" and "first", "tin"}, "subscriber": {"last", "first", "middle", "suffix", "member_id", "dob", "sex": M F U, "ssn", "group_number"}, "dependent": {"last", "first", "middle", "suffix", "dob", "sex", "ssn", "group_number", "rel": 01 19 34} when the patient is a dependent, "service_types": [...] (else ["30"] unless there are procedures), "procedures": [...], "date_from", "date_to" (else the day the payer reads it), "card_issued"}; days are YYYY-MM-DD. Needed are reference, payer_id, the provider''s NPI and name, and of the subscriber a member_id or ssn, or last and dob. rcm.eligibility_inquiry makes one of a claim.
The sender is one object for all rows: sender_id, receiver_id and control_number (ISA13, 1 to 999999999, not used before by this sender) are needed; sender_qualifier, receiver_qualifier (else ZZ), group_sender_id, group_receiver_id, authorization, security, usage (P or T), created (YYYY-MM-DDTHH:MM:SS, else now), delimiters (four characters, else *:^~), line_break ("\n" or "\r\n" after each segment; else nothing), character_set (basic, which is upper case only, or extended, the default), reference (BHT03, at most 40 characters; transactions after the first add -2, -3 ...; else the control number with -1, -2 ...), transaction_size (inquiries in one ST, else 99; 1 for real time). Keys of other transactions are read over.
The result is an rcm.x12_batch; an inquiry that cannot be asked is left out and listed in "refused" with element, path and reason. "file" is null when nothing was written. Errors: RC009 when the sender does not suffice, or is not the same in every row; 54000 when the file would be larger than 1 GB. Rules: the X12 implementation guide of the 270.

    SELECT (rcm.x12_270(i.inquiry, ''{"sender_id": "HARBOR", "receiver_id": "NHP01", "control_number": 7}'' ORDER BY i.id)).* FROM inquiry i;';

CREATE FUNCTION rcm.eligibility_inquiry(claim rcm.claim, service_types text[] DEFAULT '{30}') RETURNS jsonb
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
SELECT jsonb_strip_nulls(jsonb_build_object(
	'reference', c.claim -> 'claim_id', 'trace_origin', '1' || substring(c.claim #>> '{billing,tin}' FROM '^\d{9}$'),
	'payer_id', c.claim -> 'payer_id', 'payer_name', c.claim #> '{payer,name}',
	'provider', jsonb_build_object('npi', c.claim #> '{billing,npi}', 'name', c.claim #> '{billing,name}',
		'last', CASE WHEN coalesce(c.claim #>> '{billing,name}', '') = '' THEN c.claim #> '{billing,last}' END,
		'first', CASE WHEN coalesce(c.claim #>> '{billing,name}', '') = '' THEN c.claim #> '{billing,first}' END),
	'subscriber', (SELECT jsonb_object_agg(k.key, k.value) FROM jsonb_each(c.holder) AS k
		WHERE k.key IN ('last', 'first', 'middle', 'suffix', 'member_id', 'dob', 'sex', 'group_number')),
	'dependent', CASE WHEN c.depends THEN
		(SELECT jsonb_object_agg(k.key, k.value) FROM jsonb_each(c.claim -> 'patient') AS k
			WHERE k.key IN ('last', 'first', 'middle', 'suffix', 'dob', 'sex')) ||
		jsonb_build_object('rel', CASE c.rel WHEN '01' THEN '01' WHEN '19' THEN '19' ELSE '34' END) END,
	'service_types', to_jsonb(service_types),
	'date_from', d.first, 'date_to', nullif(d.last, d.first)))
FROM (SELECT j.claim, j.rel, j.rel <> '18' AS depends,
		-- who is the subscriber himself: what the claim says of him as patient fills in
		CASE WHEN j.rel = '18' THEN jsonb_strip_nulls(coalesce(nullif(j.claim -> 'patient', 'null'), '{}')) ELSE '{}' END
			|| jsonb_strip_nulls(coalesce(nullif(j.claim -> 'subscriber', 'null'), '{}')) AS holder
	FROM (SELECT eligibility_inquiry.claim::jsonb AS claim, coalesce(nullif(eligibility_inquiry.claim::jsonb #>> '{patient,rel}', ''), '18') AS rel) AS j) AS c,
	LATERAL (SELECT min(l.from_date) AS first, max(coalesce(l.to_date, l.from_date)) AS last FROM rcm.lines(eligibility_inquiry.claim) AS l) AS d
$$;
COMMENT ON FUNCTION rcm.eligibility_inquiry(rcm.claim, text[]) IS
'The inquiry, for rcm.x12_270, that asks about the coverage of a claim''s patient on the days of its lines: reference is the claim_id, trace_origin 1 and the billing provider''s tax number when that has nine digits, the provider is the billing provider. A patient who is not the subscriber (rel other than 18) is asked about as dependent: rel 01 and 19 as they are, all others 34. "service_types" are X12 service type codes, {30} for the plan as a whole. What the claim does not say is left out; whether that can be asked is for rcm.x12_270 to say.

    SELECT rcm.eligibility_inquiry(claim, ''{30,98}'') FROM claim_in;';

/* ---- src/status/status.sql ---- */

-- status.sql - what became of claims: 277 and 277CA in, 276 out

CREATE FUNCTION rcm.claim_statuses(file bytea, strict boolean DEFAULT false,
	OUT status integer, OUT composite integer,
	OUT interchange integer, OUT "group" integer, OUT transaction integer, OUT control_number text,
	OUT guide text, OUT created_on date,
	OUT level text, OUT claim integer, OUT line integer,
	OUT state text, OUT category text, OUT code text, OUT entity text, OUT code_list text,
	OUT status_date date, OUT action text, OUT charge rcm.usd, OUT paid rcm.usd,
	OUT finalized_on date, OUT payment_method text, OUT payment_date date, OUT check_number text, OUT message text,
	OUT claim_id text, OUT trace text, OUT payer_claim_control text, OUT clearinghouse_trace text,
	OUT tob text, OUT pharmacy_number text, OUT service_from date, OUT service_to date, OUT due_on date,
	OUT last text, OUT first text, OUT member_id text,
	OUT qualifier text, OUT procedure text, OUT mods text[], OUT revenue text,
	OUT line_charge rcm.usd, OUT line_paid rcm.usd, OUT units numeric, OUT line_control text,
	OUT payer_name text, OUT payer_id text, OUT receiver integer, OUT receiver_name text, OUT receiver_id text,
	OUT provider integer, OUT provider_name text, OUT provider_npi text, OUT provider_id text,
	OUT received_on date, OUT processed_on date,
	OUT segment integer, OUT byte_offset bigint) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_claim_statuses' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.claim_statuses(bytea, boolean) IS
'What payers and clearinghouses say became of claims: every status (STC) of every 277 of a file, one row for each of its code triples. Read are the answer to a status inquiry (005010X212, 004010X093), the 277CA (005010X214, 004040X167), the request for additional information (005010X213) and the list of pending claims (005010X228). A 277CA rejection is not a denial: the claim was never adjudicated, the clock of timely filing still runs, and the mended claim goes out as an original again.
"status" counts the STC of the file; "composite" is 1, 2, 3 for STC01, STC10, STC11, the further two being more reasons of the same status. "guide" is 277, 277CA, 277RFAI, 277P or 277DRA, by GS08 or ST03, else by BHT06. "created_on" is BHT04. "level" is payer, receiver, provider, claim or line; "claim" counts the claims of the file and is null above them, "line" counts within the claim; "receiver" and "provider" count those levels within the transaction, whether they have a status or not.
"state" is our word for category (STC01-1) and action: received A1; accepted A2, A5; forwarded A0; rejected A3, A6, A7, A8; not found A4, D0; paid F1; denied F2; revised F3; finalized other F; pending P; requested R; error E; the DR categories like the A ones; null when nothing is known of it. Action U makes a rejection of what would be no refusal, WQ an acceptance of a category that is not known. "code" is STC01-2, "entity" whom it is about (STC01-3), "code_list" whose code it is when it is not of the list of claim status codes (STC01-4: RX for pharmacy rejections, LOI for LOINC).
"status_date" is STC02, "action" STC03 (WQ accepted, U rejected), "charge" STC04, "paid" STC05, "finalized_on" STC06, "payment_method" STC07 (ACH, CHK and so on), "payment_date" STC08, "check_number" STC09 (of a check, or the trace number of a transfer), "message" STC12. "trace" is TRN02 of the claim, or of the level above claims. "claim_id" is the number that the provider gave the claim: REF*EJ, else TRN02 (CLM01 in a 277CA), unless TRN01 says that it is the sender''s. "payer_claim_control" is REF*1K, "clearinghouse_trace" REF*D9, "tob" REF*BLT, "pharmacy_number" REF*XZ. Days of service are those of the line where it has any, else of the claim. "due_on" is the day by which an answer is asked for (DTP*106). "last", "first", "member_id" are the patient''s. "qualifier" to "line_control" are of the line: SVC01-1, SVC01-2, modifiers, SVC04 (or the revenue code in SVC01), SVC02, SVC03, SVC07, REF*FJ. "received_on" and "processed_on" are DTP*050 and 009 of the payer''s level: a proof of timely filing. "interchange", "group", "transaction", "segment" and "byte_offset" (those of the STC) are counted as in rcm.x12_findings. A provider''s or receiver''s name is "LAST, FIRST" when it is a person''s.
Findings: STC01-MISSING, STC03-CATEGORY (action and category contradict each other), STATUS-LEVEL, TOO-MANY-STATUSES, AMOUNT, DATE, DATE-FORMAT, NUMBER; what could not be read is null. With "strict" a finding that means loss is error RC008. Error RC006 when no delimiters are found. Rules: the X12 implementation guides of the 277; X12''s lists 507 and 508.

    SELECT level, claim_id, state, category, code, entity, message FROM rcm.claim_statuses(pg_read_binary_file(''/tmp/ack.277'')) ORDER BY status, composite;';

CREATE FUNCTION rcm.claim_status_totals(file bytea, strict boolean DEFAULT false,
	OUT interchange integer, OUT "group" integer, OUT transaction integer, OUT control_number text,
	OUT guide text, OUT created_on date, OUT level text, OUT state text, OUT status_date date, OUT trace text,
	OUT charge rcm.usd, OUT accepted integer, OUT rejected integer,
	OUT accepted_charge rcm.usd, OUT rejected_charge rcm.usd,
	OUT payer_name text, OUT payer_id text, OUT receiver integer, OUT receiver_name text, OUT receiver_id text,
	OUT provider integer, OUT provider_name text, OUT provider_npi text, OUT provider_id text,
	OUT received_on date, OUT processed_on date,
	OUT segment integer, OUT byte_offset bigint) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_claim_status_totals' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 10;
COMMENT ON FUNCTION rcm.claim_status_totals(bytea, boolean) IS
'The totals that a 277CA gives of a batch, one row for each receiver or provider level that has any: "accepted" and "rejected" count claims (QTY*90 or QA, QTY*AA or QC), "accepted_charge" and "rejected_charge" are their charges (AMT*YU, AMT*YY), "charge" is STC04 and "state" the state of the level''s first status; null where the file does not say. Compare them with what was sent: accepted plus rejected that fall short of the claims in the 837 mean that some got lost on the way. The other columns, findings and errors are those of rcm.claim_statuses. Rule: X12 005010X214.

    SELECT level, provider_npi, accepted, rejected, accepted_charge, rejected_charge FROM rcm.claim_status_totals(pg_read_binary_file(''/tmp/ack.277''));';

CREATE FUNCTION rcm.submission_states(file bytea, strict boolean DEFAULT false,
	OUT claim integer, OUT claim_id text, OUT payer_claim_control text, OUT clearinghouse_trace text,
	OUT state text, OUT level text, OUT category text, OUT code text, OUT entity text, OUT code_list text,
	OUT reasons text[], OUT message text, OUT effective_date date, OUT charge rcm.usd,
	OUT interchange integer, OUT "group" integer, OUT transaction integer, OUT guide text, OUT trace text,
	OUT provider_npi text, OUT received_on date) RETURNS SETOF record
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, pg_temp AS $$
	-- windows and sorts only: nothing is known of how many rows there will be, and a join could go wrong
	WITH read AS (
		SELECT x.status, x.composite, x.claim, x.claim_id, x.payer_claim_control, x.clearinghouse_trace, x.state, x.level,
			x.category, x.code, x.entity, x.code_list, x.message, x.charge, x.interchange, x."group", x.transaction, x.guide,
			x.trace, x.receiver, x.provider, x.provider_npi, x.received_on, coalesce(x.status_date, x.created_on) AS effective_date,
			format('%s/%s/%s', x.interchange, x."group", x.transaction) AS place,
			-- what it is about: a claim, or everything below a level
			CASE WHEN x.claim IS NOT NULL THEN x.claim::text
				ELSE format('%s/%s/%s/%s/%s/%s', x.level, x.interchange, x."group", x.transaction, x.receiver, x.provider)
				END AS scope,
			array_position(ARRAY['rejected', 'error', 'not found', 'requested', 'denied', 'revised',
				'pending', 'paid', 'finalized', 'forwarded', 'accepted', 'received'], x.state) AS rank
		FROM rcm.claim_statuses(submission_states.file, submission_states.strict) x),
	reasoned AS (
		SELECT r.*, array_agg(concat_ws(':', r.category, r.code, r.entity)) OVER (PARTITION BY r.scope, r.state
			ORDER BY r.status, r.composite ROWS BETWEEN CURRENT ROW AND 19 FOLLOWING) AS reasons
		FROM read r),
	-- a rejection above claims as a value that min() finds the first of
	marked AS (
		SELECT r.*, CASE WHEN r.claim IS NULL AND r.state = 'rejected' THEN
			ARRAY[to_char(r.status, 'FM0000000000'), r.composite::text, r.state, r.level, r.category, r.code, r.entity,
				r.code_list, r.message, (r.effective_date - date '2000-01-01')::text, array_to_string(r.reasons, ' ')] END AS stop
		FROM reasoned r),
	judged AS (
		SELECT m.*,
			least(min(m.stop) FILTER (WHERE m.level = 'payer') OVER payer,
				min(m.stop) FILTER (WHERE m.level = 'receiver') OVER receiver,
				min(m.stop) FILTER (WHERE m.level = 'provider') OVER provider) AS above,
			CASE m.level WHEN 'payer' THEN count(m.claim) OVER payer WHEN 'receiver' THEN count(m.claim) OVER receiver
				WHEN 'provider' THEN count(m.claim) OVER provider END AS listed
		FROM marked m
		WINDOW payer AS (PARTITION BY m.place), receiver AS (PARTITION BY m.place, m.receiver),
			provider AS (PARTITION BY m.place, m.receiver, m.provider)),
	-- of one claim or level a rejection decides wherever it stands; else the statuses of a claim go before those of its lines
	first AS (
		SELECT DISTINCT ON (j.scope) j.*, j.claim IS NOT NULL AND j.state IS DISTINCT FROM 'rejected' AND j.above IS NOT NULL AS stopped
		FROM judged j
		-- a level has a row when it was stopped and nothing is listed below it: the row stands for all that was sent
		WHERE j.claim IS NOT NULL OR (j.listed = 0 AND j.state IN ('rejected', 'error'))
		ORDER BY j.scope, coalesce(j.rank = 1, false) DESC, j.level <> 'line' DESC, j.rank, j.status, j.composite)
	SELECT f.claim, f.claim_id, f.payer_claim_control, f.clearinghouse_trace,
		CASE WHEN f.stopped THEN f.above[3] ELSE f.state END, CASE WHEN f.stopped THEN f.above[4] ELSE f.level END,
		CASE WHEN f.stopped THEN f.above[5] ELSE f.category END, CASE WHEN f.stopped THEN f.above[6] ELSE f.code END,
		CASE WHEN f.stopped THEN f.above[7] ELSE f.entity END, CASE WHEN f.stopped THEN f.above[8] ELSE f.code_list END,
		CASE WHEN f.stopped THEN string_to_array(f.above[11], ' ') ELSE f.reasons END,
		CASE WHEN f.stopped THEN f.above[9] ELSE f.message END,
		CASE WHEN f.stopped THEN date '2000-01-01' + f.above[10]::integer ELSE f.effective_date END,
		f.charge, f.interchange, f."group", f.transaction, f.guide, f.trace, f.provider_npi, f.received_on
	FROM first f
	ORDER BY f.status
$$;
COMMENT ON FUNCTION rcm.submission_states(bytea, boolean) IS
'Where each claim of a 277CA or 277 stands, one row for a claim: "state" is the one that decides among the statuses of rcm.claim_statuses, and "level", "category", "code", "entity", "code_list", "message" are those of the status that did; "reasons" are it and those behind it of the same state (at most 20), as category:code:entity, for the first often only says that something is wrong and the next ones what. A 277CA rejection is not a denial: the claim was never adjudicated, there is nothing to appeal, timely filing still runs, and the mended claim goes out as an original (frequency 1).
A rejection decides at whatever level it stands. One of a receiver or provider counts for every claim listed below it that has no rejection of its own ("level" says receiver or provider); where no claim is listed there, one row without a claim stands for all that was sent, and "trace" says which batch that was (TRN02: the BHT03 of the 837 in a 277CA). An error at such a level without a claim below it is a row too: the inquiry, or the batch, could not be worked on. Otherwise the statuses of the claim go before those of its lines, and of several the first of: error, not found, requested, denied, revised, pending, paid, finalized, forwarded, accepted, received.
"claim" counts the claims of the file. "effective_date" is STC02, else the day of the transaction (BHT04). "charge" is that of the claim''s own status. A claim that is listed without any status has no row. Arguments and errors are those of rcm.claim_statuses. Rules: X12 005010X214 and X212.

    SELECT claim_id, state, level, category, code FROM rcm.submission_states(pg_read_binary_file(''/tmp/ack.277'')) WHERE state = ''rejected'';';

-- ---- 276 ----

CREATE FUNCTION rcm.x12_276_step(internal, inquiry jsonb, sender jsonb) RETURNS internal
	AS 'MODULE_PATHNAME', 'rcm_x12_276_step' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.x12_276_step(internal, jsonb, jsonb) IS
'Transition of rcm.x12_276. Stable, because the time of writing is now unless the sender says it.';

CREATE FUNCTION rcm.x12_276_final(internal) RETURNS rcm.x12_batch
	AS 'MODULE_PATHNAME', 'rcm_x12_276_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.x12_276_final(internal) IS
'Result of rcm.x12_276.';

CREATE AGGREGATE rcm.x12_276(inquiry jsonb, sender jsonb) (
	SFUNC = rcm.x12_276_step, STYPE = internal, SSPACE = 65536,
	FINALFUNC = rcm.x12_276_final, FINALFUNC_MODIFY = READ_WRITE, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.x12_276(jsonb, jsonb) IS
'Status inquiries as an X12 interchange, 005010X212: one GS*HR, one ST*276 for every "transaction_size" inquiries. Inquiries that follow each other share the levels (payer, receiver, provider, subscriber, dependent) that they have in common, so order them by payer, provider and patient. Null inquiries are left out; "file" is null when nothing was written.
"inquiry": reference (TRN02, comes back in the 277; else claim_id), payer_name, payer_id (both needed), provider {name, or last and first; npi, tin, or id} (needed), receiver {the same; id as the payer knows it}, else the sender''s submitter; subscriber {last, first, member_id, dob, sex} (last and member_id needed, dob too when the subscriber is the patient), dependent {last, first, dob, sex} when somebody else is the patient; claim_id (REF*EJ), payer_claim_control (REF*1K), tob (REF*BLT), pharmacy_number (REF*XZ), clearinghouse_trace (REF*D9), charge (AMT*T3), service_from and service_to (DTP*472; needed unless each line has its day), lines [{code, qualifier (else HC), mods, charge, rev, units, control (REF*FJ), from, to}]. Days are YYYY-MM-DD, amounts dollars. rcm.status_inquiry(claim) makes one.
"sender", the same in every row: sender_id, receiver_id, control_number (ISA13; one that was not used before), submitter_name (all needed, the last unless each inquiry has its receiver), submitter_id, sender_qualifier, receiver_qualifier, group_sender_id, group_receiver_id, authorization, security, usage (P or T), created (YYYY-MM-DDTHH:MM:SS, else now in the session''s time zone), reference (BHT03, at most 40 characters; transactions after the first add -2, -3 ...; else the control number with -1, -2 ...), transaction_size (inquiries in one ST; else 5000), delimiters, line_break, character_set: all as in rcm.x12_837p.
An inquiry that cannot be written is left out and listed in "refused" with its place among the inquiries, the element and the path of the field; keys that an inquiry does not have are refused too. The result is an rcm.x12_batch. Errors: RC009 when the sender does not suffice, or is not the same in every row; 54000 when the file would be larger than 1 GB. Rule: X12 005010X212.

    SELECT (b).file, (b).items, (b).refused FROM (SELECT rcm.x12_276(rcm.status_inquiry(claim), ''{"sender_id": "HARBOR", "receiver_id": "NHP01", "control_number": 51, "submitter_name": "HARBOR CLINIC"}'' ORDER BY rcm.payer_id(claim), rcm.billing_npi(claim), rcm.member_id(claim), rcm.claim_id(claim)) AS b FROM claim_out) q;';

CREATE FUNCTION rcm.status_inquiry(claim rcm.claim) RETURNS jsonb
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT jsonb_strip_nulls(jsonb_build_object(
		'reference', c ->> 'claim_id',
		'claim_id', c ->> 'claim_id',
		'payer_name', coalesce(c #>> '{payer,name}', c ->> 'payer_id'),
		'payer_id', c ->> 'payer_id',
		'provider', jsonb_build_object('name', c #>> '{billing,name}', 'last', c #>> '{billing,last}',
			'first', c #>> '{billing,first}', 'npi', c #>> '{billing,npi}', 'tin', c #>> '{billing,tin}',
			'id', c #>> '{billing,atypical_id}'),
		'subscriber', CASE WHEN other THEN (c -> 'subscriber') - unused
			ELSE jsonb_build_object('last', c #>> '{patient,last}', 'first', c #>> '{patient,first}', 'dob', c #>> '{patient,dob}')
				|| jsonb_strip_nulls(coalesce(c -> 'subscriber', '{}') - unused)
				|| jsonb_build_object('sex', coalesce(c #>> '{subscriber,sex}', c #>> '{patient,sex}')) END,
		'dependent', CASE WHEN other THEN jsonb_build_object('last', c #>> '{patient,last}', 'first', c #>> '{patient,first}',
			'dob', c #>> '{patient,dob}', 'sex', c #>> '{patient,sex}') END,
		'payer_claim_control', c ->> 'orig_ref',
		'tob', CASE WHEN c ->> 'form' = 'I' THEN c ->> 'tob' END,
		'charge', rcm.total_charge(claim)::text,
		'service_from', coalesce(c ->> 'stmt_from', rcm.first_service(claim)::text),
		'service_to', coalesce(c ->> 'stmt_to', rcm.last_service(claim)::text)))
	FROM (SELECT d AS c, coalesce(d #>> '{patient,rel}', '18') <> '18' AS other,
			ARRAY['addr', 'middle', 'suffix', 'group_number', 'group_name'] AS unused
		FROM CAST(claim AS jsonb) AS d) x
$$;
COMMENT ON FUNCTION rcm.status_inquiry(rcm.claim) IS
'The status inquiry about a claim, as rcm.x12_276(jsonb, jsonb) takes it: reference and claim_id are the claim''s id, the provider is the billing one, the patient is the subscriber unless patient.rel says otherwise, the days are those of the statement, else the first and last of the lines; no lines: the whole claim is asked about. Where the claim does not name its payer the payer''s id stands for the name. What the claim lacks is missing here, and rcm.x12_276 says so.

    SELECT rcm.status_inquiry(claim) FROM claim_out;';

/* ---- src/acknowledgement/acknowledgement.sql ---- */

-- acknowledgement.sql - what the other side made of a file: TA1, 999, 997

CREATE FUNCTION rcm.acknowledgements(file bytea, strict boolean DEFAULT false, OUT acknowledgement integer,
	OUT interchange integer, OUT "group" integer, OUT transaction integer, OUT control_number text, OUT kind text,
	OUT level text, OUT acknowledged_interchange text, OUT acknowledged_on date, OUT acknowledged_at text,
	OUT acknowledged_group text, OUT functional_id text, OUT version text, OUT acknowledged_transaction text,
	OUT transaction_id text, OUT implementation text, OUT code text, OUT accepted boolean, OUT state text,
	OUT notes text[], OUT transactions_included integer, OUT transactions_received integer,
	OUT transactions_accepted integer, OUT segment integer, OUT byte_offset bigint) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_acknowledgements' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.acknowledgements(bytea, boolean) IS
'What each TA1, 999 (005010X231) and 997 (004010, 005010X230) of an X12 file says about what was sent: one row for each interchange (TA1), functional group (AK1 to AK9) and transaction (AK2 to IK5 or AK5) that it names. A group is numbered before its transactions and comes behind them: ORDER BY acknowledgement.
Where it stands: "interchange", "group" and "transaction" counted as in rcm.x12_findings, "control_number" (ST02 of the 999 or 997; ISA13 around a TA1), "segment", "byte_offset". "kind" is TA1, 999 or 997, "level" interchange, group or transaction. What it is about: "acknowledged_interchange" (TA101, the ISA13 that was sent) with the date and time of that ISA ("acknowledged_on", "acknowledged_at" as HHMM); "functional_id" (AK101), "acknowledged_group" (AK102, the GS06), "version" (AK103); "transaction_id" (AK201), "acknowledged_transaction" (AK202, the ST02), "implementation" (AK203). The verdict: "code" (TA104, AK901, IK501), "state": accepted (A), accepted with errors (E), partly accepted (P), rejected (R, M, W, X), null when nothing says; "accepted" is true for A and E, false for a rejection, null for P, whose transactions say it one by one. "notes" are the codes that say why (TA105 unless it is 000, IK502 to IK506, AK905 to AK909); "transactions_included", "_received" and "_accepted" are AK902 to AK904.
A TA1 that rejects means that nothing of the interchange was processed; a rejected group rejects all of its transactions, also those that no AK2 names. A rejection is no denial: nothing was adjudicated, the claims are sent again as new.
Findings: IK5-MISSING, AK9-MISSING, AK1-MISSING, ACK-CODE (a verdict that is none), ACK-ORDER (a segment that belongs to no AK1, AK2 or IK3), COUNT, DATE, LIMIT. With "strict" one that means loss is error RC008. Error RC006 when no delimiters are found. Rules: the X12 guides of the 999 and 997, X12.5.

    SELECT kind, level, acknowledged_group, acknowledged_transaction, state, notes FROM rcm.acknowledgements(pg_read_binary_file(''/tmp/ack.999'')) ORDER BY acknowledgement;';

CREATE FUNCTION rcm.acknowledgement_errors(file bytea, strict boolean DEFAULT false, OUT acknowledgement integer,
	OUT error integer, OUT segment_id text, OUT segment_position integer, OUT loop text, OUT segment_code text,
	OUT element_position integer, OUT component integer, OUT repetition integer, OUT data_element text,
	OUT element_code text, OUT bad_value text, OUT context jsonb, OUT claim_id text, OUT segment integer,
	OUT byte_offset bigint) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_acknowledgement_errors' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.acknowledgement_errors(bytea, boolean) IS
'What a 999 or 997 found wrong with the transactions that it names: one row for each IK3 (AK3), a segment, and for each IK4 (AK4), an element of it. "acknowledgement" is the transaction''s number in rcm.acknowledgements of the same file, "error" counts within it. "segment_id" (IK301), "segment_position" (IK302, the ST being 1), "loop" (IK303), "segment_code" (IK304); for an element, besides: "element_position", "component", "repetition" (IK401), "data_element" (IK402, the X12 reference number), "element_code" (IK403), and "bad_value" (IK404), which is a copy of what was sent AND MAY BE PATIENT DATA, as the context may. "context" is what the CTX behind it say, an array of {"name", "value", "segment_id", "segment_position", "loop", "element_position", "component", "repetition", "data_element", "component_data_element"}, null when there are none; "claim_id" is the claim that one of them names (CLM01, CLP01), its element rows have it too. "segment" and "byte_offset" say where it stands.
Findings and errors as in rcm.acknowledgements. Rules: the X12 guides of the 999 and 997.

    SELECT a.acknowledged_transaction, e.claim_id, e.segment_id, e.element_position, e.segment_code, e.element_code
    FROM inbox, rcm.acknowledgements(bytes) a JOIN rcm.acknowledgement_errors(bytes) e USING (acknowledgement);';

/* ---- src/fhir/fhir.sql ---- */

-- fhir.sql - FHIR R4: the pieces that every resource is made of
--
-- A resource is jsonb in and jsonb out.  What comes in was written by others:
-- whatever is not of the expected shape is passed over, never an error.  What
-- goes out holds no empty string, list or object, as FHIR wants it.
--
-- The functions are in PL/pgSQL, which keeps its plans: SQL functions that call
-- each other are planned anew by every call.  What is computed once and used
-- several times stands in a MATERIALIZED query, or it would be computed at each use.

-- ---- trees ----

CREATE FUNCTION rcm.fhir_prune(tree jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	-- null, blank, empty list, empty object
	empty CONSTANT jsonpath := 'strict $.** ? (@ == null || @ like_regex "^\\s*$" || @.type() == "array" && @.size() == 0 || @.type() == "object" && !exists(@.*))'::jsonpath;
	pruned jsonb := jsonb_strip_nulls(tree);
BEGIN
	IF NOT jsonb_path_exists(pruned, empty) THEN
		RETURN pruned;
	ELSIF jsonb_typeof(pruned) = 'object' THEN
		RETURN (SELECT jsonb_object_agg(m.key, m.kept)
			FROM (SELECT e.key, rcm.fhir_prune(e.value) AS kept FROM jsonb_each(pruned) e OFFSET 0) m WHERE m.kept IS NOT NULL);
	ELSIF jsonb_typeof(pruned) = 'array' THEN
		RETURN (SELECT jsonb_agg(m.kept ORDER BY m.place)
			FROM (SELECT e.place, rcm.fhir_prune(e.value) AS kept FROM jsonb_array_elements(pruned) WITH ORDINALITY e (value, place) OFFSET 0) m
			WHERE m.kept IS NOT NULL);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION rcm.fhir_prune(jsonb) IS
'The tree without what FHIR does not write: nulls, empty and blank strings, empty lists, empty objects, at every level. Null when nothing is left. Rule: http://hl7.org/fhir/R4/json.html.';

CREATE FUNCTION rcm.fhir_each(list jsonb, OUT item jsonb, OUT place integer) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 5 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		SELECT e.value, e.place::integer
		FROM jsonb_array_elements(CASE jsonb_typeof(list) WHEN 'array' THEN list WHEN 'null' THEN '[]' ELSE jsonb_build_array(list) END)
			WITH ORDINALITY e (value, place);
END
$$;
COMMENT ON FUNCTION rcm.fhir_each(jsonb) IS
'The items of a list with their places from 1. What is no list is taken for a list of one item.';

CREATE FUNCTION rcm.fhir_leaves(tree jsonb, OUT path text, OUT value jsonb) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 200 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		WITH RECURSIVE node (path, value) AS (
			SELECT '', tree
			UNION ALL
			SELECT m.path, m.value
			FROM node n
			CROSS JOIN LATERAL (
				SELECT n.path || CASE n.path WHEN '' THEN '' ELSE '.' END || o.key, o.value
				FROM jsonb_each(CASE jsonb_typeof(n.value) WHEN 'object' THEN n.value ELSE '{}' END) o
				UNION ALL
				SELECT n.path || '[' || a.place - 1 || ']', a.value
				FROM jsonb_array_elements(CASE jsonb_typeof(n.value) WHEN 'array' THEN n.value ELSE '[]' END) WITH ORDINALITY a (value, place)
			) m (path, value)
		)
		SELECT n.path, n.value FROM node n
		WHERE jsonb_typeof(n.value) NOT IN ('object', 'array') OR n.value IN ('{}', '[]');
END
$$;
COMMENT ON FUNCTION rcm.fhir_leaves(jsonb) IS
'Every value of a tree that holds no others, with its path; lists count from 0 (lines[2].charge). Empty lists and objects are values too.';

-- ---- values ----

CREATE FUNCTION rcm.fhir_date(written text) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT CASE WHEN m[1]::integer > 0 AND m[2]::integer BETWEEN 1 AND 12
			AND m[3]::integer BETWEEN 1 AND extract(day FROM make_date(m[1]::integer, least(greatest(m[2]::integer, 1), 12), 1) + interval '1 month - 1 day')
			THEN concat_ws('-', m[1], m[2], m[3]) END
		FROM regexp_match(written, '^(\d{4})-(\d\d)-(\d\d)($|T)') m
		WHERE m[1] <> '0000');
END
$$;
COMMENT ON FUNCTION rcm.fhir_date(text) IS
'The day of a FHIR date, dateTime or instant, YYYY-MM-DD as it was written, in its own time zone. Null for a year or month alone, and for a day that does not exist. Rule: http://hl7.org/fhir/R4/datatypes.html#date.';

CREATE FUNCTION rcm.fhir_integer(number jsonb) RETURNS integer
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN CASE WHEN number #>> '{}' ~ '^-?\d{1,9}$' THEN (number #>> '{}')::integer END;
END
$$;
COMMENT ON FUNCTION rcm.fhir_integer(jsonb) IS
'A whole number of up to nine digits, as a number or as text; else null.';

CREATE FUNCTION rcm.fhir_number(written text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN CASE WHEN written ~ '^\s*[-+]?(\d{1,18}(\.\d*)?|\.\d+)\s*$' THEN to_jsonb(written::numeric) END;
END
$$;
COMMENT ON FUNCTION rcm.fhir_number(text) IS
'A JSON number with the decimals as written; null when the text is no plain number.';

CREATE FUNCTION rcm.fhir_money(amount text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN jsonb_build_object('value', round(amount::numeric, 2), 'currency', 'USD');
END
$$;
COMMENT ON FUNCTION rcm.fhir_money(text) IS
'FHIR Money of an amount in dollars: a JSON number with two decimals, USD. Rule: http://hl7.org/fhir/R4/datatypes.html#Money.';

CREATE FUNCTION rcm.fhir_amount(money jsonb) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT round((money->>'value')::numeric, 2)::text
		WHERE coalesce(money->>'currency', money->>'code', 'USD') = 'USD' AND money->>'value' ~ '^-?\d{1,15}(\.\d{1,2}0*)?$');
END
$$;
COMMENT ON FUNCTION rcm.fhir_amount(jsonb) IS
'Dollars with two decimals out of a FHIR Money or Quantity. Null for another currency, and for what is not whole cents.';

CREATE FUNCTION rcm.fhir_concept(system text, code text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN CASE WHEN code ~ '^\s*$' THEN NULL
		WHEN code ~ '^\S+( \S+)*$' THEN
			jsonb_build_object('coding', jsonb_build_array(CASE system WHEN '' THEN '{}' ELSE jsonb_build_object('system', system) END
				|| jsonb_build_object('code', code)))
		ELSE jsonb_build_object('text', code) END;
END
$$;
COMMENT ON FUNCTION rcm.fhir_concept(text, text) IS
'A CodeableConcept of one code; "" is no system. A code that FHIR cannot hold, with spaces around it, becomes the text. Rule: http://hl7.org/fhir/R4/datatypes.html#CodeableConcept.';

CREATE FUNCTION rcm.fhir_code(concept jsonb, system text) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RETURN jsonb_path_query_first(concept, 'lax $.coding ? (@.system == $system && @.code != "").code', jsonb_build_object('system', system)) #>> '{}';
END
$$;
COMMENT ON FUNCTION rcm.fhir_code(jsonb, text) IS
'The first code of a CodeableConcept in a code system; null when it has none.';

CREATE FUNCTION rcm.fhir_any_code(concept jsonb) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RETURN coalesce(jsonb_path_query_first(concept,
			'lax $.coding ? (@.code != "" && !(@.system == "http://terminology.hl7.org/CodeSystem/data-absent-reason")).code') #>> '{}',
		CASE WHEN concept ? 'coding' THEN NULL ELSE concept->>'text' END);
END
$$;
COMMENT ON FUNCTION rcm.fhir_any_code(jsonb) IS
'The first code of a CodeableConcept, whatever its system, or the text when there is no coding. A code that says why there is none is not a code.';

CREATE FUNCTION rcm.fhir_absent() RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN '{"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]}'::jsonb;
END
$$;
COMMENT ON FUNCTION rcm.fhir_absent() IS
'What stands where FHIR demands an element and nothing is known. Rule: http://hl7.org/fhir/R4/extension-data-absent-reason.html.';

CREATE FUNCTION rcm.fhir_diagnosis(code text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN rcm.fhir_concept('http://hl7.org/fhir/sid/icd-10-cm', CASE WHEN code ~* '^\s*[a-z]\d[0-9a-z]\.?[0-9a-z]{0,4}\s*$'
		THEN regexp_replace(replace(upper(btrim(code)), '.', ''), '^(...)(.+)$', '\1.\2') ELSE code END);
END
$$;
COMMENT ON FUNCTION rcm.fhir_diagnosis(text) IS
'A diagnosis as FHIR writes ICD-10-CM: capital letters, with the dot. What has not the form of a diagnosis stays as written.';

CREATE FUNCTION rcm.fhir_procedure_system(code text) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN CASE WHEN code ~ '^\d{4}[0-9A-Z]$' THEN 'http://www.ama-assn.org/go/cpt'
		WHEN code ~ '^D\d{4}$' THEN 'http://www.ada.org/cdt'
		WHEN code ~ '^[A-Z]\d{4}$' THEN 'https://bluebutton.cms.gov/resources/codesystem/hcpcs'
		WHEN code ~ '^\d{2}$' THEN 'http://www.ama-assn.org/go/cpt'
		WHEN code ~ '^[A-Z][0-9A-Z]$|^\d[A-Z]$' THEN 'https://bluebutton.cms.gov/resources/codesystem/hcpcs'
		ELSE '' END;
END
$$;
COMMENT ON FUNCTION rcm.fhir_procedure_system(text) IS
'The code system of a procedure code or modifier, by its form: CPT (five characters that begin with four digits; modifiers of two digits), CDT (D and four digits), HCPCS (another letter and four digits; other modifiers); "" when it has none of these forms.';

-- ---- references ----

CREATE FUNCTION rcm.fhir_main(resource jsonb, type text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN CASE WHEN resource->>'resourceType' = type THEN resource
		WHEN resource->>'resourceType' = 'Bundle' THEN
			(SELECT e.item->'resource' FROM rcm.fhir_each(resource->'entry') e
			WHERE e.item #>> '{resource,resourceType}' = type ORDER BY e.place LIMIT 1) END;
END
$$;
COMMENT ON FUNCTION rcm.fhir_main(jsonb, text) IS
'The resource itself when it is of the type; of a Bundle the first entry that is. Null when there is none.';

CREATE FUNCTION rcm.fhir_index(resource jsonb, main jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH entry AS MATERIALIZED (
			SELECT e.item->>'fullUrl' AS url, e.item->'resource' AS found
			FROM rcm.fhir_each(CASE resource->>'resourceType' WHEN 'Bundle' THEN resource->'entry' END) e
		), known (reference, found, rank) AS MATERIALIZED (
			SELECT '#' || (c.item->>'id'), c.item, 1 FROM entry, rcm.fhir_each(entry.found->'contained') c
			UNION ALL
			SELECT entry.found->>'resourceType' || '/' || (entry.found->>'id'), entry.found, 2 FROM entry
			UNION ALL
			SELECT entry.url, entry.found, 3 FROM entry
			UNION ALL
			SELECT '#' || (c.item->>'id'), c.item, 4 FROM rcm.fhir_each(main->'contained') c
		)
		SELECT coalesce(jsonb_object_agg(known.reference, known.found ORDER BY known.rank), '{}')
		FROM known WHERE known.reference IS NOT NULL AND jsonb_typeof(known.found) = 'object');
END
$$;
COMMENT ON FUNCTION rcm.fhir_index(jsonb, jsonb) IS
'What the references of a resource lead to: its contained resources as #id, those of the Bundle around it by their full URL and as Type/id. Rule: http://hl7.org/fhir/R4/references.html, bundle.html#references.';

CREATE FUNCTION rcm.fhir_resolve(index jsonb, reference jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN coalesce(index->(reference->>'reference'),
		index->substring(reference->>'reference' FROM '([A-Za-z]+/[A-Za-z0-9.-]+)(?:/_history/[^/]+)?$'),
		rcm.fhir_prune(jsonb_build_object('identifier', jsonb_build_array(reference->'identifier'), 'display', reference->'display')));
END
$$;
COMMENT ON FUNCTION rcm.fhir_resolve(jsonb, jsonb) IS
'The resource that a Reference leads to in an index of rcm.fhir_index; else what the reference itself says: its identifier and display.';

CREATE FUNCTION rcm.fhir_identifier(resource jsonb, system text, type text) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RETURN jsonb_path_query_first(resource, 'lax $.identifier ? ((@.system == $system || @.type.coding.code == $type) && @.value != "").value',
		jsonb_build_object('system', system, 'type', type)) #>> '{}';
END
$$;
COMMENT ON FUNCTION rcm.fhir_identifier(jsonb, text, text) IS
'The first identifier of a resource that is of a system, or whose type has a code.';

-- ---- codes with two names ----

CREATE FUNCTION rcm.fhir_names(OUT subject text, OUT fhir text, OUT rcm text) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 40 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		VALUES
			('form', 'professional', 'P'), ('form', 'institutional', 'I'), ('form', 'oral', 'D'),
			('sex', 'female', 'F'), ('sex', 'male', 'M'), ('sex', 'unknown', 'U'),
			('rel', 'self', '18'), ('rel', 'spouse', '01'), ('rel', 'child', '19'), ('rel', 'other', 'G8'),
			('role', 'rendering', '82'), ('role', 'referring', 'DN'), ('role', 'ordering', 'DK'), ('role', 'supervising', 'DQ'),
			('role', 'attending', '71'), ('role', 'operating', '72'), ('role', 'assistant', 'DD');
END
$$;
COMMENT ON FUNCTION rcm.fhir_names() IS
'Codes of FHIR beside those of a claim: form (claim type, http://hl7.org/fhir/R4/codesystem-claim-type.html), sex (administrative gender), rel (subscriber relationship; every other code of X12 is "other"); role: a provider''s key in a claim beside X12''s code of the role (element 98, as Da Vinci PAS uses it in careTeam.role).';

CREATE FUNCTION rcm.fhir_role(concept jsonb) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN coalesce((SELECT n.fhir FROM rcm.fhir_names() n WHERE n.subject = 'role' AND n.rcm = rcm.fhir_code(concept, 'https://codesystem.x12.org/005010/98')),
		(SELECT k.role FROM rcm.fhir_each(concept->'coding') c
		JOIN (VALUES ('rendering', 'rendering'), ('performing', 'rendering'), ('primary', 'rendering'), ('referring', 'referring'), ('supervising', 'supervising'),
			('supervisor', 'supervising'), ('attending', 'attending'), ('operating', 'operating'), ('assist', 'assistant'), ('prescribing', 'ordering'),
			('ordering', 'ordering')) k (code, role) ON k.code = c.item->>'code'
		ORDER BY c.place LIMIT 1));
END
$$;
COMMENT ON FUNCTION rcm.fhir_role(jsonb) IS
'The claim''s key of a provider in careTeam.role: by X12''s code of the role, else by the codes of CARIN Blue Button and of http://hl7.org/fhir/R4/codesystem-claim-careteamrole.html. Null for other roles.';

/* ---- src/fhir/party.sql ---- */

-- party.sql - FHIR R4: people, organizations, coverage

CREATE FUNCTION rcm.fhir_address(addr jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN jsonb_build_array(rcm.fhir_prune(jsonb_build_object('line', jsonb_build_array(addr->'line1', addr->'line2'),
		'city', addr->'city', 'state', addr->'state', 'postalCode', addr->'zip')));
END
$$;
COMMENT ON FUNCTION rcm.fhir_address(jsonb) IS
'A claim''s address as a list of one FHIR Address. Rule: http://hl7.org/fhir/R4/datatypes.html#Address.';

CREATE FUNCTION rcm.address_from_fhir(address jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT rcm.fhir_prune(jsonb_build_object('line1', a.item #> '{line,0}', 'line2', a.item #> '{line,1}',
			'city', a.item->'city', 'state', a.item->'state', 'zip', a.item->'postalCode'))
		FROM rcm.fhir_each(address) a ORDER BY a.item->>'use' IS NOT DISTINCT FROM 'old', a.place LIMIT 1);
END
$$;
COMMENT ON FUNCTION rcm.address_from_fhir(jsonb) IS
'The first FHIR Address that is not an old one, as a claim''s address; lines after the second are passed over.';

CREATE FUNCTION rcm.fhir_person(person jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN coalesce(rcm.fhir_prune(jsonb_build_object(
		'name', jsonb_build_array(jsonb_build_object('family', person->'last', 'given', jsonb_build_array(person->'first', person->'middle'),
			'suffix', jsonb_build_array(person->'suffix'))),
		'birthDate', person->'dob', 'deceasedDateTime', person->'dod',
		'gender', (SELECT n.fhir FROM rcm.fhir_names() n WHERE n.subject = 'sex' AND n.rcm = upper(person->>'sex')),
		'address', rcm.fhir_address(person->'addr'))), '{}');
END
$$;
COMMENT ON FUNCTION rcm.fhir_person(jsonb) IS
'What Patient and RelatedPerson have in common, of a claim''s patient or subscriber: name, birthDate, deceasedDateTime, gender, address. Rule: http://hl7.org/fhir/R4/patient.html.';

CREATE FUNCTION rcm.person_from_fhir(person jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT coalesce(rcm.fhir_prune(jsonb_build_object(
			'last', n.item->'family', 'first', n.item #> '{given,0}', 'middle', n.item #> '{given,1}', 'suffix', n.item #> '{suffix,0}',
			'dob', rcm.fhir_date(person->>'birthDate'), 'dod', rcm.fhir_date(person->>'deceasedDateTime'),
			'sex', CASE person->>'gender' WHEN 'other' THEN 'U' ELSE (SELECT k.rcm FROM rcm.fhir_names() k WHERE k.subject = 'sex' AND k.fhir = person->>'gender') END,
			'addr', rcm.address_from_fhir(person->'address'))), '{}')
		FROM (SELECT) one LEFT JOIN rcm.fhir_each(person->'name') n ON true
		ORDER BY n.item->>'use' IS NOT DISTINCT FROM 'official' DESC, n.place LIMIT 1);
END
$$;
COMMENT ON FUNCTION rcm.person_from_fhir(jsonb) IS
'last, first, middle, suffix, dob, dod, sex and addr of a Patient, RelatedPerson or Practitioner, as a claim names them; the official name before others.';

CREATE FUNCTION rcm.fhir_provider(provider jsonb, id text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH given AS MATERIALIZED (
			SELECT provider ?| '{last,first,middle,suffix}' OR NOT provider ? 'name' AND id ~ '^(line-)?(rendering|referring|ordering|supervising|attending|operating|assistant)' AS person,
				jsonb_build_array(
					CASE WHEN provider ? 'npi' THEN jsonb_build_object('system', 'http://hl7.org/fhir/sid/us-npi', 'value', provider->'npi') END,
					CASE WHEN provider ? 'tin' THEN jsonb_build_object('system', 'urn:oid:2.16.840.1.113883.4.4', 'value', provider->'tin',
						'type', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/v2-0203', 'TAX')) END,
					CASE WHEN provider ? 'atypical_id' THEN jsonb_build_object('value', provider->'atypical_id',
						'type', rcm.fhir_concept('https://codesystem.x12.org/005010/128', 'G2')) END) AS identifiers,
				rcm.fhir_concept('http://nucc.org/provider-taxonomy', provider->>'taxonomy') AS taxonomy
		)
		SELECT jsonb_build_object('resourceType', CASE WHEN person THEN 'Practitioner' ELSE 'Organization' END, 'id', id)
			|| CASE WHEN person THEN rcm.fhir_prune(jsonb_build_object('identifier', identifiers,
					'name', jsonb_build_array(jsonb_build_object('text', provider->'name', 'family', provider->'last',
						'given', jsonb_build_array(provider->'first', provider->'middle'), 'suffix', jsonb_build_array(provider->'suffix'))),
					'address', rcm.fhir_address(provider->'addr'), 'qualification', jsonb_build_array(jsonb_build_object('code', taxonomy))))
				ELSE rcm.fhir_prune(jsonb_build_object('identifier', identifiers, 'name', provider->'name',
					'address', rcm.fhir_address(provider->'addr'), 'type', jsonb_build_array(taxonomy))) END
		FROM given WHERE rcm.fhir_prune(provider) IS NOT NULL);
END
$$;
COMMENT ON FUNCTION rcm.fhir_provider(jsonb, text) IS
'A claim''s provider as a contained resource: Practitioner when it has a person''s name, or no name but a person''s role (the id says it), else Organization. NPI and tax id are identifiers; the taxonomy is qualification.code or type. Null when nothing is given. Rules: http://hl7.org/fhir/R4/practitioner.html, organization.html.';

CREATE FUNCTION rcm.provider_from_fhir(index jsonb, resource jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH found AS MATERIALIZED (
			SELECT CASE resource->>'resourceType' WHEN 'PractitionerRole'
				THEN rcm.fhir_resolve(index, coalesce(resource->'practitioner', resource->'organization')) ELSE resource END AS who
		)
		SELECT coalesce(rcm.fhir_prune(jsonb_build_object('taxonomy', rcm.fhir_code(resource #> '{specialty,0}', 'http://nucc.org/provider-taxonomy'))), '{}')
			|| coalesce(rcm.fhir_prune(jsonb_build_object(
				'npi', rcm.fhir_identifier(who, 'http://hl7.org/fhir/sid/us-npi', 'NPI'),
				'tin', rcm.fhir_identifier(who, 'urn:oid:2.16.840.1.113883.4.4', 'TAX'),
				'atypical_id', rcm.fhir_identifier(who, '', 'G2'),
				'taxonomy', (SELECT t.code FROM rcm.fhir_each(coalesce(who->'qualification', who->'type')) q
					CROSS JOIN LATERAL rcm.fhir_code(coalesce(q.item->'code', q.item), 'http://nucc.org/provider-taxonomy') t (code)
					WHERE t.code IS NOT NULL ORDER BY q.place LIMIT 1),
				'name', CASE jsonb_typeof(who->'name') WHEN 'array' THEN CASE WHEN who #> '{name,0,family}' IS NULL THEN who #>> '{name,0,text}' END
					ELSE coalesce(who->>'name', who->>'display') END,
				'addr', rcm.address_from_fhir(who->'address'))), '{}')
			|| CASE jsonb_typeof(who->'name') WHEN 'array' THEN rcm.person_from_fhir(who - 'address') - '{dob,dod,sex}'::text[] ELSE '{}' END
		FROM found);
END
$$;
COMMENT ON FUNCTION rcm.provider_from_fhir(jsonb, jsonb) IS
'A claim''s provider out of a Practitioner, PractitionerRole, Organization or Location; the index (rcm.fhir_index) leads from the role to the person.';

CREATE FUNCTION rcm.fhir_location(provider jsonb, pos text, id text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT jsonb_build_object('resourceType', 'Location', 'id', id) || rcm.fhir_prune(jsonb_build_object(
			'identifier', organization->'identifier', 'name', organization->'name', 'address', organization #> '{address,0}',
			'type', jsonb_build_array(rcm.fhir_concept('https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set', pos),
				organization #> '{type,0}')))
		FROM (SELECT coalesce(rcm.fhir_provider(provider - '{last,first,middle,suffix}'::text[], 'at'), '{}')) o (organization)
		WHERE pos <> '' OR organization <> '{}');
END
$$;
COMMENT ON FUNCTION rcm.fhir_location(jsonb, text, text) IS
'A claim''s service facility as a Location, with the place of service ("" when not given) as its type. Null when neither is given. Rule: http://hl7.org/fhir/R4/location.html.';

-- ---- coverage ----

CREATE FUNCTION rcm.fhir_coverage_parts(part jsonb, suffix text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH given AS MATERIALIZED (
			SELECT rcm.fhir_person(coalesce(part->'subscriber', '{}')) AS person,
				rcm.fhir_prune(jsonb_build_object(
					'identifier', jsonb_build_array(CASE WHEN part ? 'payer_id' THEN jsonb_build_object('value', part->'payer_id',
						'type', rcm.fhir_concept('http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType', 'payerid')) END),
					'name', part #> '{payer,name}', 'address', rcm.fhir_address(part #> '{payer,addr}'))) AS payer
		)
		SELECT rcm.fhir_prune(jsonb_build_array(
			jsonb_build_object('resourceType', 'Coverage', 'id', 'coverage' || suffix, 'status', 'active',
				'type', jsonb_build_object('coding', jsonb_build_array(
					rcm.fhir_concept('https://codesystem.x12.org/005010/1032', part->>'filing_ind') #> '{coding,0}',
					rcm.fhir_concept('https://codesystem.x12.org/005010/1336', part->>'msp_type') #> '{coding,0}')),
				'subscriber', CASE WHEN person <> '{}' THEN jsonb_build_object('reference', '#subscriber' || suffix) END,
				'subscriberId', part #> '{subscriber,member_id}',
				'beneficiary', '{"reference": "#patient"}'::jsonb,
				'relationship', jsonb_build_object('coding', CASE WHEN part ? 'rel' THEN jsonb_build_array(
					jsonb_build_object('system', 'http://terminology.hl7.org/CodeSystem/subscriber-relationship', 'code',
						coalesce((SELECT n.fhir FROM rcm.fhir_names() n WHERE n.subject = 'rel' AND n.rcm = part->>'rel'), 'other')),
					rcm.fhir_concept('https://codesystem.x12.org/005010/1069', part->>'rel') #> '{coding,0}') END),
				'payor', jsonb_build_array(CASE WHEN payer IS NULL THEN rcm.fhir_absent() ELSE jsonb_build_object('reference', '#payer' || suffix) END),
				'class', jsonb_build_array(CASE WHEN part->'subscriber' ?| '{group_number,group_name}' THEN jsonb_build_object(
					'type', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/coverage-class', 'group'),
					'value', part #> '{subscriber,group_number}', 'name', part #> '{subscriber,group_name}',
					'_value', CASE WHEN part #> '{subscriber,group_number}' IS NULL THEN rcm.fhir_absent() END) END),
				'order', nullif(strpos('PSTABCDEFGH', part->>'seq'), 0)),
			CASE WHEN person <> '{}' THEN CASE part->>'rel' WHEN '18' THEN '{"resourceType": "Patient"}'::jsonb
					ELSE '{"resourceType": "RelatedPerson", "patient": {"reference": "#patient"}}' END
				|| jsonb_build_object('id', 'subscriber' || suffix) || person END,
			jsonb_build_object('resourceType', 'Organization', 'id', 'payer' || suffix) || payer))
		FROM given);
END
$$;
COMMENT ON FUNCTION rcm.fhir_coverage_parts(jsonb, text) IS
'Coverage, subscriber and payer as contained resources, their ids ending with the suffix: of payer_id, payer, seq, filing_ind, msp_type, rel and subscriber, pruned. The patient is #patient. Rule: http://hl7.org/fhir/R4/coverage.html.';

CREATE FUNCTION rcm.coverage_parts_from_fhir(index jsonb, coverage jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH said AS MATERIALIZED (
			SELECT rcm.fhir_resolve(index, coverage #> '{payor,0}') AS payer,
				coalesce(rcm.fhir_code(coverage->'relationship', 'https://codesystem.x12.org/005010/1069'),
					(SELECT n.rcm FROM rcm.fhir_names() n WHERE n.subject = 'rel' AND n.fhir = rcm.fhir_any_code(coverage->'relationship')),
					CASE WHEN coverage ? 'relationship' THEN 'G8' END) AS rel,
				(SELECT c.item FROM rcm.fhir_each(coverage->'class') c WHERE rcm.fhir_any_code(c.item->'type') = 'group' ORDER BY c.place LIMIT 1) AS plan_group
		), who AS MATERIALIZED (
			SELECT rcm.person_from_fhir(coalesce(rcm.fhir_resolve(index, coverage->'subscriber'),
				CASE WHEN said.rel = '18' THEN rcm.fhir_resolve(index, coverage->'beneficiary') END, '{}')) - 'dod' AS subscriber
			FROM said
		)
		SELECT coalesce(rcm.fhir_prune(jsonb_build_object(
			'payer_id', coalesce(rcm.fhir_identifier(payer, '', 'payerid'), payer #>> '{identifier,0,value}'),
			'payer', jsonb_build_object('name', CASE jsonb_typeof(payer->'name') WHEN 'string' THEN payer->'name' ELSE payer->'display' END,
				'addr', rcm.address_from_fhir(payer->'address')),
			'seq', substr('PSTABCDEFGH', CASE WHEN rcm.fhir_integer(coverage->'order') > 0 THEN rcm.fhir_integer(coverage->'order') END, 1),
			'filing_ind', rcm.fhir_code(coverage->'type', 'https://codesystem.x12.org/005010/1032'),
			'msp_type', rcm.fhir_code(coverage->'type', 'https://codesystem.x12.org/005010/1336'),
			'rel', rel,
			'subscriber', subscriber || jsonb_build_object('member_id', coverage->'subscriberId',
				'group_number', plan_group->'value', 'group_name', plan_group->'name'))), '{}')
		FROM said, who);
END
$$;
COMMENT ON FUNCTION rcm.coverage_parts_from_fhir(jsonb, jsonb) IS
'payer_id, payer, seq, filing_ind, msp_type, rel and subscriber of a Coverage; the index (rcm.fhir_index) leads to payer and subscriber. A subscriber that is the patient and has no resource of its own is the beneficiary.';

CREATE FUNCTION rcm.fhir_patient(doc jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN '{"resourceType": "Patient", "id": "patient"}'::jsonb || rcm.fhir_person(coalesce(doc->'patient', '{}'));
END
$$;
COMMENT ON FUNCTION rcm.fhir_patient(jsonb) IS
'The patient of a claim, as jsonb, as the contained resource #patient. Rule: http://hl7.org/fhir/R4/patient.html.';

CREATE FUNCTION rcm.fhir_claim_coverage(doc jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN rcm.fhir_coverage_parts(doc || coalesce(rcm.fhir_prune(jsonb_build_object('seq', doc->'payer_seq', 'rel', doc #> '{patient,rel}')), '{}'), '');
END
$$;
COMMENT ON FUNCTION rcm.fhir_claim_coverage(jsonb) IS
'rcm.fhir_coverage_parts of the payer whom a claim, as pruned jsonb, goes to.';

CREATE FUNCTION rcm.fhir_coverage(claim rcm.claim) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT parts->0 || jsonb_build_object('contained', jsonb_build_array(rcm.fhir_patient(doc)) || (parts - 0))
		FROM (SELECT rcm.fhir_prune(rcm.jsonb(claim))) c (doc), rcm.fhir_claim_coverage(doc) parts);
END
$$;
COMMENT ON FUNCTION rcm.fhir_coverage(rcm.claim) IS
'The FHIR R4 Coverage of the subscriber of a claim, with patient, subscriber and payer contained. payer_seq is order (P 1, S 2, T 3), filing_ind and msp_type codings of type (X12 elements 1032 and 1336), member_id subscriberId, patient.rel relationship (in FHIR''s code and X12''s, element 1069), group_number and group_name a class "group", payer_id and payer the payor. Rule: http://hl7.org/fhir/R4/coverage.html.

    SELECT jsonb_pretty(rcm.fhir_coverage(claim)) FROM claim_in;';

CREATE FUNCTION rcm.coverage_to_claim(part jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN coalesce(rcm.fhir_prune(jsonb_build_object('payer_id', part->'payer_id', 'payer', part->'payer', 'payer_seq', part->'seq',
		'filing_ind', part->'filing_ind', 'msp_type', part->'msp_type', 'subscriber', part->'subscriber',
		'patient', jsonb_build_object('rel', part->'rel'))), '{}');
END
$$;
COMMENT ON FUNCTION rcm.coverage_to_claim(jsonb) IS
'What rcm.coverage_parts_from_fhir found, under the keys of a claim.';

CREATE FUNCTION rcm.coverage_from_fhir(resource jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT said || rcm.fhir_prune(jsonb_build_object('patient', coalesce(said->'patient', '{}')
				|| rcm.person_from_fhir(coalesce(rcm.fhir_resolve(index, coverage->'beneficiary'), '{}')),
			'coverage_from', rcm.fhir_date(coverage #>> '{period,start}'), 'coverage_to', rcm.fhir_date(coverage #>> '{period,end}'), 'coverage_status', coverage->'status'))
		FROM rcm.fhir_main(resource, 'Coverage') coverage, rcm.fhir_index(resource, coverage) index,
			rcm.coverage_to_claim(rcm.coverage_parts_from_fhir(index, coverage)) said
		WHERE coverage IS NOT NULL);
END
$$;
COMMENT ON FUNCTION rcm.coverage_from_fhir(jsonb) IS
'What a FHIR R4 Coverage says, under the keys of a claim: payer_id, payer, payer_seq, filing_ind, msp_type, subscriber (with member_id, group_number, group_name), patient (with rel); besides coverage_from, coverage_to and coverage_status, which no claim has. The resource may be a Bundle: its first Coverage is read, and references lead to the other entries. Null when there is none. Rule: http://hl7.org/fhir/R4/coverage.html.

    SELECT rcm.jsonb(claim) || (rcm.coverage_from_fhir(resource) - ''{coverage_from,coverage_to,coverage_status}''::text[]) FROM claim_in, fhir_inbox;';

/* ---- src/fhir/information.sql ---- */

-- information.sql - what a claim says and FHIR has no element for: supportingInfo
--
-- What a claim says goes to the element that FHIR has for it.  What has none
-- goes to supportingInfo by one table, rcm.fhir_information, which is read in
-- both directions: so what goes out by a row comes back by the same row.

CREATE FUNCTION rcm.fhir_information(
	OUT scope text, OUT path text[], OUT kind text, OUT category text, OUT system text, OUT code text
) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 70 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		SELECT scope, string_to_array(path, '.'), kind, category,
			CASE WHEN left(system, 1) BETWEEN '0' AND '9' THEN 'https://codesystem.x12.org/005010/' || system
				WHEN left(system, 1) BETWEEN 'A' AND 'Z' THEN 'https://www.nubc.org/CodeSystem/' || system
				ELSE system END, code
		FROM (VALUES
			('claim', 'freq', 'code', 'info', '1325', ''),
			('claim', 'tob', 'code', 'typeofbill', 'TypeOfBill', ''),
			('claim', 'admit_type', 'code', 'admtype', 'PriorityTypeOfAdmitOrVisit', ''),
			('claim', 'admit_source', 'code', 'pointoforigin', 'PointOfOrigin', ''),
			('claim', 'admit_date', 'start', 'admissionperiod', '', ''),
			('claim', 'admit_hour', 'string', 'admissionperiod', '', ''),
			('claim', 'discharge_status', 'code', 'discharge-status', 'PatDischargeStatus', ''),
			('claim', 'drg', 'code', 'drg', 'https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/AcuteInpatientPPS/MS-DRG-Classifications-and-Software', ''),
			('claim', 'condition_codes', 'list', 'info', 'ConditionCodes', ''),
			('claim', 'occurrences', 'list date', 'info', 'OccurrenceCodes', 'code date'),
			('claim', 'occurrence_spans', 'list period', 'info', 'OccurrenceSpanCodes', 'code'),
			('claim', 'value_codes', 'list amount', 'info', 'ValueCodes', 'code amount'),
			('claim', 'related.employment', 'boolean', 'info', '1362', 'EM'),
			('claim', 'related.auto', 'boolean', 'info', '1362', 'AA'),
			('claim', 'related.other', 'boolean', 'info', '1362', 'OA'),
			('claim', 'dates.admit', 'start', 'hospitalized', '374', '435'),
			('claim', 'dates.discharge', 'date', 'discharge', '374', '096'),
			('claim', 'dates.discharge_hour', 'string', 'discharge', '374', '096'),
			('claim', 'dates.assumed_care', 'date', 'info', '374', '090'),
			('claim', 'dates.relinquished_care', 'date', 'info', '374', '091'),
			('claim', 'dates.onset', 'date', 'onset', '374', '431'),
			('claim', 'dates.last_seen', 'date', 'info', '374', '304'),
			('claim', 'dates.last_menstrual', 'date', 'info', '374', '484'),
			('claim', 'dates.last_xray', 'date', 'info', '374', '455'),
			('claim', 'dates.last_worked', 'date', 'employmentimpacted', '374', '297'),
			('claim', 'dates.return_to_work', 'date', 'employmentimpacted', '374', '296'),
			('claim', 'dates.disability_from', 'start', 'employmentimpacted', '374', '314'),
			('claim', 'dates.disability_to', 'end', 'employmentimpacted', '374', '314'),
			('claim', 'dates.initial_treatment', 'date', 'info', '374', '454'),
			('claim', 'dates.acute', 'date', 'onset', '374', '453'),
			('claim', 'dates.repricer_received', 'date', 'info', '374', '050'),
			('claim', 'dates.service', 'start', 'info', '374', '472'),
			('claim', 'dates.service_to', 'end', 'info', '374', '472'),
			('claim', 'clia', 'string', 'info', '128', 'X4'),
			('claim', 'wc.claim_number', 'string', 'info', '128', 'Y4'),
			('claim', 'wc.employer', 'string', 'info', '', 'employer'),
			('claim', 'claim_note', 'string', 'info', '363', 'ADD'),
			('claim', 'delay_reason', 'code', 'exception', '1514', ''),
			('claim', 'cmn', 'string', 'info', '1270', 'UT'),
			('claim', 'consent_date', 'date', 'info', '', 'sterilization consent signed'),
			('claim', 'patient_paid', 'amount', 'info', '522', 'F5'),
			('claim', 'terms.signature', 'string', 'info', '', 'provider signature on file'),
			('claim', 'terms.assignment', 'code', 'info', '1359', ''),
			('claim', 'terms.benefits_assigned', 'string', 'info', '', 'benefits assigned'),
			('claim', 'terms.release', 'code', 'info', '1363', ''),
			('claim', 'terms.patient_signature', 'code', 'info', '1351', ''),
			('claim', 'attachments', 'list string', 'attachment', '755', 'type control'),
			('claim', 'dental.ortho_months', 'number', 'info', '', 'orthodontic months'),
			('claim', 'dental.ortho_remaining', 'number', 'info', '', 'orthodontic months remaining'),
			('claim', 'dental.ortho', 'string', 'info', '', 'orthodontic treatment'),
			('claim', 'dental.appliance_placed', 'date', 'info', '374', '452'),
			('claim', 'dental.teeth', 'list string', 'missingtooth', 'http://terminology.hl7.org/CodeSystem/ADAUniversalToothDesignationSystem', 'tooth status'),
			('claim', 'refs', 'list string', 'info', '128', 'qual id'),
			('line', 'minutes', 'number', 'info', '', 'minutes documented'),
			('line', 'auth', 'string', 'info', '128', 'G1'),
			('line', 'referral', 'string', 'info', '128', '9F'),
			('line', 'control', 'string', 'info', '128', '6R'),
			('line', 'note', 'string', 'info', '363', 'ADD'),
			('line', 'noncovered', 'amount', 'info', '', 'noncovered charge'),
			('line', 'emg', 'string', 'info', '', 'emergency'),
			('line', 'epsdt', 'string', 'info', '', 'EPSDT'),
			('line', 'prosthesis', 'string', 'prosthesis', '', 'prosthesis'),
			('line', 'prior_placement', 'date', 'prosthesis', '', 'prior placement'),
			('line', 'teeth', 'list string', 'additionalbodysite', 'http://terminology.hl7.org/CodeSystem/ADAUniversalToothDesignationSystem', 'tooth surfaces'),
			('line', 'cavities', 'list', 'additionalbodysite', 'http://terminology.hl7.org/CodeSystem/ADAAreaOralCavitySystem', '')
		) t (scope, path, kind, category, system, code);
END
$$;
COMMENT ON FUNCTION rcm.fhir_information() IS
'What of a claim and its lines goes to supportingInfo of a FHIR Claim: scope (claim or line), path in it, kind, category, and the code''s system and code. The kind says where the value is: string, boolean, amount and number in value[x], date in timingDate, start and end in timingPeriod, code is the code itself. A list gives one entry for each item; its code column names the members that hold code and value. Categories are those of CARIN Blue Button (http://hl7.org/fhir/us/carin-bb) and of http://hl7.org/fhir/R4/codesystem-claim-informationcategory.html; systems those of the NUBC and, by the number of the data element, of X12. Without a system the code is words, in code.text.';

CREATE FUNCTION rcm.fhir_information_category(category text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN rcm.fhir_concept(CASE WHEN category IN ('typeofbill', 'admtype', 'pointoforigin', 'admissionperiod', 'discharge-status', 'drg', 'additionalbodysite')
		THEN 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBSupportingInfoType'
		ELSE 'http://terminology.hl7.org/CodeSystem/claiminformationcategory' END, category);
END
$$;
COMMENT ON FUNCTION rcm.fhir_information_category(text) IS
'The category of an entry of supportingInfo as a CodeableConcept, in the code system that defines it.';

CREATE FUNCTION rcm.fhir_information_value(kind text, value jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN CASE kind
		WHEN 'string' THEN jsonb_build_object('valueString', CASE jsonb_typeof(value) WHEN 'array' THEN
			(SELECT string_agg(e.item #>> '{}', ',' ORDER BY e.place) FROM rcm.fhir_each(value) e) ELSE value #>> '{}' END)
		WHEN 'boolean' THEN jsonb_build_object('valueBoolean', value)
		WHEN 'date' THEN jsonb_build_object('timingDate', value)
		WHEN 'start' THEN jsonb_build_object('timingPeriod', jsonb_build_object('start', value))
		WHEN 'end' THEN jsonb_build_object('timingPeriod', jsonb_build_object('end', value))
		WHEN 'period' THEN jsonb_build_object('timingPeriod', rcm.fhir_prune(jsonb_build_object('start', value->'from', 'end', value->'to')))
		WHEN 'amount' THEN jsonb_build_object('valueQuantity', jsonb_build_object('value', rcm.fhir_money(value #>> '{}')->'value',
			'unit', 'USD', 'system', 'urn:iso:std:iso:4217', 'code', 'USD'))
		WHEN 'number' THEN jsonb_build_object('valueQuantity', jsonb_build_object('value', rcm.fhir_number(value #>> '{}')))
		ELSE '{}' END;
END
$$;
COMMENT ON FUNCTION rcm.fhir_information_value(text, jsonb) IS
'The member of an entry of supportingInfo that holds a value, by its kind in rcm.fhir_information.';

CREATE FUNCTION rcm.fhir_informations(doc jsonb, scope text, OUT entry jsonb, OUT place bigint) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		WITH said AS MATERIALIZED (
			SELECT i.*, doc #> i.path AS value
			FROM (SELECT t.*, row_number() OVER () AS row FROM rcm.fhir_information() t) i
			WHERE i.scope = fhir_informations.scope AND doc ? i.path[1] AND doc #> i.path IS NOT NULL
		), entry AS MATERIALIZED (
			SELECT row, 0 AS item, category, CASE WHEN kind = 'code' THEN rcm.fhir_concept(system, value #>> '{}')
					WHEN system <> '' THEN rcm.fhir_concept(system, code)
					WHEN code <> '' THEN jsonb_build_object('text', code) END AS concept,
				rcm.fhir_information_value(kind, value) AS held
			FROM said WHERE kind NOT IN ('start', 'end') AND kind NOT LIKE 'list%'
				AND NOT (kind = 'number' AND rcm.fhir_number(value #>> '{}') IS NULL)
			UNION ALL	-- both ends of a period are one entry
			SELECT min(row), 0, category, CASE WHEN system <> '' THEN rcm.fhir_concept(system, code) END,
				jsonb_build_object('timingPeriod', jsonb_object_agg(kind, value))
			FROM said WHERE kind IN ('start', 'end')
			GROUP BY category, system, code
			UNION ALL
			SELECT row, e.place, category, concept || CASE WHEN e.item ? 'transmission' THEN jsonb_build_object('coding', concept->'coding'
					|| coalesce(rcm.fhir_concept('https://codesystem.x12.org/005010/756', e.item->>'transmission')->'coding', '[]')) ELSE '{}' END,
				coalesce(rcm.fhir_information_value(substr(kind, 6), CASE kind WHEN 'list period' THEN e.item ELSE e.item->split_part(code, ' ', 2) END), '{}')
			FROM said, rcm.fhir_each(value) e,
				rcm.fhir_concept(system, CASE code WHEN '' THEN e.item #>> '{}' ELSE e.item->>split_part(code, ' ', 1) END) concept
			WHERE kind LIKE 'list%' AND concept ? 'coding'
				-- the first tooth of a line is its body site
				AND NOT (scope = 'line' AND path = '{teeth}' AND e.place = 1)
		)
		SELECT rcm.fhir_prune(jsonb_build_object('category', rcm.fhir_information_category(category), 'code', concept) || held),
			row_number() OVER (ORDER BY row, item)
		FROM entry;
END
$$;
COMMENT ON FUNCTION rcm.fhir_informations(jsonb, text) IS
'The entries of supportingInfo for a claim or a line ("claim", "line"), as pruned jsonb, by rcm.fhir_information; without their sequence.';

CREATE FUNCTION rcm.information_value_from_fhir(kind text, entry jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN CASE kind
		WHEN 'string' THEN to_jsonb(nullif(entry->>'valueString', ''))
		WHEN 'boolean' THEN CASE jsonb_typeof(entry->'valueBoolean') WHEN 'boolean' THEN entry->'valueBoolean' END
		WHEN 'date' THEN to_jsonb(rcm.fhir_date(coalesce(entry->>'timingDate', entry #>> '{timingPeriod,start}')))
		WHEN 'start' THEN to_jsonb(rcm.fhir_date(coalesce(entry #>> '{timingPeriod,start}', entry->>'timingDate')))
		WHEN 'end' THEN to_jsonb(rcm.fhir_date(entry #>> '{timingPeriod,end}'))
		WHEN 'period' THEN rcm.fhir_prune(jsonb_build_object('from', rcm.fhir_date(entry #>> '{timingPeriod,start}'), 'to', rcm.fhir_date(entry #>> '{timingPeriod,end}')))
		WHEN 'amount' THEN to_jsonb(rcm.fhir_amount(coalesce(entry->'valueQuantity', entry->'valueMoney')))
		WHEN 'number' THEN rcm.fhir_number(entry #>> '{valueQuantity,value}') END;
END
$$;
COMMENT ON FUNCTION rcm.information_value_from_fhir(text, jsonb) IS
'The value that an entry of supportingInfo holds, by its kind in rcm.fhir_information; null when it holds none of that kind.';

CREATE FUNCTION rcm.information_from_fhir(entries jsonb, scope text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	IF entries = '[]' THEN
		RETURN '{}'::jsonb;
	END IF;
	RETURN (
		WITH entry AS MATERIALIZED (
			SELECT e.place, e.item, rcm.fhir_any_code(e.item->'category') AS category
			FROM rcm.fhir_each(entries) e
		), name (place, item, system, code) AS MATERIALIZED (
			-- what an entry may be known by: its codes, its words, its category
			SELECT e.place, e.item, c.item->>'system', c.item->>'code' FROM entry e, rcm.fhir_each(e.item #> '{code,coding}') c
			UNION ALL
			SELECT e.place, e.item, '', lower(e.item #>> '{code,text}') FROM entry e
			UNION ALL
			SELECT e.place, e.item, 'category', e.category FROM entry e
		), row AS MATERIALIZED (
			SELECT i.*, CASE WHEN i.system <> '' THEN i.system WHEN i.code <> '' THEN '' ELSE 'category' END AS known_by
			FROM rcm.fhir_information() i WHERE i.scope = information_from_fhir.scope
		), single AS MATERIALIZED (
			SELECT n.place, r.path, CASE r.kind WHEN 'code' THEN to_jsonb(n.code) ELSE rcm.information_value_from_fhir(r.kind, n.item) END AS value
			FROM row r JOIN name n ON n.system = r.known_by
			WHERE r.kind NOT LIKE 'list%' AND n.code <> '' AND CASE WHEN r.kind = 'code' THEN true
				WHEN r.known_by = 'category' THEN n.code = r.category AND NOT n.item ? 'code'
				ELSE n.code = CASE r.known_by WHEN '' THEN lower(r.code) ELSE r.code END END
			UNION ALL	-- the category alone says what the code means
			SELECT n.place, r.path, to_jsonb(rcm.fhir_any_code(n.item->'code'))
			FROM row r JOIN name n ON n.system = 'category' AND n.code = r.category
			WHERE r.kind = 'code' AND r.category NOT IN ('info', 'exception')
		), listed AS MATERIALIZED (
			SELECT n.place, r.path, r.kind, r.code, n.code AS item_code, n.item, rcm.information_value_from_fhir(substr(r.kind, 6), n.item) AS value
			FROM row r JOIN name n ON n.system = r.system
			WHERE r.kind LIKE 'list%' AND n.code <> '' AND n.place NOT IN (SELECT s.place FROM single s WHERE s.value IS NOT NULL)
		), found (path, value) AS MATERIALIZED (
			(SELECT DISTINCT ON (s.path) s.path, s.value FROM single s WHERE s.value IS NOT NULL ORDER BY s.path, s.place)
			UNION ALL
			SELECT l.path, jsonb_agg(CASE l.kind WHEN 'list' THEN to_jsonb(l.item_code)
				ELSE jsonb_build_object(split_part(l.code, ' ', 1), l.item_code) || CASE
					WHEN l.value IS NULL THEN '{}'
					WHEN l.kind = 'list period' THEN l.value
					WHEN l.code LIKE '% surfaces' THEN jsonb_build_object('surfaces', string_to_array(l.value #>> '{}', ','))
					ELSE jsonb_build_object(split_part(l.code, ' ', 2), l.value) END
					|| CASE l.path WHEN '{attachments}' THEN jsonb_strip_nulls(jsonb_build_object('transmission',
						rcm.fhir_code(l.item->'code', 'https://codesystem.x12.org/005010/756'))) ELSE '{}' END END ORDER BY l.place)
			FROM listed l GROUP BY l.path
		)
		SELECT coalesce(jsonb_object_agg(o.key, o.value), '{}')
		FROM (SELECT f.path[1] AS key, CASE WHEN min(array_length(f.path, 1)) = 1 THEN (array_agg(f.value))[1] ELSE jsonb_object_agg(coalesce(f.path[2], ''), f.value) END AS value
			FROM found f GROUP BY f.path[1]) o);
END
$$;
COMMENT ON FUNCTION rcm.information_from_fhir(jsonb, text) IS
'What entries of supportingInfo say of a claim or a line, under a claim''s keys, by rcm.fhir_information. Entries that no row of it knows are passed over; of several for one key the first counts.';

/* ---- src/fhir/adjudication.sql ---- */

-- adjudication.sql - what was decided: of other payers in a Claim, of the payer in an ExplanationOfBenefit

CREATE FUNCTION rcm.fhir_adjustment(adj jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN rcm.fhir_prune(jsonb_build_object(
		'category', CASE WHEN adj->>'grp' = 'PR' AND adj->>'carc' = '1' THEN rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/adjudication', 'deductible')
			WHEN adj->>'grp' = 'PR' AND adj->>'carc' = '2' THEN rcm.fhir_concept('http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication', 'coinsurance')
			WHEN adj->>'grp' = 'PR' AND adj->>'carc' = '3' THEN rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/adjudication', 'copay')
			ELSE rcm.fhir_concept('http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudicationDiscriminator', 'adjustmentreason') END,
		'reason', jsonb_build_object('coding', jsonb_build_array(
			rcm.fhir_concept('https://x12.org/codes/claim-adjustment-reason-codes', adj->>'carc') #> '{coding,0}',
			rcm.fhir_concept('https://x12.org/codes/claim-adjustment-group-codes', adj->>'grp') #> '{coding,0}')),
		'amount', rcm.fhir_money(nullif(adj->>'amt', '')), 'value', rcm.fhir_number(adj->>'qty')));
END
$$;
COMMENT ON FUNCTION rcm.fhir_adjustment(jsonb) IS
'An adjustment {grp, carc, amt, qty} as an adjudication: CARC and group code are the two codings of its reason; the category is deductible, coinsurance or copay for PR-1, PR-2 and PR-3, else "adjustmentreason" as in CARIN Blue Button (http://hl7.org/fhir/us/carin-bb). Each amount stands once.';

CREATE FUNCTION rcm.adjustment_from_fhir(adjudication jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH said AS MATERIALIZED (
			SELECT CASE rcm.fhir_any_code(adjudication->'category') WHEN 'deductible' THEN '1' WHEN 'coinsurance' THEN '2' WHEN 'copay' THEN '3' END AS share,
				rcm.fhir_code(adjudication->'reason', 'https://x12.org/codes/claim-adjustment-reason-codes') AS carc,
				rcm.fhir_code(adjudication->'reason', 'https://x12.org/codes/claim-adjustment-group-codes') AS grp,
				regexp_match(rcm.fhir_any_code(adjudication->'reason'), '^(CO|PR|OA|PI|CR)[- ]?([A-Z]?\d{1,3})$') AS joined
		)
		SELECT rcm.fhir_prune(jsonb_build_object(
			'grp', coalesce(grp, joined[1], CASE WHEN share IS NOT NULL THEN 'PR' END),
			'carc', coalesce(carc, joined[2], share),
			'amt', rcm.fhir_amount(adjudication->'amount'), 'qty', rcm.fhir_number(adjudication->>'value')))
		FROM said WHERE carc IS NOT NULL OR joined IS NOT NULL OR grp IS NOT NULL OR share IS NOT NULL AND rcm.fhir_amount(adjudication->'amount')::numeric <> 0);
END
$$;
COMMENT ON FUNCTION rcm.adjustment_from_fhir(jsonb) IS
'The adjustment {grp, carc, amt, qty} of an adjudication whose reason is a CARC (alone, with a coding of the group, or written PR-1), or whose category is deductible, coinsurance or copay. Null for other adjudications.';

CREATE FUNCTION rcm.fhir_adjudication(system text, code text, amount text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT jsonb_build_object('category', rcm.fhir_concept(CASE system WHEN 'C4BBAdjudication' THEN 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication'
			WHEN 'adjudication' THEN 'http://terminology.hl7.org/CodeSystem/adjudication' ELSE system END, code), 'amount', rcm.fhir_money(nullif(amount, '')))
		WHERE amount <> '');
END
$$;
COMMENT ON FUNCTION rcm.fhir_adjudication(text, text, text) IS
'An adjudication of an amount in dollars; "adjudication" and "C4BBAdjudication" are short for the code systems of that name. Null without an amount.';

CREATE FUNCTION rcm.fhir_adjudicated(adjudications jsonb, code text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT a.item FROM rcm.fhir_each(adjudications) a
		WHERE EXISTS (SELECT FROM rcm.fhir_each(a.item #> '{category,coding}') c WHERE c.item->>'code' = fhir_adjudicated.code)
		ORDER BY a.place LIMIT 1);
END
$$;
COMMENT ON FUNCTION rcm.fhir_adjudicated(jsonb, text) IS
'The first adjudication (or total) whose category has a code.';

CREATE FUNCTION rcm.fhir_other_response(other jsonb, suffix text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH line AS MATERIALIZED (
			SELECT l.place, l.item, jsonb_build_array(rcm.fhir_adjudication('adjudication', 'benefit', l.item->>'paid'),
					rcm.fhir_adjudication('https://codesystem.x12.org/005010/522', 'EAF', l.item->>'remaining'))
					|| coalesce((SELECT jsonb_agg(rcm.fhir_adjustment(a.item) ORDER BY a.place) FROM rcm.fhir_each(l.item->'adj') a), '[]') AS adjudication,
				l.item ?| '{code,mods,rev,desc,units}' AS named
			FROM rcm.fhir_each(other->'lines') l
		)
		SELECT rcm.fhir_prune(jsonb_build_object('resourceType', 'ClaimResponse', 'id', 'response' || suffix, 'status', 'active', 'use', 'claim',
				'type', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/claim-type', other->>'type'),
				'patient', '{"reference": "#patient"}'::jsonb, 'outcome', 'complete',
				'created', other->'adjud_date', '_created', CASE WHEN NOT other ? 'adjud_date' THEN rcm.fhir_absent() END,
				'insurer', CASE WHEN other ?| '{payer_id,name}' THEN jsonb_build_object('reference', '#payer' || suffix) ELSE rcm.fhir_absent() END,
				'identifier', jsonb_build_array(jsonb_build_object('value', other->'claim_control')),
				'item', (SELECT jsonb_agg(jsonb_build_object('itemSequence', item->'n', '_itemSequence', CASE WHEN NOT item ? 'n' THEN rcm.fhir_absent() END,
						'adjudication', adjudication) ORDER BY place) FROM line WHERE NOT named),
				'addItem', (SELECT jsonb_agg(jsonb_build_object('itemSequence', jsonb_build_array(item->'n'),
						'productOrService', coalesce(rcm.fhir_prune(jsonb_build_object('text', item->'desc', 'coding', jsonb_build_array(
							rcm.fhir_concept(rcm.fhir_procedure_system(item->>'code'), item->>'code') #> '{coding,0}',
							rcm.fhir_concept('https://www.nubc.org/CodeSystem/RevenueCodes', item->>'rev') #> '{coding,0}'))), rcm.fhir_absent()),
						'modifier', (SELECT jsonb_agg(rcm.fhir_concept(rcm.fhir_procedure_system(m.item #>> '{}'), m.item #>> '{}') ORDER BY m.place) FROM rcm.fhir_each(item->'mods') m),
						'quantity', jsonb_build_object('value', rcm.fhir_number(item->>'units')),
						'adjudication', adjudication) ORDER BY place) FROM line WHERE named),
				'adjudication', jsonb_build_array(rcm.fhir_adjudication('https://codesystem.x12.org/005010/522', 'EAF', other->>'remaining'),
					rcm.fhir_adjudication('https://codesystem.x12.org/005010/522', 'A8', other->>'noncovered'))
					|| coalesce((SELECT jsonb_agg(rcm.fhir_adjustment(a.item) ORDER BY a.place) FROM rcm.fhir_each(other->'adj') a), '[]'),
				'payment', CASE WHEN other ? 'paid' THEN jsonb_build_object('type', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/ex-paymenttype', 'complete'),
					'amount', rcm.fhir_money(other->>'paid')) END))
		WHERE other ?| '{paid,adjud_date,adj,lines,claim_control,remaining,noncovered}');
END
$$;
COMMENT ON FUNCTION rcm.fhir_other_response(jsonb, text) IS
'What another payer decided, of an other_payer of a claim (and the form''s claim type as "type"), as a contained ClaimResponse: paid is payment.amount, adj adjudication, claim_control identifier, adjud_date created; lines are item, or addItem when they say what was adjudicated. Null when it says nothing of a decision. Rule: http://hl7.org/fhir/R4/claimresponse.html.';

CREATE FUNCTION rcm.other_response_from_fhir(response jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH line AS MATERIALIZED (
			SELECT l.place, l.item, CASE WHEN l.added THEN 1 ELSE 0 END AS added,
				(SELECT jsonb_agg(adj ORDER BY a.place) FROM rcm.fhir_each(l.item->'adjudication') a, rcm.adjustment_from_fhir(a.item) adj WHERE adj IS NOT NULL) AS adj
			FROM (SELECT false, i.item, i.place FROM rcm.fhir_each(response->'item') i
				UNION ALL SELECT true, i.item, i.place FROM rcm.fhir_each(response->'addItem') i) l (added, item, place)
		)
		SELECT coalesce(rcm.fhir_prune(jsonb_build_object(
			'claim_control', response #> '{identifier,0,value}',
			'adjud_date', rcm.fhir_date(response->>'created'),
			'paid', coalesce(rcm.fhir_amount(response #> '{payment,amount}'), rcm.fhir_amount(rcm.fhir_adjudicated(response->'total', 'benefit')->'amount')),
			'remaining', rcm.fhir_amount(rcm.fhir_adjudicated(response->'adjudication', 'EAF')->'amount'),
			'noncovered', rcm.fhir_amount(rcm.fhir_adjudicated(response->'adjudication', 'A8')->'amount'),
			'adj', (SELECT jsonb_agg(adj ORDER BY a.place) FROM rcm.fhir_each(response->'adjudication') a, rcm.adjustment_from_fhir(a.item) adj WHERE adj IS NOT NULL),
			'lines', (SELECT jsonb_agg(jsonb_build_object(
					'n', rcm.fhir_integer(coalesce(item #> '{itemSequence,0}', item->'itemSequence')),
					'code', (SELECT c.item->>'code' FROM rcm.fhir_each(item #> '{productOrService,coding}') c
						WHERE c.item->>'system' IS DISTINCT FROM 'https://www.nubc.org/CodeSystem/RevenueCodes' ORDER BY c.place LIMIT 1),
					'rev', rcm.fhir_code(item->'productOrService', 'https://www.nubc.org/CodeSystem/RevenueCodes'),
					'desc', item #> '{productOrService,text}',
					'mods', (SELECT jsonb_agg(rcm.fhir_any_code(m.item) ORDER BY m.place) FROM rcm.fhir_each(item->'modifier') m),
					'units', rcm.fhir_number(item #>> '{quantity,value}'),
					'paid', rcm.fhir_amount(rcm.fhir_adjudicated(item->'adjudication', 'benefit')->'amount'),
					'remaining', rcm.fhir_amount(rcm.fhir_adjudicated(item->'adjudication', 'EAF')->'amount'),
					'adj', adj) ORDER BY added, place) FROM line))), '{}'));
END
$$;
COMMENT ON FUNCTION rcm.other_response_from_fhir(jsonb) IS
'What another payer decided, out of a ClaimResponse or ExplanationOfBenefit, under the keys of an other_payer of a claim.';

/* ---- src/fhir/claim.sql ---- */

-- claim.sql - FHIR R4 Claim: out of a claim, and back

-- ---- the claim, out ----

CREATE FUNCTION rcm.fhir_care_team(doc jsonb, OUT sequence bigint, OUT role text, OUT provider jsonb, OUT lines bigint[]) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 5 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		WITH member AS MATERIALIZED (
			SELECT n.fhir AS role, doc->n.fhir AS provider, 0 AS line, n.place
			FROM (SELECT t.*, row_number() OVER () AS place FROM rcm.fhir_names() t WHERE t.subject = 'role') n WHERE doc ? n.fhir
			UNION ALL
			SELECT n.fhir, l.item->n.fhir, l.place, n.place
			FROM (SELECT t.*, row_number() OVER () AS place FROM rcm.fhir_names() t WHERE t.subject = 'role') n, rcm.fhir_each(doc->'lines') l WHERE l.item ? n.fhir
		)
		-- who is the same on several lines is one member of the team
		SELECT row_number() OVER (ORDER BY min(m.line), min(m.place)), m.role, m.provider, array_agg(m.line::bigint ORDER BY m.line) FILTER (WHERE m.line > 0)
		FROM member m
		GROUP BY m.role, m.provider, m.line > 0;
END
$$;
COMMENT ON FUNCTION rcm.fhir_care_team(jsonb) IS
'The providers of a claim, as pruned jsonb, and of its lines, as they are numbered in careTeam: the claim''s first (lines is null), then those of lines with the places of the lines.';

CREATE FUNCTION rcm.fhir_item(line jsonb, place bigint, claim_pos text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN jsonb_build_object(
		'revenue', rcm.fhir_concept('https://www.nubc.org/CodeSystem/RevenueCodes', line->>'rev'),
		'productOrService', coalesce(rcm.fhir_concept(rcm.fhir_procedure_system(line->>'code'), line->>'code'),
				rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/data-absent-reason', 'unknown'))
			|| coalesce(rcm.fhir_prune(jsonb_build_object('text', line->'desc')), '{}'),
		'modifier', (SELECT jsonb_agg(rcm.fhir_concept(rcm.fhir_procedure_system(m.item #>> '{}'), m.item #>> '{}') ORDER BY m.place) FROM rcm.fhir_each(line->'mods') m),
		'servicedDate', CASE WHEN NOT line ? 'to' THEN line->'from' END,
		'servicedPeriod', CASE WHEN line ? 'to' THEN jsonb_build_object('start', line->'from', 'end', line->'to') END,
		'locationCodeableConcept', CASE WHEN NOT line ? 'service_facility' THEN
			rcm.fhir_concept('https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set', coalesce(line->>'pos', claim_pos)) END,
		'locationReference', CASE WHEN line ? 'service_facility' THEN jsonb_build_object('reference', '#location-' || place) END,
		'quantity', jsonb_build_object('value', rcm.fhir_number(line->>'units'))
			|| CASE WHEN line ? 'uom' THEN jsonb_build_object('system', 'https://codesystem.x12.org/005010/355', 'code', line->'uom') ELSE '{}' END,
		'net', rcm.fhir_money(line->>'charge'),
		'diagnosisSequence', (SELECT jsonb_agg(d.item ORDER BY d.place) FROM rcm.fhir_each(line->'dx_ptr') d WHERE rcm.fhir_integer(d.item) > 0),
		'bodySite', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/ADAUniversalToothDesignationSystem', line #>> '{teeth,0,tooth}'),
		'subSite', (SELECT jsonb_agg(rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/FDI-surface', s.item #>> '{}') ORDER BY s.place) FROM rcm.fhir_each(line #> '{teeth,0,surfaces}') s),
		'detail', CASE WHEN line ? 'ndc' THEN jsonb_build_array(jsonb_build_object('sequence', 1,
			'productOrService', coalesce(rcm.fhir_concept('http://hl7.org/fhir/sid/ndc', line #>> '{ndc,code}'), rcm.fhir_absent()),
			'category', rcm.fhir_concept('https://codesystem.x12.org/005010/235', line #>> '{ndc,qual}'),
			'quantity', jsonb_build_object('value', rcm.fhir_number(line #>> '{ndc,qty}'))
				|| CASE WHEN line->'ndc' ? 'uom' THEN jsonb_build_object('system', 'https://codesystem.x12.org/005010/355', 'code', line #> '{ndc,uom}') ELSE '{}' END)) END);
END
$$;
COMMENT ON FUNCTION rcm.fhir_item(jsonb, bigint, text) IS
'A line of a claim, as pruned jsonb, as an item, without its sequences of careTeam and supportingInfo. The place of service is the claim''s ("" when not given) where the line has none. Not pruned.';

CREATE FUNCTION rcm.fhir_claim_diagnoses(doc jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT jsonb_agg(jsonb_build_object('sequence', d.sequence,
			'diagnosisCodeableConcept', coalesce(rcm.fhir_diagnosis(d.code), rcm.fhir_absent()),
			'type', jsonb_build_array(rcm.fhir_concept('http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimDiagnosisType', d.type)),
			'onAdmission', rcm.fhir_concept('https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/HospitalAcqCond/Coding', d.poa)) ORDER BY d.sequence)
		FROM (
			SELECT x.place AS sequence, x.item->>'code' AS code, CASE WHEN x.place = 1 THEN 'principal' WHEN doc->>'form' = 'I' THEN 'other' ELSE 'secondary' END AS type, x.item->>'poa' AS poa
			FROM rcm.fhir_each(doc->'dx') x
			UNION ALL SELECT 101, doc->>'admit_dx', 'admitting', NULL WHERE doc ? 'admit_dx'
			UNION ALL SELECT 200 + x.place, x.item #>> '{}', 'patientreasonforvisit', NULL FROM rcm.fhir_each(doc->'reason_dx') x
			UNION ALL SELECT 300 + x.place, x.item->>'code', 'externalcauseofinjury', x.item->>'poa' FROM rcm.fhir_each(doc->'external_causes') x
		) d);
END
$$;
COMMENT ON FUNCTION rcm.fhir_claim_diagnoses(jsonb) IS
'diagnosis of a FHIR Claim: dx under their places, so that diagnosisSequence is dx_ptr; the admitting diagnosis from 101 on, reasons for the visit from 201, external causes from 301. Not pruned.';

CREATE FUNCTION rcm.fhir_claim_accident(doc jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT jsonb_build_object('date', doc #> '{dates,accident}', '_date', CASE WHEN doc #> '{dates,accident}' IS NULL THEN rcm.fhir_absent() END,
			'type', CASE WHEN doc #>> '{related,auto}' = 'true' THEN rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/v3-ActCode', 'MVA')
				WHEN doc #>> '{related,employment}' = 'true' THEN rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/v3-ActCode', 'WPA') END,
			'locationAddress', jsonb_build_object('state', doc #> '{related,state}'))
		WHERE doc #> '{dates,accident}' IS NOT NULL OR doc #> '{related,state}' IS NOT NULL OR doc #>> '{related,auto}' = 'true' OR doc #>> '{related,other}' = 'true');
END
$$;
COMMENT ON FUNCTION rcm.fhir_claim_accident(jsonb) IS
'accident of a FHIR Claim: day, state and, for a car or at work, type. Null when the claim names no accident. Not pruned.';

CREATE FUNCTION rcm.fhir_claim(claim rcm.claim) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	doc         jsonb := rcm.fhir_prune(rcm.jsonb(claim));
	claim_type  text := (SELECT n.fhir FROM rcm.fhir_names() n WHERE n.subject = 'form' AND n.rcm = doc->>'form');
	kind        jsonb := rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/claim-type', claim_type);
	billing     jsonb := rcm.fhir_provider(doc->'billing', 'billing');
	facility    jsonb := rcm.fhir_location(coalesce(doc->'service_facility', '{}'), coalesce(doc->>'pos', ''), 'facility');
	pay_to      jsonb := rcm.fhir_provider(doc->'pay_to', 'pay-to');
	contained   jsonb := jsonb_build_array(rcm.fhir_patient(doc), billing, facility, pay_to);
	coverages   jsonb := rcm.fhir_claim_coverage(doc);
	insurance   jsonb;
	responses   jsonb;
	team        jsonb;
	information jsonb;
	item        jsonb;
	-- LX01 where every line has its own, else places
	numbered    boolean := (SELECT bool_and(coalesce(rcm.fhir_integer(l.item->'n') > 0, false)) AND count(DISTINCT l.item->'n') = count(*) FROM rcm.fhir_each(doc->'lines') l);
BEGIN
	SELECT jsonb_agg(jsonb_build_object('sequence', t.sequence, 'provider', jsonb_build_object('reference', '#' || t.id),
			'role', jsonb_build_object('coding', jsonb_build_array(
				jsonb_build_object('system', 'https://codesystem.x12.org/005010/98', 'code', n.rcm),
				CASE WHEN t.role NOT IN ('ordering', 'assistant') THEN
					jsonb_build_object('system', 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimCareTeamRole', 'code', t.role) END)),
			'qualification', rcm.fhir_concept('http://nucc.org/provider-taxonomy', t.provider->>'taxonomy'),
			'lines', t.lines) ORDER BY t.sequence),
		contained || coalesce(jsonb_agg(rcm.fhir_provider(t.provider, t.id) ORDER BY t.sequence), '[]')
		INTO team, contained
		FROM (SELECT c.*, CASE WHEN c.lines IS NULL THEN '' ELSE 'line-' END || c.role || '-' || c.sequence AS id FROM rcm.fhir_care_team(doc) c) t
		JOIN rcm.fhir_names() n ON n.subject = 'role' AND n.fhir = t.role;

	SELECT jsonb_agg(o.entry || jsonb_build_object('sequence', o.sequence, 'line', o.line) ORDER BY o.sequence) INTO information
		FROM (SELECT i.entry, i.line, row_number() OVER (ORDER BY i.line, i.place) AS sequence
			FROM (SELECT f.entry, 0 AS line, f.place FROM rcm.fhir_informations(doc, 'claim') f
				UNION ALL
				SELECT f.entry, l.place, f.place FROM rcm.fhir_each(doc->'lines') l, rcm.fhir_informations(l.item, 'line') f) i) o;

	SELECT jsonb_agg(rcm.fhir_item(l.item, l.place, coalesce(doc->>'pos', ''))
			|| jsonb_build_object('sequence', CASE WHEN numbered THEN l.item->'n' ELSE to_jsonb(l.place) END,
				'careTeamSequence', t.sequences, 'informationSequence', i.sequences) ORDER BY l.place),
		contained || coalesce(jsonb_agg(rcm.fhir_location(l.item->'service_facility', coalesce(l.item->>'pos', ''), 'location-' || l.place) ORDER BY l.place), '[]')
		INTO item, contained
		FROM rcm.fhir_each(doc->'lines') l
		LEFT JOIN (SELECT line.item AS line, jsonb_agg(m.item->'sequence' ORDER BY m.place) AS sequences
			FROM rcm.fhir_each(team) m, rcm.fhir_each(m.item->'lines') line GROUP BY line.item) t ON t.line = to_jsonb(l.place)
		LEFT JOIN (SELECT e.item->'line' AS line, jsonb_agg(e.item->'sequence' ORDER BY e.place) AS sequences
			FROM rcm.fhir_each(information) e GROUP BY e.item->'line') i ON i.line = to_jsonb(l.place);

	SELECT coverages || coalesce(jsonb_agg(p.part ORDER BY o.place, p.place), '[]') INTO coverages
		FROM rcm.fhir_each(doc->'other_payers') o,
			jsonb_array_elements(rcm.fhir_coverage_parts(o.item || CASE WHEN o.item ? 'name' THEN jsonb_build_object('payer', jsonb_build_object('name', o.item->'name')) ELSE '{}' END, '-' || o.place))
				WITH ORDINALITY p (part, place);
	SELECT jsonb_agg(rcm.fhir_other_response(o.item || jsonb_build_object('type', claim_type), '-' || o.place) ORDER BY o.place) INTO responses
		FROM rcm.fhir_each(doc->'other_payers') o;
	SELECT jsonb_agg(jsonb_build_object('sequence', s.sequence, 'focal', s.place = 0, 'coverage', jsonb_build_object('reference', '#coverage' || s.suffix),
			'preAuthRef', CASE s.place WHEN 0 THEN jsonb_build_array(doc->'auth_number') END,
			'claimResponse', CASE WHEN jsonb_typeof(responses->(s.place - 1)) = 'object' AND s.place > 0 THEN jsonb_build_object('reference', '#response' || s.suffix) END) ORDER BY s.place) INTO insurance
		FROM (SELECT c.place, c.suffix, row_number() OVER (ORDER BY nullif(strpos('PSTABCDEFGH', c.seq), 0), c.place) AS sequence
			FROM (SELECT 0, '', doc->>'payer_seq' UNION ALL SELECT o.place, '-' || o.place, o.item->>'seq' FROM rcm.fhir_each(doc->'other_payers') o) c (place, suffix, seq)) s;

	RETURN rcm.fhir_prune(jsonb_build_object(
		'resourceType', 'Claim', 'status', 'active', 'use', CASE WHEN doc -> 'predetermination' = 'true' THEN 'predetermination' ELSE 'claim' END, 'type', coalesce(kind, rcm.fhir_absent()),
		'contained', contained || coverages || coalesce(responses, '[]'),
		'identifier', jsonb_build_array(jsonb_build_object('value', doc->'claim_id')),
		'patient', '{"reference": "#patient"}'::jsonb,
		'billablePeriod', jsonb_build_object('start', doc->'stmt_from', 'end', doc->'stmt_to'),
		'created', doc->'submit_date', '_created', CASE WHEN NOT doc ? 'submit_date' THEN rcm.fhir_absent() END,
		'insurer', CASE WHEN doc ? 'payer_id' OR doc ? 'payer' THEN '{"reference": "#payer"}'::jsonb END,
		'provider', CASE WHEN billing IS NULL THEN rcm.fhir_absent() ELSE '{"reference": "#billing"}' END,
		'priority', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/processpriority', 'normal'),
		'related', jsonb_build_array(CASE WHEN doc ? 'orig_ref' THEN jsonb_build_object(
			'relationship', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship', 'prior'),
			'reference', jsonb_build_object('value', doc->'orig_ref')) END),
		'payee', CASE WHEN pay_to IS NOT NULL THEN jsonb_build_object('type', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/payeetype', 'provider'), 'party', '{"reference": "#pay-to"}'::jsonb) END,
		'referral', CASE WHEN doc ? 'referral_number' THEN jsonb_build_object('identifier', jsonb_build_object('value', doc->'referral_number',
			'type', rcm.fhir_concept('https://codesystem.x12.org/005010/128', '9F'))) END,
		'facility', CASE WHEN facility IS NOT NULL THEN '{"reference": "#facility"}'::jsonb END,
		'careTeam', (SELECT jsonb_agg(m.item - 'lines' ORDER BY m.place) FROM rcm.fhir_each(team) m),
		'supportingInfo', (SELECT jsonb_agg(e.item - 'line' ORDER BY e.place) FROM rcm.fhir_each(information) e),
		'diagnosis', rcm.fhir_claim_diagnoses(doc),
		'procedure', (SELECT jsonb_agg(jsonb_build_object('sequence', p.place, 'date', p.item->'date', 'procedureCodeableConcept',
			coalesce(rcm.fhir_concept('http://www.cms.gov/Medicare/Coding/ICD10', p.item->>'code'), rcm.fhir_absent())) ORDER BY p.place) FROM rcm.fhir_each(doc->'pcs') p),
		'insurance', insurance,
		'accident', rcm.fhir_claim_accident(doc),
		'item', item,
		'total', rcm.fhir_money(doc->>'total_charge')));
END
$$;
COMMENT ON FUNCTION rcm.fhir_claim(rcm.claim) IS
'The claim as a FHIR R4 Claim, use "claim" or "predetermination", with patient, providers, coverages and what other payers decided (ClaimResponse) contained; the elements FHIR demands are there, with a data-absent-reason where the claim says nothing. type: professional, institutional, oral; identifier: claim_id; created: submit_date; billablePeriod: stmt_from and stmt_to; provider: billing; facility: service_facility and pos; payee: pay_to; insurer and insurance: payer, subscriber, other_payers (focal is the payer of the claim, preAuthRef the auth_number); referral: referral_number; related: orig_ref; careTeam: the other providers, those of lines by careTeamSequence; diagnosis: dx, admit_dx, reason_dx, external_causes, with the dot; procedure: pcs; accident: accident and its state; item: lines, its net being the charge (a unit price is not invented), its detail the drug; total: total_charge. Everything else goes to supportingInfo (rcm.fhir_information). Amounts are JSON numbers with two decimals. What is not in it is said by rcm.fhir_claim_lost: the eligibility snapshot, authorizations on file, the encounter, history. Rule: http://hl7.org/fhir/R4/claim.html.

    SELECT jsonb_pretty(rcm.fhir_claim(claim)) FROM claim_in;';

-- ---- the claim, in ----

CREATE FUNCTION rcm.accident_from_fhir(accident jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		SELECT coalesce(rcm.fhir_prune(jsonb_build_object('state', accident #> '{locationAddress,state}')), '{}')
			|| CASE WHEN type IS NULL THEN '{}' WHEN type IN ('MVA', 'AA') THEN '{"auto": true}' WHEN type IN ('WPA', 'EM') THEN '{"employment": true}' ELSE '{"other": true}' END::jsonb
		FROM rcm.fhir_any_code(accident->'type') type);
END
$$;
COMMENT ON FUNCTION rcm.accident_from_fhir(jsonb) IS
'"related" of a claim out of accident of a FHIR Claim: state, and auto, employment or other by the type (http://terminology.hl7.org/CodeSystem/v3-ActCode, or X12 element 1362).';

CREATE FUNCTION rcm.fhir_team_members(index jsonb, main jsonb, OUT role text, OUT provider jsonb, OUT lines integer[], OUT of_claim boolean) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 5 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		WITH member AS MATERIALIZED (
			SELECT m.place, rcm.fhir_role(m.item->'role') AS role, coalesce(m.item #>> '{provider,reference}' LIKE '#line-%', false) AS of_lines,
				coalesce(rcm.fhir_prune(jsonb_build_object('taxonomy', rcm.fhir_code(m.item->'qualification', 'http://nucc.org/provider-taxonomy'))), '{}')
					|| rcm.provider_from_fhir(index, rcm.fhir_resolve(index, m.item->'provider')) AS provider,
				coalesce((SELECT array_agg(l.place ORDER BY l.place) FROM rcm.fhir_each(main->'item') l WHERE l.item->'careTeamSequence' @> (m.item->'sequence')), '{}') AS lines
			FROM rcm.fhir_each(main->'careTeam') m
		), ranked AS MATERIALIZED (
			SELECT m.*, row_number() OVER (PARTITION BY m.role ORDER BY m.lines <> '{}', m.place) AS rank
			FROM member m WHERE m.role IS NOT NULL AND m.provider <> '{}'
		)
		SELECT r.role, r.provider, r.lines,
			r.rank = 1 AND (r.lines = '{}' OR NOT r.of_lines AND array_length(r.lines, 1) = (SELECT count(*) FROM rcm.fhir_each(main->'item')))
		FROM ranked r;
END
$$;
COMMENT ON FUNCTION rcm.fhir_team_members(jsonb, jsonb) IS
'careTeam of a FHIR Claim: role and provider under a claim''s keys, the places of the items that name the member, and whether the member is the whole claim''s: who is named by no item, else the first of the role who is named by all of them. Members that rcm.fhir_claim took from lines (#line-) stay with them.';


CREATE FUNCTION rcm.line_from_fhir(index jsonb, item jsonb, claim_pos text) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN (
		WITH said AS MATERIALIZED (
			SELECT rcm.fhir_resolve(index, item->'locationReference') AS location,
				(SELECT d.item FROM rcm.fhir_each(item->'detail') d WHERE rcm.fhir_code(d.item->'productOrService', 'http://hl7.org/fhir/sid/ndc') IS NOT NULL
					OR rcm.fhir_code(d.item->'category', 'https://codesystem.x12.org/005010/235') IS NOT NULL ORDER BY d.place LIMIT 1) AS drug
		), place_of_service AS MATERIALIZED (
			SELECT nullif(coalesce(rcm.fhir_any_code(item->'locationCodeableConcept'), (SELECT t.code FROM rcm.fhir_each(location->'type') k
				CROSS JOIN LATERAL rcm.fhir_code(k.item, 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set') t (code)
				WHERE t.code IS NOT NULL LIMIT 1)), claim_pos) AS pos
			FROM said
		)
		SELECT jsonb_build_object(
			'n', rcm.fhir_integer(item->'sequence'),
			'code', CASE WHEN item->'productOrService' ? 'coding' THEN rcm.fhir_any_code(item->'productOrService') END,
			'desc', item #> '{productOrService,text}',
			'mods', (SELECT jsonb_agg(rcm.fhir_any_code(m.item) ORDER BY m.place) FROM rcm.fhir_each(item->'modifier') m),
			'units', rcm.fhir_number(item #>> '{quantity,value}'),
			'uom', CASE WHEN item #>> '{quantity,system}' = 'https://codesystem.x12.org/005010/355' THEN item #> '{quantity,code}' END,
			'charge', coalesce(rcm.fhir_amount(item->'net'), rcm.fhir_amount(item->'unitPrice' || jsonb_build_object('value',
				(rcm.fhir_number(item #>> '{unitPrice,value}') #>> '{}')::numeric * (rcm.fhir_number(item #>> '{quantity,value}') #>> '{}')::numeric))),
			'from', coalesce(rcm.fhir_date(item->>'servicedDate'), rcm.fhir_date(item #>> '{servicedPeriod,start}')),
			'to', rcm.fhir_date(item #>> '{servicedPeriod,end}'),
			'pos', pos,
			'service_facility', CASE WHEN location->>'resourceType' = 'Location' THEN rcm.provider_from_fhir(index, location) END,
			'rev', rcm.fhir_any_code(item->'revenue'),
			'teeth', jsonb_build_array(jsonb_build_object('tooth', rcm.fhir_any_code(item->'bodySite'),
				'surfaces', (SELECT jsonb_agg(rcm.fhir_any_code(s.item) ORDER BY s.place) FROM rcm.fhir_each(item->'subSite') s))),
			'ndc', CASE WHEN drug IS NOT NULL THEN jsonb_build_object('code', rcm.fhir_code(drug->'productOrService', 'http://hl7.org/fhir/sid/ndc'),
				'qual', rcm.fhir_code(drug->'category', 'https://codesystem.x12.org/005010/235'),
				'qty', rcm.fhir_number(drug #>> '{quantity,value}'), 'uom', drug #> '{quantity,code}') END)
		FROM said, place_of_service);
END
$$;
COMMENT ON FUNCTION rcm.line_from_fhir(jsonb, jsonb, text) IS
'An item of a FHIR Claim as a line of a claim, without diagnoses, providers and supporting information. Not pruned. A place of service that is the claim''s is not repeated; without net the charge is unitPrice times quantity.';

CREATE FUNCTION rcm.claim_from_fhir(resource jsonb) RETURNS rcm.claim
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	main      jsonb := rcm.fhir_main(resource, 'Claim');
	index     jsonb := rcm.fhir_index(resource, main);
	form      text;
	items     jsonb := CASE jsonb_typeof(main->'item') WHEN 'array' THEN main->'item' ELSE '[]' END;
	facility  jsonb := rcm.fhir_resolve(index, main->'facility');
	focal     integer;
	covered   jsonb;
	others    jsonb;
	pos       text;
	places    jsonb;
	lines     jsonb;
	members   jsonb;
	doc       jsonb;
BEGIN
	IF main IS NULL THEN
		RETURN NULL;
	END IF;
	form := coalesce((SELECT n.rcm FROM rcm.fhir_each(main #> '{type,coding}') c JOIN rcm.fhir_names() n ON n.subject = 'form' AND n.fhir = c.item->>'code' ORDER BY c.place LIMIT 1), 'P');

	-- insurance: the focal one is the claim's, the others are other payers
	SELECT i.place INTO focal FROM rcm.fhir_each(main->'insurance') i ORDER BY i.item->>'focal' IS NOT DISTINCT FROM 'true' DESC, i.place LIMIT 1;
	SELECT rcm.coverage_parts_from_fhir(index, rcm.fhir_resolve(index, i.item->'coverage')) INTO covered FROM rcm.fhir_each(main->'insurance') i WHERE i.place = focal;
	SELECT jsonb_agg((c.part - 'payer') || jsonb_build_object('name', c.part #> '{payer,name}')
			|| rcm.other_response_from_fhir(coalesce(rcm.fhir_resolve(index, i.item->'claimResponse'), '{}')) ORDER BY i.place) INTO others
		FROM rcm.fhir_each(main->'insurance') i, rcm.coverage_parts_from_fhir(index, coalesce(rcm.fhir_resolve(index, i.item->'coverage'), '{}')) c (part) WHERE i.place <> focal;

	SELECT coalesce((SELECT t.code FROM rcm.fhir_each(facility->'type') k
			CROSS JOIN LATERAL rcm.fhir_code(k.item, 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set') t (code) WHERE t.code IS NOT NULL LIMIT 1),
		CASE WHEN form = 'I' THEN NULL ELSE (SELECT rcm.fhir_any_code(i.item->'locationCodeableConcept') FROM rcm.fhir_each(items) i ORDER BY i.place LIMIT 1) END) INTO pos;

	-- diagnoses by role; the places of those that lines point to
	SELECT jsonb_object_agg(r.role, r.listed) INTO doc FROM (
		SELECT d.role, jsonb_agg(jsonb_build_object('code', regexp_replace(d.code, '^([A-Za-z]\d[0-9A-Za-z])\.', '\1'), 'poa', d.poa, 'sequence', d.sequence) ORDER BY d.sequence, d.place) AS listed
		FROM (SELECT x.place, coalesce(rcm.fhir_integer(x.item->'sequence'), x.place) AS sequence,
				rcm.fhir_any_code(coalesce(x.item->'diagnosisCodeableConcept', rcm.fhir_resolve(index, x.item->'diagnosisReference')->'code')) AS code, rcm.fhir_any_code(x.item->'onAdmission') AS poa,
				CASE WHEN rcm.fhir_any_code(x.item #> '{type,0}') IN ('admitting', 'patientreasonforvisit', 'externalcauseofinjury') THEN rcm.fhir_any_code(x.item #> '{type,0}') ELSE 'dx' END AS role
			FROM rcm.fhir_each(main->'diagnosis') x) d
		GROUP BY d.role) r;
	doc := coalesce(doc, '{}');
	SELECT jsonb_object_agg(x.item->>'sequence', CASE role WHEN 'dx' THEN to_jsonb(x.place) END) INTO places
		FROM jsonb_each(doc) r (role, listed), rcm.fhir_each(r.listed) x;

	SELECT jsonb_agg(to_jsonb(m)) INTO members FROM rcm.fhir_team_members(index, main) m;
	SELECT jsonb_agg(rcm.line_from_fhir(index, l.item, coalesce(pos, '')) || i.said || coalesce(t.providers, '{}')
			|| CASE WHEN i.said ? 'teeth' THEN jsonb_build_object('teeth', rcm.line_from_fhir(index, l.item, '')->'teeth' || (i.said->'teeth')) ELSE '{}' END
			|| jsonb_build_object('dx_ptr', d.pointers) ORDER BY l.place) INTO lines
		FROM rcm.fhir_each(items) l
		CROSS JOIN LATERAL (SELECT rcm.information_from_fhir(coalesce((SELECT jsonb_agg(e.item ORDER BY e.place)
			FROM rcm.fhir_each(main->'supportingInfo') e WHERE l.item->'informationSequence' @> (e.item->'sequence')), '[]'), 'line')) i (said)
		-- who works on every line is the claim's, unless the claim has one
		LEFT JOIN LATERAL (SELECT jsonb_object_agg(m.item->>'role', m.item->'provider') AS providers
			FROM rcm.fhir_each(members) m WHERE m.item->'lines' @> to_jsonb(l.place) AND m.item->'of_claim' = 'false') t ON true
		CROSS JOIN LATERAL (SELECT jsonb_agg(CASE WHEN places ? (p.item #>> '{}') THEN places->(p.item #>> '{}') ELSE p.item END ORDER BY p.place) FILTER (WHERE places->(p.item #>> '{}') IS DISTINCT FROM 'null')
			FROM rcm.fhir_each(l.item->'diagnosisSequence') p WHERE rcm.fhir_integer(p.item) IS NOT NULL) d (pointers);

	doc := coalesce(rcm.coverage_to_claim(covered), '{}')
		|| coalesce((SELECT jsonb_object_agg(m.item->>'role', m.item->'provider') FROM rcm.fhir_each(members) m WHERE m.item->'of_claim' = 'true'), '{}')
		|| rcm.information_from_fhir(coalesce((SELECT jsonb_agg(e.item ORDER BY e.place) FROM rcm.fhir_each(main->'supportingInfo') e
			WHERE NOT EXISTS (SELECT FROM rcm.fhir_each(items) l WHERE l.item->'informationSequence' @> (e.item->'sequence'))), '[]'), 'claim')
		|| jsonb_build_object(
			'form', form,
			'predetermination', CASE WHEN main->>'use' = 'predetermination' THEN true END,
			'claim_id', main #> '{identifier,0,value}',
			'submit_date', rcm.fhir_date(main->>'created'),
			'stmt_from', rcm.fhir_date(main #>> '{billablePeriod,start}'), 'stmt_to', rcm.fhir_date(main #>> '{billablePeriod,end}'),
			'total_charge', rcm.fhir_amount(main->'total'),
			'pos', pos,
			'auth_number', (SELECT i.item #> '{preAuthRef,0}' FROM rcm.fhir_each(main->'insurance') i WHERE i.place = focal),
			'referral_number', rcm.fhir_resolve(index, main->'referral') #> '{identifier,0,value}',
			'orig_ref', (SELECT coalesce(r.item #> '{reference,value}', r.item #> '{claim,identifier,value}') FROM rcm.fhir_each(main->'related') r
				WHERE coalesce(rcm.fhir_any_code(r.item->'relationship'), 'prior') IN ('prior', 'replaces', '7', '8') ORDER BY r.place LIMIT 1),
			'billing', rcm.provider_from_fhir(index, rcm.fhir_resolve(index, main->'provider')),
			'pay_to', CASE WHEN main #> '{payee,party,reference}' <> main #> '{provider,reference}' THEN rcm.provider_from_fhir(index, rcm.fhir_resolve(index, main #> '{payee,party}')) END,
			'service_facility', rcm.provider_from_fhir(index, facility),
			'patient', rcm.person_from_fhir(coalesce(rcm.fhir_resolve(index, main->'patient'), '{}')) || jsonb_build_object('rel', covered->'rel'),
			'dx', (SELECT jsonb_agg(x.item - 'sequence' ORDER BY x.place) FROM rcm.fhir_each(doc->'dx') x),
			'admit_dx', doc #> '{admitting,0,code}',
			'reason_dx', (SELECT jsonb_agg(x.item->'code' ORDER BY x.place) FROM rcm.fhir_each(doc->'patientreasonforvisit') x),
			'external_causes', (SELECT jsonb_agg(x.item - 'sequence' ORDER BY x.place) FROM rcm.fhir_each(doc->'externalcauseofinjury') x),
			'pcs', (SELECT jsonb_agg(jsonb_build_object('code', rcm.fhir_any_code(p.item->'procedureCodeableConcept'), 'date', rcm.fhir_date(p.item->>'date'))
				ORDER BY p.place) FROM rcm.fhir_each(main->'procedure') p),
			'lines', lines, 'other_payers', others);
	doc := doc || jsonb_build_object(
		'tob', CASE WHEN doc->>'tob' ~ '^0...$' THEN substr(doc->>'tob', 2) ELSE doc->>'tob' END,
		'payer_id', coalesce(doc->>'payer_id', rcm.coverage_parts_from_fhir(index, jsonb_build_object('payor', jsonb_build_array(main->'insurer')))->>'payer_id'),
		'dates', coalesce(doc->'dates', '{}') || jsonb_build_object('accident', rcm.fhir_date(main #>> '{accident,date}')),
		'related', rcm.accident_from_fhir(coalesce(main->'accident', '{}')) || coalesce(doc->'related', '{}'));
	RETURN rcm.claim(rcm.fhir_prune(doc));
END
$$;
COMMENT ON FUNCTION rcm.claim_from_fhir(jsonb) IS
'The claim that a FHIR R4 Claim describes; the way back of rcm.fhir_claim, by the same elements. The resource may be a Bundle: its first Claim is read. References are followed into contained resources and into the entries of the Bundle, by full URL or Type/id; what they lead nowhere to is known by its identifier and display only. Unknown elements, codes of other systems where one is required, dates that are no days and amounts that are not whole cents in USD are passed over; without a type the claim is professional. Null when there is no Claim. Error RC002 when lists are longer than those of a claim. Rule: http://hl7.org/fhir/R4/claim.html.

    SELECT edit, message FROM rcm.scrub(rcm.claim_from_fhir(pg_read_file(''/tmp/claim.json'')::jsonb));';

-- ---- what is lost ----

CREATE FUNCTION rcm.fhir_same_value(path text, one jsonb, other jsonb) RETURNS boolean
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN one = other OR CASE
		WHEN path ~ '^(dx|external_causes)\[\d+\]\.code$|^admit_dx$|^reason_dx\[' THEN
			upper(replace(one #>> '{}', '.', '')) = upper(replace(other #>> '{}', '.', ''))
		-- 130, "130" and "130.00" are one amount; 02134 is no number
		WHEN one #>> '{}' ~ '^-?(0|[1-9]\d{0,17})?(\.\d+)?$' AND other #>> '{}' ~ '^-?(0|[1-9]\d{0,17})(\.\d+)?$' AND one #>> '{}' ~ '\d' THEN
			(one #>> '{}')::numeric = (other #>> '{}')::numeric
		ELSE false END;
END
$$;
COMMENT ON FUNCTION rcm.fhir_same_value(text, jsonb, jsonb) IS
'Do two values of a claim at a path say the same? Amounts and numbers are compared as numbers, diagnoses without dot and case.';

CREATE FUNCTION rcm.fhir_claim_lost(claim rcm.claim) RETURNS SETOF text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		SELECT had.path
		FROM rcm.fhir_leaves(rcm.fhir_prune(rcm.jsonb(claim))) had
		LEFT JOIN rcm.fhir_leaves(rcm.fhir_prune(rcm.jsonb(rcm.claim_from_fhir(rcm.fhir_claim(claim))))) has ON has.path = had.path
		WHERE has.path IS NULL OR NOT rcm.fhir_same_value(had.path, had.value, has.value)
		ORDER BY had.path COLLATE "C";
END
$$;
COMMENT ON FUNCTION rcm.fhir_claim_lost(rcm.claim) IS
'The paths of the values of a claim that do not survive the way to FHIR and back (rcm.fhir_claim, rcm.claim_from_fhir); lists count from 0. The difference is computed, not looked up. The spelling of amounts, of numbers, of "not given" and of a diagnosis'' dot does not count.

    SELECT claim_id, array_agg(lost) FROM claims, rcm.fhir_claim_lost(claim) AS lost GROUP BY 1;';

/* ---- src/fhir/remittance.sql ---- */

-- remittance.sql - FHIR R4 ExplanationOfBenefit: out of the 835, and back into its relations
--
-- Between a resource and the relations stands one document for each claim:
-- {payment, claim, lines, adjustments, remarks}, the rows of the rcm.remittance_
-- functions as jsonb under their columns' names.

CREATE FUNCTION rcm.fhir_payment_item(line jsonb, notes jsonb, adjustments jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	rev text := line->>'rev';
BEGIN
	RETURN jsonb_build_object('sequence', line->'line',
		'revenue', rcm.fhir_concept('https://www.nubc.org/CodeSystem/RevenueCodes', rev),
		'productOrService', coalesce(rcm.fhir_concept(rcm.fhir_procedure_system(line->>'code'), CASE WHEN line->>'code' IS DISTINCT FROM rev THEN line->>'code' END),
			rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/data-absent-reason', CASE WHEN rev IS NULL THEN 'unknown' ELSE 'not-applicable' END)),
		'modifier', (SELECT jsonb_agg(rcm.fhir_concept(rcm.fhir_procedure_system(m.item #>> '{}'), m.item #>> '{}') ORDER BY m.place) FROM rcm.fhir_each(line->'mods') m),
		'servicedDate', CASE WHEN line->>'service_to' IS NULL THEN line->'service_from' END,
		'servicedPeriod', CASE WHEN line->>'service_to' IS NOT NULL THEN jsonb_build_object('start', line->'service_from', 'end', line->'service_to') END,
		'quantity', jsonb_build_object('value', rcm.fhir_number(coalesce(line->>'units_submitted', line->>'units_paid'))),
		'net', rcm.fhir_money(line->>'charge'),
		'noteNumber', (SELECT jsonb_agg(n.item->'number' ORDER BY n.place) FROM rcm.fhir_each(notes) n WHERE n.item->'line' = line->'line'),
		'adjudication', jsonb_build_array(
			rcm.fhir_adjudication('adjudication', 'submitted', line->>'charge'),
			rcm.fhir_adjudication('adjudication', 'eligible', line->>'allowed'),
			rcm.fhir_adjudication('adjudication', 'benefit', line->>'paid'),
			jsonb_build_object('category', rcm.fhir_concept('http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudicationDiscriminator',
				CASE WHEN line->>'units_paid' IS NOT NULL THEN 'allowedunits' END), 'value', rcm.fhir_number(line->>'units_paid')))
			|| coalesce((SELECT jsonb_agg(rcm.fhir_adjustment(rcm.fhir_adjustment_row(a.item)) ORDER BY a.place)
				FROM rcm.fhir_each(adjustments) a WHERE a.item->'line' = line->'line'), '[]'));
END
$$;
COMMENT ON FUNCTION rcm.fhir_payment_item(jsonb, jsonb, jsonb) IS
'A service line of a remittance as an item of an ExplanationOfBenefit, with the notes and adjustments that are its own. Not pruned.';

CREATE FUNCTION rcm.fhir_adjustment_row(adjustment jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RETURN jsonb_build_object('grp', adjustment->'group_code', 'carc', adjustment->'carc', 'amt', adjustment->'amount', 'qty', adjustment->'quantity');
END
$$;
COMMENT ON FUNCTION rcm.fhir_adjustment_row(jsonb) IS
'A row of rcm.remittance_adjustments, as jsonb, under the keys of a claim''s adj.';

CREATE FUNCTION rcm.fhir_payment_parties(doc jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	paid    jsonb := doc->'payment';
	claim   jsonb := doc->'claim';
	person  jsonb := rcm.fhir_person(jsonb_build_object('last', claim->'patient_last', 'first', claim->'patient_first', 'middle', claim->'patient_middle'));
	payer   jsonb := jsonb_strip_nulls(jsonb_build_object('payer_id', coalesce(paid->>'payer_id', paid->>'payer_tax_id'), 'payer', jsonb_build_object('name', paid->'payer_name')));
BEGIN
	RETURN jsonb_build_array('{"resourceType": "Patient", "id": "patient"}'::jsonb || person
				|| jsonb_build_object('identifier', jsonb_build_array(jsonb_build_object('value', claim->'patient_id',
					'type', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/v2-0203', CASE WHEN claim->>'patient_id' IS NOT NULL THEN 'MB' END)))),
			rcm.fhir_provider(jsonb_strip_nulls(jsonb_build_object('name', paid->'payee_name', 'tin', coalesce(paid->>'payee_tin', CASE paid->>'payee_id_qualifier' WHEN 'FI' THEN paid->>'payee_id' END),
				'npi', CASE paid->>'payee_id_qualifier' WHEN 'XX' THEN paid->'payee_id' END)), 'payee'),
			CASE WHEN claim->>'rendering_npi' IS NOT NULL THEN rcm.fhir_provider(jsonb_build_object('npi', claim->'rendering_npi'), 'rendering') END)
		|| rcm.fhir_coverage_parts(payer || coalesce(rcm.fhir_prune(jsonb_build_object('filing_ind', claim->'filing_ind',
			'subscriber', jsonb_build_object('member_id', coalesce(claim->>'subscriber_id', claim->>'patient_id'),
				'last', claim->'subscriber_last', 'first', claim->'subscriber_first', 'group_number', claim->'group_number'))), '{}'), '');
END
$$;
COMMENT ON FUNCTION rcm.fhir_payment_parties(jsonb) IS
'The contained resources of an ExplanationOfBenefit: patient, payee, rendering provider, coverage, subscriber, payer. Not pruned.';

CREATE FUNCTION rcm.fhir_payment_resource(doc jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	paid      jsonb := doc->'payment';
	claim     jsonb := doc->'claim';
	contained jsonb := rcm.fhir_prune(rcm.fhir_payment_parties(doc));
	notes     jsonb := (SELECT jsonb_agg(r.item || jsonb_build_object('number', r.place) ORDER BY r.place) FROM rcm.fhir_each(doc->'remarks') r);
	form      text := CASE WHEN jsonb_path_exists(doc, '$.lines[*] ? (@.rev != null)') THEN 'institutional'
		WHEN jsonb_path_exists(doc, '$.lines[*] ? (@.code like_regex "^D[0-9]{4}$")') THEN 'oral' ELSE 'professional' END;
BEGIN
	RETURN rcm.fhir_prune(jsonb_build_object(
		'resourceType', 'ExplanationOfBenefit', 'status', CASE claim->>'status' WHEN '22' THEN 'cancelled' ELSE 'active' END, 'outcome', 'complete',
		'use', CASE claim->>'status' WHEN '25' THEN 'predetermination' ELSE 'claim' END,
		'type', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/claim-type', coalesce(doc->>'form', form)),
		'contained', contained,
		'identifier', jsonb_build_array(CASE WHEN claim->>'payer_claim_control' IS NOT NULL THEN jsonb_build_object('value', claim->'payer_claim_control',
			'type', rcm.fhir_concept('http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType', 'uc')) END),
		'claim', jsonb_build_object('identifier', jsonb_build_object('value', claim->'claim_id')),
		'patient', '{"reference": "#patient"}'::jsonb,
		'billablePeriod', jsonb_build_object('start', claim->'statement_from', 'end', claim->'statement_to'),
		'created', coalesce(paid->>'production_date', paid->>'payment_date'),
		'_created', CASE WHEN coalesce(paid->>'production_date', paid->>'payment_date') IS NULL THEN rcm.fhir_absent() END,
		'insurer', CASE WHEN jsonb_path_exists(contained, '$[*] ? (@.id == "payer")') THEN '{"reference": "#payer"}'::jsonb ELSE rcm.fhir_absent() END,
		'provider', CASE WHEN jsonb_path_exists(contained, '$[*] ? (@.id == "payee")') THEN '{"reference": "#payee"}'::jsonb ELSE rcm.fhir_absent() END,
		'careTeam', CASE WHEN claim->>'rendering_npi' IS NOT NULL THEN jsonb_build_array(jsonb_build_object('sequence', 1, 'provider', '{"reference": "#rendering"}'::jsonb,
			'role', jsonb_build_object('coding', '[{"system": "https://codesystem.x12.org/005010/98", "code": "82"},
				{"system": "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimCareTeamRole", "code": "rendering"}]'::jsonb))) END,
		'supportingInfo', jsonb_build_array(CASE WHEN claim->>'status' IS NOT NULL THEN jsonb_build_object('sequence', 1,
			'category', rcm.fhir_information_category('info'), 'code', rcm.fhir_concept('https://codesystem.x12.org/005010/1029', claim->>'status')) END),
		'insurance', '[{"focal": true, "coverage": {"reference": "#coverage"}}]'::jsonb,
		'item', (SELECT jsonb_agg(rcm.fhir_payment_item(l.item, coalesce(notes, '[]'), coalesce(doc->'adjustments', '[]')) ORDER BY l.place) FROM rcm.fhir_each(doc->'lines') l),
		'adjudication', (SELECT jsonb_agg(rcm.fhir_adjustment(rcm.fhir_adjustment_row(a.item)) ORDER BY a.place)
			FROM rcm.fhir_each(doc->'adjustments') a WHERE a.item->>'line' IS NULL),
		'total', jsonb_build_array(rcm.fhir_adjudication('adjudication', 'submitted', claim->>'charge'), rcm.fhir_adjudication('adjudication', 'benefit', claim->>'paid'),
			rcm.fhir_adjudication('adjudication', 'eligible', claim->>'allowed'),
			rcm.fhir_adjudication('C4BBAdjudication', 'memberliability', claim->>'patient_responsibility')),
		'payment', jsonb_build_object('date', paid->'payment_date', 'amount', rcm.fhir_money(claim->>'paid'),
			'identifier', jsonb_build_object('value', paid->'trace_number')),
		'processNote', (SELECT jsonb_agg(jsonb_build_object('number', n.item->'number', 'type', 'display', 'text', n.item->'remark') ORDER BY n.place) FROM rcm.fhir_each(notes) n)));
END
$$;
COMMENT ON FUNCTION rcm.fhir_payment_resource(jsonb) IS
'The ExplanationOfBenefit of one claim of a remittance, given as {payment, claim, lines, adjustments, remarks}: see rcm.fhir_explanation_of_benefit.';

CREATE FUNCTION rcm.fhir_explanation_of_benefit(file bytea, OUT payment integer, OUT claim integer, OUT resource jsonb) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 1000 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		WITH line AS MATERIALIZED (
			SELECT l.payment, l.claim, jsonb_agg(to_jsonb(l) ORDER BY l.line) AS listed FROM rcm.remittance_lines(file) l GROUP BY 1, 2
		), adjustment AS MATERIALIZED (
			SELECT a.payment, a.claim, jsonb_agg(to_jsonb(a) ORDER BY a.adjustment) AS listed FROM rcm.remittance_adjustments(file) a GROUP BY 1, 2
		), remark AS MATERIALIZED (
			SELECT r.payment, r.claim, jsonb_agg(to_jsonb(r) ORDER BY r.segment, r.line) AS listed FROM rcm.remittance_remarks(file) r GROUP BY 1, 2
		)
		SELECT c.payment, c.claim, rcm.fhir_payment_resource(jsonb_build_object('payment', to_jsonb(p), 'claim', to_jsonb(c),
			'lines', coalesce(l.listed, '[]'), 'adjustments', coalesce(a.listed, '[]'), 'remarks', coalesce(r.listed, '[]')))
		FROM rcm.remittance_claims(file) c
		LEFT JOIN rcm.remittance_payments(file) p USING (payment)
		LEFT JOIN line l USING (payment, claim)
		LEFT JOIN adjustment a USING (payment, claim)
		LEFT JOIN remark r USING (payment, claim)
		ORDER BY c.payment, c.claim;
END
$$;
COMMENT ON FUNCTION rcm.fhir_explanation_of_benefit(bytea) IS
'The claims of every 835 of an X12 file as FHIR R4 ExplanationOfBenefit, one for each row of rcm.remittance_claims, whose "payment" and "claim" it has; patient, payee, rendering provider, coverage and payer are contained. claim: the number the claim was sent with (a logical reference); identifier: the payer''s claim number; status: cancelled for a reversal (CLP02 22), else active; CLP02 itself in supportingInfo; created: day of production, else of payment. item: the lines, with net the charge and adjudication submitted, eligible (allowed), benefit (paid), allowedunits, and every adjustment by CARC and group code (rcm.fhir_adjustment), so each amount of a CAS stands once; adjustments of the claim in adjudication. total: submitted, benefit, eligible, memberliability (CLP05). payment: day, what was paid for this claim, trace number. processNote: remark codes, by noteNumber of the items. What the payment as a whole has (its amount, PLB), MIA, MOA and other amounts are not in it. Errors as of rcm.remittance_claims. Rules: http://hl7.org/fhir/R4/explanationofbenefit.html, categories of CARIN Blue Button, http://hl7.org/fhir/us/carin-bb.

    SELECT jsonb_pretty(resource) FROM rcm.fhir_explanation_of_benefit(pg_read_binary_file(''/tmp/era.835''));';

-- ---- in ----

CREATE FUNCTION rcm.remittance_from_fhir(resource jsonb) RETURNS SETOF jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		WITH main AS MATERIALIZED (
			SELECT e.place, e.item AS eob, rcm.fhir_index(resource, e.item) AS index
			FROM rcm.fhir_each(CASE resource->>'resourceType' WHEN 'Bundle' THEN jsonb_path_query_array(resource, 'lax $.entry.resource') ELSE resource END) e
			WHERE e.item->>'resourceType' = 'ExplanationOfBenefit'
		), party AS MATERIALIZED (
			SELECT m.*, rcm.coverage_parts_from_fhir(m.index, coalesce(rcm.fhir_resolve(m.index, m.eob #> '{insurance,0,coverage}'), '{}')) AS coverage,
				rcm.fhir_resolve(m.index, m.eob->'patient') AS patient,
				rcm.coverage_parts_from_fhir(m.index, jsonb_build_object('payor', jsonb_build_array(m.eob->'insurer'))) AS insurer,
				rcm.provider_from_fhir(m.index, rcm.fhir_resolve(m.index, m.eob->'provider')) AS payee,
				min(m.place) OVER (PARTITION BY coalesce(m.eob #>> '{payment,identifier,value}', m.place::text)) AS first
			FROM main m
		), counted AS MATERIALIZED (
			SELECT p.*, dense_rank() OVER (ORDER BY p.first) AS payment, row_number() OVER (PARTITION BY p.first ORDER BY p.place) AS claim FROM party p
		)
		SELECT rcm.fhir_prune(jsonb_build_object('form', rcm.fhir_any_code(c.eob->'type'),
			'payment', jsonb_build_object('payment', c.payment, 'trace_number', c.eob #> '{payment,identifier,value}', 'payment_date', rcm.fhir_date(c.eob #>> '{payment,date}'),
				'production_date', rcm.fhir_date(c.eob->>'created'), 'payer_name', c.insurer #> '{payer,name}', 'payer_id', c.insurer->'payer_id', 'payee_name', c.payee->'name', 'payee_tin', c.payee->'tin',
				'payee_id', c.payee->'npi', 'payee_id_qualifier', CASE WHEN c.payee ? 'npi' THEN 'XX' END),
			'claim', jsonb_build_object('payment', c.payment, 'claim', c.claim,
				'claim_id', coalesce(rcm.fhir_resolve(c.index, c.eob->'claim') #>> '{identifier,0,value}', rcm.fhir_resolve(c.index, c.eob->'claim') #>> '{identifier,value}'),
				'status', coalesce((SELECT rcm.fhir_code(s.item->'code', 'https://codesystem.x12.org/005010/1029') AS code FROM rcm.fhir_each(c.eob->'supportingInfo') s
					WHERE rcm.fhir_code(s.item->'code', 'https://codesystem.x12.org/005010/1029') IS NOT NULL ORDER BY s.place LIMIT 1),
					CASE WHEN c.eob->>'status' = 'cancelled' THEN '22' END),
				'charge', rcm.fhir_amount(rcm.fhir_adjudicated(c.eob->'total', 'submitted')->'amount'),
				'paid', coalesce(rcm.fhir_amount(rcm.fhir_adjudicated(c.eob->'total', 'benefit')->'amount'), rcm.fhir_amount(rcm.fhir_adjudicated(c.eob->'total', 'paidtoprovider')->'amount'), rcm.fhir_amount(c.eob #> '{payment,amount}')),
				'allowed', rcm.fhir_amount(rcm.fhir_adjudicated(c.eob->'total', 'eligible')->'amount'),
				'patient_responsibility', rcm.fhir_amount(rcm.fhir_adjudicated(c.eob->'total', 'memberliability')->'amount'),
				'filing_ind', c.coverage->'filing_ind', 'group_number', c.coverage #> '{subscriber,group_number}',
				'payer_claim_control', coalesce(rcm.fhir_identifier(c.eob, '', 'uc'), c.eob #>> '{identifier,0,value}'),
				'patient_last', p.person->'last', 'patient_first', p.person->'first', 'patient_middle', p.person->'middle',
				'patient_id', coalesce(rcm.fhir_identifier(c.patient, '', 'MB'), rcm.fhir_identifier(c.patient, '', 'um'), c.coverage #>> '{subscriber,member_id}'),
				'subscriber_last', c.coverage #> '{subscriber,last}', 'subscriber_first', c.coverage #> '{subscriber,first}', 'subscriber_id', c.coverage #> '{subscriber,member_id}',
				'rendering_npi', (SELECT m.provider->>'npi' FROM rcm.fhir_team_members(c.index, c.eob) m WHERE m.role = 'rendering' LIMIT 1),
				'statement_from', rcm.fhir_date(c.eob #>> '{billablePeriod,start}'), 'statement_to', rcm.fhir_date(c.eob #>> '{billablePeriod,end}')),
			'lines', (SELECT jsonb_agg(rcm.fhir_payment_line(i.item, i.place) ORDER BY i.place) FROM rcm.fhir_each(c.eob->'item') i),
			'adjustments', (SELECT jsonb_agg(jsonb_build_object('line', a.line, 'group_code', a.adj->'grp', 'carc', a.adj->'carc', 'amount', a.adj->'amt', 'quantity', a.adj->'qty')
					ORDER BY a.line NULLS FIRST, a.place)
				FROM (SELECT NULL::integer, r.place, rcm.adjustment_from_fhir(r.item) FROM rcm.fhir_each(c.eob->'adjudication') r
					UNION ALL
					SELECT coalesce(rcm.fhir_integer(i.item->'sequence'), i.place), r.place, rcm.adjustment_from_fhir(r.item)
					FROM rcm.fhir_each(c.eob->'item') i, rcm.fhir_each(i.item->'adjudication') r) a (line, place, adj) WHERE a.adj IS NOT NULL),
			'remarks', (SELECT jsonb_agg(jsonb_build_object('remark', n.item->'text', 'line', (SELECT coalesce(rcm.fhir_integer(i.item->'sequence'), i.place)
					FROM rcm.fhir_each(c.eob->'item') i WHERE i.item->'noteNumber' @> (n.item->'number') ORDER BY i.place LIMIT 1)) ORDER BY n.place)
				FROM rcm.fhir_each(c.eob->'processNote') n)))
		FROM counted c CROSS JOIN LATERAL (SELECT rcm.person_from_fhir(coalesce(c.patient, '{}')) OFFSET 0) p (person)
		ORDER BY c.place;
END
$$;
COMMENT ON FUNCTION rcm.remittance_from_fhir(jsonb) IS
'What an ExplanationOfBenefit, or every one in a Bundle, says of a paid claim: {form, payment, claim, lines, adjustments, remarks}, under the columns'' names of the rcm.remittance_ functions; the way back of rcm.fhir_payment_resource. Resources with the same payment.identifier are one payment. Deductible, coinsurance and copay without a reason are PR-1, PR-2, PR-3.';

CREATE FUNCTION rcm.fhir_payment_line(item jsonb, place integer) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RETURN jsonb_build_object('line', coalesce(rcm.fhir_integer(item->'sequence'), place),
		'code', coalesce(rcm.fhir_any_code(item->'productOrService'), rcm.fhir_any_code(item->'revenue')), 'rev', rcm.fhir_any_code(item->'revenue'),
		'mods', (SELECT jsonb_agg(rcm.fhir_any_code(m.item) ORDER BY m.place) FROM rcm.fhir_each(item->'modifier') m),
		'description', item #> '{productOrService,text}',
		'charge', coalesce(rcm.fhir_amount(rcm.fhir_adjudicated(item->'adjudication', 'submitted')->'amount'), rcm.fhir_amount(item->'net')),
		'paid', coalesce(rcm.fhir_amount(rcm.fhir_adjudicated(item->'adjudication', 'benefit')->'amount'), rcm.fhir_amount(rcm.fhir_adjudicated(item->'adjudication', 'paidtoprovider')->'amount')),
		'allowed', rcm.fhir_amount(rcm.fhir_adjudicated(item->'adjudication', 'eligible')->'amount'),
		'units_paid', rcm.fhir_number(rcm.fhir_adjudicated(item->'adjudication', 'allowedunits')->>'value'),
		'units_submitted', rcm.fhir_number(item #>> '{quantity,value}'),
		'service_from', coalesce(rcm.fhir_date(item->>'servicedDate'), rcm.fhir_date(item #>> '{servicedPeriod,start}')),
		'service_to', rcm.fhir_date(item #>> '{servicedPeriod,end}'));
END
$$;
COMMENT ON FUNCTION rcm.fhir_payment_line(jsonb, integer) IS
'An item of an ExplanationOfBenefit under the columns'' names of rcm.remittance_lines; the place stands in for a missing sequence.';

CREATE FUNCTION rcm.fhir_remittance_claims(resource jsonb,
	OUT payment integer, OUT claim integer, OUT claim_id text, OUT status text, OUT charge rcm.usd, OUT paid rcm.usd, OUT patient_responsibility rcm.usd, OUT filing_ind text,
	OUT payer_claim_control text, OUT facility text, OUT freq text, OUT drg text, OUT drg_weight numeric, OUT discharge_fraction numeric, OUT patient_last text,
	OUT patient_first text, OUT patient_middle text, OUT patient_id text, OUT rendering_npi text, OUT statement_from date, OUT statement_to date, OUT trace_number text,
	OUT payer_name text, OUT payer_id text, OUT adjustments rcm.usd, OUT balances boolean, OUT difference rcm.usd) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		SELECT (c->>'payment')::integer, (c->>'claim')::integer, c->>'claim_id', c->>'status', a.charge::rcm.usd, a.paid::rcm.usd, (c->>'patient_responsibility')::rcm.usd,
			c->>'filing_ind', c->>'payer_claim_control', NULL::text, NULL::text, NULL::text, NULL::numeric, NULL::numeric,
			c->>'patient_last', c->>'patient_first', c->>'patient_middle', c->>'patient_id', c->>'rendering_npi',
			(c->>'statement_from')::date, (c->>'statement_to')::date, d #>> '{payment,trace_number}', d #>> '{payment,payer_name}', d #>> '{payment,payer_id}',
			a.adjusted::rcm.usd, a.charge - a.adjusted = a.paid, (a.paid - (a.charge - a.adjusted))::rcm.usd
		FROM rcm.remittance_from_fhir(resource) d, jsonb_extract_path(d, 'claim') c
		CROSS JOIN LATERAL (SELECT (c->>'charge')::numeric AS charge, (c->>'paid')::numeric AS paid,
			-- an adjustment without an amount makes the sum unknown
			(SELECT CASE WHEN count(*) = count(x.item->>'amount') THEN coalesce(sum((x.item->>'amount')::numeric), 0) END
				FROM rcm.fhir_each(d->'adjustments') x) AS adjusted OFFSET 0) a;
END
$$;
COMMENT ON FUNCTION rcm.fhir_remittance_claims(jsonb) IS
'The claims of an ExplanationOfBenefit, or of every one in a Bundle, with the leading columns of rcm.remittance_claims under the same names, to be posted in the same way; what FHIR does not say is null. "payment" counts the payments (by payment.identifier), "claim" within. Further: trace_number, payer_name, payer_id, adjustments (the sum of rcm.fhir_remittance_adjustments), balances: charge - adjustments = paid, and difference, what "paid" has more; null where charge or paid is missing. Rule: http://hl7.org/fhir/R4/explanationofbenefit.html.

    SELECT claim_id, charge, paid, balances FROM rcm.fhir_remittance_claims(pg_read_file(''/tmp/eob.json'')::jsonb);';

CREATE FUNCTION rcm.fhir_remittance_lines(resource jsonb,
	OUT payment integer, OUT claim integer, OUT line integer, OUT qualifier text, OUT code text, OUT mods text[], OUT description text, OUT submitted_code text,
	OUT submitted_mods text[], OUT rev text, OUT charge rcm.usd, OUT paid rcm.usd, OUT units_paid numeric, OUT units_submitted numeric, OUT service_from date, OUT service_to date,
	OUT line_control text, OUT allowed rcm.usd, OUT adjustments rcm.usd, OUT balances boolean, OUT difference rcm.usd) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 20 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		SELECT (d #>> '{claim,payment}')::integer, (d #>> '{claim,claim}')::integer, (l.item->>'line')::integer, NULL::text, l.item->>'code',
			coalesce((SELECT array_agg(m.item #>> '{}' ORDER BY m.place) FROM rcm.fhir_each(l.item->'mods') m), '{}'), l.item->>'description', NULL::text, NULL::text[], l.item->>'rev',
			a.charge::rcm.usd, a.paid::rcm.usd, (l.item->>'units_paid')::numeric, (l.item->>'units_submitted')::numeric, (l.item->>'service_from')::date, (l.item->>'service_to')::date,
			NULL::text, (l.item->>'allowed')::rcm.usd, a.adjusted::rcm.usd, a.charge - a.adjusted = a.paid, (a.paid - (a.charge - a.adjusted))::rcm.usd
		FROM rcm.remittance_from_fhir(resource) d, rcm.fhir_each(d->'lines') l
		CROSS JOIN LATERAL (SELECT (l.item->>'charge')::numeric AS charge, (l.item->>'paid')::numeric AS paid,
			(SELECT CASE WHEN count(*) = count(x.item->>'amount') THEN coalesce(sum((x.item->>'amount')::numeric), 0) END
				FROM rcm.fhir_each(d->'adjustments') x WHERE x.item->'line' = l.item->'line') AS adjusted OFFSET 0) a;
END
$$;
COMMENT ON FUNCTION rcm.fhir_remittance_lines(jsonb) IS
'The items of an ExplanationOfBenefit, or of every one in a Bundle, with the leading columns of rcm.remittance_lines under the same names; what FHIR does not say is null. "line" is the item''s sequence. Further: allowed, adjustments, balances (charge - adjustments = paid), difference. Rule: http://hl7.org/fhir/R4/explanationofbenefit.html.

    SELECT claim, line, code, charge, paid, balances FROM rcm.fhir_remittance_lines(pg_read_file(''/tmp/eob.json'')::jsonb);';

CREATE FUNCTION rcm.fhir_remittance_adjustments(resource jsonb,
	OUT payment integer, OUT claim integer, OUT line integer, OUT adjustment integer, OUT group_code text, OUT carc text, OUT amount rcm.usd, OUT quantity numeric) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 50 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		SELECT (d #>> '{claim,payment}')::integer, (d #>> '{claim,claim}')::integer, (a.item->>'line')::integer, a.place, a.item->>'group_code', a.item->>'carc',
			(a.item->>'amount')::rcm.usd, (a.item->>'quantity')::numeric
		FROM rcm.remittance_from_fhir(resource) d, rcm.fhir_each(d->'adjustments') a;
END
$$;
COMMENT ON FUNCTION rcm.fhir_remittance_adjustments(jsonb) IS
'The adjustments of an ExplanationOfBenefit, or of every one in a Bundle, with the leading columns of rcm.remittance_adjustments: adjudications whose reason is a CARC, and deductible, coinsurance and copay, which without one are PR-1, PR-2 and PR-3. "line" is null for those of the claim. Rule: http://hl7.org/fhir/R4/explanationofbenefit.html.

    SELECT group_code, carc, sum(amount) FROM rcm.fhir_remittance_adjustments(pg_read_file(''/tmp/eob.json'')::jsonb) GROUP BY 1, 2;';

/* ---- src/fhir/eligibility.sql ---- */

-- eligibility.sql - FHIR R4 CoverageEligibilityResponse and -Request; what any resource loses

CREATE FUNCTION rcm.fhir_benefit_item(benefit jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	said jsonb := jsonb_strip_nulls(benefit);
	used boolean := said->>'period' = '24';
BEGIN
	RETURN jsonb_build_object(
		'category', jsonb_build_object('coding', (SELECT jsonb_agg(jsonb_build_object('system', 'https://x12.org/codes/service-type-codes', 'code', t.item) ORDER BY t.place)
			FROM rcm.fhir_each(said->'service_types') t)),
		'productOrService', rcm.fhir_concept(rcm.fhir_procedure_system(said->>'procedure'), said->>'procedure'),
		'modifier', (SELECT jsonb_agg(rcm.fhir_concept(rcm.fhir_procedure_system(m.item #>> '{}'), m.item #>> '{}') ORDER BY m.place) FROM rcm.fhir_each(said->'mods') m),
		'excluded', CASE WHEN said->>'code' IN ('E', 'I') THEN true END,
		'name', said->'plan',
		'description', (SELECT string_agg(m.item #>> '{}', '; ' ORDER BY m.place) FROM rcm.fhir_each(said->'messages') m),
		'network', rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/benefit-network', CASE said->>'in_network' WHEN 'Y' THEN 'in' WHEN 'N' THEN 'out' END),
		'unit', jsonb_build_object('coding', jsonb_build_array(
			rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/benefit-unit', CASE said->>'coverage_level' WHEN 'IND' THEN 'individual' WHEN 'FAM' THEN 'family' END) #> '{coding,0}',
			rcm.fhir_concept('https://codesystem.x12.org/005010/1207', said->>'coverage_level') #> '{coding,0}')),
		'term', jsonb_build_object('coding', jsonb_build_array(
			rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/benefit-term', CASE said->>'period' WHEN '23' THEN 'annual' WHEN '7' THEN 'day' WHEN '32' THEN 'lifetime' END) #> '{coding,0}',
			rcm.fhir_concept('https://codesystem.x12.org/005010/615', said->>'period') #> '{coding,0}')),
		'authorizationRequired', CASE said->>'authorization_required' WHEN 'Y' THEN true WHEN 'N' THEN false END,
		'benefit', jsonb_build_array(jsonb_build_object(
			'type', jsonb_build_object('coding', jsonb_build_array(
				rcm.fhir_concept('http://terminology.hl7.org/CodeSystem/benefit-type', CASE said->>'code' WHEN 'A' THEN 'copay-percent' WHEN 'B' THEN 'copay'
					WHEN 'C' THEN 'deductible' WHEN 'F' THEN 'benefit' END) #> '{coding,0}',
				rcm.fhir_concept('https://codesystem.x12.org/005010/1390', said->>'code') #> '{coding,0}')),
			'allowedMoney', CASE WHEN used IS NOT TRUE THEN rcm.fhir_money(said->>'amount') END,
			'usedMoney', CASE WHEN used THEN rcm.fhir_money(said->>'amount') END,
			'allowedString', CASE WHEN NOT said ? 'amount' THEN coalesce(CASE WHEN said ? 'percent' THEN trim_scale((said->>'percent')::numeric * 100)::text || '%' END,
				CASE WHEN said ? 'quantity' THEN concat_ws(' ', said->>'quantity', said->>'quantity_qualifier') END) END)));
END
$$;
COMMENT ON FUNCTION rcm.fhir_benefit_item(jsonb) IS
'A row of rcm.eligibility_benefits, as jsonb, as an item of a CoverageEligibilityResponse: service types in category, coverage level in unit, period in term, each in X12''s code and, where FHIR has one, in FHIR''s; the amount in allowedMoney, or usedMoney for the year to date; a percentage or quantity in allowedString. Not pruned.';

CREATE FUNCTION rcm.fhir_eligibility_resource(response jsonb, benefits jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	said    jsonb := jsonb_strip_nulls(response);
	parts   jsonb := rcm.fhir_coverage_parts(rcm.fhir_prune(jsonb_build_object('payer_id', said->'payer_id', 'payer', jsonb_build_object('name', said->'payer_name'),
		'rel', said->'relationship', 'subscriber', jsonb_build_object('member_id', said->'member_id', 'group_number', said->'group_number', 'group_name', said->'group_name'))), '');
	patient jsonb := rcm.fhir_patient(jsonb_build_object('patient', said || jsonb_build_object('addr', jsonb_build_object('line1', said->'line1', 'line2', said->'line2',
		'city', said->'city', 'state', said->'state', 'zip', said->'zip'))));
BEGIN
	RETURN rcm.fhir_prune(jsonb_build_object(
		'resourceType', 'CoverageEligibilityResponse', 'status', 'active', 'purpose', '["benefits"]'::jsonb,
		'contained', jsonb_build_array(patient) || parts,
		'identifier', jsonb_build_array(jsonb_build_object('value', said->'reference')),
		'patient', '{"reference": "#patient"}'::jsonb,
		'created', said->'created', '_created', CASE WHEN NOT said ? 'created' THEN rcm.fhir_absent() END,
		'request', CASE WHEN said ? 'trace_number' THEN jsonb_build_object('identifier', jsonb_build_object('value', said->'trace_number')) ELSE rcm.fhir_absent() END,
		'outcome', CASE said->>'rejected' WHEN 'true' THEN 'error' ELSE 'complete' END,
		'insurer', CASE WHEN said ?| '{payer_id,payer_name}' THEN '{"reference": "#payer"}'::jsonb ELSE rcm.fhir_absent() END,
		'insurance', jsonb_build_array(jsonb_build_object('coverage', '{"reference": "#coverage"}'::jsonb, 'inforce', said->'active',
			'benefitPeriod', jsonb_build_object('start', coalesce(said->'plan_from', said->'eligibility_from'), 'end', coalesce(said->'plan_to', said->'eligibility_to')),
			'item', (SELECT jsonb_agg(rcm.fhir_benefit_item(b.item) ORDER BY b.place) FROM rcm.fhir_each(benefits) b)))));
END
$$;
COMMENT ON FUNCTION rcm.fhir_eligibility_resource(jsonb, jsonb) IS
'The CoverageEligibilityResponse of a row of rcm.eligibility_responses and its rows of rcm.eligibility_benefits, as jsonb: see rcm.fhir_eligibility_response.';

CREATE FUNCTION rcm.fhir_eligibility_response(file bytea, OUT response integer, OUT resource jsonb) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 100 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		WITH benefit AS MATERIALIZED (
			SELECT b.response, jsonb_agg(to_jsonb(b) ORDER BY b.benefit) AS listed FROM rcm.eligibility_benefits(file) b GROUP BY 1
		)
		SELECT r.response, rcm.fhir_eligibility_resource(to_jsonb(r), coalesce(b.listed, '[]'))
		FROM rcm.eligibility_responses(file) r LEFT JOIN benefit b USING (response) ORDER BY r.response;
END
$$;
COMMENT ON FUNCTION rcm.fhir_eligibility_response(bytea) IS
'The people whom the 271s of an X12 file answer about as FHIR R4 CoverageEligibilityResponse, one for each row of rcm.eligibility_responses, with patient, coverage and payer contained. request: the trace number (a logical reference); outcome: error when rejected; insurance.inforce: active; benefitPeriod: the plan''s days, else those of eligibility; item: one for each benefit (rcm.fhir_benefit_item). Other payers, limits, places and dates of single benefits are not in it. Errors as of rcm.eligibility_responses. Rule: http://hl7.org/fhir/R4/coverageeligibilityresponse.html.

    SELECT jsonb_pretty(resource) FROM rcm.fhir_eligibility_response(pg_read_binary_file(''/tmp/answer.271''));';

CREATE FUNCTION rcm.eligibility_from_fhir(resource jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	main      jsonb := rcm.fhir_main(resource, 'CoverageEligibilityResponse');
	index     jsonb := rcm.fhir_index(resource, main);
	insurance jsonb := (SELECT i.item FROM rcm.fhir_each(main->'insurance') i ORDER BY i.item->'inforce' IS NOT DISTINCT FROM 'true' DESC, i.place LIMIT 1);
	coverage  jsonb := rcm.fhir_resolve(index, insurance->'coverage');
	person    jsonb := rcm.person_from_fhir(coalesce(rcm.fhir_resolve(index, main->'patient'), '{}'));
BEGIN
	RETURN rcm.fhir_prune(jsonb_build_object(
		'status', CASE insurance->>'inforce' WHEN 'true' THEN 'active' WHEN 'false' THEN 'inactive' END,
		'eff', coalesce(rcm.fhir_date(insurance #>> '{benefitPeriod,start}'), rcm.fhir_date(coverage #>> '{period,start}')),
		'term', coalesce(rcm.fhir_date(insurance #>> '{benefitPeriod,end}'), rcm.fhir_date(coverage #>> '{period,end}')),
		'member_id', coalesce(coverage->>'subscriberId', rcm.coverage_parts_from_fhir(index, coverage) #>> '{subscriber,member_id}'),
		'last', person->'last', 'dob', person->'dob',
		'checked_on', rcm.fhir_date(main->>'created'),
		'plan', substring(upper(jsonb_path_query_first(insurance, 'lax $.item.name') #>> '{}') FROM '\m(HMO|PPO|EPO|POS|PRIME)\M')));
END
$$;
COMMENT ON FUNCTION rcm.eligibility_from_fhir(jsonb) IS
'The eligibility object of a claim (docs/reference/claim.md) out of a FHIR R4 CoverageEligibilityResponse, or the first in a Bundle: status (active or inactive, by inforce of the insurance in force, else the first), eff and term (benefitPeriod, else the coverage''s period), member_id, last, dob, checked_on (created), plan where a benefit''s name has HMO, PPO, EPO, POS or PRIME. Null when there is none. Rule: http://hl7.org/fhir/R4/coverageeligibilityresponse.html.

    SELECT rcm.jsonb(claim) || jsonb_build_object(''eligibility'', rcm.eligibility_from_fhir(pg_read_file(''/tmp/answer.json'')::jsonb)) FROM claim_in;';

CREATE FUNCTION rcm.fhir_eligibility_request(claim rcm.claim) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	doc     jsonb := rcm.fhir_prune(rcm.jsonb(claim));
	billing jsonb := rcm.fhir_provider(doc->'billing', 'billing');
	days    text[] := (SELECT array_agg(l.item->>'from' ORDER BY l.item->>'from') FROM rcm.fhir_each(doc->'lines') l WHERE l.item ? 'from');
BEGIN
	RETURN rcm.fhir_prune(jsonb_build_object(
		'resourceType', 'CoverageEligibilityRequest', 'status', 'active', 'purpose', '["benefits", "validation"]'::jsonb,
		'contained', jsonb_build_array(rcm.fhir_patient(doc), billing) || rcm.fhir_claim_coverage(doc),
		'patient', '{"reference": "#patient"}'::jsonb,
		'servicedDate', days[1],
		'created', doc->'submit_date', '_created', CASE WHEN NOT doc ? 'submit_date' THEN rcm.fhir_absent() END,
		'provider', CASE WHEN billing IS NOT NULL THEN '{"reference": "#billing"}'::jsonb END,
		'insurer', CASE WHEN doc ?| '{payer_id,payer}' THEN '{"reference": "#payer"}'::jsonb ELSE rcm.fhir_absent() END,
		'insurance', '[{"focal": true, "coverage": {"reference": "#coverage"}}]'::jsonb));
END
$$;
COMMENT ON FUNCTION rcm.fhir_eligibility_request(rcm.claim) IS
'The question whether the claim''s subscriber is covered, as FHIR R4 CoverageEligibilityRequest, with patient, provider, coverage and payer contained; servicedDate is the first day of service, created submit_date. Rule: http://hl7.org/fhir/R4/coverageeligibilityrequest.html.

    SELECT jsonb_pretty(rcm.fhir_eligibility_request(claim)) FROM claim_in;';

-- ---- what any resource loses ----

CREATE FUNCTION rcm.fhir_values(index jsonb, tree jsonb, depth integer, OUT path text, OUT value jsonb) RETURNS SETOF record
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 200 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
		WITH leaf AS MATERIALIZED (
			SELECT l.path, l.value FROM rcm.fhir_leaves(tree - '{contained,id,meta,text,resourceType}'::text[]) l
		), led AS MATERIALIZED (
			SELECT l.path, l.value, CASE WHEN depth > 0 AND l.path ~ '(^|\.)reference$' THEN
				rcm.fhir_resolve(index, jsonb_build_object('reference', l.value)) END AS target
			FROM leaf l
		)
		SELECT l.path, l.value FROM led l WHERE l.target IS NULL
		UNION ALL
		SELECT regexp_replace(l.path, 'reference$', '') || v.path, v.value FROM led l, rcm.fhir_values(index, l.target, depth - 1) v WHERE l.target IS NOT NULL;
END
$$;
COMMENT ON FUNCTION rcm.fhir_values(jsonb, jsonb, integer) IS
'The values of a resource with their paths, the resources that it refers to standing in the place of the references, to a depth.';

CREATE FUNCTION rcm.fhir_again(resource jsonb) RETURNS jsonb
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	answer jsonb;
BEGIN
	IF rcm.fhir_main(resource, 'Claim') IS NOT NULL THEN
		RETURN rcm.fhir_claim(rcm.claim_from_fhir(resource));
	ELSIF rcm.fhir_main(resource, 'ExplanationOfBenefit') IS NOT NULL THEN
		RETURN (SELECT rcm.fhir_payment_resource(d) FROM rcm.remittance_from_fhir(resource) d LIMIT 1);
	ELSIF rcm.fhir_main(resource, 'CoverageEligibilityResponse') IS NOT NULL THEN
		answer := rcm.eligibility_from_fhir(resource);
		RETURN rcm.fhir_eligibility_resource(jsonb_strip_nulls(answer || jsonb_build_object('active', CASE answer->>'status' WHEN 'active' THEN true WHEN 'inactive' THEN false END,
			'plan_from', answer->'eff', 'plan_to', answer->'term', 'created', answer->'checked_on')), '[]');
	ELSIF rcm.fhir_main(resource, 'Coverage') IS NOT NULL THEN
		RETURN rcm.fhir_coverage(rcm.claim('{"form": "P"}' || (rcm.coverage_from_fhir(resource) - '{coverage_from,coverage_to,coverage_status}'::text[])));
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION rcm.fhir_again(jsonb) IS
'The resource made again from what rcm keeps of it: of a Bundle the first Claim, else ExplanationOfBenefit, CoverageEligibilityResponse, Coverage. Null for others.';

CREATE FUNCTION rcm.fhir_lost(resource jsonb) RETURNS SETOF text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
	again jsonb := rcm.fhir_again(resource);
	main  jsonb := rcm.fhir_main(resource, again->>'resourceType');
	-- numbers and names that only tie the parts of a resource together
	ties  CONSTANT text := '(^|\.)(resourceType|id|careTeamSequence\[\d+\]|informationSequence\[\d+\]|reference)$|^(careTeam|supportingInfo|insurance)\[\d+\]\.sequence$';
BEGIN
	RETURN QUERY
		WITH had AS MATERIALIZED (
			SELECT v.path, regexp_replace(v.path, '\[\d+\]', '[]', 'g') AS pattern, v.value FROM rcm.fhir_values(rcm.fhir_index(resource, main), main, 3) v WHERE v.path !~ ties
		), has AS MATERIALIZED (
			SELECT regexp_replace(v.path, '\[\d+\]', '[]', 'g') AS pattern, v.value FROM rcm.fhir_values(rcm.fhir_index(again, again), again, 3) v
		), counted AS MATERIALIZED (
			SELECT h.path, h.pattern, h.value, row_number() OVER (PARTITION BY h.pattern, h.value ORDER BY h.path COLLATE "C") AS nth FROM had h
		)
		SELECT c.path FROM counted c
		WHERE c.nth > (SELECT count(*) FROM has h WHERE h.pattern = c.pattern AND h.value = c.value)
		ORDER BY c.path COLLATE "C";
END
$$;
COMMENT ON FUNCTION rcm.fhir_lost(jsonb) IS
'The JSON paths of what rcm does not keep of a FHIR R4 Claim, ExplanationOfBenefit, CoverageEligibilityResponse or Coverage (alone, or the first in a Bundle); lists count from 0. The resource is made again from what was read of it (rcm.fhir_again), and a value is kept when the new one has the same under the same names, places in lists aside, as often. References are replaced by what they lead to, so patient.birthDate is a path even where the patient is another entry; ids, narrative, meta, and the numbers by which parts of a resource refer to each other do not count. Of a CoverageEligibilityResponse only what a claim''s eligibility holds is kept.

    SELECT rcm.fhir_lost(pg_read_file(''/tmp/claim.json'')::jsonb);';

/* ---- src/forms/forms.sql ---- */

-- forms.sql - a claim as the boxes of a paper form

CREATE FUNCTION rcm.form_fields(claim rcm.claim, OUT form text, OUT page integer, OUT field text,
	OUT line integer, OUT value text, OUT fits boolean) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_form_fields_of_claim' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 1000 ROWS 100;
COMMENT ON FUNCTION rcm.form_fields(rcm.claim) IS
'The values of a claim in the boxes of its paper form, page by page: "form" is CMS-1500 (02/12) for form P, UB-04 for I, ADA (the dental claim form) for D. "field" is the number of the box as the form prints it, with a word where a box has parts: 1a, 2, 24A from, 24D modifier 1, 39a amount, 67 poa, 76 last; "carrier" is the corner at the top of the CMS-1500. "line" counts the lines of a box from 1: service lines (24A to 24J, 6 on a page; 42 to 48, 22 on a page and 23 for the totals; 24 to 31 of the dental form, 10 on a page), the lines of an address (name, street, city). Boxes without a value have no row. Only values: what is printed on the forms belongs to their publishers.
"value" is in capitals. Names are LAST SUFFIX, FIRST, M; days MM DD YY (CMS-1500; births MM DD CCYY), MMDDYY (UB-04; births MMDDCCYY), MM/DD/CCYY (dental); money dollars, a blank, cents; codes have no point; diagnosis pointers are letters. Boxes to tick give what they stand for: MEDICARE, MEDICAID, TRICARE, CHAMPVA, GROUP, OTHER; SELF, SPOUSE, CHILD or DEPENDENT, OTHER; YES, NO; EIN, SSN. "fits" is false when a value is longer than its box, and for one that has no box left (a thirteenth diagnosis, a fifth modifier, a second number for item 23), whose field is the box with "more" behind it (21 more, 24D more, 23 more): print those elsewhere, or file electronically.
More lines than a page has go to further pages, each a whole form; the totals (28, 29; line 23 of the UB-04; 32) stand on the last one only. Item 23 is the authorization, else the referral, else the CLIA number; 14 the onset, else the last menstruation; 15 the first of accident, first treatment, last seen, acute, x-ray, care assumed or given up; 17 who referred, else ordered, else supervised; 29 what the patient and other payers paid. Signatures are SIGNATURE ON FILE where "terms" says so. Rules: the instructions of NUCC, NUBC and ADA for their forms, in our words.

    SELECT f.page, f.field, f.line, f.value FROM claims, rcm.form_fields(claim) f WHERE NOT f.fits;';

/* ---- src/interchange/interchange.sql ---- */

-- interchange.sql - any X12 file: what is odd about it, its segments

CREATE FUNCTION rcm.x12_findings(file bytea, OUT level text, OUT code text, OUT interchange integer,
	OUT "group" integer, OUT transaction integer, OUT segment integer, OUT segment_id text,
	OUT element integer, OUT byte_offset bigint, OUT message text, OUT loss boolean) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_x12_findings' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 10;
COMMENT ON FUNCTION rcm.x12_findings(bytea) IS
'Everything odd about an X12 file, one row each; no row when the file is clean. "level" is interchange, group, transaction, segment or element. Interchanges are counted through the file, groups within their interchange, transactions within their group, segments through the file, all from 1; "element" is the X12 number of the element in its segment (null: the segment as a whole); "byte_offset" is the segment''s, counted from 0. "loss" says whether something was, or may have been, lost, for which functions with "strict" stop; false is only untidy. Messages hold no patient data.
Envelope: ISA-MISSING, ISA-LENGTH, ISA-BROKEN, ISA11-REPETITION, ISA12-VERSION, ISA13-DIGITS, ISA15-USAGE, ISA16-COMPONENT, DELIMITERS, GS08-UNKNOWN, ST02-MISSING, ST02-REPEATED, ST03-GS08, SE01-COUNT, SE02-MISMATCH, GE01-COUNT, GE02-MISMATCH, IEA01-COUNT, IEA02-MISMATCH, SE-MISSING, GE-MISSING, IEA-MISSING (a trailer that is not there), SE-ALONE, GE-ALONE, IEA-ALONE (one without a beginning), GS-OUTSIDE, ST-OUTSIDE, SEGMENT-OUTSIDE (outside of what should be around it).
Layout, one row for an interchange with the number in its message: BOM, BYTES-BEFORE-ISA, TERMINATOR-MISSING, BLANK-LINES, INDENT, EMPTY-SEGMENT, TRAILING-ELEMENT, LOWER-CASE-ID, SEGMENT-ID, MANY-ELEMENTS, NOT-ASCII, NOT-UTF8, NUL-BYTES, CONTROL-BYTES.
In an 837: AMOUNT, DATE, DATE-FORMAT, NUMBER, POINTER, LX01, SVD01-PAYER, HI-COMPOSITE, SV3-FORM, LOOP (outside of the loop it belongs to, left out), REPEATED (said twice, one counts), LIMIT, TOO-MANY-CLAIMS, TOO-MANY-LINES.
In an 835: BALANCE-PAYMENT, BALANCE-CLAIM, BALANCE-CLAIM-LINES, BALANCE-LINE (the difference is in the message), BPR-MISSING, BPR-REPEATED, TRN-MISSING, PAYER-REPEATED, PAYEE-REPEATED, CLP-MISSING, SVC-MISSING, SVC-ALONE, CAS-ALONE, CAS-TRIPLE, CAS-GROUP, PLB-PAIR, PROCEDURE, SEGMENT-PLACE. In a 271: PERCENT, HL03, EB01, EB-OUTSIDE, AAA03. In a 277: STC01-MISSING, STC03-CATEGORY, STATUS-LEVEL, TOO-MANY-STATUSES. In a 997, 999 or TA1: AK1-MISSING, IK5-MISSING, AK9-MISSING, ACK-CODE, ACK-ORDER, COUNT. In all of them AMOUNT, DATE, NUMBER, LIMIT.
How a transaction is built (837, 835, 270, 271, 276, 277, 999, 997): SEGMENT-UNKNOWN (the guide does not use it), LOOP-MISSING (a loop or segment that must be there), HL01-SEQUENCE, HL02-PARENT, CLM02-LINES (the lines of a claim do not add up to its charge).
Error RC006 when no delimiters are found. Rules: X12.5 and X12.6, the implementation guides.

    SELECT code, segment, message FROM rcm.x12_findings(pg_read_binary_file(''/tmp/batch.837'')) ORDER BY byte_offset;';

CREATE FUNCTION rcm.x12_segments(file bytea, OUT segment integer, OUT byte_offset bigint,
	OUT segment_id text, OUT elements text[], OUT interchange integer, OUT "group" integer,
	OUT transaction integer) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_x12_segments' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 10000;
COMMENT ON FUNCTION rcm.x12_segments(bytea) IS
'The segments of an X12 file as they stand in it, for people who look: one row for each, "byte_offset" being that of its first byte from 0. "elements"[n] is element n as X12 counts (in CLM, elements[1] is CLM01), '''' when it is empty; composites are not split. Interchange, group and transaction are counted as in rcm.x12_findings. Error RC006 when no delimiters are found.

    SELECT segment, segment_id, elements FROM rcm.x12_segments(pg_read_binary_file(''/tmp/batch.837'')) WHERE segment_id = ''CLM'';';

CREATE FUNCTION rcm.x12_999(file bytea, sender jsonb) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_x12_999' LANGUAGE C STABLE STRICT PARALLEL SAFE
	COST 10000;
COMMENT ON FUNCTION rcm.x12_999(bytea, jsonb) IS
'The answer to an X12 file that was received: one interchange back to its sender with a 999 (005010X231A1) for each functional group of the file, from ISA to IEA. Null when there is nothing to answer: no functional group, or only groups of acknowledgements (FA). "sender" must have control_number (ISA13, which this sender has not used before); sender_id, receiver_id, their qualifiers and the group''s ids are those of the file''s first interchange the other way round unless given, usage is T when its ISA15 is, "created" (YYYY-MM-DDTHH:MM:SS) is the start of the transaction; delimiters, line_break, character_set, authorization, security as in rcm.x12_837p.
Every transaction is named (AK2) with its verdict (IK5). R: a finding of rcm.x12_findings that means loss is about it; those of its envelope are IK502 (SE-MISSING 2, SE02-MISMATCH 3, SE01-COUNT 4, LOOP-MISSING of the transaction 5, ST02-MISSING 7, ST02-REPEATED 23, a kind we do not read 1), those of segments and elements IK3 and IK4 (SEGMENT-UNKNOWN 2, LOOP-MISSING of a claim I7; AMOUNT, NUMBER 6; DATE 8; other I12; at most 100 of one transaction) with the claim they are about in CTX (CLM01, CLP01) and no copy of the bad value. E: something untidy was noted (ST03-GS08, LX01, DATE-FORMAT). A: nothing; how the bytes are laid out is not told. A group whose envelope is at fault (GE-MISSING 3, GE02-MISMATCH 4, GE01-COUNT 5 in AK905) is rejected with all that it holds; else AK901 is A, E, P or R by its transactions. Faults of the ISA and IEA are told by rcm.x12_ta1, not by a 999.
Error RC006 when no delimiters are found, RC009 when the sender is not enough. Rule: the X12 guide of the 999.

    SELECT rcm.x12_999(pg_read_binary_file(''/tmp/era.835''), ''{"control_number": 41}'');';

CREATE FUNCTION rcm.x12_ta1(file bytea, sender jsonb) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_x12_ta1' LANGUAGE C STABLE STRICT PARALLEL SAFE
	COST 10000;
COMMENT ON FUNCTION rcm.x12_ta1(bytea, jsonb) IS
'What a 999 cannot say: one interchange back to the sender of an X12 file with a TA1 for each interchange that was received, from ISA to IEA. Null when there is nothing to answer: an interchange without any functional group (a TA1 is not acknowledged) has none. "sender" as in rcm.x12_999. TA104 is R when a finding of rcm.x12_findings about the ISA or IEA means loss, E when one is only untidy, else A; TA105 is its code, the first loss before anything else: IEA02-MISMATCH 001, ISA12-VERSION 017, ISA13-DIGITS 018, ISA15-USAGE 020, IEA01-COUNT 021, ISA-BROKEN 022, IEA-MISSING 023, GS-OUTSIDE 024, ISA16-COMPONENT and DELIMITERS 027, nothing 000.
Error RC006 when no delimiters are found, RC009 when the sender is not enough. Rule: X12.5.

    SELECT rcm.x12_ta1(pg_read_binary_file(''/tmp/era.835''), ''{"control_number": 42}'');';

/* ---- src/library/ddl ---- */

CREATE FUNCTION rcm.library_ddl() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $rcm_function$ SELECT $rcm_ddl$

/* ---- src/library/ddl/00-release.sql ---- */

-- 00-release.sql - releases: where every row of the library came from

CREATE TABLE @library@.version (
	version    text NOT NULL,
	created_at timestamptz NOT NULL DEFAULT pg_catalog.now()
);
COMMENT ON TABLE @library@.version IS 'Which version of rcm made this library; one row for each upgrade.';
COMMENT ON COLUMN @library@.version.version IS 'Version of the extension.';
COMMENT ON COLUMN @library@.version.created_at IS 'When.';

CREATE TABLE @library@.release (
	id           integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
	set_name     text COLLATE "C" NOT NULL,
	name         text COLLATE "C" NOT NULL,
	published_on date,
	eff          date,
	term         date,
	file_sha256  bytea,
	row_count    bigint NOT NULL DEFAULT 0,
	tables       text[] NOT NULL DEFAULT '{}',
	since        date NOT NULL DEFAULT '-infinity',
	until        date NOT NULL DEFAULT 'infinity',
	additive     boolean NOT NULL DEFAULT false,
	files        text[],
	loaded_at    timestamptz NOT NULL DEFAULT pg_catalog.now(),
	loaded_by    text NOT NULL DEFAULT CURRENT_USER,
	UNIQUE (set_name, name),
	CHECK (term >= eff)
);
COMMENT ON TABLE @library@.release IS 'One row for each release of a set as its publisher made it. Every row of the library came with one (release_id), and holds until the release that no longer has it takes over (ended_by; 0: none has).';
COMMENT ON COLUMN @library@.release.set_name IS 'Set as rcm.formats() names it, or table that a neutral file was loaded into.';
COMMENT ON COLUMN @library@.release.tables IS 'Tables that the rows are in.';
COMMENT ON COLUMN @library@.release.since IS 'First date of service that is judged by the release: eff, or -infinity where nothing came before it.';
COMMENT ON COLUMN @library@.release.until IS 'Last date of service that is judged by the release: term, or the day before the next one.';
COMMENT ON COLUMN @library@.release.additive IS 'The rows add to those of other releases and replace none: neutral files.';
COMMENT ON COLUMN @library@.release.files IS 'Names of the files.';
COMMENT ON COLUMN @library@.release.name IS 'The publisher''s name of the release, such as 2024Q3.';
COMMENT ON COLUMN @library@.release.published_on IS 'Day of publication.';
COMMENT ON COLUMN @library@.release.eff IS 'First date of service the release is for; null: no lower bound.';
COMMENT ON COLUMN @library@.release.term IS 'Last date of service the release is for; null: open.';
COMMENT ON COLUMN @library@.release.file_sha256 IS 'SHA-256 of the file as loaded.';
COMMENT ON COLUMN @library@.release.row_count IS 'Rows that the file brought.';
COMMENT ON COLUMN @library@.release.loaded_at IS 'When it was loaded.';
COMMENT ON COLUMN @library@.release.loaded_by IS 'Who loaded it.';

/* ---- src/library/ddl/10-procedure.sql ---- */

-- 10-procedure.sql - procedures, the indicators of their prices, and the rules between them

CREATE TABLE @library@.procedure (
	code            rcm.hcpcs NOT NULL,
	kind            text COLLATE "C",
	f2f             boolean,
	always_therapy  boolean,
	timed           boolean,
	unlisted        boolean,
	drug            boolean,
	container       text COLLATE "C",
	route           text COLLATE "C",
	clia            boolean,
	juris           text COLLATE "C",
	per_day         boolean,
	zero_ok         boolean,
	steril          boolean,
	age_lo          integer,
	age_hi          integer,
	sex             text COLLATE "C",
	base            integer,
	eff             date,
	term            date,
	release_id      integer NOT NULL REFERENCES @library@.release,
	ended_by        integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX procedure_key ON @library@.procedure (code);
CREATE INDEX procedure_release ON @library@.procedure (release_id);
COMMENT ON TABLE @library@.procedure IS 'HCPCS and CPT codes with what the edits need to know of each.';
COMMENT ON COLUMN @library@.procedure.code IS 'the procedure code';
COMMENT ON COLUMN @library@.procedure.kind IS 'EM, SURG, RAD, LAB, MED, PSY, ANES, THER, VAX, VAXADMIN, DRUG, INJADMIN, DME, CAT2 and others';
COMMENT ON COLUMN @library@.procedure.f2f IS 'a face-to-face service: it establishes the patient';
COMMENT ON COLUMN @library@.procedure.always_therapy IS 'an always-therapy code';
COMMENT ON COLUMN @library@.procedure.timed IS 'billed in 15-minute units';
COMMENT ON COLUMN @library@.procedure.unlisted IS 'unlisted or not otherwise classified: wants a description';
COMMENT ON COLUMN @library@.procedure.drug IS 'a drug billed by dose';
COMMENT ON COLUMN @library@.procedure.container IS 'S single dose, M multiple dose';
COMMENT ON COLUMN @library@.procedure.route IS 'INJ when injected';
COMMENT ON COLUMN @library@.procedure.clia IS 'needs a CLIA certificate';
COMMENT ON COLUMN @library@.procedure.juris IS 'B Part B contractor, D DME contractor';
COMMENT ON COLUMN @library@.procedure.per_day IS 'one unit a day';
COMMENT ON COLUMN @library@.procedure.zero_ok IS 'may be billed at zero';
COMMENT ON COLUMN @library@.procedure.steril IS 'a sterilisation';
COMMENT ON COLUMN @library@.procedure.age_lo IS 'youngest age in whole years';
COMMENT ON COLUMN @library@.procedure.age_hi IS 'oldest age in whole years';
COMMENT ON COLUMN @library@.procedure.sex IS 'M or F when the procedure belongs to one sex';
COMMENT ON COLUMN @library@.procedure.base IS 'anesthesia base units';

CREATE TABLE @library@.fee_schedule (
	code        rcm.hcpcs NOT NULL,
	mod         text COLLATE "C",
	status      text COLLATE "C",
	pctc        text COLLATE "C",
	glob        text COLLATE "C",
	mult        text COLLATE "C",
	bilat       text COLLATE "C",
	asst        text COLLATE "C",
	co          text COLLATE "C",
	team        text COLLATE "C",
	nonfac_na   boolean,
	fac_na      boolean,
	work        numeric(8,2),
	nonfac_pe   numeric(8,2),
	fac_pe      numeric(8,2),
	mp          numeric(8,2),
	cf          numeric(9,4),
	pre_op      numeric(4,2),
	intra_op    numeric(4,2),
	post_op     numeric(4,2),
	endo_base   text COLLATE "C",
	supervision text COLLATE "C",
	calc_flag   text COLLATE "C",
	imaging     text COLLATE "C",
	opps_nonfac numeric(8,2),
	opps_fac    numeric(8,2),
	opps_mp     numeric(8,2),
	apm         boolean,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX fee_schedule_key ON @library@.fee_schedule (code);
CREATE INDEX fee_schedule_release ON @library@.fee_schedule (release_id);
COMMENT ON TABLE @library@.fee_schedule IS 'Medicare physician fee schedule: status and payment indicators by code and component modifier.';
COMMENT ON COLUMN @library@.fee_schedule.code IS 'the procedure code';
COMMENT ON COLUMN @library@.fee_schedule.mod IS 'blank, 26, TC or 53';
COMMENT ON COLUMN @library@.fee_schedule.status IS 'status indicator, A to X';
COMMENT ON COLUMN @library@.fee_schedule.pctc IS 'PC/TC indicator 0-9';
COMMENT ON COLUMN @library@.fee_schedule.glob IS 'global days: 000, 010, 090, XXX, YYY, ZZZ, MMM';
COMMENT ON COLUMN @library@.fee_schedule.mult IS 'multiple procedure indicator';
COMMENT ON COLUMN @library@.fee_schedule.bilat IS 'bilateral indicator 0 1 2 3 9';
COMMENT ON COLUMN @library@.fee_schedule.asst IS 'assistant at surgery indicator';
COMMENT ON COLUMN @library@.fee_schedule.co IS 'co-surgeon indicator';
COMMENT ON COLUMN @library@.fee_schedule.team IS 'team surgery indicator';
COMMENT ON COLUMN @library@.fee_schedule.nonfac_na IS 'not expected outside a facility';
COMMENT ON COLUMN @library@.fee_schedule.work IS 'relative value units: work';
COMMENT ON COLUMN @library@.fee_schedule.nonfac_pe IS 'relative value units: practice expense outside a facility';
COMMENT ON COLUMN @library@.fee_schedule.fac_pe IS 'relative value units: practice expense in a facility';
COMMENT ON COLUMN @library@.fee_schedule.mp IS 'relative value units: malpractice';
COMMENT ON COLUMN @library@.fee_schedule.cf IS 'conversion factor, dollars for a relative value unit';
COMMENT ON COLUMN @library@.fee_schedule.pre_op IS 'share of a global package before the operation';
COMMENT ON COLUMN @library@.fee_schedule.intra_op IS 'share of a global package during the operation';
COMMENT ON COLUMN @library@.fee_schedule.post_op IS 'share of a global package after the operation';
COMMENT ON COLUMN @library@.fee_schedule.endo_base IS 'base code of the family of endoscopies';
COMMENT ON COLUMN @library@.fee_schedule.supervision IS 'supervision of diagnostic procedures';
COMMENT ON COLUMN @library@.fee_schedule.calc_flag IS 'calculation flag of the file';
COMMENT ON COLUMN @library@.fee_schedule.imaging IS 'family of diagnostic imaging; 99 is none';
COMMENT ON COLUMN @library@.fee_schedule.opps_nonfac IS 'practice expense units of the OPPS cap, outside a facility';
COMMENT ON COLUMN @library@.fee_schedule.opps_fac IS 'practice expense units of the OPPS cap, in a facility';
COMMENT ON COLUMN @library@.fee_schedule.opps_mp IS 'malpractice units of the OPPS cap';
COMMENT ON COLUMN @library@.fee_schedule.apm IS 'from the file for participants in advanced alternative payment models (since 2026)';
COMMENT ON COLUMN @library@.fee_schedule.fac_na IS 'not paid to the practitioner in a facility';

-- Millions of rows: narrow columns, fixed ones first, and no nulls, so that a
-- row takes 56 bytes; no foreign key, whose check of every row would take
-- longer than the rest of the load.
CREATE TABLE @library@.ptp (
	col1        rcm.hcpcs NOT NULL,
	col2        rcm.hcpcs NOT NULL,
	eff         date NOT NULL DEFAULT '-infinity',
	term        date NOT NULL DEFAULT 'infinity',
	release_id  smallint NOT NULL,
	ended_by    smallint NOT NULL DEFAULT 0,
	ccmi        smallint NOT NULL CHECK (ccmi IN (0, 1, 9)),
	rationale   smallint NOT NULL DEFAULT 0,
	program     text COLLATE "C" NOT NULL,
	setting     text COLLATE "C" NOT NULL,
	CHECK (term >= eff)
);
CREATE INDEX ptp_key ON @library@.ptp (col1, col2);
COMMENT ON TABLE @library@.ptp IS 'NCCI procedure-to-procedure pairs. A pair is ordered, and may stand more than once with other dates.';
COMMENT ON COLUMN @library@.ptp.program IS 'MCR Medicare, MCD Medicaid';
COMMENT ON COLUMN @library@.ptp.col1 IS 'column 1 code';
COMMENT ON COLUMN @library@.ptp.col2 IS 'column 2 code';
COMMENT ON COLUMN @library@.ptp.eff IS 'First day in force; -infinity: no lower bound.';
COMMENT ON COLUMN @library@.ptp.term IS 'Last day in force, included; infinity: open.';
COMMENT ON COLUMN @library@.ptp.rationale IS 'Why the pair is there: number of a row of ptp_rationale; 0: not given';
COMMENT ON COLUMN @library@.ptp.setting IS 'PRA practitioner, OPH outpatient hospital, DME supplier';
COMMENT ON COLUMN @library@.ptp.ccmi IS '0 no modifier separates, 1 a modifier may, 9 never applies';

CREATE TABLE @library@.ptp_rationale (
	id          smallint NOT NULL,
	words       text NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX ptp_rationale_key ON @library@.ptp_rationale (id);
COMMENT ON TABLE @library@.ptp_rationale IS 'The reasons that NCCI gives for its pairs.';
COMMENT ON COLUMN @library@.ptp_rationale.id IS 'Number that a pair refers to: a hash of the words.';
COMMENT ON COLUMN @library@.ptp_rationale.words IS 'The reason in CMS''s words.';

CREATE TABLE @library@.mue (
	program     text COLLATE "C" NOT NULL,
	setting     text COLLATE "C" NOT NULL,
	code        rcm.hcpcs NOT NULL,
	value       integer NOT NULL CHECK (value >= 0),
	mai         integer,
	rationale   text,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX mue_key ON @library@.mue (code);
CREATE INDEX mue_release ON @library@.mue (release_id);
COMMENT ON TABLE @library@.mue IS 'NCCI medically unlikely edits. Zero means none payable; no row means no published limit.';
COMMENT ON COLUMN @library@.mue.program IS 'MCR or MCD';
COMMENT ON COLUMN @library@.mue.setting IS 'PRA practitioner, OPH outpatient hospital, DME supplier';
COMMENT ON COLUMN @library@.mue.code IS 'the procedure code';
COMMENT ON COLUMN @library@.mue.value IS 'most units';
COMMENT ON COLUMN @library@.mue.rationale IS 'why the limit is there, in CMS''s words';
COMMENT ON COLUMN @library@.mue.mai IS 'adjudication indicator: 1 line, 2 and 3 day';

CREATE TABLE @library@.add_on (
	addon       rcm.hcpcs NOT NULL,
	"primary"   rcm.hcpcs NOT NULL,
	type        integer NOT NULL CHECK (type BETWEEN 1 AND 3),
	addon_term  date,
	primary_term date,
	note        text,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX add_on_key ON @library@.add_on (addon);
CREATE INDEX add_on_release ON @library@.add_on (release_id);
COMMENT ON TABLE @library@.add_on IS 'NCCI add-on codes with their primaries.';
COMMENT ON COLUMN @library@.add_on.addon IS 'the add-on code';
COMMENT ON COLUMN @library@.add_on."primary" IS 'a primary code it may stand beside; CCCCC leaves it to the contractor';
COMMENT ON COLUMN @library@.add_on.addon_term IS 'last day of the add-on code itself; term already heeds it';
COMMENT ON COLUMN @library@.add_on.primary_term IS 'last day of the primary code itself; term already heeds it';
COMMENT ON COLUMN @library@.add_on.note IS 'special instruction of the file';
COMMENT ON COLUMN @library@.add_on.type IS '1 the list is complete, 2 the contractor decides, 3 the list is not complete';

CREATE TABLE @library@.telehealth (
	class       text COLLATE "C" NOT NULL,
	code        rcm.hcpcs NOT NULL,
	audio_ok    boolean,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX telehealth_key ON @library@.telehealth (code);
CREATE INDEX telehealth_release ON @library@.telehealth (release_id);
COMMENT ON TABLE @library@.telehealth IS 'Which procedures a class of payers takes by telehealth.';
COMMENT ON COLUMN @library@.telehealth.class IS 'class of payer';
COMMENT ON COLUMN @library@.telehealth.code IS 'the procedure code';
COMMENT ON COLUMN @library@.telehealth.audio_ok IS 'audio only is enough';

CREATE TABLE @library@.coverage_policy (
	policy      text COLLATE "C" NOT NULL,
	type        text COLLATE "C",
	class       text COLLATE "C" NOT NULL,
	code        rcm.hcpcs NOT NULL,
	dx_prefix   text COLLATE "C" NOT NULL,
	list        text COLLATE "C" NOT NULL CHECK (list IN ('COVER', 'DENY')),
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX coverage_policy_key ON @library@.coverage_policy (code);
CREATE INDEX coverage_policy_release ON @library@.coverage_policy (release_id);
COMMENT ON TABLE @library@.coverage_policy IS 'LCD and NCD coverage by procedure and diagnosis prefix.';
COMMENT ON COLUMN @library@.coverage_policy.policy IS 'number of the policy';
COMMENT ON COLUMN @library@.coverage_policy.type IS 'LCD or NCD';
COMMENT ON COLUMN @library@.coverage_policy.class IS 'class of payer; medicare is fee-for-service and Medicare Advantage';
COMMENT ON COLUMN @library@.coverage_policy.code IS 'the procedure code';
COMMENT ON COLUMN @library@.coverage_policy.dx_prefix IS 'diagnosis prefix without dot';
COMMENT ON COLUMN @library@.coverage_policy.list IS 'COVER or DENY';

CREATE TABLE @library@.procedure_diagnosis (
	lo           rcm.hcpcs NOT NULL,
	hi           rcm.hcpcs NOT NULL,
	class        text COLLATE "C" NOT NULL,
	dx_prefixes  text[] NOT NULL,
	eff          date,
	term         date,
	release_id   integer NOT NULL REFERENCES @library@.release,
	ended_by     integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX procedure_diagnosis_key ON @library@.procedure_diagnosis (lo);
CREATE INDEX procedure_diagnosis_release ON @library@.procedure_diagnosis (release_id);
COMMENT ON TABLE @library@.procedure_diagnosis IS 'Diagnoses that a range of procedures must be explained by (coding, not coverage).';
COMMENT ON COLUMN @library@.procedure_diagnosis.lo IS 'first code';
COMMENT ON COLUMN @library@.procedure_diagnosis.hi IS 'last code';
COMMENT ON COLUMN @library@.procedure_diagnosis.class IS 'class of payer, or *';
COMMENT ON COLUMN @library@.procedure_diagnosis.dx_prefixes IS 'diagnosis prefixes without dot';

CREATE TABLE @library@.procedure_specialty (
	lo          rcm.hcpcs NOT NULL,
	hi          rcm.hcpcs NOT NULL,
	specs       text[] NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX procedure_specialty_key ON @library@.procedure_specialty (lo);
CREATE INDEX procedure_specialty_release ON @library@.procedure_specialty (release_id);
COMMENT ON TABLE @library@.procedure_specialty IS 'Specialties that may bill a range of procedures.';
COMMENT ON COLUMN @library@.procedure_specialty.lo IS 'first code';
COMMENT ON COLUMN @library@.procedure_specialty.hi IS 'last code';
COMMENT ON COLUMN @library@.procedure_specialty.specs IS 'CMS specialty codes';

CREATE TABLE @library@.panel (
	panel       rcm.hcpcs NOT NULL,
	component   rcm.hcpcs NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX panel_key ON @library@.panel (panel);
CREATE INDEX panel_release ON @library@.panel (release_id);
COMMENT ON TABLE @library@.panel IS 'Laboratory panels and their components.';
COMMENT ON COLUMN @library@.panel.panel IS 'code of the panel';
COMMENT ON COLUMN @library@.panel.component IS 'code of a component';

CREATE TABLE @library@.ndc (
	ndc            text COLLATE "C" NOT NULL,
	code           rcm.hcpcs NOT NULL,
	uom            text COLLATE "C",
	units_per_uom  numeric,
	container      text COLLATE "C",
	eff            date,
	term           date,
	release_id     integer NOT NULL REFERENCES @library@.release,
	ended_by       integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX ndc_key ON @library@.ndc (ndc);
CREATE INDEX ndc_release ON @library@.ndc (release_id);
COMMENT ON TABLE @library@.ndc IS 'Drugs by NDC with the HCPCS code they are billed under.';
COMMENT ON COLUMN @library@.ndc.ndc IS 'eleven digits';
COMMENT ON COLUMN @library@.ndc.code IS 'the HCPCS code';
COMMENT ON COLUMN @library@.ndc.uom IS 'F2, GR, ME, ML or UN';
COMMENT ON COLUMN @library@.ndc.units_per_uom IS 'billing units for each NDC unit';
COMMENT ON COLUMN @library@.ndc.container IS 'S single dose, M multiple dose';

CREATE TABLE @library@.dme (
	code        rcm.hcpcs NOT NULL,
	category    text COLLATE "C",
	mods        text[],
	kx_req      boolean,
	rtlt_req    boolean,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX dme_key ON @library@.dme (code);
CREATE INDEX dme_release ON @library@.dme (release_id);
COMMENT ON TABLE @library@.dme IS 'Durable equipment: payment category and modifiers.';
COMMENT ON COLUMN @library@.dme.code IS 'the HCPCS code';
COMMENT ON COLUMN @library@.dme.category IS 'CR capped rental, IN inexpensive, SU supply, PO prosthetic or orthotic';
COMMENT ON COLUMN @library@.dme.mods IS 'modifiers of which one must be there';
COMMENT ON COLUMN @library@.dme.kx_req IS 'wants KX, GA, GZ or GY';
COMMENT ON COLUMN @library@.dme.rtlt_req IS 'wants RT or LT';

CREATE TABLE @library@.therapy_threshold (
	year        integer NOT NULL,
	amount      rcm.usd NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX therapy_threshold_key ON @library@.therapy_threshold (year);
CREATE INDEX therapy_threshold_release ON @library@.therapy_threshold (release_id);
COMMENT ON TABLE @library@.therapy_threshold IS 'Yearly amount from which therapy needs KX.';
COMMENT ON COLUMN @library@.therapy_threshold.year IS 'calendar year';
COMMENT ON COLUMN @library@.therapy_threshold.amount IS 'threshold';

/* ---- src/library/ddl/15-price.sql ---- */

-- 15-price.sql - what prices are made of besides relative value units

CREATE TABLE @library@.gpci (
	mac_locality  text COLLATE "C" NOT NULL,
	state         text,
	name          text,
	work          numeric(6,3) NOT NULL,
	pe            numeric(6,3) NOT NULL,
	mp            numeric(6,3) NOT NULL,
	eff           date,
	term          date,
	release_id    integer NOT NULL REFERENCES @library@.release,
	ended_by      integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX gpci_key ON @library@.gpci (mac_locality);
CREATE INDEX gpci_release ON @library@.gpci (release_id);
COMMENT ON TABLE @library@.gpci IS 'Geographic practice cost indices of the Medicare physician fee schedule.';
COMMENT ON COLUMN @library@.gpci.mac_locality IS 'contractor (5 digits) and locality (2 digits), such as 0111205';
COMMENT ON COLUMN @library@.gpci.state IS 'state';
COMMENT ON COLUMN @library@.gpci.name IS 'name of the locality';
COMMENT ON COLUMN @library@.gpci.work IS 'index of work, with the floor of 1.0 where it holds';
COMMENT ON COLUMN @library@.gpci.pe IS 'index of practice expense';
COMMENT ON COLUMN @library@.gpci.mp IS 'index of malpractice';

CREATE TABLE @library@.anesthesia_factor (
	mac_locality  text COLLATE "C" NOT NULL,
	name          text,
	factor        numeric(8,4) NOT NULL,
	eff           date,
	term          date,
	release_id    integer NOT NULL REFERENCES @library@.release,
	ended_by      integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX anesthesia_factor_key ON @library@.anesthesia_factor (mac_locality);
CREATE INDEX anesthesia_factor_release ON @library@.anesthesia_factor (release_id);
COMMENT ON TABLE @library@.anesthesia_factor IS 'Anesthesia conversion factors.';
COMMENT ON COLUMN @library@.anesthesia_factor.mac_locality IS 'contractor and locality';
COMMENT ON COLUMN @library@.anesthesia_factor.name IS 'name of the locality';
COMMENT ON COLUMN @library@.anesthesia_factor.factor IS 'dollars for a unit';

CREATE TABLE @library@.locality_county (
	mac_locality  text COLLATE "C" NOT NULL,
	state         text,
	area          text,
	counties      text,
	eff           date,
	term          date,
	release_id    integer NOT NULL REFERENCES @library@.release,
	ended_by      integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX locality_county_key ON @library@.locality_county (mac_locality);
CREATE INDEX locality_county_release ON @library@.locality_county (release_id);
COMMENT ON TABLE @library@.locality_county IS 'Counties of the payment localities.';
COMMENT ON COLUMN @library@.locality_county.mac_locality IS 'contractor and locality';
COMMENT ON COLUMN @library@.locality_county.state IS 'state';
COMMENT ON COLUMN @library@.locality_county.area IS 'fee schedule area';
COMMENT ON COLUMN @library@.locality_county.counties IS 'counties in it, as published';

CREATE TABLE @library@.zip_locality (
	zip           text COLLATE "C" NOT NULL,
	state         text,
	mac_locality  text COLLATE "C" NOT NULL,
	rural         text,
	laboratory    text,
	plus_four     boolean,
	eff           date,
	term          date,
	release_id    integer NOT NULL REFERENCES @library@.release,
	ended_by      integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX zip_locality_key ON @library@.zip_locality (zip);
CREATE INDEX zip_locality_release ON @library@.zip_locality (release_id);
COMMENT ON TABLE @library@.zip_locality IS 'Payment localities by ZIP code.';
COMMENT ON COLUMN @library@.zip_locality.zip IS 'five digits';
COMMENT ON COLUMN @library@.zip_locality.state IS 'state';
COMMENT ON COLUMN @library@.zip_locality.mac_locality IS 'contractor and locality';
COMMENT ON COLUMN @library@.zip_locality.rural IS 'R rural, B super rural, blank urban';
COMMENT ON COLUMN @library@.zip_locality.laboratory IS 'contractor for laboratory claims';
COMMENT ON COLUMN @library@.zip_locality.plus_four IS 'the ZIP code lies in more than one locality: all nine digits are needed';

/* ---- src/library/ddl/20-diagnosis.sql ---- */

-- 20-diagnosis.sql - diagnoses and the rules between them

CREATE TABLE @library@.diagnosis (
	code        rcm.icd10 NOT NULL,
	billable    boolean,
	sex         text COLLATE "C",
	age_cat     text COLLATE "C",
	manif       boolean,
	unacc_pdx   text COLLATE "C",
	lat         text COLLATE "C",
	unspec_lat  boolean,
	poa_exempt  boolean,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX diagnosis_key ON @library@.diagnosis (code);
CREATE INDEX diagnosis_release ON @library@.diagnosis (release_id);
COMMENT ON TABLE @library@.diagnosis IS 'ICD-10-CM codes and headers with what the edits need to know of each.';
COMMENT ON COLUMN @library@.diagnosis.code IS 'the code';
COMMENT ON COLUMN @library@.diagnosis.billable IS 'not a header';
COMMENT ON COLUMN @library@.diagnosis.sex IS 'M or F when the diagnosis belongs to one sex';
COMMENT ON COLUMN @library@.diagnosis.age_cat IS 'N newborn, P paediatric, M maternity, A adult';
COMMENT ON COLUMN @library@.diagnosis.manif IS 'a manifestation: the etiology comes first';
COMMENT ON COLUMN @library@.diagnosis.unacc_pdx IS 'not acceptable first: I inpatient, O outpatient, B both';
COMMENT ON COLUMN @library@.diagnosis.lat IS 'side: R, L or B';
COMMENT ON COLUMN @library@.diagnosis.unspec_lat IS 'side unspecified where one exists';
COMMENT ON COLUMN @library@.diagnosis.poa_exempt IS 'exempt from the present-on-admission indicator';

CREATE TABLE @library@.seventh_character (
	prefix      text COLLATE "C" NOT NULL,
	allowed     text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX seventh_character_key ON @library@.seventh_character (prefix);
CREATE INDEX seventh_character_release ON @library@.seventh_character (release_id);
COMMENT ON TABLE @library@.seventh_character IS 'Seventh characters by diagnosis prefix.';
COMMENT ON COLUMN @library@.seventh_character.prefix IS 'diagnosis prefix without dot';
COMMENT ON COLUMN @library@.seventh_character.allowed IS 'the characters allowed in place seven';

CREATE TABLE @library@.excludes1 (
	a           text COLLATE "C" NOT NULL,
	b           text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX excludes1_key ON @library@.excludes1 (a);
CREATE INDEX excludes1_release ON @library@.excludes1 (release_id);
COMMENT ON TABLE @library@.excludes1 IS 'Excludes1 notes: two diagnosis prefixes that do not go together.';
COMMENT ON COLUMN @library@.excludes1.a IS 'diagnosis prefix without dot';
COMMENT ON COLUMN @library@.excludes1.b IS 'the other';

CREATE TABLE @library@.manifestation (
	manif       text COLLATE "C" NOT NULL,
	etiology    text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX manifestation_key ON @library@.manifestation (manif);
CREATE INDEX manifestation_release ON @library@.manifestation (release_id);
COMMENT ON TABLE @library@.manifestation IS 'Etiologies that a manifestation may follow.';
COMMENT ON COLUMN @library@.manifestation.manif IS 'prefix of the manifestation';
COMMENT ON COLUMN @library@.manifestation.etiology IS 'prefix of the etiology';

CREATE TABLE @library@.mce_edit (
	code        rcm.icd10 NOT NULL,
	list        text COLLATE "C" NOT NULL,
	age_lo      integer,
	age_hi      integer,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX mce_edit_key ON @library@.mce_edit (code);
CREATE INDEX mce_edit_release ON @library@.mce_edit (release_id);
COMMENT ON TABLE @library@.mce_edit IS 'Diagnoses on the lists of the Medicare Code Editor.';
COMMENT ON COLUMN @library@.mce_edit.code IS 'the diagnosis';
COMMENT ON COLUMN @library@.mce_edit.list IS 'NEWBORN, PEDIATRIC, MATERNITY, ADULT, FEMALE, MALE, MANIFESTATION, UNACCEPTABLE, QUESTIONABLE, NONCOVERED, LIMITED, WRONG';
COMMENT ON COLUMN @library@.mce_edit.age_lo IS 'youngest age in whole years, on the lists that go by age';
COMMENT ON COLUMN @library@.mce_edit.age_hi IS 'oldest age in whole years';

CREATE TABLE @library@.mce_procedure (
	code        text COLLATE "C" NOT NULL,
	list        text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX mce_procedure_key ON @library@.mce_procedure (code);
CREATE INDEX mce_procedure_release ON @library@.mce_procedure (release_id);
COMMENT ON TABLE @library@.mce_procedure IS 'ICD-10-PCS procedures on the lists of the Medicare Code Editor.';
COMMENT ON COLUMN @library@.mce_procedure.code IS 'the procedure, seven characters';
COMMENT ON COLUMN @library@.mce_procedure.list IS 'as in mce_edit';

CREATE TABLE @library@.poa_exempt (
	code        rcm.icd10 NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX poa_exempt_key ON @library@.poa_exempt (code);
CREATE INDEX poa_exempt_release ON @library@.poa_exempt (release_id);
COMMENT ON TABLE @library@.poa_exempt IS 'Diagnoses exempt from reporting present on admission.';
COMMENT ON COLUMN @library@.poa_exempt.code IS 'the diagnosis';

CREATE TABLE @library@.diagnosis_note (
	owner       text COLLATE "C" NOT NULL,
	owner_kind  text COLLATE "C" NOT NULL,
	kind        text COLLATE "C" NOT NULL,
	words       text NOT NULL,
	targets     text[],
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX diagnosis_note_key ON @library@.diagnosis_note (owner);
CREATE INDEX diagnosis_note_release ON @library@.diagnosis_note (release_id);
COMMENT ON TABLE @library@.diagnosis_note IS 'Notes of the ICD-10-CM tabular list: includes, excludes, code first and so on. They hold for everything under their owner.';
COMMENT ON COLUMN @library@.diagnosis_note.owner IS 'prefix without dot, or first and last category of a chapter or section, such as A00-B99';
COMMENT ON COLUMN @library@.diagnosis_note.owner_kind IS 'chapter, section or code';
COMMENT ON COLUMN @library@.diagnosis_note.kind IS 'includes, inclusionTerm, excludes1, excludes2, codeFirst, codeAlso, useAdditionalCode, notes, sevenChrNote';
COMMENT ON COLUMN @library@.diagnosis_note.words IS 'the note';
COMMENT ON COLUMN @library@.diagnosis_note.targets IS 'prefixes the note names; a range as first..last';

/* ---- src/library/ddl/30-modifier.sql ---- */

-- 30-modifier.sql - modifiers and places of service

CREATE TABLE @library@.modifier (
	mod         text COLLATE "C" NOT NULL,
	ncci        boolean,
	repeat      boolean,
	anat        boolean,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX modifier_key ON @library@.modifier (mod);
CREATE INDEX modifier_release ON @library@.modifier (release_id);
COMMENT ON TABLE @library@.modifier IS 'HCPCS and CPT modifiers.';
COMMENT ON COLUMN @library@.modifier.mod IS 'two characters';
COMMENT ON COLUMN @library@.modifier.ncci IS 'separates an NCCI pair';
COMMENT ON COLUMN @library@.modifier.repeat IS 'says that a service was repeated';
COMMENT ON COLUMN @library@.modifier.anat IS 'names a site';

CREATE TABLE @library@.modifier_procedure (
	mod         text COLLATE "C" NOT NULL,
	rule        text COLLATE "C" NOT NULL CHECK (rule IN ('ALLOW', 'DENY')),
	lo          rcm.hcpcs NOT NULL,
	hi          rcm.hcpcs NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX modifier_procedure_key ON @library@.modifier_procedure (mod);
CREATE INDEX modifier_procedure_release ON @library@.modifier_procedure (release_id);
COMMENT ON TABLE @library@.modifier_procedure IS 'Procedures that a modifier may (ALLOW) or may not (DENY) go with.';
COMMENT ON COLUMN @library@.modifier_procedure.mod IS 'two characters';
COMMENT ON COLUMN @library@.modifier_procedure.rule IS 'ALLOW or DENY';
COMMENT ON COLUMN @library@.modifier_procedure.lo IS 'first code';
COMMENT ON COLUMN @library@.modifier_procedure.hi IS 'last code';

CREATE TABLE @library@.modifier_conflict (
	a           text COLLATE "C" NOT NULL,
	b           text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX modifier_conflict_key ON @library@.modifier_conflict (a);
CREATE INDEX modifier_conflict_release ON @library@.modifier_conflict (release_id);
COMMENT ON TABLE @library@.modifier_conflict IS 'Modifiers that do not stand together on one line.';
COMMENT ON COLUMN @library@.modifier_conflict.a IS 'two characters';
COMMENT ON COLUMN @library@.modifier_conflict.b IS 'the other';

CREATE TABLE @library@.place_of_service (
	pos         text COLLATE "C" NOT NULL,
	fac         boolean,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX place_of_service_key ON @library@.place_of_service (pos);
CREATE INDEX place_of_service_release ON @library@.place_of_service (release_id);
COMMENT ON TABLE @library@.place_of_service IS 'CMS place of service codes.';
COMMENT ON COLUMN @library@.place_of_service.pos IS 'two digits';
COMMENT ON COLUMN @library@.place_of_service.fac IS 'paid at the facility rate';

CREATE TABLE @library@.place_procedure (
	lo          rcm.hcpcs NOT NULL,
	hi          rcm.hcpcs NOT NULL,
	rule        text COLLATE "C" NOT NULL CHECK (rule IN ('ALLOW', 'DENY')),
	pos         text[] NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX place_procedure_key ON @library@.place_procedure (lo);
CREATE INDEX place_procedure_release ON @library@.place_procedure (release_id);
COMMENT ON TABLE @library@.place_procedure IS 'Places of service that a range of procedures may (ALLOW) or may not (DENY) be performed in.';
COMMENT ON COLUMN @library@.place_procedure.lo IS 'first code';
COMMENT ON COLUMN @library@.place_procedure.hi IS 'last code';
COMMENT ON COLUMN @library@.place_procedure.rule IS 'ALLOW or DENY';
COMMENT ON COLUMN @library@.place_procedure.pos IS 'places of service';

CREATE TABLE @library@.ncci_modifier (
	mod         text COLLATE "C" NOT NULL,
	family      text,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX ncci_modifier_key ON @library@.ncci_modifier (mod);
CREATE INDEX ncci_modifier_release ON @library@.ncci_modifier (release_id);
COMMENT ON TABLE @library@.ncci_modifier IS 'Modifiers that may separate an NCCI pair (PTP-associated modifiers).';
COMMENT ON COLUMN @library@.ncci_modifier.mod IS 'the modifier';
COMMENT ON COLUMN @library@.ncci_modifier.family IS 'anatomic, global surgery or other';

/* ---- src/library/ddl/40-payer.sql ---- */

-- 40-payer.sql - payers and what each of them asks for

CREATE TABLE @library@.payer (
	payer_id       text COLLATE "C" NOT NULL,
	name           text,
	class          text COLLATE "C" NOT NULL,
	filing         text COLLATE "C",
	member_regex   text COLLATE "C" CHECK (member_regex IS NULL OR ('' ~ member_regex) IS NOT NULL),
	timely_n       integer,
	timely_unit    text COLLATE "C" CHECK (timely_unit IN ('D', 'M')),
	timely_basis   text COLLATE "C" CHECK (timely_basis IN ('LINE_FROM', 'CLAIM_TO')),
	corrected_n    integer,
	secondary_n    integer,
	accepted_freq  text[],
	ncci           text COLLATE "C",
	mue            text COLLATE "C",
	consult_ok     boolean,
	taxonomy_req   boolean,
	ndc_req        boolean,
	referral_req   text COLLATE "C",
	tele_mod       text COLLATE "C",
	tele_pos_from  date,
	elig_days      integer,
	elig_monthly   boolean,
	clia_req       boolean,
	ordering_req   boolean,
	"global"       boolean,
	bilateral      text COLLATE "C",
	eff            date,
	term           date,
	release_id     integer NOT NULL REFERENCES @library@.release,
	ended_by       integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX payer_key ON @library@.payer (payer_id);
CREATE INDEX payer_release ON @library@.payer (release_id);
COMMENT ON TABLE @library@.payer IS 'Payers by the id that claims carry, with their rules. eff and term are the days of submission on which the id takes claims.';
COMMENT ON COLUMN @library@.payer.payer_id IS 'the clearinghouse payer id';
COMMENT ON COLUMN @library@.payer.name IS 'for people';
COMMENT ON COLUMN @library@.payer.class IS 'medicare_a, medicare_b, dme_mac, medicare_adv, medicaid, commercial, bcbs, tricare, wc or auto';
COMMENT ON COLUMN @library@.payer.filing IS 'claim filing indicator (SBR09)';
COMMENT ON COLUMN @library@.payer.member_regex IS 'regular expression of the whole member id, in upper case';
COMMENT ON COLUMN @library@.payer.timely_n IS 'timely filing: how many';
COMMENT ON COLUMN @library@.payer.timely_unit IS 'D days, M months';
COMMENT ON COLUMN @library@.payer.timely_basis IS 'counted from the line''s first day or the statement''s last';
COMMENT ON COLUMN @library@.payer.corrected_n IS 'the same for a replacement or void';
COMMENT ON COLUMN @library@.payer.secondary_n IS 'days from the prior payer''s adjudication';
COMMENT ON COLUMN @library@.payer.accepted_freq IS 'claim frequency codes it takes';
COMMENT ON COLUMN @library@.payer.ncci IS 'MCR, MCD or NONE';
COMMENT ON COLUMN @library@.payer.mue IS 'MCR, MCD or NONE';
COMMENT ON COLUMN @library@.payer.consult_ok IS 'pays consultation codes';
COMMENT ON COLUMN @library@.payer.taxonomy_req IS 'wants taxonomies';
COMMENT ON COLUMN @library@.payer.ndc_req IS 'wants NDCs';
COMMENT ON COLUMN @library@.payer.referral_req IS 'HMO when HMO plans need a referral, else N';
COMMENT ON COLUMN @library@.payer.tele_mod IS '95 when telehealth wants a modifier, else N';
COMMENT ON COLUMN @library@.payer.tele_pos_from IS 'from when telehealth wants place of service 02 or 10';
COMMENT ON COLUMN @library@.payer.elig_days IS 'how old an eligibility check may be';
COMMENT ON COLUMN @library@.payer.elig_monthly IS 'eligibility is by calendar month';
COMMENT ON COLUMN @library@.payer.clia_req IS 'wants CLIA numbers';
COMMENT ON COLUMN @library@.payer.ordering_req IS 'wants the ordering provider';
COMMENT ON COLUMN @library@.payer."global" IS 'follows the global surgical package';
COMMENT ON COLUMN @library@.payer.bilateral IS '50x1 when bilateral is one line with one unit, else ANY';

CREATE TABLE @library@.authorization_rule (
	payer_id      text COLLATE "C" NOT NULL,
	lo            rcm.hcpcs NOT NULL,
	hi            rcm.hcpcs NOT NULL,
	emerg_exempt  boolean,
	eff           date,
	term          date,
	release_id    integer NOT NULL REFERENCES @library@.release,
	ended_by      integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX authorization_rule_key ON @library@.authorization_rule (payer_id);
CREATE INDEX authorization_rule_release ON @library@.authorization_rule (release_id);
COMMENT ON TABLE @library@.authorization_rule IS 'Procedures for which a payer wants prior authorization.';
COMMENT ON COLUMN @library@.authorization_rule.payer_id IS 'the payer';
COMMENT ON COLUMN @library@.authorization_rule.lo IS 'first code';
COMMENT ON COLUMN @library@.authorization_rule.hi IS 'last code';
COMMENT ON COLUMN @library@.authorization_rule.emerg_exempt IS 'not in an emergency';

CREATE TABLE @library@.frequency_limit (
	class       text COLLATE "C" NOT NULL,
	code        rcm.hcpcs NOT NULL,
	"group"     text[] NOT NULL,
	rule        text COLLATE "C" NOT NULL CHECK (rule IN ('LIFETIME', 'MONTHS', 'CALYEAR')),
	n           integer,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX frequency_limit_key ON @library@.frequency_limit (code);
CREATE INDEX frequency_limit_release ON @library@.frequency_limit (release_id);
COMMENT ON TABLE @library@.frequency_limit IS 'How often a preventive service is paid.';
COMMENT ON COLUMN @library@.frequency_limit.class IS 'class of payer; medicare is fee-for-service Medicare';
COMMENT ON COLUMN @library@.frequency_limit.code IS 'the procedure code';
COMMENT ON COLUMN @library@.frequency_limit."group" IS 'earlier codes that count';
COMMENT ON COLUMN @library@.frequency_limit.rule IS 'once in a lifetime, in n calendar months, in a calendar year';
COMMENT ON COLUMN @library@.frequency_limit.n IS 'months';

CREATE TABLE @library@.fee (
	class       text COLLATE "C" NOT NULL,
	code        rcm.hcpcs NOT NULL,
	mod         text COLLATE "C",
	setting     text COLLATE "C" NOT NULL CHECK (setting IN ('F', 'NF')),
	allowed     rcm.usd NOT NULL,
	note        text,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX fee_key ON @library@.fee (code);
CREATE INDEX fee_release ON @library@.fee (release_id);
COMMENT ON TABLE @library@.fee IS 'What a class of payers allows for a procedure.';
COMMENT ON COLUMN @library@.fee.class IS 'class of payer';
COMMENT ON COLUMN @library@.fee.code IS 'the procedure code';
COMMENT ON COLUMN @library@.fee.mod IS 'blank, 26 or TC';
COMMENT ON COLUMN @library@.fee.setting IS 'F facility, NF non-facility';
COMMENT ON COLUMN @library@.fee.allowed IS 'for each unit';
COMMENT ON COLUMN @library@.fee.note IS 'where the amount is from';

CREATE TABLE @library@.contract (
	payer_id    text COLLATE "C" NOT NULL,
	plan        text,
	name        text,
	basis       text COLLATE "C" NOT NULL CHECK (basis IN ('FEE', 'MEDICARE', 'CHARGE')),
	fee_class   text COLLATE "C",
	percent     numeric(7,3) CHECK (percent > 0),
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff),
	CHECK (basis = 'FEE' OR percent IS NOT NULL),
	CHECK (basis <> 'FEE' OR fee_class IS NOT NULL)
);
CREATE INDEX contract_key ON @library@.contract (payer_id);
CREATE INDEX contract_release ON @library@.contract (release_id);
COMMENT ON TABLE @library@.contract IS 'What was agreed with a payer: by which schedule, or which percentage of what, it pays.';
COMMENT ON COLUMN @library@.contract.payer_id IS 'the payer';
COMMENT ON COLUMN @library@.contract.plan IS 'the plan or network it is for; null: all';
COMMENT ON COLUMN @library@.contract.name IS 'for people';
COMMENT ON COLUMN @library@.contract.basis IS 'FEE a fee schedule of the library, MEDICARE a percentage of what Medicare allows, CHARGE a percentage of the charge';
COMMENT ON COLUMN @library@.contract.fee_class IS 'class of the rows of fee that are its schedule, for FEE';
COMMENT ON COLUMN @library@.contract.percent IS 'percentage, such as 115 or 82.5; null for FEE: 100';

/* ---- src/library/ddl/45-clock.sql ---- */

-- 45-clock.sql - by when the law wants a claim answered

CREATE TABLE @library@.prompt_pay (
	state           text COLLATE "C" CHECK (state ~ '^[A-Z]{2}$'),
	payer_class     text COLLATE "C" NOT NULL,
	electronic_days integer NOT NULL CHECK (electronic_days > 0),
	paper_days      integer CHECK (paper_days > 0),
	yearly_percent  numeric(6,3) CHECK (yearly_percent >= 0),
	source          text NOT NULL,
	verified        boolean NOT NULL DEFAULT false,
	eff             date,
	term            date,
	CONSTRAINT prompt_pay_one UNIQUE NULLS NOT DISTINCT (state, payer_class, eff),
	CHECK (term >= eff)
);
COMMENT ON TABLE @library@.prompt_pay IS 'Prompt-pay laws: in how many days after it got a claim a payer must pay it, and the simple interest that it owes afterwards. The rows of a new library are a beginning, not legal advice: look at source and verified, and write the state''s own into it. Days are calendar days; laws that count otherwise, or ask more of a claim, are not told apart. eff and term are days of receipt.';
COMMENT ON COLUMN @library@.prompt_pay.state IS 'State of the billing provider; null: every state.';
COMMENT ON COLUMN @library@.prompt_pay.payer_class IS 'medicare (fee for service), commercial (with bcbs), or another class of payer.class; self-funded plans are under none of the state laws.';
COMMENT ON COLUMN @library@.prompt_pay.electronic_days IS 'Days for a claim that came electronically: interest runs from the day after the last.';
COMMENT ON COLUMN @library@.prompt_pay.paper_days IS 'Days for one on paper.';
COMMENT ON COLUMN @library@.prompt_pay.yearly_percent IS 'Simple interest a year, such as 12; null: not told here (Medicare''s changes twice a year).';
COMMENT ON COLUMN @library@.prompt_pay.source IS 'Where the row is from.';
COMMENT ON COLUMN @library@.prompt_pay.verified IS 'The row says what its source says; false: it is, at least in part, from memory.';

INSERT INTO @library@.prompt_pay (state, payer_class, electronic_days, paper_days, yearly_percent, source, verified) VALUES
	(NULL, 'medicare', 30, 30, NULL, 'https://ngsmedicare.com/web/ngs/medicare-part-b-101-manual', true),
	('AL', 'commercial', 30, 45, 18, 'http://www.healthcarepromptpay.com/ (1.5 % a month)', true),
	('AZ', 'commercial', 30, 30, 10, 'http://www.healthcarepromptpay.com/', true),
	('CA', 'commercial', 30, 30, 10, 'http://www.healthcarepromptpay.com/', true),
	('FL', 'commercial', 20, 40, 12, 'http://www.healthcarepromptpay.com/ (claims within the state)', true),
	('GA', 'commercial', 15, 30, 12, 'http://www.healthcarepromptpay.com/', true),
	('IL', 'commercial', 30, 30, 9, 'http://www.healthcarepromptpay.com/', true),
	('NY', 'commercial', 30, 45, 12, 'http://www.healthcarepromptpay.com/ (the 30 days of electronic claims are from memory)', false);

/* ---- src/library/ddl/50-provider.sql ---- */

-- 50-provider.sql - providers, their enrollments and their laboratories

CREATE TABLE @library@.provider (
	key            text,
	npi            rcm.npi NOT NULL,
	type           integer NOT NULL CHECK (type IN (1, 2)),
	last_or_org    text COLLATE "C",
	first          text,
	specialty      text COLLATE "C",
	taxonomies     text[],
	tins           text[],
	deact          date,
	license_term   date,
	excluded_from  date,
	render_exempt  boolean,
	order_ok       boolean,
	eff            date,
	term           date,
	release_id     integer NOT NULL REFERENCES @library@.release,
	ended_by       integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX provider_key ON @library@.provider (npi);
CREATE INDEX provider_release ON @library@.provider (release_id);
COMMENT ON TABLE @library@.provider IS 'Providers: NPPES, PECOS and LEIE facts and the practice''s own roster.';
COMMENT ON COLUMN @library@.provider.key IS 'a short name for people';
COMMENT ON COLUMN @library@.provider.npi IS 'the NPI';
COMMENT ON COLUMN @library@.provider.type IS '1 a person, 2 an organisation';
COMMENT ON COLUMN @library@.provider.last_or_org IS 'last name or name of the organisation';
COMMENT ON COLUMN @library@.provider.first IS 'first name';
COMMENT ON COLUMN @library@.provider.specialty IS 'CMS specialty code';
COMMENT ON COLUMN @library@.provider.taxonomies IS 'NUCC taxonomies on file';
COMMENT ON COLUMN @library@.provider.tins IS 'tax ids it bills under';
COMMENT ON COLUMN @library@.provider.deact IS 'NPI deactivated on';
COMMENT ON COLUMN @library@.provider.license_term IS 'last day of the licence';
COMMENT ON COLUMN @library@.provider.excluded_from IS 'first day of exclusion (OIG LEIE)';
COMMENT ON COLUMN @library@.provider.render_exempt IS 'an organisation that bills without a rendering provider';
COMMENT ON COLUMN @library@.provider.order_ok IS 'may order and refer (PECOS)';

CREATE TABLE @library@.enrollment (
	npi         rcm.npi NOT NULL,
	payer_id    text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX enrollment_key ON @library@.enrollment (npi);
CREATE INDEX enrollment_release ON @library@.enrollment (release_id);
COMMENT ON TABLE @library@.enrollment IS 'Providers enrolled or credentialed with payers, by date.';
COMMENT ON COLUMN @library@.enrollment.npi IS 'the provider';
COMMENT ON COLUMN @library@.enrollment.payer_id IS 'the payer';

CREATE TABLE @library@.clia_certificate (
	clia        text COLLATE "C" NOT NULL,
	type        text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX clia_certificate_key ON @library@.clia_certificate (clia);
CREATE INDEX clia_certificate_release ON @library@.clia_certificate (release_id);
COMMENT ON TABLE @library@.clia_certificate IS 'CLIA certificates.';
COMMENT ON COLUMN @library@.clia_certificate.clia IS 'ten characters: two digits, D, seven digits';
COMMENT ON COLUMN @library@.clia_certificate.type IS 'WAIVER, COMPL, ACCRED and others';

CREATE TABLE @library@.clia_waived (
	code        rcm.hcpcs NOT NULL,
	qw          boolean,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX clia_waived_key ON @library@.clia_waived (code);
CREATE INDEX clia_waived_release ON @library@.clia_waived (release_id);
COMMENT ON TABLE @library@.clia_waived IS 'Tests that a laboratory with a certificate of waiver may perform.';
COMMENT ON COLUMN @library@.clia_waived.code IS 'the procedure code';
COMMENT ON COLUMN @library@.clia_waived.qw IS 'wants QW';

/* ---- src/library/ddl/60-institutional.sql ---- */

-- 60-institutional.sql - what only an institutional claim reads

CREATE TABLE @library@.type_of_bill (
	tob2        text COLLATE "C" NOT NULL,
	inpatient   boolean,
	"desc"      text,
	freqs       text[] NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX type_of_bill_key ON @library@.type_of_bill (tob2);
CREATE INDEX type_of_bill_release ON @library@.type_of_bill (release_id);
COMMENT ON TABLE @library@.type_of_bill IS 'Types of bill: first two characters without the leading zero.';
COMMENT ON COLUMN @library@.type_of_bill.tob2 IS 'type of facility and of care';
COMMENT ON COLUMN @library@.type_of_bill.inpatient IS 'an inpatient stay';
COMMENT ON COLUMN @library@.type_of_bill."desc" IS 'for people';
COMMENT ON COLUMN @library@.type_of_bill.freqs IS 'third characters that may follow';

CREATE TABLE @library@.revenue_code (
	rev         text COLLATE "C" NOT NULL,
	hcpcs_req   boolean,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX revenue_code_key ON @library@.revenue_code (rev);
CREATE INDEX revenue_code_release ON @library@.revenue_code (release_id);
COMMENT ON TABLE @library@.revenue_code IS 'Revenue codes.';
COMMENT ON COLUMN @library@.revenue_code.rev IS 'four digits';
COMMENT ON COLUMN @library@.revenue_code.hcpcs_req IS 'wants a procedure code on an outpatient line';

CREATE TABLE @library@.revenue_procedure (
	rev         text COLLATE "C" NOT NULL,
	lo          rcm.hcpcs NOT NULL,
	hi          rcm.hcpcs NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX revenue_procedure_key ON @library@.revenue_procedure (rev);
CREATE INDEX revenue_procedure_release ON @library@.revenue_procedure (release_id);
COMMENT ON TABLE @library@.revenue_procedure IS 'Procedures that may stand under a revenue code.';
COMMENT ON COLUMN @library@.revenue_procedure.rev IS 'four digits';
COMMENT ON COLUMN @library@.revenue_procedure.lo IS 'first code';
COMMENT ON COLUMN @library@.revenue_procedure.hi IS 'last code';

CREATE TABLE @library@.opps_status (
	code        rcm.hcpcs NOT NULL,
	si          text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX opps_status_key ON @library@.opps_status (code);
CREATE INDEX opps_status_release ON @library@.opps_status (release_id);
COMMENT ON TABLE @library@.opps_status IS 'OPPS status indicators (addendum B).';
COMMENT ON COLUMN @library@.opps_status.code IS 'the procedure code';
COMMENT ON COLUMN @library@.opps_status.si IS 'status indicator';

CREATE TABLE @library@.device (
	code        rcm.hcpcs NOT NULL,
	devices     text[] NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX device_key ON @library@.device (code);
CREATE INDEX device_release ON @library@.device (release_id);
COMMENT ON TABLE @library@.device IS 'Procedures that need a device on the claim.';
COMMENT ON COLUMN @library@.device.code IS 'the procedure code';
COMMENT ON COLUMN @library@.device.devices IS 'device codes of which one must be there';

/* ---- src/library/ddl/65-code.sql ---- */

-- 65-code.sql - codes with their words, for people

CREATE TABLE @library@.hcpcs_code (
	code             rcm.hcpcs NOT NULL,
	action           text,
	coverage         text,
	add_date         date,
	action_eff       date,
	betos            text,
	tos              text[],
	mult_pi          text,
	price            text[],
	xref             text[],
	statute          text,
	lab_cert         text[],
	asc_group        text,
	asc_date         date,
	note_number      text,
	anesthesia_base  integer,
	eff              date,
	term             date,
	release_id       integer NOT NULL REFERENCES @library@.release,
	ended_by         integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX hcpcs_code_key ON @library@.hcpcs_code (code);
CREATE INDEX hcpcs_code_release ON @library@.hcpcs_code (release_id);
COMMENT ON TABLE @library@.hcpcs_code IS 'HCPCS Level II codes as CMS publishes them.';
COMMENT ON COLUMN @library@.hcpcs_code.code IS 'the code';
COMMENT ON COLUMN @library@.hcpcs_code.action IS 'N no change, A added, C changed, D discontinued, P payment change, B both, R reactivated, S short description';
COMMENT ON COLUMN @library@.hcpcs_code.coverage IS 'C carrier judgement, D special instructions, I not payable, M non-covered, S by statute';
COMMENT ON COLUMN @library@.hcpcs_code.add_date IS 'day the code was added';
COMMENT ON COLUMN @library@.hcpcs_code.action_eff IS 'day the last action took effect';
COMMENT ON COLUMN @library@.hcpcs_code.betos IS 'type of service in the Berenson-Eggers scheme';
COMMENT ON COLUMN @library@.hcpcs_code.tos IS 'types of service';
COMMENT ON COLUMN @library@.hcpcs_code.mult_pi IS 'multiple pricing indicator';
COMMENT ON COLUMN @library@.hcpcs_code.price IS 'pricing indicators';
COMMENT ON COLUMN @library@.hcpcs_code.xref IS 'codes it is cross-referenced to';
COMMENT ON COLUMN @library@.hcpcs_code.statute IS 'statute';
COMMENT ON COLUMN @library@.hcpcs_code.lab_cert IS 'laboratory certification codes';
COMMENT ON COLUMN @library@.hcpcs_code.asc_group IS 'ASC payment group';
COMMENT ON COLUMN @library@.hcpcs_code.asc_date IS 'day of the ASC group';
COMMENT ON COLUMN @library@.hcpcs_code.note_number IS 'processing note';
COMMENT ON COLUMN @library@.hcpcs_code.anesthesia_base IS 'anesthesia base units';

CREATE TABLE @library@.code_text (
	code_set     text COLLATE "C" NOT NULL,
	code         text COLLATE "C" NOT NULL,
	name         text,
	description  text,
	replaced_by  text[],
	eff          date,
	term         date,
	release_id   integer NOT NULL REFERENCES @library@.release,
	ended_by     integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX code_text_key ON @library@.code_text (code, code_set);
CREATE INDEX code_text_release ON @library@.code_text (release_id);
CREATE INDEX code_text_words ON @library@.code_text USING gin (pg_catalog.to_tsvector('pg_catalog.english', code || ' ' || coalesce(name, '') || ' ' || coalesce(description, '')));
COMMENT ON TABLE @library@.code_text IS 'The words of codes, as published or as somebody put them: what rcm.code and rcm.search_codes look through.';
COMMENT ON COLUMN @library@.code_text.code_set IS 'ICD-10-CM, HCPCS, modifier, place of service, taxonomy, CARC, RARC, CPT and others';
COMMENT ON COLUMN @library@.code_text.code IS 'as written: without dot for diagnoses';
COMMENT ON COLUMN @library@.code_text.name IS 'short';
COMMENT ON COLUMN @library@.code_text.description IS 'long; null where the name says all';
COMMENT ON COLUMN @library@.code_text.replaced_by IS 'codes to use in its stead';

CREATE TABLE @library@.coverage_article_code (
	article     text COLLATE "C" NOT NULL,
	version     integer NOT NULL,
	code        rcm.hcpcs NOT NULL,
	code_group  integer,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX coverage_article_code_key ON @library@.coverage_article_code (code);
CREATE INDEX coverage_article_code_release ON @library@.coverage_article_code (release_id);
COMMENT ON TABLE @library@.coverage_article_code IS 'Procedures of Medicare coverage articles (MCD).';
COMMENT ON COLUMN @library@.coverage_article_code.article IS 'number of the article';
COMMENT ON COLUMN @library@.coverage_article_code.version IS 'version of the article';
COMMENT ON COLUMN @library@.coverage_article_code.code IS 'the procedure code';
COMMENT ON COLUMN @library@.coverage_article_code.code_group IS 'group of procedures in the article';

CREATE TABLE @library@.coverage_article_diagnosis (
	article     text COLLATE "C" NOT NULL,
	version     integer NOT NULL,
	code        rcm.icd10 NOT NULL,
	code_group  integer,
	covered     boolean NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX coverage_article_diagnosis_key ON @library@.coverage_article_diagnosis (article, code);
CREATE INDEX coverage_article_diagnosis_release ON @library@.coverage_article_diagnosis (release_id);
COMMENT ON TABLE @library@.coverage_article_diagnosis IS 'Diagnoses of Medicare coverage articles (MCD).';
COMMENT ON COLUMN @library@.coverage_article_diagnosis.article IS 'number of the article';
COMMENT ON COLUMN @library@.coverage_article_diagnosis.version IS 'version of the article';
COMMENT ON COLUMN @library@.coverage_article_diagnosis.code IS 'the diagnosis';
COMMENT ON COLUMN @library@.coverage_article_diagnosis.code_group IS 'group of diagnoses in the article';
COMMENT ON COLUMN @library@.coverage_article_diagnosis.covered IS 'supports medical necessity; false: does not';

CREATE TABLE @library@.coverage_article_contractor (
	article     text COLLATE "C" NOT NULL,
	version     integer NOT NULL,
	contractor  text COLLATE "C" NOT NULL,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX coverage_article_contractor_key ON @library@.coverage_article_contractor (article);
CREATE INDEX coverage_article_contractor_release ON @library@.coverage_article_contractor (release_id);
COMMENT ON TABLE @library@.coverage_article_contractor IS 'Contractors whose coverage articles these are (MCD).';
COMMENT ON COLUMN @library@.coverage_article_contractor.article IS 'number of the article';
COMMENT ON COLUMN @library@.coverage_article_contractor.version IS 'version of the article';
COMMENT ON COLUMN @library@.coverage_article_contractor.contractor IS 'number of the contractor';

CREATE TABLE @library@.coverage_article_group (
	article     text COLLATE "C" NOT NULL,
	version     integer NOT NULL,
	kind        text COLLATE "C" NOT NULL,
	code_group  integer,
	words       text,
	eff         date,
	term        date,
	release_id  integer NOT NULL REFERENCES @library@.release,
	ended_by    integer NOT NULL DEFAULT 0,
	CHECK (term >= eff)
);
CREATE INDEX coverage_article_group_key ON @library@.coverage_article_group (article);
CREATE INDEX coverage_article_group_release ON @library@.coverage_article_group (release_id);
COMMENT ON TABLE @library@.coverage_article_group IS 'What a coverage article says of a group of codes.';
COMMENT ON COLUMN @library@.coverage_article_group.article IS 'number of the article';
COMMENT ON COLUMN @library@.coverage_article_group.version IS 'version of the article';
COMMENT ON COLUMN @library@.coverage_article_group.kind IS 'code, covered or noncovered';
COMMENT ON COLUMN @library@.coverage_article_group.code_group IS 'group of codes';
COMMENT ON COLUMN @library@.coverage_article_group.words IS 'the paragraph, HTML and all';

/* ---- src/library/ddl/70-edit.sql ---- */

-- 70-edit.sql - the site's own say on edits: modes, overrides, custom edits

CREATE TABLE @library@.edit_mode (
	edit     text COLLATE "C" NOT NULL DEFAULT '*',
	payer_id text COLLATE "C" NOT NULL DEFAULT '*',
	practice text COLLATE "C" NOT NULL DEFAULT '*',
	mode     text COLLATE "C" NOT NULL CHECK (mode IN ('off', 'log', 'warn', 'enforce')),
	eff      date,
	term     date,
	reason   text,
	set_by   text NOT NULL DEFAULT CURRENT_USER,
	set_at   timestamptz NOT NULL DEFAULT pg_catalog.now(),
	CONSTRAINT edit_mode_one UNIQUE NULLS NOT DISTINCT (edit, payer_id, practice, eff),
	CHECK (term >= eff)
);
COMMENT ON TABLE @library@.edit_mode IS 'How an edit is treated: off (not run), log (info), warn, enforce (reject). The row that says most decides: an edit before its family before *, then a practice before *, then a payer before *. Off for everything (three times *) goes before all: it is the switch for an incident. eff and term are days of submission. rcm.set_edit_mode writes here.';
COMMENT ON COLUMN @library@.edit_mode.edit IS 'Edit id, family, or *.';
COMMENT ON COLUMN @library@.edit_mode.payer_id IS 'Payer id, or *.';
COMMENT ON COLUMN @library@.edit_mode.practice IS 'The practice as the caller names it, or *.';
COMMENT ON COLUMN @library@.edit_mode.mode IS 'off, log, warn or enforce.';
COMMENT ON COLUMN @library@.edit_mode.reason IS 'Why.';

CREATE TABLE @library@.edit_override (
	claim_id text COLLATE "C" NOT NULL,
	edit     text COLLATE "C" NOT NULL,
	line     integer,
	payer_id text COLLATE "C" NOT NULL DEFAULT '*',
	practice text COLLATE "C" NOT NULL DEFAULT '*',
	reason   text NOT NULL CHECK (btrim(reason) <> ''),
	person   text NOT NULL DEFAULT CURRENT_USER,
	eff      date,
	term     date NOT NULL,
	set_at   timestamptz NOT NULL DEFAULT pg_catalog.now()
);
CREATE INDEX edit_override_key ON @library@.edit_override (claim_id);
COMMENT ON TABLE @library@.edit_override IS 'A person lets one claim pass one edit, for a reason and until a day. The finding stays, as info.';
COMMENT ON COLUMN @library@.edit_override.claim_id IS 'The claim''s own number.';
COMMENT ON COLUMN @library@.edit_override.edit IS 'Edit id.';
COMMENT ON COLUMN @library@.edit_override.line IS 'Line number; null: the whole claim.';
COMMENT ON COLUMN @library@.edit_override.payer_id IS 'Payer id, or *.';
COMMENT ON COLUMN @library@.edit_override.practice IS 'The practice as the caller names it, or *.';
COMMENT ON COLUMN @library@.edit_override.reason IS 'Why the claim may pass.';
COMMENT ON COLUMN @library@.edit_override.person IS 'Who says so.';
COMMENT ON COLUMN @library@.edit_override.eff IS 'First day of submission it holds for.';
COMMENT ON COLUMN @library@.edit_override.term IS 'Last day of submission it holds for.';

CREATE TABLE @library@.custom_edit (
	edit        text COLLATE "C" NOT NULL CHECK (edit ~ '^[A-Z0-9]+(-[A-Z0-9]+)+$'),
	name        text NOT NULL,
	level       text COLLATE "C" NOT NULL DEFAULT 'line' CHECK (level IN ('claim', 'line')),
	expression  text NOT NULL,
	severity    text COLLATE "C" NOT NULL DEFAULT 'reject' CHECK (severity IN ('reject', 'warn', 'info')),
	message     text NOT NULL,
	fix         text,
	carc        text COLLATE "C",
	rarc        text COLLATE "C",
	payers      text[],
	states      text[],
	forms       text[],
	specialties text[],
	eff         date,
	term        date,
	created_by  text NOT NULL DEFAULT CURRENT_USER,
	created_at  timestamptz NOT NULL DEFAULT pg_catalog.now(),
	UNIQUE NULLS NOT DISTINCT (edit, eff),
	CHECK (term >= eff)
);
CREATE TRIGGER check_expression BEFORE INSERT OR UPDATE ON @library@.custom_edit
	FOR EACH ROW EXECUTE FUNCTION rcm.check_custom_edit();
COMMENT ON TRIGGER check_expression ON @library@.custom_edit IS 'Refuses an expression that is not allowed, with the position of the fault.';
COMMENT ON TABLE @library@.custom_edit IS 'The site''s own edits: a boolean SQL expression over the columns of the claim or the line (rcm.custom_edit_columns()); it fires where the expression is true. eff and term are dates of service.';
COMMENT ON COLUMN @library@.custom_edit.edit IS 'Id, such as OUR-FLU25.';
COMMENT ON COLUMN @library@.custom_edit.name IS 'Short title.';
COMMENT ON COLUMN @library@.custom_edit.level IS 'claim: asked once for the claim; line: asked for each line.';
COMMENT ON COLUMN @library@.custom_edit.expression IS 'Immutable functions of pg_catalog and rcm only, no sub-query.';
COMMENT ON COLUMN @library@.custom_edit.severity IS 'reject, warn or info.';
COMMENT ON COLUMN @library@.custom_edit.message IS 'What is wrong, in plain words; no patient data.';
COMMENT ON COLUMN @library@.custom_edit.fix IS 'What to do about it.';
COMMENT ON COLUMN @library@.custom_edit.payers IS 'Payer ids it is for; null: all.';
COMMENT ON COLUMN @library@.custom_edit.states IS 'States of the billing address it is for; null: all.';
COMMENT ON COLUMN @library@.custom_edit.forms IS 'P, I; null: both.';
COMMENT ON COLUMN @library@.custom_edit.specialties IS 'CMS specialties of the rendering provider it is for; null: all.';

/* ---- src/library/ddl/90-every-table.sql ---- */

-- 90-every-table.sql - what every table of the library has
--
-- The trigger only says which table changed, so that every session reads it
-- again.  ENABLE ALWAYS, because rows that arrive by logical replication are
-- changes as well.

DO $triggers$
DECLARE
	relation name;
BEGIN
	FOR relation IN
		SELECT c.relname
		FROM pg_catalog.pg_class c
		WHERE c.relnamespace OPERATOR(pg_catalog.=) '@library@'::pg_catalog.regnamespace
			AND c.relkind OPERATOR(pg_catalog.=) 'r'
	LOOP
		EXECUTE pg_catalog.format(
			'CREATE TRIGGER library_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON @library@.%1$I FOR EACH STATEMENT EXECUTE FUNCTION rcm.library_changed()',
			relation);
		EXECUTE pg_catalog.format(
			'ALTER TABLE @library@.%1$I ENABLE ALWAYS TRIGGER library_changed', relation);
		EXECUTE pg_catalog.format(
			'COMMENT ON TRIGGER library_changed ON @library@.%1$I IS %2$L',
			relation, 'Tells every session to read this table again.');
	END LOOP;
END
$triggers$;

DO $comments$
DECLARE
	attribute record;
BEGIN
	FOR attribute IN
		SELECT a.attrelid, a.attname, a.attnum, c.comment
		FROM pg_catalog.pg_attribute a
		JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) a.attrelid
		JOIN (VALUES
			('id', 'Number of the row.'),
			('eff', 'First day in force; null: no lower bound.'),
			('term', 'Last day in force, included; null: open.'),
			('release_id', 'The release the row came with.'),
			('ended_by', 'The release that no longer has the row; 0: none yet.'),
			('set_by', 'Who set it.'), ('set_at', 'When it was set.'),
			('created_by', 'Who made it.'), ('created_at', 'When it was made.'),
			('carc', 'CARC that the payer would answer with.'),
			('rarc', 'RARC that the payer would answer with.')) c (name, comment)
			ON c.name OPERATOR(pg_catalog.=) a.attname::pg_catalog.text
		WHERE r.relnamespace OPERATOR(pg_catalog.=) '@library@'::pg_catalog.regnamespace
			AND r.relkind OPERATOR(pg_catalog.=) 'r'
	LOOP
		IF pg_catalog.col_description(attribute.attrelid, attribute.attnum) IS NULL THEN
			EXECUTE pg_catalog.format('COMMENT ON COLUMN %s.%I IS %L',
				attribute.attrelid::pg_catalog.regclass, attribute.attname, attribute.comment);
		END IF;
	END LOOP;
END
$comments$;
$rcm_ddl$ $rcm_function$;

COMMENT ON FUNCTION rcm.library_ddl() IS
'The DDL of the library: what rcm.create_library runs.';

/* ---- src/library/library.sql ---- */

-- library.sql - making a library and loading neutral files into it

CREATE FUNCTION rcm.library_changed() RETURNS trigger
	AS 'MODULE_PATHNAME', 'rcm_library_changed' LANGUAGE C PARALLEL UNSAFE;
COMMENT ON FUNCTION rcm.library_changed() IS
'Trigger on every library table (AFTER, FOR EACH STATEMENT): tells all sessions that the table has changed, so that the next claim is judged by the new rows once they are committed.';

CREATE FUNCTION rcm.check_custom_edit() RETURNS trigger
	AS 'MODULE_PATHNAME', 'rcm_check_custom_edit' LANGUAGE C PARALLEL UNSAFE;
COMMENT ON FUNCTION rcm.check_custom_edit() IS
'Trigger on the library''s custom_edit table (BEFORE ROW): refuses an expression that is not boolean, calls anything but immutable functions of pg_catalog and rcm, or holds a sub-query. SQLSTATE RC004, or the parser''s own, with the position of the fault.';

CREATE FUNCTION rcm.library_sets(OUT set_name text, OUT file_name text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_library_sets' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 36;
COMMENT ON FUNCTION rcm.library_sets() IS
'The sets of the library: set_name is the table in the library''s schema, file_name the neutral CSV file (without .csv) that rcm.load_neutral reads into it.';

CREATE FUNCTION rcm.library_name() RETURNS name
	AS 'MODULE_PATHNAME', 'rcm_library_name' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.library_name() IS
'The schema of the library in use: the setting rcm.library.';

CREATE FUNCTION rcm.csv_rows(csv text, OUT row_number bigint, OUT fields text[]) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_csv_rows' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 1000;
COMMENT ON FUNCTION rcm.csv_rows(text) IS
'The rows of a CSV text (RFC 4180), header included, numbered from 1. A row of another width than the first, or an unclosed quote, is SQLSTATE RC007 and names the row.';

CREATE FUNCTION rcm.create_library(schema_name name DEFAULT 'rcm_library') RETURNS void
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	IF schema_name ~ '[''"@%\\]' OR schema_name ~ '^pg_' THEN
		RAISE EXCEPTION 'schema name "%" cannot be used for a library', schema_name
			USING ERRCODE = 'invalid_schema_name',
				HINT = 'Choose a name without quotes that does not begin with "pg_".';
	END IF;
	EXECUTE format('CREATE SCHEMA %I', schema_name);
	EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema_name,
		'What the practice knows: code sets by release, payers, providers, contracts, edit modes (rcm)');
	EXECUTE replace(rcm.library_ddl(), '@library@', quote_ident(schema_name));
	EXECUTE format('INSERT INTO %I.version (version) SELECT extversion FROM pg_extension WHERE extname = %L',
		schema_name, 'rcm');
	IF schema_name <> rcm.library_name() THEN
		RAISE NOTICE 'claims are judged by library "%", not by "%"', rcm.library_name(), schema_name
			USING HINT = format('ALTER DATABASE %I SET rcm.library = %L', current_database(), schema_name);
	END IF;
END
$$;
COMMENT ON FUNCTION rcm.create_library(name) IS
'Makes an empty library: a schema of ordinary tables, owned by the caller, for everything the edits read. Roles whose claims are scrubbed need USAGE on the schema and SELECT on its tables. The setting rcm.library names the library in use.';

-- How a field of a neutral file becomes a value of a column's type.
CREATE FUNCTION rcm.neutral_value(type_name text, place integer) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT CASE type_name
		WHEN 'boolean' THEN format('CASE fields[%1$s] WHEN ''NA'' THEN true ELSE nullif(fields[%1$s], '''')::boolean END', place)
		WHEN 'text[]' THEN format('string_to_array(nullif(fields[%1$s], ''''), ''|'')', place)
		WHEN 'text' THEN format('nullif(fields[%1$s], '''')', place)
		ELSE format('nullif(fields[%1$s], '''')::%2$s', place, type_name)
	END
$$;
COMMENT ON FUNCTION rcm.neutral_value(text, integer) IS
'SQL expression that turns field number place of a neutral file''s row into a value of the named type: blank is null; NA is true, as are Y, T and 1, while N, F and 0 are false; | separates the items of a list.';

-- The first row of a neutral file that its table refuses, and why.
CREATE FUNCTION rcm.first_bad_row(insert_statement text, csv text, release_id integer, eff date, term date)
	RETURNS text
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	line record;
BEGIN
	FOR line IN SELECT r.row_number, r.fields FROM rcm.csv_rows(csv) r WHERE r.row_number > 1 LOOP
		BEGIN
			EXECUTE insert_statement USING line.fields, release_id, eff, term;
		EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
			RETURN format('row %s of the file: %s', line.row_number, SQLERRM);
		END;
	END LOOP;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION rcm.first_bad_row(text, text, integer, date, date) IS
'Names the first row of a neutral file that its table refuses: rcm.load_neutral asks when loading the file at once has failed. The statement inserts one row from the array $1.';

CREATE FUNCTION rcm.load_neutral(
	set_name text, csv text, release text DEFAULT 'neutral',
	eff date DEFAULT NULL, term date DEFAULT NULL
) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	library  name := rcm.library_name();
	target   name;
	sha      bytea := sha256(convert_to(csv, 'UTF8'));
	known    record;
	header   text[];
	names    text;
	exprs    text;
	statement text;
	fault    text;
	release_id integer;
	loaded   bigint;
BEGIN
	SELECT s.set_name INTO target FROM rcm.library_sets() s
		WHERE load_neutral.set_name IN (s.set_name, s.file_name);
	IF target IS NULL THEN
		RAISE EXCEPTION 'there is no set "%"', set_name
			USING ERRCODE = 'RC007', HINT = 'SELECT * FROM rcm.library_sets() lists the sets.';
	END IF;
	EXECUTE format('SELECT r.file_sha256 FROM %I.release r WHERE r.set_name = $1 AND r.name = $2', library)
		INTO known USING target::text, release;
	IF known.file_sha256 = sha THEN
		RETURN 0;
	ELSIF known.file_sha256 IS NOT NULL THEN
		RAISE EXCEPTION 'release "%" of set "%" is loaded already, from another file', release, target
			USING ERRCODE = 'RC007',
				HINT = 'Give this file a release name of its own, or unload the other first with rcm.unload_release.';
	END IF;
	SELECT r.fields INTO header FROM rcm.csv_rows(csv) r LIMIT 1;
	-- names that the neutral files and the tables spell differently
	header := array_replace(array_replace(array_replace(header, 'del', 'term'), 'active_from', 'eff'), 'active_to', 'term');
	SELECT string_agg(quote_ident(h.name), ', ' ORDER BY h.place),
			string_agg(coalesce(
				'coalesce(' || rcm.neutral_value(format_type(a.atttypid, NULL), h.place::integer) || ', '
					|| pg_get_expr(d.adbin, d.adrelid) || ')',
				rcm.neutral_value(format_type(a.atttypid, NULL), h.place::integer)), ', ' ORDER BY h.place)
		INTO names, exprs
		FROM unnest(header) WITH ORDINALITY h(name, place)
		JOIN pg_attribute a ON a.attrelid = format('%I.%I', library, target)::regclass
			AND a.attname = h.name AND a.attnum > 0 AND NOT a.attisdropped
			AND a.attname NOT IN ('release_id', 'ended_by')
		-- a column that has a default where others are null
		LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum;
	IF names IS NULL THEN
		RAISE EXCEPTION 'the file''s header names no column of set "%"', target
			USING ERRCODE = 'RC007', DETAIL = format('Header: %s.', array_to_string(header, ', '));
	END IF;
	-- a file without dates of its own has those of its release
	IF NOT 'eff' = ANY (header) AND eff IS NOT NULL THEN
		names := names || ', eff';
		exprs := exprs || ', $3';
	END IF;
	IF NOT 'term' = ANY (header) AND term IS NOT NULL THEN
		names := names || ', term';
		exprs := exprs || ', $4';
	END IF;
	EXECUTE format('INSERT INTO %I.release (set_name, name, eff, term, file_sha256, tables, additive) VALUES ($1, $2, $3, $4, $5, ARRAY[$1], true) RETURNING id', library)
		INTO release_id USING target::text, release, eff, term, sha;
	statement := format('INSERT INTO %I.%I (%s, release_id) SELECT %s, $2 FROM ', library, target, names, exprs);
	BEGIN
		EXECUTE statement || 'rcm.csv_rows($1) WHERE row_number > 1' USING csv, release_id, eff, term;
		GET DIAGNOSTICS loaded = ROW_COUNT;
	EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
		fault := rcm.first_bad_row(statement || '(SELECT $1 AS fields) one', csv, release_id, eff, term);
		RAISE EXCEPTION '%', coalesce(fault, SQLERRM)
			USING ERRCODE = 'RC007', DETAIL = format('Nothing of the file was loaded into set "%s".', target);
	END;
	EXECUTE format('UPDATE %I.release SET row_count = $2 WHERE id = $1', library) USING release_id, loaded;
	RETURN loaded;
END
$$;
COMMENT ON FUNCTION rcm.load_neutral(text, text, text, date, date) IS
'Loads a neutral CSV file into the library in use as one release, and returns the number of rows. set_name is a table of the library or the file''s name without .csv; csv the file''s text, with a header; release the name of the release; eff and term the dates of service it is for. Columns that the set does not have are passed over. Loading the same file again changes nothing and returns 0; another file under a known release, or a row that does not fit, refuses the whole file (RC007, with the row''s number).';

CREATE FUNCTION rcm.grant_library(role_name name) RETURNS void
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	EXECUTE format('GRANT USAGE ON SCHEMA rcm, %I TO %I', rcm.library_name(), role_name);
	EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO %I', rcm.library_name(), role_name);
END
$$;
COMMENT ON FUNCTION rcm.grant_library(name) IS
'Lets a role have its claims scrubbed: USAGE on the schemas rcm and of the library in use, SELECT on the library''s tables. Needed by every role that calls rcm.scrub or writes to a guarded table.';

/* ---- src/library/clock.sql ---- */

-- clock.sql - prompt-pay laws: by when a payer must answer, and what it owes afterwards

CREATE FUNCTION rcm.prompt_pay_rule(payer_id text, state text, received_on date,
	OUT electronic_days integer, OUT paper_days integer, OUT yearly_percent numeric, OUT source text, OUT verified boolean)
	RETURNS SETOF record
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	-- (a library of an older version has no such table)
	IF to_regclass(format('%I.prompt_pay', rcm.library_name())) IS NOT NULL THEN
		RETURN QUERY EXECUTE format('SELECT r.electronic_days, r.paper_days, r.yearly_percent::numeric, r.source, r.verified
			FROM %1$I.prompt_pay r
			WHERE r.payer_class = (SELECT CASE WHEN p.class IN (''medicare_a'', ''medicare_b'', ''dme_mac'') THEN ''medicare''
					WHEN p.class = ''bcbs'' THEN ''commercial'' ELSE p.class END
				FROM %1$I.payer p WHERE p.payer_id = $1 AND p.ended_by = 0
				ORDER BY coalesce(p.eff <= $3, true) AND coalesce(p.term >= $3, true) DESC, p.eff DESC NULLS LAST LIMIT 1)
			AND (r.state IS NULL OR r.state = $2) AND coalesce(r.eff <= $3, true) AND coalesce(r.term >= $3, true)
			ORDER BY r.state IS NULL, r.eff DESC NULLS LAST LIMIT 1', rcm.library_name()) USING payer_id, upper(state), received_on;
	END IF;
END
$$;
COMMENT ON FUNCTION rcm.prompt_pay_rule(text, text, date) IS
'The prompt-pay law of the library in use (its table prompt_pay) for a claim that a payer received on a day: the row of the payer''s class (medicare_a, medicare_b and dme_mac are medicare, bcbs is commercial) and of the billing provider''s state, else the one for every state; no row when there is none, or the payer is not known. Columns as in the table: days for claims that came electronically and on paper, simple interest in percent a year (null: not told), source, and whether the row is verified.

    SELECT * FROM rcm.prompt_pay_rule(''HILL'', ''NY'', ''2024-05-10'');';

CREATE FUNCTION rcm.prompt_pay_interest(amount rcm.usd, received_on date, paid_on date, days integer, yearly_percent numeric) RETURNS rcm.usd
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	-- (numeric rounds half away from zero, which is up for what is owed)
	SELECT round(amount::numeric * yearly_percent * greatest(paid_on - received_on - days, 0) / 36500, 2)::rcm.usd
$$;
COMMENT ON FUNCTION rcm.prompt_pay_interest(rcm.usd, date, date, integer, numeric) IS
'Interest that is owed on a claim that was paid late: simple interest of yearly_percent a year (12 is twelve percent) of the amount, by days of 365 to the year, leap years too, for each day after received_on + days up to and with paid_on; half a cent is rounded up. 0 when it was paid in time. Null when anything is null. Rule: how the state laws that give a yearly rate are read; a law that counts by months or otherwise needs its own sum.

    SELECT rcm.prompt_pay_interest(''1000.00'', ''2024-01-01'', ''2024-03-01'', 30, 12);';

/* ---- src/formats/load.sql ---- */

-- load.sql - publishers' files by way of SQL

CREATE FUNCTION rcm.formats(OUT set_name text, OUT title text, OUT publisher text, OUT files text, OUT dated boolean,
	OUT tables text[]) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_formats_list' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 80;
COMMENT ON FUNCTION rcm.formats() IS
'The sets that rcm.load and the command rcm load read: what the publisher calls the file and names it, whether its rows have dates of their own, and the tables of the library that they go to; rows are counted by the first.';

CREATE FUNCTION rcm.file_rows(set_name text, file bytea, file_name text DEFAULT '', licensed boolean DEFAULT false,
	OUT output integer, OUT columns text, OUT fields text[]) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_file_rows' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10000;
COMMENT ON FUNCTION rcm.file_rows(text, bytea, text, boolean) IS
'The rows that a publisher''s file holds, as texts: output counts the tables of rcm.formats() from 1, columns names the fields. file is the unpacked file, file_name its name (some formats check it), licensed keeps descriptors that need a licence (CPT). RC007 with line and column where the file is not what it should be.';

CREATE FUNCTION rcm.file_release(set_name text, file bytea, file_name text DEFAULT '',
	OUT release text, OUT eff date, OUT term date, OUT published_on date, OUT row_count bigint)
	AS 'MODULE_PATHNAME', 'rcm_file_release' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.file_release(text, bytea, text) IS
'What a publisher''s file and its name say of its release: name, dates of service it is for, day of publication, number of rows. Null where they say nothing. RC007 where the file is not what it should be.';

CREATE FUNCTION rcm.load(
	set_name text, parts bytea[], release text DEFAULT NULL, eff date DEFAULT NULL, term date DEFAULT NULL,
	file_names text[] DEFAULT '{}', licensed boolean DEFAULT false, fewer_rows boolean DEFAULT false,
	OUT release_id integer, OUT rows bigint, OUT added bigint, OUT ended bigint, OUT unchanged bigint,
	OUT already_loaded boolean
)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	said  record;
	said_release text;
	part  record;
	stage text;
	dated boolean := (SELECT f.dated FROM rcm.formats() f WHERE f.set_name = load.set_name);
	result record;
BEGIN
	IF array_ndims(parts) <> 1 OR array_lower(parts, 1) <> 1 OR array_lower(file_names, 1) <> 1 THEN
		RAISE EXCEPTION 'the files of a release are a list numbered from 1' USING ERRCODE = 'array_subscript_error';
	END IF;
	IF set_name IS NULL OR cardinality(array_remove(parts, NULL)) IS DISTINCT FROM cardinality(parts) OR parts = '{}' THEN
		RAISE EXCEPTION 'the name of a set and a file are needed' USING ERRCODE = 'null_value_not_allowed';
	END IF;
	-- rows that somebody else has staged, or a table that only looks like it, are not this release's
	SELECT string_agg(quote_ident(c.relname), ', ') INTO stage FROM pg_class c
		WHERE c.relnamespace = pg_my_temp_schema() AND (c.relname IN ('rcm_file', 'rcm_gone') OR starts_with(c.relname::text, 'rcm_stage_'));
	IF stage IS NOT NULL THEN
		RAISE EXCEPTION 'the session has temporary tables of names that loading needs: %', stage
			USING ERRCODE = 'duplicate_table', HINT = 'Drop them, or load in a session of its own.';
	END IF;
	CREATE TEMPORARY TABLE rcm_file (part integer, output integer, columns text, fields text[]) ON COMMIT DROP;
	FOR i IN 1 .. cardinality(parts) LOOP
		SELECT f.release, f.eff, f.term, f.published_on INTO said
			FROM rcm.file_release(set_name, parts[i], coalesce(file_names[i], '')) f;
		IF said.release <> said_release THEN
			RAISE EXCEPTION 'the files are of different releases: "%" and "%"', said_release, said.release USING ERRCODE = 'RC007';
		END IF;
		said_release := coalesce(said_release, said.release);
		release := coalesce(release, said.release);
		eff := coalesce(eff, said.eff);
		term := coalesce(term, said.term);
		INSERT INTO pg_temp.rcm_file
			SELECT i, f.output, f.columns, f.fields FROM rcm.file_rows(set_name, parts[i], coalesce(file_names[i], ''), licensed) f;
	END LOOP;
	release := coalesce(release, eff::text);
	IF release IS NULL THEN
		RAISE EXCEPTION 'neither the file nor its name says which release of set "%" it is', set_name
			USING ERRCODE = 'RC007', HINT = 'Give the release''s name, and eff, its first date of service.';
	ELSIF eff IS NULL AND NOT dated THEN
		RAISE EXCEPTION 'neither the file nor its name says from which date of service release "%" of set "%" is in force', release, set_name
			USING ERRCODE = 'RC007', HINT = 'Give eff, its first date of service.';
	END IF;
	FOR part IN
		SELECT r.output, r.columns, r.others, f.tables[r.output] AS table_name
			FROM (SELECT x.output, min(x.columns) AS columns, max(x.columns) AS others FROM pg_temp.rcm_file x GROUP BY x.output) r, rcm.formats() f
			WHERE f.set_name = load.set_name ORDER BY r.output
	LOOP
		IF part.columns <> part.others THEN
			RAISE EXCEPTION 'the files do not have the same columns: "%" and "%"', part.columns, part.others USING ERRCODE = 'RC007';
		END IF;
		stage := rcm.stage_rows(part.table_name, part.columns);
		EXECUTE (SELECT format('INSERT INTO %s (%s) SELECT %s FROM pg_temp.rcm_file WHERE output = $1', stage,
				string_agg(quote_ident(c.name), ', ' ORDER BY c.place),
				string_agg(format('fields[%s]::%s', c.place, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY c.place))
			FROM string_to_table(part.columns, ', ') WITH ORDINALITY c(name, place)
			JOIN pg_attribute a ON a.attrelid = stage::regclass AND a.attname = c.name) USING part.output;
	END LOOP;
	DROP TABLE pg_temp.rcm_file;
	SELECT * INTO result FROM rcm.switch_release(set_name, release, eff, term, said.published_on,
		sha256((SELECT string_agg(p.file, '' ORDER BY p.place) FROM unnest(parts) WITH ORDINALITY p(file, place))),
		nullif(array_remove(file_names, ''), '{}'), fewer_rows);
	release_id := result.release_id;
	rows := result.rows;
	added := result.added;
	ended := result.ended;
	unchanged := result.unchanged;
	already_loaded := result.already_loaded;
END
$$;
COMMENT ON FUNCTION rcm.load(text, bytea[], text, date, date, text[], boolean, boolean) IS
'Loads the files of a release (unpacked, in order) into the library in use as one release of a set of rcm.formats(), like the command rcm load, and returns what changed. release, eff and term (first and last date of service) default to what the files and their names say. All is loaded or nothing; the same files again change nothing. licensed keeps descriptors that need a licence (CPT). RC007 with line and column where a file is not what it should be; see also rcm.switch_release.';

CREATE FUNCTION rcm.load(
	set_name text, file bytea, release text DEFAULT NULL, eff date DEFAULT NULL, term date DEFAULT NULL,
	file_name text DEFAULT '', licensed boolean DEFAULT false, fewer_rows boolean DEFAULT false,
	OUT release_id integer, OUT rows bigint, OUT added bigint, OUT ended bigint, OUT unchanged bigint,
	OUT already_loaded boolean
)
	LANGUAGE sql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT l.* FROM rcm.load(set_name, ARRAY[file], release, eff, term, ARRAY[file_name], licensed, fewer_rows) l
$$;
COMMENT ON FUNCTION rcm.load(text, bytea, text, date, date, text, boolean, boolean) IS
'Loads a publisher''s file (unpacked) that is a whole release: rcm.load with one part.';

/* ---- src/formats/release.sql ---- */

-- release.sql - rows are staged, then one release takes over from another
--
-- A release is a whole snapshot of its set.  A row that two releases in turn
-- have is stored once: it came with release_id and holds until the release
-- ended_by takes over.  Which release judges a date of service is in release's
-- columns since and until.  Releases of a set follow each other by eff, then
-- by id: a correction with the same eff takes the earlier one's place.

-- The staged columns of a table: their names, and their values in place of
-- which a null takes the column's default.
CREATE FUNCTION rcm.staged_columns(target regclass, OUT names text, OUT staged text, OUT filled text, OUT equal text)
	LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT string_agg(quote_ident(c.attname), ', ' ORDER BY c.attnum),
			string_agg('s.' || quote_ident(c.attname), ', ' ORDER BY c.attnum),
			string_agg(c.filled, ', ' ORDER BY c.attnum),
			CASE WHEN bool_and(c.attnotnull) THEN
				string_agg(format('%s OPERATOR(%I.=) l.%I', c.filled, c.home, c.attname), ' AND ' ORDER BY c.attnum)
			ELSE
				-- null equals null: a hash finds the row, the comparison makes sure
				format('hash_record_extended(ROW(%1$s), 0) = hash_record_extended(ROW(%2$s), 0) AND record_eq(ROW(%1$s), ROW(%2$s))',
					string_agg(c.filled, ', ' ORDER BY c.attnum), string_agg('l.' || quote_ident(c.attname), ', ' ORDER BY c.attnum))
			END
		FROM (SELECT a.attname, a.attnum, a.attnotnull,
				CASE t.typnamespace WHEN 'rcm'::regnamespace THEN 'rcm' ELSE 'pg_catalog' END AS home,
				CASE WHEN d.oid IS NULL THEN 's.' || quote_ident(a.attname)
					ELSE format('coalesce(s.%I, %s)::%s', a.attname, pg_get_expr(d.adbin, d.adrelid),
						format_type(a.atttypid, a.atttypmod)) END AS filled
		FROM pg_attribute a
		JOIN pg_type t ON t.oid = a.atttypid
		LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
		WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped
			AND a.attname NOT IN ('release_id', 'ended_by')) c
$$;
COMMENT ON FUNCTION rcm.staged_columns(regclass) IS
'Columns of a library table that a release brings: their names, the same of a table s, expressions over s in which the column''s default stands in for null, and a condition that says that a row of s equals a row of the table l.';

CREATE FUNCTION rcm.stage_rows(table_name text, columns text) RETURNS text
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	target regclass := format('%I.%I', rcm.library_name(), table_name)::regclass;
	stage  text := format('pg_temp.%I', 'rcm_stage_' || table_name);
	names  text;
	unknown text;
BEGIN
	SELECT s.names INTO names FROM rcm.staged_columns(target) s;
	SELECT string_agg(c.name, ', ') INTO unknown
		FROM string_to_table(columns, ', ') c(name)
		WHERE c.name NOT IN (SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = target AND a.attnum > 0);
	IF unknown IS NOT NULL THEN
		RAISE EXCEPTION 'table "%" of the library has no column %', table_name, unknown
			USING ERRCODE = 'RC003', HINT = 'The library was made by another version of rcm.';
	END IF;
	EXECUTE format('CREATE TEMPORARY TABLE %s ON COMMIT DROP AS SELECT %s FROM %s WITH NO DATA', stage, names, target);
	RETURN stage;
END
$$;
COMMENT ON FUNCTION rcm.stage_rows(text, text) IS
'Makes the temporary table that rows of a release are copied into before rcm.switch_release, for one table of the library, and returns its name. columns are those that will be copied, separated by ", ". The table has the columns of the library''s table but for release_id and ended_by, and goes with rcm.switch_release, or with the transaction. RC003 when the library lacks one of them.';

-- The releases of a set before and after one of them.
CREATE FUNCTION rcm.release_neighbours(release_id integer, OUT before integer[], OUT after integer[])
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	EXECUTE format(
		'SELECT coalesce(array_agg(o.id ORDER BY o.eff, o.id) FILTER (WHERE (o.eff, o.id) < (n.eff, n.id)), ''{}''),
			coalesce(array_agg(o.id ORDER BY o.eff, o.id) FILTER (WHERE (o.eff, o.id) > (n.eff, n.id)), ''{}'')
		FROM (SELECT r.set_name, r.id, coalesce(r.eff, ''-infinity'') AS eff FROM %1$I.release r WHERE r.id = $1) n
		JOIN (SELECT r.set_name, r.id, coalesce(r.eff, ''-infinity'') AS eff FROM %1$I.release r WHERE NOT r.additive) o USING (set_name)',
		rcm.library_name()) INTO before, after USING release_id;
END
$$;
COMMENT ON FUNCTION rcm.release_neighbours(integer) IS
'The releases of the same set that come before a release and after it, in order (by eff, then by id). Those that only add (additive) are not among them: they replace none, and none replaces them.';

-- Says of each release of a set which dates of service it judges.
CREATE FUNCTION rcm.set_release_windows(set_name text) RETURNS void
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	dated boolean := coalesce((SELECT f.dated FROM rcm.formats() f WHERE f.set_name = set_release_windows.set_name), true);
BEGIN
	EXECUTE format(
		'UPDATE %1$I.release r SET since = w.since, until = w.until
		FROM (SELECT c.id, c.since, least(coalesce(c.term, ''infinity''),
				lead(c.since, 1, ''infinity'') OVER (ORDER BY c.eff, c.id)
					- CASE WHEN lead(c.since) OVER (ORDER BY c.eff, c.id) IS NULL THEN 0 ELSE 1 END) AS until
			FROM (SELECT x.id, coalesce(x.eff, ''-infinity'') AS eff, x.term,
					CASE WHEN $2 AND rank() OVER (ORDER BY coalesce(x.eff, ''-infinity'')) = 1
						THEN ''-infinity'' ELSE coalesce(x.eff, ''-infinity'') END AS since
				FROM %1$I.release x WHERE x.set_name = $1 AND NOT x.additive) c) w
		WHERE r.id = w.id AND (r.since, r.until) IS DISTINCT FROM (w.since, w.until)',
		rcm.library_name()) USING set_name, dated;
END
$$;
COMMENT ON FUNCTION rcm.set_release_windows(text) IS
'Works out since and until of the releases of a set: each judges from its eff to the day before the next one''s, or to its own term. The first release of a set whose rows have dates of their own judges the time before it as well; where it was corrected, the correction does, and the other no day (-infinity to -infinity).';

-- One table of a release: rows that came, rows that went.
CREATE FUNCTION rcm.switch_table(table_name text, release_id integer, before integer[], after integer[], once boolean,
	OUT staged bigint, OUT added bigint, OUT ended bigint)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp SET enable_nestloop = off SET enable_mergejoin = off AS $$
DECLARE
	target regclass := format('%I.%I', rcm.library_name(), table_name)::regclass;
	stage  regclass := (SELECT c.oid FROM pg_class c WHERE c.relnamespace = pg_my_temp_schema()
		AND c.relname = 'rcm_stage_' || table_name AND c.relkind = 'r' AND pg_get_userbyid(c.relowner) = current_user);
	names  text;
	values_of text;
	filled text;
	alive  text := 'l.release_id = ANY ($2) AND (l.ended_by = 0 OR l.ended_by = ANY ($3))';
	equal  text;
BEGIN
	SELECT c.names, c.staged, c.filled, c.equal INTO names, values_of, filled, equal FROM rcm.staged_columns(target) c;
	staged := 0;
	added := 0;
	IF stage IS NOT NULL THEN
		-- the first release is compared with nothing
		IF before <> '{}' THEN
			EXECUTE format('ANALYZE %s', stage);
			EXECUTE format('SELECT count(*) FROM %s', stage) INTO staged;
		END IF;
		EXECUTE format('INSERT INTO %s (%s, release_id, ended_by) SELECT %s %s, $1, $4 FROM %s s', target, names,
				CASE WHEN once THEN 'DISTINCT' ELSE '' END, filled, stage)
			|| CASE WHEN before = '{}' THEN '' ELSE
				format(' WHERE NOT EXISTS (SELECT FROM %s l WHERE %s AND %s)', target, alive, equal) END
			USING release_id, before, after, coalesce(after[1], 0);
		GET DIAGNOSTICS added = ROW_COUNT;
		staged := greatest(staged, added);
	END IF;
	ended := 0;
	IF before <> '{}' THEN
		CREATE TEMPORARY TABLE rcm_gone (place tid NOT NULL, ended_by integer NOT NULL) ON COMMIT DROP;
		EXECUTE format('INSERT INTO pg_temp.rcm_gone SELECT l.ctid, l.ended_by FROM %s l WHERE %s', target, alive)
			|| CASE WHEN stage IS NULL THEN '' ELSE
				format(' AND NOT EXISTS (SELECT FROM %s s WHERE %s)', stage, equal) END
			USING release_id, before, after;
		-- what a later release still has begins anew with the next one
		EXECUTE format('INSERT INTO %s (%s, release_id, ended_by) SELECT %s, $1, g.ended_by
				FROM pg_temp.rcm_gone g JOIN %1$s s ON s.ctid = g.place
				WHERE $1 IS NOT NULL AND g.ended_by IS DISTINCT FROM $1', target, names, values_of)
			USING after[1];
		EXECUTE format('UPDATE %s l SET ended_by = $1 FROM pg_temp.rcm_gone g WHERE l.ctid = g.place', target)
			USING release_id;
		GET DIAGNOSTICS ended = ROW_COUNT;
		DROP TABLE pg_temp.rcm_gone;
	END IF;
	-- a second release in this transaction has a stage of its own
	IF stage IS NOT NULL THEN
		EXECUTE format('DROP TABLE %s', stage);
	END IF;
END
$$;
COMMENT ON FUNCTION rcm.switch_table(text, integer, integer[], integer[], boolean) IS
'The part of rcm.switch_release that one table takes: staged rows that the release before did not have are added, rows that it no longer has are ended; the stage is dropped. before and after are the other releases of the set, in order; once: equal rows are one.';

-- One change of releases at a time, each building on what the last one left.
CREATE FUNCTION rcm.lock_releases() RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
		RAISE EXCEPTION 'releases cannot be changed in a % transaction', current_setting('transaction_isolation')
			USING ERRCODE = 'active_sql_transaction',
				DETAIL = 'It would not see a release that another transaction has loaded meanwhile.',
				HINT = 'Use READ COMMITTED.';
	END IF;
	EXECUTE format('LOCK TABLE %I.release IN SHARE ROW EXCLUSIVE MODE', rcm.library_name());
END
$$;
COMMENT ON FUNCTION rcm.lock_releases() IS
'Waits until nobody else changes the releases of the library in use, and keeps others waiting until the transaction ends; claims go on being judged. Error 25001 in a REPEATABLE READ or SERIALIZABLE transaction, which would not see what it waited for.';

CREATE FUNCTION rcm.switch_release(
	set_name text, release text, eff date DEFAULT NULL, term date DEFAULT NULL, published_on date DEFAULT NULL,
	file_sha256 bytea DEFAULT NULL, files text[] DEFAULT NULL, fewer_rows boolean DEFAULT false,
	OUT release_id integer, OUT rows bigint, OUT added bigint, OUT ended bigint, OUT unchanged bigint,
	OUT already_loaded boolean
)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	library name := rcm.library_name();
	known   record;
	order_  record;
	last_   record;
	counted text := (SELECT f.tables[1] FROM rcm.formats() f WHERE f.set_name = switch_release.set_name);
	tables  text[];
	table_  text;
	part    record;
BEGIN
	eff := nullif(eff, '-infinity');
	term := nullif(term, 'infinity');
	IF coalesce(term < eff, false) OR eff = 'infinity' OR term = '-infinity' THEN
		RAISE EXCEPTION 'release "%" of set "%" would end before it begins', release, set_name
			USING ERRCODE = 'RC007', DETAIL = format('From %s to %s.', coalesce(eff, '-infinity'), coalesce(term, 'infinity'));
	END IF;
	PERFORM rcm.lock_releases();
	-- (what is called so, but is no table of this role, rcm.stage_rows did not make)
	SELECT array_agg(substr(c.relname, 11) ORDER BY c.oid) INTO tables FROM pg_class c
		WHERE c.relnamespace = pg_my_temp_schema() AND starts_with(c.relname::text, 'rcm_stage_')
			AND c.relkind = 'r' AND pg_get_userbyid(c.relowner) = current_user;
	EXECUTE format('SELECT r.id, r.file_sha256, r.row_count, r.eff, r.term FROM %I.release r WHERE r.set_name = $1 AND r.name = $2', library)
		INTO known USING set_name, release;
	rows := 0; added := 0; ended := 0; unchanged := 0;
	already_loaded := coalesce(known.file_sha256 = switch_release.file_sha256, false);
	-- who says nothing of the dates does not mean others
	IF already_loaded AND (known.eff IS DISTINCT FROM coalesce(eff, known.eff) OR known.term IS DISTINCT FROM coalesce(term, known.term)) THEN
		RAISE EXCEPTION 'release "%" of set "%" is loaded already, for dates of service from % to %', release, set_name,
				coalesce(known.eff, '-infinity'), coalesce(known.term, 'infinity')
			USING ERRCODE = 'RC007', HINT = 'To have it for others, unload it first with rcm.unload_release.';
	ELSIF already_loaded THEN
		release_id := known.id;
		rows := known.row_count;
		unchanged := known.row_count;
		FOREACH table_ IN ARRAY coalesce(tables, '{}') LOOP
			EXECUTE format('DROP TABLE pg_temp.%I', 'rcm_stage_' || table_);
		END LOOP;
		RETURN;
	ELSIF known.id IS NOT NULL THEN
		RAISE EXCEPTION 'release "%" of set "%" is loaded already, from another file', release, set_name
			USING ERRCODE = 'RC007',
				HINT = 'Give a correction a release name of its own (with the same date it takes the other''s place), or unload the other first with rcm.unload_release.';
	END IF;
	IF tables IS NULL THEN
		RAISE EXCEPTION 'no row was staged for set "%"', set_name
			USING ERRCODE = 'RC007', HINT = 'Copy the rows into the tables that rcm.stage_rows makes, in the same transaction.';
	END IF;
	EXECUTE format('INSERT INTO %I.release (set_name, name, published_on, eff, term, file_sha256, files, tables)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id', library)
		INTO release_id USING set_name, release, published_on, eff, term, file_sha256, files, tables;
	SELECT n.before, n.after INTO order_ FROM rcm.release_neighbours(release_id) n;
	EXECUTE format('SELECT r.name, r.row_count, r.tables FROM %I.release r WHERE r.id = $1', library)
		INTO last_ USING order_.before[cardinality(order_.before)];
	-- a table that only the release before had rows in has lost them
	tables := tables || ARRAY(SELECT unnest(last_.tables) EXCEPT SELECT unnest(tables));
	FOREACH table_ IN ARRAY tables LOOP
		-- each file of a release brings the words of its rationales anew
		SELECT * INTO part
			FROM rcm.switch_table(table_, release_id, order_.before, order_.after, table_ <> coalesce(counted, tables[1]));
		-- rows are counted by the set's first table
		IF table_ = coalesce(counted, tables[1]) THEN
			rows := part.staged;
		END IF;
		added := added + part.added;
		ended := ended + part.ended;
		unchanged := unchanged + part.staged - part.added;
	END LOOP;
	IF rows < last_.row_count * 0.8 AND NOT fewer_rows THEN
		RAISE EXCEPTION 'release "%" of set "%" has % rows where release "%" has %', release, set_name, rows, last_.name, last_.row_count
			USING ERRCODE = 'RC007', DETAIL = 'A file that is a fifth smaller than the one before it is taken for a part of one.',
				HINT = 'If it is whole, load it with fewer_rows (rcm load --fewer-rows).';
	END IF;
	EXECUTE format('UPDATE %I.release SET row_count = $2 WHERE id = $1', library) USING release_id, rows;
	PERFORM rcm.set_release_windows(set_name);
END
$$;
COMMENT ON FUNCTION rcm.switch_release(text, text, date, date, date, bytea, text[], boolean) IS
'Makes what was staged with rcm.stage_rows a release of the set: rows that the release before does not have are added, rows that are gone are ended, the rest stays as it is, all in the caller''s transaction. eff and term are the dates of service the release is for (null: no bound), file_sha256 the hash of the unpacked file. The same file under the same name changes nothing (already_loaded). RC007: another file under a known name (one without a hash is another), or for other dates; a last day before the first; nothing staged; a fifth fewer rows than the release before unless fewer_rows.';

CREATE FUNCTION rcm.unload_release(set_name text, release text) RETURNS bigint
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	library name := rcm.library_name();
	target  record;
	next_   integer;
	table_  text;
	removed bigint := 0;
	count_  bigint;
BEGIN
	PERFORM rcm.lock_releases();
	EXECUTE format('SELECT r.id, r.set_name, r.tables, r.additive FROM %I.release r
			LEFT JOIN rcm.library_sets() s ON r.set_name = s.set_name
			WHERE $1 IN (r.set_name, s.file_name) AND r.name = $2 ORDER BY r.set_name <> $1', library)
		INTO target USING set_name, release;
	IF target.id IS NULL THEN
		RAISE EXCEPTION 'release "%" of set "%" is not loaded', release, set_name USING ERRCODE = 'RC007';
	END IF;
	IF NOT target.additive THEN
		SELECT n.after[1] INTO next_ FROM rcm.release_neighbours(target.id) n;
	END IF;
	FOREACH table_ IN ARRAY target.tables LOOP
		-- a row that the next release has as well is now that one's
		EXECUTE format('DELETE FROM %I.%I WHERE release_id = $1 AND ($2 IS NULL OR ended_by = $2)', library, table_)
			USING target.id, next_;
		GET DIAGNOSTICS count_ = ROW_COUNT;
		removed := removed + count_;
		EXECUTE format('UPDATE %I.%I SET release_id = $2 WHERE release_id = $1', library, table_)
			USING target.id, next_;
	END LOOP;
	-- a table may have lost rows to the release without getting any
	FOR table_ IN EXECUTE format('SELECT DISTINCT unnest(r.tables) FROM %I.release r WHERE r.set_name = $1', library)
		USING target.set_name
	LOOP
		EXECUTE format('UPDATE %I.%I SET ended_by = coalesce($2, 0) WHERE ended_by = $1', library, table_)
			USING target.id, next_;
	END LOOP;
	EXECUTE format('DELETE FROM %I.release WHERE id = $1', library) USING target.id;
	PERFORM rcm.set_release_windows(target.set_name);
	RETURN removed;
END
$$;
COMMENT ON FUNCTION rcm.unload_release(text, text) IS
'Takes a release of a set out of the library in use, as if it had never been loaded, and returns the number of rows that went with it: the way back from a release that should not have been. Releases before and after it judge as they would have without it. set_name is a set of rcm.formats(), or table or file name of a neutral file (where it is both, the set). RC007 when it is not loaded.';

CREATE FUNCTION rcm.releases(
	OUT set_name text, OUT release text, OUT eff date, OUT term date, OUT since date, OUT until date,
	OUT published_on date, OUT row_count bigint, OUT files text[], OUT file_sha256 bytea, OUT loaded_at timestamptz, OUT loaded_by text
) RETURNS SETOF record
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RETURN QUERY EXECUTE format(
		'SELECT r.set_name::text, r.name::text, r.eff, r.term, r.since, r.until, r.published_on, r.row_count, r.files,
			r.file_sha256, r.loaded_at, r.loaded_by
		FROM %I.release r ORDER BY r.set_name, r.eff NULLS FIRST, r.id', rcm.library_name());
END
$$;
COMMENT ON FUNCTION rcm.releases() IS
'The releases in the library in use: the dates of service each is for (eff, term), those it judges (since, until), rows, files, hash, when and by whom it was loaded.';

CREATE FUNCTION rcm.library_at(on_date date, OUT set_name text, OUT release text, OUT since date, OUT until date,
	OUT row_count bigint) RETURNS SETOF record
	LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 40 SET search_path = pg_catalog, pg_temp AS $$
	SELECT r.set_name, r.release, r.since, r.until, r.row_count
		FROM rcm.releases() r WHERE on_date BETWEEN r.since AND r.until
$$;
COMMENT ON FUNCTION rcm.library_at(date) IS
'The releases that judge a date of service. A set that is loaded but not listed has no release for that day: the edits that need it do not run.';

CREATE FUNCTION rcm.release_changes(set_name text, from_release text, to_release text,
	OUT change text, OUT table_name text, OUT "row" jsonb) RETURNS SETOF record
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	library name := rcm.library_name();
	a integer;
	b integer;
	a_before integer[];
	b_before integer[];
	chain text := 'SELECT to_jsonb(t) - ''release_id'' - ''ended_by'' FROM %1$I.%2$I t WHERE t.release_id = ANY ($%3$s) AND NOT t.ended_by = ANY ($%3$s)
		AND NOT (t.release_id = ANY ($%4$s) AND NOT t.ended_by = ANY ($%4$s))';
BEGIN
	EXECUTE format('SELECT r.id FROM %I.release r WHERE r.set_name = $1 AND r.name = $2', library) INTO a USING set_name, from_release;
	EXECUTE format('SELECT r.id FROM %I.release r WHERE r.set_name = $1 AND r.name = $2', library) INTO b USING set_name, to_release;
	IF a IS NULL OR b IS NULL THEN
		RAISE EXCEPTION 'release "%" of set "%" is not loaded', CASE WHEN a IS NULL THEN from_release ELSE to_release END, set_name
			USING ERRCODE = 'RC007';
	END IF;
	SELECT n.before || a INTO a_before FROM rcm.release_neighbours(a) n;
	SELECT n.before || b INTO b_before FROM rcm.release_neighbours(b) n;
	FOR table_name IN EXECUTE format('SELECT DISTINCT unnest(r.tables) FROM %I.release r WHERE r.set_name = $1 ORDER BY 1', library)
		USING set_name
	LOOP
		change := '-';
		FOR "row" IN EXECUTE format(chain, library, table_name, 1, 2) || ' EXCEPT ALL ' || format(chain, library, table_name, 2, 1) || ' ORDER BY 1'
			USING a_before, b_before
		LOOP
			RETURN NEXT;
		END LOOP;
		change := '+';
		FOR "row" IN EXECUTE format(chain, library, table_name, 2, 1) || ' EXCEPT ALL ' || format(chain, library, table_name, 1, 2) || ' ORDER BY 1'
			USING a_before, b_before
		LOOP
			RETURN NEXT;
		END LOOP;
	END LOOP;
END
$$;
COMMENT ON FUNCTION rcm.release_changes(text, text, text) IS
'What changed from one release of a set to another: change is - for a row that only the first has and + for one that only the second has; a changed row is both. RC007 when one of them is not loaded.';

/* ---- src/lookup/lookup.sql ---- */

-- lookup.sql - codes looked up by people, and two sets made from what was loaded
--
-- A row of the library is in force from its eff, or the since of its release
-- if that is later, through its term, or the day before the release that ended
-- it takes over if that is earlier.  rcm.dated_rows writes this once for all.

CREATE FUNCTION rcm.dated_rows(table_name text) RETURNS text
	LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT format('(SELECT t.*, CASE WHEN w.last < w.first OR w.last = ''-infinity'' THEN ''empty''::daterange
			ELSE daterange(nullif(w.first, ''-infinity''), nullif(w.last, ''infinity''), ''[]'') END AS days
		FROM %1$I.%2$I t
		LEFT JOIN %1$I.release r ON r.id = t.release_id
		LEFT JOIN %1$I.release e ON e.id = t.ended_by
		CROSS JOIN LATERAL (SELECT greatest(t.eff, r.since), least(t.term, e.since - 1)) w (first, last))',
		rcm.library_name(), table_name)
$$;
COMMENT ON FUNCTION rcm.dated_rows(text) IS
'SQL expression, for a FROM clause, of a table of the library in use with one column more: days, the days on which the row is in force (a daterange; empty when a correction replaced the row altogether).';

-- ---- one code ----

CREATE FUNCTION rcm.code_key(written text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT upper(regexp_replace(written, '[\s.]', '', 'g'))
$$;
COMMENT ON FUNCTION rcm.code_key(text) IS
'A code as the library stores it in text: capital letters, no dot, no spaces.';

CREATE FUNCTION rcm.written_code(code_set text, code text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT CASE code_set WHEN 'ICD-10-CM' THEN regexp_replace(code, '^(...)(.+)$', '\1.\2') ELSE code END
$$;
COMMENT ON FUNCTION rcm.written_code(text, text) IS
'A stored code as people write it: a diagnosis with its dot.';

-- Every row that says that the code exists.  Of one set the rows with the
-- lowest rank say when: what a publisher dates goes before what merely uses the code.
CREATE FUNCTION rcm.code_rows(
	key text,
	OUT code_set text, OUT code text, OUT name text, OUT description text, OUT replaced_by text[],
	OUT days daterange, OUT release_id integer, OUT rank integer
) RETURNS SETOF record
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 3 SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	diagnosis rcm.icd10 := CASE WHEN key ~ '^[A-Z][0-9][0-9A-Z]{1,5}$' THEN key::rcm.icd10 END;
	procedure rcm.hcpcs := CASE WHEN key ~ '^[0-9A-Z]{5}$' THEN key::rcm.hcpcs END;
	level     text := CASE WHEN key ~ '^[A-Z]' THEN 'HCPCS' ELSE 'CPT' END;
BEGIN
	RETURN QUERY EXECUTE format('SELECT x.code_set::text, x.code::text, x.name, x.description, x.replaced_by, x.days, x.release_id, 1
			FROM %s x WHERE x.code = $1 OR (x.code = ''0'' || $1 AND x.code_set = ''revenue code'')', rcm.dated_rows('code_text')) USING key;
	IF diagnosis IS NOT NULL THEN
		RETURN QUERY EXECUTE format('SELECT ''ICD-10-CM'', $2, NULL::text, NULL::text, NULL::text[], x.days, x.release_id, 2
				FROM %s x WHERE x.code OPERATOR(rcm.=) $1', rcm.dated_rows('diagnosis')) USING diagnosis, key;
	END IF;
	IF procedure IS NOT NULL THEN
		RETURN QUERY EXECUTE (SELECT string_agg(format('SELECT $2, $3, NULL::text, NULL::text, %s, x.days, x.release_id, %s
				FROM %s x WHERE x.code OPERATOR(rcm.=) $1', CASE t.name WHEN 'hcpcs_code' THEN 'x.xref' ELSE 'NULL::text[]' END,
				t.rank, rcm.dated_rows(t.name)), ' UNION ALL ')
			FROM (VALUES ('hcpcs_code', 2), ('procedure', 3), ('fee_schedule', 4), ('mue', 5)) t (name, rank))
			USING procedure, level, key;
	END IF;
	RETURN QUERY EXECUTE (SELECT string_agg(format('SELECT %L, x.%I::text, NULL::text, NULL::text, NULL::text[], x.days, x.release_id, 2
			FROM %s x WHERE x.%2$I IN ($1, %L || $1)', t.set_name, t.code, rcm.dated_rows(t.name), t.zero), ' UNION ALL ')
		FROM (VALUES ('modifier', 'modifier', 'mod', ''), ('place_of_service', 'place of service', 'pos', ''),
			('revenue_code', 'revenue code', 'rev', '0'), ('type_of_bill', 'type of bill', 'tob2', '')) t (name, set_name, code, zero))
		USING key;
END
$$;
COMMENT ON FUNCTION rcm.code_rows(text) IS
'All rows of the library in use that have a code, spelled as rcm.code_key spells it, whatever their days: what rcm.code goes by.';

CREATE FUNCTION rcm.diagnosis_notes(key text, on_date date) RETURNS text[]
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	notes text[];
BEGIN
	EXECUTE 'SELECT array_agg(x.kind || '': '' || x.words
				ORDER BY x.owner_kind = ''chapter'', x.owner_kind = ''section'', length(x.owner) DESC, x.kind, x.words)
			FROM ' || rcm.dated_rows('diagnosis_note') || ' x
			WHERE x.days @> $2 AND CASE
				WHEN x.owner_kind = ''code'' THEN length(x.owner) >= 3 AND starts_with($1, x.owner)
				ELSE left($1, 3) COLLATE "C" BETWEEN split_part(x.owner, ''-'', 1) AND split_part(x.owner, ''-'', -1) END'
		INTO notes USING key, on_date;
	RETURN notes;
END
$$;
COMMENT ON FUNCTION rcm.diagnosis_notes(text, date) IS
'The notes of the ICD-10-CM tabular list that hold for a diagnosis (capitals, no dot) on a day, each as "kind: words": its own first, then those of the codes above it, its section and its chapter, which hold for everything under them (ICD-10-CM Official Guidelines, section I.A). Null when there is none.';

CREATE FUNCTION rcm.procedure_facts(code rcm.hcpcs, on_date date) RETURNS jsonb
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	facts jsonb;
BEGIN
	EXECUTE format('SELECT jsonb_strip_nulls(jsonb_build_object(
				''kind'', p.kind, ''status'', f.status, ''global_days'', f.glob, ''coverage'', h.coverage,
				''add_on'', CASE WHEN EXISTS (SELECT FROM %6$I.add_on) THEN EXISTS
					(SELECT FROM %5$s a WHERE a.addon OPERATOR(rcm.=) $1 AND a.days @> $2) END,
				''mue'', (SELECT jsonb_object_agg(m.program || '' '' || m.setting, m.value ORDER BY m.release_id)
					FROM %4$s m WHERE m.code OPERATOR(rcm.=) $1 AND m.days @> $2)))
			FROM (SELECT) one
			LEFT JOIN LATERAL (SELECT x.kind FROM %1$s x WHERE x.code OPERATOR(rcm.=) $1 AND x.days @> $2
				ORDER BY x.release_id DESC LIMIT 1) p ON true
			LEFT JOIN LATERAL (SELECT x.status, x.glob FROM %2$s x WHERE x.code OPERATOR(rcm.=) $1 AND x.days @> $2
				ORDER BY coalesce(x.mod, ''''), x.apm IS TRUE, x.release_id DESC LIMIT 1) f ON true
			LEFT JOIN LATERAL (SELECT x.coverage FROM %3$s x WHERE x.code OPERATOR(rcm.=) $1 AND x.days @> $2
				ORDER BY x.release_id DESC LIMIT 1) h ON true',
			rcm.dated_rows('procedure'), rcm.dated_rows('fee_schedule'), rcm.dated_rows('hcpcs_code'),
			rcm.dated_rows('mue'), rcm.dated_rows('add_on'), rcm.library_name())
		INTO facts USING code, on_date;
	RETURN facts;
END
$$;
COMMENT ON FUNCTION rcm.procedure_facts(rcm.hcpcs, date) IS
'What the library in use knows of a procedure on a day: kind; status and global_days of the Medicare physician fee schedule; coverage, the indicator of the HCPCS file; add_on; mue, units by program and setting (MCR Medicare, MCD Medicaid; PRA practitioner, OPH outpatient hospital, DME supplier). What is not known is left out.';

CREATE FUNCTION rcm.code_facts(code_set text, key text, on_date date) RETURNS jsonb
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	facts jsonb;
BEGIN
	IF code_set IN ('CPT', 'HCPCS') AND key ~ '^[0-9A-Z]{5}$' THEN
		RETURN nullif(rcm.procedure_facts(key::rcm.hcpcs, on_date), '{}');
	ELSIF code_set = 'place of service' THEN
		EXECUTE 'SELECT jsonb_build_object(''facility'', coalesce(x.fac, false)) FROM ' || rcm.dated_rows('place_of_service') || ' x
				WHERE x.pos = $1 AND x.days @> $2 ORDER BY x.release_id DESC LIMIT 1'
			INTO facts USING key, on_date;
	END IF;
	RETURN facts;
END
$$;
COMMENT ON FUNCTION rcm.code_facts(text, text, date) IS
'Facts of a code on a day: those of rcm.procedure_facts for CPT and HCPCS, facility (true or false) for a place of service. Null when nothing is known.';

CREATE FUNCTION rcm.billable_diagnosis(key text, on_date date, OUT billable boolean, OUT under text[])
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	IF key !~ '^[A-Z][0-9][0-9A-Z]{1,5}$' THEN
		RETURN;
	END IF;
	EXECUTE 'SELECT bool_or(coalesce(x.billable, false)) FROM ' || rcm.dated_rows('diagnosis') || ' x
			WHERE x.code OPERATOR(rcm.=) $1 AND x.days @> $2'
		INTO billable USING key::rcm.icd10, on_date;
	IF NOT billable AND length(key) < 7 THEN
		-- Z is the highest character, so this is the last code that can be under the header
		EXECUTE 'SELECT array_agg(DISTINCT x.code::text ORDER BY x.code::text) FROM ' || rcm.dated_rows('diagnosis') || ' x
				WHERE x.code OPERATOR(rcm.>) $1 AND x.code OPERATOR(rcm.<=) $2 AND x.billable AND x.days @> $3'
			INTO under USING key::rcm.icd10, rpad(key, 7, 'Z')::rcm.icd10, on_date;
	END IF;
END
$$;
COMMENT ON FUNCTION rcm.billable_diagnosis(text, date) IS
'Is a diagnosis (capitals, no dot) billable on a day, and if it is a header: which billable codes are under it. Null when the library has no such diagnosis that day.';

CREATE FUNCTION rcm.code(
	written text, on_date date DEFAULT CURRENT_DATE,
	OUT code_set text, OUT code text, OUT name text, OUT description text, OUT valid boolean,
	OUT valid_from date, OUT valid_to date, OUT billable boolean, OUT replaced_by text[],
	OUT notes text[], OUT facts jsonb
) RETURNS SETOF record
	LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 2 SET search_path = pg_catalog, pg_temp AS $$
	WITH known AS (
		SELECT r.*, min(r.rank) OVER (PARTITION BY r.code_set) = r.rank AS dates
		FROM rcm.code_rows(rcm.code_key(written)) r WHERE NOT isempty(r.days)),
	entry AS (
		SELECT k.code_set, k.code, range_agg(k.days) FILTER (WHERE k.dates) AS periods,
			-- words of the day before others, long ones before short ones, new ones before old ones
			(array_agg(k.name ORDER BY k.name IS NULL, k.days @> on_date DESC, k.description IS NULL, k.release_id DESC))[1] AS name,
			(array_agg(k.description ORDER BY k.name IS NULL, k.days @> on_date DESC, k.description IS NULL, k.release_id DESC))[1] AS description,
			(array_agg(to_jsonb(k.replaced_by) ORDER BY k.replaced_by IS NULL, k.release_id DESC))[1] AS replaced_by
		FROM known k GROUP BY k.code_set, k.code),
	dated AS (
		SELECT e.*, p.days, p.days @> on_date AS valid,
			-- the day itself, or the nearest on which there was the code
			CASE WHEN p.days @> on_date THEN on_date WHEN upper(p.days) <= on_date THEN upper(p.days) - 1 ELSE lower(p.days) END AS day
		FROM entry e CROSS JOIN LATERAL (
			SELECT u.days FROM unnest(e.periods) u (days)
			ORDER BY u.days @> on_date DESC, CASE WHEN upper(u.days) <= on_date THEN on_date - upper(u.days) ELSE lower(u.days) - on_date END
			LIMIT 1) p)
	SELECT d.code_set, rcm.written_code(d.code_set, d.code), d.name, d.description, d.valid,
		lower(d.days), upper(d.days) - 1, b.billable,
		-- while a code is in force, what it is cross-referenced to does not replace it
		coalesce(b.under, CASE WHEN NOT d.valid THEN
			(SELECT array_agg(i.item) FROM jsonb_array_elements_text(d.replaced_by) i (item)) END),
		CASE d.code_set WHEN 'ICD-10-CM' THEN rcm.diagnosis_notes(d.code, d.day) END,
		rcm.code_facts(d.code_set, d.code, d.day)
	FROM dated d
	LEFT JOIN LATERAL rcm.billable_diagnosis(d.code, d.day) b ON d.code_set = 'ICD-10-CM'
	ORDER BY d.valid DESC, d.code_set
$$;
COMMENT ON FUNCTION rcm.code(text, date) IS
'What the library in use says of a code: one row for each code set that has it, those valid on the day first. written is the code in any spelling (dot or not, lower case, spaces; a revenue code with or without its leading zero). valid: in force on on_date; valid_from and valid_to are the first and last day of the period it is in, or of the nearest one, null where open. billable is for diagnoses: false for a header. replaced_by: for a header the billable codes under it, for a code that has ended those its publisher names instead. notes are those of rcm.diagnosis_notes, facts those of rcm.code_facts, both on on_date or the nearest day that the code was valid. A procedure whose words are not licensed has no name. No rows when nothing has the code; error 42P01 or 3F000 when there is no library.';

-- ---- search ----

CREATE FUNCTION rcm.words_query(words text, attempt integer) RETURNS tsquery
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT CASE
		WHEN attempt = 1 THEN websearch_to_tsquery('pg_catalog.english', words)
		-- who wrote quotes or a minus gets what was asked, or nothing
		WHEN words ~ '"|(^|\s)-' THEN NULL
		WHEN attempt = 2 THEN websearch_to_tsquery('pg_catalog.english', regexp_replace(words, '\w+\W*$', ''))
			&& to_tsquery('pg_catalog.english', substring(words from '(\w+)\W*$') || ':*')
		ELSE (SELECT string_agg(quote_literal(w.lexeme), ' | ')::tsquery
			FROM unnest(to_tsvector('pg_catalog.english', words)) w)
	END
$$;
COMMENT ON FUNCTION rcm.words_query(text, integer) IS
'The text search query of rcm.search_codes: attempt 1 all words, as websearch_to_tsquery reads them; 2 the last word as the beginning of one; 3 any of the words. Null when there is no such attempt.';

CREATE FUNCTION rcm.search_codes(
	words text, in_set text DEFAULT NULL, on_date date DEFAULT CURRENT_DATE, max_rows integer DEFAULT 20,
	OUT code_set text, OUT code text, OUT name text, OUT description text, OUT valid boolean, OUT rank real
) RETURNS SETOF record
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 20
	SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
DECLARE
	query tsquery;
BEGIN
	FOR attempt IN 1..3 LOOP
		query := rcm.words_query(words, attempt);
		CONTINUE WHEN query IS NULL;
		-- the expression is that of the index code_text_words
		RETURN QUERY EXECUTE format('WITH hit AS (
				SELECT x.code_set, x.code, x.name, x.description, x.days @> $4 AS valid, x.release_id FROM %1$s x
				WHERE to_tsvector(''pg_catalog.english'', x.code || '' '' || coalesce(x.name, '''') || '' '' || coalesce(x.description, '''')) @@ $1
					AND ($3 IS NULL OR x.code_set = $3) AND NOT isempty(x.days)
				UNION ALL
				SELECT x.code_set, x.code, x.name, x.description, x.days @> $4, x.release_id FROM %1$s x
				WHERE x.code = $2 AND ($3 IS NULL OR x.code_set = $3) AND NOT isempty(x.days)),
			one AS (
				SELECT DISTINCT ON (h.code_set, h.code) h.* FROM hit h
				ORDER BY h.code_set, h.code, h.valid DESC, h.description IS NULL, h.release_id DESC),
			-- a word that thousands have: rank those that say least besides
			few AS (
				SELECT o.* FROM one o ORDER BY o.code = $2 DESC, o.valid DESC, length(coalesce(o.description, o.name)), o.code
				LIMIT greatest(1000, $5)),
			ranked AS (
				-- found by the words of any day, shown with those of this one
				SELECT f.code_set, f.code, n.name, n.description, n.valid,
					ts_rank(to_tsvector(''pg_catalog.english'', f.code || '' '' || coalesce(f.name, '''') || '' '' || coalesce(f.description, '''')), $1, 1) AS rank,
					CASE WHEN f.code_set = ''ICD-10-CM'' AND f.code ~ ''^[A-Z][0-9][0-9A-Z]{1,5}$'' THEN EXISTS
						(SELECT FROM %2$s d WHERE d.code OPERATOR(rcm.=) f.code::rcm.icd10 AND d.days @> $4 AND d.billable IS NOT TRUE)
						ELSE false END AS header
				FROM few f CROSS JOIN LATERAL (
					SELECT x.name, x.description, x.days @> $4 AS valid FROM %1$s x
					WHERE x.code = f.code AND x.code_set = f.code_set AND NOT isempty(x.days)
					ORDER BY x.days @> $4 DESC, x.description IS NULL, x.release_id DESC LIMIT 1) n)
			SELECT r.code_set::text, rcm.written_code(r.code_set, r.code), r.name, r.description, r.valid, r.rank
			FROM ranked r ORDER BY r.code = $2 DESC, r.valid DESC, r.header, r.rank DESC, r.code_set, r.code LIMIT $5',
				rcm.dated_rows('code_text'), rcm.dated_rows('diagnosis'))
			USING query, rcm.code_key(words), in_set, on_date, max_rows;
		EXIT WHEN FOUND;
	END LOOP;
END
$$;
COMMENT ON FUNCTION rcm.search_codes(text, text, date, integer) IS
'Looks for codes by their words, in English (stems: fractures finds fracture), in the library in use. words: all of them must be there; "in quotes" together, or between alternatives, -word leaves out. Where no code has them all, the last may be the beginning of a word; where that finds none either, any of them will do (not so with quotes or a minus). A code itself finds that code first. in_set names one code set (as in column code_set of code_text), null all. Then come codes in force on on_date, then billable ones before headers, then by rank (ts_rank, shorter texts higher; of more than 1000 hits the shortest are ranked). max_rows null: as many as there are. Nothing for null or for words that all texts have.';

-- ---- procedures, from what was loaded ----

CREATE FUNCTION rcm.procedure_kind(code text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT CASE
		-- sections of CPT; the narrow ranges first
		WHEN code ~ '^[0-9]{5}$' THEN CASE
			WHEN code BETWEEN '90460' AND '90474' OR code = '90480' THEN 'VAXADMIN'
			WHEN code BETWEEN '90476' AND '90759' OR code BETWEEN '91300' AND '91399' THEN 'VAX'
			WHEN code BETWEEN '90785' AND '90899' THEN 'PSY'
			WHEN code BETWEEN '96360' AND '96379' THEN 'INJADMIN'
			WHEN code BETWEEN '97010' AND '97799' THEN 'THER'
			WHEN code BETWEEN '99202' AND '99499' THEN 'EM'
			WHEN code BETWEEN '00100' AND '01999' THEN 'ANES'
			WHEN code BETWEEN '10004' AND '69990' THEN 'SURG'
			WHEN code BETWEEN '70010' AND '79999' THEN 'RAD'
			WHEN code BETWEEN '80047' AND '89398' THEN 'LAB'
			ELSE 'MED' END
		WHEN code ~ '^[0-9]{4}F$' THEN 'CAT2'
		WHEN code ~ '^[0-9]{4}[UM]$' THEN 'LAB'
		WHEN code ~ '^[0-9]{4}A$' THEN 'VAXADMIN'
		WHEN code ~ '^[0-9]{4}T$' THEN 'MED'
		WHEN code IN ('G0008', 'G0009', 'G0010') THEN 'VAXADMIN'
		WHEN code ~ '^Q203[4-9]$' THEN 'VAX'
		WHEN code ~ '^(J|Q51)' THEN 'DRUG'
		WHEN code ~ '^[EK]' THEN 'DME'
		WHEN code ~ '^L' THEN 'ORTHOTIC'
		WHEN code ~ '^G' THEN 'MED'
	END
$$;
COMMENT ON FUNCTION rcm.procedure_kind(text) IS
'The kind of a procedure by the range of codes it lies in: sections of CPT and letters of HCPCS Level II. Orthotics and prosthetics (L) are no DME: they may be supplied in a nursing facility. Null where the range says nothing, as for most A and Q codes.';

CREATE FUNCTION rcm.is_face_to_face(code text, kind text, work numeric) RETURNS boolean
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT CASE kind
		WHEN 'EM' THEN code::integer <@
			'{[99202,99215],[99217,99239],[99241,99255],[99281,99285],[99291,99292],[99304,99318],[99324,99337],[99341,99357],[99381,99397],[99401,99412],[99460,99463],[99466,99480],[99483,99483],[99495,99498]}'::int4multirange
		WHEN 'PSY' THEN work > 0 AND NOT code::integer <@ '{[90846,90846],[90882,90889]}'::int4multirange
		ELSE kind = 'SURG' AND work > 0
	END
$$;
COMMENT ON FUNCTION rcm.is_face_to_face(text, text, numeric) IS
'Does a procedure show that the physician has seen the patient? kind is that of rcm.procedure_kind. Visits go by their CPT code (not those by telephone, message or record, nor care management by the month); psychiatric services and operations count when the fee schedule gives them work of the physician''s own, in relative value units: drawing blood has none.';

CREATE FUNCTION rcm.known_procedures(OUT code rcm.hcpcs, OUT eff date, OUT term date, OUT base integer) RETURNS SETOF record
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 20000 SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	library   name := rcm.library_name();
	has_fees  boolean;
	has_hcpcs boolean;
BEGIN
	EXECUTE format('SELECT EXISTS (SELECT FROM %1$I.fee_schedule f WHERE f.ended_by = 0), EXISTS (SELECT FROM %1$I.hcpcs_code)', library)
		INTO has_fees, has_hcpcs;
	RETURN QUERY EXECUTE format('WITH pair AS (
			SELECT p.col1 AS code, p.ended_by, max(p.term) AS term FROM %1$I.ptp p GROUP BY p.col1, p.ended_by
			UNION ALL
			SELECT p.col2, p.ended_by, max(p.term) FROM %1$I.ptp p GROUP BY p.col2, p.ended_by),
		used (code, last) AS (
			SELECT p.code, least(p.term, e.since - 1) FROM pair p LEFT JOIN %1$I.release e ON e.id = p.ended_by
			UNION ALL SELECT x.code, coalesce(upper(x.days) - 1, ''infinity'') FROM %2$s x WHERE NOT isempty(x.days)
			UNION ALL SELECT x.code, coalesce(upper(x.days) - 1, ''infinity'') FROM %3$s x WHERE NOT isempty(x.days)),
		listed AS (
			SELECT x.code, CASE WHEN bool_and(x.eff IS NOT NULL) THEN nullif(min(x.eff), ''-infinity'') END AS eff,
				nullif(max(coalesce(upper(x.days) - 1, ''infinity'')), ''infinity'') AS term, max(nullif(x.anesthesia_base, 0)) AS base
			FROM %4$s x WHERE NOT isempty(x.days) GROUP BY x.code)
		SELECT l.code, CASE WHEN l.eff <= coalesce(l.term, ''infinity'') THEN l.eff END, l.term, l.base FROM listed l
		UNION ALL
		SELECT u.code, NULL, CASE WHEN max(u.last) < ''infinity''
				AND ($1 AND u.code::text ~ ''^[0-9]{4}[0-9FT]$'' OR $2 AND u.code::text ~ ''^[A-CE-Z]'') THEN max(u.last) END, NULL
		FROM used u WHERE NOT EXISTS (SELECT FROM listed l WHERE l.code OPERATOR(rcm.=) u.code)
		GROUP BY u.code',
			library, rcm.dated_rows('fee_schedule'), rcm.dated_rows('mue'), rcm.dated_rows('hcpcs_code'))
		USING has_fees, has_hcpcs;
END
$$;
COMMENT ON FUNCTION rcm.known_procedures() IS
'Every procedure that the HCPCS file, the fee schedule, NCCI pairs or NCCI unit limits of the library in use name, with the days on which it may be billed. The HCPCS file dates its codes. Of the others none has a first day; one has a last day only when nothing has it any more and the set that would list it is loaded: the fee schedule for CPT (it lacks the laboratory codes that end in U and M), the HCPCS file for Level II (it lacks the dental codes). The end of a pair or a limit alone does not end a code.';

CREATE FUNCTION rcm.derive_procedures() RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	library name := rcm.library_name();
	missing text;
	derived integer;
	made    bigint;
BEGIN
	EXECUTE format('SELECT concat_ws('' and '', CASE WHEN NOT EXISTS (SELECT FROM %1$I.fee_schedule) THEN ''the fee schedule'' END,
			CASE WHEN NOT EXISTS (SELECT FROM %1$I.hcpcs_code) THEN ''the HCPCS file'' END)', library) INTO missing;
	IF missing <> '' THEN
		RAISE NOTICE 'the derived procedures lack those that only % would name', missing
			USING HINT = 'PX-INVALID refuses a code that no release of set "procedure" has. Load what is missing and derive again, or set that edit to warn.';
	END IF;
	derived := rcm.begin_derived('procedure', 'derived');
	EXECUTE format('WITH fee AS (
			SELECT f.code, max(f.work) AS work, bool_or(f.status = ''M'') AS counts_only, bool_or(f.pctc IN (''1'', ''6'')) AS read_by_physician
			FROM %1$I.fee_schedule f GROUP BY f.code),
		unlisted AS (
			SELECT DISTINCT t.code FROM %1$I.code_text t WHERE t.code_set IN (''CPT'', ''HCPCS'') AND t.ended_by = 0
				AND concat_ws('' '', t.name, t.description) ~* ''\m(unlisted|unclassified|miscellaneous|not otherwise classified)\M'')
		INSERT INTO %1$I.procedure (code, kind, f2f, unlisted, zero_ok, base, eff, term, release_id)
		SELECT k.code, CASE WHEN c.kind = ''LAB'' AND (fee.read_by_physician OR fee.work > 0) THEN ''PATH'' ELSE c.kind END,
			nullif(rcm.is_face_to_face(k.code::text, c.kind, coalesce(fee.work, 0)), false),
			CASE WHEN unlisted.code IS NOT NULL THEN true END,
			CASE WHEN c.kind = ''CAT2'' OR fee.counts_only OR k.code::text = ''99024'' THEN true END,
			k.base, k.eff, k.term, $1
		FROM rcm.known_procedures() k
		CROSS JOIN LATERAL rcm.procedure_kind(k.code::text) c (kind)
		LEFT JOIN fee ON fee.code OPERATOR(rcm.=) k.code
		LEFT JOIN unlisted ON unlisted.code = k.code::text
		WHERE NOT EXISTS (SELECT FROM %1$I.procedure p WHERE p.code OPERATOR(rcm.=) k.code)
		-- sorted before the first is written, so that the look into the table does not meet them
		ORDER BY k.code', library) USING derived;
	GET DIAGNOSTICS made = ROW_COUNT;
	PERFORM rcm.end_derived(derived, made);
	RETURN made;
END
$$;
COMMENT ON FUNCTION rcm.derive_procedures() IS
'Fills set "procedure" of the library in use, as release "derived", with every procedure of rcm.known_procedures that no other release of the set has, and returns their number. An earlier "derived" release is replaced: call it again after each load of the HCPCS file, the fee schedule or NCCI. kind is by range of codes (rcm.procedure_kind; PATH instead of LAB where a physician reads the test), f2f by rcm.is_face_to_face, unlisted where the published words say unlisted, unclassified, miscellaneous or not otherwise classified (X12 005010X222A1, SV101-7), zero_ok for codes that only count (category II, fee schedule status M, 99024), base from the HCPCS file. What does not follow from these is null, so that no edit refuses a claim on a guess: which codes are timed, always therapy, drugs billed with an NDC, CLIA tests or of which contractor, limits of age and sex, base units of anesthesia. The practice''s own facts belong in a neutral file (rcm.load_neutral(''procedure'', ...)): its codes are left alone here. A notice tells when the HCPCS file or the fee schedule is not loaded.';

-- A release that is made from others and replaces what was made before.
CREATE FUNCTION rcm.begin_derived(set_name text, release text) RETURNS integer
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	made integer;
BEGIN
	PERFORM rcm.lock_releases();
	PERFORM rcm.unload_release(r.set_name, r.release) FROM rcm.releases() r
		WHERE r.set_name = begin_derived.set_name AND r.release = begin_derived.release;
	EXECUTE format('INSERT INTO %I.release (set_name, name, tables, additive) VALUES ($1, $2, ARRAY[$1], true) RETURNING id', rcm.library_name())
		INTO made USING set_name, release;
	RETURN made;
END
$$;
COMMENT ON FUNCTION rcm.begin_derived(text, text) IS
'Removes a release of a table with its rows, if it is there, and begins it anew: the result is the new release''s id. Used for releases that are made from other sets.';

CREATE FUNCTION rcm.end_derived(release_id integer, row_count bigint) RETURNS void
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	EXECUTE format(CASE row_count WHEN 0 THEN 'DELETE FROM %I.release WHERE id = $1'
			ELSE 'UPDATE %I.release SET row_count = $2 WHERE id = $1' END, rcm.library_name())
		USING release_id, row_count;
END
$$;
COMMENT ON FUNCTION rcm.end_derived(integer, bigint) IS
'Writes down how many rows a release begun by rcm.begin_derived has, or removes it when it has none.';

-- ---- coverage, from the articles of a contractor ----

CREATE FUNCTION rcm.adopt_coverage(contractor text, class text DEFAULT 'medicare') RETURNS bigint
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	library name := rcm.library_name();
	known   boolean;
	derived integer;
	made    bigint;
BEGIN
	EXECUTE format('SELECT EXISTS (SELECT FROM %I.coverage_article_contractor a WHERE a.contractor = $1)', library)
		INTO known USING contractor;
	IF NOT known THEN
		RAISE EXCEPTION 'no coverage article of contractor "%" is loaded', contractor
			USING ERRCODE = 'RC007',
				HINT = format('SELECT DISTINCT contractor FROM %I.coverage_article_contractor lists those that have articles.', library);
	END IF;
	derived := rcm.begin_derived('coverage_policy', 'articles ' || contractor);
	EXECUTE format('WITH article AS (
			SELECT a.article, a.version, range_agg(a.days) AS days FROM %2$s a WHERE a.contractor = $1 GROUP BY a.article, a.version),
		code AS (
			SELECT c.article, c.version, c.code, range_agg(c.days) AS days FROM %3$s c GROUP BY c.article, c.version, c.code),
		-- several groups: only the paragraphs, in prose, say which codes a group of diagnoses is for
		one_group AS (
			SELECT c.article, c.version FROM %1$I.coverage_article_code c GROUP BY c.article, c.version
				HAVING count(DISTINCT coalesce(c.code_group, 0)) = 1
			INTERSECT
			SELECT d.article, d.version FROM %1$I.coverage_article_diagnosis d WHERE NOT d.covered GROUP BY d.article, d.version
				HAVING count(DISTINCT coalesce(d.code_group, 0)) = 1),
		diagnosis AS (
			SELECT d.article, d.version, replace(d.code::text, ''.'', '''') AS prefix, d.covered, range_agg(d.days) AS days
			FROM %4$s d GROUP BY d.article, d.version, d.code, d.covered),
		policy AS MATERIALIZED (
			SELECT a.article, c.code, d.prefix, d.covered, a.days * c.days * d.days AS days
			FROM article a
			JOIN code c ON c.article = a.article AND c.version = a.version
			JOIN diagnosis d ON d.article = a.article AND d.version = a.version
			WHERE NOT isempty(a.days * c.days * d.days)
				AND (d.covered OR EXISTS (SELECT FROM one_group g WHERE g.article = d.article AND g.version = d.version))),
		period AS (
			-- versions of an article that say the same make one row
			SELECT p.article, p.code, p.prefix, p.covered, u.days
			FROM (SELECT q.article, q.code, q.prefix, q.covered, range_agg(q.days) AS days FROM
					(SELECT o.article, o.code, o.prefix, o.covered, unnest(o.days) AS days FROM policy o) q
				GROUP BY q.article, q.code, q.prefix, q.covered) p, unnest(p.days) u (days)
			WHERE p.covered OR NOT EXISTS (SELECT FROM policy o WHERE o.covered AND o.code OPERATOR(rcm.=) p.code
				AND o.prefix = p.prefix AND o.days && p.days))
		INSERT INTO %1$I.coverage_policy (policy, type, class, code, dx_prefix, list, eff, term, release_id)
		SELECT p.article, ''LCD'', $2, p.code, p.prefix, CASE WHEN p.covered THEN ''COVER'' ELSE ''DENY'' END,
			lower(p.days), upper(p.days) - 1, $3
		FROM period p',
			library, rcm.dated_rows('coverage_article_contractor'), rcm.dated_rows('coverage_article_code'),
			rcm.dated_rows('coverage_article_diagnosis'))
		USING contractor, class, derived;
	GET DIAGNOSTICS made = ROW_COUNT;
	PERFORM rcm.end_derived(derived, made);
	RETURN made;
END
$$;
COMMENT ON FUNCTION rcm.adopt_coverage(text, text) IS
'Fills set "coverage_policy" of the library in use, as release "articles CONTRACTOR", from the Medicare coverage articles that one contractor has (coverage_article_contractor.contractor), and returns the number of rows; an earlier such release is replaced, those of other contractors stay. class is the class of payers the rows are for; medicare is fee-for-service and Medicare Advantage. A procedure of an article is covered for every diagnosis of any covered group of that article: which group is for which procedure stands only in the paragraphs (coverage_article_group). A diagnosis is denied only where the article has one group of procedures and one of diagnoses not covered, and no article covers the pair. Articles bind only within the contractor''s area: adopt those of the practice''s own. RC007 when the contractor has no article.';

/* ---- src/pricing/price.sql ---- */

-- price.sql - what the Medicare physician fee schedule allows

CREATE FUNCTION rcm.medicare_allowed(
	hcpcs rcm.hcpcs, modifiers text[], on_date date, place text, facility boolean,
	qualifying_apm boolean DEFAULT false
) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_medicare_allowed' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION rcm.medicare_allowed(rcm.hcpcs, text[], date, text, boolean, boolean) IS
'What the Medicare physician fee schedule allows for one unit of a service by itself, before deductible, coinsurance and sequestration (42 CFR part 414; Pub. 100-04, ch. 12). modifiers is {} for none; place a ZIP code of 5 or 9 digits, or contractor and locality as 7 digits such as 0111205; facility whether the place of service is one; qualifying_apm takes the conversion factor of qualifying APM participants (from 2026). Null where the schedule gives no amount: the contractor prices the code, it is not covered, the modifiers exclude payment, the library has no row for the day; rcm.explain_price says which. Reads the sets fee_schedule, gpci and zip_locality. Error 22023 for a place or modifier that is none.';

CREATE FUNCTION rcm.explain_price(
	hcpcs rcm.hcpcs, modifiers text[], on_date date, place text, facility boolean,
	qualifying_apm boolean DEFAULT false,
	OUT step integer, OUT what text, OUT value text, OUT rule text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_explain_price' LANGUAGE C STABLE STRICT PARALLEL SAFE ROWS 12 COST 40;
COMMENT ON FUNCTION rcm.explain_price(rcm.hcpcs, text[], date, text, boolean, boolean) IS
'The working of rcm.medicare_allowed with the same arguments, one row for each step: locality, row of the fee schedule with its release, relative value units times index, conversion factor, what each modifier does, and the amount allowed with what who does not participate is allowed and may charge; or why there is no amount. Modifiers that are priced by report or by rules that are not applied are named. rule is where a step comes from.';

CREATE FUNCTION rcm.price_lines(
	codes rcm.hcpcs[], modifiers text[], units integer[], on_date date, place text, facility boolean,
	qualifying_apm boolean DEFAULT false,
	OUT line integer, OUT hcpcs rcm.hcpcs, OUT line_units integer, OUT amount rcm.usd,
	OUT rank integer, OUT percent integer, OUT allowed rcm.usd, OUT why text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_price_lines' LANGUAGE C STABLE STRICT PARALLEL SAFE ROWS 5 COST 100;
COMMENT ON FUNCTION rcm.price_lines(rcm.hcpcs[], text[], integer[], date, text, boolean, boolean) IS
'What Medicare allows for the lines that one practitioner, or one group where the rule says so, bills for one patient, session and day: rcm.medicare_allowed with the multiple procedure rules (Pub. 100-04, ch. 12, 40.6; ch. 5, 10.7). The three arrays have an item for each line; an item of modifiers holds the line''s modifiers separated by blanks or commas. amount is one unit by itself, allowed all units of the line under the rules; rank is the line''s place among those that its rule ranks and percent what its first unit is paid of the part that the rule is about, both null where no rule ranks it; why says which rule, or why there is no amount. Modifier 51 is passed over, for the rank is worked out. Error 22023 when the arrays differ in length.';

CREATE FUNCTION rcm.medicare_anesthesia_allowed(
	hcpcs rcm.hcpcs, minutes integer, modifiers text[], on_date date, place text
) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_medicare_anesthesia_allowed' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION rcm.medicare_anesthesia_allowed(rcm.hcpcs, integer, text[], date, text) IS
'What Medicare allows for anesthesia: base units and time units of 15 minutes, to one place, times the conversion factor of the locality (42 CFR 414.46, 414.60; Pub. 100-04, ch. 12, 50). AA and QZ are paid in full, QK, QX and QY half, AD three base units without time. Null where there is no amount: rcm.explain_anesthesia_price says why. Reads the sets procedure (base), anesthesia_factor and zip_locality.';

CREATE FUNCTION rcm.explain_anesthesia_price(
	hcpcs rcm.hcpcs, minutes integer, modifiers text[], on_date date, place text,
	OUT step integer, OUT what text, OUT value text, OUT rule text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_explain_anesthesia_price' LANGUAGE C STABLE STRICT PARALLEL SAFE ROWS 8 COST 40;
COMMENT ON FUNCTION rcm.explain_anesthesia_price(rcm.hcpcs, integer, text[], date, text) IS
'The working of rcm.medicare_anesthesia_allowed with the same arguments, one row for each step, in the manner of rcm.explain_price.';

/* ---- src/scrub/scrub.sql ---- */

-- scrub.sql - claims judged

CREATE FUNCTION rcm.scrub(
	claim rcm.claim, practice text DEFAULT NULL,
	OUT edit text, OUT family text, OUT severity text, OUT line integer, OUT field text,
	OUT message text, OUT fix text, OUT carc text, OUT rarc text, OUT evidence jsonb
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_scrub' LANGUAGE C STABLE PARALLEL SAFE ROWS 1 COST 200;
COMMENT ON FUNCTION rcm.scrub(rcm.claim, text) IS
'Judges a claim by the library in use: one row for each finding, in the order of the catalogue, custom edits last. practice is the practice''s name in edit_mode and edit_override, or null. severity is reject (hold the claim), warn or info; line is the line''s number, 0 for the claim; field is a path into the claim''s JSON (lists count from 0); carc and rarc are what the payer would answer with; evidence holds the field''s value and the library rows, with release, that decided it. Nothing in a row names the patient. Error RC003 when there is no library.';

CREATE FUNCTION rcm.is_clean(claim rcm.claim, practice text DEFAULT NULL) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_is_clean' LANGUAGE C STABLE PARALLEL SAFE COST 200;
COMMENT ON FUNCTION rcm.is_clean(rcm.claim, text) IS
'Is there no finding that rejects the claim? Stops at the first. Null for a null claim.';

CREATE FUNCTION rcm.edits(
	OUT edit text, OUT family text, OUT name text, OUT level text, OUT severity text, OUT scope text,
	OUT needs text[], OUT carc text, OUT rarc text, OUT claim_status text, OUT fix text, OUT source text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_edits' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 180;
COMMENT ON FUNCTION rcm.edits() IS
'The catalogue of edits: id, family, title, level (claim, line, line-pair, history), default severity, scope in words, library sets it needs, the CARC, RARC and 277CA claim status a payer would answer with, what to do, and where the rule comes from.';

CREATE FUNCTION rcm.scrub_coverage(OUT edit text, OUT name text, OUT awake boolean, OUT missing_sets text[])
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_scrub_coverage' LANGUAGE C STABLE PARALLEL SAFE ROWS 180;
COMMENT ON FUNCTION rcm.scrub_coverage() IS
'Which edits run with the library in use. An edit whose code set is not loaded is asleep: it never fires. missing_sets names the sets (tables of the library) that would wake it.';

CREATE FUNCTION rcm.explain(
	claim rcm.claim, edit text, practice text DEFAULT NULL,
	OUT what text, OUT line integer, OUT reason text, OUT detail jsonb
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_explain' LANGUAGE C STABLE PARALLEL SAFE ROWS 5;
COMMENT ON FUNCTION rcm.explain(rcm.claim, text, text) IS
'Why an edit of the catalogue fired on a claim, or why it kept quiet: the library rows it looked at (with release), the keys it looked for and did not find, the reason for silence by line, the values of the claim and its lines that it goes by, and its findings with evidence. practice as for rcm.scrub. Error RC005 for an id that the catalogue does not have.';

CREATE FUNCTION rcm.custom_edit_columns(OUT level text, OUT column_name text, OUT column_type regtype, OUT meaning text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_custom_edit_columns' LANGUAGE C STABLE PARALLEL SAFE ROWS 50;
COMMENT ON FUNCTION rcm.custom_edit_columns() IS
'The columns that the expression of a custom edit may use. A claim edit sees those of level claim, a line edit those of both levels.';

/* ---- src/scrub/modes.sql ---- */

-- modes.sql - how edits are treated, set with one call

CREATE FUNCTION rcm.set_edit_mode(
	mode text, edit text DEFAULT '*', payer_id text DEFAULT '*', practice text DEFAULT '*',
	reason text DEFAULT NULL
) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	library name := rcm.library_name();
	everything boolean := edit = '*' AND payer_id = '*' AND practice = '*';
	-- the switch for everything is a row of its own, beside a mode for everything
	eff     date := CASE WHEN everything AND mode = 'off' THEN '-infinity'::date END;
	known   boolean;
	removed bigint := 0;
BEGIN
	IF mode NOT IN ('off', 'log', 'warn', 'enforce') THEN
		RAISE EXCEPTION 'there is no mode "%"', mode
			USING ERRCODE = 'invalid_parameter_value',
				HINT = 'Modes are off, log, warn and enforce; null takes a mode back.';
	END IF;
	EXECUTE format('SELECT $1 = ''*'' OR EXISTS (SELECT FROM rcm.edits() e WHERE $1 IN (e.edit, e.family))
			OR EXISTS (SELECT FROM %I.custom_edit c WHERE $1 IN (c.edit, split_part(c.edit, ''-'', 1)))', library)
		INTO known USING edit;
	IF NOT known THEN
		RAISE EXCEPTION 'there is no edit or family "%"', edit
			USING ERRCODE = 'RC005', HINT = 'SELECT edit, family FROM rcm.edits() lists both.';
	END IF;
	IF mode IS NOT NULL THEN
		EXECUTE format('INSERT INTO %I.edit_mode AS m (edit, payer_id, practice, mode, eff, reason) VALUES ($1, $2, $3, $4, $5, $6)
				ON CONFLICT ON CONSTRAINT edit_mode_one DO UPDATE
				SET mode = EXCLUDED.mode, reason = EXCLUDED.reason, set_by = CURRENT_USER, set_at = now()', library)
			USING edit, payer_id, practice, mode, eff, reason;
		RETURN;
	END IF;
	IF everything THEN
		EXECUTE format('DELETE FROM %I.edit_mode m WHERE m.edit = ''*'' AND m.payer_id = ''*'' AND m.practice = ''*'' AND m.eff = ''-infinity''', library);
		GET DIAGNOSTICS removed = ROW_COUNT;
	END IF;
	IF removed = 0 THEN
		EXECUTE format('DELETE FROM %I.edit_mode m WHERE m.edit = $1 AND m.payer_id = $2 AND m.practice = $3 AND m.eff IS NULL', library)
			USING edit, payer_id, practice;
	END IF;
END
$$;
COMMENT ON FUNCTION rcm.set_edit_mode(text, text, text, text, text) IS
'Sets how an edit (id, family, or * for all) is treated, for a payer and a practice or for all: off, log, warn or enforce; null takes the mode back. Rows with dates of their own are written to edit_mode by hand and left alone here. Effective for every session with the next claim after commit; nothing is blocked. set_edit_mode(''off'') switches the whole scrubber off, whatever other rows say, and set_edit_mode(NULL) on again as it was. 22023 for a mode that does not exist, RC005 for an id that is neither in the catalogue nor a custom edit.';

/* ---- src/scrub/triggers.sql ---- */

-- triggers.sql - claims refused where they are written

CREATE FUNCTION rcm.require_clean() RETURNS trigger
	AS 'MODULE_PATHNAME', 'rcm_require_clean' LANGUAGE C PARALLEL UNSAFE;
COMMENT ON FUNCTION rcm.require_clean() IS
'Trigger, BEFORE INSERT OR UPDATE, FOR EACH ROW: require_clean(''column'' [, ''practice column'']). The column is an rcm.claim, or jsonb, json or text that holds one. A claim with a finding that rejects is refused: SQLSTATE RC001, the edit id in the message, all findings as JSON in DETAIL, the first fix in HINT, nothing that names the patient. With warnings only the row is stored and a NOTICE says so. Null passes; an update that leaves the column as it was is not judged again.';

CREATE FUNCTION rcm.require_clean_by() RETURNS trigger
	AS 'MODULE_PATHNAME', 'rcm_require_clean_by' LANGUAGE C PARALLEL UNSAFE;
COMMENT ON FUNCTION rcm.require_clean_by() IS
'Constraint trigger, AFTER INSERT OR UPDATE OR DELETE, FOR EACH ROW, usually DEFERRABLE INITIALLY DEFERRED: require_clean_by(''query'', ''key column''). The query takes the key as $1 and returns the claim as rcm.claim in its first column (and, if it likes, the practice in its second); it runs with search_path pg_catalog, so its names carry their schemas. Put it on the header and on the line table: each claim is judged once after the last change. Errors as require_clean.';

/* ---- src/denial/reason.sql ---- */

-- reason.sql - what reason and remark codes mean for the money and for the work

CREATE FUNCTION rcm.adjustment_class(group_code text, carc text) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_adjustment_class_of' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.adjustment_class(text, text) IS
'How the money of a payer''s adjustment moves, by CAS01 (group_code) and CARC; never null, no error, whatever is given. White space around and case do not matter.

patient: group PR, whatever the code: becomes the next party''s (also a patient''s share that group CR corrects, and 156 and 187, which the member''s own account pays, in any group). denial: stays owed by the payer until somebody works it. prior_payer: what an earlier payer settled, or a later one may still be billed for (23, 209): neither written off nor transferred. contractual: the price, not a refusal: written off. sequestration (253), capitation (24), interest (225), levy (105: tax kept back): each to its own account. informational: moves nothing (246; B11 and the like, which say that the claim was sent on; pended claims). unclassified: a code that the catalogue does not have, or none, or a patient''s share (1 to 3 and the like) of group OA or none, which names nobody who owes it: stays owed, like a denial. Apart from that a null or unknown group counts as CO does.

Source: the list of codes with rcm''s own reading of it, see rcm.reason_codes().

    SELECT rcm.adjustment_class(''CO'', ''45''), rcm.adjustment_class(''CO'', ''197''), rcm.adjustment_class(''PR'', ''96'')';

CREATE FUNCTION rcm.adjustment_is_denial(group_code text, carc text) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_adjustment_is_a_denial' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.adjustment_is_denial(text, text) IS
'Does an adjustment say that a service was refused, so that somebody has to work it? Goes by the CARC''s nature: CO 197 and PR 27 are denials, although the payer lays the second on the patient; CO 45, PR 1, OA 23, CO 24 and CO 253 are not, nor is a claim sent on (B11). False for an unknown code, which rcm.adjustment_class calls unclassified, and for null. group_code (CAS01) is taken along for the sake of those who filter by both.

    SELECT rcm.adjustment_is_denial(''CO'', ''197'')';

CREATE FUNCTION rcm.adjustment_faults(group_code text, carc text, rarcs text[] DEFAULT NULL, on_date date DEFAULT NULL) RETURNS text[]
	AS 'MODULE_PATHNAME', 'rcm_adjustment_faults_of' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.adjustment_faults(text, text, text[], date) IS
'What is odd about a payer''s adjustment: an array of words, empty when nothing is. group_code is CAS01, rarcs the remark codes of the line or claim, on_date the day of the remittance (null: the codes'' dates do not matter).

unknown_group, unknown_code, unknown_remark: in no list. not_yet_in_force, no_longer_in_force: outside of the code''s dates on on_date. group_not_allowed: the list restricts the code to other groups. group_unusual: the code seldom comes with this group (by rcm''s own reading). remark_needed: the code has to be explained by a remark, and none came along, or only alerts. An oddity changes nothing in rcm.adjustment_class; it is what a payer can be asked about.

    SELECT rcm.adjustment_faults(''CO'', ''16'', ''{MA01}'', ''2026-03-02'')';

CREATE FUNCTION rcm.reason_codes(
	OUT code text, OUT nature text, OUT class text, OUT root text, OUT leaf text, OUT leaves text[],
	OUT usual_groups text[], OUT restricted_groups text[], OUT remark_needed boolean, OUT recoverable text,
	OUT starts date, OUT stops date, OUT gist text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_reason_codes' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 405;
COMMENT ON FUNCTION rcm.reason_codes() IS
'Every claim adjustment reason code (CARC), those out of use too: numbers and dates of the list, all else in rcm''s own words and judgement. A site that has licensed the official texts joins them by code.

nature is denial, ordinary, patient_share or informational. class is how the money moves outside of group PR, see rcm.adjustment_class. root and leaf are the likeliest cause of a denial, leaves (root.leaf) all those that facts can show, the likeliest first (besides payer.system and payer.take_back, which any denial may turn out to be, and those that a remark points at); null and empty for what is no denial. usual_groups and restricted_groups are CAS01 codes, the second empty where the list restricts nothing. remark_needed: a remark code has to come along. recoverable is what usually helps: resubmit, appeal, bill_other, sometimes, no; null where nothing was lost. starts is the first day, stops the first day on which the code is out of use, null while it is in use.

Odd ones: 100, 293 and 294 (somebody else was paid) are worked like denials; so are B4 (a penalty for lateness is an avoidable loss), 172, 186, 219, 279, B22, P15 and P32 (cuts that can be undone), and P1, P13 and 192, which the code alone does not tell from a price. 209 waits for the next payer. 143 and A0 move nothing.

    SELECT code, gist FROM rcm.reason_codes() WHERE root = ''authorization'' AND stops IS NULL';

CREATE FUNCTION rcm.remark_codes(
	OUT code text, OUT kind text, OUT about text, OUT root text, OUT leaf text, OUT starts date, OUT changed date, OUT gist text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_remark_codes' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 1171;
COMMENT ON FUNCTION rcm.remark_codes() IS
'Every remittance advice remark code (RARC): numbers, dates and kind of the list, all else in rcm''s own words and judgement. kind is supplemental (explains an adjustment) or alert (explains none). about is its subject. root and leaf are the cause that it points at, null where it points at none. starts is the first day, changed the last change.

    SELECT code, gist FROM rcm.remark_codes() WHERE leaf = ''obtained_not_on_claim''';

/* ---- src/denial/root_cause.sql ---- */

-- root_cause.sql - why a line was denied

CREATE FUNCTION rcm.root_cause(
	group_code text, carc text, rarcs text[] DEFAULT NULL, facts jsonb DEFAULT NULL,
	OUT nature text, OUT root text, OUT leaf text, OUT owner text, OUT preventable text, OUT recoverable text,
	OUT rule text, OUT explanation text
)
	AS 'MODULE_PATHNAME', 'rcm_root_cause_of' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.root_cause(text, text, text[], jsonb) IS
'Why an adjustment was made, in one sentence, with the rule that says so. Total: every group, code and remark gets an answer. group_code is CAS01, rarcs the remark codes of line and claim, facts what the practice''s own rows say (null: nothing is known).

nature: denial; ordinary (a price, a prior payer''s share, sequestration and so on); patient_share; informational; underpayment (an ordinary adjustment whose facts show less allowed than the contract says); unclassified (a code that is in no list). root and leaf: the cause, from rcm.root_causes(); null when nothing was refused. owner: the desk that works it. preventable: yes, partly, no. recoverable: high, medium, low, none.

The code gives the first answer; a remark that is no alert a closer one, where it may speak for the code (any remark for 16, 96, A1 and the like, else one of the same root); the facts the last: the first rule that holds, in a fixed order. rule is that rule''s name; code_facts_missing or remark_facts_missing when no facts were given; code_facts_silent or remark_facts_silent when they decide nothing; code_unknown; and for what is no denial the class of rcm.adjustment_class.

facts is one object; each member may be missing or null. Their names, kinds and meanings: rcm.root_cause_facts(). Dates are text (YYYY-MM-DD), counts whole numbers from 0, money numbers or text in dollars, truths true or false, standings none, pending, approved, denied or ended. Error 22023 for a fact that does not exist or is of another kind.

    SELECT leaf, explanation FROM rcm.root_cause(''CO'', ''197'', NULL,
        ''{"service_on": "2026-03-02", "authorization_status": "approved", "authorization_on_claim": false}'')';

CREATE FUNCTION rcm.root_causes(
	OUT root text, OUT leaf text, OUT owner text, OUT preventable text, OUT recoverable text, OUT meaning text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_root_causes' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 67;
COMMENT ON FUNCTION rcm.root_causes() IS
'The taxonomy of denials: a leaf is a cause that one desk can do something about, a root gathers leaves. owner is that desk (front_desk, authorization_desk, biller, coder, clinician, credentialing, contracting, payer_representative, patient_services), preventable yes, partly or no, recoverable high, medium, low or none; meaning is half a sentence. A leaf''s name occurs once in all roots.

    SELECT root, leaf, meaning FROM rcm.root_causes() WHERE owner = ''front_desk''';

CREATE FUNCTION rcm.root_cause_facts(OUT fact text, OUT kind text, OUT meaning text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_root_cause_facts' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 80;
COMMENT ON FUNCTION rcm.root_cause_facts() IS
'The facts that rcm.root_cause takes. kind is date (text, YYYY-MM-DD), count (whole number from 0), money (dollars), truth (true, false), standing (none, pending, approved, denied, ended) or code (text). Facts are as of the day on which the claim was sent, unless the meaning says otherwise.

    SELECT fact, meaning FROM rcm.root_cause_facts() WHERE fact LIKE ''authorization%''';

/* ---- src/receivable/account.sql ---- */

-- rcm.account: where money can be; see account.h.

CREATE TYPE rcm.account;

CREATE FUNCTION rcm.account_in(cstring) RETURNS rcm.account
	AS 'MODULE_PATHNAME', 'rcm_account_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.account_in(cstring) IS
'Text input of rcm.account: the name of an account that rcm.accounts() lists, in small letters, white space around allowed. Anything else is error 22P02, soft from PostgreSQL 16 on.';

CREATE FUNCTION rcm.account_out(rcm.account) RETURNS cstring
	AS 'MODULE_PATHNAME', 'rcm_account_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.account_out(rcm.account) IS
'Text output of rcm.account: the name.';

CREATE FUNCTION rcm.account_recv(internal) RETURNS rcm.account
	AS 'MODULE_PATHNAME', 'rcm_account_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.account_recv(internal) IS
'Binary input of rcm.account: the number as int2; error 22P03 when no account has it.';

CREATE FUNCTION rcm.account_send(rcm.account) RETURNS bytea
	AS 'int2send' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.account_send(rcm.account) IS
'Binary output of rcm.account: the stored int2, big-endian.';

CREATE TYPE rcm.account (
	INPUT = rcm.account_in,
	OUTPUT = rcm.account_out,
	RECEIVE = rcm.account_recv,
	SEND = rcm.account_send,
	LIKE = pg_catalog.int2
);
COMMENT ON TYPE rcm.account IS
'Where money of a practice can be: what somebody owes (insurer_1, patient, ...), where charges come from (revenue), where they went (cash, contractual, writeoff_charity, ...), and what waits to be applied (suspense, ...). rcm.accounts() lists them all. Stored as a number in 2 bytes; the order is the order of that list.';

-- Comparison is core's own on the stored int2.

CREATE FUNCTION rcm.account_lt(rcm.account, rcm.account) RETURNS boolean
	AS 'int2lt' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.account_lt(rcm.account, rcm.account) IS
'Implementation of operator <.';

CREATE FUNCTION rcm.account_le(rcm.account, rcm.account) RETURNS boolean
	AS 'int2le' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.account_le(rcm.account, rcm.account) IS
'Implementation of operator <=.';

CREATE FUNCTION rcm.account_eq(rcm.account, rcm.account) RETURNS boolean
	AS 'int2eq' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.account_eq(rcm.account, rcm.account) IS
'Implementation of operator =.';

CREATE FUNCTION rcm.account_ne(rcm.account, rcm.account) RETURNS boolean
	AS 'int2ne' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.account_ne(rcm.account, rcm.account) IS
'Implementation of operator <>.';

CREATE FUNCTION rcm.account_ge(rcm.account, rcm.account) RETURNS boolean
	AS 'int2ge' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.account_ge(rcm.account, rcm.account) IS
'Implementation of operator >=.';

CREATE FUNCTION rcm.account_gt(rcm.account, rcm.account) RETURNS boolean
	AS 'int2gt' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.account_gt(rcm.account, rcm.account) IS
'Implementation of operator >.';

CREATE FUNCTION rcm.account_cmp(rcm.account, rcm.account) RETURNS integer
	AS 'btint2cmp' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rcm.account_cmp(rcm.account, rcm.account) IS
'Order of two values: negative, zero or positive; the order of rcm.accounts().';

CREATE FUNCTION rcm.account_hash(rcm.account) RETURNS integer
	AS 'hashint2' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.account_hash(rcm.account) IS
'Hash of 32 bits.';

CREATE FUNCTION rcm.account_hash_extended(rcm.account, bigint) RETURNS bigint
	AS 'hashint2extended' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.account_hash_extended(rcm.account, bigint) IS
'Hash of 64 bits with a seed, for hash partitions.';

CREATE OPERATOR rcm.< (
	LEFTARG = rcm.account, RIGHTARG = rcm.account, FUNCTION = rcm.account_lt,
	COMMUTATOR = OPERATOR(rcm.>), NEGATOR = OPERATOR(rcm.>=),
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR rcm.< (rcm.account, rcm.account) IS 'Less than.';

CREATE OPERATOR rcm.<= (
	LEFTARG = rcm.account, RIGHTARG = rcm.account, FUNCTION = rcm.account_le,
	COMMUTATOR = OPERATOR(rcm.>=), NEGATOR = OPERATOR(rcm.>),
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR rcm.<= (rcm.account, rcm.account) IS 'Less than or equal.';

CREATE OPERATOR rcm.= (
	LEFTARG = rcm.account, RIGHTARG = rcm.account, FUNCTION = rcm.account_eq,
	COMMUTATOR = OPERATOR(rcm.=), NEGATOR = OPERATOR(rcm.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES, MERGES
);
COMMENT ON OPERATOR rcm.= (rcm.account, rcm.account) IS 'Equal.';

CREATE OPERATOR rcm.<> (
	LEFTARG = rcm.account, RIGHTARG = rcm.account, FUNCTION = rcm.account_ne,
	COMMUTATOR = OPERATOR(rcm.<>), NEGATOR = OPERATOR(rcm.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR rcm.<> (rcm.account, rcm.account) IS 'Not equal.';

CREATE OPERATOR rcm.>= (
	LEFTARG = rcm.account, RIGHTARG = rcm.account, FUNCTION = rcm.account_ge,
	COMMUTATOR = OPERATOR(rcm.<=), NEGATOR = OPERATOR(rcm.<),
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR rcm.>= (rcm.account, rcm.account) IS 'Greater than or equal.';

CREATE OPERATOR rcm.> (
	LEFTARG = rcm.account, RIGHTARG = rcm.account, FUNCTION = rcm.account_gt,
	COMMUTATOR = OPERATOR(rcm.<), NEGATOR = OPERATOR(rcm.<=),
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR rcm.> (rcm.account, rcm.account) IS 'Greater than.';

CREATE OPERATOR CLASS rcm.account_btree_ops DEFAULT FOR TYPE rcm.account USING btree AS
	OPERATOR 1 rcm.<,
	OPERATOR 2 rcm.<=,
	OPERATOR 3 rcm.=,
	OPERATOR 4 rcm.>=,
	OPERATOR 5 rcm.>,
	FUNCTION 1 rcm.account_cmp(rcm.account, rcm.account),
	FUNCTION 2 pg_catalog.btint2sortsupport(internal),
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS rcm.account_btree_ops USING btree IS 'Order of rcm.account: the order of rcm.accounts(). Index entries deduplicate.';
COMMENT ON OPERATOR FAMILY rcm.account_btree_ops USING btree IS 'Order of rcm.account: the order of rcm.accounts(). Index entries deduplicate.';

CREATE OPERATOR CLASS rcm.account_hash_ops DEFAULT FOR TYPE rcm.account USING hash AS
	OPERATOR 1 rcm.=,
	FUNCTION 1 rcm.account_hash(rcm.account),
	FUNCTION 2 rcm.account_hash_extended(rcm.account, bigint);
COMMENT ON OPERATOR CLASS rcm.account_hash_ops USING hash IS 'Equality of rcm.account by hash.';
COMMENT ON OPERATOR FAMILY rcm.account_hash_ops USING hash IS 'Equality of rcm.account by hash.';

-- A name goes to text wherever a text column takes it, and comes from text only when asked: it may be refused.

CREATE CAST (rcm.account AS text) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (rcm.account AS text) IS 'The account''s name.';

CREATE CAST (text AS rcm.account) WITH INOUT;
COMMENT ON CAST (text AS rcm.account) IS 'Reads the name like the input of rcm.account; a name that is none is error 22P02.';

CREATE FUNCTION rcm.accounts(OUT account rcm.account, OUT kind text, OUT meaning text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_accounts' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 24;
COMMENT ON FUNCTION rcm.accounts() IS
'The accounts that money moves between.

Result:
account - the account.
kind - "owed": somebody owes it to the practice; "source": charges come from it; "gone": no longer owed, because it was paid, allowed off or written off; "waiting": money that is here but does not yet belong to a service line.
meaning - one sentence.

    SELECT * FROM rcm.accounts() WHERE kind = ''owed''';

CREATE FUNCTION rcm.account_kind(account rcm.account) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_account_kind' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.account_kind(rcm.account) IS
'The kind of an account: owed, source, gone or waiting; see rcm.accounts().

    SELECT rcm.account_kind(''cash'')';

CREATE FUNCTION rcm.owes(account rcm.account) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_owes' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.owes(rcm.account) IS
'Does what is in the account say that somebody owes it to the practice? True for the accounts of kind owed.

    SELECT account FROM rcm.accounts() WHERE rcm.owes(account)';

/* ---- src/receivable/balance.sql ---- */

-- rcm.balance: money by account; see balance.h.

CREATE TYPE rcm.balance;

CREATE FUNCTION rcm.balance_in(cstring) RETURNS rcm.balance
	AS 'MODULE_PATHNAME', 'rcm_balance_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.balance_in(cstring) IS
'Text input of rcm.balance: {account:amount,...} with accounts of rcm.account, each at most once and in any order, and amounts of rcm.usd; white space around names and amounts allowed. Anything else is error 22P02, soft from PostgreSQL 16 on.';

CREATE FUNCTION rcm.balance_out(rcm.balance) RETURNS cstring
	AS 'MODULE_PATHNAME', 'rcm_balance_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.balance_out(rcm.balance) IS
'Text output of rcm.balance: the accounts that are not zero, in the order of rcm.accounts(), such as {insurer_1:100.00,revenue:-100.00}; {} when all are zero.';

CREATE FUNCTION rcm.balance_recv(internal) RETURNS rcm.balance
	AS 'MODULE_PATHNAME', 'rcm_balance_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.balance_recv(internal) IS
'Binary input of rcm.balance, in the form of rcm.balance_send(rcm.balance); error 22P03 for another number of accounts or a number that is no amount.';

CREATE FUNCTION rcm.balance_send(rcm.balance) RETURNS bytea
	AS 'MODULE_PATHNAME', 'rcm_balance_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.balance_send(rcm.balance) IS
'Binary output of rcm.balance: the number of accounts as int2, then the cents of each account as int8, big-endian.';

CREATE TYPE rcm.balance (
	INPUT = rcm.balance_in,
	OUTPUT = rcm.balance_out,
	RECEIVE = rcm.balance_recv,
	SEND = rcm.balance_send,
	INTERNALLENGTH = 192,
	ALIGNMENT = double,
	STORAGE = plain
);
COMMENT ON TYPE rcm.balance IS
'Money by account: what a set of entries adds up to, in exact cents, 192 bytes. Written {insurer_1:100.00,revenue:-100.00}, accounts of zero left out. Made by the aggregate rcm.balance(rcm.account, rcm.account, rcm.usd); balances that were stored add up with + or rcm.merge(rcm.balance). Overflow is an error.';

CREATE FUNCTION rcm.balance_pl(rcm.balance, rcm.balance) RETURNS rcm.balance
	AS 'MODULE_PATHNAME', 'rcm_balance_pl' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.balance_pl(rcm.balance, rcm.balance) IS
'Implementation of operator +: the sum, account by account. Error 22003 when an account is out of range.';

CREATE FUNCTION rcm.balance_mi(rcm.balance, rcm.balance) RETURNS rcm.balance
	AS 'MODULE_PATHNAME', 'rcm_balance_mi' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.balance_mi(rcm.balance, rcm.balance) IS
'Implementation of operator -: the difference, account by account. Error 22003 when an account is out of range.';

CREATE FUNCTION rcm.balance_eq(rcm.balance, rcm.balance) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_balance_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.balance_eq(rcm.balance, rcm.balance) IS
'Implementation of operator =.';

CREATE FUNCTION rcm.balance_ne(rcm.balance, rcm.balance) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_balance_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.balance_ne(rcm.balance, rcm.balance) IS
'Implementation of operator <>.';

CREATE FUNCTION rcm.balance_hash(rcm.balance) RETURNS integer
	AS 'MODULE_PATHNAME', 'rcm_balance_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.balance_hash(rcm.balance) IS
'Hash of 32 bits.';

CREATE FUNCTION rcm.balance_hash_extended(rcm.balance, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'rcm_balance_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.balance_hash_extended(rcm.balance, bigint) IS
'Hash of 64 bits with a seed, for hash partitions.';

CREATE OPERATOR rcm.+ (
	LEFTARG = rcm.balance, RIGHTARG = rcm.balance, FUNCTION = rcm.balance_pl,
	COMMUTATOR = OPERATOR(rcm.+)
);
COMMENT ON OPERATOR rcm.+ (rcm.balance, rcm.balance) IS 'Sum, account by account; overflow is error 22003.';

CREATE OPERATOR rcm.- (
	LEFTARG = rcm.balance, RIGHTARG = rcm.balance, FUNCTION = rcm.balance_mi
);
COMMENT ON OPERATOR rcm.- (rcm.balance, rcm.balance) IS 'Difference, account by account; overflow is error 22003.';

CREATE OPERATOR rcm.= (
	LEFTARG = rcm.balance, RIGHTARG = rcm.balance, FUNCTION = rcm.balance_eq,
	COMMUTATOR = OPERATOR(rcm.=), NEGATOR = OPERATOR(rcm.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES
);
COMMENT ON OPERATOR rcm.= (rcm.balance, rcm.balance) IS 'Equal in every account.';

CREATE OPERATOR rcm.<> (
	LEFTARG = rcm.balance, RIGHTARG = rcm.balance, FUNCTION = rcm.balance_ne,
	COMMUTATOR = OPERATOR(rcm.<>), NEGATOR = OPERATOR(rcm.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR rcm.<> (rcm.balance, rcm.balance) IS 'Different in an account.';

CREATE OPERATOR CLASS rcm.balance_hash_ops DEFAULT FOR TYPE rcm.balance USING hash AS
	OPERATOR 1 rcm.=,
	FUNCTION 1 rcm.balance_hash(rcm.balance),
	FUNCTION 2 rcm.balance_hash_extended(rcm.balance, bigint);
COMMENT ON OPERATOR CLASS rcm.balance_hash_ops USING hash IS 'Equality of rcm.balance by hash.';
COMMENT ON OPERATOR FAMILY rcm.balance_hash_ops USING hash IS 'Equality of rcm.balance by hash.';

-- States are plain values, so partial results travel between processes and nodes.

CREATE FUNCTION rcm.balance_move(balance rcm.balance, from_account rcm.account, to_account rcm.account, amount rcm.usd) RETURNS rcm.balance
	AS 'MODULE_PATHNAME', 'rcm_balance_move_pg' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.balance_move(rcm.balance, rcm.account, rcm.account, rcm.usd) IS
'A balance after one entry more: the amount is taken from one account and added to another. Transition of the aggregate rcm.balance. Error 22003 when an account is out of range.

    SELECT rcm.balance_move(''{}'', ''revenue'', ''insurer_1'', 100)';

CREATE FUNCTION rcm.balance_unmove(balance rcm.balance, from_account rcm.account, to_account rcm.account, amount rcm.usd) RETURNS rcm.balance
	AS 'MODULE_PATHNAME', 'rcm_balance_unmove' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.balance_unmove(rcm.balance, rcm.account, rcm.account, rcm.usd) IS
'A balance after one entry less: rcm.balance_move backwards. Inverse transition of the aggregate rcm.balance, for moving frames. Error 22003 when an account is out of range.';

CREATE AGGREGATE rcm.balance(from_account rcm.account, to_account rcm.account, amount rcm.usd) (
	SFUNC = rcm.balance_move, STYPE = rcm.balance, INITCOND = '{}', COMBINEFUNC = rcm.balance_pl,
	MSFUNC = rcm.balance_move, MINVFUNC = rcm.balance_unmove, MSTYPE = rcm.balance, MINITCOND = '{}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.balance(rcm.account, rcm.account, rcm.usd) IS
'Money by account after a set of entries: each row moves an amount from one account to another, so the accounts together are always zero. A row with a null is skipped; of no rows the balance is {}. Error 22003 when an account, or a part of it on the way, is out of range.

from_account, to_account - accounts that rcm.accounts() lists.
amount - dollars; a negative amount moves the other way.

    SELECT rcm.balance(f, t, amount) FROM (VALUES (''revenue''::rcm.account, ''insurer_1''::rcm.account, 100::rcm.usd), (''insurer_1'', ''cash'', 80)) AS entry (f, t, amount)';

CREATE AGGREGATE rcm.merge(balance rcm.balance) (
	SFUNC = rcm.balance_pl, STYPE = rcm.balance, INITCOND = '{}', COMBINEFUNC = rcm.balance_pl,
	MSFUNC = rcm.balance_pl, MINVFUNC = rcm.balance_mi, MSTYPE = rcm.balance, MINITCOND = '{}',
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.merge(rcm.balance) IS
'Sum of the balances that are not null, account by account; {} when there is none. Balances kept by day or payer merge into those of any period or group. Error 22003 when an account, or a part of it on the way, is out of range.

    SELECT rcm.merge(b) FROM (VALUES (''{insurer_1:100.00,revenue:-100.00}''::rcm.balance), (''{insurer_1:-80.00,cash:80.00}'')) AS day (b)';

CREATE FUNCTION rcm.amount(balance rcm.balance, account rcm.account) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_balance_amount' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.amount(rcm.balance, rcm.account) IS
'What a balance has in one account, in dollars; zero when it does not name the account.

    SELECT rcm.amount(''{insurer_1:20.00,cash:80.00,revenue:-100.00}'', ''cash'')';

CREATE FUNCTION rcm.owed(balance rcm.balance) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_balance_owed_pg' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.owed(rcm.balance) IS
'What is owed to the practice, in dollars: the sum of the accounts of kind owed (insurers, patient, third party). Negative when the practice owes more than it is owed. Error 22003 when the sum is out of range.

    SELECT rcm.owed(''{insurer_1:20.00,cash:80.00,revenue:-100.00}'')';

CREATE FUNCTION rcm.is_balanced(balance rcm.balance) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_balance_is_balanced' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.is_balanced(rcm.balance) IS
'Is the sum of all accounts zero? So it is for every balance that was made of entries; one that was written by hand or stored elsewhere may have lost a side.

    SELECT rcm.is_balanced(''{insurer_1:100.00,cash:-5.00}'')';

CREATE FUNCTION rcm.entries(balance rcm.balance, OUT account rcm.account, OUT amount rcm.usd) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_balance_entries' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 6;
COMMENT ON FUNCTION rcm.entries(rcm.balance) IS
'A balance as rows.

Result, in the order of rcm.accounts():
account - an account that is not zero.
amount - dollars in it.

    SELECT account, amount FROM rcm.entries(''{insurer_1:20.00,cash:80.00,revenue:-100.00}'')';

/* ---- src/receivable/aging.sql ---- */

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

/* ---- src/receivable/card.sql ---- */

-- Numbers of payment cards, which have no place in a database; see card.h.

CREATE FUNCTION rcm.has_card_number(value text) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_has_card_number_pg' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.has_card_number(text) IS
'Does the text have the number of a payment card? For constraints on references, notes and whatever else comes with a payment: who stores card numbers falls under the rules of the card industry (PCI DSS, requirement 3).

A card number is 13 to 19 digits, at once or in groups with one space or hyphen between two, that begin like those of a card network (Visa, Mastercard, American Express, Discover, Diners Club, JCB, UnionPay, Maestro) and whose last digit checks (Luhn, ISO/IEC 7812-1). Next to other groups of digits, such as a telephone number before it and an expiry date after it, it is found in one piece or in the groups in which cards show it (4-4-4-4, 4-6-5 and the like); digits inside a longer run without a gap are not one. One in ten other numbers of that length and beginning checks too, so a true may be a false alarm; digits of other scripts than ASCII are not seen.

value - any text.

    SELECT rcm.has_card_number(''paid with 4111 1111 1111 1111'')';

/* ---- src/receivable/clock.sql ---- */

-- Clocks that the law sets on money.

CREATE FUNCTION rcm.overpayment_due(identified_on date, investigation_started_on date DEFAULT NULL, investigation_ended_on date DEFAULT NULL) RETURNS date
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT identified_on + 60 + CASE WHEN investigation_started_on <= identified_on + 60
		THEN greatest(least(investigation_ended_on, investigation_started_on + 180) - greatest(investigation_started_on, identified_on), 0)
		ELSE 0 END
$$;
COMMENT ON FUNCTION rcm.overpayment_due(date, date, date) IS
'The last day on which an overpayment of Medicare or Medicaid is to be reported and returned: 60 days from the day on which it was identified. A timely investigation in good faith of whether there are related ones stops the clock from the day it starts until it ends, but for no more than 180 days; then the rest of the 60 days runs.

identified_on - the day on which it was known that money was received or kept that is not the practice''s.
investigation_started_on - null: there was none. One that starts after the 60 days does not stop the clock; of one that had started before the overpayment was identified the 180 days count from its start.
investigation_ended_on - null: it goes on; the day is then the last that it can be.

Null when identified_on is. Source: 42 CFR 401.305(b), as of 2025-01-01; for Medicaid the 60 days of section 1128J(d) of the Social Security Act.

    SELECT rcm.overpayment_due(''2025-01-10''), rcm.overpayment_due(''2025-01-10'', ''2025-01-20'', ''2025-03-01'')';

/* ---- src/receivable/posting.sql ---- */

-- posting.sql - one remitted claim as moves of money

CREATE FUNCTION rcm.posting_moves(paid rcm.usd, lines rcm.remitted_line[],
	adjustments rcm.remitted_adjustment[], charges rcm.charge_line[], party rcm.account,
	next_party rcm.account,
	OUT line integer, OUT adjustment integer, OUT line_no integer, OUT stage text,
	OUT from_account rcm.account, OUT to_account rcm.account, OUT amount rcm.usd,
	OUT group_code text, OUT carc text, OUT problem text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_posting_moves' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 10;
COMMENT ON FUNCTION rcm.posting_moves(rcm.usd, rcm.remitted_line[], rcm.remitted_adjustment[], rcm.charge_line[], rcm.account, rcm.account) IS
'The money of one remitted claim as moves between accounts: one row for each amount and charge line, in the order of lines and adjustments, whatever the order in which they are given. paid, lines and adjustments are those of a row of rcm.remittance_postings (one without faults), "charges" our charge lines of the claim, "party" who answers (insurer_1, insurer_2, insurer_3, third_party), next_party who owes the patient''s share next (the next insurer, or patient).
Each row: "line" and "adjustment" of the remittance that it comes from (line null: of the claim itself; adjustment null: the payment), line_no of the charge line, the "stage" by which that was found, from_account, to_account, amount (more than 0), group_code and carc of the adjustment, "problem". A row with a problem and without accounts moves nothing and is to be looked at; its amount, where there is one, is what was not moved.
Stages are those of rcm.answered_lines, and claim level: a remitted claim without lines is shared by all of our lines, an adjustment of the claim itself by those that were answered.
Moves: what was paid from "party" to cash; an adjustment by rcm.adjustment_class: patient to next_party, contractual, sequestration, capitation, levy and interest to the account of that name; a denial, an unclassified code, what a prior payer settled and what informs stay owed. A negative amount moves the other way round. An adjustment of the claim itself comes off what its lines were paid, so cash gains exactly "paid", whatever else is told. Shares are by what each line has left to explain, by the largest remainder: in a claim that balances none is explained beyond its charge.
insurer_2 and insurer_3 speak of the whole charge, but only "owed" is open: after the payments the patient''s share is moved up to what is left (problem "beyond what is owed" for the rest), then other reductions up to what is left (the rest, the discount of the payer before told again, is silent); one that they take back has the problem "a later payer takes back a reduction": reverse what was posted instead. What was paid on a line that answers none of ours, or with "charges" null or empty on the whole claim, comes out of suspense with the problem "no charge line fits" (its adjustments do not move). Other problems: "the amount is not known", "the line of the adjustment is not given".
Errors: 22004 when paid, party, next_party or the number of a line is null, 22023 when an account cannot answer or a number comes twice, 22003 when a sum is out of range, 54000 beyond 5000 lines, 1000 adjustments of a claim itself or a million moves. Rule: balancing in the implementation guide of the 835; largest remainder as in rcm.split.

    SELECT m.* FROM era, rcm.remittance_postings(era.bytes) r,
        rcm.posting_moves(r.paid, r.lines, r.adjustments, ARRAY[''(1,L1,99213,{25},,2026-03-02,2026-03-02,120.00,120.00)'']::rcm.charge_line[], ''insurer_1'', ''patient'') m;';

/* ---- src/kpi/kpi.sql ---- */

-- rcm.kpi: the counters behind every KPI; see state.h.

CREATE TYPE rcm.kpi;

CREATE FUNCTION rcm.kpi_in(cstring) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_in(cstring) IS
'Text input of rcm.kpi: {counter:number,...} in any order, each counter of rcm.kpi_counters() at most once, money in dollars; {} counts nothing. Other text is error 22P02; a number that is finer than its counter or out of range is 22003; both soft from PostgreSQL 16 on.';

CREATE FUNCTION rcm.kpi_out(rcm.kpi) RETURNS cstring
	AS 'MODULE_PATHNAME', 'rcm_kpi_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_out(rcm.kpi) IS
'Text output of rcm.kpi: the counters that are not zero, in the order of rcm.kpi_counters().';

CREATE FUNCTION rcm.kpi_recv(internal) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_recv(internal) IS
'Binary input of rcm.kpi: what rcm.kpi_send makes; anything else is error 22P03.';

CREATE FUNCTION rcm.kpi_send(rcm.kpi) RETURNS bytea
	AS 'MODULE_PATHNAME', 'rcm_kpi_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_send(rcm.kpi) IS
'Binary output of rcm.kpi: a version byte, the number of counters that are not zero as int2, then for each its place in rcm.kpi_counters() as int2, from 0, and its number as int8, money in cents.';

CREATE TYPE rcm.kpi (
	INPUT = rcm.kpi_in,
	OUTPUT = rcm.kpi_out,
	RECEIVE = rcm.kpi_recv,
	SEND = rcm.kpi_send,
	ALIGNMENT = int4,
	STORAGE = extended
);
COMMENT ON TYPE rcm.kpi IS
'The counters that every KPI is computed from: exact cents and counts that add up. States of any partition of the rows, merged in any order, are the state of all the rows; a KPI divides last (rcm.kpi_value, or an accessor such as rcm.days_in_ar), so it is a ratio of sums over any grouping, never an average of averages. At most 1.5 kB; stored with the counters that are not zero only.';

CREATE FUNCTION rcm.kpi_eq(rcm.kpi, rcm.kpi) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_kpi_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_eq(rcm.kpi, rcm.kpi) IS
'Implementation of operator =.';

CREATE FUNCTION rcm.kpi_ne(rcm.kpi, rcm.kpi) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_kpi_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_ne(rcm.kpi, rcm.kpi) IS
'Implementation of operator <>.';

CREATE FUNCTION rcm.kpi_hash(rcm.kpi) RETURNS integer
	AS 'MODULE_PATHNAME', 'rcm_kpi_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_hash(rcm.kpi) IS
'Hash of 32 bits.';

CREATE FUNCTION rcm.kpi_hash_extended(rcm.kpi, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'rcm_kpi_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_hash_extended(rcm.kpi, bigint) IS
'Hash of 64 bits with a seed, for hash partitions.';

CREATE OPERATOR rcm.= (
	LEFTARG = rcm.kpi, RIGHTARG = rcm.kpi, FUNCTION = rcm.kpi_eq,
	COMMUTATOR = OPERATOR(rcm.=), NEGATOR = OPERATOR(rcm.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES
);
COMMENT ON OPERATOR rcm.= (rcm.kpi, rcm.kpi) IS 'Equal: every counter is.';

CREATE OPERATOR rcm.<> (
	LEFTARG = rcm.kpi, RIGHTARG = rcm.kpi, FUNCTION = rcm.kpi_ne,
	COMMUTATOR = OPERATOR(rcm.<>), NEGATOR = OPERATOR(rcm.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR rcm.<> (rcm.kpi, rcm.kpi) IS 'Not equal: some counter differs.';

CREATE OPERATOR CLASS rcm.kpi_hash_ops DEFAULT FOR TYPE rcm.kpi USING hash AS
	OPERATOR 1 rcm.=,
	FUNCTION 1 rcm.kpi_hash(rcm.kpi),
	FUNCTION 2 rcm.kpi_hash_extended(rcm.kpi, bigint);
COMMENT ON OPERATOR CLASS rcm.kpi_hash_ops USING hash IS 'Equality of rcm.kpi.';
COMMENT ON OPERATOR FAMILY rcm.kpi_hash_ops USING hash IS 'Equality of rcm.kpi.';

CREATE FUNCTION rcm.kpi_pl(rcm.kpi, rcm.kpi) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_pl' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_pl(rcm.kpi, rcm.kpi) IS
'Implementation of operator +, transition and combination of rcm.kpi and rcm.merge. Error 22003 when a counter is out of range.';

CREATE FUNCTION rcm.kpi_mi(rcm.kpi, rcm.kpi) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_mi' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_mi(rcm.kpi, rcm.kpi) IS
'Implementation of operator -, inverse transition of rcm.kpi and rcm.merge. Error 22003 when a counter is out of range.';

CREATE OPERATOR rcm.+ (
	LEFTARG = rcm.kpi, RIGHTARG = rcm.kpi, FUNCTION = rcm.kpi_pl,
	COMMUTATOR = OPERATOR(rcm.+)
);
COMMENT ON OPERATOR rcm.+ (rcm.kpi, rcm.kpi) IS 'Both states together; overflow of a counter is error 22003.';

CREATE OPERATOR rcm.- (
	LEFTARG = rcm.kpi, RIGHTARG = rcm.kpi, FUNCTION = rcm.kpi_mi
);
COMMENT ON OPERATOR rcm.- (rcm.kpi, rcm.kpi) IS 'A state without the rows of another; overflow of a counter is error 22003.';

CREATE FUNCTION rcm.kpi_final(rcm.kpi) RETURNS rcm.kpi
	AS 'MODULE_PATHNAME', 'rcm_kpi_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_final(rcm.kpi) IS
'Result of rcm.kpi and rcm.merge: the state as it is stored.';

CREATE AGGREGATE rcm.kpi(fact rcm.kpi) (
	SFUNC = rcm.kpi_pl, STYPE = rcm.kpi, SSPACE = 1500, COMBINEFUNC = rcm.kpi_pl, FINALFUNC = rcm.kpi_final,
	MSFUNC = rcm.kpi_pl, MINVFUNC = rcm.kpi_mi, MSTYPE = rcm.kpi, MSSPACE = 1500, MFINALFUNC = rcm.kpi_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.kpi(rcm.kpi) IS
'What rows count together. A fact says what one row counts: rcm.kpi_charge of a charge line, rcm.kpi_remittance of a remitted claim, rcm.kpi_entry of a posted amount, and so on, one function for each kind of row. Null facts are skipped; null when there is no other. States of several tables are added with +. Error 22003 when a counter is out of range.

    SELECT payer, rcm.denial_rate(rcm.kpi(rcm.kpi_remittance(charge, paid, denied_lines => denied)))
    FROM (VALUES (''Alpha'', 100::rcm.usd, 80::rcm.usd, 0), (''Alpha'', 250, 0, 1), (''Beta'', 60, 60, 0)) AS claim (payer, charge, paid, denied)
    GROUP BY payer';

CREATE AGGREGATE rcm.merge(state rcm.kpi) (
	SFUNC = rcm.kpi_pl, STYPE = rcm.kpi, SSPACE = 1500, COMBINEFUNC = rcm.kpi_pl, FINALFUNC = rcm.kpi_final,
	MSFUNC = rcm.kpi_pl, MINVFUNC = rcm.kpi_mi, MSTYPE = rcm.kpi, MSSPACE = 1500, MFINALFUNC = rcm.kpi_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.merge(rcm.kpi) IS
'The state of all rows behind some states, such as those stored by day and payer. Null states are skipped; null when there is no other. Error 22003 when a counter is out of range.

    SELECT rcm.merge(state) FROM (VALUES (''{appointments:40,no_shows:2}''::rcm.kpi), (''{appointments:60,no_shows:5}'')) AS day (state)';

CREATE FUNCTION rcm.counter(state rcm.kpi, counter text) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_counter_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.counter(rcm.kpi, text) IS
'One counter of a state, by its name in rcm.kpi_counters(): money in dollars with two places, else a whole number. Error 22023 for an unknown name.

    SELECT rcm.counter(''{charges:1200.00,charge_lines:3}'', ''charges'')';

CREATE FUNCTION rcm.counters(state rcm.kpi, OUT counter text, OUT amount numeric) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_kpi_counters_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 20;
COMMENT ON FUNCTION rcm.counters(rcm.kpi) IS
'The counters of a state that are not zero, as rows: name, and number (money in dollars with two places).

    SELECT * FROM rcm.counters(''{charges:1200.00,charge_lines:3}'')';

CREATE FUNCTION rcm.kpi_counters(OUT counter text, OUT unit text, OUT counted_by text, OUT meaning text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_kpi_counter_list' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 174;
COMMENT ON FUNCTION rcm.kpi_counters() IS
'What a state counts: name, unit (dollars, items, days, or dollar days: dollars times days), the function of this extension that counts it, what it means.

    SELECT * FROM rcm.kpi_counters() WHERE counted_by = ''kpi_receivable''';

/* ---- src/kpi/accessors.sql ---- */

-- One function for each KPI; rcm.kpis() has the definitions, definition_*.c makes them.

CREATE FUNCTION rcm.days_in_ar(state rcm.kpi, variant text DEFAULT 'gross', days numeric DEFAULT 90) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.days_in_ar(rcm.kpi, text, numeric) IS
'Days in A/R, in days: open debit balances; credits and unapplied money left out, over gross charges of the window by day. Variants: gross, credits netted, net, lag, before write-offs, with bad debt, without plans, with unbilled. days: of the window that charges and payments are from. Null when there is nothing to divide by. Error 22023 for an unknown variant or a window without days.

    SELECT rcm.days_in_ar(''{ar:50000.00,charges:81270.00}'', days => 90)';

CREATE FUNCTION rcm.clean_claim_rate(state rcm.kpi, variant text DEFAULT 'paid') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.clean_claim_rate(rcm.kpi, text) IS
'Clean claim rate: pays on first submission, in percent: first submissions paid or rightly moved to the patient, with no denied line and no rework, over first submissions adjudicated. Variants: paid, accepted, edited. Null when there is nothing to divide by. Error 22023 for an unknown variant.

    SELECT rcm.clean_claim_rate(''{judged_claims:40,paid_first_claims:37}'')';

CREATE FUNCTION rcm.first_pass_rate(state rcm.kpi, variant text DEFAULT 'resolved') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.first_pass_rate(rcm.kpi, text) IS
'First-pass resolution rate, in percent: claims paid, moved to the patient or validly zero, with no touch after the first submission, over claims that reached their final disposition. Variants: resolved, with write-offs, submitted. Null when there is nothing to divide by. Error 22023 for an unknown variant.

    SELECT rcm.first_pass_rate(''{resolved_claims:50,resolved_untouched:44}'')';

CREATE FUNCTION rcm.denial_rate(state rcm.kpi, variant text DEFAULT 'initial claims') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.denial_rate(rcm.kpi, text) IS
'Initial denial rate, claims, in percent: claims with a denied line on their first remittance, over claims with a first remittance. Variants: initial claims, initial lines, initial dollars, initial claims of submitted, initial lines of submitted, initial dollars of submitted, initial claims without requests, initial lines without requests, initial dollars without requests, primary zero pay, final claims, final lines, final dollars, final claims of submitted, final lines of submitted, final dollars of remitted, final dollars of submitted. Null when there is nothing to divide by. Error 22023 for an unknown variant.

    SELECT rcm.denial_rate(''{remitted:1000.00,denied:80.00}'', ''initial dollars'')';

CREATE FUNCTION rcm.net_collection_rate(state rcm.kpi, variant text DEFAULT 'cohort') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.net_collection_rate(rcm.kpi, text) IS
'Net collection rate of a cohort, in percent: paid to date on the cohort''s lines, less refunds and take-backs, over charges of the cohort less contractual adjustments. Variants: cohort, cohort less denials, cohort less bad debt, cohort less charity, period, period less denials, period less bad debt, period less charity. Null when there is nothing to divide by. Error 22023 for an unknown variant.

    SELECT rcm.net_collection_rate(''{payer_payments:486000.00,charges:900000.00,contractual:400000.00}'', ''period'')';

CREATE FUNCTION rcm.patient_pay_yield(state rcm.kpi, variant text DEFAULT 'day 90') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.patient_pay_yield(rcm.kpi, text) IS
'Patient pay yield by day 90, in percent: paid by day 90 on balances that became the patient''s, less refunds, over moved to patients, less what went back to payers. Variants: day 90, day 30, day 60, day 180, period, paid in full, paid in part, not paid. Null when there is nothing to divide by. Error 22023 for an unknown variant.

    SELECT rcm.patient_pay_yield(''{patient_moved:1000.00,patient_paid_30:250.00}'', ''day 30'')';

CREATE FUNCTION rcm.no_show_rate(state rcm.kpi, variant text DEFAULT 'no-show') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.no_show_rate(rcm.kpi, text) IS
'No-show rate, in percent: appointments where the patient neither came nor cancelled in time, over appointments whose slot passed. Variants: no-show, with late cancels, without same day, lost. In dollars: lost. Null when there is nothing to divide by. Error 22023 for an unknown variant.

    SELECT rcm.no_show_rate(''{appointments:80,no_shows:5}'')';

CREATE FUNCTION rcm.gross_collection_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.gross_collection_rate(rcm.kpi) IS
'Gross collection rate, in percent: payments less refunds and take-backs, over gross charges. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.ar_over_90(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.ar_over_90(rcm.kpi) IS
'A/R over 90 days, in percent: billed balances older than 90 days, over billed balances. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.ar_over_120(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.ar_over_120(rcm.kpi) IS
'A/R over 120 days, in percent: billed balances older than 120 days, over billed balances. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.ar_mix(state rcm.kpi, whole rcm.kpi, variant text DEFAULT 'of the whole') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_whole' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.ar_mix(rcm.kpi, rcm.kpi, text) IS
'A/R mix, in percent: open balances of the group, over open balances of all groups. Variants: of the whole, 0 to 30 days, 31 to 60 days, 61 to 90 days, 91 to 120 days. whole: the state that the state is a part of. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.self_pay_ar_over_90(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.self_pay_ar_over_90(rcm.kpi) IS
'Self-pay A/R over 90 days, in percent: patient balances older than 90 days, over patient balances. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.charge_lag(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.charge_lag(rcm.kpi) IS
'Charge lag, in days: days from service to charge, over charge lines. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.claim_lag(state rcm.kpi, variant text DEFAULT 'usual') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.claim_lag(rcm.kpi, text) IS
'Claim lag, in days: days from charge to first submission, over first submissions. Variants: usual, on hold. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.unbilled_days(state rcm.kpi, days numeric DEFAULT 90) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.unbilled_days(rcm.kpi, numeric) IS
'Unbilled days, in days: charges of completed visits without a final bill, over gross charges of the window by day. days: of the window that charges and payments are from. Null when there is nothing to divide by. Error 22023 for a window without days.';

CREATE FUNCTION rcm.late_charges(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.late_charges(rcm.kpi) IS
'Late charges, in percent: charges posted more than 3 days after the service, over charges whose lag is known. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.unsigned_visits(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.unsigned_visits(rcm.kpi) IS
'Visits without a signed note, in percent: completed visits without a signed note, over completed visits older than 2 days. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.rejection_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.rejection_rate(rcm.kpi) IS
'Rejection rate, in percent: first submissions rejected by clearinghouse or payer, over first submissions accepted or rejected. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.eligibility_verified_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.eligibility_verified_rate(rcm.kpi) IS
'Eligibility verified, in percent: visits with a fresh answer that the coverage is active, over scheduled visits of insured patients. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.authorization_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.authorization_rate(rcm.kpi) IS
'Authorizations secured, in percent: services authorized before they were given, over services that need an authorization. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.preregistration_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.preregistration_rate(rcm.kpi) IS
'Pre-registration rate, in percent: visits registered before the day of service, over visits scheduled at least a day ahead, cancelled ones included. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.pos_collection_rate(state rcm.kpi, variant text DEFAULT 'of collected') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.pos_collection_rate(rcm.kpi, text) IS
'Collected at the service, in percent: patient payments at or before the service, over patient payments. Variants: of collected, of due. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.estimate_accuracy(state rcm.kpi, variant text DEFAULT 'close') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.estimate_accuracy(rcm.kpi, text) IS
'Estimate accuracy, in percent: visits whose final patient share is within 10 dollars or 10 % of the estimate, over estimated visits that were adjudicated. Variants: close, exceeded. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.appeal_rate(state rcm.kpi, variant text DEFAULT 'dollars') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.appeal_rate(rcm.kpi, text) IS
'Appeal rate, dollars, in percent: denied amounts that were appealed, over denied amounts that can be appealed. Variants: dollars, denials. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.overturn_rate(state rcm.kpi, variant text DEFAULT 'appeals') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.overturn_rate(rcm.kpi, text) IS
'Overturn rate, in percent: appeals and reworks paid wholly or in part, over closed appeals and reworks. Variants: appeals, dollars, of denials. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.days_to_appeal(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.days_to_appeal(rcm.kpi) IS
'Days from denial to appeal, in days: days from denial to appeal, over closed appeals and reworks. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.days_to_resolution(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.days_to_resolution(rcm.kpi) IS
'Days from denial to resolution, in days: days from denial to resolution, over closed appeals and reworks. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.denial_write_off_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.denial_write_off_rate(rcm.kpi) IS
'Denial write-offs, in percent: written off as denials, over charges less contractual adjustments and charity. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.avoidable_write_off_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.avoidable_write_off_rate(rcm.kpi) IS
'Avoidable write-offs, in percent: write-offs that were avoidable, over charges less contractual adjustments. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.missed_deadlines(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.missed_deadlines(rcm.kpi) IS
'Missed deadlines, in items: appeals and filings that expired unworked. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.posting_timeliness(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.posting_timeliness(rcm.kpi) IS
'Payments posted in time, in percent: payments posted within 4 business days of receipt, over payments whose posting delay is known. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.auto_post_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.auto_post_rate(rcm.kpi) IS
'Posted with no hand on it, in percent: remitted lines posted with no hand on them, over remitted lines posted. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.unapplied_days(state rcm.kpi, days numeric DEFAULT 90) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.unapplied_days(rcm.kpi, numeric) IS
'Unapplied days, in days: receipts not applied, suspense included, over payments less refunds and take-backs by day. days: of the window that charges and payments are from. Null when there is nothing to divide by. Error 22023 for a window without days.';

CREATE FUNCTION rcm.credit_balance_days(state rcm.kpi, days numeric DEFAULT 90) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.credit_balance_days(rcm.kpi, numeric) IS
'Credit balance days, in days: credit balances, over charges less contractual adjustments and charity by day. days: of the window that charges and payments are from. Null when there is nothing to divide by. Error 22023 for a window without days.';

CREATE FUNCTION rcm.overdue_refunds(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.overdue_refunds(rcm.kpi) IS
'Overdue refunds, in items: credit balances past their refund clock. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.bad_debt_rate(state rcm.kpi, variant text DEFAULT 'of charges') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.bad_debt_rate(rcm.kpi, text) IS
'Bad debt rate, in percent: bad debt, over gross charges. Variants: of charges, of patient responsibility. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.charity_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.charity_rate(rcm.kpi) IS
'Charity rate, in percent: charity, over gross charges. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.cost_to_collect(state rcm.kpi, variant text DEFAULT 'of payments') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.cost_to_collect(rcm.kpi, text) IS
'Cost to collect, in percent: cost of the revenue cycle, over payments less refunds and take-backs. Variants: of payments, per claim. In dollars: per claim. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.cash_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.cash_rate(rcm.kpi) IS
'Cash, share of net revenue, in percent: payments less refunds and take-backs, over charges less contractual adjustments and charity. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.payment_per_encounter(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.payment_per_encounter(rcm.kpi) IS
'Payment for an encounter, in dollars: paid to date on the cohort''s lines, over encounters of the cohort. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.payer_mix(state rcm.kpi, whole rcm.kpi, variant text DEFAULT 'charges') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_whole' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.payer_mix(rcm.kpi, rcm.kpi, text) IS
'Payer mix by charges, in percent: charges of the group, over charges of all groups. Variants: charges, payments, visits. whole: the state that the state is a part of. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.underpayment_rate(state rcm.kpi, variant text DEFAULT 'lines') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.underpayment_rate(rcm.kpi, text) IS
'Underpayment rate, in percent: lines allowed less than the contract rate by more than the tolerance, over paid lines with a contract rate. Variants: lines, dollars. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.underpayment_recovery(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.underpayment_recovery(rcm.kpi) IS
'Underpayment recovered, in percent: allowed in the end above what was allowed first, over underpayment found on disputed lines that are closed. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.pricing_coverage(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.pricing_coverage(rcm.kpi) IS
'Lines with a contract rate, in percent: paid lines with a contract rate, over paid lines. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.no_response_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.no_response_rate(rcm.kpi) IS
'Claims without an answer, in percent: claims without an answer past the payer''s usual turn, over claims out at a payer. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.work_target(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.work_target(rcm.kpi) IS
'Work done, of the target, in percent: touches done, over touches planned. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.untouched_claims(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.untouched_claims(rcm.kpi) IS
'Claims untouched for 45 days, in percent: open claims untouched for more than 45 days after billing, or whose reminder expired, over open claims. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.enrolment_risk(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.enrolment_risk(rcm.kpi) IS
'Booked charges at risk of enrolment, in percent: expected charges of booked visits where the provider is not enrolled with the payer, over expected charges of booked visits. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.edit_quality(state rcm.kpi, variant text DEFAULT 'precision') RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor_variant' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.edit_quality(rcm.kpi, text) IS
'Edits that were right, in percent: findings followed by a denial of that kind, over findings on claims that were adjudicated. Variants: precision, recall. Null when there is nothing to divide by. Error 22023 for an unknown variant.';

CREATE FUNCTION rcm.fix_held_rate(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.fix_held_rate(rcm.kpi) IS
'Fixes that held, in percent: fixes whose repeat rate stayed below the target for 90 days, over fixes whose 90 days are over. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.statement_to_pay(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.statement_to_pay(rcm.kpi) IS
'Days from first statement to payment, by dollars, in days: patient payments times their days since the first statement, over patient payments whose days are known. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.schedule_occupied(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.schedule_occupied(rcm.kpi) IS
'Schedule occupied, in percent: filled slots, over slots on offer. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.denial_concentration(state rcm.kpi) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_accessor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.denial_concentration(rcm.kpi) IS
'Denials in five roots, in percent: denied amounts of the five largest of the fourteen roots, over denied amounts. Null when there is nothing to divide by.';

CREATE FUNCTION rcm.clean_claim_gap(state rcm.kpi) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$ SELECT rcm.clean_claim_rate($1) - rcm.first_pass_rate($1) $$;
COMMENT ON FUNCTION rcm.clean_claim_gap(rcm.kpi) IS
'By how many percentage points the clean claim rate (paid) exceeds the first-pass resolution rate: claims that look clean and are worked on all the same. Null when either is.';

/* ---- src/kpi/catalogue.sql ---- */

-- The KPIs as rows, and any of them by its id; see definition.h.

CREATE FUNCTION rcm.kpis(
	OUT number integer, OUT id text, OUT kpi text, OUT variant text, OUT name text, OUT formula text, OUT numerator text, OUT denominator text,
	OUT basis text, OUT exclusions text, OUT better text, OUT unit text, OUT green numeric, OUT red numeric, OUT green_within boolean, OUT slide numeric,
	OUT part boolean, OUT of_money boolean, OUT numerator_counters text[], OUT denominator_counters text[], OUT source text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_kpis' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 113;
COMMENT ON FUNCTION rcm.kpis() IS
'Every KPI and every variant of it, defined once. number (1 to 7 are the core), id, kpi and variant (the accessor of that name takes the variant; the first one is its default), name, formula, numerator and denominator in words, basis: the date that puts a row into the window, exclusions by default, better: up, down, or null when it is for information, unit: percent, days, dollars, items, the limits of its light: green up to or from, red above or below (null: none), green_within: a value at the green limit is not green, slide: how much worse than before is red (null: the width of yellow), part: the numerator is part of the denominator, of_money: the denominator is money, the counters that are added (or taken away, after "-") for numerator and denominator, and source of definition and limits.

    SELECT id, name, formula, green, red FROM rcm.kpis() WHERE number <= 7';

CREATE FUNCTION rcm.kpi_value(state rcm.kpi, id text, days numeric DEFAULT 90) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_value' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_value(rcm.kpi, text, numeric) IS
'The value of a KPI in a state, by its id in rcm.kpis(): percent, days, dollars or items. days: of the window in which charges, payments or revenue were counted; calendar or business days as you like; only KPIs in days of something look at it. Null when the denominator is zero or below, never 0 or 100 %; null for a share of the whole, which rcm.kpi_share gives. Error 22023 for an unknown id or a window without days.

    SELECT rcm.kpi_value(''{appointments:80,no_shows:5}'', ''no_show_rate'')';

CREATE FUNCTION rcm.kpi_share(state rcm.kpi, whole rcm.kpi, id text) RETURNS numeric
	AS 'MODULE_PATHNAME', 'rcm_kpi_share' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_share(rcm.kpi, rcm.kpi, text) IS
'What part of a whole a state is, in percent, for the KPIs that are shares (ar_mix, payer_mix and its variants); other KPIs as rcm.kpi_value gives them. Null when the whole is zero or below. Error 22023 for an unknown id.

    SELECT payer, rcm.kpi_share(state, rcm.merge(state) OVER (), ''payer_mix'')
    FROM (VALUES (''Alpha'', ''{charges:300.00}''::rcm.kpi), (''Beta'', ''{charges:100.00}'')) AS month (payer, state)';

CREATE FUNCTION rcm.kpi_parts(state rcm.kpi, id text, days numeric DEFAULT 90, OUT numerator numeric, OUT denominator numeric, OUT value numeric, OUT immature bigint, OUT counted boolean) RETURNS record
	AS 'MODULE_PATHNAME', 'rcm_kpi_parts_row' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.kpi_parts(rcm.kpi, text, numeric) IS
'What a KPI is made of in a state: numerator and denominator (money in dollars), value as rcm.kpi_value gives it, how many of its rows are too young to judge, and whether it has a source: rows of the kind that it is counted from, both above and below the line; without, a zero means nothing. Errors as for rcm.kpi_value.

    SELECT * FROM rcm.kpi_parts(''{appointments:80,no_shows:5}'', ''no_show_rate'')';

CREATE FUNCTION rcm.kpi_values(state rcm.kpi, days numeric DEFAULT 90, OUT id text, OUT unit text, OUT numerator numeric, OUT denominator numeric, OUT value numeric, OUT immature bigint, OUT counted boolean) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_kpi_values' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 113;
COMMENT ON FUNCTION rcm.kpi_values(rcm.kpi, numeric) IS
'All KPIs of a state, in the order of rcm.kpis(), with the columns of rcm.kpi_parts. Error 22023 for a window without days.

    SELECT id, round(value, 1), unit FROM rcm.kpi_values(''{appointments:80,no_shows:5}'') WHERE counted';

-- How sure a proportion is.

CREATE FUNCTION rcm.wilson_interval(hits bigint, trials bigint, confidence double precision DEFAULT 0.95, OUT low double precision, OUT high double precision) RETURNS record
	AS 'MODULE_PATHNAME', 'rcm_wilson_interval' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.wilson_interval(bigint, bigint, double precision) IS
'Between which proportions the true one lies, by Wilson''s score interval, which holds for small numbers and near 0 and 1 too. Proportions, not percent. Nulls when there are no trials. Error 22023 when hits are not between 0 and trials or confidence is not between 0 and 1.

    SELECT * FROM rcm.wilson_interval(5, 80)';

CREATE FUNCTION rcm.compare_proportions(hits_a bigint, trials_a bigint, hits_b bigint, trials_b bigint, confidence double precision DEFAULT 0.95, OUT difference double precision, OUT low double precision, OUT high double precision, OUT z double precision, OUT p_value double precision, OUT differ boolean) RETURNS record
	AS 'MODULE_PATHNAME', 'rcm_compare_proportions_row' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.compare_proportions(bigint, bigint, bigint, bigint, double precision) IS
'Whether two proportions differ: a denial''s repeat rate before and after a fix, a pilot slice and the rest. The difference a - b with its interval by Newcombe''s method (from two Wilson intervals), z and the two-sided p value of the pooled two-proportion test, and whether they differ: p below 1 - confidence. Nulls when either has no trials. Errors as for rcm.wilson_interval.

    SELECT * FROM rcm.compare_proportions(12, 200, 31, 190)';

CREATE FUNCTION rcm.kpi_interval(state rcm.kpi, id text, confidence double precision DEFAULT 0.95, OUT low numeric, OUT high numeric) RETURNS record
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
	SELECT round((100 * w.low)::numeric, 4), round((100 * w.high)::numeric, 4)
	FROM rcm.kpi_parts($1, $2) p
	JOIN rcm.kpis() k ON k.id = $2
	LEFT JOIN LATERAL rcm.wilson_interval(least(greatest(p.numerator, 0), p.denominator)::bigint, p.denominator::bigint, $3) w
		ON k.part AND NOT k.of_money AND k.unit = 'percent' AND p.numerator BETWEEN 0 AND p.denominator
$$;
COMMENT ON FUNCTION rcm.kpi_interval(rcm.kpi, text, double precision) IS
'How sure a KPI is that is a share of counted things: its Wilson interval in percent. Nulls for KPIs of money or days, and when nothing was counted. Errors as for rcm.kpi_value and rcm.wilson_interval.

    SELECT * FROM rcm.kpi_interval(''{appointments:80,no_shows:5}'', ''no_show_rate'')';

CREATE FUNCTION rcm.compare_kpi(a rcm.kpi, b rcm.kpi, id text, confidence double precision DEFAULT 0.95, OUT difference numeric, OUT low numeric, OUT high numeric, OUT p_value double precision, OUT differ boolean) RETURNS record
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
	SELECT round((100 * c.difference)::numeric, 4), round((100 * c.low)::numeric, 4), round((100 * c.high)::numeric, 4), c.p_value, c.differ
	FROM rcm.kpis() k
	CROSS JOIN rcm.kpi_parts($1, $3) pa
	CROSS JOIN rcm.kpi_parts($2, $3) pb
	LEFT JOIN LATERAL rcm.compare_proportions(least(greatest(pa.numerator, 0), pa.denominator)::bigint, pa.denominator::bigint,
			least(greatest(pb.numerator, 0), pb.denominator)::bigint, pb.denominator::bigint, $4) c
		ON k.part AND NOT k.of_money AND k.unit = 'percent' AND pa.numerator BETWEEN 0 AND pa.denominator AND pb.numerator BETWEEN 0 AND pb.denominator
	WHERE k.id = $3
$$;
COMMENT ON FUNCTION rcm.compare_kpi(rcm.kpi, rcm.kpi, text, double precision) IS
'Whether a KPI that is a share of counted things differs between two states, such as a pilot slice and the rest: the difference a - b and its interval in percentage points, the p value, and whether they differ, as rcm.compare_proportions says. Nulls for other KPIs, and when either state counted nothing.

    SELECT * FROM rcm.compare_kpi(''{appointments:80,no_shows:2}'', ''{appointments:90,no_shows:12}'', ''no_show_rate'')';

/* ---- src/kpi/lights.sql ---- */

-- Traffic lights: level and trend together, and why, in words.

CREATE FUNCTION rcm.light_level(value numeric, green numeric, red numeric, better text, green_within boolean DEFAULT false) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE
		WHEN $1 IS NULL OR $4 IS NULL OR $2 IS NULL THEN 'grey'
		WHEN $4 = 'up' THEN CASE WHEN $1 > $2 OR $1 = $2 AND $5 IS NOT TRUE THEN 'green' WHEN $1 < $3 THEN 'red' ELSE 'yellow' END
		WHEN $4 = 'down' THEN CASE WHEN $1 < $2 OR $1 = $2 AND $5 IS NOT TRUE THEN 'green' WHEN $1 > $3 THEN 'red' ELSE 'yellow' END
		ELSE 'grey'
	END
$$;
COMMENT ON FUNCTION rcm.light_level(numeric, numeric, numeric, text, boolean) IS
'The colour of a value by its limits: green up to (better down) or from (better up) the limit green, itself included unless green_within; red above or below the limit red, itself not included; yellow between; without a limit red never red. Grey when the value, the limit green or better is null.

    SELECT rcm.light_level(42.3, 40, 50, ''down'')';

CREATE FUNCTION rcm.light_trend(value numeric, before numeric, better text, slide numeric) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE
		WHEN $1 IS NULL OR $2 IS NULL OR $3 IS NULL OR $4 IS NULL OR $3 NOT IN ('up', 'down') THEN 'grey'
		WHEN CASE $3 WHEN 'up' THEN $2 - $1 ELSE $1 - $2 END <= $4 / 10 THEN 'green'
		WHEN CASE $3 WHEN 'up' THEN $2 - $1 ELSE $1 - $2 END >= $4 THEN 'red'
		ELSE 'yellow'
	END
$$;
COMMENT ON FUNCTION rcm.light_trend(numeric, numeric, text, numeric) IS
'The colour of a change since the equal window before: green when the value is better, the same, or worse by a tenth of slide at most, which is no change; red when it is worse by slide or more; yellow between. slide in the unit of the value. Grey when an argument is null.

    SELECT rcm.light_trend(42.3, 39.2, ''down'', 10)';

CREATE FUNCTION rcm.worse_light(a text, b text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE WHEN 'red' IN ($1, $2) THEN 'red' WHEN 'yellow' IN ($1, $2) THEN 'yellow' WHEN 'green' IN ($1, $2) THEN 'green' ELSE 'grey' END
$$;
COMMENT ON FUNCTION rcm.worse_light(text, text) IS
'The worse of two colours: red, yellow, green; grey and null, which say nothing, give way to any.

    SELECT rcm.worse_light(''green'', ''yellow'')';

CREATE FUNCTION rcm.light(
	state rcm.kpi, id text, previous rcm.kpi DEFAULT NULL, days numeric DEFAULT 90,
	green numeric DEFAULT NULL, red numeric DEFAULT NULL, slide numeric DEFAULT NULL, least_items bigint DEFAULT 30, least_dollars numeric DEFAULT 5000,
	OUT colour text, OUT level text, OUT trend text, OUT value numeric, OUT before numeric, OUT unit text,
	OUT numerator numeric, OUT denominator numeric, OUT reason text
) RETURNS record
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	d record;
	p record;
	b record;
	least numeric;
	in_words text;
BEGIN
	SELECT k.* INTO d FROM rcm.kpis() k WHERE k.id = light.id;
	IF NOT FOUND THEN
		RAISE EXCEPTION USING
			ERRCODE = 'invalid_parameter_value',
			MESSAGE = format('there is no KPI "%s"', id),
			HINT = 'rcm.kpis() lists them.';
	END IF;
	IF green IS NULL AND red IS NULL THEN
		green := d.green;
		red := d.red;
	END IF;
	slide := coalesce(slide, d.slide, nullif(abs(red - green), 0));
	unit := d.unit;
	least := CASE WHEN d.unit = 'items' THEN 0 WHEN d.of_money THEN least_dollars ELSE least_items END;
	in_words := CASE unit WHEN 'percent' THEN ' %' ELSE ' ' || unit END;
	colour := 'grey';
	level := 'grey';
	trend := 'grey';

	SELECT * INTO p FROM rcm.kpi_parts(state, id, days);
	numerator := p.numerator;
	denominator := p.denominator;
	value := p.value;
	SELECT * INTO b FROM rcm.kpi_parts(previous, id, days);
	before := b.value;

	-- Whatever cannot be judged is grey, and says why.
	IF p.counted IS NOT TRUE THEN
		reason := format('no source: nothing was counted for %s', CASE WHEN denominator <> 0 THEN d.numerator ELSE d.denominator END);
		RETURN;
	ELSIF value IS NULL THEN
		reason := format('nothing to divide by: %s is %s', d.denominator, CASE WHEN denominator < 0 THEN 'below zero' ELSE 'zero' END);
		RETURN;
	ELSIF d.better IS NULL THEN
		reason := format('%s%s; for information, it has no light', round(value, 2), in_words);
		RETURN;
	ELSIF p.immature > 0 THEN
		reason := format('%s%s so far; %s of the cohort are too young to judge', round(value, 2), in_words, p.immature);
		RETURN;
	ELSIF denominator < least THEN
		reason := format('%s%s, but too few to judge: %s (%s), at least %s', round(value, 2), in_words, denominator, d.denominator, least);
		RETURN;
	ELSIF d.part AND (value > 100 OR value < 0) THEN
		colour := 'red';
		level := 'red';
		reason := format('integrity alert: %s%s, but a part is between 0 and 100 %%; look for credits, duplicates or charges that are missing', round(value, 2), in_words);
		RETURN;
	END IF;

	level := rcm.light_level(value, green, red, d.better, d.green_within);
	reason := format('%s%s', round(value, 2), in_words);
	IF green IS NOT NULL THEN
		reason := reason || format('; green %s %s', CASE d.better WHEN 'up' THEN CASE WHEN d.green_within THEN 'above' ELSE 'from' END
			ELSE CASE WHEN d.green_within THEN 'below' ELSE 'up to' END END, trim_scale(green))
			|| coalesce(format(', red %s %s', CASE d.better WHEN 'up' THEN 'below' ELSE 'above' END, trim_scale(red)), '');
	END IF;
	IF before IS NULL THEN
		reason := reason || '; no earlier window to compare with';
	ELSIF b.immature > 0 OR b.denominator < least THEN
		reason := reason || '; the earlier window cannot be judged';
	ELSE
		slide := coalesce(slide, CASE WHEN unit IN ('percent', 'days') THEN 5 ELSE abs(before) * 0.05 END);
		trend := rcm.light_trend(value, before, d.better, slide);
		reason := reason || CASE
			WHEN abs(value - before) <= slide / 10 THEN format('; as before (%s)', round(before, 2))
			WHEN (value > before) = (d.better = 'up') THEN format('; better than before (%s)', round(before, 2))
			ELSE format('; worse than before (%s)', round(before, 2)) END;
	END IF;
	colour := rcm.worse_light(level, trend);
END
$$;
COMMENT ON FUNCTION rcm.light(rcm.kpi, text, rcm.kpi, numeric, numeric, numeric, numeric, bigint, numeric) IS
'The traffic light of a KPI, by its id in rcm.kpis(), and why. previous: the state of the equal window before, for the trend; days: of the window; green and red: the practice''s own limits, both null for the usual ones; slide: how much worse than before is red, in the unit of the value, null for the usual (the width of yellow; else 5 points or days; 5 % of dollars and items); least_items and least_dollars: a smaller denominator has no colour. Columns: colour, the worse of level and trend; value and before; numerator and denominator (money in dollars); reason in words. Grey when there is no source (rcm.kpi_parts), there is nothing to divide by, the cohort is too young, too few were counted, or the KPI is for information; a part beyond 0 to 100 % is red, as an integrity alert. Error 22023 for an unknown id.

    SELECT colour, level, trend, reason FROM rcm.light(''{ar:41000.00,charges:80000.00}'', ''days_in_ar'', ''{ar:39000.00,charges:80000.00}'')';

CREATE FUNCTION rcm.lights(
	state rcm.kpi, previous rcm.kpi DEFAULT NULL, days numeric DEFAULT 90, core boolean DEFAULT true,
	OUT number integer, OUT id text, OUT name text, OUT colour text, OUT level text, OUT trend text, OUT value numeric, OUT before numeric, OUT unit text, OUT reason text, OUT formula text, OUT basis text
) RETURNS SETOF record
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 113 SET search_path = pg_catalog, pg_temp
AS $$
	SELECT k.number, k.id, k.name, l.colour, l.level, l.trend, l.value, l.before, l.unit, l.reason, k.formula, k.basis
	FROM (SELECT c.*, row_number() OVER (PARTITION BY c.kpi ORDER BY c.place) AS variant_number
		  FROM rcm.kpis() WITH ORDINALITY c (number, id, kpi, variant, name, formula, numerator, denominator, basis, exclusions, better, unit,
			green, red, green_within, slide, part, of_money, numerator_counters, denominator_counters, source, place)) k,
		LATERAL rcm.light($1, k.id, $2, $3) l
	WHERE NOT $4 OR k.number <= 7 AND k.variant_number = 1
	ORDER BY k.number, k.place
$$;
COMMENT ON FUNCTION rcm.lights(rcm.kpi, rcm.kpi, numeric, boolean) IS
'The lights of the seven core KPIs, or with core false of all KPIs and their variants, with the usual limits; arguments and columns as for rcm.light, with formula and date basis. A null state is grey throughout.

    SELECT name, colour, reason FROM rcm.lights(''{appointments:80,no_shows:5}'')';

/* ---- src/ledger/ddl ---- */

CREATE FUNCTION rcm.ledger_ddl() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $rcm_function$ SELECT $rcm_ddl$

/* ---- src/ledger/ddl/00-practice.sql ---- */

-- 00-practice.sql - whose ledger it is, and who may look into it

CREATE TABLE @ledger@.version (
	version    text NOT NULL,
	created_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (created_at)
);
COMMENT ON TABLE @ledger@.version IS 'Which version of rcm made this ledger; one row more for each upgrade.';
COMMENT ON COLUMN @ledger@.version.version IS 'Version of the extension.';

CREATE TABLE @ledger@.practice (
	practice_id         text COLLATE "C" NOT NULL PRIMARY KEY CHECK (practice_id <> ''),
	name                text NOT NULL,
	npi                 rcm.npi,
	tin                 text COLLATE "C",
	payee_ids           text[] NOT NULL DEFAULT '{}',
	time_zone           text NOT NULL DEFAULT 'America/New_York' CHECK (now() AT TIME ZONE time_zone IS NOT NULL),
	sender              jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(sender) = 'object'),
	last_control_number integer NOT NULL DEFAULT 0 CHECK (last_control_number BETWEEN 0 AND 999999999),
	aging_edges         integer[] NOT NULL DEFAULT '{30,60,90,120,150,180}'
);
COMMENT ON TABLE @ledger@.practice IS 'The practices whose money this ledger keeps. Every key of the ledger begins with practice_id, which is never changed.';
COMMENT ON COLUMN @ledger@.practice.name IS 'For people.';
COMMENT ON COLUMN @ledger@.practice.npi IS 'NPI of the billing provider, as remittances name the payee.';
COMMENT ON COLUMN @ledger@.practice.tin IS 'Tax id, digits only; remittances name the payee by it as well.';
COMMENT ON COLUMN @ledger@.practice.payee_ids IS 'Other NPIs, tax ids and payer-given numbers under which remittances are for this practice. A remittance to anybody else is held.';
COMMENT ON COLUMN @ledger@.practice.time_zone IS 'Where the practice is: a day of the ledger begins at midnight there.';
COMMENT ON COLUMN @ledger@.practice.sender IS 'The keys of "sender" of rcm.x12_837p but control_number: what every interchange that is sent says of sender and receiver.';
COMMENT ON COLUMN @ledger@.practice.last_control_number IS 'The last interchange control number that was used (ISA13).';
COMMENT ON COLUMN @ledger@.practice.aging_edges IS 'Last day of each age bucket but the last one.';

CREATE TABLE @ledger@.access (
	practice_id text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	role_name   name NOT NULL,
	granted_at  timestamptz NOT NULL DEFAULT now(),
	granted_by  name NOT NULL DEFAULT CURRENT_USER,
	PRIMARY KEY (practice_id, role_name)
);
COMMENT ON TABLE @ledger@.access IS 'Which roles see which practices: made by grant_practice and revoke_practice. A role sees what it, or a role it inherits from, was granted, and nothing by default.';
COMMENT ON COLUMN @ledger@.access.role_name IS 'A role of the server.';
COMMENT ON COLUMN @ledger@.access.granted_by IS 'Who granted it.';

/* ---- src/ledger/ddl/10-patient.sql ---- */

-- 10-patient.sql - patients, who covers them, when they come

CREATE TABLE @ledger@.patient (
	practice_id  text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	patient_id   text COLLATE "C" NOT NULL CHECK (patient_id <> ''),
	guarantor_id text COLLATE "C",
	last_name    text,
	first_name   text,
	birth_date   date,
	sex          text CHECK (sex IN ('F', 'M', 'U')),
	address      jsonb CHECK (jsonb_typeof(address) = 'object'),
	bill_hold    text CHECK (bill_hold IN ('deceased', 'bankruptcy', 'dispute', 'open case', 'never bill')),
	created_at   timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (practice_id, patient_id),
	FOREIGN KEY (practice_id, guarantor_id) REFERENCES @ledger@.patient DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX patient_guarantor ON @ledger@.patient (practice_id, guarantor_id) WHERE guarantor_id IS NOT NULL;
COMMENT ON TABLE @ledger@.patient IS 'Patients under the numbers that the practice gives them.';
COMMENT ON COLUMN @ledger@.patient.guarantor_id IS 'The patient who answers for what this one owes; null: the patient. A family is a guarantor and all who name him.';
COMMENT ON COLUMN @ledger@.patient.last_name IS 'Family name.';
COMMENT ON COLUMN @ledger@.patient.first_name IS 'Given name.';
COMMENT ON COLUMN @ledger@.patient.sex IS 'F, M or U, as claims say it.';
COMMENT ON COLUMN @ledger@.patient.address IS 'line1, line2, city, state, zip.';
COMMENT ON COLUMN @ledger@.patient.bill_hold IS 'Why the patient gets no statement; null: none.';

CREATE TABLE @ledger@.coverage (
	practice_id  text COLLATE "C" NOT NULL,
	coverage_id  text COLLATE "C" NOT NULL CHECK (coverage_id <> ''),
	patient_id   text COLLATE "C" NOT NULL,
	rank         integer NOT NULL CHECK (rank BETWEEN 1 AND 3),
	payer_id     text COLLATE "C" NOT NULL,
	filing_ind   text COLLATE "C",
	member_id    text COLLATE "C",
	group_number text COLLATE "C",
	relationship text COLLATE "C",
	subscriber   jsonb CHECK (jsonb_typeof(subscriber) = 'object'),
	eff          date,
	term         date CHECK (term >= eff),
	PRIMARY KEY (practice_id, coverage_id),
	FOREIGN KEY (practice_id, patient_id) REFERENCES @ledger@.patient,
	-- of each rank at most one on any day
	CONSTRAINT coverage_overlap EXCLUDE USING gist (practice_id WITH =, patient_id WITH =, rank WITH =, daterange(eff, term, '[]') WITH &&)
);
CREATE INDEX coverage_patient ON @ledger@.coverage (practice_id, patient_id, rank);
COMMENT ON TABLE @ledger@.coverage IS 'Who pays for a patient, in which order, from when to when.';
COMMENT ON COLUMN @ledger@.coverage.rank IS '1 primary, 2 secondary, 3 tertiary; at most one of each on any day.';
COMMENT ON COLUMN @ledger@.coverage.filing_ind IS 'Claim filing indicator (SBR09).';
COMMENT ON COLUMN @ledger@.coverage.member_id IS 'The subscriber''s number with the payer.';
COMMENT ON COLUMN @ledger@.coverage.group_number IS 'Group or policy number.';
COMMENT ON COLUMN @ledger@.coverage.relationship IS 'Of the patient to the subscriber, as claims code it: 18 self, 01 spouse, 19 child, G8 other.';
COMMENT ON COLUMN @ledger@.coverage.subscriber IS 'The subscriber as claims have it, where that is not the patient.';

CREATE TABLE @ledger@.appointment (
	practice_id    text COLLATE "C" NOT NULL,
	appointment_id text COLLATE "C" NOT NULL CHECK (appointment_id <> ''),
	patient_id     text COLLATE "C" NOT NULL,
	provider_npi   rcm.npi,
	starts_at      timestamptz NOT NULL,
	ends_at        timestamptz CHECK (ends_at >= starts_at),
	status         text NOT NULL DEFAULT 'booked' CHECK (status IN ('booked', 'arrived', 'kept', 'cancelled', 'no show')),
	reason         text,
	PRIMARY KEY (practice_id, appointment_id),
	FOREIGN KEY (practice_id, patient_id) REFERENCES @ledger@.patient
);
CREATE INDEX appointment_patient ON @ledger@.appointment (practice_id, patient_id);
COMMENT ON TABLE @ledger@.appointment IS 'Appointments; claims name theirs as visit_id.';
COMMENT ON COLUMN @ledger@.appointment.provider_npi IS 'Who sees the patient.';
COMMENT ON COLUMN @ledger@.appointment.reason IS 'Why the patient comes, in the practice''s words.';

CREATE TABLE @ledger@.eligibility (
	practice_id    text COLLATE "C" NOT NULL,
	eligibility_id bigint GENERATED BY DEFAULT AS IDENTITY,
	patient_id     text COLLATE "C",
	payer_id       text COLLATE "C",
	member_id      text COLLATE "C",
	checked_at     timestamptz NOT NULL DEFAULT now(),
	service_on     date,
	status         text,
	snapshot       jsonb NOT NULL,
	interchange_id bigint,
	PRIMARY KEY (practice_id, eligibility_id),
	FOREIGN KEY (practice_id, patient_id) REFERENCES @ledger@.patient
);
CREATE INDEX eligibility_patient ON @ledger@.eligibility (practice_id, patient_id, checked_at);
CREATE INDEX eligibility_member ON @ledger@.eligibility (practice_id, member_id);
COMMENT ON TABLE @ledger@.eligibility IS 'What payers have answered about coverage (271), each answer as it came.';
COMMENT ON COLUMN @ledger@.eligibility.patient_id IS 'Null when no patient has the member id of the answer.';
COMMENT ON COLUMN @ledger@.eligibility.member_id IS 'Number of the subscriber, as the payer has it.';
COMMENT ON COLUMN @ledger@.eligibility.checked_at IS 'When the answer came.';
COMMENT ON COLUMN @ledger@.eligibility.service_on IS 'The day that was asked about.';
COMMENT ON COLUMN @ledger@.eligibility.status IS 'As rcm.eligibility_snapshot says it.';
COMMENT ON COLUMN @ledger@.eligibility.snapshot IS 'What edits read: the result of rcm.eligibility_snapshot.';

CREATE TABLE @ledger@.prior_authorization (
	practice_id      text COLLATE "C" NOT NULL,
	authorization_id text COLLATE "C" NOT NULL CHECK (authorization_id <> ''),
	patient_id       text COLLATE "C" NOT NULL,
	payer_id         text COLLATE "C" NOT NULL,
	member_id        text COLLATE "C",
	number           text COLLATE "C",
	status           text NOT NULL CHECK (status IN ('requested', 'pending', 'approved', 'denied', 'cancelled')),
	codes            text[],
	provider_npi     rcm.npi,
	pos              text COLLATE "C",
	units            numeric CHECK (units >= 0),
	eff              date,
	term             date CHECK (term >= eff),
	requested_on     date,
	decided_on       date,
	recorded_at      timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (practice_id, authorization_id),
	FOREIGN KEY (practice_id, patient_id) REFERENCES @ledger@.patient
);
CREATE INDEX prior_authorization_patient ON @ledger@.prior_authorization (practice_id, patient_id);
COMMENT ON TABLE @ledger@.prior_authorization IS 'What payers were asked to approve before it was done, and what they said.';
COMMENT ON COLUMN @ledger@.prior_authorization.authorization_id IS 'The practice''s number of the request.';
COMMENT ON COLUMN @ledger@.prior_authorization.member_id IS 'The subscriber''s number with the payer.';
COMMENT ON COLUMN @ledger@.prior_authorization.number IS 'The payer''s number (REF G1), once there is one.';
COMMENT ON COLUMN @ledger@.prior_authorization.codes IS 'Procedure codes that are covered; null: not limited.';
COMMENT ON COLUMN @ledger@.prior_authorization.provider_npi IS 'Who may do it; null: not limited.';
COMMENT ON COLUMN @ledger@.prior_authorization.pos IS 'Place of service that was approved; null: not limited.';
COMMENT ON COLUMN @ledger@.prior_authorization.units IS 'Units that were approved; null: not limited.';
COMMENT ON COLUMN @ledger@.prior_authorization.requested_on IS 'Day of the request.';
COMMENT ON COLUMN @ledger@.prior_authorization.decided_on IS 'Day of the payer''s answer.';
COMMENT ON COLUMN @ledger@.prior_authorization.recorded_at IS 'When the row was written.';

/* ---- src/ledger/ddl/20-claim.sql ---- */

-- 20-claim.sql - claims, their lines, the states they go through

CREATE TABLE @ledger@.claim_state (
	from_state text COLLATE "C" NOT NULL,
	to_state   text COLLATE "C" NOT NULL,
	meaning    text NOT NULL,
	PRIMARY KEY (from_state, to_state)
);
COMMENT ON TABLE @ledger@.claim_state IS 'The legal transitions of a claim''s state: any other UPDATE of claim.state is refused.';
COMMENT ON COLUMN @ledger@.claim_state.from_state IS 'State that the claim is in; "new": the row is being inserted.';
COMMENT ON COLUMN @ledger@.claim_state.to_state IS 'State that it may go to.';
COMMENT ON COLUMN @ledger@.claim_state.meaning IS 'What has happened.';
INSERT INTO @ledger@.claim_state VALUES
	('new', 'draft', 'a claim is written'),
	('new', 'ready', 'a claim is written that is complete: its lines are charged'),
	('draft', 'held', 'an edit found a reason to hold it'),
	('draft', 'ready', 'it is complete: its lines are charged'),
	('draft', 'void', 'it was never billed'),
	('held', 'draft', 'somebody works on it'),
	('held', 'ready', 'what held it is mended'),
	('held', 'void', 'it will not be billed: its charges are taken back'),
	('ready', 'held', 'an edit or the writer of the 837 found a reason to hold it'),
	('ready', 'submitted', 'it left in an interchange'),
	('ready', 'void', 'it will not be billed: its charges are taken back'),
	('ready', 'paid', 'an answer came to a claim that left outside of this ledger'),
	('ready', 'denied', 'a denial came to a claim that left outside of this ledger'),
	('ready', 'closed', 'nobody owes anything on it'),
	('held', 'paid', 'an answer came to what was sent before'),
	('held', 'denied', 'a denial came to what was sent before'),
	('submitted', 'accepted', 'the payer or clearinghouse has taken it in'),
	('submitted', 'rejected', 'it was not taken in: never adjudicated, not a denial'),
	('submitted', 'paid', 'the payer has answered'),
	('submitted', 'denied', 'the payer has answered and denies it'),
	('submitted', 'ready', 'a replacement or void of it is to be sent'),
	('accepted', 'rejected', 'somebody further on has not taken it in'),
	('accepted', 'paid', 'the payer has answered'),
	('accepted', 'denied', 'the payer has answered and denies it'),
	('accepted', 'ready', 'a replacement or void of it is to be sent'),
	('rejected', 'ready', 'it was mended and is to be sent again'),
	('rejected', 'held', 'an edit found a reason to hold it'),
	('rejected', 'accepted', 'it was taken in after all'),
	('rejected', 'paid', 'the payer has answered after all'),
	('rejected', 'denied', 'the payer has answered after all and denies it'),
	('rejected', 'void', 'it will not be billed again: its charges are taken back'),
	('paid', 'ready', 'a replacement, void or a claim to the next payer is to be sent'),
	('paid', 'submitted', 'the claim to the next payer has left'),
	('paid', 'denied', 'the payer has corrected its answer to a denial'),
	('paid', 'accepted', 'the payer has taken its answer back'),
	('paid', 'closed', 'nobody owes anything on it'),
	('denied', 'ready', 'a replacement or void of it is to be sent'),
	('denied', 'submitted', 'the claim to the next payer has left'),
	('denied', 'paid', 'the payer has corrected its answer'),
	('denied', 'accepted', 'the payer has taken its answer back'),
	('denied', 'closed', 'nobody owes anything on it'),
	('closed', 'ready', 'a replacement or void of it is to be sent'),
	('closed', 'paid', 'something is owed on it again'),
	('closed', 'denied', 'the payer has corrected its answer to a denial'),
	('closed', 'accepted', 'the payer has taken its answer back'),
	('submitted', 'void', 'a void of it was sent: its charges are taken back'),
	('void', 'paid', 'an answer came to what was sent before it was voided'),
	('void', 'denied', 'a denial came to what was sent before it was voided');

CREATE TABLE @ledger@.claim (
	practice_id         text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	claim_id            text COLLATE "C" NOT NULL GENERATED ALWAYS AS (rcm.claim_id(document)) STORED CHECK (claim_id <> ''),
	patient_id          text COLLATE "C",
	visit_id            text COLLATE "C",
	state               text COLLATE "C" NOT NULL DEFAULT 'draft',
	state_reason        text,
	payer_claim_control text COLLATE "C",
	charged_on          date,
	form                text COLLATE "C" GENERATED ALWAYS AS (rcm.form(document)) STORED,
	payer_id            text COLLATE "C" GENERATED ALWAYS AS (rcm.payer_id(document)) STORED,
	payer_seq           text COLLATE "C" GENERATED ALWAYS AS (coalesce(rcm.payer_seq(document), 'P')) STORED,
	filing_ind          text COLLATE "C" GENERATED ALWAYS AS (rcm.filing_ind(document)) STORED,
	freq                text COLLATE "C" GENERATED ALWAYS AS (coalesce(rcm.freq(document), '1')) STORED,
	member_id           text COLLATE "C" GENERATED ALWAYS AS (rcm.member_id(document)) STORED,
	billing_npi         text COLLATE "C" GENERATED ALWAYS AS (rcm.billing_npi(document)) STORED,
	rendering_npi       text COLLATE "C" GENERATED ALWAYS AS (rcm.rendering_npi(document)) STORED,
	first_service       date GENERATED ALWAYS AS (rcm.first_service(document)) STORED,
	total_charge        rcm.usd GENERATED ALWAYS AS (rcm.total_charge(document)) STORED,
	created_at          timestamptz NOT NULL DEFAULT now(),
	document            rcm.claim NOT NULL,
	PRIMARY KEY (practice_id, claim_id),
	FOREIGN KEY (practice_id, patient_id) REFERENCES @ledger@.patient
);
CREATE INDEX claim_waiting ON @ledger@.claim (practice_id, state) WHERE state IN ('draft', 'held', 'ready', 'rejected');
CREATE INDEX claim_patient ON @ledger@.claim (practice_id, patient_id) WHERE patient_id IS NOT NULL;
CREATE INDEX claim_payer_control ON @ledger@.claim (practice_id, payer_claim_control) WHERE payer_claim_control IS NOT NULL;
CREATE INDEX claim_member ON @ledger@.claim (practice_id, member_id, first_service);
COMMENT ON TABLE @ledger@.claim IS 'Claims. The document is the claim; the columns that are generated from it are for searching and cannot disagree with it. A claim that becomes ready charges its lines; one that was sent is only changed by a replacement or void.';
COMMENT ON COLUMN @ledger@.claim.claim_id IS 'The practice''s number of the claim (CLM01).';
COMMENT ON COLUMN @ledger@.claim.visit_id IS 'The visit that is billed, for instance an appointment_id.';
COMMENT ON COLUMN @ledger@.claim.state IS 'draft, held, ready, submitted, accepted, rejected, paid (answered), denied, closed or void; claim_state lists what may follow what.';
COMMENT ON COLUMN @ledger@.claim.state_reason IS 'Why it is in this state: set it in the same UPDATE as the state.';
COMMENT ON COLUMN @ledger@.claim.payer_claim_control IS 'The payer''s number of the claim (CLP07 of an 835, REF 1K of a 277): what a replacement or void names as orig_ref.';
COMMENT ON COLUMN @ledger@.claim.charged_on IS 'The day on which its charges count; null: the day on which it becomes ready.';
COMMENT ON COLUMN @ledger@.claim.form IS 'P, I or D.';
COMMENT ON COLUMN @ledger@.claim.payer_seq IS 'P, S or T: whether the payer of the document is the first, second or third to be asked.';
COMMENT ON COLUMN @ledger@.claim.filing_ind IS 'Claim filing indicator (SBR09).';
COMMENT ON COLUMN @ledger@.claim.freq IS 'Claim frequency code: 1 original, 7 replacement, 8 void.';
COMMENT ON COLUMN @ledger@.claim.member_id IS 'The subscriber''s number with the payer.';
COMMENT ON COLUMN @ledger@.claim.billing_npi IS 'NPI of the billing provider.';
COMMENT ON COLUMN @ledger@.claim.rendering_npi IS 'NPI of the rendering provider.';
COMMENT ON COLUMN @ledger@.claim.first_service IS 'First day of service.';
COMMENT ON COLUMN @ledger@.claim.total_charge IS 'As stated on the claim (CLM02).';
COMMENT ON COLUMN @ledger@.claim.document IS 'The whole claim.';

CREATE TABLE @ledger@.claim_line (
	practice_id   text COLLATE "C" NOT NULL,
	claim_id      text COLLATE "C" NOT NULL,
	line_no       integer NOT NULL,
	control       text COLLATE "C",
	code          text COLLATE "C",
	mods          text[],
	rev           text COLLATE "C",
	units         numeric,
	charge        rcm.usd NOT NULL,
	service_from  date,
	service_to    date,
	rendering_npi text COLLATE "C",
	PRIMARY KEY (practice_id, claim_id, line_no),
	FOREIGN KEY (practice_id, claim_id) REFERENCES @ledger@.claim
);
COMMENT ON TABLE @ledger@.claim_line IS 'The charge lines of claims that are or were ready: what money is owed for. Written from the claim''s document by its trigger; a line that was taken off the claim stays with charge 0.';
COMMENT ON COLUMN @ledger@.claim_line.line_no IS 'The line''s number on the claim.';
COMMENT ON COLUMN @ledger@.claim_line.control IS 'The number that the line is sent with (REF 6R), and by which a remittance answers it; null: none is sent.';
COMMENT ON COLUMN @ledger@.claim_line.code IS 'Procedure code.';
COMMENT ON COLUMN @ledger@.claim_line.mods IS 'Modifiers.';
COMMENT ON COLUMN @ledger@.claim_line.rev IS 'Revenue code.';
COMMENT ON COLUMN @ledger@.claim_line.charge IS 'What was charged, and what the revenue entries of the line add up to.';
COMMENT ON COLUMN @ledger@.claim_line.service_from IS 'First day of service.';
COMMENT ON COLUMN @ledger@.claim_line.service_to IS 'Last day of service.';
COMMENT ON COLUMN @ledger@.claim_line.rendering_npi IS 'Who did it: the line''s rendering provider, else the claim''s.';

CREATE TABLE @ledger@.claim_transition (
	practice_id   text COLLATE "C" NOT NULL,
	transition_id bigint GENERATED ALWAYS AS IDENTITY,
	claim_id      text COLLATE "C" NOT NULL,
	from_state    text COLLATE "C" NOT NULL,
	to_state      text COLLATE "C" NOT NULL,
	reason        text,
	changed_at    timestamptz NOT NULL DEFAULT now(),
	changed_by    name NOT NULL DEFAULT CURRENT_USER,
	xid           xid8 NOT NULL DEFAULT pg_current_xact_id(),
	PRIMARY KEY (practice_id, transition_id)
);
CREATE INDEX claim_transition_claim ON @ledger@.claim_transition (practice_id, claim_id);
COMMENT ON TABLE @ledger@.claim_transition IS 'Every change of a claim''s state: who, when, why and in which transaction. Written by a trigger, never changed.';
COMMENT ON COLUMN @ledger@.claim_transition.from_state IS 'State before; "new": the claim was written.';
COMMENT ON COLUMN @ledger@.claim_transition.to_state IS 'State after.';
COMMENT ON COLUMN @ledger@.claim_transition.reason IS 'claim.state_reason as it was then.';
COMMENT ON COLUMN @ledger@.claim_transition.changed_by IS 'The role that did it.';
COMMENT ON COLUMN @ledger@.claim_transition.xid IS 'Transaction.';

CREATE TABLE @ledger@.finding (
	practice_id text COLLATE "C" NOT NULL,
	claim_id    text COLLATE "C" NOT NULL,
	finding_no  integer NOT NULL,
	edit        text COLLATE "C" NOT NULL,
	family      text,
	severity    text NOT NULL,
	line        integer,
	field       text,
	message     text NOT NULL,
	fix         text,
	carc        text COLLATE "C",
	rarc        text COLLATE "C",
	evidence    jsonb,
	found_at    timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (practice_id, claim_id, finding_no),
	FOREIGN KEY (practice_id, claim_id) REFERENCES @ledger@.claim ON DELETE CASCADE
);
COMMENT ON TABLE @ledger@.finding IS 'What the scrubber found when it last judged the claim: the rows of rcm.scrub, and what the writer of the 837 refused (family X12).';
COMMENT ON COLUMN @ledger@.finding.finding_no IS 'Order of the catalogue.';
COMMENT ON COLUMN @ledger@.finding.edit IS 'Id of the edit.';
COMMENT ON COLUMN @ledger@.finding.family IS 'Family of the edit.';
COMMENT ON COLUMN @ledger@.finding.severity IS 'reject holds the claim; warn and info do not.';
COMMENT ON COLUMN @ledger@.finding.line IS 'Line of the claim; 0: the claim.';
COMMENT ON COLUMN @ledger@.finding.field IS 'Path into the claim''s JSON.';
COMMENT ON COLUMN @ledger@.finding.message IS 'In plain words.';
COMMENT ON COLUMN @ledger@.finding.fix IS 'What to do.';
COMMENT ON COLUMN @ledger@.finding.rarc IS 'RARC that the payer would answer with.';
COMMENT ON COLUMN @ledger@.finding.carc IS 'CARC that the payer would answer with.';
COMMENT ON COLUMN @ledger@.finding.evidence IS 'What decided it.';
COMMENT ON COLUMN @ledger@.finding.found_at IS 'When.';

/* ---- src/ledger/ddl/30-money.sql ---- */

-- 30-money.sql - entries: each moves an amount from one account to another

CREATE TABLE @ledger@.event (
	practice_id  text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	event_id     bigint GENERATED BY DEFAULT AS IDENTITY,
	kind         text COLLATE "C" NOT NULL CHECK (kind IN ('charge', 'void', 'remittance', 'receipt', 'apply', 'refund', 'bounce',
		'transfer', 'write-off', 'placement', 'recall', 'recovery', 'suspense', 'correction')),
	effective_on date NOT NULL,
	posted_at    timestamptz NOT NULL DEFAULT now(),
	posted_by    name NOT NULL DEFAULT CURRENT_USER,
	reason       text CHECK (NOT rcm.has_card_number(reason)),
	reverses     bigint,
	PRIMARY KEY (practice_id, event_id),
	FOREIGN KEY (practice_id, reverses) REFERENCES @ledger@.event
);
COMMENT ON TABLE @ledger@.event IS 'What happened to money: the business event that entries belong to.';
COMMENT ON COLUMN @ledger@.event.kind IS 'charge and void of claims; remittance; receipt (money from a person, or on paper), apply, refund, bounce (a payment that was not honoured); transfer, write-off, placement with a collector, recall, recovery; suspense (waiting money finds its place); correction.';
COMMENT ON COLUMN @ledger@.event.effective_on IS 'The day it counts.';
COMMENT ON COLUMN @ledger@.event.posted_at IS 'When it was known.';
COMMENT ON COLUMN @ledger@.event.posted_by IS 'The role that posted it.';
COMMENT ON COLUMN @ledger@.event.reason IS 'Why, in the words of whoever posted it.';
COMMENT ON COLUMN @ledger@.event.reverses IS 'The event that this one takes back.';

CREATE TABLE @ledger@.entry (
	practice_id    text COLLATE "C" NOT NULL,
	entry_id       bigint GENERATED BY DEFAULT AS IDENTITY,
	event_id       bigint NOT NULL,
	amount         rcm.usd NOT NULL CHECK (amount > 0),
	posted_at      timestamptz NOT NULL DEFAULT now(),
	remittance_id  bigint,
	reverses       bigint,
	effective_on   date NOT NULL,
	line_no        integer,
	remitted_claim integer,
	remitted_line  integer,
	from_account   rcm.account NOT NULL,
	to_account     rcm.account NOT NULL,
	claim_id       text COLLATE "C",
	group_code     text COLLATE "C",
	carc           text COLLATE "C",
	receipt_id     text COLLATE "C",
	exception      text COLLATE "C",
	PRIMARY KEY (practice_id, entry_id),
	CONSTRAINT entry_moves CHECK (from_account <> to_account),
	CONSTRAINT entry_has_line CHECK ((claim_id IS NULL) = (line_no IS NULL)
		AND (claim_id IS NOT NULL OR NOT (rcm.owes(from_account) OR rcm.owes(to_account) OR from_account = 'revenue' OR to_account = 'revenue'))),
	-- I11: what a payer denied is not a discount that was agreed upon, unless a contract says so
	CONSTRAINT entry_contractual CHECK (to_account <> 'contractual' OR reverses IS NOT NULL OR (carc IS NOT NULL
		AND (rcm.adjustment_class(coalesce(group_code, 'CO'), carc) = 'contractual' OR coalesce(exception LIKE 'contract:_%', false)))),
	-- I4: a patient owes what a payer says is the patient's, or there is a reason that anybody can look up
	CONSTRAINT entry_patient_share CHECK (to_account <> 'patient' OR from_account NOT IN ('insurer_1', 'insurer_2', 'insurer_3')
		OR group_code = 'PR' OR reverses IS NOT NULL
		OR coalesce(exception IN ('no coverage', 'not covered, patient agreed', 'patient was paid', 'patient failed to answer payer', 'left without choice of payer'), false)),
	CONSTRAINT entry_unapplied CHECK (receipt_id IS NOT NULL OR NOT ('unapplied_patient' IN (from_account, to_account) OR 'unapplied_payer' IN (from_account, to_account)))
);
CREATE INDEX entry_line ON @ledger@.entry (practice_id, claim_id, line_no) WHERE claim_id IS NOT NULL;
CREATE INDEX entry_receipt ON @ledger@.entry (practice_id, receipt_id) WHERE receipt_id IS NOT NULL;
CREATE INDEX entry_event ON @ledger@.entry (practice_id, event_id) WHERE remittance_id IS NULL;
CREATE INDEX entry_waiting ON @ledger@.entry (practice_id, remittance_id, remitted_claim) WHERE claim_id IS NULL AND remittance_id IS NOT NULL;
CREATE INDEX entry_reverses ON @ledger@.entry (practice_id, reverses) WHERE reverses IS NOT NULL;
CREATE INDEX entry_posted ON @ledger@.entry USING brin (posted_at, effective_on);
COMMENT ON TABLE @ledger@.entry IS 'Money: each row moves an amount from one account to another, for a charge line, or for what waits for one. So every event balances by construction. Rows are never changed or deleted; a correction is a row that reverses another. rcm.accounts() says what the accounts are.';
COMMENT ON COLUMN @ledger@.entry.amount IS 'What is moved, always more than zero.';
COMMENT ON COLUMN @ledger@.entry.posted_at IS 'When it was known.';
COMMENT ON COLUMN @ledger@.entry.reverses IS 'The entry that this one takes back, from the same accounts the other way round.';
COMMENT ON COLUMN @ledger@.entry.effective_on IS 'The day it counts; never after the day it was posted.';
COMMENT ON COLUMN @ledger@.entry.line_no IS 'Line of the claim.';
COMMENT ON COLUMN @ledger@.entry.remitted_claim IS 'The remittance''s claim (remittance_claim.claim_no); null for its provider adjustments.';
COMMENT ON COLUMN @ledger@.entry.remitted_line IS 'The remittance''s line, where there is one.';
COMMENT ON COLUMN @ledger@.entry.from_account IS 'Account that has less by it.';
COMMENT ON COLUMN @ledger@.entry.to_account IS 'Account that has more by it.';
COMMENT ON COLUMN @ledger@.entry.claim_id IS 'Claim; null while the money waits for one.';
COMMENT ON COLUMN @ledger@.entry.receipt_id IS 'The receipt that the money came with.';
COMMENT ON COLUMN @ledger@.entry.exception IS 'Why a rule that is written for the usual case does not hold: contract:<id> where a contract makes a denial a discount, or why a patient owes what no payer called the patient''s.';

CREATE TABLE @ledger@.receivable (
	practice_id        text COLLATE "C" NOT NULL,
	claim_id           text COLLATE "C" NOT NULL,
	line_no            integer NOT NULL,
	service_on         date,
	charged_on         date,
	first_billed_on    date,
	last_billed_on     date,
	insurer_1_since    date,
	insurer_2_since    date,
	insurer_3_since    date,
	patient_since      date,
	third_party_since  date,
	insurer_1          rcm.usd NOT NULL DEFAULT 0,
	insurer_2          rcm.usd NOT NULL DEFAULT 0,
	insurer_3          rcm.usd NOT NULL DEFAULT 0,
	patient            rcm.usd NOT NULL DEFAULT 0,
	third_party        rcm.usd NOT NULL DEFAULT 0,
	PRIMARY KEY (practice_id, claim_id, line_no),
	FOREIGN KEY (practice_id, claim_id, line_no) REFERENCES @ledger@.claim_line
) WITH (fillfactor = 80);
CREATE INDEX receivable_open ON @ledger@.receivable (practice_id)
	WHERE insurer_1 <> 0 OR insurer_2 <> 0 OR insurer_3 <> 0 OR patient <> 0 OR third_party <> 0;
COMMENT ON TABLE @ledger@.receivable IS 'What each party owes on each charge line now, and since when: the only sums that are kept. A trigger keeps them as entries are posted; check() proves them.';
COMMENT ON COLUMN @ledger@.receivable.line_no IS 'Line of the claim.';
COMMENT ON COLUMN @ledger@.receivable.service_on IS 'First day of service.';
COMMENT ON COLUMN @ledger@.receivable.charged_on IS 'Day of the first charge.';
COMMENT ON COLUMN @ledger@.receivable.first_billed_on IS 'Day on which the claim first left to any payer.';
COMMENT ON COLUMN @ledger@.receivable.last_billed_on IS 'Day on which it last left.';
COMMENT ON COLUMN @ledger@.receivable.insurer_1 IS 'Owed by the first payer; negative: a credit.';
COMMENT ON COLUMN @ledger@.receivable.insurer_2 IS 'Owed by the second payer.';
COMMENT ON COLUMN @ledger@.receivable.insurer_3 IS 'Owed by the third payer.';
COMMENT ON COLUMN @ledger@.receivable.patient IS 'Owed by the patient.';
COMMENT ON COLUMN @ledger@.receivable.third_party IS 'Owed by somebody else: employer, attorney, agency.';
COMMENT ON COLUMN @ledger@.receivable.insurer_1_since IS 'Day on which the party first owed something on the line.';
COMMENT ON COLUMN @ledger@.receivable.insurer_2_since IS 'As insurer_1_since.';
COMMENT ON COLUMN @ledger@.receivable.insurer_3_since IS 'As insurer_1_since.';
COMMENT ON COLUMN @ledger@.receivable.patient_since IS 'As insurer_1_since.';
COMMENT ON COLUMN @ledger@.receivable.third_party_since IS 'As insurer_1_since.';

/* ---- src/ledger/ddl/40-submission.sql ---- */

-- 40-submission.sql - what left, what came, and what the payer saw

CREATE TABLE @ledger@.interchange (
	practice_id    text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	interchange_id bigint GENERATED BY DEFAULT AS IDENTITY,
	direction      text NOT NULL CHECK (direction IN ('in', 'out')),
	kind           text NOT NULL,
	control_number text COLLATE "C",
	at             timestamptz NOT NULL DEFAULT now(),
	done_by        name NOT NULL DEFAULT CURRENT_USER,
	file           bytea NOT NULL,
	sha256         bytea NOT NULL GENERATED ALWAYS AS (sha256(file)) STORED,
	items          integer NOT NULL DEFAULT 0,
	state          text NOT NULL CHECK (state IN ('written', 'fetched', 'accepted', 'rejected', 'received')),
	state_reason   text,
	PRIMARY KEY (practice_id, interchange_id)
);
CREATE UNIQUE INDEX interchange_control ON @ledger@.interchange (practice_id, control_number) WHERE direction = 'out';
CREATE INDEX interchange_sha256 ON @ledger@.interchange (practice_id, sha256);
CREATE INDEX interchange_waiting ON @ledger@.interchange (practice_id, interchange_id) WHERE state = 'written';
COMMENT ON TABLE @ledger@.interchange IS 'X12 files, in and out, byte for byte.';
COMMENT ON COLUMN @ledger@.interchange.kind IS 'Transactions within, such as 837P or 835, 277CA.';
COMMENT ON COLUMN @ledger@.interchange.direction IS 'in or out.';
COMMENT ON COLUMN @ledger@.interchange.control_number IS 'ISA13; of what was sent, unique.';
COMMENT ON COLUMN @ledger@.interchange.at IS 'When it was written or received.';
COMMENT ON COLUMN @ledger@.interchange.done_by IS 'The role that did it.';
COMMENT ON COLUMN @ledger@.interchange.file IS 'The file.';
COMMENT ON COLUMN @ledger@.interchange.sha256 IS 'Its SHA-256.';
COMMENT ON COLUMN @ledger@.interchange.items IS 'Claims, or whatever it holds of that kind.';
COMMENT ON COLUMN @ledger@.interchange.state IS 'out: written, fetched by the sender, then accepted or rejected as a whole (TA1, 999); in: received.';
COMMENT ON COLUMN @ledger@.interchange.state_reason IS 'Why it was rejected.';

CREATE TABLE @ledger@.submission (
	practice_id    text COLLATE "C" NOT NULL,
	submission_id  bigint GENERATED BY DEFAULT AS IDENTITY,
	claim_id       text COLLATE "C" NOT NULL,
	interchange_id bigint NOT NULL,
	item           integer NOT NULL,
	transaction    integer NOT NULL,
	payer_id       text COLLATE "C",
	payer_seq      text COLLATE "C" NOT NULL,
	freq           text COLLATE "C" NOT NULL,
	form           text COLLATE "C" NOT NULL,
	charge         rcm.usd,
	replaces       bigint,
	submitted_at   timestamptz NOT NULL DEFAULT now(),
	submitted_on   date NOT NULL,
	submitted_by   name NOT NULL DEFAULT CURRENT_USER,
	state          text NOT NULL DEFAULT 'submitted' CHECK (state IN ('submitted', 'accepted', 'rejected')),
	state_reason   text,
	accepted_on    date,
	digest         bytea NOT NULL,
	document       rcm.claim NOT NULL,
	PRIMARY KEY (practice_id, submission_id),
	FOREIGN KEY (practice_id, claim_id) REFERENCES @ledger@.claim,
	FOREIGN KEY (practice_id, interchange_id) REFERENCES @ledger@.interchange,
	FOREIGN KEY (practice_id, replaces) REFERENCES @ledger@.submission
);
CREATE INDEX submission_claim ON @ledger@.submission (practice_id, claim_id);
CREATE INDEX submission_interchange ON @ledger@.submission (practice_id, interchange_id);
COMMENT ON TABLE @ledger@.submission IS 'Claims as they were sent: what the payer saw, frozen.';
COMMENT ON COLUMN @ledger@.submission.item IS 'Place among the claims of the interchange, from 1.';
COMMENT ON COLUMN @ledger@.submission.transaction IS 'ST of the interchange that it is in, from 1.';
COMMENT ON COLUMN @ledger@.submission.payer_seq IS 'P, S or T.';
COMMENT ON COLUMN @ledger@.submission.freq IS '1 original, 7 replacement, 8 void.';
COMMENT ON COLUMN @ledger@.submission.form IS 'P, I or D.';
COMMENT ON COLUMN @ledger@.submission.charge IS 'Total charge.';
COMMENT ON COLUMN @ledger@.submission.replaces IS 'The submission of the same claim to the same payer before.';
COMMENT ON COLUMN @ledger@.submission.submitted_at IS 'When.';
COMMENT ON COLUMN @ledger@.submission.submitted_on IS 'The day where the practice is.';
COMMENT ON COLUMN @ledger@.submission.submitted_by IS 'The role that did it.';
COMMENT ON COLUMN @ledger@.submission.state IS 'submitted, then accepted or rejected (TA1, 999, 277CA). Whether it was answered, remittance_claim says.';
COMMENT ON COLUMN @ledger@.submission.state_reason IS 'Codes of the rejection.';
COMMENT ON COLUMN @ledger@.submission.accepted_on IS 'Day of the 277CA or 999 that took it in: proof of timely filing.';
COMMENT ON COLUMN @ledger@.submission.digest IS 'rcm.digest of the document.';
COMMENT ON COLUMN @ledger@.submission.document IS 'The claim as it left.';

CREATE TABLE @ledger@.acknowledgement (
	practice_id        text COLLATE "C" NOT NULL,
	acknowledgement_id bigint GENERATED BY DEFAULT AS IDENTITY,
	interchange_id     bigint NOT NULL,
	kind               text NOT NULL CHECK (kind IN ('TA1', '999', '997', '277CA', '277')),
	answers            bigint,
	submission_id      bigint,
	claim_id           text COLLATE "C",
	state              text NOT NULL,
	codes              text[],
	message            text,
	effective_on       date,
	received_at        timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (practice_id, acknowledgement_id),
	FOREIGN KEY (practice_id, interchange_id) REFERENCES @ledger@.interchange,
	FOREIGN KEY (practice_id, answers) REFERENCES @ledger@.interchange (practice_id, interchange_id),
	FOREIGN KEY (practice_id, submission_id) REFERENCES @ledger@.submission
);
CREATE INDEX acknowledgement_claim ON @ledger@.acknowledgement (practice_id, claim_id);
COMMENT ON TABLE @ledger@.acknowledgement IS 'What was said about what was sent: TA1, 999, 277CA and 277, each statement once.';
COMMENT ON COLUMN @ledger@.acknowledgement.interchange_id IS 'The file that says it.';
COMMENT ON COLUMN @ledger@.acknowledgement.kind IS 'Transaction that says it.';
COMMENT ON COLUMN @ledger@.acknowledgement.answers IS 'The interchange that it is about; null: none of ours.';
COMMENT ON COLUMN @ledger@.acknowledgement.submission_id IS 'The claim as sent that it is about.';
COMMENT ON COLUMN @ledger@.acknowledgement.claim_id IS 'The claim that it names, ours or not.';
COMMENT ON COLUMN @ledger@.acknowledgement.state IS 'accepted, rejected, pending and so on.';
COMMENT ON COLUMN @ledger@.acknowledgement.codes IS 'Its codes: category:status:entity of a 277, the error codes of a 999 or TA1.';
COMMENT ON COLUMN @ledger@.acknowledgement.message IS 'Free text of the sender.';
COMMENT ON COLUMN @ledger@.acknowledgement.effective_on IS 'The day that it gives.';
COMMENT ON COLUMN @ledger@.acknowledgement.received_at IS 'When it came.';

/* ---- src/ledger/ddl/50-remittance.sql ---- */

-- 50-remittance.sql - what payers paid and said, as they said it

CREATE TABLE @ledger@.remittance (
	practice_id    text COLLATE "C" NOT NULL,
	remittance_id  bigint GENERATED BY DEFAULT AS IDENTITY,
	interchange_id bigint NOT NULL,
	payment_no     integer NOT NULL,
	payer_key      text COLLATE "C" NOT NULL,
	payer_id       text COLLATE "C",
	payer_name     text,
	payee_id       text COLLATE "C",
	trace_number   text COLLATE "C" NOT NULL,
	amount         rcm.usd NOT NULL,
	payment_date   date NOT NULL,
	method         text COLLATE "C",
	digest         text COLLATE "C" NOT NULL,
	claims         integer NOT NULL,
	received_at    timestamptz NOT NULL DEFAULT now(),
	state          text NOT NULL CHECK (state IN ('posted', 'held', 'dropped')),
	held_because   text[],
	posted_at      timestamptz,
	event_id       bigint,
	PRIMARY KEY (practice_id, remittance_id),
	CONSTRAINT remittance_once UNIQUE (practice_id, payer_key, trace_number, amount, payment_date, digest),
	FOREIGN KEY (practice_id, interchange_id) REFERENCES @ledger@.interchange,
	FOREIGN KEY (practice_id, event_id) REFERENCES @ledger@.event,
	CHECK ((state = 'posted') = (event_id IS NOT NULL)),
	CHECK ((state = 'posted') = (posted_at IS NOT NULL))
);
CREATE INDEX remittance_trace ON @ledger@.remittance (practice_id, trace_number);
COMMENT ON TABLE @ledger@.remittance IS 'Payments of payers: one row for each 835, posted once.';
COMMENT ON COLUMN @ledger@.remittance.interchange_id IS 'The file it came in.';
COMMENT ON COLUMN @ledger@.remittance.payment_no IS 'Which 835 of the file, from 1.';
COMMENT ON COLUMN @ledger@.remittance.payer_key IS 'Who pays: the tax id of TRN03, else the payer''s id or name.';
COMMENT ON COLUMN @ledger@.remittance.payer_name IS 'The payer''s name.';
COMMENT ON COLUMN @ledger@.remittance.payee_id IS 'Whom it was paid to.';
COMMENT ON COLUMN @ledger@.remittance.trace_number IS 'Check or EFT trace number (TRN02).';
COMMENT ON COLUMN @ledger@.remittance.amount IS 'What was paid (BPR02), negative when it was debited.';
COMMENT ON COLUMN @ledger@.remittance.payment_date IS 'BPR16.';
COMMENT ON COLUMN @ledger@.remittance.method IS 'BPR04: ACH, CHK, NON and so on.';
COMMENT ON COLUMN @ledger@.remittance.digest IS 'rcm.remittance_payments.digest: the same for the same remittance in another file.';
COMMENT ON COLUMN @ledger@.remittance.claims IS 'Claims that it holds.';
COMMENT ON COLUMN @ledger@.remittance.received_at IS 'When it came.';
COMMENT ON COLUMN @ledger@.remittance.state IS 'posted; held: nothing of it was posted, see held_because; dropped: somebody decided that it never will be.';
COMMENT ON COLUMN @ledger@.remittance.held_because IS 'Why it is held: the equation that fails and by how much, or the rule.';
COMMENT ON COLUMN @ledger@.remittance.posted_at IS 'When it was posted.';

CREATE TABLE @ledger@.remittance_claim (
	practice_id         text COLLATE "C" NOT NULL,
	remittance_id       bigint NOT NULL,
	claim_no            integer NOT NULL,
	remitted_id         text COLLATE "C",
	claim_id            text COLLATE "C",
	match_stage         text,
	party               rcm.account,
	status              text COLLATE "C",
	charge              rcm.usd,
	paid                rcm.usd NOT NULL,
	patient_share       rcm.usd,
	payer_claim_control text COLLATE "C",
	original_ref        text COLLATE "C",
	member_id           text COLLATE "C",
	service_on          date,
	crossover_payer     text,
	remarks             text[],
	reverses_remittance bigint,
	reverses_claim      integer,
	state               text NOT NULL CHECK (state IN ('posted', 'suspense', 'information')),
	PRIMARY KEY (practice_id, remittance_id, claim_no),
	FOREIGN KEY (practice_id, remittance_id) REFERENCES @ledger@.remittance,
	CHECK ((state <> 'posted') OR (claim_id IS NOT NULL AND party IS NOT NULL))
);
CREATE INDEX remittance_claim_claim ON @ledger@.remittance_claim (practice_id, claim_id) WHERE claim_id IS NOT NULL;
CREATE INDEX remittance_claim_reverses ON @ledger@.remittance_claim (practice_id, reverses_remittance, reverses_claim) WHERE reverses_claim IS NOT NULL;
CREATE INDEX remittance_claim_waiting ON @ledger@.remittance_claim (practice_id, remitted_id) WHERE state = 'suspense';
COMMENT ON TABLE @ledger@.remittance_claim IS 'Claims of posted remittances, each CLP.';
COMMENT ON COLUMN @ledger@.remittance_claim.claim_no IS 'Place in the remittance, from 1.';
COMMENT ON COLUMN @ledger@.remittance_claim.remitted_id IS 'CLP01 as the payer gives it.';
COMMENT ON COLUMN @ledger@.remittance_claim.claim_id IS 'The claim of ours that it answers; null: none was found.';
COMMENT ON COLUMN @ledger@.remittance_claim.match_stage IS 'By what the claim was found: claim number, payer''s claim number, or patient, service date and charge; by hand.';
COMMENT ON COLUMN @ledger@.remittance_claim.party IS 'As which payer it answers: insurer_1, insurer_2 or insurer_3.';
COMMENT ON COLUMN @ledger@.remittance_claim.status IS 'CLP02: 1, 2, 3 (19, 20, 21 forwarded), 4 denied, 22 reversal, 25 predetermination.';
COMMENT ON COLUMN @ledger@.remittance_claim.charge IS 'CLP03.';
COMMENT ON COLUMN @ledger@.remittance_claim.paid IS 'CLP04.';
COMMENT ON COLUMN @ledger@.remittance_claim.patient_share IS 'CLP05 as given; what counts are the adjustments with group PR.';
COMMENT ON COLUMN @ledger@.remittance_claim.payer_claim_control IS 'CLP07.';
COMMENT ON COLUMN @ledger@.remittance_claim.original_ref IS 'REF F8.';
COMMENT ON COLUMN @ledger@.remittance_claim.member_id IS 'The patient''s or subscriber''s number as the payer has it.';
COMMENT ON COLUMN @ledger@.remittance_claim.service_on IS 'First day of service.';
COMMENT ON COLUMN @ledger@.remittance_claim.crossover_payer IS 'The payer that it was forwarded to.';
COMMENT ON COLUMN @ledger@.remittance_claim.remarks IS 'Remark codes of the claim.';
COMMENT ON COLUMN @ledger@.remittance_claim.reverses_remittance IS 'Of a reversal: the remittance of what it takes back.';
COMMENT ON COLUMN @ledger@.remittance_claim.reverses_claim IS 'Of a reversal: the claim_no of what it takes back.';
COMMENT ON COLUMN @ledger@.remittance_claim.state IS 'posted to its claim; suspense: no claim or original was found, its money waits; information: moves nothing (predetermination, or forwarded without being judged).';

CREATE TABLE @ledger@.remittance_line (
	practice_id    text COLLATE "C" NOT NULL,
	remittance_id  bigint NOT NULL,
	claim_no       integer NOT NULL,
	remitted_line  integer NOT NULL,
	control        text COLLATE "C",
	code           text COLLATE "C",
	mods           text[],
	submitted_code text COLLATE "C",
	submitted_mods text[],
	rev            text COLLATE "C",
	service_on     date,
	charge         rcm.usd,
	paid           rcm.usd,
	allowed        rcm.usd,
	units          numeric,
	remarks        text[],
	PRIMARY KEY (practice_id, remittance_id, claim_no, remitted_line)
);
COMMENT ON TABLE @ledger@.remittance_line IS 'Service lines of posted remittances, each SVC. Which charge line one answers, its entries say.';
COMMENT ON COLUMN @ledger@.remittance_line.claim_no IS 'remittance_claim.claim_no.';
COMMENT ON COLUMN @ledger@.remittance_line.remitted_line IS 'Place in the claim, from 1.';
COMMENT ON COLUMN @ledger@.remittance_line.control IS 'REF 6R.';
COMMENT ON COLUMN @ledger@.remittance_line.code IS 'What was adjudicated.';
COMMENT ON COLUMN @ledger@.remittance_line.mods IS 'Its modifiers.';
COMMENT ON COLUMN @ledger@.remittance_line.submitted_code IS 'What was sent, where that is something else (SVC06).';
COMMENT ON COLUMN @ledger@.remittance_line.submitted_mods IS 'Its modifiers.';
COMMENT ON COLUMN @ledger@.remittance_line.rev IS 'Revenue code.';
COMMENT ON COLUMN @ledger@.remittance_line.service_on IS 'First day of service.';
COMMENT ON COLUMN @ledger@.remittance_line.charge IS 'SVC02.';
COMMENT ON COLUMN @ledger@.remittance_line.paid IS 'SVC03.';
COMMENT ON COLUMN @ledger@.remittance_line.allowed IS 'AMT B6.';
COMMENT ON COLUMN @ledger@.remittance_line.units IS 'Units paid.';
COMMENT ON COLUMN @ledger@.remittance_line.remarks IS 'Remark codes of the line.';

CREATE TABLE @ledger@.remittance_adjustment (
	practice_id   text COLLATE "C" NOT NULL,
	remittance_id bigint NOT NULL,
	amount        rcm.usd NOT NULL,
	claim_no      integer NOT NULL,
	adjustment_no integer NOT NULL,
	remitted_line integer,
	group_code    text COLLATE "C",
	carc          text COLLATE "C",
	quantity      numeric,
	PRIMARY KEY (practice_id, remittance_id, claim_no, adjustment_no)
);
COMMENT ON TABLE @ledger@.remittance_adjustment IS 'Why less was paid than charged: each triple of a CAS.';
COMMENT ON COLUMN @ledger@.remittance_adjustment.claim_no IS 'remittance_claim.claim_no.';
COMMENT ON COLUMN @ledger@.remittance_adjustment.adjustment_no IS 'Counted through the claim from 1.';
COMMENT ON COLUMN @ledger@.remittance_adjustment.remitted_line IS 'Line that it is of; null: the claim.';
COMMENT ON COLUMN @ledger@.remittance_adjustment.amount IS 'Positive lowers what is paid.';
COMMENT ON COLUMN @ledger@.remittance_adjustment.quantity IS 'Units adjusted.';

CREATE TABLE @ledger@.provider_adjustment (
	practice_id   text COLLATE "C" NOT NULL,
	remittance_id bigint NOT NULL,
	adjustment_no integer NOT NULL,
	provider_id   text COLLATE "C",
	fiscal_date   date,
	reason        text COLLATE "C",
	reference     text COLLATE "C",
	amount        rcm.usd NOT NULL,
	account       rcm.account NOT NULL,
	claim_id      text COLLATE "C",
	PRIMARY KEY (practice_id, remittance_id, adjustment_no),
	FOREIGN KEY (practice_id, remittance_id) REFERENCES @ledger@.remittance
);
CREATE INDEX provider_adjustment_reference ON @ledger@.provider_adjustment (practice_id, reference);
COMMENT ON TABLE @ledger@.provider_adjustment IS 'What a payment has more or less than its claims: each pair of a PLB.';
COMMENT ON COLUMN @ledger@.provider_adjustment.adjustment_no IS 'Counted through the remittance from 1.';
COMMENT ON COLUMN @ledger@.provider_adjustment.provider_id IS 'PLB01.';
COMMENT ON COLUMN @ledger@.provider_adjustment.fiscal_date IS 'PLB02.';
COMMENT ON COLUMN @ledger@.provider_adjustment.reason IS 'WO, FB, L6, 72, CS and others.';
COMMENT ON COLUMN @ledger@.provider_adjustment.reference IS 'As the payer writes it: what chains of forwarded balances and recoveries are found by.';
COMMENT ON COLUMN @ledger@.provider_adjustment.amount IS 'Positive lowers the payment.';
COMMENT ON COLUMN @ledger@.provider_adjustment.account IS 'Where it was posted: interest, levy, capitation, or suspense until it resolves.';
COMMENT ON COLUMN @ledger@.provider_adjustment.claim_id IS 'The claim of ours that the reference names, where it names one.';

CREATE TABLE @ledger@.posting_exception (
	practice_id   text COLLATE "C" NOT NULL,
	exception_id  bigint GENERATED BY DEFAULT AS IDENTITY,
	remittance_id bigint NOT NULL,
	claim_no      integer,
	remitted_line integer,
	problem       text NOT NULL,
	amount        rcm.usd,
	resolved_at   timestamptz,
	resolved_by   name,
	resolution    text,
	PRIMARY KEY (practice_id, exception_id),
	FOREIGN KEY (practice_id, remittance_id) REFERENCES @ledger@.remittance
);
CREATE INDEX posting_exception_remittance ON @ledger@.posting_exception (practice_id, remittance_id);
COMMENT ON TABLE @ledger@.posting_exception IS 'What a person has to look at after a remittance was posted.';
COMMENT ON COLUMN @ledger@.posting_exception.claim_no IS 'remittance_claim.claim_no; null: the payment.';
COMMENT ON COLUMN @ledger@.posting_exception.remitted_line IS 'remittance_line.remitted_line; null: the claim.';
COMMENT ON COLUMN @ledger@.posting_exception.problem IS 'What is odd.';
COMMENT ON COLUMN @ledger@.posting_exception.amount IS 'How much of it, where that can be said.';
COMMENT ON COLUMN @ledger@.posting_exception.resolved_at IS 'When it was settled; null: open.';
COMMENT ON COLUMN @ledger@.posting_exception.resolved_by IS 'The role that did it.';
COMMENT ON COLUMN @ledger@.posting_exception.resolution IS 'How.';

CREATE TABLE @ledger@.contract_rule (
	practice_id text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	rule_id     text COLLATE "C" NOT NULL CHECK (rule_id <> ''),
	payer_key   text COLLATE "C" NOT NULL,
	group_code  text COLLATE "C" NOT NULL DEFAULT 'CO',
	carc        text COLLATE "C" NOT NULL,
	source      text NOT NULL,
	eff         date,
	term        date CHECK (term >= eff),
	PRIMARY KEY (practice_id, rule_id),
	CONSTRAINT contract_rule_overlap EXCLUDE USING gist (practice_id WITH =, payer_key WITH =, group_code WITH =, carc WITH =, daterange(eff, term, '[]') WITH &&)
);
COMMENT ON TABLE @ledger@.contract_rule IS 'Contracts that make a denial a discount: of such a reason from such a payer the amount is posted as contractual, with exception contract:<rule_id>.';
COMMENT ON COLUMN @ledger@.contract_rule.rule_id IS 'The practice''s name of the rule.';
COMMENT ON COLUMN @ledger@.contract_rule.payer_key IS 'remittance.payer_key.';
COMMENT ON COLUMN @ledger@.contract_rule.source IS 'Where the contract says so.';
COMMENT ON COLUMN @ledger@.contract_rule.eff IS 'First date of service.';
COMMENT ON COLUMN @ledger@.contract_rule.term IS 'Last date of service.';

/* ---- src/ledger/ddl/60-receipt.sql ---- */

-- 60-receipt.sql - money that came by people, and what is done by people's decision

CREATE TABLE @ledger@.receipt (
	practice_id    text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	receipt_id     text COLLATE "C" NOT NULL CHECK (receipt_id <> '' AND NOT rcm.has_card_number(receipt_id)),
	source         text NOT NULL CHECK (source IN ('patient', 'payer', 'third_party')),
	patient_id     text COLLATE "C",
	payer_key      text COLLATE "C",
	channel        text NOT NULL CHECK (channel IN ('front desk', 'portal', 'phone', 'mobile', 'mail', 'lockbox', 'autopay', 'agency', 'other')),
	method         text NOT NULL CHECK (method IN ('cash', 'check', 'card', 'ach', 'virtual card', 'other')),
	amount         rcm.usd NOT NULL CHECK (amount > 0),
	received_on    date NOT NULL,
	received_at    timestamptz NOT NULL DEFAULT now(),
	received_by    name NOT NULL DEFAULT CURRENT_USER,
	token          text CHECK (NOT rcm.has_card_number(token)),
	reference      text CHECK (NOT rcm.has_card_number(reference)),
	memo           text CHECK (NOT rcm.has_card_number(memo)),
	earmark_claim  text COLLATE "C",
	earmark_visit  text COLLATE "C",
	event_id       bigint NOT NULL,
	bounced_on     date,
	PRIMARY KEY (practice_id, receipt_id),
	FOREIGN KEY (practice_id, patient_id) REFERENCES @ledger@.patient,
	FOREIGN KEY (practice_id, event_id) REFERENCES @ledger@.event,
	CHECK (source <> 'patient' OR patient_id IS NOT NULL),
	CHECK (source <> 'payer' OR payer_key IS NOT NULL)
);
CREATE INDEX receipt_patient ON @ledger@.receipt (practice_id, patient_id) WHERE patient_id IS NOT NULL;
COMMENT ON TABLE @ledger@.receipt IS 'Payments that no remittance tells of: from patients and others, and from payers on paper. What of it is not applied to a charge line waits in unapplied_patient or unapplied_payer.';
COMMENT ON COLUMN @ledger@.receipt.receipt_id IS 'The practice''s number of the receipt, or a made one: what makes recording it twice harmless.';
COMMENT ON COLUMN @ledger@.receipt.source IS 'Who paid.';
COMMENT ON COLUMN @ledger@.receipt.patient_id IS 'For whom; needed when the patient paid.';
COMMENT ON COLUMN @ledger@.receipt.payer_key IS 'Payer, needed when a payer paid.';
COMMENT ON COLUMN @ledger@.receipt.channel IS 'How it reached the practice.';
COMMENT ON COLUMN @ledger@.receipt.method IS 'What it was paid with.';
COMMENT ON COLUMN @ledger@.receipt.amount IS 'How much.';
COMMENT ON COLUMN @ledger@.receipt.received_on IS 'Day it counts.';
COMMENT ON COLUMN @ledger@.receipt.received_at IS 'When it was recorded.';
COMMENT ON COLUMN @ledger@.receipt.received_by IS 'Role that recorded it.';
COMMENT ON COLUMN @ledger@.receipt.token IS 'The card processor''s token of the card, never a card number.';
COMMENT ON COLUMN @ledger@.receipt.reference IS 'Check number, processor''s reference.';
COMMENT ON COLUMN @ledger@.receipt.memo IS 'A note.';
COMMENT ON COLUMN @ledger@.receipt.earmark_claim IS 'Claim that it is meant for: a prepayment waits for its charges.';
COMMENT ON COLUMN @ledger@.receipt.earmark_visit IS 'Visit that it is meant for.';
COMMENT ON COLUMN @ledger@.receipt.bounced_on IS 'Day on which it was found not to be honoured (NSF, chargeback); null: it stands.';

CREATE TABLE @ledger@.refund (
	practice_id text COLLATE "C" NOT NULL,
	refund_id   text COLLATE "C" NOT NULL CHECK (refund_id <> ''),
	paid_to     text NOT NULL CHECK (paid_to IN ('patient', 'payer', 'third_party')),
	patient_id  text COLLATE "C",
	payer_key   text COLLATE "C",
	amount      rcm.usd NOT NULL CHECK (amount > 0),
	refunded_on date NOT NULL,
	method      text NOT NULL CHECK (method IN ('cash', 'check', 'card', 'ach', 'other')),
	reference   text CHECK (NOT rcm.has_card_number(reference)),
	reason      text NOT NULL CHECK (NOT rcm.has_card_number(reason)),
	event_id    bigint NOT NULL,
	PRIMARY KEY (practice_id, refund_id),
	FOREIGN KEY (practice_id, patient_id) REFERENCES @ledger@.patient,
	FOREIGN KEY (practice_id, event_id) REFERENCES @ledger@.event
);
COMMENT ON TABLE @ledger@.refund IS 'Money that was given back.';
COMMENT ON COLUMN @ledger@.refund.refund_id IS 'The practice''s number of the refund; recording it twice is harmless.';
COMMENT ON COLUMN @ledger@.refund.paid_to IS 'Whom to.';
COMMENT ON COLUMN @ledger@.refund.patient_id IS 'Which patient.';
COMMENT ON COLUMN @ledger@.refund.payer_key IS 'Which payer.';
COMMENT ON COLUMN @ledger@.refund.amount IS 'How much.';
COMMENT ON COLUMN @ledger@.refund.refunded_on IS 'Day it counts.';
COMMENT ON COLUMN @ledger@.refund.method IS 'How it was paid.';
COMMENT ON COLUMN @ledger@.refund.reference IS 'Check number or the like.';
COMMENT ON COLUMN @ledger@.refund.reason IS 'Why.';

CREATE TABLE @ledger@.overpayment (
	practice_id             text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	overpayment_id          bigint GENERATED BY DEFAULT AS IDENTITY,
	owner                   text NOT NULL CHECK (owner IN ('medicare', 'medicaid', 'payer', 'patient')),
	claim_id                text COLLATE "C",
	line_no                 integer,
	payer_key               text COLLATE "C",
	patient_id              text COLLATE "C",
	cause                   text NOT NULL CHECK (cause IN ('duplicate payment', 'coordination of benefits', 'over-collected', 'retroactive change', 'contract', 'take-back not yet made', 'other')),
	amount                  rcm.usd NOT NULL CHECK (amount > 0),
	received_on             date,
	identified_on           date NOT NULL,
	investigation_started_on date CHECK (investigation_started_on >= identified_on),
	investigation_ended_on  date CHECK (investigation_ended_on >= investigation_started_on),
	returned_on             date,
	refund_id               text COLLATE "C",
	closed_because          text,
	PRIMARY KEY (practice_id, overpayment_id),
	FOREIGN KEY (practice_id, claim_id, line_no) REFERENCES @ledger@.claim_line,
	FOREIGN KEY (practice_id, refund_id) REFERENCES @ledger@.refund
);
COMMENT ON TABLE @ledger@.overpayment IS 'Overpayments that were identified, each with its clock: for Medicare and Medicaid 60 days from when it is identified, which an investigation in good faith suspends for up to 180 days (42 CFR 401.305).';
COMMENT ON COLUMN @ledger@.overpayment.owner IS 'Whom it belongs to.';
COMMENT ON COLUMN @ledger@.overpayment.line_no IS 'Line of the claim.';
COMMENT ON COLUMN @ledger@.overpayment.payer_key IS 'Payer that it belongs to.';
COMMENT ON COLUMN @ledger@.overpayment.patient_id IS 'Patient that it belongs to.';
COMMENT ON COLUMN @ledger@.overpayment.cause IS 'How it came about.';
COMMENT ON COLUMN @ledger@.overpayment.amount IS 'How much.';
COMMENT ON COLUMN @ledger@.overpayment.received_on IS 'Day on which it was received: the obligation looks back six years.';
COMMENT ON COLUMN @ledger@.overpayment.identified_on IS 'Day on which it was known.';
COMMENT ON COLUMN @ledger@.overpayment.investigation_started_on IS 'Begin of the investigation in good faith.';
COMMENT ON COLUMN @ledger@.overpayment.investigation_ended_on IS 'Its end.';
COMMENT ON COLUMN @ledger@.overpayment.returned_on IS 'Day on which it was given back; null: open.';
COMMENT ON COLUMN @ledger@.overpayment.closed_because IS 'Why it needs no return, where that was found.';

CREATE TABLE @ledger@.write_off_policy (
	practice_id       text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	policy_id         text COLLATE "C" NOT NULL CHECK (policy_id <> ''),
	party             rcm.account NOT NULL CHECK (rcm.owes(party)),
	to_account        rcm.account NOT NULL CHECK (to_account IN ('writeoff_small_balance', 'writeoff_charity', 'writeoff_prompt_pay', 'writeoff_courtesy', 'writeoff_administrative')),
	max_amount        rcm.usd NOT NULL CHECK (max_amount > 0),
	min_age_days      integer NOT NULL DEFAULT 0 CHECK (min_age_days >= 0),
	min_statements    integer NOT NULL DEFAULT 0 CHECK (min_statements >= 0),
	not_filing        text[] NOT NULL DEFAULT '{}',
	yearly_cap        rcm.usd CHECK (yearly_cap >= 0),
	needs_documents   boolean NOT NULL DEFAULT false,
	eff               date,
	term              date CHECK (term >= eff),
	PRIMARY KEY (practice_id, policy_id),
	CONSTRAINT write_off_policy_overlap EXCLUDE USING gist (practice_id WITH =, (party::text) WITH =, (to_account::text) WITH =, daterange(eff, term, '[]') WITH &&)
);
COMMENT ON TABLE @ledger@.write_off_policy IS 'What may be written off without asking: apply_policy does it for all that fits, by itself or as a dry run.';
COMMENT ON COLUMN @ledger@.write_off_policy.policy_id IS 'The practice''s name of the policy.';
COMMENT ON COLUMN @ledger@.write_off_policy.party IS 'Whose debt.';
COMMENT ON COLUMN @ledger@.write_off_policy.to_account IS 'As what.';
COMMENT ON COLUMN @ledger@.write_off_policy.max_amount IS 'The most that a patient''s, or of a payer a claim''s, open balance may be.';
COMMENT ON COLUMN @ledger@.write_off_policy.min_age_days IS 'Days that the party must have owed it.';
COMMENT ON COLUMN @ledger@.write_off_policy.min_statements IS 'Statements that must have been sent.';
COMMENT ON COLUMN @ledger@.write_off_policy.not_filing IS 'Claim filing indicators that are left out: what a patient owes beside Medicare or Medicaid is not waived as a routine.';
COMMENT ON COLUMN @ledger@.write_off_policy.yearly_cap IS 'The most in a calendar year; null: no cap.';
COMMENT ON COLUMN @ledger@.write_off_policy.needs_documents IS 'Not by apply_policy, only one by one with a reason.';

CREATE TABLE @ledger@.placement (
	practice_id        text COLLATE "C" NOT NULL,
	placement_id       bigint GENERATED BY DEFAULT AS IDENTITY,
	patient_id         text COLLATE "C" NOT NULL,
	agency             text NOT NULL,
	placed_on          date NOT NULL,
	recalled_on        date CHECK (recalled_on >= placed_on),
	amount             rcm.usd NOT NULL CHECK (amount > 0),
	fee_percent        numeric(5, 2) NOT NULL DEFAULT 0 CHECK (fee_percent BETWEEN 0 AND 100),
	last_statement_on  date,
	last_payment_on    date,
	charged_off_on     date,
	judgment_on        date,
	transaction_on     date,
	event_id           bigint NOT NULL,
	PRIMARY KEY (practice_id, placement_id),
	FOREIGN KEY (practice_id, patient_id) REFERENCES @ledger@.patient,
	FOREIGN KEY (practice_id, event_id) REFERENCES @ledger@.event
);
CREATE INDEX placement_patient ON @ledger@.placement (practice_id, patient_id);
COMMENT ON TABLE @ledger@.placement IS 'Debts that were given to a collector, with the five itemisation dates of Regulation F (12 CFR 1006.34).';
COMMENT ON COLUMN @ledger@.placement.agency IS 'The collector.';
COMMENT ON COLUMN @ledger@.placement.placed_on IS 'Day.';
COMMENT ON COLUMN @ledger@.placement.recalled_on IS 'Day on which it was taken back; null: it is with the collector.';
COMMENT ON COLUMN @ledger@.placement.amount IS 'What was placed.';
COMMENT ON COLUMN @ledger@.placement.fee_percent IS 'What the collector keeps of what he collects.';
COMMENT ON COLUMN @ledger@.placement.last_statement_on IS 'Last statement.';
COMMENT ON COLUMN @ledger@.placement.last_payment_on IS 'Last payment.';
COMMENT ON COLUMN @ledger@.placement.charged_off_on IS 'Charge-off: when it became bad debt.';
COMMENT ON COLUMN @ledger@.placement.judgment_on IS 'Judgment.';
COMMENT ON COLUMN @ledger@.placement.transaction_on IS 'The service that it is for, the last of them.';

CREATE TABLE @ledger@.recovery (
	practice_id  text COLLATE "C" NOT NULL,
	recovery_id  text COLLATE "C" NOT NULL CHECK (recovery_id <> '' AND NOT rcm.has_card_number(recovery_id)),
	placement_id bigint NOT NULL,
	amount       rcm.usd NOT NULL CHECK (amount > 0),
	fee          rcm.usd NOT NULL CHECK (fee >= 0 AND fee <= amount),
	received_on  date NOT NULL,
	reference    text CHECK (NOT rcm.has_card_number(reference)),
	event_id     bigint NOT NULL,
	PRIMARY KEY (practice_id, recovery_id),
	FOREIGN KEY (practice_id, placement_id) REFERENCES @ledger@.placement,
	FOREIGN KEY (practice_id, event_id) REFERENCES @ledger@.event
);
CREATE INDEX recovery_placement ON @ledger@.recovery (practice_id, placement_id);
COMMENT ON TABLE @ledger@.recovery IS 'What collectors have collected, apart from what patients pay.';
COMMENT ON COLUMN @ledger@.recovery.recovery_id IS 'The practice''s or the collector''s number of it; recording it twice is harmless.';
COMMENT ON COLUMN @ledger@.recovery.placement_id IS 'Of which placement.';
COMMENT ON COLUMN @ledger@.recovery.amount IS 'What was collected.';
COMMENT ON COLUMN @ledger@.recovery.fee IS 'What of that the collector keeps.';
COMMENT ON COLUMN @ledger@.recovery.received_on IS 'Day it counts.';
COMMENT ON COLUMN @ledger@.recovery.reference IS 'Check number or the like.';

CREATE TABLE @ledger@.deposit (
	practice_id    text COLLATE "C" NOT NULL REFERENCES @ledger@.practice,
	deposit_id     text COLLATE "C" NOT NULL CHECK (deposit_id <> ''),
	deposited_on   date NOT NULL,
	amount         rcm.usd NOT NULL,
	trace_number   text COLLATE "C",
	bank_reference text,
	recorded_at    timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (practice_id, deposit_id)
);
CREATE INDEX deposit_trace ON @ledger@.deposit (practice_id, trace_number);
COMMENT ON TABLE @ledger@.deposit IS 'What the bank says came in (statement lines, lockbox), to be matched with remittances and receipts: view reconciliation.';
COMMENT ON COLUMN @ledger@.deposit.deposit_id IS 'The bank''s number of the line.';
COMMENT ON COLUMN @ledger@.deposit.deposited_on IS 'Day.';
COMMENT ON COLUMN @ledger@.deposit.amount IS 'How much; negative: debited.';
COMMENT ON COLUMN @ledger@.deposit.trace_number IS 'Check number or the trace number of the EFT (reassociation key, CCD+ addenda).';
COMMENT ON COLUMN @ledger@.deposit.bank_reference IS 'What else the bank says.';
COMMENT ON COLUMN @ledger@.deposit.recorded_at IS 'When it was recorded.';

/* ---- src/ledger/ddl/70-statement.sql ---- */

-- 70-statement.sql - what patients are told that they owe, and what was agreed with them

CREATE TABLE @ledger@.statement (
	practice_id  text COLLATE "C" NOT NULL,
	statement_id bigint GENERATED BY DEFAULT AS IDENTITY,
	patient_id   text COLLATE "C" NOT NULL,
	cut_at       timestamptz NOT NULL DEFAULT now(),
	cut_on       date NOT NULL,
	amount       rcm.usd NOT NULL,
	channel      text NOT NULL DEFAULT 'paper' CHECK (channel IN ('paper', 'email', 'text', 'portal')),
	PRIMARY KEY (practice_id, statement_id),
	FOREIGN KEY (practice_id, patient_id) REFERENCES @ledger@.patient
);
CREATE INDEX statement_patient ON @ledger@.statement (practice_id, patient_id, cut_on);
COMMENT ON TABLE @ledger@.statement IS 'Statements to guarantors, never changed.';
COMMENT ON COLUMN @ledger@.statement.patient_id IS 'The guarantor.';
COMMENT ON COLUMN @ledger@.statement.cut_at IS 'When what is owed was looked up.';
COMMENT ON COLUMN @ledger@.statement.cut_on IS 'The day of it where the practice is.';
COMMENT ON COLUMN @ledger@.statement.amount IS 'What its lines add up to.';
COMMENT ON COLUMN @ledger@.statement.channel IS 'How it was sent.';

CREATE TABLE @ledger@.statement_line (
	practice_id  text COLLATE "C" NOT NULL,
	statement_id bigint NOT NULL,
	claim_id     text COLLATE "C" NOT NULL,
	line_no      integer NOT NULL,
	last_entry   bigint NOT NULL,
	charge       rcm.usd NOT NULL,
	amount       rcm.usd NOT NULL,
	PRIMARY KEY (practice_id, statement_id, claim_id, line_no),
	FOREIGN KEY (practice_id, statement_id) REFERENCES @ledger@.statement,
	FOREIGN KEY (practice_id, claim_id, line_no) REFERENCES @ledger@.claim_line
);
COMMENT ON TABLE @ledger@.statement_line IS 'Charge lines of a statement.';
COMMENT ON COLUMN @ledger@.statement_line.last_entry IS 'The last entry of the line when the statement was cut: the line''s entries up to it add up to the amount.';
COMMENT ON COLUMN @ledger@.statement_line.charge IS 'What was charged.';
COMMENT ON COLUMN @ledger@.statement_line.amount IS 'What the patient owed.';

CREATE TABLE @ledger@.payment_plan (
	practice_id text COLLATE "C" NOT NULL,
	plan_id     bigint GENERATED BY DEFAULT AS IDENTITY,
	patient_id  text COLLATE "C" NOT NULL,
	signed_on   date NOT NULL,
	amount      rcm.usd NOT NULL CHECK (amount > 0),
	grace_days  integer NOT NULL DEFAULT 5 CHECK (grace_days >= 0),
	ended_on    date CHECK (ended_on >= signed_on),
	ended_because text CHECK (ended_because IN ('paid', 'default', 'cancelled')),
	PRIMARY KEY (practice_id, plan_id),
	FOREIGN KEY (practice_id, patient_id) REFERENCES @ledger@.patient
);
CREATE UNIQUE INDEX payment_plan_one ON @ledger@.payment_plan (practice_id, patient_id) WHERE ended_on IS NULL;
COMMENT ON TABLE @ledger@.payment_plan IS 'Agreements to pay what is owed in instalments.';
COMMENT ON COLUMN @ledger@.payment_plan.signed_on IS 'Day of the agreement.';
COMMENT ON COLUMN @ledger@.payment_plan.amount IS 'What its instalments, and what its lines, add up to.';
COMMENT ON COLUMN @ledger@.payment_plan.grace_days IS 'Days after which an instalment counts as missed.';
COMMENT ON COLUMN @ledger@.payment_plan.ended_on IS 'Day on which it ended; null: it runs.';
COMMENT ON COLUMN @ledger@.payment_plan.ended_because IS 'paid, default (two instalments missed) or cancelled.';

CREATE TABLE @ledger@.payment_plan_line (
	practice_id text COLLATE "C" NOT NULL,
	plan_id     bigint NOT NULL,
	claim_id    text COLLATE "C" NOT NULL,
	line_no     integer NOT NULL,
	amount      rcm.usd NOT NULL CHECK (amount > 0),
	last_entry  bigint NOT NULL,
	PRIMARY KEY (practice_id, plan_id, claim_id, line_no),
	FOREIGN KEY (practice_id, plan_id) REFERENCES @ledger@.payment_plan,
	FOREIGN KEY (practice_id, claim_id, line_no) REFERENCES @ledger@.claim_line
);
COMMENT ON TABLE @ledger@.payment_plan_line IS 'The charge lines that a plan pays off.';
COMMENT ON COLUMN @ledger@.payment_plan_line.amount IS 'What the patient owed on it when the plan was signed.';
COMMENT ON COLUMN @ledger@.payment_plan_line.last_entry IS 'The last entry of the line when the plan was signed: what is paid after it counts for the plan.';

CREATE TABLE @ledger@.instalment (
	practice_id   text COLLATE "C" NOT NULL,
	plan_id       bigint NOT NULL,
	instalment_no integer NOT NULL,
	due_on        date NOT NULL,
	amount        rcm.usd NOT NULL CHECK (amount > 0),
	PRIMARY KEY (practice_id, plan_id, instalment_no),
	FOREIGN KEY (practice_id, plan_id) REFERENCES @ledger@.payment_plan
);
COMMENT ON TABLE @ledger@.instalment IS 'What of a plan is due when. Payments count for the oldest first: view plan_state.';
COMMENT ON COLUMN @ledger@.instalment.due_on IS 'Day.';
COMMENT ON COLUMN @ledger@.instalment.amount IS 'How much.';

CREATE TABLE @ledger@.attachment (
	practice_id    text COLLATE "C" NOT NULL,
	attachment_id  bigint GENERATED BY DEFAULT AS IDENTITY,
	claim_id       text COLLATE "C" NOT NULL,
	kind           text COLLATE "C" NOT NULL,
	control_number text COLLATE "C",
	asked_by       text NOT NULL CHECK (asked_by IN ('payer', 'edit', 'practice')),
	asked_on       date NOT NULL,
	due_on         date,
	sent_on        date,
	reference      text,
	PRIMARY KEY (practice_id, attachment_id),
	FOREIGN KEY (practice_id, claim_id) REFERENCES @ledger@.claim
);
CREATE INDEX attachment_claim ON @ledger@.attachment (practice_id, claim_id);
COMMENT ON TABLE @ledger@.attachment IS 'Documents that a claim needs, and whether they were sent.';
COMMENT ON COLUMN @ledger@.attachment.kind IS 'Report type code (PWK01), such as OZ or B4.';
COMMENT ON COLUMN @ledger@.attachment.control_number IS 'The number by which it is found (PWK06).';
COMMENT ON COLUMN @ledger@.attachment.asked_by IS 'Who wants it.';
COMMENT ON COLUMN @ledger@.attachment.asked_on IS 'Since when.';
COMMENT ON COLUMN @ledger@.attachment.due_on IS 'By when.';
COMMENT ON COLUMN @ledger@.attachment.sent_on IS 'When it was sent; null: it is missing.';
COMMENT ON COLUMN @ledger@.attachment.reference IS 'Where the document is.';

/* ---- src/ledger/ddl/90-check.sql ---- */

-- 90-check.sql - the shape of what check() answers

CREATE TYPE @ledger@.violation AS (
	invariant   text,
	practice_id text,
	what        text,
	detail      text,
	amount      rcm.usd
);
COMMENT ON TYPE @ledger@.violation IS 'A rule of the ledger that does not hold somewhere: a row of check().';
COMMENT ON COLUMN @ledger@.violation.invariant IS 'Which rule: I1 to I14, or reference for a row that names another that there is not.';
COMMENT ON COLUMN @ledger@.violation.practice_id IS 'The practice; null: the ledger as a whole.';
COMMENT ON COLUMN @ledger@.violation.what IS 'Where: the row or the line.';
COMMENT ON COLUMN @ledger@.violation.detail IS 'What does not hold.';
COMMENT ON COLUMN @ledger@.violation.amount IS 'By how much, where that can be said.';
$rcm_ddl$ $rcm_function$;

COMMENT ON FUNCTION rcm.ledger_ddl() IS
'The DDL of the ledger: what rcm.create_ledger runs.';

/* ---- src/ledger/code ---- */

CREATE FUNCTION rcm.ledger_code() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $rcm_function$ SELECT $rcm_ddl$

/* ---- src/ledger/code/10-practice.sql ---- */

-- 10-practice.sql - the practice's day

CREATE OR REPLACE FUNCTION @ledger@.today(practice_id text) RETURNS date
	LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT (now() AT TIME ZONE p.time_zone)::date FROM @ledger@.practice p WHERE p.practice_id = today.practice_id
$$;
COMMENT ON FUNCTION @ledger@.today(text) IS
'The day it is where the practice is, at the beginning of the transaction; null when there is no such practice.';

/* ---- src/ledger/code/20-money.sql ---- */

-- 20-money.sql - what keeps receivable true, and the past as it was

-- (its plan is kept from one posting to the next, and must not be one that reads all of receivable)
CREATE OR REPLACE FUNCTION @ledger@.keep_receivable() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp
	SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE
	lines   bigint;
	updated bigint;
	fault   record;
BEGIN
	-- nothing counts on a day that has not come (now in the zone furthest ahead, for speed; functions look at the practice's)
	SELECT e.entry_id, e.effective_on INTO fault FROM posted e
		WHERE e.effective_on > (e.posted_at AT TIME ZONE '+14'::interval)::date OR e.posted_at > clock_timestamp() LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'entry counts on a day that has not come' USING ERRCODE = 'RC011',
			DETAIL = format('Effective on %s.', fault.effective_on);
	END IF;
	PERFORM 1 FROM (SELECT DISTINCT e.practice_id, e.event_id FROM posted e) p
		WHERE NOT EXISTS (SELECT FROM @ledger@.event v WHERE v.practice_id = p.practice_id AND v.event_id = p.event_id);
	IF FOUND THEN
		RAISE EXCEPTION 'entry is of an event that there is not' USING ERRCODE = 'foreign_key_violation';
	END IF;
	WITH change AS (
		SELECT e.practice_id, e.claim_id, e.line_no, rcm.balance(e.from_account, e.to_account, e.amount) AS b,
			min(e.effective_on) FILTER (WHERE e.from_account = 'revenue') AS charged_on,
			min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_1') AS insurer_1_since,
			min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_2') AS insurer_2_since,
			min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_3') AS insurer_3_since,
			min(e.effective_on) FILTER (WHERE e.to_account = 'patient') AS patient_since,
			min(e.effective_on) FILTER (WHERE e.to_account = 'third_party') AS third_party_since
		FROM posted e WHERE e.claim_id IS NOT NULL
		GROUP BY e.practice_id, e.claim_id, e.line_no),
	kept AS (
		UPDATE @ledger@.receivable r SET
			insurer_1 = r.insurer_1 + amount(c.b, 'insurer_1'),
			insurer_2 = r.insurer_2 + amount(c.b, 'insurer_2'),
			insurer_3 = r.insurer_3 + amount(c.b, 'insurer_3'),
			patient = r.patient + amount(c.b, 'patient'),
			third_party = r.third_party + amount(c.b, 'third_party'),
			charged_on = least(r.charged_on, c.charged_on),
			insurer_1_since = least(r.insurer_1_since, c.insurer_1_since),
			insurer_2_since = least(r.insurer_2_since, c.insurer_2_since),
			insurer_3_since = least(r.insurer_3_since, c.insurer_3_since),
			patient_since = least(r.patient_since, c.patient_since),
			third_party_since = least(r.third_party_since, c.third_party_since)
		FROM change c
		WHERE r.practice_id = c.practice_id AND r.claim_id = c.claim_id AND r.line_no = c.line_no
		RETURNING 1)
	SELECT (SELECT count(*) FROM change), (SELECT count(*) FROM kept) INTO lines, updated;
	IF lines <> updated THEN
		RAISE EXCEPTION 'entry is for a charge line that there is not' USING ERRCODE = 'foreign_key_violation',
			HINT = 'A claim has charge lines once it is ready.';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.keep_receivable() IS
'Trigger on entry (AFTER INSERT, FOR EACH STATEMENT): adds what was posted to receivable. Refuses entries for charge lines or events that there are not (23503; one look-up for the statement instead of one for each row) and for days that have not come (RC011).';
CREATE OR REPLACE TRIGGER keep_receivable AFTER INSERT ON @ledger@.entry
	REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.keep_receivable();
COMMENT ON TRIGGER keep_receivable ON @ledger@.entry IS 'Keeps receivable.';

CREATE OR REPLACE FUNCTION @ledger@.refuse_change() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'RC011',
		HINT = 'What was posted stays as it was; a correction is a new row that reverses it.';
END
$$;
COMMENT ON FUNCTION @ledger@.refuse_change() IS
'Trigger on what is only ever added to (BEFORE UPDATE OR DELETE OR TRUNCATE): refuses, RC011.';

CREATE OR REPLACE FUNCTION @ledger@.open_event(practice_id text, kind text, effective_on date, reason text DEFAULT NULL, reverses bigint DEFAULT NULL)
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
	id    bigint;
BEGIN
	IF today IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	ELSIF effective_on > today THEN
		RAISE EXCEPTION 'the day of the event has not come' USING ERRCODE = 'RC011',
			DETAIL = format('It is to count on %s; at the practice it is %s.', effective_on, today);
	END IF;
	INSERT INTO @ledger@.event AS e (practice_id, kind, effective_on, reason, reverses)
		VALUES (open_event.practice_id, open_event.kind, coalesce(open_event.effective_on, today), open_event.reason, open_event.reverses)
		RETURNING e.event_id INTO id;
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.open_event(text, text, date, text, bigint) IS
'Writes the row of a business event and returns its number, under which entries are then posted. effective_on is the day it counts, null today at the practice; a day to come is RC011. reverses: the event that this one takes back. Error RC010 when there is no such practice.';

CREATE OR REPLACE FUNCTION @ledger@.lock_claims(practice_id text, claim_ids text[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	-- always in the same order, so that two who lock the same claims never wait for each other
	PERFORM 1 FROM @ledger@.claim c
		WHERE c.practice_id = lock_claims.practice_id AND c.claim_id = ANY (lock_claims.claim_ids)
		ORDER BY c.claim_id FOR NO KEY UPDATE;
END
$$;
COMMENT ON FUNCTION @ledger@.lock_claims(text, text[]) IS
'Locks claims in the order of their numbers. Whatever posts entries locks their claims first: so nobody posts by a balance that somebody else is changing, and no two posters wait for each other.';

CREATE OR REPLACE FUNCTION @ledger@.reverse_event(practice_id text, event_id bigint, kind text, effective_on date DEFAULT NULL, reason text DEFAULT NULL)
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	id bigint;
BEGIN
	-- the event's row is what two who reverse the same event meet at
	PERFORM 1 FROM @ledger@.event e WHERE e.practice_id = reverse_event.practice_id AND e.event_id = reverse_event.event_id FOR NO KEY UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no event %', event_id USING ERRCODE = 'RC010';
	END IF;
	PERFORM 1 FROM @ledger@.event e WHERE e.practice_id = reverse_event.practice_id AND e.reverses = reverse_event.event_id;
	IF FOUND THEN
		RAISE EXCEPTION 'event % is reversed already', event_id USING ERRCODE = 'RC011';
	END IF;
	PERFORM @ledger@.lock_claims(reverse_event.practice_id, ARRAY(SELECT DISTINCT e.claim_id FROM @ledger@.entry e
		WHERE e.practice_id = reverse_event.practice_id AND e.event_id = reverse_event.event_id AND e.remittance_id IS NULL AND e.claim_id IS NOT NULL));
	PERFORM 1 FROM @ledger@.entry e JOIN @ledger@.entry b ON b.practice_id = e.practice_id AND b.reverses = e.entry_id
		WHERE e.practice_id = reverse_event.practice_id AND e.event_id = reverse_event.event_id AND e.remittance_id IS NULL;
	IF FOUND THEN
		RAISE EXCEPTION 'part of event % was taken back by itself', event_id USING ERRCODE = 'RC011';
	END IF;
	id := @ledger@.open_event(reverse_event.practice_id, kind, effective_on, reason, event_id);
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on,
			group_code, carc, receipt_id, exception, reverses)
		SELECT e.practice_id, id, e.claim_id, e.line_no, e.to_account, e.from_account, e.amount, v.effective_on,
			e.group_code, e.carc, e.receipt_id, e.exception, e.entry_id
		FROM @ledger@.entry e JOIN @ledger@.event v ON v.practice_id = e.practice_id AND v.event_id = id
		WHERE e.practice_id = reverse_event.practice_id AND e.event_id = reverse_event.event_id AND e.remittance_id IS NULL
		ORDER BY e.entry_id;
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.reverse_event(text, bigint, text, date, text) IS
'Takes an event back as a whole: an event of the given kind with every entry the other way round, and returns its number. Once only (RC011). Remittances are taken back by the payer''s own reversal, not by this.';

/* ---- src/ledger/code/30-claim.sql ---- */

-- 30-claim.sql - what happens as a claim's row is written: states and charges

CREATE OR REPLACE FUNCTION @ledger@.charge_claims(practice_id text, claim_ids text[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
	day   date;
	fault record;
BEGIN
	SELECT c.claim_id, l.line INTO fault
		FROM @ledger@.claim c, rcm.lines(c.document) l
		WHERE c.practice_id = charge_claims.practice_id AND c.claim_id = ANY (charge_claims.claim_ids) AND l.charge < 0 LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'charge of line % of claim "%" is negative', fault.line, fault.claim_id USING ERRCODE = 'RC011',
			HINT = 'What was charged is corrected by a replacement with the right amount.';
	END IF;
	-- one event for each day, for a claim may say on which day its charges count
	FOR day IN
		SELECT DISTINCT coalesce(c.charged_on, today) FROM @ledger@.claim c
		WHERE c.practice_id = charge_claims.practice_id AND c.claim_id = ANY (charge_claims.claim_ids)
		ORDER BY 1
	LOOP
		PERFORM @ledger@.charge_claims_of_day(charge_claims.practice_id, charge_claims.claim_ids, day, today);
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.charge_claims(text, text[]) IS
'Charges the lines of claims as their documents say now: writes claim_line, and posts to revenue what is new, and what has changed as a reversal of the old charge and a new one. Who owes the charge is the payer in whose turn the claim is sent, or the patient where it names no payer. Called by the triggers of claim.';

CREATE OR REPLACE FUNCTION @ledger@.charge_claims_of_day(practice_id text, claim_ids text[], day date, today date) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	-- lines as they are now; one that is gone stays, with nothing charged
	WITH now AS (
		SELECT c.claim_id, l.*, coalesce(l.rendering_npi, c.rendering_npi) AS rendering, coalesce(l.from_date, c.first_service) AS service
		FROM @ledger@.claim c, rcm.lines(c.document) l
		WHERE c.practice_id = charge_claims_of_day.practice_id AND c.claim_id = ANY (charge_claims_of_day.claim_ids)
			AND coalesce(c.charged_on, today) = day AND c.freq <> '8'),
	written AS (
		INSERT INTO @ledger@.claim_line AS x (practice_id, claim_id, line_no, control, code, mods, rev, units, charge, service_from, service_to, rendering_npi)
		SELECT charge_claims_of_day.practice_id, n.claim_id, n.line, n.control, upper(n.code), n.mods, n.rev, n.units, coalesce(n.charge, 0), n.service, n.to_date, n.rendering
		FROM now n
		ON CONFLICT ON CONSTRAINT claim_line_pkey DO UPDATE SET
			control = excluded.control, code = excluded.code, mods = excluded.mods, rev = excluded.rev, units = excluded.units,
			charge = excluded.charge, service_from = excluded.service_from, service_to = excluded.service_to, rendering_npi = excluded.rendering_npi
		WHERE (x.control, x.code, x.mods, x.rev, x.units, x.charge, x.service_from, x.service_to, x.rendering_npi) IS DISTINCT FROM
			(excluded.control, excluded.code, excluded.mods, excluded.rev, excluded.units, excluded.charge, excluded.service_from, excluded.service_to, excluded.rendering_npi)
		RETURNING 1)
	UPDATE @ledger@.claim_line x SET charge = 0
		FROM @ledger@.claim c
		WHERE c.practice_id = charge_claims_of_day.practice_id AND c.claim_id = ANY (charge_claims_of_day.claim_ids)
			AND coalesce(c.charged_on, today) = day AND c.freq <> '8'
			AND x.practice_id = c.practice_id AND x.claim_id = c.claim_id AND x.charge <> 0
			AND NOT EXISTS (SELECT FROM now n WHERE n.claim_id = x.claim_id AND n.line = x.line_no);
	INSERT INTO @ledger@.receivable AS r (practice_id, claim_id, line_no, service_on)
		SELECT x.practice_id, x.claim_id, x.line_no, x.service_from
		FROM @ledger@.claim_line x JOIN @ledger@.claim c USING (practice_id, claim_id)
		WHERE x.practice_id = charge_claims_of_day.practice_id AND x.claim_id = ANY (charge_claims_of_day.claim_ids)
			AND coalesce(c.charged_on, today) = day
		ON CONFLICT ON CONSTRAINT receivable_pkey DO UPDATE SET service_on = excluded.service_on
		WHERE r.service_on IS DISTINCT FROM excluded.service_on;
	WITH due AS (
		SELECT x.claim_id, x.line_no, x.charge,
			(CASE WHEN c.payer_id IS NULL OR c.filing_ind = '09' THEN 'patient'
				WHEN c.payer_seq = 'S' THEN 'insurer_2' WHEN c.payer_seq = 'P' THEN 'insurer_1' ELSE 'insurer_3' END)::rcm.account AS party
		FROM @ledger@.claim c JOIN @ledger@.claim_line x USING (practice_id, claim_id)
		WHERE c.practice_id = charge_claims_of_day.practice_id AND c.claim_id = ANY (charge_claims_of_day.claim_ids)
			AND coalesce(c.charged_on, today) = day AND c.freq <> '8'),
	charged AS (
		SELECT d.*, e.entry_id, e.to_account AS was_party, e.amount AS was
		FROM due d
		LEFT JOIN @ledger@.entry e ON e.practice_id = charge_claims_of_day.practice_id AND e.claim_id = d.claim_id AND e.line_no = d.line_no
			AND e.from_account = 'revenue'
			AND NOT EXISTS (SELECT FROM @ledger@.entry b WHERE b.practice_id = e.practice_id AND b.reverses = e.entry_id)),
	changed AS (
		SELECT * FROM charged c WHERE coalesce(c.was, 0) <> c.charge OR c.was_party <> c.party),
	event AS (
		INSERT INTO @ledger@.event (practice_id, kind, effective_on)
		SELECT charge_claims_of_day.practice_id, 'charge', day WHERE EXISTS (SELECT FROM changed) RETURNING event_id)
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, reverses)
		SELECT charge_claims_of_day.practice_id, v.event_id, m.claim_id, m.line_no, m.from_account, m.to_account, m.amount, day, m.reverses
		FROM event v, changed c, LATERAL (VALUES
			(1, c.was_party, 'revenue'::rcm.account, c.was, c.entry_id, c.claim_id, c.line_no),
			(2, 'revenue'::rcm.account, c.party, c.charge, NULL, c.claim_id, c.line_no)) m (nth, from_account, to_account, amount, reverses, claim_id, line_no)
		WHERE m.amount > 0
		ORDER BY m.claim_id, m.line_no, m.nth;
END
$$;
COMMENT ON FUNCTION @ledger@.charge_claims_of_day(text, text[], date, date) IS
'What charge_claims does for the claims whose charges count on one day.';

CREATE OR REPLACE FUNCTION @ledger@.void_charges(practice_id text, claim_ids text[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
BEGIN
	WITH charged AS (
		SELECT e.entry_id, e.claim_id, e.line_no, e.to_account, e.amount FROM @ledger@.entry e
		WHERE e.practice_id = void_charges.practice_id AND e.claim_id = ANY (void_charges.claim_ids) AND e.from_account = 'revenue'
			AND NOT EXISTS (SELECT FROM @ledger@.entry b WHERE b.practice_id = e.practice_id AND b.reverses = e.entry_id)),
	event AS (
		INSERT INTO @ledger@.event (practice_id, kind, effective_on)
		SELECT void_charges.practice_id, 'void', today WHERE EXISTS (SELECT FROM charged) RETURNING event_id)
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, reverses)
		SELECT void_charges.practice_id, v.event_id, e.claim_id, e.line_no, e.to_account, 'revenue', e.amount, today, e.entry_id
		FROM event v, charged e
		ORDER BY e.entry_id;
	UPDATE @ledger@.claim_line x SET charge = 0
		WHERE x.practice_id = void_charges.practice_id AND x.claim_id = ANY (void_charges.claim_ids) AND x.charge <> 0;
END
$$;
COMMENT ON FUNCTION @ledger@.void_charges(text, text[]) IS
'Takes back all that claims have charged; what was paid on them becomes a credit. Called by the triggers of claim when one becomes void.';

CREATE OR REPLACE FUNCTION @ledger@.claim_written() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	one record;
BEGIN
	SELECT n.claim_id, n.state INTO one FROM new_claims n
		WHERE NOT EXISTS (SELECT FROM @ledger@.claim_state s WHERE s.from_state = 'new' AND s.to_state = n.state) LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'claim "%" cannot begin as %', one.claim_id, one.state USING ERRCODE = 'RC010',
			HINT = 'A claim begins as draft or ready.';
	END IF;
	INSERT INTO @ledger@.claim_transition (practice_id, claim_id, from_state, to_state, reason)
		SELECT n.practice_id, n.claim_id, 'new', n.state, n.state_reason FROM new_claims n ORDER BY n.practice_id, n.claim_id;
	FOR one IN SELECT n.practice_id, array_agg(n.claim_id ORDER BY n.claim_id) AS claims FROM new_claims n WHERE n.state = 'ready' GROUP BY 1
	LOOP
		PERFORM @ledger@.charge_claims(one.practice_id, one.claims);
	END LOOP;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.claim_written() IS
'Trigger on claim (AFTER INSERT, FOR EACH STATEMENT): logs the first state; a claim that is ready charges its lines. A claim that begins otherwise than as draft or ready is RC010.';
CREATE OR REPLACE TRIGGER claim_written AFTER INSERT ON @ledger@.claim
	REFERENCING NEW TABLE AS new_claims FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.claim_written();
COMMENT ON TRIGGER claim_written ON @ledger@.claim IS 'Logs the first state, charges what is ready.';

CREATE OR REPLACE FUNCTION @ledger@.claim_changed() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	one record;
BEGIN
	IF (SELECT count(*) FROM new_claims n JOIN old_claims o USING (practice_id, claim_id)) <> (SELECT count(*) FROM new_claims) THEN
		RAISE EXCEPTION 'the number of a claim cannot be changed' USING ERRCODE = 'RC010',
			HINT = 'Void the claim and write it again under its new number.';
	END IF;
	SELECT n.claim_id, o.state AS was, n.state INTO one
		FROM new_claims n JOIN old_claims o USING (practice_id, claim_id)
		WHERE n.state <> o.state
			AND NOT EXISTS (SELECT FROM @ledger@.claim_state s WHERE s.from_state = o.state AND s.to_state = n.state) LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'claim "%" cannot go from % to %', one.claim_id, one.was, one.state USING ERRCODE = 'RC010',
			HINT = 'The table claim_state lists what may follow what.';
	END IF;
	SELECT n.claim_id, o.state AS was INTO one
		FROM new_claims n JOIN old_claims o USING (practice_id, claim_id)
		WHERE o.state IN ('submitted', 'accepted', 'paid', 'denied', 'closed', 'void')
			-- (bytes first: nearly always they are the same)
			AND record_image_ne(ROW(n.document), ROW(o.document)) AND n.document <> o.document
			AND NOT (n.state = 'ready' AND n.freq IN ('7', '8')) LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'claim "%" is %: it cannot be changed as it is', one.claim_id, one.was USING ERRCODE = 'RC010',
			DETAIL = 'The payer has the claim as it was sent.',
			HINT = 'Send a replacement (frequency 7) or a void (8) with replace_claim: it needs the payer''s claim number.';
	END IF;
	-- (what only was touched is not logged)
	INSERT INTO @ledger@.claim_transition (practice_id, claim_id, from_state, to_state, reason)
		SELECT n.practice_id, n.claim_id, o.state, n.state, n.state_reason
		FROM new_claims n JOIN old_claims o USING (practice_id, claim_id)
		WHERE n.state <> o.state ORDER BY n.practice_id, n.claim_id;
	FOR one IN
		SELECT n.practice_id, array_agg(n.claim_id ORDER BY n.claim_id) AS claims
		FROM new_claims n JOIN old_claims o USING (practice_id, claim_id)
		WHERE n.state = 'ready' AND (o.state <> 'ready' OR record_image_ne(ROW(n.document), ROW(o.document)) OR n.charged_on IS DISTINCT FROM o.charged_on)
		GROUP BY 1
	LOOP
		PERFORM @ledger@.charge_claims(one.practice_id, one.claims);
	END LOOP;
	FOR one IN
		SELECT n.practice_id, array_agg(n.claim_id ORDER BY n.claim_id) AS claims
		FROM new_claims n JOIN old_claims o USING (practice_id, claim_id)
		WHERE n.state = 'void' AND o.state <> 'void' GROUP BY 1
	LOOP
		PERFORM @ledger@.void_charges(one.practice_id, one.claims);
	END LOOP;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.claim_changed() IS
'Trigger on claim (AFTER UPDATE, FOR EACH STATEMENT): refuses a transition that claim_state does not have, and a change of a claim that was sent other than as a replacement or void (RC010); logs every transition; charges what becomes ready, takes back what becomes void.';
CREATE OR REPLACE TRIGGER claim_changed AFTER UPDATE ON @ledger@.claim
	REFERENCING OLD TABLE AS old_claims NEW TABLE AS new_claims FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.claim_changed();
COMMENT ON TRIGGER claim_changed ON @ledger@.claim IS 'Only legal transitions, each logged; charges.';

CREATE OR REPLACE FUNCTION @ledger@.replace_claim(practice_id text, document rcm.claim, reason text) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	old @ledger@.claim;
	doc rcm.claim := replace_claim.document;
BEGIN
	SELECT * INTO old FROM @ledger@.claim c
		WHERE c.practice_id = replace_claim.practice_id AND c.claim_id = rcm.claim_id(doc) FOR NO KEY UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no claim "%"', rcm.claim_id(doc) USING ERRCODE = 'RC010';
	ELSIF rcm.freq(doc) IS NULL OR rcm.freq(doc) NOT IN ('7', '8') THEN
		RAISE EXCEPTION 'the document is no replacement or void' USING ERRCODE = 'RC010',
			HINT = 'Give it frequency ("freq") 7 or 8.';
	ELSIF coalesce(rcm.orig_ref(doc), old.payer_claim_control) IS NULL THEN
		RAISE EXCEPTION 'the payer''s number of claim "%" is not known', old.claim_id USING ERRCODE = 'RC010',
			HINT = 'Give it as orig_ref; a 277CA or a remittance of the claim has it.';
	END IF;
	IF rcm.orig_ref(doc) IS NULL THEN
		doc := (doc::jsonb || jsonb_build_object('orig_ref', old.payer_claim_control))::rcm.claim;
	END IF;
	UPDATE @ledger@.claim c SET document = doc, state = 'ready', state_reason = replace_claim.reason
		WHERE c.practice_id = replace_claim.practice_id AND c.claim_id = old.claim_id;
END
$$;
COMMENT ON FUNCTION @ledger@.replace_claim(text, rcm.claim, text) IS
'Makes a claim that was sent ready to be sent again as a replacement (freq 7) or void (freq 8): "document" is the claim as it is to be now, under the same claim_id. orig_ref, the payer''s number of the claim, is filled in when the ledger knows it. The charges of a replacement change at once, those of a void are taken back when it is sent. reason is logged. Error RC010: no such claim, another frequency, payer''s number unknown, or the claim was never sent.';

/* ---- src/ledger/code/38-attachment.sql ---- */

-- 38-attachment.sql - papers that claims wait for

CREATE OR REPLACE VIEW @ledger@.missing_attachments WITH (security_invoker = true) AS
	SELECT a.practice_id, a.claim_id, a.attachment_id, a.kind, a.control_number, a.asked_by, a.asked_on, a.due_on,
		@ledger@.today(a.practice_id) - a.asked_on AS days_waiting,
		coalesce(a.due_on < @ledger@.today(a.practice_id), false) AS overdue,
		EXISTS (SELECT FROM jsonb_array_elements(coalesce(nullif(c.document::jsonb -> 'attachments', 'null'), '[]')) p
			WHERE p ->> 'type' = a.kind OR p ->> 'control' = a.control_number) AS announced,
		c.state AS claim_state
	FROM @ledger@.attachment a
	JOIN @ledger@.claim c ON c.practice_id = a.practice_id AND c.claim_id = a.claim_id
	WHERE a.sent_on IS NULL AND c.state <> 'void';
COMMENT ON VIEW @ledger@.missing_attachments IS 'Papers that claims need and that were not sent.';
COMMENT ON COLUMN @ledger@.missing_attachments.practice_id IS 'The practice.';
COMMENT ON COLUMN @ledger@.missing_attachments.claim_id IS 'The claim that needs it.';
COMMENT ON COLUMN @ledger@.missing_attachments.attachment_id IS 'Its row in attachment.';
COMMENT ON COLUMN @ledger@.missing_attachments.kind IS 'Report type code (PWK01).';
COMMENT ON COLUMN @ledger@.missing_attachments.control_number IS 'The number by which it is found (PWK06).';
COMMENT ON COLUMN @ledger@.missing_attachments.asked_by IS 'Who wants it: payer, edit or practice.';
COMMENT ON COLUMN @ledger@.missing_attachments.asked_on IS 'Since when.';
COMMENT ON COLUMN @ledger@.missing_attachments.due_on IS 'By when; null: nobody said.';
COMMENT ON COLUMN @ledger@.missing_attachments.days_waiting IS 'Days since it was asked for.';
COMMENT ON COLUMN @ledger@.missing_attachments.overdue IS 'Its day has passed.';
COMMENT ON COLUMN @ledger@.missing_attachments.announced IS 'The claim announces a paper of this type or number (PWK).';
COMMENT ON COLUMN @ledger@.missing_attachments.claim_state IS 'Where the claim stands.';

/* ---- src/ledger/code/40-ready.sql ---- */

-- 40-ready.sql - claims are judged, and become ready or held

CREATE OR REPLACE FUNCTION @ledger@.document_to_send(practice_id text, document rcm.claim, day date) RETURNS rcm.claim
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH line AS (
		SELECT x.l, x.nth, coalesce(nullif(x.l ->> 'n', ''), x.nth::text) AS number, nullif(x.l ->> 'control', '') AS control
		FROM jsonb_array_elements(nullif(document::jsonb -> 'lines', 'null')) WITH ORDINALITY x (l, nth))
	SELECT (document::jsonb || jsonb_build_object('submit_date', day)
		|| coalesce((SELECT jsonb_build_object('lines', jsonb_agg(
				-- (a number that is another line's would answer for both)
				CASE WHEN a.control IS NULL AND NOT EXISTS (SELECT FROM line b WHERE b.control = a.number)
					THEN a.l || jsonb_build_object('control', a.number) ELSE a.l END ORDER BY a.nth))
			FROM line a HAVING count(*) > 0), '{}'))::rcm.claim
$$;
COMMENT ON FUNCTION @ledger@.document_to_send(text, rcm.claim, date) IS
'A claim as it leaves on a day: that day is its submit_date, and each line that has no control number (REF 6R) has its own number as one, by which the remittance answers it. This is what is judged, written and kept as the submission.';

CREATE OR REPLACE FUNCTION @ledger@.judge_claims(practice_id text, claim_ids text[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
BEGIN
	DELETE FROM @ledger@.finding f
		WHERE f.practice_id = judge_claims.practice_id AND f.claim_id = ANY (judge_claims.claim_ids);
	INSERT INTO @ledger@.finding (practice_id, claim_id, finding_no, edit, family, severity, line, field, message, fix, carc, rarc, evidence)
		SELECT judge_claims.practice_id, c.claim_id, f.nth, f.edit, f.family, f.severity, f.line, f.field, f.message, f.fix, f.carc, f.rarc, f.evidence
		FROM @ledger@.claim c,
			rcm.scrub(@ledger@.document_to_send(c.practice_id, c.document, today), c.practice_id)
				WITH ORDINALITY f (edit, family, severity, line, field, message, fix, carc, rarc, evidence, nth)
		WHERE c.practice_id = judge_claims.practice_id AND c.claim_id = ANY (judge_claims.claim_ids);
	-- papers that were asked for, which neither were sent nor does the claim announce
	INSERT INTO @ledger@.finding (practice_id, claim_id, finding_no, edit, family, severity, line, field, message, fix)
		SELECT a.practice_id, a.claim_id, (SELECT count(*) FROM @ledger@.finding f WHERE f.practice_id = a.practice_id AND f.claim_id = a.claim_id)
				+ row_number() OVER (PARTITION BY a.claim_id ORDER BY a.attachment_id),
			'ATTACH-MISSING', 'ATTACH', 'warn', 0, 'attachments', format('a paper of type %s was asked for and is not there', a.kind),
			'Send the paper and record it in attachment.sent_on, or announce it in the claim''s attachments.'
		FROM @ledger@.missing_attachments a
		WHERE a.practice_id = judge_claims.practice_id AND a.claim_id = ANY (judge_claims.claim_ids)
			AND a.asked_by <> 'practice' AND NOT a.announced;
END
$$;
COMMENT ON FUNCTION @ledger@.judge_claims(text, text[]) IS
'Replaces the findings of claims by what rcm.scrub says of them today, as they would leave, with the practice''s id as its name; a paper that a payer or an edit asked for and that is missing is a warning (ATTACH-MISSING). Changes no state. Error RC003 when there is no library.';

CREATE OR REPLACE FUNCTION @ledger@.reject_reasons(practice_id text, claim_id text) RETURNS text
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT string_agg(e.edit, ' ' ORDER BY e.first) FROM (
		SELECT f.edit, min(f.finding_no) AS first FROM @ledger@.finding f
		WHERE f.practice_id = reject_reasons.practice_id AND f.claim_id = reject_reasons.claim_id AND f.severity = 'reject'
		GROUP BY f.edit) e
$$;
COMMENT ON FUNCTION @ledger@.reject_reasons(text, text) IS
'The ids of the edits whose findings hold a claim, with spaces between; null when none does.';

CREATE OR REPLACE FUNCTION @ledger@.make_ready(practice_id text, claim_ids text[] DEFAULT NULL)
	RETURNS TABLE (claim_id text, state text, findings integer)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	ids text[];
BEGIN
	SELECT array_agg(c.claim_id ORDER BY c.claim_id) INTO ids FROM @ledger@.claim c
		WHERE c.practice_id = make_ready.practice_id AND c.state IN ('draft', 'held', 'rejected')
			AND (make_ready.claim_ids IS NULL OR c.claim_id = ANY (make_ready.claim_ids));
	PERFORM @ledger@.lock_claims(make_ready.practice_id, ids);
	-- as they are now that nobody else changes them; what a next payer rejected is not the first payer's to have again
	SELECT array_agg(c.claim_id ORDER BY c.claim_id) INTO ids FROM @ledger@.claim c
		WHERE c.practice_id = make_ready.practice_id AND c.claim_id = ANY (ids) AND c.state IN ('draft', 'held', 'rejected')
			AND (c.state <> 'rejected' OR c.payer_seq = coalesce((SELECT s.payer_seq FROM @ledger@.submission s
				WHERE s.practice_id = c.practice_id AND s.claim_id = c.claim_id ORDER BY s.submission_id DESC LIMIT 1), c.payer_seq));
	PERFORM @ledger@.judge_claims(make_ready.practice_id, ids);
	UPDATE @ledger@.claim c SET state = CASE WHEN r.reasons IS NULL THEN 'ready' ELSE 'held' END, state_reason = r.reasons
		FROM (SELECT i.id, @ledger@.reject_reasons(make_ready.practice_id, i.id) AS reasons FROM unnest(ids) i (id)) r
		WHERE c.practice_id = make_ready.practice_id AND c.claim_id = r.id
			AND (c.state, c.state_reason) IS DISTINCT FROM ('held', r.reasons);
	RETURN QUERY SELECT c.claim_id, c.state, (SELECT count(*)::integer FROM @ledger@.finding f
			WHERE f.practice_id = c.practice_id AND f.claim_id = c.claim_id)
		FROM @ledger@.claim c WHERE c.practice_id = make_ready.practice_id AND c.claim_id = ANY (ids)
		ORDER BY c.claim_id;
END
$$;
COMMENT ON FUNCTION @ledger@.make_ready(text, text[]) IS
'Judges claims that are draft, held or rejected, all of them when claim_ids is null, and makes them ready, which charges their lines, or held when a finding rejects: state_reason then has the ids of the edits. The table finding says the rest. One row for each claim that was judged: its state now and how many findings it has. Claims in another state, and those that a next payer rejected (submit_next_payer sends them again), are passed over. Error RC003 when there is no library to judge by: nothing becomes ready unjudged.

    SELECT * FROM @ledger@.make_ready(''north'');';

/* ---- src/ledger/code/42-submit.sql ---- */

-- 42-submit.sql - claims leave: written into interchanges, frozen as they were sent

CREATE OR REPLACE FUNCTION @ledger@.write_837(practice_id text, form text, documents rcm.claim[], sender jsonb) RETURNS rcm.x12_batch
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	batch rcm.x12_batch;
BEGIN
	IF form = 'I' THEN
		SELECT (w.b).* INTO batch FROM (SELECT rcm.x12_837i(d.doc, sender ORDER BY d.nth) AS b FROM unnest(documents) WITH ORDINALITY d (doc, nth)) w;
	ELSIF form = 'D' THEN
		SELECT (w.b).* INTO batch FROM (SELECT rcm.x12_837d(d.doc, sender ORDER BY d.nth) AS b FROM unnest(documents) WITH ORDINALITY d (doc, nth)) w;
	ELSE
		SELECT (w.b).* INTO batch FROM (SELECT rcm.x12_837p(d.doc, sender ORDER BY d.nth) AS b FROM unnest(documents) WITH ORDINALITY d (doc, nth)) w;
	END IF;
	RETURN batch;
END
$$;
COMMENT ON FUNCTION @ledger@.write_837(text, text, rcm.claim[], jsonb) IS
'The documents as one 837 of the form (P, I or D), in their order. sender: as rcm.x12_837p has it. Error RC009 when the sender does not suffice: practice.sender is where it comes from.';

CREATE OR REPLACE FUNCTION @ledger@.send_documents(practice_id text, form text, claim_ids text[], documents rcm.claim[],
		OUT interchange_id bigint, OUT claim_id text, OUT submission_id bigint, OUT fault jsonb)
	RETURNS SETOF record
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	p       @ledger@.practice;
	today   date := @ledger@.today(practice_id);
	control text;
	batch   rcm.x12_batch;
	file_id bigint;
BEGIN
	UPDATE @ledger@.practice x SET last_control_number = x.last_control_number + 1
		WHERE x.practice_id = send_documents.practice_id RETURNING * INTO p;
	control := lpad(p.last_control_number::text, 9, '0');
	-- (BHT03 is the control number, by which a 277CA names the file)
	batch := @ledger@.write_837(send_documents.practice_id, form, documents, p.sender - 'reference' || jsonb_build_object(
		'control_number', p.last_control_number, 'created', to_char(now() AT TIME ZONE p.time_zone, 'YYYY-MM-DD"T"HH24:MI:SS')));
	IF batch.items > 0 THEN
		INSERT INTO @ledger@.interchange AS i (practice_id, direction, kind, control_number, file, items, state)
			VALUES (send_documents.practice_id, 'out', '837' || form, control, convert_to(batch.file, 'UTF8'), batch.items, 'written')
			RETURNING i.interchange_id INTO file_id;
	ELSE
		UPDATE @ledger@.practice x SET last_control_number = x.last_control_number - 1 WHERE x.practice_id = send_documents.practice_id;
	END IF;
	RETURN QUERY
		WITH refused AS (
			SELECT r.x, (r.x ->> 'item')::bigint AS nth FROM jsonb_array_elements(batch.refused) r (x)),
		written AS (
			SELECT c.id, c.doc, row_number() OVER (ORDER BY c.nth)::integer AS item
			FROM unnest(claim_ids, documents) WITH ORDINALITY c (id, doc, nth)
			WHERE NOT EXISTS (SELECT FROM refused r WHERE r.nth = c.nth)),
		sent AS (
			INSERT INTO @ledger@.submission AS s (practice_id, claim_id, interchange_id, item, transaction, payer_id, payer_seq, freq, form, charge,
				replaces, submitted_on, digest, document)
			SELECT send_documents.practice_id, w.id, file_id, w.item, (w.item - 1) / coalesce((p.sender ->> 'transaction_size')::integer, 5000) + 1,
				rcm.payer_id(w.doc), coalesce(rcm.payer_seq(w.doc), 'P'), coalesce(rcm.freq(w.doc), '1'), send_documents.form, rcm.total_charge(w.doc),
				(SELECT max(b.submission_id) FROM @ledger@.submission b WHERE b.practice_id = send_documents.practice_id AND b.claim_id = w.id
					AND b.payer_seq = coalesce(rcm.payer_seq(w.doc), 'P') AND b.state <> 'rejected'),
				today, rcm.digest(w.doc), w.doc
			FROM written w ORDER BY w.item
			RETURNING s.interchange_id, s.claim_id, s.submission_id),
		billed AS (
			UPDATE @ledger@.receivable r SET first_billed_on = least(r.first_billed_on, today), last_billed_on = greatest(r.last_billed_on, today)
			FROM written w WHERE r.practice_id = send_documents.practice_id AND r.claim_id = w.id
			RETURNING 1)
		SELECT s.interchange_id, s.claim_id, s.submission_id, NULL::jsonb FROM sent s
		UNION ALL
		SELECT NULL, claim_ids[r.nth], NULL, r.x FROM refused r;
	IF file_id IS NOT NULL THEN
		PERFORM pg_notify('rcm_outbox', jsonb_build_object('ledger', (parse_ident('@ledger@'))[1], 'practice', send_documents.practice_id, 'interchange', file_id)::text);
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.send_documents(text, text, text[], rcm.claim[]) IS
'Writes documents of one form, each of the claim at the same place of claim_ids, into one interchange under the practice''s next control number; keeps the file, and each document as a submission; tells whoever listens on rcm_outbox. One row for each: the submission, or in "fault" why the writer refused it, as rcm.x12_batch has it. Where all are refused, no interchange is written and the control number stays free. The claims must be locked (lock_claims). What states claims take is for the caller, submit or submit_next_payer.';

CREATE OR REPLACE FUNCTION @ledger@.hold_refused(practice_id text, claim_id text, document rcm.claim, fault jsonb) RETURNS void
	LANGUAGE sql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH faults AS (
		SELECT f.element, f.path, f.message, f.nth FROM rcm.x12_837_faults(hold_refused.document) WITH ORDINALITY f (element, path, message, nth)),
	told AS (
		SELECT * FROM faults
		UNION ALL
		SELECT hold_refused.fault ->> 'element', hold_refused.fault ->> 'path', hold_refused.fault ->> 'message', 1 WHERE NOT EXISTS (SELECT FROM faults))
	INSERT INTO @ledger@.finding (practice_id, claim_id, finding_no, edit, family, severity, line, field, message, fix)
		SELECT hold_refused.practice_id, hold_refused.claim_id, (SELECT coalesce(max(f.finding_no), 0) FROM @ledger@.finding f
				WHERE f.practice_id = hold_refused.practice_id AND f.claim_id = hold_refused.claim_id) + t.nth,
			'X12-837', 'X12', 'reject', coalesce(substring(t.path FROM '^lines\[(\d+)\]')::integer + 1, 0), t.path,
			concat_ws(': ', t.element, t.message), 'Mend the field: the claim cannot be written as an 837 otherwise.'
		FROM told t
$$;
COMMENT ON FUNCTION @ledger@.hold_refused(text, text, rcm.claim, jsonb) IS
'Writes down why the writer of the 837 refused a claim, as findings of the family X12 behind those that it has.';

CREATE OR REPLACE FUNCTION @ledger@.submit_group(practice_id text, form text, claim_ids text[])
	RETURNS TABLE (interchange_id bigint, claim_id text, submission_id bigint, state text, reason text)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today     date := @ledger@.today(practice_id);
	documents rcm.claim[];
	sent      record;
	written   text[] := '{}';
BEGIN
	SELECT array_agg(@ledger@.document_to_send(c.practice_id, c.document, today) ORDER BY i.nth) INTO documents
		FROM unnest(submit_group.claim_ids) WITH ORDINALITY i (id, nth)
		JOIN @ledger@.claim c ON c.practice_id = submit_group.practice_id AND c.claim_id = i.id;
	FOR sent IN SELECT * FROM @ledger@.send_documents(submit_group.practice_id, form, submit_group.claim_ids, documents) LOOP
		interchange_id := sent.interchange_id;
		claim_id := sent.claim_id;
		submission_id := sent.submission_id;
		IF sent.fault IS NULL THEN
			state := 'submitted';
			reason := NULL;
			written := written || sent.claim_id;
		ELSE
			PERFORM @ledger@.hold_refused(submit_group.practice_id, sent.claim_id, documents[array_position(submit_group.claim_ids, sent.claim_id)], sent.fault);
			UPDATE @ledger@.claim c SET state = 'held', state_reason = 'X12-837'
				WHERE c.practice_id = submit_group.practice_id AND c.claim_id = sent.claim_id;
			state := 'held';
			reason := concat_ws(': ', 'X12-837', sent.fault ->> 'element', sent.fault ->> 'message');
		END IF;
		RETURN NEXT;
	END LOOP;
	UPDATE @ledger@.claim c SET state = 'submitted', state_reason = 'submission ' || s.submission_id
		FROM @ledger@.submission s
		WHERE c.practice_id = submit_group.practice_id AND c.claim_id = ANY (written) AND s.practice_id = c.practice_id AND s.claim_id = c.claim_id
			AND NOT EXISTS (SELECT FROM @ledger@.submission n WHERE n.practice_id = s.practice_id AND n.claim_id = s.claim_id AND n.submission_id > s.submission_id);
	UPDATE @ledger@.claim c SET state = 'void'
		WHERE c.practice_id = submit_group.practice_id AND c.claim_id = ANY (written) AND c.freq = '8';
END
$$;
COMMENT ON FUNCTION @ledger@.submit_group(text, text, text[]) IS
'What submit does with claims that are judged and locked, of one payer and form: they leave in one interchange and are submitted, a void (frequency 8) then void; what the writer refuses is held.';

CREATE OR REPLACE FUNCTION @ledger@.submit(practice_id text, claim_ids text[] DEFAULT NULL)
	RETURNS TABLE (interchange_id bigint, claim_id text, submission_id bigint, state text, reason text)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	ids text[];
	one record;
BEGIN
	-- one submit of a practice after the other: the control number is theirs in turn
	PERFORM 1 FROM @ledger@.practice p WHERE p.practice_id = submit.practice_id FOR NO KEY UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	END IF;
	SELECT array_agg(c.claim_id) INTO ids FROM @ledger@.claim c
		WHERE c.practice_id = submit.practice_id AND c.state = 'ready' AND (submit.claim_ids IS NULL OR c.claim_id = ANY (submit.claim_ids));
	PERFORM @ledger@.lock_claims(submit.practice_id, ids);
	-- what was named and cannot go
	RETURN QUERY SELECT NULL::bigint, i.id, NULL::bigint, c.state,
			CASE WHEN c.claim_id IS NULL THEN 'there is no such claim' WHEN c.state <> 'ready' THEN 'it is not ready'
				ELSE 'the patient pays it: there is no payer to send it to' END
		FROM (SELECT DISTINCT unnest(submit.claim_ids)) i (id)
		LEFT JOIN @ledger@.claim c ON c.practice_id = submit.practice_id AND c.claim_id = i.id
		WHERE c.claim_id IS NULL OR c.state <> 'ready' OR c.payer_id IS NULL OR c.filing_ind = '09' ORDER BY 2;
	-- as they are now that nobody else changes them
	SELECT array_agg(c.claim_id) INTO ids FROM @ledger@.claim c
		WHERE c.practice_id = submit.practice_id AND c.claim_id = ANY (ids) AND c.state = 'ready' AND c.payer_id IS NOT NULL AND c.filing_ind IS DISTINCT FROM '09';
	PERFORM @ledger@.judge_claims(submit.practice_id, ids);
	RETURN QUERY
		UPDATE @ledger@.claim c SET state = 'held', state_reason = r.reasons
		FROM (SELECT i.id, @ledger@.reject_reasons(submit.practice_id, i.id) AS reasons FROM unnest(ids) i (id)) r
		WHERE c.practice_id = submit.practice_id AND c.claim_id = r.id AND r.reasons IS NOT NULL
		RETURNING NULL::bigint, c.claim_id, NULL::bigint, c.state, c.state_reason;
	-- those of a billing provider and subscriber side by side share their levels of the file
	FOR one IN
		SELECT g.payer_id, g.form, array_agg(g.claim_id ORDER BY g.nth) AS claims
		FROM (SELECT c.claim_id, c.payer_id, c.form, row_number() OVER (PARTITION BY c.payer_id, c.form ORDER BY c.billing_npi, c.member_id, c.claim_id) AS nth
			FROM @ledger@.claim c WHERE c.practice_id = submit.practice_id AND c.claim_id = ANY (ids) AND c.state = 'ready') g
		GROUP BY g.payer_id, g.form, (g.nth - 1) / 5000 ORDER BY g.payer_id, g.form, min(g.nth)
	LOOP
		RETURN QUERY SELECT * FROM @ledger@.submit_group(submit.practice_id, one.form, one.claims);
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.submit(text, text[]) IS
'Sends ready claims, all of them when claim_ids is null: judged once more as of today, written into one 837 for each payer and form (at most 5000 claims), and kept as they left in submission. One row for each claim. state submitted: it left, in that interchange and submission; held: an edit or the writer of the 837 refuses it, "reason" says which, finding what to do, and the others leave all the same. A claim that was named and is not ready, or that the patient pays, stays as it is and is told with the reason. All in the caller''s transaction: what it rolls back never left, and the control number stays free.
The files wait until fetch_outbox hands them out; a notification on rcm_outbox says so ({"ledger", "practice", "interchange"}). Two submits of a practice go one after the other, so nothing is sent twice. Errors: RC010 no such practice, RC003 no library to judge by, RC009 practice.sender does not suffice.

    SELECT claim_id, state, reason FROM @ledger@.submit(''north'');';

CREATE OR REPLACE FUNCTION @ledger@.fetch_outbox(practice_id text, maximum integer DEFAULT 10)
	RETURNS TABLE (interchange_id bigint, control_number text, kind text, file bytea)
	LANGUAGE sql VOLATILE PARALLEL UNSAFE ROWS 10 SET search_path = pg_catalog, pg_temp AS $$
	-- (materialized: a join could look at the locked rows again, and pass the limit)
	WITH waiting AS MATERIALIZED (
		SELECT w.interchange_id FROM @ledger@.interchange w
		WHERE w.practice_id = fetch_outbox.practice_id AND w.state = 'written' AND w.direction = 'out'
		ORDER BY w.interchange_id LIMIT greatest(fetch_outbox.maximum, 0) FOR NO KEY UPDATE SKIP LOCKED),
	fetched AS (
		UPDATE @ledger@.interchange i SET state = 'fetched' FROM waiting o
		WHERE i.practice_id = fetch_outbox.practice_id AND i.interchange_id = o.interchange_id
		RETURNING i.interchange_id, i.control_number, i.kind, i.file)
	SELECT f.interchange_id, f.control_number, f.kind, f.file FROM fetched f ORDER BY f.interchange_id
$$;
COMMENT ON FUNCTION @ledger@.fetch_outbox(text, integer) IS
'Hands out files that were not sent yet, the oldest first, at most so many, each to one caller: while a sender''s transaction is open no other gets its files, and when it is rolled back they are handed out again. Send, then commit.

    SELECT interchange_id, file FROM @ledger@.fetch_outbox(''north'');';

/* ---- src/ledger/code/43-next-payer.sql ---- */

-- 43-next-payer.sql - what the first payer left goes to the second, and what that one left to the third

CREATE OR REPLACE FUNCTION @ledger@.next_payer_by_coverage(practice_id text, claim_id text, rank integer) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT jsonb_strip_nulls(jsonb_build_object('payer_id', v.payer_id, 'filing_ind', v.filing_ind,
		'patient', c.document::jsonb -> 'patient' || jsonb_build_object('rel', coalesce(v.relationship, '18')),
		'subscriber', coalesce(v.subscriber, jsonb_build_object('last', c.document::jsonb #> '{patient,last}', 'first', c.document::jsonb #> '{patient,first}'))
			|| jsonb_build_object('member_id', v.member_id, 'group_number', v.group_number)))
	FROM @ledger@.claim c
	JOIN @ledger@.coverage v ON v.practice_id = c.practice_id AND v.patient_id = c.patient_id AND v.rank = next_payer_by_coverage.rank
		AND coalesce(v.eff <= c.first_service, true) AND coalesce(v.term >= c.first_service, true)
	WHERE c.practice_id = next_payer_by_coverage.practice_id AND c.claim_id = next_payer_by_coverage.claim_id
$$;
COMMENT ON FUNCTION @ledger@.next_payer_by_coverage(text, text, integer) IS
'The payer of a rank (2 or 3) as rcm.secondary_claim takes it, by the patient''s coverage on the first day of service; null when there is none.';

CREATE OR REPLACE FUNCTION @ledger@.last_answer(practice_id text, claim_id text) RETURNS @ledger@.remittance_claim
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT rc FROM @ledger@.remittance_claim rc
	WHERE rc.practice_id = last_answer.practice_id AND rc.claim_id = last_answer.claim_id AND rc.state = 'posted' AND rc.status IS DISTINCT FROM '22'
		AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim b
			WHERE b.practice_id = rc.practice_id AND b.reverses_remittance = rc.remittance_id AND b.reverses_claim = rc.claim_no)
	ORDER BY rc.party DESC, rc.remittance_id DESC, rc.claim_no DESC LIMIT 1
$$;
COMMENT ON FUNCTION @ledger@.last_answer(text, text) IS
'The last answer to a claim that was not taken back, of the payer furthest in the row; null when there is none.';

CREATE OR REPLACE FUNCTION @ledger@.submit_next_payer(practice_id text, claim_id text, next_payer jsonb DEFAULT NULL, forced boolean DEFAULT false)
	RETURNS TABLE (interchange_id bigint, submission_id bigint, payer_seq text)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	c      @ledger@.claim;
	answer @ledger@.remittance_claim;
	rank   integer;
	base   rcm.claim;
	doc    rcm.claim;
	faults text;
	sent   record;
BEGIN
	-- in the order in which submit locks
	PERFORM 1 FROM @ledger@.practice p WHERE p.practice_id = submit_next_payer.practice_id FOR NO KEY UPDATE;
	PERFORM @ledger@.lock_claims(submit_next_payer.practice_id, ARRAY[submit_next_payer.claim_id]);
	SELECT * INTO c FROM @ledger@.claim x WHERE x.practice_id = submit_next_payer.practice_id AND x.claim_id = submit_next_payer.claim_id;
	answer := @ledger@.last_answer(submit_next_payer.practice_id, submit_next_payer.claim_id);
	IF c.claim_id IS NULL THEN
		RAISE EXCEPTION 'there is no claim "%"', claim_id USING ERRCODE = 'RC010';
	ELSIF answer.claim_id IS NULL OR c.state NOT IN ('paid', 'denied', 'rejected') THEN
		RAISE EXCEPTION 'claim "%" is %, and has no answer for a next payer to go by', claim_id, c.state USING ERRCODE = 'RC010',
			HINT = 'The next payer is billed once the one before has answered (paid or denied).';
	ELSIF answer.party = 'insurer_3' THEN
		RAISE EXCEPTION 'claim "%" has been answered by the third payer: there is none behind', claim_id USING ERRCODE = 'RC010';
	ELSIF NOT forced AND (answer.crossover_payer IS NOT NULL OR answer.status IN ('19', '20', '21')) THEN
		RAISE EXCEPTION 'the payer has forwarded claim "%" itself', claim_id USING ERRCODE = 'RC010',
			DETAIL = 'Its remittance says so (CLP02 19, 20 or 21, or a crossover carrier).',
			HINT = 'Wait for the next payer''s answer. If it never got the claim, call submit_next_payer with forced => true.';
	END IF;
	rank := CASE answer.party WHEN 'insurer_1' THEN 1 ELSE 2 END;
	payer_seq := CASE rank WHEN 1 THEN 'S' ELSE 'T' END;
	IF NOT forced AND EXISTS (SELECT FROM @ledger@.submission s WHERE s.practice_id = submit_next_payer.practice_id
			AND s.claim_id = submit_next_payer.claim_id AND s.payer_seq = submit_next_payer.payer_seq AND s.state <> 'rejected') THEN
		RAISE EXCEPTION 'claim "%" has been sent to the next payer already', claim_id USING ERRCODE = 'RC010',
			HINT = 'To send it again all the same, call submit_next_payer with forced => true.';
	END IF;
	SELECT s.document INTO base FROM @ledger@.submission s
		WHERE s.practice_id = submit_next_payer.practice_id AND s.claim_id = submit_next_payer.claim_id AND s.state <> 'rejected'
			AND s.payer_seq = CASE rank WHEN 1 THEN 'P' ELSE 'S' END
		ORDER BY s.submission_id DESC LIMIT 1;
	next_payer := coalesce(next_payer, @ledger@.next_payer_by_coverage(submit_next_payer.practice_id, submit_next_payer.claim_id, rank + 1));
	IF next_payer IS NULL THEN
		RAISE EXCEPTION 'no next payer is known for claim "%"', claim_id USING ERRCODE = 'RC010',
			HINT = format('Give it as next_payer, or record the patient''s coverage of rank %s on the first day of service.', rank + 1);
	END IF;
	doc := @ledger@.document_to_send(submit_next_payer.practice_id, rcm.secondary_claim(coalesce(base, c.document),
		(SELECT i.file FROM @ledger@.remittance r JOIN @ledger@.interchange i ON i.practice_id = r.practice_id AND i.interchange_id = r.interchange_id
			WHERE r.practice_id = answer.practice_id AND r.remittance_id = answer.remittance_id), next_payer), @ledger@.today(submit_next_payer.practice_id));
	SELECT string_agg(DISTINCT f.edit, ', ') INTO faults FROM rcm.scrub(doc, submit_next_payer.practice_id) f WHERE f.severity = 'reject';
	IF faults IS NOT NULL THEN
		RAISE EXCEPTION 'claim "%" cannot go to the next payer: an edit rejects it', claim_id USING ERRCODE = 'RC010',
			DETAIL = format('Edits: %s.', faults), HINT = 'What the next payer needs otherwise can be given with next_payer.';
	END IF;
	SELECT * INTO sent FROM @ledger@.send_documents(submit_next_payer.practice_id, c.form, ARRAY[c.claim_id], ARRAY[doc]);
	IF sent.fault IS NOT NULL THEN
		RAISE EXCEPTION 'claim "%" cannot be written for the next payer', claim_id USING ERRCODE = 'RC010',
			DETAIL = format('%s, %s: %s.', sent.fault ->> 'element', sent.fault ->> 'path', sent.fault ->> 'message');
	END IF;
	UPDATE @ledger@.claim x SET state = 'ready', state_reason = 'mended for the next payer'
		WHERE x.practice_id = c.practice_id AND x.claim_id = c.claim_id AND x.state = 'rejected';
	UPDATE @ledger@.claim x SET state = 'submitted', state_reason = 'submission ' || sent.submission_id
		WHERE x.practice_id = c.practice_id AND x.claim_id = c.claim_id;
	interchange_id := sent.interchange_id;
	submission_id := sent.submission_id;
	RETURN NEXT;
END
$$;
COMMENT ON FUNCTION @ledger@.submit_next_payer(text, text, jsonb, boolean) IS
'Sends an answered claim to the second or third payer: rcm.secondary_claim of what was sent to the payer before and of the remittance that answered it. The document of the claim stays what it is; the submission has what the next payer saw. next_payer: as rcm.secondary_claim takes it; null: by the patient''s coverage of the next rank on the first day of service. forced: send it although the payer before has forwarded it itself (crossover), or it was sent already. payer_seq is S or T. Refused, and nothing sent: RC010 (no such claim, no answer, crossover, sent already, no next payer known, an edit or the writer of the 837 refuses it), RC009 (the remittance does not explain the claim to the cent), RC003 (no library to judge by). What waits for this, the view awaiting_next_payer lists.

    SELECT n.* FROM @ledger@.awaiting_next_payer w, @ledger@.submit_next_payer(w.practice_id, w.claim_id) n WHERE w.practice_id = ''north'';';

CREATE OR REPLACE VIEW @ledger@.awaiting_next_payer WITH (security_invoker = true) AS
	WITH owed AS (
		SELECT r.practice_id, r.claim_id, 'S' AS payer_seq, 2 AS rank, sum(r.insurer_2) AS balance, min(r.insurer_2_since) AS since,
			'insurer_1'::rcm.account AS answered_as
		FROM @ledger@.receivable r WHERE r.insurer_2 OPERATOR(rcm.>) 0 GROUP BY r.practice_id, r.claim_id
		UNION ALL
		SELECT r.practice_id, r.claim_id, 'T', 3, sum(r.insurer_3), min(r.insurer_3_since), 'insurer_2'::rcm.account
		FROM @ledger@.receivable r WHERE r.insurer_3 OPERATOR(rcm.>) 0 GROUP BY r.practice_id, r.claim_id)
	SELECT o.practice_id, o.claim_id, o.payer_seq, o.balance, o.since, c.state, v.payer_id, v.coverage_id
	FROM owed o
	JOIN @ledger@.claim c ON c.practice_id = o.practice_id AND c.claim_id = o.claim_id
	LEFT JOIN @ledger@.coverage v ON v.practice_id = c.practice_id AND v.patient_id = c.patient_id AND v.rank = o.rank
		AND coalesce(v.eff <= c.first_service, true) AND coalesce(v.term >= c.first_service, true)
	WHERE c.payer_seq <> o.payer_seq
		AND NOT EXISTS (SELECT FROM @ledger@.submission s WHERE s.practice_id = o.practice_id AND s.claim_id = o.claim_id
			AND s.payer_seq = o.payer_seq AND s.state <> 'rejected')
		AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim rc WHERE rc.practice_id = o.practice_id AND rc.claim_id = o.claim_id
			AND rc.state = 'posted' AND rc.party OPERATOR(rcm.=) o.answered_as
			AND (rc.crossover_payer IS NOT NULL OR rc.status IN ('19', '20', '21'))
			AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim b
				WHERE b.practice_id = rc.practice_id AND b.reverses_remittance = rc.remittance_id AND b.reverses_claim = rc.claim_no));
COMMENT ON VIEW @ledger@.awaiting_next_payer IS 'Claims of which a second or third payer owes something, to whom nobody has sent them: neither the practice nor, by crossover, the payer before. submit_next_payer sends them.';
COMMENT ON COLUMN @ledger@.awaiting_next_payer.practice_id IS 'The practice.';
COMMENT ON COLUMN @ledger@.awaiting_next_payer.claim_id IS 'The claim.';
COMMENT ON COLUMN @ledger@.awaiting_next_payer.payer_seq IS 'S or T: whose turn it is.';
COMMENT ON COLUMN @ledger@.awaiting_next_payer.balance IS 'What this payer owes.';
COMMENT ON COLUMN @ledger@.awaiting_next_payer.since IS 'Since when.';
COMMENT ON COLUMN @ledger@.awaiting_next_payer.state IS 'Where the claim stands; rejected: the next payer did not take it in.';
COMMENT ON COLUMN @ledger@.awaiting_next_payer.payer_id IS 'The payer by the patient''s coverage; null: none is recorded.';
COMMENT ON COLUMN @ledger@.awaiting_next_payer.coverage_id IS 'That coverage.';

/* ---- src/ledger/code/44-acknowledge.sql ---- */

-- 44-acknowledge.sql - what was said about what was sent: TA1, 999, 277CA, 277

CREATE OR REPLACE FUNCTION @ledger@.outbound(practice_id text, number text) RETURNS bigint
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT i.interchange_id FROM @ledger@.interchange i
	WHERE i.practice_id = outbound.practice_id AND i.direction = 'out' AND outbound.number ~ '^[0-9]{1,9}$'
		AND i.control_number = lpad(outbound.number, 9, '0')
$$;
COMMENT ON FUNCTION @ledger@.outbound(text, text) IS
'The interchange that was sent under a control number, with or without its leading zeros (ISA13, GS06); null: none.';

CREATE OR REPLACE FUNCTION @ledger@.apply_verdicts(practice_id text, submissions bigint[], accepted boolean[], ranks integer[], reasons text[], days date[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	PERFORM @ledger@.lock_claims(apply_verdicts.practice_id, ARRAY(SELECT s.claim_id FROM @ledger@.submission s
		WHERE s.practice_id = apply_verdicts.practice_id AND s.submission_id = ANY (submissions)));
	WITH verdict AS (
		SELECT DISTINCT ON (v.id) v.*, coalesce(v.day, @ledger@.today(apply_verdicts.practice_id)) AS told_on
		FROM unnest(submissions, accepted, ranks, reasons, days) v (id, accepted, rank, reason, day)
		WHERE v.accepted IS NOT NULL ORDER BY v.id, v.day DESC NULLS LAST, v.accepted)
	UPDATE @ledger@.submission s SET
		state = CASE WHEN v.accepted THEN 'accepted' ELSE 'rejected' END,
		state_reason = CASE WHEN NOT v.accepted THEN v.reason END,
		accepted_on = CASE WHEN v.accepted THEN least(s.accepted_on, v.told_on) ELSE s.accepted_on END
	FROM verdict v
	JOIN @ledger@.submission x ON x.practice_id = apply_verdicts.practice_id AND x.submission_id = v.id
	JOIN @ledger@.claim c ON c.practice_id = x.practice_id AND c.claim_id = x.claim_id
	WHERE s.practice_id = x.practice_id AND s.submission_id = v.id
		AND CASE WHEN v.accepted THEN x.state <> 'rejected'
				-- taken in after all: only if somebody says so who knows as much as the one who rejected it, and not before
				OR (v.rank >= CASE split_part(x.state_reason, ' ', 1) WHEN 'TA1' THEN 0 WHEN '999' THEN 1 WHEN '997' THEN 1 ELSE 2 END
					AND NOT EXISTS (SELECT FROM @ledger@.acknowledgement a WHERE a.practice_id = x.practice_id AND a.submission_id = x.submission_id
						AND a.state = 'rejected' AND a.effective_on > v.told_on))
			-- what the payer has judged was taken in, whatever is said afterwards
			ELSE c.state NOT IN ('paid', 'denied', 'closed') AND NOT EXISTS (SELECT FROM @ledger@.submission_answer a
				WHERE a.practice_id = x.practice_id AND a.submission_id = x.submission_id) END;
	UPDATE @ledger@.claim c SET state = s.state, state_reason = s.state_reason
	FROM @ledger@.submission s
	WHERE s.practice_id = apply_verdicts.practice_id AND s.submission_id = ANY (submissions) AND s.state <> 'submitted'
		AND c.practice_id = s.practice_id AND c.claim_id = s.claim_id AND c.state IN ('submitted', 'accepted', 'rejected') AND c.state <> s.state
		AND NOT EXISTS (SELECT FROM @ledger@.submission n WHERE n.practice_id = s.practice_id AND n.claim_id = s.claim_id AND n.submission_id > s.submission_id);
END
$$;
COMMENT ON FUNCTION @ledger@.apply_verdicts(text, bigint[], boolean[], integer[], text[], date[]) IS
'Moves submissions, and the claims whose last submission they are, by what was said of them: accepted or not (null: nothing was), how much the sender can know (0 TA1, 1 a 999 or a mere receipt, 2 a 277), the reason of a rejection (the transaction, then codes), the day. A rejection of what the payer has answered changes nothing. What was rejected is accepted after all only by somebody who knows as much and does not speak of an earlier day.';

CREATE OR REPLACE FUNCTION @ledger@.read_999(practice_id text, interchange_id bigint, file bytea) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	INSERT INTO @ledger@.acknowledgement (practice_id, interchange_id, kind, answers, state, codes, message)
		SELECT read_999.practice_id, read_999.interchange_id, a.kind, @ledger@.outbound(read_999.practice_id, coalesce(a.acknowledged_interchange, a.acknowledged_group)),
			coalesce(a.state, 'not said'), a.notes, concat_ws(' ', a.level, coalesce(a.acknowledged_transaction, a.acknowledged_group, a.acknowledged_interchange))
		FROM rcm.acknowledgements(file) a ORDER BY a.acknowledgement;
	INSERT INTO @ledger@.acknowledgement (practice_id, interchange_id, kind, answers, submission_id, claim_id, state, codes)
		SELECT read_999.practice_id, read_999.interchange_id, a.kind, s.interchange_id, s.submission_id, e.claim_id, coalesce(a.state, 'not said'),
			array_agg(e.segment_id || coalesce(lpad(e.element_position::text, 2, '0') || ':' || e.element_code, ':' || e.segment_code) ORDER BY e.error)
		FROM rcm.acknowledgements(file) a
		JOIN rcm.acknowledgement_errors(file) e USING (acknowledgement)
		LEFT JOIN @ledger@.submission s ON s.practice_id = read_999.practice_id AND s.claim_id = e.claim_id
			AND s.interchange_id = @ledger@.outbound(read_999.practice_id, a.acknowledged_group)
		WHERE e.claim_id IS NOT NULL
		GROUP BY a.acknowledgement, a.kind, s.interchange_id, s.submission_id, e.claim_id, a.state ORDER BY a.acknowledgement, e.claim_id;
	PERFORM @ledger@.apply_verdicts(read_999.practice_id, array_agg(v.submission_id), array_agg(v.accepted), array_agg(v.rank), array_agg(v.reason), array_agg(NULL::date))
	FROM (
		WITH said AS (
			SELECT a.*, @ledger@.outbound(read_999.practice_id, coalesce(a.acknowledged_interchange, a.acknowledged_group)) AS answers
			FROM rcm.acknowledgements(file) a)
		SELECT s.submission_id, CASE w.kind WHEN 'TA1' THEN 0 ELSE 1 END AS rank,
			-- a rejected group goes before what is said of its transactions; that a TA1 accepts says nothing of the claims
			CASE WHEN w.accepted = false THEN false WHEN w.kind = 'TA1' THEN NULL WHEN t.level IS NOT NULL THEN t.accepted ELSE w.accepted END AS accepted,
			concat_ws(' ', w.kind, nullif(array_to_string(coalesce(nullif(t.notes, '{}'), w.notes), ' '), ''),
				(SELECT string_agg(array_to_string(k.codes, ' '), ' ') FROM @ledger@.acknowledgement k WHERE k.practice_id = s.practice_id
					AND k.interchange_id = read_999.interchange_id AND k.submission_id = s.submission_id)) AS reason
		FROM said w
		JOIN @ledger@.submission s ON s.practice_id = read_999.practice_id AND s.interchange_id = w.answers
		LEFT JOIN said t ON t.level = 'transaction' AND t.answers = w.answers
			AND (t.interchange, t."group", t.transaction) = (w.interchange, w."group", w.transaction)
			AND CASE WHEN t.acknowledged_transaction ~ '^[0-9]{1,9}$' THEN t.acknowledged_transaction::integer END = s.transaction
		WHERE w.level <> 'transaction') v;
	UPDATE @ledger@.interchange i SET
		state = CASE WHEN w.accepted = false THEN 'rejected' ELSE 'accepted' END,
		state_reason = CASE WHEN w.accepted THEN NULL WHEN w.accepted IS NULL THEN w.state ELSE concat_ws(' ', w.kind, nullif(array_to_string(w.notes, ' '), '')) END
	FROM (SELECT DISTINCT ON (b.answers) b.* FROM (
			SELECT a.*, @ledger@.outbound(read_999.practice_id, coalesce(a.acknowledged_interchange, a.acknowledged_group)) AS answers
			FROM rcm.acknowledgements(file) a WHERE a.level <> 'transaction' AND a.state IS NOT NULL) b
		ORDER BY b.answers, b.accepted = false DESC, b.kind = 'TA1') w
	WHERE i.practice_id = read_999.practice_id AND i.interchange_id = w.answers
		-- (a TA1 knows less than the 999 that was here before it)
		AND (w.kind <> 'TA1' OR w.accepted = false OR i.state IN ('written', 'fetched'));
END
$$;
COMMENT ON FUNCTION @ledger@.read_999(text, bigint, bytea) IS
'Keeps and applies what the TA1s, 999s and 997s of a file say: a row of acknowledgement for each interchange, group and transaction that they name, and one for each claim that an error is about. A TA1 that accepts is about the file alone; a 999 takes its claims in or rejects them, by transaction where it says it so.';

CREATE OR REPLACE FUNCTION @ledger@.statuses_of_submissions(practice_id text, file bytea)
	RETURNS TABLE (nth bigint, kind text, answers bigint, submission_id bigint, claim_id text, state text, codes text[], message text, day date,
		accepted boolean, rank integer, payer_claim_control text)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH said AS MATERIALIZED (
		SELECT r.* FROM rcm.submission_states(file) WITH ORDINALITY r),
	-- BHT03 of the batch, which is our control number when nobody has changed it
	batch AS MATERIALIZED (
		SELECT DISTINCT ON (t.interchange, t."group", t.transaction) t.interchange, t."group", t.transaction,
			@ledger@.outbound(statuses_of_submissions.practice_id, split_part(t.trace, '-', 1)) AS sent
		FROM rcm.claim_statuses(file) t WHERE t.level = 'receiver' AND t.trace IS NOT NULL)
	SELECT r.ordinality, CASE WHEN r.guide LIKE '277CA%' THEN '277CA' ELSE '277' END, coalesce(s.interchange_id, b.sent), s.submission_id, r.claim_id,
		coalesce(r.state, 'not said'), r.reasons, r.message, r.effective_date,
		CASE WHEN r.state = 'rejected' THEN false
			WHEN r.state IN ('received', 'accepted', 'forwarded', 'pending', 'requested', 'paid', 'denied', 'revised', 'finalized') THEN true END,
		CASE WHEN r.state IN ('received', 'forwarded') THEN 1 ELSE 2 END, r.payer_claim_control
	FROM said r
	LEFT JOIN batch b ON (b.interchange, b."group", b.transaction) = (r.interchange, r."group", r.transaction)
	LEFT JOIN LATERAL (
		(SELECT x.submission_id, x.interchange_id FROM @ledger@.submission x
		WHERE x.practice_id = statuses_of_submissions.practice_id AND x.claim_id = r.claim_id
		-- the one in the file that it names, else the last that had left by then
		ORDER BY coalesce(x.interchange_id = b.sent, false) DESC, coalesce(x.submitted_on <= r.effective_date, true) DESC, x.submission_id DESC LIMIT 1)
		UNION ALL
		-- what stands for all that was sent
		SELECT x.submission_id, x.interchange_id
		FROM (SELECT @ledger@.outbound(statuses_of_submissions.practice_id, split_part(r.trace, '-', 1)) AS sent) w
		JOIN @ledger@.submission x ON x.practice_id = statuses_of_submissions.practice_id AND x.interchange_id = w.sent
		WHERE r.claim IS NULL AND x.transaction = CASE WHEN r.trace ~ '^[0-9]+-[0-9]{1,6}$' THEN split_part(r.trace, '-', 2)::integer ELSE 1 END
			AND coalesce(rcm.billing_npi(x.document) = r.provider_npi, true)) s ON true
$$;
COMMENT ON FUNCTION @ledger@.statuses_of_submissions(text, bytea) IS
'The rows of rcm.submission_states of a file, each with the submission that it is about: by the file that the batch names (BHT03, our control number), else the last submission of the claim by that day. A row that stands for all that was sent becomes one for each claim of it. accepted and rank are what apply_verdicts takes.';

CREATE OR REPLACE FUNCTION @ledger@.read_277(practice_id text, interchange_id bigint, file bytea) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
BEGIN
	PERFORM @ledger@.lock_claims(read_277.practice_id, ARRAY(SELECT s.claim_id FROM rcm.submission_states(file) s WHERE s.claim_id IS NOT NULL));
	-- the payer's number, while no remittance has told it
	UPDATE @ledger@.claim c SET payer_claim_control = v.payer_claim_control
	FROM (SELECT DISTINCT ON (s.claim_id) s.claim_id, s.payer_seq, r.payer_claim_control
		FROM @ledger@.statuses_of_submissions(read_277.practice_id, file) r
		JOIN @ledger@.submission s ON s.practice_id = read_277.practice_id AND s.submission_id = r.submission_id
		WHERE r.accepted AND r.payer_claim_control IS NOT NULL ORDER BY s.claim_id, r.nth DESC) v
	WHERE c.practice_id = read_277.practice_id AND c.claim_id = v.claim_id AND c.payer_seq = v.payer_seq
		AND c.payer_claim_control IS DISTINCT FROM v.payer_claim_control
		AND (c.payer_claim_control IS NULL OR c.state IN ('submitted', 'accepted', 'rejected'));
	-- papers that the payer asks for
	INSERT INTO @ledger@.attachment (practice_id, claim_id, kind, control_number, asked_by, asked_on, due_on)
		SELECT read_277.practice_id, c.claim_id, x.code, x.trace, 'payer', coalesce(x.status_date, x.created_on, today), x.due_on
		FROM rcm.claim_statuses(file) x JOIN @ledger@.claim c ON c.practice_id = read_277.practice_id AND c.claim_id = x.claim_id
		WHERE x.state = 'requested' AND x.code IS NOT NULL ORDER BY x.status, x.composite;
	INSERT INTO @ledger@.acknowledgement (practice_id, interchange_id, kind, answers, submission_id, claim_id, state, codes, message, effective_on)
		SELECT read_277.practice_id, read_277.interchange_id, r.kind, r.answers, r.submission_id, r.claim_id, r.state, r.codes, r.message, r.day
		FROM @ledger@.statuses_of_submissions(read_277.practice_id, file) r ORDER BY r.nth;
	PERFORM @ledger@.apply_verdicts(read_277.practice_id, array_agg(r.submission_id), array_agg(r.accepted), array_agg(r.rank),
			array_agg(concat_ws(' ', r.kind, array_to_string(r.codes, ' '))), array_agg(r.day))
		FROM @ledger@.statuses_of_submissions(read_277.practice_id, file) r WHERE r.submission_id IS NOT NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.read_277(text, bigint, bytea) IS
'Keeps and applies what the 277CAs and 277s of a file say of claims: a row of acknowledgement for each, the payer''s number of the claim while no remittance has told it, a row of attachment for each paper that is asked for (its kind is the code that the payer gives).';

CREATE OR REPLACE FUNCTION @ledger@.acknowledge(practice_id text, interchange_id bigint)
	RETURNS TABLE (kind text, item text, state text, detail text)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	bytes bytea;
BEGIN
	-- (who reads the same file at the same time waits here)
	SELECT i.file INTO bytes FROM @ledger@.interchange i
		WHERE i.practice_id = acknowledge.practice_id AND i.interchange_id = acknowledge.interchange_id AND i.direction = 'in' FOR NO KEY UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'no file % has come in', interchange_id USING ERRCODE = 'RC010',
			HINT = 'receive() takes a file in and does all of this.';
	ELSIF EXISTS (SELECT FROM @ledger@.acknowledgement a WHERE a.practice_id = acknowledge.practice_id AND a.interchange_id = acknowledge.interchange_id) THEN
		RETURN QUERY SELECT DISTINCT a.kind, NULL::text, 'known', 'it was read before: nothing changes'
			FROM @ledger@.acknowledgement a WHERE a.practice_id = acknowledge.practice_id AND a.interchange_id = acknowledge.interchange_id ORDER BY 1;
		RETURN;
	END IF;
	PERFORM @ledger@.read_999(acknowledge.practice_id, acknowledge.interchange_id, bytes);
	PERFORM @ledger@.read_277(acknowledge.practice_id, acknowledge.interchange_id, bytes);
	RETURN QUERY
		SELECT a.kind, coalesce(a.claim_id, s.claim_id, a.message), a.state,
			concat_ws('; ', nullif(array_to_string(a.codes, ' '), ''),
				CASE WHEN a.claim_id IS NULL AND a.answers IS NULL THEN 'no file of ours has this number'
					WHEN a.claim_id IS NOT NULL AND a.submission_id IS NULL THEN 'no such claim was sent' END, 'the claim is ' || c.state)
		FROM @ledger@.acknowledgement a
		LEFT JOIN @ledger@.submission s ON s.practice_id = a.practice_id AND s.submission_id = a.submission_id
		LEFT JOIN @ledger@.claim c ON c.practice_id = s.practice_id AND c.claim_id = s.claim_id
		WHERE a.practice_id = acknowledge.practice_id AND a.interchange_id = acknowledge.interchange_id
		ORDER BY a.acknowledgement_id;
END
$$;
COMMENT ON FUNCTION @ledger@.acknowledge(text, bigint) IS
'Reads the TA1s, 999s, 997s, 277CAs and 277s of a file that came in, keeps every statement (acknowledgement), and moves what they are about: interchanges, submissions and claims become accepted or rejected, with the codes as state_reason. A rejection is no denial: the claim was never judged, is mended and sent again as an original. What does not fit changes nothing and is kept: an answer for a number that is not ours, a rejection after the payer has answered, an acceptance by somebody who knows less than the one who rejected. One row for each statement: item is the claim or the number, detail the codes and where the claim stands now. The same file twice changes nothing. Error RC010 when no such file has come in.';

/* ---- src/ledger/code/46-receive.sql ---- */

-- 46-receive.sql - whatever comes in is kept once, and goes where it belongs

CREATE OR REPLACE FUNCTION @ledger@.transactions_of(practice_id text, file bytea) RETURNS text[]
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	-- (the beginning tells: one row for each segment of a large file would cost more than posting it)
	SELECT coalesce(array_agg(DISTINCT CASE s.segment_id WHEN 'TA1' THEN 'TA1'
			WHEN 'ST' THEN s.elements[1] || CASE WHEN s.elements[1] = '277' AND g.version ~ 'X(214|167)' THEN 'CA' ELSE '' END END), '{}')
	FROM rcm.x12_segments(substring(transactions_of.file FOR 262144)) s
	LEFT JOIN LATERAL (SELECT coalesce(s.elements[3], '') AS version) g ON true
	WHERE s.segment_id IN ('ST', 'TA1')
$$;
COMMENT ON FUNCTION @ledger@.transactions_of(text, bytea) IS
'Which transactions a file holds, as far as its first 256 KiB tell: TA1, 835, 999, 277CA and so on.';

CREATE OR REPLACE FUNCTION @ledger@.patient_of_answer(practice_id text, member_id text, birth_date date, first_name text) RETURNS text
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH one AS (
		SELECT DISTINCT p.patient_id, p.birth_date = patient_of_answer.birth_date AS born, upper(p.first_name) = upper(patient_of_answer.first_name) AS named
		FROM @ledger@.coverage v JOIN @ledger@.patient p ON p.practice_id = v.practice_id AND p.patient_id = v.patient_id
		WHERE v.practice_id = patient_of_answer.practice_id AND v.member_id = patient_of_answer.member_id),
	best AS (
		SELECT o.patient_id, rank() OVER (ORDER BY coalesce(o.born, false) DESC, coalesce(o.named, false) DESC) AS place FROM one o
		-- whoever was born on another day is another one of the family
		WHERE o.born IS DISTINCT FROM false)
	SELECT min(b.patient_id) FROM best b WHERE b.place = 1 HAVING count(*) = 1
$$;
COMMENT ON FUNCTION @ledger@.patient_of_answer(text, text, date, text) IS
'The patient whom an answer about coverage means: who has the member id by a coverage; of several, who is born on that day, then who has that first name. Null when that is nobody or more than one.';

CREATE OR REPLACE FUNCTION @ledger@.read_271(practice_id text, interchange_id bigint, file bytea)
	RETURNS TABLE (kind text, item text, state text, detail text)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
BEGIN
	RETURN QUERY
		WITH answer AS MATERIALIZED (
			SELECT r.*, coalesce((SELECT min((d ->> 'from')::date) FROM jsonb_array_elements(r.dates) d WHERE d ->> 'qualifier' = '472'), r.created, today) AS day
			FROM rcm.eligibility_responses(file) r),
		snapshot AS MATERIALIZED (
			SELECT d.day, s.response, s.eligibility FROM (SELECT DISTINCT a.day FROM answer a) d, rcm.eligibility_snapshot(file, d.day) s),
		kept AS (
			INSERT INTO @ledger@.eligibility AS e (practice_id, patient_id, payer_id, member_id, service_on, status, snapshot, interchange_id)
			SELECT read_271.practice_id, @ledger@.patient_of_answer(read_271.practice_id, a.member_id, a.dob, a.first), a.payer_id, a.member_id, a.day,
				s.eligibility ->> 'status', s.eligibility, read_271.interchange_id
			FROM answer a JOIN snapshot s ON s.response = a.response AND s.day = a.day ORDER BY a.response
			RETURNING e.eligibility_id, e.patient_id)
		SELECT '271', a.trace_number, CASE WHEN s.response IS NOT NULL THEN coalesce(s.eligibility ->> 'status', 'kept') WHEN a.rejected THEN 'rejected' ELSE 'not said' END,
			CASE WHEN s.response IS NULL THEN (SELECT string_agg(concat_ws(': ', j.reason, j.meaning), '; ' ORDER BY j.segment) FROM rcm.eligibility_rejections(file) j WHERE j.response = a.response)
				WHEN @ledger@.patient_of_answer(read_271.practice_id, a.member_id, a.dob, a.first) IS NULL THEN 'no patient, or more than one, has this member id' END
		FROM answer a LEFT JOIN snapshot s ON s.response = a.response AND s.day = a.day
		-- (a subscriber who is there only because a dependent was asked about was not asked about)
		WHERE s.response IS NOT NULL OR a.rejected OR a.trace_number IS NOT NULL
		ORDER BY a.response;
END
$$;
COMMENT ON FUNCTION @ledger@.read_271(text, bigint, bytea) IS
'Keeps what the 271s of a file say of coverage, each answer as a row of eligibility for the day that was asked about (DTP 472, else the day of the answer), and of the patient who has the member id. One row for each answer: item is the trace number of the question, state active, inactive and so on, or rejected.';

CREATE OR REPLACE FUNCTION @ledger@.receive(practice_id text, file bytea)
	RETURNS TABLE (kind text, item text, state text, detail text)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	kinds text[];
	known record;
	id    bigint;
	done  text[] := '{}';
BEGIN
	IF @ledger@.today(practice_id) IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	END IF;
	kinds := @ledger@.transactions_of(receive.practice_id, file);
	-- who receives the same file at the same time waits for the other one
	PERFORM pg_advisory_xact_lock(hashtextextended(receive.practice_id || encode(sha256(file), 'hex'), 0));
	SELECT i.interchange_id, i.at, i.kind INTO known FROM @ledger@.interchange i
		WHERE i.practice_id = receive.practice_id AND i.sha256 = sha256(receive.file) AND i.direction = 'in' LIMIT 1;
	IF FOUND THEN
		RETURN QUERY SELECT known.kind, known.interchange_id::text, 'known', format('the same file came in on %s: nothing changes', known.at::date);
		RETURN;
	ELSIF kinds = ARRAY['837'] THEN
		RAISE EXCEPTION 'the file holds claims (837)' USING ERRCODE = 'RC010',
			HINT = 'Claims come in as rows: INSERT INTO claim (practice_id, patient_id, document) SELECT ... FROM rcm.claims_from_837(file) AS document.';
	END IF;
	INSERT INTO @ledger@.interchange AS i (practice_id, direction, kind, control_number, file, state)
		SELECT receive.practice_id, 'in', coalesce(nullif(array_to_string(kinds, ', '), ''), 'unknown'),
			(SELECT s.elements[13] FROM rcm.x12_segments(substring(receive.file FOR 1024)) s WHERE s.segment_id = 'ISA' ORDER BY s.segment LIMIT 1), receive.file, 'received'
		RETURNING i.interchange_id INTO id;
	-- each reader takes its own transactions out of the file, wherever they are in it
	IF EXISTS (SELECT FROM rcm.remittance_payments(receive.file)) THEN
		done := done || '{835}';
		RETURN QUERY SELECT '835', p.trace_number, p.state, array_to_string(p.detail, '; ') FROM @ledger@.post_835(receive.practice_id, receive.file, id) p;
	END IF;
	RETURN QUERY SELECT * FROM @ledger@.acknowledge(receive.practice_id, id);
	IF FOUND THEN
		done := done || '{TA1,999,997,277,277CA}';
	END IF;
	RETURN QUERY SELECT * FROM @ledger@.read_271(receive.practice_id, id, receive.file);
	IF FOUND THEN
		done := done || '{271}';
	END IF;
	-- what nobody took
	RETURN QUERY SELECT k.kind, NULL::text, CASE k.kind WHEN '837' THEN 'refused' ELSE 'kept' END,
			CASE k.kind WHEN '837' THEN 'claims come in as rows of claim: rcm.claims_from_837 reads them' ELSE 'nothing is done with this kind of transaction' END
		FROM unnest(CASE WHEN kinds = '{}' AND done = '{}' THEN '{unknown}' ELSE kinds END) k (kind) WHERE k.kind <> ALL (done);
	UPDATE @ledger@.interchange i SET items = (
			SELECT coalesce((SELECT sum(r.claims) FROM @ledger@.remittance r WHERE r.practice_id = i.practice_id AND r.interchange_id = i.interchange_id), 0)
				+ (SELECT count(*) FROM @ledger@.acknowledgement a WHERE a.practice_id = i.practice_id AND a.interchange_id = i.interchange_id)
				+ (SELECT count(*) FROM @ledger@.eligibility e WHERE e.practice_id = i.practice_id AND e.interchange_id = i.interchange_id))
		WHERE i.practice_id = receive.practice_id AND i.interchange_id = id;
END
$$;
COMMENT ON FUNCTION @ledger@.receive(text, bytea) IS
'Takes any X12 file in: keeps it byte for byte, and does with each transaction what it is for. 835: post_835; TA1, 999, 997, 277CA, 277: acknowledge; 271: a row of eligibility for each answer. One row for each statement or payment: its kind, what it is about (trace number, claim, control number), where it stands now, and why. The same file again changes nothing (state known). A transaction of another kind is kept and told. A file of claims (837) is refused, RC010: they are written as rows. Bytes that are no X12 are RC006; nothing is kept of them. Other errors: RC010 no such practice.

    SELECT * FROM @ledger@.receive(''north'', pg_read_binary_file(''/tmp/inbox/0815.x12''));';

/* ---- src/ledger/code/47-chain.sql ---- */

-- 47-chain.sql - what was sent of a claim, in order, and what came back

CREATE OR REPLACE VIEW @ledger@.submission_answer WITH (security_invoker = true) AS
	SELECT s.practice_id, s.submission_id, s.claim_id, s.payer_id, s.payer_seq, s.submitted_on, rc.remittance_id, rc.claim_no,
		r.payment_date AS answered_on, rc.paid,
		rc.status = '4' OR (rc.paid OPERATOR(rcm.=) 0 AND coalesce((
			SELECT bool_or(rcm.adjustment_class(a.group_code, a.carc) IN ('denial', 'unclassified')) AND NOT bool_or(a.group_code = 'PR')
			FROM @ledger@.remittance_adjustment a
			WHERE a.practice_id = rc.practice_id AND a.remittance_id = rc.remittance_id AND a.claim_no = rc.claim_no AND a.amount OPERATOR(rcm.>) 0), false)) AS denied,
		EXISTS (SELECT FROM @ledger@.remittance_claim b
			WHERE b.practice_id = rc.practice_id AND b.reverses_remittance = rc.remittance_id AND b.reverses_claim = rc.claim_no) AS taken_back
	FROM @ledger@.submission s
	JOIN @ledger@.remittance_claim rc ON rc.practice_id = s.practice_id AND rc.claim_id = s.claim_id AND rc.state = 'posted' AND rc.status IS DISTINCT FROM '22'
		AND rc.party OPERATOR(rcm.=) CASE s.payer_seq WHEN 'P' THEN 'insurer_1'::rcm.account WHEN 'S' THEN 'insurer_2'::rcm.account ELSE 'insurer_3'::rcm.account END
	JOIN @ledger@.remittance r ON r.practice_id = rc.practice_id AND r.remittance_id = rc.remittance_id
		AND r.payment_date >= s.submitted_on AND r.posted_at >= s.submitted_at
	WHERE s.state <> 'rejected'
		AND NOT EXISTS (SELECT FROM @ledger@.submission n
			WHERE n.practice_id = s.practice_id AND n.claim_id = s.claim_id AND n.payer_seq = s.payer_seq AND n.state <> 'rejected'
				AND n.submission_id > s.submission_id AND n.submitted_on <= r.payment_date AND n.submitted_at <= r.posted_at);
COMMENT ON VIEW @ledger@.submission_answer IS 'Which claim as sent each remitted claim answers: the last submission to that payer that had left by the day of payment, and when it was posted. One row for each answer; reversals are none.';
COMMENT ON COLUMN @ledger@.submission_answer.practice_id IS 'The practice.';
COMMENT ON COLUMN @ledger@.submission_answer.submission_id IS 'The claim as sent.';
COMMENT ON COLUMN @ledger@.submission_answer.claim_id IS 'The claim.';
COMMENT ON COLUMN @ledger@.submission_answer.payer_id IS 'The payer that it was sent to.';
COMMENT ON COLUMN @ledger@.submission_answer.payer_seq IS 'P, S or T.';
COMMENT ON COLUMN @ledger@.submission_answer.submitted_on IS 'Day on which it left.';
COMMENT ON COLUMN @ledger@.submission_answer.remittance_id IS 'The remittance.';
COMMENT ON COLUMN @ledger@.submission_answer.claim_no IS 'remittance_claim.claim_no.';
COMMENT ON COLUMN @ledger@.submission_answer.answered_on IS 'Day of the payment.';
COMMENT ON COLUMN @ledger@.submission_answer.paid IS 'What was paid.';
COMMENT ON COLUMN @ledger@.submission_answer.denied IS 'The payer denies it, or paid nothing for a denial and left nothing to the patient.';
COMMENT ON COLUMN @ledger@.submission_answer.taken_back IS 'The payer has taken this answer back.';

CREATE OR REPLACE VIEW @ledger@.submission_chain WITH (security_invoker = true) AS
	WITH placed AS (
		SELECT s.practice_id, s.claim_id, s.submission_id, s.interchange_id, s.payer_id, s.payer_seq, s.freq, s.charge, s.submitted_at, s.submitted_on,
			s.state, s.state_reason, s.accepted_on, s.replaces,
			dense_rank() OVER (PARTITION BY s.practice_id, s.claim_id ORDER BY array_position(ARRAY['P', 'S', 'T'], s.payer_seq), s.payer_seq) AS chain,
			row_number() OVER chain AS place,
			count(*) OVER (PARTITION BY s.practice_id, s.claim_id, s.payer_seq) AS length,
			max(s.submission_id) FILTER (WHERE s.state <> 'rejected') OVER (PARTITION BY s.practice_id, s.claim_id, s.payer_seq) AS standing,
			CASE WHEN lag(s.digest) OVER chain = s.digest THEN false
				WHEN lag(s.digest) OVER chain IS NOT NULL THEN
					rcm.digest((s.document::jsonb - ARRAY['submit_date', 'freq', 'orig_ref'])::rcm.claim)
					<> rcm.digest(((lag(s.document) OVER chain)::jsonb - ARRAY['submit_date', 'freq', 'orig_ref'])::rcm.claim) END AS changed
		FROM @ledger@.submission s
		WINDOW chain AS (PARTITION BY s.practice_id, s.claim_id, s.payer_seq ORDER BY s.submission_id)),
	answered AS (
		SELECT a.practice_id, a.claim_id, a.submission_id, min(a.answered_on) AS answered_on, sum(a.paid) FILTER (WHERE NOT a.taken_back) AS paid,
			(array_agg(a.denied ORDER BY a.remittance_id DESC, a.claim_no DESC) FILTER (WHERE NOT a.taken_back))[1] AS denied
		FROM @ledger@.submission_answer a GROUP BY a.practice_id, a.claim_id, a.submission_id),
	judged AS (
		SELECT p.*, a.answered_on, a.paid,
			CASE WHEN p.state = 'rejected' THEN 'rejected' WHEN a.denied THEN 'denied' WHEN NOT a.denied THEN 'paid'
				WHEN p.submission_id < p.standing THEN 'replaced' ELSE p.state END AS outcome
		FROM placed p LEFT JOIN answered a ON a.practice_id = p.practice_id AND a.claim_id = p.claim_id AND a.submission_id = p.submission_id)
	SELECT j.practice_id, j.claim_id, j.submission_id, j.chain, j.place,
		CASE WHEN j.freq = '8' THEN 'void' WHEN j.freq = '7' THEN 'replacement' WHEN j.payer_seq <> c.payer_seq THEN 'next payer' ELSE 'original' END AS kind,
		j.interchange_id, j.payer_id, j.payer_seq, j.freq, j.charge, j.submitted_at, j.submitted_on, j.state, j.state_reason, j.accepted_on, j.replaces,
		j.answered_on, j.answered_on - j.submitted_on AS days_to_answer, j.paid, j.outcome,
		CASE WHEN j.length > 1 OR j.outcome NOT IN ('submitted', 'accepted') THEN j.length = 1 AND j.outcome = 'paid' END AS first_pass,
		j.changed
	FROM judged j JOIN @ledger@.claim c ON c.practice_id = j.practice_id AND c.claim_id = j.claim_id;
COMMENT ON VIEW @ledger@.submission_chain IS 'Every submission of a claim with what became of it: a chain is what was sent to one payer, the original and what was sent again, replaces or voids it.';
COMMENT ON COLUMN @ledger@.submission_chain.practice_id IS 'The practice.';
COMMENT ON COLUMN @ledger@.submission_chain.claim_id IS 'The claim.';
COMMENT ON COLUMN @ledger@.submission_chain.submission_id IS 'The claim as sent.';
COMMENT ON COLUMN @ledger@.submission_chain.chain IS 'Which chain of the claim, from 1: the payers in the order in which they are asked.';
COMMENT ON COLUMN @ledger@.submission_chain.place IS 'Place in the chain, from 1.';
COMMENT ON COLUMN @ledger@.submission_chain.kind IS 'original (also when it is sent again after a rejection), replacement, void or next payer.';
COMMENT ON COLUMN @ledger@.submission_chain.interchange_id IS 'The file that it left in.';
COMMENT ON COLUMN @ledger@.submission_chain.payer_id IS 'The payer.';
COMMENT ON COLUMN @ledger@.submission_chain.payer_seq IS 'P, S or T.';
COMMENT ON COLUMN @ledger@.submission_chain.freq IS '1, 7 or 8.';
COMMENT ON COLUMN @ledger@.submission_chain.charge IS 'Total charge.';
COMMENT ON COLUMN @ledger@.submission_chain.submitted_at IS 'When it left.';
COMMENT ON COLUMN @ledger@.submission_chain.submitted_on IS 'The day where the practice is.';
COMMENT ON COLUMN @ledger@.submission_chain.state IS 'submitted, accepted or rejected.';
COMMENT ON COLUMN @ledger@.submission_chain.state_reason IS 'Who rejected it, and the codes.';
COMMENT ON COLUMN @ledger@.submission_chain.accepted_on IS 'Day on which it was taken in.';
COMMENT ON COLUMN @ledger@.submission_chain.replaces IS 'The submission before that stood.';
COMMENT ON COLUMN @ledger@.submission_chain.answered_on IS 'Day of the first payment that answers it; null: none yet.';
COMMENT ON COLUMN @ledger@.submission_chain.days_to_answer IS 'Days from when it left to that day.';
COMMENT ON COLUMN @ledger@.submission_chain.paid IS 'What was paid on it and not taken back.';
COMMENT ON COLUMN @ledger@.submission_chain.outcome IS 'paid (answered, also with nothing to pay), denied, rejected (never judged by the payer), replaced before an answer came; else submitted or accepted.';
COMMENT ON COLUMN @ledger@.submission_chain.first_pass IS 'Answered and not denied, and it is all that was sent to this payer: no rejection, no second time, no replacement. Null while that is open.';
COMMENT ON COLUMN @ledger@.submission_chain.changed IS 'The claim says something else than the submission before it in the chain, days of submission, frequency and orig_ref aside; null: there is none before.';

CREATE OR REPLACE FUNCTION @ledger@.submission_diff(practice_id text, submission_id bigint)
	RETURNS TABLE (path text, "then" jsonb, "now" jsonb)
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH RECURSIVE walk (sent, path, value) AS (
		SELECT v.sent, '', v.doc
		FROM @ledger@.submission s
		JOIN @ledger@.claim c ON c.practice_id = s.practice_id AND c.claim_id = s.claim_id,
		LATERAL (VALUES (true, s.document::jsonb),
			(false, @ledger@.document_to_send(c.practice_id, c.document, s.submitted_on)::jsonb)) v (sent, doc)
		WHERE s.practice_id = submission_diff.practice_id AND s.submission_id = submission_diff.submission_id
		UNION ALL
		SELECT w.sent, w.path || k.step, k.value
		FROM walk w, LATERAL (
			SELECT CASE w.path WHEN '' THEN e.key ELSE '.' || e.key END, e.value
				FROM jsonb_each(CASE jsonb_typeof(w.value) WHEN 'object' THEN w.value ELSE '{}' END) e
			UNION ALL
			SELECT '[' || a.nth - 1 || ']', a.value
				FROM jsonb_array_elements(CASE jsonb_typeof(w.value) WHEN 'array' THEN w.value ELSE '[]' END) WITH ORDINALITY a (value, nth)) k (step, value)),
	leaf AS (
		SELECT * FROM walk w WHERE jsonb_typeof(w.value) NOT IN ('object', 'array'))
	SELECT coalesce(t.path, n.path), t.value, n.value
	FROM (SELECT * FROM leaf WHERE sent) t FULL JOIN (SELECT * FROM leaf WHERE NOT sent) n ON n.path = t.path
	WHERE t.value IS DISTINCT FROM n.value
	ORDER BY 1
$$;
COMMENT ON FUNCTION @ledger@.submission_diff(text, bigint) IS
'What differs between a claim as it was sent and as it is today: the path of each value (lists count from 0), what it was then and is now; null: not there. The day of submission, and control numbers that sending gives to lines, are no difference. No row when nothing differs, or there is no such submission. A claim to a next payer differs from the claim by all that makes it one.

    SELECT d.* FROM @ledger@.submission s, @ledger@.submission_diff(s.practice_id, s.submission_id) d WHERE s.claim_id = ''A-1'';';

/* ---- src/ledger/code/48-follow-up.sql ---- */

-- 48-follow-up.sql - claims that payers do not answer, and what they owe for it

CREATE OR REPLACE FUNCTION @ledger@.payer_turn(practice_id text)
	RETURNS TABLE (payer_id text, answers bigint, median_days integer, p80_days integer, p95_days integer)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT t.payer_id, count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY t.days),
		percentile_disc(0.8) WITHIN GROUP (ORDER BY t.days), percentile_disc(0.95) WITHIN GROUP (ORDER BY t.days)
	FROM (SELECT a.payer_id, min(a.answered_on) - a.submitted_on AS days
		FROM @ledger@.submission_answer a WHERE a.practice_id = payer_turn.practice_id
		GROUP BY a.submission_id, a.payer_id, a.submitted_on) t
	GROUP BY t.payer_id ORDER BY t.payer_id
$$;
COMMENT ON FUNCTION @ledger@.payer_turn(text) IS
'How long each payer takes to answer, from the practice''s own claims: how many answered submissions there are, and the days from submission to the first payment (of zero too) that half of them, 80 and 95 percent took at most (percentile_disc: a number of days that was seen).

    SELECT * FROM @ledger@.payer_turn(''north'');';

CREATE OR REPLACE FUNCTION @ledger@.prompt_pay_due(practice_id text, submission_id bigint) RETURNS date
	LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT t.day + r.electronic_days
	FROM @ledger@.submission s,
		LATERAL (SELECT coalesce(s.accepted_on, s.submitted_on) AS day) t,
		LATERAL rcm.prompt_pay_rule(s.payer_id, coalesce(s.document::jsonb #>> '{billing,addr,state}', ''), t.day) r
	WHERE s.practice_id = prompt_pay_due.practice_id AND s.submission_id = prompt_pay_due.submission_id AND s.state <> 'rejected'
$$;
COMMENT ON FUNCTION @ledger@.prompt_pay_due(text, bigint) IS
'The last day on which the law lets the payer answer a claim as it was sent: counted from the day on which it was taken in, else sent, by rcm.prompt_pay_rule for the payer and the state of the billing provider. Null when no law is known, or the submission was rejected.';

CREATE OR REPLACE FUNCTION @ledger@.unanswered(practice_id text, as_of date DEFAULT NULL)
	RETURNS TABLE (claim_id text, submission_id bigint, payer_id text, payer_seq text, submitted_on date, days_waiting integer, clock text,
		usual_days integer, answers bigint, due_on date, charge rcm.usd)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH waiting AS (
		SELECT s.*, coalesce(unanswered.as_of, @ledger@.today(unanswered.practice_id)) AS day
		FROM @ledger@.claim c
		JOIN @ledger@.submission s ON s.practice_id = c.practice_id AND s.claim_id = c.claim_id AND s.state <> 'rejected'
		WHERE c.practice_id = unanswered.practice_id AND c.state IN ('submitted', 'accepted')
			AND NOT EXISTS (SELECT FROM @ledger@.submission n WHERE n.practice_id = s.practice_id AND n.claim_id = s.claim_id
				AND n.state <> 'rejected' AND n.submission_id > s.submission_id)),
	clocked AS (
		SELECT w.*, w.day - w.submitted_on AS days_waiting, t.p80_days, t.answers, @ledger@.prompt_pay_due(w.practice_id, w.submission_id) AS due_on
		FROM waiting w LEFT JOIN @ledger@.payer_turn(unanswered.practice_id) t ON t.payer_id = w.payer_id AND t.answers >= 10)
	SELECT k.claim_id, k.submission_id, k.payer_id, k.payer_seq, k.submitted_on, k.days_waiting,
		concat_ws(' and ', CASE WHEN k.days_waiting > k.p80_days THEN 'payer' END, CASE WHEN k.day > k.due_on THEN 'law' END),
		k.p80_days, k.answers, k.due_on, k.charge
	FROM clocked k
	WHERE k.days_waiting > k.p80_days OR k.day > k.due_on
	ORDER BY k.days_waiting DESC, k.claim_id
$$;
COMMENT ON FUNCTION @ledger@.unanswered(text, date) IS
'Claims that were submitted or accepted and should have been answered by a day (null: today at the practice): longest first. clock says by what: payer, they wait longer than 80 percent of that payer''s answers took (usual_days, of at least 10 answers); law, the day of the prompt-pay law (due_on) has passed; or "payer and law". Which claims wait is as of now, as_of moves only the day.

    SELECT claim_id, payer_id, days_waiting, clock FROM @ledger@.unanswered(''north'');';

CREATE OR REPLACE FUNCTION @ledger@.interest_owed(practice_id text)
	RETURNS TABLE (claim_id text, submission_id bigint, payer_id text, remittance_id bigint, paid rcm.usd, received_on date, due_on date, paid_on date,
		days_late integer, yearly_percent numeric, interest rcm.usd, interest_paid rcm.usd, source text, verified boolean)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH first AS (
		SELECT a.*, min(a.answered_on) OVER (PARTITION BY a.submission_id) AS first_on
		FROM @ledger@.submission_answer a WHERE a.practice_id = interest_owed.practice_id)
	SELECT a.claim_id, a.submission_id, a.payer_id, a.remittance_id, a.paid, t.day, t.day + r.electronic_days, a.answered_on,
		a.answered_on - t.day - r.electronic_days, r.yearly_percent,
		rcm.prompt_pay_interest(a.paid, t.day, a.answered_on, r.electronic_days, r.yearly_percent),
		coalesce((SELECT -sum(p.amount) FROM @ledger@.provider_adjustment p
			WHERE p.practice_id = a.practice_id AND p.claim_id = a.claim_id AND p.reason = 'L6'), 0::rcm.usd), r.source, r.verified
	FROM first a
	JOIN @ledger@.submission s ON s.practice_id = a.practice_id AND s.submission_id = a.submission_id,
		LATERAL (SELECT coalesce(s.accepted_on, s.submitted_on) AS day) t,
		LATERAL rcm.prompt_pay_rule(s.payer_id, coalesce(s.document::jsonb #>> '{billing,addr,state}', ''), t.day) r
	WHERE a.answered_on = a.first_on AND NOT a.taken_back AND a.paid > 0::rcm.usd AND a.answered_on > t.day + r.electronic_days
	ORDER BY a.answered_on, a.claim_id
$$;
COMMENT ON FUNCTION @ledger@.interest_owed(text) IS
'Claims that were paid later than the prompt-pay law allows, and the interest that is owed on what was paid: rcm.prompt_pay_interest from the day on which the claim was taken in, else sent. Only the first answer to a submission counts: a later correction is no late payment. interest is null where the library does not tell the rate; interest_paid is what the payer has given as interest (PLB L6) with that claim. source and verified say how far the rule can be relied upon. Claims that are not paid yet, unanswered lists.

    SELECT claim_id, paid, days_late, interest, verified FROM @ledger@.interest_owed(''north'');';

/* ---- src/ledger/code/50-match.sql ---- */

-- 50-match.sql - which claim of ours a remitted claim answers, and as which payer

CREATE OR REPLACE FUNCTION @ledger@.match_claims(practice_id text, payer_id text, claims rcm.remitted_claim[],
		OUT claim_no integer, OUT claim_id text, OUT stage text, OUT party rcm.account)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT p.claim, m.claim_id, m.stage,
		CASE WHEN p.status IN ('1', '19') THEN 'insurer_1'::rcm.account
			WHEN p.status IN ('2', '20') THEN 'insurer_2'
			WHEN p.status IN ('3', '21') THEN 'insurer_3'
			-- a denial does not say whose turn it was: that of the last submission to this payer, else of the last one
			ELSE CASE coalesce((SELECT s.payer_seq FROM @ledger@.submission s
						WHERE s.practice_id = match_claims.practice_id AND s.claim_id = m.claim_id
						ORDER BY coalesce(s.payer_id = match_claims.payer_id, false) DESC, s.submission_id DESC LIMIT 1), m.payer_seq)
				WHEN 'P' THEN 'insurer_1'::rcm.account WHEN 'S' THEN 'insurer_2' ELSE 'insurer_3' END END
	FROM unnest(match_claims.claims) p
	-- our own number; one that names a claim of another charge, day and member was not meant for us
	LEFT JOIN LATERAL (
		SELECT c.claim_id, c.payer_seq, 'claim number' AS stage
		FROM @ledger@.claim c
		WHERE c.practice_id = match_claims.practice_id AND c.claim_id = p.claim_id
			AND (c.total_charge IN (p.charge, -p.charge) OR c.first_service = p.first_service OR c.member_id = p.member_id)) n ON true
	LEFT JOIN LATERAL (
		SELECT min(c.claim_id) AS claim_id, min(c.payer_seq) AS payer_seq, 'payer''s claim number' AS stage
		FROM @ledger@.claim c
		WHERE n.claim_id IS NULL AND c.practice_id = match_claims.practice_id AND c.payer_claim_control IN (p.payer_claim_control, p.original_ref)
		HAVING count(*) = 1) k ON true
	LEFT JOIN LATERAL (
		SELECT min(c.claim_id) AS claim_id, min(c.payer_seq) AS payer_seq, 'patient, service date and charge' AS stage
		FROM @ledger@.claim c
		WHERE n.claim_id IS NULL AND k.claim_id IS NULL AND c.practice_id = match_claims.practice_id
			AND c.member_id = p.member_id AND c.first_service = p.first_service AND c.total_charge IN (p.charge, -p.charge)
		HAVING count(*) = 1) d ON true
	CROSS JOIN LATERAL (SELECT coalesce(n.claim_id, k.claim_id, d.claim_id), coalesce(n.payer_seq, k.payer_seq, d.payer_seq),
		coalesce(n.stage, k.stage, d.stage)) m (claim_id, payer_seq, stage)
	-- what was never charged cannot be answered
	WHERE EXISTS (SELECT FROM @ledger@.claim_line x WHERE x.practice_id = match_claims.practice_id AND x.claim_id = m.claim_id)
$$;
COMMENT ON FUNCTION @ledger@.match_claims(text, text, rcm.remitted_claim[]) IS
'Which claim of the ledger each claim of a remittance answers, and as which payer: no row for one that answers none. claims: rows of rcm.remittance_postings of one payment; payer_id: who pays. Stages, the first that tells counts: our claim number (CLP01), if charge, day or member agree too; the payer''s claim number (CLP07 or REF F8), if one claim has it; member, first service date and charge, if one claim has them. "party" is insurer_1, insurer_2 or insurer_3 by CLP02; where that does not say, by whose turn the claim was last sent in.';

CREATE OR REPLACE FUNCTION @ledger@.remitted(practice_id text, remittance_id bigint, claim_no integer) RETURNS rcm.remitted_claim
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT ROW(NULL, rc.claim_no, rc.remitted_id, rc.status, rc.charge, rc.paid, rc.patient_share, NULL, rc.payer_claim_control,
		rc.original_ref, NULL, NULL, rc.member_id, rc.service_on, rc.crossover_payer, NULL, 0, 0, '{}', rc.remarks,
		coalesce((SELECT array_agg(ROW(l.remitted_line, l.control, l.code, l.mods, l.submitted_code, l.submitted_mods, l.rev, l.service_on, NULL,
				l.charge, l.paid, l.allowed, l.units, l.remarks)::rcm.remitted_line ORDER BY l.remitted_line)
			FROM @ledger@.remittance_line l
			WHERE (l.practice_id, l.remittance_id, l.claim_no) = (rc.practice_id, rc.remittance_id, rc.claim_no)), '{}'),
		coalesce((SELECT array_agg(ROW(a.remitted_line, a.adjustment_no, a.group_code, a.carc, a.amount, a.quantity)::rcm.remitted_adjustment ORDER BY a.adjustment_no)
			FROM @ledger@.remittance_adjustment a
			WHERE (a.practice_id, a.remittance_id, a.claim_no) = (rc.practice_id, rc.remittance_id, rc.claim_no)), '{}'))::rcm.remitted_claim
	FROM @ledger@.remittance_claim rc
	WHERE (rc.practice_id, rc.remittance_id, rc.claim_no) = (remitted.practice_id, remitted.remittance_id, remitted.claim_no)
$$;
COMMENT ON FUNCTION @ledger@.remitted(text, bigint, integer) IS
'A remitted claim as rcm.remittance_postings gave it, from what the ledger keeps of it: for posting it later, once its claim is known.';

/* ---- src/ledger/code/52-post.sql ---- */

-- 52-post.sql - posting remittances: a file, a payment, its claims

CREATE OR REPLACE FUNCTION @ledger@.payer_key(tax_id text, payer_id text, name text) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT coalesce(nullif(payer_key.tax_id, ''), nullif(payer_key.payer_id, ''), nullif(payer_key.name, ''), 'unknown')
$$;
COMMENT ON FUNCTION @ledger@.payer_key(text, text, text) IS
'Who pays, as remittance.payer_key has it: the tax id of TRN03 as sent, else the id, else the name of N1*PR.';

CREATE OR REPLACE FUNCTION @ledger@.why_held(practice_id text, payment jsonb, claims rcm.remitted_claim[]) RETURNS text[]
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT array_agg(w.reason ORDER BY w.nth, w.claim)
	FROM jsonb_to_record(why_held.payment) p (complete boolean, trace_number text, payment_date date, balances boolean, difference rcm.usd, amount rcm.usd,
		credit_debit text, claims_paid rcm.usd, provider_adjustments rcm.usd, payee_id text, payee_tin text, payer_tax_id text, payer_id text,
		payer_name text, digest text)
	JOIN @ledger@.practice us ON us.practice_id = why_held.practice_id,
	LATERAL (
		SELECT 1, 0, 'the 835 is cut: its SE is missing' WHERE NOT p.complete
		UNION ALL
		SELECT 2, 0, 'TRN02 is missing: without a trace number nobody can tell whether it was posted before' WHERE p.trace_number IS NULL
		UNION ALL
		SELECT 3, 0, 'BPR16, the payment date, is missing or no date' WHERE p.payment_date IS NULL
		UNION ALL
		SELECT 4, 0, CASE WHEN p.difference IS NULL THEN 'payment: an amount of BPR02, CLP04 or PLB is missing or cannot be read as exact cents'
			ELSE format('payment: BPR02 %s <> claims %s - provider adjustments %s, difference %s', p.amount, p.claims_paid, p.provider_adjustments, p.difference) END
		WHERE p.balances IS NOT TRUE
		UNION ALL
		SELECT 5, 0, format('the payment date %s has not come; at the practice it is %s', p.payment_date, @ledger@.today(why_held.practice_id))
		WHERE p.payment_date > @ledger@.today(why_held.practice_id)
		UNION ALL
		SELECT 6, 0, 'the payee is not this practice: neither its NPI, its tax id nor one of practice.payee_ids'
		WHERE NOT EXISTS (SELECT FROM unnest(us.payee_ids || ARRAY[us.npi::text, us.tin]) own (id)
			WHERE replace(own.id, '-', '') IN (replace(p.payee_id, '-', ''), replace(p.payee_tin, '-', '')))
		UNION ALL
		SELECT 7, 0, 'another remittance has the same payer, trace number, amount and date, but says something else'
		WHERE EXISTS (SELECT FROM @ledger@.remittance r
			WHERE r.practice_id = why_held.practice_id AND r.trace_number = p.trace_number AND r.payment_date = p.payment_date
				AND r.payer_key = @ledger@.payer_key(p.payer_tax_id, p.payer_id, p.payer_name)
				AND r.amount = CASE p.credit_debit WHEN 'D' THEN -p.amount ELSE p.amount END
				AND r.amount <> 0 AND r.digest <> p.digest AND r.state = 'posted')
		UNION ALL
		SELECT 8, c.claim, format('claim %s: %s', c.claim, regexp_replace(f.fault, '^claim: ', ''))
		FROM unnest(why_held.claims) c, unnest(c.faults) f (fault)) w (nth, claim, reason)
$$;
COMMENT ON FUNCTION @ledger@.why_held(text, jsonb, rcm.remitted_claim[]) IS
'Why a payment of an 835 is not posted, one sentence for each reason, null when there is none: it is cut; has no trace number or date; an equation fails at the level of the payment, of a claim or of a line (named with its difference; I5); its date has not come; it is for another payee; or a remittance with the same trace says something else. payment: its row of rcm.remittance_payments; claims: what rcm.remittance_postings says of it. Claims are counted through the payment from 1.';

CREATE OR REPLACE FUNCTION @ledger@.store_inbound(practice_id text, file bytea, kind text) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	id bigint;
BEGIN
	SELECT i.interchange_id INTO id FROM @ledger@.interchange i
		WHERE i.practice_id = store_inbound.practice_id AND i.sha256 = sha256(store_inbound.file) AND i.direction = 'in'
		ORDER BY i.interchange_id LIMIT 1;
	IF NOT FOUND THEN
		INSERT INTO @ledger@.interchange AS i (practice_id, direction, kind, file, state)
			VALUES (store_inbound.practice_id, 'in', store_inbound.kind, store_inbound.file, 'received')
			RETURNING i.interchange_id INTO id;
	END IF;
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.store_inbound(text, bytea, text) IS
'Keeps a file that came in, byte for byte, and returns its number; of a file that is kept already, its number.';

CREATE OR REPLACE FUNCTION @ledger@.post_835(practice_id text, file bytea, interchange_id bigint DEFAULT NULL,
		OUT remittance_id bigint, OUT payment_no integer, OUT trace_number text, OUT amount rcm.usd, OUT state text, OUT detail text[])
	RETURNS SETOF record
	-- (whatever the statistics say of tables that grow with every posting: their indexes are the way)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
DECLARE
	p   record;
	rem @ledger@.remittance;
BEGIN
	IF @ledger@.today(practice_id) IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	END IF;
	interchange_id := coalesce(interchange_id, @ledger@.store_inbound(practice_id, file, '835'));
	FOR p IN
		SELECT q.*, CASE q.credit_debit WHEN 'D' THEN -q.amount ELSE q.amount END AS signed, coalesce(c.claims_of_it, '{}') AS remitted, to_jsonb(q) AS payment_row, a.provider_adjustments_of_it AS plb
		FROM rcm.remittance_payments(file) q
		LEFT JOIN (SELECT r.payment, array_agg(r ORDER BY r.claim) AS claims_of_it FROM rcm.remittance_postings(file) r GROUP BY 1) c USING (payment)
		LEFT JOIN (SELECT a.payment, jsonb_agg(a ORDER BY a.adjustment) AS provider_adjustments_of_it FROM rcm.remittance_provider_adjustments(file) a GROUP BY 1) a USING (payment)
		ORDER BY q.payment
	LOOP
		rem := @ledger@.open_remittance(post_835.practice_id, post_835.interchange_id, p.payment, @ledger@.payer_key(p.payer_tax_id, p.payer_id, p.payer_name),
			coalesce(p.payer_id, p.payer_tax_id), p.payer_name, coalesce(p.payee_id, p.payee_tin), coalesce(p.trace_number, ''), coalesce(p.signed, 0),
			coalesce(p.payment_date, p.production_date, '-infinity'), p.method, p.digest, p.claims);
		remittance_id := rem.remittance_id;
		payment_no := p.payment;
		trace_number := rem.trace_number;
		amount := rem.amount;
		detail := NULL;
		IF rem.state <> 'held' THEN
			state := CASE rem.state WHEN 'posted' THEN 'posted before' ELSE rem.state END;
		ELSE
			detail := @ledger@.why_held(post_835.practice_id, p.payment_row, p.remitted);
			IF detail IS NULL THEN
				PERFORM @ledger@.post_payment(rem, p.remitted, p.plb);
				state := 'posted';
			ELSE
				UPDATE @ledger@.remittance r SET held_because = detail
					WHERE r.practice_id = rem.practice_id AND r.remittance_id = rem.remittance_id AND r.held_because IS DISTINCT FROM detail;
				state := 'held';
			END IF;
		END IF;
		RETURN NEXT;
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.post_835(text, bytea, bigint) IS
'Posts the remittances of an X12 file, each as a whole or not at all; one row for each 835. state: posted; held, when an equation fails or something else is wrong, and "detail" says what: nothing of it was posted, and the others of the file are not touched; posted before, when the same remittance is in the ledger, from this file or another: nothing changes. What a claim or line of the ledger does not answer waits in suspense (view suspense), what is odd besides is listed in posting_exception; the cash of a posted remittance is always its amount. interchange_id: the file''s number where it is stored already.
Order: reversals of what was posted before; claims; reversals of what came in the same payment, or before it; provider adjustments (PLB). For each line: payment to cash; CO and PI to contractual, or, where the reason is a denial, still owed by the payer; PR to the next payer, or the patient; OA 23 moves nothing. Errors: RC010 no such practice, RC006 no X12.

    SELECT trace_number, amount, state, detail FROM billing.post_835(''A'', pg_read_binary_file(''/tmp/era.835''));';

CREATE OR REPLACE FUNCTION @ledger@.open_remittance(practice_id text, interchange_id bigint, payment_no integer, payer_key text, payer_id text,
		payer_name text, payee_id text, trace_number text, amount rcm.usd, payment_date date, method text, digest text, claims integer)
	RETURNS @ledger@.remittance
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	rem @ledger@.remittance;
BEGIN
	-- who posts the same remittance at the same time waits here for the other one
	INSERT INTO @ledger@.remittance AS r (practice_id, interchange_id, payment_no, payer_key, payer_id, payer_name, payee_id, trace_number,
			amount, payment_date, method, digest, claims, state)
		VALUES (open_remittance.practice_id, open_remittance.interchange_id, open_remittance.payment_no, open_remittance.payer_key,
			open_remittance.payer_id, open_remittance.payer_name, open_remittance.payee_id, open_remittance.trace_number, open_remittance.amount,
			open_remittance.payment_date, open_remittance.method, open_remittance.digest, open_remittance.claims, 'held')
		ON CONFLICT ON CONSTRAINT remittance_once DO NOTHING
		RETURNING * INTO rem;
	IF NOT FOUND THEN
		SELECT * INTO rem FROM @ledger@.remittance r
			WHERE r.practice_id = open_remittance.practice_id AND r.payer_key = open_remittance.payer_key AND r.trace_number = open_remittance.trace_number
				AND r.amount = open_remittance.amount AND r.payment_date = open_remittance.payment_date AND r.digest = open_remittance.digest
			FOR NO KEY UPDATE;
		IF NOT FOUND THEN
			RAISE EXCEPTION 'somebody else posted the same remittance at the same time' USING ERRCODE = 'serialization_failure',
				HINT = 'Try again.';
		END IF;
	END IF;
	RETURN rem;
END
$$;
COMMENT ON FUNCTION @ledger@.open_remittance(text, bigint, integer, text, text, text, text, text, rcm.usd, date, text, text, integer) IS
'The row of a remittance, new or as it is, locked: the same remittance is one row whatever file it comes in.';

/* ---- src/ledger/code/53-post-claims.sql ---- */

-- 53-post-claims.sql - posting one payment

CREATE OR REPLACE FUNCTION @ledger@.post_payment(rem @ledger@.remittance, claims rcm.remitted_claim[], provider_adjustments jsonb) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	id       bigint;
	net      rcm.usd;
BEGIN
	id := @ledger@.open_event(rem.practice_id, 'remittance', rem.payment_date);
	PERFORM @ledger@.record_remitted(rem, claims);
	PERFORM @ledger@.lock_claims(rem.practice_id, ARRAY(SELECT DISTINCT rc.claim_id FROM @ledger@.remittance_claim rc
		WHERE rc.practice_id = rem.practice_id AND rc.remittance_id = rem.remittance_id AND rc.claim_id IS NOT NULL));
	-- what was posted before is taken back first; what comes in the same payment can only be afterwards
	PERFORM @ledger@.post_reversals(rem, id);
	PERFORM @ledger@.post_claims(rem, id, rem.payment_date, claims);
	UPDATE @ledger@.remittance r SET state = 'posted', held_because = NULL, posted_at = now(), event_id = id
		WHERE r.practice_id = rem.practice_id AND r.remittance_id = rem.remittance_id;
	PERFORM @ledger@.post_reversals(rem, id);
	PERFORM @ledger@.park_reversals(rem, id);
	PERFORM @ledger@.post_provider_adjustments(rem, id, provider_adjustments);
	PERFORM @ledger@.answer_claims(rem.practice_id, rem.remittance_id);
	SELECT coalesce(sum(CASE account 'cash' WHEN e.to_account THEN e.amount WHEN e.from_account THEN -e.amount ELSE 0 END), 0) INTO net
		FROM @ledger@.entry e WHERE e.practice_id = rem.practice_id AND e.event_id = id AND e.remittance_id = rem.remittance_id;
	IF net <> rem.amount THEN
		RAISE EXCEPTION 'the entries of the remittance do not add up to it' USING ERRCODE = 'internal_error',
			DETAIL = format('Amount %s, entries %s.', rem.amount, net);
	END IF;
	PERFORM @ledger@.settle_waiting_reversals(rem.practice_id, rem.remittance_id);
END
$$;
COMMENT ON FUNCTION @ledger@.post_payment(@ledger@.remittance, rcm.remitted_claim[], jsonb) IS
'Posts one remittance that nothing holds: its claims (rcm.remittance_postings) and its PLB (rcm.remittance_provider_adjustments, a list). Called by post_835.';

CREATE OR REPLACE FUNCTION @ledger@.record_remitted(rem @ledger@.remittance, claims rcm.remitted_claim[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	INSERT INTO @ledger@.remittance_claim (practice_id, remittance_id, claim_no, remitted_id, claim_id, match_stage, party, status, charge, paid,
			patient_share, payer_claim_control, original_ref, member_id, service_on, crossover_payer, remarks, state)
		SELECT rem.practice_id, rem.remittance_id, p.claim, p.claim_id, m.claim_id, m.stage, m.party, p.status, p.charge, p.paid,
			p.patient_responsibility, p.payer_claim_control, p.original_ref, p.member_id, p.first_service, p.crossover_payer, nullif(p.remarks, '{}'),
			CASE WHEN p.status IN ('23', '25') AND p.paid = 0 THEN 'information' WHEN m.claim_id IS NULL OR p.status = '22' THEN 'suspense' ELSE 'posted' END
		FROM unnest(claims) p
		LEFT JOIN @ledger@.match_claims(rem.practice_id, rem.payer_id, claims) m ON m.claim_no = p.claim;
	INSERT INTO @ledger@.remittance_line (practice_id, remittance_id, claim_no, remitted_line, control, code, mods, submitted_code, submitted_mods,
			rev, service_on, charge, paid, allowed, units, remarks)
		SELECT rem.practice_id, rem.remittance_id, p.claim, l.line, l.control, l.code, nullif(l.mods, '{}'), l.submitted_code, nullif(l.submitted_mods, '{}'),
			l.rev, l.service_from, l.charge, l.paid, l.allowed, l.units, nullif(l.remarks, '{}')
		FROM unnest(claims) p, unnest(p.lines) l;
	INSERT INTO @ledger@.remittance_adjustment (practice_id, remittance_id, claim_no, adjustment_no, remitted_line, group_code, carc, amount, quantity)
		SELECT rem.practice_id, rem.remittance_id, p.claim, a.adjustment, a.line, a.group_code, a.carc, a.amount, a.quantity
		FROM unnest(claims) p, unnest(p.adjustments) a;
END
$$;
COMMENT ON FUNCTION @ledger@.record_remitted(@ledger@.remittance, rcm.remitted_claim[]) IS
'Writes what a remittance says, with the claim of ours that each of its claims answers. Called by post_payment.';

CREATE OR REPLACE FUNCTION @ledger@.post_claims(rem @ledger@.remittance, event_id bigint, effective_on date, claims rcm.remitted_claim[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	passes integer;
	by_contract boolean := EXISTS (SELECT FROM @ledger@.contract_rule k WHERE k.practice_id = rem.practice_id AND k.payer_key = rem.payer_key);
BEGIN
	-- a later payer's answer depends on what is owed: the second answer to a claim follows the first
	SELECT max(x.times) INTO passes FROM (
		SELECT count(*) AS times FROM @ledger@.remittance_claim rc, unnest(claims) p
		WHERE rc.practice_id = rem.practice_id AND rc.remittance_id = rem.remittance_id AND p.claim = rc.claim_no AND rc.status IS DISTINCT FROM '22'
			AND rc.claim_id IS NOT NULL
		GROUP BY rc.claim_id) x;
	FOR pass IN 1 .. coalesce(passes, 1) LOOP
		WITH due AS (
			SELECT rc.claim_no, rc.claim_id, rc.party, rc.service_on, rc.charge, p.paid, p.lines,
				CASE WHEN by_contract THEN @ledger@.as_contracted(rem.practice_id, rem.payer_key, p) ELSE p.adjustments END AS adjustments,
				row_number() OVER (PARTITION BY rc.claim_id ORDER BY rc.claim_no) AS nth
			FROM @ledger@.remittance_claim rc JOIN unnest(claims) p ON p.claim = rc.claim_no
			WHERE rc.practice_id = rem.practice_id AND rc.remittance_id = rem.remittance_id
				AND rc.status IS DISTINCT FROM '22' AND rc.state <> 'information'),
		answered AS MATERIALIZED (
			SELECT d.*, ch.lines AS charges, ch.charged,
				-- who owes what the payer calls the patient's share: the next payer of that day, else the patient;
				-- of workers' compensation never the patient, but somebody who has to be found
				CASE WHEN c.filing_ind = 'WC' THEN 'third_party'::rcm.account
					WHEN EXISTS (SELECT FROM @ledger@.coverage v
						WHERE v.practice_id = rem.practice_id AND v.patient_id = c.patient_id
							AND v.rank = CASE d.party WHEN 'insurer_1' THEN 2 WHEN 'insurer_2' THEN 3 END
							AND coalesce(v.eff <= c.first_service, true) AND coalesce(v.term >= c.first_service, true))
					THEN CASE d.party WHEN 'insurer_1' THEN 'insurer_2'::rcm.account ELSE 'insurer_3' END
					ELSE 'patient' END AS next_party
			FROM due d
			LEFT JOIN @ledger@.claim c ON c.practice_id = rem.practice_id AND c.claim_id = d.claim_id
			LEFT JOIN LATERAL (
				SELECT array_agg(ROW(x.line_no, x.control, x.code, x.mods, x.rev, x.service_from, x.service_to, x.charge,
						CASE d.party WHEN 'insurer_1' THEN r.insurer_1 WHEN 'insurer_2' THEN r.insurer_2 ELSE r.insurer_3 END)::rcm.charge_line) AS lines,
					sum(x.charge) AS charged
				FROM @ledger@.claim_line x JOIN @ledger@.receivable r USING (practice_id, claim_id, line_no)
				WHERE x.practice_id = rem.practice_id AND x.claim_id = d.claim_id) ch ON true
			WHERE d.claim_id IS NULL AND pass = 1 OR d.claim_id IS NOT NULL AND d.nth = pass),
		moves AS MATERIALIZED (
			SELECT a.claim_no, a.claim_id, a.service_on, m.*
			FROM answered a
			CROSS JOIN LATERAL rcm.posting_moves(a.paid, a.lines, a.adjustments, a.charges, coalesce(a.party, 'insurer_1'), a.next_party) m),
		odd AS (
			INSERT INTO @ledger@.posting_exception (practice_id, remittance_id, claim_no, remitted_line, problem, amount)
			SELECT rem.practice_id, rem.remittance_id, m.claim_no, m.line,
				CASE WHEN m.claim_id IS NULL THEN 'no claim of ours fits' ELSE m.problem END, m.amount
			FROM moves m WHERE m.problem IS NOT NULL
			UNION ALL
			-- what was charged and is not spoken of stays owed, and is told
			SELECT rem.practice_id, rem.remittance_id, a.claim_no, NULL, format('it speaks of %s, charged were %s', a.charge, a.charged),
				CASE WHEN a.charged > a.charge THEN a.charged - a.charge ELSE a.charge - a.charged END
			FROM answered a WHERE a.charged <> a.charge)
		INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, group_code, carc,
				remittance_id, remitted_claim, remitted_line, exception)
			SELECT rem.practice_id, post_claims.event_id, CASE WHEN m.line_no IS NOT NULL THEN m.claim_id END, m.line_no, m.from_account, m.to_account, m.amount,
				post_claims.effective_on, coalesce(k.group_code, m.group_code), coalesce(k.carc, m.carc), rem.remittance_id, m.claim_no, m.line, k.exception
			FROM moves m
			LEFT JOIN LATERAL @ledger@.contract_of(rem, m.claim_no, m.adjustment, m.service_on) k ON by_contract AND m.adjustment IS NOT NULL
			WHERE m.from_account IS NOT NULL;
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.post_claims(@ledger@.remittance, bigint, date, rcm.remitted_claim[]) IS
'Posts the claims of a remittance that are no reversals, as entries of an event: for each what rcm.posting_moves makes of it and of the charge lines that it answers. Called by post_payment, and for one claim by assign_claim.';

CREATE OR REPLACE FUNCTION @ledger@.as_contracted(practice_id text, payer_key text, claim rcm.remitted_claim) RETURNS rcm.remitted_adjustment[]
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT coalesce(array_agg(ROW(a.line, a.adjustment, CASE WHEN k.rule_id IS NULL THEN a.group_code ELSE 'CO' END,
			CASE WHEN k.rule_id IS NULL THEN a.carc ELSE '45' END, a.amount, a.quantity)::rcm.remitted_adjustment ORDER BY a.adjustment), '{}')
	FROM unnest((as_contracted.claim).adjustments) a
	LEFT JOIN @ledger@.contract_rule k ON k.practice_id = as_contracted.practice_id AND k.payer_key = as_contracted.payer_key
		AND k.group_code = a.group_code AND k.carc = a.carc AND daterange(k.eff, k.term, '[]') @> (as_contracted.claim).first_service
$$;
COMMENT ON FUNCTION @ledger@.as_contracted(text, text, rcm.remitted_claim) IS
'The adjustments of a remitted claim with each that a contract rule calls a discount in the place of CARC 45, so that it moves as one; contract_of gives the entry its own reason back.';

CREATE OR REPLACE FUNCTION @ledger@.contract_of(rem @ledger@.remittance, claim_no integer, adjustment integer, service_on date,
		OUT group_code text, OUT carc text, OUT exception text)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT a.group_code, a.carc, 'contract:' || k.rule_id
	FROM @ledger@.remittance_adjustment a
	JOIN @ledger@.contract_rule k ON k.practice_id = rem.practice_id AND k.payer_key = rem.payer_key
		AND k.group_code = a.group_code AND k.carc = a.carc AND daterange(k.eff, k.term, '[]') @> contract_of.service_on
	WHERE a.practice_id = rem.practice_id AND a.remittance_id = rem.remittance_id AND a.claim_no = contract_of.claim_no
		AND a.adjustment_no = contract_of.adjustment
$$;
COMMENT ON FUNCTION @ledger@.contract_of(@ledger@.remittance, integer, integer, date) IS
'The contract rule that makes an adjustment of a remittance a discount, as its entry names it; no row when there is none.';

/* ---- src/ledger/code/54-reverse.sql ---- */

-- 54-reverse.sql - reversals by the payer, in any order

CREATE OR REPLACE FUNCTION @ledger@.negates(r @ledger@.remittance_claim, o @ledger@.remittance_claim) RETURNS boolean
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH a AS (
		SELECT * FROM @ledger@.remittance_adjustment a WHERE a.practice_id = r.practice_id AND a.remittance_id = r.remittance_id AND a.claim_no = r.claim_no
		UNION ALL
		SELECT * FROM @ledger@.remittance_adjustment a WHERE a.practice_id = o.practice_id AND a.remittance_id = o.remittance_id AND a.claim_no = o.claim_no)
	-- (004010 gives another group for all of them)
	SELECT EXISTS (SELECT FROM a WHERE a.group_code = 'CR')
		OR NOT EXISTS (SELECT FROM a GROUP BY a.group_code, a.carc HAVING sum(a.amount) <> 0)
$$;
COMMENT ON FUNCTION @ledger@.negates(@ledger@.remittance_claim, @ledger@.remittance_claim) IS
'Does one remitted claim take back every reason of another in full?';

CREATE OR REPLACE FUNCTION @ledger@.original_of(practice_id text, remittance_id bigint, claim_no integer) RETURNS @ledger@.remittance_claim
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	r     @ledger@.remittance_claim;
	found @ledger@.remittance_claim;
BEGIN
	SELECT * INTO r FROM @ledger@.remittance_claim x
		WHERE x.practice_id = original_of.practice_id AND x.remittance_id = original_of.remittance_id AND x.claim_no = original_of.claim_no;
	SELECT o.* INTO found
		FROM @ledger@.remittance_claim o
		JOIN @ledger@.remittance ro ON ro.practice_id = o.practice_id AND ro.remittance_id = o.remittance_id
		JOIN @ledger@.remittance rr ON rr.practice_id = o.practice_id AND rr.remittance_id = r.remittance_id AND rr.payer_key = ro.payer_key
		WHERE o.practice_id = r.practice_id
			AND (o.claim_id = r.claim_id OR o.claim_id IS NULL AND o.state = 'suspense' AND o.remitted_id = r.remitted_id)
			AND o.status IS DISTINCT FROM '22' AND o.status IS DISTINCT FROM '25' AND o.state <> 'information' AND o.paid = -r.paid AND o.charge = -r.charge
			AND ro.state = 'posted'
			AND (o.payer_claim_control IS NULL OR r.payer_claim_control IS NULL OR o.payer_claim_control IN (r.payer_claim_control, r.original_ref))
			AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim t
				WHERE t.practice_id = o.practice_id AND t.reverses_remittance = o.remittance_id AND t.reverses_claim = o.claim_no)
			AND @ledger@.negates(r, o)
		ORDER BY o.remittance_id DESC, o.claim_no DESC LIMIT 1;
	RETURN found;
END
$$;
COMMENT ON FUNCTION @ledger@.original_of(text, bigint, integer) IS
'What a reversal takes back (I8): the last answer of the same payer to the same claim whose charge, payment and every reason it negates, and that nothing has taken back yet; null when there is none.';

CREATE OR REPLACE FUNCTION @ledger@.take_back(practice_id text, remittance_id bigint, claim_no integer, event_id bigint, effective_on date) RETURNS boolean
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	o @ledger@.remittance_claim := @ledger@.original_of(practice_id, remittance_id, claim_no);
BEGIN
	IF o.remittance_id IS NULL THEN
		RETURN false;
	END IF;
	-- (the claim may be another than the reversal's number told)
	PERFORM @ledger@.lock_claims(take_back.practice_id, ARRAY[o.claim_id]);
	UPDATE @ledger@.remittance_claim r SET state = 'posted', claim_id = coalesce(o.claim_id, r.claim_id), party = coalesce(o.party, r.party, 'insurer_1'),
			match_stage = coalesce(r.match_stage, 'what it reverses'), reverses_remittance = o.remittance_id, reverses_claim = o.claim_no
		WHERE r.practice_id = take_back.practice_id AND r.remittance_id = take_back.remittance_id AND r.claim_no = take_back.claim_no
			AND o.claim_id IS NOT NULL;
	IF NOT FOUND THEN
		-- both wait for a claim of ours
		UPDATE @ledger@.remittance_claim r SET reverses_remittance = o.remittance_id, reverses_claim = o.claim_no
			WHERE r.practice_id = take_back.practice_id AND r.remittance_id = take_back.remittance_id AND r.claim_no = take_back.claim_no;
	END IF;
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, group_code, carc,
			remittance_id, remitted_claim, remitted_line, receipt_id, exception, reverses)
		SELECT e.practice_id, take_back.event_id, e.claim_id, e.line_no, e.to_account, e.from_account, e.amount, take_back.effective_on, e.group_code, e.carc,
			take_back.remittance_id, take_back.claim_no, e.remitted_line, e.receipt_id, e.exception, e.entry_id
		FROM (SELECT * FROM @ledger@.entry w
				WHERE w.practice_id = take_back.practice_id AND w.claim_id = o.claim_id AND w.remittance_id = o.remittance_id AND w.remitted_claim = o.claim_no
				UNION ALL
				SELECT * FROM @ledger@.entry w
				WHERE w.practice_id = take_back.practice_id AND w.claim_id IS NULL AND w.remittance_id = o.remittance_id AND w.remitted_claim = o.claim_no) e
		-- (what was given back meanwhile stays given back)
		WHERE e.reverses IS NULL AND e.from_account <> 'refund'
			AND NOT EXISTS (SELECT FROM @ledger@.entry b WHERE b.practice_id = e.practice_id AND b.reverses = e.entry_id)
		ORDER BY e.entry_id;
	RETURN true;
END
$$;
COMMENT ON FUNCTION @ledger@.take_back(text, bigint, integer, bigint, date) IS
'Posts a reversal, if what it takes back is found: every entry of that the other way round, whoever has owed it meanwhile. False when it is not found.';

CREATE OR REPLACE FUNCTION @ledger@.post_reversals(rem @ledger@.remittance, event_id bigint) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	r record;
BEGIN
	FOR r IN SELECT rc.claim_no FROM @ledger@.remittance_claim rc
		WHERE rc.practice_id = rem.practice_id AND rc.remittance_id = rem.remittance_id AND rc.status = '22' AND rc.reverses_claim IS NULL
		ORDER BY rc.claim_no
	LOOP
		PERFORM @ledger@.take_back(rem.practice_id, rem.remittance_id, r.claim_no, post_reversals.event_id, rem.payment_date);
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.post_reversals(@ledger@.remittance, bigint) IS
'Posts the reversals of a remittance whose originals are found now. Called by post_payment, before and after the other claims.';

CREATE OR REPLACE FUNCTION @ledger@.park_reversals(rem @ledger@.remittance, event_id bigint) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	INSERT INTO @ledger@.posting_exception (practice_id, remittance_id, claim_no, problem, amount)
		SELECT rem.practice_id, rem.remittance_id, rc.claim_no, 'it reverses what was never posted', rc.paid
		FROM @ledger@.remittance_claim rc
		WHERE rc.practice_id = rem.practice_id AND rc.remittance_id = rem.remittance_id AND rc.status = '22' AND rc.reverses_claim IS NULL;
	INSERT INTO @ledger@.entry (practice_id, event_id, from_account, to_account, amount, effective_on, remittance_id, remitted_claim)
		SELECT rem.practice_id, park_reversals.event_id, CASE WHEN rc.paid < 0 THEN 'cash'::rcm.account ELSE 'suspense' END,
			CASE WHEN rc.paid < 0 THEN 'suspense'::rcm.account ELSE 'cash' END, CASE WHEN rc.paid < 0 THEN -rc.paid ELSE rc.paid END,
			rem.payment_date, rem.remittance_id, rc.claim_no
		FROM @ledger@.remittance_claim rc
		WHERE rc.practice_id = rem.practice_id AND rc.remittance_id = rem.remittance_id AND rc.status = '22' AND rc.reverses_claim IS NULL AND rc.paid <> 0;
END
$$;
COMMENT ON FUNCTION @ledger@.park_reversals(@ledger@.remittance, bigint) IS
'Puts the money of reversals whose originals are not found into suspense, to wait for them. Called by post_payment.';

CREATE OR REPLACE FUNCTION @ledger@.settle_waiting_reversals(practice_id text, remittance_id bigint) RETURNS integer
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	r       record;
	id      bigint;
	settled integer := 0;
BEGIN
	-- (nearly always there is none)
	IF NOT EXISTS (SELECT FROM @ledger@.remittance_claim w WHERE w.practice_id = settle_waiting_reversals.practice_id
			AND w.state = 'suspense' AND w.status = '22' AND w.reverses_claim IS NULL) THEN
		RETURN 0;
	END IF;
	-- reversals of earlier payments, which this payment's claims may be what they reverse
	FOR r IN SELECT w.remittance_id, w.claim_no, min(rc.claim_id) AS claim_id
		FROM @ledger@.remittance_claim rc
		JOIN @ledger@.remittance_claim w ON w.practice_id = rc.practice_id AND w.remitted_id = rc.remitted_id AND w.state = 'suspense'
			AND w.status = '22' AND w.reverses_claim IS NULL AND w.remittance_id <> rc.remittance_id
		WHERE rc.practice_id = settle_waiting_reversals.practice_id AND rc.remittance_id = settle_waiting_reversals.remittance_id
		GROUP BY 1, 2 ORDER BY 1, 2
	LOOP
		UPDATE @ledger@.remittance_claim w SET claim_id = r.claim_id, match_stage = 'what it reverses'
			WHERE w.practice_id = settle_waiting_reversals.practice_id AND w.remittance_id = r.remittance_id AND w.claim_no = r.claim_no AND w.claim_id IS NULL;
		IF (@ledger@.original_of(settle_waiting_reversals.practice_id, r.remittance_id, r.claim_no)).remittance_id IS NOT NULL THEN
			id := @ledger@.open_event(settle_waiting_reversals.practice_id, 'suspense', NULL, 'what the reversal takes back has come');
			PERFORM @ledger@.release_suspense(settle_waiting_reversals.practice_id, r.remittance_id, r.claim_no, id);
			PERFORM @ledger@.take_back(settle_waiting_reversals.practice_id, r.remittance_id, r.claim_no, id, @ledger@.today(settle_waiting_reversals.practice_id));
			PERFORM @ledger@.resolve_exceptions(settle_waiting_reversals.practice_id, r.remittance_id, r.claim_no, 'what it reverses has come');
			PERFORM @ledger@.answer_claims(settle_waiting_reversals.practice_id, r.remittance_id);
			settled := settled + 1;
		END IF;
	END LOOP;
	RETURN settled;
END
$$;
COMMENT ON FUNCTION @ledger@.settle_waiting_reversals(text, bigint) IS
'Posts the reversals that came before what they take back, once a remittance has brought it; returns how many.';

/* ---- src/ledger/code/55-provider-adjustment.sql ---- */

-- 55-provider-adjustment.sql - what a payment has more or less than its claims (PLB)

CREATE OR REPLACE FUNCTION @ledger@.provider_adjustment_account(reason text) RETURNS rcm.account
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT CASE
		WHEN provider_adjustment_account.reason = 'L6' THEN 'interest'::rcm.account
		WHEN provider_adjustment_account.reason IN ('IR', 'LE') THEN 'levy'
		WHEN provider_adjustment_account.reason = 'CT' THEN 'capitation'
		ELSE 'suspense' END
$$;
COMMENT ON FUNCTION @ledger@.provider_adjustment_account(text) IS
'Where a provider adjustment is posted by its reason (PLB03-1): L6 interest; IR and LE, withheld for the tax office or by court order, levy; CT capitation. Everything else - forwarded balances (FB), recoveries (WO), 72, CS, J1, AP and so on - waits in suspense until it resolves: a forwarded balance by the recovery with the same reference, anything else by settle_suspense.';

CREATE OR REPLACE FUNCTION @ledger@.post_provider_adjustments(rem @ledger@.remittance, event_id bigint, adjustments jsonb) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	INSERT INTO @ledger@.provider_adjustment (practice_id, remittance_id, adjustment_no, provider_id, fiscal_date, reason, reference, amount, account, claim_id)
		SELECT rem.practice_id, rem.remittance_id, a.adjustment, a.provider_id, a.fiscal_date, a.reason, a.reference, coalesce(a.amount, 0),
			@ledger@.provider_adjustment_account(a.reason),
			-- references are written in many ways: a word of one that is a claim's number, ours or the payer's
			(SELECT min(c.claim_id) FROM regexp_split_to_table(a.reference, '[^A-Za-z0-9.-]+') word (text)
				JOIN @ledger@.claim c ON c.practice_id = rem.practice_id AND (c.claim_id = word.text OR c.payer_claim_control = word.text)
				WHERE word.text <> '' HAVING count(DISTINCT c.claim_id) = 1)
		FROM jsonb_to_recordset(coalesce(adjustments, '[]')) a (adjustment integer, provider_id text, fiscal_date date, reason text, reference text, amount rcm.usd);
	INSERT INTO @ledger@.entry (practice_id, event_id, from_account, to_account, amount, effective_on, remittance_id, remitted_line)
		SELECT a.practice_id, post_provider_adjustments.event_id, CASE WHEN a.amount > 0 THEN 'cash'::rcm.account ELSE a.account END,
			CASE WHEN a.amount > 0 THEN a.account ELSE 'cash'::rcm.account END, CASE WHEN a.amount > 0 THEN a.amount ELSE -a.amount END,
			rem.payment_date, a.remittance_id, a.adjustment_no
		FROM @ledger@.provider_adjustment a
		WHERE a.practice_id = rem.practice_id AND a.remittance_id = rem.remittance_id AND a.amount <> 0
		ORDER BY a.adjustment_no;
END
$$;
COMMENT ON FUNCTION @ledger@.post_provider_adjustments(@ledger@.remittance, bigint, jsonb) IS
'Posts the PLB of a remittance: a positive amount lowers the payment, so it moves from cash. Its entries have no remitted_claim, and its place in the PLB as remitted_line. Called by post_payment.';

CREATE OR REPLACE FUNCTION @ledger@.settle_suspense(practice_id text, remittance_id bigint, adjustment_no integer, amount rcm.usd, reason text,
		claim_id text DEFAULT NULL, line_no integer DEFAULT NULL, account rcm.account DEFAULT 'insurer_1')
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	a    @ledger@.provider_adjustment;
	open rcm.usd;
	id   bigint;
BEGIN
	SELECT * INTO a FROM @ledger@.provider_adjustment x WHERE x.practice_id = settle_suspense.practice_id
		AND x.remittance_id = settle_suspense.remittance_id AND x.adjustment_no = settle_suspense.adjustment_no FOR NO KEY UPDATE;
	IF NOT FOUND OR a.account <> 'suspense' THEN
		RAISE EXCEPTION 'provider adjustment % of remittance % does not wait in suspense', adjustment_no, remittance_id USING ERRCODE = 'RC010';
	END IF;
	PERFORM @ledger@.lock_claims(settle_suspense.practice_id, ARRAY[settle_suspense.claim_id]);
	open := @ledger@.suspense_of(settle_suspense.practice_id, settle_suspense.remittance_id, settle_suspense.adjustment_no);
	IF settle_suspense.amount <= 0 OR settle_suspense.amount > (CASE WHEN open < 0 THEN -open ELSE open END) THEN
		RAISE EXCEPTION 'suspense: % of % is open', CASE WHEN open < 0 THEN -open ELSE open END, a.amount USING ERRCODE = 'RC011',
			DETAIL = format('To be settled: %s.', settle_suspense.amount);
	ELSIF NOT (rcm.owes(settle_suspense.account) AND settle_suspense.claim_id IS NOT NULL
			OR settle_suspense.account IN ('interest', 'levy', 'capitation', 'refund', 'writeoff_administrative') AND settle_suspense.claim_id IS NULL)
			OR settle_suspense.account = 'patient' THEN
		RAISE EXCEPTION 'suspense of a payer cannot be settled with account %', settle_suspense.account USING ERRCODE = 'RC011',
			HINT = 'Give a claim and line with insurer_1, insurer_2, insurer_3 or third_party, or no claim with interest, levy, capitation, refund or writeoff_administrative.';
	END IF;
	id := @ledger@.open_event(settle_suspense.practice_id, 'suspense', NULL, settle_suspense.reason);
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, remittance_id, remitted_line)
		VALUES (settle_suspense.practice_id, id, settle_suspense.claim_id, settle_suspense.line_no,
			CASE WHEN open > 0 THEN 'suspense'::rcm.account ELSE settle_suspense.account END,
			CASE WHEN open > 0 THEN settle_suspense.account ELSE 'suspense'::rcm.account END,
			settle_suspense.amount, @ledger@.today(settle_suspense.practice_id), settle_suspense.remittance_id, settle_suspense.adjustment_no);
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.settle_suspense(text, bigint, integer, rcm.usd, text, text, integer, rcm.account) IS
'Gives money of a provider adjustment that waits in suspense its place, and returns the event: on a charge line (claim_id, line_no, and as "account" the payer), where a recovery (WO) makes the payer owe again what it took back, with the line''s original age, and a balance that was forwarded lowers it; or as interest, levy, capitation, refund or writeoff_administrative without a claim. amount: how much of it, at most what is open. reason is kept. Errors: RC010 when it does not wait, RC011 when less is open, or the account does not fit.';

CREATE OR REPLACE FUNCTION @ledger@.suspense_of(practice_id text, remittance_id bigint, adjustment_no integer) RETURNS rcm.usd
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT coalesce(sum(CASE account 'suspense' WHEN e.to_account THEN e.amount WHEN e.from_account THEN -e.amount ELSE 0 END), 0)
	FROM (SELECT * FROM @ledger@.entry w WHERE w.practice_id = suspense_of.practice_id AND w.remittance_id = suspense_of.remittance_id
			AND w.claim_id IS NULL AND w.remitted_claim IS NULL AND w.remitted_line = suspense_of.adjustment_no
		UNION ALL
		SELECT w.* FROM @ledger@.entry w JOIN @ledger@.event v USING (practice_id, event_id)
		WHERE w.practice_id = suspense_of.practice_id AND w.remittance_id = suspense_of.remittance_id AND v.kind = 'suspense'
			AND w.claim_id IS NOT NULL AND w.remitted_claim IS NULL AND w.remitted_line = suspense_of.adjustment_no) e
$$;
COMMENT ON FUNCTION @ledger@.suspense_of(text, bigint, integer) IS
'What of a provider adjustment is in suspense now: positive when the payer has kept money, negative when it has given some ahead.';

/* ---- src/ledger/code/56-suspense.sql ---- */

-- 56-suspense.sql - what waits, and how it finds its place

CREATE OR REPLACE FUNCTION @ledger@.release_suspense(practice_id text, remittance_id bigint, claim_no integer, event_id bigint) RETURNS void
	LANGUAGE sql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	INSERT INTO @ledger@.entry (practice_id, event_id, from_account, to_account, amount, effective_on, remittance_id, remitted_claim, remitted_line, reverses)
		SELECT e.practice_id, release_suspense.event_id, e.to_account, e.from_account, e.amount, @ledger@.today(release_suspense.practice_id),
			e.remittance_id, e.remitted_claim, e.remitted_line, e.entry_id
		FROM @ledger@.entry e
		WHERE e.practice_id = release_suspense.practice_id AND e.claim_id IS NULL AND e.remittance_id = release_suspense.remittance_id
			AND e.remitted_claim = release_suspense.claim_no AND e.reverses IS NULL
			AND NOT EXISTS (SELECT FROM @ledger@.entry b WHERE b.practice_id = e.practice_id AND b.reverses = e.entry_id)
		ORDER BY e.entry_id
$$;
COMMENT ON FUNCTION @ledger@.release_suspense(text, bigint, integer, bigint) IS
'Takes what waits of a remitted claim out of suspense, for it is posted to a claim in the same event.';

CREATE OR REPLACE FUNCTION @ledger@.resolve_exceptions(practice_id text, remittance_id bigint, claim_no integer, resolution text) RETURNS integer
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	done integer;
BEGIN
	UPDATE @ledger@.posting_exception x SET resolved_at = now(), resolved_by = current_user, resolution = resolve_exceptions.resolution
		WHERE x.practice_id = resolve_exceptions.practice_id AND x.remittance_id = resolve_exceptions.remittance_id
			AND x.claim_no IS NOT DISTINCT FROM resolve_exceptions.claim_no AND x.resolved_at IS NULL;
	GET DIAGNOSTICS done = ROW_COUNT;
	RETURN done;
END
$$;
COMMENT ON FUNCTION @ledger@.resolve_exceptions(text, bigint, integer, text) IS
'Settles the open posting exceptions of a remitted claim (claim_no null: of the payment itself), with how; returns how many.';

CREATE OR REPLACE FUNCTION @ledger@.assign_claim(practice_id text, remittance_id bigint, claim_no integer, claim_id text, stage text DEFAULT 'by hand') RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	rc   @ledger@.remittance_claim;
	rem  @ledger@.remittance;
	seq  text;
	id   bigint;
BEGIN
	SELECT * INTO rc FROM @ledger@.remittance_claim x WHERE x.practice_id = assign_claim.practice_id
		AND x.remittance_id = assign_claim.remittance_id AND x.claim_no = assign_claim.claim_no FOR NO KEY UPDATE;
	IF NOT FOUND OR rc.state <> 'suspense' OR rc.status = '22' OR rc.claim_id IS NOT NULL
			OR EXISTS (SELECT FROM @ledger@.remittance_claim t WHERE t.practice_id = rc.practice_id AND t.reverses_remittance = rc.remittance_id AND t.reverses_claim = rc.claim_no) THEN
		RAISE EXCEPTION 'claim % of remittance % does not wait for a claim', claim_no, remittance_id USING ERRCODE = 'RC010',
			HINT = 'The view suspense lists what waits.';
	ELSIF NOT EXISTS (SELECT FROM @ledger@.claim_line x WHERE x.practice_id = assign_claim.practice_id AND x.claim_id = assign_claim.claim_id) THEN
		RAISE EXCEPTION 'claim "%" has no charges', claim_id USING ERRCODE = 'RC010',
			HINT = 'A claim has charge lines once it is ready.';
	END IF;
	SELECT * INTO rem FROM @ledger@.remittance r WHERE r.practice_id = rc.practice_id AND r.remittance_id = rc.remittance_id;
	PERFORM @ledger@.lock_claims(assign_claim.practice_id, ARRAY[assign_claim.claim_id]);
	SELECT c.payer_seq INTO seq FROM @ledger@.claim c WHERE c.practice_id = assign_claim.practice_id AND c.claim_id = assign_claim.claim_id;
	id := @ledger@.open_event(assign_claim.practice_id, 'suspense', NULL, 'claim found ' || assign_claim.stage);
	PERFORM @ledger@.release_suspense(rc.practice_id, rc.remittance_id, rc.claim_no, id);
	UPDATE @ledger@.remittance_claim x SET claim_id = assign_claim.claim_id, match_stage = assign_claim.stage, state = 'posted',
			party = CASE WHEN rc.status IN ('1', '19') THEN 'insurer_1'::rcm.account WHEN rc.status IN ('2', '20') THEN 'insurer_2' WHEN rc.status IN ('3', '21') THEN 'insurer_3'
				WHEN seq = 'P' THEN 'insurer_1' WHEN seq = 'S' THEN 'insurer_2' ELSE 'insurer_3' END
		WHERE x.practice_id = rc.practice_id AND x.remittance_id = rc.remittance_id AND x.claim_no = rc.claim_no;
	PERFORM @ledger@.resolve_exceptions(rc.practice_id, rc.remittance_id, rc.claim_no, 'claim found ' || assign_claim.stage);
	PERFORM @ledger@.post_claims(rem, id, @ledger@.today(rc.practice_id), ARRAY[@ledger@.remitted(rc.practice_id, rc.remittance_id, rc.claim_no)]);
	PERFORM @ledger@.answer_claims(rc.practice_id, rc.remittance_id);
	-- a reversal that waits may be its own
	PERFORM @ledger@.settle_waiting_reversals(rc.practice_id, rc.remittance_id);
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.assign_claim(text, bigint, integer, text, text) IS
'Posts a remitted claim that waits in suspense to a claim of the ledger, today, and returns the event: its money leaves suspense and is posted as if the claim had been found when it came. stage: how it was found. Error RC010 when it does not wait, or the claim has no charges.';

CREATE OR REPLACE FUNCTION @ledger@.match_suspense(practice_id text) RETURNS integer
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	w     record;
	found integer := 0;
BEGIN
	FOR w IN
		SELECT rc.remittance_id, rc.claim_no, m.claim_id, m.stage
		FROM @ledger@.remittance_claim rc
		JOIN @ledger@.remittance r ON r.practice_id = rc.practice_id AND r.remittance_id = rc.remittance_id
		CROSS JOIN LATERAL @ledger@.match_claims(rc.practice_id, r.payer_id, ARRAY[@ledger@.remitted(rc.practice_id, rc.remittance_id, rc.claim_no)]) m
		WHERE rc.practice_id = match_suspense.practice_id AND rc.state = 'suspense' AND rc.status IS DISTINCT FROM '22' AND rc.claim_id IS NULL
			AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim t WHERE t.practice_id = rc.practice_id AND t.reverses_remittance = rc.remittance_id AND t.reverses_claim = rc.claim_no)
		ORDER BY m.claim_id, rc.remittance_id, rc.claim_no
	LOOP
		PERFORM @ledger@.assign_claim(match_suspense.practice_id, w.remittance_id, w.claim_no, w.claim_id, w.stage);
		found := found + 1;
	END LOOP;
	RETURN found;
END
$$;
COMMENT ON FUNCTION @ledger@.match_suspense(text) IS
'Looks once more for the claims of what waits in suspense, as after claims were entered late, and posts what is found; returns how many.';

CREATE OR REPLACE FUNCTION @ledger@.post_held(practice_id text, OUT remittance_id bigint, OUT trace_number text, OUT amount rcm.usd, OUT state text, OUT detail text[])
	RETURNS SETOF record
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	h record;
BEGIN
	FOR h IN
		SELECT i.interchange_id, i.file, array_agg(r.remittance_id) AS held FROM @ledger@.remittance r JOIN @ledger@.interchange i USING (practice_id, interchange_id)
		WHERE r.practice_id = post_held.practice_id AND r.state = 'held' GROUP BY 1, 2, i.practice_id ORDER BY 1
	LOOP
		RETURN QUERY SELECT p.remittance_id, p.trace_number, p.amount, p.state, p.detail
			FROM @ledger@.post_835(post_held.practice_id, h.file, h.interchange_id) p WHERE p.remittance_id = ANY (h.held);
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.post_held(text) IS
'Tries once more to post the remittances that are held, each from its file as it came: those whose payment date has come, or whose payee was added to the practice. To be called daily. The columns are those of post_835.';

CREATE OR REPLACE FUNCTION @ledger@.drop_held(practice_id text, remittance_id bigint, reason text) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	UPDATE @ledger@.remittance r SET state = 'dropped', held_because = r.held_because || ('dropped by ' || current_user || ': ' || drop_held.reason)
		WHERE r.practice_id = drop_held.practice_id AND r.remittance_id = drop_held.remittance_id AND r.state = 'held';
	IF NOT FOUND THEN
		RAISE EXCEPTION 'remittance % is not held', remittance_id USING ERRCODE = 'RC010';
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.drop_held(text, bigint, text) IS
'Decides that a held remittance will never be posted, because the payer sent it anew; the reason is kept. Error RC010 when it is not held.';

CREATE OR REPLACE VIEW @ledger@.suspense WITH (security_invoker = true) AS
	-- (a reversal counts for what it takes back: together they are nothing)
	SELECT w.practice_id, r.payer_key, rc.remittance_id, rc.claim_no, NULL::integer AS adjustment_no, rc.remitted_id AS reference,
		CASE WHEN rc.status = '22' THEN 'reversal of what was never posted' WHEN rc.claim_id IS NULL THEN 'no claim of ours fits' ELSE 'no charge line fits' END AS why,
		sum(CASE account 'suspense' WHEN w.to_account THEN w.amount WHEN w.from_account THEN -w.amount ELSE 0 END) AS amount, min(w.effective_on) AS since
	FROM @ledger@.entry w
	JOIN @ledger@.remittance_claim own ON own.practice_id = w.practice_id AND own.remittance_id = w.remittance_id AND own.claim_no = w.remitted_claim
	JOIN @ledger@.remittance_claim rc ON rc.practice_id = own.practice_id AND rc.remittance_id = coalesce(own.reverses_remittance, own.remittance_id)
		AND rc.claim_no = coalesce(own.reverses_claim, own.claim_no)
	JOIN @ledger@.remittance r ON r.practice_id = rc.practice_id AND r.remittance_id = rc.remittance_id
	WHERE w.claim_id IS NULL AND w.remitted_claim IS NOT NULL
	GROUP BY w.practice_id, r.payer_key, rc.remittance_id, rc.claim_no, rc.remitted_id, rc.status, rc.claim_id
	HAVING sum(CASE account 'suspense' WHEN w.to_account THEN w.amount WHEN w.from_account THEN -w.amount ELSE 0 END) <> 0
UNION ALL
	SELECT x.practice_id, x.payer_key, x.remittance_id, NULL, x.adjustment_no, x.reference, 'provider adjustment ' || coalesce(x.reason, '?'), x.amount, x.payment_date
	FROM (
		SELECT a.practice_id, r.payer_key, a.remittance_id, a.adjustment_no, a.reference, a.reason, r.payment_date, o.amount,
			sum(o.amount) OVER (PARTITION BY a.practice_id, r.payer_key, coalesce(nullif(a.reference, ''), a.remittance_id || '/' || a.adjustment_no)) AS chain
		FROM @ledger@.provider_adjustment a
		JOIN @ledger@.remittance r USING (practice_id, remittance_id)
		CROSS JOIN LATERAL (SELECT @ledger@.suspense_of(a.practice_id, a.remittance_id, a.adjustment_no)) o (amount)
		WHERE a.account = 'suspense' AND r.state = 'posted') x
	WHERE x.amount <> 0 AND x.chain <> 0;
COMMENT ON VIEW @ledger@.suspense IS 'Money of payers that waits: of remitted claims and lines that no claim of ours fits, of reversals of what was never posted, and of provider adjustments whose chain (same payer and reference: a balance that is forwarded, then recovered) has not come to zero. assign_claim, match_suspense and settle_suspense give it its place.';
COMMENT ON COLUMN @ledger@.suspense.payer_key IS 'The payer (remittance.payer_key).';
COMMENT ON COLUMN @ledger@.suspense.claim_no IS 'remittance_claim.claim_no; null for a provider adjustment.';
COMMENT ON COLUMN @ledger@.suspense.adjustment_no IS 'provider_adjustment.adjustment_no; null for a claim.';
COMMENT ON COLUMN @ledger@.suspense.reference IS 'CLP01, or the reference of the PLB.';
COMMENT ON COLUMN @ledger@.suspense.why IS 'Why it waits.';
COMMENT ON COLUMN @ledger@.suspense.amount IS 'Negative: the practice has it, and does not know for what; positive: the payer has kept it.';
COMMENT ON COLUMN @ledger@.suspense.since IS 'Since when.';

/* ---- src/ledger/code/57-answer.sql ---- */

-- 57-answer.sql - what a claim's state is after payers' answers, and what posting would do

CREATE OR REPLACE FUNCTION @ledger@.answer_claims(practice_id text, remittance_id bigint) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	WITH touched AS (
		SELECT DISTINCT rc.claim_id FROM @ledger@.remittance_claim rc
		WHERE rc.practice_id = answer_claims.practice_id AND rc.remittance_id = answer_claims.remittance_id AND rc.state = 'posted'),
	told AS (
		SELECT t.claim_id, l.payer_claim_control,
			CASE WHEN l.claim_id IS NULL THEN 'accepted'
				WHEN l.status = '4' OR l.paid = 0 AND n.denied AND NOT n.shared THEN 'denied' ELSE 'paid' END AS state,
			CASE WHEN l.claim_id IS NULL THEN 'the payer has taken its answer back' ELSE 'remittance ' || l.remittance_id END AS reason
		FROM touched t
		LEFT JOIN LATERAL (
			SELECT rc.* FROM @ledger@.remittance_claim rc
			WHERE rc.practice_id = answer_claims.practice_id AND rc.claim_id = t.claim_id AND rc.state = 'posted' AND rc.status IS DISTINCT FROM '22'
				AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim b
					WHERE b.practice_id = rc.practice_id AND b.reverses_remittance = rc.remittance_id AND b.reverses_claim = rc.claim_no)
			ORDER BY rc.remittance_id DESC, rc.claim_no DESC LIMIT 1) l ON true
		-- nothing paid is no denial when it is the deductible, or capitation
		LEFT JOIN LATERAL (
			SELECT bool_or(rcm.adjustment_class(a.group_code, a.carc) IN ('denial', 'unclassified')) AS denied,
				bool_or(a.group_code = 'PR') AS shared
			FROM @ledger@.remittance_adjustment a
			WHERE l.paid = 0 AND a.practice_id = l.practice_id AND a.remittance_id = l.remittance_id AND a.claim_no = l.claim_no AND a.amount > 0) n ON true)
	UPDATE @ledger@.claim c SET state = coalesce(f.to_state, c.state),
		state_reason = CASE WHEN f.to_state IS NULL THEN c.state_reason ELSE f.reason END,
		payer_claim_control = coalesce(f.payer_claim_control, c.payer_claim_control)
		FROM (
			SELECT x.claim_id, s.to_state, told.reason, told.payer_claim_control
			FROM told
			JOIN @ledger@.claim x ON x.practice_id = answer_claims.practice_id AND x.claim_id = told.claim_id
			-- a replacement that is about to be sent stays so
			LEFT JOIN @ledger@.claim_state s ON s.from_state = x.state AND s.to_state = told.state AND NOT (x.state = 'ready' AND x.freq IN ('7', '8'))
			WHERE s.to_state IS NOT NULL OR told.payer_claim_control <> coalesce(x.payer_claim_control, '')) f
		WHERE c.practice_id = answer_claims.practice_id AND c.claim_id = f.claim_id;
END
$$;
COMMENT ON FUNCTION @ledger@.answer_claims(text, bigint) IS
'Sets the states of the claims that a remittance answers by their last answer that is not taken back: denied when the payer says so (CLP02 4) or paid nothing, for a denial, and left nothing to the patient; paid otherwise, also when nothing was paid because of the deductible or capitation; accepted when every answer was taken back. Keeps the payer''s claim number.';

CREATE OR REPLACE FUNCTION @ledger@.post_preview(practice_id text, file bytea,
		OUT payment_no integer, OUT trace_number text, OUT state text, OUT detail text[], OUT claim_no integer, OUT remitted_id text, OUT claim_id text,
		OUT match_stage text, OUT line_no integer, OUT from_account rcm.account, OUT to_account rcm.account, OUT amount rcm.usd,
		OUT group_code text, OUT carc text, OUT problem text)
	RETURNS SETOF record
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	p record;
BEGIN
	BEGIN
		FOR p IN SELECT * FROM @ledger@.post_835(post_preview.practice_id, file) LOOP
			-- (rows that are returned outlive what is rolled back)
			RETURN QUERY SELECT p.payment_no, p.trace_number, p.state, p.detail, NULL::integer, NULL::text, NULL::text, NULL::text, NULL::integer,
					NULL::rcm.account, NULL::rcm.account, NULL::rcm.usd, NULL::text, NULL::text, NULL::text
				WHERE p.state <> 'posted';
			RETURN QUERY SELECT p.payment_no, p.trace_number, p.state, p.detail, rc.claim_no, rc.remitted_id, rc.claim_id, rc.match_stage, e.line_no,
					e.from_account, e.to_account, e.amount, e.group_code, e.carc, NULL::text
				FROM @ledger@.remittance r JOIN @ledger@.entry e USING (practice_id, event_id)
				LEFT JOIN @ledger@.remittance_claim rc ON rc.practice_id = e.practice_id AND rc.remittance_id = e.remittance_id AND rc.claim_no = e.remitted_claim
				WHERE r.practice_id = post_preview.practice_id AND r.remittance_id = p.remittance_id AND p.state = 'posted'
				ORDER BY e.entry_id;
			RETURN QUERY SELECT p.payment_no, p.trace_number, p.state, p.detail, x.claim_no, rc.remitted_id, rc.claim_id, rc.match_stage, NULL::integer,
					NULL::rcm.account, NULL::rcm.account, x.amount, NULL::text, NULL::text, x.problem
				FROM @ledger@.posting_exception x
				LEFT JOIN @ledger@.remittance_claim rc USING (practice_id, remittance_id, claim_no)
				WHERE x.practice_id = post_preview.practice_id AND x.remittance_id = p.remittance_id AND p.state = 'posted'
				ORDER BY x.exception_id;
		END LOOP;
		RAISE EXCEPTION 'this was only a preview' USING ERRCODE = '09000';
	EXCEPTION WHEN SQLSTATE '09000' THEN
		NULL;
	END;
END
$$;
COMMENT ON FUNCTION @ledger@.post_preview(text, bytea) IS
'What post_835 would do with a file, without doing it: it is posted, looked at and rolled back. One row for each entry that would be posted, and for each problem ("problem" not null) that a person would have to look at; for a payment that would be held or was posted before one row with "state" and "detail". match_stage says by what the claim was found, claim_id is null of what would go to suspense.';

/* ---- src/ledger/code/58-owed.sql ---- */

-- 58-owed.sql - what functions for payments, write-offs and statements look at first
--
-- Whatever posts entries locks first a receipt, placement, policy or plan, then
-- an event, then claims in the order of their numbers: so no two wait for each
-- other.  The lock on the first kind is an update that changes nothing, so that
-- under REPEATABLE READ the second of two is told to begin again.

CREATE OR REPLACE FUNCTION @ledger@.refuse_card_numbers(VARIADIC texts text[]) RETURNS void
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	FOR i IN 1 .. cardinality(texts) BY 2 LOOP
		IF rcm.has_card_number(texts[i + 1]) THEN
			RAISE EXCEPTION '% holds what reads as the number of a payment card', texts[i] USING ERRCODE = 'RC011',
				HINT = 'Card numbers are never stored: give the processor''s token or the last four digits. One in ten other long numbers reads as one, too: write it with a letter in it.';
		END IF;
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.refuse_card_numbers(text[]) IS
'Refuses a text that has the number of a payment card (RC011), before it is written, and names where it is, never the number. texts: names and texts by turns.';

CREATE OR REPLACE FUNCTION @ledger@.party_owes(practice_id text, claim_id text, line_no integer, party rcm.account) RETURNS rcm.usd
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT CASE party_owes.party WHEN 'insurer_1' THEN r.insurer_1 WHEN 'insurer_2' THEN r.insurer_2 WHEN 'insurer_3' THEN r.insurer_3
		WHEN 'patient' THEN r.patient WHEN 'third_party' THEN r.third_party END
	FROM @ledger@.receivable r
	WHERE r.practice_id = party_owes.practice_id AND r.claim_id = party_owes.claim_id AND r.line_no = party_owes.line_no
$$;
COMMENT ON FUNCTION @ledger@.party_owes(text, text, integer, rcm.account) IS
'What a party owes on a charge line now, negative for a credit; null when there is no such line, or the account is not one that owes.';

CREATE OR REPLACE FUNCTION @ledger@.open_debt(practice_id text, claim_id text, line_no integer, party rcm.account, amount rcm.usd) RETURNS rcm.usd
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	owed rcm.usd;
BEGIN
	IF NOT coalesce(rcm.owes(party), false) THEN
		RAISE EXCEPTION 'account % is not one that owes', party USING ERRCODE = 'RC011',
			HINT = 'insurer_1, insurer_2, insurer_3, patient and third_party owe.';
	ELSIF amount IS NULL OR amount <= 0 THEN
		RAISE EXCEPTION 'the amount is not more than zero' USING ERRCODE = 'RC011';
	END IF;
	PERFORM @ledger@.lock_claims(open_debt.practice_id, ARRAY[open_debt.claim_id]);
	owed := @ledger@.party_owes(open_debt.practice_id, open_debt.claim_id, open_debt.line_no, open_debt.party);
	IF owed IS NULL THEN
		RAISE EXCEPTION 'claim "%" has no charge line %', claim_id, line_no USING ERRCODE = 'RC010',
			HINT = 'A claim has charge lines once it is ready.';
	ELSIF amount > owed THEN
		RAISE EXCEPTION 'line % of claim "%": % owes %, less than %', line_no, claim_id, party, owed, amount USING ERRCODE = 'RC011';
	END IF;
	RETURN owed;
END
$$;
COMMENT ON FUNCTION @ledger@.open_debt(text, text, integer, rcm.account, rcm.usd) IS
'Locks a claim and returns what a party owes on a line of it, at least the amount: RC011 when the party owes less (the message says how much), when the amount is not more than zero or the account is none that owes; RC010 when there is no such charge line.';

CREATE OR REPLACE FUNCTION @ledger@.family(practice_id text, patient_id text) RETURNS SETOF text
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 3 SET search_path = pg_catalog, pg_temp AS $$
	SELECT p.patient_id
	FROM (SELECT coalesce(x.guarantor_id, x.patient_id) AS id FROM @ledger@.patient x
		WHERE x.practice_id = family.practice_id AND x.patient_id = family.patient_id) g
	JOIN @ledger@.patient p ON p.practice_id = family.practice_id AND (p.patient_id = g.id OR p.guarantor_id = g.id)
$$;
COMMENT ON FUNCTION @ledger@.family(text, text) IS
'The numbers of the patients who have the same guarantor as a patient, the guarantor himself among them.';

CREATE OR REPLACE FUNCTION @ledger@.billable_lines(practice_id text, patient_id text,
		OUT whose text, OUT claim_id text, OUT line_no integer, OUT amount rcm.usd, OUT charge rcm.usd, OUT service_on date, OUT last_entry bigint)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT c.patient_id, r.claim_id, r.line_no, r.patient, x.charge, r.service_on,
		(SELECT max(e.entry_id) FROM @ledger@.entry e
			WHERE e.practice_id = r.practice_id AND e.claim_id = r.claim_id AND e.line_no = r.line_no)
	FROM @ledger@.family(billable_lines.practice_id, billable_lines.patient_id) f (patient_id)
	JOIN @ledger@.patient p ON p.practice_id = billable_lines.practice_id AND p.patient_id = f.patient_id AND p.bill_hold IS NULL
	JOIN @ledger@.claim c ON c.practice_id = p.practice_id AND c.patient_id = p.patient_id
	JOIN @ledger@.receivable r ON r.practice_id = c.practice_id AND r.claim_id = c.claim_id AND r.patient > 0
	JOIN @ledger@.claim_line x ON x.practice_id = r.practice_id AND x.claim_id = r.claim_id AND x.line_no = r.line_no
	WHERE NOT EXISTS (SELECT FROM @ledger@.payment_plan_line l JOIN @ledger@.payment_plan n USING (practice_id, plan_id)
		WHERE l.practice_id = r.practice_id AND l.claim_id = r.claim_id AND l.line_no = r.line_no AND n.ended_on IS NULL)
$$;
COMMENT ON FUNCTION @ledger@.billable_lines(text, text) IS
'The charge lines on which patients of a family owe something that can be asked for: not of a patient with a bill_hold, not in a payment plan that runs. What a collector has is no longer owed by the patient, so it is not here either. whose: the patient; amount: what is owed; last_entry: the last entry of the line.';

CREATE OR REPLACE FUNCTION @ledger@.guarantor(practice_id text, patient_id text) RETURNS text
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	id   text;
	hold boolean;
BEGIN
	SELECT g.patient_id, p.bill_hold IS NOT NULL OR g.bill_hold IS NOT NULL INTO id, hold
		FROM @ledger@.patient p
		JOIN @ledger@.patient g ON g.practice_id = p.practice_id AND g.patient_id = coalesce(p.guarantor_id, p.patient_id)
		WHERE p.practice_id = guarantor.practice_id AND p.patient_id = guarantor.patient_id;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no such patient' USING ERRCODE = 'RC010';
	ELSIF hold THEN
		RAISE EXCEPTION 'the patient is not to be billed' USING ERRCODE = 'RC011',
			HINT = 'patient.bill_hold of the patient or the guarantor says why.';
	END IF;
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.guarantor(text, text) IS
'Who answers for what a patient owes. Errors: RC010 when there is no such patient, RC011 when the patient or the guarantor has a bill_hold.';

/* ---- src/ledger/code/60-receipt.sql ---- */

-- 60-receipt.sql - money that people bring, and paper checks of payers

CREATE OR REPLACE FUNCTION @ledger@.record_receipt(practice_id text, receipt_id text, source text, amount rcm.usd, channel text, method text,
		patient_id text DEFAULT NULL, payer_key text DEFAULT NULL, received_on date DEFAULT NULL, token text DEFAULT NULL, reference text DEFAULT NULL,
		memo text DEFAULT NULL, earmark_claim text DEFAULT NULL, earmark_visit text DEFAULT NULL)
	RETURNS boolean
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	old  @ledger@.receipt;
	id   bigint;
	rule text;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('receipt_id', receipt_id, 'payer_key', payer_key, 'token', token, 'reference', reference,
		'memo', memo, 'earmark_claim', earmark_claim, 'earmark_visit', earmark_visit);
	FOR attempt IN 1 .. 2 LOOP
		SELECT * INTO old FROM @ledger@.receipt r WHERE r.practice_id = record_receipt.practice_id AND r.receipt_id = record_receipt.receipt_id;
		IF FOUND THEN
			IF (old.source, old.amount, old.channel, old.method, old.patient_id, old.payer_key, old.received_on, old.token, old.reference, old.memo,
					old.earmark_claim, old.earmark_visit) IS DISTINCT FROM
				(source, amount, channel, method, patient_id, payer_key, coalesce(received_on, old.received_on), token, reference, memo,
					earmark_claim, earmark_visit) THEN
				RAISE EXCEPTION 'receipt "%" was recorded before with other content', receipt_id USING ERRCODE = 'RC011',
					HINT = 'Give another payment another number; a wrong receipt is taken back by bounce, and recorded anew.';
			END IF;
			RETURN false;
		END IF;
		BEGIN
			id := @ledger@.open_event(record_receipt.practice_id, 'receipt', record_receipt.received_on);
			INSERT INTO @ledger@.receipt (practice_id, receipt_id, source, patient_id, payer_key, channel, method, amount, received_on,
					token, reference, memo, earmark_claim, earmark_visit, event_id)
				SELECT record_receipt.practice_id, record_receipt.receipt_id, record_receipt.source, record_receipt.patient_id, record_receipt.payer_key,
					record_receipt.channel, record_receipt.method, record_receipt.amount, v.effective_on, record_receipt.token, record_receipt.reference,
					record_receipt.memo, record_receipt.earmark_claim, record_receipt.earmark_visit, id
				FROM @ledger@.event v WHERE v.practice_id = record_receipt.practice_id AND v.event_id = id;
			INSERT INTO @ledger@.entry (practice_id, event_id, from_account, to_account, amount, effective_on, receipt_id)
				SELECT r.practice_id, id, @ledger@.waits_in(r.source), 'cash', r.amount, r.received_on, r.receipt_id
				FROM @ledger@.receipt r WHERE r.practice_id = record_receipt.practice_id AND r.receipt_id = record_receipt.receipt_id;
			RETURN true;
		EXCEPTION
			WHEN unique_violation THEN
				NULL;	-- somebody else has recorded it meanwhile: look again
			WHEN check_violation OR not_null_violation OR foreign_key_violation THEN
				-- (the server's own message shows the row)
				GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME;
				RAISE EXCEPTION 'the receipt breaks the rule %', coalesce(nullif(rule, ''), 'that something is missing') USING ERRCODE = 'RC011',
					HINT = 'source: patient (with patient_id), payer (with payer_key) or third_party; the comments and constraints of table receipt list channels and methods; amount is more than zero.';
		END;
	END LOOP;
	RAISE EXCEPTION 'somebody else recorded the same receipt at the same time' USING ERRCODE = 'serialization_failure', HINT = 'Try again.';
END
$$;
COMMENT ON FUNCTION @ledger@.record_receipt(text, text, text, rcm.usd, text, text, text, text, date, text, text, text, text, text) IS
'Records money that no remittance tells of: true. It waits in unapplied_patient (a payer''s in unapplied_payer) until apply_receipt or apply_to_oldest gives it to charge lines. The same receipt once more is false and changes nothing; the same receipt_id with other content is RC011.

receipt_id - the practice''s number of the receipt, or a made one.
source - patient (patient_id is needed), payer (payer_key is needed) or third_party, such as an employer.
amount - dollars, more than zero.
channel, method - how it reached the practice and what it was paid with; see the columns of table receipt.
patient_id - for whom. received_on - the day it counts, null: today; not to come.
token - the card processor''s token. A card number in any text is RC011.
reference, memo - check number; a note.
earmark_claim, earmark_visit - what a prepayment is meant for: served first by apply_to_oldest.';

CREATE OR REPLACE FUNCTION @ledger@.waits_in(source text) RETURNS rcm.account
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT CASE waits_in.source WHEN 'payer' THEN 'unapplied_payer'::rcm.account ELSE 'unapplied_patient' END
$$;
COMMENT ON FUNCTION @ledger@.waits_in(text) IS
'The account in which a receipt of a source (patient, payer, third_party) waits to be applied.';

CREATE OR REPLACE FUNCTION @ledger@.receipt_left(practice_id text, receipt_id text) RETURNS rcm.usd
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT -(rcm.amount(x.b, 'unapplied_patient') + rcm.amount(x.b, 'unapplied_payer'))
	FROM (SELECT rcm.balance(e.from_account, e.to_account, e.amount) AS b FROM @ledger@.entry e
		WHERE e.practice_id = receipt_left.practice_id AND e.receipt_id = receipt_left.receipt_id) x
$$;
COMMENT ON FUNCTION @ledger@.receipt_left(text, text) IS
'What of a receipt is neither applied nor given back.';

CREATE OR REPLACE FUNCTION @ledger@.lock_receipt(practice_id text, receipt_id text) RETURNS @ledger@.receipt
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	r @ledger@.receipt;
BEGIN
	UPDATE @ledger@.receipt x SET bounced_on = x.bounced_on
		WHERE x.practice_id = lock_receipt.practice_id AND x.receipt_id = lock_receipt.receipt_id RETURNING * INTO r;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no such receipt' USING ERRCODE = 'RC010';
	ELSIF r.bounced_on IS NOT NULL THEN
		RAISE EXCEPTION 'receipt "%" was not honoured', receipt_id USING ERRCODE = 'RC011',
			DETAIL = format('It was taken back on %s.', r.bounced_on);
	END IF;
	RETURN r;
END
$$;
COMMENT ON FUNCTION @ledger@.lock_receipt(text, text) IS
'Locks a receipt and returns its row. Errors: RC010 when there is none, RC011 when it has bounced.';

CREATE OR REPLACE FUNCTION @ledger@.apply_receipt(practice_id text, receipt_id text, claim_id text, line_no integer, amount rcm.usd,
		party rcm.account DEFAULT NULL)
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	r       @ledger@.receipt := @ledger@.lock_receipt(practice_id, receipt_id);
	may_pay rcm.account[] := CASE r.source WHEN 'payer' THEN '{insurer_1,insurer_2,insurer_3}'::rcm.account[] WHEN 'third_party' THEN '{third_party,patient}'
		ELSE '{patient}' END;
	debtors rcm.account[];
	unused  rcm.usd;
	id      bigint;
BEGIN
	PERFORM @ledger@.lock_claims(apply_receipt.practice_id, ARRAY[apply_receipt.claim_id]);
	IF party IS NOT NULL AND party <> ALL (may_pay) THEN
		RAISE EXCEPTION 'money of a % does not pay what % owes', r.source, party USING ERRCODE = 'RC011',
			HINT = 'A transfer says first who owes.';
	ELSIF party IS NULL THEN
		debtors := ARRAY(SELECT d.party FROM unnest(may_pay) d (party)
			WHERE @ledger@.party_owes(apply_receipt.practice_id, apply_receipt.claim_id, apply_receipt.line_no, d.party) > 0);
		IF cardinality(debtors) > 1 THEN
			RAISE EXCEPTION 'line % of claim "%": % owe something', line_no, claim_id, array_to_string(debtors, ', ') USING ERRCODE = 'RC011',
				HINT = 'Say which of them the money is for (party).';
		END IF;
		party := coalesce(debtors[1], may_pay[1]);
	END IF;
	IF r.patient_id IS NOT NULL AND EXISTS (SELECT FROM @ledger@.claim c
			WHERE c.practice_id = apply_receipt.practice_id AND c.claim_id = apply_receipt.claim_id AND c.patient_id IS NOT NULL
				AND c.patient_id NOT IN (SELECT @ledger@.family(apply_receipt.practice_id, r.patient_id))) THEN
		RAISE EXCEPTION 'receipt "%" is for a patient of another family than claim "%"', receipt_id, claim_id USING ERRCODE = 'RC011';
	END IF;
	PERFORM @ledger@.open_debt(apply_receipt.practice_id, apply_receipt.claim_id, apply_receipt.line_no, apply_receipt.party, apply_receipt.amount);
	unused := @ledger@.receipt_left(apply_receipt.practice_id, apply_receipt.receipt_id);
	IF amount > unused THEN
		RAISE EXCEPTION 'receipt "%" has % left, less than % (I10)', receipt_id, unused, amount USING ERRCODE = 'RC011';
	END IF;
	id := @ledger@.open_event(apply_receipt.practice_id, 'apply', NULL);
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, receipt_id)
		VALUES (apply_receipt.practice_id, id, apply_receipt.claim_id, apply_receipt.line_no, apply_receipt.party, @ledger@.waits_in(r.source),
			apply_receipt.amount, @ledger@.today(apply_receipt.practice_id), apply_receipt.receipt_id);
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.apply_receipt(text, text, text, integer, rcm.usd, rcm.account) IS
'Gives money of a receipt to a charge line, today, and returns the event, which unapply takes back. party: whose debt it pays; a patient''s money that of the patient, a payer''s that of an insurer, a third party''s its own or the patient''s; null: the one of them that owes on the line. Errors RC011: more than is left of the receipt (I10) or than the party owes (the message says how much), several parties owe, another family''s claim, a receipt that bounced. RC010: no such receipt or charge line.';

CREATE OR REPLACE FUNCTION @ledger@.apply_to_oldest(practice_id text, receipt_id text) RETURNS rcm.usd
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	r       @ledger@.receipt := @ledger@.lock_receipt(practice_id, receipt_id);
	ours    text[];
	unused  rcm.usd;
	applied rcm.usd := 0;
	id      bigint;
	due     record;
BEGIN
	IF r.patient_id IS NULL OR r.source = 'payer' THEN
		RAISE EXCEPTION 'receipt "%" is for no patient', receipt_id USING ERRCODE = 'RC011',
			HINT = 'apply_receipt gives its money to a charge line.';
	END IF;
	ours := ARRAY(SELECT DISTINCT c.claim_id
		FROM @ledger@.family(apply_to_oldest.practice_id, r.patient_id) f (patient_id)
		JOIN @ledger@.claim c ON c.practice_id = apply_to_oldest.practice_id AND c.patient_id = f.patient_id
		JOIN @ledger@.receivable x ON x.practice_id = c.practice_id AND x.claim_id = c.claim_id AND x.patient > 0);
	PERFORM @ledger@.lock_claims(apply_to_oldest.practice_id, ours);
	unused := @ledger@.receipt_left(apply_to_oldest.practice_id, apply_to_oldest.receipt_id);
	FOR due IN
		SELECT x.claim_id, x.line_no, x.patient
		FROM @ledger@.receivable x JOIN @ledger@.claim c USING (practice_id, claim_id)
		WHERE x.practice_id = apply_to_oldest.practice_id AND x.claim_id = ANY (ours) AND x.patient > 0
		ORDER BY coalesce(x.claim_id = r.earmark_claim, false) DESC, coalesce(c.visit_id = r.earmark_visit, false) DESC,
			x.service_on NULLS LAST, x.claim_id, x.line_no
	LOOP
		EXIT WHEN unused <= 0;
		id := coalesce(id, @ledger@.open_event(apply_to_oldest.practice_id, 'apply', NULL));
		INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, receipt_id)
			VALUES (apply_to_oldest.practice_id, id, due.claim_id, due.line_no, 'patient', @ledger@.waits_in(r.source), least(due.patient, unused),
				@ledger@.today(apply_to_oldest.practice_id), apply_to_oldest.receipt_id);
		applied := applied + least(due.patient, unused);
		unused := unused - least(due.patient, unused);
	END LOOP;
	RETURN applied;
END
$$;
COMMENT ON FUNCTION @ledger@.apply_to_oldest(text, text) IS
'Gives what is left of a receipt to what patients of the family (of the guarantor) owe: first the claim, then the visit that it is earmarked for, then by date of service. One event; returns how much was applied, zero when nothing is owed: the rest waits. Errors: RC010 no such receipt; RC011 when it is a payer''s or for no patient, or bounced.';

CREATE OR REPLACE FUNCTION @ledger@.unapply(practice_id text, event_id bigint, reason text DEFAULT NULL) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	id text;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('reason', reason);
	SELECT e.receipt_id INTO id FROM @ledger@.event v JOIN @ledger@.entry e USING (practice_id, event_id)
		WHERE v.practice_id = unapply.practice_id AND v.event_id = unapply.event_id AND v.kind = 'apply' AND v.reverses IS NULL LIMIT 1;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'event % applied no receipt', event_id USING ERRCODE = 'RC010';
	END IF;
	PERFORM @ledger@.lock_receipt(unapply.practice_id, id);
	RETURN @ledger@.reverse_event(unapply.practice_id, unapply.event_id, 'apply', NULL, unapply.reason);
END
$$;
COMMENT ON FUNCTION @ledger@.unapply(text, bigint, text) IS
'Takes back what apply_receipt or apply_to_oldest did: the money of the receipt waits again, and is owed again since it was owed first. Returns the event. Errors: RC010 when the event applied no receipt, RC011 when it was taken back before, or the receipt bounced.';

CREATE OR REPLACE FUNCTION @ledger@.bounce(practice_id text, receipt_id text, bounced_on date, reason text) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	r  @ledger@.receipt := @ledger@.lock_receipt(practice_id, receipt_id);
	id bigint;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('reason', reason);
	IF bounced_on < r.received_on THEN
		RAISE EXCEPTION 'receipt "%" came only on %', receipt_id, r.received_on USING ERRCODE = 'RC011';
	END IF;
	PERFORM @ledger@.lock_claims(bounce.practice_id, ARRAY(SELECT DISTINCT e.claim_id FROM @ledger@.entry e
		WHERE e.practice_id = bounce.practice_id AND e.receipt_id = bounce.receipt_id AND e.claim_id IS NOT NULL));
	PERFORM 1 FROM @ledger@.entry e WHERE e.practice_id = bounce.practice_id AND e.receipt_id = bounce.receipt_id AND e.from_account = 'refund';
	IF FOUND THEN
		RAISE EXCEPTION 'part of receipt "%" was refunded', receipt_id USING ERRCODE = 'RC011',
			HINT = 'What was given back was never received: get it back first, and record that as a receipt.';
	END IF;
	id := @ledger@.open_event(bounce.practice_id, 'bounce', bounce.bounced_on, bounce.reason, r.event_id);
	-- an application after the day on which it bounced ends on its own day
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, group_code, carc,
			receipt_id, exception, reverses)
		SELECT e.practice_id, id, e.claim_id, e.line_no, e.to_account, e.from_account, e.amount, greatest(v.effective_on, e.effective_on),
			e.group_code, e.carc, e.receipt_id, e.exception, e.entry_id
		FROM @ledger@.entry e JOIN @ledger@.event v ON v.practice_id = e.practice_id AND v.event_id = id
		WHERE e.practice_id = bounce.practice_id AND e.receipt_id = bounce.receipt_id AND e.reverses IS NULL
			AND NOT EXISTS (SELECT FROM @ledger@.entry b WHERE b.practice_id = e.practice_id AND b.reverses = e.entry_id)
		ORDER BY e.entry_id DESC;
	UPDATE @ledger@.receipt x SET bounced_on = v.effective_on FROM @ledger@.event v
		WHERE x.practice_id = bounce.practice_id AND x.receipt_id = bounce.receipt_id AND v.practice_id = x.practice_id AND v.event_id = id;
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.bounce(text, text, date, text) IS
'A payment was not honoured (no funds, chargeback), or was recorded in error: takes back the receipt and all its applications, as one event, which is returned. What it had paid is owed again since it was owed first. bounced_on: null is today. Once only (RC011); RC011 also when part of it was refunded; RC010 when there is no such receipt.';

CREATE OR REPLACE VIEW @ledger@.unapplied WITH (security_invoker = true) AS
	SELECT r.practice_id, r.receipt_id, r.source, r.patient_id, r.payer_key, r.received_on,
		(now() AT TIME ZONE p.time_zone)::date - r.received_on AS days, r.amount AS received, u.amount AS unapplied, r.earmark_claim, r.earmark_visit
	FROM (
		SELECT e.practice_id, e.receipt_id,
			sum(CASE WHEN e.from_account IN ('unapplied_patient', 'unapplied_payer') THEN e.amount
				WHEN e.to_account IN ('unapplied_patient', 'unapplied_payer') THEN -e.amount END) AS amount
		FROM @ledger@.entry e
		WHERE e.receipt_id IS NOT NULL
		GROUP BY 1, 2) u
	JOIN @ledger@.receipt r ON r.practice_id = u.practice_id AND r.receipt_id = u.receipt_id
	JOIN @ledger@.practice p ON p.practice_id = r.practice_id
	WHERE u.amount <> 0;
COMMENT ON VIEW @ledger@.unapplied IS 'Receipts of which something is neither applied to a charge line nor given back. It lowers nobody''s balance until it is applied.';
COMMENT ON COLUMN @ledger@.unapplied.source IS 'patient, payer or third_party.';
COMMENT ON COLUMN @ledger@.unapplied.payer_key IS 'The payer, where a payer paid.';
COMMENT ON COLUMN @ledger@.unapplied.received_on IS 'Day it came.';
COMMENT ON COLUMN @ledger@.unapplied.days IS 'How many days ago.';
COMMENT ON COLUMN @ledger@.unapplied.received IS 'What came.';
COMMENT ON COLUMN @ledger@.unapplied.unapplied IS 'What of it is left.';
COMMENT ON COLUMN @ledger@.unapplied.earmark_claim IS 'Claim that it is meant for.';
COMMENT ON COLUMN @ledger@.unapplied.earmark_visit IS 'Visit that it is meant for.';

/* ---- src/ledger/code/62-refund.sql ---- */

-- 62-refund.sql - money that is given back

CREATE OR REPLACE FUNCTION @ledger@.refundable(practice_id text, paid_to text, receipt_id text, claim_id text, line_no integer, party rcm.account,
		remittance_id bigint, remitted_claim integer,
		OUT account rcm.account, OUT credit rcm.usd, OUT whose text, OUT payer text)
	RETURNS record
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	r       @ledger@.receipt;
	parties rcm.account[] := CASE paid_to WHEN 'payer' THEN '{insurer_1,insurer_2,insurer_3}'::rcm.account[] WHEN 'patient' THEN '{patient}' ELSE '{third_party}' END;
BEGIN
	IF num_nonnulls(receipt_id, claim_id, remittance_id) <> 1 THEN
		RAISE EXCEPTION 'a refund is of one receipt, one charge line, or one remitted claim' USING ERRCODE = 'RC011',
			HINT = 'Give receipt_id, or claim_id and line_no, or remittance_id and remitted_claim.';
	ELSIF receipt_id IS NOT NULL THEN
		r := @ledger@.lock_receipt(refundable.practice_id, refundable.receipt_id);
		IF (r.source = 'payer') <> (paid_to = 'payer') THEN
			RAISE EXCEPTION 'money of a % is not given back to a %', r.source, paid_to USING ERRCODE = 'RC011';
		END IF;
		account := @ledger@.waits_in(r.source);
		credit := @ledger@.receipt_left(refundable.practice_id, refundable.receipt_id);
		whose := r.patient_id;
		payer := r.payer_key;
	ELSIF claim_id IS NOT NULL THEN
		PERFORM @ledger@.lock_claims(refundable.practice_id, ARRAY[refundable.claim_id]);
		IF party <> ALL (parties) THEN
			RAISE EXCEPTION 'a credit of % is not given back to a %', party, paid_to USING ERRCODE = 'RC011';
		END IF;
		SELECT x.party, -x.owed, c.patient_id INTO account, credit, whose
			FROM @ledger@.claim c, unnest(parties) p (party),
				LATERAL (SELECT p.party, @ledger@.party_owes(c.practice_id, c.claim_id, refundable.line_no, p.party) AS owed) x
			WHERE c.practice_id = refundable.practice_id AND c.claim_id = refundable.claim_id AND p.party = coalesce(refundable.party, p.party)
			ORDER BY x.owed LIMIT 1;
		IF credit IS NULL THEN
			RAISE EXCEPTION 'claim "%" has no charge line %', claim_id, line_no USING ERRCODE = 'RC010';
		END IF;
		SELECT m.payer_key INTO payer
			FROM @ledger@.remittance_claim rc JOIN @ledger@.remittance m USING (practice_id, remittance_id)
			WHERE paid_to = 'payer' AND rc.practice_id = refundable.practice_id AND rc.claim_id = refundable.claim_id AND rc.party = account
			ORDER BY rc.remittance_id DESC LIMIT 1;
	ELSE
		SELECT m.payer_key INTO payer
			FROM @ledger@.remittance_claim rc JOIN @ledger@.remittance m USING (practice_id, remittance_id)
			WHERE rc.practice_id = refundable.practice_id AND rc.remittance_id = refundable.remittance_id AND rc.claim_no = refundable.remitted_claim
			FOR NO KEY UPDATE OF rc;
		IF NOT FOUND OR paid_to <> 'payer' THEN
			RAISE EXCEPTION 'money that waits in suspense is given back to the payer of a remitted claim' USING ERRCODE = 'RC011',
				HINT = 'Give paid_to as payer, and remittance_id and remitted_claim as the view suspense has them.';
		END IF;
		account := 'suspense';
		SELECT -coalesce(sum(s.amount), 0) INTO credit FROM @ledger@.suspense s
			WHERE s.practice_id = refundable.practice_id AND s.remittance_id = refundable.remittance_id AND s.claim_no = refundable.remitted_claim;
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.refundable(text, text, text, text, integer, rcm.account, bigint, integer) IS
'Locks what a refund is to come from, and says what can be given back: account - where it is now; credit - how much; whose, payer - the patient, the payer. Called by refund, which see.';

CREATE OR REPLACE FUNCTION @ledger@.refund(practice_id text, refund_id text, paid_to text, amount rcm.usd, method text, reason text,
		receipt_id text DEFAULT NULL, claim_id text DEFAULT NULL, line_no integer DEFAULT NULL, party rcm.account DEFAULT NULL,
		remittance_id bigint DEFAULT NULL, refunded_on date DEFAULT NULL, reference text DEFAULT NULL, remitted_claim integer DEFAULT NULL)
	RETURNS boolean
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	f    record;
	id   bigint;
	rule text;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('refund_id', refund_id, 'reason', reason, 'reference', reference);
	IF @ledger@.refunded_before(refund.practice_id, refund.refund_id, paid_to, amount, method, reason, refund.receipt_id, refund.claim_id, refund.line_no,
			refund.remittance_id, refund.remitted_claim, refunded_on, reference) THEN
		RETURN false;
	END IF;
	f := @ledger@.refundable(refund.practice_id, paid_to, refund.receipt_id, refund.claim_id, refund.line_no, party, refund.remittance_id, refund.remitted_claim);
	-- (who recorded the same refund meanwhile had this lock)
	IF @ledger@.refunded_before(refund.practice_id, refund.refund_id, paid_to, amount, method, reason, refund.receipt_id, refund.claim_id, refund.line_no,
			refund.remittance_id, refund.remitted_claim, refunded_on, reference) THEN
		RETURN false;
	ELSIF amount > f.credit THEN
		RAISE EXCEPTION '% can be given back, less than %', greatest(f.credit, 0), amount USING ERRCODE = 'RC011',
			HINT = 'Only a credit, or money that is not applied, is given back.';
	ELSIF f.account = 'suspense' AND amount <> f.credit THEN
		RAISE EXCEPTION '% of the remitted claim wait, which is given back as a whole or not', f.credit USING ERRCODE = 'RC011';
	END IF;
	BEGIN
		id := @ledger@.open_event(refund.practice_id, 'refund', refund.refunded_on, refund.reason);
		INSERT INTO @ledger@.refund (practice_id, refund_id, paid_to, patient_id, payer_key, amount, refunded_on, method, reference, reason, event_id)
			SELECT v.practice_id, refund.refund_id, refund.paid_to, f.whose, f.payer, refund.amount, v.effective_on, refund.method, refund.reference,
				refund.reason, id
			FROM @ledger@.event v WHERE v.practice_id = refund.practice_id AND v.event_id = id;
	EXCEPTION WHEN check_violation OR not_null_violation THEN
		GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME;
		RAISE EXCEPTION 'the refund breaks the rule %', coalesce(nullif(rule, ''), 'that something is missing') USING ERRCODE = 'RC011',
			HINT = 'paid_to: patient, payer or third_party; method: cash, check, card, ach or other; amount is more than zero; reason is needed.';
	END;
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, receipt_id, remittance_id, remitted_claim)
		SELECT v.practice_id, id, refund.claim_id, refund.line_no, 'refund', f.account, refund.amount, v.effective_on, refund.receipt_id,
			refund.remittance_id, refund.remitted_claim
		FROM @ledger@.event v WHERE v.practice_id = refund.practice_id AND v.event_id = id;
	IF f.account = 'suspense' THEN
		-- its money is gone: no claim that is found later may have it
		UPDATE @ledger@.remittance_claim rc SET state = 'information'
			WHERE rc.practice_id = refund.practice_id AND rc.remittance_id = refund.remittance_id AND rc.claim_no = refund.remitted_claim AND rc.state = 'suspense';
		PERFORM @ledger@.resolve_exceptions(refund.practice_id, refund.remittance_id, refund.remitted_claim, 'refunded');
	END IF;
	RETURN true;
END
$$;
COMMENT ON FUNCTION @ledger@.refund(text, text, text, rcm.usd, text, text, text, text, integer, rcm.account, bigint, date, text, integer) IS
'Records money that is given back: true; the same refund once more is false and changes nothing, the same refund_id with other content is RC011. Never more than there is to give back (RC011 says how much).

refund_id - the practice''s number of the refund. paid_to - patient, payer or third_party.
amount - dollars, more than zero. method - cash, check, card, ach or other. reason - why; kept.
receipt_id - from what is not applied of this receipt; or
claim_id, line_no - from a credit on this charge line; party - whose, where paid_to does not say it: of a payer the one with the greatest credit; or
remittance_id, remitted_claim - from what waits of a remitted claim, as view suspense has it: all of it.
refunded_on - the day it counts, null: today. reference - check number or the like.';

CREATE OR REPLACE FUNCTION @ledger@.refunded_before(practice_id text, refund_id text, paid_to text, amount rcm.usd, method text, reason text,
		receipt_id text, claim_id text, line_no integer, remittance_id bigint, remitted_claim integer, refunded_on date, reference text)
	RETURNS boolean
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	same boolean;
BEGIN
	SELECT (f.paid_to, f.amount, f.method, f.reason, f.reference, f.refunded_on, e.receipt_id, e.claim_id, e.line_no, e.remittance_id, e.remitted_claim)
			IS NOT DISTINCT FROM
		(refunded_before.paid_to, refunded_before.amount, refunded_before.method, refunded_before.reason, refunded_before.reference,
			coalesce(refunded_before.refunded_on, f.refunded_on), refunded_before.receipt_id, refunded_before.claim_id, refunded_before.line_no,
			refunded_before.remittance_id, refunded_before.remitted_claim) INTO same
		FROM @ledger@.refund f JOIN @ledger@.entry e ON e.practice_id = f.practice_id AND e.event_id = f.event_id
		WHERE f.practice_id = refunded_before.practice_id AND f.refund_id = refunded_before.refund_id;
	IF NOT same THEN
		RAISE EXCEPTION 'refund "%" was recorded before with other content', refund_id USING ERRCODE = 'RC011',
			HINT = 'Give another refund another number.';
	END IF;
	RETURN same IS NOT NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.refunded_before(text, text, text, rcm.usd, text, text, text, text, integer, bigint, integer, date, text) IS
'Was this refund recorded before? RC011 when it was, with other content. Called by refund.';

/* ---- src/ledger/code/63-transfer.sql ---- */

-- 63-transfer.sql - who owes: from one party to another, and what a patient can be made to owe

CREATE OR REPLACE FUNCTION @ledger@.effective_adjustments(practice_id text, claim_id text,
		OUT remittance_id bigint, OUT claim_no integer, OUT party rcm.account, OUT line_no integer, OUT group_code text, OUT carc text, OUT amount rcm.usd)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT rc.remittance_id, rc.claim_no, rc.party, m.line_no, a.group_code, a.carc, CASE m.from_account WHEN 'insurer_1' THEN m.amount ELSE -m.amount END
	FROM @ledger@.remittance_claim rc
	CROSS JOIN LATERAL @ledger@.remitted(rc.practice_id, rc.remittance_id, rc.claim_no) p
	-- which charge line an adjustment is for, posting says: as if each were a discount
	CROSS JOIN LATERAL (SELECT array_agg(ROW(x.line, x.adjustment, 'CO', '45', x.amount, x.quantity)::rcm.remitted_adjustment) AS told
		FROM unnest(p.adjustments) x) d
	CROSS JOIN LATERAL (SELECT array_agg(ROW(x.line_no, x.control, x.code, x.mods, x.rev, x.service_from, x.service_to, x.charge, NULL)::rcm.charge_line) AS lines
		FROM @ledger@.claim_line x WHERE x.practice_id = rc.practice_id AND x.claim_id = rc.claim_id) ch
	CROSS JOIN LATERAL rcm.posting_moves(p.paid, p.lines, d.told, ch.lines, 'insurer_1', 'patient') m
	JOIN LATERAL unnest(p.adjustments) a ON a.adjustment = m.adjustment
	WHERE rc.practice_id = effective_adjustments.practice_id AND rc.claim_id = effective_adjustments.claim_id
		AND rc.state = 'posted' AND rc.status IS DISTINCT FROM '22' AND d.told IS NOT NULL AND m.from_account IS NOT NULL
		AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim t
			WHERE t.practice_id = rc.practice_id AND t.reverses_remittance = rc.remittance_id AND t.reverses_claim = rc.claim_no)
$$;
COMMENT ON FUNCTION @ledger@.effective_adjustments(text, text) IS
'The adjustments of the remittances that answer a claim and were not taken back, by charge line: what payers say now of every cent that they did not pay. party - as which payer it was said; amount - a negative one raises what is paid.';

CREATE OR REPLACE FUNCTION @ledger@.patient_share_left(practice_id text, claim_id text, line_no integer) RETURNS rcm.usd
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH answered AS (
		-- the last payer in turn who has answered knows what all before him have paid
		SELECT rc.party FROM @ledger@.remittance_claim rc
		WHERE rc.practice_id = patient_share_left.practice_id AND rc.claim_id = patient_share_left.claim_id
			AND rc.state = 'posted' AND rc.status IS DISTINCT FROM '22'
			AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim t
				WHERE t.practice_id = rc.practice_id AND t.reverses_remittance = rc.remittance_id AND t.reverses_claim = rc.claim_no)
		ORDER BY rc.party DESC LIMIT 1),
	moved AS (
		-- (what an exception allowed is beside it)
		SELECT coalesce(sum(CASE account 'patient' WHEN e.to_account THEN e.amount ELSE -e.amount END), 0) AS amount,
			coalesce(sum(CASE account 'patient' WHEN e.to_account THEN e.amount ELSE -e.amount END) FILTER (WHERE 'revenue' IN (e.from_account, e.to_account)), 0) AS charged
		FROM @ledger@.entry e
		WHERE e.practice_id = patient_share_left.practice_id AND e.claim_id = patient_share_left.claim_id AND e.line_no = patient_share_left.line_no
			AND e.exception IS NULL AND 'patient' IN (e.from_account, e.to_account)
			AND (e.from_account IN ('revenue', 'insurer_1', 'insurer_2', 'insurer_3', 'third_party') OR e.to_account IN ('revenue', 'insurer_1', 'insurer_2', 'insurer_3', 'third_party')))
	SELECT greatest(CASE
			WHEN c.filing_ind = 'WC' THEN 0
			WHEN NOT EXISTS (SELECT FROM answered) THEN m.charged - m.amount
			ELSE (SELECT coalesce(sum(a.amount), 0) FROM @ledger@.effective_adjustments(c.practice_id, c.claim_id) a, answered w
				WHERE a.line_no = patient_share_left.line_no AND a.party = w.party AND a.group_code = 'PR') - m.amount END, 0)
	FROM @ledger@.claim c, moved m
	WHERE c.practice_id = patient_share_left.practice_id AND c.claim_id = patient_share_left.claim_id
$$;
COMMENT ON FUNCTION @ledger@.patient_share_left(text, text, integer) IS
'How much more of a charge line a patient can be made to owe (I4): what the last payer in turn to answer says is the patient''s (group PR of the remittances that were not taken back), or, when none has answered, what the patient was charged, less what the patient has been made to owe. Nothing of workers'' compensation (filing indicator WC). Null when there is no such claim.';

CREATE OR REPLACE FUNCTION @ledger@.transfer(practice_id text, claim_id text, line_no integer, from_account rcm.account, to_account rcm.account,
		amount rcm.usd, reason text, exception text DEFAULT NULL)
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	share rcm.usd;
	why   text;
	id    bigint;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('reason', reason);
	IF NOT coalesce(rcm.owes(to_account), false) OR from_account = to_account THEN
		RAISE EXCEPTION 'no transfer from % to %', from_account, to_account USING ERRCODE = 'RC011',
			HINT = 'insurer_1, insurer_2, insurer_3, patient and third_party owe; what nobody owes is a payment or a write-off.';
	ELSIF coalesce(reason, '') = '' THEN
		RAISE EXCEPTION 'a transfer needs a reason' USING ERRCODE = 'RC011';
	ELSIF exception IS NOT NULL AND ('patient' NOT IN (from_account, to_account)
			OR exception NOT IN ('no coverage', 'not covered, patient agreed', 'patient was paid', 'patient failed to answer payer', 'left without choice of payer')) THEN
		RAISE EXCEPTION 'this is no exception' USING ERRCODE = 'RC011',
			HINT = 'Of a patient: no coverage; not covered, patient agreed; patient was paid; patient failed to answer payer; left without choice of payer.';
	END IF;
	PERFORM @ledger@.open_debt(transfer.practice_id, transfer.claim_id, transfer.line_no, transfer.from_account, transfer.amount);
	IF to_account = 'patient' AND exception IS NULL THEN
		share := @ledger@.patient_share_left(transfer.practice_id, transfer.claim_id, transfer.line_no);
		IF amount > share THEN
			RAISE EXCEPTION 'line % of claim "%": % is left of what payers say is the patient''s, less than % (I4)', line_no, claim_id, share, amount
				USING ERRCODE = 'RC011', HINT = 'Beyond that a patient owes only for a reason that anybody can look up, given as exception: no coverage; not covered, patient agreed; patient was paid; patient failed to answer payer; left without choice of payer.';
		END IF;
		-- the reason, where there is but one
		SELECT min(a.carc) INTO why FROM @ledger@.effective_adjustments(transfer.practice_id, transfer.claim_id) a
			WHERE a.line_no = transfer.line_no AND a.group_code = 'PR' HAVING count(DISTINCT a.carc) = 1;
	END IF;
	id := @ledger@.open_event(transfer.practice_id, 'transfer', NULL, transfer.reason);
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, group_code, carc, exception)
		VALUES (transfer.practice_id, id, transfer.claim_id, transfer.line_no, transfer.from_account, transfer.to_account, transfer.amount,
			@ledger@.today(transfer.practice_id), CASE WHEN transfer.to_account = 'patient' AND transfer.exception IS NULL THEN 'PR' END, why, transfer.exception);
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.transfer(text, text, integer, rcm.account, rcm.account, rcm.usd, text, text) IS
'Moves what is owed on a charge line from one party to another, today, and returns the event. from_account, to_account: insurer_1, insurer_2, insurer_3, patient or third_party. amount: at most what the party owes (RC011). reason: kept, needed.
To the patient only what is left of what payers call the patient''s (I4, see patient_share_left; RC011 says how much), or by an exception: no coverage; not covered, patient agreed; patient was paid; patient failed to answer payer; left without choice of payer. Whoever moves such an amount back gives the exception again. RC010: no such charge line.';

/* ---- src/ledger/code/64-write-off.sql ---- */

-- 64-write-off.sql - what is no longer asked for, by decision or by policy

CREATE OR REPLACE FUNCTION @ledger@.denied(practice_id text, claim_id text, line_no integer, party rcm.account) RETURNS rcm.usd
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT greatest(
		(SELECT coalesce(sum(a.amount), 0) FROM @ledger@.effective_adjustments(denied.practice_id, denied.claim_id) a
			WHERE a.line_no = denied.line_no AND a.party = denied.party AND rcm.adjustment_class(a.group_code, a.carc) IN ('denial', 'unclassified'))
		-- less what a contract made a discount
		- (SELECT coalesce(sum(CASE account 'contractual' WHEN e.to_account THEN e.amount ELSE -e.amount END), 0) FROM @ledger@.entry e
			WHERE e.practice_id = denied.practice_id AND e.claim_id = denied.claim_id AND e.line_no = denied.line_no
				AND denied.party IN (e.from_account, e.to_account) AND 'contractual' IN (e.from_account, e.to_account) AND e.exception LIKE 'contract:%'), 0)
$$;
COMMENT ON FUNCTION @ledger@.denied(text, text, integer, rcm.account) IS
'What a payer denies of a charge line: adjustments of class denial (and such as the catalogue does not know) of his remittances that were not taken back, less what a contract rule made a discount.';

CREATE OR REPLACE FUNCTION @ledger@.write_off(practice_id text, claim_id text, line_no integer, party rcm.account, to_account rcm.account,
		amount rcm.usd, reason text, carc text DEFAULT NULL)
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	owed   rcm.usd;
	denied rcm.usd;
	id     bigint;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('reason', reason, 'carc', carc);
	IF coalesce(to_account NOT IN ('contractual', 'writeoff_denial', 'writeoff_small_balance', 'writeoff_charity', 'writeoff_prompt_pay',
			'writeoff_courtesy', 'writeoff_administrative'), true) THEN
		RAISE EXCEPTION 'account % is none to write off to', to_account USING ERRCODE = 'RC011',
			HINT = 'contractual, writeoff_denial, writeoff_small_balance, writeoff_charity, writeoff_prompt_pay, writeoff_courtesy or writeoff_administrative; bad debt is placed by place_bad_debt.';
	ELSIF coalesce(reason, '') = '' THEN
		RAISE EXCEPTION 'a write-off needs a reason' USING ERRCODE = 'RC011';
	ELSIF to_account IN ('contractual', 'writeoff_denial') AND party NOT IN ('insurer_1', 'insurer_2', 'insurer_3') THEN
		RAISE EXCEPTION 'what % owes is not written off to % (I11)', party, to_account USING ERRCODE = 'RC011',
			HINT = 'A contract or a denial is a payer''s.';
	ELSIF to_account = 'contractual' AND (carc IS NULL OR rcm.adjustment_class('CO', carc) <> 'contractual') THEN
		RAISE EXCEPTION 'line % of claim "%": a contractual write-off needs a contractual reason, which CARC % is not (I11)', line_no, claim_id, coalesce(carc, 'null')
			USING ERRCODE = 'RC011', HINT = 'What a payer denied is written off to writeoff_denial, or worked.';
	END IF;
	owed := @ledger@.open_debt(write_off.practice_id, write_off.claim_id, write_off.line_no, write_off.party, write_off.amount);
	IF to_account = 'contractual' THEN
		denied := @ledger@.denied(write_off.practice_id, write_off.claim_id, write_off.line_no, write_off.party);
		IF amount > greatest(owed - denied, 0) THEN
			RAISE EXCEPTION 'line % of claim "%": % denied % of the % that it owes, which is no contractual write-off (I11)', line_no, claim_id, party, denied, owed
				USING ERRCODE = 'RC011', HINT = 'Work the denial or write it off to writeoff_denial; a contract that makes it a discount is a row of contract_rule.';
		END IF;
	END IF;
	id := @ledger@.open_event(write_off.practice_id, 'write-off', NULL, write_off.reason);
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, group_code, carc)
		VALUES (write_off.practice_id, id, write_off.claim_id, write_off.line_no, write_off.party, write_off.to_account, write_off.amount,
			@ledger@.today(write_off.practice_id), CASE WHEN write_off.carc IS NOT NULL THEN 'CO' END, write_off.carc);
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.write_off(text, text, integer, rcm.account, rcm.account, rcm.usd, text, text) IS
'Writes off what a party owes on a charge line, today, and returns the event, which undo_write_off takes back. to_account: contractual, or one of the writeoff_ accounts. amount: at most what is owed (RC011 says how much). reason: kept, needed; one that reads "policy: " and the number of a policy counts for that policy.
contractual only of what a payer owes and has not denied, with a carc of class contractual, such as 45 (I11, RC011; see denied). writeoff_denial only of what a payer owes. RC010: no such charge line.';

CREATE OR REPLACE FUNCTION @ledger@.undo_write_off(practice_id text, event_id bigint, reason text) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	PERFORM @ledger@.refuse_card_numbers('reason', reason);
	PERFORM 1 FROM @ledger@.event v
		WHERE v.practice_id = undo_write_off.practice_id AND v.event_id = undo_write_off.event_id AND v.kind = 'write-off' AND v.reverses IS NULL;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'event % wrote nothing off', event_id USING ERRCODE = 'RC010';
	END IF;
	RETURN @ledger@.reverse_event(undo_write_off.practice_id, undo_write_off.event_id, 'write-off', NULL, undo_write_off.reason);
END
$$;
COMMENT ON FUNCTION @ledger@.undo_write_off(text, bigint, text) IS
'Takes a write-off back, today: it is owed again, since it was owed first. Returns the event. Errors: RC010 when the event wrote nothing off, RC011 when it was taken back before.';

CREATE OR REPLACE VIEW @ledger@.write_off_report WITH (security_invoker = true) AS
	SELECT v.practice_id, extract(year FROM v.effective_on)::integer AS year, e.to_account AS account, e.from_account AS party,
		substring(v.reason FROM '^policy: (.*)$') AS policy_id, count(*) AS lines, sum(e.amount) AS written_off,
		coalesce(sum(e.amount) FILTER (WHERE b.entry_id IS NOT NULL), 0) AS taken_back,
		coalesce(sum(e.amount) FILTER (WHERE b.entry_id IS NULL), 0) AS stands
	FROM @ledger@.event v
	JOIN @ledger@.entry e ON e.practice_id = v.practice_id AND e.event_id = v.event_id AND e.remittance_id IS NULL
	LEFT JOIN @ledger@.entry b ON b.practice_id = e.practice_id AND b.reverses = e.entry_id
	WHERE v.kind = 'write-off' AND v.reverses IS NULL
	GROUP BY 1, 2, 3, 4, 5;
COMMENT ON VIEW @ledger@.write_off_report IS 'What was written off by decision or policy, by year, account, party and policy. What posting allowed off by a remittance''s own words is not here.';
COMMENT ON COLUMN @ledger@.write_off_report.year IS 'Calendar year in which it counts.';
COMMENT ON COLUMN @ledger@.write_off_report.account IS 'As what.';
COMMENT ON COLUMN @ledger@.write_off_report.party IS 'Whose debt.';
COMMENT ON COLUMN @ledger@.write_off_report.policy_id IS 'The policy; null: one by one.';
COMMENT ON COLUMN @ledger@.write_off_report.lines IS 'Write-offs of charge lines.';
COMMENT ON COLUMN @ledger@.write_off_report.written_off IS 'Dollars.';
COMMENT ON COLUMN @ledger@.write_off_report.taken_back IS 'Of these: taken back, whenever.';
COMMENT ON COLUMN @ledger@.write_off_report.stands IS 'Of these: not taken back, what counts for a policy''s yearly cap.';

/* ---- src/ledger/code/65-policy.sql ---- */

-- 65-policy.sql - write-offs that a policy allows without asking

CREATE OR REPLACE FUNCTION @ledger@.policy_lines(practice_id text, policy_id text, as_of date,
		OUT claim_id text, OUT line_no integer, OUT amount rcm.usd, OUT debtor text, OUT why_not text)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH policy AS (
		SELECT p.*, coalesce((SELECT sum(w.stands) FROM @ledger@.write_off_report w
				WHERE w.practice_id = p.practice_id AND w.policy_id = p.policy_id AND w.year = extract(year FROM policy_lines.as_of)), 0) AS used
		FROM @ledger@.write_off_policy p
		WHERE p.practice_id = policy_lines.practice_id AND p.policy_id = policy_lines.policy_id),
	owing AS (
		SELECT r.claim_id, r.line_no, x.amount, x.since, c.patient_id, c.filing_ind, c.first_service, p.party,
			CASE WHEN p.party = 'patient' AND c.patient_id IS NOT NULL THEN 'patient ' || c.patient_id ELSE 'claim ' || c.claim_id END AS debtor
		FROM policy p
		JOIN @ledger@.receivable r ON r.practice_id = p.practice_id
			AND (r.insurer_1 <> 0 OR r.insurer_2 <> 0 OR r.insurer_3 <> 0 OR r.patient <> 0 OR r.third_party <> 0)
		CROSS JOIN LATERAL (VALUES (account 'insurer_1', r.insurer_1, r.insurer_1_since), ('insurer_2', r.insurer_2, r.insurer_2_since),
			('insurer_3', r.insurer_3, r.insurer_3_since), ('patient', r.patient, r.patient_since),
			('third_party', r.third_party, r.third_party_since)) x (party, amount, since)
		JOIN @ledger@.claim c ON c.practice_id = r.practice_id AND c.claim_id = r.claim_id
		WHERE x.party = p.party AND x.amount > 0),
	small AS (
		SELECT o.*, sum(o.amount) OVER (PARTITION BY o.debtor) AS whole FROM owing o),
	judged AS (
		SELECT s.*, p.yearly_cap, p.used, CASE
			WHEN s.since IS NULL OR policy_lines.as_of - s.since < p.min_age_days THEN format('owed since %s, less than %s days', s.since, p.min_age_days)
			WHEN p.min_statements > (SELECT count(*) FROM @ledger@.statement_line l JOIN @ledger@.statement t USING (practice_id, statement_id)
					WHERE l.practice_id = p.practice_id AND l.claim_id = s.claim_id AND l.line_no = s.line_no AND t.cut_on <= policy_lines.as_of)
				THEN format('on fewer than %s statements', p.min_statements)
			WHEN p.party IN ('patient', 'third_party') AND EXISTS (SELECT FROM @ledger@.patient t
					LEFT JOIN @ledger@.patient g ON g.practice_id = t.practice_id AND g.patient_id = t.guarantor_id
					WHERE t.practice_id = p.practice_id AND t.patient_id = s.patient_id AND (t.bill_hold IS NOT NULL OR g.bill_hold IS NOT NULL))
				THEN 'disputed or on hold'
			WHEN EXISTS (SELECT FROM @ledger@.payment_plan_line l JOIN @ledger@.payment_plan n USING (practice_id, plan_id)
					WHERE l.practice_id = p.practice_id AND l.claim_id = s.claim_id AND l.line_no = s.line_no AND n.ended_on IS NULL)
				THEN 'in a payment plan'
			WHEN s.filing_ind = ANY (p.not_filing) OR EXISTS (SELECT FROM @ledger@.coverage v
					WHERE v.practice_id = p.practice_id AND v.patient_id = s.patient_id AND v.filing_ind = ANY (p.not_filing)
						AND daterange(v.eff, v.term, '[]') @> s.first_service)
				THEN 'the payer is one that the policy leaves out'
			END AS why
		FROM small s, policy p
		WHERE s.whole <= p.max_amount)
	SELECT j.claim_id, j.line_no, j.amount, j.debtor,
		CASE WHEN j.why IS NULL AND j.used + sum(j.amount) OVER (PARTITION BY j.why IS NULL ORDER BY j.since, j.claim_id, j.line_no) > j.yearly_cap
			THEN 'the yearly cap is reached' ELSE j.why END
	FROM judged j
	ORDER BY j.debtor, j.since, j.claim_id, j.line_no
$$;
COMMENT ON FUNCTION @ledger@.policy_lines(text, text, date) IS
'The charge lines on which the party of a policy owes so little that the policy is about them, and, of those that it does not write off, why_not. debtor: what the most that may be owed is summed over. Called by apply_policy.';

CREATE OR REPLACE FUNCTION @ledger@.apply_policy(practice_id text, policy_id text, dry_run boolean DEFAULT true, as_of date DEFAULT NULL,
		OUT claim_id text, OUT line_no integer, OUT party rcm.account, OUT amount rcm.usd, OUT written_off boolean, OUT why_not text)
	RETURNS SETOF record
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	p      @ledger@.write_off_policy;
	l      record;
	locked text[];
	debtor text;
	id     bigint;
	today  date := @ledger@.today(practice_id);
BEGIN
	as_of := coalesce(as_of, today);
	SELECT * INTO p FROM @ledger@.write_off_policy w WHERE w.practice_id = apply_policy.practice_id AND w.policy_id = apply_policy.policy_id;
	IF NOT FOUND OR NOT daterange(p.eff, p.term, '[]') @> as_of THEN
		RAISE EXCEPTION 'there is no policy "%" on %', policy_id, as_of USING ERRCODE = 'RC010';
	ELSIF p.needs_documents THEN
		RAISE EXCEPTION 'policy "%" needs documents', policy_id USING ERRCODE = 'RC011',
			HINT = 'Write off one by one with write_off; the reason names the policy and the document.';
	ELSIF as_of > today AND NOT dry_run THEN
		RAISE EXCEPTION 'the day has not come' USING ERRCODE = 'RC011', HINT = 'A day to come can be tried as a dry run.';
	END IF;
	IF NOT dry_run THEN
		-- two who apply the policy at once would both stay below its cap
		UPDATE @ledger@.write_off_policy w SET max_amount = w.max_amount
			WHERE w.practice_id = apply_policy.practice_id AND w.policy_id = apply_policy.policy_id;
		locked := ARRAY(SELECT DISTINCT c.claim_id FROM @ledger@.policy_lines(apply_policy.practice_id, apply_policy.policy_id, as_of) c WHERE c.why_not IS NULL);
		PERFORM @ledger@.lock_claims(apply_policy.practice_id, locked);
	END IF;
	FOR l IN SELECT * FROM @ledger@.policy_lines(apply_policy.practice_id, apply_policy.policy_id, as_of) LOOP
		claim_id := l.claim_id;
		line_no := l.line_no;
		party := p.party;
		amount := l.amount;
		why_not := l.why_not;
		written_off := NOT dry_run AND l.why_not IS NULL AND l.claim_id = ANY (locked);
		IF written_off THEN
			-- an event for each debtor, so that each can be taken back
			IF debtor IS DISTINCT FROM l.debtor THEN
				id := @ledger@.open_event(apply_policy.practice_id, 'write-off', NULL, 'policy: ' || policy_id);
				debtor := l.debtor;
			END IF;
			INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on)
				VALUES (apply_policy.practice_id, id, l.claim_id, l.line_no, p.party, p.to_account, l.amount, today);
		END IF;
		RETURN NEXT;
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.apply_policy(text, text, boolean, date) IS
'What a policy of table write_off_policy writes off, and with dry_run => false does it, today, with an event for each patient (of a payer: each claim), which undo_write_off takes back. as_of: the day by which ages count and the policy must be in force, null today.

A row for each charge line of a debtor who owes no more than max_amount: of the policy''s party, per patient, or of payers and third parties per claim. written_off: it was done just now. why_not: why it is not, or would not be: owed for fewer than min_age_days; on fewer than min_statements statements; disputed or on hold (bill_hold); in a payment plan; a filing indicator of not_filing, on the claim or among the coverage of the day of service; the yearly cap is reached (the oldest come first). Null with a dry run: it would be.
Errors: RC010 no such policy on that day; RC011 a policy that needs documents, or a day to come without dry_run.';

/* ---- src/ledger/code/66-placement.sql ---- */

-- 66-placement.sql - debts that a collector has

CREATE OR REPLACE FUNCTION @ledger@.place_bad_debt(practice_id text, patient_id text, agency text, fee_percent numeric DEFAULT 0, placed_on date DEFAULT NULL)
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	payer  text := @ledger@.guarantor(practice_id, patient_id);
	claims text[];
	id     bigint;
	place  bigint;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('agency', agency);
	IF coalesce(agency, '') = '' OR fee_percent IS NULL OR fee_percent NOT BETWEEN 0 AND 100 OR fee_percent <> round(fee_percent, 2) THEN
		RAISE EXCEPTION 'a placement needs an agency, and a fee from 0 to 100 percent with two decimals' USING ERRCODE = 'RC011';
	END IF;
	claims := ARRAY(SELECT DISTINCT b.claim_id FROM @ledger@.billable_lines(place_bad_debt.practice_id, place_bad_debt.patient_id) b
		WHERE b.whose = place_bad_debt.patient_id);
	PERFORM @ledger@.lock_claims(place_bad_debt.practice_id, claims);
	IF NOT EXISTS (SELECT FROM @ledger@.billable_lines(place_bad_debt.practice_id, place_bad_debt.patient_id) b WHERE b.claim_id = ANY (claims)) THEN
		RETURN NULL;
	END IF;
	id := @ledger@.open_event(place_bad_debt.practice_id, 'placement', place_bad_debt.placed_on);
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on)
		SELECT v.practice_id, id, b.claim_id, b.line_no, 'patient', 'bad_debt', b.amount, v.effective_on
		FROM @ledger@.event v, @ledger@.billable_lines(place_bad_debt.practice_id, place_bad_debt.patient_id) b
		WHERE v.practice_id = place_bad_debt.practice_id AND v.event_id = id AND b.claim_id = ANY (claims)
		ORDER BY b.claim_id, b.line_no;
	INSERT INTO @ledger@.placement AS n (practice_id, patient_id, agency, placed_on, amount, fee_percent, charged_off_on, event_id,
			transaction_on, last_statement_on, last_payment_on)
		SELECT v.practice_id, place_bad_debt.patient_id, place_bad_debt.agency, v.effective_on, sum(e.amount), place_bad_debt.fee_percent, v.effective_on, id,
			max(x.service_from),
			max((SELECT max(s.cut_on) FROM @ledger@.statement_line l JOIN @ledger@.statement s USING (practice_id, statement_id)
				WHERE l.practice_id = e.practice_id AND l.claim_id = e.claim_id AND l.line_no = e.line_no AND s.patient_id = payer)),
			max((SELECT max(y.effective_on) FROM @ledger@.entry y
				WHERE y.practice_id = e.practice_id AND y.claim_id = e.claim_id AND y.line_no = e.line_no
					AND y.from_account = 'patient' AND y.to_account IN ('unapplied_patient', 'cash') AND y.reverses IS NULL
					AND NOT EXISTS (SELECT FROM @ledger@.entry z WHERE z.practice_id = y.practice_id AND z.reverses = y.entry_id)))
		FROM @ledger@.event v
		JOIN @ledger@.entry e ON e.practice_id = v.practice_id AND e.event_id = v.event_id
		JOIN @ledger@.claim_line x ON x.practice_id = e.practice_id AND x.claim_id = e.claim_id AND x.line_no = e.line_no
		WHERE v.practice_id = place_bad_debt.practice_id AND v.event_id = id
		GROUP BY v.practice_id, v.event_id
		RETURNING n.placement_id INTO place;
	RETURN place;
END
$$;
COMMENT ON FUNCTION @ledger@.place_bad_debt(text, text, text, numeric, date) IS
'Gives all that a patient owes, but what is in a payment plan, to a collector: it moves from the patient to bad_debt. Returns the number of the placement, null when nothing is owed. fee_percent: what the collector keeps of what he collects, from 0 to 100 with two decimals. placed_on: null today.
The row of the placement has the itemisation dates of Regulation F (12 CFR 1006.34) that the ledger knows: last statement and last payment of the lines that were placed, last service, and as charge-off the day of the placement; a judgment''s date is to be written by whoever knows of it. Errors: RC010 no such patient; RC011 when the patient or guarantor has a bill_hold.';

CREATE OR REPLACE FUNCTION @ledger@.placement_left(practice_id text, placement_id bigint, OUT claim_id text, OUT line_no integer, OUT amount rcm.usd)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 5 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT e.claim_id, e.line_no, sum(CASE account 'bad_debt' WHEN e.to_account THEN e.amount ELSE -e.amount END)
	FROM (
		SELECT p.event_id FROM @ledger@.placement p WHERE p.practice_id = placement_left.practice_id AND p.placement_id = placement_left.placement_id
		UNION ALL
		SELECT r.event_id FROM @ledger@.recovery r WHERE r.practice_id = placement_left.practice_id AND r.placement_id = placement_left.placement_id) v
	JOIN @ledger@.entry e ON e.practice_id = placement_left.practice_id AND e.event_id = v.event_id AND e.remittance_id IS NULL
	WHERE NOT EXISTS (SELECT FROM @ledger@.placement p
		WHERE p.practice_id = placement_left.practice_id AND p.placement_id = placement_left.placement_id AND p.recalled_on IS NOT NULL)
	GROUP BY e.claim_id, e.line_no
	HAVING sum(CASE account 'bad_debt' WHEN e.to_account THEN e.amount ELSE -e.amount END) <> 0
$$;
COMMENT ON FUNCTION @ledger@.placement_left(text, bigint) IS
'What of a placement the collector still has, by charge line; no row when it was taken back or is collected.';

CREATE OR REPLACE FUNCTION @ledger@.lock_placement(practice_id text, placement_id bigint) RETURNS @ledger@.placement
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	p @ledger@.placement;
BEGIN
	UPDATE @ledger@.placement x SET agency = x.agency
		WHERE x.practice_id = lock_placement.practice_id AND x.placement_id = lock_placement.placement_id RETURNING * INTO p;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no placement %', placement_id USING ERRCODE = 'RC010';
	ELSIF p.recalled_on IS NOT NULL THEN
		RAISE EXCEPTION 'placement % was recalled on %', placement_id, p.recalled_on USING ERRCODE = 'RC011',
			HINT = 'What comes after that is recorded as a receipt.';
	END IF;
	PERFORM @ledger@.lock_claims(lock_placement.practice_id,
		ARRAY(SELECT l.claim_id FROM @ledger@.placement_left(lock_placement.practice_id, lock_placement.placement_id) l));
	RETURN p;
END
$$;
COMMENT ON FUNCTION @ledger@.lock_placement(text, bigint) IS
'Locks a placement and its claims, and returns its row. Errors: RC010 when there is none, RC011 when it was recalled.';

CREATE OR REPLACE FUNCTION @ledger@.recall_bad_debt(practice_id text, placement_id bigint, reason text) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	p     @ledger@.placement := @ledger@.lock_placement(practice_id, placement_id);
	today date := @ledger@.today(practice_id);
	id    bigint;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('reason', reason);
	id := @ledger@.open_event(recall_bad_debt.practice_id, 'recall', NULL, recall_bad_debt.reason);
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on)
		SELECT p.practice_id, id, l.claim_id, l.line_no, 'bad_debt', 'patient', l.amount, today
		FROM @ledger@.placement_left(p.practice_id, p.placement_id) l
		ORDER BY l.claim_id, l.line_no;
	UPDATE @ledger@.placement x SET recalled_on = today WHERE x.practice_id = p.practice_id AND x.placement_id = p.placement_id;
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.recall_bad_debt(text, bigint, text) IS
'Takes a placement back from the collector, today: what he has not collected is owed by the patient again, since it was owed first. Returns the event. Errors: RC010 when there is no such placement, RC011 when it was recalled before.';

CREATE OR REPLACE FUNCTION @ledger@.record_recovery(practice_id text, placement_id bigint, recovery_id text, amount rcm.usd, received_on date DEFAULT NULL,
		reference text DEFAULT NULL)
	RETURNS boolean
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	p     @ledger@.placement;
	old   @ledger@.recovery;
	fee   rcm.usd;
	whole rcm.usd;
	id    bigint;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('recovery_id', recovery_id, 'reference', reference);
	-- (not lock_placement: the same recovery once more is harmless also after a recall)
	UPDATE @ledger@.placement x SET agency = x.agency
		WHERE x.practice_id = record_recovery.practice_id AND x.placement_id = record_recovery.placement_id;
	SELECT * INTO old FROM @ledger@.recovery r WHERE r.practice_id = record_recovery.practice_id AND r.recovery_id = record_recovery.recovery_id;
	IF FOUND THEN
		IF (old.placement_id, old.amount, old.received_on, old.reference) IS DISTINCT FROM
			(placement_id, amount, coalesce(received_on, old.received_on), reference) THEN
			RAISE EXCEPTION 'recovery "%" was recorded before with other content', recovery_id USING ERRCODE = 'RC011';
		END IF;
		RETURN false;
	END IF;
	p := @ledger@.lock_placement(record_recovery.practice_id, record_recovery.placement_id);
	SELECT coalesce(sum(l.amount), 0) INTO whole FROM @ledger@.placement_left(p.practice_id, p.placement_id) l;
	IF coalesce(recovery_id, '') = '' OR amount IS NULL OR amount <= 0 THEN
		RAISE EXCEPTION 'a recovery has a number, and an amount of more than zero' USING ERRCODE = 'RC011';
	ELSIF amount > whole THEN
		RAISE EXCEPTION 'placement % has % left, less than %', placement_id, whole, amount USING ERRCODE = 'RC011';
	ELSIF received_on < p.placed_on THEN
		RAISE EXCEPTION 'placement % began only on %', placement_id, p.placed_on USING ERRCODE = 'RC011';
	END IF;
	fee := round(amount::numeric * p.fee_percent / 100, 2);
	id := @ledger@.open_event(record_recovery.practice_id, 'recovery', record_recovery.received_on);
	INSERT INTO @ledger@.recovery (practice_id, recovery_id, placement_id, amount, fee, received_on, reference, event_id)
		SELECT p.practice_id, record_recovery.recovery_id, p.placement_id, record_recovery.amount, fee, v.effective_on, record_recovery.reference, id
		FROM @ledger@.event v WHERE v.practice_id = p.practice_id AND v.event_id = id;
	-- the oldest service first; each line bears its part of the fee
	WITH due AS (
		SELECT l.claim_id, l.line_no, l.amount, row_number() OVER w AS nth, sum(l.amount) OVER w - l.amount AS before
		FROM @ledger@.placement_left(p.practice_id, p.placement_id) l
		JOIN @ledger@.claim_line x ON x.practice_id = p.practice_id AND x.claim_id = l.claim_id AND x.line_no = l.line_no
		WINDOW w AS (ORDER BY x.service_from NULLS LAST, l.claim_id, l.line_no)),
	paid AS (
		SELECT d.claim_id, d.line_no, d.nth, least(d.amount, record_recovery.amount - d.before) AS gross FROM due d WHERE d.before < record_recovery.amount),
	parts AS (
		SELECT rcm.split(fee, array_agg(q.gross ORDER BY q.nth)) AS fees FROM paid q)
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on)
		SELECT v.practice_id, id, q.claim_id, q.line_no, 'bad_debt', m.to_account, m.amount, v.effective_on
		FROM @ledger@.event v, paid q, parts f,
			LATERAL (VALUES (account 'cash', q.gross - f.fees[q.nth]), ('agency_fee', f.fees[q.nth])) m (to_account, amount)
		WHERE v.practice_id = p.practice_id AND v.event_id = id AND m.amount > 0
		ORDER BY q.nth, m.to_account;
	RETURN true;
END
$$;
COMMENT ON FUNCTION @ledger@.record_recovery(text, bigint, text, rcm.usd, date, text) IS
'Records what a collector has collected of a placement: true; the same once more is false and changes nothing, the same recovery_id with other content is RC011. amount: dollars collected, before the collector''s fee, at most what is left of the placement (RC011). The fee is the placement''s percentage of it, rounded to the cent, half a cent up; the rest is cash. received_on: the day it counts, null today. reference: check number or the like. It pays for the oldest service first. RC010: no such placement; RC011 when it was recalled.';

CREATE OR REPLACE VIEW @ledger@.bad_debt WITH (security_invoker = true) AS
	SELECT p.practice_id, p.placement_id, p.patient_id, p.agency, p.placed_on, p.recalled_on, p.fee_percent, p.amount AS placed,
		coalesce(r.collected, 0) AS collected, coalesce(r.fee, 0) AS fee, coalesce(r.collected, 0) - coalesce(r.fee, 0) AS received,
		CASE WHEN p.recalled_on IS NULL THEN 0 ELSE p.amount - coalesce(r.collected, 0) END AS recalled,
		CASE WHEN p.recalled_on IS NULL THEN p.amount - coalesce(r.collected, 0) ELSE 0 END AS amount_left,
		p.last_statement_on, p.last_payment_on, p.charged_off_on, p.judgment_on, p.transaction_on
	FROM @ledger@.placement p
	LEFT JOIN LATERAL (SELECT sum(x.amount) AS collected, sum(x.fee) AS fee FROM @ledger@.recovery x
		WHERE x.practice_id = p.practice_id AND x.placement_id = p.placement_id) r ON true;
COMMENT ON VIEW @ledger@.bad_debt IS 'Placements with collectors: what was placed, collected, taken back, and is left. placed = collected + recalled + amount_left.';
COMMENT ON COLUMN @ledger@.bad_debt.placement_id IS 'The placement.';
COMMENT ON COLUMN @ledger@.bad_debt.agency IS 'The collector.';
COMMENT ON COLUMN @ledger@.bad_debt.placed_on IS 'Day.';
COMMENT ON COLUMN @ledger@.bad_debt.recalled_on IS 'Day on which it was taken back; null: it is with the collector.';
COMMENT ON COLUMN @ledger@.bad_debt.fee_percent IS 'What the collector keeps.';
COMMENT ON COLUMN @ledger@.bad_debt.placed IS 'What was placed.';
COMMENT ON COLUMN @ledger@.bad_debt.collected IS 'What the collector has collected.';
COMMENT ON COLUMN @ledger@.bad_debt.fee IS 'What of that he kept.';
COMMENT ON COLUMN @ledger@.bad_debt.received IS 'What of that reached the practice.';
COMMENT ON COLUMN @ledger@.bad_debt.recalled IS 'What was taken back.';
COMMENT ON COLUMN @ledger@.bad_debt.amount_left IS 'What the collector still has.';
COMMENT ON COLUMN @ledger@.bad_debt.last_statement_on IS 'Itemisation date: last statement.';
COMMENT ON COLUMN @ledger@.bad_debt.last_payment_on IS 'Itemisation date: last payment.';
COMMENT ON COLUMN @ledger@.bad_debt.charged_off_on IS 'Itemisation date: charge-off.';
COMMENT ON COLUMN @ledger@.bad_debt.judgment_on IS 'Itemisation date: judgment.';
COMMENT ON COLUMN @ledger@.bad_debt.transaction_on IS 'Itemisation date: service.';

/* ---- src/ledger/code/67-credit.sql ---- */

-- 67-credit.sql - money that is owed the other way, and the clocks on it

CREATE OR REPLACE FUNCTION @ledger@.identify_overpayment(practice_id text, owner text, amount rcm.usd, cause text, claim_id text DEFAULT NULL,
		line_no integer DEFAULT NULL, identified_on date DEFAULT NULL, received_on date DEFAULT NULL, payer_key text DEFAULT NULL, patient_id text DEFAULT NULL)
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
	rule  text;
	id    bigint;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('payer_key', payer_key);
	IF today IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	ELSIF identified_on > today OR received_on > today THEN
		RAISE EXCEPTION 'the day has not come' USING ERRCODE = 'RC011';
	END IF;
	INSERT INTO @ledger@.overpayment AS o (practice_id, owner, claim_id, line_no, payer_key, patient_id, cause, amount, received_on, identified_on)
		VALUES (identify_overpayment.practice_id, identify_overpayment.owner, identify_overpayment.claim_id, identify_overpayment.line_no,
			identify_overpayment.payer_key, identify_overpayment.patient_id, identify_overpayment.cause, identify_overpayment.amount,
			identify_overpayment.received_on, coalesce(identify_overpayment.identified_on, today))
		RETURNING o.overpayment_id INTO id;
	RETURN id;
EXCEPTION WHEN check_violation OR not_null_violation OR foreign_key_violation THEN
	GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME;
	RAISE EXCEPTION 'the overpayment breaks the rule %', coalesce(nullif(rule, ''), 'that something is missing') USING ERRCODE = 'RC011',
		HINT = 'owner: medicare, medicaid, payer or patient; cause: duplicate payment, coordination of benefits, over-collected, retroactive change, contract, take-back not yet made or other.';
END
$$;
COMMENT ON FUNCTION @ledger@.identify_overpayment(text, text, rcm.usd, text, text, integer, date, date, text, text) IS
'Writes down that an overpayment was identified, and returns its number: its clock runs, see view overpayment_clock. owner: medicare, medicaid, payer or patient. amount: dollars. cause: as view credit guesses it. identified_on: null today. received_on: when it came. Moves no money: refund does. How it goes on is written to the row in table overpayment: begin and end of an investigation, returned_on with refund_id, or closed_because. Errors RC010, RC011.';

CREATE OR REPLACE VIEW @ledger@.overpayment_clock WITH (security_invoker = true) AS
	SELECT o.practice_id, o.overpayment_id, o.owner, o.claim_id, o.line_no, o.patient_id, o.payer_key, o.cause, o.amount, o.received_on, o.identified_on,
		d.look_back_ended, d.suspended, d.due_on, d.due_on - d.today AS days_left,
		CASE WHEN d.due_on IS NULL THEN NULL WHEN d.due_on < d.today THEN 'red' WHEN d.due_on - d.today <= 14 THEN 'yellow' ELSE 'green' END AS light
	FROM @ledger@.overpayment o
	JOIN @ledger@.practice p ON p.practice_id = o.practice_id
	CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE p.time_zone)::date AS today, coalesce(o.identified_on > (o.received_on + interval '6 years')::date, false) AS look_back_ended) t
	CROSS JOIN LATERAL (SELECT t.today, t.look_back_ended,
		coalesce(o.investigation_started_on <= o.identified_on + 60
			AND t.today BETWEEN o.investigation_started_on AND coalesce(o.investigation_ended_on, o.investigation_started_on + 180), false) AS suspended,
		CASE WHEN o.owner IN ('medicare', 'medicaid') AND NOT t.look_back_ended
			THEN rcm.overpayment_due(o.identified_on, o.investigation_started_on, o.investigation_ended_on) END AS due_on) d
	WHERE o.returned_on IS NULL AND o.closed_because IS NULL;
COMMENT ON VIEW @ledger@.overpayment_clock IS 'Overpayments that are neither returned nor closed, with the day by which the law wants those of Medicare and Medicaid back (rcm.overpayment_due). What is a private payer''s or a patient''s has its day by contract and state: null here.';
COMMENT ON COLUMN @ledger@.overpayment_clock.overpayment_id IS 'The overpayment.';
COMMENT ON COLUMN @ledger@.overpayment_clock.owner IS 'Whom it belongs to.';
COMMENT ON COLUMN @ledger@.overpayment_clock.payer_key IS 'Payer that it belongs to.';
COMMENT ON COLUMN @ledger@.overpayment_clock.cause IS 'How it came about.';
COMMENT ON COLUMN @ledger@.overpayment_clock.amount IS 'How much.';
COMMENT ON COLUMN @ledger@.overpayment_clock.received_on IS 'Day it came.';
COMMENT ON COLUMN @ledger@.overpayment_clock.identified_on IS 'Day on which it was known.';
COMMENT ON COLUMN @ledger@.overpayment_clock.look_back_ended IS 'It was identified more than six years after it came: nothing is to be returned.';
COMMENT ON COLUMN @ledger@.overpayment_clock.suspended IS 'An investigation stops the clock today.';
COMMENT ON COLUMN @ledger@.overpayment_clock.due_on IS 'Last day to report and return it.';
COMMENT ON COLUMN @ledger@.overpayment_clock.days_left IS 'Days until then, negative when it is past.';
COMMENT ON COLUMN @ledger@.overpayment_clock.light IS 'red: past; yellow: 14 days or fewer; green.';

CREATE OR REPLACE VIEW @ledger@.credit WITH (security_invoker = true) AS
	SELECT c.practice_id, c.claim_id, c.line_no, c.patient_id, c.payer_id, c.party, c.amount,
		CASE WHEN c.party IN ('patient', 'third_party') THEN c.party::text
			WHEN g.filing_ind IN ('MA', 'MB') THEN 'medicare' WHEN g.filing_ind = 'MC' THEN 'medicaid' ELSE 'payer' END AS owner,
		w.cause, w.explanation, f.last_on, o.overpayment_id
	FROM (
		SELECT r.practice_id, r.claim_id, r.line_no, k.patient_id, k.payer_id, k.payer_seq, k.filing_ind, k.first_service, x.party, x.rank, -x.owed AS amount
		FROM @ledger@.receivable r
		JOIN @ledger@.claim k ON k.practice_id = r.practice_id AND k.claim_id = r.claim_id
		CROSS JOIN LATERAL (VALUES (account 'insurer_1', r.insurer_1, 1), ('insurer_2', r.insurer_2, 2), ('insurer_3', r.insurer_3, 3),
			('patient', r.patient, NULL), ('third_party', r.third_party, NULL)) x (party, owed, rank)
		WHERE (r.insurer_1 <> 0 OR r.insurer_2 <> 0 OR r.insurer_3 <> 0 OR r.patient <> 0 OR r.third_party <> 0) AND x.owed < 0) c
	CROSS JOIN LATERAL (
		SELECT max(e.effective_on) AS last_on,
			coalesce(bool_or(e.to_account = 'revenue'), false) AS charge_lowered,
			coalesce(bool_or(e.from_account = c.party AND rcm.owes(e.to_account) AND b.entry_id IS NULL), false) AS share_lowered,
			coalesce(bool_or(e.from_account = c.party AND e.to_account = 'contractual' AND b.entry_id IS NULL AND e.reverses IS NULL), false) AS allowed_off,
			count(*) FILTER (WHERE p.pays AND e.from_account = c.party) AS payments,
			count(DISTINCT e.amount) FILTER (WHERE p.pays AND e.from_account = c.party) AS amounts,
			coalesce(bool_or(p.pays AND e.from_account IN ('insurer_1', 'insurer_2', 'insurer_3') AND e.from_account <> c.party), false) AS another_paid
		FROM @ledger@.entry e
		LEFT JOIN @ledger@.entry b ON b.practice_id = e.practice_id AND b.reverses = e.entry_id
		CROSS JOIN LATERAL (SELECT e.to_account IN ('cash', 'unapplied_patient', 'unapplied_payer') AND e.reverses IS NULL AND b.entry_id IS NULL AS pays) p
		WHERE e.practice_id = c.practice_id AND e.claim_id = c.claim_id AND e.line_no = c.line_no) f
	CROSS JOIN LATERAL (SELECT CASE
		WHEN f.charge_lowered THEN 1
		WHEN c.rank IS NOT NULL AND f.payments > f.amounts THEN 2
		WHEN c.party = 'patient' AND f.share_lowered THEN 3
		WHEN c.rank IS NOT NULL AND f.payments > 0 AND f.another_paid THEN 4
		WHEN c.rank IS NOT NULL AND f.payments > 0 AND f.allowed_off THEN 5
		WHEN f.payments > 0 THEN 6
		ELSE 7 END) n (nth)
	JOIN (VALUES (1, 'retroactive change', 'what was charged was lowered or taken back'),
		(2, 'duplicate payment', 'the payer paid the same amount more than once'),
		(3, 'retroactive change', 'the patient''s share was lowered after it was paid'),
		(4, 'coordination of benefits', 'another payer has paid, too'),
		(5, 'contract', 'payment and discount are more than what was owed'),
		(6, 'over-collected', 'more was paid than was owed'),
		(7, 'other', 'nothing in the entries tells why')) w (nth, cause, explanation) ON w.nth = n.nth
	LEFT JOIN LATERAL (
		SELECT coalesce((SELECT v.filing_ind FROM @ledger@.coverage v
				WHERE v.practice_id = c.practice_id AND v.patient_id = c.patient_id AND v.rank = c.rank AND daterange(v.eff, v.term, '[]') @> c.first_service LIMIT 1),
			CASE WHEN c.rank = CASE c.payer_seq WHEN 'P' THEN 1 WHEN 'S' THEN 2 ELSE 3 END THEN c.filing_ind END) AS filing_ind) g ON true
	LEFT JOIN LATERAL (
		SELECT max(y.overpayment_id) AS overpayment_id FROM @ledger@.overpayment y
		WHERE y.practice_id = c.practice_id AND y.claim_id = c.claim_id AND y.line_no = c.line_no AND y.returned_on IS NULL AND y.closed_because IS NULL) o ON true;
COMMENT ON VIEW @ledger@.credit IS 'Charge lines on which a party has paid more than it owes, whatever others owe: never set against what is owed. cause is what the entries of the line suggest, and explanation says why; a person decides.';
COMMENT ON COLUMN @ledger@.credit.party IS 'Whose credit.';
COMMENT ON COLUMN @ledger@.credit.amount IS 'How much, more than zero.';
COMMENT ON COLUMN @ledger@.credit.owner IS 'Whom it belongs to: medicare, medicaid (by the filing indicator of the coverage, or of the claim), payer, patient or third_party.';
COMMENT ON COLUMN @ledger@.credit.cause IS 'A guess: one of the causes of table overpayment.';
COMMENT ON COLUMN @ledger@.credit.explanation IS 'What in the entries makes the guess.';
COMMENT ON COLUMN @ledger@.credit.last_on IS 'Day of the last entry of the line.';
COMMENT ON COLUMN @ledger@.credit.overpayment_id IS 'The open overpayment that was identified on the line, whose clock runs; null: none.';

/* ---- src/ledger/code/68-deposit.sql ---- */

-- 68-deposit.sql - the bank, the remittances and receipts, and the ledger's cash, side by side

CREATE OR REPLACE VIEW @ledger@.reconciliation WITH (security_invoker = true) AS
	WITH cash AS (
		SELECT e.practice_id, e.remittance_id, e.receipt_id,
			sum(CASE account 'cash' WHEN e.to_account THEN e.amount ELSE -e.amount END) AS posted
		FROM @ledger@.entry e
		WHERE (e.remittance_id IS NOT NULL OR e.receipt_id IS NOT NULL) AND 'cash' IN (e.from_account, e.to_account)
		GROUP BY 1, 2, 3),
	book AS (
		SELECT r.practice_id, 'remittance ' || r.remittance_id AS id, 'remittance' AS kind, r.remittance_id, NULL::text AS reference, r.trace_number,
			r.payment_date AS booked_on, r.amount, coalesce(h.posted, 0) AS posted
		FROM @ledger@.remittance r
		LEFT JOIN cash h ON h.practice_id = r.practice_id AND h.remittance_id = r.remittance_id
		WHERE r.state <> 'dropped' AND r.amount <> 0
		UNION ALL
		SELECT r.practice_id, 'receipt ' || r.receipt_id, 'receipt', NULL, r.receipt_id, r.reference, r.received_on, r.amount, coalesce(h.posted, 0)
		FROM @ledger@.receipt r
		LEFT JOIN cash h ON h.practice_id = r.practice_id AND h.receipt_id = r.receipt_id
		WHERE r.method IN ('check', 'ach')
		UNION ALL
		SELECT r.practice_id, 'recovery ' || r.recovery_id, 'recovery', NULL, r.recovery_id, r.reference, r.received_on, r.amount - r.fee, r.amount - r.fee
		FROM @ledger@.recovery r
		WHERE r.amount > r.fee),
	-- equal ones go in order
	traced AS (
		SELECT d.deposit_id, b.practice_id, b.id, 'trace number and amount' AS stage
		FROM (SELECT x.*, row_number() OVER (PARTITION BY x.practice_id, x.trace_number, x.amount ORDER BY x.deposited_on, x.deposit_id) AS nth FROM @ledger@.deposit x) d
		JOIN (SELECT x.*, row_number() OVER (PARTITION BY x.practice_id, x.trace_number, x.amount ORDER BY x.booked_on, x.id) AS nth FROM book x) b
			USING (practice_id, trace_number, amount, nth)),
	deposits_left AS (
		SELECT x.*, count(*) OVER (PARTITION BY x.practice_id, x.trace_number) AS same_trace FROM @ledger@.deposit x
		WHERE NOT EXISTS (SELECT FROM traced t WHERE t.practice_id = x.practice_id AND t.deposit_id = x.deposit_id)),
	book_left AS (
		SELECT x.*, count(*) OVER (PARTITION BY x.practice_id, x.trace_number) AS same_trace FROM book x
		WHERE NOT EXISTS (SELECT FROM traced t WHERE t.practice_id = x.practice_id AND t.id = x.id)),
	trace_only AS (
		SELECT d.deposit_id, d.practice_id, b.id, 'trace number, other amount' AS stage
		FROM deposits_left d JOIN book_left b USING (practice_id, trace_number)
		WHERE d.same_trace = 1 AND b.same_trace = 1),
	pairs AS (
		SELECT d.deposit_id, d.practice_id, b.id, count(*) OVER (PARTITION BY d.practice_id, d.deposit_id) AS books,
			count(*) OVER (PARTITION BY b.practice_id, b.id) AS deposits
		FROM deposits_left d
		JOIN book_left b ON b.practice_id = d.practice_id AND b.amount = d.amount AND b.booked_on BETWEEN d.deposited_on - 5 AND d.deposited_on + 5
		WHERE NOT EXISTS (SELECT FROM trace_only t WHERE t.practice_id = d.practice_id AND (t.deposit_id = d.deposit_id OR t.id = b.id))),
	matched AS (
		SELECT * FROM traced
		UNION ALL
		SELECT * FROM trace_only
		UNION ALL
		SELECT p.deposit_id, p.practice_id, p.id, 'amount, within 5 days' FROM pairs p WHERE p.books = 1 AND p.deposits = 1),
	side_by_side AS (
		SELECT m.practice_id, m.stage, m.deposit_id, m.id FROM matched m
		UNION ALL
		SELECT d.practice_id, 'only the bank has it', d.deposit_id, NULL FROM @ledger@.deposit d
		WHERE NOT EXISTS (SELECT FROM matched m WHERE m.practice_id = d.practice_id AND m.deposit_id = d.deposit_id)
		UNION ALL
		SELECT b.practice_id, 'the bank does not have it', NULL, b.id FROM book b
		WHERE NOT EXISTS (SELECT FROM matched m WHERE m.practice_id = b.practice_id AND m.id = b.id))
	SELECT s.practice_id, s.stage, s.deposit_id, d.deposited_on, d.amount AS deposited, b.kind, b.remittance_id, b.reference AS number,
		coalesce(b.trace_number, d.trace_number) AS trace_number, b.booked_on, b.amount AS booked, b.posted,
		coalesce(d.amount, 0) - coalesce(b.posted, 0) AS difference
	FROM side_by_side s
	LEFT JOIN @ledger@.deposit d ON d.practice_id = s.practice_id AND d.deposit_id = s.deposit_id
	LEFT JOIN book b ON b.practice_id = s.practice_id AND b.id = s.id;
COMMENT ON VIEW @ledger@.reconciliation IS 'Three-way match: what the bank says came in (table deposit); what remittances, receipts by check or ACH, and collectors say was paid; and what was posted to cash for it. Every row of each side once. Where difference is not zero somebody has to look: a deposit without a remittance, a remittance whose money did not come, one that is held and so not posted, an amount that is not the same. A deposit of many checks at once is recorded check by check.';
COMMENT ON COLUMN @ledger@.reconciliation.stage IS 'By what they match: trace number and amount; trace number, other amount; amount, within 5 days (when it is the only one on both sides); or only the bank has it, the bank does not have it.';
COMMENT ON COLUMN @ledger@.reconciliation.deposit_id IS 'The bank''s number.';
COMMENT ON COLUMN @ledger@.reconciliation.deposited_on IS 'Day at the bank.';
COMMENT ON COLUMN @ledger@.reconciliation.deposited IS 'Amount at the bank.';
COMMENT ON COLUMN @ledger@.reconciliation.kind IS 'remittance, receipt or recovery.';
COMMENT ON COLUMN @ledger@.reconciliation.number IS 'receipt_id or recovery_id.';
COMMENT ON COLUMN @ledger@.reconciliation.trace_number IS 'Trace or check number.';
COMMENT ON COLUMN @ledger@.reconciliation.booked_on IS 'Payment date of the remittance, day of the receipt.';
COMMENT ON COLUMN @ledger@.reconciliation.booked IS 'What was said to be paid.';
COMMENT ON COLUMN @ledger@.reconciliation.posted IS 'What was posted to cash: 0 while a remittance is held, or after a receipt bounced.';
COMMENT ON COLUMN @ledger@.reconciliation.difference IS 'deposited less posted.';

/* ---- src/ledger/code/70-statement.sql ---- */

-- 70-statement.sql - what patients are told that they owe

CREATE OR REPLACE FUNCTION @ledger@.cut_statement(practice_id text, patient_id text, channel text DEFAULT 'paper') RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	payer  text := @ledger@.guarantor(practice_id, patient_id);
	claims text[];
	id     bigint;
BEGIN
	IF coalesce(channel NOT IN ('paper', 'email', 'text', 'portal'), true) THEN
		RAISE EXCEPTION 'there is no such channel' USING ERRCODE = 'RC011', HINT = 'paper, email, text or portal.';
	END IF;
	claims := ARRAY(SELECT DISTINCT b.claim_id FROM @ledger@.billable_lines(cut_statement.practice_id, payer) b);
	PERFORM @ledger@.lock_claims(cut_statement.practice_id, claims);
	-- the statement and its lines see the same rows
	WITH due AS MATERIALIZED (
		SELECT b.* FROM @ledger@.billable_lines(cut_statement.practice_id, payer) b WHERE b.claim_id = ANY (claims)),
	cut AS (
		INSERT INTO @ledger@.statement (practice_id, patient_id, cut_on, amount, channel)
		SELECT cut_statement.practice_id, payer, @ledger@.today(cut_statement.practice_id), sum(d.amount), cut_statement.channel
		FROM due d HAVING count(*) > 0
		RETURNING *),
	written AS (
		INSERT INTO @ledger@.statement_line (practice_id, statement_id, claim_id, line_no, last_entry, charge, amount)
		SELECT c.practice_id, c.statement_id, d.claim_id, d.line_no, d.last_entry, d.charge, d.amount
		FROM cut c, due d
		ORDER BY d.claim_id, d.line_no)
	SELECT c.statement_id INTO id FROM cut c;
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.cut_statement(text, text, text) IS
'Cuts a statement for the guarantor of a patient: each charge line on which a patient of the family owes something, with the last entry that made it so, and the sum of them (I13). Left out: patients with a bill_hold, what is in a payment plan that runs, what a collector has; credits and unapplied money lower nothing until they are applied or given back. Returns its number, null when nothing is owed. Errors: RC010 no such patient; RC011 when the patient or guarantor has a bill_hold, or the channel (paper, email, text, portal) is none.';

/* ---- src/ledger/code/72-plan.sql ---- */

-- 72-plan.sql - payment plans

CREATE OR REPLACE FUNCTION @ledger@.agree_plan(practice_id text, patient_id text, instalments integer, first_due date, every interval DEFAULT '1 month',
		grace_days integer DEFAULT 5)
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	payer  text := @ledger@.guarantor(practice_id, patient_id);
	today  date := @ledger@.today(practice_id);
	claims text[];
	whole  rcm.usd;
	parts  rcm.usd[];
	id     bigint;
BEGIN
	IF instalments IS NULL OR instalments NOT BETWEEN 1 AND 600 OR first_due IS NULL OR first_due < today OR NOT isfinite(first_due)
			OR every IS NULL OR every < interval '1 day' OR every > interval '1 year' OR grace_days IS NULL OR grace_days < 0 THEN
		RAISE EXCEPTION 'this is no plan' USING ERRCODE = 'RC011',
			HINT = 'It has 1 to 600 instalments, the first not before today, a day to a year between two, and no negative grace.';
	END IF;
	claims := ARRAY(SELECT DISTINCT b.claim_id FROM @ledger@.billable_lines(agree_plan.practice_id, payer) b);
	PERFORM @ledger@.lock_claims(agree_plan.practice_id, claims);
	PERFORM 1 FROM @ledger@.payment_plan n WHERE n.practice_id = agree_plan.practice_id AND n.patient_id = payer AND n.ended_on IS NULL;
	IF FOUND THEN
		RAISE EXCEPTION 'the guarantor has a plan that runs' USING ERRCODE = 'RC011', HINT = 'end_plan ends it; what is left of it can be part of a new one.';
	END IF;
	SELECT sum(b.amount) INTO whole FROM @ledger@.billable_lines(agree_plan.practice_id, payer) b WHERE b.claim_id = ANY (claims);
	IF whole IS NULL THEN
		RETURN NULL;
	END IF;
	parts := rcm.split(whole, array_fill(1::rcm.usd, ARRAY[instalments]));
	IF parts[instalments] <= 0 THEN
		RAISE EXCEPTION '% cannot be paid in % instalments', whole, instalments USING ERRCODE = 'RC011';
	END IF;
	BEGIN
		INSERT INTO @ledger@.payment_plan AS n (practice_id, patient_id, signed_on, amount, grace_days)
			VALUES (agree_plan.practice_id, payer, today, whole, agree_plan.grace_days) RETURNING n.plan_id INTO id;
	EXCEPTION WHEN unique_violation THEN
		RAISE EXCEPTION 'the guarantor has a plan that runs' USING ERRCODE = 'RC011';
	END;
	INSERT INTO @ledger@.payment_plan_line (practice_id, plan_id, claim_id, line_no, amount, last_entry)
		SELECT agree_plan.practice_id, id, b.claim_id, b.line_no, b.amount, b.last_entry
		FROM @ledger@.billable_lines(agree_plan.practice_id, payer) b WHERE b.claim_id = ANY (claims);
	INSERT INTO @ledger@.instalment (practice_id, plan_id, instalment_no, due_on, amount)
		SELECT agree_plan.practice_id, id, i.n, (agree_plan.first_due + (i.n - 1) * agree_plan.every)::date, parts[i.n]
		FROM generate_series(1, instalments) i (n);
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.agree_plan(text, text, integer, date, interval, integer) IS
'Agrees with the guarantor of a patient that what the family owes now is paid in instalments, and returns the number of the plan; null when nothing is owed. The instalments add up to what is owed to the cent (I12), the first ones a cent higher where it does not divide. first_due: not before today; every: time between two, from a day to a year; grace_days: after which one counts as missed. What comes to be owed later is not part of it. Errors: RC010 no such patient; RC011 a bill_hold, a plan that runs, less than a cent for each.';

CREATE OR REPLACE VIEW @ledger@.plan_state WITH (security_invoker = true) AS
	WITH covered AS (
		SELECT l.practice_id, l.plan_id, sum(least(l.amount, greatest(m.paid, 0))) AS paid,
			sum(least(l.amount, greatest(m.paid, 0) + greatest(m.relieved, 0))) AS covered
		FROM @ledger@.payment_plan_line l
		CROSS JOIN LATERAL (
			SELECT coalesce(sum(CASE account 'patient' WHEN e.from_account THEN e.amount ELSE -e.amount END) FILTER (WHERE x.money), 0) AS paid,
				coalesce(sum(CASE account 'patient' WHEN e.from_account THEN e.amount ELSE -e.amount END) FILTER (WHERE NOT x.money), 0) AS relieved
			FROM @ledger@.entry e
			CROSS JOIN LATERAL (SELECT e.from_account IN ('cash', 'unapplied_patient') OR e.to_account IN ('cash', 'unapplied_patient') AS money) x
			WHERE e.practice_id = l.practice_id AND e.claim_id = l.claim_id AND e.line_no = l.line_no AND e.entry_id > l.last_entry
				AND 'patient' IN (e.from_account, e.to_account) AND coalesce(e.reverses > l.last_entry, true)) m
		GROUP BY 1, 2),
	due AS (
		SELECT i.*, sum(i.amount) OVER (PARTITION BY i.practice_id, i.plan_id ORDER BY i.instalment_no) AS until FROM @ledger@.instalment i)
	SELECT n.practice_id, n.plan_id, n.patient_id, n.signed_on, n.amount, c.paid, c.covered - c.paid AS relieved, n.amount - c.covered AS amount_left,
		count(*) AS instalments, count(*) FILTER (WHERE d.until <= c.covered) AS met,
		count(*) FILTER (WHERE d.until > c.covered AND d.due_on + n.grace_days < t.today) AS missed,
		greatest(coalesce(max(d.until) FILTER (WHERE d.due_on <= t.today), 0) - c.covered, 0) AS due_now,
		min(d.due_on) FILTER (WHERE d.until > c.covered) AS next_due_on,
		n.ended_on IS NULL AND count(*) FILTER (WHERE d.until > c.covered AND d.due_on + n.grace_days < t.today) >= 2 AS in_default,
		n.ended_on, n.ended_because
	FROM @ledger@.payment_plan n
	JOIN @ledger@.practice p ON p.practice_id = n.practice_id
	CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE p.time_zone)::date AS today) t
	JOIN covered c ON c.practice_id = n.practice_id AND c.plan_id = n.plan_id
	JOIN due d ON d.practice_id = n.practice_id AND d.plan_id = n.plan_id
	GROUP BY n.practice_id, n.plan_id, c.paid, c.covered, t.today;
COMMENT ON VIEW @ledger@.plan_state IS 'Payment plans and how they go, from the entries of their charge lines since they were signed. What is paid counts for the oldest instalment first, however it is applied.';
COMMENT ON COLUMN @ledger@.plan_state.signed_on IS 'Day of the agreement.';
COMMENT ON COLUMN @ledger@.plan_state.amount IS 'What was agreed on.';
COMMENT ON COLUMN @ledger@.plan_state.paid IS 'Paid of it so far.';
COMMENT ON COLUMN @ledger@.plan_state.relieved IS 'No longer owed by the patient for another reason: written off, or a payer''s after all.';
COMMENT ON COLUMN @ledger@.plan_state.amount_left IS 'The rest.';
COMMENT ON COLUMN @ledger@.plan_state.instalments IS 'Instalments.';
COMMENT ON COLUMN @ledger@.plan_state.met IS 'Of these: met.';
COMMENT ON COLUMN @ledger@.plan_state.missed IS 'Of these: not met, and past their day and the days of grace.';
COMMENT ON COLUMN @ledger@.plan_state.due_now IS 'What should have been paid until today and was not.';
COMMENT ON COLUMN @ledger@.plan_state.next_due_on IS 'Day of the first instalment that is not met; null: all are.';
COMMENT ON COLUMN @ledger@.plan_state.in_default IS 'It runs, and two instalments or more are missed.';
COMMENT ON COLUMN @ledger@.plan_state.ended_on IS 'Day on which it ended; null: it runs.';
COMMENT ON COLUMN @ledger@.plan_state.ended_because IS 'paid, default or cancelled.';

CREATE OR REPLACE FUNCTION @ledger@.end_plan(practice_id text, plan_id bigint, because text) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	s record;
BEGIN
	UPDATE @ledger@.payment_plan n SET grace_days = n.grace_days
		WHERE n.practice_id = end_plan.practice_id AND n.plan_id = end_plan.plan_id AND n.ended_on IS NULL;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no plan % that runs', plan_id USING ERRCODE = 'RC010';
	END IF;
	SELECT * INTO s FROM @ledger@.plan_state p WHERE p.practice_id = end_plan.practice_id AND p.plan_id = end_plan.plan_id;
	IF coalesce(because NOT IN ('paid', 'default', 'cancelled'), true) OR because = 'paid' AND s.amount_left > 0 OR because = 'default' AND NOT s.in_default THEN
		RAISE EXCEPTION 'plan % does not end for this reason', plan_id USING ERRCODE = 'RC011',
			DETAIL = format('%s is left, %s instalments are missed.', s.amount_left, s.missed),
			HINT = 'paid: nothing is left; default: two instalments are missed; or cancelled.';
	END IF;
	UPDATE @ledger@.payment_plan n SET ended_on = @ledger@.today(end_plan.practice_id), ended_because = end_plan.because
		WHERE n.practice_id = end_plan.practice_id AND n.plan_id = end_plan.plan_id;
END
$$;
COMMENT ON FUNCTION @ledger@.end_plan(text, bigint, text) IS
'Ends a plan, today: because it is paid (nothing is left), in default (two instalments are missed) or cancelled. What is left of it is billed like anything else again. Errors: RC010 no plan of this number runs, RC011 when that is not so.';

/* ---- src/ledger/code/80-balance.sql ---- */

-- 80-balance.sql - what is owed: by charge line, claim and visit, at any past instant

CREATE OR REPLACE FUNCTION @ledger@.payer_of(practice_id text, claim_id text, party rcm.account) RETURNS text
	LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH asked AS (
		SELECT (CASE payer_of.party WHEN 'insurer_1' THEN 'P' WHEN 'insurer_2' THEN 'S' WHEN 'insurer_3' THEN 'T' END) AS seq,
			(CASE payer_of.party WHEN 'insurer_1' THEN 1 WHEN 'insurer_2' THEN 2 WHEN 'insurer_3' THEN 3 END) AS rank)
	SELECT coalesce(
		CASE WHEN c.payer_seq = a.seq THEN c.payer_id END,
		(SELECT s.payer_id FROM @ledger@.submission s
			WHERE s.practice_id = c.practice_id AND s.claim_id = c.claim_id AND s.payer_seq = a.seq AND s.payer_id IS NOT NULL
			ORDER BY s.submission_id DESC LIMIT 1),
		(SELECT v.payer_id FROM @ledger@.coverage v
			WHERE v.practice_id = c.practice_id AND v.patient_id = c.patient_id AND v.rank = a.rank
				AND daterange(v.eff, v.term, '[]') @> c.first_service LIMIT 1))
	FROM @ledger@.claim c, asked a
	WHERE c.practice_id = payer_of.practice_id AND c.claim_id = payer_of.claim_id
$$;
COMMENT ON FUNCTION @ledger@.payer_of(text, text, rcm.account) IS
'Which payer a party of a claim is: the payer id for insurer_1, insurer_2 or insurer_3. The one that the claim''s document names when it is sent in that turn, else the one that it was last sent to in that turn, else the coverage of that rank on the first day of service; null when none of these says, and for other parties.';

CREATE OR REPLACE VIEW @ledger@.line_balance WITH (security_invoker = true) AS
SELECT r.practice_id, r.claim_id, r.line_no, l.code, l.service_from AS service_on,
	- amount(b.whole, 'revenue') AS charge,
	m.insurers AS paid_by_insurers,
	m.patient AS paid_by_patient,
	m.everybody - m.insurers - m.patient AS paid_by_others,
	amount(b.whole, 'contractual') AS contractual,
	amount(b.whole, 'writeoff_denial') + amount(b.whole, 'writeoff_small_balance') + amount(b.whole, 'writeoff_charity')
		+ amount(b.whole, 'writeoff_prompt_pay') + amount(b.whole, 'writeoff_courtesy') + amount(b.whole, 'writeoff_administrative') AS written_off,
	amount(b.whole, 'bad_debt') AS bad_debt,
	amount(b.whole, 'sequestration') + amount(b.whole, 'capitation') + amount(b.whole, 'interest') + amount(b.whole, 'levy')
		+ amount(b.whole, 'agency_fee') AS other_adjustments,
	r.insurer_1, r.insurer_2, r.insurer_3, r.patient, r.third_party,
	greatest(r.insurer_1, '0') + greatest(r.insurer_2, '0') + greatest(r.insurer_3, '0') + greatest(r.patient, '0') + greatest(r.third_party, '0') AS owed,
	least(r.insurer_1, '0') + least(r.insurer_2, '0') + least(r.insurer_3, '0') + least(r.patient, '0') + least(r.third_party, '0') AS credit
FROM @ledger@.receivable r
JOIN @ledger@.claim_line l ON l.practice_id = r.practice_id AND l.claim_id = r.claim_id AND l.line_no = r.line_no
CROSS JOIN LATERAL (
	SELECT rcm.balance(e.from_account, e.to_account, e.amount) AS whole,
		rcm.balance(e.from_account, e.to_account, e.amount) FILTER (WHERE e.from_account IN ('insurer_1', 'insurer_2', 'insurer_3')
			OR e.to_account IN ('insurer_1', 'insurer_2', 'insurer_3')) AS insurers,
		rcm.balance(e.from_account, e.to_account, e.amount) FILTER (WHERE e.from_account = 'patient' OR e.to_account = 'patient') AS patient
	FROM @ledger@.entry e
	WHERE e.practice_id = r.practice_id AND e.claim_id = r.claim_id AND e.line_no = r.line_no) b
-- money that came for the line or went back: between a party and where money is
CROSS JOIN LATERAL (
	SELECT amount(b.whole, 'cash') + amount(b.whole, 'refund') + amount(b.whole, 'unapplied_payer') + amount(b.whole, 'unapplied_patient') + amount(b.whole, 'suspense') AS everybody,
		amount(b.insurers, 'cash') + amount(b.insurers, 'refund') + amount(b.insurers, 'unapplied_payer') + amount(b.insurers, 'unapplied_patient') + amount(b.insurers, 'suspense') AS insurers,
		amount(b.patient, 'cash') + amount(b.patient, 'refund') + amount(b.patient, 'unapplied_payer') + amount(b.patient, 'unapplied_patient') + amount(b.patient, 'suspense') AS patient) m;
COMMENT ON VIEW @ledger@.line_balance IS
'Every charge line: what was charged and what became of it. charge = paid_by_insurers + paid_by_patient + paid_by_others + contractual + written_off + bad_debt + other_adjustments + owed + credit, to the cent, always. Sums of entries, but for the parties'' balances, which are those of receivable.';
COMMENT ON COLUMN @ledger@.line_balance.code IS 'Procedure code.';
COMMENT ON COLUMN @ledger@.line_balance.service_on IS 'First day of service.';
COMMENT ON COLUMN @ledger@.line_balance.charge IS 'What is charged.';
COMMENT ON COLUMN @ledger@.line_balance.paid_by_insurers IS 'What insurers have paid, less what they took back or were given back.';
COMMENT ON COLUMN @ledger@.line_balance.paid_by_patient IS 'What the patient''s payments were applied here, less what was given back or not honoured.';
COMMENT ON COLUMN @ledger@.line_balance.paid_by_others IS 'What third parties paid, and what collectors passed on.';
COMMENT ON COLUMN @ledger@.line_balance.contractual IS 'Allowed off by contract.';
COMMENT ON COLUMN @ledger@.line_balance.written_off IS 'Written off: denials, small balances, charity, prompt payment, courtesy, administrative.';
COMMENT ON COLUMN @ledger@.line_balance.bad_debt IS 'Given up as uncollectible, or with a collector, and not recovered.';
COMMENT ON COLUMN @ledger@.line_balance.other_adjustments IS 'Sequestration, capitation, interest, levies, and what collectors kept.';
COMMENT ON COLUMN @ledger@.line_balance.insurer_1 IS 'Owed by the first payer; negative: a credit.';
COMMENT ON COLUMN @ledger@.line_balance.insurer_2 IS 'Owed by the second payer; negative: a credit.';
COMMENT ON COLUMN @ledger@.line_balance.insurer_3 IS 'Owed by the third payer; negative: a credit.';
COMMENT ON COLUMN @ledger@.line_balance.patient IS 'Owed by the patient; negative: a credit.';
COMMENT ON COLUMN @ledger@.line_balance.third_party IS 'Owed by somebody else; negative: a credit.';
COMMENT ON COLUMN @ledger@.line_balance.owed IS 'What the parties owe that owe something.';
COMMENT ON COLUMN @ledger@.line_balance.credit IS 'What the practice owes to parties: zero or negative, never netted into owed.';

-- what is left of receipts, whoever it belongs to
CREATE OR REPLACE VIEW @ledger@.receipt_left WITH (security_invoker = true) AS
SELECT r.practice_id, r.receipt_id, r.source, r.patient_id, r.payer_key, r.earmark_claim, r.earmark_visit, r.received_on,
	- b.unapplied AS unapplied
FROM @ledger@.receipt r
CROSS JOIN LATERAL (
	SELECT amount(w.b, 'unapplied_patient') + amount(w.b, 'unapplied_payer') AS unapplied
	FROM (SELECT rcm.balance(e.from_account, e.to_account, e.amount) AS b FROM @ledger@.entry e
		WHERE e.practice_id = r.practice_id AND e.receipt_id = r.receipt_id) w) b
WHERE b.unapplied <> 0;
COMMENT ON VIEW @ledger@.receipt_left IS 'Receipts of which something is not applied to a charge line yet. It lowers what nobody owes until it is applied.';
COMMENT ON COLUMN @ledger@.receipt_left.source IS 'Who paid: patient, payer or third_party.';
COMMENT ON COLUMN @ledger@.receipt_left.payer_key IS 'The payer, where a payer paid.';
COMMENT ON COLUMN @ledger@.receipt_left.earmark_claim IS 'Claim that it is meant for.';
COMMENT ON COLUMN @ledger@.receipt_left.earmark_visit IS 'Visit that it is meant for.';
COMMENT ON COLUMN @ledger@.receipt_left.received_on IS 'Day it counts.';
COMMENT ON COLUMN @ledger@.receipt_left.unapplied IS 'What is left.';

CREATE OR REPLACE VIEW @ledger@.claim_balance WITH (security_invoker = true) AS
SELECT c.practice_id, c.claim_id, c.patient_id, c.visit_id, c.state, s.lines,
	s.charge, s.paid_by_insurers, s.paid_by_patient, s.paid_by_others, s.contractual, s.written_off, s.bad_debt, s.other_adjustments,
	s.insurer_1, s.insurer_2, s.insurer_3, s.patient, s.third_party, s.owed, s.credit,
	coalesce((SELECT sum(w.unapplied) FROM @ledger@.receipt_left w WHERE w.practice_id = c.practice_id AND w.patient_id = c.patient_id AND w.earmark_claim = c.claim_id), '0') AS unapplied
FROM @ledger@.claim c
CROSS JOIN LATERAL (
	SELECT count(*) AS lines, sum(b.charge) AS charge, sum(b.paid_by_insurers) AS paid_by_insurers, sum(b.paid_by_patient) AS paid_by_patient,
		sum(b.paid_by_others) AS paid_by_others, sum(b.contractual) AS contractual, sum(b.written_off) AS written_off, sum(b.bad_debt) AS bad_debt,
		sum(b.other_adjustments) AS other_adjustments, sum(b.insurer_1) AS insurer_1, sum(b.insurer_2) AS insurer_2, sum(b.insurer_3) AS insurer_3,
		sum(b.patient) AS patient, sum(b.third_party) AS third_party, sum(b.owed) AS owed, sum(b.credit) AS credit
	FROM @ledger@.line_balance b WHERE b.practice_id = c.practice_id AND b.claim_id = c.claim_id) s
WHERE s.lines > 0;
COMMENT ON VIEW @ledger@.claim_balance IS
'Every claim that was charged: the sums of its lines in line_balance, whose equation holds here too.';

CREATE OR REPLACE VIEW @ledger@.visit_balance WITH (security_invoker = true) AS
SELECT s.practice_id, s.visit_id, s.claims, s.lines,
	s.charge, s.paid_by_insurers, s.paid_by_patient, s.paid_by_others, s.contractual, s.written_off, s.bad_debt, s.other_adjustments,
	s.insurer_1, s.insurer_2, s.insurer_3, s.patient, s.third_party, s.owed, s.credit,
	s.earmarked_to_claims + coalesce((SELECT sum(w.unapplied) FROM @ledger@.receipt_left w
		WHERE w.practice_id = s.practice_id AND w.earmark_visit = s.visit_id AND w.earmark_claim IS NULL), '0') AS unapplied
FROM (
	SELECT b.practice_id, b.visit_id, count(*) AS claims, sum(b.lines)::bigint AS lines, sum(b.charge) AS charge, sum(b.paid_by_insurers) AS paid_by_insurers, sum(b.paid_by_patient) AS paid_by_patient,
		sum(b.paid_by_others) AS paid_by_others, sum(b.contractual) AS contractual, sum(b.written_off) AS written_off, sum(b.bad_debt) AS bad_debt,
		sum(b.other_adjustments) AS other_adjustments, sum(b.insurer_1) AS insurer_1, sum(b.insurer_2) AS insurer_2, sum(b.insurer_3) AS insurer_3,
		sum(b.patient) AS patient, sum(b.third_party) AS third_party, sum(b.owed) AS owed, sum(b.credit) AS credit, sum(b.unapplied) AS earmarked_to_claims
	FROM @ledger@.claim_balance b WHERE b.visit_id IS NOT NULL
	GROUP BY b.practice_id, b.visit_id) s;
COMMENT ON VIEW @ledger@.visit_balance IS
'Every visit that claims name: the sums of its claims in claim_balance, whose equation holds here too.';

-- the columns that claim_balance and visit_balance share with line_balance say the same of all lines
DO $comments$
DECLARE
	relation name;
	attribute record;
BEGIN
	FOREACH relation IN ARRAY ARRAY['claim_balance', 'visit_balance']::name[] LOOP
		FOR attribute IN SELECT a.attname, pg_catalog.col_description(a.attrelid, a.attnum) AS comment FROM pg_catalog.pg_attribute a
			WHERE a.attrelid = '@ledger@.line_balance'::pg_catalog.regclass AND a.attnum > 0
				AND a.attname NOT IN ('practice_id', 'claim_id', 'line_no', 'code', 'service_on')
		LOOP
			EXECUTE pg_catalog.format('COMMENT ON COLUMN @ledger@.%I.%I IS %L', relation, attribute.attname, attribute.comment);
		END LOOP;
		EXECUTE pg_catalog.format('COMMENT ON COLUMN @ledger@.%I.unapplied IS %L', relation, 'Money that waits for it: what is left of receipts that are earmarked for it. In none of the other columns.');
		EXECUTE pg_catalog.format('COMMENT ON COLUMN @ledger@.%I.lines IS %L', relation, 'How many charge lines.');
	END LOOP;
END
$comments$;
COMMENT ON COLUMN @ledger@.claim_balance.visit_id IS 'The visit.';
COMMENT ON COLUMN @ledger@.claim_balance.state IS 'State of the claim.';
COMMENT ON COLUMN @ledger@.visit_balance.visit_id IS 'The visit.';
COMMENT ON COLUMN @ledger@.visit_balance.claims IS 'How many claims.';

CREATE OR REPLACE FUNCTION @ledger@.balance(practice_id text, claim_id text DEFAULT NULL, line_no integer DEFAULT NULL,
		as_of date DEFAULT NULL, known_at timestamptz DEFAULT NULL, patient_id text DEFAULT NULL, payer_id text DEFAULT NULL) RETURNS rcm.balance
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
#variable_conflict use_column
DECLARE
	day     date := coalesce(balance.as_of, 'infinity');
	instant timestamptz := coalesce(balance.known_at, 'infinity');
	b       rcm.balance;
BEGIN
	IF num_nonnulls(balance.claim_id, balance.patient_id, balance.payer_id) > 1 OR (balance.line_no IS NOT NULL AND balance.claim_id IS NULL) THEN
		RAISE EXCEPTION 'balance of what?' USING ERRCODE = 'invalid_parameter_value',
			HINT = 'Give a claim with or without a line, or a patient, or a payer, or none of them for the whole practice.';
	ELSIF balance.claim_id IS NOT NULL THEN
		SELECT rcm.balance(e.from_account, e.to_account, e.amount) INTO b FROM @ledger@.entry e
			WHERE e.practice_id = balance.practice_id AND e.claim_id = balance.claim_id AND (balance.line_no IS NULL OR e.line_no = balance.line_no)
				AND e.effective_on <= day AND e.posted_at <= instant;
	ELSIF balance.patient_id IS NOT NULL THEN
		SELECT rcm.balance(e.from_account, e.to_account, e.amount) INTO b FROM (
			SELECT e.* FROM @ledger@.claim c JOIN @ledger@.entry e ON e.practice_id = c.practice_id AND e.claim_id = c.claim_id
				WHERE c.practice_id = balance.practice_id AND c.patient_id = balance.patient_id
			UNION ALL
			SELECT e.* FROM @ledger@.receipt r JOIN @ledger@.entry e ON e.practice_id = r.practice_id AND e.receipt_id = r.receipt_id
				WHERE r.practice_id = balance.practice_id AND r.patient_id = balance.patient_id AND e.claim_id IS NULL) e
			WHERE e.effective_on <= day AND e.posted_at <= instant;
	ELSIF balance.payer_id IS NOT NULL THEN
		SELECT @ledger@.balance_of_payer(balance.practice_id, balance.payer_id, day, instant) INTO b;
	ELSE
		SELECT rcm.balance(e.from_account, e.to_account, e.amount) INTO b FROM @ledger@.entry e
			WHERE e.practice_id = balance.practice_id AND e.effective_on <= day AND e.posted_at <= instant;
	END IF;
	RETURN b;
END
$$;
COMMENT ON FUNCTION @ledger@.balance(text, text, integer, date, timestamptz, text, text) IS
'Money by account, at any past instant: of a charge line, a claim, a patient, a payer or the whole practice.

claim_id, line_no - a claim, or one of its lines.
as_of - only what counts up to this day; null: all.
known_at - only what was posted up to this moment; null: all. (A transaction posts at the moment at which it began.)
patient_id - the lines of the patient''s claims, and what waits of the patient''s receipts.
payer_id - as what is said by balance_of_payer.

amount(balance, account) and entries(balance) in schema rcm take it apart; what is empty or does not exist is {}. Error 22023 for more than one of claim, patient and payer, and for a line without a claim.

    SELECT * FROM rcm.entries(@ledger@.balance(''HARBOR'', ''C-100'', as_of => ''2024-12-31''))';

CREATE OR REPLACE FUNCTION @ledger@.balance_of_payer(practice_id text, payer_id text, as_of date, known_at timestamptz) RETURNS rcm.balance
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT rcm.balance(e.from_account, e.to_account, e.amount)
	FROM (
		-- where the payer is one side; between two parties of one payer an entry is one side twice
		SELECT DISTINCT ON (e.entry_id) e.*
		FROM @ledger@.claim c
		JOIN @ledger@.entry e ON e.practice_id = c.practice_id AND e.claim_id = c.claim_id
		CROSS JOIN LATERAL (VALUES (e.from_account), (e.to_account)) a (account)
		WHERE c.practice_id = balance_of_payer.practice_id AND a.account IN ('insurer_1', 'insurer_2', 'insurer_3')
			AND CASE WHEN a.account = (CASE c.payer_seq WHEN 'P' THEN 'insurer_1' WHEN 'S' THEN 'insurer_2' ELSE 'insurer_3' END)::rcm.account AND c.payer_id IS NOT NULL THEN c.payer_id
				ELSE @ledger@.payer_of(c.practice_id, c.claim_id, a.account) END = balance_of_payer.payer_id
		UNION ALL
		SELECT e.* FROM @ledger@.remittance m JOIN @ledger@.entry e ON e.practice_id = m.practice_id AND e.remittance_id = m.remittance_id
			WHERE m.practice_id = balance_of_payer.practice_id AND coalesce(m.payer_id, m.payer_key) = balance_of_payer.payer_id AND e.claim_id IS NULL
		UNION ALL
		SELECT e.* FROM @ledger@.receipt r JOIN @ledger@.entry e ON e.practice_id = r.practice_id AND e.receipt_id = r.receipt_id
			WHERE r.practice_id = balance_of_payer.practice_id AND r.source = 'payer' AND r.payer_key = balance_of_payer.payer_id AND e.claim_id IS NULL) e
	WHERE e.effective_on <= balance_of_payer.as_of AND e.posted_at <= balance_of_payer.known_at
$$;
COMMENT ON FUNCTION @ledger@.balance_of_payer(text, text, date, timestamptz) IS
'What balance(practice_id, payer_id => ...) returns: the entries that have the payer on one side (payer_of says which party of a claim it is), and what waits in suspense or unapplied of its remittances and checks. So insurer_1, insurer_2 and insurer_3 are what the payer owes, cash is what it has paid. Both dates must be given; infinity for all.';

/* ---- src/ledger/code/82-patient-balance.sql ---- */

-- 82-patient-balance.sql - what is owed: by patient, family and payer; and why a patient owes it

CREATE OR REPLACE VIEW @ledger@.patient_balance WITH (security_invoker = true) AS
SELECT f.practice_id, f.patient_id, sum(f.patient_owed) AS owed, sum(f.patient_credit) AS credit, sum(f.unapplied) AS unapplied,
	sum(f.insurers_owed) AS insurers_owed, sum(f.insurers_credit) AS insurers_credit,
	sum(f.third_party_owed) AS third_party_owed, sum(f.third_party_credit) AS third_party_credit,
	count(f.claim_id) FILTER (WHERE f.patient_owed <> '0') AS lines, min(f.since) AS since
FROM (
	SELECT c.practice_id, c.patient_id, c.claim_id,
		greatest(r.patient, '0') AS patient_owed, least(r.patient, '0') AS patient_credit,
		greatest(r.insurer_1, '0') + greatest(r.insurer_2, '0') + greatest(r.insurer_3, '0') AS insurers_owed,
		least(r.insurer_1, '0') + least(r.insurer_2, '0') + least(r.insurer_3, '0') AS insurers_credit,
		greatest(r.third_party, '0') AS third_party_owed, least(r.third_party, '0') AS third_party_credit,
		'0'::rcm.usd AS unapplied, CASE WHEN r.patient > '0' THEN r.patient_since END AS since
	FROM @ledger@.claim c JOIN @ledger@.receivable r ON r.practice_id = c.practice_id AND r.claim_id = c.claim_id
	UNION ALL
	SELECT w.practice_id, w.patient_id, NULL, '0', '0', '0', '0', '0', '0', w.unapplied, NULL
	FROM @ledger@.receipt_left w WHERE w.source <> 'payer') f
GROUP BY f.practice_id, f.patient_id;
COMMENT ON VIEW @ledger@.patient_balance IS
'What each patient owes. Credits and money that waits stand in columns of their own and lower nothing. Claims that name no patient are together under null. patient_account() says why it is owed.';
COMMENT ON COLUMN @ledger@.patient_balance.owed IS 'What the patient owes on the charge lines on which he owes something.';
COMMENT ON COLUMN @ledger@.patient_balance.credit IS 'What the practice owes to the patient on charge lines: zero or negative.';
COMMENT ON COLUMN @ledger@.patient_balance.unapplied IS 'What is left of receipts for the patient.';
COMMENT ON COLUMN @ledger@.patient_balance.insurers_owed IS 'What payers owe for the patient.';
COMMENT ON COLUMN @ledger@.patient_balance.insurers_credit IS 'What the practice owes to payers for the patient: zero or negative.';
COMMENT ON COLUMN @ledger@.patient_balance.third_party_owed IS 'What third parties owe for the patient.';
COMMENT ON COLUMN @ledger@.patient_balance.third_party_credit IS 'What the practice owes to third parties for the patient: zero or negative.';
COMMENT ON COLUMN @ledger@.patient_balance.lines IS 'Charge lines on which the patient owes something.';
COMMENT ON COLUMN @ledger@.patient_balance.since IS 'The earliest day since which the patient owes what is still open.';

CREATE OR REPLACE VIEW @ledger@.family_balance WITH (security_invoker = true) AS
SELECT m.practice_id, m.guarantor_id, count(*) AS patients, sum(b.owed) AS owed, sum(b.credit) AS credit, sum(b.unapplied) AS unapplied,
	sum(b.insurers_owed) AS insurers_owed, sum(b.insurers_credit) AS insurers_credit,
	sum(b.third_party_owed) AS third_party_owed, sum(b.third_party_credit) AS third_party_credit, sum(b.lines)::bigint AS lines, min(b.since) AS since
FROM (
	SELECT p.practice_id, p.guarantor_id, p.patient_id FROM @ledger@.patient p WHERE p.guarantor_id IS NOT NULL
	UNION ALL
	SELECT p.practice_id, p.patient_id, p.patient_id FROM @ledger@.patient p WHERE p.guarantor_id IS NULL) m
CROSS JOIN LATERAL (SELECT * FROM @ledger@.patient_balance b WHERE b.practice_id = m.practice_id AND b.patient_id = m.patient_id) b
GROUP BY m.practice_id, m.guarantor_id;
COMMENT ON VIEW @ledger@.family_balance IS
'What each guarantor answers for: the sums of patient_balance over the patients that name him, and himself where he names nobody else. Families of which nothing was ever charged or received are left out.';
COMMENT ON COLUMN @ledger@.family_balance.guarantor_id IS 'The guarantor.';
COMMENT ON COLUMN @ledger@.family_balance.patients IS 'Patients of the family that have something in patient_balance.';
DO $comments$
DECLARE
	attribute record;
BEGIN
	FOR attribute IN SELECT a.attname, pg_catalog.replace(pg_catalog.col_description(a.attrelid, a.attnum), 'the patient', 'the family') AS comment
		FROM pg_catalog.pg_attribute a
		WHERE a.attrelid = '@ledger@.patient_balance'::pg_catalog.regclass AND a.attnum > 0 AND a.attname NOT IN ('practice_id', 'patient_id')
	LOOP
		EXECUTE pg_catalog.format('COMMENT ON COLUMN @ledger@.family_balance.%I IS %L', attribute.attname, pg_catalog.replace(attribute.comment, 'on which he owes', 'on which a patient owes'));
	END LOOP;
END
$comments$;

CREATE OR REPLACE VIEW @ledger@.payer_balance WITH (security_invoker = true) AS
SELECT f.practice_id, f.payer_id, sum(f.owed) AS owed, sum(f.credit) AS credit, sum(f.unapplied) AS unapplied, sum(f.suspense) AS suspense,
	count(*) FILTER (WHERE f.owed <> '0') AS lines
FROM (
	SELECT c.practice_id,
		CASE WHEN c.payer_id IS NOT NULL AND c.payer_seq = p.seq THEN c.payer_id ELSE @ledger@.payer_of(c.practice_id, c.claim_id, p.party) END AS payer_id,
		greatest(p.amount, '0') AS owed, least(p.amount, '0') AS credit, '0'::rcm.usd AS unapplied, '0'::rcm.usd AS suspense
	FROM @ledger@.receivable r
	JOIN @ledger@.claim c ON c.practice_id = r.practice_id AND c.claim_id = r.claim_id
	CROSS JOIN LATERAL (VALUES ('insurer_1'::rcm.account, 'P', r.insurer_1), ('insurer_2', 'S', r.insurer_2), ('insurer_3', 'T', r.insurer_3)) p (party, seq, amount)
	WHERE p.amount <> '0' AND (r.insurer_1 <> '0' OR r.insurer_2 <> '0' OR r.insurer_3 <> '0' OR r.patient <> '0' OR r.third_party <> '0')
	UNION ALL
	SELECT w.practice_id, w.payer_key, '0', '0', w.unapplied, '0' FROM @ledger@.receipt_left w WHERE w.source = 'payer'
	UNION ALL
	SELECT s.practice_id, coalesce(m.payer_id, m.payer_key), '0', '0', '0', - s.amount
	FROM @ledger@.suspense s
	JOIN @ledger@.remittance m ON m.practice_id = s.practice_id AND m.remittance_id = s.remittance_id) f
GROUP BY f.practice_id, f.payer_id;
COMMENT ON VIEW @ledger@.payer_balance IS
'What each payer owes, as which party of a claim ever: payer_of says which payer a party is; what no claim, submission or coverage names is under null. Credits and money that waits stand in columns of their own and lower nothing.';
COMMENT ON COLUMN @ledger@.payer_balance.payer_id IS 'The payer as claims name it; of waiting money the payer id of the remittance, else its payer_key.';
COMMENT ON COLUMN @ledger@.payer_balance.owed IS 'What the payer owes.';
COMMENT ON COLUMN @ledger@.payer_balance.credit IS 'What the practice owes to the payer on charge lines: zero or negative.';
COMMENT ON COLUMN @ledger@.payer_balance.unapplied IS 'What is left of the payer''s paper checks.';
COMMENT ON COLUMN @ledger@.payer_balance.suspense IS 'Money of its remittances whose claim or owner is not known yet; negative: the payer kept back what has not been traced yet. The view suspense lists it, with the sign of the account.';
COMMENT ON COLUMN @ledger@.payer_balance.lines IS 'Balances of charge lines that the payer owes.';

CREATE OR REPLACE FUNCTION @ledger@.patient_account(practice_id text, patient_id text)
	RETURNS TABLE (claim_id text, line_no integer, service_on date, code text, charge rcm.usd, part integer, reason text, group_code text, carc text,
		gist text, amount rcm.usd, paid rcm.usd, written_off rcm.usd, owed rcm.usd, since date)
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50 SET search_path = pg_catalog, rcm, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
	WITH moved AS (
		-- what the patient has more by, each with its reason; of money and write-offs the sign is turned
		SELECT e.claim_id, e.line_no, e.entry_id, e.effective_on, e.to_account = 'patient' AS more, e.group_code, e.carc, e.exception,
			CASE WHEN e.to_account = 'patient' THEN e.amount ELSE - e.amount END AS amount,
			CASE WHEN e.to_account = 'patient' THEN e.from_account ELSE e.to_account END AS other
		FROM @ledger@.claim c JOIN @ledger@.entry e ON e.practice_id = c.practice_id AND e.claim_id = c.claim_id
		WHERE c.practice_id = patient_account.practice_id AND c.patient_id = patient_account.patient_id AND 'patient' IN (e.from_account, e.to_account)),
	named AS (
		SELECT m.*, CASE
				WHEN m.other IN ('cash', 'unapplied_patient', 'unapplied_payer', 'suspense', 'refund') THEN 'paid'
				WHEN account_kind(m.other) = 'gone' THEN 'written off'
				WHEN m.other = 'revenue' THEN 'self-pay'
				WHEN m.exception IS NOT NULL THEN m.exception
				WHEN m.other = 'third_party' THEN 'third party'
				WHEN m.carc = '1' THEN 'deductible'
				WHEN m.carc = '2' THEN 'coinsurance'
				WHEN m.carc = '3' THEN 'copay'
				ELSE 'patient share' END AS reason
		FROM moved m),
	part AS (
		-- (a part that was taken back for more than it was settles others)
		SELECT n.claim_id, n.line_no, n.reason, n.group_code, n.carc, sum(n.amount) AS amount, min(n.entry_id) AS first_entry,
			min(n.effective_on) FILTER (WHERE n.more) AS since
		FROM named n WHERE n.reason NOT IN ('paid', 'written off')
		GROUP BY 1, 2, 3, 4, 5),
	settled AS (
		SELECT s.claim_id, s.line_no, sum(s.paid) AS paid, sum(s.paid) + sum(s.other) AS settled FROM (
			SELECT n.claim_id, n.line_no, CASE n.reason WHEN 'paid' THEN - n.amount ELSE '0' END AS paid, CASE n.reason WHEN 'paid' THEN '0' ELSE - n.amount END AS other
			FROM named n WHERE n.reason IN ('paid', 'written off')
			UNION ALL
			SELECT p.claim_id, p.line_no, '0', - p.amount FROM part p WHERE p.amount < '0') s
		GROUP BY 1, 2),
	queue AS (
		-- parts in the order in which they arose, then what is left over: given back beyond what was paid, or a credit
		SELECT p.*, coalesce(s.paid, '0') AS all_paid, coalesce(s.settled, '0') AS all_settled,
			sum(p.amount) OVER (PARTITION BY p.claim_id, p.line_no ORDER BY p.first_entry, p.reason, p.group_code, p.carc) AS up_to
		FROM part p LEFT JOIN settled s USING (claim_id, line_no)
		WHERE p.amount > '0'),
	line AS (
		SELECT claim_id, line_no, coalesce(sum(p.amount) FILTER (WHERE p.amount > '0'), '0') AS parts FROM part p GROUP BY 1, 2),
	account AS (
		SELECT q.claim_id, q.line_no, q.first_entry, q.reason, q.group_code, q.carc, q.amount,
			greatest('0', least(q.amount, least(q.all_paid, q.all_settled) - (q.up_to - q.amount))) AS paid,
			greatest('0', least(q.amount, q.all_settled - (q.up_to - q.amount))) AS settled, q.since
		FROM queue q
		UNION ALL
		SELECT s.claim_id, s.line_no, NULL, CASE WHEN s.settled < '0' THEN 'given back' ELSE 'credit' END, NULL, NULL,
			CASE WHEN s.settled < '0' THEN - s.settled ELSE coalesce(l.parts, '0') - s.settled END, '0', '0', NULL
		FROM settled s LEFT JOIN line l USING (claim_id, line_no)
		WHERE s.settled < '0' OR s.settled > coalesce(l.parts, '0'))
	SELECT a.claim_id, a.line_no, x.service_from, x.code, x.charge,
		row_number() OVER (PARTITION BY a.claim_id, a.line_no ORDER BY a.first_entry NULLS LAST, a.reason, a.group_code, a.carc)::integer,
		a.reason, a.group_code, a.carc, r.gist, a.amount, a.paid, a.settled - a.paid, a.amount - a.settled, a.since
	FROM account a
	JOIN @ledger@.claim_line x ON x.practice_id = patient_account.practice_id AND x.claim_id = a.claim_id AND x.line_no = a.line_no
	LEFT JOIN rcm.reason_codes() r ON r.code = a.carc
	ORDER BY x.service_from, 1, 2, 6;
END
$$;
COMMENT ON FUNCTION @ledger@.patient_account(text, text) IS
'What a patient owes and has owed, part by part, with the reason for each: the patient''s balance is the sum of what was laid on the patient, less payments, less what was written off, per charge line. owed adds up to the line''s patient balance, always.

Result, by service date, claim, line and part:
part - counted within the line, in the order in which the parts arose.
reason - deductible, coinsurance or copay (CARC 1, 2, 3), patient share (another reason that the payer gives for laying it on the patient), self-pay (the claim names no payer), the exception by which it was laid on the patient without a payer''s word, third party (somebody else did not pay it), credit (paid or written off beyond what was owed), given back (refunds and payments not honoured beyond what was paid).
group_code, carc, gist - the payer''s reason and what it means; null where no payer gave one.
amount - what the part came to, corrections included; of a credit and of what was given back, the amount itself.
paid - what the patient''s payments have settled of it: payments go to the parts in their order, then write-offs do. Payments of refunds and bounces are taken off.
written_off - what else has settled it: write-offs, bad debt, and payers'' corrections of other parts.
owed - what is left; of a credit negative.
since - day on which the patient first owed the part.

    SELECT reason, gist, amount, paid, written_off, owed FROM @ledger@.patient_account(''HARBOR'', ''P-7'')';

/* ---- src/ledger/code/84-aging.sql ---- */

-- 84-aging.sql - what is owed by how long it has been owed, today or on any past day

CREATE OR REPLACE FUNCTION @ledger@.share_posted_after(practice_id text, instant timestamptz) RETURNS double precision
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	first  bigint := (SELECT e.entry_id FROM @ledger@.entry e WHERE e.practice_id = share_posted_after.practice_id ORDER BY e.entry_id LIMIT 1);
	last   bigint := (SELECT e.entry_id FROM @ledger@.entry e WHERE e.practice_id = share_posted_after.practice_id ORDER BY e.entry_id DESC LIMIT 1);
	low    bigint := first;
	high   bigint := last;
	middle bigint;
	at     timestamptz;
BEGIN
	WHILE high - low > greatest((last - first) / 256, 1) LOOP
		middle := low + (high - low) / 2;
		SELECT e.posted_at INTO at FROM @ledger@.entry e
			WHERE e.practice_id = share_posted_after.practice_id AND e.entry_id >= middle ORDER BY e.entry_id LIMIT 1;
		IF at > instant THEN
			high := middle;
		ELSE
			low := middle;
		END IF;
	END LOOP;
	RETURN coalesce((last - low)::double precision / nullif(last - first, 0), 0);
END
$$;
COMMENT ON FUNCTION @ledger@.share_posted_after(text, timestamptz) IS
'About which share of the practice''s entries, 0 to 1, was posted after an instant: found by halving, since entries are numbered nearly in the order in which they are posted. By it receivable_at chooses the shorter way; its result does not depend on it.';

CREATE OR REPLACE FUNCTION @ledger@.receivable_at(practice_id text, as_of date, known_at timestamptz DEFAULT 'infinity')
	RETURNS TABLE (claim_id text, line_no integer, service_on date, charged_on date, first_billed_on date, last_billed_on date,
		insurer_1_since date, insurer_2_since date, insurer_3_since date, patient_since date, third_party_since date,
		insurer_1 rcm.usd, insurer_2 rcm.usd, insurer_3 rcm.usd, patient rcm.usd, third_party rcm.usd)
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 10000 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
	-- an entry that counts after the day was not posted before the day had passed in every time zone
	later timestamptz := least(receivable_at.known_at, (receivable_at.as_of + 1)::timestamp AT TIME ZONE '+14'::interval);
BEGIN
	IF @ledger@.share_posted_after(receivable_at.practice_id, later) <= 0.5 THEN
		RETURN QUERY SELECT * FROM @ledger@.receivable_less(receivable_at.practice_id, receivable_at.as_of, receivable_at.known_at, later);
	ELSE
		RETURN QUERY SELECT * FROM @ledger@.receivable_from_entries(receivable_at.practice_id, receivable_at.as_of, receivable_at.known_at);
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.receivable_at(text, date, timestamptz) IS
'The rows of receivable that were open on a past day, as they were then: what was posted since is taken off, or what was posted until then is added up, whichever is less.

as_of - what counts up to this day.
known_at - what was posted, or sent, up to this moment; infinity: all.

The dates on which claims were billed are those of submission. service_on is as it is known now.';

CREATE OR REPLACE FUNCTION @ledger@.receivable_less(practice_id text, as_of date, known_at timestamptz, posted_since timestamptz)
	RETURNS TABLE (claim_id text, line_no integer, service_on date, charged_on date, first_billed_on date, last_billed_on date,
		insurer_1_since date, insurer_2_since date, insurer_3_since date, patient_since date, third_party_since date,
		insurer_1 rcm.usd, insurer_2 rcm.usd, insurer_3 rcm.usd, patient rcm.usd, third_party rcm.usd)
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 10000 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
	practice text := receivable_less.practice_id;
	day      date := receivable_less.as_of;
	instant  timestamptz := receivable_less.known_at;
BEGIN
	RETURN QUERY
	WITH since AS (
		-- what was not there yet, the other way round
		SELECT e.claim_id, e.line_no, rcm.balance(e.to_account, e.from_account, e.amount) AS b, bool_or(e.posted_at > instant) AS unknown
		FROM @ledger@.entry e
		WHERE e.practice_id = practice AND e.claim_id IS NOT NULL AND e.posted_at >= posted_since AND (e.effective_on > day OR e.posted_at > instant)
		GROUP BY e.claim_id, e.line_no),
	line AS (
		SELECT r.claim_id, r.line_no, r.service_on, r.charged_on, r.first_billed_on, r.last_billed_on,
			r.insurer_1_since, r.insurer_2_since, r.insurer_3_since, r.patient_since, r.third_party_since,
			r.insurer_1, r.insurer_2, r.insurer_3, r.patient, r.third_party, false AS unknown
		FROM @ledger@.receivable r
		WHERE r.practice_id = practice AND (r.insurer_1 <> 0 OR r.insurer_2 <> 0 OR r.insurer_3 <> 0 OR r.patient <> 0 OR r.third_party <> 0)
			AND NOT EXISTS (SELECT FROM since s WHERE s.claim_id = r.claim_id AND s.line_no = r.line_no)
		UNION ALL
		SELECT r.claim_id, r.line_no, r.service_on, r.charged_on, r.first_billed_on, r.last_billed_on,
			r.insurer_1_since, r.insurer_2_since, r.insurer_3_since, r.patient_since, r.third_party_since,
			r.insurer_1 + amount(s.b, 'insurer_1'), r.insurer_2 + amount(s.b, 'insurer_2'), r.insurer_3 + amount(s.b, 'insurer_3'),
			r.patient + amount(s.b, 'patient'), r.third_party + amount(s.b, 'third_party'), s.unknown
		FROM since s JOIN @ledger@.receivable r ON r.practice_id = practice AND r.claim_id = s.claim_id AND r.line_no = s.line_no)
	SELECT l.claim_id, l.line_no, l.service_on, CASE WHEN l.unknown THEN d.charged_on ELSE l.charged_on END,
		CASE WHEN b.later THEN b.first_on ELSE l.first_billed_on END, CASE WHEN b.later THEN b.last_on ELSE l.last_billed_on END,
		CASE WHEN l.unknown THEN d.insurer_1 ELSE l.insurer_1_since END, CASE WHEN l.unknown THEN d.insurer_2 ELSE l.insurer_2_since END,
		CASE WHEN l.unknown THEN d.insurer_3 ELSE l.insurer_3_since END, CASE WHEN l.unknown THEN d.patient ELSE l.patient_since END,
		CASE WHEN l.unknown THEN d.third_party ELSE l.third_party_since END,
		l.insurer_1, l.insurer_2, l.insurer_3, l.patient, l.third_party
	FROM line l
	-- dates only move when an earlier day was posted later
	LEFT JOIN LATERAL (
		SELECT min(e.effective_on) FILTER (WHERE e.from_account = 'revenue') AS charged_on, min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_1') AS insurer_1,
			min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_2') AS insurer_2, min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_3') AS insurer_3,
			min(e.effective_on) FILTER (WHERE e.to_account = 'patient') AS patient, min(e.effective_on) FILTER (WHERE e.to_account = 'third_party') AS third_party
		FROM @ledger@.entry e
		WHERE l.unknown AND e.practice_id = practice AND e.claim_id = l.claim_id AND e.line_no = l.line_no AND e.effective_on <= day AND e.posted_at <= instant) d ON l.unknown
	LEFT JOIN LATERAL (
		SELECT bool_or(s.submitted_on > day OR s.submitted_at > instant) AS later,
			min(s.submitted_on) FILTER (WHERE s.submitted_on <= day AND s.submitted_at <= instant) AS first_on,
			max(s.submitted_on) FILTER (WHERE s.submitted_on <= day AND s.submitted_at <= instant) AS last_on
		FROM @ledger@.submission s
		WHERE s.practice_id = practice AND s.claim_id = l.claim_id) b ON l.last_billed_on > day OR instant < 'infinity'
	WHERE l.insurer_1 <> 0 OR l.insurer_2 <> 0 OR l.insurer_3 <> 0 OR l.patient <> 0 OR l.third_party <> 0;
END
$$;
COMMENT ON FUNCTION @ledger@.receivable_less(text, date, timestamptz, timestamptz) IS
'receivable_at by taking off what was posted since: receivable as it is, less every entry that counts after the day or was posted after the moment. Its cost grows with what happened since then, not with the ledger. posted_since: no entry that is taken off was posted before it.';

CREATE OR REPLACE FUNCTION @ledger@.receivable_from_entries(practice_id text, as_of date, known_at timestamptz)
	RETURNS TABLE (claim_id text, line_no integer, service_on date, charged_on date, first_billed_on date, last_billed_on date,
		insurer_1_since date, insurer_2_since date, insurer_3_since date, patient_since date, third_party_since date,
		insurer_1 rcm.usd, insurer_2 rcm.usd, insurer_3 rcm.usd, patient rcm.usd, third_party rcm.usd)
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 10000 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
	practice text := receivable_from_entries.practice_id;
	day      date := receivable_from_entries.as_of;
	instant  timestamptz := receivable_from_entries.known_at;
	-- of what was posted until today, the first day that counts is in receivable
	all_known boolean := instant = 'infinity';
BEGIN
	RETURN QUERY
	WITH line AS (
		SELECT e.claim_id, e.line_no, rcm.balance(e.from_account, e.to_account, e.amount) AS b,
			min(e.effective_on) FILTER (WHERE NOT all_known AND e.from_account = 'revenue') AS charged_on,
			min(e.effective_on) FILTER (WHERE NOT all_known AND e.to_account = 'insurer_1') AS insurer_1,
			min(e.effective_on) FILTER (WHERE NOT all_known AND e.to_account = 'insurer_2') AS insurer_2,
			min(e.effective_on) FILTER (WHERE NOT all_known AND e.to_account = 'insurer_3') AS insurer_3,
			min(e.effective_on) FILTER (WHERE NOT all_known AND e.to_account = 'patient') AS patient,
			min(e.effective_on) FILTER (WHERE NOT all_known AND e.to_account = 'third_party') AS third_party
		FROM @ledger@.entry e
		WHERE e.practice_id = practice AND e.claim_id IS NOT NULL AND e.effective_on <= day AND e.posted_at <= instant
		GROUP BY e.claim_id, e.line_no)
	SELECT l.claim_id, l.line_no, r.service_on, CASE WHEN all_known THEN r.charged_on ELSE l.charged_on END,
		CASE WHEN b.later THEN b.first_on ELSE r.first_billed_on END, CASE WHEN b.later THEN b.last_on ELSE r.last_billed_on END,
		CASE WHEN all_known THEN r.insurer_1_since ELSE l.insurer_1 END, CASE WHEN all_known THEN r.insurer_2_since ELSE l.insurer_2 END,
		CASE WHEN all_known THEN r.insurer_3_since ELSE l.insurer_3 END, CASE WHEN all_known THEN r.patient_since ELSE l.patient END,
		CASE WHEN all_known THEN r.third_party_since ELSE l.third_party END,
		amount(l.b, 'insurer_1'), amount(l.b, 'insurer_2'), amount(l.b, 'insurer_3'), amount(l.b, 'patient'), amount(l.b, 'third_party')
	FROM line l
	JOIN @ledger@.receivable r ON r.practice_id = practice AND r.claim_id = l.claim_id AND r.line_no = l.line_no
	LEFT JOIN LATERAL (
		SELECT bool_or(s.submitted_on > day OR s.submitted_at > instant) AS later,
			min(s.submitted_on) FILTER (WHERE s.submitted_on <= day AND s.submitted_at <= instant) AS first_on,
			max(s.submitted_on) FILTER (WHERE s.submitted_on <= day AND s.submitted_at <= instant) AS last_on
		FROM @ledger@.submission s
		WHERE s.practice_id = practice AND s.claim_id = l.claim_id) b ON r.last_billed_on > day OR instant < 'infinity'
	WHERE amount(l.b, 'insurer_1') <> 0 OR amount(l.b, 'insurer_2') <> 0 OR amount(l.b, 'insurer_3') <> 0 OR amount(l.b, 'patient') <> 0 OR amount(l.b, 'third_party') <> 0;
END
$$;
COMMENT ON FUNCTION @ledger@.receivable_from_entries(text, date, timestamptz) IS
'receivable_at by adding up the entries that count up to the day and were posted up to the moment: for a day of which less was posted before than since.';

CREATE OR REPLACE FUNCTION @ledger@.aging_day(practice_id text, as_of date, basis text) RETURNS date
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
BEGIN
	IF today IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	ELSIF as_of > today THEN
		RAISE EXCEPTION 'the day has not come' USING ERRCODE = 'RC011',
			DETAIL = format('Asked for is %s; at the practice it is %s.', as_of, today);
	ELSIF basis IS NULL OR basis NOT IN ('default', 'service', 'charge', 'first bill', 'last bill', 'responsibility') THEN
		RAISE EXCEPTION 'there is no basis "%"', basis USING ERRCODE = 'invalid_parameter_value',
			HINT = 'There are default, service, charge, first bill, last bill and responsibility.';
	END IF;
	RETURN coalesce(as_of, today);
END
$$;
COMMENT ON FUNCTION @ledger@.aging_day(text, date, text) IS
'The day that an aging is for: as_of, or today at the practice. Refuses what no aging can be made for: errors RC010 no such practice, RC011 a day to come, 22023 no such basis.';

CREATE OR REPLACE FUNCTION @ledger@.aging(practice_id text, as_of date DEFAULT NULL, known_at timestamptz DEFAULT NULL, basis text DEFAULT 'default', edges integer[] DEFAULT NULL)
	RETURNS TABLE (party rcm.account, kind text, bucket integer, from_days integer, to_days integer, amount rcm.usd, lines bigint)
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 20 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
	practice text := aging.practice_id;
	day      date := @ledger@.aging_day(aging.practice_id, aging.as_of, aging.basis);
	instant  timestamptz := coalesce(aging.known_at, 'infinity');
	past     boolean;
	kind     text := aging.basis;
	bounds   integer[] := coalesce(aging.edges, (SELECT p.aging_edges FROM @ledger@.practice p WHERE p.practice_id = aging.practice_id));
BEGIN
	IF instant >= now() THEN
		instant := 'infinity';
	END IF;
	past := instant < 'infinity' OR day < @ledger@.today(practice);
	RETURN QUERY
	WITH open AS (
		SELECT r.service_on, r.charged_on, r.first_billed_on, r.last_billed_on, r.insurer_1_since, r.insurer_2_since, r.insurer_3_since, r.patient_since, r.third_party_since,
			r.insurer_1, r.insurer_2, r.insurer_3, r.patient, r.third_party
		FROM @ledger@.receivable r
		WHERE NOT past AND r.practice_id = practice AND (r.insurer_1 <> 0 OR r.insurer_2 <> 0 OR r.insurer_3 <> 0 OR r.patient <> 0 OR r.third_party <> 0)
		UNION ALL
		SELECT a.service_on, a.charged_on, a.first_billed_on, a.last_billed_on, a.insurer_1_since, a.insurer_2_since, a.insurer_3_since, a.patient_since, a.third_party_since,
			a.insurer_1, a.insurer_2, a.insurer_3, a.patient, a.third_party
		FROM @ledger@.receivable_at(practice, day, instant) a
		WHERE past),
	state AS (
		SELECT
			rcm.aging(o.insurer_1, day - o.insurer_1_basis, bounds) FILTER (WHERE o.insurer_1 <> 0) AS insurer_1, rcm.aging('0.01'::rcm.usd, day - o.insurer_1_basis, bounds) FILTER (WHERE o.insurer_1 > 0) AS insurer_1_lines,
			count(*) FILTER (WHERE o.insurer_1 < 0) AS insurer_1_credits,
			rcm.aging(o.insurer_2, day - o.insurer_2_basis, bounds) FILTER (WHERE o.insurer_2 <> 0) AS insurer_2, rcm.aging('0.01'::rcm.usd, day - o.insurer_2_basis, bounds) FILTER (WHERE o.insurer_2 > 0) AS insurer_2_lines,
			count(*) FILTER (WHERE o.insurer_2 < 0) AS insurer_2_credits,
			rcm.aging(o.insurer_3, day - o.insurer_3_basis, bounds) FILTER (WHERE o.insurer_3 <> 0) AS insurer_3, rcm.aging('0.01'::rcm.usd, day - o.insurer_3_basis, bounds) FILTER (WHERE o.insurer_3 > 0) AS insurer_3_lines,
			count(*) FILTER (WHERE o.insurer_3 < 0) AS insurer_3_credits,
			rcm.aging(o.patient, day - o.patient_basis, bounds) FILTER (WHERE o.patient <> 0) AS patient, rcm.aging('0.01'::rcm.usd, day - o.patient_basis, bounds) FILTER (WHERE o.patient > 0) AS patient_lines,
			count(*) FILTER (WHERE o.patient < 0) AS patient_credits,
			rcm.aging(o.third_party, day - o.third_party_basis, bounds) FILTER (WHERE o.third_party <> 0) AS third_party, rcm.aging('0.01'::rcm.usd, day - o.third_party_basis, bounds) FILTER (WHERE o.third_party > 0) AS third_party_lines,
			count(*) FILTER (WHERE o.third_party < 0) AS third_party_credits
		FROM (SELECT o.insurer_1, o.insurer_2, o.insurer_3, o.patient, o.third_party,
			CASE kind WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.insurer_1_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.insurer_1_since) WHEN 'responsibility' THEN o.insurer_1_since ELSE coalesce(o.first_billed_on, o.insurer_1_since) END AS insurer_1_basis,
			CASE kind WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.insurer_2_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.insurer_2_since) WHEN 'responsibility' THEN o.insurer_2_since ELSE coalesce(o.first_billed_on, o.insurer_2_since) END AS insurer_2_basis,
			CASE kind WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.insurer_3_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.insurer_3_since) WHEN 'responsibility' THEN o.insurer_3_since ELSE coalesce(o.first_billed_on, o.insurer_3_since) END AS insurer_3_basis,
			CASE kind WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.patient_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.patient_since) WHEN 'responsibility' THEN o.patient_since ELSE o.patient_since END AS patient_basis,
			CASE kind WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.third_party_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.third_party_since) WHEN 'responsibility' THEN o.third_party_since ELSE o.third_party_since END AS third_party_basis
			FROM open o) o)
	SELECT p.party, k.kind, k.bucket, k.from_days, k.to_days, k.amount, k.lines
	FROM state s
	CROSS JOIN LATERAL (VALUES
		('insurer_1'::rcm.account, s.insurer_1, s.insurer_1_lines, s.insurer_1_credits),
		('insurer_2', s.insurer_2, s.insurer_2_lines, s.insurer_2_credits),
		('insurer_3', s.insurer_3, s.insurer_3_lines, s.insurer_3_credits),
		('patient', s.patient, s.patient_lines, s.patient_credits),
		('third_party', s.third_party, s.third_party_lines, s.third_party_credits)) p (party, owed, lines, credits)
	CROSS JOIN LATERAL (
		SELECT 1 AS nth, 'owed' AS kind, b.bucket, b.from_days, b.to_days, b.amount, coalesce((n.amount::numeric * 100)::bigint, 0) AS lines
		FROM buckets(p.owed) b LEFT JOIN buckets(p.lines) n ON n.bucket = b.bucket
		UNION ALL
		SELECT 2, 'undated', NULL, NULL, NULL, undated(p.owed), (undated(p.lines)::numeric * 100)::bigint WHERE undated(p.lines) <> 0
		UNION ALL
		SELECT 3, 'credit', NULL, NULL, NULL, credits(p.owed), p.credits WHERE p.credits > 0) k
	WHERE p.owed IS NOT NULL
	ORDER BY p.party, k.nth, k.bucket;
END
$$;
COMMENT ON FUNCTION @ledger@.aging(text, date, timestamptz, text, integer[]) IS
'What is owed to a practice by how long it has been owed: today, or on any past day as it was then.

as_of - the day; null: today at the practice. A past day is what a report of that day would have shown, with what was posted since for days before it.
known_at - only what was posted up to this moment: with as_of the report itself, to the cent; null: all that is known now. (A transaction posts at the moment at which it began.)
basis - from which day the age is counted: service (first day of service), charge (the charge was posted), first bill or last bill (the claim first or last left; responsibility while it has not), responsibility (the party first owed something on the line), default (first bill for payers, responsibility for patient and third party).
edges - last day of each bucket but the last one; null: practice.aging_edges.

Result, by party, for each that has something:
party - who owes.
kind - owed: by age, a row for each bucket. undated: owed, but the basis has no date. credit: the practice owes it; never netted into what is owed.
bucket, from_days, to_days - as rcm.buckets has them; null for undated and credit.
amount - dollars; credits negative.
lines - how many charge lines.

Ages are whole days at the practice. Errors: RC010 no such practice, RC011 a day to come, 22023 no such basis, or edges that do not ascend.

    SELECT party, from_days, to_days, amount FROM @ledger@.aging(''HARBOR'', ''2024-12-31'')';

CREATE OR REPLACE FUNCTION @ledger@.aging_lines(practice_id text, as_of date DEFAULT NULL, known_at timestamptz DEFAULT NULL, basis text DEFAULT 'default')
	RETURNS TABLE (claim_id text, line_no integer, party rcm.account, amount rcm.usd, basis_date date, age integer, party_age integer, true_age integer,
		patient_id text, payer_id text, provider_npi text)
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10000 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
	practice text := aging_lines.practice_id;
	day      date := @ledger@.aging_day(aging_lines.practice_id, aging_lines.as_of, aging_lines.basis);
	instant  timestamptz := coalesce(aging_lines.known_at, 'infinity');
	past     boolean;
	kind     text := aging_lines.basis;
BEGIN
	IF instant >= now() THEN
		instant := 'infinity';
	END IF;
	past := instant < 'infinity' OR day < @ledger@.today(practice);
	RETURN QUERY
	WITH open AS (
		SELECT r.claim_id, r.line_no, r.service_on, r.charged_on, r.first_billed_on, r.last_billed_on, r.insurer_1_since, r.insurer_2_since, r.insurer_3_since, r.patient_since, r.third_party_since,
			r.insurer_1, r.insurer_2, r.insurer_3, r.patient, r.third_party
		FROM @ledger@.receivable r
		WHERE NOT past AND r.practice_id = practice AND (r.insurer_1 <> 0 OR r.insurer_2 <> 0 OR r.insurer_3 <> 0 OR r.patient <> 0 OR r.third_party <> 0)
		UNION ALL
		SELECT a.claim_id, a.line_no, a.service_on, a.charged_on, a.first_billed_on, a.last_billed_on, a.insurer_1_since, a.insurer_2_since, a.insurer_3_since, a.patient_since, a.third_party_since,
			a.insurer_1, a.insurer_2, a.insurer_3, a.patient, a.third_party
		FROM @ledger@.receivable_at(practice, day, instant) a
		WHERE past)
	SELECT o.claim_id, o.line_no, p.party, p.amount, p.basis, day - p.basis, day - p.since, day - coalesce(o.service_on, o.charged_on),
		c.patient_id, CASE WHEN p.seq = c.payer_seq AND c.payer_id IS NOT NULL THEN c.payer_id WHEN p.seq IS NOT NULL THEN @ledger@.payer_of(practice, o.claim_id, p.party) END,
		coalesce(x.rendering_npi, c.billing_npi)
	FROM open o
	CROSS JOIN LATERAL (VALUES
		('insurer_1'::rcm.account, 'P', o.insurer_1, o.insurer_1_since, CASE kind WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.insurer_1_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.insurer_1_since) WHEN 'responsibility' THEN o.insurer_1_since ELSE coalesce(o.first_billed_on, o.insurer_1_since) END),
		('insurer_2', 'S', o.insurer_2, o.insurer_2_since, CASE kind WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.insurer_2_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.insurer_2_since) WHEN 'responsibility' THEN o.insurer_2_since ELSE coalesce(o.first_billed_on, o.insurer_2_since) END),
		('insurer_3', 'T', o.insurer_3, o.insurer_3_since, CASE kind WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.insurer_3_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.insurer_3_since) WHEN 'responsibility' THEN o.insurer_3_since ELSE coalesce(o.first_billed_on, o.insurer_3_since) END),
		('patient', NULL, o.patient, o.patient_since, CASE kind WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.patient_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.patient_since) WHEN 'responsibility' THEN o.patient_since ELSE o.patient_since END),
		('third_party', NULL, o.third_party, o.third_party_since, CASE kind WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.third_party_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.third_party_since) WHEN 'responsibility' THEN o.third_party_since ELSE o.third_party_since END)) p (party, seq, amount, since, basis)
	JOIN @ledger@.claim c ON c.practice_id = practice AND c.claim_id = o.claim_id
	JOIN @ledger@.claim_line x ON x.practice_id = practice AND x.claim_id = o.claim_id AND x.line_no = o.line_no
	WHERE p.amount <> 0;
END
$$;
COMMENT ON FUNCTION @ledger@.aging_lines(text, date, timestamptz, text) IS
'The rows that aging() adds up: each balance of a party on a charge line, for reports by payer, provider, patient or whatever else. Arguments and errors are those of aging().

Result:
party, amount - who owes, and what; negative: a credit.
basis_date, age - from which day the age is counted, and the days since then; null where the basis has no date.
party_age - days since the party first owed something on the line.
true_age - days since the service (the charge, where the service has no date): begins anew with nobody.
patient_id, payer_id, provider_npi - whose service it was, which payer the party is (payer_of; null for patient and third party) and who did it, else who bills: all three as they are known now.

    SELECT payer_id, sum(amount) FROM @ledger@.aging_lines(''HARBOR'', ''2024-12-31'') WHERE amount > 0 GROUP BY payer_id';

/* ---- src/ledger/code/86-aging-views.sql ---- */

-- 86-aging-views.sql - aging as of today in wide rows, for report writers

CREATE OR REPLACE VIEW @ledger@.open_balance WITH (security_invoker = true) AS
WITH day AS MATERIALIZED (SELECT p.practice_id, (now() AT TIME ZONE p.time_zone)::date AS today FROM @ledger@.practice p)
SELECT r.practice_id, r.claim_id, r.line_no, p.party,
	(CASE WHEN p.seq IS NOT NULL THEN 'insurer' WHEN p.party = 'patient' THEN 'patient' ELSE 'third party' END) AS side,
	p.amount, p.basis AS basis_date, d.today - p.basis AS age, d.today - p.since AS party_age, d.today - coalesce(r.service_on, r.charged_on) AS true_age,
	c.patient_id, CASE WHEN p.seq = c.payer_seq AND c.payer_id IS NOT NULL THEN c.payer_id WHEN p.seq IS NOT NULL THEN @ledger@.payer_of(r.practice_id, r.claim_id, p.party) END AS payer_id,
	coalesce(x.rendering_npi, c.billing_npi) AS provider_npi
FROM @ledger@.receivable r
CROSS JOIN LATERAL (VALUES
	('insurer_1'::rcm.account, 'P', r.insurer_1, r.insurer_1_since, coalesce(r.first_billed_on, r.insurer_1_since)),
	('insurer_2', 'S', r.insurer_2, r.insurer_2_since, coalesce(r.first_billed_on, r.insurer_2_since)),
	('insurer_3', 'T', r.insurer_3, r.insurer_3_since, coalesce(r.first_billed_on, r.insurer_3_since)),
	('patient', NULL, r.patient, r.patient_since, r.patient_since),
	('third_party', NULL, r.third_party, r.third_party_since, r.third_party_since)) p (party, seq, amount, since, basis)
JOIN day d ON d.practice_id = r.practice_id
JOIN @ledger@.claim c ON c.practice_id = r.practice_id AND c.claim_id = r.claim_id
JOIN @ledger@.claim_line x ON x.practice_id = r.practice_id AND x.claim_id = r.claim_id AND x.line_no = r.line_no
WHERE p.amount <> 0 AND (r.insurer_1 <> 0 OR r.insurer_2 <> 0 OR r.insurer_3 <> 0 OR r.patient <> 0 OR r.third_party <> 0);
COMMENT ON VIEW @ledger@.open_balance IS
'Each balance of a party on a charge line today, with its ages by the default basis: what the views aging_by_... add up. The rows are those of aging_lines(practice_id).';
COMMENT ON COLUMN @ledger@.open_balance.party IS 'Who owes.';
COMMENT ON COLUMN @ledger@.open_balance.side IS 'insurer, patient or third party.';
COMMENT ON COLUMN @ledger@.open_balance.amount IS 'What is owed; negative: a credit.';
COMMENT ON COLUMN @ledger@.open_balance.basis_date IS 'From which day the age is counted: payers from the day on which the claim first left, else from the day on which the party first owed something on the line.';
COMMENT ON COLUMN @ledger@.open_balance.age IS 'Days since basis_date.';
COMMENT ON COLUMN @ledger@.open_balance.party_age IS 'Days since the party first owed something on the line.';
COMMENT ON COLUMN @ledger@.open_balance.true_age IS 'Days since the service: begins anew with nobody.';
COMMENT ON COLUMN @ledger@.open_balance.payer_id IS 'Which payer the party is, see payer_of; null for patient and third party.';
COMMENT ON COLUMN @ledger@.open_balance.provider_npi IS 'Who did the service, else who bills it.';

CREATE OR REPLACE VIEW @ledger@.aging_by_practice WITH (security_invoker = true) AS
SELECT b.practice_id, b.side,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age <= 30), '0') AS b0_30,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 30 AND b.age <= 60), '0') AS b31_60,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 60 AND b.age <= 90), '0') AS b61_90,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 90 AND b.age <= 120), '0') AS b91_120,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 120 AND b.age <= 150), '0') AS b121_150,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 150 AND b.age <= 180), '0') AS b151_180,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 180), '0') AS b181,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age IS NULL), '0') AS undated,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0), '0') AS total,
	coalesce(sum(b.amount) FILTER (WHERE b.amount < 0), '0') AS credits,
	count(*) AS lines,
	max(b.true_age) FILTER (WHERE b.amount > 0) AS oldest_true_age, max(b.party_age) FILTER (WHERE b.amount > 0) AS oldest_party_age
FROM @ledger@.open_balance b
GROUP BY b.practice_id, b.side;
COMMENT ON VIEW @ledger@.aging_by_practice IS
'What is owed to each practice by age today, apart for insurers, patients and third parties. Credits are never netted into a bucket. aging() does the same for any past day, on other bases and with other buckets.';

CREATE OR REPLACE VIEW @ledger@.aging_by_payer WITH (security_invoker = true) AS
SELECT b.practice_id, b.payer_id, b.side,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age <= 30), '0') AS b0_30,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 30 AND b.age <= 60), '0') AS b31_60,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 60 AND b.age <= 90), '0') AS b61_90,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 90 AND b.age <= 120), '0') AS b91_120,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 120 AND b.age <= 150), '0') AS b121_150,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 150 AND b.age <= 180), '0') AS b151_180,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 180), '0') AS b181,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age IS NULL), '0') AS undated,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0), '0') AS total,
	coalesce(sum(b.amount) FILTER (WHERE b.amount < 0), '0') AS credits,
	count(*) AS lines,
	max(b.true_age) FILTER (WHERE b.amount > 0) AS oldest_true_age, max(b.party_age) FILTER (WHERE b.amount > 0) AS oldest_party_age
FROM @ledger@.open_balance b
WHERE b.side = 'insurer'
GROUP BY b.practice_id, b.payer_id, b.side;
COMMENT ON VIEW @ledger@.aging_by_payer IS
'What each payer owes by age today. Credits are never netted into a bucket. For a past day, group aging_lines().';
COMMENT ON COLUMN @ledger@.aging_by_payer.payer_id IS 'The payer, see payer_of; null where nothing says which.';

CREATE OR REPLACE VIEW @ledger@.aging_by_provider WITH (security_invoker = true) AS
SELECT b.practice_id, b.provider_npi, b.side,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age <= 30), '0') AS b0_30,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 30 AND b.age <= 60), '0') AS b31_60,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 60 AND b.age <= 90), '0') AS b61_90,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 90 AND b.age <= 120), '0') AS b91_120,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 120 AND b.age <= 150), '0') AS b121_150,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 150 AND b.age <= 180), '0') AS b151_180,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 180), '0') AS b181,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age IS NULL), '0') AS undated,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0), '0') AS total,
	coalesce(sum(b.amount) FILTER (WHERE b.amount < 0), '0') AS credits,
	count(*) AS lines,
	max(b.true_age) FILTER (WHERE b.amount > 0) AS oldest_true_age, max(b.party_age) FILTER (WHERE b.amount > 0) AS oldest_party_age
FROM @ledger@.open_balance b
GROUP BY b.practice_id, b.provider_npi, b.side;
COMMENT ON VIEW @ledger@.aging_by_provider IS
'What is owed by age today for what each provider did, apart for insurers, patients and third parties. Credits are never netted into a bucket. For a past day, group aging_lines().';
COMMENT ON COLUMN @ledger@.aging_by_provider.provider_npi IS 'Who did the service, else who bills it.';

CREATE OR REPLACE VIEW @ledger@.aging_by_patient WITH (security_invoker = true) AS
SELECT b.practice_id, b.patient_id, b.side,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age <= 30), '0') AS b0_30,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 30 AND b.age <= 60), '0') AS b31_60,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 60 AND b.age <= 90), '0') AS b61_90,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 90 AND b.age <= 120), '0') AS b91_120,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 120 AND b.age <= 150), '0') AS b121_150,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 150 AND b.age <= 180), '0') AS b151_180,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 180), '0') AS b181,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age IS NULL), '0') AS undated,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0), '0') AS total,
	coalesce(sum(b.amount) FILTER (WHERE b.amount < 0), '0') AS credits,
	count(*) AS lines,
	max(b.true_age) FILTER (WHERE b.amount > 0) AS oldest_true_age, max(b.party_age) FILTER (WHERE b.amount > 0) AS oldest_party_age
FROM @ledger@.open_balance b
GROUP BY b.practice_id, b.patient_id, b.side;
COMMENT ON VIEW @ledger@.aging_by_patient IS
'What is owed by age today for each patient, apart for insurers, patients and third parties. Credits are never netted into a bucket. For a past day, group aging_lines().';
COMMENT ON COLUMN @ledger@.aging_by_patient.patient_id IS 'The patient; null where the claim names none.';

DO $comments$
DECLARE
	relation name;
	attribute record;
BEGIN
	FOREACH relation IN ARRAY ARRAY['aging_by_practice', 'aging_by_payer', 'aging_by_provider', 'aging_by_patient']::name[] LOOP
		FOR attribute IN VALUES ('side', 'insurer, patient or third party.'),
			('b0_30', 'Owed for up to 30 days.'), ('b31_60', 'Owed for 31 to 60 days.'), ('b61_90', 'Owed for 61 to 90 days.'), ('b91_120', 'Owed for 91 to 120 days.'),
			('b121_150', 'Owed for 121 to 150 days.'), ('b151_180', 'Owed for 151 to 180 days.'), ('b181', 'Owed for 181 days or more.'),
			('undated', 'Owed, but since nobody knows when.'), ('total', 'All that is owed: the columns before, credits left out.'), ('credits', 'What the practice owes: zero or negative.'),
			('lines', 'Balances that are added up.'), ('oldest_true_age', 'Days since the oldest service of which something is owed.'),
			('oldest_party_age', 'Days for which the party has owed something of it, the longest.')
		LOOP
			EXECUTE pg_catalog.format('COMMENT ON COLUMN @ledger@.%I.%I IS %L', relation, attribute.column1, attribute.column2);
		END LOOP;
	END LOOP;
END
$comments$;

/* ---- src/ledger/code/90-check-1-entries.sql ---- */

-- 90-check-1-entries.sql - proofs about entries one by one: I1, I7, I11, I14, and what they refer to

CREATE OR REPLACE FUNCTION @ledger@.check_entries(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	moment timestamptz := clock_timestamp();
BEGIN
	RETURN QUERY
	SELECT f.invariant, e.practice_id, format('entry %s', e.entry_id), f.detail, e.amount
	FROM @ledger@.entry e
	LEFT JOIN @ledger@.practice p ON p.practice_id = e.practice_id
	LEFT JOIN @ledger@.event v ON v.practice_id = e.practice_id AND v.event_id = e.event_id
	CROSS JOIN LATERAL (VALUES
		(v.event_id IS NULL, 'reference', format('its event %s is not there', e.event_id)),
		(p.practice_id IS NULL, 'reference', 'its practice is not there'),
		(e.from_account = e.to_account, 'I1', format('moves money from %s to itself', e.from_account)),
		(e.amount <= 0, 'I1', 'moves no amount above zero'),
		((e.claim_id IS NULL) <> (e.line_no IS NULL), 'I1', 'names a claim without a line, or a line without a claim'),
		(e.claim_id IS NULL AND (owes(e.from_account) OR owes(e.to_account) OR 'revenue' IN (e.from_account, e.to_account)),
			'I1', format('moves money from %s to %s for no charge line', e.from_account, e.to_account)),
		(e.receipt_id IS NULL AND ('unapplied_patient' IN (e.from_account, e.to_account) OR 'unapplied_payer' IN (e.from_account, e.to_account)),
			'I10', 'moves money of no receipt'),
		(e.effective_on < v.effective_on OR e.effective_on > v.effective_on AND e.reverses IS NULL, 'I1', format('counts on %s, its event on %s', e.effective_on, v.effective_on)),
		(e.effective_on > (e.posted_at AT TIME ZONE p.time_zone)::date,
			'I14', format('counts on %s, after it was posted at %s', e.effective_on, e.posted_at)),
		(e.posted_at > moment, 'I14', format('was posted at %s, which has not come', e.posted_at))
		) f (fails, invariant, detail)
	WHERE (check_entries.practice_id IS NULL OR e.practice_id = check_entries.practice_id) AND f.fails;

	RETURN QUERY
	SELECT 'I14', v.practice_id, format('event %s', v.event_id),
		format('counts on %s, posted at %s', v.effective_on, v.posted_at), NULL::rcm.usd
	FROM @ledger@.event v JOIN @ledger@.practice p ON p.practice_id = v.practice_id
	WHERE (check_entries.practice_id IS NULL OR v.practice_id = check_entries.practice_id)
		AND (v.posted_at > moment OR v.effective_on > (v.posted_at AT TIME ZONE p.time_zone)::date);
END
$$;
COMMENT ON FUNCTION @ledger@.check_entries(text) IS
'Part of check(): entries and events one by one. I1: every entry moves an amount above zero from an account to another, for a charge line where somebody owes it, and counts on the day of its event (what takes back an entry of a later day counts on that). I10: what waits to be applied is of a receipt. I14: nothing counts on a day that had not come when it was posted, nothing was posted in the future. reference: the event is there. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_entry_references(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	SELECT 'reference', e.practice_id, format('entry %s', e.entry_id), format('its charge line %s of claim "%s" is not there', e.line_no, e.claim_id), e.amount
	FROM @ledger@.entry e
	WHERE (check_entry_references.practice_id IS NULL OR e.practice_id = check_entry_references.practice_id) AND e.claim_id IS NOT NULL
		AND NOT EXISTS (SELECT FROM @ledger@.claim_line l WHERE l.practice_id = e.practice_id AND l.claim_id = e.claim_id AND l.line_no = e.line_no);
	RETURN QUERY
	SELECT 'reference', e.practice_id, format('entry %s', e.entry_id), format('its receipt "%s" is not there', e.receipt_id), e.amount
	FROM @ledger@.entry e
	WHERE (check_entry_references.practice_id IS NULL OR e.practice_id = check_entry_references.practice_id) AND e.receipt_id IS NOT NULL
		AND NOT EXISTS (SELECT FROM @ledger@.receipt r WHERE r.practice_id = e.practice_id AND r.receipt_id = e.receipt_id);
	RETURN QUERY
	SELECT 'reference', e.practice_id, format('entry %s', e.entry_id), format('its remittance %s is not there, or not posted', e.remittance_id), e.amount
	FROM @ledger@.entry e
	WHERE (check_entry_references.practice_id IS NULL OR e.practice_id = check_entry_references.practice_id) AND e.remittance_id IS NOT NULL
		AND NOT EXISTS (SELECT FROM @ledger@.remittance r WHERE r.practice_id = e.practice_id AND r.remittance_id = e.remittance_id AND r.state = 'posted');
	RETURN QUERY
	SELECT 'reference', e.practice_id, format('entry %s', e.entry_id), format('claim %s of remittance %s is not there', e.remitted_claim, e.remittance_id), e.amount
	FROM @ledger@.entry e
	WHERE (check_entry_references.practice_id IS NULL OR e.practice_id = check_entry_references.practice_id) AND e.remitted_claim IS NOT NULL
		AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim r
			WHERE r.practice_id = e.practice_id AND r.remittance_id = e.remittance_id AND r.claim_no = e.remitted_claim);
END
$$;
COMMENT ON FUNCTION @ledger@.check_entry_references(text) IS
'Part of check(): the charge line, receipt, remittance and remitted claim that an entry names are there. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_contractual(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	SELECT 'I11', e.practice_id, format('entry %s', e.entry_id),
		CASE WHEN e.carc IS NULL THEN 'is a discount without a reason'
			WHEN e.exception LIKE 'contract:_%' THEN format('reason %s-%s is a denial, and there is no contract rule "%s" for it', e.group_code, e.carc, substr(e.exception, 10))
			ELSE format('reason %s-%s is no discount that was agreed upon', e.group_code, e.carc) END, e.amount
	FROM @ledger@.entry e
	WHERE (check_contractual.practice_id IS NULL OR e.practice_id = check_contractual.practice_id)
		AND e.to_account = 'contractual' AND e.reverses IS NULL
		-- (a payer's own take-back of a discount goes the other way, a reversal of one that was taken back comes by this way again)
		AND (e.carc IS NULL OR adjustment_class(coalesce(e.group_code, 'CO'), e.carc) <> 'contractual')
		AND NOT EXISTS (SELECT FROM @ledger@.contract_rule c WHERE c.practice_id = e.practice_id
			AND 'contract:' || c.rule_id = e.exception AND c.carc = e.carc);
END
$$;
COMMENT ON FUNCTION @ledger@.check_contractual(text) IS
'Part of check(): I11, no amount that a payer denied is a contractual discount unless a row of contract_rule says so. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_reversals(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	SELECT 'I7', b.practice_id, format('entry %s', b.entry_id),
		CASE WHEN e.entry_id IS NULL THEN format('reverses entry %s, which is not there', b.reverses)
			ELSE format('is not the mirror of entry %s, which it reverses', b.reverses) END, b.amount - e.amount
	FROM @ledger@.entry b LEFT JOIN @ledger@.entry e ON e.practice_id = b.practice_id AND e.entry_id = b.reverses
	WHERE (check_reversals.practice_id IS NULL OR b.practice_id = check_reversals.practice_id) AND b.reverses IS NOT NULL
		AND (b.from_account, b.to_account, b.amount, b.claim_id, b.line_no, b.receipt_id)
			IS DISTINCT FROM (e.to_account, e.from_account, e.amount, e.claim_id, e.line_no, e.receipt_id);
	RETURN QUERY
	SELECT 'I7', b.practice_id, format('entry %s', b.reverses), format('is reversed %s times', count(*)), min(b.amount) * (count(*) - 1)::integer
	FROM @ledger@.entry b
	WHERE (check_reversals.practice_id IS NULL OR b.practice_id = check_reversals.practice_id) AND b.reverses IS NOT NULL
	GROUP BY b.practice_id, b.reverses HAVING count(*) > 1;
	RETURN QUERY
	SELECT 'I7', v.practice_id, format('event %s', v.reverses), format('is reversed %s times', count(*)), NULL::rcm.usd
	FROM @ledger@.event v
	WHERE (check_reversals.practice_id IS NULL OR v.practice_id = check_reversals.practice_id) AND v.reverses IS NOT NULL
	GROUP BY v.practice_id, v.reverses HAVING count(*) > 1;
	RETURN QUERY
	SELECT 'I7', v.practice_id, format('event %s', v.event_id), format('reverses event %s, but not its entry %s', v.reverses, e.entry_id), e.amount
	FROM @ledger@.event v JOIN @ledger@.entry e ON e.practice_id = v.practice_id AND e.event_id = v.reverses AND e.remittance_id IS NULL
	WHERE (check_reversals.practice_id IS NULL OR v.practice_id = check_reversals.practice_id)
		AND NOT EXISTS (SELECT FROM @ledger@.entry b WHERE b.practice_id = e.practice_id AND b.reverses = e.entry_id);
END
$$;
COMMENT ON FUNCTION @ledger@.check_reversals(text) IS
'Part of check(): I7, what reverses an entry is its mirror, once; an event that reverses another reverses all of it. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_triggers() RETURNS SETOF @ledger@.violation
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT 'I7', NULL::text, format('table %s', w.relation),
		CASE WHEN t.oid IS NULL THEN format('its trigger %s is gone', w.guard) ELSE format('its trigger %s is disabled', w.guard) END, NULL::rcm.usd
	FROM (
		SELECT 'append_only', unnest(ARRAY['entry', 'event', 'claim_transition', 'acknowledgement', 'remittance_line', 'remittance_adjustment',
			'statement', 'statement_line', 'instalment', 'payment_plan_line', 'refund', 'recovery'])
		UNION ALL SELECT 'never_deleted', unnest(ARRAY['remittance', 'remittance_claim', 'provider_adjustment', 'posting_exception', 'submission',
			'interchange', 'receipt', 'placement', 'receivable', 'claim_line', 'payment_plan'])
		UNION ALL VALUES ('keep_receivable', 'entry'), ('claim_written', 'claim'), ('claim_changed', 'claim')) w (guard, relation)
	LEFT JOIN pg_trigger t ON t.tgrelid = to_regclass('@ledger@.' || w.relation) AND t.tgname = w.guard
	WHERE t.oid IS NULL OR t.tgenabled NOT IN ('O', 'A')
$$;
COMMENT ON FUNCTION @ledger@.check_triggers() IS
'Part of check(): I7, the triggers that keep what was posted as it was are there and enabled.';

/* ---- src/ledger/code/90-check-2-lines.sql ---- */

-- 90-check-2-lines.sql - proofs about charge lines: I2, I3, I4

CREATE OR REPLACE FUNCTION @ledger@.check_lines(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	WITH posted AS (
		SELECT e.practice_id, e.claim_id, e.line_no, rcm.balance(e.from_account, e.to_account, e.amount) AS b,
			coalesce(sum(e.amount) FILTER (WHERE e.to_account <> 'revenue'), 0::rcm.usd)
				- coalesce(sum(e.amount) FILTER (WHERE e.from_account <> 'revenue'), 0::rcm.usd) AS explained,
			min(e.effective_on) FILTER (WHERE e.from_account = 'revenue') AS charged_on,
			min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_1') AS insurer_1_since,
			min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_2') AS insurer_2_since,
			min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_3') AS insurer_3_since,
			min(e.effective_on) FILTER (WHERE e.to_account = 'patient') AS patient_since,
			min(e.effective_on) FILTER (WHERE e.to_account = 'third_party') AS third_party_since
		FROM @ledger@.entry e
		WHERE (check_lines.practice_id IS NULL OR e.practice_id = check_lines.practice_id) AND e.claim_id IS NOT NULL
		GROUP BY e.practice_id, e.claim_id, e.line_no)
	SELECT 'I2', l.practice_id, format('claim %s line %s', l.claim_id, l.line_no), f.detail, f.difference
	FROM @ledger@.claim_line l
	LEFT JOIN posted p ON p.practice_id = l.practice_id AND p.claim_id = l.claim_id AND p.line_no = l.line_no
	LEFT JOIN @ledger@.receivable r ON r.practice_id = l.practice_id AND r.claim_id = l.claim_id AND r.line_no = l.line_no
	CROSS JOIN LATERAL (VALUES
		(r.line_no IS NULL, 'has no row in receivable', NULL::rcm.usd),
		(l.charge + coalesce(amount(p.b, 'revenue'), 0) <> 0, 'its charge is not what its revenue entries add up to', l.charge + coalesce(amount(p.b, 'revenue'), 0)),
		(coalesce(p.explained, 0) <> l.charge, 'charge <> payments + adjustments + balances', l.charge - coalesce(p.explained, 0)),
		(r.insurer_1 <> coalesce(amount(p.b, 'insurer_1'), 0), 'receivable: insurer_1 is not what its entries add up to', r.insurer_1 - coalesce(amount(p.b, 'insurer_1'), 0)),
		(r.insurer_2 <> coalesce(amount(p.b, 'insurer_2'), 0), 'receivable: insurer_2 is not what its entries add up to', r.insurer_2 - coalesce(amount(p.b, 'insurer_2'), 0)),
		(r.insurer_3 <> coalesce(amount(p.b, 'insurer_3'), 0), 'receivable: insurer_3 is not what its entries add up to', r.insurer_3 - coalesce(amount(p.b, 'insurer_3'), 0)),
		(r.patient <> coalesce(amount(p.b, 'patient'), 0), 'receivable: patient is not what its entries add up to', r.patient - coalesce(amount(p.b, 'patient'), 0)),
		(r.third_party <> coalesce(amount(p.b, 'third_party'), 0), 'receivable: third_party is not what its entries add up to', r.third_party - coalesce(amount(p.b, 'third_party'), 0)),
		((r.charged_on, r.insurer_1_since, r.insurer_2_since, r.insurer_3_since, r.patient_since, r.third_party_since) IS DISTINCT FROM
			(p.charged_on, p.insurer_1_since, p.insurer_2_since, p.insurer_3_since, p.patient_since, p.third_party_since) AND r.line_no IS NOT NULL,
			'receivable: since when is not what its entries say', NULL)
		) f (fails, detail, difference)
	WHERE (check_lines.practice_id IS NULL OR l.practice_id = check_lines.practice_id) AND f.fails;
END
$$;
COMMENT ON FUNCTION @ledger@.check_lines(text) IS
'Part of check(): I2. What a charge line charges is what its revenue entries add up to, and what payments, adjustments and balances explain; receivable says what the entries add up to, and since when. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_patient_share(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	SELECT 'I4', e.practice_id, format('entry %s', e.entry_id),
		format('makes the patient owe what %s adjusted as %s-%s, without an exception', e.from_account, e.group_code, e.carc), e.amount
	FROM @ledger@.entry e
	WHERE (check_patient_share.practice_id IS NULL OR e.practice_id = check_patient_share.practice_id)
		AND e.to_account = 'patient' AND e.from_account IN ('insurer_1', 'insurer_2', 'insurer_3') AND e.reverses IS NULL
		AND e.group_code IS DISTINCT FROM 'PR'
		AND coalesce(e.exception NOT IN ('no coverage', 'not covered, patient agreed', 'patient was paid', 'patient failed to answer payer',
			'left without choice of payer'), true);
	-- each payer's claim: what it has moved on to those after it, and what it and those before it called the patient's
	RETURN QUERY
	WITH told AS (
		SELECT rc.practice_id, rc.claim_id,
			sum(a.amount) FILTER (WHERE rc.party = 'insurer_1') AS insurer_1,
			sum(a.amount) FILTER (WHERE rc.party IN ('insurer_1', 'insurer_2')) AS insurer_2,
			sum(a.amount) AS insurer_3
		FROM @ledger@.remittance_claim rc
		JOIN @ledger@.remittance_adjustment a ON a.practice_id = rc.practice_id AND a.remittance_id = rc.remittance_id AND a.claim_no = rc.claim_no
		WHERE (check_patient_share.practice_id IS NULL OR rc.practice_id = check_patient_share.practice_id)
			AND rc.state = 'posted' AND a.group_code = 'PR'
		GROUP BY rc.practice_id, rc.claim_id),
	moved AS (
		SELECT e.practice_id, e.claim_id, m.party, sum(m.amount) AS moved
		FROM @ledger@.entry e
		CROSS JOIN LATERAL (VALUES
			(e.from_account, e.to_account, e.amount), (e.to_account, e.from_account, -e.amount)) m (party, next_party, amount)
		WHERE (check_patient_share.practice_id IS NULL OR e.practice_id = check_patient_share.practice_id)
			AND e.exception IS NULL AND m.party IN ('insurer_1', 'insurer_2', 'insurer_3') AND m.next_party > m.party AND owes(m.next_party)
			-- (who moves it back need not say why)
			AND (e.group_code = 'PR' OR m.amount < 0)
		GROUP BY e.practice_id, e.claim_id, m.party)
	SELECT 'I4', m.practice_id, format('claim %s', m.claim_id),
		format('%s has moved more on as the patient''s share than payers called so', m.party), m.moved - coalesce(t.share, 0)
	FROM moved m
	LEFT JOIN told ON told.practice_id = m.practice_id AND told.claim_id = m.claim_id
	CROSS JOIN LATERAL (SELECT CASE m.party WHEN 'insurer_1' THEN told.insurer_1 WHEN 'insurer_2' THEN told.insurer_2 ELSE told.insurer_3 END) t (share)
	WHERE m.moved > coalesce(t.share, 0);
END
$$;
COMMENT ON FUNCTION @ledger@.check_patient_share(text) IS
'Part of check(): I4. What payers'' discounts and denials leave is never the patient''s without a reason that can be looked up; and on no claim has a payer moved more on as the patient''s share than it, and those asked before it, called so in answers that stand. practice_id: null for all.';

/* ---- src/ledger/code/90-check-3-remittances.sql ---- */

-- 90-check-3-remittances.sql - proofs about what payers paid: I5, I6, I8, I9

CREATE OR REPLACE FUNCTION @ledger@.check_payments(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	WITH claims AS (
		SELECT c.practice_id, c.remittance_id, sum(c.paid) AS paid, count(*) AS claims FROM @ledger@.remittance_claim c
		WHERE check_payments.practice_id IS NULL OR c.practice_id = check_payments.practice_id
		GROUP BY c.practice_id, c.remittance_id),
	adjustments AS (
		SELECT a.practice_id, a.remittance_id, sum(a.amount) AS amount FROM @ledger@.provider_adjustment a
		WHERE check_payments.practice_id IS NULL OR a.practice_id = check_payments.practice_id
		GROUP BY a.practice_id, a.remittance_id),
	cash AS (
		SELECT e.practice_id, e.remittance_id, sum(CASE WHEN e.to_account = 'cash' THEN e.amount ELSE -e.amount END) AS amount
		FROM @ledger@.entry e
		WHERE (check_payments.practice_id IS NULL OR e.practice_id = check_payments.practice_id)
			AND e.remittance_id IS NOT NULL AND 'cash' IN (e.from_account, e.to_account)
		GROUP BY e.practice_id, e.remittance_id)
	SELECT f.invariant, r.practice_id, format('remittance %s', r.remittance_id), f.detail, f.difference
	FROM @ledger@.remittance r
	LEFT JOIN claims c ON c.practice_id = r.practice_id AND c.remittance_id = r.remittance_id
	LEFT JOIN adjustments a ON a.practice_id = r.practice_id AND a.remittance_id = r.remittance_id
	LEFT JOIN cash m ON m.practice_id = r.practice_id AND m.remittance_id = r.remittance_id
	CROSS JOIN LATERAL (VALUES
		(r.state = 'posted' AND r.amount <> coalesce(c.paid, 0) - coalesce(a.amount, 0), 'I5',
			'amount <> claims - provider adjustments', r.amount - (coalesce(c.paid, 0) - coalesce(a.amount, 0))),
		(r.state = 'posted' AND r.amount <> coalesce(m.amount, 0), 'I5', 'amount <> cash of its entries', r.amount - coalesce(m.amount, 0)),
		(r.state = 'posted' AND r.claims <> coalesce(c.claims, 0), 'I5', 'has another number of claims than it says', NULL),
		(r.state <> 'posted' AND (c.claims > 0 OR a.amount IS NOT NULL), 'I5', 'is not posted, yet there are claims or provider adjustments of it', c.paid)
		) f (fails, invariant, detail, difference)
	WHERE (check_payments.practice_id IS NULL OR r.practice_id = check_payments.practice_id) AND f.fails;
	RETURN QUERY
	SELECT 'I6', r.practice_id, format('remittance %s', min(r.remittance_id)), format('is there %s times', count(*)), r.amount
	FROM @ledger@.remittance r
	WHERE check_payments.practice_id IS NULL OR r.practice_id = check_payments.practice_id
	GROUP BY r.practice_id, r.payer_key, r.trace_number, r.amount, r.payment_date, r.digest HAVING count(*) > 1;
END
$$;
COMMENT ON FUNCTION @ledger@.check_payments(text) IS
'Part of check(): I5, the amount of a posted remittance is what its claims less its provider adjustments are, and the cash that its entries brought; I6, each is there once. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_remitted(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	WITH adjusted AS (
		SELECT a.practice_id, a.remittance_id, a.claim_no, coalesce(sum(a.amount), 0::rcm.usd) AS amount,
			coalesce(sum(a.amount) FILTER (WHERE a.remitted_line IS NULL), 0::rcm.usd) AS of_claim
		FROM @ledger@.remittance_adjustment a
		WHERE check_remitted.practice_id IS NULL OR a.practice_id = check_remitted.practice_id
		GROUP BY a.practice_id, a.remittance_id, a.claim_no),
	lines AS (
		SELECT l.practice_id, l.remittance_id, l.claim_no, sum(l.paid) AS paid FROM @ledger@.remittance_line l
		WHERE check_remitted.practice_id IS NULL OR l.practice_id = check_remitted.practice_id
		GROUP BY l.practice_id, l.remittance_id, l.claim_no)
	SELECT 'I5', c.practice_id, format('remittance %s claim %s', c.remittance_id, c.claim_no), f.detail, f.difference
	FROM @ledger@.remittance_claim c
	LEFT JOIN adjusted a ON a.practice_id = c.practice_id AND a.remittance_id = c.remittance_id AND a.claim_no = c.claim_no
	LEFT JOIN lines l ON l.practice_id = c.practice_id AND l.remittance_id = c.remittance_id AND l.claim_no = c.claim_no
	CROSS JOIN LATERAL (VALUES
		(c.charge - coalesce(a.amount, 0) <> c.paid, 'charge - adjustments <> paid', c.paid - (c.charge - coalesce(a.amount, 0))),
		(l.paid - coalesce(a.of_claim, 0) <> c.paid, 'paid on lines - adjustments of the claim <> paid', c.paid - (l.paid - coalesce(a.of_claim, 0)))
		) f (fails, detail, difference)
	WHERE (check_remitted.practice_id IS NULL OR c.practice_id = check_remitted.practice_id) AND f.fails;
	RETURN QUERY
	WITH adjusted AS (
		SELECT a.practice_id, a.remittance_id, a.claim_no, a.remitted_line, sum(a.amount) AS amount
		FROM @ledger@.remittance_adjustment a
		WHERE (check_remitted.practice_id IS NULL OR a.practice_id = check_remitted.practice_id) AND a.remitted_line IS NOT NULL
		GROUP BY a.practice_id, a.remittance_id, a.claim_no, a.remitted_line)
	SELECT 'I5', l.practice_id, format('remittance %s claim %s line %s', l.remittance_id, l.claim_no, l.remitted_line),
		'charge - adjustments <> paid', l.paid - (l.charge - coalesce(a.amount, 0))
	FROM @ledger@.remittance_line l
	LEFT JOIN adjusted a ON a.practice_id = l.practice_id AND a.remittance_id = l.remittance_id AND a.claim_no = l.claim_no AND a.remitted_line = l.remitted_line
	WHERE (check_remitted.practice_id IS NULL OR l.practice_id = check_remitted.practice_id)
		AND l.charge - coalesce(a.amount, 0) <> l.paid;
END
$$;
COMMENT ON FUNCTION @ledger@.check_remitted(text) IS
'Part of check(): I5, the equations of each claim and line of posted remittances. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_remitted_references(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	SELECT 'reference', l.practice_id, format('remittance %s claim %s line %s', l.remittance_id, l.claim_no, l.remitted_line), 'the claim of the remittance is not there', l.paid
	FROM @ledger@.remittance_line l
	WHERE (check_remitted_references.practice_id IS NULL OR l.practice_id = check_remitted_references.practice_id)
		AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim c
			WHERE c.practice_id = l.practice_id AND c.remittance_id = l.remittance_id AND c.claim_no = l.claim_no);
	RETURN QUERY
	SELECT 'reference', a.practice_id, format('remittance %s claim %s adjustment %s', a.remittance_id, a.claim_no, a.adjustment_no),
		'the claim or line that it is of is not there', a.amount
	FROM @ledger@.remittance_adjustment a
	LEFT JOIN @ledger@.remittance_claim c ON c.practice_id = a.practice_id AND c.remittance_id = a.remittance_id AND c.claim_no = a.claim_no
	LEFT JOIN @ledger@.remittance_line l ON l.practice_id = a.practice_id AND l.remittance_id = a.remittance_id AND l.claim_no = a.claim_no AND l.remitted_line = a.remitted_line
	WHERE (check_remitted_references.practice_id IS NULL OR a.practice_id = check_remitted_references.practice_id)
		AND (c.claim_no IS NULL OR a.remitted_line IS NOT NULL AND l.remitted_line IS NULL);
	RETURN QUERY
	SELECT 'reference', r.practice_id, format('remittance %s claim %s', r.remittance_id, r.claim_no), format('claim "%s" is not there', r.claim_id), r.paid
	FROM @ledger@.remittance_claim r
	WHERE (check_remitted_references.practice_id IS NULL OR r.practice_id = check_remitted_references.practice_id) AND r.claim_id IS NOT NULL
		AND NOT EXISTS (SELECT FROM @ledger@.claim c WHERE c.practice_id = r.practice_id AND c.claim_id = r.claim_id);
END
$$;
COMMENT ON FUNCTION @ledger@.check_remitted_references(text) IS
'Part of check(): what the rows of a remittance refer to is there. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_payer_reversals(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	SELECT 'I8', r.practice_id, format('remittance %s claim %s', r.remittance_id, r.claim_no), f.detail, f.difference
	FROM @ledger@.remittance_claim r
	LEFT JOIN @ledger@.remittance_claim o ON o.practice_id = r.practice_id AND o.remittance_id = r.reverses_remittance AND o.claim_no = r.reverses_claim
	CROSS JOIN LATERAL (VALUES
		(r.state = 'posted' AND r.reverses_claim IS NULL, 'is a reversal that is posted, and reverses nothing', r.paid),
		(r.reverses_claim IS NOT NULL AND o.claim_no IS NULL, 'reverses what is not there', r.paid),
		(o.claim_id <> r.claim_id, 'reverses what answered another claim', r.paid),
		(o.status = '22', 'reverses a reversal', r.paid),
		(o.paid <> -r.paid, 'does not take back what was paid', r.paid + o.paid),
		(o.charge <> -r.charge, 'does not take back what was charged', r.charge + o.charge)
		) f (fails, detail, difference)
	WHERE (check_payer_reversals.practice_id IS NULL OR r.practice_id = check_payer_reversals.practice_id) AND r.status = '22' AND f.fails;
	RETURN QUERY
	SELECT 'I8', r.practice_id, format('remittance %s claim %s', r.reverses_remittance, r.reverses_claim), format('is reversed %s times', count(*)), sum(r.paid)
	FROM @ledger@.remittance_claim r
	WHERE (check_payer_reversals.practice_id IS NULL OR r.practice_id = check_payer_reversals.practice_id) AND r.reverses_claim IS NOT NULL
	GROUP BY r.practice_id, r.reverses_remittance, r.reverses_claim HAVING count(*) > 1;
	-- whatever was posted for an answer that was taken back is taken back
	RETURN QUERY
	SELECT 'I8', r.practice_id, format('entry %s', e.entry_id), format('is of claim %s of remittance %s, which is reversed, but not reversed', o.claim_no, o.remittance_id), e.amount
	FROM @ledger@.remittance_claim r
	JOIN @ledger@.remittance_claim o ON o.practice_id = r.practice_id AND o.remittance_id = r.reverses_remittance AND o.claim_no = r.reverses_claim
	JOIN @ledger@.entry e ON e.practice_id = o.practice_id AND e.remittance_id = o.remittance_id AND e.remitted_claim = o.claim_no AND e.reverses IS NULL AND e.from_account <> 'refund'
	WHERE (check_payer_reversals.practice_id IS NULL OR r.practice_id = check_payer_reversals.practice_id)
		AND NOT EXISTS (SELECT FROM @ledger@.entry b WHERE b.practice_id = e.practice_id AND b.reverses = e.entry_id);
END
$$;
COMMENT ON FUNCTION @ledger@.check_payer_reversals(text) IS
'Part of check(): I8, a posted reversal takes back one answer to the same claim, in full, and is the only one that does. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_suspense(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	-- an answer and what takes it back are looked at together
	RETURN QUERY
	WITH waiting AS (
		SELECT e.practice_id, e.remittance_id, e.remitted_claim, sum(CASE WHEN e.to_account = 'suspense' THEN e.amount ELSE -e.amount END) AS amount
		FROM @ledger@.entry e
		WHERE (check_suspense.practice_id IS NULL OR e.practice_id = check_suspense.practice_id)
			AND e.remitted_claim IS NOT NULL AND 'suspense' IN (e.from_account, e.to_account)
		GROUP BY e.practice_id, e.remittance_id, e.remitted_claim),
	open AS (
		SELECT c.practice_id, coalesce(c.reverses_remittance, c.remittance_id) AS remittance_id, coalesce(c.reverses_claim, c.claim_no) AS claim_no,
			sum(w.amount) AS waits, sum(-c.paid) FILTER (WHERE c.state = 'suspense') AS due, bool_and(c.state = 'suspense') AS unknown
		FROM @ledger@.remittance_claim c
		LEFT JOIN waiting w ON w.practice_id = c.practice_id AND w.remittance_id = c.remittance_id AND w.remitted_claim = c.claim_no
		WHERE check_suspense.practice_id IS NULL OR c.practice_id = check_suspense.practice_id
		GROUP BY 1, 2, 3)
	SELECT 'I9', o.practice_id, format('remittance %s claim %s', o.remittance_id, o.claim_no),
		CASE WHEN o.unknown THEN 'waits for its claim, but not all of its payment is in suspense' ELSE 'is posted, but something of it is in suspense and nobody is told' END,
		coalesce(o.waits, 0) - coalesce(o.due, 0)
	FROM open o
	WHERE coalesce(o.waits, 0) <> coalesce(o.due, 0)
		AND (o.unknown OR NOT EXISTS (SELECT FROM @ledger@.posting_exception x WHERE x.practice_id = o.practice_id
			AND x.remittance_id = o.remittance_id AND x.claim_no = o.claim_no AND x.problem = 'no charge line fits'));
	-- a provider adjustment waits at most as a whole
	RETURN QUERY
	WITH waiting AS (
		SELECT e.practice_id, e.remittance_id, e.remitted_line, sum(CASE WHEN e.to_account = 'suspense' THEN e.amount ELSE -e.amount END) AS amount
		FROM @ledger@.entry e
		WHERE (check_suspense.practice_id IS NULL OR e.practice_id = check_suspense.practice_id)
			AND e.remittance_id IS NOT NULL AND e.remitted_claim IS NULL AND 'suspense' IN (e.from_account, e.to_account)
		GROUP BY e.practice_id, e.remittance_id, e.remitted_line)
	SELECT 'I9', w.practice_id, format('remittance %s provider adjustment %s', w.remittance_id, w.remitted_line),
		CASE WHEN a.adjustment_no IS NULL THEN 'is in suspense, but not there' ELSE 'has more in suspense than it is' END, w.amount - a.amount
	FROM waiting w
	LEFT JOIN @ledger@.provider_adjustment a ON a.practice_id = w.practice_id AND a.remittance_id = w.remittance_id AND a.adjustment_no = w.remitted_line
		AND a.account = 'suspense'
	WHERE w.amount <> 0 AND (a.adjustment_no IS NULL OR NOT w.amount BETWEEN least(a.amount, 0) AND greatest(a.amount, 0));
	RETURN QUERY
	WITH posted AS (
		SELECT e.practice_id, r.payer_key, sum(CASE WHEN e.to_account = 'suspense' THEN e.amount ELSE -e.amount END) AS amount
		FROM @ledger@.entry e LEFT JOIN @ledger@.remittance r ON r.practice_id = e.practice_id AND r.remittance_id = e.remittance_id
		WHERE (check_suspense.practice_id IS NULL OR e.practice_id = check_suspense.practice_id) AND 'suspense' IN (e.from_account, e.to_account)
		GROUP BY e.practice_id, r.payer_key),
	listed AS (
		SELECT s.practice_id, s.payer_key, sum(s.amount) AS amount FROM @ledger@.suspense s
		WHERE check_suspense.practice_id IS NULL OR s.practice_id = check_suspense.practice_id
		GROUP BY s.practice_id, s.payer_key)
	SELECT 'I9', coalesce(p.practice_id, l.practice_id), format('suspense of payer %s', coalesce(p.payer_key, l.payer_key)),
		'is not what the view suspense lists', coalesce(p.amount, 0) - coalesce(l.amount, 0)
	FROM posted p FULL JOIN listed l ON l.practice_id = p.practice_id AND l.payer_key = p.payer_key
	WHERE coalesce(p.amount, 0) <> coalesce(l.amount, 0);
END
$$;
COMMENT ON FUNCTION @ledger@.check_suspense(text) IS
'Part of check(): I9. What a payer''s suspense holds is what the view suspense lists: claims that were not found, lines that answer no charge line, provider adjustments that have not resolved. practice_id: null for all.';

/* ---- src/ledger/code/90-check-4-people.sql ---- */

-- 90-check-4-people.sql - proofs about receipts, refunds, plans and statements: I3, I10, I12, I13

CREATE OR REPLACE FUNCTION @ledger@.check_receipts(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	WITH waiting AS (
		SELECT e.practice_id, e.receipt_id,
			sum(CASE WHEN e.from_account IN ('unapplied_patient', 'unapplied_payer') THEN e.amount
				WHEN e.to_account IN ('unapplied_patient', 'unapplied_payer') THEN -e.amount ELSE 0 END) AS unapplied,
			sum(CASE WHEN e.to_account = 'cash' THEN e.amount WHEN e.from_account = 'cash' THEN -e.amount ELSE 0 END) AS cash
		FROM @ledger@.entry e
		WHERE (check_receipts.practice_id IS NULL OR e.practice_id = check_receipts.practice_id) AND e.receipt_id IS NOT NULL
		GROUP BY e.practice_id, e.receipt_id)
	SELECT 'I10', r.practice_id, format('receipt %s', r.receipt_id), f.detail, f.difference
	FROM @ledger@.receipt r
	LEFT JOIN waiting w ON w.practice_id = r.practice_id AND w.receipt_id = r.receipt_id
	CROSS JOIN LATERAL (VALUES
		(coalesce(w.unapplied, 0) < 0, 'more of it was applied or refunded than was received', -w.unapplied),
		(r.bounced_on IS NULL AND coalesce(w.cash, 0) <> r.amount, 'its cash is not its amount', coalesce(w.cash, 0) - r.amount),
		(r.bounced_on IS NOT NULL AND coalesce(w.cash, 0) <> 0, 'was not honoured, but its cash is still there', w.cash),
		(r.bounced_on IS NOT NULL AND w.unapplied <> 0, 'was not honoured, but something of it waits', w.unapplied)
		) f (fails, detail, difference)
	WHERE (check_receipts.practice_id IS NULL OR r.practice_id = check_receipts.practice_id) AND f.fails;
	RETURN QUERY
	SELECT 'I10', r.practice_id, format('refund %s', r.refund_id), 'is not what its entries paid out', r.amount - coalesce(sum(e.amount), 0)
	FROM @ledger@.refund r
	LEFT JOIN @ledger@.entry e ON e.practice_id = r.practice_id AND e.event_id = r.event_id AND e.from_account = 'refund'
	WHERE check_receipts.practice_id IS NULL OR r.practice_id = check_receipts.practice_id
	GROUP BY r.practice_id, r.refund_id, r.amount HAVING r.amount <> coalesce(sum(e.amount), 0);
END
$$;
COMMENT ON FUNCTION @ledger@.check_receipts(text) IS
'Part of check(): I10. The cash of a receipt is its amount, or nothing once it was not honoured; what was applied and refunded of it is never more; a refund is what its entries paid out. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_plans(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	SELECT 'I12', p.practice_id, format('plan %s', p.plan_id), f.detail, f.difference
	FROM @ledger@.payment_plan p
	LEFT JOIN LATERAL (SELECT sum(i.amount) AS amount FROM @ledger@.instalment i WHERE i.practice_id = p.practice_id AND i.plan_id = p.plan_id) i ON true
	LEFT JOIN LATERAL (SELECT sum(l.amount) AS amount FROM @ledger@.payment_plan_line l WHERE l.practice_id = p.practice_id AND l.plan_id = p.plan_id) l ON true
	CROSS JOIN LATERAL (VALUES
		(p.amount <> coalesce(i.amount, 0), 'amount <> instalments', p.amount - coalesce(i.amount, 0)),
		(p.amount <> coalesce(l.amount, 0), 'amount <> what was owed on its lines', p.amount - coalesce(l.amount, 0))
		) f (fails, detail, difference)
	WHERE (check_plans.practice_id IS NULL OR p.practice_id = check_plans.practice_id) AND f.fails;
END
$$;
COMMENT ON FUNCTION @ledger@.check_plans(text) IS
'Part of check(): I12, the instalments of a plan add up to it, and to what was owed on its lines when it was signed. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_statements(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	SELECT 'I13', s.practice_id, format('statement %s', s.statement_id), 'amount <> its lines', s.amount - coalesce(sum(l.amount), 0)
	FROM @ledger@.statement s
	LEFT JOIN @ledger@.statement_line l ON l.practice_id = s.practice_id AND l.statement_id = s.statement_id
	WHERE check_statements.practice_id IS NULL OR s.practice_id = check_statements.practice_id
	GROUP BY s.practice_id, s.statement_id, s.amount HAVING s.amount <> coalesce(sum(l.amount), 0);
END
$$;
COMMENT ON FUNCTION @ledger@.check_statements(text) IS
'Part of check(): I13, a statement''s lines add up to it. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_named_lines(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	WITH named AS (
		SELECT 'I13' AS invariant, l.practice_id, format('statement %s', l.statement_id) AS what, l.claim_id, l.line_no, l.last_entry, l.charge, l.amount
		FROM @ledger@.statement_line l
		WHERE check_named_lines.practice_id IS NULL OR l.practice_id = check_named_lines.practice_id
		UNION ALL
		SELECT 'I12', l.practice_id, format('plan %s', l.plan_id), l.claim_id, l.line_no, l.last_entry, NULL, l.amount
		FROM @ledger@.payment_plan_line l
		WHERE check_named_lines.practice_id IS NULL OR l.practice_id = check_named_lines.practice_id),
	-- the balance after each entry of these lines, once
	running AS (
		SELECT e.practice_id, e.claim_id, e.line_no, e.entry_id,
			sum(CASE 'patient'::rcm.account WHEN e.to_account THEN e.amount WHEN e.from_account THEN -e.amount ELSE 0 END) OVER w AS patient,
			sum(CASE 'revenue'::rcm.account WHEN e.from_account THEN e.amount WHEN e.to_account THEN -e.amount ELSE 0 END) OVER w AS charge
		FROM @ledger@.entry e
		JOIN (SELECT DISTINCT n.practice_id, n.claim_id, n.line_no FROM named n) n ON n.practice_id = e.practice_id AND n.claim_id = e.claim_id AND n.line_no = e.line_no
		WINDOW w AS (PARTITION BY e.practice_id, e.claim_id, e.line_no ORDER BY e.entry_id ROWS UNBOUNDED PRECEDING))
	SELECT n.invariant, n.practice_id, format('%s claim %s line %s', n.what, n.claim_id, n.line_no), f.detail, f.difference
	FROM named n
	LEFT JOIN running r ON r.practice_id = n.practice_id AND r.claim_id = n.claim_id AND r.line_no = n.line_no AND r.entry_id = n.last_entry
	CROSS JOIN LATERAL (VALUES
		(r.entry_id IS NULL, format('entry %s is not of its line', n.last_entry), NULL::rcm.usd),
		(r.patient <> n.amount, format('the patient''s entries up to %s do not add up to it', n.last_entry), n.amount - r.patient),
		(r.charge <> n.charge, format('the charges up to entry %s do not add up to its charge', n.last_entry), n.charge - r.charge)
		) f (fails, detail, difference)
	WHERE f.fails;
END
$$;
COMMENT ON FUNCTION @ledger@.check_named_lines(text) IS
'Part of check(): I12 and I13, what a plan or a statement says that a patient owed on a line is what the entries up to the one that it names add up to. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_credits(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	WITH owed AS (
		SELECT r.practice_id, r.claim_id, r.line_no, x.party, -x.owed AS amount
		FROM @ledger@.receivable r
		CROSS JOIN LATERAL (VALUES ('insurer_1'::rcm.account, r.insurer_1), ('insurer_2', r.insurer_2), ('insurer_3', r.insurer_3),
			('patient', r.patient), ('third_party', r.third_party)) x (party, owed)
		WHERE (check_credits.practice_id IS NULL OR r.practice_id = check_credits.practice_id) AND x.owed < 0),
	listed AS (
		SELECT c.practice_id, c.claim_id, c.line_no, c.party, c.amount FROM @ledger@.credit c
		WHERE check_credits.practice_id IS NULL OR c.practice_id = check_credits.practice_id)
	SELECT 'I3', coalesce(o.practice_id, l.practice_id), format('claim %s line %s', coalesce(o.claim_id, l.claim_id), coalesce(o.line_no, l.line_no)),
		format('%s has a credit that the view credit does not list as it is', coalesce(o.party, l.party)), coalesce(o.amount, 0) - coalesce(l.amount, 0)
	FROM owed o FULL JOIN listed l ON l.practice_id = o.practice_id AND l.claim_id = o.claim_id AND l.line_no = o.line_no AND l.party = o.party
	WHERE o.amount IS DISTINCT FROM l.amount;
END
$$;
COMMENT ON FUNCTION @ledger@.check_credits(text) IS
'Part of check(): I3, every balance below zero is in the view credit, and nothing else is. practice_id: null for all.';

/* ---- src/ledger/code/90-check-5-claims.sql ---- */

-- 90-check-5-claims.sql - proofs about claims and their states

CREATE OR REPLACE FUNCTION @ledger@.check_states(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	WITH chain AS (
		SELECT t.practice_id, t.claim_id, t.transition_id, t.from_state, t.to_state,
			lag(t.to_state, 1, 'new') OVER w AS was, lead(t.transition_id) OVER w IS NULL AS is_last
		FROM @ledger@.claim_transition t
		WHERE check_states.practice_id IS NULL OR t.practice_id = check_states.practice_id
		WINDOW w AS (PARTITION BY t.practice_id, t.claim_id ORDER BY t.transition_id))
	SELECT 'state', c.practice_id, format('claim %s transition %s', c.claim_id, c.transition_id), f.detail, NULL::rcm.usd
	FROM chain c
	LEFT JOIN @ledger@.claim_state s ON s.from_state = c.from_state AND s.to_state = c.to_state
	LEFT JOIN @ledger@.claim x ON c.is_last AND x.practice_id = c.practice_id AND x.claim_id = c.claim_id
	CROSS JOIN LATERAL (VALUES
		(s.from_state IS NULL, format('goes from %s to %s, which is no legal transition', c.from_state, c.to_state)),
		(c.from_state <> c.was, format('goes from %s, but the claim was %s', c.from_state, c.was)),
		(c.is_last AND x.claim_id IS NULL, 'is of a claim that is not there'),
		(x.state <> c.to_state, format('is the last and goes to %s, but the claim is %s', c.to_state, x.state))
		) f (fails, detail)
	WHERE f.fails;
	RETURN QUERY
	SELECT 'state', c.practice_id, format('claim %s', c.claim_id), format('is %s without a transition', c.state), NULL::rcm.usd
	FROM @ledger@.claim c
	WHERE (check_states.practice_id IS NULL OR c.practice_id = check_states.practice_id)
		AND NOT EXISTS (SELECT FROM @ledger@.claim_transition t WHERE t.practice_id = c.practice_id AND t.claim_id = c.claim_id);
END
$$;
COMMENT ON FUNCTION @ledger@.check_states(text) IS
'Part of check(): every claim has come to its state by transitions that claim_state allows, each from where the one before led. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY SELECT * FROM @ledger@.check_triggers();
	RETURN QUERY SELECT * FROM @ledger@.check_entries("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_entry_references("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_contractual("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_reversals("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_lines("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_patient_share("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_payments("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_remitted("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_remitted_references("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_payer_reversals("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_suspense("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_receipts("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_plans("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_statements("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_named_lines("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_credits("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_states("check".practice_id);
END
$$;
COMMENT ON FUNCTION @ledger@.check(text) IS
'Proves the ledger: a row for everything in it that breaks one of its rules, with the rule, where, what, and by how much; no row when all hold, which is always. Reads every entry, so it is for once a day or after a restore, not for every page.
practice_id: the practice; null for all that the current role sees, as the owner the whole ledger.
Rules: I1 an entry moves an amount between two accounts; I2 a line''s charge is what payments, adjustments and balances add up to, and receivable says the same; I3 credits are listed; I4 no patient owes what no payer called the patient''s; I5 a remittance is what its claims and provider adjustments add up to, at every level; I6 it is posted once; I7 what was posted is never changed, and reversed once, as a whole; I8 a payer''s reversal takes back what was posted; I9 suspense is what waits; I10 no more is applied or refunded than was received; I11 a denial is no discount; I12 plans and I13 statements are what their lines are; I14 nothing counts before its day. Besides "reference" (something refers to what is not there) and "state" (a claim came to its state by a way that is not legal).

    SELECT * FROM billing.check(''A'');';

/* ---- src/ledger/code/95-access.sql ---- */

-- 95-access.sql - who sees which practice

DO $policies$
DECLARE
	relation name;
BEGIN
	FOR relation IN
		SELECT c.relname FROM pg_catalog.pg_class c
		JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = 'practice_id' AND NOT a.attisdropped
		WHERE c.relnamespace = '@ledger@'::pg_catalog.regnamespace AND c.relkind IN ('r', 'p')
	LOOP
		EXECUTE pg_catalog.format('ALTER TABLE @ledger@.%I ENABLE ROW LEVEL SECURITY', relation);
		CONTINUE WHEN EXISTS (SELECT FROM pg_catalog.pg_policy p
			WHERE p.polrelid = pg_catalog.format('@ledger@.%I', relation)::pg_catalog.regclass AND p.polname = 'of_practice');
		-- (access itself is read by the policy of the others)
		EXECUTE pg_catalog.format('CREATE POLICY of_practice ON @ledger@.%1$I USING (%2$s)', relation,
			CASE relation WHEN 'access' THEN 'pg_catalog.pg_has_role(pg_catalog.to_regrole(pg_catalog.quote_ident(role_name))::pg_catalog.oid, ''USAGE'')'
				ELSE 'rcm.may_see(''@ledger@.access'', practice_id)' END);
		EXECUTE pg_catalog.format('COMMENT ON POLICY of_practice ON @ledger@.%I IS %L', relation,
			'A role sees and writes rows of the practices that it was granted.');
	END LOOP;
END
$policies$;

DO $comments$
DECLARE
	attribute record;
BEGIN
	FOR attribute IN
		SELECT a.attrelid, a.attname, a.attnum, c.comment
		FROM pg_catalog.pg_attribute a
		JOIN pg_catalog.pg_class r ON r.oid = a.attrelid
		JOIN (VALUES
			('practice_id', 'The practice.'), ('claim_id', 'The claim.'), ('patient_id', 'The patient.'),
			('payer_id', 'The payer, as claims name it.'), ('event_id', 'The event that posted it.'),
			('interchange_id', 'The X12 file.'), ('remittance_id', 'The remittance.'), ('submission_id', 'The claim as sent.'),
			('receipt_id', 'The receipt.'), ('refund_id', 'The refund.'), ('statement_id', 'The statement.'), ('plan_id', 'The plan.'),
			('group_code', 'CO, PR, OA, PI (004010 also CR).'), ('carc', 'Claim adjustment reason code.'),
			('line_no', 'Line of the claim.'), ('coverage_id', 'The practice''s number of the coverage.'),
			('appointment_id', 'The practice''s number of the appointment.'), ('units', 'Units.'),
			('instalment_no', 'Place in the plan, from 1.'), ('eff', 'First day; null: no lower bound.'), ('term', 'Last day, included; null: open.'),
			('status', 'Where it stands.'), ('created_at', 'When it was written.'), ('granted_at', 'When it was granted.'),
			('birth_date', 'Day of birth.'), ('starts_at', 'Begin.'), ('ends_at', 'End.'), ('changed_at', 'When.'),
			('payer_claim_control', 'The payer''s number of the claim.')) c (name, comment) ON c.name = a.attname::pg_catalog.text
		WHERE r.relnamespace = '@ledger@'::pg_catalog.regnamespace AND r.relkind IN ('r', 'p', 'v')
	LOOP
		IF pg_catalog.col_description(attribute.attrelid, attribute.attnum) IS NULL THEN
			EXECUTE pg_catalog.format('COMMENT ON COLUMN %s.%I IS %L', attribute.attrelid::pg_catalog.regclass, attribute.attname, attribute.comment);
		END IF;
	END LOOP;
	FOR attribute IN
		SELECT a.attrelid, a.attname, 'Numbered by the ledger.' AS comment
		FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class r ON r.oid = a.attrelid
		WHERE r.relnamespace = '@ledger@'::pg_catalog.regnamespace AND a.attidentity <> ''
			AND pg_catalog.col_description(a.attrelid, a.attnum) IS NULL
	LOOP
		EXECUTE pg_catalog.format('COMMENT ON COLUMN %s.%I IS %L', attribute.attrelid::pg_catalog.regclass, attribute.attname, attribute.comment);
	END LOOP;
END
$comments$;

-- what is only ever added to
DO $append_only$
DECLARE
	relation name;
BEGIN
	FOREACH relation IN ARRAY ARRAY['entry', 'event', 'claim_transition', 'acknowledgement', 'remittance_line', 'remittance_adjustment',
		'statement', 'statement_line', 'instalment', 'payment_plan_line', 'refund', 'recovery']::name[]
	LOOP
		EXECUTE pg_catalog.format('CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.%I FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change()', relation);
		EXECUTE pg_catalog.format('COMMENT ON TRIGGER append_only ON @ledger@.%I IS %L', relation, 'Rows are never changed or deleted.');
	END LOOP;
	-- what is not taken away, but has a part that changes
	FOREACH relation IN ARRAY ARRAY['remittance', 'remittance_claim', 'provider_adjustment', 'posting_exception', 'submission', 'interchange', 'receipt',
		'placement', 'receivable', 'claim_line', 'payment_plan']::name[]
	LOOP
		EXECUTE pg_catalog.format('CREATE OR REPLACE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON @ledger@.%I FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change()', relation);
		EXECUTE pg_catalog.format('COMMENT ON TRIGGER never_deleted ON @ledger@.%I IS %L', relation, 'Rows are never deleted.');
	END LOOP;
END
$append_only$;

-- what was said, sent or received stays as it was: of its row only where it stands may change, and of a remittance that is posted nothing
DO $as_said$
DECLARE
	said record;
BEGIN
	FOR said IN
		SELECT s.relation, pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
		FROM (VALUES ('remittance', '{state,held_because,posted_at,event_id}'::pg_catalog.name[]),
			('remittance_claim', '{claim_id,match_stage,party,state,reverses_remittance,reverses_claim}'), ('provider_adjustment', '{claim_id}'),
			('receipt', '{bounced_on}'), ('submission', '{state,state_reason,accepted_on}'), ('interchange', '{kind,items,state,state_reason}')) s (relation, changes)
		JOIN pg_catalog.pg_attribute a ON a.attrelid = pg_catalog.format('@ledger@.%I', s.relation)::pg_catalog.regclass AND a.attnum > 0
			AND NOT a.attisdropped AND a.attname <> ALL (s.changes)
		GROUP BY 1
	LOOP
		EXECUTE pg_catalog.format('CREATE OR REPLACE TRIGGER as_said BEFORE UPDATE OF %s ON @ledger@.%I FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change()', said.columns, said.relation);
		EXECUTE pg_catalog.format('COMMENT ON TRIGGER as_said ON @ledger@.%I IS %L', said.relation, 'What was said, sent or received is never changed.');
	END LOOP;
END
$as_said$;
CREATE OR REPLACE TRIGGER posted BEFORE UPDATE ON @ledger@.remittance
	FOR EACH ROW WHEN (OLD.state = 'posted') EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER posted ON @ledger@.remittance IS 'What is posted stays posted.';
CREATE OR REPLACE TRIGGER by_entries BEFORE UPDATE OF insurer_1, insurer_2, insurer_3, patient, third_party ON @ledger@.receivable
	FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER by_entries ON @ledger@.receivable IS 'Only entries change what is owed.';

CREATE OR REPLACE FUNCTION @ledger@.grant_practice(practice_id text, role_name name, read_only boolean DEFAULT false) RETURNS void
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	PERFORM 1 FROM @ledger@.practice p WHERE p.practice_id = grant_practice.practice_id;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	END IF;
	INSERT INTO @ledger@.access (practice_id, role_name) VALUES (grant_practice.practice_id, grant_practice.role_name)
		ON CONFLICT DO NOTHING;
	EXECUTE format('GRANT USAGE ON SCHEMA rcm, @ledger@ TO %I', role_name);
	EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA @ledger@ TO %I', role_name);
	IF NOT read_only THEN
		EXECUTE format('GRANT INSERT, UPDATE ON ALL TABLES IN SCHEMA @ledger@ TO %I', role_name);
		EXECUTE format('GRANT DELETE ON @ledger@.finding, @ledger@.coverage, @ledger@.appointment, @ledger@.deposit TO %I', role_name);
		EXECUTE format('REVOKE INSERT, UPDATE ON @ledger@.access, @ledger@.version, @ledger@.claim_state FROM %I', role_name);
	END IF;
	IF to_regnamespace(quote_ident(rcm.library_name())) IS NOT NULL THEN
		PERFORM rcm.grant_library(role_name);
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.grant_practice(text, name, boolean) IS
'Lets a role, and those that inherit from it, see and write what is of one practice: row security shows nobody any other rows. read_only: only see. Also grants what scrubbing needs of the library in use. To be called by the owner of the ledger, whom row security does not bind. Error RC010 when there is no such practice.';

CREATE OR REPLACE FUNCTION @ledger@.revoke_practice(practice_id text, role_name name) RETURNS void
	LANGUAGE sql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
	DELETE FROM @ledger@.access a WHERE a.practice_id = revoke_practice.practice_id AND a.role_name = revoke_practice.role_name
$$;
COMMENT ON FUNCTION @ledger@.revoke_practice(text, name) IS
'Takes a practice from a role: it sees none of its rows any more.';
$rcm_ddl$ $rcm_function$;

COMMENT ON FUNCTION rcm.ledger_code() IS
'The functions, views and triggers of the ledger: what rcm.create_ledger runs after rcm.ledger_ddl(), and rcm.upgrade_ledger again.';

/* ---- src/ledger/ledger.sql ---- */

-- ledger.sql - making a ledger, and bringing an older one forward

CREATE FUNCTION rcm.may_see(access regclass, practice_id text) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_may_see' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION rcm.may_see(regclass, text) IS
'Has the current role, or one that it inherits from, been granted the practice? "access" is the ledger''s table of that name. What the row security of every relation of a ledger asks, for each row: within a query the answer for a practice is looked up once.';

CREATE FUNCTION rcm.create_ledger(schema_name name) RETURNS void
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	IF schema_name ~ '[''"@%\\$]' OR schema_name ~ '^pg_' THEN
		RAISE EXCEPTION 'schema name "%" cannot be used for a ledger', schema_name
			USING ERRCODE = 'invalid_schema_name',
				HINT = 'Choose a name without quotes that does not begin with "pg_".';
	END IF;
	-- spans that may not overlap are exclusion constraints over keys of text
	IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gist') THEN
		IF NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'btree_gist') THEN
			RAISE EXCEPTION 'extension btree_gist is not installed' USING ERRCODE = 'feature_not_supported',
				HINT = 'It comes with PostgreSQL; some distributions have it in a package postgresql-contrib.';
		END IF;
		CREATE EXTENSION btree_gist WITH SCHEMA public;
	END IF;
	EXECUTE format('CREATE SCHEMA %I', schema_name);
	EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema_name,
		'What happened: claims, submissions, remittances and every cent of their money (rcm)');
	-- (amounts are compared by operators of schema rcm; the setting ends with the function)
	PERFORM set_config('search_path', 'pg_catalog, rcm, pg_temp', true);
	EXECUTE replace(rcm.ledger_ddl(), '@ledger@', quote_ident(schema_name));
	EXECUTE replace(rcm.ledger_code(), '@ledger@', quote_ident(schema_name));
	EXECUTE format('INSERT INTO %I.version (version) SELECT extversion FROM pg_extension WHERE extname = %L',
		schema_name, 'rcm');
END
$$;
COMMENT ON FUNCTION rcm.create_ledger(name) IS
'Makes an empty ledger: a schema of ordinary tables, views and functions, owned by the caller, for everything that happens to claims and their money. A database may have several, which know nothing of each other. Nobody but the owner sees anything in it until grant_practice of that schema grants a practice. Needs the extension btree_gist (part of PostgreSQL, trusted), which is created in schema public where it is missing.';

CREATE FUNCTION rcm.upgrade_ledger(schema_name name) RETURNS text
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	ours text;
	its  text;
BEGIN
	SELECT extversion INTO ours FROM pg_extension WHERE extname = 'rcm';
	IF to_regclass(format('%I.version', schema_name)) IS NULL OR to_regclass(format('%I.entry', schema_name)) IS NULL THEN
		RAISE EXCEPTION 'schema "%" is no ledger', schema_name USING ERRCODE = 'invalid_schema_name',
			HINT = 'SELECT rcm.create_ledger(...) makes one.';
	END IF;
	EXECUTE format('SELECT version FROM %I.version ORDER BY created_at DESC LIMIT 1', schema_name) INTO its;
	IF its <> ours THEN
		RAISE EXCEPTION 'ledger "%" is of version %, from which version % knows no way', schema_name, its, ours
			USING ERRCODE = 'feature_not_supported',
				HINT = 'ALTER EXTENSION rcm UPDATE brings the extension to the newest version that is installed.';
	END IF;
	PERFORM set_config('search_path', 'pg_catalog, rcm, pg_temp', true);
	-- tables are of this version; functions, views and triggers are written again
	EXECUTE replace(rcm.ledger_code(), '@ledger@', quote_ident(schema_name));
	RETURN ours;
END
$$;
COMMENT ON FUNCTION rcm.upgrade_ledger(name) IS
'Brings a ledger to the version of the extension that is installed and returns it: to be called after ALTER EXTENSION rcm UPDATE. Tables are altered where the version has changed them, functions, views and triggers are written again in any case; so calling it twice does no harm. Only the ledger''s owner can. Error 3F000 when the schema is no ledger, 0A000 when there is no way from its version.';
