# shellcheck shell=sh disable=SC2154
# price.sh - benchmark "price".  To be sourced by run, which sets
# $here, $shared and $work, and gives sql, say, calc, ms and others.

# The fee schedule and the indices of three localities, in a library of its own.
prices() {
	set -- "$shared"/codes/pfs/PPRRVU*_Oct.nodesc.csv "$shared"/codes/pfs/GPCI????.csv
	sql -c "SELECT rcm.create_library('bench_price')" >/dev/null
	if [ -f "$1" ] && [ -f "$2" ]; then
		rcm load -q pfs "$1" --from 2020-01-01
		rcm load -q gpci "$2" --from 2020-01-01
		sql -c 'DELETE FROM bench_price.gpci WHERE mac_locality NOT IN (SELECT mac_locality FROM bench_price.gpci ORDER BY mac_locality LIMIT 3)'
	else
		sql <<'SQL'
INSERT INTO bench_price.release (id, set_name, name) VALUES (1, 'fee_schedule', 'made up'), (2, 'gpci', 'made up');
INSERT INTO bench_price.gpci (mac_locality, work, pe, mp, release_id)
VALUES ('0990001', 1.052, 1.231, 0.804, 2), ('0990002', 1.000, 0.869, 0.575, 2), ('0990003', 1.500, 1.081, 0.612, 2);
INSERT INTO bench_price.fee_schedule (code, mod, status, work, nonfac_pe, fac_pe, mp, cf, opps_nonfac, opps_fac, opps_mp, mult, bilat, release_id)
SELECT lpad((i * 5)::text, 5, '0')::rcm.hcpcs, NULL, (ARRAY['A', 'A', 'A', 'R', 'C', 'N'])[1 + i % 6], i % 997 * 0.01, i % 1409 * 0.01,
	i % 701 * 0.01, i % 89 * 0.01, 32.3465, CASE WHEN i % 10 = 0 THEN i % 499 * 0.01 ELSE 0 END, 0, 0, '0', '0', 1
FROM generate_series(20, 16000) i;
SQL
	fi
	sql -c 'VACUUM ANALYZE bench_price.fee_schedule, bench_price.gpci'
}

# Sets PGOPTIONS, so runs by itself.
# shellcheck disable=SC2030,SC2031
price() (
	PGOPTIONS="$PGOPTIONS -c rcm.library=bench_price"
	settings
	prices
	sql <<'SQL'
CREATE SCHEMA IF NOT EXISTS bench;
SET search_path = bench, rcm, public;
CREATE TABLE service AS
SELECT code, mac_locality, facility
FROM (SELECT DISTINCT code FROM bench_price.fee_schedule) f, bench_price.gpci, unnest('{true,false}'::boolean[]) facility;
ANALYZE service;
-- the arithmetic of a price without modifiers, over all rows of the schedule
CREATE VIEW priced AS
SELECT f.code, g.mac_locality, p.facility, round(least(
		f.work * g.work + p.pe * g.pe + f.mp * g.mp,
		CASE WHEN p.opps <> 0 OR f.opps_mp <> 0 THEN f.work * g.work + p.opps * g.pe + f.opps_mp * g.mp END) * f.cf, 2) AS allowed
FROM bench_price.fee_schedule f
JOIN bench_price.release r ON r.id = f.release_id AND '2025-03-04' BETWEEN r.since AND r.until
CROSS JOIN LATERAL (VALUES (true, f.fac_pe, f.opps_fac), (false, f.nonfac_pe, f.opps_nonfac)) p (facility, pe, opps)
CROSS JOIN bench_price.gpci g
WHERE f.mod IS NULL AND f.apm IS NOT TRUE AND f.status IN ('A', 'R', 'T') AND f.work + p.pe + f.mp > 0 AND f.cf > 0;
CREATE FUNCTION price_of(code rcm.hcpcs, locality text, in_facility boolean) RETURNS numeric LANGUAGE sql STABLE AS
	'SELECT p.allowed FROM bench.priced p WHERE p.code = $1 AND p.mac_locality = $2 AND p.facility = $3';
SQL
	ours="rcm.medicare_allowed(code, '{}', '2025-03-04', mac_locality, facility)"
	different=$(sql -c 'SET search_path = bench, rcm, public' -c "SELECT string_agg(format('%s %s', d.code, d.mac_locality), '; ') FROM (
		SELECT code, mac_locality FROM bench.service s LEFT JOIN bench.priced p USING (code, mac_locality, facility)
		WHERE $ours::numeric IS DISTINCT FROM p.allowed OR bench.price_of(code, mac_locality, facility) IS DISTINCT FROM p.allowed LIMIT 10) d")
	[ -z "$different" ] || { echo "price: the results differ: $different" >&2; exit 1; }
	calls=$(sql -c 'SELECT count(*) FROM bench.service')
	ours_us=$(calc 2 "$(ms "SELECT count($ours) FROM service") * 1000 / $calls")
	call_us=$(calc 2 "$(ms 'SELECT count(price_of(code, mac_locality, facility)) FROM service') * 1000 / $calls")
	join_us=$(calc 2 "$(ms 'SELECT count(allowed) FROM service LEFT JOIN priced USING (code, mac_locality, facility)') * 1000 / $calls")
	say "price of a service" "$ours_us" us "function in SQL" "$call_us" "$(calc 1 "$call_us / $ours_us")"
	say "price of a service" "$ours_us" us "one hash join for all" "$join_us" "$(calc 1 "$join_us / $ours_us")"
)

