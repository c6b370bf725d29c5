/*
 * cms1500_lines.c - item 24 of the CMS-1500: six service lines on a page.
 */
#include "forms/form.h"

#define MODIFIERS 4
#define DIAGNOSES 12
#define POINTERS 4

/* Pointers are the letters of item 21. */
static void
put_pointers(RcmForm *f, const RcmLine *line, int row)
{
	char		letters[POINTERS + 1];
	int			n = 0;

	for (int i = 0; i < line->dx_ptr.count; i++)
	{
		int64_t		p = RCM_INT_ITEM(line->dx_ptr, i);

		if (p < 1)
			continue;
		if (p <= DIAGNOSES && n < POINTERS)
			letters[n++] = (char) ('A' + p - 1);
		else
			rcm_form_surplus(f, "24E", row, rcm_form_print(f, "%lld", (long long) p));
	}
	rcm_form_put(f, "24E", row, (RcmText) {letters, n}, POINTERS);
}

/* The shaded half: the drug, or what a code that says nothing stands for. */
static void
put_shaded(RcmForm *f, const RcmLine *line, int row)
{
	RcmText		parts[3] = {{"", 0}, {"", 0}, {"", 0}};

	if (line->ndc != NULL && !rcm_blank(line->ndc->code))
	{
		RcmText		drug[] = {RCM_TEXT("N4"), line->ndc->code};
		RcmText		amount[] = {line->ndc->uom, line->ndc->qty.state == RCM_NUMBER_OK ? line->ndc->qty.raw : (RcmText) {"", 0}};

		parts[0] = rcm_form_join(f, "", drug, 2);
		parts[1] = rcm_form_join(f, "", amount, 2);
	}
	if (!rcm_blank(line->desc))
	{
		RcmText		described[] = {RCM_TEXT("ZZ"), line->desc};

		parts[2] = rcm_form_join(f, "", described, 2);
	}
	rcm_form_put(f, "24 shaded", row, rcm_form_join(f, "   ", parts, 3), 61);
}

static void
put_procedure(RcmForm *f, const RcmLine *line, int row)
{
	static const char *const boxes[MODIFIERS] = {
		"24D modifier 1", "24D modifier 2", "24D modifier 3", "24D modifier 4"
	};

	rcm_form_put(f, "24D", row, line->code, 6);
	for (int i = 0; i < line->mods.count; i++)
		if (i < MODIFIERS)
			rcm_form_put(f, boxes[i], row, RCM_TEXT_ITEM(line->mods, i), 2);
		else
			rcm_form_surplus(f, "24D", row, RCM_TEXT_ITEM(line->mods, i));
}

static void
put_rendering(RcmForm *f, const RcmLine *line, int row)
{
	const RcmProvider *p = line->rendering != NULL ? line->rendering : f->claim->rendering;
	bool		known;

	if (p == NULL)
		return;
	known = !rcm_blank(p->atypical_id);
	if (known || !rcm_blank(p->taxonomy))
	{
		rcm_form_put(f, "24I", row, known ? RCM_TEXT("G2") : RCM_TEXT("ZZ"), 2);
		rcm_form_put(f, "24J shaded", row, known ? p->atypical_id : p->taxonomy, 11);
	}
	rcm_form_put(f, "24J", row, p->npi, 10);
}

static void
put_line(RcmForm *f, const RcmLine *line, int row)
{
	bool		minutes = rcm_text_is(line->uom, "MJ") && line->minutes.state == RCM_NUMBER_OK;

	put_shaded(f, line, row);
	rcm_form_day(f, "24A from", row, line->from, RCM_FORM_DAY_SPACED);
	rcm_form_day(f, "24A to", row, line->to != RCM_NO_DATE ? line->to : line->from, RCM_FORM_DAY_SPACED);
	rcm_form_put(f, "24B", row, rcm_form_or(line->pos, f->claim->pos), 2);
	if (rcm_form_yes(line->emg))
		rcm_form_put(f, "24C", row, RCM_TEXT("Y"), 2);
	put_procedure(f, line, row);
	put_pointers(f, line, row);
	rcm_form_money(f, "24F", row, line->charge, 6);
	rcm_form_number(f, "24G", row, minutes ? &line->minutes : &line->units, 3);
	if (rcm_form_yes(line->epsdt))
		rcm_form_put(f, "24H", row, RCM_TEXT("Y"), 2);
	put_rendering(f, line, row);
}

void
rcm_form_cms1500_lines(RcmForm *f, int first, int last)
{
	for (int i = first; i < last; i++)
		put_line(f, RCM_ITEM(f->claim->lines, RcmLine, i), i - first + 1);
}
