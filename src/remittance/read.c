/*
 * read.c - see read.h: which segment goes to which loop, and when a line, a
 * claim, a payment is complete.
 *
 * A claim ends at the next CLP, LX, TS3, N1, PLB, at SE and at any envelope
 * segment, so a file cut anywhere still gives what stood before the cut.
 */
#include "remittance/read_parts.h"

void
rcm_835_init(Rcm835Reader *r, const Rcm835Deliver *deliver, RcmX12Report report, void *owner)
{
	memset(r, 0, sizeof(*r));
	if (deliver != NULL)
		r->deliver = *deliver;
	r->at.report = report;
	r->at.owner = owner;
	for (int i = 0; i < RCM_835_MEMORIES; i++)
		rcm_arena_init(&r->arena[i]);
}

void
rcm_835_free(Rcm835Reader *r)
{
	for (int i = 0; i < RCM_835_MEMORIES; i++)
		rcm_arena_free(&r->arena[i]);
}

/* Money that no claim owns is not guessed at, but told. */
static void
tell_alone(Rcm835Reader *r)
{
	switch (r->at.segment->id)
	{
		case ID3('S', 'V', 'C'):
			rcm_x12_finding(&r->at, "SVC-ALONE", 0, "a service line without a claim before it");
			break;
		case ID3('C', 'A', 'S'):
			rcm_x12_finding(&r->at, "CAS-ALONE", 0, "adjustments without a claim before them");
			break;
		default:
			break;
	}
}

static void
in_transaction(Rcm835Reader *r)
{
	switch (r->at.segment->id)
	{
		case ID3('C', 'L', 'P'):
			rcm_835_finish_claim(r);
			rcm_835_start_claim(r);
			break;
		case ID2('L', 'X'):
		case ID3('T', 'S', '3'):
			rcm_835_finish_claim(r);
			rcm_835_in_payment(r);
			break;
		case ID2('N', '1'):
			rcm_835_finish_claim(r);
			rcm_835_party(r);
			break;
		case ID3('P', 'L', 'B'):
			rcm_835_finish_claim(r);
			rcm_835_provider_adjustments(r);
			break;
		default:
			if (!r->in_claim)
			{
				tell_alone(r);
				rcm_835_in_payment(r);
			}
			else if (r->at.segment->id == ID3('S', 'V', 'C'))
			{
				rcm_835_finish_line(r);
				rcm_835_start_line(r);
			}
			else if (r->at.segment->id == ID3('C', 'A', 'S'))
				rcm_835_adjustments(r);
			else if (r->in_line)
				rcm_835_in_line(r);
			else
				rcm_835_in_claim(r);
			break;
	}
}

void
rcm_835_segment(Rcm835Reader *r, const RcmX12Segment *s, const RcmX12Delimiters *d,
				const RcmX12Place *place)
{
	r->at.segment = s;
	r->at.place = place;
	r->at.delimiters = *d;
	switch (s->id)
	{
		case ID2('S', 'T'):
			rcm_835_finish_payment(r);
			if (rcm_x12_is(&r->at, 1, "835"))
				rcm_835_start_payment(r);
			break;
		case ID2('G', 'S'):
			rcm_835_finish_payment(r);
			rcm_arena_reset(&r->arena[RCM_835_FOR_GROUP]);
			r->group_version = rcm_835_text(r, RCM_835_FOR_GROUP, 8);
			break;
		case ID3('I', 'S', 'A'):
		case ID3('I', 'E', 'A'):
		case ID2('G', 'E'):
			rcm_835_finish_payment(r);
			r->group_version = (RcmText) {"", 0};
			break;
		case ID2('S', 'E'):
			r->payment.complete = true;
			rcm_835_finish_payment(r);
			break;
		default:
			if (!r->active)
				break;
			if (r->deliver.payment != NULL)
				rcm_digest_segment(&r->digest, s, d);
			in_transaction(r);
			break;
	}
}

void
rcm_835_end(Rcm835Reader *r)
{
	rcm_835_finish_payment(r);
}
