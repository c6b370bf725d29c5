-- posting.sql - the 835s of the corpus go through a ledger: posted to the cent, or held with the reason.
--
-- Over the tables file, fact_st and fact_clp of run and payment, paid_claim, paid_line and reason of
-- remittance.sql; adds to result(ok, name, item, what, want, got).  Each file is a practice of its own,
-- with the payees that it names, in two ledgers: in corpus_none no claim is ours, in corpus_ours every
-- one is, written from the file.  Then everything is taken back.

SET client_min_messages = error;
SET search_path = "$user", public, rcm;
DROP SCHEMA IF EXISTS corpus_none, corpus_ours CASCADE;
SELECT rcm.create_ledger('corpus_none') \gset
SELECT rcm.create_ledger('corpus_ours') \gset

-- ---- files written anew ----

CREATE TEMP TABLE old_segment AS
SELECT f.name, s.segment, s.segment_id AS id, s.elements, f.separator,
	count(*) FILTER (WHERE s.segment_id = 'ST') OVER (PARTITION BY f.name ORDER BY s.segment)::integer AS payment
FROM (SELECT name, bytes, substring(encode(substr(bytes, 1, 200), 'escape') FROM 'ISA(.)') AS separator FROM file WHERE kind = '835') f, rcm.x12_segments(f.bytes) s;
CREATE FUNCTION pg_temp.negative(amount text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN amount ~ '^\s*[-+]?[0-9]*\.?[0-9]*\s*$' AND amount ~ '[0-9]' THEN (-(amount::numeric))::text ELSE amount END $$;
-- the elements with those at the places negative
CREATE FUNCTION pg_temp.negated(elements text[], places integer[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
	SELECT array_agg(CASE WHEN nth = ANY (places) THEN pg_temp.negative(e) ELSE e END ORDER BY nth) FROM unnest(elements) WITH ORDINALITY x (e, nth) $$;
CREATE FUNCTION pg_temp.replaced(elements text[], place integer, element text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	elements[place] := element;
	RETURN elements;
END $$;

-- Most of the unbalanced ones only say another amount in BPR02 than their claims do: with that one they can be posted.
CREATE TEMP TABLE mended AS
SELECT p.name, p.payment, p.claims_paid - p.provider_adjustments AS amount FROM payment p
WHERE p.kind = '835' AND p.balances IS FALSE AND p.trace_number IS NOT NULL AND p.payment_date IS NOT NULL;
CREATE TEMP TABLE told AS
SELECT name, name AS fact, bytes FROM file WHERE kind = '835'
UNION ALL
SELECT o.name || ', amount mended', o.name, convert_to(string_agg(o.id || o.separator || array_to_string(CASE WHEN o.id = 'BPR' AND m.name IS NOT NULL
	THEN pg_temp.replaced(pg_temp.replaced(o.elements, 2, abs(m.amount::numeric)::text), 3, CASE WHEN m.amount < 0 THEN 'D' ELSE 'C' END) ELSE o.elements END, o.separator) || '~', '' ORDER BY o.segment), 'UTF8')
FROM old_segment o LEFT JOIN mended m ON m.name = o.name AND m.payment = o.payment
WHERE o.name IN (SELECT name FROM mended) GROUP BY o.name;
-- Everything the other way round, under another trace number: what was an answer is a reversal, what was a reversal is an answer.
CREATE TEMP TABLE new_segment AS
SELECT f.name, s.segment, s.segment_id AS id, s.elements,
	count(*) FILTER (WHERE s.segment_id = 'ST') OVER (PARTITION BY f.name ORDER BY s.segment)::integer AS payment FROM told f, rcm.x12_segments(f.bytes) s;
CREATE TEMP TABLE undone AS
SELECT n.name, convert_to(string_agg(n.id || o.separator || array_to_string(CASE n.id
	WHEN 'BPR' THEN pg_temp.replaced(n.elements, 3, CASE n.elements[3] WHEN 'D' THEN 'C' ELSE 'D' END)
	WHEN 'TRN' THEN pg_temp.replaced(n.elements, 2, 'UNDO' || n.elements[2])
	WHEN 'CLP' THEN pg_temp.replaced(pg_temp.negated(n.elements, '{3,4,5}'), 2, CASE n.elements[2] WHEN '22' THEN '1' ELSE '22' END)
	WHEN 'CAS' THEN pg_temp.negated(n.elements, '{3,6,9,12,15,18}')
	WHEN 'SVC' THEN pg_temp.negated(n.elements, '{2,3}')
	WHEN 'PLB' THEN pg_temp.negated(n.elements, '{4,6,8,10,12,14}')
	ELSE n.elements END, o.separator) || '~', '' ORDER BY n.segment), 'UTF8') AS bytes
FROM new_segment n JOIN told t USING (name) JOIN (SELECT DISTINCT name, separator FROM old_segment) o ON o.name = t.fact
GROUP BY n.name;

-- ---- practices, and the claims that the files answer ----

CREATE TEMP TABLE practice AS
SELECT t.name, array_remove(array_agg(DISTINCT p.payee_id) || array_agg(DISTINCT p.payee_tin), NULL) AS payees
FROM told t, rcm.remittance_payments(t.bytes) p GROUP BY 1;
INSERT INTO corpus_none.practice (practice_id, name, payee_ids) SELECT name, name, payees FROM practice;
INSERT INTO corpus_ours.practice (practice_id, name, payee_ids) SELECT name, name, payees FROM practice;
-- (one for each number, as its first answer that is no reversal has it)
INSERT INTO corpus_ours.claim (practice_id, state, charged_on, document)
SELECT c.name, 'ready', least(c.first_service, '2000-01-01'), jsonb_strip_nulls(jsonb_build_object('claim_id', c.claim_id, 'form', 'P', 'payer_id', 'PAYER', 'freq', '1',
	'payer_seq', CASE c.status WHEN '2' THEN 'S' WHEN '20' THEN 'S' WHEN '3' THEN 'T' WHEN '21' THEN 'T' ELSE 'P' END, 'total_charge', c.charge::text, 'subscriber', jsonb_build_object('member_id', c.member_id),
	'lines', CASE WHEN cardinality(c.lines) = 0 THEN jsonb_build_array(jsonb_build_object('n', 1, 'code', '99213', 'charge', c.charge::text, 'units', 1, 'from', c.first_service))
		ELSE (SELECT jsonb_agg(jsonb_build_object('n', l.line, 'code', coalesce(l.submitted_code, l.code), 'mods', coalesce(l.submitted_mods, l.mods), 'rev', l.rev, 'charge', l.charge::text, 'units', 1,
			'control', l.control, 'from', l.service_from) ORDER BY l.line) FROM unnest(c.lines) l) END))::rcm.claim
FROM (SELECT DISTINCT ON (t.name, c.claim_id) t.name, c.* FROM told t, rcm.remittance_postings(t.bytes) c
	WHERE c.status <> '22' AND c.claim_id <> '' AND c.charge >= 0 AND NOT EXISTS (SELECT FROM unnest(c.lines) l WHERE coalesce(l.charge, -1) < 0)
	ORDER BY t.name, c.claim_id, c.payment, c.claim) c;

-- what a posting can change, as text
CREATE FUNCTION pg_temp.state_of(ledger name, practice text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	relation name;
	one      text;
	sum      text := '';
BEGIN
	FOREACH relation IN ARRAY '{claim,claim_transition,entry,event,interchange,posting_exception,provider_adjustment,receivable,remittance,remittance_adjustment,remittance_claim,remittance_line}'::name[] LOOP
		EXECUTE format('SELECT md5(coalesce(string_agg(x::text, chr(10) ORDER BY x::text), '''')) FROM %I.%I x WHERE practice_id = $1', ledger, relation) INTO one USING practice;
		sum := sum || one;
	END LOOP;
	RETURN md5(sum);
END $$;
CREATE FUNCTION pg_temp.balances_of(ledger name, practice text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	said text;
BEGIN
	-- what is owed on each line, and what every account has
	EXECUTE format('SELECT (SELECT jsonb_agg(jsonb_build_array(claim_id, line_no, insurer_1, insurer_2, insurer_3, patient, third_party) ORDER BY claim_id, line_no)::text FROM %1$I.receivable WHERE practice_id = $1)
		|| (SELECT jsonb_object_agg(account, sum) FILTER (WHERE sum <> 0)::text FROM (SELECT a.account::text, sum(CASE a.account WHEN e.to_account THEN e.amount ELSE -e.amount END)
			FROM %1$I.entry e, unnest(ARRAY[e.from_account, e.to_account]) a (account) WHERE e.practice_id = $1 GROUP BY 1) x (account, sum))', ledger) INTO said USING practice;
	RETURN coalesce(said, '');
END $$;
CREATE TEMP TABLE opening AS SELECT name, pg_temp.balances_of('corpus_ours', name) AS ours FROM practice;

-- ---- posted, or held and why ----

CREATE TEMP TABLE posted AS
SELECT 'none' AS ledger, t.name, t.fact, p.* FROM told t, corpus_none.post_835(t.name, t.bytes) p;
INSERT INTO posted
SELECT 'ours', t.name, t.fact, p.* FROM told t, corpus_ours.post_835(t.name, t.bytes) p;
INSERT INTO result
SELECT count(*) = 2 * (SELECT count(*) FROM told t, rcm.remittance_payments(t.bytes)), '835', '', 'payments', NULL, count(*)::text FROM posted;
INSERT INTO result
SELECT p.state = 'posted' AND p.detail IS NULL OR p.state = 'held' AND cardinality(p.detail) > 0, p.name, p.ledger || ' ' || p.payment_no, 'posted, or held with reasons', NULL, p.state FROM posted p;
-- the other reader's verdict; he also wants the charges of the lines to add up to the claim's, which moves no money
INSERT INTO result
SELECT CASE WHEN s.balance_ok = 'True' THEN p.state = 'posted' OR p.detail[1] ~ '^BPR16' ELSE p.state = 'held' OR s.findings ~ '^(CLP [^|]*: sum SVC02 [^|]*(\| )?)+$' END,
	p.name, p.ledger || ' ' || p.payment_no, 'verdict', s.balance_ok, p.state || ' ' || coalesce(p.detail::text, '')
FROM posted p JOIN fact_st s ON s.file = p.name AND s.st_index::integer + 1 = p.payment_no;
-- whatever is held for an equation names it and the difference
INSERT INTO result
SELECT NOT EXISTS (SELECT FROM unnest(p.detail) d WHERE d ~ '<>' AND d !~ '^(payment: BPR02|claim [0-9]+: ).* <> .*, difference -?[0-9]+\.[0-9]{2}$'), p.name, p.ledger || ' ' || p.payment_no, 'names the difference', NULL, p.detail::text
FROM posted p WHERE p.state = 'held';
INSERT INTO result
SELECT NOT EXISTS (SELECT FROM unnest(p.detail) d WHERE d ~ '^payment: BPR02'), p.name, p.ledger || ' ' || p.payment_no, 'a mended amount is right', NULL, p.detail::text FROM posted p WHERE p.name <> p.fact;
SELECT format('%s payments posted and %s held; with claims of ours %s and %s', count(*) FILTER (WHERE ledger = 'none' AND state = 'posted'), count(*) FILTER (WHERE ledger = 'none' AND state = 'held'),
	count(*) FILTER (WHERE ledger = 'ours' AND state = 'posted'), count(*) FILTER (WHERE ledger = 'ours' AND state = 'held')) FROM posted;
INSERT INTO result
SELECT count(*) >= 10, '835', ledger, 'posted', '10 at least', count(*)::text FROM posted WHERE state = 'posted' GROUP BY ledger;

-- ---- to the cent, as the other reader has it ----

CREATE TEMP TABLE money AS
SELECT 'none' AS ledger, practice_id AS name, remittance_id, remitted_claim, from_account, to_account, amount::numeric, group_code, claim_id, event_id FROM corpus_none.entry
UNION ALL SELECT 'ours', practice_id, remittance_id, remitted_claim, from_account, to_account, amount::numeric, group_code, claim_id, event_id FROM corpus_ours.entry;
CREATE FUNCTION pg_temp.net(account rcm.account, from_account rcm.account, to_account rcm.account, amount numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE account WHEN to_account THEN amount WHEN from_account THEN -amount ELSE 0 END $$;
-- (some files were made nameless, and give one number to many claims: they cannot all be found)
CREATE TEMP TABLE repeated AS SELECT file, clp01 FROM fact_clp WHERE clp02 <> '22' GROUP BY 1, 2 HAVING count(*) > 1;
-- a payment's cash is its amount, and what no claim of ours takes, waits
INSERT INTO result
SELECT d.ok, p.name, p.ledger || ' ' || p.payment_no, d.what, d.want, d.got
FROM posted p JOIN fact_st s ON s.file = p.name AND s.st_index::integer + 1 = p.payment_no,
	LATERAL (SELECT coalesce(sum(pg_temp.net('cash', m.from_account, m.to_account, m.amount)), 0) AS cash,
		-coalesce(sum(pg_temp.net('suspense', m.from_account, m.to_account, m.amount)) FILTER (WHERE m.remitted_claim IS NOT NULL), 0) AS waits
		FROM money m WHERE m.ledger = p.ledger AND m.name = p.name AND m.remittance_id = p.remittance_id) m,
	LATERAL (VALUES ('cash', m.cash = s.bpr02::numeric * CASE s.bpr03 WHEN 'D' THEN -1 ELSE 1 END, s.bpr02, m.cash::text),
		('waits', m.waits = CASE p.ledger WHEN 'none' THEN s.sum_clp04::numeric ELSE 0 END OR p.ledger = 'ours' AND p.fact IN (SELECT file FROM repeated), s.sum_clp04, m.waits::text)) d (what, ok, want, got)
WHERE p.state = 'posted';
-- with claims of ours, each answer is found by its number, and its money is what it says
CREATE TEMP TABLE posted_answer AS
SELECT p.name, p.fact, p.payment_no, rc.*, f.clp_index, f.clp04, f.cas_pr, f.cas_co
FROM posted p JOIN corpus_ours.remittance_claim rc ON rc.practice_id = p.name AND rc.remittance_id = p.remittance_id
JOIN fact_clp f ON f.file = p.fact AND f.st_index::integer + 1 = p.payment_no AND f.clp_index::integer + 1 = rc.claim_no
WHERE p.ledger = 'ours' AND p.state = 'posted' AND (f.file, f.clp01) NOT IN (SELECT file, clp01 FROM repeated);
INSERT INTO result
SELECT a.claim_id = a.remitted_id AND a.match_stage = 'claim number' AND a.state = 'posted', a.name, a.payment_no || '/' || a.claim_no, 'its claim', a.remitted_id, concat_ws(' ', a.claim_id, a.match_stage, a.state)
FROM posted_answer a WHERE a.status IS DISTINCT FROM '22' AND a.remitted_id <> '';
INSERT INTO result
SELECT d.ok, a.name, a.payment_no || '/' || a.claim_no, d.what, d.want, d.got
FROM posted_answer a,
	LATERAL (SELECT coalesce(sum(pg_temp.net('cash', m.from_account, m.to_account, m.amount)), 0) AS cash,
		coalesce(sum(pg_temp.net('patient', m.from_account, m.to_account, m.amount)), 0) AS patient,
		coalesce(sum(-pg_temp.net(a.party, m.from_account, m.to_account, m.amount)) FILTER (WHERE m.group_code = 'CO'), 0) AS co
		FROM money m WHERE m.ledger = 'ours' AND m.name = a.name AND m.remittance_id = a.remittance_id AND m.remitted_claim = a.claim_no) m,
	LATERAL (SELECT coalesce(sum(r.amount), 0)::numeric AS stays FROM corpus_ours.remittance_adjustment r WHERE r.practice_id = a.name AND r.remittance_id = a.remittance_id AND r.claim_no = a.claim_no
		AND r.group_code = 'CO' AND rcm.adjustment_class(r.group_code, r.carc) IN ('denial', 'unclassified', 'prior_payer', 'informational')) k,
	LATERAL (VALUES ('paid', m.cash = a.clp04::numeric, a.clp04, m.cash::text),
		('patient''s share', m.patient = a.cas_pr::numeric, a.cas_pr, m.patient::text),
		('CO', m.co + k.stays = a.cas_co::numeric, a.cas_co, concat_ws(' + ', m.co, k.stays))) d (what, ok, want, got)
WHERE a.status IN ('1', '4', '19') AND a.state = 'posted';
-- the ledger's own proof
INSERT INTO result SELECT false, x.practice_id, x.what, x.invariant, x.detail, x.amount::text FROM corpus_none.check() x UNION ALL SELECT false, x.practice_id, x.what, x.invariant, x.detail, x.amount::text FROM corpus_ours.check() x;

-- ---- once more: nothing changes ----

CREATE TEMP TABLE before AS SELECT l.ledger, t.name, pg_temp.state_of('corpus_' || l.ledger, t.name) AS state FROM told t, unnest('{none,ours}'::text[]) l (ledger);
CREATE TEMP TABLE again AS SELECT 'none' AS ledger, t.name, p.* FROM told t, corpus_none.post_835(t.name, t.bytes) p UNION ALL SELECT 'ours', t.name, p.* FROM told t, corpus_ours.post_835(t.name, t.bytes) p;
INSERT INTO result
SELECT a.state = CASE p.state WHEN 'posted' THEN 'posted before' ELSE 'held' END AND a.remittance_id = p.remittance_id AND a.detail IS NOT DISTINCT FROM p.detail, p.name, p.ledger || ' ' || p.payment_no, 'once more', p.state, a.state
FROM posted p LEFT JOIN again a USING (ledger, name, payment_no);
INSERT INTO result
SELECT pg_temp.state_of('corpus_' || b.ledger, b.name) = b.state, b.name, b.ledger, 'once more', 'no change', 'something changed' FROM before b;

-- ---- all of it taken back: every cent is where it was ----

CREATE TEMP TABLE back AS SELECT 'none' AS ledger, u.name, p.* FROM undone u, corpus_none.post_835(u.name, u.bytes) p UNION ALL SELECT 'ours', u.name, p.* FROM undone u, corpus_ours.post_835(u.name, u.bytes) p;
INSERT INTO result
SELECT b.state = p.state AND (p.state <> 'posted' OR b.amount = -p.amount), p.name, p.ledger || ' ' || p.payment_no, 'taken back', concat_ws(' ', p.state, -p.amount), concat_ws(' ', b.state, b.amount, b.detail)
FROM posted p LEFT JOIN back b USING (ledger, name, payment_no);
INSERT INTO result
SELECT o.ours = pg_temp.balances_of('corpus_ours', o.name), o.name, 'ours', 'every balance as it was', o.ours, pg_temp.balances_of('corpus_ours', o.name) FROM opening o;
INSERT INTO result
SELECT pg_temp.balances_of('corpus_none', o.name) = '', o.name, 'none', 'nothing is anywhere', '', pg_temp.balances_of('corpus_none', o.name) FROM opening o;
INSERT INTO result
SELECT count(*) = 0, '835', '', 'nothing waits', '', string_agg(concat_ws(' ', l.practice_id, l.reference, l.why, l.amount), '; ')
FROM (TABLE corpus_none.suspense UNION ALL TABLE corpus_ours.suspense) l
-- (a provider adjustment without reference belongs to no chain: it waits for a person, and so does what takes it back)
WHERE l.claim_no IS NOT NULL OR l.reference <> '';
INSERT INTO result SELECT false, x.practice_id, x.what, x.invariant, x.detail, x.amount::text FROM corpus_none.check() x UNION ALL SELECT false, x.practice_id, x.what, x.invariant, x.detail, x.amount::text FROM corpus_ours.check() x;
DROP SCHEMA corpus_none, corpus_ours CASCADE;
RESET client_min_messages;
RESET search_path;
