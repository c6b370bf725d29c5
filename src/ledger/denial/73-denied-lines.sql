-- 73-denied-lines.sql - which lines of a remittance are denied, and which claim of ours was

CREATE OR REPLACE FUNCTION @ledger@.claims_with_denials(practice_id text, remittance_id bigint, claim_no integer DEFAULT NULL) RETURNS integer[]
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT array_agg(DISTINCT x.claim_no)
	FROM (
		-- (a quantity may be units that were not paid)
		SELECT a.claim_no FROM @ledger@.remittance_adjustment a
		WHERE a.practice_id = claims_with_denials.practice_id AND a.remittance_id = claims_with_denials.remittance_id AND a.amount > 0
			AND (a.quantity > 0 OR rcm.adjustment_is_denial(a.group_code, a.carc) OR rcm.adjustment_class(a.group_code, a.carc) = 'unclassified')
		UNION ALL
		SELECT l.claim_no FROM @ledger@.remittance_line l
		WHERE l.practice_id = claims_with_denials.practice_id AND l.remittance_id = claims_with_denials.remittance_id AND l.submitted_code <> l.code AND l.paid > 0
		UNION ALL
		-- what the contract allows is known: it is compared
		SELECT rc.claim_no FROM @ledger@.remittance_claim rc JOIN @ledger@.claim_fact f ON f.practice_id = rc.practice_id AND f.claim_id = rc.claim_id AND f.fact = 'contract_allowed'
		WHERE rc.practice_id = claims_with_denials.practice_id AND rc.remittance_id = claims_with_denials.remittance_id AND rc.party = 'insurer_1' AND rc.state = 'posted') x
	WHERE claims_with_denials.claim_no IS NULL OR x.claim_no = claims_with_denials.claim_no
$$;
COMMENT ON FUNCTION @ledger@.claims_with_denials(text, bigint, integer) IS
'The claims of a remittance (or the one that is given) that may have a denied line, by what the remittance says alone, or of whose lines the practice has told what the contract allows; null when there is none. Looks at little but its adjustments and codes, so that a remittance without denials costs next to nothing.';

CREATE OR REPLACE FUNCTION @ledger@.denied_amounts(practice_id text, remittance_id bigint, claim_nos integer[],
		OUT claim_no integer, OUT adjustment_no integer, OUT remitted_line integer, OUT line_no integer, OUT group_code text, OUT carc text,
		OUT amount rcm.usd, OUT nature text)
	RETURNS SETOF record
	-- (nobody knows how many rows the steps have; by hash each is passed once)
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp SET enable_nestloop = off SET enable_mergejoin = off AS $$
	WITH said AS MATERIALIZED (
		SELECT rc.claim_no, rc.claim_id, rc.party, rc.service_on, rc.paid, p.lines, p.adjustments, ours.lines AS charges,
			(SELECT r.payer_key FROM @ledger@.remittance r WHERE r.practice_id = rc.practice_id AND r.remittance_id = rc.remittance_id) AS payer_key
		FROM @ledger@.remittance_claim rc
		CROSS JOIN LATERAL @ledger@.remitted(rc.practice_id, rc.remittance_id, rc.claim_no) p
		CROSS JOIN LATERAL (SELECT array_agg(ROW(x.line_no, x.control, x.code, x.mods, x.rev, x.service_from, x.service_to, x.charge, NULL)::rcm.charge_line) AS lines
			FROM @ledger@.claim_line x WHERE x.practice_id = rc.practice_id AND x.claim_id = rc.claim_id) ours
		WHERE rc.practice_id = denied_amounts.practice_id AND rc.remittance_id = denied_amounts.remittance_id AND rc.claim_no = ANY (denied_amounts.claim_nos)
			AND rc.state = 'posted' AND rc.status IS DISTINCT FROM '22'),
	moved AS MATERIALIZED (
		-- which charge line an adjustment is for, posting says: as if each were a discount
		SELECT s.claim_no, m.line, m.adjustment, m.line_no, m.stage, m.amount
		FROM said s
		CROSS JOIN LATERAL (SELECT array_agg(ROW(x.line, x.adjustment, 'CO', '45', x.amount, x.quantity)::rcm.remitted_adjustment) AS told FROM unnest(s.adjustments) x) d
		CROSS JOIN LATERAL rcm.posting_moves(s.paid, s.lines, d.told, s.charges, 'insurer_1', 'patient') m
		WHERE m.from_account = 'insurer_1' AND m.adjustment IS NOT NULL),
	reason AS MATERIALIZED (
		SELECT s.claim_no, a.*, rcm.adjustment_is_denial(a.group_code, a.carc) OR rcm.adjustment_class(a.group_code, a.carc) = 'unclassified' AS denial,
			rcm.adjustment_class(a.group_code, a.carc) AS moves
		FROM said s, unnest(s.adjustments) a
		-- (a contract makes some a discount)
		WHERE a.amount > 0 AND NOT EXISTS (SELECT FROM @ledger@.contract_rule k WHERE k.practice_id = denied_amounts.practice_id
			AND k.payer_key = s.payer_key AND k.group_code = a.group_code AND k.carc = a.carc AND daterange(k.eff, k.term, '[]') @> s.service_on)),
	answer AS MATERIALIZED (
		SELECT s.claim_no, s.claim_id, l.* FROM said s, unnest(s.lines) l)
	SELECT a.claim_no, a.adjustment, a.line, m.line_no, a.group_code, a.carc, coalesce(m.amount, a.amount),
		CASE WHEN CASE WHEN a.line IS NULL THEN s.paid ELSE l.paid END > 0 THEN 'partial denial' END
	FROM reason a
	JOIN said s USING (claim_no)
	LEFT JOIN moved m ON m.claim_no = a.claim_no AND m.adjustment = a.adjustment
	LEFT JOIN answer l ON l.claim_no = a.claim_no AND l.line = a.line
	WHERE a.denial
	UNION ALL
	-- nobody says so, but another code was paid, or fewer units
	SELECT l.claim_no, NULL, l.line, min(m.line_no), min(a.group_code), min(a.carc), sum(m.amount),
		CASE WHEN l.submitted_code <> l.code THEN 'downcoded' ELSE 'fewer units' END
	FROM answer l
	JOIN moved m ON m.claim_no = l.claim_no AND m.line = l.line AND m.stage NOT IN ('bundled', 'split')
	JOIN reason a ON a.claim_no = m.claim_no AND a.adjustment = m.adjustment AND a.group_code <> 'PR'
	CROSS JOIN LATERAL (SELECT x.units FROM @ledger@.claim_line x
		WHERE x.practice_id = denied_amounts.practice_id AND x.claim_id = l.claim_id AND x.line_no = m.line_no LIMIT 1) x
	WHERE l.paid > 0 AND (l.submitted_code <> l.code OR a.quantity > 0) AND NOT EXISTS (SELECT FROM reason d WHERE d.claim_no = l.claim_no AND d.line = l.line AND d.denial)
	GROUP BY l.claim_no, l.line, l.submitted_code, l.code, l.units
	HAVING l.submitted_code <> l.code OR l.units < min(x.units) AND bool_or(a.quantity > 0)
	UNION ALL
	-- nothing was refused, and less is allowed than the contract says
	SELECT l.claim_no, NULL, l.line, min(m.line_no), 'CO', '45', least(f.contract_allowed, l.charge) - coalesce(l.allowed, l.charge - sum(m.amount)), 'underpayment'
	FROM answer l
	JOIN said s ON s.claim_no = l.claim_no AND s.party = 'insurer_1'
	JOIN moved m ON m.claim_no = l.claim_no AND m.line = l.line AND m.stage NOT IN ('bundled', 'split')
	JOIN reason a ON a.claim_no = m.claim_no AND a.adjustment = m.adjustment AND a.moves = 'contractual'
	CROSS JOIN LATERAL (SELECT (f.value #>> '{}')::rcm.usd AS contract_allowed FROM @ledger@.claim_fact f WHERE f.practice_id = denied_amounts.practice_id
		AND f.claim_id = l.claim_id AND f.line_no = m.line_no AND f.fact = 'contract_allowed' LIMIT 1) f
	WHERE coalesce(l.submitted_code = l.code, true) AND NOT EXISTS (SELECT FROM reason d WHERE d.claim_no = l.claim_no AND d.line = l.line AND (d.denial OR d.quantity > 0))
	GROUP BY l.claim_no, l.line, l.charge, l.allowed, f.contract_allowed
	HAVING count(DISTINCT m.line_no) = 1 AND least(f.contract_allowed, l.charge) > coalesce(l.allowed, l.charge - sum(m.amount))
$$;
COMMENT ON FUNCTION @ledger@.denied_amounts(text, bigint, integer[]) IS
'What of the posted claims of a remittance is denied, by charge line: each adjustment that is a denial or unknown, shared as posting shares it (line_no null where no line of ours fits), and as rows without adjustment_no the lines that were paid by another code than was sent (nature downcoded), or for fewer units with a quantity told (fewer units), without a denial that says so; their amount is what was cut, their codes are of it; and lines of which nothing was refused, but less allowed (AMT B6, else the charge less discounts) than the practice has told that the contract allows (nature underpayment, the amount is the difference). Not what a contract rule makes a discount. nature is partial denial where something was paid beside it, else null.';

CREATE OR REPLACE FUNCTION @ledger@.answered_before(practice_id text, remittance_id bigint, claim_no integer, claim_id text, line_no integer, party rcm.account) RETURNS boolean
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT EXISTS (SELECT FROM @ledger@.denial d WHERE d.practice_id = answered_before.practice_id AND d.claim_id = answered_before.claim_id
			AND d.party = answered_before.party AND coalesce(d.line_no = answered_before.line_no, true)
			AND (d.remittance_id, d.claim_no) < (answered_before.remittance_id, answered_before.claim_no))
		OR EXISTS (SELECT FROM @ledger@.entry e WHERE e.practice_id = answered_before.practice_id AND e.claim_id = answered_before.claim_id
			AND coalesce(e.line_no = answered_before.line_no, true) AND e.remittance_id IS NOT NULL AND e.reverses IS NULL
			AND answered_before.party IN (e.from_account, e.to_account)
			AND (e.remittance_id, e.remitted_claim) < (answered_before.remittance_id, answered_before.claim_no))
$$;
COMMENT ON FUNCTION @ledger@.answered_before(text, bigint, integer, text, integer, rcm.account) IS
'Had a payer said something on a line (line_no null: the claim) before a remitted claim, be it taken back or not?';

CREATE OR REPLACE FUNCTION @ledger@.denied_lines(practice_id text, remittance_id bigint, claim_nos integer[]) RETURNS SETOF @ledger@.denied_line
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT rc.practice_id, row_number() OVER (ORDER BY a.claim_no, a.adjustment_no, a.remitted_line, a.line_no), rc.remittance_id, rc.claim_no, a.adjustment_no,
		a.remitted_line, rc.claim_id, a.line_no, rc.party, r.payer_key, coalesce(s.payer_id, CASE WHEN s.submission_id IS NULL AND c.payer_seq = q.seq THEN c.payer_id END),
		s.submission_id, c.patient_id, coalesce(x.rendering_npi, rcm.rendering_npi(k.document), c.rendering_npi, c.billing_npi),
		a.group_code, a.carc, l.remarks || rc.remarks, a.amount, a.nature,
		-- (most claims have not been answered before, which is seen at once)
		CASE WHEN EXISTS (SELECT FROM @ledger@.remittance_claim b WHERE b.practice_id = rc.practice_id AND b.claim_id = rc.claim_id
				AND (b.remittance_id, b.claim_no) < (rc.remittance_id, rc.claim_no))
			THEN NOT @ledger@.answered_before(rc.practice_id, rc.remittance_id, rc.claim_no, rc.claim_id, a.line_no, rc.party) ELSE true END, r.payment_date,
		coalesce(s.submitted_at, r.received_at), s.submitted_on, s.freq, coalesce(x.service_from, l.service_on, c.first_service),
		coalesce(x.code, l.submitted_code, l.code), coalesce(x.mods, l.submitted_mods, l.mods), x.units, l.code, l.units, l.allowed,
		o.roots, k.document,
		-- (which is what costs most, and time, repetition and most of coding do not ask for it)
		CASE WHEN o.roots && '{eligibility,coordination,authorization,data,provider,coverage,information,patient}' OR a.carc IN ('6', '7', '9', '10') THEN k.document::jsonb END
	FROM @ledger@.denied_amounts(denied_lines.practice_id, denied_lines.remittance_id, denied_lines.claim_nos) a
	JOIN @ledger@.remittance_claim rc ON rc.practice_id = denied_lines.practice_id AND rc.remittance_id = denied_lines.remittance_id AND rc.claim_no = a.claim_no
	JOIN @ledger@.remittance r ON r.practice_id = rc.practice_id AND r.remittance_id = rc.remittance_id
	JOIN @ledger@.claim c ON c.practice_id = rc.practice_id AND c.claim_id = rc.claim_id
	CROSS JOIN LATERAL (SELECT CASE rc.party WHEN 'insurer_1' THEN 'P' WHEN 'insurer_2' THEN 'S' ELSE 'T' END) q (seq)
	LEFT JOIN LATERAL (SELECT * FROM @ledger@.submission s
		WHERE s.practice_id = rc.practice_id AND s.claim_id = rc.claim_id AND s.payer_seq = q.seq AND s.freq <> '8' AND s.state <> 'rejected'
			AND s.submitted_on <= r.payment_date
		-- (sorted, lest all of the practice's are walked through)
		ORDER BY s.submission_id + 0 DESC LIMIT 1) s ON true
	CROSS JOIN LATERAL (SELECT coalesce(s.document, c.document)) k (document)
	LEFT JOIN LATERAL (SELECT * FROM @ledger@.remittance_line l WHERE l.practice_id = denied_lines.practice_id AND l.remittance_id = denied_lines.remittance_id
		AND l.claim_no = a.claim_no AND l.remitted_line = a.remitted_line OFFSET 0) l ON true
	CROSS JOIN LATERAL (SELECT ARRAY[(rcm.root_cause(a.group_code, a.carc, l.remarks || rc.remarks)).root, (rcm.root_cause(a.group_code, a.carc)).root] OFFSET 0) o (roots)
	LEFT JOIN LATERAL (SELECT * FROM @ledger@.claim_line x WHERE x.practice_id = denied_lines.practice_id AND x.claim_id = rc.claim_id
		AND x.line_no = a.line_no OFFSET 0) x ON true
$$;
COMMENT ON FUNCTION @ledger@.denied_lines(text, bigint, integer[]) IS
'The denied lines of claims of a remittance, each with the claim as it was sent to that payer before the answer: the last submission that was not rejected, or, of one that left outside of this ledger, the claim as it is.';
