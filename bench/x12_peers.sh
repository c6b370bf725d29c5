# shellcheck shell=sh disable=SC2154
# x12_peers.sh - benchmark "x12-peers": two readers of the npm registry,
# installed for the run in the versions that x12_peers/package-lock.json names.
# To be sourced by run.

# Installs them in $work/peers; fails without node, npm or a network.
install_peers() {
	[ ! -d "$work/peers/node_modules" ] || return 0
	command -v node >/dev/null && command -v npm >/dev/null || return 1
	rm -rf "$work/peers"
	mkdir "$work/peers"
	cp "$here"/x12_peers/package*.json "$work/peers/"
	(cd "$work/peers" && npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=1 --fetch-timeout=20000 >npm.log 2>&1) || {
		rm -rf "$work/peers/node_modules"
		return 1
	}
}

# What a peer makes of a file; a line that tells of no figures when it fails: peer WAY FILE
peer() {
	(cd "$work/peers" && node "$here/x12_peers/read.js" "$1" "$2" 2>"$work/peers/error.log") || echo "error"
}

# beside NAME OUR_FIGURE OUR_COUNTS WAY LABEL FILE: one line, with the peer's speed when it found
# the same, else with what it found.
beside() {
	theirs=$(peer "$4" "$6")
	if [ "$(counts "$theirs")" = "$3" ]; then
		say "$1" "$2" MB/s "$5" "$(field 7 "$theirs")" "$(calc 0 "$2 / $(field 7 "$theirs")")"
	else
		say "$1" "$2" MB/s "$5" "wrong" ""
		echo "  segments|claims|CLP04|SVC03|CLM02|characters: $(counts "$theirs"), right: $3"
	fi
}

x12_peers() {
	if ! install_peers; then
		echo "x12-peers: SKIP (npm and its registry are needed)"
		return 0
	fi
	with_core x12_stream
	for kind in 835 837P; do
		large=$work/$kind-$peer_mb.x12
		small=$work/$kind-4.x12
		x12_file $kind "$peer_mb"
		x12_file $kind 4
		ours=$("$work/x12_stream" tokens "$large")
		ours_small=$("$work/x12_stream" tokens "$small")
		beside "$kind to segments" "$(field 7 "$ours")" "$(counts "$ours")" x12-parser "x12-parser 1.3.0, segments" "$large"
		beside "$kind to segments" "$(field 7 "$ours")" "$(counts "$ours")" node-x12 "node-x12 1.7.1, segments" "$large"
		beside "$kind to segments, 4 MB" "$(field 7 "$ours_small")" "$(counts "$ours_small")" node-x12-all \
			"node-x12 1.7.1, whole file" "$small"
	done
	x12_peers_sql
}

# sql_beside NAME KIND EXPECTED QUERY LABEL: rows or claims in the server beside a stream of claims.
sql_beside() {
	file=$work/$2-$peer_mb.x12
	stored "$2-$peer_mb" "$file"
	must_equal "x12-peers, $1" "$(asked "$4 WHERE name = '$2-$peer_mb'")" "$3"
	beside "$1" "$(sql_rate "$file" "$4 WHERE name = '$2-$peer_mb'")" "$(counts "$ours")" x12-grouper "$5" "$file"
}

x12_peers_sql() {
	ours=$("$work/x12_stream" tokens "$work/835-$peer_mb.x12")
	sql_beside "835 to claims, SQL" 835 "$(field 2 "$ours")|$(field 3 "$ours")" \
		"SELECT count(*), sum(paid) FROM x12_file, rcm.remittance_claims(bytes)" "x12-parser 1.3.0, grouped on CLP"
	ours=$("$work/x12_stream" tokens "$work/837P-$peer_mb.x12")
	sql_beside "837 to claims, SQL" 837P "$(field 2 "$ours")|$(field 5 "$ours")" \
		"SELECT count(*), sum(rcm.total_charge(c)) FROM x12_file, rcm.claims_from_837(bytes) c" "x12-parser 1.3.0, grouped on CLM"
}
