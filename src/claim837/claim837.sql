-- claim837.sql - claims out of the 837, and the 837 out of claims

CREATE FUNCTION rcm.claims_from_837(file bytea, strict boolean DEFAULT false) RETURNS SETOF rcm.claim
	AS 'MODULE_PATHNAME', 'rcm_claims_from_837' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.claims_from_837(bytea, boolean) IS
'Every professional, institutional and dental claim of an X12 file, in the order of the file: 005010X222, X223 and X224 with their errata, X291, X292, X293, X298, X299, X300, and 004010X098, X096 and X097. The form of a claim is that of its lines (SV1 P, SV2 I, SV3 D where the guide is not another''s), without lines that of the guide. The file may hold several interchanges, each with its own delimiters, and may be dirty: byte order mark, blank lines, indentation, line breaks as terminators, wrong counts, missing trailers, no ISA at all. What could not be read (an amount that is not whole cents, a day that does not exist) is not given in the claim, and rcm.x12_findings says where it stands. The last claim of a file that was cut comes as far as it was there (TERMINATOR-MISSING, SE-MISSING). Text that is not UTF-8 is read as Latin-1. What of an 837 a claim does not hold is listed in docs/explanation/x12.md; rcm.x12_segments shows all of it. A predetermination of benefits (CLM19 PB, and the guides X291 to X293) comes as a claim like others. With "strict" a finding that means loss is error RC008. Error RC006 when no delimiters are found. Rules: the X12 implementation guides of the 837.

    SELECT rcm.claim_id(c), rcm.total_charge(c) FROM rcm.claims_from_837(pg_read_binary_file(''/tmp/batch.837'')) AS c;';
