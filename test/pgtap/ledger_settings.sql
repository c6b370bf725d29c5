-- ledger_settings.sql - what a ledger answers does not depend on the settings of whoever asks, nor on how rows are found
--
-- Every view and every function that only reads is found in the catalogue and asked twice about a practice that has
-- something of everything: with the usual settings, and with others.  The answers are compared as rows.
\set ON_ERROR_STOP 1
SET client_min_messages = warning;
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();
\ir ../dashboard/practice.sql
SET search_path = public, pg_catalog, rcm;
SET timezone = 'UTC';

-- ---- more of it: what its stream of claims has not ----

SELECT count(billing.open_appeal('HARBOR', ARRAY[d.denial_id])) FROM (SELECT denial_id FROM billing.denial WHERE practice_id = 'HARBOR' AND resolved_on IS NULL ORDER BY denial_id DESC LIMIT 8) d \gset
INSERT INTO billing.prior_authorization (practice_id, authorization_id, patient_id, payer_id, number, status, eff, term, requested_on, recorded_at)
	SELECT 'HARBOR', 'Z' || c.claim_id, c.patient_id, c.payer_id, 'N1', 'approved', c.first_service - 5, c.first_service + 30, c.first_service - 6, (c.first_service + 1)::timestamp AT TIME ZONE 'UTC' - interval '2 hours'
	FROM billing.claim c WHERE c.practice_id = 'HARBOR';
INSERT INTO billing.eligibility (practice_id, patient_id, payer_id, checked_at, service_on, status, snapshot)
	SELECT 'HARBOR', c.patient_id, c.payer_id, (c.first_service - 7)::timestamp AT TIME ZONE 'UTC' + interval '23 hours', c.first_service, 'active', jsonb_build_object('status', 'active', 'eff', c.first_service - 100)
	FROM billing.claim c WHERE c.practice_id = 'HARBOR';
INSERT INTO billing.work_target (practice_id, person, queue, per_day, eff) VALUES ('HARBOR', 'ann', '*', 20, billing.today('HARBOR') - 60);
INSERT INTO billing.kpi_number (practice_id, day, counter, amount) SELECT 'HARBOR', billing.today('HARBOR') - n, 'cost', 10 FROM generate_series(1, 40) n;
-- in Havana the clock is set forward at midnight of 8 March 2026: an answer seven days before a visit, less half an hour; a remittance that was posted two business days later
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('HARBOR', 'CLOCK');
INSERT INTO billing.appointment (practice_id, appointment_id, patient_id, starts_at, status, made_at) VALUES ('HARBOR', 'CLOCK', 'CLOCK', '2026-03-10 13:00Z', 'kept', '2026-03-01 12:00Z');
INSERT INTO billing.eligibility (practice_id, patient_id, payer_id, checked_at, service_on, status, snapshot) VALUES ('HARBOR', 'CLOCK', 'CASC1', '2026-03-03 13:30Z', '2026-03-10', 'active', '{"status": "active"}');
SET session_replication_role = replica;
UPDATE billing.remittance SET received_at = '2026-03-07 15:00Z', posted_at = '2026-03-10 15:00Z' WHERE practice_id = 'HARBOR' AND remittance_id = (SELECT max(remittance_id) FROM billing.remittance WHERE practice_id = 'HARBOR' AND state = 'posted');
RESET session_replication_role;
SELECT billing.refresh_kpis('HARBOR') \gset
SELECT billing.take_review('HARBOR') \gset
ANALYZE;

-- ---- what is asked ----

BEGIN;
CREATE TEMP TABLE sample (argument text PRIMARY KEY, value text);
INSERT INTO sample VALUES ('practice_id', '''HARBOR'''), ('kpi', '''work_target'''), ('as_of', 'd.today - 1'), ('day', 'd.today - 1'), ('since', 'd.today - 100'), ('until', 'd.today - 1'), ('from_day', 'd.today - 100'), ('to_day', 'd.today - 1'),
	('first', 'd.today - 30'), ('last', 'd.today'), ('week', 'd.today'), ('month', 'd.today - 40'), ('known_at', 'now()'), ('instant', 'now()'), ('known_then', 'now() - interval ''720 hours'''), ('known_now', 'now()'), ('days', '90'), ('months', '12'),
	('claim_id', '(SELECT min(claim_id) FROM billing.denial WHERE practice_id = ''HARBOR'')'), ('denial_id', 'd.denial'), ('item_id', '(SELECT min(item_id) FROM billing.work_item)'),
	('denial', '(SELECT x FROM billing.denial x WHERE x.denial_id = d.denial)'), ('patient_id', '(SELECT min(patient_id) FROM billing.patient)'), ('remittance_id', '(SELECT min(remittance_id) FROM billing.remittance)'),
	('claim_no', '1'), ('line_no', '1'), ('payer_id', '''CASC1'''), ('payer_key', '''1930000001'''), ('item', '''CASC1'''), ('dimension', '''payer'''), ('side', '''practice'''), ('person', '''ann'''), ('by', '''root'''), ('rows', '5'), ('edges', '''{30,60}''');
CREATE TEMP TABLE asked AS
	SELECT c.relname::text AS what, format('SELECT * FROM billing.%I WHERE practice_id = ''HARBOR''', c.relname) AS statement
	FROM pg_class c WHERE c.relnamespace = 'billing'::regnamespace AND c.relkind = 'v'
		-- (the views of KPIs by month are all of one state: two will do)
		AND c.relname !~ '^kpi_(month|cash_month|denial_month|aging_month|month_state)$'
	UNION ALL
	SELECT p.oid::regprocedure::text, format('SELECT x.* FROM (SELECT billing.today(''HARBOR'') AS today, (SELECT max(denial_id) FROM billing.denial WHERE practice_id = ''HARBOR'') AS denial) d, billing.%I(%s) x', p.proname,
			(SELECT string_agg(s.value, ', ' ORDER BY a.nth) FROM unnest(p.proargnames[1:p.pronargs - p.pronargdefaults]) WITH ORDINALITY a (name, nth) JOIN sample s ON s.argument = a.name))
	FROM pg_proc p WHERE p.pronamespace = 'billing'::regnamespace AND p.prokind = 'f' AND p.provolatile <> 'v' AND p.prorettype <> 'trigger'::regtype AND p.pronargs > 0
		AND p.prorettype <> 'record[]'::regtype AND p.proname NOT IN ('kpi_restated', 'kpi_late_events', 'denied_lines')
		AND NOT EXISTS (SELECT FROM unnest(p.proargnames[1:p.pronargs - p.pronargdefaults]) name WHERE name NOT IN (SELECT s.argument FROM sample s))
	UNION ALL
	SELECT 'appointments of a March', $$SELECT * FROM billing.appointment_facts('HARBOR', '2026-03-01', '2026-03-31')$$
	UNION ALL
	SELECT 'rows of ' || kpi, format($$SELECT * FROM billing.kpi_rows('HARBOR', %L)$$, kpi) FROM unnest('{cost_to_collect,cost_per_claim}'::text[]) kpi WHERE kpi IN (SELECT k.id FROM kpis() k)
	UNION ALL
	SELECT 'reviewed rows of today', $$SELECT * FROM billing.check_review('HARBOR', billing.today('HARBOR'))$$;
SELECT cmp_ok((SELECT count(*) FROM asked), '>', 150::bigint, 'nearly everything is asked');

CREATE FUNCTION pg_temp.answer(statement text, settings jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	usual jsonb := (SELECT jsonb_object_agg(key, current_setting(key)) FROM jsonb_object_keys(settings) key);
	said  text;
BEGIN
	PERFORM set_config(key, value, true) FROM jsonb_each_text(settings);
	BEGIN
		EXECUTE 'CREATE TEMP TABLE answer AS ' || statement;
	EXCEPTION WHEN OTHERS THEN
		said := format('error %s: %s', SQLSTATE, SQLERRM);
	END;
	PERFORM set_config(key, value, true) FROM jsonb_each_text(usual);
	IF said IS NULL THEN
		EXECUTE 'SELECT string_agg(to_jsonb(a)::text, E''\n'' ORDER BY to_jsonb(a)::text) FROM answer a' INTO said;
		DROP TABLE answer;
	END IF;
	RETURN coalesce(said, '');
END
$$;
-- the first row in which two answers differ
CREATE FUNCTION pg_temp.difference(one text, other text) RETURNS text LANGUAGE sql AS $$
	SELECT format('%s, not %s', left(b.row, 300), left(a.row, 300)) FROM string_to_table(one, E'\n') WITH ORDINALITY a (row, n)
	FULL JOIN string_to_table(other, E'\n') WITH ORDINALITY b (row, n) USING (n) WHERE a.row IS DISTINCT FROM b.row ORDER BY n LIMIT 1 $$;
CREATE TEMP TABLE usual AS SELECT a.what, a.statement, pg_temp.answer(a.statement, '{}') AS said FROM asked a;
SELECT is((SELECT string_agg(what || ': ' || said, E'\n') FROM usual WHERE said LIKE 'error %' AND said !~ '^error RC01'), NULL, 'and answered');
SELECT cmp_ok((SELECT count(*) FROM usual WHERE said <> ''), '>', 90::bigint, 'most of it with rows');

SELECT is((SELECT string_agg(format('%s: %s', u.what, pg_temp.difference(u.said, o.said)), E'\n') FROM usual u, LATERAL (SELECT pg_temp.answer(u.statement,
		'{"datestyle": "German", "intervalstyle": "sql_standard", "timezone": "Pacific/Kiritimati", "bytea_output": "escape", "extra_float_digits": "0", "standard_conforming_strings": "off", "escape_string_warning": "off",
		"array_nulls": "off", "transform_null_equals": "on", "quote_all_identifiers": "on", "parallel_setup_cost": "0", "parallel_tuple_cost": "0", "min_parallel_table_scan_size": "0", "min_parallel_index_scan_size": "0"}') AS said) o WHERE o.said <> u.said), NULL, 'whoever asks sees the same');
SELECT is((SELECT string_agg(format('%s: %s', u.what, pg_temp.difference(u.said, o.said)), E'\n') FROM usual u, LATERAL (SELECT pg_temp.answer(u.statement,
		'{"datestyle": "SQL, DMY", "timezone": "America/Havana", "enable_hashjoin": "off", "enable_mergejoin": "off", "enable_hashagg": "off", "work_mem": "64kB", "plan_cache_mode": "force_generic_plan"}') AS said) o WHERE o.said <> u.said), NULL,
	'where the clock is set at midnight too, and however rows are found');

-- ---- what is written ----

SAVEPOINT usual;
SET LOCAL datestyle = 'German';
SET LOCAL timezone = 'Pacific/Kiritimati';
SET LOCAL standard_conforming_strings = off;
SET LOCAL escape_string_warning = off;
SELECT is((SELECT count(*) FROM billing.check_review('HARBOR', billing.today('HARBOR'))), 0::bigint, 'a review that somebody else took is the same');
SELECT is(billing.today('HARBOR'), (now() AT TIME ZONE 'UTC')::date, 'today is the practice''s');
SELECT rcm.create_ledger('elsewhere') \gset
RESET standard_conforming_strings;
SELECT is((SELECT string_agg(pg_get_constraintdef(a.oid), ', ') FROM pg_constraint a WHERE a.connamespace = 'elsewhere'::regnamespace AND a.contype = 'c' AND replace(pg_get_constraintdef(a.oid), 'elsewhere.', 'billing.') NOT IN
	(SELECT pg_get_constraintdef(b.oid) FROM pg_constraint b WHERE b.connamespace = 'billing'::regnamespace)), NULL, 'a ledger has the same rules, whoever makes it');
ROLLBACK TO usual;

-- ---- the time zone of a practice ----

SELECT lives_ok(format($$INSERT INTO billing.practice (practice_id, name, time_zone) VALUES (%L, 'x', %1$L)$$, zone), zone)
	FROM unnest('{UTC,America/New_York,America/Argentina/Buenos_Aires,America/Port-au-Prince,US/East-Indiana,Pacific/Kiritimati,Etc/GMT+12}'::text[]) zone;
SELECT throws_ok(format($$INSERT INTO billing.practice (practice_id, name, time_zone) VALUES ('Z', 'x', %L)$$, zone), '23514', NULL, zone || ' is no place')
	FROM unnest('{EST,IST,EST5EDT,X-20,A/B-20,America/New_Yrok5}'::text[]) zone;
SELECT throws_ok($$INSERT INTO billing.practice (practice_id, name, time_zone) VALUES ('Z', 'x', 'America/New_Yrok')$$, '22023');
SELECT finish();
ROLLBACK;
