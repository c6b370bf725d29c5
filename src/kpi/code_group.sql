-- Procedures in a few groups, for reports: by the ranges of their codes.

CREATE FUNCTION rcm.code_group(code text) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_code_group_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rcm.code_group(text) IS
'The group of a procedure code, by the ranges of the numbers alone: visits, surgery, anesthesia, imaging, laboratory, vaccines, mental health, therapy, medicine, drugs, supplies, transport, dental, vision and hearing, quality, or other, which is also what a practice''s own code is. Null when the code is blank.

    SELECT code, rcm.code_group(code) FROM unnest(''{99213,70450,80053,J1100,A0428}''::text[]) code';
