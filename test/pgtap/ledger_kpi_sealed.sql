-- ledger_kpi_sealed.sql - a review and an invoice stay as they were, also for who has triggers of his own
\set ON_ERROR_STOP 1
\ir given/money.sql
SET search_path = public, pg_catalog, rcm;
SELECT plan(6);
INSERT INTO billing.partner_rate (practice_id, partner, person, per_hour, eff) VALUES ('A', 'Lind', 'ann', 60, current_date - 400);
SELECT billing.record_time('A', 'ann', 30, 'called', NULL, current_date - 70) \g /dev/null
SELECT billing.issue_invoice('A', 'Lind', current_date - 70) \g /dev/null
SELECT billing.record_time('A', 'ann', 90, 'late', NULL, current_date - 70) AS late \gset
SELECT billing.take_review('A') \g /dev/null
-- statements that run inside of a trigger
CREATE TEMP TABLE door (statement text);
CREATE FUNCTION pg_temp.go() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE NEW.statement; RETURN NEW; END $$;
CREATE TRIGGER go BEFORE INSERT ON door FOR EACH ROW EXECUTE FUNCTION pg_temp.go();
SELECT throws_ok(format('INSERT INTO door VALUES (%L)', format('INSERT INTO billing.invoice_line SELECT practice_id, partner, month, %s, month, %L, NULL, 90, 60, 90, %L FROM billing.invoice', :'late', 'ann', 'late')),
	'RC011', NULL, 'an invoice that was issued gets no further line');
SELECT is((SELECT sum(l.amount) FROM billing.invoice_line l), (SELECT sum(i.worked) FROM billing.invoice i), 'and is the sum of its lines');
SELECT throws_ok(format('INSERT INTO door VALUES (%L)', 'INSERT INTO billing.review_kpi SELECT practice_id, week, ''made up'', 99, name, 1, unit, better, numerator, denominator, before, light, level, trend, reason, definition, row_count, rows_hash FROM billing.review_kpi LIMIT 1'),
	'RC011', NULL, 'a review that was taken gets no further number');
SELECT is((SELECT count(*) FROM billing.check_review('A', current_date)), 0::bigint, 'and is what it was');
SELECT is((SELECT worked FROM billing.issue_invoice('A', 'Lind', (date_trunc('month', current_date - 70) - interval '1 day')::date)), 0.00, 'of a month without work it is empty');
SELECT is((SELECT worked FROM billing.issue_invoice('A', 'Lind', (date_trunc('month', current_date) - interval '1 day')::date)), 90.00, 'what was late is on the next one');
SELECT * FROM finish();
