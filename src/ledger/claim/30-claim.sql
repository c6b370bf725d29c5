-- 30-claim.sql - what happens as a claim's row is written: states and charges

CREATE OR REPLACE FUNCTION @ledger@.charge_claims(practice_id text, claim_ids text[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
	day   date;
	fault record;
BEGIN
	SELECT c.claim_id, l.line INTO fault
		FROM @ledger@.claim c, rcm.lines(c.document) l
		WHERE c.practice_id = charge_claims.practice_id AND c.claim_id = ANY (charge_claims.claim_ids) AND l.charge < 0 LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'charge of line % of claim "%" is negative', fault.line, fault.claim_id USING ERRCODE = 'RC011',
			HINT = 'What was charged is corrected by a replacement with the right amount.';
	END IF;
	-- one event for each day, for a claim may say on which day its charges count
	FOR day IN
		SELECT DISTINCT coalesce(c.charged_on, today) FROM @ledger@.claim c
		WHERE c.practice_id = charge_claims.practice_id AND c.claim_id = ANY (charge_claims.claim_ids)
		ORDER BY 1
	LOOP
		PERFORM @ledger@.charge_claims_of_day(charge_claims.practice_id, charge_claims.claim_ids, day, today);
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.charge_claims(text, text[]) IS
'Charges the lines of claims as their documents say now: writes claim_line, and posts to revenue what is new, and what has changed as a reversal of the old charge and a new one. Who owes the charge is the payer in whose turn the claim is sent, or the patient where it names no payer. Called by the triggers of claim.';

-- (through the indexes, however small the tables were when this was planned)
CREATE OR REPLACE FUNCTION @ledger@.charge_claims_of_day(practice_id text, claim_ids text[], day date, today date) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp
	SET enable_nestloop = on SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
BEGIN
	-- lines as they are now; one that is gone stays, with nothing charged
	WITH now AS (
		SELECT c.claim_id, l.*, coalesce(l.rendering_npi, c.rendering_npi) AS rendering, coalesce(l.from_date, c.first_service) AS service
		FROM @ledger@.claim c, rcm.lines(c.document) l
		WHERE c.practice_id = charge_claims_of_day.practice_id AND c.claim_id = ANY (charge_claims_of_day.claim_ids)
			AND coalesce(c.charged_on, today) = day AND c.freq <> '8'),
	written AS (
		INSERT INTO @ledger@.claim_line AS x (practice_id, claim_id, line_no, control, code, mods, rev, units, charge, service_from, service_to, rendering_npi)
		SELECT charge_claims_of_day.practice_id, n.claim_id, n.line, n.control, upper(n.code), n.mods, n.rev, n.units, coalesce(n.charge, 0), n.service, n.to_date, n.rendering
		FROM now n
		ON CONFLICT ON CONSTRAINT claim_line_pkey DO UPDATE SET
			control = excluded.control, code = excluded.code, mods = excluded.mods, rev = excluded.rev, units = excluded.units,
			charge = excluded.charge, service_from = excluded.service_from, service_to = excluded.service_to, rendering_npi = excluded.rendering_npi
		WHERE (x.control, x.code, x.mods, x.rev, x.units, x.charge, x.service_from, x.service_to, x.rendering_npi) IS DISTINCT FROM
			(excluded.control, excluded.code, excluded.mods, excluded.rev, excluded.units, excluded.charge, excluded.service_from, excluded.service_to, excluded.rendering_npi)
		RETURNING 1)
	UPDATE @ledger@.claim_line x SET charge = 0
		FROM @ledger@.claim c
		WHERE c.practice_id = charge_claims_of_day.practice_id AND c.claim_id = ANY (charge_claims_of_day.claim_ids)
			AND coalesce(c.charged_on, today) = day AND c.freq <> '8'
			AND x.practice_id = c.practice_id AND x.claim_id = c.claim_id AND x.charge <> 0
			AND x.line_no <> ALL (ARRAY(SELECT l.line FROM rcm.lines(c.document) l));
	INSERT INTO @ledger@.receivable AS r (practice_id, claim_id, line_no, service_on)
		SELECT x.practice_id, x.claim_id, x.line_no, x.service_from
		FROM @ledger@.claim_line x JOIN @ledger@.claim c USING (practice_id, claim_id)
		WHERE x.practice_id = charge_claims_of_day.practice_id AND x.claim_id = ANY (charge_claims_of_day.claim_ids)
			AND coalesce(c.charged_on, today) = day
		ON CONFLICT ON CONSTRAINT receivable_pkey DO UPDATE SET service_on = excluded.service_on
		WHERE r.service_on IS DISTINCT FROM excluded.service_on;
	WITH due AS (
		SELECT x.claim_id, x.line_no, x.charge,
			(CASE WHEN c.payer_id IS NULL OR c.filing_ind = '09' THEN 'patient'
				WHEN c.payer_seq = 'S' THEN 'insurer_2' WHEN c.payer_seq = 'P' THEN 'insurer_1' ELSE 'insurer_3' END)::rcm.account AS party
		FROM @ledger@.claim c JOIN @ledger@.claim_line x USING (practice_id, claim_id)
		WHERE c.practice_id = charge_claims_of_day.practice_id AND c.claim_id = ANY (charge_claims_of_day.claim_ids)
			AND coalesce(c.charged_on, today) = day AND c.freq <> '8'),
	charged AS (
		SELECT d.*, e.entry_id, e.to_account AS was_party, e.amount AS was
		FROM due d
		-- line by line through the indexes, also while nothing is known about a new ledger (else it goes through all entries for each line)
		LEFT JOIN LATERAL (SELECT e.* FROM @ledger@.entry e
			WHERE e.practice_id = charge_claims_of_day.practice_id AND e.claim_id = d.claim_id AND e.line_no = d.line_no AND e.from_account = 'revenue'
				AND (SELECT b.entry_id FROM @ledger@.entry b WHERE b.practice_id = e.practice_id AND b.reverses = e.entry_id LIMIT 1) IS NULL
			OFFSET 0) e ON true),
	changed AS (
		SELECT * FROM charged c WHERE coalesce(c.was, 0) <> c.charge OR c.was_party <> c.party),
	event AS (
		INSERT INTO @ledger@.event (practice_id, kind, effective_on)
		SELECT charge_claims_of_day.practice_id, 'charge', day WHERE EXISTS (SELECT FROM changed) RETURNING event_id)
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, reverses)
		SELECT charge_claims_of_day.practice_id, v.event_id, m.claim_id, m.line_no, m.from_account, m.to_account, m.amount, day, m.reverses
		FROM event v, changed c, LATERAL (VALUES
			(1, c.was_party, 'revenue'::rcm.account, c.was, c.entry_id, c.claim_id, c.line_no),
			(2, 'revenue'::rcm.account, c.party, c.charge, NULL, c.claim_id, c.line_no)) m (nth, from_account, to_account, amount, reverses, claim_id, line_no)
		WHERE m.amount > 0
		ORDER BY m.claim_id, m.line_no, m.nth;
END
$$;
COMMENT ON FUNCTION @ledger@.charge_claims_of_day(text, text[], date, date) IS
'What charge_claims does for the claims whose charges count on one day.';

CREATE OR REPLACE FUNCTION @ledger@.void_charges(practice_id text, claim_ids text[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp
	SET enable_nestloop = on SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE
	today date := @ledger@.today(practice_id);
	id    text;
BEGIN
	SELECT e.claim_id INTO id FROM @ledger@.entry e
		WHERE e.practice_id = void_charges.practice_id AND e.claim_id = ANY (void_charges.claim_ids) AND 'bad_debt' IN (e.from_account, e.to_account)
		GROUP BY 1 HAVING sum(CASE WHEN e.to_account = 'bad_debt' THEN e.amount ELSE -e.amount END) <> 0 LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'claim "%" is with a collector', id USING ERRCODE = 'RC010',
			HINT = 'Recall it first: recall_bad_debt.';
	END IF;
	-- what only ever stood on paper; money that was paid stays, and is a credit now
	WITH told AS (
		SELECT e.* FROM @ledger@.entry e
		WHERE e.practice_id = void_charges.practice_id AND e.claim_id = ANY (void_charges.claim_ids) AND e.reverses IS NULL
			AND rcm.account_kind(e.from_account) <> 'waiting' AND rcm.account_kind(e.to_account) <> 'waiting'
			AND NOT ARRAY[e.from_account, e.to_account] && '{cash,refund,levy,interest,agency_fee,bad_debt}'::rcm.account[]
			AND NOT EXISTS (SELECT FROM @ledger@.entry b WHERE b.practice_id = e.practice_id AND b.reverses = e.entry_id)),
	event AS (
		INSERT INTO @ledger@.event (practice_id, kind, effective_on)
		SELECT void_charges.practice_id, 'void', today WHERE EXISTS (SELECT FROM told) RETURNING event_id)
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, group_code, carc, exception, reverses)
		SELECT void_charges.practice_id, v.event_id, e.claim_id, e.line_no, e.to_account, e.from_account, e.amount, today, e.group_code, e.carc, e.exception, e.entry_id
		FROM event v, told e
		ORDER BY e.entry_id;
	UPDATE @ledger@.claim_line x SET charge = 0
		WHERE x.practice_id = void_charges.practice_id AND x.claim_id = ANY (void_charges.claim_ids) AND x.charge <> 0;
END
$$;
COMMENT ON FUNCTION @ledger@.void_charges(text, text[]) IS
'Takes back what claims have charged, and with it what was only said of the charge: discounts, write-offs, who owes it next. What was paid on them becomes a credit of whoever paid. A claim that is with a collector is RC010. Called by the triggers of claim when one becomes void.';

CREATE OR REPLACE FUNCTION @ledger@.claim_written() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	one record;
BEGIN
	SELECT n.claim_id, n.state INTO one FROM new_claims n
		WHERE NOT EXISTS (SELECT FROM @ledger@.claim_state s WHERE s.from_state = 'new' AND s.to_state = n.state) LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'claim "%" cannot begin as %', one.claim_id, one.state USING ERRCODE = 'RC010',
			HINT = 'A claim begins as draft or ready.';
	END IF;
	INSERT INTO @ledger@.claim_transition (practice_id, claim_id, from_state, to_state, reason)
		SELECT n.practice_id, n.claim_id, 'new', n.state, n.state_reason FROM new_claims n ORDER BY n.practice_id, n.claim_id;
	FOR one IN SELECT n.practice_id, array_agg(n.claim_id ORDER BY n.claim_id) AS claims FROM new_claims n WHERE n.state = 'ready' GROUP BY 1
	LOOP
		PERFORM @ledger@.charge_claims(one.practice_id, one.claims);
	END LOOP;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.claim_written() IS
'Trigger on claim (AFTER INSERT, FOR EACH STATEMENT): logs the first state; a claim that is ready charges its lines. A claim that begins otherwise than as draft or ready is RC010.';
CREATE OR REPLACE TRIGGER claim_written AFTER INSERT ON @ledger@.claim
	REFERENCING NEW TABLE AS new_claims FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.claim_written();
COMMENT ON TRIGGER claim_written ON @ledger@.claim IS 'Logs the first state, charges what is ready.';

-- (plans are kept from the first statement of a session, which may have had one row: a loop over old and new would take
-- the square of the rows of a later one)
CREATE OR REPLACE FUNCTION @ledger@.claim_changed() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp
	SET enable_nestloop = off SET jit = off AS $$
DECLARE
	one record;
BEGIN
	IF (SELECT count(*) FROM new_claims n JOIN old_claims o USING (practice_id, claim_id)) <> (SELECT count(*) FROM new_claims) THEN
		RAISE EXCEPTION 'the number of a claim cannot be changed' USING ERRCODE = 'RC010',
			HINT = 'Void the claim and write it again under its new number.';
	END IF;
	SELECT n.claim_id, o.state AS was, n.state INTO one
		FROM new_claims n JOIN old_claims o USING (practice_id, claim_id)
		WHERE n.state <> o.state
			AND NOT EXISTS (SELECT FROM @ledger@.claim_state s WHERE s.from_state = o.state AND s.to_state = n.state) LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'claim "%" cannot go from % to %', one.claim_id, one.was, one.state USING ERRCODE = 'RC010',
			HINT = 'The table claim_state lists what may follow what.';
	END IF;
	SELECT n.claim_id, o.state AS was INTO one
		FROM new_claims n JOIN old_claims o USING (practice_id, claim_id)
		WHERE o.state IN ('submitted', 'accepted', 'paid', 'denied', 'closed', 'void')
			-- (bytes first: nearly always they are the same)
			AND record_image_ne(ROW(n.document), ROW(o.document)) AND n.document <> o.document
			AND NOT (n.state = 'ready' AND n.freq IN ('7', '8')) LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'claim "%" is %: it cannot be changed as it is', one.claim_id, one.was USING ERRCODE = 'RC010',
			DETAIL = 'The payer has the claim as it was sent.',
			HINT = 'Send a replacement (frequency 7) or a void (8) with replace_claim: it needs the payer''s claim number.';
	END IF;
	-- (what only was touched is not logged)
	INSERT INTO @ledger@.claim_transition (practice_id, claim_id, from_state, to_state, reason)
		SELECT n.practice_id, n.claim_id, o.state, n.state, n.state_reason
		FROM new_claims n JOIN old_claims o USING (practice_id, claim_id)
		WHERE n.state <> o.state ORDER BY n.practice_id, n.claim_id;
	FOR one IN
		SELECT n.practice_id, array_agg(n.claim_id ORDER BY n.claim_id) AS claims
		FROM new_claims n JOIN old_claims o USING (practice_id, claim_id)
		WHERE n.state = 'ready' AND (o.state <> 'ready' OR record_image_ne(ROW(n.document), ROW(o.document)) OR n.charged_on IS DISTINCT FROM o.charged_on)
		GROUP BY 1
	LOOP
		PERFORM @ledger@.charge_claims(one.practice_id, one.claims);
	END LOOP;
	FOR one IN
		SELECT n.practice_id, array_agg(n.claim_id ORDER BY n.claim_id) AS claims
		FROM new_claims n JOIN old_claims o USING (practice_id, claim_id)
		WHERE n.state = 'void' AND o.state <> 'void' GROUP BY 1
	LOOP
		PERFORM @ledger@.void_charges(one.practice_id, one.claims);
	END LOOP;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.claim_changed() IS
'Trigger on claim (AFTER UPDATE, FOR EACH STATEMENT): refuses a transition that claim_state does not have, and a change of a claim that was sent other than as a replacement or void (RC010); logs every transition; charges what becomes ready, takes back what becomes void.';
CREATE OR REPLACE TRIGGER claim_changed AFTER UPDATE ON @ledger@.claim
	REFERENCING OLD TABLE AS old_claims NEW TABLE AS new_claims FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.claim_changed();
COMMENT ON TRIGGER claim_changed ON @ledger@.claim IS 'Only legal transitions, each logged; charges.';

CREATE OR REPLACE FUNCTION @ledger@.replace_claim(practice_id text, document rcm.claim, reason text) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	old @ledger@.claim;
	doc rcm.claim := replace_claim.document;
BEGIN
	SELECT * INTO old FROM @ledger@.claim c
		WHERE c.practice_id = replace_claim.practice_id AND c.claim_id = rcm.claim_id(doc) FOR NO KEY UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no claim "%"', rcm.claim_id(doc) USING ERRCODE = 'RC010';
	ELSIF rcm.freq(doc) IS NULL OR rcm.freq(doc) NOT IN ('7', '8') THEN
		RAISE EXCEPTION 'the document is no replacement or void' USING ERRCODE = 'RC010',
			HINT = 'Give it frequency ("freq") 7 or 8.';
	ELSIF coalesce(rcm.orig_ref(doc), old.payer_claim_control) IS NULL THEN
		RAISE EXCEPTION 'the payer''s number of claim "%" is not known', old.claim_id USING ERRCODE = 'RC010',
			HINT = 'Give it as orig_ref; a 277CA or a remittance of the claim has it.';
	END IF;
	IF rcm.orig_ref(doc) IS NULL THEN
		doc := (doc::jsonb || jsonb_build_object('orig_ref', old.payer_claim_control))::rcm.claim;
	END IF;
	UPDATE @ledger@.claim c SET document = doc, state = 'ready', state_reason = replace_claim.reason
		WHERE c.practice_id = replace_claim.practice_id AND c.claim_id = old.claim_id;
END
$$;
COMMENT ON FUNCTION @ledger@.replace_claim(text, rcm.claim, text) IS
'Makes a claim that was sent ready to be sent again as a replacement (freq 7) or void (freq 8): "document" is the claim as it is to be now, under the same claim_id. orig_ref, the payer''s number of the claim, is filled in when the ledger knows it. The charges of a replacement change at once, those of a void are taken back when it is sent. reason is logged. Error RC010: no such claim, another frequency, payer''s number unknown, or the claim was never sent.';
