-- 90-check-2-lines.sql - proofs about charge lines: I2, I3, I4

CREATE OR REPLACE FUNCTION @ledger@.check_lines(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	WITH posted AS (
		SELECT e.practice_id, e.claim_id, e.line_no, rcm.balance(e.from_account, e.to_account, e.amount) AS b,
			coalesce(sum(e.amount) FILTER (WHERE e.to_account <> 'revenue'), 0::rcm.usd)
				- coalesce(sum(e.amount) FILTER (WHERE e.from_account <> 'revenue'), 0::rcm.usd) AS explained,
			min(e.effective_on) FILTER (WHERE e.from_account = 'revenue') AS charged_on,
			min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_1') AS insurer_1_since,
			min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_2') AS insurer_2_since,
			min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_3') AS insurer_3_since,
			min(e.effective_on) FILTER (WHERE e.to_account = 'patient') AS patient_since,
			min(e.effective_on) FILTER (WHERE e.to_account = 'third_party') AS third_party_since
		FROM @ledger@.entry e
		WHERE (check_lines.practice_id IS NULL OR e.practice_id = check_lines.practice_id) AND e.claim_id IS NOT NULL
		GROUP BY e.practice_id, e.claim_id, e.line_no)
	SELECT 'I2', l.practice_id, format('claim %s line %s', l.claim_id, l.line_no), f.detail, f.difference
	FROM @ledger@.claim_line l
	LEFT JOIN posted p ON p.practice_id = l.practice_id AND p.claim_id = l.claim_id AND p.line_no = l.line_no
	LEFT JOIN @ledger@.receivable r ON r.practice_id = l.practice_id AND r.claim_id = l.claim_id AND r.line_no = l.line_no
	CROSS JOIN LATERAL (VALUES
		(r.line_no IS NULL, 'has no row in receivable', NULL::rcm.usd),
		(l.charge + coalesce(amount(p.b, 'revenue'), 0) <> 0, 'its charge is not what its revenue entries add up to', l.charge + coalesce(amount(p.b, 'revenue'), 0)),
		(coalesce(p.explained, 0) <> l.charge, 'charge <> payments + adjustments + balances', l.charge - coalesce(p.explained, 0)),
		(r.insurer_1 <> coalesce(amount(p.b, 'insurer_1'), 0), 'receivable: insurer_1 is not what its entries add up to', r.insurer_1 - coalesce(amount(p.b, 'insurer_1'), 0)),
		(r.insurer_2 <> coalesce(amount(p.b, 'insurer_2'), 0), 'receivable: insurer_2 is not what its entries add up to', r.insurer_2 - coalesce(amount(p.b, 'insurer_2'), 0)),
		(r.insurer_3 <> coalesce(amount(p.b, 'insurer_3'), 0), 'receivable: insurer_3 is not what its entries add up to', r.insurer_3 - coalesce(amount(p.b, 'insurer_3'), 0)),
		(r.patient <> coalesce(amount(p.b, 'patient'), 0), 'receivable: patient is not what its entries add up to', r.patient - coalesce(amount(p.b, 'patient'), 0)),
		(r.third_party <> coalesce(amount(p.b, 'third_party'), 0), 'receivable: third_party is not what its entries add up to', r.third_party - coalesce(amount(p.b, 'third_party'), 0)),
		((r.charged_on, r.insurer_1_since, r.insurer_2_since, r.insurer_3_since, r.patient_since, r.third_party_since) IS DISTINCT FROM
			(p.charged_on, p.insurer_1_since, p.insurer_2_since, p.insurer_3_since, p.patient_since, p.third_party_since) AND r.line_no IS NOT NULL,
			'receivable: since when is not what its entries say', NULL)
		) f (fails, detail, difference)
	WHERE (check_lines.practice_id IS NULL OR l.practice_id = check_lines.practice_id) AND f.fails;
END
$$;
COMMENT ON FUNCTION @ledger@.check_lines(text) IS
'Part of check(): I2. What a charge line charges is what its revenue entries add up to, and what payments, adjustments and balances explain; receivable says what the entries add up to, and since when. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_patient_share(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	SELECT 'I4', e.practice_id, format('entry %s', e.entry_id),
		format('makes the patient owe what %s adjusted as %s-%s, without an exception', e.from_account, e.group_code, e.carc), e.amount
	FROM @ledger@.entry e
	WHERE (check_patient_share.practice_id IS NULL OR e.practice_id = check_patient_share.practice_id)
		AND e.to_account = 'patient' AND e.from_account IN ('insurer_1', 'insurer_2', 'insurer_3') AND e.reverses IS NULL
		AND e.group_code IS DISTINCT FROM 'PR'
		AND coalesce(e.exception NOT IN ('no coverage', 'not covered, patient agreed', 'patient was paid', 'patient failed to answer payer',
			'left without choice of payer'), true);
	-- each payer's claim: what it has moved on to those after it, and what it and those before it called the patient's
	RETURN QUERY
	WITH told AS (
		SELECT rc.practice_id, rc.claim_id,
			sum(a.amount) FILTER (WHERE rc.party = 'insurer_1') AS insurer_1,
			sum(a.amount) FILTER (WHERE rc.party IN ('insurer_1', 'insurer_2')) AS insurer_2,
			sum(a.amount) AS insurer_3
		FROM @ledger@.remittance_claim rc
		JOIN @ledger@.remittance_adjustment a ON a.practice_id = rc.practice_id AND a.remittance_id = rc.remittance_id AND a.claim_no = rc.claim_no
		WHERE (check_patient_share.practice_id IS NULL OR rc.practice_id = check_patient_share.practice_id)
			AND rc.state = 'posted' AND a.group_code = 'PR'
		GROUP BY rc.practice_id, rc.claim_id),
	moved AS (
		SELECT e.practice_id, e.claim_id, m.party, sum(m.amount) AS moved
		FROM @ledger@.entry e
		CROSS JOIN LATERAL (VALUES
			(e.from_account, e.to_account, e.amount), (e.to_account, e.from_account, -e.amount)) m (party, next_party, amount)
		WHERE (check_patient_share.practice_id IS NULL OR e.practice_id = check_patient_share.practice_id)
			AND e.exception IS NULL AND m.party IN ('insurer_1', 'insurer_2', 'insurer_3') AND m.next_party > m.party AND owes(m.next_party)
			-- (who moves it back need not say why)
			AND (e.group_code = 'PR' OR m.amount < 0)
		GROUP BY e.practice_id, e.claim_id, m.party)
	SELECT 'I4', m.practice_id, format('claim %s', m.claim_id),
		format('%s has moved more on as the patient''s share than payers called so', m.party), m.moved - coalesce(t.share, 0)
	FROM moved m
	LEFT JOIN told ON told.practice_id = m.practice_id AND told.claim_id = m.claim_id
	CROSS JOIN LATERAL (SELECT CASE m.party WHEN 'insurer_1' THEN told.insurer_1 WHEN 'insurer_2' THEN told.insurer_2 ELSE told.insurer_3 END) t (share)
	WHERE m.moved > coalesce(t.share, 0);
END
$$;
COMMENT ON FUNCTION @ledger@.check_patient_share(text) IS
'Part of check(): I4. What payers'' discounts and denials leave is never the patient''s without a reason that can be looked up; and on no claim has a payer moved more on as the patient''s share than it, and those asked before it, called so in answers that stand. practice_id: null for all.';
