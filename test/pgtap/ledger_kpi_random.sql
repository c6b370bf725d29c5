-- ledger_kpi_random.sql - KPIs of a ledger in which anything has happened in any order: credits, take-backs, refunds, voids, replacements
\set ON_ERROR_STOP 1
\ir given/money.sql
\ir given/stream.sql
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();
SELECT setseed(0.17) \g /dev/null
SELECT (now() AT TIME ZONE 'America/New_York')::date AS today \gset
CALL stream.run(1);
-- what a live system prints, and when
SELECT clock_timestamp() AS then, billing.kpi_state('A', :'today') AS printed \gset
SELECT pg_sleep(0.01) \gset ignored_
CALL stream.run(1);
SELECT isnt(billing.kpi_state('A', :'today'), :'printed'::rcm.kpi, 'much has happened since');
-- (of what ends - a plan, a placement, a denial - only the day is recorded, and all of this is one day; a draft that is edited leaves no trace of what it said)
SELECT is((SELECT string_agg(format('%s: printed %s, now known as %s', counter, a.amount, b.amount), '; ') FROM rcm.counters(:'printed') a FULL JOIN rcm.counters(billing.kpi_state('A', :'today', 90, :'then')) b USING (counter) WHERE a.amount IS DISTINCT FROM b.amount
	AND counter NOT IN ('unbilled', 'ar_plan', 'ar_bad_debt', 'appeals_closed', 'appeals_won', 'appeal_value', 'appeal_recovered', 'resolution_days_items')), NULL,
	'as known then is what was printed then');

SELECT billing.kpi_state('A', :'today', 400) AS state \gset
CREATE TEMP TABLE fact AS SELECT f.* FROM billing.kpi_window_facts('A', :'today', 400, NULL, NULL, NULL, NULL, NULL) f;
SELECT is((SELECT rcm.kpi(fact) FROM fact), :'state'::rcm.kpi, 'the state is the sum of its facts');
SELECT is((SELECT rcm.merge(s) FROM (SELECT rcm.kpi(fact) AS s FROM fact GROUP BY hashtext(source || key) % 97, code_group) x), :'state'::rcm.kpi, 'of any partition');
SELECT is((SELECT rcm.merge(billing.kpi_state('A', :'today', 400, payer_id => v)) FROM (SELECT DISTINCT coalesce(payer_id, '') AS v FROM fact) d), :'state'::rcm.kpi, 'of the payers');
SELECT is((SELECT count(*) FROM (SELECT source, relation, key FROM fact GROUP BY 1, 2, 3 HAVING count(*) > 1) x), 0::bigint, 'no row counts twice in a source');
SELECT cmp_ok((SELECT count(DISTINCT source) FROM fact), '>=', 10::bigint, 'there are facts of most sources');
-- the same sums another way round
SELECT is(rcm.counter(:'state', 'ar') - rcm.counter(:'state', 'ar_credits'), (SELECT sum(b.amount)::numeric FROM billing.open_balance b), 'what is owed less credits is the sum of all balances');
SELECT is(rcm.counter(:'state', 'charges') + rcm.counter(:'state', 'charges_capitated'), (SELECT sum(l.charge)::numeric FROM billing.line_balance l), 'charges are what is charged in the end');
SELECT is(rcm.counter(:'state', 'payer_payments') + rcm.counter(:'state', 'patient_payments') - rcm.counter(:'state', 'take_backs') - rcm.counter(:'state', 'payer_refunds') - rcm.counter(:'state', 'patient_refunds'),
	(SELECT sum(CASE WHEN rcm.owes(e.from_account) AND e.to_account IN ('cash', 'suspense', 'unapplied_patient', 'unapplied_payer', 'refund') THEN e.amount
		WHEN rcm.owes(e.to_account) AND e.from_account IN ('cash', 'suspense', 'unapplied_patient', 'unapplied_payer', 'refund') THEN -e.amount ELSE 0 END)::numeric FROM billing.entry e), 'payments less what went back are the money that charge lines have');
SELECT is(rcm.counter(:'state', 'unapplied'), (SELECT coalesce(sum(unapplied)::numeric, 0) FROM billing.unapplied) - (SELECT coalesce(sum(amount)::numeric, 0) FROM billing.suspense), 'what waits');
SELECT is((SELECT string_agg(format('%s: %s/%s, rows %s/%s', k.id, p.numerator, p.denominator, l.numerator, l.denominator), '; ')
	FROM rcm.kpis() k, rcm.kpi_parts(:'state', k.id) p, LATERAL (SELECT coalesce(sum(r.numerator), 0) AS numerator, coalesce(sum(r.denominator), 0) AS denominator FROM billing.kpi_rows('A', k.id, :'today', 400) r) l
	WHERE k.id IN ('days_in_ar', 'ccr_paid', 'fprr', 'ncr_period', 'pp_yield_90', 'denial_concentration', 'unapplied_days')
		AND (l.numerator, l.denominator) IS DISTINCT FROM (p.numerator, p.denominator)), NULL, 'the rows behind each number are the number');

-- more than all is never green: by claim, so that each oddity stands alone
CREATE TEMP TABLE odd AS
	SELECT k.id, s.claim, s.state, l.* FROM (SELECT split_part(key, '/', 1) AS claim, rcm.kpi(fact) AS state FROM billing.kpi_facts('A', date :'today' - 400, :'today', NULL, '{cohort}') GROUP BY 1
		UNION ALL SELECT 'all', rcm.kpi(fact) FROM fact UNION ALL SELECT day::text, rcm.kpi(fact) FROM fact GROUP BY day
		UNION ALL SELECT 'cohort of ' || key, rcm.kpi(rcm.kpi_cohort(100, 30, (n * 10)::rcm.usd)) FROM generate_series(-3, 12) n, LATERAL (SELECT n::text) y (key) GROUP BY key) s,
		unnest('{ncr_cohort,ncr_period,ncr_cohort_less_denials,ncr_period_less_charity}'::text[]) k (id), rcm.light(s.state, k.id, least_items => 0, least_dollars => 0) l;
SELECT cmp_ok((SELECT count(*) FROM odd WHERE value > 100), '>', 20::bigint, 'there are some above 100');
SELECT is((SELECT count(*) FROM odd WHERE (value > 100 OR value < 0) AND colour IN ('green', 'yellow')), 0::bigint, 'none of them is green');
SELECT is((SELECT count(*) FROM odd WHERE (value > 100 OR value < 0) AND reason NOT LIKE 'integrity alert:%' AND reason NOT LIKE '%too young to judge'), 0::bigint, 'each of them is an integrity alert, unless it is too young');
SELECT is((SELECT count(*) FROM odd WHERE value IS NULL AND colour <> 'grey'), 0::bigint, 'without anything to divide by it is grey');
SELECT * FROM finish();
