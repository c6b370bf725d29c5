-- 87-kpi-2-claims.sql - what KPIs count: claims, from the edits to the payer's first answer

CREATE OR REPLACE FUNCTION @ledger@.state_by(practice_id text, claim_id text, instant timestamptz) RETURNS text
	LANGUAGE sql STABLE PARALLEL SAFE COST 1000 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT t.to_state FROM @ledger@.claim_transition t
	WHERE t.practice_id = state_by.practice_id AND t.claim_id = state_by.claim_id AND t.changed_at <= state_by.instant
	ORDER BY t.transition_id + 0 DESC LIMIT 1
$$;
COMMENT ON FUNCTION @ledger@.state_by(text, text, timestamptz) IS
'The state that a claim had at a moment; null: it was not written yet.';

CREATE OR REPLACE FUNCTION @ledger@.answer_known(practice_id text, remittance_id bigint, claim_no integer, claim_id text, instant timestamptz) RETURNS boolean
	LANGUAGE sql STABLE PARALLEL SAFE COST 10000 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT coalesce(
		(SELECT min(e.posted_at) <= answer_known.instant FROM @ledger@.entry e
			WHERE e.practice_id = answer_known.practice_id AND e.claim_id = answer_known.claim_id AND e.remittance_id = answer_known.remittance_id AND e.remitted_claim = answer_known.claim_no),
		-- nothing of it moved: what waited was released when its claim was found, what was denied was classified then
		NOT EXISTS (SELECT FROM @ledger@.denial d
			WHERE d.practice_id = answer_known.practice_id AND d.remittance_id = answer_known.remittance_id AND d.claim_no = answer_known.claim_no AND d.recorded_at > answer_known.instant)
		AND NOT EXISTS (SELECT FROM @ledger@.entry w
			WHERE w.practice_id = answer_known.practice_id AND w.claim_id IS NULL AND w.remittance_id = answer_known.remittance_id AND w.remitted_claim = answer_known.claim_no
				AND w.reverses IS NOT NULL AND w.posted_at > answer_known.instant))
$$;
COMMENT ON FUNCTION @ledger@.answer_known(text, bigint, integer, text, timestamptz) IS
'Had a remitted claim of a remittance that was posted found its claim by a moment, as far as its entries and denials tell?';

CREATE OR REPLACE FUNCTION @ledger@.claim_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	SELECT c.practice_id, 'claim', (c.created_at AT TIME ZONE p.time_zone)::date, c.payer_id, coalesce(c.rendering_npi, c.billing_npi), c.location,
		(SELECT rcm.code_group(f.code) FROM @ledger@.claim_line f WHERE f.practice_id = c.practice_id AND f.claim_id = c.claim_id ORDER BY f.line_no LIMIT 1), 'claim', c.claim_id, rcm.kpi_claim(s.clean)
	FROM @ledger@.practice p
	JOIN @ledger@.claim c ON c.practice_id = p.practice_id
	CROSS JOIN LATERAL (
		SELECT NOT bool_or(t.to_state = 'held' OR t.to_state = 'draft' AND t.from_state <> 'new') AS clean, bool_or(t.to_state = 'ready') AS through
		FROM (SELECT x.from_state, x.to_state, bool_or(x.to_state IN ('submitted', 'paid', 'denied')) OVER (ORDER BY x.transition_id) AS sent
			FROM @ledger@.claim_transition x
			WHERE x.practice_id = c.practice_id AND x.claim_id = c.claim_id AND x.changed_at <= coalesce(claim_facts.known_at, 'infinity')) t
		WHERE NOT t.sent) s
	WHERE p.practice_id = claim_facts.practice_id AND c.created_at >= claim_facts.since::timestamp AT TIME ZONE p.time_zone
		AND c.created_at < (claim_facts.until + 1)::timestamp AT TIME ZONE p.time_zone AND c.created_at <= coalesce(claim_facts.known_at, 'infinity')
		AND s.through AND c.total_charge > 0
		AND CASE WHEN claim_facts.known_at IS NULL THEN c.state ELSE coalesce(@ledger@.state_by(c.practice_id, c.claim_id, claim_facts.known_at), '') END <> 'void'
$$;
COMMENT ON FUNCTION @ledger@.claim_facts(text, date, date, timestamptz) IS
'Source "claim" of kpi_facts: each claim that became ready, on the day it was written. Clean: until it first left no edit or writer of the 837 held it, and nobody took it back to draft. Left out are claims that are void, or without charge.';

CREATE OR REPLACE FUNCTION @ledger@.submission_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	SELECT s.practice_id, 'submission', s.submitted_on, c.payer_id, coalesce(c.rendering_npi, c.billing_npi), c.location,
		(SELECT rcm.code_group(f.code) FROM @ledger@.claim_line f WHERE f.practice_id = c.practice_id AND f.claim_id = c.claim_id ORDER BY f.line_no LIMIT 1), 'submission', s.submission_id::text,
		rcm.kpi_submission(s.charge, v.verdict, r.lines, CASE WHEN s.submitted_on >= r.charged_on THEN s.submitted_on - r.charged_on END, coalesce(v.held, 0))
	FROM @ledger@.submission s
	JOIN @ledger@.practice p ON p.practice_id = s.practice_id
	JOIN @ledger@.claim c ON c.practice_id = s.practice_id AND c.claim_id = s.claim_id
	CROSS JOIN LATERAL (
		SELECT (SELECT count(*)::integer FROM rcm.lines(s.document) l WHERE l.charge > 0) AS lines, min(r.charged_on) AS charged_on FROM @ledger@.receivable r
		WHERE r.practice_id = s.practice_id AND r.claim_id = s.claim_id) r
	-- what was said of it is between its leaving and the next one's
	CROSS JOIN LATERAL (
		SELECT (array_agg(t.to_state <> 'rejected' ORDER BY t.transition_id DESC) FILTER (WHERE t.times = 1 AND t.to_state IN ('accepted', 'rejected', 'paid', 'denied')))[1] AS verdict,
			sum((t.next_at AT TIME ZONE p.time_zone)::date - (t.changed_at AT TIME ZONE p.time_zone)::date)
				FILTER (WHERE t.times = 0 AND t.charged > 0 AND t.to_state = 'held')::integer AS held
		FROM (SELECT x.transition_id, x.to_state, x.changed_at, lead(x.changed_at) OVER w AS next_at, count(*) FILTER (WHERE x.to_state = 'submitted') OVER w AS times,
				count(*) FILTER (WHERE x.to_state = 'ready') OVER w AS charged
			FROM @ledger@.claim_transition x
			WHERE x.practice_id = s.practice_id AND x.claim_id = s.claim_id AND x.changed_at <= coalesce(submission_facts.known_at, 'infinity')
			WINDOW w AS (ORDER BY x.transition_id)) t) v
	WHERE s.practice_id = submission_facts.practice_id AND s.submitted_on BETWEEN submission_facts.since AND submission_facts.until
		AND s.submitted_at <= coalesce(submission_facts.known_at, 'infinity') AND s.charge > 0 AND s.freq <> '8'
		AND NOT EXISTS (SELECT FROM @ledger@.submission b WHERE b.practice_id = s.practice_id AND b.claim_id = s.claim_id AND b.submission_id < s.submission_id)
		AND CASE WHEN submission_facts.known_at IS NULL THEN c.state ELSE coalesce(@ledger@.state_by(c.practice_id, c.claim_id, submission_facts.known_at), '') END <> 'void'
$$;
COMMENT ON FUNCTION @ledger@.submission_facts(text, date, date, timestamptz) IS
'Source "submission" of kpi_facts: the first submission of each claim, on its day; what is sent again, corrected or sent to a next payer does not count. Accepted or rejected by what was last said of it before the next one left (an answer by remittance means that it was taken in). Lag from the day of the charge; of it the days that the claim was held after it was charged. Its lines are those of the claim as it left, without those that have no charge. Left out are claims that are void, or without charge.';

CREATE OR REPLACE FUNCTION @ledger@.remitted_claims(practice_id text, since date, until date, known_at timestamptz, first_only boolean,
		OUT remittance_id bigint, OUT claim_no integer, OUT claim_id text, OUT party rcm.account, OUT charge rcm.usd, OUT paid rcm.usd, OUT by_hand boolean,
		OUT day date, OUT submissions integer) RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	SELECT rc.remittance_id, rc.claim_no, rc.claim_id, rc.party, rc.charge, rc.paid, rc.match_stage = 'by hand', r.payment_date,
		CASE WHEN first_only THEN (SELECT count(*)::integer FROM @ledger@.submission s
			WHERE s.practice_id = rc.practice_id AND s.claim_id = rc.claim_id AND s.submitted_on <= r.payment_date AND s.submitted_at <= r.posted_at AND s.freq <> '8') END
	FROM @ledger@.remittance r
	JOIN @ledger@.remittance_claim rc ON rc.practice_id = r.practice_id AND rc.remittance_id = r.remittance_id
	WHERE r.practice_id = remitted_claims.practice_id AND r.payment_date BETWEEN remitted_claims.since AND remitted_claims.until
		AND r.state = 'posted' AND r.posted_at <= coalesce(remitted_claims.known_at, 'infinity') AND rc.state = 'posted' AND rc.status IS DISTINCT FROM '22'
		AND CASE WHEN remitted_claims.known_at IS NULL THEN true ELSE @ledger@.answer_known(rc.practice_id, rc.remittance_id, rc.claim_no, rc.claim_id, remitted_claims.known_at) END
		AND NOT (first_only AND EXISTS (SELECT FROM @ledger@.remittance_claim b JOIN @ledger@.remittance q ON q.practice_id = b.practice_id AND q.remittance_id = b.remittance_id
			WHERE b.practice_id = rc.practice_id AND b.claim_id = rc.claim_id AND b.state = 'posted' AND b.status IS DISTINCT FROM '22'
				AND q.posted_at <= coalesce(remitted_claims.known_at, 'infinity')
				AND (q.payment_date, b.remittance_id, b.claim_no) < (r.payment_date, rc.remittance_id, rc.claim_no)
				AND CASE WHEN remitted_claims.known_at IS NULL THEN true ELSE @ledger@.answer_known(b.practice_id, b.remittance_id, b.claim_no, b.claim_id, remitted_claims.known_at) END))
$$;
COMMENT ON FUNCTION @ledger@.remitted_claims(text, date, date, timestamptz, boolean) IS
'Answers to claims by remittances whose day of payment is between two days and that were posted by a moment (null: now); reversals are none. first_only: only the first answer to each claim, and then with the number of submissions before it.';

CREATE OR REPLACE FUNCTION @ledger@.remittance_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	SELECT c.practice_id, 'remittance', a.day, c.payer_id, coalesce(c.rendering_npi, c.billing_npi), c.location, (SELECT rcm.code_group(f.code) FROM @ledger@.claim_line f WHERE f.practice_id = c.practice_id AND f.claim_id = c.claim_id ORDER BY f.line_no LIMIT 1),
		'remittance_claim', a.remittance_id || '/' || a.claim_no,
		rcm.kpi_remittance(a.charge, a.paid, n.lines, n.denied_lines, n.denied, n.request_lines, n.requested, n.duplicate_lines, a.party = 'insurer_1',
			CASE WHEN a.party = 'insurer_1' AND n.lines > n.duplicate_lines THEN NOT n.refused AND a.submissions <= 1 END)
	FROM @ledger@.remitted_claims(remittance_facts.practice_id, remittance_facts.since, remittance_facts.until, remittance_facts.known_at, true) a
	JOIN @ledger@.claim c ON c.practice_id = remittance_facts.practice_id AND c.claim_id = a.claim_id
	CROSS JOIN LATERAL (
		SELECT count(*)::integer AS lines, count(*) FILTER (WHERE w.denied)::integer AS denied_lines, coalesce(sum(l.charge) FILTER (WHERE w.denied), 0) AS denied,
			count(*) FILTER (WHERE w.denied AND d.requests)::integer AS request_lines, coalesce(sum(l.charge) FILTER (WHERE w.denied AND d.requests), 0) AS requested,
			count(*) FILTER (WHERE l.paid = 0 AND d.duplicates)::integer AS duplicate_lines, coalesce(bool_or(d.refused), false) AS refused
		FROM (SELECT x.remitted_line, coalesce(x.charge, 0) AS charge, coalesce(x.paid, 0) AS paid FROM @ledger@.remittance_line x
				WHERE x.practice_id = c.practice_id AND x.remittance_id = a.remittance_id AND x.claim_no = a.claim_no
					-- (a line without a charge says something to the payer, and is no service that is paid for)
					AND (coalesce(x.charge, 0) <> 0 OR coalesce(x.paid, 0) <> 0)
			-- answered as a whole
			UNION ALL SELECT NULL, coalesce(a.charge, 0), a.paid WHERE NOT EXISTS (SELECT FROM @ledger@.remittance_line x
				WHERE x.practice_id = c.practice_id AND x.remittance_id = a.remittance_id AND x.claim_no = a.claim_no)) l
		LEFT JOIN LATERAL (
			SELECT bool_or(d.root <> 'duplicate') AS refused, bool_or(d.root <> 'duplicate' AND d.nature = 'denial') AS denied,
				bool_and(d.root = 'information') AS requests, bool_and(d.root = 'duplicate') AS duplicates
			FROM @ledger@.denial d
			WHERE d.practice_id = c.practice_id AND d.remittance_id = a.remittance_id AND d.claim_no = a.claim_no AND d.nature <> 'underpayment'
				AND coalesce(d.remitted_line = l.remitted_line, true)) d ON true
		CROSS JOIN LATERAL (SELECT l.paid = 0 AND coalesce(d.denied, false) AS denied) w) n
	WHERE a.charge > 0 AND CASE WHEN remittance_facts.known_at IS NULL THEN c.state ELSE coalesce(@ledger@.state_by(c.practice_id, c.claim_id, remittance_facts.known_at), '') END <> 'void'
$$;
COMMENT ON FUNCTION @ledger@.remittance_facts(text, date, date, timestamptz) IS
'Source "remittance" of kpi_facts: the first answer to each claim, on the day of payment. A line is denied when nothing was paid on it and a row of table denial says why; lines that only ask for information (root information) are told apart, those refused as our own duplicates (root duplicate) are no denials, nor are underpayments and what is in no list (nature unclassified). Paid first: the first payer''s answer refuses nothing, not even in part, and the claim had been sent no more than once; null of a next payer''s answer, and where all is a duplicate. Left out are claims that are void, or without charge, and lines without charge.';

CREATE OR REPLACE FUNCTION @ledger@.paid_line_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	SELECT c.practice_id, 'paid line', a.day, c.payer_id, coalesce(c.rendering_npi, c.billing_npi), c.location, rcm.code_group(coalesce(l.submitted_code, l.code)),
		'remittance_line', concat_ws('/', l.remittance_id, l.claim_no, l.remitted_line),
		rcm.kpi_paid_line(NULL,
			untouched => NOT coalesce(a.by_hand, false) AND NOT EXISTS (SELECT FROM @ledger@.posting_exception x
				WHERE x.practice_id = l.practice_id AND x.remittance_id = l.remittance_id AND coalesce(x.claim_no, l.claim_no) = l.claim_no
					AND coalesce(x.remitted_line, l.remitted_line) = l.remitted_line))
	FROM @ledger@.remitted_claims(paid_line_facts.practice_id, paid_line_facts.since, paid_line_facts.until, paid_line_facts.known_at, false) a
	JOIN @ledger@.claim c ON c.practice_id = paid_line_facts.practice_id AND c.claim_id = a.claim_id
	JOIN @ledger@.remittance_line l ON l.practice_id = c.practice_id AND l.remittance_id = a.remittance_id AND l.claim_no = a.claim_no
		AND (coalesce(l.charge, 0) <> 0 OR coalesce(l.paid, 0) <> 0)
$$;
COMMENT ON FUNCTION @ledger@.paid_line_facts(text, date, date, timestamptz) IS
'Source "paid line" of kpi_facts: each service line of posted answers, first or not, on the day of payment, without those that have neither charge nor payment. Untouched: the claim was found without a hand and nothing about the line was put before a person. What contracts promise the ledger has no rows for, so that what was allowed is not compared with anything: underpayments and pricing are grey.';

CREATE OR REPLACE FUNCTION @ledger@.finding_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	WITH answered AS MATERIALIZED (
		SELECT a.day, a.remittance_id, a.claim_no, c.practice_id, c.claim_id, c.payer_id, coalesce(c.rendering_npi, c.billing_npi) AS provider_npi, c.location,
			(SELECT rcm.code_group(f.code) FROM @ledger@.claim_line f WHERE f.practice_id = c.practice_id AND f.claim_id = c.claim_id ORDER BY f.line_no LIMIT 1) AS code_group
		FROM @ledger@.remitted_claims(finding_facts.practice_id, finding_facts.since, finding_facts.until, finding_facts.known_at, true) a
		JOIN @ledger@.claim c ON c.practice_id = finding_facts.practice_id AND c.claim_id = a.claim_id
		-- it went through the edits
		WHERE EXISTS (SELECT FROM @ledger@.claim_transition t WHERE t.practice_id = c.practice_id AND t.claim_id = c.claim_id
			AND t.from_state IN ('draft', 'held', 'rejected') AND t.to_state IN ('ready', 'held')))
	SELECT a.practice_id, 'finding', a.day, a.payer_id, a.provider_npi, a.location, a.code_group, 'finding', f.claim_id || '/' || f.finding_no,
		rcm.kpi_of('findings', 1) + rcm.kpi_of('findings_right', (EXISTS (SELECT FROM @ledger@.denial d WHERE d.practice_id = a.practice_id AND d.remittance_id = a.remittance_id
			AND d.claim_no = a.claim_no AND d.carc = f.carc))::integer)
	FROM answered a
	JOIN @ledger@.finding f ON f.practice_id = a.practice_id AND f.claim_id = a.claim_id AND f.severity IN ('reject', 'warn') AND f.carc IS NOT NULL
		AND f.found_at <= coalesce(finding_facts.known_at, 'infinity')
	UNION ALL
	SELECT a.practice_id, 'finding', a.day, a.payer_id, a.provider_npi, a.location, a.code_group, 'denial', d.denial_id::text,
		rcm.kpi_of('denials_checked', 1) + rcm.kpi_of('denials_foreseen', (EXISTS (SELECT FROM @ledger@.finding f WHERE f.practice_id = a.practice_id AND f.claim_id = a.claim_id
			AND f.carc = d.carc AND f.found_at <= coalesce(finding_facts.known_at, 'infinity')))::integer)
	FROM answered a
	JOIN @ledger@.denial d ON d.practice_id = a.practice_id AND d.remittance_id = a.remittance_id AND d.claim_no = a.claim_no AND d.nature NOT IN ('underpayment', 'unclassified')
		AND d.recorded_at <= coalesce(finding_facts.known_at, 'infinity')
$$;
COMMENT ON FUNCTION @ledger@.finding_facts(text, date, date, timestamptz) IS
'Source "finding" of kpi_facts: what the edits said of claims that payers have answered, and what those denied, on the day of the first answer. A finding was right when the answer has a denial with its CARC; a denial was foreseen when a finding had its CARC. Findings are those of the last time that the claim was judged.';
