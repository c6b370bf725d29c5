-- 90-check-5-claims.sql - proofs about claims and their states

CREATE OR REPLACE FUNCTION @ledger@.check_states(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY
	WITH chain AS (
		SELECT t.practice_id, t.claim_id, t.transition_id, t.from_state, t.to_state,
			lag(t.to_state, 1, 'new') OVER w AS was, lead(t.transition_id) OVER w IS NULL AS is_last
		FROM @ledger@.claim_transition t
		WHERE check_states.practice_id IS NULL OR t.practice_id = check_states.practice_id
		WINDOW w AS (PARTITION BY t.practice_id, t.claim_id ORDER BY t.transition_id))
	SELECT 'state', c.practice_id, format('claim %s transition %s', c.claim_id, c.transition_id), f.detail, NULL::rcm.usd
	FROM chain c
	LEFT JOIN @ledger@.claim_state s ON s.from_state = c.from_state AND s.to_state = c.to_state
	LEFT JOIN @ledger@.claim x ON c.is_last AND x.practice_id = c.practice_id AND x.claim_id = c.claim_id
	CROSS JOIN LATERAL (VALUES
		(s.from_state IS NULL, format('goes from %s to %s, which is no legal transition', c.from_state, c.to_state)),
		(c.from_state <> c.was, format('goes from %s, but the claim was %s', c.from_state, c.was)),
		(c.is_last AND x.claim_id IS NULL, 'is of a claim that is not there'),
		(x.state <> c.to_state, format('is the last and goes to %s, but the claim is %s', c.to_state, x.state))
		) f (fails, detail)
	WHERE f.fails;
	RETURN QUERY
	SELECT 'state', c.practice_id, format('claim %s', c.claim_id), format('is %s without a transition', c.state), NULL::rcm.usd
	FROM @ledger@.claim c
	WHERE (check_states.practice_id IS NULL OR c.practice_id = check_states.practice_id)
		AND NOT EXISTS (SELECT FROM @ledger@.claim_transition t WHERE t.practice_id = c.practice_id AND t.claim_id = c.claim_id);
END
$$;
COMMENT ON FUNCTION @ledger@.check_states(text) IS
'Part of check(): every claim has come to its state by transitions that claim_state allows, each from where the one before led. practice_id: null for all.';

CREATE OR REPLACE FUNCTION @ledger@.check(practice_id text DEFAULT NULL) RETURNS SETOF @ledger@.violation
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	RETURN QUERY SELECT * FROM @ledger@.check_triggers();
	RETURN QUERY SELECT * FROM @ledger@.check_entries("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_entry_references("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_contractual("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_reversals("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_lines("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_patient_share("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_payments("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_remitted("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_remitted_references("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_payer_reversals("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_suspense("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_receipts("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_plans("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_statements("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_named_lines("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_credits("check".practice_id);
	RETURN QUERY SELECT * FROM @ledger@.check_states("check".practice_id);
END
$$;
COMMENT ON FUNCTION @ledger@.check(text) IS
'Proves the ledger: a row for everything in it that breaks one of its rules, with the rule, where, what, and by how much; no row when all hold, which is always. Reads every entry, so it is for once a day or after a restore, not for every page.
practice_id: the practice; null for all that the current role sees, as the owner the whole ledger.
Rules: I1 an entry moves an amount between two accounts; I2 a line''s charge is what payments, adjustments and balances add up to, and receivable says the same; I3 credits are listed; I4 no patient owes what no payer called the patient''s; I5 a remittance is what its claims and provider adjustments add up to, at every level; I6 it is posted once; I7 what was posted is never changed, and reversed once, as a whole; I8 a payer''s reversal takes back what was posted; I9 suspense is what waits; I10 no more is applied or refunded than was received; I11 a denial is no discount; I12 plans and I13 statements are what their lines are; I14 nothing counts before its day. Besides "reference" (something refers to what is not there) and "state" (a claim came to its state by a way that is not legal).

    SELECT * FROM billing.check(''A'');';
