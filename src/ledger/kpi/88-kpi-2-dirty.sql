-- 88-kpi-2-dirty.sql - which days of which sources the marks mean

CREATE OR REPLACE FUNCTION @ledger@.kpi_read_by(relation text) RETURNS text[]
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT CASE kpi_read_by.relation
		WHEN 'appointment' THEN '{appointment,visit}'
		WHEN 'coverage' THEN '{appointment,visit}'
		WHEN 'eligibility' THEN '{appointment}'
		WHEN 'prior_authorization' THEN '{visit}'
		WHEN 'patient' THEN '{patient balance}'
		WHEN 'denial' THEN '{denial,appeal,deadline,disposition,remittance,paid line,finding,entry}'
		WHEN 'appeal' THEN '{denial,appeal,deadline,disposition}'
		WHEN 'work_member' THEN '{deadline,disposition}'
		WHEN 'attachment' THEN '{deadline}'
		WHEN 'finding' THEN '{finding}'
		WHEN 'posting_exception' THEN '{paid line}'
		WHEN 'statement_line' THEN '{entry}'
		WHEN 'kpi_number' THEN '{supplied}'
		-- (what only stands)
		WHEN 'overpayment' THEN '{}' WHEN 'recovery' THEN '{}' WHEN 'placement' THEN '{}' WHEN 'payment_plan' THEN '{}' WHEN 'payment_plan_line' THEN '{}'
		END::text[]
$$;
COMMENT ON FUNCTION @ledger@.kpi_read_by(text) IS
'The sources of facts with a day that read a relation, of those that kpi_mark names; null: it may be any. Whoever lets a fact read another relation adds its source here.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_marked_claims(practice_id text, OUT claim_id text, OUT scope integer, OUT sources text[]) RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET jit = off AS $$
	-- 3: what money and answers alone may change, 2: also what is dated by the claim's way to the payer, 1: all of it
	SELECT DISTINCT x.claim_id, x.scope, x.sources
	FROM (
		SELECT e.claim_id, 3 AS scope, NULL::text[] AS sources
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.entry e ON e.practice_id = m.practice_id AND e.entry_id BETWEEN m.first_id AND m.last_id
		WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'entry' AND e.claim_id IS NOT NULL
		UNION ALL
		SELECT t.claim_id, CASE WHEN t.to_state = 'closed' THEN 3 WHEN t.to_state IN ('paid', 'denied', 'accepted') THEN 2 ELSE 1 END, NULL
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.claim_transition t ON t.practice_id = m.practice_id AND t.transition_id BETWEEN m.first_id AND m.last_id
		WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'claim_transition'
		UNION ALL
		SELECT s.claim_id, 1, NULL
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.submission s ON s.practice_id = m.practice_id AND s.submission_id BETWEEN m.first_id AND m.last_id
		WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'submission'
		UNION ALL
		SELECT a.claim_id, 1, NULL
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.acknowledgement a ON a.practice_id = m.practice_id AND a.acknowledgement_id BETWEEN m.first_id AND m.last_id
		WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'acknowledgement'
		UNION ALL
		-- (of a file or a batch, whatever claims it is about)
		SELECT s.claim_id, 1, NULL
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.acknowledgement a ON a.practice_id = m.practice_id AND a.acknowledgement_id BETWEEN m.first_id AND m.last_id
		JOIN @ledger@.submission s ON s.practice_id = a.practice_id AND s.interchange_id = a.answers
		WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'acknowledgement' AND a.claim_id IS NULL
		UNION ALL
		SELECT d.claim_id, 3, NULL
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.denial d ON d.practice_id = m.practice_id AND d.denial_id BETWEEN m.first_id AND m.last_id
		WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'denial'
		UNION ALL
		SELECT r.claim_id, 2, @ledger@.kpi_read_by(m.relation)
		FROM (SELECT DISTINCT m.first_id, m.relation FROM @ledger@.kpi_mark m WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'remittance') m
		JOIN @ledger@.remittance_claim r ON r.practice_id = kpi_marked_claims.practice_id AND r.remittance_id = m.first_id
		UNION ALL
		SELECT coalesce(w.claim_id, d.claim_id), 3, NULL
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.work_touch t ON t.practice_id = m.practice_id AND t.touch_id BETWEEN m.first_id AND m.last_id
		JOIN @ledger@.work_member w ON w.practice_id = t.practice_id AND w.item_id = t.item_id
		LEFT JOIN @ledger@.denial d ON d.practice_id = w.practice_id AND d.denial_id = w.denial_id
		WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'work_touch'
		UNION ALL
		SELECT m.name, 1, @ledger@.kpi_read_by(m.relation)
		FROM @ledger@.kpi_mark m
		WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'claim'
		UNION ALL
		-- (a patient's appointments are not his claims')
		SELECT c.claim_id, 1, @ledger@.kpi_read_by(m.relation)
		FROM (SELECT DISTINCT m.name, m.relation FROM @ledger@.kpi_mark m
			WHERE m.practice_id = kpi_marked_claims.practice_id AND m.kind = 'patient' AND coalesce(m.relation = 'patient', true)) m
		JOIN @ledger@.claim c ON c.practice_id = kpi_marked_claims.practice_id AND c.patient_id = m.name) x
	WHERE x.claim_id IS NOT NULL AND coalesce(x.sources <> '{}', true)
$$;
COMMENT ON FUNCTION @ledger@.kpi_marked_claims(text) IS
'The claims of which something has changed since kpi_day was stored, by the marks of kpi_mark. scope: 1, what is dated by any of their days may differ; 2, not what is dated by the making and charging of them; 3, only what is dated by what was paid, denied or moved on them, and by their service. sources: only of these; null: of any.';

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
		RETURN QUERY VALUES ('*', NULL::date);
	END IF;
	SELECT p.time_zone INTO zone FROM @ledger@.practice p WHERE p.practice_id = practice;
	RETURN QUERY
	WITH marked AS MATERIALIZED (SELECT c.claim_id, c.scope, c.sources FROM @ledger@.kpi_marked_claims(practice) c),
	-- every day by which any row of the claim is dated, now or before: nothing of this is ever taken away without a mark of its day
	dated AS (
		SELECT k.scope, k.sources, 'service' AS what, c.first_service AS day
		FROM marked k JOIN @ledger@.claim c ON c.practice_id = practice AND c.claim_id = k.claim_id
		UNION ALL
		SELECT k.scope, k.sources, 'made', (c.created_at AT TIME ZONE zone)::date
		FROM marked k JOIN @ledger@.claim c ON c.practice_id = practice AND c.claim_id = k.claim_id WHERE k.scope = 1
		UNION ALL
		SELECT k.scope, k.sources, 'service', (a.starts_at AT TIME ZONE zone)::date
		FROM marked k JOIN @ledger@.claim c ON c.practice_id = practice AND c.claim_id = k.claim_id
		JOIN @ledger@.appointment a ON a.practice_id = practice AND a.appointment_id = c.visit_id
		UNION ALL
		SELECT k.scope, k.sources, 'service', x.service_from
		FROM marked k JOIN @ledger@.claim_line x ON x.practice_id = practice AND x.claim_id = k.claim_id
		UNION ALL
		SELECT k.scope, k.sources, CASE WHEN 'revenue' IN (e.from_account, e.to_account) THEN 'charged' ELSE 'posted' END, d.day
		FROM marked k JOIN @ledger@.entry e ON e.practice_id = practice AND e.claim_id = k.claim_id
		CROSS JOIN LATERAL (VALUES (e.effective_on), ((e.posted_at AT TIME ZONE zone)::date)) d (day)
		UNION ALL
		SELECT k.scope, k.sources, 'sent', d.day
		FROM marked k JOIN @ledger@.submission s ON s.practice_id = practice AND s.claim_id = k.claim_id
		CROSS JOIN LATERAL (VALUES (s.submitted_on), ((s.submitted_at AT TIME ZONE zone)::date)) d (day)
		WHERE k.scope < 3
		UNION ALL
		SELECT k.scope, k.sources, 'remitted', d.day
		FROM marked k JOIN @ledger@.remittance_claim c ON c.practice_id = practice AND c.claim_id = k.claim_id
		JOIN @ledger@.remittance r ON r.practice_id = practice AND r.remittance_id = c.remittance_id
		CROSS JOIN LATERAL (VALUES (r.payment_date), ((r.posted_at AT TIME ZONE zone)::date)) d (day)
		UNION ALL
		SELECT k.scope, k.sources, 'denied', y.day
		FROM marked k JOIN @ledger@.denial d ON d.practice_id = practice AND d.claim_id = k.claim_id
		CROSS JOIN LATERAL (VALUES (d.denied_on), (d.resolved_on), ((d.recorded_at AT TIME ZONE zone)::date)) y (day)
		UNION ALL
		SELECT k.scope, k.sources, 'appealed', y.day
		FROM marked k JOIN @ledger@.denial d ON d.practice_id = practice AND d.claim_id = k.claim_id
		JOIN @ledger@.appeal_denial x ON x.practice_id = practice AND x.denial_id = d.denial_id
		JOIN @ledger@.appeal a ON a.practice_id = practice AND a.appeal_id = x.appeal_id
		CROSS JOIN LATERAL (VALUES (a.filed_on), (a.decided_on), (a.deadline), (x.deadline), (a.decision_due)) y (day)
		UNION ALL
		SELECT k.scope, k.sources, 'appealed', w.deadline
		FROM marked k JOIN @ledger@.denial d ON d.practice_id = practice AND d.claim_id = k.claim_id
		JOIN @ledger@.work_member w ON w.practice_id = practice AND w.denial_id = d.denial_id
		UNION ALL
		SELECT k.scope, k.sources, 'appealed', a.due_on
		FROM marked k JOIN @ledger@.attachment a ON a.practice_id = practice AND a.claim_id = k.claim_id
		WHERE k.scope = 1
		UNION ALL
		SELECT k.scope, k.sources, 'billed', t.cut_on
		FROM marked k JOIN @ledger@.statement_line l ON l.practice_id = practice AND l.claim_id = k.claim_id
		JOIN @ledger@.statement t ON t.practice_id = practice AND t.statement_id = l.statement_id
		WHERE k.scope = 1),
	-- of that, which source is dated by it (a source too many costs time, one too few would be a wrong number)
	claims AS (
		SELECT DISTINCT s.source, d.day
		FROM (SELECT DISTINCT x.what, x.scope, x.sources, x.day FROM dated x WHERE x.day IS NOT NULL) d
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
				ELSE '{entry}' END) s (source)
		WHERE d.sources IS NULL OR s.source = ANY (d.sources))
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
	SELECT s.source, m.day
	FROM @ledger@.kpi_mark m CROSS JOIN LATERAL unnest(coalesce(@ledger@.kpi_read_by(m.relation), '{*}')) s (source)
	WHERE m.practice_id = practice AND m.kind = 'day'
	UNION
	SELECT s.source, (a.starts_at AT TIME ZONE zone)::date
	FROM @ledger@.kpi_mark m CROSS JOIN LATERAL unnest(coalesce(@ledger@.kpi_read_by(m.relation), '{appointment,visit}')) s (source)
	JOIN @ledger@.appointment a ON a.practice_id = m.practice_id AND a.patient_id = m.name
	WHERE m.practice_id = practice AND m.kind = 'patient' AND s.source IN ('appointment', 'visit');
END
$$;
COMMENT ON FUNCTION @ledger@.kpi_dirty(text) IS
'Of which days of which sources the states in kpi_day do not count any more, by the marks of kpi_mark: every day by which any row of a claim is dated that was touched, whether the touch has changed its facts or not. source *: all that are dated; day null: all days. What stands is told by kpi_stood.

    SELECT source, count(*) FROM @ledger@.kpi_dirty(''HARBOR'') GROUP BY source';
