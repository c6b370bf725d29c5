-- KPIs by example: a vendor's own tables, aggregated as they are; stored by month; lights
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
CREATE SCHEMA kpi_test;
SET search_path = kpi_test, rcm, public;
\set SHOW_CONTEXT never

CREATE TABLE charge (payer text, amount numeric(10,2), service date, posted date);
INSERT INTO charge SELECT CASE WHEN n % 3 = 0 THEN 'Alpha' ELSE 'Beta' END, 100 + n, date '2026-01-01' + n, date '2026-01-02' + n + n % 4 FROM generate_series(0, 89) n;
CREATE TABLE era (payer text, charge numeric(10,2), paid numeric(10,2), denied_lines integer, received date);
INSERT INTO era SELECT CASE WHEN n % 3 = 0 THEN 'Alpha' ELSE 'Beta' END, 100 + n, CASE WHEN n % 20 = 0 THEN 0 ELSE 80 END, CASE WHEN n % 20 = 0 THEN 1 ELSE 0 END, date '2026-02-01' + n / 2 FROM generate_series(0, 89) n;
CREATE TABLE open_balance (payer text, balance numeric(10,2), billed date);
INSERT INTO open_balance VALUES ('Alpha', 900, '2026-03-20'), ('Alpha', 450.50, '2025-12-01'), ('Beta', 2100, '2026-03-01'), ('Beta', -30, '2026-02-01'), (NULL, 75, NULL);

-- one KPI, one table
SELECT payer, round(denial_rate(kpi(kpi_remittance(charge::usd, paid::usd, denied_lines => denied_lines))), 2) AS denial_rate FROM era GROUP BY ROLLUP (payer) ORDER BY payer;

-- several tables, several KPIs: states by month and payer, added up
CREATE TABLE month AS
SELECT payer, month, merge(state) AS state FROM (
	SELECT payer, date_trunc('month', posted)::date, kpi(kpi_charge(amount::usd, posted - service)) FROM charge GROUP BY 1, 2
	UNION ALL SELECT payer, date_trunc('month', received)::date, kpi(kpi_remittance(charge::usd, paid::usd, denied_lines => denied_lines)) FROM era GROUP BY 1, 2
	UNION ALL SELECT payer, '2026-03-01', kpi(kpi_receivable(balance::usd, date '2026-03-31' - billed)) FROM open_balance GROUP BY 1
) s (payer, month, state) GROUP BY payer, month;
SELECT payer, month, state FROM month ORDER BY month, payer;
SELECT payer, round(days_in_ar(merge(state)), 1) AS days_in_ar, round(days_in_ar(merge(state), 'credits netted'), 1) AS netted, round(ar_over_90(merge(state)), 1) AS over_90, round(charge_lag(merge(state)), 2) AS lag, round(denial_rate(merge(state), 'initial dollars'), 2) AS denied
FROM month GROUP BY ROLLUP (payer) ORDER BY grouping(payer), payer;
SELECT month, round(denial_rate(merge(merge(state)) OVER (ORDER BY month ROWS 1 PRECEDING)), 2) AS two_months FROM month GROUP BY month ORDER BY month;
SELECT payer, round(kpi_share(merge(state), merge(merge(state)) OVER (), 'payer_mix'), 1) AS share FROM month GROUP BY payer ORDER BY payer;

-- what a KPI is made of
SELECT numerator, denominator, round(value, 4) AS value, immature, counted FROM month, kpi_parts(state, 'denial_initial_claims') WHERE payer = 'Beta' ORDER BY month;
SELECT id, variant, formula, basis, green, red, better FROM kpis() WHERE kpi = 'no_show_rate';
SELECT * FROM kpi_counters() WHERE counted_by = 'kpi_disposition';
SELECT * FROM counters(kpi_entry('patient payment', 25, at_service => true));

-- lights
SELECT number, id, colour, level, trend, round(value, 2) AS value, reason FROM lights((SELECT merge(state) FROM month)) ORDER BY number;
SELECT colour, reason FROM light((SELECT merge(state) FROM month), 'days_in_ar', green => 15, red => 20);

-- refused
SELECT '{profit:1}'::kpi;
SELECT '{charges:0.005}'::kpi;
SELECT kpi_receivable(10, apart => 'lost');
SELECT kpi_value('{}', 'happiness');
SELECT days_in_ar('{}', 'green');
SELECT days_in_ar('{}', days => -1);
SELECT wilson_interval(7, 5);
SELECT light('{}', 'happiness');
DROP SCHEMA kpi_test CASCADE;
