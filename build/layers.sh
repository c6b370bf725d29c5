# shellcheck shell=sh
# The layers of the tests, and how a test is judged and counted.  To be sourced
# by build/test, which sets $root, $output (a file) and $results (another).
#
# A test is a program: its TAP lines are counted; without them its last line
# "N passed, N failed"; without that it is one test, passed when it exits with 0,
# or left out when a line begins with SKIP.  (A unit test is one test whatever it
# prints: its checks in loops would drown the sum.)  Such lines say what and why: they are shown.

# ---- counting ----

# "yes" while a program counts as one test.
as_one=''

# Adds passed, failed, skipped to the sum, and says how NAME went.
count() {
	echo "$2 $3 $4" >>"$results"
	if [ "$3" -ne 0 ]; then
		echo "  FAILED  $1: $2 passed, $3 failed"
		# first what failed, which the rest may bury
		grep -A 4 '^not ok' "$output" | head -n 40 | sed 's/^/  | /'
		tail -n "${TEST_LINES:-100}" "$output" | sed 's/^/  | /'
	else
		skipped=''
		[ "$4" -eq 0 ] || skipped=", $4 skipped"
		echo "  ok      $1: $2 passed$skipped"
		sed -n 's/^ok.*# *SKIP */  | skipped: /p; s/^SKIP/  | skipped:/p' "$output"
	fi
}

# run NAME COMMAND... - runs one test program.
run() {
	test=$1
	shift
	timeout "${TEST_TIMEOUT:-900}" "$@" >"$output" 2>&1 </dev/null 9>&-
	status=$?
	[ "$status" -ne 124 ] || echo "timed out" >>"$output"
	# shellcheck disable=SC2046  # three numbers
	set -- $(awk -v status=$status -v as_one=$as_one '
		/^1\.\.[0-9]+/        { split($1, a, /\.\./); plan = a[2]; planned = 1; if (plan == 0) skip++ }
		/^ok/                 { seen++; if (/# *(SKIP|skip)/) skip++; else pass++ }
		/^not ok/             { seen++; if (/# *(TODO|todo)/) pass++; else fail++ }
		/^[0-9]+ passed, [0-9]+ failed/ { split($0, sum, / passed, | failed,? ?| skipped/); sums = 1 }
		/^SKIP/               { left++ }
		END {
			if (as_one) { pass = status == 0; fail = skip = 0 }
			else if (planned || seen) { if (planned && seen != plan) fail++ }
			else if (sums) { pass = sum[1]; fail = sum[2]; skip = sum[3] }
			else if (status == 0 && left) skip = 1
			else pass = status == 0
			if (status != 0 && !fail) fail = 1
			print pass + 0, fail + 0, skip + 0
		}' "$output")
	count "$test" "$@"
	[ "$2" -eq 0 ]
}

# judge NAME PATH - counts a program that has run: PATH.log is what it said, PATH.status what it exited with.
judge() {
	# shellcheck disable=SC2016  # the inner shell's own
	run "$1" sh -c 'cat "$1.log"; exit "$(cat "$1.status")"' sh "$2"
}

# layer NAME FILES... - says which layer begins, and fails when it has no files.
layer() {
	if [ -e "$2" ]; then
		echo "$1: $(($# - 1))"
	else
		echo "$1: no files"
		return 1
	fi
}

# ---- the layers ----

compile() {
	echo "compile: with -Werror"
	run compile make -s -j"$(jobs_count)" with_llvm=no COPT=-Werror all
}

unit() {
	layer unit test/unit/test_*.c || return 0
	run unit/build make -s -k -j"$(jobs_count)" -f build/core.mk OUT=.build/unit unit
	as_one=yes
	for source in test/unit/test_*.c; do
		name=$(basename "$source" .c)
		run "unit/$name" ".build/unit/$name"
	done
	as_one=''
}

fuzz() {
	layer fuzz test/fuzz/*.c || return 0
	if ! clang=$(find_clang); then
		echo "SKIP no clang" >"$output"
		count fuzz 0 0 1
		return
	fi
	run fuzz/build make -s -k -j"$(jobs_count)" -f build/core.mk OUT=.build/fuzz CC="$clang" fuzz || return 0
	found=$RCM_CHECKOUT/.build/fuzz-found
	new=$(mktemp -d)
	mkdir -p "$found"
	# As many side by side as there are processors; judged afterwards, one by one.
	# shellcheck disable=SC2016  # the inner shell's own
	names test/fuzz/*.c | xargs -P "$(jobs_count)" -I NAME sh -c '
		mkdir -p "$1/NAME" test/fuzz/corpus/NAME
		.build/fuzz/NAME -seed="$4" -max_total_time="$3" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
			-artifact_prefix="$2/NAME-" "$1/NAME" test/fuzz/corpus/NAME >"$1/NAME.log" 2>&1 </dev/null
		echo $? >"$1/NAME.status"' sh "$new" "$found" "${FUZZ_SECONDS:-20}" "${FUZZ_SEED:-1}"
	for name in $(names test/fuzz/*.c); do
		judge "fuzz/$name" "$new/$name" || echo "  | the input is in $found"
	done
	rm -rf "$new"
}

committed() {
	echo "committed: $(ls rcm--*.sql)"
	run committed/sql make -s check-sql
}

# The names of files without directory and ending.
names() {
	for file in "$@"; do
		file=${file##*/}
		echo "${file%.*}"
	done
}

regress() {
	layer regress sql/*.sql || return 0
	# shellcheck disable=SC2046  # one word for each test
	run regress build/regress regress/pg_regress . --dbname=contrib_regression $(names sql/*.sql)
}

isolation() {
	layer isolation test/isolation/specs/*.spec || return 0
	# shellcheck disable=SC2046
	run isolation build/regress isolation/pg_isolation_regress output_iso --inputdir=test/isolation \
		$(names test/isolation/specs/*.spec)
}

pgtap() {
	layer pgtap test/pgtap/*.sql || return 0
	createdb pgtap_template -T rcm
	psql -X -q -d pgtap_template -c 'CREATE EXTENSION pgtap SCHEMA public'
	logs=$(mktemp -d)
	# Side by side as the fuzzers are, the long streams of random events first; those that make the same role wait for each other.
	# shellcheck disable=SC2016  # the inner shell's own
	names test/pgtap/*random*.sql test/pgtap/*.sql | awk '!seen[$0]++' | xargs -P "$(jobs_count)" -I NAME sh -c '
		createdb pgtap_NAME -T pgtap_template
		timeout "${TEST_TIMEOUT:-900}" psql -X -q -A -t -v ON_ERROR_STOP=1 -d pgtap_NAME -f test/pgtap/NAME.sql >"$1/NAME.log" 2>&1 </dev/null
		echo $? >"$1/NAME.status"
		dropdb pgtap_NAME' sh "$logs"
	for name in $(names test/pgtap/*.sql); do
		judge "pgtap/$name" "$logs/$name"
	done
	rm -rf "$logs"
}

# These make clusters, so they run as the server's user, on a copy that it may write to.
tap() {
	layer tap test/tap/*.pl || return 0
	copy=$RCM_DIR/tree
	mkdir "$copy"
	cp -R test sql expected rcm.control rcm--*.sql "$copy"
	[ -z "$RCM_AS_SERVER" ] || chown -R "$(stat -c %U "$RCM_DIR")" "$copy"
	pgxs=$(dirname "$(server --pgxs)")/..
	export TESTDIR="$copy" TESTDATADIR="$copy/tmp_check" TESTLOGDIR="$copy/tmp_check/log"
	export PG_REGRESS="$pgxs/test/regress/pg_regress" PERL5LIB="$pgxs/test/perl:$copy/test/tap"
	for file in test/tap/*.pl; do
		# shellcheck disable=SC2086,SC2016  # several words, or none; the inner shell's own
		run "tap/$(basename "$file" .pl)" $RCM_AS_SERVER sh -c 'cd "$1" && perl "$2"' sh "$copy" "$file"
	done
}

scripts() {
	layer scripts test/*/run-tests || return 0
	for file in test/*/run-tests; do
		[ ! -x "$file" ] || run "$(basename "$(dirname "$file")")" "$file"
	done
}

# Reads the committed reference against the server's catalogue, and its log for crashes.
server_checks() {
	[ ! -d docs/reference ] || run committed/docs build/reference check
	grep -E 'was terminated by signal|PANIC: |TRAP: ' "$RCM_DIR/server.log" >"$output"
	if [ -s "$output" ]; then
		count "the server never crashed" 0 1 0
	else
		count "the server never crashed" 1 0 0
	fi
}
