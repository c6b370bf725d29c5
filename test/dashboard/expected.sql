-- expected.sql - what the page must say of practice HARBOR, from the ledger's own views and functions, not from dashboard()
SET timezone = 'UTC';
SET search_path = pg_catalog, rcm;
\set QUIET 1
SELECT jsonb_build_object(
	'cards', (SELECT jsonb_agg(jsonb_build_object('id', l.id, 'light', l.colour,
			'value', CASE WHEN p.counted AND l.value IS NOT NULL THEN to_char(round(l.value, 1), 'FM999,999,990.0') ELSE '–' END, 'rows', g.rows, 'numerator', g.numerator, 'denominator', g.denominator) ORDER BY l.number)
		FROM rcm.lights(billing.kpi_state('HARBOR'), billing.kpi_state('HARBOR', current_date - 90)) l, LATERAL rcm.kpi_parts(billing.kpi_state('HARBOR'), l.id) p, LATERAL billing.kpi_lineage('HARBOR', l.id) g),
	'owed', (SELECT to_char(sum(amount)::numeric, 'FM$999,999,990.00') FROM billing.aging('HARBOR') WHERE kind = 'owed'),
	'owed_by_bucket', (SELECT jsonb_agg(to_char(amount::numeric, 'FM$999,999,990.00') ORDER BY bucket) FROM (SELECT bucket, sum(amount) AS amount FROM billing.aging('HARBOR') WHERE kind = 'owed' GROUP BY 1) x),
	'cash', (SELECT jsonb_object_agg(month, to_char(cash, 'FM$999,999,990.00')) FROM (SELECT to_char(effective_on, 'Mon YYYY') AS month, sum(CASE WHEN to_account = 'cash' THEN amount::numeric ELSE - amount::numeric END) AS cash
		FROM billing.entry WHERE practice_id = 'HARBOR' AND 'cash' IN (from_account, to_account) GROUP BY 1) x),
	'denied', (SELECT jsonb_agg(to_char(amount::numeric, 'FM$999,999,990.00') ORDER BY place) FROM billing.top_denials('HARBOR', current_date - 89, current_date) WHERE measure = 'dollars'),
	'waiting', (SELECT count(*) FROM billing.work_item WHERE practice_id = 'HARBOR' AND state <> 'closed'),
	'others', (SELECT count(*) FROM rcm.kpis() WHERE number > 7));
