-- 90-every-table.sql - what every table of the library has
--
-- The trigger only says which table changed, so that every session reads it
-- again.  ENABLE ALWAYS, because rows that arrive by logical replication are
-- changes as well.

DO $triggers$
DECLARE
	relation name;
BEGIN
	FOR relation IN
		SELECT c.relname
		FROM pg_catalog.pg_class c
		WHERE c.relnamespace OPERATOR(pg_catalog.=) '@library@'::pg_catalog.regnamespace
			AND c.relkind OPERATOR(pg_catalog.=) 'r'
	LOOP
		EXECUTE pg_catalog.format(
			'CREATE TRIGGER library_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON @library@.%1$I FOR EACH STATEMENT EXECUTE FUNCTION rcm.library_changed()',
			relation);
		EXECUTE pg_catalog.format(
			'ALTER TABLE @library@.%1$I ENABLE ALWAYS TRIGGER library_changed', relation);
		EXECUTE pg_catalog.format(
			'COMMENT ON TRIGGER library_changed ON @library@.%1$I IS %2$L',
			relation, 'Tells every session to read this table again.');
	END LOOP;
END
$triggers$;

DO $comments$
DECLARE
	attribute record;
BEGIN
	FOR attribute IN
		SELECT a.attrelid, a.attname, a.attnum, c.comment
		FROM pg_catalog.pg_attribute a
		JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) a.attrelid
		JOIN (VALUES
			('id', 'Number of the row.'),
			('eff', 'First day in force; null: no lower bound.'),
			('term', 'Last day in force, included; null: open.'),
			('release_id', 'The release the row came with.'),
			('ended_by', 'The release that no longer has the row; 0: none yet.'),
			('set_by', 'Who set it.'), ('set_at', 'When it was set.'),
			('created_by', 'Who made it.'), ('created_at', 'When it was made.'),
			('carc', 'CARC that the payer would answer with.'),
			('rarc', 'RARC that the payer would answer with.')) c (name, comment)
			ON c.name OPERATOR(pg_catalog.=) a.attname::pg_catalog.text
		WHERE r.relnamespace OPERATOR(pg_catalog.=) '@library@'::pg_catalog.regnamespace
			AND r.relkind OPERATOR(pg_catalog.=) 'r'
	LOOP
		IF pg_catalog.col_description(attribute.attrelid, attribute.attnum) IS NULL THEN
			EXECUTE pg_catalog.format('COMMENT ON COLUMN %s.%I IS %L',
				attribute.attrelid::pg_catalog.regclass, attribute.attname, attribute.comment);
		END IF;
	END LOOP;
END
$comments$;
