-- 78-letter.sql - the proof that goes along with an appeal, and the letter

CREATE OR REPLACE FUNCTION @ledger@.proof_row(denial @ledger@.denial, item text, OUT relation text, OUT row_key jsonb, OUT says text)
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp SET datestyle = 'ISO, YMD' AS $$
BEGIN
	CASE item
	WHEN 'remittance' THEN
		SELECT 'remittance', jsonb_build_object('remittance_id', r.remittance_id), format('payment %s of %s', r.trace_number, r.payment_date) INTO relation, row_key, says
			FROM @ledger@.remittance r WHERE r.practice_id = denial.practice_id AND r.remittance_id = denial.remittance_id;
	WHEN 'claim as sent' THEN
		SELECT 'submission', jsonb_build_object('submission_id', s.submission_id), format('sent on %s', s.submitted_on) INTO relation, row_key, says
			FROM @ledger@.submission s WHERE s.practice_id = denial.practice_id AND s.submission_id = denial.submission_id;
	WHEN 'acceptance' THEN
		SELECT 'submission', jsonb_build_object('submission_id', s.submission_id), format('taken in on %s', s.accepted_on) INTO relation, row_key, says
			FROM @ledger@.submission s WHERE s.practice_id = denial.practice_id AND s.claim_id = denial.claim_id AND s.payer_id IS NOT DISTINCT FROM denial.payer_id
				AND s.accepted_on IS NOT NULL ORDER BY s.accepted_on LIMIT 1;
	WHEN 'authorization', 'authorization request' THEN
		SELECT 'prior_authorization', jsonb_build_object('authorization_id', a.authorization_id), format('%s, %s to %s', a.status, a.eff, a.term) INTO relation, row_key, says
			FROM @ledger@.claim c JOIN @ledger@.prior_authorization a ON a.practice_id = c.practice_id AND a.patient_id = c.patient_id
			LEFT JOIN @ledger@.claim_line l ON l.practice_id = c.practice_id AND l.claim_id = c.claim_id AND l.line_no = denial.line_no
			WHERE c.practice_id = denial.practice_id AND c.claim_id = denial.claim_id AND a.payer_id = coalesce(denial.payer_id, c.payer_id)
				AND a.kind = CASE WHEN denial.rule LIKE 'referral%' THEN 'referral' ELSE 'authorization' END
				AND (item = 'authorization request' OR a.status = 'approved') AND (a.codes IS NULL OR l.code IS NULL OR l.code = ANY (a.codes))
			ORDER BY daterange(a.eff, a.term, '[]') @> coalesce(l.service_from, c.first_service) DESC NULLS LAST, a.recorded_at DESC LIMIT 1;
	WHEN 'eligibility' THEN
		SELECT 'eligibility', jsonb_build_object('eligibility_id', e.eligibility_id), format('%s, checked on %s', e.status, (e.checked_at AT TIME ZONE p.time_zone)::date) INTO relation, row_key, says
			FROM @ledger@.claim c JOIN @ledger@.practice p ON p.practice_id = c.practice_id JOIN @ledger@.eligibility e ON e.practice_id = c.practice_id AND e.patient_id = c.patient_id
			WHERE c.practice_id = denial.practice_id AND c.claim_id = denial.claim_id AND coalesce(e.payer_id = coalesce(denial.payer_id, c.payer_id), true)
			ORDER BY e.status = 'active' DESC NULLS LAST, abs(coalesce(e.service_on, (e.checked_at AT TIME ZONE p.time_zone)::date) - c.first_service), e.eligibility_id DESC LIMIT 1;
	WHEN 'prior payer' THEN
		SELECT 'remittance_claim', jsonb_build_object('remittance_id', x.remittance_id, 'claim_no', x.claim_no), format('answer of %s', x.party) INTO relation, row_key, says
			FROM @ledger@.remittance_claim x WHERE x.practice_id = denial.practice_id AND x.claim_id = denial.claim_id AND x.party < denial.party AND x.state = 'posted'
			ORDER BY x.remittance_id DESC, x.claim_no DESC LIMIT 1;
	WHEN 'contract' THEN
		SELECT 'contract_rule', jsonb_build_object('rule_id', k.rule_id), k.source INTO relation, row_key, says
			FROM @ledger@.contract_rule k JOIN @ledger@.claim c ON c.practice_id = k.practice_id AND c.claim_id = denial.claim_id
			WHERE k.practice_id = denial.practice_id AND k.payer_key = denial.payer_key AND daterange(k.eff, k.term, '[]') @> c.first_service ORDER BY k.rule_id LIMIT 1;
	ELSE NULL;
	END CASE;
	-- what was gathered by hand does as well
	IF relation IS NULL THEN
		SELECT 'appeal_document', jsonb_build_object('document_id', o.document_id), o.reference INTO relation, row_key, says
			FROM @ledger@.appeal_document o WHERE o.practice_id = denial.practice_id AND o.denial_id = denial.denial_id AND o.kind = item ORDER BY o.document_id DESC LIMIT 1;
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.proof_row(@ledger@.denial, text) IS
'The row of the ledger that is an item of proof (rcm.proof_items) for a denial: its table, its key without the practice, and what it says in a few words. What rows do not give, an appeal_document of that kind does. All null when there is none.';

CREATE OR REPLACE FUNCTION @ledger@.appeal_packet(practice_id text, denial_id bigint,
		OUT item text, OUT needed boolean, OUT reason text, OUT found boolean, OUT relation text, OUT row_key jsonb, OUT says text) RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 6 SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT i.item, i.needed, i.reason, p.relation IS NOT NULL, p.relation, p.row_key, p.says
	FROM @ledger@.denial d
	CROSS JOIN LATERAL (
		SELECT i.item, i.needed, i.reason FROM rcm.proof_items(d.root, d.leaf) i
		UNION ALL
		-- what else was gathered
		SELECT DISTINCT o.kind, false, 'gathered by hand' FROM @ledger@.appeal_document o
		WHERE o.practice_id = d.practice_id AND o.denial_id = d.denial_id AND o.kind NOT IN (SELECT i.item FROM rcm.proof_items(d.root, d.leaf) i)) i
	CROSS JOIN LATERAL @ledger@.proof_row(d, i.item) p
	WHERE d.practice_id = appeal_packet.practice_id AND d.denial_id = appeal_packet.denial_id
	ORDER BY (p.relation IS NULL AND i.needed) DESC, i.needed DESC, i.item
$$;
COMMENT ON FUNCTION @ledger@.appeal_packet(text, bigint) IS
'What belongs into the packet of an appeal against a denial, and what of it is there: what is needed and missing comes first. References only, no documents.

item, needed, reason - as rcm.proof_items has them for the cause of the denial, and what else was gathered.
found - is there a row for it? relation, row_key - the table and the key of the row, without the practice. says - what it says, in short.

The packet is complete when no row is needed and not found. What is missing is recorded in appeal_document, with its kind.

    SELECT item, reason FROM @ledger@.appeal_packet(''HARBOR'', 1) WHERE needed AND NOT found';

CREATE OR REPLACE FUNCTION @ledger@.appeal_facts(practice_id text, denial_id bigint, OUT fact text, OUT value text, OUT relation text, OUT row_key jsonb) RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 50 SET search_path = pg_catalog, rcm, pg_temp SET datestyle = 'ISO, YMD' AS $$
	WITH x AS MATERIALIZED (
		SELECT d AS denial, p, c, l, r, s, t.level_name, t.deadline, t.rule_id, t.rule, n AS patient, ac.row_key ->> 'submission_id' AS accepted, au.row_key ->> 'authorization_id' AS approved, el.row_key ->> 'eligibility_id' AS checked
		FROM @ledger@.denial d
		JOIN @ledger@.practice p ON p.practice_id = d.practice_id
		JOIN @ledger@.claim c ON c.practice_id = d.practice_id AND c.claim_id = d.claim_id
		JOIN @ledger@.remittance r ON r.practice_id = d.practice_id AND r.remittance_id = d.remittance_id
		LEFT JOIN @ledger@.claim_line l ON l.practice_id = d.practice_id AND l.claim_id = d.claim_id AND l.line_no = d.line_no
		LEFT JOIN @ledger@.submission s ON s.practice_id = d.practice_id AND s.submission_id = d.submission_id
		LEFT JOIN @ledger@.patient n ON n.practice_id = d.practice_id AND n.patient_id = c.patient_id
		CROSS JOIN LATERAL @ledger@.appeal_deadline(d.practice_id, d.denial_id) t
		CROSS JOIN LATERAL @ledger@.proof_row(d, 'acceptance') ac
		CROSS JOIN LATERAL @ledger@.proof_row(d, 'authorization') au
		CROSS JOIN LATERAL @ledger@.proof_row(d, 'eligibility') el
		WHERE d.practice_id = appeal_facts.practice_id AND d.denial_id = appeal_facts.denial_id)
	SELECT f.fact, nullif(f.value, ''), CASE WHEN nullif(f.value, '') IS NOT NULL THEN f.relation END, CASE WHEN nullif(f.value, '') IS NOT NULL THEN f.row_key END
	FROM x
	LEFT JOIN @ledger@.prior_authorization a ON a.practice_id = appeal_facts.practice_id AND a.authorization_id = x.approved
	LEFT JOIN @ledger@.eligibility e ON e.practice_id = appeal_facts.practice_id AND e.eligibility_id = x.checked::bigint
	LEFT JOIN @ledger@.submission k ON k.practice_id = appeal_facts.practice_id AND k.submission_id = x.accepted::bigint
	CROSS JOIN LATERAL (
		SELECT 'today', @ledger@.today(appeal_facts.practice_id)::text, 'practice', '{}'::jsonb
		UNION ALL SELECT 'practice.' || v.k, v.v, 'practice', '{}' FROM (VALUES ('name', (x.p).name), ('npi', (x.p).npi::text), ('tin', (x.p).tin)) v (k, v)
		UNION ALL SELECT 'payer.name', coalesce((x.r).payer_name, (x.r).payer_key), 'remittance', jsonb_build_object('remittance_id', (x.r).remittance_id)
		UNION ALL SELECT 'remittance.trace_number', (x.r).trace_number, 'remittance', jsonb_build_object('remittance_id', (x.r).remittance_id)
		UNION ALL SELECT 'patient.' || v.k, v.v, v.r, v.i FROM (VALUES
			('name', coalesce(nullif(concat_ws(' ', (x.patient).first_name, (x.patient).last_name), ''), concat_ws(' ', rcm.jsonb((x.c).document) #>> '{patient,first}', rcm.jsonb((x.c).document) #>> '{patient,last}')),
				CASE WHEN (x.patient).last_name IS NULL THEN 'claim' ELSE 'patient' END,
				CASE WHEN (x.patient).last_name IS NULL THEN jsonb_build_object('claim_id', (x.c).claim_id) ELSE jsonb_build_object('patient_id', (x.patient).patient_id) END),
			('member_id', (x.c).member_id, 'claim', jsonb_build_object('claim_id', (x.c).claim_id))) v (k, v, r, i)
		UNION ALL SELECT 'claim.' || v.k, v.v, 'claim', jsonb_build_object('claim_id', (x.c).claim_id) FROM (VALUES ('claim_id', (x.c).claim_id),
			('payer_claim_control', (x.c).payer_claim_control), ('first_service', (x.c).first_service::text), ('total_charge', (x.c).total_charge::text),
			('diagnosis', (SELECT string_agg(i.code, ', ' ORDER BY i.role DESC, i.ordinal) FROM rcm.diagnoses((x.c).document) i WHERE i.role IN ('principal', 'other')))) v (k, v)
		UNION ALL SELECT 'line.' || v.k, v.v, 'claim_line', jsonb_build_object('claim_id', (x.c).claim_id, 'line_no', (x.denial).line_no)
			FROM (VALUES ('code', (x.l).code), ('service_on', coalesce((x.l).service_from, (x.c).first_service)::text), ('charge', (x.l).charge::text)) v (k, v)
		UNION ALL SELECT 'denial.' || v.k, v.v, 'denial', jsonb_build_object('denial_id', (x.denial).denial_id) FROM (VALUES ('denied_on', (x.denial).denied_on::text),
			('group_code', (x.denial).group_code), ('carc', (x.denial).carc), ('amount', (x.denial).amount::text), ('explanation', rtrim((x.denial).explanation, '.'))) v (k, v)
		UNION ALL SELECT 'submission.' || v.k, v.v, 'submission', jsonb_build_object('submission_id', (x.s).submission_id) FROM (VALUES ('submitted_on', (x.s).submitted_on::text),
			('days', ((x.s).submitted_on - coalesce((x.l).service_from, (x.c).first_service))::text)) v (k, v)
		UNION ALL SELECT 'acceptance.accepted_on', k.accepted_on::text, 'submission', jsonb_build_object('submission_id', k.submission_id)
		UNION ALL SELECT 'authorization.' || v.k, v.v, 'prior_authorization', jsonb_build_object('authorization_id', a.authorization_id)
			FROM (VALUES ('number', a.number), ('decided_on', a.decided_on::text), ('eff', a.eff::text), ('term', a.term::text)) v (k, v)
		UNION ALL SELECT 'eligibility.' || v.k, v.v, 'eligibility', jsonb_build_object('eligibility_id', e.eligibility_id)
			FROM (VALUES ('status', e.status), ('checked_on', (e.checked_at AT TIME ZONE (x.p).time_zone)::date::text)) v (k, v)
		UNION ALL SELECT 'appeal.' || v.k, v.v, 'library appeal_rule', jsonb_build_object('rule_id', x.rule_id) FROM (VALUES ('level_name', x.level_name),
			('deadline', x.deadline::text), ('rule_id', x.rule_id), ('days', (x.rule ->> 'days') || CASE x.rule ->> 'day_kind' WHEN 'month' THEN ' months' ELSE ' ' || (x.rule ->> 'day_kind') || ' days' END),
			('route', x.rule ->> 'route'), ('source', x.rule ->> 'source')) v (k, v)) f (fact, value, relation, row_key)
$$;
COMMENT ON FUNCTION @ledger@.appeal_facts(text, bigint) IS
'Every fact that a letter of appeal may name, with the row that it is from: table and key without the practice. value, relation and row_key are null where no row gives it. appeal. is of the rule by which the next level is due.

    SELECT fact, value FROM @ledger@.appeal_facts(''HARBOR'', 1)';

CREATE OR REPLACE FUNCTION @ledger@.appeal_letter(practice_id text, denial_id bigint, template_id text DEFAULT NULL,
		OUT letter text, OUT facts jsonb, OUT left_out text[], OUT template text)
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	denial @ledger@.denial;
	body   text;
	known  jsonb;
	used   text[];
BEGIN
	SELECT * INTO denial FROM @ledger@.denial d WHERE d.practice_id = appeal_letter.practice_id AND d.denial_id = appeal_letter.denial_id;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no denial %', denial_id USING ERRCODE = 'RC010';
	END IF;
	SELECT t.chosen, t.body INTO template, body FROM @ledger@.denial_program(appeal_letter.practice_id, appeal_letter.denial_id) p,
		rcm.letter_template(appeal_letter.template_id, p.program, denial.root, denial.leaf, @ledger@.today(appeal_letter.practice_id)) t;
	IF template IS NULL THEN
		RAISE EXCEPTION 'there is no template "%"', coalesce(template_id, 'for this cause') USING ERRCODE = 'RC010',
			HINT = 'Templates are rows of the library''s letter_template.';
	END IF;
	SELECT jsonb_object_agg(f.fact, jsonb_build_object('value', f.value, 'table', f.relation, 'row', f.row_key)) INTO known
		FROM @ledger@.appeal_facts(appeal_letter.practice_id, appeal_letter.denial_id) f;
	SELECT m.letter, m.used, m.left_out INTO letter, used, left_out
		FROM rcm.merge_letter(body, (SELECT jsonb_object_agg(k.key, k.value -> 'value') FROM jsonb_each(known) k)) m;
	facts := (SELECT coalesce(jsonb_object_agg(u, known -> u), '{}') FROM unnest(used) u);
END
$$;
COMMENT ON FUNCTION @ledger@.appeal_letter(text, bigint, text) IS
'The letter of an appeal against a denial: a template of the library (letter_template) with its facts put in. template_id: null the one that says most of the cause.

letter - the text. facts - every fact that is in it, by name: {"value", "table", "row"}, so that each can be looked up; nothing in a letter is from anywhere else but the template. left_out - facts for want of which a paragraph was left out. template - which one was taken.

Errors: 22023 for a placeholder that is no fact; RC010 for a fact that no row gives, no such denial or template.

    SELECT letter FROM @ledger@.appeal_letter(''HARBOR'', 1)';
