-- ledger.sql - making a ledger, and bringing an older one forward

CREATE FUNCTION rcm.may_see(access regclass, practice_id text) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_may_see' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION rcm.may_see(regclass, text) IS
'Has the current role, or one that it inherits from, been granted the practice? "access" is the ledger''s table of that name. What the row security of every relation of a ledger asks, for each row: within a query the answer for a practice is looked up once.';

CREATE FUNCTION rcm.create_ledger(schema_name name) RETURNS void
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
BEGIN
	IF schema_name ~ '[''"@%\\$]' OR schema_name ~ '^pg_' THEN
		RAISE EXCEPTION 'schema name "%" cannot be used for a ledger', schema_name
			USING ERRCODE = 'invalid_schema_name',
				HINT = 'Choose a name without quotes that does not begin with "pg_".';
	END IF;
	-- spans that may not overlap are exclusion constraints over keys of text
	IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gist') THEN
		IF NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'btree_gist') THEN
			RAISE EXCEPTION 'extension btree_gist is not installed' USING ERRCODE = 'feature_not_supported',
				HINT = 'It comes with PostgreSQL; some distributions have it in a package postgresql-contrib.';
		END IF;
		CREATE EXTENSION btree_gist WITH SCHEMA public;
	END IF;
	EXECUTE format('CREATE SCHEMA %I', schema_name);
	EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema_name,
		'What happened: claims, submissions, remittances and every cent of their money (rcm)');
	-- (amounts are compared by operators of schema rcm; the setting ends with the function)
	PERFORM set_config('search_path', 'pg_catalog, rcm, pg_temp', true);
	EXECUTE replace(rcm.ledger_ddl(), '@ledger@', quote_ident(schema_name));
	EXECUTE replace(rcm.ledger_code(), '@ledger@', quote_ident(schema_name));
	EXECUTE format('INSERT INTO %I.version (version) SELECT extversion FROM pg_extension WHERE extname = %L',
		schema_name, 'rcm');
END
$$;
COMMENT ON FUNCTION rcm.create_ledger(name) IS
'Makes an empty ledger: a schema of ordinary tables, views and functions, owned by the caller, for everything that happens to claims and their money. A database may have several, which know nothing of each other. Nobody but the owner sees anything in it until grant_practice of that schema grants a practice. Needs the extension btree_gist (part of PostgreSQL, trusted), which is created in schema public where it is missing.';

CREATE FUNCTION rcm.upgrade_ledger(schema_name name) RETURNS text
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
DECLARE
	ours text;
	its  text;
BEGIN
	SELECT extversion INTO ours FROM pg_extension WHERE extname = 'rcm';
	IF to_regclass(format('%I.version', schema_name)) IS NULL OR to_regclass(format('%I.entry', schema_name)) IS NULL THEN
		RAISE EXCEPTION 'schema "%" is no ledger', schema_name USING ERRCODE = 'invalid_schema_name',
			HINT = 'SELECT rcm.create_ledger(...) makes one.';
	END IF;
	EXECUTE format('SELECT version FROM %I.version ORDER BY created_at DESC LIMIT 1', schema_name) INTO its;
	IF its <> ours THEN
		RAISE EXCEPTION 'ledger "%" is of version %, from which version % knows no way', schema_name, its, ours
			USING ERRCODE = 'feature_not_supported',
				HINT = 'ALTER EXTENSION rcm UPDATE brings the extension to the newest version that is installed.';
	END IF;
	PERFORM set_config('search_path', 'pg_catalog, rcm, pg_temp', true);
	-- tables are of this version; functions, views and triggers are written again
	EXECUTE replace(rcm.ledger_code(), '@ledger@', quote_ident(schema_name));
	RETURN ours;
END
$$;
COMMENT ON FUNCTION rcm.upgrade_ledger(name) IS
'Brings a ledger to the version of the extension that is installed and returns it: to be called after ALTER EXTENSION rcm UPDATE. Tables are altered where the version has changed them, functions, views and triggers are written again in any case; so calling it twice does no harm. Only the ledger''s owner can. Error 3F000 when the schema is no ledger, 0A000 when there is no way from its version.';
