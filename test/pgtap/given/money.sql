-- money.sql - a ledger "billing" with practice A, its claims, and a writer of 835s, for the tests of the ledger
SET client_min_messages = error;
CREATE SCHEMA IF NOT EXISTS given;
SELECT rcm.create_ledger('billing');
-- (a test's current_date is the practice's day at any hour)
SET timezone = 'UTC';
INSERT INTO billing.practice (practice_id, name, npi, tin, time_zone) VALUES ('A', 'HARBOR CLINIC', '1234567893', '930011223', 'UTC');

-- The document of a claim: lines are [[code, charge], ...], n days ago, each with its number as control.
CREATE FUNCTION given.bill(claim_id text, lines jsonb, more jsonb DEFAULT '{}', days_ago integer DEFAULT 40) RETURNS rcm.claim
	LANGUAGE sql STABLE AS $$
	SELECT (jsonb_build_object('form', 'P', 'claim_id', claim_id, 'pos', '11', 'payer_id', 'NHP01', 'payer_seq', 'P', 'filing_ind', 'CI', 'freq', '1',
		'total_charge', (SELECT sum((l ->> 1)::numeric)::numeric(14, 2)::text FROM jsonb_array_elements(lines) l),
		'subscriber', jsonb_build_object('last', 'DOE', 'first', 'JANE', 'member_id', 'M-' || claim_id),
		'lines', (SELECT jsonb_agg(jsonb_build_object('n', n, 'code', l ->> 0, 'charge', (l ->> 1)::numeric(14, 2)::text, 'units', 1,
			'from', current_date - days_ago) ORDER BY n) FROM jsonb_array_elements(lines) WITH ORDINALITY x (l, n))) || more)::text::rcm.claim
$$;

-- An answer to a claim as text of an 835: {"id", "status" ("1"), "icn", "paid" (of its lines less "adj"), "adj", "days_ago" (40), "member",
-- "lines": [{"code", "charge", "paid", "adj": [[group, reason, amount], ...], "control"}]}.  sign -1: the reversal of it.
CREATE FUNCTION given.cas(adj jsonb, sign integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT coalesce(string_agg(format('CAS*%s*%s*%s~', a ->> 0, a ->> 1, (sign * (a ->> 2)::numeric)::numeric(14, 2)), '' ORDER BY nth), '')
	FROM jsonb_array_elements(adj) WITH ORDINALITY x (a, nth) $$;
CREATE FUNCTION given.paid(answer jsonb) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
	SELECT coalesce((answer ->> 'paid')::numeric, (SELECT sum((l ->> 'paid')::numeric) FROM jsonb_array_elements(answer -> 'lines') l)
		- coalesce((SELECT sum((a ->> 2)::numeric) FROM jsonb_array_elements(answer -> 'adj') a), 0)) $$;
CREATE FUNCTION given.answer(answer jsonb, sign integer DEFAULT 1) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT format('CLP*%s*%s*%s*%s**12*%s*11*1~', answer ->> 'id', CASE sign WHEN -1 THEN '22' ELSE coalesce(answer ->> 'status', '1') END,
			(sign * coalesce((answer ->> 'charge')::numeric, (SELECT sum((l ->> 'charge')::numeric) FROM jsonb_array_elements(answer -> 'lines') l)))::numeric(14, 2),
			(sign * given.paid(answer))::numeric(14, 2), coalesce(answer ->> 'icn', 'ICN' || (answer ->> 'id')))
		|| given.cas(answer -> 'adj', sign)
		|| format('NM1*QC*1*DOE*JANE****MI*%s~', coalesce(answer ->> 'member', 'M-' || (answer ->> 'id')))
		|| format('DTM*232*%s~', to_char(current_date - coalesce((answer ->> 'days_ago')::integer, 40), 'YYYYMMDD'))
		|| coalesce((SELECT string_agg(format('SVC*HC:%s*%s*%s**1~DTM*472*%s~', l ->> 'code', (sign * (l ->> 'charge')::numeric)::numeric(14, 2),
				(sign * (l ->> 'paid')::numeric)::numeric(14, 2), to_char(current_date - coalesce((answer ->> 'days_ago')::integer, 40), 'YYYYMMDD'))
				|| given.cas(l -> 'adj', sign) || coalesce('REF*6R*' || (l ->> 'control') || '~', ''), '' ORDER BY nth)
			FROM jsonb_array_elements(answer -> 'lines') WITH ORDINALITY x (l, nth)), '') $$;

-- A payment: the answers (text of given.answer), what they pay, provider adjustments [[reason, reference, amount], ...].
CREATE FUNCTION given.payment(trace text, answers text, paid numeric, adjustments jsonb DEFAULT '[]', days_ago integer DEFAULT 1, payer text DEFAULT '1512345678')
	RETURNS text LANGUAGE sql STABLE AS $$
	SELECT format('ST*835*0001~BPR*I*%s*%s*ACH************%s~TRN*1*%s*%s~N1*PR*PAYER %s~N1*PE*HARBOR CLINIC*XX*1234567893~LX*1~%s%sSE*9*0001~',
		abs(b.amount)::numeric(14, 2), CASE WHEN b.amount < 0 THEN 'D' ELSE 'C' END, to_char(current_date - days_ago, 'YYYYMMDD'), trace, payer, payer, answers,
		(SELECT coalesce(string_agg(format('PLB*1234567893*%s*%s:%s*%s~', to_char(current_date, 'YYYY1231'), a ->> 0, a ->> 1, (a ->> 2)::numeric(14, 2)), '' ORDER BY nth), '')
			FROM jsonb_array_elements(adjustments) WITH ORDINALITY x (a, nth)))
	FROM (SELECT paid - coalesce((SELECT sum((a ->> 2)::numeric) FROM jsonb_array_elements(adjustments) a), 0)) b (amount) $$;
CREATE FUNCTION given.file(payments text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
	SELECT convert_to('ISA*00*          *00*          *ZZ*NHP            *ZZ*HARBOR         *241115*0930*^*00501*000000009*0*P*:~GS*HP*NHP*HARBOR*20241115*0930*9*X*005010X221A1~'
		|| payments || 'GE*1*9~IEA*1*000000009~', 'UTF8') $$;
-- A file of one payment of whole answers: those of "back" are reversed.
CREATE FUNCTION given.era(trace text, answers jsonb, back jsonb DEFAULT '[]', adjustments jsonb DEFAULT '[]', days_ago integer DEFAULT 1, payer text DEFAULT '1512345678')
	RETURNS bytea LANGUAGE sql STABLE AS $$
	SELECT given.file(given.payment(trace, coalesce(b.text, '') || coalesce(a.text, ''), coalesce(a.paid, 0) - coalesce(b.paid, 0), adjustments, days_ago, payer))
	FROM (SELECT string_agg(given.answer(x), '' ORDER BY nth) AS text, sum(given.paid(x)) AS paid FROM jsonb_array_elements(answers) WITH ORDINALITY y (x, nth)) a,
		(SELECT string_agg(given.answer(x, -1), '' ORDER BY nth) AS text, sum(given.paid(x)) AS paid FROM jsonb_array_elements(back) WITH ORDINALITY y (x, nth)) b $$;
