-- 75-denial.sql - classifying what was denied, and what becomes of it

CREATE OR REPLACE FUNCTION @ledger@.classify_remittance(practice_id text, remittance_id bigint, claim_no integer DEFAULT NULL) RETURNS integer
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp SET enable_seqscan = off SET jit = off AS $$
DECLARE
	claim_nos integer[] := @ledger@.claims_with_denials(practice_id, remittance_id, claim_no);
	lines     @ledger@.denied_line[];
	kept      text[];
	written   integer := 0;
BEGIN
	IF claim_nos IS NOT NULL THEN
		lines := ARRAY(SELECT d FROM @ledger@.denied_lines(classify_remittance.practice_id, classify_remittance.remittance_id, claim_nos) d);
		kept := @ledger@.rows_kept(classify_remittance.practice_id, ARRAY(SELECT DISTINCT d.claim_id FROM unnest(lines) d));
		INSERT INTO @ledger@.denial (practice_id, remittance_id, claim_no, adjustment_no, remitted_line, claim_id, line_no, party, payer_key, payer_id,
				submission_id, provider_npi, group_code, carc, remarks, amount, nature, root, leaf, owner, preventable, recoverable, rule, explanation,
				initial, facts, denied_on)
			SELECT d.practice_id, d.remittance_id, d.claim_no, d.adjustment_no, d.remitted_line, d.claim_id, d.line_no, d.party, d.payer_key, d.payer_id,
				d.submission_id, d.provider_npi, d.group_code, d.carc, nullif(d.remarks, '{}'), d.amount,
				CASE c.nature WHEN 'denial' THEN coalesce(d.nature, 'denial') ELSE c.nature END, c.root, c.leaf, c.owner, c.preventable, c.recoverable, c.rule, c.explanation,
				d.initial, f.facts, d.denied_on
			FROM unnest(lines) d
			LEFT JOIN @ledger@.denial_library(classify_remittance.practice_id, lines) l USING (nth)
			CROSS JOIN LATERAL (SELECT @ledger@.denial_facts(d, l.facts, kept) OFFSET 0) f (facts)
			CROSS JOIN LATERAL @ledger@.cause_of(d, f.facts) c
			ORDER BY d.nth
			ON CONFLICT ON CONSTRAINT denial_once DO NOTHING;
		GET DIAGNOSTICS written = ROW_COUNT;
	END IF;
	PERFORM @ledger@.follow_denials(classify_remittance.practice_id, ARRAY(SELECT DISTINCT d.claim_id
		FROM @ledger@.remittance_claim rc
		CROSS JOIN LATERAL (SELECT d.claim_id FROM @ledger@.denial d WHERE d.practice_id = classify_remittance.practice_id AND d.claim_id = rc.claim_id
			AND (d.remittance_id, d.claim_no) <> (rc.remittance_id, rc.claim_no) OFFSET 0) d
		WHERE rc.practice_id = classify_remittance.practice_id AND rc.remittance_id = classify_remittance.remittance_id
			AND rc.claim_no = coalesce(classify_remittance.claim_no, rc.claim_no)));
	RETURN written;
END
$$;
COMMENT ON FUNCTION @ledger@.classify_remittance(text, bigint, integer) IS
'Writes the denials of a posted remittance (claim_no: of one of its claims), each with its cause, and looks what it makes of earlier denials of the same claims; returns how many were written. Called in the transaction that posts it, and when a claim that waited in suspense is found. What is written already stays as it is.';

CREATE OR REPLACE FUNCTION @ledger@.cause_of(line @ledger@.denied_line, facts jsonb,
		OUT nature text, OUT root text, OUT leaf text, OUT owner text, OUT preventable text, OUT recoverable text, OUT rule text, OUT explanation text)
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	IF line.adjustment_no IS NOT NULL OR line.nature = 'underpayment' THEN
		SELECT * INTO nature, root, leaf, owner, preventable, recoverable, rule, explanation
			FROM rcm.root_cause(line.group_code, line.carc, line.remarks, cause_of.facts);
		RETURN;
	END IF;
	nature := line.nature;
	SELECT r.root, r.leaf, r.owner, r.preventable, r.recoverable INTO root, leaf, owner, preventable, recoverable
		FROM rcm.root_causes() r WHERE r.leaf = CASE line.nature WHEN 'downcoded' THEN 'downcoded' ELSE 'units' END;
	rule := CASE nature WHEN 'downcoded' THEN 'other_code_than_sent' ELSE 'fewer_units_than_sent' END;
	explanation := CASE nature WHEN 'downcoded' THEN format('The payer paid the line as %s, which was sent as %s, and no reason says why.', line.paid_code, line.code)
		ELSE format('The payer paid for %s of the %s units that were sent, and no denial says why.', trim_scale(line.paid_units), trim_scale(line.units)) END;
END
$$;
COMMENT ON FUNCTION @ledger@.cause_of(@ledger@.denied_line, jsonb) IS
'Why a line was denied: rcm.root_cause with the facts, or, of what no adjustment says, what comparing the line as sent with the line as paid shows.';

CREATE OR REPLACE FUNCTION @ledger@.answers_since(practice_id text, denial @ledger@.denial,
		OUT answers bigint, OUT again boolean, OUT paid rcm.usd, OUT last_on date)
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH later AS MATERIALIZED (
		SELECT rc.remittance_id, rc.claim_no, r.payment_date
		FROM @ledger@.remittance_claim rc JOIN @ledger@.remittance r ON r.practice_id = rc.practice_id AND r.remittance_id = rc.remittance_id
		WHERE rc.practice_id = answers_since.practice_id AND rc.claim_id = denial.claim_id AND rc.party = denial.party AND rc.state = 'posted'
			AND rc.status IS DISTINCT FROM '22' AND (rc.remittance_id, rc.claim_no) > (denial.remittance_id, denial.claim_no)
			AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim t
				WHERE t.practice_id = rc.practice_id AND t.reverses_remittance = rc.remittance_id AND t.reverses_claim = rc.claim_no)),
	told AS MATERIALIZED (
		SELECT l.*,
			(SELECT bool_or(true) FROM @ledger@.denial d WHERE d.practice_id = answers_since.practice_id AND d.claim_id = denial.claim_id AND d.remittance_id = l.remittance_id
				AND d.claim_no = l.claim_no AND coalesce(d.line_no = denial.line_no, true)) AS denies, m.moves, m.paid
		FROM later l
		CROSS JOIN LATERAL (SELECT count(*) AS moves, coalesce(sum(CASE account 'cash' WHEN e.to_account THEN e.amount WHEN e.from_account THEN -e.amount ELSE 0 END), 0) AS paid
			FROM @ledger@.entry e WHERE e.practice_id = answers_since.practice_id AND e.claim_id = denial.claim_id AND coalesce(e.line_no = denial.line_no, true)
				AND e.remittance_id = l.remittance_id AND e.remitted_claim = l.claim_no AND e.reverses IS NULL) m)
	SELECT count(*), coalesce(bool_or(t.denies), false),
		coalesce(sum(t.paid), 0)
		-- by a check on paper
		+ (SELECT coalesce(sum(CASE account 'unapplied_payer' WHEN e.to_account THEN e.amount ELSE -e.amount END), 0) FROM @ledger@.entry e
			WHERE e.practice_id = answers_since.practice_id AND e.claim_id = denial.claim_id AND coalesce(e.line_no = denial.line_no, true)
				AND e.receipt_id IS NOT NULL AND 'unapplied_payer' IN (e.from_account, e.to_account) AND denial.party IN (e.from_account, e.to_account)
				AND e.posted_at >= denial.recorded_at),
		max(t.payment_date)
	FROM told t WHERE t.denies OR t.moves > 0
$$;
COMMENT ON FUNCTION @ledger@.answers_since(text, @ledger@.denial) IS
'What the payer has said on a denied line since, in answers that it has not taken back: how many (answers), whether one denies it again, what it paid on it, by remittance or on paper, and the day of the last.';

CREATE OR REPLACE FUNCTION @ledger@.follow_denials(practice_id text, claim_ids text[]) RETURNS integer
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	-- in the order in which people's work takes them too
	denials bigint[] := ARRAY(SELECT d.denial_id FROM @ledger@.denial d
		WHERE d.practice_id = follow_denials.practice_id AND d.claim_id = ANY (follow_denials.claim_ids) ORDER BY d.denial_id FOR NO KEY UPDATE);
	changed integer;
BEGIN
	IF denials = '{}' THEN
		RETURN 0;
	END IF;
	WITH known AS MATERIALIZED (
		SELECT d.denial_id, d.claim_id, d.line_no, d.party, d.amount, d.denied_on, d.state, d.state_reason, d.resolved_on, s.*, b.payment_date AS back_on,
			-- what the answer had paid that was taken back with it, is not paid anew
			greatest(s.paid - CASE WHEN b.payment_date IS NULL THEN 0 ELSE (SELECT coalesce(sum(e.amount), 0) FROM @ledger@.entry e
				WHERE e.practice_id = d.practice_id AND e.claim_id = d.claim_id AND coalesce(e.line_no = d.line_no, true) AND e.remittance_id = d.remittance_id
					AND e.remitted_claim = d.claim_no AND e.reverses IS NULL AND e.to_account = 'cash') END, 0) AS more
		FROM @ledger@.denial d
		CROSS JOIN LATERAL @ledger@.answers_since(d.practice_id, d) s
		LEFT JOIN LATERAL (SELECT r.payment_date FROM @ledger@.remittance_claim t JOIN @ledger@.remittance r ON r.practice_id = t.practice_id AND r.remittance_id = t.remittance_id
			WHERE t.practice_id = d.practice_id AND t.reverses_remittance = d.remittance_id AND t.reverses_claim = d.claim_no AND t.state = 'posted' LIMIT 1) b ON true
		WHERE d.practice_id = follow_denials.practice_id AND d.denial_id = ANY (denials)),
	of_lines AS (
		-- the last to be denied is the first to be paid: no cent counts for two
		SELECT k.*, coalesce(sum(k.amount) FILTER (WHERE k.more > 0) OVER w, 0) AS before, CASE WHEN k.line_no IS NOT NULL AND (k.more > 0 OR k.answers > 0 AND NOT k.again)
				THEN greatest(least(k.amount, k.more - coalesce(sum(k.amount) FILTER (WHERE k.more > 0) OVER w, 0)), 0) ELSE 0 END AS of_line
		FROM known k
		WINDOW w AS (PARTITION BY k.claim_id, k.line_no, k.party ORDER BY k.denial_id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)),
	shared AS (
		-- and what is denied of the claim, or of a line that is none of ours, has what denied lines leave
		SELECT o.*, CASE WHEN o.line_no IS NOT NULL THEN o.of_line WHEN o.more > 0 OR o.answers > 0 AND NOT o.again
				THEN greatest(least(o.amount, o.more - sum(o.of_line) OVER (PARTITION BY o.claim_id, o.party) - o.before), 0) ELSE 0 END AS recovered_now
		FROM of_lines o),
	told AS (
		SELECT s.*, CASE WHEN s.recovered_now > 0 OR s.answers > 0 AND NOT s.again THEN 'overturned' WHEN s.answers > 0 THEN 'denied again'
			WHEN s.back_on IS NOT NULL THEN 'taken back' WHEN s.state IN ('overturned', 'denied again', 'taken back') THEN 'open' ELSE s.state END AS state_now
		FROM shared s)
	UPDATE @ledger@.denial d SET state = t.state_now, recovered = t.recovered_now,
			state_reason = CASE WHEN t.state_now <> t.state THEN CASE t.state_now WHEN 'overturned' THEN 'the payer has judged it anew' WHEN 'denied again' THEN 'the payer has answered again'
				WHEN 'taken back' THEN 'the payer has reversed its answer' ELSE 'the payer has taken its later answer back' END ELSE t.state_reason END,
			resolved_on = CASE WHEN t.state_now IN ('overturned', 'denied again') THEN greatest(coalesce(t.last_on, @ledger@.today(d.practice_id)), d.denied_on)
				WHEN t.state_now = 'taken back' THEN greatest(t.back_on, d.denied_on) WHEN t.state_now IN ('written off', 'accepted') THEN t.resolved_on END
		FROM told t
		WHERE d.practice_id = follow_denials.practice_id AND d.denial_id = ANY (denials) AND d.denial_id = t.denial_id AND (d.state, d.recovered) IS DISTINCT FROM (t.state_now, t.recovered_now);
	GET DIAGNOSTICS changed = ROW_COUNT;
	RETURN changed;
END
$$;
COMMENT ON FUNCTION @ledger@.follow_denials(text, text[]) IS
'Sets the denials of claims to what the payers'' answers make of them now, and returns how many changed: overturned when a later answer that stands judges the line otherwise (recovered is what was paid on it since, by remittance or on paper, each cent once, the latest denial first), denied again when it denies it anew and pays nothing, taken back when the answer itself was reversed; and back to open when what had ended it was reversed. Called when a remittance is posted; after a payer''s check on paper was applied, call it for its claims.';

CREATE OR REPLACE FUNCTION @ledger@.move_denial(practice_id text, denial_id bigint, state text, reason text) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	d    @ledger@.denial;
	owed rcm.usd;
BEGIN
	PERFORM @ledger@.refuse_card_numbers('reason', reason);
	SELECT * INTO d FROM @ledger@.denial x WHERE x.practice_id = move_denial.practice_id AND x.denial_id = move_denial.denial_id FOR NO KEY UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no denial %', denial_id USING ERRCODE = 'RC010';
	ELSIF coalesce(move_denial.state NOT IN ('open', 'corrected', 'appealed', 'written off', 'accepted'), true) THEN
		RAISE EXCEPTION 'a denial is not made % by hand', coalesce(move_denial.state, 'null') USING ERRCODE = 'RC010',
			HINT = 'open, corrected, appealed, written off or accepted; what the payer''s answers make of it, posting finds.';
	ELSIF d.state IN ('overturned', 'denied again', 'taken back') THEN
		RAISE EXCEPTION 'denial % is %', denial_id, d.state USING ERRCODE = 'RC010',
			HINT = 'The payer''s later answer has ended it.';
	ELSIF coalesce(btrim(reason), '') = '' THEN
		RAISE EXCEPTION 'a denial changes its state for a reason' USING ERRCODE = 'RC011';
	END IF;
	IF move_denial.state = 'written off' THEN
		SELECT sum(@ledger@.party_owes(x.practice_id, x.claim_id, x.line_no, d.party)) INTO owed FROM @ledger@.claim_line x
			WHERE x.practice_id = d.practice_id AND x.claim_id = d.claim_id AND (d.line_no IS NULL OR x.line_no = d.line_no);
		IF owed > 0 THEN
			RAISE EXCEPTION 'denial %: % owes % on the line still', denial_id, d.party, owed USING ERRCODE = 'RC011',
				HINT = 'Write it off first: write_off(practice_id, claim_id, line_no, party, ''writeoff_denial'', amount, reason).';
		END IF;
	END IF;
	UPDATE @ledger@.denial x SET state = move_denial.state, state_reason = move_denial.reason,
			resolved_on = CASE WHEN move_denial.state IN ('written off', 'accepted') THEN greatest(@ledger@.today(d.practice_id), d.denied_on) END
		WHERE x.practice_id = d.practice_id AND x.denial_id = d.denial_id;
END
$$;
COMMENT ON FUNCTION @ledger@.move_denial(text, bigint, text, text) IS
'Says what somebody has done about a denial: state is corrected, appealed, written off, accepted or open again, with the reason. Errors: RC010 when there is no such denial, the state is none that is set by hand, or a later answer of the payer has ended it; RC011 without a reason, or for written off while the payer owes something on the line.';

CREATE OR REPLACE FUNCTION @ledger@.denials_corrected() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	UPDATE @ledger@.denial d SET state = 'corrected', state_reason = 'replaced by submission ' || s.submission_id
		FROM new_submissions s
		WHERE s.freq = '7' AND d.practice_id = s.practice_id AND d.claim_id = s.claim_id AND d.state = 'open' AND d.resolved_on IS NULL
			AND d.party = CASE s.payer_seq WHEN 'P' THEN 'insurer_1'::rcm.account WHEN 'S' THEN 'insurer_2' ELSE 'insurer_3' END
			AND s.submission_id > coalesce(d.submission_id, 0) AND s.submitted_on >= d.denied_on;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION @ledger@.denials_corrected() IS
'Trigger on submission (AFTER INSERT, FOR EACH STATEMENT): an open denial of a claim of which a replacement was sent to that payer is corrected.';
CREATE OR REPLACE TRIGGER denials_corrected AFTER INSERT ON @ledger@.submission
	REFERENCING NEW TABLE AS new_submissions FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.denials_corrected();
COMMENT ON TRIGGER denials_corrected ON @ledger@.submission IS 'A replacement corrects open denials.';

-- only what became of a denial changes
CREATE OR REPLACE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON @ledger@.denial
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER never_deleted ON @ledger@.denial IS 'Rows are never deleted.';
CREATE OR REPLACE TRIGGER as_classified BEFORE UPDATE OF practice_id, denial_id, remittance_id, claim_no, adjustment_no, remitted_line, claim_id, line_no, party,
		payer_key, payer_id, submission_id, provider_npi, group_code, carc, remarks, amount, nature, root, leaf, owner, preventable, recoverable, rule,
		explanation, initial, facts, denied_on, recorded_at ON @ledger@.denial
	FOR EACH STATEMENT EXECUTE FUNCTION @ledger@.refuse_change();
COMMENT ON TRIGGER as_classified ON @ledger@.denial IS 'What the payer said and what was known of it is never changed.';
