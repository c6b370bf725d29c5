-- 72-plan.sql - payment plans

CREATE OR REPLACE FUNCTION @ledger@.agree_plan(practice_id text, patient_id text, instalments integer, first_due date, every interval DEFAULT '1 month',
		grace_days integer DEFAULT 5)
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	payer  text := @ledger@.guarantor(practice_id, patient_id);
	today  date := @ledger@.today(practice_id);
	claims text[];
	whole  rcm.usd;
	parts  rcm.usd[];
	id     bigint;
BEGIN
	IF instalments IS NULL OR instalments NOT BETWEEN 1 AND 600 OR first_due IS NULL OR first_due < today OR NOT isfinite(first_due)
			OR every IS NULL OR every < interval '1 day' OR every > interval '1 year' OR grace_days IS NULL OR grace_days < 0 THEN
		RAISE EXCEPTION 'this is no plan' USING ERRCODE = 'RC011',
			HINT = 'It has 1 to 600 instalments, the first not before today, a day to a year between two, and no negative grace.';
	END IF;
	claims := ARRAY(SELECT DISTINCT b.claim_id FROM @ledger@.billable_lines(agree_plan.practice_id, payer) b);
	PERFORM @ledger@.lock_claims(agree_plan.practice_id, claims);
	PERFORM 1 FROM @ledger@.payment_plan n WHERE n.practice_id = agree_plan.practice_id AND n.patient_id = payer AND n.ended_on IS NULL;
	IF FOUND THEN
		RAISE EXCEPTION 'the guarantor has a plan that runs' USING ERRCODE = 'RC011', HINT = 'end_plan ends it; what is left of it can be part of a new one.';
	END IF;
	SELECT sum(b.amount) INTO whole FROM @ledger@.billable_lines(agree_plan.practice_id, payer) b WHERE b.claim_id = ANY (claims);
	IF whole IS NULL THEN
		RETURN NULL;
	END IF;
	parts := rcm.split(whole, array_fill(1::rcm.usd, ARRAY[instalments]));
	IF parts[instalments] <= 0 THEN
		RAISE EXCEPTION '% cannot be paid in % instalments', whole, instalments USING ERRCODE = 'RC011';
	END IF;
	BEGIN
		INSERT INTO @ledger@.payment_plan AS n (practice_id, patient_id, signed_on, amount, grace_days)
			VALUES (agree_plan.practice_id, payer, today, whole, agree_plan.grace_days) RETURNING n.plan_id INTO id;
	EXCEPTION WHEN unique_violation THEN
		RAISE EXCEPTION 'the guarantor has a plan that runs' USING ERRCODE = 'RC011';
	END;
	INSERT INTO @ledger@.payment_plan_line (practice_id, plan_id, claim_id, line_no, amount, last_entry)
		SELECT agree_plan.practice_id, id, b.claim_id, b.line_no, b.amount, b.last_entry
		FROM @ledger@.billable_lines(agree_plan.practice_id, payer) b WHERE b.claim_id = ANY (claims);
	INSERT INTO @ledger@.instalment (practice_id, plan_id, instalment_no, due_on, amount)
		SELECT agree_plan.practice_id, id, i.n, (agree_plan.first_due + (i.n - 1) * agree_plan.every)::date, parts[i.n]
		FROM generate_series(1, instalments) i (n);
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.agree_plan(text, text, integer, date, interval, integer) IS
'Agrees with the guarantor of a patient that what the family owes now is paid in instalments, and returns the number of the plan; null when nothing is owed. The instalments add up to what is owed to the cent (I12), the first ones a cent higher where it does not divide. first_due: not before today; every: time between two, from a day to a year; grace_days: after which one counts as missed. What comes to be owed later is not part of it. Errors: RC010 no such patient; RC011 a bill_hold, a plan that runs, less than a cent for each.';

CREATE OR REPLACE VIEW @ledger@.plan_state WITH (security_invoker = true) AS
	WITH covered AS (
		SELECT l.practice_id, l.plan_id, sum(least(l.amount, greatest(m.paid, 0))) AS paid,
			sum(least(l.amount, greatest(m.paid, 0) + greatest(m.relieved, 0))) AS covered
		FROM @ledger@.payment_plan_line l
		CROSS JOIN LATERAL (
			SELECT coalesce(sum(CASE WHEN e.from_account = 'patient' THEN e.amount ELSE -e.amount END) FILTER (WHERE x.money), 0) AS paid,
				coalesce(sum(CASE WHEN e.from_account = 'patient' THEN e.amount ELSE -e.amount END) FILTER (WHERE NOT x.money), 0) AS relieved
			FROM @ledger@.entry e
			CROSS JOIN LATERAL (SELECT e.from_account IN ('cash', 'unapplied_patient') OR e.to_account IN ('cash', 'unapplied_patient') AS money) x
			WHERE e.practice_id = l.practice_id AND e.claim_id = l.claim_id AND e.line_no = l.line_no AND e.entry_id > l.last_entry
				AND 'patient' IN (e.from_account, e.to_account) AND coalesce(e.reverses > l.last_entry, true)) m
		GROUP BY 1, 2),
	due AS (
		SELECT i.*, sum(i.amount) OVER (PARTITION BY i.practice_id, i.plan_id ORDER BY i.instalment_no) AS until FROM @ledger@.instalment i)
	SELECT n.practice_id, n.plan_id, n.patient_id, n.signed_on, n.amount, c.paid, c.covered - c.paid AS relieved, n.amount - c.covered AS amount_left,
		count(*) AS instalments, count(*) FILTER (WHERE d.until <= c.covered) AS met,
		count(*) FILTER (WHERE d.until > c.covered AND d.due_on + n.grace_days < t.today) AS missed,
		greatest(coalesce(max(d.until) FILTER (WHERE d.due_on <= t.today), 0) - c.covered, 0) AS due_now,
		min(d.due_on) FILTER (WHERE d.until > c.covered) AS next_due_on,
		n.ended_on IS NULL AND count(*) FILTER (WHERE d.until > c.covered AND d.due_on + n.grace_days < t.today) >= 2 AS in_default,
		n.ended_on, n.ended_because
	FROM @ledger@.payment_plan n
	JOIN @ledger@.practice p ON p.practice_id = n.practice_id
	CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE p.time_zone)::date AS today) t
	JOIN covered c ON c.practice_id = n.practice_id AND c.plan_id = n.plan_id
	JOIN due d ON d.practice_id = n.practice_id AND d.plan_id = n.plan_id
	GROUP BY n.practice_id, n.plan_id, c.paid, c.covered, t.today;
COMMENT ON VIEW @ledger@.plan_state IS 'Payment plans and how they go, from the entries of their charge lines since they were signed. What is paid counts for the oldest instalment first, however it is applied.';
COMMENT ON COLUMN @ledger@.plan_state.signed_on IS 'Day of the agreement.';
COMMENT ON COLUMN @ledger@.plan_state.amount IS 'What was agreed on.';
COMMENT ON COLUMN @ledger@.plan_state.paid IS 'Paid of it so far.';
COMMENT ON COLUMN @ledger@.plan_state.relieved IS 'No longer owed by the patient for another reason: written off, or a payer''s after all.';
COMMENT ON COLUMN @ledger@.plan_state.amount_left IS 'The rest.';
COMMENT ON COLUMN @ledger@.plan_state.instalments IS 'Instalments.';
COMMENT ON COLUMN @ledger@.plan_state.met IS 'Of these: met.';
COMMENT ON COLUMN @ledger@.plan_state.missed IS 'Of these: not met, and past their day and the days of grace.';
COMMENT ON COLUMN @ledger@.plan_state.due_now IS 'What should have been paid until today and was not.';
COMMENT ON COLUMN @ledger@.plan_state.next_due_on IS 'Day of the first instalment that is not met; null: all are.';
COMMENT ON COLUMN @ledger@.plan_state.in_default IS 'It runs, and two instalments or more are missed.';
COMMENT ON COLUMN @ledger@.plan_state.ended_on IS 'Day on which it ended; null: it runs.';
COMMENT ON COLUMN @ledger@.plan_state.ended_because IS 'paid, default or cancelled.';

CREATE OR REPLACE FUNCTION @ledger@.end_plan(practice_id text, plan_id bigint, because text) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	s record;
BEGIN
	UPDATE @ledger@.payment_plan n SET grace_days = n.grace_days
		WHERE n.practice_id = end_plan.practice_id AND n.plan_id = end_plan.plan_id AND n.ended_on IS NULL;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no plan % that runs', plan_id USING ERRCODE = 'RC010';
	END IF;
	SELECT * INTO s FROM @ledger@.plan_state p WHERE p.practice_id = end_plan.practice_id AND p.plan_id = end_plan.plan_id;
	IF coalesce(because NOT IN ('paid', 'default', 'cancelled'), true) OR because = 'paid' AND s.amount_left > 0 OR because = 'default' AND NOT s.in_default THEN
		RAISE EXCEPTION 'plan % does not end for this reason', plan_id USING ERRCODE = 'RC011',
			DETAIL = format('%s is left, %s instalments are missed.', s.amount_left, s.missed),
			HINT = 'paid: nothing is left; default: two instalments are missed; or cancelled.';
	END IF;
	UPDATE @ledger@.payment_plan n SET ended_on = @ledger@.today(end_plan.practice_id), ended_because = end_plan.because
		WHERE n.practice_id = end_plan.practice_id AND n.plan_id = end_plan.plan_id;
END
$$;
COMMENT ON FUNCTION @ledger@.end_plan(text, bigint, text) IS
'Ends a plan, today: because it is paid (nothing is left), in default (two instalments are missed) or cancelled. What is left of it is billed like anything else again. Errors: RC010 no plan of this number runs, RC011 when that is not so.';
