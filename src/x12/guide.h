/*
 * guide.h - is a transaction built as its implementation guide has it?
 *
 * Not a validation element by element: that is what readers and writers do
 * with what they need.  Here is what shows that a file was put together
 * wrongly: segments that the guide does not know, loops that must be there and
 * are not, hierarchical levels that do not add up, a claim whose lines do not
 * sum to its charge.  Constant memory; nothing stops the reading.
 */
#ifndef RCM_GUIDE_H
#define RCM_GUIDE_H

#include "x12/value.h"

typedef struct RcmGuideTransaction RcmGuideTransaction;

typedef struct RcmGuide
{
	RcmX12Cursor at;
	const RcmGuideTransaction *transaction;	/* NULL: none, or one that we do not know */
	RcmX12Place st;
	uint32_t	seen;			/* which loops that must be there were: bits of guide.c */
	uint32_t	claim_needs;	/* which ones a claim of this transaction needs */
	int64_t		levels;			/* HL segments so far */
	uint32_t	known[64];		/* ids that were found in the transaction's list, by their bits */

	/* The claim of an 837. */
	bool		in_claim;
	bool		has_line;
	bool		sum_known;
	int64_t		charge,
				lines;
	RcmX12Place claim;
} RcmGuide;

extern void rcm_guide_init(RcmGuide *g, RcmX12Report report, void *owner);
extern void rcm_guide_segment(RcmGuide *g, const RcmX12Segment *s, const RcmX12Delimiters *d,
							  const RcmX12Place *place);
extern void rcm_guide_end(RcmGuide *g);

#endif
