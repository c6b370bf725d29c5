-- aging_fill.sql - a ledger "bench_ledger" of about :entries entries: four for a charge line on average,
-- five lines for a claim, over three years up to today in the order of the days on which they were
-- posted. Of a hundred lines about six are open: what is not answered yet, three in a hundred that never
-- are (until they are written off after 300 days), and patients' shares of the last two months.  Triggers are off; receivable is made by one query.
SET client_min_messages = warning;
SET search_path = pg_catalog, rcm, public;
SELECT rcm.create_ledger('bench_ledger');
INSERT INTO bench_ledger.practice (practice_id, name, time_zone) VALUES ('BENCH', 'Bench', 'UTC');
SELECT (:entries / 4)::bigint AS lines \gset
SET session_replication_role = replica;
SET work_mem = '256MB';
-- indexes are made when the rows are there
\if :bulk
DROP INDEX bench_ledger.entry_event, bench_ledger.entry_line, bench_ledger.entry_receipt, bench_ledger.entry_waiting, bench_ledger.entry_reverses;
ALTER TABLE bench_ledger.entry DROP CONSTRAINT entry_pkey;
\endif
CREATE TEMP TABLE line AS
SELECT 'C' || lpad(((k - 1) / 5)::text, 9, '0') AS claim_id, (k - 1) % 5 + 1 AS line_no, k,
	current_date - 1095 + (k * 1095 / :lines)::integer AS day, (5000 + k * 7919 % 40000)::bigint AS cents,
	CASE WHEN hashint8(k) % 100 BETWEEN 0 AND 2 THEN NULL ELSE 14 + abs(hashint8(k + 1)) % 28 END AS answered, k % 2 = 0 AS shared, 20 + abs(hashint8(k + 2)) % 50 AS patient_pays
FROM generate_series(1, :lines::bigint) k;
INSERT INTO bench_ledger.claim (practice_id, patient_id, state, document)
SELECT 'BENCH', 'P' || lpad((n / 4)::text, 8, '0'), 'submitted', format('{"form": "P", "claim_id": "C%s", "payer_id": "PAY%s", "payer_seq": "P", "rendering": {"npi": "1234567893"}, "lines": []}',
	lpad(n::text, 9, '0'), n % 20)::rcm.claim
FROM generate_series(0, (:lines - 1) / 5) n;
INSERT INTO bench_ledger.claim_line (practice_id, claim_id, line_no, code, charge, service_from, rendering_npi)
SELECT 'BENCH', claim_id, line_no, '99213', rcm.usd(cents::numeric / 100), day, '1234567893' FROM line;
INSERT INTO bench_ledger.submission (practice_id, claim_id, interchange_id, item, transaction, payer_id, payer_seq, freq, form, submitted_at, submitted_on, digest, document)
SELECT 'BENCH', c.claim_id, 1, 1, 1, c.payer_id, 'P', '1', 'P', l.day + 2 + interval '12 hours', l.day + 2, '', c.document
FROM bench_ledger.claim c JOIN line l USING (claim_id) WHERE l.line_no = 1 AND l.day + 2 <= current_date;
INSERT INTO bench_ledger.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, posted_at, group_code, carc, receipt_id)
SELECT 'BENCH', 1, claim_id, line_no, f::rcm.account, t::rcm.account, rcm.usd(c::numeric / 100), at, at + interval '11 hours', g, r, receipt
FROM (
	SELECT claim_id, line_no, k, 'revenue' AS f, 'insurer_1' AS t, cents AS c, day AS at, NULL AS g, NULL AS r, NULL AS receipt FROM line
	UNION ALL SELECT claim_id, line_no, k, 'insurer_1', 'cash', cents - cents / 3 - CASE WHEN shared THEN 2000 ELSE 0 END, day + answered, NULL, NULL, NULL FROM line
	UNION ALL SELECT claim_id, line_no, k, 'insurer_1', 'contractual', cents / 3, day + answered, 'CO', '45', NULL FROM line
	UNION ALL SELECT claim_id, line_no, k, 'insurer_1', 'patient', 2000, day + answered, 'PR', '2', NULL FROM line WHERE shared
	UNION ALL SELECT claim_id, line_no, k, 'insurer_1', 'writeoff_denial', cents, day + 300, NULL, NULL, NULL FROM line WHERE answered IS NULL
	UNION ALL SELECT claim_id, line_no, k, 'patient', 'unapplied_patient', 2000, day + answered + patient_pays, NULL, NULL, 'R' || k FROM line WHERE shared) e
WHERE at <= current_date AND c > 0
ORDER BY at, k;
\if :bulk
ALTER TABLE bench_ledger.entry ADD PRIMARY KEY (practice_id, entry_id);
CREATE INDEX entry_line ON bench_ledger.entry (practice_id, claim_id, line_no) WHERE claim_id IS NOT NULL;
\endif
INSERT INTO bench_ledger.receivable (practice_id, claim_id, line_no, service_on, charged_on, first_billed_on, last_billed_on, insurer_1_since, patient_since, insurer_1, patient)
SELECT 'BENCH', l.claim_id, l.line_no, l.day, l.day, b.on_day, b.on_day, l.day, e.patient_since, e.insurer_1, e.patient
FROM line l
LEFT JOIN (SELECT claim_id, submitted_on AS on_day FROM bench_ledger.submission) b USING (claim_id)
JOIN (SELECT claim_id, line_no, min(effective_on) FILTER (WHERE to_account = 'patient'::rcm.account) AS patient_since,
		rcm.sum(CASE 'insurer_1'::rcm.account WHEN to_account THEN amount WHEN from_account THEN - amount ELSE '0' END) AS insurer_1,
		rcm.sum(CASE 'patient'::rcm.account WHEN to_account THEN amount WHEN from_account THEN - amount ELSE '0' END) AS patient
	FROM bench_ledger.entry GROUP BY 1, 2) e USING (claim_id, line_no)
ORDER BY l.k;
RESET session_replication_role;
DROP TABLE line;
VACUUM (ANALYZE, FREEZE) bench_ledger.claim, bench_ledger.claim_line, bench_ledger.submission, bench_ledger.entry, bench_ledger.receivable;
