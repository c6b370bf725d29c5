-- clock.sql - prompt-pay laws: by when a payer must answer, and what it owes afterwards

CREATE FUNCTION rcm.prompt_pay_rule(payer_id text, state text, received_on date,
	OUT electronic_days integer, OUT paper_days integer, OUT yearly_percent numeric, OUT source text, OUT verified boolean)
	RETURNS SETOF record
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	-- (a library of an older version has no such table)
	IF to_regclass(format('%I.prompt_pay', rcm.library_name())) IS NOT NULL THEN
		RETURN QUERY EXECUTE format('SELECT r.electronic_days, r.paper_days, r.yearly_percent::numeric, r.source, r.verified
			FROM %1$I.prompt_pay r
			WHERE r.payer_class = (SELECT CASE WHEN p.class IN (''medicare_a'', ''medicare_b'', ''dme_mac'') THEN ''medicare''
					WHEN p.class = ''bcbs'' THEN ''commercial'' ELSE p.class END
				FROM %1$I.payer p WHERE p.payer_id = $1 AND p.ended_by = 0
				ORDER BY coalesce(p.eff <= $3, true) AND coalesce(p.term >= $3, true) DESC, p.eff DESC NULLS LAST LIMIT 1)
			AND (r.state IS NULL OR r.state = $2) AND coalesce(r.eff <= $3, true) AND coalesce(r.term >= $3, true)
			ORDER BY r.state IS NULL, r.eff DESC NULLS LAST LIMIT 1', rcm.library_name()) USING payer_id, upper(state), received_on;
	END IF;
END
$$;
COMMENT ON FUNCTION rcm.prompt_pay_rule(text, text, date) IS
'The prompt-pay law of the library in use (its table prompt_pay) for a claim that a payer received on a day: the row of the payer''s class (medicare_a, medicare_b and dme_mac are medicare, bcbs is commercial) and of the billing provider''s state, else the one for every state; no row when there is none, or the payer is not known. Columns as in the table: days for claims that came electronically and on paper, simple interest in percent a year (null: not told), source, and whether the row is verified.

    SELECT * FROM rcm.prompt_pay_rule(''HILL'', ''NY'', ''2024-05-10'');';

CREATE FUNCTION rcm.prompt_pay_interest(amount rcm.usd, received_on date, paid_on date, days integer, yearly_percent numeric) RETURNS rcm.usd
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	-- (numeric rounds half away from zero, which is up for what is owed)
	SELECT round(amount::numeric * yearly_percent * greatest(paid_on - received_on - days, 0) / 36500, 2)::rcm.usd
$$;
COMMENT ON FUNCTION rcm.prompt_pay_interest(rcm.usd, date, date, integer, numeric) IS
'Interest that is owed on a claim that was paid late: simple interest of yearly_percent a year (12 is twelve percent) of the amount, by days of 365 to the year, leap years too, for each day after received_on + days up to and with paid_on; half a cent is rounded up. 0 when it was paid in time. Null when anything is null. Rule: how the state laws that give a yearly rate are read; a law that counts by months or otherwise needs its own sum.

    SELECT rcm.prompt_pay_interest(''1000.00'', ''2024-01-01'', ''2024-03-01'', 30, 12);';
