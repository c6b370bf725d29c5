-- edits_sql.sql - twenty-four edits as set-based SQL over the normalised tables:
-- one statement for each edit, hash joins, what several edits need made once.
-- Everything here is timed.
SET search_path = bench, rcm, public;
SET work_mem = '256MB';

-- lines that take part in what depends on codes, with what those edits read
CREATE TEMP TABLE usable AS
SELECT l.n, l.line, l.code, l.from_date, l.to_date, l.mods, l.rend, l.pos,
	CASE WHEN l.from_date = l.to_date THEN l.units ELSE round(l.units / (l.to_date - l.from_date + 1)) END AS day_units,
	p.kind, p.age_lo, p.age_hi, f.pctc, f.glob, f.bilat, c.dob, pay.payer_id, pay.ncci, pay.mue, pay.class, pay."global" AS glob_payer
FROM line l
JOIN claim c USING (n)
JOIN rcm_library.procedure p ON p.code = l.code AND p.eff <= l.from_date AND (p.term IS NULL OR l.from_date <= p.term)
LEFT JOIN rcm_library.fee_schedule f ON f.code = l.code AND f.mod IS NULL AND f.eff <= l.from_date AND (f.term IS NULL OR l.from_date <= f.term)
LEFT JOIN rcm_library.payer pay ON pay.payer_id = c.payer_id
WHERE l.to_date >= l.from_date;

-- earlier services of the same payer that count
CREATE TEMP TABLE counted AS
SELECT e.* FROM earlier e JOIN claim c USING (n)
WHERE e.status IN ('paid', 'pending') AND e.payer_id = c.payer_id;

-- correct coding pairs in force, with at least one of the two on the claim
CREATE TEMP TABLE pair AS
WITH half AS (
	SELECT n, line, code, from_date, to_date, rend, mods, ncci FROM usable WHERE ncci IN ('MCR', 'MCD')
	UNION ALL
	SELECT e.n, NULL, e.code, e.from_date, e.to_date, e.rend, e.mods, p.ncci
	FROM counted e JOIN rcm_library.payer p USING (payer_id) WHERE p.ncci IN ('MCR', 'MCD')
)
SELECT a.n, coalesce(b.line, a.line) AS line, ptp.ccmi,
	a.mods || b.mods && '{E1,E2,E3,E4,FA,F1,F2,F3,F4,F5,F6,F7,F8,F9,TA,T1,T2,T3,T4,T5,T6,T7,T8,T9,LT,RT,LC,LD,RC,LM,RI,24,25,57,58,78,79,27,91,59,XE,XS,XP,XU}' AS apart
FROM half a
JOIN half b ON b.n = a.n AND b.rend = a.rend AND b.code <> a.code AND a.from_date <= b.to_date AND b.from_date <= a.to_date
	AND (a.line IS NOT NULL OR b.line IS NOT NULL)
JOIN rcm_library.ptp ON ptp.col1 = a.code AND ptp.col2 = b.code AND ptp.program = a.ncci AND ptp.setting = 'PRA'
	AND ptp.eff <= b.from_date AND (ptp.term IS NULL OR b.from_date <= ptp.term) AND ptp.ccmi IN (0, 1);
ANALYZE usable, counted, pair;

INSERT INTO finding
SELECT DISTINCT n, 'ID-NPI-FMT', 0 FROM claim_npi
JOIN (SELECT npi FROM (SELECT DISTINCT npi FROM claim_npi) d WHERE NOT npi_ok(npi)) bad USING (npi);

INSERT INTO finding
SELECT n, 'ID-TIN-FMT', 0 FROM claim
WHERE coalesce(tin, '') !~ '^[0-9]{9}$' OR tin = '123456789' OR tin = repeat(left(tin, 1), 9);

INSERT INTO finding
SELECT n, 'DEM-REQ', 0 FROM claim
WHERE last IS NULL OR first IS NULL OR dob IS NULL OR coalesce(sex, '') NOT IN ('M', 'F', 'U')
	OR line1 IS NULL OR city IS NULL OR state IS NULL OR zip IS NULL;

-- diagnoses: each code and day once
CREATE TEMP TABLE judged AS
SELECT k.code, k.day, i.code IS NULL AS absent, NOT i.billable AS header, i.age_cat,
	coalesce(CASE WHEN length(k.code) = 7 THEN strpos(s.allowed, substr(k.code, 7, 1)) = 0
		ELSE length(s.prefix) < length(k.code) AND NOT coalesce(i.billable, false)
			AND EXISTS (SELECT FROM icd b WHERE b.code > k.code AND b.code < k.code || '~' AND b.billable) END, false) AS seventh
FROM (SELECT DISTINCT dx.code, c.first_dos AS day FROM dx JOIN claim c USING (n)) k
LEFT JOIN icd i ON i.code = k.code AND i.eff <= k.day AND (i.term IS NULL OR k.day <= i.term)
LEFT JOIN LATERAL (
	SELECT s.prefix, s.allowed FROM generate_series(3, length(k.code)) len
	JOIN rcm_library.seventh_character s ON s.prefix = left(k.code, len) AND s.eff <= k.day AND (s.term IS NULL OR k.day <= s.term)
	ORDER BY len DESC LIMIT 1) s ON true;
CREATE TEMP TABLE told AS
SELECT dx.n, c.dob, j.* FROM dx JOIN claim c USING (n) JOIN judged j ON j.code = dx.code AND j.day = c.first_dos
WHERE j.seventh OR j.absent OR j.header OR j.age_cat IS NOT NULL;

INSERT INTO finding SELECT DISTINCT n, 'DX-7TH', 0 FROM told WHERE seventh;
INSERT INTO finding SELECT DISTINCT n, 'DX-NONBILL', 0 FROM told WHERE NOT seventh AND header;
INSERT INTO finding SELECT DISTINCT n, 'DX-INVALID', 0 FROM told WHERE NOT seventh AND absent;
INSERT INTO finding
SELECT DISTINCT n, 'DX-AGE', 0
FROM (SELECT *, extract(year FROM age(day, dob)) AS years FROM told WHERE dob <= day) t JOIN claim c USING (n)
WHERE NOT seventh AND NOT absent AND NOT header AND c.payer_id IN (SELECT payer_id FROM rcm_library.payer)
	AND (age_cat = 'N' AND years > 0 OR age_cat = 'P' AND years > 17 OR age_cat = 'M' AND years NOT BETWEEN 9 AND 64
		OR age_cat = 'A' AND years NOT BETWEEN 15 AND 124);

INSERT INTO finding
SELECT l.n, 'DX-PTR', l.line
FROM line l JOIN (SELECT n, count(*) AS dxs FROM dx GROUP BY n) d USING (n)
WHERE cardinality(l.dx_ptr) = 0 OR cardinality(l.dx_ptr) > 4
	OR EXISTS (SELECT FROM unnest(l.dx_ptr) p WHERE p < 1 OR p > 12 OR p > d.dxs)
	OR cardinality(l.dx_ptr) > 1 AND (SELECT count(DISTINCT p) FROM unnest(l.dx_ptr) p) < cardinality(l.dx_ptr);

INSERT INTO finding
SELECT l.n, CASE WHEN EXISTS (SELECT FROM rcm_library.procedure p WHERE p.code = l.code) THEN 'PX-DATE' ELSE 'PX-INVALID' END, l.line
FROM line l JOIN claim c USING (n) JOIN rcm_library.payer USING (payer_id)
WHERE NOT EXISTS (SELECT FROM usable u WHERE u.n = l.n AND u.line = l.line);

INSERT INTO finding
SELECT DISTINCT l.n, 'MOD-INVALID', l.line
FROM line l JOIN claim c USING (n) JOIN rcm_library.payer USING (payer_id), unnest(l.mods) m
WHERE l.mod_count > 4 OR NOT EXISTS (SELECT FROM rcm_library.modifier x WHERE x.mod = m AND x.eff <= l.from_date AND (x.term IS NULL OR l.from_date <= x.term));

INSERT INTO finding
SELECT n, 'MOD-PCTC', line FROM usable
WHERE payer_id IS NOT NULL AND pctc IS NOT NULL
	AND ('26' = ANY (mods) AND pctc NOT IN ('1', '6') OR 'TC' = ANY (mods) AND pctc <> '1');

INSERT INTO finding
SELECT l.n, 'POS-INVALID', l.line
FROM line l JOIN claim c USING (n) JOIN rcm_library.payer USING (payer_id)
LEFT JOIN rcm_library.place_of_service p ON p.pos = l.pos AND p.eff <= l.from_date AND (p.term IS NULL OR l.from_date <= p.term)
WHERE p.pos IS NULL;

INSERT INTO finding SELECT DISTINCT n, 'NCCI-PTP0', line FROM pair WHERE ccmi = 0;
INSERT INTO finding SELECT DISTINCT n, 'NCCI-PTP1', line FROM pair WHERE ccmi = 1 AND NOT apart;

INSERT INTO finding
SELECT u.n, 'UNIT-MUE1', u.line
FROM usable u JOIN rcm_library.mue m ON m.code = u.code AND m.program = u.mue AND m.setting = 'PRA'
	AND m.eff <= u.from_date AND (m.term IS NULL OR u.from_date <= m.term)
WHERE NOT u.mods && '{GY,GX}' AND (m.mai = 1 OR m.program = 'MCD') AND u.day_units > m.value
	AND (m.value > 0 OR u.class IN ('medicare_a', 'medicare_b', 'dme_mac'));

INSERT INTO finding
SELECT u.n, 'UNIT-MUE' || m.mai, u.line
FROM usable u
JOIN (
	SELECT n, code, from_date, rend, sum(day_units) AS total
	FROM (
		SELECT n, code, from_date, rend, day_units FROM usable WHERE mue = 'MCR' AND NOT mods && '{GY,GX,55}'
		UNION ALL
		SELECT n, code, from_date, rend, CASE WHEN from_date = to_date THEN units ELSE round(units / (to_date - from_date + 1)) END
		FROM counted WHERE NOT mods && '{GY,GX,55}'
	) s
	GROUP BY n, code, from_date, rend
) t USING (n, code, from_date, rend)
JOIN rcm_library.mue m ON m.code = u.code AND m.program = 'MCR' AND m.setting = 'PRA'
	AND m.eff <= u.from_date AND (m.term IS NULL OR u.from_date <= m.term)
LEFT JOIN npis p ON p.npi = u.rend
WHERE u.mue = 'MCR' AND m.mai IN (2, 3) AND NOT u.mods && '{GY,GX,55}'
	AND (m.value > 0 OR u.class IN ('medicare_a', 'medicare_b', 'dme_mac'))
	AND t.total > m.value * CASE WHEN p.specialty = '49' AND u.bilat = '1' THEN 2 ELSE 1 END;

INSERT INTO finding
SELECT n, 'DUP-LINE', line
FROM (SELECT l.n, l.line, l.mods, row_number() OVER (PARTITION BY l.n, l.code_text, l.from_date, l.to_date, l.rend, l.mods ORDER BY l.line) AS nth
	FROM line l JOIN claim c USING (n) JOIN rcm_library.payer USING (payer_id)) d
WHERE nth > 1 AND NOT mods && '{76,77,91,59,XE,XS,XP,XU,27}';

INSERT INTO finding
SELECT n, 'AMT-SUM', 0 FROM claim c JOIN (SELECT n, sum(charge) AS charges FROM line GROUP BY n) l USING (n)
WHERE c.total_charge IS DISTINCT FROM l.charges;

INSERT INTO finding
SELECT l.n, 'AMT-ZERO', l.line
FROM line l
WHERE l.charge IS NULL OR l.charge < 0 OR l.charge = 0
	AND NOT EXISTS (SELECT FROM rcm_library.procedure p WHERE p.code = l.code AND p.eff <= l.from_date
		AND (p.term IS NULL OR l.from_date <= p.term) AND p.zero_ok);

INSERT INTO finding
SELECT l.n, 'DATE-FUTURE', l.line
FROM line l JOIN claim c USING (n) JOIN rcm_library.payer USING (payer_id)
WHERE l.to_date >= l.from_date AND (l.from_date > c.submit_date OR l.to_date > c.submit_date);

INSERT INTO finding
SELECT n, 'PX-AGE', line
FROM (SELECT *, extract(year FROM age(from_date, dob)) AS years FROM usable
	WHERE payer_id IS NOT NULL AND (age_lo IS NOT NULL OR age_hi IS NOT NULL) AND dob <= from_date) u
WHERE years < age_lo OR years > age_hi;

INSERT INTO finding
SELECT DISTINCT n, 'PRV-ENROLL', 0
FROM (SELECT n, billing_npi AS npi FROM claim UNION SELECT n, rend FROM line) w
JOIN claim c USING (n) JOIN rcm_library.payer USING (payer_id) JOIN npis USING (npi)
WHERE NOT EXISTS (SELECT FROM contracts e WHERE e.npi = w.npi AND e.payer_id = c.payer_id
	AND e.eff <= c.first_dos AND (e.term IS NULL OR c.first_dos <= e.term));

INSERT INTO finding
SELECT DISTINCT l.n, 'GLB-EMMINOR', l.line
FROM usable l
JOIN (
	SELECT n, line, from_date, rend FROM usable WHERE glob IN ('000', '010')
	UNION ALL
	SELECT h.n, NULL, h.from_date, h.rend
	FROM counted h JOIN rcm_library.fee_schedule f ON f.code = h.code AND f.mod IS NULL
		AND f.eff <= h.from_date AND (f.term IS NULL OR h.from_date <= f.term)
	WHERE f.glob IN ('000', '010')
) q ON q.n = l.n AND q.line IS DISTINCT FROM l.line AND q.from_date = l.from_date AND q.rend = l.rend
LEFT JOIN pair p ON p.n = l.n AND p.line = l.line AND (p.ccmi = 0 OR NOT p.apart)
WHERE l.glob_payer AND l.kind = 'EM' AND NOT l.mods && '{25,24,57}' AND p.n IS NULL;
