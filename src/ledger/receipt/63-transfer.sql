-- 63-transfer.sql - who owes: from one party to another, and what a patient can be made to owe

CREATE OR REPLACE FUNCTION @ledger@.effective_adjustments(practice_id text, claim_id text,
		OUT remittance_id bigint, OUT claim_no integer, OUT party rcm.account, OUT line_no integer, OUT group_code text, OUT carc text, OUT amount rcm.usd)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT rc.remittance_id, rc.claim_no, rc.party, m.line_no, a.group_code, a.carc, CASE m.from_account WHEN 'insurer_1' THEN m.amount ELSE -m.amount END
	FROM @ledger@.remittance_claim rc
	CROSS JOIN LATERAL @ledger@.remitted(rc.practice_id, rc.remittance_id, rc.claim_no) p
	-- which charge line an adjustment is for, posting says: as if each were a discount
	CROSS JOIN LATERAL (SELECT array_agg(ROW(x.line, x.adjustment, 'CO', '45', x.amount, x.quantity)::rcm.remitted_adjustment) AS told
		FROM unnest(p.adjustments) x) d
	CROSS JOIN LATERAL (SELECT array_agg(ROW(x.line_no, x.control, x.code, x.mods, x.rev, x.service_from, x.service_to, x.charge, NULL)::rcm.charge_line) AS lines
		FROM @ledger@.claim_line x WHERE x.practice_id = rc.practice_id AND x.claim_id = rc.claim_id) ch
	CROSS JOIN LATERAL rcm.posting_moves(p.paid, p.lines, d.told, ch.lines, 'insurer_1', 'patient') m
	JOIN LATERAL unnest(p.adjustments) a ON a.adjustment = m.adjustment
	WHERE rc.practice_id = effective_adjustments.practice_id AND rc.claim_id = effective_adjustments.claim_id
		AND rc.state = 'posted' AND rc.status IS DISTINCT FROM '22' AND d.told IS NOT NULL AND m.from_account IS NOT NULL
		AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim t
			WHERE t.practice_id = rc.practice_id AND t.reverses_remittance = rc.remittance_id AND t.reverses_claim = rc.claim_no)
$$;
COMMENT ON FUNCTION @ledger@.effective_adjustments(text, text) IS
'The adjustments of the remittances that answer a claim and were not taken back, by charge line: what payers say now of every cent that they did not pay. party - as which payer it was said; amount - a negative one raises what is paid.';

CREATE OR REPLACE FUNCTION @ledger@.patient_share_left(practice_id text, claim_id text, line_no integer) RETURNS rcm.usd
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH answered AS (
		-- the last payer in turn who has answered knows what all before him have paid
		SELECT rc.party FROM @ledger@.remittance_claim rc
		WHERE rc.practice_id = patient_share_left.practice_id AND rc.claim_id = patient_share_left.claim_id
			AND rc.state = 'posted' AND rc.status IS DISTINCT FROM '22'
			AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim t
				WHERE t.practice_id = rc.practice_id AND t.reverses_remittance = rc.remittance_id AND t.reverses_claim = rc.claim_no)
		ORDER BY rc.party DESC LIMIT 1),
	moved AS (
		-- (what an exception allowed is beside it)
		SELECT coalesce(sum(CASE account 'patient' WHEN e.to_account THEN e.amount ELSE -e.amount END), 0) AS amount,
			coalesce(sum(CASE account 'patient' WHEN e.to_account THEN e.amount ELSE -e.amount END) FILTER (WHERE 'revenue' IN (e.from_account, e.to_account)), 0) AS charged
		FROM @ledger@.entry e
		WHERE e.practice_id = patient_share_left.practice_id AND e.claim_id = patient_share_left.claim_id AND e.line_no = patient_share_left.line_no
			AND e.exception IS NULL AND 'patient' IN (e.from_account, e.to_account)
			AND (e.from_account IN ('revenue', 'insurer_1', 'insurer_2', 'insurer_3', 'third_party') OR e.to_account IN ('revenue', 'insurer_1', 'insurer_2', 'insurer_3', 'third_party')))
	SELECT greatest(CASE
			WHEN c.filing_ind = 'WC' THEN 0
			WHEN NOT EXISTS (SELECT FROM answered) THEN m.charged - m.amount
			ELSE (SELECT coalesce(sum(a.amount), 0) FROM @ledger@.effective_adjustments(c.practice_id, c.claim_id) a, answered w
				WHERE a.line_no = patient_share_left.line_no AND a.party = w.party AND a.group_code = 'PR') - m.amount END, 0)
	FROM @ledger@.claim c, moved m
	WHERE c.practice_id = patient_share_left.practice_id AND c.claim_id = patient_share_left.claim_id
$$;
COMMENT ON FUNCTION @ledger@.patient_share_left(text, text, integer) IS
'How much more of a charge line a patient can be made to owe (I4): what the last payer in turn to answer says is the patient''s (group PR of the remittances that were not taken back), or, when none has answered, what the patient was charged, less what the patient has been made to owe. Nothing of workers'' compensation (filing indicator WC). Null when there is no such claim.';

CREATE OR REPLACE FUNCTION @ledger@.transfer(practice_id text, claim_id text, line_no integer, from_account rcm.account, to_account rcm.account,
		amount rcm.usd, reason text, exception text DEFAULT NULL)
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	share rcm.usd;
	why   text;
	id    bigint;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('reason', reason);
	IF NOT coalesce(rcm.owes(to_account), false) OR from_account = to_account THEN
		RAISE EXCEPTION 'no transfer from % to %', from_account, to_account USING ERRCODE = 'RC011',
			HINT = 'insurer_1, insurer_2, insurer_3, patient and third_party owe; what nobody owes is a payment or a write-off.';
	ELSIF coalesce(reason, '') = '' THEN
		RAISE EXCEPTION 'a transfer needs a reason' USING ERRCODE = 'RC011';
	ELSIF exception IS NOT NULL AND ('patient' NOT IN (from_account, to_account)
			OR exception NOT IN ('no coverage', 'not covered, patient agreed', 'patient was paid', 'patient failed to answer payer', 'left without choice of payer')) THEN
		RAISE EXCEPTION 'this is no exception' USING ERRCODE = 'RC011',
			HINT = 'Of a patient: no coverage; not covered, patient agreed; patient was paid; patient failed to answer payer; left without choice of payer.';
	END IF;
	PERFORM @ledger@.open_debt(transfer.practice_id, transfer.claim_id, transfer.line_no, transfer.from_account, transfer.amount);
	IF to_account = 'patient' AND exception IS NULL THEN
		share := @ledger@.patient_share_left(transfer.practice_id, transfer.claim_id, transfer.line_no);
		IF amount > share THEN
			RAISE EXCEPTION 'line % of claim "%": % is left of what payers say is the patient''s, less than % (I4)', line_no, claim_id, share, amount
				USING ERRCODE = 'RC011', HINT = 'Beyond that a patient owes only for a reason that anybody can look up, given as exception: no coverage; not covered, patient agreed; patient was paid; patient failed to answer payer; left without choice of payer.';
		END IF;
		-- the reason, where there is but one
		SELECT min(a.carc) INTO why FROM @ledger@.effective_adjustments(transfer.practice_id, transfer.claim_id) a
			WHERE a.line_no = transfer.line_no AND a.group_code = 'PR' HAVING count(DISTINCT a.carc) = 1;
	END IF;
	id := @ledger@.open_event(transfer.practice_id, 'transfer', NULL, transfer.reason);
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, group_code, carc, exception)
		VALUES (transfer.practice_id, id, transfer.claim_id, transfer.line_no, transfer.from_account, transfer.to_account, transfer.amount,
			@ledger@.today(transfer.practice_id), CASE WHEN transfer.to_account = 'patient' AND transfer.exception IS NULL THEN 'PR' END, why, transfer.exception);
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.transfer(text, text, integer, rcm.account, rcm.account, rcm.usd, text, text) IS
'Moves what is owed on a charge line from one party to another, today, and returns the event. from_account, to_account: insurer_1, insurer_2, insurer_3, patient or third_party. amount: at most what the party owes (RC011). reason: kept, needed.
To the patient only what is left of what payers call the patient''s (I4, see patient_share_left; RC011 says how much), or by an exception: no coverage; not covered, patient agreed; patient was paid; patient failed to answer payer; left without choice of payer. Whoever moves such an amount back gives the exception again. RC010: no such charge line.';
