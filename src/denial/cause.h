/*
 * cause.h - why a line was denied, in one sentence, with the rule that says so.
 *
 * The code gives the first answer, a remark a closer one, and the practice's own
 * rows the last: the first rule of the code's family that holds.
 */
#ifndef RCM_DENIAL_CAUSE_H
#define RCM_DENIAL_CAUSE_H

#include "denial/facts.h"
#include "denial/reason.h"
#include "denial/taxonomy.h"

/* What root_cause calls the nature of an adjustment: those of the codes, and one that only facts can show. */
typedef enum RcmVerdict
{
	RCM_VERDICT_UNCLASSIFIED,
	RCM_VERDICT_DENIAL,
	RCM_VERDICT_ORDINARY,
	RCM_VERDICT_PATIENT_SHARE,
	RCM_VERDICT_INFORMATIONAL,
	RCM_VERDICT_UNDERPAYMENT
} RcmVerdict;

#define RCM_VERDICTS 6

/* An adjustment of a line; facts may be NULL. */
typedef struct RcmDenialLine
{
	RcmText		group;
	RcmText		carc;
	const RcmText *rarcs;
	int			rarc_count;
	const RcmDenialFacts *facts;
} RcmDenialLine;

#define RCM_CAUSE_ROOM 400

typedef struct RcmCause
{
	RcmVerdict	verdict;
	RcmLeaf		leaf;			/* RCM_LEAF_NONE when nothing was refused */
	const char *rule;
	char		explanation[RCM_CAUSE_ROOM];	/* one sentence, zero-terminated */
	int			length;			/* of it */
} RcmCause;

/* One rule: holds for codes of its families, and of the first that holds the leaf is the answer. */
typedef struct RcmCauseRule
{
	const char *name;
	uint64_t	families;
	bool		(*holds) (const RcmDenialFacts *f, RcmGroup group);
	RcmLeaf		leaf;
	const char *because;		/* a sentence */
} RcmCauseRule;

#define RCM_FAMILY_BIT(family) (UINT64_C(1) << RCM_FAMILY_##family)

/* The rules in the order in which they are asked: lists, each ending with a name of NULL. */
extern const RcmCauseRule rcm_first_rules[];
extern const RcmCauseRule rcm_access_rules[];
extern const RcmCauseRule rcm_authorization_rules[];
extern const RcmCauseRule rcm_claim_rules[];
extern const RcmCauseRule rcm_coverage_rules[];
extern const RcmCauseRule rcm_last_rules[];

extern const RcmCauseRule *const rcm_cause_rules[];
extern const int rcm_cause_rule_lists;

/* Total: every line gets an answer. */
extern void rcm_root_cause(const RcmDenialLine *line, RcmCause *cause);
/* The leaves that a family's rules can reach, and the likeliest; leaves has room for RCM_LEAVES. */
extern int	rcm_reason_leaves(const RcmReason *reason, RcmLeaf *leaves);
extern const char *rcm_verdict_name(RcmVerdict verdict);

#endif
