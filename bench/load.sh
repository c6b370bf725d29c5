# shellcheck shell=sh disable=SC2154
# load.sh - benchmark "load".  To be sourced by run, which sets
# $here, $shared and $work, and gives sql, say, calc, ms and others.

now() {
	perl -MTime::HiRes=time -e 'printf "%.3f", time'
}

# The seconds that a command takes: seconds COMMAND...
seconds() {
	began=$(now)
	"$@" >"$work/said"
	calc 3 "$(now) - $began"
}

# What one would do without rcm load: CMS's files as one CSV file on standard output.
convert() {
	for file in "$1"/*cci*-v*.TXT.gz; do
		case $file in *ccipra-v*) echo PRA ;; *) echo OPH ;; esac
		gzip -dc "$file"
	done | awk -F '\t' -v OFS=, -v words="$work/words.csv" '
		NF == 1 { setting = $0 }
		length($1) == 5 && length($2) == 5 && $4 ~ /^[0-9]+$/ {
			sub(/\r$/, "", $7)
			if (!($7 in id)) { id[$7] = ++n; print n ",\"" $7 "\"" >words }
			if ($6 == 9 && $5 != "*" && $5 < $4) $5 = $4
			print "MCR", setting, $1, $2, $6, $4, $5 == "*" ? "infinity" : $5, id[$7]
		}'
}

plain_table() {
	sql <<SQL
BEGIN;
CREATE SCHEMA IF NOT EXISTS bench;
DROP TABLE IF EXISTS bench.plain, bench.plain_words;
CREATE $1 TABLE bench.plain (program text COLLATE "C", setting text COLLATE "C", col1 text COLLATE "C", col2 text COLLATE "C",
	ccmi smallint, eff date, term date, rationale smallint);
CREATE TABLE bench.plain_words (id smallint, words text);
\\copy bench.plain FROM '$work/pairs.csv' CSV
\\copy bench.plain_words FROM '$work/words.csv' CSV
$2
COMMIT;
SQL
}

# Rows, and a hash over all of them: digest PAIRS WORDS [CONDITION]
digest() {
	sql -c "SELECT count(*), sum(hashtextextended(concat_ws('|', p.program, p.setting, p.col1, p.col2, p.ccmi, p.eff, p.term, w.words), 0))
		FROM $1 p JOIN (SELECT DISTINCT id, words FROM $2) w ON w.id = p.rationale WHERE ${3:-true}"
}

# Stops unless the library has what the CSV file has.
same_pairs() {
	ours=$(digest bench_load.ptp bench_load.ptp_rationale 'p.ended_by = 0')
	plain=$(digest bench.plain bench.plain_words)
	[ "$ours" = "$plain" ] || { echo "$1: the rows differ: $ours, plain $plain" >&2; exit 1; }
}

# Loads both settings, and sets $peak to the most memory the command has had, KiB: load_watched DIRECTORY
load_watched() {
	for setting in practitioner:ccipra outpatient:ccioph; do
		rcm load -q "ptp-${setting%:*}" "$1"/*"${setting#*:}"-v*.TXT.gz &
		while kb=$(sed -n 's/^VmHWM:[ \t]*\([0-9]*\).*/\1/p' "/proc/$!/status" 2>/dev/null) && [ -n "$kb" ]; do
			[ "$kb" -le "$peak" ] || peak=$kb
			sleep 0.2
		done
		wait $!
	done
}

bytes() {
	sql -c "SELECT pg_total_relation_size('$1')"
}

least() {
	printf '%s\n' "$@" | sort -n | head -n 1
}

# A quarter, each way in turn, twice; the better time of each counts.
load_quarter() {
	for _ in 1 2; do
		convert_s="${convert_s:-} $(seconds convert "$quarter")"
		mv "$work/said" "$work/pairs.csv"
		sql -c 'DROP SCHEMA IF EXISTS bench_load CASCADE' -c "SELECT rcm.create_library('bench_load')" >/dev/null
		load_s="${load_s:-} $(seconds load_pairs "$quarter")"
		floor_s="${floor_s:-} $(seconds plain_table UNLOGGED '')"
		plain_s="${plain_s:-} $(seconds plain_table '' 'CREATE INDEX plain_key ON bench.plain (col1, col2);')"
	done
	same_pairs load
	# shellcheck disable=SC2086  # lists
	{ convert_s=$(least $convert_s); load_s=$(least $load_s); floor_s=$(least $floor_s); plain_s=$(least $plain_s); }
	rows=$(sql -c 'SELECT count(*) FROM bench.plain')
	rate=$(calc 0 "$rows / $load_s")
	beside() {
		say "load a quarter of pairs, from gzip files" "$rate" rows/s "$1" "$(calc 0 "$rows / ($2)")" "$(calc 2 "($2) / $load_s")"
	}
	beside "\\copy of a CSV file, then an index" "$plain_s"
	beside "the same, and awk to make the CSV" "$plain_s + $convert_s"
	beside "\\copy, unlogged, no index" "$floor_s"
	say "a quarter of pairs, on disk" "$(calc 0 "$(bytes bench_load.ptp) / 1e6")" MB "the plain table and its index" \
		"$(calc 0 "$(bytes bench.plain) / 1e6")" "$(calc 2 "$(bytes bench.plain) / $(bytes bench_load.ptp)")"
}

# Sets PGOPTIONS, so runs by itself.
# shellcheck disable=SC2030,SC2031
load() (
	PGOPTIONS="$PGOPTIONS -c rcm.library=bench_load"
	settings
	find_quarter
	load_quarter

	# the next quarter, then the same again
	mkdir "$work/next"
	expected=$("$here/quarter" "$work/next" "$quarter"/*cci*-v*.TXT.gz)
	before=$(bytes bench_load.ptp)
	peak=0
	began=$(now)
	load_watched "$work/next"
	next_s=$(calc 3 "$(now) - $began")
	after=$(bytes bench_load.ptp)
	found=$(sql -c "SELECT count(*) FILTER (WHERE release_id IN (n.a, n.b)) || ' added, ' || count(*) FILTER (WHERE ended_by IN (n.a, n.b)) || ' ended'
		FROM bench_load.ptp, (SELECT max(id) AS a, max(id) - 1 AS b FROM bench_load.release) n")
	[ "$found" = "$expected" ] || { echo "load: $found, the files differ by $expected" >&2; exit 1; }
	convert "$work/next" >"$work/pairs.csv"
	plain_table '' ''
	same_pairs 'load, the next quarter'
	again_s=$(seconds load_pairs "$work/next")
	same_pairs 'load, again'
	say "load the next quarter, 1 % changed" "$(calc 1 "$next_s")" s "load of the first one" "$(calc 1 "$load_s")" "$(calc 2 "$load_s / $next_s")"
	say "load the same quarter again" "$(calc 1 "$again_s")" s "load of the first one" "$(calc 1 "$load_s")" "$(calc 2 "$load_s / $again_s")"
	say "growth by the next quarter" "$(calc 2 "100 * ($after - $before) / $before")" % "a copy of each quarter" 100 ""
	say "memory of the command, peak" "$(calc 1 "$peak / 1024")" MiB "" "" ""
	sql -c 'DROP SCHEMA bench_load CASCADE' -c 'DROP TABLE bench.plain, bench.plain_words'
	rm -rf "$work/next" "$work/pairs.csv"
)

