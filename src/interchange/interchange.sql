-- interchange.sql - any X12 file: what is odd about it, its segments

CREATE FUNCTION rcm.x12_findings(file bytea, OUT level text, OUT code text, OUT interchange integer,
	OUT "group" integer, OUT transaction integer, OUT segment integer, OUT segment_id text,
	OUT element integer, OUT byte_offset bigint, OUT message text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_x12_findings' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 10;
COMMENT ON FUNCTION rcm.x12_findings(bytea) IS
'Everything odd about an X12 file, one row each; no row when the file is clean. "level" is interchange, group, transaction, segment or element. Interchanges are counted through the file, groups within their interchange, transactions within their group, segments through the file, all from 1; "byte_offset" counts from 0. Messages hold no patient data.
Envelope: ISA-MISSING, ISA-LENGTH, ISA-BROKEN, ISA11-REPETITION, ISA12-VERSION, ISA13-DIGITS, ISA15-USAGE, ISA16-COMPONENT, DELIMITERS, GS08-UNKNOWN, ST02-MISSING, ST02-REPEATED, ST03-GS08, SE01-COUNT, SE02-MISMATCH, GE01-COUNT, GE02-MISMATCH, IEA01-COUNT, IEA02-MISMATCH, SE-, GE- and IEA-MISSING, SE-, GE- and IEA-ALONE, GS-, ST- and SEGMENT-OUTSIDE.
Layout, one row for an interchange with the number in its message: BOM, BYTES-BEFORE-ISA, TERMINATOR-MISSING, BLANK-LINES, INDENT, EMPTY-SEGMENT, TRAILING-ELEMENT, LOWER-CASE-ID, SEGMENT-ID, MANY-ELEMENTS, NOT-ASCII, NOT-UTF8, NUL-BYTES, CONTROL-BYTES.
In an 837: AMOUNT, DATE, DATE-FORMAT, NUMBER, POINTER, LX01, SVD01-PAYER, HI-COMPOSITE, SV3-FORM, LOOP (outside of the loop it belongs to, left out), REPEATED (said twice, one counts), LIMIT, TOO-MANY-CLAIMS, TOO-MANY-LINES.
How a transaction is built: SEGMENT-UNKNOWN, LOOP-MISSING, HL01-SEQUENCE, HL02-PARENT, CLM02-LINES (the lines of a claim do not add up to its charge).
Error RC006 when no delimiters are found. Rules: X12.5 and X12.6, the implementation guides.

    SELECT code, segment, message FROM rcm.x12_findings(pg_read_binary_file(''/tmp/batch.837'')) ORDER BY byte_offset;';

CREATE FUNCTION rcm.x12_segments(file bytea, OUT segment integer, OUT byte_offset bigint,
	OUT segment_id text, OUT elements text[], OUT interchange integer, OUT "group" integer,
	OUT transaction integer) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_x12_segments' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 10000;
COMMENT ON FUNCTION rcm.x12_segments(bytea) IS
'The segments of an X12 file as they stand in it, for people who look: "elements"[n] is element n as X12 counts (in CLM, elements[1] is CLM01), '''' when it is empty; composites are not split. Interchange, group and transaction are counted as in rcm.x12_findings. Error RC006 when no delimiters are found.

    SELECT segment, segment_id, elements FROM rcm.x12_segments(pg_read_binary_file(''/tmp/batch.837'')) WHERE segment_id = ''CLM'';';
