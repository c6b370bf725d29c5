-- 89-review-6-pilot.sql - whether what is tried on a slice does any good

CREATE OR REPLACE FUNCTION @ledger@.fact_claim(practice_id text, relation text, key text) RETURNS text
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	claim text;
BEGIN
	CASE relation
		WHEN 'claim' THEN RETURN key;
		-- (the claim's number may have a "/" in it)
		WHEN 'claim_line', 'finding' THEN RETURN regexp_replace(key, '/[^/]*$', '');
		WHEN 'receivable' THEN RETURN regexp_replace(key, '/[0-9]+(/[^/]*)?$', '');
		WHEN 'statement_line' THEN RETURN regexp_replace(regexp_replace(key, '^[^/]*/', ''), '/[^/]*$', '');
		WHEN 'entry' THEN
			SELECT e.claim_id INTO claim FROM @ledger@.entry e WHERE e.practice_id = fact_claim.practice_id AND e.entry_id = key::bigint;
		WHEN 'submission' THEN
			SELECT s.claim_id INTO claim FROM @ledger@.submission s WHERE s.practice_id = fact_claim.practice_id AND s.submission_id = key::bigint;
		WHEN 'denial' THEN
			SELECT d.claim_id INTO claim FROM @ledger@.denial d WHERE d.practice_id = fact_claim.practice_id AND d.denial_id = key::bigint;
		WHEN 'remittance_claim', 'remittance_line' THEN
			SELECT m.claim_id INTO claim FROM @ledger@.remittance_claim m
			WHERE m.practice_id = fact_claim.practice_id AND m.remittance_id = split_part(key, '/', 1)::bigint AND m.claim_no = split_part(key, '/', 2)::integer;
		WHEN 'appointment' THEN
			SELECT c.claim_id INTO claim FROM @ledger@.claim c WHERE c.practice_id = fact_claim.practice_id AND c.visit_id = key ORDER BY c.claim_id LIMIT 1;
		WHEN 'appeal' THEN
			SELECT d.claim_id INTO claim FROM @ledger@.appeal_denial a JOIN @ledger@.denial d ON d.practice_id = a.practice_id AND d.denial_id = a.denial_id
			WHERE a.practice_id = fact_claim.practice_id AND a.appeal_id = split_part(key, '/', 1)::bigint ORDER BY a.denial_id LIMIT 1;
		ELSE NULL;
	END CASE;
	RETURN claim;
END
$$;
COMMENT ON FUNCTION @ledger@.fact_claim(text, text, text) IS
'The claim that a fact of kpi_facts or kpi_standing is of, by its relation and key; of an appeal of several claims the first. Null when it is of none, such as a receipt that waits or a day''s work.';

CREATE OR REPLACE FUNCTION @ledger@.open_pilot(practice_id text, pilot_id text, question text, kpis text[], begins_on date, owner text, ends_on date DEFAULT NULL,
		payer_ids text[] DEFAULT NULL, provider_npis text[] DEFAULT NULL, locations text[] DEFAULT NULL, code_groups text[] DEFAULT NULL, claim_ids text[] DEFAULT NULL, hash_percent numeric DEFAULT NULL) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	rule text;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('question', question);
	IF @ledger@.today(practice_id) IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	END IF;
	-- (an unknown KPI is refused here)
	PERFORM d.unit FROM unnest(open_pilot.kpis) k (id) CROSS JOIN LATERAL rcm.kpi_definition(k.id) d WHERE d.unit = '';
	INSERT INTO @ledger@.pilot (practice_id, pilot_id, question, kpis, begins_on, ends_on, owner, payer_ids, provider_npis, locations, code_groups, claim_ids, hash_percent)
		VALUES (open_pilot.practice_id, open_pilot.pilot_id, open_pilot.question, open_pilot.kpis, open_pilot.begins_on, open_pilot.ends_on, open_pilot.owner,
			open_pilot.payer_ids, open_pilot.provider_npis, open_pilot.locations, open_pilot.code_groups, open_pilot.claim_ids, open_pilot.hash_percent);
EXCEPTION WHEN check_violation OR not_null_violation OR unique_violation OR numeric_value_out_of_range THEN
	GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME;
	RAISE EXCEPTION 'the pilot breaks the rule %', coalesce(nullif(rule, ''), 'that something is missing or out of range') USING ERRCODE = 'RC010';
END
$$;
COMMENT ON FUNCTION @ledger@.open_pilot(text, text, text, text[], date, text, date, text[], text[], text[], text[], text[], numeric) IS
'Begins a pilot: something is done otherwise with a slice of the claims from begins_on to ends_on (null: until it is decided), to find out a question by some KPIs. owner: who answers for it. The slice is what all that are given have in common, at least one of payer_ids, provider_npis, locations, code_groups (as the facts of KPIs have them), claim_ids, and hash_percent (of a hundred claims so many, drawn by a hash of pilot and claim number). Errors: RC010 no such practice, or the rule that is broken; 22023 an unknown KPI.

    SELECT @ledger@.open_pilot(''HARBOR'', ''notes first'', ''do notes with the claim keep NHP01 from denying?'', ''{denial_initial_claims}'', current_date, ''ann'', payer_ids => ''{NHP01}'', hash_percent => 50)';
CREATE OR REPLACE TRIGGER as_set BEFORE UPDATE OF practice_id, pilot_id, question, kpis, payer_ids, provider_npis, locations, code_groups, claim_ids, hash_percent, begins_on, opened_at ON @ledger@.pilot
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER as_set ON @ledger@.pilot IS 'Question, KPIs and slice are said beforehand.';
CREATE OR REPLACE TRIGGER decided BEFORE UPDATE ON @ledger@.pilot
	FOR EACH ROW WHEN (OLD.verdict IS NOT NULL) EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER decided ON @ledger@.pilot IS 'What is decided stays decided.';
CREATE OR REPLACE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON @ledger@.pilot
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER never_deleted ON @ledger@.pilot IS 'A pilot that came to nothing is not forgotten.';

CREATE OR REPLACE FUNCTION @ledger@.decide_pilot(practice_id text, pilot_id text, person text, verdict text, because text) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp SET standard_conforming_strings = on AS $$
DECLARE
	today date := @ledger@.today(practice_id);
BEGIN
	PERFORM @ledger@.refuse_card_numbers('because', because);
	IF coalesce(verdict NOT IN ('adopt', 'drop'), true) OR coalesce(because, '') !~ '\S' OR coalesce(person, '') = '' THEN
		RAISE EXCEPTION 'a pilot is adopted or dropped, by somebody, for a reason' USING ERRCODE = 'RC010';
	END IF;
	UPDATE @ledger@.pilot p SET verdict = decide_pilot.verdict, verdict_by = decide_pilot.person, verdict_on = today, because = decide_pilot.because,
			ends_on = CASE WHEN p.begins_on > today THEN p.ends_on ELSE least(p.ends_on, today) END
		WHERE p.practice_id = decide_pilot.practice_id AND p.pilot_id = decide_pilot.pilot_id AND p.verdict IS NULL;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no pilot "%" that is not decided', pilot_id USING ERRCODE = 'RC010';
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.decide_pilot(text, text, text, text, text) IS
'Ends a pilot, today unless it has ended before: verdict is adopt or drop, because says why, person who says so. Errors RC010: one of them is missing, there is no such pilot, or it is decided.';

CREATE OR REPLACE FUNCTION @ledger@.pilot_states(practice_id text, pilot_id text, since date, until date, OUT slice rcm.kpi, OUT rest rcm.kpi)
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH pilot AS MATERIALIZED (SELECT p.* FROM @ledger@.pilot p WHERE p.practice_id = pilot_states.practice_id AND p.pilot_id = pilot_states.pilot_id),
	fact AS (
		SELECT * FROM @ledger@.kpi_facts(pilot_states.practice_id, pilot_states.since, pilot_states.until)
		UNION ALL
		SELECT * FROM @ledger@.kpi_standing(pilot_states.practice_id, pilot_states.until)),
	sided AS (
		SELECT f.fact, coalesce(p.payer_ids IS NULL OR f.payer_id = ANY (p.payer_ids), false) AND coalesce(p.provider_npis IS NULL OR f.provider_npi = ANY (p.provider_npis), false)
			AND coalesce(p.locations IS NULL OR f.location = ANY (p.locations), false) AND coalesce(p.code_groups IS NULL OR f.code_group = ANY (p.code_groups), false)
			AND coalesce(p.claim_ids IS NULL OR c.claim_id = ANY (p.claim_ids), false)
			AND coalesce(p.hash_percent IS NULL OR (get_byte(h.hash, 0) * 256 + get_byte(h.hash, 1)) * 100 < p.hash_percent * 65536, false) AS within
		FROM pilot p CROSS JOIN fact f
		CROSS JOIN LATERAL (SELECT CASE WHEN num_nonnulls(p.claim_ids, p.hash_percent) > 0 THEN @ledger@.fact_claim(f.practice_id, f.relation, f.key) END) c (claim_id)
		-- (not hashtext, which another server may compute otherwise)
		CROSS JOIN LATERAL (SELECT CASE WHEN p.hash_percent IS NOT NULL THEN sha256(convert_to(p.pilot_id || '/' || c.claim_id, 'UTF8')) END) h (hash)
		-- (what is of no claim is on neither side, where claims make the slice)
		WHERE num_nonnulls(p.claim_ids, p.hash_percent) = 0 OR c.claim_id IS NOT NULL)
	SELECT coalesce(rcm.kpi(s.fact) FILTER (WHERE s.within), '{}'), coalesce(rcm.kpi(s.fact) FILTER (WHERE NOT s.within), '{}') FROM sided s
$$;
COMMENT ON FUNCTION @ledger@.pilot_states(text, text, date, date) IS
'The slice of a pilot, and the rest, as states, of the days from since to until, both included, and of what stands as of until. Where the slice is made by claims, rows that are of no claim are on neither side.';

CREATE OR REPLACE FUNCTION @ledger@.pilot_words(practice_id text, name text, unit text, better text, late boolean, four numeric[], difference numeric[], change numeric[]) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT concat_ws(' ',
		CASE WHEN four[3] IS NULL THEN format('%s: nothing was counted in the slice since the pilot began.', name)
			WHEN four[4] IS NULL THEN format('%s: %s %s in the slice, but nothing was counted in the rest.', name, round(four[3], 2), unit)
			ELSE format('%s: %s %s in the slice (before: %s), %s in the rest (before: %s).', name, round(four[3], 2), unit,
				coalesce(round(four[1], 2)::text, 'nothing counted'), round(four[4], 2), coalesce(round(four[2], 2)::text, 'nothing counted')) END,
		CASE WHEN four[3] IS NULL OR four[4] IS NULL THEN NULL
			WHEN change[2] IS NOT NULL THEN format('Against the rest the slice has changed by %s points (95 %% between %s and %s): %s.', to_char(change[1], 'FMSG990.09'), to_char(change[2], 'FMSG990.09'), to_char(change[3], 'FMSG990.09'), said.of_change)
			WHEN difference[2] IS NOT NULL THEN format('Slice less rest is %s points (95 %% between %s and %s): %s. There is nothing before to compare with, so it may have been so all along.',
				to_char(difference[1], 'FMSG990.09'), to_char(difference[2], 'FMSG990.09'), to_char(difference[3], 'FMSG990.09'), said.of_difference)
			ELSE 'No interval can be told for it: look at more weeks before believing it.' END,
		CASE WHEN late THEN 'The slice was written down after the pilot began: it may have been chosen by the result.' END)
	FROM (SELECT CASE WHEN change[2] > 0 OR change[3] < 0 THEN CASE WHEN better IS NULL THEN 'hardly by chance' WHEN (change[1] > 0) = (better = 'up') THEN 'better, and hardly by chance' ELSE 'worse, and hardly by chance' END
			ELSE 'that may be chance' END AS of_change,
		CASE WHEN difference[2] > 0 OR difference[3] < 0 THEN 'hardly chance' ELSE 'that may be chance' END AS of_difference) said
$$;
COMMENT ON FUNCTION @ledger@.pilot_words(text, text, text, text, boolean, numeric[], numeric[], numeric[]) IS
'Part of pilot_compare: its numbers in words. four: slice and rest before, slice and rest since; difference and change: value, low, high.';

CREATE OR REPLACE FUNCTION @ledger@.pilot_compare(practice_id text, pilot_id text, as_of date DEFAULT NULL,
		OUT kpi text, OUT name text, OUT unit text, OUT slice_before numeric, OUT rest_before numeric, OUT slice_since numeric, OUT rest_since numeric,
		OUT difference numeric, OUT low numeric, OUT high numeric, OUT change numeric, OUT change_low numeric, OUT change_high numeric, OUT differ boolean, OUT in_words text)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 5 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH span AS MATERIALIZED (
		SELECT p.*, x.until, x.until - p.begins_on + 1 AS days, (p.opened_at AT TIME ZONE w.time_zone)::date > p.begins_on AS late
		FROM @ledger@.pilot p JOIN @ledger@.practice w ON w.practice_id = p.practice_id
		CROSS JOIN LATERAL (SELECT least(coalesce(pilot_compare.as_of, @ledger@.today(p.practice_id)), p.ends_on) AS until) x
		WHERE p.practice_id = pilot_compare.practice_id AND p.pilot_id = pilot_compare.pilot_id AND x.until >= p.begins_on),
	state AS MATERIALIZED (
		SELECT n.slice AS slice1, n.rest AS rest1, b.slice AS slice0, b.rest AS rest0
		FROM span s
		CROSS JOIN LATERAL @ledger@.pilot_states(s.practice_id, s.pilot_id, s.begins_on, s.until) n
		CROSS JOIN LATERAL @ledger@.pilot_states(s.practice_id, s.pilot_id, s.begins_on - s.days, s.begins_on - 1) b),
	number AS (
		SELECT k.id, k.name, k.unit, k.better, s.late, s.days, a.value AS a1, r.value AS r1, b.value AS a0, q.value AS r0,
			n.difference AS d1, n.low AS l1, n.high AS u1, n.differ AS differ1, o.difference AS d0, o.low AS l0, o.high AS u0
		FROM span s CROSS JOIN state t
		JOIN rcm.kpis() k ON k.id = ANY (s.kpis)
		CROSS JOIN LATERAL rcm.kpi_parts(t.slice1, k.id, s.days) a CROSS JOIN LATERAL rcm.kpi_parts(t.rest1, k.id, s.days) r
		CROSS JOIN LATERAL rcm.kpi_parts(t.slice0, k.id, s.days) b CROSS JOIN LATERAL rcm.kpi_parts(t.rest0, k.id, s.days) q
		LEFT JOIN LATERAL rcm.compare_kpi(t.slice1, t.rest1, k.id) n ON true LEFT JOIN LATERAL rcm.compare_kpi(t.slice0, t.rest0, k.id) o ON true),
	changed AS (
		-- the interval of a difference of differences from those of both (MOVER)
		SELECT n.*, n.d1 - n.d0 AS change, n.d1 - n.d0 - sqrt(power(n.d1 - n.l1, 2) + power(n.u0 - n.d0, 2)) AS cl, n.d1 - n.d0 + sqrt(power(n.u1 - n.d1, 2) + power(n.d0 - n.l0, 2)) AS cu
		FROM number n)
	SELECT c.id, c.name, c.unit, round(c.a0, 4), round(c.r0, 4), round(c.a1, 4), round(c.r1, 4),
		coalesce(c.d1, round(c.a1 - c.r1, 4)), c.l1, c.u1, coalesce(c.change, round(c.a1 - c.r1 - (c.a0 - c.r0), 4)), round(c.cl, 4), round(c.cu, 4),
		CASE WHEN c.cl IS NOT NULL THEN c.cl > 0 OR c.cu < 0 ELSE c.differ1 END,
		@ledger@.pilot_words(pilot_compare.practice_id, c.name, c.unit, c.better, c.late, ARRAY[c.a0, c.r0, c.a1, c.r1], ARRAY[c.d1, c.l1, c.u1], ARRAY[c.change, c.cl, c.cu])
	FROM changed c
	ORDER BY array_position((SELECT s.kpis FROM span s), c.id)
$$;
COMMENT ON FUNCTION @ledger@.pilot_compare(text, text, date) IS
'What a pilot has brought so far: each of its KPIs for the slice and for the rest, since it began until as_of (null: today; never after its end), and in as many days before. difference: slice less rest since, between low and high with 95 % confidence (rcm.compare_kpi). change: by how much that has changed since before (a difference of differences), which is what the pilot can take credit for, between change_low and change_high (from the intervals of both differences, MOVER). Intervals are known for shares of counted things only; null for money and days. differ: the interval of the change, or where there was nothing before that of the difference, does not have 0 in it. in_words says all of it. No row before the pilot begins.

    SELECT in_words FROM @ledger@.pilot_compare(''HARBOR'', ''notes first'')';
