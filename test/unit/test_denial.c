/*
 * test_denial.c - reason codes, how their money moves, and root causes: the
 * tables against what each code means, and a book of stories.
 */
#include "denial/cause.h"
#include "denial_stories.h"
#include "unit.h"

static const char *const groups[] = {"CO", "PR", "OA", "PI", "CR", "", "XX", "c\xff"};

#define GROUPS ((int) (sizeof(groups) / sizeof(groups[0])))

static RcmAdjustmentClass
class_of(const char *group, const char *carc)
{
	return rcm_adjustment_class(group, strlen(group), carc, strlen(carc));
}

static void
cause_of(const char *group, const char *carc, RcmCause *cause)
{
	RcmDenialLine line = {rcm_text_of(group), rcm_text_of(carc), NULL, 0, NULL};

	rcm_root_cause(&line, cause);
}

/* ---- the tables ---- */

static void
codes_are_found(void)
{
	char		lower[8];

	for (int i = 0; i < RCM_REASON_COUNT; i++)
	{
		const char *code = rcm_reasons[i].code;
		int			n = snprintf(lower, sizeof(lower), " %s ", code);

		CHECK(rcm_reason_find(code, strlen(code)) == &rcm_reasons[i]);
		lower[1] = lower[1] >= 'A' ? (char) (lower[1] + 32) : lower[1];
		CHECK(rcm_reason_find(lower, (size_t) n) == &rcm_reasons[i]);
	}
	for (int i = 0; i < RCM_REMARK_COUNT; i++)
		CHECK(rcm_remark_find(rcm_remarks[i].code, strlen(rcm_remarks[i].code)) == &rcm_remarks[i]);
	CHECK(rcm_remark_find(" ma130", 6) != NULL);
}

static void
other_bytes_are_not_found(void)
{
	static const char *const none[] = {
		"", " ", "0", "307", "045", "4 5", "A", "A9", "B0", "B24", "D24", "P0", "P33", "W10", "Y4", "Z1", "1A", "-1",
		"99999999999999999999", "M", "MA", "N", "M200", "MA1", "N0", "N9999", "MM1", "\xff\xff", "AAAAAAAA1", "N-5",
	};

	for (int i = 0; i < (int) (sizeof(none) / sizeof(none[0])); i++)
	{
		CHECK(rcm_reason_find(none[i], strlen(none[i])) == NULL);
		CHECK(rcm_remark_find(none[i], strlen(none[i])) == NULL);
	}
	CHECK(rcm_reason_find(NULL, 0) == NULL);
	CHECK(rcm_remark_find(NULL, 0) == NULL);
	CHECK(rcm_reason_find("4\0", 2) == NULL);
}

/* What a table says of itself has to hang together. */
static void
tables_are_sound(void)
{
	for (int i = 0; i < RCM_REASON_COUNT; i++)
	{
		const RcmReason *r = &rcm_reasons[i];
		bool		denial = r->nature == RCM_NATURE_DENIAL;

		CHECK(denial == (r->moves == RCM_ADJUSTMENT_DENIAL));
		CHECK(denial == (r->leaf != RCM_LEAF_NONE));
		CHECK(denial == (r->family != RCM_FAMILY_NONE));
		CHECK((r->nature == RCM_NATURE_INFORMATIONAL) == (r->moves == RCM_ADJUSTMENT_INFORMATIONAL));
		CHECK(r->usual_groups != 0 && r->gist[0] != '\0' && r->starts > 19900000);
		CHECK(r->stops == 0 || r->stops > r->starts);
		CHECK(!denial || r->remedy != RCM_REMEDY_NOTHING);
	}
	for (int i = 0; i < RCM_REMARK_COUNT; i++)
		CHECK(!rcm_remarks[i].alert || rcm_remarks[i].leaf == RCM_LEAF_NONE);
	for (int i = RCM_LEAF_NONE + 1; i < RCM_LEAVES; i++)
	{
		CHECK(rcm_leaves[i].name != NULL && rcm_leaves[i].root != RCM_ROOT_NONE);
		for (int j = RCM_LEAF_NONE + 1; j < i; j++)
			CHECK(strcmp(rcm_leaves[i].name, rcm_leaves[j].name) != 0);
	}
}

static void
everything_has_an_answer(void)
{
	RcmCause	cause;

	for (int i = 0; i < RCM_REASON_COUNT; i++)
		for (int g = 0; g < GROUPS; g++)
		{
			const RcmReason *r = &rcm_reasons[i];

			cause_of(groups[g], r->code, &cause);
			CHECK((cause.verdict == RCM_VERDICT_DENIAL) == (r->nature == RCM_NATURE_DENIAL));
			CHECK(cause.verdict != RCM_VERDICT_UNCLASSIFIED || r->nature == RCM_NATURE_PATIENT_SHARE);
			CHECK((cause.leaf == RCM_LEAF_NONE) == (cause.verdict != RCM_VERDICT_DENIAL && cause.verdict != RCM_VERDICT_UNCLASSIFIED));
			CHECK(strlen(cause.explanation) > 20 && cause.explanation[strlen(cause.explanation) - 1] == '.');
			CHECK(strcmp(groups[g], "PR") != 0 || class_of("PR", r->code) == RCM_ADJUSTMENT_PATIENT);
		}
}

/* The longest sentences fit: none ends without its full stop. */
static void
sentences_are_whole(void)
{
	RcmDenialFacts silent;
	RcmCause	cause;

	rcm_facts_init(&silent);
	for (int i = 0; i < RCM_REASON_COUNT; i++)
		for (int r = i % 13; r < RCM_REMARK_COUNT; r += 13)
		{
			RcmText		rarc = rcm_text_of(rcm_remarks[r].code);
			RcmDenialLine line = {RCM_TEXT(""), rcm_text_of(rcm_reasons[i].code), &rarc, 1, &silent};

			rcm_root_cause(&line, &cause);
			CHECK(cause.explanation[strlen(cause.explanation) - 1] == '.');
		}
}

/* ---- how money moves ---- */

static void
money_moves(void)
{
	static const struct
	{
		const char *group;
		const char *carc;
		RcmAdjustmentClass moves;
	}			cases[] = {
		{"CO", "45", RCM_ADJUSTMENT_CONTRACTUAL}, {"CO", "44", RCM_ADJUSTMENT_CONTRACTUAL},
		{"CO", "59", RCM_ADJUSTMENT_CONTRACTUAL}, {"CO", "131", RCM_ADJUSTMENT_CONTRACTUAL},
		{"CO", "144", RCM_ADJUSTMENT_CONTRACTUAL}, {"OA", "94", RCM_ADJUSTMENT_CONTRACTUAL},
		{"PI", "104", RCM_ADJUSTMENT_CONTRACTUAL}, {"CO", "237", RCM_ADJUSTMENT_CONTRACTUAL},
		{"CR", "45", RCM_ADJUSTMENT_CONTRACTUAL}, {"CO", "3", RCM_ADJUSTMENT_CONTRACTUAL},
		{"CO", "105", RCM_ADJUSTMENT_LEVY}, {"CO", "253", RCM_ADJUSTMENT_SEQUESTRATION},
		{"CO", "24", RCM_ADJUSTMENT_CAPITATION}, {"OA", "225", RCM_ADJUSTMENT_INTEREST},
		{"OA", "23", RCM_ADJUSTMENT_PRIOR_PAYER}, {"CO", "23", RCM_ADJUSTMENT_PRIOR_PAYER},
		{"OA", "209", RCM_ADJUSTMENT_PRIOR_PAYER}, {"PR", "23", RCM_ADJUSTMENT_PATIENT},
		{"CO", "246", RCM_ADJUSTMENT_INFORMATIONAL}, {"CO", "B11", RCM_ADJUSTMENT_INFORMATIONAL},
		{"CO", "97", RCM_ADJUSTMENT_DENIAL}, {"", "97", RCM_ADJUSTMENT_DENIAL}, {"PI", "50", RCM_ADJUSTMENT_DENIAL},
		{"OA", "18", RCM_ADJUSTMENT_DENIAL}, {"PR", "96", RCM_ADJUSTMENT_PATIENT}, {"PR", "1", RCM_ADJUSTMENT_PATIENT},
		{"pr ", "2", RCM_ADJUSTMENT_PATIENT}, {"CR", "2", RCM_ADJUSTMENT_PATIENT}, {"OA", "187", RCM_ADJUSTMENT_PATIENT},
		{"OA", "1", RCM_ADJUSTMENT_UNCLASSIFIED}, {"", "3", RCM_ADJUSTMENT_UNCLASSIFIED},
		{"CO", "999", RCM_ADJUSTMENT_UNCLASSIFIED}, {"PR", "999", RCM_ADJUSTMENT_PATIENT},
		{"PR", "", RCM_ADJUSTMENT_UNCLASSIFIED}, {"CO", "", RCM_ADJUSTMENT_UNCLASSIFIED},
	};

	for (int i = 0; i < (int) (sizeof(cases) / sizeof(cases[0])); i++)
		CHECK_TEXT(rcm_adjustment_class_name(class_of(cases[i].group, cases[i].carc)),
				   (int) strlen(rcm_adjustment_class_name(class_of(cases[i].group, cases[i].carc))),
				   rcm_adjustment_class_name(cases[i].moves));
	CHECK_INT(rcm_adjustment_class(NULL, 0, NULL, 0), RCM_ADJUSTMENT_UNCLASSIFIED);
	CHECK_INT(rcm_adjustment_class(NULL, 0, "50", 2), RCM_ADJUSTMENT_DENIAL);
}

/* A price never counts as a denial, whatever group or facts come along. */
static void
prices_are_no_denials(void)
{
	static const char *const prices[] = {"45", "253", "144", "1", "2", "3", "23", "24", "44", "59", "131", "B11", "246"};
	RcmDenialFacts facts;
	RcmCause	cause;

	rcm_facts_init(&facts);
	facts.taken_back = RCM_TRUE;
	facts.payer_notice = RCM_TRUE;
	facts.authorization_status = RCM_STANDING_NONE;
	for (int i = 0; i < (int) (sizeof(prices) / sizeof(prices[0])); i++)
		for (int g = 0; g < GROUPS; g++)
		{
			RcmDenialLine line = {rcm_text_of(groups[g]), rcm_text_of(prices[i]), NULL, 0, &facts};

			rcm_root_cause(&line, &cause);
			CHECK(cause.verdict != RCM_VERDICT_DENIAL);
			CHECK(class_of(groups[g], prices[i]) != RCM_ADJUSTMENT_DENIAL);
			CHECK(!rcm_adjustment_is_denial(prices[i], strlen(prices[i])));
		}
	CHECK(rcm_adjustment_is_denial("197", 3));
}

static int
faults_of(const char *group, const char *carc, const char *rarc, int32_t day)
{
	RcmText		text = rcm_text_of(rarc);

	return rcm_adjustment_faults(rcm_text_of(group), rcm_text_of(carc), &text, rarc[0] != '\0', day);
}

static void
faults_are_found(void)
{
	CHECK_INT(faults_of("CO", "45", "", 20260302), 0);
	CHECK_INT(faults_of("CO", "16", "M51", 20260302), 0);
	CHECK_INT(faults_of("CO", "16", "", 0), RCM_FAULT_REMARK_NEEDED);
	CHECK_INT(faults_of("CO", "16", "MA01", 0), RCM_FAULT_REMARK_NEEDED);
	CHECK_INT(faults_of("CO", "16", "Q1", 0), RCM_FAULT_REMARK_NEEDED | RCM_FAULT_UNKNOWN_REMARK);
	CHECK_INT(faults_of("CO", "23", "", 0), RCM_FAULT_GROUP_NOT_ALLOWED);
	CHECK_INT(faults_of("PR", "97", "", 0), RCM_FAULT_GROUP_UNUSUAL);
	CHECK_INT(faults_of("CR", "97", "", 0), 0);
	CHECK_INT(faults_of("", "97", "", 0), RCM_FAULT_UNKNOWN_GROUP);
	CHECK_INT(faults_of("CO", "x", "", 20260302), RCM_FAULT_UNKNOWN_CODE);
	CHECK_INT(faults_of("CO", "15", "", 20180430), 0);
	CHECK_INT(faults_of("CO", "15", "", 20180501), RCM_FAULT_NO_LONGER_IN_FORCE);
	CHECK_INT(faults_of("CO", "306", "", 20231031), RCM_FAULT_NOT_YET_IN_FORCE);
	CHECK_INT(faults_of("CO", "306", "", 20231101), 0);
}

/* ---- the stories ---- */

/* Fills in "name=value name=value"; true when every fact was taken. */
static bool
read_facts(const char *given, RcmDenialFacts *facts)
{
	bool		ok = true;

	rcm_facts_init(facts);
	while (*given != '\0')
	{
		size_t		n = strcspn(given, " ");
		size_t		name = strcspn(given, "=");
		const RcmFact *fact = rcm_fact_find((RcmText) {given, (int32_t) name});
		RcmText		value = {given + name + 1, (int32_t) (n - name - 1)};
		RcmFactForm form = fact == NULL ? RCM_FORM_STRING :
			fact->kind == RCM_FACT_TRUTH ? RCM_FORM_TRUTH :
			fact->kind == RCM_FACT_COUNT || fact->kind == RCM_FACT_MONEY ? RCM_FORM_NUMBER : RCM_FORM_STRING;

		if (form == RCM_FORM_TRUTH)
			value = rcm_text_of(rcm_text_is(value, "yes") ? "true" : "false");
		if (fact == NULL || !rcm_fact_set(facts, fact, form, value))
			ok = false;
		given += n + strspn(given + n, " ");
	}
	return ok;
}

#define MOST_REMARKS 4

static void
judge(const Story *story, RcmCause *cause)
{
	RcmText		rarcs[MOST_REMARKS];
	RcmDenialFacts facts;
	RcmDenialLine line = {rcm_text_of(story->group), rcm_text_of(story->carc), rarcs, 0, NULL};

	for (const char *at = story->rarcs; *at != '\0' && line.rarc_count < MOST_REMARKS;)
	{
		size_t		n = strcspn(at, " ");

		rarcs[line.rarc_count++] = (RcmText) {at, (int32_t) n};
		at += n + strspn(at + n, " ");
	}
	if (story->facts != NULL)
	{
		CHECK(read_facts(story->facts, &facts));
		line.facts = &facts;
	}
	rcm_root_cause(&line, cause);
}

static int
leaf_named(const char *name)
{
	for (int i = RCM_LEAF_NONE + 1; i < RCM_LEAVES; i++)
		if (strcmp(rcm_leaves[i].name, name) == 0)
			return i;
	return RCM_LEAF_NONE;
}

#define MOST_RULES 200

/* Does the rule's name stand among those seen?  Adds it when add is set. */
static bool
seen(const char *rule, bool add)
{
	static const char *rules[MOST_RULES];
	static int	count = 0;

	for (int i = 0; i < count; i++)
		if (strcmp(rules[i], rule) == 0)
			return true;
	if (add && count < MOST_RULES)
		rules[count++] = rule;
	return false;
}

static void
stories_end_well(void)
{
	int			reached[RCM_LEAVES] = {0};
	int			missed[RCM_LEAVES] = {0};
	RcmCause	cause;

	CHECK(STORIES >= 120);
	for (int i = 0; i < STORIES; i++)
	{
		const Story *s = &stories[i];
		const char *got;

		judge(s, &cause);
		got = cause.leaf == RCM_LEAF_NONE ? "" : rcm_leaves[cause.leaf].name;
		if (strcmp(got, s->leaf) != 0)
			printf("%s (%s %s): rule %s\n", s->what, s->group, s->carc, cause.rule);
		CHECK_TEXT(got, (int) strlen(got), s->leaf);
		CHECK(s->leaf[0] == '\0' || leaf_named(s->leaf) != RCM_LEAF_NONE);
		CHECK(s->near[0] == '\0' || leaf_named(s->near) != RCM_LEAF_NONE);
		CHECK(strcmp(s->leaf, s->near) != 0 || s->leaf[0] == '\0');
		reached[leaf_named(s->leaf)]++;
		missed[leaf_named(s->near)]++;
		(void) seen(cause.rule, true);
	}
	for (int i = RCM_LEAF_NONE + 1; i < RCM_LEAVES; i++)
	{
		if (reached[i] < 2 || missed[i] < 1)
			printf("%s: %d stories, %d near misses\n", rcm_leaves[i].name, reached[i], missed[i]);
		CHECK(reached[i] >= 2 && missed[i] >= 1);
	}
	for (int list = 0; list < rcm_cause_rule_lists; list++)
		for (const RcmCauseRule *rule = rcm_cause_rules[list]; rule->name != NULL; rule++)
		{
			if (!seen(rule->name, false))
				printf("no story ends with rule %s\n", rule->name);
			CHECK(seen(rule->name, false));
		}
}

/* Every leaf that a code says facts can show hangs under a rule or is its likeliest. */
static void
leaves_are_listed(void)
{
	RcmLeaf		leaves[RCM_LEAVES];

	CHECK_INT(rcm_reason_leaves(rcm_reason_find("45", 2), leaves), 0);
	CHECK_INT(rcm_reason_leaves(rcm_reason_find("197", 3), leaves), 9);
	CHECK_INT(leaves[0], RCM_LEAF_NOT_REQUESTED);
}

static void
wrong_facts_are_refused(void)
{
	RcmDenialFacts facts;

	rcm_facts_init(&facts);
	CHECK(rcm_fact_find(RCM_TEXT("service")) == NULL);
	CHECK(!rcm_fact_set(&facts, rcm_fact_find(RCM_TEXT("service_on")), RCM_FORM_STRING, RCM_TEXT("2026-02-30")));
	CHECK(!rcm_fact_set(&facts, rcm_fact_find(RCM_TEXT("service_on")), RCM_FORM_NUMBER, RCM_TEXT("2026")));
	CHECK(!rcm_fact_set(&facts, rcm_fact_find(RCM_TEXT("units")), RCM_FORM_NUMBER, RCM_TEXT("-1")));
	CHECK(!rcm_fact_set(&facts, rcm_fact_find(RCM_TEXT("units")), RCM_FORM_NUMBER, RCM_TEXT("9999999999")));
	CHECK(!rcm_fact_set(&facts, rcm_fact_find(RCM_TEXT("units")), RCM_FORM_STRING, RCM_TEXT("1")));
	CHECK(!rcm_fact_set(&facts, rcm_fact_find(RCM_TEXT("allowed")), RCM_FORM_NUMBER, RCM_TEXT("1.005")));
	CHECK(!rcm_fact_set(&facts, rcm_fact_find(RCM_TEXT("contracted")), RCM_FORM_STRING, RCM_TEXT("true")));
	CHECK(!rcm_fact_set(&facts, rcm_fact_find(RCM_TEXT("referral_status")), RCM_FORM_STRING, RCM_TEXT("maybe")));
	CHECK_INT(facts.service_on, RCM_NO_DATE);
	CHECK_INT(facts.units, RCM_NO_COUNT);
}

/* Bytes that nobody meant still get an answer, and always the same. */
static void
noise_has_an_answer(void)
{
	for (int i = 0; i < 20000; i++)
	{
		char		noise[12];
		RcmCause	cause,
					again;
		RcmText		rarc = {noise + 6, (int32_t) (unit_random() % 6)};
		RcmDenialLine line = {{noise, (int32_t) (unit_random() % 4)}, {noise + 3, (int32_t) (unit_random() % 5)}, &rarc, 1, NULL};

		for (int b = 0; b < (int) sizeof(noise); b++)
			noise[b] = (char) (unit_random() % 3 == 0 ? unit_random() : "0123456789ABCMNPROIWYD "[unit_random() % 23]);
		rcm_root_cause(&line, &cause);
		rcm_root_cause(&line, &again);
		CHECK(cause.leaf == again.leaf && strcmp(cause.explanation, again.explanation) == 0);
	}
}

int
main(void)
{
	codes_are_found();
	other_bytes_are_not_found();
	tables_are_sound();
	everything_has_an_answer();
	sentences_are_whole();
	money_moves();
	prices_are_no_denials();
	faults_are_found();
	stories_end_well();
	leaves_are_listed();
	wrong_facts_are_refused();
	noise_has_an_answer();
	return unit_report();
}
