/*
 * read_other.c - the other payers of a claim: loops 2320, 2330 and 2430.
 */
#include "claim837/read_parts.h"

static RcmOtherPayer *
other(Rcm837Reader *r)
{
	RcmList    *list = &r->claim->other_payers;

	return list->count == 0 ? NULL : RCM_ITEM(*list, RcmOtherPayer, list->count - 1);
}

/* The other payer's subscriber, made when something is said of him. */
static RcmSubscriber *
subscriber(Rcm837Reader *r, RcmOtherPayer *o)
{
	return rcm_837_part(r, o, r->shapes.other_payer, &o->subscriber, r->shapes.subscriber);
}

/* SBR03 and SBR04. */
static void
set_group(Rcm837Reader *r, RcmOtherPayer *o)
{
	const RcmShape *shape = r->shapes.subscriber;
	RcmText		number = rcm_837_text(r, RCM_837_FOR_CLAIM, 3);
	RcmText		name = rcm_837_text(r, RCM_837_FOR_CLAIM, 4);
	RcmSubscriber *s = number.len + name.len > 0 ? subscriber(r, o) : NULL;

	if (s == NULL)
		return;
	rcm_837_set_text(s, shape, &s->group_number, number);
	rcm_837_set_text(s, shape, &s->group_name, name);
}

/* SBR behind a CLM. */
void
rcm_837_start_other(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;
	const RcmShape *shape = r->shapes.other_payer;
	RcmOtherPayer *o = rcm_837_add(r, c, &rcm_claim_shape, &c->other_payers, shape);

	r->loop = RCM_837_OTHER;
	r->party = NULL;
	if (o == NULL)
	{
		r->loop = RCM_837_NONE;
		return;
	}
	rcm_837_set_text(o, shape, &o->seq, rcm_837_text(r, RCM_837_FOR_CLAIM, 1));
	rcm_837_set_text(o, shape, &o->rel, rcm_837_text(r, RCM_837_FOR_CLAIM, 2));
	set_group(r, o);
	rcm_837_set_text(o, shape, &o->msp_type, rcm_837_text(r, RCM_837_FOR_CLAIM, 5));
	rcm_837_set_text(o, shape, &o->filing_ind, rcm_837_text(r, RCM_837_FOR_CLAIM, 9));
}

/* CAS: a group and up to six triples of reason, amount, quantity. */
static void
read_cas(Rcm837Reader *r, void *object, const RcmShape *shape, RcmList *list)
{
	const RcmShape *item = r->shapes.adjustment;
	RcmText		group = rcm_837_text(r, RCM_837_FOR_CLAIM, 1);

	for (int i = 2; i <= r->at.segment->count && i <= 17; i += 3)
	{
		RcmText		reason = rcm_837_text(r, RCM_837_FOR_CLAIM, i);
		RcmAdjustment *a;

		if (reason.len == 0 && rcm_x12_raw(&r->at, i + 1).len == 0)
			continue;
		a = rcm_837_add(r, object, shape, list, item);
		if (a == NULL)
			return;
		rcm_837_set_text(a, item, &a->grp, group);
		rcm_837_set_text(a, item, &a->carc, reason);
		rcm_837_set_amount(a, item, &a->amt, rcm_x12_amount(&r->at, i + 1));
		rcm_837_set_number(r, a, item, &a->qty, i + 2, rcm_x12_raw(&r->at, i + 2));
	}
}

/* DTP*573: when the payer adjudicated. */
static int32_t
adjudicated(Rcm837Reader *r)
{
	int32_t		from = RCM_NO_DATE;
	int32_t		to;

	if (rcm_x12_is(&r->at, 1, "573"))
		rcm_x12_period(&r->at, 2, &from, &to);
	return from;
}

/* Of the claim, the first day that is told holds. */
static void
set_adjudicated(Rcm837Reader *r, RcmOtherPayer *o, int32_t day)
{
	if (o->adjud_date == RCM_NO_DATE)
		rcm_837_set_date(o, r->shapes.other_payer, &o->adjud_date, day);
}

static void
read_subscriber(Rcm837Reader *r, RcmOtherPayer *o)
{
	const RcmShape *shape = r->shapes.subscriber;
	RcmSubscriber *s = subscriber(r, o);

	if (s == NULL)
		return;
	rcm_837_set_text(s, shape, &s->last, rcm_837_text(r, RCM_837_FOR_CLAIM, 3));
	rcm_837_set_text(s, shape, &s->first, rcm_837_text(r, RCM_837_FOR_CLAIM, 4));
	rcm_837_set_text(s, shape, &s->middle, rcm_837_text(r, RCM_837_FOR_CLAIM, 5));
	rcm_837_set_text(s, shape, &s->suffix, rcm_837_text(r, RCM_837_FOR_CLAIM, 7));
	rcm_837_set_text(s, shape, &s->member_id, rcm_837_text(r, RCM_837_FOR_CLAIM, 9));
}

/*
 * NM1 within 2330: the subscriber and the payer itself have a place.  A second
 * of either is of another payer whose SBR is missing.
 */
static void
read_name(Rcm837Reader *r, RcmOtherPayer *o)
{
	const RcmShape *shape = r->shapes.other_payer;
	bool		payer = rcm_x12_is(&r->at, 1, "PR");

	r->loop = RCM_837_OTHER_PARTY;
	if (!payer && !rcm_x12_is(&r->at, 1, "IL"))
		return;
	if (payer ? o->payer_id.len + o->name.len > 0 : o->subscriber != NULL &&
		o->subscriber->last.len + o->subscriber->member_id.len > 0)
	{
		rcm_837_repeated(r, 0, "a second one for the same other payer; the first counts");
		return;
	}
	if (payer)
	{
		r->loop = RCM_837_OTHER_PAYER;
		rcm_837_set_text(o, shape, &o->name, rcm_837_text(r, RCM_837_FOR_CLAIM, 3));
		rcm_837_set_text(o, shape, &o->payer_id, rcm_837_text(r, RCM_837_FOR_CLAIM, 9));
		return;
	}
	read_subscriber(r, o);
	if (o->subscriber != NULL)
		r->loop = RCM_837_OTHER_SUBSCRIBER;
}

static void
read_amt(Rcm837Reader *r, RcmOtherPayer *o)
{
	const RcmShape *shape = r->shapes.other_payer;
	RcmText		what = rcm_x12_raw(&r->at, 1);

	/* D: what this payer paid; 004010 institutional claims said C4. */
	if (rcm_text_is(what, "D") || (rcm_text_is(what, "C4") && o->paid == RCM_NO_USD))
		rcm_837_set_amount(o, shape, &o->paid, rcm_x12_amount(&r->at, 2));
	else if (rcm_text_is(what, "EAF"))
		rcm_837_set_amount(o, shape, &o->remaining, rcm_x12_amount(&r->at, 2));
	else if (rcm_text_is(what, "A8"))
		rcm_837_set_amount(o, shape, &o->noncovered, rcm_x12_amount(&r->at, 2));
}

/* DMG, which 004010 had in 2320. */
static void
read_demographics(Rcm837Reader *r, RcmOtherPayer *o)
{
	const RcmShape *shape = r->shapes.subscriber;
	RcmText		sex = rcm_837_text(r, RCM_837_FOR_CLAIM, 3);
	int32_t		born = rcm_x12_day(&r->at, 2, rcm_x12_raw(&r->at, 2));
	RcmSubscriber *s = sex.len > 0 || born != RCM_NO_DATE ? subscriber(r, o) : NULL;

	if (s == NULL)
		return;
	rcm_837_set_date(s, shape, &s->dob, born);
	rcm_837_set_text(s, shape, &s->sex, sex);
}

/* 2320 and 2330; what names no loop of its own is the payer's wherever it stands. */
void
rcm_837_in_other(Rcm837Reader *r)
{
	static const int terms[5] = {0, 0, 3, 6, 4};
	const RcmShape *shape = r->shapes.other_payer;
	RcmOtherPayer *o = other(r);

	if (o == NULL)
		return;
	switch (r->at.segment->id)
	{
		case ID3('N', 'M', '1'):
			read_name(r, o);
			break;
		case ID3('C', 'A', 'S'):
			read_cas(r, o, shape, &o->adj);
			break;
		case ID3('A', 'M', 'T'):
			read_amt(r, o);
			break;
		case ID2('O', 'I'):
			rcm_837_terms(r, o, shape, &o->terms, terms);
			break;
		case ID3('D', 'M', 'G'):
			if (r->loop == RCM_837_OTHER || r->loop == RCM_837_OTHER_SUBSCRIBER)
				read_demographics(r, o);
			break;
		case ID3('D', 'T', 'P'):
			if (r->loop != RCM_837_OTHER_PARTY)
				set_adjudicated(r, o, adjudicated(r));
			break;
		case ID3('R', 'E', 'F'):
			if (r->loop == RCM_837_OTHER_PAYER && rcm_x12_is(&r->at, 1, "F8") &&
				o->claim_control.len == 0)
				rcm_837_set_text(o, shape, &o->claim_control,
								 rcm_837_text(r, RCM_837_FOR_CLAIM, 2));
			break;
		case ID2('N', '3'):
		case ID2('N', '4'):
			if (r->loop == RCM_837_OTHER_SUBSCRIBER)
				rcm_837_address(r, RCM_837_FOR_CLAIM, o->subscriber, r->shapes.subscriber,
								&o->subscriber->addr);
			break;
		default:
			break;
	}
}

/*
 * Which other payer an SVD speaks of: the one whose NM109 it repeats.  When it
 * repeats none and there is only one other payer, that one is meant.
 */
static int
find_payer(Rcm837Reader *r)
{
	const RcmList *list = &r->claim->other_payers;
	RcmText		id = rcm_837_text(r, RCM_837_FOR_CLAIM, 1);

	for (int i = 0; i < list->count; i++)
		if (id.len > 0 && rcm_text_equal(RCM_ITEM(*list, RcmOtherPayer, i)->payer_id, id))
			return i;
	rcm_x12_finding(&r->at, "SVD01-PAYER", 1, list->count == 1 ?
					"not the identifier of the claim's other payer; taken for that one" :
					"not the identifier of any other payer of the claim; left out");
	return list->count == 1 ? 0 : -1;
}

void
rcm_837_start_adjudication(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;
	const RcmShape *shape = r->shapes.other_line;
	RcmOtherPayer *o;
	RcmOtherPayerLine *l;

	r->loop = RCM_837_LINE_PAYER;
	r->other_line_payer = -1;
	if (c->lines.count == 0)
		rcm_837_misplaced(r);
	if (c->lines.count == 0 || r->full)
		return;
	r->other_line_payer = find_payer(r);
	if (r->other_line_payer < 0)
		return;
	o = RCM_ITEM(c->other_payers, RcmOtherPayer, r->other_line_payer);
	l = rcm_837_add(r, o, r->shapes.other_payer, &o->lines, shape);
	if (l == NULL)
	{
		r->other_line_payer = -1;
		return;
	}
	l->n = RCM_ITEM(c->lines, RcmLine, c->lines.count - 1)->n;
	rcm_mark_given(l, shape, &l->n);
	rcm_837_set_amount(l, shape, &l->paid, rcm_x12_amount(&r->at, 2));
	rcm_837_procedure(r, 3, l, shape, &l->code, &l->mods, &l->desc);
	rcm_837_set_text(l, shape, &l->rev, rcm_837_text(r, RCM_837_FOR_CLAIM, 4));
	rcm_837_set_number(r, l, shape, &l->units, 5, rcm_x12_raw(&r->at, 5));
	if (rcm_x12_raw(&r->at, 6).len == 0)
		return;
	l->bundled = rcm_x12_whole(&r->at, 6, rcm_x12_raw(&r->at, 6), "NUMBER");
	if (l->bundled != RCM_NO_INT)
		rcm_mark_given(l, shape, &l->bundled);
}

/* CAS, DTP and AMT behind an SVD. */
void
rcm_837_in_adjudication(Rcm837Reader *r)
{
	const RcmShape *shape = r->shapes.other_line;
	RcmOtherPayer *o;
	RcmOtherPayerLine *l;

	switch (r->at.segment->id)
	{
		case ID3('N', 'M', '1'):
		case ID3('L', 'I', 'N'):
		case ID3('T', 'O', 'O'):
			/* The line's, come late. */
			rcm_837_in_line(r);
			return;
		default:
			break;
	}
	if (r->other_line_payer < 0)
		return;
	o = RCM_ITEM(r->claim->other_payers, RcmOtherPayer, r->other_line_payer);
	l = RCM_ITEM(o->lines, RcmOtherPayerLine, o->lines.count - 1);
	switch (r->at.segment->id)
	{
		case ID3('C', 'A', 'S'):
			read_cas(r, l, shape, &l->adj);
			break;
		case ID3('D', 'T', 'P'):
			{
				int32_t		day = adjudicated(r);

				rcm_837_set_date(l, shape, &l->adjud_date, day);
				set_adjudicated(r, o, day);
			}
			break;
		case ID3('A', 'M', 'T'):
			if (rcm_x12_is(&r->at, 1, "EAF"))
				rcm_837_set_amount(l, shape, &l->remaining, rcm_x12_amount(&r->at, 2));
			break;
		default:
			break;
	}
}
