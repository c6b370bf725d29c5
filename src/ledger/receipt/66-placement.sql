-- 66-placement.sql - debts that a collector has

CREATE OR REPLACE FUNCTION @ledger@.place_bad_debt(practice_id text, patient_id text, agency text, fee_percent numeric DEFAULT 0, placed_on date DEFAULT NULL)
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	payer  text := @ledger@.guarantor(practice_id, patient_id);
	claims text[];
	id     bigint;
	place  bigint;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('agency', agency);
	IF coalesce(agency, '') = '' OR fee_percent IS NULL OR fee_percent NOT BETWEEN 0 AND 100 OR fee_percent <> round(fee_percent, 2) THEN
		RAISE EXCEPTION 'a placement needs an agency, and a fee from 0 to 100 percent with two decimals' USING ERRCODE = 'RC011';
	END IF;
	claims := ARRAY(SELECT DISTINCT b.claim_id FROM @ledger@.billable_lines(place_bad_debt.practice_id, place_bad_debt.patient_id) b
		WHERE b.whose = place_bad_debt.patient_id);
	PERFORM @ledger@.lock_claims(place_bad_debt.practice_id, claims);
	IF NOT EXISTS (SELECT FROM @ledger@.billable_lines(place_bad_debt.practice_id, place_bad_debt.patient_id) b WHERE b.claim_id = ANY (claims)) THEN
		RETURN NULL;
	END IF;
	IF EXISTS (SELECT FROM @ledger@.billable_lines(place_bad_debt.practice_id, place_bad_debt.patient_id) b
			JOIN @ledger@.receivable r ON r.practice_id = place_bad_debt.practice_id AND r.claim_id = b.claim_id AND r.line_no = b.line_no
			WHERE b.claim_id = ANY (claims) AND r.patient_since > place_bad_debt.placed_on) THEN
		RAISE EXCEPTION 'not all of it was owed by the patient on %', placed_on USING ERRCODE = 'RC011';
	END IF;
	id := @ledger@.open_event(place_bad_debt.practice_id, 'placement', place_bad_debt.placed_on);
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on)
		SELECT v.practice_id, id, b.claim_id, b.line_no, 'patient', 'bad_debt', b.amount, v.effective_on
		FROM @ledger@.event v, @ledger@.billable_lines(place_bad_debt.practice_id, place_bad_debt.patient_id) b
		WHERE v.practice_id = place_bad_debt.practice_id AND v.event_id = id AND b.claim_id = ANY (claims)
		ORDER BY b.claim_id, b.line_no;
	INSERT INTO @ledger@.placement AS n (practice_id, patient_id, agency, placed_on, amount, fee_percent, charged_off_on, event_id,
			transaction_on, last_statement_on, last_payment_on)
		SELECT v.practice_id, place_bad_debt.patient_id, place_bad_debt.agency, v.effective_on, sum(e.amount), place_bad_debt.fee_percent, v.effective_on, id,
			max(x.service_from),
			max((SELECT max(s.cut_on) FROM @ledger@.statement_line l JOIN @ledger@.statement s USING (practice_id, statement_id)
				WHERE l.practice_id = e.practice_id AND l.claim_id = e.claim_id AND l.line_no = e.line_no AND s.patient_id = payer)),
			max((SELECT max(y.effective_on) FROM @ledger@.entry y
				WHERE y.practice_id = e.practice_id AND y.claim_id = e.claim_id AND y.line_no = e.line_no
					AND y.from_account = 'patient' AND y.to_account IN ('unapplied_patient', 'cash') AND y.reverses IS NULL
					AND NOT EXISTS (SELECT FROM @ledger@.entry z WHERE z.practice_id = y.practice_id AND z.reverses = y.entry_id)))
		FROM @ledger@.event v
		JOIN @ledger@.entry e ON e.practice_id = v.practice_id AND e.event_id = v.event_id
		JOIN @ledger@.claim_line x ON x.practice_id = e.practice_id AND x.claim_id = e.claim_id AND x.line_no = e.line_no
		WHERE v.practice_id = place_bad_debt.practice_id AND v.event_id = id
		GROUP BY v.practice_id, v.event_id
		RETURNING n.placement_id INTO place;
	RETURN place;
END
$$;
COMMENT ON FUNCTION @ledger@.place_bad_debt(text, text, text, numeric, date) IS
'Gives all that a patient owes, but what is in a payment plan, to a collector: it moves from the patient to bad_debt. Returns the number of the placement, null when nothing is owed. fee_percent: what the collector keeps of what he collects, from 0 to 100 with two decimals. placed_on: null today.
The row of the placement has the itemisation dates of Regulation F (12 CFR 1006.34) that the ledger knows: last statement and last payment of the lines that were placed, last service, and as charge-off the day of the placement; a judgment''s date is to be written by whoever knows of it. Errors: RC010 no such patient; RC011 when the patient or guarantor has a bill_hold, or on placed_on did not owe all of it.';

CREATE OR REPLACE FUNCTION @ledger@.placement_left(practice_id text, placement_id bigint, OUT claim_id text, OUT line_no integer, OUT amount rcm.usd)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 5 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT e.claim_id, e.line_no, sum(CASE account 'bad_debt' WHEN e.to_account THEN e.amount ELSE -e.amount END)
	FROM (
		SELECT p.event_id FROM @ledger@.placement p WHERE p.practice_id = placement_left.practice_id AND p.placement_id = placement_left.placement_id
		UNION ALL
		SELECT r.event_id FROM @ledger@.recovery r WHERE r.practice_id = placement_left.practice_id AND r.placement_id = placement_left.placement_id) v
	JOIN @ledger@.entry e ON e.practice_id = placement_left.practice_id AND e.event_id = v.event_id AND e.remittance_id IS NULL
	WHERE NOT EXISTS (SELECT FROM @ledger@.placement p
		WHERE p.practice_id = placement_left.practice_id AND p.placement_id = placement_left.placement_id AND p.recalled_on IS NOT NULL)
	GROUP BY e.claim_id, e.line_no
	HAVING sum(CASE account 'bad_debt' WHEN e.to_account THEN e.amount ELSE -e.amount END) <> 0
$$;
COMMENT ON FUNCTION @ledger@.placement_left(text, bigint) IS
'What of a placement the collector still has, by charge line; no row when it was taken back or is collected.';

CREATE OR REPLACE FUNCTION @ledger@.lock_placement(practice_id text, placement_id bigint) RETURNS @ledger@.placement
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	p @ledger@.placement;
BEGIN
	UPDATE @ledger@.placement x SET agency = x.agency
		WHERE x.practice_id = lock_placement.practice_id AND x.placement_id = lock_placement.placement_id RETURNING * INTO p;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no placement %', placement_id USING ERRCODE = 'RC010';
	ELSIF p.recalled_on IS NOT NULL THEN
		RAISE EXCEPTION 'placement % was recalled on %', placement_id, p.recalled_on USING ERRCODE = 'RC011',
			HINT = 'What comes after that is recorded as a receipt.';
	END IF;
	PERFORM @ledger@.lock_claims(lock_placement.practice_id,
		ARRAY(SELECT l.claim_id FROM @ledger@.placement_left(lock_placement.practice_id, lock_placement.placement_id) l));
	RETURN p;
END
$$;
COMMENT ON FUNCTION @ledger@.lock_placement(text, bigint) IS
'Locks a placement and its claims, and returns its row. Errors: RC010 when there is none, RC011 when it was recalled.';

CREATE OR REPLACE FUNCTION @ledger@.recall_bad_debt(practice_id text, placement_id bigint, reason text) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	p     @ledger@.placement := @ledger@.lock_placement(practice_id, placement_id);
	today date := @ledger@.today(practice_id);
	id    bigint;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('reason', reason);
	id := @ledger@.open_event(recall_bad_debt.practice_id, 'recall', NULL, recall_bad_debt.reason);
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on)
		SELECT p.practice_id, id, l.claim_id, l.line_no, 'bad_debt', 'patient', l.amount, today
		FROM @ledger@.placement_left(p.practice_id, p.placement_id) l
		ORDER BY l.claim_id, l.line_no;
	UPDATE @ledger@.placement x SET recalled_on = today WHERE x.practice_id = p.practice_id AND x.placement_id = p.placement_id;
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.recall_bad_debt(text, bigint, text) IS
'Takes a placement back from the collector, today: what he has not collected is owed by the patient again, since it was owed first. Returns the event. Errors: RC010 when there is no such placement, RC011 when it was recalled before.';

CREATE OR REPLACE FUNCTION @ledger@.record_recovery(practice_id text, placement_id bigint, recovery_id text, amount rcm.usd, received_on date DEFAULT NULL,
		reference text DEFAULT NULL)
	RETURNS boolean
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	p     @ledger@.placement;
	old   @ledger@.recovery;
	fee   rcm.usd;
	whole rcm.usd;
	id    bigint;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('recovery_id', recovery_id, 'reference', reference);
	-- (not lock_placement: the same recovery once more is harmless also after a recall)
	UPDATE @ledger@.placement x SET agency = x.agency
		WHERE x.practice_id = record_recovery.practice_id AND x.placement_id = record_recovery.placement_id;
	SELECT * INTO old FROM @ledger@.recovery r WHERE r.practice_id = record_recovery.practice_id AND r.recovery_id = record_recovery.recovery_id;
	IF FOUND THEN
		IF (old.placement_id, old.amount, old.received_on, old.reference) IS DISTINCT FROM
			(placement_id, amount, coalesce(received_on, old.received_on), reference) THEN
			RAISE EXCEPTION 'recovery "%" was recorded before with other content', recovery_id USING ERRCODE = 'RC011';
		END IF;
		RETURN false;
	END IF;
	p := @ledger@.lock_placement(record_recovery.practice_id, record_recovery.placement_id);
	SELECT coalesce(sum(l.amount), 0) INTO whole FROM @ledger@.placement_left(p.practice_id, p.placement_id) l;
	IF coalesce(recovery_id, '') = '' OR amount IS NULL OR amount <= 0 THEN
		RAISE EXCEPTION 'a recovery has a number, and an amount of more than zero' USING ERRCODE = 'RC011';
	ELSIF amount > whole THEN
		RAISE EXCEPTION 'placement % has % left, less than %', placement_id, whole, amount USING ERRCODE = 'RC011';
	ELSIF received_on < p.placed_on THEN
		RAISE EXCEPTION 'placement % began only on %', placement_id, p.placed_on USING ERRCODE = 'RC011';
	END IF;
	fee := round(amount::numeric * p.fee_percent / 100, 2);
	id := @ledger@.open_event(record_recovery.practice_id, 'recovery', record_recovery.received_on);
	INSERT INTO @ledger@.recovery (practice_id, recovery_id, placement_id, amount, fee, received_on, reference, event_id)
		SELECT p.practice_id, record_recovery.recovery_id, p.placement_id, record_recovery.amount, fee, v.effective_on, record_recovery.reference, id
		FROM @ledger@.event v WHERE v.practice_id = p.practice_id AND v.event_id = id;
	-- the oldest service first; each line bears its part of the fee
	WITH due AS (
		SELECT l.claim_id, l.line_no, l.amount, row_number() OVER w AS nth, sum(l.amount) OVER w - l.amount AS before
		FROM @ledger@.placement_left(p.practice_id, p.placement_id) l
		JOIN @ledger@.claim_line x ON x.practice_id = p.practice_id AND x.claim_id = l.claim_id AND x.line_no = l.line_no
		WINDOW w AS (ORDER BY x.service_from NULLS LAST, l.claim_id, l.line_no)),
	paid AS (
		SELECT d.claim_id, d.line_no, d.nth, least(d.amount, record_recovery.amount - d.before) AS gross FROM due d WHERE d.before < record_recovery.amount),
	parts AS (
		SELECT rcm.split(fee, array_agg(q.gross ORDER BY q.nth)) AS fees FROM paid q)
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on)
		SELECT v.practice_id, id, q.claim_id, q.line_no, 'bad_debt', m.to_account, m.amount, v.effective_on
		FROM @ledger@.event v, paid q, parts f,
			LATERAL (VALUES (account 'cash', q.gross - f.fees[q.nth]), ('agency_fee', f.fees[q.nth])) m (to_account, amount)
		WHERE v.practice_id = p.practice_id AND v.event_id = id AND m.amount > 0
		ORDER BY q.nth, m.to_account;
	RETURN true;
END
$$;
COMMENT ON FUNCTION @ledger@.record_recovery(text, bigint, text, rcm.usd, date, text) IS
'Records what a collector has collected of a placement: true; the same once more is false and changes nothing, the same recovery_id with other content is RC011. amount: dollars collected, before the collector''s fee, at most what is left of the placement (RC011). The fee is the placement''s percentage of it, rounded to the cent, half a cent up; the rest is cash. received_on: the day it counts, null today. reference: check number or the like. It pays for the oldest service first. RC010: no such placement; RC011 when it was recalled.';

CREATE OR REPLACE VIEW @ledger@.bad_debt WITH (security_invoker = true) AS
	SELECT p.practice_id, p.placement_id, p.patient_id, p.agency, p.placed_on, p.recalled_on, p.fee_percent, p.amount AS placed,
		coalesce(r.collected, 0) AS collected, coalesce(r.fee, 0) AS fee, coalesce(r.collected, 0) - coalesce(r.fee, 0) AS received,
		CASE WHEN p.recalled_on IS NULL THEN 0 ELSE p.amount - coalesce(r.collected, 0) END AS recalled,
		CASE WHEN p.recalled_on IS NULL THEN p.amount - coalesce(r.collected, 0) ELSE 0 END AS amount_left,
		p.last_statement_on, p.last_payment_on, p.charged_off_on, p.judgment_on, p.transaction_on
	FROM @ledger@.placement p
	LEFT JOIN LATERAL (SELECT sum(x.amount) AS collected, sum(x.fee) AS fee FROM @ledger@.recovery x
		WHERE x.practice_id = p.practice_id AND x.placement_id = p.placement_id) r ON true;
COMMENT ON VIEW @ledger@.bad_debt IS 'Placements with collectors: what was placed, collected, taken back, and is left. placed = collected + recalled + amount_left.';
COMMENT ON COLUMN @ledger@.bad_debt.placement_id IS 'The placement.';
COMMENT ON COLUMN @ledger@.bad_debt.agency IS 'The collector.';
COMMENT ON COLUMN @ledger@.bad_debt.placed_on IS 'Day.';
COMMENT ON COLUMN @ledger@.bad_debt.recalled_on IS 'Day on which it was taken back; null: it is with the collector.';
COMMENT ON COLUMN @ledger@.bad_debt.fee_percent IS 'What the collector keeps.';
COMMENT ON COLUMN @ledger@.bad_debt.placed IS 'What was placed.';
COMMENT ON COLUMN @ledger@.bad_debt.collected IS 'What the collector has collected.';
COMMENT ON COLUMN @ledger@.bad_debt.fee IS 'What of that he kept.';
COMMENT ON COLUMN @ledger@.bad_debt.received IS 'What of that reached the practice.';
COMMENT ON COLUMN @ledger@.bad_debt.recalled IS 'What was taken back.';
COMMENT ON COLUMN @ledger@.bad_debt.amount_left IS 'What the collector still has.';
COMMENT ON COLUMN @ledger@.bad_debt.last_statement_on IS 'Itemisation date: last statement.';
COMMENT ON COLUMN @ledger@.bad_debt.last_payment_on IS 'Itemisation date: last payment.';
COMMENT ON COLUMN @ledger@.bad_debt.charged_off_on IS 'Itemisation date: charge-off.';
COMMENT ON COLUMN @ledger@.bad_debt.judgment_on IS 'Itemisation date: judgment.';
COMMENT ON COLUMN @ledger@.bad_debt.transaction_on IS 'Itemisation date: service.';
