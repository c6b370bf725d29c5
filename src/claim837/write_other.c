/*
 * write_other.c - the other payers of a claim: loops 2320, 2330 and 2430.
 */
#include "claim837/write_parts.h"

#define MOST_OTHER_PAYERS 10
#define MOST_GROUPS 5			/* CAS segments of one level */
#define MOST_TRIPLES 6
#define MOST_ADJUDICATIONS 15	/* of one line of a professional claim */

/* ---- CAS ---- */

/* Was this group code met before item i? */
static bool
group_before(const RcmList *adj, int i)
{
	for (int k = 0; k < i; k++)
		if (rcm_837_same(RCM_ITEM(*adj, RcmAdjustment, k)->grp, RCM_ITEM(*adj, RcmAdjustment, i)->grp))
			return true;
	return false;
}

static void
put_triple(Rcm837Writer *w, const RcmAdjustment *a)
{
	rcm_837_need_code(w, a->carc, "carc", 1, 5);
	rcm_837_need_amount(w, a->amt, "amt");
	/* (A quantity may be negative: units that were added.) */
	if (a->qty.state == RCM_NUMBER_OK && a->qty.millionths < 0)
		rcm_x12_put_number(&w->x12, a->qty.millionths);
	else
		rcm_837_quantity(w, &a->qty, "qty");
}

/* The adjustments of one group, six to a segment; returns how many segments. */
static int
put_group(Rcm837Writer *w, const RcmList *adj, int first)
{
	RcmText		group = RCM_ITEM(*adj, RcmAdjustment, first)->grp;
	int			triples = 0;
	int			segments = 0;

	for (int i = first; i < adj->count; i++)
	{
		const RcmAdjustment *a = RCM_ITEM(*adj, RcmAdjustment, i);

		if (!rcm_837_same(a->grp, group))
			continue;
		rcm_837_enter(w, "adj", i);
		if (triples % MOST_TRIPLES == 0)
		{
			if (triples > 0)
				rcm_837_end_segment(w);
			rcm_837_begin(w, "CAS");
			rcm_837_choice(w, group, "grp", "CO CR OA PI PR");
			segments++;
		}
		put_triple(w, a);
		triples++;
		rcm_837_leave(w);
	}
	rcm_837_end_segment(w);
	return segments;
}

static void
put_adjustments(Rcm837Writer *w, const RcmList *adj)
{
	int			segments = 0;

	for (int i = 0; i < adj->count; i++)
		if (!group_before(adj, i))
			segments += put_group(w, adj, i);
	if (segments > MOST_GROUPS)
		rcm_837_fault_at(w, "CAS", "adj", "more adjustments than five segments carry");
}

/* ---- 2320 ---- */

static void
put_sbr(Rcm837Writer *w, const RcmOtherPayer *o)
{
	static const RcmSubscriber none;
	const RcmSubscriber *s = o->subscriber != NULL ? o->subscriber : &none;

	rcm_837_begin(w, "SBR");
	rcm_837_choice(w, o->seq, "seq", "P S T A B C D E F G H U");
	rcm_837_choice(w, rcm_837_or(o->rel, "18"), "rel", "18 01 19 20 21 39 40 53 G8");
	rcm_837_code(w, s->group_number, "subscriber.group_number", 1, 50);
	rcm_837_text(w, s->group_name, "subscriber.group_name", 60);
	if (w->form == 'P' && rcm_837_has(o->msp_type))
		rcm_837_choice(w, o->msp_type, "msp_type", "12 13 14 15 16 41 42 43 47");
	else
		rcm_837_skip(w, 1);
	rcm_837_skip(w, 3);
	rcm_837_choice(w, o->filing_ind, "filing_ind",
				   "11 12 13 14 15 16 17 AM BL CH CI DS FI HM LM MA MB MC OF TV VA WC ZZ");
	rcm_837_end_segment(w);
}

static void
put_terms(Rcm837Writer *w, const RcmOtherPayer *o)
{
	static const RcmTerms none;
	const RcmTerms *t = o->terms != NULL ? o->terms : &none;

	rcm_837_enter(w, "terms", -1);
	rcm_837_begin(w, "OI");
	rcm_837_skip(w, 2);
	rcm_837_choice(w, rcm_837_or(t->benefits_assigned, "Y"), "benefits_assigned", "Y N W");
	if (w->form == 'P' && rcm_837_has(t->patient_signature))
		rcm_837_choice(w, t->patient_signature, "patient_signature", "P");
	else
		rcm_837_skip(w, 1);
	rcm_837_skip(w, 1);
	rcm_837_choice(w, rcm_837_or(t->release, "Y"), "release", "Y I");
	rcm_837_end_segment(w);
	rcm_837_leave(w);
}

/* The order of the amounts is not the same in the three guides. */
static void
put_amounts(Rcm837Writer *w, const RcmOtherPayer *o)
{
	rcm_837_amt(w, "D", o->paid, "paid");
	if (w->form == 'P')
		rcm_837_amt(w, "A8", o->noncovered, "noncovered");
	rcm_837_amt(w, "EAF", o->remaining, "remaining");
	if (w->form != 'P')
		rcm_837_amt(w, "A8", o->noncovered, "noncovered");
}

/* ---- 2330 ---- */

static void
put_insured(Rcm837Writer *w, const RcmOtherPayer *o)
{
	static const RcmSubscriber none;

	rcm_837_enter(w, "subscriber", -1);
	rcm_837_put_insured(w, o->subscriber != NULL ? o->subscriber : &none,
						rcm_837_same(o->filing_ind, RCM_TEXT("WC")) && o->subscriber != NULL &&
						!rcm_837_has(o->subscriber->first));
	rcm_837_leave(w);
}

static void
put_payer(Rcm837Writer *w, const RcmOtherPayer *o)
{
	rcm_837_begin(w, "NM1");
	rcm_837_word(w, "PR");
	rcm_837_word(w, "2");
	rcm_837_need_text(w, rcm_837_has(o->name) ? o->name : o->payer_id, "name", 60);
	rcm_837_skip(w, 4);
	rcm_837_word(w, "PI");
	rcm_837_need_code(w, o->payer_id, "payer_id", 2, 80);
	rcm_837_end_segment(w);
	/* With lines, each line says when. */
	if (o->lines.count == 0)
		rcm_837_dtp(w, "573", o->adjud_date);
	rcm_837_ref(w, "F8", o->claim_control, "claim_control", 50);
}

/* Lines name their payer by its id, so two payers cannot share one. */
static void
check_id(Rcm837Writer *w, int index)
{
	const RcmList *list = &w->claim->other_payers;
	const RcmOtherPayer *o = RCM_ITEM(*list, RcmOtherPayer, index);

	for (int i = 0; i < index; i++)
	{
		const RcmOtherPayer *p = RCM_ITEM(*list, RcmOtherPayer, i);

		if (o->lines.count + p->lines.count > 0 && rcm_837_same(o->payer_id, p->payer_id))
			rcm_837_fault_at(w, "NM109", "payer_id", "another payer before it has the same id, so that lines (SVD01) would name both");
	}
}

/* Each place among the payers is taken once, whichever payer the claim goes to; U may repeat. */
static void
check_place(Rcm837Writer *w, int index)
{
	const RcmList *list = &w->claim->other_payers;
	RcmText		seq = RCM_ITEM(*list, RcmOtherPayer, index)->seq;
	bool		taken = rcm_837_same(seq, rcm_837_or(w->claim->payer_seq, "P"));

	for (int i = 0; i < index; i++)
		taken = taken || rcm_837_same(seq, RCM_ITEM(*list, RcmOtherPayer, i)->seq);
	if (taken && rcm_837_has(seq) && !rcm_837_same(seq, RCM_TEXT("U")))
		rcm_837_fault_at(w, "SBR01", "seq", "another payer of the claim has this place already");
}

void
rcm_837_put_others(Rcm837Writer *w)
{
	const RcmList *list = &w->claim->other_payers;

	if (list->count > MOST_OTHER_PAYERS)
		rcm_837_fault_at(w, "SBR", "other_payers", "more than ten other payers");
	for (int i = 0; i < list->count; i++)
	{
		const RcmOtherPayer *o = RCM_ITEM(*list, RcmOtherPayer, i);

		rcm_837_enter(w, "other_payers", i);
		put_sbr(w, o);
		put_adjustments(w, &o->adj);
		put_amounts(w, o);
		put_terms(w, o);
		put_insured(w, o);
		put_payer(w, o);
		check_id(w, i);
		check_place(w, i);
		rcm_837_leave(w);
	}
}

/* ---- 2430 ---- */

/* SVD06 is the LX01 of a line, whatever number the claim gives it. */
static void
put_bundled(Rcm837Writer *w, int64_t number)
{
	const RcmList *lines = &w->claim->lines;
	int			place = 0;

	for (int i = 0; i < lines->count && place == 0; i++)
		if (rcm_line_number(RCM_ITEM(*lines, RcmLine, i), i) == number)
			place = i + 1;
	rcm_x12_put_int(&w->x12, place);
	if (place == 0)
		rcm_837_fault(w, "bundled", "the claim has no line of this number");
}

/* What was adjudicated: the line's own service where the payer named no other. */
static void
put_svd(Rcm837Writer *w, const RcmOtherPayer *o, const RcmOtherPayerLine *a, const RcmLine *l)
{
	bool		other = rcm_837_has(a->code);

	rcm_837_begin(w, "SVD");
	rcm_837_need_code(w, o->payer_id, "payer_id", 2, 80);
	rcm_837_need_amount(w, a->paid, "paid");
	rcm_837_put_procedure(w, other ? a->code : l->code, other ? &a->mods : &l->mods,
						  other ? a->desc : (RcmText) {"", 0}, w->form != 'I');
	if (w->form == 'I')
		rcm_837_need_code(w, rcm_837_has(a->rev) ? a->rev : l->rev, "rev", 4, 4);
	else
		rcm_837_skip(w, 1);
	if (a->units.state != RCM_NUMBER_NONE)
		rcm_837_quantity(w, &a->units, "units");
	else if (l->units.state != RCM_NUMBER_NONE)
		rcm_837_quantity(w, &l->units, "units");
	else
		rcm_837_word(w, "1");
	if (a->bundled != RCM_NO_INT)
		put_bundled(w, a->bundled);
	rcm_837_end_segment(w);
}

void
rcm_837_put_adjudications(Rcm837Writer *w, const RcmLine *line, int index)
{
	const RcmList *list = &w->claim->other_payers;
	int			number = rcm_line_number(line, index);
	int			n = 0;

	for (int i = 0; i < list->count; i++)
	{
		const RcmOtherPayer *o = RCM_ITEM(*list, RcmOtherPayer, i);

		for (int k = 0; k < o->lines.count; k++)
		{
			const RcmOtherPayerLine *a = RCM_ITEM(o->lines, RcmOtherPayerLine, k);

			if (a->n != number)
				continue;
			n++;
			rcm_837_enter(w, "other_payers", i);
			rcm_837_enter(w, "lines", k);
			put_svd(w, o, a, line);
			put_adjustments(w, &a->adj);
			if (a->adjud_date == RCM_NO_DATE && o->adjud_date == RCM_NO_DATE)
				rcm_837_fault_at(w, "DTP03", "adjud_date", "when the payer adjudicated (DTP*573) is needed");
			rcm_837_dtp(w, "573", rcm_837_or_date(a->adjud_date, o->adjud_date));
			rcm_837_amt(w, "EAF", a->remaining, "remaining");
			rcm_837_leave(w);
			rcm_837_leave(w);
		}
	}
	if (n > MOST_ADJUDICATIONS)
		rcm_837_fault_at(w, "SVD", "other_payers", "more than 15 adjudications of one line");
}
