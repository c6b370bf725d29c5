-- eligibility.sql - the 271s of a corpus, over the tables file and result of test/corpus/run.
--
-- Nobody read these files independently, so what the readers say is compared
-- with counts over the bare segments, and with themselves in other clothes.

CREATE TEMP TABLE eligibility_segment AS
SELECT f.name, s.segment, s.segment_id AS id, s.elements AS e, s.transaction,
	max(s.segment) FILTER (WHERE s.segment_id = 'ST') OVER w AS st,
	max(s.segment) FILTER (WHERE s.segment_id IN ('ST', 'HL')) OVER w AS level,
	max(s.segment) FILTER (WHERE s.segment_id IN ('ST', 'HL', 'EB')) OVER w AS eb
FROM file f, rcm.x12_segments(f.bytes) s WHERE f.kind = '271'
WINDOW w AS (PARTITION BY f.name ORDER BY s.segment);
-- of a level: what kind it is; of an EB's loop: that it is one
ALTER TABLE eligibility_segment ADD hl03 text, ADD in_eb boolean;
UPDATE eligibility_segment s SET hl03 = h.e[3] FROM eligibility_segment h WHERE h.name = s.name AND h.segment = s.level AND h.id = 'HL';
UPDATE eligibility_segment s SET in_eb = h.id = 'EB' FROM eligibility_segment h WHERE h.name = s.name AND h.segment = s.eb;

CREATE TEMP TABLE eligibility_response AS SELECT f.name, r.* FROM file f, rcm.eligibility_responses(f.bytes) r;
CREATE TEMP TABLE eligibility_benefit AS SELECT f.name, b.* FROM file f, rcm.eligibility_benefits(f.bytes) b;
CREATE TEMP TABLE eligibility_rejection AS SELECT f.name, a.* FROM file f, rcm.eligibility_rejections(f.bytes) a;

-- ---- counts ----

INSERT INTO result (ok, name, item, what, want, got)
SELECT v.want = v.got, f.name, '', v.what, v.want::text, v.got::text
FROM file f, LATERAL (VALUES
	('benefits', (SELECT count(*) FROM eligibility_segment s WHERE s.name = f.name AND s.id = 'EB'),
		(SELECT count(*) FROM eligibility_benefit b WHERE b.name = f.name)),
	('rejections', (SELECT count(*) FROM eligibility_segment s WHERE s.name = f.name AND s.id = 'AAA'),
		(SELECT count(*) FROM eligibility_rejection a WHERE a.name = f.name)),
	('answers', (SELECT count(DISTINCT s.level) FROM eligibility_segment s WHERE s.name = f.name AND s.hl03 IN ('22', '23') AND s.id IN ('NM1', 'TRN', 'EB', 'AAA')),
		(SELECT count(*) FROM eligibility_response r WHERE r.name = f.name)),
	('messages', (SELECT count(*) FROM eligibility_segment s WHERE s.name = f.name AND s.id = 'MSG' AND s.in_eb AND s.e[1] <> ''),
		(SELECT coalesce(sum(cardinality(b.messages)), 0) FROM eligibility_benefit b WHERE b.name = f.name)),
	('dates', (SELECT count(*) FROM eligibility_segment s WHERE s.name = f.name AND s.id = 'DTP' AND s.hl03 IN ('22', '23') AND s.e[3] ~ '^\d{8}(-\d{8})?$'),
		(SELECT coalesce(sum(jsonb_array_length(b.dates)), 0) FROM eligibility_benefit b WHERE b.name = f.name) +
		(SELECT coalesce(sum(jsonb_array_length(r.dates)), 0) FROM eligibility_response r WHERE r.name = f.name)),
	('references', (SELECT count(*) FROM eligibility_segment s WHERE s.name = f.name AND s.id = 'REF' AND s.in_eb),
		(SELECT coalesce(sum(jsonb_array_length(b.refs)), 0) FROM eligibility_benefit b WHERE b.name = f.name)),
	('service types', (SELECT count(*) FROM eligibility_segment s, regexp_split_to_table(s.e[3], '[\^>:]') t WHERE s.name = f.name AND s.id = 'EB' AND t <> ''),
		(SELECT coalesce(sum(cardinality(b.service_types)), 0) FROM eligibility_benefit b WHERE b.name = f.name)),
	('cents', (SELECT coalesce(sum(s.e[7]::numeric * 100), 0)::bigint FROM eligibility_segment s WHERE s.name = f.name AND s.id = 'EB' AND s.e[7] ~ '^\d*\.?\d+$'),
		(SELECT coalesce(sum(b.amount::numeric * 100), 0)::bigint FROM eligibility_benefit b WHERE b.name = f.name))
) AS v(what, want, got) WHERE f.kind IN ('270', '271');

-- ---- each answer against its segments ----

-- Status, from the bare EB01 and EB03 of the level.
INSERT INTO result (ok, name, item, what, want, got)
SELECT v.active IS NOT DISTINCT FROM r.active, r.name, r.response::text, 'active', coalesce(v.active::text, 'null'), coalesce(r.active::text, 'null')
FROM eligibility_response r, LATERAL (
	SELECT coalesce(CASE WHEN bool_or(whole AND code BETWEEN '1' AND '5') THEN true WHEN bool_or(whole AND code BETWEEN '6' AND '8') THEN false END,
		CASE WHEN bool_or(code BETWEEN '1' AND '5') THEN true WHEN bool_or(code BETWEEN '6' AND '8') THEN false END) AS active
	FROM (SELECT s.e[1] COLLATE "C" AS code, coalesce(s.e[3], '') = '' OR '30' = ANY (regexp_split_to_array(s.e[3], '[\^>:]')) AS whole
		FROM eligibility_segment s WHERE s.name = r.name AND s.level = r.segment AND s.id = 'EB' AND s.e[1] ~ '^[1-8]$') AS s) AS v;
-- The trace number that came back, and the name.
INSERT INTO result (ok, name, item, what, want, got)
SELECT coalesce(v.want, '') = coalesce(r.trace_number, ''), r.name, r.response::text, 'trace', v.want, r.trace_number
FROM eligibility_response r, LATERAL (SELECT (array_agg(s.e[2] ORDER BY s.e[1] = '2' DESC, s.segment))[1] AS want
	FROM eligibility_segment s WHERE s.name = r.name AND s.level = r.segment AND s.id = 'TRN') v;
INSERT INTO result (ok, name, item, what, want, got)
SELECT coalesce(v.want, '') = concat_ws('|', coalesce(r.last, ''), coalesce(r.first, '')), r.name, r.response::text, 'name', v.want, concat_ws('|', r.last, r.first)
FROM eligibility_response r, LATERAL (SELECT concat_ws('|', s.e[3], coalesce(s.e[4], '')) AS want
	FROM eligibility_segment s WHERE s.name = r.name AND s.level = r.segment AND s.id = 'NM1' AND NOT coalesce(s.in_eb, false) ORDER BY s.segment LIMIT 1) v;
-- Benefits and rejections stand in the level of their answer.
INSERT INTO result (ok, name, item, what, want, got)
SELECT s.level = r.segment, x.name, x.segment::text, 'level', s.level::text, r.segment::text
FROM (SELECT name, response, segment FROM eligibility_benefit UNION ALL SELECT name, response, segment FROM eligibility_rejection WHERE response IS NOT NULL) x
	JOIN eligibility_segment s ON s.name = x.name AND s.segment = x.segment
	LEFT JOIN eligibility_response r ON r.name = x.name AND r.response = x.response;

-- ---- what follows ----

-- A snapshot for each answer with a status, and each is part of a claim.
INSERT INTO result (ok, name, item, what, want, got)
SELECT array_agg(s.response ORDER BY s.response) FILTER (WHERE s.response IS NOT NULL) IS NOT DISTINCT FROM w.responses, f.name, '', 'snapshots', w.responses::text, array_agg(s.response)::text
FROM file f LEFT JOIN LATERAL rcm.eligibility_snapshot(f.bytes, date '2012-10-01') s ON true,
	LATERAL (SELECT array_agg(r.response ORDER BY r.response) AS responses FROM eligibility_response r WHERE r.name = f.name AND r.active IS NOT NULL) w
WHERE f.kind = '271' GROUP BY f.name, w.responses;
INSERT INTO result (ok, name, item, what, want, got)
SELECT c.claim::jsonb -> 'eligibility' = s.eligibility, f.name, s.response::text, 'snapshot in a claim', s.eligibility::text, c.claim::jsonb ->> 'eligibility'
FROM file f, rcm.eligibility_snapshot(f.bytes, date '2012-10-01') s,
	LATERAL (SELECT jsonb_build_object('form', 'P', 'eligibility', s.eligibility)::rcm.claim AS claim) c WHERE f.kind = '271';
-- No number of a summary that is not in the file, except the third of total, remaining and met.
INSERT INTO result (ok, name, item, what, want, got)
SELECT EXISTS (SELECT FROM eligibility_benefit b WHERE b.name = f.name AND b.response = s.response AND b.code = 'B' AND b.amount = s.copay
		AND (s.service_type = ANY (b.service_types) OR s.service_type IS NULL)), f.name, s.service_type, 'copay', 'in the file', s.copay::text
FROM file f, rcm.eligibility_summary(f.bytes) s WHERE f.kind = '271' AND s.copay IS NOT NULL;

-- Whoever was answered about can be asked about again.
INSERT INTO result (ok, name, item, what, want, got)
SELECT w.file IS NOT NULL AND jsonb_array_length(w.refused) = 0 AND w.asked = w.traces AND NOT w.odd, w.name, '', 'asked again', w.traces::text, concat_ws(' ', w.asked::text, w.refused::text)
FROM (SELECT q.name, (q.b).file, (q.b).refused, q.traces,
		(SELECT array_agg(s.elements[2] ORDER BY s.segment) FROM rcm.x12_segments(convert_to((q.b).file, 'UTF8')) s WHERE s.segment_id = 'TRN') AS asked,
		EXISTS (SELECT FROM rcm.x12_findings(convert_to((q.b).file, 'UTF8'))) AS odd
	FROM (SELECT r.name, array_agg(r.trace_number ORDER BY r.response) AS traces, rcm.x12_270(jsonb_strip_nulls(jsonb_build_object(
			'reference', r.trace_number, 'payer_id', r.payer_id, 'payer_name', r.payer_name, 'provider', jsonb_build_object('npi', '1234567893', 'name', 'CLINIC'),
			'subscriber', jsonb_build_object('member_id', r.member_id, 'last', CASE WHEN NOT r.is_dependent THEN r.last END, 'dob', CASE WHEN NOT r.is_dependent THEN r.dob END),
			'dependent', CASE WHEN r.is_dependent THEN jsonb_build_object('last', r.last, 'first', r.first, 'dob', r.dob) END)),
			'{"sender_id": "A", "receiver_id": "B", "control_number": 1, "created": "2030-01-01T00:00"}' ORDER BY r.response) AS b
		FROM eligibility_response r WHERE r.trace_number IS NOT NULL AND r.member_id IS NOT NULL GROUP BY r.name) q) w;

-- ---- the same files in other clothes: equal rows, but for where they stand ----

CREATE TEMP TABLE eligibility_plain AS
SELECT f.name, f.bytes, v.t, substr(v.t, 4, 1) AS element
FROM file f, LATERAL (SELECT ltrim(convert_from(f.bytes, 'UTF8'), E'\uFEFF') AS t) v
WHERE f.kind = '271' AND substr(v.t, 106, 1) = '~';
CREATE TEMP TABLE eligibility_dressed AS
SELECT p.name, v.dress, convert_to(v.t, 'UTF8') AS bytes
FROM eligibility_plain p, LATERAL (VALUES
	('CRLF', regexp_replace(p.t, '~[\r\n]*', E'~\r\n', 'g')),
	('newline terminators', regexp_replace(p.t, '~[\r\n]*', E'\n', 'g')),
	('byte order mark', E'\uFEFF' || p.t),
	('blank lines', regexp_replace(p.t, '~[\r\n]*', E'~\n\n \n', 'g')),
	('other delimiters', translate(regexp_replace(p.t, '~[\r\n]*', '~', 'g'), p.element || '~', E'\u001d\u001c'))
) AS v(dress, t);
INSERT INTO result (ok, name, item, what, want, got)
SELECT a.rows IS NOT DISTINCT FROM b.rows, d.name, '', d.dress, 'the same rows', 'other rows'
FROM eligibility_dressed d,
	LATERAL (SELECT jsonb_build_array(
		(SELECT jsonb_agg(to_jsonb(r) - '{name,segment,byte_offset}'::text[] ORDER BY r.segment) FROM eligibility_response r WHERE r.name = d.name),
		(SELECT jsonb_agg(to_jsonb(r) - '{name,segment,byte_offset}'::text[] ORDER BY r.segment) FROM eligibility_benefit r WHERE r.name = d.name),
		(SELECT jsonb_agg(to_jsonb(r) - '{name,segment,byte_offset}'::text[] ORDER BY r.segment) FROM eligibility_rejection r WHERE r.name = d.name)) AS rows) a,
	LATERAL (SELECT jsonb_build_array(
		(SELECT jsonb_agg(to_jsonb(r) - '{segment,byte_offset}'::text[] ORDER BY r.segment) FROM rcm.eligibility_responses(d.bytes) r),
		(SELECT jsonb_agg(to_jsonb(r) - '{segment,byte_offset}'::text[] ORDER BY r.segment) FROM rcm.eligibility_benefits(d.bytes) r),
		(SELECT jsonb_agg(to_jsonb(r) - '{segment,byte_offset}'::text[] ORDER BY r.segment) FROM rcm.eligibility_rejections(d.bytes) r)) AS rows) b;
-- A file twice: everything twice.
INSERT INTO result (ok, name, item, what, want, got)
SELECT v.want = v.got, p.name, '', 'twice', v.want::text, v.got::text
FROM eligibility_plain p, LATERAL (VALUES
	(2 * (SELECT count(*) FROM eligibility_response r WHERE r.name = p.name), (SELECT count(DISTINCT r.response) FROM rcm.eligibility_responses(p.bytes || p.bytes) r)),
	(2 * (SELECT count(*) FROM eligibility_benefit r WHERE r.name = p.name), (SELECT count(*) FROM rcm.eligibility_benefits(p.bytes || p.bytes) r))) v(want, got);
