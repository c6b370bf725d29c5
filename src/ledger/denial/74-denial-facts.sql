-- 74-denial-facts.sql - what the practice's own rows say of a denied line
--
-- Each function gives facts of rcm.root_cause_facts() as they stood when the
-- claim left, and leaves out what cannot be told: a practice that keeps no
-- authorizations here has not failed to ask for one.

CREATE OR REPLACE FUNCTION @ledger@.authorization_facts(line @ledger@.denied_line) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH claim AS MATERIALIZED (
		SELECT coalesce((SELECT l.auth_number FROM rcm.lines(line.document) l WHERE l.line = line.line_no), rcm.auth_number(line.document)) AS number,
			coalesce((SELECT l.pos FROM rcm.lines(line.document) l WHERE l.line = line.line_no), rcm.pos(line.document)) AS pos),
	best AS MATERIALIZED (
		SELECT a.*, a.codes IS NULL OR line.code = ANY (a.codes) AS covers_code,
			-- decided after the claim left: it was open when it did
			CASE WHEN a.status = 'cancelled' THEN 'ended' WHEN a.status IN ('requested', 'pending') THEN 'pending'
				WHEN a.decided_on > coalesce(line.sent_on, line.denied_on) THEN 'pending' ELSE a.status END AS standing
		FROM @ledger@.prior_authorization a, claim k
		WHERE a.practice_id = line.practice_id AND a.patient_id = line.patient_id AND a.payer_id = line.payer_id AND a.kind = 'authorization' AND a.recorded_at <= line.as_of
		ORDER BY coalesce(a.number = k.number, false) DESC, (a.codes IS NULL OR line.code = ANY (a.codes)) DESC,
			daterange(a.eff, a.term, '[]') @> line.service_on DESC, a.status = 'approved' DESC, a.requested_on DESC NULLS LAST, a.authorization_id
		LIMIT 1),
	used AS MATERIALIZED (
		SELECT coalesce(sum(x.units), 0) AS units
		FROM best b JOIN @ledger@.claim c ON c.practice_id = line.practice_id AND c.patient_id = line.patient_id AND c.payer_id = line.payer_id AND c.state <> 'void'
		JOIN @ledger@.claim_line x ON x.practice_id = c.practice_id AND x.claim_id = c.claim_id AND x.charge > 0
		WHERE b.units IS NOT NULL AND daterange(b.eff, b.term, '[]') @> x.service_from AND (b.codes IS NULL OR x.code = ANY (b.codes))
			AND (x.service_from, x.claim_id, x.line_no) < (line.service_on, line.claim_id, line.line_no)
			AND coalesce(rcm.auth_number(c.document) = b.number, true))
	SELECT CASE WHEN line.patient_id IS NULL OR line.payer_id IS NULL THEN '{}'
		WHEN b.authorization_id IS NOT NULL THEN jsonb_build_object('authorization_status', b.standing,
			'authorization_decided_on', CASE WHEN b.standing <> 'pending' THEN b.decided_on END, 'authorization_from', b.eff, 'authorization_to', b.term,
			'authorization_units', CASE WHEN b.units = trunc(b.units) THEN b.units::bigint END,
			'authorization_units_used', CASE WHEN b.units IS NOT NULL THEN ceil(u.units)::bigint END,
			'authorization_covers_code', CASE WHEN line.code IS NOT NULL THEN b.covers_code END,
			'authorization_covers_provider', CASE WHEN line.provider_npi IS NOT NULL THEN coalesce(b.provider_npi::text IN (line.provider_npi, coalesce(rcm.billing_npi(line.document), line.provider_npi)), true) END,
			'authorization_covers_place', CASE WHEN k.pos IS NOT NULL THEN coalesce(b.pos = k.pos, true) END,
			'authorization_on_claim', CASE WHEN k.number IS NULL THEN false WHEN b.number IS NOT NULL THEN k.number = b.number END)
		WHEN k.number IS NOT NULL THEN '{"authorization_on_claim": true}'::jsonb
		WHEN EXISTS (SELECT FROM @ledger@.prior_authorization a WHERE a.practice_id = line.practice_id AND a.kind = 'authorization' AND a.recorded_at <= line.as_of) THEN '{"authorization_status": "none"}'
		ELSE '{}' END
	FROM claim k LEFT JOIN best b ON true LEFT JOIN used u ON true
$$;
COMMENT ON FUNCTION @ledger@.authorization_facts(@ledger@.denied_line) IS
'Facts of the authorization that fits the line best among those of the patient and payer that were recorded before the claim left: status (none only where the practice kept authorizations here by then), days, units and those that lines before this one have used, what it covers, and whether the claim carried its number.';

CREATE OR REPLACE FUNCTION @ledger@.referral_facts(line @ledger@.denied_line) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH claim AS MATERIALIZED (
		SELECT coalesce((SELECT l.doc ->> 'referral' FROM jsonb_array_elements(d.doc -> 'lines') l (doc) WHERE l.doc ->> 'n' = line.line_no::text), rcm.referral_number(line.document)) AS number
		FROM (SELECT line.doc) d),
	best AS MATERIALIZED (
		SELECT a.number, CASE WHEN a.status = 'cancelled' OR NOT daterange(a.eff, a.term, '[]') @> line.service_on THEN 'ended' WHEN a.status IN ('requested', 'pending') THEN 'pending'
				WHEN a.decided_on > coalesce(line.sent_on, line.denied_on) THEN 'pending' ELSE a.status END AS standing
		FROM @ledger@.prior_authorization a, claim k
		WHERE a.practice_id = line.practice_id AND a.patient_id = line.patient_id AND a.payer_id = line.payer_id AND a.kind = 'referral' AND a.recorded_at <= line.as_of
		ORDER BY coalesce(a.number = k.number, false) DESC, daterange(a.eff, a.term, '[]') @> line.service_on DESC, a.status = 'approved' DESC, a.requested_on DESC NULLS LAST, a.authorization_id
		LIMIT 1)
	SELECT jsonb_build_object('referral_on_claim', CASE WHEN b.number IS NOT NULL THEN coalesce(b.number = k.number, false) ELSE k.number IS NOT NULL END,
		'referral_status', CASE WHEN b.standing IS NOT NULL THEN b.standing
			WHEN k.number IS NULL AND line.patient_id IS NOT NULL
				AND EXISTS (SELECT FROM @ledger@.prior_authorization a WHERE a.practice_id = line.practice_id AND a.payer_id = line.payer_id AND a.kind = 'referral' AND a.recorded_at <= line.as_of) THEN 'none' END)
	FROM claim k LEFT JOIN best b ON true
$$;
COMMENT ON FUNCTION @ledger@.referral_facts(@ledger@.denied_line) IS
'Facts of the referral that fits the line best among those of the patient and payer that were recorded before the claim left, and whether the claim carried its number. none only where the practice kept referrals to this payer here by then.';

CREATE OR REPLACE FUNCTION @ledger@.holds(practice_id text, from_day text, to_day text, on_day date) RETURNS boolean
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
	-- (days as they are written sort as days do)
	SELECT coalesce(holds.from_day ~ '^[12]\d{3}-\d\d-\d\d$' AND holds.from_day <= to_char(holds.on_day::timestamp, 'YYYY-MM-DD')
		AND coalesce(holds.to_day >= to_char(holds.on_day::timestamp, 'YYYY-MM-DD'), true), false)
$$;
COMMENT ON FUNCTION @ledger@.holds(text, text, text, date) IS
'Does a period that a payer''s answer gives as text (to_day null: open) hold a day? False for what is no day.';

CREATE OR REPLACE FUNCTION @ledger@.eligibility_facts(line @ledger@.denied_line) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp SET standard_conforming_strings = on AS $$
	WITH asked AS MATERIALIZED (
		SELECT e.checked_at, (e.checked_at AT TIME ZONE p.time_zone)::date AS checked_on, e.status, e.snapshot
		FROM @ledger@.practice p JOIN @ledger@.eligibility e ON e.practice_id = p.practice_id
		WHERE p.practice_id = line.practice_id AND e.patient_id = line.patient_id AND e.payer_id = line.payer_id),
	before AS MATERIALIZED (
		SELECT * FROM asked a WHERE a.checked_on <= line.service_on AND a.checked_at <= line.as_of ORDER BY a.checked_at DESC LIMIT 1),
	last AS MATERIALIZED (
		SELECT a.checked_at, a.snapshot AS s, k.doc, coalesce(k.doc -> 'subscriber', k.doc -> 'patient') AS insured,
			-- (anybody can write a snapshot; a bad date in it is none)
			NOT EXISTS (SELECT FROM unnest(ARRAY[a.snapshot ->> 'eff', a.snapshot ->> 'term']) d (day)
				WHERE NOT CASE WHEN d.day ~ '^[12]\d{3}-(0[1-9]|1[0-2])-[0-3]\d$'
					THEN substr(d.day, 9)::integer BETWEEN 1 AND extract(day FROM (substr(d.day, 1, 8) || '01')::date + interval '1 month - 1 day') ELSE d.day IS NULL END) AS dates
		FROM asked a, (SELECT line.doc) k ORDER BY a.checked_at DESC LIMIT 1)
	SELECT CASE WHEN line.patient_id IS NULL OR line.payer_id IS NULL THEN '{}'
		ELSE coalesce((SELECT jsonb_build_object('eligibility_checked', true, 'eligibility_checked_on', b.checked_on, 'eligibility_active', b.status = 'active') FROM before b),
				CASE WHEN EXISTS (SELECT FROM @ledger@.eligibility e WHERE e.practice_id = line.practice_id AND e.checked_at <= line.as_of) THEN '{"eligibility_checked": false}'::jsonb END, '{}')
			-- (as the payer tells it now)
			|| coalesce((SELECT jsonb_build_object('coverage_from', CASE WHEN l.dates THEN l.s -> 'eff' END, 'coverage_to', CASE WHEN l.dates THEN l.s -> 'term' END,
					'member_id_matches', upper(l.s ->> 'member_id') = upper(rcm.member_id(line.document)),
					'name_matches', upper(l.s ->> 'last') IN (upper(l.insured ->> 'last'), upper(l.doc #>> '{patient,last}')),
					'birth_date_matches', (l.s ->> 'dob') IN (l.insured ->> 'dob', l.doc #>> '{patient,dob}'),
					'hospice_elected', CASE WHEN @ledger@.holds(line.practice_id, l.s #>> '{hospice,from}', l.s #>> '{hospice,to}', line.service_on) THEN true END,
					'other_plan_found', CASE WHEN rcm.filing_ind(line.document) IN ('MA', 'MB')
						AND @ledger@.holds(line.practice_id, l.s ->> 'ma_from', l.s ->> 'ma_to', line.service_on) THEN true END,
					'other_coverage_on_file', CASE WHEN l.checked_at <= line.as_of AND (@ledger@.holds(line.practice_id, l.s #>> '{other_primary,from}', l.s #>> '{other_primary,to}', line.service_on)
						OR @ledger@.holds(line.practice_id, l.s #>> '{tpl,from}', l.s #>> '{tpl,to}', line.service_on)) THEN true END)
				FROM last l), '{}') END
$$;
COMMENT ON FUNCTION @ledger@.eligibility_facts(@ledger@.denied_line) IS
'Facts of eligibility: the payer''s last answer before the service (eligibility_checked is false only where the practice kept answers here when the claim left, and had none), and the period, member id, name and birth date of its last answer of all, compared with those of the claim; and what that answer says of a hospice, of a Medicare Advantage plan in place of Medicare, and (when it came before the claim left) of payers that come first.';

CREATE OR REPLACE FUNCTION @ledger@.coverage_facts(line @ledger@.denied_line) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH k AS MATERIALIZED (
		SELECT line.doc, CASE line.party WHEN 'insurer_1' THEN 1 WHEN 'insurer_2' THEN 2 ELSE 3 END AS place,
			(SELECT p.birth_date FROM @ledger@.patient p WHERE p.practice_id = line.practice_id AND p.patient_id = line.patient_id) AS born),
	v AS MATERIALIZED (
		SELECT min(c.rank) FILTER (WHERE c.payer_id = line.payer_id) AS ours, bool_or(c.payer_id <> line.payer_id) AS other, count(*) AS n,
			bool_or(upper(c.member_id) = upper(rcm.member_id(line.document))) FILTER (WHERE c.payer_id = line.payer_id) AS member,
			bool_or(c.relationship = line.doc #>> '{patient,rel}') FILTER (WHERE c.payer_id = line.payer_id) AS related
		FROM @ledger@.coverage c
		WHERE c.practice_id = line.practice_id AND c.patient_id = line.patient_id AND daterange(c.eff, c.term, '[]') @> line.service_on)
	SELECT jsonb_build_object(
		'patient_age_days', CASE WHEN coalesce(k.born, (k.doc #>> '{patient,dob}')::date) <= line.service_on THEN line.service_on - coalesce(k.born, (k.doc #>> '{patient,dob}')::date) END,
		'payer_order_billed', k.place,
		-- (that they are the practice's own does not make them the payer's)
		'member_id_matches', CASE WHEN NOT v.member THEN false END, 'relationship_matches', CASE WHEN NOT v.related THEN false END,
		'primary_payment_on_claim', CASE WHEN k.place > 1 THEN EXISTS (SELECT FROM jsonb_path_query(k.doc, '$.other_payers[*] ? (exists(@.paid) || exists(@.lines[*]) || exists(@.adj[*]))')) END,
		'payer_is_medicare', coalesce(rcm.filing_ind(line.document) IN ('MA', 'MB'), false),
		'accident_related', k.doc @? '$.related.* ? (@ == true)',
		'accident_details_on_claim', k.doc #>> '{dates,accident}' IS NOT NULL,
		'other_plan_found', CASE WHEN v.n > 0 AND line.payer_id IS NOT NULL THEN v.ours IS NULL END,
		'payer_order_right', v.ours,
		'other_coverage_on_file', CASE WHEN v.n > 0 THEN v.other
			WHEN EXISTS (SELECT FROM @ledger@.coverage c WHERE c.practice_id = line.practice_id AND c.patient_id = line.patient_id) THEN false END)
	FROM k, v
$$;
COMMENT ON FUNCTION @ledger@.coverage_facts(@ledger@.denied_line) IS
'Facts of who covers the patient on the day of service by the practice''s coverage rows, under which member id and relation, whose turn the claim took this payer''s for, what it carried of the payer before, and what it told of an accident.';

CREATE OR REPLACE FUNCTION @ledger@.submission_facts(line @ledger@.denied_line) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT CASE WHEN line.submission_id IS NULL THEN '{}' ELSE jsonb_build_object('submitted_on', line.sent_on, 'first_submitted_on', f.first_on,
		'is_correction', line.freq = '7',
		'earlier_submission', line.freq = '1' AND f.again,
		-- (a 999 only says that somebody could read the file)
		'accepted_on', (SELECT min(coalesce(a.effective_on, (a.received_at AT TIME ZONE p.time_zone)::date))
			FROM @ledger@.acknowledgement a JOIN @ledger@.practice p USING (practice_id)
			WHERE a.practice_id = line.practice_id AND a.claim_id = line.claim_id AND a.kind = '277CA' AND a.state = 'accepted'
				-- (another payer's proves nothing to this one)
				AND coalesce(a.submission_id = ANY (f.sendings), coalesce(a.effective_on, (a.received_at AT TIME ZONE p.time_zone)::date) >= f.first_on))) END
	FROM (SELECT min(s.submitted_on) AS first_on, array_agg(s.submission_id) AS sendings, bool_or(s.submission_id < line.submission_id AND s.state <> 'rejected') AS again
		FROM @ledger@.submission s, @ledger@.submission sent
		WHERE sent.practice_id = line.practice_id AND sent.submission_id = line.submission_id
			AND s.practice_id = line.practice_id AND s.claim_id = line.claim_id AND s.payer_seq = sent.payer_seq AND s.payer_id IS NOT DISTINCT FROM sent.payer_id AND s.freq <> '8'
			AND s.submission_id <= line.submission_id) f
$$;
COMMENT ON FUNCTION @ledger@.submission_facts(@ledger@.denied_line) IS
'Facts of how the claim was sent to this payer: when first, when last, as a correction or once more, and the day of the first 277CA that accepts it. What went to another payer before, which may have been billed in the same place by mistake, counts for nothing. Nothing of a claim that left outside of this ledger. A submission that was rejected never reached the payer''s judgement, so sending once more after it is no duplicate.';

CREATE OR REPLACE FUNCTION @ledger@.past_facts(line @ledger@.denied_line) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT jsonb_build_object('appeal_filed_on', a.filed_on, 'appeal_deadline', a.deadline,
		'taken_back', CASE WHEN EXISTS (SELECT FROM @ledger@.remittance_claim t
				JOIN @ledger@.entry e ON e.practice_id = t.practice_id AND e.claim_id = t.claim_id AND e.remittance_id = t.reverses_remittance AND e.remitted_claim = t.reverses_claim
				WHERE t.practice_id = line.practice_id AND t.claim_id = line.claim_id AND t.party = line.party AND t.reverses_claim IS NOT NULL AND t.state = 'posted'
					AND coalesce(e.line_no = line.line_no, true) AND e.to_account = 'cash' AND e.reverses IS NULL) THEN true END)
	FROM (SELECT 1) one
	LEFT JOIN LATERAL (SELECT p.filed_on, p.deadline FROM @ledger@.denial d
		JOIN @ledger@.appeal_denial m ON m.practice_id = d.practice_id AND m.denial_id = d.denial_id
		JOIN @ledger@.appeal p ON p.practice_id = m.practice_id AND p.appeal_id = m.appeal_id
		WHERE d.practice_id = line.practice_id AND d.claim_id = line.claim_id AND d.line_no IS NOT DISTINCT FROM line.line_no AND d.party = line.party
			AND p.filed_on <= line.denied_on AND p.outcome IS DISTINCT FROM 'withdrawn'
		ORDER BY p.level DESC, p.appeal_id DESC LIMIT 1) a ON true
$$;
COMMENT ON FUNCTION @ledger@.past_facts(@ledger@.denied_line) IS
'Facts of what went before: the last appeal against an earlier denial of the line, with its day and deadline, and whether the payer had paid the line and taken the payment back.';

CREATE OR REPLACE FUNCTION @ledger@.duplicate_facts(line @ledger@.denied_line) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH same AS MATERIALIZED (
		SELECT x.claim_id, x.line_no, c.visit_id, x.claim_id = line.claim_id AS own
		FROM @ledger@.claim c JOIN @ledger@.claim_line x ON x.practice_id = c.practice_id AND x.claim_id = c.claim_id
		WHERE c.practice_id = line.practice_id AND (c.claim_id = line.claim_id OR c.patient_id = line.patient_id) AND c.state <> 'void'
			AND x.code = line.code AND x.service_from = line.service_on AND x.charge > 0)
	SELECT jsonb_build_object('repeat_modifier', coalesce(line.mods, '{}') && '{76,77,91,59,XE,XP,XS,XU}',
		-- what two claims of one visit say twice was not done twice
		'same_service_lines', (SELECT count(*) FILTER (WHERE s.own) + count(DISTINCT s.visit_id) FILTER (WHERE NOT s.own AND s.visit_id <> o.visit_id)
			FROM same s, @ledger@.claim o WHERE o.practice_id = line.practice_id AND o.claim_id = line.claim_id),
		'earlier_line_paid', CASE WHEN line.patient_id IS NOT NULL THEN EXISTS (SELECT FROM same s JOIN @ledger@.entry e
			ON e.practice_id = line.practice_id AND e.claim_id = s.claim_id AND e.line_no = s.line_no
			WHERE NOT s.own AND e.to_account = 'cash' AND e.from_account IN ('insurer_1', 'insurer_2', 'insurer_3')
				AND NOT EXISTS (SELECT FROM @ledger@.entry b WHERE b.practice_id = e.practice_id AND b.reverses = e.entry_id)) END)
$$;
COMMENT ON FUNCTION @ledger@.duplicate_facts(@ledger@.denied_line) IS
'Facts of the same service of the same patient on the same day: how often it was rendered (lines of this claim, and of claims of other visits), whether a modifier says that it is a repetition, and whether the line of another claim was paid.';

CREATE OR REPLACE FUNCTION @ledger@.field_facts(line @ledger@.denied_line) RETURNS jsonb
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	WITH missed AS MATERIALIZED (
		SELECT k.doc @? f.path::jsonpath AS given
		FROM (VALUES ('M62', '$.auth_number'), ('MA27', '$.subscriber.member_id'), ('N382', '$.subscriber.member_id'), ('N257', '$."billing".npi'),
			('N255', '$."billing".taxonomy'), ('N256', '$."billing".name'), ('N258', '$."billing".addr.line1'), ('N290', '$.rendering.npi'), ('N288', '$.rendering.taxonomy'),
			('N289', '$.rendering.last'), ('N264', '$.ordering'), ('N265', '$.ordering.npi'), ('N285', '$.referring'), ('N286', '$.referring.npi'),
			('N292', '$.service_facility.name'), ('N293', '$.service_facility.npi'), ('N294', '$.service_facility.addr.line1'), ('N296', '$.supervising'),
			('N297', '$.supervising.npi'), ('N209', '$."billing".tin'), ('N305', '$.dates.accident'), ('MA120', '$.clia'), ('M47', '$.orig_ref'), ('M76', '$.dx[0]'),
			('MA37', '$.patient.addr.line1'), ('M56', '$.payer_id'), ('MA30', '$.tob'), ('M50', '$.lines[*].rev'), ('MA40', '$.admit_date'), ('MA41', '$.admit_type'),
			('MA42', '$.admit_source'), ('MA43', '$.discharge_status'), ('M44', '$.condition_codes[*]'), ('M45', '$.occurrences[*]'), ('M49', '$.value_codes[*]')) f (remark, path),
			(SELECT line.doc) k
		WHERE f.remark = ANY (line.remarks)),
	asked AS MATERIALIZED (
		-- of several the one that was not answered in time
		SELECT a.sent_on, a.due_on FROM @ledger@.attachment a
		WHERE a.practice_id = line.practice_id AND a.claim_id = line.claim_id AND a.asked_by = 'payer' AND a.asked_on <= line.denied_on
		ORDER BY coalesce(a.sent_on <= a.due_on, false), a.asked_on DESC, a.attachment_id DESC LIMIT 1)
	SELECT jsonb_build_object('field_on_claim', (SELECT bool_and(m.given) FROM missed m),
		'clia_on_claim', CASE WHEN 'MA120' = ANY (line.remarks) THEN line.doc ? 'clia' END,
		'records_sent_on', a.sent_on, 'records_due', a.due_on)
	FROM (SELECT 1) one LEFT JOIN asked a ON true
$$;
COMMENT ON FUNCTION @ledger@.field_facts(@ledger@.denied_line) IS
'Facts of the field that a remark names as missing (of those remarks that name one), whether the claim as sent had it, and of records that the payer has asked for: of several requests the last one that was not answered in time.';

CREATE OR REPLACE FUNCTION @ledger@.rows_kept(practice_id text, claim_ids text[]) RETURNS text[]
	LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT array_remove(ARRAY[
		CASE WHEN EXISTS (SELECT FROM @ledger@.eligibility e WHERE e.practice_id = rows_kept.practice_id) THEN 'eligibility' END,
		CASE WHEN EXISTS (SELECT FROM @ledger@.prior_authorization a WHERE a.practice_id = rows_kept.practice_id AND a.kind = 'referral') THEN 'referral' END,
		CASE WHEN EXISTS (SELECT FROM @ledger@.finding f WHERE f.practice_id = rows_kept.practice_id AND f.claim_id = ANY (rows_kept.claim_ids)) THEN 'finding' END,
		CASE WHEN EXISTS (SELECT FROM @ledger@.claim_fact f WHERE f.practice_id = rows_kept.practice_id AND f.claim_id = ANY (rows_kept.claim_ids)) THEN 'claim_fact' END], NULL)
$$;
COMMENT ON FUNCTION @ledger@.rows_kept(text, text[]) IS
'Which of eligibility, referral, finding and claim_fact the practice has rows of at all, the last two of these claims.';

CREATE OR REPLACE FUNCTION @ledger@.denial_facts(line @ledger@.denied_line, library jsonb, kept text[]) RETURNS jsonb
	-- (an expression of PL/pgSQL keeps the plans of the functions in it; a function of SQL would have them made for each line)
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	roots text[] := line.roots;
	facts jsonb := jsonb_build_object('service_on', line.service_on, 'procedure_sent', line.code, 'procedure_paid', line.paid_code,
		'units', CASE WHEN line.units >= 0 AND line.units = trunc(line.units) THEN line.units::bigint END, 'allowed', CASE WHEN line.allowed >= 0 THEN line.allowed::text END);
BEGIN
	-- only what may decide is looked for; what is known with more right comes later
	IF roots && '{eligibility,coordination,patient,information,data}'::text[] THEN
		facts := facts || jsonb_strip_nulls(@ledger@.coverage_facts(line));
	END IF;
	IF (roots && '{eligibility,coordination,patient,coverage}'::text[] OR line.carc IN ('6', '7', '9', '10')) AND 'eligibility' = ANY (kept) THEN
		facts := facts || jsonb_strip_nulls(@ledger@.eligibility_facts(line)) || @ledger@.benefit_facts(line);
	END IF;
	IF roots && '{coverage,medical_necessity,coordination}'::text[] THEN
		-- (GA: the notice is signed; GZ: it is not)
		facts := facts || jsonb_build_object('advance_notice', CASE WHEN line.mods && '{GA}' THEN true WHEN line.mods && '{GZ}' THEN false END,
			'hospice_modifier', coalesce(line.mods && '{GV,GW}', false));
	END IF;
	IF 'authorization' = ANY (roots) THEN
		facts := facts || @ledger@.authorization_facts(line);
	END IF;
	IF roots && '{authorization,provider}'::text[] AND 'referral' = ANY (kept) THEN
		facts := facts || @ledger@.referral_facts(line);
	END IF;
	IF roots && '{timely_filing,duplicate}'::text[] THEN
		facts := facts || @ledger@.submission_facts(line);
	END IF;
	IF 'duplicate' = ANY (roots) THEN
		facts := facts || @ledger@.duplicate_facts(line);
	END IF;
	IF roots && '{data,information,provider}'::text[] THEN
		facts := facts || @ledger@.field_facts(line);
	END IF;
	IF 'coding' = ANY (roots) THEN
		facts := facts || jsonb_build_object('separate_service_modifier', coalesce(line.mods, '{}') && '{25,57,58,59,78,79,91,XE,XP,XS,XU}');
	END IF;
	IF roots && '{coding,coverage}'::text[] AND 'finding' = ANY (kept) THEN
		facts := facts || @ledger@.finding_facts(line);
	END IF;
	facts := jsonb_strip_nulls(coalesce(library, '{}')) || jsonb_strip_nulls(facts);
	IF 'provider' = ANY (roots) THEN
		facts := @ledger@.provider_facts(line, facts);
	END IF;
	IF NOT line.initial THEN
		facts := facts || jsonb_strip_nulls(@ledger@.past_facts(line));
	END IF;
	IF 'claim_fact' = ANY (kept) THEN
		facts := facts || @ledger@.told_facts(line);
	END IF;
	IF line.nature = 'underpayment' AND NOT facts ? 'allowed' THEN
		facts := facts || jsonb_build_object('allowed', ((facts ->> 'contract_allowed')::rcm.usd - line.amount)::text);
	END IF;
	-- a span without end, written as a date without end, is none that can be told
	IF facts::text ~ 'infinity| BC"' THEN
		SELECT jsonb_object_agg(j.key, j.value) INTO facts FROM jsonb_each(facts) j WHERE j.value::text !~ 'infinity| BC"';
	END IF;
	RETURN facts;
END
$$;
COMMENT ON FUNCTION @ledger@.denial_facts(@ledger@.denied_line, jsonb, text[]) IS
'The facts for rcm.root_cause of a denied line: only those that may decide between causes of the roots that its codes point at are looked for. library: facts of denial_library; kept: of rows_kept, so that nothing is looked for where there is nothing. What the practice has told (claim_fact) goes before all that is found; its enrolments and findings go before the library.';
