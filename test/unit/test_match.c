/*
 * test_match.c - which charge lines the lines of a remitted claim answer, stage by stage.
 */
#include <stdlib.h>

#include "posting_story.h"

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
	test_many_lines();
	rcm_arena_free(&arena);
	return unit_report();
}
