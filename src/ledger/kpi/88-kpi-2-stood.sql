-- 88-kpi-2-stood.sql - since when what stands may have been another, by the marks, and until when

CREATE OR REPLACE FUNCTION @ledger@.kpi_claims_stood(practice_id text, zone text, OUT source text, OUT since date, OUT until date) RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp SET jit = off AS $$
	-- all: whatever the claim says; answered: that a payer has, which counts as billed; payer: who is asked in a later turn. These are read as they are now, for any day.
	WITH changed AS (
		SELECT m.name AS claim_id, 'all' AS what FROM @ledger@.kpi_mark m
		WHERE m.practice_id = kpi_claims_stood.practice_id AND m.kind = 'claim' AND coalesce(m.relation IN ('claim', 'claim_line'), true)
		UNION
		SELECT t.claim_id, CASE WHEN 'void' IN (t.from_state, t.to_state) THEN 'all' WHEN t.from_state = 'new' THEN 'made'
			WHEN (t.from_state IN ('paid', 'denied', 'closed')) <> (t.to_state IN ('paid', 'denied', 'closed')) THEN 'answered' ELSE 'moved' END
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.claim_transition t ON t.practice_id = m.practice_id AND t.transition_id BETWEEN m.first_id AND m.last_id
		WHERE m.practice_id = kpi_claims_stood.practice_id AND m.kind = 'claim_transition'
		UNION
		SELECT s.claim_id, w.what
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.submission s ON s.practice_id = m.practice_id AND s.submission_id BETWEEN m.first_id AND m.last_id
		-- (what left before had left, whatever leaves now)
		CROSS JOIN LATERAL (VALUES ('payer', true), ('made', NOT EXISTS (SELECT FROM @ledger@.submission b
			WHERE b.practice_id = s.practice_id AND b.claim_id = s.claim_id AND b.submission_id < s.submission_id AND b.submitted_on <= s.submitted_on))) w (what, holds)
		WHERE m.practice_id = kpi_claims_stood.practice_id AND m.kind = 'submission' AND w.holds
		UNION
		SELECT e.claim_id, 'moved'
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.entry e ON e.practice_id = m.practice_id AND e.entry_id BETWEEN m.first_id AND m.last_id AND e.claim_id IS NOT NULL AND 'revenue' IN (e.from_account, e.to_account)
		WHERE m.practice_id = kpi_claims_stood.practice_id AND m.kind = 'entry'
		UNION
		SELECT c.claim_id, 'payer'
		FROM @ledger@.kpi_mark m
		JOIN @ledger@.claim c ON c.practice_id = m.practice_id AND c.patient_id = m.name
		WHERE m.practice_id = kpi_claims_stood.practice_id AND m.kind = 'patient' AND coalesce(m.relation = 'coverage', true)),
	-- from the first day on which anything was owed to the last; from when it was written until it left or was answered
	days AS (
		SELECT k.claim_id, k.what, (c.created_at AT TIME ZONE kpi_claims_stood.zone)::date AS made, b.sent, least(b.sent, b.answered) - 1 AS waited, o.since, o.later_since,
			CASE WHEN NOT EXISTS (SELECT FROM @ledger@.receivable r WHERE r.practice_id = c.practice_id AND r.claim_id = c.claim_id
				AND (r.insurer_1 <> 0 OR r.insurer_2 <> 0 OR r.insurer_3 <> 0 OR r.patient <> 0 OR r.third_party <> 0)) THEN o.last - 1 END AS until
		FROM changed k
		JOIN @ledger@.claim c ON c.practice_id = kpi_claims_stood.practice_id AND c.claim_id = k.claim_id
		CROSS JOIN LATERAL (SELECT CASE WHEN c.payer_id IS NOT NULL THEN CASE c.payer_seq WHEN 'P' THEN 'insurer_1' WHEN 'S' THEN 'insurer_2' WHEN 'T' THEN 'insurer_3' END::rcm.account END AS turn) p
		CROSS JOIN LATERAL (SELECT min(e.effective_on) AS since, max(e.effective_on) AS last, min(e.effective_on) FILTER (WHERE
				e.to_account IN ('insurer_1', 'insurer_2', 'insurer_3') AND e.to_account IS DISTINCT FROM p.turn OR e.from_account IN ('insurer_1', 'insurer_2', 'insurer_3') AND e.from_account IS DISTINCT FROM p.turn) AS later_since
			FROM @ledger@.entry e WHERE e.practice_id = c.practice_id AND e.claim_id = c.claim_id) o
		CROSS JOIN LATERAL (SELECT (SELECT min(s.submitted_on) FROM @ledger@.submission s WHERE s.practice_id = c.practice_id AND s.claim_id = c.claim_id) AS sent,
			(SELECT min(r.payment_date) FROM @ledger@.remittance_claim rc JOIN @ledger@.remittance r ON r.practice_id = rc.practice_id AND r.remittance_id = rc.remittance_id
				WHERE rc.practice_id = c.practice_id AND rc.claim_id = c.claim_id AND rc.state = 'posted' AND r.posted_at IS NOT NULL) AS answered) b)
	SELECT 'receivable', d.since, CASE d.what WHEN 'answered' THEN least(d.until, d.sent - 1) ELSE d.until END FROM days d WHERE d.what IN ('all', 'answered')
	UNION ALL
	SELECT 'receivable', d.later_since, d.until FROM days d WHERE d.what = 'payer'
	UNION ALL
	SELECT 'open claim', d.since, d.until FROM days d WHERE d.what = 'all'
	UNION ALL
	SELECT 'unbilled', d.made, CASE WHEN d.what IN ('moved', 'answered') THEN d.waited END FROM days d WHERE d.what <> 'payer'
	UNION ALL
	SELECT 'credit', v.identified_on, NULL FROM changed k JOIN @ledger@.overpayment v ON v.practice_id = kpi_claims_stood.practice_id AND v.claim_id = k.claim_id WHERE k.what = 'all'
$$;
COMMENT ON FUNCTION @ledger@.kpi_claims_stood(text, text) IS
'Part of kpi_stood: of claims of which something was changed that is read as it is now for any day - their document, lines, state, who pays in a later turn - the days on which they stood: what is owed from the first entry to the last, or for as long as anything is owed, what is not billed from the day on which the claim was written until it left or was answered. zone: the practice''s time zone. until null: to this day.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_rows_stood(practice_id text, zone text, OUT source text, OUT since date, OUT until date) RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp SET jit = off AS $$
	-- money counts from its day on; what is owed and open on claims, what waits on receipts and in suspense; the first of all says that there is something to look at
	SELECT s.source, min(e.effective_on), NULL::date
	FROM @ledger@.kpi_mark m
	JOIN @ledger@.entry e ON e.practice_id = m.practice_id AND e.entry_id BETWEEN m.first_id AND m.last_id
	CROSS JOIN (SELECT min(v.effective_on) AS day FROM @ledger@.event v WHERE v.practice_id = kpi_rows_stood.practice_id AND v.kind IN ('charge', 'receipt')) f
	CROSS JOIN LATERAL (VALUES ('receivable', e.claim_id IS NOT NULL), ('open claim', e.claim_id IS NOT NULL),
		('unapplied', e.receipt_id IS NOT NULL OR 'suspense' IN (e.from_account, e.to_account)), ('unbilled', false)) s (source, moved)
	WHERE m.practice_id = kpi_rows_stood.practice_id AND m.kind = 'entry' AND (s.moved OR coalesce(e.effective_on <= f.day, true) AND s.source <> 'open claim')
	GROUP BY s.source
	UNION ALL
	SELECT x.source, min(least(s.submitted_on, (s.submitted_at AT TIME ZONE kpi_rows_stood.zone)::date)), NULL
	FROM @ledger@.kpi_mark m
	JOIN @ledger@.submission s ON s.practice_id = m.practice_id AND s.submission_id BETWEEN m.first_id AND m.last_id
	CROSS JOIN (VALUES ('receivable'), ('open claim')) x (source)
	WHERE m.practice_id = kpi_rows_stood.practice_id AND m.kind = 'submission'
	GROUP BY x.source
	UNION ALL
	SELECT 'open claim', min((a.received_at AT TIME ZONE kpi_rows_stood.zone)::date), NULL
	FROM @ledger@.kpi_mark m
	JOIN @ledger@.acknowledgement a ON a.practice_id = m.practice_id AND a.acknowledgement_id BETWEEN m.first_id AND m.last_id
	WHERE m.practice_id = kpi_rows_stood.practice_id AND m.kind = 'acknowledgement'
	UNION ALL
	-- (what the office is doing by itself is no touch, but a reminder that was moved had expired)
	SELECT 'open claim', min(least((t.at AT TIME ZONE kpi_rows_stood.zone)::date, (t.changes #>> '{snoozed_until,0}')::date, (t.changes #>> '{snoozed_until,1}')::date)), NULL
	FROM @ledger@.kpi_mark m
	JOIN @ledger@.work_touch t ON t.practice_id = m.practice_id AND t.touch_id BETWEEN m.first_id AND m.last_id
	WHERE m.practice_id = kpi_rows_stood.practice_id AND m.kind = 'work_touch' AND (t.what NOT IN ('opened', 'woken', 'escalated', 'changed') OR t.changes ? 'snoozed_until')
	UNION ALL
	-- (whose work an item is becomes known after it was worked)
	SELECT 'open claim', min(least((t.at AT TIME ZONE kpi_rows_stood.zone)::date, i.snoozed_until)), NULL
	FROM @ledger@.kpi_mark m
	JOIN @ledger@.work_member w ON w.practice_id = m.practice_id
		AND (w.claim_id = m.name OR w.denial_id IN (SELECT d.denial_id FROM @ledger@.denial d WHERE d.practice_id = m.practice_id AND d.claim_id = m.name))
	JOIN @ledger@.work_item i ON i.practice_id = w.practice_id AND i.item_id = w.item_id
	LEFT JOIN @ledger@.work_touch t ON t.practice_id = i.practice_id AND t.item_id = i.item_id AND t.what NOT IN ('opened', 'woken', 'escalated', 'changed')
	WHERE m.practice_id = kpi_rows_stood.practice_id AND m.kind = 'claim' AND m.relation = 'work_member'
	UNION ALL
	SELECT s.source, min(least(r.payment_date, (r.received_at AT TIME ZONE kpi_rows_stood.zone)::date)), NULL
	FROM @ledger@.kpi_mark m
	JOIN @ledger@.remittance r ON r.practice_id = m.practice_id AND r.remittance_id = m.first_id
	CROSS JOIN (VALUES ('open claim'), ('unbilled')) s (source)
	WHERE m.practice_id = kpi_rows_stood.practice_id AND m.kind = 'remittance' AND coalesce(m.relation <> 'posting_exception', true)
	GROUP BY s.source
$$;
COMMENT ON FUNCTION @ledger@.kpi_rows_stood(text, text) IS
'Part of kpi_stood: of rows that were added and count from a day of their own on, the first of these days. zone: the practice''s time zone.';

CREATE OR REPLACE FUNCTION @ledger@.kpi_stood(practice_id text, OUT source text, OUT days datemultirange) RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 6 SET search_path = pg_catalog, rcm, pg_temp SET jit = off AS $$
	WITH practice AS (
		SELECT p.practice_id, p.time_zone FROM @ledger@.practice p
		WHERE p.practice_id = kpi_stood.practice_id AND EXISTS (SELECT FROM @ledger@.kpi_mark m WHERE m.practice_id = p.practice_id)),
	span AS (
		SELECT s.* FROM practice p, @ledger@.kpi_claims_stood(p.practice_id, p.time_zone) s
		UNION ALL
		SELECT s.* FROM practice p, @ledger@.kpi_rows_stood(p.practice_id, p.time_zone) s
		UNION ALL
		-- an appointment is booked for the 60 days before it, and not billed for a year after; (and a day for the zone)
		SELECT s.source, s.since, s.until
		FROM practice p
		JOIN @ledger@.kpi_mark m ON m.practice_id = p.practice_id AND m.kind = 'day'
		CROSS JOIN LATERAL (VALUES
			('booked', m.day - 61, m.day, m.relation = 'appointment'),
			('unbilled', m.day - 1, m.day + 367, m.relation = 'appointment'),
			('unbilled', m.day, NULL, m.relation = 'claim'),
			('credit', m.day, NULL, m.relation = 'overpayment'),
			('receivable', m.day, NULL, m.relation IN ('placement', 'recovery', 'payment_plan', 'payment_plan_line'))) s (source, since, until, holds)
		WHERE s.holds
		UNION ALL
		SELECT 'booked', d.day - 61, d.day
		FROM practice p
		JOIN @ledger@.kpi_mark m ON m.practice_id = p.practice_id AND m.kind = 'patient' AND coalesce(m.relation = 'coverage', true)
		JOIN @ledger@.appointment a ON a.practice_id = m.practice_id AND a.patient_id = m.name
		CROSS JOIN LATERAL (SELECT (a.starts_at AT TIME ZONE p.time_zone)::date AS day) d
		UNION ALL
		-- (enrolments say which appointments can be billed; nothing is known of a mark that does not say whose it is)
		SELECT s.source, CASE m.kind WHEN 'day' THEN m.day - 61 ELSE '-infinity' END, NULL
		FROM practice p
		JOIN @ledger@.kpi_mark m ON m.practice_id = p.practice_id AND m.kind IN ('day', 'standing')
		JOIN @ledger@.kpi_sources() s ON s.standing AND CASE m.relation WHEN 'enrolment' THEN s.source = 'booked' ELSE m.relation IS NULL END)
	SELECT s.source, range_agg(daterange(s.since, s.until, '[]'))
	FROM span s
	WHERE s.since <= coalesce(s.until, 'infinity')
	GROUP BY s.source
$$;
COMMENT ON FUNCTION @ledger@.kpi_stood(text) IS
'As of which days the states in kpi_day of what stands do not count any more, by the marks of kpi_mark: of each source the days on which what was changed is looked at. An entry counts from its day on, so that what is posted today leaves what stood at the ends of months as it was; what was changed in place is read as it is now for each day on which its claim stood. No rows: all that is stored counts, unless kpi_dirty says that nothing does.

    SELECT source, days FROM @ledger@.kpi_stood(''HARBOR'')';
