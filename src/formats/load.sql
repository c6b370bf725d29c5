-- load.sql - publishers' files by way of SQL

CREATE FUNCTION rcm.formats(OUT set_name text, OUT title text, OUT publisher text, OUT files text, OUT dated boolean,
	OUT tables text[]) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_formats_list' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 80;
COMMENT ON FUNCTION rcm.formats() IS
'The sets that rcm.load and the command rcm load read: what the publisher calls the file and names it, whether its rows have dates of their own, and the tables of the library that they go to; rows are counted by the first.';

CREATE FUNCTION rcm.file_rows(set_name text, file bytea, file_name text DEFAULT '', licensed boolean DEFAULT false,
	OUT output integer, OUT columns text, OUT fields text[]) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_file_rows' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10000;
COMMENT ON FUNCTION rcm.file_rows(text, bytea, text, boolean) IS
'The rows that a publisher''s file holds, as texts: output counts the tables of rcm.formats() from 1, columns names the fields. file is the unpacked file, file_name its name (some formats check it), licensed keeps descriptors that need a licence (CPT). RC007 with line and column where the file is not what it should be.';

CREATE FUNCTION rcm.file_release(set_name text, file bytea, file_name text DEFAULT '',
	OUT release text, OUT eff date, OUT term date, OUT published_on date, OUT row_count bigint)
	AS 'MODULE_PATHNAME', 'rcm_file_release' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.file_release(text, bytea, text) IS
'What a publisher''s file and its name say of its release: name, dates of service it is for, day of publication, number of rows. Null where they say nothing. RC007 where the file is not what it should be.';

CREATE FUNCTION rcm.load(
	set_name text, parts bytea[], release text DEFAULT NULL, eff date DEFAULT NULL, term date DEFAULT NULL,
	file_names text[] DEFAULT '{}', licensed boolean DEFAULT false, fewer_rows boolean DEFAULT false,
	OUT release_id integer, OUT rows bigint, OUT added bigint, OUT ended bigint, OUT unchanged bigint,
	OUT already_loaded boolean
)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	said  record;
	said_release text;
	part  record;
	stage text;
	dated boolean := (SELECT f.dated FROM rcm.formats() f WHERE f.set_name = load.set_name);
	result record;
BEGIN
	IF array_ndims(parts) <> 1 OR array_lower(parts, 1) <> 1 OR array_lower(file_names, 1) <> 1 THEN
		RAISE EXCEPTION 'the files of a release are a list numbered from 1' USING ERRCODE = 'array_subscript_error';
	END IF;
	IF set_name IS NULL OR cardinality(array_remove(parts, NULL)) IS DISTINCT FROM cardinality(parts) OR parts = '{}' THEN
		RAISE EXCEPTION 'the name of a set and a file are needed' USING ERRCODE = 'null_value_not_allowed';
	END IF;
	-- rows that somebody else has staged, or a table that only looks like it, are not this release's
	SELECT string_agg(quote_ident(c.relname), ', ') INTO stage FROM pg_class c
		WHERE c.relnamespace = pg_my_temp_schema() AND (c.relname IN ('rcm_file', 'rcm_gone') OR starts_with(c.relname::text, 'rcm_stage_'));
	IF stage IS NOT NULL THEN
		RAISE EXCEPTION 'the session has temporary tables of names that loading needs: %', stage
			USING ERRCODE = 'duplicate_table', HINT = 'Drop them, or load in a session of its own.';
	END IF;
	CREATE TEMPORARY TABLE rcm_file (part integer, output integer, columns text, fields text[]) ON COMMIT DROP;
	FOR i IN 1 .. cardinality(parts) LOOP
		SELECT f.release, f.eff, f.term, f.published_on INTO said
			FROM rcm.file_release(set_name, parts[i], coalesce(file_names[i], '')) f;
		IF said.release <> said_release THEN
			RAISE EXCEPTION 'the files are of different releases: "%" and "%"', said_release, said.release USING ERRCODE = 'RC007';
		END IF;
		said_release := coalesce(said_release, said.release);
		release := coalesce(release, said.release);
		eff := coalesce(eff, said.eff);
		term := coalesce(term, said.term);
		INSERT INTO pg_temp.rcm_file
			SELECT i, f.output, f.columns, f.fields FROM rcm.file_rows(set_name, parts[i], coalesce(file_names[i], ''), licensed) f;
	END LOOP;
	release := coalesce(release, to_char(eff::timestamp, 'YYYY-MM-DD'));
	IF release IS NULL THEN
		RAISE EXCEPTION 'neither the file nor its name says which release of set "%" it is', set_name
			USING ERRCODE = 'RC007', HINT = 'Give the release''s name, and eff, its first date of service.';
	ELSIF eff IS NULL AND NOT dated THEN
		RAISE EXCEPTION 'neither the file nor its name says from which date of service release "%" of set "%" is in force', release, set_name
			USING ERRCODE = 'RC007', HINT = 'Give eff, its first date of service.';
	END IF;
	FOR part IN
		SELECT r.output, r.columns, r.others, f.tables[r.output] AS table_name
			FROM (SELECT x.output, min(x.columns) AS columns, max(x.columns) AS others FROM pg_temp.rcm_file x GROUP BY x.output) r, rcm.formats() f
			WHERE f.set_name = load.set_name ORDER BY r.output
	LOOP
		IF part.columns <> part.others THEN
			RAISE EXCEPTION 'the files do not have the same columns: "%" and "%"', part.columns, part.others USING ERRCODE = 'RC007';
		END IF;
		stage := rcm.stage_rows(part.table_name, part.columns);
		EXECUTE (SELECT format('INSERT INTO %s (%s) SELECT %s FROM pg_temp.rcm_file WHERE output = $1', stage,
				string_agg(quote_ident(c.name), ', ' ORDER BY c.place),
				string_agg(format('fields[%s]::%s', c.place, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY c.place))
			FROM string_to_table(part.columns, ', ') WITH ORDINALITY c(name, place)
			JOIN pg_attribute a ON a.attrelid = stage::regclass AND a.attname = c.name) USING part.output;
	END LOOP;
	DROP TABLE pg_temp.rcm_file;
	SELECT * INTO result FROM rcm.switch_release(set_name, release, eff, term, said.published_on,
		sha256((SELECT string_agg(p.file, '' ORDER BY p.place) FROM unnest(parts) WITH ORDINALITY p(file, place))),
		nullif(array_remove(file_names, ''), '{}'), fewer_rows);
	release_id := result.release_id;
	rows := result.rows;
	added := result.added;
	ended := result.ended;
	unchanged := result.unchanged;
	already_loaded := result.already_loaded;
END
$$;
COMMENT ON FUNCTION rcm.load(text, bytea[], text, date, date, text[], boolean, boolean) IS
'Loads the files of a release (unpacked, in order) into the library in use as one release of a set of rcm.formats(), like the command rcm load, and returns what changed. release, eff and term (first and last date of service) default to what the files and their names say. All is loaded or nothing; the same files again change nothing. licensed keeps descriptors that need a licence (CPT). RC007 with line and column where a file is not what it should be; see also rcm.switch_release.';

CREATE FUNCTION rcm.load(
	set_name text, file bytea, release text DEFAULT NULL, eff date DEFAULT NULL, term date DEFAULT NULL,
	file_name text DEFAULT '', licensed boolean DEFAULT false, fewer_rows boolean DEFAULT false,
	OUT release_id integer, OUT rows bigint, OUT added bigint, OUT ended bigint, OUT unchanged bigint,
	OUT already_loaded boolean
)
	LANGUAGE sql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT l.* FROM rcm.load(set_name, ARRAY[file], release, eff, term, ARRAY[file_name], licensed, fewer_rows) l
$$;
COMMENT ON FUNCTION rcm.load(text, bytea, text, date, date, text, boolean, boolean) IS
'Loads a publisher''s file (unpacked) that is a whole release: rcm.load with one part.';
