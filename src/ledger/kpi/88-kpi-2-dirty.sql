-- 88-kpi-2-dirty.sql - which days of which sources the marks mean

CREATE OR REPLACE FUNCTION @ledger@.kpi_marked_claims(practice_id text, OUT claim_id text, OUT scope integer, OUT in_place boolean) RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET jit = off AS $$
	-- 3: what money and answers alone may change, 2: also what is dated by the claim's way to the payer, 1: all of it
	SELECT x.claim_id, min(x.scope), bool_or(x.in_place)
	FROM (
		SELECT e.claim_id, 3 AS scope, false AS in_place
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.entry e ON e.practice_id = m.practice_id AND e.entry_id BETWEEN m.first_id AND m.last_id
		WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'entry' AND e.claim_id IS NOT NULL
		UNION ALL
		SELECT t.claim_id, CASE WHEN t.to_state = 'closed' THEN 3 WHEN t.to_state IN ('paid', 'denied', 'accepted') THEN 2 ELSE 1 END,
			-- (whether a claim waits, or was answered, the past goes by its state now; a claim that was sent is known by that)
			NOT (t.from_state = 'new' OR t.from_state IN ('draft', 'held', 'ready', 'rejected') AND t.to_state IN ('draft', 'held', 'ready', 'rejected', 'submitted')
				OR t.from_state IN ('paid', 'denied', 'closed') AND t.to_state IN ('paid', 'denied', 'closed'))
			AND NOT (t.from_state IN ('submitted', 'accepted') AND t.to_state <> 'void'
				AND EXISTS (SELECT FROM @ledger@.submission s WHERE s.practice_id = t.practice_id AND s.claim_id = t.claim_id))
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.claim_transition t ON t.practice_id = m.practice_id AND t.transition_id BETWEEN m.first_id AND m.last_id
		WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'claim_transition'
		UNION ALL
		SELECT s.claim_id, 1, false
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.submission s ON s.practice_id = m.practice_id AND s.submission_id BETWEEN m.first_id AND m.last_id
		WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'submission'
		UNION ALL
		SELECT a.claim_id, 1, false
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.acknowledgement a ON a.practice_id = m.practice_id AND a.acknowledgement_id BETWEEN m.first_id AND m.last_id
		WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'acknowledgement'
		UNION ALL
		-- (of a file or a batch, whatever claims it is about)
		SELECT s.claim_id, 1, false
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.acknowledgement a ON a.practice_id = m.practice_id AND a.acknowledgement_id BETWEEN m.first_id AND m.last_id
		JOIN @ledger@.submission s ON s.practice_id = a.practice_id AND s.interchange_id = a.answers
		WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'acknowledgement' AND a.claim_id IS NULL
		UNION ALL
		SELECT d.claim_id, 3, false
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.denial d ON d.practice_id = m.practice_id AND d.denial_id BETWEEN m.first_id AND m.last_id
		WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'denial'
		UNION ALL
		SELECT r.claim_id, 2, false
		FROM (SELECT DISTINCT m.first_id FROM @ledger@.kpi_mark m WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'remittance') m
		JOIN @ledger@.remittance_claim r ON r.practice_id = kpi_marked_claims.practice_id AND r.remittance_id = m.first_id
		UNION ALL
		SELECT coalesce(w.claim_id, d.claim_id), 3, w.claim_id IS NOT NULL AND t.changes ? 'snoozed_until'
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.work_touch t ON t.practice_id = m.practice_id AND t.touch_id BETWEEN m.first_id AND m.last_id
		JOIN @ledger@.work_member w ON w.practice_id = t.practice_id AND w.item_id = t.item_id
		LEFT JOIN @ledger@.denial d ON d.practice_id = w.practice_id AND d.denial_id = w.denial_id
		WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'work_touch'
		UNION ALL
		SELECT m.name, 1, true
		FROM @ledger@.kpi_mark m
		WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'claim'
		UNION ALL
		SELECT c.claim_id, 1, true
		FROM (SELECT DISTINCT m.name FROM @ledger@.kpi_mark m WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'patient') m
		JOIN @ledger@.claim c ON c.practice_id = kpi_marked_claims.practice_id AND c.patient_id = m.name) x
	WHERE x.claim_id IS NOT NULL
	GROUP BY x.claim_id
$$;
COMMENT ON FUNCTION @ledger@.kpi_marked_claims(text) IS
'The claims of which something has changed since kpi_day was stored, by the marks of kpi_mark. scope: 1, what is dated by any of their days may differ; 2, not what is dated by the making and charging of them; 3, only what is dated by what was paid, denied or moved on them, and by their service. in_place: a row was changed, not only added.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_dirty(practice_id text, OUT source text, OUT day date) RETURNS SETOF record
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 200 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan SET jit = off AS $$
#variable_conflict use_column
DECLARE
	practice text := kpi_dirty.practice_id;
	zone     text;
BEGIN
	IF NOT EXISTS (SELECT FROM @ledger@.kpi_mark m WHERE m.practice_id = practice) THEN
		RETURN;
	END IF;
	IF EXISTS (SELECT FROM @ledger@.kpi_mark m WHERE m.practice_id = practice AND m.kind = 'all') THEN
		-- (and the days of what else was changed, which may come before all others)
		RETURN QUERY VALUES ('*', NULL::date), ('standing', '-infinity');
	END IF;
	SELECT p.time_zone INTO zone FROM @ledger@.practice p WHERE p.practice_id = practice;
	RETURN QUERY
	WITH marked AS MATERIALIZED (SELECT c.claim_id, c.scope, c.in_place FROM @ledger@.kpi_marked_claims(practice) c),
	-- every day by which any row of the claim is dated, now or before: nothing of this is ever taken away without a mark of its day
	dated AS (
		SELECT k.scope, k.in_place, 'service' AS what, c.first_service AS day
		FROM marked k JOIN @ledger@.claim c ON c.practice_id = practice AND c.claim_id = k.claim_id
		UNION ALL
		SELECT k.scope, k.in_place, 'made', (c.created_at AT TIME ZONE zone)::date
		FROM marked k JOIN @ledger@.claim c ON c.practice_id = practice AND c.claim_id = k.claim_id WHERE k.scope = 1
		UNION ALL
		SELECT k.scope, k.in_place, 'service', (a.starts_at AT TIME ZONE zone)::date
		FROM marked k JOIN @ledger@.claim c ON c.practice_id = practice AND c.claim_id = k.claim_id
		JOIN @ledger@.appointment a ON a.practice_id = practice AND a.appointment_id = c.visit_id
		UNION ALL
		SELECT k.scope, k.in_place, 'service', x.service_from
		FROM marked k JOIN @ledger@.claim_line x ON x.practice_id = practice AND x.claim_id = k.claim_id
		UNION ALL
		SELECT k.scope, k.in_place, CASE WHEN 'revenue' IN (e.from_account, e.to_account) THEN 'charged' ELSE 'posted' END, d.day
		FROM marked k JOIN @ledger@.entry e ON e.practice_id = practice AND e.claim_id = k.claim_id
		CROSS JOIN LATERAL (VALUES (e.effective_on), ((e.posted_at AT TIME ZONE zone)::date)) d (day)
		UNION ALL
		SELECT k.scope, k.in_place, 'sent', d.day
		FROM marked k JOIN @ledger@.submission s ON s.practice_id = practice AND s.claim_id = k.claim_id
		CROSS JOIN LATERAL (VALUES (s.submitted_on), ((s.submitted_at AT TIME ZONE zone)::date)) d (day)
		WHERE k.scope < 3
		UNION ALL
		SELECT k.scope, k.in_place, 'remitted', d.day
		FROM marked k JOIN @ledger@.remittance_claim c ON c.practice_id = practice AND c.claim_id = k.claim_id
		JOIN @ledger@.remittance r ON r.practice_id = practice AND r.remittance_id = c.remittance_id
		CROSS JOIN LATERAL (VALUES (r.payment_date), ((r.posted_at AT TIME ZONE zone)::date)) d (day)
		UNION ALL
		SELECT k.scope, k.in_place, 'denied', y.day
		FROM marked k JOIN @ledger@.denial d ON d.practice_id = practice AND d.claim_id = k.claim_id
		CROSS JOIN LATERAL (VALUES (d.denied_on), (d.resolved_on), ((d.recorded_at AT TIME ZONE zone)::date)) y (day)
		UNION ALL
		SELECT k.scope, k.in_place, 'appealed', y.day
		FROM marked k JOIN @ledger@.denial d ON d.practice_id = practice AND d.claim_id = k.claim_id
		JOIN @ledger@.appeal_denial x ON x.practice_id = practice AND x.denial_id = d.denial_id
		JOIN @ledger@.appeal a ON a.practice_id = practice AND a.appeal_id = x.appeal_id
		CROSS JOIN LATERAL (VALUES (a.filed_on), (a.decided_on), (a.deadline), (x.deadline), (a.decision_due)) y (day)
		UNION ALL
		SELECT k.scope, k.in_place, 'appealed', w.deadline
		FROM marked k JOIN @ledger@.denial d ON d.practice_id = practice AND d.claim_id = k.claim_id
		JOIN @ledger@.work_member w ON w.practice_id = practice AND w.denial_id = d.denial_id
		UNION ALL
		SELECT k.scope, k.in_place, 'appealed', a.due_on
		FROM marked k JOIN @ledger@.attachment a ON a.practice_id = practice AND a.claim_id = k.claim_id
		WHERE k.scope = 1
		UNION ALL
		SELECT k.scope, k.in_place, 'billed', t.cut_on
		FROM marked k JOIN @ledger@.statement_line l ON l.practice_id = practice AND l.claim_id = k.claim_id
		JOIN @ledger@.statement t ON t.practice_id = practice AND t.statement_id = l.statement_id
		WHERE k.scope = 1),
	-- of that, which source is dated by it (a source too many costs time, one too few would be a wrong number)
	claims AS (
		SELECT DISTINCT s.source, d.day
		FROM (SELECT DISTINCT x.what, x.scope, x.day FROM dated x WHERE x.day IS NOT NULL) d
		CROSS JOIN LATERAL unnest(
			CASE d.what
				WHEN 'service' THEN CASE d.scope WHEN 1 THEN '{cohort,visit,estimate,appointment,claim,charge}'::text[] ELSE '{cohort,visit,estimate}' END
				WHEN 'made' THEN '{claim}'
				WHEN 'charged' THEN '{charge,entry,disposition,patient balance,submission}'
				WHEN 'posted' THEN '{entry,disposition,patient balance,remittance,paid line,estimate,finding}'
				WHEN 'sent' THEN '{submission,claim}'
				WHEN 'remitted' THEN '{remittance,paid line,estimate,disposition,entry,denial,finding}'
				WHEN 'denied' THEN '{denial,disposition,remittance,appeal,deadline,finding}'
				WHEN 'appealed' THEN '{appeal,deadline,denial,disposition}'
				ELSE '{entry}' END) s (source))
	SELECT c.source, c.day FROM claims c
	UNION
	-- what is of no claim: receipts, refunds, money that waits
	SELECT s.source, d.day
	FROM @ledger@.kpi_mark m
	JOIN @ledger@.entry e ON e.practice_id = m.practice_id AND e.entry_id BETWEEN m.first_id AND m.last_id
	CROSS JOIN LATERAL (VALUES (e.effective_on), ((e.posted_at AT TIME ZONE zone)::date)) d (day)
	CROSS JOIN (VALUES ('entry'), ('paid line')) s (source)
	WHERE m.practice_id = practice AND m.kind = 'entry' AND e.claim_id IS NULL
	UNION
	SELECT s.source, (t.at AT TIME ZONE zone)::date
	FROM @ledger@.kpi_mark m
	JOIN @ledger@.work_touch t ON t.practice_id = m.practice_id AND t.touch_id BETWEEN m.first_id AND m.last_id
	CROSS JOIN (VALUES ('work'), ('denial'), ('deadline')) s (source)
	WHERE m.practice_id = practice AND m.kind = 'work_touch'
	UNION
	SELECT '*', m.day FROM @ledger@.kpi_mark m WHERE m.practice_id = practice AND m.kind = 'day'
	UNION
	SELECT '*', (a.starts_at AT TIME ZONE zone)::date
	FROM @ledger@.kpi_mark m
	JOIN @ledger@.appointment a ON a.practice_id = m.practice_id AND a.patient_id = m.name
	WHERE m.practice_id = practice AND m.kind = 'patient'
	UNION
	SELECT '*', s.cut_on
	FROM @ledger@.kpi_mark m
	JOIN @ledger@.statement s ON s.practice_id = m.practice_id AND s.patient_id = m.name
	WHERE m.practice_id = practice AND m.kind = 'patient'
	UNION
	-- what stands, from the day on which what was written counts
	SELECT 'standing', min(y.day)
	FROM (
		SELECT min(e.effective_on)
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.entry e ON e.practice_id = m.practice_id AND e.entry_id BETWEEN m.first_id AND m.last_id
		WHERE m.practice_id = practice AND m.kind = 'entry'
		UNION ALL
		SELECT min((least(t.changed_at, c.created_at) AT TIME ZONE zone)::date)
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.claim_transition t ON t.practice_id = m.practice_id AND t.transition_id BETWEEN m.first_id AND m.last_id
		LEFT JOIN @ledger@.claim c ON c.practice_id = t.practice_id AND c.claim_id = t.claim_id AND t.from_state = 'new'
		WHERE m.practice_id = practice AND m.kind = 'claim_transition'
		UNION ALL
		SELECT min(least(s.submitted_on, (s.submitted_at AT TIME ZONE zone)::date))
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.submission s ON s.practice_id = m.practice_id AND s.submission_id BETWEEN m.first_id AND m.last_id
		WHERE m.practice_id = practice AND m.kind = 'submission'
		UNION ALL
		SELECT min(least(a.effective_on, (a.received_at AT TIME ZONE zone)::date))
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.acknowledgement a ON a.practice_id = m.practice_id AND a.acknowledgement_id BETWEEN m.first_id AND m.last_id
		WHERE m.practice_id = practice AND m.kind = 'acknowledgement'
		UNION ALL
		SELECT min(least(d.denied_on, (d.recorded_at AT TIME ZONE zone)::date))
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.denial d ON d.practice_id = m.practice_id AND d.denial_id BETWEEN m.first_id AND m.last_id
		WHERE m.practice_id = practice AND m.kind = 'denial'
		UNION ALL
		SELECT min((t.at AT TIME ZONE zone)::date)
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.work_touch t ON t.practice_id = m.practice_id AND t.touch_id BETWEEN m.first_id AND m.last_id
		WHERE m.practice_id = practice AND m.kind = 'work_touch'
		UNION ALL
		SELECT min(least(r.payment_date, (r.received_at AT TIME ZONE zone)::date))
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.remittance r ON r.practice_id = m.practice_id AND r.remittance_id = m.first_id
		WHERE m.practice_id = practice AND m.kind = 'remittance'
		UNION ALL
		-- (of what was changed in place, the past is as it is now: from the first day of the claim, or of the patient's first)
		SELECT min(d.day) FROM dated d WHERE d.in_place
		UNION ALL
		-- (booked is what comes in the next 60 days)
		SELECT min(m.day) - 61 FROM @ledger@.kpi_mark m WHERE m.practice_id = practice AND m.kind = 'day'
		UNION ALL
		SELECT '-infinity' FROM @ledger@.kpi_mark m WHERE m.practice_id = practice AND m.kind = 'standing'
		UNION ALL
		SELECT min((a.starts_at AT TIME ZONE zone)::date) - 61
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.appointment a ON a.practice_id = m.practice_id AND a.patient_id = m.name
		WHERE m.practice_id = practice AND m.kind = 'patient') y (day)
	HAVING min(y.day) IS NOT NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_dirty(text) IS
'Of which days of which sources the states in kpi_day do not count any more, by the marks of kpi_mark: every day by which any row of a claim is dated that was touched, whether the touch has changed its facts or not. source *: all that are dated; day null: all days. source standing: what stands as of that day or a later one. No rows: all that is stored counts.

    SELECT source, count(*) FROM @ledger@.kpi_dirty(''HARBOR'') GROUP BY source';
