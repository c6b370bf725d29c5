-- submission.sql - a ledger with a practice that can send, claims of these days, and what payers answer

SELECT given.library() AS made \gset
SELECT rcm.create_ledger('billing') AS made \gset
INSERT INTO billing.practice (practice_id, name, npi, tin, sender, time_zone)
	SELECT id, name, '1700000106', '910000001', '{"sender_id": "CEDAR", "receiver_id": "HOUSE", "submitter_name": "CEDAR HOLLOW", "receiver_name": "HOUSE", "contact_phone": "5095550100"}', 'UTC'
	FROM (VALUES ('A', 'Cedar Hollow'), ('B', 'Birch Lane')) v (id, name);

-- a clean claim of so many days ago
CREATE FUNCTION given.recent(claim_id text, patch jsonb DEFAULT '{}', days integer DEFAULT 5, line jsonb DEFAULT '{}') RETURNS rcm.claim
	LANGUAGE sql STABLE AS $$
	SELECT given.claim(jsonb_build_object('claim_id', claim_id, 'submit_date', NULL,
		'lines', jsonb_build_array(given.line(1, jsonb_build_object('from', current_date - days, 'to', current_date - days) || line)),
		'eligibility', given.document() -> 'eligibility' || jsonb_build_object('checked_on', current_date - days - 1)) || patch)
$$;

-- an X12 file around transactions of one kind
CREATE FUNCTION given.x12(kind text, segments text, control integer DEFAULT 900) RETURNS bytea
	LANGUAGE sql STABLE AS $$
	SELECT convert_to(format('ISA*00*          *00*          *ZZ*HOUSE          *ZZ*CEDAR          *%s*0900*^*00501*%s*0*P*:~', to_char(current_date, 'YYMMDD'), lpad(control::text, 9, '0'))
		|| CASE kind WHEN 'TA1' THEN segments || format('IEA*0*%s~', lpad(control::text, 9, '0'))
			ELSE format('GS*%s*HOUSE*CEDAR*%s*0900*%s*X*%s~ST*%s*0001*%3$s~', CASE kind WHEN '999' THEN 'FA' WHEN '835' THEN 'HP' WHEN '271' THEN 'HB' ELSE 'HN' END,
				to_char(current_date, 'YYYYMMDD'), control, v.guide, left(kind, 3))
			|| segments || format('SE*%s*0001~GE*1*%s~IEA*1*%s~', array_length(string_to_array(segments, '~'), 1) + 1, control, lpad(control::text, 9, '0')) END, 'UTF8')
	FROM (SELECT CASE kind WHEN '999' THEN '005010X231A1' WHEN '835' THEN '005010X221A1' WHEN '277CA' THEN '005010X214' WHEN '271' THEN '005010X279A1' ELSE '005010X212' END) v (guide)
$$;

-- a 999 for a control number: its group's verdict, and what it says of transactions
CREATE FUNCTION given.the_999(sent integer, verdict text, transactions text DEFAULT '', control integer DEFAULT 901) RETURNS bytea
	LANGUAGE sql STABLE AS $$
	SELECT given.x12('999', format('AK1*HC*%s*005010X222A1~%sAK9*%s*1*1*%s~', sent, transactions, verdict, CASE verdict WHEN 'A' THEN 1 ELSE 0 END), control)
$$;

-- a 277CA: claims as {"id": "A1:19:PR", ...}
CREATE FUNCTION given.the_277ca(sent text, claims jsonb, control integer DEFAULT 902, day date DEFAULT current_date) RETURNS bytea
	LANGUAGE sql STABLE AS $$
	SELECT given.x12('277CA', format('BHT*0085*08*%s*%s*0900*TH~HL*1**20*1~NM1*PR*2*HILLSIDE*****PI*HILL~TRN*1*B%1$s~DTP*050*D8*%2$s~DTP*009*D8*%2$s~HL*2*1*21*1~NM1*41*2*CEDAR*****46*CEDAR~TRN*2*%4$s~STC*A1:19:PR*%2$s*WQ*120~'
			'HL*3*2*19*1~NM1*85*2*CEDAR HOLLOW*****XX*1700000106~TRN*1*0~', control, to_char(day, 'YYYYMMDD'), NULL, sent)
		|| string_agg(format('HL*%s*3*PT~NM1*QC*1*DOE*JO****MI*M1~TRN*2*%s~STC*%s*%s*%s*120~%s', c.nth + 3, c.id, c.said ->> 0, to_char(day, 'YYYYMMDD'),
			CASE WHEN c.said ->> 0 ~ '^A[3678]' THEN 'U' ELSE 'WQ' END, coalesce('REF*1K*' || (c.said ->> 1) || '~', '')), '' ORDER BY c.nth), control)
	FROM jsonb_each(claims) WITH ORDINALITY c (id, said, nth)
$$;

-- an 835 that pays claims 80.00 of 120.00 each, 20.00 left to the patient or next payer
CREATE FUNCTION given.the_835(claim_ids text[], control integer DEFAULT 903, status text DEFAULT '1', tail text DEFAULT '', day date DEFAULT current_date) RETURNS bytea
	LANGUAGE sql STABLE AS $$
	SELECT given.x12('835', format('BPR*I*%s*C*ACH*CCP*01*999999992*DA*1*1512345678**01*999988880*DA*2*%s~TRN*1*T%s*1512345678~N1*PR*HILLSIDE*XV*HILL~N1*PE*CEDAR*XX*1700000106~LX*1~',
			80 * cardinality(claim_ids), to_char(day, 'YYYYMMDD'), control)
		|| string_agg(format('CLP*%s*%s*120*80*20*CI*ICN%1$s~%sSVC*HC:99213*120*80**1~DTM*472*%s~CAS*CO*45*20~CAS*PR*2*20~REF*6R*1~', i.id, status, tail, to_char(current_date - 5, 'YYYYMMDD')), '' ORDER BY i.nth), control)
	FROM unnest(claim_ids) WITH ORDINALITY i (id, nth)
$$;
