/*
 * ub04_lines.c - FL 42 to 49 of the UB-04: twenty-two service lines on a page,
 * and line 23 with the page, the day it was made and, on the last, the totals.
 */
#include "forms/form.h"

#define TOTALS 23
#define MODIFIERS 4

/* Four digits; an 837 may leave out the zero before them. */
static void
put_revenue(RcmForm *f, const RcmLine *line, int row)
{
	RcmText		rev = rcm_text_trim(line->rev);
	RcmText		parts[] = {RCM_TEXT("0"), rev};

	rcm_form_put(f, "42", row, rev.len == 3 ? rcm_form_join(f, "", parts, 2) : rev, 4);
}

/* The drug where there is one, else what the line says. */
static void
put_description(RcmForm *f, const RcmLine *line, int row)
{
	RcmText		drug[4] = {RCM_TEXT("N4"), {"", 0}, {"", 0}, {"", 0}};

	if (line->ndc == NULL || rcm_blank(line->ndc->code))
	{
		rcm_form_put(f, "43", row, line->desc, 24);
		return;
	}
	drug[1] = line->ndc->code;
	drug[2] = line->ndc->uom;
	if (line->ndc->qty.state == RCM_NUMBER_OK)
		drug[3] = line->ndc->qty.raw;
	rcm_form_put(f, "43", row, rcm_form_join(f, "", drug, 4), 24);
}

static void
put_procedure(RcmForm *f, const RcmLine *line, int row)
{
	RcmText		parts[MODIFIERS + 1] = {line->code};
	int			n = 1;

	for (int i = 0; i < line->mods.count; i++)
		if (i < MODIFIERS)
			parts[n++] = RCM_TEXT_ITEM(line->mods, i);
		else
			rcm_form_surplus(f, "44", row, RCM_TEXT_ITEM(line->mods, i));
	rcm_form_put(f, "44", row, rcm_form_join(f, "", parts, n), 14);
}

/* Charges that no payer covers; RCM_NO_USD: no line has any, or the sum cannot be held. */
static int64_t
total_noncovered(const RcmClaim *c)
{
	int64_t		total = RCM_NO_USD;

	for (int i = 0; i < c->lines.count; i++)
	{
		int64_t		v = RCM_ITEM(c->lines, RcmLine, i)->noncovered;

		if (v == RCM_NO_USD)
			continue;
		if (!rcm_usd_add(total == RCM_NO_USD ? 0 : total, v, &total))
			return RCM_NO_USD;
	}
	return total;
}

static void
put_totals(RcmForm *f)
{
	if (f->page == f->pages)
		rcm_form_put(f, "42", TOTALS, RCM_TEXT("0001"), 4);
	rcm_form_put(f, "43 page", TOTALS, rcm_form_print(f, "%d", f->page), 3);
	rcm_form_put(f, "43 pages", TOTALS, rcm_form_print(f, "%d", f->pages), 3);
	rcm_form_day(f, "45", TOTALS, f->claim->submit_date, RCM_FORM_DAY);
	if (f->page < f->pages)
		return;
	rcm_form_money(f, "47", TOTALS, rcm_form_total(f->claim), 7);
	rcm_form_money(f, "48", TOTALS, total_noncovered(f->claim), 7);
}

void
rcm_form_ub04_lines(RcmForm *f, int first, int last)
{
	for (int i = first; i < last; i++)
	{
		const RcmLine *line = RCM_ITEM(f->claim->lines, RcmLine, i);
		int			row = i - first + 1;

		put_revenue(f, line, row);
		put_description(f, line, row);
		put_procedure(f, line, row);
		rcm_form_day(f, "45", row, line->from, RCM_FORM_DAY);
		rcm_form_number(f, "46", row, &line->units, 7);
		rcm_form_money(f, "47", row, line->charge, 7);
		rcm_form_money(f, "48", row, line->noncovered, 7);
	}
	put_totals(f);
}
