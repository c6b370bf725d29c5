# shellcheck shell=sh disable=SC2154
# denial.sh - benchmark "denial".  To be sourced by run, which sets
# $here, $shared and $work, and gives sql, say, calc, ms and others.

# Beside it: what one would write with the same catalogue as a table.
denial() {
	settings
	lines=1000000
	sql <<SQL
CREATE SCHEMA IF NOT EXISTS bench;
SET search_path = bench, rcm, public;
CREATE UNLOGGED TABLE adjustment AS
SELECT (ARRAY['CO', 'CO', 'CO', 'PR', 'OA'])[1 + i % 5] AS group_code, code AS carc, '{N130,M51}'::text[] AS rarcs
FROM generate_series(1, $lines) i JOIN (SELECT row_number() OVER (ORDER BY md5(code)) - 1 AS n, count(*) OVER () AS of, code FROM reason_codes()) r ON i % of = n;
CREATE TABLE reason AS SELECT code, nature, class, root, leaf, gist FROM reason_codes();
ALTER TABLE reason ADD PRIMARY KEY (code);
CREATE FUNCTION class_of(group_code text, carc text) RETURNS text LANGUAGE sql STABLE AS \$\$
	SELECT CASE WHEN \$1 = 'PR' THEN 'patient' WHEN r.nature = 'patient_share' AND r.class = 'contractual' AND \$1 = 'OA' THEN 'unclassified' ELSE r.class END
	FROM bench.reason r WHERE r.code = \$2 \$\$;
VACUUM ANALYZE adjustment, reason;
SQL
	different=$(sql -c "SELECT count(*) FROM (SELECT DISTINCT group_code, carc FROM bench.adjustment) a
		WHERE rcm.adjustment_class(group_code, carc) IS DISTINCT FROM bench.class_of(group_code, carc)")
	[ "$different" = 0 ] || { echo "denial: $different results differ" >&2; exit 1; }
	bare=$(ms 'SELECT count(group_code || carc) FROM adjustment')
	ours=$(ms 'SELECT count(adjustment_class(group_code, carc)) FROM adjustment')
	function=$(ms 'SELECT count(class_of(group_code, carc)) FROM adjustment')
	cause=$(ms 'SELECT count(root_cause(group_code, carc, rarcs)) FROM adjustment')
	rows=$(ms 'SELECT count(c.leaf) FROM adjustment a, root_cause(group_code, carc, rarcs) c')
	joined=$(ms "SELECT count(leaf), count(format('%s %s (%s)', group_code, carc, gist)) FROM adjustment JOIN reason ON code = carc")
	facts=$(ms "SELECT count(root_cause(group_code, carc, rarcs, '{\"service_on\": \"2026-03-02\", \"authorization_status\": \"approved\", \"authorization_on_claim\": false, \"eligibility_active\": true, \"first_submitted_on\": \"2026-03-05\"}')) FROM adjustment")
	say "class of an adjustment" "$(calc 0 "$lines / $ours * 1000")" lines/s "function in SQL over a table" "$(calc 0 "$lines / $function * 1000")" "$(calc 1 "$function / $ours")"
	say "class of an adjustment" "$(calc 0 "$lines / $ours * 1000")" lines/s "both codes put together" "$(calc 0 "$lines / $bare * 1000")" "$(calc 2 "$bare / $ours")"
	say "root cause without facts" "$(calc 0 "$lines / $cause * 1000")" lines/s "join of code and cause, a sentence" "$(calc 0 "$lines / $joined * 1000")" "$(calc 2 "$joined / $cause")"
	say "root cause without facts, as columns" "$(calc 0 "$lines / $rows * 1000")" lines/s "join of code and cause, a sentence" "$(calc 0 "$lines / $joined * 1000")" "$(calc 2 "$joined / $rows")"
	say "root cause with five facts in jsonb" "$(calc 0 "$lines / $facts * 1000")" lines/s "without facts" "$(calc 0 "$lines / $cause * 1000")" "$(calc 2 "$cause / $facts")"
}
