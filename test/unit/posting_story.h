/*
 * posting_story.h - a remitted claim and our charge lines, written by hand.
 */
#ifndef RCM_POSTING_STORY_H
#define RCM_POSTING_STORY_H

#include "unit.h"
#include "base/arena.h"
#include "receivable/moves.h"

#define DAY 9000
#define MOST 24

static RcmArena arena;

/* ---- a claim written by hand ---- */

typedef struct Story
{
	RcmRemittedLine line[MOST];
	RcmRemittedAdjustment adjustment[MOST * 4];
	RcmChargeLine charge[MOST];
	RcmRemittedClaim claim;
	RcmMoves	moves;
	RcmMovesStatus status;
} Story;

static Story story;

static inline void
begin(RcmAccount party)
{
	memset(&story, 0, sizeof(story));
	story.claim = (RcmRemittedClaim) {
		.line = story.line,.adjustment = story.adjustment,.charge = story.charge,
		.party = party,.next_party = RCM_ACCOUNT_PATIENT,
	};
	rcm_arena_reset(&arena);
}

static inline RcmList
one_modifier(const char *modifier)
{
	RcmList		list = {0, rcm_alloc(&arena, sizeof(RcmText))};

	if (modifier != NULL)
		RCM_TEXT_ITEM(list, list.count++) = rcm_text_of(modifier);
	return list;
}

static inline RcmChargeLine *
ours(const char *control, const char *code, const char *modifier, int64_t charge)
{
	RcmChargeLine *c = &story.charge[story.claim.charges++];

	*c = (RcmChargeLine) {
		.line_no = story.claim.charges,.control = rcm_text_of(control),.code = rcm_text_of(code),
		.mods = one_modifier(modifier),.service_from = DAY,.charge = charge,.owed = charge,
	};
	return c;
}

/* What is not paid nor adjusted by adjust() is left open. */
static inline RcmRemittedLine *
theirs(const char *control, const char *code, const char *modifier, int64_t charge, int64_t paid)
{
	RcmRemittedLine *l = &story.line[story.claim.lines++];

	*l = (RcmRemittedLine) {
		.line = story.claim.lines,.control = rcm_text_of(control),.code = rcm_text_of(code),
		.mods = one_modifier(modifier),.service_from = DAY,.charge = charge,.paid = paid,
	};
	story.claim.paid += paid;
	return l;
}

/* Of the last line; of the claim where "own". */
static inline void
adjust(bool own, const char *group, const char *carc, int64_t amount)
{
	RcmRemittedAdjustment *a = &story.adjustment[story.claim.adjustments++];

	*a = (RcmRemittedAdjustment) {
		.line = own ? 0 : story.claim.lines,.adjustment = story.claim.adjustments,
		.group_code = rcm_text_of(group),.carc = rcm_text_of(carc),.amount = amount,
	};
	if (own)
		story.claim.paid -= amount;
}

/* What the account gains of a charge line (0: of all rows, those without one too). */
static inline int64_t
gains(const RcmMoves *moves, int account, int32_t line_no)
{
	int64_t		sum = 0;

	for (int i = 0; i < moves->count; i++)
	{
		const RcmMove *m = &moves->move[i];

		if (line_no != 0 && (m->charge == NULL || m->charge->line_no != line_no))
			continue;
		if ((m->to == account && !rcm_usd_add(sum, m->amount, &sum)) ||
			(m->from == account && !rcm_usd_sub(sum, m->amount, &sum)))
			return RCM_NO_USD;
	}
	return sum;
}

#define GAINS(account, line_no) gains(&story.moves, RCM_ACCOUNT_##account, line_no)

#endif
