-- remittance.sql - the 835 as relations: payments, claims, lines, adjustments, remarks

CREATE FUNCTION rcm.remittance_payments(file bytea, strict boolean DEFAULT false,
	OUT payment integer, OUT interchange integer, OUT "group" integer, OUT transaction integer,
	OUT control_number text, OUT version text, OUT handling text, OUT amount rcm.usd,
	OUT credit_debit text, OUT method text, OUT payment_date date, OUT trace_number text,
	OUT payer_tax_id text, OUT production_date date, OUT payer_name text, OUT payer_id text,
	OUT payer_contact_phone text, OUT payer_contact_url text, OUT payee_name text, OUT payee_id text,
	OUT payee_id_qualifier text, OUT payee_tin text, OUT receiver_id text, OUT claims integer,
	OUT lines integer, OUT claims_charge rcm.usd, OUT claims_paid rcm.usd,
	OUT provider_adjustments rcm.usd, OUT balances boolean, OUT difference rcm.usd,
	OUT complete boolean, OUT digest text, OUT segment integer, OUT byte_offset bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_remittance_payments' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 10;
COMMENT ON FUNCTION rcm.remittance_payments(bytea, boolean) IS
'The payments of an X12 file: one row for each 835 (005010X221 with its errata, 004010X091), in the order of the file, which may hold several interchanges and other transactions besides, and may be dirty. "payment" counts the 835s through the file from 1, and with "claim" and "line" ties the rows of all rcm.remittance_ functions together. "interchange", "group", "transaction", "segment" and "byte_offset" (those of the ST) are counted as in rcm.x12_findings; in the other rcm.remittance_ functions the last two are those of the CLP, SVC, CAS, PLB, or of the segment with the remark.
From ST and GS: control_number (ST02), version (GS08, else ST03). From BPR: handling (BPR01), amount (BPR02), credit_debit (BPR03: C or D), method (BPR04), payment_date (BPR16). From TRN: trace_number (TRN02), payer_tax_id (TRN03 as sent). production_date (DTM*405). The payer (N1*PR): name, id (N104, else REF*2U, NF, EO or HI), telephone (PER*CX before others) and web address. The payee (N1*PE): name, id with its qualifier, tin (REF*TJ, or the id when the qualifier is FI). receiver_id (REF*EV). The first payer and payee of a transaction count.
"claims" and "lines" are counts; claims_charge and claims_paid the sums of CLP03 and CLP04; provider_adjustments the sum of PLB, where a positive amount lowers the payment. The rule: BPR02, negative when BPR03 is D, is claims_paid - provider_adjustments; "difference" is what BPR02 has more than that, "balances" whether it is zero. An amount that is not there adds nothing to a sum; one that cannot be read as exact cents makes sum, difference and balances null. "complete" says whether the SE came: of a file that was cut there are more claims than these.
"digest" is 128 bits of SHA-256 over the elements from ST to SE, in 32 hexadecimal digits: the same for the same remittance in another file, whatever its delimiters, line breaks, envelope and control numbers. Keep it, and a payment is not posted twice.
In rcm.x12_findings: BALANCE-PAYMENT, BPR-MISSING, BPR-REPEATED, TRN-MISSING, PAYER-REPEATED, PAYEE-REPEATED, PLB-PAIR, AMOUNT, DATE. With "strict" a finding that means loss, an amount that does not balance included, is error RC008. Error RC006 when no delimiters are found. Rules: the X12 implementation guides of the 835.

    SELECT trace_number, payer_name, amount, claims, balances, difference FROM rcm.remittance_payments(pg_read_binary_file(''/tmp/era.835''));';

CREATE FUNCTION rcm.remittance_claims(file bytea, strict boolean DEFAULT false,
	OUT payment integer, OUT claim integer, OUT claim_id text, OUT status text, OUT charge rcm.usd,
	OUT paid rcm.usd, OUT patient_responsibility rcm.usd, OUT filing_ind text,
	OUT payer_claim_control text, OUT facility text, OUT freq text, OUT drg text,
	OUT drg_weight numeric, OUT discharge_fraction numeric, OUT patient_last text,
	OUT patient_first text, OUT patient_middle text, OUT patient_id text, OUT subscriber_last text,
	OUT subscriber_first text, OUT subscriber_id text, OUT corrected_last text,
	OUT corrected_first text, OUT corrected_id text, OUT rendering_npi text, OUT rendering_name text,
	OUT crossover_payer_name text, OUT crossover_payer_id text, OUT priority_payer_name text,
	OUT priority_payer_id text, OUT other_subscriber_id text, OUT original_ref text,
	OUT contract text, OUT group_number text, OUT auth_number text, OUT statement_from date,
	OUT statement_to date, OUT received_on date, OUT coverage_expired date, OUT allowed rcm.usd,
	OUT interest rcm.usd, OUT amounts jsonb, OUT quantities jsonb, OUT mia jsonb, OUT moa jsonb,
	OUT lines integer, OUT lines_charge rcm.usd, OUT lines_paid rcm.usd,
	OUT claim_adjustments rcm.usd, OUT line_adjustments rcm.usd, OUT balances boolean,
	OUT difference rcm.usd, OUT lines_balance boolean, OUT lines_difference rcm.usd,
	OUT provider text, OUT segment integer, OUT byte_offset bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_remittance_claims' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.remittance_claims(bytea, boolean) IS
'The claims of every 835 of an X12 file, in its order: one row for each CLP, so a reversal and its correction are two. "payment" as in rcm.remittance_payments, "claim" counted within it from 1.
From CLP: claim_id (CLP01, the number that the claim was sent with), status (CLP02: 1, 2, 3 processed as primary, secondary, tertiary, which does not mean paid; 19, 20, 21 the same and forwarded; 4 denied; 22 reversal; 25 predetermination), charge, paid, patient_responsibility (CLP05 as given; the sum of the adjustments with group PR is what counts), filing_ind (CLP06), payer_claim_control (CLP07, the payer''s number of the claim), facility (CLP08, place of service or type of bill), freq (CLP09), drg, drg_weight, discharge_fraction (CLP11 to CLP13). Codes are given as sent and not judged.
From NM1: patient (QC), subscriber (IL), what the payer corrected of name and id (74), rendering provider (82), the payer that the claim was forwarded to (TT), the payer that should have been first (PR), the other subscriber (GB). From REF: original_ref (F8), contract (CE), group_number (1L), auth_number (G1). From DTM: statement_from and _to (232, 233), received_on (050), coverage_expired (036). "provider" is TS301, the provider whom the group of claims (LX) is of. Of each the first counts.
allowed (AMT*AU) and interest (AMT*I); "amounts" has every AMT, "quantities" every QTY as {qualifier: value}, a list where one comes several times, amounts as text with two places; "mia" and "moa" (Medicare''s inpatient and outpatient adjudication) their elements as sent by number, {"3": "MA01"}. None of these take part in a balance.
"lines", lines_charge and lines_paid are the SVC; claim_adjustments the sum of the claim''s own CAS, line_adjustments that of its lines. "balances": charge - claim_adjustments - line_adjustments = paid, and "difference" is what "paid" has more. lines_balance: lines_paid - claim_adjustments = paid, null without lines; lines_difference in the same way. Null where an amount cannot be read, or is missing.
In rcm.x12_findings: BALANCE-CLAIM, BALANCE-CLAIM-LINES, CLP-MISSING, SEGMENT-PLACE, LIMIT (more than 32 AMT or QTY), AMOUNT, DATE, NUMBER. Strict, errors and rules as in rcm.remittance_payments.

    SELECT claim_id, status, charge, paid, claim_adjustments + line_adjustments AS adjusted, balances FROM rcm.remittance_claims(pg_read_binary_file(''/tmp/era.835''));';

CREATE FUNCTION rcm.remittance_lines(file bytea, strict boolean DEFAULT false,
	OUT payment integer, OUT claim integer, OUT line integer, OUT qualifier text, OUT code text,
	OUT mods text[], OUT description text, OUT submitted_code text, OUT submitted_mods text[],
	OUT rev text, OUT charge rcm.usd, OUT paid rcm.usd, OUT units_paid numeric,
	OUT units_submitted numeric, OUT service_from date, OUT service_to date, OUT line_control text,
	OUT policy text, OUT rendering_npi text, OUT allowed rcm.usd, OUT amounts jsonb,
	OUT quantities jsonb, OUT adjustments rcm.usd, OUT balances boolean, OUT difference rcm.usd,
	OUT segment integer, OUT byte_offset bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_remittance_lines' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 2000;
COMMENT ON FUNCTION rcm.remittance_lines(bytea, boolean) IS
'The service lines of every 835 of an X12 file, in its order: one row for each SVC. "payment" and "claim" as in rcm.remittance_claims, "line" counted within the claim from 1; a claim may have none.
qualifier, code, mods and description are what was adjudicated (SVC01; the qualifier is HC for CPT and HCPCS, AD dental, NU revenue code and so on); submitted_code and submitted_mods what was sent, where that is something else (SVC06); rev is SVC04, or the code itself when the qualifier is NU. charge (SVC02), paid (SVC03), units_paid (SVC05, 1 when it is not given), units_submitted (SVC07). service_from and _to: DTM*472, or 150 and 151, else the claim''s statement dates. line_control (REF*6R) is the number that the line was sent with, the first key by which to find it; policy (REF*0K, the medical policy that decided), rendering_npi (REF*HPI), allowed (AMT*B6); "amounts" and "quantities" as in rcm.remittance_claims.
"adjustments" is the sum of the line''s CAS. "balances": charge - adjustments = paid, and "difference" is what "paid" has more; null where an amount cannot be read, or is missing.
In rcm.x12_findings: BALANCE-LINE, SVC-MISSING, SVC-ALONE (no claim before it; it is not a row), PROCEDURE, AMOUNT, DATE, NUMBER, LIMIT. Strict, errors and rules as in rcm.remittance_payments.

    SELECT c.claim_id, l.line, l.code, l.charge, l.allowed, l.paid FROM era, rcm.remittance_claims(bytes) c JOIN rcm.remittance_lines(bytes) l USING (payment, claim);';

CREATE FUNCTION rcm.remittance_adjustments(file bytea, strict boolean DEFAULT false,
	OUT payment integer, OUT claim integer, OUT line integer, OUT adjustment integer,
	OUT group_code text, OUT carc text, OUT amount rcm.usd, OUT quantity numeric,
	OUT segment integer, OUT byte_offset bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_remittance_adjustments' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 5000;
COMMENT ON FUNCTION rcm.remittance_adjustments(bytea, boolean) IS
'Why less was paid than charged: the adjustments of every 835 of an X12 file, in its order, one row for each triple of a CAS. "payment", "claim" and "line" as in rcm.remittance_lines, "line" null for an adjustment of the claim itself; "adjustment" is counted through the claim from 1. group_code (CO contract, PR patient, OA other, PI payer; 004010 also CR correction), carc (claim adjustment reason code), amount (positive lowers what is paid; zero and negative ones occur), quantity (units adjusted, not money). The same reason may come several times.
In rcm.x12_findings: CAS-TRIPLE (a reason without an amount, an amount without a reason, more than six of them, which count all the same), CAS-GROUP, CAS-ALONE (no claim before it; it is not a row), AMOUNT, NUMBER. Strict, errors and rules as in rcm.remittance_payments.

    SELECT group_code, carc, count(*), sum(amount) FROM rcm.remittance_adjustments(pg_read_binary_file(''/tmp/era.835'')) GROUP BY 1, 2 ORDER BY 4 DESC;';

CREATE FUNCTION rcm.remittance_provider_adjustments(file bytea, strict boolean DEFAULT false,
	OUT payment integer, OUT adjustment integer, OUT provider_id text, OUT fiscal_date date,
	OUT reason text, OUT reference text, OUT amount rcm.usd, OUT segment integer,
	OUT byte_offset bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_remittance_provider_adjustments' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 10;
COMMENT ON FUNCTION rcm.remittance_provider_adjustments(bytea, boolean) IS
'What a payment has more or less than its claims: one row for each pair of a PLB, in the order of the file. "payment" as in rcm.remittance_payments, "adjustment" counted within it from 1. provider_id (PLB01), fiscal_date (PLB02, end of the provider''s fiscal year), reason (the first component: WO overpayment recovery, FB forwarding balance, L6 interest, 72 authorized return, CS and others), reference (the second: as the payer writes it, a claim''s number of either side or a trace number), amount: positive lowers the payment, negative raises it.
In rcm.x12_findings: PLB-PAIR (a reason without an amount, an amount without a reason, more than six of them, which count all the same), AMOUNT, DATE. Strict, errors and rules as in rcm.remittance_payments.

    SELECT reason, reference, amount FROM rcm.remittance_provider_adjustments(pg_read_binary_file(''/tmp/era.835''));';

CREATE FUNCTION rcm.remittance_remarks(file bytea, strict boolean DEFAULT false,
	OUT payment integer, OUT claim integer, OUT line integer, OUT remark text, OUT source text,
	OUT code_list text, OUT segment integer, OUT byte_offset bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_remittance_remarks' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.remittance_remarks(bytea, boolean) IS
'The remark codes of every 835 of an X12 file, in its order: what adds to a reason for an adjustment. "payment", "claim" and "line" as in rcm.remittance_lines, "line" null for a remark on the claim. "source" is the segment that it stands in: MIA (inpatient, elements 5 and 20 to 23), MOA (elements 3 to 7), or LQ of a line; code_list is LQ01 (HE remittance advice remark codes, RX pharmacy reject codes), null for MIA and MOA, which hold remark codes only. Strict, errors and rules as in rcm.remittance_payments.

    SELECT remark, count(*) FROM rcm.remittance_remarks(pg_read_binary_file(''/tmp/era.835'')) GROUP BY 1 ORDER BY 2 DESC;';
