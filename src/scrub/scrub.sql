-- scrub.sql - claims judged

CREATE FUNCTION rcm.scrub(
	claim rcm.claim, practice text DEFAULT NULL,
	OUT edit text, OUT family text, OUT severity text, OUT line integer, OUT field text,
	OUT message text, OUT fix text, OUT carc text, OUT rarc text, OUT evidence jsonb
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_scrub' LANGUAGE C STABLE PARALLEL SAFE ROWS 1 COST 200;
COMMENT ON FUNCTION rcm.scrub(rcm.claim, text) IS
'Judges a claim by the library in use: one row for each finding, in the order of the catalogue, custom edits last. practice is the practice''s name in edit_mode and edit_override, or null. severity is reject (hold the claim), warn or info; line is the line''s number, 0 for the claim; field is a path into the claim''s JSON (lists count from 0); carc and rarc are what the payer would answer with; evidence holds the field''s value and the library rows, with release, that decided it. Nothing in a row names the patient. Error RC003 when there is no library.';

CREATE FUNCTION rcm.is_clean(claim rcm.claim, practice text DEFAULT NULL) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_is_clean' LANGUAGE C STABLE PARALLEL SAFE COST 200;
COMMENT ON FUNCTION rcm.is_clean(rcm.claim, text) IS
'Is there no finding that rejects the claim? Stops at the first. Null for a null claim.';

CREATE FUNCTION rcm.edits(
	OUT edit text, OUT family text, OUT name text, OUT level text, OUT severity text, OUT scope text,
	OUT needs text[], OUT carc text, OUT rarc text, OUT claim_status text, OUT fix text, OUT source text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_edits' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 180;
COMMENT ON FUNCTION rcm.edits() IS
'The catalogue of edits: id, family, title, level (claim, line, line-pair, history), default severity, scope in words, library sets it needs, the CARC, RARC and 277CA claim status a payer would answer with, what to do, and where the rule comes from.';

CREATE FUNCTION rcm.scrub_coverage(OUT edit text, OUT name text, OUT awake boolean, OUT missing_sets text[])
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_scrub_coverage' LANGUAGE C STABLE PARALLEL SAFE ROWS 180;
COMMENT ON FUNCTION rcm.scrub_coverage() IS
'Which edits run with the library in use. An edit whose code set is not loaded is asleep: it never fires. missing_sets names the sets (tables of the library) that would wake it.';

CREATE FUNCTION rcm.explain(
	claim rcm.claim, edit text, practice text DEFAULT NULL,
	OUT what text, OUT line integer, OUT reason text, OUT detail jsonb
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_explain' LANGUAGE C STABLE PARALLEL SAFE ROWS 5;
COMMENT ON FUNCTION rcm.explain(rcm.claim, text, text) IS
'Why an edit of the catalogue fired on a claim, or why it kept quiet: the library rows it looked at (with release), the keys it looked for and did not find, the reason for silence by line, the values of the claim and its lines that it goes by, and its findings with evidence. practice as for rcm.scrub. Error RC005 for an id that the catalogue does not have.';

CREATE FUNCTION rcm.custom_edit_columns(OUT level text, OUT column_name text, OUT column_type regtype, OUT meaning text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_custom_edit_columns' LANGUAGE C STABLE PARALLEL SAFE ROWS 50;
COMMENT ON FUNCTION rcm.custom_edit_columns() IS
'The columns that the expression of a custom edit may use. A claim edit sees those of level claim, a line edit those of both levels.';
