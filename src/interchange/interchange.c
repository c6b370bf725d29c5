/*
 * interchange.c - see interchange.h.
 */
#include "interchange/interchange.h"

void
rcm_interchange_init(RcmInterchange *x, RcmX12Report report, void *owner)
{
	rcm_guide_init(&x->guide, report, owner);
	rcm_837_init(&x->claims, NULL, report, owner);
}

void
rcm_interchange_window_moves(RcmInterchange *x)
{
	x->claims.at.copy = true;
}

RcmArena *
rcm_interchange_arena(RcmInterchange *x, int i)
{
	return &x->claims.arena[i];
}

void
rcm_interchange_segment(RcmInterchange *x, const RcmX12Segment *s, const RcmX12Delimiters *d,
						const RcmX12Place *place)
{
	rcm_guide_segment(&x->guide, s, d, place);
	rcm_837_segment(&x->claims, s, d, place);
}

void
rcm_interchange_end(RcmInterchange *x)
{
	rcm_guide_end(&x->guide);
	rcm_837_end(&x->claims);
}

void
rcm_interchange_free(RcmInterchange *x)
{
	rcm_837_free(&x->claims);
}
