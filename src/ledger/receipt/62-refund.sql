-- 62-refund.sql - money that is given back

CREATE OR REPLACE FUNCTION @ledger@.refundable(practice_id text, paid_to text, receipt_id text, claim_id text, line_no integer, party rcm.account,
		remittance_id bigint, remitted_claim integer, refunded_on date,
		OUT account rcm.account, OUT credit rcm.usd, OUT whose text, OUT payer text)
	RETURNS record
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	r       @ledger@.receipt;
	parties rcm.account[] := CASE paid_to WHEN 'payer' THEN '{insurer_1,insurer_2,insurer_3}'::rcm.account[] WHEN 'patient' THEN '{patient}' ELSE '{third_party}' END;
BEGIN
	IF num_nonnulls(receipt_id, claim_id, remittance_id) <> 1 THEN
		RAISE EXCEPTION 'a refund is of one receipt, one charge line, or one remitted claim' USING ERRCODE = 'RC011',
			HINT = 'Give receipt_id, or claim_id and line_no, or remittance_id and remitted_claim.';
	ELSIF receipt_id IS NOT NULL THEN
		r := @ledger@.lock_receipt(refundable.practice_id, refundable.receipt_id);
		IF (r.source = 'payer') <> (paid_to = 'payer') THEN
			RAISE EXCEPTION 'money of a % is not given back to a %', r.source, paid_to USING ERRCODE = 'RC011';
		ELSIF refunded_on < r.received_on THEN
			RAISE EXCEPTION 'receipt "%" came only on %', receipt_id, r.received_on USING ERRCODE = 'RC011';
		END IF;
		account := @ledger@.waits_in(r.source);
		credit := @ledger@.receipt_left(refundable.practice_id, refundable.receipt_id);
		whose := r.patient_id;
		payer := r.payer_key;
	ELSIF claim_id IS NOT NULL THEN
		PERFORM @ledger@.lock_claims(refundable.practice_id, ARRAY[refundable.claim_id]);
		IF party <> ALL (parties) THEN
			RAISE EXCEPTION 'a credit of % is not given back to a %', party, paid_to USING ERRCODE = 'RC011';
		END IF;
		SELECT x.party, -x.owed, c.patient_id INTO account, credit, whose
			FROM @ledger@.claim c, unnest(parties) p (party),
				LATERAL (SELECT p.party, @ledger@.party_owes(c.practice_id, c.claim_id, refundable.line_no, p.party) AS owed) x
			WHERE c.practice_id = refundable.practice_id AND c.claim_id = refundable.claim_id AND p.party = coalesce(refundable.party, p.party)
			ORDER BY x.owed LIMIT 1;
		IF credit IS NULL THEN
			RAISE EXCEPTION 'claim "%" has no charge line %', claim_id, line_no USING ERRCODE = 'RC010';
		END IF;
		SELECT m.payer_key INTO payer
			FROM @ledger@.remittance_claim rc JOIN @ledger@.remittance m USING (practice_id, remittance_id)
			WHERE paid_to = 'payer' AND rc.practice_id = refundable.practice_id AND rc.claim_id = refundable.claim_id AND rc.party = account
			ORDER BY rc.remittance_id DESC LIMIT 1;
	ELSE
		SELECT m.payer_key INTO payer
			FROM @ledger@.remittance_claim rc JOIN @ledger@.remittance m USING (practice_id, remittance_id)
			WHERE rc.practice_id = refundable.practice_id AND rc.remittance_id = refundable.remittance_id AND rc.claim_no = refundable.remitted_claim
			FOR NO KEY UPDATE OF rc;
		IF NOT FOUND OR paid_to <> 'payer' THEN
			RAISE EXCEPTION 'money that waits in suspense is given back to the payer of a remitted claim' USING ERRCODE = 'RC011',
				HINT = 'Give paid_to as payer, and remittance_id and remitted_claim as the view suspense has them.';
		END IF;
		account := 'suspense';
		SELECT -coalesce(sum(s.amount), 0) INTO credit FROM @ledger@.suspense s
			WHERE s.practice_id = refundable.practice_id AND s.remittance_id = refundable.remittance_id AND s.claim_no = refundable.remitted_claim;
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.refundable(text, text, text, text, integer, rcm.account, bigint, integer, date) IS
'Locks what a refund is to come from, and says what can be given back: account - where it is now; credit - how much; whose, payer - the patient, the payer. Called by refund, which see.';

CREATE OR REPLACE FUNCTION @ledger@.refund(practice_id text, refund_id text, paid_to text, amount rcm.usd, method text, reason text,
		receipt_id text DEFAULT NULL, claim_id text DEFAULT NULL, line_no integer DEFAULT NULL, party rcm.account DEFAULT NULL,
		remittance_id bigint DEFAULT NULL, refunded_on date DEFAULT NULL, reference text DEFAULT NULL, remitted_claim integer DEFAULT NULL)
	RETURNS boolean
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	f    record;
	id   bigint;
	rule text;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('refund_id', refund_id, 'reason', reason, 'reference', reference);
	IF @ledger@.refunded_before(refund.practice_id, refund.refund_id, paid_to, amount, method, reason, refund.receipt_id, refund.claim_id, refund.line_no,
			refund.remittance_id, refund.remitted_claim, refunded_on, reference) THEN
		RETURN false;
	END IF;
	f := @ledger@.refundable(refund.practice_id, paid_to, refund.receipt_id, refund.claim_id, refund.line_no, party, refund.remittance_id, refund.remitted_claim,
		refunded_on);
	-- (who recorded the same refund meanwhile had this lock)
	IF @ledger@.refunded_before(refund.practice_id, refund.refund_id, paid_to, amount, method, reason, refund.receipt_id, refund.claim_id, refund.line_no,
			refund.remittance_id, refund.remitted_claim, refunded_on, reference) THEN
		RETURN false;
	ELSIF amount > f.credit THEN
		RAISE EXCEPTION '% can be given back, less than %', greatest(f.credit, 0), amount USING ERRCODE = 'RC011',
			HINT = 'Only a credit, or money that is not applied, is given back.';
	ELSIF f.account = 'suspense' AND amount <> f.credit THEN
		RAISE EXCEPTION '% of the remitted claim wait, which is given back as a whole or not', f.credit USING ERRCODE = 'RC011';
	END IF;
	BEGIN
		id := @ledger@.open_event(refund.practice_id, 'refund', refund.refunded_on, refund.reason);
		INSERT INTO @ledger@.refund (practice_id, refund_id, paid_to, patient_id, payer_key, amount, refunded_on, method, reference, reason, event_id)
			SELECT v.practice_id, refund.refund_id, refund.paid_to, f.whose, f.payer, refund.amount, v.effective_on, refund.method, refund.reference,
				refund.reason, id
			FROM @ledger@.event v WHERE v.practice_id = refund.practice_id AND v.event_id = id;
	EXCEPTION WHEN check_violation OR not_null_violation THEN
		GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME;
		RAISE EXCEPTION 'the refund breaks the rule %', coalesce(nullif(rule, ''), 'that something is missing') USING ERRCODE = 'RC011',
			HINT = 'paid_to: patient, payer or third_party; method: cash, check, card, ach or other; amount is more than zero; reason is needed.';
	END;
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, receipt_id, remittance_id, remitted_claim)
		SELECT v.practice_id, id, refund.claim_id, refund.line_no, 'refund', f.account, refund.amount, v.effective_on, refund.receipt_id,
			refund.remittance_id, refund.remitted_claim
		FROM @ledger@.event v WHERE v.practice_id = refund.practice_id AND v.event_id = id;
	IF f.account = 'suspense' THEN
		-- its money is gone: no claim that is found later may have it
		UPDATE @ledger@.remittance_claim rc SET state = 'information'
			WHERE rc.practice_id = refund.practice_id AND rc.remittance_id = refund.remittance_id AND rc.claim_no = refund.remitted_claim AND rc.state = 'suspense';
		PERFORM @ledger@.resolve_exceptions(refund.practice_id, refund.remittance_id, refund.remitted_claim, 'refunded');
	END IF;
	RETURN true;
END
$$;
COMMENT ON FUNCTION @ledger@.refund(text, text, text, rcm.usd, text, text, text, text, integer, rcm.account, bigint, date, text, integer) IS
'Records money that is given back: true; the same refund once more is false and changes nothing, the same refund_id with other content is RC011. Never more than there is to give back (RC011 says how much).

refund_id - the practice''s number of the refund. paid_to - patient, payer or third_party.
amount - dollars, more than zero. method - cash, check, card, ach or other. reason - why; kept.
receipt_id - from what is not applied of this receipt; or
claim_id, line_no - from a credit on this charge line; party - whose, where paid_to does not say it: of a payer the one with the greatest credit; or
remittance_id, remitted_claim - from what waits of a remitted claim, as view suspense has it: all of it.
refunded_on - the day it counts, null: today. reference - check number or the like.';

CREATE OR REPLACE FUNCTION @ledger@.refunded_before(practice_id text, refund_id text, paid_to text, amount rcm.usd, method text, reason text,
		receipt_id text, claim_id text, line_no integer, remittance_id bigint, remitted_claim integer, refunded_on date, reference text)
	RETURNS boolean
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	same boolean;
BEGIN
	SELECT (f.paid_to, f.amount, f.method, f.reason, f.reference, f.refunded_on, e.receipt_id, e.claim_id, e.line_no, e.remittance_id, e.remitted_claim)
			IS NOT DISTINCT FROM
		(refunded_before.paid_to, refunded_before.amount, refunded_before.method, refunded_before.reason, refunded_before.reference,
			coalesce(refunded_before.refunded_on, f.refunded_on), refunded_before.receipt_id, refunded_before.claim_id, refunded_before.line_no,
			refunded_before.remittance_id, refunded_before.remitted_claim) INTO same
		FROM @ledger@.refund f JOIN @ledger@.entry e ON e.practice_id = f.practice_id AND e.event_id = f.event_id
		WHERE f.practice_id = refunded_before.practice_id AND f.refund_id = refunded_before.refund_id;
	IF NOT same THEN
		RAISE EXCEPTION 'refund "%" was recorded before with other content', refund_id USING ERRCODE = 'RC011',
			HINT = 'Give another refund another number.';
	END IF;
	RETURN same IS NOT NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.refunded_before(text, text, text, rcm.usd, text, text, text, text, integer, bigint, integer, date, text) IS
'Was this refund recorded before? RC011 when it was, with other content. Called by refund.';
