-- Procedures in a few groups, for reports: by the ranges of their codes.

CREATE FUNCTION rcm.code_group(code text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE
		WHEN btrim($1) = '' THEN NULL
		WHEN $1 ~ '^[0-9]{5}$' THEN CASE
			WHEN $1 < '02000' THEN 'anesthesia'
			WHEN $1 BETWEEN '10004' AND '69990' THEN 'surgery'
			WHEN $1 BETWEEN '70010' AND '79999' THEN 'imaging'
			WHEN $1 BETWEEN '80047' AND '89398' THEN 'laboratory'
			WHEN $1 BETWEEN '90281' AND '90759' THEN 'vaccines'
			WHEN $1 BETWEEN '90785' AND '90899' THEN 'mental health'
			WHEN $1 BETWEEN '97010' AND '97799' THEN 'therapy'
			WHEN $1 BETWEEN '99202' AND '99499' THEN 'visits'
			WHEN $1 BETWEEN '90901' AND '99607' THEN 'medicine'
			ELSE 'other' END
		WHEN $1 ~ '^[0-9]{4}U$' THEN 'laboratory'
		WHEN $1 ~ '^[0-9]{4}F$' THEN 'quality'
		WHEN $1 ~ '^[A-Za-z][0-9]{4}$' THEN CASE upper(left($1, 1))
			WHEN 'J' THEN 'drugs' WHEN 'D' THEN 'dental' WHEN 'P' THEN 'laboratory' WHEN 'V' THEN 'vision and hearing' WHEN 'H' THEN 'mental health'
			WHEN 'E' THEN 'supplies' WHEN 'K' THEN 'supplies' WHEN 'L' THEN 'supplies' WHEN 'B' THEN 'supplies'
			WHEN 'A' THEN CASE WHEN substr($1, 2, 1) = '0' THEN 'transport' ELSE 'supplies' END
			ELSE 'other' END
		ELSE 'other'
	END
$$;
COMMENT ON FUNCTION rcm.code_group(text) IS
'The group of a procedure code, by the ranges of the numbers alone: visits, surgery, anesthesia, imaging, laboratory, vaccines, mental health, therapy, medicine, drugs, supplies, transport, dental, vision and hearing, quality, or other, which is also what a practice''s own code is. Null when the code is blank.

    SELECT code, rcm.code_group(code) FROM unnest(''{99213,70450,80053,J1100,A0428}''::text[]) code';
