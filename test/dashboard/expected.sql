-- expected.sql - what the page must say of practice HARBOR, from the ledger's own views and functions, not from dashboard()
SET timezone = 'UTC';
SET search_path = pg_catalog, rcm;
\set QUIET 1
SELECT jsonb_build_object(
	'cards', (SELECT jsonb_agg(jsonb_build_object('id', l.id, 'light', l.colour,
			'value', CASE WHEN p.counted AND l.value IS NOT NULL THEN to_char(round(l.value, 1), 'FM999,999,990.0') ELSE '–' END, 'rows', g.rows, 'numerator', g.numerator, 'denominator', g.denominator) ORDER BY l.number)
		FROM (SELECT billing.kpi_state('HARBOR') AS now, billing.kpi_state('HARBOR', current_date - 90) AS before OFFSET 0) s, LATERAL rcm.lights(s.now, s.before) l, LATERAL rcm.kpi_parts(s.now, l.id) p, LATERAL billing.kpi_lineage('HARBOR', l.id) g),
	'owed', (SELECT to_char(numerator, 'FM$999,999,990.00') FROM rcm.kpi_parts(billing.kpi_state('HARBOR'), 'days_in_ar')),
	'owed_by_bucket', (SELECT jsonb_agg(to_char(amount, 'FM$999,999,990.00') ORDER BY place) FROM billing.kpi_aging_month
		WHERE practice_id = 'HARBOR' AND dimension = 'all' AND day = current_date AND bucket NOT IN ('undated', 'credit')),
	'paid', (SELECT jsonb_object_agg(to_char(month, 'Mon YYYY'), to_char(net_payments, 'FM$999,999,990.00')) FROM billing.kpi_cash_month WHERE practice_id = 'HARBOR' AND dimension = 'all' AND month > current_date - interval '12 months'),
	'denied', (SELECT jsonb_agg(to_char(amount::numeric, 'FM$999,999,990.00') ORDER BY place) FROM billing.top_denials('HARBOR', current_date - 89, current_date) WHERE measure = 'dollars'),
	'waiting', (SELECT count(*) FROM billing.work_item WHERE practice_id = 'HARBOR' AND state <> 'closed'),
	'others', (SELECT count(*) FROM rcm.kpis() WHERE number > 7));
