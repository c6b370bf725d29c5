-- The 837 by example: claims into a file, what is refused, and back
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
CREATE SCHEMA write837_test;
SET search_path = write837_test, rcm, public;
SET TimeZone = 'UTC';
\set SHOW_CONTEXT never

CREATE TABLE base (doc jsonb);
INSERT INTO base VALUES ('{"form": "P", "claim_id": "A-1", "pos": "11", "total_charge": "130.00", "payer_id": "NHP01", "filing_ind": "CI", "payer": {"name": "NORTHERN HEALTH"},
	"billing": {"npi": "1234567893", "name": "HARBOR CLINIC", "tin": "93-0011223", "addr": {"line1": "1 WHARF", "city": "PORTLAND", "state": "OR", "zip": "97201-5544"}},
	"patient": {"last": "DOE", "first": "JANE", "dob": "1970-01-02", "sex": "F", "rel": "18", "addr": {"line1": "2 ELM", "city": "PORTLAND", "state": "OR", "zip": "97214"}},
	"subscriber": {"last": "DOE", "first": "JANE", "member_id": "M1"}, "dx": [{"code": "J06.9"}],
	"lines": [{"code": "99213", "units": 1, "charge": "130.00", "from": "2024-09-12", "dx_ptr": [1]}]}');
CREATE TABLE claims (nth integer, claim rcm.claim);
INSERT INTO claims SELECT 1, doc::rcm.claim FROM base
	UNION ALL SELECT 2, (doc || '{"claim_id": "A-2"}')::rcm.claim FROM base
	UNION ALL SELECT 3, (doc || '{"claim_id": "A-3", "total_charge": "131.00"}')::rcm.claim FROM base
	UNION ALL SELECT 4, (doc || '{"claim_id": "A-4", "form": "I"}')::rcm.claim FROM base
	UNION ALL SELECT 5, NULL
	UNION ALL SELECT 6, (doc || '{"claim_id": "A-6", "freq": "7", "orig_ref": "ICN7"}')::rcm.claim FROM base;
CREATE TABLE sender AS SELECT '{"control_number": 31, "sender_id": "HARBOR", "receiver_id": "CLEARINGHOUSE", "submitter_name": "HARBOR CLINIC", "contact_name": "KIM",
	"contact_phone": "(503) 555-0100", "receiver_name": "CLEARINGHOUSE", "created": "2024-09-16T09:30", "line_break": "\n", "usage": "T"}'::jsonb AS sender;

-- the order is that of the call, not of the table
CREATE TABLE batch AS SELECT (b).* FROM (SELECT rcm.x12_837p(claim, sender ORDER BY nth) AS b FROM (SELECT * FROM claims ORDER BY nth DESC) c, sender) x;
SELECT file, transactions, items FROM batch;
SELECT r FROM batch, jsonb_array_elements(refused) r;
SELECT (b).transactions, (b).items, jsonb_array_length((b).refused) AS refused, (b).file ~ 'CLM\*A-6.*CLM\*A-2.*CLM\*A-1' AS backwards, octet_length((b).file)
FROM (SELECT rcm.x12_837p(claim, sender || '{"transaction_size": 2}' ORDER BY nth DESC) AS b FROM claims, sender) x;

-- and back
SELECT rcm.claim_id(c), rcm.total_charge(c), c::jsonb ->> 'orig_ref' AS orig_ref, c::jsonb #>> '{dx,0,code}' AS dx
FROM (SELECT rcm.x12_837p(claim, sender ORDER BY nth) AS b FROM claims, sender) x, rcm.claims_from_837(convert_to((b).file, 'UTF8'), true) c;
SELECT count(*) AS findings FROM (SELECT rcm.x12_837p(claim, sender ORDER BY nth) AS b FROM claims, sender) x, rcm.x12_findings(convert_to((b).file, 'UTF8')) f;

-- every reason
SELECT f.* FROM claims, rcm.x12_837_faults(claim) f WHERE nth = 3;
SELECT f.* FROM rcm.x12_837_faults('{"form": "P", "claim_id": "A*1", "lines": [{"code": "99213", "charge": "-1"}]}') f;
SELECT count(*) FROM claims, rcm.x12_837_faults(claim) f WHERE nth IN (1, 2, 5, 6);

-- nothing to write
SELECT (b).file IS NULL AS nothing, (b).transactions, (b).items, (b).refused FROM (SELECT rcm.x12_837p(claim, sender) AS b FROM claims, sender WHERE nth = 5) x;
SELECT (b).file IS NULL AS nothing, (b).items, (b).refused -> 0 ->> 'element' AS element FROM (SELECT rcm.x12_837d(claim, sender) AS b FROM claims, sender WHERE nth = 1) x;

-- institutional and dental
SELECT (b).file FROM (SELECT rcm.x12_837i((doc || '{"form": "I", "tob": "131", "stmt_from": "2024-09-12", "stmt_to": "2024-09-12", "admit_type": "3", "discharge_status": "01", "pos": null,
	"attending": {"npi": "1700000106", "last": "ROE", "first": "MAX"}, "condition_codes": ["30"], "value_codes": [{"code": "A1", "amount": "12.5"}],
	"lines": [{"rev": "0510", "code": "99213", "units": 1, "charge": "130", "from": "2024-09-12"}]}')::rcm.claim, sender) AS b FROM base, sender) x;
SELECT (b).file FROM (SELECT rcm.x12_837d((doc || '{"form": "D", "lines": [{"code": "D2150", "charge": "130", "from": "2024-09-12", "teeth": [{"tooth": "3", "surfaces": ["M", "O"]}]}]}')::rcm.claim, sender) AS b FROM base, sender) x;

-- in groups, each a file
SELECT k, (b).items FROM (SELECT nth % 2 AS k, rcm.x12_837p(claim, sender ORDER BY nth) AS b FROM claims, sender GROUP BY 1) x ORDER BY k;

-- the moment is now, when nobody says
SELECT substr((b).file, 71, 6) = to_char(now(), 'YYMMDD') AS today FROM (SELECT rcm.x12_837p(claim, sender - 'created') AS b FROM claims, sender WHERE nth = 1) x;

-- errors
SELECT rcm.x12_837p(claim, '{}') FROM claims;
SELECT rcm.x12_837p(claim, sender || '{"control_number": 0}') FROM claims, sender;
SELECT rcm.x12_837p(claim, sender || '{"contol_number": 0}') FROM claims, sender;
SELECT rcm.x12_837p(claim, sender || '{"control_number": "x"}') FROM claims, sender;
SELECT rcm.x12_837p(claim, sender - 'contact_phone') FROM claims, sender;
SELECT rcm.x12_837p(claim, NULL) FROM claims;
SELECT rcm.x12_837p(claim, sender || jsonb_build_object('control_number', nth)) FROM claims, sender;

-- where text may be in any encoding, one claim does not stop the others
CREATE DATABASE rcm_write837_ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0;
\set before :DBNAME
\c rcm_write837_ascii
SET client_min_messages = warning;
CREATE EXTENSION rcm;
SELECT (b).items, jsonb_array_length((b).refused) AS refused, (b).refused #>> '{0,id}' = E'\xe9' AS id
FROM (SELECT rcm.x12_837p(('{"form": "P", "claim_id": "' || E'\xe9' || '"}')::rcm.claim,
	'{"control_number": 1, "sender_id": "HARBOR", "receiver_id": "HOUSE", "submitter_name": "A", "contact_phone": "5035550100", "receiver_name": "B"}') AS b) x;
\c :before
DROP DATABASE rcm_write837_ascii;
