-- kpi_lights.sql - lights: limits, trends, what is grey and why; how sure a proportion is
\set ON_ERROR_STOP 1
SET search_path = public, rcm, pg_catalog;
SELECT no_plan();

-- ---- level: each limit of section 1, a cent or a claim to either side ----
CREATE FUNCTION level_of(state rcm.kpi, kpi text) RETURNS text LANGUAGE sql AS 'SELECT level FROM rcm.light($1, $2)';
CREATE FUNCTION share_of(bottom text, top text, hits integer, other text DEFAULT NULL) RETURNS rcm.kpi LANGUAGE sql AS
	$$ SELECT rcm.kpi_of(bottom, 10000 - CASE WHEN other IS NULL THEN 0 ELSE hits END) + rcm.kpi_of(top, hits) $$;
CREATE TABLE limits (kpi text, bottom text, top text, hits integer, level text);
INSERT INTO limits VALUES
	('ccr_paid', 'judged_claims', 'paid_first_claims', 9000, 'green'), ('ccr_paid', 'judged_claims', 'paid_first_claims', 8999, 'yellow'), ('ccr_paid', 'judged_claims', 'paid_first_claims', 8000, 'yellow'), ('ccr_paid', 'judged_claims', 'paid_first_claims', 7999, 'red'),
	('ccr_accept', 'rejected_claims', 'accepted_claims', 9700, 'green'), ('ccr_accept', 'rejected_claims', 'accepted_claims', 9699, 'yellow'), ('ccr_accept', 'rejected_claims', 'accepted_claims', 9300, 'yellow'), ('ccr_accept', 'rejected_claims', 'accepted_claims', 9299, 'red'),
	('ccr_edit', 'claims_created', 'claims_clean', 9500, 'green'), ('ccr_edit', 'claims_created', 'claims_clean', 9499, 'yellow'), ('ccr_edit', 'claims_created', 'claims_clean', 9000, 'yellow'), ('ccr_edit', 'claims_created', 'claims_clean', 8999, 'red'),
	('fprr', 'resolved_claims', 'resolved_untouched', 9000, 'green'), ('fprr', 'resolved_claims', 'resolved_untouched', 8500, 'yellow'), ('fprr', 'resolved_claims', 'resolved_untouched', 8499, 'red'),
	('denial_initial_claims', 'remitted_claims', 'denied_claims', 499, 'green'), ('denial_initial_claims', 'remitted_claims', 'denied_claims', 500, 'yellow'), ('denial_initial_claims', 'remitted_claims', 'denied_claims', 1000, 'yellow'), ('denial_initial_claims', 'remitted_claims', 'denied_claims', 1001, 'red'),
	('ncr_cohort', 'cohort_charges', 'cohort_paid', 9500, 'green'), ('ncr_cohort', 'cohort_charges', 'cohort_paid', 9499, 'yellow'), ('ncr_cohort', 'cohort_charges', 'cohort_paid', 9000, 'yellow'), ('ncr_cohort', 'cohort_charges', 'cohort_paid', 8999, 'red'),
	('pp_yield_90', 'patient_moved', 'patient_paid_90', 6000, 'green'), ('pp_yield_90', 'patient_moved', 'patient_paid_90', 3500, 'yellow'), ('pp_yield_90', 'patient_moved', 'patient_paid_90', 3499, 'red'),
	('no_show_rate', 'appointments', 'no_shows', 700, 'green'), ('no_show_rate', 'appointments', 'no_shows', 701, 'yellow'), ('no_show_rate', 'appointments', 'no_shows', 1000, 'yellow'), ('no_show_rate', 'appointments', 'no_shows', 1001, 'red'),
	('missed_deadlines', 'deadlines', 'deadlines_missed', 0, 'green'), ('missed_deadlines', 'deadlines', 'deadlines_missed', 1, 'red'),
	('denial_concentration', 'denial_value', 'root_data', 6000, 'green'), ('denial_concentration', 'denial_value', 'root_data', 5999, 'yellow');
SELECT is((SELECT string_agg(format('%s at %s', kpi, hits), ', ') FROM limits
	WHERE level_of(share_of(bottom, top, hits, CASE kpi WHEN 'ccr_accept' THEN top END), kpi) <> level), NULL, 'limits belong to the colours that the definitions say');
SELECT is(level_of('{ar:40.00,charges:90.00,ar_items:1}'::rcm.kpi + rcm.kpi_of('ar', 3960) + rcm.kpi_of('charges', 8910), 'days_in_ar'), 'green', 'days in A/R: 40 is green');
SELECT is(level_of('{ar:4000.01,charges:9000.00}', 'days_in_ar'), 'yellow', 'a cent more is not');
SELECT is(level_of('{ar:5000.00,charges:9000.00}', 'days_in_ar'), 'yellow', '50 is yellow');
SELECT is(level_of('{ar:5000.01,charges:9000.00}', 'days_in_ar'), 'red', 'a cent more is red');

-- ---- grey, and why ----
CREATE FUNCTION why(state rcm.kpi, kpi text) RETURNS text LANGUAGE sql AS $$ SELECT l.colour || ': ' || l.reason FROM rcm.light($1, $2) l $$;
SELECT is(why(NULL, 'no_show_rate'), 'grey: no source: nothing was counted for appointments whose slot passed', 'no state');
SELECT is(why('{}', 'days_in_ar'), 'grey: no source: nothing was counted for gross charges of the window', 'an empty one');
SELECT is(why('{charges:90000.00}', 'days_in_ar'), 'grey: no source: nothing was counted for open debit balances; credits and unapplied money left out', 'charges alone are no A/R of 0 days');
SELECT is(why('{charges:90000.00,ar_credits:1.00}', 'days_in_ar'), 'green: 0.00 days; green up to 40, red above 50; no earlier window to compare with', 'but receivables that are all credits are');
SELECT is(why('{ar:10.00,charge_lines:2,lag_lines:2}', 'days_in_ar'), 'grey: nothing to divide by: gross charges of the window is zero', 'a zero denominator');
SELECT is(why('{cohort_charges:1.00,cohort_contractual:2.00}', 'ncr_cohort'), 'grey: nothing to divide by: charges of the cohort less contractual adjustments is below zero', 'one below zero');
SELECT is(why('{cohort_lines:40,cohort_immature:2,cohort_charges:9000.00,cohort_paid:100.00}', 'ncr_cohort'), 'grey: 1.11 % so far; 2 of the cohort are too young to judge', 'an immature cohort');
SELECT is(why('{patient_moved:9000.00,patient_paid_90:100.00,patient_young_90:1,patient_young_180:3}', 'pp_yield_90'), 'grey: 1.11 % so far; 1 of the cohort are too young to judge', 'by its own day');
SELECT is(why('{patient_moved:9000.00,patient_paid_90:6000.00,patient_young_180:3}', 'pp_yield_90'), 'green: 66.67 %; green from 60, red below 35; no earlier window to compare with', 'and no other');
SELECT is(why('{appointments:29,no_shows:5}', 'no_show_rate'), 'grey: 17.24 %, but too few to judge: 29 (appointments whose slot passed), at least 30', '29 appointments');
SELECT is(why('{appointments:30,no_shows:5}', 'no_show_rate'), 'red: 16.67 %; green up to 7, red above 10; no earlier window to compare with', '30 appointments');
SELECT is((SELECT colour FROM rcm.light('{charges:4999.99,ar:9000.00}', 'days_in_ar')), 'grey', '4,999.99');
SELECT is((SELECT colour FROM rcm.light('{charges:5000.00,ar:9000.00}', 'days_in_ar')), 'red', '5,000.00');
SELECT is((SELECT colour FROM rcm.light('{charges:100.00,ar:9000.00}', 'days_in_ar', least_dollars => 100)), 'red', 'or as the practice likes');
SELECT is(why('{charges:9000.00,charity:90.00}', 'charity_rate'), 'grey: 1.00 %; for information, it has no light', 'for information');
SELECT is(why('{deadlines:1}', 'missed_deadlines'), 'green: 0.00 items; green up to 0, red above 0; no earlier window to compare with', 'one deadline is enough');
SELECT throws_ok($$SELECT rcm.light('{}', 'profit')$$, '22023', NULL, 'no such KPI');

-- ---- trend, and both together ----
CREATE FUNCTION trend(value integer, before integer) RETURNS text LANGUAGE sql AS
	$$ SELECT l.level || ' ' || l.trend || ' ' || l.colour FROM rcm.light(rcm.kpi_of('ar', value * 100) + rcm.kpi_of('charges', 9000), 'days_in_ar', rcm.kpi_of('ar', before * 100) + rcm.kpi_of('charges', 9000)) l $$;
SELECT is(trend(35, 38), 'green green green', 'low and falling');
SELECT is(trend(36, 35), 'green green green', 'a day is no change');
SELECT is(trend(38, 35), 'green yellow yellow', 'low but rising');
SELECT is(trend(39, 29), 'green red red', 'low but up by the width of yellow');
SELECT is(trend(60, 70), 'red green red', 'falling but high');
SELECT is((SELECT colour FROM rcm.light(share_of('patient_moved', 'patient_paid_90', 6500), 'pp_yield_90', share_of('patient_moved', 'patient_paid_90', 7000))), 'red', 'patient pay: five points less is red');
SELECT is((SELECT trend FROM rcm.light(share_of('patient_moved', 'patient_paid_90', 6501), 'pp_yield_90', share_of('patient_moved', 'patient_paid_90', 7000))), 'yellow', 'less than five is not');
SELECT is((SELECT reason FROM rcm.light('{ar:41000.00,charges:80000.00}', 'days_in_ar', '{ar:39000.00,charges:80000.00}')), '46.13 days; green up to 40, red above 50; worse than before (43.88)', 'in words');
SELECT is((SELECT reason FROM rcm.light('{ar:41000.00,charges:80000.00}', 'days_in_ar', '{ar:39.00,charges:80.00}')), '46.13 days; green up to 40, red above 50; the earlier window cannot be judged', 'too little before');
SELECT is((SELECT colour || trend FROM rcm.light('{charges:9000.00,payer_payments:5000.00}', 'gross_collection_rate', '{charges:9000.00,payer_payments:5400.00}')), 'yellowyellow', 'a KPI of trend only');
SELECT is((SELECT colour FROM rcm.light('{charges:9000.00,payer_payments:5000.00}', 'gross_collection_rate')), 'grey', 'has no light without one');
SELECT is((SELECT colour FROM rcm.light('{ar:4200.00,charges:9000.00}', 'days_in_ar', green => 45, red => 60)), 'green', 'the practice''s own limits');
SELECT is((SELECT string_agg(number || id, ' ') FROM rcm.lights('{}')), '1days_in_ar 2ccr_paid 3fprr 4denial_initial_claims 5ncr_cohort 6pp_yield_90 7no_show_rate', 'seven cards');
SELECT is((SELECT count(*) FROM rcm.lights(NULL, core => false) WHERE colour = 'grey' AND reason LIKE 'no source%'), 113::bigint, 'a null state is grey throughout');

-- ---- credits, take-backs, refunds at random: never above 100 % without an alert ----
SELECT setseed(0.5);
SELECT is((SELECT count(*) FROM (
	SELECT l.* FROM generate_series(1, 2000), LATERAL (SELECT rcm.kpi_cohort(((random() * 900000)::bigint::numeric / 100)::rcm.usd, ((random() * 500000)::bigint::numeric / 100)::rcm.usd, (((random() * 900000)::bigint - 200000)::numeric / 100)::rcm.usd) AS state) s,
		LATERAL rcm.light(s.state, 'ncr_cohort', least_dollars => 1) l) l
	WHERE value > 100 AND (colour <> 'red' OR reason NOT LIKE 'integrity alert%') OR value <= 100 AND value >= 0 AND reason LIKE 'integrity alert%'), 0::bigint, 'net collection above 100 % is an alert');
SELECT alike(why('{cohort_charges:9000.00,cohort_paid:9000.01}', 'ncr_cohort'), 'red: integrity alert: 100.00 \%%', 'by a cent');

-- ---- how sure ----
-- Wilson: 8 of 10 is 0.4902 to 0.9433 (Agresti and Coull 1998); 0 of 10 ends at z^2 / (10 + z^2) = 0.2775
SELECT is((SELECT array[round(low::numeric, 4), round(high::numeric, 4)] FROM rcm.wilson_interval(8, 10)), '{0.4902,0.9433}', 'Wilson, 8 of 10');
SELECT is((SELECT array[low::numeric, round(high::numeric, 4)] FROM rcm.wilson_interval(0, 10)), '{0,0.2775}', '0 of 10');
SELECT is((SELECT high FROM rcm.wilson_interval(10, 10)), 1::double precision, '10 of 10');
SELECT is((SELECT low FROM rcm.wilson_interval(0, 0)), NULL, 'nothing');
-- Newcombe 1998, method 10: 56/70 - 48/80 is 0.2000, 0.0524 to 0.3339
SELECT is((SELECT array[round(difference::numeric, 4), round(low::numeric, 4), round(high::numeric, 4)] FROM rcm.compare_proportions(56, 70, 48, 80)), '{0.2000,0.0524,0.3339}', 'Newcombe, 56/70 and 48/80');
-- z = (0.8 - 0.6) / sqrt(104/150 * 46/150 * (1/70 + 1/80)) = 2.6502...
SELECT is((SELECT array[round(z::numeric, 3), round(p_value::numeric, 4)] FROM rcm.compare_proportions(56, 70, 48, 80)), '{2.650,0.0080}', 'pooled z');
SELECT is((SELECT array[a.differ, b.differ, c.differ] FROM rcm.compare_proportions(56, 70, 48, 80) a, rcm.compare_proportions(56, 70, 48, 80, 0.999) b, rcm.compare_proportions(0, 5, 0, 7) c), '{t,f,f}', 'differ or not');
SELECT throws_ok('SELECT rcm.wilson_interval(3, 2)', '22023', NULL, 'more hits than trials');
SELECT throws_ok('SELECT rcm.wilson_interval(1, 2, 1)', '22023', NULL, 'certainty');
SELECT throws_ok($$SELECT rcm.wilson_interval(1, 2, 'NaN')$$, '22023', NULL, 'no number');
SELECT is((SELECT array[low, high] FROM rcm.kpi_interval('{judged_claims:10,paid_first_claims:8}', 'ccr_paid')), '{49.0162,94.3318}', 'of a KPI, in percent');
SELECT is((SELECT array[low, high] FROM rcm.kpi_interval('{charges:10.00,ar:8.00}', 'days_in_ar')), '{NULL,NULL}', 'not of days');
SELECT is((SELECT array[low, high] FROM rcm.kpi_interval('{cohort_charges:10.00,cohort_paid:8.00}', 'ncr_cohort')), '{NULL,NULL}', 'nor of money');
SELECT is((SELECT array[low, high] FROM rcm.kpi_interval('{judged_claims:10,paid_first_claims:12}', 'ccr_paid')), '{NULL,NULL}', 'nor of what cannot be');
SELECT is((SELECT differ FROM rcm.compare_kpi('{appointments:80,no_shows:2}', '{appointments:90,no_shows:12}', 'no_show_rate')), true, 'two slices');
SELECT is((SELECT differ FROM rcm.compare_kpi('{appointments:80,no_shows:2}', '{}', 'no_show_rate')), NULL, 'one of them empty');
SELECT * FROM finish();
