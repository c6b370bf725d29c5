-- ledger_random.sql - whatever happens in whatever order, every rule of the ledger holds
--
-- Rounds of about a thousand events each: claims written, edited, voided and
-- replaced; remittances with payments, denials, secondary payers, reversals,
-- corrections, provider adjustments, claims not ours yet, files twice; receipts,
-- refunds, write-offs, collectors, statements, plans.  Many of them are against
-- the rules: each must be refused, and no legal one may be.  Beside the ledger a
-- second model keeps every balance in plain numeric: the two must agree.
-- LEDGER_EVENTS (25000; 1000000 by hand) and LEDGER_SEED (0.42) are read from the environment.
\set ON_ERROR_STOP 1
\ir given/money.sql
\ir given/stream.sql
SET search_path = public, pg_catalog, rcm;
\set events 25000
\getenv events LEDGER_EVENTS
\set seed 0.42
\getenv seed LEDGER_SEED
SELECT no_plan();
SELECT diag(format('%s events, seed %s', :'events', :'seed'));
SELECT setseed(:seed) \g /dev/null

-- five batches, each proved
SELECT format('CALL stream.run(%s)', :events / 5), 
	format('SELECT is_empty(''SELECT what FROM stream.wrong'', ''batch %s: all that is legal was done, all else refused'')', n),
	format('SELECT is_empty(''SELECT * FROM billing.check()'', ''batch %s: every rule holds'')', n),
	format('SELECT is_empty(''SELECT * FROM stream.differences()'', ''batch %s: the model says the same'')', n)
	FROM generate_series(1, 5) n \gexec
SELECT ok(stream.events() >= :events, stream.events() || ' events');
SELECT diag(string_agg(format('%s: %s done, %s refused', kind, legal, refused), E'\n' ORDER BY kind)) FROM stream.done;
SELECT * FROM finish();
