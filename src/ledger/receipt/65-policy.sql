-- 65-policy.sql - write-offs that a policy allows without asking

CREATE OR REPLACE FUNCTION @ledger@.policy_lines(practice_id text, policy_id text, as_of date,
		OUT claim_id text, OUT line_no integer, OUT amount rcm.usd, OUT debtor text, OUT why_not text)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp SET datestyle = 'ISO, YMD' AS $$
	WITH policy AS (
		SELECT p.*, coalesce((SELECT sum(w.stands) FROM @ledger@.write_off_report w
				WHERE w.practice_id = p.practice_id AND w.policy_id = p.policy_id AND w.year = extract(year FROM policy_lines.as_of)), 0) AS used
		FROM @ledger@.write_off_policy p
		WHERE p.practice_id = policy_lines.practice_id AND p.policy_id = policy_lines.policy_id),
	owing AS (
		SELECT r.claim_id, r.line_no, x.amount, x.since, c.patient_id, c.filing_ind, c.first_service, p.party,
			CASE WHEN p.party = 'patient' AND c.patient_id IS NOT NULL THEN 'patient ' || c.patient_id ELSE 'claim ' || c.claim_id END AS debtor
		FROM policy p
		JOIN @ledger@.receivable r ON r.practice_id = p.practice_id
			AND (r.insurer_1 <> 0 OR r.insurer_2 <> 0 OR r.insurer_3 <> 0 OR r.patient <> 0 OR r.third_party <> 0)
		CROSS JOIN LATERAL (VALUES (account 'insurer_1', r.insurer_1, r.insurer_1_since), ('insurer_2', r.insurer_2, r.insurer_2_since),
			('insurer_3', r.insurer_3, r.insurer_3_since), ('patient', r.patient, r.patient_since),
			('third_party', r.third_party, r.third_party_since)) x (party, amount, since)
		JOIN @ledger@.claim c ON c.practice_id = r.practice_id AND c.claim_id = r.claim_id
		WHERE x.party = p.party AND x.amount > 0),
	small AS (
		SELECT o.*, sum(o.amount) OVER (PARTITION BY o.debtor) AS whole FROM owing o),
	judged AS (
		SELECT s.*, p.yearly_cap, p.used, CASE
			WHEN s.since IS NULL OR policy_lines.as_of - s.since < p.min_age_days THEN format('owed since %s, less than %s days', s.since, p.min_age_days)
			WHEN p.min_statements > (SELECT count(*) FROM @ledger@.statement_line l JOIN @ledger@.statement t USING (practice_id, statement_id)
					WHERE l.practice_id = p.practice_id AND l.claim_id = s.claim_id AND l.line_no = s.line_no AND t.cut_on <= policy_lines.as_of)
				THEN format('on fewer than %s statements', p.min_statements)
			WHEN p.party IN ('patient', 'third_party') AND EXISTS (SELECT FROM @ledger@.patient t
					LEFT JOIN @ledger@.patient g ON g.practice_id = t.practice_id AND g.patient_id = t.guarantor_id
					WHERE t.practice_id = p.practice_id AND t.patient_id = s.patient_id AND (t.bill_hold IS NOT NULL OR g.bill_hold IS NOT NULL))
				THEN 'disputed or on hold'
			WHEN EXISTS (SELECT FROM @ledger@.payment_plan_line l JOIN @ledger@.payment_plan n USING (practice_id, plan_id)
					WHERE l.practice_id = p.practice_id AND l.claim_id = s.claim_id AND l.line_no = s.line_no AND n.ended_on IS NULL)
				THEN 'in a payment plan'
			WHEN s.filing_ind = ANY (p.not_filing) OR EXISTS (SELECT FROM @ledger@.coverage v
					WHERE v.practice_id = p.practice_id AND v.patient_id = s.patient_id AND v.filing_ind = ANY (p.not_filing)
						AND daterange(v.eff, v.term, '[]') @> s.first_service)
				THEN 'the payer is one that the policy leaves out'
			END AS why
		FROM small s, policy p
		WHERE s.whole <= p.max_amount)
	SELECT j.claim_id, j.line_no, j.amount, j.debtor,
		CASE WHEN j.why IS NULL AND j.used + sum(j.amount) OVER (PARTITION BY j.why IS NULL ORDER BY j.since, j.claim_id, j.line_no) > j.yearly_cap
			THEN 'the yearly cap is reached' ELSE j.why END
	FROM judged j
	ORDER BY j.debtor, j.since, j.claim_id, j.line_no
$$;
COMMENT ON FUNCTION @ledger@.policy_lines(text, text, date) IS
'The charge lines on which the party of a policy owes so little that the policy is about them, and, of those that it does not write off, why_not. debtor: what the most that may be owed is summed over. Called by apply_policy.';

CREATE OR REPLACE FUNCTION @ledger@.apply_policy(practice_id text, policy_id text, dry_run boolean DEFAULT true, as_of date DEFAULT NULL,
		OUT claim_id text, OUT line_no integer, OUT party rcm.account, OUT amount rcm.usd, OUT written_off boolean, OUT why_not text)
	RETURNS SETOF record
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	p      @ledger@.write_off_policy;
	l      record;
	locked text[];
	debtor text;
	id     bigint;
	today  date := @ledger@.today(practice_id);
BEGIN
	as_of := coalesce(as_of, today);
	SELECT * INTO p FROM @ledger@.write_off_policy w WHERE w.practice_id = apply_policy.practice_id AND w.policy_id = apply_policy.policy_id;
	IF NOT FOUND OR NOT daterange(p.eff, p.term, '[]') @> as_of THEN
		RAISE EXCEPTION 'there is no policy "%" on %', policy_id, as_of USING ERRCODE = 'RC010';
	ELSIF p.needs_documents THEN
		RAISE EXCEPTION 'policy "%" needs documents', policy_id USING ERRCODE = 'RC011',
			HINT = 'Write off one by one with write_off; the reason names the policy and the document.';
	ELSIF as_of > today AND NOT dry_run THEN
		RAISE EXCEPTION 'the day has not come' USING ERRCODE = 'RC011', HINT = 'A day to come can be tried as a dry run.';
	END IF;
	IF NOT dry_run THEN
		-- two who apply the policy at once would both stay below its cap
		UPDATE @ledger@.write_off_policy w SET max_amount = w.max_amount
			WHERE w.practice_id = apply_policy.practice_id AND w.policy_id = apply_policy.policy_id;
		locked := ARRAY(SELECT DISTINCT c.claim_id FROM @ledger@.policy_lines(apply_policy.practice_id, apply_policy.policy_id, as_of) c WHERE c.why_not IS NULL);
		PERFORM @ledger@.lock_claims(apply_policy.practice_id, locked);
	END IF;
	FOR l IN SELECT * FROM @ledger@.policy_lines(apply_policy.practice_id, apply_policy.policy_id, as_of) LOOP
		claim_id := l.claim_id;
		line_no := l.line_no;
		party := p.party;
		amount := l.amount;
		why_not := l.why_not;
		written_off := NOT dry_run AND l.why_not IS NULL AND l.claim_id = ANY (locked);
		IF written_off THEN
			-- an event for each debtor, so that each can be taken back
			IF debtor IS DISTINCT FROM l.debtor THEN
				id := @ledger@.open_event(apply_policy.practice_id, 'write-off', NULL, 'policy: ' || policy_id);
				debtor := l.debtor;
			END IF;
			INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on)
				VALUES (apply_policy.practice_id, id, l.claim_id, l.line_no, p.party, p.to_account, l.amount, today);
		END IF;
		RETURN NEXT;
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.apply_policy(text, text, boolean, date) IS
'What a policy of table write_off_policy writes off, and with dry_run => false does it, today, with an event for each patient (of a payer: each claim), which undo_write_off takes back. as_of: the day by which ages count and the policy must be in force, null today.

A row for each charge line of a debtor who owes no more than max_amount: of the policy''s party, per patient, or of payers and third parties per claim. written_off: it was done just now. why_not: why it is not, or would not be: owed for fewer than min_age_days; on fewer than min_statements statements; disputed or on hold (bill_hold); in a payment plan; a filing indicator of not_filing, on the claim or among the coverage of the day of service; the yearly cap is reached (the oldest come first). Null with a dry run: it would be.
Errors: RC010 no such policy on that day; RC011 a policy that needs documents, or a day to come without dry_run.';
