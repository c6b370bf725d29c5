-- 89-review-1-take.sql - the numbers of a week, as they were agreed upon

CREATE OR REPLACE FUNCTION @ledger@.review_numbers(practice_id text, as_of date, days integer, known_at timestamptz, OUT state rcm.kpi, OUT before rcm.kpi, OUT lineage jsonb)
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp SET datestyle = 'ISO, YMD' SET jit = off AS $$
	WITH facts AS MATERIALIZED (
		SELECT f.source, f.relation, f.key, f.day, f.fact, row_number() OVER (ORDER BY f.source COLLATE "C", f.relation COLLATE "C", f.key COLLATE "C", f.day) AS place
		FROM @ledger@.kpi_window_facts(review_numbers.practice_id, review_numbers.as_of, review_numbers.days, review_numbers.known_at, NULL, NULL, NULL, NULL) f),
	-- (as kpi_rows and kpi_lineage, but every KPI in one pass)
	parts AS (
		SELECT v.id, count(*) AS rows, encode(sha256(convert_to(string_agg(concat_ws(' ', f.source, f.relation, f.key, f.day, v.numerator, v.denominator), E'\n'
			ORDER BY f.place), 'UTF8')), 'hex') AS hash
		FROM facts f CROSS JOIN LATERAL rcm.kpi_values(f.fact, counting => true) v
		WHERE v.id <> 'denial_concentration'
		GROUP BY v.id
		UNION ALL
		-- (which of its rows count above the line is only known of all)
		SELECT 'denial_concentration', l.rows, l.hash
		FROM @ledger@.kpi_lineage(review_numbers.practice_id, 'denial_concentration', review_numbers.as_of, review_numbers.days, review_numbers.known_at) l
		WHERE l.rows > 0)
	SELECT coalesce((SELECT rcm.kpi(f.fact) FROM facts f), '{}'),
		coalesce(@ledger@.kpi_state(review_numbers.practice_id, review_numbers.as_of - review_numbers.days, review_numbers.days, review_numbers.known_at), '{}'),
		coalesce((SELECT jsonb_object_agg(p.id, jsonb_build_object('rows', p.rows, 'hash', p.hash)) FROM parts p), '{}')
$$;
COMMENT ON FUNCTION @ledger@.review_numbers(text, date, integer, timestamptz) IS
'What a review is made of: the state of the window of "days" days that ends on as_of, that of the equal window before, both as known at known_at, and for each KPI that has rows how many and the hash of their list, as kpi_lineage says it. Reads the rows once for all KPIs.';

CREATE OR REPLACE FUNCTION @ledger@.fill_review() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(NEW.practice_id);
BEGIN
	-- (a practice that is not to be seen is refused by row security, one that there is not by its key)
	IF today IS NOT NULL THEN
		NEW.as_of := coalesce(NEW.as_of, today);
		NEW.days := coalesce(NEW.days, 90);
		IF NEW.as_of > today THEN
			RAISE EXCEPTION 'the day of the review has not come' USING ERRCODE = 'RC010', DETAIL = format('It is to be of %s; at the practice it is %s.', NEW.as_of, today);
		END IF;
		NEW.week := NEW.as_of - (extract(isodow FROM NEW.as_of)::integer - 1);
		PERFORM FROM @ledger@.review r WHERE r.practice_id = NEW.practice_id AND r.week = NEW.week;
		IF FOUND THEN
			RAISE EXCEPTION 'the week of % was reviewed before', NEW.week USING ERRCODE = 'RC010',
				HINT = 'What was agreed upon stays. What came later is in the next review.';
		END IF;
		SELECT n.state, n.before, n.lineage INTO NEW.state, NEW.before, NEW.lineage FROM @ledger@.review_numbers(NEW.practice_id, NEW.as_of, NEW.days, now()) n;
	END IF;
	NEW.taken_at := now();
	NEW.taken_by := CURRENT_USER;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION @ledger@.fill_review() IS
'Trigger on review (BEFORE INSERT, FOR EACH ROW): computes the numbers, whatever the row says. Error RC010 for a week that was reviewed before and for a day to come.';
CREATE OR REPLACE TRIGGER fill_review BEFORE INSERT ON @ledger@.review
	FOR EACH ROW EXECUTE FUNCTION @ledger@.fill_review();
COMMENT ON TRIGGER fill_review ON @ledger@.review IS 'Nobody writes numbers of his own.';

CREATE OR REPLACE FUNCTION @ledger@.review_lights(practice_id text, as_of date, days integer, state rcm.kpi, before rcm.kpi,
		OUT kpi text, OUT usual boolean, OUT colour text, OUT level text, OUT trend text, OUT value numeric, OUT previous numeric, OUT numerator numeric, OUT denominator numeric, OUT reason text)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 113 SET search_path = pg_catalog, rcm, pg_temp AS $$
	-- (a number without a source is none)
	SELECT k.id, row_number() OVER (PARTITION BY k.number ORDER BY k.place) = 1, l.colour, l.level, l.trend, CASE WHEN v.counted THEN l.value END, l.before, l.numerator, l.denominator, l.reason
	FROM rcm.kpis() WITH ORDINALITY k (number, id, kpi, variant, name, formula, numerator, denominator, basis, exclusions, better, unit,
		green, red, green_within, slide, part, of_money, numerator_counters, denominator_counters, source, place)
	JOIN rcm.kpi_values(review_lights.state, review_lights.days) v ON v.id = k.id
	JOIN @ledger@.kpi_limits(review_lights.practice_id, review_lights.as_of) m ON m.kpi = k.id
	CROSS JOIN LATERAL rcm.light(review_lights.state, k.id, review_lights.before, review_lights.days,
		CASE WHEN m.own THEN m.green END, CASE WHEN m.own THEN m.red END, m.slide, m.least_items, m.least_dollars) l
$$;
COMMENT ON FUNCTION @ledger@.review_lights(text, date, integer, rcm.kpi, rcm.kpi) IS
'The lights of two states of a practice, of every KPI, by the limits that are in force on as_of (kpi_limits): those of kpi_lights, but of states that are given. usual: the first variant of its KPI; value: null without a source; previous: that of the window before.';

CREATE OR REPLACE FUNCTION @ledger@.write_review() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	INSERT INTO @ledger@.review_kpi (practice_id, week, kpi, number, name, value, unit, better, numerator, denominator, before, light, level, trend, reason, definition, row_count, rows_hash)
		SELECT NEW.practice_id, NEW.week, k.id, k.number, k.name, l.value, k.unit, k.better, l.numerator, l.denominator, l.previous, l.colour, l.level, l.trend, l.reason,
			format('%s. Counted by: %s.', k.formula, k.basis) || coalesce(format(' Left out: %s.', nullif(k.exclusions, '')), ''),
			coalesce((NEW.lineage -> k.id ->> 'rows')::bigint, 0), coalesce(NEW.lineage -> k.id ->> 'hash', encode(sha256(''), 'hex'))
		FROM rcm.kpis() k
		JOIN @ledger@.review_lights(NEW.practice_id, NEW.as_of, NEW.days, NEW.state, NEW.before) l ON l.kpi = k.id;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.write_review() IS
'Trigger on review (AFTER INSERT, FOR EACH ROW): writes the row of every KPI.';
CREATE OR REPLACE TRIGGER write_review AFTER INSERT ON @ledger@.review
	FOR EACH ROW EXECUTE FUNCTION @ledger@.write_review();
COMMENT ON TRIGGER write_review ON @ledger@.review IS 'Writes review_kpi.';
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.review
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER append_only ON @ledger@.review IS 'Rows are never changed or deleted.';
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.review_kpi
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER append_only ON @ledger@.review_kpi IS 'Rows are never changed or deleted.';
CREATE OR REPLACE TRIGGER by_review BEFORE INSERT ON @ledger@.review_kpi
	FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER by_review ON @ledger@.review_kpi IS 'Only a review writes here.';

-- (a trigger of somebody's own is no review)
CREATE OR REPLACE FUNCTION @ledger@.refuse_other_numbers() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	IF EXISTS (SELECT FROM written w WHERE w.kpi NOT IN (SELECT k.id FROM rcm.kpis() k)
			OR NOT EXISTS (SELECT FROM @ledger@.review r WHERE r.practice_id = w.practice_id AND r.week = w.week AND r.taken_at = now())) THEN
		RAISE EXCEPTION 'the numbers are not those of the review' USING ERRCODE = 'RC011', HINT = 'What was agreed upon stays.';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.refuse_other_numbers() IS
'Trigger on review_kpi (AFTER INSERT, FOR EACH STATEMENT): refuses numbers of a review that was taken before, and of what is no KPI, whoever writes them. Error RC011.';
CREATE OR REPLACE TRIGGER of_its_review AFTER INSERT ON @ledger@.review_kpi
	REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_other_numbers();
COMMENT ON TRIGGER of_its_review ON @ledger@.review_kpi IS 'All numbers of a review are written when it is taken.';

CREATE OR REPLACE FUNCTION @ledger@.take_review(practice_id text, as_of date DEFAULT NULL, note text DEFAULT NULL, days integer DEFAULT 90) RETURNS date
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	week date;
BEGIN
	IF @ledger@.today(practice_id) IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	ELSIF days NOT BETWEEN 1 AND 366 THEN
		RAISE EXCEPTION 'a window has 1 to 366 days' USING ERRCODE = 'RC010';
	END IF;
	PERFORM @ledger@.refuse_card_numbers('note', note);
	-- (null: the trigger knows what is meant)
	INSERT INTO @ledger@.review AS r (practice_id, as_of, note, days)
		VALUES (take_review.practice_id, take_review.as_of, take_review.note, take_review.days)
		RETURNING r.week INTO week;
	RETURN week;
EXCEPTION WHEN unique_violation THEN
	RAISE EXCEPTION 'the week was reviewed before' USING ERRCODE = 'RC010', HINT = 'Somebody else has just taken the review.';
END
$$;
COMMENT ON FUNCTION @ledger@.take_review(text, date, text, integer) IS
'Takes the review of a week: every KPI and variant with value, numerator, denominator, light, reason, the text of its definition, and the hash of the rows behind it, in review and review_kpi, where nothing is ever changed. Returns the Monday of the week.

as_of - the last day that counts; null: today at the practice.
note - what is said about it.
days - length of the window that ends on as_of.

The numbers are those that are known at the beginning of the transaction: kpi_state with known_at => review.taken_at gives them again at any time, and check_review proves it. (What a transaction posts that began before and ends later, counts as known before; check_review shows it.) Errors RC010: no such practice, a day to come, the week was reviewed before.

    SELECT @ledger@.take_review(''HARBOR'', NULL, ''agreed on Monday'')';

CREATE OR REPLACE FUNCTION @ledger@.check_review(practice_id text, week date, OUT kpi text, OUT was numeric, OUT "is" numeric, OUT detail text) RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 5 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH review AS (
		SELECT r.* FROM @ledger@.review r WHERE r.practice_id = check_review.practice_id AND r.week = check_review.week - (extract(isodow FROM check_review.week)::integer - 1)),
	again AS MATERIALIZED (
		SELECT n.* FROM review r CROSS JOIN LATERAL @ledger@.review_numbers(r.practice_id, r.as_of, r.days, r.taken_at) n)
	SELECT k.kpi, k.value, CASE WHEN v.counted THEN v.value END, concat_ws('; ',
		CASE WHEN (k.numerator, k.denominator) IS DISTINCT FROM (v.numerator, v.denominator) THEN format('%s / %s is now %s / %s', k.numerator, k.denominator, v.numerator, v.denominator) END,
		CASE WHEN k.rows_hash <> coalesce(a.lineage -> k.kpi ->> 'hash', encode(sha256(''), 'hex')) THEN format('other rows: %s, now %s', k.row_count, coalesce(a.lineage -> k.kpi ->> 'rows', '0')) END)
	FROM review r
	JOIN @ledger@.review_kpi k ON k.practice_id = r.practice_id AND k.week = r.week
	CROSS JOIN again a
	CROSS JOIN LATERAL rcm.kpi_parts(a.state, k.kpi, r.days) v
	WHERE (k.value, k.numerator, k.denominator) IS DISTINCT FROM (CASE WHEN v.counted THEN v.value END, v.numerator, v.denominator)
		OR k.rows_hash <> coalesce(a.lineage -> k.kpi ->> 'hash', encode(sha256(''), 'hex'))
	ORDER BY k.number, k.kpi
$$;
COMMENT ON FUNCTION @ledger@.check_review(text, date) IS
'Computes a review again from the rows, as they were known when it was taken, and returns each KPI that is not the same: none, unless somebody posted in a transaction that was open while it was taken, or rows were changed behind the ledger''s back. week: any day of it.

    SELECT count(*) FROM @ledger@.check_review(''HARBOR'', current_date)';
