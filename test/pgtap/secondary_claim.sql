-- secondary_claim.sql - the claim for the next payer: what it holds, and what it is refused for
\set ON_ERROR_STOP 1
SET search_path = public, pg_catalog;
SELECT no_plan();

-- An 835 around the segments of its claims.
CREATE FUNCTION pg_temp.era(claims text, paid text) RETURNS bytea LANGUAGE sql AS $$
	SELECT convert_to('ISA*00*          *00*          *ZZ*PLAN           *ZZ*HARBOR         *241018*0500*^*00501*000000091*0*P*:~'
		'GS*HP*PLAN*HARBOR*20241018*0500*91*X*005010X221A1~ST*835*0001~BPR*I*' || paid || '*C*CHK************20241018~TRN*1*CK1*1512345678~'
		'N1*PR*NORTHERN*XV*NHP01~N1*PE*HARBOR*XX*1567890128~LX*1~' || claims || 'SE*99*0001~GE*1*91~IEA*1*000000091~', 'UTF8')
$$;
CREATE TABLE given AS SELECT '{"claim_id": "S-1", "form": "P", "payer_id": "NHP01", "payer": {"name": "NORTHERN"}, "payer_seq": "P", "filing_ind": "CI", "freq": "1",
	"pos": "11", "total_charge": "310.00", "auth_number": "A-1",
	"eligibility": {"status": "active", "member_id": "400123456", "checked_on": "2024-09-10"},
	"billing": {"npi": "1567890128", "tin": "471234567", "name": "HARBOR", "addr": {"line1": "8 QUAY ST", "city": "PORTLAND", "state": "ME", "zip": "041012345"}},
	"patient": {"last": "LIND", "first": "NORA", "dob": "1961-03-09", "sex": "F", "rel": "18", "addr": {"line1": "3 ELM AVE", "city": "PORTLAND", "state": "ME", "zip": "04102"}},
	"subscriber": {"last": "LIND", "first": "NORA", "member_id": "400123456"}, "dx": [{"code": "M25561"}],
	"lines": [{"n": 1, "code": "99213", "mods": ["25"], "units": 1, "charge": "130.00", "from": "2024-09-12", "dx_ptr": [1], "auth": "L-1"},
		{"n": 2, "code": "20610", "units": 1, "charge": "180.00", "from": "2024-09-12", "dx_ptr": [1]}]}'::rcm.claim AS claim,
	'{"payer_id": "EAST2", "filing_ind": "CI", "payer": {"name": "EASTERN"}, "subscriber": {"last": "LIND", "first": "NORA", "member_id": "E77"}}'::jsonb AS next_payer,
	-- the payer dropped the modifier and answered without line numbers
	'CLP*S-1*1*310*152*98*CI*N-1~SVC*HC:99213*130*32~DTM*472*20240912~CAS*CO*45*30~CAS*PR*1*60**2*8~SVC*HC:20610*180*120~DTM*472*20240912~CAS*CO*45*30~CAS*PR*2*30~' AS answer;

CREATE TABLE second AS SELECT rcm.secondary_claim(claim, pg_temp.era(answer, '152'), next_payer) AS claim FROM given;
SELECT is((SELECT count(*) FROM second, rcm.x12_837_faults(claim)), 0::bigint, 'the claim can be written: its sums hold');
SELECT is((SELECT claim::jsonb #>> '{other_payers,0,paid}' FROM second), '152.00', 'it says what was paid');
SELECT is((SELECT claim::jsonb ->> 'payer_seq' FROM second), 'S', 'it is for the second payer');
SELECT is((SELECT claim::jsonb #>> '{other_payers,0,subscriber,member_id}' FROM second), '400123456', 'the first payer keeps its member');
SELECT is((SELECT rcm.member_id(claim) FROM second), 'E77', 'and the second has his own');

-- what the first payer said of coverage and allowed is not the second's word
SELECT is((SELECT claim::jsonb -> 'eligibility' FROM second), NULL, 'the eligibility of the first payer is not that of the second');
SELECT is((SELECT claim::jsonb ->> 'auth_number' FROM second), NULL, 'nor is its authorization');
SELECT is((SELECT claim::jsonb #>> '{lines,0,auth}' FROM second), NULL, 'nor that of a line');
SELECT is((SELECT rcm.secondary_claim(claim, pg_temp.era(answer, '152'), next_payer || '{"auth_number": "B-9", "eligibility": {"status": "active"}}')::jsonb #>> '{eligibility,status}' FROM given), 'active', 'those of the second can be given');

-- a reversal and its correction: the correction counts
SELECT is((SELECT rcm.secondary_claim(claim, pg_temp.era(answer ||
		'CLP*S-1*22*-310*-152*-98*CI*N-1~SVC*HC:99213*-130*-32~CAS*CO*45*-30~CAS*PR*1*-60**2*-8~SVC*HC:20610*-180*-120~CAS*CO*45*-30~CAS*PR*2*-30~'
		'CLP*S-1*1*310*100*150*CI*N-2~SVC*HC:99213*130*0~DTM*472*20240912~CAS*CO*45*30~CAS*PR*1*100~SVC*HC:20610*180*100~DTM*472*20240912~CAS*CO*45*30~CAS*PR*2*50~', '100'),
	next_payer)::jsonb #>> '{other_payers,0,paid}' FROM given), '100.00', 'after a reversal its correction counts');

-- an answer without lines keeps its adjustments at the claim
SELECT is((SELECT count(*) FROM given, rcm.x12_837_faults(rcm.secondary_claim(claim, pg_temp.era('CLP*S-1*1*310*250*60~CAS*PR*1*60~', '250'), next_payer))), 0::bigint, 'an answer without lines');

-- a claim that does not say whose turn it was went to the first payer, as it was written
SELECT is((SELECT concat_ws(' ', c ->> 'payer_seq', c #>> '{other_payers,0,seq}')
	FROM (SELECT rcm.secondary_claim((claim::jsonb - 'payer_seq')::rcm.claim, pg_temp.era(answer, '152'), next_payer)::jsonb AS c FROM given) x), 'S P', 'a claim without payer_seq was the first payer''s');

-- the third payer
SELECT is((SELECT string_agg(o ->> 'payer_id', ' ') FROM second, given g, jsonb_array_elements(rcm.secondary_claim(second.claim,
	pg_temp.era('CLP*S-1*2*310*68*30~SVC*HC:99213*130*68~DTM*472*20240912~CAS*OA*23*62~SVC*HC:20610*180*0~DTM*472*20240912~CAS*OA*23*150~CAS*PR*2*30~', '68'),
	'{"payer_id": "WEST3", "payer": {"name": "WESTERN"}}')::jsonb -> 'other_payers') o), 'NHP01 EAST2', 'the third payer hears of both');

-- a line of a hospital that has a revenue code only (SVC01 NU)
CREATE TABLE hospital AS SELECT claim::jsonb || '{"form": "I", "claim_id": "H-1", "tob": "131", "total_charge": "480.00",
	"lines": [{"n": 1, "rev": "0450", "units": 1, "charge": "180.00", "from": "2024-09-12"}, {"n": 2, "rev": "0300", "units": 1, "charge": "300.00", "from": "2024-09-12"}]}' AS claim FROM given;
CREATE TABLE hospital_answer AS SELECT pg_temp.era('CLP*H-1*1*480*400*80~SVC*NU:0300*300*300~DTM*472*20240912~SVC*NU:0450*180*100~DTM*472*20240912~CAS*PR*2*80~', '400') AS bytes;
SELECT is((SELECT string_agg(concat_ws(' ', m.line, m.n, m.stage), '; ' ORDER BY m.line) FROM hospital, hospital_answer, rcm.matched_lines(claim::rcm.claim, bytes, 1, 1) m),
	'1 2 code, modifiers, date and charge; 2 1 code, modifiers, date and charge', 'is found by its revenue code');
SELECT is((SELECT jsonb_path_query_array(rcm.secondary_claim(hospital.claim::rcm.claim, bytes, next_payer)::jsonb, '$.other_payers[0].lines[*]') #- '{1,adj}' FROM hospital, hospital_answer, given),
	'[{"n": 2, "rev": "0300", "paid": "300.00", "units": 1}, {"n": 1, "rev": "0450", "paid": "100.00", "units": 1}]', 'which is not a procedure of the other payer''s');

-- nothing is made up
SELECT throws_ok(format('SELECT rcm.secondary_claim(claim, %L, next_payer) FROM given', pg_temp.era(replace((SELECT answer FROM given), 'S-1', 'S-2'), '152')), 'RC009', NULL, 'another claim''s answer');
SELECT throws_ok(format('SELECT rcm.secondary_claim(claim, %L, next_payer) FROM given', pg_temp.era(replace((SELECT answer FROM given), '*130*32~', '*130*31.99~'), '152')), 'RC009', NULL, 'an answer that does not balance');
SELECT throws_ok(format('SELECT rcm.secondary_claim(claim, %L, next_payer) FROM given', pg_temp.era(replace((SELECT answer FROM given), 'HC:20610*180*120~DTM*472*20240912', 'HC:20611*180*120~DTM*472*20240913'), '152')), 'RC009', NULL, 'a line that was not sent');
SELECT * FROM finish();
