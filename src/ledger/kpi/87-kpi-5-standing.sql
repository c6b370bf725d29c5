-- 87-kpi-5-standing.sql - what KPIs count as of a day: what is owed, open, waiting, in credit, not billed

CREATE OR REPLACE FUNCTION @ledger@.open_lines(practice_id text, as_of date, known_at timestamptz)
	RETURNS TABLE (claim_id text, line_no integer, charged_on date, first_billed_on date, insurer_1_since date, insurer_2_since date, insurer_3_since date,
		patient_since date, third_party_since date, insurer_1 rcm.usd, insurer_2 rcm.usd, insurer_3 rcm.usd, patient rcm.usd, third_party rcm.usd)
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10000 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
	instant timestamptz := coalesce(open_lines.known_at, 'infinity');
BEGIN
	IF instant >= now() AND open_lines.as_of >= @ledger@.today(open_lines.practice_id) THEN
		RETURN QUERY SELECT r.claim_id, r.line_no, r.charged_on, r.first_billed_on, r.insurer_1_since, r.insurer_2_since, r.insurer_3_since, r.patient_since, r.third_party_since,
				r.insurer_1, r.insurer_2, r.insurer_3, r.patient, r.third_party
			FROM @ledger@.receivable r
			WHERE r.practice_id = open_lines.practice_id AND (r.insurer_1 <> 0 OR r.insurer_2 <> 0 OR r.insurer_3 <> 0 OR r.patient <> 0 OR r.third_party <> 0);
	ELSE
		RETURN QUERY SELECT a.claim_id, a.line_no, a.charged_on, a.first_billed_on, a.insurer_1_since, a.insurer_2_since, a.insurer_3_since, a.patient_since, a.third_party_since,
				a.insurer_1, a.insurer_2, a.insurer_3, a.patient, a.third_party
			FROM @ledger@.receivable_at(open_lines.practice_id, open_lines.as_of, CASE WHEN instant >= now() THEN 'infinity' ELSE instant END) a;
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.open_lines(text, date, timestamptz) IS
'The rows of receivable that were open on a day (receivable itself where that is today), as known at a moment; null: now.';

CREATE OR REPLACE FUNCTION @ledger@.receivable_facts(practice_id text, as_of date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10000 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
	practice text := receivable_facts.practice_id;
	day      date := receivable_facts.as_of;
	instant  timestamptz := coalesce(receivable_facts.known_at, 'infinity');
BEGIN
	RETURN QUERY
	WITH planned AS MATERIALIZED (
		SELECT DISTINCT l.claim_id, l.line_no FROM @ledger@.payment_plan n JOIN @ledger@.payment_plan_line l ON l.practice_id = n.practice_id AND l.plan_id = n.plan_id
		WHERE n.practice_id = practice AND n.signed_on <= day AND n.recorded_at <= instant AND coalesce(n.ended_on > day, true))
	SELECT practice, 'receivable', day, CASE WHEN p.seq = c.payer_seq AND c.payer_id IS NOT NULL THEN c.payer_id WHEN p.seq IS NOT NULL THEN @ledger@.payer_of(practice, o.claim_id, p.party) END,
		coalesce(x.rendering_npi, c.billing_npi), c.location, rcm.code_group(x.code), 'receivable', concat_ws('/', o.claim_id, o.line_no, p.party),
		rcm.kpi_receivable(p.amount, day - coalesce(CASE WHEN p.seq IS NOT NULL THEN o.first_billed_on END, p.since), p.party = 'patient',
			-- (a claim that was answered was billed, by whomever)
			p.seq IS NULL OR o.first_billed_on IS NOT NULL OR w.state IN ('paid', 'denied', 'closed'), l.claim_id IS NOT NULL AND p.party = 'patient')
	FROM @ledger@.open_lines(practice, day, receivable_facts.known_at) o
	CROSS JOIN LATERAL (VALUES ('insurer_1'::rcm.account, 'P', o.insurer_1, o.insurer_1_since), ('insurer_2', 'S', o.insurer_2, o.insurer_2_since),
		('insurer_3', 'T', o.insurer_3, o.insurer_3_since), ('patient', NULL, o.patient, o.patient_since), ('third_party', NULL, o.third_party, o.third_party_since)) p (party, seq, amount, since)
	JOIN @ledger@.claim c ON c.practice_id = practice AND c.claim_id = o.claim_id
	JOIN @ledger@.claim_line x ON x.practice_id = practice AND x.claim_id = o.claim_id AND x.line_no = o.line_no
	CROSS JOIN LATERAL (SELECT CASE WHEN receivable_facts.known_at IS NULL THEN c.state ELSE coalesce(@ledger@.state_by(practice, c.claim_id, instant), '') END AS state) w
	LEFT JOIN planned l ON l.claim_id = o.claim_id AND l.line_no = o.line_no
	-- (of a claim that was voided since only what was paid still counts)
	WHERE p.amount <> 0 AND NOT (p.amount > 0 AND w.state = 'void');
	-- what collectors have
	RETURN QUERY
	SELECT practice, 'receivable', day, NULL::text, NULL::text, NULL::text, NULL::text, 'placement', b.placement_id::text, rcm.kpi_receivable(b.amount, apart => 'bad debt')
	FROM (SELECT n.placement_id, n.amount - coalesce((SELECT sum(y.amount) FROM @ledger@.recovery y JOIN @ledger@.event w ON w.practice_id = y.practice_id AND w.event_id = y.event_id
				WHERE y.practice_id = n.practice_id AND y.placement_id = n.placement_id AND y.received_on <= day AND w.posted_at <= instant), 0) AS amount
		FROM @ledger@.placement n JOIN @ledger@.event v ON v.practice_id = n.practice_id AND v.event_id = n.event_id
		WHERE n.practice_id = practice AND n.placed_on <= day AND coalesce(n.recalled_on > day, true) AND v.posted_at <= instant) b
	WHERE b.amount > 0;
END
$$;
COMMENT ON FUNCTION @ledger@.receivable_facts(text, date, timestamptz) IS
'Source "receivable" of kpi_standing: what each party owes on each charge line as of a day, by the payer that owes it (null: patient and third party). Age from the first bill of what payers owe, of what others owe since they do; billed: the claim has left or was answered, what patients owe always is. What is with collectors is counted apart as bad debt. Of a claim that was voided since only credits are left.';

CREATE OR REPLACE FUNCTION @ledger@.open_claim_facts(practice_id text, as_of date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10000 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
	practice text := open_claim_facts.practice_id;
	day      date := open_claim_facts.as_of;
	instant  timestamptz := coalesce(open_claim_facts.known_at, 'infinity');
	zone     text := (SELECT p.time_zone FROM @ledger@.practice p WHERE p.practice_id = practice);
BEGIN
	RETURN QUERY
	SELECT practice, 'open claim', day, c.payer_id, coalesce(c.rendering_npi, c.billing_npi), c.location, (SELECT rcm.code_group(f.code) FROM @ledger@.claim_line f WHERE f.practice_id = practice AND f.claim_id = c.claim_id ORDER BY f.line_no LIMIT 1), 'claim', c.claim_id,
		rcm.kpi_open_claim(day - o.billed_on, day - t.touched_on,
			EXISTS (SELECT FROM @ledger@.remittance_claim rc JOIN @ledger@.remittance r ON r.practice_id = rc.practice_id AND r.remittance_id = rc.remittance_id
				WHERE rc.practice_id = practice AND rc.claim_id = c.claim_id AND rc.state = 'posted' AND r.payment_date <= day AND r.posted_at <= instant)
			OR EXISTS (SELECT FROM @ledger@.acknowledgement a
				WHERE a.practice_id = practice AND a.claim_id = c.claim_id AND a.received_at <= instant AND (a.received_at AT TIME ZONE zone)::date <= day),
			reminder_expired => EXISTS (SELECT FROM @ledger@.work_member m JOIN @ledger@.work_item i ON i.practice_id = m.practice_id AND i.item_id = m.item_id
				WHERE m.practice_id = practice AND m.claim_id = c.claim_id AND i.state = 'snoozed' AND i.snoozed_until < day))
	FROM (SELECT l.claim_id, min(l.first_billed_on) AS billed_on FROM @ledger@.open_lines(practice, day, open_claim_facts.known_at) l
		WHERE l.insurer_1 > 0 OR l.insurer_2 > 0 OR l.insurer_3 > 0 GROUP BY l.claim_id) o
	JOIN @ledger@.claim c ON c.practice_id = practice AND c.claim_id = o.claim_id
	CROSS JOIN LATERAL (
		SELECT greatest(
			(SELECT max(s.submitted_on) FROM @ledger@.submission s WHERE s.practice_id = practice AND s.claim_id = c.claim_id
				AND s.submitted_on BETWEEN o.billed_on + 1 AND day AND s.submitted_at <= instant),
			(SELECT max((w.at AT TIME ZONE zone)::date) FROM @ledger@.work_touch w
				WHERE w.practice_id = practice AND w.what NOT IN ('opened', 'woken', 'escalated', 'changed') AND w.at <= instant AND (w.at AT TIME ZONE zone)::date <= day
					AND w.item_id IN (SELECT m.item_id FROM @ledger@.denial d JOIN @ledger@.work_member m ON m.practice_id = d.practice_id AND m.denial_id = d.denial_id
							WHERE d.practice_id = practice AND d.claim_id = c.claim_id
						UNION ALL SELECT m.item_id FROM @ledger@.work_member m WHERE m.practice_id = practice AND m.claim_id = c.claim_id))) AS touched_on) t
	WHERE CASE WHEN open_claim_facts.known_at IS NULL THEN c.state ELSE coalesce(@ledger@.state_by(practice, c.claim_id, instant), '') END <> 'void';
END
$$;
COMMENT ON FUNCTION @ledger@.open_claim_facts(text, date, timestamptz) IS
'Source "open claim" of kpi_standing: each claim on which a payer owes something as of a day. Billed since its first submission; touched when it was sent again or somebody did something about its work; answered by a remittance or an acknowledgement that names it. A payer''s turn is 45 days for all: payer_turn() tells what each takes. A reminder has expired when its work was snoozed until a day before.';

CREATE OR REPLACE FUNCTION @ledger@.unapplied_facts(practice_id text, as_of date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
	practice text := unapplied_facts.practice_id;
	day      date := unapplied_facts.as_of;
	instant  timestamptz := coalesce(unapplied_facts.known_at, 'infinity');
BEGIN
	RETURN QUERY
	SELECT practice, 'unapplied', day, NULL::text, NULL::text, NULL::text, NULL::text, 'receipt', w.receipt_id, rcm.kpi_of('unapplied', w.amount::numeric)
	FROM (SELECT e.receipt_id, sum(CASE WHEN e.from_account IN ('unapplied_patient', 'unapplied_payer') THEN e.amount
				WHEN e.to_account IN ('unapplied_patient', 'unapplied_payer') THEN -e.amount ELSE 0 END) AS amount
		FROM @ledger@.entry e
		WHERE e.practice_id = practice AND e.receipt_id IS NOT NULL AND e.effective_on <= day AND e.posted_at <= instant
		GROUP BY e.receipt_id) w
	WHERE w.amount <> 0;
	RETURN QUERY
	WITH waiting AS (
		SELECT e.remittance_id, e.remitted_claim, CASE WHEN e.remitted_claim IS NULL THEN e.remitted_line END AS adjustment_no, e.from_account, e.to_account, e.amount
		FROM @ledger@.entry e
		WHERE e.practice_id = practice AND e.claim_id IS NULL AND e.remittance_id IS NOT NULL AND e.effective_on <= day AND e.posted_at <= instant
			AND 'suspense' IN (e.from_account, e.to_account)
		UNION ALL
		-- what of a provider adjustment was settled with a claim
		SELECT e.remittance_id, NULL, e.remitted_line, e.from_account, e.to_account, e.amount
		FROM @ledger@.event v JOIN @ledger@.entry e ON e.practice_id = v.practice_id AND e.claim_id IS NOT NULL AND e.remittance_id IS NOT NULL
			AND e.remitted_claim IS NULL AND e.event_id = v.event_id AND e.posted_at = v.posted_at
		WHERE v.practice_id = practice AND v.kind = 'suspense' AND v.effective_on <= day AND v.posted_at <= instant AND 'suspense' IN (e.from_account, e.to_account))
	SELECT practice, 'unapplied', day, NULL::text, NULL::text, NULL::text, NULL::text, CASE WHEN w.adjustment_no IS NULL THEN 'remittance_claim' ELSE 'provider_adjustment' END,
		w.remittance_id || '/' || coalesce(w.adjustment_no, w.remitted_claim), rcm.kpi_of('unapplied', w.amount::numeric)
	FROM (SELECT w.remittance_id, w.remitted_claim, w.adjustment_no, sum(CASE WHEN w.from_account = 'suspense' THEN w.amount ELSE -w.amount END) AS amount
		FROM waiting w GROUP BY 1, 2, 3) w
	WHERE w.amount <> 0;
END
$$;
COMMENT ON FUNCTION @ledger@.unapplied_facts(text, date, timestamptz) IS
'Source "unapplied" of kpi_standing: what of each receipt was neither applied nor given back as of a day, and what of remitted claims and provider adjustments was in suspense; what a payer has kept ahead lowers it, so that a balance that is forwarded and recovered comes to nothing.';

CREATE OR REPLACE FUNCTION @ledger@.credit_facts(practice_id text, as_of date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT o.practice_id, 'credit', credit_facts.as_of, c.payer_id, coalesce(x.rendering_npi, c.rendering_npi, c.billing_npi), c.location, rcm.code_group(x.code), 'overpayment', o.overpayment_id::text,
		rcm.kpi_of('credit_items', 1) + rcm.kpi_of('refunds_overdue', (d.due_on < credit_facts.as_of)::integer)
	FROM @ledger@.practice p
	JOIN @ledger@.overpayment o ON o.practice_id = p.practice_id
	LEFT JOIN @ledger@.claim c ON c.practice_id = o.practice_id AND c.claim_id = o.claim_id
	LEFT JOIN @ledger@.claim_line x ON x.practice_id = o.practice_id AND x.claim_id = o.claim_id AND x.line_no = o.line_no
	CROSS JOIN LATERAL (SELECT rcm.overpayment_due(o.identified_on, o.investigation_started_on, o.investigation_ended_on) AS due_on) d
	WHERE p.practice_id = credit_facts.practice_id AND o.owner IN ('medicare', 'medicaid') AND o.identified_on <= credit_facts.as_of
		AND coalesce(o.identified_on <= (credit_facts.known_at AT TIME ZONE p.time_zone)::date, true) AND coalesce(o.returned_on > credit_facts.as_of, true) AND o.closed_because IS NULL
		AND NOT coalesce(o.identified_on > (o.received_on + interval '6 years')::date, false)
$$;
COMMENT ON FUNCTION @ledger@.credit_facts(text, date, timestamptz) IS
'Source "credit" of kpi_standing: overpayments of Medicare and Medicaid that were identified and not returned as of a day; overdue when the day by which the law wants them back (rcm.overpayment_due) has passed. What others have paid too much has its day by contract and state, which the ledger does not know: it is in the credit balances.';

CREATE OR REPLACE FUNCTION @ledger@.unbilled_facts(practice_id text, as_of date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	WITH practice AS MATERIALIZED (
		SELECT p.practice_id, p.time_zone, (unbilled_facts.as_of + 1)::timestamp AT TIME ZONE p.time_zone AS day_end, least(coalesce(unbilled_facts.known_at, 'infinity'), now()) AS known
		FROM @ledger@.practice p WHERE p.practice_id = unbilled_facts.practice_id),
	-- what waits now, and what has left since
	candidate AS (
		SELECT c.claim_id FROM @ledger@.claim c WHERE c.practice_id = unbilled_facts.practice_id AND c.state IN ('draft', 'held', 'ready', 'rejected')
		UNION
		-- (answered without having left from here, or voided)
		SELECT t.claim_id FROM @ledger@.claim_transition t, practice p WHERE t.practice_id = p.practice_id AND t.changed_at > least(p.known, p.day_end) AND t.from_state IN ('draft', 'held', 'ready', 'rejected')
		UNION
		SELECT s.claim_id FROM @ledger@.submission s WHERE s.practice_id = unbilled_facts.practice_id AND s.submitted_on > unbilled_facts.as_of
		UNION
		SELECT s.claim_id FROM @ledger@.submission s, practice p WHERE s.practice_id = p.practice_id AND s.submitted_at > p.known
			AND s.submitted_on > (p.known AT TIME ZONE p.time_zone)::date - 1)
	SELECT c.practice_id, 'unbilled', unbilled_facts.as_of, c.payer_id, coalesce(c.rendering_npi, c.billing_npi), c.location, (SELECT rcm.code_group(f.code) FROM @ledger@.claim_line f WHERE f.practice_id = c.practice_id AND f.claim_id = c.claim_id ORDER BY f.line_no LIMIT 1),
		'claim', c.claim_id, rcm.kpi_of('unbilled',
			-- (it may have been edited since: of what was charged, the entries know)
			coalesce((SELECT sum(CASE WHEN e.from_account = 'revenue' THEN e.amount ELSE -e.amount END) FROM @ledger@.entry e
				WHERE e.practice_id = c.practice_id AND e.claim_id = c.claim_id AND 'revenue' IN (e.from_account, e.to_account) AND e.posted_at <= coalesce(unbilled_facts.known_at, 'infinity')), c.total_charge)::numeric)
	FROM practice p
	JOIN @ledger@.claim c ON c.practice_id = p.practice_id AND c.claim_id IN (SELECT x.claim_id FROM candidate x)
	WHERE c.created_at < p.day_end AND c.created_at <= p.known AND c.first_service <= unbilled_facts.as_of AND c.total_charge > 0
		AND c.payer_id IS NOT NULL AND c.filing_ind IS DISTINCT FROM '09'
		AND NOT EXISTS (SELECT FROM @ledger@.submission s WHERE s.practice_id = c.practice_id AND s.claim_id = c.claim_id
			AND s.submitted_on <= unbilled_facts.as_of AND s.submitted_at <= p.known)
		AND CASE WHEN unbilled_facts.known_at IS NULL THEN c.state ELSE coalesce(@ledger@.state_by(c.practice_id, c.claim_id, p.known), '') END <> 'void'
		AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim rc JOIN @ledger@.remittance r ON r.practice_id = rc.practice_id AND r.remittance_id = rc.remittance_id
			WHERE rc.practice_id = c.practice_id AND rc.claim_id = c.claim_id AND rc.state = 'posted' AND r.payment_date <= unbilled_facts.as_of AND r.posted_at <= p.known
				AND CASE WHEN unbilled_facts.known_at IS NULL THEN true ELSE @ledger@.answer_known(rc.practice_id, rc.remittance_id, rc.claim_no, rc.claim_id, p.known) END)
	UNION ALL
	SELECT a.practice_id, 'unbilled', unbilled_facts.as_of, NULL, a.provider_npi::text, a.location, NULL, 'appointment', a.appointment_id, rcm.kpi_of('unbilled', a.expected_charge::numeric)
	FROM practice p
	JOIN @ledger@.appointment a ON a.practice_id = p.practice_id AND a.status IN ('arrived', 'kept') AND a.expected_charge > 0
		AND a.starts_at < least(p.day_end, p.known) AND a.starts_at >= (unbilled_facts.as_of - 365)::timestamp AT TIME ZONE p.time_zone
	WHERE NOT EXISTS (SELECT FROM @ledger@.claim c WHERE c.practice_id = a.practice_id AND c.visit_id = coalesce(a.visit_id, a.appointment_id)
		AND c.created_at < p.day_end AND c.created_at <= p.known)
$$;
COMMENT ON FUNCTION @ledger@.unbilled_facts(text, date, timestamptz) IS
'Source "unbilled" of kpi_standing: claims to payers whose service is past and that have not left as of a day, with what is charged for them, or where nothing is yet, their charges as they are now; and visits of the last year that the patient came to, for which there is no claim (claim.visit_id), with the charge that is expected.';

CREATE OR REPLACE FUNCTION @ledger@.booked_facts(practice_id text, as_of date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	SELECT a.practice_id, 'booked', booked_facts.as_of, v.payer_id, a.provider_npi::text, a.location, NULL, 'appointment', a.appointment_id,
		rcm.kpi_appointment('booked', charge => CASE WHEN n.known THEN a.expected_charge END, enrolled => n.enrolled)
	FROM @ledger@.practice p
	JOIN @ledger@.appointment a ON a.practice_id = p.practice_id
	LEFT JOIN LATERAL (SELECT c.payer_id FROM @ledger@.coverage c WHERE c.practice_id = a.practice_id AND c.patient_id = a.patient_id AND c.rank = 1
		AND daterange(c.eff, c.term, '[]') @> (a.starts_at AT TIME ZONE p.time_zone)::date LIMIT 1) v ON true
	-- (of a payer with which nobody's enrolment is kept, nothing is known)
	CROSS JOIN LATERAL (
		SELECT count(*) > 0 AS known, coalesce(bool_or(e.provider_npi::text = a.provider_npi::text AND e.status IN ('effective', 'terminated', 'revalidation due')
			AND daterange(e.eff, e.term, '[]') @> (a.starts_at AT TIME ZONE p.time_zone)::date
			AND NOT coalesce(e.status = 'revalidation due' AND e.revalidation_due_on < (a.starts_at AT TIME ZONE p.time_zone)::date, false)), false) AS enrolled
		FROM @ledger@.enrolment e
		WHERE e.practice_id = a.practice_id AND e.payer_id = v.payer_id AND e.recorded_at <= coalesce(booked_facts.known_at, 'infinity')) n
	WHERE p.practice_id = booked_facts.practice_id AND a.starts_at >= (booked_facts.as_of + 1)::timestamp AT TIME ZONE p.time_zone
		AND a.starts_at < (booked_facts.as_of + 61)::timestamp AT TIME ZONE p.time_zone
		AND a.made_at < (booked_facts.as_of + 1)::timestamp AT TIME ZONE p.time_zone AND a.made_at <= coalesce(booked_facts.known_at, 'infinity')
		AND NOT coalesce(a.cancelled_at <= coalesce(booked_facts.known_at, 'infinity'), a.status IN ('cancelled', 'rescheduled'))
$$;
COMMENT ON FUNCTION @ledger@.booked_facts(text, date, timestamptz) IS
'Source "booked" of kpi_standing: appointments of the 60 days after a day that were made by then, with the charge that is expected, where enrolments with the patient''s primary payer are kept (table enrolment); enrolled: one of the provider holds on the day of the slot.';
