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
	AS 'MODULE_PATHNAME', 'rcm_kpi_counter_list' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 177;
COMMENT ON FUNCTION rcm.kpi_counters() IS
'What a state counts: name, unit (dollars, items, days, or dollar days: dollars times days), the function of this extension that counts it, what it means.

    SELECT * FROM rcm.kpi_counters() WHERE counted_by = ''kpi_receivable''';
