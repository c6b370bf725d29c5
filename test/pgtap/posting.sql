-- posting.sql - a remittance for posting says what the six relations say, its faults are
-- theirs, and what becomes of it as moves of money keeps every cent
\set ON_ERROR_STOP 1
SET search_path = public, pg_catalog;
SELECT no_plan();

CREATE FUNCTION pg_temp.usd(cents integer) RETURNS text LANGUAGE sql AS $$ SELECT (cents::numeric / 100)::numeric(14, 2)::text $$;
CREATE FUNCTION pg_temp.upto(n integer) RETURNS integer LANGUAGE sql VOLATILE AS $$ SELECT floor(random() * n)::integer $$;
CREATE FUNCTION pg_temp.pick(VARIADIC t text[]) RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT t[1 + pg_temp.upto(cardinality(t))] $$;
CREATE FUNCTION pg_temp.file(claims text) RETURNS bytea LANGUAGE sql AS $$
	SELECT convert_to('ISA*00*          *00*          *ZZ*NHP            *ZZ*HARBOR         *241115*0930*^*00501*000000009*0*P*:~GS*HP*NHP*HARBOR*20241115*0930*9*X*005010X221A1~'
		|| 'ST*835*0001~BPR*I*0*C*NON************20241120~TRN*1*EFT1*1512345678~N1*PR*NORTHERN HEALTH~N1*PE*HARBOR CLINIC*XX*1234567893~LX*1~' || claims || 'SE*9*0001~GE*1*9~IEA*1*000000009~', 'UTF8') $$;

-- ---- random claims; every sixth has something that does not add up or cannot be read ----
CREATE FUNCTION pg_temp.cas(left_over integer, OUT text text, OUT rest integer) LANGUAGE plpgsql AS $$
DECLARE
	amount integer;
BEGIN
	text := '';
	rest := left_over;
	FOR n IN 1 .. pg_temp.upto(4) LOOP
		amount := CASE WHEN random() < 0.1 THEN -pg_temp.upto(300) WHEN rest > 0 THEN pg_temp.upto(rest + 1) ELSE 0 END;
		text := text || format('CAS*%s*%s%s~', pg_temp.pick('CO*45', 'PR*1', 'PR*2', 'CO*253', 'CO*97', 'OA*23', 'PI*XYZ'), pg_temp.usd(amount), pg_temp.pick('', '', '*2', '**96*0'));
		rest := rest - amount;
	END LOOP;
END $$;
CREATE FUNCTION pg_temp.random_claim(i integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	body text := '';
	charge integer := 0;
	paid integer := 0;
	line record;
	lines integer := pg_temp.upto(5);
	line_charge integer;
	broken boolean := i % 6 = 0;
BEGIN
	FOR n IN 1 .. lines LOOP
		line_charge := 1 + pg_temp.upto(20000);
		SELECT * INTO line FROM pg_temp.cas(line_charge);
		charge := charge + line_charge;
		paid := paid + line.rest;
		IF broken AND random() < 0.5 THEN
			line.rest := line.rest + pg_temp.upto(3) - 1;
		END IF;
		body := body || format('SVC*HC:%s*%s*%s**%s%s~', pg_temp.pick('99213', '99213:25', '81002', '97110:GP:59'), pg_temp.usd(line_charge),
				CASE WHEN broken AND random() < 0.2 THEN pg_temp.pick('1.005', 'x', '') ELSE pg_temp.usd(line.rest) END, 1 + pg_temp.upto(4), pg_temp.pick('', '', '*HC:99214:25', '*HC:J3301**2'))
			|| pg_temp.pick('', 'DTM*472*20241101~', 'DTM*150*20241103~DTM*151*20241105~') || line.text || pg_temp.pick('', format('REF*6R*C%s~', n))
			|| pg_temp.pick('', 'AMT*B6*12.50~', 'AMT*B6*oops~') || pg_temp.pick('', 'LQ*HE*N123~', 'LQ*HE*N1~LQ*HE*M15~');
	END LOOP;
	IF lines = 0 THEN
		charge := 1 + pg_temp.upto(20000);
		paid := charge;
	END IF;
	SELECT * INTO line FROM pg_temp.cas(paid);
	RETURN format('CLP*%s*%s*%s*%s*%s*12*ICN%s*11*1~', 'A-' || i, pg_temp.pick('1', '2', '4', '19'), pg_temp.usd(charge), CASE WHEN broken AND random() < 0.3 THEN pg_temp.pick('', '1e2') ELSE pg_temp.usd(line.rest) END, pg_temp.pick('', '5'), i)
		|| line.text || 'NM1*QC*1*DOE' || i || '*JANE' || pg_temp.pick('~', '****MI*M1~') || pg_temp.pick('', 'NM1*IL*1*DOE*JIM****MI*S1~') || pg_temp.pick('', 'NM1*TT*2*STATE PLAN*****PI*77~', 'NM1*TT*2******PI*77~')
		|| pg_temp.pick('', 'MOA***MA01*MA18~') || pg_temp.pick('', 'REF*F8*OLD~') || pg_temp.pick('', 'DTM*232*20241030~') || pg_temp.pick('', 'AMT*I*1.25~') || body;
END $$;
SELECT setseed(0.835) \gset
CREATE TEMP TABLE era AS SELECT pg_temp.file(string_agg(pg_temp.random_claim(i), '' ORDER BY i)) AS bytes FROM generate_series(1, 600) i;
CREATE TEMP TABLE given AS SELECT r.* FROM era, rcm.remittance_postings(bytes) r;
SELECT is((SELECT count(*) FROM given), 600::bigint, 'a row for each claim');

-- ---- the same as the relations ----
SELECT is_empty($$
	(SELECT payment, claim, claim_id, status, charge, paid, patient_responsibility, filing_ind, payer_claim_control, original_ref, patient_last, patient_first, interest, difference, lines_difference FROM given
	EXCEPT SELECT payment, claim, claim_id, status, charge, paid, patient_responsibility, filing_ind, payer_claim_control, original_ref, patient_last, patient_first, interest, difference, lines_difference FROM era, rcm.remittance_claims(bytes))
	UNION ALL
	(SELECT payment, claim, claim_id, status, charge, paid, patient_responsibility, filing_ind, payer_claim_control, original_ref, patient_last, patient_first, interest, difference, lines_difference FROM era, rcm.remittance_claims(bytes)
	EXCEPT SELECT payment, claim, claim_id, status, charge, paid, patient_responsibility, filing_ind, payer_claim_control, original_ref, patient_last, patient_first, interest, difference, lines_difference FROM given)$$, 'claims');
SELECT is_empty($$SELECT * FROM era, rcm.remittance_claims(bytes) c JOIN given g USING (payment, claim)
	WHERE g.member_id IS DISTINCT FROM coalesce(c.patient_id, c.subscriber_id) OR g.crossover_payer IS DISTINCT FROM coalesce(c.crossover_payer_name, c.crossover_payer_id)
		OR g.first_service IS DISTINCT FROM coalesce((SELECT min(l.service_from) FROM rcm.remittance_lines(bytes) l WHERE (l.payment, l.claim) = (c.payment, c.claim) AND g.claim % 10 = 1), CASE WHEN g.claim % 10 = 1 THEN c.statement_from ELSE g.first_service END)$$,
	'member, payer forwarded to, first day');
SELECT is_empty($$
	WITH mine AS (SELECT g.payment, g.claim, l.line, l.control, l.code, l.mods, l.submitted_code, l.submitted_mods, l.rev, l.service_from, l.service_to, l.charge, l.paid, l.allowed, l.units FROM given g, unnest(g.lines) l),
		relation AS (SELECT payment, claim, line, line_control, code, mods, submitted_code, submitted_mods, rev, service_from, service_to, charge, paid, allowed, units_paid FROM era, rcm.remittance_lines(bytes))
	(TABLE mine EXCEPT ALL TABLE relation) UNION ALL (TABLE relation EXCEPT ALL TABLE mine)$$, 'lines');
SELECT is_empty($$
	WITH mine AS (SELECT g.payment, g.claim, a.line, a.adjustment, a.group_code, a.carc, a.amount, a.quantity FROM given g, unnest(g.adjustments) a),
		relation AS (SELECT payment, claim, line, adjustment, group_code, carc, amount, quantity FROM era, rcm.remittance_adjustments(bytes))
	(TABLE mine EXCEPT ALL TABLE relation) UNION ALL (TABLE relation EXCEPT ALL TABLE mine)$$, 'adjustments');
SELECT is_empty($$
	WITH mine AS (SELECT g.payment, g.claim, NULL::integer AS line, r FROM given g, unnest(g.remarks) r UNION ALL SELECT g.payment, g.claim, l.line, r FROM given g, unnest(g.lines) l, unnest(l.remarks) r),
		relation AS (SELECT payment, claim, line, remark FROM era, rcm.remittance_remarks(bytes))
	(TABLE mine EXCEPT ALL TABLE relation) UNION ALL (TABLE relation EXCEPT ALL TABLE mine)$$, 'remarks');
SELECT cmp_ok((SELECT count(*) FROM given g, unnest(g.lines) l), '>', 800::bigint, 'there were lines');

-- ---- faults ----
SELECT set_eq($$SELECT claim FROM given WHERE faults <> '{}'$$,
	$$SELECT claim FROM era, rcm.remittance_claims(bytes) WHERE balances IS NOT TRUE OR (lines > 0 AND lines_balance IS NOT TRUE)
		UNION SELECT claim FROM era, rcm.remittance_lines(bytes) WHERE balances IS NOT TRUE$$, 'a claim has faults exactly where something does not add up, or cannot be told to');
SELECT ok((SELECT count(*) BETWEEN 20 AND 100 FROM given WHERE faults <> '{}'), 'some have, most have not');
SELECT is((SELECT array_agg(f) FROM given, unnest(faults) f WHERE f !~ '^(claim|line \d+): (CLP04|SVC03|paid of its lines [-\d.]+ - its own adjustments [-\d.]+ <> paid [-\d.]+, difference -?\d+\.\d\d$|charge [-\d.]+ - adjustments [-\d.]+ <> paid [-\d.]+, difference -?\d+\.\d\d$)'), NULL, 'they are sentences that name place, equation and difference');
SELECT is((SELECT array_agg(f) FROM given, unnest(faults) f WHERE f ~ 'DOE|JANE|JIM|M1|A-'), NULL, 'and nobody');
CREATE FUNCTION pg_temp.faults(claim text) RETURNS text[] LANGUAGE sql AS $$ SELECT faults FROM rcm.remittance_postings(pg_temp.file(claim)) $$;
SELECT is(pg_temp.faults('CLP*A*1*100*80~SVC*HC:99213*0*0~SVC*HC:99213*100*79.99~CAS*CO*45*20~'),
	'{"line 2: charge 100.00 - adjustments 20.00 <> paid 79.99, difference 0.01","claim: paid of its lines 79.99 - its own adjustments 0.00 <> paid 80.00, difference -0.01"}', 'a cent');
SELECT is(pg_temp.faults('CLP*A*1*100*70~CAS*CO*45*20~'), '{"claim: charge 100.00 - adjustments 20.00 <> paid 70.00, difference 10.00"}', 'of a claim');
SELECT is(pg_temp.faults('CLP*A*1*100*80.005~SVC*HC:99213*100*x~CAS*CO*45*1..5~CAS*CO*45*20*1*96~'),
	'{"claim: CLP04 is an amount that is finer than a cent","line 1: SVC03 is not an amount of money","line 1: CAS03 is not an amount of money"}', 'amounts that are none');
SELECT is(pg_temp.faults('CLP*A*1~SVC*HC:99213~'), '{"claim: CLP03, the claim''s charge, is not given","claim: CLP04, what the claim was paid, is not given","line 1: SVC02, the line''s charge, is not given","line 1: SVC03, what the line was paid, is not given"}', 'amounts that are missing');
SELECT is(pg_temp.faults('CLP*A*1*100*80*x~AMT*AU*x~CAS*CO*45*20~'), '{}', 'what only informs is no fault');
SELECT is(pg_temp.faults('CLP*A*1*92233720368547758.07*0~CAS*CO*45*92233720368547758.07**96*1~'), '{"claim: a sum of its amounts is out of range"}', 'sums out of range');
SELECT is((SELECT ARRAY[cardinality(f)::text, f[20]] FROM pg_temp.faults('CLP*A*1*0*0~' || repeat('SVC*HC:99213*1*2~', 50)) f), '{20,"and 32 more"}', 'many are counted');
SELECT throws_ok($$SELECT * FROM rcm.remittance_postings('\x00')$$, 'RC006', NULL, 'bytes that are none');
SELECT throws_ok($$SELECT count(*) FROM rcm.remittance_postings(pg_temp.file('CLP*A*1*0*0~' || repeat('LQ*HE*N1~', 1000001)))$$, '54000', NULL, 'a claim that is none fills no memory');
SELECT is((SELECT count(*) FROM rcm.remittance_postings(pg_temp.file(''))), 0::bigint, 'no claims');

-- ---- moves: our lines are theirs, without numbers or with, in any order ----
CREATE TEMP TABLE ours AS
	SELECT g.*, ARRAY(SELECT row(l.line, CASE WHEN g.claim % 2 = 0 THEN l.control END, coalesce(l.submitted_code, l.code), CASE WHEN l.submitted_code IS NULL THEN l.mods ELSE l.submitted_mods END,
			l.rev, l.service_from, l.service_to, l.charge, l.charge)::rcm.charge_line FROM unnest(g.lines) l ORDER BY CASE g.claim % 3 WHEN 0 THEN l.line ELSE -l.line END) AS charges
	FROM given g WHERE g.faults = '{}';
CREATE FUNCTION pg_temp.cash(from_account rcm.account, to_account rcm.account, amount rcm.usd) RETURNS numeric LANGUAGE sql IMMUTABLE AS
	$$ SELECT CASE WHEN to_account::text = 'cash' THEN amount::numeric WHEN from_account::text = 'cash' THEN -amount::numeric ELSE 0 END $$;
SELECT is_empty($$SELECT o.claim FROM ours o, rcm.posting_moves(o.paid, o.lines, o.adjustments, o.charges, 'insurer_1', 'patient') m
	GROUP BY o.claim, o.paid HAVING sum(pg_temp.cash(m.from_account, m.to_account, m.amount)) <> o.paid::numeric$$, 'cash gains what each claim was paid');
SELECT is_empty($$SELECT o.claim FROM ours o, rcm.posting_moves(o.paid, o.lines, o.adjustments, o.charges, 'insurer_2', 'insurer_3') m
	GROUP BY o.claim, o.paid HAVING sum(pg_temp.cash(m.from_account, m.to_account, m.amount)) <> o.paid::numeric$$, 'from a later payer too');
SELECT is_empty($$SELECT o.claim, m.stage FROM ours o, rcm.posting_moves(o.paid, o.lines, o.adjustments, o.charges, 'insurer_1', 'patient') m
	WHERE (m.problem IS NOT NULL AND o.charges <> '{}') OR m.amount::numeric <= 0 OR (m.line_no <> m.line AND o.claim % 2 = 0 AND m.stage = 'control number')$$, 'every line finds one');
SELECT is_empty($$SELECT o.claim, c.line_no FROM ours o, unnest(o.charges) c,
		LATERAL (SELECT sum(CASE 'insurer_1' WHEN m.from_account::text THEN m.amount::numeric WHEN m.to_account::text THEN -m.amount::numeric END) AS off, bool_or(m.carc IN ('97', '23', 'XYZ')) AS stays
			FROM rcm.posting_moves(o.paid, o.lines, o.adjustments, o.charges, 'insurer_1', 'patient') m WHERE m.line_no = c.line_no) x
	WHERE NOT EXISTS (SELECT FROM unnest(o.adjustments) a WHERE a.carc IN ('97', '23', 'XYZ')) AND coalesce(x.off, 0) <> c.charge::numeric$$, 'what nothing stays owed of is explained to the cent');
SELECT is_empty($$SELECT m FROM ours o, rcm.posting_moves(o.paid, o.lines, o.adjustments, o.charges, 'insurer_1', 'patient') m
	WHERE m.carc IS NOT NULL AND rcm.adjustment_class(m.group_code, m.carc) IN ('denial', 'unclassified', 'prior_payer', 'informational')$$, 'what stays owed does not move');

-- in workers the same
SELECT set_config(name, 'on', false) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query') \gset
SELECT is((SELECT sum(r.paid) FROM era, rcm.remittance_postings(bytes) r), (SELECT sum(paid) FROM given), 'read in a worker');
SELECT is((SELECT count(m) FROM ours o, rcm.posting_moves(o.paid, o.lines, o.adjustments, o.charges, 'insurer_1', 'patient') m),
	(SELECT count(m) FROM ours o CROSS JOIN LATERAL (SELECT * FROM rcm.posting_moves(o.paid, o.lines, o.adjustments, o.charges, 'insurer_1', 'patient') OFFSET 0) m), 'posted in a worker');
SELECT set_config(name, 'off', false) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query') \gset

SELECT * FROM finish();
