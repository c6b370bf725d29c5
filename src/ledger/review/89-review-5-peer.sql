-- 89-review-5-peer.sql - how the others do, without saying who they are

CREATE OR REPLACE FUNCTION @ledger@.fill_release() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	last_day date := (NEW.month + interval '1 month')::date - 1;
	parts    record;
BEGIN
	-- (row security refuses a practice that is not to be seen)
	IF @ledger@.today(NEW.practice_id) > last_day THEN
		SELECT * INTO parts FROM rcm.kpi_parts(coalesce(@ledger@.kpi_state(NEW.practice_id, last_day, last_day - NEW.month + 1), '{}'), NEW.kpi, last_day - NEW.month + 1);
		NEW.numerator := parts.numerator;
		NEW.denominator := parts.denominator;
		NEW.value := CASE WHEN parts.counted THEN parts.value END;
	ELSIF @ledger@.today(NEW.practice_id) IS NOT NULL THEN
		RAISE EXCEPTION 'the month is not over' USING ERRCODE = 'RC010';
	END IF;
	NEW.released_at := now();
	NEW.released_by := CURRENT_USER;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION @ledger@.fill_release() IS
'Trigger on peer_release (BEFORE INSERT, FOR EACH ROW): computes the figures from the ledger, whatever the row says. Error RC010 while the month is not over.';
CREATE OR REPLACE TRIGGER fill_release BEFORE INSERT ON @ledger@.peer_release
	FOR EACH ROW EXECUTE FUNCTION @ledger@.fill_release();
COMMENT ON TRIGGER fill_release ON @ledger@.peer_release IS 'Nobody releases figures that are not the practice''s.';
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.peer_release
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER append_only ON @ledger@.peer_release IS 'Rows are never changed or deleted.';
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.peer_benchmark
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER append_only ON @ledger@.peer_benchmark IS 'Rows are never changed or deleted.';

CREATE OR REPLACE FUNCTION @ledger@.release_figures(practice_id text, month date, kpis text[], OUT kpi text, OUT released boolean, OUT why_not text) RETURNS SETOF record
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	first_day date := date_trunc('month', month)::date;
	last_day  date := (date_trunc('month', month) + interval '1 month')::date - 1;
	today     date := @ledger@.today(practice_id);
BEGIN
	IF today IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	ELSIF first_day IS NULL OR today <= last_day THEN
		RAISE EXCEPTION 'the month is not over' USING ERRCODE = 'RC010';
	END IF;
	FOR kpi, why_not IN
		WITH state AS MATERIALIZED (SELECT coalesce(@ledger@.kpi_state(release_figures.practice_id, last_day, last_day - first_day + 1), '{}') AS s)
		SELECT w.id, CASE
				WHEN EXISTS (SELECT FROM @ledger@.peer_release r WHERE r.practice_id = release_figures.practice_id AND r.month = first_day AND r.kpi = w.id) THEN 'it was released before'
				WHEN d.better IS NULL THEN 'it is for information, nothing to compare'
				WHEN NOT p.counted OR p.value IS NULL THEN 'it could not be told'
				WHEN p.immature > 0 THEN 'the cohort is too young to judge'
				WHEN p.denominator < CASE WHEN d.of_money THEN 5000 ELSE 30 END THEN 'too few: a month of so little would show single patients'
				WHEN d.part AND p.value NOT BETWEEN 0 AND 100 THEN 'a part beyond 0 to 100 %: something is wrong with it' END
		FROM state s CROSS JOIN (SELECT DISTINCT x.id FROM unnest(release_figures.kpis) x (id) WHERE x.id IS NOT NULL) w
		CROSS JOIN LATERAL rcm.kpi_definition(w.id) d
		CROSS JOIN LATERAL rcm.kpi_parts(s.s, w.id, last_day - first_day + 1) p
		ORDER BY w.id
	LOOP
		released := why_not IS NULL;
		IF released THEN
			-- (the trigger computes them)
			INSERT INTO @ledger@.peer_release (practice_id, month, kpi, numerator, denominator, value) VALUES (release_figures.practice_id, first_day, kpi, 0, 1, 0);
		END IF;
		RETURN NEXT;
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.release_figures(text, date, text[]) IS
'Lets figures of a month that is over into the benchmark: the practice decides it each month anew, and gets a benchmark of that month only for what it has released itself. month: any day of it; kpis: ids. Returns for each KPI whether it was released, and why not: it was before, nothing to compare, it could not be told, too young, or a denominator below 30 (5000 dollars). A release is final. Errors: RC010 no such practice, or the month is not over; 22023 an unknown KPI.

    SELECT kpi, released, why_not FROM @ledger@.release_figures(''HARBOR'', current_date - 31, ''{denial_initial_claims,charge_lag}'')';

CREATE OR REPLACE FUNCTION @ledger@.peers_of(practice_id text, month date, kpi text, OUT peer text, OUT value numeric) RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 20 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH released AS (SELECT r.practice_id, r.value FROM @ledger@.peer_release r WHERE r.month = peers_of.month AND r.kpi = peers_of.kpi),
	-- who sees some of them, but not all: he could take away what he knows
	eye AS (
		SELECT g.oid FROM pg_roles g
		WHERE NOT g.rolsuper AND EXISTS (SELECT FROM @ledger@.access a WHERE a.practice_id = peers_of.practice_id AND pg_has_role(g.oid, to_regrole(quote_ident(a.role_name))::oid, 'USAGE'))
			AND EXISTS (SELECT FROM released r WHERE NOT EXISTS (SELECT FROM @ledger@.access a WHERE a.practice_id = r.practice_id AND pg_has_role(g.oid, to_regrole(quote_ident(a.role_name))::oid, 'USAGE'))))
	SELECT r.practice_id, r.value FROM released r
	WHERE r.practice_id <> peers_of.practice_id
		AND NOT EXISTS (SELECT FROM eye e JOIN @ledger@.access a ON a.practice_id = r.practice_id AND pg_has_role(e.oid, to_regrole(quote_ident(a.role_name))::oid, 'USAGE'))
$$;
COMMENT ON FUNCTION @ledger@.peers_of(text, date, text) IS
'The practices that a benchmark for a practice may be made of, for publish_peers: those that have released the KPI of the month, without itself, and without those that share a role with it, unless that role sees all that have released. As row security has it, nobody but the owner of the ledger sees any row of another practice here.';

CREATE OR REPLACE FUNCTION @ledger@.publish_peers(practice_id text DEFAULT NULL, month date DEFAULT NULL) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	first_day date := date_trunc('month', coalesce(publish_peers.month, ((now() AT TIME ZONE '-12 hours'::interval) - interval '1 month')::date))::date;
	published bigint;
BEGIN
	IF row_security_active('@ledger@.peer_release'::regclass) THEN
		RAISE EXCEPTION 'only the owner of the ledger publishes benchmarks' USING ERRCODE = 'insufficient_privilege',
			HINT = 'Whoever does not see all releases would publish something else.';
	END IF;
	INSERT INTO @ledger@.peer_benchmark (practice_id, month, kpi, peers, low, middle, high)
		SELECT r.practice_id, r.month, r.kpi, q.peers / 5 * 5, rounded.low, rounded.middle, rounded.high
		FROM @ledger@.peer_release r
		CROSS JOIN LATERAL (
			SELECT count(*)::integer AS peers, avg(o.value) FILTER (WHERE o.nth <= (o.n + 1) / 2) AS low, avg(o.value) FILTER (WHERE o.nth > o.n / 2) AS high,
				avg(o.value) FILTER (WHERE o.nth BETWEEN (o.n + 3) / 4 AND o.n + 1 - (o.n + 3) / 4) AS middle
			FROM (SELECT p.value, row_number() OVER (ORDER BY p.value) AS nth, count(*) OVER () AS n FROM @ledger@.peers_of(r.practice_id, r.month, r.kpi) p) o) q
		CROSS JOIN LATERAL (SELECT k.unit FROM rcm.kpi_definition(r.kpi) k) k
		-- percent and days to whole ones, dollars and items to two digits
		CROSS JOIN LATERAL (SELECT round(q.low, s.places) AS low, round(q.middle, s.places) AS middle, round(q.high, s.places) AS high
			FROM (SELECT CASE WHEN k.unit IN ('percent', 'days') THEN 0 ELSE 1 - floor(log(greatest(abs(q.high), 1)))::integer END AS places) s) rounded
		WHERE r.month = first_day AND q.peers >= 5 AND (publish_peers.practice_id IS NULL OR r.practice_id = publish_peers.practice_id)
		ORDER BY 1, 3
		ON CONFLICT DO NOTHING;
	GET DIAGNOSTICS published = ROW_COUNT;
	RETURN published;
END
$$;
COMMENT ON FUNCTION @ledger@.publish_peers(text, date) IS
'Makes the benchmarks of a month (any day of it; null: the last one that is over) from what was released, and returns how many: for the owner of the ledger, once a month, when practices had time to release. practice_id: only for this one, null for all.

What keeps a practice from being found out: no benchmark with less than five others; the practice itself is not among them, nor practices that share a role with it (unless that role sees all), so that nobody can take away what he knows; each practice counts once, however large; no number is of less than three practices (low and high are means of the lower and the upper half, middle is the mean of those between the quartiles); percent and days are rounded to whole ones, dollars and items to two digits, the number of practices down to fives; and it is published once, so that a practice that joins later changes nothing. Practices that tell each other their figures by other ways cannot be kept from it.

Error 42501 for anybody but the owner.

    SELECT @ledger@.publish_peers()';

CREATE OR REPLACE VIEW @ledger@.peer_comparison WITH (security_invoker = true) AS
	SELECT b.practice_id, b.month, b.kpi, k.name, k.unit, r.value, b.low, b.middle, b.high, b.peers,
		CASE WHEN k.better = 'up' THEN CASE WHEN r.value >= b.high THEN 'better than most' WHEN r.value < b.low THEN 'worse than most' ELSE 'as most' END
			ELSE CASE WHEN r.value <= b.low THEN 'better than most' WHEN r.value > b.high THEN 'worse than most' ELSE 'as most' END END AS place
	FROM @ledger@.peer_benchmark b
	JOIN @ledger@.peer_release r ON r.practice_id = b.practice_id AND r.month = b.month AND r.kpi = b.kpi
	JOIN rcm.kpis() k ON k.id = b.kpi;
COMMENT ON VIEW @ledger@.peer_comparison IS 'What a practice has released, beside its peers.';
COMMENT ON COLUMN @ledger@.peer_comparison.month IS 'First day of the month.';
COMMENT ON COLUMN @ledger@.peer_comparison.kpi IS 'The KPI.';
COMMENT ON COLUMN @ledger@.peer_comparison.name IS 'Its name.';
COMMENT ON COLUMN @ledger@.peer_comparison.unit IS 'percent, days, dollars or items.';
COMMENT ON COLUMN @ledger@.peer_comparison.value IS 'The practice''s own.';
COMMENT ON COLUMN @ledger@.peer_comparison.low IS 'Mean of the lower half of the others, rounded.';
COMMENT ON COLUMN @ledger@.peer_comparison.middle IS 'Mean of those between the quartiles, rounded.';
COMMENT ON COLUMN @ledger@.peer_comparison.high IS 'Mean of the upper half, rounded.';
COMMENT ON COLUMN @ledger@.peer_comparison.peers IS 'At least so many others.';
COMMENT ON COLUMN @ledger@.peer_comparison.place IS 'better than most, as most, or worse than most.';
