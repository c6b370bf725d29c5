-- ledger_kpi_lights.sql - the lights of a practice, its own limits, and numbers as they were known
\set ON_ERROR_STOP 1
\ir given/money.sql
SET search_path = public, pg_catalog, rcm;
BEGIN;
SELECT no_plan();

-- ---- nothing to judge ----
SELECT is((SELECT string_agg(DISTINCT colour, ' ') FROM billing.kpi_lights('A')), 'grey', 'an empty ledger is grey throughout');
SELECT is((SELECT count(*) FROM billing.kpi_lights('A') WHERE reason IS NULL OR reason = ''), 0::bigint, 'and says why');
SELECT is((SELECT count(*) FROM billing.kpi_lights('A')), (SELECT count(*) FROM rcm.kpis()), 'every KPI and variant has its row');
SELECT is((SELECT string_agg(kpi, ' ' ORDER BY number) FROM billing.kpi_lights('A') WHERE core), 'days_in_ar ccr_paid fprr denial_initial_claims ncr_cohort pp_yield_90 no_show_rate', 'seven of them are the core');
SELECT is((SELECT count(*) FROM billing.kpi_lights('Z')), 0::bigint, 'a practice that there is not has none');
SELECT is((SELECT string_agg(DISTINCT colour || ': ' || reason, ' ') FROM billing.kpi_lights('A', current_date + 5)), 'grey: the day has not come', 'a day to come is grey');
SELECT is((SELECT string_agg(DISTINCT colour, ' ') FROM billing.kpi_lights('A', days => 0)), 'grey', 'a window without days is no error');

-- ---- appointments: 200 in these 90 days, 200 in those before ----
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('A', 'P1');
CREATE FUNCTION pg_temp.slots(name text, missed integer, days_ago integer) RETURNS void LANGUAGE sql AS $$
	INSERT INTO billing.appointment (practice_id, appointment_id, patient_id, starts_at, status, provider_npi, made_at)
	SELECT 'A', name || n, 'P1', (current_date - days_ago - n % 60)::timestamptz + interval '12 hours', CASE WHEN n <= missed THEN 'no show' ELSE 'kept' END, '1234567893', (current_date - 300)::timestamptz
	FROM generate_series(1, 200) n $$;
SELECT pg_temp.slots('now', 14, 2), pg_temp.slots('then', 14, 95) \g /dev/null
CREATE FUNCTION pg_temp.light(OUT text) LANGUAGE sql AS $$ SELECT concat_ws(' ', round(value, 2), colour, level, trend) FROM billing.kpi_lights('A') WHERE kpi = 'no_show_rate' $$;
SELECT is(pg_temp.light(), '7.00 green green green', 'at the limit is green');
UPDATE billing.appointment SET status = 'no show' WHERE appointment_id = 'now20';
SELECT is(pg_temp.light(), '7.50 yellow yellow yellow', 'above it yellow');
UPDATE billing.appointment SET status = 'no show' WHERE appointment_id IN (SELECT 'now' || n FROM generate_series(20, 26) n);
SELECT is(pg_temp.light(), '10.50 red red red', 'above the other limit red');
UPDATE billing.appointment SET status = 'kept' WHERE appointment_id LIKE 'then%';
SELECT is((SELECT trend FROM billing.kpi_lights('A') WHERE kpi = 'no_show_rate'), 'red', 'worse than before by the width of yellow is a red trend');
-- the practice's own limits, from a day on
INSERT INTO billing.kpi_threshold (practice_id, kpi, green, red, slide, eff, reason) VALUES ('A', 'no_show_rate', 12, 20, 50, current_date - 1, 'walk-ins');
SELECT is(pg_temp.light(), '10.50 yellow green yellow', 'the practice''s own limits and slide hold');
SELECT is((SELECT concat_ws(' ', green, red, own_limits) FROM billing.kpi_lights('A') WHERE kpi = 'no_show_rate'), '12 20 t', 'and are shown');
SELECT is((SELECT concat_ws(' ', trim_scale(green), trim_scale(red), own_limits) FROM billing.kpi_lights('A', current_date - 2) WHERE kpi = 'no_show_rate'), '7 10 f', 'a day before them goes by the usual ones');
INSERT INTO billing.kpi_threshold (practice_id, kpi, least_items, eff) VALUES ('A', '*', 500, current_date);
SELECT matches((SELECT colour || ' ' || reason FROM billing.kpi_lights('A') WHERE kpi = 'no_show_rate'), '^grey .*too few to judge: 200', 'fewer than the least number is grey');
INSERT INTO billing.kpi_threshold (practice_id, kpi, least_items, eff) VALUES ('A', 'late_charges', 1, current_date);
SELECT is((SELECT least_items FROM billing.kpi_limits('A') WHERE kpi = 'late_charges'), 1::bigint, 'a KPI''s own number goes before that for all');
SELECT is((SELECT least_items FROM billing.kpi_threshold_of('A', 'ccr_paid', current_date)), 500::bigint, 'of others that for all');
SELECT throws_ok($$INSERT INTO billing.kpi_threshold (practice_id, kpi, green, red, eff) VALUES ('A', 'no_show_rate', 5, 9, current_date + 9)$$, '23P01', NULL, 'limits do not overlap');
SELECT throws_ok($$INSERT INTO billing.kpi_threshold (practice_id, kpi, green, red, eff) VALUES ('A', 'no_shows', 5, 9, current_date)$$, '22023', NULL, 'an unknown KPI is refused');
SELECT throws_ok($$INSERT INTO billing.kpi_threshold (practice_id, kpi, green, red, eff) VALUES ('A', 'ccr_paid', 80, 90, current_date)$$, 'RC011', NULL, 'limits the wrong way round are refused');
SELECT throws_ok($$INSERT INTO billing.kpi_threshold (practice_id, kpi, green, red, eff) VALUES ('A', 'charity_rate', 1, 2, current_date)$$, 'RC011', NULL, 'so are limits of what has no light');
SELECT throws_ok($$INSERT INTO billing.kpi_threshold (practice_id, kpi, green, eff) VALUES ('A', '*', 1, current_date + 99)$$, 'RC011', NULL, 'or of all KPIs at once');
SELECT is((SELECT colour FROM billing.kpi_lights('A', dimension => 'provider', item => '9999999999') WHERE kpi = 'no_show_rate'), 'grey', 'an item without rows is grey');
SELECT is((SELECT denominator FROM billing.kpi_lights('A', dimension => 'provider', item => '1234567893') WHERE kpi = 'no_show_rate'), 200::numeric, 'an item has its own');

-- ---- as known then, as known now: a quarter's net collection ----
-- 40 claims of 150 dollars, paid 85 with 50 off long ago; then late payments, a take-back, a claim that was forgotten
CREATE FUNCTION pg_temp.charged(id text, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO billing.claim (practice_id, state, charged_on, created_at, document) VALUES ('A', 'draft', at::date, at, given.bill(id, '[["99213", 150]]', '{"rendering": {"npi": "1234567893"}}', 200));
	INSERT INTO billing.claim_line (practice_id, claim_id, line_no, code, charge, service_from, rendering_npi) VALUES ('A', id, 1, '99213', 150, current_date - 200, '1234567893');
	INSERT INTO billing.receivable (practice_id, claim_id, line_no, service_on) VALUES ('A', id, 1, current_date - 200);
	PERFORM pg_temp.posted(id, 'revenue', 'insurer_1', 150, at);
END $$;
CREATE FUNCTION pg_temp.posted(id text, f text, t text, amount numeric, at timestamptz) RETURNS void LANGUAGE sql AS $$
	WITH v AS (INSERT INTO billing.event (practice_id, kind, effective_on, posted_at) VALUES ('A', CASE f WHEN 'revenue' THEN 'charge' ELSE 'remittance' END, at::date, at) RETURNING event_id)
	INSERT INTO billing.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, posted_at, group_code, carc)
	SELECT 'A', event_id, id, 1, f::rcm.account, t::rcm.account, amount::rcm.usd, at::date, at, CASE t WHEN 'contractual' THEN 'CO' END, CASE t WHEN 'contractual' THEN '45' END FROM v $$;
SELECT (current_date - 60)::timestamptz AS then \gset
SELECT pg_temp.charged('Q' || n, (current_date - 199)::timestamptz), pg_temp.posted('Q' || n, 'insurer_1', 'contractual', 50, (current_date - 170)::timestamptz),
	pg_temp.posted('Q' || n, 'insurer_1', 'cash', 85, (current_date - 170)::timestamptz) FROM generate_series(1, 40) n \g /dev/null
-- (since)
SELECT pg_temp.posted('Q1', 'insurer_1', 'cash', 15, (current_date - 20)::timestamptz), pg_temp.posted('Q2', 'cash', 'insurer_1', 85, (current_date - 10)::timestamptz),
	pg_temp.posted('Q3', 'insurer_1', 'contractual', 15, (current_date - 9)::timestamptz), pg_temp.charged('Q41', (current_date - 5)::timestamptz) \g /dev/null
CREATE TEMP TABLE r AS SELECT * FROM billing.kpi_restated('A', 'ncr_cohort', current_date - 61, 90, :'then');
SELECT is((SELECT concat_ws(' ', numerator_then, denominator_then, value_then) FROM r), concat_ws(' ', 3400.00, 4000.00, 85.0000000000000000::numeric), 'as known then: 85 of 100 dollars');
SELECT is((SELECT concat_ws(' ', numerator_now, denominator_now) FROM r), '3330.00 4135.00', 'as known now: 70 less paid, 15 less to collect, 150 more charged');
SELECT is((SELECT gap FROM r), (SELECT value_now - value_then FROM r), 'the gap between');
SELECT isnt((SELECT hash_then FROM r), (SELECT hash_now FROM r), 'made of other rows');
SELECT is((SELECT hash_then FROM billing.kpi_restated('A', 'ncr_cohort', current_date - 61, 90, :'then')), (SELECT hash_then FROM r), 'what was known then stays so');
CREATE TEMP TABLE late AS SELECT * FROM billing.kpi_late_events('A', 'ncr_cohort', current_date - 61, 90, :'then');
SELECT is((SELECT string_agg(concat_ws(' ', change, key, numerator_gap, denominator_gap), ', ' ORDER BY key) FROM late),
	'changed Q1/1 15.00 0.00, changed Q2/1 -85.00 0.00, changed Q3/1 0.00 -15.00, new Q41/1 0.00 150.00', 'the rows that explain it');
SELECT is((SELECT concat_ws(' ', sum(numerator_gap), sum(denominator_gap)) FROM late), (SELECT concat_ws(' ', numerator_now - numerator_then, denominator_now - denominator_then) FROM r), 'and their sums are the gap exactly');
SELECT is((SELECT count(*) FROM late l JOIN billing.event e ON e.practice_id = 'A' AND e.event_id = ANY (l.late_events) WHERE e.posted_at <= :'then'), 0::bigint, 'by events that came later');
SELECT is((SELECT count(*) FROM late WHERE late_events IS NULL), 0::bigint, 'each of them');
SELECT is((SELECT count(*) FROM billing.kpi_late_events('A', 'ncr_cohort', current_date - 61, 90, now(), now())), 0::bigint, 'nothing came between a moment and itself');
SELECT throws_ok($$SELECT * FROM billing.kpi_restated('A', 'ncr', current_date)$$, '22023', NULL, 'an unknown KPI is refused');
-- of every KPI the rows in between are the gap
CREATE TEMP TABLE every AS
	SELECT k.id, r.numerator_now - r.numerator_then AS numerator, r.denominator_now - r.denominator_then AS denominator, coalesce(l.numerator, 0) AS late_numerator, coalesce(l.denominator, 0) AS late_denominator
	FROM (SELECT id FROM rcm.kpis() WHERE id IN ('days_in_ar', 'ncr_cohort', 'ncr_period', 'ar_over_90', 'charge_lag', 'no_show_rate', 'gross_collection_rate', 'unbilled_days')) k
	CROSS JOIN LATERAL billing.kpi_restated('A', k.id, current_date - 15, 90, (current_date - 14)::timestamptz) r
	CROSS JOIN LATERAL (SELECT sum(numerator_gap) AS numerator, sum(denominator_gap) AS denominator FROM billing.kpi_late_events('A', k.id, current_date - 15, 90, (current_date - 14)::timestamptz)) l;
SELECT is((SELECT string_agg(id, ' ') FROM every WHERE numerator <> late_numerator OR denominator <> late_denominator), NULL, 'so it is for KPIs of other bases');
-- as of and known at: what a live system showed that day
SELECT is(billing.kpi_state('A', current_date - 61, 90, :'then') IS NOT NULL, true, 'a past day as it was known');
-- ---- a cohort that is younger than the payers' usual turn ----
SELECT is((SELECT colour FROM billing.kpi_lights('A') WHERE kpi = 'ncr_cohort'), 'grey', 'too little money is grey');
UPDATE billing.kpi_threshold SET least_items = 1, least_dollars = 1 WHERE kpi = '*';
SELECT is((SELECT colour FROM billing.kpi_lights('A') WHERE kpi = 'ncr_cohort'), 'red', 'a lower limit gives it a light');
INSERT INTO billing.kpi_turn VALUES ('A', 'NHP01', 900, 60, current_date), ('A', 'SLOW1', 90, 200, current_date);
SELECT is((SELECT colour FROM billing.kpi_lights('A') WHERE kpi = 'ncr_cohort'), 'red', 'payers who answer in time leave it');
UPDATE billing.kpi_turn SET p90_days = 120 WHERE payer_id = 'NHP01';
SELECT matches((SELECT concat_ws(' ', colour, level, trend, reason) FROM billing.kpi_lights('A') WHERE kpi = 'ncr_cohort'), '^grey grey grey 80.53 % so far; .* too young .* up to 120$', 'those who take longer than its last services are old make it grey');
SELECT matches((SELECT reason FROM billing.kpi_lights('A', dimension => 'payer', item => 'SLOW1') WHERE kpi = 'ncr_cohort'), 'no source', 'of a payer its own turn counts');
SELECT is(billing.kpi_turn_of('A', 'SLOW1'), 200, 'which is known');
SELECT is(billing.kpi_turn_of('A', 'NOBODY'), NULL, 'or not');
SELECT * FROM finish();
ROLLBACK;
