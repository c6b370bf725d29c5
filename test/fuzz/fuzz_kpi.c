/*
 * fuzz_kpi.c - any bytes as the text of a state, and as its stored bytes.
 *
 * A text that is read is written as one that is read as the same; bytes that
 * are added and taken away leave nothing; no byte too far is looked at.
 */
#include <stdio.h>
#include <stdlib.h>

#include "kpi/state.h"

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

/* The fault that a text has lies within it. */
static void
as_text(RcmText t)
{
	static char out[RCM_KPI_TEXT_ROOM];
	int64_t		counters[RCM_KPI_COUNTERS];
	int64_t		again[RCM_KPI_COUNTERS];
	RcmText		at;
	int			len;

	if (rcm_kpi_parse(t, counters, &at) != RCM_KPI_OK)
	{
		must(at.data >= t.data && at.data + at.len <= t.data + t.len, "a fault outside of the text");
		return;
	}
	len = rcm_kpi_format(counters, out);
	must(len < (int) RCM_KPI_TEXT_ROOM, "text too long");
	must(rcm_kpi_parse((RcmText) {out, len}, again, &at) == RCM_KPI_OK, "own text is refused");
	must(memcmp(counters, again, sizeof(again)) == 0, "text is read as another state");
}

static void
as_bytes(const char *data, size_t size)
{
	static char packed[RCM_KPI_PACKED_SIZE(RCM_KPI_COUNTERS)];
	int64_t		counters[RCM_KPI_COUNTERS] = {0};
	int64_t		again[RCM_KPI_COUNTERS] = {0};

	if (rcm_kpi_add(counters, data, size) != RCM_KPI_OK)
		return;
	must(rcm_kpi_add(again, packed, rcm_kpi_pack(counters, packed)) == RCM_KPI_OK, "own bytes are refused");
	must(memcmp(counters, again, sizeof(again)) == 0, "bytes are read as another state");
	must(rcm_kpi_subtract(counters, data, size) == RCM_KPI_OK, "bytes cannot be taken away");
	for (int i = 0; i < RCM_KPI_COUNTERS; i++)
		must(counters[i] == 0, "something is left");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A copy without room behind it, so that a byte too far is seen. */
	char	   *copy = malloc(size > 0 ? size : 1);

	if (copy == NULL)
		return 0;
	if (size > 0)
		memcpy(copy, data, size);
	as_text((RcmText) {copy, (int32_t) size});
	as_bytes(copy, size);
	free(copy);
	return 0;
}
