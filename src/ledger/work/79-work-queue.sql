-- 79-work-queue.sql - how denials become work, and work that nobody does

CREATE OR REPLACE FUNCTION @ledger@.work_cause(denial @ledger@.denial) RETURNS text
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT concat_ws(' / ', 'denial', denial.payer_key, denial.leaf, CASE
		WHEN denial.root = 'provider' THEN 'provider ' || denial.provider_npi
		WHEN denial.root = 'coding' THEN 'code ' || (SELECT l.code FROM @ledger@.claim_line l
			WHERE l.practice_id = denial.practice_id AND l.claim_id = denial.claim_id AND l.line_no = denial.line_no)
		WHEN denial.root IN ('eligibility', 'coordination', 'authorization', 'patient') THEN 'patient ' || coalesce((SELECT c.patient_id FROM @ledger@.claim c
			WHERE c.practice_id = denial.practice_id AND c.claim_id = denial.claim_id), 'of claim ' || denial.claim_id)
		WHEN denial.leaf IN ('system', 'underpaid') THEN NULL
		ELSE 'claim ' || denial.claim_id END)
$$;
COMMENT ON FUNCTION @ledger@.work_cause(@ledger@.denial) IS
'What makes denials one piece of work: the same payer, the same cause (leaf), and the same scope: the provider for enrolment and the like, the procedure code for coding, the patient for coverage, other payers and authorizations, nothing more for what is wrong with the payer''s system or prices, else the claim.';

CREATE OR REPLACE FUNCTION @ledger@.work_chance(practice_id text, leaf text, payer_key text, recoverable text, OUT tried integer, OUT won integer, OUT chance numeric)
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT h.tried, h.won, round((h.won + 10 * (h.all_won + 10 * u.usual) / (h.all_tried + 10)) / (h.tried + 10), 4)
	FROM (SELECT count(*) AS all_tried, count(*) FILTER (WHERE d.state = 'overturned') AS all_won,
			count(*) FILTER (WHERE d.payer_key = work_chance.payer_key)::integer AS tried,
			count(*) FILTER (WHERE d.payer_key = work_chance.payer_key AND d.state = 'overturned')::integer AS won
		FROM @ledger@.denial d
		WHERE d.practice_id = work_chance.practice_id AND d.leaf = work_chance.leaf AND d.state IN ('overturned', 'written off', 'accepted')) h,
		(SELECT CASE work_chance.recoverable WHEN 'high' THEN 0.8 WHEN 'medium' THEN 0.5 WHEN 'low' THEN 0.2 ELSE 0.05 END) u (usual)
$$;
COMMENT ON FUNCTION @ledger@.work_chance(text, text, text, text) IS
'How likely a denial of a cause (leaf) and payer is to be won, by the practice''s own history. tried: how many of them have ended (overturned, written off, accepted). won: overturned. chance: (won + 10 x that of the cause with all payers) / (tried + 10), where that of all payers is drawn in the same way towards what is usual for the cause''s prospects: 0.8 high, 0.5 medium, 0.2 low, 0.05 none. So little history says little, and much says all.';

CREATE OR REPLACE FUNCTION @ledger@.follow_work() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	UPDATE @ledger@.work_member m SET settled_on = n.resolved_on, counted = false
		FROM new_denials n JOIN old_denials o ON o.practice_id = n.practice_id AND o.denial_id = n.denial_id
		WHERE n.resolved_on IS DISTINCT FROM o.resolved_on AND m.practice_id = n.practice_id AND m.denial_id = n.denial_id;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.follow_work() IS
'Trigger on denial (AFTER UPDATE, FOR EACH STATEMENT): notes for queue_work that a denial was settled, or is open again. It touches no work item, so that posting never waits for somebody who works.';
CREATE OR REPLACE TRIGGER follow_work AFTER UPDATE ON @ledger@.denial
	REFERENCING OLD TABLE AS old_denials NEW TABLE AS new_denials FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.follow_work();
COMMENT ON TRIGGER follow_work ON @ledger@.denial IS 'Tells work what was settled.';

CREATE OR REPLACE FUNCTION @ledger@.work_step(denial @ledger@.denial, OUT queue text, OUT next_action text, OUT due_on date)
	LANGUAGE plpgsql STABLE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(denial.practice_id);
BEGIN
	-- a library without a playbook for it must not keep a denial from being worked
	BEGIN
		SELECT n.owner, n.decision || ': ' || n.step, greatest(n.due_on, today) INTO queue, next_action, due_on FROM @ledger@.next_step(denial.practice_id, denial.denial_id) n;
	EXCEPTION WHEN SQLSTATE 'RC003' OR SQLSTATE 'RC010' THEN
		NULL;
	END;
	queue := coalesce(queue, denial.owner);
	next_action := coalesce(next_action, denial.explanation);
	due_on := coalesce(due_on, rcm.business_day(today, 3));
END
$$;
COMMENT ON FUNCTION @ledger@.work_step(@ledger@.denial) IS
'What is to be done first about a denial, by which desk (queue) and by when: by next_step; where no playbook tells, its explanation, the desk that owns the cause, and three business days.';

CREATE OR REPLACE FUNCTION @ledger@.queue_new_denials(practice_id text) RETURNS integer
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	queued integer;
BEGIN
	WITH unknown AS MATERIALIZED (
		SELECT d AS denial, d.denial_id FROM @ledger@.denial d
		WHERE d.practice_id = queue_new_denials.practice_id AND d.resolved_on IS NULL
			AND NOT EXISTS (SELECT FROM @ledger@.work_member m WHERE m.practice_id = d.practice_id AND m.denial_id = d.denial_id)),
	fresh AS MATERIALIZED (
		SELECT u.denial, u.denial_id, @ledger@.work_cause(u.denial) COLLATE "C" AS cause, t.deadline, t.rule_id
		FROM unknown u CROSS JOIN LATERAL @ledger@.appeal_deadline(queue_new_denials.practice_id, u.denial_id) t),
	first AS (
		SELECT DISTINCT ON (f.cause) f.cause, f.denial, sum((f.denial).amount) OVER w AS amount, min(f.deadline) OVER w AS deadline
		FROM fresh f WINDOW w AS (PARTITION BY f.cause) ORDER BY f.cause, f.denial_id),
	opened AS (
		INSERT INTO @ledger@.work_item AS i (practice_id, cause, queue, side, next_action, due_on, deadline, amount, chance, tried, won, acting)
			SELECT queue_new_denials.practice_id, f.cause, s.queue, @ledger@.queue_side(queue_new_denials.practice_id, s.queue), s.next_action, s.due_on, f.deadline, f.amount, c.chance, c.tried, c.won, 'queue_work'
			FROM first f
			CROSS JOIN LATERAL @ledger@.work_step(f.denial) s
			CROSS JOIN LATERAL @ledger@.work_chance(queue_new_denials.practice_id, (f.denial).leaf, (f.denial).payer_key, (f.denial).recoverable) c
			WHERE NOT EXISTS (SELECT FROM @ledger@.work_item x WHERE x.practice_id = queue_new_denials.practice_id AND x.cause = f.cause AND x.state <> 'closed')
			ORDER BY f.cause
			RETURNING i.item_id, i.cause),
	item AS (
		SELECT o.item_id, o.cause, true AS counted, 0 AS members FROM opened o
		UNION ALL
		SELECT i.item_id, i.cause, false, (SELECT coalesce(max(m.member_no), 0) FROM @ledger@.work_member m WHERE m.practice_id = i.practice_id AND m.item_id = i.item_id)
		FROM @ledger@.work_item i JOIN first f ON f.cause = i.cause WHERE i.practice_id = queue_new_denials.practice_id AND i.state <> 'closed'),
	-- what only waited for appeals has a move of ours again
	recalled AS (
		UPDATE @ledger@.work_item i SET side = @ledger@.queue_side(i.practice_id, i.queue), state = 'open', owner = NULL, next_action = s.next_action, due_on = s.due_on, acting = 'queue_work'
			FROM item t JOIN first f ON f.cause = t.cause CROSS JOIN LATERAL @ledger@.work_step(f.denial) s
			WHERE NOT t.counted AND i.practice_id = queue_new_denials.practice_id AND i.item_id = t.item_id AND i.side = 'payer'
				AND NOT EXISTS (SELECT FROM @ledger@.work_member m LEFT JOIN @ledger@.denial d ON d.practice_id = m.practice_id AND d.denial_id = m.denial_id
					WHERE m.practice_id = i.practice_id AND m.item_id = i.item_id AND m.settled_on IS NULL AND d.state IS DISTINCT FROM 'appealed'))
	INSERT INTO @ledger@.work_member (practice_id, item_id, member_no, denial_id, claim_id, line_no, amount, deadline, rule_id, counted)
		SELECT queue_new_denials.practice_id, i.item_id, i.members + row_number() OVER (PARTITION BY i.item_id ORDER BY f.denial_id), f.denial_id,
			(f.denial).claim_id, (f.denial).line_no, (f.denial).amount, f.deadline, f.rule_id, i.counted
		FROM fresh f JOIN item i ON i.cause = f.cause;
	GET DIAGNOSTICS queued = ROW_COUNT;
	RETURN queued;
END
$$;
COMMENT ON FUNCTION @ledger@.queue_new_denials(text) IS
'Makes work of the open denials that are of none yet, and returns how many they were: those of the same cause (work_cause) are one item, in the queue of the desk that the library''s playbook names (work_step), on the side that the queue belongs to, with the earliest deadline of appeal. A denial that joins work of which all the rest waits for the payer''s decision on an appeal brings it back to that side. Called by queue_work.';

CREATE OR REPLACE FUNCTION @ledger@.count_work(practice_id text) RETURNS integer
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	changed integer;
	-- those that are counted now; one that posting changes meanwhile is another row, and is counted the next time
	seen    tid[] := ARRAY(SELECT m.ctid FROM @ledger@.work_member m WHERE m.practice_id = count_work.practice_id AND NOT m.counted);
BEGIN
	IF seen = '{}' THEN
		RETURN 0;
	END IF;
	WITH item AS MATERIALIZED (
		SELECT m.item_id FROM @ledger@.work_member m WHERE m.practice_id = count_work.practice_id AND NOT m.counted GROUP BY 1 ORDER BY 1),
	told AS (
		SELECT i.item_id, coalesce(sum(m.amount) FILTER (WHERE m.settled_on IS NULL), '0') AS amount, min(m.deadline) FILTER (WHERE m.settled_on IS NULL) AS deadline,
			bool_and(m.settled_on IS NOT NULL) AS settled, string_agg(DISTINCT d.state, ', ' ORDER BY d.state) AS outcome,
			row_number() OVER (PARTITION BY w.cause, w.state, bool_and(m.settled_on IS NOT NULL) ORDER BY i.item_id) AS nth
		FROM item i JOIN @ledger@.work_item w ON w.practice_id = count_work.practice_id AND w.item_id = i.item_id
		JOIN @ledger@.work_member m ON m.practice_id = w.practice_id AND m.item_id = w.item_id
		LEFT JOIN @ledger@.denial d ON d.practice_id = m.practice_id AND d.denial_id = m.denial_id
		GROUP BY i.item_id, w.cause, w.state)
	-- (what is closed keeps what was at stake)
	UPDATE @ledger@.work_item i SET amount = CASE WHEN t.settled THEN i.amount ELSE t.amount END, deadline = CASE WHEN t.settled THEN i.deadline ELSE t.deadline END, acting = 'queue_work',
			state = CASE WHEN t.settled THEN 'closed' WHEN i.state = 'closed' THEN 'open' ELSE i.state END,
			outcome = CASE WHEN t.settled THEN coalesce(i.outcome, 'settled: ' || coalesce(t.outcome, 'by hand')) END,
			-- a later deadline is escalated anew
			escalated = CASE WHEN t.settled OR i.state <> 'closed' AND (t.deadline < i.deadline OR t.deadline IS NOT DISTINCT FROM i.deadline) THEN i.escalated ELSE 0 END,
			next_action = CASE WHEN NOT t.settled AND i.escalated = 3 AND t.deadline >= @ledger@.today(i.practice_id) THEN coalesce((SELECT (@ledger@.work_step(d)).next_action
				FROM @ledger@.work_member m JOIN @ledger@.denial d ON d.practice_id = m.practice_id AND d.denial_id = m.denial_id
				WHERE m.practice_id = i.practice_id AND m.item_id = i.item_id AND m.settled_on IS NULL ORDER BY m.deadline, m.member_no LIMIT 1), i.next_action) ELSE i.next_action END,
			-- what comes back while the same cause has work already, or comes back with it, stays apart from it
			cause = CASE WHEN NOT t.settled AND i.state = 'closed' AND (t.nth > 1 OR EXISTS (SELECT FROM @ledger@.work_item x
				WHERE x.practice_id = i.practice_id AND x.cause = i.cause AND x.state <> 'closed')) THEN format('%s / again %s', i.cause, i.item_id) ELSE i.cause END
		FROM told t
		WHERE i.practice_id = count_work.practice_id AND i.item_id = t.item_id
			AND CASE WHEN t.settled THEN i.state <> 'closed' ELSE (i.amount, i.deadline, i.state = 'closed') IS DISTINCT FROM (t.amount, t.deadline, false) END;
	GET DIAGNOSTICS changed = ROW_COUNT;
	-- never waiting for posting, which may wait for one of these
	UPDATE @ledger@.work_member m SET counted = true WHERE m.ctid = ANY (ARRAY(
		SELECT x.ctid FROM @ledger@.work_member x WHERE x.ctid = ANY (seen) AND x.practice_id = count_work.practice_id AND NOT x.counted FOR NO KEY UPDATE SKIP LOCKED));
	RETURN changed;
END
$$;
COMMENT ON FUNCTION @ledger@.count_work(text) IS
'Counts members that are new or have changed: amount and deadline of their items are those of what is not settled; an item with nothing left is closed, and one that has something again is opened again; one whose deadline is a later one now is escalated anew. Returns how many items changed. Called by queue_work.';

CREATE OR REPLACE FUNCTION @ledger@.queue_work(practice_id text, refresh boolean DEFAULT false, OUT queued integer, OUT changed integer)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	IF @ledger@.today(queue_work.practice_id) IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	END IF;
	-- one at a time: the second finds done what the first has done
	PERFORM pg_advisory_xact_lock(hashtextextended('@ledger@.queue_work ' || queue_work.practice_id, 0));
	queued := @ledger@.queue_new_denials(queue_work.practice_id);
	IF refresh THEN
		UPDATE @ledger@.work_member m SET deadline = t.deadline, rule_id = t.rule_id, counted = false
			FROM @ledger@.work_member x CROSS JOIN LATERAL @ledger@.appeal_deadline(x.practice_id, x.denial_id) t
			WHERE x.practice_id = queue_work.practice_id AND x.settled_on IS NULL AND x.denial_id IS NOT NULL
				AND m.practice_id = x.practice_id AND m.item_id = x.item_id AND m.member_no = x.member_no AND (m.deadline, m.rule_id) IS DISTINCT FROM (t.deadline, t.rule_id)
				AND m.ctid IN (SELECT l.ctid FROM @ledger@.work_member l WHERE l.practice_id = queue_work.practice_id AND l.settled_on IS NULL FOR NO KEY UPDATE SKIP LOCKED);
		UPDATE @ledger@.work_item i SET chance = c.chance, tried = c.tried, won = c.won, acting = 'queue_work'
			FROM @ledger@.work_member m JOIN @ledger@.denial d ON d.practice_id = m.practice_id AND d.denial_id = m.denial_id
			CROSS JOIN LATERAL @ledger@.work_chance(d.practice_id, d.leaf, d.payer_key, d.recoverable) c
			WHERE m.practice_id = queue_work.practice_id AND m.member_no = 1 AND i.practice_id = m.practice_id AND i.item_id = m.item_id AND i.state <> 'closed'
				AND (i.chance, i.tried, i.won) IS DISTINCT FROM (c.chance, c.tried, c.won);
	END IF;
	changed := @ledger@.count_work(queue_work.practice_id);
END
$$;
COMMENT ON FUNCTION @ledger@.queue_work(text, boolean) IS
'Makes work of new denials and closes work whose denials are settled: to be called after remittances were posted, say every minute; posting does not call it, so that it never waits for people at work, and work_waiting shows what nobody has called it for. queued: denials that became work. changed: items whose amount, deadline or state changed. refresh: also computes deadlines and chances of all open work anew, by today''s rules and history; say every night. Error RC010 when there is no such practice.

    SELECT queued, changed FROM @ledger@.queue_work(''HARBOR'')';

CREATE OR REPLACE FUNCTION @ledger@.open_work(practice_id text, cause text, queue text, next_action text, due_on date, amount rcm.usd DEFAULT 0, chance numeric DEFAULT 0.5,
		claim_id text DEFAULT NULL, deadline date DEFAULT NULL, side text DEFAULT NULL, person text DEFAULT NULL) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	id   bigint;
	rule text;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('next_action', next_action);
	PERFORM pg_advisory_xact_lock(hashtextextended('@ledger@.queue_work ' || open_work.practice_id, 0));
	SELECT i.item_id INTO id FROM @ledger@.work_item i WHERE i.practice_id = open_work.practice_id AND i.cause = open_work.cause AND i.state <> 'closed';
	IF id IS NULL THEN
		INSERT INTO @ledger@.work_item AS i (practice_id, cause, queue, next_action, due_on, amount, chance, deadline, side, acting)
			VALUES (open_work.practice_id, open_work.cause, open_work.queue, open_work.next_action, open_work.due_on,
				CASE WHEN open_work.claim_id IS NULL THEN open_work.amount ELSE '0' END, open_work.chance, open_work.deadline,
				coalesce(open_work.side, @ledger@.queue_side(open_work.practice_id, open_work.queue)), open_work.person)
			RETURNING i.item_id INTO id;
	END IF;
	IF open_work.claim_id IS NOT NULL AND NOT EXISTS (SELECT FROM @ledger@.work_member m
			WHERE m.practice_id = open_work.practice_id AND m.item_id = id AND m.claim_id = open_work.claim_id AND m.settled_on IS NULL) THEN
		INSERT INTO @ledger@.work_member (practice_id, item_id, member_no, claim_id, amount, deadline)
			SELECT open_work.practice_id, id, 1 + coalesce(max(m.member_no), 0), open_work.claim_id, open_work.amount, open_work.deadline
			FROM @ledger@.work_member m WHERE m.practice_id = open_work.practice_id AND m.item_id = id;
		PERFORM @ledger@.count_work(open_work.practice_id);
	END IF;
	RETURN id;
EXCEPTION WHEN check_violation OR not_null_violation OR foreign_key_violation THEN
	GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME;
	RAISE EXCEPTION 'the work breaks the rule %', coalesce(nullif(rule, ''), 'that something is missing') USING ERRCODE = 'RC010';
END
$$;
COMMENT ON FUNCTION @ledger@.open_work(text, text, text, text, date, rcm.usd, numeric, text, date, text, text) IS
'Opens work that is no denial, and returns its number: a rejection, a missing answer, a credit. cause: what makes it one piece of work; while there is open work of the same cause, that is returned, and the claim joins it. queue: the desk. next_action and due_on: what is to be done, by when. amount: dollars at stake. chance: how likely the work is to bring it, 0 to 1. deadline: the last day, where there is one. side: practice, payer, patient or partner; null: the one that the queue belongs to. person: who says so. Error RC010 names the rule that is broken.

    SELECT @ledger@.open_work(''HARBOR'', ''no answer / NHP01'', ''biller'', ''ask for the status'', current_date + 2, 180, 0.7, ''V-2001'')';

CREATE OR REPLACE FUNCTION @ledger@.follow_appeal(practice_id text, appeal_id bigint) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	appeal @ledger@.appeal;
	today  date := @ledger@.today(practice_id);
BEGIN
	SELECT * INTO appeal FROM @ledger@.appeal a WHERE a.practice_id = follow_appeal.practice_id AND a.appeal_id = follow_appeal.appeal_id;
	-- while it runs no other term does; afterwards that of the next level
	UPDATE @ledger@.work_member m SET deadline = t.deadline, rule_id = t.rule_id, counted = false
		FROM @ledger@.appeal_denial x CROSS JOIN LATERAL @ledger@.appeal_deadline(x.practice_id, x.denial_id) t
		WHERE x.practice_id = follow_appeal.practice_id AND x.appeal_id = follow_appeal.appeal_id AND m.practice_id = x.practice_id AND m.denial_id = x.denial_id;
	PERFORM @ledger@.count_work(follow_appeal.practice_id);
	UPDATE @ledger@.work_item i SET state = 'open', owner = NULL,
			-- whoever works on it is who filed it
			acting = CASE WHEN i.state = 'taken' AND appeal.outcome IS NULL THEN i.owner ELSE 'appeal ' || follow_appeal.appeal_id END,
			side = CASE WHEN appeal.outcome IS NULL OR appeal.outcome = 'overturned' THEN 'payer' ELSE @ledger@.queue_side(i.practice_id, i.queue) END, escalated = 0,
			next_action = CASE WHEN appeal.outcome IS NULL THEN format('await the decision on appeal %s', follow_appeal.appeal_id)
				WHEN appeal.outcome = 'overturned' THEN format('await the payment after appeal %s', follow_appeal.appeal_id)
				ELSE format('appeal %s was %s: go on to the next level, or accept it', follow_appeal.appeal_id, appeal.outcome) END,
			due_on = greatest(today, CASE WHEN appeal.outcome IS NULL THEN coalesce(appeal.decision_due, appeal.filed_on + 60) WHEN appeal.outcome = 'overturned' THEN appeal.decided_on + 30 ELSE today + 3 END)
		WHERE i.practice_id = follow_appeal.practice_id AND i.state <> 'closed'
			AND i.item_id IN (SELECT m.item_id FROM @ledger@.work_member m JOIN @ledger@.appeal_denial x ON x.practice_id = m.practice_id AND x.denial_id = m.denial_id
				WHERE x.practice_id = follow_appeal.practice_id AND x.appeal_id = follow_appeal.appeal_id)
			-- while something of it is not appealed, the next move is ours
			AND (appeal.outcome <> 'overturned' AND appeal.outcome IS NOT NULL OR NOT EXISTS (SELECT FROM @ledger@.work_member m
				LEFT JOIN @ledger@.denial d ON d.practice_id = m.practice_id AND d.denial_id = m.denial_id
				WHERE m.practice_id = i.practice_id AND m.item_id = i.item_id AND m.settled_on IS NULL AND d.state IS DISTINCT FROM 'appealed'));
END
$$;
COMMENT ON FUNCTION @ledger@.follow_appeal(text, bigint) IS
'Moves the work of an appeal''s denials: to the payer''s side until the decision is due, or the payment after one that was won; back to the side that the queue belongs to with the next level''s deadline when it was not. Who has taken the work when the appeal is filed has done it. Called by open_appeal and decide_appeal.';

CREATE OR REPLACE FUNCTION @ledger@.escalate_due(practice_id text, OUT item_id bigint, OUT step integer, OUT why text) RETURNS SETOF record
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 20 SET search_path = pg_catalog, rcm, pg_temp SET datestyle = 'ISO, YMD' AS $$
DECLARE
	today date := @ledger@.today(practice_id);
BEGIN
	PERFORM @ledger@.queue_work(escalate_due.practice_id);
	RETURN QUERY
	WITH due AS MATERIALIZED (
		SELECT i.item_id, i.side, h.home, i.state = 'taken' AND i.touched_at >= now() - interval '24 hours' AS kept, i.owner IS NOT NULL AND i.touched_at < now() - interval '24 hours' AS idle, CASE WHEN i.deadline < today THEN 3 WHEN i.deadline - today <= 5 THEN 2 WHEN i.deadline - today <= 10 THEN 1 ELSE 0 END AS step
		FROM @ledger@.work_item i CROSS JOIN LATERAL (SELECT @ledger@.queue_side(i.practice_id, i.queue)) h (home)
		WHERE i.practice_id = escalate_due.practice_id AND i.state <> 'closed' AND (i.deadline <= today + 10 OR i.side <> 'practice' AND i.due_on < today)
		ORDER BY i.item_id FOR NO KEY UPDATE OF i)
	UPDATE @ledger@.work_item i SET escalated = greatest(d.step, i.escalated), acting = 'escalate_due', due_on = least(i.due_on, today),
			-- a partner whose queue it is has the first warning; then it is the practice's
			side = CASE WHEN d.step >= 2 AND NOT d.kept THEN 'practice' ELSE d.home END,
			state = CASE WHEN d.kept OR i.state = 'taken' AND d.step < 2 THEN i.state ELSE 'open' END,
			-- whoever comes next, once it is serious
			owner = CASE WHEN NOT d.kept AND d.step >= 2 THEN NULL ELSE i.owner END,
			next_action = CASE WHEN d.step = 3 THEN format('the deadline %s has passed: settle it, and say why', i.deadline)
				WHEN d.side <> d.home AND i.due_on < today THEN format('no answer from the %s by %s: %s', d.side, i.due_on, i.next_action) ELSE i.next_action END
		FROM due d
		WHERE i.practice_id = escalate_due.practice_id AND i.item_id = d.item_id
			AND (d.step > i.escalated OR d.side NOT IN (d.home, 'practice') AND i.due_on < today OR d.idle AND d.step >= 2)
		RETURNING i.item_id, d.step, CASE d.step WHEN 3 THEN format('the deadline was %s', i.deadline) WHEN 0 THEN format('no answer from the %s', d.side)
			ELSE format('the deadline is %s, in %s days', i.deadline, i.deadline - today) END;
END
$$;
COMMENT ON FUNCTION @ledger@.escalate_due(text) IS
'So that nothing expires in silence: to be called every day. Denials that are no work yet become work (queue_work). Work whose deadline is near is escalated: step 1 ten days before, the safe day; 2 five days before; 3 when it has passed. It is woken and comes back to the side that its queue belongs to (work_queue); from step 2 on it is the practice''s to move, whosever queue it is, and goes to whoever comes next, unless somebody works on it; what somebody was given or took and has not touched for a day is taken away. Work that is on another side and was due there comes back (step 0). Returns what was moved and why; each step once, but for what is taken away. Error RC010 when there is no such practice.

    SELECT * FROM @ledger@.escalate_due(''HARBOR'')';
