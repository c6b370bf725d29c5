-- 86-aging-views.sql - aging as of today in wide rows, for report writers

CREATE OR REPLACE VIEW @ledger@.open_balance WITH (security_invoker = true) AS
WITH day AS MATERIALIZED (SELECT p.practice_id, (now() AT TIME ZONE p.time_zone)::date AS today FROM @ledger@.practice p)
SELECT r.practice_id, r.claim_id, r.line_no, p.party,
	(CASE WHEN p.seq IS NOT NULL THEN 'insurer' WHEN p.party = 'patient' THEN 'patient' ELSE 'third party' END) AS side,
	p.amount, p.basis AS basis_date, d.today - p.basis AS age, d.today - p.since AS party_age, d.today - coalesce(r.service_on, r.charged_on) AS true_age,
	c.patient_id, CASE WHEN p.seq = c.payer_seq AND c.payer_id IS NOT NULL THEN c.payer_id WHEN p.seq IS NOT NULL THEN @ledger@.payer_of(r.practice_id, r.claim_id, p.party) END AS payer_id,
	coalesce(x.rendering_npi, c.billing_npi) AS provider_npi
FROM @ledger@.receivable r
CROSS JOIN LATERAL (VALUES
	('insurer_1'::rcm.account, 'P', r.insurer_1, r.insurer_1_since, coalesce(r.first_billed_on, r.insurer_1_since)),
	('insurer_2', 'S', r.insurer_2, r.insurer_2_since, coalesce(r.first_billed_on, r.insurer_2_since)),
	('insurer_3', 'T', r.insurer_3, r.insurer_3_since, coalesce(r.first_billed_on, r.insurer_3_since)),
	('patient', NULL, r.patient, r.patient_since, r.patient_since),
	('third_party', NULL, r.third_party, r.third_party_since, r.third_party_since)) p (party, seq, amount, since, basis)
JOIN day d ON d.practice_id = r.practice_id
JOIN @ledger@.claim c ON c.practice_id = r.practice_id AND c.claim_id = r.claim_id
JOIN @ledger@.claim_line x ON x.practice_id = r.practice_id AND x.claim_id = r.claim_id AND x.line_no = r.line_no
WHERE p.amount <> 0 AND (r.insurer_1 <> 0 OR r.insurer_2 <> 0 OR r.insurer_3 <> 0 OR r.patient <> 0 OR r.third_party <> 0);
COMMENT ON VIEW @ledger@.open_balance IS
'Each balance of a party on a charge line today, with its ages by the default basis: what the views aging_by_... add up. The rows are those of aging_lines(practice_id).';
COMMENT ON COLUMN @ledger@.open_balance.party IS 'Who owes.';
COMMENT ON COLUMN @ledger@.open_balance.side IS 'insurer, patient or third party.';
COMMENT ON COLUMN @ledger@.open_balance.amount IS 'What is owed; negative: a credit.';
COMMENT ON COLUMN @ledger@.open_balance.basis_date IS 'From which day the age is counted: payers from the day on which the claim first left, else from the day on which the party first owed something on the line.';
COMMENT ON COLUMN @ledger@.open_balance.age IS 'Days since basis_date.';
COMMENT ON COLUMN @ledger@.open_balance.party_age IS 'Days since the party first owed something on the line.';
COMMENT ON COLUMN @ledger@.open_balance.true_age IS 'Days since the service: begins anew with nobody.';
COMMENT ON COLUMN @ledger@.open_balance.payer_id IS 'Which payer the party is, see payer_of; null for patient and third party.';
COMMENT ON COLUMN @ledger@.open_balance.provider_npi IS 'Who did the service, else who bills it.';

CREATE OR REPLACE VIEW @ledger@.aging_by_practice WITH (security_invoker = true) AS
SELECT b.practice_id, b.side,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age <= 30), '0') AS b0_30,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 30 AND b.age <= 60), '0') AS b31_60,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 60 AND b.age <= 90), '0') AS b61_90,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 90 AND b.age <= 120), '0') AS b91_120,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 120 AND b.age <= 150), '0') AS b121_150,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 150 AND b.age <= 180), '0') AS b151_180,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 180), '0') AS b181,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age IS NULL), '0') AS undated,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0), '0') AS total,
	coalesce(sum(b.amount) FILTER (WHERE b.amount < 0), '0') AS credits,
	count(*) AS lines,
	max(b.true_age) FILTER (WHERE b.amount > 0) AS oldest_true_age, max(b.party_age) FILTER (WHERE b.amount > 0) AS oldest_party_age
FROM @ledger@.open_balance b
GROUP BY b.practice_id, b.side;
COMMENT ON VIEW @ledger@.aging_by_practice IS
'What is owed to each practice by age today, apart for insurers, patients and third parties. Credits are never netted into a bucket. aging() does the same for any past day, on other bases and with other buckets.';

CREATE OR REPLACE VIEW @ledger@.aging_by_payer WITH (security_invoker = true) AS
SELECT b.practice_id, b.payer_id, b.side,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age <= 30), '0') AS b0_30,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 30 AND b.age <= 60), '0') AS b31_60,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 60 AND b.age <= 90), '0') AS b61_90,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 90 AND b.age <= 120), '0') AS b91_120,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 120 AND b.age <= 150), '0') AS b121_150,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 150 AND b.age <= 180), '0') AS b151_180,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 180), '0') AS b181,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age IS NULL), '0') AS undated,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0), '0') AS total,
	coalesce(sum(b.amount) FILTER (WHERE b.amount < 0), '0') AS credits,
	count(*) AS lines,
	max(b.true_age) FILTER (WHERE b.amount > 0) AS oldest_true_age, max(b.party_age) FILTER (WHERE b.amount > 0) AS oldest_party_age
FROM @ledger@.open_balance b
WHERE b.side = 'insurer'
GROUP BY b.practice_id, b.payer_id, b.side;
COMMENT ON VIEW @ledger@.aging_by_payer IS
'What each payer owes by age today. Credits are never netted into a bucket. For a past day, group aging_lines().';
COMMENT ON COLUMN @ledger@.aging_by_payer.payer_id IS 'The payer, see payer_of; null where nothing says which.';

CREATE OR REPLACE VIEW @ledger@.aging_by_provider WITH (security_invoker = true) AS
SELECT b.practice_id, b.provider_npi, b.side,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age <= 30), '0') AS b0_30,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 30 AND b.age <= 60), '0') AS b31_60,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 60 AND b.age <= 90), '0') AS b61_90,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 90 AND b.age <= 120), '0') AS b91_120,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 120 AND b.age <= 150), '0') AS b121_150,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 150 AND b.age <= 180), '0') AS b151_180,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 180), '0') AS b181,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age IS NULL), '0') AS undated,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0), '0') AS total,
	coalesce(sum(b.amount) FILTER (WHERE b.amount < 0), '0') AS credits,
	count(*) AS lines,
	max(b.true_age) FILTER (WHERE b.amount > 0) AS oldest_true_age, max(b.party_age) FILTER (WHERE b.amount > 0) AS oldest_party_age
FROM @ledger@.open_balance b
GROUP BY b.practice_id, b.provider_npi, b.side;
COMMENT ON VIEW @ledger@.aging_by_provider IS
'What is owed by age today for what each provider did, apart for insurers, patients and third parties. Credits are never netted into a bucket. For a past day, group aging_lines().';
COMMENT ON COLUMN @ledger@.aging_by_provider.provider_npi IS 'Who did the service, else who bills it.';

CREATE OR REPLACE VIEW @ledger@.aging_by_patient WITH (security_invoker = true) AS
SELECT b.practice_id, b.patient_id, b.side,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age <= 30), '0') AS b0_30,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 30 AND b.age <= 60), '0') AS b31_60,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 60 AND b.age <= 90), '0') AS b61_90,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 90 AND b.age <= 120), '0') AS b91_120,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 120 AND b.age <= 150), '0') AS b121_150,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 150 AND b.age <= 180), '0') AS b151_180,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age > 180), '0') AS b181,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0 AND b.age IS NULL), '0') AS undated,
	coalesce(sum(b.amount) FILTER (WHERE b.amount > 0), '0') AS total,
	coalesce(sum(b.amount) FILTER (WHERE b.amount < 0), '0') AS credits,
	count(*) AS lines,
	max(b.true_age) FILTER (WHERE b.amount > 0) AS oldest_true_age, max(b.party_age) FILTER (WHERE b.amount > 0) AS oldest_party_age
FROM @ledger@.open_balance b
GROUP BY b.practice_id, b.patient_id, b.side;
COMMENT ON VIEW @ledger@.aging_by_patient IS
'What is owed by age today for each patient, apart for insurers, patients and third parties. Credits are never netted into a bucket. For a past day, group aging_lines().';
COMMENT ON COLUMN @ledger@.aging_by_patient.patient_id IS 'The patient; null where the claim names none.';

DO $comments$
DECLARE
	relation name;
	attribute record;
BEGIN
	FOREACH relation IN ARRAY ARRAY['aging_by_practice', 'aging_by_payer', 'aging_by_provider', 'aging_by_patient']::name[] LOOP
		FOR attribute IN VALUES ('side', 'insurer, patient or third party.'),
			('b0_30', 'Owed for up to 30 days.'), ('b31_60', 'Owed for 31 to 60 days.'), ('b61_90', 'Owed for 61 to 90 days.'), ('b91_120', 'Owed for 91 to 120 days.'),
			('b121_150', 'Owed for 121 to 150 days.'), ('b151_180', 'Owed for 151 to 180 days.'), ('b181', 'Owed for 181 days or more.'),
			('undated', 'Owed, but since nobody knows when.'), ('total', 'All that is owed: the columns before, credits left out.'), ('credits', 'What the practice owes: zero or negative.'),
			('lines', 'Balances that are added up.'), ('oldest_true_age', 'Days since the oldest service of which something is owed.'),
			('oldest_party_age', 'Days for which the party has owed something of it, the longest.')
		LOOP
			EXECUTE pg_catalog.format('COMMENT ON COLUMN @ledger@.%I.%I IS %L', relation, attribute.column1, attribute.column2);
		END LOOP;
	END LOOP;
END
$comments$;
