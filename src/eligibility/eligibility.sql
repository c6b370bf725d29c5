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
Interchange, "group" and transaction are counted as in rcm.x12_findings; control_number is ST02, purpose BHT02, reference BHT03, created BHT04. trace_number and trace_origin are TRN02 and TRN03 of what the inquiry sent (TRN01 2, else the first other one). relationship is INS02, 18 for a subscriber where the file is silent. group_number is REF 6P or 1L, policy_number IG, case_number 3H, patient_account EJ. plan_from and plan_to are DTP 291, 346, 347; eligibility_from and eligibility_to DTP 307, 356, 357; a period that begins on one day and has no end has "to" null. "dates" holds every DTP of the level as [{"qualifier", "from", "to"}], diagnoses the codes of HI. plan_name is EB05 of the first active benefit that has one, else the name behind REF 18 or N6. active: true when a benefit with EB01 1 to 5 is about the whole plan (service type 30, or none), else false when one with 6 to 8 is, else what benefits about single services say; null when nothing does. Primary care is whom a benefit names as P3, or as 1P behind EB01 L. identity_changed: INS03 001 with INS04 25, what the payer has is not what was asked. rejected: an AAA stands on the level, or above it while there are no benefits.
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
'What the 271s of an X12 file say of benefits: one row for each EB segment, in the order of the file. "response" is the row of rcm.eligibility_responses (null when the EB stands outside of a person''s level), benefit counts within it.
code is EB01 and kind its word: active, active_full_risk, active_capitated, active_capitated_primary_care, active_pending, inactive, inactive_pending_update, inactive_pending_investigation, coinsurance, copayment, deductible, coverage_basis, description, exclusion, limitation, out_of_pocket, unlimited, non_covered, cost_containment, reserve, primary_care, preexisting, managed_care, restricted_provider, not_necessary, disclaimer, second_opinion, other_payer, prior_year, card_lost, contact, cannot_process, other_source, facility, spend_down, unknown. coverage_level is EB02, service_types EB03 with its repetitions, insurance_type EB04, plan EB05, period EB06 and period_kind its word (hour, day, 24_hours, years, service_year, calendar_year, year_to_date, contract, episode, visit, outlier, remaining, exceeded, not_exceeded, lifetime, lifetime_remaining, month, week, admission; null for others), amount EB07 in dollars, percent EB08 as a share (0.2 is 20 percent), quantity_qualifier and quantity EB09 and EB10, authorization_required EB11 and in_network EB12 (Y, N, U or W as sent), procedure_qualifier, procedure and mods EB13, dx_pointers EB14 (into diagnoses of the response).
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
