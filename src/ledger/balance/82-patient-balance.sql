-- 82-patient-balance.sql - what is owed: by patient, family and payer; and why a patient owes it

CREATE OR REPLACE VIEW @ledger@.patient_balance WITH (security_invoker = true) AS
SELECT f.practice_id, f.patient_id, sum(f.patient_owed) AS owed, sum(f.patient_credit) AS credit, sum(f.unapplied) AS unapplied,
	sum(f.insurers_owed) AS insurers_owed, sum(f.insurers_credit) AS insurers_credit,
	sum(f.third_party_owed) AS third_party_owed, sum(f.third_party_credit) AS third_party_credit,
	count(f.claim_id) FILTER (WHERE f.patient_owed <> '0') AS lines, min(f.since) AS since
FROM (
	SELECT c.practice_id, c.patient_id, c.claim_id,
		greatest(r.patient, '0') AS patient_owed, least(r.patient, '0') AS patient_credit,
		greatest(r.insurer_1, '0') + greatest(r.insurer_2, '0') + greatest(r.insurer_3, '0') AS insurers_owed,
		least(r.insurer_1, '0') + least(r.insurer_2, '0') + least(r.insurer_3, '0') AS insurers_credit,
		greatest(r.third_party, '0') AS third_party_owed, least(r.third_party, '0') AS third_party_credit,
		'0'::rcm.usd AS unapplied, CASE WHEN r.patient > '0' THEN r.patient_since END AS since
	FROM @ledger@.claim c JOIN @ledger@.receivable r ON r.practice_id = c.practice_id AND r.claim_id = c.claim_id
	UNION ALL
	SELECT w.practice_id, w.patient_id, NULL, '0', '0', '0', '0', '0', '0', w.unapplied, NULL
	FROM @ledger@.unapplied w WHERE w.source <> 'payer') f
GROUP BY f.practice_id, f.patient_id;
COMMENT ON VIEW @ledger@.patient_balance IS
'What each patient owes. Credits and money that waits stand in columns of their own and lower nothing. Claims that name no patient are together under null. patient_account() says why it is owed.';
COMMENT ON COLUMN @ledger@.patient_balance.owed IS 'What the patient owes on the charge lines on which he owes something.';
COMMENT ON COLUMN @ledger@.patient_balance.credit IS 'What the practice owes to the patient on charge lines: zero or negative.';
COMMENT ON COLUMN @ledger@.patient_balance.unapplied IS 'What is left of receipts for the patient.';
COMMENT ON COLUMN @ledger@.patient_balance.insurers_owed IS 'What payers owe for the patient.';
COMMENT ON COLUMN @ledger@.patient_balance.insurers_credit IS 'What the practice owes to payers for the patient: zero or negative.';
COMMENT ON COLUMN @ledger@.patient_balance.third_party_owed IS 'What third parties owe for the patient.';
COMMENT ON COLUMN @ledger@.patient_balance.third_party_credit IS 'What the practice owes to third parties for the patient: zero or negative.';
COMMENT ON COLUMN @ledger@.patient_balance.lines IS 'Charge lines on which the patient owes something.';
COMMENT ON COLUMN @ledger@.patient_balance.since IS 'The earliest day since which the patient owes what is still open.';

CREATE OR REPLACE VIEW @ledger@.family_balance WITH (security_invoker = true) AS
SELECT m.practice_id, m.guarantor_id, count(*) AS patients, sum(b.owed) AS owed, sum(b.credit) AS credit, sum(b.unapplied) AS unapplied,
	sum(b.insurers_owed) AS insurers_owed, sum(b.insurers_credit) AS insurers_credit,
	sum(b.third_party_owed) AS third_party_owed, sum(b.third_party_credit) AS third_party_credit, sum(b.lines)::bigint AS lines, min(b.since) AS since
FROM (
	SELECT p.practice_id, p.guarantor_id, p.patient_id FROM @ledger@.patient p WHERE p.guarantor_id IS NOT NULL
	UNION ALL
	SELECT p.practice_id, p.patient_id, p.patient_id FROM @ledger@.patient p WHERE p.guarantor_id IS NULL) m
CROSS JOIN LATERAL (SELECT * FROM @ledger@.patient_balance b WHERE b.practice_id = m.practice_id AND b.patient_id = m.patient_id) b
GROUP BY m.practice_id, m.guarantor_id;
COMMENT ON VIEW @ledger@.family_balance IS
'What each guarantor answers for: the sums of patient_balance over the patients that name him, and himself where he names nobody else. Families of which nothing was ever charged or received are left out.';
COMMENT ON COLUMN @ledger@.family_balance.guarantor_id IS 'The guarantor.';
COMMENT ON COLUMN @ledger@.family_balance.patients IS 'Patients of the family that have something in patient_balance.';
DO $comments$
DECLARE
	attribute record;
BEGIN
	FOR attribute IN SELECT a.attname, pg_catalog.replace(pg_catalog.col_description(a.attrelid, a.attnum), 'the patient', 'the family') AS comment
		FROM pg_catalog.pg_attribute a
		WHERE a.attrelid = '@ledger@.patient_balance'::pg_catalog.regclass AND a.attnum > 0 AND a.attname NOT IN ('practice_id', 'patient_id')
	LOOP
		EXECUTE pg_catalog.format('COMMENT ON COLUMN @ledger@.family_balance.%I IS %L', attribute.attname, pg_catalog.replace(attribute.comment, 'on which he owes', 'on which a patient owes'));
	END LOOP;
END
$comments$;

CREATE OR REPLACE VIEW @ledger@.payer_balance WITH (security_invoker = true) AS
SELECT f.practice_id, f.payer_id, sum(f.owed) AS owed, sum(f.credit) AS credit, sum(f.unapplied) AS unapplied, sum(f.suspense) AS suspense,
	count(*) FILTER (WHERE f.owed <> '0') AS lines
FROM (
	SELECT c.practice_id,
		CASE WHEN c.payer_id IS NOT NULL AND c.payer_seq = p.seq THEN c.payer_id ELSE @ledger@.payer_of(c.practice_id, c.claim_id, p.party) END AS payer_id,
		greatest(p.amount, '0') AS owed, least(p.amount, '0') AS credit, '0'::rcm.usd AS unapplied, '0'::rcm.usd AS suspense
	FROM @ledger@.receivable r
	JOIN @ledger@.claim c ON c.practice_id = r.practice_id AND c.claim_id = r.claim_id
	CROSS JOIN LATERAL (VALUES ('insurer_1'::rcm.account, 'P', r.insurer_1), ('insurer_2', 'S', r.insurer_2), ('insurer_3', 'T', r.insurer_3)) p (party, seq, amount)
	WHERE p.amount <> '0' AND (r.insurer_1 <> '0' OR r.insurer_2 <> '0' OR r.insurer_3 <> '0' OR r.patient <> '0' OR r.third_party <> '0')
	UNION ALL
	SELECT w.practice_id, w.payer_key, '0', '0', w.unapplied, '0' FROM @ledger@.unapplied w WHERE w.source = 'payer'
	UNION ALL
	SELECT s.practice_id, coalesce(m.payer_id, m.payer_key), '0', '0', '0', - s.amount
	FROM @ledger@.suspense s
	JOIN @ledger@.remittance m ON m.practice_id = s.practice_id AND m.remittance_id = s.remittance_id) f
GROUP BY f.practice_id, f.payer_id;
COMMENT ON VIEW @ledger@.payer_balance IS
'What each payer owes, as which party of a claim ever: payer_of says which payer a party is; what no claim, submission or coverage names is under null. Credits and money that waits stand in columns of their own and lower nothing.';
COMMENT ON COLUMN @ledger@.payer_balance.payer_id IS 'The payer as claims name it; of waiting money the payer id of the remittance, else its payer_key.';
COMMENT ON COLUMN @ledger@.payer_balance.owed IS 'What the payer owes.';
COMMENT ON COLUMN @ledger@.payer_balance.credit IS 'What the practice owes to the payer on charge lines: zero or negative.';
COMMENT ON COLUMN @ledger@.payer_balance.unapplied IS 'What is left of the payer''s paper checks.';
COMMENT ON COLUMN @ledger@.payer_balance.suspense IS 'Money of its remittances whose claim or owner is not known yet; negative: the payer kept back what has not been traced yet. The view suspense lists it, with the sign of the account.';
COMMENT ON COLUMN @ledger@.payer_balance.lines IS 'Balances of charge lines that the payer owes.';

CREATE OR REPLACE FUNCTION @ledger@.patient_account(practice_id text, patient_id text)
	RETURNS TABLE (claim_id text, line_no integer, service_on date, code text, charge rcm.usd, part integer, reason text, group_code text, carc text,
		gist text, amount rcm.usd, paid rcm.usd, written_off rcm.usd, owed rcm.usd, since date)
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50 SET search_path = pg_catalog, rcm, pg_temp AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
	WITH moved AS (
		-- what the patient has more by, each with its reason; of money and write-offs the sign is turned
		SELECT e.claim_id, e.line_no, e.entry_id, e.effective_on, e.to_account = 'patient' AS more, e.group_code, e.carc, e.exception,
			CASE WHEN e.to_account = 'patient' THEN e.amount ELSE - e.amount END AS amount,
			CASE WHEN e.to_account = 'patient' THEN e.from_account ELSE e.to_account END AS other
		FROM @ledger@.claim c JOIN @ledger@.entry e ON e.practice_id = c.practice_id AND e.claim_id = c.claim_id
		WHERE c.practice_id = patient_account.practice_id AND c.patient_id = patient_account.patient_id AND 'patient' IN (e.from_account, e.to_account)),
	named AS (
		SELECT m.*, CASE
				WHEN m.other IN ('cash', 'unapplied_patient', 'unapplied_payer', 'suspense', 'refund') THEN 'paid'
				WHEN account_kind(m.other) = 'gone' THEN 'written off'
				WHEN m.other = 'revenue' THEN 'self-pay'
				WHEN m.exception IS NOT NULL THEN m.exception
				WHEN m.other = 'third_party' THEN 'third party'
				WHEN m.carc = '1' THEN 'deductible'
				WHEN m.carc = '2' THEN 'coinsurance'
				WHEN m.carc = '3' THEN 'copay'
				ELSE 'patient share' END AS reason
		FROM moved m),
	part AS (
		-- (a part that was taken back for more than it was settles others)
		SELECT n.claim_id, n.line_no, n.reason, n.group_code, n.carc, sum(n.amount) AS amount, min(n.entry_id) AS first_entry,
			min(n.effective_on) FILTER (WHERE n.more) AS since
		FROM named n WHERE n.reason NOT IN ('paid', 'written off')
		GROUP BY 1, 2, 3, 4, 5),
	settled AS (
		SELECT s.claim_id, s.line_no, sum(s.paid) AS paid, sum(s.paid) + sum(s.other) AS settled FROM (
			SELECT n.claim_id, n.line_no, CASE n.reason WHEN 'paid' THEN - n.amount ELSE '0' END AS paid, CASE n.reason WHEN 'paid' THEN '0' ELSE - n.amount END AS other
			FROM named n WHERE n.reason IN ('paid', 'written off')
			UNION ALL
			SELECT p.claim_id, p.line_no, '0', - p.amount FROM part p WHERE p.amount < '0') s
		GROUP BY 1, 2),
	queue AS (
		-- parts in the order in which they arose, then what is left over: given back beyond what was paid, or a credit
		SELECT p.*, coalesce(s.paid, '0') AS all_paid, coalesce(s.settled, '0') AS all_settled,
			sum(p.amount) OVER (PARTITION BY p.claim_id, p.line_no ORDER BY p.first_entry, p.reason, p.group_code, p.carc) AS up_to
		FROM part p LEFT JOIN settled s USING (claim_id, line_no)
		WHERE p.amount > '0'),
	line AS (
		SELECT claim_id, line_no, coalesce(sum(p.amount) FILTER (WHERE p.amount > '0'), '0') AS parts FROM part p GROUP BY 1, 2),
	account AS (
		SELECT q.claim_id, q.line_no, q.first_entry, q.reason, q.group_code, q.carc, q.amount,
			greatest('0', least(q.amount, least(q.all_paid, q.all_settled) - (q.up_to - q.amount))) AS paid,
			greatest('0', least(q.amount, q.all_settled - (q.up_to - q.amount))) AS settled, q.since
		FROM queue q
		UNION ALL
		SELECT s.claim_id, s.line_no, NULL, CASE WHEN s.settled < '0' THEN 'given back' ELSE 'credit' END, NULL, NULL,
			CASE WHEN s.settled < '0' THEN - s.settled ELSE coalesce(l.parts, '0') - s.settled END, '0', '0', NULL
		FROM settled s LEFT JOIN line l USING (claim_id, line_no)
		WHERE s.settled < '0' OR s.settled > coalesce(l.parts, '0'))
	SELECT a.claim_id, a.line_no, x.service_from, x.code, x.charge,
		row_number() OVER (PARTITION BY a.claim_id, a.line_no ORDER BY a.first_entry NULLS LAST, a.reason, a.group_code, a.carc)::integer,
		a.reason, a.group_code, a.carc, r.gist, a.amount, a.paid, a.settled - a.paid, a.amount - a.settled, a.since
	FROM account a
	JOIN @ledger@.claim_line x ON x.practice_id = patient_account.practice_id AND x.claim_id = a.claim_id AND x.line_no = a.line_no
	LEFT JOIN rcm.reason_codes() r ON r.code = a.carc
	ORDER BY x.service_from, 1, 2, 6;
END
$$;
COMMENT ON FUNCTION @ledger@.patient_account(text, text) IS
'What a patient owes and has owed, part by part, with the reason for each: the patient''s balance is the sum of what was laid on the patient, less payments, less what was written off, per charge line. owed adds up to the line''s patient balance, always.

Result, by service date, claim, line and part:
part - counted within the line, in the order in which the parts arose.
reason - deductible, coinsurance or copay (CARC 1, 2, 3), patient share (another reason that the payer gives for laying it on the patient), self-pay (the claim names no payer), the exception by which it was laid on the patient without a payer''s word, third party (somebody else did not pay it), credit (paid or written off beyond what was owed), given back (refunds and payments not honoured beyond what was paid).
group_code, carc, gist - the payer''s reason and what it means; null where no payer gave one.
amount - what the part came to, corrections included; of a credit and of what was given back, the amount itself.
paid - what the patient''s payments have settled of it: payments go to the parts in their order, then write-offs do. Payments of refunds and bounces are taken off.
written_off - what else has settled it: write-offs, bad debt, and payers'' corrections of other parts.
owed - what is left; of a credit negative.
since - day on which the patient first owed the part.

    SELECT reason, gist, amount, paid, written_off, owed FROM @ledger@.patient_account(''HARBOR'', ''P-7'')';
