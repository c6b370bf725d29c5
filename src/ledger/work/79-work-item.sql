-- 79-work-item.sql - what a trigger keeps of work: its worth, and who touched it

CREATE OR REPLACE FUNCTION @ledger@.work_worth(practice_id text, amount rcm.usd, chance numeric, presses_on date, on_day date DEFAULT NULL,
		OUT expected numeric, OUT days_left integer, OUT urgency numeric, OUT worth numeric)
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT round(e.expected, 2), d.days_left, round(u.urgency, 4), round(e.expected * u.urgency, 2)
	FROM (SELECT work_worth.amount::numeric * work_worth.chance) e (expected),
		(SELECT work_worth.presses_on - coalesce(work_worth.on_day, @ledger@.today(work_worth.practice_id))) d (days_left),
		LATERAL (SELECT power(2, - greatest(least(d.days_left, 3650), -140) / 14.0::double precision)::numeric) u (urgency)
$$;
COMMENT ON FUNCTION @ledger@.work_worth(text, rcm.usd, numeric, date, date) IS
'The parts of the order of work: expected is amount x chance in dollars; days_left those until the day that presses (the deadline, or where there is none the day that it is due), from on_day, null today; urgency 1 on that day, half as much for each 14 days before it and twice as much for each 14 days after it; worth is expected x urgency. work_item.score is its logarithm, less what is the same for all on a day.';

CREATE OR REPLACE FUNCTION @ledger@.keep_work() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	IF TG_OP = 'INSERT' OR (NEW.amount, NEW.chance, NEW.deadline, NEW.due_on) IS DISTINCT FROM (OLD.amount, OLD.chance, OLD.deadline, OLD.due_on) THEN
		NEW.score := round(1000000 * (ln(greatest(NEW.amount::numeric * NEW.chance, 0.01)::double precision) / ln(2::double precision)
			- (coalesce(NEW.deadline, NEW.due_on) - date '2000-01-01') / 14::double precision));
	END IF;
	IF TG_OP = 'UPDATE' THEN
		IF (NEW.practice_id, NEW.item_id, NEW.opened_at) IS DISTINCT FROM (OLD.practice_id, OLD.item_id, OLD.opened_at) THEN
			RAISE EXCEPTION 'work keeps its number and its beginning' USING ERRCODE = 'RC011';
		END IF;
		NEW.closed_at := CASE WHEN NEW.state <> 'closed' THEN NULL WHEN OLD.state = 'closed' THEN OLD.closed_at ELSE clock_timestamp() END;
	ELSE
		NEW.opened_at := now();
		NEW.closed_at := CASE WHEN NEW.state = 'closed' THEN now() END;
	END IF;
	IF NEW.state <> 'closed' THEN
		NEW.outcome := NULL;
	END IF;
	IF NEW.state <> 'snoozed' THEN
		NEW.snoozed_until := NULL;
	END IF;
	NEW.touched_at := now();
	NEW.touched_by := coalesce(NEW.acting, CURRENT_USER);
	NEW.acting := NULL;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION @ledger@.keep_work() IS
'Trigger on work_item (BEFORE INSERT OR UPDATE, FOR EACH ROW): computes score, touched_at and touched_by, and clears what no longer holds in the new state. Error RC011 when the number or the beginning of an item is to change.';
CREATE OR REPLACE TRIGGER keep_work BEFORE INSERT OR UPDATE ON @ledger@.work_item
	FOR EACH ROW EXECUTE FUNCTION @ledger@.keep_work();
COMMENT ON TRIGGER keep_work ON @ledger@.work_item IS 'Keeps the score.';

CREATE OR REPLACE FUNCTION @ledger@.log_work() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		INSERT INTO @ledger@.work_touch (practice_id, item_id, person, what, queue_is)
			VALUES (NEW.practice_id, NEW.item_id, NEW.touched_by, 'opened', CASE WHEN NEW.state <> 'closed' THEN NEW.queue END);
		RETURN NULL;
	END IF;
	INSERT INTO @ledger@.work_touch (practice_id, item_id, person, what, queue_was, queue_is, changes)
		SELECT NEW.practice_id, NEW.item_id, NEW.touched_by,
			CASE WHEN NEW.state = 'closed' AND OLD.state <> 'closed' THEN 'closed' WHEN OLD.state = 'closed' AND NEW.state <> 'closed' THEN 'reopened'
				WHEN NEW.state = 'taken' AND OLD.state <> 'taken' THEN 'taken'
				WHEN NEW.state = 'snoozed' AND NEW.snoozed_until IS DISTINCT FROM OLD.snoozed_until THEN 'snoozed'
				WHEN NEW.escalated > OLD.escalated THEN 'escalated'
				WHEN OLD.state = 'snoozed' AND NEW.state = 'open' THEN 'woken'
				WHEN (NEW.queue, NEW.side) IS DISTINCT FROM (OLD.queue, OLD.side) THEN 'passed'
				WHEN OLD.state = 'taken' AND NEW.state = 'open' THEN 'released'
				WHEN NEW.owner IS DISTINCT FROM OLD.owner THEN 'assigned'
				WHEN NEW.note IS DISTINCT FROM OLD.note THEN 'noted' ELSE 'changed' END,
			CASE WHEN OLD.state <> 'closed' THEN OLD.queue END, CASE WHEN NEW.state <> 'closed' THEN NEW.queue END,
			(SELECT jsonb_object_agg(n.key, jsonb_build_array(o.value, n.value)) FROM jsonb_each(to_jsonb(NEW)) n JOIN jsonb_each(to_jsonb(OLD)) o ON o.key = n.key
				WHERE n.value <> o.value AND n.key NOT IN ('touched_at', 'touched_by', 'score'));
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.log_work() IS
'Trigger on work_item (AFTER INSERT OR UPDATE, FOR EACH ROW): writes each change to work_touch, so that nobody can touch an item without it being known.';
CREATE OR REPLACE TRIGGER log_work AFTER INSERT OR UPDATE ON @ledger@.work_item
	FOR EACH ROW EXECUTE FUNCTION @ledger@.log_work();
COMMENT ON TRIGGER log_work ON @ledger@.work_item IS 'Writes the touch log.';
CREATE OR REPLACE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON @ledger@.work_item
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER never_deleted ON @ledger@.work_item IS 'Rows are never deleted.';
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.work_touch
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER append_only ON @ledger@.work_touch IS 'Rows are never changed or deleted.';
CREATE OR REPLACE TRIGGER by_work BEFORE INSERT ON @ledger@.work_touch
	FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER by_work ON @ledger@.work_touch IS 'Only a change of work writes here.';
CREATE OR REPLACE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON @ledger@.work_member
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER never_deleted ON @ledger@.work_member IS 'Rows are never deleted.';
CREATE OR REPLACE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON @ledger@.appeal
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER never_deleted ON @ledger@.appeal IS 'Rows are never deleted.';
CREATE OR REPLACE TRIGGER as_filed BEFORE UPDATE OF practice_id, appeal_id, level, rule_id, rule, filed_on, deadline, amount, filed_at, filed_by ON @ledger@.appeal
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER as_filed ON @ledger@.appeal IS 'What was filed stays as it was filed.';
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.appeal_denial
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER append_only ON @ledger@.appeal_denial IS 'Rows are never changed or deleted.';
