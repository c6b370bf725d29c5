-- 54-reverse.sql - reversals by the payer, in any order

CREATE OR REPLACE FUNCTION @ledger@.negates(r @ledger@.remittance_claim, o @ledger@.remittance_claim) RETURNS boolean
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH a AS (
		SELECT * FROM @ledger@.remittance_adjustment a WHERE a.practice_id = r.practice_id AND a.remittance_id = r.remittance_id AND a.claim_no = r.claim_no
		UNION ALL
		SELECT * FROM @ledger@.remittance_adjustment a WHERE a.practice_id = o.practice_id AND a.remittance_id = o.remittance_id AND a.claim_no = o.claim_no)
	-- (004010 gives another group for all of them)
	SELECT EXISTS (SELECT FROM a WHERE a.group_code = 'CR')
		OR NOT EXISTS (SELECT FROM a GROUP BY a.group_code, a.carc HAVING sum(a.amount) <> 0)
$$;
COMMENT ON FUNCTION @ledger@.negates(@ledger@.remittance_claim, @ledger@.remittance_claim) IS
'Does one remitted claim take back every reason of another in full?';

CREATE OR REPLACE FUNCTION @ledger@.original_of(practice_id text, remittance_id bigint, claim_no integer) RETURNS @ledger@.remittance_claim
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	r     @ledger@.remittance_claim;
	payer text;
	found @ledger@.remittance_claim;
BEGIN
	SELECT * INTO r FROM @ledger@.remittance_claim x
		WHERE x.practice_id = original_of.practice_id AND x.remittance_id = original_of.remittance_id AND x.claim_no = original_of.claim_no;
	SELECT x.payer_key INTO payer FROM @ledger@.remittance x WHERE x.practice_id = r.practice_id AND x.remittance_id = r.remittance_id;
	-- (each way has its index, whatever the statistics say; how the rest is joined is not left to them either)
	SELECT (y.o).* INTO found FROM (
		SELECT ROW(o.*)::@ledger@.remittance_claim AS o, count(*) OVER () AS fitting,
			o.payer_claim_control IS NULL OR r.payer_claim_control IS NULL OR o.payer_claim_control IN (r.payer_claim_control, r.original_ref) AS named
		FROM (SELECT * FROM @ledger@.remittance_claim w WHERE w.practice_id = r.practice_id AND w.claim_id = r.claim_id
			UNION ALL
			SELECT * FROM @ledger@.remittance_claim w
			WHERE w.practice_id = r.practice_id AND w.claim_id IS NULL AND w.state = 'suspense' AND w.remitted_id = r.remitted_id
			UNION ALL
			-- found otherwise than by its number, as by hand: the payer goes by the number still
			SELECT * FROM @ledger@.remittance_claim w
			WHERE r.claim_id IS NULL AND w.practice_id = r.practice_id AND w.claim_id <> w.remitted_id AND w.remitted_id = r.remitted_id) o
		WHERE o.status IS DISTINCT FROM '22' AND o.status IS DISTINCT FROM '25' AND o.state <> 'information' AND o.paid = -r.paid AND o.charge = -r.charge
			AND (SELECT x.payer_key FROM @ledger@.remittance x
				WHERE x.practice_id = r.practice_id AND x.remittance_id = o.remittance_id AND x.state = 'posted') = payer
			AND (SELECT count(*) FROM @ledger@.remittance_claim t
				WHERE t.practice_id = r.practice_id AND t.reverses_remittance = o.remittance_id AND t.reverses_claim = o.claim_no) = 0
			AND @ledger@.negates(r, ROW(o.*)::@ledger@.remittance_claim)) y
		-- (a payer that gives the reversal a number of its own is understood where only one answer can be meant)
		WHERE y.named OR y.fitting = 1
		ORDER BY y.named DESC, (y.o).remittance_id DESC, (y.o).claim_no DESC LIMIT 1;
	RETURN found;
END
$$;
COMMENT ON FUNCTION @ledger@.original_of(text, bigint, integer) IS
'What a reversal takes back (I8): the last answer of the same payer to the same claim whose charge, payment and every reason it negates, and that nothing has taken back yet; null when there is none.';

CREATE OR REPLACE FUNCTION @ledger@.take_back(practice_id text, remittance_id bigint, claim_no integer, event_id bigint, effective_on date) RETURNS boolean
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	o @ledger@.remittance_claim := @ledger@.original_of(practice_id, remittance_id, claim_no);
BEGIN
	IF o.remittance_id IS NULL THEN
		RETURN false;
	END IF;
	-- (the claim may be another than the reversal's number told)
	PERFORM @ledger@.lock_claims(take_back.practice_id, ARRAY[o.claim_id]);
	UPDATE @ledger@.remittance_claim r SET state = 'posted', claim_id = coalesce(o.claim_id, r.claim_id), party = coalesce(o.party, r.party, 'insurer_1'),
			match_stage = coalesce(r.match_stage, 'what it reverses'), reverses_remittance = o.remittance_id, reverses_claim = o.claim_no
		WHERE r.practice_id = take_back.practice_id AND r.remittance_id = take_back.remittance_id AND r.claim_no = take_back.claim_no
			AND o.claim_id IS NOT NULL;
	IF NOT FOUND THEN
		-- both wait for a claim of ours
		UPDATE @ledger@.remittance_claim r SET reverses_remittance = o.remittance_id, reverses_claim = o.claim_no
			WHERE r.practice_id = take_back.practice_id AND r.remittance_id = take_back.remittance_id AND r.claim_no = take_back.claim_no;
	END IF;
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, group_code, carc,
			remittance_id, remitted_claim, remitted_line, receipt_id, exception, reverses)
		SELECT e.practice_id, take_back.event_id, e.claim_id, e.line_no, e.to_account, e.from_account, e.amount, take_back.effective_on, e.group_code, e.carc,
			take_back.remittance_id, take_back.claim_no, e.remitted_line, e.receipt_id, e.exception, e.entry_id
		FROM (SELECT * FROM @ledger@.entry w
				WHERE w.practice_id = take_back.practice_id AND w.claim_id = o.claim_id AND w.remittance_id = o.remittance_id AND w.remitted_claim = o.claim_no
				UNION ALL
				SELECT * FROM @ledger@.entry w
				WHERE w.practice_id = take_back.practice_id AND w.claim_id IS NULL AND w.remittance_id = o.remittance_id AND w.remitted_claim = o.claim_no) e
		-- (what was given back meanwhile stays given back)
		WHERE e.reverses IS NULL AND e.from_account <> 'refund'
			AND NOT EXISTS (SELECT FROM @ledger@.entry b WHERE b.practice_id = e.practice_id AND b.reverses = e.entry_id)
		ORDER BY e.entry_id;
	RETURN true;
END
$$;
COMMENT ON FUNCTION @ledger@.take_back(text, bigint, integer, bigint, date) IS
'Posts a reversal, if what it takes back is found: every entry of that the other way round, whoever has owed it meanwhile. False when it is not found.';

CREATE OR REPLACE FUNCTION @ledger@.post_reversals(rem @ledger@.remittance, event_id bigint) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	r record;
BEGIN
	FOR r IN SELECT rc.claim_no FROM @ledger@.remittance_claim rc
		WHERE rc.practice_id = rem.practice_id AND rc.remittance_id = rem.remittance_id AND rc.status = '22' AND rc.reverses_claim IS NULL
		ORDER BY rc.claim_no
	LOOP
		PERFORM @ledger@.take_back(rem.practice_id, rem.remittance_id, r.claim_no, post_reversals.event_id, rem.payment_date);
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.post_reversals(@ledger@.remittance, bigint) IS
'Posts the reversals of a remittance whose originals are found now. Called by post_payment, before and after the other claims.';

CREATE OR REPLACE FUNCTION @ledger@.park_reversals(rem @ledger@.remittance, event_id bigint) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	INSERT INTO @ledger@.posting_exception (practice_id, remittance_id, claim_no, problem, amount)
		SELECT rem.practice_id, rem.remittance_id, rc.claim_no, 'it reverses what was never posted', rc.paid
		FROM @ledger@.remittance_claim rc
		WHERE rc.practice_id = rem.practice_id AND rc.remittance_id = rem.remittance_id AND rc.status = '22' AND rc.reverses_claim IS NULL;
	INSERT INTO @ledger@.entry (practice_id, event_id, from_account, to_account, amount, effective_on, remittance_id, remitted_claim)
		SELECT rem.practice_id, park_reversals.event_id, CASE WHEN rc.paid < 0 THEN 'cash'::rcm.account ELSE 'suspense' END,
			CASE WHEN rc.paid < 0 THEN 'suspense'::rcm.account ELSE 'cash' END, CASE WHEN rc.paid < 0 THEN -rc.paid ELSE rc.paid END,
			rem.payment_date, rem.remittance_id, rc.claim_no
		FROM @ledger@.remittance_claim rc
		WHERE rc.practice_id = rem.practice_id AND rc.remittance_id = rem.remittance_id AND rc.status = '22' AND rc.reverses_claim IS NULL AND rc.paid <> 0;
END
$$;
COMMENT ON FUNCTION @ledger@.park_reversals(@ledger@.remittance, bigint) IS
'Puts the money of reversals whose originals are not found into suspense, to wait for them. Called by post_payment.';

CREATE OR REPLACE FUNCTION @ledger@.settle_waiting_reversals(practice_id text, remittance_id bigint) RETURNS integer
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	r       record;
	id      bigint;
	settled integer := 0;
BEGIN
	-- (nearly always there is none)
	IF NOT EXISTS (SELECT FROM @ledger@.remittance_claim w WHERE w.practice_id = settle_waiting_reversals.practice_id
			AND w.state = 'suspense' AND w.status = '22' AND w.reverses_claim IS NULL) THEN
		RETURN 0;
	END IF;
	-- reversals of earlier payments, which this payment's claims may be what they reverse
	FOR r IN SELECT w.remittance_id, w.claim_no, min(rc.claim_id) AS claim_id
		FROM @ledger@.remittance_claim rc
		JOIN @ledger@.remittance_claim w ON w.practice_id = rc.practice_id AND w.remitted_id = rc.remitted_id AND w.state = 'suspense'
			AND w.status = '22' AND w.reverses_claim IS NULL AND w.remittance_id <> rc.remittance_id
		WHERE rc.practice_id = settle_waiting_reversals.practice_id AND rc.remittance_id = settle_waiting_reversals.remittance_id
		GROUP BY 1, 2 ORDER BY 1, 2
	LOOP
		UPDATE @ledger@.remittance_claim w SET claim_id = r.claim_id, match_stage = 'what it reverses'
			WHERE w.practice_id = settle_waiting_reversals.practice_id AND w.remittance_id = r.remittance_id AND w.claim_no = r.claim_no AND w.claim_id IS NULL;
		IF (@ledger@.original_of(settle_waiting_reversals.practice_id, r.remittance_id, r.claim_no)).remittance_id IS NOT NULL THEN
			id := @ledger@.open_event(settle_waiting_reversals.practice_id, 'suspense', NULL, 'what the reversal takes back has come');
			PERFORM @ledger@.release_suspense(settle_waiting_reversals.practice_id, r.remittance_id, r.claim_no, id);
			PERFORM @ledger@.take_back(settle_waiting_reversals.practice_id, r.remittance_id, r.claim_no, id, @ledger@.today(settle_waiting_reversals.practice_id));
			PERFORM @ledger@.resolve_exceptions(settle_waiting_reversals.practice_id, r.remittance_id, r.claim_no, 'what it reverses has come');
			PERFORM @ledger@.answer_claims(settle_waiting_reversals.practice_id, r.remittance_id, r.claim_no);
			settled := settled + 1;
		END IF;
	END LOOP;
	RETURN settled;
END
$$;
COMMENT ON FUNCTION @ledger@.settle_waiting_reversals(text, bigint) IS
'Posts the reversals that came before what they take back, once a remittance has brought it; returns how many.';
