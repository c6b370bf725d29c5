-- triggers.sql - claims refused where they are written

CREATE FUNCTION rcm.require_clean() RETURNS trigger
	AS 'MODULE_PATHNAME', 'rcm_require_clean' LANGUAGE C PARALLEL UNSAFE;
COMMENT ON FUNCTION rcm.require_clean() IS
'Trigger, BEFORE INSERT OR UPDATE, FOR EACH ROW: require_clean(''column'' [, ''practice column'']). The column is an rcm.claim, or jsonb, json or text that holds one. A claim with a finding that rejects is refused: SQLSTATE RC001, the edit id in the message, all findings as JSON in DETAIL, the first fix in HINT, nothing that names the patient. With warnings only the row is stored and a NOTICE says so. Null passes; an update that leaves the column as it was is not judged again.';

CREATE FUNCTION rcm.require_clean_by() RETURNS trigger
	AS 'MODULE_PATHNAME', 'rcm_require_clean_by' LANGUAGE C PARALLEL UNSAFE;
COMMENT ON FUNCTION rcm.require_clean_by() IS
'Constraint trigger, AFTER INSERT OR UPDATE OR DELETE, FOR EACH ROW, usually DEFERRABLE INITIALLY DEFERRED: require_clean_by(''query'', ''key column''). The query takes the key as $1 and returns the claim as rcm.claim in its first column (and, if it likes, the practice in its second); it runs with search_path pg_catalog, so its names carry their schemas. Put it on the header and on the line table: each claim is judged once after the last change. Errors as require_clean.';
