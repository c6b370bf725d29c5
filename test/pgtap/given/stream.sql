-- stream.sql - a stream of events, legal and not, and a model of the ledger in plain numeric beside it
CREATE SCHEMA stream;
-- what is in which account, of a charge line, or (0, 0) of none
CREATE TABLE stream.balance (c integer, l integer, account text, amount numeric NOT NULL, PRIMARY KEY (c, l, account)) WITH (fillfactor = 70);
CREATE TABLE stream.claim (c integer PRIMARY KEY, kind text, patient integer, doc numeric[], charges numeric[], state text NOT NULL,
	known boolean NOT NULL DEFAULT false, replaces boolean NOT NULL DEFAULT false, primary_answer integer, second_answer integer) WITH (fillfactor = 70);
CREATE TABLE stream.answer (id integer PRIMARY KEY, c integer, party text, doc jsonb);
CREATE TABLE stream.move (answer integer, c integer, l integer, from_account text, to_account text, amount numeric);
CREATE INDEX ON stream.move (answer);
CREATE TABLE stream.receipt (id integer PRIMARY KEY, patient integer, amount numeric, used numeric NOT NULL DEFAULT 0, bounced boolean NOT NULL DEFAULT false, refunded boolean NOT NULL DEFAULT false);
CREATE INDEX ON stream.receipt (patient);
-- what was done with a receipt, or written off: what can be taken back
CREATE TABLE stream.undo (event_id bigint PRIMARY KEY, kind text, receipt integer, done boolean NOT NULL DEFAULT false);
CREATE INDEX ON stream.undo (receipt);
-- the lines of plans that run
CREATE TABLE stream.planned (plan bigint, patient integer, c integer, l integer, PRIMARY KEY (c, l, plan));
CREATE INDEX ON stream.planned (patient);
CREATE TABLE stream.done (kind text PRIMARY KEY, legal bigint NOT NULL DEFAULT 0, refused bigint NOT NULL DEFAULT 0);
CREATE TABLE stream.wrong (at timestamptz DEFAULT clock_timestamp(), what text);
CREATE SEQUENCE stream.claims;
CREATE SEQUENCE stream.answers;
CREATE SEQUENCE stream.receipts;
CREATE SEQUENCE stream.traces;

CREATE FUNCTION stream.dice(n integer) RETURNS integer LANGUAGE sql VOLATILE AS $$ SELECT floor(random() * n)::integer $$;
CREATE FUNCTION stream.cents(most numeric) RETURNS numeric LANGUAGE sql VOLATILE AS $$ SELECT round((random() * most::double precision)::numeric, 2) $$;
CREATE FUNCTION stream.has(name text) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT EXISTS (SELECT FROM pg_proc WHERE pronamespace = 'billing'::regnamespace AND proname = name) $$;
CREATE FUNCTION stream.owes(c integer, l integer, account text) RETURNS numeric LANGUAGE sql STABLE AS $$
	SELECT coalesce((SELECT b.amount FROM stream.balance b WHERE b.c = $1 AND b.l = $2 AND b.account = $3), 0) $$;
CREATE FUNCTION stream.move(c integer, l integer, from_account text, to_account text, amount numeric, answer integer DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	IF amount = 0 THEN RETURN; END IF;
	IF amount < 0 THEN PERFORM stream.move(c, l, to_account, from_account, -amount, answer); RETURN; END IF;
	INSERT INTO stream.balance AS b VALUES (c, l, from_account, -amount), (c, l, to_account, amount)
		ON CONFLICT ON CONSTRAINT balance_pkey DO UPDATE SET amount = b.amount + excluded.amount;
	IF answer IS NOT NULL THEN INSERT INTO stream.move VALUES (answer, c, l, from_account, to_account, amount); END IF;
END $$;
CREATE FUNCTION stream.count(kind text, legal boolean) RETURNS void LANGUAGE sql AS $$
	INSERT INTO stream.done AS d VALUES (kind, legal::integer, (NOT legal)::integer)
	ON CONFLICT ON CONSTRAINT done_pkey DO UPDATE SET legal = d.legal + excluded.legal, refused = d.refused + excluded.refused $$;

-- Does what is told: its first value when it is legal, null when it is refused, as it has to be: by a rule, and changing nothing.
CREATE FUNCTION stream.try(kind text, legal boolean, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	value text;
	state text := 'done';
	words text;
BEGIN
	BEGIN
		EXECUTE statement INTO value;
	EXCEPTION WHEN SQLSTATE 'RC010' OR SQLSTATE 'RC011' THEN
		GET STACKED DIAGNOSTICS words = MESSAGE_TEXT;
		state := SQLSTATE;
	END;
	IF (state = 'done') <> legal THEN
		INSERT INTO stream.wrong (what) VALUES (format('%s was %s: %s', statement, state, words));
	END IF;
	PERFORM stream.count(kind, state = 'done');
	RETURN CASE WHEN state = 'done' THEN coalesce(value, '') END;
END $$;
-- Takes over what the ledger decided (which line is the oldest): the entries after one; what they add up to.
CREATE FUNCTION stream.adopt(last bigint) RETURNS numeric LANGUAGE sql AS $$
	SELECT sum(e.amount::numeric) FROM (
		SELECT e.amount, stream.move(coalesce(substr(e.claim_id, 2)::integer, 0), coalesce(e.line_no, 0), e.from_account::text, e.to_account::text, e.amount::numeric)
		FROM billing.entry e WHERE e.practice_id = 'A' AND e.entry_id > $1 OFFSET 0) e $$;

-- ---- claims ----
CREATE FUNCTION stream.document(c integer, kind text, charges numeric[], more jsonb DEFAULT '{}') RETURNS rcm.claim LANGUAGE sql STABLE AS $$
	SELECT given.bill('R' || c, (SELECT jsonb_agg(jsonb_build_array((ARRAY['99213', '80048', '20610'])[n], a) ORDER BY n) FROM unnest(charges) WITH ORDINALITY x (a, n)),
		CASE kind WHEN 'self' THEN '{"payer_id": null, "filing_ind": "09"}' ELSE '{}' END::jsonb || more) $$;
-- The claim charges these amounts now.
CREATE FUNCTION stream.charge(c integer, now numeric[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE x stream.claim;
BEGIN
	SELECT * INTO x FROM stream.claim y WHERE y.c = charge.c;
	PERFORM stream.move(x.c, n, 'revenue', CASE x.kind WHEN 'self' THEN 'patient' ELSE 'insurer_1' END, now[n] - x.charges[n]) FROM generate_subscripts(now, 1) n;
	UPDATE stream.claim y SET charges = now WHERE y.c = x.c;
END $$;
CREATE FUNCTION stream.new_claims(many integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	first integer := nextval('stream.claims');
BEGIN
	INSERT INTO stream.claim (c, kind, patient, doc, state)
		SELECT CASE n WHEN 1 THEN first ELSE nextval('stream.claims') END, (ARRAY['plain', 'plain', 'plain', 'second', 'second', 'self', 'late'])[1 + stream.dice(7)], 0,
			ARRAY(SELECT 1 + stream.cents(300) FROM generate_series(1, 1 + (n % 3))), CASE WHEN stream.dice(10) = 0 THEN 'draft' ELSE 'ready' END
		FROM generate_series(1, many) n;
	-- about three claims for each patient; who has a second payer has it for all of them
	UPDATE stream.claim SET patient = CASE kind WHEN 'second' THEN 1000000 ELSE 0 END + c / 5, state = CASE kind WHEN 'late' THEN 'absent' ELSE state END,
		charges = array_fill(0::numeric, ARRAY[cardinality(doc)]) WHERE c >= first;
	INSERT INTO billing.patient (practice_id, patient_id) SELECT DISTINCT 'A', 'P' || patient FROM stream.claim WHERE c >= first ON CONFLICT DO NOTHING;
	INSERT INTO billing.coverage (practice_id, coverage_id, patient_id, rank, payer_id)
		SELECT DISTINCT 'A', 'V' || patient, 'P' || patient, 2, 'NHP02' FROM stream.claim WHERE c >= first AND kind = 'second' ON CONFLICT DO NOTHING;
	INSERT INTO billing.claim (practice_id, patient_id, state, document) SELECT 'A', 'P' || patient, state, stream.document(c, kind, doc)
		FROM stream.claim WHERE c >= first AND state <> 'absent';
	PERFORM stream.charge(c, doc), stream.count('charge', true) FROM stream.claim WHERE c >= first AND state = 'ready';
END $$;
CREATE FUNCTION stream.some_claim() RETURNS stream.claim LANGUAGE sql VOLATILE AS $$
	SELECT x FROM (SELECT 1 + stream.dice(last_value::integer) AS c FROM stream.claims OFFSET 0) r JOIN stream.claim x USING (c) $$;
CREATE FUNCTION stream.change_claim() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	x    stream.claim := stream.some_claim();
	now  numeric[] := ARRAY(SELECT CASE stream.dice(2) WHEN 0 THEN a ELSE 1 + stream.cents(300) END FROM unnest(x.doc) a);
	open boolean := x.state IN ('draft', 'ready');
	last bigint;
BEGIN
	IF x.state = 'dead' THEN
		RETURN;
	END IF;
	CASE stream.dice(4)
	WHEN 0 THEN	-- edited
		IF x.state <> 'absent' AND NOT (x.replaces AND NOT open)
			AND stream.try('edit', open OR now = x.doc, format('UPDATE billing.claim SET document = %L WHERE practice_id = ''A'' AND claim_id = %L RETURNING 1', stream.document(x.c, x.kind, now), 'R' || x.c)) IS NOT NULL THEN
			UPDATE stream.claim SET doc = now, replaces = false WHERE c = x.c;
			IF x.state = 'ready' THEN PERFORM stream.charge(x.c, now); END IF;
		END IF;
	WHEN 1 THEN	-- ready
		IF x.state <> 'absent' AND stream.try('ready', open OR x.state = 'answered', format('UPDATE billing.claim SET state = ''ready'' WHERE practice_id = ''A'' AND claim_id = %L RETURNING 1', 'R' || x.c)) IS NOT NULL THEN
			UPDATE stream.claim SET state = 'ready' WHERE c = x.c;
			PERFORM stream.charge(x.c, x.doc);
		END IF;
	WHEN 2 THEN	-- voided
		last := (SELECT last_value FROM billing.entry_entry_id_seq);
		IF x.state <> 'absent' AND stream.try('void', (open OR x.state = 'void') AND NOT EXISTS (SELECT FROM stream.balance b WHERE b.c = x.c AND b.account = 'bad_debt' AND b.amount <> 0), format('UPDATE billing.claim SET state = ''void'' WHERE practice_id = ''A'' AND claim_id = %L RETURNING 1', 'R' || x.c)) IS NOT NULL THEN
			UPDATE stream.claim SET state = CASE x.state WHEN 'draft' THEN 'dead' ELSE 'void' END WHERE c = x.c;
			-- (which of several accounts an amount came from, the ledger knows; what is left on paper is nothing)
			PERFORM stream.adopt(last);
			UPDATE stream.claim SET charges = array_fill(0::numeric, ARRAY[cardinality(x.doc)]) WHERE c = x.c;
			PERFORM stream.expect(format('%s of void claim %s', b.account, x.c), b.amount, 0) FROM stream.balance b
				WHERE b.c = x.c AND (b.account IN ('revenue', 'contractual', 'sequestration') OR b.account LIKE 'writeoff%');
			DELETE FROM stream.move m WHERE m.c = x.c AND 'cash' NOT IN (m.from_account, m.to_account);
		END IF;
	WHEN 3 THEN	-- replaced
		IF stream.try('replace', x.known AND x.state IN ('ready', 'answered'), format('SELECT billing.replace_claim(''A'', %L, ''corrected'')', stream.document(x.c, x.kind, now, '{"freq": "7"}'))) IS NOT NULL THEN
			UPDATE stream.claim SET state = 'ready', replaces = true, doc = now WHERE c = x.c;
			PERFORM stream.charge(x.c, now);
		END IF;
	END CASE;
END $$;

-- ---- remittances ----

-- What the first payer says of a charge.
CREATE FUNCTION stream.first_line(n integer, charge numeric) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	kind integer := stream.dice(20);
	off  numeric := 0;
	cut  numeric := 0;
	pr   numeric := 0;
	adj  jsonb := '[]';
BEGIN
	CASE
	WHEN kind < 12 THEN
		off := least(stream.cents(charge), charge);
		pr := CASE stream.dice(4) WHEN 0 THEN 0 WHEN 1 THEN charge - off ELSE least(stream.cents(charge - off), charge - off) END;
		cut := CASE stream.dice(4) WHEN 0 THEN round((charge - off - pr) * 0.02, 2) ELSE 0 END;
	WHEN kind < 15 THEN
		adj := jsonb_build_array(jsonb_build_array((ARRAY['CO', 'PI', 'OA'])[1 + stream.dice(3)], (ARRAY['197', '50', '16', '29'])[1 + stream.dice(4)], charge));
	WHEN kind = 15 THEN	-- more than was charged
		off := -stream.cents(10);
	WHEN kind = 16 THEN
		off := charge;
	ELSE
		NULL;
	END CASE;
	IF off <> 0 THEN adj := adj || jsonb_build_array(jsonb_build_array('CO', '45', off)); END IF;
	IF cut <> 0 THEN adj := adj || jsonb_build_array(jsonb_build_array('CO', '253', cut)); END IF;
	IF pr <> 0 THEN adj := adj || jsonb_build_array(jsonb_build_array('PR', 1 + stream.dice(3), pr)); END IF;
	RETURN jsonb_build_object('code', (ARRAY['99213', '80048', '20610'])[n], 'charge', charge, 'paid', charge - (SELECT coalesce(sum((a ->> 2)::numeric), 0) FROM jsonb_array_elements(adj) a), 'adj', adj, 'control', n);
END $$;
-- What the second payer says of what is left to it.
CREATE FUNCTION stream.second_line(n integer, charge numeric, owed numeric) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	paid numeric := CASE stream.dice(4) WHEN 0 THEN 0 WHEN 1 THEN least(owed + 10, greatest(charge, 0)) ELSE least(stream.cents(owed), owed) END;
	pr   numeric := CASE stream.dice(3) WHEN 0 THEN 0 WHEN 1 THEN greatest(owed - paid, 0) ELSE greatest(least(stream.cents(owed + 5), charge - paid), 0) END;
	off  numeric := greatest(owed - paid - pr, 0);
	before numeric := charge - paid - pr - off;
	adj  jsonb := '[]';
BEGIN
	IF before <> 0 THEN adj := adj || jsonb_build_array(jsonb_build_array('OA', '23', before)); END IF;
	IF pr <> 0 THEN adj := adj || jsonb_build_array(jsonb_build_array('PR', '2', pr)); END IF;
	IF off <> 0 THEN adj := adj || jsonb_build_array(jsonb_build_array('CO', '45', off)); END IF;
	RETURN jsonb_build_object('code', (ARRAY['99213', '80048', '20610'])[n], 'charge', charge, 'paid', paid, 'adj', adj, 'control', n);
END $$;
CREATE FUNCTION stream.new_answer(x stream.claim, party text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	id    integer := nextval('stream.answers');
	lines jsonb := (SELECT jsonb_agg(CASE new_answer.party WHEN 'insurer_1' THEN stream.first_line(n::integer, a) ELSE stream.second_line(n::integer, a, greatest(stream.owes(x.c, n::integer, party), 0)) END ORDER BY n)
		FROM unnest(CASE x.state WHEN 'absent' THEN x.doc ELSE x.charges END) WITH ORDINALITY y (a, n));
	doc   jsonb := jsonb_build_object('id', 'R' || x.c, 'icn', 'I' || id, 'status', CASE new_answer.party WHEN 'insurer_2' THEN '2' ELSE '1' END);
BEGIN
	-- now and then in other words: a claim without lines, an adjustment of the claim itself, a line that is split
	IF jsonb_array_length(lines) = 1 AND party = 'insurer_1' AND (lines #>> '{0,paid}')::numeric > 1 THEN
		CASE stream.dice(6)
		WHEN 0 THEN doc := doc || jsonb_build_object('charge', lines #> '{0,charge}', 'paid', lines #> '{0,paid}', 'adj', lines #> '{0,adj}');
			lines := NULL;
		WHEN 1 THEN doc := doc || jsonb_build_object('adj', lines #> '{0,adj}');
			lines := jsonb_set(jsonb_set(lines, '{0,paid}', lines #> '{0,charge}'), '{0,adj}', '[]');
		WHEN 2 THEN lines := jsonb_build_array(jsonb_build_object('code', '99213', 'charge', 1, 'paid', 1, 'control', 1),
				lines -> 0 || jsonb_build_object('charge', (lines #>> '{0,charge}')::numeric - 1, 'paid', (lines #>> '{0,paid}')::numeric - 1));
		ELSE NULL;
		END CASE;
	END IF;
	INSERT INTO stream.answer VALUES (id, x.c, party, doc || CASE WHEN lines IS NULL THEN '{}' ELSE jsonb_build_object('lines', lines) END);
	RETURN id;
END $$;
-- What posting an answer has to do.
CREATE FUNCTION stream.post_answer(answer_id integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	a    stream.answer;
	x    stream.claim;
	line record;
	adj  record;
	open numeric;
	much numeric;
BEGIN
	SELECT * INTO a FROM stream.answer y WHERE y.id = answer_id;
	SELECT * INTO x FROM stream.claim y WHERE y.c = a.c;
	FOR line IN
		SELECT coalesce((l ->> 'control')::integer, 1) AS n, (l ->> 'paid')::numeric AS paid, coalesce(l -> 'adj', '[]') AS adj
		FROM jsonb_array_elements(coalesce(a.doc -> 'lines', jsonb_build_array(a.doc))) l
		UNION ALL SELECT 1, -sum((c ->> 2)::numeric), a.doc -> 'adj' FROM jsonb_array_elements(a.doc -> 'adj') c WHERE a.doc ? 'lines' HAVING count(*) > 0
	LOOP
		open := greatest(stream.owes(x.c, line.n, a.party) - line.paid, 0);
		PERFORM stream.move(x.c, line.n, a.party, 'cash', line.paid, a.id);
		FOR adj IN SELECT j ->> 0 AS grp, j ->> 1 AS carc, (j ->> 2)::numeric AS amount FROM jsonb_array_elements(line.adj) j ORDER BY (j ->> 0) <> 'PR' LOOP
			CONTINUE WHEN adj.grp <> 'PR' AND adj.carc NOT IN ('45', '253') OR x.state = 'void';
			much := CASE a.party WHEN 'insurer_1' THEN adj.amount ELSE least(adj.amount, open) END;
			PERFORM stream.move(x.c, line.n, a.party, CASE WHEN adj.carc = '45' THEN 'contractual' WHEN adj.carc = '253' THEN 'sequestration'
				WHEN a.party = 'insurer_1' AND x.kind = 'second' THEN 'insurer_2' ELSE 'patient' END, much, a.id);
			open := open - much;
		END LOOP;
	END LOOP;
	UPDATE stream.claim y SET known = true, state = CASE WHEN y.state = 'ready' AND y.replaces THEN y.state ELSE 'answered' END WHERE y.c = x.c;
END $$;
CREATE FUNCTION stream.unpost_answer(answer_id integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM stream.move(m.c, m.l, m.to_account, m.from_account, m.amount) FROM stream.move m WHERE m.answer = answer_id;
END $$;

-- A file of a payer about so many claims; afterwards the same file, and one that does not add up.
CREATE FUNCTION stream.remit(party text, many integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	x       stream.claim;
	back    integer[] := '{}';
	told    integer[] := '{}';
	waiting numeric := 0;
	plb     jsonb := '[]';
	amount  numeric;
	trace   integer := nextval('stream.traces');
	file    bytea;
	said    text;
	sums    bigint;
BEGIN
	FOR x IN SELECT y.* FROM (SELECT DISTINCT 1 + stream.dice(last_value::integer) AS c FROM stream.claims, generate_series(1, many)) r JOIN stream.claim y USING (c) ORDER BY c LOOP
		CONTINUE WHEN x.kind = 'self' OR x.state IN ('draft', 'dead') OR party = 'insurer_2' AND (x.kind <> 'second' OR x.primary_answer IS NULL);
		IF party = 'insurer_1' AND x.primary_answer IS NULL OR party = 'insurer_2' AND x.second_answer IS NULL THEN
			told := told || stream.new_answer(x, party);
		ELSIF x.state <> 'absent' AND stream.dice(3) = 0 THEN
			back := back || CASE remit.party WHEN 'insurer_1' THEN x.primary_answer ELSE x.second_answer END;
			IF stream.dice(3) > 0 THEN
				told := told || -x.c;	-- (what it says depends on what is owed after the reversal)
			END IF;
		END IF;
	END LOOP;
	PERFORM stream.unpost_answer(b), stream.count('reversal', true) FROM unnest(back) b;
	UPDATE stream.claim SET primary_answer = CASE remit.party WHEN 'insurer_1' THEN NULL ELSE primary_answer END, second_answer = CASE remit.party WHEN 'insurer_2' THEN NULL ELSE second_answer END
		FROM stream.answer a WHERE a.id = ANY (back) AND claim.c = a.c;
	-- (a claim with no answer left stays where it was, if that was ready or void)
	UPDATE stream.claim SET state = 'answered' FROM stream.answer a
		WHERE a.id = ANY (back) AND claim.c = a.c AND NOT (claim.state = 'ready' AND claim.replaces)
			AND (claim.primary_answer IS NOT NULL OR claim.second_answer IS NOT NULL);
	told := ARRAY(SELECT CASE WHEN t > 0 THEN t ELSE stream.new_answer((SELECT y FROM stream.claim y WHERE y.c = -t), party) END FROM unnest(told) t);
	UPDATE stream.claim SET primary_answer = CASE remit.party WHEN 'insurer_1' THEN a.id ELSE primary_answer END, second_answer = CASE remit.party WHEN 'insurer_2' THEN a.id ELSE second_answer END
		FROM stream.answer a WHERE a.id = ANY (told) AND claim.c = a.c;
	PERFORM stream.post_answer(a.id) FROM stream.answer a JOIN stream.claim y USING (c) WHERE a.id = ANY (told) AND y.state <> 'absent' ORDER BY a.id;
	PERFORM stream.move(0, 0, 'suspense', 'cash', given.paid(a.doc)) FROM stream.answer a JOIN stream.claim y USING (c) WHERE a.id = ANY (told) AND y.state = 'absent';
	PERFORM stream.count('answer', true) FROM unnest(told);
	FOR i IN 1 .. stream.dice(3) LOOP
		amount := stream.cents(100) - 50;
		plb := plb || jsonb_build_array(CASE stream.dice(3) WHEN 0 THEN jsonb_build_array('L6', '', amount) WHEN 1 THEN jsonb_build_array('FB', 'F' || trace, amount) ELSE jsonb_build_array('WO', 'W' || trace - stream.dice(5), amount) END);
		PERFORM stream.move(0, 0, 'cash', CASE plb #>> '{-1,0}' WHEN 'L6' THEN 'interest' ELSE 'suspense' END, amount);
		PERFORM stream.count('provider adjustment', true);
	END LOOP;
	file := given.era('T' || trace, coalesce((SELECT jsonb_agg(doc ORDER BY id) FROM stream.answer WHERE id = ANY (told)), '[]'),
		coalesce((SELECT jsonb_agg(doc ORDER BY id) FROM stream.answer WHERE id = ANY (back)), '[]'), plb, 1, CASE remit.party WHEN 'insurer_1' THEN '1512345678' ELSE '1598765432' END);
	-- first with a cent more than it adds up to, then as it is, then once more
	said := (SELECT p.state FROM billing.post_835('A', convert_to(regexp_replace(convert_from(file, 'UTF8'), 'BPR\*I\*([0-9]+)', 'BPR*I*1\1'), 'UTF8')) p);
	said := concat_ws(', ', said, (SELECT concat_ws(' ', p.state, p.detail) FROM billing.post_835('A', file) p));
	sums := (SELECT last_value FROM billing.entry_entry_id_seq);
	said := concat_ws(', ', said, (SELECT p.state FROM billing.post_835('A', file) p));
	IF said <> 'held, posted, posted before' OR sums <> (SELECT last_value FROM billing.entry_entry_id_seq) THEN
		INSERT INTO stream.wrong (what) VALUES (format('file T%s was %s', trace, said));
	END IF;
	PERFORM stream.count('file', true), stream.count('file', false), stream.count('file', true);
END $$;
-- Claims that were answered before they were entered.
CREATE FUNCTION stream.enter_late() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	late  integer[] := ARRAY(SELECT c FROM stream.claim WHERE state = 'absent' AND random() < 0.5);
	found integer;
BEGIN
	INSERT INTO billing.claim (practice_id, patient_id, state, document) SELECT 'A', 'P' || patient, 'ready', stream.document(c, kind, doc) FROM stream.claim WHERE c = ANY (late);
	UPDATE stream.claim SET state = 'ready' WHERE c = ANY (late);
	PERFORM stream.charge(c, doc), stream.count('charge', true) FROM stream.claim WHERE c = ANY (late);
	found := billing.match_suspense('A');
	IF found <> (SELECT count(*) FROM stream.claim WHERE c = ANY (late) AND primary_answer IS NOT NULL) THEN
		INSERT INTO stream.wrong (what) VALUES (format('%s claims were found', found));
	END IF;
	PERFORM stream.move(0, 0, 'cash', 'suspense', given.paid(a.doc)), stream.post_answer(a.id), stream.count('found', true)
		FROM stream.claim x JOIN stream.answer a ON a.id = x.primary_answer WHERE x.c = ANY (late);
END $$;

-- ---- people ----
CREATE FUNCTION stream.new_receipt(patient integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	id  integer := nextval('stream.receipts');
	much numeric := 1 + stream.cents(200);
	words text := format('SELECT billing.record_receipt(''A'', %L, ''patient'', %%L, ''front desk'', ''check'', %L)', 'Q' || id, 'P' || patient);
BEGIN
	IF stream.try('receipt', true, format(words, much)) <> 'true' THEN RAISE 'not recorded'; END IF;
	IF stream.dice(4) = 0 AND stream.try('receipt', true, format(words, much)) <> 'false' THEN RAISE 'recorded twice'; END IF;
	IF stream.dice(10) = 0 THEN PERFORM stream.try('receipt', false, format(words, much + 1)); END IF;
	INSERT INTO stream.receipt VALUES (id, patient, much);
	PERFORM stream.move(0, 0, 'unapplied_patient', 'cash', much);
	RETURN id;
END $$;
CREATE FUNCTION stream.left_of(receipt integer) RETURNS numeric LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN r.bounced THEN 0 ELSE r.amount - r.used END FROM stream.receipt r WHERE r.id = $1 $$;
CREATE FUNCTION stream.some_receipt(patient integer) RETURNS stream.receipt LANGUAGE plpgsql AS $$
DECLARE
	r     stream.receipt;
	fresh integer;
BEGIN
	SELECT * INTO r FROM stream.receipt x WHERE x.patient = some_receipt.patient ORDER BY random() LIMIT 1;
	IF NOT FOUND OR stream.dice(5) = 0 THEN
		fresh := stream.new_receipt(some_receipt.patient);
		SELECT * INTO r FROM stream.receipt x WHERE x.id = fresh;
	END IF;
	RETURN r;
END $$;
-- What a patient owes in all, and what of it nothing stands in the way of asking for.
CREATE FUNCTION stream.debts(patient integer) RETURNS numeric LANGUAGE sql STABLE AS $$
	SELECT coalesce(sum(b.amount), 0) FROM stream.claim y JOIN stream.balance b USING (c) WHERE y.patient = $1 AND b.account = 'patient' AND b.amount > 0 $$;
CREATE FUNCTION stream.billable(patient integer) RETURNS numeric LANGUAGE sql STABLE AS $$
	SELECT coalesce(sum(b.amount), 0) FROM stream.claim y JOIN stream.balance b USING (c) WHERE y.patient = $1 AND b.account = 'patient' AND b.amount > 0
		AND NOT EXISTS (SELECT FROM stream.planned p WHERE p.c = b.c AND p.l = b.l) $$;
CREATE FUNCTION stream.expect(what text, got numeric, want numeric) RETURNS void LANGUAGE sql AS $$
	INSERT INTO stream.wrong (what) SELECT format('%s: %s instead of %s', what, got, want) WHERE got IS DISTINCT FROM want $$;

CREATE FUNCTION stream.apply_some(x stream.claim, l integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	r    stream.receipt := stream.some_receipt(CASE stream.dice(20) WHEN 0 THEN (stream.some_claim()).patient ELSE x.patient END);
	owed numeric := stream.owes(x.c, l, 'patient');
	much numeric := CASE stream.dice(4) WHEN 0 THEN 0.01 + stream.cents(100) WHEN 1 THEN owed ELSE least(owed, stream.left_of(r.id)) END;
	value text;
	last bigint := (SELECT last_value FROM billing.entry_entry_id_seq);
BEGIN
	IF r.patient = x.patient AND stream.dice(4) = 0 THEN
		value := stream.try('apply', NOT r.bounced, format('SELECT billing.apply_to_oldest(''A'', %L)', 'Q' || r.id));
		IF value IS NOT NULL THEN
			PERFORM stream.expect('applied to the oldest of receipt ' || r.id, value::numeric, least(stream.left_of(r.id), stream.debts(r.patient)));
			UPDATE stream.receipt y SET used = y.used + value::numeric WHERE y.id = r.id;
			INSERT INTO stream.undo SELECT DISTINCT e.event_id, 'apply', r.id FROM billing.entry e WHERE e.practice_id = 'A' AND e.entry_id > last;
			PERFORM stream.adopt(last);
		END IF;
		RETURN;
	END IF;
	value := stream.try('apply', NOT r.bounced AND r.patient = x.patient AND much > 0 AND much <= owed AND much <= stream.left_of(r.id),
		format('SELECT billing.apply_receipt(''A'', %L, %L, %s, %L)', 'Q' || r.id, 'R' || x.c, l, much));
	IF value IS NOT NULL THEN
		PERFORM stream.move(x.c, l, 'patient', 'unapplied_patient', much);
		UPDATE stream.receipt y SET used = y.used + much WHERE y.id = r.id;
		INSERT INTO stream.undo VALUES (value::bigint, 'apply', r.id);
	END IF;
END $$;
CREATE FUNCTION stream.give_back(x stream.claim, l integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	party text := CASE stream.dice(2) WHEN 0 THEN 'patient' ELSE 'insurer_1' END;
	much  numeric := -stream.owes(x.c, l, party);
	r     stream.receipt;
	nth   integer := nextval('stream.receipts');
BEGIN
	IF stream.dice(3) = 0 THEN
		r := stream.some_receipt(x.patient);
		much := CASE stream.dice(2) WHEN 0 THEN stream.left_of(r.id) ELSE 1 + stream.cents(100) END;
		IF stream.try('refund', NOT r.bounced AND much > 0 AND much <= stream.left_of(r.id),
			format('SELECT billing.refund(''A'', %L, ''patient'', %L, ''check'', ''too much'', receipt_id => %L)', 'F' || nth, much, 'Q' || r.id)) IS NOT NULL THEN
			PERFORM stream.move(0, 0, 'refund', 'unapplied_patient', much);
			UPDATE stream.receipt y SET used = y.used + much, refunded = true WHERE y.id = r.id;
		END IF;
	ELSE
		much := much + CASE stream.dice(6) WHEN 0 THEN 0.01 ELSE 0 END;
		IF stream.try('refund', much > 0 AND much <= -stream.owes(x.c, l, party), format('SELECT billing.refund(''A'', %L, %L, %L, ''check'', ''credit'', claim_id => %L, line_no => %s, party => %L)',
				'F' || nth, CASE party WHEN 'patient' THEN party ELSE 'payer' END, much, 'R' || x.c, l, party)) IS NOT NULL THEN
			PERFORM stream.move(x.c, l, 'refund', party, much);
		END IF;
	END IF;
END $$;
CREATE FUNCTION stream.write_some_off(x stream.claim, l integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	party text := CASE stream.dice(2) WHEN 0 THEN 'patient' ELSE 'insurer_1' END;
	owed  numeric := stream.owes(x.c, l, party);
	into_ text := CASE party WHEN 'patient' THEN 'writeoff_small_balance' ELSE 'writeoff_denial' END;
	much  numeric := CASE stream.dice(4) WHEN 0 THEN owed + 0.01 WHEN 1 THEN owed ELSE 0.01 + stream.cents(20) END;
	id    text;
BEGIN
	IF stream.dice(10) = 0 THEN
		PERFORM stream.try('write-off', false, format('SELECT billing.write_off(''A'', %L, %s, %L, ''contractual'', %L, ''no'', ''197'')', 'R' || x.c, l, party, greatest(much, 1)));
		RETURN;
	END IF;
	id := stream.try('write-off', much > 0 AND much <= owed, format('SELECT billing.write_off(''A'', %L, %s, %L, %L, %L, ''small'')', 'R' || x.c, l, party, into_, much));
	IF id IS NOT NULL THEN
		PERFORM stream.move(x.c, l, party, into_, much);
		INSERT INTO stream.undo VALUES (id::bigint, 'write-off');
	END IF;
END $$;
CREATE FUNCTION stream.undo_some() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	u    stream.undo;
	last bigint := (SELECT last_value FROM billing.entry_entry_id_seq);
	fine boolean;
BEGIN
	SELECT * INTO u FROM stream.undo ORDER BY event_id DESC OFFSET stream.dice(200) LIMIT 1;
	IF NOT FOUND THEN RETURN; END IF;
	fine := NOT u.done AND NOT coalesce((SELECT r.bounced FROM stream.receipt r WHERE r.id = u.receipt), false);
	IF stream.try('undo ' || u.kind, fine, format(CASE u.kind WHEN 'apply' THEN 'SELECT billing.unapply(''A'', %s)' ELSE 'SELECT billing.undo_write_off(''A'', %s, ''by mistake'')' END, u.event_id)) IS NOT NULL THEN
		UPDATE stream.undo SET done = true WHERE event_id = u.event_id;
		UPDATE stream.receipt SET used = used - stream.adopt(last) WHERE id = u.receipt;
		IF u.receipt IS NULL THEN PERFORM stream.adopt(last); END IF;
	END IF;
END $$;
CREATE FUNCTION stream.bounce_some(patient integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	r    stream.receipt := stream.some_receipt(patient);
	last bigint := (SELECT last_value FROM billing.entry_entry_id_seq);
BEGIN
	IF stream.try('bounce', NOT r.bounced AND NOT r.refunded, format('SELECT billing.bounce(''A'', %L, NULL, ''no funds'')', 'Q' || r.id)) IS NOT NULL THEN
		UPDATE stream.receipt x SET bounced = true WHERE x.id = r.id;
		PERFORM stream.expect('bounced of receipt ' || r.id, stream.adopt(last), r.amount + r.used);
	END IF;
END $$;
CREATE FUNCTION stream.transfer_some(x stream.claim, l integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	owed numeric := stream.owes(x.c, l, 'insurer_1');
	much numeric := CASE stream.dice(3) WHEN 0 THEN owed + 0.01 ELSE 0.01 + stream.cents(owed) END;
	told boolean := stream.dice(3) > 0;
BEGIN
	-- (what is the patient's without an exception only remittances say: of a claim that none answers, nothing is)
	IF NOT told AND (x.known OR x.kind = 'self') THEN RETURN; END IF;
	IF stream.try('transfer', told AND much > 0 AND much <= owed, format('SELECT billing.transfer(''A'', %L, %s, ''insurer_1'', ''patient'', %L, ''asked'', %L)', 'R' || x.c, l, much,
			CASE WHEN told THEN 'no coverage' END)) IS NOT NULL THEN
		PERFORM stream.move(x.c, l, 'insurer_1', 'patient', much);
	END IF;
END $$;
CREATE TABLE stream.placement (id bigint PRIMARY KEY, amount numeric, open boolean NOT NULL DEFAULT true);
CREATE FUNCTION stream.collect_some(patient integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	p    stream.placement;
	last bigint := (SELECT last_value FROM billing.entry_entry_id_seq);
	due  numeric := stream.billable(patient);
	much numeric;
	id   text;
BEGIN
	SELECT * INTO p FROM stream.placement ORDER BY id DESC OFFSET stream.dice(30) LIMIT 1;
	CASE stream.dice(3)
	WHEN 0 THEN
		id := stream.try('placement', true, format('SELECT billing.place_bad_debt(''A'', %L, ''AGENCY'', 33.33)', 'P' || patient));
		PERFORM stream.expect('placed of patient ' || patient, coalesce(stream.adopt(last), 0), due);
		INSERT INTO stream.placement SELECT nullif(id, '')::bigint, due WHERE id <> '';
	WHEN 1 THEN
		IF p.id IS NOT NULL AND stream.try('recall', p.open, format('SELECT billing.recall_bad_debt(''A'', %s, ''paid'')', p.id)) IS NOT NULL THEN
			PERFORM stream.expect('recalled of placement ' || p.id, coalesce(stream.adopt(last), 0), p.amount);
			UPDATE stream.placement SET open = false, amount = 0 WHERE placement.id = p.id;
		END IF;
	ELSE
		much := CASE stream.dice(3) WHEN 0 THEN p.amount ELSE 0.01 + stream.cents(50) END;
		IF p.id IS NOT NULL AND stream.try('recovery', p.open AND much > 0 AND much <= p.amount, format('SELECT billing.record_recovery(''A'', %s, %L, %L)', p.id, 'V' || nextval('stream.receipts'), much)) IS NOT NULL THEN
			PERFORM stream.expect('recovered of placement ' || p.id, stream.adopt(last), much);
			UPDATE stream.placement SET amount = amount - much WHERE placement.id = p.id;
		END IF;
	END CASE;
END $$;
CREATE FUNCTION stream.ask_some(patient integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	due numeric := stream.billable(patient);
	id  text;
BEGIN
	IF stream.has('cut_statement') AND stream.dice(3) > 0 THEN
		id := stream.try('statement', true, format('SELECT billing.cut_statement(''A'', %L)', 'P' || patient));
		PERFORM stream.expect('statement of patient ' || patient, coalesce((SELECT s.amount::numeric FROM billing.statement s WHERE s.practice_id = 'A' AND s.statement_id = nullif(id, '')::bigint), 0), due);
	ELSIF stream.has('agree_plan') AND stream.has('end_plan') THEN
		SELECT p.plan INTO id FROM stream.planned p WHERE p.patient = ask_some.patient LIMIT 1;
		IF id IS NULL THEN
			id := stream.try('plan', due = 0 OR due >= 0.03, format('SELECT billing.agree_plan(''A'', %L, 3, %L)', 'P' || patient, current_date + 30));
			PERFORM stream.expect('plan of patient ' || patient, (SELECT p.amount::numeric FROM billing.payment_plan p WHERE p.practice_id = 'A' AND p.plan_id = nullif(id, '')::bigint), due) WHERE id <> '';
			INSERT INTO stream.planned SELECT p.plan_id, ask_some.patient, substr(p.claim_id, 2)::integer, p.line_no FROM billing.payment_plan_line p WHERE p.practice_id = 'A' AND p.plan_id = nullif(id, '')::bigint;
		ELSIF stream.try('end of plan', true, format('SELECT billing.end_plan(''A'', %s, ''cancelled'')', id)) IS NOT NULL THEN
			DELETE FROM stream.planned p WHERE p.plan = id::bigint;
		END IF;
	END IF;
END $$;
CREATE FUNCTION stream.person() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	x stream.claim := stream.some_claim();
	l integer := 1 + stream.dice(cardinality(x.doc));
BEGIN
	IF x.state IN ('absent', 'draft', 'dead') THEN RETURN; END IF;
	CASE stream.dice(16)
	WHEN 0 THEN PERFORM stream.give_back(x, l);
	WHEN 1, 2 THEN PERFORM stream.write_some_off(x, l);
	WHEN 3, 4 THEN PERFORM stream.undo_some();
	WHEN 5 THEN PERFORM stream.bounce_some(x.patient);
	WHEN 6, 7 THEN PERFORM stream.transfer_some(x, l);
	WHEN 8 THEN PERFORM stream.collect_some(x.patient);
	WHEN 9 THEN PERFORM stream.ask_some(x.patient);
	ELSE PERFORM stream.apply_some(x, l);
	END CASE;
END $$;

-- ---- rounds, and what they are judged by ----
CREATE FUNCTION stream.events() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT coalesce(sum(legal + refused), 0)::bigint FROM stream.done $$;
-- So many more events.
CREATE PROCEDURE stream.run(many bigint) LANGUAGE plpgsql AS $$
DECLARE
	last bigint := stream.events() + many;
BEGIN
	WHILE stream.events() < last LOOP
		-- (the model's own tables; of the ledger's it is known what a new ledger's are)
		ANALYZE stream.balance, stream.claim, stream.answer, stream.move, stream.receipt, stream.planned;
		PERFORM stream.new_claims(1400);
		PERFORM stream.change_claim() FROM generate_series(1, 40);
		PERFORM stream.remit('insurer_1', 1750), stream.remit('insurer_1', 1050), stream.remit('insurer_2', 2100);
		PERFORM stream.person() FROM generate_series(1, 200);
		PERFORM stream.enter_late();
		COMMIT;
	END LOOP;
END $$;
-- Where the two models differ.
CREATE FUNCTION stream.differences() RETURNS TABLE (c text, l integer, account text, ledger numeric, model numeric) LANGUAGE sql AS $$
	WITH ledger AS (
		SELECT coalesce(e.claim_id, 'R0') AS c, coalesce(e.line_no, 0) AS l, m.account::text AS account, sum(m.amount) AS amount
		FROM billing.entry e, LATERAL (VALUES (e.from_account, -e.amount::numeric), (e.to_account, e.amount::numeric)) m (account, amount)
		WHERE e.practice_id = 'A' GROUP BY 1, 2, 3),
	owed AS (
		SELECT r.claim_id AS c, r.line_no AS l, m.account, m.amount FROM billing.receivable r,
			LATERAL (VALUES ('insurer_1', r.insurer_1::numeric), ('insurer_2', r.insurer_2::numeric), ('insurer_3', r.insurer_3::numeric), ('patient', r.patient::numeric), ('third_party', r.third_party::numeric)) m (account, amount))
	SELECT coalesce(d.c, 'R' || b.c), coalesce(d.l, b.l), coalesce(d.account, b.account), d.amount, b.amount FROM ledger d FULL JOIN stream.balance b ON 'R' || b.c = d.c AND b.l = d.l AND b.account = d.account
		WHERE coalesce(d.amount, 0) <> coalesce(b.amount, 0)
	UNION ALL
	SELECT coalesce(d.c, 'R' || b.c), coalesce(d.l, b.l), coalesce(d.account, b.account) || ' of receivable', d.amount, b.amount
		FROM owed d FULL JOIN (SELECT * FROM stream.balance x WHERE x.account IN ('insurer_1', 'insurer_2', 'insurer_3', 'patient', 'third_party')) b ON 'R' || b.c = d.c AND b.l = d.l AND b.account = d.account
		WHERE coalesce(d.amount, 0) <> coalesce(b.amount, 0)
	UNION ALL
	SELECT k.claim_id, NULL, format('state %s, not %s', k.state, x.state), NULL, NULL
		FROM billing.claim k JOIN stream.claim x ON 'R' || x.c = k.claim_id
		WHERE CASE WHEN k.state IN ('paid', 'denied', 'accepted') THEN 'answered' ELSE k.state END <> replace(x.state, 'dead', 'void') $$;
