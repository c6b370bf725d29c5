-- postings.sql - a remittance in one pass, as posting wants it

CREATE TYPE rcm.remitted_line AS (
	line integer, control text, code text, mods text[], submitted_code text, submitted_mods text[],
	rev text, service_from date, service_to date, charge rcm.usd, paid rcm.usd, allowed rcm.usd,
	units numeric, remarks text[]);
COMMENT ON TYPE rcm.remitted_line IS
'A service line of a remitted claim, as rcm.remittance_postings gives it and rcm.posting_moves takes it: "line" counted within the claim from 1, "control" the number that it was sent with (REF*6R), code and mods as adjudicated, submitted_code and submitted_mods as sent where that is something else, rev (revenue code), days, charge, paid, allowed, units (paid), "remarks" the codes of its LQ. The columns of the same names in rcm.remittance_lines say more; control is its line_control, units its units_paid.';

CREATE TYPE rcm.remitted_adjustment AS (
	line integer, adjustment integer, group_code text, carc text, amount rcm.usd, quantity numeric);
COMMENT ON TYPE rcm.remitted_adjustment IS
'An adjustment of a remitted claim, as rcm.remittance_postings gives it and rcm.posting_moves takes it: "line" is that of the rcm.remitted_line, null when the claim itself is adjusted; "adjustment" is counted through the claim from 1; group_code, carc, amount (positive lowers what is paid) and quantity as in rcm.remittance_adjustments.';

CREATE TYPE rcm.remitted_claim AS (
	payment integer, claim integer, claim_id text, status text, charge rcm.usd,
	paid rcm.usd, patient_responsibility rcm.usd, filing_ind text,
	payer_claim_control text, original_ref text, patient_last text,
	patient_first text, member_id text, first_service date, crossover_payer text,
	interest rcm.usd, difference rcm.usd, lines_difference rcm.usd, faults text[],
	remarks text[], lines rcm.remitted_line[], adjustments rcm.remitted_adjustment[]);
COMMENT ON TYPE rcm.remitted_claim IS 'A claim of a remittance with its lines and adjustments: a row of rcm.remittance_postings, whose comment says what the columns are.';

CREATE FUNCTION rcm.remittance_postings(file bytea) RETURNS SETOF rcm.remitted_claim
	AS 'MODULE_PATHNAME', 'rcm_remittance_postings' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.remittance_postings(bytea) IS
'What posting needs of an X12 file with remittances (835), in one pass: one row for each CLP, in the order of the file, with its lines and adjustments as arrays. It is what rcm.remittance_claims, _lines, _adjustments and _remarks say, joined; "payment" and "claim" are theirs, and "payment" ties it to rcm.remittance_payments and rcm.remittance_provider_adjustments, which say whether the payment itself adds up.
member_id is the patient''s (NM1*QC), else the subscriber''s (NM1*IL); first_service the earliest day of a line, else the first day of the statement (DTM*232); crossover_payer the name, else the id, of the payer that the claim was forwarded to (NM1*TT), null when it was not; interest (AMT*I) informs and is no part of "paid"; difference and lines_difference as in rcm.remittance_claims. "remarks" are those on the claim itself (MIA, MOA), those on a line are in its row. Arrays are empty, not null, when there is nothing.
"faults" says what in the claim does not add up or cannot be read, one sentence for each, without patient data: an equation with its place and the difference of its two sides (line 2: charge 100.00 - adjustments 20.00 <> paid 79.99, difference 0.01), an amount that must add up and is not exact cents or is missing (line 2: SVC03 is an amount that is finer than a cent; claim: CLP04, what the claim was paid, is not given). Not more than 20, the last then says how many more there are. A claim with faults is not to be posted. What only informs (AMT) is null when it cannot be read, and is no fault. Errors: RC006 when no delimiters are found, 54000 when a claim has more than a million lines, adjustments or remarks. Rule: the implementation guide of the 835, section on balancing.

    SELECT claim_id, charge, paid, cardinality(lines) AS lines, faults FROM rcm.remittance_postings(pg_read_binary_file(''/tmp/era.835''));';

CREATE TYPE rcm.charge_line AS (
	line_no integer, control text, code text, mods text[], rev text, service_from date,
	service_to date, charge rcm.usd, owed rcm.usd);
COMMENT ON TYPE rcm.charge_line IS
'A charge line of ours that a remittance may answer, for rcm.answered_lines and rcm.posting_moves: its place in the claim (line_no), the number that it was sent with (control), code (HCPCS or CPT), mods, rev (revenue code, which counts where there is no code), days, charge, and "owed": what the answering party owes on it now, which limits a later payer (null is nothing).';

CREATE FUNCTION rcm.answered_lines(lines rcm.remitted_line[], charges rcm.charge_line[],
	OUT line integer, OUT line_no integer, OUT stage text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_answered_lines' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10;
COMMENT ON FUNCTION rcm.answered_lines(rcm.remitted_line[], rcm.charge_line[]) IS
'Which of our charge lines each line of a remitted claim answers: "lines" is that of a row of rcm.remittance_postings, "charges" are ours. One row for each remitted line and charge line that it answers, in the order of "lines": "line", line_no (null when none fits) and the "stage" that told.
Stages, each tried for every remitted line before the next one, what is alike in order: control number (REF*6R is our control, else our line_no, and charge, code or day agree too; a line whose charge is answered in full is answered again only under its code); code, modifiers, date and charge; dropped modifier (all but the modifiers); split (several remitted lines of one code and day whose charges add up to one of ours); code and date (charge or units changed; those with the same modifiers first); changed code (day and charge agree); bundled (its charge is that of two or more of our lines of the day: a row for each). A charge line is answered once, but for control number and split.
The code is the submitted one where the payer says it (SVC06), of a line without one its revenue code; case does not matter, nor the order of modifiers. A remitted line without a day contradicts none. Amounts are compared without sign, for a reversal negates them all. Sums are searched for 200000 steps, then given up. Errors: 22004 when a line or its number is null, 54000 beyond 5000 lines. Rule: the implementation guide of the 835, REF*6R and SVC06.

    SELECT a.* FROM era, rcm.remittance_postings(era.bytes) r,
        rcm.answered_lines(r.lines, ARRAY[''(1,L1,99213,{25},,2026-03-02,2026-03-02,120.00,120.00)'']::rcm.charge_line[]) a;';
