/*
 * excerpt.c - see excerpt.h: segments are copied as they are met, and taken
 * back when no claim that is asked for followed them.
 */
#include "remittance/excerpt.h"

#include "x12/value.h"

static void
copy(Rcm835Excerpt *e, const RcmX12Segment *s, const RcmX12Delimiters *d)
{
	rcm_buffer_add(e->out, s->data, s->len);
	rcm_buffer_char(e->out, d->terminator);
}

static bool
is_wanted(Rcm835Excerpt *e, const RcmX12Segment *s)
{
	const RcmX12Cursor at = {.segment = s};
	bool		wanted = rcm_text_equal(rcm_x12_text(&at, e->arena, 1), e->claim_id);

	rcm_arena_reset(e->arena);
	return wanted;
}

static void
end_group(Rcm835Excerpt *e)
{
	if (e->group > 0 && !e->group_answered)
		e->out->len = e->group;
	e->group = 0;
}

/* A transaction without the claim is taken back as a whole. */
static void
end_transaction(Rcm835Excerpt *e)
{
	if (e->state == RCM_835_OUTSIDE)
		return;
	end_group(e);
	if (!e->answered)
		e->out->len = e->transaction;
	e->state = RCM_835_OUTSIDE;
}

static void
start_transaction(Rcm835Excerpt *e, const RcmX12Segment *s)
{
	e->transaction = e->out->len;
	e->group = 0;
	e->answered = false;
	e->remittance = rcm_text_is(rcm_x12_trim(rcm_x12_element(s, 1)), "835");
	e->state = e->remittance ? RCM_835_TOP : RCM_835_OTHER;
}

static void
start_group(Rcm835Excerpt *e)
{
	end_group(e);
	e->group = e->out->len;
	e->group_answered = false;
	e->state = RCM_835_GROUP;
}

static void
start_claim(Rcm835Excerpt *e, const RcmX12Segment *s)
{
	if (!is_wanted(e, s))
	{
		e->state = RCM_835_OTHER;
		return;
	}
	e->state = RCM_835_WANTED;
	e->answered = e->group_answered = true;
	e->claims++;
}

/* A segment inside a transaction. */
static void
inside(Rcm835Excerpt *e, const RcmX12Segment *s)
{
	switch (s->id)
	{
		case ID3('C', 'L', 'P'):
			start_claim(e, s);
			break;
		case ID2('L', 'X'):
			start_group(e);
			break;
		case ID3('T', 'S', '3'):
			if (e->state != RCM_835_GROUP)
				start_group(e);
			break;
		case ID2('N', '1'):
			if (e->state != RCM_835_TOP)
				e->state = RCM_835_OTHER;
			break;
		case ID3('P', 'L', 'B'):
			e->state = RCM_835_OTHER;
			break;
		default:
			break;
	}
}

void
rcm_835_excerpt_segment(Rcm835Excerpt *e, const RcmX12Segment *s, const RcmX12Delimiters *d)
{
	bool		in_transaction = e->state != RCM_835_OUTSIDE;

	switch (s->id)
	{
		case ID3('I', 'S', 'A'):
			end_transaction(e);
			/* One that names no delimiters could seem to name some, beside other segments. */
			if (!(s->notes & RCM_X12_IS_ISA))
				return;
			break;
		case ID3('I', 'E', 'A'):
		case ID2('G', 'S'):
		case ID2('G', 'E'):
			end_transaction(e);
			break;
		case ID2('S', 'T'):
			end_transaction(e);
			start_transaction(e, s);
			break;
		case ID2('S', 'E'):
			end_group(e);
			if (in_transaction && !e->answered)
			{
				end_transaction(e);
				return;
			}
			copy(e, s, d);
			e->state = RCM_835_OUTSIDE;
			return;
		default:
			/* What stands outside of transactions would seem to belong to one that was cut. */
			if (!in_transaction)
				return;
			if (e->remittance)
				inside(e, s);
			break;
	}
	if (e->state != RCM_835_OTHER)
		copy(e, s, d);
}

void
rcm_835_excerpt_end(Rcm835Excerpt *e)
{
	end_transaction(e);
}
