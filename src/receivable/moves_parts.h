/*
 * moves_parts.h - what the files of the moves share among themselves.
 */
#ifndef RCM_MOVES_PARTS_H
#define RCM_MOVES_PARTS_H

#include "denial/reason.h"
#include "money/split.h"
#include "receivable/moves.h"

/* An amount of one charge line. */
typedef struct RcmPart
{
	int			line;			/* -1: of the claim */
	int			adjustment;		/* -1: the payment */
	int			charge;
	RcmMatchStage stage;
	RcmAdjustmentClass class;
	int64_t		amount;
} RcmPart;

typedef struct RcmPosting
{
	RcmArena   *arena;
	RcmRemittedClaim claim;		/* its lines and adjustments sorted */
	RcmLineMatch *match;
	int64_t    *cash;			/* of each remitted line: what was paid on it, the claim's adjustments off */
	int64_t    *gap;			/* of each: charge less paid less its adjustments; 0 when it balances */
	int64_t    *unexplained;	/* of each charge line that shares an amount with others */
	int64_t    *open;			/* of each: what a later payer may still take off */
	int		   *answered;		/* places of remitted lines that answer some */
	int			answers;
	int64_t    *weight;			/* room for a split */
	int64_t    *share,
			   *line_share;
	int64_t    *of_charge;
	RcmSplitRest *rest;
	RcmPart    *part;
	int			parts,
				part_room;
	RcmMoves   *moves;
	int			move_room;
	RcmMovesStatus status;		/* the first failure */
} RcmPosting;

/* ---- moves.c ---- */

/* Keeps the first failure. */
extern void rcm_moves_fail(RcmPosting *p, RcmMovesStatus status);
/* Zeroed, for count and one more; a failure is kept, and NULL returned. */
extern void *rcm_moves_room(RcmPosting *p, int count, size_t size);
/* The array, moved where it has no room for one more after "count"; NULL after a failure. */
extern void *rcm_moves_grow(RcmPosting *p, void *array, int count, int *has, size_t size);
/* A row that moves nothing. */
extern void rcm_moves_tell(RcmPosting *p, const RcmRemittedLine *line, const RcmRemittedAdjustment *adjustment,
						   const char *problem);
/* What was paid on something that no charge line fits. */
extern void rcm_moves_suspend(RcmPosting *p, const RcmRemittedLine *line, int64_t paid);

/* ---- lay.c ---- */

/* Lays every amount of the claim on charge lines: p->part. */
extern void rcm_moves_lay(RcmPosting *p);

/* ---- amounts ---- */

static inline void
add_to(RcmPosting *p, int64_t *sum, int64_t amount)
{
	if (!rcm_usd_add(*sum, amount, sum))
		rcm_moves_fail(p, RCM_MOVES_RANGE);
}

static inline void
take_from(RcmPosting *p, int64_t *sum, int64_t amount)
{
	if (!rcm_usd_sub(*sum, amount, sum))
		rcm_moves_fail(p, RCM_MOVES_RANGE);
}

static inline int64_t
known(int64_t amount)
{
	return amount == RCM_NO_USD ? 0 : amount;
}

static inline int64_t
size_of(int64_t amount)
{
	return amount < 0 ? -known(amount) : amount;
}

#endif
