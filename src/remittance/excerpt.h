/*
 * excerpt.h - the part of an 835 file that answers one claim.
 *
 * What is asked about one claim is asked of a few segments then, not of all
 * that a payer sent with it.
 */
#ifndef RCM_REMITTANCE_EXCERPT_H
#define RCM_REMITTANCE_EXCERPT_H

#include "base/buffer.h"
#include "x12/token.h"

typedef enum Rcm835ExcerptState
{
	RCM_835_OUTSIDE,			/* of an 835: the envelope */
	RCM_835_TOP,				/* ST to the first LX or CLP */
	RCM_835_GROUP,				/* LX, TS3, TS2 */
	RCM_835_WANTED,				/* a claim that is asked for */
	RCM_835_OTHER				/* other claims, PLB, other transactions */
} Rcm835ExcerptState;

typedef struct Rcm835Excerpt
{
	RcmBuffer  *out;
	RcmArena   *arena;			/* for the claim numbers, reset after each */
	RcmText		claim_id;		/* UTF-8 */
	Rcm835ExcerptState state;
	size_t		transaction;	/* where the transaction begins in out */
	size_t		group;			/* where the last LX or TS3 does */
	bool		remittance;		/* it is an 835 */
	bool		answered;		/* in this transaction */
	bool		group_answered; /* since that LX */
	int64_t		claims;			/* found in all */
} Rcm835Excerpt;

extern void rcm_835_excerpt_segment(Rcm835Excerpt *e, const RcmX12Segment *s, const RcmX12Delimiters *d);
/* Drops what the end of the file left without a claim. */
extern void rcm_835_excerpt_end(Rcm835Excerpt *e);

#endif
