/*
 * moves.h - the money of one remitted claim as moves between accounts.
 *
 * What is paid goes from the answering party to cash, the patient's share to
 * whoever owes next, what a contract allows off to its account; a denial moves
 * nothing and stays owed.  Over all moves cash gains exactly what the claim
 * was paid: what no charge line explains comes out of suspense.
 */
#ifndef RCM_MOVES_H
#define RCM_MOVES_H

#include "receivable/account.h"
#include "remittance/match.h"

/* More moves of one claim than these are refused. */
#define RCM_MOVES_MOST 1000000

typedef struct RcmRemittedAdjustment
{
	int32_t		line;			/* 0: of the claim itself */
	int32_t		adjustment;
	RcmText		group_code,
				carc;
	int64_t		amount;			/* RCM_NO_USD: could not be read */
} RcmRemittedAdjustment;

typedef struct RcmRemittedClaim
{
	int64_t		paid;
	const RcmRemittedLine *line;
	int			lines;
	const RcmRemittedAdjustment *adjustment;
	int			adjustments;
	const RcmChargeLine *charge;
	int			charges;
	RcmAccount	party;			/* who answers */
	RcmAccount	next_party;		/* who owes the patient's share next */
} RcmRemittedClaim;

/* One row; with a problem and without accounts it moves nothing. */
typedef struct RcmMove
{
	const RcmRemittedLine *line;	/* NULL: of the claim */
	const RcmRemittedAdjustment *adjustment;	/* NULL: the payment */
	const RcmChargeLine *charge;	/* NULL: none */
	RcmMatchStage stage;
	int			from,
				to;				/* 0: nothing moves */
	int64_t		amount;			/* more than 0; RCM_NO_USD where there is none */
	const char *problem;		/* NULL: none */
} RcmMove;

typedef struct RcmMoves
{
	RcmMove    *move;
	int			count;
} RcmMoves;

typedef enum RcmMovesStatus
{
	RCM_MOVES_OK,
	RCM_MOVES_RANGE,			/* a sum of the amounts is out of range */
	RCM_MOVES_TWICE,			/* two lines, or two adjustments of one, have the same number */
	RCM_MOVES_TOO_MANY,			/* lines, adjustments or moves */
	RCM_MOVES_NO_MEMORY
} RcmMovesStatus;

/*
 * The moves, in the order of lines and adjustments whatever the order in which
 * they are given.  They point into the arena: the input is copied.
 */
extern RcmMovesStatus rcm_moves(RcmArena *arena, const RcmRemittedClaim *claim, RcmMoves *moves);

#endif
