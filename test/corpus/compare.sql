-- compare.sql - the checks of test/corpus/run, over its tables file, fact, manifest.

CREATE TEMP TABLE result (ok boolean, name text, item text, what text, want text, got text);

-- Every file, whatever it is, is read without an error; X12 without delimiters is not in a corpus.
CREATE TEMP TABLE finding AS
	SELECT f.kind, f.name, x.* FROM file f, rcm.x12_findings(f.bytes) x;
CREATE TEMP TABLE segment AS
	SELECT f.kind, f.name, s.segment, s.segment_id, s.elements FROM file f, rcm.x12_segments(f.bytes) s
	WHERE s.segment_id <> '' OR s.elements <> '{}';
CREATE TEMP TABLE claim AS
	SELECT f.kind, f.name, c.n - 1 AS n, c.claim::jsonb AS claim
	FROM file f, rcm.claims_from_837(f.bytes) WITH ORDINALITY AS c(claim, n);

-- ---- segments ----

INSERT INTO result
SELECT s.n = m.segments::bigint, f.name, '', 'segments', m.segments, s.n::text
FROM manifest m JOIN file f ON m.file = f.kind || '/' || f.name,
	LATERAL (SELECT count(*) AS n FROM segment s WHERE s.kind = f.kind AND s.name = f.name) s;

-- ---- findings ----

-- What the manifest says of an envelope must be found: SE01=18 actual 22; missing GE.
INSERT INTO result
SELECT EXISTS (SELECT FROM finding x WHERE x.kind = f.kind AND x.name = f.name AND x.code LIKE q.code || '-%'),
	f.name, '', 'finding', q.code, 'none'
FROM manifest m JOIN file f ON m.file = f.kind || '/' || f.name,
	LATERAL (SELECT DISTINCT coalesce(w[1], w[2]) AS code
			 FROM regexp_matches(m.quirks, '(SE01|SE02|GE01|GE02|IEA01|IEA02)=|missing (SE|GE|IEA)\M', 'g') AS w) q;
INSERT INTO result
SELECT EXISTS (SELECT FROM finding x WHERE x.kind = f.kind AND x.name = f.name AND x.code = q.code),
	f.name, '', 'finding', q.code, 'none'
FROM manifest m JOIN file f ON m.file = f.kind || '/' || f.name,
	(VALUES ('BOM', 'bytes before ISA'), ('ISA-LENGTH', 'ISA not 106'), ('ISA-MISSING', 'no ISA')) q(code, quirk)
WHERE strpos(m.quirks, q.quirk) > 0 AND NOT (q.code = 'ISA-LENGTH' AND strpos(m.quirks, 'no ISA') > 0);

-- A file of which it says nothing odd has no findings about its envelope.  What
-- the manifest does not look for (blank lines and the like) may be there.
INSERT INTO result
SELECT count(x.code) = 0, f.name, '', 'findings', 'none', string_agg(DISTINCT x.code, ' ')
FROM manifest m JOIN file f ON m.file = f.kind || '/' || f.name
LEFT JOIN finding x ON x.kind = f.kind AND x.name = f.name
	AND x.code NOT IN ('ISA13-DIGITS')
	AND (x.code ~ '^(ISA|GS|ST0|SE|GE|IEA)' AND x.code NOT LIKE 'SEGMENT%' OR x.code IN ('BOM', 'BYTES-BEFORE-ISA', 'TERMINATOR-MISSING', 'SEGMENT-OUTSIDE',
		'NOT-ASCII', 'NOT-UTF8', 'NUL-BYTES', 'CONTROL-BYTES', 'EMPTY-SEGMENT', 'LOWER-CASE-ID', 'DELIMITERS'))
WHERE coalesce(m.invalid_on_purpose, '') = ''
	AND coalesce(m.quirks, '') !~ 'before ISA|envelope|ISA not|no ISA|non-ASCII'
GROUP BY f.kind, f.name;

-- ---- claims ----

CREATE TEMP TABLE got AS
SELECT c.kind, c.name, c.n, c.claim ->> 'claim_id' AS clm01,
	(c.claim ->> 'total_charge')::numeric AS clm02,
	CASE WHEN c.claim ->> 'form' IN ('P', 'D') THEN c.claim ->> 'pos'
		 ELSE left(c.claim ->> 'tob', length(c.claim ->> 'tob') - length(coalesce(c.claim ->> 'freq', '')))
	END AS pos,
	c.claim ->> 'freq' AS freq,
	jsonb_array_length(coalesce(c.claim -> 'lines', '[]')) AS n_lines,
	(SELECT coalesce(sum((l ->> 'charge')::numeric), 0) FROM jsonb_array_elements(c.claim -> 'lines') l) AS sum_lines,
	jsonb_array_length(coalesce(c.claim -> 'dx', '[]')) AS n_dx,
	jsonb_array_length(coalesce(c.claim -> 'other_payers', '[]')) AS n_2320,
	c.claim ->> 'auth_number' AS ref_g1, c.claim ->> 'orig_ref' AS ref_f8
FROM claim c;

-- A fact names its file without the directory, so files of two kinds may have facts
-- of one name: a claim is compared with the fact that it fits best.
CREATE TEMP TABLE pair AS
SELECT g.*, f.file, f.clm_index,
	jsonb_build_object('clm01', f.clm01, 'clm02', f.clm02, 'pos', f.pos, 'freq', f.freq, 'n_lines', f.n_lines,
		'sum_lines', f.sum_lines, 'n_dx', f.n_dx, 'n_2320', f.n_2320, 'ref_g1', f.ref_g1, 'ref_f8', f.ref_f8) AS want,
	ARRAY[CASE WHEN coalesce(g.clm01, '') <> coalesce(f.clm01, '') THEN 'clm01' END,
		CASE WHEN g.clm02 IS DISTINCT FROM CASE WHEN f.clm02 ~ '^-?[0-9]*\.?[0-9]*$' AND f.clm02 ~ '[0-9]' THEN f.clm02::numeric END THEN 'clm02' END,
		CASE WHEN coalesce(g.pos, '') <> coalesce(f.pos, '') THEN 'pos' END,
		CASE WHEN coalesce(g.freq, '') <> coalesce(f.freq, '') THEN 'freq' END,
		CASE WHEN g.n_lines <> f.n_lines::int THEN 'n_lines' END,
		CASE WHEN g.sum_lines <> f.sum_lines::numeric THEN 'sum_lines' END,
		CASE WHEN g.n_dx <> f.n_dx::int THEN 'n_dx' END,
		CASE WHEN g.n_2320 <> f.n_2320::int THEN 'n_2320' END,
		CASE WHEN coalesce(g.ref_g1, '') <> coalesce(f.ref_g1, '') THEN 'ref_g1' END,
		CASE WHEN coalesce(g.ref_f8, '') <> coalesce(f.ref_f8, '') THEN 'ref_f8' END]::text[] AS off
FROM fact f LEFT JOIN got g ON g.name = f.file AND g.n = f.clm_index::int
WHERE EXISTS (SELECT FROM file x WHERE x.name = f.file AND x.kind IN ('837P', '837I', '837D', '837'));

CREATE TEMP TABLE best AS
SELECT DISTINCT ON (p.file, p.clm_index, p.kind) p.*, array_remove(p.off, NULL) AS differ
FROM pair p ORDER BY p.file, p.clm_index, p.kind, cardinality(array_remove(p.off, NULL));

INSERT INTO result
SELECT b.name IS NOT NULL AND cardinality(b.differ) = 0, coalesce(b.kind || '/', '') || b.file, b.clm_index,
	CASE WHEN b.name IS NULL THEN 'claim' ELSE d.column END, b.want ->> d.column,
	to_jsonb(b) ->> d.column
FROM best b LEFT JOIN LATERAL unnest(b.differ) AS d("column") ON b.name IS NOT NULL;

-- No claim too many in a file that has facts.
INSERT INTO result
SELECT count(*) <= (SELECT count(*) FROM fact t WHERE t.file = g.name), g.kind || '/' || g.name, '', 'claims',
	(SELECT count(*)::text FROM fact t WHERE t.file = g.name), count(*)::text
FROM got g WHERE EXISTS (SELECT FROM fact t WHERE t.file = g.name) GROUP BY g.kind, g.name;

-- ---- the same files in other clothes: equal claims ----

-- Which bytes the file uses, and which it may use instead.
CREATE TEMP TABLE plain AS
SELECT f.kind, f.name, f.bytes, convert_from(f.bytes, 'UTF8') AS t
FROM file f
WHERE f.kind IN ('837P', '837I', '837D', '837') AND substr(f.bytes, 1, 3) = 'ISA' AND length(f.bytes) < 200000
	AND encode(f.bytes, 'escape') !~ '\\[0-9]{3}'
	AND substr(f.bytes, 104, 1) = '*' AND substr(f.bytes, 106, 1) = '~';

CREATE TEMP TABLE dressed AS
SELECT p.kind, p.name, v.dress, convert_to(v.t, 'UTF8') AS bytes
FROM plain p, LATERAL (VALUES
	('CRLF', regexp_replace(p.t, '~[\r\n]*', E'~\r\n', 'g')),
	('one line', regexp_replace(p.t, '~[\r\n]*', '~', 'g')),
	('newline terminators', regexp_replace(p.t, '~[\r\n]*', E'\n', 'g')),
	('carriage return and newline terminators', regexp_replace(p.t, '~[\r\n]*', E'\r\n', 'g')),
	('byte order mark', E'\uFEFF' || p.t),
	('blank lines', regexp_replace(p.t, '~[\r\n]*', E'~\n\n \n', 'g')),
	('indents', regexp_replace(p.t, '~[\r\n]*', E'~\n\t  ', 'g')),
	('other delimiters', translate(regexp_replace(p.t, '~[\r\n]*', '~', 'g'), '*~', E'\u001d\u001c'))
) AS v(dress, t)
-- A line break that was data would become a terminator.
WHERE regexp_replace(p.t, '~[\r\n]*', '~', 'g') !~ '[\r\n\u001c\u001d]';

INSERT INTO result
SELECT a.claims IS NOT DISTINCT FROM b.claims, d.kind || '/' || d.name, '', d.dress,
	cardinality(a.claims)::text || ' claims', 'other claims'
FROM dressed d,
	LATERAL (SELECT array_agg(c.claim ORDER BY c.n) AS claims FROM claim c
			 WHERE c.kind = d.kind AND c.name = d.name) a,
	LATERAL (SELECT array_agg(x::jsonb ORDER BY n) AS claims
			 FROM rcm.claims_from_837(d.bytes) WITH ORDINALITY AS y(x, n)) b;

-- A file twice: the claims twice.
INSERT INTO result
SELECT b.claims IS NOT DISTINCT FROM a.claims || a.claims, p.kind || '/' || p.name, '', 'twice',
	(2 * cardinality(a.claims))::text || ' claims', 'other claims'
FROM plain p,
	LATERAL (SELECT array_agg(c.claim ORDER BY c.n) AS claims FROM claim c
			 WHERE c.kind = p.kind AND c.name = p.name) a,
	LATERAL (SELECT array_agg(x::jsonb ORDER BY n) AS claims
			 FROM rcm.claims_from_837(p.bytes || p.bytes) WITH ORDINALITY AS y(x, n)) b;
