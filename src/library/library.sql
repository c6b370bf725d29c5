-- library.sql - making a library and loading neutral files into it

CREATE FUNCTION rcm.library_changed() RETURNS trigger
	AS 'MODULE_PATHNAME', 'rcm_library_changed' LANGUAGE C PARALLEL UNSAFE;
COMMENT ON FUNCTION rcm.library_changed() IS
'Trigger on every library table (AFTER, FOR EACH STATEMENT): tells all sessions that the table has changed, so that the next claim is judged by the new rows once they are committed.';

CREATE FUNCTION rcm.check_custom_edit() RETURNS trigger
	AS 'MODULE_PATHNAME', 'rcm_check_custom_edit' LANGUAGE C PARALLEL UNSAFE;
COMMENT ON FUNCTION rcm.check_custom_edit() IS
'Trigger on the library''s custom_edit table (BEFORE ROW): refuses an expression that is not boolean, calls anything but immutable functions of pg_catalog and rcm, or holds a sub-query. SQLSTATE RC004, or the parser''s own, with the position of the fault.';

CREATE FUNCTION rcm.library_sets(OUT set_name text, OUT file_name text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_library_sets' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 36;
COMMENT ON FUNCTION rcm.library_sets() IS
'The sets of the library: set_name is the table in the library''s schema, file_name the neutral CSV file (without .csv) that rcm.load_neutral reads into it.';

CREATE FUNCTION rcm.library_name() RETURNS name
	AS 'MODULE_PATHNAME', 'rcm_library_name' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.library_name() IS
'The schema of the library in use: the setting rcm.library.';

CREATE FUNCTION rcm.csv_rows(csv text, OUT row_number bigint, OUT fields text[]) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_csv_rows' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 1000;
COMMENT ON FUNCTION rcm.csv_rows(text) IS
'The rows of a CSV text (RFC 4180), header included, numbered from 1. A row of another width than the first, or an unclosed quote, is SQLSTATE RC007 and names the row.';

CREATE FUNCTION rcm.create_library(schema_name name DEFAULT 'rcm_library') RETURNS void
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
BEGIN
	IF schema_name ~ '[''"@%\\]' OR schema_name ~ '^pg_' THEN
		RAISE EXCEPTION 'schema name "%" cannot be used for a library', schema_name
			USING ERRCODE = 'invalid_schema_name',
				HINT = 'Choose a name without quotes that does not begin with "pg_".';
	END IF;
	EXECUTE format('CREATE SCHEMA %I', schema_name);
	EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema_name,
		'What the practice knows: code sets by release, payers, providers, contracts, edit modes (rcm)');
	EXECUTE replace(rcm.library_ddl(), '@library@', quote_ident(schema_name));
	EXECUTE format('INSERT INTO %I.version (version) SELECT extversion FROM pg_extension WHERE extname = %L',
		schema_name, 'rcm');
	IF schema_name <> rcm.library_name() THEN
		RAISE NOTICE 'claims are judged by library "%", not by "%"', rcm.library_name(), schema_name
			USING HINT = format('ALTER DATABASE %I SET rcm.library = %L', current_database(), schema_name);
	END IF;
END
$$;
COMMENT ON FUNCTION rcm.create_library(name) IS
'Makes an empty library: a schema of ordinary tables, owned by the caller, for everything the edits read. Roles whose claims are scrubbed need USAGE on the schema and SELECT on its tables. The setting rcm.library names the library in use.';

-- How a field of a neutral file becomes a value of a column's type.
CREATE FUNCTION rcm.neutral_value(type_name text, place integer) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT CASE type_name
		WHEN 'boolean' THEN format('CASE fields[%1$s] WHEN ''NA'' THEN true ELSE nullif(fields[%1$s], '''')::boolean END', place)
		WHEN 'text[]' THEN format('string_to_array(nullif(fields[%1$s], ''''), ''|'')', place)
		WHEN 'text' THEN format('nullif(fields[%1$s], '''')', place)
		ELSE format('nullif(fields[%1$s], '''')::%2$s', place, type_name)
	END
$$;
COMMENT ON FUNCTION rcm.neutral_value(text, integer) IS
'SQL expression that turns field number place of a neutral file''s row into a value of the named type: blank is null; NA is true, as are Y, T and 1, while N, F and 0 are false; | separates the items of a list.';

-- The first row of a neutral file that its table refuses, and why.
CREATE FUNCTION rcm.first_bad_row(insert_statement text, csv text, release_id integer, eff date, term date)
	RETURNS text
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO, MDY' AS $$
DECLARE
	line record;
BEGIN
	FOR line IN SELECT r.row_number, r.fields FROM rcm.csv_rows(csv) r WHERE r.row_number > 1 LOOP
		BEGIN
			EXECUTE insert_statement USING line.fields, release_id, eff, term;
		EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
			RETURN format('row %s of the file: %s', line.row_number, SQLERRM);
		END;
	END LOOP;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION rcm.first_bad_row(text, text, integer, date, date) IS
'Names the first row of a neutral file that its table refuses: rcm.load_neutral asks when loading the file at once has failed. The statement inserts one row from the array $1.';

CREATE FUNCTION rcm.load_neutral(
	set_name text, csv text, release text DEFAULT 'neutral',
	eff date DEFAULT NULL, term date DEFAULT NULL
) RETURNS bigint
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO, MDY' AS $$
DECLARE
	library  name := rcm.library_name();
	target   name;
	sha      bytea := sha256(convert_to(csv, 'UTF8'));
	known    record;
	header   text[];
	names    text;
	exprs    text;
	statement text;
	fault    text;
	release_id integer;
	loaded   bigint;
BEGIN
	SELECT s.set_name INTO target FROM rcm.library_sets() s
		WHERE load_neutral.set_name IN (s.set_name, s.file_name);
	IF target IS NULL THEN
		RAISE EXCEPTION 'there is no set "%"', set_name
			USING ERRCODE = 'RC007', HINT = 'SELECT * FROM rcm.library_sets() lists the sets.';
	END IF;
	EXECUTE format('SELECT r.file_sha256 FROM %I.release r WHERE r.set_name = $1 AND r.name = $2', library)
		INTO known USING target::text, release;
	IF known.file_sha256 = sha THEN
		RETURN 0;
	ELSIF known.file_sha256 IS NOT NULL THEN
		RAISE EXCEPTION 'release "%" of set "%" is loaded already, from another file', release, target
			USING ERRCODE = 'RC007',
				HINT = 'Give this file a release name of its own, or unload the other first with rcm.unload_release.';
	END IF;
	SELECT r.fields INTO header FROM rcm.csv_rows(csv) r LIMIT 1;
	-- names that the neutral files and the tables spell differently
	header := array_replace(array_replace(array_replace(header, 'del', 'term'), 'active_from', 'eff'), 'active_to', 'term');
	SELECT string_agg(quote_ident(h.name), ', ' ORDER BY h.place),
			string_agg(coalesce(
				'coalesce(' || rcm.neutral_value(format_type(a.atttypid, NULL), h.place::integer) || ', '
					|| pg_get_expr(d.adbin, d.adrelid) || ')',
				rcm.neutral_value(format_type(a.atttypid, NULL), h.place::integer)), ', ' ORDER BY h.place)
		INTO names, exprs
		FROM unnest(header) WITH ORDINALITY h(name, place)
		JOIN pg_attribute a ON a.attrelid = format('%I.%I', library, target)::regclass
			AND a.attname = h.name AND a.attnum > 0 AND NOT a.attisdropped
			AND a.attname NOT IN ('release_id', 'ended_by')
		-- a column that has a default where others are null
		LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum;
	IF names IS NULL THEN
		RAISE EXCEPTION 'the file''s header names no column of set "%"', target
			USING ERRCODE = 'RC007', DETAIL = format('Header: %s.', array_to_string(header, ', '));
	END IF;
	-- a file without dates of its own has those of its release
	IF NOT 'eff' = ANY (header) AND eff IS NOT NULL THEN
		names := names || ', eff';
		exprs := exprs || ', $3';
	END IF;
	IF NOT 'term' = ANY (header) AND term IS NOT NULL THEN
		names := names || ', term';
		exprs := exprs || ', $4';
	END IF;
	EXECUTE format('INSERT INTO %I.release (set_name, name, eff, term, file_sha256, tables, additive) VALUES ($1, $2, $3, $4, $5, ARRAY[$1], true) RETURNING id', library)
		INTO release_id USING target::text, release, eff, term, sha;
	statement := format('INSERT INTO %I.%I (%s, release_id) SELECT %s, $2 FROM ', library, target, names, exprs);
	BEGIN
		EXECUTE statement || 'rcm.csv_rows($1) WHERE row_number > 1' USING csv, release_id, eff, term;
		GET DIAGNOSTICS loaded = ROW_COUNT;
	EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
		fault := rcm.first_bad_row(statement || '(SELECT $1 AS fields) one', csv, release_id, eff, term);
		RAISE EXCEPTION '%', coalesce(fault, SQLERRM)
			USING ERRCODE = 'RC007', DETAIL = format('Nothing of the file was loaded into set "%s".', target);
	END;
	EXECUTE format('UPDATE %I.release SET row_count = $2 WHERE id = $1', library) USING release_id, loaded;
	RETURN loaded;
END
$$;
COMMENT ON FUNCTION rcm.load_neutral(text, text, text, date, date) IS
'Loads a neutral CSV file into the library in use as one release, and returns the number of rows. set_name is a table of the library or the file''s name without .csv; csv the file''s text, with a header; release the name of the release; eff and term the dates of service it is for. Days are YYYY-MM-DD, or with the month first as in MM/DD/YYYY, whatever the session''s DateStyle is. Columns that the set does not have are passed over. Loading the same file again changes nothing and returns 0; another file under a known release, or a row that does not fit, refuses the whole file (RC007, with the row''s number).';

CREATE FUNCTION rcm.grant_library(role_name name) RETURNS void
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	EXECUTE format('GRANT USAGE ON SCHEMA rcm, %I TO %I', rcm.library_name(), role_name);
	EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO %I', rcm.library_name(), role_name);
END
$$;
COMMENT ON FUNCTION rcm.grant_library(name) IS
'Lets a role have its claims scrubbed: USAGE on the schemas rcm and of the library in use, SELECT on the library''s tables. Needed by every role that calls rcm.scrub or writes to a guarded table.';
