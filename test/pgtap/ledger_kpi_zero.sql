-- ledger_kpi_zero.sql - nothing that waits is zero and green, nothing known is grey
\set ON_ERROR_STOP 1
\ir given/money.sql
SET search_path = public, pg_catalog, rcm;
SELECT plan(12);
CREATE FUNCTION pg_temp.lights() RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(concat_ws(' ', k.id, l.colour, round(l.value)), ', ' ORDER BY k.id) FROM unnest('{unapplied_days,unbilled_days,credit_balance_days,days_in_ar}'::text[]) k (id),
		rcm.light(billing.kpi_current('A'), k.id, NULL, 90, least_items => 0, least_dollars => 0) l $$;
SELECT is(billing.kpi_current('A'), NULL, 'an empty ledger counts nothing');
INSERT INTO billing.patient (practice_id, patient_id) VALUES ('A', 'P1');
INSERT INTO billing.claim (practice_id, patient_id, state, charged_on, document) SELECT 'A', 'P1', 'ready', current_date - 38, given.bill('V1', '[["99213", 100]]');
SELECT is(pg_temp.lights(), 'credit_balance_days green 0, days_in_ar red 90, unapplied_days grey, unbilled_days red 90', 'without a payment there is nothing to divide by');
SELECT billing.post_835('A', given.era('T1', '[{"id": "V1", "lines": [{"code": "99213", "charge": 100, "paid": 80, "adj": [["CO", "45", 20]], "control": 1}]}]', days_ago => 20)) \g /dev/null
SELECT is(pg_temp.lights(), 'credit_balance_days green 0, days_in_ar green 0, unapplied_days green 0, unbilled_days green 0', 'where all is paid nothing waits');
SELECT billing.refresh_kpis('A') \g /dev/null
SELECT is(pg_temp.lights(), 'credit_balance_days green 0, days_in_ar green 0, unapplied_days green 0, unbilled_days green 0', 'stored too');
SELECT is(billing.kpi_current('A'), billing.kpi_state('A'), 'as the rows say');
SELECT is((SELECT count(*) FROM billing.kpi_rows('A', 'unapplied_days') WHERE numerator <> 0), 0::bigint, 'no row is behind a zero');
SELECT is((SELECT colour FROM rcm.light('{charges:90000.00,payer_payments:50000.00}', 'unapplied_days')), 'grey', 'who counts payments alone has not looked');
SELECT is((SELECT count(*) FROM billing.kpi_standing('A', current_date - 400)), 0::bigint, 'before the first entry there was nothing to look through');
SELECT is((SELECT l.colour FROM billing.kpi_items('A', dimension => 'payer') i, rcm.light(i.state, 'unapplied_days', least_items => 0, least_dollars => 0) l WHERE i.of_item = 'NHP01'), 'grey', 'money that waits is of no payer');
-- days beyond all days
SELECT is(billing.kpi_current('A', 'infinity'), billing.kpi_state('A', 'infinity'), 'of a day that never comes what stands is as today');
SELECT is(billing.kpi_current('A', '-infinity'), NULL, 'before all days nothing is counted');
SELECT is((SELECT count(*) FROM billing.kpi_lights('A', '9999-12-31') WHERE colour = 'red'), 0::bigint, 'far from now nothing is red');
SELECT * FROM finish();
