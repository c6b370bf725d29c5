-- rcm.scrub: a claim judged.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
\set SHOW_CONTEXT never
-- an invented practice: its library, and claims for it
\set ECHO none
\i test/pgtap/given/practice.sql
SELECT given.library();
\set ECHO all

SELECT edit, severity, line, field, carc, rarc FROM rcm.scrub(given.claim());
SELECT edit, severity, line, field, carc, rarc FROM rcm.scrub(given.claim('{"total_charge": "1.00", "dx": [{"code": "E11"}]}'));
SELECT rcm.is_clean(given.claim()), rcm.is_clean(given.claim('{"total_charge": "1.00"}')), rcm.is_clean(NULL);
-- what decided it
SELECT edit, jsonb_pretty(evidence) FROM rcm.scrub(given.claim(jsonb_build_object('lines', jsonb_build_array(given.line(1, '{"units": 2}')))));
-- the catalogue
SELECT edit, family, level, severity, needs, carc FROM rcm.edits() WHERE family = 'UNIT' ORDER BY edit;
-- why, and why not
SELECT what, line, detail ->> 'release' AS release FROM rcm.explain(given.claim(jsonb_build_object('lines', jsonb_build_array(given.line(1, '{"units": 2}')))), 'UNIT-MUE2');
SELECT what, line, reason FROM rcm.explain(given.claim(), 'AUTH-MISS') WHERE what = 'quiet';
SELECT * FROM rcm.explain(given.claim(), 'NO-SUCH');
-- modes
SELECT rcm.set_edit_mode('warn', 'AMT-SUM');
SELECT edit, severity FROM rcm.scrub(given.claim('{"total_charge": "1.00"}'));
SELECT rcm.set_edit_mode('enforce', 'AMT-SUM', practice => 'north');
SELECT edit, severity FROM rcm.scrub(given.claim('{"total_charge": "1.00"}'), 'north');
SELECT rcm.set_edit_mode('off', reason => 'incident');
SELECT edit, severity FROM rcm.scrub(given.claim('{"total_charge": "1.00"}'), 'north');
SELECT rcm.set_edit_mode(NULL);
SELECT edit, severity FROM rcm.scrub(given.claim('{"total_charge": "1.00"}'), 'north');
SELECT rcm.set_edit_mode('loud');
SELECT rcm.set_edit_mode('off', 'NO-SUCH');
-- an override: one claim passes one edit, for a reason, until a day
\set VERBOSITY terse
INSERT INTO rcm_library.edit_override (claim_id, edit, term) VALUES ('CH-1001', 'AMT-SUM', '2024-12-31');
\set VERBOSITY default
INSERT INTO rcm_library.edit_override (claim_id, edit, practice, reason, person, term) VALUES ('CH-1001', 'AMT-SUM', 'north', 'agreed', 'Ivy', '2024-12-31');
SELECT edit, severity, evidence -> 'overridden' AS overridden FROM rcm.scrub(given.claim('{"total_charge": "1.00"}'), 'north');
SELECT edit, severity, evidence -> 'overridden' AS overridden FROM rcm.scrub(given.claim('{"total_charge": "1.00", "submit_date": "2025-01-01"}'), 'north') WHERE edit = 'AMT-SUM';
DROP SCHEMA given, rcm_library CASCADE;
