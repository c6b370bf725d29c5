-- digest.sql - one line for each table of the library: rows, and a hash over all of them
SELECT format('SELECT %L, count(*), sum(hashtextextended(t::text, 0)) FROM %s t', c.relname,
	CASE c.relname WHEN 'release' THEN '(SELECT id, set_name, name, published_on, eff, term, since, until, file_sha256, row_count, files FROM rcm_library.release)'
		ELSE 'rcm_library.' || quote_ident(c.relname) END)
FROM pg_class c WHERE c.relnamespace = 'rcm_library'::regnamespace AND c.relkind = 'r' AND c.relname <> 'version'
ORDER BY c.relname COLLATE "C" \gexec
