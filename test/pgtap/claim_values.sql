-- claim_values.sql - when two claims say the same; single facts, lines and diagnoses of a claim; how it is stored
\set ON_ERROR_STOP 1
\ir given/practice.sql
SET search_path = public, rcm, pg_catalog;
SELECT no_plan();

-- ---- the same, in other words ----

CREATE TEMP TABLE pair (same boolean, a text, b text);
INSERT INTO pair VALUES
	(true, '"claim_id":null', '"claim_id":""'), (true, '"claim_id":""', '"freq":null'), (true, '"claim_id":"  "', '"claim_id":""'),
	(true, '"submit_date":null', '"submit_date":""'), (true, '"total_charge":""', '"lines":null'), (true, '"lines":[]', '"lines":null'),
	(true, '"related":{"auto":null}', '"related":{}'), (true, '"billing":null', '"freq":""'),
	(true, '"lines":[{"units":1}]', '"lines":[{"units":1.0}]'), (true, '"lines":[{"units":1}]', '"lines":[{"units":"1"}]'),
	(true, '"lines":[{"units":"01.000000"}]', '"lines":[{"units":"1.0"}]'), (true, '"lines":[{"units":-0.0}]', '"lines":[{"units":0}]'),
	(true, '"lines":[{"units":""}]', '"lines":[{"units":null}]'), (true, '"lines":[{"mods":[]}]', '"lines":[{}]'),
	(true, '"lines":[{"mods":[null]}]', '"lines":[{"mods":[]}]'),
	(true, '"total_charge":"1.50"', '"total_charge":1.5'), (true, '"total_charge":"1.5"', '"total_charge":"1.500"'),
	(true, '"claim_id":"A","freq":"1"', '"freq":"1","claim_id":"A"'), (true, '"claim_id":"\u0041"', '"claim_id":"A"'),
	(true, '"billing":{"npi":"1","tin":"2"}', '"billing":{"tin":"2","npi":"1"}'), (true, '"claim_id":"x","claim_id":"A"', '"claim_id":"A"'),
	(true, '"x":1,"claim_id":"A"', '"claim_id":"A","x":1'),
	(false, '"claim_id":"A"', '"claim_id":"a"'), (false, '"claim_id":"A"', '"claim_id":"A "'), (false, '"claim_id":"A"', '"orig_ref":"A"'),
	(false, '"lines":[{"units":1}]', '"lines":[{"units":2}]'), (false, '"lines":[{"units":"x"}]', '"lines":[{"units":null}]'),
	(false, '"lines":[{"units":1}]', '"lines":[{"minutes":1}]'), (false, '"lines":[{}]', '"lines":[]'), (false, '"lines":[{},{}]', '"lines":[{}]'),
	(false, '"lines":[{"n":1},{"n":2}]', '"lines":[{"n":2},{"n":1}]'), (false, '"lines":[{"mods":["25","59"]}]', '"lines":[{"mods":["59","25"]}]'),
	(false, '"related":{"auto":false}', '"related":{}'), (false, '"related":{"auto":false}', '"related":{"auto":true}'),
	(false, '"total_charge":"0.00"', '"total_charge":""'), (false, '"total_charge":"1.50"', '"total_charge":"1.51"'),
	(false, '"submit_date":"2024-01-01"', '"stmt_from":"2024-01-01"'), (false, '"x":1', '"x":2'), (false, '"x":1', '"y":1'), (false, '"x":null', '"y":null'),
	-- a number and a text that is no number must not run into one another, nor into the field behind them
	(false, '"lines":[{"units":-0.000002,"uom":"!abcdefghijklmnopqrstuvwxyzabcdefg"}]', '"lines":[{"units":"\n","auth":"abcdefghijklmnopqrstuvwxyzabcdefg"}]');

CREATE TEMP TABLE claims AS
	SELECT same, a, b, ('{"form":"P",' || a || '}')::rcm.claim AS ca, ('{"form":"P",' || b || '}')::rcm.claim AS cb FROM pair;
SELECT is(ca OPERATOR(rcm.=) cb, same, a || ' = ' || b) FROM claims;
SELECT is(cb OPERATOR(rcm.=) ca, same, b || ' = ' || a) FROM claims;
SELECT is(ca OPERATOR(rcm.<>) cb, NOT same, a || ' <> ' || b) FROM claims;
SELECT is(rcm.digest(ca) = rcm.digest(cb), same, 'digests: ' || a || ' and ' || b) FROM claims;
SELECT ok(rcm.claim_hash(ca) = rcm.claim_hash(cb) AND rcm.claim_hash_extended(ca, 42) = rcm.claim_hash_extended(cb, 42),
	'equal claims hash alike: ' || a || ' and ' || b) FROM claims WHERE same;
SELECT isnt(rcm.claim_hash_extended(ca, 1), rcm.claim_hash_extended(ca, 2), 'the seed counts') FROM claims LIMIT 1;
SELECT is(length(rcm.digest(ca)), 32, 'a digest is 32 bytes') FROM claims LIMIT 1;
SELECT is(encode(rcm.digest('{"form":"P"}'), 'hex'), encode(rcm.digest('{"form":"P","claim_id":""}'), 'hex'), 'and does not change with nothing');
-- hash operators do their work: grouping, distinct, joins, hash index, hash partitions
SELECT is((SELECT count(*) FROM (SELECT ca FROM claims WHERE same GROUP BY ca) x), (SELECT count(DISTINCT rcm.digest(ca)) FROM claims WHERE same),
	'GROUP BY puts together what is equal');
SET enable_nestloop = off; SET enable_mergejoin = off;
SELECT is((SELECT count(*) FROM claims x JOIN claims y ON x.ca OPERATOR(rcm.=) y.cb),
	(SELECT count(*) FROM claims x, claims y WHERE rcm.digest(x.ca) = rcm.digest(y.cb)), 'hash join');
RESET enable_nestloop; RESET enable_mergejoin;
CREATE TABLE parted (c rcm.claim) PARTITION BY HASH (c);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO parted SELECT ca FROM claims WHERE same UNION ALL SELECT cb FROM claims WHERE same;
SELECT is((SELECT count(*) FROM parted_0 x, parted_1 y WHERE x.c OPERATOR(rcm.=) y.c), 0::bigint, 'equal claims lie in one partition');
SELECT ok((SELECT count(*) FROM parted_0) > 0 AND (SELECT count(*) FROM parted_1) > 0, 'and not all in the same');
CREATE TABLE indexed AS SELECT given.claim(jsonb_build_object('claim_id', 'C' || n)) AS c FROM generate_series(1, 500) n;
CREATE INDEX ON indexed USING hash (c);
SET enable_seqscan = off; SET enable_bitmapscan = off;
SELECT is((SELECT count(*) FROM indexed WHERE c OPERATOR(rcm.=) given.claim('{"claim_id":"C77"}')), 1::bigint, 'hash index');
RESET enable_seqscan; RESET enable_bitmapscan;

-- ---- single facts ----

CREATE TEMP TABLE fact AS SELECT
	given.claim('{"orig_ref": "PCN9", "auth_number": "A1", "referral_number": "R1", "stmt_from": "2024-05-01", "stmt_to": "2024-05-31"}') AS p,
	given.inpatient('{"rendering": {"npi": "1700000304"}}') AS i,
	'{"form":"P"}'::rcm.claim AS nothing, '{"form":"P","claim_id":" ","payer_id":"","billing":{"npi":"","tin":" "},"subscriber":{},"pos":null}'::rcm.claim AS blank;
SELECT is(rcm.claim_id(p), 'CH-1001') FROM fact;
SELECT is(rcm.form(p) || rcm.form(i), 'PI') FROM fact;
SELECT is(rcm.payer_id(p), 'HILL') FROM fact;
SELECT is(rcm.payer_seq(p), 'P') FROM fact;
SELECT is(rcm.filing_ind(p), 'CI') FROM fact;
SELECT is(rcm.freq(p), '1') FROM fact;
SELECT is(rcm.orig_ref(p), 'PCN9') FROM fact;
SELECT is(rcm.pos(p), '11') FROM fact;
SELECT is(rcm.tob(i), '111') FROM fact;
SELECT is(rcm.auth_number(p), 'A1') FROM fact;
SELECT is(rcm.referral_number(p), 'R1') FROM fact;
SELECT is(rcm.billing_npi(p), '1700000106') FROM fact;
SELECT is(rcm.rendering_npi(p), '1700000205') FROM fact;
SELECT is(rcm.attending_npi(i), '1700000205') FROM fact;
SELECT is(rcm.billing_tin(p), '910000001') FROM fact;
SELECT is(rcm.member_id(p), 'QZX204817') FROM fact;
SELECT is(rcm.submit_date(p), '2024-05-10') FROM fact;
SELECT is(rcm.stmt_from(i), '2024-05-06') FROM fact;
SELECT is(rcm.stmt_to(i), '2024-05-08') FROM fact;
SELECT is(rcm.first_service(p), '2024-05-06', 'the lines come before the statement') FROM fact;
SELECT is(rcm.last_service(p), '2024-05-06') FROM fact;
SELECT is(rcm.total_charge(p)::text, '120.00') FROM fact;
SELECT is(rcm.line_count(p), 1) FROM fact;
SELECT is(rcm.line_count(nothing), 0) FROM fact;
SELECT is(rcm.first_service('{"form":"I","stmt_from":"2024-05-06","stmt_to":"2024-05-08","lines":[{}]}'), '2024-05-06', 'no day in the lines: the statement''s first');
SELECT is(rcm.last_service('{"form":"I","stmt_from":"2024-05-06","stmt_to":"2024-05-08","lines":[{}]}'), '2024-05-08', 'no day in the lines: the statement''s last');
SELECT is(rcm.first_service(c) || ' ' || rcm.last_service(c), '2023-12-30 2024-02-03', 'earliest and latest of several lines')
FROM (VALUES ('{"form":"P","lines":[{"from":"2024-01-05","to":"2024-01-09"},{"from":"2023-12-30"},{"from":"2024-02-03"},{"to":"2024-01-30"}]}'::rcm.claim)) v(c);
SELECT ok(num_nonnulls(rcm.claim_id(c), rcm.payer_id(c), rcm.payer_seq(c), rcm.filing_ind(c), rcm.freq(c), rcm.orig_ref(c), rcm.pos(c), rcm.tob(c),
		rcm.auth_number(c), rcm.referral_number(c), rcm.billing_npi(c), rcm.rendering_npi(c), rcm.attending_npi(c), rcm.billing_tin(c), rcm.member_id(c),
		rcm.submit_date(c), rcm.stmt_from(c), rcm.stmt_to(c), rcm.first_service(c), rcm.last_service(c), rcm.total_charge(c)) = 0, 'what is not given is null')
FROM (SELECT nothing FROM fact UNION ALL SELECT blank FROM fact) x(c);

-- ---- lines ----

SELECT results_eq($$SELECT line, code, mods, units, uom, charge::text, from_date, to_date, pos, dx_ptr, dx, emergency, epsdt FROM rcm.lines(
	'{"form":"P","pos":"11","dx":[{"code":"I10"},{"code":"e11.9"}],"lines":[
		{"n":7,"code":"99213","mods":["25","59"],"units":1.50,"uom":"UN","charge":"12.00","from":"2024-05-06","to":"2024-05-07","dx_ptr":[2,1,9,0,-1],"emg":"Y"},
		{"code":"j1885","pos":"22","units":"two","epsdt":"Y"}]}')$$,
	$$VALUES (7, '99213', '{25,59}'::text[], 1.5::numeric, 'UN', '12.00', '2024-05-06'::date, '2024-05-07'::date, '11', '{2,1,9,0,-1}'::int[], '{e11.9,I10}'::text[], true, false),
		(2, 'j1885', '{}', NULL, NULL, NULL, NULL, NULL, '22', '{}', '{}', false, true)$$, 'lines, in order');
SELECT results_eq($$SELECT rev, rendering_npi, ordering_npi, ndc, ndc_quantity, ndc_uom, description, minutes, auth_number FROM rcm.lines(
	'{"form":"I","lines":[{"rev":"0300","rendering":{"npi":"1"},"ordering":{"npi":"2"},"ndc":{"code":"00000000001","qty":"2.25","uom":"ML"},"desc":"d","minutes":8,"auth":"A"}]}')$$,
	$$VALUES ('0300', '1', '2', '00000000001', 2.25::numeric, 'ML', 'd', 8::numeric, 'A')$$, 'the rest of a line');
SELECT is((SELECT count(*) FROM rcm.lines('{"form":"P"}')) + (SELECT count(*) FROM rcm.lines(NULL)), 0::bigint, 'no lines, no rows');
SELECT is((SELECT array_agg(code ORDER BY o) FROM given.claim() c, rcm.lines(c) WITH ORDINALITY l(line, code, mods, units, uom, charge, f, t, pos, rev, p, dx, r, orr, ndc, q, u, d, m, a, e, s, o)),
	'{99213}', 'lines in a lateral join');
CREATE FUNCTION pg_temp.line_number(document text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RETURN (SELECT line FROM rcm.lines(document::rcm.claim));
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END $$;
SELECT isnt(pg_temp.line_number('{"form":"P","lines":[{"n":4294967297}]}'), '1', 'a line number beyond integer is not taken for another line''s');

-- ---- diagnoses ----

SELECT results_eq($$SELECT * FROM rcm.diagnoses('{"form":"I","dx":[{"code":"J18.9","poa":"Y"},{"code":"I10"},{}],"admit_dx":"R05","reason_dx":["R05.9","R50.9"]}')$$,
	$$VALUES ('principal', 1, 'J18.9', 'Y'), ('other', 2, 'I10', NULL), ('other', 3, NULL, NULL), ('admitting', 1, 'R05', NULL),
		('reason for visit', 1, 'R05.9', NULL), ('reason for visit', 2, 'R50.9', NULL)$$, 'diagnoses by role');
SELECT is((SELECT count(*) FROM rcm.diagnoses('{"form":"P"}')), 0::bigint, 'no diagnoses, no rows');

-- ---- stored ----

CREATE TABLE stored (c rcm.claim, claim_id text GENERATED ALWAYS AS (rcm.claim_id(c)) STORED, payer text GENERATED ALWAYS AS (rcm.payer_id(c)) STORED,
	total rcm.usd GENERATED ALWAYS AS (rcm.total_charge(c)) STORED, first_day date GENERATED ALWAYS AS (rcm.first_service(c)) STORED,
	digest bytea GENERATED ALWAYS AS (rcm.digest(c)) STORED, lines integer GENERATED ALWAYS AS (rcm.line_count(c)) STORED);
INSERT INTO stored SELECT given.claim(jsonb_build_object('claim_id', 'S' || n, 'total_charge', n || '.00')) FROM generate_series(1, 200) n;
INSERT INTO stored VALUES (NULL), ('{"form":"P"}');
SELECT results_eq($$SELECT claim_id, payer, total::text, first_day, lines FROM stored WHERE claim_id = 'S9'$$, $$VALUES ('S9', 'HILL', '9.00', '2024-05-06'::date, 1)$$,
	'generated columns');
SELECT is((SELECT count(*) FROM stored WHERE digest IS DISTINCT FROM rcm.digest(c)), 0::bigint, 'a digest as a generated column');
UPDATE stored SET c = given.claim('{"claim_id":"new"}') WHERE claim_id = 'S9';
SELECT is((SELECT count(*) FROM stored WHERE claim_id = 'new'), 1::bigint, 'they follow an update');
CREATE INDEX ON stored (rcm.claim_id(c));
CREATE INDEX ON stored (rcm.total_charge(c));
SET enable_seqscan = off;
SELECT is((SELECT total::text FROM stored WHERE rcm.claim_id(c) = 'S42'), '42.00', 'an index on a fact');
RESET enable_seqscan;
SELECT cmp_ok(max(pg_column_size(c)), '<=', 1100, 'a typical claim takes about a kilobyte: ' || max(pg_column_size(c))) FROM stored;
SELECT cmp_ok(pg_column_size(given.claim()), '<', length(given.document()::text) * 3 / 5, 'less than three fifths of its JSON');
-- wide claims are compressed and moved out of line, and come back
INSERT INTO stored SELECT given.claim(jsonb_build_object('claim_id', 'wide', 'lines', (SELECT jsonb_agg(given.line(n, jsonb_build_object('desc', md5(n::text) || md5((n * 7)::text)))) FROM generate_series(1, 900) n)));
SELECT is((SELECT lines FROM stored WHERE claim_id = 'wide'), 900, 'a claim of 900 lines');
SELECT is((SELECT count(*) FROM stored s, rcm.lines(s.c) l WHERE s.claim_id = 'wide' AND l.description = md5(l.line::text) || md5((l.line * 7)::text)), 900::bigint, 'all there');
ALTER TABLE stored ALTER COLUMN c SET STORAGE EXTERNAL;
UPDATE stored SET c = c::text::rcm.claim WHERE claim_id = 'wide';
SELECT is((SELECT count(*) FROM stored s, rcm.lines(s.c) l WHERE s.claim_id = 'wide' AND l.description = md5(l.line::text) || md5((l.line * 7)::text)), 900::bigint, 'out of line without compression too');

-- statistics of a table of claims are not the price of comparing every claim with every other
CREATE TABLE many AS SELECT given.claim(jsonb_build_object('claim_id', 'M' || n)) AS c FROM generate_series(1, 5000) n;
ANALYZE many;
SELECT is((SELECT ROW(n_distinct, avg_width > 100, most_common_vals IS NULL)::text FROM pg_stats WHERE tablename = 'many' AND attname = 'c'), '(-1,t,t)', 'no claim is compared with another');

SELECT * FROM finish();
