-- TA1, 999 and 997 by example: what was acknowledged, what was wrong, and the 999 for what came in
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
CREATE SCHEMA acknowledgement_test;
SET search_path = acknowledgement_test, rcm, public;
\set SHOW_CONTEXT never

CREATE TABLE file (name text PRIMARY KEY, bytes bytea);
INSERT INTO file VALUES ('999', convert_to($$ISA*00*          *00*          *ZZ*PLAN           *ZZ*HARBORVIEW     *241016*0815*^*00501*000000091*0*P*:~
TA1*000000007*241015*0930*A*000~
GS*FA*PLAN*HARBORVIEW*20241016*0815*91*X*005010X231A1~
ST*999*0001*005010X231A1~
AK1*HC*7*005010X222A1~
AK2*837*0001*005010X222A1~
IK5*A~
AK2*837*0002*005010X222A1~
IK3*SV1*22**8~
CTX*CLM01:V-2002~
IK4*2*782*6*1O0~
CTX*SITUATIONAL TRIGGER*CLM*17**2*782~
IK5*R*5~
AK9*P*2*2*1~
SE*12*0001~
GE*1*91~
IEA*1*000000091~
$$, 'UTF8')), ('997', convert_to($$ISA*00*          *00*          *ZZ*PLAN           *ZZ*HARBORVIEW     *241016*0815*U*00401*000000092*0*P*:~
GS*FA*PLAN*HARBORVIEW*20241016*0815*92*X*004010~
ST*997*0001~
AK1*HC*8~
AK9*R*3*3*0*5~
SE*4*0001~
GE*1*92~
IEA*1*000000092~
ISA*00*          *00*          *ZZ*PLAN           *ZZ*HARBORVIEW     *241016*0815*U*00401*000000093*0*P*:~
TA1*000000009*20241015*0930*R*025~
IEA*0*000000093~
$$, 'UTF8'));

SELECT code, message FROM file, rcm.x12_findings(bytes);
SELECT acknowledgement n, interchange i, "group" g, transaction t, control_number, kind, level, acknowledged_interchange isa, acknowledged_on, acknowledged_at
FROM file, rcm.acknowledgements(bytes) ORDER BY name, n;
SELECT acknowledgement n, functional_id, acknowledged_group gs, version, transaction_id, acknowledged_transaction st, implementation
FROM file, rcm.acknowledgements(bytes) ORDER BY name, n;
SELECT acknowledgement n, code, accepted, state, notes, transactions_included i, transactions_received r, transactions_accepted a, segment, byte_offset
FROM file, rcm.acknowledgements(bytes) ORDER BY name, n;
SELECT acknowledgement n, error e, segment_id, segment_position, loop, segment_code, element_position, component, data_element, element_code, bad_value, claim_id, segment
FROM file, rcm.acknowledgement_errors(bytes) ORDER BY name, n, e;
SELECT context FROM file, rcm.acknowledgement_errors(bytes) ORDER BY name, acknowledgement, error;

-- Strict: what does not say whether it was accepted is an error.
SELECT count(*) FROM file, rcm.acknowledgements(bytes, true);
SELECT count(*) FROM rcm.acknowledgements(convert_to(replace((SELECT convert_from(bytes, 'UTF8') FROM file WHERE name = '999'), 'IK5*A~', ''), 'UTF8'), true);
SELECT code, accepted, state FROM rcm.acknowledgements(convert_to(replace((SELECT convert_from(bytes, 'UTF8') FROM file WHERE name = '999'), 'IK5*A~', ''), 'UTF8')) WHERE acknowledged_transaction = '0001';
SELECT * FROM rcm.acknowledgements('PK');
SELECT rcm.acknowledgements(NULL) IS NULL AS nothing;

-- The 999 for an 837 with one claim that cannot be read.
INSERT INTO file VALUES ('837', convert_to($$ISA*00*          *00*          *ZZ*HARBORVIEW     *ZZ*PLAN           *241015*0930*^*00501*000000007*0*T*:~
GS*HC*HARBOR*PLAN*20241015*0930*7*X*005010X222A1~
ST*837*0001*005010X222A1~
BHT*0019*00*X1*20241015*0930*CH~
HL*1**20*1~
NM1*85*2*HARBOR VIEW CLINIC*****XX*1300051012~
HL*2*1*22*0~
SBR*P*18*******CI~
CLM*V-2001*130***11:B:1*Y*A*Y*Y~
HI*ABK:M25561~
LX*1~
SV1*HC:99213*130*UN*1***1~
DTP*472*D8*20241001~
CLM*V-2002*1O0***11:B:1*Y*A*Y*Y~
HI*ABK:M25561~
LX*1~
SV1*HC:99213*100*UN*1***1~
DTP*472*D8*20241301~
SE*17*0001~
GE*1*7~
IEA*1*000000007~
$$, 'UTF8'));
SELECT rcm.x12_999(bytes, '{"control_number": 41, "created": "2024-10-16T08:15", "line_break": "\n"}') FROM file WHERE name = '837';
-- It is read as any other.
SELECT level, code, state, notes FROM file, rcm.acknowledgements(convert_to(rcm.x12_999(bytes, '{"control_number": 41}'), 'UTF8'), true) a
WHERE name = '837' ORDER BY acknowledgement;
SELECT segment_id, segment_position, element_position, data_element, element_code, claim_id
FROM file, rcm.acknowledgement_errors(convert_to(rcm.x12_999(bytes, '{"control_number": 41}'), 'UTF8'), true) WHERE name = '837' ORDER BY acknowledgement, error;
-- "created" is now unless given.
SELECT elements[4] = to_char(now(), 'YYYYMMDD') AS today, elements[2:3], elements[8]
FROM file, rcm.x12_segments(convert_to(rcm.x12_999(bytes, '{"control_number": 41}'), 'UTF8')) WHERE name = '837' AND segment_id = 'GS';
-- Acknowledgements are not acknowledged; a sender must say enough.
SELECT name, rcm.x12_999(bytes, '{"control_number": 41}') FROM file WHERE name <> '837' ORDER BY name;
SELECT rcm.x12_999(bytes, '{}') FROM file WHERE name = '837';
SELECT rcm.x12_999(bytes, '{"control_number": 41, "colour": "red"}') FROM file WHERE name = '837';
SELECT rcm.x12_999(bytes, '[]') FROM file WHERE name = '837';
SELECT rcm.x12_999(bytes, '{"control_number": 41, "delimiters": "AAAA"}') FROM file WHERE name = '837';
SELECT rcm.x12_999('PK', '{"control_number": 41}');
SELECT rcm.x12_999(bytes, '{"control_number": 41, "sender_id": "A*B"}') FROM file WHERE name = '837';

-- What only a TA1 can say: the interchange's own faults.
SELECT rcm.x12_ta1(bytes, '{"control_number": 42, "created": "2024-10-16T08:15", "line_break": "\n"}') FROM file WHERE name = '837';
SELECT a.code, a.state, a.acknowledged_interchange, a.notes FROM rcm.acknowledgements(convert_to(rcm.x12_ta1(
	convert_to(replace((SELECT convert_from(bytes, 'UTF8') FROM file WHERE name = '837'), 'IEA*1*000000007', 'IEA*2*000000007'), 'UTF8'),
	'{"control_number": 42}'), 'UTF8'), true) a;
SELECT rcm.x12_ta1(bytes, '{}') FROM file WHERE name = '837';
SELECT rcm.x12_ta1('PK', '{"control_number": 42}');

DROP SCHEMA acknowledgement_test CASCADE;
