-- 53-post-claims.sql - posting one payment

CREATE OR REPLACE VIEW @ledger@.next_party WITH (security_invoker = true) AS
	SELECT c.practice_id, c.claim_id, t.party,
		CASE WHEN c.filing_ind = 'WC' THEN 'third_party'::rcm.account
			WHEN EXISTS (SELECT FROM @ledger@.coverage v
				WHERE v.practice_id = c.practice_id AND v.patient_id = c.patient_id AND v.rank = t.next_rank
					AND coalesce(v.eff <= c.first_service, true) AND coalesce(v.term >= c.first_service, true))
			THEN t.next_payer ELSE 'patient' END AS next_party
	FROM @ledger@.claim c
	CROSS JOIN (VALUES ('insurer_1'::rcm.account, 2, 'insurer_2'::rcm.account), ('insurer_2', 3, 'insurer_3'), ('insurer_3', NULL, NULL)) t (party, next_rank, next_payer);
COMMENT ON VIEW @ledger@.next_party IS 'Who owes what a payer calls the patient''s share: the next payer by coverage on the first day of service, else the patient; of workers'' compensation (filing indicator WC) never the patient, but third_party, somebody who has to be found.';
COMMENT ON COLUMN @ledger@.next_party.party IS 'Whose answer: insurer_1, insurer_2 or insurer_3.';
COMMENT ON COLUMN @ledger@.next_party.next_party IS 'Who owes next.';

CREATE OR REPLACE FUNCTION @ledger@.post_payment(rem @ledger@.remittance, claims rcm.remitted_claim[], provider_adjustments jsonb) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	id       bigint;
	net      rcm.usd;
BEGIN
	id := @ledger@.open_event(rem.practice_id, 'remittance', rem.payment_date);
	PERFORM @ledger@.record_remitted(rem, claims);
	PERFORM @ledger@.lock_claims(rem.practice_id, ARRAY(SELECT DISTINCT rc.claim_id FROM @ledger@.remittance_claim rc
		WHERE rc.practice_id = rem.practice_id AND rc.remittance_id = rem.remittance_id AND rc.claim_id IS NOT NULL));
	-- what was posted before is taken back first; what comes in the same payment can only be afterwards
	PERFORM @ledger@.post_reversals(rem, id);
	PERFORM @ledger@.post_claims(rem, id, rem.payment_date, claims);
	UPDATE @ledger@.remittance r SET state = 'posted', held_because = NULL, posted_at = now(), event_id = id
		WHERE r.practice_id = rem.practice_id AND r.remittance_id = rem.remittance_id;
	PERFORM @ledger@.post_reversals(rem, id);
	PERFORM @ledger@.park_reversals(rem, id);
	PERFORM @ledger@.post_provider_adjustments(rem, id, provider_adjustments);
	PERFORM @ledger@.answer_claims(rem.practice_id, rem.remittance_id);
	SELECT coalesce(sum(CASE account 'cash' WHEN e.to_account THEN e.amount WHEN e.from_account THEN -e.amount ELSE 0 END), 0) INTO net
		FROM @ledger@.entry e WHERE e.practice_id = rem.practice_id AND e.event_id = id AND e.remittance_id = rem.remittance_id;
	IF net <> rem.amount THEN
		RAISE EXCEPTION 'the entries of the remittance do not add up to it' USING ERRCODE = 'internal_error',
			DETAIL = format('Amount %s, entries %s.', rem.amount, net);
	END IF;
	PERFORM @ledger@.settle_waiting_reversals(rem.practice_id, rem.remittance_id);
	PERFORM @ledger@.classify_remittance(rem.practice_id, rem.remittance_id);
END
$$;
COMMENT ON FUNCTION @ledger@.post_payment(@ledger@.remittance, rcm.remitted_claim[], jsonb) IS
'Posts one remittance that nothing holds: its claims (rcm.remittance_postings) and its PLB (rcm.remittance_provider_adjustments, a list). Called by post_835.';

CREATE OR REPLACE FUNCTION @ledger@.record_remitted(rem @ledger@.remittance, claims rcm.remitted_claim[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
BEGIN
	INSERT INTO @ledger@.remittance_claim (practice_id, remittance_id, claim_no, remitted_id, claim_id, match_stage, party, status, charge, paid,
			patient_share, payer_claim_control, original_ref, member_id, service_on, crossover_payer, remarks, state)
		SELECT rem.practice_id, rem.remittance_id, p.claim, p.claim_id, m.claim_id, m.stage, m.party, p.status, p.charge, p.paid,
			p.patient_responsibility, p.payer_claim_control, p.original_ref, p.member_id, p.first_service, p.crossover_payer, nullif(p.remarks, '{}'),
			CASE WHEN p.status IN ('23', '25') AND p.paid = 0 THEN 'information' WHEN m.claim_id IS NULL OR p.status = '22' THEN 'suspense' ELSE 'posted' END
		FROM unnest(claims) p
		LEFT JOIN @ledger@.match_claims(rem.practice_id, rem.payer_id, claims) m ON m.claim_no = p.claim;
	INSERT INTO @ledger@.remittance_line (practice_id, remittance_id, claim_no, remitted_line, control, code, mods, submitted_code, submitted_mods,
			rev, service_on, charge, paid, allowed, units, remarks)
		SELECT rem.practice_id, rem.remittance_id, p.claim, l.line, l.control, l.code, nullif(l.mods, '{}'), l.submitted_code, nullif(l.submitted_mods, '{}'),
			l.rev, l.service_from, l.charge, l.paid, l.allowed, l.units, nullif(l.remarks, '{}')
		FROM unnest(claims) p, unnest(p.lines) l;
	INSERT INTO @ledger@.remittance_adjustment (practice_id, remittance_id, claim_no, adjustment_no, remitted_line, group_code, carc, amount, quantity)
		SELECT rem.practice_id, rem.remittance_id, p.claim, a.adjustment, a.line, a.group_code, a.carc, a.amount, a.quantity
		FROM unnest(claims) p, unnest(p.adjustments) a;
END
$$;
COMMENT ON FUNCTION @ledger@.record_remitted(@ledger@.remittance, rcm.remitted_claim[]) IS
'Writes what a remittance says, with the claim of ours that each of its claims answers. Called by post_payment.';

CREATE OR REPLACE FUNCTION @ledger@.post_claims(rem @ledger@.remittance, event_id bigint, effective_on date, claims rcm.remitted_claim[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	passes integer;
	by_contract boolean := EXISTS (SELECT FROM @ledger@.contract_rule k WHERE k.practice_id = rem.practice_id AND k.payer_key = rem.payer_key);
BEGIN
	-- a later payer's answer depends on what is owed: the second answer to a claim follows the first
	SELECT max(x.times) INTO passes FROM (
		SELECT count(*) AS times FROM @ledger@.remittance_claim rc, unnest(claims) p
		WHERE rc.practice_id = rem.practice_id AND rc.remittance_id = rem.remittance_id AND p.claim = rc.claim_no AND rc.status IS DISTINCT FROM '22'
			AND rc.claim_id IS NOT NULL
		GROUP BY rc.claim_id) x;
	FOR pass IN 1 .. coalesce(passes, 1) LOOP
		WITH due AS (
			SELECT rc.claim_no, rc.claim_id, rc.party, rc.service_on, rc.charge, p.paid, p.lines,
				CASE WHEN by_contract THEN @ledger@.as_contracted(rem.practice_id, rem.payer_key, p) ELSE p.adjustments END AS adjustments,
				row_number() OVER (PARTITION BY rc.claim_id ORDER BY rc.claim_no) AS nth
			FROM @ledger@.remittance_claim rc JOIN unnest(claims) p ON p.claim = rc.claim_no
			WHERE rc.practice_id = rem.practice_id AND rc.remittance_id = rem.remittance_id
				-- (a reversal only where somebody has said what it takes back)
				AND (rc.status IS DISTINCT FROM '22' OR rc.state = 'posted' AND rc.reverses_claim IS NULL) AND rc.state <> 'information'),
		answered AS MATERIALIZED (
			SELECT d.claim_no, d.claim_id, d.party, d.service_on, d.charge, d.paid, d.lines, ch.lines AS charges, ch.charged, ch.owed,
				d.adjustments, c.state = 'void' AS void,
				coalesce(n.next_party, 'patient') AS next_party
			FROM due d
			LEFT JOIN @ledger@.claim c ON c.practice_id = rem.practice_id AND c.claim_id = d.claim_id
			LEFT JOIN LATERAL (SELECT y.next_party FROM @ledger@.next_party y
				WHERE y.practice_id = rem.practice_id AND y.claim_id = d.claim_id AND y.party = d.party OFFSET 0) n ON true
			LEFT JOIN LATERAL (
				SELECT array_agg(ROW(x.line_no, x.control, x.code, x.mods, x.rev, x.service_from, x.service_to, x.charge,
						CASE d.party WHEN 'insurer_1' THEN r.insurer_1 WHEN 'insurer_2' THEN r.insurer_2 ELSE r.insurer_3 END)::rcm.charge_line) AS lines,
					sum(x.charge) AS charged,
					sum(CASE d.party WHEN 'insurer_1' THEN r.insurer_1 WHEN 'insurer_2' THEN r.insurer_2 ELSE r.insurer_3 END) AS owed
				FROM @ledger@.claim_line x JOIN @ledger@.receivable r USING (practice_id, claim_id, line_no)
				WHERE x.practice_id = rem.practice_id AND x.claim_id = d.claim_id) ch ON true
			WHERE d.claim_id IS NULL AND pass = 1 OR d.claim_id IS NOT NULL AND d.nth = pass),
		moves AS MATERIALIZED (
			SELECT a.claim_no, a.claim_id, a.service_on, a.void, m.*
			FROM answered a
			CROSS JOIN LATERAL rcm.posting_moves(a.paid, a.lines, a.adjustments, a.charges, coalesce(a.party, 'insurer_1'), a.next_party) m),
		odd AS (
			INSERT INTO @ledger@.posting_exception (practice_id, remittance_id, claim_no, remitted_line, problem, amount)
			SELECT rem.practice_id, rem.remittance_id, m.claim_no, m.line,
				CASE WHEN m.claim_id IS NULL THEN 'no claim of ours fits' ELSE m.problem END, m.amount
			FROM moves m WHERE m.problem IS NOT NULL
			UNION ALL
			-- what was charged and is not spoken of stays owed, and is told
			SELECT rem.practice_id, rem.remittance_id, a.claim_no, NULL, format('it speaks of %s, charged were %s', a.charge, a.charged),
				CASE WHEN a.charged > a.charge THEN a.charged - a.charge ELSE a.charge - a.charged END
			FROM answered a WHERE a.charged <> a.charge
			UNION ALL
			SELECT rem.practice_id, rem.remittance_id, a.claim_no, NULL, format('it pays %s as %s, who owed %s', a.paid, a.party, a.owed), a.paid - a.owed
			FROM answered a WHERE a.party IN ('insurer_2', 'insurer_3') AND a.paid > a.owed)
		INSERT INTO @ledger@.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, group_code, carc,
				remittance_id, remitted_claim, remitted_line, exception)
			SELECT rem.practice_id, post_claims.event_id, CASE WHEN m.line_no IS NOT NULL THEN m.claim_id END, m.line_no, m.from_account, m.to_account, m.amount,
				post_claims.effective_on, coalesce(k.group_code, m.group_code), coalesce(k.carc, m.carc), rem.remittance_id, m.claim_no, m.line, k.exception
			FROM moves m
			LEFT JOIN LATERAL @ledger@.contract_of(rem, m.claim_no, m.adjustment, m.service_on) k ON by_contract AND m.adjustment IS NOT NULL
			WHERE m.from_account IS NOT NULL
				-- of a void claim nothing is owed that could be discounted or shared: only its payment counts, as a credit
				AND (m.void IS NOT TRUE OR 'cash' IN (m.from_account, m.to_account));
	END LOOP;
END
$$;
COMMENT ON FUNCTION @ledger@.post_claims(@ledger@.remittance, bigint, date, rcm.remitted_claim[]) IS
'Posts the claims of a remittance that are no reversals, as entries of an event: for each what rcm.posting_moves makes of it and of the charge lines that it answers. Called by post_payment, and for one claim by assign_claim.';

CREATE OR REPLACE FUNCTION @ledger@.as_contracted(practice_id text, payer_key text, claim rcm.remitted_claim) RETURNS rcm.remitted_adjustment[]
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT coalesce(array_agg(ROW(a.line, a.adjustment, CASE WHEN k.rule_id IS NULL THEN a.group_code ELSE 'CO' END,
			CASE WHEN k.rule_id IS NULL THEN a.carc ELSE '45' END, a.amount, a.quantity)::rcm.remitted_adjustment ORDER BY a.adjustment), '{}')
	FROM unnest((as_contracted.claim).adjustments) a
	LEFT JOIN @ledger@.contract_rule k ON k.practice_id = as_contracted.practice_id AND k.payer_key = as_contracted.payer_key
		AND k.group_code = a.group_code AND k.carc = a.carc AND daterange(k.eff, k.term, '[]') @> (as_contracted.claim).first_service
$$;
COMMENT ON FUNCTION @ledger@.as_contracted(text, text, rcm.remitted_claim) IS
'The adjustments of a remitted claim with each that a contract rule calls a discount in the place of CARC 45, so that it moves as one; contract_of gives the entry its own reason back.';

CREATE OR REPLACE FUNCTION @ledger@.contract_of(rem @ledger@.remittance, claim_no integer, adjustment integer, service_on date,
		OUT group_code text, OUT carc text, OUT exception text)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT a.group_code, a.carc, 'contract:' || k.rule_id
	FROM @ledger@.remittance_adjustment a
	JOIN @ledger@.contract_rule k ON k.practice_id = rem.practice_id AND k.payer_key = rem.payer_key
		AND k.group_code = a.group_code AND k.carc = a.carc AND daterange(k.eff, k.term, '[]') @> contract_of.service_on
	WHERE a.practice_id = rem.practice_id AND a.remittance_id = rem.remittance_id AND a.claim_no = contract_of.claim_no
		AND a.adjustment_no = contract_of.adjustment
$$;
COMMENT ON FUNCTION @ledger@.contract_of(@ledger@.remittance, integer, integer, date) IS
'The contract rule that makes an adjustment of a remittance a discount, as its entry names it; no row when there is none.';
