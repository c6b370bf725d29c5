-- 68-deposit.sql - the bank, the remittances and receipts, and the ledger's cash, side by side

CREATE OR REPLACE VIEW @ledger@.reconciliation WITH (security_invoker = true) AS
	WITH cash AS (
		SELECT e.practice_id, e.remittance_id, e.receipt_id,
			sum(CASE WHEN e.to_account = 'cash' THEN e.amount ELSE -e.amount END) AS posted
		FROM @ledger@.entry e
		WHERE (e.remittance_id IS NOT NULL OR e.receipt_id IS NOT NULL) AND 'cash' IN (e.from_account, e.to_account)
		GROUP BY 1, 2, 3),
	book AS (
		SELECT r.practice_id, 'remittance ' || r.remittance_id AS id, 'remittance' AS kind, r.remittance_id, NULL::text AS reference, r.trace_number,
			r.payment_date AS booked_on, r.amount, coalesce(h.posted, 0) AS posted
		FROM @ledger@.remittance r
		LEFT JOIN cash h ON h.practice_id = r.practice_id AND h.remittance_id = r.remittance_id
		WHERE r.state <> 'dropped' AND r.amount <> 0
		UNION ALL
		SELECT r.practice_id, 'receipt ' || r.receipt_id, 'receipt', NULL, r.receipt_id, r.reference, r.received_on, r.amount, coalesce(h.posted, 0)
		FROM @ledger@.receipt r
		LEFT JOIN cash h ON h.practice_id = r.practice_id AND h.receipt_id = r.receipt_id
		WHERE r.method IN ('check', 'ach')
		UNION ALL
		SELECT r.practice_id, 'recovery ' || r.recovery_id, 'recovery', NULL, r.recovery_id, r.reference, r.received_on, r.amount - r.fee, r.amount - r.fee
		FROM @ledger@.recovery r
		WHERE r.amount > r.fee),
	-- equal ones go in order
	traced AS (
		SELECT d.deposit_id, b.practice_id, b.id, 'trace number and amount' AS stage
		FROM (SELECT x.*, row_number() OVER (PARTITION BY x.practice_id, x.trace_number, x.amount ORDER BY x.deposited_on, x.deposit_id) AS nth FROM @ledger@.deposit x) d
		JOIN (SELECT x.*, row_number() OVER (PARTITION BY x.practice_id, x.trace_number, x.amount ORDER BY x.booked_on, x.id) AS nth FROM book x) b
			USING (practice_id, trace_number, amount, nth)),
	deposits_left AS (
		SELECT x.*, count(*) OVER (PARTITION BY x.practice_id, x.trace_number) AS same_trace FROM @ledger@.deposit x
		WHERE NOT EXISTS (SELECT FROM traced t WHERE t.practice_id = x.practice_id AND t.deposit_id = x.deposit_id)),
	book_left AS (
		SELECT x.*, count(*) OVER (PARTITION BY x.practice_id, x.trace_number) AS same_trace FROM book x
		WHERE NOT EXISTS (SELECT FROM traced t WHERE t.practice_id = x.practice_id AND t.id = x.id)),
	trace_only AS (
		SELECT d.deposit_id, d.practice_id, b.id, 'trace number, other amount' AS stage
		FROM deposits_left d JOIN book_left b USING (practice_id, trace_number)
		WHERE d.same_trace = 1 AND b.same_trace = 1),
	pairs AS (
		SELECT d.deposit_id, d.practice_id, b.id, count(*) OVER (PARTITION BY d.practice_id, d.deposit_id) AS books,
			count(*) OVER (PARTITION BY b.practice_id, b.id) AS deposits
		FROM deposits_left d
		JOIN book_left b ON b.practice_id = d.practice_id AND b.amount = d.amount AND b.booked_on BETWEEN d.deposited_on - 5 AND d.deposited_on + 5
		WHERE NOT EXISTS (SELECT FROM trace_only t WHERE t.practice_id = d.practice_id AND (t.deposit_id = d.deposit_id OR t.id = b.id))),
	matched AS (
		SELECT * FROM traced
		UNION ALL
		SELECT * FROM trace_only
		UNION ALL
		SELECT p.deposit_id, p.practice_id, p.id, 'amount, within 5 days' FROM pairs p WHERE p.books = 1 AND p.deposits = 1),
	side_by_side AS (
		SELECT m.practice_id, m.stage, m.deposit_id, m.id FROM matched m
		UNION ALL
		SELECT d.practice_id, 'only the bank has it', d.deposit_id, NULL FROM @ledger@.deposit d
		WHERE NOT EXISTS (SELECT FROM matched m WHERE m.practice_id = d.practice_id AND m.deposit_id = d.deposit_id)
		UNION ALL
		SELECT b.practice_id, 'the bank does not have it', NULL, b.id FROM book b
		WHERE NOT EXISTS (SELECT FROM matched m WHERE m.practice_id = b.practice_id AND m.id = b.id))
	SELECT s.practice_id, s.stage, s.deposit_id, d.deposited_on, d.amount AS deposited, b.kind, b.remittance_id, b.reference AS number,
		coalesce(b.trace_number, d.trace_number) AS trace_number, b.booked_on, b.amount AS booked, b.posted,
		coalesce(d.amount, 0) - coalesce(b.posted, 0) AS difference
	FROM side_by_side s
	LEFT JOIN @ledger@.deposit d ON d.practice_id = s.practice_id AND d.deposit_id = s.deposit_id
	LEFT JOIN book b ON b.practice_id = s.practice_id AND b.id = s.id;
COMMENT ON VIEW @ledger@.reconciliation IS 'Three-way match: what the bank says came in (table deposit); what remittances, receipts by check or ACH, and collectors say was paid; and what was posted to cash for it. Every row of each side once. Where difference is not zero somebody has to look: a deposit without a remittance, a remittance whose money did not come, one that is held and so not posted, an amount that is not the same. A deposit of many checks at once is recorded check by check.';
COMMENT ON COLUMN @ledger@.reconciliation.stage IS 'By what they match: trace number and amount; trace number, other amount; amount, within 5 days (when it is the only one on both sides); or only the bank has it, the bank does not have it.';
COMMENT ON COLUMN @ledger@.reconciliation.deposit_id IS 'The bank''s number.';
COMMENT ON COLUMN @ledger@.reconciliation.deposited_on IS 'Day at the bank.';
COMMENT ON COLUMN @ledger@.reconciliation.deposited IS 'Amount at the bank.';
COMMENT ON COLUMN @ledger@.reconciliation.kind IS 'remittance, receipt or recovery.';
COMMENT ON COLUMN @ledger@.reconciliation.number IS 'receipt_id or recovery_id.';
COMMENT ON COLUMN @ledger@.reconciliation.trace_number IS 'Trace or check number.';
COMMENT ON COLUMN @ledger@.reconciliation.booked_on IS 'Payment date of the remittance, day of the receipt.';
COMMENT ON COLUMN @ledger@.reconciliation.booked IS 'What was said to be paid.';
COMMENT ON COLUMN @ledger@.reconciliation.posted IS 'What was posted to cash: 0 while a remittance is held, or after a receipt bounced.';
COMMENT ON COLUMN @ledger@.reconciliation.difference IS 'deposited less posted.';
