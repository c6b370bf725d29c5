-- 88-kpi-7-restated.sql - as it was known then, as it is known now, and what came in between

CREATE OR REPLACE FUNCTION @ledger@.kpi_restated(practice_id text, kpi text, as_of date, days integer DEFAULT 90, known_then timestamptz DEFAULT NULL, known_now timestamptz DEFAULT now(),
		payer_id text DEFAULT NULL, provider_npi text DEFAULT NULL, location text DEFAULT NULL, code_group text DEFAULT NULL,
		OUT name text, OUT unit text, OUT value_then numeric, OUT value_now numeric, OUT gap numeric, OUT numerator_then numeric, OUT denominator_then numeric,
		OUT numerator_now numeric, OUT denominator_now numeric, OUT immature_then bigint, OUT immature_now bigint, OUT hash_then text, OUT hash_now text) RETURNS record
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH asked AS (
		-- the end of the day itself, where nobody says when
		SELECT coalesce(kpi_restated.known_then, (kpi_restated.as_of + 1)::timestamp AT TIME ZONE p.time_zone - interval '1 microsecond') AS then,
			coalesce(kpi_restated.known_now, now()) AS now
		FROM @ledger@.practice p WHERE p.practice_id = kpi_restated.practice_id)
	SELECT k.name, k.unit, t.value, n.value, n.value - t.value, coalesce(t.numerator, 0), coalesce(t.denominator, 0), coalesce(n.numerator, 0), coalesce(n.denominator, 0),
		coalesce(t.immature, 0), coalesce(n.immature, 0), ht.hash, hn.hash
	FROM asked a
	-- (an unknown one is refused here)
	CROSS JOIN LATERAL rcm.kpi_definition(kpi_restated.kpi)
	JOIN rcm.kpis() k ON k.id = kpi_restated.kpi
	LEFT JOIN LATERAL rcm.kpi_parts(@ledger@.kpi_state(kpi_restated.practice_id, kpi_restated.as_of, kpi_restated.days, a.then,
		kpi_restated.payer_id, kpi_restated.provider_npi, kpi_restated.location, kpi_restated.code_group), kpi_restated.kpi, kpi_restated.days) t ON true
	LEFT JOIN LATERAL rcm.kpi_parts(@ledger@.kpi_state(kpi_restated.practice_id, kpi_restated.as_of, kpi_restated.days, a.now,
		kpi_restated.payer_id, kpi_restated.provider_npi, kpi_restated.location, kpi_restated.code_group), kpi_restated.kpi, kpi_restated.days) n ON true
	CROSS JOIN LATERAL @ledger@.kpi_lineage(kpi_restated.practice_id, kpi_restated.kpi, kpi_restated.as_of, kpi_restated.days, a.then,
		kpi_restated.payer_id, kpi_restated.provider_npi, kpi_restated.location, kpi_restated.code_group) ht
	CROSS JOIN LATERAL @ledger@.kpi_lineage(kpi_restated.practice_id, kpi_restated.kpi, kpi_restated.as_of, kpi_restated.days, a.now,
		kpi_restated.payer_id, kpi_restated.provider_npi, kpi_restated.location, kpi_restated.code_group) hn
$$;
COMMENT ON FUNCTION @ledger@.kpi_restated(text, text, date, integer, timestamptz, timestamptz, text, text, text, text) IS
'A KPI as of a day as it was known at one moment and as it is known at a later one: "as known on 31 March" and "as known today". kpi_late_events says which rows make the difference.

kpi - an id of rcm.kpis().
as_of, days - the day and the windows, as for kpi_state.
known_then - only what had been posted or recorded by then; null: by the end of the day itself.
known_now - the later moment; now.
payer_id, provider_npi, location, code_group - as for kpi_state.

Result: name and unit of the KPI; its value then and now, and the gap between; numerators and denominators (money in dollars), how many rows were too young to judge; hash_then and hash_now: of the rows that it was made of (kpi_lineage): who computes the same moment again, next year too, gets the same hash. No row of values for a practice that there is not. Error 22023: no such KPI.

    SELECT value_then, value_now, gap FROM @ledger@.kpi_restated(''HARBOR'', ''ncr_cohort'', ''2026-03-31'', known_then => ''2026-04-01'')';

CREATE OR REPLACE FUNCTION @ledger@.kpi_row_claim(practice_id text, relation text, key text, OUT claim_id text, OUT line_no integer) RETURNS record
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
#variable_conflict use_column
DECLARE
	practice text := kpi_row_claim.practice_id;
	name     text := kpi_row_claim.key;
BEGIN
	CASE kpi_row_claim.relation
	WHEN 'claim' THEN
		claim_id := name;
	WHEN 'claim_line' THEN
		-- (a claim's number may have a slash itself)
		claim_id := regexp_replace(name, '/[^/]*$', '');
		line_no := substring(name, '[^/]*$')::integer;
	WHEN 'receivable' THEN
		claim_id := regexp_replace(name, '/[^/]*/[^/]*$', '');
		line_no := split_part(substring(name, '[^/]*/[^/]*$'), '/', 1)::integer;
	WHEN 'entry' THEN
		SELECT e.claim_id, e.line_no INTO claim_id, line_no FROM @ledger@.entry e WHERE e.practice_id = practice AND e.entry_id = name::bigint;
	WHEN 'submission' THEN
		SELECT s.claim_id INTO claim_id FROM @ledger@.submission s WHERE s.practice_id = practice AND s.submission_id = name::bigint;
	WHEN 'remittance_claim', 'remittance_line' THEN
		SELECT r.claim_id INTO claim_id FROM @ledger@.remittance_claim r
			WHERE r.practice_id = practice AND r.remittance_id = split_part(name, '/', 1)::bigint AND r.claim_no = split_part(name, '/', 2)::integer;
	WHEN 'denial' THEN
		SELECT d.claim_id, d.line_no INTO claim_id, line_no FROM @ledger@.denial d WHERE d.practice_id = practice AND d.denial_id = name::bigint;
	ELSE
		NULL;
	END CASE;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_row_claim(text, text, text) IS
'Which claim and charge line a row of kpi_rows is of, by its relation and key; null: of none, or of a whole claim.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_late_events(practice_id text, kpi text, as_of date, days integer DEFAULT 90, known_then timestamptz DEFAULT NULL, known_now timestamptz DEFAULT now(),
		payer_id text DEFAULT NULL, provider_npi text DEFAULT NULL, location text DEFAULT NULL, code_group text DEFAULT NULL)
	RETURNS TABLE (change text, source text, relation text, key text, day date, numerator_then numeric, denominator_then numeric, numerator_now numeric, denominator_now numeric,
		numerator_gap numeric, denominator_gap numeric, late_events bigint[], first_posted_at timestamptz, last_posted_at timestamptz)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH asked AS MATERIALIZED (
		SELECT coalesce(kpi_late_events.known_then, (kpi_late_events.as_of + 1)::timestamp AT TIME ZONE p.time_zone - interval '1 microsecond') AS then,
			coalesce(kpi_late_events.known_now, now()) AS now
		FROM @ledger@.practice p WHERE p.practice_id = kpi_late_events.practice_id),
	before AS MATERIALIZED (
		SELECT r.* FROM asked a, @ledger@.kpi_rows(kpi_late_events.practice_id, kpi_late_events.kpi, kpi_late_events.as_of, kpi_late_events.days, a.then,
			kpi_late_events.payer_id, kpi_late_events.provider_npi, kpi_late_events.location, kpi_late_events.code_group) r),
	after AS MATERIALIZED (
		SELECT r.* FROM asked a, @ledger@.kpi_rows(kpi_late_events.practice_id, kpi_late_events.kpi, kpi_late_events.as_of, kpi_late_events.days, a.now,
			kpi_late_events.payer_id, kpi_late_events.provider_npi, kpi_late_events.location, kpi_late_events.code_group) r),
	-- a row may count more than once, as what is owed counts for each who owes it
	summed AS (
		SELECT x.source, x.relation, x.key, max(x.day) AS day, sum(x.was) AS was, sum(x.is) AS is,
			coalesce(sum(x.numerator) FILTER (WHERE x.was = 1), 0) AS numerator_then, coalesce(sum(x.denominator) FILTER (WHERE x.was = 1), 0) AS denominator_then,
			coalesce(sum(x.numerator) FILTER (WHERE x.is = 1), 0) AS numerator_now, coalesce(sum(x.denominator) FILTER (WHERE x.is = 1), 0) AS denominator_now
		FROM (SELECT b.source, b.relation, b.key, b.day, b.numerator, b.denominator, 1 AS was, 0 AS is FROM before b
			UNION ALL SELECT b.source, b.relation, b.key, b.day, b.numerator, b.denominator, 0, 1 FROM after b) x
		GROUP BY x.source, x.relation, x.key)
	SELECT CASE WHEN s.was = 0 THEN 'new' WHEN s.is = 0 THEN 'gone' ELSE 'changed' END, s.source, s.relation, s.key, s.day,
		s.numerator_then, s.denominator_then, s.numerator_now, s.denominator_now, s.numerator_now - s.numerator_then, s.denominator_now - s.denominator_then,
		l.events, l.first_at, l.last_at
	FROM summed s
	CROSS JOIN asked a
	CROSS JOIN LATERAL @ledger@.kpi_row_claim(kpi_late_events.practice_id, s.relation, s.key) c
	-- what was posted in between on the line, or the claim, that the row is of
	LEFT JOIN LATERAL (
		SELECT array_agg(DISTINCT e.event_id ORDER BY e.event_id) AS events, min(e.posted_at) AS first_at, max(e.posted_at) AS last_at
		FROM @ledger@.entry e
		WHERE e.practice_id = kpi_late_events.practice_id AND e.claim_id = c.claim_id AND e.line_no = coalesce(c.line_no, e.line_no)
			AND e.posted_at > a.then AND e.posted_at <= a.now) l ON true
	WHERE s.numerator_now <> s.numerator_then OR s.denominator_now <> s.denominator_then
	ORDER BY s.source, s.day, s.relation, s.key
$$;
COMMENT ON FUNCTION @ledger@.kpi_late_events(text, text, date, integer, timestamptz, timestamptz, text, text, text, text) IS
'The rows that make the difference between a KPI as it was known then and as it is known now: those that are new, gone, or count otherwise. The sums of numerator_gap and denominator_gap are the differences of kpi_restated exactly; arguments are the same.

Result:
change - new, gone, changed.
source, relation, key, day - the row, as in kpi_rows.
numerator_then and so on - what it counted then, and counts now; the gap.
late_events - events that were posted in between on the row''s charge line (or claim), with the first and last time at which: why it counts otherwise; null where it was not money. Table event has them.

    SELECT change, key, numerator_gap, denominator_gap, late_events FROM @ledger@.kpi_late_events(''HARBOR'', ''ncr_cohort'', ''2026-03-31'', known_then => ''2026-04-01'')';
