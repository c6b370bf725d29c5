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
