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

CREATE FUNCTION rcm.work_pace(queue text, on_date date, OUT kind text, OUT per_day integer, OUT per_day_most integer, OUT source text)
	RETURNS SETOF record
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	IF to_regclass(format('%I.work_pace', rcm.library_name())) IS NOT NULL THEN
		RETURN QUERY EXECUTE format('SELECT p.kind, p.per_day, p.per_day_most, p.source FROM %I.work_pace p
			WHERE p.queue IN ($1, ''*'') AND coalesce(p.eff <= $2, true) AND coalesce(p.term >= $2, true)
			ORDER BY p.queue <> ''*'' DESC, p.eff DESC NULLS LAST LIMIT 1', rcm.library_name())
			USING queue, on_date;
	END IF;
END
$$;
COMMENT ON FUNCTION rcm.work_pace(text, date) IS
'How many items of a queue (such as coder) a person is expected to work in a day, by the table work_pace of the library in use: kind is technical or clinical, per_day the least and per_day_most the most, source where they are from. A row of the queue goes before one of all. No row without a library, or when none fits.

    SELECT kind, per_day, per_day_most FROM rcm.work_pace(''coder'', ''2026-01-02'');';
