/*
 * fact.h - how the facts_*.c put a fact together.
 */
#ifndef RCM_KPI_FACT_H
#define RCM_KPI_FACT_H

#include "kpi/facts.h"
#include "money/usd.h"

static inline void
fact_begin(RcmKpiFact *fact)
{
	fact->count = 0;
	fact->fits = true;
	fact->unknown = NULL;
}

/* Counts a number; zeros and numbers not given count nothing.  Counters in ascending order. */
static inline void
fact_put(RcmKpiFact *fact, RcmKpiCounter counter, int64_t number)
{
	if (number == 0 || number == RCM_NO_USD)
		return;
	fact->counters[fact->count] = (uint8_t) counter;
	fact->numbers[fact->count++] = number;
}

/* Counts one thing when something is so. */
static inline void
fact_count(RcmKpiFact *fact, RcmKpiCounter counter, bool is_so)
{
	if (is_so)
		fact_put(fact, counter, 1);
}

/* Counts a number of days or lines when it is given. */
static inline void
fact_number(RcmKpiFact *fact, RcmKpiCounter counter, int32_t number)
{
	if (number != RCM_KPI_NO_NUMBER)
		fact_put(fact, counter, number);
}

/* Counts an amount times days. */
static inline void
fact_times(RcmKpiFact *fact, RcmKpiCounter counter, int64_t amount, int32_t days)
{
	int64_t		product;

	if (rcm_usd_mul(amount, days, &product))
		fact_put(fact, counter, product);
	else
		fact->fits = false;
}

/* An amount that may be left out. */
static inline int64_t
amount_or_zero(int64_t amount)
{
	return amount == RCM_NO_USD ? 0 : amount;
}

/* a - b, or zero and not fitting. */
static inline int64_t
fact_less(RcmKpiFact *fact, int64_t a, int64_t b)
{
	int64_t		difference = 0;

	if (!rcm_usd_sub(amount_or_zero(a), amount_or_zero(b), &difference))
		fact->fits = false;
	return difference;
}

/* A word of a list; the list ends with an empty one. */
#define WORD(word) {(word), (int32_t) sizeof(word) - 1}
#define NO_WORD {NULL, 0}

/* The place of a word in a list; -1, and said in the fact, when it is not there. */
static inline int
fact_word(RcmKpiFact *fact, const char *input, RcmText word, const RcmText *words)
{
	for (int i = 0; words[i].len > 0; i++)
		if (words[i].len == word.len && memcmp(words[i].data, word.data, (size_t) word.len) == 0)
			return i;
	fact->unknown = input;
	fact->words = words;
	return -1;
}

#endif
