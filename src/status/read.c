/*
 * read.c - see read.h: which segment goes where, and when something is complete.
 *
 * Levels are told apart by what kind they are (HL03), not by their numbers,
 * which are often wrong.  A file that is cut anywhere still gives what stands
 * before the cut.
 */
#include "status/read.h"

void
rcm_277_init(Rcm277Reader *r, Rcm277Deliver deliver, RcmX12Report report, void *owner)
{
	memset(r, 0, sizeof(*r));
	r->deliver = deliver;
	r->at.report = report;
	r->at.owner = owner;
	for (int i = 0; i < RCM_277_MEMORIES; i++)
		rcm_arena_init(&r->arena[i]);
}

void
rcm_277_free(Rcm277Reader *r)
{
	for (int i = 0; i < RCM_277_MEMORIES; i++)
		rcm_arena_free(&r->arena[i]);
}

/* ---- which of the 277s ---- */

/* By the guide's X-number; NULL when it names none of them. */
static const char *
guide_of(RcmText guide)
{
	static const struct
	{
		char		number[4];
		const char *name;
	}			guides[] = {
		{"212", "277"}, {"093", "277"}, {"214", "277CA"}, {"167", "277CA"},
		{"213", "277RFAI"}, {"104", "277RFAI"}, {"150", "277RFAI"}, {"228", "277P"}, {"364", "277DRA"},
	};

	guide = rcm_x12_trim(guide);
	for (size_t i = 0; guide.len >= 10 && i < sizeof(guides) / sizeof(guides[0]); i++)
		if (guide.data[6] == 'X' && memcmp(guide.data + 7, guides[i].number, 3) == 0)
			return guides[i].name;
	return NULL;
}

static void
read_bht(Rcm277Reader *r)
{
	r->date = rcm_x12_day(&r->at, 4, rcm_x12_raw(&r->at, 4));
	if (r->guide != NULL)
		return;
	/* BHT06 says what the transaction is for. */
	r->guide = rcm_x12_is(&r->at, 6, "TH") ? "277CA" : rcm_x12_is(&r->at, 6, "RQ") ? "277RFAI" :
		rcm_x12_is(&r->at, 6, "NO") ? "277P" : "277";
}

/* ---- ends ---- */

static void
close_line(Rcm277Reader *r)
{
	rcm_277_release(r);
	memset(&r->line, 0, sizeof(r->line));
	rcm_arena_reset(&r->arena[RCM_277_FOR_LINE]);
}

static void
close_claim(Rcm277Reader *r)
{
	close_line(r);
	memset(&r->claim, 0, sizeof(r->claim));
	rcm_arena_reset(&r->arena[RCM_277_FOR_CLAIM]);
}

/* What is known of a level and of those below it goes. */
static void
forget_from(Rcm277Reader *r, Rcm277Memory memory)
{
	if (memory >= RCM_277_FOR_PAYER)
	{
		memset(&r->payer, 0, sizeof(r->payer));
		r->received_on = r->processed_on = RCM_NO_DATE;
	}
	if (memory >= RCM_277_FOR_RECEIVER)
	{
		memset(&r->receiver, 0, sizeof(r->receiver));
		r->in_receiver = 0;
	}
	if (memory >= RCM_277_FOR_PROVIDER)
	{
		memset(&r->provider, 0, sizeof(r->provider));
		r->in_provider = 0;
	}
	memset(&r->subscriber, 0, sizeof(r->subscriber));
	memset(&r->patient, 0, sizeof(r->patient));
	memset(&r->level_trace, 0, sizeof(r->level_trace));
	for (int i = RCM_277_FOR_DEPENDENT; i <= (int) memory; i++)
		rcm_arena_reset(&r->arena[i]);
}

static void
end_transaction(Rcm277Reader *r)
{
	if (r->active)
		close_claim(r);
	r->active = false;
}

/* ---- levels ---- */

static void
start_transaction(Rcm277Reader *r)
{
	const char *guide = guide_of(rcm_x12_element(r->at.segment, 3));

	end_transaction(r);
	if (!rcm_x12_is(&r->at, 1, "277"))
		return;
	r->active = true;
	r->level_told = false;
	r->transaction = *r->at.place;
	r->guide = guide != NULL ? guide : r->group_guide;
	r->date = RCM_NO_DATE;
	r->level = RCM_277_NOWHERE;
	r->receivers = r->providers = 0;
	forget_from(r, RCM_277_FOR_PAYER);
	rcm_arena_reset(&r->arena[RCM_277_FOR_TRANSACTION]);
	r->control_number = rcm_x12_text(&r->at, &r->arena[RCM_277_FOR_TRANSACTION], 2);
}

static void
start_level(Rcm277Reader *r)
{
	RcmText		kind = rcm_x12_raw(&r->at, 3);

	close_claim(r);
	if (rcm_text_is(kind, "20"))
	{
		r->level = RCM_277_PAYER;
		forget_from(r, RCM_277_FOR_PAYER);
	}
	else if (rcm_text_is(kind, "21"))
	{
		r->level = RCM_277_RECEIVER;
		forget_from(r, RCM_277_FOR_RECEIVER);
		r->in_receiver = ++r->receivers;
	}
	else if (rcm_text_is(kind, "19"))
	{
		r->level = RCM_277_PROVIDER;
		forget_from(r, RCM_277_FOR_PROVIDER);
		r->in_provider = ++r->providers;
	}
	else if (rcm_x12_one_of(kind, "22 PT"))
	{
		r->level = RCM_277_SUBSCRIBER;
		forget_from(r, RCM_277_FOR_PATIENT);
	}
	else if (rcm_text_is(kind, "23"))
	{
		r->level = RCM_277_DEPENDENT;
		r->patient = r->subscriber;
		rcm_arena_reset(&r->arena[RCM_277_FOR_DEPENDENT]);
	}
	else
		r->level = RCM_277_NOWHERE;
}

static bool
at_patient(const Rcm277Reader *r)
{
	return r->level == RCM_277_NOWHERE || r->level == RCM_277_SUBSCRIBER || r->level == RCM_277_DEPENDENT;
}

static Rcm277Memory
memory_of_level(const Rcm277Reader *r)
{
	switch (r->level)
	{
		case RCM_277_PAYER:
			return RCM_277_FOR_PAYER;
		case RCM_277_RECEIVER:
			return RCM_277_FOR_RECEIVER;
		case RCM_277_PROVIDER:
			return RCM_277_FOR_PROVIDER;
		case RCM_277_DEPENDENT:
			return RCM_277_FOR_DEPENDENT;
		default:
			return RCM_277_FOR_PATIENT;
	}
}

/*
 * What stands twice is taken from where it stands first: what is kept of a
 * level or claim must not grow with what is said of it.
 */
static void
take(Rcm277Reader *r, Rcm277Memory memory, RcmText *to, int element)
{
	if (to->len == 0)
		*to = rcm_x12_text(&r->at, &r->arena[memory], element);
}

/* ---- names ---- */

static void
read_party(Rcm277Reader *r, Rcm277Party *p)
{
	RcmArena   *arena = &r->arena[memory_of_level(r)];

	if (p->last.len > 0 || p->id.len > 0)
		return;
	p->last = rcm_x12_text(&r->at, arena, 3);
	p->first = rcm_x12_text(&r->at, arena, 4);
	p->id = rcm_x12_text(&r->at, arena, 9);
	if (rcm_x12_is(&r->at, 8, "XX"))
		p->npi = p->id;
}

static void
read_person(Rcm277Reader *r)
{
	RcmArena   *arena = &r->arena[memory_of_level(r)];
	Rcm277Person p;

	/* nothing else is kept there; without levels one patient follows the other */
	rcm_arena_reset(arena);
	p.last = rcm_x12_text(&r->at, arena, 3);
	p.first = rcm_x12_text(&r->at, arena, 4);
	p.member_id = rcm_x12_text(&r->at, arena, 9);

	if (r->level == RCM_277_DEPENDENT)
	{
		/* A dependent is known by the subscriber's number, unless there is one of its own. */
		if (p.member_id.len == 0)
			p.member_id = r->subscriber.member_id;
	}
	else
		r->subscriber = p;
	r->patient = p;
}

static void
read_name(Rcm277Reader *r)
{
	if (r->claim.ordinal > 0)
		return;					/* whom to write to, behind a claim */
	switch (r->level)
	{
		case RCM_277_PAYER:
			read_party(r, &r->payer);
			break;
		case RCM_277_RECEIVER:
			read_party(r, &r->receiver);
			break;
		case RCM_277_PROVIDER:
			read_party(r, &r->provider);
			break;
		default:
			if (rcm_x12_is(&r->at, 1, "IL") || rcm_x12_is(&r->at, 1, "QC"))
				read_person(r);
			break;
	}
}

/* ---- claims and lines ---- */

static void
start_claim(Rcm277Reader *r)
{
	Rcm277Claim *c = &r->claim;

	close_claim(r);
	r->claims++;
	c->ordinal = r->claims;
	c->service_from = c->service_to = c->due_on = RCM_NO_DATE;
}

static void
read_trace(Rcm277Reader *r)
{
	if (!at_patient(r))
	{
		take(r, memory_of_level(r), &r->level_trace, 2);
		return;
	}
	start_claim(r);
	r->claim.trace = rcm_x12_text(&r->at, &r->arena[RCM_277_FOR_CLAIM], 2);
	r->claim.own_trace = rcm_x12_is(&r->at, 1, "1");
}

static void
start_line(Rcm277Reader *r)
{
	RcmArena   *arena = &r->arena[RCM_277_FOR_LINE];
	Rcm277Line *l = &r->line;
	int64_t		ordinal = l->ordinal + 1;

	if (r->claim.ordinal == 0)
		start_claim(r);
	close_line(r);
	l->ordinal = ordinal;
	l->qualifier = rcm_x12_keep(&r->at, arena, rcm_x12_part(&r->at, 1, 1));
	l->code = rcm_x12_keep(&r->at, arena, rcm_x12_part(&r->at, 1, 2));
	for (int i = 0; i < RCM_277_MODIFIERS; i++)
	{
		RcmText		mod = rcm_x12_part(&r->at, 1, 3 + i);

		if (mod.len > 0)
			l->mods[l->mod_count++] = rcm_x12_keep(&r->at, arena, mod);
	}
	l->charge = rcm_x12_amount(&r->at, 2);
	l->paid = rcm_x12_amount(&r->at, 3);
	l->revenue = rcm_x12_text(&r->at, arena, 4);
	/* 004010 has the units in SVC05. */
	rcm_x12_number(&r->at, arena, 7, rcm_x12_raw(&r->at, 7), &l->units);
	if (l->units.state != RCM_NUMBER_OK)
		rcm_x12_number(&r->at, arena, 5, rcm_x12_raw(&r->at, 5), &l->units);
	if (rcm_text_is(l->qualifier, "NU"))
	{
		/* A revenue code alone stands where the procedure does. */
		if (l->revenue.len == 0)
			l->revenue = l->code;
		l->code = (RcmText) {"", 0};
	}
	l->service_from = l->service_to = RCM_NO_DATE;
}

static void
read_reference(Rcm277Reader *r)
{
	RcmText		what = rcm_x12_raw(&r->at, 1);
	Rcm277Claim *c = &r->claim;

	if (c->ordinal == 0)
		return;
	if (rcm_text_is(what, "FJ"))
	{
		if (r->line.ordinal > 0)
			take(r, RCM_277_FOR_LINE, &r->line.control, 2);
	}
	else if (rcm_text_is(what, "1K"))
		take(r, RCM_277_FOR_CLAIM, &c->payer_control, 2);
	else if (rcm_text_is(what, "EJ"))
		take(r, RCM_277_FOR_CLAIM, &c->account, 2);
	else if (rcm_text_is(what, "D9"))
		take(r, RCM_277_FOR_CLAIM, &c->clearinghouse_trace, 2);
	else if (rcm_text_is(what, "BLT"))
		take(r, RCM_277_FOR_CLAIM, &c->tob, 2);
	else if (rcm_text_is(what, "XZ"))
		take(r, RCM_277_FOR_CLAIM, &c->pharmacy_number, 2);
}

static void
read_date(Rcm277Reader *r)
{
	RcmText		what = rcm_x12_raw(&r->at, 1);
	bool		line = r->line.ordinal > 0;
	int32_t    *service_from = line ? &r->line.service_from : &r->claim.service_from;
	int32_t    *service_to = line ? &r->line.service_to : &r->claim.service_to;
	int32_t		from;
	int32_t		to;

	if (r->claim.ordinal == 0 && r->level != RCM_277_PAYER)
		return;
	if (!rcm_x12_one_of(what, "472 232 233 106 050 009") || !rcm_x12_period(&r->at, 2, &from, &to))
		return;
	if (r->claim.ordinal == 0)
	{
		if (rcm_text_is(what, "050"))
			r->received_on = from;
		else if (rcm_text_is(what, "009"))
			r->processed_on = from;
	}
	else if (rcm_text_is(what, "106"))
		r->claim.due_on = from;
	else if (rcm_text_is(what, "233"))
		*service_to = to;
	else if (rcm_x12_one_of(what, "472 232"))
	{
		*service_from = from;
		/* 004010 may give the end of the period of its own, before or behind. */
		if (!(rcm_text_is(what, "232") && from == to && *service_to != RCM_NO_DATE))
			*service_to = to;
	}
}

/* ---- segments ---- */

static void
in_transaction(Rcm277Reader *r)
{
	switch (r->at.segment->id)
	{
		case ID3('B', 'H', 'T'):
			read_bht(r);
			break;
		case ID2('H', 'L'):
			start_level(r);
			break;
		case ID3('N', 'M', '1'):
			read_name(r);
			break;
		case ID3('T', 'R', 'N'):
			read_trace(r);
			break;
		case ID3('S', 'T', 'C'):
			if (at_patient(r) && r->claim.ordinal == 0)
				start_claim(r);
			rcm_277_hold_status(r);
			break;
		case ID3('S', 'V', 'C'):
			start_line(r);
			break;
		case ID3('R', 'E', 'F'):
			read_reference(r);
			break;
		case ID3('D', 'T', 'P'):
			read_date(r);
			break;
		case ID3('Q', 'T', 'Y'):
		case ID3('A', 'M', 'T'):
			if (r->claim.ordinal == 0)
				rcm_277_read_total(r);
			break;
		default:
			break;
	}
}

void
rcm_277_segment(Rcm277Reader *r, const RcmX12Segment *s, const RcmX12Delimiters *d,
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
		case ID2('G', 'S'):
			end_transaction(r);
			r->group_guide = guide_of(rcm_x12_element(s, 8));
			break;
		case ID3('I', 'S', 'A'):
		case ID3('I', 'E', 'A'):
			end_transaction(r);
			r->group_guide = NULL;
			break;
		case ID2('S', 'E'):
		case ID2('G', 'E'):
			end_transaction(r);
			break;
		default:
			if (r->active)
				in_transaction(r);
			break;
	}
}

void
rcm_277_end(Rcm277Reader *r)
{
	end_transaction(r);
}
