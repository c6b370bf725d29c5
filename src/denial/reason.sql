-- reason.sql - what reason and remark codes mean for the money and for the work

CREATE FUNCTION rcm.adjustment_class(group_code text, carc text) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_adjustment_class_of' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.adjustment_class(text, text) IS
'How the money of a payer''s adjustment moves, by CAS01 (group_code) and CARC; never null, no error, whatever is given. White space around and case do not matter.

patient: group PR, whatever the code: becomes the next party''s (also a patient''s share that group CR corrects, and 156 and 187, which the member''s own account pays, in any group). denial: stays owed by the payer until somebody works it. prior_payer: what an earlier payer settled, or a later one may still be billed for (23, 209): neither written off nor transferred. contractual: the price, not a refusal: written off. sequestration (253), capitation (24), interest (225), levy (105: tax kept back): each to its own account. informational: moves nothing (246; B11 and the like, which say that the claim was sent on; pended claims). unclassified: a code that the catalogue does not have, or none, or a patient''s share (1 to 3 and the like) of group OA or none, which names nobody who owes it: stays owed, like a denial. Apart from that a null or unknown group counts as CO does.

Source: the list of codes with rcm''s own reading of it, see rcm.reason_codes().

    SELECT rcm.adjustment_class(''CO'', ''45''), rcm.adjustment_class(''CO'', ''197''), rcm.adjustment_class(''PR'', ''96'')';

CREATE FUNCTION rcm.adjustment_is_denial(group_code text, carc text) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_adjustment_is_a_denial' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.adjustment_is_denial(text, text) IS
'Does an adjustment say that a service was refused, so that somebody has to work it? Goes by the CARC''s nature: CO 197 and PR 27 are denials, although the payer lays the second on the patient; CO 45, PR 1, OA 23, CO 24 and CO 253 are not, nor is a claim sent on (B11). False for an unknown code, which rcm.adjustment_class calls unclassified, and for null. group_code (CAS01) is taken along for the sake of those who filter by both.

    SELECT rcm.adjustment_is_denial(''CO'', ''197'')';

CREATE FUNCTION rcm.adjustment_faults(group_code text, carc text, rarcs text[] DEFAULT NULL, on_date date DEFAULT NULL) RETURNS text[]
	AS 'MODULE_PATHNAME', 'rcm_adjustment_faults_of' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.adjustment_faults(text, text, text[], date) IS
'What is odd about a payer''s adjustment: an array of words, empty when nothing is. group_code is CAS01, rarcs the remark codes of the line or claim, on_date the day of the remittance (null: the codes'' dates do not matter).

unknown_group, unknown_code, unknown_remark: in no list. not_yet_in_force, no_longer_in_force: outside of the code''s dates on on_date. group_not_allowed: the list restricts the code to other groups. group_unusual: the code seldom comes with this group (by rcm''s own reading). remark_needed: the code has to be explained by a remark, and none came along, or only alerts. An oddity changes nothing in rcm.adjustment_class; it is what a payer can be asked about.

    SELECT rcm.adjustment_faults(''CO'', ''16'', ''{MA01}'', ''2026-03-02'')';

CREATE FUNCTION rcm.reason_codes(
	OUT code text, OUT nature text, OUT class text, OUT root text, OUT leaf text, OUT leaves text[],
	OUT usual_groups text[], OUT restricted_groups text[], OUT remark_needed boolean, OUT recoverable text,
	OUT starts date, OUT stops date, OUT gist text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_reason_codes' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 405;
COMMENT ON FUNCTION rcm.reason_codes() IS
'Every claim adjustment reason code (CARC), those out of use too: numbers and dates of the list, all else in rcm''s own words and judgement. A site that has licensed the official texts joins them by code.

nature is denial, ordinary, patient_share or informational. class is how the money moves outside of group PR, see rcm.adjustment_class. root and leaf are the likeliest cause of a denial, leaves (root.leaf) all those that facts can show, the likeliest first (besides payer.system and payer.take_back, which any denial may turn out to be, and those that a remark points at); null and empty for what is no denial. usual_groups and restricted_groups are CAS01 codes, the second empty where the list restricts nothing. remark_needed: a remark code has to come along. recoverable is what usually helps: resubmit, appeal, bill_other, sometimes, no; null where nothing was lost. starts is the first day, stops the first day on which the code is out of use, null while it is in use.

Odd ones: 100, 293 and 294 (somebody else was paid) are worked like denials; so are B4 (a penalty for lateness is an avoidable loss), 172, 186, 219, 279, B22, P15 and P32 (cuts that can be undone), and P1, P13 and 192, which the code alone does not tell from a price. 209 waits for the next payer. 143 and A0 move nothing.

    SELECT code, gist FROM rcm.reason_codes() WHERE root = ''authorization'' AND stops IS NULL';

CREATE FUNCTION rcm.remark_codes(
	OUT code text, OUT kind text, OUT about text, OUT root text, OUT leaf text, OUT starts date, OUT changed date, OUT gist text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_remark_codes' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 1171;
COMMENT ON FUNCTION rcm.remark_codes() IS
'Every remittance advice remark code (RARC): numbers, dates and kind of the list, all else in rcm''s own words and judgement. kind is supplemental (explains an adjustment) or alert (explains none). about is its subject. root and leaf are the cause that it points at, null where it points at none. starts is the first day, changed the last change.

    SELECT code, gist FROM rcm.remark_codes() WHERE leaf = ''obtained_not_on_claim''';
