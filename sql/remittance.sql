-- The 835 by example: payments, claims, lines, adjustments, remarks, and whether they add up
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
CREATE SCHEMA remittance_test;
SET search_path = remittance_test, rcm, public;
\set SHOW_CONTEXT never

CREATE TABLE file (name text PRIMARY KEY, bytes bytea);
INSERT INTO file VALUES ('clean', convert_to($$ISA*00*          *00*          *ZZ*WHP            *ZZ*HARBORVIEW     *241115*0930*^*00501*000000009*0*P*:~
GS*HP*WHP*HARBORVIEW*20241115*0930*9*X*005010X221A1~
ST*835*0001~
BPR*I*172.5*C*ACH*CTX*01*011000015*DA*1*1512345678**01*011000015*DA*2*20241120~
TRN*1*EFT77001*1512345678~
REF*EV*HARBORVIEW~
DTM*405*20241118~
N1*PR*WILLAMETTE HEALTH*XV*WHP01~
PER*CX**TE*5035550199~
PER*IC**UR*WHP.EXAMPLE~
N1*PE*HARBOR VIEW CLINIC*XX*1234567893~
REF*TJ*930011223~
LX*1~
TS3*1234567893*11*20241231*2*100~
CLP*A-1*1*150*80*20*CI*ICN1*11*1~
CAS*CO*45*40~
NM1*QC*1*DOE*JANE*Q***MI*WH300214~
NM1*74*1*DOE*JAYNE****C*WH300215~
NM1*82*1*ROE*JO****XX*1300051038~
NM1*TT*2*SECOND PLAN*****PI*SP2~
MOA*.5**MA01~
REF*1L*GRP7~
DTM*232*20241001~
DTM*233*20241003~
AMT*AU*110~
AMT*I*1.25~
AMT*I*2~
QTY*CA*3~
SVC*HC:99213:25*100*80**1*HC:99214:25*2~
DTM*472*20241001~
CAS*PR*1*15*1*2*5~
REF*6R*L1~
AMT*B6*95~
LQ*HE*M15~
SVC*NU:0250*50*40~
CAS*CO*253*10~
CLP*A-2*22*-50*-40**CI*ICN2~
CAS*CO*45*-10~
PLB*1234567893*20241231*WO:A-9*-132.5*L6*0~
SE*38*0001~
GE*1*9~
IEA*1*000000009~
$$, 'UTF8'));

\x on
SELECT p.* FROM file, rcm.remittance_payments(bytes) p;
SELECT c.* FROM file, rcm.remittance_claims(bytes) c;
SELECT l.* FROM file, rcm.remittance_lines(bytes) l;
\x off
SELECT a.* FROM file, rcm.remittance_adjustments(bytes) a;
SELECT a.* FROM file, rcm.remittance_provider_adjustments(bytes) a;
SELECT r.* FROM file, rcm.remittance_remarks(bytes) r;
SELECT f.* FROM file, rcm.x12_findings(bytes) f;

-- What does not add up is told with the difference; what cannot be read has no verdict.
CREATE FUNCTION pg_temp.changed(what text, put text) RETURNS bytea LANGUAGE sql AS
$$SELECT convert_to(replace(convert_from(bytes, 'UTF8'), what, put), 'UTF8') FROM file WHERE name = 'clean'$$;
SELECT t.what, t.put, f.code, f.segment_id AS id, f.element AS e, f.message
FROM (VALUES ('I*172.5', 'I*172.51'), ('*100*80*', '*100*79.99*'), ('*253*10', '*253*10.005'), ('*45*-10', '*45'),
		('*L6*0', '**0'), ('BPR*', 'BPX*'), ('CAS*CO*253*10~', 'CAS*CO*253*9**253*1~'), ('CLP*A-2*22', 'CLP**')) t(what, put),
	pg_temp.changed(t.what, t.put) b, rcm.x12_findings(b) f
ORDER BY t.what COLLATE "C", f.byte_offset, f.code COLLATE "C";
SELECT t.what, p.balances, p.difference, c.claim_id, c.balances AS claim, c.difference AS claim_difference,
	c.lines_balance, l.balances AS line, l.difference AS line_difference
FROM (VALUES ('I*172.5', 'I*172.51'), ('*100*80*', '*100*79.99*'), ('*100*80*', '*100*80.005*'), ('*150*80*', '*150*x*')) t(what, put),
	pg_temp.changed(t.what, t.put) b, rcm.remittance_payments(b) p, rcm.remittance_claims(b) c
	LEFT JOIN rcm.remittance_lines(b) l ON l.claim = c.claim AND l.line = 1
ORDER BY t.what COLLATE "C", t.put COLLATE "C", c.claim;

-- The same remittance in other clothes has the same digest, another one has another.
SELECT t.note, d.digest = p.digest AS same
FROM (VALUES ('other control numbers', '0001~', '4711~'), ('one line', E'\n', ''), ('other separators', '*', '|'),
		('a cent more', '172.5', '172.51')) t(note, what, put),
	rcm.remittance_payments(pg_temp.changed(t.what, t.put)) d, file f, rcm.remittance_payments(f.bytes) p;

-- A file that was cut, and one without an 835.
SELECT control_number, claims, complete, balances FROM file, rcm.remittance_payments(substr(bytes, 1, 940));
SELECT count(*) FROM rcm.remittance_payments(pg_temp.changed('ST*835', 'ST*837'));

-- Strict: a cent is enough; what is no X12 is refused in any case.
SELECT claims FROM file, rcm.remittance_payments(bytes, true);
SELECT claims FROM rcm.remittance_payments(pg_temp.changed('I*172.5', 'I*172.51'), strict => true);
SELECT count(*) FROM rcm.remittance_claims('835'::bytea);

DROP SCHEMA remittance_test CASCADE;
