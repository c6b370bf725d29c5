-- 76-playbook.sql - what to do next about a denial, filled in from rows

CREATE OR REPLACE FUNCTION @ledger@.denial_edits(practice_id text, denial_id bigint, OUT edit text, OUT detail jsonb) RETURNS SETOF record
	LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 2 SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	k record;
BEGIN
	SELECT d.root, l.code, coalesce(s.document, c.document) AS document INTO k
		FROM @ledger@.denial d
		JOIN @ledger@.claim c ON c.practice_id = d.practice_id AND c.claim_id = d.claim_id
		LEFT JOIN @ledger@.submission s ON s.practice_id = d.practice_id AND s.submission_id = d.submission_id
		LEFT JOIN @ledger@.claim_line l ON l.practice_id = d.practice_id AND l.claim_id = d.claim_id AND l.line_no = d.line_no
		WHERE d.practice_id = denial_edits.practice_id AND d.denial_id = denial_edits.denial_id;
	IF k.root IS DISTINCT FROM 'coding' OR NOT @ledger@.library_has(denial_edits.practice_id, '{ptp,mue,payer,release}') THEN
		RETURN;
	END IF;
	-- the library rows that the scrubber itself goes by
	RETURN QUERY SELECT e.edit, x.detail
		FROM unnest('{NCCI-PTP0,NCCI-PTP1,UNIT-MUE1,UNIT-MUE2,UNIT-MUE3}'::text[]) e (edit), LATERAL rcm.explain(k.document, e.edit, denial_edits.practice_id) x
		WHERE x.what = 'library row' AND k.code IN (x.detail ->> 'col2', x.detail ->> 'code')
			AND (x.detail ->> 'ccmi' IS NULL OR (x.detail ->> 'ccmi' = '0') = (e.edit = 'NCCI-PTP0'));
EXCEPTION WHEN SQLSTATE 'RC003' THEN
	-- (a library that is not complete has nothing to say. What catches errors cannot run while workers do, nor can what calls it.)
	RETURN;
END
$$;
COMMENT ON FUNCTION @ledger@.denial_edits(text, bigint) IS
'The library''s rows of NCCI pairs and unit limits that concern the line of a denial of root coding, as rcm.explain gives them.';

CREATE OR REPLACE FUNCTION @ledger@.denial_evidence(practice_id text, denial_id bigint, OUT proof text, OUT relation text, OUT key jsonb, OUT says text)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 10 SET search_path = pg_catalog, rcm, pg_temp SET datestyle = 'ISO, YMD' AS $$
	WITH d AS MATERIALIZED (
		SELECT d.*, c.patient_id, c.payer_claim_control, l.code, coalesce(l.service_from, c.first_service) AS service_on, p.time_zone
		FROM @ledger@.denial d JOIN @ledger@.practice p ON p.practice_id = d.practice_id JOIN @ledger@.claim c ON c.practice_id = d.practice_id AND c.claim_id = d.claim_id
		LEFT JOIN @ledger@.claim_line l ON l.practice_id = d.practice_id AND l.claim_id = d.claim_id AND l.line_no = d.line_no
		WHERE d.practice_id = denial_evidence.practice_id AND d.denial_id = denial_evidence.denial_id)
	SELECT 'remittance', 'remittance_claim', jsonb_build_object('remittance_id', d.remittance_id, 'claim_no', d.claim_no),
		format('%s-%s of %s on %s', d.group_code, d.carc, d.amount, d.denied_on) FROM d
	UNION ALL
	SELECT 'submission', 'submission', jsonb_build_object('submission_id', s.submission_id), format('sent on %s, frequency %s', s.submitted_on, s.freq)
	FROM d JOIN @ledger@.submission s ON s.practice_id = d.practice_id AND s.claim_id = d.claim_id AND s.submission_id <= d.submission_id
	UNION ALL
	SELECT 'acknowledgement', 'acknowledgement', jsonb_build_object('acknowledgement_id', a.acknowledgement_id), format('%s on %s', a.state, coalesce(a.effective_on, (a.received_at AT TIME ZONE d.time_zone)::date))
	FROM d JOIN @ledger@.acknowledgement a ON a.practice_id = d.practice_id AND a.claim_id = d.claim_id AND a.kind = '277CA' AND a.state = 'accepted'
		AND NOT EXISTS (SELECT FROM @ledger@.submission s WHERE s.practice_id = a.practice_id AND s.submission_id = a.submission_id AND s.payer_id <> d.payer_id)
	UNION ALL
	(SELECT 'authorization', 'prior_authorization', jsonb_build_object('authorization_id', a.authorization_id),
		concat_ws(', ', coalesce(a.number, a.authorization_id), a.status, 'from ' || a.eff, 'to ' || a.term, a.units || ' units')
	FROM d JOIN @ledger@.prior_authorization a ON a.practice_id = d.practice_id AND a.patient_id = d.patient_id AND a.payer_id = d.payer_id
		AND a.kind = CASE WHEN d.rule LIKE 'referral%' THEN 'referral' ELSE 'authorization' END
	ORDER BY (a.codes IS NULL OR d.code = ANY (a.codes)) DESC, daterange(a.eff, a.term, '[]') @> d.service_on DESC, a.status = 'approved' DESC, a.requested_on DESC NULLS LAST
	LIMIT 1)
	UNION ALL
	(SELECT 'eligibility', 'eligibility', jsonb_build_object('eligibility_id', e.eligibility_id), format('%s, asked on %s', coalesce(e.status, 'no status'), (e.checked_at AT TIME ZONE d.time_zone)::date)
	FROM d JOIN @ledger@.eligibility e ON e.practice_id = d.practice_id AND e.patient_id = d.patient_id AND e.payer_id = d.payer_id
	ORDER BY e.checked_at DESC LIMIT 2)
	UNION ALL
	SELECT 'coverage', 'coverage', jsonb_build_object('coverage_id', v.coverage_id), format('%s, place %s', v.payer_id, v.rank)
	FROM d JOIN @ledger@.coverage v ON v.practice_id = d.practice_id AND v.patient_id = d.patient_id AND v.payer_id IS DISTINCT FROM d.payer_id
		AND daterange(v.eff, v.term, '[]') @> d.service_on
	UNION ALL
	SELECT 'prior_remittance', 'remittance_claim', jsonb_build_object('remittance_id', rc.remittance_id, 'claim_no', rc.claim_no), format('%s paid %s', rc.party, rc.paid)
	FROM d JOIN @ledger@.remittance_claim rc ON rc.practice_id = d.practice_id AND rc.claim_id = d.claim_id AND rc.party < d.party AND rc.state = 'posted' AND rc.status IS DISTINCT FROM '22'
	UNION ALL
	SELECT CASE WHEN a.asked_by = 'payer' THEN 'attachment' ELSE 'records' END, 'attachment', jsonb_build_object('attachment_id', a.attachment_id),
		concat_ws(', ', a.kind, 'sent on ' || a.sent_on, a.reference)
	FROM d JOIN @ledger@.attachment a ON a.practice_id = d.practice_id AND a.claim_id = d.claim_id AND coalesce(a.sent_on::text, a.reference) IS NOT NULL
	UNION ALL
	SELECT CASE WHEN d.facts ->> 'enrollment_from' IS NOT NULL THEN 'enrollment' END, 'library enrollment', jsonb_build_object('npi', d.provider_npi, 'payer_id', d.payer_id),
		concat_ws(' ', 'from', d.facts ->> 'enrollment_from', 'to ' || (d.facts ->> 'enrollment_to')) FROM d WHERE d.facts ? 'enrollment_from'
	UNION ALL
	SELECT 'policy', 'library coverage_policy', jsonb_build_object('code', d.code), 'a coverage policy lists diagnoses' FROM d WHERE (d.facts -> 'policy_exists')::boolean
	UNION ALL
	SELECT 'edit', 'library ' || (e.detail ->> 'set'), e.detail, CASE WHEN e.detail ? 'col1' THEN format('%s includes %s, a modifier %s part them', e.detail ->> 'col1', e.detail ->> 'col2',
		CASE e.detail ->> 'ccmi' WHEN '1' THEN 'may' ELSE 'may not' END) ELSE format('at most %s units of %s', e.detail ->> 'value', e.detail ->> 'code') END
	FROM d, @ledger@.denial_edits(d.practice_id, d.denial_id) e
$$;
COMMENT ON FUNCTION @ledger@.denial_evidence(text, bigint) IS
'The rows that prove something about a denial, as they are now: proof as in the library''s playbooks, relation and key where the row is, says what it says. Nothing of it names the patient.';

CREATE OR REPLACE FUNCTION @ledger@.decide_denial(denial @ledger@.denial, filing_ind text, planned text, side text, OUT decision text, OUT why text)
	LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT r.decision, r.why
	FROM (VALUES
		(1, denial.group_code = 'PR' AND planned IN ('write off', 'bill patient'), 'bill patient', 'the payer is right and lays it on the patient (PR)'),
		(2, denial.group_code IS DISTINCT FROM 'PR' AND planned = 'bill patient', 'rebill', 'the payer lays it on the practice, so it is the patient''s only where nobody else covers it'),
		(3, planned = 'correct' AND 'MA130' = ANY (denial.remarks), 'correct', 'the claim could not be processed (MA130): it is mended and sent as a new claim, without right of appeal'),
		(4, planned = 'write off' AND denial.rule IN ('code_facts_silent', 'remark_facts_silent'), 'ask payer',
			'only the code says so, and the practice''s rows decide nothing: it is looked into before anything is written off'),
		(5, planned = 'correct' AND side = 'clerical' AND filing_ind IN ('MA', 'MB'), 'reopen', 'a slip on a Medicare claim is mended by a reopening (or a new claim), not by an appeal'),
		(6, planned = 'correct' AND side = 'clerical', 'correct', 'a slip on the claim is mended by a corrected claim, not by an appeal'),
		(7, planned = 'correct', 'correct', 'the payer is right by what was sent; what was left out can be mended'),
		(8, planned = 'write off' AND side = 'payer right', 'write off', 'the payer is right; it is '
			|| CASE denial.preventable WHEN 'yes' THEN 'written off as avoidable' WHEN 'partly' THEN 'written off as partly avoidable' ELSE 'written off' END || ' unless the step mends it'),
		(9, planned = 'appeal' AND side = 'payer wrong', 'appeal', 'the payer is wrong by the practice''s rows'),
		(10, planned = 'appeal', 'appeal', 'the payer is right by its rules: only leave after the fact or an appeal brings it back'),
		(11, planned = 'rebill', 'rebill', 'another payer, or nobody yet known, has to pay it'),
		(12, true, planned, CASE side WHEN 'open' THEN 'it has to be found out first who is right' WHEN 'payer wrong' THEN 'the payer is wrong by the practice''s rows' ELSE 'the payer is right' END)) r (nth, holds, decision, why)
	WHERE r.holds ORDER BY r.nth LIMIT 1
$$;
COMMENT ON FUNCTION @ledger@.decide_denial(@ledger@.denial, text, text, text) IS
'What is done about a denial, by a decision table whose first line that holds decides and says why: a slip is corrected, at Medicare (filing indicator MA, MB) reopened; where the payer is right it is mended, or written off, as avoidable where it was; where the payer is wrong it is appealed; what the payer lays on the patient (PR) is the patient''s, and nothing else is (I4). planned and side are those of the playbook.';

CREATE OR REPLACE FUNCTION @ledger@.next_step(practice_id text, denial_id bigint,
		OUT decision text, OUT why text, OUT step text, OUT owner text, OUT due_on date, OUT evidence jsonb, OUT missing text[], OUT source text)
	LANGUAGE plpgsql STABLE PARALLEL UNSAFE SET search_path = pg_catalog, rcm, pg_temp SET datestyle = 'ISO, YMD' AS $$
DECLARE
	d    @ledger@.denial;
	c    @ledger@.claim;
	p    record;
	word record;
	known jsonb;
BEGIN
	SELECT * INTO d FROM @ledger@.denial x WHERE x.practice_id = next_step.practice_id AND x.denial_id = next_step.denial_id;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no denial %', denial_id USING ERRCODE = 'RC010';
	ELSIF d.resolved_on IS NOT NULL THEN
		RAISE EXCEPTION 'denial % is %', denial_id, d.state USING ERRCODE = 'RC010', HINT = 'There is nothing to be done about it.';
	END IF;
	SELECT * INTO c FROM @ledger@.claim x WHERE x.practice_id = d.practice_id AND x.claim_id = d.claim_id;
	SELECT * INTO p FROM rcm.playbook(d.root, d.leaf, d.carc, d.payer_id, d.denied_on);
	IF NOT FOUND THEN
		RAISE EXCEPTION 'no playbook fits %.%', d.root, d.leaf USING ERRCODE = 'RC010', HINT = 'Add a row to the table playbook of the library.';
	END IF;
	SELECT coalesce(jsonb_agg(to_jsonb(e) ORDER BY array_position(p.proof, e.proof), e.relation, e.key::text), '[]'),
			coalesce(jsonb_object_agg(e.proof, e.says), '{}')
		INTO evidence, known
		FROM @ledger@.denial_evidence(d.practice_id, d.denial_id) e WHERE d.root = 'payer' OR e.proof = ANY (p.proof || '{authorization,coverage,edit}'::text[]);
	missing := ARRAY(SELECT x.proof FROM unnest(p.proof) WITH ORDINALITY x (proof, nth) WHERE NOT known ? x.proof ORDER BY x.nth);
	SELECT x.decision, x.why INTO decision, why FROM @ledger@.decide_denial(d, c.filing_ind, p.decision, p.side) x;
	step := p.correct;
	FOR word IN SELECT * FROM (VALUES ('authorization', split_part(known ->> 'authorization', ',', 1)), ('coverage', known ->> 'coverage'), ('edit', known ->> 'edit'),
			('accepted_on', d.facts ->> 'accepted_on'), ('filing_deadline', d.facts ->> 'filing_deadline'), ('first_submitted_on', d.facts ->> 'first_submitted_on'),
			('checked_on', d.facts ->> 'eligibility_checked_on'), ('payer', coalesce(d.payer_id, d.payer_key)), ('payer_claim_control', c.payer_claim_control),
			('line', d.line_no::text), ('remarks', array_to_string(d.remarks, ', ')),
			('requested_on', (SELECT max(a.requested_on)::text FROM @ledger@.prior_authorization a WHERE a.practice_id = d.practice_id AND a.patient_id = c.patient_id AND a.payer_id = d.payer_id
				AND a.kind = CASE WHEN d.rule LIKE 'referral%' THEN 'referral' ELSE 'authorization' END)),
			('member_id', (SELECT e.snapshot ->> 'member_id' FROM @ledger@.eligibility e WHERE e.practice_id = d.practice_id AND e.patient_id = c.patient_id
				AND e.payer_id = d.payer_id ORDER BY e.checked_at DESC LIMIT 1))) w (name, value)
	LOOP
		step := replace(step, '{' || word.name || '}', coalesce(nullif(word.value, ''), '(not known)'));
	END LOOP;
	owner := p.owner;
	SELECT rcm.business_day(x.day, p.turn_days) INTO due_on
		FROM (SELECT (d.recorded_at AT TIME ZONE r.time_zone)::date AS day FROM @ledger@.practice r WHERE r.practice_id = d.practice_id) x;
	source := p.source;
END
$$;
COMMENT ON FUNCTION @ledger@.next_step(text, bigint) IS
'What to do next about a denial, by the playbook of the library in use: decision (correct, reopen, appeal, rebill, write off, bill patient, send records, ask payer) and why, by decide_denial; step in words, filled in from rows; owner; due_on, so many business days (federal holidays of the library left out) after it was recorded; evidence, a list of proof, relation, key and says: the rows to add or go by, as they are now; missing, the proof that no row has; source of the playbook. Errors: RC010 when there is no such denial, it has ended, or no playbook fits; RC003 when the library has none.

    SELECT n.decision, n.step, n.due_on, n.missing FROM billing.denial d, billing.next_step(d.practice_id, d.denial_id) n WHERE d.state = ''open'';';
