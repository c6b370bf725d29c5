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
