-- 79-work-missing.sql - money that should have come, as one list and as work

CREATE OR REPLACE FUNCTION @ledger@.missing_money(practice_id text,
		OUT kind text, OUT who text, OUT claim_id text, OUT reference text, OUT since date, OUT days integer, OUT amount rcm.usd, OUT cause text, OUT next_action text)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp SET datestyle = 'ISO, YMD' AS $$
	SELECT m.kind, m.who, m.claim_id, m.reference, m.since, t.today - m.since, m.amount, 'missing / ' || m.kind || ' / ' || m.key, m.next_action
	FROM (SELECT @ledger@.today(missing_money.practice_id)) t (today),
	LATERAL (
		SELECT 'no answer', u.payer_id, u.claim_id, NULL::text, u.submitted_on, u.charge, coalesce(u.payer_id, '?'),
			format('ask %s for the status of the claims that it should have answered by now', u.payer_id)
		FROM @ledger@.unanswered(missing_money.practice_id) u
		UNION ALL
		SELECT 'forwarded, not answered', f.forwarded_to, f.claim_id, NULL, f.forwarded_on, f.owed, coalesce(f.forwarded_to, '?'),
			format('ask %s whether the claims that were forwarded came; else bill it', coalesce(f.forwarded_to, 'the next payer'))
		FROM @ledger@.forwarded_unanswered(missing_money.practice_id) f
		UNION ALL
		SELECT 'taken back', s.payer_key, s.claim_id, NULL, s.taken_on, s.amount, s.payer_key, 'ask the payer why it took the money back: it says neither what it denies nor what it pays instead'
		FROM @ledger@.silent_take_backs s WHERE s.practice_id = missing_money.practice_id
		UNION ALL
		SELECT 'deposit without remittance', NULL, NULL, r.trace_number, r.deposited_on, r.deposited, r.deposit_id,
			format('find the remittance or check that deposit %s of %s is of', r.deposit_id, r.deposited_on)
		FROM @ledger@.reconciliation r WHERE r.practice_id = missing_money.practice_id AND r.stage = 'only the bank has it' AND r.deposited > 0
		UNION ALL
		-- the bank takes its days; who records no deposits misses none
		SELECT 'remittance without deposit', coalesce(x.payer_name, x.payer_key), NULL, r.trace_number, r.booked_on, r.booked, r.remittance_id::text,
			format('find the money of remittance %s: the bank does not have it', r.remittance_id)
		FROM @ledger@.reconciliation r JOIN @ledger@.remittance x ON x.practice_id = r.practice_id AND x.remittance_id = r.remittance_id
		WHERE r.practice_id = missing_money.practice_id AND r.stage = 'the bank does not have it' AND r.booked > 0 AND r.booked_on < t.today - 5
			AND r.booked_on >= (SELECT min(d.deposited_on) - 5 FROM @ledger@.deposit d WHERE d.practice_id = missing_money.practice_id)
	) m (kind, who, claim_id, reference, since, amount, key, next_action)
	WHERE m.amount > 0
	ORDER BY m.amount DESC, m.kind, m.key, m.claim_id
$$;
COMMENT ON FUNCTION @ledger@.missing_money(text) IS
'Money that should have come and did not, or came without a word: what each kind has a list of its own for, side by side.

kind - no answer (unanswered); forwarded, not answered (forwarded_unanswered); taken back (silent_take_backs); deposit without remittance, and remittance without deposit: five days after its payment date, in the time of which deposits are recorded (both reconciliation).
who - the payer, as that list names it. claim_id; reference, the trace number where there is no claim. since, days - from when, and how long. amount - dollars: the charge of a claim without an answer. cause, next_action - of the work that queue_missing makes of it.

    SELECT kind, who, claim_id, days, amount FROM @ledger@.missing_money(''HARBOR'')';

CREATE OR REPLACE FUNCTION @ledger@.queue_missing(practice_id text, OUT opened integer, OUT joined integer, OUT closed integer)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
BEGIN
	IF today IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	END IF;
	PERFORM pg_advisory_xact_lock(hashtextextended('@ledger@.queue_work ' || queue_missing.practice_id, 0));
	WITH missing AS MATERIALIZED (
		SELECT m.cause COLLATE "C" AS cause, m.claim_id COLLATE "C" AS claim_id, min(m.next_action) AS next_action, sum(m.amount) AS amount,
			bool_or(m.kind IN ('deposit without remittance', 'remittance without deposit')) AS sure
		FROM @ledger@.missing_money(queue_missing.practice_id) m GROUP BY 1, 2),
	open AS MATERIALIZED (
		SELECT i.item_id, i.cause FROM @ledger@.work_item i
		WHERE i.practice_id = queue_missing.practice_id AND i.state <> 'closed' AND i.cause LIKE 'missing / %' ORDER BY i.item_id FOR NO KEY UPDATE),
	-- what somebody has closed stays closed; what had been found by then, and is missing anew, nobody has closed
	fresh AS MATERIALIZED (
		SELECT m.* FROM missing m
		WHERE NOT EXISTS (SELECT FROM @ledger@.work_item i JOIN @ledger@.practice p ON p.practice_id = i.practice_id
			LEFT JOIN @ledger@.work_member w ON w.practice_id = i.practice_id AND w.item_id = i.item_id
			WHERE i.practice_id = queue_missing.practice_id AND i.cause = m.cause AND w.claim_id IS NOT DISTINCT FROM m.claim_id
				AND (i.state <> 'closed' AND w.settled_on IS NULL OR i.state = 'closed' AND i.touched_by NOT IN ('queue_missing', 'queue_work')
					AND coalesce(w.settled_on >= (i.closed_at AT TIME ZONE p.time_zone)::date, true)))),
	made AS (
		INSERT INTO @ledger@.work_item AS i (practice_id, cause, queue, side, next_action, due_on, amount, chance, acting)
			SELECT queue_missing.practice_id, f.cause, 'biller', @ledger@.queue_side(queue_missing.practice_id, 'biller'), min(f.next_action),
				rcm.business_day(today, 2), sum(f.amount), CASE WHEN bool_or(f.sure) THEN 1 ELSE 0.5 END, 'queue_missing'
			FROM fresh f WHERE f.cause NOT IN (SELECT o.cause FROM open o) GROUP BY f.cause ORDER BY f.cause
			RETURNING i.item_id, i.cause),
	item AS (
		SELECT m.item_id, m.cause, true AS counted, 0 AS members FROM made m
		UNION ALL
		SELECT o.item_id, o.cause, false, (SELECT coalesce(max(w.member_no), 0) FROM @ledger@.work_member w WHERE w.practice_id = queue_missing.practice_id AND w.item_id = o.item_id) FROM open o),
	member AS (
		INSERT INTO @ledger@.work_member (practice_id, item_id, member_no, claim_id, amount, counted)
			SELECT queue_missing.practice_id, i.item_id, i.members + row_number() OVER (PARTITION BY i.item_id ORDER BY f.claim_id), f.claim_id, f.amount, i.counted
			FROM fresh f JOIN item i ON i.cause = f.cause
			RETURNING 1),
	found AS (
		UPDATE @ledger@.work_member w SET settled_on = today, counted = NOT EXISTS (SELECT FROM missing m WHERE m.cause = o.cause)
			FROM open o
			WHERE w.practice_id = queue_missing.practice_id AND w.item_id = o.item_id AND w.settled_on IS NULL
				AND NOT EXISTS (SELECT FROM missing m WHERE m.cause = o.cause AND m.claim_id IS NOT DISTINCT FROM w.claim_id)
			RETURNING 1),
	gone AS (
		UPDATE @ledger@.work_item i SET state = 'closed', outcome = 'it is not missing any more', acting = 'queue_missing'
			FROM open o WHERE i.practice_id = queue_missing.practice_id AND i.item_id = o.item_id AND NOT EXISTS (SELECT FROM missing m WHERE m.cause = o.cause)
			RETURNING 1)
	SELECT (SELECT count(*) FROM made), (SELECT count(*) FROM member), (SELECT count(*) FROM gone) INTO opened, joined, closed;
	PERFORM @ledger@.count_work(queue_missing.practice_id);
END
$$;
COMMENT ON FUNCTION @ledger@.queue_missing(text) IS
'Makes work of missing_money, say every night: one item in the queue biller for all claims that a payer has not answered, for each deposit and so on. opened: new items. joined: claims and deposits that became work, or joined one. closed: items of which nothing is missing any more; a claim that was answered is counted off. What somebody has closed is not opened again for the same claim, unless it had been answered before and is missing anew. Error RC010 when there is no such practice.

    SELECT opened, joined, closed FROM @ledger@.queue_missing(''HARBOR'')';
