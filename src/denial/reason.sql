-- reason.sql - what reason and remark codes mean for the money and for the work

CREATE FUNCTION rcm.adjustment_class(group_code text, carc text) RETURNS text
	AS 'MODULE_PATHNAME', 'rcm_adjustment_class_of' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.adjustment_class(text, text) IS
'How the money of a payer''s adjustment moves, by CAS01 (group_code) and CARC; never null, no error, whatever is given. White space around and case do not matter.

patient: group PR, whatever the code: becomes the next party''s (also 156 and 187, which the member''s own account pays, in any group). denial: stays owed by the payer until somebody works it. prior_payer: what an earlier payer settled, or a later one may still be billed for (23, 209): neither written off nor transferred. contractual: the price, not a refusal: written off. sequestration (253), capitation (24), interest (225), levy (105: tax kept back): each to its own account. informational: moves nothing (246; B11 and the like, which say that the claim was sent on; pended claims). unclassified: a code that the catalogue does not have, or none, or a patient''s share (1 to 3 and the like) of group OA, CR or none, which names nobody who owes it: stays owed, like a denial. Apart from that a null or unknown group counts as CO does.

Source: the list of codes with rcm''s own reading of it, see rcm.reason_codes().

    SELECT rcm.adjustment_class(''CO'', ''45''), rcm.adjustment_class(''CO'', ''197''), rcm.adjustment_class(''PR'', ''96'')';

CREATE FUNCTION rcm.adjustment_is_denial(group_code text, carc text) RETURNS boolean
	AS 'MODULE_PATHNAME', 'rcm_adjustment_is_a_denial' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.adjustment_is_denial(text, text) IS
'Does an adjustment say that a service was refused, so that somebody has to work it? Goes by the CARC''s nature: CO 197 and PR 27 are denials, although the payer lays the second on the patient; CO 45, PR 1, OA 23, CO 24 and CO 253 are not, nor is a claim sent on (B11). False for an unknown code, which rcm.adjustment_class calls unclassified, and for null. group_code (CAS01) is taken along for the sake of those who filter by both.

    SELECT rcm.adjustment_is_denial(''CO'', ''197'')';
