-- 88-kpi-6-views.sql - KPIs by month for report writers, in plain types

CREATE OR REPLACE FUNCTION @ledger@.kpi_months(practice_id text, since date DEFAULT NULL, until date DEFAULT NULL, dimension text DEFAULT 'all', item text DEFAULT NULL)
	RETURNS TABLE (month date, of_item text, days integer, state rcm.kpi)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH asked AS (
		SELECT date_trunc('month', coalesce(kpi_months.since, (coalesce(kpi_months.until, t.today) - interval '24 months')::date))::date AS since,
			least(coalesce(kpi_months.until, t.today), t.today) AS until
		FROM (SELECT @ledger@.today(kpi_months.practice_id) AS today) t),
	month AS (
		SELECT m.month::date AS month, least((m.month + interval '1 month')::date - 1, a.until) AS last, a.until
		FROM asked a, generate_series(a.since::timestamp, a.until::timestamp, interval '1 month') m (month)),
	w AS (
		SELECT array_agg(x.source) AS sources, array_agg(x.since) AS sinces, array_agg(x.until) AS untils
		FROM (
			SELECT s.source, min(m.month) AS since, max(m.last) AS until FROM month m, @ledger@.kpi_sources() s WHERE NOT s.standing GROUP BY s.source
			UNION ALL SELECT s.source, m.last, m.last FROM month m, @ledger@.kpi_sources() s WHERE s.standing) x)
	SELECT m.month, b.of_item, m.last - m.month + 1, rcm.merge(b.state)
	FROM w, @ledger@.kpi_between(kpi_months.practice_id, w.sources, w.sinces, w.untils, kpi_months.dimension, kpi_months.item) b
	JOIN month m ON m.month = date_trunc('month', b.day)::date
	GROUP BY 1, 2, 3 ORDER BY 1, 2
$$;
COMMENT ON FUNCTION @ledger@.kpi_months(text, date, date, text, text) IS
'States of KPIs by month: of rows that have a day those of the month, each by the day of its own kind (charges by their charge, remittances by their payment, cohorts by their service), and what stands as of the month''s last day, of the month that runs as of today. From kpi_day where that counts.

since, until - any day of the first month, and the last day: the month that it is in ends there; null: 24 months before until, and today at the practice.
dimension, item - as for kpi_daily.

Result: month (its first day), of_item, days (of the month that are in it), state.

    SELECT month, rcm.denial_rate(state) FROM @ledger@.kpi_months(''HARBOR'', ''2025-01-01'', ''2025-12-31'')';

CREATE OR REPLACE VIEW @ledger@.kpi_month_state WITH (security_invoker = true) AS
	SELECT p.practice_id, m.month, d.dimension, m.of_item AS item, m.days, m.state,
		CASE WHEN lag(m.month) OVER w = (m.month - interval '1 month')::date THEN lag(m.state) OVER w END AS before,
		rcm.merge(m.state) OVER (PARTITION BY p.practice_id, d.dimension, m.month) AS whole
	FROM @ledger@.practice p
	CROSS JOIN (VALUES ('all'), ('payer'), ('provider'), ('location'), ('code group')) d (dimension)
	CROSS JOIN LATERAL @ledger@.kpi_months(p.practice_id, NULL, NULL, d.dimension) m
	WINDOW w AS (PARTITION BY p.practice_id, d.dimension, m.of_item ORDER BY m.month);
COMMENT ON VIEW @ledger@.kpi_month_state IS 'States of KPIs by month and dimension, of the last 24 months and the one that runs: what the other views by month are made of. One row: practice, month, dimension, item. Ask for the dimension that you want: each is read by itself.';
COMMENT ON COLUMN @ledger@.kpi_month_state.month IS 'First day of the month.';
COMMENT ON COLUMN @ledger@.kpi_month_state.dimension IS 'all, payer, provider, location or code group: each adds up to the whole practice, so never add over several.';
COMMENT ON COLUMN @ledger@.kpi_month_state.item IS 'Which payer, provider and so on; empty: all, or rows that have none (of payers: the patient).';
COMMENT ON COLUMN @ledger@.kpi_month_state.days IS 'Days of the month so far.';
COMMENT ON COLUMN @ledger@.kpi_month_state.state IS 'The counters; functions of schema rcm make KPIs of them.';
COMMENT ON COLUMN @ledger@.kpi_month_state.before IS 'The month before, where there is anything of it.';
COMMENT ON COLUMN @ledger@.kpi_month_state.whole IS 'The month over all items.';

CREATE OR REPLACE VIEW @ledger@.kpi_month WITH (security_invoker = true) AS
	SELECT s.practice_id, s.month, s.dimension, s.item, v.id AS kpi, k.name,
		round(coalesce(v.value, rcm.kpi_share(s.state, s.whole, v.id)), 4) AS value, v.numerator, v.denominator, v.unit, s.days, v.counted,
		(SELECT l.colour FROM @ledger@.kpi_threshold_of(s.practice_id, v.id, s.month + s.days - 1) t
			CROSS JOIN LATERAL rcm.light(s.state, v.id, s.before, s.days, t.green, t.red, t.slide, t.least_items, t.least_dollars) l) AS light
	FROM @ledger@.kpi_month_state s
	CROSS JOIN LATERAL rcm.kpi_values(s.state, s.days) v
	JOIN rcm.kpis() k ON k.id OPERATOR(pg_catalog.=) v.id;
COMMENT ON VIEW @ledger@.kpi_month IS 'Every KPI by month and dimension, of the last 24 months and the one that runs. One row: practice, month, dimension, item, KPI. A month is by itself: its charges, its remittances, its cohort of services, and what stood at its end; kpi_lights has the usual windows of 90 days and more. Cost: the days of these months from kpi_day, for each dimension that is asked for; light costs the most, and nothing when it is not selected.';
COMMENT ON COLUMN @ledger@.kpi_month.month IS 'First day of the month.';
COMMENT ON COLUMN @ledger@.kpi_month.dimension IS 'all, payer, provider, location or code group: never add over several.';
COMMENT ON COLUMN @ledger@.kpi_month.item IS 'Which payer, provider and so on; empty: all, or rows that have none.';
COMMENT ON COLUMN @ledger@.kpi_month.kpi IS 'Id of the KPI in rcm.kpis().';
COMMENT ON COLUMN @ledger@.kpi_month.name IS 'Its name.';
COMMENT ON COLUMN @ledger@.kpi_month.value IS 'Its value in its unit; null: nothing to divide by.';
COMMENT ON COLUMN @ledger@.kpi_month.numerator IS 'Above the line (money in dollars): over several rows add numerators and denominators, never values.';
COMMENT ON COLUMN @ledger@.kpi_month.denominator IS 'Below the line.';
COMMENT ON COLUMN @ledger@.kpi_month.unit IS 'percent, days, dollars or items.';
COMMENT ON COLUMN @ledger@.kpi_month.days IS 'Days of the month so far.';
COMMENT ON COLUMN @ledger@.kpi_month.counted IS 'Whether there were rows of the kind it is counted from; without, a zero means nothing.';
COMMENT ON COLUMN @ledger@.kpi_month.light IS 'green, yellow, red or grey: level by the limits of the month''s last day, and trend against the month before.';

CREATE OR REPLACE VIEW @ledger@.kpi_core_month WITH (security_invoker = true) AS
	SELECT s.practice_id, s.month, s.dimension, s.item,
		round(rcm.days_in_ar(s.state, 'gross', s.days), 2) AS days_in_ar, round(rcm.clean_claim_rate(s.state), 2) AS clean_claim_rate,
		round(rcm.first_pass_rate(s.state), 2) AS first_pass_rate, round(rcm.denial_rate(s.state), 2) AS denial_rate,
		round(rcm.net_collection_rate(s.state), 2) AS net_collection_rate, round(rcm.patient_pay_yield(s.state), 2) AS patient_pay_yield,
		round(rcm.no_show_rate(s.state), 2) AS no_show_rate, rcm.counter(s.state, 'ar') AS open_balance, rcm.counter(s.state, 'charges') AS charges,
		rcm.counter(s.state, 'remitted_claims') AS remitted_claims, rcm.counter(s.state, 'cohort_immature') AS immature_lines,
		rcm.counter(s.state, 'patient_young_90') AS young_balances, s.days
	FROM @ledger@.kpi_month_state s;
COMMENT ON VIEW @ledger@.kpi_core_month IS 'The seven core KPIs side by side, by month and dimension, of the last 24 months and the one that runs. One row: practice, month, dimension, item.';
COMMENT ON COLUMN @ledger@.kpi_core_month.month IS 'First day of the month.';
COMMENT ON COLUMN @ledger@.kpi_core_month.dimension IS 'all, payer, provider, location or code group.';
COMMENT ON COLUMN @ledger@.kpi_core_month.item IS 'Which payer, provider and so on; empty: all, or rows that have none.';
COMMENT ON COLUMN @ledger@.kpi_core_month.days_in_ar IS 'Open debit balances at the month''s end by the month''s charges a day, days.';
COMMENT ON COLUMN @ledger@.kpi_core_month.clean_claim_rate IS 'Pays on first submission, percent, of the month''s first remittances.';
COMMENT ON COLUMN @ledger@.kpi_core_month.first_pass_rate IS 'Settled without a touch, percent, of claims settled in the month.';
COMMENT ON COLUMN @ledger@.kpi_core_month.denial_rate IS 'Claims with a denied line, percent, of the month''s first remittances.';
COMMENT ON COLUMN @ledger@.kpi_core_month.net_collection_rate IS 'Collected to date of what can be collected for the month''s services, percent; too low while immature_lines is above zero.';
COMMENT ON COLUMN @ledger@.kpi_core_month.patient_pay_yield IS 'Paid within 90 days of what became patients'' in the month, percent; too low while young_balances is above zero.';
COMMENT ON COLUMN @ledger@.kpi_core_month.no_show_rate IS 'Missed appointments, percent of the month''s.';
COMMENT ON COLUMN @ledger@.kpi_core_month.open_balance IS 'Open debit balances at the month''s end.';
COMMENT ON COLUMN @ledger@.kpi_core_month.charges IS 'Charged in the month.';
COMMENT ON COLUMN @ledger@.kpi_core_month.remitted_claims IS 'Claims first answered in the month.';
COMMENT ON COLUMN @ledger@.kpi_core_month.immature_lines IS 'Service lines too young to judge net collection.';
COMMENT ON COLUMN @ledger@.kpi_core_month.young_balances IS 'Patient balances too young to judge the yield.';
COMMENT ON COLUMN @ledger@.kpi_core_month.days IS 'Days of the month so far.';

CREATE OR REPLACE VIEW @ledger@.kpi_cash_month WITH (security_invoker = true) AS
	SELECT s.practice_id, s.month, s.dimension, s.item, rcm.counter(s.state, 'charges') AS charges,
		rcm.counter(s.state, 'payer_payments') AS payer_payments, rcm.counter(s.state, 'patient_payments') AS patient_payments,
		rcm.counter(s.state, 'take_backs') AS take_backs, rcm.counter(s.state, 'payer_refunds') + rcm.counter(s.state, 'patient_refunds') AS refunds,
		rcm.counter(s.state, 'payer_payments') + rcm.counter(s.state, 'patient_payments') - rcm.counter(s.state, 'take_backs')
			- rcm.counter(s.state, 'payer_refunds') - rcm.counter(s.state, 'patient_refunds') AS net_payments,
		rcm.counter(s.state, 'contractual') AS contractual, rcm.counter(s.state, 'denial_write_offs') AS denial_write_offs, rcm.counter(s.state, 'bad_debt') AS bad_debt,
		rcm.counter(s.state, 'charity') AS charity, rcm.counter(s.state, 'other_write_offs') AS other_write_offs, s.days
	FROM @ledger@.kpi_month_state s;
COMMENT ON VIEW @ledger@.kpi_cash_month IS 'Charges and cash by month of posting and dimension, of the last 24 months and the one that runs. One row: practice, month, dimension, item. Of a dimension the rows add up to the practice.';
COMMENT ON COLUMN @ledger@.kpi_cash_month.month IS 'First day of the month.';
COMMENT ON COLUMN @ledger@.kpi_cash_month.dimension IS 'all, payer, provider, location or code group.';
COMMENT ON COLUMN @ledger@.kpi_cash_month.item IS 'Which payer, provider and so on; empty: all, or rows that have none.';
COMMENT ON COLUMN @ledger@.kpi_cash_month.charges IS 'Gross charges.';
COMMENT ON COLUMN @ledger@.kpi_cash_month.payer_payments IS 'Payments of payers.';
COMMENT ON COLUMN @ledger@.kpi_cash_month.patient_payments IS 'Payments of patients.';
COMMENT ON COLUMN @ledger@.kpi_cash_month.take_backs IS 'Taken back by payers.';
COMMENT ON COLUMN @ledger@.kpi_cash_month.refunds IS 'Given back to payers and patients.';
COMMENT ON COLUMN @ledger@.kpi_cash_month.net_payments IS 'Payments less take-backs and refunds.';
COMMENT ON COLUMN @ledger@.kpi_cash_month.contractual IS 'Discounts that were agreed upon.';
COMMENT ON COLUMN @ledger@.kpi_cash_month.denial_write_offs IS 'Written off as denials.';
COMMENT ON COLUMN @ledger@.kpi_cash_month.bad_debt IS 'Bad debt.';
COMMENT ON COLUMN @ledger@.kpi_cash_month.charity IS 'Charity care.';
COMMENT ON COLUMN @ledger@.kpi_cash_month.other_write_offs IS 'Other write-offs.';
COMMENT ON COLUMN @ledger@.kpi_cash_month.days IS 'Days of the month so far.';

CREATE OR REPLACE VIEW @ledger@.kpi_denial_month WITH (security_invoker = true) AS
	SELECT s.practice_id, s.month, s.dimension, s.item, pg_catalog.substr(c.counter, 6) AS cause, c.amount,
		round(100 * c.amount / nullif(sum(c.amount) OVER (PARTITION BY s.practice_id, s.month, s.dimension, s.item), 0), 2) AS share
	FROM @ledger@.kpi_month_state s
	CROSS JOIN LATERAL rcm.counters(s.state) c
	WHERE pg_catalog.starts_with(c.counter, 'root_');
COMMENT ON VIEW @ledger@.kpi_denial_month IS 'What was denied by root cause, by month of the denial and dimension, of the last 24 months and the one that runs. One row: practice, month, dimension, item, cause that there was. Table denial has the denials themselves.';
COMMENT ON COLUMN @ledger@.kpi_denial_month.month IS 'First day of the month.';
COMMENT ON COLUMN @ledger@.kpi_denial_month.dimension IS 'all, payer, provider, location or code group.';
COMMENT ON COLUMN @ledger@.kpi_denial_month.item IS 'Which payer, provider and so on; empty: all, or rows that have none.';
COMMENT ON COLUMN @ledger@.kpi_denial_month.cause IS 'eligibility, coordination, authorization, data, coding, necessity, provider, timely, duplicate, coverage, information, payer, patient or unknown.';
COMMENT ON COLUMN @ledger@.kpi_denial_month.amount IS 'What was denied.';
COMMENT ON COLUMN @ledger@.kpi_denial_month.share IS 'Percent of what was denied in the month.';

CREATE OR REPLACE VIEW @ledger@.kpi_aging_month WITH (security_invoker = true) AS
	SELECT s.practice_id, s.month + s.days - 1 AS day, s.dimension, s.item, b.place, b.bucket, rcm.counter(s.state, b.counter) AS amount, s.month
	FROM @ledger@.kpi_month_state s
	CROSS JOIN (VALUES (1, '0-30', 'ar_0_30'), (2, '31-60', 'ar_31_60'), (3, '61-90', 'ar_61_90'), (4, '91-120', 'ar_91_120'), (5, 'over 120', 'ar_over_120'),
		(6, 'undated', 'ar_undated'), (7, 'unbilled', 'ar_unbilled'), (8, 'credit', 'ar_credits')) b (place, bucket, counter);
COMMENT ON VIEW @ledger@.kpi_aging_month IS 'Receivables by age at the ends of the last 24 months, and today. One row: practice, day, dimension, item, bucket. Buckets but credit add up to the open balance.';
COMMENT ON COLUMN @ledger@.kpi_aging_month.day IS 'Last day of the month; of the month that runs, today.';
COMMENT ON COLUMN @ledger@.kpi_aging_month.dimension IS 'all, payer, provider, location or code group.';
COMMENT ON COLUMN @ledger@.kpi_aging_month.item IS 'Which payer and so on owes it; empty: all, or of payers the patient.';
COMMENT ON COLUMN @ledger@.kpi_aging_month.place IS 'Orders the buckets.';
COMMENT ON COLUMN @ledger@.kpi_aging_month.bucket IS 'Days since the first bill, of patients since it became theirs; undated: of unknown age; unbilled: charged, no bill has left; credit: what the practice owes.';
COMMENT ON COLUMN @ledger@.kpi_aging_month.amount IS 'Dollars; a credit as a positive amount.';
COMMENT ON COLUMN @ledger@.kpi_aging_month.month IS 'First day of the month.';
