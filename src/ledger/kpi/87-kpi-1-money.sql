-- 87-kpi-1-money.sql - what KPIs count: charges, and money as it is posted

-- (whatever is known of tables that grow all the time: what belongs to a row is found by its index)
CREATE OR REPLACE FUNCTION @ledger@.charge_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	WITH charged AS (
		SELECT DISTINCT e.claim_id, e.line_no
		FROM @ledger@.event v
		JOIN @ledger@.entry e ON e.practice_id = v.practice_id AND e.event_id = v.event_id AND e.remittance_id IS NULL AND e.from_account = 'revenue'
		WHERE v.practice_id = charge_facts.practice_id AND v.effective_on BETWEEN charge_facts.since AND charge_facts.until AND v.kind = 'charge'
			AND v.posted_at <= coalesce(charge_facts.known_at, 'infinity'))
	SELECT charge_facts.practice_id, 'charge', l.charged_on, c.payer_id, coalesce(x.rendering_npi, c.billing_npi), c.location, rcm.code_group(x.code),
		'claim_line', x.claim_id || '/' || x.line_no, rcm.kpi_charge(l.charge, l.charged_on - x.service_from, capitated => l.capitated)
	FROM charged h
	CROSS JOIN LATERAL (
		SELECT min(e.effective_on) FILTER (WHERE e.from_account = 'revenue') AS charged_on,
			sum(CASE WHEN e.from_account = 'revenue' THEN e.amount WHEN e.to_account = 'revenue' THEN -e.amount ELSE 0 END) AS charge,
			-- (and did not take that back)
			coalesce(sum(CASE WHEN e.to_account IN ('contractual', 'capitation') THEN e.amount WHEN e.from_account IN ('contractual', 'capitation') THEN -e.amount END)
				FILTER (WHERE e.carc = '24') > 0, false) AS capitated
		FROM @ledger@.entry e
		WHERE e.practice_id = charge_facts.practice_id AND e.claim_id = h.claim_id AND e.line_no = h.line_no
			AND e.posted_at <= coalesce(charge_facts.known_at, 'infinity')) l
	JOIN @ledger@.claim_line x ON x.practice_id = charge_facts.practice_id AND x.claim_id = h.claim_id AND x.line_no = h.line_no
	JOIN @ledger@.claim c ON c.practice_id = x.practice_id AND c.claim_id = x.claim_id
	-- a charge that was corrected counts once, on its first day; what was voided does not
	WHERE l.charged_on BETWEEN charge_facts.since AND charge_facts.until AND l.charge > 0
$$;
COMMENT ON FUNCTION @ledger@.charge_facts(text, date, date, timestamptz) IS
'Source "charge" of kpi_facts: each charge line on the day of its first charge, with what is charged in the end, so that a replacement counts once and a voided line not at all. Lag: days from the service. Capitated: a payer answered it with CARC 24, and has not taken that back.';

CREATE OR REPLACE FUNCTION @ledger@.entry_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	-- (words are found here, not in a function, which would cost more than all else for each row)
	WITH moved AS (
		SELECT e.*, CASE WHEN w.back THEN e.from_account ELSE e.to_account END AS gone, CASE WHEN w.back THEN e.to_account ELSE e.from_account END AS party, w.back
		FROM @ledger@.entry e
		CROSS JOIN LATERAL (SELECT rcm.owes(e.to_account) AND NOT rcm.owes(e.from_account) OR e.from_account = 'bad_debt' AS back) w
		WHERE e.practice_id = entry_facts.practice_id AND e.effective_on BETWEEN entry_facts.since AND entry_facts.until
			-- (nothing is posted before its day has come anywhere: the index knows this column best)
			AND e.posted_at >= entry_facts.since::timestamp AT TIME ZONE '14 hours'::interval
			AND e.posted_at <= coalesce(entry_facts.known_at, 'infinity') AND e.from_account <> 'revenue' AND e.to_account <> 'revenue'),
	told AS (
		SELECT m.*, m.back AND (m.gone = 'cash' OR m.gone = 'refund' OR m.gone = 'suspense' AND m.reverses IS NULL OR m.gone = 'unapplied_patient' AND m.party = 'patient'
				AND coalesce((SELECT v.kind = 'bounce' FROM @ledger@.event v WHERE v.practice_id = m.practice_id AND v.event_id = m.event_id), false)) AS given_back
		FROM moved m),
	named AS (
		-- what is given back counts by its own name, not as less of a payment
		SELECT t.*, k.kind, CASE WHEN t.back <> (t.given_back OR t.gone = 'bad_debt' AND t.party = 'cash') OR t.gone = 'refund' AND NOT t.back THEN -t.amount ELSE t.amount END AS signed
		FROM told t
		CROSS JOIN LATERAL (SELECT CASE
			WHEN t.gone IN ('contractual', 'sequestration') THEN 'contractual'
			WHEN t.gone = 'bad_debt' THEN CASE WHEN t.party = 'cash' THEN 'recovery' WHEN rcm.owes(t.party) THEN 'bad debt' END
			WHEN NOT rcm.owes(t.party) THEN NULL
			WHEN t.gone = 'writeoff_denial' THEN 'denial'
			WHEN t.gone = 'writeoff_charity' THEN 'charity'
			WHEN t.gone IN ('writeoff_small_balance', 'writeoff_prompt_pay', 'writeoff_courtesy', 'writeoff_administrative') THEN 'write-off'
			WHEN t.gone = 'refund' THEN CASE t.party WHEN 'patient' THEN 'patient refund' ELSE 'payer refund' END
			WHEN t.gone NOT IN ('cash', 'suspense', 'unapplied_patient', 'unapplied_payer') THEN NULL
			WHEN t.party = 'patient' THEN CASE WHEN t.given_back THEN 'patient refund' ELSE 'patient payment' END
			WHEN t.given_back THEN 'take-back' ELSE 'payer payment' END) k (kind)
		WHERE k.kind IS NOT NULL)
	SELECT entry_facts.practice_id, 'entry', n.effective_on, c.payer_id, coalesce(x.rendering_npi, c.billing_npi), c.location, rcm.code_group(x.code), 'entry', n.entry_id::text,
		rcm.kpi_entry(n.kind, n.signed,
			avoidable => n.kind IN ('denial', 'write-off', 'bad debt', 'charity') AND EXISTS (SELECT FROM @ledger@.denial d
				WHERE d.practice_id = n.practice_id AND d.claim_id = n.claim_id AND coalesce(d.line_no, n.line_no) = n.line_no
					AND d.root IN ('timely_filing', 'authorization', 'provider') AND d.recorded_at <= coalesce(entry_facts.known_at, 'infinity')),
			at_service => coalesce(coalesce(t.received_on, n.effective_on) <= x.service_from, false),
			-- days from Monday to Friday after the one on which it came
			timely => CASE WHEN n.kind IN ('payer payment', 'patient payment') THEN
				((d.posted / 7) * 5 + least(d.posted % 7 + 1, 5)) - ((d.came / 7) * 5 + least(d.came % 7 + 1, 5)) <= 4 END,
			days_to_payment => CASE WHEN n.effective_on >= r.first_billed_on THEN n.effective_on - r.first_billed_on END,
			days_since_statement => CASE WHEN n.kind = 'patient payment' THEN (SELECT CASE WHEN coalesce(t.received_on, n.effective_on) >= min(s.cut_on) THEN coalesce(t.received_on, n.effective_on) - min(s.cut_on) END
				FROM @ledger@.statement_line l JOIN @ledger@.statement s ON s.practice_id = l.practice_id AND s.statement_id = l.statement_id
				WHERE l.practice_id = n.practice_id AND l.claim_id = n.claim_id AND l.line_no = n.line_no) END)
	FROM named n
	JOIN @ledger@.practice p ON p.practice_id = n.practice_id
	LEFT JOIN @ledger@.claim_line x ON x.practice_id = n.practice_id AND x.claim_id = n.claim_id AND x.line_no = n.line_no
	LEFT JOIN @ledger@.claim c ON c.practice_id = n.practice_id AND c.claim_id = n.claim_id
	LEFT JOIN @ledger@.receivable r ON r.practice_id = n.practice_id AND r.claim_id = n.claim_id AND r.line_no = n.line_no
	LEFT JOIN @ledger@.remittance m ON m.practice_id = n.practice_id AND m.remittance_id = n.remittance_id
	LEFT JOIN @ledger@.receipt t ON t.practice_id = n.practice_id AND t.receipt_id = n.receipt_id
	CROSS JOIN LATERAL (SELECT CASE WHEN m.received_at IS NOT NULL THEN (m.received_at AT TIME ZONE p.time_zone)::date ELSE t.received_on END - date '1900-01-01' AS came,
		CASE WHEN m.received_at IS NOT NULL THEN (n.posted_at AT TIME ZONE p.time_zone)::date ELSE (t.received_at AT TIME ZONE p.time_zone)::date END - date '1900-01-01' AS posted) d
	-- what only stood on paper of a charge that was voided never was
	WHERE (x.charge IS DISTINCT FROM 0::rcm.usd OR n.kind NOT IN ('contractual', 'denial', 'charity', 'write-off')
		OR NOT EXISTS (SELECT FROM @ledger@.entry b JOIN @ledger@.event v ON v.practice_id = b.practice_id AND v.event_id = b.event_id AND v.kind = 'void'
			WHERE b.practice_id = n.practice_id AND (b.reverses = n.entry_id OR b.entry_id = n.entry_id) AND b.posted_at <= coalesce(entry_facts.known_at, 'infinity')))
		-- and a discount of a capitated charge is less of a charge that is not counted
		AND (n.kind <> 'contractual' OR n.claim_id IS NULL
			OR coalesce((SELECT sum(CASE WHEN b.to_account IN ('contractual', 'capitation') THEN b.amount WHEN b.from_account IN ('contractual', 'capitation') THEN -b.amount END)
				FROM @ledger@.entry b WHERE b.practice_id = n.practice_id AND b.claim_id = n.claim_id AND b.line_no = n.line_no AND b.carc = '24'
					AND b.posted_at <= coalesce(entry_facts.known_at, 'infinity')) <= 0, true))
$$;
COMMENT ON FUNCTION @ledger@.entry_facts(text, date, date, timestamptz) IS
'Source "entry" of kpi_facts: each entry that is a payment, refund, take-back, adjustment, write-off, bad debt or recovery by its accounts, on the day that it counts; charges, transfers between parties, capitation and money that only waits are none. Money counts when it reaches a charge line; a third party counts with the payers; what is taken back, given back or bounced counts by that name, while a receipt that is unapplied, or an assignment that is undone, is less of a payment. A write-off is avoidable when the line was denied as too late, without authorization or because of the provider''s enrolment; a patient''s payment is at service when it was received by the day of service; timely: posted within 4 days from Monday to Friday after it came; days to payment from the first bill of the claim, since the first statement of the line. Discounts and write-offs of a charge that was voided are left out, and discounts of one that is capitated.';

CREATE OR REPLACE FUNCTION @ledger@.statement_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	SELECT statement_facts.practice_id, 'entry', s.cut_on, c.payer_id, coalesce(x.rendering_npi, c.billing_npi), c.location, rcm.code_group(x.code),
		'statement_line', concat_ws('/', l.statement_id, l.claim_id, l.line_no), rcm.kpi_entry('patient billed', l.amount)
	FROM @ledger@.statement s
	JOIN @ledger@.statement_line l ON l.practice_id = s.practice_id AND l.statement_id = s.statement_id
	JOIN @ledger@.claim_line x ON x.practice_id = l.practice_id AND x.claim_id = l.claim_id AND x.line_no = l.line_no
	JOIN @ledger@.claim c ON c.practice_id = l.practice_id AND c.claim_id = l.claim_id
	WHERE s.practice_id = statement_facts.practice_id AND s.cut_on BETWEEN statement_facts.since AND statement_facts.until
		AND s.cut_at <= coalesce(statement_facts.known_at, 'infinity') AND l.amount > 0
		-- (each statement says again what the one before has said)
		AND NOT EXISTS (SELECT FROM @ledger@.statement_line b WHERE b.practice_id = l.practice_id AND b.claim_id = l.claim_id AND b.line_no = l.line_no
			AND b.statement_id < l.statement_id)
$$;
COMMENT ON FUNCTION @ledger@.statement_facts(text, date, date, timestamptz) IS
'The other part of source "entry" of kpi_facts: what patients were billed, each charge line on the day of its first statement, as later statements bill it again.';
