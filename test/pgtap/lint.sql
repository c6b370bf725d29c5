-- lint.sql - the house rules on every object of the extension, read from the catalogue
\set ON_ERROR_STOP 1
SET search_path = public, pg_catalog;
SELECT no_plan();

CREATE TEMP VIEW member AS SELECT d.classid, d.objid FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid AND d.refclassid = 'pg_extension'::regclass WHERE d.deptype = 'e' AND e.extname = 'rcm';
CREATE TEMP VIEW fn AS SELECT p.* FROM pg_proc p JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid;
SELECT cmp_ok((SELECT count(*) FROM fn), '>', 100::bigint, 'there are functions to look at');

-- functions
SELECT is((SELECT string_agg(oid::regprocedure::text, ', ') FROM fn WHERE obj_description(oid, 'pg_proc') IS NULL), NULL, 'every function has a comment');
SELECT is((SELECT string_agg(oid::regprocedure::text, ', ') FROM fn WHERE obj_description(oid, 'pg_proc') ~ '^\s|\s$|TODO|FIXME'), NULL, 'comments are finished');
SELECT is((SELECT string_agg(oid::regprocedure::text, ', ') FROM fn WHERE prosecdef), NULL, 'none runs with its owner''s rights');
SELECT is((SELECT string_agg(oid::regprocedure::text, ', ') FROM fn WHERE prolang IN (SELECT oid FROM pg_language WHERE lanname IN ('sql', 'plpgsql')) AND NOT proconfig @> ARRAY['search_path=pg_catalog, pg_temp']), NULL, 'SQL and PL/pgSQL functions pin their search_path');
SELECT is((SELECT string_agg(oid::regprocedure::text, ', ') FROM fn WHERE prolang NOT IN (SELECT oid FROM pg_language WHERE lanname IN ('c', 'internal', 'sql', 'plpgsql'))), NULL, 'no other language');
-- (E'...' means the same everywhere; what else has a backslash is read as the session's setting has it)
SELECT is((SELECT string_agg(oid::regprocedure::text, ', ') FROM fn WHERE prolang IN (SELECT oid FROM pg_language WHERE lanname IN ('sql', 'plpgsql')) AND proname NOT IN ('ledger_ddl', 'ledger_code', 'library_ddl')
	AND regexp_replace(prosrc, $r$E'[^']*'|--[^\n]*$r$, '', 'g') ~ '\\' AND NOT coalesce(proconfig @> '{standard_conforming_strings=on}', false)), NULL, 'strings with backslashes are read in one way');
SELECT is((SELECT string_agg(oid::regprocedure::text, ', ') FROM fn WHERE proleakproof), NULL, 'none says that it is leakproof') WHERE NOT EXISTS (SELECT FROM fn JOIN pg_language l ON l.oid = prolang WHERE proleakproof AND lanname = 'internal');
-- the default of PARALLEL is UNSAFE: those are meant to be, by name
SELECT set_eq($$SELECT oid::regprocedure::text FROM fn WHERE proparallel <> 's'$$,
	ARRAY['rcm.library_changed()', 'rcm.check_custom_edit()', 'rcm.create_library(name)', 'rcm.create_ledger(name)', 'rcm.upgrade_ledger(name)', 'rcm.grant_library(name)', 'rcm.load_neutral(text,text,text,date,date)', 'rcm.first_bad_row(text,text,integer,date,date)',
		'rcm.unload_release(text,text)', 'rcm.load(text,bytea,text,date,date,text,boolean,boolean)', 'rcm.load(text,bytea[],text,date,date,text[],boolean,boolean)', 'rcm.stage_rows(text,text)', 'rcm.switch_release(text,text,date,date,date,bytea,text[],boolean)',
		'rcm.switch_table(text,integer,integer[],integer[],boolean)', 'rcm.set_release_windows(text)', 'rcm.lock_releases()', 'rcm.derive_procedures()', 'rcm.begin_derived(text,text)', 'rcm.end_derived(integer,bigint)', 'rcm.adopt_coverage(text,text)', 'rcm.set_edit_mode(text,text,text,text,text)', 'rcm.require_clean()', 'rcm.require_clean_by()'], 'what writes or is a trigger is not parallel safe; everything else is');
-- volatile is a default too
SELECT set_eq($$SELECT oid::regprocedure::text FROM fn WHERE provolatile = 'v'$$, $$SELECT oid::regprocedure::text FROM fn WHERE proparallel <> 's'$$, 'and volatile');
SELECT set_eq($$SELECT oid::regprocedure::text FROM fn WHERE provolatile = 's'$$,
	ARRAY['rcm.may_see(regclass,text)', 'rcm.prompt_pay_rule(text,text,date)', 'rcm.x12_999(bytea,jsonb)', 'rcm.x12_ta1(bytea,jsonb)', 'rcm.scrub(rcm.claim,text)', 'rcm.is_clean(rcm.claim,text)', 'rcm.scrub_coverage()', 'rcm.explain(rcm.claim,text,text)', 'rcm.library_name()', 'rcm.custom_edit_columns()',
		'rcm.library_at(date)', 'rcm.release_changes(text,text,text)', 'rcm.release_neighbours(integer)', 'rcm.releases()', 'rcm.staged_columns(regclass)',
		'rcm.playbook(text,text,text,text,date)', 'rcm.work_pace(text,date)', 'rcm.dated_rows(text)', 'rcm.code_rows(text)', 'rcm.diagnosis_notes(text,date)', 'rcm.procedure_facts(rcm.hcpcs,date)', 'rcm.code_facts(text,text,date)', 'rcm.billable_diagnosis(text,date)',
		'rcm.code(text,date)', 'rcm.search_codes(text,text,date,integer)', 'rcm.known_procedures()',
		'rcm.medicare_allowed(rcm.hcpcs,text[],date,text,boolean,boolean)', 'rcm.explain_price(rcm.hcpcs,text[],date,text,boolean,boolean)', 'rcm.price_lines(rcm.hcpcs[],text[],integer[],date,text,boolean,boolean)',
		'rcm.medicare_anesthesia_allowed(rcm.hcpcs,integer,text[],date,text)', 'rcm.explain_anesthesia_price(rcm.hcpcs,integer,text[],date,text)', 'rcm.x12_270_step(internal,jsonb,jsonb)',
		'rcm.holidays(text[],date,date)', 'rcm.business_day(date,integer)', 'rcm.payer_program(text,text,text,date)', 'rcm.appeal_rule(text,text,text,text,text,text,integer,date)', 'rcm.appeal_floor(text,integer,date)',
		'rcm.appeal_rule_faults()', 'rcm.proof_items(text,text)', 'rcm.letter_template(text,text,text,text,date)',
		'rcm.x12_276_step(internal,jsonb,jsonb)', 'rcm.x12_837p_step(internal,rcm.claim,jsonb)', 'rcm.x12_837i_step(internal,rcm.claim,jsonb)', 'rcm.x12_837d_step(internal,rcm.claim,jsonb)'], 'what reads the library or the clock is stable, not immutable');
SELECT is((SELECT string_agg(oid::regprocedure::text, ', ') FROM fn WHERE NOT proisstrict AND pronargs > 0 AND prokind = 'f' AND provolatile <> 'v' AND proname NOT IN ('scrub', 'is_clean', 'explain', 'search_codes',
	-- what a row counts, and lights: what is not given is no zero
	'kpi_charge', 'kpi_submission', 'kpi_remittance', 'kpi_disposition', 'kpi_entry', 'kpi_cohort', 'kpi_receivable', 'kpi_open_claim', 'kpi_patient_balance', 'kpi_appointment', 'kpi_visit', 'kpi_denial', 'kpi_appeal', 'kpi_paid_line',
	'light', 'lights', 'light_level', 'light_trend', 'worse_light', 'posting_moves', 'overpayment_due', 'adjustment_class', 'adjustment_is_denial', 'adjustment_faults', 'root_cause', 'playbook', 'payer_program', 'appeal_rule', 'letter_template') AND oid NOT IN
	(SELECT unnest(ARRAY[aggtransfn, aggcombinefn, aggfinalfn, aggdeserialfn, aggserialfn, aggmtransfn, aggminvtransfn]) FROM pg_aggregate)
	AND oid NOT IN (SELECT amproc FROM pg_amproc)), NULL, 'and strict');
SELECT is((SELECT string_agg(oid::regprocedure::text, ', ') FROM fn WHERE prolang = (SELECT oid FROM pg_language WHERE lanname = 'c') AND probin !~ '^\$libdir/rcm$|^MODULE_PATHNAME$|/rcm$|^rcm$'), NULL, 'C functions live in rcm');
SELECT is((SELECT string_agg(oid::regprocedure::text, ', ') FROM fn WHERE pronamespace <> 'rcm'::regnamespace), NULL, 'all in schema rcm');
SELECT is((SELECT string_agg(oid::regprocedure::text, ', ') FROM fn WHERE proacl IS NOT NULL), NULL, 'with the usual rights');
SELECT is((SELECT string_agg(oid::regprocedure::text, ', ') FROM fn WHERE prorettype = 'internal'::regtype AND NOT 'internal'::regtype = ANY (proargtypes)), NULL, 'what returns internal takes internal');

-- every argument that a user names has a name
SELECT is((SELECT string_agg(oid::regprocedure::text, ', ') FROM fn WHERE proname IN ('scrub', 'is_clean', 'explain', 'lines', 'diagnoses', 'create_library', 'load_neutral', 'claims_from_837', 'x12_findings') AND (proargnames IS NULL OR '' = ANY (proargnames))), NULL, 'arguments have names');

-- types, casts, operators, classes, aggregates
SELECT is((SELECT string_agg(objid::regtype::text, ', ') FROM member m JOIN pg_type t ON t.oid = m.objid WHERE classid = 'pg_type'::regclass AND t.typelem = 0 AND t.typrelid = 0 AND t.typtype = 'b' AND obj_description(objid, 'pg_type') IS NULL), NULL, 'every type has a comment');
SELECT is((SELECT string_agg(t.oid::regtype::text, ', ') FROM member m JOIN pg_type t ON t.oid = m.objid WHERE classid = 'pg_type'::regclass AND t.typtype = 'b' AND t.typelem = 0 AND (t.typreceive = 0 OR t.typsend = 0)), NULL, 'every type travels in binary');
SELECT is((SELECT string_agg(objid::regoperator::text, ', ') FROM member WHERE classid = 'pg_operator'::regclass AND obj_description(objid, 'pg_operator') IS NULL), NULL, 'every operator has a comment');
SELECT is((SELECT string_agg(o.oid::regoperator::text, ', ') FROM member m JOIN pg_operator o ON o.oid = m.objid WHERE m.classid = 'pg_operator'::regclass AND o.oprresult = 'boolean'::regtype AND (o.oprrest = 0 OR o.oprjoin = 0)), NULL, 'comparisons have selectivities');
SELECT is((SELECT string_agg(o.oid::regoperator::text, ', ') FROM member m JOIN pg_operator o ON o.oid = m.objid WHERE m.classid = 'pg_operator'::regclass AND o.oprname IN ('=', '<>', '<', '<=', '>', '>=') AND (o.oprnegate = 0 OR o.oprcom = 0)), NULL, 'and negators and commutators');
SELECT is((SELECT string_agg(o.oid::regoperator::text, ', ') FROM member m JOIN pg_operator o ON o.oid = m.objid WHERE m.classid = 'pg_operator'::regclass AND o.oprname = '=' AND (NOT o.oprcanhash OR NOT EXISTS (SELECT FROM pg_amop a JOIN pg_am am ON am.oid = a.amopmethod WHERE a.amopopr = o.oid AND am.amname = 'hash'))), NULL, 'equality hashes, and has the class for it');
SELECT is((SELECT string_agg(o.oid::regoperator::text, ', ') FROM member m JOIN pg_operator o ON o.oid = m.objid JOIN pg_proc p ON p.oid = o.oprcode WHERE m.classid = 'pg_operator'::regclass AND (p.provolatile <> 'i' OR NOT p.proisstrict OR p.proparallel <> 's')), NULL, 'operators are immutable, strict, parallel safe');
SELECT is((SELECT string_agg(pg_describe_object(classid, objid, 0), ', ') FROM member WHERE classid = 'pg_cast'::regclass AND obj_description(objid, 'pg_cast') IS NULL), NULL, 'every cast has a comment');
SELECT is((SELECT string_agg(pg_describe_object(classid, objid, 0), ', ') FROM member WHERE classid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass) AND obj_description(objid, CASE classid WHEN 'pg_opclass'::regclass THEN 'pg_opclass' ELSE 'pg_opfamily' END) IS NULL), NULL, 'every operator class and family has a comment');
SELECT is((SELECT string_agg(pg_describe_object('pg_opclass'::regclass, c.oid, 0), ', ') FROM pg_opclass c JOIN member m ON m.classid = 'pg_opclass'::regclass AND m.objid = c.oid WHERE NOT amvalidate(c.oid)), NULL, 'every operator class is valid');
SELECT cmp_ok((SELECT count(*) FROM member WHERE classid = 'pg_opclass'::regclass), '>=', 9::bigint, 'there are operator classes');
SELECT is((SELECT string_agg(pg_describe_object('pg_opclass'::regclass, c.oid, 0), ', ') FROM pg_opclass c JOIN member m ON m.classid = 'pg_opclass'::regclass AND m.objid = c.oid JOIN pg_am am ON am.oid = c.opcmethod
	WHERE am.amname = 'hash' AND (SELECT count(*) FROM pg_amproc p WHERE p.amprocfamily = c.opcfamily) <> 2), NULL, 'hash classes have the seeded hash');
SELECT is((SELECT string_agg(pg_describe_object('pg_opclass'::regclass, c.oid, 0), ', ') FROM pg_opclass c JOIN member m ON m.classid = 'pg_opclass'::regclass AND m.objid = c.oid JOIN pg_am am ON am.oid = c.opcmethod
	WHERE am.amname = 'btree' AND NOT (SELECT array_agg(p.amprocnum::integer) FROM pg_amproc p WHERE p.amprocfamily = c.opcfamily) @> '{1,2,4}'), NULL, 'btree classes have cmp, sortsupport and equalimage');
SELECT is((SELECT string_agg(a.aggfnoid::text, ', ') FROM pg_aggregate a JOIN fn ON fn.oid = a.aggfnoid WHERE (a.aggcombinefn = 0 AND a.aggfnoid::text NOT LIKE 'rcm.x12%') OR obj_description(a.aggfnoid, 'pg_proc') IS NULL), NULL, 'aggregates combine (an interchange is written in one piece), and have a comment');
SELECT cmp_ok((SELECT count(*) FROM pg_aggregate a JOIN fn ON fn.oid = a.aggfnoid), '>=', 4::bigint, 'there are aggregates');

-- the extension
SELECT is((SELECT string_agg(pg_describe_object(classid, objid, 0), ', ') FROM member WHERE classid = 'pg_class'::regclass), NULL, 'no table, view or sequence belongs to the extension');
SELECT isnt(obj_description('rcm'::regnamespace, 'pg_namespace'), NULL, 'the schema has a comment');
SELECT is((SELECT extrelocatable FROM pg_extension WHERE extname = 'rcm'), false, 'it stays where it is');
SELECT is((SELECT string_agg(pg_describe_object(d.classid, d.objid, 0), ', ') FROM pg_depend d WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = 'rcm'::regnamespace AND d.classid <> 'pg_extension'::regclass
	AND NOT EXISTS (SELECT FROM member m WHERE m.classid = d.classid AND m.objid = d.objid)
	AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = d.classid AND i.objid = d.objid AND i.deptype = 'i')), NULL, 'nothing in the schema that is not the extension''s');

-- PL/pgSQL, where the checker is installed
SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'plpgsql_check') AS checker \gset
\if :checker
SET client_min_messages = warning;
CREATE EXTENSION plpgsql_check SCHEMA public;
SELECT rcm.create_library() \gset
-- (it cannot follow a record out of dynamic SQL: 55000 and "cannot determinate" are that; first_bad_row is given a statement;
-- the other functions quote what they join, in places that it does not look at; OUT columns are filled by RETURN QUERY EXECUTE;
-- format(), concat() and what makes jsonb are called stable for the sake of types that read settings: here they get texts, numbers, jsonb and days as ISO 8601 writes them)
SELECT is((SELECT string_agg(format('%s, line %s: %s', fn.oid::regprocedure, c.lineno, c.message), E'\n') FROM fn JOIN pg_language l ON l.oid = fn.prolang,
	plpgsql_check_function_tb(fn.oid, other_warnings => true, extra_warnings => true, performance_warnings => false, security_warnings => true) c
	WHERE l.lanname = 'plpgsql' AND fn.prorettype <> 'trigger'::regtype AND c.sqlstate <> '55000' AND c.message !~ '^cannot determinate'
		AND NOT (fn.proname IN ('first_bad_row', 'stage_rows', 'switch_table', 'release_changes', 'code_rows') AND c.message IN ('text type variable is not sanitized', 'the expression is not SQL injection safe'))
		AND NOT (fn.proretset AND c.message LIKE 'OUT variable % is maybe unmodified') AND c.message NOT IN ('relation "pg_temp.rcm_file" does not exist', 'routine is marked as IMMUTABLE, but expression is STABLE')), NULL, 'plpgsql_check has nothing to say');
\else
SELECT skip('plpgsql_check is not installed');
\endif
SELECT * FROM finish();
