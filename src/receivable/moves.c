/*
 * moves.c - see moves.h: parts of amounts become moves.
 *
 * Payments first, then the patient's shares, then the rest, because a later
 * payer speaks of the whole charge and may take off only what is still owed.
 */
#include "receivable/moves_parts.h"

#include <stdlib.h>

void
rcm_moves_fail(RcmPosting *p, RcmMovesStatus status)
{
	if (p->status == RCM_MOVES_OK)
		p->status = status;
}

void *
rcm_moves_room(RcmPosting *p, int count, size_t size)
{
	void	   *memory = rcm_alloc(p->arena, ((size_t) count + 1) * size);

	if (memory == NULL)
		rcm_moves_fail(p, RCM_MOVES_NO_MEMORY);
	return memory;
}

void *
rcm_moves_grow(RcmPosting *p, void *array, int count, int *has, size_t size)
{
	void	   *larger;

	if (count < *has)
		return array;
	if (count >= RCM_MOVES_MOST)
	{
		rcm_moves_fail(p, RCM_MOVES_TOO_MANY);
		return NULL;
	}
	larger = rcm_moves_room(p, *has == 0 ? 64 : *has * 2, size);
	if (larger == NULL)
		return NULL;
	*has = *has == 0 ? 64 : *has * 2;
	if (count > 0)
		memcpy(larger, array, (size_t) count * size);
	return larger;
}

/* ---- the input, in order ---- */

static int
by_line(const void *a, const void *b)
{
	const RcmRemittedLine *x = a;
	const RcmRemittedLine *y = b;

	return (x->line > y->line) - (x->line < y->line);
}

static int
by_line_no(const void *a, const void *b)
{
	const RcmChargeLine *x = a;
	const RcmChargeLine *y = b;

	return (x->line_no > y->line_no) - (x->line_no < y->line_no);
}

/* The claim's own first. */
static int
by_adjustment(const void *a, const void *b)
{
	const RcmRemittedAdjustment *x = a;
	const RcmRemittedAdjustment *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return (x->adjustment > y->adjustment) - (x->adjustment < y->adjustment);
}

/* A sorted copy, in which no two are the same. */
static const void *
sorted(RcmPosting *p, const void *array, int count, size_t size, int (*compare) (const void *, const void *))
{
	char	   *copy = rcm_moves_room(p, count, size);
	bool		in_order = true;

	if (copy == NULL || count == 0)
		return copy;
	memcpy(copy, array, (size_t) count * size);
	for (int i = 1; i < count && in_order; i++)
		in_order = compare(copy + size * (size_t) (i - 1), copy + size * (size_t) i) < 0;
	if (in_order)
		return copy;
	qsort(copy, (size_t) count, size, compare);
	for (int i = 1; i < count; i++)
		if (compare(copy + size * (size_t) (i - 1), copy + size * (size_t) i) == 0)
			rcm_moves_fail(p, RCM_MOVES_TWICE);
	return copy;
}

static void
prepare(RcmPosting *p, const RcmRemittedClaim *given)
{
	int			lines = given->lines;
	int			charges = given->charges;
	int			most = lines > charges ? lines : charges;

	p->claim = *given;
	if (most > RCM_MATCH_MOST_LINES || given->adjustments > RCM_MOVES_MOST)
	{
		rcm_moves_fail(p, RCM_MOVES_TOO_MANY);
		return;
	}
	p->claim.line = sorted(p, given->line, lines, sizeof(RcmRemittedLine), by_line);
	p->claim.charge = sorted(p, given->charge, charges, sizeof(RcmChargeLine), by_line_no);
	p->claim.adjustment = sorted(p, given->adjustment, given->adjustments, sizeof(RcmRemittedAdjustment), by_adjustment);
	p->match = rcm_moves_room(p, lines, sizeof(RcmLineMatch));
	p->cash = rcm_moves_room(p, lines, sizeof(int64_t));
	p->gap = rcm_moves_room(p, lines, sizeof(int64_t));
	p->line_share = rcm_moves_room(p, lines, sizeof(int64_t));
	p->answered = rcm_moves_room(p, lines, sizeof(int));
	p->unexplained = rcm_moves_room(p, charges, sizeof(int64_t));
	p->open = rcm_moves_room(p, charges, sizeof(int64_t));
	p->of_charge = rcm_moves_room(p, charges, sizeof(int64_t));
	p->weight = rcm_moves_room(p, most, sizeof(int64_t));
	p->share = rcm_moves_room(p, most, sizeof(int64_t));
	p->rest = rcm_moves_room(p, most, sizeof(RcmSplitRest));
}

/* ---- moves ---- */

static void
put(RcmPosting *p, RcmMove move)
{
	RcmMove    *array = rcm_moves_grow(p, p->moves->move, p->moves->count, &p->move_room, sizeof(RcmMove));

	if (array == NULL)
		return;
	p->moves->move = array;
	array[p->moves->count++] = move;
}

/* From one account to the other; a negative amount the other way round, 0 not at all. */
static void
transfer(RcmPosting *p, RcmMove move, int from, int to, int64_t amount)
{
	if (amount == 0)
		return;
	move.from = amount > 0 ? from : to;
	move.to = amount > 0 ? to : from;
	move.amount = size_of(amount);
	put(p, move);
}

/* An amount that is not moved, and why. */
static void
tell(RcmPosting *p, RcmMove move, int64_t amount, const char *problem)
{
	move.amount = amount;
	move.problem = problem;
	put(p, move);
}

void
rcm_moves_tell(RcmPosting *p, const RcmRemittedLine *line, const RcmRemittedAdjustment *adjustment,
			   const char *problem)
{
	tell(p, (RcmMove) {.line = line,.adjustment = adjustment}, RCM_NO_USD, problem);
}

void
rcm_moves_suspend(RcmPosting *p, const RcmRemittedLine *line, int64_t paid)
{
	const char *problem = "no charge line fits";

	if (paid == 0)
		rcm_moves_tell(p, line, NULL, problem);
	else
		transfer(p, (RcmMove) {.line = line,.problem = problem}, RCM_ACCOUNT_SUSPENSE, RCM_ACCOUNT_CASH, paid);
}

/* Where an adjustment's money goes; 0: it stays owed. */
static int
account_of(const RcmPosting *p, RcmAdjustmentClass class)
{
	switch (class)
	{
		case RCM_ADJUSTMENT_PATIENT:
			return p->claim.next_party;
		case RCM_ADJUSTMENT_CONTRACTUAL:
			return RCM_ACCOUNT_CONTRACTUAL;
		case RCM_ADJUSTMENT_SEQUESTRATION:
			return RCM_ACCOUNT_SEQUESTRATION;
		case RCM_ADJUSTMENT_CAPITATION:
			return RCM_ACCOUNT_CAPITATION;
		case RCM_ADJUSTMENT_INTEREST:
			return RCM_ACCOUNT_INTEREST;
		case RCM_ADJUSTMENT_LEVY:
			return RCM_ACCOUNT_LEVY;
		case RCM_ADJUSTMENT_DENIAL:
		case RCM_ADJUSTMENT_UNCLASSIFIED:
		case RCM_ADJUSTMENT_PRIOR_PAYER:
		case RCM_ADJUSTMENT_INFORMATIONAL:
			break;
	}
	return 0;
}

static bool
is_later_payer(const RcmPosting *p)
{
	return p->claim.party == RCM_ACCOUNT_INSURER_2 || p->claim.party == RCM_ACCOUNT_INSURER_3;
}

/*
 * What of an adjustment a later payer may move: no more than is still owed.
 * That it tells the discount of the payer before again is as expected; a
 * patient's share that nobody owes is not.
 */
static int64_t
limited(RcmPosting *p, RcmMove move, const RcmPart *part, int64_t open)
{
	int64_t		most = open > 0 ? open : 0;
	bool		patient = part->class == RCM_ADJUSTMENT_PATIENT;

	if (part->amount < 0 && !patient)
	{
		tell(p, move, -part->amount, "a later payer takes back a reduction");
		return 0;
	}
	if (part->amount <= most)
		return part->amount;
	if (patient)
		tell(p, move, part->amount - most, "beyond what is owed");
	return most;
}

static void
move_part(RcmPosting *p, const RcmPart *part)
{
	RcmMove		move = {.charge = &p->claim.charge[part->charge],.stage = part->stage};
	int			to = RCM_ACCOUNT_CASH;
	int64_t		amount = part->amount;

	if (part->line >= 0)
		move.line = &p->claim.line[part->line];
	if (part->adjustment >= 0)
	{
		move.adjustment = &p->claim.adjustment[part->adjustment];
		to = account_of(p, part->class);
		if (to != 0 && is_later_payer(p))
			amount = limited(p, move, part, p->open[part->charge]);
	}
	if (to == 0)
		return;
	take_from(p, &p->open[part->charge], amount);
	transfer(p, move, p->claim.party, to, amount);
}

static void
move_parts(RcmPosting *p)
{
	enum
	{
		PAYMENTS, PATIENT, OTHERS, PASSES
	};

	for (int j = 0; j < p->claim.charges; j++)
		p->open[j] = known(p->claim.charge[j].owed);
	for (int pass = 0; pass < PASSES; pass++)
		for (int i = 0; i < p->parts && p->status == RCM_MOVES_OK; i++)
		{
			const RcmPart *part = &p->part[i];
			int			of = part->adjustment < 0 ? PAYMENTS :
				part->class == RCM_ADJUSTMENT_PATIENT ? PATIENT : OTHERS;

			if (of == pass)
				move_part(p, part);
		}
}

/* ---- in order ---- */

/* What is missing comes last, or (payments) first. */
static int
in_order(const void *a, const void *b, int missing)
{
	if (a == NULL || b == NULL)
		return ((a == NULL) - (b == NULL)) * missing;
	return ((const char *) a > (const char *) b) - ((const char *) a < (const char *) b);
}

/* By line, the claim's own last; the payment before the adjustments; what moves before what does not. */
static int
by_place(const void *a, const void *b)
{
	const RcmMove *x = a;
	const RcmMove *y = b;
	int			order = in_order(x->line, y->line, 1);

	if (order == 0)
		order = in_order(x->adjustment, y->adjustment, -1);
	if (order == 0)
		order = in_order(x->charge, y->charge, 1);
	return order != 0 ? order : (x->from == 0) - (y->from == 0);
}

RcmMovesStatus
rcm_moves(RcmArena *arena, const RcmRemittedClaim *claim, RcmMoves *moves)
{
	RcmPosting	p = {.arena = arena,.moves = moves};

	*moves = (RcmMoves) {NULL, 0};
	prepare(&p, claim);
	if (p.status == RCM_MOVES_OK &&
		!rcm_match_lines(arena, p.claim.line, p.claim.lines, p.claim.charge, p.claim.charges, p.match))
		p.status = RCM_MOVES_NO_MEMORY;
	if (p.status == RCM_MOVES_OK)
		rcm_moves_lay(&p);
	if (p.status == RCM_MOVES_OK)
		move_parts(&p);
	if (p.status == RCM_MOVES_OK && moves->count > 1)
		qsort(moves->move, (size_t) moves->count, sizeof(RcmMove), by_place);
	return p.status;
}
