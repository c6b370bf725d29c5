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
