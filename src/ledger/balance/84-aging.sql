-- 84-aging.sql - what is owed by how long it has been owed, today or on any past day

CREATE OR REPLACE FUNCTION @ledger@.share_posted_after(practice_id text, instant timestamptz) RETURNS double precision
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	first  bigint := (SELECT e.entry_id FROM @ledger@.entry e WHERE e.practice_id = share_posted_after.practice_id ORDER BY e.entry_id LIMIT 1);
	last   bigint := (SELECT e.entry_id FROM @ledger@.entry e WHERE e.practice_id = share_posted_after.practice_id ORDER BY e.entry_id DESC LIMIT 1);
	low    bigint := first;
	high   bigint := last;
	middle bigint;
	at     timestamptz;
BEGIN
	WHILE high - low > greatest((last - first) / 256, 1) LOOP
		middle := low + (high - low) / 2;
		SELECT e.posted_at INTO at FROM @ledger@.entry e
			WHERE e.practice_id = share_posted_after.practice_id AND e.entry_id >= middle ORDER BY e.entry_id LIMIT 1;
		IF at > instant THEN
			high := middle;
		ELSE
			low := middle;
		END IF;
	END LOOP;
	RETURN coalesce((last - low)::double precision / nullif(last - first, 0), 0);
END
$$;
COMMENT ON FUNCTION @ledger@.share_posted_after(text, timestamptz) IS
'About which share of the practice''s entries, 0 to 1, was posted after an instant: found by halving, since entries are numbered nearly in the order in which they are posted. By it receivable_at chooses the shorter way; its result does not depend on it.';

CREATE OR REPLACE FUNCTION @ledger@.receivable_at(practice_id text, as_of date, known_at timestamptz DEFAULT 'infinity')
	RETURNS TABLE (claim_id text, line_no integer, service_on date, charged_on date, first_billed_on date, last_billed_on date,
		insurer_1_since date, insurer_2_since date, insurer_3_since date, patient_since date, third_party_since date,
		insurer_1 rcm.usd, insurer_2 rcm.usd, insurer_3 rcm.usd, patient rcm.usd, third_party rcm.usd)
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 10000 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
	-- an entry that counts after the day was not posted before the day had passed in every time zone
	later timestamptz := least(receivable_at.known_at, (receivable_at.as_of + 1)::timestamp AT TIME ZONE '14 hours'::interval);
BEGIN
	IF @ledger@.share_posted_after(receivable_at.practice_id, later) <= 0.5 THEN
		RETURN QUERY SELECT * FROM @ledger@.receivable_less(receivable_at.practice_id, receivable_at.as_of, receivable_at.known_at, later);
	ELSE
		RETURN QUERY SELECT * FROM @ledger@.receivable_from_entries(receivable_at.practice_id, receivable_at.as_of, receivable_at.known_at);
	END IF;
END
$$;
COMMENT ON FUNCTION @ledger@.receivable_at(text, date, timestamptz) IS
'The rows of receivable that were open on a past day, as they were then: what was posted since is taken off, or what was posted until then is added up, whichever is less.

as_of - what counts up to this day.
known_at - what was posted, or sent, up to this moment; infinity: all.

The dates on which claims were billed are those of submission. service_on is as it is known now.';

CREATE OR REPLACE FUNCTION @ledger@.receivable_less(practice_id text, as_of date, known_at timestamptz, posted_since timestamptz)
	RETURNS TABLE (claim_id text, line_no integer, service_on date, charged_on date, first_billed_on date, last_billed_on date,
		insurer_1_since date, insurer_2_since date, insurer_3_since date, patient_since date, third_party_since date,
		insurer_1 rcm.usd, insurer_2 rcm.usd, insurer_3 rcm.usd, patient rcm.usd, third_party rcm.usd)
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 10000 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
	practice text := receivable_less.practice_id;
	day      date := receivable_less.as_of;
	instant  timestamptz := receivable_less.known_at;
BEGIN
	RETURN QUERY
	WITH since AS (
		-- what was not there yet, the other way round
		SELECT e.claim_id, e.line_no, rcm.balance(e.to_account, e.from_account, e.amount) AS b, bool_or(e.posted_at > instant) AS unknown
		FROM @ledger@.entry e
		WHERE e.practice_id = practice AND e.claim_id IS NOT NULL AND e.posted_at >= posted_since AND (e.effective_on > day OR e.posted_at > instant)
		GROUP BY e.claim_id, e.line_no),
	line AS (
		SELECT r.claim_id, r.line_no, r.service_on, r.charged_on, r.first_billed_on, r.last_billed_on,
			r.insurer_1_since, r.insurer_2_since, r.insurer_3_since, r.patient_since, r.third_party_since,
			r.insurer_1, r.insurer_2, r.insurer_3, r.patient, r.third_party, false AS unknown
		FROM @ledger@.receivable r
		WHERE r.practice_id = practice AND (r.insurer_1 <> 0 OR r.insurer_2 <> 0 OR r.insurer_3 <> 0 OR r.patient <> 0 OR r.third_party <> 0)
			AND NOT EXISTS (SELECT FROM since s WHERE s.claim_id = r.claim_id AND s.line_no = r.line_no)
		UNION ALL
		SELECT r.claim_id, r.line_no, r.service_on, r.charged_on, r.first_billed_on, r.last_billed_on,
			r.insurer_1_since, r.insurer_2_since, r.insurer_3_since, r.patient_since, r.third_party_since,
			r.insurer_1 + amount(s.b, 'insurer_1'), r.insurer_2 + amount(s.b, 'insurer_2'), r.insurer_3 + amount(s.b, 'insurer_3'),
			r.patient + amount(s.b, 'patient'), r.third_party + amount(s.b, 'third_party'), s.unknown
		FROM since s JOIN @ledger@.receivable r ON r.practice_id = practice AND r.claim_id = s.claim_id AND r.line_no = s.line_no)
	SELECT l.claim_id, l.line_no, l.service_on, CASE WHEN l.unknown THEN d.charged_on ELSE l.charged_on END,
		CASE WHEN b.later THEN b.first_on ELSE l.first_billed_on END, CASE WHEN b.later THEN b.last_on ELSE l.last_billed_on END,
		CASE WHEN l.unknown THEN d.insurer_1 ELSE l.insurer_1_since END, CASE WHEN l.unknown THEN d.insurer_2 ELSE l.insurer_2_since END,
		CASE WHEN l.unknown THEN d.insurer_3 ELSE l.insurer_3_since END, CASE WHEN l.unknown THEN d.patient ELSE l.patient_since END,
		CASE WHEN l.unknown THEN d.third_party ELSE l.third_party_since END,
		l.insurer_1, l.insurer_2, l.insurer_3, l.patient, l.third_party
	FROM line l
	-- dates only move when an earlier day was posted later
	LEFT JOIN LATERAL (
		SELECT min(e.effective_on) FILTER (WHERE e.from_account = 'revenue') AS charged_on, min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_1') AS insurer_1,
			min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_2') AS insurer_2, min(e.effective_on) FILTER (WHERE e.to_account = 'insurer_3') AS insurer_3,
			min(e.effective_on) FILTER (WHERE e.to_account = 'patient') AS patient, min(e.effective_on) FILTER (WHERE e.to_account = 'third_party') AS third_party
		FROM @ledger@.entry e
		WHERE l.unknown AND e.practice_id = practice AND e.claim_id = l.claim_id AND e.line_no = l.line_no AND e.effective_on <= day AND e.posted_at <= instant) d ON l.unknown
	LEFT JOIN LATERAL (
		SELECT bool_or(s.submitted_on > day OR s.submitted_at > instant) AS later,
			min(s.submitted_on) FILTER (WHERE s.submitted_on <= day AND s.submitted_at <= instant) AS first_on,
			max(s.submitted_on) FILTER (WHERE s.submitted_on <= day AND s.submitted_at <= instant) AS last_on
		FROM @ledger@.submission s
		WHERE s.practice_id = practice AND s.claim_id = l.claim_id) b ON l.last_billed_on > day OR instant < 'infinity'
	WHERE l.insurer_1 <> 0 OR l.insurer_2 <> 0 OR l.insurer_3 <> 0 OR l.patient <> 0 OR l.third_party <> 0;
END
$$;
COMMENT ON FUNCTION @ledger@.receivable_less(text, date, timestamptz, timestamptz) IS
'receivable_at by taking off what was posted since: receivable as it is, less every entry that counts after the day or was posted after the moment. Its cost grows with what happened since then, not with the ledger. posted_since: no entry that is taken off was posted before it.';

CREATE OR REPLACE FUNCTION @ledger@.receivable_from_entries(practice_id text, as_of date, known_at timestamptz)
	RETURNS TABLE (claim_id text, line_no integer, service_on date, charged_on date, first_billed_on date, last_billed_on date,
		insurer_1_since date, insurer_2_since date, insurer_3_since date, patient_since date, third_party_since date,
		insurer_1 rcm.usd, insurer_2 rcm.usd, insurer_3 rcm.usd, patient rcm.usd, third_party rcm.usd)
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 10000 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
	practice text := receivable_from_entries.practice_id;
	day      date := receivable_from_entries.as_of;
	instant  timestamptz := receivable_from_entries.known_at;
	-- of what was posted until today, the first day that counts is in receivable
	all_known boolean := instant = 'infinity';
BEGIN
	RETURN QUERY
	WITH line AS (
		SELECT e.claim_id, e.line_no, rcm.balance(e.from_account, e.to_account, e.amount) AS b,
			min(e.effective_on) FILTER (WHERE NOT all_known AND e.from_account = 'revenue') AS charged_on,
			min(e.effective_on) FILTER (WHERE NOT all_known AND e.to_account = 'insurer_1') AS insurer_1,
			min(e.effective_on) FILTER (WHERE NOT all_known AND e.to_account = 'insurer_2') AS insurer_2,
			min(e.effective_on) FILTER (WHERE NOT all_known AND e.to_account = 'insurer_3') AS insurer_3,
			min(e.effective_on) FILTER (WHERE NOT all_known AND e.to_account = 'patient') AS patient,
			min(e.effective_on) FILTER (WHERE NOT all_known AND e.to_account = 'third_party') AS third_party
		FROM @ledger@.entry e
		WHERE e.practice_id = practice AND e.claim_id IS NOT NULL AND e.effective_on <= day AND e.posted_at <= instant
		GROUP BY e.claim_id, e.line_no)
	SELECT l.claim_id, l.line_no, r.service_on, CASE WHEN all_known THEN r.charged_on ELSE l.charged_on END,
		CASE WHEN b.later THEN b.first_on ELSE r.first_billed_on END, CASE WHEN b.later THEN b.last_on ELSE r.last_billed_on END,
		CASE WHEN all_known THEN r.insurer_1_since ELSE l.insurer_1 END, CASE WHEN all_known THEN r.insurer_2_since ELSE l.insurer_2 END,
		CASE WHEN all_known THEN r.insurer_3_since ELSE l.insurer_3 END, CASE WHEN all_known THEN r.patient_since ELSE l.patient END,
		CASE WHEN all_known THEN r.third_party_since ELSE l.third_party END,
		amount(l.b, 'insurer_1'), amount(l.b, 'insurer_2'), amount(l.b, 'insurer_3'), amount(l.b, 'patient'), amount(l.b, 'third_party')
	FROM line l
	JOIN @ledger@.receivable r ON r.practice_id = practice AND r.claim_id = l.claim_id AND r.line_no = l.line_no
	LEFT JOIN LATERAL (
		SELECT bool_or(s.submitted_on > day OR s.submitted_at > instant) AS later,
			min(s.submitted_on) FILTER (WHERE s.submitted_on <= day AND s.submitted_at <= instant) AS first_on,
			max(s.submitted_on) FILTER (WHERE s.submitted_on <= day AND s.submitted_at <= instant) AS last_on
		FROM @ledger@.submission s
		WHERE s.practice_id = practice AND s.claim_id = l.claim_id) b ON r.last_billed_on > day OR instant < 'infinity'
	WHERE amount(l.b, 'insurer_1') <> 0 OR amount(l.b, 'insurer_2') <> 0 OR amount(l.b, 'insurer_3') <> 0 OR amount(l.b, 'patient') <> 0 OR amount(l.b, 'third_party') <> 0;
END
$$;
COMMENT ON FUNCTION @ledger@.receivable_from_entries(text, date, timestamptz) IS
'receivable_at by adding up the entries that count up to the day and were posted up to the moment: for a day of which less was posted before than since.';

CREATE OR REPLACE FUNCTION @ledger@.aging_day(practice_id text, as_of date, basis text) RETURNS date
	LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, rcm, pg_temp AS $$
DECLARE
	today date := @ledger@.today(practice_id);
BEGIN
	IF today IS NULL THEN
		RAISE EXCEPTION 'there is no practice "%"', practice_id USING ERRCODE = 'RC010';
	ELSIF as_of > today THEN
		RAISE EXCEPTION 'the day has not come' USING ERRCODE = 'RC011',
			DETAIL = format('Asked for is %s; at the practice it is %s.', as_of, today);
	ELSIF basis IS NULL OR basis NOT IN ('default', 'service', 'charge', 'first bill', 'last bill', 'responsibility') THEN
		RAISE EXCEPTION 'there is no basis "%"', basis USING ERRCODE = 'invalid_parameter_value',
			HINT = 'There are default, service, charge, first bill, last bill and responsibility.';
	END IF;
	RETURN coalesce(as_of, today);
END
$$;
COMMENT ON FUNCTION @ledger@.aging_day(text, date, text) IS
'The day that an aging is for: as_of, or today at the practice. Refuses what no aging can be made for: errors RC010 no such practice, RC011 a day to come, 22023 no such basis.';

CREATE OR REPLACE FUNCTION @ledger@.aging(practice_id text, as_of date DEFAULT NULL, known_at timestamptz DEFAULT NULL, basis text DEFAULT 'default', edges integer[] DEFAULT NULL)
	RETURNS TABLE (party rcm.account, kind text, bucket integer, from_days integer, to_days integer, amount rcm.usd, lines bigint)
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 20 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
	practice text := aging.practice_id;
	day      date := @ledger@.aging_day(aging.practice_id, aging.as_of, aging.basis);
	instant  timestamptz := coalesce(aging.known_at, 'infinity');
	past     boolean;
	measured text := aging.basis;
	bounds   integer[] := coalesce(aging.edges, (SELECT p.aging_edges FROM @ledger@.practice p WHERE p.practice_id = aging.practice_id));
BEGIN
	IF instant >= now() THEN
		instant := 'infinity';
	END IF;
	past := instant < 'infinity' OR day < @ledger@.today(practice);
	RETURN QUERY
	WITH open AS (
		SELECT r.service_on, r.charged_on, r.first_billed_on, r.last_billed_on, r.insurer_1_since, r.insurer_2_since, r.insurer_3_since, r.patient_since, r.third_party_since,
			r.insurer_1, r.insurer_2, r.insurer_3, r.patient, r.third_party
		FROM @ledger@.receivable r
		WHERE NOT past AND r.practice_id = practice AND (r.insurer_1 <> 0 OR r.insurer_2 <> 0 OR r.insurer_3 <> 0 OR r.patient <> 0 OR r.third_party <> 0)
		UNION ALL
		SELECT a.service_on, a.charged_on, a.first_billed_on, a.last_billed_on, a.insurer_1_since, a.insurer_2_since, a.insurer_3_since, a.patient_since, a.third_party_since,
			a.insurer_1, a.insurer_2, a.insurer_3, a.patient, a.third_party
		FROM @ledger@.receivable_at(practice, day, instant) a
		WHERE past),
	state AS (
		SELECT
			rcm.aging(o.insurer_1, day - o.insurer_1_basis, bounds) FILTER (WHERE o.insurer_1 <> 0) AS insurer_1, rcm.aging('0.01'::rcm.usd, day - o.insurer_1_basis, bounds) FILTER (WHERE o.insurer_1 > 0) AS insurer_1_lines,
			count(*) FILTER (WHERE o.insurer_1 < 0) AS insurer_1_credits,
			rcm.aging(o.insurer_2, day - o.insurer_2_basis, bounds) FILTER (WHERE o.insurer_2 <> 0) AS insurer_2, rcm.aging('0.01'::rcm.usd, day - o.insurer_2_basis, bounds) FILTER (WHERE o.insurer_2 > 0) AS insurer_2_lines,
			count(*) FILTER (WHERE o.insurer_2 < 0) AS insurer_2_credits,
			rcm.aging(o.insurer_3, day - o.insurer_3_basis, bounds) FILTER (WHERE o.insurer_3 <> 0) AS insurer_3, rcm.aging('0.01'::rcm.usd, day - o.insurer_3_basis, bounds) FILTER (WHERE o.insurer_3 > 0) AS insurer_3_lines,
			count(*) FILTER (WHERE o.insurer_3 < 0) AS insurer_3_credits,
			rcm.aging(o.patient, day - o.patient_basis, bounds) FILTER (WHERE o.patient <> 0) AS patient, rcm.aging('0.01'::rcm.usd, day - o.patient_basis, bounds) FILTER (WHERE o.patient > 0) AS patient_lines,
			count(*) FILTER (WHERE o.patient < 0) AS patient_credits,
			rcm.aging(o.third_party, day - o.third_party_basis, bounds) FILTER (WHERE o.third_party <> 0) AS third_party, rcm.aging('0.01'::rcm.usd, day - o.third_party_basis, bounds) FILTER (WHERE o.third_party > 0) AS third_party_lines,
			count(*) FILTER (WHERE o.third_party < 0) AS third_party_credits
		FROM (SELECT o.insurer_1, o.insurer_2, o.insurer_3, o.patient, o.third_party,
			CASE measured WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.insurer_1_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.insurer_1_since) WHEN 'responsibility' THEN o.insurer_1_since ELSE coalesce(o.first_billed_on, o.insurer_1_since) END AS insurer_1_basis,
			CASE measured WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.insurer_2_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.insurer_2_since) WHEN 'responsibility' THEN o.insurer_2_since ELSE coalesce(o.first_billed_on, o.insurer_2_since) END AS insurer_2_basis,
			CASE measured WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.insurer_3_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.insurer_3_since) WHEN 'responsibility' THEN o.insurer_3_since ELSE coalesce(o.first_billed_on, o.insurer_3_since) END AS insurer_3_basis,
			CASE measured WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.patient_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.patient_since) WHEN 'responsibility' THEN o.patient_since ELSE o.patient_since END AS patient_basis,
			CASE measured WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.third_party_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.third_party_since) WHEN 'responsibility' THEN o.third_party_since ELSE o.third_party_since END AS third_party_basis
			FROM open o) o)
	SELECT p.party, k.kind, k.bucket, k.from_days, k.to_days, k.amount, k.lines
	FROM state s
	CROSS JOIN LATERAL (VALUES
		('insurer_1'::rcm.account, s.insurer_1, s.insurer_1_lines, s.insurer_1_credits),
		('insurer_2', s.insurer_2, s.insurer_2_lines, s.insurer_2_credits),
		('insurer_3', s.insurer_3, s.insurer_3_lines, s.insurer_3_credits),
		('patient', s.patient, s.patient_lines, s.patient_credits),
		('third_party', s.third_party, s.third_party_lines, s.third_party_credits)) p (party, owed, lines, credits)
	CROSS JOIN LATERAL (
		SELECT 1 AS nth, 'owed' AS kind, b.bucket, b.from_days, b.to_days, b.amount, coalesce((n.amount::numeric * 100)::bigint, 0) AS lines
		FROM buckets(p.owed) b LEFT JOIN buckets(p.lines) n ON n.bucket = b.bucket
		UNION ALL
		SELECT 2, 'undated', NULL, NULL, NULL, undated(p.owed), (undated(p.lines)::numeric * 100)::bigint WHERE undated(p.lines) <> 0
		UNION ALL
		SELECT 3, 'credit', NULL, NULL, NULL, credits(p.owed), p.credits WHERE p.credits > 0) k
	WHERE p.owed IS NOT NULL
	ORDER BY p.party, k.nth, k.bucket;
END
$$;
COMMENT ON FUNCTION @ledger@.aging(text, date, timestamptz, text, integer[]) IS
'What is owed to a practice by how long it has been owed: today, or on any past day as it was then.

as_of - the day; null: today at the practice. A past day is what a report of that day would have shown, with what was posted since for days before it.
known_at - only what was posted up to this moment: with as_of the report itself, to the cent; null: all that is known now. (A transaction posts at the moment at which it began.)
basis - from which day the age is counted: service (first day of service), charge (the charge was posted), first bill or last bill (the claim first or last left; responsibility while it has not), responsibility (the party first owed something on the line), default (first bill for payers, responsibility for patient and third party).
edges - last day of each bucket but the last one; null: practice.aging_edges.

Result, by party, for each that has something:
party - who owes.
kind - owed: by age, a row for each bucket. undated: owed, but the basis has no date. credit: the practice owes it; never netted into what is owed.
bucket, from_days, to_days - as rcm.buckets has them; null for undated and credit.
amount - dollars; credits negative.
lines - how many charge lines.

Ages are whole days at the practice. Errors: RC010 no such practice, RC011 a day to come, 22023 no such basis, or edges that do not ascend.

    SELECT party, from_days, to_days, amount FROM @ledger@.aging(''HARBOR'', ''2024-12-31'')';

CREATE OR REPLACE FUNCTION @ledger@.aging_lines(practice_id text, as_of date DEFAULT NULL, known_at timestamptz DEFAULT NULL, basis text DEFAULT 'default')
	RETURNS TABLE (claim_id text, line_no integer, party rcm.account, amount rcm.usd, basis_date date, age integer, party_age integer, true_age integer,
		patient_id text, payer_id text, provider_npi text)
	LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10000 SET search_path = pg_catalog, rcm, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
	practice text := aging_lines.practice_id;
	day      date := @ledger@.aging_day(aging_lines.practice_id, aging_lines.as_of, aging_lines.basis);
	instant  timestamptz := coalesce(aging_lines.known_at, 'infinity');
	past     boolean;
	kind     text := aging_lines.basis;
BEGIN
	IF instant >= now() THEN
		instant := 'infinity';
	END IF;
	past := instant < 'infinity' OR day < @ledger@.today(practice);
	RETURN QUERY
	WITH open AS (
		SELECT r.claim_id, r.line_no, r.service_on, r.charged_on, r.first_billed_on, r.last_billed_on, r.insurer_1_since, r.insurer_2_since, r.insurer_3_since, r.patient_since, r.third_party_since,
			r.insurer_1, r.insurer_2, r.insurer_3, r.patient, r.third_party
		FROM @ledger@.receivable r
		WHERE NOT past AND r.practice_id = practice AND (r.insurer_1 <> 0 OR r.insurer_2 <> 0 OR r.insurer_3 <> 0 OR r.patient <> 0 OR r.third_party <> 0)
		UNION ALL
		SELECT a.claim_id, a.line_no, a.service_on, a.charged_on, a.first_billed_on, a.last_billed_on, a.insurer_1_since, a.insurer_2_since, a.insurer_3_since, a.patient_since, a.third_party_since,
			a.insurer_1, a.insurer_2, a.insurer_3, a.patient, a.third_party
		FROM @ledger@.receivable_at(practice, day, instant) a
		WHERE past)
	SELECT o.claim_id, o.line_no, p.party, p.amount, p.basis, day - p.basis, day - p.since, day - coalesce(o.service_on, o.charged_on),
		c.patient_id, CASE WHEN p.seq = c.payer_seq AND c.payer_id IS NOT NULL THEN c.payer_id WHEN p.seq IS NOT NULL THEN @ledger@.payer_of(practice, o.claim_id, p.party) END,
		coalesce(x.rendering_npi, c.billing_npi)
	FROM open o
	CROSS JOIN LATERAL (VALUES
		('insurer_1'::rcm.account, 'P', o.insurer_1, o.insurer_1_since, CASE kind WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.insurer_1_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.insurer_1_since) WHEN 'responsibility' THEN o.insurer_1_since ELSE coalesce(o.first_billed_on, o.insurer_1_since) END),
		('insurer_2', 'S', o.insurer_2, o.insurer_2_since, CASE kind WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.insurer_2_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.insurer_2_since) WHEN 'responsibility' THEN o.insurer_2_since ELSE coalesce(o.first_billed_on, o.insurer_2_since) END),
		('insurer_3', 'T', o.insurer_3, o.insurer_3_since, CASE kind WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.insurer_3_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.insurer_3_since) WHEN 'responsibility' THEN o.insurer_3_since ELSE coalesce(o.first_billed_on, o.insurer_3_since) END),
		('patient', NULL, o.patient, o.patient_since, CASE kind WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.patient_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.patient_since) WHEN 'responsibility' THEN o.patient_since ELSE o.patient_since END),
		('third_party', NULL, o.third_party, o.third_party_since, CASE kind WHEN 'service' THEN o.service_on WHEN 'charge' THEN o.charged_on WHEN 'first bill' THEN coalesce(o.first_billed_on, o.third_party_since)
				WHEN 'last bill' THEN coalesce(o.last_billed_on, o.third_party_since) WHEN 'responsibility' THEN o.third_party_since ELSE o.third_party_since END)) p (party, seq, amount, since, basis)
	JOIN @ledger@.claim c ON c.practice_id = practice AND c.claim_id = o.claim_id
	JOIN @ledger@.claim_line x ON x.practice_id = practice AND x.claim_id = o.claim_id AND x.line_no = o.line_no
	WHERE p.amount <> 0;
END
$$;
COMMENT ON FUNCTION @ledger@.aging_lines(text, date, timestamptz, text) IS
'The rows that aging() adds up: each balance of a party on a charge line, for reports by payer, provider, patient or whatever else. Arguments and errors are those of aging().

Result:
party, amount - who owes, and what; negative: a credit.
basis_date, age - from which day the age is counted, and the days since then; null where the basis has no date.
party_age - days since the party first owed something on the line.
true_age - days since the service (the charge, where the service has no date): begins anew with nobody.
patient_id, payer_id, provider_npi - whose service it was, which payer the party is (payer_of; null for patient and third party) and who did it, else who bills: all three as they are known now.

    SELECT payer_id, sum(amount) FROM @ledger@.aging_lines(''HARBOR'', ''2024-12-31'') WHERE amount > 0 GROUP BY payer_id';
