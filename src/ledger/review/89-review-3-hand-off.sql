-- 89-review-3-hand-off.sql - where money is lost and where it waits, from scheduling to zero balance

CREATE OR REPLACE FUNCTION @ledger@.hand_off_steps(practice_id text, OUT step integer, OUT hand_off text, OUT usual_days integer, OUT means text) RETURNS SETOF record
	LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, rcm, pg_temp AS $$
	VALUES
		(1, 'booked -> arrived', 1, 'appointments by the day of their slot; lost: not kept; open: nobody has said what became of them; dollars: the usual charge of a visit'),
		(2, 'visit -> claim', 3, 'visits by their day; open: no claim names them; dollars: the claim''s charge, else the usual charge of a visit'),
		(3, 'claim -> charge', 3, 'claims by the day they were made; lost: voided before they were charged; open: draft or held'),
		(4, 'charge -> submission', 3, 'claims with a payer by the day of their first charge; lost: voided before they left'),
		(5, 'submission -> acceptance', 5, 'claims by the day they first left; passed also when they were answered; lost: voided after a rejection; open: rejected, or nobody said anything'),
		(6, 'acceptance -> answer', 45, 'claims by the day they were first accepted; lost: voided without an answer'),
		(7, 'answer -> payment', 45, 'claims by the day of their first answer; lost: written off as a denial; open: denials that are not settled; wait: from answer to settlement, where something was denied'),
		(8, 'patient share -> statement', 35, 'charge lines by the day on which the patient first owed something; lost: written off before a statement; open: owed, and not on any statement'),
		(9, 'statement -> patient payment', 90, 'charge lines by the day of their first statement; lost: bad debt less what was recovered, and write-offs'),
		(10, 'charge -> zero balance', 120, 'the whole way: claims by the day of their first charge; lost: all write-offs and bad debt, but contractual discounts; open: somebody owes something')
$$;
COMMENT ON FUNCTION @ledger@.hand_off_steps(text) IS
'The hand-offs on the way from scheduling to zero balance, in order. usual_days: what waits longer is stuck. means: what is counted by which day.';

CREATE OR REPLACE FUNCTION @ledger@.visit_hand_offs(practice_id text, since date, until date,
		OUT step integer, OUT relation text, OUT key text, OUT entered_on date, OUT left_on date, OUT outcome text, OUT amount numeric, OUT lost numeric, OUT still_open numeric)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH slot AS (
		SELECT a.appointment_id, a.status, (a.starts_at AT TIME ZONE p.time_zone)::date AS day
		FROM @ledger@.practice p
		JOIN @ledger@.appointment a ON a.practice_id = p.practice_id
		WHERE p.practice_id = visit_hand_offs.practice_id
			AND a.starts_at >= visit_hand_offs.since::timestamp AT TIME ZONE p.time_zone
			AND a.starts_at < least((visit_hand_offs.until + 1)::timestamp AT TIME ZONE p.time_zone, now())),
	visit AS (
		SELECT c.visit_id, sum(c.total_charge::numeric) AS charge, min((c.created_at AT TIME ZONE p.time_zone)::date) AS claimed_on
		FROM @ledger@.claim c JOIN @ledger@.practice p ON p.practice_id = c.practice_id
		WHERE c.practice_id = visit_hand_offs.practice_id AND c.visit_id IS NOT NULL AND c.state <> 'void'
		GROUP BY c.visit_id),
	usual AS (SELECT coalesce(round(avg(v.charge), 2), 0) AS charge FROM visit v)
	SELECT 1, 'appointment', s.appointment_id, s.day, CASE WHEN o.outcome <> 'open' THEN s.day END, o.outcome, u.charge,
		CASE o.outcome WHEN 'lost' THEN u.charge ELSE 0 END, CASE o.outcome WHEN 'open' THEN u.charge ELSE 0 END
	FROM slot s CROSS JOIN usual u
	CROSS JOIN LATERAL (SELECT CASE WHEN s.status IN ('arrived', 'kept') THEN 'passed' WHEN s.status = 'booked' THEN 'open' ELSE 'lost' END AS outcome) o
	UNION ALL
	SELECT 2, 'appointment', s.appointment_id, s.day, v.claimed_on, CASE WHEN v.visit_id IS NULL THEN 'open' ELSE 'passed' END, coalesce(v.charge, u.charge),
		0, CASE WHEN v.visit_id IS NULL THEN u.charge ELSE 0 END
	FROM slot s CROSS JOIN usual u
	LEFT JOIN visit v ON v.visit_id = s.appointment_id
	WHERE s.status IN ('arrived', 'kept')
$$;
COMMENT ON FUNCTION @ledger@.visit_hand_offs(text, date, date) IS
'Part of hand_offs: steps 1 and 2, appointments.';

CREATE OR REPLACE FUNCTION @ledger@.hand_off_claims(practice_id text, since date, until date,
		OUT claim_id text, OUT state text, OUT payer_id text, OUT charge numeric, OUT made_on date, OUT charged_on date, OUT sent_on date, OUT accepted_on date, OUT answered_on date)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp AS $$
	-- claims with a day in the window, each found by its day
	WITH candidate AS (
		SELECT c.claim_id FROM @ledger@.practice p JOIN @ledger@.claim c ON c.practice_id = p.practice_id
			AND c.created_at >= hand_off_claims.since::timestamp AT TIME ZONE p.time_zone AND c.created_at < (hand_off_claims.until + 1)::timestamp AT TIME ZONE p.time_zone
		WHERE p.practice_id = hand_off_claims.practice_id
		UNION
		SELECT e.claim_id FROM @ledger@.event v
		JOIN @ledger@.entry e ON e.practice_id = v.practice_id AND e.event_id = v.event_id AND e.remittance_id IS NULL AND e.from_account = 'revenue'
		WHERE v.practice_id = hand_off_claims.practice_id AND v.effective_on BETWEEN hand_off_claims.since AND hand_off_claims.until AND v.kind = 'charge'
		UNION
		SELECT s.claim_id FROM @ledger@.submission s WHERE s.practice_id = hand_off_claims.practice_id AND s.submitted_on BETWEEN hand_off_claims.since AND hand_off_claims.until
		UNION
		SELECT s.claim_id FROM @ledger@.submission s WHERE s.practice_id = hand_off_claims.practice_id AND s.accepted_on BETWEEN hand_off_claims.since AND hand_off_claims.until
		UNION
		SELECT x.claim_id FROM @ledger@.remittance t JOIN @ledger@.remittance_claim x ON x.practice_id = t.practice_id AND x.remittance_id = t.remittance_id AND x.state = 'posted'
		WHERE t.practice_id = hand_off_claims.practice_id AND t.payment_date BETWEEN hand_off_claims.since AND hand_off_claims.until)
	SELECT c.claim_id, c.state, c.payer_id, coalesce(c.total_charge::numeric, 0), d.made_on, r.charged_on, s.sent_on, least(s.accepted_on, m.answered_on), m.answered_on
	FROM candidate k
	JOIN @ledger@.practice p ON p.practice_id = hand_off_claims.practice_id
	JOIN @ledger@.claim c ON c.practice_id = p.practice_id AND c.claim_id = k.claim_id
	CROSS JOIN LATERAL (SELECT (c.created_at AT TIME ZONE p.time_zone)::date AS made_on) d
	LEFT JOIN LATERAL (SELECT min(x.charged_on) AS charged_on FROM @ledger@.receivable x WHERE x.practice_id = c.practice_id AND x.claim_id = c.claim_id) r ON true
	LEFT JOIN LATERAL (SELECT min(x.submitted_on) AS sent_on, min(x.accepted_on) FILTER (WHERE x.state = 'accepted') AS accepted_on
		FROM @ledger@.submission x WHERE x.practice_id = c.practice_id AND x.claim_id = c.claim_id) s ON true
	LEFT JOIN LATERAL (SELECT min(t.payment_date) AS answered_on
		FROM @ledger@.remittance_claim x JOIN @ledger@.remittance t ON t.practice_id = x.practice_id AND t.remittance_id = x.remittance_id
		WHERE x.practice_id = c.practice_id AND x.claim_id = c.claim_id AND x.state = 'posted') m ON true
$$;
COMMENT ON FUNCTION @ledger@.hand_off_claims(text, date, date) IS
'Part of hand_offs: the days of claims that had one between since and until. accepted_on: of the first acceptance, or of the first answer where that came before or alone.';

CREATE OR REPLACE FUNCTION @ledger@.claim_hand_offs(practice_id text, since date, until date,
		OUT step integer, OUT relation text, OUT key text, OUT entered_on date, OUT left_on date, OUT outcome text, OUT amount numeric, OUT lost numeric, OUT still_open numeric)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT w.step, 'claim', c.claim_id, w.entered_on, CASE WHEN o.outcome = 'passed' THEN w.left_on END, o.outcome, c.charge,
		CASE o.outcome WHEN 'lost' THEN c.charge ELSE 0 END, CASE o.outcome WHEN 'open' THEN c.charge ELSE 0 END
	FROM @ledger@.hand_off_claims(claim_hand_offs.practice_id, claim_hand_offs.since, claim_hand_offs.until) c
	CROSS JOIN LATERAL (VALUES
		(3, c.made_on, c.charged_on),
		-- (what was answered has left, if not by this ledger)
		(4, CASE WHEN c.payer_id IS NOT NULL THEN c.charged_on END, coalesce(c.sent_on, c.answered_on)),
		(5, c.sent_on, c.accepted_on),
		(6, c.accepted_on, c.answered_on)) w (step, entered_on, left_on)
	CROSS JOIN LATERAL (SELECT CASE WHEN w.left_on IS NOT NULL THEN 'passed' WHEN c.state = 'void' THEN 'lost' ELSE 'open' END AS outcome) o
	WHERE w.entered_on BETWEEN claim_hand_offs.since AND claim_hand_offs.until
$$;
COMMENT ON FUNCTION @ledger@.claim_hand_offs(text, date, date) IS
'Part of hand_offs: steps 3 to 6, claims on their way to an answer.';

CREATE OR REPLACE FUNCTION @ledger@.money_hand_offs(practice_id text, since date, until date,
		OUT step integer, OUT relation text, OUT key text, OUT entered_on date, OUT left_on date, OUT outcome text, OUT amount numeric, OUT lost numeric, OUT still_open numeric)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH claim AS MATERIALIZED (
		SELECT c.claim_id, c.charge, c.charged_on, c.answered_on FROM @ledger@.hand_off_claims(money_hand_offs.practice_id, money_hand_offs.since, money_hand_offs.until) c
		WHERE c.state <> 'void' OR c.answered_on IS NOT NULL),
	posted AS (
		SELECT c.claim_id, e.last_on, greatest(amount(e.b, 'writeoff_denial')::numeric, 0) AS denied,
			greatest((amount(e.b, 'writeoff_denial') + amount(e.b, 'writeoff_small_balance') + amount(e.b, 'writeoff_charity') + amount(e.b, 'writeoff_prompt_pay')
				+ amount(e.b, 'writeoff_courtesy') + amount(e.b, 'writeoff_administrative') + amount(e.b, 'bad_debt') + amount(e.b, 'agency_fee'))::numeric, 0) AS lost
		FROM claim c
		CROSS JOIN LATERAL (SELECT rcm.balance(x.from_account, x.to_account, x.amount) AS b, max(x.effective_on) AS last_on
			FROM @ledger@.entry x WHERE x.practice_id = money_hand_offs.practice_id AND x.claim_id = c.claim_id) e)
	SELECT 7, 'claim', c.claim_id, c.answered_on, CASE WHEN w.waiting > 0 THEN NULL WHEN n.denials > 0 THEN coalesce(n.settled_on, p.last_on) END,
		CASE WHEN w.waiting > 0 THEN 'open' WHEN coalesce(p.denied, 0) > 0 THEN 'lost' ELSE 'passed' END, c.charge, coalesce(p.denied, 0), w.waiting
	FROM claim c
	LEFT JOIN posted p ON p.claim_id = c.claim_id
	CROSS JOIN LATERAL (SELECT count(*) AS denials, coalesce(sum(d.amount) FILTER (WHERE d.resolved_on IS NULL), 0)::numeric AS denied, max(d.resolved_on) AS settled_on
		FROM @ledger@.denial d WHERE d.practice_id = money_hand_offs.practice_id AND d.claim_id = c.claim_id) n
	-- (what nobody owes any more does not wait, whatever became of the denial)
	CROSS JOIN LATERAL (SELECT least(n.denied, coalesce(sum(greatest(r.insurer_1::numeric, 0) + greatest(r.insurer_2::numeric, 0) + greatest(r.insurer_3::numeric, 0)), 0)) AS waiting
		FROM @ledger@.receivable r WHERE r.practice_id = money_hand_offs.practice_id AND r.claim_id = c.claim_id) w
	WHERE c.answered_on BETWEEN money_hand_offs.since AND money_hand_offs.until
	UNION ALL
	SELECT 10, 'claim', c.claim_id, c.charged_on, CASE WHEN o.owed = 0 THEN p.last_on END,
		CASE WHEN o.owed > 0 THEN 'open' WHEN coalesce(p.lost, 0) > 0 THEN 'lost' ELSE 'passed' END, c.charge, coalesce(p.lost, 0), o.owed
	FROM claim c
	LEFT JOIN posted p ON p.claim_id = c.claim_id
	CROSS JOIN LATERAL (SELECT coalesce(sum(greatest(r.insurer_1::numeric, 0) + greatest(r.insurer_2::numeric, 0) + greatest(r.insurer_3::numeric, 0)
			+ greatest(r.patient::numeric, 0) + greatest(r.third_party::numeric, 0)), 0) AS owed
		FROM @ledger@.receivable r WHERE r.practice_id = money_hand_offs.practice_id AND r.claim_id = c.claim_id) o
	WHERE c.charged_on BETWEEN money_hand_offs.since AND money_hand_offs.until
$$;
COMMENT ON FUNCTION @ledger@.money_hand_offs(text, date, date) IS
'Part of hand_offs: steps 7 and 10, what is denied and written off of claims, and what is still owed.';

CREATE OR REPLACE FUNCTION @ledger@.patient_hand_offs(practice_id text, since date, until date,
		OUT step integer, OUT relation text, OUT key text, OUT entered_on date, OUT left_on date, OUT outcome text, OUT amount numeric, OUT lost numeric, OUT still_open numeric)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH line AS (
		SELECT r.claim_id, r.line_no, r.patient_since, greatest(r.patient::numeric, 0) AS owed, s.stated_on, s.stated, m.moved, m.written_off, m.last_on
		FROM @ledger@.receivable r
		CROSS JOIN LATERAL (SELECT min(t.cut_on) AS stated_on, (array_agg(l.amount::numeric ORDER BY t.cut_on, t.statement_id))[1] AS stated
			FROM @ledger@.statement_line l JOIN @ledger@.statement t ON t.practice_id = l.practice_id AND t.statement_id = l.statement_id
			WHERE l.practice_id = r.practice_id AND l.claim_id = r.claim_id AND l.line_no = r.line_no) s
		CROSS JOIN LATERAL (SELECT
				coalesce(sum(x.way * x.amount) FILTER (WHERE rcm.owes(x.other) OR x.other = 'revenue'), 0) AS moved,
				greatest(coalesce(sum(- x.way * x.amount) FILTER (WHERE x.other::text LIKE 'writeoff%' OR x.other = 'bad_debt'), 0)
					- coalesce(sum(x.recovered), 0), 0) AS written_off,
				max(x.effective_on) FILTER (WHERE x.way < 0) AS last_on
			FROM (SELECT CASE WHEN e.to_account = 'patient' THEN 1 ELSE -1 END AS way, e.amount::numeric AS amount, e.effective_on,
					CASE WHEN e.to_account = 'patient' THEN e.from_account ELSE e.to_account END AS other, 0::numeric AS recovered
				FROM @ledger@.entry e WHERE e.practice_id = r.practice_id AND e.claim_id = r.claim_id AND e.line_no = r.line_no AND 'patient' IN (e.from_account, e.to_account)
				UNION ALL
				SELECT 0, 0, e.effective_on, 'cash', e.amount::numeric
				FROM @ledger@.entry e WHERE e.practice_id = r.practice_id AND e.claim_id = r.claim_id AND e.line_no = r.line_no AND e.from_account = 'bad_debt' AND e.to_account = 'cash') x) m
		WHERE r.practice_id = patient_hand_offs.practice_id AND r.patient_since <= patient_hand_offs.until AND m.moved > 0
			AND greatest(r.patient_since, s.stated_on) >= patient_hand_offs.since)
	SELECT 8, 'claim_line', l.claim_id || '/' || l.line_no, l.patient_since, l.stated_on,
		CASE WHEN l.stated_on IS NOT NULL THEN 'passed' WHEN l.owed > 0 THEN 'open' WHEN l.written_off > 0 THEN 'lost' ELSE 'passed' END, l.moved,
		CASE WHEN l.stated_on IS NULL AND l.owed = 0 THEN l.written_off ELSE 0 END, CASE WHEN l.stated_on IS NULL THEN l.owed ELSE 0 END
	FROM line l WHERE l.patient_since BETWEEN patient_hand_offs.since AND patient_hand_offs.until
	UNION ALL
	SELECT 9, 'claim_line', l.claim_id || '/' || l.line_no, l.stated_on, CASE WHEN l.owed = 0 THEN l.last_on END,
		CASE WHEN l.owed > 0 THEN 'open' WHEN l.written_off > 0 THEN 'lost' ELSE 'passed' END, l.stated, l.written_off, l.owed
	FROM line l WHERE l.stated_on BETWEEN patient_hand_offs.since AND patient_hand_offs.until
$$;
COMMENT ON FUNCTION @ledger@.patient_hand_offs(text, date, date) IS
'Part of hand_offs: steps 8 and 9, what patients owe.';

CREATE OR REPLACE FUNCTION @ledger@.hand_offs(practice_id text, since date, until date, step integer DEFAULT NULL,
		OUT of_step integer, OUT relation text, OUT key text, OUT entered_on date, OUT left_on date, OUT outcome text, OUT amount numeric, OUT lost numeric, OUT still_open numeric, OUT waits integer)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT h.*, CASE WHEN h.outcome = 'open' THEN @ledger@.today(hand_offs.practice_id) - h.entered_on WHEN h.left_on IS NOT NULL THEN greatest(h.left_on - h.entered_on, 0) END
	FROM (
		SELECT * FROM @ledger@.visit_hand_offs(hand_offs.practice_id, hand_offs.since, hand_offs.until) WHERE coalesce(hand_offs.step IN (1, 2), true)
		UNION ALL
		SELECT * FROM @ledger@.claim_hand_offs(hand_offs.practice_id, hand_offs.since, hand_offs.until) WHERE coalesce(hand_offs.step BETWEEN 3 AND 6, true)
		UNION ALL
		SELECT * FROM @ledger@.money_hand_offs(hand_offs.practice_id, hand_offs.since, hand_offs.until) WHERE coalesce(hand_offs.step IN (7, 10), true)
		UNION ALL
		SELECT * FROM @ledger@.patient_hand_offs(hand_offs.practice_id, hand_offs.since, hand_offs.until) WHERE coalesce(hand_offs.step IN (8, 9), true)) h
	WHERE hand_offs.step IS NULL OR h.step = hand_offs.step
$$;
COMMENT ON FUNCTION @ledger@.hand_offs(text, date, date, integer) IS
'The rows behind failure_points: what came to a hand-off between since and until, both included, and what became of it until now. step: one of hand_off_steps, null all. relation and key name the row. outcome: passed, lost or open; amount: dollars that came; lost: what of it will not come any more; still_open: what waits. waits: days from coming to passing on, of what is open to today; null where there was nothing to wait for.

    SELECT key, entered_on, still_open, waits FROM @ledger@.hand_offs(''HARBOR'', current_date - 90, current_date, 6) WHERE outcome = ''open'' ORDER BY waits DESC';

CREATE OR REPLACE FUNCTION @ledger@.failure_points(practice_id text, since date DEFAULT NULL, until date DEFAULT NULL,
		OUT step integer, OUT hand_off text, OUT came bigint, OUT passed bigint, OUT lost bigint, OUT open_now bigint, OUT stuck bigint,
		OUT came_amount numeric, OUT lost_amount numeric, OUT open_amount numeric, OUT stuck_amount numeric, OUT share_lost numeric, OUT median_wait numeric, OUT usual_days integer, OUT means text)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH span AS (
		SELECT coalesce(failure_points.since, x.until - 89) AS since, x.until
		FROM (SELECT coalesce(failure_points.until, @ledger@.today(failure_points.practice_id)) AS until) x)
	SELECT s.step, s.hand_off, count(h.key), count(h.key) FILTER (WHERE h.outcome = 'passed'), count(h.key) FILTER (WHERE h.outcome = 'lost'),
		count(h.key) FILTER (WHERE h.outcome = 'open'), count(h.key) FILTER (WHERE h.outcome = 'open' AND h.waits > s.usual_days),
		coalesce(sum(h.amount), 0), coalesce(sum(h.lost), 0), coalesce(sum(h.still_open), 0),
		coalesce(sum(h.still_open) FILTER (WHERE h.outcome = 'open' AND h.waits > s.usual_days), 0),
		round(100 * sum(h.lost) / nullif(sum(h.amount), 0), 1),
		round((percentile_cont(0.5) WITHIN GROUP (ORDER BY h.waits) FILTER (WHERE h.outcome = 'passed'))::numeric, 1), s.usual_days, s.means
	FROM @ledger@.hand_off_steps(failure_points.practice_id) s
	LEFT JOIN (SELECT x.* FROM span, @ledger@.hand_offs(failure_points.practice_id, span.since, span.until) x) h ON h.of_step = s.step
	GROUP BY s.step, s.hand_off, s.usual_days, s.means
	ORDER BY s.step
$$;
COMMENT ON FUNCTION @ledger@.failure_points(text, date, date) IS
'The leak map: each hand-off from scheduling to zero balance, for what came to it between since and until (null: the 90 days that end today), with what became of it until now. came = passed + lost + open_now. stuck: open for longer than usual_days. Amounts are dollars; of appointments without a claim they are the usual charge of a visit. share_lost: percent of the dollars that came; null when none did. median_wait: days until it was passed on; null when nothing was. means: what is counted. Step 10 is the whole way, and has in it what the others have. hand_offs gives the rows.

    SELECT hand_off, came, lost, open_now, median_wait FROM @ledger@.failure_points(''HARBOR'')';

CREATE OR REPLACE FUNCTION @ledger@.three_failure_points(practice_id text, since date DEFAULT NULL, until date DEFAULT NULL,
		OUT place integer, OUT step integer, OUT hand_off text, OUT at_stake numeric, OUT lost_amount numeric, OUT stuck_amount numeric, OUT reason text)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 3 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT (row_number() OVER (ORDER BY f.lost_amount + f.stuck_amount DESC, f.step))::integer, f.step, f.hand_off, f.lost_amount + f.stuck_amount, f.lost_amount, f.stuck_amount,
		concat_ws('; ',
			CASE WHEN f.lost_amount > 0 THEN format('%s dollars are lost, %s %% of what came (%s of %s)', f.lost_amount, f.share_lost, f.lost, f.came) END,
			CASE WHEN f.stuck_amount > 0 THEN format('%s dollars wait for longer than %s days (%s of %s)', f.stuck_amount, f.usual_days, f.stuck, f.came) END,
			CASE WHEN f.median_wait > 0 THEN format('half of what passes takes %s days or more', f.median_wait) END)
	FROM @ledger@.failure_points(three_failure_points.practice_id, three_failure_points.since, three_failure_points.until) f
	WHERE f.step < 10 AND f.lost_amount + f.stuck_amount > 0
	ORDER BY 1 LIMIT 3
$$;
COMMENT ON FUNCTION @ledger@.three_failure_points(text, date, date) IS
'The three hand-offs of failure_points at which the most dollars are lost or stuck (at_stake = lost_amount + stuck_amount), the largest first, with the reason in words; the whole way (step 10) is none. Fewer rows when there is nothing to complain of. since, until: as failure_points takes them.

    SELECT place, hand_off, at_stake, reason FROM @ledger@.three_failure_points(''HARBOR'')';
