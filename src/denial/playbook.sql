-- playbook.sql - what the library says to do about a denial

CREATE FUNCTION rcm.playbook(root text, leaf text, carc text DEFAULT NULL, payer_id text DEFAULT NULL, on_date date DEFAULT NULL,
	OUT side text, OUT decision text, OUT correct text, OUT proof text[], OUT owner text, OUT turn_days integer, OUT source text)
	RETURNS SETOF record
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	IF to_regclass(format('%I.playbook', rcm.library_name())) IS NULL THEN
		RAISE EXCEPTION 'library "%" has no playbooks', rcm.library_name() USING ERRCODE = 'RC003',
			HINT = 'SELECT rcm.create_library() makes a library with rcm''s own; the setting rcm.library names the one in use.';
	END IF;
	RETURN QUERY EXECUTE format('SELECT p.side, p.decision, p.correct, p.proof, p.owner, p.turn_days, p.source FROM %I.playbook p
		WHERE p.root IN ($1, ''*'') AND p.leaf IN ($2, ''*'') AND p.carc IN ($3, ''*'') AND p.payer_id IN ($4, ''*'')
			AND coalesce(p.eff <= $5, true) AND coalesce(p.term >= $5, true)
		ORDER BY p.payer_id <> ''*'' DESC, p.carc <> ''*'' DESC, p.leaf <> ''*'' DESC, p.root <> ''*'' DESC, p.eff DESC NULLS LAST LIMIT 1', rcm.library_name())
		USING root, leaf, coalesce(carc, '*'), coalesce(payer_id, '*'), on_date;
END
$$;
COMMENT ON FUNCTION rcm.playbook(text, text, text, text, date) IS
'What to do about a denial of a cause (root and leaf of rcm.root_causes), by the table playbook of the library in use: the row that says most of those that fit - a payer before a CARC before a leaf before a root - and that is in force on the day; no row when none fits. side is clerical, payer right, payer wrong or open; decision, correct (words with names in braces), proof, owner, turn_days (business days) and source are those of the table. Error RC003 when the library in use has none.

    SELECT decision, correct FROM rcm.playbook(''authorization'', ''obtained_not_on_claim'');';
