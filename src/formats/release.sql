-- release.sql - rows are staged, then one release takes over from another
--
-- A release is a whole snapshot of its set.  A row that two releases in turn
-- have is stored once: it came with release_id and holds until the release
-- ended_by takes over.  Which release judges a date of service is in release's
-- columns since and until.  Releases of a set follow each other by eff, then
-- by id: a correction with the same eff takes the earlier one's place.

-- The staged columns of a table: their names, and their values in place of
-- which a null takes the column's default.
CREATE FUNCTION rcm.staged_columns(target regclass, OUT names text, OUT staged text, OUT filled text, OUT equal text)
	LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT string_agg(quote_ident(c.attname), ', ' ORDER BY c.attnum),
			string_agg('s.' || quote_ident(c.attname), ', ' ORDER BY c.attnum),
			string_agg(c.filled, ', ' ORDER BY c.attnum),
			CASE WHEN bool_and(c.attnotnull) THEN
				string_agg(format('%s OPERATOR(%I.=) l.%I', c.filled, c.home, c.attname), ' AND ' ORDER BY c.attnum)
			ELSE
				-- null equals null: a hash finds the row, the comparison makes sure
				format('hash_record_extended(ROW(%1$s), 0) = hash_record_extended(ROW(%2$s), 0) AND record_eq(ROW(%1$s), ROW(%2$s))',
					string_agg(c.filled, ', ' ORDER BY c.attnum), string_agg('l.' || quote_ident(c.attname), ', ' ORDER BY c.attnum))
			END
		FROM (SELECT a.attname, a.attnum, a.attnotnull,
				CASE t.typnamespace WHEN 'rcm'::regnamespace THEN 'rcm' ELSE 'pg_catalog' END AS home,
				CASE WHEN d.oid IS NULL THEN 's.' || quote_ident(a.attname)
					ELSE format('coalesce(s.%I, %s)::%s', a.attname, pg_get_expr(d.adbin, d.adrelid),
						format_type(a.atttypid, a.atttypmod)) END AS filled
		FROM pg_attribute a
		JOIN pg_type t ON t.oid = a.atttypid
		LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
		WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped
			AND a.attname NOT IN ('release_id', 'ended_by')) c
$$;
COMMENT ON FUNCTION rcm.staged_columns(regclass) IS
'Columns of a library table that a release brings: their names, the same of a table s, expressions over s in which the column''s default stands in for null, and a condition that says that a row of s equals a row of the table l.';

CREATE FUNCTION rcm.stage_rows(table_name text, columns text) RETURNS text
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	target regclass := format('%I.%I', rcm.library_name(), table_name)::regclass;
	stage  text := format('pg_temp.%I', 'rcm_stage_' || table_name);
	names  text;
	unknown text;
BEGIN
	SELECT s.names INTO names FROM rcm.staged_columns(target) s;
	SELECT string_agg(c.name, ', ') INTO unknown
		FROM string_to_table(columns, ', ') c(name)
		WHERE c.name NOT IN (SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = target AND a.attnum > 0);
	IF unknown IS NOT NULL THEN
		RAISE EXCEPTION 'table "%" of the library has no column %', table_name, unknown
			USING ERRCODE = 'RC003', HINT = 'The library was made by another version of rcm.';
	END IF;
	EXECUTE format('CREATE TEMPORARY TABLE %s ON COMMIT DROP AS SELECT %s FROM %s WITH NO DATA', stage, names, target);
	RETURN stage;
END
$$;
COMMENT ON FUNCTION rcm.stage_rows(text, text) IS
'Makes the temporary table that rows of a release are copied into before rcm.switch_release, for one table of the library, and returns its name. columns are those that will be copied, separated by ", ". The table has the columns of the library''s table but for release_id and ended_by, and goes with rcm.switch_release, or with the transaction. RC003 when the library lacks one of them.';

-- The releases of a set before and after one of them.
CREATE FUNCTION rcm.release_neighbours(release_id integer, OUT before integer[], OUT after integer[])
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	EXECUTE format(
		'SELECT coalesce(array_agg(o.id ORDER BY o.eff, o.id) FILTER (WHERE (o.eff, o.id) < (n.eff, n.id)), ''{}''),
			coalesce(array_agg(o.id ORDER BY o.eff, o.id) FILTER (WHERE (o.eff, o.id) > (n.eff, n.id)), ''{}'')
		FROM (SELECT r.set_name, r.id, coalesce(r.eff, ''-infinity'') AS eff FROM %1$I.release r WHERE r.id = $1) n
		JOIN (SELECT r.set_name, r.id, coalesce(r.eff, ''-infinity'') AS eff FROM %1$I.release r WHERE NOT r.additive) o USING (set_name)',
		rcm.library_name()) INTO before, after USING release_id;
END
$$;
COMMENT ON FUNCTION rcm.release_neighbours(integer) IS
'The releases of the same set that come before a release and after it, in order (by eff, then by id). Those that only add (additive) are not among them: they replace none, and none replaces them.';

-- Says of each release of a set which dates of service it judges.
CREATE FUNCTION rcm.set_release_windows(set_name text) RETURNS void
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	dated boolean := coalesce((SELECT f.dated FROM rcm.formats() f WHERE f.set_name = set_release_windows.set_name), true);
BEGIN
	EXECUTE format(
		'UPDATE %1$I.release r SET since = w.since, until = w.until
		FROM (SELECT c.id, c.since, least(coalesce(c.term, ''infinity''),
				lead(c.since, 1, ''infinity'') OVER (ORDER BY c.eff, c.id)
					- CASE WHEN lead(c.since) OVER (ORDER BY c.eff, c.id) IS NULL THEN 0 ELSE 1 END) AS until
			FROM (SELECT x.id, coalesce(x.eff, ''-infinity'') AS eff, x.term,
					CASE WHEN $2 AND rank() OVER (ORDER BY coalesce(x.eff, ''-infinity'')) = 1
						THEN ''-infinity'' ELSE coalesce(x.eff, ''-infinity'') END AS since
				FROM %1$I.release x WHERE x.set_name = $1 AND NOT x.additive) c) w
		WHERE r.id = w.id AND (r.since, r.until) IS DISTINCT FROM (w.since, w.until)',
		rcm.library_name()) USING set_name, dated;
END
$$;
COMMENT ON FUNCTION rcm.set_release_windows(text) IS
'Works out since and until of the releases of a set: each judges from its eff to the day before the next one''s, or to its own term. The first release of a set whose rows have dates of their own judges the time before it as well; where it was corrected, the correction does, and the other no day (-infinity to -infinity).';

-- One table of a release: rows that came, rows that went.
CREATE FUNCTION rcm.switch_table(table_name text, release_id integer, before integer[], after integer[], once boolean,
	OUT staged bigint, OUT added bigint, OUT ended bigint)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp SET enable_nestloop = off SET enable_mergejoin = off AS $$
DECLARE
	target regclass := format('%I.%I', rcm.library_name(), table_name)::regclass;
	stage  regclass := (SELECT c.oid FROM pg_class c WHERE c.relnamespace = pg_my_temp_schema()
		AND c.relname = 'rcm_stage_' || table_name AND c.relkind = 'r' AND pg_get_userbyid(c.relowner) = current_user);
	names  text;
	values_of text;
	filled text;
	alive  text := 'l.release_id = ANY ($2) AND (l.ended_by = 0 OR l.ended_by = ANY ($3))';
	equal  text;
BEGIN
	SELECT c.names, c.staged, c.filled, c.equal INTO names, values_of, filled, equal FROM rcm.staged_columns(target) c;
	staged := 0;
	added := 0;
	IF stage IS NOT NULL THEN
		-- the first release is compared with nothing
		IF before <> '{}' THEN
			EXECUTE format('ANALYZE %s', stage);
			EXECUTE format('SELECT count(*) FROM %s', stage) INTO staged;
		END IF;
		EXECUTE format('INSERT INTO %s (%s, release_id, ended_by) SELECT %s %s, $1, $4 FROM %s s', target, names,
				CASE WHEN once THEN 'DISTINCT' ELSE '' END, filled, stage)
			|| CASE WHEN before = '{}' THEN '' ELSE
				format(' WHERE NOT EXISTS (SELECT FROM %s l WHERE %s AND %s)', target, alive, equal) END
			USING release_id, before, after, coalesce(after[1], 0);
		GET DIAGNOSTICS added = ROW_COUNT;
		staged := greatest(staged, added);
	END IF;
	ended := 0;
	IF before <> '{}' THEN
		CREATE TEMPORARY TABLE rcm_gone (place tid NOT NULL, ended_by integer NOT NULL) ON COMMIT DROP;
		EXECUTE format('INSERT INTO pg_temp.rcm_gone SELECT l.ctid, l.ended_by FROM %s l WHERE %s', target, alive)
			|| CASE WHEN stage IS NULL THEN '' ELSE
				format(' AND NOT EXISTS (SELECT FROM %s s WHERE %s)', stage, equal) END
			USING release_id, before, after;
		-- what a later release still has begins anew with the next one
		EXECUTE format('INSERT INTO %s (%s, release_id, ended_by) SELECT %s, $1, g.ended_by
				FROM pg_temp.rcm_gone g JOIN %1$s s ON s.ctid = g.place
				WHERE $1 IS NOT NULL AND g.ended_by IS DISTINCT FROM $1', target, names, values_of)
			USING after[1];
		EXECUTE format('UPDATE %s l SET ended_by = $1 FROM pg_temp.rcm_gone g WHERE l.ctid = g.place', target)
			USING release_id;
		GET DIAGNOSTICS ended = ROW_COUNT;
		DROP TABLE pg_temp.rcm_gone;
	END IF;
	-- a second release in this transaction has a stage of its own
	IF stage IS NOT NULL THEN
		EXECUTE format('DROP TABLE %s', stage);
	END IF;
END
$$;
COMMENT ON FUNCTION rcm.switch_table(text, integer, integer[], integer[], boolean) IS
'The part of rcm.switch_release that one table takes: staged rows that the release before did not have are added, rows that it no longer has are ended; the stage is dropped. before and after are the other releases of the set, in order; once: equal rows are one.';

-- One change of releases at a time, each building on what the last one left.
CREATE FUNCTION rcm.lock_releases() RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
		RAISE EXCEPTION 'releases cannot be changed in a % transaction', current_setting('transaction_isolation')
			USING ERRCODE = 'active_sql_transaction',
				DETAIL = 'It would not see a release that another transaction has loaded meanwhile.',
				HINT = 'Use READ COMMITTED.';
	END IF;
	EXECUTE format('LOCK TABLE %I.release IN SHARE ROW EXCLUSIVE MODE', rcm.library_name());
END
$$;
COMMENT ON FUNCTION rcm.lock_releases() IS
'Waits until nobody else changes the releases of the library in use, and keeps others waiting until the transaction ends; claims go on being judged. Error 25001 in a REPEATABLE READ or SERIALIZABLE transaction, which would not see what it waited for.';

CREATE FUNCTION rcm.switch_release(
	set_name text, release text, eff date DEFAULT NULL, term date DEFAULT NULL, published_on date DEFAULT NULL,
	file_sha256 bytea DEFAULT NULL, files text[] DEFAULT NULL, fewer_rows boolean DEFAULT false,
	OUT release_id integer, OUT rows bigint, OUT added bigint, OUT ended bigint, OUT unchanged bigint,
	OUT already_loaded boolean
)
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	library name := rcm.library_name();
	known   record;
	order_  record;
	last_   record;
	counted text := (SELECT f.tables[1] FROM rcm.formats() f WHERE f.set_name = switch_release.set_name);
	tables  text[];
	table_  text;
	part    record;
BEGIN
	eff := nullif(eff, '-infinity');
	term := nullif(term, 'infinity');
	IF coalesce(term < eff, false) OR eff = 'infinity' OR term = '-infinity' THEN
		RAISE EXCEPTION 'release "%" of set "%" would end before it begins', release, set_name
			USING ERRCODE = 'RC007', DETAIL = format('From %s to %s.', coalesce(eff, '-infinity'), coalesce(term, 'infinity'));
	END IF;
	PERFORM rcm.lock_releases();
	-- (what is called so, but is no table of this role, rcm.stage_rows did not make)
	SELECT array_agg(substr(c.relname, 11) ORDER BY c.oid) INTO tables FROM pg_class c
		WHERE c.relnamespace = pg_my_temp_schema() AND starts_with(c.relname::text, 'rcm_stage_')
			AND c.relkind = 'r' AND pg_get_userbyid(c.relowner) = current_user;
	EXECUTE format('SELECT r.id, r.file_sha256, r.row_count, r.eff, r.term FROM %I.release r WHERE r.set_name = $1 AND r.name = $2', library)
		INTO known USING set_name, release;
	rows := 0; added := 0; ended := 0; unchanged := 0;
	already_loaded := coalesce(known.file_sha256 = switch_release.file_sha256, false);
	-- who says nothing of the dates does not mean others
	IF already_loaded AND (known.eff IS DISTINCT FROM coalesce(eff, known.eff) OR known.term IS DISTINCT FROM coalesce(term, known.term)) THEN
		RAISE EXCEPTION 'release "%" of set "%" is loaded already, for dates of service from % to %', release, set_name,
				coalesce(known.eff, '-infinity'), coalesce(known.term, 'infinity')
			USING ERRCODE = 'RC007', HINT = 'To have it for others, unload it first with rcm.unload_release.';
	ELSIF already_loaded THEN
		release_id := known.id;
		rows := known.row_count;
		unchanged := known.row_count;
		FOREACH table_ IN ARRAY coalesce(tables, '{}') LOOP
			EXECUTE format('DROP TABLE pg_temp.%I', 'rcm_stage_' || table_);
		END LOOP;
		RETURN;
	ELSIF known.id IS NOT NULL THEN
		RAISE EXCEPTION 'release "%" of set "%" is loaded already, from another file', release, set_name
			USING ERRCODE = 'RC007',
				HINT = 'Give a correction a release name of its own (with the same date it takes the other''s place), or unload the other first with rcm.unload_release.';
	END IF;
	IF tables IS NULL THEN
		RAISE EXCEPTION 'no row was staged for set "%"', set_name
			USING ERRCODE = 'RC007', HINT = 'Copy the rows into the tables that rcm.stage_rows makes, in the same transaction.';
	END IF;
	EXECUTE format('INSERT INTO %I.release (set_name, name, published_on, eff, term, file_sha256, files, tables)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id', library)
		INTO release_id USING set_name, release, published_on, eff, term, file_sha256, files, tables;
	SELECT n.before, n.after INTO order_ FROM rcm.release_neighbours(release_id) n;
	EXECUTE format('SELECT r.name, r.row_count, r.tables FROM %I.release r WHERE r.id = $1', library)
		INTO last_ USING order_.before[cardinality(order_.before)];
	-- a table that only the release before had rows in has lost them
	tables := tables || ARRAY(SELECT unnest(last_.tables) EXCEPT SELECT unnest(tables));
	FOREACH table_ IN ARRAY tables LOOP
		-- each file of a release brings the words of its rationales anew
		SELECT * INTO part
			FROM rcm.switch_table(table_, release_id, order_.before, order_.after, table_ <> coalesce(counted, tables[1]));
		-- rows are counted by the set's first table
		IF table_ = coalesce(counted, tables[1]) THEN
			rows := part.staged;
		END IF;
		added := added + part.added;
		ended := ended + part.ended;
		unchanged := unchanged + part.staged - part.added;
	END LOOP;
	IF rows < last_.row_count * 0.8 AND NOT fewer_rows THEN
		RAISE EXCEPTION 'release "%" of set "%" has % rows where release "%" has %', release, set_name, rows, last_.name, last_.row_count
			USING ERRCODE = 'RC007', DETAIL = 'A file that is a fifth smaller than the one before it is taken for a part of one.',
				HINT = 'If it is whole, load it with fewer_rows (rcm load --fewer-rows).';
	END IF;
	EXECUTE format('UPDATE %I.release SET row_count = $2 WHERE id = $1', library) USING release_id, rows;
	PERFORM rcm.set_release_windows(set_name);
END
$$;
COMMENT ON FUNCTION rcm.switch_release(text, text, date, date, date, bytea, text[], boolean) IS
'Makes what was staged with rcm.stage_rows a release of the set: rows that the release before does not have are added, rows that are gone are ended, the rest stays as it is, all in the caller''s transaction. eff and term are the dates of service the release is for (null: no bound), file_sha256 the hash of the unpacked file. The same file under the same name changes nothing (already_loaded). RC007: another file under a known name (one without a hash is another), or for other dates; a last day before the first; nothing staged; a fifth fewer rows than the release before unless fewer_rows.';

CREATE FUNCTION rcm.unload_release(set_name text, release text) RETURNS bigint
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	library name := rcm.library_name();
	target  record;
	next_   integer;
	table_  text;
	removed bigint := 0;
	count_  bigint;
BEGIN
	PERFORM rcm.lock_releases();
	EXECUTE format('SELECT r.id, r.set_name, r.tables, r.additive FROM %I.release r
			LEFT JOIN rcm.library_sets() s ON r.set_name = s.set_name
			WHERE $1 IN (r.set_name, s.file_name) AND r.name = $2 ORDER BY r.set_name <> $1', library)
		INTO target USING set_name, release;
	IF target.id IS NULL THEN
		RAISE EXCEPTION 'release "%" of set "%" is not loaded', release, set_name USING ERRCODE = 'RC007';
	END IF;
	IF NOT target.additive THEN
		SELECT n.after[1] INTO next_ FROM rcm.release_neighbours(target.id) n;
	END IF;
	FOREACH table_ IN ARRAY target.tables LOOP
		-- a row that the next release has as well is now that one's
		EXECUTE format('DELETE FROM %I.%I WHERE release_id = $1 AND ($2 IS NULL OR ended_by = $2)', library, table_)
			USING target.id, next_;
		GET DIAGNOSTICS count_ = ROW_COUNT;
		removed := removed + count_;
		EXECUTE format('UPDATE %I.%I SET release_id = $2 WHERE release_id = $1', library, table_)
			USING target.id, next_;
	END LOOP;
	-- a table may have lost rows to the release without getting any
	FOR table_ IN EXECUTE format('SELECT DISTINCT unnest(r.tables) FROM %I.release r WHERE r.set_name = $1', library)
		USING target.set_name
	LOOP
		EXECUTE format('UPDATE %I.%I SET ended_by = coalesce($2, 0) WHERE ended_by = $1', library, table_)
			USING target.id, next_;
	END LOOP;
	EXECUTE format('DELETE FROM %I.release WHERE id = $1', library) USING target.id;
	PERFORM rcm.set_release_windows(target.set_name);
	RETURN removed;
END
$$;
COMMENT ON FUNCTION rcm.unload_release(text, text) IS
'Takes a release of a set out of the library in use, as if it had never been loaded, and returns the number of rows that went with it: the way back from a release that should not have been. Releases before and after it judge as they would have without it. set_name is a set of rcm.formats(), or table or file name of a neutral file (where it is both, the set). RC007 when it is not loaded.';

CREATE FUNCTION rcm.releases(
	OUT set_name text, OUT release text, OUT eff date, OUT term date, OUT since date, OUT until date,
	OUT published_on date, OUT row_count bigint, OUT files text[], OUT file_sha256 bytea, OUT loaded_at timestamptz, OUT loaded_by text
) RETURNS SETOF record
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100 SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RETURN QUERY EXECUTE format(
		'SELECT r.set_name::text, r.name::text, r.eff, r.term, r.since, r.until, r.published_on, r.row_count, r.files,
			r.file_sha256, r.loaded_at, r.loaded_by
		FROM %I.release r ORDER BY r.set_name, r.eff NULLS FIRST, r.id', rcm.library_name());
END
$$;
COMMENT ON FUNCTION rcm.releases() IS
'The releases in the library in use: the dates of service each is for (eff, term), those it judges (since, until), rows, files, hash, when and by whom it was loaded.';

CREATE FUNCTION rcm.library_at(on_date date, OUT set_name text, OUT release text, OUT since date, OUT until date,
	OUT row_count bigint) RETURNS SETOF record
	LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 40 SET search_path = pg_catalog, pg_temp AS $$
	SELECT r.set_name, r.release, r.since, r.until, r.row_count
		FROM rcm.releases() r WHERE on_date BETWEEN r.since AND r.until
$$;
COMMENT ON FUNCTION rcm.library_at(date) IS
'The releases that judge a date of service. A set that is loaded but not listed has no release for that day: the edits that need it do not run.';

CREATE FUNCTION rcm.release_changes(set_name text, from_release text, to_release text,
	OUT change text, OUT table_name text, OUT "row" jsonb) RETURNS SETOF record
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	library name := rcm.library_name();
	a integer;
	b integer;
	a_before integer[];
	b_before integer[];
	chain text := 'SELECT to_jsonb(t) - ''release_id'' - ''ended_by'' FROM %1$I.%2$I t WHERE t.release_id = ANY ($%3$s) AND NOT t.ended_by = ANY ($%3$s)
		AND NOT (t.release_id = ANY ($%4$s) AND NOT t.ended_by = ANY ($%4$s))';
BEGIN
	EXECUTE format('SELECT r.id FROM %I.release r WHERE r.set_name = $1 AND r.name = $2', library) INTO a USING set_name, from_release;
	EXECUTE format('SELECT r.id FROM %I.release r WHERE r.set_name = $1 AND r.name = $2', library) INTO b USING set_name, to_release;
	IF a IS NULL OR b IS NULL THEN
		RAISE EXCEPTION 'release "%" of set "%" is not loaded', CASE WHEN a IS NULL THEN from_release ELSE to_release END, set_name
			USING ERRCODE = 'RC007';
	END IF;
	SELECT n.before || a INTO a_before FROM rcm.release_neighbours(a) n;
	SELECT n.before || b INTO b_before FROM rcm.release_neighbours(b) n;
	FOR table_name IN EXECUTE format('SELECT DISTINCT unnest(r.tables) FROM %I.release r WHERE r.set_name = $1 ORDER BY 1', library)
		USING set_name
	LOOP
		change := '-';
		FOR "row" IN EXECUTE format(chain, library, table_name, 1, 2) || ' EXCEPT ALL ' || format(chain, library, table_name, 2, 1) || ' ORDER BY 1'
			USING a_before, b_before
		LOOP
			RETURN NEXT;
		END LOOP;
		change := '+';
		FOR "row" IN EXECUTE format(chain, library, table_name, 2, 1) || ' EXCEPT ALL ' || format(chain, library, table_name, 1, 2) || ' ORDER BY 1'
			USING a_before, b_before
		LOOP
			RETURN NEXT;
		END LOOP;
	END LOOP;
END
$$;
COMMENT ON FUNCTION rcm.release_changes(text, text, text) IS
'What changed from one release of a set to another: change is - for a row that only the first has and + for one that only the second has; a changed row is both. RC007 when one of them is not loaded.';
