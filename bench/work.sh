# shellcheck shell=sh disable=SC2154
# work.sh - benchmark "work".  To be sourced by run, which sets
# $work_items and gives sql, say, calc and others.

# Milliseconds that a statement takes, of many, each in a transaction of its own that does
# not wait for the disk: each_ms TIMES STATEMENT
each_ms() {
	sql -c 'SET search_path = bench, rcm, public' -c 'SET synchronous_commit = off' -c "CALL bench.often(1, \$\$$2\$\$)" -c '\timing on' -c "CALL bench.often($1, \$\$$2\$\$)" |
		sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p' | awk -v times="$1" '{ print $1 / times }'
}

# Beside it: what one would write over the same rows, sorted by what they are worth on the day.
work() {
	settings
	sql -v n="$work_items" <<'SQL'
CREATE SCHEMA IF NOT EXISTS bench;
SELECT rcm.create_ledger('bench_work');
INSERT INTO bench_work.practice (practice_id, name, time_zone) VALUES ('BENCH', 'BENCH', 'UTC');
-- (a row's score as the trigger has it; the log of a million rows is not what is measured)
SET session_replication_role = replica;
INSERT INTO bench_work.work_item (practice_id, score, due_on, deadline, amount, chance, cause, queue, next_action, touched_by, owner)
SELECT 'BENCH', round(1000000 * (ln((amount * chance)::float8) / ln(2::float8) - (coalesce(deadline, due_on) - date '2000-01-01') / 14::float8)), due_on, deadline,
	amount::numeric::rcm.usd, chance, 'c' || i, (ARRAY['biller', 'coder', 'front_desk', 'authorization_desk'])[1 + i % 4], 'call', 'bench', CASE WHEN i % 20 = 0 THEN 'p' || i % 7 END
FROM (SELECT i, 10 + (i::bigint * 7919 % 300000) / 100.0 AS amount, 0.05 + (i % 17) * 0.05 AS chance, current_date + i % 10 AS due_on, CASE WHEN i % 3 > 0 THEN current_date + i * 31 % 180 END AS deadline
	FROM generate_series(1, :n) i) x;
RESET session_replication_role;
CREATE UNLOGGED TABLE bench.item AS SELECT item_id, practice_id, state, side, owner, queue, due_on, deadline, chance, touched_at, amount::numeric AS amount FROM bench_work.work_item;
ALTER TABLE bench.item ADD PRIMARY KEY (item_id);
CREATE FUNCTION bench.plain_next(person text) RETURNS numeric LANGUAGE sql AS $$
	UPDATE bench.item SET state = 'taken', owner = person, touched_at = now() WHERE item_id = (
		SELECT item_id FROM bench.item WHERE practice_id = 'BENCH' AND state = 'open' AND side = 'practice' AND (owner IS NULL OR owner = person)
		ORDER BY amount::float8 * chance::float8 * power(2::float8, - (coalesce(deadline, due_on) - current_date) / 14::float8) DESC LIMIT 1 FOR UPDATE SKIP LOCKED)
	RETURNING round((amount::float8 * chance::float8 * power(2::float8, - (coalesce(deadline, due_on) - current_date) / 14::float8))::numeric, 2)
$$;
CREATE PROCEDURE bench.often(times integer, statement text) LANGUAGE plpgsql AS $$
BEGIN
	FOR i IN 1 .. times LOOP
		EXECUTE statement;
		COMMIT;
	END LOOP;
END $$;
VACUUM ANALYZE bench_work.work_item, bench.item;
SQL
	different=$(sql -c 'SET search_path = bench, rcm, public' -c "SELECT count(*) FROM (SELECT (bench_work.work_next('BENCH', 'p' || n % 7)).worth AS ours, bench.plain_next('p' || n % 7) AS theirs FROM generate_series(1, 4) n) x WHERE abs(ours - theirs) > 0.01")
	[ "$different" = 0 ] || { echo "work: $different of 4 items are others" >&2; exit 1; }
	any=$(each_ms 1000 "SELECT bench_work.work_next('BENCH', 'ann')")
	queue=$(each_ms 1000 "SELECT bench_work.work_next('BENCH', 'ann', 'coder')")
	plain=$(each_ms 3 "SELECT bench.plain_next('ann')")
	bare=$(each_ms 1000 "UPDATE bench.item SET state = 'taken', owner = 'ann', touched_at = now() WHERE item_id = (SELECT (random() * $work_items)::bigint)")
	say "work_next of $work_items open items" "$(calc 3 "$any")" ms "SELECT, sort, SKIP LOCKED, UPDATE" "$(calc 1 "$plain")" "$(calc 0 "$plain / $any")"
	say "work_next of one queue of four" "$(calc 3 "$queue")" ms "SELECT, sort, SKIP LOCKED, UPDATE" "$(calc 1 "$plain")" "$(calc 0 "$plain / $queue")"
	say "work_next of $work_items open items" "$(calc 3 "$any")" ms "UPDATE by key, without log or order" "$(calc 3 "$bare")" "$(calc 2 "$bare / $any")"
}
