/*
 * fuzz_denial.c - any bytes as group, reason code, remarks and facts.
 *
 * There is an answer for all of them, the same each time, and a sentence that
 * ends; a price is never called a denial.
 */
#include <stdio.h>
#include <stdlib.h>

#include "denial/cause.h"

#define MOST_REMARKS 3

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

/* The next part of the input, up to a line feed, in memory of its own. */
static RcmText
next_part(const uint8_t **data, size_t *size)
{
	const uint8_t *end = *size > 0 ? memchr(*data, '\n', *size) : NULL;
	size_t		n = end == NULL ? *size : (size_t) (end - *data);
	char	   *copy = malloc(n > 0 ? n : 1);
	size_t		used = end == NULL ? n : n + 1;

	if (n > 0)
		memcpy(copy, *data, n);
	*data += used;
	*size -= used;
	return (RcmText) {copy, (int32_t) n};
}

/* Each further part is a fact: its name is picked by the first byte, its form by the second. */
static void
read_facts(const uint8_t *data, size_t size, RcmDenialFacts *facts)
{
	rcm_facts_init(facts);
	while (size > 0)
	{
		RcmText		part = next_part(&data, &size);

		if (part.len >= 2)
			(void) rcm_fact_set(facts, &rcm_facts[(uint8_t) part.data[0] % rcm_fact_count],
								(RcmFactForm) ((uint8_t) part.data[1] % 3), (RcmText) {part.data + 2, part.len - 2});
		/* a code would point into the part */
		facts->procedure_sent = facts->procedure_paid = (RcmText) {NULL, 0};
		free((void *) part.data);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	RcmText		rarcs[MOST_REMARKS];
	RcmDenialLine line = {.group = next_part(&data, &size), .carc = next_part(&data, &size), .rarcs = rarcs};
	RcmDenialFacts facts;
	RcmCause	cause,
				again;

	while (line.rarc_count < MOST_REMARKS)
		rarcs[line.rarc_count++] = next_part(&data, &size);
	if (size > 0)
	{
		read_facts(data, size, &facts);
		line.facts = &facts;
	}
	rcm_root_cause(&line, &cause);
	rcm_root_cause(&line, &again);
	must(cause.verdict == again.verdict && cause.leaf == again.leaf && cause.rule == again.rule, "two answers");
	must(cause.explanation[0] != '\0' && strlen(cause.explanation) < RCM_CAUSE_ROOM - 1, "no sentence, or a cut one");
	must((cause.verdict == RCM_VERDICT_DENIAL) == rcm_adjustment_is_denial(line.carc.data, (size_t) line.carc.len), "a denial by one, none by the other");
	(void) rcm_adjustment_faults(line.group, line.carc, rarcs, line.rarc_count, 20260302);
	free((void *) line.group.data);
	free((void *) line.carc.data);
	for (int i = 0; i < line.rarc_count; i++)
		free((void *) rarcs[i].data);
	return 0;
}
