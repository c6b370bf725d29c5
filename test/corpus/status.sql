-- status.sql - every 277 of a corpus: what rcm.claim_statuses says of it against its bare segments.
-- Goes on from tables file (kind, name, bytes) and result (ok, name, item, what, want, got).

CREATE TEMP TABLE status_file AS SELECT f.* FROM file f WHERE f.kind IN ('277', '277CA');
CREATE TEMP TABLE status_row AS
	SELECT f.kind, f.name, x.* FROM status_file f, rcm.claim_statuses(f.bytes) x;
-- Segments with the component separator and the kind of the level that they stand in.
CREATE TEMP TABLE status_segment AS
	SELECT f.kind, f.name, s.*, max(s.elements[16]) FILTER (WHERE s.segment_id = 'ISA') OVER w AS colon,
		(array_agg(s.elements[3]) FILTER (WHERE s.segment_id = 'HL') OVER w)[count(*) FILTER (WHERE s.segment_id = 'HL') OVER w] AS hl
	FROM status_file f, rcm.x12_segments(f.bytes) s
	WINDOW w AS (PARTITION BY f.kind, f.name, s.interchange ORDER BY s.segment);

-- One row for each STC, one more for each further composite.
INSERT INTO result
SELECT w.n = g.n AND w.more = g.more, f.kind || '/' || f.name, '', 'statuses', format('%s + %s', w.n, w.more), format('%s + %s', g.n, g.more)
FROM status_file f,
	LATERAL (SELECT count(*) AS n, count(nullif(s.elements[10], '')) + count(nullif(s.elements[11], '')) AS more
			 FROM status_segment s WHERE s.kind = f.kind AND s.name = f.name AND s.segment_id = 'STC') w,
	LATERAL (SELECT count(*) FILTER (WHERE r.composite = 1) AS n, count(*) FILTER (WHERE r.composite > 1) AS more
			 FROM status_row r WHERE r.kind = f.kind AND r.name = f.name) g;

-- What an STC says, element by element, and the level that it stands in.
INSERT INTO result
SELECT w.said = g.said, s.kind || '/' || s.name, s.segment::text, 'STC', w.said, g.said
FROM status_segment s
JOIN status_row r ON r.kind = s.kind AND r.name = s.name AND r.segment = s.segment,
	LATERAL (SELECT concat_ws('|', rtrim(concat_ws(':', coalesce(split_part(e, s.colon, 1), ''), coalesce(split_part(e, s.colon, 2), ''),
			coalesce(split_part(e, s.colon, 3), '')), ':'), s.elements[2], s.elements[3],
			CASE WHEN s.elements[4] ~ '[0-9]' THEN s.elements[4]::numeric(20, 2)::text ELSE '' END, coalesce(s.elements[12], ''),
			CASE WHEN s.hl IN ('20', '21', '19') THEN CASE s.hl WHEN '20' THEN 'payer' WHEN '21' THEN 'receiver' ELSE 'provider' END
				ELSE 'claim' END) AS said
			 FROM (SELECT s.elements[CASE r.composite WHEN 1 THEN 1 ELSE r.composite + 8 END] AS e) c) w,
	LATERAL (SELECT concat_ws('|', rtrim(concat_ws(':', coalesce(r.category, ''), coalesce(r.code, ''), coalesce(r.entity, '')), ':'),
			coalesce(to_char(r.status_date, 'YYYYMMDD'), ''), coalesce(r.action, ''), coalesce(r.charge::text, ''), coalesce(r.message, ''),
			CASE r.level WHEN 'line' THEN 'claim' ELSE r.level END) AS said) g
WHERE s.segment_id = 'STC' AND (s.elements[3] IS NOT NULL);

-- Claims are the TRN below patients; each that has a status has one state.
INSERT INTO result
SELECT w.n = g.n AND g.n = t.n, f.kind || '/' || f.name, '', 'claims', w.n::text, format('%s, %s states', g.n, t.n)
FROM status_file f,
	LATERAL (SELECT count(*) AS n FROM status_segment s
			 WHERE s.kind = f.kind AND s.name = f.name AND s.segment_id = 'TRN' AND s.hl IN ('22', '23', 'PT')) w,
	LATERAL (SELECT count(DISTINCT r.claim) AS n FROM status_row r WHERE r.kind = f.kind AND r.name = f.name) g,
	LATERAL (SELECT count(x.claim) AS n FROM rcm.submission_states(f.bytes) x) t;

-- Every reference of a claim is in a row.
INSERT INTO result
SELECT EXISTS (SELECT FROM status_row r WHERE r.kind = s.kind AND r.name = s.name AND s.elements[2] =
		CASE s.elements[1] WHEN '1K' THEN r.payer_claim_control WHEN 'EJ' THEN r.claim_id WHEN 'D9' THEN r.clearinghouse_trace
			WHEN 'BLT' THEN r.tob WHEN 'XZ' THEN r.pharmacy_number WHEN 'FJ' THEN r.line_control END),
	s.kind || '/' || s.name, s.segment::text, 'REF*' || s.elements[1], s.elements[2], 'nowhere'
FROM status_segment s WHERE s.segment_id = 'REF' AND s.elements[1] IN ('1K', 'EJ', 'D9', 'BLT', 'XZ', 'FJ');

-- The totals of a level: every QTY and AMT of them once.
INSERT INTO result
SELECT w.n = g.n, f.kind || '/' || f.name, '', 'totals', w.n::text, g.n::text
FROM status_file f,
	LATERAL (SELECT count(*) AS n FROM status_segment s WHERE s.kind = f.kind AND s.name = f.name
			 AND s.segment_id IN ('QTY', 'AMT') AND s.elements[1] IN ('90', 'AA', 'QA', 'QC', 'YU', 'YY')) w,
	LATERAL (SELECT coalesce(sum(num_nonnulls(t.accepted, t.rejected, t.accepted_charge, t.rejected_charge)), 0) AS n
			 FROM rcm.claim_status_totals(f.bytes) t) g;

-- The same files in other clothes: equal rows, places aside.
CREATE TEMP TABLE status_dressed AS
SELECT p.kind, p.name, v.dress, v.times, convert_to(v.t, 'UTF8') AS bytes
FROM (SELECT f.kind, f.name, convert_from(f.bytes, 'UTF8') AS t FROM status_file f
	  WHERE substr(f.bytes, 1, 3) = 'ISA' AND substr(f.bytes, 104, 1) = '*' AND substr(f.bytes, 106, 1) = '~') p,
	LATERAL (VALUES
	('CRLF', 1, regexp_replace(p.t, '~[\r\n]*', E'~\r\n', 'g')),
	('one line', 1, regexp_replace(p.t, '~[\r\n]*', '~', 'g')),
	('newline terminators', 1, regexp_replace(p.t, '~[\r\n]*', E'\n', 'g')),
	('byte order mark', 1, E'\uFEFF' || p.t),
	('blank lines', 1, regexp_replace(p.t, '~[\r\n]*', E'~\n\n \n', 'g')),
	('indents', 1, regexp_replace(p.t, '~[\r\n]*', E'~\n\t  ', 'g')),
	('other delimiters', 1, translate(regexp_replace(p.t, '~[\r\n]*', '~', 'g'), '*~', E'\u001d\u001c')),
	('twice', 2, p.t || p.t)
) AS v(dress, times, t);
INSERT INTO result
SELECT b.n = a.n * d.times AND b.rows = a.rows, d.kind || '/' || d.name, '', 'statuses, ' || d.dress, a.n || ' statuses', 'other statuses'
FROM status_dressed d,
	LATERAL (SELECT count(*) AS n, coalesce(array_agg(DISTINCT to_jsonb(x) - places), '{}') AS rows
			 FROM status_file f, rcm.claim_statuses(f.bytes) x,
				(VALUES (ARRAY['segment', 'byte_offset', 'status', 'claim', 'interchange'])) o(places)
			 WHERE f.kind = d.kind AND f.name = d.name) a,
	LATERAL (SELECT count(*) AS n, coalesce(array_agg(DISTINCT to_jsonb(x) - places), '{}') AS rows
			 FROM rcm.claim_statuses(d.bytes) x,
				(VALUES (ARRAY['segment', 'byte_offset', 'status', 'claim', 'interchange'])) o(places)) b;
