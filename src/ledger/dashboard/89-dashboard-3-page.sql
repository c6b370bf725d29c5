-- 89-dashboard-3-page.sql - all that the dashboard shows, as one document

CREATE OR REPLACE FUNCTION @ledger@.dashboard_cards(practice_id text, as_of date, rows integer) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH kpi AS MATERIALIZED (SELECT * FROM @ledger@.dashboard_lights(dashboard_cards.practice_id, dashboard_cards.as_of)),
	history AS MATERIALIZED (SELECT h.* FROM @ledger@.dashboard_history(dashboard_cards.practice_id, dashboard_cards.as_of) h WHERE dashboard_cards.rows > 0)
	SELECT jsonb_build_object(
		'cards', (SELECT jsonb_agg(k.said || jsonb_build_object(
				'variants', (SELECT coalesce(jsonb_agg(v.said ORDER BY v.place), '[]') FROM kpi v WHERE v.family = k.family AND NOT v.core),
				'months', (SELECT h.said FROM history h WHERE h.id = k.said ->> 'id'),
				'rows', CASE WHEN dashboard_cards.rows > 0 THEN @ledger@.dashboard_rows(dashboard_cards.practice_id, k.said ->> 'id', dashboard_cards.as_of, 90, k.said ->> 'better', dashboard_cards.rows) END) ORDER BY k.number)
			FROM kpi k WHERE k.core),
		'others', (SELECT jsonb_agg(k.said ORDER BY k.number, k.place) FROM kpi k WHERE k.number > 7))
$$;
COMMENT ON FUNCTION @ledger@.dashboard_cards(text, date, integer) IS
'The keys cards and others of dashboard(): the seven core KPIs, each with its variants, its months and the rows behind it (rows: how many are shown; 0: months and rows are null), and all other KPIs.

    SELECT jsonb_array_length(@ledger@.dashboard_cards(''HARBOR'', current_date, 0) -> ''others'')';

CREATE OR REPLACE FUNCTION @ledger@.dashboard_queue(practice_id text, as_of date) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH item AS (
		SELECT i.queue, i.amount::numeric AS amount, dashboard_queue.as_of - (i.opened_at AT TIME ZONE p.time_zone)::date AS age
		FROM @ledger@.practice p JOIN @ledger@.work_item i ON i.practice_id = p.practice_id
		WHERE p.practice_id = dashboard_queue.practice_id AND (i.opened_at AT TIME ZONE p.time_zone)::date <= dashboard_queue.as_of
			AND coalesce((i.closed_at AT TIME ZONE p.time_zone)::date > dashboard_queue.as_of, true)),
	bucket AS (SELECT * FROM (VALUES (1, '0-7', 0, 7), (2, '8-14', 8, 14), (3, '15-30', 15, 30), (4, '31-60', 31, 60), (5, '61 and more', 61, NULL)) v (nth, label, low, high)),
	queue AS (SELECT i.queue, count(*) AS items, sum(i.amount) AS amount, max(i.age) AS oldest FROM item i GROUP BY 1)
	SELECT jsonb_build_object(
		'days', (SELECT coalesce(jsonb_agg(jsonb_build_object('day', h.day, 'size', h.size, 'came', h.came, 'went', h.went) ORDER BY h.day), '[]')
			FROM (SELECT q.day, sum(q.size) AS size, sum(q.inflow) AS came, sum(q.outflow) AS went
				FROM @ledger@.queue_history(dashboard_queue.practice_id, dashboard_queue.as_of - 59, dashboard_queue.as_of) q GROUP BY 1) h),
		'ages', (SELECT jsonb_agg(jsonb_build_object('label', b.label, 'items', x.items, 'amount', x.amount) ORDER BY b.nth)
			FROM bucket b, LATERAL (SELECT count(*) AS items, coalesce(sum(i.amount), 0) AS amount FROM item i WHERE i.age >= b.low AND coalesce(i.age <= b.high, true)) x),
		'queues', (SELECT coalesce(jsonb_agg(to_jsonb(q) ORDER BY q.amount DESC, q.queue), '[]') FROM queue q))
$$;
COMMENT ON FUNCTION @ledger@.dashboard_queue(text, date) IS
'The key queue of dashboard(): days, how large all queues were at the end of each of 60 days and what came and went; ages, items and dollars at stake by days since they were opened; queues.

    SELECT @ledger@.dashboard_queue(''HARBOR'', current_date) -> ''ages''';

CREATE OR REPLACE FUNCTION @ledger@.dashboard_series(practice_id text, as_of date, curves boolean DEFAULT true) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH d AS (SELECT dashboard_series.practice_id AS practice, dashboard_series.as_of AS day),
	-- the five payers that owe most, the patients, and all others as one
	aging AS (
		SELECT CASE WHEN a.item = '' THEN 'Patients' WHEN a.place <= 5 THEN a.item ELSE 'Other payers' END AS payer, a.*
		FROM (SELECT x.*, row_number() OVER (PARTITION BY x.item = '' ORDER BY x.total DESC, x.item) AS place FROM d, @ledger@.kpi_aging(d.practice, d.day) x) a)
	SELECT jsonb_build_object(
		'money', (SELECT coalesce(jsonb_agg(to_jsonb(m) ORDER BY m.month), '[]')
			FROM @ledger@.cash_and_charges(d.practice, (date_trunc('month', d.day) - interval '11 months')::date, d.day) m),
		'aging', jsonb_build_object(
			'buckets', '["0-30", "31-60", "61-90", "91-120", "121 and more", "Not billed"]'::jsonb,
			'payers', (SELECT coalesce(jsonb_agg(c.said ORDER BY c.last, c.total DESC, c.payer), '[]') FROM (
				SELECT a.payer, a.payer = 'Other payers' AS last, sum(a.total) AS total, jsonb_build_object('payer', a.payer,
					'amounts', (SELECT jsonb_agg(s.amount ORDER BY s.nth) FROM (SELECT u.nth, sum(u.amount) AS amount
						FROM aging b, unnest(b.amounts) WITH ORDINALITY u (amount, nth) WHERE b.payer = a.payer GROUP BY u.nth) s),
					'undated', sum(a.undated), 'credits', sum(a.credits), 'total', sum(a.total)) AS said
				FROM aging a GROUP BY a.payer) c)),
		'denials', (SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c.place), '[]') FROM @ledger@.denials_by_cause(d.practice, d.day - 89, d.day) c),
		'payers', (SELECT coalesce(jsonb_agg(to_jsonb(m) ORDER BY m.charges DESC, m.payer_id), '[]') FROM @ledger@.payer_mix(d.practice, d.day - 89, d.day) m),
		'paid_by_month', (SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c.item, c.on_day), '[]') FROM @ledger@.patient_pay_curve(d.practice, 'month', d.day) c WHERE dashboard_series.curves),
		'paid_by_channel', (SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c.item, c.on_day), '[]') FROM @ledger@.patient_pay_curve(d.practice, 'channel', d.day) c WHERE dashboard_series.curves),
		'queue', @ledger@.dashboard_queue(d.practice, d.day))
	FROM d
$$;
COMMENT ON FUNCTION @ledger@.dashboard_series(text, date, boolean) IS
'The key series of dashboard(): money (cash_and_charges, 12 months), aging (kpi_aging by payer, credits apart), denials (denials_by_cause, 90 days), payers (payer_mix, 90 days), paid_by_month and paid_by_channel (patient_pay_curve; empty when curves is false, as they read every patient''s balance of a year), queue (dashboard_queue).

    SELECT @ledger@.dashboard_series(''HARBOR'', current_date) -> ''money''';

CREATE OR REPLACE FUNCTION @ledger@.dashboard(practice_id text, as_of date DEFAULT NULL, rows integer DEFAULT 50) RETURNS jsonb
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp SET jit = off AS $$
DECLARE
	-- (no such practice, or a day to come: refused here)
	day date := @ledger@.aging_day(dashboard.practice_id, dashboard.as_of, 'default');
BEGIN
	RETURN jsonb_build_object('practice_id', dashboard.practice_id, 'as_of', day, 'days', 90, 'since', day - 89,
			'name', (SELECT p.name FROM @ledger@.practice p WHERE p.practice_id = dashboard.practice_id),
			'generated_at', (SELECT to_char(now() AT TIME ZONE p.time_zone, 'YYYY-MM-DD HH24:MI') FROM @ledger@.practice p WHERE p.practice_id = dashboard.practice_id),
			'series', @ledger@.dashboard_series(dashboard.practice_id, day, coalesce(dashboard.rows, 50) > 0))
		|| @ledger@.dashboard_cards(dashboard.practice_id, day, greatest(coalesce(dashboard.rows, 50), 0));
END
$$;
COMMENT ON FUNCTION @ledger@.dashboard(text, date, integer) IS
'All that the dashboard of a practice shows, as one document; rcm dashboard makes the page of it. No names of patients are in it, and of claims only their numbers.

as_of - the day it is for; null: today at the practice. KPIs look at the 90 days that end with it, and compare with the 90 days before.
rows - how many rows behind each of the seven core KPIs are shown; 0: none are looked for, nor the KPIs'' months and what patients paid by when, which is quicker.

Keys: practice_id, name, as_of, since, days, generated_at (the practice''s clock); cards: the seven core KPIs in their order with light (the worse of level and trend), value, before, unit, target, reason, working (how the value follows from its parts), formula, basis, exclusions, source, variants (all others of the same KPI), months (the last twelve, each by itself) and rows (total, sums, shown); others: all other KPIs; series: what the charts draw. A practice without anything gets a whole page, grey, with reasons. Errors RC010 no such practice, RC011 a day to come.

    SELECT card ->> ''name'' AS name, card ->> ''light'' AS light, card ->> ''reason'' AS why
    FROM jsonb_array_elements(@ledger@.dashboard(''HARBOR'', rows => 0) -> ''cards'') card';
