-- 58-owed.sql - what functions for payments, write-offs and statements look at first
--
-- Whatever posts entries locks first a receipt, placement, policy or plan, then
-- an event, then claims in the order of their numbers: so no two wait for each
-- other.  The lock on the first kind is an update that changes nothing, so that
-- under REPEATABLE READ the second of two is told to begin again.

CREATE OR REPLACE FUNCTION @ledger@.refuse_card_numbers(VARIADIC texts text[]) RETURNS void
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	FOR i IN 1 .. cardinality(texts) BY 2 LOOP
		IF rcm.has_card_number(texts[i + 1]) THEN
			RAISE EXCEPTION '% holds what reads as the number of a payment card', texts[i] USING ERRCODE = 'RC011',
				HINT = 'Card numbers are never stored: give the processor''s token or the last four digits. One in ten other long numbers reads as one, too: write it with a letter in it.';
		END IF;
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.refuse_card_numbers(text[]) IS
'Refuses a text that has the number of a payment card (RC011), before it is written, and names where it is, never the number. texts: names and texts by turns.';

CREATE OR REPLACE FUNCTION @ledger@.party_owes(practice_id text, claim_id text, line_no integer, party rcm.account) RETURNS rcm.usd
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT CASE party_owes.party WHEN 'insurer_1' THEN r.insurer_1 WHEN 'insurer_2' THEN r.insurer_2 WHEN 'insurer_3' THEN r.insurer_3
		WHEN 'patient' THEN r.patient WHEN 'third_party' THEN r.third_party END
	FROM @ledger@.receivable r
	WHERE r.practice_id = party_owes.practice_id AND r.claim_id = party_owes.claim_id AND r.line_no = party_owes.line_no
$$;
COMMENT ON FUNCTION @ledger@.party_owes(text, text, integer, rcm.account) IS
'What a party owes on a charge line now, negative for a credit; null when there is no such line, or the account is not one that owes.';

CREATE OR REPLACE FUNCTION @ledger@.open_debt(practice_id text, claim_id text, line_no integer, party rcm.account, amount rcm.usd) RETURNS rcm.usd
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	owed rcm.usd;
BEGIN
	IF NOT coalesce(rcm.owes(party), false) THEN
		RAISE EXCEPTION 'account % is not one that owes', party USING ERRCODE = 'RC011',
			HINT = 'insurer_1, insurer_2, insurer_3, patient and third_party owe.';
	ELSIF amount IS NULL OR amount <= 0 THEN
		RAISE EXCEPTION 'the amount is not more than zero' USING ERRCODE = 'RC011';
	END IF;
	PERFORM @ledger@.lock_claims(open_debt.practice_id, ARRAY[open_debt.claim_id]);
	owed := @ledger@.party_owes(open_debt.practice_id, open_debt.claim_id, open_debt.line_no, open_debt.party);
	IF owed IS NULL THEN
		RAISE EXCEPTION 'claim "%" has no charge line %', claim_id, line_no USING ERRCODE = 'RC010',
			HINT = 'A claim has charge lines once it is ready.';
	ELSIF amount > owed THEN
		RAISE EXCEPTION 'line % of claim "%": % owes %, less than %', line_no, claim_id, party, owed, amount USING ERRCODE = 'RC011';
	END IF;
	RETURN owed;
END
$$;
COMMENT ON FUNCTION @ledger@.open_debt(text, text, integer, rcm.account, rcm.usd) IS
'Locks a claim and returns what a party owes on a line of it, at least the amount: RC011 when the party owes less (the message says how much), when the amount is not more than zero or the account is none that owes; RC010 when there is no such charge line.';

CREATE OR REPLACE FUNCTION @ledger@.family(practice_id text, patient_id text) RETURNS SETOF text
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 3 SET search_path = pg_catalog, pg_temp AS $$
	SELECT p.patient_id
	FROM (SELECT coalesce(x.guarantor_id, x.patient_id) AS id FROM @ledger@.patient x
		WHERE x.practice_id = family.practice_id AND x.patient_id = family.patient_id) g
	JOIN @ledger@.patient p ON p.practice_id = family.practice_id AND (p.patient_id = g.id OR p.guarantor_id = g.id)
$$;
COMMENT ON FUNCTION @ledger@.family(text, text) IS
'The numbers of the patients who have the same guarantor as a patient, the guarantor himself among them.';

CREATE OR REPLACE FUNCTION @ledger@.billable_lines(practice_id text, patient_id text,
		OUT whose text, OUT claim_id text, OUT line_no integer, OUT amount rcm.usd, OUT charge rcm.usd, OUT service_on date, OUT last_entry bigint)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT c.patient_id, r.claim_id, r.line_no, r.patient, x.charge, r.service_on,
		(SELECT max(e.entry_id) FROM @ledger@.entry e
			WHERE e.practice_id = r.practice_id AND e.claim_id = r.claim_id AND e.line_no = r.line_no)
	FROM @ledger@.family(billable_lines.practice_id, billable_lines.patient_id) f (patient_id)
	JOIN @ledger@.patient p ON p.practice_id = billable_lines.practice_id AND p.patient_id = f.patient_id AND p.bill_hold IS NULL
	JOIN @ledger@.claim c ON c.practice_id = p.practice_id AND c.patient_id = p.patient_id
	JOIN @ledger@.receivable r ON r.practice_id = c.practice_id AND r.claim_id = c.claim_id AND r.patient > 0
	JOIN @ledger@.claim_line x ON x.practice_id = r.practice_id AND x.claim_id = r.claim_id AND x.line_no = r.line_no
	WHERE NOT EXISTS (SELECT FROM @ledger@.payment_plan_line l JOIN @ledger@.payment_plan n USING (practice_id, plan_id)
		WHERE l.practice_id = r.practice_id AND l.claim_id = r.claim_id AND l.line_no = r.line_no AND n.ended_on IS NULL)
$$;
COMMENT ON FUNCTION @ledger@.billable_lines(text, text) IS
'The charge lines on which patients of a family owe something that can be asked for: not of a patient with a bill_hold, not in a payment plan that runs. What a collector has is no longer owed by the patient, so it is not here either. whose: the patient; amount: what is owed; last_entry: the last entry of the line.';

CREATE OR REPLACE FUNCTION @ledger@.guarantor(practice_id text, patient_id text) RETURNS text
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	id   text;
	hold boolean;
BEGIN
	SELECT g.patient_id, p.bill_hold IS NOT NULL OR g.bill_hold IS NOT NULL INTO id, hold
		FROM @ledger@.patient p
		JOIN @ledger@.patient g ON g.practice_id = p.practice_id AND g.patient_id = coalesce(p.guarantor_id, p.patient_id)
		WHERE p.practice_id = guarantor.practice_id AND p.patient_id = guarantor.patient_id;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no such patient' USING ERRCODE = 'RC010';
	ELSIF hold THEN
		RAISE EXCEPTION 'the patient is not to be billed' USING ERRCODE = 'RC011',
			HINT = 'patient.bill_hold of the patient or the guarantor says why.';
	END IF;
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.guarantor(text, text) IS
'Who answers for what a patient owes. Errors: RC010 when there is no such patient, RC011 when the patient or the guarantor has a bill_hold.';
