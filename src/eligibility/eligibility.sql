-- eligibility.sql - what payers answer of coverage (271), and the question (270)

-- ---- the 271 ----

CREATE FUNCTION rcm.eligibility_responses(file bytea, strict boolean DEFAULT false,
	OUT response integer, OUT interchange integer, OUT "group" integer, OUT transaction integer,
	OUT control_number text, OUT purpose text, OUT reference text, OUT created date,
	OUT payer_name text, OUT payer_id text, OUT provider_name text, OUT provider_npi text,
	OUT trace_number text, OUT trace_origin text, OUT is_dependent boolean, OUT subscriber integer,
	OUT relationship text, OUT last text, OUT first text, OUT middle text, OUT suffix text,
	OUT member_id text, OUT group_number text, OUT group_name text, OUT policy_number text,
	OUT case_number text, OUT patient_account text, OUT dob date, OUT sex text,
	OUT line1 text, OUT line2 text, OUT city text, OUT state text, OUT zip text,
	OUT identity_changed boolean, OUT plan_from date, OUT plan_to date,
	OUT eligibility_from date, OUT eligibility_to date, OUT dates jsonb, OUT diagnoses text[],
	OUT plan_name text, OUT active boolean, OUT primary_care_npi text, OUT primary_care_name text,
	OUT rejected boolean, OUT segment integer, OUT byte_offset bigint) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_eligibility_responses' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 100;
COMMENT ON FUNCTION rcm.eligibility_responses(bytea, boolean) IS
'The people that the 271s of an X12 file (005010X279 and its errata, 004010X092 and its) answer about, one row each, in the order of the file: every subscriber''s or dependent''s level in which there is a name, a trace number, a benefit or a rejection. "response" counts them through the file and ties rcm.eligibility_benefits and rcm.eligibility_rejections to them. A subscriber who is there only because a dependent is asked about is a row too, with "active" null; a dependent''s "subscriber" is that row, and what the dependent''s level does not say of member_id, group and policy_number is the subscriber''s.
Interchange, "group", transaction, segment and byte_offset (those of the HL) are counted as in rcm.x12_findings; is_dependent: the patient is not the subscriber; control_number is ST02, purpose BHT02, reference BHT03, created BHT04. trace_number and trace_origin are TRN02 and TRN03 of what the inquiry sent (TRN01 2, else the first other one). relationship is INS02, 18 for a subscriber where the file is silent. group_number is REF 6P or 1L, policy_number IG, case_number 3H, patient_account EJ. plan_from and plan_to are DTP 291, 346, 347; eligibility_from and eligibility_to DTP 307, 356, 357; a period that begins on one day and has no end has "to" null. "dates" holds every DTP of the level as [{"qualifier", "from", "to"}], diagnoses the codes of HI. plan_name is EB05 of the first active benefit that has one, else the name behind REF 18 or N6. active: true when a benefit with EB01 1 to 5 is about the whole plan (service type 30, or none), else false when one with 6 to 8 is, else what benefits about single services say; null when nothing does. Primary care is whom a benefit names as P3, or as 1P behind EB01 L. identity_changed: INS03 001 with INS04 25, what the payer has is not what was asked. rejected: an AAA stands on the level, or above it while there are no benefits.
What cannot be read is null and a finding: AMOUNT, DATE, DATE-FORMAT, NUMBER, PERCENT, POINTER, HL03, EB01, EB-OUTSIDE, AAA03, LIMIT. With "strict" a finding that means loss is error RC008. Error RC006 when no delimiters are found. Rules: the X12 implementation guides of the 271.

    SELECT response, trace_number, last, first, active, plan_from, plan_to FROM rcm.eligibility_responses(pg_read_binary_file(''/tmp/answer.271''));';

CREATE FUNCTION rcm.eligibility_benefits(file bytea, strict boolean DEFAULT false,
	OUT response integer, OUT benefit integer, OUT code text, OUT kind text, OUT coverage_level text,
	OUT service_types text[], OUT insurance_type text, OUT plan text, OUT period text, OUT period_kind text,
	OUT amount rcm.usd, OUT percent numeric, OUT quantity_qualifier text, OUT quantity numeric,
	OUT authorization_required text, OUT in_network text, OUT procedure_qualifier text, OUT procedure text,
	OUT mods text[], OUT dx_pointers integer[], OUT from_date date, OUT to_date date, OUT date_qualifier text,
	OUT dates jsonb, OUT limits jsonb, OUT places text[], OUT messages text[], OUT refs jsonb,
	OUT entity_code text, OUT entity_name text, OUT entity_id_qualifier text, OUT entity_id text,
	OUT entity_phone text, OUT entity_member_id text, OUT segment integer, OUT byte_offset bigint) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_eligibility_benefits' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.eligibility_benefits(bytea, boolean) IS
'What the 271s of an X12 file say of benefits: one row for each EB segment, in the order of the file. "response" is the row of rcm.eligibility_responses (null when the EB stands outside of a person''s level), benefit counts within it; segment and byte_offset are those of the EB.
code is EB01 and kind its word: active, active_full_risk, active_capitated, active_capitated_primary_care, active_pending, inactive, inactive_pending_update, inactive_pending_investigation, coinsurance, copayment, deductible, coverage_basis, description, exclusion, limitation, out_of_pocket, unlimited, non_covered, cost_containment, reserve, primary_care, preexisting, managed_care, restricted_provider, not_necessary, disclaimer, second_opinion, other_payer, prior_year, card_lost, contact, cannot_process, other_source, facility, spend_down, unknown. coverage_level is EB02, service_types EB03 with its repetitions, insurance_type EB04, plan EB05, period EB06 and period_kind its word (hour, day, 24_hours, years, service_year, calendar_year, year_to_date, contract, episode, visit, outlier, remaining, exceeded, not_exceeded, lifetime, lifetime_remaining, month, week, admission; null for others), amount EB07 in dollars, percent EB08 as a share (0.2 is 20 percent; null above 1, with a finding), quantity_qualifier and quantity EB09 and EB10, authorization_required EB11 and in_network EB12 (Y, N, U or W as sent), procedure_qualifier, procedure and mods EB13, dx_pointers EB14 (into diagnoses of the response).
"dates" holds every DTP as [{"qualifier", "from", "to"}]; from_date and to_date are the first that is or begins a period (date_qualifier: 290, 291, 292, 295, 307, 472, 346, 348, 356, 193, 435, 007) with its own end or that of 347, 349, 357, 194, 096, 036; one day without an end has to_date null. limits holds the HSD as [{"quantity_qualifier", "quantity", "unit", "sample", "period", "periods", "frequency", "pattern"}], places the places of service (III ZZ), messages MSG and free text of III, refs the REF as [{"qualifier", "id", "name"}]. entity_ is the first of loop 2120 that is not the policy holder: another payer, primary care, hospice and the like; entity_member_id the id of the policy holder there, else REF 1W, IG or F6.
Findings and errors: see rcm.eligibility_responses. Rules: the X12 implementation guides of the 271.

    SELECT kind, service_types, period_kind, amount FROM rcm.eligibility_benefits(pg_read_binary_file(''/tmp/answer.271'')) WHERE kind = ''deductible'';';

CREATE FUNCTION rcm.eligibility_rejections(file bytea, strict boolean DEFAULT false,
	OUT response integer, OUT benefit integer, OUT interchange integer, OUT "group" integer,
	OUT transaction integer, OUT control_number text, OUT reference text, OUT level text, OUT entity text,
	OUT valid_request text, OUT reason text, OUT meaning text, OUT follow_up text,
	OUT segment integer, OUT byte_offset bigint) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_eligibility_rejections' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 10;
COMMENT ON FUNCTION rcm.eligibility_rejections(bytea, boolean) IS
'What the payers of an X12 file''s 271s did not answer: one row for each AAA segment, in the order of the file. level is source (the payer), receiver (the provider who asked), subscriber, dependent, or unknown; a rejection of source or receiver has response null and holds for every inquiry of its transaction. benefit is set when it is about one benefit. control_number is ST02, reference BHT03, entity NM101 of who is named there, valid_request AAA01 (Y: the question was right and cannot be answered, N: it was wrong), reason AAA03 and meaning its sense in our words (null for codes that we have none for), follow_up AAA04 (C correct and ask again, N do not ask again, R ask again, W wait, and so on).
Findings and errors: see rcm.eligibility_responses. Rules: the X12 implementation guides of the 271.

    SELECT response, level, reason, meaning FROM rcm.eligibility_rejections(pg_read_binary_file(''/tmp/answer.271''));';

-- ---- what follows from it ----

CREATE FUNCTION rcm.eligibility_summary(file bytea, OUT response integer, OUT service_type text,
	OUT coverage_level text, OUT in_network text, OUT medicare_part text,
	OUT copay rcm.usd, OUT coinsurance numeric,
	OUT deductible rcm.usd, OUT deductible_remaining rcm.usd, OUT deductible_met rcm.usd,
	OUT out_of_pocket rcm.usd, OUT out_of_pocket_remaining rcm.usd, OUT out_of_pocket_met rcm.usd,
	OUT limit_quantity numeric, OUT limit_remaining numeric, OUT limit_unit text, OUT varies text[]) RETURNS SETOF record
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 100 SET search_path = pg_catalog, pg_temp AS $$
WITH piece AS (
	SELECT b.response, t.service_type, t.nth, b.coverage_level, b.in_network,
		CASE b.insurance_type WHEN 'MA' THEN 'A' WHEN 'MB' THEN 'B' END AS part, b.benefit,
		CASE b.code WHEN 'A' THEN 'coinsurance' WHEN 'B' THEN 'copay'
			ELSE CASE b.code WHEN 'C' THEN 'deductible' WHEN 'G' THEN 'out_of_pocket' ELSE 'limit' END ||
				CASE WHEN b.period IN ('29', '33') THEN '_remaining' WHEN b.period = '24' THEN '_met' WHEN b.code = 'F' THEN '_quantity' ELSE '' END
		END AS slot,
		CASE b.code WHEN 'A' THEN b.percent WHEN 'F' THEN coalesce(b.quantity, (b.limits -> 0 ->> 'quantity')::numeric)
			ELSE b.amount::numeric END AS value,
		CASE WHEN b.quantity IS NULL THEN b.limits -> 0 ->> 'quantity_qualifier' ELSE b.quantity_qualifier END AS unit,
		-- what holds without conditions comes first, then the period that is asked for most
		100 * ((b.procedure IS NOT NULL)::integer * 4 + (cardinality(b.places) > 0)::integer * 2 + (cardinality(b.messages) > 0)::integer) +
		coalesce(array_position(CASE WHEN b.code IN ('A', 'B') THEN ARRAY['27', ''] ELSE ARRAY['23', '25', '22', '26', '36', '', '29'] END,
			coalesce(b.period, '')), 9) AS place
	FROM rcm.eligibility_benefits(file) AS b,
		LATERAL unnest(CASE WHEN cardinality(b.service_types) = 0 THEN ARRAY[NULL::text] ELSE b.service_types END)
			WITH ORDINALITY AS t(service_type, nth)
	WHERE b.response IS NOT NULL AND b.code IN ('A', 'B', 'C', 'F', 'G')
), choice AS (
	SELECT p.*, row_number() OVER best AS n, first_value(p.place) OVER best AS best, first_value(p.value) OVER best AS chosen
	FROM piece p WHERE p.value IS NOT NULL
	WINDOW best AS (PARTITION BY p.response, p.service_type, p.coverage_level, p.in_network, p.part, p.slot ORDER BY p.place, p.benefit)
), line AS (
	SELECT c.response, c.service_type, c.coverage_level, c.in_network, c.part, min(c.benefit) AS first, min(c.nth) AS nth,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'copay') AS copay,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'coinsurance') AS coinsurance,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'deductible') AS d,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'deductible_remaining') AS d_left,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'deductible_met') AS d_met,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'out_of_pocket') AS o,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'out_of_pocket_remaining') AS o_left,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'out_of_pocket_met') AS o_met,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'limit_quantity') AS l,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'limit_remaining') AS l_left,
		max(c.value) FILTER (WHERE c.n = 1 AND c.slot = 'limit_met') AS l_met,
		coalesce(max(c.unit) FILTER (WHERE c.n = 1 AND c.slot = 'limit_quantity'), max(c.unit) FILTER (WHERE c.n = 1 AND c.slot LIKE 'limit%')) AS unit,
		count(DISTINCT coalesce(c.unit, '')) FILTER (WHERE c.n = 1 AND c.slot LIKE 'limit%') > 1 AS units_differ,
		coalesce(array_agg(DISTINCT c.slot ORDER BY c.slot) FILTER (WHERE c.place = c.best AND c.value <> c.chosen), '{}') AS varies
	FROM choice c GROUP BY c.response, c.service_type, c.coverage_level, c.in_network, c.part
)
SELECT l.response, l.service_type, l.coverage_level, l.in_network, l.part, l.copay::rcm.usd, l.coinsurance,
	-- the third of total, remaining and met follows from two that nothing contradicts (greatest() would take null for zero)
	CASE WHEN l.d IS NULL AND sure.d THEN l.d_left + l.d_met ELSE l.d END::rcm.usd,
	CASE WHEN l.d_left IS NULL AND sure.d THEN CASE WHEN l.d > l.d_met THEN l.d - l.d_met WHEN l.d <= l.d_met THEN 0 END ELSE l.d_left END::rcm.usd,
	CASE WHEN l.d_met IS NULL AND sure.d THEN CASE WHEN l.d > l.d_left THEN l.d - l.d_left WHEN l.d <= l.d_left THEN 0 END ELSE l.d_met END::rcm.usd,
	CASE WHEN l.o IS NULL AND sure.o THEN l.o_left + l.o_met ELSE l.o END::rcm.usd,
	CASE WHEN l.o_left IS NULL AND sure.o THEN CASE WHEN l.o > l.o_met THEN l.o - l.o_met WHEN l.o <= l.o_met THEN 0 END ELSE l.o_left END::rcm.usd,
	CASE WHEN l.o_met IS NULL AND sure.o THEN CASE WHEN l.o > l.o_left THEN l.o - l.o_left WHEN l.o <= l.o_left THEN 0 END ELSE l.o_met END::rcm.usd,
	CASE WHEN l.l IS NULL AND sure.l THEN l.l_left + l.l_met ELSE l.l END,
	CASE WHEN l.units_differ THEN NULL WHEN l.l_left IS NULL AND sure.l THEN
		CASE WHEN l.l > l.l_met THEN l.l - l.l_met WHEN l.l <= l.l_met THEN 0 END ELSE l.l_left END,
	coalesce(CASE l.unit WHEN 'VS' THEN 'visits' WHEN 'DY' THEN 'days' WHEN 'HS' THEN 'hours' WHEN 'MN' THEN 'months'
		WHEN 'YY' THEN 'years' WHEN 'FL' THEN 'units' WHEN 'P6' THEN 'services' END, l.unit),
	l.varies
FROM line l, LATERAL (SELECT NOT l.varies && '{deductible,deductible_remaining,deductible_met}' AND greatest(abs(l.d), abs(l.d_left), abs(l.d_met)) < 1e15 AS d,
	NOT l.varies && '{out_of_pocket,out_of_pocket_remaining,out_of_pocket_met}' AND greatest(abs(l.o), abs(l.o_left), abs(l.o_met)) < 1e15 AS o,
	NOT l.units_differ AND NOT l.varies && '{limit_quantity,limit_remaining,limit_met}' AS l) AS sure ORDER BY l.response, l.first, l.nth
$$;
COMMENT ON FUNCTION rcm.eligibility_summary(bytea) IS
'What the patient pays and what is left, from the benefits of a file''s 271s: one row for each response (of rcm.eligibility_responses), service type (null: the payer named none), coverage level as sent (IND, FAM ...), in_network as sent (Y, N, W or null) and, where the payer tells them apart, Medicare part (A or B). Amounts are dollars, coinsurance a share (0.2 is 20 percent).
Where the payer says a thing more than once, the one is taken that (1) names no procedure, else no place of service, else no message, in this order of weight; (2) for copay and coinsurance is by the visit (EB06 27), else without a period, else any other; for yearly amounts and limits is of the calendar year (23), else contract (25), service year (22), episode (26), admission (36), none, any other; (3) stands first. "varies" names the columns for which others that are equal in (1) and (2) say something else: a person should look. What remains is EB06 29, else 33 (of the lifetime), what is met is 24 (year to date); what the payer leaves out of total, remaining and met follows from the other two, never below zero, unless these vary; else it is null, which is not zero. A limit is EB01 F with a quantity (EB10, else HSD02); limit_unit is visits, days, hours, months, years, units, services or the code as sent; limit_remaining is null when the units of limit and remainder differ.
Errors: see rcm.eligibility_responses. Rules: the X12 implementation guides of the 271; the order of preference is our own.

    SELECT service_type, copay, deductible_remaining FROM rcm.eligibility_summary(pg_read_binary_file(''/tmp/answer.271'')) WHERE coverage_level = ''IND'';';

CREATE FUNCTION rcm.eligibility_snapshot(file bytea, date_of_service date, OUT response integer, OUT eligibility jsonb) RETURNS SETOF record
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 10 SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
WITH answer AS MATERIALIZED (
	SELECT * FROM rcm.eligibility_responses(file)
), benefit AS MATERIALIZED (
	SELECT b.*, d.from_day, d.to_day,
		coalesce(d.from_day <= date_of_service, true) AND coalesce(d.to_day >= date_of_service, true) AS covers,
		cardinality(b.service_types) = 0 OR '30' = ANY (b.service_types) AS whole,
		b.code IN ('1', '2', '3', '4', '5') AS active,
		-- not only dental, vision or drugs
		NOT b.service_types <@ '{23,24,25,26,27,28,35,36,37,38,39,40,41,88,AL,AM,AN,AO,B1,B2,B3}' OR cardinality(b.service_types) = 0 AS medical,
		b.insurance_type IN ('MA', 'MB') OR coalesce(b.entity_name, '') ~* '\mmedicare\M' AS medicare
	FROM rcm.eligibility_benefits(file) AS b,
		-- a date of service is no period of coverage; the last year of the calendar is no end
		LATERAL (SELECT CASE WHEN b.date_qualifier IS DISTINCT FROM '472' THEN b.from_date END AS from_day,
			CASE WHEN b.date_qualifier IS DISTINCT FROM '472' AND b.to_date < date '2999-01-01' THEN b.to_date END AS to_day) AS d
), payer AS (
	SELECT a.response,
		coalesce(a.payer_name, '') ~* '\mmedicare\M|\mcms\M' OR bool_or(b.code = ANY ('{1,2,3,4,5,6,7,8}') AND b.insurance_type IN ('MA', 'MB')) IS TRUE AS is_medicare,
		coalesce(a.payer_name, '') ~* '\mmedicaid\M' OR bool_or(b.active AND b.insurance_type = 'MC') IS TRUE AS is_medicaid
	FROM answer a LEFT JOIN benefit b ON b.response = a.response GROUP BY a.response, a.payer_name
), marked AS (
	SELECT b.*, p.is_medicare,
		b.code = 'R' AND b.medical AND (b.insurance_type IS NOT DISTINCT FROM 'HN' OR (p.is_medicare AND b.insurance_type IN ('HM', 'IN', 'PR', 'PS', 'EP')) IS TRUE) AS advantage,
		b.code = 'R' AND b.medical AND (b.entity_code IS NOT DISTINCT FROM 'PRP' OR coalesce(b.insurance_type, '') IN ('12', '13', '14', '15', '16', '41', '42', '43', '47')) AS pays_first,
		b.code = 'R' AND b.medical AND p.is_medicaid AND coalesce(b.insurance_type, '') NOT IN ('MC', 'QM') AND coalesce(b.entity_name, '') !~* '\mmedicaid\M' AS third_party,
		p.is_medicare AND coalesce(b.insurance_type, 'MB') = 'MB' AND b.code IN ('D', 'F') AND b.period = '24' AND b.amount IS NOT NULL AND
			coalesce(extract(year FROM b.from_date) = extract(year FROM date_of_service), true) AS used,
		jsonb_build_object('from', b.from_day, 'to', b.to_day) AS days,
		jsonb_build_object('payer_id', coalesce(b.entity_id, b.entity_name), 'from', b.from_day, 'to', b.to_day) AS paid_by
	FROM benefit b JOIN payer p USING (response)
), said AS (
	-- of each, the one that covers the day, else the latest
	SELECT m.response,
		-- what is said of the whole plan on the day, else of the plan on other days, else of parts of it
		(array_agg(jsonb_build_object('active', m.active, 'from', m.from_day, 'to', m.to_day, 'type', m.insurance_type, 'plan', m.plan)
			ORDER BY m.whole DESC, m.covers DESC, m.active DESC, m.from_day DESC NULLS LAST, m.benefit) FILTER (WHERE m.code = ANY ('{1,2,3,4,5,6,7,8}')))[1] AS chosen,
		(array_agg(m.from_day ORDER BY m.covers DESC, m.from_day DESC) FILTER (WHERE m.active AND m.insurance_type = 'MB' AND m.from_day IS NOT NULL))[1] AS part_b,
		(array_agg(m.days ORDER BY m.covers DESC, m.from_day DESC) FILTER (WHERE m.code = 'X' AND '45' = ANY (m.service_types) AND m.from_day IS NOT NULL))[1] AS hospice,
		(array_agg(m.days ORDER BY m.covers DESC, m.from_day DESC) FILTER (WHERE m.code = 'X' AND 'AG' = ANY (m.service_types) AND m.from_day IS NOT NULL))[1] AS snf,
		(array_agg(m.days ORDER BY m.covers DESC, m.from_day DESC) FILTER (WHERE m.advantage AND m.from_day IS NOT NULL))[1] AS advantage,
		(array_agg(m.paid_by ORDER BY m.covers DESC, m.from_day DESC NULLS LAST, m.benefit) FILTER (WHERE m.pays_first AND NOT m.advantage))[1] AS other_primary,
		(array_agg(m.paid_by ORDER BY m.covers DESC, m.from_day DESC NULLS LAST, m.benefit) FILTER (WHERE m.third_party AND NOT m.advantage AND NOT m.medicare))[1] AS tpl,
		round(sum(m.amount::numeric) FILTER (WHERE m.used AND m.service_types && '{AE,AF}'), 2)::text AS pt_slp,
		round(sum(m.amount::numeric) FILTER (WHERE m.used AND 'AD' = ANY (m.service_types)), 2)::text AS ot,
		bool_or(m.covers AND m.medicare AND (m.code = 'R' OR (m.active AND m.insurance_type IN ('MA', 'MB')))) AS medicare,
		bool_or(m.plan ~* '\mtricare\M') AS tricare
	FROM marked m GROUP BY m.response
)
SELECT a.response, jsonb_strip_nulls(jsonb_build_object(
	'status', CASE WHEN c.active THEN 'active' ELSE 'inactive' END,
	'eff', CASE WHEN c.active THEN w.eff END, 'term', CASE WHEN c.active AND w.term < date '2999-01-01' THEN w.term END,
	'member_id', coalesce(holder.member_id, a.member_id), 'last', CASE WHEN a.is_dependent THEN holder.last ELSE a.last END, 'dob', CASE WHEN a.is_dependent THEN holder.dob ELSE a.dob END,
	'checked_on', a.created, 'pcm_npi', a.primary_care_npi,
	'plan', CASE WHEN c.tricare AND c.plan ~* '\mprime\M' THEN 'PRIME' WHEN c.tricare AND c.plan ~* '\mselect\M' THEN 'SELECT'
		WHEN c.type IN ('HM', 'HN') THEN 'HMO' WHEN c.type = 'PR' THEN 'PPO' WHEN c.type = 'PS' THEN 'POS' WHEN c.type = 'EP' THEN 'EPO' WHEN c.type = 'IN' THEN 'INDEMNITY'
		ELSE upper(substring(c.plan FROM '(?i)\m(HMO|PPO|POS|EPO)\M')) END,
	'part_b_eff', s.part_b, 'ma_from', s.advantage -> 'from', 'ma_to', s.advantage -> 'to', 'hospice', s.hospice, 'snf', s.snf,
	'therapy_ytd', CASE WHEN s.pt_slp IS NOT NULL OR s.ot IS NOT NULL THEN jsonb_build_object('PT_SLP', s.pt_slp, 'OT', s.ot) END,
	'other_primary', s.other_primary, 'tpl', s.tpl, 'medicare_active', CASE WHEN s.medicare THEN true END))
FROM answer a JOIN said s ON s.response = a.response LEFT JOIN answer holder ON holder.response = a.subscriber,
	LATERAL (SELECT (s.chosen ->> 'active')::boolean AS active, (s.chosen ->> 'from')::date AS eff, (s.chosen ->> 'to')::date AS term, s.chosen ->> 'type' AS type,
		concat_ws(' ', s.chosen ->> 'plan', a.plan_name) AS plan, s.tricare IS TRUE OR coalesce(a.payer_name, '') ~* '\mtricare\M' AS tricare) AS c,
	LATERAL (SELECT v.eff, v.term FROM (VALUES (1, c.eff, c.term), (2, a.plan_from, a.plan_to), (3, a.eligibility_from, a.eligibility_to), (4, NULL, NULL)
			-- a level may tell more than one period, one year behind the other
			UNION ALL SELECT CASE d ->> 'qualifier' WHEN '291' THEN 2 ELSE 3 END, (d ->> 'from')::date, (d ->> 'to')::date
				FROM jsonb_array_elements(a.dates) AS d WHERE d ->> 'qualifier' IN ('291', '307') AND d ->> 'to' IS NOT NULL) AS v(n, eff, term)
		WHERE v.n = 4 OR v.eff IS NOT NULL OR v.term IS NOT NULL
		ORDER BY v.n, coalesce(v.eff <= date_of_service, true) AND coalesce(v.term >= date_of_service, true) DESC, v.eff DESC LIMIT 1) AS w
WHERE a.active IS NOT NULL ORDER BY a.response
$$;
COMMENT ON FUNCTION rcm.eligibility_snapshot(bytea, date) IS
'The object "eligibility" of a claim (docs/reference/claim.md) as the 271s of a file tell it for a date of service: one row for each response (of rcm.eligibility_responses) that says whether there is coverage; one that does not gives no row, as when nobody asked. Where periods differ, the one that holds the date of service is taken, else the latest.
status and, when it is active, eff and term: the benefit with EB01 1 to 8 about the whole plan (service type 30, or none), else about a part, that covers the day, its dates being the EB''s own DTP, else DTP 291, 346, 347 of the level, else 307, 356, 357, of several 291 or 307 the one that holds the day; a date of service (472) is no period, an end in 2999 or later is none. member_id, last and dob are the subscriber''s, as edits compare them with the claim''s subscriber; checked_on is BHT04. plan: PRIME or SELECT when TRICARE names them, else EB04 of that benefit (HM or HN: HMO, PR: PPO, PS: POS, EP: EPO, IN: INDEMNITY), else such a word in the plan''s name. pcm_npi: the primary care provider''s NPI.
Medicare (EB04 MA or MB with EB01 1 to 8, or a payer of that name): part_b_eff is the begin of an active EB with MB. ma_from and ma_to: EB01 R with EB04 HN, or from Medicare also HM, IN, PR, PS, EP. hospice and snf: EB01 X with service type 45 or AG and dates. therapy_ytd: EB01 D or F with EB06 24 and an amount, of the year of the date; AE and AF together are PT_SLP, AD is OT. other_primary: EB01 R, not Medicare Advantage, of an entity PRP or with EB04 12 to 16, 41, 42, 43, 47. tpl: EB01 R of another payer than Medicare, from Medicaid (by name, or EB04 MC). medicare_active: an active EB with MA or MB, or EB01 R with these or of an entity called Medicare. Coverage of dental, vision and drug services alone counts for none of these. What the 271 does not say is left out.
Errors: see rcm.eligibility_responses. Rules: the X12 implementation guides of the 271 and how Medicare''s eligibility system answers.

    UPDATE claim_in c SET claim = c.claim::jsonb || jsonb_build_object(''eligibility'', s.eligibility)
    FROM claim_in k JOIN answer a ON a.claim_id = rcm.claim_id(k.claim), rcm.eligibility_snapshot(a.file, rcm.first_service(k.claim)) s
    WHERE rcm.claim_id(c.claim) = a.claim_id;';

-- ---- the 270 ----

CREATE FUNCTION rcm.x12_270_step(internal, inquiry jsonb, sender jsonb) RETURNS internal
	AS 'MODULE_PATHNAME', 'rcm_x12_270_step' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.x12_270_step(internal, jsonb, jsonb) IS
'Transition of rcm.x12_270. Stable, because the time of writing is now unless the sender says it.';

CREATE FUNCTION rcm.x12_270_final(internal) RETURNS rcm.x12_batch
	AS 'MODULE_PATHNAME', 'rcm_x12_270_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.x12_270_final(internal) IS
'Result of rcm.x12_270.';

CREATE AGGREGATE rcm.x12_270(inquiry jsonb, sender jsonb) (
	SFUNC = rcm.x12_270_step, STYPE = internal, SSPACE = 65536,
	FINALFUNC = rcm.x12_270_final, FINALFUNC_MODIFY = READ_WRITE, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.x12_270(jsonb, jsonb) IS
'Inquiries as one X12 interchange of 270s (005010X279A1), in the order they come (give ORDER BY); null inquiries are passed over. Inquiries in a row with the same payer and provider share their levels.
An inquiry is {"reference": what the answer brings back as trace number, up to 50 characters, "trace_origin": TRN03, ten characters (else 9 and the sender_id), "payer_id", "payer_name" (else the id), "provider": {"npi", "name" or "last" and "first", "tin"}, "subscriber": {"last", "first", "middle", "suffix", "member_id", "dob", "sex": M F U, "ssn", "group_number"}, "dependent": {"last", "first", "middle", "suffix", "dob", "sex", "ssn", "group_number", "rel": 01 19 34} when the patient is a dependent, "service_types": [...] (else ["30"] unless there are procedures), "procedures": [...], "date_from", "date_to" (else the day the payer reads it), "card_issued"}; days are YYYY-MM-DD. Needed are reference, payer_id, the provider''s NPI and name, and of the subscriber a member_id or ssn, or last and dob. rcm.eligibility_inquiry makes one of a claim.
The sender is one object for all rows: sender_id, receiver_id and control_number (ISA13, 1 to 999999999, not used before by this sender) are needed; sender_qualifier, receiver_qualifier (else ZZ), group_sender_id, group_receiver_id, authorization, security, usage (P or T), created (YYYY-MM-DDTHH:MM:SS, else now), delimiters (four characters, else *:^~), line_break ("\n" or "\r\n" after each segment; else nothing), character_set (basic, which is upper case only, or extended, the default), reference (BHT03, at most 40 characters; transactions after the first add -2, -3 ...; else the control number with -1, -2 ...), transaction_size (inquiries in one ST, else 99; 1 for real time). Keys of other transactions are read over.
The result is an rcm.x12_batch; an inquiry that cannot be asked is left out and listed in "refused" with element, path and reason. "file" is null when nothing was written. Errors: RC009 when the sender does not suffice, or is not the same in every row; 54000 when the file would be larger than 1 GB. Rules: the X12 implementation guide of the 270.

    SELECT (rcm.x12_270(i.inquiry, ''{"sender_id": "HARBOR", "receiver_id": "NHP01", "control_number": 7}'' ORDER BY i.id)).* FROM inquiry i;';

CREATE FUNCTION rcm.eligibility_inquiry(claim rcm.claim, service_types text[] DEFAULT '{30}') RETURNS jsonb
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on AS $$
SELECT jsonb_strip_nulls(jsonb_build_object(
	'reference', c.claim -> 'claim_id', 'trace_origin', '1' || substring(c.claim #>> '{billing,tin}' FROM '^\d{9}$'),
	'payer_id', c.claim -> 'payer_id', 'payer_name', c.claim #> '{payer,name}',
	'provider', jsonb_build_object('npi', c.claim #> '{billing,npi}', 'name', c.claim #> '{billing,name}',
		'last', CASE WHEN coalesce(c.claim #>> '{billing,name}', '') = '' THEN c.claim #> '{billing,last}' END,
		'first', CASE WHEN coalesce(c.claim #>> '{billing,name}', '') = '' THEN c.claim #> '{billing,first}' END),
	'subscriber', (SELECT jsonb_object_agg(k.key, k.value) FROM jsonb_each(c.holder) AS k
		WHERE k.key IN ('last', 'first', 'middle', 'suffix', 'member_id', 'dob', 'sex', 'group_number')),
	'dependent', CASE WHEN c.depends THEN
		(SELECT jsonb_object_agg(k.key, k.value) FROM jsonb_each(c.claim -> 'patient') AS k
			WHERE k.key IN ('last', 'first', 'middle', 'suffix', 'dob', 'sex')) ||
		jsonb_build_object('rel', CASE c.rel WHEN '01' THEN '01' WHEN '19' THEN '19' ELSE '34' END) END,
	'service_types', to_jsonb(service_types),
	'date_from', d.first, 'date_to', nullif(d.last, d.first)))
FROM (SELECT j.claim, j.rel, j.rel <> '18' AS depends,
		-- who is the subscriber himself: what the claim says of him as patient fills in
		CASE WHEN j.rel = '18' THEN jsonb_strip_nulls(coalesce(nullif(j.claim -> 'patient', 'null'), '{}')) ELSE '{}' END
			|| jsonb_strip_nulls(coalesce(nullif(j.claim -> 'subscriber', 'null'), '{}')) AS holder
	FROM (SELECT eligibility_inquiry.claim::jsonb AS claim, coalesce(nullif(eligibility_inquiry.claim::jsonb #>> '{patient,rel}', ''), '18') AS rel) AS j) AS c,
	LATERAL (SELECT min(l.from_date) AS first, max(coalesce(l.to_date, l.from_date)) AS last FROM rcm.lines(eligibility_inquiry.claim) AS l) AS d
$$;
COMMENT ON FUNCTION rcm.eligibility_inquiry(rcm.claim, text[]) IS
'The inquiry, for rcm.x12_270, that asks about the coverage of a claim''s patient on the days of its lines: reference is the claim_id, trace_origin 1 and the billing provider''s tax number when that has nine digits, the provider is the billing provider. A patient who is not the subscriber (rel other than 18) is asked about as dependent: rel 01 and 19 as they are, all others 34. "service_types" are X12 service type codes, {30} for the plan as a whole. What the claim does not say is left out; whether that can be asked is for rcm.x12_270 to say.

    SELECT rcm.eligibility_inquiry(claim, ''{30,98}'') FROM claim_in;';
