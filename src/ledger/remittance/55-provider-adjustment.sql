-- 55-provider-adjustment.sql - what a payment has more or less than its claims (PLB)

CREATE OR REPLACE FUNCTION @ledger@.provider_adjustment_account(reason text) RETURNS rcm.account
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT CASE
		WHEN provider_adjustment_account.reason = 'L6' THEN 'interest'::rcm.account
		WHEN provider_adjustment_account.reason IN ('IR', 'LE') THEN 'levy'
		WHEN provider_adjustment_account.reason = 'CT' THEN 'capitation'
		ELSE 'suspense' END
$$;
COMMENT ON FUNCTION @ledger@.provider_adjustment_account(text) IS
'Where a provider adjustment is posted by its reason (PLB03-1): L6 interest; IR and LE, withheld for the tax office or by court order, levy; CT capitation. Everything else - forwarded balances (FB), recoveries (WO), 72, CS, J1, AP and so on - waits in suspense until it resolves: a forwarded balance by the recovery with the same reference, anything else by settle_suspense.';

CREATE OR REPLACE FUNCTION @ledger@.post_provider_adjustments(rem @ledger@.remittance, event_id bigint, adjustments jsonb) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	INSERT INTO @ledger@.provider_adjustment (practice_id, remittance_id, adjustment_no, provider_id, fiscal_date, reason, reference, amount, account, claim_id)
		SELECT rem.practice_id, rem.remittance_id, a.adjustment, a.provider_id, a.fiscal_date, a.reason, a.reference, coalesce(a.amount, 0),
			@ledger@.provider_adjustment_account(a.reason),
			-- references are written in many ways: a word of one that is a claim's number, ours or the payer's
			(SELECT min(c.claim_id) FROM regexp_split_to_table(a.reference, '[^A-Za-z0-9.-]+') word (text)
				JOIN @ledger@.claim c ON c.practice_id = rem.practice_id AND (c.claim_id = word.text OR c.payer_claim_control = word.text)
				WHERE word.text <> '' HAVING count(DISTINCT c.claim_id) = 1)
		FROM jsonb_to_recordset(coalesce(adjustments, '[]')) a (adjustment integer, provider_id text, fiscal_date date, reason text, reference text, amount rcm.usd);
	INSERT INTO @ledger@.entry (practice_id, event_id, from_account, to_account, amount, effective_on, remittance_id, remitted_line)
		SELECT a.practice_id, post_provider_adjustments.event_id, CASE WHEN a.amount > 0 THEN 'cash'::rcm.account ELSE a.account END,
			CASE WHEN a.amount > 0 THEN a.account ELSE 'cash'::rcm.account END, CASE WHEN a.amount > 0 THEN a.amount ELSE -a.amount END,
			rem.payment_date, a.remittance_id, a.adjustment_no
		FROM @ledger@.provider_adjustment a
		WHERE a.practice_id = rem.practice_id AND a.remittance_id = rem.remittance_id AND a.amount <> 0
		ORDER BY a.adjustment_no;
END
$$;
COMMENT ON FUNCTION @ledger@.post_provider_adjustments(@ledger@.remittance, bigint, jsonb) IS
'Posts the PLB of a remittance: a positive amount lowers the payment, so it moves from cash. Its entries have no remitted_claim, and its place in the PLB as remitted_line. Called by post_payment.';

CREATE OR REPLACE FUNCTION @ledger@.settle_suspense(practice_id text, remittance_id bigint, adjustment_no integer, amount rcm.usd, reason text,
		claim_id text DEFAULT NULL, line_no integer DEFAULT NULL, account rcm.account DEFAULT 'insurer_1')
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	a    @ledger@.provider_adjustment;
	open rcm.usd;
	id   bigint;
BEGIN
	SELECT * INTO a FROM @ledger@.provider_adjustment x WHERE x.practice_id = settle_suspense.practice_id
		AND x.remittance_id = settle_suspense.remittance_id AND x.adjustment_no = settle_suspense.adjustment_no FOR NO KEY UPDATE;
	IF NOT FOUND OR a.account <> 'suspense' THEN
		RAISE EXCEPTION 'provider adjustment % of remittance % does not wait in suspense', adjustment_no, remittance_id USING ERRCODE = 'RC010';
	END IF;
	PERFORM @ledger@.lock_claims(settle_suspense.practice_id, ARRAY[settle_suspense.claim_id]);
	open := @ledger@.suspense_of(settle_suspense.practice_id, settle_suspense.remittance_id, settle_suspense.adjustment_no);
	IF settle_suspense.amount <= 0 OR settle_suspense.amount > (CASE WHEN open < 0 THEN -open ELSE open END) THEN
		RAISE EXCEPTION 'suspense: % of % is open', CASE WHEN open < 0 THEN -open ELSE open END, a.amount USING ERRCODE = 'RC011',
			DETAIL = format('To be settled: %s.', settle_suspense.amount);
	ELSIF NOT (rcm.owes(settle_suspense.account) AND settle_suspense.claim_id IS NOT NULL
			OR settle_suspense.account IN ('interest', 'levy', 'capitation', 'refund', 'writeoff_administrative') AND settle_suspense.claim_id IS NULL)
			OR settle_suspense.account = 'patient' THEN
		RAISE EXCEPTION 'suspense of a payer cannot be settled with account %', settle_suspense.account USING ERRCODE = 'RC011',
			HINT = 'Give a claim and line with insurer_1, insurer_2, insurer_3 or third_party, or no claim with interest, levy, capitation, refund or writeoff_administrative.';
	END IF;
	id := @ledger@.open_event(settle_suspense.practice_id, 'suspense', NULL, settle_suspense.reason);
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, remittance_id, remitted_line)
		VALUES (settle_suspense.practice_id, id, settle_suspense.claim_id, settle_suspense.line_no,
			CASE WHEN open > 0 THEN 'suspense'::rcm.account ELSE settle_suspense.account END,
			CASE WHEN open > 0 THEN settle_suspense.account ELSE 'suspense'::rcm.account END,
			settle_suspense.amount, @ledger@.today(settle_suspense.practice_id), settle_suspense.remittance_id, settle_suspense.adjustment_no);
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.settle_suspense(text, bigint, integer, rcm.usd, text, text, integer, rcm.account) IS
'Gives money of a provider adjustment that waits in suspense its place, and returns the event: on a charge line (claim_id, line_no, and as "account" the payer), where a recovery (WO) makes the payer owe again what it took back, with the line''s original age, and a balance that was forwarded lowers it; or as interest, levy, capitation, refund or writeoff_administrative without a claim. amount: how much of it, at most what is open. reason is kept. Errors: RC010 when it does not wait, RC011 when less is open, or the account does not fit.';

CREATE OR REPLACE FUNCTION @ledger@.suspense_of(practice_id text, remittance_id bigint, adjustment_no integer) RETURNS rcm.usd
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT coalesce(sum(CASE account 'suspense' WHEN e.to_account THEN e.amount WHEN e.from_account THEN -e.amount ELSE 0 END), 0)
	FROM (SELECT * FROM @ledger@.entry w WHERE w.practice_id = suspense_of.practice_id AND w.remittance_id = suspense_of.remittance_id
			AND w.claim_id IS NULL AND w.remitted_claim IS NULL AND w.remitted_line = suspense_of.adjustment_no
		UNION ALL
		SELECT w.* FROM @ledger@.entry w JOIN @ledger@.event v USING (practice_id, event_id)
		WHERE w.practice_id = suspense_of.practice_id AND w.remittance_id = suspense_of.remittance_id AND v.kind = 'suspense'
			AND w.claim_id IS NOT NULL AND w.remitted_claim IS NULL AND w.remitted_line = suspense_of.adjustment_no) e
$$;
COMMENT ON FUNCTION @ledger@.suspense_of(text, bigint, integer) IS
'What of a provider adjustment is in suspense now: positive when the payer has kept money, negative when it has given some ahead.';
