-- 60-receipt.sql - money that people bring, and paper checks of payers

CREATE OR REPLACE FUNCTION @ledger@.record_receipt(practice_id text, receipt_id text, source text, amount rcm.usd, channel text, method text,
		patient_id text DEFAULT NULL, payer_key text DEFAULT NULL, received_on date DEFAULT NULL, token text DEFAULT NULL, reference text DEFAULT NULL,
		memo text DEFAULT NULL, earmark_claim text DEFAULT NULL, earmark_visit text DEFAULT NULL)
	RETURNS boolean
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	old  @ledger@.receipt;
	id   bigint;
	rule text;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('receipt_id', receipt_id, 'payer_key', payer_key, 'token', token, 'reference', reference,
		'memo', memo, 'earmark_claim', earmark_claim, 'earmark_visit', earmark_visit);
	FOR attempt IN 1 .. 2 LOOP
		SELECT * INTO old FROM @ledger@.receipt r WHERE r.practice_id = record_receipt.practice_id AND r.receipt_id = record_receipt.receipt_id;
		IF FOUND THEN
			IF (old.source, old.amount, old.channel, old.method, old.patient_id, old.payer_key, old.received_on, old.token, old.reference, old.memo,
					old.earmark_claim, old.earmark_visit) IS DISTINCT FROM
				(source, amount, channel, method, patient_id, payer_key, coalesce(received_on, old.received_on), token, reference, memo,
					earmark_claim, earmark_visit) THEN
				RAISE EXCEPTION 'receipt "%" was recorded before with other content', receipt_id USING ERRCODE = 'RC011',
					HINT = 'Give another payment another number; a wrong receipt is taken back by bounce, and recorded anew.';
			END IF;
			RETURN false;
		END IF;
		BEGIN
			id := @ledger@.open_event(record_receipt.practice_id, 'receipt', record_receipt.received_on);
			INSERT INTO @ledger@.receipt (practice_id, receipt_id, source, patient_id, payer_key, channel, method, amount, received_on,
					token, reference, memo, earmark_claim, earmark_visit, event_id)
				SELECT record_receipt.practice_id, record_receipt.receipt_id, record_receipt.source, record_receipt.patient_id, record_receipt.payer_key,
					record_receipt.channel, record_receipt.method, record_receipt.amount, v.effective_on, record_receipt.token, record_receipt.reference,
					record_receipt.memo, record_receipt.earmark_claim, record_receipt.earmark_visit, id
				FROM @ledger@.event v WHERE v.practice_id = record_receipt.practice_id AND v.event_id = id;
			INSERT INTO @ledger@.entry (practice_id, event_id, from_account, to_account, amount, effective_on, receipt_id)
				SELECT r.practice_id, id, @ledger@.waits_in(r.source), 'cash', r.amount, r.received_on, r.receipt_id
				FROM @ledger@.receipt r WHERE r.practice_id = record_receipt.practice_id AND r.receipt_id = record_receipt.receipt_id;
			RETURN true;
		EXCEPTION
			WHEN unique_violation THEN
				NULL;	-- somebody else has recorded it meanwhile: look again
			WHEN check_violation OR not_null_violation OR foreign_key_violation THEN
				-- (the server's own message shows the row)
				GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME;
				RAISE EXCEPTION 'the receipt breaks the rule %', coalesce(nullif(rule, ''), 'that something is missing') USING ERRCODE = 'RC011',
					HINT = 'source: patient (with patient_id), payer (with payer_key) or third_party; the comments and constraints of table receipt list channels and methods; amount is more than zero.';
		END;
	END LOOP;
	RAISE EXCEPTION 'somebody else recorded the same receipt at the same time' USING ERRCODE = 'serialization_failure', HINT = 'Try again.';
END
$$;
COMMENT ON FUNCTION @ledger@.record_receipt(text, text, text, rcm.usd, text, text, text, text, date, text, text, text, text, text) IS
'Records money that no remittance tells of: true. It waits in unapplied_patient (a payer''s in unapplied_payer) until apply_receipt or apply_to_oldest gives it to charge lines. The same receipt once more is false and changes nothing; the same receipt_id with other content is RC011.

receipt_id - the practice''s number of the receipt, or a made one.
source - patient (patient_id is needed), payer (payer_key is needed) or third_party, such as an employer.
amount - dollars, more than zero.
channel, method - how it reached the practice and what it was paid with; see the columns of table receipt.
patient_id - for whom. received_on - the day it counts, null: today; not to come.
token - the card processor''s token. A card number in any text is RC011.
reference, memo - check number; a note.
earmark_claim, earmark_visit - what a prepayment is meant for: served first by apply_to_oldest.';

CREATE OR REPLACE FUNCTION @ledger@.waits_in(source text) RETURNS rcm.account
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT CASE waits_in.source WHEN 'payer' THEN 'unapplied_payer'::rcm.account ELSE 'unapplied_patient' END
$$;
COMMENT ON FUNCTION @ledger@.waits_in(text) IS
'The account in which a receipt of a source (patient, payer, third_party) waits to be applied.';

CREATE OR REPLACE FUNCTION @ledger@.receipt_left(practice_id text, receipt_id text) RETURNS rcm.usd
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT -(rcm.amount(x.b, 'unapplied_patient') + rcm.amount(x.b, 'unapplied_payer'))
	FROM (SELECT rcm.balance(e.from_account, e.to_account, e.amount) AS b FROM @ledger@.entry e
		WHERE e.practice_id = receipt_left.practice_id AND e.receipt_id = receipt_left.receipt_id) x
$$;
COMMENT ON FUNCTION @ledger@.receipt_left(text, text) IS
'What of a receipt is neither applied nor given back.';

CREATE OR REPLACE FUNCTION @ledger@.lock_receipt(practice_id text, receipt_id text) RETURNS @ledger@.receipt
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	r @ledger@.receipt;
BEGIN
	UPDATE @ledger@.receipt x SET bounced_on = x.bounced_on
		WHERE x.practice_id = lock_receipt.practice_id AND x.receipt_id = lock_receipt.receipt_id RETURNING * INTO r;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no such receipt' USING ERRCODE = 'RC010';
	ELSIF r.bounced_on IS NOT NULL THEN
		RAISE EXCEPTION 'receipt "%" was not honoured', receipt_id USING ERRCODE = 'RC011',
			DETAIL = format('It was taken back on %s.', r.bounced_on);
	END IF;
	RETURN r;
END
$$;
COMMENT ON FUNCTION @ledger@.lock_receipt(text, text) IS
'Locks a receipt and returns its row. Errors: RC010 when there is none, RC011 when it has bounced.';

CREATE OR REPLACE FUNCTION @ledger@.apply_receipt(practice_id text, receipt_id text, claim_id text, line_no integer, amount rcm.usd,
		party rcm.account DEFAULT NULL)
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	r       @ledger@.receipt := @ledger@.lock_receipt(practice_id, receipt_id);
	may_pay rcm.account[] := CASE r.source WHEN 'payer' THEN '{insurer_1,insurer_2,insurer_3}'::rcm.account[] WHEN 'third_party' THEN '{third_party,patient}'
		ELSE '{patient}' END;
	debtors rcm.account[];
	unused  rcm.usd;
	id      bigint;
BEGIN
	PERFORM @ledger@.lock_claims(apply_receipt.practice_id, ARRAY[apply_receipt.claim_id]);
	IF party IS NOT NULL AND party <> ALL (may_pay) THEN
		RAISE EXCEPTION 'money of a % does not pay what % owes', r.source, party USING ERRCODE = 'RC011',
			HINT = 'A transfer says first who owes.';
	ELSIF party IS NULL THEN
		debtors := ARRAY(SELECT d.party FROM unnest(may_pay) d (party)
			WHERE @ledger@.party_owes(apply_receipt.practice_id, apply_receipt.claim_id, apply_receipt.line_no, d.party) > 0);
		IF cardinality(debtors) > 1 THEN
			RAISE EXCEPTION 'line % of claim "%": % owe something', line_no, claim_id, array_to_string(debtors, ', ') USING ERRCODE = 'RC011',
				HINT = 'Say which of them the money is for (party).';
		END IF;
		party := coalesce(debtors[1], may_pay[1]);
	END IF;
	IF r.patient_id IS NOT NULL AND EXISTS (SELECT FROM @ledger@.claim c
			WHERE c.practice_id = apply_receipt.practice_id AND c.claim_id = apply_receipt.claim_id AND c.patient_id IS NOT NULL
				AND c.patient_id NOT IN (SELECT @ledger@.family(apply_receipt.practice_id, r.patient_id))) THEN
		RAISE EXCEPTION 'receipt "%" is for a patient of another family than claim "%"', receipt_id, claim_id USING ERRCODE = 'RC011';
	END IF;
	PERFORM @ledger@.open_debt(apply_receipt.practice_id, apply_receipt.claim_id, apply_receipt.line_no, apply_receipt.party, apply_receipt.amount);
	unused := @ledger@.receipt_left(apply_receipt.practice_id, apply_receipt.receipt_id);
	IF amount > unused THEN
		RAISE EXCEPTION 'receipt "%" has % left, less than % (I10)', receipt_id, unused, amount USING ERRCODE = 'RC011';
	END IF;
	id := @ledger@.open_event(apply_receipt.practice_id, 'apply', NULL);
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, receipt_id)
		VALUES (apply_receipt.practice_id, id, apply_receipt.claim_id, apply_receipt.line_no, apply_receipt.party, @ledger@.waits_in(r.source),
			apply_receipt.amount, @ledger@.today(apply_receipt.practice_id), apply_receipt.receipt_id);
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.apply_receipt(text, text, text, integer, rcm.usd, rcm.account) IS
'Gives money of a receipt to a charge line, today, and returns the event, which unapply takes back. party: whose debt it pays; a patient''s money that of the patient, a payer''s that of an insurer, a third party''s its own or the patient''s; null: the one of them that owes on the line. Errors RC011: more than is left of the receipt (I10) or than the party owes (the message says how much), several parties owe, another family''s claim, a receipt that bounced. RC010: no such receipt or charge line.';

CREATE OR REPLACE FUNCTION @ledger@.apply_to_oldest(practice_id text, receipt_id text) RETURNS rcm.usd
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	r       @ledger@.receipt := @ledger@.lock_receipt(practice_id, receipt_id);
	ours    text[];
	unused  rcm.usd;
	applied rcm.usd := 0;
	id      bigint;
	due     record;
BEGIN
	IF r.patient_id IS NULL OR r.source = 'payer' THEN
		RAISE EXCEPTION 'receipt "%" is for no patient', receipt_id USING ERRCODE = 'RC011',
			HINT = 'apply_receipt gives its money to a charge line.';
	END IF;
	ours := ARRAY(SELECT DISTINCT c.claim_id
		FROM @ledger@.family(apply_to_oldest.practice_id, r.patient_id) f (patient_id)
		JOIN @ledger@.claim c ON c.practice_id = apply_to_oldest.practice_id AND c.patient_id = f.patient_id
		JOIN @ledger@.receivable x ON x.practice_id = c.practice_id AND x.claim_id = c.claim_id AND x.patient > 0);
	PERFORM @ledger@.lock_claims(apply_to_oldest.practice_id, ours);
	unused := @ledger@.receipt_left(apply_to_oldest.practice_id, apply_to_oldest.receipt_id);
	FOR due IN
		SELECT x.claim_id, x.line_no, x.patient
		FROM @ledger@.receivable x JOIN @ledger@.claim c USING (practice_id, claim_id)
		WHERE x.practice_id = apply_to_oldest.practice_id AND x.claim_id = ANY (ours) AND x.patient > 0
		ORDER BY coalesce(x.claim_id = r.earmark_claim, false) DESC, coalesce(c.visit_id = r.earmark_visit, false) DESC,
			x.service_on NULLS LAST, x.claim_id, x.line_no
	LOOP
		EXIT WHEN unused <= 0;
		id := coalesce(id, @ledger@.open_event(apply_to_oldest.practice_id, 'apply', NULL));
		INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, receipt_id)
			VALUES (apply_to_oldest.practice_id, id, due.claim_id, due.line_no, 'patient', @ledger@.waits_in(r.source), least(due.patient, unused),
				@ledger@.today(apply_to_oldest.practice_id), apply_to_oldest.receipt_id);
		applied := applied + least(due.patient, unused);
		unused := unused - least(due.patient, unused);
	END LOOP;
	RETURN applied;
END
$$;
COMMENT ON FUNCTION @ledger@.apply_to_oldest(text, text) IS
'Gives what is left of a receipt to what patients of the family (of the guarantor) owe: first the claim, then the visit that it is earmarked for, then by date of service. One event; returns how much was applied, zero when nothing is owed: the rest waits. Errors: RC010 no such receipt; RC011 when it is a payer''s or for no patient, or bounced.';

CREATE OR REPLACE FUNCTION @ledger@.unapply(practice_id text, event_id bigint, reason text DEFAULT NULL) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	id text;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('reason', reason);
	SELECT e.receipt_id INTO id FROM @ledger@.event v JOIN @ledger@.entry e USING (practice_id, event_id)
		WHERE v.practice_id = unapply.practice_id AND v.event_id = unapply.event_id AND v.kind = 'apply' AND v.reverses IS NULL LIMIT 1;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'event % applied no receipt', event_id USING ERRCODE = 'RC010';
	END IF;
	PERFORM @ledger@.lock_receipt(unapply.practice_id, id);
	RETURN @ledger@.reverse_event(unapply.practice_id, unapply.event_id, 'apply', NULL, unapply.reason);
END
$$;
COMMENT ON FUNCTION @ledger@.unapply(text, bigint, text) IS
'Takes back what apply_receipt or apply_to_oldest did: the money of the receipt waits again, and is owed again since it was owed first. Returns the event. Errors: RC010 when the event applied no receipt, RC011 when it was taken back before, or the receipt bounced.';

CREATE OR REPLACE FUNCTION @ledger@.bounce(practice_id text, receipt_id text, bounced_on date, reason text) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	r  @ledger@.receipt := @ledger@.lock_receipt(practice_id, receipt_id);
	id bigint;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('reason', reason);
	IF bounced_on < r.received_on THEN
		RAISE EXCEPTION 'receipt "%" came only on %', receipt_id, r.received_on USING ERRCODE = 'RC011';
	END IF;
	PERFORM @ledger@.lock_claims(bounce.practice_id, ARRAY(SELECT DISTINCT e.claim_id FROM @ledger@.entry e
		WHERE e.practice_id = bounce.practice_id AND e.receipt_id = bounce.receipt_id AND e.claim_id IS NOT NULL));
	PERFORM 1 FROM @ledger@.entry e WHERE e.practice_id = bounce.practice_id AND e.receipt_id = bounce.receipt_id AND e.from_account = 'refund';
	IF FOUND THEN
		RAISE EXCEPTION 'part of receipt "%" was refunded', receipt_id USING ERRCODE = 'RC011',
			HINT = 'What was given back was never received: get it back first, and record that as a receipt.';
	END IF;
	id := @ledger@.open_event(bounce.practice_id, 'bounce', bounce.bounced_on, bounce.reason, r.event_id);
	-- an application after the day on which it bounced ends on its own day
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, group_code, carc,
			receipt_id, exception, reverses)
		SELECT e.practice_id, id, e.claim_id, e.line_no, e.to_account, e.from_account, e.amount, greatest(v.effective_on, e.effective_on),
			e.group_code, e.carc, e.receipt_id, e.exception, e.entry_id
		FROM @ledger@.entry e JOIN @ledger@.event v ON v.practice_id = e.practice_id AND v.event_id = id
		WHERE e.practice_id = bounce.practice_id AND e.receipt_id = bounce.receipt_id AND e.reverses IS NULL
			AND NOT EXISTS (SELECT FROM @ledger@.entry b WHERE b.practice_id = e.practice_id AND b.reverses = e.entry_id)
		ORDER BY e.entry_id DESC;
	UPDATE @ledger@.receipt x SET bounced_on = v.effective_on FROM @ledger@.event v
		WHERE x.practice_id = bounce.practice_id AND x.receipt_id = bounce.receipt_id AND v.practice_id = x.practice_id AND v.event_id = id;
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.bounce(text, text, date, text) IS
'A payment was not honoured (no funds, chargeback), or was recorded in error: takes back the receipt and all its applications, as one event, which is returned. What it had paid is owed again since it was owed first. bounced_on: null is today. Once only (RC011); RC011 also when part of it was refunded; RC010 when there is no such receipt.';

CREATE OR REPLACE VIEW @ledger@.unapplied WITH (security_invoker = true) AS
	SELECT r.practice_id, r.receipt_id, r.source, r.patient_id, r.payer_key, r.received_on,
		(now() AT TIME ZONE p.time_zone)::date - r.received_on AS days, r.amount AS received, u.amount AS unapplied, r.earmark_claim, r.earmark_visit
	FROM @ledger@.receipt r
	JOIN @ledger@.practice p ON p.practice_id = r.practice_id
	-- (receipt by receipt: who asks for one patient reads no other's)
	CROSS JOIN LATERAL (
		SELECT -(amount(w.b, 'unapplied_patient') + amount(w.b, 'unapplied_payer')) AS amount
		FROM (SELECT rcm.balance(e.from_account, e.to_account, e.amount) AS b FROM @ledger@.entry e
			WHERE e.practice_id = r.practice_id AND e.receipt_id = r.receipt_id) w) u
	WHERE u.amount <> 0;
COMMENT ON VIEW @ledger@.unapplied IS 'Receipts of which something is neither applied to a charge line nor given back. It lowers nobody''s balance until it is applied.';
COMMENT ON COLUMN @ledger@.unapplied.source IS 'patient, payer or third_party.';
COMMENT ON COLUMN @ledger@.unapplied.payer_key IS 'The payer, where a payer paid.';
COMMENT ON COLUMN @ledger@.unapplied.received_on IS 'Day it came.';
COMMENT ON COLUMN @ledger@.unapplied.days IS 'How many days ago.';
COMMENT ON COLUMN @ledger@.unapplied.received IS 'What came.';
COMMENT ON COLUMN @ledger@.unapplied.unapplied IS 'What of it is left.';
COMMENT ON COLUMN @ledger@.unapplied.earmark_claim IS 'Claim that it is meant for.';
COMMENT ON COLUMN @ledger@.unapplied.earmark_visit IS 'Visit that it is meant for.';
