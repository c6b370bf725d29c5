-- together.sql - what many sessions work on at once: made once, before they begin
SET search_path = public, pg_catalog, rcm;
CREATE SCHEMA together;
INSERT INTO billing.patient (practice_id, patient_id) SELECT 'A', 'P' || n FROM generate_series(0, 3) n;
INSERT INTO billing.claim (practice_id, patient_id, state, document)
	SELECT 'A', 'P' || n % 4, 'ready', given.bill('C' || n, '[["99213", 100000], ["80048", 50000]]') FROM generate_series(10, 29) n;
-- each file has two payments, one with the claims upwards and one downwards, and answers a part of each charge
CREATE TABLE together.file (n integer PRIMARY KEY, bytes bytea);
INSERT INTO together.file
	SELECT n, given.file(given.payment('T' || n, x.up, x.paid) || given.payment('U' || n, x.down, x.other))
	FROM generate_series(1, 60) n, LATERAL (
		SELECT string_agg(given.answer(a), '' ORDER BY c) AS up, string_agg(given.answer(b), '' ORDER BY c DESC) AS down, sum(given.paid(a)) AS paid, sum(given.paid(b)) AS other
		FROM generate_series(10 + n % 10, 19 + n % 10) c,
			LATERAL (SELECT jsonb_build_object('id', 'C' || c, 'icn', 'I' || c || '-' || n, 'lines',
					jsonb_build_array(jsonb_build_object('code', '99213', 'charge', 100, 'paid', 60, 'control', 1, 'adj', '[["CO", "45", 20], ["PR", "2", 20]]'::jsonb))) AS a) y,
			LATERAL (SELECT jsonb_build_object('id', 'C' || (39 - c), 'icn', 'J' || c || '-' || n, 'lines',
					jsonb_build_array(jsonb_build_object('code', '80048', 'charge', 50, 'paid', 30, 'control', 2, 'adj', '[["PR", "1", 20]]'::jsonb))) AS b) z) x;
CREATE TABLE together.tries (session integer, again integer);

-- Does something until nobody has been in the way; refusals by a rule are answers, too.
CREATE PROCEDURE together.do(statement text, INOUT again integer) LANGUAGE plpgsql AS $$
DECLARE
	state text;
	words text;
BEGIN
	FOR i IN 1 .. 1000 LOOP
		state := NULL;
		BEGIN
			EXECUTE statement;
		EXCEPTION WHEN SQLSTATE 'RC010' OR SQLSTATE 'RC011' THEN
			NULL;
		WHEN serialization_failure OR deadlock_detected THEN
			GET STACKED DIAGNOSTICS words = MESSAGE_TEXT;
			state := SQLSTATE;
		END;
		-- (a conflict that only the end of the transaction finds fails the CALL: the caller begins again)
		IF state IS NULL THEN
			COMMIT;
			RETURN;
		END IF;
		again := again + 1;
		ROLLBACK;
	END LOOP;
	RAISE EXCEPTION 'never done: %', words;
END $$;

-- One round of a session: posts a file of its own or of a neighbour, takes payments, writes off, cuts statements.
CREATE PROCEDURE together.work(session integer, r integer) LANGUAGE plpgsql AS $$
DECLARE
	again integer := 0;
	what  text;
BEGIN
	FOREACH what IN ARRAY ARRAY[
		format('SELECT * FROM billing.post_835(''A'', (SELECT bytes FROM together.file WHERE n = %s))', 1 + (session * 3 + r) % 60),
		format('SELECT billing.record_receipt(''A'', ''Q%s-%s'', ''patient'', 25, ''front desk'', ''cash'', ''P%s'')', session, r, session % 4),
		format('SELECT billing.apply_to_oldest(''A'', ''Q%s-%s'')', session, r - (session % 2)),
		format('SELECT billing.write_off(''A'', ''C%s'', 1, ''patient'', ''writeoff_small_balance'', 1, ''small'')', 10 + (session + r) % 20),
		format('SELECT billing.cut_statement(''A'', ''P%s'')', r % 4),
		format('SELECT billing.bounce(''A'', ''Q%s-%s'', NULL, ''no funds'') WHERE %s %% 5 = 0', 1 + session % 20, r - 1, r)]
	LOOP
		CALL together.do(what, again);
	END LOOP;
	INSERT INTO together.tries VALUES (session, again);
END $$;
