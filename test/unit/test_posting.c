/*
 * test_posting.c - where the money of a remitted claim goes.
 */
#include "posting_story.h"

static void
post(void)
{
	story.status = rcm_moves(&arena, &story.claim, &story.moves);
	CHECK_INT(story.status, RCM_MOVES_OK);
}

static int
problems(const char *problem)
{
	int			n = 0;

	for (int i = 0; i < story.moves.count; i++)
		n += story.moves.move[i].problem != NULL && strcmp(story.moves.move[i].problem, problem) == 0;
	return n;
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

int
main(void)
{
	rcm_arena_init(&arena);
	test_money();
	test_unknown_lines();
	test_claim_level();
	test_later_payers();
	test_refusals();
	rcm_arena_free(&arena);
	return unit_report();
}
