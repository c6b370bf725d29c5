-- accessors.sql - single facts of a claim
--
-- Each gives null when the claim does not say; blank counts as not said.

CREATE FUNCTION rcm.claim_id(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_claim_id' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.claim_id(rcm.claim) IS 'The provider''s own claim number (CLM01).';

CREATE FUNCTION rcm.form(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_form' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.form(rcm.claim) IS 'P professional (837P), I institutional (837I) or D dental (837D). No edit of the catalogue judges a dental claim; custom edits do.';

CREATE FUNCTION rcm.payer_id(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_payer_id' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.payer_id(rcm.claim) IS 'The payer''s id, a key of the library''s payer table (2010BB NM109).';

CREATE FUNCTION rcm.payer_seq(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_payer_seq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.payer_seq(rcm.claim) IS 'P primary, S secondary, T tertiary (SBR01).';

CREATE FUNCTION rcm.filing_ind(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_filing_ind' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.filing_ind(rcm.claim) IS 'Claim filing indicator (SBR09).';

CREATE FUNCTION rcm.freq(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_freq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.freq(rcm.claim) IS 'Claim frequency code (CLM05-3).';

CREATE FUNCTION rcm.orig_ref(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_orig_ref' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.orig_ref(rcm.claim) IS 'The payer''s claim control number of the claim that this one replaces or voids (REF F8).';

CREATE FUNCTION rcm.pos(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_pos' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.pos(rcm.claim) IS 'Default place of service of a professional claim (CLM05-1).';

CREATE FUNCTION rcm.tob(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_tob' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.tob(rcm.claim) IS 'Type of bill of an institutional claim: three characters without the leading zero.';

CREATE FUNCTION rcm.auth_number(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_auth_number' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.auth_number(rcm.claim) IS 'Prior authorization number of the whole claim (REF G1).';

CREATE FUNCTION rcm.referral_number(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_referral_number' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.referral_number(rcm.claim) IS 'Referral number of the whole claim (REF 9F).';

CREATE FUNCTION rcm.billing_npi(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_billing_npi' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.billing_npi(rcm.claim) IS 'NPI of the billing provider as written, valid or not (2010AA NM109).';

CREATE FUNCTION rcm.rendering_npi(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_rendering_npi' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.rendering_npi(rcm.claim) IS 'NPI of the claim''s rendering provider as written (2310B NM109).';

CREATE FUNCTION rcm.attending_npi(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_attending_npi' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.attending_npi(rcm.claim) IS 'NPI of the attending provider as written (2310A NM109 of the 837I).';

CREATE FUNCTION rcm.facility_npi(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_facility_npi' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.facility_npi(rcm.claim) IS 'NPI of the service facility as written (2310C NM109), where the service was somewhere else than at the billing provider.';

CREATE FUNCTION rcm.billing_tin(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_billing_tin' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.billing_tin(rcm.claim) IS 'Tax id of the billing provider as written (2010AA REF EI or SY); one read from a REF SY has the hyphens of a social security number, 123-45-6789.';

CREATE FUNCTION rcm.member_id(claim rcm.claim) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_claim_member_id' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.member_id(rcm.claim) IS 'The subscriber''s member id (2010BA NM109). Identifies the patient: grant with care.';

CREATE FUNCTION rcm.submit_date(claim rcm.claim) RETURNS date
	AS 'MODULE_PATHNAME', 'rcm_claim_submit_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.submit_date(rcm.claim) IS 'The day the claim is submitted (BHT04).';

CREATE FUNCTION rcm.stmt_from(claim rcm.claim) RETURNS date
	AS 'MODULE_PATHNAME', 'rcm_claim_stmt_from' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.stmt_from(rcm.claim) IS 'First day of the statement period (DTP 434).';

CREATE FUNCTION rcm.stmt_to(claim rcm.claim) RETURNS date
	AS 'MODULE_PATHNAME', 'rcm_claim_stmt_to' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.stmt_to(rcm.claim) IS 'Last day of the statement period (DTP 434).';

CREATE FUNCTION rcm.first_service(claim rcm.claim) RETURNS date
	AS 'MODULE_PATHNAME', 'rcm_claim_first_service' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.first_service(rcm.claim) IS 'Earliest from-date of the lines, else the statement''s first day.';

CREATE FUNCTION rcm.last_service(claim rcm.claim) RETURNS date
	AS 'MODULE_PATHNAME', 'rcm_claim_last_service' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.last_service(rcm.claim) IS 'Latest to-date of the lines (the from-date where no to-date is given), else the statement''s last day.';

CREATE FUNCTION rcm.total_charge(claim rcm.claim) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_claim_total_charge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.total_charge(rcm.claim) IS 'The claim''s total charge as stated (CLM02); AMT-SUM compares it with the lines.';

CREATE FUNCTION rcm.line_count(claim rcm.claim) RETURNS integer
	AS 'MODULE_PATHNAME', 'rcm_claim_line_count' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.line_count(rcm.claim) IS 'Number of service lines.';
