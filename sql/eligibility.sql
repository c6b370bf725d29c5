-- eligibility.sql - the 270 and the 271 by example
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
\set SHOW_CONTEXT never
\pset null ~

-- a commercial plan: subscriber and dependent, benefits, a rejection
CREATE TEMP TABLE answer (name text, file bytea);
INSERT INTO answer VALUES ('plan', $$ISA*00*          *00*          *ZZ*NHP01          *ZZ*HARBOR         *241015*0930*^*00501*000000007*0*P*:~
GS*HB*NHP01*HARBOR*20241015*0930*7*X*005010X279A1~
ST*271*0001*005010X279A1~
BHT*0022*11*B77*20241015*0930~
HL*1**20*1~
NM1*PR*2*NORTHERN HEALTH*****PI*NHP01~
HL*2*1*21*1~
NM1*1P*2*HARBOR CLINIC*****XX*1234567893~
HL*3*2*22*1~
TRN*2*V1*1471234567~
NM1*IL*1*DOE*JOHN*Q***MI*M1~
REF*6P*G1*ACME~
N3*1 ELM AVE~
N4*PORTLAND*ME*04101~
DMG*D8*19800102*M~
DTP*291*RD8*20240101-99991231~
EB*1*FAM*30^98*PR*GOLD PLAN~
EB*L~
LS*2120~
NM1*P3*1*POE*AL****XX*1234567893~
PER*IC**TE*2075550100~
LE*2120~
EB*C*IND*30***23*1000*****Y~
EB*C*IND*30***29*250.5*****Y~
EB*G*IND*30***23*4000*****Y~
EB*G*IND*30***24*1200*****Y~
EB*B*IND*98***27*25*****Y~
EB*B*IND*98***27*40*****Y~
MSG*SPECIALIST~
EB*A*IND*98*****.2****Y~
EB*A*IND*98*****.4****N~
EB*F*IND*PT***23***VS*30**Y~
EB*F*IND*PT***29***VS*12**Y~
EB*B*IND*UC***27*50*****Y~
III*ZZ*20~
EB*B*IND*UC***27*75*****Y~
III*ZZ*23~
EB*B*IND*MH***27*20*****Y~
EB*B*IND*MH***27*30*****Y~
HL*4*3*23*0~
TRN*2*V2*1471234567~
NM1*03*1*DOE*KIM~
DMG*D8*20100304*F~
INS*N*19~
AAA*N**58*C~
SE*1*0001~
GE*1*7~
IEA*1*000000007~
$$);

SELECT response, is_dependent, subscriber, trace_number, last, first, member_id, group_number, active, rejected, plan_from, plan_to, plan_name, primary_care_npi, primary_care_name FROM answer, rcm.eligibility_responses(file);
SELECT benefit, kind, coverage_level AS level, service_types, period_kind, amount, percent, quantity_qualifier AS unit, quantity, in_network AS net, places, messages, entity_code, entity_name FROM answer, rcm.eligibility_benefits(file);
SELECT response, level, entity, valid_request, reason, meaning, follow_up FROM answer, rcm.eligibility_rejections(file);
SELECT service_type AS type, in_network AS net, copay, coinsurance, deductible, deductible_remaining AS d_left, deductible_met AS d_met, out_of_pocket AS oop, out_of_pocket_remaining AS o_left, out_of_pocket_met AS o_met, limit_quantity AS lim, limit_remaining AS l_left, limit_unit AS unit, varies FROM answer, rcm.eligibility_summary(file);
SELECT response, eligibility FROM answer, rcm.eligibility_snapshot(file, '2024-10-20');

-- Medicare: parts, Medicare Advantage, who pays first, hospice, nursing facility, therapy
INSERT INTO answer VALUES ('medicare', $$ISA*00*          *00*          *ZZ*CMS            *ZZ*HARBOR         *241015*0930*^*00501*000000008*0*P*:~
GS*HB*CMS*HARBOR*20241015*0930*8*X*005010X279A1~
ST*271*0001*005010X279A1~
BHT*0022*11*B78*20241015*0930~
HL*1**20*1~
NM1*PR*2*CMS*****PI*CMS~
HL*2*1*21*1~
NM1*1P*2*HARBOR CLINIC*****XX*1234567893~
HL*3*2*22*0~
TRN*2*V3*1471234567~
NM1*IL*1*ROE*ANN****MI*1EG4TE5MK73~
DMG*D8*19500412*F~
EB*6**30~
DTP*307*RD8*20150101-20191231~
EB*1**30^10^42*MA~
DTP*291*D8*20200401~
EB*1**30^98*MB~
DTP*291*D8*20240101~
EB*C**30*MA**26*1632~
EB*C**30*MB**23*240~
EB*C**30*MB**29*0~
EB*D**AE^AF*MB**24*2100.25~
DTP*292*RD8*20240101-20241231~
EB*D**AD*MB**24*30~
DTP*292*RD8*20240101-20241231~
EB*D**AD*MB**24*999~
DTP*292*RD8*20230101-20231231~
EB*R**30*HN*H1234~
DTP*290*RD8*20220101-20221231~
EB*R**30*HN*H9876~
DTP*290*D8*20240601~
LS*2120~
NM1*PRP*2*SENIOR PLAN*****PI*H9876~
LE*2120~
EB*R**88**S1234~
DTP*292*D8*20240101~
LS*2120~
NM1*PR*2*DRUG PLAN~
LE*2120~
EB*R**30*12~
REF*IG*P77~
DTP*290*RD8*20200401-20241231~
LS*2120~
NM1*PRP*2*OTHER PLAN*****PI*OTH1~
LE*2120~
EB*X**45*MA**26~
DTP*292*RD8*20240901-20241130~
EB*X**AG*MA~
DTP*435*D8*20241001~
DTP*096*D8*20241012~
SE*1*0001~
GE*1*8~
IEA*1*000000008~
$$);
SELECT on_day, response, jsonb_pretty(eligibility) FROM answer, unnest('{2024-10-20,2022-03-01}'::date[]) AS on_day, rcm.eligibility_snapshot(file, on_day) WHERE name = 'medicare';
SELECT service_type, medicare_part, deductible, deductible_remaining, deductible_met FROM answer, rcm.eligibility_summary(file) WHERE name = 'medicare';

-- Medicaid with a third party; TRICARE Prime with Medicare behind it; an answer that says nothing
CREATE FUNCTION pg_temp.answer(payer text, body text) RETURNS bytea LANGUAGE sql AS $$
	SELECT convert_to('ISA*00*          *00*          *ZZ*A              *ZZ*HARBOR         *241015*0930*^*00501*000000009*0*P*:~GS*HB*A*HARBOR*20241015*0930*9*X*005010X279A1~ST*271*0001*005010X279A1~BHT*0022*11*B*20241015*0930~HL*1**20*1~NM1*PR*2*'
		|| payer || '*****PI*P1~HL*2*1*21*1~NM1*1P*2*CLINIC*****XX*1234567893~HL*3*2*22*0~NM1*IL*1*DOE*JOHN****MI*M1~' || body || 'SE*1*0001~GE*1*9~IEA*1*000000009~', 'UTF8') $$;
SELECT what, eligibility FROM (VALUES
	('medicaid', 'STATE MEDICAID', 'EB*1**30*MC~EB*R**35*C1~LS*2120~NM1*PR*2*DENTAL CO~LE*2120~EB*R**30*C1~DTP*290*RD8*20240101-20241231~LS*2120~NM1*PR*2*OTHER CO*****PI*O1~LE*2120~'),
	('prime', 'TRICARE EAST', 'EB*1**30**TRICARE PRIME~DTP*291*D8*20230101~EB*R**30*MB~LS*2120~NM1*PR*2*MEDICARE~LE*2120~'),
	('ended', 'PLAN', 'EB*1**30*HM~DTP*291*RD8*20230101-20231231~'),
	('ended and said so', 'PLAN', 'EB*1**30*HM~DTP*291*RD8*20230101-20231231~EB*6**30~'),
	('begins with one date, ends with another', 'PLAN', 'DTP*346*D8*20240101~DTP*347*D8*20240630~EB*1**30~'),
	('one year behind the other', 'PLAN', 'DTP*291*RD8*20230101-20231231~DTP*291*RD8*20240101-20241231~EB*1**30~'),
	('a dependent with a number of its own', 'PLAN', 'HL*4*3*23*0~NM1*03*1*ROE*KIM****MI*M9~EB*1**30~'),
	('date of service', 'PLAN', 'EB*1**30~DTP*472*D8*20241020~'),
	('nothing', 'PLAN', 'EB*V**30~')) AS v(what, payer, body)
	LEFT JOIN LATERAL rcm.eligibility_snapshot(pg_temp.answer(payer, body), '2024-10-20') ON true;

-- dirt: what cannot be read is null, and strict refuses what means loss
SELECT code, kind, amount, percent, from_date FROM rcm.eligibility_benefits(pg_temp.answer('PLAN', 'EB*Q1**30***27*1.005~DTP*291*D8*20240230~EB*A**30*****20~'));
SELECT count(*) FROM rcm.eligibility_benefits(pg_temp.answer('PLAN', 'EB*B**30***27*1.005~'), strict => true);
SELECT count(*) FROM rcm.eligibility_responses('not x12'::bytea);
SELECT deductible, deductible_remaining, deductible_met FROM rcm.eligibility_summary(pg_temp.answer('PLAN', 'EB*C*IND*30***29*92233720368547758.07~EB*C*IND*30***24*92233720368547758.07~EB*C*FAM*30***23*-5~EB*C*FAM*30***24*3~'));
SELECT deductible, deductible_remaining, varies FROM rcm.eligibility_summary(pg_temp.answer('PLAN', 'EB*C*IND*30***23*1000~EB*C*IND*30***33*50000~EB*C*IND*30***29*250~'));
SELECT eligibility -> 'therapy_ytd' AS therapy FROM rcm.eligibility_snapshot(pg_temp.answer('MEDICARE', 'EB*1**30*MB~EB*D**AD*MB**24*92233720368547758.07~EB*D**AD*MB**24*92233720368547758.07~'), '2024-10-20');

-- inquiries out: levels are shared, what cannot be asked is left out and said
CREATE TEMP TABLE ask (n integer, inquiry jsonb);
INSERT INTO ask VALUES
	(1, '{"reference": "V1", "payer_id": "NHP01", "payer_name": "Northern Héalth", "provider": {"npi": "1234567893", "name": "HARBOR CLINIC"}, "subscriber": {"last": "DOE", "first": "JOHN", "member_id": "M1", "dob": "1980-01-02", "sex": "M"}, "date_from": "2024-10-20"}'),
	(2, '{"reference": "V2", "payer_id": "NHP01", "payer_name": "Northern Héalth", "provider": {"npi": "1234567893", "name": "HARBOR CLINIC"}, "subscriber": {"member_id": "M1"}, "dependent": {"last": "DOE", "first": "KIM", "dob": "2010-03-04", "rel": "19"}, "service_types": ["30", "98"], "procedures": ["99213"]}'),
	(3, '{"reference": "V3", "payer_id": "NHP01", "provider": {"npi": "1234567890", "name": "HARBOR CLINIC"}, "subscriber": {"member_id": "M1"}}'),
	(4, NULL),
	(5, '{"reference": "V5", "payer_id": "NHP01", "provider": {"npi": "1234567893", "name": "HARBOR CLINIC"}, "subscriber": {"member_id": "M*1"}}'),
	(6, '{"reference": "V6", "dob": "1980-01-02"}');
\pset format unaligned
SELECT (b).file, (b).transactions, (b).items, jsonb_pretty((b).refused) FROM (SELECT rcm.x12_270(inquiry, '{"sender_id": "HARBOR", "receiver_id": "NHP01", "control_number": 7, "created": "2024-10-15T09:30:00", "line_break": "\n"}' ORDER BY n) AS b FROM ask) x;
\pset format aligned
SELECT transactions, items, f.code FROM (SELECT (rcm.x12_270(inquiry, '{"sender_id": "HARBOR", "receiver_id": "NHP01", "control_number": 7, "transaction_size": 1}' ORDER BY n)).* FROM ask) b LEFT JOIN LATERAL rcm.x12_findings(convert_to(b.file, 'UTF8')) f ON true;
SELECT (rcm.x12_270(inquiry, '{"sender_id": "HARBOR", "receiver_id": "NHP01", "control_number": 7}')).* FROM ask WHERE n = 4;
SELECT rcm.x12_270(inquiry, '{}') FROM ask WHERE false;
SELECT rcm.x12_270(inquiry, '{"sender_id": "HARBOR"}') FROM ask;
SELECT rcm.x12_270(inquiry, '{"sender": "HARBOR"}') FROM ask;
SELECT rcm.x12_270(inquiry, NULL) FROM ask;
SELECT rcm.x12_270(inquiry, jsonb_build_object('sender_id', 'A', 'receiver_id', 'B', 'control_number', n)) FROM ask;

-- about a claim's patient
SELECT rcm.eligibility_inquiry('{"claim_id": "V1", "form": "P", "payer_id": "NHP01", "billing": {"npi": "1234567893", "name": "HARBOR CLINIC", "tin": "471234567"}, "patient": {"last": "DOE", "first": "KIM", "dob": "2010-03-04", "sex": "F", "rel": "G8"}, "subscriber": {"last": "DOE", "first": "JOHN", "member_id": "M1", "dob": "1980-01-02"}, "lines": [{"from": "2024-10-20"}, {"from": "2024-10-21", "to": "2024-10-22"}]}');
SELECT rcm.eligibility_inquiry('{"claim_id": "V1", "form": "P", "billing": {"npi": "1234567893", "last": "ROE", "first": "ANN", "tin": "47-1234567"}, "patient": {"last": "DOE", "sex": "M", "rel": "18"}, "subscriber": {"member_id": "M1", "last": null}, "lines": [{"from": "2024-10-20"}]}', '{98}');
SELECT rcm.eligibility_inquiry('{"form": "P"}');
