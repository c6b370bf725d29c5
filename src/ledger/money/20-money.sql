-- 20-money.sql - what keeps receivable true, and the past as it was

-- (its plan is kept from one posting to the next, and must not be one that reads all of receivable)
CREATE OR REPLACE FUNCTION @ledger@.keep_receivable() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp
	SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE
	lines   bigint;
	updated bigint;
	fault   record;
BEGIN
	-- nothing counts on a day that has not come (now in the zone furthest ahead, for speed; functions look at the practice's)
	SELECT e.entry_id, e.effective_on INTO fault FROM posted e
		WHERE e.effective_on > (e.posted_at AT TIME ZONE '14 hours'::interval)::date OR e.posted_at > clock_timestamp() LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'entry counts on a day that has not come' USING ERRCODE = 'RC011',
			DETAIL = format('Effective on %s.', fault.effective_on);
	END IF;
	PERFORM 1 FROM (SELECT DISTINCT e.practice_id, e.event_id FROM posted e) p
		WHERE NOT EXISTS (SELECT FROM @ledger@.event v WHERE v.practice_id = p.practice_id AND v.event_id = p.event_id);
	IF FOUND THEN
		RAISE EXCEPTION 'entry is of an event that there is not' USING ERRCODE = 'foreign_key_violation';
	END IF;
	WITH change AS (
		SELECT e.practice_id, e.claim_id, e.line_no, rcm.balance(e.from_account, e.to_account, e.amount) AS b,
			min(e.effective_on) FILTER (WHERE e.from_account = 'revenue') AS charged_on,
			min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_1') AS insurer_1_since,
			min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_2') AS insurer_2_since,
			min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_3') AS insurer_3_since,
			min(e.effective_on) FILTER (WHERE e.to_account = 'patient') AS patient_since,
			min(e.effective_on) FILTER (WHERE e.to_account = 'third_party') AS third_party_since
		FROM posted e WHERE e.claim_id IS NOT NULL
		GROUP BY e.practice_id, e.claim_id, e.line_no),
	kept AS (
		UPDATE @ledger@.receivable r SET
			insurer_1 = r.insurer_1 + amount(c.b, 'insurer_1'),
			insurer_2 = r.insurer_2 + amount(c.b, 'insurer_2'),
			insurer_3 = r.insurer_3 + amount(c.b, 'insurer_3'),
			patient = r.patient + amount(c.b, 'patient'),
			third_party = r.third_party + amount(c.b, 'third_party'),
			charged_on = least(r.charged_on, c.charged_on),
			insurer_1_since = least(r.insurer_1_since, c.insurer_1_since),
			insurer_2_since = least(r.insurer_2_since, c.insurer_2_since),
			insurer_3_since = least(r.insurer_3_since, c.insurer_3_since),
			patient_since = least(r.patient_since, c.patient_since),
			third_party_since = least(r.third_party_since, c.third_party_since)
		FROM change c
		WHERE r.practice_id = c.practice_id AND r.claim_id = c.claim_id AND r.line_no = c.line_no
		RETURNING 1)
	SELECT (SELECT count(*) FROM change), (SELECT count(*) FROM kept) INTO lines, updated;
	IF lines <> updated THEN
		RAISE EXCEPTION 'entry is for a charge line that there is not' USING ERRCODE = 'foreign_key_violation',
			HINT = 'A claim has charge lines once it is ready.';
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.keep_receivable() IS
'Trigger on entry (AFTER INSERT, FOR EACH STATEMENT): adds what was posted to receivable. Refuses entries for charge lines or events that there are not (23503; one look-up for the statement instead of one for each row) and for days that have not come (RC011).';
CREATE OR REPLACE TRIGGER keep_receivable AFTER INSERT ON @ledger@.entry
	REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.keep_receivable();
COMMENT ON TRIGGER keep_receivable ON @ledger@.entry IS 'Keeps receivable.';

CREATE OR REPLACE FUNCTION @ledger@.refuse_change() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'RC011',
		HINT = 'What was posted stays as it was; a correction is a new row that reverses it.';
END
$$;
COMMENT ON FUNCTION @ledger@.refuse_change() IS
'Trigger on what is only ever added to (BEFORE UPDATE OR DELETE OR TRUNCATE): refuses, RC011.';

CREATE OR REPLACE FUNCTION @ledger@.open_event(practice_id text, kind text, effective_on date, reason text DEFAULT NULL, reverses bigint DEFAULT NULL)
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
	id    bigint;
BEGIN
	IF today IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	ELSIF effective_on > today THEN
		RAISE EXCEPTION 'the day of the event has not come' USING ERRCODE = 'RC011',
			DETAIL = format('It is to count on %s; at the practice it is %s.', effective_on, today);
	END IF;
	INSERT INTO @ledger@.event AS e (practice_id, kind, effective_on, reason, reverses)
		VALUES (open_event.practice_id, open_event.kind, coalesce(open_event.effective_on, today), open_event.reason, open_event.reverses)
		RETURNING e.event_id INTO id;
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.open_event(text, text, date, text, bigint) IS
'Writes the row of a business event and returns its number, under which entries are then posted. effective_on is the day it counts, null today at the practice; a day to come is RC011. reverses: the event that this one takes back. Error RC010 when there is no such practice.';

CREATE OR REPLACE FUNCTION @ledger@.lock_claims(practice_id text, claim_ids text[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	-- always in the same order, so that two who lock the same claims never wait for each other
	PERFORM 1 FROM @ledger@.claim c
		WHERE c.practice_id = lock_claims.practice_id AND c.claim_id = ANY (lock_claims.claim_ids)
		ORDER BY c.claim_id FOR NO KEY UPDATE;
END
$$;
COMMENT ON FUNCTION @ledger@.lock_claims(text, text[]) IS
'Locks claims in the order of their numbers. Whatever posts entries locks their claims first: so nobody posts by a balance that somebody else is changing, and no two posters wait for each other.';

CREATE OR REPLACE FUNCTION @ledger@.reverse_event(practice_id text, event_id bigint, kind text, effective_on date DEFAULT NULL, reason text DEFAULT NULL)
	RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp
	SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE
	id bigint;
BEGIN
	-- the event's row is what two who reverse the same event meet at
	PERFORM 1 FROM @ledger@.event e WHERE e.practice_id = reverse_event.practice_id AND e.event_id = reverse_event.event_id FOR NO KEY UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no event %', event_id USING ERRCODE = 'RC010';
	END IF;
	PERFORM 1 FROM @ledger@.event e WHERE e.practice_id = reverse_event.practice_id AND e.reverses = reverse_event.event_id;
	IF FOUND THEN
		RAISE EXCEPTION 'event % is reversed already', event_id USING ERRCODE = 'RC011';
	END IF;
	PERFORM @ledger@.lock_claims(reverse_event.practice_id, ARRAY(SELECT DISTINCT e.claim_id FROM @ledger@.entry e
		WHERE e.practice_id = reverse_event.practice_id AND e.event_id = reverse_event.event_id AND e.remittance_id IS NULL AND e.claim_id IS NOT NULL));
	PERFORM 1 FROM @ledger@.entry e JOIN @ledger@.entry b ON b.practice_id = e.practice_id AND b.reverses = e.entry_id
		WHERE e.practice_id = reverse_event.practice_id AND e.event_id = reverse_event.event_id AND e.remittance_id IS NULL;
	IF FOUND THEN
		RAISE EXCEPTION 'part of event % was taken back by itself', event_id USING ERRCODE = 'RC011';
	END IF;
	id := @ledger@.open_event(reverse_event.practice_id, kind, effective_on, reason, event_id);
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on,
			group_code, carc, receipt_id, exception, reverses)
		SELECT e.practice_id, id, e.claim_id, e.line_no, e.to_account, e.from_account, e.amount, v.effective_on,
			e.group_code, e.carc, e.receipt_id, e.exception, e.entry_id
		FROM @ledger@.entry e JOIN @ledger@.event v ON v.practice_id = e.practice_id AND v.event_id = id
		WHERE e.practice_id = reverse_event.practice_id AND e.event_id = reverse_event.event_id AND e.remittance_id IS NULL
		ORDER BY e.entry_id;
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.reverse_event(text, bigint, text, date, text) IS
'Takes an event back as a whole: an event of the given kind with every entry the other way round, and returns its number. Once only (RC011). Remittances are taken back by the payer''s own reversal, not by this.';
