/*
 * test_posting.c - which charge lines a remitted claim answers, and where its
 * money goes: stories stage by stage, then a million random claims.
 */
#include <stdlib.h>

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

static void
begin(RcmAccount party)
{
	memset(&story, 0, sizeof(story));
	story.claim = (RcmRemittedClaim) {
		.line = story.line,.adjustment = story.adjustment,.charge = story.charge,
		.party = party,.next_party = RCM_ACCOUNT_PATIENT,
	};
	rcm_arena_reset(&arena);
}

static RcmList
one_modifier(const char *modifier)
{
	RcmList		list = {0, rcm_alloc(&arena, sizeof(RcmText))};

	if (modifier != NULL)
		RCM_TEXT_ITEM(list, list.count++) = rcm_text_of(modifier);
	return list;
}

static RcmChargeLine *
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
static RcmRemittedLine *
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
static void
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

static void
post(void)
{
	story.status = rcm_moves(&arena, &story.claim, &story.moves);
	CHECK_INT(story.status, RCM_MOVES_OK);
}

/* The places that remitted line i answers, as digits, and the stage. */
static const char *
answer(int i)
{
	static char text[80];
	RcmLineMatch matches[MOST];
	int			n = 0;

	CHECK(rcm_match_lines(&arena, story.line, story.claim.lines, story.charge, story.claim.charges, matches));
	for (int j = 0; j < matches[i].count; j++)
		n += snprintf(text + n, sizeof(text) - (size_t) n, "%d ", story.charge[matches[i].charges[j]].line_no);
	snprintf(text + n, sizeof(text) - (size_t) n, "%s",
			 matches[i].stage == RCM_MATCH_NONE ? "nothing" : rcm_match_stage_name(matches[i].stage));
	return text;
}

#define CHECK_ANSWER(i, want) \
	do { \
		const char *got_ = answer(i); \
		CHECK_TEXT(got_, (int) strlen(got_), want); \
	} while (0)

/* What the account gains of a charge line (0: of all rows, those without one too). */
static int64_t
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

static int
problems(const char *problem)
{
	int			n = 0;

	for (int i = 0; i < story.moves.count; i++)
		n += story.moves.move[i].problem != NULL && strcmp(story.moves.move[i].problem, problem) == 0;
	return n;
}

/* ---- stages ---- */

static void
test_control_numbers(void)
{
	begin(RCM_ACCOUNT_INSURER_1);
	ours("L1", "99213", NULL, 10000);
	ours("L2", "81002", NULL, 1500);
	ours("", "36415", NULL, 800);
	theirs("l2", "81003", NULL, 1400, 0);	/* everything but the day changed */
	theirs("L1", "99213", NULL, 6000, 0);	/* split by the payer: one number twice */
	theirs("L1", "99212", NULL, 4000, 0);
	theirs("3", "36415", NULL, 900, 0); /* our line's place */
	CHECK_ANSWER(0, "2 control number");
	CHECK_ANSWER(1, "1 control number");
	CHECK_ANSWER(2, "1 control number");
	CHECK_ANSWER(3, "3 control number");

	/* a number that fits a line in nothing else is not believed */
	begin(RCM_ACCOUNT_INSURER_1);
	ours("L1", "99213", NULL, 10000);
	ours("L2", "81002", NULL, 1500)->service_from = DAY + 1;
	theirs("L1", "81002", NULL, 1500, 0)->service_from = DAY + 1;
	CHECK_ANSWER(0, "2 code, modifiers, date and charge");

	/* one number on every line: the first has it, the others are found by what they are */
	begin(RCM_ACCOUNT_INSURER_1);
	ours("", "99213", NULL, 10000);
	ours("", "81002", NULL, 1500);
	theirs("1", "99213", NULL, 10000, 0);
	theirs("1", "81002", NULL, 1500, 0);
	CHECK_ANSWER(0, "1 control number");
	CHECK_ANSWER(1, "2 code, modifiers, date and charge");

	/* our number goes before our line's place */
	begin(RCM_ACCOUNT_INSURER_1);
	ours("2", "99213", NULL, 10000);
	ours("1", "99213", NULL, 10000);
	theirs("1", "99213", NULL, 10000, 0);
	CHECK_ANSWER(0, "2 control number");
}

static void
test_pairs(void)
{
	begin(RCM_ACCOUNT_INSURER_1);
	ours("", "99213", "25", 10000);
	ours("", "99213", "57", 10000);
	ours("", "J3301", NULL, 8000);
	ours("", "80053", NULL, 3300);
	theirs("", "99213", NULL, 10000, 0);	/* the modifier dropped: what is left by the exact one */
	theirs("", "99213", "25", 10000, 0);
	theirs("", "j3301", NULL, 7000, 0);
	theirs("", "80048", NULL, 3300, 0);
	theirs("", "90471", NULL, 2500, 0);
	CHECK_ANSWER(0, "2 dropped modifier");
	CHECK_ANSWER(1, "1 code, modifiers, date and charge");
	CHECK_ANSWER(2, "3 code and date");
	CHECK_ANSWER(3, "4 changed code");
	CHECK_ANSWER(4, "nothing");

	/* the submitted code goes before the paid one */
	begin(RCM_ACCOUNT_INSURER_1);
	ours("", "99214", NULL, 10000);
	ours("", "99213", NULL, 10000);
	theirs("", "99213", NULL, 10000, 0)->submitted_code = RCM_TEXT("99214");
	CHECK_ANSWER(0, "1 code, modifiers, date and charge");

	/* another day is another line; no day at all contradicts none */
	begin(RCM_ACCOUNT_INSURER_1);
	ours("", "99213", NULL, 10000)->service_from = DAY + 1;
	theirs("", "99213", NULL, 10000, 0);
	CHECK_ANSWER(0, "nothing");
	story.line[0].service_from = RCM_NO_DATE;
	CHECK_ANSWER(0, "1 code, modifiers, date and charge");
	story.line[0].code = RCM_TEXT("99212");
	CHECK_ANSWER(0, "nothing");

	/* of a line without a code its revenue code counts; modifiers in any order; a reversal */
	begin(RCM_ACCOUNT_INSURER_1);
	ours("", "", NULL, 50000)->rev = RCM_TEXT("0120");
	theirs("", "0120", NULL, -50000, 0);
	CHECK_ANSWER(0, "1 code, modifiers, date and charge");
}

static void
test_sums(void)
{
	begin(RCM_ACCOUNT_INSURER_1);
	ours("", "97110", NULL, 10000);
	ours("", "97110", NULL, 5000);
	theirs("", "97110", NULL, 2500, 0);
	theirs("", "97110", NULL, 6000, 0);
	theirs("", "97110", NULL, 4000, 0);
	theirs("", "97110", NULL, 2500, 0);
	CHECK_ANSWER(0, "2 split");
	CHECK_ANSWER(1, "1 split");
	CHECK_ANSWER(2, "1 split");
	CHECK_ANSWER(3, "2 split");

	begin(RCM_ACCOUNT_INSURER_1);
	ours("", "80053", NULL, 3334);
	ours("", "36415", NULL, 900);
	ours("", "84443", NULL, 3333);
	ours("", "85025", NULL, 3333);
	theirs("", "80050", NULL, 10000, 0);
	CHECK_ANSWER(0, "1 3 4 bundled");
	story.line[0].charge = 9999;
	CHECK_ANSWER(0, "nothing");
}

/* ---- money ---- */

static void
test_money(void)
{
	begin(RCM_ACCOUNT_INSURER_1);
	ours("A", "99213", NULL, 12000);
	ours("B", "81002", NULL, 1500);
	theirs("A", "99213", NULL, 12000, 6800);
	adjust(false, "CO", "45", 3000);
	adjust(false, "PR", "3", 2000);
	adjust(false, "CO", "253", 200);
	theirs("B", "81002", NULL, 1500, 0);
	adjust(false, "CO", "97", 1500);
	post();
	CHECK_INT(GAINS(CASH, 1), 6800);
	CHECK_INT(GAINS(CONTRACTUAL, 1), 3000);
	CHECK_INT(GAINS(PATIENT, 1), 2000);
	CHECK_INT(GAINS(SEQUESTRATION, 1), 200);
	CHECK_INT(GAINS(INSURER_1, 1), -12000);
	CHECK_INT(GAINS(INSURER_1, 2), 0);
	CHECK_INT(story.moves.count, 4);

	/* the same with an unknown code, one that tells, and interest, which raises what is owed */
	begin(RCM_ACCOUNT_THIRD_PARTY);
	ours("A", "99213", NULL, 12000);
	theirs("A", "99213", NULL, 12000, 9500);
	adjust(false, "CO", "NOPE", 2000);
	adjust(false, "OA", "23", 1000);
	adjust(false, "CO", "225", -500);
	post();
	CHECK_INT(GAINS(CASH, 0), 9500);
	CHECK_INT(GAINS(INTEREST, 0), -500);
	CHECK_INT(GAINS(THIRD_PARTY, 0), -9000);
}

static void
test_unknown_lines(void)
{
	begin(RCM_ACCOUNT_INSURER_1);
	ours("A", "99213", NULL, 10000);
	theirs("A", "99213", NULL, 10000, 8000);
	adjust(false, "CO", "45", 2000);
	theirs("X", "90471", NULL, 2500, 1500)->service_from = DAY - 9;
	adjust(false, "CO", "45", 1000);
	theirs("Y", "90472", NULL, 2500, 0)->service_from = DAY - 9;
	post();
	CHECK_INT(GAINS(CASH, 0), 9500);
	CHECK_INT(GAINS(SUSPENSE, 0), -1500);
	CHECK_INT(GAINS(CONTRACTUAL, 0), 2000);
	CHECK_INT(problems("no charge line fits"), 2);

	story.claim.charges = 0;
	post();
	CHECK_INT(story.moves.count, 1);
	CHECK_INT(GAINS(SUSPENSE, 0), -9500);
	CHECK_INT(GAINS(CASH, 0), 9500);

	/* an adjustment of a line that is not there, one that cannot be read */
	begin(RCM_ACCOUNT_INSURER_1);
	ours("A", "99213", NULL, 10000);
	theirs("A", "99213", NULL, 10000, 10000);
	adjust(false, "CO", "45", 100);
	story.adjustment[0].line = 7;
	adjust(false, "CO", "45", RCM_NO_USD);
	post();
	CHECK_INT(GAINS(CASH, 0), 10000);
	CHECK_INT(GAINS(CONTRACTUAL, 0), 0);
	CHECK_INT(problems("the line of the adjustment is not given"), 1);
	CHECK_INT(problems("the amount is not known"), 1);
}

static void
test_claim_level(void)
{
	/* comes off what was paid, where something was */
	begin(RCM_ACCOUNT_INSURER_1);
	ours("A", "99213", NULL, 10000);
	ours("B", "81002", NULL, 5000);
	ours("C", "90471", NULL, 5000);
	theirs("A", "99213", NULL, 10000, 8000);
	adjust(false, "CO", "45", 2000);
	theirs("B", "81002", NULL, 5000, 2000);
	adjust(false, "CO", "45", 3000);
	theirs("C", "90471", NULL, 5000, 0);
	adjust(false, "CO", "50", 5000);
	adjust(true, "PR", "1", 1000);
	post();
	CHECK_INT(story.claim.paid, 9000);
	CHECK_INT(GAINS(CASH, 1), 7200);
	CHECK_INT(GAINS(PATIENT, 1), 800);
	CHECK_INT(GAINS(CASH, 2), 1800);
	CHECK_INT(GAINS(PATIENT, 2), 200);
	CHECK_INT(GAINS(INSURER_1, 3), 0);

	/* lines that say nothing but their charge: the claim's adjustment explains them */
	begin(RCM_ACCOUNT_INSURER_1);
	ours("A", "99213", NULL, 10000);
	ours("B", "81002", NULL, 5000);
	theirs("A", "99213", NULL, 10000, 0);
	theirs("B", "81002", NULL, 5000, 0);
	adjust(true, "CO", "45", 6000);
	story.claim.paid = 9000;
	post();
	CHECK_INT(GAINS(CASH, 1), 6000);
	CHECK_INT(GAINS(CONTRACTUAL, 1), 4000);
	CHECK_INT(GAINS(INSURER_1, 2), -5000);

	/* no lines at all */
	story.claim.lines = 0;
	post();
	CHECK_INT(GAINS(CASH, 0), 9000);
	CHECK_INT(GAINS(INSURER_1, 1), -10000);
	CHECK_INT(GAINS(INSURER_1, 2), -5000);
}

static void
test_later_payers(void)
{
	/* the payer before has settled 90.00 of 120.00: what it allowed off is told again and is silent */
	begin(RCM_ACCOUNT_INSURER_2);
	ours("A", "99213", NULL, 12000)->owed = 3000;
	theirs("A", "99213", NULL, 12000, 1200);
	adjust(false, "CO", "45", 2800);
	adjust(false, "OA", "23", 7000);
	adjust(false, "PR", "3", 1000);
	post();
	CHECK_INT(GAINS(CASH, 1), 1200);
	CHECK_INT(GAINS(PATIENT, 1), 1000);
	CHECK_INT(GAINS(CONTRACTUAL, 1), 800);
	CHECK_INT(story.moves.count, 3);

	/* more of the patient's than anybody owes */
	story.adjustment[2].amount = 2500;
	story.adjustment[1].amount = 5500;
	post();
	CHECK_INT(GAINS(PATIENT, 1), 1800);
	CHECK_INT(GAINS(CONTRACTUAL, 1), 0);
	CHECK_INT(problems("beyond what is owed"), 1);
	CHECK_INT(story.moves.move[2].amount, 700);

	/* a payment is cash whatever is owed; a reduction taken back is not guessed at */
	begin(RCM_ACCOUNT_INSURER_3);
	ours("A", "99213", NULL, 12000)->owed = 0;
	theirs("A", "99213", NULL, -12000, -1200);
	adjust(false, "CO", "45", -3800);
	adjust(false, "PR", "1", -7000);
	post();
	CHECK_INT(GAINS(CASH, 1), -1200);
	CHECK_INT(GAINS(PATIENT, 1), -7000);
	CHECK_INT(GAINS(CONTRACTUAL, 1), 0);
	CHECK_INT(problems("a later payer takes back a reduction"), 1);
}

static void
test_refusals(void)
{
	begin(RCM_ACCOUNT_INSURER_1);
	ours("A", "99213", NULL, 10000);
	theirs("A", "99213", NULL, 10000, 0);
	theirs("A", "99213", NULL, 10000, 0)->line = 1;
	CHECK_INT(rcm_moves(&arena, &story.claim, &story.moves), RCM_MOVES_TWICE);
	story.line[1].line = 2;
	story.line[0].paid = INT64_MAX;
	story.line[1].paid = -INT64_MAX;
	story.claim.paid = INT64_MAX;
	CHECK_INT(rcm_moves(&arena, &story.claim, &story.moves), RCM_MOVES_RANGE);
	story.claim.lines = RCM_MATCH_MOST_LINES + 1;
	CHECK_INT(rcm_moves(&arena, &story.claim, &story.moves), RCM_MOVES_TOO_MANY);
}

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

/* Many lines that are all alike, and sums that cannot be found, end. */
static void
test_many_lines(void)
{
	static RcmRemittedLine line[RCM_MATCH_MOST_LINES];
	static RcmChargeLine charge[RCM_MATCH_MOST_LINES];
	RcmLineMatch *matches = malloc(sizeof(RcmLineMatch) * RCM_MATCH_MOST_LINES);

	for (int i = 0; i < RCM_MATCH_MOST_LINES; i++)
	{
		line[i] = (RcmRemittedLine) {.line = i + 1,.code = RCM_TEXT("99213"),.service_from = DAY,.charge = 4001};
		charge[i] = (RcmChargeLine) {.line_no = i + 1,.code = RCM_TEXT("99214"),.service_from = DAY,.charge = 2 + 2 * (i % 7)};
	}
	rcm_arena_reset(&arena);
	CHECK(rcm_match_lines(&arena, line, 1000, charge, RCM_MATCH_MOST_LINES, matches));
	CHECK_INT(matches[999].stage, RCM_MATCH_NONE);
	free(matches);
}

int
main(void)
{
	rcm_arena_init(&arena);
	test_control_numbers();
	test_pairs();
	test_sums();
	test_money();
	test_unknown_lines();
	test_claim_level();
	test_later_payers();
	test_refusals();
	test_random_claims();
	test_hostile_claims();
	test_many_lines();
	rcm_arena_free(&arena);
	return unit_report();
}
