-- kpi.sql - a practice's book, worked by hand: every KPI and every variant of it
\set ON_ERROR_STOP 1
SET search_path = public, rcm, pg_catalog;
SELECT no_plan();

-- ---- the book: 20 claims; 1 to 16 of two lines at 100.00, 17 to 20 of one line at 450.00 ----
-- charges: 16 * 200 + 4 * 450 = 5,000.00 in 36 lines

CREATE TABLE claim AS
SELECT n, CASE WHEN n <= 16 THEN 2 ELSE 1 END AS lines, CASE WHEN n <= 16 THEN 200 ELSE 450 END::rcm.usd AS charge FROM generate_series(1, 20) n;

-- lag: 24 lines of 1 day, 8 of 2, 3 of 5 (late, 1,350.00), one not known: 55 days in 35 lines, 4,550.00 dated;
-- a capitated line of 80.00 and a line without a charge stay out
CREATE TABLE book AS
SELECT 'charge' AS part, rcm.kpi_charge(CASE WHEN n <= 16 THEN 100 ELSE 450 END, CASE WHEN n <= 12 THEN 1 WHEN n <= 16 THEN 2 WHEN n <= 19 THEN 5 END) AS fact
FROM claim, generate_series(1, lines)
UNION ALL SELECT 'charge', rcm.kpi_charge(80, 9, capitated => true)
UNION ALL SELECT 'charge', rcm.kpi_charge(0, 9)
UNION ALL SELECT 'charge', rcm.kpi_charge(NULL, 9);
-- 18 of 20 past the edits untouched; one more waits
INSERT INTO book SELECT 'claim', rcm.kpi_claim(n <= 18) FROM claim UNION ALL SELECT 'claim', rcm.kpi_claim(NULL);
-- 18 accepted, 1 rejected, 1 without an answer; lag 10 * 1 + 10 * 2 = 30 days, 1 of them on hold
INSERT INTO book SELECT 'submission', rcm.kpi_submission(charge, CASE WHEN n <= 18 THEN true WHEN n = 19 THEN false END, lines, CASE WHEN n <= 10 THEN 1 ELSE 2 END, CASE n WHEN 20 THEN 1 END) FROM claim;
-- claims 1 to 18 remitted: 34 lines, 4,100.00.  Denied: a line of 1 and of 2, both of 3, one of 4 (asks for information), 17:
-- 5 claims, 6 lines, 950.00; nothing paid: 3, 17; a line of 5 is our own duplicate; 18 is of a secondary payer.
-- First submissions that count: 17; paid first: 6 to 16 = 11 (1 says so, but has a denied line)
INSERT INTO book SELECT 'remittance', rcm.kpi_remittance(charge, CASE WHEN n IN (3, 17) THEN 0 ELSE 60 END, lines,
	CASE n WHEN 1 THEN 1 WHEN 2 THEN 1 WHEN 3 THEN 2 WHEN 4 THEN 1 WHEN 17 THEN 1 ELSE 0 END,
	CASE n WHEN 1 THEN 100 WHEN 2 THEN 100 WHEN 3 THEN 200 WHEN 4 THEN 100 WHEN 17 THEN 450 END::rcm.usd,
	CASE n WHEN 4 THEN 1 ELSE 0 END, CASE n WHEN 4 THEN 100 END::rcm.usd, CASE n WHEN 5 THEN 1 ELSE 0 END, n <> 18,
	CASE WHEN n <= 17 THEN n = 1 OR n BETWEEN 6 AND 16 END) FROM claim WHERE n <= 18;
-- resolved: 1 to 17; untouched 6 to 16 = 11, one written off untouched; 3 and 17 end as denials, with 2 + 1 lines
INSERT INTO book SELECT 'disposition', rcm.kpi_disposition(outcome, touches, denied) FROM (VALUES
	(1, 'paid', 2, 0), (2, 'written off', 0, 0), (3, 'denied', 3, 2), (4, 'paid', NULL, 0), (5, 'paid', 1, 0), (15, 'patient', 0, 0), (16, 'zero pay', 0, 0), (17, 'denied', 0, 1)) v (n, outcome, touches, denied)
UNION ALL SELECT 'disposition', rcm.kpi_disposition('paid', 0) FROM generate_series(6, 14);
-- payers 1,500 + 900 - 100 = 2,300, patients 300, back 60 + 20 + 10: net 2,510.00
-- in time 1,500 + 200 of 2,600; by days 1,500 * 20 + 900 * 40 + 100 * 50 = 71,000 over 2,500; 100.00 30 days after the statement
-- charges less contractual 4,000; less charity too 3,950; avoidable 100 + 20
INSERT INTO book SELECT 'entry', rcm.kpi_entry(kind, amount::rcm.usd, avoidable, at_service, timely, days, since) FROM (VALUES
	('payer payment', 1500, false, false, true, 20, NULL), ('payer payment', 900, false, false, false, 40, NULL), ('payer payment', -100, false, true, NULL, NULL, 7),
	('patient payment', 200, false, true, true, NULL, NULL), ('patient payment', 100, true, false, NULL, 50, 30),
	('take-back', 60, false, false, NULL, NULL, NULL), ('payer refund', 20, false, false, NULL, NULL, NULL), ('patient refund', 10, false, false, NULL, NULL, NULL),
	('contractual', 1000, true, false, NULL, NULL, NULL), ('denial', 100, true, false, NULL, NULL, NULL), ('denial', 50, false, false, NULL, NULL, NULL),
	('charity', 50, false, false, NULL, NULL, NULL), ('bad debt', 80, false, false, NULL, NULL, NULL), ('write-off', 20, true, false, NULL, NULL, NULL),
	('patient billed', 500, false, false, NULL, NULL, NULL), ('recovery', 25, false, false, NULL, NULL, NULL), ('cost', 130, false, false, NULL, NULL, NULL),
	('cost', NULL, false, false, NULL, NULL, NULL)) v (kind, amount, avoidable, at_service, timely, days, since);
-- the cohort: the 20 claims, each a fifth of what follows: 5,000 charged, 1,000 contractual, 150 denied, 80 bad debt, 50 charity, 3,600 paid
INSERT INTO book SELECT 'cohort', rcm.kpi_cohort(charge, (50)::rcm.usd, 180, 7.5::numeric::rcm.usd, 4, 2.5::numeric::rcm.usd, true) FROM claim;
-- open: 300 + 120 (0-30), 200, 150, 100, 250 (patient), 80 undated, 90 not billed = 1,290; credits 50; patient 370, plan 120, allowance 60; apart 500, 70, 33
INSERT INTO book SELECT 'receivable', rcm.kpi_receivable(balance::rcm.usd, age, patient, billed, on_plan, allowance::rcm.usd, apart) FROM (VALUES
	(300, 10, false, true, false, 60, NULL), (200, 45, false, true, false, NULL, NULL), (150, 75, false, true, false, NULL, NULL), (100, 100, false, true, false, NULL, NULL),
	(250, 200, true, true, false, NULL, NULL), (120, 20, true, true, true, NULL, NULL), (80, NULL, false, true, false, NULL, NULL), (90, 5, false, false, false, NULL, NULL),
	(-40, 300, false, true, false, NULL, NULL), (-10, 1, true, true, false, NULL, NULL), (500, 400, true, true, false, NULL, 'bad debt'), (70, 9, false, true, false, NULL, 'hold'),
	(33, 9, false, true, false, NULL, 'capitated')) v (balance, age, patient, billed, on_plan, allowance, apart);
-- 7 open, untouched: 60/50, reminder, 46/never = 3; out 6, overdue: 60, 46, 20 at a turn of 14 = 3
INSERT INTO book SELECT 'open claim', rcm.kpi_open_claim(billed, untouched, answered, turn, reminder) FROM (VALUES
	(60, 50, false, 45, false), (50, 10, true, 45, false), (20, 20, false, 45, false), (NULL, 3, false, 45, false), (30, 5, false, 45, true), (46, NULL, false, 45, false), (20, 1, false, 14, false)) v (billed, untouched, answered, turn, reminder);
-- moved 100 + 150 + 100 + 250 = 600 on 4 balances; by day 30: 50 + 250, 60: 100 + 250, 90 and 180: 100 + 75 + 250; two in full, one in part
INSERT INTO book SELECT 'patient', rcm.kpi_patient_balance(moved::rcm.usd, returned::rcm.usd, p30::rcm.usd, p60::rcm.usd, p90::rcm.usd, p180::rcm.usd, 400) FROM (VALUES
	(100, NULL, 50, 100, NULL, NULL), (200, 50, 0, 0, 75, NULL), (100, NULL, NULL, NULL, NULL, NULL), (250, NULL, 250, NULL, NULL, NULL), (20, 20, NULL, NULL, NULL, NULL)) v (moved, returned, p30, p60, p90, p180);
-- slots that passed: 12 arrived, 2 no-shows, 3 cancelled, 1 moved too late = 18; late 3; same day 2, one of them a no-show; lost 90 + 110
-- insured 8 + 2 booked, verified 7 + 2; ahead 11, preregistered 8; booked 400.00, 100.00 at risk
INSERT INTO book SELECT 'appointment', rcm.kpi_appointment('arrived', same_day => n = 1, insured => n <= 8, verified => n <= 7, ahead => n <= 10, preregistered => n <= 8, value => 50) FROM generate_series(1, 12) n
UNION ALL SELECT 'appointment', rcm.kpi_appointment(status, notice, same_day => same_day, insured => status = 'booked' AND charge <> 200, verified => true, ahead => notice = 48, value => value::rcm.usd, charge => charge::rcm.usd, enrolled => enrolled) FROM (VALUES
	('no-show', NULL, true, 90, 0, true), ('no-show', NULL, false, 110, 0, true), ('cancelled', 48, false, 70, 0, true), ('cancelled', 3, false, 70, 0, true), ('cancelled', 23, false, 70, 0, true),
	('rescheduled', 30, false, 70, 0, true), ('rescheduled', 2, false, 70, 0, true), ('practice cancelled', NULL, false, 70, 0, true), ('booked', NULL, false, 70, 100, true), ('booked', NULL, false, 70, 200, true),
	('booked', NULL, false, 70, 100, false)) v (status, notice, same_day, value, charge, enrolled);
-- 12 visits, 11 due, one of these unsigned; 4 authorizations, 3 secured; 100.00 due, 70.00 collected
INSERT INTO book SELECT 'visit', rcm.kpi_visit(n > 2, CASE n WHEN 2 THEN 1 ELSE 3 END, CASE WHEN n <= 4 THEN 1 ELSE 0 END, CASE WHEN n <= 3 THEN 1 END, CASE WHEN n <= 4 THEN 25 END, CASE n WHEN 1 THEN 70 END) FROM generate_series(1, 12) n;
-- close: 8 off 100, 45 off 500, 10 off 50; not 11 off 100, nor 401 off 200, which is more than 400
INSERT INTO book SELECT 'estimate', rcm.kpi_estimate(e, o) FROM (VALUES (100, 108), (100, 111), (500, 545), (200, 601), (50, 40)) v (e, o);
-- 7 denials, 950.00; the five largest roots 300 + 200 + 150 + 100 + 100 = 850; appealable 6, 850.00; appealed 2, 450.00
INSERT INTO book SELECT 'denial', rcm.kpi_denial(amount, root, appealable, appealed) FROM (VALUES
	(300, 'AUTH', true, true), (200, 'ELIG', true, false), (150, 'CODING', true, true), (100, 'TIMELY', false, true), (50, 'DUP', true, false), (100, NULL, true, false), (50, 'INFO', true, false)) v (amount, root, appealable, appealed);
-- 3 closed, 2 won; 300 of 550; 5 + 9 days in 2, 40 + 60 + 20 in 3
INSERT INTO book SELECT 'appeal', rcm.kpi_appeal(amount, recovered, a, r) FROM (VALUES (300, 250, 5, 40), (150, 0, 9, 60), (100, 50, NULL, 20)) v (amount, recovered, a, r);
-- 5 paid, 4 priced at 643.90, one lacks 10.00 (0.50 is within a dollar, 3.90 within 1 %); 6 posted, 4 untouched
INSERT INTO book SELECT 'paid line', rcm.kpi_paid_line(allowed::rcm.usd, expected::rcm.usd, NULL, untouched) FROM (VALUES
	(80, 80, true), (70, 80, true), (79.5, 80, false), (400, 403.9, true), (60, NULL, true), (NULL, 50, false)) v (allowed, expected, untouched);
INSERT INTO book SELECT 'of', rcm.kpi_of(counter, amount) FROM (VALUES
	('deadlines', 5), ('deadlines_missed', 1), ('unbilled', 400), ('unapplied', 30), ('credit_items', 3), ('variance_found', 100), ('variance_recovered', 40.00), ('touches', 45), ('touches_target', 50),
	('findings', 10), ('findings_right', 8), ('denials_checked', 10), ('denials_foreseen', 6), ('fixes_closed', 4), ('fixes_held', 3), ('slots', 40), ('slots_filled', 34), ('receivable_looked', 1), ('unapplied_looked', 1), ('unbilled_looked', 1)) v (counter, amount);

CREATE TABLE by_hand (id text, value numeric);
INSERT INTO by_hand VALUES
-- 1: 90 days, 5,000.00 of charges
	('days_in_ar', 23.22), ('days_in_ar_credits_netted', 22.32), ('days_in_ar_net', 1150 * 90 / 3950.0), ('days_to_payment', 28.4), ('days_in_ar_before_write_offs', 28.62),
	('days_in_ar_with_bad_debt', 32.22), ('days_in_ar_without_plans', 21.06), ('days_in_ar_with_unbilled', 28.80),
-- 2, 3
	('ccr_paid', 1100 / 17.0), ('ccr_accept', 1800 / 19.0), ('ccr_edit', 90), ('fprr', 1100 / 17.0), ('fprr_with_write_offs', 1200 / 17.0), ('fprr_submitted', 55),
-- 4
	('denial_initial_claims', 500 / 18.0), ('denial_initial_lines', 600 / 34.0), ('denial_initial_dollars', 95000 / 4100.0), ('denial_initial_claims_submitted', 25), ('denial_initial_lines_submitted', 600 / 36.0),
	('denial_initial_dollars_submitted', 19), ('denial_initial_claims_without_requests', 400 / 18.0), ('denial_initial_lines_without_requests', 500 / 34.0), ('denial_initial_dollars_without_requests', 85000 / 4100.0),
	('denial_primary', 200 / 17.0), ('denial_final_claims', 200 / 18.0), ('denial_final_lines', 300 / 34.0), ('denial_final_dollars', 15000 / 3950.0), ('denial_final_claims_submitted', 10),
	('denial_final_lines_submitted', 300 / 36.0), ('denial_final_dollars_remitted', 15000 / 4100.0), ('denial_final_dollars_submitted', 3),
-- 5
	('ncr_cohort', 90), ('ncr_cohort_less_denials', 360000 / 3850.0), ('ncr_cohort_less_bad_debt', 360000 / 3920.0), ('ncr_cohort_less_charity', 360000 / 3950.0),
	('ncr_period', 62.75), ('ncr_period_less_denials', 251000 / 3850.0), ('ncr_period_less_bad_debt', 251000 / 3920.0), ('ncr_period_less_charity', 251000 / 3950.0),
-- 6, 7
	('pp_yield_30', 50), ('pp_yield_60', 350 / 6.0), ('pp_yield_90', 425 / 6.0), ('pp_yield_180', 425 / 6.0), ('pp_yield_period', 58), ('pp_accounts_paid_in_full', 50), ('pp_accounts_paid_in_part', 25), ('pp_accounts_not_paid', 25),
	('no_show_rate', 200 / 18.0), ('no_show_rate_with_late_cancels', 500 / 18.0), ('no_show_rate_without_same_day', 6.25), ('no_show_cost', 200),
-- 8 to 12
	('gross_collection_rate', 50.2), ('ar_over_90', 35000 / 1200.0), ('ar_over_120', 25000 / 1200.0), ('ar_mix', NULL), ('ar_0_30_share', 35), ('ar_31_60_share', 20000 / 1200.0), ('ar_61_90_share', 12.5),
	('ar_91_120_share', 10000 / 1200.0), ('self_pay_ar_over_90', 25000 / 370.0),
-- 13 to 23
	('charge_lag', 55 / 35.0), ('claim_lag', 1.5), ('hold_lag', 0.05), ('unbilled_days', 7.2), ('late_charges', 135000 / 4550.0), ('unsigned_visits', 100 / 11.0), ('rejection_rate', 100 / 19.0),
	('eligibility_verified_rate', 90), ('authorization_rate', 75), ('preregistration_rate', 800 / 11.0), ('pos_collection_rate', 200 / 3.0), ('pos_capture', 70), ('estimate_accuracy', 60), ('estimates_exceeded', 20),
-- 24 to 29
	('appeal_rate', 200 / 6.0), ('appeal_rate_dollars', 45000 / 850.0), ('overturn_rate', 200 / 3.0), ('overturn_rate_dollars', 30000 / 550.0), ('denials_overturned', 200 / 7.0), ('days_to_appeal', 7), ('days_to_resolution', 40),
	('denial_write_off_rate', 15000 / 3950.0), ('avoidable_write_off_rate', 3), ('missed_deadlines', 1),
-- 30 to 40
	('posting_timeliness', 170000 / 2600.0), ('auto_post_rate', 400 / 6.0), ('unapplied_days', 2700 / 2510.0), ('credit_balance_days', 4500 / 3950.0), ('overdue_refunds', 0), ('bad_debt_rate', 1.6),
	('bad_debt_rate_patient', 8000 / 600.0), ('charity_rate', 1), ('cost_to_collect', 13000 / 2510.0), ('cost_per_claim', 6.5), ('cash_rate', 251000 / 3950.0), ('payment_per_encounter', 180), ('payer_mix', NULL),
	('payer_mix_payments', NULL), ('payer_mix_visits', NULL),
-- 41 to 52
	('underpayment_rate', 25), ('underpayment_rate_dollars', 1000 / 643.9), ('underpayment_recovery', 40), ('pricing_coverage', 80), ('no_response_rate', 50), ('work_target', 90), ('untouched_claims', 300 / 7.0),
	('enrolment_risk', 25), ('edit_precision', 80), ('edit_recall', 60), ('fix_held_rate', 75), ('statement_to_pay', 30), ('schedule_occupied', 85), ('denial_concentration', 85000 / 950.0);

SELECT rcm.kpi(fact) AS book FROM book \gset
SELECT set_eq('SELECT id FROM by_hand', 'SELECT id FROM rcm.kpis()', 'every KPI and variant is worked by hand');
SELECT is((SELECT string_agg(format('%s: %s, by hand %s', id, round(v.value, 6), round(h.value, 6)), E'\n') FROM by_hand h JOIN rcm.kpi_values(:'book') v USING (id)
	WHERE round(v.value, 6) IS DISTINCT FROM round(h.value, 6)), NULL, 'and comes out as by hand');
SELECT is((SELECT string_agg(id, ', ') FROM rcm.kpi_values(:'book', 90) v WHERE v.value IS DISTINCT FROM rcm.kpi_value(:'book', id)), NULL, 'one at a time too');
SELECT is((SELECT string_agg(id, ', ') FROM rcm.kpi_values(:'book') WHERE NOT counted), NULL, 'all of it has a source');
SELECT is((SELECT string_agg(c.counter, ', ') FROM rcm.kpi_counters() c WHERE rcm.counter(:'book', c.counter) = 0
	AND c.counter NOT IN ('refunds_overdue') AND c.counter !~ '^(root_|patient_young_|cohort_immature)'), NULL, 'every counter is counted in the book');
-- kept apart
SELECT is((SELECT array_agg(amount ORDER BY counter) FROM rcm.counters(:'book') WHERE counter IN ('charges_capitated', 'ar_bad_debt', 'ar_hold', 'ar_capitated', 'duplicate_lines', 'recoveries', 'ar_undated')),
	'{500.00,33.00,70.00,80.00,80.00,1,25.00}'::numeric[], 'what is kept apart is told');
-- two published examples
SELECT is(round(rcm.net_collection_rate(rcm.kpi_of('charges', 900000) + rcm.kpi_of('contractual', 400000) + rcm.kpi_of('payer_payments', 486000), 'period'), 1), 97.2, 'AAFP: 486,000 of 500,000');
SELECT is(trunc(rcm.days_in_ar(rcm.kpi_of('ar', 50000) + rcm.kpi_of('charges', 81270), days => 90.3), 2), 55.55, 'dailypracticeblog: 81,270 in 90.3 days');
SELECT is(round(rcm.clean_claim_gap('{judged_claims:100,paid_first_claims:97,resolved_claims:100,resolved_untouched:88}'), 2), 9.00, 'mirahealth: 97 less 88');
-- shares
SELECT results_eq($$SELECT payer, rcm.kpi_share(s, rcm.merge(s) OVER (), 'payer_mix'), rcm.ar_mix(s, rcm.merge(s) OVER ()) FROM (VALUES ('a', '{charges:300.00,ar:10}'::rcm.kpi), ('b', '{charges:100.00,ar:40}')) v (payer, s)$$,
	$$VALUES ('a', 75.0, 20.0), ('b', 25.0, 80.0)$$, 'a payer''s share of all');
SELECT is(rcm.payer_mix(:'book', :'book', 'visits'), 100::numeric, 'all of all');
SELECT is(rcm.payer_mix(:'book', '{}'), NULL, 'of nothing');

-- ---- every KPI has its accessor; it agrees, and its comment says what the definition says ----
CREATE FUNCTION pg_temp.by_accessor(state rcm.kpi, kpi text, variant text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
	arguments text := pg_get_function_identity_arguments(p.oid) FROM pg_proc p WHERE p.pronamespace = 'rcm'::regnamespace AND p.proname = kpi;
	result numeric;
BEGIN
	EXECUTE format('SELECT rcm.%I($1%s%s)', kpi, CASE WHEN arguments LIKE '%whole %' THEN ', $1' ELSE '' END, CASE WHEN arguments LIKE '%variant text%' THEN ', $2' ELSE '' END) INTO result USING state, variant;
	RETURN result;
END
$$;
SELECT is((SELECT string_agg(k.id, ', ') FROM rcm.kpis() k WHERE pg_temp.by_accessor(:'book', k.kpi, k.variant) IS DISTINCT FROM rcm.kpi_share(:'book', :'book', k.id)
	AND k.unit <> 'days'), NULL, 'accessors agree with the definitions');
SELECT is((SELECT string_agg(k.id, ', ') FROM rcm.kpis() k WHERE pg_temp.by_accessor(:'book', k.kpi, k.variant) IS DISTINCT FROM rcm.kpi_value(:'book', k.id)
	AND k.unit = 'days'), NULL, 'those in days too');
SELECT is((SELECT string_agg(k.id, ', ') FROM (SELECT DISTINCT ON (kpi) * FROM rcm.kpis() WITH ORDINALITY ORDER BY kpi, ordinality) k
	JOIN pg_proc p ON p.pronamespace = 'rcm'::regnamespace AND p.proname = k.kpi
	WHERE strpos(obj_description(p.oid, 'pg_proc'), k.name) = 0 OR strpos(obj_description(p.oid, 'pg_proc'), k.numerator) = 0
		OR strpos(pg_get_function_arguments(p.oid), 'variant') > 0 AND strpos(pg_get_function_arguments(p.oid), format('DEFAULT %L', k.variant)) = 0), NULL, 'and say what they are, with the first variant by default');
SELECT is((SELECT string_agg(k.id, ', ') FROM rcm.kpis() k JOIN pg_proc p ON p.pronamespace = 'rcm'::regnamespace AND p.proname = k.kpi
	WHERE strpos(pg_get_function_arguments(p.oid), 'variant') > 0 AND strpos(obj_description(p.oid, 'pg_proc'), k.variant) = 0), NULL, 'and which variants they have');
SELECT is((SELECT array_agg(number ORDER BY number) FROM (SELECT DISTINCT number FROM rcm.kpis()) n), (SELECT array_agg(n) FROM generate_series(1, 52) n), 'all 52 are there');
SELECT is((SELECT string_agg(id, ', ') FROM (SELECT id FROM rcm.kpis() GROUP BY id HAVING count(*) > 1 UNION ALL SELECT min(id) FROM rcm.kpis() GROUP BY kpi, variant HAVING count(*) > 1) d), NULL, 'each once');
SELECT is((SELECT string_agg(id, ', ') FROM rcm.kpis() WHERE coalesce(id, kpi, variant, name, formula, numerator, denominator, basis, exclusions, source) IS NULL
	OR '' IN (name, formula, numerator, denominator, basis, exclusions, source) OR cardinality(numerator_counters) = 0 OR cardinality(denominator_counters) = 0), NULL, 'and told in full');
SELECT is((SELECT string_agg(id, ', ') FROM rcm.kpis() WHERE better IS NULL AND green IS NOT NULL OR better = 'up' AND red > green OR better = 'down' AND red < green), NULL, 'limits lie the right way round');
-- what may be deducted as contractual never holds a denial
SELECT is((SELECT string_agg(id, ', ') FROM rcm.kpis() WHERE id IN ('ncr_cohort', 'ncr_period') AND denominator_counters::text ~ 'denial'), NULL, 'the usual net collection rate deducts no denials');
-- numerator and denominator by their counters, from the catalogue alone: the rows behind a KPI can be found
SELECT is((SELECT string_agg(k.id, ', ') FROM rcm.kpis() k, LATERAL rcm.kpi_parts(:'book', k.id) p
	WHERE cardinality(k.numerator_counters) < 10 AND p.numerator IS DISTINCT FROM
		(SELECT sum(CASE WHEN c LIKE '-%' THEN -rcm.counter(:'book', substr(c, 2)) ELSE rcm.counter(:'book', c) END) FROM unnest(k.numerator_counters) c)), NULL, 'numerators are sums of their counters');
SELECT is((SELECT string_agg(k.id, ', ') FROM rcm.kpis() k, LATERAL rcm.kpi_parts(:'book', k.id) p
	WHERE k.id !~ '_mix' AND p.denominator IS DISTINCT FROM
		(SELECT sum(CASE WHEN c LIKE '-%' THEN -rcm.counter(:'book', substr(c, 2)) ELSE rcm.counter(:'book', c) END) FROM unnest(k.denominator_counters) c)), NULL, 'denominators too');

-- ---- nothing in, nothing out ----
SELECT is((SELECT rcm.kpi(fact) FROM book WHERE part = 'nowhere'), NULL, 'no rows: null');
SELECT is((SELECT rcm.kpi(NULL::rcm.kpi)), NULL, 'a null row: null');
SELECT is((SELECT string_agg(id, ', ') FROM rcm.kpi_values('{}') WHERE value IS NOT NULL), NULL, 'nothing counted: every value is null');
SELECT is(rcm.days_in_ar('{ar:100.00,ar_items:1}'), NULL, 'a zero denominator: null');
SELECT is(rcm.net_collection_rate('{cohort_charges:100.00,cohort_contractual:120.00,cohort_paid:10.00}'), NULL, 'one below zero too');
SELECT is(rcm.days_in_ar(rcm.kpi_receivable(-50) + rcm.kpi_of('charges', 100)), 0::numeric, 'all credits: nothing is owed');
SELECT is(rcm.counter(rcm.kpi_remittance(90, denied_lines => 1), 'denied'), 90.00, 'all lines denied: the whole charge is');
SELECT is(rcm.denial_rate(rcm.kpi_remittance(90, lines => 2, denied_lines => 1) + rcm.kpi_remittance(60, denied_lines => 1) + rcm.kpi_remittance(240), 'initial dollars'), 20::numeric, 'one of two: not known how much, so left out of the dollars');
SELECT is(rcm.kpi_receivable(10, -7), '{ar_items:1,ar:10.00,ar_0_30:10.00}', 'dated in the future: the first bucket');
-- groups of procedures
SELECT is((SELECT string_agg(coalesce(rcm.code_group(c), 'none'), ', ' ORDER BY n) FROM unnest('{99213,00100,20610,70450,80053,0001U,90471,90834,97110,93000,99499,99500,J1100,A0428,A4550,D0120,V2020,0001F,0075T,99999,X,""," 99214 ",L3000,P9612}'::text[]) WITH ORDINALITY x (c, n)),
	'visits, anesthesia, surgery, imaging, laboratory, laboratory, vaccines, mental health, therapy, medicine, visits, medicine, drugs, transport, supplies, dental, vision and hearing, quality, other, other, other, none, visits, supplies, laboratory', 'groups of codes');
SELECT is(rcm.facility_npi('{"claim_id": "X", "form": "P", "service_facility": {"npi": "1700000106"}}'), '1700000106', 'the service facility');
SELECT * FROM finish();
