-- reference.sql - writes the pages of docs/reference to the directory :dir.
-- Run by build/reference; names are qualified because search_path is empty.

SET search_path = '';
SET client_min_messages = warning;

-- Loads the module, so that its settings are known.
LOAD 'rcm';

CREATE TEMP TABLE room (name text, room text, place int);
\set command '\\copy pg_temp.room FROM ' :dir '/rooms'
:command

-- A member's comment, on one line.
CREATE FUNCTION pg_temp.about(class regclass, object oid) RETURNS text LANGUAGE sql AS $$
	SELECT coalesce(regexp_replace(obj_description(object, class::name), '\s+', ' ', 'g'), '*Not described.*')
$$;

-- The same for a cell of a table.
CREATE FUNCTION pg_temp.cell(about text) RETURNS text LANGUAGE sql AS $$
	SELECT replace(regexp_replace(coalesce(about, ''), '\s+', ' ', 'g'), '|', '\|')
$$;

-- The same with its paragraphs, and with its examples, which are indented, as they stand.
CREATE FUNCTION pg_temp.told(class regclass, object oid) RETURNS text LANGUAGE sql AS $$
	SELECT coalesce(regexp_replace(obj_description(object, class::name), '([^\n])\n(?=[^\s])', E'\\1\n\n', 'g'), '*Not described.*')
$$;

-- What a function takes, without the columns that it returns, and these.
CREATE FUNCTION pg_temp.taken(function oid) RETURNS text LANGUAGE sql AS $$
	SELECT regexp_replace(pg_get_function_arguments(function), '(^|, )OUT .*$', '')
$$;
CREATE FUNCTION pg_temp.returned(function oid) RETURNS text LANGUAGE sql AS $$
	SELECT CASE WHEN columns IS NULL THEN format('Returns `%s`.', result)
		ELSE format('Returns %s `%s`.', CASE WHEN result LIKE 'SETOF %' THEN 'rows of' ELSE 'a row of' END, columns) END
	FROM (SELECT pg_get_function_result(function) AS result,
		replace(substring(pg_get_function_arguments(function) FROM '(?:^|, )OUT (.*)$'), ', OUT ', '`, `') AS columns) f
$$;

CREATE TEMP VIEW member AS
SELECT d.classid, d.objid
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid AND e.extname = 'rcm'
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e';

-- Functions that are called through something else: a type, an operator, an index, an aggregate, a cast.
CREATE TEMP VIEW hidden AS
SELECT unnest(ARRAY[typinput, typoutput, typreceive, typsend, typmodin, typmodout, typanalyze]::oid[]) AS oid FROM pg_catalog.pg_type
UNION SELECT oprcode FROM pg_catalog.pg_operator
UNION SELECT amproc FROM pg_catalog.pg_amproc
UNION SELECT castfunc FROM pg_catalog.pg_cast
UNION SELECT unnest(ARRAY[aggtransfn, aggfinalfn, aggcombinefn, aggserialfn, aggdeserialfn, aggmtransfn, aggminvtransfn, aggmfinalfn]::oid[])
FROM pg_catalog.pg_aggregate;

-- ---- types ----
\set page :dir '/types.md'
\o :page
SELECT :'mark' || E'\n\n# Types\n\n' || string_agg(text, E'\n' ORDER BY name COLLATE "C")
FROM (
	SELECT t.typname AS name,
		format(E'## `rcm.%s`\n\n%s\n\nStorage: %s.%s%s\n', t.typname, pg_temp.told('pg_type', t.oid),
			CASE WHEN t.typlen > 0 THEN t.typlen || ' bytes' || CASE WHEN t.typbyval THEN ', by value' ELSE '' END
				 ELSE 'variable length' END,
			' Indexes: ' || (SELECT string_agg(DISTINCT a.amname, ', ' ORDER BY a.amname)
				FROM pg_catalog.pg_opclass c JOIN pg_catalog.pg_am a ON a.oid = c.opcmethod
				WHERE c.opcintype = t.oid) || '.',
			' Values: ' || (SELECT string_agg('`' || e.enumlabel || '`', ', ' ORDER BY e.enumsortorder)
				FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid) || '.') AS text
	FROM pg_temp.member m
	JOIN pg_catalog.pg_type t ON m.classid = 'pg_type'::regclass AND t.oid = m.objid
	WHERE t.typelem = 0 OR t.typsubscript::regproc::text <> 'array_subscript_handler'
) s
HAVING count(*) > 0;

-- ---- functions, by room ----
\set page :dir '/functions.md'
\o :page
SELECT :'mark' || E'\n\n# Functions\n\nEach room of the extension in turn; functions behind types, operators, casts and aggregates are not listed.\n\n'
	|| string_agg(text, E'\n' ORDER BY place)
FROM (
	SELECT place, format(E'## %s\n\n', room) || string_agg(text, E'\n' ORDER BY signature COLLATE "C") AS text
	FROM (
		SELECT coalesce(r.room, 'other') AS room, coalesce(r.place, 999) AS place, p.proname || p.oid::regprocedure::text AS signature,
			format(E'### `rcm.%s(%s)`\n\n%s\n\n%s\n\n%s%s, parallel %s.\n', p.proname,
				pg_temp.taken(p.oid), pg_temp.returned(p.oid), pg_temp.told('pg_proc', p.oid),
				CASE p.provolatile WHEN 'i' THEN 'Immutable' WHEN 's' THEN 'Stable' ELSE 'Volatile' END,
				CASE WHEN p.proisstrict THEN ', null when an argument is null' ELSE '' END,
				CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END) AS text
		FROM pg_temp.member m
		JOIN pg_catalog.pg_proc p ON m.classid = 'pg_proc'::regclass AND p.oid = m.objid
		LEFT JOIN pg_temp.room r ON r.name = p.proname
		WHERE p.prokind IN ('f', 'w') AND p.oid NOT IN (SELECT oid FROM pg_temp.hidden)
	) f
	GROUP BY room, place
) s
HAVING count(*) > 0;

-- ---- aggregates ----
\set page :dir '/aggregates.md'
\o :page
SELECT :'mark' || E'\n\n# Aggregates\n\n' || string_agg(format(E'## `rcm.%s(%s)`\n\nReturns `%s`.\n\n%s\n', p.proname,
		pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), pg_temp.told('pg_proc', p.oid)),
	E'\n' ORDER BY p.proname COLLATE "C", p.oid::regprocedure::text COLLATE "C")
FROM pg_temp.member m
JOIN pg_catalog.pg_proc p ON m.classid = 'pg_proc'::regclass AND p.oid = m.objid
WHERE p.prokind = 'a'
HAVING count(*) > 0;

-- ---- operators ----
\set page :dir '/operators.md'
\o :page
SELECT :'mark' || E'\n\n# Operators\n\n| operator | result | |\n|---|---|---|\n' || string_agg(
	format('| `%s%s %s` | `%s` | %s |', nullif(o.oprleft, 0)::regtype || ' ', pg_temp.cell(o.oprname), o.oprright::regtype,
		o.oprresult::regtype, pg_temp.cell(pg_temp.about('pg_operator', o.oid))),
	E'\n' ORDER BY o.oprleft::regtype::text COLLATE "C", o.oprright::regtype::text COLLATE "C", o.oprname COLLATE "C")
FROM pg_temp.member m
JOIN pg_catalog.pg_operator o ON m.classid = 'pg_operator'::regclass AND o.oid = m.objid
HAVING count(*) > 0;

-- ---- casts ----
\set page :dir '/casts.md'
\o :page
SELECT :'mark' || E'\n\n# Casts\n\n| from | to | when | |\n|---|---|---|---|\n' || string_agg(
	format('| `%s` | `%s` | %s | %s |', c.castsource::regtype, c.casttarget::regtype,
		CASE c.castcontext WHEN 'i' THEN 'by itself' WHEN 'a' THEN 'in an assignment' ELSE 'when written' END,
		pg_temp.cell(pg_temp.about('pg_cast', c.oid))),
	E'\n' ORDER BY c.castsource::regtype::text COLLATE "C", c.casttarget::regtype::text COLLATE "C")
FROM pg_temp.member m
JOIN pg_catalog.pg_cast c ON m.classid = 'pg_cast'::regclass AND c.oid = m.objid
HAVING count(*) > 0;

-- ---- views ----
\set page :dir '/views.md'
\o :page
SELECT :'mark' || E'\n\n# Views\n\n' || string_agg(
	format(E'## `rcm.%s`\n\n%s\n\n| column | type | |\n|---|---|---|\n%s\n', c.relname, pg_temp.about('pg_class', c.oid),
		(SELECT string_agg(format('| `%s` | `%s` | %s |', a.attname, format_type(a.atttypid, a.atttypmod),
				pg_temp.cell(col_description(c.oid, a.attnum))), E'\n' ORDER BY a.attnum)
		 FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)),
	E'\n' ORDER BY c.relname COLLATE "C")
FROM pg_temp.member m
JOIN pg_catalog.pg_class c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid AND c.relkind = 'v'
HAVING count(*) > 0;

-- ---- settings ----
\set page :dir '/settings.md'
\o :page
SELECT :'mark' || E'\n\n# Settings\n\n' || string_agg(
	format(E'## `%s`\n\n%s%s\n\n%s, `%s` unless set%s. Set by %s.\n', s.name, s.short_desc, ' ' || s.extra_desc, initcap(s.vartype),
		coalesce(nullif(s.boot_val, ''), ' '),
		coalesce(', one of ' || (SELECT string_agg('`' || v || '`', ', ' ORDER BY n) FROM unnest(s.enumvals) WITH ORDINALITY u(v, n)),
			', from ' || s.min_val || ' to ' || s.max_val, ''),
		CASE s.context WHEN 'user' THEN 'anyone, at any time' WHEN 'superuser' THEN 'a superuser, at any time'
			WHEN 'sighup' THEN 'the configuration file, without a restart' WHEN 'postmaster' THEN 'the configuration file, with a restart'
			ELSE s.context END),
	E'\n' ORDER BY s.name COLLATE "C")
FROM pg_catalog.pg_settings s
WHERE s.name LIKE 'rcm.%'
HAVING count(*) > 0;

-- ---- what rcm.create_library() and rcm.create_ledger() make ----

-- The tables and views of a schema, each with its columns.
CREATE FUNCTION pg_temp.relations(schema_name name) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(
		format(E'## `%s`%s\n\n%s\n\n| column | type | |\n|---|---|---|\n%s\n', c.relname, CASE c.relkind WHEN 'v' THEN ', a view' ELSE '' END,
			pg_temp.about('pg_class', c.oid),
			(SELECT string_agg(format('| `%s` | `%s`%s | %s |', a.attname, format_type(a.atttypid, a.atttypmod),
					CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
					pg_temp.cell(col_description(c.oid, a.attnum))), E'\n' ORDER BY a.attnum)
			 FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)),
		E'\n' ORDER BY c.relname COLLATE "C")
	FROM pg_catalog.pg_class c
	WHERE c.relnamespace = to_regnamespace(schema_name::text) AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
$$;
\o
BEGIN;
\o /dev/null
SELECT rcm.create_library();
SELECT rcm.create_ledger('billing');
\set page :dir '/library.md'
\o :page
SELECT :'mark' || E'\n\n# Tables of the library\n\nMade by `rcm.create_library()`.\n\n' || pg_temp.relations('rcm_library');
\set page :dir '/ledger.md'
\o :page
SELECT :'mark' || E'\n\n# Tables and views of a ledger\n\nMade by `rcm.create_ledger(''billing'')`, here in a schema `billing`. Their functions: [ledger-functions](ledger-functions.md).\n\n'
	|| pg_temp.relations('billing');
\set page :dir '/ledger-functions.md'
\o :page
SELECT :'mark' || E'\n\n# Functions of a ledger\n\nMade by `rcm.create_ledger(''billing'')`, here in a schema `billing`; those of its triggers are not listed. Tables and views: [ledger](ledger.md).\n\n'
	|| string_agg(format(E'## `billing.%s(%s)`\n\n%s\n\n%s\n\n%s, parallel %s.\n', p.proname,
			pg_temp.taken(p.oid), pg_temp.returned(p.oid), pg_temp.told('pg_proc', p.oid),
			CASE p.provolatile WHEN 'i' THEN 'Immutable' WHEN 's' THEN 'Stable' ELSE 'Volatile' END,
			CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END),
		E'\n' ORDER BY p.proname COLLATE "C", p.oid::regprocedure::text COLLATE "C")
FROM pg_catalog.pg_proc p
WHERE p.pronamespace = to_regnamespace('billing') AND p.prorettype <> 'trigger'::regtype;
ROLLBACK;
