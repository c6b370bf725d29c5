/*
 * aging.c - see aging.h.
 */
#include "receivable/aging.h"

#include "money/usd.h"

const int32_t rcm_aging_usual[RCM_AGING_USUAL] = {30, 60, 90, 120, 150, 180};

size_t
rcm_aging_size(int32_t edges)
{
	return offsetof(RcmAging, buckets) + sizeof(int64_t) * (size_t) (edges + 1) + sizeof(int32_t) * (size_t) edges;
}

int32_t *
rcm_aging_edges(const RcmAging *a)
{
	return (int32_t *) (a->buckets + a->edges + 1);
}

bool
rcm_aging_edges_valid(const int32_t *edges, int32_t n)
{
	if (n < 1 || n > RCM_AGING_EDGES || edges[0] < 0)
		return false;
	for (int32_t i = 1; i < n; i++)
		if (edges[i] <= edges[i - 1])
			return false;
	/* The bucket above the last edge has a first day, too. */
	return edges[n - 1] < INT32_MAX;
}

bool
rcm_aging_valid(const RcmAging *a)
{
	for (int32_t i = 0; i <= a->edges; i++)
		if (a->buckets[i] < 0)
			return false;
	return a->undated >= 0 && a->credits <= 0 && a->credits != RCM_NO_USD && a->rows >= 0;
}

void
rcm_aging_begin(RcmAging *a, const int32_t *edges, int32_t n)
{
	a->edges = n;
	a->undated = 0;
	a->credits = 0;
	a->rows = 0;
	memset(a->buckets, 0, sizeof(int64_t) * (size_t) (n + 1));
	memcpy(rcm_aging_edges(a), edges, sizeof(int32_t) * (size_t) n);
}

/* The bucket of an age: the first whose edge it does not pass. */
static int32_t
bucket_of(const RcmAging *a, int32_t age)
{
	const int32_t *edges = rcm_aging_edges(a);
	int32_t		low = 0;
	int32_t		high = a->edges;

	while (low < high)
	{
		int32_t		middle = (low + high) / 2;

		if (age <= edges[middle])
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

bool
rcm_aging_add(RcmAging *a, int64_t cents, const int32_t *age)
{
	int64_t    *figure;

	if (a->rows == INT64_MAX)
		return false;
	if (cents < 0)
		figure = &a->credits;
	else
		figure = age == NULL ? &a->undated : &a->buckets[bucket_of(a, *age)];
	if (!rcm_usd_add(*figure, cents, figure))
		return false;
	a->rows++;
	return true;
}

RcmAgingStatus
rcm_aging_merge(RcmAging *a, const RcmAging *other)
{
	bool		fits;

	if (a->edges != other->edges ||
		memcmp(rcm_aging_edges(a), rcm_aging_edges(other), sizeof(int32_t) * (size_t) a->edges) != 0)
		return RCM_AGING_OTHER_EDGES;
	fits = rcm_usd_add(a->undated, other->undated, &a->undated) &&
		rcm_usd_add(a->credits, other->credits, &a->credits) &&
		rcm_usd_add(a->rows, other->rows, &a->rows);
	for (int32_t i = 0; fits && i <= a->edges; i++)
		fits = rcm_usd_add(a->buckets[i], other->buckets[i], &a->buckets[i]);
	return fits ? RCM_AGING_OK : RCM_AGING_RANGE;
}

/* The sum of the buckets from one on, and of what comes before it. */
static bool
sum_from(const RcmAging *a, int32_t bucket, int64_t before, int64_t *cents)
{
	for (; bucket <= a->edges; bucket++)
		if (!rcm_usd_add(before, a->buckets[bucket], &before))
			return false;
	*cents = before;
	return true;
}

bool
rcm_aging_total(const RcmAging *a, int64_t *cents)
{
	return sum_from(a, 0, a->undated, cents);
}

RcmAgingStatus
rcm_aging_older_than(const RcmAging *a, int32_t days, int64_t *cents)
{
	int32_t		bucket = bucket_of(a, days);

	if (bucket == a->edges || rcm_aging_edges(a)[bucket] != days)
		return RCM_AGING_OTHER_EDGES;
	return sum_from(a, bucket + 1, 0, cents) ? RCM_AGING_OK : RCM_AGING_RANGE;
}
