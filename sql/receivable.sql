-- Accounts, balances, agings, splits and card numbers.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
CREATE SCHEMA receivable_test;
SET search_path = receivable_test, rcm, public;

-- The error of a statement as a row; all null when it went through.
CREATE FUNCTION refused(statement text, OUT code text, OUT message text, OUT detail text)
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
END $$;

-- accounts
SELECT * FROM accounts();
SELECT account_kind('levy'), owes('patient'), owes('suspense'), account ' cash ' < 'refund' AS before, 'cash'::text::account, account 'cash'::text;
SELECT (refused(format('SELECT %L::account', name))).* FROM (VALUES ('Cash'), (''), ('insurer_4')) AS v (name);

-- a charge, what the contract takes off, what the insurer pays, the rest to the patient
CREATE TABLE entry (n integer, from_account account, to_account account, amount usd);
INSERT INTO entry VALUES (1, 'revenue', 'insurer_1', 200), (2, 'insurer_1', 'contractual', 50), (3, 'insurer_1', 'cash', 120.50), (4, 'insurer_1', 'patient', 29.50),
	(5, NULL, 'cash', 1), (6, 'cash', NULL, 1), (7, 'cash', 'patient', NULL);
SELECT balance(from_account, to_account, amount) AS b, owed(balance(from_account, to_account, amount)) FROM entry;
SELECT n, balance(from_account, to_account, amount) OVER (ORDER BY n) AS so_far,
	balance(from_account, to_account, amount) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS last_two FROM entry ORDER BY n;
SELECT balance(from_account, to_account, amount) AS none FROM entry WHERE false;
SELECT e.* FROM (SELECT balance(from_account, to_account, amount) AS b FROM entry) AS s, entries(b) AS e;

-- balances
SELECT merge(b), merge(b) FILTER (WHERE false) AS none
FROM (VALUES (balance '{insurer_1:100,revenue:-100}'), (NULL), (balance '{ cash : 80 , insurer_1:-80}')) AS v (b);
SELECT balance '{cash:1}' + '{patient:2}' AS plus, balance '{cash:1}' - '{cash:1,patient:2}' AS minus, balance '{cash:1.0}' = '{refund:0,cash:1}' AS equal, balance '{}' <> '{cash:0}' AS differ;
SELECT amount('{cash:1}', 'cash'), amount('{cash:1}', 'levy') AS zero, owed('{insurer_2:1,third_party:-3,cash:9}'), is_balanced('{}'), is_balanced('{insurer_1:100.00,cash:-5.00}') AS lost_a_side;
SELECT (refused(statement)).* FROM (VALUES ('SELECT balance ''cash:1'''), ('SELECT balance ''{till:1}'''), ('SELECT balance ''{cash:1,cash:1}'''), ('SELECT balance ''{cash:1.005}'''),
	('SELECT balance_move(''{cash:92233720368547758.07}'', ''revenue'', ''cash'', 1)'), ('SELECT balance ''{cash:92233720368547758.07}'' + ''{cash:0.01}'''),
	('SELECT owed(''{patient:92233720368547758.07,insurer_1:0.01}'')')) AS v (statement);

-- agings
CREATE TABLE receivable (amount usd, age integer);
INSERT INTO receivable VALUES (100, 0), (200, 30), (300, 31), (400, 181), (500, -7), (-60, 45), (7, NULL), (-8, NULL), (0, 90), (NULL, 5);
SELECT aging(amount, age) FROM receivable;
SELECT aging(amount, age, '{0,30}') AS a, aging(amount, age, '{30}') FILTER (WHERE false) AS none FROM receivable;
SELECT b.* FROM (SELECT aging(amount, age) AS a FROM receivable) AS s, buckets(a) AS b;
SELECT total(a), credits(a), undated(a), older_than(a, 30) AS over_30, older_than(a, 180) AS over_180 FROM (SELECT aging(amount, age) AS a FROM receivable) AS s;
SELECT merge(a), merge(a) FILTER (WHERE false) AS none
FROM (VALUES (aging '{edges:[30],buckets:[1.00,2.00],undated:0.50,credits:-1.00,rows:4}'), (NULL), (aging '{ edges: [30], buckets: [1, 2], undated: 0, credits: 0, rows: 2 }')) AS v (a);
SELECT (refused(statement)).* FROM (VALUES ('SELECT aging(1::usd, 1, ''{}'')'), ('SELECT aging(1::usd, 1, ''{30,30}'')'), ('SELECT aging(1::usd, 1, NULL)'), ('SELECT aging(1::usd, 1, ''{{30}}'')'), ('SELECT aging(1::usd, 1, ''{NULL,30}'')'), ('SELECT aging(1::usd, 1, ''{-1}'')'),
	('SELECT aging(1::usd, 1, ARRAY[n]) FROM generate_series(1, 2) AS n'), ('SELECT aging ''{edges:[30],buckets:[1],undated:0,credits:0,rows:0}'''), ('SELECT aging ''{edges:[30],buckets:[1,-2],undated:0,credits:0,rows:0}'''),
	('SELECT older_than(''{edges:[30,60],buckets:[1,2,3],undated:0,credits:0,rows:3}'', 45)'), ('SELECT aging(u, 1) FROM (VALUES (usd ''92233720368547758.07''), (usd ''0.01'')) AS v (u)'),
	('SELECT aging ''{edges:[30],buckets:[1,2],undated:0,credits:0,rows:3}'' + ''{edges:[31],buckets:[1,2],undated:0,credits:0,rows:3}''')) AS v (statement);

-- binary, there and back
CREATE TABLE sent AS SELECT account 'suspense' AS a, balance '{insurer_1:92233720368547758.07,suspense:-0.01}' AS b, aging '{edges:[0,30],buckets:[0.01,0.00,92233720368547758.07],undated:1.00,credits:-92233720368547758.07,rows:5}' AS g;
INSERT INTO sent VALUES ('insurer_1', '{}', NULL), (NULL, NULL, '{edges:[7],buckets:[1,2],undated:0,credits:0,rows:2}');
CREATE TABLE received (LIKE sent);
\copy sent TO 'results/receivable.bin' (FORMAT binary)
\copy received FROM 'results/receivable.bin' (FORMAT binary)
SELECT * FROM received;
SELECT count(*) FROM sent AS s JOIN received AS r USING (a, b) WHERE s.g::text IS NOT DISTINCT FROM r.g::text;

-- binary values that no text could have made
CREATE TABLE no_account (v account);
CREATE TABLE no_balance (v balance);
CREATE TABLE no_aging (v aging);
\copy (SELECT 0::smallint) TO 'results/receivable.bin' (FORMAT binary)
\copy no_account FROM 'results/receivable.bin' (FORMAT binary)
\copy (SELECT 25::smallint) TO 'results/receivable.bin' (FORMAT binary)
\copy no_account FROM 'results/receivable.bin' (FORMAT binary)
\copy (SELECT int2send(23::smallint) || decode(repeat('00', 184), 'hex')) TO 'results/receivable.bin' (FORMAT binary)
\copy no_balance FROM 'results/receivable.bin' (FORMAT binary)
\copy (SELECT int2send(24::smallint) || decode('8000000000000000' || repeat('00', 184), 'hex')) TO 'results/receivable.bin' (FORMAT binary)
\copy no_balance FROM 'results/receivable.bin' (FORMAT binary)
\copy (SELECT int2send(24::smallint) || decode(repeat('00', 184), 'hex')) TO 'results/receivable.bin' (FORMAT binary)
\copy no_balance FROM 'results/receivable.bin' (FORMAT binary)
\copy (SELECT int4send(0) || decode(repeat('00', 32), 'hex')) TO 'results/receivable.bin' (FORMAT binary)
\copy no_aging FROM 'results/receivable.bin' (FORMAT binary)
\copy (SELECT int4send(-1) || decode(repeat('00', 32), 'hex')) TO 'results/receivable.bin' (FORMAT binary)
\copy no_aging FROM 'results/receivable.bin' (FORMAT binary)
\copy (SELECT int4send(2147483647) || decode(repeat('00', 32), 'hex')) TO 'results/receivable.bin' (FORMAT binary)
\copy no_aging FROM 'results/receivable.bin' (FORMAT binary)
\copy (SELECT int4send(2) || int4send(30) || int4send(30) || decode(repeat('00', 48), 'hex')) TO 'results/receivable.bin' (FORMAT binary)
\copy no_aging FROM 'results/receivable.bin' (FORMAT binary)
\copy (SELECT int4send(1) || int4send(30) || int8send(-1) || decode(repeat('00', 32), 'hex')) TO 'results/receivable.bin' (FORMAT binary)
\copy no_aging FROM 'results/receivable.bin' (FORMAT binary)
\copy (SELECT int4send(1) || int4send(30) || decode(repeat('00', 41), 'hex')) TO 'results/receivable.bin' (FORMAT binary)
\copy no_aging FROM 'results/receivable.bin' (FORMAT binary)

-- parts that add up
SELECT split(100, '{1,1,1}'), split(-100, '{1,1,1}') AS negative, split(usd '0.05', '{1,2,0,4}') AS cents, split(1, '{0,NULL,0}') AS equal, split(usd '92233720368547758.07', '{92233720368547758.07,92233720368547758.07}') AS large;
SELECT (refused(statement)).* FROM (VALUES ('SELECT split(1, ''{}'')'), ('SELECT split(1, ''{1,-1}'')'), ('SELECT split(1, ''{{1},{1}}'')')) AS v (statement);

-- card numbers
SELECT note, has_card_number(note) FROM (VALUES ('paid with 4111 1111 1111 1111'), ('4111-1111-1111-1111 12/29'), ('378282246310005'), ('call 503-555-0100 or 5555 5555 5555 4444'),
	('4111 1111 1111 1112'), ('tok_4242'), ('NPI 1234567893'), ('503-555-0100 503-555-0101'), ('94111111111111111'), ('')) AS v (note);

DROP SCHEMA receivable_test CASCADE;
