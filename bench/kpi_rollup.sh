# shellcheck shell=sh disable=SC2154
# kpi_rollup.sh - benchmark "kpi_rollup".  To be sourced by run, which sets $here and
# $aging_entries, and gives sql, say, calc, ms and others.

# Does what is stored say what the rows say?  as_stored WHEN
as_stored() {
	different=$(sql -c 'SET search_path = rcm, public' -c "SELECT string_agg(source || ' ' || day, ', ')
		FROM (SELECT day, source, state FROM bench_ledger.kpi_daily('BENCH', current_date - 40, current_date) WHERE state <> '{}') s
		FULL JOIN (SELECT day, source, kpi(fact) AS state FROM bench_ledger.kpi_facts('BENCH', current_date - 40, current_date) GROUP BY 1, 2) l USING (day, source)
		WHERE coalesce(s.state, '{}') <> coalesce(l.state, '{}')")
	[ -z "$different" ] || { echo "kpi_rollup, $1: stored and counted differ: $different" >&2; exit 1; }
}

# Milliseconds of one statement, once: once STATEMENT
once() {
	sql -c '\timing on' -c "$1" | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p'
}

kpi_rollup() (
	settings
	if [ "$(sql -c "SELECT to_regclass('bench_ledger.entry') IS NULL")" = t ]; then
		sql -v entries="$aging_entries" -v bulk="$([ "$aging_entries" -gt 5000000 ] && echo true || echo false)" -f "$here/aging_fill.sql" >/dev/null
	fi
	sql -c 'CREATE SCHEMA IF NOT EXISTS bench'
	sql -f "$here/kpi_fill.sql" >/dev/null
	count=$(sql -c 'SELECT count(*) FROM bench_ledger.entry')
	first_ms=$(once "SELECT bench_ledger.refresh_kpis('BENCH')")
	sql -c 'VACUUM (ANALYZE) bench_ledger.kpi_day, bench_ledger.kpi_mark'
	as_stored "after the first refresh"
	live_ms=$(once "SELECT bench_ledger.kpi_state('BENCH')")
	read_ms=$(ms "SELECT bench_ledger.kpi_current('BENCH')")
	lights_ms=$(ms "SELECT count(*) FROM bench_ledger.kpi_lights('BENCH')")
	payers_ms=$(ms "SELECT count(*) FROM bench_ledger.kpi_items('BENCH', dimension => 'payer')")
	months_ms=$(ms "SELECT count(*) FROM bench_ledger.kpi_core_month WHERE practice_id = 'BENCH' AND dimension = 'all'")
	say "all KPIs of a day, $count entries" "$(calc 1 "$read_ms")" ms "counted from the rows" "$(calc 0 "$live_ms")" "$(calc 0 "$live_ms / $read_ms")"
	say "113 lights with their trends" "$(calc 1 "$lights_ms")" ms "" "" ""
	say "all KPIs of 20 payers" "$(calc 1 "$payers_ms")" ms "" "" ""
	say "the seven core KPIs of 25 months" "$(calc 1 "$months_ms")" ms "" "" ""
	for days in 1 10 100; do
		# a charge line of each of so many days gets another code: its claim is looked at again for each day on which it stood
		sql -c "UPDATE bench_ledger.claim_line x SET code = '99214'
			FROM (SELECT DISTINCT ON (service_from) claim_id, line_no FROM bench_ledger.claim_line
				WHERE practice_id = 'BENCH' AND service_from IN (SELECT current_date - 2 * n FROM generate_series(1, $days) n) ORDER BY service_from, claim_id) d
			WHERE x.practice_id = 'BENCH' AND x.claim_id = d.claim_id AND x.line_no = d.line_no"
		[ "$days" != 1 ] || dirty_ms=$(ms "SELECT bench_ledger.kpi_current('BENCH')")
		changed_ms=$(once "SELECT bench_ledger.refresh_kpis('BENCH')")
		say "refresh of $days changed days, all sources" "$(calc 0 "$changed_ms")" ms "the first, of all days" "$(calc 0 "$first_ms")" "$(calc 0 "$first_ms / $changed_ms")"
	done
	# money of today, on a hundred lines that are open
	sql -c "INSERT INTO bench_ledger.event (practice_id, event_id, kind, effective_on) OVERRIDING SYSTEM VALUE VALUES ('BENCH', 3000000, 'write-off', current_date)" \
		-c "INSERT INTO bench_ledger.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on)
			SELECT 'BENCH', 3000000, claim_id, line_no, 'insurer_1', 'writeoff_small_balance', 0.01, current_date FROM bench_ledger.receivable WHERE practice_id = 'BENCH' AND insurer_1 > 1 ORDER BY claim_id DESC, line_no LIMIT 100"
	today_ms=$(once "SELECT bench_ledger.refresh_kpis('BENCH')")
	say "refresh after money of today on 100 lines" "$(calc 0 "$today_ms")" ms "the first, of all days" "$(calc 0 "$first_ms")" "$(calc 0 "$first_ms / $today_ms")"
	as_stored "after refreshes"
	say "all KPIs of a day, one day changed" "$(calc 0 "$dirty_ms")" ms "nothing changed" "$(calc 1 "$read_ms")" "$(calc 1 "$dirty_ms / $read_ms")"
)
