/*
 * dental.c - the dental claim form of the ADA (2019 and 2024), by the numbers
 * of its items.
 */
#include "forms/form.h"

#define LINES 10
#define DIAGNOSES 4

static const char *
relationship(RcmText rel)
{
	if (rcm_blank(rel))
		return "";
	return rcm_text_is(rel, "18") ? "SELF" : rcm_text_is(rel, "01") ? "SPOUSE" :
		rcm_text_is(rel, "19") ? "DEPENDENT" : "OTHER";
}

/* ---- who: items 1 to 23 ---- */

static void
put_other_coverage(RcmForm *f)
{
	const RcmOtherPayer *o;
	const RcmSubscriber *s;

	if (f->claim->other_payers.count == 0)
		return;
	o = RCM_ITEM(f->claim->other_payers, RcmOtherPayer, 0);
	s = o->subscriber;
	rcm_form_box(f, "4", "X");
	if (s != NULL)
	{
		rcm_form_put(f, "5", 0, rcm_form_person(f, s->last, s->suffix, s->first, s->middle), 0);
		rcm_form_day(f, "6", 0, s->dob, RCM_FORM_DAY_SLASHED);
		rcm_form_put(f, "7", 0, s->sex, 1);
		rcm_form_put(f, "8", 0, s->member_id, 0);
		rcm_form_put(f, "9", 0, s->group_number, 0);
	}
	rcm_form_box(f, "10", relationship(o->rel));
	rcm_form_put(f, "11", 1, rcm_form_or(o->name, o->payer_id), 0);
	for (int i = 1; i < f->claim->other_payers.count; i++)
	{
		o = RCM_ITEM(f->claim->other_payers, RcmOtherPayer, i);
		rcm_form_surplus(f, "11", i + 1, rcm_form_or(o->name, o->payer_id));
	}
}

static void
put_people(RcmForm *f)
{
	const RcmClaim *c = f->claim;
	const RcmSubscriber *s = c->subscriber;
	const RcmPatient *p = c->patient;

	if (s != NULL)
	{
		rcm_form_block(f, "12", rcm_form_person(f, s->last, s->suffix, s->first, s->middle), s->addr, 0);
		rcm_form_day(f, "13", 0, s->dob, RCM_FORM_DAY_SLASHED);
		rcm_form_put(f, "14", 0, s->sex, 1);
		rcm_form_put(f, "15", 0, s->member_id, 0);
		rcm_form_put(f, "16", 0, s->group_number, 0);
		rcm_form_put(f, "17", 0, s->group_name, 0);
	}
	if (p != NULL)
	{
		rcm_form_box(f, "18", relationship(p->rel));
		rcm_form_block(f, "20", rcm_form_person(f, p->last, p->suffix, p->first, p->middle), p->addr, 0);
		rcm_form_day(f, "21", 0, p->dob, RCM_FORM_DAY_SLASHED);
		rcm_form_put(f, "22", 0, p->sex, 1);
	}
	rcm_form_put(f, "23", 0, c->claim_id, 0);
}

/* ---- what: items 24 to 34 ---- */

static void
put_teeth(RcmForm *f, const RcmLine *line, int row)
{
	RcmText		numbers = {"", 0};
	RcmText		surfaces = {"", 0};

	for (int i = 0; i < line->teeth.count; i++)
	{
		const RcmTooth *tooth = RCM_ITEM(line->teeth, RcmTooth, i);
		RcmText		with_number[] = {numbers, tooth->tooth};
		RcmText		with_surfaces[] = {surfaces, rcm_form_join(f, "", tooth->surfaces.items, tooth->surfaces.count)};

		numbers = rcm_form_join(f, ",", with_number, 2);
		surfaces = rcm_form_join(f, ",", with_surfaces, 2);
	}
	if (numbers.len > 0)
		rcm_form_put(f, "26", row, RCM_TEXT("JP"), 2);
	rcm_form_put(f, "27", row, numbers, 0);
	rcm_form_put(f, "28", row, surfaces, 0);
}

static void
put_pointers(RcmForm *f, const RcmLine *line, int row)
{
	char		letters[DIAGNOSES];
	int			n = 0;

	for (int i = 0; i < line->dx_ptr.count; i++)
	{
		int64_t		p = RCM_INT_ITEM(line->dx_ptr, i);

		if (p >= 1 && p <= DIAGNOSES && n < DIAGNOSES)
			letters[n++] = (char) ('A' + p - 1);
		else if (p >= 1)
			rcm_form_surplus(f, "29a", row, rcm_form_print(f, "%lld", (long long) p));
	}
	rcm_form_put(f, "29a", row, (RcmText) {letters, n}, DIAGNOSES);
}

static void
put_line(RcmForm *f, const RcmLine *line, int row)
{
	rcm_form_day(f, "24", row, line->from, RCM_FORM_DAY_SLASHED);
	rcm_form_put(f, "25", row, rcm_form_join(f, ",", line->cavities.items, line->cavities.count), 0);
	put_teeth(f, line, row);
	rcm_form_put(f, "29", row, line->code, 5);
	put_pointers(f, line, row);
	rcm_form_number(f, "29b", row, &line->units, 2);
	rcm_form_put(f, "30", row, line->desc, 0);
	rcm_form_money(f, "31", row, line->charge, 6);
}

/* The numbers of the teeth that the claim says are missing. */
static void
put_missing(RcmForm *f)
{
	const RcmDental *d = f->claim->dental;
	RcmText		missing = {"", 0};

	for (int i = 0; d != NULL && i < d->teeth.count; i++)
	{
		const RcmTooth *tooth = RCM_ITEM(d->teeth, RcmTooth, i);
		RcmText		with[] = {missing, tooth->tooth};

		if (rcm_text_is(tooth->status, "M"))
			missing = rcm_form_join(f, ",", with, 2);
	}
	rcm_form_put(f, "33", 0, missing, 0);
}

static void
put_diagnoses(RcmForm *f)
{
	static const char *const boxes[DIAGNOSES] = {"34a A", "34a B", "34a C", "34a D"};
	const RcmClaim *c = f->claim;

	if (c->dx.count > 0)
		rcm_form_box(f, "34", "AB");
	for (int i = 0; i < c->dx.count; i++)
		if (i < DIAGNOSES)
			rcm_form_code(f, boxes[i], 0, RCM_ITEM(c->dx, RcmDiagnosis, i)->code, 7);
		else
			rcm_form_surplus(f, "34a", i + 1, rcm_form_bare(f, RCM_ITEM(c->dx, RcmDiagnosis, i)->code));
}

/* ---- the rest: items 35 to 58 ---- */

static void
put_orthodontics(RcmForm *f)
{
	const RcmClaim *c = f->claim;
	const RcmDental *d = c->dental;
	bool		ortho = d != NULL && (rcm_form_yes(d->ortho) || d->appliance_placed != RCM_NO_DATE ||
									  d->ortho_months.state == RCM_NUMBER_OK);

	rcm_form_box(f, "40", ortho ? "YES" : "NO");
	if (ortho)
	{
		rcm_form_day(f, "41", 0, d->appliance_placed, RCM_FORM_DAY_SLASHED);
		rcm_form_number(f, "42", 0, d->ortho_months.state == RCM_NUMBER_OK ? &d->ortho_months : &d->ortho_remaining, 3);
	}
	for (int i = 0; i < c->lines.count; i++)
	{
		const RcmLine *line = RCM_ITEM(c->lines, RcmLine, i);

		if (!rcm_text_is(line->prosthesis, "R"))
			continue;
		rcm_form_box(f, "43", "YES");
		rcm_form_day(f, "44", 0, line->prior_placement, RCM_FORM_DAY_SLASHED);
		break;
	}
}

static void
put_accident(RcmForm *f)
{
	const RcmRelated *r = f->claim->related;

	if (r != NULL)
	{
		rcm_form_box(f, "45", r->employment == RCM_TRUE ? "OCCUPATIONAL" : r->automobile == RCM_TRUE ? "AUTO" :
					 r->other == RCM_TRUE ? "OTHER" : "");
		rcm_form_put(f, "47", 0, r->state, 2);
	}
	if (f->claim->dates != NULL)
		rcm_form_day(f, "46", 0, f->claim->dates->accident, RCM_FORM_DAY_SLASHED);
}

static void
put_dentists(RcmForm *f)
{
	const RcmClaim *c = f->claim;
	const RcmProvider *treats = c->rendering != NULL ? c->rendering : c->billing;
	const RcmProvider *place = c->service_facility != NULL ? c->service_facility : treats;

	if (c->billing != NULL)
	{
		rcm_form_block(f, "48", rcm_form_provider(f, c->billing), c->billing->addr, 0);
		rcm_form_put(f, "49", 0, c->billing->npi, 10);
		rcm_form_put(f, "51", 0, c->billing->tin, 11);
		rcm_form_put(f, "52a", 0, c->billing->atypical_id, 0);
	}
	if (c->terms != NULL && rcm_form_yes(c->terms->signature))
		rcm_form_box(f, "53", "SIGNATURE ON FILE");
	if (treats != NULL)
	{
		rcm_form_put(f, "54", 0, treats->npi, 10);
		rcm_form_put(f, "56a", 0, treats->taxonomy, 10);
		rcm_form_put(f, "58", 0, treats->atypical_id, 0);
	}
	if (place != NULL)
		rcm_form_block(f, "56", rcm_form_provider(f, place), place->addr, 0);
}

static void
put_rest(RcmForm *f)
{
	const RcmClaim *c = f->claim;

	rcm_form_put(f, "35", 0, c->claim_note, 0);
	if (c->terms != NULL && (rcm_form_yes(c->terms->release) || rcm_text_is(c->terms->release, "I")))
		rcm_form_box(f, "36", "SIGNATURE ON FILE");
	if (c->terms != NULL && rcm_form_yes(c->terms->benefits_assigned))
		rcm_form_box(f, "37", "SIGNATURE ON FILE");
	rcm_form_put(f, "38", 0, c->pos, 2);
	rcm_form_box(f, "39", c->attachments.count > 0 ? "Y" : "N");
	put_orthodontics(f);
	put_accident(f);
	put_dentists(f);
}

void
rcm_form_dental(RcmForm *f)
{
	const RcmClaim *c = f->claim;

	f->name = "ADA";
	f->pages = c->lines.count > LINES ? (c->lines.count + LINES - 1) / LINES : 1;
	for (f->page = 1; f->page <= f->pages; f->page++)
	{
		int			first = (f->page - 1) * LINES;

		rcm_form_put(f, "2", 0, rcm_form_or(c->auth_number, c->referral_number), 0);
		if (c->payer != NULL)
			rcm_form_block(f, "3", c->payer->name, c->payer->addr, 0);
		put_other_coverage(f);
		put_people(f);
		for (int i = first; i < first + LINES && i < c->lines.count; i++)
			put_line(f, RCM_ITEM(c->lines, RcmLine, i), i - first + 1);
		if (f->page == f->pages)
			rcm_form_money(f, "32", 0, rcm_form_total(c), 7);
		put_missing(f);
		put_diagnoses(f);
		put_rest(f);
	}
}
