-- 87-kpi-4-office.sql - what KPIs count: appointments and visits, denials and appeals, work and its last days

CREATE OR REPLACE FUNCTION @ledger@.appointment_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	SELECT a.practice_id, 'appointment', d.day, v.payer_id, a.provider_npi::text, a.location, NULL, 'appointment', a.appointment_id,
		rcm.kpi_appointment(CASE
				WHEN a.starts_at > d.known THEN 'booked'
				WHEN a.status IN ('arrived', 'kept') THEN 'arrived'
				WHEN a.status = 'no show' THEN 'no-show'
				WHEN a.status IN ('cancelled', 'rescheduled') AND coalesce(a.cancelled_at <= d.known, true)
					THEN CASE WHEN a.cancelled_by = 'practice' THEN 'practice cancelled' ELSE a.status END
				ELSE 'booked' END,
			notice_hours => floor(extract(epoch FROM a.starts_at - a.cancelled_at) / 3600)::integer,
			same_day => (a.made_at AT TIME ZONE d.zone)::date = d.day, insured => v.payer_id IS NOT NULL AND s.checks,
			verified => EXISTS (SELECT FROM @ledger@.eligibility e WHERE e.practice_id = a.practice_id AND e.patient_id = a.patient_id AND e.status = 'active'
				AND e.checked_at BETWEEN ((a.starts_at AT TIME ZONE d.zone - interval '7 days') AT TIME ZONE d.zone) AND least(a.starts_at, d.known)),
			ahead => (a.made_at AT TIME ZONE d.zone)::date < d.day AND s.registers,
			preregistered => coalesce((a.registered_at AT TIME ZONE d.zone)::date < d.day AND a.registered_at <= d.known, false),
			value => a.expected_payment)
	FROM @ledger@.practice p
	JOIN @ledger@.appointment a ON a.practice_id = p.practice_id
	-- (what a practice never records it may do all the same)
	CROSS JOIN (SELECT EXISTS (SELECT FROM @ledger@.eligibility e WHERE e.practice_id = appointment_facts.practice_id) AS checks,
		EXISTS (SELECT FROM @ledger@.appointment r WHERE r.practice_id = appointment_facts.practice_id AND r.registered_at IS NOT NULL) AS registers) s
	CROSS JOIN LATERAL (SELECT (a.starts_at AT TIME ZONE p.time_zone)::date AS day, p.time_zone AS zone, coalesce(appointment_facts.known_at, now()) AS known) d
	LEFT JOIN LATERAL (SELECT c.payer_id FROM @ledger@.coverage c
		WHERE c.practice_id = a.practice_id AND c.patient_id = a.patient_id AND c.rank = 1 AND daterange(c.eff, c.term, '[]') @> d.day LIMIT 1) v ON true
	WHERE p.practice_id = appointment_facts.practice_id AND a.starts_at >= appointment_facts.since::timestamp AT TIME ZONE p.time_zone
		AND a.starts_at < (appointment_facts.until + 1)::timestamp AT TIME ZONE p.time_zone AND a.made_at <= coalesce(appointment_facts.known_at, 'infinity')
$$;
COMMENT ON FUNCTION @ledger@.appointment_facts(text, date, date, timestamptz) IS
'Source "appointment" of kpi_facts: each appointment on the day of its slot. Insured: a primary coverage holds on that day. Verified: an answer that it is active came within the 7 days before. Ahead: made on an earlier day. In a practice that records no answers about coverage, or no registrations, these are not counted. A slot that has not come by known_at counts as booked, as does one of which nothing was recorded since.';

CREATE OR REPLACE FUNCTION @ledger@.visit_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	SELECT a.practice_id, 'visit', d.day, v.payer_id, a.provider_npi::text, a.location, NULL, 'appointment', a.appointment_id,
		rcm.kpi_visit(coalesce(a.note_signed_at <= d.known, false),
			CASE WHEN EXISTS (SELECT FROM @ledger@.appointment n WHERE n.practice_id = p.practice_id AND n.note_signed_at IS NOT NULL)
				THEN (d.known AT TIME ZONE p.time_zone)::date - d.day ELSE 0 END,
			u.needed, u.secured)
	FROM @ledger@.practice p
	JOIN @ledger@.appointment a ON a.practice_id = p.practice_id AND a.status IN ('arrived', 'kept')
	CROSS JOIN LATERAL (SELECT (a.starts_at AT TIME ZONE p.time_zone)::date AS day, coalesce(visit_facts.known_at, now()) AS known) d
	LEFT JOIN LATERAL (SELECT c.payer_id FROM @ledger@.coverage c
		WHERE c.practice_id = a.practice_id AND c.patient_id = a.patient_id AND c.rank = 1 AND daterange(c.eff, c.term, '[]') @> d.day LIMIT 1) v ON true
	CROSS JOIN LATERAL (
		SELECT count(*)::integer AS needed, count(*) FILTER (WHERE u.status = 'approved' AND coalesce(u.decided_on, (u.recorded_at AT TIME ZONE p.time_zone)::date) <= d.day)::integer AS secured
		FROM @ledger@.prior_authorization u
		WHERE u.practice_id = a.practice_id AND u.patient_id = a.patient_id AND u.status <> 'cancelled' AND u.eff <= d.day AND coalesce(u.term >= d.day, true)
			AND coalesce(u.provider_npi = a.provider_npi, true) AND u.recorded_at <= d.known) u
	WHERE p.practice_id = visit_facts.practice_id AND a.starts_at >= visit_facts.since::timestamp AT TIME ZONE p.time_zone
		AND a.starts_at < (visit_facts.until + 1)::timestamp AT TIME ZONE p.time_zone AND a.starts_at <= d.known
$$;
COMMENT ON FUNCTION @ledger@.visit_facts(text, date, date, timestamptz) IS
'Source "visit" of kpi_facts: each appointment that the patient came to, on its day. A note is due after 2 days, in a practice that records when notes are signed. Authorizations that are needed are those that were requested for the patient and hold on the day; secured: approved by then. What is due at the service the ledger has no rows for.';

CREATE OR REPLACE FUNCTION @ledger@.denial_facts_of_days(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	SELECT d.practice_id, 'denial', d.denied_on, c.payer_id, coalesce(d.provider_npi, c.rendering_npi, c.billing_npi), c.location, rcm.code_group(x.code), 'denial', d.denial_id::text,
		rcm.kpi_denial(d.amount, CASE WHEN d.root = ANY (ARRAY(SELECT r.root FROM rcm.root_causes() r)) THEN d.root END, d.recoverable <> 'none', EXISTS (SELECT FROM @ledger@.appeal_denial m
			JOIN @ledger@.appeal a ON a.practice_id = m.practice_id AND a.appeal_id = m.appeal_id
			WHERE m.practice_id = d.practice_id AND m.denial_id = d.denial_id AND a.filed_at <= coalesce(denial_facts_of_days.known_at, 'infinity')))
	FROM @ledger@.denial d
	JOIN @ledger@.claim c ON c.practice_id = d.practice_id AND c.claim_id = d.claim_id
	LEFT JOIN @ledger@.claim_line x ON x.practice_id = d.practice_id AND x.claim_id = d.claim_id AND x.line_no = d.line_no
	WHERE d.practice_id = denial_facts_of_days.practice_id AND d.nature NOT IN ('underpayment', 'unclassified') AND d.denied_on BETWEEN denial_facts_of_days.since AND denial_facts_of_days.until
		AND d.recorded_at <= coalesce(denial_facts_of_days.known_at, 'infinity')
$$;
COMMENT ON FUNCTION @ledger@.denial_facts_of_days(text, date, date, timestamptz) IS
'Source "denial" of kpi_facts: each row of table denial but underpayments and what is in no list (nature unclassified), on the day of the payment that denies. It can be appealed when it is recoverable at all; appealed: an appeal against it was filed.';

CREATE OR REPLACE FUNCTION @ledger@.appeal_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	SELECT a.practice_id, 'appeal', a.decided_on, c.payer_id, coalesce(d.provider_npi, c.rendering_npi, c.billing_npi), c.location, rcm.code_group(x.code), 'appeal', a.appeal_id::text,
		rcm.kpi_appeal(a.amount, a.recovered, a.filed_on - d.denied_on, a.decided_on - d.denied_on)
	FROM @ledger@.practice p
	JOIN @ledger@.appeal a ON a.practice_id = p.practice_id
	CROSS JOIN LATERAL (SELECT y.* FROM @ledger@.appeal_denial m JOIN @ledger@.denial y ON y.practice_id = m.practice_id AND y.denial_id = m.denial_id
		WHERE m.practice_id = a.practice_id AND m.appeal_id = a.appeal_id ORDER BY y.denied_on, y.denial_id LIMIT 1) d
	JOIN @ledger@.claim c ON c.practice_id = d.practice_id AND c.claim_id = d.claim_id
	LEFT JOIN @ledger@.claim_line x ON x.practice_id = d.practice_id AND x.claim_id = d.claim_id AND x.line_no = d.line_no
	WHERE p.practice_id = appeal_facts.practice_id AND a.decided_on BETWEEN appeal_facts.since AND appeal_facts.until AND a.outcome <> 'withdrawn'
		AND a.filed_at <= coalesce(appeal_facts.known_at, 'infinity') AND coalesce(a.decided_on <= (appeal_facts.known_at AT TIME ZONE p.time_zone)::date, true)
	UNION ALL
	SELECT d.practice_id, 'appeal', d.resolved_on, c.payer_id, coalesce(d.provider_npi, c.rendering_npi, c.billing_npi), c.location, rcm.code_group(x.code), 'denial', d.denial_id::text,
		rcm.kpi_appeal(d.amount, d.recovered, NULL, d.resolved_on - d.denied_on)
	FROM @ledger@.practice p
	JOIN @ledger@.denial d ON d.practice_id = p.practice_id
	JOIN @ledger@.claim c ON c.practice_id = d.practice_id AND c.claim_id = d.claim_id
	LEFT JOIN @ledger@.claim_line x ON x.practice_id = d.practice_id AND x.claim_id = d.claim_id AND x.line_no = d.line_no
	WHERE p.practice_id = appeal_facts.practice_id AND d.resolved_on BETWEEN appeal_facts.since AND appeal_facts.until AND d.state IN ('overturned', 'denied again', 'written off')
		AND d.nature NOT IN ('underpayment', 'unclassified')
		AND d.recorded_at <= coalesce(appeal_facts.known_at, 'infinity') AND coalesce(d.resolved_on <= (appeal_facts.known_at AT TIME ZONE p.time_zone)::date, true)
		AND NOT EXISTS (SELECT FROM @ledger@.appeal_denial m WHERE m.practice_id = d.practice_id AND m.denial_id = d.denial_id)
$$;
COMMENT ON FUNCTION @ledger@.appeal_facts(text, date, date, timestamptz) IS
'Source "appeal" of kpi_facts: each appeal that was decided, on that day, with what the decision gives back; and each denial that ended without one - paid after all, denied again, or written off - as a rework, on the day it was resolved. Withdrawn appeals are left out. Dimensions of an appeal are those of its oldest denial. Days on which something was decided or resolved are all that is recorded of when it was known.';

CREATE OR REPLACE FUNCTION @ledger@.work_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	WITH target AS MATERIALIZED (
		SELECT g.day::date AS day, w.person, w.queue, w.per_day, p.time_zone
		FROM @ledger@.practice p
		JOIN @ledger@.work_target w ON w.practice_id = p.practice_id
		CROSS JOIN LATERAL generate_series(greatest(work_facts.since, w.eff)::timestamp, least(work_facts.until, w.term, @ledger@.today(p.practice_id),
			(work_facts.known_at AT TIME ZONE p.time_zone)::date)::timestamp, interval '1 day') g (day)
		WHERE p.practice_id = work_facts.practice_id AND extract(isodow FROM g.day) < 6
			-- a target for all queues goes before those for one
			AND (w.queue = '*' OR NOT EXISTS (SELECT FROM @ledger@.work_target o WHERE o.practice_id = w.practice_id AND o.person = w.person AND o.queue = '*'
				AND daterange(o.eff, o.term, '[]') @> g.day::date)))
	SELECT work_facts.practice_id, 'work', t.day, NULL, NULL, NULL, NULL, 'work_target', concat_ws('/', t.person, t.queue, to_char(t.day::timestamp, 'YYYY-MM-DD')), rcm.kpi_of('touches_target', t.per_day)
	FROM target t
	UNION ALL
	SELECT work_facts.practice_id, 'work', t.day, NULL, NULL, NULL, NULL, 'work_touch', min(x.touch_id)::text, rcm.kpi_of('touches', 1)
	FROM target t
	JOIN @ledger@.work_touch x ON x.practice_id = work_facts.practice_id AND x.person = t.person AND x.at >= t.day::timestamp AT TIME ZONE t.time_zone
		AND x.at < (t.day + 1)::timestamp AT TIME ZONE t.time_zone AND x.at <= coalesce(work_facts.known_at, 'infinity')
		AND x.what NOT IN ('opened', 'taken', 'woken', 'escalated', 'changed') AND t.queue IN ('*', coalesce(x.queue_was, x.queue_is))
	GROUP BY t.day, t.person, t.queue, x.item_id
$$;
COMMENT ON FUNCTION @ledger@.work_facts(text, date, date, timestamptz) IS
'Source "work" of kpi_facts: for each person with a target (work_target) and each day from Monday to Friday until today, the target, and the items that the person did something about that day, each once. What people without a target do is in work_day().';

CREATE OR REPLACE FUNCTION @ledger@.deadline_facts(practice_id text, since date, until date, known_at timestamptz DEFAULT NULL) RETURNS SETOF @ledger@.kpi_fact
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
	WITH day AS (SELECT p.practice_id, least(@ledger@.today(p.practice_id), (deadline_facts.known_at AT TIME ZONE p.time_zone)::date) AS today
		FROM @ledger@.practice p WHERE p.practice_id = deadline_facts.practice_id),
	due AS (
		SELECT m.practice_id, m.deadline AS day, d.claim_id, 'work_member' AS relation, m.item_id || '/' || m.member_no AS key,
			coalesce(d.resolved_on <= m.deadline, false) OR coalesce(m.settled_on <= m.deadline, false)
				OR EXISTS (SELECT FROM @ledger@.appeal_denial x JOIN @ledger@.appeal a ON a.practice_id = x.practice_id AND a.appeal_id = x.appeal_id
					WHERE x.practice_id = d.practice_id AND x.denial_id = d.denial_id AND a.filed_on <= m.deadline)
				OR EXISTS (SELECT FROM @ledger@.submission s WHERE s.practice_id = d.practice_id AND s.claim_id = d.claim_id AND s.freq = '7'
					AND s.submitted_on BETWEEN d.denied_on AND m.deadline) AS done
		FROM @ledger@.work_member m
		JOIN @ledger@.denial d ON d.practice_id = m.practice_id AND d.denial_id = m.denial_id
		WHERE m.practice_id = deadline_facts.practice_id AND m.deadline BETWEEN deadline_facts.since AND deadline_facts.until
			AND m.added_at <= coalesce(deadline_facts.known_at, 'infinity') AND d.state <> 'taken back'
		UNION ALL
		SELECT a.practice_id, a.due_on, a.claim_id, 'attachment', a.attachment_id::text, coalesce(a.sent_on <= a.due_on, false)
		FROM @ledger@.attachment a
		WHERE a.practice_id = deadline_facts.practice_id AND a.due_on BETWEEN deadline_facts.since AND deadline_facts.until
			AND a.asked_on <= (SELECT y.today FROM day y))
	SELECT u.practice_id, 'deadline', u.day, c.payer_id, coalesce(c.rendering_npi, c.billing_npi), c.location, (SELECT rcm.code_group(f.code) FROM @ledger@.claim_line f WHERE f.practice_id = c.practice_id AND f.claim_id = c.claim_id ORDER BY f.line_no LIMIT 1), u.relation, u.key,
		rcm.kpi_of('deadlines', 1) + rcm.kpi_of('deadlines_missed', (NOT u.done)::integer)
	FROM due u
	JOIN day y ON y.practice_id = u.practice_id
	JOIN @ledger@.claim c ON c.practice_id = u.practice_id AND c.claim_id = u.claim_id
	WHERE u.day < y.today
$$;
COMMENT ON FUNCTION @ledger@.deadline_facts(text, date, date, timestamptz) IS
'Source "deadline" of kpi_facts: each denial whose last day to appeal has passed, and each paper that a payer wanted by a day that has passed, on that day. Missed: by then it was neither appealed, corrected (a replacement left) nor settled; the paper was not sent. Whether something was done by its last day goes by the days that are recorded.';
