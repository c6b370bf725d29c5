-- 87-kpi-1-money.sql - what KPIs count: charges, and money as it is posted

CREATE OR REPLACE FUNCTION @ledger@.charge_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp AS $$
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
			coalesce(bool_or(e.carc = '24' AND e.to_account IN ('contractual', 'capitation')), false) AS capitated
		FROM @ledger@.entry e
		WHERE e.practice_id = charge_facts.practice_id AND e.claim_id = h.claim_id AND e.line_no = h.line_no
			AND e.posted_at <= coalesce(charge_facts.known_at, 'infinity')) l
	JOIN @ledger@.claim_line x ON x.practice_id = charge_facts.practice_id AND x.claim_id = h.claim_id AND x.line_no = h.line_no
	JOIN @ledger@.claim c ON c.practice_id = x.practice_id AND c.claim_id = x.claim_id
	-- a charge that was corrected counts once, on its first day; what was voided does not
	WHERE l.charged_on BETWEEN charge_facts.since AND charge_facts.until AND l.charge > 0
$$;
COMMENT ON FUNCTION @ledger@.charge_facts(text, date, date, timestamptz) IS
'Source "charge" of kpi_facts: each charge line on the day of its first charge, with what is charged in the end, so that a replacement counts once and a voided line not at all. Lag: days from the service. Capitated: a payer answered it with CARC 24.';

CREATE OR REPLACE FUNCTION @ledger@.entry_kind(practice_id text, from_account rcm.account, to_account rcm.account, is_reversal boolean, bounced boolean, OUT kind text, OUT sign integer) RETURNS record
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT
		CASE
			WHEN w.gone IN ('contractual', 'sequestration') THEN 'contractual'
			WHEN w.gone = 'writeoff_denial' THEN 'denial'
			WHEN w.gone = 'writeoff_charity' THEN 'charity'
			WHEN w.gone IN ('writeoff_small_balance', 'writeoff_prompt_pay', 'writeoff_courtesy', 'writeoff_administrative') THEN 'write-off'
			WHEN w.gone = 'bad_debt' THEN CASE WHEN w.party = 'cash' THEN 'recovery' WHEN rcm.owes(w.party) THEN 'bad debt' END
			WHEN NOT rcm.owes(w.party) THEN NULL
			WHEN w.gone = 'refund' THEN CASE w.party WHEN 'patient' THEN 'patient refund' ELSE 'payer refund' END
			WHEN w.gone NOT IN ('cash', 'suspense', 'unapplied_patient', 'unapplied_payer') THEN NULL
			WHEN w.sign > 0 THEN CASE w.party WHEN 'patient' THEN 'patient payment' ELSE 'payer payment' END
			WHEN w.party = 'patient' THEN CASE WHEN entry_kind.bounced OR w.gone = 'cash' THEN 'patient refund' ELSE 'patient payment' END
			WHEN w.gone = 'cash' OR w.gone = 'suspense' AND NOT entry_kind.is_reversal THEN 'take-back'
			ELSE 'payer payment'
		END,
		CASE
			-- what is given back counts by its own name, not as less of a payment
			WHEN w.gone = 'refund' THEN -w.sign
			WHEN w.sign < 0 AND rcm.owes(w.party) AND (w.gone = 'cash' OR w.gone = 'suspense' AND NOT entry_kind.is_reversal
				OR w.party = 'patient' AND entry_kind.bounced AND w.gone = 'unapplied_patient') THEN 1
			WHEN w.gone = 'bad_debt' AND w.party = 'cash' THEN -w.sign
			ELSE w.sign
		END
	FROM (SELECT CASE WHEN b.back THEN entry_kind.from_account ELSE entry_kind.to_account END AS gone,
			CASE WHEN b.back THEN entry_kind.to_account ELSE entry_kind.from_account END AS party, CASE WHEN b.back THEN -1 ELSE 1 END AS sign
		FROM (SELECT rcm.owes(entry_kind.to_account) AND NOT rcm.owes(entry_kind.from_account) OR entry_kind.from_account = 'bad_debt' AS back) b) w
$$;
COMMENT ON FUNCTION @ledger@.entry_kind(text, rcm.account, rcm.account, boolean, boolean) IS
'What an entry is in the words of rcm.kpi_entry, by its accounts: kind, null when it counts nothing (charges, transfers between parties, capitation, money that only waits), and sign, -1 when it takes back. Money counts when it reaches a charge line. is_reversal: the entry takes back another; bounced: it is of an event of kind bounce. A third party counts with the payers.';

CREATE OR REPLACE FUNCTION @ledger@.entry_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH named AS (
		SELECT e.*, k.kind, CASE WHEN k.sign < 0 THEN -e.amount ELSE e.amount END AS signed
		FROM @ledger@.entry e
		CROSS JOIN LATERAL @ledger@.entry_kind(e.practice_id, e.from_account, e.to_account, e.reverses IS NOT NULL,
			e.from_account = 'unapplied_patient' AND coalesce((SELECT v.kind = 'bounce' FROM @ledger@.event v WHERE v.practice_id = e.practice_id AND v.event_id = e.event_id), false)) k
		WHERE e.practice_id = entry_facts.practice_id AND e.effective_on BETWEEN entry_facts.since AND entry_facts.until
			-- (nothing is posted before its day has come anywhere: the index knows this column best)
			AND e.posted_at >= entry_facts.since::timestamp AT TIME ZONE '+14'::interval
			AND e.posted_at <= coalesce(entry_facts.known_at, 'infinity') AND k.kind IS NOT NULL)
	SELECT entry_facts.practice_id, 'entry', n.effective_on, c.payer_id, coalesce(x.rendering_npi, c.billing_npi), c.location, rcm.code_group(x.code), 'entry', n.entry_id::text,
		rcm.kpi_entry(n.kind, n.signed,
			avoidable => n.kind IN ('denial', 'write-off', 'bad debt', 'charity') AND EXISTS (SELECT FROM @ledger@.denial d
				WHERE d.practice_id = n.practice_id AND d.claim_id = n.claim_id AND coalesce(d.line_no, n.line_no) = n.line_no
					AND d.root IN ('timely_filing', 'authorization', 'provider') AND d.recorded_at <= coalesce(entry_facts.known_at, 'infinity')),
			at_service => coalesce(coalesce(t.received_on, n.effective_on) <= x.service_from, false),
			timely => (SELECT count(*) <= 4 FROM generate_series(
					CASE WHEN m.received_at IS NOT NULL THEN (m.received_at AT TIME ZONE p.time_zone)::date ELSE t.received_on END + 1,
					(CASE WHEN m.received_at IS NOT NULL THEN n.posted_at ELSE t.received_at END AT TIME ZONE p.time_zone)::date, interval '1 day') g (day)
				WHERE extract(isodow FROM g.day) < 6 AND n.kind IN ('payer payment', 'patient payment')
				HAVING m.received_at IS NOT NULL OR t.received_on IS NOT NULL),
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
	-- what only stood on paper of a charge that was voided never was
	WHERE x.charge IS DISTINCT FROM 0::rcm.usd OR n.kind NOT IN ('contractual', 'denial', 'charity', 'write-off')
		OR NOT EXISTS (SELECT FROM @ledger@.entry b JOIN @ledger@.event v ON v.practice_id = b.practice_id AND v.event_id = b.event_id AND v.kind = 'void'
			WHERE b.practice_id = n.practice_id AND (b.reverses = n.entry_id OR b.entry_id = n.entry_id) AND b.posted_at <= coalesce(entry_facts.known_at, 'infinity'))
$$;
COMMENT ON FUNCTION @ledger@.entry_facts(text, date, date, timestamptz) IS
'Source "entry" of kpi_facts: each entry that is a payment, refund, take-back, adjustment, write-off, bad debt or recovery (entry_kind), on the day that it counts. A write-off is avoidable when the line was denied as too late, without authorization or because of the provider''s enrolment; a patient''s payment is at service when it was received by the day of service; timely: posted within 4 days from Monday to Friday after it came; days to payment from the first bill of the claim, since the first statement of the line. Discounts and write-offs of a charge that was voided are left out.';

CREATE OR REPLACE FUNCTION @ledger@.statement_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp AS $$
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
