/*
 * read.c - see read.h: transactions, levels, rejections.
 *
 * A level ends at the next HL, SE or envelope segment, so a file cut anywhere
 * gives what was before the cut.  Levels are known by HL03, not by their
 * numbers, which are often wrong.
 */
#include "eligibility/read_parts.h"

void
rcm_271_init(Rcm271Reader *r, const Rcm271Deliver *deliver, RcmX12Report report, void *owner)
{
	memset(r, 0, sizeof(*r));
	if (deliver != NULL)
		r->deliver = *deliver;
	r->at.report = report;
	r->at.owner = owner;
	for (int i = 0; i < RCM_271_MEMORIES; i++)
		rcm_arena_init(&r->arena[i]);
}

void
rcm_271_free(Rcm271Reader *r)
{
	for (int i = 0; i < RCM_271_MEMORIES; i++)
		rcm_arena_free(&r->arena[i]);
}

/* ---- levels ---- */

/* Something is said of the person: the answer counts. */
static void
count_response(Rcm271Reader *r)
{
	Rcm271Response *p = r->response;

	if (p == NULL || p->ordinal != 0)
		return;
	p->ordinal = ++r->responses;
	if (p->dependent)
		p->subscriber = r->subscriber.ordinal;
}

static void
finish_level(Rcm271Reader *r)
{
	Rcm271Response *p = r->response;

	rcm_271_finish_benefit(r);
	if (p != NULL && p->ordinal != 0)
	{
		rcm_271_conclude(r, p);
		if (r->deliver.response != NULL)
			r->deliver.response(r->at.owner, p);
	}
	r->response = NULL;
}

static void
forget_party(Rcm271Reader *r, Rcm271Party *party, Rcm271Memory memory)
{
	memset(party, 0, sizeof(*party));
	rcm_arena_reset(&r->arena[memory]);
}

static void
forget_person(Rcm271Reader *r, Rcm271Response *p, Rcm271Memory memory)
{
	memset(p, 0, sizeof(*p));
	rcm_arena_reset(&r->arena[memory]);
	p->dob = RCM_NO_DATE;
	p->transaction = &r->transaction;
	p->payer = &r->source;
	p->provider = &r->receiver;
	p->dependent = memory == RCM_271_FOR_DEPENDENT;
}

/* Nothing of this level and of those below is left. */
static void
forget_from(Rcm271Reader *r, Rcm271Level level)
{
	if (level <= RCM_271_SOURCE)
		forget_party(r, &r->source, RCM_271_FOR_SOURCE);
	if (level <= RCM_271_RECEIVER)
		forget_party(r, &r->receiver, RCM_271_FOR_RECEIVER);
	if (level <= RCM_271_SUBSCRIBER)
		forget_person(r, &r->subscriber, RCM_271_FOR_SUBSCRIBER);
	forget_person(r, &r->dependent, RCM_271_FOR_DEPENDENT);
}

static Rcm271Level
level_of(RcmText code)
{
	static const char codes[][3] = {"", "20", "21", "22", "23"};

	for (int i = RCM_271_SOURCE; i <= RCM_271_DEPENDENT; i++)
		if (rcm_text_is(code, codes[i]))
			return (Rcm271Level) i;
	return RCM_271_NO_LEVEL;
}

static void
start_level(Rcm271Reader *r)
{
	finish_level(r);
	r->level = level_of(rcm_x12_raw(&r->at, 3));
	if (r->level == RCM_271_NO_LEVEL)
	{
		rcm_x12_finding(&r->at, "HL03", 3, "not a level of an eligibility response");
		return;
	}
	forget_from(r, r->level);
	if (r->level >= RCM_271_SUBSCRIBER)
	{
		r->response = r->level == RCM_271_SUBSCRIBER ? &r->subscriber : &r->dependent;
		r->response->place = *r->at.place;
	}
}

/* ---- rejections ---- */

static void
read_rejection(Rcm271Reader *r)
{
	Rcm271Party *party = r->level == RCM_271_SOURCE ? &r->source :
		r->level == RCM_271_RECEIVER ? &r->receiver : NULL;
	Rcm271Rejection rejection = {.place = *r->at.place, .level = r->level};
	RcmArena   *arena = &r->arena[RCM_271_FOR_REJECTION];

	count_response(r);
	rejection.transaction = &r->transaction;
	if (party != NULL)
	{
		party->rejected = true;
		rejection.entity = party->entity;
	}
	if (r->response != NULL)
	{
		rejection.response = r->response->ordinal;
		rejection.entity = r->response->entity;
		r->response->rejected |= !r->in_benefit;
	}
	if (r->in_benefit)
		rejection.benefit = r->benefit.ordinal;
	if (rcm_x12_raw(&r->at, 3).len == 0)
		rcm_x12_finding(&r->at, "AAA03", 3, "a rejection without its reason");
	rcm_arena_reset(arena);
	rejection.valid_request = rcm_x12_text(&r->at, arena, 1);
	rejection.reason = rcm_x12_text(&r->at, arena, 3);
	rejection.follow_up = rcm_x12_text(&r->at, arena, 4);
	if (r->deliver.rejection != NULL)
		r->deliver.rejection(r->at.owner, &rejection);
}

/* ---- segments ---- */

static void
start_transaction(Rcm271Reader *r)
{
	finish_level(r);
	forget_from(r, RCM_271_NO_LEVEL);
	memset(&r->transaction, 0, sizeof(r->transaction));
	rcm_arena_reset(&r->arena[RCM_271_FOR_TRANSACTION]);
	r->transaction.created = RCM_NO_DATE;
	r->transaction.place = *r->at.place;
	r->level = RCM_271_NO_LEVEL;
	r->active = rcm_x12_is(&r->at, 1, "271");
	rcm_271_take(r, RCM_271_FOR_TRANSACTION, &r->transaction.control_number, 2);
}

static void
read_header(Rcm271Reader *r)
{
	rcm_271_take(r, RCM_271_FOR_TRANSACTION, &r->transaction.purpose, 2);
	rcm_271_take(r, RCM_271_FOR_TRANSACTION, &r->transaction.reference, 3);
	if (r->transaction.created == RCM_NO_DATE)
		r->transaction.created = rcm_x12_day(&r->at, 4, rcm_x12_raw(&r->at, 4));
}

/* Payer and provider: who they are. */
static void
in_party(Rcm271Reader *r)
{
	if (r->at.segment->id != ID3('N', 'M', '1'))
		return;
	if (r->level == RCM_271_SOURCE)
		rcm_271_party(r, RCM_271_FOR_SOURCE, &r->source);
	else
		rcm_271_party(r, RCM_271_FOR_RECEIVER, &r->receiver);
}

static void
in_transaction(Rcm271Reader *r)
{
	switch (r->at.segment->id)
	{
		case ID3('B', 'H', 'T'):
			read_header(r);
			return;
		case ID2('H', 'L'):
			start_level(r);
			return;
		case ID3('A', 'A', 'A'):
			read_rejection(r);
			return;
		case ID2('E', 'B'):
			count_response(r);
			rcm_271_start_benefit(r);
			return;
		case ID3('N', 'M', '1'):
		case ID3('T', 'R', 'N'):
			count_response(r);
			break;
		default:
			break;
	}
	if (r->in_benefit)
		rcm_271_in_benefit(r);
	else if (r->response != NULL)
		rcm_271_person(r);
	else if (r->level != RCM_271_NO_LEVEL)
		in_party(r);
}

void
rcm_271_segment(Rcm271Reader *r, const RcmX12Segment *s, const RcmX12Delimiters *d,
				const RcmX12Place *place)
{
	r->at.segment = s;
	r->at.place = place;
	r->at.delimiters = *d;
	switch (s->id)
	{
		case ID2('S', 'T'):
			start_transaction(r);
			break;
		case ID3('I', 'S', 'A'):
		case ID3('I', 'E', 'A'):
		case ID2('G', 'S'):
		case ID2('G', 'E'):
		case ID2('S', 'E'):
			finish_level(r);
			r->active = false;
			break;
		default:
			if (r->active)
				in_transaction(r);
			break;
	}
}

void
rcm_271_end(Rcm271Reader *r)
{
	finish_level(r);
	r->active = false;
}
