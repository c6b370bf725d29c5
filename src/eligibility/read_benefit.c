/*
 * read_benefit.c - one EB, with the dates, limits, words and names behind it.
 */
#include "eligibility/read_parts.h"

#define ACTIVE "1 2 3 4 5"
#define INACTIVE "6 7 8"

static void
tell_limit(Rcm271Reader *r)
{
	rcm_x12_finding(&r->at, "LIMIT", 0, "more of these in one benefit than are kept");
}

static RcmText
keep(Rcm271Reader *r, RcmText t)
{
	return rcm_x12_keep(&r->at, &r->arena[RCM_271_FOR_BENEFIT], t);
}

/* ---- EB ---- */

/*
 * EB03 repeats.  Before 005010 there is no separator for that, and files of
 * 005010 do not always name the one they use.
 */
static void
read_types(Rcm271Reader *r, Rcm271Benefit *b)
{
	RcmText		all = rcm_x12_raw(&r->at, 3);
	char		separator = r->at.delimiters.repetition;
	int			n;

	if (all.len == 0)
		return;
	if (separator == 0 || memchr(all.data, separator, (size_t) all.len) == NULL)
		separator = memchr(all.data, '^', (size_t) all.len) != NULL ? '^' : r->at.delimiters.component;
	n = rcm_x12_split(all, separator, b->types, RCM_271_TYPES);
	if (n > RCM_271_TYPES)
	{
		tell_limit(r);
		n = RCM_271_TYPES;
	}
	for (int i = 0; i < n; i++)
	{
		RcmText		type = keep(r, b->types[i]);

		if (type.len > 0)
			b->types[b->types_count++] = type;
	}
}

/* EB13: what procedure; EB14: of which diagnoses. */
static void
read_procedure(Rcm271Reader *r, Rcm271Benefit *b)
{
	b->procedure_qualifier = keep(r, rcm_x12_part(&r->at, 13, 1));
	b->procedure = keep(r, rcm_x12_part(&r->at, 13, 2));
	for (int i = 3; i <= 6; i++)
	{
		RcmText		mod = keep(r, rcm_x12_part(&r->at, 13, i));

		if (mod.len > 0)
			b->mods[b->mods_count++] = mod;
	}
	for (int i = 1; i <= 4; i++)
	{
		RcmText		pointer = rcm_x12_part(&r->at, 14, i);
		int64_t		n = pointer.len > 0 ? rcm_x12_whole(&r->at, 14, pointer, "POINTER") : RCM_NO_INT;

		if (n != RCM_NO_INT)
			b->pointers[b->pointers_count++] = n;
	}
}

/* What the benefit says of the whole answer. */
static void
note_status(Rcm271Response *p, const Rcm271Benefit *b)
{
	bool		active = rcm_x12_one_of(b->code, ACTIVE);
	bool		whole = b->types_count == 0;

	p->benefits++;
	if (!active && !rcm_x12_one_of(b->code, INACTIVE))
		return;
	for (int i = 0; i < b->types_count; i++)
		whole |= rcm_text_is(b->types[i], "30");
	*(active ? &p->some_active : &p->some_inactive) = true;
	if (whole)
		*(active ? &p->plan_active : &p->plan_inactive) = true;
}

void
rcm_271_start_benefit(Rcm271Reader *r)
{
	Rcm271Benefit *b = &r->benefit;
	RcmArena   *arena = &r->arena[RCM_271_FOR_BENEFIT];

	rcm_271_finish_benefit(r);
	memset(b, 0, offsetof(Rcm271Benefit, dates));
	b->dates.count = 0;
	r->in_benefit = true;
	r->in_entity = false;
	b->place = *r->at.place;
	if (r->response != NULL)
		b->response = r->response->ordinal;
	else
		rcm_x12_finding(&r->at, "EB-OUTSIDE", 0, "a benefit outside of a subscriber's or dependent's level");
	b->code = rcm_x12_text(&r->at, arena, 1);
	if (rcm_text_is(rcm_text_of(rcm_271_kind(b->code)), "unknown"))
		rcm_x12_finding(&r->at, "EB01", 1, "not a kind of benefit that is known");
	b->coverage_level = rcm_x12_text(&r->at, arena, 2);
	read_types(r, b);
	b->insurance_type = rcm_x12_text(&r->at, arena, 4);
	b->plan = rcm_x12_text(&r->at, arena, 5);
	b->period = rcm_x12_text(&r->at, arena, 6);
	b->amount = rcm_x12_amount(&r->at, 7);
	rcm_x12_number(&r->at, arena, 8, rcm_x12_raw(&r->at, 8), &b->percent);
	if (b->percent.state == RCM_NUMBER_OK && b->percent.millionths > RCM_ONE)
	{
		rcm_x12_finding(&r->at, "PERCENT", 8, "a share above 1, which is 100 percent");
		memset(&b->percent, 0, sizeof(b->percent));
	}
	b->quantity_qualifier = rcm_x12_text(&r->at, arena, 9);
	rcm_x12_number(&r->at, arena, 10, rcm_x12_raw(&r->at, 10), &b->quantity);
	b->authorization_required = rcm_x12_text(&r->at, arena, 11);
	b->in_network = rcm_x12_text(&r->at, arena, 12);
	read_procedure(r, b);
	if (r->response == NULL)
		return;
	note_status(r->response, b);
	b->ordinal = r->response->benefits;
	if (rcm_x12_one_of(b->code, ACTIVE))
		rcm_271_take(r, rcm_271_person_memory(r), &r->response->plan_name, 5);
}

/* ---- behind the EB ---- */

static void
read_delivery(Rcm271Reader *r, Rcm271Benefit *b)
{
	RcmArena   *arena = &r->arena[RCM_271_FOR_BENEFIT];
	Rcm271Delivery *d = &b->deliveries[b->deliveries_count];

	if (b->deliveries_count == RCM_271_DELIVERIES)
	{
		tell_limit(r);
		return;
	}
	b->deliveries_count++;
	d->quantity_qualifier = rcm_x12_text(&r->at, arena, 1);
	rcm_x12_number(&r->at, arena, 2, rcm_x12_raw(&r->at, 2), &d->quantity);
	d->unit = rcm_x12_text(&r->at, arena, 3);
	rcm_x12_number(&r->at, arena, 4, rcm_x12_raw(&r->at, 4), &d->sample);
	d->period = rcm_x12_text(&r->at, arena, 5);
	rcm_x12_number(&r->at, arena, 6, rcm_x12_raw(&r->at, 6), &d->periods);
	d->frequency = rcm_x12_text(&r->at, arena, 7);
	d->pattern = rcm_x12_text(&r->at, arena, 8);
}

static void
read_reference(Rcm271Reader *r, Rcm271Benefit *b)
{
	Rcm271Reference *f = &b->references[b->references_count];
	RcmArena   *arena = &r->arena[RCM_271_FOR_BENEFIT];

	if (b->references_count == RCM_271_REFERENCES)
	{
		tell_limit(r);
		return;
	}
	b->references_count++;
	f->qualifier = rcm_x12_text(&r->at, arena, 1);
	f->id = rcm_x12_text(&r->at, arena, 2);
	f->name = rcm_x12_text(&r->at, arena, 3);
}

static void
add_text(Rcm271Reader *r, RcmText *items, int *count, int most, int element)
{
	RcmText		t = rcm_x12_raw(&r->at, element);

	if (t.len == 0)
		return;
	if (*count == most)
		tell_limit(r);
	else
		items[(*count)++] = keep(r, t);
}

/* Loop 2120: who else has to do with the benefit. */
static void
read_entity(Rcm271Reader *r, Rcm271Benefit *b)
{
	RcmText		entity = rcm_x12_raw(&r->at, 1);
	Rcm271Response *p = r->response;

	r->in_entity = false;
	if (rcm_text_is(entity, "IL"))
	{
		if (b->member_id.len == 0)
			b->member_id = rcm_x12_text(&r->at, &r->arena[RCM_271_FOR_BENEFIT], 9);
		return;
	}
	if (!b->entity.named)
	{
		r->in_entity = true;
		rcm_271_party(r, RCM_271_FOR_BENEFIT, &b->entity);
	}
	if (p != NULL && rcm_text_is(entity, "P3"))
		rcm_271_party(r, rcm_271_person_memory(r), &p->primary_care);
	else if (p != NULL && rcm_text_is(entity, "1P") && rcm_text_is(b->code, "L"))
		rcm_271_party(r, rcm_271_person_memory(r), &p->primary_care_provider);
}

void
rcm_271_in_benefit(Rcm271Reader *r)
{
	Rcm271Benefit *b = &r->benefit;

	switch (r->at.segment->id)
	{
		case ID3('D', 'T', 'P'):
			rcm_271_date(r, RCM_271_FOR_BENEFIT, &b->dates);
			break;
		case ID3('M', 'S', 'G'):
			add_text(r, b->messages, &b->messages_count, RCM_271_MESSAGES, 1);
			break;
		case ID3('H', 'S', 'D'):
			read_delivery(r, b);
			break;
		case ID3('R', 'E', 'F'):
			read_reference(r, b);
			break;
		case ID3('I', 'I', 'I'):
			if (rcm_x12_is(&r->at, 1, "ZZ"))
				add_text(r, b->places, &b->places_count, RCM_271_PLACES, 2);
			else
				add_text(r, b->messages, &b->messages_count, RCM_271_MESSAGES, 4);
			break;
		case ID3('N', 'M', '1'):
			read_entity(r, b);
			break;
		case ID3('P', 'E', 'R'):
			if (r->in_entity)
				rcm_271_phone(r, RCM_271_FOR_BENEFIT, &b->entity);
			break;
		case ID2('L', 'E'):
			r->in_entity = false;
			break;
		default:
			break;
	}
}

/* ---- the end of a benefit ---- */

/*
 * From when to when: the first date that is a period by itself or begins one,
 * and its end, which may be a date of its own.
 */
static void
conclude_dates(Rcm271Benefit *b)
{
	static const char begins[] = "346 348 356 193 435 007";
	static const char ends[] = "347 349 357 194 096 036";
	const Rcm271Date *end = NULL;

	b->from = b->to = RCM_NO_DATE;
	for (int i = 0; i < b->dates.count; i++)
	{
		const Rcm271Date *d = &b->dates.items[i];
		bool		closes = rcm_x12_one_of(d->qualifier, ends);

		if (closes && end == NULL)
			end = d;
		if (closes || b->date_qualifier.len > 0 ||
			!(rcm_x12_one_of(d->qualifier, begins) ||
			  rcm_x12_one_of(d->qualifier, "290 291 292 295 307 472")))
			continue;
		b->date_qualifier = d->qualifier;
		b->from = d->from;
		b->to = d->to;
	}
	if (end == NULL || b->to != RCM_NO_DATE)
		return;
	b->to = end->from;
	if (b->date_qualifier.len == 0)
		b->date_qualifier = end->qualifier;
}

/* By which number another payer knows the patient, when no policy holder was named. */
static void
conclude_member(Rcm271Benefit *b)
{
	static const char *const qualifiers[] = {"1W", "IG", "F6"};

	for (size_t q = 0; q < sizeof(qualifiers) / sizeof(qualifiers[0]); q++)
		for (int i = 0; i < b->references_count && b->member_id.len == 0; i++)
			if (rcm_text_is(b->references[i].qualifier, qualifiers[q]))
				b->member_id = b->references[i].id;
}

void
rcm_271_finish_benefit(Rcm271Reader *r)
{
	if (!r->in_benefit)
		return;
	conclude_dates(&r->benefit);
	conclude_member(&r->benefit);
	if (r->deliver.benefit != NULL)
		r->deliver.benefit(r->at.owner, &r->benefit);
	r->in_benefit = false;
	r->in_entity = false;
	rcm_arena_reset(&r->arena[RCM_271_FOR_BENEFIT]);
}
