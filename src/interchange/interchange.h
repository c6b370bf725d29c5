/*
 * interchange.h - a file of any transactions, every reader at once.
 *
 * For whoever wants to know what is odd about a file and not what it says
 * (besides what the envelope and the guide tell): each reader takes the
 * transactions that are its own and reports what it finds; nothing is
 * delivered.
 */
#ifndef RCM_INTERCHANGE_H
#define RCM_INTERCHANGE_H

#include "acknowledgement/read.h"
#include "claim837/read.h"
#include "eligibility/read.h"
#include "remittance/read.h"
#include "status/read.h"

typedef struct RcmInterchange
{
	Rcm837Reader claims;
	Rcm835Reader remittances;
	Rcm271Reader eligibility;
	Rcm277Reader statuses;
	RcmAckReader acknowledgements;
} RcmInterchange;

#define RCM_INTERCHANGE_ARENAS \
	((int) RCM_837_MEMORIES + (int) RCM_835_MEMORIES + (int) RCM_271_MEMORIES + \
	 (int) RCM_277_MEMORIES + (int) RCM_ACK_MEMORIES)

extern void rcm_interchange_init(RcmInterchange *x, RcmX12Report report, void *owner);
/* Segments come from a window that moves: what is kept of them must be copied. */
extern void rcm_interchange_window_moves(RcmInterchange *x);
/* The readers' arenas, for those who want other ones than malloc's. */
extern RcmArena *rcm_interchange_arena(RcmInterchange *x, int i);
extern void rcm_interchange_segment(RcmInterchange *x, const RcmX12Segment *s,
									const RcmX12Delimiters *d, const RcmX12Place *place);
extern void rcm_interchange_end(RcmInterchange *x);
extern void rcm_interchange_free(RcmInterchange *x);

#endif
