-- X12 by example: claims out of an 837, what is odd about a file, its segments
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
CREATE SCHEMA x12_test;
SET search_path = x12_test, rcm, public;
\set SHOW_CONTEXT never

-- A clean file of one claim; line breaks after terminators mean nothing.
CREATE TABLE file (name text PRIMARY KEY, bytes bytea);
INSERT INTO file VALUES ('clean', convert_to($$ISA*00*          *00*          *ZZ*HARBORVIEW     *ZZ*CLEARINGHOUSE  *241015*0930*^*00501*000000007*0*P*:~
GS*HC*HARBORVIEW*CLEARINGHOUSE*20241015*0930*7*X*005010X222A1~
ST*837*0001*005010X222A1~
BHT*0019*00*X1*20241015*0930*CH~
NM1*41*2*HARBOR VIEW CLINIC*****46*HARBORVIEW~
NM1*40*2*CLEARINGHOUSE*****46*CLEARINGHOUSE~
HL*1**20*1~
NM1*85*2*HARBOR VIEW CLINIC*****XX*1300051012~
HL*2*1*22*0~
SBR*P*18*******CI~
NM1*IL*1*ISAACSON*LISA****MI*WH300214~
DMG*D8*19700102*F~
NM1*PR*2*WILLAMETTE HEALTH*****PI*WHP01~
CLM*IEA*250.5***11:B:1*Y*A*Y*Y~
HI*ABK:J069*ABF:R05~
LX*1~
SV1*HC:99213:25*200*UN*1***1:2~
DTP*472*D8*20241001~
LX*2~
SV1*HC:87880*50.5*UN*1***1~
DTP*472*D8*20241001~
SE*20*0001~
GE*1*7~
IEA*1*000000007~
$$, 'UTF8'));

SELECT jsonb_pretty(c::jsonb) FROM file, rcm.claims_from_837(bytes) c WHERE name = 'clean';
SELECT f.* FROM file, rcm.x12_findings(bytes) f;
SELECT segment, byte_offset, segment_id, elements, interchange, "group", transaction
FROM file, rcm.x12_segments(bytes) WHERE segment IN (1, 2, 3, 14, 17, 24);

-- As clearinghouses send them: byte order mark, CR LF as terminators, a blank line, wrong counts.
INSERT INTO file
SELECT 'dirty', '\xefbbbf' || convert_to(replace(replace(replace(t, E'~\n', E'\r\n'), 'SE*20', 'SE*99'),
	E'HI*', E'\r\nHI*'), 'UTF8')
FROM (SELECT convert_from(bytes, 'UTF8') AS t FROM file WHERE name = 'clean') x;
SELECT level, code, interchange i, "group" g, transaction t, segment, segment_id id, element e, byte_offset, message
FROM file, rcm.x12_findings(bytes) WHERE name = 'dirty' ORDER BY byte_offset;
SELECT d.c OPERATOR(rcm.=) c.c AS same_claim
FROM (SELECT c FROM file, rcm.claims_from_837(bytes) c WHERE name = 'clean') c,
	(SELECT c FROM file, rcm.claims_from_837(bytes) c WHERE name = 'dirty') d;

-- What cannot be read is not given, and told with its place; the claim comes all the same.
CREATE FUNCTION pg_temp.changed(what text, put text) RETURNS bytea LANGUAGE sql AS
$$SELECT convert_to(replace(convert_from(bytes, 'UTF8'), what, put), 'UTF8') FROM file WHERE name = 'clean'$$;
SELECT t.what, t.put, f.code, f.segment_id, f.element, f.message, f.loss, (SELECT count(*) FROM rcm.claims_from_837(b)) AS claims
FROM (VALUES ('*250.5*', '*250.505*'), ('19700102', '19700230'), ('***1:2', '***1:B'), ('87880*50.5*UN*1', '87880*50.5*UN*one'),
		('X222A1~' || E'\n' || 'BHT', 'X224A2~' || E'\n' || 'BHT'), ('GE*1*7~', ''), ('IEA*1*000000007~', 'IEA*1*000000007')) t(what, put),
	pg_temp.changed(t.what, t.put) b, rcm.x12_findings(b) f
ORDER BY t.what COLLATE "C", f.code COLLATE "C";

-- Bytes that are not text of any kind: Latin-1, and NUL.
CREATE FUNCTION pg_temp.named(put text) RETURNS bytea LANGUAGE sql AS
$$SELECT decode(replace(encode(bytes, 'hex'), encode('ISAACSON', 'hex'), encode(put::bytea, 'hex')), 'hex') FROM file WHERE name = 'clean'$$;
SELECT n AS bytes, encode(convert_to(c::jsonb #>> '{subscriber,last}', 'UTF8'), 'escape') AS read
FROM unnest(ARRAY['ISA\303\204SON', 'ISA\304SON', 'ISA\000CSON', 'ISA\011CSON']) n, rcm.claims_from_837(pg_temp.named(n)) c;
SELECT code, segment_id, message FROM rcm.x12_findings(pg_temp.named('ISA\000\344SON'));

-- A dental claim: teeth, and a day of service that holds for the lines.
SELECT jsonb_pretty(c::jsonb - ARRAY['billing', 'patient', 'subscriber', 'payer']) AS dental
FROM rcm.claims_from_837(convert_to(replace(replace(replace(replace((SELECT convert_from(bytes, 'UTF8') FROM file WHERE name = 'clean'),
	'X222A1', 'X224A2'), 'HI*ABK:J069*ABF:R05~', 'DTP*472*D8*20241001~DN2*1*M****JP~'),
	'SV1*HC:99213:25*200*UN*1***1:2~', 'SV3*AD:D2150*200**10**2~TOO*JP*12*M:O~'),
	'SV1*HC:87880*50.5*UN*1***1~', 'SV3*AD:D0220*50.5****1~'), 'UTF8')) c;

-- Several interchanges, each with its own delimiters.
SELECT count(*), count(DISTINCT rcm.digest(c))
FROM (SELECT bytes || convert_to(translate(replace(convert_from(bytes, 'UTF8'), E'~\n', '~'), '*:~', '|<' || chr(29)), 'UTF8') AS b
	  FROM file WHERE name = 'clean') x, rcm.claims_from_837(b) c;

-- Cut at every byte: claims or none, and never an error but the one.
CREATE FUNCTION pg_temp.try(b bytea) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM rcm.x12_findings(b);
	RETURN (SELECT count(*)::text FROM rcm.claims_from_837(b));
EXCEPTION WHEN SQLSTATE 'RC006' THEN
	RETURN 'RC006';
END$$;
SELECT pg_temp.try(substr(bytes, 1, n)) AS claims, min(n), max(n)
FROM file, generate_series(0, length(bytes)) n WHERE name = 'clean' GROUP BY 1 ORDER BY 2;

-- The one thing refused.
SELECT * FROM rcm.claims_from_837('');
SELECT * FROM rcm.x12_findings('{"claim_id": "ISA*00*"}');
\set VERBOSITY sqlstate
SELECT * FROM rcm.x12_segments('MSH|^~\\&|not X12');
\set VERBOSITY default
SELECT * FROM rcm.claims_from_837(NULL);

SET client_min_messages = warning;
DROP SCHEMA x12_test CASCADE;
