-- compare.sql - the checks of test/forms/run-tests, over its table document.

CREATE TEMP TABLE claim AS
	SELECT row_number() OVER () AS n, doc ->> 'case_id' AS id, doc -> 'claim' AS c FROM document;
CREATE TEMP TABLE box AS
	SELECT c.n, c.id, c.c ->> 'form' AS kind, f.* FROM claim c, rcm.form_fields(c.c::rcm.claim) f;
CREATE INDEX ON box (n, field);
ANALYZE box;
CREATE TEMP TABLE result (ok boolean, id text, what text, want text, got text);

INSERT INTO result SELECT count(*) > 0, '', 'claims', 'some', count(*)::text FROM claim;

-- Every claim has its form.
INSERT INTO result
SELECT b.forms = ARRAY[CASE c.c ->> 'form' WHEN 'I' THEN 'UB-04' WHEN 'D' THEN 'ADA' ELSE 'CMS-1500' END],
	c.id, 'form', c.c ->> 'form', b.forms::text
FROM claim c LEFT JOIN LATERAL (SELECT array_agg(DISTINCT form) AS forms FROM box b WHERE b.n = c.n) b ON true;

-- A box has one value, in capitals.
INSERT INTO result
SELECT count(*) = 1 AND bool_and(value = upper(value) AND value <> ''), id, concat_ws(' ', 'page', page, field, line), 'one value', count(*)::text
FROM box WHERE field !~ ' more$' GROUP BY n, id, page, field, line;

-- Pages: as many as the lines need, the total once, and all lines somewhere.
INSERT INTO result
SELECT x.pages = greatest(1, ceil(x.lines::numeric / CASE x.kind WHEN 'I' THEN 22 ELSE 6 END)), x.id, 'pages', x.lines || ' lines', x.pages::text
FROM (SELECT b.n, b.id, b.kind, max(b.page) AS pages, jsonb_array_length(coalesce(nullif(c.c -> 'lines', 'null'), '[]')) AS lines
	  FROM box b JOIN claim c USING (n) WHERE b.kind <> 'D' GROUP BY b.n, b.id, b.kind, c.c) x;
INSERT INTO result
SELECT w.charges IS NOT DISTINCT FROM g.charges, c.id, 'charges', w.charges::text, g.charges::text
FROM claim c,
	LATERAL (SELECT array_agg((l ->> 'charge')::numeric ORDER BY nth) AS charges
			 FROM jsonb_array_elements(nullif(c.c -> 'lines', 'null')) WITH ORDINALITY AS l(l, nth) WHERE l ->> 'charge' <> '') w,
	LATERAL (SELECT array_agg(replace(value, ' ', '.')::numeric ORDER BY page, line) AS charges FROM box b
			 WHERE b.n = c.n AND (b.field = '24F' OR b.field = '47' AND b.line < 23)) g
WHERE c.c ->> 'form' <> 'D';
INSERT INTO result
SELECT w.codes IS NOT DISTINCT FROM g.codes, c.id, 'procedures', w.codes::text, g.codes::text
FROM claim c,
	LATERAL (SELECT array_agg(upper(l ->> 'code') ORDER BY nth) AS codes
			 FROM jsonb_array_elements(nullif(c.c -> 'lines', 'null')) WITH ORDINALITY AS l(l, nth) WHERE btrim(l ->> 'code') <> '') w,
	LATERAL (SELECT array_agg(value ORDER BY page, line) AS codes FROM box b WHERE b.n = c.n AND b.field = '24D') g
WHERE c.c ->> 'form' = 'P';
INSERT INTO result
SELECT w.codes IS NOT DISTINCT FROM g.codes, c.id, 'diagnoses', w.codes::text, g.codes::text
FROM claim c,
	LATERAL (SELECT array_agg(upper(replace(d ->> 'code', '.', '')) ORDER BY nth) AS codes
			 FROM jsonb_array_elements(nullif(c.c -> 'dx', 'null')) WITH ORDINALITY AS d(d, nth) WHERE btrim(d ->> 'code') <> '') w,
	LATERAL (SELECT array_agg(value ORDER BY field ~ 'more', field COLLATE "C", line) AS codes FROM box b WHERE b.n = c.n AND b.page = 1
			 AND b.field ~ CASE c.c ->> 'form' WHEN 'P' THEN '^21([A-L]|.more)$' ELSE '^67([A-Q]|.more)?$' END) g
WHERE c.c ->> 'form' <> 'D';

-- A few boxes, one by one.
INSERT INTO result
SELECT b.value IS NOT DISTINCT FROM nullif(upper(btrim(w.want)), ''), c.id, w.field, w.want, b.value
FROM claim c CROSS JOIN
	LATERAL (VALUES
		('26', 'P', c.c ->> 'claim_id'), ('3a', 'I', c.c ->> 'claim_id'),
		('1a', 'P', c.c #>> '{subscriber,member_id}'), ('33a', 'P', c.c #>> '{billing,npi}'), ('56', 'I', c.c #>> '{billing,npi}'),
		('3', 'P', to_char((c.c #>> '{patient,dob}')::date, 'MM DD YYYY')), ('10', 'I', to_char((c.c #>> '{patient,dob}')::date, 'MMDDYYYY')),
		('6 from', 'I', to_char((c.c ->> 'stmt_from')::date, 'MMDDYY')),
		('3 sex', 'P', c.c #>> '{patient,sex}'), ('22 reference', 'P', c.c ->> 'orig_ref'), ('76 npi', 'I', c.c #>> '{attending,npi}')
	) AS w(field, kind, want)
	LEFT JOIN box b ON b.n = c.n AND b.page = 1 AND b.field = w.field AND b.line IS NULL
WHERE w.kind = c.c ->> 'form';

SELECT concat_ws(' | ', id, what, want, got) FROM result WHERE ok IS NOT TRUE ORDER BY 1 LIMIT 50;
SELECT format('%s claims on %s pages', (SELECT count(*) FROM claim), (SELECT count(*) FROM (SELECT DISTINCT n, page FROM box) x));
SELECT format('%s passed, %s failed', count(*) FILTER (WHERE ok), count(*) FILTER (WHERE ok IS NOT TRUE)) FROM result;
