-- claim837.sql - claims out of the 837, and the 837 out of claims

CREATE FUNCTION rcm.claims_from_837(file bytea, strict boolean DEFAULT false) RETURNS SETOF rcm.claim
	AS 'MODULE_PATHNAME', 'rcm_claims_from_837' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.claims_from_837(bytea, boolean) IS
'Every professional and institutional claim of an X12 file, in the order of the file: 005010X222 and X223 with their errata, X291, X292, X298, X299, and 004010X098 and X096. The file may hold several interchanges, each with its own delimiters, and may be dirty: byte order mark, blank lines, indentation, line breaks as terminators, wrong counts, missing trailers, no ISA at all. What could not be read (an amount that is not whole cents, a day that does not exist) is not given in the claim, and rcm.x12_findings says where it stands. The last claim of a file that was cut comes as far as it was there (TERMINATOR-MISSING, SE-MISSING). Text that is not UTF-8 is read as Latin-1. Dental claims are not read yet. With "strict" a finding that means loss is error RC008. Error RC006 when no delimiters are found. Rules: the X12 implementation guides of the 837.

    SELECT rcm.claim_id(c), rcm.total_charge(c) FROM rcm.claims_from_837(pg_read_binary_file(''/tmp/batch.837'')) AS c;';
