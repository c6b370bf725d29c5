-- 90-check-4-people.sql - proofs about receipts, refunds, plans and statements: I3, I10, I12, I13

CREATE OR REPLACE FUNCTION @ledger@.check_receipts(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	WITH waiting AS (
		SELECT e.practice_id, e.receipt_id,
			sum(CASE WHEN e.from_account IN ('unapplied_patient', 'unapplied_payer') THEN e.amount
				WHEN e.to_account IN ('unapplied_patient', 'unapplied_payer') THEN -e.amount ELSE 0 END) AS unapplied,
			sum(CASE WHEN e.to_account = 'cash' THEN e.amount WHEN e.from_account = 'cash' THEN -e.amount ELSE 0 END) AS cash
		FROM @ledger@.entry e
		WHERE (check_receipts.practice_id IS NULL OR e.practice_id = check_receipts.practice_id) AND e.receipt_id IS NOT NULL
		GROUP BY e.practice_id, e.receipt_id)
	SELECT 'I10', r.practice_id, format('receipt %s', r.receipt_id), f.detail, f.difference
	FROM @ledger@.receipt r
	LEFT JOIN waiting w ON w.practice_id = r.practice_id AND w.receipt_id = r.receipt_id
	CROSS JOIN LATERAL (VALUES
		(coalesce(w.unapplied, 0) < 0, 'more of it was applied or refunded than was received', -w.unapplied),
		(r.bounced_on IS NULL AND coalesce(w.cash, 0) <> r.amount, 'its cash is not its amount', coalesce(w.cash, 0) - r.amount),
		(r.bounced_on IS NOT NULL AND coalesce(w.cash, 0) <> 0, 'was not honoured, but its cash is still there', w.cash),
		(r.bounced_on IS NOT NULL AND w.unapplied <> 0, 'was not honoured, but something of it waits', w.unapplied)
		) f (fails, detail, difference)
	WHERE (check_receipts.practice_id IS NULL OR r.practice_id = check_receipts.practice_id) AND f.fails;
	RETURN QUERY
	SELECT 'I10', r.practice_id, format('refund %s', r.refund_id), 'is not what its entries paid out', r.amount - coalesce(sum(e.amount), 0)
	FROM @ledger@.refund r
	LEFT JOIN @ledger@.entry e ON e.practice_id = r.practice_id AND e.event_id = r.event_id AND e.from_account = 'refund'
	WHERE check_receipts.practice_id IS NULL OR r.practice_id = check_receipts.practice_id
	GROUP BY r.practice_id, r.refund_id, r.amount HAVING r.amount <> coalesce(sum(e.amount), 0);
END
$$;
COMMENT ON FUNCTION @ledger@.check_receipts(text) IS
'Part of check(): I10. The cash of a receipt is its amount, or nothing once it was not honoured; what was applied and refunded of it is never more; a refund is what its entries paid out. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_plans(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	SELECT 'I12', p.practice_id, format('plan %s', p.plan_id), f.detail, f.difference
	FROM @ledger@.payment_plan p
	LEFT JOIN LATERAL (SELECT sum(i.amount) AS amount FROM @ledger@.instalment i WHERE i.practice_id = p.practice_id AND i.plan_id = p.plan_id) i ON true
	LEFT JOIN LATERAL (SELECT sum(l.amount) AS amount FROM @ledger@.payment_plan_line l WHERE l.practice_id = p.practice_id AND l.plan_id = p.plan_id) l ON true
	CROSS JOIN LATERAL (VALUES
		(p.amount <> coalesce(i.amount, 0), 'amount <> instalments', p.amount - coalesce(i.amount, 0)),
		(p.amount <> coalesce(l.amount, 0), 'amount <> what was owed on its lines', p.amount - coalesce(l.amount, 0))
		) f (fails, detail, difference)
	WHERE (check_plans.practice_id IS NULL OR p.practice_id = check_plans.practice_id) AND f.fails;
END
$$;
COMMENT ON FUNCTION @ledger@.check_plans(text) IS
'Part of check(): I12, the instalments of a plan add up to it, and to what was owed on its lines when it was signed. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_statements(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	SELECT 'I13', s.practice_id, format('statement %s', s.statement_id), 'amount <> its lines', s.amount - coalesce(sum(l.amount), 0)
	FROM @ledger@.statement s
	LEFT JOIN @ledger@.statement_line l ON l.practice_id = s.practice_id AND l.statement_id = s.statement_id
	WHERE check_statements.practice_id IS NULL OR s.practice_id = check_statements.practice_id
	GROUP BY s.practice_id, s.statement_id, s.amount HAVING s.amount <> coalesce(sum(l.amount), 0);
END
$$;
COMMENT ON FUNCTION @ledger@.check_statements(text) IS
'Part of check(): I13, a statement''s lines add up to it. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_named_lines(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	WITH named AS (
		SELECT 'I13' AS invariant, l.practice_id, format('statement %s', l.statement_id) AS what, l.claim_id, l.line_no, l.last_entry, l.charge, l.amount
		FROM @ledger@.statement_line l
		WHERE check_named_lines.practice_id IS NULL OR l.practice_id = check_named_lines.practice_id
		UNION ALL
		SELECT 'I12', l.practice_id, format('plan %s', l.plan_id), l.claim_id, l.line_no, l.last_entry, NULL, l.amount
		FROM @ledger@.payment_plan_line l
		WHERE check_named_lines.practice_id IS NULL OR l.practice_id = check_named_lines.practice_id),
	-- the balance after each entry of these lines, once
	running AS (
		SELECT e.practice_id, e.claim_id, e.line_no, e.entry_id,
			sum(CASE 'patient'::rcm.account WHEN e.to_account THEN e.amount WHEN e.from_account THEN -e.amount ELSE 0 END) OVER w AS patient,
			sum(CASE 'revenue'::rcm.account WHEN e.from_account THEN e.amount WHEN e.to_account THEN -e.amount ELSE 0 END) OVER w AS charge
		FROM @ledger@.entry e
		JOIN (SELECT DISTINCT n.practice_id, n.claim_id, n.line_no FROM named n) n ON n.practice_id = e.practice_id AND n.claim_id = e.claim_id AND n.line_no = e.line_no
		WINDOW w AS (PARTITION BY e.practice_id, e.claim_id, e.line_no ORDER BY e.entry_id ROWS UNBOUNDED PRECEDING))
	SELECT n.invariant, n.practice_id, format('%s claim %s line %s', n.what, n.claim_id, n.line_no), f.detail, f.difference
	FROM named n
	LEFT JOIN running r ON r.practice_id = n.practice_id AND r.claim_id = n.claim_id AND r.line_no = n.line_no AND r.entry_id = n.last_entry
	CROSS JOIN LATERAL (VALUES
		(r.entry_id IS NULL, format('entry %s is not of its line', n.last_entry), NULL::rcm.usd),
		(r.patient <> n.amount, format('the patient''s entries up to %s do not add up to it', n.last_entry), n.amount - r.patient),
		(r.charge <> n.charge, format('the charges up to entry %s do not add up to its charge', n.last_entry), n.charge - r.charge)
		) f (fails, detail, difference)
	WHERE f.fails;
END
$$;
COMMENT ON FUNCTION @ledger@.check_named_lines(text) IS
'Part of check(): I12 and I13, what a plan or a statement says that a patient owed on a line is what the entries up to the one that it names add up to. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_credits(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	WITH owed AS (
		SELECT r.practice_id, r.claim_id, r.line_no, x.party, -x.owed AS amount
		FROM @ledger@.receivable r
		CROSS JOIN LATERAL (VALUES ('insurer_1'::rcm.account, r.insurer_1), ('insurer_2', r.insurer_2), ('insurer_3', r.insurer_3),
			('patient', r.patient), ('third_party', r.third_party)) x (party, owed)
		WHERE (check_credits.practice_id IS NULL OR r.practice_id = check_credits.practice_id) AND x.owed < 0),
	listed AS (
		SELECT c.practice_id, c.claim_id, c.line_no, c.party, c.amount FROM @ledger@.credit c
		WHERE check_credits.practice_id IS NULL OR c.practice_id = check_credits.practice_id)
	SELECT 'I3', coalesce(o.practice_id, l.practice_id), format('claim %s line %s', coalesce(o.claim_id, l.claim_id), coalesce(o.line_no, l.line_no)),
		format('%s has a credit that the view credit does not list as it is', coalesce(o.party, l.party)), coalesce(o.amount, 0) - coalesce(l.amount, 0)
	FROM owed o FULL JOIN listed l ON l.practice_id = o.practice_id AND l.claim_id = o.claim_id AND l.line_no = o.line_no AND l.party = o.party
	WHERE o.amount IS DISTINCT FROM l.amount;
END
$$;
COMMENT ON FUNCTION @ledger@.check_credits(text) IS
'Part of check(): I3, every balance below zero is in the view credit, and nothing else is. practice_id: null for all.';
