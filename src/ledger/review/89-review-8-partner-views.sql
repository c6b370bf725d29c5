-- 89-review-8-partner-views.sql - the work log, the budget, and all that was said

CREATE OR REPLACE VIEW @ledger@.work_log WITH (security_invoker = true) AS
	SELECT l.practice_id, l.day, l.person, r.partner, l.item_id, i.queue, i.cause, l.minutes, l.touches, l.notes,
		CASE WHEN l.touches > 0 AND l.minutes IS NULL THEN 'touched, no time written' WHEN l.item_id IS NOT NULL AND l.touches = 0 AND l.minutes > 0 THEN 'time written, not touched' END AS gap
	FROM (
		SELECT x.practice_id, x.day, x.person, x.item_id, sum(x.minutes) AS minutes, sum(x.touches) AS touches, string_agg(x.note, '; ' ORDER BY x.at) AS notes
		FROM (
			SELECT t.practice_id, t.worked_on AS day, t.person, t.item_id, t.minutes::bigint AS minutes, 0 AS touches, t.note, t.recorded_at AS at FROM @ledger@.work_time t
			UNION ALL
			SELECT t.practice_id, (t.at AT TIME ZONE p.time_zone)::date, t.person, t.item_id, NULL, 1, NULL, t.at
			FROM @ledger@.work_touch t JOIN @ledger@.practice p ON p.practice_id = t.practice_id
			WHERE t.what NOT IN ('opened', 'taken', 'woken', 'escalated', 'changed')) x
		GROUP BY 1, 2, 3, 4) l
	LEFT JOIN @ledger@.work_item i ON i.practice_id = l.practice_id AND i.item_id = l.item_id
	LEFT JOIN @ledger@.partner_rate r ON r.practice_id = l.practice_id AND r.person = l.person AND daterange(r.eff, r.term, '[]') @> l.day;
COMMENT ON VIEW @ledger@.work_log IS 'Who did what on which day: a row for each day, person and item, with the time that was written down and the touches that the ledger itself has seen, so that neither hides the other.';
COMMENT ON COLUMN @ledger@.work_log.day IS 'Day of the practice.';
COMMENT ON COLUMN @ledger@.work_log.person IS 'Who.';
COMMENT ON COLUMN @ledger@.work_log.partner IS 'For which partner; null: for the practice itself.';
COMMENT ON COLUMN @ledger@.work_log.item_id IS 'The work; null: none of the queues.';
COMMENT ON COLUMN @ledger@.work_log.queue IS 'The desk.';
COMMENT ON COLUMN @ledger@.work_log.cause IS 'What makes it one piece of work.';
COMMENT ON COLUMN @ledger@.work_log.minutes IS 'Time that was written down, corrections taken away; null: none.';
COMMENT ON COLUMN @ledger@.work_log.touches IS 'How often it was noted, snoozed, passed on, handed back or closed.';
COMMENT ON COLUMN @ledger@.work_log.notes IS 'What was done, as it was written down.';
COMMENT ON COLUMN @ledger@.work_log.gap IS 'touched, no time written; or time written, not touched; null: they agree, or it is none of the queues.';

CREATE OR REPLACE VIEW @ledger@.budget_month WITH (security_invoker = true) AS
	SELECT m.practice_id, m.partner, m.month, m.minutes, m.worked, b.per_month::numeric AS cap, i.due::numeric AS invoiced,
		round(100 * m.worked / nullif(b.per_month::numeric, 0), 1) AS used_percent, f.expected,
		CASE WHEN b.per_month IS NULL THEN 'grey' WHEN m.worked > b.per_month::numeric THEN 'red' WHEN f.expected > b.per_month::numeric OR m.worked > 0.8 * b.per_month::numeric THEN 'yellow' ELSE 'green' END AS light,
		CASE WHEN b.per_month IS NULL THEN 'no budget was agreed' WHEN m.worked > b.per_month::numeric THEN format('%s dollars beyond the budget, which are not asked for', m.worked - b.per_month::numeric)
			WHEN f.expected > b.per_month::numeric THEN format('%s dollars are to be expected by the end of the month', f.expected)
			WHEN m.worked > 0.8 * b.per_month::numeric THEN 'more than 80 % of the budget' ELSE 'within the budget' END AS reason
	FROM (
		SELECT t.practice_id, r.partner, date_trunc('month', t.worked_on)::date AS month, sum(t.minutes) AS minutes, sum(round(t.minutes * r.per_hour::numeric / 60, 2)) AS worked
		FROM @ledger@.work_time t
		JOIN @ledger@.partner_rate r ON r.practice_id = t.practice_id AND r.person = t.person AND daterange(r.eff, r.term, '[]') @> t.worked_on
		GROUP BY 1, 2, 3) m
	JOIN @ledger@.practice p ON p.practice_id = m.practice_id
	CROSS JOIN LATERAL (SELECT (m.month + interval '1 month')::date - 1 AS last_day, (now() AT TIME ZONE p.time_zone)::date AS today) d
	CROSS JOIN LATERAL (SELECT CASE WHEN d.today > d.last_day THEN m.worked ELSE round(m.worked * (d.last_day - m.month + 1) / greatest(d.today - m.month + 1, 1), 2) END AS expected) f
	LEFT JOIN @ledger@.partner_budget b ON b.practice_id = m.practice_id AND b.partner = m.partner AND daterange(b.eff, b.term, '[]') @> d.last_day
	LEFT JOIN @ledger@.invoice i ON i.practice_id = m.practice_id AND i.partner = m.partner AND i.month = m.month;
COMMENT ON VIEW @ledger@.budget_month IS 'What each partner''s people have worked in each month, against the budget, with a light.';
COMMENT ON COLUMN @ledger@.budget_month.partner IS 'The partner.';
COMMENT ON COLUMN @ledger@.budget_month.month IS 'First day of the month.';
COMMENT ON COLUMN @ledger@.budget_month.minutes IS 'Minutes worked in it.';
COMMENT ON COLUMN @ledger@.budget_month.worked IS 'What they cost, dollars.';
COMMENT ON COLUMN @ledger@.budget_month.cap IS 'The budget; null: none was agreed.';
COMMENT ON COLUMN @ledger@.budget_month.invoiced IS 'What the invoice of the month asks for; it also has what was written down late. Null: not issued.';
COMMENT ON COLUMN @ledger@.budget_month.used_percent IS 'worked of cap, percent.';
COMMENT ON COLUMN @ledger@.budget_month.expected IS 'What it comes to by the end of the month, if it goes on so.';
COMMENT ON COLUMN @ledger@.budget_month.light IS 'red: beyond the budget; yellow: more than 80 % of it, or it is to be expected; green; grey: no budget.';
COMMENT ON COLUMN @ledger@.budget_month.reason IS 'Why.';

CREATE OR REPLACE FUNCTION @ledger@.conversation(practice_id text, item_id bigint, OUT at timestamptz, OUT person text, OUT what text, OUT said text, OUT minutes integer) RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 20 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT t.at, t.person, t.what, concat_ws('; ', t.changes -> 'note' ->> 1, 'next: ' || (t.changes -> 'next_action' ->> 1), 'to ' || (t.changes -> 'side' ->> 1), 'queue ' || (t.changes -> 'queue' ->> 1),
		'owner ' || (t.changes -> 'owner' ->> 1), 'outcome: ' || (t.changes -> 'outcome' ->> 1)), NULL::integer
	FROM @ledger@.work_touch t WHERE t.practice_id = conversation.practice_id AND t.item_id = conversation.item_id
	UNION ALL
	SELECT t.recorded_at, t.person, CASE WHEN t.minutes < 0 THEN 'time taken back' ELSE 'time' END, t.note, t.minutes
	FROM @ledger@.work_time t WHERE t.practice_id = conversation.practice_id AND t.item_id = conversation.item_id
	ORDER BY 1, 5 NULLS FIRST
$$;
COMMENT ON FUNCTION @ledger@.conversation(text, bigint) IS
'All that was said and done about a piece of work, by practice and partner alike, in order: one conversation. what: as work_touch has it, or time. said: notes, the next action, to whom it was passed.

    SELECT at, person, what, said FROM @ledger@.conversation(''HARBOR'', 1)';
