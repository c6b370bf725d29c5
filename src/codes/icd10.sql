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
