-- settings.sql - what the settings of a session do not change: days that are written as text, days that are read from it, strings
\set ON_ERROR_STOP 1
SET search_path = public, pg_catalog;
SET client_min_messages = warning;
SELECT no_plan();
-- (before anything is called: functions are read once in a session)
SET standard_conforming_strings = off;
SET escape_string_warning = off;
SELECT rcm.create_library() \gset

-- ---- strings with backslashes are what they are in the functions ----

SELECT is(rcm.fhir_date('2026-01-02T10:00:00Z'), '2026-01-02', 'a day of FHIR');
SELECT is(rcm.fhir_number('12.50'), '12.50'::jsonb, 'a number');
SELECT is(rcm.fhir_diagnosis('e119') #>> '{coding,0,code}', 'E11.9', 'a diagnosis');
SELECT is((SELECT letter FROM rcm.merge_letter(E'One {id}.\n\n?Two {no}.', '{"id": "7", "no": null}')), 'One 7.', 'a letter');
SELECT is(rcm.words_query('knee replacements', 2)::text, $$'knee' & 'replac':*$$, 'words that are looked for');
SELECT throws_ok($$SELECT rcm.create_library('pg_x')$$, '3F000');
RESET standard_conforming_strings;

-- ---- days are read and written in one way ----

CREATE TABLE said (style text, inquiry jsonb, release text, again boolean, active text);
CREATE FUNCTION pg_temp.say(style text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	file bytea := convert_to(E'"A notice"\r\n"HCPCS/\nCPT Code",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\r\n11042,1,2 Date,Why\r\n', 'UTF8');
	known boolean;
BEGIN
	PERFORM set_config('datestyle', style, true);
	known := (SELECT l.already_loaded FROM rcm.load('mue-practitioner', file, NULL, make_date(2026, 3, 4)) l);
	PERFORM rcm.load_neutral('payers', E'payer_id,class,active_from,active_to\n"' || style || E'",commercial,03/04/2026,2026-12-05\n', style);
	INSERT INTO said SELECT style, rcm.status_inquiry('{"form": "P", "claim_id": "A", "lines": [{"n": 1, "code": "99213", "charge": "10.00", "from": "2026-05-02"}, {"n": 2, "code": "99213", "charge": "10.00", "from": "2026-05-03"}]}'),
		(SELECT string_agg(r.release, ' ') FROM rcm.releases() r WHERE r.set_name = 'mue-practitioner'), known, (SELECT to_char(p.eff, 'YYYY-MM-DD') || to_char(p.term, ' YYYY-MM-DD') FROM rcm_library.payer p WHERE p.payer_id = style);
END
$$;
SELECT pg_temp.say('ISO, MDY'), pg_temp.say('German'), pg_temp.say('SQL, DMY'), pg_temp.say('Postgres, YMD') \gset
SELECT is((SELECT string_agg(DISTINCT concat_ws(' ', inquiry ->> 'service_from', inquiry ->> 'service_to'), '; ') FROM said), '2026-05-02 2026-05-03', 'the days of a status inquiry are those of the 276');
SELECT is((SELECT string_agg(DISTINCT release, '; ') FROM said), '2026-03-04', 'a release without a name has that of its day');
SELECT is((SELECT array_agg(again) FROM said), '{f,t,t,t}', 'and is loaded once');
SELECT is((SELECT string_agg(DISTINCT active, '; ') FROM said), '2026-03-04 2026-12-05', 'the month is first in a neutral file, where the year is not');
SET datestyle = 'SQL, DMY';
SELECT throws_ok($$SELECT rcm.load_neutral('payers', E'payer_id,class,active_from\nX,commercial,24/12/2026\n', 'bad')$$, 'RC007', 'row 2 of the file: date/time field value out of range: "24/12/2026"');
SELECT finish();
