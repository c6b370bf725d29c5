-- 87-kpi-3-cohorts.sql - what KPIs count: how claims, service lines and patients' balances ended

CREATE OR REPLACE FUNCTION @ledger@.claim_touches(practice_id text, claim_id text, known_at timestamptz DEFAULT NULL) RETURNS integer
	LANGUAGE sql STABLE PARALLEL SAFE COST 10000 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT (
		-- sent again, corrected or voided
		(SELECT count(*) - count(DISTINCT s.payer_seq) FROM @ledger@.submission s
			WHERE s.practice_id = claim_touches.practice_id AND s.claim_id = claim_touches.claim_id AND s.submitted_at <= coalesce(claim_touches.known_at, 'infinity'))
		-- taken back to be mended, after it had left (what is sent for it is counted above)
		+ (SELECT count(*) FROM (SELECT t.to_state, count(*) FILTER (WHERE t.to_state IN ('submitted', 'paid', 'denied')) OVER (ORDER BY t.transition_id) AS sent,
				lead(t.to_state) OVER (ORDER BY t.transition_id) AS next
				FROM @ledger@.claim_transition t
				WHERE t.practice_id = claim_touches.practice_id AND t.claim_id = claim_touches.claim_id AND t.changed_at <= coalesce(claim_touches.known_at, 'infinity')) x
			WHERE x.sent > 0 AND x.to_state IN ('ready', 'held') AND x.next IS DISTINCT FROM 'submitted')
		-- worked: status calls, notes, and what else is noted on its work
		+ (SELECT count(*) FROM @ledger@.work_touch w
			WHERE w.practice_id = claim_touches.practice_id AND w.at <= coalesce(claim_touches.known_at, 'infinity')
				AND w.what NOT IN ('opened', 'taken', 'woken', 'escalated', 'changed')
				AND w.item_id IN (SELECT m.item_id FROM @ledger@.denial d JOIN @ledger@.work_member m ON m.practice_id = d.practice_id AND m.denial_id = d.denial_id
						WHERE d.practice_id = claim_touches.practice_id AND d.claim_id = claim_touches.claim_id
					UNION ALL SELECT m.item_id FROM @ledger@.work_member m WHERE m.practice_id = claim_touches.practice_id AND m.claim_id = claim_touches.claim_id))
		+ (SELECT count(DISTINCT a.appeal_id) FROM @ledger@.denial d
			JOIN @ledger@.appeal_denial x ON x.practice_id = d.practice_id AND x.denial_id = d.denial_id
			JOIN @ledger@.appeal a ON a.practice_id = x.practice_id AND a.appeal_id = x.appeal_id
			WHERE d.practice_id = claim_touches.practice_id AND d.claim_id = claim_touches.claim_id AND a.filed_at <= coalesce(claim_touches.known_at, 'infinity'))
		-- posted by hand
		+ (SELECT count(DISTINCT e.event_id) FROM @ledger@.entry e JOIN @ledger@.event v ON v.practice_id = e.practice_id AND v.event_id = e.event_id
			WHERE e.practice_id = claim_touches.practice_id AND e.claim_id = claim_touches.claim_id AND e.posted_at <= coalesce(claim_touches.known_at, 'infinity')
				AND (e.from_account IN ('insurer_1', 'insurer_2', 'insurer_3') OR e.to_account IN ('insurer_1', 'insurer_2', 'insurer_3'))
				AND (v.kind IN ('transfer', 'correction') OR v.kind = 'apply'))
		+ (SELECT count(*) FROM @ledger@.remittance_claim rc JOIN @ledger@.remittance r ON r.practice_id = rc.practice_id AND r.remittance_id = rc.remittance_id
			WHERE rc.practice_id = claim_touches.practice_id AND rc.claim_id = claim_touches.claim_id AND rc.match_stage = 'by hand'
				AND r.posted_at <= coalesce(claim_touches.known_at, 'infinity')))::integer
$$;
COMMENT ON FUNCTION @ledger@.claim_touches(text, text, timestamptz) IS
'How often a claim was touched after its first submission, by a moment (null: now): sent again to the same payer, taken back to be mended, worked (touches of its denials'' or its own work that are somebody''s deed), appealed, or posted by hand (moved, corrected, a payer''s check on paper, a remittance that was assigned).';

CREATE OR REPLACE FUNCTION @ledger@.disposition_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	WITH moved AS (
		SELECT DISTINCT e.claim_id FROM @ledger@.entry e
		WHERE e.practice_id = disposition_facts.practice_id AND e.effective_on BETWEEN disposition_facts.since AND disposition_facts.until
			AND e.posted_at >= disposition_facts.since::timestamp AT TIME ZONE '14 hours'::interval AND e.posted_at <= coalesce(disposition_facts.known_at, 'infinity')
			AND e.from_account IN ('insurer_1', 'insurer_2', 'insurer_3')),
	line AS (
		SELECT m.claim_id, e.line_no, max(e.effective_on) FILTER (WHERE e.from_account IN ('insurer_1', 'insurer_2', 'insurer_3')) AS day, rcm.balance(e.from_account, e.to_account, e.amount) AS b,
			bool_or(e.remittance_id IS NOT NULL OR e.receipt_id IS NOT NULL) AS answered
		FROM moved m
		CROSS JOIN LATERAL (SELECT * FROM @ledger@.entry e
			WHERE e.practice_id = disposition_facts.practice_id AND e.claim_id = m.claim_id AND e.posted_at <= coalesce(disposition_facts.known_at, 'infinity')
				AND (e.from_account IN ('insurer_1', 'insurer_2', 'insurer_3') OR e.to_account IN ('insurer_1', 'insurer_2', 'insurer_3'))) e
		GROUP BY m.claim_id, e.line_no),
	claim AS (
		SELECT l.claim_id, max(l.day) AS day, rcm.merge(l.b) AS b, count(*) FILTER (WHERE amount(l.b, 'writeoff_denial') > 0)::integer AS denied_lines
		FROM line l
		GROUP BY l.claim_id
		-- no payer owes anything any more, and one has answered
		HAVING bool_or(l.answered) AND bool_and(amount(l.b, 'insurer_1') <= 0 AND amount(l.b, 'insurer_2') <= 0 AND amount(l.b, 'insurer_3') <= 0))
	SELECT c.practice_id, 'disposition', s.day, c.payer_id, coalesce(c.rendering_npi, c.billing_npi), c.location, (SELECT rcm.code_group(f.code) FROM @ledger@.claim_line f WHERE f.practice_id = c.practice_id AND f.claim_id = c.claim_id ORDER BY f.line_no LIMIT 1), 'claim', c.claim_id,
		rcm.kpi_disposition(CASE
				WHEN s.denied_lines > 0 THEN 'denied'
				WHEN amount(s.b, 'writeoff_small_balance') + amount(s.b, 'writeoff_courtesy') + amount(s.b, 'writeoff_administrative') + amount(s.b, 'writeoff_charity') > 0 THEN 'written off'
				WHEN amount(s.b, 'cash') + amount(s.b, 'suspense') + amount(s.b, 'unapplied_payer') > 0 THEN 'paid'
				WHEN amount(s.b, 'patient') > 0 THEN 'patient' ELSE 'zero pay' END,
			@ledger@.claim_touches(c.practice_id, c.claim_id, disposition_facts.known_at), s.denied_lines)
	FROM claim s
	JOIN @ledger@.claim c ON c.practice_id = disposition_facts.practice_id AND c.claim_id = s.claim_id
	WHERE s.day BETWEEN disposition_facts.since AND disposition_facts.until AND c.total_charge > 0
		AND CASE WHEN disposition_facts.known_at IS NULL THEN c.state ELSE coalesce(@ledger@.state_by(c.practice_id, c.claim_id, disposition_facts.known_at), '') END <> 'void'
$$;
COMMENT ON FUNCTION @ledger@.disposition_facts(text, date, date, timestamptz) IS
'Source "disposition" of kpi_facts: each claim that payers have answered and owe nothing on any more, on the day of the last entry that takes something off what a payer owes (what is given back later to a payer that had paid too much moves no day). Outcome: denied when something was written off as a denial, written off when a payer''s balance was otherwise, else paid, the patient''s, or zero pay; touches as claim_touches counts them.';

CREATE OR REPLACE FUNCTION @ledger@.cohort_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	SELECT x.practice_id, 'cohort', x.service_from, c.payer_id, coalesce(x.rendering_npi, c.billing_npi), c.location, rcm.code_group(x.code), 'claim_line', x.claim_id || '/' || x.line_no,
		rcm.kpi_cohort(m.charge, amount(m.b, 'contractual') + amount(m.b, 'sequestration'),
			amount(m.b, 'cash') + amount(m.b, 'suspense') + amount(m.b, 'unapplied_patient') + amount(m.b, 'unapplied_payer') + amount(m.b, 'refund'),
			amount(m.b, 'writeoff_denial'), amount(m.b, 'bad_debt'), amount(m.b, 'writeoff_charity'),
			NOT EXISTS (SELECT FROM @ledger@.claim_line b WHERE b.practice_id = x.practice_id AND b.claim_id = x.claim_id AND b.line_no < x.line_no
				AND b.charge > 0),
			x.service_from <= p.day - 90)
	-- (its day is looked up once, not for each line)
	FROM (SELECT z.practice_id, coalesce((cohort_facts.known_at AT TIME ZONE z.time_zone)::date, @ledger@.today(z.practice_id)) AS day
		FROM @ledger@.practice z WHERE z.practice_id = cohort_facts.practice_id OFFSET 0) p
	JOIN @ledger@.claim_line x ON x.practice_id = p.practice_id
	JOIN @ledger@.claim c ON c.practice_id = x.practice_id AND c.claim_id = x.claim_id
	CROSS JOIN LATERAL (
		SELECT sum(CASE WHEN e.from_account = 'revenue' THEN e.amount WHEN e.to_account = 'revenue' THEN -e.amount ELSE 0 END) AS charge,
			-- what a collector brings is not the practice's collecting
			rcm.balance(e.from_account, e.to_account, e.amount) FILTER (WHERE rcm.owes(e.from_account) OR rcm.owes(e.to_account)) AS b,
			-- (and did not take that back)
			coalesce(sum(CASE WHEN e.to_account IN ('contractual', 'capitation') THEN e.amount WHEN e.from_account IN ('contractual', 'capitation') THEN -e.amount END)
				FILTER (WHERE e.carc = '24') > 0, false) AS capitated
		FROM @ledger@.entry e
		WHERE e.practice_id = x.practice_id AND e.claim_id = x.claim_id AND e.line_no = x.line_no AND e.posted_at <= coalesce(cohort_facts.known_at, 'infinity')) m
	WHERE x.service_from BETWEEN cohort_facts.since AND cohort_facts.until AND m.charge > 0 AND NOT m.capitated
$$;
COMMENT ON FUNCTION @ledger@.cohort_facts(text, date, date, timestamptz) IS
'Source "cohort" of kpi_facts: each charge line on its day of service, with all that was posted on it since: discounts (with sequestration), what was paid by payers, patients and third parties less refunds and take-backs, write-offs. Immature: the service is less than 90 days back. The first line of a claim counts as the encounter. Left out are lines that were voided, or that a payer answered as capitated.';

CREATE OR REPLACE FUNCTION @ledger@.patient_balance_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	WITH moved AS (
		SELECT DISTINCT e.claim_id, e.line_no FROM @ledger@.entry e
		WHERE e.practice_id = patient_balance_facts.practice_id AND e.effective_on BETWEEN patient_balance_facts.since AND patient_balance_facts.until
			AND e.posted_at >= patient_balance_facts.since::timestamp AT TIME ZONE '14 hours'::interval AND e.posted_at <= coalesce(patient_balance_facts.known_at, 'infinity')
			AND e.to_account = 'patient' AND e.from_account IN ('revenue', 'insurer_1', 'insurer_2', 'insurer_3', 'third_party'))
	SELECT c.practice_id, 'patient balance', t.day, c.payer_id, coalesce(x.rendering_npi, c.billing_npi), c.location, rcm.code_group(x.code), 'claim_line', x.claim_id || '/' || x.line_no,
		rcm.kpi_patient_balance(p.moved, p.returned, p.by_30, p.by_60, p.by_90, p.by_180, CASE WHEN a.age < 180 THEN a.age END)
	FROM moved m
	JOIN @ledger@.claim_line x ON x.practice_id = patient_balance_facts.practice_id AND x.claim_id = m.claim_id AND x.line_no = m.line_no
	JOIN @ledger@.claim c ON c.practice_id = x.practice_id AND c.claim_id = x.claim_id
	JOIN (SELECT y.practice_id, coalesce((patient_balance_facts.known_at AT TIME ZONE y.time_zone)::date, @ledger@.today(y.practice_id)) AS day
		FROM @ledger@.practice y WHERE y.practice_id = patient_balance_facts.practice_id OFFSET 0) z ON z.practice_id = c.practice_id
	LEFT JOIN @ledger@.patient n ON n.practice_id = c.practice_id AND n.patient_id = c.patient_id
	CROSS JOIN LATERAL (
		SELECT min(e.effective_on) AS day FROM @ledger@.entry e
		WHERE e.practice_id = x.practice_id AND e.claim_id = x.claim_id AND e.line_no = x.line_no AND e.posted_at <= coalesce(patient_balance_facts.known_at, 'infinity')
			AND e.to_account = 'patient' AND e.from_account IN ('revenue', 'insurer_1', 'insurer_2', 'insurer_3', 'third_party')) t
	CROSS JOIN LATERAL (
		SELECT sum(s.amount) FILTER (WHERE s.other <> 'given' AND s.amount > 0) AS moved, -sum(s.amount) FILTER (WHERE s.other <> 'given' AND s.amount < 0) AS returned,
			-sum(s.amount) FILTER (WHERE s.other = 'given' AND s.day <= t.day + 30) AS by_30, -sum(s.amount) FILTER (WHERE s.other = 'given' AND s.day <= t.day + 60) AS by_60,
			-sum(s.amount) FILTER (WHERE s.other = 'given' AND s.day <= t.day + 90) AS by_90, -sum(s.amount) FILTER (WHERE s.other = 'given' AND s.day <= t.day + 180) AS by_180,
			coalesce(bool_or(s.charity), false) AS charity
		FROM (SELECT CASE WHEN e.from_account = 'patient' THEN coalesce(rc.received_on, e.effective_on) ELSE e.effective_on END AS day,
				CASE WHEN e.to_account = 'patient' THEN e.amount ELSE -e.amount END AS amount, e.to_account = 'writeoff_charity' AS charity,
				CASE WHEN CASE WHEN e.to_account = 'patient' THEN e.from_account ELSE e.to_account END IN ('cash', 'unapplied_patient', 'suspense', 'refund') THEN 'given'
					WHEN CASE WHEN e.to_account = 'patient' THEN e.from_account ELSE e.to_account END IN ('revenue', 'insurer_1', 'insurer_2', 'insurer_3', 'third_party') THEN 'moved' END AS other
			FROM @ledger@.entry e
			LEFT JOIN @ledger@.receipt rc ON rc.practice_id = e.practice_id AND rc.receipt_id = e.receipt_id
			WHERE e.practice_id = x.practice_id AND e.claim_id = x.claim_id AND e.line_no = x.line_no AND e.posted_at <= coalesce(patient_balance_facts.known_at, 'infinity')
				AND 'patient' IN (e.from_account, e.to_account)) s) p
	CROSS JOIN LATERAL (SELECT z.day - t.day AS age) a
	WHERE t.day BETWEEN patient_balance_facts.since AND patient_balance_facts.until
		AND NOT p.charity AND coalesce(n.bill_hold, '') NOT IN ('deceased', 'bankruptcy', 'never bill') AND c.filing_ind IS DISTINCT FROM 'WC'
$$;
COMMENT ON FUNCTION @ledger@.patient_balance_facts(text, date, date, timestamptz) IS
'Source "patient balance" of kpi_facts: each charge line that became the patient''s, on the first day on which it did (of self-pay: the charge''s), with what went back to payers and what the patient paid on it, less refunds and payments that bounced, by day 30, 60, 90 and 180: a payment on the day it was received, whenever it was applied. Left out are lines of which something was written off as charity, patients who are deceased, bankrupt or never billed, and workers'' compensation; what a collector brings is no payment of the patient.';
