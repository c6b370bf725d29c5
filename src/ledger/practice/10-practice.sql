-- 10-practice.sql - the practice's day

CREATE OR REPLACE FUNCTION @ledger@.today(practice_id text) RETURNS date
	LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
	SELECT (now() AT TIME ZONE p.time_zone)::date FROM @ledger@.practice p WHERE p.practice_id = today.practice_id
$$;
COMMENT ON FUNCTION @ledger@.today(text) IS
'The day it is where the practice is, at the beginning of the transaction; null when there is no such practice.';
