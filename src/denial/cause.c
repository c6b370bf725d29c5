/*
 * cause.c - the first rule that holds is the cause of a denial.
 */
#include "denial/cause.h"

const RcmCauseRule *const rcm_cause_rules[] = {
	rcm_first_rules, rcm_access_rules, rcm_authorization_rules, rcm_claim_rules, rcm_coverage_rules, rcm_last_rules,
};
const int	rcm_cause_rule_lists = (int) (sizeof(rcm_cause_rules) / sizeof(rcm_cause_rules[0]));

/* ---- the sentence ---- */

/* Appends to a sentence; what does not fit is left out. */
static void
say(RcmCause *cause, const char *words)
{
	int			n = (int) strlen(words);

	if (n > RCM_CAUSE_ROOM - 1 - cause->length)
		n = RCM_CAUSE_ROOM - 1 - cause->length;
	memcpy(cause->explanation + cause->length, words, (size_t) n);
	cause->length += n;
	cause->explanation[cause->length] = '\0';
}

/* "CO 45 (what the code says)" */
static void
say_adjustment(RcmCause *cause, RcmGroup group, const RcmReason *reason)
{
	say(cause, group == RCM_GROUP_UNKNOWN ? "Without a known group, " : rcm_group_name(group));
	say(cause, group == RCM_GROUP_UNKNOWN ? "code " : " ");
	say(cause, reason->code);
	say(cause, " (");
	say(cause, reason->gist);
	say(cause, ")");
}

/* ---- what is no denial ---- */

static const char *
ordinary_words(RcmAdjustmentClass moves)
{
	switch (moves)
	{
		case RCM_ADJUSTMENT_PATIENT:
			return " is the patient's or the next payer's share, no denial.";
		case RCM_ADJUSTMENT_PRIOR_PAYER:
			return " tells what another payer settles, no denial.";
		case RCM_ADJUSTMENT_INFORMATIONAL:
			return " only informs: nothing was refused and no money moves.";
		case RCM_ADJUSTMENT_UNCLASSIFIED:
			return " is a patient's share laid on nobody: somebody has to ask the payer who owes it.";
		default:
			return " is part of the price or of how it is paid, no denial.";
	}
}

static void
judge_ordinary(const RcmDenialLine *line, RcmGroup group, const RcmReason *reason, RcmAdjustmentClass moves, RcmCause *cause)
{
	const RcmCauseRule *below = &rcm_last_rules[0];

	cause->rule = rcm_adjustment_class_name(moves);
	if (moves == RCM_ADJUSTMENT_CONTRACTUAL && line->facts != NULL && below->holds(line->facts, group))
	{
		cause->verdict = RCM_VERDICT_UNDERPAYMENT;
		cause->leaf = below->leaf;
		cause->rule = below->name;
		say(cause, below->because);
		return;
	}
	cause->verdict = moves == RCM_ADJUSTMENT_PATIENT ? RCM_VERDICT_PATIENT_SHARE :
		moves == RCM_ADJUSTMENT_INFORMATIONAL ? RCM_VERDICT_INFORMATIONAL :
		moves == RCM_ADJUSTMENT_UNCLASSIFIED ? RCM_VERDICT_UNCLASSIFIED : RCM_VERDICT_ORDINARY;
	if (moves == RCM_ADJUSTMENT_UNCLASSIFIED)
		cause->leaf = RCM_LEAF_UNCLASSIFIED;
	say_adjustment(cause, group, reason);
	say(cause, ordinary_words(moves));
}

/* ---- what a remark adds ---- */

#define ROOT(root) (1 << RCM_ROOT_##root)
#define ANY_ROOT (~0)

/* The roots that a remark may point to from codes of a family, besides the code's own. */
static const int further_roots[RCM_FAMILIES_OF_REASONS] = {
	[RCM_FAMILY_DATA] = ANY_ROOT,
	[RCM_FAMILY_PROVIDER_DATA] = ROOT(PROVIDER),
	[RCM_FAMILY_NON_COVERED] = ANY_ROOT,
	[RCM_FAMILY_PLAN] = ANY_ROOT,
	[RCM_FAMILY_PLAN_LIMIT] = ANY_ROOT,
	[RCM_FAMILY_FREQUENCY] = ROOT(COVERAGE),
	[RCM_FAMILY_BENEFIT] = ROOT(COVERAGE),
	[RCM_FAMILY_IDENTITY] = ROOT(ELIGIBILITY) | ROOT(DATA),
	[RCM_FAMILY_DEPENDENT] = ROOT(ELIGIBILITY),
	[RCM_FAMILY_WRONG_PAYER] = ROOT(CODING) | ROOT(PATIENT) | ROOT(ELIGIBILITY) | ROOT(COORDINATION),
	[RCM_FAMILY_OTHER_PAYER] = ROOT(PATIENT) | ROOT(INFORMATION),
	[RCM_FAMILY_PRIOR_PAYER] = ROOT(PATIENT) | ROOT(INFORMATION),
	[RCM_FAMILY_OTHER_CARRIER] = ROOT(COORDINATION) | ROOT(INFORMATION),
	[RCM_FAMILY_UNITS] = ROOT(COVERAGE) | ROOT(MEDICAL_NECESSITY),
	[RCM_FAMILY_DIAGNOSIS] = ROOT(MEDICAL_NECESSITY),
	[RCM_FAMILY_MODIFIER] = ROOT(MEDICAL_NECESSITY),
	[RCM_FAMILY_MEDICAL_NECESSITY] = ROOT(COVERAGE) | ROOT(CODING),
	[RCM_FAMILY_EXPERIMENTAL] = ROOT(COVERAGE),
	[RCM_FAMILY_LEVEL] = ROOT(MEDICAL_NECESSITY),
	[RCM_FAMILY_PROVIDER] = ROOT(DATA),
	[RCM_FAMILY_ORDERING] = ROOT(DATA),
	[RCM_FAMILY_LETTER] = ROOT(INFORMATION),
	[RCM_FAMILY_COVERAGE_DATES] = ROOT(PATIENT),
};

#define JUDGED (RCM_FAMILY_BIT(MEDICAL_NECESSITY) | RCM_FAMILY_BIT(LEVEL) | RCM_FAMILY_BIT(UNITS) | RCM_FAMILY_BIT(EXPERIMENTAL))

/* The first remark that says more than the code; NULL when none does. */
static const RcmRemark *
telling_remark(const RcmDenialLine *line, const RcmReason *reason, RcmLeaf *leaf)
{
	RcmRoot		root = rcm_leaves[reason->leaf].root;

	for (int i = 0; i < line->rarc_count; i++)
	{
		const RcmRemark *remark = rcm_remark_find(line->rarcs[i].data, (size_t) line->rarcs[i].len);

		if (remark == NULL || remark->alert || remark->leaf == RCM_LEAF_NONE)
			continue;
		*leaf = remark->leaf;
		/* whoever doubts the need and misses papers has not seen the need */
		if (*leaf == RCM_LEAF_RECORDS_REQUESTED && (JUDGED & UINT64_C(1) << reason->family) != 0)
			*leaf = RCM_LEAF_DOCUMENTATION_ABSENT;
		if (rcm_leaves[*leaf].root == root || (further_roots[reason->family] & 1 << rcm_leaves[*leaf].root) != 0)
			return remark;
	}
	return NULL;
}

/* ---- denials ---- */

static bool
judge_by_rules(const RcmDenialLine *line, RcmGroup group, uint64_t families, RcmCause *cause)
{
	for (int list = 0; list < rcm_cause_rule_lists; list++)
		for (const RcmCauseRule *rule = rcm_cause_rules[list]; rule->name != NULL; rule++)
			if ((rule->families & families) != 0 && rule->holds(line->facts, group))
			{
				cause->leaf = rule->leaf;
				cause->rule = rule->name;
				say(cause, rule->because);
				return true;
			}
	return false;
}

/* No rule decides: the code, or the remark, has the last word. */
static void
judge_by_codes(const RcmDenialLine *line, RcmGroup group, const RcmReason *reason, const RcmRemark *remark, RcmCause *cause)
{
	bool		silent = line->facts != NULL;

	cause->rule = remark != NULL ? (silent ? "remark_facts_silent" : "remark_facts_missing") :
		(silent ? "code_facts_silent" : "code_facts_missing");
	say_adjustment(cause, group, reason);
	if (remark != NULL)
	{
		say(cause, " with remark ");
		say(cause, remark->code);
		say(cause, " (");
		say(cause, remark->gist);
		say(cause, ")");
	}
	say(cause, silent ? ", on which the facts given decide nothing: likeliest, " : ", judged without facts: likeliest, ");
	say(cause, rcm_leaves[cause->leaf].meaning);
	say(cause, ".");
}

static void
judge_denial(const RcmDenialLine *line, RcmGroup group, const RcmReason *reason, RcmCause *cause)
{
	RcmLeaf		leaf = (RcmLeaf) reason->leaf;
	const RcmRemark *remark = telling_remark(line, reason, &leaf);
	uint64_t	families = UINT64_C(1) << reason->family;

	cause->verdict = RCM_VERDICT_DENIAL;
	cause->leaf = remark == NULL ? (RcmLeaf) reason->leaf : leaf;
	if (remark != NULL)
		families |= UINT64_C(1) << rcm_leaves[leaf].family;
	if (line->facts == NULL || !judge_by_rules(line, group, families, cause))
		judge_by_codes(line, group, reason, remark, cause);
}

void
rcm_root_cause(const RcmDenialLine *line, RcmCause *cause)
{
	RcmGroup	group = rcm_group_find(line->group.data, (size_t) line->group.len);
	const RcmReason *reason = rcm_reason_find(line->carc.data, (size_t) line->carc.len);

	cause->leaf = RCM_LEAF_NONE;
	cause->explanation[0] = '\0';
	cause->length = 0;
	if (reason == NULL)
	{
		cause->verdict = RCM_VERDICT_UNCLASSIFIED;
		cause->leaf = RCM_LEAF_UNCLASSIFIED;
		cause->rule = "code_unknown";
		say(cause, "The list of reason codes does not have this code, so somebody has to ask the payer what it means.");
	}
	else if (reason->nature == RCM_NATURE_DENIAL)
		judge_denial(line, group, reason, cause);
	else
		judge_ordinary(line, group, reason,
					   rcm_adjustment_class(line->group.data, (size_t) line->group.len,
											line->carc.data, (size_t) line->carc.len), cause);
}

int
rcm_reason_leaves(const RcmReason *reason, RcmLeaf *leaves)
{
	bool		seen[RCM_LEAVES] = {false};
	int			n = 0;

	if (reason->leaf == RCM_LEAF_NONE)
		return 0;
	leaves[n++] = (RcmLeaf) reason->leaf;
	seen[reason->leaf] = true;
	for (int list = 0; list < rcm_cause_rule_lists; list++)
		for (const RcmCauseRule *rule = rcm_cause_rules[list]; rule->name != NULL; rule++)
			if ((rule->families & UINT64_C(1) << reason->family) != 0 && rule->families != ~UINT64_C(0) && !seen[rule->leaf])
			{
				leaves[n++] = rule->leaf;
				seen[rule->leaf] = true;
			}
	return n;
}

const char *
rcm_verdict_name(RcmVerdict verdict)
{
	static const char *const names[RCM_VERDICTS] = {
		"unclassified", "denial", "ordinary", "patient_share", "informational", "underpayment",
	};

	return names[verdict];
}
