/*
 * match.h - which of our charge lines each line of a remitted claim answers.
 *
 * Stages, the surest first; each is tried for every remitted line before the
 * next one.  What is alike goes in order.  A charge line is answered once,
 * unless a payer that split it says so by the control number or by charges
 * that add up.  Amounts are compared by size: a reversal negates them all.
 */
#ifndef RCM_MATCH_H
#define RCM_MATCH_H

#include "claim/value.h"

/* More lines of a claim than these, on either side, are refused: an 837 has at most 999. */
#define RCM_MATCH_MOST_LINES 5000

typedef enum RcmMatchStage
{
	RCM_MATCH_NONE,				/* no charge line fits */
	RCM_MATCH_CONTROL,			/* the number that it was sent with */
	RCM_MATCH_EXACT,			/* code, modifiers, day and charge */
	RCM_MATCH_MODIFIER,			/* the same, but for the modifiers */
	RCM_MATCH_SPLIT,			/* several of one code and day, whose charges are one line's */
	RCM_MATCH_CODE_DATE,		/* the charge changed, or the units */
	RCM_MATCH_CHANGED_CODE,		/* day and charge */
	RCM_MATCH_BUNDLED,			/* its charge is that of several lines of the day */
	RCM_MATCH_CLAIM				/* the claim was answered without lines */
} RcmMatchStage;

#define RCM_MATCH_STAGES 9

/* Days may be RCM_NO_DATE, amounts RCM_NO_USD, texts blank. */
typedef struct RcmRemittedLine
{
	int32_t		line;
	RcmText		control,
				code,
				submitted_code, /* takes the place of "code" where it is given */
				rev;
	RcmList		mods,			/* of RcmText */
				submitted_mods;
	int32_t		service_from;
	int64_t		charge,
				paid;
} RcmRemittedLine;

typedef struct RcmChargeLine
{
	int32_t		line_no;
	RcmText		control,
				code,
				rev;
	RcmList		mods;
	int32_t		service_from;
	int64_t		charge,
				owed;			/* what the answering party owes on it now */
} RcmChargeLine;

/* What one remitted line answers: the places of charge lines, ascending; several when bundled. */
typedef struct RcmLineMatch
{
	RcmMatchStage stage;
	int			count;
	int		   *charges;
} RcmLineMatch;

/* Fills matches[lines]; false only when there is no memory. */
extern bool rcm_match_lines(RcmArena *arena, const RcmRemittedLine *line, int lines,
							const RcmChargeLine *charge, int charges, RcmLineMatch *matches);
/* "control number", ...; NULL for RCM_MATCH_NONE. */
extern const char *rcm_match_stage_name(RcmMatchStage stage);

#endif
