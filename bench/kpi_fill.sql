-- kpi_fill.sql - what aging_fill.sql leaves out and KPIs want: events of each day, transitions, remittances; then
-- everything is marked as changed. Written past the triggers, as all of it.
SET client_min_messages = warning;
SET search_path = pg_catalog, rcm, public;
SET session_replication_role = replica;
SET work_mem = '256MB';
INSERT INTO bench_ledger.event (practice_id, event_id, kind, effective_on, posted_at)
SELECT 'BENCH', 1000000 + (current_date - d.day), 'charge', d.day, d.day + interval '11 hours' FROM (SELECT current_date - n AS day FROM generate_series(0, 1100) n) d;
INSERT INTO bench_ledger.event (practice_id, event_id, kind, effective_on, posted_at)
SELECT 'BENCH', 2000000 + (current_date - d.day), 'remittance', d.day, d.day + interval '11 hours' FROM (SELECT current_date - n AS day FROM generate_series(0, 1100) n) d;
UPDATE bench_ledger.entry SET event_id = CASE WHEN from_account = 'revenue' THEN 1000000 ELSE 2000000 END + (current_date - effective_on);
INSERT INTO bench_ledger.interchange (practice_id, interchange_id, direction, kind, file, state) VALUES ('BENCH', 1, 'in', '835', '', 'received') ON CONFLICT DO NOTHING;
-- one remittance a day, with the claims whose first line was answered on it
INSERT INTO bench_ledger.remittance (practice_id, remittance_id, interchange_id, payment_no, payer_key, payer_id, trace_number, amount, payment_date, digest, claims, received_at, state, posted_at, event_id)
SELECT 'BENCH', current_date - day, 1, 1, 'PAY', 'PAY', 'T' || (current_date - day), 1, day, '', 1, day + interval '9 hours', 'posted', day + interval '11 hours', 2000000 + (current_date - day)
FROM (SELECT DISTINCT effective_on AS day FROM bench_ledger.entry WHERE from_account = 'insurer_1' AND to_account = 'cash') d;
INSERT INTO bench_ledger.remittance_claim (practice_id, remittance_id, claim_no, claim_id, match_stage, party, status, charge, paid, state)
SELECT 'BENCH', current_date - e.effective_on, row_number() OVER (PARTITION BY e.effective_on), e.claim_id, 'number', 'insurer_1', '1', x.charge, e.amount, 'posted'
FROM bench_ledger.entry e JOIN bench_ledger.claim_line x USING (practice_id, claim_id, line_no)
WHERE e.line_no = 1 AND e.from_account = 'insurer_1' AND e.to_account = 'cash';
INSERT INTO bench_ledger.remittance_line (practice_id, remittance_id, claim_no, remitted_line, code, charge, paid)
SELECT 'BENCH', remittance_id, claim_no, 1, '99213', charge, paid FROM bench_ledger.remittance_claim;
INSERT INTO bench_ledger.claim_transition (practice_id, claim_id, from_state, to_state, changed_at)
SELECT 'BENCH', c.claim_id, t.f, t.t, x.service_from + t.days + interval '12 hours'
FROM bench_ledger.claim c JOIN bench_ledger.claim_line x ON x.practice_id = c.practice_id AND x.claim_id = c.claim_id AND x.line_no = 1, (VALUES ('new', 'ready', 0), ('ready', 'submitted', 2)) t (f, t, days);
UPDATE bench_ledger.claim c SET created_at = x.service_from + interval '11 hours' FROM bench_ledger.claim_line x WHERE x.claim_id = c.claim_id AND x.line_no = 1;
INSERT INTO bench_ledger.kpi_mark (practice_id, kind) VALUES ('BENCH', 'all');
RESET session_replication_role;
VACUUM (ANALYZE) bench_ledger.claim, bench_ledger.entry, bench_ledger.event, bench_ledger.remittance, bench_ledger.remittance_claim, bench_ledger.remittance_line, bench_ledger.claim_transition;
