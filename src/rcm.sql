\echo Use "CREATE EXTENSION rcm" to load this file. \quit

/*
 * Refuse a schema that somebody else prepared: whoever owns it, may create in
 * it, or left something in it could have planted functions that answer to
 * rcm's names.  Every name and operator here is qualified, because this runs
 * before the schema is known to be clean.
 */
DO $rcm$
DECLARE
	namespace pg_catalog.oid;
	owner     pg_catalog.oid;
	stranger  pg_catalog.text;
	found     pg_catalog.text;
BEGIN
	SELECT n.oid, n.nspowner INTO namespace, owner
	FROM pg_catalog.pg_namespace n
	WHERE n.nspname OPERATOR(pg_catalog.=) 'rcm';

	-- The owner and all who may create in it must be superusers, or the installing role.
	SELECT pg_catalog.min(coalesce(r.rolname::pg_catalog.text, 'PUBLIC')) INTO stranger
	FROM (SELECT owner AS role
		  UNION ALL
		  SELECT a.grantee
		  FROM pg_catalog.pg_namespace n, pg_catalog.aclexplode(n.nspacl) a
		  WHERE n.oid OPERATOR(pg_catalog.=) namespace
			AND a.privilege_type OPERATOR(pg_catalog.=) 'CREATE') s
	LEFT JOIN pg_catalog.pg_roles r ON r.oid OPERATOR(pg_catalog.=) s.role
	WHERE NOT coalesce(r.rolsuper, false)
	  AND r.rolname IS DISTINCT FROM current_user;
	IF stranger IS NOT NULL THEN
		RAISE EXCEPTION USING
			ERRCODE = 'insufficient_privilege',
			MESSAGE = 'schema "rcm" was prepared by somebody else',
			DETAIL = pg_catalog.format('%s owns it or may create objects in it.', stranger),
			HINT = 'Drop or rename the schema, or take it over with ALTER SCHEMA rcm OWNER and REVOKE CREATE, then CREATE EXTENSION again.';
	END IF;

	SELECT pg_catalog.min(pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)) INTO found
	FROM pg_catalog.pg_depend d
	WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_namespace'::pg_catalog.regclass::pg_catalog.oid
	  AND d.refobjid OPERATOR(pg_catalog.=) namespace
	  AND NOT EXISTS (SELECT FROM pg_catalog.pg_extension e
					  WHERE e.extname OPERATOR(pg_catalog.=) 'rcm'
						AND e.oid OPERATOR(pg_catalog.=) d.objid
						AND d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass::pg_catalog.oid);
	IF found IS NOT NULL THEN
		RAISE EXCEPTION USING
			ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = 'schema "rcm" is not empty',
			DETAIL = pg_catalog.format('It holds %s.', found),
			HINT = 'Move what it holds to another schema, or drop the schema, then CREATE EXTENSION again.';
	END IF;
END
$rcm$;

COMMENT ON SCHEMA rcm IS 'The revenue cycle of a medical practice: the types and functions of the extension rcm';
