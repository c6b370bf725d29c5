/*
 * read_person.c - who is answered about: names, numbers, days.
 */
#include "eligibility/read_parts.h"

/* ---- names ---- */

/* "LAST, FIRST MIDDLE" */
static RcmText
person_name(Rcm271Reader *r, Rcm271Memory memory)
{
	RcmArena   *arena = &r->arena[memory];
	RcmText		last = rcm_x12_text(&r->at, arena, 3);
	RcmText		first = rcm_x12_text(&r->at, arena, 4);
	RcmText		middle = rcm_x12_text(&r->at, arena, 5);
	RcmBuffer	name;

	if (first.len == 0)
		return last;
	rcm_buffer_init(&name, arena, (size_t) last.len + (size_t) first.len + (size_t) middle.len + 4);
	rcm_buffer_text(&name, last);
	if (last.len > 0)
		rcm_buffer_string(&name, ", ");
	rcm_buffer_text(&name, first);
	if (middle.len > 0)
	{
		rcm_buffer_char(&name, ' ');
		rcm_buffer_text(&name, middle);
	}
	return name.failed ? last : (RcmText) {name.data, (int32_t) name.len};
}

void
rcm_271_party(Rcm271Reader *r, Rcm271Memory memory, Rcm271Party *party)
{
	if (party->named)
		return;
	party->named = true;
	rcm_271_take(r, memory, &party->entity, 1);
	party->name = person_name(r, memory);
	rcm_271_take(r, memory, &party->id_qualifier, 8);
	rcm_271_take(r, memory, &party->id, 9);
}

void
rcm_271_phone(Rcm271Reader *r, Rcm271Memory memory, Rcm271Party *party)
{
	for (int i = 3; i <= 7; i += 2)
		if (rcm_x12_is(&r->at, i, "TE"))
			rcm_271_take(r, memory, &party->phone, i + 1);
}

static void
read_name(Rcm271Reader *r, Rcm271Memory memory, Rcm271Response *p)
{
	if (p->named)
		return;
	p->named = true;
	rcm_271_take(r, memory, &p->entity, 1);
	rcm_271_take(r, memory, &p->last, 3);
	rcm_271_take(r, memory, &p->first, 4);
	rcm_271_take(r, memory, &p->middle, 5);
	rcm_271_take(r, memory, &p->suffix, 7);
	rcm_271_take(r, memory, &p->member_id, 9);
}

/* ---- numbers and days ---- */

static void
read_trace(Rcm271Reader *r, Rcm271Memory memory, Rcm271Response *p)
{
	bool		ours = rcm_x12_is(&r->at, 1, "2");
	RcmText    *number = ours ? &p->trace_number : &p->other_trace;

	if (number->len > 0)
		return;
	rcm_271_take(r, memory, number, 2);
	rcm_271_take(r, memory, ours ? &p->trace_origin : &p->other_origin, 3);
}

static void
read_reference(Rcm271Reader *r, Rcm271Memory memory, Rcm271Response *p)
{
	RcmText		qualifier = rcm_x12_raw(&r->at, 1);

	if (rcm_text_is(qualifier, "6P"))
	{
		rcm_271_take(r, memory, &p->group_number, 2);
		rcm_271_take(r, memory, &p->group_name, 3);
	}
	else if (rcm_text_is(qualifier, "1L"))
		rcm_271_take(r, memory, &p->group_number, 2);
	else if (rcm_text_is(qualifier, "IG"))
		rcm_271_take(r, memory, &p->policy_number, 2);
	else if (rcm_text_is(qualifier, "3H"))
		rcm_271_take(r, memory, &p->case_number, 2);
	else if (rcm_text_is(qualifier, "EJ"))
		rcm_271_take(r, memory, &p->account, 2);
	else if (rcm_x12_one_of(qualifier, "1W 0F"))
		rcm_271_take(r, memory, &p->member_id, 2);
	else if (rcm_x12_one_of(qualifier, "18 N6"))
		rcm_271_take(r, memory, &p->plan_name, 3);
}

void
rcm_271_date(Rcm271Reader *r, Rcm271Memory memory, Rcm271Dates *dates)
{
	Rcm271Date	date = {{"", 0}, RCM_NO_DATE, RCM_NO_DATE};
	RcmText		value = rcm_x12_raw(&r->at, 3);

	if (!rcm_x12_period(&r->at, 2, &date.from, &date.to))
		return;
	if (memchr(value.data, '-', (size_t) value.len) == NULL)
		date.to = RCM_NO_DATE;
	if (dates->count == RCM_271_DATES)
	{
		rcm_x12_finding(&r->at, "LIMIT", 0, "more dates in one place than are kept");
		return;
	}
	rcm_271_take(r, memory, &date.qualifier, 1);
	dates->items[dates->count++] = date;
}

static void
read_diagnoses(Rcm271Reader *r, Rcm271Memory memory, Rcm271Response *p)
{
	for (int i = 1; i <= r->at.segment->count; i++)
	{
		RcmText		code = rcm_x12_part(&r->at, i, 2);

		if (code.len > 0 && p->diagnoses_count < RCM_271_DIAGNOSES)
			p->diagnoses[p->diagnoses_count++] = rcm_x12_keep(&r->at, &r->arena[memory], code);
	}
}

void
rcm_271_person(Rcm271Reader *r)
{
	Rcm271Memory memory = rcm_271_person_memory(r);
	Rcm271Response *p = r->response;

	switch (r->at.segment->id)
	{
		case ID3('T', 'R', 'N'):
			read_trace(r, memory, p);
			break;
		case ID3('N', 'M', '1'):
			read_name(r, memory, p);
			break;
		case ID3('R', 'E', 'F'):
			read_reference(r, memory, p);
			break;
		case ID2('N', '3'):
			rcm_271_take(r, memory, &p->line1, 1);
			rcm_271_take(r, memory, &p->line2, 2);
			break;
		case ID2('N', '4'):
			rcm_271_take(r, memory, &p->city, 1);
			rcm_271_take(r, memory, &p->state, 2);
			rcm_271_take(r, memory, &p->zip, 3);
			break;
		case ID3('D', 'M', 'G'):
			if (p->dob == RCM_NO_DATE)
				p->dob = rcm_x12_day(&r->at, 2, rcm_x12_raw(&r->at, 2));
			rcm_271_take(r, memory, &p->sex, 3);
			break;
		case ID3('I', 'N', 'S'):
			rcm_271_take(r, memory, &p->relationship, 2);
			p->identity_changed |= rcm_x12_is(&r->at, 3, "001") && rcm_x12_is(&r->at, 4, "25");
			break;
		case ID2('H', 'I'):
			read_diagnoses(r, memory, p);
			break;
		case ID3('D', 'T', 'P'):
			rcm_271_date(r, memory, &p->dates);
			break;
		default:
			break;
	}
}

/* ---- conclusions ---- */

/* The first date of these kinds; "to" is its own end, or the day of a kind that says so. */
static void
find_period(const Rcm271Dates *dates, const char *whole, const char *begin, const char *end,
			int32_t *from, int32_t *to)
{
	*from = *to = RCM_NO_DATE;
	for (int i = 0; i < dates->count; i++)
	{
		const Rcm271Date *d = &dates->items[i];

		if (rcm_text_is(d->qualifier, whole) || rcm_text_is(d->qualifier, begin))
		{
			if (*from == RCM_NO_DATE)
				*from = d->from;
			if (*to == RCM_NO_DATE)
				*to = d->to;
		}
		if (*to == RCM_NO_DATE && rcm_text_is(d->qualifier, end))
			*to = d->from;
	}
}

static void
inherit(RcmText *to, RcmText from)
{
	if (to->len == 0)
		*to = from;
}

void
rcm_271_conclude(Rcm271Reader *r, Rcm271Response *p)
{
	bool		rejected_above = r->source.rejected || r->receiver.rejected ||
		(p->dependent && r->subscriber.rejected);

	p->rejected |= rejected_above && p->benefits == 0;
	find_period(&p->dates, "291", "346", "347", &p->plan_from, &p->plan_to);
	find_period(&p->dates, "307", "356", "357", &p->eligibility_from, &p->eligibility_to);
	if (p->plan_active || (!p->plan_inactive && p->some_active))
		p->active = RCM_TRUE;
	else
		p->active = p->plan_inactive || p->some_inactive ? RCM_FALSE : RCM_UNKNOWN;
	if (p->trace_number.len == 0)
	{
		p->trace_number = p->other_trace;
		p->trace_origin = p->other_origin;
	}
	if (!p->primary_care.named)
		p->primary_care = p->primary_care_provider;
	if (p->dependent)
	{
		inherit(&p->member_id, r->subscriber.member_id);
		if (p->group_number.len == 0)
			inherit(&p->group_name, r->subscriber.group_name);
		inherit(&p->group_number, r->subscriber.group_number);
		inherit(&p->policy_number, r->subscriber.policy_number);
	}
	else if (p->relationship.len == 0)
		p->relationship = RCM_TEXT("18");
}
