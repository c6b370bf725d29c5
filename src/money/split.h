/*
 * split.h - an amount in parts that add up to it.
 *
 * The method of the largest remainder: each part is its exact share without
 * the broken cent, and the cents left over go one each to the parts that lost
 * most, of equals to the earlier.  So no part is a cent or more off its share.
 */
#ifndef RCM_SPLIT_H
#define RCM_SPLIT_H

#include "base/text.h"

/* What a part lost, over the sum of the weights; halves of 128 bits, which need no alignment of 16. */
typedef struct
{
	uint64_t	high;
	uint64_t	low;
	int32_t		part;
} RcmSplitRest;

/*
 * Splits cents into n parts, n at least 1, in proportion to weights none of
 * which is negative; equally when all are zero.  rests is room for n.
 */
extern void rcm_split(int64_t cents, const int64_t *weights, int32_t n, int64_t *parts, RcmSplitRest *rests);

#endif
