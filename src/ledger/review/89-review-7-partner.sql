-- 89-review-7-partner.sql - who owns which work, how long it took, and what is asked for it

CREATE OR REPLACE FUNCTION @ledger@.record_time(practice_id text, person text, minutes integer, note text, item_id bigint DEFAULT NULL, worked_on date DEFAULT NULL, corrects bigint DEFAULT NULL) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
	old   @ledger@.work_time;
	id    bigint;
	rule  text;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('note', note);
	IF today IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	ELSIF worked_on > today THEN
		RAISE EXCEPTION 'the day of the work has not come' USING ERRCODE = 'RC010';
	END IF;
	IF corrects IS NOT NULL THEN
		-- (two who take back the same row wait for each other)
		PERFORM pg_advisory_xact_lock(hashtextextended(format('@ledger@.work_time %s %s', practice_id, corrects), 0));
		SELECT * INTO old FROM @ledger@.work_time t WHERE t.practice_id = record_time.practice_id AND t.time_id = record_time.corrects;
		IF NOT FOUND OR old.minutes < 0 OR old.person <> person
			OR old.minutes + minutes + (SELECT coalesce(sum(t.minutes), 0) FROM @ledger@.work_time t WHERE t.practice_id = record_time.practice_id AND t.corrects = record_time.corrects) < 0 THEN
			RAISE EXCEPTION 'time % of that person has not so many minutes that could be taken back', corrects USING ERRCODE = 'RC010';
		END IF;
	END IF;
	INSERT INTO @ledger@.work_time AS t (practice_id, worked_on, person, item_id, minutes, note, corrects)
		VALUES (record_time.practice_id, coalesce(old.worked_on, record_time.worked_on, today), record_time.person, coalesce(old.item_id, record_time.item_id),
			record_time.minutes, record_time.note, record_time.corrects)
		RETURNING t.time_id INTO id;
	RETURN id;
EXCEPTION WHEN check_violation OR not_null_violation OR foreign_key_violation THEN
	GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME;
	RAISE EXCEPTION 'the time breaks the rule %', coalesce(nullif(rule, ''), 'that something is missing') USING ERRCODE = 'RC010';
END
$$;
COMMENT ON FUNCTION @ledger@.record_time(text, text, integer, text, bigint, date, bigint) IS
'Records how many minutes a person has worked, on which item, and what was done (note: the invoice says it), and returns the number of the row. worked_on: null today. What was wrong is taken back by a row of less than zero minutes with corrects: never more than what it had; day and item are those of the row that it corrects. Errors RC010: no such practice or item, a day to come, nothing said of what was done, more than a day''s minutes.

    SELECT @ledger@.record_time(''HARBOR'', ''ann'', 25, ''notes gathered and sent'', 1)';

CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.work_time
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER append_only ON @ledger@.work_time IS 'Rows are never changed or deleted.';
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.invoice
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER append_only ON @ledger@.invoice IS 'What is issued stays as it is.';
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON @ledger@.invoice_line
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER append_only ON @ledger@.invoice_line IS 'What is issued stays as it is.';
CREATE OR REPLACE TRIGGER by_invoice BEFORE INSERT ON @ledger@.invoice_line
	FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER by_invoice ON @ledger@.invoice_line IS 'Only an invoice writes here.';

-- (a trigger of somebody's own is no invoice)
CREATE OR REPLACE FUNCTION @ledger@.refuse_other_lines() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	IF EXISTS (SELECT FROM written w WHERE NOT EXISTS (SELECT FROM @ledger@.invoice i
			WHERE i.practice_id = w.practice_id AND i.partner = w.partner AND i.month = w.month AND i.issued_at = now())) THEN
		RAISE EXCEPTION 'the invoice was issued before' USING ERRCODE = 'RC011', HINT = 'What was recorded later is on the next one.';
	ELSIF EXISTS (SELECT FROM (SELECT DISTINCT w.practice_id, w.partner, w.month FROM written w) w
			JOIN @ledger@.invoice i ON i.practice_id = w.practice_id AND i.partner = w.partner AND i.month = w.month
			WHERE (i.minutes, i.worked::numeric) <> (SELECT sum(l.minutes), sum(l.amount::numeric) FROM @ledger@.invoice_line l
				WHERE l.practice_id = w.practice_id AND l.partner = w.partner AND l.month = w.month)) THEN
		RAISE EXCEPTION 'time was recorded while the invoice was issued' USING ERRCODE = 'serialization_failure', HINT = 'Issue it again.';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.refuse_other_lines() IS
'Trigger on invoice_line (AFTER INSERT, FOR EACH STATEMENT): refuses lines of an invoice that was issued before, and lines that do not add up to it, whoever writes them. Errors RC011; 40001 when they do not add up.';
CREATE OR REPLACE TRIGGER of_its_invoice AFTER INSERT ON @ledger@.invoice_line
	REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_other_lines();
COMMENT ON TRIGGER of_its_invoice ON @ledger@.invoice_line IS 'The lines are the invoice, no more and no less.';

CREATE OR REPLACE FUNCTION @ledger@.billable_time(practice_id text, partner text, until date,
		OUT time_id bigint, OUT worked_on date, OUT person text, OUT item_id bigint, OUT minutes integer, OUT per_hour rcm.usd, OUT amount rcm.usd, OUT note text)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT t.time_id, t.worked_on, t.person, t.item_id, t.minutes, r.per_hour, round(t.minutes * r.per_hour::numeric / 60, 2)::rcm.usd, t.note
	FROM @ledger@.work_time t
	JOIN @ledger@.partner_rate r ON r.practice_id = t.practice_id AND r.person = t.person AND daterange(r.eff, r.term, '[]') @> t.worked_on
	WHERE t.practice_id = billable_time.practice_id AND r.partner = billable_time.partner AND t.worked_on <= billable_time.until
		AND NOT EXISTS (SELECT FROM @ledger@.invoice_line l WHERE l.practice_id = t.practice_id AND l.time_id = t.time_id)
	ORDER BY t.worked_on, t.time_id
$$;
COMMENT ON FUNCTION @ledger@.billable_time(text, text, date) IS
'Time of a partner''s people until a day that is on no invoice yet, and what it costs by the rate of its day.';

CREATE OR REPLACE FUNCTION @ledger@.fill_invoice() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	last_day date := (NEW.month + interval '1 month')::date - 1;
BEGIN
	-- (row security refuses a practice that is not to be seen)
	IF @ledger@.today(NEW.practice_id) <= last_day THEN
		RAISE EXCEPTION 'the month is not over' USING ERRCODE = 'RC010';
	END IF;
	-- time that is written meanwhile is for the next one
	PERFORM pg_advisory_xact_lock(hashtextextended(format('@ledger@.invoice %s %s', NEW.practice_id, NEW.partner), 0));
	SELECT coalesce(sum(t.minutes), 0), coalesce(sum(t.amount), 0) INTO NEW.minutes, NEW.worked FROM @ledger@.billable_time(NEW.practice_id, NEW.partner, last_day) t;
	SELECT b.per_month INTO NEW.cap FROM @ledger@.partner_budget b
		WHERE b.practice_id = NEW.practice_id AND b.partner = NEW.partner AND daterange(b.eff, b.term, '[]') @> last_day;
	NEW.due := CASE WHEN NEW.cap < NEW.worked THEN NEW.cap ELSE NEW.worked END;
	NEW.issued_at := now();
	NEW.issued_by := CURRENT_USER;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION @ledger@.fill_invoice() IS
'Trigger on invoice (BEFORE INSERT, FOR EACH ROW): computes it from the time that was recorded, whatever the row says. Error RC010 while the month is not over.';
CREATE OR REPLACE TRIGGER fill_invoice BEFORE INSERT ON @ledger@.invoice
	FOR EACH ROW EXECUTE FUNCTION @ledger@.fill_invoice();
COMMENT ON TRIGGER fill_invoice ON @ledger@.invoice IS 'Nobody asks for more than was worked.';

CREATE OR REPLACE FUNCTION @ledger@.write_invoice() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	written rcm.usd;
BEGIN
	WITH line AS (
		INSERT INTO @ledger@.invoice_line (practice_id, partner, month, time_id, worked_on, person, item_id, minutes, per_hour, amount, note)
			SELECT NEW.practice_id, NEW.partner, NEW.month, t.time_id, t.worked_on, t.person, t.item_id, t.minutes, t.per_hour, t.amount, t.note
			FROM @ledger@.billable_time(NEW.practice_id, NEW.partner, (NEW.month + interval '1 month')::date - 1) t
			RETURNING amount)
	SELECT coalesce(sum(l.amount), 0) INTO written FROM line l;
	IF written <> NEW.worked THEN
		RAISE EXCEPTION 'time was recorded while the invoice was issued' USING ERRCODE = 'serialization_failure', HINT = 'Issue it again.';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.write_invoice() IS
'Trigger on invoice (AFTER INSERT, FOR EACH ROW): writes its lines. Error 40001 when time was recorded between the sum and the lines.';
CREATE OR REPLACE TRIGGER write_invoice AFTER INSERT ON @ledger@.invoice
	FOR EACH ROW EXECUTE FUNCTION @ledger@.write_invoice();
COMMENT ON TRIGGER write_invoice ON @ledger@.invoice IS 'Writes invoice_line.';

CREATE OR REPLACE FUNCTION @ledger@.issue_invoice(practice_id text, partner text, month date, OUT minutes bigint, OUT worked numeric, OUT cap numeric, OUT due numeric) RETURNS record
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	IF @ledger@.today(practice_id) IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	ELSIF NOT EXISTS (SELECT FROM @ledger@.partner_rate r WHERE r.practice_id = issue_invoice.practice_id AND r.partner = issue_invoice.partner) OR month IS NULL THEN
		RAISE EXCEPTION 'there is no such partner, or no month' USING ERRCODE = 'RC010', HINT = 'partner_rate says who works for which partner.';
	END IF;
	INSERT INTO @ledger@.invoice AS i (practice_id, partner, month) VALUES (issue_invoice.practice_id, issue_invoice.partner, date_trunc('month', issue_invoice.month)::date)
		RETURNING i.minutes, i.worked::numeric, i.cap::numeric, i.due::numeric INTO minutes, worked, cap, due;
EXCEPTION WHEN unique_violation THEN
	RAISE EXCEPTION 'the invoice of that month was issued before' USING ERRCODE = 'RC010', HINT = 'What was recorded later is on the next one.';
END
$$;
COMMENT ON FUNCTION @ledger@.issue_invoice(text, text, date) IS
'Issues a partner''s invoice for a month that is over (any day of it): all time of its people until the month''s end that is on no invoice yet, each a line of invoice_line with its work, at the rate of its day. due is never more than the budget (cap; null: there is none), and what is beyond is not asked for later. Errors RC010: no such practice or partner, the month is not over, it was issued before.

    SELECT * FROM @ledger@.issue_invoice(''HARBOR'', ''Lind Billing'', current_date - 31)';
