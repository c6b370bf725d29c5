# shellcheck shell=sh disable=SC2154
# x12.sh - benchmarks "x12" and "x12-stream".  To be sourced by run, which sets
# $here, $root, $work and $mb, and gives sql, say, calc and ms.

# Compiles a program of this directory with the pure core: with_core NAME
with_core() {
	[ ! -x "$work/$1" ] || return 0
	name=$1
	set -- "$here/$name.c"
	for room in base money codes claim x12 claim837 remittance eligibility status acknowledgement fhir forms interchange; do
		for file in "$root/src/$room"/*.c; do
			case $file in *_pg.c | *'*'*) ;; *) set -- "$@" "$file" ;; esac
		done
	done
	"${CC:-cc}" -std=gnu11 -O2 -I"$root/src" -DFRONTEND "$@" -o "$work/$name"
}

# A generated file: x12_file KIND MEGABYTES, at $work/KIND-MEGABYTES.x12
x12_file() {
	[ -x "$work/x12_files" ] || "${CC:-cc}" -std=gnu11 -O2 "$here"/x12_files/*.c -o "$work/x12_files"
	[ -f "$work/$1-$2.x12" ] || "$work/x12_files" "$1" -m "$2" -o "$work/$1-$2.x12"
}

# Field N of what x12_stream or a peer printed: field N LINE
field() {
	echo "$2" | cut -d '|' -f "$1"
}

# What is counted and summed, without the figures: counts LINE
counts() {
	echo "$1" | cut -d '|' -f 1-6
}

# Stops unless two results are the same: must_equal NAME OURS THEIRS
must_equal() {
	[ "$2" = "$3" ] || { echo "$1: the results differ: $2, $3" >&2; exit 1; }
}

# ---- x12 ----

in_memory() {
	with_core x12_tokenize
	"$work/x12_tokenize" "$mb" "$work/batch.837" >"$work/x12.out"
	while IFS='|' read -r name figure unit competitor its ratio; do
		say "$name" "$figure" "$unit" "$competitor" "$its" "$ratio"
	done <"$work/x12.out"
	in_memory=$(awk -F'|' 'END { print $2 }' "$work/x12.out")
	expected=$(sed -n 's/^837 to claims in memory, \([0-9]*\) claims.*/\1/p' "$work/x12.out")
	count="SELECT count(*) FROM rcm.claims_from_837(pg_read_binary_file('$work/batch.837'))"
	must_equal "x12, claims through SQL" "$(sql -c "$count")" "$expected"
	megabytes=$(calc 3 "$(wc -c <"$work/batch.837") / 1e6")
	sql_rate=$(calc 0 "$megabytes / $(ms "$count") * 1000")
	say "837 to claims through SQL" "$sql_rate" MB/s "in memory" "$in_memory" "$(calc 2 "$sql_rate / $in_memory")"
	rm -f "$work/batch.837"
}

# Megabytes a second of a query over a file: sql_rate FILE QUERY
sql_rate() {
	calc 1 "$(wc -c <"$1") / 1e3 / $(ms "$2")"
}

# A file in a table, where it is not compressed: stored NAME FILE
stored() {
	sql -c 'CREATE SCHEMA IF NOT EXISTS bench' -c 'CREATE TABLE IF NOT EXISTS bench.x12_file (name text PRIMARY KEY, bytes bytea)' \
		-c 'ALTER TABLE bench.x12_file ALTER bytes SET STORAGE EXTERNAL' \
		-c "INSERT INTO bench.x12_file VALUES ('$1', pg_read_binary_file('$2')) ON CONFLICT DO NOTHING"
}

# A query's one row, points and blanks dropped, so that sums are cents: asked QUERY
asked() {
	sql -c 'SET search_path = bench, rcm, public' -c "$1" | tr -d '. '
}

# through_sql NAME FILE EXPECTED QUERY: one line, with the segments' speed beside
through_sql() {
	must_equal "$1" "$(asked "$4")" "$3"
	rate=$(sql_rate "$2" "$4")
	say "$1" "$rate" MB/s "segments, without the server" "$(field 7 "$tokens")" "$(calc 2 "$rate / $(field 7 "$tokens")")"
}

# Rows out of an 835.
remittances() {
	file=$work/835-$mb.x12
	x12_file 835 "$mb"
	tokens=$("$work/x12_stream" tokens "$file")
	stored "835-$mb" "$file"
	from="FROM x12_file, rcm.remittance"
	of="(bytes) r WHERE name = '835-$mb'"
	# what has no word in it is asked once: every payment balances, and nothing is lost between charge and payment
	must_equal "835, balances" "$(asked "SELECT bool_and(balances), sum(claims) ${from}_payments$of")" "t|$(field 2 "$tokens")"
	must_equal "835, adjustments" "$(asked "SELECT (SELECT sum(charge) - sum(paid) ${from}_claims$of) - (SELECT sum(amount) ${from}_adjustments$of)")" 000
	through_sql "835 to claims, SQL" "$file" "$(field 2 "$tokens")|$(field 3 "$tokens")" "SELECT count(*), sum(paid) ${from}_claims$of"
	through_sql "835 to service lines, SQL" "$file" "$(field 4 "$tokens")" "SELECT sum(paid) ${from}_lines$of"
	through_sql "835 to adjustments, SQL" "$file" "$(asked "SELECT sum(charge) - sum(paid) ${from}_claims$of")" \
		"SELECT sum(amount) ${from}_adjustments$of"
}

# Claims out of an 837.
claims_in() {
	file=$work/837P-$mb.x12
	x12_file 837P "$mb"
	tokens=$("$work/x12_stream" tokens "$file")
	stored "837P-$mb" "$file"
	through_sql "837 to claims, SQL" "$file" "$(field 2 "$tokens")|$(field 5 "$tokens")" \
		"SELECT count(*), sum(rcm.total_charge(c)) FROM x12_file, rcm.claims_from_837(bytes) c WHERE name = '837P-$mb'"
}

# The claims of that 837 out again; they must come back the same.
claims_out() {
	sql -c "CREATE TABLE bench.claim_837 AS SELECT n, c FROM bench.x12_file, rcm.claims_from_837(bytes) WITH ORDINALITY AS a(c, n)
		WHERE name = '837P-$mb'"
	sender='{"control_number": 1, "sender_id": "CLINIC", "receiver_id": "HOUSE", "submitter_name": "CLINIC", "receiver_name": "HOUSE", "contact_phone": "5035550100", "created": "2025-08-01T09:30"}'
	batch="SELECT rcm.x12_837p(c, '$sender' ORDER BY n) AS b FROM claim_837"
	asked "CREATE TABLE written AS SELECT convert_to((b).file, 'UTF8') AS bytes, (b).refused FROM ($batch) x"
	must_equal "837 out, refused" "$(asked 'SELECT refused FROM written')" "[]"
	must_equal "837 out, claims that came back otherwise" "$(asked "SELECT count(*) FROM claim_837 a
		FULL JOIN (SELECT w.c, n FROM written, rcm.claims_from_837(bytes) WITH ORDINALITY AS w(c, n)) b USING (n) WHERE a.c IS DISTINCT FROM b.c")" 0
	size=$(asked 'SELECT length(bytes) FROM written')
	in_ms=$(ms 'SELECT count(*) FROM written, rcm.claims_from_837(bytes)')
	out_ms=$(ms "SELECT length((b).file) FROM ($batch) x")
	say "claims to 837, SQL" "$(calc 1 "$size / 1e3 / $out_ms")" MB/s "837 to claims, SQL" "$(calc 1 "$size / 1e3 / $in_ms")" \
		"$(calc 2 "$in_ms / $out_ms")"
	sql -c 'DROP TABLE bench.claim_837, bench.written'
	# it reads its file again, and counts the claims, before it prints
	with_core x12_write
	written=$("$work/x12_write" "$mb" | awk '$NF == "MB/s" { print $(NF - 1) }')
	out_rate=$(calc 1 "$size / 1e3 / $out_ms")
	say "claims to 837 in memory" "$written" MB/s "through SQL" "$out_rate" "$(calc 2 "$written / $out_rate")"
}

x12() {
	with_core x12_stream
	in_memory
	claims_in
	claims_out
	remittances
}

# ---- x12-stream ----

x12_stream() {
	with_core x12_stream
	for kind in 835 837P; do
		for size in 1 200; do
			x12_file $kind $size
		done
		small=$("$work/x12_stream" readers "$work/$kind-1.x12" 1)
		large=$("$work/x12_stream" readers "$work/$kind-200.x12" 2)
		tokens=$("$work/x12_stream" tokens "$work/$kind-200.x12" 2)
		must_equal "x12-stream, $kind" "$(counts "$large")" "$(counts "$tokens")"
		must_equal "x12-stream, findings in a valid $kind" "$(field 9 "$small") $(field 9 "$large")" "0 0"
		say "$kind, 64 KiB windows, every reader" "$(field 7 "$large")" MB/s "segments only" "$(field 7 "$tokens")" \
			"$(calc 2 "$(field 7 "$large") / $(field 7 "$tokens")")"
		say "$kind, memory for 200 MB" "$(field 8 "$large")" KiB "for 1 MB" "$(field 8 "$small")" \
			"$(calc 2 "$(field 8 "$large") / $(field 8 "$small")")"
		rm -f "$work/$kind-200.x12"
	done
}
