/*
 * read_parts.h - what the files of the 271 reader share among themselves.
 */
#ifndef RCM_ELIGIBILITY_PARTS_H
#define RCM_ELIGIBILITY_PARTS_H

#include "eligibility/read.h"

/* Element i into a text that has none yet. */
static inline void
rcm_271_take(Rcm271Reader *r, Rcm271Memory memory, RcmText *to, int i)
{
	if (to->len == 0)
		*to = rcm_x12_text(&r->at, &r->arena[memory], i);
}

/* The arena that lasts as long as the person being read. */
static inline Rcm271Memory
rcm_271_person_memory(const Rcm271Reader *r)
{
	return r->level == RCM_271_DEPENDENT ? RCM_271_FOR_DEPENDENT : RCM_271_FOR_SUBSCRIBER;
}

/* ---- read_person.c ---- */

/* NM1 into a party that has no name yet. */
extern void rcm_271_party(Rcm271Reader *r, Rcm271Memory memory, Rcm271Party *party);
/* The first telephone number of a PER. */
extern void rcm_271_phone(Rcm271Reader *r, Rcm271Memory memory, Rcm271Party *party);
/* DTP into a list. */
extern void rcm_271_date(Rcm271Reader *r, Rcm271Memory memory, Rcm271Dates *dates);
/* A segment of a person's level that belongs to no benefit. */
extern void rcm_271_person(Rcm271Reader *r);
/* What follows from all that was said of a person. */
extern void rcm_271_conclude(Rcm271Reader *r, Rcm271Response *response);

/* ---- read_benefit.c ---- */

/* Hand over the benefit being read, if there is one. */
extern void rcm_271_finish_benefit(Rcm271Reader *r);
extern void rcm_271_start_benefit(Rcm271Reader *r);
/* A segment behind an EB. */
extern void rcm_271_in_benefit(Rcm271Reader *r);

#endif
