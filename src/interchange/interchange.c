/*
 * interchange.c - see interchange.h.
 */
#include "interchange/interchange.h"

void
rcm_interchange_init(RcmInterchange *x, RcmX12Report report, void *owner)
{
	rcm_837_init(&x->claims, NULL, report, owner);
	rcm_835_init(&x->remittances, NULL, report, owner);
	rcm_271_init(&x->eligibility, NULL, report, owner);
	rcm_277_init(&x->statuses, NULL, report, owner);
	rcm_ack_init(&x->acknowledgements, NULL, NULL, report, owner);
}

void
rcm_interchange_window_moves(RcmInterchange *x)
{
	x->claims.at.copy = true;
	x->remittances.at.copy = true;
	x->eligibility.at.copy = true;
	x->statuses.at.copy = true;
	x->acknowledgements.at.copy = true;
}

RcmArena *
rcm_interchange_arena(RcmInterchange *x, int i)
{
	const struct
	{
		RcmArena   *arenas;
		int			count;
	}			readers[] = {
		{x->claims.arena, RCM_837_MEMORIES}, {x->remittances.arena, RCM_835_MEMORIES},
		{x->eligibility.arena, RCM_271_MEMORIES}, {x->statuses.arena, RCM_277_MEMORIES},
		{x->acknowledgements.arena, RCM_ACK_MEMORIES},
	};
	int			reader = 0;

	while (i >= readers[reader].count)
		i -= readers[reader++].count;
	return &readers[reader].arenas[i];
}

void
rcm_interchange_segment(RcmInterchange *x, const RcmX12Segment *s, const RcmX12Delimiters *d,
						const RcmX12Place *place)
{
	rcm_837_segment(&x->claims, s, d, place);
	rcm_835_segment(&x->remittances, s, d, place);
	rcm_271_segment(&x->eligibility, s, d, place);
	rcm_277_segment(&x->statuses, s, d, place);
	rcm_ack_segment(&x->acknowledgements, s, d, place);
}

void
rcm_interchange_end(RcmInterchange *x)
{
	rcm_837_end(&x->claims);
	rcm_835_end(&x->remittances);
	rcm_271_end(&x->eligibility);
	rcm_277_end(&x->statuses);
	rcm_ack_end(&x->acknowledgements);
}

void
rcm_interchange_free(RcmInterchange *x)
{
	rcm_837_free(&x->claims);
	rcm_835_free(&x->remittances);
	rcm_271_free(&x->eligibility);
	rcm_277_free(&x->statuses);
	rcm_ack_free(&x->acknowledgements);
}
