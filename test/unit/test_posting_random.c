/*
 * test_posting_random.c - a million random claims keep every cent, and hostile ones too.
 */
#include <stdlib.h>

#include "posting_story.h"

/* ---- a million random claims ---- */

static int64_t
upto(int64_t n)
{
	return (int64_t) (unit_random() % (uint64_t) n);
}

static const char *const codes[] = {"99213", "99214", "97110", "80053"};
static const char *const controls[] = {"L1", "L2", "L3", "L4", "L5", "L6"};

/* Reasons of every class; the first three of them move money whatever their sign. */
static const struct
{
	const char *group,
			   *carc;
}			reasons[] = {
	{"CO", "45"}, {"PR", "2"}, {"CO", "253"}, {"CO", "97"}, {"OA", "23"}, {"PI", "NEW"}, {"CO", "24"}, {"PR", "1"},
};

/* Divides what is charged into what is paid and adjustments. */
static void
adjudicate(RcmRemittedLine *l)
{
	int64_t		left = l->charge;

	for (int n = (int) upto(4); n > 0 && left > 0; n--)
	{
		int			reason = (int) upto(8);
		int64_t		amount = upto(left + 1);

		if (upto(20) == 0)
		{
			reason = (int) upto(3);
			amount = -upto(500);
		}
		adjust(false, reasons[reason].group, reasons[reason].carc, amount);
		left -= amount;
	}
	l->paid = left;
	story.claim.paid += left;
}

static RcmRemittedLine *
random_answer(const RcmChargeLine *c, int64_t charge)
{
	RcmRemittedLine *l = theirs("", "", NULL, charge, 0);

	l->code = c->code;
	l->mods = c->mods;
	l->service_from = c->service_from;
	if (upto(2) == 0)
		l->control = c->control;
	switch (upto(8))
	{
		case 0:
			l->mods.count = 0;
			break;
		case 1:
			l->code = RCM_TEXT("G0008");
			break;
		case 2:
			l->service_from = upto(4) == 0 ? RCM_NO_DATE : DAY + 50;
			break;
		default:
			break;
	}
	adjudicate(l);
	return l;
}

/* A claim of up to six lines, answered in some way; it balances. */
static void
random_claim(void)
{
	int			charges = 1 + (int) upto(6);

	begin(RCM_ACCOUNT_INSURER_1);
	for (int i = 0; i < charges; i++)
	{
		RcmChargeLine *c = ours(upto(2) == 0 ? controls[i] : "", codes[upto(4)], upto(3) == 0 ? "25" : NULL, 1 + upto(upto(3) == 0 ? 9 : 30000));

		c->service_from += (int32_t) upto(2);
		c->owed = upto(c->charge + 1);
	}
	for (int i = 0; i < charges; i++)
	{
		const RcmChargeLine *c = &story.charge[i];
		int64_t		part = upto(c->charge);

		switch (upto(8))
		{
			case 0:			/* split */
				if (part > 0)
					(void) random_answer(c, part);
				(void) random_answer(c, c->charge - part);
				break;
			case 1:			/* bundled with the next */
				part = i + 1 < charges ? story.charge[++i].charge : 0;
				(void) random_answer(c, c->charge + part);
				break;
			default:
				(void) random_answer(c, c->charge);
				break;
		}
	}
	for (int n = upto(3) == 0 ? 1 + (int) upto(3) : 0; n > 0; n--)
	{
		int			reason = (int) upto(3);

		adjust(true, reasons[reason].group, reasons[reason].carc, upto((story.claim.paid > 0 ? story.claim.paid : 0) + 1));
	}
}

/* The same claim answered as a whole. */
static void
without_lines(void)
{
	RcmChargeLine charge[MOST];
	RcmRemittedClaim claim = story.claim;
	RcmRemittedLine whole = {.charge = 0};

	memcpy(charge, story.charge, sizeof(charge));
	begin(RCM_ACCOUNT_INSURER_1);
	memcpy(story.charge, charge, sizeof(charge));
	story.claim.charges = claim.charges;
	for (int j = 0; j < claim.charges; j++)
	{
		/* (its text is still good, its list of modifiers is not) */
		story.charge[j].mods.count = 0;
		whole.charge += charge[j].charge;
	}
	adjudicate(&whole);
}

static void
negate(void)
{
	story.claim.paid = -story.claim.paid;
	for (int i = 0; i < story.claim.lines; i++)
	{
		story.line[i].paid = -story.line[i].paid;
		story.line[i].charge = -story.line[i].charge;
	}
	for (int i = 0; i < story.claim.adjustments; i++)
		story.adjustment[i].amount = -story.adjustment[i].amount;
}

/* What lines that answer it charge of charge line j; of a bundle its own charge. */
static int64_t
told_charge(const RcmLineMatch *matches, int j)
{
	int64_t		sum = 0;

	if (story.claim.lines == 0)
		return story.charge[j].charge;
	for (int i = 0; i < story.claim.lines; i++)
		for (int n = 0; n < matches[i].count; n++)
			if (matches[i].charges[n] == j)
				sum += matches[i].count > 1 ? story.charge[j].charge : llabs(story.line[i].charge);
	return sum;
}

/* Nothing leaves a line beyond what the payer said of it. */
static bool
within_charges(int sign)
{
	RcmLineMatch matches[MOST];
	bool		within = rcm_match_lines(&arena, story.line, story.claim.lines, story.charge, story.claim.charges, matches);

	for (int j = 0; j < story.claim.charges; j++)
		within &= -sign * gains(&story.moves, story.claim.party, story.charge[j].line_no) <= told_charge(matches, j);
	return within;
}

static bool
same_moves(const RcmMoves *a, const RcmMoves *b)
{
	bool		same = a->count == b->count;

	for (int i = 0; same && i < a->count; i++)
	{
		const RcmMove *x = &a->move[i];
		const RcmMove *y = &b->move[i];

		same = x->from == y->from && x->to == y->to && x->amount == y->amount && x->stage == y->stage &&
			(x->line == NULL ? y->line == NULL : y->line != NULL && x->line->line == y->line->line) &&
			(x->charge == NULL ? y->charge == NULL : y->charge != NULL && x->charge->line_no == y->charge->line_no) &&
			(x->adjustment == NULL ? y->adjustment == NULL :
			 y->adjustment != NULL && x->adjustment->adjustment == y->adjustment->adjustment);
	}
	return same;
}

static void
shuffle(void *array, int count, size_t size)
{
	char		swap[sizeof(RcmRemittedLine) + sizeof(RcmChargeLine)];
	char	   *a = array;

	for (int i = count - 1; i > 0; i--)
	{
		size_t		j = (size_t) upto(i + 1);

		memcpy(swap, a + size * (size_t) i, size);
		memcpy(a + size * (size_t) i, a + size * j, size);
		memcpy(a + size * j, swap, size);
	}
}

/* Whatever the order in which all is given, the moves are the same. */
static bool
order_is_nothing(void)
{
	RcmMoves	before = story.moves;

	shuffle(story.line, story.claim.lines, sizeof(RcmRemittedLine));
	shuffle(story.adjustment, story.claim.adjustments, sizeof(RcmRemittedAdjustment));
	shuffle(story.charge, story.claim.charges, sizeof(RcmChargeLine));
	return rcm_moves(&arena, &story.claim, &story.moves) == RCM_MOVES_OK && same_moves(&before, &story.moves);
}

/* A later payer takes off what is owed at most, besides what it pays. */
static bool
later_payer_is_limited(void)
{
	bool		limited = true;

	story.claim.party = RCM_ACCOUNT_INSURER_2;
	if (rcm_moves(&arena, &story.claim, &story.moves) != RCM_MOVES_OK || GAINS(CASH, 0) != story.claim.paid)
		return false;
	for (int j = 0; j < story.claim.charges; j++)
	{
		int64_t		paid = gains(&story.moves, RCM_ACCOUNT_CASH, story.charge[j].line_no);
		int64_t		most = story.charge[j].owed > paid ? story.charge[j].owed : paid;

		/* (a patient's share that is taken back makes room for a reduction) */
		limited &= -gains(&story.moves, RCM_ACCOUNT_INSURER_2, story.charge[j].line_no) <= most;
	}
	return limited;
}

static void
test_random_claims(void)
{
	int			wrong[5] = {0};

	for (int n = 0; n < 1000000; n++)
	{
		int			sign = n % 10 == 0 ? -1 : 1;

		random_claim();
		if (n % 7 == 0)
			without_lines();
		if (sign < 0)
			negate();
		if (n % 50 == 1)
			story.claim.charges = 0;
		wrong[0] += rcm_moves(&arena, &story.claim, &story.moves) != RCM_MOVES_OK;
		wrong[1] += GAINS(CASH, 0) != story.claim.paid;
		wrong[2] += !within_charges(sign);
		if (n % 4 == 0)
			wrong[3] += !order_is_nothing();
		if (n % 4 == 1)
			wrong[4] += !later_payer_is_limited();
	}
	for (int i = 0; i < 5; i++)
		CHECK_INT(wrong[i], 0);
}

/* ---- what a hostile payer sends ---- */

static int64_t
odd_amount(void)
{
	static const int64_t odd[] = {0, 1, -1, RCM_NO_USD, INT64_MAX, -INT64_MAX, INT64_MAX / 2, 100};

	return upto(3) == 0 ? odd[upto(8)] : upto(2000) - 1000;
}

static void
test_hostile_claims(void)
{
	int			wrong = 0;
	int			posted = 0;

	for (int n = 0; n < 50000; n++)
	{
		begin((RcmAccount) (RCM_ACCOUNT_INSURER_1 + upto(3)));
		for (int i = (int) upto(8); i > 0; i--)
			ours(upto(2) == 0 ? "1" : "", codes[upto(4)], upto(3) == 0 ? " " : NULL, odd_amount())->owed = odd_amount();
		for (int i = (int) upto(8); i > 0; i--)
			theirs(upto(2) == 0 ? "1" : "", codes[upto(4)], upto(3) == 0 ? "" : NULL, odd_amount(), 0)->paid = odd_amount();
		for (int i = (int) upto(20); i > 0; i--)
		{
			int			reason = (int) upto(8);

			adjust(false, reasons[reason].group, reasons[reason].carc, odd_amount());
			story.adjustment[story.claim.adjustments - 1].line = (int32_t) upto(story.claim.lines + 2);
		}
		story.claim.paid = upto(2000) - 1000;
		if (rcm_moves(&arena, &story.claim, &story.moves) != RCM_MOVES_OK)
			continue;
		posted++;
		/* (the sum of what lines were paid may be out of range on the way) */
		__int128	cash = 0;

		for (int i = 0; i < story.moves.count; i++)
		{
			const RcmMove *m = &story.moves.move[i];

			cash += m->to == RCM_ACCOUNT_CASH ? m->amount : m->from == RCM_ACCOUNT_CASH ? -(__int128) m->amount : 0;
			wrong += m->from != 0 && m->amount <= 0;
		}
		wrong += cash != story.claim.paid;
	}
	CHECK_INT(wrong, 0);
	CHECK(posted > 1000);
}

int
main(void)
{
	rcm_arena_init(&arena);
	test_random_claims();
	test_hostile_claims();
	rcm_arena_free(&arena);
	return unit_report();
}
