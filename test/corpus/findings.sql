-- findings.sql - what is odd about the content of files: found where the manifest and the
-- facts say so, and not elsewhere.  Over the tables of compare.sql.

-- A claim whose lines do not add up to its charge is found, and no other.
INSERT INTO result
SELECT coalesce(x.n, 0) = f.odd, f.file, '', 'CLM02-LINES', f.odd::text, coalesce(x.n, 0)::text
FROM (SELECT file, count(*) FILTER (WHERE NOT charges_match::boolean) AS odd,
			bool_and(clm02 ~ '^-?[0-9]*\.?[0-9]*$' AND clm02 ~ '[0-9]') AND bool_and(sum_lines ~ '^-?[0-9.]+$') AND bool_and(n_lines::integer > 0) AS plain
	FROM fact GROUP BY file) f
LEFT JOIN (SELECT name, count(*) AS n FROM finding WHERE code = 'CLM02-LINES' GROUP BY name) x ON x.name = f.file
WHERE f.plain AND EXISTS (SELECT FROM file g WHERE g.name = f.file AND g.kind IN ('837P', '837I', '837D'));

-- A file that the manifest calls odd, other than in how it is laid out, has a finding.
INSERT INTO result
SELECT EXISTS (SELECT FROM finding x WHERE x.kind = f.kind AND x.name = f.name), f.kind || '/' || f.name, '', 'a finding',
	concat_ws(' ', nullif(m.invalid_on_purpose, ''), nullif(m.quirks, ''), nullif(m.balance, '')), 'none'
FROM manifest m JOIN file f ON m.file = f.kind || '/' || f.name
WHERE coalesce(m.invalid_on_purpose, '') <> '' OR m.balance ~ '^(NOT balanced|CLM02!=lines)'
	OR m.quirks ~ 'before ISA|envelope|ISA not|no ISA|non-ASCII|missing|not a number';

-- One of which it says nothing odd foots.
INSERT INTO result
SELECT count(x.code) = 0, f.kind || '/' || f.name, '', 'no finding', 'none', string_agg(DISTINCT x.code, ' ')
FROM manifest m JOIN file f ON m.file = f.kind || '/' || f.name
LEFT JOIN finding x ON x.kind = f.kind AND x.name = f.name AND x.code ~ '^(BALANCE|CLM02-LINES)'
WHERE coalesce(m.invalid_on_purpose, '') = '' AND coalesce(m.quirks, '') = '' AND coalesce(m.balance, '') !~ '^(NOT balanced|CLM02!=lines)'
GROUP BY f.kind, f.name;
