-- rows.sql - a claim taken apart into rows

CREATE FUNCTION rcm.lines(
	claim rcm.claim,
	OUT line integer, OUT code text, OUT mods text[], OUT units numeric, OUT uom text,
	OUT charge rcm.usd, OUT from_date date, OUT to_date date, OUT pos text, OUT rev text,
	OUT dx_ptr integer[], OUT dx text[], OUT rendering_npi text, OUT ordering_npi text,
	OUT ndc text, OUT ndc_quantity numeric, OUT ndc_uom text, OUT description text,
	OUT minutes numeric, OUT auth_number text, OUT emergency boolean, OUT epsdt boolean,
	OUT control text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_claim_lines' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5;
COMMENT ON FUNCTION rcm.lines(rcm.claim) IS
'The service lines of a claim, in order. line is the line''s own number, else its place from 1; pos is the claim''s where the line has none; dx holds the codes that dx_ptr points to; control is the number that the line is sent with (REF*6R). Codes come as written.';

CREATE FUNCTION rcm.diagnoses(
	claim rcm.claim,
	OUT role text, OUT ordinal integer, OUT code text, OUT poa text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_claim_diagnoses' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 4;
COMMENT ON FUNCTION rcm.diagnoses(rcm.claim) IS
'The diagnoses of a claim, in order: role is principal, other, admitting or reason for visit; ordinal is the place in the claim''s list (dx, of which the principal is the first, or reason_dx); poa is the present-on-admission indicator. Codes come as written.';
