-- 90-trigger.sql - every session hears of every change to the library
--
-- The trigger only says which table changed.  ENABLE ALWAYS, because rows
-- that arrive by logical replication are changes as well.

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
