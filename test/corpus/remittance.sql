-- remittance.sql - the 835s of the corpus, compared with what an independent reader found.
--
-- Over the tables file(kind, name, bytes), fact_st and fact_clp (the columns of
-- facts_835_st.csv and facts_835_clp.csv, as text), manifest(file, claims,
-- service_lines); adds to result(ok, name, item, what, want, got).

CREATE TEMP TABLE payment AS
	SELECT f.kind, f.name, p.* FROM file f, rcm.remittance_payments(f.bytes) p;
CREATE TEMP TABLE paid_claim AS
	SELECT f.kind, f.name, c.* FROM file f, rcm.remittance_claims(f.bytes) c;
CREATE TEMP TABLE paid_line AS
	SELECT f.kind, f.name, l.* FROM file f, rcm.remittance_lines(f.bytes) l;
CREATE TEMP TABLE reason AS
	SELECT f.kind, f.name, a.* FROM file f, rcm.remittance_adjustments(f.bytes) a;
CREATE TEMP TABLE plb AS
	SELECT f.kind, f.name, a.* FROM file f, rcm.remittance_provider_adjustments(f.bytes) a;
CREATE TEMP TABLE remark AS
	SELECT f.kind, f.name, r.* FROM file f, rcm.remittance_remarks(f.bytes) r;

-- Every file of the directory holds an 835, and no other file does.
INSERT INTO result
SELECT (p.n > 0) = (f.kind = '835'), f.kind || '/' || f.name, '', 'payments', (f.kind = '835')::text, p.n::text
FROM file f, LATERAL (SELECT count(*) AS n FROM payment p WHERE p.kind = f.kind AND p.name = f.name) p;

-- ---- counts, by the manifest ----

INSERT INTO result
SELECT g.claims = m.claims::bigint AND g.lines = m.service_lines::bigint, f.name, '', 'claims and lines',
	m.claims || ' ' || m.service_lines, g.claims || ' ' || g.lines
FROM manifest m JOIN file f ON m.file = f.kind || '/' || f.name,
	LATERAL (SELECT count(*) AS claims, (SELECT count(*) FROM paid_line l WHERE l.kind = f.kind AND l.name = f.name) AS lines
			 FROM paid_claim c WHERE c.kind = f.kind AND c.name = f.name) g
WHERE f.kind = '835';

-- ---- where the facts cannot be followed ----

-- The other reader gave a file up when it found no claim where there are some.
DELETE FROM fact_st s USING manifest m WHERE m.file = '835/' || s.file AND m.claims::bigint > 0
	AND NOT EXISTS (SELECT FROM fact_clp c WHERE c.file = s.file);

-- What is not there, and what is no number, is 0 in the facts.  For us the first
-- is null and adds nothing to a sum, the second makes the sum unknown: "odd" says
-- that the file has such a thing at this place.
CREATE FUNCTION pg_temp.same(want text, got numeric, odd boolean DEFAULT false) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$SELECT CASE WHEN got IS NULL AND odd THEN true
	WHEN want ~ '^-?[0-9]*\.?[0-9]*$' AND want ~ '[0-9]' THEN want::numeric IS NOT DISTINCT FROM got
	ELSE got IS NULL END$$;
CREATE TEMP TABLE clp AS
SELECT f.name, s.segment, s.elements FROM file f, rcm.x12_segments(f.bytes) s WHERE f.kind = '835' AND s.segment_id = 'CLP';

-- ---- payments ----

INSERT INTO result
SELECT p.name IS NOT NULL AND coalesce(d.ok, false), f.file, f.st_index, coalesce(d.what, 'payment'), d.want, d.got
FROM fact_st f
LEFT JOIN payment p ON p.kind = '835' AND p.name = f.file AND p.payment = f.st_index::int + 1
LEFT JOIN LATERAL (VALUES
	('st02', coalesce(p.control_number, '') = btrim(f.st02), f.st02, p.control_number),
	('bpr01', coalesce(p.handling, '') = coalesce(f.bpr01, ''), f.bpr01, p.handling),
	('bpr02', pg_temp.same(f.bpr02, p.amount), f.bpr02, p.amount::text),
	('bpr03', coalesce(p.credit_debit, '') = coalesce(f.bpr03, ''), f.bpr03, p.credit_debit),
	('bpr04', coalesce(p.method, '') = coalesce(f.bpr04, ''), f.bpr04, p.method),
	('n_clp', p.claims = f.n_clp::int, f.n_clp, p.claims::text),
	('sum_clp03', pg_temp.same(f.sum_clp03, p.claims_charge), f.sum_clp03, p.claims_charge::text),
	('sum_clp04', pg_temp.same(f.sum_clp04, p.claims_paid), f.sum_clp04, p.claims_paid::text),
	('plb_total', pg_temp.same(f.plb_total, p.provider_adjustments,
		EXISTS (SELECT FROM plb a WHERE (a.kind, a.name, a.payment) = (p.kind, p.name, p.payment) AND a.amount IS NULL)), f.plb_total, p.provider_adjustments::text)
) AS d(what, ok, want, got) ON p.name IS NOT NULL;

-- The other reader's verdict is on payment, claims and lines at once, and on the lines' charges.
INSERT INTO result
SELECT (f.balance_ok = 'True') = v.ok, f.file, f.st_index, 'verdict', f.balance_ok, v.ok::text
FROM fact_st f JOIN payment p ON p.kind = '835' AND p.name = f.file AND p.payment = f.st_index::int + 1,
	LATERAL (SELECT p.balances IS TRUE
			AND NOT EXISTS (SELECT FROM paid_claim c WHERE (c.kind, c.name, c.payment) = (p.kind, p.name, p.payment)
				AND (c.balances IS NOT TRUE OR c.lines_balance IS FALSE OR c.lines > 0 AND c.lines_charge IS DISTINCT FROM c.charge))
			AND NOT EXISTS (SELECT FROM paid_line l WHERE (l.kind, l.name, l.payment) = (p.kind, p.name, p.payment)
				AND l.balances IS NOT TRUE) AS ok) v;

-- ---- claims ----

CREATE TEMP VIEW by_group AS
SELECT kind, name, payment, claim, sum(amount) FILTER (WHERE line IS NULL) AS claim_cas,
	sum(amount) FILTER (WHERE line IS NOT NULL) AS svc_cas,
	sum(amount) FILTER (WHERE group_code = 'CO') AS co, sum(amount) FILTER (WHERE group_code = 'PR') AS pr,
	sum(amount) FILTER (WHERE group_code = 'OA') AS oa, sum(amount) FILTER (WHERE group_code = 'PI') AS pi,
	sum(amount) FILTER (WHERE group_code = 'CR') AS cr, bool_or(amount IS NULL) AS odd
FROM reason GROUP BY 1, 2, 3, 4;

INSERT INTO result
SELECT c.name IS NOT NULL AND coalesce(d.ok, false), f.file, f.st_index || '/' || f.clp_index, coalesce(d.what, 'claim'), d.want, d.got
FROM fact_clp f
LEFT JOIN paid_claim c ON c.kind = '835' AND c.name = f.file AND c.payment = f.st_index::int + 1 AND c.claim = f.clp_index::int + 1
LEFT JOIN clp e ON e.name = c.name AND e.segment = c.segment
LEFT JOIN by_group g ON (g.kind, g.name, g.payment, g.claim) = (c.kind, c.name, c.payment, c.claim)
LEFT JOIN LATERAL (VALUES
	('clp01', coalesce(c.claim_id, '') = coalesce(f.clp01, ''), f.clp01, c.claim_id),
	('clp02', coalesce(c.status, '') = coalesce(f.clp02, ''), f.clp02, c.status),
	('clp03', pg_temp.same(f.clp03, c.charge, coalesce(e.elements[3], '') = ''), f.clp03, c.charge::text),
	('clp04', pg_temp.same(f.clp04, c.paid, coalesce(e.elements[4], '') = ''), f.clp04, c.paid::text),
	('clp05', pg_temp.same(f.clp05, c.patient_responsibility, coalesce(e.elements[5], '') = ''), f.clp05, c.patient_responsibility::text),
	('clp06', coalesce(c.filing_ind, '') = coalesce(f.clp06, ''), f.clp06, c.filing_ind),
	('clp07', coalesce(c.payer_claim_control, '') = coalesce(f.clp07, ''), f.clp07, c.payer_claim_control),
	('clp09', coalesce(c.freq, '') = coalesce(f.clp09, ''), f.clp09, c.freq),
	('n_svc', c.lines = f.n_svc::int, f.n_svc, c.lines::text),
	('sum_svc02', pg_temp.same(f.sum_svc02, c.lines_charge), f.sum_svc02, c.lines_charge::text),
	('sum_svc03', pg_temp.same(f.sum_svc03, c.lines_paid), f.sum_svc03, c.lines_paid::text),
	('claim_cas', pg_temp.same(f.claim_cas, c.claim_adjustments, g.odd), f.claim_cas, c.claim_adjustments::text),
	('svc_cas', pg_temp.same(f.svc_cas, c.line_adjustments, g.odd), f.svc_cas, c.line_adjustments::text),
	('rows of claim CAS', pg_temp.same(f.claim_cas, coalesce(g.claim_cas, 0)), f.claim_cas, g.claim_cas::text),
	('rows of line CAS', pg_temp.same(f.svc_cas, coalesce(g.svc_cas, 0)), f.svc_cas, g.svc_cas::text),
	('cas_co', pg_temp.same(f.cas_co, coalesce(g.co, 0)), f.cas_co, g.co::text),
	('cas_pr', pg_temp.same(f.cas_pr, coalesce(g.pr, 0)), f.cas_pr, g.pr::text),
	('cas_oa', pg_temp.same(f.cas_oa, coalesce(g.oa, 0)), f.cas_oa, g.oa::text),
	('cas_pi', pg_temp.same(f.cas_pi, coalesce(g.pi, 0)), f.cas_pi, g.pi::text),
	('cas_cr', pg_temp.same(f.cas_cr, coalesce(g.cr, 0)), f.cas_cr, g.cr::text),
	('claim_balances', coalesce((f.claim_balances = 'True') = c.balances, g.odd OR coalesce(e.elements[3], '') = '' OR coalesce(e.elements[4], '') = ''),
		f.claim_balances, c.balances::text)
) AS d(what, ok, want, got) ON c.name IS NOT NULL;

-- No claim too many.
INSERT INTO result
SELECT count(*) = (SELECT count(*) FROM fact_clp f WHERE f.file = c.name), c.name, '', 'claims',
	(SELECT count(*)::text FROM fact_clp f WHERE f.file = c.name), count(*)::text
FROM paid_claim c WHERE c.kind = '835' AND EXISTS (SELECT FROM fact_st s WHERE s.file = c.name) GROUP BY c.name;

-- ---- the relations agree among themselves ----

INSERT INTO result
SELECT c.line_adjustments IS NOT DISTINCT FROM s.adjustments AND c.lines = s.lines AND c.lines_paid IS NOT DISTINCT FROM s.paid,
	c.name, c.payment || '/' || c.claim, 'sums of lines', concat_ws(' ', c.lines, c.lines_paid, c.line_adjustments),
	concat_ws(' ', s.lines, s.paid, s.adjustments)
FROM paid_claim c, LATERAL (SELECT count(*) AS lines, coalesce(sum(l.paid), 0) AS paid,
		coalesce(sum(l.adjustments), 0) AS adjustments FROM paid_line l
	WHERE (l.kind, l.name, l.payment, l.claim) = (c.kind, c.name, c.payment, c.claim)) s
WHERE c.line_adjustments IS NOT NULL AND c.lines_paid IS NOT NULL;
INSERT INTO result
SELECT p.provider_adjustments IS NOT DISTINCT FROM coalesce(s.amount, 0), p.name, p.payment::text, 'sum of PLB',
	p.provider_adjustments::text, s.amount::text
FROM payment p, LATERAL (SELECT sum(a.amount) AS amount FROM plb a WHERE (a.kind, a.name, a.payment) = (p.kind, p.name, p.payment)) s
WHERE p.provider_adjustments IS NOT NULL;

-- What a row says of a balance is what the findings say, and the other way round.
INSERT INTO result
SELECT r.n = x.n, f.name, '', v.code, r.n::text, x.n::text
FROM file f, (VALUES ('BALANCE-PAYMENT'), ('BALANCE-CLAIM'), ('BALANCE-CLAIM-LINES'), ('BALANCE-LINE')) v(code),
	LATERAL (SELECT CASE v.code
		WHEN 'BALANCE-PAYMENT' THEN (SELECT count(*) FROM payment p WHERE (p.kind, p.name) = (f.kind, f.name) AND NOT p.balances)
		WHEN 'BALANCE-CLAIM' THEN (SELECT count(*) FROM paid_claim c WHERE (c.kind, c.name) = (f.kind, f.name) AND NOT c.balances)
		WHEN 'BALANCE-CLAIM-LINES' THEN (SELECT count(*) FROM paid_claim c WHERE (c.kind, c.name) = (f.kind, f.name) AND NOT c.lines_balance)
		ELSE (SELECT count(*) FROM paid_line l WHERE (l.kind, l.name) = (f.kind, f.name) AND NOT l.balances) END AS n) r,
	LATERAL (SELECT count(*) AS n FROM rcm.x12_findings(f.bytes) x WHERE x.code = v.code) x
WHERE f.kind = '835';

-- ---- the same files in other clothes: equal rows ----

-- The rows without where they stand in the file.
CREATE FUNCTION pg_temp.rows_of(bytes bytea) RETURNS jsonb LANGUAGE sql IMMUTABLE AS
$$SELECT jsonb_build_array(
	(SELECT jsonb_agg(to_jsonb(p) - 'segment' - 'byte_offset' ORDER BY payment) FROM rcm.remittance_payments(bytes) p),
	(SELECT jsonb_agg(to_jsonb(c) - 'segment' - 'byte_offset' ORDER BY payment, claim) FROM rcm.remittance_claims(bytes) c),
	(SELECT jsonb_agg(to_jsonb(l) - 'segment' - 'byte_offset' ORDER BY payment, claim, line) FROM rcm.remittance_lines(bytes) l),
	(SELECT jsonb_agg(to_jsonb(a) - 'segment' - 'byte_offset' ORDER BY payment, claim, adjustment) FROM rcm.remittance_adjustments(bytes) a),
	(SELECT jsonb_agg(to_jsonb(a) - 'segment' - 'byte_offset' ORDER BY payment, adjustment) FROM rcm.remittance_provider_adjustments(bytes) a),
	(SELECT jsonb_agg(to_jsonb(r) - 'segment' - 'byte_offset' ORDER BY r.byte_offset, r.remark) FROM rcm.remittance_remarks(bytes) r))$$;

-- Every file with "*" and "~": its own delimiters do not matter, another dress of the same bytes does.
CREATE TEMP TABLE bare AS
SELECT f.kind, f.name, f.bytes, x.t, substr(x.t, 104, 1) AS element, substr(x.t, 105, 1) AS component, substr(x.t, 106, 1) AS terminator
FROM file f, LATERAL (SELECT convert_from(substr(f.bytes, CASE WHEN substr(f.bytes, 1, 3) = '\xefbbbf' THEN 4 ELSE 1 END), 'UTF8') AS t) x
WHERE f.kind = '835' AND encode(substr(f.bytes, 4), 'escape') !~ '\\[0-9]{3}';
UPDATE bare SET element = substr(t, 4, 1),
	component = (regexp_match(t, '\*[PT]\*(.)'))[1], terminator = (regexp_match(t, '[*|][PT][*|].(.)'))[1];

CREATE TEMP TABLE redressed AS
SELECT b.kind, b.name, v.dress, convert_to(v.t, 'UTF8') AS bytes
FROM (SELECT *, regexp_replace(t, '~\s*', '~', 'g') AS flat FROM bare WHERE element = '*' AND terminator = '~') b, LATERAL (VALUES
	('CRLF', replace(flat, '~', E'~\r\n')),
	('one line', flat),
	('newline terminators', replace(flat, '~', E'\n')),
	('carriage return and newline terminators', replace(flat, '~', E'\r\n')),
	('byte order mark', E'\uFEFF' || flat),
	('blank lines', replace(flat, '~', E'~\n\n \n')),
	('indents', replace(flat, '~', E'~\n\t  ')),
	('other delimiters', translate(flat, '*~', E'\u001d\u001c')),
	('another component separator', translate(flat, component, '}'))
) AS v(dress, t)
-- A line break that was data would become a terminator, and so would a separator.
WHERE flat !~ '[\r\n\u001c\u001d}]';

INSERT INTO result
SELECT pg_temp.rows_of(r.bytes) = pg_temp.rows_of(f.bytes), r.name, '', r.dress, 'equal rows', 'other rows'
FROM redressed r JOIN file f USING (kind, name);

-- A file twice: the payments twice, told by their digests to be the same.
INSERT INTO result
SELECT b.digests IS NOT DISTINCT FROM a.digests || a.digests AND b.claims = 2 * a.claims, f.name, '', 'twice',
	a.digests::text, b.digests::text
FROM file f,
	LATERAL (SELECT array_agg(digest ORDER BY payment) AS digests, sum(claims) AS claims FROM rcm.remittance_payments(f.bytes)) a,
	LATERAL (SELECT array_agg(digest ORDER BY payment) AS digests, sum(claims) AS claims
			 FROM rcm.remittance_payments(f.bytes || '\x0a' || f.bytes)) b
WHERE f.kind = '835' AND NOT EXISTS (SELECT FROM payment p WHERE (p.kind, p.name) = (f.kind, f.name) AND NOT p.complete);

-- Different payments have different digests; a copy under another control number has the same one.
INSERT INTO result
SELECT count(*) = count(DISTINCT digest), p.name, '', 'digests', count(*)::text, count(DISTINCT digest)::text
FROM payment p GROUP BY p.kind, p.name;
INSERT INTO result
SELECT (SELECT array_agg(digest ORDER BY payment) FROM rcm.remittance_payments(convert_to(
		regexp_replace(regexp_replace(b.t, '(ST\*835\*)[^*~]*', '\19876', 'g'), '(SE\*)[^*~]*(\*)[^~]*', '\11\29876', 'g'), 'UTF8')))
	IS NOT DISTINCT FROM (SELECT array_agg(digest ORDER BY payment) FROM payment p WHERE (p.kind, p.name) = (b.kind, b.name)),
	b.name, '', 'other control numbers', 'the same digest', 'another one'
FROM bare b WHERE element = '*' AND terminator = '~'
	-- One file has its SE hidden behind something else.
	AND NOT EXISTS (SELECT FROM payment p WHERE (p.kind, p.name) = (b.kind, b.name) AND NOT p.complete);
