/*
 * interchange.c - see interchange.h.
 */
#include "interchange/interchange.h"

void
rcm_interchange_init(RcmInterchange *x, RcmX12Report report, void *owner)
{
	rcm_837_init(&x->claims, NULL, report, owner);
	rcm_835_init(&x->remittances, NULL, report, owner);
}

void
rcm_interchange_window_moves(RcmInterchange *x)
{
	x->claims.at.copy = true;
	x->remittances.at.copy = true;
}

RcmArena *
rcm_interchange_arena(RcmInterchange *x, int i)
{
	return i < RCM_837_MEMORIES ? &x->claims.arena[i] : &x->remittances.arena[i - RCM_837_MEMORIES];
}

void
rcm_interchange_segment(RcmInterchange *x, const RcmX12Segment *s, const RcmX12Delimiters *d,
						const RcmX12Place *place)
{
	rcm_837_segment(&x->claims, s, d, place);
	rcm_835_segment(&x->remittances, s, d, place);
}

void
rcm_interchange_end(RcmInterchange *x)
{
	rcm_837_end(&x->claims);
	rcm_835_end(&x->remittances);
}

void
rcm_interchange_free(RcmInterchange *x)
{
	rcm_837_free(&x->claims);
	rcm_835_free(&x->remittances);
}
