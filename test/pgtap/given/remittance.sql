-- remittance.sql - a ledger "billing" of practice A, claims of it, and a writer of 835s, for the tests of posting
--
-- given.sent(claim, lines, patch) writes a claim that was charged; given.era(payment, ...) is a file of
-- remittances that balance unless they are told otherwise; given.moves(remittance) and given.owed(claim)
-- say in one line of text what was posted and who owes what.

SET client_min_messages = warning;
CREATE SCHEMA IF NOT EXISTS given;
COMMENT ON SCHEMA given IS 'An invented practice.';
SELECT rcm.create_ledger('billing') \gset
INSERT INTO billing.practice (practice_id, name, npi, tin) VALUES ('A', 'HARBOR CLINIC', '1234567893', '930011223');

-- Words of a line: "CODE[:MODIFIER...] CHARGE" and then any of GROUP-REASON=AMOUNT, paid=, ref= (REF 6R),
-- on= (YYYY-MM-DD), sub= (code that was sent), units=.
CREATE FUNCTION given.word(line text, key text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT substr(w, length(key) + 2) FROM unnest(string_to_array(line, ' ')) w WHERE starts_with(w, key || '=') $$;
CREATE FUNCTION given.reasons(line text, OUT group_code text, OUT carc text, OUT amount numeric) RETURNS SETOF record LANGUAGE sql IMMUTABLE AS $$
	SELECT m[1], m[2], m[3]::numeric FROM unnest(string_to_array(line, ' ')) WITH ORDINALITY x (w, nth),
		regexp_match(w, '^([A-Z]{2})-([A-Z0-9]+)=(.*)$') m WHERE m IS NOT NULL ORDER BY nth $$;
CREATE FUNCTION given.cas(line text, sign integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT coalesce(string_agg(format('CAS*%s*%s*%s~', group_code, carc, sign * amount), ''), '') FROM given.reasons(line) $$;
CREATE FUNCTION given.line_paid(line text) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
	SELECT coalesce(given.word(line, 'paid')::numeric, split_part(line, ' ', 2)::numeric - coalesce((SELECT sum(amount) FROM given.reasons(line)), 0)) $$;

-- A claim of a remittance: {"id", "lines": [line, ...], "cas" (words of the claim itself), "status" (1), "icn", "member", "on",
-- "orig" (REF F8), "to" (crossover), "charge", "paid", "share", "back": true (a reversal: everything the other way round)}.
CREATE FUNCTION given.claim_paid(c jsonb) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN (c -> 'back')::boolean THEN -1 ELSE 1 END * coalesce((c ->> 'paid')::numeric,
		coalesce((SELECT sum(given.line_paid(l)) FROM jsonb_array_elements_text(c -> 'lines') l), (c ->> 'charge')::numeric)
		- coalesce((SELECT sum(amount) FROM given.reasons(c ->> 'cas')), 0)) $$;
CREATE FUNCTION given.clp(c jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT format('CLP*%s*%s*%s*%s*%s*12*%s*11*1~', c ->> 'id', CASE sign WHEN -1 THEN '22' ELSE coalesce(c ->> 'status', '1') END,
			sign * coalesce((c ->> 'charge')::numeric, (SELECT sum(split_part(l, ' ', 2)::numeric) FROM jsonb_array_elements_text(c -> 'lines') l)),
			given.claim_paid(c), c ->> 'share', c ->> 'icn')
		|| given.cas(c ->> 'cas', sign) || 'NM1*QC*1*DOE*JANE' || coalesce('****MI*' || (c ->> 'member'), '') || '~'
		|| coalesce('NM1*TT*2*' || (c ->> 'to') || '*****PI*X1~', '') || coalesce('REF*F8*' || (c ->> 'orig') || '~', '')
		|| format('DTM*232*%s~', replace(day, '-', ''))
		|| coalesce((SELECT string_agg(format('SVC*HC:%s*%s*%s**%s%s~DTM*472*%s~', split_part(l, ' ', 1), sign * split_part(l, ' ', 2)::numeric, sign * given.line_paid(l),
				coalesce(given.word(l, 'units'), '1'), coalesce('*HC:' || given.word(l, 'sub'), ''), replace(coalesce(given.word(l, 'on'), day), '-', ''))
				|| given.cas(l, sign) || coalesce('REF*6R*' || given.word(l, 'ref') || '~', ''), '' ORDER BY nth)
			FROM jsonb_array_elements_text(c -> 'lines') WITH ORDINALITY x (l, nth)), '')
	FROM (SELECT CASE WHEN (c -> 'back')::boolean THEN -1 ELSE 1 END, coalesce(c ->> 'on', '2025-02-03')) s (sign, day) $$;

-- A payment: {"trace", "claims": [claim, ...], "plb": ["REASON REFERENCE AMOUNT", ...], "date" (2025-03-04), "amount", "payer" (tax id),
-- "payee" (NPI), "cut": true (the file ends in the middle of it)}.
CREATE FUNCTION given.transaction(p jsonb, nth bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT format('ST*835*%s~BPR*I*%s*%s*ACH************%s~TRN*1*%s*%s~N1*PR*NORTHERN HEALTH~N1*PE*HARBOR CLINIC*XX*%s~LX*1~', lpad(nth::text, 4, '0'),
			abs(amount), CASE WHEN amount < 0 THEN 'D' ELSE 'C' END, replace(coalesce(p ->> 'date', '2025-03-04'), '-', ''),
			p ->> 'trace', coalesce(p ->> 'payer', '1512345678'), coalesce(p ->> 'payee', '1234567893'))
		|| coalesce((SELECT string_agg(given.clp(c), '' ORDER BY i) FROM jsonb_array_elements(p -> 'claims') WITH ORDINALITY x (c, i)), '')
		|| coalesce((SELECT string_agg(format('PLB*1234567893*20251231*%s:%s*%s~', split_part(a, ' ', 1), split_part(a, ' ', 2), split_part(a, ' ', 3)), '' ORDER BY i)
			FROM jsonb_array_elements_text(p -> 'plb') WITH ORDINALITY x (a, i)), '')
		|| CASE WHEN (p -> 'cut')::boolean THEN '' ELSE format('SE*9*%s~', lpad(nth::text, 4, '0')) END
	FROM (SELECT coalesce((p ->> 'amount')::numeric,
		coalesce((SELECT sum(given.claim_paid(c)) FROM jsonb_array_elements(p -> 'claims') c), 0)
		- coalesce((SELECT sum(split_part(a, ' ', 3)::numeric) FROM jsonb_array_elements_text(p -> 'plb') a), 0))) a (amount) $$;
CREATE FUNCTION given.era(VARIADIC payments jsonb[]) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
	SELECT convert_to('ISA*00*          *00*          *ZZ*NHP            *ZZ*HARBOR         *250304*0930*^*00501*000000009*0*P*:~GS*HP*NHP*HARBOR*20250304*0930*9*X*005010X221A1~'
		|| string_agg(given.transaction(p, nth), '' ORDER BY nth)
		|| CASE WHEN (payments[cardinality(payments)] -> 'cut')::boolean THEN '' ELSE format('GE*%s*9~IEA*1*000000009~', cardinality(payments)) END, 'UTF8')
	FROM unnest(payments) WITH ORDINALITY x (p, nth) $$;

-- the same words for an 835 and for the claim that it answers; a later key of the patch takes the place of ours
CREATE FUNCTION given.document_of(claim_id text, lines text[], patch jsonb DEFAULT '{}') RETURNS rcm.claim LANGUAGE sql IMMUTABLE AS $$
	SELECT (jsonb_build_object('form', 'P', 'claim_id', claim_id, 'pos', '11', 'payer_id', 'NHP01', 'payer_seq', 'P', 'filing_ind', 'CI', 'freq', '1',
		'total_charge', sum(split_part(l, ' ', 2)::numeric)::numeric(14, 2)::text,
		'patient', '{"last": "DOE", "first": "JANE"}'::jsonb, 'subscriber', jsonb_build_object('last', 'DOE', 'member_id', 'M' || claim_id),
		'lines', jsonb_agg(jsonb_strip_nulls(jsonb_build_object('n', nth, 'code', split_part(split_part(l, ' ', 1), ':', 1), 'mods', (string_to_array(split_part(l, ' ', 1), ':'))[2:],
			'charge', split_part(l, ' ', 2)::numeric(14, 2)::text, 'units', coalesce(given.word(l, 'units'), '1')::integer, 'control', given.word(l, 'ref'),
			'from', coalesce(given.word(l, 'on'), '2025-02-03'))) ORDER BY nth)) || patch)::rcm.claim
	FROM unnest(lines) WITH ORDINALITY x (l, nth) $$;

-- writes it as a claim that was charged on its day; columns: {"patient_id", "state"}
CREATE FUNCTION given.sent(claim_id text, lines text[], patch jsonb DEFAULT '{}', patient_id text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
	INSERT INTO billing.claim (practice_id, patient_id, state, charged_on, document)
	VALUES ('A', patient_id, 'ready', '2025-02-03', given.document_of(claim_id, lines, patch)) $$;

-- "LINE FROM>TO AMOUNT REASON", in the order they were posted; ? is no line of ours
CREATE FUNCTION given.moves(remittance_id bigint, claim_no integer DEFAULT NULL) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT coalesce(string_agg(concat_ws(' ', coalesce(e.claim_id || '/' || e.line_no, '?'), e.from_account || '>' || e.to_account, e.amount, e.group_code || '-' || e.carc, e.exception), '; ' ORDER BY e.entry_id), '')
	FROM billing.entry e JOIN billing.remittance r ON (r.practice_id, r.event_id) = (e.practice_id, e.event_id)
	WHERE r.remittance_id = moves.remittance_id AND (moves.claim_no IS NULL OR e.remitted_claim = moves.claim_no) $$;
-- "LINE PARTY AMOUNT" of whoever owes something
CREATE FUNCTION given.owed(claim_id text) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT coalesce(string_agg(concat_ws(' ', r.line_no, v.party, v.amount), '; ' ORDER BY r.line_no, v.nth), 'nothing')
	FROM billing.receivable r, LATERAL (VALUES (1, 'insurer_1', r.insurer_1), (2, 'insurer_2', r.insurer_2), (3, 'insurer_3', r.insurer_3),
		(4, 'patient', r.patient), (5, 'third_party', r.third_party)) v (nth, party, amount)
	WHERE r.claim_id = owed.claim_id AND v.amount <> 0 $$;
CREATE FUNCTION given.state(claim_id text) RETURNS text LANGUAGE sql STABLE AS $$ SELECT c.state FROM billing.claim c WHERE c.claim_id = state.claim_id $$;
-- posts a file and says in one line how it went
CREATE FUNCTION given.post(file bytea) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(concat_ws(' ', p.trace_number, p.state, p.detail), '; ' ORDER BY p.payment_no) FROM billing.post_835('A', file) p $$;
CREATE FUNCTION given.last() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT max(remittance_id) FROM billing.remittance $$;
-- everything that a posting could have changed, as one digest
CREATE FUNCTION given.all_of_it() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
	t   name;
	one text;
	sum text := '';
BEGIN
	FOR t IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'billing'::regnamespace AND c.relkind = 'r' ORDER BY 1 LOOP
		EXECUTE format('SELECT md5(coalesce(string_agg(x::text, chr(10) ORDER BY x::text), '''')) FROM billing.%I x', t) INTO one;
		sum := sum || t || one;
	END LOOP;
	RETURN md5(sum);
END $$;
