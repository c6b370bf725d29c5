-- claim837.sql - claims out of the 837, and the 837 out of claims

CREATE FUNCTION rcm.claims_from_837(file bytea, strict boolean DEFAULT false) RETURNS SETOF rcm.claim
	AS 'MODULE_PATHNAME', 'rcm_claims_from_837' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.claims_from_837(bytea, boolean) IS
'Every professional, institutional and dental claim of an X12 file, in the order of the file: 005010X222, X223 and X224 with their errata, X291, X292, X293, X298, X299, X300, and 004010X098, X096 and X097. The form of a claim is that of its lines (SV1 P, SV2 I, SV3 D where the guide is not another''s), without lines that of the guide. The file may hold several interchanges, each with its own delimiters, and may be dirty: byte order mark, blank lines, indentation, line breaks as terminators, wrong counts, missing trailers, no ISA at all. What could not be read (an amount that is not whole cents, a day that does not exist) is not given in the claim, and rcm.x12_findings says where it stands. The last claim of a file that was cut comes as far as it was there (TERMINATOR-MISSING, SE-MISSING). Text that is not UTF-8 is read as Latin-1. What of an 837 a claim does not hold is listed in docs/explanation/x12.md; rcm.x12_segments shows all of it. A predetermination of benefits (CLM19 PB, and the guides X291 to X293) comes as a claim like others. With "strict" a finding that means loss is error RC008. Error RC006 when no delimiters are found. Rules: the X12 implementation guides of the 837.

    SELECT rcm.claim_id(c), rcm.total_charge(c) FROM rcm.claims_from_837(pg_read_binary_file(''/tmp/batch.837'')) AS c;';

-- the 837 out of claims

CREATE FUNCTION rcm.x12_837p_step(internal, rcm.claim, jsonb) RETURNS internal
	AS 'MODULE_PATHNAME', 'rcm_x12_837p_step' LANGUAGE C STABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION rcm.x12_837p_step(internal, rcm.claim, jsonb) IS 'Transition of rcm.x12_837p.';

CREATE FUNCTION rcm.x12_837i_step(internal, rcm.claim, jsonb) RETURNS internal
	AS 'MODULE_PATHNAME', 'rcm_x12_837i_step' LANGUAGE C STABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION rcm.x12_837i_step(internal, rcm.claim, jsonb) IS 'Transition of rcm.x12_837i.';

CREATE FUNCTION rcm.x12_837d_step(internal, rcm.claim, jsonb) RETURNS internal
	AS 'MODULE_PATHNAME', 'rcm_x12_837d_step' LANGUAGE C STABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION rcm.x12_837d_step(internal, rcm.claim, jsonb) IS 'Transition of rcm.x12_837d.';

CREATE FUNCTION rcm.x12_837_final(internal) RETURNS rcm.x12_batch
	AS 'MODULE_PATHNAME', 'rcm_x12_837_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.x12_837_final(internal) IS 'Result of rcm.x12_837p, rcm.x12_837i and rcm.x12_837d: ends the file.';

-- (They do not combine: one file has one order and one run of numbers.)
CREATE AGGREGATE rcm.x12_837p(claim rcm.claim, sender jsonb) (
	SFUNC = rcm.x12_837p_step, STYPE = internal, SSPACE = 65536,
	FINALFUNC = rcm.x12_837_final, FINALFUNC_MODIFY = READ_WRITE, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.x12_837p(rcm.claim, jsonb) IS
'The claims as one professional 837 (005010X222A1), in the order of the rows: say ORDER BY inside the call. Returns an rcm.x12_batch; "file" is null when there was no claim to write. A null claim is passed over. A claim that would not be valid, or is of another form, is left out and listed in "refused" with its first reason; rcm.x12_837_faults gives all of them. Claims of one billing provider that follow each other share its level (HL 20), those of one subscriber and payer his (HL 22), those of one patient hers (HL 23).
"sender" is one JSON object, the same in every row: control_number (needed: ISA13 and IEA02, and GS06 and GE02, which is what a 999 names; 1 to 999999999, never used before towards this receiver), sender_id and receiver_id (needed: ISA06 and ISA08, at most 15 characters), submitter_name and receiver_name (needed: NM1*41 and NM1*40), contact_phone or contact_email (one is needed: PER), contact_name, submitter_id (NM109 of NM1*41; else sender_id), sender_qualifier and receiver_qualifier (ISA05 and ISA07; else ZZ), group_sender_id and group_receiver_id (GS02 and GS03; else those of the ISA), authorization and security (ISA02 and ISA04), usage (ISA15: P production, the default, or T test), created (YYYY-MM-DDTHH:MM:SS, in BHT, GS and ISA; else the time of the transaction in the session''s time zone), reference (BHT03, at most 40 characters; else the control number; transactions after the first add -2, -3 ...), transaction_size (most claims in one ST, 1 to 5000, else 5000), delimiters (element, component, repetition, terminator; else *:^~), line_break ("\n" or "\r\n" after each segment; else nothing), character_set (extended, the default, or basic, which is upper case only).
What a claim does not say: payer_seq is P, freq is 1, terms are signature Y, assignment A, benefits_assigned Y, release Y, a line''s uom is UN, the payer''s name its id. Letters lose their accents, diagnoses their dots. Not sent, since an 837 has no place for it: submit_date (BHT04 is "created"), consent_date, cmn, eligibility, auths, encounter, history, a provider''s tin other than the billing provider''s, what equals the billing provider or the claim''s own (rendering, facility, place of service), the numbers of lines (LX01 counts from 1; a line''s "control" is REF*6R) and unknown keys.
Errors: RC009 when the sender does not suffice or is not the same in every row, 54000 when the file would be larger than 1 GB. Rule: ASC X12N 005010X222A1.

    SELECT (b).transactions, (b).items, (b).refused FROM (SELECT rcm.x12_837p(claim, ''{"control_number": 1, "sender_id": "CLINIC", "receiver_id": "HOUSE", "submitter_name": "CLINIC", "receiver_name": "HOUSE", "contact_phone": "5035550100"}'' ORDER BY rcm.claim_id(claim)) AS b FROM claims) x;';

CREATE AGGREGATE rcm.x12_837i(claim rcm.claim, sender jsonb) (
	SFUNC = rcm.x12_837i_step, STYPE = internal, SSPACE = 65536,
	FINALFUNC = rcm.x12_837_final, FINALFUNC_MODIFY = READ_WRITE, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.x12_837i(rcm.claim, jsonb) IS
'The claims as one institutional 837 (005010X223A2). Everything is as with rcm.x12_837p, whose comment lists the keys of "sender". An institutional 837 has no place for pos, related, clia, msp_type, patient_paid, the ordering, supervising and assistant providers, patient.dod, dates other than discharge_hour and repricer_received, nor for dx_ptr, pos, auth, referral, note, emg and epsdt of a line. Rule: ASC X12N 005010X223A2.

    SELECT (rcm.x12_837i(claim, sender)).file FROM claims, senders;';

CREATE AGGREGATE rcm.x12_837d(claim rcm.claim, sender jsonb) (
	SFUNC = rcm.x12_837d_step, STYPE = internal, SSPACE = 65536,
	FINALFUNC = rcm.x12_837_final, FINALFUNC_MODIFY = READ_WRITE, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rcm.x12_837d(rcm.claim, jsonb) IS
'The claims as one dental 837 (005010X224A2). Everything is as with rcm.x12_837p, whose comment lists the keys of "sender". A dental 837 has no place for clia, msp_type, patient.dod, condition_codes, the ordering provider, dates other than accident, service, service_to and repricer_received, nor for uom, ndc, note, emg and epsdt of a line. Rule: ASC X12N 005010X224A2.

    SELECT (rcm.x12_837d(claim, sender)).file FROM claims, senders;';

CREATE FUNCTION rcm.x12_837_faults(claim rcm.claim, OUT element text, OUT path text, OUT message text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_x12_837_faults' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 3;
COMMENT ON FUNCTION rcm.x12_837_faults(rcm.claim) IS
'Every reason why the claim could not be written as an 837 of its form; no row when it could. "element" is the X12 element ("NM109", "HI02-2"; a segment alone where many elements are meant), "path" the field of the claim ("billing.npi", "lines[0].code", counted from 0), "message" plain words without patient data. Judged are what the guides ask for by themselves: what must be there, lengths and forms of codes, how many lines, diagnoses and pointers there may be, the sums of the lines and of what other payers paid (charge = paid + adjusted for each line; paid = paid for the lines less the claim''s adjustments; charge = paid + all adjustments), frequency 7 and 8 with orig_ref and 1 without. Whether codes exist and go together is what rcm.scrub judges. Rules: ASC X12N 005010X222A1, X223A2, X224A2.

    SELECT * FROM rcm.x12_837_faults(''{"form": "P", "claim_id": "A1"}'');';
