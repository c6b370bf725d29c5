-- 70-statement.sql - what patients are told that they owe

CREATE OR REPLACE FUNCTION @ledger@.cut_statement(practice_id text, patient_id text, channel text DEFAULT 'paper') RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	payer  text := @ledger@.guarantor(practice_id, patient_id);
	claims text[];
	id     bigint;
BEGIN
	IF coalesce(channel NOT IN ('paper', 'email', 'text', 'portal'), true) THEN
		RAISE EXCEPTION 'there is no such channel' USING ERRCODE = 'RC011', HINT = 'paper, email, text or portal.';
	END IF;
	claims := ARRAY(SELECT DISTINCT b.claim_id FROM @ledger@.billable_lines(cut_statement.practice_id, payer) b);
	PERFORM @ledger@.lock_claims(cut_statement.practice_id, claims);
	-- the statement and its lines see the same rows
	WITH due AS MATERIALIZED (
		SELECT b.* FROM @ledger@.billable_lines(cut_statement.practice_id, payer) b WHERE b.claim_id = ANY (claims)),
	cut AS (
		INSERT INTO @ledger@.statement (practice_id, patient_id, cut_on, amount, channel)
		SELECT cut_statement.practice_id, payer, @ledger@.today(cut_statement.practice_id), sum(d.amount), cut_statement.channel
		FROM due d HAVING count(*) > 0
		RETURNING *),
	written AS (
		INSERT INTO @ledger@.statement_line (practice_id, statement_id, claim_id, line_no, last_entry, charge, amount)
		SELECT c.practice_id, c.statement_id, d.claim_id, d.line_no, d.last_entry, d.charge, d.amount
		FROM cut c, due d
		ORDER BY d.claim_id, d.line_no)
	SELECT c.statement_id INTO id FROM cut c;
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.cut_statement(text, text, text) IS
'Cuts a statement for the guarantor of a patient: each charge line on which a patient of the family owes something, with the last entry that made it so, and the sum of them (I13). Left out: patients with a bill_hold, what is in a payment plan that runs, what a collector has; credits and unapplied money lower nothing until they are applied or given back. Returns its number, null when nothing is owed. Errors: RC010 no such patient; RC011 when the patient or guarantor has a bill_hold, or the channel (paper, email, text, portal) is none.';
