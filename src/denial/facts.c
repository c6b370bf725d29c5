/*
 * facts.c - facts about a denied line, by name.
 */
#include "denial/facts.h"

#define MOST_COUNT_DIGITS 9

const RcmFact rcm_facts[] = {
#define FACT(kind, name, meaning) {{#name, (int32_t) sizeof(#name) - 1}, RCM_FACT_##kind, offsetof(RcmDenialFacts, name), meaning},
	RCM_DENIAL_FACTS(FACT)
#undef FACT
};

const int	rcm_fact_count = (int) (sizeof(rcm_facts) / sizeof(rcm_facts[0]));

static const char *const standings[RCM_STANDINGS] = {
	NULL, "none", "pending", "approved", "denied", "ended",
};

/* What a fact is when nobody knows; zero for truths, standings and codes. */
void
rcm_facts_init(RcmDenialFacts *facts)
{
	memset(facts, 0, sizeof(*facts));
	for (int i = 0; i < rcm_fact_count; i++)
	{
		void	   *at = (char *) facts + rcm_facts[i].at;

		if (rcm_facts[i].kind == RCM_FACT_DATE)
			*(int32_t *) at = RCM_NO_DATE;
		else if (rcm_facts[i].kind == RCM_FACT_COUNT)
			*(int64_t *) at = RCM_NO_COUNT;
		else if (rcm_facts[i].kind == RCM_FACT_MONEY)
			*(int64_t *) at = RCM_NO_MONEY;
	}
}

const RcmFact *
rcm_fact_find(RcmText name)
{
	for (int i = 0; i < rcm_fact_count; i++)
		if (rcm_text_equal(name, rcm_facts[i].name))
			return &rcm_facts[i];
	return NULL;
}

static bool
set_count(int64_t *count, RcmText t)
{
	int64_t		n = 0;

	if (t.len < 1 || t.len > MOST_COUNT_DIGITS)
		return false;
	for (int i = 0; i < t.len; i++)
	{
		if (!rcm_is_digit(t.data[i]))
			return false;
		n = n * 10 + (t.data[i] - '0');
	}
	*count = n;
	return true;
}

static bool
set_standing(RcmStanding *standing, RcmText t)
{
	for (int i = RCM_STANDING_NONE; i < RCM_STANDINGS; i++)
		if (rcm_text_is(t, standings[i]))
		{
			*standing = (RcmStanding) i;
			return true;
		}
	return false;
}

bool
rcm_fact_set(RcmDenialFacts *facts, const RcmFact *fact, RcmFactForm form, RcmText value)
{
	void	   *at = (char *) facts + fact->at;

	switch (fact->kind)
	{
		case RCM_FACT_DATE:
			return form == RCM_FORM_STRING && rcm_date_parse(value, at);
		case RCM_FACT_COUNT:
			return form == RCM_FORM_NUMBER && set_count(at, value);
		case RCM_FACT_MONEY:
			return form != RCM_FORM_TRUTH && rcm_usd_parse(value, at) == RCM_USD_OK;
		case RCM_FACT_TRUTH:
			if (form != RCM_FORM_TRUTH)
				return false;
			*(RcmTruth *) at = rcm_text_is(value, "true") ? RCM_TRUE : RCM_FALSE;
			return true;
		case RCM_FACT_STANDING:
			return form == RCM_FORM_STRING && set_standing(at, value);
		case RCM_FACT_CODE:
			*(RcmText *) at = rcm_text_trim(value);
			return form == RCM_FORM_STRING;
	}
	return false;
}

const char *
rcm_fact_kind_words(RcmFactKind kind)
{
	static const char *const words[] = {
		"a date in quotes (YYYY-MM-DD)", "a whole number from 0", "an amount in dollars and cents",
		"true or false", "none, pending, approved, denied or ended, in quotes", "a code in quotes",
	};

	return words[kind];
}

const char *
rcm_fact_kind_name(RcmFactKind kind)
{
	static const char *const names[] = {"date", "count", "money", "truth", "standing", "code"};

	return names[kind];
}
