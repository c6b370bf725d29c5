-- 67-credit.sql - money that is owed the other way, and the clocks on it

CREATE OR REPLACE FUNCTION @ledger@.identify_overpayment(practice_id text, owner text, amount rcm.usd, cause text, claim_id text DEFAULT NULL,
		line_no integer DEFAULT NULL, identified_on date DEFAULT NULL, received_on date DEFAULT NULL, payer_key text DEFAULT NULL, patient_id text DEFAULT NULL)
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
	rule  text;
	id    bigint;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('payer_key', payer_key);
	IF today IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	ELSIF identified_on > today OR received_on > today THEN
		RAISE EXCEPTION 'the day has not come' USING ERRCODE = 'RC011';
	END IF;
	INSERT INTO @ledger@.overpayment AS o (practice_id, owner, claim_id, line_no, payer_key, patient_id, cause, amount, received_on, identified_on)
		VALUES (identify_overpayment.practice_id, identify_overpayment.owner, identify_overpayment.claim_id, identify_overpayment.line_no,
			identify_overpayment.payer_key, identify_overpayment.patient_id, identify_overpayment.cause, identify_overpayment.amount,
			identify_overpayment.received_on, coalesce(identify_overpayment.identified_on, today))
		RETURNING o.overpayment_id INTO id;
	RETURN id;
EXCEPTION WHEN check_violation OR not_null_violation OR foreign_key_violation THEN
	GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME;
	RAISE EXCEPTION 'the overpayment breaks the rule %', coalesce(nullif(rule, ''), 'that something is missing') USING ERRCODE = 'RC011',
		HINT = 'owner: medicare, medicaid, payer or patient; cause: duplicate payment, coordination of benefits, over-collected, retroactive change, contract, take-back not yet made or other.';
END
$$;
COMMENT ON FUNCTION @ledger@.identify_overpayment(text, text, rcm.usd, text, text, integer, date, date, text, text) IS
'Writes down that an overpayment was identified, and returns its number: its clock runs, see view overpayment_clock. owner: medicare, medicaid, payer or patient. amount: dollars. cause: as view credit guesses it. identified_on: null today. received_on: when it came. Moves no money: refund does. How it goes on is written to the row in table overpayment: begin and end of an investigation, returned_on with refund_id, or closed_because. Errors RC010, RC011.';

CREATE OR REPLACE VIEW @ledger@.overpayment_clock WITH (security_invoker = true) AS
	SELECT o.practice_id, o.overpayment_id, o.owner, o.claim_id, o.line_no, o.patient_id, o.payer_key, o.cause, o.amount, o.received_on, o.identified_on,
		d.look_back_ended, d.suspended, d.due_on, d.due_on - d.today AS days_left,
		CASE WHEN d.due_on IS NULL THEN NULL WHEN d.due_on < d.today THEN 'red' WHEN d.due_on - d.today <= 14 THEN 'yellow' ELSE 'green' END AS light
	FROM @ledger@.overpayment o
	JOIN @ledger@.practice p ON p.practice_id = o.practice_id
	CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE p.time_zone)::date AS today, coalesce(o.identified_on > (o.received_on + interval '6 years')::date, false) AS look_back_ended) t
	CROSS JOIN LATERAL (SELECT t.today, t.look_back_ended,
		coalesce(o.investigation_started_on <= o.identified_on + 60
			AND t.today BETWEEN o.investigation_started_on AND coalesce(o.investigation_ended_on, o.investigation_started_on + 180), false) AS suspended,
		CASE WHEN o.owner IN ('medicare', 'medicaid') AND NOT t.look_back_ended
			THEN rcm.overpayment_due(o.identified_on, o.investigation_started_on, o.investigation_ended_on) END AS due_on) d
	WHERE o.returned_on IS NULL AND o.closed_because IS NULL;
COMMENT ON VIEW @ledger@.overpayment_clock IS 'Overpayments that are neither returned nor closed, with the day by which the law wants those of Medicare and Medicaid back (rcm.overpayment_due). What is a private payer''s or a patient''s has its day by contract and state: null here.';
COMMENT ON COLUMN @ledger@.overpayment_clock.overpayment_id IS 'The overpayment.';
COMMENT ON COLUMN @ledger@.overpayment_clock.owner IS 'Whom it belongs to.';
COMMENT ON COLUMN @ledger@.overpayment_clock.payer_key IS 'Payer that it belongs to.';
COMMENT ON COLUMN @ledger@.overpayment_clock.cause IS 'How it came about.';
COMMENT ON COLUMN @ledger@.overpayment_clock.amount IS 'How much.';
COMMENT ON COLUMN @ledger@.overpayment_clock.received_on IS 'Day it came.';
COMMENT ON COLUMN @ledger@.overpayment_clock.identified_on IS 'Day on which it was known.';
COMMENT ON COLUMN @ledger@.overpayment_clock.look_back_ended IS 'It was identified more than six years after it came: nothing is to be returned.';
COMMENT ON COLUMN @ledger@.overpayment_clock.suspended IS 'An investigation stops the clock today.';
COMMENT ON COLUMN @ledger@.overpayment_clock.due_on IS 'Last day to report and return it.';
COMMENT ON COLUMN @ledger@.overpayment_clock.days_left IS 'Days until then, negative when it is past.';
COMMENT ON COLUMN @ledger@.overpayment_clock.light IS 'red: past; yellow: 14 days or fewer; green.';

CREATE OR REPLACE VIEW @ledger@.credit WITH (security_invoker = true) AS
	SELECT c.practice_id, c.claim_id, c.line_no, c.patient_id, c.payer_id, c.party, c.amount,
		CASE WHEN c.party IN ('patient', 'third_party') THEN c.party::text
			WHEN g.filing_ind IN ('MA', 'MB') THEN 'medicare' WHEN g.filing_ind = 'MC' THEN 'medicaid' ELSE 'payer' END AS owner,
		w.cause, w.explanation, f.last_on, o.overpayment_id
	FROM (
		SELECT r.practice_id, r.claim_id, r.line_no, k.patient_id, k.payer_id, k.payer_seq, k.filing_ind, k.first_service, x.party, x.rank, -x.owed AS amount
		FROM @ledger@.receivable r
		JOIN @ledger@.claim k ON k.practice_id = r.practice_id AND k.claim_id = r.claim_id
		CROSS JOIN LATERAL (VALUES (account 'insurer_1', r.insurer_1, 1), ('insurer_2', r.insurer_2, 2), ('insurer_3', r.insurer_3, 3),
			('patient', r.patient, NULL), ('third_party', r.third_party, NULL)) x (party, owed, rank)
		WHERE (r.insurer_1 <> 0 OR r.insurer_2 <> 0 OR r.insurer_3 <> 0 OR r.patient <> 0 OR r.third_party <> 0) AND x.owed < 0) c
	CROSS JOIN LATERAL (
		SELECT max(e.effective_on) AS last_on,
			coalesce(bool_or(e.to_account = 'revenue'), false) AS charge_lowered,
			coalesce(bool_or(e.from_account = c.party AND rcm.owes(e.to_account) AND b.entry_id IS NULL), false) AS share_lowered,
			coalesce(bool_or(e.from_account = c.party AND e.to_account = 'contractual' AND b.entry_id IS NULL AND e.reverses IS NULL), false) AS allowed_off,
			count(*) FILTER (WHERE p.pays AND e.from_account = c.party) AS payments,
			count(DISTINCT e.amount) FILTER (WHERE p.pays AND e.from_account = c.party) AS amounts,
			coalesce(bool_or(p.pays AND e.from_account IN ('insurer_1', 'insurer_2', 'insurer_3') AND e.from_account <> c.party), false) AS another_paid
		FROM @ledger@.entry e
		LEFT JOIN @ledger@.entry b ON b.practice_id = e.practice_id AND b.reverses = e.entry_id
		CROSS JOIN LATERAL (SELECT e.to_account IN ('cash', 'unapplied_patient', 'unapplied_payer') AND e.reverses IS NULL AND b.entry_id IS NULL AS pays) p
		WHERE e.practice_id = c.practice_id AND e.claim_id = c.claim_id AND e.line_no = c.line_no) f
	CROSS JOIN LATERAL (SELECT CASE
		WHEN f.charge_lowered THEN 1
		WHEN c.rank IS NOT NULL AND f.payments > f.amounts THEN 2
		WHEN c.party = 'patient' AND f.share_lowered THEN 3
		WHEN c.rank IS NOT NULL AND f.payments > 0 AND f.another_paid THEN 4
		WHEN c.rank IS NOT NULL AND f.payments > 0 AND f.allowed_off THEN 5
		WHEN f.payments > 0 THEN 6
		ELSE 7 END) n (nth)
	JOIN (VALUES (1, 'retroactive change', 'what was charged was lowered or taken back'),
		(2, 'duplicate payment', 'the payer paid the same amount more than once'),
		(3, 'retroactive change', 'the patient''s share was lowered after it was paid'),
		(4, 'coordination of benefits', 'another payer has paid, too'),
		(5, 'contract', 'payment and discount are more than what was owed'),
		(6, 'over-collected', 'more was paid than was owed'),
		(7, 'other', 'nothing in the entries tells why')) w (nth, cause, explanation) ON w.nth = n.nth
	LEFT JOIN LATERAL (
		SELECT coalesce((SELECT v.filing_ind FROM @ledger@.coverage v
				WHERE v.practice_id = c.practice_id AND v.patient_id = c.patient_id AND v.rank = c.rank AND daterange(v.eff, v.term, '[]') @> c.first_service LIMIT 1),
			CASE WHEN c.rank = CASE c.payer_seq WHEN 'P' THEN 1 WHEN 'S' THEN 2 ELSE 3 END THEN c.filing_ind END) AS filing_ind) g ON true
	LEFT JOIN LATERAL (
		SELECT max(y.overpayment_id) AS overpayment_id FROM @ledger@.overpayment y
		WHERE y.practice_id = c.practice_id AND y.claim_id = c.claim_id AND y.line_no = c.line_no AND y.returned_on IS NULL AND y.closed_because IS NULL) o ON true;
COMMENT ON VIEW @ledger@.credit IS 'Charge lines on which a party has paid more than it owes, whatever others owe: never set against what is owed. cause is what the entries of the line suggest, and explanation says why; a person decides.';
COMMENT ON COLUMN @ledger@.credit.party IS 'Whose credit.';
COMMENT ON COLUMN @ledger@.credit.amount IS 'How much, more than zero.';
COMMENT ON COLUMN @ledger@.credit.owner IS 'Whom it belongs to: medicare, medicaid (by the filing indicator of the coverage, or of the claim), payer, patient or third_party.';
COMMENT ON COLUMN @ledger@.credit.cause IS 'A guess: one of the causes of table overpayment.';
COMMENT ON COLUMN @ledger@.credit.explanation IS 'What in the entries makes the guess.';
COMMENT ON COLUMN @ledger@.credit.last_on IS 'Day of the last entry of the line.';
COMMENT ON COLUMN @ledger@.credit.overpayment_id IS 'The open overpayment that was identified on the line, whose clock runs; null: none.';
