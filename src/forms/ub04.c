/*
 * ub04.c - the UB-04: everything but the service lines.
 *
 * Widths are those of the form locators.
 */
#include "forms/form.h"

#define LINES 22
#define PAYERS 3

static const char *const letters[] = {"A", "B", "C"};

/* ---- the head: FL 1 to 17 ---- */

static void
put_provider(RcmForm *f)
{
	const RcmClaim *c = f->claim;

	if (c->billing != NULL)
		rcm_form_block(f, "1", rcm_form_provider(f, c->billing), c->billing->addr, 25);
	if (c->pay_to != NULL)
		rcm_form_block(f, "2", rcm_form_provider(f, c->pay_to), c->pay_to->addr, 25);
	rcm_form_put(f, "3a", 0, c->claim_id, 24);
	rcm_form_put(f, "3b", 0, rcm_form_reference(c, "EA"), 24);
	/* Four characters: what an 837 has, and a zero before it. */
	if (rcm_text_trim(c->tob).len == 3)
	{
		RcmText		parts[] = {RCM_TEXT("0"), c->tob};

		rcm_form_put(f, "4", 0, rcm_form_join(f, "", parts, 2), 4);
	}
	else
		rcm_form_put(f, "4", 0, c->tob, 4);
	if (c->billing != NULL)
	{
		RcmText		tin = rcm_text_trim(c->billing->tin);

		if (tin.len == 9 && memchr(tin.data, '-', 9) == NULL)
			tin = rcm_form_print(f, "%.2s-%.7s", tin.data, tin.data + 2);
		rcm_form_put(f, "5", 0, tin, 10);
	}
	rcm_form_day(f, "6 from", 0, c->stmt_from, RCM_FORM_DAY);
	rcm_form_day(f, "6 through", 0, c->stmt_to, RCM_FORM_DAY);
}

static void
put_patient(RcmForm *f)
{
	const RcmPatient *p = f->claim->patient;
	const RcmAddress *a = p != NULL ? p->addr : NULL;

	if (p == NULL)
		return;
	rcm_form_put(f, "8b", 0, rcm_form_person(f, p->last, p->suffix, p->first, p->middle), 29);
	if (a != NULL)
	{
		RcmText		street[] = {a->line1, a->line2};

		rcm_form_put(f, "9a", 0, rcm_form_join(f, " ", street, 2), 40);
		rcm_form_put(f, "9b", 0, a->city, 30);
		rcm_form_put(f, "9c", 0, a->state, 2);
		rcm_form_zip(f, "9d", 0, a->zip, 10);
	}
	rcm_form_day(f, "10", 0, p->dob, RCM_FORM_BIRTH);
	rcm_form_put(f, "11", 0, p->sex, 1);
}

static void
put_stay(RcmForm *f)
{
	const RcmClaim *c = f->claim;
	bool		same = c->dates != NULL;
	RcmText		admitted = rcm_text_trim(c->admit_hour);
	RcmText		left = same ? rcm_text_trim(c->dates->discharge_hour) : (RcmText) {"", 0};

	/* The hour alone: of HHMM the first two. */
	if (admitted.len == 4)
		admitted.len = 2;
	if (left.len == 4)
		left.len = 2;
	rcm_form_day(f, "12", 0, c->admit_date != RCM_NO_DATE || !same ? c->admit_date : c->dates->admit, RCM_FORM_DAY);
	rcm_form_put(f, "13", 0, admitted, 2);
	rcm_form_put(f, "14", 0, c->admit_type, 1);
	rcm_form_put(f, "15", 0, c->admit_source, 1);
	rcm_form_put(f, "16", 0, left, 2);
	rcm_form_put(f, "17", 0, c->discharge_status, 2);
}

/* ---- codes: FL 18 to 41 ---- */

static void
put_conditions(RcmForm *f)
{
	static const char *const boxes[] = {
		"18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28"
	};
	const RcmList *codes = &f->claim->condition_codes;

	for (int i = 0; i < codes->count; i++)
		if (i < (int) (sizeof(boxes) / sizeof(boxes[0])))
			rcm_form_put(f, boxes[i], 0, RCM_TEXT_ITEM(*codes, i), 2);
		else
			rcm_form_surplus(f, "18", i + 1, RCM_TEXT_ITEM(*codes, i));
	if (f->claim->related != NULL)
		rcm_form_put(f, "29", 0, f->claim->related->state, 2);
}

static void
put_occurrences(RcmForm *f)
{
	static const char *const boxes[][2] = {
		{"31a", "31a date"}, {"32a", "32a date"}, {"33a", "33a date"}, {"34a", "34a date"},
		{"31b", "31b date"}, {"32b", "32b date"}, {"33b", "33b date"}, {"34b", "34b date"},
	};
	const RcmList *list = &f->claim->occurrences;

	for (int i = 0; i < list->count; i++)
	{
		const RcmOccurrence *o = RCM_ITEM(*list, RcmOccurrence, i);

		if (i < (int) (sizeof(boxes) / sizeof(boxes[0])))
		{
			rcm_form_put(f, boxes[i][0], 0, o->code, 2);
			rcm_form_day(f, boxes[i][1], 0, o->date, RCM_FORM_DAY);
		}
		else
			rcm_form_surplus(f, "31", i + 1, o->code);
	}
}

static void
put_spans(RcmForm *f)
{
	static const char *const boxes[][3] = {
		{"35a", "35a from", "35a through"}, {"36a", "36a from", "36a through"},
		{"35b", "35b from", "35b through"}, {"36b", "36b from", "36b through"},
	};
	const RcmList *list = &f->claim->occurrence_spans;

	for (int i = 0; i < list->count; i++)
	{
		const RcmOccurrenceSpan *o = RCM_ITEM(*list, RcmOccurrenceSpan, i);

		if (i < (int) (sizeof(boxes) / sizeof(boxes[0])))
		{
			rcm_form_put(f, boxes[i][0], 0, o->code, 2);
			rcm_form_day(f, boxes[i][1], 0, o->from, RCM_FORM_DAY);
			rcm_form_day(f, boxes[i][2], 0, o->to, RCM_FORM_DAY);
		}
		else
			rcm_form_surplus(f, "35", i + 1, o->code);
	}
}

/* Whom the claim is addressed to, and the value codes. */
static void
put_values(RcmForm *f)
{
	static const char *const boxes[][2] = {
		{"39a", "39a amount"}, {"40a", "40a amount"}, {"41a", "41a amount"},
		{"39b", "39b amount"}, {"40b", "40b amount"}, {"41b", "41b amount"},
		{"39c", "39c amount"}, {"40c", "40c amount"}, {"41c", "41c amount"},
		{"39d", "39d amount"}, {"40d", "40d amount"}, {"41d", "41d amount"},
	};
	const RcmList *list = &f->claim->value_codes;

	if (f->claim->payer != NULL)
		rcm_form_block(f, "38", f->claim->payer->name, f->claim->payer->addr, 40);
	for (int i = 0; i < list->count; i++)
	{
		const RcmValueCode *v = RCM_ITEM(*list, RcmValueCode, i);

		if (i < (int) (sizeof(boxes) / sizeof(boxes[0])))
		{
			rcm_form_put(f, boxes[i][0], 0, v->code, 2);
			rcm_form_money(f, boxes[i][1], 0, v->amount, 7);
		}
		else
			rcm_form_surplus(f, "39", i + 1, v->code);
	}
}

/* ---- payers: FL 50 to 65 ---- */

/* P before S before T before whoever says nothing. */
static int
rank(RcmText seq)
{
	static const char order[] = "PSTABCDEFGH";
	const char *p = seq.len == 1 && seq.data[0] != '\0' ? strchr(order, rcm_upper(seq.data[0])) : NULL;

	return p == NULL ? (int) sizeof(order) : (int) (p - order);
}

static RcmText
field_of(RcmForm *f, const char *number, int i)
{
	return rcm_form_print(f, "%s%s", number, letters[i]);
}

static void
put_at(RcmForm *f, const char *number, int i, RcmText t, int width)
{
	rcm_form_put(f, field_of(f, number, i).data, 0, t, width);
}

/* The payer to whom this claim goes. */
static void
put_own_payer(RcmForm *f, int i)
{
	const RcmClaim *c = f->claim;
	const RcmSubscriber *s = c->subscriber;
	const RcmTerms *t = c->terms;

	put_at(f, "50", i, c->payer != NULL ? rcm_form_or(c->payer->name, c->payer_id) : c->payer_id, 23);
	put_at(f, "51", i, c->payer_id, 15);
	if (t != NULL)
	{
		put_at(f, "52", i, t->release, 1);
		put_at(f, "53", i, t->benefits_assigned, 1);
	}
	if (s != NULL)
	{
		put_at(f, "58", i, rcm_form_person(f, s->last, s->suffix, s->first, s->middle), 25);
		put_at(f, "60", i, s->member_id, 20);
		put_at(f, "61", i, s->group_name, 14);
		put_at(f, "62", i, s->group_number, 17);
	}
	if (c->patient != NULL)
		put_at(f, "59", i, c->patient->rel, 2);
	put_at(f, "63", i, rcm_form_or(c->auth_number, c->referral_number), 30);
	put_at(f, "64", i, c->orig_ref, 26);
	if (c->wc != NULL)
		put_at(f, "65", i, c->wc->employer, 25);
}

static void
put_other_payer(RcmForm *f, int i, const RcmOtherPayer *o)
{
	const RcmSubscriber *s = o->subscriber;

	put_at(f, "50", i, rcm_form_or(o->name, o->payer_id), 23);
	put_at(f, "51", i, o->payer_id, 15);
	if (o->terms != NULL)
	{
		put_at(f, "52", i, o->terms->release, 1);
		put_at(f, "53", i, o->terms->benefits_assigned, 1);
	}
	rcm_form_money(f, field_of(f, "54", i).data, 0, o->paid, 7);
	if (s != NULL)
	{
		put_at(f, "58", i, rcm_form_person(f, s->last, s->suffix, s->first, s->middle), 25);
		put_at(f, "60", i, s->member_id, 20);
		put_at(f, "61", i, s->group_name, 14);
		put_at(f, "62", i, s->group_number, 17);
	}
	put_at(f, "59", i, o->rel, 2);
	put_at(f, "64", i, o->claim_control, 26);
}

/*
 * In the order in which they pay.  A payer stands behind those of a better
 * rank, the claim's own before others of its rank, others as the claim has them.
 */
static void
put_payers(RcmForm *f)
{
	const RcmClaim *c = f->claim;
	int			own = rank(c->payer_seq);
	int			before = 0;

	for (int i = 0; i < c->other_payers.count; i++)
	{
		const RcmOtherPayer *o = RCM_ITEM(c->other_payers, RcmOtherPayer, i);
		int			mine = rank(o->seq);
		int			at = own <= mine;

		before += mine < own;
		for (int k = 0; k < c->other_payers.count; k++)
		{
			int			other = rank(RCM_ITEM(c->other_payers, RcmOtherPayer, k)->seq);

			at += other < mine || (other == mine && k < i);
		}
		if (at < PAYERS)
			put_other_payer(f, at, o);
		else
			rcm_form_surplus(f, "50", at + 1, rcm_form_or(o->name, o->payer_id));
	}
	if (before < PAYERS)
		put_own_payer(f, before);
	else
		rcm_form_surplus(f, "50", before + 1, c->payer_id);
	if (c->billing != NULL)
	{
		rcm_form_put(f, "56", 0, c->billing->npi, 15);
		rcm_form_put(f, "57", 0, c->billing->atypical_id, 15);
	}
}

/* ---- diagnoses, procedures, people: FL 66 to 81 ---- */

static void
put_diagnosis(RcmForm *f, const char *field, const RcmDiagnosis *d)
{
	rcm_form_code(f, field, 0, d->code, 7);
	if (!rcm_blank(d->poa))
		rcm_form_put(f, rcm_form_print(f, "%s poa", field).data, 0, d->poa, 1);
}

static void
put_diagnoses(RcmForm *f)
{
	static const char *const reasons[] = {"70a", "70b", "70c"};
	static const char *const causes[] = {"72a", "72b", "72c"};
	const RcmClaim *c = f->claim;

	if (c->dx.count > 0)
		rcm_form_box(f, "66", "0");
	for (int i = 0; i < c->dx.count; i++)
	{
		const RcmDiagnosis *d = RCM_ITEM(c->dx, RcmDiagnosis, i);

		if (i == 0)
			put_diagnosis(f, "67", d);
		else if (i <= 17)
			put_diagnosis(f, rcm_form_print(f, "67%c", 'A' + i - 1).data, d);
		else
			rcm_form_surplus(f, "67", i + 1, rcm_form_bare(f, d->code));
	}
	rcm_form_code(f, "69", 0, c->admit_dx, 7);
	for (int i = 0; i < c->reason_dx.count; i++)
		if (i < 3)
			rcm_form_code(f, reasons[i], 0, RCM_TEXT_ITEM(c->reason_dx, i), 7);
		else
			rcm_form_surplus(f, "70", i + 1, rcm_form_bare(f, RCM_TEXT_ITEM(c->reason_dx, i)));
	rcm_form_put(f, "71", 0, c->drg, 4);
	for (int i = 0; i < c->external_causes.count; i++)
		if (i < 3)
			put_diagnosis(f, causes[i], RCM_ITEM(c->external_causes, RcmDiagnosis, i));
		else
			rcm_form_surplus(f, "72", i + 1, rcm_form_bare(f, RCM_ITEM(c->external_causes, RcmDiagnosis, i)->code));
}

static void
put_procedures(RcmForm *f)
{
	static const char *const boxes[][2] = {
		{"74", "74 date"}, {"74a", "74a date"}, {"74b", "74b date"},
		{"74c", "74c date"}, {"74d", "74d date"}, {"74e", "74e date"},
	};
	const RcmList *list = &f->claim->pcs;

	for (int i = 0; i < list->count; i++)
	{
		const RcmInpatientProcedure *p = RCM_ITEM(*list, RcmInpatientProcedure, i);

		if (i < (int) (sizeof(boxes) / sizeof(boxes[0])))
		{
			rcm_form_code(f, boxes[i][0], 0, p->code, 7);
			rcm_form_day(f, boxes[i][1], 0, p->date, RCM_FORM_DAY);
		}
		else
			rcm_form_surplus(f, "74", i + 1, rcm_form_bare(f, p->code));
	}
}

static void
put_person(RcmForm *f, const char *number, const char *qualifier, const RcmProvider *p)
{
	if (p == NULL || p->object.given == 0)
		return;
	if (qualifier[0] != '\0')
		rcm_form_box(f, rcm_form_print(f, "%s qualifier", number).data, qualifier);
	rcm_form_put(f, rcm_form_print(f, "%s npi", number).data, 0, p->npi, 11);
	if (!rcm_blank(p->atypical_id))
		rcm_form_put(f, rcm_form_print(f, "%s other", number).data, 0, p->atypical_id, 9);
	rcm_form_put(f, rcm_form_print(f, "%s last", number).data, 0, rcm_form_or(p->last, p->name), 16);
	rcm_form_put(f, rcm_form_print(f, "%s first", number).data, 0, p->first, 12);
}

/* Two boxes for all others: whoever assisted, rendered, referred. */
static void
put_people(RcmForm *f)
{
	const RcmClaim *c = f->claim;
	const RcmProvider *who[] = {c->assistant, c->rendering, c->referring};
	static const char *const qualifiers[] = {"ZZ", "82", "DN"};
	static const char *const boxes[] = {"78", "79"};
	int			n = 0;

	put_person(f, "76", "", c->attending);
	put_person(f, "77", "", c->operating);
	for (int i = 0; i < 3; i++)
	{
		if (who[i] == NULL || who[i]->object.given == 0)
			continue;
		if (n < 2)
			put_person(f, boxes[n], qualifiers[i], who[i]);
		else
			rcm_form_surplus(f, "78", n + 1, rcm_form_or(who[i]->npi, rcm_form_provider(f, who[i])));
		n++;
	}
	rcm_form_put(f, "80", 0, c->claim_note, 71);
	if (c->billing != NULL && !rcm_blank(c->billing->taxonomy))
	{
		rcm_form_box(f, "81a qualifier", "B3");
		rcm_form_put(f, "81a", 0, c->billing->taxonomy, 11);
	}
}

void
rcm_form_ub04(RcmForm *f)
{
	const RcmClaim *c = f->claim;

	f->name = "UB-04";
	f->pages = c->lines.count > LINES ? (c->lines.count + LINES - 1) / LINES : 1;
	for (f->page = 1; f->page <= f->pages; f->page++)
	{
		int			first = (f->page - 1) * LINES;

		put_provider(f);
		put_patient(f);
		put_stay(f);
		put_conditions(f);
		put_occurrences(f);
		put_spans(f);
		put_values(f);
		rcm_form_ub04_lines(f, first, first + LINES < c->lines.count ? first + LINES : c->lines.count);
		put_payers(f);
		put_diagnoses(f);
		put_procedures(f);
		put_people(f);
	}
}
