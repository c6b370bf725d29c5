/*
 * split.c - see split.h.
 */
#include "money/split.h"

#include <stdlib.h>

/* Largest first; of equals the earlier. */
static int
by_loss(const void *x, const void *y)
{
	const RcmSplitRest *a = x;
	const RcmSplitRest *b = y;

	if (a->high != b->high)
		return a->high > b->high ? -1 : 1;
	if (a->low != b->low)
		return a->low > b->low ? -1 : 1;
	return a->part < b->part ? -1 : a->part > b->part;
}

void
rcm_split(int64_t cents, const int64_t *weights, int32_t n, int64_t *parts, RcmSplitRest *rests)
{
	uint64_t	whole = cents < 0 ? 0 - (uint64_t) cents : (uint64_t) cents;
	uint64_t	left = whole;
	unsigned __int128 sum = 0;
	bool		equal;

	for (int32_t i = 0; i < n; i++)
		sum += (uint64_t) weights[i];
	equal = sum == 0;
	if (equal)
		sum = (unsigned __int128) n;
	/* Less than 2^63 times less than 2^63 fits. */
	for (int32_t i = 0; i < n; i++)
	{
		unsigned __int128 product = (unsigned __int128) whole * (equal ? 1 : (uint64_t) weights[i]);
		uint64_t	share = (uint64_t) (product / sum);
		unsigned __int128 rest = product - share * sum;

		parts[i] = (int64_t) share;
		left -= share;
		rests[i] = (RcmSplitRest) {(uint64_t) (rest >> 64), (uint64_t) rest, i};
	}
	if (left > 0)
	{
		qsort(rests, (size_t) n, sizeof(rests[0]), by_loss);
		for (uint64_t i = 0; i < left; i++)
			parts[rests[i].part]++;
	}
	if (cents < 0)
		for (int32_t i = 0; i < n; i++)
			parts[i] = -parts[i];
}
