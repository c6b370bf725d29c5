-- status.sql - what became of claims: 277 and 277CA in, 276 out

CREATE FUNCTION rcm.claim_statuses(file bytea, strict boolean DEFAULT false,
	OUT status integer, OUT composite integer,
	OUT interchange integer, OUT "group" integer, OUT transaction integer, OUT control_number text,
	OUT guide text, OUT created_on date,
	OUT level text, OUT claim integer, OUT line integer,
	OUT state text, OUT category text, OUT code text, OUT entity text, OUT code_list text,
	OUT status_date date, OUT action text, OUT charge rcm.usd, OUT paid rcm.usd,
	OUT finalized_on date, OUT payment_method text, OUT payment_date date, OUT check_number text, OUT message text,
	OUT claim_id text, OUT trace text, OUT payer_claim_control text, OUT clearinghouse_trace text,
	OUT tob text, OUT pharmacy_number text, OUT service_from date, OUT service_to date, OUT due_on date,
	OUT last text, OUT first text, OUT member_id text,
	OUT qualifier text, OUT procedure text, OUT mods text[], OUT revenue text,
	OUT line_charge rcm.usd, OUT line_paid rcm.usd, OUT units numeric, OUT line_control text,
	OUT payer_name text, OUT payer_id text, OUT receiver integer, OUT receiver_name text, OUT receiver_id text,
	OUT provider integer, OUT provider_name text, OUT provider_npi text, OUT provider_id text,
	OUT received_on date, OUT processed_on date,
	OUT segment integer, OUT byte_offset bigint) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_claim_statuses' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.claim_statuses(bytea, boolean) IS
'What payers and clearinghouses say became of claims: every status (STC) of every 277 of a file, one row for each of its code triples. Read are the answer to a status inquiry (005010X212, 004010X093), the 277CA (005010X214, 004040X167), the request for additional information (005010X213) and the list of pending claims (005010X228). A 277CA rejection is not a denial: the claim was never adjudicated, the clock of timely filing still runs, and the mended claim goes out as an original again.
"status" counts the STC of the file; "composite" is 1, 2, 3 for STC01, STC10, STC11, the further two being more reasons of the same status. "guide" is 277, 277CA, 277RFAI, 277P or 277DRA, by GS08 or ST03, else by BHT06. "created_on" is BHT04. "level" is payer, receiver, provider, claim or line; "claim" counts the claims of the file and is null above them, "line" counts within the claim; "receiver" and "provider" count those levels within the transaction, whether they have a status or not.
"state" is our word for category (STC01-1) and action: received A1; accepted A2, A5; forwarded A0; rejected A3, A6, A7, A8; not found A4, D0; paid F1; denied F2; revised F3; finalized other F; pending P; requested R; error E; the DR categories like the A ones; null when nothing is known of it. Action U makes a rejection of what would be no refusal, WQ an acceptance of a category that is not known. "code" is STC01-2, "entity" whom it is about (STC01-3), "code_list" whose code it is when it is not of the list of claim status codes (STC01-4: RX for pharmacy rejections, LOI for LOINC).
"status_date" is STC02, "action" STC03 (WQ accepted, U rejected), "charge" STC04, "paid" STC05, "finalized_on" STC06, "payment_method" STC07 (ACH, CHK and so on), "payment_date" STC08, "check_number" STC09 (of a check, or the trace number of a transfer), "message" STC12. "trace" is TRN02 of the claim, or of the level above claims. "claim_id" is the number that the provider gave the claim: REF*EJ, else TRN02 (CLM01 in a 277CA), unless TRN01 says that it is the sender''s. "payer_claim_control" is REF*1K, "clearinghouse_trace" REF*D9, "tob" REF*BLT, "pharmacy_number" REF*XZ. Days of service are those of the line where it has any, else of the claim. "due_on" is the day by which an answer is asked for (DTP*106). "last", "first", "member_id" are the patient''s. "qualifier" to "line_control" are of the line: SVC01-1, SVC01-2, modifiers, SVC04 (or the revenue code in SVC01), SVC02, SVC03, SVC07, REF*FJ. "received_on" and "processed_on" are DTP*050 and 009 of the payer''s level: a proof of timely filing. "interchange", "group", "transaction", "segment" and "byte_offset" (those of the STC) are counted as in rcm.x12_findings. A provider''s or receiver''s name is "LAST, FIRST" when it is a person''s.
Findings: STC01-MISSING, STC03-CATEGORY (action and category contradict each other), STATUS-LEVEL, TOO-MANY-STATUSES, AMOUNT, DATE, DATE-FORMAT, NUMBER; what could not be read is null. With "strict" a finding that means loss is error RC008. Error RC006 when no delimiters are found. Rules: the X12 implementation guides of the 277; X12''s lists 507 and 508.

    SELECT level, claim_id, state, category, code, entity, message FROM rcm.claim_statuses(pg_read_binary_file(''/tmp/ack.277'')) ORDER BY status, composite;';

CREATE FUNCTION rcm.claim_status_totals(file bytea, strict boolean DEFAULT false,
	OUT interchange integer, OUT "group" integer, OUT transaction integer, OUT control_number text,
	OUT guide text, OUT created_on date, OUT level text, OUT state text, OUT status_date date, OUT trace text,
	OUT charge rcm.usd, OUT accepted integer, OUT rejected integer,
	OUT accepted_charge rcm.usd, OUT rejected_charge rcm.usd,
	OUT payer_name text, OUT payer_id text, OUT receiver integer, OUT receiver_name text, OUT receiver_id text,
	OUT provider integer, OUT provider_name text, OUT provider_npi text, OUT provider_id text,
	OUT received_on date, OUT processed_on date,
	OUT segment integer, OUT byte_offset bigint) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_claim_status_totals' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 10;
COMMENT ON FUNCTION rcm.claim_status_totals(bytea, boolean) IS
'The totals that a 277CA gives of a batch, one row for each receiver or provider level that has any: "accepted" and "rejected" count claims (QTY*90 or QA, QTY*AA or QC), "accepted_charge" and "rejected_charge" are their charges (AMT*YU, AMT*YY), "charge" is STC04 and "state" the state of the level''s first status; null where the file does not say. Compare them with what was sent: accepted plus rejected that fall short of the claims in the 837 mean that some got lost on the way. The other columns, findings and errors are those of rcm.claim_statuses. Rule: X12 005010X214.

    SELECT level, provider_npi, accepted, rejected, accepted_charge, rejected_charge FROM rcm.claim_status_totals(pg_read_binary_file(''/tmp/ack.277''));';

CREATE FUNCTION rcm.submission_states(file bytea, strict boolean DEFAULT false,
	OUT claim integer, OUT claim_id text, OUT payer_claim_control text, OUT clearinghouse_trace text,
	OUT state text, OUT level text, OUT category text, OUT code text, OUT entity text, OUT code_list text,
	OUT reasons text[], OUT message text, OUT effective_date date, OUT charge rcm.usd,
	OUT interchange integer, OUT "group" integer, OUT transaction integer, OUT guide text, OUT trace text,
	OUT provider_npi text, OUT received_on date) RETURNS SETOF record
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, pg_temp AS $$
	-- windows and sorts only: nothing is known of how many rows there will be, and a join could go wrong
	WITH read AS (
		SELECT x.status, x.composite, x.claim, x.claim_id, x.payer_claim_control, x.clearinghouse_trace, x.state, x.level,
			x.category, x.code, x.entity, x.code_list, x.message, x.charge, x.interchange, x."group", x.transaction, x.guide,
			x.trace, x.receiver, x.provider, x.provider_npi, x.received_on, coalesce(x.status_date, x.created_on) AS effective_date,
			format('%s/%s/%s', x.interchange, x."group", x.transaction) AS place,
			-- what it is about: a claim, or everything below a level
			CASE WHEN x.claim IS NOT NULL THEN x.claim::text
				ELSE format('%s/%s/%s/%s/%s/%s', x.level, x.interchange, x."group", x.transaction, x.receiver, x.provider)
				END AS scope,
			array_position(ARRAY['rejected', 'error', 'not found', 'requested', 'denied', 'revised',
				'pending', 'paid', 'finalized', 'forwarded', 'accepted', 'received'], x.state) AS rank
		FROM rcm.claim_statuses(submission_states.file, submission_states.strict) x),
	reasoned AS (
		SELECT r.*, array_agg(concat_ws(':', r.category, r.code, r.entity)) OVER (PARTITION BY r.scope, r.state
			ORDER BY r.status, r.composite ROWS BETWEEN CURRENT ROW AND 19 FOLLOWING) AS reasons
		FROM read r),
	-- a rejection above claims as a value that min() finds the first of
	marked AS (
		SELECT r.*, CASE WHEN r.claim IS NULL AND r.state = 'rejected' THEN
			ARRAY[to_char(r.status, 'FM0000000000'), r.composite::text, r.state, r.level, r.category, r.code, r.entity,
				r.code_list, r.message, (r.effective_date - date '2000-01-01')::text, array_to_string(r.reasons, ' ')] END AS stop
		FROM reasoned r),
	judged AS (
		SELECT m.*,
			least(min(m.stop) FILTER (WHERE m.level = 'payer') OVER payer,
				min(m.stop) FILTER (WHERE m.level = 'receiver') OVER receiver,
				min(m.stop) FILTER (WHERE m.level = 'provider') OVER provider) AS above,
			CASE m.level WHEN 'payer' THEN count(m.claim) OVER payer WHEN 'receiver' THEN count(m.claim) OVER receiver
				WHEN 'provider' THEN count(m.claim) OVER provider END AS listed
		FROM marked m
		WINDOW payer AS (PARTITION BY m.place), receiver AS (PARTITION BY m.place, m.receiver),
			provider AS (PARTITION BY m.place, m.receiver, m.provider)),
	-- of one claim or level a rejection decides wherever it stands; else the statuses of a claim go before those of its lines
	first AS (
		SELECT DISTINCT ON (j.scope) j.*, j.claim IS NOT NULL AND j.state IS DISTINCT FROM 'rejected' AND j.above IS NOT NULL AS stopped
		FROM judged j
		-- a level has a row when it was stopped and nothing is listed below it: the row stands for all that was sent
		WHERE j.claim IS NOT NULL OR (j.listed = 0 AND j.state IN ('rejected', 'error'))
		ORDER BY j.scope, coalesce(j.rank = 1, false) DESC, j.level <> 'line' DESC, j.rank, j.status, j.composite)
	SELECT f.claim, f.claim_id, f.payer_claim_control, f.clearinghouse_trace,
		CASE WHEN f.stopped THEN f.above[3] ELSE f.state END, CASE WHEN f.stopped THEN f.above[4] ELSE f.level END,
		CASE WHEN f.stopped THEN f.above[5] ELSE f.category END, CASE WHEN f.stopped THEN f.above[6] ELSE f.code END,
		CASE WHEN f.stopped THEN f.above[7] ELSE f.entity END, CASE WHEN f.stopped THEN f.above[8] ELSE f.code_list END,
		CASE WHEN f.stopped THEN string_to_array(f.above[11], ' ') ELSE f.reasons END,
		CASE WHEN f.stopped THEN f.above[9] ELSE f.message END,
		CASE WHEN f.stopped THEN date '2000-01-01' + f.above[10]::integer ELSE f.effective_date END,
		f.charge, f.interchange, f."group", f.transaction, f.guide, f.trace, f.provider_npi, f.received_on
	FROM first f
	ORDER BY f.status
$$;
COMMENT ON FUNCTION rcm.submission_states(bytea, boolean) IS
'Where each claim of a 277CA or 277 stands, one row for a claim: "state" is the one that decides among the statuses of rcm.claim_statuses, and "level", "category", "code", "entity", "code_list", "message" are those of the status that did; "reasons" are it and those behind it of the same state (at most 20), as category:code:entity, for the first often only says that something is wrong and the next ones what. A 277CA rejection is not a denial: the claim was never adjudicated, there is nothing to appeal, timely filing still runs, and the mended claim goes out as an original (frequency 1).
A rejection decides at whatever level it stands. One of a receiver or provider counts for every claim listed below it that has no rejection of its own ("level" says receiver or provider); where no claim is listed there, one row without a claim stands for all that was sent, and "trace" says which batch that was (TRN02: the BHT03 of the 837 in a 277CA). An error at such a level without a claim below it is a row too: the inquiry, or the batch, could not be worked on. Otherwise the statuses of the claim go before those of its lines, and of several the first of: error, not found, requested, denied, revised, pending, paid, finalized, forwarded, accepted, received.
"claim" counts the claims of the file. "effective_date" is STC02, else the day of the transaction (BHT04). "charge" is that of the claim''s own status. A claim that is listed without any status has no row. Arguments and errors are those of rcm.claim_statuses. Rules: X12 005010X214 and X212.

    SELECT claim_id, state, level, category, code FROM rcm.submission_states(pg_read_binary_file(''/tmp/ack.277'')) WHERE state = ''rejected'';';

-- ---- 276 ----

CREATE FUNCTION rcm.x12_276_step(internal, inquiry jsonb, sender jsonb) RETURNS internal
	AS 'MODULE_PATHNAME', 'rcm_x12_276_step' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.x12_276_step(internal, jsonb, jsonb) IS
'Transition of rcm.x12_276. Stable, because the time of writing is now unless the sender says it.';

CREATE FUNCTION rcm.x12_276_final(internal) RETURNS rcm.x12_batch
	AS 'MODULE_PATHNAME', 'rcm_x12_276_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.x12_276_final(internal) IS
'Result of rcm.x12_276.';

CREATE AGGREGATE rcm.x12_276(inquiry jsonb, sender jsonb) (
	SFUNC = rcm.x12_276_step, STYPE = internal, SSPACE = 65536,
	FINALFUNC = rcm.x12_276_final, FINALFUNC_MODIFY = READ_WRITE, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.x12_276(jsonb, jsonb) IS
'Status inquiries as an X12 interchange, 005010X212: one GS*HR, one ST*276 for every "transaction_size" inquiries. Inquiries that follow each other share the levels (payer, receiver, provider, subscriber, dependent) that they have in common, so order them by payer, provider and patient. Null inquiries are left out; "file" is null when nothing was written.
"inquiry": reference (TRN02, comes back in the 277; else claim_id), payer_name, payer_id (both needed), provider {name, or last and first; npi, tin, or id} (needed), receiver {the same; id as the payer knows it}, else the sender''s submitter; subscriber {last, first, member_id, dob, sex} (last and member_id needed, dob too when the subscriber is the patient), dependent {last, first, dob, sex} when somebody else is the patient; claim_id (REF*EJ), payer_claim_control (REF*1K), tob (REF*BLT), pharmacy_number (REF*XZ), clearinghouse_trace (REF*D9), charge (AMT*T3), service_from and service_to (DTP*472; needed unless each line has its day), lines [{code, qualifier (else HC), mods, charge, rev, units, control (REF*FJ), from, to}]. Days are YYYY-MM-DD, amounts dollars. rcm.status_inquiry(claim) makes one.
"sender", the same in every row: sender_id, receiver_id, control_number (ISA13; one that was not used before), submitter_name (all needed, the last unless each inquiry has its receiver), submitter_id, sender_qualifier, receiver_qualifier, group_sender_id, group_receiver_id, authorization, security, usage (P or T), created (YYYY-MM-DDTHH:MM:SS, else now in the session''s time zone), reference (BHT03, at most 40 characters; transactions after the first add -2, -3 ...; else the control number with -1, -2 ...), transaction_size (inquiries in one ST; else 5000), delimiters, line_break, character_set: all as in rcm.x12_837p.
An inquiry that cannot be written is left out and listed in "refused" with its place among the inquiries, the element and the path of the field; keys that an inquiry does not have are refused too. The result is an rcm.x12_batch. Errors: RC009 when the sender does not suffice, or is not the same in every row; 54000 when the file would be larger than 1 GB. Rule: X12 005010X212.

    SELECT (b).file, (b).items, (b).refused FROM (SELECT rcm.x12_276(rcm.status_inquiry(claim), ''{"sender_id": "HARBOR", "receiver_id": "NHP01", "control_number": 51, "submitter_name": "HARBOR CLINIC"}'' ORDER BY rcm.payer_id(claim), rcm.billing_npi(claim), rcm.member_id(claim), rcm.claim_id(claim)) AS b FROM claim_out) q;';

CREATE FUNCTION rcm.status_inquiry(claim rcm.claim) RETURNS jsonb
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
	SELECT jsonb_strip_nulls(jsonb_build_object(
		'reference', c ->> 'claim_id',
		'claim_id', c ->> 'claim_id',
		'payer_name', coalesce(c #>> '{payer,name}', c ->> 'payer_id'),
		'payer_id', c ->> 'payer_id',
		'provider', jsonb_build_object('name', c #>> '{billing,name}', 'last', c #>> '{billing,last}',
			'first', c #>> '{billing,first}', 'npi', c #>> '{billing,npi}', 'tin', c #>> '{billing,tin}',
			'id', c #>> '{billing,atypical_id}'),
		'subscriber', CASE WHEN other THEN (c -> 'subscriber') - unused
			ELSE jsonb_build_object('last', c #>> '{patient,last}', 'first', c #>> '{patient,first}', 'dob', c #>> '{patient,dob}')
				|| jsonb_strip_nulls(coalesce(c -> 'subscriber', '{}') - unused)
				|| jsonb_build_object('sex', coalesce(c #>> '{subscriber,sex}', c #>> '{patient,sex}')) END,
		'dependent', CASE WHEN other THEN jsonb_build_object('last', c #>> '{patient,last}', 'first', c #>> '{patient,first}',
			'dob', c #>> '{patient,dob}', 'sex', c #>> '{patient,sex}') END,
		'payer_claim_control', c ->> 'orig_ref',
		'tob', CASE WHEN c ->> 'form' = 'I' THEN c ->> 'tob' END,
		'charge', rcm.total_charge(claim)::text,
		'service_from', coalesce(c -> 'stmt_from', to_jsonb(rcm.first_service(claim))),
		'service_to', coalesce(c -> 'stmt_to', to_jsonb(rcm.last_service(claim)))))
	FROM (SELECT d AS c, coalesce(d #>> '{patient,rel}', '18') <> '18' AS other,
			ARRAY['addr', 'middle', 'suffix', 'group_number', 'group_name'] AS unused
		FROM CAST(claim AS jsonb) AS d) x
$$;
COMMENT ON FUNCTION rcm.status_inquiry(rcm.claim) IS
'The status inquiry about a claim, as rcm.x12_276(jsonb, jsonb) takes it: reference and claim_id are the claim''s id, the provider is the billing one, the patient is the subscriber unless patient.rel says otherwise, the days are those of the statement, else the first and last of the lines; no lines: the whole claim is asked about. Where the claim does not name its payer the payer''s id stands for the name. What the claim lacks is missing here, and rcm.x12_276 says so.

    SELECT rcm.status_inquiry(claim) FROM claim_out;';
