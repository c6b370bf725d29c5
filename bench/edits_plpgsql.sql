-- edits_plpgsql.sql - the same edits as a PL/pgSQL function over one claim.
--
-- What needs no library is decided in loops over arrays; what does is asked
-- once for the claim, not once for each line, through the library's indexes.
SET search_path = bench, rcm, public;

CREATE TYPE svc AS (
	line int, code_text text, code hcpcs, mods text[], mod_count int, units numeric, charge numeric,
	from_date date, to_date date, dx_ptr int[], pos text, rend bigint, status text, payer_id text,
	known boolean, usable boolean, kind text, age_lo int, age_hi int, zero_ok boolean, pctc text, glob text, bilat text,
	specialty text, day_units numeric
);
CREATE TYPE hit AS (edit text, line int);

CREATE FUNCTION judge(c claim, ls svc[], dxs text[], npis text[], hs svc[]) RETURNS SETOF hit
LANGUAGE plpgsql STABLE SET search_path = bench, rcm, public SET plan_cache_mode = force_generic_plan AS $$
DECLARE
	p rcm_library.payer;
	us svc[];
	l svc;
	o svc;
	r record;
	x text;
	total numeric := 0;
	stopped int[] := '{}';
	npi text;
BEGIN
	SELECT * INTO p FROM rcm_library.payer q WHERE q.payer_id = c.payer_id;

	-- the claim itself
	FOREACH npi IN ARRAY npis LOOP
		IF NOT npi_ok(npi) THEN
			RETURN NEXT ('ID-NPI-FMT', 0)::hit;
			EXIT;
		END IF;
	END LOOP;
	IF coalesce(c.tin, '') !~ '^[0-9]{9}$' OR c.tin = '123456789' OR c.tin = repeat(left(c.tin, 1), 9) THEN
		RETURN NEXT ('ID-TIN-FMT', 0)::hit;
	END IF;
	IF c.last IS NULL OR c.first IS NULL OR c.dob IS NULL OR coalesce(c.sex, '') NOT IN ('M', 'F', 'U')
		OR c.line1 IS NULL OR c.city IS NULL OR c.state IS NULL OR c.zip IS NULL THEN
		RETURN NEXT ('DEM-REQ', 0)::hit;
	END IF;

	-- diagnoses
	FOR r IN
		SELECT bool_or(k.seventh) AS seventh, bool_or(NOT k.seventh AND k.header) AS header, bool_or(NOT k.seventh AND k.absent) AS absent,
			bool_or(NOT k.seventh AND NOT k.header AND NOT k.absent AND c.dob <= c.first_dos AND (
				k.age_cat = 'N' AND years > 0 OR k.age_cat = 'P' AND years > 17 OR k.age_cat = 'M' AND years NOT BETWEEN 9 AND 64
				OR k.age_cat = 'A' AND years NOT BETWEEN 15 AND 124)) AS age
		FROM (
			SELECT i.code IS NULL AS absent, NOT i.billable AS header, i.age_cat, extract(year FROM age(c.first_dos, c.dob)) AS years,
				coalesce(CASE WHEN length(d) = 7 THEN strpos(s.allowed, substr(d, 7, 1)) = 0
					ELSE length(s.prefix) < length(d) AND NOT coalesce(i.billable, false)
						AND EXISTS (SELECT FROM icd b WHERE b.code > d AND b.code < d || '~' AND b.billable) END, false) AS seventh
			FROM unnest(dxs COLLATE "C") d
			LEFT JOIN icd i ON i.code = d AND i.eff <= c.first_dos AND (i.term IS NULL OR c.first_dos <= i.term)
			LEFT JOIN LATERAL (
				SELECT s.prefix, s.allowed FROM generate_series(3, length(d)) len
				JOIN rcm_library.seventh_character s ON s.prefix = left(d, len)
				WHERE (length(d) = 7 OR i.billable IS NOT TRUE) AND s.eff <= c.first_dos AND (s.term IS NULL OR c.first_dos <= s.term)
				ORDER BY length(s.prefix) DESC LIMIT 1) s ON true
		) k
	LOOP
		IF r.seventh THEN RETURN NEXT ('DX-7TH', 0)::hit; END IF;
		IF r.header THEN RETURN NEXT ('DX-NONBILL', 0)::hit; END IF;
		IF r.absent THEN RETURN NEXT ('DX-INVALID', 0)::hit; END IF;
		IF r.age AND p.payer_id IS NOT NULL THEN RETURN NEXT ('DX-AGE', 0)::hit; END IF;
	END LOOP;

	-- lines with what the library knows of them
	SELECT array_agg((s.line, s.code_text, s.code, s.mods, s.mod_count, s.units, s.charge, s.from_date, s.to_date, s.dx_ptr, s.pos,
			s.rend, NULL, NULL,
			coalesce(x.code IS NOT NULL OR EXISTS (SELECT FROM rcm_library.procedure a WHERE a.code = s.code), false),
			x.code IS NOT NULL AND s.to_date >= s.from_date, x.kind, x.age_lo, x.age_hi, x.zero_ok, f.pctc, f.glob, f.bilat, v.specialty,
			CASE WHEN s.from_date = s.to_date THEN s.units ELSE round(s.units / (s.to_date - s.from_date + 1)) END)::svc ORDER BY s.line)
	INTO us
	FROM unnest(ls) s
	LEFT JOIN rcm_library.procedure x ON x.code = s.code AND x.eff <= s.from_date AND (x.term IS NULL OR s.from_date <= x.term)
	LEFT JOIN rcm_library.fee_schedule f ON f.code = s.code AND f.mod IS NULL AND f.eff <= s.from_date AND (f.term IS NULL OR s.from_date <= f.term)
	LEFT JOIN npis v ON v.npi = s.rend;

	FOREACH l IN ARRAY us LOOP
		total := total + coalesce(l.charge, 0);
		IF cardinality(l.dx_ptr) NOT BETWEEN 1 AND 4
			OR EXISTS (SELECT FROM unnest(l.dx_ptr) q WHERE q < 1 OR q > 12 OR q > cardinality(dxs))
			OR cardinality(l.dx_ptr) > 1 AND (SELECT count(DISTINCT q) FROM unnest(l.dx_ptr) q) < cardinality(l.dx_ptr) THEN
			RETURN NEXT ('DX-PTR', l.line)::hit;
		END IF;
		IF l.charge IS NULL OR l.charge < 0 OR l.charge = 0 AND l.zero_ok IS NOT TRUE THEN
			RETURN NEXT ('AMT-ZERO', l.line)::hit;
		END IF;
		CONTINUE WHEN p.payer_id IS NULL;
		IF NOT l.known THEN
			RETURN NEXT ('PX-INVALID', l.line)::hit;
		ELSIF l.kind IS NULL THEN
			RETURN NEXT ('PX-DATE', l.line)::hit;
		END IF;
		IF l.to_date >= l.from_date AND (l.from_date > c.submit_date OR l.to_date > c.submit_date) THEN
			RETURN NEXT ('DATE-FUTURE', l.line)::hit;
		END IF;
		IF l.usable AND (l.age_lo IS NOT NULL OR l.age_hi IS NOT NULL) AND c.dob <= l.from_date
			AND (extract(year FROM age(l.from_date, c.dob)) < l.age_lo OR extract(year FROM age(l.from_date, c.dob)) > l.age_hi) THEN
			RETURN NEXT ('PX-AGE', l.line)::hit;
		END IF;
		IF l.usable AND ('26' = ANY (l.mods) AND l.pctc NOT IN ('1', '6') OR 'TC' = ANY (l.mods) AND l.pctc <> '1') THEN
			RETURN NEXT ('MOD-PCTC', l.line)::hit;
		END IF;
		IF NOT l.mods && '{76,77,91,59,XE,XS,XP,XU,27}' THEN
			FOREACH o IN ARRAY us LOOP
				EXIT WHEN o.line >= l.line;
				IF o.code_text = l.code_text AND o.from_date = l.from_date AND o.to_date = l.to_date AND o.rend = l.rend AND o.mods = l.mods THEN
					RETURN NEXT ('DUP-LINE', l.line)::hit;
					EXIT;
				END IF;
			END LOOP;
		END IF;
	END LOOP;
	IF total IS DISTINCT FROM c.total_charge THEN
		RETURN NEXT ('AMT-SUM', 0)::hit;
	END IF;
	IF p.payer_id IS NULL THEN
		RETURN;
	END IF;

	RETURN QUERY
	SELECT DISTINCT 'MOD-INVALID', s.line FROM unnest(us) s, unnest(s.mods) m
	WHERE s.mod_count > 4 OR NOT EXISTS (SELECT FROM rcm_library.modifier y WHERE y.mod = m AND y.eff <= s.from_date AND (y.term IS NULL OR s.from_date <= y.term));
	RETURN QUERY
	SELECT 'POS-INVALID', s.line FROM unnest(us) s
	WHERE NOT EXISTS (SELECT FROM rcm_library.place_of_service y WHERE y.pos = s.pos AND y.eff <= s.from_date AND (y.term IS NULL OR s.from_date <= y.term));
	IF EXISTS (
		SELECT FROM (SELECT c.billing_npi AS npi UNION SELECT s.rend FROM unnest(us) s) w JOIN npis v USING (npi)
		WHERE NOT EXISTS (SELECT FROM contracts e WHERE e.npi = w.npi AND e.payer_id = c.payer_id
			AND e.eff <= c.first_dos AND (e.term IS NULL OR c.first_dos <= e.term))) THEN
		RETURN NEXT ('PRV-ENROLL', 0)::hit;
	END IF;

	-- correct coding: all pairs at once
	IF p.ncci IN ('MCR', 'MCD') THEN
		FOR r IN
			WITH half AS (
				SELECT s.line, s.code, s.from_date, s.to_date, s.rend, s.mods FROM unnest(us) s WHERE s.usable
				UNION ALL
				SELECT NULL, s.code, s.from_date, s.to_date, s.rend, s.mods FROM unnest(hs) s WHERE s.status IN ('paid', 'pending') AND s.payer_id = c.payer_id
			)
			SELECT coalesce(b.line, a.line) AS line, bool_or(q.ccmi = 0) AS zero, bool_or(q.ccmi = 1) AS one
			FROM half a JOIN half b ON b.code <> a.code AND b.rend = a.rend AND a.from_date <= b.to_date AND b.from_date <= a.to_date
				AND (a.line IS NOT NULL OR b.line IS NOT NULL)
			JOIN rcm_library.ptp q ON q.col1 = a.code AND q.col2 = b.code AND q.program = p.ncci AND q.setting = 'PRA'
				AND q.eff <= b.from_date AND (q.term IS NULL OR b.from_date <= q.term)
			WHERE q.ccmi = 0 OR q.ccmi = 1 AND NOT a.mods || b.mods && '{E1,E2,E3,E4,FA,F1,F2,F3,F4,F5,F6,F7,F8,F9,TA,T1,T2,T3,T4,T5,T6,T7,T8,T9,LT,RT,LC,LD,RC,LM,RI,24,25,57,58,78,79,27,91,59,XE,XS,XP,XU}'
			GROUP BY 1
		LOOP
			stopped := stopped || r.line;
			IF r.zero THEN RETURN NEXT ('NCCI-PTP0', r.line)::hit; END IF;
			IF r.one THEN RETURN NEXT ('NCCI-PTP1', r.line)::hit; END IF;
		END LOOP;
	END IF;

	-- units
	IF p.mue IN ('MCR', 'MCD') THEN
		FOR r IN
			SELECT s.line, m.mai, m.program, m.value, s.day_units, s.specialty, s.bilat, s.mods && '{55}' AS postop,
				(SELECT sum(t.day_units) FROM unnest(us) t WHERE t.usable AND t.code = s.code AND t.from_date = s.from_date AND t.rend = s.rend
					AND NOT t.mods && '{GY,GX,55}')
				+ coalesce((SELECT sum(CASE WHEN t.from_date = t.to_date THEN t.units ELSE round(t.units / (t.to_date - t.from_date + 1)) END)
					FROM unnest(hs) t WHERE t.status IN ('paid', 'pending') AND t.payer_id = c.payer_id AND t.code = s.code
					AND t.from_date = s.from_date AND t.rend = s.rend AND NOT t.mods && '{GY,GX,55}'), 0) AS total
			FROM unnest(us) s
			JOIN rcm_library.mue m ON m.code = s.code AND m.program = p.mue AND m.setting = 'PRA' AND m.eff <= s.from_date AND (m.term IS NULL OR s.from_date <= m.term)
			WHERE s.usable AND NOT s.mods && '{GY,GX}' AND (m.value > 0 OR p.class IN ('medicare_a', 'medicare_b', 'dme_mac'))
		LOOP
			IF (r.mai = 1 OR r.program = 'MCD') AND r.day_units > r.value THEN
				RETURN NEXT ('UNIT-MUE1', r.line)::hit;
			END IF;
			IF r.program = 'MCR' AND r.mai IN (2, 3) AND NOT r.postop
				AND r.total > r.value * (CASE WHEN r.specialty = '49' AND r.bilat = '1' THEN 2 ELSE 1 END) THEN
				RETURN NEXT ('UNIT-MUE' || r.mai, r.line)::hit;
			END IF;
		END LOOP;
	END IF;

	-- visits beside minor procedures
	IF p."global" THEN
		FOREACH l IN ARRAY us LOOP
			CONTINUE WHEN l.kind IS DISTINCT FROM 'EM' OR NOT l.usable OR l.mods && '{25,24,57}' OR l.line = ANY (stopped);
			IF EXISTS (SELECT FROM unnest(us) q WHERE q.usable AND q.line <> l.line AND q.from_date = l.from_date AND q.rend = l.rend AND q.glob IN ('000', '010'))
				OR EXISTS (SELECT FROM unnest(hs) h JOIN rcm_library.fee_schedule f ON f.code = h.code AND f.mod IS NULL
						AND f.eff <= h.from_date AND (f.term IS NULL OR h.from_date <= f.term)
					WHERE h.status IN ('paid', 'pending') AND h.payer_id = c.payer_id AND h.from_date = l.from_date AND h.rend = l.rend AND f.glob IN ('000', '010')) THEN
				RETURN NEXT ('GLB-EMMINOR', l.line)::hit;
			END IF;
		END LOOP;
	END IF;
END
$$;

-- One claim of the normalised tables.
CREATE FUNCTION judge_stored(c claim) RETURNS SETOF hit LANGUAGE plpgsql STABLE SET search_path = bench, rcm, public AS $$
BEGIN
	RETURN QUERY SELECT * FROM judge(c,
		(SELECT array_agg((line, code_text, code, mods, mod_count, units, charge, from_date, to_date, dx_ptr, pos, rend,
			NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::svc ORDER BY line) FROM line WHERE n = c.n),
		(SELECT array_agg(code ORDER BY pos) FROM dx WHERE n = c.n),
		(SELECT array_agg(npi) FROM claim_npi WHERE n = c.n),
		(SELECT array_agg((NULL, NULL, code, mods, 0, units, NULL, from_date, to_date, NULL, NULL, rend,
			status, payer_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::svc) FROM earlier WHERE n = c.n));
END
$$;

-- One claim as it arrives, in JSON.
CREATE FUNCTION judge_json(j jsonb) RETURNS SETOF hit LANGUAGE plpgsql STABLE SET search_path = bench, rcm, public AS $$
BEGIN
	RETURN QUERY SELECT * FROM judge(
		(0, j->>'claim_id', (j->>'submit_date')::date, j->>'payer_id', nullif(j->>'pos', ''), (j->>'total_charge')::numeric,
			(j->'billing'->>'npi')::bigint, j->'billing'->>'tin', nullif(j->'patient'->>'last', ''), nullif(j->'patient'->>'first', ''),
			nullif(j->'patient'->>'dob', '')::date, nullif(j->'patient'->>'sex', ''), nullif(j->'patient'->'addr'->>'line1', ''),
			nullif(j->'patient'->'addr'->>'city', ''), nullif(j->'patient'->'addr'->>'state', ''), nullif(j->'patient'->'addr'->>'zip', ''),
			(SELECT min((l->>'from')::date) FROM jsonb_array_elements(j->'lines') l))::claim,
		(SELECT array_agg((coalesce((l->>'n')::int, i::int), l->>'code', CASE WHEN l->>'code' ~ '^[0-9A-Z]{5}$' THEN (l->>'code')::hcpcs END,
			ARRAY(SELECT DISTINCT m COLLATE "C" FROM jsonb_array_elements_text(l->'mods') m ORDER BY 1), jsonb_array_length(l->'mods'),
			(l->>'units')::numeric, (l->>'charge')::numeric, (l->>'from')::date, (l->>'to')::date,
			ARRAY(SELECT p::int FROM jsonb_array_elements_text(l->'dx_ptr') p), coalesce(nullif(l->>'pos', ''), nullif(j->>'pos', '')),
			coalesce((j->'rendering'->>'npi')::bigint, (j->'billing'->>'npi')::bigint),
			NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::svc ORDER BY i)
			FROM jsonb_array_elements(j->'lines') WITH ORDINALITY e(l, i)),
		ARRAY(SELECT upper(replace(x->>'code', '.', '')) FROM jsonb_array_elements(j->'dx') WITH ORDINALITY e(x, i) ORDER BY i),
		ARRAY(SELECT j->role->>'npi' FROM unnest('{billing,rendering,referring,ordering,supervising}'::text[]) role WHERE j->role->>'npi' <> ''),
		(SELECT array_agg((NULL, h->>'code', CASE WHEN h->>'code' ~ '^[0-9A-Z]{5}$' THEN (h->>'code')::hcpcs END,
			ARRAY(SELECT DISTINCT m COLLATE "C" FROM jsonb_array_elements_text(h->'mods') m ORDER BY 1), 0, (h->>'units')::numeric, NULL,
			(h->>'from')::date, (h->>'to')::date, NULL, NULL, (h->>'rend')::bigint, h->>'status', h->>'payer_id',
			NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::svc) FROM jsonb_array_elements(j->'history') h));
END
$$;

CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	first bench.hit;
BEGIN
	SELECT * INTO first FROM bench.judge_json(NEW.doc) LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'claim refused: %', first.edit;
	END IF;
	RETURN NEW;
END
$$;
