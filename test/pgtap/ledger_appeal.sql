-- ledger_appeal.sql - what was denied is appealed in time, with proof, and by whoever may
\set ON_ERROR_STOP 1
\ir given/money.sql
SELECT rcm.create_library() \gset
SET search_path = public, pg_catalog, rcm;
SELECT no_plan();
SET timezone = 'UTC';
UPDATE billing.practice SET time_zone = 'UTC';
INSERT INTO billing.patient (practice_id, patient_id, first_name, last_name) VALUES ('A', 'P1', 'NORA', 'LIND');
-- a denied line of a claim: "days" ago by payment, "dos" ago the service
CREATE FUNCTION pg_temp.denied(id text, carc text, amount integer DEFAULT 100, more jsonb DEFAULT '{}', days integer DEFAULT 10, dos integer DEFAULT 40, payer text DEFAULT '1512345678') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	ok text;
BEGIN
	INSERT INTO billing.claim (practice_id, patient_id, state, document) VALUES ('A', 'P1', 'ready', given.bill(id, jsonb_build_array(jsonb_build_array('99213', amount)), more, dos));
	SELECT state INTO ok FROM billing.post_835('A', given.era('T-' || id, jsonb_build_array(jsonb_build_object('id', id, 'status', '4', 'days_ago', dos, 'lines', jsonb_build_array(jsonb_build_object('code', '99213',
		'charge', amount, 'paid', 0, 'control', '1', 'adj', jsonb_build_array(jsonb_build_array('CO', carc, amount)))))), '[]', '[]', days, payer));
	ASSERT ok = 'posted', ok;
	RETURN (SELECT max(denial_id) FROM billing.denial WHERE claim_id = id);
END $$;
CREATE FUNCTION pg_temp.refusal(denial_id bigint) RETURNS text LANGUAGE sql AS $$ SELECT refusal FROM billing.appeal_deadline('A', denial_id) $$;

-- ---- until when ----
SELECT pg_temp.denied('M1', '50', 100, '{"filing_ind": "MB"}') AS m1 \gset
SELECT results_eq(format($$SELECT level, rule_id, starts_on, deadline, safe_by, days_left, in_dispute::text, refusal FROM billing.appeal_deadline('A', %s)$$, :m1),
	$$VALUES (1, 'medicare-1', current_date - 5, current_date + 115, current_date + 105, 115, '100.00', NULL::text)$$, 'Medicare: 120 days from the fifth day after the notice');
SELECT matches((SELECT why FROM billing.appeal_deadline('A', :m1)), '^redetermination \(level 1\): 120 calendar days from .* and 5 days of mail; rule medicare-1$', 'and says how');
SELECT pg_temp.denied('U1', '50', 100, '{"payer_id": "87726"}', 60) AS u1 \gset
SELECT is((SELECT days_left FROM billing.appeal_deadline('A', :u1)), 5, 'a payer''s own rule');
SELECT pg_temp.denied('U2', '50', 100, '{"payer_id": "87726"}', 65) AS u2 \gset
SELECT is(pg_temp.refusal(:u2), NULL, 'on the last day');
SELECT pg_temp.denied('U3', '50', 100, '{"payer_id": "87726"}', 66) AS u3 \gset
SELECT is(pg_temp.refusal(:u3), format('the deadline of rule unitedhealthcare-1 was %s', current_date - 1), 'and on the day after');
SELECT throws_ok(format($$SELECT billing.open_appeal('A', '{%s}')$$, :u3), 'RC010', format('denial %s cannot be appealed: the deadline of rule unitedhealthcare-1 was %s', :u3, current_date - 1), 'which is refused, naming the rule');
SELECT lives_ok(format($$SELECT billing.open_appeal('A', '{%s}', current_date - 1)$$, :u3), 'unless it was filed in time and recorded late');
INSERT INTO rcm_library.payer_program (payer_id, program, state, participation) VALUES ('TXWC', 'workers_comp', 'TX', NULL), ('TRI', 'tricare', NULL, 'network'), ('TRO', 'tricare', NULL, 'participating'), ('CAWC', 'workers_comp', 'CA', NULL), ('MCD', 'medicaid', 'ME', NULL), ('BIZ', 'auto', 'NY', NULL);
SELECT pg_temp.denied('X1', '150', 100, '{"payer_id": "TXWC"}', 10, 100) AS x1 \gset
SELECT is((SELECT (deadline, starts_on)::text FROM billing.appeal_deadline('A', :x1)), (((current_date - 100) + interval '12 months')::date, current_date - 100)::text, 'a year from the service');
INSERT INTO rcm_library.appeal_rule (rule_id, program, state, level, level_name, days, day_kind, source) VALUES ('auto-ny', 'auto', 'NY', 1, 'arbitration', 30, 'business', 'us');
SELECT pg_temp.denied('B1', '50', 100, '{"payer_id": "BIZ"}') AS b1 \gset
SELECT is((SELECT deadline FROM billing.appeal_deadline('A', :b1)), rcm.deadline(current_date - 10, 30, 'business', 0, rcm.holidays('{federal,NY}', current_date - 10, current_date + 90)), 'business days, by the library''s holidays');

-- ---- who may not ----
SELECT pg_temp.denied('R1', '50', 100, '{"payer_id": "TRI"}') AS r1 \gset
SELECT is(pg_temp.refusal(:r1), 'by rule tricare-network the practice may not appeal: A network provider is never a proper appealing party.', 'TRICARE: a network provider');
SELECT throws_ok(format($$SELECT billing.open_appeal('A', '{%s}')$$, :r1), 'RC010', NULL, 'is refused');
SELECT pg_temp.denied('R2', '50', 45, '{"payer_id": "TRO"}') AS r2 \gset
SELECT is((SELECT level_name FROM billing.appeal_deadline('A', :r2)), 'reconsideration', 'a provider outside of the network may');
SELECT pg_temp.denied('R3', '29', 100, '{"payer_id": "TRO"}') AS r3 \gset
SELECT is((SELECT rule_id FROM billing.appeal_deadline('A', :r3)), 'tricare-administrative', 'timely filing goes another way');
SELECT pg_temp.denied('D1', '50', 100, '{"payer_id": "MCD"}') AS d1 \gset
SELECT is(pg_temp.refusal(:d1), 'there is no rule for level 1 of an appeal about medical necessity under medicaid, ME', 'where there is no rule, that is said');
SELECT pg_temp.denied('D2', '50', 100, '{"payer_id": "CAWC"}') AS d2 \gset
SELECT throws_ok(format($$SELECT billing.open_appeal('A', '{%s}')$$, :d2), 'RC010', NULL, 'and refused');
SELECT pg_temp.denied('D3', '50', 100, '{"filing_ind": "ZZ"}') AS d3 \gset
SELECT matches(pg_temp.refusal(:d3), 'under a program that nothing tells', 'nothing is guessed');
SELECT throws_ok($$SELECT billing.appeal_deadline('A', -1)$$, 'RC010', NULL, 'no such denial');

-- ---- floors ----
SELECT billing.decide_appeal('A', billing.open_appeal('A', ARRAY[:r2]::bigint[]), 'upheld') \gset
SELECT is(pg_temp.refusal(:r2), 'rule tricare-2 asks for at least 50.00 in dispute, and this is 45.00', 'below the floor of the next level');
SELECT throws_ok(format($$SELECT billing.open_appeal('A', '{%s}')$$, :r2), 'RC010', NULL, 'is refused');
-- Medicare lets claims be put together at the third level
CREATE TEMP TABLE small (n serial, id bigint);
INSERT INTO small (id) SELECT pg_temp.denied('S' || n, '50', 60, '{"filing_ind": "MB"}', 10, 40 + n) FROM generate_series(1, 5) n;
SELECT count(billing.decide_appeal('A', billing.open_appeal('A', ARRAY[id]), 'upheld')) FROM small \gset d_
SELECT is((SELECT DISTINCT rule_id || verified || evidence FROM small, billing.appeal_deadline('A', id) t, LATERAL (SELECT t.rule ->> 'evidence_cut_off') e (evidence)), 'medicare-2truetrue', 'the second level, where all evidence has to be in');
SELECT count(billing.decide_appeal('A', billing.open_appeal('A', ARRAY[id]), 'upheld')) FROM small \gset d_
SELECT is((SELECT DISTINCT (level, floor, aggregates, refusal)::text FROM small, billing.appeal_deadline('A', id)), format('(3,%s,t,)', (SELECT floor FROM rcm.appeal_floor('medicare', 3, current_date))), 'the third has a floor');
SELECT throws_like(format($$SELECT billing.open_appeal('A', '{%s}')$$, (SELECT id FROM small WHERE n = 1)), 'rule medicare-3 asks for at least % in dispute, and these are 60.00', 'one alone is too small');
SELECT results_eq($$SELECT array_length(denial_ids, 1), in_dispute::text, in_dispute >= floor, rule_id FROM billing.appeal_groups('A', '1512345678')$$, $$VALUES (4, '240.00', true, 'medicare-3')$$, 'four together are not');
SELECT billing.open_appeal('A', denial_ids, NULL, 'CASE-9') AS big FROM billing.appeal_groups('A', '1512345678') \gset
SELECT is((SELECT (a.level, a.amount, a.reference, count(*), a.decision_due - a.filed_on)::text FROM billing.appeal a JOIN billing.appeal_denial USING (practice_id, appeal_id) WHERE appeal_id = :big GROUP BY a.practice_id, a.appeal_id), '(3,240.00,CASE-9,4,90)', 'and are appealed together');
SELECT throws_ok(format($$SELECT billing.open_appeal('A', '{%s,%s}')$$, :m1, :u1), 'RC010', NULL, 'other rules do not go together');
SELECT throws_ok($$SELECT billing.open_appeal('A', '{}')$$, 'RC010', NULL, 'an appeal is against something');

-- ---- what comes of it ----
SELECT billing.open_appeal('A', ARRAY[:m1]::bigint[], current_date - 5, 'FAX-1') AS a1 \gset
SELECT is((SELECT state FROM billing.denial WHERE denial_id = :m1), 'appealed', 'the denial is appealed');
SELECT is(pg_temp.refusal(:m1), format('appeal %s of level 1 is not decided', :a1), 'and not twice');
SELECT throws_ok(format($$SELECT billing.open_appeal('A', '{%s}')$$, :m1), 'RC010', NULL, 'at once');
SELECT throws_ok(format($$SELECT billing.open_appeal('A', '{%s}', current_date + 1)$$, :u1), 'RC011', NULL, 'nothing is filed tomorrow');
SELECT throws_ok(format($$SELECT billing.decide_appeal('A', %s, 'lost')$$, :a1), 'RC010', NULL, 'an appeal ends in one of its ways');
SELECT throws_ok(format($$SELECT billing.decide_appeal('A', %s, 'upheld', current_date - 6)$$, :a1), 'RC011', NULL, 'not before it was filed');
SELECT throws_ok(format($$SELECT billing.decide_appeal('A', %s, 'overturned', NULL, 101)$$, :a1), 'RC011', NULL, 'nor with more than was in dispute');
SELECT throws_ok(format($$SELECT billing.decide_appeal('A', %s, 'partially overturned')$$, :a1), 'RC011', NULL, 'in part means how much');
SELECT throws_ok(format($$SELECT billing.decide_appeal('A', %s, 'upheld', NULL, 5)$$, :a1), 'RC011', NULL, 'upheld gives nothing back');
SELECT billing.decide_appeal('A', :a1, 'partially overturned', current_date - 1, 40, 'half of it') \gset
SELECT results_eq(format($$SELECT level, rule_id, deadline, in_dispute::text FROM billing.appeal_deadline('A', %s)$$, :m1), $$VALUES (2, 'medicare-2', current_date - 1 + 185, '60.00')$$, 'the next level runs from the decision, about the rest');
SELECT throws_ok(format($$SELECT billing.decide_appeal('A', %s, 'upheld')$$, :a1), 'RC010', NULL, 'decided is decided');
SELECT billing.open_appeal('A', ARRAY[:m1]::bigint[]) AS a2 \gset
SELECT billing.decide_appeal('A', :a2, 'withdrawn') \gset
SELECT is((SELECT level FROM billing.appeal_deadline('A', :m1)), 2, 'withdrawn is as if it had not been');
SELECT billing.decide_appeal('A', billing.open_appeal('A', ARRAY[:m1]::bigint[]), 'overturned') \gset
SELECT is((SELECT (state, state_reason LIKE 'appeal % overturned')::text FROM billing.denial WHERE denial_id = :m1), '(appealed,t)', 'what was won waits for the money');
SELECT matches(pg_temp.refusal(:m1), 'was won', 'and is not appealed again');
SELECT is(state, 'posted') FROM billing.post_835('A', given.era('T-WON', '[{"id": "M1", "icn": "ICN2", "lines": [{"code": "99213", "charge": 100, "paid": 100, "control": "1"}]}]', '[{"id": "M1", "status": "4", "lines": [{"code": "99213", "charge": 100, "paid": 0, "control": "1", "adj": [["CO", "50", 100]]}]}]'));
SELECT is((SELECT (state, recovered)::text FROM billing.denial WHERE denial_id = :m1), '(overturned,100.00)', 'which a remittance brings');
SELECT is((SELECT (sum(filed), sum(decided), sum(won), sum(recovered))::text FROM billing.appeal_yield WHERE level = 2 AND leaf = (SELECT leaf FROM billing.denial WHERE denial_id = :m1) AND payer_key = '1512345678'), '(7,7,1,60.00)', 'what the second level has brought: not what the first one had');
SELECT throws_ok('UPDATE billing.appeal SET filed_on = filed_on - 9', 'RC011', NULL, 'a day of filing is not moved');
SELECT throws_ok('DELETE FROM billing.appeal_denial', 'RC011', NULL, 'nor anything deleted');
-- denied again after an appeal: the new denial goes on where the old one was
SELECT pg_temp.denied('N1', '50', 100, '{"filing_ind": "MB"}') AS n1 \gset
SELECT billing.decide_appeal('A', billing.open_appeal('A', ARRAY[:n1]::bigint[]), 'upheld') \gset
SELECT is(state, 'posted') FROM billing.post_835('A', given.era('T-AGAIN', '[{"id": "N1", "icn": "ICN3", "status": "4", "lines": [{"code": "99213", "charge": 100, "paid": 0, "control": "1", "adj": [["CO", "50", 100]]}]}]'));
SELECT is((SELECT level FROM billing.denial d, billing.appeal_deadline('A', d.denial_id) WHERE d.claim_id = 'N1' AND d.denial_id > :n1), 2, 'a line that is denied again goes on with the next level');

-- ---- the packet ----
SELECT pg_temp.denied('K1', '197', 80, '{}') AS k1 \gset
SELECT is((SELECT string_agg(item, ', ' ORDER BY item) FROM billing.appeal_packet('A', :k1) WHERE needed AND NOT found), 'claim as sent, clinical note, letter', 'what is missing');
SELECT is((SELECT (relation, row_key ->> 'remittance_id')::text FROM billing.appeal_packet('A', :k1) WHERE item = 'remittance'), format('(remittance,%s)', (SELECT remittance_id FROM billing.denial WHERE denial_id = :k1)), 'what is there, by its row');
INSERT INTO billing.appeal_document (practice_id, denial_id, kind, reference) VALUES ('A', :k1, 'clinical note', 'CHART/1'), ('A', :k1, 'claim as sent', 'PAPER/1'), ('A', :k1, 'photograph', 'PIC/1');
INSERT INTO billing.prior_authorization (practice_id, authorization_id, patient_id, payer_id, number, status, eff, term, decided_on) VALUES ('A', 'PA1', 'P1', 'NHP01', 'AUTH-77', 'approved', current_date - 60, current_date, current_date - 61);
SELECT is((SELECT string_agg(item, ', ' ORDER BY item) FROM billing.appeal_packet('A', :k1) WHERE needed AND NOT found), 'letter', 'what was gathered is found');
SELECT is((SELECT (needed, found, says)::text FROM billing.appeal_packet('A', :k1) WHERE item = 'photograph'), '(f,t,PIC/1)', 'also what nobody asked for');
SELECT is((SELECT row_key ->> 'authorization_id' FROM billing.appeal_packet('A', :k1) WHERE item = 'authorization'), 'PA1', 'and the authorization');

-- ---- after a decision ----
CREATE FUNCTION pg_temp.answered(id text, carc text, paid integer) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
	PERFORM billing.post_835('A', given.era('T2-' || id, jsonb_build_array(jsonb_build_object('id', id, 'icn', 'X' || id, 'lines', jsonb_build_array(jsonb_build_object('code', '99213', 'charge', 100, 'paid', paid,
		'control', '1', 'adj', jsonb_build_array(jsonb_build_array('CO', carc, 100 - paid)))))), '[]', '[]', 20, '1512345679'));
	RETURN (SELECT max(denial_id) FROM billing.denial WHERE claim_id = id);
END $$;
SELECT pg_temp.denied('W1', '50', 100, '{"filing_ind": "MB"}', 90, 100, '1512345679') AS w1, pg_temp.denied('W2', '50', 100, '{"filing_ind": "MB"}', 90, 100, '1512345679') AS w2,
	pg_temp.denied('W3', '50', 100, '{"filing_ind": "MB"}', 90, 100, '1512345679') AS w3 \gset
SELECT billing.open_appeal('A', ARRAY[:w1]::bigint[], current_date - 80) AS a1, billing.open_appeal('A', ARRAY[:w2]::bigint[], current_date - 80) AS a2,
	billing.open_appeal('A', ARRAY[:w3]::bigint[], current_date - 80) AS a3 \gset
SELECT billing.decide_appeal('A', :a1, 'overturned', current_date - 40), billing.decide_appeal('A', :a2, 'partially overturned', current_date - 40, 60), billing.decide_appeal('A', :a3, 'upheld', current_date - 40) \gset
SELECT pg_temp.answered('W1', '97', 0) AS w1b, pg_temp.answered('W2', '50', 60) AS w2b, pg_temp.answered('W3', '50', 0) AS w3b \gset
SELECT results_eq(format($$SELECT level, rule_id, deadline, in_dispute::text, refusal FROM billing.appeal_deadline('A', %s)$$, :w1b),
	$$VALUES (1, 'medicare-1', current_date - 20 + 125, '100.00', NULL::text)$$, 'what is denied again after it was won is a decision of its own');
SELECT lives_ok(format($$SELECT billing.open_appeal('A', ARRAY[%s]::bigint[])$$, :w1b), 'which is appealed like any other');
SELECT matches(pg_temp.refusal(:w1b), 'is not decided', 'once at a time');
SELECT results_eq(format($$SELECT level, rule_id, deadline, in_dispute::text FROM billing.appeal_deadline('A', %s)$$, :w2b), $$VALUES (2, 'medicare-2', current_date - 40 + 185, '40.00')$$, 'the rest of what was won in part goes on to the next level');
SELECT results_eq(format($$SELECT level, in_dispute::text FROM billing.appeal_deadline('A', %s)$$, :w3b), $$VALUES (2, '100.00')$$, 'as does what was upheld and denied again');
-- what is given back of several is each one's share
SELECT pg_temp.denied('G1', '50', 100, '{"filing_ind": "MB"}', 90, 100, '1512345679') AS s1, pg_temp.denied('G2', '50', 100, '{"filing_ind": "MB"}', 90, 100, '1512345679') AS s2,
	pg_temp.denied('G3', '50', 100, '{"filing_ind": "MB"}', 90, 100, '1512345679') AS s3 \gset
SELECT billing.open_appeal('A', ARRAY[:s1, :s2, :s3]::bigint[], current_date - 80) AS a4 \gset
SELECT billing.decide_appeal('A', :a4, 'partially overturned', current_date - 40, 100) \gset
SELECT is((SELECT string_agg(t.in_dispute::text, ' ' ORDER BY d) FROM unnest(ARRAY[:s1, :s2, :s3]::bigint[]) d, billing.appeal_deadline('A', d) t), '66.67 66.66 66.67', 'each has its share of what was given back');
SELECT billing.open_appeal('A', ARRAY[:s1, :s2, :s3]::bigint[], current_date - 30) AS a5 \gset
SELECT is((SELECT level || ' ' || amount FROM billing.appeal WHERE appeal_id = :a5), '2 200.00', 'and the rest goes to the next level');

-- ---- the letter ----
SELECT letter, facts, template FROM billing.appeal_letter('A', :k1) \gset
SELECT is(:'template'::text, 'authorization', 'the letter of the cause');
SELECT matches(:'letter'::text, 'Patient: NORA LIND, member M-K1', 'names the patient');
SELECT matches(:'letter'::text, 'authorization AUTH-77, decided on ' || (current_date - 61), 'and the authorization');
SELECT is((SELECT count(*) FROM jsonb_each(:'facts'::jsonb) f WHERE f.value ->> 'value' IS NULL OR f.value ->> 'table' IS NULL OR f.value -> 'row' IS NULL OR position(f.value ->> 'value' IN :'letter'::text) = 0), 0::bigint, 'every fact of it has its row, and is in it');
SELECT is((SELECT (f ->> 'value', f ->> 'table', f -> 'row')::text FROM (SELECT :'facts'::jsonb -> 'authorization.number' AS f) x), '(AUTH-77,prior_authorization,"{""authorization_id"": ""PA1""}")', 'this one');
-- each row says what the letter says
CREATE FUNCTION pg_temp.row_says(f jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	told text;
BEGIN
	EXECUTE format('SELECT to_jsonb(x)::text FROM billing.%I x WHERE practice_id = %L %s', f ->> 'table', 'A',
		(SELECT string_agg(format('AND %I::text = %L', k, v), ' ') FROM jsonb_each_text(f -> 'row') e (k, v))) INTO told;
	RETURN told;
END $$;
SELECT is((SELECT string_agg(f.key, ', ') FROM jsonb_each(:'facts'::jsonb) f WHERE f.value ->> 'table' NOT LIKE 'library%' AND f.key NOT IN ('today', 'patient.name') AND position(f.value ->> 'value' IN pg_temp.row_says(f.value)) = 0), NULL, 'and each row says so');
UPDATE billing.prior_authorization SET number = NULL;
SELECT is((SELECT left_out FROM billing.appeal_letter('A', :k1)), '{authorization.number}'::text[], 'without its fact a paragraph is left out, and that is said');
SELECT pg_temp.denied('L1', '29', 80, '{}') AS l1 \gset
SELECT throws_like(format($$SELECT billing.appeal_letter('A', %s)$$, :l1), 'the letter needs {acceptance.accepted_on}, which no row gives', 'a letter about timely filing needs the day of acceptance');
INSERT INTO rcm_library.letter_template (template_id, body) VALUES ('odd', 'Claim {claim.claim_id} of {patient.shoe_size}'), ('short', 'Claim {claim.claim_id}, {appeal.deadline}'), ('auto', '{denial.nothing}');
SELECT throws_ok(format($$SELECT billing.appeal_letter('A', %s, 'odd')$$, :k1), '22023', NULL, 'an unknown placeholder is an error');
SELECT throws_ok(format($$SELECT billing.appeal_letter('A', %s, 'none')$$, :k1), 'RC010', NULL, 'an unknown template too');
SELECT is((SELECT letter FROM billing.appeal_letter('A', :k1, 'short')), format('Claim K1, %s', current_date + 170), 'any template');
SELECT billing.open_appeal('A', ARRAY[:k1]::bigint[]) AS ak \gset
SELECT is((SELECT count(*) FROM billing.appeal_document WHERE appeal_id = :ak), 3::bigint, 'what was gathered leaves with the appeal');
SELECT throws_ok(format($$SELECT billing.open_appeal('A', '{%s}', NULL, '4111111111111111')$$, :u1), 'RC011', NULL, 'no card numbers');
SELECT is((SELECT count(*) FROM billing.check()), 0::bigint, 'the ledger is whole');
SELECT * FROM finish();
