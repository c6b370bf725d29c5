-- acknowledgement.sql - what the other side made of a file: TA1, 999, 997

CREATE FUNCTION rcm.acknowledgements(file bytea, strict boolean DEFAULT false, OUT acknowledgement integer,
	OUT interchange integer, OUT "group" integer, OUT transaction integer, OUT control_number text, OUT kind text,
	OUT level text, OUT acknowledged_interchange text, OUT acknowledged_on date, OUT acknowledged_at text,
	OUT acknowledged_group text, OUT functional_id text, OUT version text, OUT acknowledged_transaction text,
	OUT transaction_id text, OUT implementation text, OUT code text, OUT accepted boolean, OUT state text,
	OUT notes text[], OUT transactions_included integer, OUT transactions_received integer,
	OUT transactions_accepted integer, OUT segment integer, OUT byte_offset bigint) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_acknowledgements' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.acknowledgements(bytea, boolean) IS
'What each TA1, 999 (005010X231) and 997 (004010, 005010X230) of an X12 file says about what was sent: one row for each interchange (TA1), functional group (AK1 to AK9) and transaction (AK2 to IK5 or AK5) that it names. A group is numbered before its transactions and comes behind them: ORDER BY acknowledgement.
Where it stands: "interchange", "group" and "transaction" counted as in rcm.x12_findings, "control_number" (ST02 of the 999 or 997; ISA13 around a TA1), "segment", "byte_offset". "kind" is TA1, 999 or 997, "level" interchange, group or transaction. What it is about: "acknowledged_interchange" (TA101, the ISA13 that was sent) with the date and time of that ISA ("acknowledged_on", "acknowledged_at" as HHMM); "functional_id" (AK101), "acknowledged_group" (AK102, the GS06), "version" (AK103); "transaction_id" (AK201), "acknowledged_transaction" (AK202, the ST02), "implementation" (AK203). The verdict: "code" (TA104, AK901, IK501), "state": accepted (A), accepted with errors (E), partly accepted (P), rejected (R, M, W, X), null when nothing says; "accepted" is true for A and E, false for a rejection, null for P, whose transactions say it one by one. "notes" are the codes that say why (TA105 unless it is 000, IK502 to IK506, AK905 to AK909); "transactions_included", "_received" and "_accepted" are AK902 to AK904.
A TA1 that rejects means that nothing of the interchange was processed; a rejected group rejects all of its transactions, also those that no AK2 names. A rejection is no denial: nothing was adjudicated, the claims are sent again as new.
Findings: IK5-MISSING, AK9-MISSING, AK1-MISSING, ACK-CODE (a verdict that is none), ACK-ORDER (a segment that belongs to no AK1, AK2 or IK3), COUNT, DATE, LIMIT. With "strict" one that means loss is error RC008. Error RC006 when no delimiters are found. Rules: the X12 guides of the 999 and 997, X12.5.

    SELECT kind, level, acknowledged_group, acknowledged_transaction, state, notes FROM rcm.acknowledgements(pg_read_binary_file(''/tmp/ack.999'')) ORDER BY acknowledgement;';

CREATE FUNCTION rcm.acknowledgement_errors(file bytea, strict boolean DEFAULT false, OUT acknowledgement integer,
	OUT error integer, OUT segment_id text, OUT segment_position integer, OUT loop text, OUT segment_code text,
	OUT element_position integer, OUT component integer, OUT repetition integer, OUT data_element text,
	OUT element_code text, OUT bad_value text, OUT context jsonb, OUT claim_id text, OUT segment integer,
	OUT byte_offset bigint) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_acknowledgement_errors' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	COST 10000 ROWS 1000;
COMMENT ON FUNCTION rcm.acknowledgement_errors(bytea, boolean) IS
'What a 999 or 997 found wrong with the transactions that it names: one row for each IK3 (AK3), a segment, and for each IK4 (AK4), an element of it. "acknowledgement" is the transaction''s number in rcm.acknowledgements of the same file, "error" counts within it. "segment_id" (IK301), "segment_position" (IK302, the ST being 1), "loop" (IK303), "segment_code" (IK304); for an element, besides: "element_position", "component", "repetition" (IK401), "data_element" (IK402, the X12 reference number), "element_code" (IK403), and "bad_value" (IK404), which is a copy of what was sent AND MAY BE PATIENT DATA, as the context may. "context" is what the CTX behind it say, an array of {"name", "value", "segment_id", "segment_position", "loop", "element_position", "component", "repetition", "data_element", "component_data_element"}, null when there are none; "claim_id" is the claim that one of them names (CLM01, CLP01), its element rows have it too. "segment" and "byte_offset" say where it stands.
Findings and errors as in rcm.acknowledgements. Rules: the X12 guides of the 999 and 997.

    SELECT a.acknowledged_transaction, e.claim_id, e.segment_id, e.element_position, e.segment_code, e.element_code
    FROM inbox, rcm.acknowledgements(bytes) a JOIN rcm.acknowledgement_errors(bytes) e USING (acknowledgement);';
