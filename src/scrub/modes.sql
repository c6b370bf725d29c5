-- modes.sql - how edits are treated, set with one call

CREATE FUNCTION rcm.set_edit_mode(
	mode text, edit text DEFAULT '*', payer_id text DEFAULT '*', practice text DEFAULT '*',
	reason text DEFAULT NULL
) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	library name := rcm.library_name();
	known   boolean;
BEGIN
	EXECUTE format('SELECT $1 = ''*'' OR EXISTS (SELECT FROM rcm.edits() e WHERE $1 IN (e.edit, e.family))
			OR EXISTS (SELECT FROM %I.custom_edit c WHERE $1 IN (c.edit, split_part(c.edit, ''-'', 1)))', library)
		INTO known USING edit;
	IF NOT known THEN
		RAISE EXCEPTION 'there is no edit or family "%"', edit
			USING ERRCODE = 'RC005', HINT = 'SELECT edit, family FROM rcm.edits() lists both.';
	END IF;
	IF mode IS NULL THEN
		EXECUTE format('DELETE FROM %I.edit_mode m WHERE m.edit = $1 AND m.payer_id = $2 AND m.practice = $3', library)
			USING edit, payer_id, practice;
	ELSE
		EXECUTE format('INSERT INTO %I.edit_mode AS m (edit, payer_id, practice, mode, reason) VALUES ($1, $2, $3, $4, $5)
				ON CONFLICT ON CONSTRAINT edit_mode_one DO UPDATE
				SET mode = EXCLUDED.mode, reason = EXCLUDED.reason, set_by = CURRENT_USER, set_at = now()', library)
			USING edit, payer_id, practice, mode, reason;
	END IF;
END
$$;
COMMENT ON FUNCTION rcm.set_edit_mode(text, text, text, text, text) IS
'Sets how an edit (id, family, or * for all) is treated, for a payer and a practice or for all: off, log, warn or enforce; null takes the rule back. Effective for every session with the next claim after commit; nothing is blocked. set_edit_mode(''off'') switches the whole scrubber off, whatever other rows say, and set_edit_mode(NULL) on again. RC005 for an id that is neither in the catalogue nor a custom edit.';
