# shellcheck shell=sh disable=SC2034
# What the scripts of build/ share.  To be sourced; sets $root.

root=$(cd "$(dirname "$0")/.." && pwd)

# The server's pg_config, where its PGXS is there too; else fails.
# (A pg_config that came with the client library alone names a missing PGXS.)
server() {
	config=$(command -v "${PG_CONFIG:-pg_config}") && [ -f "$("$config" --pgxs)" ] && "$config" "$@"
}

# The major version that a pg_config is for.
pg_major() {
	version=$(server --version) && echo "$version" | sed 's/^PostgreSQL \([0-9]*\).*/\1/'
}

# A clang: the one that the server's bitcode is made with, or the default one.
find_clang() {
	for clang in "${CLANG:-}" \
		"$(sed -n 's/^CLANG *= *//p' "$(dirname "$(server --pgxs)")/../Makefile.global")" clang; do
		[ -n "$clang" ] && command -v "$clang" && return
	done
	return 1
}

# How many compilers to run at once.
jobs_count() {
	getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2
}
