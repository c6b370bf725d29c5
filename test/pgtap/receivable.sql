-- receivable.sql - balances, agings and splits over random rows, against plain SQL sums: in one piece, in
-- parallel workers, in groups that merge, over moving frames
\set ON_ERROR_STOP 1
SET search_path = public, pg_catalog;
SELECT no_plan();

SELECT setseed(0.4711);
CREATE TABLE entry AS
SELECT n, n % 7 AS payer,
	(SELECT names[1 + floor(random() * 24)::integer] FROM (SELECT array_agg(account) AS names FROM rcm.accounts()) AS a WHERE n > 0) AS from_account,
	(SELECT names[1 + floor(random() * 24)::integer] FROM (SELECT array_agg(account) AS names FROM rcm.accounts()) AS a WHERE n > 0) AS to_account,
	(floor(random() * 200000 - 50000) / 100)::numeric::rcm.usd AS amount, floor(random() * 400 - 30)::integer AS age
FROM generate_series(1, 20000) AS n;
UPDATE entry SET from_account = NULL WHERE n % 101 = 0;
UPDATE entry SET to_account = NULL WHERE n % 103 = 0;
UPDATE entry SET amount = NULL WHERE n % 107 = 0;
UPDATE entry SET age = NULL WHERE n % 53 = 0;
CREATE INDEX ON entry (n);
ANALYZE entry;
SELECT cmp_ok((SELECT count(DISTINCT from_account::text || to_account::text) FROM entry), '>', 500::bigint, 'rows between all accounts');

-- the second opinion
CREATE FUNCTION pg_temp.plain_balance(low integer, high integer) RETURNS text LANGUAGE sql AS $$
	WITH counted AS (SELECT * FROM entry WHERE n BETWEEN low AND high AND from_account IS NOT NULL AND to_account IS NOT NULL AND amount IS NOT NULL),
		side AS (SELECT from_account::text AS account, -amount::numeric AS amount FROM counted UNION ALL SELECT to_account::text, amount::numeric FROM counted)
	SELECT '{' || coalesce(string_agg(account || ':' || amount::numeric(20, 2), ',' ORDER BY number), '') || '}'
	FROM (SELECT account, sum(amount) AS amount FROM side GROUP BY account) AS s JOIN (SELECT account::text, number FROM rcm.accounts() WITH ORDINALITY AS a (account, k, m, number)) AS a USING (account)
	WHERE amount <> 0 $$;
CREATE FUNCTION pg_temp.plain_aging(low integer, high integer, edges integer[]) RETURNS text LANGUAGE sql AS $$
	SELECT format('{edges:[%s],buckets:[%s],undated:%s,credits:%s,rows:%s}', array_to_string(edges, ','),
		(SELECT string_agg((SELECT coalesce(sum(amount::numeric), 0) FROM entry WHERE n BETWEEN low AND high AND amount::numeric > 0 AND age > coalesce(edges[b - 1], -2147483648) AND age <= coalesce(edges[b], 2147483647))::numeric(20, 2)::text, ',' ORDER BY b)
			FROM generate_series(1, cardinality(edges) + 1) AS b),
		coalesce(sum(amount::numeric) FILTER (WHERE amount::numeric > 0 AND age IS NULL), 0)::numeric(20, 2), coalesce(sum(amount::numeric) FILTER (WHERE amount::numeric < 0), 0)::numeric(20, 2), count(amount))
	FROM entry WHERE n BETWEEN low AND high $$;
CREATE FUNCTION pg_temp.planned(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line text;
	lines text := '';
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		lines := lines || line || E'\n';
	END LOOP;
	RETURN lines;
END $$;

-- in one piece
SET max_parallel_workers_per_gather = 0;
SELECT is((SELECT rcm.balance(from_account, to_account, amount) FROM entry)::text, pg_temp.plain_balance(1, 20000), 'a balance is the sums by account');
SELECT is((SELECT rcm.aging(amount, age) FROM entry)::text, pg_temp.plain_aging(1, 20000, '{30,60,90,120,150,180}'), 'an aging is the sums by bucket');
SELECT is((SELECT rcm.aging(amount, age, '{0,7,365}') FROM entry)::text, pg_temp.plain_aging(1, 20000, '{0,7,365}'), 'with edges of one''s own, too');
SELECT is((SELECT rcm.is_balanced(rcm.balance(from_account, to_account, amount)) FROM entry), true, 'money only moves');
SELECT is((SELECT rcm.owed(rcm.balance(from_account, to_account, amount)) FROM entry)::text,
	(SELECT (coalesce(sum(amount::numeric) FILTER (WHERE rcm.owes(to_account)), 0) - coalesce(sum(amount::numeric) FILTER (WHERE rcm.owes(from_account)), 0))::numeric(20, 2)::text FROM entry WHERE from_account IS NOT NULL AND to_account IS NOT NULL), 'what is owed');
SELECT is((SELECT string_agg(e.account::text || ':' || e.amount::text, ',') FROM (SELECT rcm.balance(from_account, to_account, amount) AS b FROM entry) AS s, rcm.entries(b) AS e),
	trim(pg_temp.plain_balance(1, 20000), '{}'), 'entries are what the text says');
SELECT is((SELECT count(*) FROM (SELECT rcm.balance(from_account, to_account, amount) AS b FROM entry) AS s, rcm.accounts() AS a WHERE rcm.amount(b, a.account)::numeric <> coalesce((SELECT e.amount::numeric FROM rcm.entries(b) AS e WHERE e.account::text = a.account::text), 0)), 0::bigint, 'and amount agrees');
SELECT is((SELECT count(*) FROM (SELECT rcm.aging(amount, age) AS g FROM entry) AS s, unnest('{30,60,90,120,150,180}'::integer[]) AS edge
	WHERE rcm.older_than(g, edge)::numeric <> (SELECT sum(amount::numeric) FROM entry WHERE amount::numeric > 0 AND age > edge)), 0::bigint, 'older than each edge');
SELECT is((SELECT rcm.total(g)::numeric + rcm.credits(g)::numeric FROM (SELECT rcm.aging(amount, age) AS g FROM entry) AS s), (SELECT sum(amount::numeric) FROM entry), 'total and credits are everything');
SELECT is((SELECT sum(b.amount::numeric) + rcm.undated(g)::numeric FROM (SELECT rcm.aging(amount, age) AS g FROM entry) AS s, rcm.buckets(g) AS b GROUP BY rcm.undated(g)::numeric, g::text, rcm.undated(g)::text), (SELECT rcm.total(g)::numeric FROM (SELECT rcm.aging(amount, age) AS g FROM entry) AS s), 'and the buckets with undated are the total');

-- in workers
CREATE TABLE whole AS SELECT rcm.balance(from_account, to_account, amount) AS b, rcm.aging(amount, age) AS g, rcm.aging(amount, age, '{30}') AS g30 FROM entry;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
\set query 'SELECT rcm.balance(from_account, to_account, amount) AS b, rcm.aging(amount, age) AS g, rcm.aging(amount, age, \'{30}\') AS g30 FROM entry'
SELECT matches(pg_temp.planned(:'query'), 'Finalize Aggregate.*Gather.*Partial Aggregate', 'planned in workers');
CREATE TABLE parts AS :query;
SELECT is((SELECT parts::text FROM parts), (SELECT whole::text FROM whole), 'workers find the same');
SET parallel_leader_participation = off;
SELECT results_eq(format('SELECT p::text FROM (%s) AS p', :'query'), 'SELECT whole::text FROM whole', 'without the leader, too');
RESET parallel_leader_participation;
-- stored states merge in workers as well, and long ones (the toaster's) do
CREATE TABLE day AS SELECT n / 10 AS day, rcm.balance(from_account, to_account, amount) AS b, rcm.aging(amount, age, '{30}') AS g30,
	rcm.aging(amount, age, ARRAY(SELECT generate_series(0, 399))) AS g400 FROM entry GROUP BY n / 10;
ANALYZE day;
\set query 'SELECT rcm.merge(b) AS b, rcm.merge(g30) AS g30, rcm.merge(g400) AS g400 FROM day'
SELECT matches(pg_temp.planned(:'query'), 'Finalize Aggregate.*Gather.*Partial Aggregate', 'merging is planned in workers');
SELECT cmp_ok((SELECT min(pg_column_size(g400)) FROM day), '<', (SELECT length(rcm.aging_send(g400)) FROM day LIMIT 1), 'the long ones are compressed');
SELECT results_eq(format('SELECT b::text, g30::text, g400::text FROM (%s) AS p', :'query'), $$SELECT b::text, g30::text, (SELECT rcm.aging(amount, age, ARRAY(SELECT generate_series(0, 399))) FROM entry)::text FROM whole$$, 'the merged are the whole');
SELECT set_config(name, 'on', false) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query') \gset
SELECT is((SELECT rcm.balance(from_account, to_account, amount) OPERATOR(rcm.+) '{}' FROM entry)::text, (SELECT b::text FROM whole), 'and in a forced worker');
SELECT is((SELECT sum((rcm.split(amount, ARRAY[1, 2, 3]::rcm.usd[]))[2]::numeric) FROM entry WHERE n < 1000) IS NULL, false, 'split in a forced worker');
SELECT set_config(name, 'off', false) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query') \gset
SET max_parallel_workers_per_gather = 0;

-- merge equals whole, by any group, in one piece; hashed and sorted
SELECT is((SELECT rcm.merge(b) FROM day)::text, (SELECT b::text FROM whole), 'balances of days are the balance of all');
SELECT is((SELECT rcm.merge(g30) FROM day)::text, (SELECT g30::text FROM whole), 'agings of days are the aging of all');
SELECT is((SELECT count(*) FROM day), (SELECT count(DISTINCT n / 10) FROM entry), 'states of one group are not those of another');
SELECT is((SELECT count(*) FROM (SELECT day, b::text AS b, g30::text AS g FROM day WHERE day < 60) AS d WHERE b <> pg_temp.plain_balance(day * 10, day * 10 + 9) OR g <> pg_temp.plain_aging(day * 10, day * 10 + 9, '{30}')), 0::bigint, 'each day is its own rows');
SET enable_hashagg = off;
SELECT results_eq('SELECT payer, rcm.balance(from_account, to_account, amount)::text FROM entry GROUP BY payer ORDER BY payer',
	$$SELECT payer, (SELECT rcm.balance(from_account, to_account, amount) FROM entry AS e WHERE e.payer = p.payer)::text FROM (SELECT DISTINCT payer FROM entry) AS p ORDER BY payer$$, 'sorted groups');
RESET enable_hashagg;
SELECT is((SELECT b OPERATOR(rcm.-) b FROM whole)::text, '{}', 'what is taken off itself is nothing');
SELECT is((SELECT count(*) FROM (SELECT b FROM day UNION SELECT b FROM day) AS d), (SELECT count(DISTINCT b::text) FROM day), 'equal as text is equal, and has one hash');
SELECT is((SELECT count(*) FROM day AS x JOIN day AS y ON x.b OPERATOR(rcm.=) y.b WHERE (x.b OPERATOR(rcm.<>) y.b) OR x.b::text <> y.b::text), 0::bigint, 'equality agrees with its negation');
SELECT is((SELECT count(*) FROM day WHERE b::text::rcm.balance OPERATOR(rcm.<>) b OR g30::text::rcm.aging::text <> g30::text), 0::bigint, 'text comes back');
SELECT results_eq($$SELECT rcm.balance(from_account, to_account, amount)::text FROM entry WHERE n < 0$$, $$VALUES ('{}')$$, 'no rows: nothing moved');
SELECT is((SELECT rcm.aging(amount, age) FROM entry WHERE n < 0)::text, NULL, 'no rows: no aging');

-- over frames
CREATE TABLE frame AS SELECT n,
	rcm.balance(from_account, to_account, amount) OVER (ORDER BY n ROWS BETWEEN 6 PRECEDING AND 2 PRECEDING) AS moving, rcm.balance(from_account, to_account, amount) OVER (ORDER BY n) AS so_far,
	rcm.merge(rcm.balance_move('{}', from_account, to_account, amount)) OVER (ORDER BY n ROWS BETWEEN 6 PRECEDING AND 2 PRECEDING) AS merged,
	rcm.aging(amount, age, '{30}') OVER (ORDER BY n ROWS BETWEEN 6 PRECEDING AND 2 PRECEDING) AS aging, rcm.aging(amount, age, '{30}') OVER (ORDER BY n) AS aged_so_far
FROM entry WHERE n <= 300;
SELECT is((SELECT count(*) FROM frame WHERE moving::text <> pg_temp.plain_balance(n - 6, n - 2)), 0::bigint, 'a moving balance is that of its frame');
SELECT is((SELECT count(*) FROM frame WHERE merged::text <> moving::text), 0::bigint, 'and so is a moving merge');
SELECT is((SELECT count(*) FROM frame WHERE n % 15 = 0 AND so_far::text <> pg_temp.plain_balance(1, n)), 0::bigint, 'a running balance is that of the rows so far');
SELECT is((SELECT count(*) FROM frame WHERE n > 2 AND aging::text <> pg_temp.plain_aging(greatest(n - 6, 1), n - 2, '{30}') AND rcm.total(aging) IS NOT NULL), 0::bigint, 'a moving aging');
SELECT is((SELECT count(*) FROM frame WHERE n % 15 = 0 AND aged_so_far::text <> pg_temp.plain_aging(1, n, '{30}')), 0::bigint, 'a running aging');

-- a transition outside of an aggregate leaves its argument alone
CREATE TABLE kept AS SELECT rcm.balance '{cash:1}' AS b, rcm.aging '{edges:[30],buckets:[1,2],undated:0,credits:0,rows:2}' AS g;
SELECT is((SELECT rcm.balance_move(b, 'cash', 'refund', 1)::text || rcm.balance_pl(b, b)::text || rcm.aging_add(g, 5, 1, '{30}')::text || rcm.aging_pl(g, g)::text || b::text || g::text FROM kept),
	'{refund:1.00}{cash:2.00}{edges:[30],buckets:[6.00,2.00],undated:0.00,credits:0.00,rows:3}{edges:[30],buckets:[2.00,4.00],undated:0.00,credits:0.00,rows:4}{cash:1.00}{edges:[30],buckets:[1.00,2.00],undated:0.00,credits:0.00,rows:2}', 'arguments are left alone');
SELECT is(rcm.aging_add(NULL, NULL, 1)::text, NULL, 'nothing is added to nothing');

-- what does not fit
SELECT throws_ok($$SELECT rcm.balance('revenue', 'cash', a) FROM unnest('{92233720368547758.07,0.01}'::rcm.usd[]) AS a$$, '22003', 'rcm.balance out of range', 'overflow of a balance');
SELECT throws_ok($$SELECT rcm.merge(b) FROM unnest('{"{cash:-92233720368547758.07}","{cash:-0.01}"}'::rcm.balance[]) AS b$$, '22003', 'rcm.balance out of range', 'overflow of a merge');
SELECT throws_ok($$SELECT rcm.aging(a, 1) FROM unnest('{-92233720368547758.07,-0.01}'::rcm.usd[]) AS a$$, '22003', 'rcm.aging out of range', 'overflow of credits');
SELECT throws_ok($$SELECT rcm.aging(1::rcm.usd, 1, CASE n WHEN 9 THEN '{30,61}' ELSE '{30,60}' END::integer[]) FROM generate_series(1, 9) AS n$$, '22023', 'edges differ within one aggregate', 'edges that differ');
SELECT throws_ok($$SELECT rcm.merge(rcm.aging_add(NULL, 1, 1, ARRAY[n])) FROM generate_series(1, 2) AS n$$, '22023', 'edges of rcm.aging differ', 'agings that differ');

-- splits
SELECT is((SELECT count(*) FROM entry AS e, LATERAL (SELECT rcm.split(e.amount, ARRAY(SELECT rcm.abs(w.amount) FROM entry AS w WHERE w.n BETWEEN e.n AND e.n + e.n % 9 ORDER BY w.n)) AS parts) AS s
	WHERE e.n % 17 = 0 AND e.amount::numeric <> (SELECT sum(p::numeric) FROM unnest(parts) AS p)), 0::bigint, 'parts add up');
SELECT is(rcm.split(10, '[5:6]={1,3}')::text, '{2.50,7.50}', 'parts are numbered from 1');
SELECT is(rcm.split(NULL, '{1}')::text, NULL, 'a null amount has no parts');

-- soft errors
SELECT current_setting('server_version_num')::integer >= 160000 AS soft \gset
\if :soft
SELECT is(pg_input_is_valid(v, t), fine, t || ' ' || v)
FROM (VALUES ('cash', 'rcm.account', true), ('Cash', 'rcm.account', false), ('{cash:1}', 'rcm.balance', true), ('{cash}', 'rcm.balance', false),
	('{edges:[30],buckets:[1,2],undated:0,credits:0,rows:2}', 'rcm.aging', true), ('{edges:[],buckets:[1],undated:0,credits:0,rows:2}', 'rcm.aging', false)) AS i (v, t, fine);
\else
SELECT skip('no soft errors before 16');
\endif
SELECT * FROM finish();
