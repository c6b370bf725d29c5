-- claim.sql - the type rcm.claim

CREATE TYPE rcm.claim;

CREATE FUNCTION rcm.claim_in(cstring) RETURNS rcm.claim
	AS 'MODULE_PATHNAME', 'rcm_claim_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION rcm.claim_out(rcm.claim) RETURNS cstring
	AS 'MODULE_PATHNAME', 'rcm_claim_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION rcm.claim_recv(internal) RETURNS rcm.claim
	AS 'MODULE_PATHNAME', 'rcm_claim_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION rcm.claim_send(rcm.claim) RETURNS bytea
	AS 'MODULE_PATHNAME', 'rcm_claim_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION rcm.claim_typanalyze(internal) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_claim_typanalyze' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE TYPE rcm.claim (
	INPUT = rcm.claim_in,
	OUTPUT = rcm.claim_out,
	RECEIVE = rcm.claim_recv,
	SEND = rcm.claim_send,
	ANALYZE = rcm.claim_typanalyze,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended
);

COMMENT ON TYPE rcm.claim IS
'One whole claim, professional (837P, CMS-1500), institutional (837I, UB-04) or dental (837D). JSON in and out (docs/reference/claim.md), a compact binary form inside. Keys that the schema does not know are kept and come out again.';
COMMENT ON FUNCTION rcm.claim_in(cstring) IS 'Reads a claim from JSON. A wrong shape is SQLSTATE RC002 and names the path; text that is no JSON is 22P02.';
COMMENT ON FUNCTION rcm.claim_out(rcm.claim) IS 'Writes a claim as JSON.';
COMMENT ON FUNCTION rcm.claim_recv(internal) IS 'Reads a claim from the binary protocol: a version byte and the JSON form, checked as strictly as text.';
COMMENT ON FUNCTION rcm.claim_typanalyze(internal) IS 'ANALYZE of a column of claims: its nulls and its width.';
COMMENT ON FUNCTION rcm.claim_send(rcm.claim) IS 'Writes a claim for the binary protocol: a version byte and the JSON form.';

CREATE FUNCTION rcm.claim(jsonb) RETURNS rcm.claim
	AS 'MODULE_PATHNAME', 'rcm_claim_from_jsonb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION rcm.jsonb(rcm.claim) RETURNS jsonb
	AS 'MODULE_PATHNAME', 'rcm_claim_to_jsonb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE CAST (jsonb AS rcm.claim) WITH FUNCTION rcm.claim(jsonb) AS ASSIGNMENT;
CREATE CAST (rcm.claim AS jsonb) WITH FUNCTION rcm.jsonb(rcm.claim) AS ASSIGNMENT;

COMMENT ON FUNCTION rcm.claim(jsonb) IS 'The claim that a JSON document describes; the errors are those of the type''s input.';
COMMENT ON FUNCTION rcm.jsonb(rcm.claim) IS 'The claim as a JSON document.';
COMMENT ON CAST (jsonb AS rcm.claim) IS 'A JSON document becomes a claim.';
COMMENT ON CAST (rcm.claim AS jsonb) IS 'A claim becomes a JSON document.';

CREATE FUNCTION rcm.claim_eq(rcm.claim, rcm.claim) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_claim_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION rcm.claim_ne(rcm.claim, rcm.claim) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_claim_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION rcm.claim_hash(rcm.claim) RETURNS integer
	AS 'MODULE_PATHNAME', 'rcm_claim_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION rcm.claim_hash_extended(rcm.claim, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'rcm_claim_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION rcm.claim_eq(rcm.claim, rcm.claim) IS 'Do two claims say the same? Absent, null and "" are one; so are 1, 1.0 and "1" units.';
COMMENT ON FUNCTION rcm.claim_ne(rcm.claim, rcm.claim) IS 'Do two claims differ in what they say?';
COMMENT ON FUNCTION rcm.claim_hash(rcm.claim) IS 'Hash of what a claim says, for hash joins and grouping.';
COMMENT ON FUNCTION rcm.claim_hash_extended(rcm.claim, bigint) IS 'Seeded hash of what a claim says, for hash partitioning.';

CREATE OPERATOR rcm.= (
	LEFTARG = rcm.claim, RIGHTARG = rcm.claim, FUNCTION = rcm.claim_eq,
	COMMUTATOR = OPERATOR(rcm.=), NEGATOR = OPERATOR(rcm.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
CREATE OPERATOR rcm.<> (
	LEFTARG = rcm.claim, RIGHTARG = rcm.claim, FUNCTION = rcm.claim_ne,
	COMMUTATOR = OPERATOR(rcm.<>), NEGATOR = OPERATOR(rcm.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR rcm.= (rcm.claim, rcm.claim) IS 'say the same';
COMMENT ON OPERATOR rcm.<> (rcm.claim, rcm.claim) IS 'differ';

CREATE OPERATOR CLASS rcm.claim_ops DEFAULT FOR TYPE rcm.claim USING hash AS
	OPERATOR 1 rcm.= (rcm.claim, rcm.claim),
	FUNCTION 1 rcm.claim_hash(rcm.claim),
	FUNCTION 2 rcm.claim_hash_extended(rcm.claim, bigint);
COMMENT ON OPERATOR CLASS rcm.claim_ops USING hash IS 'Hashing of claims by what they say.';
COMMENT ON OPERATOR FAMILY rcm.claim_ops USING hash IS 'Hashing of claims by what they say.';

CREATE FUNCTION rcm.digest(claim rcm.claim) RETURNS bytea
	AS 'MODULE_PATHNAME', 'rcm_claim_digest' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.digest(rcm.claim) IS
'SHA-256 (32 bytes) of what a claim says: equal claims have equal digests, whatever the spelling of "not given", of numbers, or the order of keys the schema knows.';
