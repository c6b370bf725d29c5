-- acknowledgement.sql - TA1, 999 and 997 of the corpus counted another way, and
-- a 999 for every file of it.  Over the tables file and result of test/corpus/run.

CREATE TEMP TABLE acknowledgement AS
	SELECT f.kind AS of, f.name, a.* FROM file f, rcm.acknowledgements(f.bytes) a;
CREATE TEMP TABLE acknowledgement_error AS
	SELECT f.kind AS of, f.name, e.* FROM file f, rcm.acknowledgement_errors(f.bytes) e;
CREATE TEMP TABLE acknowledging_segment AS
	SELECT f.kind AS of, f.name, s.* FROM file f, rcm.x12_segments(f.bytes) s
	WHERE f.kind IN ('999', '997', 'TA1') OR s.segment_id = 'TA1';

-- As many rows as segments that begin one, and each says what its segment says.
INSERT INTO result (ok, name, item, what, want, got)
SELECT x.want = x.got, x.of || '/' || x.name, '', 'rows of ' || x.what, x.want::text, x.got::text
FROM (SELECT s.of, s.name, v.what,
			count(*) FILTER (WHERE s.segment_id ~ v.segment_id) AS want,
			(SELECT count(*) FROM acknowledgement a WHERE a.of = s.of AND a.name = s.name AND a.level = v.what) AS got
	  FROM acknowledging_segment s,
		(VALUES ('interchange', '^TA1$'), ('group', '^AK1$'), ('transaction', '^AK2$')) v(what, segment_id)
	  GROUP BY s.of, s.name, v.what) x;
INSERT INTO result (ok, name, item, what, want, got)
SELECT x.want = x.got, x.of || '/' || x.name, '', 'rows of errors', x.want::text, x.got::text
FROM (SELECT s.of, s.name, count(*) FILTER (WHERE s.segment_id ~ '^(IK|AK)[34]$') AS want,
			(SELECT count(*) FROM acknowledgement_error a WHERE a.of = s.of AND a.name = s.name) AS got
	  FROM acknowledging_segment s GROUP BY s.of, s.name) x;
INSERT INTO result (ok, name, item, what, want, got)
SELECT a.segment IS NOT NULL, s.of || '/' || s.name, s.segment::text, s.segment_id, s.elements::text, a.code
FROM acknowledging_segment s LEFT JOIN acknowledgement a
	ON a.of = s.of AND a.name = s.name AND a.segment = s.segment AND CASE s.segment_id
		WHEN 'TA1' THEN a.acknowledged_interchange = s.elements[1] AND a.code = s.elements[4]
		WHEN 'AK1' THEN a.functional_id = s.elements[1] AND a.acknowledged_group = s.elements[2]
			AND coalesce(a.version, '') = coalesce(s.elements[3], '')
		WHEN 'AK2' THEN a.transaction_id = s.elements[1] AND a.acknowledged_transaction = s.elements[2] END
WHERE s.segment_id IN ('TA1', 'AK1', 'AK2');

-- The verdicts in the order of the file.
INSERT INTO result (ok, name, item, what, want, got)
SELECT w.codes IS NOT DISTINCT FROM g.codes, w.of || '/' || w.name, '', 'verdicts on ' || w.level, w.codes::text, g.codes::text
FROM (SELECT of, name, CASE WHEN segment_id = 'AK9' THEN 'group' ELSE 'transaction' END AS level,
			array_agg(elements[1] ORDER BY segment) AS codes
	  FROM acknowledging_segment WHERE segment_id IN ('AK9', 'AK5', 'IK5') GROUP BY 1, 2, 3) w
LEFT JOIN (SELECT of, name, level, array_agg(code ORDER BY acknowledgement) AS codes FROM acknowledgement GROUP BY 1, 2, 3) g
	USING (of, name, level);

-- The same files in other clothes.
INSERT INTO result (ok, name, item, what, want, got)
SELECT (SELECT array_agg(to_jsonb(a) - 'byte_offset' ORDER BY a.acknowledgement) FROM rcm.acknowledgements(f.bytes) a)
	IS NOT DISTINCT FROM
	(SELECT array_agg(to_jsonb(a) - 'byte_offset' ORDER BY a.acknowledgement) FROM rcm.acknowledgements(d.bytes) a)
	AND (SELECT array_agg(to_jsonb(e) - 'byte_offset' ORDER BY e.acknowledgement, e.error) FROM rcm.acknowledgement_errors(f.bytes) e)
	IS NOT DISTINCT FROM
	(SELECT array_agg(to_jsonb(e) - 'byte_offset' ORDER BY e.acknowledgement, e.error) FROM rcm.acknowledgement_errors(d.bytes) e),
	f.kind || '/' || f.name, '', d.dress, 'the same rows', 'others'
FROM file f,
	LATERAL (SELECT regexp_replace(convert_from(f.bytes, 'UTF8'), '~[\r\n]*\s*', '~', 'g') AS t) p,
	LATERAL (VALUES ('CRLF', convert_to(replace(p.t, '~', E'~\r\n'), 'UTF8')),
		('newline terminators', convert_to(replace(p.t, '~', E'\n'), 'UTF8')),
		('blank lines', convert_to(replace(p.t, '~', E'~\n\n \n'), 'UTF8')),
		('other delimiters', convert_to(translate(p.t, '*~', E'\u001d\u001c'), 'UTF8'))) d(dress, bytes)
WHERE f.kind IN ('999', '997', 'TA1') AND ltrim(p.t, E'\uFEFF') ~ '^ISA\*.{101}~';

-- A 999 for every file that holds a group of something else; it is clean, and
-- says of each transaction what the findings say.
CREATE TEMP TABLE answer AS
	SELECT f.kind AS of, f.name, convert_to(rcm.x12_999(f.bytes,
		'{"control_number": 7, "sender_id": "US", "receiver_id": "THEM", "created": "2024-10-16T08:15"}'), 'UTF8') AS bytes
	FROM file f;
INSERT INTO result (ok, name, item, what, want, got)
SELECT (a.bytes IS NOT NULL) = s.any, a.of || '/' || a.name, '', 'is answered', s.any::text, (a.bytes IS NOT NULL)::text
FROM answer a, LATERAL (SELECT count(*) > 0 AS any FROM file f, rcm.x12_segments(f.bytes) s
	WHERE f.kind = a.of AND f.name = a.name AND s.segment_id = 'GS' AND s.elements[1] <> 'FA') s;
INSERT INTO result (ok, name, item, what, want, got)
SELECT count(x.code) = 0, a.of || '/' || a.name, '', 'findings about the 999', 'none', string_agg(x.code, ' ')
FROM answer a LEFT JOIN LATERAL rcm.x12_findings(a.bytes) x ON true WHERE a.bytes IS NOT NULL GROUP BY a.of, a.name;
INSERT INTO result (ok, name, item, what, want, got)
SELECT w.n = g.n AND g.groups = w.groups, w.of || '/' || w.name, '', 'transactions acknowledged', w.n || ' of ' || w.groups,
	g.n || ' of ' || g.groups
FROM (SELECT a.of, a.name, count(*) FILTER (WHERE s.segment_id = 'ST') AS n, count(*) FILTER (WHERE s.segment_id = 'GS') AS groups
	  FROM answer a JOIN file f ON f.kind = a.of AND f.name = a.name, rcm.x12_segments(f.bytes) s
	  WHERE a.bytes IS NOT NULL AND s."group" IS NOT NULL GROUP BY a.of, a.name) w
JOIN (SELECT a.of, a.name, count(*) FILTER (WHERE x.level = 'transaction') AS n, count(*) FILTER (WHERE x.level = 'group') AS groups
	  FROM answer a, rcm.acknowledgements(a.bytes, true) x GROUP BY a.of, a.name) g USING (of, name);
INSERT INTO result (ok, name, item, what, want, got)
SELECT x.accepted = (w.codes IS NULL), a.of || '/' || a.name, x.acknowledged_transaction, 'accepted',
	coalesce(w.codes, 'true'), x.state
FROM answer a JOIN file f ON f.kind = a.of AND f.name = a.name,
	LATERAL (SELECT row_number() OVER (ORDER BY y.acknowledgement) AS nth, y.* FROM rcm.acknowledgements(a.bytes, true) y
			 WHERE y.level = 'transaction') x
	JOIN LATERAL (SELECT row_number() OVER (ORDER BY s.segment) AS nth, s.interchange, s."group", s.transaction FROM rcm.x12_segments(f.bytes) s
			 WHERE s.segment_id = 'ST' AND s."group" IS NOT NULL) t ON t.nth = x.nth
	LEFT JOIN LATERAL (SELECT string_agg(DISTINCT q.code, ' ') AS codes FROM rcm.x12_findings(f.bytes) q
			 WHERE q.interchange = t.interchange AND q."group" = t."group" AND q.transaction = t.transaction
				AND q.level NOT IN ('interchange', 'group') AND coalesce(q.segment_id, '') NOT IN ('ISA', 'IEA', 'GS', 'GE')
				-- what is told only when the interchange is over is not the transaction's
				AND q.loss AND q.code NOT IN ('MANY-ELEMENTS', 'NUL-BYTES', 'SEGMENT-OUTSIDE', 'SE-ALONE', 'ST-OUTSIDE')) w ON true;

-- A TA1 for every file with an interchange that holds a group: clean, one for
-- each, and rejected where the envelope is.
CREATE TEMP TABLE envelope_answer AS
	SELECT f.kind AS of, f.name, convert_to(rcm.x12_ta1(f.bytes,
		'{"control_number": 7, "sender_id": "US", "receiver_id": "THEM", "created": "2024-10-16T08:15"}'), 'UTF8') AS bytes
	FROM file f;
INSERT INTO result (ok, name, item, what, want, got)
SELECT count(x.code) = 0, a.of || '/' || a.name, '', 'findings about the TA1', 'none', string_agg(x.code, ' ')
FROM envelope_answer a LEFT JOIN LATERAL rcm.x12_findings(a.bytes) x ON true WHERE a.bytes IS NOT NULL GROUP BY a.of, a.name;
INSERT INTO result (ok, name, item, what, want, got)
SELECT w.accepted IS NOT DISTINCT FROM g.accepted, f.kind || '/' || f.name, '', 'interchanges accepted', w.accepted::text, g.accepted::text
FROM file f JOIN envelope_answer a ON a.of = f.kind AND a.name = f.name,
	LATERAL (SELECT array_agg(NOT EXISTS (SELECT FROM rcm.x12_findings(f.bytes) q WHERE q.interchange = i.interchange
				AND q.code IN ('IEA-MISSING', 'IEA01-COUNT', 'IEA02-MISMATCH', 'ISA-BROKEN', 'IEA-ALONE', 'GS-OUTSIDE', 'ISA16-COMPONENT', 'DELIMITERS'))
				ORDER BY i.interchange) AS accepted
			 FROM (SELECT s.interchange FROM rcm.x12_segments(f.bytes) s WHERE s.segment_id IN ('ISA', 'GS') AND s.interchange IS NOT NULL
				   GROUP BY s.interchange HAVING count(DISTINCT s.segment_id) = 2) i) w,
	LATERAL (SELECT array_agg(x.accepted ORDER BY x.acknowledgement) AS accepted FROM rcm.acknowledgements(a.bytes, true) x) g;
