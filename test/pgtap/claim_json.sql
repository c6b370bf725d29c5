-- claim_json.sql - a claim's JSON: what is refused, and with which words; what is kept
\set ON_ERROR_STOP 1
\ir given/practice.sql
SET search_path = public, rcm, pg_catalog;
SELECT no_plan();

-- ---- a wrong value is named with the path to it ----

CREATE TEMP TABLE wrong (json text, code text, message text);
-- @ stands for the beginning of a good claim
INSERT INTO wrong VALUES
	-- amounts
	('@"lines":[{},{},{"charge":"12.345"}]}', 'RC002', 'invalid claim: lines[2].charge: "12.345" is not an amount in whole cents'),
	('@"total_charge":0.001}', 'RC002', 'invalid claim: total_charge: "0.001" is not an amount in whole cents'),
	('@"total_charge":"twelve"}', 'RC002', 'invalid claim: total_charge: "twelve" is not an amount'),
	('@"total_charge":"NaN"}', 'RC002', 'invalid claim: total_charge: "NaN" is not an amount'),
	('@"total_charge":"Infinity"}', 'RC002', 'invalid claim: total_charge: "Infinity" is not an amount'),
	('@"total_charge":"92233720368547758.08"}', 'RC002', 'invalid claim: total_charge: "92233720368547758.08" is an amount out of range'),
	('@"total_charge":1e400}', 'RC002', 'invalid claim: total_charge: "1e400" is not an amount'),
	('@"total_charge":true}', 'RC002', 'invalid claim: total_charge: expected an amount, found true or false'),
	('@"total_charge":{}}', 'RC002', 'invalid claim: total_charge: expected an amount, found an object'),
	('@"total_charge":[1]}', 'RC002', 'invalid claim: total_charge: expected an amount, found a list'),
	('@"other_payers":[{},{"lines":[{"adj":[{"amt":"1.005"}]}]}]}', 'RC002', 'invalid claim: other_payers[1].lines[0].adj[0].amt: "1.005" is not an amount in whole cents'),
	('@"eligibility":{"therapy_ytd":{"OT":"x"}}}', 'RC002', 'invalid claim: eligibility.therapy_ytd.OT: "x" is not an amount'),
	-- dates
	('@"submit_date":"2023-02-29"}', 'RC002', 'invalid claim: submit_date: "2023-02-29" is not a date (YYYY-MM-DD)'),
	('@"submit_date":"1900-02-29"}', 'RC002', 'invalid claim: submit_date: "1900-02-29" is not a date (YYYY-MM-DD)'),
	('@"submit_date":"2024-13-01"}', 'RC002', 'invalid claim: submit_date: "2024-13-01" is not a date (YYYY-MM-DD)'),
	('@"submit_date":"2024-00-10"}', 'RC002', 'invalid claim: submit_date: "2024-00-10" is not a date (YYYY-MM-DD)'),
	('@"submit_date":"0000-01-01"}', 'RC002', 'invalid claim: submit_date: "0000-01-01" is not a date (YYYY-MM-DD)'),
	('@"submit_date":"2024-1-1"}', 'RC002', 'invalid claim: submit_date: "2024-1-1" is not a date (YYYY-MM-DD)'),
	('@"submit_date":"infinity"}', 'RC002', 'invalid claim: submit_date: "infinity" is not a date (YYYY-MM-DD)'),
	('@"submit_date":"2024-01-01T00:00"}', 'RC002', 'invalid claim: submit_date: "2024-01-01T00:00" is not a date (YYYY-MM-DD)'),
	('@"submit_date":20240101}', 'RC002', 'invalid claim: submit_date: expected a date as text, found a number'),
	('@"lines":[{"to":"31-12-2024"}]}', 'RC002', 'invalid claim: lines[0].to: "31-12-2024" is not a date (YYYY-MM-DD)'),
	-- text
	('@"claim_id":5}', 'RC002', 'invalid claim: claim_id: expected text, found a number'),
	('@"claim_id":{"a":1}}', 'RC002', 'invalid claim: claim_id: expected text, found an object'),
	('@"claim_id":false}', 'RC002', 'invalid claim: claim_id: expected text, found true or false'),
	('@"billing":{"addr":{"zip":98901}}}', 'RC002', 'invalid claim: billing.addr.zip: expected text, found a number'),
	-- whole numbers
	('@"lines":[{"n":1.5}]}', 'RC002', 'invalid claim: lines[0].n: "1.5" is not a whole number in range'),
	('@"lines":[{"n":"1"}]}', 'RC002', 'invalid claim: lines[0].n: expected a whole number, found text'),
	('@"lines":[{"n":99999999999999999999}]}', 'RC002', 'invalid claim: lines[0].n: "99999999999999999999" is not a whole number in range'),
	('@"lines":[{"dx_ptr":[1,null,2.5]}]}', 'RC002', 'invalid claim: lines[0].dx_ptr[1]: "2.5" is not a whole number in range'),
	-- quantities
	('@"lines":[{"units":0.0000001}]}', 'RC002', 'invalid claim: lines[0].units: "0.0000001" is not a plain number with at most six decimals'),
	('@"lines":[{"units":1e400}]}', 'RC002', 'invalid claim: lines[0].units: "1e400" is not a plain number with at most six decimals'),
	('@"lines":[{"units":true}]}', 'RC002', 'invalid claim: lines[0].units: expected a number, found true or false'),
	('@"lines":[{"ndc":{"qty":[]}}]}', 'RC002', 'invalid claim: lines[0].ndc.qty: expected a number, found a list'),
	-- true or false
	('@"related":{"auto":"Y"}}', 'RC002', 'invalid claim: related.auto: expected true or false, found text'),
	('@"encounter":{"complete":1}}', 'RC002', 'invalid claim: encounter.complete: expected true or false, found a number'),
	-- objects
	('@"billing":"1700000106"}', 'RC002', 'invalid claim: billing: expected an object, found text'),
	('@"billing":[]}', 'RC002', 'invalid claim: billing: expected an object, found a list'),
	('@"lines":[{"rendering":{"addr":3}}]}', 'RC002', 'invalid claim: lines[0].rendering.addr: expected an object, found a number'),
	-- lists
	('@"lines":{}}', 'RC002', 'invalid claim: lines: expected a list, found an object'),
	('@"lines":"none"}', 'RC002', 'invalid claim: lines: expected a list, found text'),
	('@"lines":[null]}', 'RC002', 'invalid claim: lines[0]: expected an object, found null'),
	('@"lines":[{},7]}', 'RC002', 'invalid claim: lines[1]: expected an object, found a number'),
	('@"dx":["I10"]}', 'RC002', 'invalid claim: dx[0]: expected an object, found text'),
	('@"lines":[{"mods":["25",["59"]]}]}', 'RC002', 'invalid claim: lines[0].mods[1]: expected text, found a list'),
	('@"history":[{"dx":[1]}]}', 'RC002', 'invalid claim: history[0].dx[0]: expected text, found a number'),
	('@"auths":[{"codes":[["70010","79999"],["1"]]}]}', 'RC002', 'invalid claim: auths[0].codes[1]: expected a pair of codes: [low, high]'),
	('@"auths":[{"codes":["70010"]}]}', 'RC002', 'invalid claim: auths[0].codes[0]: expected a pair of codes, found text'),
	-- the form
	('{"form":"d"}', 'RC002', 'invalid claim: form: expected "P" (professional), "I" (institutional) or "D" (dental)'),
	('{"form":"p"}', 'RC002', 'invalid claim: form: expected "P" (professional), "I" (institutional) or "D" (dental)'),
	('{"form":null}', 'RC002', 'invalid claim: form: expected "P" (professional), "I" (institutional) or "D" (dental)'),
	('{}', 'RC002', 'invalid claim: form: expected "P" (professional), "I" (institutional) or "D" (dental)'),
	-- no claim at all
	('[]', 'RC002', 'invalid claim: expected an object that is a claim, found a list'),
	('null', 'RC002', 'invalid claim: expected an object that is a claim, found null'),
	('"claim"', 'RC002', 'invalid claim: expected an object that is a claim, found text'),
	('12', 'RC002', 'invalid claim: expected an object that is a claim, found a number'),
	-- too many
	('@"lines":[' || repeat('{},', 999) || '{}]}', 'RC002', 'invalid claim: lines: more than 999 items'),
	('@"dx":[' || repeat('{},', 100) || '{}]}', 'RC002', 'invalid claim: dx: more than 100 items'),
	('@"lines":[{},{"mods":[' || repeat('"25",', 100) || '"25"]}]}', 'RC002', 'invalid claim: lines[1].mods: more than 100 items'),
	-- no JSON
	('', '22P02', 'invalid input syntax for type rcm.claim'),
	('   ', '22P02', 'invalid input syntax for type rcm.claim'),
	('claim', '22P02', 'invalid input syntax for type rcm.claim'),
	('@"total_charge":NaN}', '22P02', 'invalid input syntax for type rcm.claim'),
	('@"total_charge":01}', '22P02', 'invalid input syntax for type rcm.claim'),
	('@"total_charge":.5}', '22P02', 'invalid input syntax for type rcm.claim'),
	('@"total_charge":1.}', '22P02', 'invalid input syntax for type rcm.claim'),
	('@"claim_id":"\u0000"}', '22P02', 'invalid input syntax for type rcm.claim'),
	('@"claim_id":"\ud83d"}', '22P02', 'invalid input syntax for type rcm.claim'),
	('@"claim_id":"\udc00\ud83d"}', '22P02', 'invalid input syntax for type rcm.claim'),
	('@"claim_id":"\x41"}', '22P02', 'invalid input syntax for type rcm.claim'),
	(E'@"claim_id":"a\tb"}', '22P02', 'invalid input syntax for type rcm.claim'),
	('@"claim_id":''A''}', '22P02', 'invalid input syntax for type rcm.claim'),
	('@"claim_id":"A",}', '22P02', 'invalid input syntax for type rcm.claim'),
	('@"lines":[{},]}', '22P02', 'invalid input syntax for type rcm.claim'),
	('{"form":"P"}}', '22P02', 'invalid input syntax for type rcm.claim'),
	('{"form":"P"} {"form":"P"}', '22P02', 'invalid input syntax for type rcm.claim'),
	('{form:"P"}', '22P02', 'invalid input syntax for type rcm.claim'),
	('{"form" "P"}', '22P02', 'invalid input syntax for type rcm.claim'),
	-- too deep, under a key that nobody knows
	('@"x":' || repeat('[', 200) || repeat(']', 200) || '}', '22P02', 'invalid input syntax for type rcm.claim'),
	-- a list that goes deep where there should be text
	('@"claim_id":' || repeat('[', 200) || repeat(']', 200) || '}', '22P02', 'invalid input syntax for type rcm.claim');

UPDATE wrong SET json = '{"form":"P",' || substr(json, 2) WHERE json LIKE '@%';
SELECT is(e.code || ': ' || e.message, w.code || ': ' || w.message, left(w.json, 70))
FROM wrong w, given.error(format('SELECT %L::rcm.claim', w.json)) e;

-- where in the text, counted from 1
SELECT is((given.error($$SELECT '{"form":"P",,}'::rcm.claim$$)).detail, 'Byte 13 of the JSON document: expected a key.');
SELECT is((given.error($$SELECT '{"form":"P","claim_id":"\u0000"}'::rcm.claim$$)).detail,
	'Byte 32 of the JSON document: \u0000 cannot be stored.');
SELECT alike((given.error($$SELECT ('{"form":"P","x":' || repeat('[', 70) || repeat(']', 70) || '}')::rcm.claim$$)).detail,
	'% values are nested too deeply.', 'nested too deeply');
SELECT is((given.error($$SELECT ('{"form":"P","x":' || repeat('[', 64) || repeat(']', 64) || '}')::rcm.claim$$)).code, NULL,
	'64 levels are not too deep');

-- nothing that names the patient in any complaint about the patient's own fields
SELECT ok(NOT given.tells_who(e.message || coalesce(e.detail, '')), 'says nothing of who: ' || path)
FROM (VALUES ('patient,dob', '"1961-02-03x"'::jsonb), ('subscriber,dob', '"Quillfeather"'), ('patient,last', '[ "Quillfeather" ]'),
		('patient,dod', '"1961-02-03 "'), ('subscriber,member_id', '{"QZX204817": 1}'), ('eligibility,dob', '"1961-02-03?"'),
		('eligibility,member_id', '204817'), ('patient,addr', '"77 Thistledown Rd"'), ('patient,addr,line1', '["77 Thistledown Rd"]')) v(path, value),
	given.error(format('SELECT %L::rcm.claim', jsonb_set(given.document(), string_to_array(path, ','), value))) e;
SELECT is((given.error($$SELECT '{"form":"P","patient":{"dob":"1961-02-30"}}'::rcm.claim$$)).message,
	'invalid claim: patient.dob: the value is not a date (YYYY-MM-DD)');
SELECT is((given.error($$SELECT '{"form":"P","eligibility":{"dob":"1961-02-30"}}'::rcm.claim$$)).message,
	'invalid claim: eligibility.dob: the value is not a date (YYYY-MM-DD)');

-- ---- cut anywhere, it is an error ----

CREATE FUNCTION pg_temp.survives(document text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	PERFORM document::rcm.claim;
	RETURN true;
EXCEPTION WHEN invalid_text_representation OR SQLSTATE 'RC002' THEN
	RETURN false;
END $$;
SELECT is((SELECT count(*) FROM generate_series(0, length(d) - 1) n WHERE pg_temp.survives(left(d, n))), 0::bigint,
	'a claim cut after ' || length(d) - 1 || ' or fewer characters is refused')
FROM (SELECT given.document()::text) x(d);

-- ---- ten megabytes of nonsense: an error at once ----

CREATE FUNCTION pg_temp.refused_in(document text, seconds numeric) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	began timestamptz := clock_timestamp();
BEGIN
	PERFORM document::rcm.claim;
	RETURN false;
EXCEPTION WHEN invalid_text_representation OR SQLSTATE 'RC002' THEN
	RETURN extract(epoch FROM clock_timestamp() - began) < seconds;
END $$;
SELECT ok(pg_temp.refused_in(repeat('[', 10000000), 1), '10 MB of [');
SELECT ok(pg_temp.refused_in(repeat('{"a":', 2000000), 1), '10 MB of {"a":');
SELECT ok(pg_temp.refused_in('{"form":"P","x":' || repeat('[', 10000000), 1), '10 MB of [ under an unknown key');
SELECT ok(pg_temp.refused_in('{"form":"P","lines":' || repeat('[', 10000000), 1), '10 MB of [ where lines should be');
SELECT ok(pg_temp.refused_in('{"form":"P","lines":[' || repeat('{},', 3000000), 1), 'three million lines');
SELECT ok(pg_temp.refused_in('{"form":"P","claim_id":"' || repeat('x', 10000000), 1), 'a string without end');
SELECT ok(pg_temp.refused_in('{"form":"P","total_charge":' || repeat('9', 10000000) || '}', 1), 'an amount of ten million digits');
SELECT ok(pg_temp.refused_in('{"form":"P","lines":[{"units":' || repeat('9', 10000000) || '}]}', 1), 'units of ten million digits');
SELECT ok(pg_temp.refused_in('{"form":"P",' || (SELECT string_agg(format('"k%s":1', n), ',') FROM generate_series(1, 50000) n) || ',,', 1),
	'50,000 unknown keys');

-- ---- what is not known is kept ----

\set everywhere '{"form": "P", "x_top": {"a": [1, 2.50, "é", null, true]}, "billing": {"npi": "1700000106", "x_b": "y", "addr": {"x_a": 1}}, "patient": {"x_p": []}, "subscriber": {"x_s": {}}, "related": {"x_r": 0}, "dates": {"x_d": "2024"}, "wc": {"x_w": 1}, "dx": [{"code": "I10", "x_dx": 1}], "pcs": [{"x_pcs": 1}], "lines": [{"n": 1, "x_l": "z", "rendering": {"x_lr": 1}, "ndc": {"x_n": 1}}], "eligibility": {"x_e": 1, "hospice": {"x_h": 1}, "therapy_ytd": {"x_t": 1}}, "auths": [{"x_au": 1}], "other_payers": [{"x_op": 1, "adj": [{"x_adj": 1}], "lines": [{"x_opl": 1}]}], "encounter": {"x_en": 1}, "history": [{"x_hi": 1}], "": "an empty key"}'
SELECT is((:'everywhere'::rcm.claim)::jsonb, :'everywhere'::jsonb, 'unknown keys are kept at every level');
SELECT is((:'everywhere'::rcm.claim)::text::rcm.claim::jsonb, :'everywhere'::jsonb, 'and again');
SELECT is(('{"form":"P","x":1.50}'::rcm.claim)::text, '{"form":"P","x":1.50}', 'an unknown number keeps its zeros');
SELECT is(('{"form":"P","x":1,"claim_id":"a","x":2,"claim_id":"b"}'::rcm.claim)::jsonb,
	'{"form":"P","x":1,"claim_id":"a","x":2,"claim_id":"b"}'::jsonb, 'a key that stands twice: the last counts, as in jsonb');
SELECT is(('{"form":"P","lines":[{"n":1}],"lines":null,"lines":[{"n":2},{"n":3}]}'::rcm.claim)::jsonb,
	'{"form":"P","lines":[{"n":2},{"n":3}]}'::jsonb, 'a list that stands twice');

-- every kind of "not given" comes out as it went in
SELECT is((d::rcm.claim)::jsonb, d, 'not given: ' || d::text) FROM (VALUES
	('{"form": "P", "claim_id": null, "submit_date": null, "total_charge": null, "billing": null, "lines": null, "dx": null}'::jsonb),
	('{"form": "P", "claim_id": "", "submit_date": "", "total_charge": "", "lines": [], "reason_dx": [], "dates": {}}'),
	('{"form": "P", "lines": [{"units": null, "minutes": "", "n": null, "charge": "", "from": "", "mods": null, "dx_ptr": null}]}'),
	('{"form": "P", "related": {"auto": null}, "encounter": {"minutes": "a while", "complete": false}}')) v(d);

-- ---- jsonb and back ----

SELECT is(c::jsonb, d, what || ': claim to jsonb') FROM (VALUES
	('professional', given.document(), given.claim()),
	('institutional', given.inpatient()::text::jsonb, given.inpatient())) v(what, d, c);
SELECT ok(c OPERATOR(rcm.=) c::jsonb::rcm.claim, 'claim to jsonb and back') FROM (VALUES (given.claim()), (given.inpatient())) v(c);
SELECT ok(c OPERATOR(rcm.=) c::text::rcm.claim, 'claim to text and back') FROM (VALUES (given.claim()), (given.inpatient())) v(c);
SELECT is(rcm.digest(d::text::rcm.claim), rcm.digest(d::rcm.claim), 'from text or from jsonb, it is the same claim: ' || d::text) FROM (VALUES
	(given.document()),
	('{"form":"P","x_keys":{"bb":1,"a":[1,2]}}'),
	(:'everywhere')) v(d);
SELECT ok('{"form":"P","x":{"b":1,"a":2}}'::rcm.claim OPERATOR(rcm.=) '{"form":"P","x":{"b":1,"a":2}}'::jsonb::rcm.claim,
	'an unknown object that came as text equals the one that came as jsonb');
SELECT throws_ok($$SELECT '{"form":"P","lines":[1]}'::jsonb::rcm.claim$$, 'RC002', 'invalid claim: lines[0]: expected an object, found a number');
SELECT throws_ok($$SELECT '5'::jsonb::rcm.claim$$, 'RC002', 'invalid claim: expected an object that is a claim, found a number');
SELECT is(NULL::jsonb::rcm.claim, NULL, 'null jsonb is a null claim');

-- ---- the binary protocol ----

CREATE TABLE kept (n serial, c rcm.claim);
INSERT INTO kept (c) VALUES (given.claim()), (given.inpatient()), (NULL), (:'everywhere'), ('{"form":"I"}'), ('{"form":"P","claim_id":"é \" \\ \n \u0001"}');
CREATE TABLE copied (n integer, c rcm.claim);
-- through a file of the server's own, since the protocol's stream is psql's
SELECT format('%s/binary_copy_%s', current_setting('data_directory'), pg_backend_pid()) AS file \gset
COPY kept TO :'file' (FORMAT binary);
COPY copied FROM :'file' (FORMAT binary);
SELECT results_eq('SELECT n, c::text FROM copied ORDER BY n', 'SELECT n, c::text FROM kept ORDER BY n', 'binary COPY, there and back');
SELECT is(get_byte(rcm.claim_send('{"form":"P"}'), 0), 1, 'the binary form begins with its version');
SELECT is(substr(rcm.claim_send('{"form":"P"}'), 2), '{"form":"P"}'::bytea, 'and goes on as JSON');

-- what no text could have made is refused: bytea has the same frame
CREATE TABLE forged (b bytea);
CREATE FUNCTION pg_temp.forge(bytes bytea, file text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	TRUNCATE forged;
	INSERT INTO forged VALUES (bytes);
	EXECUTE format('COPY forged TO %L (FORMAT binary)', file);
	EXECUTE format('COPY copied (c) FROM %L (FORMAT binary)', file);
	RETURN 'taken';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ': ' || SQLERRM;
END $$;
SELECT is(pg_temp.forge(b, :'file'), said, 'forged: ' || encode(substr(b, 1, 24), 'escape')) FROM (VALUES
	('\x'::bytea, '08P01: insufficient data left in message'),
	('\x00', '22P03: unsupported binary version 0 of type rcm.claim'),
	('\x02' || '{"form":"P"}'::bytea, '22P03: unsupported binary version 2 of type rcm.claim'),
	('\x01', '22P02: invalid input syntax for type rcm.claim'),
	('\x01' || '{"form":"Q"}'::bytea, 'RC002: invalid claim: form: expected "P" (professional), "I" (institutional) or "D" (dental)'),
	('\x01' || '{"form":"P"'::bytea, '22P02: invalid input syntax for type rcm.claim'),
	('\x01' || '{"form":"P"}'::bytea || '\x00'::bytea, '22021: invalid byte sequence for encoding "UTF8": 0x00'),
	('\x01' || '{"form":"P","claim_id":"'::bytea || '\xff'::bytea || '"}'::bytea, '22021: invalid byte sequence for encoding "UTF8": 0xff'),
	('\x01' || '{"form":"P","lines":[{"charge":"0.005"}]}'::bytea, 'RC002: invalid claim: lines[0].charge: "0.005" is not an amount in whole cents'),
	('\x01' || '{"form":"P"}'::bytea, 'taken')) v(b, said);

-- ---- soft errors, where the server has them ----

SELECT current_setting('server_version_num')::integer >= 160000 AS soft \gset
\if :soft
SELECT ok(pg_input_is_valid('{"form":"P"}', 'rcm.claim'), 'soft: a claim');
SELECT ok(NOT pg_input_is_valid('{"form":"Q"}', 'rcm.claim'), 'soft: no claim');
SELECT ok(NOT pg_input_is_valid('{"form":', 'rcm.claim'), 'soft: no JSON');
SELECT is(i.sql_error_code || ' ' || i.message, 'RC002 invalid claim: lines[0].charge: "1.005" is not an amount in whole cents', 'soft: the path')
FROM pg_input_error_info('{"form":"P","lines":[{"charge":"1.005"}]}', 'rcm.claim') i;
\else
SELECT skip('soft errors came with PostgreSQL 16', 4);
\endif

SELECT * FROM finish();
