-- compare.sql - published amounts against rcm.medicare_allowed; prints what differs

SET search_path = rcm, public;
CREATE TEMP TABLE published (
	year text, carrier text, locality text, hcpcs text, mod text, nonfac text, fac text, filler text, pctc text, status text,
	mult text, therapy_nonfac text, therapy_fac text, opps text, opps_nonfac text, opps_fac text);
\copy published FROM 'amounts' (FORMAT csv)

CREATE TEMP VIEW compared AS
SELECT p.carrier || p.locality AS place, p.hcpcs, trim(p.mod) AS mod, facility,
	(CASE WHEN facility THEN p.fac ELSE p.nonfac END)::numeric AS want,
	rcm.medicare_allowed(p.hcpcs::rcm.hcpcs, CASE WHEN trim(p.mod) = '' THEN '{}' ELSE ARRAY[p.mod] END, '2025-07-01',
		p.carrier || p.locality, facility)::numeric AS got
FROM published p, (VALUES (false), (true)) f(facility);

-- The working adds up: what it ends with is the amount.
CREATE TEMP VIEW worked AS
SELECT c.place, c.hcpcs, c.facility, c.got, e.value::numeric AS explained
FROM compared c
LEFT JOIN LATERAL rcm.explain_price(c.hcpcs::rcm.hcpcs, CASE WHEN c.mod = '' THEN '{}' ELSE ARRAY[c.mod] END, '2025-07-01',
	c.place, c.facility) e ON e.what = 'allowed';

-- A service with two components is worth what they are, but for a cent of rounding.
CREATE TEMP VIEW split AS
SELECT g.code::text AS hcpcs, m.place, m.facility,
	rcm.medicare_allowed(g.code, '{}', '2025-07-01', m.place, m.facility)::numeric AS whole,
	rcm.medicare_allowed(g.code, '{26}', '2025-07-01', m.place, m.facility)::numeric +
	rcm.medicare_allowed(g.code, '{TC}', '2025-07-01', m.place, m.facility)::numeric AS parts
FROM rcm_library.fee_schedule g, (VALUES ('0111205', false), ('0730200', false), ('0210201', true)) m(place, facility)
WHERE g.mod IS NULL AND g.status IN ('A', 'R', 'T') AND EXISTS (SELECT FROM rcm_library.fee_schedule t WHERE t.code = g.code AND t.mod = 'TC');

-- The arithmetic once more, by the server's numeric, over every paid row and three places.
CREATE TEMP VIEW again AS
SELECT f.code::text AS hcpcs, coalesce(f.mod, '') AS mod, g.mac_locality AS place,
	round(least(f.work * g.work + f.nonfac_pe * g.pe + f.mp * g.mp,
		CASE WHEN f.opps_nonfac + f.opps_mp > 0 THEN f.work * g.work + f.opps_nonfac * g.pe + f.opps_mp * g.mp END) * f.cf, 2) AS want,
	rcm.medicare_allowed(f.code, CASE WHEN f.mod IS NULL THEN '{}' ELSE ARRAY[f.mod::text] END, '2025-07-01', g.mac_locality, false)::numeric AS got
FROM rcm_library.fee_schedule f
JOIN rcm_library.gpci g ON g.mac_locality IN ('0111205', '0730200', '0210201')
WHERE f.status IN ('A', 'R', 'T') AND f.work + f.nonfac_pe + f.mp > 0;

-- A ZIP code of each locality leads to its price.
CREATE TEMP VIEW by_zip AS
SELECT z.zip, z.mac_locality AS place, rcm.medicare_allowed('99213', '{}', '2025-07-01', z.mac_locality, false)::numeric AS want,
	rcm.medicare_allowed('99213', '{}', '2025-07-01', z.zip, false)::numeric AS got
FROM (SELECT DISTINCT ON (l.mac_locality) l.zip, l.mac_locality FROM rcm_library.zip_locality l
	JOIN rcm_library.gpci g ON g.mac_locality = l.mac_locality WHERE NOT l.plus_four ORDER BY l.mac_locality, l.zip) z;

SELECT format('%s-%s at %s, facility %s: want %s, got %s', hcpcs, mod, place, facility, want, got)
FROM compared WHERE got IS DISTINCT FROM want ORDER BY hcpcs, place LIMIT 50;
SELECT format('%s at %s: allowed %s, the working says %s', hcpcs, place, got, explained)
FROM worked WHERE got IS DISTINCT FROM explained ORDER BY hcpcs, place LIMIT 50;
SELECT format('%s at %s: %s, the components %s', hcpcs, place, whole, parts)
FROM split WHERE abs(whole - parts) > 0.01 OR (whole IS NULL) <> (parts IS NULL) ORDER BY hcpcs, place LIMIT 50;
SELECT format('%s-%s at %s: want %s, got %s', hcpcs, mod, place, want, got)
FROM again WHERE got IS DISTINCT FROM want ORDER BY hcpcs, place LIMIT 50;
SELECT format('ZIP code %s: got %s, locality %s is worth %s', zip, got, place, want)
FROM by_zip WHERE got IS DISTINCT FROM want ORDER BY zip LIMIT 50;
SELECT format('published amounts: %s; workings: %s; components: %s; all paid rows in three places: %s; localities by ZIP code: %s',
	(SELECT count(*) FROM compared), (SELECT count(*) FROM worked), (SELECT count(*) FROM split), (SELECT count(*) FROM again),
	(SELECT count(*) FROM by_zip));
SELECT sum(n) FILTER (WHERE ok) || ' passed, ' || coalesce(sum(n) FILTER (WHERE NOT ok), 0) || ' failed'
FROM (
	SELECT got IS NOT DISTINCT FROM want AS ok, count(*) AS n FROM compared GROUP BY 1
	UNION ALL SELECT got IS NOT DISTINCT FROM explained, count(*) FROM worked GROUP BY 1
	UNION ALL SELECT coalesce(abs(whole - parts) <= 0.01, whole IS NULL AND parts IS NULL), count(*) FROM split GROUP BY 1
	UNION ALL SELECT got IS NOT DISTINCT FROM want, count(*) FROM again GROUP BY 1
	UNION ALL SELECT got IS NOT DISTINCT FROM want AND got IS NOT NULL, count(*) FROM by_zip GROUP BY 1) s;
