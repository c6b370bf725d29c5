-- 80-balance.sql - what is owed: by charge line, claim and visit, at any past instant

CREATE OR REPLACE FUNCTION @ledger@.payer_of(practice_id text, claim_id text, party rcm.account) RETURNS text
	LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH asked AS (
		SELECT (CASE payer_of.party WHEN 'insurer_1' THEN 'P' WHEN 'insurer_2' THEN 'S' WHEN 'insurer_3' THEN 'T' END) AS seq,
			(CASE payer_of.party WHEN 'insurer_1' THEN 1 WHEN 'insurer_2' THEN 2 WHEN 'insurer_3' THEN 3 END) AS rank)
	SELECT coalesce(
		CASE WHEN c.payer_seq = a.seq THEN c.payer_id END,
		(SELECT s.payer_id FROM @ledger@.submission s
			WHERE s.practice_id = c.practice_id AND s.claim_id = c.claim_id AND s.payer_seq = a.seq AND s.payer_id IS NOT NULL
			ORDER BY s.submission_id DESC LIMIT 1),
		(SELECT v.payer_id FROM @ledger@.coverage v
			WHERE v.practice_id = c.practice_id AND v.patient_id = c.patient_id AND v.rank = a.rank
				AND daterange(v.eff, v.term, '[]') @> c.first_service LIMIT 1))
	FROM @ledger@.claim c, asked a
	WHERE c.practice_id = payer_of.practice_id AND c.claim_id = payer_of.claim_id
$$;
COMMENT ON FUNCTION @ledger@.payer_of(text, text, rcm.account) IS
'Which payer a party of a claim is: the payer id for insurer_1, insurer_2 or insurer_3. The one that the claim''s document names when it is sent in that turn, else the one that it was last sent to in that turn, else the coverage of that rank on the first day of service; null when none of these says, and for other parties.';

CREATE OR REPLACE VIEW @ledger@.line_balance WITH (security_invoker = true) AS
SELECT r.practice_id, r.claim_id, r.line_no, l.code, l.service_from AS service_on,
	- amount(b.whole, 'revenue') AS charge,
	m.insurers AS paid_by_insurers,
	m.patient AS paid_by_patient,
	m.everybody - m.insurers - m.patient AS paid_by_others,
	amount(b.whole, 'contractual') AS contractual,
	amount(b.whole, 'writeoff_denial') + amount(b.whole, 'writeoff_small_balance') + amount(b.whole, 'writeoff_charity')
		+ amount(b.whole, 'writeoff_prompt_pay') + amount(b.whole, 'writeoff_courtesy') + amount(b.whole, 'writeoff_administrative') AS written_off,
	amount(b.whole, 'bad_debt') AS bad_debt,
	amount(b.whole, 'sequestration') + amount(b.whole, 'capitation') + amount(b.whole, 'interest') + amount(b.whole, 'levy')
		+ amount(b.whole, 'agency_fee') AS other_adjustments,
	r.insurer_1, r.insurer_2, r.insurer_3, r.patient, r.third_party,
	greatest(r.insurer_1, '0') + greatest(r.insurer_2, '0') + greatest(r.insurer_3, '0') + greatest(r.patient, '0') + greatest(r.third_party, '0') AS owed,
	least(r.insurer_1, '0') + least(r.insurer_2, '0') + least(r.insurer_3, '0') + least(r.patient, '0') + least(r.third_party, '0') AS credit
FROM @ledger@.receivable r
JOIN @ledger@.claim_line l ON l.practice_id = r.practice_id AND l.claim_id = r.claim_id AND l.line_no = r.line_no
CROSS JOIN LATERAL (
	SELECT rcm.balance(e.from_account, e.to_account, e.amount) AS whole,
		rcm.balance(e.from_account, e.to_account, e.amount) FILTER (WHERE e.from_account IN ('insurer_1', 'insurer_2', 'insurer_3')
			OR e.to_account IN ('insurer_1', 'insurer_2', 'insurer_3')) AS insurers,
		rcm.balance(e.from_account, e.to_account, e.amount) FILTER (WHERE e.from_account = 'patient' OR e.to_account = 'patient') AS patient
	FROM @ledger@.entry e
	WHERE e.practice_id = r.practice_id AND e.claim_id = r.claim_id AND e.line_no = r.line_no) b
-- money that came for the line or went back: between a party and where money is
CROSS JOIN LATERAL (
	SELECT amount(b.whole, 'cash') + amount(b.whole, 'refund') + amount(b.whole, 'unapplied_payer') + amount(b.whole, 'unapplied_patient') + amount(b.whole, 'suspense') AS everybody,
		amount(b.insurers, 'cash') + amount(b.insurers, 'refund') + amount(b.insurers, 'unapplied_payer') + amount(b.insurers, 'unapplied_patient') + amount(b.insurers, 'suspense') AS insurers,
		amount(b.patient, 'cash') + amount(b.patient, 'refund') + amount(b.patient, 'unapplied_payer') + amount(b.patient, 'unapplied_patient') + amount(b.patient, 'suspense') AS patient) m;
COMMENT ON VIEW @ledger@.line_balance IS
'Every charge line: what was charged and what became of it. charge = paid_by_insurers + paid_by_patient + paid_by_others + contractual + written_off + bad_debt + other_adjustments + owed + credit, to the cent, always. Sums of entries, but for the parties'' balances, which are those of receivable.';
COMMENT ON COLUMN @ledger@.line_balance.code IS 'Procedure code.';
COMMENT ON COLUMN @ledger@.line_balance.service_on IS 'First day of service.';
COMMENT ON COLUMN @ledger@.line_balance.charge IS 'What is charged.';
COMMENT ON COLUMN @ledger@.line_balance.paid_by_insurers IS 'What insurers have paid, less what they took back or were given back.';
COMMENT ON COLUMN @ledger@.line_balance.paid_by_patient IS 'What the patient''s payments were applied here, less what was given back or not honoured.';
COMMENT ON COLUMN @ledger@.line_balance.paid_by_others IS 'What third parties paid, and what collectors passed on.';
COMMENT ON COLUMN @ledger@.line_balance.contractual IS 'Allowed off by contract.';
COMMENT ON COLUMN @ledger@.line_balance.written_off IS 'Written off: denials, small balances, charity, prompt payment, courtesy, administrative.';
COMMENT ON COLUMN @ledger@.line_balance.bad_debt IS 'Given up as uncollectible, or with a collector, and not recovered.';
COMMENT ON COLUMN @ledger@.line_balance.other_adjustments IS 'Sequestration, capitation, interest, levies, and what collectors kept.';
COMMENT ON COLUMN @ledger@.line_balance.insurer_1 IS 'Owed by the first payer; negative: a credit.';
COMMENT ON COLUMN @ledger@.line_balance.insurer_2 IS 'Owed by the second payer; negative: a credit.';
COMMENT ON COLUMN @ledger@.line_balance.insurer_3 IS 'Owed by the third payer; negative: a credit.';
COMMENT ON COLUMN @ledger@.line_balance.patient IS 'Owed by the patient; negative: a credit.';
COMMENT ON COLUMN @ledger@.line_balance.third_party IS 'Owed by somebody else; negative: a credit.';
COMMENT ON COLUMN @ledger@.line_balance.owed IS 'What the parties owe that owe something.';
COMMENT ON COLUMN @ledger@.line_balance.credit IS 'What the practice owes to parties: zero or negative, never netted into owed.';

CREATE OR REPLACE VIEW @ledger@.claim_balance WITH (security_invoker = true) AS
SELECT c.practice_id, c.claim_id, c.patient_id, c.visit_id, c.state, s.lines,
	s.charge, s.paid_by_insurers, s.paid_by_patient, s.paid_by_others, s.contractual, s.written_off, s.bad_debt, s.other_adjustments,
	s.insurer_1, s.insurer_2, s.insurer_3, s.patient, s.third_party, s.owed, s.credit,
	coalesce((SELECT sum(w.unapplied) FROM @ledger@.unapplied w WHERE w.practice_id = c.practice_id AND w.patient_id = c.patient_id AND w.earmark_claim = c.claim_id), '0') AS unapplied
FROM @ledger@.claim c
CROSS JOIN LATERAL (
	SELECT count(*) AS lines, sum(b.charge) AS charge, sum(b.paid_by_insurers) AS paid_by_insurers, sum(b.paid_by_patient) AS paid_by_patient,
		sum(b.paid_by_others) AS paid_by_others, sum(b.contractual) AS contractual, sum(b.written_off) AS written_off, sum(b.bad_debt) AS bad_debt,
		sum(b.other_adjustments) AS other_adjustments, sum(b.insurer_1) AS insurer_1, sum(b.insurer_2) AS insurer_2, sum(b.insurer_3) AS insurer_3,
		sum(b.patient) AS patient, sum(b.third_party) AS third_party, sum(b.owed) AS owed, sum(b.credit) AS credit
	FROM @ledger@.line_balance b WHERE b.practice_id = c.practice_id AND b.claim_id = c.claim_id) s
WHERE s.lines > 0;
COMMENT ON VIEW @ledger@.claim_balance IS
'Every claim that was charged: the sums of its lines in line_balance, whose equation holds here too.';

CREATE OR REPLACE VIEW @ledger@.visit_balance WITH (security_invoker = true) AS
SELECT s.practice_id, s.visit_id, s.claims, s.lines,
	s.charge, s.paid_by_insurers, s.paid_by_patient, s.paid_by_others, s.contractual, s.written_off, s.bad_debt, s.other_adjustments,
	s.insurer_1, s.insurer_2, s.insurer_3, s.patient, s.third_party, s.owed, s.credit,
	s.earmarked_to_claims + coalesce((SELECT sum(w.unapplied) FROM @ledger@.unapplied w
		WHERE w.practice_id = s.practice_id AND w.earmark_visit = s.visit_id AND w.earmark_claim IS NULL), '0') AS unapplied
FROM (
	SELECT b.practice_id, b.visit_id, count(*) AS claims, sum(b.lines)::bigint AS lines, sum(b.charge) AS charge, sum(b.paid_by_insurers) AS paid_by_insurers, sum(b.paid_by_patient) AS paid_by_patient,
		sum(b.paid_by_others) AS paid_by_others, sum(b.contractual) AS contractual, sum(b.written_off) AS written_off, sum(b.bad_debt) AS bad_debt,
		sum(b.other_adjustments) AS other_adjustments, sum(b.insurer_1) AS insurer_1, sum(b.insurer_2) AS insurer_2, sum(b.insurer_3) AS insurer_3,
		sum(b.patient) AS patient, sum(b.third_party) AS third_party, sum(b.owed) AS owed, sum(b.credit) AS credit, sum(b.unapplied) AS earmarked_to_claims
	FROM @ledger@.claim_balance b WHERE b.visit_id IS NOT NULL
	GROUP BY b.practice_id, b.visit_id) s;
COMMENT ON VIEW @ledger@.visit_balance IS
'Every visit that claims name: the sums of its claims in claim_balance, whose equation holds here too.';

-- the columns that claim_balance and visit_balance share with line_balance say the same of all lines
DO $comments$
DECLARE
	relation name;
	attribute record;
BEGIN
	FOREACH relation IN ARRAY ARRAY['claim_balance', 'visit_balance']::name[] LOOP
		FOR attribute IN SELECT a.attname, pg_catalog.col_description(a.attrelid, a.attnum) AS comment FROM pg_catalog.pg_attribute a
			WHERE a.attrelid = '@ledger@.line_balance'::pg_catalog.regclass AND a.attnum > 0
				AND a.attname NOT IN ('practice_id', 'claim_id', 'line_no', 'code', 'service_on')
		LOOP
			EXECUTE pg_catalog.format('COMMENT ON COLUMN @ledger@.%I.%I IS %L', relation, attribute.attname, attribute.comment);
		END LOOP;
		EXECUTE pg_catalog.format('COMMENT ON COLUMN @ledger@.%I.unapplied IS %L', relation, 'Money that waits for it: what is left of receipts that are earmarked for it. In none of the other columns.');
		EXECUTE pg_catalog.format('COMMENT ON COLUMN @ledger@.%I.lines IS %L', relation, 'How many charge lines.');
	END LOOP;
END
$comments$;
COMMENT ON COLUMN @ledger@.claim_balance.visit_id IS 'The visit.';
COMMENT ON COLUMN @ledger@.claim_balance.state IS 'State of the claim.';
COMMENT ON COLUMN @ledger@.visit_balance.visit_id IS 'The visit.';
COMMENT ON COLUMN @ledger@.visit_balance.claims IS 'How many claims.';

CREATE OR REPLACE FUNCTION @ledger@.balance(practice_id text, claim_id text DEFAULT NULL, line_no integer DEFAULT NULL,
		as_of date DEFAULT NULL, known_at timestamptz DEFAULT NULL, patient_id text DEFAULT NULL, payer_id text DEFAULT NULL) RETURNS rcm.balance
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
#variable_conflict use_column
DECLARE
	day     date := coalesce(balance.as_of, 'infinity');
	instant timestamptz := coalesce(balance.known_at, 'infinity');
	b       rcm.balance;
BEGIN
	IF num_nonnulls(balance.claim_id, balance.patient_id, balance.payer_id) > 1 OR (balance.line_no IS NOT NULL AND balance.claim_id IS NULL) THEN
		RAISE EXCEPTION 'balance of what?' USING ERRCODE = 'invalid_parameter_value',
			HINT = 'Give a claim with or without a line, or a patient, or a payer, or none of them for the whole practice.';
	ELSIF balance.claim_id IS NOT NULL THEN
		SELECT rcm.balance(e.from_account, e.to_account, e.amount) INTO b FROM @ledger@.entry e
			WHERE e.practice_id = balance.practice_id AND e.claim_id = balance.claim_id AND (balance.line_no IS NULL OR e.line_no = balance.line_no)
				AND e.effective_on <= day AND e.posted_at <= instant;
	ELSIF balance.patient_id IS NOT NULL THEN
		SELECT rcm.balance(e.from_account, e.to_account, e.amount) INTO b FROM (
			SELECT e.* FROM @ledger@.claim c JOIN @ledger@.entry e ON e.practice_id = c.practice_id AND e.claim_id = c.claim_id
				WHERE c.practice_id = balance.practice_id AND c.patient_id = balance.patient_id
			UNION ALL
			SELECT e.* FROM @ledger@.receipt r JOIN @ledger@.entry e ON e.practice_id = r.practice_id AND e.receipt_id = r.receipt_id
				WHERE r.practice_id = balance.practice_id AND r.patient_id = balance.patient_id AND e.claim_id IS NULL) e
			WHERE e.effective_on <= day AND e.posted_at <= instant;
	ELSIF balance.payer_id IS NOT NULL THEN
		SELECT @ledger@.balance_of_payer(balance.practice_id, balance.payer_id, day, instant) INTO b;
	ELSE
		SELECT rcm.balance(e.from_account, e.to_account, e.amount) INTO b FROM @ledger@.entry e
			WHERE e.practice_id = balance.practice_id AND e.effective_on <= day AND e.posted_at <= instant;
	END IF;
	RETURN b;
END
$$;
COMMENT ON FUNCTION @ledger@.balance(text, text, integer, date, timestamptz, text, text) IS
'Money by account, at any past instant: of a charge line, a claim, a patient, a payer or the whole practice.

claim_id, line_no - a claim, or one of its lines.
as_of - only what counts up to this day; null: all.
known_at - only what was posted up to this moment; null: all. (A transaction posts at the moment at which it began.)
patient_id - the lines of the patient''s claims, and what waits of the patient''s receipts.
payer_id - as what is said by balance_of_payer.

amount(balance, account) and entries(balance) in schema rcm take it apart; what is empty or does not exist is {}. Error 22023 for more than one of claim, patient and payer, and for a line without a claim.

    SELECT * FROM rcm.entries(@ledger@.balance(''HARBOR'', ''C-100'', as_of => ''2024-12-31''))';

CREATE OR REPLACE FUNCTION @ledger@.balance_of_payer(practice_id text, payer_id text, as_of date, known_at timestamptz) RETURNS rcm.balance
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT rcm.balance(e.from_account, e.to_account, e.amount)
	FROM (
		-- where the payer is one side; between two parties of one payer an entry is one side twice
		SELECT DISTINCT ON (e.entry_id) e.*
		FROM @ledger@.claim c
		JOIN @ledger@.entry e ON e.practice_id = c.practice_id AND e.claim_id = c.claim_id
		CROSS JOIN LATERAL (VALUES (e.from_account), (e.to_account)) a (account)
		WHERE c.practice_id = balance_of_payer.practice_id AND a.account IN ('insurer_1', 'insurer_2', 'insurer_3')
			AND CASE WHEN a.account = (CASE c.payer_seq WHEN 'P' THEN 'insurer_1' WHEN 'S' THEN 'insurer_2' ELSE 'insurer_3' END)::rcm.account AND c.payer_id IS NOT NULL THEN c.payer_id
				ELSE @ledger@.payer_of(c.practice_id, c.claim_id, a.account) END = balance_of_payer.payer_id
		UNION ALL
		SELECT e.* FROM @ledger@.remittance m JOIN @ledger@.entry e ON e.practice_id = m.practice_id AND e.remittance_id = m.remittance_id
			WHERE m.practice_id = balance_of_payer.practice_id AND coalesce(m.payer_id, m.payer_key) = balance_of_payer.payer_id AND e.claim_id IS NULL
		UNION ALL
		SELECT e.* FROM @ledger@.receipt r JOIN @ledger@.entry e ON e.practice_id = r.practice_id AND e.receipt_id = r.receipt_id
			WHERE r.practice_id = balance_of_payer.practice_id AND r.source = 'payer' AND r.payer_key = balance_of_payer.payer_id AND e.claim_id IS NULL) e
	WHERE e.effective_on <= balance_of_payer.as_of AND e.posted_at <= balance_of_payer.known_at
$$;
COMMENT ON FUNCTION @ledger@.balance_of_payer(text, text, date, timestamptz) IS
'What balance(practice_id, payer_id => ...) returns: the entries that have the payer on one side (payer_of says which party of a claim it is), and what waits in suspense or unapplied of its remittances and checks. So insurer_1, insurer_2 and insurer_3 are what the payer owes, cash is what it has paid. Both dates must be given; infinity for all.';
