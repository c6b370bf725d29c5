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
	}
}

/* When the payer adjudicated; the first that is told holds. */
static void
read_adjudicated(Rcm837Reader *r, RcmOtherPayer *o)
{
	int32_t		from;
	int32_t		to;

	if (rcm_x12_is(&r->at, 1, "573") && o->adjud_date == RCM_NO_DATE &&
		rcm_x12_period(&r->at, 2, &from, &to))
		rcm_837_set_date(o, r->shapes.other_payer, &o->adjud_date, from);
}

/* NM1 within 2330: only the payer itself has a place. */
void
rcm_837_other_name(Rcm837Reader *r)
{
	RcmOtherPayer *o = other(r);

	r->loop = RCM_837_OTHER_PARTY;
	if (o == NULL || !rcm_x12_is(&r->at, 1, "PR"))
		return;
	r->loop = RCM_837_OTHER_PAYER;
	rcm_837_set_text(o, r->shapes.other_payer, &o->payer_id,
					 rcm_837_text(r, RCM_837_FOR_CLAIM, 9));
}

void
rcm_837_in_other(Rcm837Reader *r)
{
	const RcmShape *shape = r->shapes.other_payer;
	RcmOtherPayer *o = other(r);

	if (o == NULL)
		return;
	switch (r->at.segment->id)
	{
		case ID3('C', 'A', 'S'):
			read_cas(r, o, shape, &o->adj);
			break;
		case ID3('A', 'M', 'T'):
			/* D: what this payer paid; 004010 institutional claims said C4. */
			if (rcm_x12_is(&r->at, 1, "D") || (rcm_x12_is(&r->at, 1, "C4") && o->paid == RCM_NO_USD))
				rcm_837_set_amount(o, shape, &o->paid, rcm_x12_amount(&r->at, 2));
			break;
		case ID3('D', 'T', 'P'):
			read_adjudicated(r, o);
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
}

/* CAS and DTP behind an SVD. */
void
rcm_837_in_adjudication(Rcm837Reader *r)
{
	RcmOtherPayer *o;
	RcmOtherPayerLine *l;

	if (r->other_line_payer < 0)
		return;
	o = RCM_ITEM(r->claim->other_payers, RcmOtherPayer, r->other_line_payer);
	l = RCM_ITEM(o->lines, RcmOtherPayerLine, o->lines.count - 1);
	if (r->at.segment->id == ID3('C', 'A', 'S'))
		read_cas(r, l, r->shapes.other_line, &l->adj);
	else if (r->at.segment->id == ID3('D', 'T', 'P'))
		read_adjudicated(r, o);
}
