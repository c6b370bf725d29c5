-- ledger_kpi_day.sql - what is stored by day is what the rows say, whatever happens in whatever order
--
-- The stream of ledger_random.sql goes on, with appointments, coverage, denials worked and appealed, entries of
-- other days; now and then kpi_day is refreshed. Whatever is read must be what is counted from the rows, before and
-- after. KPI_ROUNDS (3) and LEDGER_SEED (0.42) are read from the environment.
\set ON_ERROR_STOP 1
\ir given/money.sql
\ir given/stream.sql
SET search_path = public, pg_catalog, rcm;
\set rounds 3
\getenv rounds KPI_ROUNDS
\set seed 0.42
\getenv seed LEDGER_SEED
SELECT no_plan();
SELECT diag(format('%s rounds, seed %s', :'rounds', :'seed'));
SELECT setseed(:seed) \g /dev/null

-- ---- nothing there ----
SELECT is(billing.kpi_current('A'), NULL, 'an empty ledger counts nothing');
SELECT is(billing.refresh_kpis('A'), 0, 'and has no day to refresh');
SELECT throws_ok($$SELECT billing.refresh_kpis('Z')$$, 'RC010', NULL, 'a practice that there is not is refused');
SELECT throws_ok($$SELECT billing.kpi_current('A', dimension => 'moon')$$, '22023', NULL, 'so is a dimension that there is not');
SELECT is((SELECT count(*) FROM billing.kpi_month WHERE light <> 'grey'), 0::bigint, 'views of an empty ledger are empty or grey');

-- ---- both ways of counting ----
CREATE TEMP TABLE wrong (at text, what text, stored rcm.kpi, live rcm.kpi);
-- days of single sources, windows as of days, items of dimensions
CREATE TEMP TABLE live OF billing.kpi_fact;
CREATE FUNCTION pg_temp.compare(at text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp, pg_catalog, rcm AS $$
DECLARE
	d     integer;
	kinds text := (ARRAY['provider', 'location', 'code group'])[1 + floor(random() * 3)];
BEGIN
	TRUNCATE live;
	INSERT INTO live SELECT * FROM billing.kpi_facts('A', current_date - 400, current_date + 5);
	INSERT INTO wrong
		SELECT at, concat_ws(' ', source, day), s.state, l.state
		FROM (SELECT day, source, state FROM billing.kpi_daily('A', current_date - 400, current_date + 5) WHERE state <> '{}') s
		FULL JOIN (SELECT f.day, f.source, kpi(f.fact) AS state FROM live f GROUP BY 1, 2) l USING (day, source)
		WHERE coalesce(s.state, '{}') <> coalesce(l.state, '{}');
	FOREACH d IN ARRAY ARRAY[1, 30, 22, 90 + extract(day FROM current_date)::integer] LOOP
		INSERT INTO wrong
			SELECT at, format('as of %s days ago %s', d, source), s.state, l.state
			FROM (SELECT x.source, merge(b.state) AS state FROM (SELECT array_agg(y.source) AS sources, array_agg(current_date - d) AS days FROM billing.kpi_sources() y WHERE y.standing) w,
					billing.kpi_between('A', w.sources, w.days, w.days) b, LATERAL (SELECT b.source) x GROUP BY 1) s
			FULL JOIN (SELECT f.source, kpi(f.fact) AS state FROM billing.kpi_standing('A', current_date - d) f GROUP BY 1) l USING (source)
			WHERE coalesce(s.state, '{}') <> coalesce(l.state, '{}');
	END LOOP;
	-- windows as of today, for each item
	DELETE FROM live f USING billing.kpi_windows(current_date) w WHERE w.source = f.source AND f.day NOT BETWEEN w.since AND w.until;
	INSERT INTO live SELECT * FROM billing.kpi_standing('A');
	INSERT INTO wrong
		SELECT at, concat_ws(' ', i.kind, of_item), s.state, l.state
		FROM (SELECT k.kind, i.of_item, i.state FROM unnest(ARRAY['all', 'payer', kinds]) k (kind), billing.kpi_items('A', dimension => k.kind) i) s
		FULL JOIN (SELECT k.kind, coalesce(CASE k.kind WHEN 'all' THEN '' WHEN 'payer' THEN f.payer_id WHEN 'provider' THEN f.provider_npi WHEN 'location' THEN f.location ELSE f.code_group END, '') AS of_item,
				kpi(f.fact) AS state FROM unnest(ARRAY['all', 'payer', kinds]) k (kind), live f GROUP BY 1, 2) l USING (kind, of_item),
			LATERAL (SELECT kind) i
		WHERE coalesce(s.state, '{}') <> coalesce(l.state, '{}');
END $$;

-- ---- what the stream does not do ----
CREATE FUNCTION pg_temp.some_day() RETURNS date LANGUAGE sql VOLATILE AS $$ SELECT current_date - floor(random() * 130)::integer $$;
CREATE FUNCTION pg_temp.also(n integer) RETURNS text LANGUAGE plpgsql SET search_path = public, pg_catalog, rcm AS $$
DECLARE
	picked text := (SELECT claim_id FROM billing.claim ORDER BY random() LIMIT 1);
	line   record;
	day    date := pg_temp.some_day();
	kind   integer := n % 16;
	done   text;
BEGIN
	CASE kind
	WHEN 0 THEN	-- a claim of another day, written some days ago, with lines of several days
		INSERT INTO billing.claim (practice_id, patient_id, state, charged_on, created_at, document)
			SELECT 'A', (SELECT patient_id FROM billing.patient ORDER BY random() LIMIT 1), CASE WHEN random() < 0.3 THEN 'draft' ELSE 'ready' END, day + 1, (day + 1)::timestamptz,
				jsonb_set(given.bill('X' || n, '[["99214", 210], ["20610", 95.5]]', jsonb_build_object('payer_id', CASE WHEN random() < 0.5 THEN 'NHP01' ELSE 'EAST2' END,
					'pos', CASE WHEN random() < 0.5 THEN '11' ELSE '22' END), current_date - day)::jsonb, '{lines,1,from}', to_jsonb(day + 3))::text::rcm.claim
			WHERE day < current_date - 5;
	WHEN 1 THEN	-- it was sent, days ago
		INSERT INTO billing.submission (practice_id, claim_id, interchange_id, item, transaction, payer_id, payer_seq, freq, form, charge, submitted_on, submitted_at, digest, document)
			SELECT 'A', c.claim_id, (SELECT interchange_id FROM billing.interchange LIMIT 1), 1, 1, c.payer_id, 'P', '1', 'P', c.total_charge, d.day, d.day::timestamptz, '', c.document
			FROM billing.claim c, LATERAL (SELECT greatest(day, (c.created_at)::date) AS day) d WHERE c.claim_id = picked AND c.state IN ('ready', 'paid') AND EXISTS (SELECT FROM billing.interchange);
		UPDATE billing.claim SET state = 'submitted' WHERE claim_id = picked AND state = 'ready';
	WHEN 2 THEN	-- an acknowledgement
		UPDATE billing.claim SET state = CASE WHEN random() < 0.5 THEN 'accepted' ELSE 'rejected' END WHERE claim_id = (SELECT claim_id FROM billing.claim WHERE state = 'submitted' LIMIT 1);
	WHEN 3 THEN	-- money of another day
		SELECT r.claim_id, r.line_no, r.patient INTO line FROM billing.receivable r WHERE r.patient > 1 ORDER BY random() LIMIT 1;
		IF FOUND THEN
			PERFORM billing.record_receipt('A', 'K' || n, 'patient', 1, 'portal', 'card', received_on => day, patient_id => (SELECT patient_id FROM billing.claim c WHERE c.claim_id = line.claim_id));
			PERFORM billing.apply_receipt('A', 'K' || n, line.claim_id, line.line_no, 1);
		END IF;
	WHEN 4 THEN
		INSERT INTO billing.appointment (practice_id, appointment_id, patient_id, provider_npi, starts_at, status)
			SELECT 'A', 'T' || n, patient_id, '1234567893', now() + (random() * 150 - 110) * interval '1 day', (ARRAY['booked', 'arrived', 'kept', 'cancelled', 'no show'])[1 + floor(random() * 5)]
			FROM billing.patient ORDER BY random() LIMIT 2 ON CONFLICT DO NOTHING;
	WHEN 5 THEN
		UPDATE billing.appointment SET starts_at = starts_at + interval '3 days', status = 'kept', note_signed_at = CASE WHEN random() < 0.3 THEN now() END
			WHERE appointment_id = (SELECT appointment_id FROM billing.appointment ORDER BY random() LIMIT 1);
	WHEN 6 THEN
		DELETE FROM billing.appointment WHERE appointment_id = (SELECT appointment_id FROM billing.appointment ORDER BY random() LIMIT 1);
	WHEN 7 THEN
		INSERT INTO billing.eligibility (practice_id, patient_id, status, checked_at, snapshot) SELECT 'A', patient_id, 'active', starts_at - interval '2 days', '{}' FROM billing.appointment ORDER BY random() LIMIT 1;
		INSERT INTO billing.coverage (practice_id, coverage_id, patient_id, rank, payer_id, eff) SELECT 'A', 'N' || n, patient_id, 1, 'NHP01', day FROM billing.appointment ORDER BY random() LIMIT 1 ON CONFLICT DO NOTHING;
	WHEN 8 THEN
		UPDATE billing.patient SET bill_hold = CASE WHEN bill_hold IS NULL THEN 'deceased' END WHERE patient_id = (SELECT patient_id FROM billing.claim WHERE claim_id = picked);
	WHEN 9 THEN
		PERFORM billing.queue_work('A');
		UPDATE billing.work_item SET note = 'called', acting = 'ann' WHERE item_id = (SELECT item_id FROM billing.work_item WHERE state <> 'closed' ORDER BY random() LIMIT 1);
	WHEN 10 THEN
		UPDATE billing.work_item SET state = 'snoozed', snoozed_until = current_date - 1, acting = 'bob' WHERE item_id = (SELECT item_id FROM billing.work_item WHERE state = 'open' ORDER BY random() LIMIT 1);
	WHEN 11 THEN
		INSERT INTO billing.kpi_number (practice_id, day, counter, amount) VALUES ('A', day, 'cost', n) ON CONFLICT DO NOTHING;
		UPDATE billing.kpi_number x SET amount = amount + 1 WHERE x.day = (SELECT min(k.day) FROM billing.kpi_number k);
	WHEN 12 THEN	-- a draft that goes, one that becomes void
		DELETE FROM billing.claim WHERE claim_id = (SELECT claim_id FROM billing.claim c WHERE state = 'draft' AND NOT EXISTS (SELECT FROM billing.claim_line x WHERE x.claim_id = c.claim_id)
			AND NOT EXISTS (SELECT FROM billing.claim_transition t WHERE t.claim_id = c.claim_id AND t.from_state <> 'new') AND claim_id LIKE 'X%' LIMIT 1);
		UPDATE billing.claim SET state = 'void' WHERE claim_id = (SELECT claim_id FROM billing.claim WHERE state = 'ready' AND claim_id LIKE 'X%' ORDER BY random() LIMIT 1);
	WHEN 13 THEN	-- a document that says another day, payer and place
		UPDATE billing.claim SET document = (document::jsonb || '{"pos": "21", "payer_id": "WEST3"}' || jsonb_build_object('lines', (SELECT jsonb_agg(l || jsonb_build_object('from', day)) FROM jsonb_array_elements(document::jsonb -> 'lines') l)))::text::rcm.claim
			WHERE claim_id = (SELECT claim_id FROM billing.claim WHERE state IN ('draft', 'ready') AND claim_id LIKE 'X%' ORDER BY random() LIMIT 1) AND day < current_date - 5;
	WHEN 14 THEN
		INSERT INTO billing.overpayment (practice_id, owner, cause, amount, received_on, identified_on) VALUES ('A', 'medicare', 'other', 5, day, day);
		UPDATE billing.overpayment SET returned_on = current_date WHERE overpayment_id = (SELECT min(overpayment_id) FROM billing.overpayment WHERE returned_on IS NULL);
	ELSE
		INSERT INTO billing.work_target (practice_id, person, per_day, eff) VALUES ('A', 'ann', 20, current_date - 30) ON CONFLICT DO NOTHING;
		INSERT INTO billing.attachment (practice_id, claim_id, kind, asked_by, asked_on, due_on) SELECT 'A', picked, 'clinical note', 'payer', day, day + 10;
		UPDATE billing.attachment SET due_on = due_on - 4, sent_on = current_date WHERE attachment_id = (SELECT min(attachment_id) FROM billing.attachment WHERE sent_on IS NULL);
	END CASE;
	RETURN kind || ' ';
EXCEPTION WHEN SQLSTATE 'RC010' OR SQLSTATE 'RC011' OR exclusion_violation OR foreign_key_violation THEN
	RETURN kind || ' ' || SQLERRM;
END $$;
CREATE TEMP TABLE said (what text);

-- each round: what happens, then both ways of counting; every other one is refreshed, and compared again
SELECT format('CALL stream.run(%s)', CASE n WHEN 1 THEN 3 ELSE 1 END),
	'ANALYZE',
	format('INSERT INTO said SELECT pg_temp.also(m + %s) FROM generate_series(1, %s) m', 1000 * n, CASE n % 3 WHEN 0 THEN 4 ELSE 32 END),
	format('DO $$ BEGIN PERFORM pg_temp.compare(''round %s''); END $$', n),
	CASE WHEN n % 2 = 1 THEN 'DO $$ BEGIN PERFORM billing.refresh_kpis(''A''); PERFORM pg_temp.compare(''refreshed''); END $$' ELSE 'DO $$ BEGIN END $$' END,
	format('SELECT is_empty(''SELECT at, what, stored, live FROM wrong LIMIT 5'', ''round %s: what is read is what the rows say'')', n)
	FROM generate_series(1, :rounds) n \gexec
SELECT is((SELECT string_agg(DISTINCT what, E'\n') FROM said WHERE what ~ ' .' AND what !~ 'submitted|cannot|already|owe|day'), NULL, 'nothing else was refused');

-- ---- what a refresh costs: days that changed ----
SELECT billing.refresh_kpis('A') \g /dev/null
SELECT is(billing.refresh_kpis('A'), 0, 'where nothing has changed nothing is counted');
SELECT is((SELECT count(*) FROM billing.kpi_mark), 0::bigint, 'all marks were seen');
INSERT INTO billing.kpi_number (practice_id, day, counter, amount) VALUES ('A', current_date - 20, 'slots', 7), ('A', current_date - 60, 'slots', 7);
SELECT cmp_ok(billing.refresh_kpis('A'), '<=', 24, 'where two days have, few are (and what stood since)');
SELECT is(billing.kpi_current('A'), billing.kpi_state('A'), 'and the number is right');

-- ---- a clean read does not look at the rows ----
CREATE FUNCTION pg_temp.scans() RETURNS bigint LANGUAGE sql VOLATILE AS $$
	SELECT sum(seq_scan + coalesce(idx_scan, 0))::bigint FROM pg_stat_xact_user_tables WHERE schemaname = 'billing' AND relname IN ('receivable', 'denial', 'remittance_line') $$;
-- (what is not billed today is never stored: its claims are looked up, one by one)
CREATE FUNCTION pg_temp.looked_up() RETURNS bigint LANGUAGE sql VOLATILE AS $$
	SELECT (seq_scan + coalesce(idx_scan, 0))::bigint FROM pg_stat_xact_user_tables WHERE schemaname = 'billing' AND relname = 'entry' $$;
SELECT count(*) AS unbilled FROM billing.kpi_standing('A', NULL, NULL, '{unbilled}') \gset
CREATE FUNCTION pg_temp.sequential() RETURNS text LANGUAGE sql VOLATILE AS $$
	SELECT string_agg(relname, ' ') FROM pg_stat_xact_user_tables WHERE schemaname = 'billing' AND seq_scan > 0
		AND relname IN ('entry', 'receivable', 'denial', 'claim', 'claim_line', 'submission', 'remittance_claim', 'remittance_line', 'claim_transition') $$;
BEGIN;
SELECT pg_temp.looked_up() AS before \gset
SELECT count(*) FROM billing.kpi_lights('A') \g /dev/null
SELECT is(pg_temp.scans(), 0::bigint, 'lights of a clean ledger read no receivable, denial or remitted line');
SELECT cmp_ok(pg_temp.looked_up() - :before, '<=', :unbilled::bigint, 'and no entry but of what is not billed yet');
SELECT is(pg_temp.sequential(), NULL, 'and no table from end to end');
COMMIT;
BEGIN;
SELECT count(light) FROM billing.kpi_month WHERE practice_id = 'A' AND dimension = 'payer' \g /dev/null
SELECT is(pg_temp.sequential(), NULL, 'nor does the view by month');
COMMIT;

-- ---- views add up ----
SELECT is((SELECT sum(net_payments) FROM billing.kpi_cash_month WHERE dimension = 'payer'), (SELECT sum(net_payments) FROM billing.kpi_cash_month WHERE dimension = 'all'), 'payers add up to the practice');
SELECT is((SELECT sum(charges) FROM billing.kpi_cash_month WHERE dimension = 'all'), (SELECT rcm.counter(rcm.kpi(fact), 'charges') FROM billing.kpi_facts('A', current_date - 800, current_date, sources => '{charge}')), 'months to all charges');
SELECT is((SELECT sum(amount) FROM billing.kpi_aging_month WHERE dimension = 'all' AND day = current_date AND bucket <> 'credit'), (SELECT open_balance FROM billing.kpi_core_month WHERE dimension = 'all' AND month = date_trunc('month', current_date)), 'buckets to the open balance');
SELECT is((SELECT sum(amount) FROM billing.kpi_denial_month WHERE practice_id = 'A' AND dimension = 'all'),
	(SELECT sum(amount)::numeric FROM billing.denial WHERE practice_id = 'A' AND nature NOT IN ('underpayment', 'unclassified')), 'causes to all that was denied');
SELECT is((SELECT value FROM billing.kpi_month WHERE dimension = 'all' AND kpi = 'denial_initial_claims' AND month = date_trunc('month', current_date)),
	(SELECT round(100 * sum(numerator) / nullif(sum(denominator), 0), 4) FROM billing.kpi_month WHERE dimension = 'payer' AND kpi = 'denial_initial_claims' AND month = date_trunc('month', current_date)), 'a rate is a ratio of sums');
SELECT is((SELECT string_agg(relname || '.' || attname, ' ') FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
	WHERE c.relnamespace = 'billing'::regnamespace AND c.relkind = 'v' AND c.relname LIKE 'kpi%month' AND t.typname NOT IN ('text', 'date', 'numeric', 'int4', 'int8', 'bool')), NULL, 'views for report writers have plain types');

-- ---- kpi_day may be lost ----
DELETE FROM billing.kpi_day WHERE random() < 0.5 AND dimension = 'all';
SELECT is(billing.kpi_current('A'), billing.kpi_state('A'), 'days that are not stored are counted');
SELECT cmp_ok(billing.refresh_kpis('A', current_date - 10), '>', 10, 'and stored again, up to a day');
SELECT is(billing.kpi_current('A'), billing.kpi_state('A'), 'later ones are counted');
UPDATE billing.practice SET time_zone = 'Pacific/Honolulu' WHERE practice_id = 'A';
SELECT is(billing.kpi_current('A'), billing.kpi_state('A'), 'another time zone moves days: nothing that is stored counts');
SELECT * FROM finish();
