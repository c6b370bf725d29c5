-- 79-work-yield.sql - what appeals and work have brought

CREATE OR REPLACE VIEW @ledger@.appeal_yield WITH (security_invoker = true) AS
	WITH part AS (
		-- what each decision gave back of each denial, and whether another appeal against it followed
		SELECT x.practice_id, x.appeal_id, x.denial_id, x.amount, d.payer_key, d.leaf, d.recovered, d.resolved_on, a.level, a.filed_on, a.decided_on, a.outcome,
			(coalesce(a.recovered, '0') * (x.amount::numeric / a.amount::numeric))::rcm.usd AS given,
			sum((coalesce(a.recovered, '0') * (x.amount::numeric / a.amount::numeric))::rcm.usd) OVER w AS given_so_far,
			lead(x.appeal_id) OVER (PARTITION BY x.practice_id, x.denial_id, a.outcome IS NOT DISTINCT FROM 'withdrawn' ORDER BY a.level, x.appeal_id) IS NULL
				AND a.outcome IS DISTINCT FROM 'withdrawn' AS last
		FROM @ledger@.appeal_denial x
		JOIN @ledger@.appeal a ON a.practice_id = x.practice_id AND a.appeal_id = x.appeal_id
		JOIN @ledger@.denial d ON d.practice_id = x.practice_id AND d.denial_id = x.denial_id
		WINDOW w AS (PARTITION BY x.practice_id, x.denial_id ORDER BY a.level, x.appeal_id ROWS UNBOUNDED PRECEDING)),
	money AS (
		-- no dollar twice: each level has what its decision gave, the last one the rest
		SELECT p.*, CASE WHEN p.outcome = 'withdrawn' THEN '0'::rcm.usd WHEN p.last THEN greatest(p.recovered - (p.given_so_far - p.given), '0'::rcm.usd)
			ELSE least(p.given, greatest(p.recovered - (p.given_so_far - p.given), '0'::rcm.usd)) END AS brought
		FROM part p)
	SELECT m.practice_id, m.payer_key, m.level, m.leaf, count(DISTINCT m.appeal_id) AS filed, count(DISTINCT m.appeal_id) FILTER (WHERE m.outcome IS NOT NULL) AS decided,
		count(DISTINCT m.appeal_id) FILTER (WHERE m.outcome IN ('overturned', 'partially overturned')) AS won, sum(m.amount) AS in_dispute,
		sum(m.brought) AS recovered, round(avg(m.decided_on - m.filed_on), 1) AS days_to_decision, round(sum(t.touches), 1) AS touches,
		round(100.0 * count(DISTINCT m.appeal_id) FILTER (WHERE m.outcome IN ('overturned', 'partially overturned'))
			/ nullif(count(DISTINCT m.appeal_id) FILTER (WHERE m.outcome IN ('overturned', 'partially overturned', 'upheld', 'dismissed')), 0), 1) AS overturn_rate,
		round(avg(m.resolved_on - m.filed_on) FILTER (WHERE m.brought > 0), 1) AS days_to_money,
		round(sum(m.brought)::numeric / nullif(sum(t.touches), 0), 2) AS dollars_per_touch
	FROM money m
	-- touches of an item are shared by its members (each counted once: an item may have thousands), and by the appeals against them
	LEFT JOIN (SELECT k.practice_id, k.denial_id, w.touches / n.members::numeric AS touches
		FROM @ledger@.work_member k
		JOIN (SELECT x.practice_id, x.item_id, count(*) AS touches FROM @ledger@.work_done x GROUP BY 1, 2) w ON w.practice_id = k.practice_id AND w.item_id = k.item_id
		JOIN (SELECT x.practice_id, x.item_id, count(*) AS members FROM @ledger@.work_member x GROUP BY 1, 2) n ON n.practice_id = k.practice_id AND n.item_id = k.item_id
		WHERE k.denial_id IS NOT NULL) e ON e.practice_id = m.practice_id AND e.denial_id = m.denial_id
	CROSS JOIN LATERAL (SELECT coalesce(e.touches / (SELECT count(*) FROM @ledger@.appeal_denial o WHERE o.practice_id = m.practice_id AND o.denial_id = m.denial_id), 0) AS touches) t
	GROUP BY 1, 2, 3, 4;
COMMENT ON VIEW @ledger@.appeal_yield IS 'What appeals have brought, by payer, level and cause: each dollar at one level.';
COMMENT ON COLUMN @ledger@.appeal_yield.payer_key IS 'The payer.';
COMMENT ON COLUMN @ledger@.appeal_yield.level IS 'Level of appeal.';
COMMENT ON COLUMN @ledger@.appeal_yield.leaf IS 'Cause of the denial.';
COMMENT ON COLUMN @ledger@.appeal_yield.filed IS 'Appeals filed.';
COMMENT ON COLUMN @ledger@.appeal_yield.decided IS 'Of them decided, or withdrawn.';
COMMENT ON COLUMN @ledger@.appeal_yield.won IS 'Of them overturned, in whole or in part.';
COMMENT ON COLUMN @ledger@.appeal_yield.in_dispute IS 'What was in dispute.';
COMMENT ON COLUMN @ledger@.appeal_yield.recovered IS 'What was paid on the denials since: at each level what its decision gave, at the last level the rest.';
COMMENT ON COLUMN @ledger@.appeal_yield.days_to_decision IS 'Mean days from filing to decision.';
COMMENT ON COLUMN @ledger@.appeal_yield.touches IS 'Touches of their work by people; those of an item are shared by the denials that it is about, and by the appeals against each.';
COMMENT ON COLUMN @ledger@.appeal_yield.overturn_rate IS 'Per cent of the appeals that the payer decided (not those that were withdrawn) that were won; null when there are none.';
COMMENT ON COLUMN @ledger@.appeal_yield.days_to_money IS 'Mean days from filing to the payment that ended the denial.';
COMMENT ON COLUMN @ledger@.appeal_yield.dollars_per_touch IS 'recovered / touches; null without a touch.';

CREATE OR REPLACE VIEW @ledger@.denial_recovery WITH (security_invoker = true) AS
	SELECT d.practice_id, d.payer_key, d.leaf, date_trunc('month', d.denied_on)::date AS month, count(*) AS denials, sum(d.amount) AS amount,
		count(*) FILTER (WHERE d.state = 'overturned') AS overturned,
		round(100.0 * count(*) FILTER (WHERE d.state = 'overturned') / nullif(count(*) FILTER (WHERE d.state IN ('overturned', 'written off', 'accepted')), 0), 1) AS overturn_rate,
		sum(d.recovered) AS recovered,
		coalesce(sum(d.recovered) FILTER (WHERE d.resolved_on - d.denied_on <= 30), '0') AS in_30_days, coalesce(sum(d.recovered) FILTER (WHERE d.resolved_on - d.denied_on <= 60), '0') AS in_60_days,
		coalesce(sum(d.recovered) FILTER (WHERE d.resolved_on - d.denied_on <= 90), '0') AS in_90_days, coalesce(sum(d.recovered) FILTER (WHERE d.resolved_on - d.denied_on <= 180), '0') AS in_180_days,
		coalesce(sum(d.amount) FILTER (WHERE d.resolved_on IS NULL), '0') AS open_amount,
		round(sum(d.recovered::numeric * (d.resolved_on - d.denied_on)) / nullif(sum(d.recovered)::numeric, 0), 1) AS days_to_money,
		round(sum(t.touches), 1) AS touches, round(sum(d.recovered)::numeric / nullif(sum(t.touches), 0), 2) AS dollars_per_touch
	FROM @ledger@.denial d
	LEFT JOIN (SELECT k.practice_id, k.denial_id, w.touches / n.members::numeric AS touches
		FROM @ledger@.work_member k
		JOIN (SELECT x.practice_id, x.item_id, count(*) AS touches FROM @ledger@.work_done x GROUP BY 1, 2) w ON w.practice_id = k.practice_id AND w.item_id = k.item_id
		JOIN (SELECT x.practice_id, x.item_id, count(*) AS members FROM @ledger@.work_member x GROUP BY 1, 2) n ON n.practice_id = k.practice_id AND n.item_id = k.item_id
		WHERE k.denial_id IS NOT NULL) e ON e.practice_id = d.practice_id AND e.denial_id = d.denial_id
	CROSS JOIN LATERAL (SELECT coalesce(e.touches, 0) AS touches) t
	WHERE d.nature NOT IN ('underpayment', 'unclassified')
	GROUP BY 1, 2, 3, 4;
COMMENT ON VIEW @ledger@.denial_recovery IS 'What became of what was denied in each month, by payer and cause: how much came back, how soon, and for how much work. Underpayments and what is in no list (nature unclassified) are no denials.';
COMMENT ON COLUMN @ledger@.denial_recovery.payer_key IS 'The payer.';
COMMENT ON COLUMN @ledger@.denial_recovery.leaf IS 'The cause.';
COMMENT ON COLUMN @ledger@.denial_recovery.month IS 'First day of the month of the denial.';
COMMENT ON COLUMN @ledger@.denial_recovery.denials IS 'How many.';
COMMENT ON COLUMN @ledger@.denial_recovery.amount IS 'What was denied; what is denied again counts anew.';
COMMENT ON COLUMN @ledger@.denial_recovery.overturned IS 'How many were paid since.';
COMMENT ON COLUMN @ledger@.denial_recovery.overturn_rate IS 'Per cent of those that have ended (overturned, written off, accepted) that were overturned; null when none has.';
COMMENT ON COLUMN @ledger@.denial_recovery.recovered IS 'What was paid on them since.';
COMMENT ON COLUMN @ledger@.denial_recovery.in_30_days IS 'Of it within 30 days of the denial.';
COMMENT ON COLUMN @ledger@.denial_recovery.in_60_days IS 'Within 60 days.';
COMMENT ON COLUMN @ledger@.denial_recovery.in_90_days IS 'Within 90 days.';
COMMENT ON COLUMN @ledger@.denial_recovery.in_180_days IS 'Within 180 days.';
COMMENT ON COLUMN @ledger@.denial_recovery.open_amount IS 'What is still being worked.';
COMMENT ON COLUMN @ledger@.denial_recovery.days_to_money IS 'Days from the denial to its end, each dollar that came back counted once.';
COMMENT ON COLUMN @ledger@.denial_recovery.touches IS 'Touches of their work by people; those of an item are shared by the denials that it is about.';
COMMENT ON COLUMN @ledger@.denial_recovery.dollars_per_touch IS 'recovered / touches; null without a touch.';
