-- 50-match.sql - which claim of ours a remitted claim answers, and as which payer

CREATE OR REPLACE FUNCTION @ledger@.match_claims(practice_id text, payer_id text, claims rcm.remitted_claim[],
		OUT claim_no integer, OUT claim_id text, OUT stage text, OUT party rcm.account)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT p.claim, m.claim_id, m.stage,
		CASE WHEN p.status IN ('1', '19') THEN 'insurer_1'::rcm.account
			WHEN p.status IN ('2', '20') THEN 'insurer_2'
			WHEN p.status IN ('3', '21') THEN 'insurer_3'
			-- a denial does not say whose turn it was: that of the last submission to this payer, else of the last one
			ELSE CASE coalesce((SELECT s.payer_seq FROM @ledger@.submission s
						WHERE s.practice_id = match_claims.practice_id AND s.claim_id = m.claim_id
						ORDER BY coalesce(s.payer_id = match_claims.payer_id, false) DESC, s.submission_id DESC LIMIT 1), m.payer_seq)
				WHEN 'P' THEN 'insurer_1'::rcm.account WHEN 'S' THEN 'insurer_2' ELSE 'insurer_3' END END
	FROM unnest(match_claims.claims) p
	-- our own number; one that names a claim of another charge, day and member was not meant for us
	LEFT JOIN LATERAL (
		SELECT c.claim_id, c.payer_seq, 'claim number' AS stage
		FROM @ledger@.claim c
		WHERE c.practice_id = match_claims.practice_id AND c.claim_id = p.claim_id
			AND (c.total_charge IN (p.charge, -p.charge) OR c.first_service = p.first_service OR c.member_id = p.member_id)) n ON true
	LEFT JOIN LATERAL (
		SELECT min(c.claim_id) AS claim_id, min(c.payer_seq) AS payer_seq, 'payer''s claim number' AS stage
		FROM @ledger@.claim c
		WHERE n.claim_id IS NULL AND c.practice_id = match_claims.practice_id AND c.payer_claim_control IN (p.payer_claim_control, p.original_ref)
		HAVING count(*) = 1) k ON true
	LEFT JOIN LATERAL (
		SELECT min(c.claim_id) AS claim_id, min(c.payer_seq) AS payer_seq, 'patient, service date and charge' AS stage
		FROM @ledger@.claim c
		WHERE n.claim_id IS NULL AND k.claim_id IS NULL AND c.practice_id = match_claims.practice_id
			AND c.member_id = p.member_id AND c.first_service = p.first_service AND c.total_charge IN (p.charge, -p.charge)
		HAVING count(*) = 1) d ON true
	CROSS JOIN LATERAL (SELECT coalesce(n.claim_id, k.claim_id, d.claim_id), coalesce(n.payer_seq, k.payer_seq, d.payer_seq),
		coalesce(n.stage, k.stage, d.stage)) m (claim_id, payer_seq, stage)
	-- what was never charged cannot be answered
	WHERE EXISTS (SELECT FROM @ledger@.claim_line x WHERE x.practice_id = match_claims.practice_id AND x.claim_id = m.claim_id)
$$;
COMMENT ON FUNCTION @ledger@.match_claims(text, text, rcm.remitted_claim[]) IS
'Which claim of the ledger each claim of a remittance answers, and as which payer: no row for one that answers none. claims: rows of rcm.remittance_postings of one payment; payer_id: who pays. Stages, the first that tells counts: our claim number (CLP01), if charge, day or member agree too; the payer''s claim number (CLP07 or REF F8), if one claim has it; member, first service date and charge, if one claim has them. "party" is insurer_1, insurer_2 or insurer_3 by CLP02; where that does not say, by whose turn the claim was last sent in.';

CREATE OR REPLACE FUNCTION @ledger@.remitted(practice_id text, remittance_id bigint, claim_no integer) RETURNS rcm.remitted_claim
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT ROW(NULL, rc.claim_no, rc.remitted_id, rc.status, rc.charge, rc.paid, rc.patient_share, NULL, rc.payer_claim_control,
		rc.original_ref, NULL, NULL, rc.member_id, rc.service_on, rc.crossover_payer, NULL, 0, 0, '{}', rc.remarks,
		coalesce((SELECT array_agg(ROW(l.remitted_line, l.control, l.code, l.mods, l.submitted_code, l.submitted_mods, l.rev, l.service_on, NULL,
				l.charge, l.paid, l.allowed, l.units, l.remarks)::rcm.remitted_line ORDER BY l.remitted_line)
			FROM @ledger@.remittance_line l
			WHERE (l.practice_id, l.remittance_id, l.claim_no) = (rc.practice_id, rc.remittance_id, rc.claim_no)), '{}'),
		coalesce((SELECT array_agg(ROW(a.remitted_line, a.adjustment_no, a.group_code, a.carc, a.amount, a.quantity)::rcm.remitted_adjustment ORDER BY a.adjustment_no)
			FROM @ledger@.remittance_adjustment a
			WHERE (a.practice_id, a.remittance_id, a.claim_no) = (rc.practice_id, rc.remittance_id, rc.claim_no)), '{}'))::rcm.remitted_claim
	FROM @ledger@.remittance_claim rc
	WHERE (rc.practice_id, rc.remittance_id, rc.claim_no) = (remitted.practice_id, remitted.remittance_id, remitted.claim_no)
$$;
COMMENT ON FUNCTION @ledger@.remitted(text, bigint, integer) IS
'A remitted claim as rcm.remittance_postings gave it, from what the ledger keeps of it: for posting it later, once its claim is known.';
