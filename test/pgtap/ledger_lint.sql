-- ledger_lint.sql - what holds for every object of a ledger, whoever writes it
\set ON_ERROR_STOP 1
SET search_path = public, pg_catalog;
SET client_min_messages = warning;
SELECT rcm.create_ledger('billing') \gset
SET client_min_messages = notice;
SELECT no_plan();
CREATE TEMP TABLE rel AS SELECT c.oid, c.relname::text AS name, c.relkind AS kind FROM pg_class c WHERE c.relnamespace = 'billing'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f');
CREATE TEMP TABLE fn AS SELECT p.*, p.oid::regprocedure::text AS signature FROM pg_proc p WHERE p.pronamespace = 'billing'::regnamespace;
SELECT cmp_ok((SELECT count(*) FROM rel), '>', 30::bigint, 'there are relations');
SELECT cmp_ok((SELECT count(*) FROM fn), '>', 30::bigint, 'there are functions');

-- comments
SELECT is((SELECT string_agg(name, ', ') FROM rel WHERE obj_description(oid, 'pg_class') IS NULL), NULL, 'every relation has a comment');
SELECT is((SELECT string_agg(rel.name || '.' || a.attname, ', ') FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE col_description(rel.oid, a.attnum) IS NULL), NULL, 'every column');
SELECT is((SELECT string_agg(signature, ', ') FROM fn WHERE obj_description(oid, 'pg_proc') IS NULL), NULL, 'every function');
SELECT is((SELECT string_agg(rel.name || '.' || t.tgname, ', ') FROM rel JOIN pg_trigger t ON t.tgrelid = rel.oid AND NOT t.tgisinternal WHERE obj_description(t.oid, 'pg_trigger') IS NULL), NULL, 'every trigger');
SELECT is((SELECT string_agg(rel.name || '.' || p.polname, ', ') FROM rel JOIN pg_policy p ON p.polrelid = rel.oid WHERE obj_description(p.oid, 'pg_policy') IS NULL), NULL, 'every policy');
SELECT isnt(obj_description('billing'::regnamespace, 'pg_namespace'), NULL, 'the schema');
SELECT is((SELECT string_agg(t.typname, ', ') FROM pg_type t WHERE t.typnamespace = 'billing'::regnamespace AND t.typrelid = 0 AND t.typelem = 0 AND obj_description(t.oid, 'pg_type') IS NULL), NULL, 'every type');

-- functions
SELECT is((SELECT string_agg(signature, ', ') FROM fn WHERE prosecdef), NULL, 'nothing is SECURITY DEFINER');
SELECT is((SELECT string_agg(signature, ', ') FROM fn WHERE NOT coalesce(EXISTS (SELECT FROM unnest(proconfig) s WHERE s LIKE 'search\_path=pg\_catalog%pg\_temp'), false)), NULL, 'every function has its search_path, pg_temp at the end');
SELECT is((SELECT string_agg(signature, ', ') FROM fn JOIN pg_language l ON l.oid = prolang WHERE l.lanname NOT IN ('sql', 'plpgsql')), NULL, 'in SQL or PL/pgSQL');
SELECT is((SELECT string_agg(signature, ', ') FROM fn WHERE regexp_replace(prosrc, $r$E'[^']*'|--[^\n]*$r$, '', 'g') ~ '\\' AND NOT coalesce(proconfig @> '{standard_conforming_strings=on}', false)), NULL, 'strings with backslashes are read in one way, whatever the session has set');
SELECT is((SELECT string_agg(signature, ', ') FROM fn WHERE regexp_replace(prosrc, '--[^\n]*', '', 'g') ~* '\m(current_date|current_time|localtime|localtimestamp)\M|\m(now\(\)|\w+_at)::date\M'), NULL, 'no day and no moment is that of the session''s time zone');
SELECT is((SELECT string_agg(signature, ', ') FROM fn WHERE provolatile = 'v' AND proparallel <> 'u'), NULL, 'what writes is not run in workers');
-- (an error is caught in a subtransaction, which there is none of while workers run; what calls such a function is no better)
SELECT set_eq($$SELECT proname::text FROM fn WHERE provolatile <> 'v' AND proparallel = 'u'$$, '{denial_edits,denial_evidence,next_step,work_step}'::text[], 'what only reads may be, but for what catches errors');
SELECT is((SELECT string_agg(signature, ', ') FROM fn WHERE prosrc ~ '\n\s*EXCEPTION\s+WHEN' AND proparallel <> 'u'), NULL, 'which is not');
-- (as it is written: a default would be taken in silence)
CREATE TEMP TABLE written AS SELECT substring(f, '^\w+') AS name, regexp_replace(f, '\sAS \$.*$', '') AS said
	FROM regexp_split_to_table(rcm.ledger_code(), 'CREATE (OR REPLACE )?FUNCTION @ledger@\.') WITH ORDINALITY x (f, nth) WHERE nth > 1;
SELECT is((SELECT count(*) FROM written), (SELECT count(*) FROM fn), 'every function is found in the text of the code');
SELECT is((SELECT string_agg(name, ', ') FROM written WHERE said !~ '\m(IMMUTABLE|STABLE|VOLATILE)\M'), NULL, 'each says its volatility');
SELECT is((SELECT string_agg(name, ', ') FROM written WHERE said !~ '\mPARALLEL (SAFE|UNSAFE|RESTRICTED)\M'), NULL, 'and whether it may run in workers');
SELECT is((SELECT string_agg(DISTINCT m[1], ', ') FROM regexp_matches(rcm.ledger_code(), 'CREATE (FUNCTION|VIEW|TRIGGER) ', 'g') m), NULL, 'all code can be written again');
-- the practice is the first argument; but for what knows nothing of practices, and what is given a row that has it
SELECT is((SELECT string_agg(signature, ', ' ORDER BY signature) FROM fn
	WHERE prorettype <> 'trigger'::regtype
		AND NOT coalesce(proargnames[1] = 'practice_id' AND proargtypes[0] = 'text'::regtype, false)
		AND NOT coalesce((SELECT c.relnamespace = 'billing'::regnamespace FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid WHERE t.oid = proargtypes[0]), false)
		AND proname NOT IN ('payer_key', 'provider_adjustment_account', 'waits_in', 'refuse_card_numbers', 'check_triggers', 'kpi_sources', 'kpi_windows', 'kpi_target', 'kpi_working', 'kpi_read_by')), NULL, 'practice_id comes first');

-- who sees what
SELECT is((SELECT string_agg(c.relname, ', ' ORDER BY c.relname::text) FROM rel JOIN pg_class c USING (oid) WHERE kind IN ('r', 'p') AND NOT c.relrowsecurity), 'claim_state, version', 'row security on everything but what is the same for all');
SELECT is((SELECT string_agg(name, ', ') FROM rel WHERE kind IN ('r', 'p') AND name NOT IN ('claim_state', 'version') AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = rel.oid)), NULL, 'with a policy');
SELECT is((SELECT string_agg(rel.name, ', ') FROM rel JOIN pg_policy p ON p.polrelid = rel.oid WHERE pg_get_expr(p.polqual, p.polrelid) ~* '\mselect\M' OR pg_get_expr(p.polwithcheck, p.polrelid) ~* '\mselect\M'), NULL, 'without a sub-select');
SELECT is((SELECT string_agg(name, ', ') FROM rel JOIN pg_class c USING (oid) WHERE kind = 'v' AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)), NULL, 'a view shows what who asks may see');
-- (pg_dump writes them with an empty search_path; what names no operator's schema - CASE x WHEN y, IS DISTINCT FROM, USING - does not come back)
CREATE FUNCTION pg_temp.not_restored() RETURNS text LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
	v    record;
	said text;
BEGIN
	FOR v IN SELECT oid, name FROM pg_temp.rel WHERE kind = 'v' ORDER BY name LOOP
		BEGIN
			EXECUTE pg_catalog.format('CREATE TEMP VIEW as_dumped AS %s', pg_catalog.pg_get_viewdef(v.oid));
			DROP VIEW pg_temp.as_dumped;
		EXCEPTION WHEN undefined_function THEN
			said := pg_catalog.concat_ws(', ', said, v.name || ': ' || SQLERRM);
		END;
	END LOOP;
	RETURN said;
END $$;
SELECT is(pg_temp.not_restored(), NULL, 'a dump of every view can be restored');
SELECT is((SELECT string_agg(name, ', ') FROM rel WHERE kind IN ('m', 'f')), NULL, 'nothing that row security cannot guard');
SELECT is((SELECT string_agg(name, ', ') FROM rel WHERE name NOT IN ('claim_state', 'version') AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = rel.oid AND a.attname = 'practice_id' AND a.atttypid = 'text'::regtype AND (kind <> 'v' OR a.attnum = 1))), NULL, 'all of it is of a practice; views begin with it');
SELECT is((SELECT string_agg(name, ', ') FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid AND a.attname = 'practice_id' WHERE kind IN ('r', 'p') AND NOT a.attnotnull), NULL, 'never null');
SELECT is((SELECT string_agg(name, ', ') FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid AND a.attname = 'practice_id' JOIN pg_collation l ON l.oid = a.attcollation WHERE kind IN ('r', 'p') AND l.collname <> 'C'), NULL, 'compared byte by byte');
SELECT is((SELECT string_agg(DISTINCT rel.name, ', ') FROM rel JOIN pg_class c USING (oid), aclexplode(c.relacl) x WHERE x.grantee <> c.relowner), NULL, 'granted to nobody yet');

-- keys
SELECT is((SELECT string_agg(i.indexrelid::regclass::text, ', ') FROM rel JOIN pg_index i ON i.indrelid = rel.oid LEFT JOIN pg_attribute a ON a.attrelid = rel.oid AND a.attnum = i.indkey[0]
	WHERE i.indisunique AND name NOT IN ('claim_state', 'version') AND i.indkey[0] <> 0 AND a.attname <> 'practice_id'), NULL, 'every unique key begins with the practice');
SELECT is((SELECT string_agg(i.indexrelid::regclass::text, ', ') FROM rel JOIN pg_index i ON i.indrelid = rel.oid WHERE i.indisunique AND i.indkey[0] = 0), NULL, 'and is none over an expression');
SELECT is((SELECT string_agg(name, ', ') FROM rel WHERE kind IN ('r', 'p') AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = rel.oid AND i.indisprimary)), NULL, 'every table has a primary key');
SELECT is((SELECT string_agg(rel.name || '.' || k.conname, ', ') FROM rel JOIN pg_constraint k ON k.conrelid = rel.oid AND k.contype = 'f'
	JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[1]
	WHERE NOT (a.attname = 'practice_id' AND b.attname = 'practice_id')), NULL, 'every foreign key stays within the practice');
SELECT is((SELECT string_agg(rel.name || '.' || k.conname, ', ') FROM rel JOIN pg_constraint k ON k.conrelid = rel.oid AND k.contype = 'f' WHERE k.confrelid NOT IN (SELECT oid FROM rel)), NULL, 'and within the ledger');
SELECT is((SELECT string_agg(rel.name || '.' || k.conname, ', ') FROM rel JOIN pg_constraint k ON k.conrelid = rel.oid WHERE k.contype IN ('f', 'c') AND NOT k.convalidated), NULL, 'every constraint is proved');
SELECT is((SELECT string_agg(rel.name || '.' || k.conname, ', ') FROM rel JOIN pg_constraint k ON k.conrelid = rel.oid JOIN pg_index i ON i.indexrelid = k.conindid JOIN pg_attribute a ON a.attrelid = rel.oid AND a.attnum = i.indkey[0]
	WHERE k.contype = 'x' AND a.attname <> 'practice_id'), NULL, 'spans that may not overlap are of a practice');
SELECT is((SELECT string_agg(rel.name || '.' || a.attname, ', ') FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid WHERE a.attidentity <> '' AND a.atttypid <> 'bigint'::regtype), NULL, 'numbers never run out');
SELECT is((SELECT string_agg(rel.name || '.' || a.attname, ', ') FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid WHERE a.attnum > 0 AND a.atttypid IN ('real'::regtype, 'double precision'::regtype, 'money'::regtype)), NULL, 'nothing is counted in floating point');
SELECT is((SELECT string_agg(rel.name || '.' || a.attname, ', ') FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid WHERE kind IN ('r', 'p') AND a.attnum > 0 AND a.atttypid = 'timestamp'::regtype), NULL, 'a moment has its zone');

-- triggers
SELECT is((SELECT string_agg(rel.name || '.' || t.tgname, ', ') FROM rel JOIN pg_trigger t ON t.tgrelid = rel.oid AND NOT t.tgisinternal WHERE t.tgenabled <> 'O'), NULL, 'every trigger is enabled');
SELECT is((SELECT string_agg(t.name, ', ') FROM unnest('{entry,event,claim_transition,acknowledgement,remittance_line,remittance_adjustment,statement,statement_line,instalment,payment_plan_line,refund,recovery}'::text[]) t (name)
	WHERE NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = format('billing.%I', t.name)::regclass AND g.tgname = 'append_only' AND g.tgtype & 56 = 56 AND g.tgtype & 2 = 2)), NULL, 'what is only added to is guarded against update, delete and truncate');

-- nothing of it belongs to the extension, and nothing but the extension is needed to make it
SELECT is((SELECT count(*) FROM pg_depend d JOIN rel ON d.classid = 'pg_class'::regclass AND d.objid = rel.oid WHERE d.deptype = 'e'), 0::bigint, 'it is the database''s, not the extension''s');

-- a second one beside it, in a schema whose name has to be quoted: nothing of it points into the first
SET client_min_messages = warning;
SELECT rcm.create_ledger('Second one') \gset
SET client_min_messages = notice;
SELECT is((SELECT string_agg(pg_describe_object(d.classid, d.objid, d.objsubid), ', ') FROM pg_depend d JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid AND c.relnamespace = '"Second one"'::regnamespace
	JOIN rel ON d.refclassid = 'pg_class'::regclass AND d.refobjid = rel.oid), NULL, 'two ledgers know nothing of each other');
SELECT is((SELECT string_agg(p.oid::regprocedure::text, ', ') FROM pg_proc p WHERE p.pronamespace = '"Second one"'::regnamespace AND (p.prosrc ~ '(^|[^.[:alnum:]_])billing[.]' OR p.prosrc ~ '@ledger@')), NULL, 'nor in their functions');
SELECT is((SELECT count(*) FROM pg_proc p WHERE p.pronamespace = '"Second one"'::regnamespace), (SELECT count(*) FROM fn), 'and have the same');

-- PL/pgSQL, where the checker is installed (it sees no transition tables)
SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'plpgsql_check') AS checker \gset
\if :checker
CREATE EXTENSION plpgsql_check SCHEMA public;
SELECT is((SELECT string_agg(format('%s, line %s: %s', fn.signature, c.lineno, c.message), E'\n') FROM fn JOIN pg_language l ON l.oid = fn.prolang,
	plpgsql_check_function_tb(fn.oid, other_warnings => true, extra_warnings => true, performance_warnings => false, security_warnings => true) c
	WHERE l.lanname = 'plpgsql' AND fn.prorettype <> 'trigger'::regtype AND c.sqlstate <> '55000' AND c.message !~ '^cannot determinate'
		AND NOT (fn.proretset AND c.message LIKE 'OUT variable % is maybe unmodified')
		-- (the practice comes first even where it is not asked; a text that becomes accounts is read once;
		-- check_entries reads the clock after its query's snapshot was taken, so that nothing it sees is of later)
		AND NOT (fn.proname = 'check_entries' AND c.message = 'routine is marked as STABLE, but expression is VOLATILE')
		AND NOT (c.message = 'unused parameter "practice_id"' OR c.message = 'target type is different type than source type')), NULL, 'plpgsql_check has nothing to say');
\else
SELECT skip('plpgsql_check is not installed');
\endif
SELECT * FROM finish();
