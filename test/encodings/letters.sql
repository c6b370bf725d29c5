-- letters.sql - what is asked in each encoding
SELECT rcm.create_library(), rcm.create_ledger('billing') \gset
SELECT convert_to('ISA*00*          *00*          *ZZ*PLAN           *ZZ*HARBOR         *241018*0500*^*00501*000000091*0*P*:~GS*HP*PLAN*HARBOR*20241018*0500*91*X*005010X221A1~ST*835*0001~BPR*I*10*C*ACH************20241018~TRN*1*T1*1930000001~N1*PR*'
	|| 'SANTÉ~N1*PE*HARBOR CLINIC*XX*1234567893~LX*1~CLP*A*1*10*10**12*É1*11*1~NM1*QC*1*MUÑOZ*JOSÉ~SVC*HC:99213*10*10~DTM*472*20241001~SE*11*0001~GE*1*91~IEA*1*000000091~', 'UTF8') AS era \gset
CREATE TABLE claims (claim rcm.claim);
INSERT INTO claims VALUES ('{"form": "P", "claim_id": "H-100", "pos": "11", "freq": "1", "total_charge": "130.00", "payer_id": "NHP01", "payer": {"name": "NORTHERN HEALTH PLAN"}, "filing_ind": "CI",
	"billing": {"npi": "1234567893", "name": "CLÍNICA", "tin": "471234567", "addr": {"line1": "8 QUAY ST", "city": "PORTLAND", "state": "ME", "zip": "041012345"}},
	"patient": {"rel": "18", "last": "MUÑOZ", "first": "JOSÉ", "dob": "1961-03-09", "sex": "F", "addr": {"line1": "3 ELM AVE", "city": "PORTLAND", "state": "ME", "zip": "04102"}},
	"subscriber": {"last": "MUÑOZ", "first": "JOSÉ", "member_id": "400123456"}, "dx": [{"code": "M25.561"}], "lines": [{"n": 1, "code": "99213", "units": 1, "charge": "130.00", "from": "2024-09-12", "dx_ptr": [1]}]}');
SELECT rcm.jsonb(claim) #>> '{patient,last}' FROM claims;
SELECT (b).refused, substring((b).file FROM 'NM1\*IL[^~]*') FROM (SELECT rcm.x12_837p(claim, '{"sender_id": "HARBOR", "receiver_id": "HOUSE", "submitter_name": "HARBOR", "contact_name": "BILLING", "contact_phone": "2075550100", "receiver_name": "HOUSE", "character_set": "extended",
	"control_number": 31, "created": "2024-09-16T09:30"}') AS b FROM claims) x;
SELECT payer_name, digest FROM rcm.remittance_payments(:'era');
SELECT claim_id, patient_last, payer_claim_control FROM rcm.remittance_claims(:'era');
SELECT rcm.fhir_claim(claim) #>> '{contained,0,name,0,family}' FROM claims;
SELECT rcm.load_neutral('payers', E'payer_id,name,class\nA,Ñandú,commercial\n');
SELECT name FROM rcm_library.payer;
INSERT INTO billing.practice (practice_id, name, npi) VALUES ('P', 'Clínica', '1234567893');
SELECT kind, state FROM billing.receive('P', :'era');
SELECT payer_name, amount FROM billing.remittance;
SELECT billing.dashboard('P') ->> 'name';
SELECT billing.kpi_working(10, 20, 50, 'percent', 90);
SELECT count(*) FROM billing.check('P');
