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
