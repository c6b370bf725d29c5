-- people.sql - an invented practice with a ledger, for the tests of what people pay
--
-- given.bill(claim, patient, charges, patch) bills a claim, 40 days ago; given.answer(trace, claims, paid)
-- posts an 835 with these CLP loops, 20 days ago; given.owes(claim, line) is what its parties owe.

SELECT rcm.create_ledger('billing') \gset
CREATE SCHEMA given;
INSERT INTO billing.practice (practice_id, name, npi, tin, time_zone) VALUES ('A', 'HARBOR', '1567890128', '471234567', 'UTC'), ('B', 'OTHER', '1234567893', '471234568', 'UTC');
INSERT INTO billing.patient (practice_id, patient_id, guarantor_id, last_name, first_name) VALUES
	('A', 'P1', NULL, 'LIND', 'NORA'), ('A', 'P2', 'P1', 'LIND', 'OLE'), ('A', 'P3', NULL, 'BERG', 'IDA'), ('B', 'P1', NULL, 'ELSE', 'ANY');

CREATE FUNCTION given.bill(claim_id text, patient_id text, charges numeric[], patch jsonb DEFAULT '{}', practice_id text DEFAULT 'A', visit_id text DEFAULT NULL) RETURNS void
	LANGUAGE sql AS $$
	INSERT INTO billing.claim (practice_id, patient_id, visit_id, state, charged_on, document)
	SELECT bill.practice_id, bill.patient_id, bill.visit_id, 'ready', current_date - 40, (jsonb_build_object('claim_id', bill.claim_id, 'form', 'P', 'payer_id', 'NHP01', 'filing_ind', 'CI', 'freq', '1', 'pos', '11',
		'payer', '{"name": "NORTHERN"}'::jsonb, 'subscriber', jsonb_build_object('member_id', 'M' || bill.patient_id),
		'billing', '{"npi": "1567890128", "tin": "471234567"}'::jsonb, 'total_charge', (SELECT sum(c)::text FROM unnest(charges) c),
		'lines', (SELECT jsonb_agg(jsonb_build_object('n', n, 'code', '9921' || n, 'units', 1, 'charge', c::text, 'from', (current_date - 45)::text) ORDER BY n)
			FROM unnest(charges) WITH ORDINALITY x (c, n))) || patch)::rcm.claim
$$;
CREATE FUNCTION given.answer(trace text, claims text, paid text, days integer DEFAULT 20) RETURNS text
	LANGUAGE sql AS $$
	SELECT string_agg(state || coalesce(': ' || array_to_string(detail, '; '), ''), ', ') FROM billing.post_835('A', convert_to('ISA*00*          *00*          *ZZ*PLAN           *ZZ*HARBOR         *241018*0500*^*00501*000000091*0*P*:~'
		'GS*HP*PLAN*HARBOR*20241018*0500*91*X*005010X221A1~ST*835*0001~BPR*I*' || paid || '*C*ACH************' || to_char(current_date - days, 'YYYYMMDD') || '~TRN*1*' || trace || '*1512345678~'
		'N1*PR*NORTHERN*XV*NHP01~N1*PE*HARBOR*XX*1567890128~LX*1~' || claims || 'SE*99*0001~GE*1*91~IEA*1*000000091~', 'UTF8'))
$$;
CREATE FUNCTION given.owes(claim_id text, line_no integer DEFAULT 1, practice_id text DEFAULT 'A') RETURNS text
	LANGUAGE sql AS $$
	SELECT concat_ws(' ', r.insurer_1, r.insurer_2, r.patient, r.third_party) FROM billing.receivable r WHERE (r.practice_id, r.claim_id, r.line_no) = (owes.practice_id, owes.claim_id, owes.line_no)
$$;
-- what receivable, unapplied and bad_debt keep or work out agrees with the entries
CREATE FUNCTION given.true_books() RETURNS text
	LANGUAGE sql AS $$
	SELECT string_agg(what, '; ') FROM (
		SELECT 'receivable of ' || r.claim_id AS what FROM billing.receivable r
		LEFT JOIN LATERAL (SELECT rcm.balance(e.from_account, e.to_account, e.amount) AS b FROM billing.entry e
			WHERE (e.practice_id, e.claim_id, e.line_no) = (r.practice_id, r.claim_id, r.line_no)) e ON true
		WHERE (r.insurer_1, r.insurer_2, r.insurer_3, r.patient, r.third_party) IS DISTINCT FROM
			(rcm.amount(b, 'insurer_1'), rcm.amount(b, 'insurer_2'), rcm.amount(b, 'insurer_3'), rcm.amount(b, 'patient'), rcm.amount(b, 'third_party'))
		UNION ALL
		SELECT 'receipt ' || r.receipt_id FROM billing.receipt r WHERE billing.receipt_left(r.practice_id, r.receipt_id) NOT BETWEEN 0 AND r.amount
		UNION ALL
		SELECT 'reversed twice ' || e.reverses FROM billing.entry e WHERE e.reverses IS NOT NULL GROUP BY e.reverses HAVING count(*) > 1
		UNION ALL
		SELECT 'no mirror ' || e.entry_id FROM billing.entry e JOIN billing.entry o ON o.entry_id = e.reverses
		WHERE (e.from_account, e.to_account, e.amount, e.claim_id, e.line_no) IS DISTINCT FROM (o.to_account, o.from_account, o.amount, o.claim_id, o.line_no)
		UNION ALL
		SELECT concat_ws(' ', c.invariant, c.what, c.detail, c.amount) FROM billing.check() c
		UNION ALL
		SELECT 'bad debt' FROM (SELECT coalesce(rcm.sum(amount_left), 0) AS views FROM billing.bad_debt) v,
			(SELECT rcm.amount(rcm.balance(e.from_account, e.to_account, e.amount), 'bad_debt') AS entries FROM billing.entry e) x WHERE v.views <> x.entries) w
$$;
