-- 87-kpi-9-facts.sql - the facts of all sources, KPIs of them, and the rows behind a number

CREATE OR REPLACE FUNCTION @ledger@.kpi_sources(OUT source text, OUT standing boolean, OUT counted_by text, OUT counters text[], OUT meaning text) RETURNS SETOF record
	LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 24 SET search_path = pg_catalog, rcm, pg_temp AS $$
	VALUES
		('charge', false, 'kpi_charge', '{}'::text[], 'charge lines, on the day of their first charge'),
		('claim', false, 'kpi_claim', '{}', 'claims through the edits, on the day they were made'),
		('submission', false, 'kpi_submission', '{}', 'first submissions, on their day'),
		('remittance', false, 'kpi_remittance', '{}', 'first remittances of claims, on the day of payment'),
		('paid line', false, 'kpi_paid_line', '{}', 'remitted lines, on the day of payment'),
		('disposition', false, 'kpi_disposition', '{}', 'claims settled, on the day on which they were'),
		('entry', false, 'kpi_entry', '{}', 'money, on the day it counts; and first statements'),
		('cohort', false, 'kpi_cohort', '{}', 'charge lines, on the day of service'),
		('patient balance', false, 'kpi_patient_balance', '{}', 'what patients owe, on the day it became theirs'),
		('appointment', false, 'kpi_appointment', '{}', 'appointments, on their day'),
		('visit', false, 'kpi_visit', '{}', 'completed visits, on their day'),
		('estimate', false, 'kpi_estimate', '{}', 'estimates: the ledger has no rows of them'),
		('denial', false, 'kpi_denial', '{}', 'denials, on the day of payment'),
		('appeal', false, 'kpi_appeal', '{}', 'appeals and reworks, on the day they were closed'),
		('finding', false, NULL, '{findings,findings_right,denials_checked,denials_foreseen}', 'findings of edits and denials, on the day of the first remittance'),
		('work', false, NULL, '{touches,touches_target}', 'work done and planned, on its day'),
		('deadline', false, NULL, '{deadlines,deadlines_missed}', 'appeals and filings, on their last day'),
		('supplied', false, NULL, NULL, 'what the host has put into kpi_number, on its day'),
		('receivable', true, 'kpi_receivable', '{}', 'what each party owes on each charge line'),
		('open claim', true, 'kpi_open_claim', '{}', 'claims that are not settled'),
		('unapplied', true, NULL, '{unapplied}', 'receipts and remittances whose money waits'),
		('credit', true, NULL, '{credit_items,refunds_overdue}', 'overpayments with a refund clock'),
		('unbilled', true, NULL, '{unbilled}', 'charges that no bill has left for'),
		('booked', true, 'kpi_appointment', '{}', 'appointments of the coming 60 days')
$$;
COMMENT ON FUNCTION @ledger@.kpi_sources() IS
'The sources of facts: name; standing: it holds as of a day (kpi_standing), else each row has its day (kpi_facts); counted_by: the function of schema rcm that counts its rows, or counters: those that it counts by name (null: any); meaning.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_windows(as_of date, days integer DEFAULT 90) RETURNS TABLE (source text, since date, until date)
	LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 24 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT s.source, CASE WHEN s.standing THEN w.as_of
			WHEN s.source = 'cohort' THEN (w.as_of - 90 - interval '1 year')::date + 1
			WHEN s.source = 'patient balance' THEN w.as_of - 90 - w.days + 1
			ELSE w.as_of - w.days + 1 END,
		CASE WHEN s.source IN ('cohort', 'patient balance') THEN w.as_of - 90 ELSE w.as_of END
	FROM @ledger@.kpi_sources() s
	-- (no window is longer than a century, or lies beyond all days)
	CROSS JOIN (SELECT CASE WHEN kpi_windows.as_of < '0001-01-01' THEN '0001-01-01' WHEN kpi_windows.as_of > '9999-12-31' THEN '9999-12-31' ELSE kpi_windows.as_of END AS as_of,
		CASE WHEN kpi_windows.days > 36600 THEN 36600 ELSE kpi_windows.days END AS days) w
$$;
COMMENT ON FUNCTION @ledger@.kpi_windows(date, integer) IS
'Which days of each source the KPIs of a day take: the last "days" days, as_of included; of the cohort 12 months that ended 90 days before; of patient balances "days" days that ended 90 days before; what stands, as of the day itself. (Appointments of the coming 60 days are a source of their own, booked.)';

CREATE OR REPLACE FUNCTION @ledger@.kpi_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL, sources text[] DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10000 SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	practice text := kpi_facts.practice_id;
	wanted   text[] := coalesce(kpi_facts.sources, ARRAY(SELECT s.source FROM @ledger@.kpi_sources() s WHERE NOT s.standing));
BEGIN
	IF since IS NULL OR until IS NULL OR NOT EXISTS (SELECT FROM @ledger@.practice p WHERE p.practice_id = practice) THEN
		RETURN;
	END IF;
	IF 'charge' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.charge_facts(practice, since, until, known_at);
	END IF;
	IF 'claim' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.claim_facts(practice, since, until, known_at);
	END IF;
	IF 'submission' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.submission_facts(practice, since, until, known_at);
	END IF;
	IF 'remittance' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.remittance_facts(practice, since, until, known_at);
	END IF;
	IF 'paid line' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.paid_line_facts(practice, since, until, known_at);
	END IF;
	IF 'finding' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.finding_facts(practice, since, until, known_at);
	END IF;
	IF 'disposition' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.disposition_facts(practice, since, until, known_at);
	END IF;
	IF 'cohort' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.cohort_facts(practice, since, until, known_at);
	END IF;
	IF 'patient balance' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.patient_balance_facts(practice, since, until, known_at);
	END IF;
	IF 'entry' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.entry_facts(practice, since, until, known_at);
		RETURN QUERY SELECT * FROM @ledger@.statement_facts(practice, since, until, known_at);
	END IF;
	IF 'appointment' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.appointment_facts(practice, since, until, known_at);
	END IF;
	IF 'visit' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.visit_facts(practice, since, until, known_at);
	END IF;
	IF 'denial' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.denial_facts_of_days(practice, since, until, known_at);
	END IF;
	IF 'appeal' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.appeal_facts(practice, since, until, known_at);
	END IF;
	IF 'work' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.work_facts(practice, since, until, known_at);
	END IF;
	IF 'deadline' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.deadline_facts(practice, since, until, known_at);
	END IF;
	IF 'supplied' = ANY (wanted) THEN
		RETURN QUERY SELECT practice, 'supplied', n.day, NULL::text, NULL::text, NULL::text, NULL::text, 'kpi_number', to_char(n.day::timestamp, 'YYYY-MM-DD') || '/' || n.counter, rcm.kpi_of(n.counter, n.amount)
			FROM @ledger@.kpi_number n
			WHERE n.practice_id = practice AND n.day BETWEEN kpi_facts.since AND kpi_facts.until AND n.recorded_at <= coalesce(kpi_facts.known_at, 'infinity');
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_facts(text, date, date, timestamptz, text[]) IS
'What rows of the ledger count in KPIs, by their day: a row for each, with its dimensions, its key and the state that rcm.kpi adds up.

since, until - days, both included.
known_at - only what was posted or recorded by this moment; null: all. Dimensions are as they are now.
sources - names of kpi_sources(); null: all that have a day.

    SELECT payer_id, rcm.denial_rate(rcm.kpi(fact)) FROM @ledger@.kpi_facts(''HARBOR'', current_date - 30, current_date) GROUP BY payer_id';

CREATE OR REPLACE FUNCTION @ledger@.kpi_standing(practice_id text, as_of date DEFAULT NULL, known_at timestamptz DEFAULT NULL, sources text[] DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10000 SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	practice text := kpi_standing.practice_id;
	wanted   text[] := coalesce(kpi_standing.sources, ARRAY(SELECT s.source FROM @ledger@.kpi_sources() s WHERE s.standing));
	today    date := @ledger@.today(practice);
	-- of a day to come nothing more is known than of today
	day      date := least(coalesce(kpi_standing.as_of, today), today);
BEGIN
	IF day IS NULL THEN
		RETURN;
	END IF;
	IF 'receivable' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.receivable_facts(practice, day, known_at);
	END IF;
	IF 'open claim' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.open_claim_facts(practice, day, known_at);
	END IF;
	IF 'unapplied' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.unapplied_facts(practice, day, known_at);
	END IF;
	IF 'credit' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.credit_facts(practice, day, known_at);
	END IF;
	IF 'unbilled' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.unbilled_facts(practice, day, known_at);
	END IF;
	IF 'booked' = ANY (wanted) THEN
		RETURN QUERY SELECT * FROM @ledger@.booked_facts(practice, day, known_at);
	END IF;
	-- (in a ledger that has anything in it, that nothing is found is an answer)
	IF wanted && '{receivable,unapplied,unbilled}' AND EXISTS (SELECT FROM @ledger@.event v
			WHERE v.practice_id = practice AND v.effective_on <= day AND v.kind IN ('charge', 'receipt') AND v.posted_at <= coalesce(kpi_standing.known_at, 'infinity')) THEN
		RETURN QUERY SELECT practice, l.source, day, NULL::text, NULL::text, NULL::text, NULL::text, 'practice', practice, rcm.kpi_of(l.source || '_looked', 1)
			FROM unnest('{receivable,unapplied,unbilled}'::text[]) l (source) WHERE l.source = ANY (wanted);
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_standing(text, date, timestamptz, text[]) IS
'What rows of the ledger count in KPIs as of a day: what is owed, claims that are open, money that waits, credits, charges not billed, and appointments to come; and that the practice''s were looked through, so that none is zero and not unknown.

as_of - the day; null, or a day to come: today at the practice.
known_at - only what was posted or recorded by this moment; null: all.
sources - names of kpi_sources(); null: all that stand.

    SELECT payer_id, rcm.ar_over_90(rcm.kpi(fact)) FROM @ledger@.kpi_standing(''HARBOR'') GROUP BY payer_id';

CREATE OR REPLACE FUNCTION @ledger@.kpi_window_facts(practice_id text, as_of date, days integer, known_at timestamptz, payer_id text, provider_npi text, location text, code_group text, sources text[] DEFAULT NULL)
	RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 10000 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH dated AS (
		SELECT w.since, w.until, array_agg(w.source) AS sources
		FROM @ledger@.kpi_windows(coalesce(kpi_window_facts.as_of, @ledger@.today(kpi_window_facts.practice_id)), kpi_window_facts.days) w
		JOIN @ledger@.kpi_sources() s ON s.source = w.source AND NOT s.standing
		WHERE kpi_window_facts.sources IS NULL OR w.source = ANY (kpi_window_facts.sources)
		GROUP BY w.since, w.until),
	facts AS (
		SELECT f.* FROM dated d, @ledger@.kpi_facts(kpi_window_facts.practice_id, d.since, d.until, kpi_window_facts.known_at, d.sources) f
		UNION ALL
		SELECT f.* FROM @ledger@.kpi_standing(kpi_window_facts.practice_id, kpi_window_facts.as_of, kpi_window_facts.known_at, kpi_window_facts.sources) f)
	SELECT f.* FROM facts f
	WHERE (kpi_window_facts.payer_id IS NULL OR coalesce(f.payer_id, '') = kpi_window_facts.payer_id)
		AND (kpi_window_facts.provider_npi IS NULL OR coalesce(f.provider_npi, '') = kpi_window_facts.provider_npi)
		AND (kpi_window_facts.location IS NULL OR coalesce(f.location, '') = kpi_window_facts.location)
		AND (kpi_window_facts.code_group IS NULL OR coalesce(f.code_group, '') = kpi_window_facts.code_group)
$$;
COMMENT ON FUNCTION @ledger@.kpi_window_facts(text, date, integer, timestamptz, text, text, text, text, text[]) IS
'The facts that the KPIs of a day are made of: of each source those of its window (kpi_windows), as far as payer, provider, location and code group are those given (null: any; empty: rows that have none).';

CREATE OR REPLACE FUNCTION @ledger@.kpi_state(practice_id text, as_of date DEFAULT NULL, days integer DEFAULT 90, known_at timestamptz DEFAULT NULL,
		payer_id text DEFAULT NULL, provider_npi text DEFAULT NULL, location text DEFAULT NULL, code_group text DEFAULT NULL) RETURNS rcm.kpi
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT coalesce(rcm.kpi(f.fact), '{}') FROM @ledger@.kpi_window_facts(kpi_state.practice_id, kpi_state.as_of, kpi_state.days, kpi_state.known_at,
		kpi_state.payer_id, kpi_state.provider_npi, kpi_state.location, kpi_state.code_group) f
$$;
COMMENT ON FUNCTION @ledger@.kpi_state(text, date, integer, timestamptz, text, text, text, text) IS
'All KPIs of a practice as of a day, as one state, computed from the rows: exact at any time.

as_of - the day; null: today at the practice.
days - of the windows; see kpi_windows. KPIs in days of something need the same number: rcm.days_in_ar(state, days => 90).
known_at - as it was known at this moment; null: as it is known now.
payer_id, provider_npi, location, code_group - only rows of these; null: any; empty: rows that have none.

    SELECT name, colour, reason FROM rcm.lights((SELECT @ledger@.kpi_state(''HARBOR'')), (SELECT @ledger@.kpi_state(''HARBOR'', current_date - 90)))';

CREATE OR REPLACE FUNCTION @ledger@.kpi_rows(practice_id text, kpi text, as_of date DEFAULT NULL, days integer DEFAULT 90, known_at timestamptz DEFAULT NULL,
		payer_id text DEFAULT NULL, provider_npi text DEFAULT NULL, location text DEFAULT NULL, code_group text DEFAULT NULL)
	RETURNS TABLE (source text, relation text, key text, day date, payer_id text, provider_npi text, location text, code_group text, numerator numeric, denominator numeric)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET standard_conforming_strings = on AS $$
	WITH definition AS MATERIALIZED (
		SELECT k.id, ARRAY(SELECT DISTINCT ltrim(c, '- ') FROM unnest(k.numerator_counters || k.denominator_counters) c) AS counters
		-- (an unknown one is refused here)
		FROM rcm.kpi_definition(kpi_rows.kpi) d, rcm.kpis() k WHERE k.id = kpi_rows.kpi),
	wanted AS MATERIALIZED (
		SELECT array_agg(s.source) AS sources FROM @ledger@.kpi_sources() s, definition d
		WHERE s.counters IS NULL OR s.counters && d.counters
			OR EXISTS (SELECT FROM rcm.kpi_counters() c WHERE c.counted_by = s.counted_by AND c.counter = ANY (d.counters))
			OR kpi_rows.kpi = 'denial_concentration' AND s.source = 'denial'),
	facts AS MATERIALIZED (
		SELECT f.*, p.numerator, p.denominator FROM wanted w,
			@ledger@.kpi_window_facts(kpi_rows.practice_id, kpi_rows.as_of, kpi_rows.days, kpi_rows.known_at,
				kpi_rows.payer_id, kpi_rows.provider_npi, kpi_rows.location, kpi_rows.code_group, w.sources) f,
			rcm.kpi_parts(f.fact, kpi_rows.kpi) p
		WHERE p.numerator <> 0 OR p.denominator <> 0),
	-- which roots are the five is only known of all rows
	five AS MATERIALIZED (
		SELECT array_agg(r.counter) AS roots FROM (
			SELECT c.counter FROM facts f, rcm.counters(f.fact) c WHERE kpi_rows.kpi = 'denial_concentration' AND c.counter LIKE 'root\_%'
			GROUP BY c.counter ORDER BY sum(c.amount) DESC, c.counter LIMIT 5) r)
	SELECT f.source, f.relation, f.key, f.day, f.payer_id, f.provider_npi, f.location, f.code_group,
		CASE WHEN kpi_rows.kpi <> 'denial_concentration' THEN f.numerator
			ELSE (SELECT coalesce(sum(c.amount), 0) FROM rcm.counters(f.fact) c, five v WHERE c.counter = ANY (v.roots)) END, f.denominator
	FROM facts f
	ORDER BY f.source, f.day, f.relation, f.key
$$;
COMMENT ON FUNCTION @ledger@.kpi_rows(text, text, date, integer, timestamptz, text, text, text, text) IS
'The rows behind a KPI: each row of the ledger that counts in it, with what it adds to numerator and denominator. The sums of both are numerator and denominator of rcm.kpi_parts(kpi_state(...), kpi) with the same arguments; of a share of the whole only the numerator is known here. Error 22023 for an unknown KPI.

kpi - an id of rcm.kpis(). The other arguments are those of kpi_state.

    SELECT relation, key, numerator, denominator FROM @ledger@.kpi_rows(''HARBOR'', ''denial_initial_claims'') WHERE numerator <> 0';

CREATE OR REPLACE FUNCTION @ledger@.kpi_lineage(practice_id text, kpi text, as_of date DEFAULT NULL, days integer DEFAULT 90, known_at timestamptz DEFAULT NULL,
		payer_id text DEFAULT NULL, provider_npi text DEFAULT NULL, location text DEFAULT NULL, code_group text DEFAULT NULL,
		OUT numerator numeric, OUT denominator numeric, OUT rows bigint, OUT hash text) RETURNS record
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp SET datestyle = 'ISO, YMD' AS $$
	SELECT coalesce(sum(r.numerator), 0), coalesce(sum(r.denominator), 0), count(*),
		encode(sha256(convert_to(coalesce(string_agg(concat_ws(' ', r.source, r.relation, r.key, r.day, r.numerator, r.denominator), E'\n'
			ORDER BY r.source COLLATE "C", r.relation COLLATE "C", r.key COLLATE "C", r.day), ''), 'UTF8')), 'hex')
	FROM @ledger@.kpi_rows(kpi_lineage.practice_id, kpi_lineage.kpi, kpi_lineage.as_of, kpi_lineage.days, kpi_lineage.known_at,
		kpi_lineage.payer_id, kpi_lineage.provider_npi, kpi_lineage.location, kpi_lineage.code_group) r
$$;
COMMENT ON FUNCTION @ledger@.kpi_lineage(text, text, date, integer, timestamptz, text, text, text, text) IS
'What a KPI was made of, in short: the sums of kpi_rows, how many rows there are, and the SHA-256 of their list. Two people who see the same hash have counted the same rows. Arguments are those of kpi_rows.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_percentiles(practice_id text, kpi text, as_of date DEFAULT NULL, days integer DEFAULT 90, known_at timestamptz DEFAULT NULL,
		payer_id text DEFAULT NULL, provider_npi text DEFAULT NULL, location text DEFAULT NULL, code_group text DEFAULT NULL,
		OUT rows bigint, OUT mean numeric, OUT median numeric, OUT p90 numeric) RETURNS record
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT count(*), round(sum(r.numerator) / nullif(sum(r.denominator), 0), 4),
		round(percentile_disc(0.5) WITHIN GROUP (ORDER BY r.numerator / r.denominator), 4),
		round(percentile_disc(0.9) WITHIN GROUP (ORDER BY r.numerator / r.denominator), 4)
	FROM @ledger@.kpi_rows(kpi_percentiles.practice_id, kpi_percentiles.kpi, kpi_percentiles.as_of, kpi_percentiles.days, kpi_percentiles.known_at,
		kpi_percentiles.payer_id, kpi_percentiles.provider_npi, kpi_percentiles.location, kpi_percentiles.code_group) r
	WHERE r.denominator <> 0
$$;
COMMENT ON FUNCTION @ledger@.kpi_percentiles(text, text, date, integer, timestamptz, text, text, text, text) IS
'How a KPI that is a mean over rows, such as charge_lag or claim_lag, is spread: rows, mean, and the values that half and 90 % of the rows do not exceed (values that occur, each row alike). For KPIs whose numerator and denominator are of the same rows. Arguments are those of kpi_rows.

    SELECT median, p90 FROM @ledger@.kpi_percentiles(''HARBOR'', ''charge_lag'')';
