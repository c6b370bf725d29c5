-- root_cause.sql - why a line was denied

CREATE FUNCTION rcm.root_cause(
	group_code text, carc text, rarcs text[] DEFAULT NULL, facts jsonb DEFAULT NULL,
	OUT nature text, OUT root text, OUT leaf text, OUT owner text, OUT preventable text, OUT recoverable text,
	OUT rule text, OUT explanation text
)
	AS 'MODULE_PATHNAME', 'rcm_root_cause_of' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rcm.root_cause(text, text, text[], jsonb) IS
'Why an adjustment was made, in one sentence, with the rule that says so. Total: every group, code and remark gets an answer. group_code is CAS01, rarcs the remark codes of line and claim, facts what the practice''s own rows say (null: nothing is known).

nature: denial; ordinary (a price, a prior payer''s share, sequestration and so on); patient_share; informational; underpayment (an ordinary adjustment whose facts show less allowed than the contract says); unclassified (a code that is in no list). root and leaf: the cause, from rcm.root_causes(); null when nothing was refused. owner: the desk that works it. preventable: yes, partly, no. recoverable: high, medium, low, none.

The code gives the first answer; a remark that is no alert a closer one, where it may speak for the code (any remark for 16, 96, A1 and the like, else one of the same root); the facts the last: the first rule that holds, in a fixed order. rule is that rule''s name; code_facts_missing or remark_facts_missing when no facts were given; code_facts_silent or remark_facts_silent when they decide nothing; code_unknown; and for what is no denial the class of rcm.adjustment_class.

facts is one object; each member may be missing or null. Their names, kinds and meanings: rcm.root_cause_facts(). Dates are text (YYYY-MM-DD), counts whole numbers from 0, money numbers or text in dollars, truths true or false, standings none, pending, approved, denied or ended. Error 22023 for a fact that does not exist or is of another kind.

    SELECT leaf, explanation FROM rcm.root_cause(''CO'', ''197'', NULL,
        ''{"service_on": "2026-03-02", "authorization_status": "approved", "authorization_on_claim": false}'')';

CREATE FUNCTION rcm.root_causes(
	OUT root text, OUT leaf text, OUT owner text, OUT preventable text, OUT recoverable text, OUT meaning text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_root_causes' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 67;
COMMENT ON FUNCTION rcm.root_causes() IS
'The taxonomy of denials: a leaf is a cause that one desk can do something about, a root gathers leaves. owner is that desk (front_desk, authorization_desk, biller, coder, clinician, credentialing, contracting, payer_representative, patient_services), preventable yes, partly or no, recoverable high, medium, low or none; meaning is half a sentence. A leaf''s name occurs once in all roots.

    SELECT root, leaf, meaning FROM rcm.root_causes() WHERE owner = ''front_desk''';

CREATE FUNCTION rcm.root_cause_facts(OUT fact text, OUT kind text, OUT meaning text) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_root_cause_facts' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 80;
COMMENT ON FUNCTION rcm.root_cause_facts() IS
'The facts that rcm.root_cause takes. kind is date (text, YYYY-MM-DD), count (whole number from 0), money (dollars), truth (true, false), standing (none, pending, approved, denied, ended) or code (text). Facts are as of the day on which the claim was sent, unless the meaning says otherwise.

    SELECT fact, meaning FROM rcm.root_cause_facts() WHERE fact LIKE ''authorization%''';
