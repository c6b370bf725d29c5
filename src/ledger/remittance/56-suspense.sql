-- 56-suspense.sql - what waits, and how it finds its place

CREATE OR REPLACE FUNCTION @ledger@.release_suspense(practice_id text, remittance_id bigint, claim_no integer, event_id bigint, remitted_line integer DEFAULT NULL) RETURNS void
	LANGUAGE sql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	INSERT INTO @ledger@.entry (practice_id, event_id, from_account, to_account, amount, effective_on, remittance_id, remitted_claim, remitted_line, reverses)
		SELECT e.practice_id, release_suspense.event_id, e.to_account, e.from_account, e.amount, @ledger@.today(release_suspense.practice_id),
			e.remittance_id, e.remitted_claim, e.remitted_line, e.entry_id
		FROM @ledger@.entry e
		WHERE e.practice_id = release_suspense.practice_id AND e.claim_id IS NULL AND e.remittance_id = release_suspense.remittance_id
			AND e.remitted_claim = release_suspense.claim_no AND e.reverses IS NULL
			AND (release_suspense.remitted_line IS NULL OR e.remitted_line = release_suspense.remitted_line)
			AND NOT EXISTS (SELECT FROM @ledger@.entry b WHERE b.practice_id = e.practice_id AND b.reverses = e.entry_id)
		ORDER BY e.entry_id
$$;
COMMENT ON FUNCTION @ledger@.release_suspense(text, bigint, integer, bigint, integer) IS
'Takes what waits of a remitted claim, or of one line of it, out of suspense, for it is posted to a claim in the same event.';

CREATE OR REPLACE FUNCTION @ledger@.resolve_exceptions(practice_id text, remittance_id bigint, claim_no integer, resolution text, remitted_line integer DEFAULT NULL) RETURNS integer
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	done integer;
BEGIN
	UPDATE @ledger@.posting_exception x SET resolved_at = now(), resolved_by = current_user, resolution = resolve_exceptions.resolution
		WHERE x.practice_id = resolve_exceptions.practice_id AND x.remittance_id = resolve_exceptions.remittance_id
			AND x.claim_no IS NOT DISTINCT FROM resolve_exceptions.claim_no AND x.resolved_at IS NULL
			AND (resolve_exceptions.remitted_line IS NULL OR x.remitted_line = resolve_exceptions.remitted_line);
	GET DIAGNOSTICS done = ROW_COUNT;
	RETURN done;
END
$$;
COMMENT ON FUNCTION @ledger@.resolve_exceptions(text, bigint, integer, text, integer) IS
'Settles the open posting exceptions of a remitted claim (claim_no null: of the payment itself), or of one line of it, with how; returns how many.';

CREATE OR REPLACE FUNCTION @ledger@.assign_claim(practice_id text, remittance_id bigint, claim_no integer, claim_id text, stage text DEFAULT 'by hand') RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	rc   @ledger@.remittance_claim;
	rem  @ledger@.remittance;
	seq  text;
	id   bigint;
BEGIN
	SELECT * INTO rc FROM @ledger@.remittance_claim x WHERE x.practice_id = assign_claim.practice_id
		AND x.remittance_id = assign_claim.remittance_id AND x.claim_no = assign_claim.claim_no FOR NO KEY UPDATE;
	IF NOT FOUND OR rc.state <> 'suspense' OR rc.reverses_claim IS NOT NULL OR rc.claim_id IS NOT NULL AND rc.status IS DISTINCT FROM '22'
			OR EXISTS (SELECT FROM @ledger@.remittance_claim t WHERE t.practice_id = rc.practice_id AND t.reverses_remittance = rc.remittance_id AND t.reverses_claim = rc.claim_no) THEN
		RAISE EXCEPTION 'claim % of remittance % does not wait for a claim', claim_no, remittance_id USING ERRCODE = 'RC010',
			HINT = 'The view suspense lists what waits.';
	ELSIF NOT EXISTS (SELECT FROM @ledger@.claim_line x WHERE x.practice_id = assign_claim.practice_id AND x.claim_id = assign_claim.claim_id) THEN
		RAISE EXCEPTION 'claim "%" has no charges', claim_id USING ERRCODE = 'RC010',
			HINT = 'A claim has charge lines once it is ready.';
	END IF;
	SELECT * INTO rem FROM @ledger@.remittance r WHERE r.practice_id = rc.practice_id AND r.remittance_id = rc.remittance_id;
	PERFORM @ledger@.lock_claims(assign_claim.practice_id, ARRAY[assign_claim.claim_id]);
	SELECT c.payer_seq INTO seq FROM @ledger@.claim c WHERE c.practice_id = assign_claim.practice_id AND c.claim_id = assign_claim.claim_id;
	id := @ledger@.open_event(assign_claim.practice_id, 'suspense', NULL, 'claim found ' || assign_claim.stage);
	PERFORM @ledger@.release_suspense(rc.practice_id, rc.remittance_id, rc.claim_no, id);
	-- (a reversal whose original was posted somewhere else, as by the system before this one, is posted as it stands)
	UPDATE @ledger@.remittance_claim x SET claim_id = assign_claim.claim_id, match_stage = assign_claim.stage, state = 'posted',
			party = CASE WHEN rc.status IN ('1', '19') THEN 'insurer_1'::rcm.account WHEN rc.status IN ('2', '20') THEN 'insurer_2' WHEN rc.status IN ('3', '21') THEN 'insurer_3'
				WHEN seq = 'P' THEN 'insurer_1' WHEN seq = 'S' THEN 'insurer_2' ELSE 'insurer_3' END
		WHERE x.practice_id = rc.practice_id AND x.remittance_id = rc.remittance_id AND x.claim_no = rc.claim_no;
	PERFORM @ledger@.resolve_exceptions(rc.practice_id, rc.remittance_id, rc.claim_no, 'claim found ' || assign_claim.stage);
	PERFORM @ledger@.post_claims(rem, id, @ledger@.today(rc.practice_id), ARRAY[@ledger@.remitted(rc.practice_id, rc.remittance_id, rc.claim_no)]);
	PERFORM @ledger@.answer_claims(rc.practice_id, rc.remittance_id, rc.claim_no);
	-- a reversal that waits may be its own
	PERFORM @ledger@.settle_waiting_reversals(rc.practice_id, rc.remittance_id);
	PERFORM @ledger@.classify_remittance(rc.practice_id, rc.remittance_id, rc.claim_no);
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.assign_claim(text, bigint, integer, text, text) IS
'Posts a remitted claim that waits in suspense to a claim of the ledger, today, and returns the event: its money leaves suspense and is posted as if the claim had been found when it came. A reversal whose original never came, because another system posted it, is posted as it stands: what it takes back is owed again. stage: how it was found. Error RC010 when it does not wait, or the claim has no charges.';

CREATE OR REPLACE FUNCTION @ledger@.assign_line(practice_id text, remittance_id bigint, claim_no integer, remitted_line integer, line_no integer) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	rc @ledger@.remittance_claim;
	rl @ledger@.remittance_line;
	x  @ledger@.claim_line;
	id bigint;
BEGIN
	SELECT * INTO rc FROM @ledger@.remittance_claim r WHERE r.practice_id = assign_line.practice_id
		AND r.remittance_id = assign_line.remittance_id AND r.claim_no = assign_line.claim_no FOR NO KEY UPDATE;
	SELECT * INTO rl FROM @ledger@.remittance_line l WHERE l.practice_id = rc.practice_id AND l.remittance_id = rc.remittance_id
		AND l.claim_no = rc.claim_no AND l.remitted_line = assign_line.remitted_line;
	SELECT * INTO x FROM @ledger@.claim_line c WHERE c.practice_id = rc.practice_id AND c.claim_id = rc.claim_id AND c.line_no = assign_line.line_no;
	IF rl.remitted_line IS NULL OR x.line_no IS NULL OR rc.state <> 'posted'
			OR NOT EXISTS (SELECT FROM @ledger@.posting_exception p WHERE p.practice_id = rc.practice_id AND p.remittance_id = rc.remittance_id
				AND p.claim_no = rc.claim_no AND p.remitted_line = rl.remitted_line AND p.resolved_at IS NULL) THEN
		RAISE EXCEPTION 'line % of claim % of remittance % does not wait for a charge line of its claim', remitted_line, claim_no, remittance_id USING ERRCODE = 'RC010',
			HINT = 'posting_exception lists the lines that no charge line fits; the claim itself must have been found.';
	END IF;
	PERFORM @ledger@.lock_claims(rc.practice_id, ARRAY[rc.claim_id]);
	id := @ledger@.open_event(rc.practice_id, 'suspense', NULL, 'charge line found by hand');
	PERFORM @ledger@.release_suspense(rc.practice_id, rc.remittance_id, rc.claim_no, id, rl.remitted_line);
	-- the line as if it had answered this charge line by what was done
	INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, group_code, carc, remittance_id, remitted_claim, remitted_line)
		SELECT rc.practice_id, id, rc.claim_id, x.line_no, m.from_account, m.to_account, m.amount, @ledger@.today(rc.practice_id), m.group_code, m.carc,
			rc.remittance_id, rc.claim_no, rl.remitted_line
		FROM @ledger@.receivable r,
			LATERAL (SELECT CASE rc.party WHEN 'insurer_1' THEN r.insurer_1 WHEN 'insurer_2' THEN r.insurer_2 ELSE r.insurer_3 END AS owed) o,
			rcm.posting_moves(rl.paid,
				ARRAY[ROW(rl.remitted_line, NULL, x.code, x.mods, NULL, NULL, x.rev, x.service_from, NULL, x.charge, rl.paid, rl.allowed, rl.units, NULL)::rcm.remitted_line],
				ARRAY(SELECT ROW(a.remitted_line, a.adjustment_no, a.group_code, a.carc, a.amount, a.quantity)::rcm.remitted_adjustment
					FROM @ledger@.remittance_adjustment a WHERE a.practice_id = rc.practice_id AND a.remittance_id = rc.remittance_id
						AND a.claim_no = rc.claim_no AND a.remitted_line = rl.remitted_line),
				ARRAY[ROW(x.line_no, NULL, x.code, x.mods, x.rev, x.service_from, x.service_to, x.charge, o.owed)::rcm.charge_line],
				rc.party, (SELECT n.next_party FROM @ledger@.next_party n
					WHERE n.practice_id = rc.practice_id AND n.claim_id = rc.claim_id AND n.party = rc.party)) m
		WHERE r.practice_id = rc.practice_id AND r.claim_id = rc.claim_id AND r.line_no = x.line_no AND m.from_account IS NOT NULL;
	PERFORM @ledger@.resolve_exceptions(rc.practice_id, rc.remittance_id, rc.claim_no, format('answers line %s, by hand', x.line_no), rl.remitted_line);
	RETURN id;
END
$$;
COMMENT ON FUNCTION @ledger@.assign_line(text, bigint, integer, integer, integer) IS
'Posts a remitted line that no charge line fits, and whose money waits in suspense, to a charge line of the claim that was found, today, and returns the event. remitted_line as in posting_exception, line_no the line of the claim. Error RC010 when it does not wait, or the claim has no such line.';

CREATE OR REPLACE FUNCTION @ledger@.match_suspense(practice_id text) RETURNS integer
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	w     record;
	found integer := 0;
BEGIN
	FOR w IN
		SELECT rc.remittance_id, rc.claim_no, m.claim_id, m.stage
		FROM @ledger@.remittance_claim rc
		JOIN @ledger@.remittance r ON r.practice_id = rc.practice_id AND r.remittance_id = rc.remittance_id
		CROSS JOIN LATERAL @ledger@.match_claims(rc.practice_id, r.payer_id, ARRAY[@ledger@.remitted(rc.practice_id, rc.remittance_id, rc.claim_no)]) m
		WHERE rc.practice_id = match_suspense.practice_id AND rc.state = 'suspense' AND rc.status IS DISTINCT FROM '22' AND rc.claim_id IS NULL
			AND NOT EXISTS (SELECT FROM @ledger@.remittance_claim t WHERE t.practice_id = rc.practice_id AND t.reverses_remittance = rc.remittance_id AND t.reverses_claim = rc.claim_no)
		ORDER BY m.claim_id, rc.remittance_id, rc.claim_no
	LOOP
		PERFORM @ledger@.assign_claim(match_suspense.practice_id, w.remittance_id, w.claim_no, w.claim_id, w.stage);
		found := found + 1;
	END LOOP;
	RETURN found;
END
$$;
COMMENT ON FUNCTION @ledger@.match_suspense(text) IS
'Looks once more for the claims of what waits in suspense, as after claims were entered late, and posts what is found; returns how many.';

CREATE OR REPLACE FUNCTION @ledger@.post_held(practice_id text, OUT remittance_id bigint, OUT trace_number text, OUT amount rcm.usd, OUT state text, OUT detail text[])
	RETURNS SETOF record
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	h record;
BEGIN
	FOR h IN
		SELECT i.interchange_id, i.file, array_agg(r.remittance_id) AS held FROM @ledger@.remittance r JOIN @ledger@.interchange i USING (practice_id, interchange_id)
		WHERE r.practice_id = post_held.practice_id AND r.state = 'held' GROUP BY 1, 2, i.practice_id ORDER BY 1
	LOOP
		RETURN QUERY SELECT p.remittance_id, p.trace_number, p.amount, p.state, p.detail
			FROM @ledger@.post_835(post_held.practice_id, h.file, h.interchange_id) p WHERE p.remittance_id = ANY (h.held);
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.post_held(text) IS
'Tries once more to post the remittances that are held, each from its file as it came: those whose payment date has come, or whose payee was added to the practice. To be called daily. The columns are those of post_835.';

CREATE OR REPLACE FUNCTION @ledger@.drop_held(practice_id text, remittance_id bigint, reason text) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	UPDATE @ledger@.remittance r SET state = 'dropped', held_because = r.held_because || ('dropped by ' || current_user || ': ' || drop_held.reason)
		WHERE r.practice_id = drop_held.practice_id AND r.remittance_id = drop_held.remittance_id AND r.state = 'held';
	IF NOT FOUND THEN
		RAISE EXCEPTION 'remittance % is not held', remittance_id USING ERRCODE = 'RC010';
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.drop_held(text, bigint, text) IS
'Decides that a held remittance will never be posted, because the payer sent it anew; the reason is kept. Error RC010 when it is not held.';

CREATE OR REPLACE VIEW @ledger@.suspense WITH (security_invoker = true) AS
	-- (a reversal counts for what it takes back: together they are nothing)
	SELECT w.practice_id, r.payer_key, rc.remittance_id, rc.claim_no, NULL::integer AS adjustment_no, rc.remitted_id AS reference,
		CASE WHEN rc.status = '22' THEN 'reversal of what was never posted' WHEN rc.claim_id IS NULL THEN 'no claim of ours fits' ELSE 'no charge line fits' END AS why,
		sum(CASE WHEN w.to_account = 'suspense' THEN w.amount WHEN w.from_account = 'suspense' THEN -w.amount ELSE 0 END) AS amount, min(w.effective_on) AS since
	FROM @ledger@.entry w
	JOIN @ledger@.remittance_claim own ON own.practice_id = w.practice_id AND own.remittance_id = w.remittance_id AND own.claim_no = w.remitted_claim
	JOIN @ledger@.remittance_claim rc ON rc.practice_id = own.practice_id AND rc.remittance_id = coalesce(own.reverses_remittance, own.remittance_id)
		AND rc.claim_no = coalesce(own.reverses_claim, own.claim_no)
	JOIN @ledger@.remittance r ON r.practice_id = rc.practice_id AND r.remittance_id = rc.remittance_id
	WHERE w.claim_id IS NULL AND w.remitted_claim IS NOT NULL
	GROUP BY w.practice_id, r.payer_key, rc.remittance_id, rc.claim_no, rc.remitted_id, rc.status, rc.claim_id
	HAVING sum(CASE WHEN w.to_account = 'suspense' THEN w.amount WHEN w.from_account = 'suspense' THEN -w.amount ELSE 0 END) <> 0
UNION ALL
	SELECT x.practice_id, x.payer_key, x.remittance_id, NULL, x.adjustment_no, x.reference, 'provider adjustment ' || coalesce(x.reason, '?'), x.amount, x.payment_date
	FROM (
		SELECT a.practice_id, r.payer_key, a.remittance_id, a.adjustment_no, a.reference, a.reason, r.payment_date, o.amount,
			sum(o.amount) OVER (PARTITION BY a.practice_id, r.payer_key, coalesce(nullif(a.reference, ''), a.remittance_id || '/' || a.adjustment_no)) AS chain
		FROM @ledger@.provider_adjustment a
		JOIN @ledger@.remittance r USING (practice_id, remittance_id)
		CROSS JOIN LATERAL (SELECT @ledger@.suspense_of(a.practice_id, a.remittance_id, a.adjustment_no)) o (amount)
		WHERE a.account = 'suspense' AND r.state = 'posted') x
	WHERE x.amount <> 0 AND x.chain <> 0;
COMMENT ON VIEW @ledger@.suspense IS 'Money of payers that waits: of remitted claims and lines that no claim of ours fits, of reversals of what was never posted, and of provider adjustments whose chain (same payer and reference: a balance that is forwarded, then recovered) has not come to zero. assign_claim, match_suspense and settle_suspense give it its place.';
COMMENT ON COLUMN @ledger@.suspense.payer_key IS 'The payer (remittance.payer_key).';
COMMENT ON COLUMN @ledger@.suspense.claim_no IS 'remittance_claim.claim_no; null for a provider adjustment.';
COMMENT ON COLUMN @ledger@.suspense.adjustment_no IS 'provider_adjustment.adjustment_no; null for a claim.';
COMMENT ON COLUMN @ledger@.suspense.reference IS 'CLP01, or the reference of the PLB.';
COMMENT ON COLUMN @ledger@.suspense.why IS 'Why it waits.';
COMMENT ON COLUMN @ledger@.suspense.amount IS 'Negative: the practice has it, and does not know for what; positive: the payer has kept it.';
COMMENT ON COLUMN @ledger@.suspense.since IS 'Since when.';
