/*
 * write_line.c - loop 2400: service lines, with their drugs and providers.
 *
 * LX01 counts from 1, as the guides ask, whatever numbers the claim gives its
 * lines; a line's own control number travels in REF*6R.
 */
#include "claim837/write_parts.h"

#include "codes/hcpcs.h"

#define MOST_MODIFIERS 4
#define MOST_POINTERS 4

static int
most_lines(const Rcm837Writer *w)
{
	return w->form == 'I' ? 999 : 50;
}

/* ---- procedure codes ---- */

static void
put_upper(Rcm837Writer *w, RcmText t, const char *field, int length)
{
	char		text[8];

	t = rcm_text_trim(t);
	for (int32_t i = 0; i < t.len && i < (int) sizeof(text); i++)
		text[i] = rcm_upper(t.data[i]);
	if (t.len > 0 && t.len <= (int) sizeof(text))
		rcm_837_code(w, (RcmText) {text, t.len}, field, length, length);
	else
		rcm_837_code(w, t, field, length, length);
}

/* Qualifier, code, up to four modifiers, description. */
void
rcm_837_put_procedure(Rcm837Writer *w, RcmText code, const RcmList *mods, RcmText desc, bool needed)
{
	int			n = mods->count < MOST_MODIFIERS ? mods->count : MOST_MODIFIERS;

	if (!rcm_837_has(code))
	{
		rcm_837_skip(w, 1);
		if (needed || mods->count > 0)
			rcm_837_fault(w, "code", "it is needed, and not given");
		return;
	}
	rcm_837_composite(w);
	rcm_837_word(w, w->form == 'D' ? "AD" : "HC");
	rcm_837_component(w);
	if (rcm_hcpcs_parse(rcm_text_trim(code)) == RCM_NO_HCPCS)
	{
		rcm_837_skip(w, 1);
		rcm_837_fault(w, "code", "a procedure code has five letters or digits");
	}
	else
		put_upper(w, code, "code", 5);
	for (int i = 0; i < n; i++)
	{
		rcm_837_component(w);
		rcm_837_enter(w, "mods", i);
		put_upper(w, RCM_TEXT_ITEM(*mods, i), NULL, 2);
		if (!rcm_837_has(RCM_TEXT_ITEM(*mods, i)))
			rcm_837_fault(w, NULL, "it is empty");
		rcm_837_leave(w);
	}
	if (mods->count > MOST_MODIFIERS)
		rcm_837_fault(w, "mods", "more than four modifiers");
	if (!rcm_837_has(desc))
		return;
	for (; n < MOST_MODIFIERS; n++)
	{
		rcm_837_component(w);
		rcm_837_skip(w, 1);
	}
	rcm_837_component(w);
	rcm_837_text(w, desc, "desc", 80);
}

/* ---- SV1, SV2, SV3 ---- */

/* Which diagnoses: 1 to 4 numbers of those that the claim has. */
static void
put_pointers(Rcm837Writer *w, const RcmLine *l, bool needed)
{
	if (l->dx_ptr.count == 0)
	{
		rcm_837_skip(w, 1);
		if (needed)
			rcm_837_fault(w, "dx_ptr", "a line points to at least one diagnosis");
		return;
	}
	rcm_837_composite(w);
	for (int i = 0; i < l->dx_ptr.count && i < MOST_POINTERS; i++)
	{
		int64_t		p = RCM_INT_ITEM(l->dx_ptr, i);

		if (i > 0)
			rcm_837_component(w);
		rcm_837_enter(w, "dx_ptr", i);
		rcm_x12_put_int(&w->x12, p);
		if (p < 1 || p > w->claim->dx.count || p > 12)
			rcm_837_fault(w, NULL, "there is no diagnosis of this number");
		rcm_837_leave(w);
	}
	if (l->dx_ptr.count > MOST_POINTERS)
		rcm_837_fault(w, "dx_ptr", "more than four pointers");
}

/* Unit and quantity: minutes where nothing else is told. */
static void
put_units(Rcm837Writer *w, const RcmLine *l, const char *uoms)
{
	bool		told = l->units.state != RCM_NUMBER_NONE;
	bool		minutes = !told && l->minutes.state != RCM_NUMBER_NONE &&
		w->form == 'P' && (!rcm_837_has(l->uom) || rcm_837_same(l->uom, RCM_TEXT("MJ")));

	rcm_837_choice(w, rcm_837_or(l->uom, minutes ? "MJ" : "UN"), "uom", uoms);
	rcm_837_quantity(w, minutes ? &l->minutes : &l->units, minutes ? "minutes" : "units");
	if (!told && !minutes)
		rcm_837_fault(w, "units", "it is needed, and not given");
}

/* SV105, SV303: only where it is not the claim's. */
static void
put_place(Rcm837Writer *w, const RcmLine *l)
{
	if (rcm_837_has(l->pos) && !rcm_837_same(l->pos, w->pos))
		rcm_837_code(w, l->pos, "pos", 2, 2);
	else
		rcm_837_skip(w, 1);
}

/* Y, or nothing: N is not sent. */
static void
put_yes(Rcm837Writer *w, RcmText t, const char *field)
{
	if (rcm_837_has(t) && !rcm_837_same(t, RCM_TEXT("N")))
		rcm_837_choice(w, t, field, "Y");
	else
		rcm_837_skip(w, 1);
}

static void
put_sv1(Rcm837Writer *w, const RcmLine *l)
{
	rcm_837_begin(w, "SV1");
	rcm_837_put_procedure(w, l->code, &l->mods, l->desc, true);
	rcm_837_positive(w, l->charge, "charge");
	put_units(w, l, "UN MJ");
	put_place(w, l);
	rcm_837_skip(w, 1);
	put_pointers(w, l, true);
	rcm_837_skip(w, 1);
	put_yes(w, l->emg, "emg");
	rcm_837_skip(w, 1);
	put_yes(w, l->epsdt, "epsdt");
	rcm_837_end_segment(w);
}

static void
put_sv2(Rcm837Writer *w, const RcmLine *l)
{
	rcm_837_begin(w, "SV2");
	rcm_837_need_code(w, l->rev, "rev", 4, 4);
	rcm_837_put_procedure(w, l->code, &l->mods, l->desc, false);
	rcm_837_positive(w, l->charge, "charge");
	put_units(w, l, "UN DA");
	rcm_837_skip(w, 1);
	rcm_837_amount(w, l->noncovered, "noncovered");
	rcm_837_end_segment(w);
}

/* Components of one element. */
static void
put_pieces(Rcm837Writer *w, const RcmList *list, const char *field)
{
	if (list->count == 0)
		rcm_837_skip(w, 1);
	else
		rcm_837_composite(w);
	for (int i = 0; i < list->count; i++)
	{
		if (i > 0)
			rcm_837_component(w);
		rcm_837_need_code(w, RCM_TEXT_ITEM(*list, i), field, 1, 3);
	}
	if (list->count > 5)
		rcm_837_fault(w, field, "more than five");
}

static void
put_sv3(Rcm837Writer *w, const RcmLine *l)
{
	rcm_837_begin(w, "SV3");
	rcm_837_put_procedure(w, l->code, &l->mods, l->desc, true);
	rcm_837_positive(w, l->charge, "charge");
	put_place(w, l);
	put_pieces(w, &l->cavities, "cavities");
	if (rcm_837_has(l->prosthesis))
		rcm_837_choice(w, l->prosthesis, "prosthesis", "I R");
	else
		rcm_837_skip(w, 1);
	rcm_837_quantity(w, &l->units, "units");
	rcm_837_skip(w, 4);
	put_pointers(w, l, false);
	rcm_837_end_segment(w);
	for (int i = 0; i < l->teeth.count; i++)
	{
		const RcmTooth *t = RCM_ITEM(l->teeth, RcmTooth, i);

		rcm_837_enter(w, "teeth", i);
		rcm_837_begin(w, "TOO");
		rcm_837_word(w, "JP");
		rcm_837_need_code(w, t->tooth, "tooth", 1, 2);
		put_pieces(w, &t->surfaces, "surfaces");
		rcm_837_end_segment(w);
		rcm_837_leave(w);
	}
}

/* ---- what follows ---- */

/* DTP*472: needed but where days of the claim hold. */
static void
put_days(Rcm837Writer *w, const RcmLine *l)
{
	const RcmClaimDates *d = w->claim->dates;
	bool		needed = w->form == 'P' ||
		(w->form == 'D' && (d == NULL || d->service == RCM_NO_DATE));

	if (needed && l->from == RCM_NO_DATE)
		rcm_837_fault_at(w, "DTP03", "from", "the day of the service (DTP*472) is needed");
	else if (w->form == 'D' && l->to != RCM_NO_DATE && l->to != l->from)
		rcm_837_fault_at(w, "DTP03", "to", "a dental service has one day");
	rcm_837_dtp_period(w, "472", l->from, l->to, "from");
	if (w->form != 'D')
		return;
	rcm_837_dtp(w, "441", l->prior_placement);
	if (rcm_837_same(l->prosthesis, RCM_TEXT("R")) && l->prior_placement == RCM_NO_DATE)
		rcm_837_fault_at(w, "DTP03", "prior_placement", "the day of the prior placement (DTP*441) is needed");
}

static void
put_numbers(Rcm837Writer *w, const RcmLine *l)
{
	if (w->form != 'I')
		rcm_837_ref(w, "G1", l->auth, "auth", 50);
	rcm_837_ref(w, "6R", l->control, "control", 50);
	if (w->form != 'I')
		rcm_837_ref(w, "9F", l->referral, "referral", 50);
	if (w->form == 'P' && rcm_837_has(l->note))
	{
		rcm_837_begin(w, "NTE");
		rcm_837_word(w, "ADD");
		rcm_837_text(w, l->note, "note", 80);
		rcm_837_end_segment(w);
	}
}

/* LIN and CTP: eleven digits, hyphens left out. */
static void
put_drug(Rcm837Writer *w, const RcmNdc *ndc)
{
	RcmText		code;
	char		digits[16];
	int			n = 0;

	if (ndc == NULL || !rcm_837_has(ndc->code) || w->form == 'D')
		return;
	rcm_837_enter(w, "ndc", -1);
	code = rcm_text_trim(ndc->code);
	for (int32_t i = 0; i < code.len && n < (int) sizeof(digits); i++)
		if (code.data[i] != '-')
			digits[n++] = code.data[i];
	rcm_837_begin(w, "LIN");
	rcm_837_skip(w, 1);
	rcm_837_choice(w, rcm_837_or(ndc->qual, "N4"), "qual", w->form == 'I' ? "N4" : "N4 EN EO HI ON UK UP");
	if (rcm_837_same(rcm_837_or(ndc->qual, "N4"), RCM_TEXT("N4")))
	{
		rcm_837_need_code(w, (RcmText) {digits, n}, "code", 11, 11);
		for (int i = 0; i < n; i++)
			if (!rcm_is_digit(digits[i]))
			{
				rcm_837_fault(w, "code", "a National Drug Code has eleven digits");
				break;
			}
	}
	else
		rcm_837_need_code(w, code, "code", 1, 48);
	rcm_837_end_segment(w);
	rcm_837_begin(w, "CTP");
	rcm_837_skip(w, 3);
	rcm_837_quantity(w, &ndc->qty, "qty");
	if (ndc->qty.state == RCM_NUMBER_NONE)
		rcm_837_fault(w, "qty", "it is needed, and not given");
	rcm_837_composite(w);
	rcm_837_choice(w, ndc->uom, "uom", "F2 GR ME ML UN");
	rcm_837_end_segment(w);
	rcm_837_leave(w);
}

/* ---- 2420 ---- */

static void
put_role(Rcm837Writer *w, const RcmProvider *p, const RcmProvider *of_claim, const char *name,
		 const char *entity, const char *taxonomy, const char *kinds)
{
	if (rcm_837_is_named(p) && !rcm_837_same_provider(p, of_claim))
		rcm_837_put_provider(w, p, name, entity, taxonomy, kinds);
}

static void
put_facility(Rcm837Writer *w, const RcmLine *l)
{
	const RcmClaim *c = w->claim;
	const RcmProvider *place = rcm_837_is_named(c->service_facility) ? c->service_facility : c->billing;

	if (rcm_837_is_named(l->service_facility) && !rcm_837_same_place(l->service_facility, place))
		rcm_837_put_provider(w, l->service_facility, "service_facility", "77", NULL, "2");
}

static void
put_roles(Rcm837Writer *w, const RcmLine *l)
{
	const RcmClaim *c = w->claim;
	const RcmProvider *renders = rcm_837_is_named(c->rendering) ? c->rendering :
		w->form == 'I' ? c->attending : c->billing;

	switch (w->form)
	{
		case 'I':
			put_role(w, l->operating, c->operating, "operating", "72", NULL, "1");
			put_role(w, l->rendering, renders, "rendering", "82", NULL, "1");
			put_role(w, l->referring, c->referring, "referring", "DN", NULL, "1");
			break;
		case 'D':
			put_role(w, l->rendering, renders, "rendering", "82", "PE", "12");
			put_role(w, l->assistant, c->assistant, "assistant", "DD", "AS", "1");
			put_role(w, l->supervising, c->supervising, "supervising", "DQ", NULL, "1");
			put_facility(w, l);
			break;
		default:
			put_role(w, l->rendering, renders, "rendering", "82", "PE", "12");
			put_facility(w, l);
			put_role(w, l->supervising, c->supervising, "supervising", "DQ", NULL, "1");
			/* Only lines name who ordered. */
			put_role(w, rcm_837_is_named(l->ordering) ? l->ordering : c->ordering, NULL, "ordering",
					 "DK", NULL, "1");
			put_role(w, l->referring, c->referring, "referring", "DN", NULL, "1");
			break;
	}
}

/* ---- 2400 ---- */

void
rcm_837_put_lines(Rcm837Writer *w)
{
	const RcmList *lines = &w->claim->lines;

	if (lines->count == 0)
		rcm_837_fault_at(w, "LX01", "lines", "a claim has at least one line");
	if (lines->count > most_lines(w))
		rcm_837_fault_at(w, "LX01", "lines", "more than the %d lines that a claim of this form can carry", most_lines(w));
	for (int i = 0; i < lines->count; i++)
	{
		const RcmLine *l = RCM_ITEM(*lines, RcmLine, i);

		rcm_837_enter(w, "lines", i);
		rcm_837_begin(w, "LX");
		rcm_x12_put_int(&w->x12, i + 1);
		rcm_837_end_segment(w);
		if (w->form == 'I')
			put_sv2(w, l);
		else if (w->form == 'D')
			put_sv3(w, l);
		else
			put_sv1(w, l);
		put_days(w, l);
		put_numbers(w, l);
		put_drug(w, l->ndc);
		put_roles(w, l);
		rcm_837_leave(w);
		rcm_837_put_adjudications(w, l, i);
	}
}
