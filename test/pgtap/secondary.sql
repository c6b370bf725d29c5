-- secondary.sql - claims for the next payer: whatever the one before answers, the sums of the
-- coordination of benefits hold, the 837 can be written, and reads back as the same
\set ON_ERROR_STOP 1
SET search_path = public, pg_catalog;
SELECT no_plan();

-- ---- a remittance, written by hand ----
CREATE FUNCTION pg_temp.usd(cents bigint) RETURNS text LANGUAGE sql AS $$ SELECT (cents::numeric / 100)::numeric(14, 2)::text $$;
CREATE FUNCTION pg_temp.cas(adj jsonb, sign integer) RETURNS text LANGUAGE sql AS
	$$ SELECT coalesce(string_agg(format('CAS*%s*%s*%s~', a ->> 0, a ->> 1, pg_temp.usd(sign * (a ->> 2)::bigint)), '' ORDER BY nth), '') FROM jsonb_array_elements(adj) WITH ORDINALITY x(a, nth) $$;
-- an answer: {"id", "status", "icn", "charge", "paid" (cents), "adj": [[group, reason, cents]], "lines": [{"svc", "sub", "charge", "paid", "date", "control", "adj"}]}
CREATE FUNCTION pg_temp.clp(a jsonb, sign integer DEFAULT 1) RETURNS text LANGUAGE sql AS $$
	SELECT format('CLP*%s*%s*%s*%s**CI*%s*11*1~', a ->> 'id', CASE sign WHEN -1 THEN '22' ELSE a ->> 'status' END,
			pg_temp.usd(sign * (a ->> 'charge')::bigint), pg_temp.usd(sign * (a ->> 'paid')::bigint), a ->> 'icn')
		|| pg_temp.cas(a -> 'adj', sign) || 'NM1*QC*1*DOE*JANE~'
		|| coalesce((SELECT string_agg(format('SVC*%s*%s*%s**1%s~DTM*472*%s~', l ->> 'svc', pg_temp.usd(sign * (l ->> 'charge')::bigint), pg_temp.usd(sign * (l ->> 'paid')::bigint),
				'*' || (l ->> 'sub'), replace(l ->> 'date', '-', '')) || pg_temp.cas(l -> 'adj', sign) || coalesce('REF*6R*' || (l ->> 'control') || '~', ''), '' ORDER BY nth)
			FROM jsonb_array_elements(a -> 'lines') WITH ORDINALITY x(l, nth)), '') $$;
CREATE FUNCTION pg_temp.transaction(claims text, payer text DEFAULT 'NORTHERN HEALTH') RETURNS text LANGUAGE sql AS $$
	SELECT format('ST*835*0001~BPR*I*0*C*NON************20241120~TRN*1*EFT1*1512345678~N1*PR*%s~N1*PE*HARBOR CLINIC*XX*1234567893~LX*1~%sSE*9*0001~', payer, claims) $$;
CREATE FUNCTION pg_temp.file(transactions text, delimiters text DEFAULT '*:~') RETURNS bytea LANGUAGE sql AS $$
	SELECT convert_to(translate('ISA*00*          *00*          *ZZ*NHP            *ZZ*HARBOR         *241115*0930*^*00501*000000009*0*P*:~GS*HP*NHP*HARBOR*20241115*0930*9*X*005010X221A1~'
		|| transactions || 'GE*1*9~IEA*1*000000009~', '*:~', delimiters), 'UTF8') $$;

CREATE TEMP TABLE base (doc jsonb);
INSERT INTO base VALUES ('{"form": "P", "pos": "11", "payer_id": "NHP01", "payer_seq": "P", "filing_ind": "CI", "payer": {"name": "NORTHERN HEALTH"}, "freq": "1",
	"billing": {"npi": "1234567893", "name": "HARBOR CLINIC", "tin": "93-0011223", "addr": {"line1": "1 WHARF", "city": "PORTLAND", "state": "OR", "zip": "97201-5544"}},
	"patient": {"last": "DOE", "first": "JANE", "dob": "1970-01-02", "sex": "F", "rel": "18", "addr": {"line1": "2 ELM", "city": "PORTLAND", "state": "OR", "zip": "97214"}},
	"subscriber": {"last": "DOE", "first": "JANE", "member_id": "M1"}, "dx": [{"code": "J06.9"}]}');
CREATE TEMP TABLE sender AS SELECT '{"control_number": 31, "sender_id": "HARBOR", "receiver_id": "CLEARINGHOUSE", "submitter_name": "HARBOR CLINIC", "contact_name": "KIM",
	"contact_phone": "(503) 555-0100", "receiver_name": "CLEARINGHOUSE", "created": "2024-09-16T09:30", "usage": "T"}'::jsonb AS sender;
CREATE TEMP TABLE next AS SELECT '{"payer_id": "SKMO0", "filing_ind": "MC", "payer": {"name": "STATE HEALTHNET"}}'::jsonb AS payer;

-- ---- random claims ----
CREATE FUNCTION pg_temp.pick(VARIADIC t text[]) RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT t[1 + floor(random() * cardinality(t))::integer] $$;
CREATE FUNCTION pg_temp.random_claim(i integer) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	controls boolean := random() < 0.6;
	lines jsonb := '[]';
	charge bigint;
	total bigint := 0;
BEGIN
	FOR n IN 1..1 + floor(random() * 6)::integer LOOP
		charge := CASE WHEN random() < 0.3 THEN 10000 ELSE 1 + floor(random() * 99999) END;
		total := total + charge;
		lines := lines || jsonb_strip_nulls(jsonb_build_object('n', n, 'code', pg_temp.pick('99213', '99214', '93000', '36415', '71046'), 'units', 1,
			'mods', CASE WHEN random() < 0.5 THEN jsonb_build_array(pg_temp.pick('25', '59', 'RT', 'LT')) END, 'charge', pg_temp.usd(charge),
			'from', '2024-09-1' || floor(random() * 3)::text, 'dx_ptr', '[1]'::jsonb, 'control', CASE WHEN controls THEN 'C' || i || '-' || n END));
	END LOOP;
	RETURN (SELECT doc FROM base) || jsonb_build_object('claim_id', 'R-' || i, 'total_charge', pg_temp.usd(total), 'lines', lines);
END $$;

-- What is not paid of "charge", in up to six adjustments; "paid" is what is left.
CREATE FUNCTION pg_temp.random_adjustments(charge bigint, OUT adj jsonb, OUT paid bigint) LANGUAGE plpgsql AS $$
DECLARE
	part bigint;
BEGIN
	adj := '[]';
	paid := charge;
	FOR k IN 1..floor(random() * 6)::integer LOOP
		part := CASE WHEN random() < 0.15 THEN paid WHEN random() < 0.1 THEN -floor(random() * 500) ELSE floor(random() * greatest(paid, 0)) END;
		CONTINUE WHEN part = 0 AND random() < 0.9;
		adj := adj || jsonb_build_array(jsonb_build_array(pg_temp.pick('CO', 'PR', 'OA', 'PI'), pg_temp.pick('45', '1', '2', '3', '23', '253', '97'), part));
		paid := paid - part;
	END LOOP;
END $$;

CREATE FUNCTION pg_temp.random_answer(doc jsonb, icn text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	total bigint := (doc ->> 'total_charge')::numeric * 100;
	lines jsonb := '[]';
	paid bigint := 0;
	line jsonb;
	svc text;
	rest bigint;
	part bigint;
	a record;
	shuffled boolean := random() < 0.3;
BEGIN
	IF random() < 0.15 THEN		-- of the claim as a whole
		a := pg_temp.random_adjustments(total);
		RETURN jsonb_build_object('id', doc ->> 'claim_id', 'status', '1', 'icn', icn, 'charge', total, 'paid', a.paid, 'adj', a.adj, 'lines', lines);
	END IF;
	FOR line IN SELECT l FROM jsonb_array_elements(doc -> 'lines') l ORDER BY CASE WHEN shuffled THEN random() END LOOP
		svc := 'HC:' || (line ->> 'code') || CASE WHEN random() < 0.3 THEN '' ELSE coalesce(':' || (line #>> '{mods,0}'), '') END;
		rest := (line ->> 'charge')::numeric * 100;
		WHILE rest > 0 LOOP
			part := CASE WHEN line ? 'control' AND random() < 0.25 THEN 1 + floor(random() * rest) ELSE rest END;
			rest := rest - part;
			a := pg_temp.random_adjustments(part);
			IF random() < 0.2 THEN		-- nothing is paid
				SELECT jsonb_build_array(jsonb_build_array('CO', '197', part)) AS adj, 0::bigint AS paid INTO a;
			END IF;
			lines := lines || (jsonb_build_object('charge', part, 'paid', a.paid, 'adj', a.adj, 'date', line ->> 'from', 'control', line ->> 'control')
				|| CASE WHEN random() < 0.15 THEN jsonb_build_object('svc', 'HC:' || pg_temp.pick('99212', '93005'), 'sub', svc) ELSE jsonb_build_object('svc', svc) END);
			paid := paid + a.paid;
		END LOOP;
	END LOOP;
	SELECT '[]'::jsonb AS adj, paid INTO a;
	IF random() < 0.3 AND paid > 0 THEN
		a := pg_temp.random_adjustments(paid);
	END IF;
	RETURN jsonb_build_object('id', doc ->> 'claim_id', 'status', pg_temp.pick('1', '1', '4', '19'), 'icn', icn, 'charge', total, 'paid', a.paid, 'adj', a.adj, 'lines', lines);
END $$;

SELECT setseed(0.835);
CREATE TEMP TABLE answered (i integer, doc jsonb, answer jsonb, way text, remittance bytea);
DO $$
DECLARE
	doc jsonb;
	old jsonb;
	answer jsonb;
	way text;
	claims text;
BEGIN
	FOR i IN 1..300 LOOP
		doc := pg_temp.random_claim(i);
		old := pg_temp.random_answer(doc, 'ICN1');
		answer := pg_temp.random_answer(doc, pg_temp.pick('ICN1', 'ICN2'));
		way := pg_temp.pick('alone', 'alone', 'original, reversal, correction', 'reversal, correction', 'correction, reversal', 'original, correction, reversal', 'correction, original, reversal');
		-- (to the cent what was reversed: which of them counts nobody can tell)
		IF way LIKE '%correction%' AND way <> 'reversal, correction' AND old ->> 'paid' = answer ->> 'paid' THEN
			way := 'alone';
		END IF;
		SELECT string_agg(pg_temp.clp(CASE WHEN w IN ('alone', 'correction') THEN answer ELSE old END, CASE w WHEN 'reversal' THEN -1 ELSE 1 END), '' ORDER BY nth)
		INTO claims FROM unnest(string_to_array(way, ', ')) WITH ORDINALITY u(w, nth);
		INSERT INTO answered VALUES (i, doc, answer, way, pg_temp.file(
			pg_temp.transaction(pg_temp.clp(jsonb_set(old, '{id}', '"OTHER"')) || claims || pg_temp.clp(jsonb_set(answer, '{id}', '"LAST"'))),
			pg_temp.pick('*:~', '|>' || E'\n', '+/''')));
	END LOOP;
END $$;
CREATE TEMP TABLE made AS SELECT a.*, rcm.secondary_claim(doc::rcm.claim, remittance, payer) AS claim FROM answered a, next;
CREATE TEMP TABLE result AS
SELECT i, doc, answer, way, claim, claim::jsonb #> '{other_payers,0}' AS o, (b).*
FROM (SELECT m.*, (SELECT rcm.x12_837p(m.claim, sender) FROM sender) AS b FROM made m) x;

SELECT is((SELECT count(*) FROM result), 300::bigint, 'every claim has an answer');
SELECT is((SELECT count(DISTINCT way) FROM result), 6::bigint, 'in all the ways that there are');
CREATE FUNCTION pg_temp.sum(adj jsonb) RETURNS numeric LANGUAGE sql AS $$ SELECT coalesce(sum((a ->> 'amt')::numeric), 0) FROM jsonb_array_elements(coalesce(adj, '[]')) a $$;
CREATE TEMP VIEW line AS
SELECT i, (l ->> 'n')::integer AS n, (l ->> 'charge')::numeric AS charge, t.*
FROM result, jsonb_array_elements(claim::jsonb -> 'lines') l,
	LATERAL (SELECT count(*) AS answers, sum((p ->> 'paid')::numeric) AS paid, sum(pg_temp.sum(p -> 'adj')) AS adjusted FROM jsonb_array_elements(coalesce(o -> 'lines', '[]')) p WHERE p ->> 'n' = l ->> 'n') t
WHERE o ? 'lines';
SELECT is_empty('SELECT * FROM line WHERE charge IS DISTINCT FROM paid + adjusted', 'of every line: charge = paid + adjusted');
SELECT is_empty($$ SELECT i, way FROM result WHERE (o ->> 'paid')::numeric IS DISTINCT FROM
	CASE WHEN o ? 'lines' THEN (SELECT sum((p ->> 'paid')::numeric) FROM jsonb_array_elements(o -> 'lines') p) - pg_temp.sum(o -> 'adj') ELSE (o ->> 'paid')::numeric END $$,
	'of every payer: paid = paid for the lines - adjusted on the claim');
SELECT is_empty($$ SELECT i, way FROM result WHERE (doc ->> 'total_charge')::numeric IS DISTINCT FROM (o ->> 'paid')::numeric + pg_temp.sum(o -> 'adj')
	+ coalesce((SELECT sum(pg_temp.sum(p -> 'adj')) FROM jsonb_array_elements(o -> 'lines') p), 0) $$,
	'of every claim: charge = paid + all adjusted');
SELECT is_empty($$ SELECT i, way, o, answer FROM result WHERE (o ->> 'paid')::numeric * 100 <> (answer ->> 'paid')::numeric OR o ->> 'claim_control' <> answer ->> 'icn'
	OR coalesce(jsonb_array_length(o -> 'lines'), 0) <> jsonb_array_length(answer -> 'lines') $$, 'it is the answer that counts');
SELECT is_empty('SELECT i, way, items, refused FROM result WHERE items IS DISTINCT FROM 1 OR refused <> ''[]''', 'every one is written');
SELECT is_empty($$ SELECT i, f.code, f.message FROM result, rcm.x12_findings(convert_to(file, 'UTF8')) f $$, 'without a finding');
-- (a reader says of each line when it was adjudicated, and what the writer put in by itself)
CREATE FUNCTION pg_temp.told(o jsonb) RETURNS jsonb LANGUAGE sql AS $$
	SELECT o - 'lines' - 'terms' - 'adjud_date' - 'name' - 'adj' || jsonb_build_object(
		'paid', (o ->> 'paid')::numeric, 'adj', (SELECT jsonb_agg(a ORDER BY a ->> 'grp', a::text) FROM jsonb_array_elements(o -> 'adj') a),
		'lines', (SELECT jsonb_agg(l - 'adjud_date' - 'adj' || jsonb_build_object('adj', (SELECT jsonb_agg(a ORDER BY a ->> 'grp', a::text) FROM jsonb_array_elements(l -> 'adj') a)) ORDER BY l ->> 'n', nth)
			FROM jsonb_array_elements(o -> 'lines') WITH ORDINALITY x(l, nth))) $$;
SELECT is_empty($$ SELECT r.i, pg_temp.told(c::jsonb #> '{other_payers,0}'), pg_temp.told(o) FROM result r LEFT JOIN LATERAL rcm.claims_from_837(convert_to(file, 'UTF8'), true) c ON true
	WHERE pg_temp.told(c::jsonb #> '{other_payers,0}') IS DISTINCT FROM pg_temp.told(o) OR jsonb_array_length(c::jsonb -> 'other_payers') <> 1 $$, 'and reads back');

-- ---- which answer ----
CREATE FUNCTION pg_temp.answer(paid bigint, icn text DEFAULT 'I1', status text DEFAULT '1', reason text DEFAULT 'CO') RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_object('id', 'A-1', 'status', status, 'icn', icn, 'charge', 10000, 'paid', paid, 'adj', jsonb_build_array(jsonb_build_array(reason, '45', 10000 - paid)), 'lines', '[]'::jsonb) $$;
CREATE FUNCTION pg_temp.one(more jsonb DEFAULT '{}') RETURNS rcm.claim LANGUAGE sql AS $$
	SELECT (doc || '{"claim_id": "A-1", "total_charge": "100.00", "lines": [{"n": 1, "code": "99213", "units": 1, "charge": "100.00", "from": "2024-09-12", "dx_ptr": [1]}]}' || more)::rcm.claim FROM base $$;
CREATE FUNCTION pg_temp.paid(transactions text, more jsonb DEFAULT '{}') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RETURN rcm.secondary_claim(pg_temp.one(more), pg_temp.file(transactions), (SELECT payer FROM next))::jsonb #>> '{other_payers,0,paid}';
EXCEPTION WHEN SQLSTATE 'RC009' THEN
	RETURN sqlerrm;
END $$;
\set told pg_temp.paid(pg_temp.transaction
SELECT is(:told(pg_temp.clp(pg_temp.answer(80)) || pg_temp.clp(pg_temp.answer(60)))), '0.60', 'the last of two');
SELECT is(:told(pg_temp.clp(pg_temp.answer(80)) || pg_temp.clp(pg_temp.answer(80), -1))), 'the remittance takes its answer to the claim back', 'paid and taken back');
SELECT is(:told(pg_temp.clp(pg_temp.answer(80), -1) || pg_temp.clp(pg_temp.answer(80)))), 'the remittance takes its answer to the claim back', 'whichever stands first');
SELECT is(:told(pg_temp.clp(pg_temp.answer(80, 'I2')) || pg_temp.clp(pg_temp.answer(80, 'I1'), -1))), '0.80', 'a correction of the same amounts under another number stays');
SELECT is(:told(pg_temp.clp(pg_temp.answer(0)) || pg_temp.clp(pg_temp.answer(0, reason => 'PR'), -1))), '0.00', 'or for another reason');
SELECT is(:told(pg_temp.clp(pg_temp.answer(80)) || pg_temp.clp(pg_temp.answer(80)) || pg_temp.clp(pg_temp.answer(80), -1))), '0.80', 'one reversal takes back one answer');
SELECT is(:told(pg_temp.clp(pg_temp.answer(60)) || pg_temp.clp(pg_temp.answer(80)) || pg_temp.clp(pg_temp.answer(80), -1))), '0.60', 'a correction that stands first of all');
SELECT is(:told(pg_temp.clp(pg_temp.answer(60)) || pg_temp.clp(pg_temp.answer(80)) || replace(pg_temp.clp(pg_temp.answer(80), -1), 'CAS*CO', 'CAS*CR'))), '0.60', 'a reversal of 004010');
SELECT is(pg_temp.paid(pg_temp.transaction(pg_temp.clp(pg_temp.answer(80))) || pg_temp.transaction(pg_temp.clp(pg_temp.answer(5, 'X', '2')), 'STATE')), '0.80',
	'in a file of two payers the answer of the first, to the claim for the first');
SELECT is(pg_temp.paid(pg_temp.transaction(pg_temp.clp(pg_temp.answer(5, 'X', '2')), 'STATE') || pg_temp.transaction(pg_temp.clp(pg_temp.answer(80))), '{"payer_seq": "S"}'), '0.05', 'and of the second, to that for the second');
SELECT is(:told(pg_temp.clp(pg_temp.answer(80, status => '2')))), '0.80', 'another sequence counts when there is no other answer');

-- ---- what is refused ----
CREATE TEMP TABLE single AS SELECT '{"id": "A-1", "status": "1", "icn": "I1", "charge": 10000, "paid": 8000, "adj": [], "lines": [{"svc": "HC:99213", "charge": 10000, "paid": 8000, "date": "2024-09-12", "adj": [["CO", "45", 2000]]}]}'::jsonb AS a;
SELECT is(:told(pg_temp.clp(a))), '80.00', 'to begin with') FROM single;
SELECT is(:told(pg_temp.clp(jsonb_set(a, '{id}', '"A-2"')))), 'the remittance does not answer the claim', 'another claim') FROM single;
SELECT is(:told(pg_temp.clp(jsonb_set(a, '{status}', to_jsonb(s))))), 'the remittance does not answer the claim', 'status ' || s) FROM single, unnest('{22,23,25}'::text[]) s;
SELECT is(:told(pg_temp.clp(jsonb_set(a, '{paid}', '8001')))), 'the remittance of the claim does not balance', 'a cent more') FROM single;
SELECT is(:told(replace(pg_temp.clp(a), '*100.00*80.00**1~', '*100.00*80.001**1~'))), 'the remittance of the claim does not balance', 'an amount that cannot be read') FROM single;
SELECT is(:told(replace(pg_temp.clp(a), 'HC:99213*100.00*80.00', 'HC:99213*100.00*80.00**1~CAS*PR*2*0~SVC*HC:36415*0*0'))), 'the remittance does not explain the charge of every line', 'a line that nobody sent') FROM single;
SELECT is(pg_temp.paid(pg_temp.transaction(pg_temp.clp(a)), '{"lines": [{"n": 1, "code": "99213", "charge": "60.00", "from": "2024-09-12"}, {"n": 2, "code": "99214", "charge": "40.00", "from": "2024-09-12"}]}'),
	'the remittance does not explain the charge of every line', 'a line that is not answered') FROM single;
SELECT is(pg_temp.paid(pg_temp.transaction(pg_temp.clp(a)), '{"total_charge": "110.00"}'), 'the remittance is that of another charge', 'another charge') FROM single;
SELECT is(pg_temp.paid(pg_temp.transaction(pg_temp.clp(pg_temp.answer(80))), '{"total_charge": "110.00"}'), 'the remittance is that of another charge', 'another charge, without lines');
SELECT is(:told(replace(pg_temp.clp(a), 'CAS*CO*45*20.00', 'CAS*CO*45*20.00*97'))), '80.00', 'a reason without an amount is no adjustment') FROM single;

-- ---- small matters ----
SELECT is((SELECT (rcm.x12_837p(rcm.secondary_claim(pg_temp.one('{"payer_seq": null}'), pg_temp.file(pg_temp.transaction(pg_temp.clp(a))), payer), sender)).refused FROM single, next, sender), '[]', 'a claim that says no sequence is the first''s');
SELECT is((SELECT (rcm.secondary_claim(pg_temp.one('{"payer_seq": "T"}'), pg_temp.file(pg_temp.transaction(pg_temp.clp(a))), payer))::jsonb ->> 'payer_seq' FROM single, next), 'A', 'after the third comes A');
SELECT is((SELECT (rcm.x12_837p(rcm.secondary_claim(pg_temp.one(), pg_temp.file(pg_temp.transaction(replace(pg_temp.clp(a), 'HC:99213', 'N4:00009307301'))), payer), sender)).refused FROM single, next, sender), '[]', 'a drug''s number is no procedure');

SELECT is((SELECT rcm.secondary_claim(pg_temp.one(), pg_temp.file(pg_temp.transaction('DTM*405*20241118~' || pg_temp.clp(a))), payer)::jsonb #>> '{other_payers,0,adjud_date}' FROM single, next), '2024-11-20', 'adjudicated on the day of the payment');
SELECT is((SELECT rcm.secondary_claim(pg_temp.one(), pg_temp.file(replace(pg_temp.transaction('DTM*405*20241118~' || pg_temp.clp(a)), '*20241120', '')), payer)::jsonb #>> '{other_payers,0,adjud_date}' FROM single, next), '2024-11-18', 'where none is given, of the remittance');

-- ---- which line ----
CREATE FUNCTION pg_temp.matched(lines jsonb, svc text) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(coalesce(m.n::text, '-'), ' ' ORDER BY m.line) FROM rcm.matched_lines(jsonb_build_object('form', 'P', 'claim_id', 'A-1', 'lines', lines)::rcm.claim,
		pg_temp.file(pg_temp.transaction('CLP*A-1*1*0*0~DTM*232*20240912~' || svc)), 1, 1) m $$;
CREATE TEMP TABLE two AS SELECT '[{"n": 1, "code": "99213", "charge": "100.00", "from": "2024-09-12"}, {"n": 2, "code": "99214", "charge": "100.00", "from": "2024-09-12"}]'::jsonb AS lines;
SELECT is(pg_temp.matched(lines, 'SVC*HC:99215*100*0~SVC*HC:99213*100*0~'), '2 1', 'a changed code does not take the line of another SVC') FROM two;
SELECT is(pg_temp.matched(lines, 'SVC*HC:99213*100*0~SVC*HC:99213*100*0~REF*6R*1~'), '2 1', 'nor the line that another names') FROM two;
SELECT is(pg_temp.matched(lines, 'SVC*HC:99215*100*0*****~REF*6R*2~SVC*HC:99215*0*0~REF*6R*2~SVC*HC:99213*100*0~'), '2 2 1', 'a split line') FROM two;
SELECT is(pg_temp.matched(jsonb_set(jsonb_set(lines, '{0,mods}', '["RT"]'), '{1}', lines -> 0 || '{"n": 2, "mods": ["LT"]}'), 'SVC*HC:99213*100*0~SVC*HC:99213:RT*100*0~'), '2 1', 'modifiers tell lines apart that are alike') FROM two;
SELECT is(pg_temp.matched('[{"n": 1, "rev": "0120", "charge": "100.00"}, {"n": 2, "rev": "0250", "charge": "50.00", "from": "2024-09-12"}]', 'SVC*NU:0250*50*0~'), '2', 'a revenue code');
SELECT is(pg_temp.matched('[{"n": 1, "code": "99213", "charge": "100.00", "from": "2024-09-12", "control": "2"}, {"n": 2, "code": "99213", "charge": "100.00", "from": "2024-09-12"}]', 'SVC*HC:99213*100*0~REF*6R*2~'), '1', 'a control number that was sent goes before a place');

SELECT is(pg_temp.matched(lines, 'SVC*HC:99499*200*0~'), '-', 'an answer to several lines at once is that of none') FROM two;

-- ---- the part of a file that is about one claim ----
SELECT is(rcm.remittance_of_claim(pg_temp.file(pg_temp.transaction(pg_temp.clp(a))), 'A-9'), NULL, 'no such claim') FROM single;
SELECT is(rcm.remittance_of_claim(pg_temp.file(pg_temp.transaction(pg_temp.clp(a)), '|>' || E'\n'), 'A-1'), pg_temp.file(pg_temp.transaction(pg_temp.clp(a)), '|>' || E'\n'), 'a file of one claim is its own part') FROM single;
SELECT is((SELECT string_agg(convert_from(rcm.remittance_of_claim(remittance, 'OTHER'), 'UTF8'), '') ~ 'R-[0-9]|LAST' FROM answered), false, 'nothing of other claims');
SELECT is_empty($$ SELECT i FROM answered, LATERAL (SELECT jsonb_agg(to_jsonb(c) - 'claim' - 'byte_offset' - 'segment' ORDER BY c.claim) AS whole FROM rcm.remittance_claims(remittance) c WHERE c.claim_id = 'R-' || i) w,
	LATERAL (SELECT jsonb_agg(to_jsonb(c) - 'claim' - 'byte_offset' - 'segment' ORDER BY c.claim) AS part FROM rcm.remittance_claims(rcm.remittance_of_claim(remittance, 'R-' || i)) c) p WHERE whole IS DISTINCT FROM part $$, 'and the same of the claim');
SELECT throws_ok($$ SELECT rcm.remittance_of_claim('835', 'A-1') $$, 'RC006');

SELECT * FROM finish();
