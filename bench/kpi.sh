# shellcheck shell=sh disable=SC2154
# kpi.sh - benchmark "kpi".  To be sourced by run, which sets
# $here, $shared and $work, and gives sql, say, calc, ms and others.

kpi_rows=${BENCH_KPI_ROWS:-1000000}

# Four kinds of rows of a practice, a million of each.
kpi_tables() {
	settings
	sql -v n="$kpi_rows" <<'SQL'
CREATE SCHEMA IF NOT EXISTS bench;
SET search_path = bench, rcm, public;
CREATE UNLOGGED TABLE kpi_charges AS
SELECT (100 + i % 900)::rcm.usd AS charge, nullif(i % 11, 10) AS lag FROM generate_series(1, :n) i;
CREATE UNLOGGED TABLE kpi_remits AS
SELECT (100 + i % 900)::rcm.usd AS charge, (CASE WHEN i % 17 = 0 THEN 0 ELSE 60 END)::rcm.usd AS paid, 1 + i % 4 AS lines, CASE WHEN i % 17 = 0 THEN 1 ELSE 0 END AS denied_lines,
	(CASE WHEN i % 17 = 0 THEN 50 ELSE 0 END)::rcm.usd AS denied, i % 5 <> 0 AS paid_first FROM generate_series(1, :n) i;
CREATE UNLOGGED TABLE kpi_entries AS
SELECT ('{payer payment,contractual,patient payment,payer payment,contractual,denial,bad debt,write-off,charity,take-back,patient refund,payer refund,patient billed}'::text[])[1 + i % 13] AS kind,
	(i % 900)::rcm.usd AS amount, i % 7 = 0 AS avoidable, i % 90 AS days FROM generate_series(1, :n) i;
CREATE UNLOGGED TABLE kpi_open AS
SELECT (i % 900 - 20)::rcm.usd AS balance, (i * 7 % 400) AS age, i % 3 = 0 AS patient FROM generate_series(1, :n) i;
VACUUM ANALYZE kpi_charges, kpi_remits, kpi_entries, kpi_open;
CREATE VIEW kpi_charges_ours AS SELECT kpi(kpi_charge(charge, lag)) AS state FROM kpi_charges;
CREATE VIEW kpi_remits_ours AS SELECT kpi(kpi_remittance(charge, paid, lines, denied_lines, denied, paid_first => paid_first)) AS state FROM kpi_remits;
CREATE VIEW kpi_entries_ours AS SELECT kpi(kpi_entry(kind, amount, avoidable, days_to_payment => days)) AS state FROM kpi_entries;
CREATE VIEW kpi_open_ours AS SELECT kpi(kpi_receivable(balance, age, patient)) AS state FROM kpi_open;
CREATE VIEW kpi_charges_sql AS
SELECT sum(charge) AS charges, count(*) AS charge_lines, sum(charge) FILTER (WHERE lag IS NOT NULL) AS charges_dated, sum(charge) FILTER (WHERE lag > 3) AS charges_late,
	count(lag) AS lag_lines, sum(lag) AS lag_days FROM kpi_charges;
CREATE VIEW kpi_remits_sql AS
SELECT count(*) AS remitted_claims, sum(lines) AS remitted_lines, sum(charge) AS remitted, count(*) FILTER (WHERE denied_lines > 0) AS denied_claims, sum(denied_lines) AS denied_lines,
	sum(denied) AS denied, count(*) AS primary_claims, count(*) FILTER (WHERE paid = 0 AND denied_lines > 0) AS zero_paid_claims, count(paid_first) AS judged_claims,
	count(*) FILTER (WHERE paid_first AND denied_lines = 0) AS paid_first_claims FROM kpi_remits;
CREATE VIEW kpi_entries_sql AS
SELECT sum(amount) FILTER (WHERE kind = 'payer payment') AS payer_payments, sum(amount) FILTER (WHERE kind = 'patient payment') AS patient_payments, sum(amount) FILTER (WHERE kind = 'take-back') AS take_backs,
	sum(amount) FILTER (WHERE kind = 'payer refund') AS payer_refunds, sum(amount) FILTER (WHERE kind = 'patient refund') AS patient_refunds, sum(amount) FILTER (WHERE kind = 'contractual') AS contractual,
	sum(amount) FILTER (WHERE kind = 'denial') AS denial_write_offs, sum(amount) FILTER (WHERE kind = 'charity') AS charity, sum(amount) FILTER (WHERE kind = 'bad debt') AS bad_debt,
	sum(amount) FILTER (WHERE kind = 'write-off') AS other_write_offs, sum(amount) FILTER (WHERE avoidable AND kind IN ('denial', 'charity', 'bad debt', 'write-off')) AS avoidable_write_offs,
	sum(amount) FILTER (WHERE kind = 'patient billed') AS patient_billed, sum(amount) FILTER (WHERE kind IN ('payer payment', 'patient payment') AND days IS NOT NULL) AS payments_aged,
	sum(amount * days) FILTER (WHERE kind IN ('payer payment', 'patient payment')) AS payment_days FROM kpi_entries;
CREATE VIEW kpi_open_sql AS
SELECT count(*) FILTER (WHERE balance > 0) AS ar_items, sum(balance) FILTER (WHERE balance > 0) AS ar, -sum(balance) FILTER (WHERE balance < 0) AS ar_credits,
	sum(balance) FILTER (WHERE balance > 0 AND age <= 30) AS ar_0_30, sum(balance) FILTER (WHERE balance > 0 AND age BETWEEN 31 AND 60) AS ar_31_60, sum(balance) FILTER (WHERE balance > 0 AND age BETWEEN 61 AND 90) AS ar_61_90,
	sum(balance) FILTER (WHERE balance > 0 AND age BETWEEN 91 AND 120) AS ar_91_120, sum(balance) FILTER (WHERE balance > 0 AND age > 120) AS ar_over_120, sum(balance) FILTER (WHERE balance > 0 AND patient) AS ar_self_pay,
	sum(balance) FILTER (WHERE balance > 0 AND patient AND age > 90) AS ar_self_pay_over_90 FROM kpi_open;
SQL
}

# Stops unless the counters of a kind of row are the sums of the same rows.
kpi_same() {
	different=$(sql -c 'SET search_path = bench, rcm, public' -c "SELECT string_agg(format('%s: %s, SQL %s', coalesce(o.counter, s.key), o.amount, s.value), '; ')
		FROM (SELECT c.counter, c.amount FROM kpi_$1_ours, counters(state) c) o
		FULL JOIN (SELECT j.key, j.value::numeric FROM kpi_$1_sql s, jsonb_each_text(to_jsonb(s)) j) s ON s.key = o.counter
		WHERE o.amount IS DISTINCT FROM s.value")
	[ -z "$different" ] || { echo "kpi: the results differ: $different" >&2; exit 1; }
}

kpi() {
	kpi_tables
	ours_all=0
	sql_all=0
	for kind in charges remits entries open; do
		kpi_same "$kind"
		ours_ms=$(ms "SELECT state IS NULL FROM kpi_${kind}_ours")
		sql_ms=$(ms "SELECT s IS NULL FROM kpi_${kind}_sql s")
		ours_all=$(calc 3 "$ours_all + $ours_ms")
		sql_all=$(calc 3 "$sql_all + $sql_ms")
		sums=$(sql -c "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'bench' AND table_name = 'kpi_${kind}_sql'")
		say "KPI counters, rows of $kind" "$(calc 1 "$kpi_rows / $ours_ms / 1000")" "M rows/s" "sum() FILTER, $sums sums" "$(calc 1 "$kpi_rows / $sql_ms / 1000")" "$(calc 1 "$sql_ms / $ours_ms")"
	done
	say "KPI counters, all four kinds" "$(calc 1 "4 * $kpi_rows / $ours_all / 1000")" "M rows/s" "sum() FILTER" "$(calc 1 "4 * $kpi_rows / $sql_all / 1000")" "$(calc 1 "$sql_all / $ours_all")"
	# states by day and payer merged, as a rollup is read
	sql <<'SQL'
SET search_path = bench, rcm, public;
CREATE UNLOGGED TABLE kpi_days AS
SELECT day, payer, (SELECT merge(state) FROM (SELECT state FROM kpi_charges_ours UNION ALL SELECT state FROM kpi_remits_ours UNION ALL SELECT state FROM kpi_entries_ours UNION ALL SELECT state FROM kpi_open_ours) s) AS state
FROM generate_series(1, 3650) day, generate_series(1, 20) payer;
VACUUM ANALYZE kpi_days;
SQL
	merge_ms=$(ms 'SELECT merge(state) IS NULL FROM kpi_days')
	say "KPI states merged" "$(calc 2 "73000 / $merge_ms / 1000")" "M states/s" "bytes of a state" "$(sql -c 'SELECT round(avg(pg_column_size(state))) FROM bench.kpi_days')" ""
}
