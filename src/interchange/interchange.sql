-- interchange.sql - any X12 file: what is odd about it, its segments

CREATE FUNCTION rcm.x12_findings(file bytea, OUT level text, OUT code text, OUT interchange integer,
	OUT "group" integer, OUT transaction integer, OUT segment integer, OUT segment_id text,
	OUT element integer, OUT byte_offset bigint, OUT message text, OUT loss boolean) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_x12_findings' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 10;
COMMENT ON FUNCTION rcm.x12_findings(bytea) IS
'Everything odd about an X12 file, one row each; no row when the file is clean. "level" is interchange, group, transaction, segment or element. Interchanges are counted through the file, groups within their interchange, transactions within their group, segments through the file, all from 1; "element" is the X12 number of the element in its segment (null: the segment as a whole); "byte_offset" is the segment''s, counted from 0. "loss" says whether something was, or may have been, lost, for which functions with "strict" stop; false is only untidy. Messages hold no patient data.
Envelope: ISA-MISSING, ISA-LENGTH, ISA-BROKEN, ISA11-REPETITION, ISA12-VERSION, ISA13-DIGITS, ISA15-USAGE, ISA16-COMPONENT, DELIMITERS, GS08-UNKNOWN, ST02-MISSING, ST02-REPEATED, ST03-GS08, SE01-COUNT, SE02-MISMATCH, GE01-COUNT, GE02-MISMATCH, IEA01-COUNT, IEA02-MISMATCH, SE-MISSING, GE-MISSING, IEA-MISSING (a trailer that is not there), SE-ALONE, GE-ALONE, IEA-ALONE (one without a beginning), GS-OUTSIDE, ST-OUTSIDE, SEGMENT-OUTSIDE (outside of what should be around it).
Layout, one row for an interchange with the number in its message: BOM, BYTES-BEFORE-ISA, TERMINATOR-MISSING, BLANK-LINES, INDENT, EMPTY-SEGMENT, TRAILING-ELEMENT, LOWER-CASE-ID, SEGMENT-ID, MANY-ELEMENTS, NOT-ASCII, NOT-UTF8, NUL-BYTES, CONTROL-BYTES.
In an 837: AMOUNT, DATE, DATE-FORMAT, NUMBER, POINTER, LX01, SVD01-PAYER, HI-COMPOSITE, SV3-FORM, LOOP (outside of the loop it belongs to, left out), REPEATED (said twice, one counts), LIMIT, TOO-MANY-CLAIMS, TOO-MANY-LINES.
In an 835: BALANCE-PAYMENT, BALANCE-CLAIM, BALANCE-CLAIM-LINES, BALANCE-LINE (the difference is in the message), BPR-MISSING, BPR-REPEATED, TRN-MISSING, PAYER-REPEATED, PAYEE-REPEATED, CLP-MISSING, SVC-MISSING, SVC-ALONE, CAS-ALONE, CAS-TRIPLE, CAS-GROUP, PLB-PAIR, PROCEDURE, SEGMENT-PLACE. In a 271: PERCENT, HL03, EB01, EB-OUTSIDE, AAA03. In a 277: STC01-MISSING, STC03-CATEGORY, STATUS-LEVEL, TOO-MANY-STATUSES. In a 997, 999 or TA1: AK1-MISSING, IK5-MISSING, AK9-MISSING, ACK-CODE, ACK-ORDER, COUNT. In all of them AMOUNT, DATE, NUMBER, LIMIT.
How a transaction is built (837, 835, 270, 271, 276, 277, 999, 997): SEGMENT-UNKNOWN (the guide does not use it), LOOP-MISSING (a loop or segment that must be there), HL01-SEQUENCE, HL02-PARENT, CLM02-LINES (the lines of a claim do not add up to its charge).
Error RC006 when no delimiters are found. Rules: X12.5 and X12.6, the implementation guides.

    SELECT code, segment, message FROM rcm.x12_findings(pg_read_binary_file(''/tmp/batch.837'')) ORDER BY byte_offset;';

CREATE FUNCTION rcm.x12_segments(file bytea, OUT segment integer, OUT byte_offset bigint,
	OUT segment_id text, OUT elements text[], OUT interchange integer, OUT "group" integer,
	OUT transaction integer) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_x12_segments' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 10000;
COMMENT ON FUNCTION rcm.x12_segments(bytea) IS
'The segments of an X12 file as they stand in it, for people who look: one row for each, "byte_offset" being that of its first byte from 0. "elements"[n] is element n as X12 counts (in CLM, elements[1] is CLM01), '''' when it is empty; composites are not split. Interchange, group and transaction are counted as in rcm.x12_findings. Error RC006 when no delimiters are found.

    SELECT segment, segment_id, elements FROM rcm.x12_segments(pg_read_binary_file(''/tmp/batch.837'')) WHERE segment_id = ''CLM'';';

CREATE FUNCTION rcm.x12_999(file bytea, sender jsonb) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_x12_999' LANGUAGE C STABLE STRICT PARALLEL SAFE
	COST 10000;
COMMENT ON FUNCTION rcm.x12_999(bytea, jsonb) IS
'The answer to an X12 file that was received: one interchange back to its sender with a 999 (005010X231A1) for each functional group of the file, from ISA to IEA. Null when there is nothing to answer: no functional group, or only groups of acknowledgements (FA). "sender" must have control_number (ISA13, which this sender has not used before); sender_id, receiver_id, their qualifiers and the group''s ids are those of the file''s first interchange the other way round unless given, usage is T when its ISA15 is, "created" (YYYY-MM-DDTHH:MM:SS) is the start of the transaction; delimiters, line_break, character_set, authorization, security as in rcm.x12_837p.
Every transaction is named (AK2) with its verdict (IK5). R: a finding of rcm.x12_findings that means loss is about it; those of its envelope are IK502 (SE-MISSING 2, SE02-MISMATCH 3, SE01-COUNT 4, LOOP-MISSING of the transaction 5, ST02-MISSING 7, ST02-REPEATED 23, a kind we do not read 1), those of segments and elements IK3 and IK4 (SEGMENT-UNKNOWN 2, LOOP-MISSING of a claim I7; AMOUNT, NUMBER 6; DATE 8; other I12; at most 100 of one transaction) with the claim they are about in CTX (CLM01, CLP01) and no copy of the bad value. E: something untidy was noted (ST03-GS08, LX01, DATE-FORMAT). A: nothing; how the bytes are laid out is not told. A group whose envelope is at fault (GE-MISSING 3, GE02-MISMATCH 4, GE01-COUNT 5 in AK905) is rejected with all that it holds; else AK901 is A, E, P or R by its transactions. Faults of the ISA and IEA are told by rcm.x12_ta1, not by a 999.
Error RC006 when no delimiters are found, RC009 when the sender is not enough. Rule: the X12 guide of the 999.

    SELECT rcm.x12_999(pg_read_binary_file(''/tmp/era.835''), ''{"control_number": 41}'');';

CREATE FUNCTION rcm.x12_ta1(file bytea, sender jsonb) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_x12_ta1' LANGUAGE C STABLE STRICT PARALLEL SAFE
	COST 10000;
COMMENT ON FUNCTION rcm.x12_ta1(bytea, jsonb) IS
'What a 999 cannot say: one interchange back to the sender of an X12 file with a TA1 for each interchange that was received, from ISA to IEA. Null when there is nothing to answer: an interchange without any functional group (a TA1 is not acknowledged) has none. "sender" as in rcm.x12_999. TA104 is R when a finding of rcm.x12_findings about the ISA or IEA means loss, E when one is only untidy, else A; TA105 is its code, the first loss before anything else: IEA02-MISMATCH 001, ISA12-VERSION 017, ISA13-DIGITS 018, ISA15-USAGE 020, IEA01-COUNT 021, ISA-BROKEN 022, IEA-MISSING 023, GS-OUTSIDE 024, ISA16-COMPONENT and DELIMITERS 027, nothing 000.
Error RC006 when no delimiters are found, RC009 when the sender is not enough. Rule: X12.5.

    SELECT rcm.x12_ta1(pg_read_binary_file(''/tmp/era.835''), ''{"control_number": 42}'');';
