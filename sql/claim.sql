-- rcm.claim: one whole claim, JSON in and out.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
\set SHOW_CONTEXT never
CREATE SCHEMA claim_test;
SET search_path = claim_test, rcm, public;

-- in and out; keys come in the schema's order, unknown ones last
SELECT '{"lines": [{"units": 1.50, "n": 1, "ours": {"a": [1, null]}}], "claim_id": "C-1", "form": "P", "total_charge": 12.5, "colour": "blue"}'::claim;
SELECT '{"form": "I", "claim_id": null, "submit_date": "", "dates": {}, "dx": []}'::claim;
-- to jsonb and back
SELECT ('{"form": "P", "claim_id": "C-1"}'::claim)::jsonb -> 'claim_id';
SELECT jsonb_build_object('form', 'P', 'claim_id', 'C-2')::claim;
-- what is wrong is named with the path to it
SELECT '{"form": "P", "lines": [{}, {}, {"charge": "12.345"}]}'::jsonb::claim;
SELECT '{"form": "P", "patient": {"dob": "1961-02-30"}}'::jsonb::claim;
SELECT '{"form": "P", "billing": {"addr": {"zip": 98901}}}'::jsonb::claim;
SELECT '{"form": "X"}'::jsonb::claim;
CREATE FUNCTION state_of(document text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN document::claim; EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE; END $$;
SELECT state_of('{"form": "P"}'), state_of('{"form": "Q"}'), state_of('{"form": "P"'), state_of('');
-- the same, in other words
SELECT a::claim = b::claim AS same, digest(a::claim) = digest(b::claim) AS digests, a, b FROM (VALUES
	('{"form": "P", "claim_id": null}', '{"claim_id": "", "form": "P"}'),
	('{"form": "P", "lines": [{"units": 1}]}', '{"form": "P", "lines": [{"units": "1.0"}]}'),
	('{"form": "P", "lines": [{"units": 1}]}', '{"form": "P", "lines": [{"units": 2}]}'),
	('{"form": "P", "ours": 1}', '{"form": "P", "ours": 2}')) v(a, b);
SELECT encode(digest('{"form": "P"}'), 'hex') = encode(digest('{"form": "P", "pos": " "}'), 'hex') AS blank_is_nothing;
-- single facts, also as generated columns
CREATE TABLE claims (doc claim, id text GENERATED ALWAYS AS (claim_id(doc)) STORED, total usd GENERATED ALWAYS AS (total_charge(doc)) STORED,
	day date GENERATED ALWAYS AS (first_service(doc)) STORED, lines integer GENERATED ALWAYS AS (line_count(doc)) STORED);
INSERT INTO claims VALUES ('{"form": "P", "claim_id": "C-1", "total_charge": "240.00", "payer_id": "HILL", "pos": "11", "dx": [{"code": "I10"}, {"code": "E11.9"}],
	"billing": {"npi": "1700000106", "tin": "910000001"}, "subscriber": {"member_id": "QZX204817"},
	"lines": [{"n": 1, "code": "99213", "units": 1, "charge": "120.00", "from": "2024-05-06", "to": "2024-05-06", "dx_ptr": [1]},
		{"n": 2, "code": "36415", "mods": ["59"], "units": "2", "charge": "120.00", "from": "2024-05-04", "dx_ptr": [2, 1], "pos": "22", "emg": "Y"}]}');
SELECT id, total, day, lines, payer_id(doc), pos(doc), billing_npi(doc), billing_tin(doc), member_id(doc), last_service(doc), tob(doc), stmt_from(doc) FROM claims;
SELECT l.line, l.code, l.mods, l.units, l.charge, l.from_date, l.to_date, l.pos, l.dx_ptr, l.dx, l.emergency FROM claims, lines(doc) l;
SELECT d.* FROM claims, diagnoses(doc) d;
SELECT sum(l.charge) FROM claims, lines(doc) l;
DROP SCHEMA claim_test CASCADE;
