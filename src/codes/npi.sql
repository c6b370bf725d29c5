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
