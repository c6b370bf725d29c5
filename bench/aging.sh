# shellcheck shell=sh disable=SC2154
# aging.sh - benchmark "aging".  To be sourced by run, which sets $here and
# $aging_entries, and gives sql, say, calc, ms and others.

# Rows of aging as the plainest SQL over entries has them, up to a day: plain_aging DAY
plain_aging() {
	echo "SELECT count(*), sum(amount) FROM (
		SELECT party, (day - since) / 30 AS bucket, sum(amount) AS amount FROM (
			SELECT e.claim_id, e.line_no, p.party, $1 AS day, sum(CASE WHEN e.to_account = p.party THEN e.amount ELSE - e.amount END) AS amount,
				min(e.effective_on) FILTER (WHERE e.to_account = p.party) AS since
			FROM bench_ledger.entry e
			JOIN (SELECT account AS party FROM accounts() WHERE owes(account)) p ON p.party IN (e.from_account, e.to_account)
			WHERE e.practice_id = 'BENCH' AND e.claim_id IS NOT NULL AND e.effective_on <= $1
			GROUP BY 1, 2, 3) x
		WHERE amount <> 0 GROUP BY 1, 2) y"
}

# Does our aging of a day by a basis add up to what entries say, party by party?  equal_aging DAY
equal_aging() {
	different=$(sql -c 'SET search_path = bench, rcm, public' -c "SELECT string_agg(party || ' ' || coalesce(a.amount, 0) || ' ' || coalesce(e.amount, 0), '; ')
		FROM (SELECT party, sum(amount) AS amount FROM bench_ledger.aging('BENCH', $1) GROUP BY 1) a
		FULL JOIN (SELECT p.account AS party, sum(CASE WHEN e.to_account = p.account THEN e.amount ELSE - e.amount END) AS amount
			FROM bench_ledger.entry e JOIN accounts() p ON p.kind = 'owed' AND p.account IN (e.from_account, e.to_account)
			WHERE e.practice_id = 'BENCH' AND e.effective_on <= $1 GROUP BY 1) e USING (party)
		WHERE coalesce(a.amount, '0') <> coalesce(e.amount, '0')")
	[ -z "$different" ] || { echo "aging of $1: the sums differ: $different" >&2; exit 1; }
}

# Sets PGOPTIONS, so runs by itself.
# shellcheck disable=SC2030,SC2031
aging() (
	settings
	sql -v entries="$aging_entries" -v bulk="$([ "$aging_entries" -gt 5000000 ] && echo true || echo false)" -f "$here/aging_fill.sql" >/dev/null
	sql -c 'CREATE SCHEMA IF NOT EXISTS bench'
	count=$(sql -c 'SELECT count(*) FROM bench_ledger.entry')
	open=$(sql -c "SELECT count(*) FROM bench_ledger.receivable WHERE insurer_1 OPERATOR(rcm.<>) '0' OR patient OPERATOR(rcm.<>) '0'")
	for day in current_date current_date-30 current_date-400 current_date-700; do
		equal_aging "$day"
	done
	PGOPTIONS="$PGOPTIONS -c work_mem=256MB"
	both="$PGOPTIONS -c max_parallel_workers_per_gather=1 -c min_parallel_table_scan_size=0 -c min_parallel_index_scan_size=0 -c parallel_setup_cost=0 -c parallel_tuple_cost=0"
	today="SELECT * FROM bench_ledger.aging('BENCH')"
	today_ms=$(ms "$today")
	both_ms=$(PGOPTIONS=$both ms "$today")
	plain_ms=$(ms "$(plain_aging current_date)")
	count_ms=$(ms 'SELECT count(*) FROM bench_ledger.entry')
	say "aging today, $count entries, $open lines open" "$(calc 0 "$today_ms")" ms "SQL over entries" "$(calc 0 "$plain_ms")" "$(calc 0 "$plain_ms / $today_ms")"
	say "aging today, two processes" "$(calc 0 "$both_ms")" ms "one process" "$(calc 0 "$today_ms")" "$(calc 2 "$today_ms / $both_ms")"
	say "aging today, a line that is open" "$(calc 2 "$today_ms * 1000 / $open")" us "count(*) of entries, an entry" "$(calc 2 "$count_ms * 1000 / $count")" ""
	for day in current_date-30 current_date-400 current_date-700; do
		past_ms=$(ms "SELECT * FROM bench_ledger.aging('BENCH', $day)")
		plain_ms=$(ms "$(plain_aging "$day")")
		say "aging of ${day#current_date-} days ago" "$(calc 0 "$count / $past_ms * 1000")" entries/s "SQL over entries" "$(calc 0 "$count / $plain_ms * 1000")" "$(calc 1 "$plain_ms / $past_ms")"
	done
	past_ms=$(ms "SELECT * FROM bench_ledger.aging('BENCH', current_date-400, (current_date-399)::timestamptz)")
	say "aging of 400 days ago, as known then" "$(calc 0 "$count / $past_ms * 1000")" entries/s "count(*) of entries" "$(calc 0 "$count / $count_ms * 1000")" "$(calc 2 "$count_ms / $past_ms")"
)
