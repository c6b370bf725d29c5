-- 64-write-off.sql - what is no longer asked for, by decision or by policy

CREATE OR REPLACE FUNCTION @ledger@.denied(practice_id text, claim_id text, line_no integer, party rcm.account) RETURNS rcm.usd
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT greatest(
		(SELECT coalesce(sum(a.amount), 0) FROM @ledger@.effective_adjustments(denied.practice_id, denied.claim_id) a
			WHERE a.line_no = denied.line_no AND a.party = denied.party AND rcm.adjustment_class(a.group_code, a.carc) IN ('denial', 'unclassified'))
		-- less what a contract made a discount
		- (SELECT coalesce(sum(CASE account 'contractual' WHEN e.to_account THEN e.amount ELSE -e.amount END), 0) FROM @ledger@.entry e
			WHERE e.practice_id = denied.practice_id AND e.claim_id = denied.claim_id AND e.line_no = denied.line_no
				AND denied.party IN (e.from_account, e.to_account) AND 'contractual' IN (e.from_account, e.to_account) AND e.exception LIKE 'contract:%'), 0)
$$;
COMMENT ON FUNCTION @ledger@.denied(text, text, integer, rcm.account) IS
'What a payer denies of a charge line: adjustments of class denial (and such as the catalogue does not know) of his remittances that were not taken back, less what a contract rule made a discount.';

CREATE OR REPLACE FUNCTION @ledger@.write_off(practice_id text, claim_id text, line_no integer, party rcm.account, to_account rcm.account,
		amount rcm.usd, reason text, carc text DEFAULT NULL)
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	owed   rcm.usd;
	denied rcm.usd;
	id     bigint;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('reason', reason, 'carc', carc);
	IF coalesce(to_account NOT IN ('contractual', 'writeoff_denial', 'writeoff_small_balance', 'writeoff_charity', 'writeoff_prompt_pay',
			'writeoff_courtesy', 'writeoff_administrative'), true) THEN
		RAISE EXCEPTION 'account % is none to write off to', to_account USING ERRCODE = 'RC011',
			HINT = 'contractual, writeoff_denial, writeoff_small_balance, writeoff_charity, writeoff_prompt_pay, writeoff_courtesy or writeoff_administrative; bad debt is placed by place_bad_debt.';
	ELSIF coalesce(reason, '') = '' THEN
		RAISE EXCEPTION 'a write-off needs a reason' USING ERRCODE = 'RC011';
	ELSIF to_account IN ('contractual', 'writeoff_denial') AND party NOT IN ('insurer_1', 'insurer_2', 'insurer_3') THEN
		RAISE EXCEPTION 'what % owes is not written off to % (I11)', party, to_account USING ERRCODE = 'RC011',
			HINT = 'A contract or a denial is a payer''s.';
	ELSIF to_account = 'contractual' AND (carc IS NULL OR rcm.adjustment_class('CO', carc) <> 'contractual') THEN
		RAISE EXCEPTION 'line % of claim "%": a contractual write-off needs a contractual reason, which CARC % is not (I11)', line_no, claim_id, coalesce(carc, 'null')
			USING ERRCODE = 'RC011', HINT = 'What a payer denied is written off to writeoff_denial, or worked.';
	END IF;
	owed := @ledger@.open_debt(write_off.practice_id, write_off.claim_id, write_off.line_no, write_off.party, write_off.amount);
	IF to_account = 'contractual' THEN
		denied := @ledger@.denied(write_off.practice_id, write_off.claim_id, write_off.line_no, write_off.party);
		IF amount > greatest(owed - denied, 0) THEN
			RAISE EXCEPTION 'line % of claim "%": % denied % of the % that it owes, which is no contractual write-off (I11)', line_no, claim_id, party, denied, owed
				USING ERRCODE = 'RC011', HINT = 'Work the denial or write it off to writeoff_denial; a contract that makes it a discount is a row of contract_rule.';
		END IF;
	END IF;
	id := @ledger@.open_event(write_off.practice_id, 'write-off', NULL, write_off.reason);
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, group_code, carc)
		VALUES (write_off.practice_id, id, write_off.claim_id, write_off.line_no, write_off.party, write_off.to_account, write_off.amount,
			@ledger@.today(write_off.practice_id), CASE WHEN write_off.carc IS NOT NULL THEN 'CO' END, write_off.carc);
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.write_off(text, text, integer, rcm.account, rcm.account, rcm.usd, text, text) IS
'Writes off what a party owes on a charge line, today, and returns the event, which undo_write_off takes back. to_account: contractual, or one of the writeoff_ accounts. amount: at most what is owed (RC011 says how much). reason: kept, needed; one that reads "policy: " and the number of a policy counts for that policy.
contractual only of what a payer owes and has not denied, with a carc of class contractual, such as 45 (I11, RC011; see denied). writeoff_denial only of what a payer owes. RC010: no such charge line.';

CREATE OR REPLACE FUNCTION @ledger@.undo_write_off(practice_id text, event_id bigint, reason text) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	PERFORM @ledger@.refuse_card_numbers('reason', reason);
	PERFORM 1 FROM @ledger@.event v
		WHERE v.practice_id = undo_write_off.practice_id AND v.event_id = undo_write_off.event_id AND v.kind = 'write-off' AND v.reverses IS NULL;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'event % wrote nothing off', event_id USING ERRCODE = 'RC010';
	END IF;
	RETURN @ledger@.reverse_event(undo_write_off.practice_id, undo_write_off.event_id, 'write-off', NULL, undo_write_off.reason);
END
$$;
COMMENT ON FUNCTION @ledger@.undo_write_off(text, bigint, text) IS
'Takes a write-off back, today: it is owed again, since it was owed first. Returns the event. Errors: RC010 when the event wrote nothing off, RC011 when it was taken back before.';

CREATE OR REPLACE VIEW @ledger@.write_off_report WITH (security_invoker = true) AS
	SELECT v.practice_id, extract(year FROM v.effective_on)::integer AS year, e.to_account AS account, e.from_account AS party,
		substring(v.reason FROM '^policy: (.*)$') AS policy_id, count(*) AS lines, sum(e.amount) AS written_off,
		coalesce(sum(e.amount) FILTER (WHERE b.entry_id IS NOT NULL), 0) AS taken_back,
		coalesce(sum(e.amount) FILTER (WHERE b.entry_id IS NULL), 0) AS stands
	FROM @ledger@.event v
	JOIN @ledger@.entry e ON e.practice_id = v.practice_id AND e.event_id = v.event_id AND e.remittance_id IS NULL
	LEFT JOIN @ledger@.entry b ON b.practice_id = e.practice_id AND b.reverses = e.entry_id
	WHERE v.kind = 'write-off' AND v.reverses IS NULL
	GROUP BY 1, 2, 3, 4, 5;
COMMENT ON VIEW @ledger@.write_off_report IS 'What was written off by decision or policy, by year, account, party and policy. What posting allowed off by a remittance''s own words is not here.';
COMMENT ON COLUMN @ledger@.write_off_report.year IS 'Calendar year in which it counts.';
COMMENT ON COLUMN @ledger@.write_off_report.account IS 'As what.';
COMMENT ON COLUMN @ledger@.write_off_report.party IS 'Whose debt.';
COMMENT ON COLUMN @ledger@.write_off_report.policy_id IS 'The policy; null: one by one.';
COMMENT ON COLUMN @ledger@.write_off_report.lines IS 'Write-offs of charge lines.';
COMMENT ON COLUMN @ledger@.write_off_report.written_off IS 'Dollars.';
COMMENT ON COLUMN @ledger@.write_off_report.taken_back IS 'Of these: taken back, whenever.';
COMMENT ON COLUMN @ledger@.write_off_report.stands IS 'Of these: not taken back, what counts for a policy''s yearly cap.';
