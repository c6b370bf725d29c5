-- Denials by example: how money moves, what a code means, why a line was denied
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS rcm;
CREATE SCHEMA denial_test;
SET search_path = denial_test, rcm, public;
\set SHOW_CONTEXT never
SET datestyle = 'ISO, MDY';
\pset null -

-- How the money of a remittance's adjustments moves, and what somebody has to work
SELECT group_code, carc, adjustment_class(group_code, carc) AS class, adjustment_is_denial(group_code, carc) AS denial
FROM (VALUES ('CO', '45'), ('CO', '253'), ('PR', '1'), ('CO', '1'), ('OA', '1'), ('OA', '23'), ('CO', '24'), ('OA', '225'), ('CO', '105'), ('CO', '246'),
	('CO', 'B11'), ('CO', '197'), ('PR', '27'), ('OA', '18'), ('co', ' b7 '), ('XX', '50'), (NULL, '45'), ('CO', '999'), ('CO', NULL)) AS v(group_code, carc);

-- What can be asked of the payer about an adjustment
SELECT adjustment_faults('CO', '45') AS none, adjustment_faults('CO', '16', '{MA01}') AS only_an_alert, adjustment_faults('CO', '23') AS not_allowed,
	adjustment_faults('CO', '15', NULL, '2026-03-02') AS retired, adjustment_faults('XX', 'QQ', '{M51,ZZ}') AS unknown;

SELECT d, adjustment_faults('CO', '45', NULL, d) FROM unnest('{-infinity,4000-01-01 BC,1994-12-31,1995-01-01,200000-01-01,infinity}'::date[]) d;

-- The catalogue
SELECT nature, class, count(*) FROM reason_codes() GROUP BY 1, 2 ORDER BY 1, 2;
SELECT code, nature, root, leaf, usual_groups, remark_needed, recoverable, starts, stops, gist FROM reason_codes() WHERE code IN ('15', '16', '45', 'B7') ORDER BY code;
SELECT unnest(leaves) AS leaf FROM reason_codes() WHERE code = '197';
SELECT kind, count(*), count(leaf) AS point_at_a_cause FROM remark_codes() GROUP BY kind ORDER BY kind;
SELECT code, kind, root, leaf, gist FROM remark_codes() WHERE code IN ('M62', 'MA01', 'N115') ORDER BY code;
SELECT root, count(*), string_agg(DISTINCT owner, ', ' ORDER BY owner) AS owners FROM root_causes() GROUP BY root ORDER BY root;
SELECT fact, kind, meaning FROM root_cause_facts() WHERE fact LIKE 'authorization%' OR fact LIKE 'filing%' ORDER BY fact;

-- One code, many causes: what the practice's own rows say decides
\x on
SELECT * FROM root_cause('CO', '197');
\x off
SELECT facts, leaf, owner, recoverable, rule
FROM (VALUES ('{"authorization_status": "none"}'), ('{"authorization_status": "pending"}'), ('{"authorization_status": "denied"}'),
	('{"authorization_status": "approved", "authorization_to": "2026-02-28", "service_on": "2026-03-02"}'),
	('{"authorization_status": "approved", "authorization_covers_code": false}'),
	('{"authorization_status": "approved", "authorization_units": 6, "authorization_units_used": 5, "units": 2}'),
	('{"authorization_status": "approved", "authorization_on_claim": false}'),
	('{"authorization_status": "approved", "authorization_on_claim": true}'),
	('{"authorization_status": null, "units": 2}'), ('{}')) AS v(facts), root_cause('CO', '197', NULL, facts::jsonb);

-- A remark says more than the code; an alert does not
SELECT rarcs, root, leaf, rule FROM (VALUES ('{}'), ('{MA01}'), ('{M51}'), ('{MA01,M62}'), ('{N4}'), ('{Q}'), ('{NULL,M77}')) AS v(rarcs), root_cause('CO', '16', rarcs::text[]);

-- Late because of us, or lost by the payer
SELECT leaf, recoverable, explanation FROM root_cause('CO', '29', NULL, '{"first_submitted_on": "2026-05-30", "filing_deadline": "2026-06-01", "accepted_on": "2026-06-01"}');
SELECT leaf, recoverable, explanation FROM root_cause('CO', '29', NULL, '{"first_submitted_on": "2026-06-02", "filing_deadline": "2026-06-01", "accepted_on": "2026-06-02"}');

-- What is no denial says so; an ordinary adjustment may hide an underpayment
SELECT group_code, carc, nature, leaf, rule, explanation
FROM (VALUES ('CO', '45'), ('PR', '2'), ('OA', '23'), ('CO', 'B11'), ('OA', '1'), ('CO', '999')) AS v(group_code, carc), root_cause(group_code, carc);
SELECT nature, leaf, explanation FROM root_cause('CO', '45', NULL, '{"contract_allowed": 84.10, "allowed": "80.00"}');

-- Facts that are none
SELECT root_cause('CO', '29', NULL, '{"filing_dead_line": "2026-06-01"}');
SELECT root_cause('CO', '29', NULL, jsonb_build_object(repeat('x', 200), 1));
SELECT root_cause('CO', '29', NULL, '{"filing_deadline": "soon"}');
SELECT root_cause('CO', '29', NULL, '{"units": -1}');
SELECT root_cause('CO', '29', NULL, '{"units": [1]}');
SELECT root_cause('CO', '29', NULL, '["units"]');

DROP SCHEMA denial_test CASCADE;
