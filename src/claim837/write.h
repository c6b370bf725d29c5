/*
 * write.h - claims into the 837: 005010X222A1 (professional), 005010X223A2
 * (institutional), 005010X224A2 (dental).
 *
 * One claim at a time.  Everything that it needs is written to the side first:
 * the billing provider's loop, the subscriber's, the patient's, the claim's
 * own.  When nothing is wrong it goes behind what is there, under the levels
 * of the claim before where they are the same byte for byte; when something
 * is, nothing was written and every reason has been told through "refuse".
 *
 * What the reader of 837s gives for the file is the claim that was written,
 * but for what X12 has no place for (docs/howto/submit-claims.md and the comments of the SQL functions say what).
 */
#ifndef RCM_CLAIM837_WRITE_H
#define RCM_CLAIM837_WRITE_H

#include "claim/claim.h"
#include "x12/write.h"

/* Gets every reason why a claim cannot be written. */
typedef void (*Rcm837Refuse) (void *owner, const RcmX12Fault *fault);

/* Segments that were written to the side. */
typedef struct Rcm837Block
{
	RcmBuffer	bytes;
	int64_t		segments;
} Rcm837Block;

typedef enum Rcm837Level
{
	RCM_837_LEVEL_BILLING,		/* HL 20 */
	RCM_837_LEVEL_SUBSCRIBER,	/* HL 22 */
	RCM_837_LEVEL_PATIENT,		/* HL 23; empty when the subscriber is the patient */
	RCM_837_LEVELS
} Rcm837Level;

/* Where in the claim the writer is: "lines[2]", then "ndc". */
#define RCM_837_DEPTH 6
typedef struct Rcm837Step
{
	const char *name;
	int			index;			/* of a list, else -1 */
} Rcm837Step;

typedef struct Rcm837Writer
{
	RcmX12Writer x12;
	RcmBuffer  *out;
	char		form;			/* 'P', 'I', 'D' */
	Rcm837Refuse refuse;		/* NULL: the first reason is enough, in "fault" */
	void	   *owner;

	/* The transaction. */
	int64_t		claims;			/* in it */
	int64_t		levels;			/* HL01 of the last */
	int64_t		level[RCM_837_LEVELS];	/* HL01 of the open ones */
	int64_t		claims_of_patient;
	Rcm837Block open[RCM_837_LEVELS];	/* what they say */
	int64_t		items;			/* claims in the file */

	/* The claim. */
	const RcmClaim *claim;
	Rcm837Block next[RCM_837_LEVELS];
	Rcm837Block body;
	bool		self;			/* the subscriber is the patient */
	RcmText		pos;			/* CLM05-1 */
	Rcm837Step	path[RCM_837_DEPTH];
	int			depth;
	int			composite;		/* the element that has components */
	int			faults;
	RcmX12Fault fault;			/* the first */
} Rcm837Writer;

/*
 * "out" gets the file; the rest of what is needed comes from the arena.  False
 * with the fault set when the sender does not say enough; "form" is 'P', 'I'
 * or 'D'.
 */
extern bool rcm_837_write_open(Rcm837Writer *w, RcmBuffer *out, RcmArena *arena,
							   const RcmX12Sender *sender, char form);
/* False when the claim is refused. */
extern bool rcm_837_write(Rcm837Writer *w, const RcmClaim *claim);
/* Ends the file; nothing at all was written when every claim was refused. */
extern void rcm_837_write_close(Rcm837Writer *w);

#endif
