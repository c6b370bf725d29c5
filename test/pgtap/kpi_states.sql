-- kpi_states.sql - states of rcm.kpi: any partition merged is the whole, in parallel, in windows, through text and binary
\set ON_ERROR_STOP 1
SET search_path = public, rcm, pg_catalog;
SELECT no_plan();
SELECT setseed(0.4711);

-- 20,000 rows of every kind, over 40 days, 7 payers (one of them null)
CREATE TABLE fact AS
SELECT i, date '2026-01-01' + (random() * 40)::integer AS day, nullif((random() * 7)::integer, 7) AS payer, kind, amount, days, flag
FROM (SELECT i, (random() * 9)::integer AS kind, ((random() * 100000)::bigint - 20000)::numeric / 100 AS amount, (random() * 200)::integer AS days, random() < 0.3 AS flag FROM generate_series(1, 20000) i) r;
CREATE FUNCTION fact_of(kind integer, amount numeric, days integer, flag boolean) RETURNS rcm.kpi LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE kind
		WHEN 0 THEN rcm.kpi_charge(amount::rcm.usd, days, capitated => flag)
		WHEN 1 THEN rcm.kpi_submission(abs(amount)::rcm.usd, flag, 1 + days % 5, days)
		WHEN 2 THEN rcm.kpi_remittance(abs(amount)::rcm.usd, 0, 1 + days % 5, days % 2, (abs(amount) / 2)::numeric(12, 2)::rcm.usd, paid_first => flag)
		WHEN 3 THEN rcm.kpi_entry('payer payment', amount::rcm.usd, days_to_payment => days)
		WHEN 4 THEN rcm.kpi_entry('denial', amount::rcm.usd, flag)
		WHEN 5 THEN rcm.kpi_receivable(amount::rcm.usd, days, flag)
		WHEN 6 THEN rcm.kpi_patient_balance(abs(amount)::rcm.usd, paid_by_60 => days::rcm.usd, age => days)
		WHEN 7 THEN rcm.kpi_appointment(CASE WHEN flag THEN 'no-show' ELSE 'arrived' END, value => abs(amount)::rcm.usd)
		WHEN 8 THEN rcm.kpi_denial(abs(amount)::rcm.usd, CASE WHEN flag THEN 'AUTH' END)
	END $$;
ALTER TABLE fact ADD state rcm.kpi;
UPDATE fact SET state = fact_of(kind, amount, days, flag);
ANALYZE fact;
SELECT rcm.kpi(state) AS whole FROM fact \gset

-- counters against plain SQL over the rows
SELECT is(rcm.counter(:'whole', 'charges'), (SELECT sum(amount) FROM fact WHERE kind = 0 AND NOT flag), 'charges as SQL sums them');
SELECT is(rcm.counter(:'whole', 'charge_lines'), (SELECT count(*) FROM fact WHERE kind = 0 AND NOT flag AND amount <> 0)::numeric, 'charge lines');
SELECT is(rcm.counter(:'whole', 'lag_days'), (SELECT sum(days) FROM fact WHERE kind = 0 AND NOT flag AND amount <> 0)::numeric, 'days');
SELECT is(rcm.counter(:'whole', 'payment_days'), (SELECT sum(amount * days) FROM fact WHERE kind = 3), 'dollar days');
SELECT is(rcm.counter(:'whole', 'avoidable_write_offs'), (SELECT sum(amount) FROM fact WHERE kind = 4 AND flag), 'avoidable write-offs');
SELECT is(rcm.counter(:'whole', 'ar_over_120'), (SELECT sum(amount) FROM fact WHERE kind = 5 AND days > 120 AND amount > 0), 'a bucket');
SELECT is(rcm.counter(:'whole', 'ar_credits'), (SELECT -sum(amount) FROM fact WHERE kind = 5 AND amount < 0), 'credits apart');
SELECT is(rcm.counter(:'whole', 'denied_lines'), (SELECT sum(days % 2) FROM fact WHERE kind = 2)::numeric, 'denied lines');
SELECT is(rcm.counter(:'whole', 'root_authorization'), (SELECT sum(abs(amount)) FROM fact WHERE kind = 8 AND flag), 'a root');

-- any partition merged is the whole: ten thousand random ones
CREATE FUNCTION differing_partitions(times integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	parts integer;
	merged rcm.kpi;
	plain rcm.kpi;
	differing integer := 0;
BEGIN
	FOR t IN 1 .. times LOOP
		parts := 1 + (random() * 30)::integer;
		SELECT rcm.kpi(state) INTO plain FROM fact WHERE i <= 600;
		SELECT rcm.merge(s.state) INTO merged FROM (SELECT rcm.kpi(state) AS state FROM fact WHERE i <= 600 GROUP BY (random() * parts)::integer) s;
		differing := differing + (merged IS DISTINCT FROM plain)::integer;
	END LOOP;
	RETURN differing;
END
$$;
SELECT is(differing_partitions(10000), 0, 'ten thousand random partitions');
SELECT is((SELECT rcm.merge(state) FROM (SELECT rcm.kpi(state) AS state FROM fact GROUP BY day, payer) s), :'whole', 'by day and payer');
SELECT is((SELECT count(DISTINCT (k.id, k.value)) FROM (SELECT rcm.merge(state) AS state FROM (SELECT rcm.kpi(state) AS state FROM fact GROUP BY day) s
	UNION ALL SELECT rcm.kpi(state) FROM fact UNION ALL SELECT rcm.merge(rcm.kpi_final(state)) FROM fact) w, rcm.kpi_values(w.state) k), 113::bigint, 'and all KPIs the same');
SELECT is((SELECT rcm.merge(state) FILTER (WHERE grouping_level = 1) FROM (SELECT rcm.kpi(state) AS state, grouping(payer) AS grouping_level FROM fact GROUP BY GROUPING SETS ((payer), ())) s), :'whole', 'grouping sets');
SELECT is((SELECT rcm.kpi(state) FILTER (WHERE kind < 4) + rcm.kpi(state) FILTER (WHERE kind >= 4) FROM fact), :'whole', 'filters, and +');
SELECT is((SELECT rcm.kpi(state) - rcm.kpi(state) FILTER (WHERE payer = 3) FROM fact), (SELECT rcm.kpi(state) FROM fact WHERE payer IS DISTINCT FROM 3), '-');
SELECT is((SELECT rcm.kpi(state ORDER BY random()) FROM fact), :'whole', 'in any order');
SELECT is((SELECT rcm.kpi(fact_of(kind, amount, days, flag)) FROM fact), :'whole', 'straight from the rows');

-- a fact is in the caller's hands: kept results do not change
SELECT is((SELECT array_agg(rcm.kpi_charge(n::rcm.usd)) FROM generate_series(1, 3) n)::text, '{"{charges:1.00,charge_lines:1}","{charges:2.00,charge_lines:1}","{charges:3.00,charge_lines:1}"}', 'facts in an array');
SELECT is((SELECT string_agg(f::text, ' ' ORDER BY n DESC) FROM (SELECT n, rcm.kpi_claim(n = 2) AS f FROM generate_series(1, 3) n OFFSET 0) s), '{claims_created:1} {claims_created:1,claims_clean:1} {claims_created:1}', 'sorted');
SELECT is((SELECT string_agg(coalesce(l::text, '-'), ' ' ORDER BY n) FROM (SELECT n, lag(rcm.kpi_charge(n::rcm.usd)) OVER (ORDER BY n) AS l FROM generate_series(1, 3) n) s), '- {charges:1.00,charge_lines:1} {charges:2.00,charge_lines:1}', 'of the row before');
DO $$ DECLARE a rcm.kpi; b rcm.kpi; BEGIN
	FOR n IN 1 .. 2 LOOP b := a; a := rcm.kpi_charge(n::rcm.usd); END LOOP;
	ASSERT b = '{charges:1,charge_lines:1}' AND a = '{charges:2,charge_lines:1}';
END $$;

-- forced workers
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2;
CREATE FUNCTION plan_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line text;
	plan text := '';
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP plan := plan || line || E'\n'; END LOOP;
	RETURN plan;
END
$$;
SELECT matches(plan_of('SELECT rcm.kpi(state) FROM fact'), 'Partial Aggregate', 'it is done in parallel');
SELECT is((SELECT rcm.kpi(state) FROM fact), :'whole', 'parallel');
SET parallel_leader_participation = off;
SELECT is((SELECT rcm.kpi(fact_of(kind, amount, days, flag)) FROM fact), :'whole', 'by workers alone');
SELECT is((SELECT rcm.merge(s) FROM (SELECT rcm.kpi(state) s FROM fact GROUP BY payer) p), :'whole', 'parallel, grouped');
RESET parallel_leader_participation; SET enable_hashagg = off;
SELECT is((SELECT rcm.merge(s) FROM (SELECT rcm.kpi(state) s FROM fact GROUP BY payer) p), :'whole', 'parallel, sorted groups');
RESET enable_hashagg; SET max_parallel_workers_per_gather = 0; SET enable_sort = off; SET work_mem = '64kB';
SELECT is((SELECT rcm.merge(s) FROM (SELECT rcm.kpi(state) s FROM fact GROUP BY i % 5000) p), :'whole', 'many groups in little memory');
RESET work_mem; RESET enable_sort;

-- unlike states: wide, packed, short, toasted, by hand
SELECT is((SELECT rcm.kpi_pl(rcm.kpi_pl('{}', :'whole'), '{}')), :'whole', 'support functions by hand');
CREATE TABLE stored (state rcm.kpi);
INSERT INTO stored SELECT rcm.kpi(state) FROM fact GROUP BY payer;
ALTER TABLE stored ALTER state SET STORAGE external;
INSERT INTO stored VALUES ('{}'), (NULL);
SELECT is((SELECT rcm.merge(state) FROM stored), :'whole', 'states from a table');
SELECT is((SELECT rcm.merge(s.state) FROM (SELECT state FROM stored UNION ALL SELECT state FROM fact) s), (SELECT rcm.merge(s.state) FROM (VALUES (:'whole'::rcm.kpi), (:'whole')) s (state)), 'facts and states together');

-- windows: moving frames equal the frame summed afresh
SELECT is((SELECT count(*) FROM (
	SELECT i, rcm.kpi(state) OVER (ORDER BY i ROWS BETWEEN 9 PRECEDING AND 3 PRECEDING) AS moving FROM fact WHERE i <= 800) w
	WHERE w.moving IS DISTINCT FROM (SELECT rcm.kpi(f.state) FROM fact f WHERE f.i BETWEEN w.i - 9 AND w.i - 3)), 0::bigint, 'a moving window');
SELECT is((SELECT count(*) FROM (
	SELECT day, rcm.days_in_ar(rcm.merge(state) OVER (ORDER BY day RANGE BETWEEN '9 days' PRECEDING AND CURRENT ROW), days => 10) AS moving FROM (SELECT day, rcm.kpi(state) AS state FROM fact GROUP BY day) d) w
	WHERE w.moving IS DISTINCT FROM (SELECT rcm.days_in_ar(rcm.kpi(f.state), days => 10) FROM fact f WHERE f.day BETWEEN w.day - 9 AND w.day)), 0::bigint, 'ten days, day by day');

-- text and binary
SELECT is((SELECT count(*) FROM fact WHERE state::text::rcm.kpi IS DISTINCT FROM state), 0::bigint, 'through text');
CREATE TABLE copied (state rcm.kpi);
\set file `mktemp`
\setenv RCM_FILE :file
COPY (SELECT state FROM fact WHERE i <= 2000 UNION ALL SELECT rcm.kpi(state) FROM fact) TO STDOUT (FORMAT binary) \g :file
\copy copied from program 'cat "$RCM_FILE"; rm "$RCM_FILE"' (format binary)
SELECT is((SELECT rcm.merge(state) FROM copied), (SELECT rcm.kpi(state) FROM fact WHERE i <= 2000) + :'whole', 'through binary');
CREATE FUNCTION refused(query text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN EXECUTE query; RETURN 'accepted'; EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE; END $$;
SELECT is(encode(rcm.kpi_send('{charges:1.00,lag_days:-2}'), 'hex'), '010002' || '0000' || '0000000000000064' || '0006' || 'fffffffffffffffe', 'binary as documented');
-- a copy file with one value of these bytes, read by the server
CREATE FUNCTION received(bytes bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	file bytea := '\x5047434f50590aff0d0a00'::bytea || '\x0000000000000000' || '\x0001' || int4send(length(bytes)) || bytes || '\xffff';
	escaped text := (SELECT string_agg(format('\%s%s%s', get_byte(file, n) >> 6, (get_byte(file, n) >> 3) & 7, get_byte(file, n) & 7), '' ORDER BY n) FROM generate_series(0, length(file) - 1) n);
BEGIN
	RETURN refused(format('COPY copied FROM PROGRAM %L (FORMAT binary)', format('printf ''%s''', escaped)));
END
$$;
SELECT is(received('\x010002000000000000000000640006fffffffffffffffe'), 'accepted', 'good bytes');
SELECT is((SELECT string_agg(b::text || ' ' || received(b), ', ') FROM unnest(ARRAY['\x020000', '\x010001' || '\x00b10000000000000001'::bytea, '\x010001' || '\x00000000000000000000'::bytea, '\x010001' || '\x00008000000000000000'::bytea,
	'\x010002' || '\x0006000000000000000100060000000000000001'::bytea, '\x010002' || '\x0006000000000000000100000000000000000001'::bytea, '\x01000000']::bytea[]) b WHERE received(b) <> '22P03'), NULL, 'bad bytes are refused: version, counter, zero, no number, twice, order, too long');
SELECT is((SELECT string_agg(b::text || ' ' || received(b), ', ') FROM unnest(ARRAY['\x', '\x01', '\x010001', '\x0100010000000000']::bytea[]) b WHERE received(b) <> '08P01'), NULL, 'and so are too few');
CREATE TABLE bad (text text, state text);
INSERT INTO bad VALUES ('', '22P02'), ('{', '22P02'), ('charges:1', '22P02'), ('{charges}', '22P02'), ('{charges:}', '22P02'), ('{charges:1,}', '22P02'), ('{,}', '22P02'), ('{dollars:1}', '22P02'), ('{charges:1,charges:2}', '22P02'), ('{charges:x}', '22P02'),
	('{charge_lines:-}', '22P02'), ('{charge_lines:.0}', '22P02'), ('{charge_lines:1.0.0}', '22P02'), ('{charges:1} x', '22P02'), ('{charges:1.005}', '22003'), ('{charge_lines:1.5}', '22003'), ('{charge_lines:9223372036854775808}', '22003'), ('{charges:92233720368547758.08}', '22003');
SELECT is((SELECT string_agg(text, ' ') FROM bad WHERE refused(format('SELECT %L::rcm.kpi', text)) <> state), NULL, 'what is no state is refused');
SELECT is('{charge_lines:9223372036854775807,charges:-92233720368547758.07}'::rcm.kpi::text, '{charges:-92233720368547758.07,charge_lines:9223372036854775807}', 'the ends of the range are not');
SELECT throws_ok($$SELECT '{charge_lines:9223372036854775807}'::rcm.kpi + '{charge_lines:1}'$$, '22003', NULL, 'sums that do not fit are');
SELECT throws_ok($$SELECT rcm.kpi(s) FROM (VALUES ('{charges:92233720368547758.07}'::rcm.kpi), ('{charges:0.01}')) v (s)$$, '22003', NULL, 'also in the aggregate');
SELECT throws_ok($$SELECT rcm.kpi_entry('payer payment', '92233720368547758.07', days_to_payment => 2)$$, '22003', NULL, 'and in a fact');
SELECT throws_ok($$SELECT rcm.kpi_entry('gift', 1)$$, '22023', NULL, 'a kind that is not known');
SELECT throws_ok($$SELECT rcm.kpi_appointment('Doe, Jane')$$, 'status has a value that is not known', 'is refused without telling it');
SELECT throws_ok($$SELECT rcm.kpi_of('sales', 1)$$, '22023', NULL, 'a counter that is not known');
SELECT throws_ok($$SELECT rcm.kpi_of('charges', 1.005)$$, '22003', NULL, 'half a cent');
SELECT throws_ok($$SELECT rcm.kpi_of('slots', 'NaN')$$, '22003', NULL, 'not a number');
SELECT throws_ok($$SELECT rcm.kpi_value('{}', 'profit')$$, '22023', NULL, 'a KPI that is not known');
SELECT throws_ok($$SELECT rcm.days_in_ar('{}', 'golden')$$, '22023', NULL, 'a variant that is not known');
SELECT throws_ok($$SELECT rcm.days_in_ar('{}', days => 0)$$, '22023', NULL, 'a window without days');
SELECT throws_ok($$SELECT rcm.days_in_ar('{}', days => 'NaN')$$, '22023', NULL, 'nor of no number');
SELECT is((SELECT count(*) FROM (SELECT state FROM fact GROUP BY state) g), (SELECT count(DISTINCT state::text) + 1 FROM fact), 'equal states hash alike');
SELECT is((SELECT count(*) FROM fact WHERE rcm.kpi_hash_extended(state, 0)::bit(32) <> rcm.kpi_hash(state)::bit(32)), 0::bigint, 'seed 0 is the plain hash');
SELECT * FROM finish();
