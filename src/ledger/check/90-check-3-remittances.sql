-- 90-check-3-remittances.sql - proofs about what payers paid: I5, I6, I8, I9

CREATE OR REPLACE FUNCTION @ledger@.check_payments(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	WITH claims AS (
		SELECT c.practice_id, c.remittance_id, sum(c.paid) AS paid, count(*) AS claims FROM @ledger@.remittance_claim c
		WHERE check_payments.practice_id IS NULL OR c.practice_id = check_payments.practice_id
		GROUP BY c.practice_id, c.remittance_id),
	adjustments AS (
		SELECT a.practice_id, a.remittance_id, sum(a.amount) AS amount FROM @ledger@.provider_adjustment a
		WHERE check_payments.practice_id IS NULL OR a.practice_id = check_payments.practice_id
		GROUP BY a.practice_id, a.remittance_id),
	cash AS (
		SELECT e.practice_id, e.remittance_id, sum(CASE WHEN e.to_account = 'cash' THEN e.amount ELSE -e.amount END) AS amount
		FROM @ledger@.entry e
		WHERE (check_payments.practice_id IS NULL OR e.practice_id = check_payments.practice_id)
			AND e.remittance_id IS NOT NULL AND 'cash' IN (e.from_account, e.to_account)
		GROUP BY e.practice_id, e.remittance_id)
	SELECT f.invariant, r.practice_id, format('remittance %s', r.remittance_id), f.detail, f.difference
	FROM @ledger@.remittance r
	LEFT JOIN claims c ON c.practice_id = r.practice_id AND c.remittance_id = r.remittance_id
	LEFT JOIN adjustments a ON a.practice_id = r.practice_id AND a.remittance_id = r.remittance_id
	LEFT JOIN cash m ON m.practice_id = r.practice_id AND m.remittance_id = r.remittance_id
	CROSS JOIN LATERAL (VALUES
		(r.state = 'posted' AND r.amount <> coalesce(c.paid, 0) - coalesce(a.amount, 0), 'I5',
			'amount <> claims - provider adjustments', r.amount - (coalesce(c.paid, 0) - coalesce(a.amount, 0))),
		(r.state = 'posted' AND r.amount <> coalesce(m.amount, 0), 'I5', 'amount <> cash of its entries', r.amount - coalesce(m.amount, 0)),
		(r.state = 'posted' AND r.claims <> coalesce(c.claims, 0), 'I5', 'has another number of claims than it says', NULL),
		(r.state <> 'posted' AND (c.claims > 0 OR a.amount IS NOT NULL), 'I5', 'is not posted, yet there are claims or provider adjustments of it', c.paid)
		) f (fails, invariant, detail, difference)
	WHERE (check_payments.practice_id IS NULL OR r.practice_id = check_payments.practice_id) AND f.fails;
	RETURN QUERY
	SELECT 'I6', r.practice_id, format('remittance %s', min(r.remittance_id)), format('is there %s times', count(*)), r.amount
	FROM @ledger@.remittance r
	WHERE check_payments.practice_id IS NULL OR r.practice_id = check_payments.practice_id
	GROUP BY r.practice_id, r.payer_key, r.trace_number, r.amount, r.payment_date, r.digest HAVING count(*) > 1;
END
$$;
COMMENT ON FUNCTION @ledger@.check_payments(text) IS
'Part of check(): I5, the amount of a posted remittance is what its claims less its provider adjustments are, and the cash that its entries brought; I6, each is there once. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_remitted(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	WITH adjusted AS (
		SELECT a.practice_id, a.remittance_id, a.claim_no, coalesce(sum(a.amount), 0::rcm.usd) AS amount,
			coalesce(sum(a.amount) FILTER (WHERE a.remitted_line IS NULL), 0::rcm.usd) AS of_claim
		FROM @ledger@.remittance_adjustment a
		WHERE check_remitted.practice_id IS NULL OR a.practice_id = check_remitted.practice_id
		GROUP BY a.practice_id, a.remittance_id, a.claim_no),
	lines AS (
		SELECT l.practice_id, l.remittance_id, l.claim_no, sum(l.paid) AS paid FROM @ledger@.remittance_line l
		WHERE check_remitted.practice_id IS NULL OR l.practice_id = check_remitted.practice_id
		GROUP BY l.practice_id, l.remittance_id, l.claim_no)
	SELECT 'I5', c.practice_id, format('remittance %s claim %s', c.remittance_id, c.claim_no), f.detail, f.difference
	FROM @ledger@.remittance_claim c
	LEFT JOIN adjusted a ON a.practice_id = c.practice_id AND a.remittance_id = c.remittance_id AND a.claim_no = c.claim_no
	LEFT JOIN lines l ON l.practice_id = c.practice_id AND l.remittance_id = c.remittance_id AND l.claim_no = c.claim_no
	CROSS JOIN LATERAL (VALUES
		(c.charge - coalesce(a.amount, 0) <> c.paid, 'charge - adjustments <> paid', c.paid - (c.charge - coalesce(a.amount, 0))),
		(l.paid - coalesce(a.of_claim, 0) <> c.paid, 'paid on lines - adjustments of the claim <> paid', c.paid - (l.paid - coalesce(a.of_claim, 0)))
		) f (fails, detail, difference)
	WHERE (check_remitted.practice_id IS NULL OR c.practice_id = check_remitted.practice_id) AND f.fails;
	RETURN QUERY
	WITH adjusted AS (
		SELECT a.practice_id, a.remittance_id, a.claim_no, a.remitted_line, sum(a.amount) AS amount
		FROM @ledger@.remittance_adjustment a
		WHERE (check_remitted.practice_id IS NULL OR a.practice_id = check_remitted.practice_id) AND a.remitted_line IS NOT NULL
		GROUP BY a.practice_id, a.remittance_id, a.claim_no, a.remitted_line)
	SELECT 'I5', l.practice_id, format('remittance %s claim %s line %s', l.remittance_id, l.claim_no, l.remitted_line),
		'charge - adjustments <> paid', l.paid - (l.charge - coalesce(a.amount, 0))
	FROM @ledger@.remittance_line l
	LEFT JOIN adjusted a ON a.practice_id = l.practice_id AND a.remittance_id = l.remittance_id AND a.claim_no = l.claim_no AND a.remitted_line = l.remitted_line
	WHERE (check_remitted.practice_id IS NULL OR l.practice_id = check_remitted.practice_id)
		AND l.charge - coalesce(a.amount, 0) <> l.paid;
END
$$;
COMMENT ON FUNCTION @ledger@.check_remitted(text) IS
'Part of check(): I5, the equations of each claim and line of posted remittances. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_remitted_references(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	SELECT 'reference', l.practice_id, format('remittance %s claim %s line %s', l.remittance_id, l.claim_no, l.remitted_line), 'the claim of the remittance is not there', l.paid
	FROM @ledger@.remittance_line l
	WHERE (check_remitted_references.practice_id IS NULL OR l.practice_id = check_remitted_references.practice_id)
		AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim c
			WHERE c.practice_id = l.practice_id AND c.remittance_id = l.remittance_id AND c.claim_no = l.claim_no);
	RETURN QUERY
	SELECT 'reference', a.practice_id, format('remittance %s claim %s adjustment %s', a.remittance_id, a.claim_no, a.adjustment_no),
		'the claim or line that it is of is not there', a.amount
	FROM @ledger@.remittance_adjustment a
	LEFT JOIN @ledger@.remittance_claim c ON c.practice_id = a.practice_id AND c.remittance_id = a.remittance_id AND c.claim_no = a.claim_no
	LEFT JOIN @ledger@.remittance_line l ON l.practice_id = a.practice_id AND l.remittance_id = a.remittance_id AND l.claim_no = a.claim_no AND l.remitted_line = a.remitted_line
	WHERE (check_remitted_references.practice_id IS NULL OR a.practice_id = check_remitted_references.practice_id)
		AND (c.claim_no IS NULL OR a.remitted_line IS NOT NULL AND l.remitted_line IS NULL);
	RETURN QUERY
	SELECT 'reference', r.practice_id, format('remittance %s claim %s', r.remittance_id, r.claim_no), format('claim "%s" is not there', r.claim_id), r.paid
	FROM @ledger@.remittance_claim r
	WHERE (check_remitted_references.practice_id IS NULL OR r.practice_id = check_remitted_references.practice_id) AND r.claim_id IS NOT NULL
		AND NOT EXISTS (SELECT FROM @ledger@.claim c WHERE c.practice_id = r.practice_id AND c.claim_id = r.claim_id);
END
$$;
COMMENT ON FUNCTION @ledger@.check_remitted_references(text) IS
'Part of check(): what the rows of a remittance refer to is there. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_payer_reversals(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	SELECT 'I8', r.practice_id, format('remittance %s claim %s', r.remittance_id, r.claim_no), f.detail, f.difference
	FROM @ledger@.remittance_claim r
	LEFT JOIN @ledger@.remittance_claim o ON o.practice_id = r.practice_id AND o.remittance_id = r.reverses_remittance AND o.claim_no = r.reverses_claim
	CROSS JOIN LATERAL (VALUES
		(r.state = 'posted' AND r.reverses_claim IS NULL AND r.match_stage IS DISTINCT FROM 'by hand', 'is a reversal that is posted, and reverses nothing', r.paid),
		(r.reverses_claim IS NOT NULL AND o.claim_no IS NULL, 'reverses what is not there', r.paid),
		(o.claim_id <> r.claim_id, 'reverses what answered another claim', r.paid),
		(o.status = '22', 'reverses a reversal', r.paid),
		(o.paid <> -r.paid, 'does not take back what was paid', r.paid + o.paid),
		(o.charge <> -r.charge, 'does not take back what was charged', r.charge + o.charge)
		) f (fails, detail, difference)
	WHERE (check_payer_reversals.practice_id IS NULL OR r.practice_id = check_payer_reversals.practice_id) AND r.status = '22' AND f.fails;
	RETURN QUERY
	SELECT 'I8', r.practice_id, format('remittance %s claim %s', r.reverses_remittance, r.reverses_claim), format('is reversed %s times', count(*)), sum(r.paid)
	FROM @ledger@.remittance_claim r
	WHERE (check_payer_reversals.practice_id IS NULL OR r.practice_id = check_payer_reversals.practice_id) AND r.reverses_claim IS NOT NULL
	GROUP BY r.practice_id, r.reverses_remittance, r.reverses_claim HAVING count(*) > 1;
	-- whatever was posted for an answer that was taken back is taken back
	RETURN QUERY
	SELECT 'I8', r.practice_id, format('entry %s', e.entry_id), format('is of claim %s of remittance %s, which is reversed, but not reversed', o.claim_no, o.remittance_id), e.amount
	FROM @ledger@.remittance_claim r
	JOIN @ledger@.remittance_claim o ON o.practice_id = r.practice_id AND o.remittance_id = r.reverses_remittance AND o.claim_no = r.reverses_claim
	JOIN @ledger@.entry e ON e.practice_id = o.practice_id AND e.remittance_id = o.remittance_id AND e.remitted_claim = o.claim_no AND e.reverses IS NULL AND e.from_account <> 'refund'
	WHERE (check_payer_reversals.practice_id IS NULL OR r.practice_id = check_payer_reversals.practice_id)
		AND NOT EXISTS (SELECT FROM @ledger@.entry b WHERE b.practice_id = e.practice_id AND b.reverses = e.entry_id);
END
$$;
COMMENT ON FUNCTION @ledger@.check_payer_reversals(text) IS
'Part of check(): I8, a posted reversal takes back one answer to the same claim, in full, and is the only one that does. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check_suspense(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	-- an answer and what takes it back are looked at together
	RETURN QUERY
	WITH waiting AS (
		SELECT e.practice_id, e.remittance_id, e.remitted_claim, sum(CASE WHEN e.to_account = 'suspense' THEN e.amount ELSE -e.amount END) AS amount
		FROM @ledger@.entry e
		WHERE (check_suspense.practice_id IS NULL OR e.practice_id = check_suspense.practice_id)
			AND e.remitted_claim IS NOT NULL AND 'suspense' IN (e.from_account, e.to_account)
		GROUP BY e.practice_id, e.remittance_id, e.remitted_claim),
	open AS (
		SELECT c.practice_id, coalesce(c.reverses_remittance, c.remittance_id) AS remittance_id, coalesce(c.reverses_claim, c.claim_no) AS claim_no,
			sum(w.amount) AS waits, sum(-c.paid) FILTER (WHERE c.state = 'suspense') AS due, bool_and(c.state = 'suspense') AS unknown
		FROM @ledger@.remittance_claim c
		LEFT JOIN waiting w ON w.practice_id = c.practice_id AND w.remittance_id = c.remittance_id AND w.remitted_claim = c.claim_no
		WHERE check_suspense.practice_id IS NULL OR c.practice_id = check_suspense.practice_id
		GROUP BY 1, 2, 3)
	SELECT 'I9', o.practice_id, format('remittance %s claim %s', o.remittance_id, o.claim_no),
		CASE WHEN o.unknown THEN 'waits for its claim, but not all of its payment is in suspense' ELSE 'is posted, but something of it is in suspense and nobody is told' END,
		coalesce(o.waits, 0) - coalesce(o.due, 0)
	FROM open o
	WHERE coalesce(o.waits, 0) <> coalesce(o.due, 0)
		AND (o.unknown OR NOT EXISTS (SELECT FROM @ledger@.posting_exception x WHERE x.practice_id = o.practice_id
			AND x.remittance_id = o.remittance_id AND x.claim_no = o.claim_no AND x.problem = 'no charge line fits'));
	-- a provider adjustment waits at most as a whole
	RETURN QUERY
	WITH waiting AS (
		SELECT e.practice_id, e.remittance_id, e.remitted_line, sum(CASE WHEN e.to_account = 'suspense' THEN e.amount ELSE -e.amount END) AS amount
		FROM @ledger@.entry e
		WHERE (check_suspense.practice_id IS NULL OR e.practice_id = check_suspense.practice_id)
			AND e.remittance_id IS NOT NULL AND e.remitted_claim IS NULL AND 'suspense' IN (e.from_account, e.to_account)
		GROUP BY e.practice_id, e.remittance_id, e.remitted_line)
	SELECT 'I9', w.practice_id, format('remittance %s provider adjustment %s', w.remittance_id, w.remitted_line),
		CASE WHEN a.adjustment_no IS NULL THEN 'is in suspense, but not there' ELSE 'has more in suspense than it is' END, w.amount - a.amount
	FROM waiting w
	LEFT JOIN @ledger@.provider_adjustment a ON a.practice_id = w.practice_id AND a.remittance_id = w.remittance_id AND a.adjustment_no = w.remitted_line
		AND a.account = 'suspense'
	WHERE w.amount <> 0 AND (a.adjustment_no IS NULL OR NOT w.amount BETWEEN least(a.amount, 0) AND greatest(a.amount, 0));
	RETURN QUERY
	WITH posted AS (
		SELECT e.practice_id, r.payer_key, sum(CASE WHEN e.to_account = 'suspense' THEN e.amount ELSE -e.amount END) AS amount
		FROM @ledger@.entry e LEFT JOIN @ledger@.remittance r ON r.practice_id = e.practice_id AND r.remittance_id = e.remittance_id
		WHERE (check_suspense.practice_id IS NULL OR e.practice_id = check_suspense.practice_id) AND 'suspense' IN (e.from_account, e.to_account)
		GROUP BY e.practice_id, r.payer_key),
	listed AS (
		SELECT s.practice_id, s.payer_key, sum(s.amount) AS amount FROM @ledger@.suspense s
		WHERE check_suspense.practice_id IS NULL OR s.practice_id = check_suspense.practice_id
		GROUP BY s.practice_id, s.payer_key)
	SELECT 'I9', coalesce(p.practice_id, l.practice_id), format('suspense of payer %s', coalesce(p.payer_key, l.payer_key)),
		'is not what the view suspense lists', coalesce(p.amount, 0) - coalesce(l.amount, 0)
	FROM posted p FULL JOIN listed l ON l.practice_id = p.practice_id AND l.payer_key = p.payer_key
	WHERE coalesce(p.amount, 0) <> coalesce(l.amount, 0);
END
$$;
COMMENT ON FUNCTION @ledger@.check_suspense(text) IS
'Part of check(): I9. What a payer''s suspense holds is what the view suspense lists: claims that were not found, lines that answer no charge line, provider adjustments that have not resolved. practice_id: null for all.';
