-- ledger_aging.sql - aging of a past day is what a report of that day showed, on every basis: money is
-- posted in rounds, as if on different days, each round's receivable is kept, and asked for again at the end
\set ON_ERROR_STOP 1
SET client_min_messages = warning;
SET search_path = public, rcm, pg_catalog;
SELECT no_plan();
SELECT rcm.create_ledger('billing');
INSERT INTO billing.practice (practice_id, name, time_zone, aging_edges) VALUES ('P', 'Practice', 'Pacific/Honolulu', '{30,60,90}'), ('Q', 'Another', 'UTC', '{30,60,90}');
SELECT billing.today('P') AS today \gset
SELECT setseed(0.42);

-- ---- what a report of a day shows: receivable as it is when it is asked, by the plainest SQL ----

CREATE FUNCTION shown(day date, basis text) RETURNS TABLE (party rcm.account, kind text, bucket integer, amount rcm.usd, lines bigint) LANGUAGE sql AS $$
	SELECT party, kind, CASE kind WHEN 'owed' THEN 1 + (age > 30)::integer + (age > 60)::integer + (age > 90)::integer END, sum(amount), count(*)
	FROM (
		SELECT p.party, p.amount, a.age, CASE WHEN p.amount < 0 THEN 'credit' WHEN a.age IS NULL THEN 'undated' ELSE 'owed' END AS kind
		FROM billing.receivable r
		CROSS JOIN LATERAL (VALUES ('insurer_1'::rcm.account, r.insurer_1, r.insurer_1_since), ('insurer_2', r.insurer_2, r.insurer_2_since), ('insurer_3', r.insurer_3, r.insurer_3_since),
			('patient', r.patient, r.patient_since), ('third_party', r.third_party, r.third_party_since)) p (party, amount, since)
		CROSS JOIN LATERAL (SELECT $1 - CASE $2
			WHEN 'service' THEN r.service_on
			WHEN 'charge' THEN r.charged_on
			WHEN 'first bill' THEN coalesce(r.first_billed_on, p.since)
			WHEN 'last bill' THEN coalesce(r.last_billed_on, p.since)
			WHEN 'responsibility' THEN p.since
			ELSE CASE WHEN p.party IN ('patient', 'third_party') THEN p.since ELSE coalesce(r.first_billed_on, p.since) END END) a (age)
		WHERE r.practice_id = 'P' AND p.amount <> 0) x
	GROUP BY 1, 2, 3
$$;
CREATE TABLE basis (basis text);
INSERT INTO basis VALUES ('default'), ('service'), ('charge'), ('first bill'), ('last bill'), ('responsibility');
CREATE TABLE report (round integer, day date, known_at timestamptz, basis text, party rcm.account, kind text, bucket integer, amount rcm.usd, lines bigint);
CREATE TABLE kept (round integer, LIKE billing.receivable);
CREATE TABLE round (round integer, day date, known_at timestamptz);

-- ---- a round ----

CREATE FUNCTION day_in(day date, back integer) RETURNS date LANGUAGE sql AS $$ SELECT $1 - floor(random() * ($2 + 1))::integer $$;
CREATE FUNCTION move(event bigint, claim text, line integer, f rcm.account, t rcm.account, a rcm.usd, day date) RETURNS void LANGUAGE sql AS $$
	INSERT INTO billing.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, group_code, carc, receipt_id)
	SELECT 'P', $1, $2, $3, $4, $5, $6, $7, CASE WHEN $5 = 'patient' THEN 'PR' END, CASE WHEN $5 = 'patient' THEN '1' WHEN $5 = 'contractual' THEN '45' END,
		CASE WHEN 'unapplied_patient' IN ($4, $5) THEN 'R' END
	WHERE $6 > 0
$$;
CREATE FUNCTION play(n integer, day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	mark bigint := coalesce((SELECT max(entry_id) FROM billing.entry), 0);
	sent bigint := coalesce((SELECT max(submission_id) FROM billing.submission), 0);
	noon timestamptz := (day + time '12:00') AT TIME ZONE 'Pacific/Honolulu';
	parties rcm.account[] := '{insurer_1,insurer_2,insurer_3,patient,third_party}';
	l record;
	event bigint;
	at date;
	f rcm.account;
	t rcm.account;
BEGIN
	-- new claims, some charged later than they were done, some paid by the patient; some lines without a date of service
	INSERT INTO billing.claim (practice_id, state, charged_on, document)
	SELECT 'P', 'ready', day_in(day, 12), jsonb_strip_nulls(jsonb_build_object('claim_id', format('C%s-%s', n, i), 'form', 'P', 'payer_id', CASE WHEN random() < 0.8 THEN 'PAY' || i % 3 END, 'payer_seq', 'P',
		'rendering', jsonb_build_object('npi', '1234567893'),
		'lines', (SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('n', k, 'code', '99213', 'units', 1, 'charge', (10 + floor(random() * 20000) / 100)::numeric(10, 2)::text,
			'from', CASE WHEN random() < 0.9 THEN day_in(day, 45) END))) FROM generate_series(1, 1 + i % 3) k)))::rcm.claim
	FROM generate_series(1, 20) i;
	-- money, some of it for days that other reports have shown
	FOR l IN SELECT r.* FROM billing.receivable r WHERE r.practice_id = 'P' AND random() < 0.4 LOOP
		at := day_in(day, CASE WHEN random() < 0.3 THEN 60 ELSE 3 END);
		event := billing.open_event('P', 'correction', at);
		f := parties[1 + floor(random() * 5)::integer];
		t := (ARRAY['cash', 'contractual', 'insurer_2', 'insurer_3', 'patient', 'third_party', 'writeoff_courtesy', 'refund', 'unapplied_patient', 'insurer_1'])[1 + floor(random() * 10)::integer];
		IF random() < 0.5 AND l.insurer_1 > 0 THEN
			f := 'insurer_1';
		END IF;
		IF f <> t THEN
			PERFORM move(event, l.claim_id, l.line_no, f, t, CASE WHEN random() < 0.4 AND l.insurer_1 > 0 THEN l.insurer_1 ELSE rcm.usd(floor(random() * 5000)::numeric / 100) END, at);
		END IF;
		-- some of it is taken back at once or later
		IF random() < 0.2 AND f <> t THEN
			PERFORM billing.reverse_event('P', (SELECT e.event_id FROM billing.event e WHERE e.practice_id = 'P' AND e.kind = 'correction' AND e.reverses IS NULL
				AND NOT EXISTS (SELECT FROM billing.event b WHERE b.practice_id = 'P' AND b.reverses = e.event_id) ORDER BY random() LIMIT 1), 'correction', day_in(day, 2));
		END IF;
	END LOOP;
	-- claims leave, some of them again
	INSERT INTO billing.submission (practice_id, claim_id, interchange_id, item, transaction, payer_id, payer_seq, freq, form, submitted_at, submitted_on, digest, document)
	SELECT 'P', c.claim_id, 1, 1, 1, c.payer_id, 'P', '1', 'P', noon, day, '', c.document FROM billing.claim c WHERE c.practice_id = 'P' AND c.payer_id IS NOT NULL AND random() < 0.5;
	UPDATE billing.receivable r SET first_billed_on = coalesce(r.first_billed_on, day), last_billed_on = day
		FROM billing.submission s WHERE s.practice_id = 'P' AND s.submission_id > sent AND r.practice_id = s.practice_id AND r.claim_id = s.claim_id;
	-- all of it was posted on that day at noon
	UPDATE billing.entry e SET posted_at = noon WHERE e.entry_id > mark;
	INSERT INTO round VALUES (n, day, noon + interval '1 minute');
	INSERT INTO report SELECT n, day, noon + interval '1 minute', b.basis, s.* FROM basis b, shown(day, b.basis) s;
	INSERT INTO kept SELECT n, r.* FROM billing.receivable r WHERE r.practice_id = 'P' AND (insurer_1 <> 0 OR insurer_2 <> 0 OR insurer_3 <> 0 OR patient <> 0 OR third_party <> 0);
END
$$;
-- as the owner, who may: what was posted is dated back
INSERT INTO billing.interchange (practice_id, interchange_id, direction, kind, file, state) VALUES ('P', 1, 'out', '837P', '', 'written');
INSERT INTO billing.event (practice_id, kind, effective_on) VALUES ('P', 'receipt', :'today');
ALTER TABLE billing.entry DISABLE TRIGGER append_only;
SELECT count(play(n, :'today'::date - (9 - n) * 17)) FROM generate_series(1, 9) n;
ALTER TABLE billing.entry ENABLE TRIGGER append_only;
-- and today, at this moment
SELECT cmp_ok((SELECT count(*) FROM billing.entry), '>', 1000::bigint, 'there is a ledger to ask');
SELECT cmp_ok((SELECT count(DISTINCT (kind, bucket, party)) FROM report), '>=', 25::bigint, 'with all kinds of rows: every party, every bucket, credits, undated');

-- ---- the proof ----

-- zero buckets are shown by aging(), by a report only what there is
CREATE VIEW differs AS
SELECT r.round, b.basis, (SELECT count(*) FROM (
		(SELECT party, kind, bucket, amount, lines FROM billing.aging('P', r.day, r.known_at, b.basis) WHERE lines > 0
			EXCEPT ALL SELECT party, kind, bucket, amount, lines FROM report x WHERE x.round = r.round AND x.basis = b.basis)
		UNION ALL
		(SELECT party, kind, bucket, amount, lines FROM report x WHERE x.round = r.round AND x.basis = b.basis
			EXCEPT ALL SELECT party, kind, bucket, amount, lines FROM billing.aging('P', r.day, r.known_at, b.basis) WHERE lines > 0)) d) AS rows
FROM round r, basis b;
SELECT is((SELECT string_agg(format('round %s by %s: %s rows', round, basis, rows), '; ') FROM differs WHERE rows > 0), NULL, 'aging of each past day is the report of that day, on every basis');

-- both ways, whichever aging() took, row by row with every date
CREATE VIEW asked AS SELECT r.round, way.*
FROM round r, LATERAL (SELECT 'less' AS way, a.* FROM billing.receivable_less('P', r.day, r.known_at, least(r.known_at, (r.day + 1)::timestamp AT TIME ZONE '14 hours'::interval)) a
	UNION ALL SELECT 'from entries', a.* FROM billing.receivable_from_entries('P', r.day, r.known_at) a) way;
SELECT is((SELECT string_agg(format('%s, round %s: line %s of %s', w.way, coalesce(a.round, k.round), coalesce(a.line_no, k.line_no), coalesce(a.claim_id, k.claim_id)), '; ') FROM (VALUES ('less'), ('from entries')) w (way)
	CROSS JOIN kept k
	FULL JOIN asked a ON a.way = w.way AND a.round = k.round AND a.claim_id = k.claim_id AND a.line_no = k.line_no
	WHERE (a.service_on, a.charged_on, a.first_billed_on, a.last_billed_on, a.insurer_1, a.insurer_2, a.insurer_3, a.patient, a.third_party) IS DISTINCT FROM
		(k.service_on, k.charged_on, k.first_billed_on, k.last_billed_on, k.insurer_1, k.insurer_2, k.insurer_3, k.patient, k.third_party)
		OR (a.insurer_1_since, a.insurer_2_since, a.insurer_3_since, a.patient_since, a.third_party_since) IS DISTINCT FROM
		(k.insurer_1_since, k.insurer_2_since, k.insurer_3_since, k.patient_since, k.third_party_since)), NULL,
	'and so is every row of receivable of that day, whether what came since is taken off or what was there is added up');
SELECT cmp_ok((SELECT count(*) FROM asked), '>', 1000::bigint, 'of which there are many');
SELECT cmp_ok((SELECT count(*) FROM round WHERE billing.share_posted_after('P', known_at) > 0.5), '>', 0::bigint, 'the early rounds are added up');
SELECT cmp_ok((SELECT count(*) FROM round WHERE billing.share_posted_after('P', known_at) <= 0.5), '>', 0::bigint, 'the late ones are taken off');

-- the same without known_at: what was posted since for days before counts
CREATE VIEW now_known AS
SELECT r.round, (SELECT sum(CASE WHEN e.to_account = a.account THEN e.amount ELSE - e.amount END) FROM billing.entry e WHERE e.practice_id = 'P' AND e.effective_on <= r.day AND a.account IN (e.from_account, e.to_account)) AS entries,
	(SELECT sum(amount) FROM billing.aging('P', r.day) g WHERE g.party = a.account) AS aged
FROM round r, rcm.accounts() a WHERE a.kind = 'owed';
SELECT is((SELECT count(*) FROM now_known WHERE coalesce(entries, '0') <> coalesce(aged, '0')), 0::bigint, 'without known_at a past day adds up to the entries that count by then');
SELECT cmp_ok((SELECT count(*) FROM round r WHERE (SELECT sum(amount) FROM billing.aging('P', r.day)) <> (SELECT sum(amount) FROM billing.aging('P', r.day, r.known_at))), '>', 0::bigint, 'which is something else than what was known then');
SELECT is((SELECT count(*) FROM round r WHERE EXISTS (SELECT * FROM billing.receivable_less('P', r.day, 'infinity', '-infinity') EXCEPT SELECT * FROM billing.receivable_from_entries('P', r.day, 'infinity'))
	OR EXISTS (SELECT * FROM billing.receivable_from_entries('P', r.day, 'infinity') EXCEPT SELECT * FROM billing.receivable_less('P', r.day, 'infinity', '-infinity'))), 0::bigint, 'both ways agree there too');

-- ---- today ----

SELECT is((SELECT count(*) FROM basis b WHERE EXISTS ((SELECT party, kind, bucket, amount, lines FROM billing.aging('P', NULL, NULL, b.basis) WHERE lines > 0) EXCEPT ALL SELECT * FROM shown(:'today', b.basis))
	OR EXISTS (SELECT * FROM shown(:'today', b.basis) EXCEPT ALL (SELECT party, kind, bucket, amount, lines FROM billing.aging('P', NULL, NULL, b.basis) WHERE lines > 0))), 0::bigint, 'aging of today is what receivable says, on every basis');
SELECT results_eq($$SELECT * FROM billing.aging('P')$$, format($$SELECT * FROM billing.aging('P', %L, now() + interval '1 day')$$, :'today'), 'today and later knowledge is today');
SELECT results_eq($$SELECT party, kind, bucket, sum(amount), count(*) FROM (SELECT party, amount, CASE WHEN amount < 0 THEN 'credit' WHEN age IS NULL THEN 'undated' ELSE 'owed' END AS kind,
		CASE WHEN amount > 0 THEN 1 + (age > 30)::integer + (age > 60)::integer + (age > 90)::integer END AS bucket FROM billing.aging_lines('P', NULL, NULL, 'last bill')) x GROUP BY 1, 2, 3 ORDER BY 1, 2, 3$$,
	$$SELECT party, kind, bucket, amount, lines FROM billing.aging('P', NULL, NULL, 'last bill') WHERE lines > 0 ORDER BY 1, 2, 3$$, 'aging_lines adds up to it');
SELECT is((SELECT count(*) FROM round r, LATERAL (SELECT (SELECT sum(amount) FROM billing.aging_lines('P', r.day, r.known_at, 'service')) AS lines, (SELECT sum(amount) FROM report x WHERE x.round = r.round AND x.basis = 'service') AS shown) s WHERE lines IS DISTINCT FROM shown),
	0::bigint, 'on past days too');
SELECT results_eq($$SELECT concat_ws(' ', claim_id, line_no, party, amount, basis_date, age, party_age, true_age, patient_id, payer_id, provider_npi) COLLATE "C" FROM billing.open_balance WHERE practice_id = 'P' ORDER BY 1$$,
	$$SELECT concat_ws(' ', claim_id, line_no, party, amount, basis_date, age, party_age, true_age, patient_id, payer_id, provider_npi) COLLATE "C" FROM billing.aging_lines('P') ORDER BY 1$$, 'open_balance is aging_lines of today');
SELECT is((SELECT string_agg(v, ' ') FROM (VALUES ('practice', (SELECT sum(total) || ' ' || sum(credits) FROM billing.aging_by_practice)), ('provider', (SELECT sum(total) || ' ' || sum(credits) FROM billing.aging_by_provider)),
		('patient', (SELECT sum(total) || ' ' || sum(credits) FROM billing.aging_by_patient)), ('payer', (SELECT sum(total) || ' ' || sum(credits) FROM (SELECT total, credits FROM billing.aging_by_payer UNION ALL SELECT total, credits FROM billing.aging_by_practice WHERE side <> 'insurer') x))) x (v, sums)
	WHERE sums::text <> (SELECT (sum(amount) FILTER (WHERE amount > 0) || ' ' || sum(amount) FILTER (WHERE amount < 0))::text FROM billing.aging('P'))), NULL, 'every wide view has all of it');
SELECT is((SELECT count(*) FROM billing.aging_by_provider WHERE b0_30 + b31_60 + b61_90 + b91_120 + b121_150 + b151_180 + b181 + undated <> total), 0::bigint, 'buckets and undated are the total');
SELECT is((SELECT count(*) FROM billing.aging_by_payer WHERE payer_id IS NULL AND total > 0), 1::bigint, 'what a second payer owes that nobody names is under null');

-- ---- what is asked ----

SELECT results_eq($$SELECT DISTINCT bucket, from_days, to_days FROM billing.aging('P', NULL, NULL, 'service', '{7,14}') WHERE kind = 'owed' ORDER BY 1$$, $$VALUES (1, 0, 7), (2, 8, 14), (3, 15, NULL)$$, 'edges are data');
SELECT is((SELECT sum(amount) FROM billing.aging('P', NULL, NULL, 'service', '{7,14}')), (SELECT sum(amount) FROM billing.aging('P')), 'and change no sum');
SELECT throws_ok($$SELECT * FROM billing.aging('P', edges => '{30,30}')$$, '22023', NULL, 'edges must ascend');
SELECT throws_ok($$SELECT * FROM billing.aging('P', basis => 'moon')$$, '22023', 'there is no basis "moon"', 'another basis');
SELECT throws_ok($$SELECT * FROM billing.aging('P', billing.today('P') + 1)$$, 'RC011', 'the day has not come', 'tomorrow');
SELECT throws_ok($$SELECT * FROM billing.aging('X')$$, 'RC010', 'there is no practice "X"', 'nobody''s practice');
SELECT is((SELECT count(*) FROM billing.aging('Q')), 0::bigint, 'a practice without anything');
SELECT is((SELECT count(*) FROM billing.aging('P', '1990-01-01')), 0::bigint, 'a day before everything');

-- ---- by hand: the edges of buckets, and the two ages ----

INSERT INTO billing.claim (practice_id, state, charged_on, document) SELECT 'Q', 'ready', billing.today('Q') - d,
	jsonb_build_object('claim_id', 'D' || d, 'form', 'P', 'payer_id', 'PAYQ', 'lines', jsonb_build_array(jsonb_build_object('n', 1, 'code', '99213', 'charge', d || '.00', 'from', billing.today('Q') - d - 10)))::rcm.claim
	FROM unnest('{0,30,31,60,61,90,91}'::integer[]) d;
SELECT results_eq($$SELECT bucket, amount, lines FROM billing.aging('Q')$$, $$VALUES (1, '30.00'::rcm.usd, 1::bigint), (2, '91.00', 2), (3, '151.00', 2), (4, '91.00', 1)$$, 'the last day of a bucket is in it');
SELECT results_eq($$SELECT age, party_age, true_age, payer_id FROM billing.aging_lines('Q', basis => 'service') WHERE claim_id = 'D31'$$, $$VALUES (41, 31, 41, 'PAYQ')$$, 'party age and true age');
SELECT billing.open_event('Q', 'transfer', billing.today('Q')) AS event \gset
INSERT INTO billing.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, group_code, carc) VALUES ('Q', :event, 'D91', 1, 'insurer_1', 'patient', 11, billing.today('Q'), 'PR', '1');
SELECT results_eq($$SELECT party, bucket, amount, lines FROM billing.aging('Q') WHERE bucket IN (1, 4) AND amount <> 0$$, $$VALUES ('insurer_1'::rcm.account, 1, '30.00'::rcm.usd, 1::bigint), ('insurer_1', 4, '80.00', 1), ('patient', 1, '11.00', 1)$$,
	'what becomes the patient''s begins anew for the patient');
SELECT results_eq($$SELECT party_age, true_age FROM billing.aging_lines('Q') WHERE party = 'patient'$$, $$VALUES (0, 101)$$, 'but is as old as it is');
-- ---- a practice whose day begins 14 hours before that of Greenwich ----

INSERT INTO billing.practice (practice_id, name, time_zone) VALUES ('R', 'Where the day begins', 'Pacific/Kiritimati');
ALTER TABLE billing.entry DISABLE TRIGGER append_only;
INSERT INTO billing.claim (practice_id, state, charged_on, document) SELECT 'R', 'ready', '2025-03-03', jsonb_build_object('claim_id', 'K' || k, 'form', 'P', 'payer_id', 'PAYR', 'lines',
	jsonb_build_array(jsonb_build_object('n', 1, 'code', '99213', 'charge', '100.00', 'from', '2025-03-03')))::rcm.claim FROM generate_series(1, 6) k;
UPDATE billing.entry SET posted_at = '2025-03-03 03:00Z' WHERE practice_id = 'R';
SELECT billing.open_event('R', 'transfer', '2025-03-11') AS event \gset
SELECT throws_ok(format($$INSERT INTO billing.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, posted_at, group_code, carc) VALUES ('R', %s, 'K1', 1, 'insurer_1', 'patient', 30, '2025-03-11', '2025-03-10 09:59Z', 'PR', '1')$$, :'event'),
	'RC011', 'entry counts on a day that has not come', 'at 9:59 of Greenwich its day has come nowhere');
SELECT lives_ok(format($$INSERT INTO billing.entry (practice_id, event_id, claim_id, line_no, from_account, to_account, amount, effective_on, posted_at, group_code, carc) VALUES ('R', %s, 'K1', 1, 'insurer_1', 'patient', 30, '2025-03-11', '2025-03-10 10:30Z', 'PR', '1')$$, :'event'),
	'at 10:30 it has come there');
ALTER TABLE billing.entry ENABLE TRIGGER append_only;
SELECT results_eq($$SELECT day, party, amount FROM unnest('{2025-03-10,2025-03-11}'::date[]) day, billing.aging('R', day) WHERE amount <> 0 ORDER BY 1, 2$$,
	$$VALUES ('2025-03-10'::date, 'insurer_1'::rcm.account, '600.00'::rcm.usd), ('2025-03-11', 'insurer_1', '570.00'), ('2025-03-11', 'patient', '30.00')$$, 'and the day before is what it was, though it was posted in the same hours');
SELECT results_eq($$SELECT day::text, key FROM billing.patient_balance_facts('R', '2025-03-11', '2025-03-11')$$, $$VALUES ('2025-03-11', 'K1/1')$$, 'KPIs of the day find what was posted in these hours too');
SELECT finish();
