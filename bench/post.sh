# shellcheck shell=sh disable=SC2154
# post.sh - benchmark "post".  To be sourced by run, which sets
# $here, $work and $post_claims, and gives sql, say, calc, settings and others.

# A ledger with the claims that the file answers, and nothing else.
posting_ledger() {
	sql -c 'DROP SCHEMA IF EXISTS posting CASCADE' -c "SELECT rcm.create_ledger('posting')" \
		-c "INSERT INTO posting.practice (practice_id, name, npi, tin) VALUES ('A', 'A clinic', '2540886647', '471023004')" >/dev/null
	sql -v file="$work/post.837" <<'SQL'
\set file `base64 -w 0 :'file'`
INSERT INTO posting.claim (practice_id, document, state) SELECT 'A', c, 'ready' FROM rcm.claims_from_837(decode(:'file', 'base64')) c;
SQL
	sql -c 'VACUUM ANALYZE' -c CHECKPOINT
}

# Other claims of other days, about $1 entries of them, written past the triggers.
older_entries() {
	sql -v claims="$(($1 / 8))" <<'SQL'
SET search_path = posting, rcm, public;
SET session_replication_role = replica;
INSERT INTO claim (practice_id, document)
SELECT 'A', replace(replace(c.document::text, c.claim_id, 'OLD-' || c.claim_id || '-' || n), coalesce(c.member_id, '?'), 'M' || n || coalesce(c.member_id, '?'))::rcm.claim
FROM generate_series(1, 1 + :claims / (SELECT count(*) FROM claim WHERE claim_id NOT LIKE 'OLD-%')) n,
	(SELECT * FROM claim WHERE claim_id NOT LIKE 'OLD-%' ORDER BY claim_id LIMIT :claims) c
WHERE NOT EXISTS (SELECT FROM claim x WHERE x.practice_id = 'A' AND x.claim_id = 'OLD-' || c.claim_id || '-' || n);
INSERT INTO claim_line (practice_id, claim_id, line_no, code, mods, charge, service_from)
SELECT c.practice_id, c.claim_id, l.line, l.code, l.mods, l.charge, l.from_date FROM claim c, lines(c.document) l
WHERE c.claim_id LIKE 'OLD-%' ON CONFLICT DO NOTHING;
INSERT INTO receivable (practice_id, claim_id, line_no, service_on)
SELECT practice_id, claim_id, line_no, service_from FROM claim_line WHERE claim_id LIKE 'OLD-%' ON CONFLICT DO NOTHING;
INSERT INTO entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, remittance_id, remitted_claim, group_code, carc)
SELECT x.practice_id, 1, x.claim_id, x.line_no, m.a, m.b, x.charge, '2024-01-01', -1, 1, m.g, m.c
FROM claim_line x, (VALUES ('revenue'::account, 'insurer_1'::account, NULL, NULL), ('insurer_1', 'contractual', 'CO', '45'), ('contractual', 'insurer_1', 'CO', '45'),
	('insurer_1', 'cash', NULL, NULL)) m (a, b, g, c)
WHERE x.claim_id LIKE 'OLD-%' AND x.charge > 0
	AND NOT EXISTS (SELECT FROM entry e WHERE e.practice_id = 'A' AND e.claim_id = x.claim_id AND e.line_no = x.line_no);
SQL
	sql -c 'VACUUM ANALYZE' -c CHECKPOINT
}

# Milliseconds to post the file, and that it was posted: post_once
post_once() {
	sql -v file="$work/post.835" <<'SQL' | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p'
\set file `base64 -w 0 :'file'`
CREATE TEMP TABLE era AS SELECT decode(:'file', 'base64') AS bytes;
BEGIN;
\timing on
CREATE TEMP TABLE result ON COMMIT DROP AS SELECT p.* FROM era, posting.post_835('A', era.bytes) p;
\timing off
SELECT 1 / (bool_and(state = 'posted')::int) FROM result;
COMMIT;
SQL
}

# The same rows by COPY, into tables with the same columns, keys, indexes and checks.
copy_of_the_same() {
	sql <<SQL
SET search_path = posting, rcm, public;
CREATE SCHEMA IF NOT EXISTS copied;
DROP TABLE IF EXISTS copied.entry, copied.remittance_claim, copied.remittance_line, copied.remittance_adjustment;
CREATE TABLE copied.entry (LIKE entry INCLUDING ALL);
CREATE TABLE copied.remittance_claim (LIKE remittance_claim INCLUDING ALL);
CREATE TABLE copied.remittance_line (LIKE remittance_line INCLUDING ALL);
CREATE TABLE copied.remittance_adjustment (LIKE remittance_adjustment INCLUDING ALL);
\\copy (SELECT * FROM entry WHERE remittance_id > 0) TO '$work/entry.copy'
\\copy remittance_claim TO '$work/remittance_claim.copy'
\\copy remittance_line TO '$work/remittance_line.copy'
\\copy remittance_adjustment TO '$work/remittance_adjustment.copy'
SQL
	{
		printf '%s\n' 'SET search_path = rcm, public;'
		printf '%s\n' '\timing on'
		printf '%s\n' 'BEGIN \; COPY copied.entry FROM STDIN \; COPY copied.remittance_claim FROM STDIN \; COPY copied.remittance_line FROM STDIN \; COPY copied.remittance_adjustment FROM STDIN \; COMMIT;'
		for table in entry remittance_claim remittance_line remittance_adjustment; do
			cat "$work/$table.copy"
			printf '%s\n' '\.'
		done
	} >"$work/copy.sql"
	sql -f "$work/copy.sql" | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p' | tail -n 1
}

post() {
	settings
	[ -x "$work/x12_files" ] || "${CC:-cc}" -std=gnu11 -O2 "$here"/x12_files/*.c -o "$work/x12_files"
	"$work/x12_files" 837P -n "$post_claims" -o "$work/post.837"
	"$work/x12_files" 835 -n "$post_claims" -o "$work/post.835"
	posting_ledger
	took=$(post_once)
	broken=$(sql -c 'SELECT count(*) FROM posting.check()')
	[ "$broken" = 0 ] || { echo "post: check() finds $broken rows" >&2; exit 1; }
	posted=$(sql -c "SELECT count(*) FROM posting.remittance_claim")
	rows=$(sql -c "SELECT (SELECT count(*) FROM posting.entry WHERE remittance_id > 0) + (SELECT count(*) FROM posting.remittance_claim)
		+ (SELECT count(*) FROM posting.remittance_line) + (SELECT count(*) FROM posting.remittance_adjustment)")
	copied=$(copy_of_the_same)
	same_rows=$(sql -c "SELECT (SELECT count(*) FROM copied.entry) + (SELECT count(*) FROM copied.remittance_claim)
		+ (SELECT count(*) FROM copied.remittance_line) + (SELECT count(*) FROM copied.remittance_adjustment)")
	[ "$rows" = "$same_rows" ] || { echo "post: $rows rows were posted, $same_rows copied" >&2; exit 1; }
	say "an 835 posted, $(calc 1 "$rows / $posted") rows a claim" "$(calc 0 "$posted / $took * 1000")" claims/s "COPY of the same rows" \
		"$(calc 0 "$posted / $copied * 1000")" "$(calc 2 "$copied / $took")"
	for entries in $post_entries; do
		posting_ledger
		older_entries "$entries"
		grown=$(post_once)
		say "the same with $(sql -c 'SELECT count(*) FROM posting.entry WHERE remittance_id = -1') entries before" \
			"$(calc 0 "$posted / $grown * 1000")" claims/s "with none" "$(calc 0 "$posted / $took * 1000")" "$(calc 2 "$took / $grown")"
	done
}
