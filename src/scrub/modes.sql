-- modes.sql - how edits are treated, set with one call

CREATE FUNCTION rcm.set_edit_mode(
	mode text, edit text DEFAULT '*', payer_id text DEFAULT '*', practice text DEFAULT '*',
	reason text DEFAULT NULL
) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	library name := rcm.library_name();
	everything boolean := edit = '*' AND payer_id = '*' AND practice = '*';
	-- the switch for everything is a row of its own, beside a mode for everything
	eff     date := CASE WHEN everything AND mode = 'off' THEN '-infinity'::date END;
	known   boolean;
	removed bigint := 0;
BEGIN
	IF mode NOT IN ('off', 'log', 'warn', 'enforce') THEN
		RAISE EXCEPTION 'there is no mode "%"', mode
			USING ERRCODE = 'invalid_parameter_value',
				HINT = 'Modes are off, log, warn and enforce; null takes a mode back.';
	END IF;
	EXECUTE format('SELECT $1 = ''*'' OR EXISTS (SELECT FROM rcm.edits() e WHERE $1 IN (e.edit, e.family))
			OR EXISTS (SELECT FROM %I.custom_edit c WHERE $1 IN (c.edit, split_part(c.edit, ''-'', 1)))', library)
		INTO known USING edit;
	IF NOT known THEN
		RAISE EXCEPTION 'there is no edit or family "%"', edit
			USING ERRCODE = 'RC005', HINT = 'SELECT edit, family FROM rcm.edits() lists both.';
	END IF;
	IF mode IS NOT NULL THEN
		EXECUTE format('INSERT INTO %I.edit_mode AS m (edit, payer_id, practice, mode, eff, reason) VALUES ($1, $2, $3, $4, $5, $6)
				ON CONFLICT ON CONSTRAINT edit_mode_one DO UPDATE
				SET mode = EXCLUDED.mode, reason = EXCLUDED.reason, set_by = CURRENT_USER, set_at = now()', library)
			USING edit, payer_id, practice, mode, eff, reason;
		RETURN;
	END IF;
	IF everything THEN
		EXECUTE format('DELETE FROM %I.edit_mode m WHERE m.edit = ''*'' AND m.payer_id = ''*'' AND m.practice = ''*'' AND m.eff = ''-infinity''', library);
		GET DIAGNOSTICS removed = ROW_COUNT;
	END IF;
	IF removed = 0 THEN
		EXECUTE format('DELETE FROM %I.edit_mode m WHERE m.edit = $1 AND m.payer_id = $2 AND m.practice = $3 AND m.eff IS NULL', library)
			USING edit, payer_id, practice;
	END IF;
END
$$;
COMMENT ON FUNCTION rcm.set_edit_mode(text, text, text, text, text) IS
'Sets how an edit (id, family, or * for all) is treated, for a payer and a practice or for all: off, log, warn or enforce; null takes the mode back. Rows with dates of their own are written to edit_mode by hand and left alone here. Effective for every session with the next claim after commit; nothing is blocked. set_edit_mode(''off'') switches the whole scrubber off, whatever other rows say, and set_edit_mode(NULL) on again as it was. 22023 for a mode that does not exist, RC005 for an id that is neither in the catalogue nor a custom edit.';
