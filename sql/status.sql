-- Claim status by example: 277CA and 277 in, 276 out
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
CREATE SCHEMA status_test;
SET search_path = status_test, rcm, public;
\set SHOW_CONTEXT never
SET datestyle = 'ISO, MDY';
\pset null -

CREATE TABLE file (name text PRIMARY KEY, bytes bytea);
CREATE FUNCTION envelope(guide text, body text) RETURNS bytea LANGUAGE sql AS $$
	SELECT convert_to(format('ISA*00*          *00*          *ZZ*NHP            *ZZ*HARBOR         *240930*0800*^*00501*000000009*0*P*:~GS*HN*NHP*HARBOR*20240930*0800*9*X*%1$s~ST*277*0001*%1$s~%2$sSE*%3$s*0001~GE*1*9~IEA*1*000000009~',
		guide, replace(body, E'\n', ''), length(body) - length(replace(body, '~', '')) + 2), 'UTF8')
$$;

-- An acknowledgement: one claim accepted, one rejected for two reasons, one whose provider was rejected.
INSERT INTO file VALUES ('ack', envelope('005010X214', $$BHT*0085*08*ACK1*20240930*0800*TH~
HL*1**20*1~
NM1*PR*2*NORTHERN HEALTH*****PI*NHP01~
TRN*1*RUN77~
DTP*050*D8*20240927~
DTP*009*D8*20240928~
HL*2*1*21*1~
NM1*41*2*HARBOR CLINIC*****46*HARBOR~
TRN*2*BATCH51~
STC*A1:19:PR*20240928*WQ*600~
QTY*90*1~
QTY*AA*2~
AMT*YU*100~
AMT*YY*500~
HL*3*2*19*1~
NM1*85*2*HARBOR CLINIC*****XX*1234567893~
TRN*1*0~
STC*A1:19:PR**WQ*300~
QTY*QA*1~
QTY*QC*1~
HL*4*3*PT~
NM1*QC*1*DOE*JANE****MI*M1~
TRN*2*V-1~
STC*A2:20:PR*20240928*WQ*100~
REF*1K*ICN1~
REF*D9*CH1~
DTP*472*D8*20240901~
HL*5*3*PT~
NM1*QC*1*DOE*JOHN****MI*M2~
TRN*2*V-2~
STC*A7:21:85*20240928*U*200******A7:562:85~
DTP*472*RD8*20240902-20240903~
SVC*HC:99213:25*200*****1~
STC*A7:454*20240928*U~
REF*FJ*L1~
HL*6*2*19*1~
NM1*85*1*ROE*RICHARD****FI*470000001~
TRN*1*0~
STC*A3:24:85**U*300~
HL*7*6*PT~
NM1*QC*1*POE*ANN****MI*M3~
TRN*2*V-3~
STC*A1:19:PR*20240928*WQ*300~
$$));
SELECT status, composite AS c, level, claim, line, state, category, code, entity, action, charge, claim_id, payer_claim_control AS icn
FROM file, claim_statuses(bytes) WHERE name = 'ack';
SELECT status, last, first, member_id, service_from, service_to, qualifier, procedure, mods, line_charge, units, line_control,
	provider, provider_name, provider_npi, provider_id, received_on, processed_on
FROM file, claim_statuses(bytes) WHERE name = 'ack' AND composite = 1 AND level IN ('claim', 'line');
SELECT level, provider, state, trace, charge, accepted, rejected, accepted_charge, rejected_charge FROM file, claim_status_totals(bytes);
SELECT claim, claim_id, state, level, category, code, reasons, effective_date, charge FROM file, submission_states(bytes);

-- A batch that was rejected as a whole lists no claims.
INSERT INTO file VALUES ('batch', envelope('005010X214', $$BHT*0085*08*ACK2*20240930*0800*TH~
HL*1**20*1~NM1*PR*2*NORTHERN HEALTH*****PI*NHP01~TRN*1*RUN78~DTP*050*D8*20240929~DTP*009*D8*20240929~
HL*2*1*21*0~NM1*41*2*HARBOR CLINIC*****46*HARBOR~TRN*2*BATCH52~STC*A3:24:41*20240929*U*900~$$));
SELECT claim, claim_id, state, level, category, code, entity, trace, effective_date FROM file, submission_states(bytes) WHERE name = 'batch';

-- An answer: paid, denied, an inquiry that could not be worked on; days of the claim before those of the line.
INSERT INTO file VALUES ('answer', envelope('005010X212', $$BHT*0010*08*ANS1*20241015*0800*DG~
HL*1**20*1~NM1*PR*2*NORTHERN HEALTH*****PI*NHP01~
HL*2*1*21*1~NM1*41*2*HARBOR CLINIC*****46*HARBOR~
HL*3*2*19*1~NM1*1P*2*HARBOR CLINIC*****XX*1234567893~
HL*4*3*22*0~NM1*IL*1*DOE*JANE****MI*M1~
TRN*2*T-1~STC*F1:65*20241010**100*80*20241010*CHK*20241011*12345~REF*1K*ICN1~REF*EJ*V-1~DTP*472*D8*20240901~
SVC*HC:99213*100*80****1~STC*F1:65*20241010~DTP*472*D8*20240901~
TRN*2*V-4~STC*F2:88:QC*20241010**50*0~REF*1K*ICN4~DTP*472*D8*20240904~
HL*5*3*22*1~NM1*IL*1*DOE*JOHN****MI*M2~
HL*6*5*23~NM1*QC*1*DOE*JIM~
TRN*2*T-5~STC*P1:20*20241010**75~REF*EJ*V-5~REF*BLT*131~DTP*232*D8*20240905~DTP*233*D8*20240907~
HL*7*2*19*0~NM1*1P*2*OTHER CLINIC*****XX*1234567893~TRN*1*0~STC*E0:24:85*20241010~$$));
SELECT level, claim, line, state, claim_id, trace, paid, payment_method, payment_date, check_number, first, member_id, service_from, service_to, tob
FROM file, claim_statuses(bytes) WHERE name = 'answer';
SELECT claim, claim_id, state, level, reasons FROM file, submission_states(bytes) WHERE name = 'answer';

-- Action and category contradict each other: the rejection counts, and strict readers are told.
INSERT INTO file VALUES ('odd', envelope('005010X214', $$BHT*0085*08*ACK3*20240930*0800*TH~STC*A2:20*20240231*U*1.234~$$));
SELECT level, claim, state, status_date, charge FROM file, claim_statuses(bytes) WHERE name = 'odd';
SELECT count(*) FROM file, claim_statuses(bytes, true) WHERE name = 'odd';
SELECT count(*) FROM claim_statuses('no X12'::bytea);

-- 276
CREATE TABLE inquiry (n integer, inquiry jsonb);
INSERT INTO inquiry
SELECT n, '{"payer_name": "NORTHERN HEALTH", "payer_id": "NHP01", "provider": {"name": "HARBOR CLINIC", "npi": "1234567893"}}'::jsonb || more::jsonb
FROM (VALUES
	(1, '{"reference": "T-1", "claim_id": "V-1", "subscriber": {"last": "DOE", "first": "JANE", "member_id": "M1", "dob": "1970-01-02", "sex": "F"}, "charge": 100, "service_from": "2024-09-01"}'),
	(2, '{"claim_id": "V-2", "payer_claim_control": "ICN2", "tob": "131", "subscriber": {"last": "DOE", "first": "JANE", "member_id": "M1", "dob": "1970-01-02", "sex": "F"}, "service_from": "2024-09-02", "service_to": "2024-09-05"}'),
	(3, '{"claim_id": "V-3", "subscriber": {"last": "DOE", "first": "JANE", "member_id": "M1", "dob": "1970-01-02", "sex": "F"}, "dependent": {"last": "DOE", "first": "JÉRÔME", "dob": "2015-01-02", "sex": "X"}, "lines": [{"code": "99213", "mods": ["25"], "charge": "100.50", "units": 1, "control": "L1", "from": "2024-09-02"}, {"rev": "0300", "charge": 20, "units": 0.5, "from": "2024-09-02", "to": "2024-09-03"}]}'),
	(4, '{"claim_id": "V-4", "subscriber": {"last": "DOE", "member_id": "M1"}, "service_from": "2024-09-01"}'),
	(5, '{"claim_id": "V-5", "subscriber": {"last": "DOE", "member_id": "M1", "dob": "1970-13-02"}}'),
	(6, '{"claim_id": "V-6", "subscriber": {"last": "DOE", "member_id": "M1", "dob": "1970-01-02"}, "provider": {"name": "X", "npi": "1234567890"}}'),
	(7, '{"claim_id": "V*7", "subscriber": {"last": "DOE", "member_id": "M1", "dob": "1970-01-02"}}'),
	(8, '{"claim_id": "V-8", "subscriber": {"last": "DOE", "member_id": "M1", "dob": "1970-01-02"}, "servicefrom": "2024-09-01"}'),
	(9, '{"claim_id": "V-9", "subscriber": {"last": "DOE", "member_id": "M1", "dob": "1970-01-02"}}'),
	(10, '{"claim_id": "V-10", "subscriber": {"last": "DOE", "member_id": "M1", "dob": "1970-01-02"}, "lines": [{"code": "99213", "from": "2024-09-02"}]}'),
	(11, '{"claim_id": "V-11", "subscriber": {"last": "DOE", "member_id": "M1", "dob": "1970-01-02"}, "service_from": "2024-09-02", "service_to": "2024-09-01"}')) v(n, more);
\set sender '{"sender_id": "HARBOR", "receiver_id": "NHP01", "control_number": 51, "created": "2024-10-15T09:30:00", "submitter_name": "HARBOR CLINIC", "line_break": "\\n"}'
\t
SELECT (b).file FROM (SELECT x12_276(inquiry, :'sender' ORDER BY n) AS b FROM inquiry) q;
\t
SELECT (b).transactions, (b).items, r.* FROM (SELECT x12_276(inquiry, :'sender' ORDER BY n) AS b FROM inquiry) q,
	jsonb_to_recordset((b).refused) AS r(item integer, id text, element text, path text, message text);
-- what was written holds together
SELECT f.* FROM (SELECT x12_276(inquiry, :'sender'::jsonb || '{"transaction_size": 2}' ORDER BY n) AS b FROM inquiry) q, x12_findings(convert_to((b).file, 'UTF8')) f;
SELECT (b).transactions, (b).items FROM (SELECT x12_276(inquiry, :'sender'::jsonb || '{"transaction_size": 2}' ORDER BY n) AS b FROM inquiry) q;
-- now, when nobody says when
SELECT s.elements[9] = to_char(now(), 'YYMMDD') AS today FROM (SELECT x12_276(inquiry, :'sender'::jsonb - 'created') AS b FROM inquiry) q,
	x12_segments(convert_to((b).file, 'UTF8')) s WHERE s.segment_id = 'ISA';
-- nothing to write, and senders that will not do
SELECT b FROM (SELECT x12_276(inquiry, :'sender') AS b FROM inquiry WHERE n = 4) q;
SELECT x12_276(inquiry, :'sender') FROM inquiry WHERE false;
SELECT x12_276(inquiry, NULL) FROM inquiry;
SELECT x12_276(inquiry, :'sender'::jsonb - 'control_number') FROM inquiry;
SELECT x12_276(inquiry, :'sender'::jsonb || '{"reference": "A~B"}') FROM inquiry;
SELECT x12_276(inquiry, :'sender'::jsonb || jsonb_build_object('reference', n::text)) FROM inquiry;

-- from a claim
SELECT jsonb_pretty(status_inquiry('{"claim_id": "V-1", "form": "P", "payer_id": "NHP01", "total_charge": "130.00",
	"billing": {"name": "HARBOR CLINIC", "npi": "1234567893", "addr": {"city": "PORTLAND"}},
	"subscriber": {"last": "DOE", "first": "JANE", "member_id": "M1", "addr": {"city": "PORTLAND"}},
	"patient": {"last": "DOE", "first": "JANE", "dob": "1970-01-02", "sex": "F", "rel": "18"},
	"lines": [{"n": 1, "code": "99213", "charge": "130.00", "from": "2024-09-12"}]}'));
SELECT status_inquiry('{"claim_id": "V-2", "form": "I", "tob": "131", "payer_id": "NHP01", "payer": {"name": "NORTHERN"}, "orig_ref": "ICN2",
	"stmt_from": "2024-09-01", "stmt_to": "2024-09-03", "subscriber": {"last": "DOE", "first": "JANE", "member_id": "M1", "group_number": "G"},
	"patient": {"last": "DOE", "first": "JIM", "dob": "2015-01-02", "sex": "M", "rel": "19"}}');
DROP SCHEMA status_test CASCADE;
