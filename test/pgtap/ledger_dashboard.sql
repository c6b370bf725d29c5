-- ledger_dashboard.sql - what the dashboard shows is what the ledger has, and a practice without anything gets a whole page
\set ON_ERROR_STOP 1
SET client_min_messages = warning;
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();
\ir ../dashboard/practice.sql
SET search_path = public, pg_catalog, rcm;

CREATE FUNCTION pg_temp.cards(practice text, as_of date DEFAULT NULL, rows integer DEFAULT 0) RETURNS SETOF jsonb LANGUAGE sql AS $$
	SELECT c FROM jsonb_array_elements(billing.dashboard(practice, as_of, rows) -> 'cards') WITH ORDINALITY x (c, n) ORDER BY n $$;

-- ---- nothing at all ----
SELECT is((SELECT string_agg(c ->> 'light', ' ') FROM pg_temp.cards('EMPTY') c), 'grey grey grey grey grey grey grey', 'without rows all seven are grey');
SELECT is((SELECT count(*) FROM pg_temp.cards('EMPTY') c WHERE c ->> 'value' IS NOT NULL OR c ->> 'before' IS NOT NULL OR c ->> 'working' IS NOT NULL), 0::bigint, 'and have no value: not 0 and not 100 per cent');
SELECT is((SELECT count(*) FROM pg_temp.cards('EMPTY') c WHERE coalesce(c ->> 'reason', '') = ''), 0::bigint, 'and say why');
SELECT is((SELECT count(*) FROM jsonb_array_elements(billing.dashboard('EMPTY') -> 'others') c WHERE c ->> 'light' = 'green'), 0::bigint, 'no KPI of all is green for having counted nothing');
SELECT is(billing.dashboard('EMPTY') #> '{series,denials}', '[]', 'charts have nothing to draw');
SELECT is((SELECT jsonb_agg(DISTINCT key ORDER BY key) FROM jsonb_each(billing.dashboard('EMPTY') -> 'series')), (SELECT jsonb_agg(DISTINCT key ORDER BY key) FROM jsonb_each(billing.dashboard('HARBOR') -> 'series')), 'but all of them are there');
SELECT is(billing.dashboard('EMPTY') ->> 'name', 'Nobody & Sons </script><b>', 'the name is as it is');

-- ---- refused ----
SELECT throws_ok($$SELECT billing.dashboard('NOBODY')$$, 'RC010', 'there is no practice "NOBODY"');
SELECT throws_ok($$SELECT billing.dashboard(NULL)$$, 'RC010');
SELECT throws_ok($$SELECT billing.dashboard('HARBOR', current_date + 1)$$, 'RC011', 'the day has not come');
SELECT throws_ok($$SELECT * FROM billing.patient_pay_curve('HARBOR', 'weekday')$$, 'RC010');
SELECT lives_ok($$SELECT billing.dashboard('HARBOR', '1999-01-01')$$, 'a day long before the first row is grey, not an error');
SELECT is((SELECT count(*) FROM pg_temp.cards('HARBOR', '1999-01-01') c WHERE c ->> 'light' <> 'grey'), 0::bigint, 'grey');

-- ---- the cards are the KPIs ----
SELECT is((SELECT string_agg(c ->> 'id', ' ') FROM pg_temp.cards('HARBOR') c), 'days_in_ar ccr_paid fprr denial_initial_claims ncr_cohort pp_yield_90 no_show_rate', 'the seven, in their order');
SELECT is((SELECT string_agg(format('%s %s %s', c ->> 'id', c ->> 'light', round((c ->> 'value')::numeric, 6)), E'\n') FROM pg_temp.cards('HARBOR') c),
	(SELECT string_agg(format('%s %s %s', l.id, l.colour, round(l.value, 6)), E'\n' ORDER BY l.number) FROM (SELECT billing.kpi_state('HARBOR') AS now, billing.kpi_state('HARBOR', current_date - 90) AS before OFFSET 0) s, rcm.lights(s.now, s.before) l), 'light and value are those of the state');
SELECT cmp_ok((SELECT count(*) FROM pg_temp.cards('HARBOR') c WHERE c ->> 'light' <> 'grey'), '>=', 5::bigint, 'most can be judged');
SELECT is((SELECT count(*) FROM pg_temp.cards('HARBOR') c WHERE c ->> 'value' IS NOT NULL AND c ->> 'working' IS NULL), 0::bigint, 'each value is worked out');
SELECT is((SELECT sum(jsonb_array_length(c -> 'variants')) + 7 FROM pg_temp.cards('HARBOR') c), (SELECT count(*) FROM rcm.kpis() WHERE number <= 7), 'with every variant');
SELECT is(jsonb_array_length(billing.dashboard('HARBOR', rows => 0) -> 'others'), (SELECT count(*)::integer FROM rcm.kpis() WHERE number > 7), 'and all others');

-- ---- the rows behind them ----
SELECT is((SELECT string_agg(c ->> 'id', ' ') FROM pg_temp.cards('HARBOR', NULL, 5) c WHERE (c #>> '{rows,numerator}')::numeric <> (c ->> 'numerator')::numeric OR (c #>> '{rows,denominator}')::numeric <> (c ->> 'denominator')::numeric), NULL, 'sums of rows are numerator and denominator');
SELECT is((SELECT max(jsonb_array_length(c #> '{rows,shown}')) FROM pg_temp.cards('HARBOR', NULL, 5) c), 5, 'no more are shown than asked for');
SELECT is((SELECT count(*) FROM pg_temp.cards('HARBOR', NULL, 0) c WHERE c -> 'rows' <> 'null'), 0::bigint, 'none when none are asked for');
SELECT is((SELECT (c #>> '{rows,shown,0,numerator}')::numeric FROM pg_temp.cards('HARBOR', NULL, 5) c WHERE c ->> 'id' = 'denial_initial_claims'), 1::numeric, 'first what speaks against the practice');
SELECT is(position('SECRETNAME' in billing.dashboard('HARBOR')::text) + position('ZEBEDEE' in billing.dashboard('HARBOR')::text), 0, 'no patient is named');

-- ---- the series ----
SELECT is((SELECT sum(payments) FROM billing.cash_and_charges('HARBOR', current_date - 400, current_date)),
	(SELECT sum(CASE WHEN to_account = 'cash' THEN amount::numeric ELSE - amount::numeric END) FROM billing.entry WHERE 'cash' IN (from_account, to_account)), 'all cash is in a month, as none of it waits');
SELECT is((SELECT sum(charges) FROM billing.cash_and_charges('HARBOR', current_date - 400, current_date)), (SELECT sum(charge)::numeric FROM billing.claim_line), 'all charges are');
SELECT is((SELECT sum(from_patients) FROM billing.cash_and_charges('HARBOR', current_date - 400, current_date)), (SELECT sum(amount)::numeric FROM billing.receipt), 'what patients paid is theirs');
SELECT is((SELECT string_agg(concat_ws(' ', month, charges, payments), E'\n' ORDER BY month) FROM billing.cash_and_charges('HARBOR', current_date - 300, current_date) WHERE month > current_date - 300),
	(SELECT string_agg(concat_ws(' ', month, charges, net_payments), E'\n' ORDER BY month) FROM billing.kpi_cash_month WHERE practice_id = 'HARBOR' AND dimension = 'all' AND month > current_date - 300), 'months are those of the view');
SELECT is((SELECT string_agg(format('%s %s', m ->> 'month', round((m ->> 'value')::numeric, 2)), ', ' ORDER BY m ->> 'month') FROM pg_temp.cards('HARBOR', NULL, 1) c, jsonb_array_elements(c -> 'months') m WHERE c ->> 'id' = 'denial_initial_claims'),
	(SELECT string_agg(format('%s %s', month, denial_rate), ', ' ORDER BY month) FROM billing.kpi_core_month WHERE practice_id = 'HARBOR' AND dimension = 'all' AND month >= date_trunc('month', current_date) - interval '11 months'), 'and the months of a card');
SELECT is((SELECT array_agg(s ORDER BY n) FROM (SELECT u.n, sum(u.a) AS s FROM billing.kpi_aging('HARBOR', current_date - 30) k, unnest(k.amounts) WITH ORDINALITY u (a, n) GROUP BY 1) x),
	(SELECT ARRAY[sum(amount) FILTER (WHERE age <= 30), sum(amount) FILTER (WHERE age BETWEEN 31 AND 60), sum(amount) FILTER (WHERE age BETWEEN 61 AND 90), sum(amount) FILTER (WHERE age BETWEEN 91 AND 120),
		sum(amount) FILTER (WHERE age > 120)]::numeric[] || 0.00 FROM billing.aging_lines('HARBOR', current_date - 30) WHERE amount > 0), 'aging by payer adds up to the lines that are owed, on a past day too');
SELECT is((SELECT sum(total) FROM billing.kpi_aging('HARBOR')), (SELECT numerator FROM rcm.kpi_parts(billing.kpi_state('HARBOR'), 'days_in_ar')), 'and is what days in A/R divides');
SELECT is((SELECT string_agg(concat_ws(' ', item, amount, share, share_so_far), E'\n' ORDER BY place) FROM billing.top_denials('HARBOR', current_date - 89, current_date) WHERE measure = 'dollars'),
	(SELECT string_agg(concat_ws(' ', root || '.' || leaf, amount, share, share_so_far), E'\n' ORDER BY place) FROM billing.denials_by_cause('HARBOR', current_date - 89, current_date) WHERE place <= 5), 'the dearest causes are those of top_denials()');
SELECT is((SELECT max(share_so_far) FROM billing.denials_by_cause('HARBOR', current_date - 89, current_date)), 100.0, 'all causes together are 100 %');
SELECT is((SELECT sum(charges) FROM billing.payer_mix('HARBOR', current_date - 89, current_date)), (SELECT (p.denominator) FROM rcm.kpi_parts(billing.kpi_state('HARBOR'), 'days_in_ar') p), 'the payers'' charges are those that days in A/R divides by');

-- ---- what patients pay by when ----
SELECT is((SELECT string_agg(format('%s %s', on_day, sum), ' ' ORDER BY on_day) FROM (SELECT on_day, sum(paid) FROM billing.patient_pay_curve('HARBOR', 'channel') GROUP BY 1) x),
	(SELECT string_agg(format('%s %s', on_day, sum), ' ' ORDER BY on_day) FROM (SELECT on_day, sum(paid) FROM billing.patient_pay_curve('HARBOR', 'month') GROUP BY 1) x), 'channels add up to months');
SELECT is((SELECT count(*) FROM (SELECT yield < lag(yield) OVER (PARTITION BY item ORDER BY on_day) AS falls FROM billing.patient_pay_curve('HARBOR', 'month') WHERE mature) x WHERE falls), 0::bigint, 'of a month nothing is unpaid again by waiting');
SELECT is((SELECT count(*) FROM billing.patient_pay_curve('HARBOR', 'month') WHERE mature AND (item || '-01')::date + interval '1 month - 1 day' > current_date - on_day), 0::bigint, 'a month that is too young is not mature');
SELECT is((SELECT sum(moved) FROM billing.patient_pay_curve('HARBOR', 'month') WHERE on_day = 30),
	(SELECT sum(amount)::numeric FROM billing.entry e JOIN billing.receivable r USING (practice_id, claim_id, line_no) WHERE e.to_account = 'patient' AND e.from_account <> 'unapplied_patient' AND r.patient_since <= current_date - 30
		AND r.patient_since >= date_trunc('month', current_date) - interval '11 months'), 'what moved is what entries moved');
SELECT is((SELECT string_agg(concat_ws(' ', item, on_day, round(moved, 2), round(paid, 2)), E'\n' ORDER BY item, on_day) FROM billing.patient_pay_curve('HARBOR', 'month') WHERE mature),
	(SELECT string_agg(concat_ws(' ', to_char(m.month, 'YYYY-MM'), v.on_day, rcm.counter(m.state, 'patient_moved'), rcm.counter(m.state, 'patient_paid_' || v.on_day)), E'\n' ORDER BY m.month, v.on_day)
		FROM billing.kpi_months('HARBOR', (date_trunc('month', current_date) - interval '11 months')::date, current_date) m, unnest('{30,60,90,180}'::integer[]) v (on_day)
		WHERE rcm.counter(m.state, 'patient_moved') > 0 AND (m.month + interval '1 month - 1 day')::date <= current_date - v.on_day), 'the months are those that patient pay yield counts');
SELECT is((SELECT count(*) FROM billing.patient_pay_curve('EMPTY', 'channel')), 0::bigint, 'nothing moved, nothing to say');

-- ---- words ----
SELECT is(billing.kpi_working(41000, 80000, 46.125, 'days', 90), '41,000 ÷ (80,000 ÷ 90 days) = 46.13 days', 'days of a window');
SELECT is(billing.kpi_working(5, 80, 6.25, 'percent', 90), '5 ÷ 80 = 6.25 %', 'a share');
SELECT is(billing.kpi_working(1234.5, 1, 1234.5, 'dollars', 90), '1,234.5 dollars', 'a sum');
SELECT is(billing.kpi_working(5, 0, NULL, 'percent', 90), NULL, 'nothing to divide by');
SELECT is(billing.kpi_working(NULL, NULL, NULL, NULL, NULL), NULL, 'nothing at all');
SELECT is(billing.kpi_target('down', 'percent', 5.00, true), 'below 5 %', 'a limit that is not green itself');
SELECT is(billing.kpi_target('up', 'percent', 90.00, false), 'at least 90 %', 'one that is');
SELECT is(billing.kpi_target(NULL, 'days', 40, false), NULL, 'none for information');

SELECT * FROM finish();
