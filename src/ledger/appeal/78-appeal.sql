-- 78-appeal.sql - until when a denial can be appealed, and appealing it

CREATE OR REPLACE FUNCTION @ledger@.denial_program(practice_id text, denial_id bigint,
		OUT payer_id text, OUT program text, OUT product text, OUT state text, OUT participation text, OUT dispute text, OUT told_by text)
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT coalesce(d.payer_id, c.payer_id), p.program, p.product, p.state, p.participation, rcm.dispute_kind(d.root, d.leaf), p.told_by
	FROM @ledger@.denial d
	JOIN @ledger@.claim c ON c.practice_id = d.practice_id AND c.claim_id = d.claim_id
	LEFT JOIN @ledger@.submission s ON s.practice_id = d.practice_id AND s.submission_id = d.submission_id
	CROSS JOIN LATERAL rcm.payer_program(coalesce(d.payer_id, c.payer_id), coalesce(rcm.filing_ind(s.document), c.filing_ind), d.practice_id, d.denied_on) p
	WHERE d.practice_id = denial_program.practice_id AND d.denial_id = denial_program.denial_id
$$;
COMMENT ON FUNCTION @ledger@.denial_program(text, bigint) IS
'Under which rules of appeal a denial falls: the payer, its program, product, state and the practice''s participation as rcm.payer_program tells them on the day of the denial (told_by: by what), and what is disputed (rcm.dispute_kind).';

CREATE OR REPLACE FUNCTION @ledger@.last_appeal(practice_id text, denial_id bigint) RETURNS @ledger@.appeal
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH filed AS MATERIALIZED (
		SELECT a, x.denial_id <> d.denial_id AS of_earlier
		FROM @ledger@.denial d
		JOIN @ledger@.denial x ON x.practice_id = d.practice_id AND x.claim_id = d.claim_id AND x.line_no IS NOT DISTINCT FROM d.line_no AND x.party = d.party
			AND (x.denial_id = d.denial_id OR x.denial_id < d.denial_id AND x.state IN ('denied again', 'overturned'))
		JOIN @ledger@.appeal_denial m ON m.practice_id = x.practice_id AND m.denial_id = x.denial_id
		JOIN @ledger@.appeal a ON a.practice_id = m.practice_id AND a.appeal_id = m.appeal_id
		WHERE d.practice_id = last_appeal.practice_id AND d.denial_id = last_appeal.denial_id AND a.outcome IS DISTINCT FROM 'withdrawn'
			-- of what was paid since only the rest goes on
			AND (x.denial_id = d.denial_id OR x.state = 'denied again' OR a.outcome = 'partially overturned'))
	SELECT (f.a).* FROM filed f
	WHERE (f.a).appeal_id > coalesce((SELECT max((w.a).appeal_id) FROM filed w WHERE w.of_earlier AND (w.a).outcome = 'overturned'), 0)
	ORDER BY (f.a).level DESC, (f.a).appeal_id DESC LIMIT 1
$$;
COMMENT ON FUNCTION @ledger@.last_appeal(text, bigint) IS
'The appeal of the highest level against a denial that was not withdrawn; null when there is none. A line that was denied again goes on with the appeals of its earlier denial, and so does the rest of one that was won in part; what is denied again after it was won is a new decision, with terms of its own.';

CREATE OR REPLACE FUNCTION @ledger@.still_in_dispute(denial @ledger@.denial, before @ledger@.appeal) RETURNS rcm.usd
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	-- (shares of what was given back that add up to it, whatever the cents)
	SELECT coalesce((SELECT x.amount - CASE WHEN before.outcome = 'partially overturned' THEN
			round(before.recovered::numeric * x.so_far / before.amount::numeric, 2)::rcm.usd - round(before.recovered::numeric * (x.so_far - x.amount::numeric) / before.amount::numeric, 2)::rcm.usd ELSE '0' END
		FROM (SELECT m.denial_id, m.amount, sum(m.amount::numeric) OVER (ORDER BY m.denial_id) AS so_far FROM @ledger@.appeal_denial m
			WHERE m.practice_id = denial.practice_id AND m.appeal_id = before.appeal_id) x
		WHERE x.denial_id = denial.denial_id), denial.amount)
$$;
COMMENT ON FUNCTION @ledger@.still_in_dispute(@ledger@.denial, @ledger@.appeal) IS
'What of a denial is in dispute after an appeal: what was in dispute there, less its share of what the decision gave back (of several denials in proportion to their amounts); all of a denial that the appeal was not against.';

CREATE OR REPLACE FUNCTION @ledger@.appeal_deadline(practice_id text, denial_id bigint, filed_on date DEFAULT NULL,
		OUT level integer, OUT level_name text, OUT rule_id text, OUT starts_on date, OUT deadline date, OUT safe_by date, OUT days_left integer,
		OUT in_dispute rcm.usd, OUT floor rcm.usd, OUT aggregates boolean, OUT verified boolean, OUT refusal text, OUT why text, OUT rule jsonb)
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp SET datestyle = 'ISO, YMD' AS $$
DECLARE
	denial   @ledger@.denial;
	before   @ledger@.appeal := @ledger@.last_appeal(practice_id, denial_id);
	program  record;
	notice   date;
	on_day   date := coalesce(filed_on, @ledger@.today(practice_id));
BEGIN
	SELECT * INTO denial FROM @ledger@.denial d WHERE d.practice_id = appeal_deadline.practice_id AND d.denial_id = appeal_deadline.denial_id;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no denial %', denial_id USING ERRCODE = 'RC010';
	END IF;
	in_dispute := denial.amount;
	IF denial.resolved_on IS NOT NULL THEN
		refusal := format('the denial is settled: %s', denial.state);
	ELSIF before.appeal_id IS NOT NULL AND before.outcome IS NULL THEN
		refusal := format('appeal %s of level %s is not decided', before.appeal_id, before.level);
	ELSIF before.outcome = 'overturned' THEN
		refusal := format('appeal %s was won', before.appeal_id);
	END IF;
	IF refusal IS NOT NULL THEN
		level := before.level;
		why := refusal;
		RETURN;
	END IF;
	level := coalesce(before.level, 0) + 1;
	in_dispute := @ledger@.still_in_dispute(denial, before);
	program := @ledger@.denial_program(appeal_deadline.practice_id, appeal_deadline.denial_id);
	notice := coalesce(before.decided_on, denial.denied_on);
	rule := rcm.appeal_rule(program.program, program.payer_id, program.product, program.state, program.participation, program.dispute, level, notice);
	IF rule IS NULL THEN
		refusal := format('there is no rule for level %s of an appeal about %s under %s', level, program.dispute,
			concat_ws(', ', coalesce(program.program, 'a program that nothing tells'), program.product, program.state, program.participation));
		why := refusal;
		RETURN;
	END IF;
	rule_id := rule ->> 'rule_id';
	level_name := rule ->> 'level_name';
	verified := (rule ->> 'verified')::boolean;
	IF NOT (rule ->> 'may_appeal')::boolean THEN
		refusal := format('by rule %s the practice may not appeal: %s', rule_id, rule ->> 'note');
		why := refusal;
		RETURN;
	END IF;
	SELECT t.starts_on, t.deadline, t.why INTO starts_on, deadline, why FROM @ledger@.appeal_term(denial, rule, notice) t;
	safe_by := deadline - 10;
	days_left := deadline - on_day;
	SELECT f.floor, f.aggregates INTO floor, aggregates FROM rcm.appeal_floor(program.program, level, on_day) f;
	why := why || CASE WHEN floor IS NOT NULL THEN format('; at least %s has to be in dispute%s', floor, CASE WHEN aggregates THEN ', claims together' ELSE '' END) ELSE '' END
		|| CASE WHEN NOT verified THEN '; the rule is not verified' ELSE '' END;
	IF days_left < 0 THEN
		refusal := format('the deadline of rule %s was %s', rule_id, deadline);
	ELSIF in_dispute < floor AND NOT aggregates THEN
		refusal := format('rule %s asks for at least %s in dispute, and this is %s', rule_id, floor, in_dispute);
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.appeal_deadline(text, bigint, date) IS
'Until when a denial can be appealed at its next level, by which rule of the library''s appeal_rule. filed_on: the day on which it would be filed; null: today at the practice.

level, level_name, rule_id, rule - the level that comes next and its rule; null where there is none.
starts_on - the day that the term counts from: the notice or the decision of the level before, with the days of mail after which it is presumed to have come, or the service.
deadline - the last day. safe_by - ten days before. days_left - from filed_on, negative when it is past.
in_dispute - what could be won. floor, aggregates - the least that has to be in dispute, and whether denials may be put together for it.
verified - has somebody read the rule''s figures at its source?
refusal - why it cannot be appealed on that day: null when it can. why - how the day was found, in one sentence.

Error RC010 when there is no such denial.

    SELECT deadline, safe_by, why FROM @ledger@.appeal_deadline(''HARBOR'', 1)';

CREATE OR REPLACE FUNCTION @ledger@.appeal_term(denial @ledger@.denial, rule jsonb, notice date, OUT starts_on date, OUT deadline date, OUT why text)
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp SET datestyle = 'ISO, YMD' AS $$
DECLARE
	mail   integer := (rule ->> 'mail_days')::integer;
	begins date := notice;
BEGIN
	IF rule ->> 'start_event' = 'service' THEN
		SELECT coalesce(l.service_from, c.first_service, notice) INTO begins FROM @ledger@.claim c
			LEFT JOIN @ledger@.claim_line l ON l.practice_id = c.practice_id AND l.claim_id = c.claim_id AND l.line_no = denial.line_no
			WHERE c.practice_id = denial.practice_id AND c.claim_id = denial.claim_id;
		mail := 0;
	END IF;
	starts_on := begins + mail;
	deadline := rcm.deadline(begins, (rule ->> 'days')::integer, rule ->> 'day_kind', mail,
		CASE WHEN rule ->> 'day_kind' = 'business' THEN rcm.holidays(array_remove(ARRAY['federal', rule ->> 'state'], NULL), begins, begins + 3650) ELSE '{}' END);
	why := format('%s (level %s): %s %s from %s, %s; rule %s', rule ->> 'level_name', rule ->> 'level', rule ->> 'days',
		CASE rule ->> 'day_kind' WHEN 'month' THEN 'months' ELSE (rule ->> 'day_kind') || ' days' END, starts_on,
		CASE WHEN rule ->> 'start_event' = 'service' THEN 'the day of service'
			ELSE format('the day of the %s%s', rule ->> 'start_event', CASE WHEN mail > 0 THEN format(', %s, and %s days of mail', begins, mail) ELSE '' END) END, rule ->> 'rule_id');
END
$$;
COMMENT ON FUNCTION @ledger@.appeal_term(@ledger@.denial, jsonb, date) IS
'First and last day of the term that a rule of appeal gives for a denial, and how they were found. rule: as rcm.appeal_rule returns it. notice: day of the denial, or of the decision of the level before.';

CREATE OR REPLACE FUNCTION @ledger@.lock_work(practice_id text, denial_ids bigint[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	PERFORM pg_advisory_xact_lock(hashtextextended('@ledger@.queue_work ' || lock_work.practice_id, 0));
	PERFORM 1 FROM @ledger@.work_item i WHERE i.practice_id = lock_work.practice_id AND i.item_id IN (SELECT m.item_id FROM @ledger@.work_member m
		WHERE m.practice_id = lock_work.practice_id AND m.denial_id = ANY (denial_ids)) ORDER BY i.item_id FOR NO KEY UPDATE;
END
$$;
COMMENT ON FUNCTION @ledger@.lock_work(text, bigint[]) IS
'Locks the work of denials before the denials themselves are locked: queue_work''s lock first, then items in the order of their numbers, then denials. Whoever changes several of these keeps to that order, so that no two wait for each other.';

CREATE OR REPLACE FUNCTION @ledger@.open_appeal(practice_id text, denial_ids bigint[], filed_on date DEFAULT NULL, reference text DEFAULT NULL) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
	one   record;
	first record;
	total rcm.usd := 0;
	last_day date;
	id    bigint;
BEGIN
	filed_on := coalesce(filed_on, today);
	IF today IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	ELSIF filed_on > today THEN
		RAISE EXCEPTION 'the day of filing has not come' USING ERRCODE = 'RC011';
	END IF;
	PERFORM @ledger@.refuse_card_numbers('reference', reference);
	PERFORM @ledger@.lock_work(open_appeal.practice_id, denial_ids);
	PERFORM 1 FROM @ledger@.denial d WHERE d.practice_id = open_appeal.practice_id AND d.denial_id = ANY (denial_ids) ORDER BY d.denial_id FOR NO KEY UPDATE;
	FOR one IN SELECT u.id, d.payer_key, d.denied_on, t.* FROM (SELECT DISTINCT unnest(denial_ids) AS id) u
			CROSS JOIN LATERAL @ledger@.appeal_deadline(open_appeal.practice_id, u.id, open_appeal.filed_on) t
			JOIN @ledger@.denial d ON d.practice_id = open_appeal.practice_id AND d.denial_id = u.id ORDER BY u.id LOOP
		first := coalesce(first, one);
		total := total + one.in_dispute;
		last_day := least(last_day, one.deadline);
		IF one.refusal IS NOT NULL THEN
			RAISE EXCEPTION 'denial % cannot be appealed: %', one.id, one.refusal USING ERRCODE = 'RC010',
				HINT = CASE WHEN one.rule_id IS NULL AND one.refusal LIKE 'there is no rule%' THEN 'Rows of the library''s payer_program say under which program a payer falls, rows of appeal_rule what its terms are.' ELSE 'appeal_deadline() says how that was found.' END;
		ELSIF (one.rule_id, one.payer_key) IS DISTINCT FROM (first.rule_id, first.payer_key) THEN
			RAISE EXCEPTION 'denials % and % do not go together: payer or rule differ', first.id, one.id USING ERRCODE = 'RC010';
		ELSIF filed_on < one.denied_on THEN
			RAISE EXCEPTION 'denial % is of a later day than the appeal', one.id USING ERRCODE = 'RC011';
		END IF;
	END LOOP;
	IF first IS NULL THEN
		RAISE EXCEPTION 'an appeal is against a denial' USING ERRCODE = 'RC010';
	ELSIF total < first.floor THEN
		RAISE EXCEPTION 'rule % asks for at least % in dispute, and these are %', first.rule_id, first.floor, total USING ERRCODE = 'RC010',
			HINT = 'Denials may be put together for it: appeal_groups() suggests which.';
	END IF;
	INSERT INTO @ledger@.appeal AS a (practice_id, level, rule_id, rule, filed_on, deadline, amount, reference, decision_due)
		VALUES (open_appeal.practice_id, first.level, first.rule_id, first.rule, open_appeal.filed_on, last_day, total, open_appeal.reference,
			open_appeal.filed_on + (first.rule ->> 'decision_days')::integer)
		RETURNING a.appeal_id INTO id;
	PERFORM @ledger@.file_appeal(open_appeal.practice_id, id, denial_ids, open_appeal.filed_on);
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.open_appeal(text, bigint[], date, text) IS
'Records that an appeal was filed against one denial or several, and returns its number. The denials are then appealed, documents gathered for them have left with it, and the next move is the payer''s. filed_on: null today at the practice. reference: by which the sending can be traced.

Error RC010, naming the rule: after the deadline, below the floor (of all denials together where the rule lets them be put together), by somebody who may not appeal, without a rule, while an appeal of the same denial is not decided, denials of different payers or rules; also when there is no such denial. RC011: the day has not come, or is before the denial.

    SELECT @ledger@.open_appeal(''HARBOR'', ''{1}'', NULL, ''FAX-7731'')';

CREATE OR REPLACE FUNCTION @ledger@.file_appeal(practice_id text, appeal_id bigint, denial_ids bigint[], filed_on date) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	INSERT INTO @ledger@.appeal_denial (practice_id, appeal_id, denial_id, starts_on, deadline, amount)
		SELECT file_appeal.practice_id, file_appeal.appeal_id, u.id, t.starts_on, t.deadline, t.in_dispute
		FROM (SELECT DISTINCT unnest(denial_ids) AS id) u
		CROSS JOIN LATERAL @ledger@.appeal_deadline(file_appeal.practice_id, u.id, file_appeal.filed_on) t;
	UPDATE @ledger@.appeal_document o SET appeal_id = file_appeal.appeal_id
		WHERE o.practice_id = file_appeal.practice_id AND o.denial_id = ANY (denial_ids) AND o.appeal_id IS NULL;
	PERFORM @ledger@.move_denial(file_appeal.practice_id, u.id, 'appealed', format('appeal %s', file_appeal.appeal_id))
		FROM (SELECT DISTINCT unnest(denial_ids) AS id ORDER BY 1) u;
	PERFORM @ledger@.follow_appeal(file_appeal.practice_id, file_appeal.appeal_id);
END
$$;
COMMENT ON FUNCTION @ledger@.file_appeal(text, bigint, bigint[], date) IS
'What open_appeal does once nothing is against it: writes which denials an appeal is against, and moves them, their documents and their work.';

CREATE OR REPLACE FUNCTION @ledger@.decide_appeal(practice_id text, appeal_id bigint, outcome text, decided_on date DEFAULT NULL, recovered rcm.usd DEFAULT NULL, reason text DEFAULT NULL)
	RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	appeal @ledger@.appeal;
	today  date := @ledger@.today(practice_id);
	won    rcm.usd;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('reason', reason);
	PERFORM @ledger@.lock_work(decide_appeal.practice_id, ARRAY(SELECT m.denial_id FROM @ledger@.appeal_denial m
		WHERE m.practice_id = decide_appeal.practice_id AND m.appeal_id = decide_appeal.appeal_id));
	SELECT * INTO appeal FROM @ledger@.appeal a WHERE a.practice_id = decide_appeal.practice_id AND a.appeal_id = decide_appeal.appeal_id FOR NO KEY UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no appeal %', appeal_id USING ERRCODE = 'RC010';
	ELSIF appeal.outcome IS NOT NULL THEN
		RAISE EXCEPTION 'appeal % was decided on %: %', appeal_id, appeal.decided_on, appeal.outcome USING ERRCODE = 'RC010';
	ELSIF coalesce(outcome NOT IN ('overturned', 'partially overturned', 'upheld', 'dismissed', 'withdrawn'), true) THEN
		RAISE EXCEPTION 'an appeal does not end as "%"', outcome USING ERRCODE = 'RC010', HINT = 'overturned, partially overturned, upheld, dismissed or withdrawn.';
	ELSIF coalesce(decided_on, today) NOT BETWEEN appeal.filed_on AND today THEN
		RAISE EXCEPTION 'the day of the decision is not between the filing, %, and today', appeal.filed_on USING ERRCODE = 'RC011';
	END IF;
	won := coalesce(recovered, CASE outcome WHEN 'overturned' THEN appeal.amount ELSE '0' END);
	IF won < 0 OR won > appeal.amount OR (won > 0) <> (outcome IN ('overturned', 'partially overturned')) OR (outcome = 'partially overturned' AND won = appeal.amount) THEN
		RAISE EXCEPTION 'appeal % was about %: "%" cannot give % back', appeal_id, appeal.amount, outcome, won USING ERRCODE = 'RC011';
	END IF;
	-- what is being posted on them comes first
	PERFORM 1 FROM @ledger@.denial d WHERE d.practice_id = decide_appeal.practice_id AND d.denial_id IN (SELECT m.denial_id FROM @ledger@.appeal_denial m
		WHERE m.practice_id = decide_appeal.practice_id AND m.appeal_id = decide_appeal.appeal_id) ORDER BY d.denial_id FOR NO KEY UPDATE;
	UPDATE @ledger@.appeal a SET outcome = decide_appeal.outcome, decided_on = coalesce(decide_appeal.decided_on, today), recovered = won, reason = decide_appeal.reason
		WHERE a.practice_id = decide_appeal.practice_id AND a.appeal_id = decide_appeal.appeal_id;
	-- one that was won stays appealed until the payer has paid: the remittance overturns it
	PERFORM @ledger@.move_denial(d.practice_id, d.denial_id, CASE decide_appeal.outcome WHEN 'overturned' THEN 'appealed' ELSE 'open' END,
			format('appeal %s: %s', decide_appeal.appeal_id, decide_appeal.outcome))
		FROM @ledger@.appeal_denial m JOIN @ledger@.denial d ON d.practice_id = m.practice_id AND d.denial_id = m.denial_id
		WHERE m.practice_id = decide_appeal.practice_id AND m.appeal_id = decide_appeal.appeal_id AND d.state = 'appealed';
	PERFORM @ledger@.follow_appeal(decide_appeal.practice_id, decide_appeal.appeal_id);
END
$$;
COMMENT ON FUNCTION @ledger@.decide_appeal(text, bigint, text, date, rcm.usd, text) IS
'Records what came of an appeal. outcome: overturned, partially overturned, upheld, dismissed (not heard) or withdrawn. decided_on: null today at the practice; the term of the next level counts from it. recovered: dollars that the decision gives back, null all of it when overturned; needed when partially overturned. reason: what the decision says.

Moves no money: a denial that was won stays appealed until a remittance pays it. Otherwise the denials are open again, and the next level''s deadline runs. Errors: RC010 no such appeal, decided before, another outcome; RC011 a day before the filing or to come, more than was in dispute.

    SELECT @ledger@.decide_appeal(''HARBOR'', 1, ''overturned'')';

CREATE OR REPLACE FUNCTION @ledger@.appeal_groups(practice_id text, payer_key text,
		OUT group_no integer, OUT denial_ids bigint[], OUT level integer, OUT rule_id text, OUT in_dispute rcm.usd, OUT floor rcm.usd, OUT deadline date) RETURNS SETOF record
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10 SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	one record;
BEGIN
	group_no := 1;
	FOR one IN SELECT d.denial_id, t.* FROM @ledger@.denial d CROSS JOIN LATERAL @ledger@.appeal_deadline(d.practice_id, d.denial_id) t
			WHERE d.practice_id = appeal_groups.practice_id AND d.payer_key = appeal_groups.payer_key AND d.resolved_on IS NULL
				AND t.refusal IS NULL AND t.aggregates AND t.in_dispute < t.floor
			ORDER BY t.rule_id, t.floor, t.deadline, t.in_dispute DESC, d.denial_id LOOP
		IF (one.rule_id, one.floor) IS DISTINCT FROM (rule_id, floor) THEN
			denial_ids := '{}';
			in_dispute := '0';
			deadline := NULL;
		END IF;
		denial_ids := denial_ids || one.denial_id;
		in_dispute := in_dispute + one.in_dispute;
		level := one.level;
		rule_id := one.rule_id;
		floor := one.floor;
		deadline := least(deadline, one.deadline);
		IF in_dispute >= floor THEN
			RETURN NEXT;
			group_no := group_no + 1;
			denial_ids := '{}';
			in_dispute := '0';
			deadline := NULL;
		END IF;
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.appeal_groups(text, text) IS
'Suggests which denials of a payer to appeal together: each of them is below the floor of its rule, together they reach it, and the rule allows that. They are taken in the order of their deadlines, so that the first groups are the most pressing; what reaches no floor is left out. deadline is the earliest of the group. An attorney decides whether they have enough in common.

    SELECT @ledger@.open_appeal(''HARBOR'', denial_ids) FROM @ledger@.appeal_groups(''HARBOR'', ''1512345678'')';
