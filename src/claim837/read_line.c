/*
 * read_line.c - loop 2400: service lines, with their drugs and providers.
 */
#include "claim837/read_parts.h"

#define MOST_LINES 50			/* of a professional or dental claim, say the guides */

static RcmLine *
line(Rcm837Reader *r)
{
	RcmList    *lines = &r->claim->lines;

	return r->full || lines->count == 0 ? NULL : RCM_ITEM(*lines, RcmLine, lines->count - 1);
}

/* A new line, numbered by LX01, or by its place when that is no number. */
void
rcm_837_start_line(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;
	RcmLine    *l = r->full ? NULL :
		rcm_837_add(r, c, &rcm_claim_shape, &c->lines, &rcm_line_shape);

	r->loop = RCM_837_LINE;
	r->party = NULL;
	r->other_line_payer = -1;
	r->line_service = 0;
	if (l == NULL)
	{
		r->full = true;
		return;
	}
	if ((r->guide_form == 'P' || r->guide_form == 'D') && c->lines.count == MOST_LINES + 1)
		rcm_x12_finding(&r->at, "TOO-MANY-LINES", 0,
						"more than 50 lines in a claim that is not institutional");
	l->n = r->at.segment->id == ID2('L', 'X') ?
		rcm_x12_whole(&r->at, 1, rcm_x12_raw(&r->at, 1), "LX01") : RCM_NO_INT;
	if (l->n == RCM_NO_INT)
		l->n = c->lines.count;
	rcm_mark_given(l, &rcm_line_shape, &l->n);
}

/* The qualifier does not change the code. */
void
rcm_837_procedure(Rcm837Reader *r, int i, void *object, const RcmShape *shape, RcmText *code,
				  RcmList *mods, RcmText *desc)
{
	if (rcm_x12_raw(&r->at, i).len == 0)
		return;
	rcm_837_set_text(object, shape, code,
					 rcm_837_keep(r, RCM_837_FOR_CLAIM, rcm_x12_part(&r->at, i, 2)));
	for (int n = 3; n <= 6; n++)
		rcm_837_add_text(r, object, shape, mods,
						 rcm_837_keep(r, RCM_837_FOR_CLAIM, rcm_x12_part(&r->at, i, n)));
	rcm_837_set_text(object, shape, desc,
					 rcm_837_keep(r, RCM_837_FOR_CLAIM, rcm_x12_part(&r->at, i, 7)));
}

/* SV107, SV311: which of the claim's diagnoses, counted from 1. */
void
rcm_837_pointers(Rcm837Reader *r, int element, RcmLine *l)
{
	int64_t		pointers[4];
	int			n = 0;
	int64_t    *items;

	for (int i = 1; i <= 4; i++)
	{
		RcmText		t = rcm_x12_part(&r->at, element, i);
		int64_t		p = t.len > 0 ? rcm_x12_whole(&r->at, element, t, "POINTER") : RCM_NO_INT;

		if (p != RCM_NO_INT)
			pointers[n++] = p;
	}
	items = n > 0 ? rcm_alloc(&r->arena[RCM_837_FOR_CLAIM], sizeof(int64_t) * (size_t) n) : NULL;
	if (items == NULL)
		return;
	memcpy(items, pointers, sizeof(int64_t) * (size_t) n);
	l->dx_ptr = (RcmList) {n, items};
	rcm_mark_given(l, &rcm_line_shape, &l->dx_ptr);
}

static void
read_sv1(Rcm837Reader *r, RcmLine *l)
{
	rcm_837_procedure(r, 1, l, &rcm_line_shape, &l->code, &l->mods, &l->desc);
	rcm_837_set_amount(l, &rcm_line_shape, &l->charge, rcm_x12_amount(&r->at, 2));
	rcm_837_set_text(l, &rcm_line_shape, &l->uom, rcm_837_text(r, RCM_837_FOR_CLAIM, 3));
	rcm_837_set_number(r, l, &rcm_line_shape, &l->units, 4, rcm_x12_raw(&r->at, 4));
	rcm_837_set_text(l, &rcm_line_shape, &l->pos, rcm_837_text(r, RCM_837_FOR_CLAIM, 5));
	rcm_837_pointers(r, 7, l);
	rcm_837_set_text(l, &rcm_line_shape, &l->emg, rcm_837_text(r, RCM_837_FOR_CLAIM, 9));
	rcm_837_set_text(l, &rcm_line_shape, &l->epsdt, rcm_837_text(r, RCM_837_FOR_CLAIM, 11));
}

static void
read_sv2(Rcm837Reader *r, RcmLine *l)
{
	rcm_837_set_text(l, &rcm_line_shape, &l->rev, rcm_837_text(r, RCM_837_FOR_CLAIM, 1));
	rcm_837_procedure(r, 2, l, &rcm_line_shape, &l->code, &l->mods, &l->desc);
	rcm_837_set_amount(l, &rcm_line_shape, &l->charge, rcm_x12_amount(&r->at, 3));
	rcm_837_set_text(l, &rcm_line_shape, &l->uom, rcm_837_text(r, RCM_837_FOR_CLAIM, 4));
	rcm_837_set_number(r, l, &rcm_line_shape, &l->units, 5, rcm_x12_raw(&r->at, 5));
	rcm_837_set_amount(l, &rcm_line_shape, &l->noncovered, rcm_x12_amount(&r->at, 7));
}

/*
 * A claim is dental when nothing says that it is something else; SV3 in another
 * claim is a finding, and is read for what it says.
 */
static void
read_sv3(Rcm837Reader *r, RcmLine *l)
{
	if (r->guide_form == 'D' || (r->guide_form == 0 && (r->line_form == 0 || r->line_form == 'D')))
		r->line_form = 'D';
	else
		rcm_x12_finding(&r->at, "SV3-FORM", 0, "a dental service in a claim that is not dental");
	rcm_837_dental_service(r, l);
}

/* SV1, SV2 or SV3; without an LX before it, it begins a line itself. */
void
rcm_837_service(Rcm837Reader *r)
{
	RcmLine    *l;

	if (r->loop < RCM_837_LINE || r->line_service != 0)
		rcm_837_start_line(r);
	r->line_service = r->at.segment->id == ID3('S', 'V', '1') ? 'P' :
		r->at.segment->id == ID3('S', 'V', '2') ? 'I' : 'D';
	l = line(r);
	if (l == NULL)
		return;
	if (r->line_service == 'D')
	{
		read_sv3(r, l);
		return;
	}
	r->line_form = r->line_service;
	if (r->line_service == 'P')
		read_sv1(r, l);
	else
		read_sv2(r, l);
}

static void
read_dtp(Rcm837Reader *r, RcmLine *l)
{
	bool		prosthesis = rcm_x12_is(&r->at, 1, "441");
	int32_t		from;
	int32_t		to;

	if (!(prosthesis || rcm_x12_is(&r->at, 1, "472")) || !rcm_x12_period(&r->at, 2, &from, &to))
		return;
	if (prosthesis)
	{
		rcm_837_set_date(l, &rcm_line_shape, &l->prior_placement, from);
		return;
	}
	rcm_837_set_date(l, &rcm_line_shape, &l->from, from);
	rcm_837_set_date(l, &rcm_line_shape, &l->to, to);
}

/* LIN names the drug, CTP how much of it. */
static void
read_drug(Rcm837Reader *r, RcmLine *l)
{
	const RcmShape *shape = r->shapes.ndc;
	RcmNdc	   *ndc;

	if (r->at.segment->id == ID3('L', 'I', 'N'))
	{
		bool		first = l->ndc == NULL;

		r->loop = RCM_837_DRUG;
		ndc = first ? rcm_837_part(r, l, &rcm_line_shape, &l->ndc, shape) : NULL;
		if (ndc == NULL)
			return;
		rcm_837_set_text(ndc, shape, &ndc->qual, rcm_837_text(r, RCM_837_FOR_CLAIM, 2));
		rcm_837_set_text(ndc, shape, &ndc->code, rcm_837_text(r, RCM_837_FOR_CLAIM, 3));
		return;
	}
	ndc = l->ndc;
	if (ndc == NULL || ndc->qty.state != RCM_NUMBER_NONE)
		return;
	rcm_837_set_number(r, ndc, shape, &ndc->qty, 4, rcm_x12_raw(&r->at, 4));
	rcm_837_set_text(ndc, shape, &ndc->uom,
					 rcm_837_keep(r, RCM_837_FOR_CLAIM, rcm_x12_part(&r->at, 5, 1)));
}

/* 2420: providers of the line, where they are not the claim's. */
static RcmProvider **
role(Rcm837Reader *r, RcmLine *l)
{
	RcmText		entity = rcm_x12_raw(&r->at, 1);

	if (rcm_text_is(entity, "82"))
		return &l->rendering;
	if (rcm_text_is(entity, "DK"))
		return &l->ordering;
	if (rcm_text_is(entity, "DQ"))
		return &l->supervising;
	if (rcm_text_is(entity, "DN") || (rcm_text_is(entity, "P3") && l->referring == NULL))
		return &l->referring;
	if (rcm_text_is(entity, "72"))
		return &l->operating;
	if (rcm_text_is(entity, "DD"))
		return &l->assistant;
	if (rcm_x12_one_of(entity, "77 FA LI TL"))
		return &l->service_facility;
	return NULL;
}

static void
read_nm1(Rcm837Reader *r, RcmLine *l)
{
	RcmProvider **member = role(r, l);

	r->loop = RCM_837_LINE_PARTY;
	r->party = NULL;
	if (member == NULL)
		return;
	*member = NULL;				/* the last of a role counts, all of it */
	r->party = rcm_837_part(r, l, &rcm_line_shape, member, r->shapes.provider);
	rcm_837_provider_name(r, RCM_837_FOR_CLAIM, r->party);
}

/* A number of the line, the first of its kind; REF04 says that it is another payer's. */
static void
set_number(Rcm837Reader *r, RcmLine *l, RcmText *member)
{
	if (member->len == 0 && rcm_x12_raw(&r->at, 4).len == 0)
		rcm_837_set_text(l, &rcm_line_shape, member, rcm_837_text(r, RCM_837_FOR_CLAIM, 2));
}

static void
read_ref(Rcm837Reader *r, RcmLine *l)
{
	RcmClaim   *c = r->claim;
	RcmText		what = rcm_x12_raw(&r->at, 1);

	if (rcm_text_is(what, "6R"))
	{
		if (l->control.len > 0 && rcm_x12_raw(&r->at, 2).len > 0 &&
			!rcm_text_equal(l->control, rcm_837_text(r, RCM_837_FOR_CLAIM, 2)))
			rcm_837_repeated(r, 2, "a second control number of one line; the first counts");
		set_number(r, l, &l->control);
	}
	else if (rcm_text_is(what, "G1"))
		set_number(r, l, &l->auth);
	else if (rcm_text_is(what, "9F"))
		set_number(r, l, &l->referral);
	/* A claim holds one CLIA number; the first line's, when 2300 has none. */
	else if (rcm_text_is(what, "X4") && c->clia.len == 0)
		rcm_837_set_text(c, &rcm_claim_shape, &c->clia, rcm_837_text(r, RCM_837_FOR_CLAIM, 2));
}

/*
 * TPO is a third party's note.  004010, which had no repetitions, had no place
 * for the description of a service either: there the note is it.
 */
static void
read_nte(Rcm837Reader *r, RcmLine *l)
{
	RcmText		note = rcm_837_text(r, RCM_837_FOR_CLAIM, 2);

	if (rcm_x12_is(&r->at, 1, "TPO"))
		return;
	if (r->at.delimiters.repetition == 0 && l->desc.len == 0)
		rcm_837_set_text(l, &rcm_line_shape, &l->desc, note);
	rcm_837_add_note(r, l, &rcm_line_shape, &l->note, note);
}

void
rcm_837_in_line(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;
	RcmLine    *l = line(r);

	if (l == NULL)
		return;
	switch (r->at.segment->id)
	{
		case ID3('D', 'T', 'P'):
			read_dtp(r, l);
			break;
		case ID3('L', 'I', 'N'):
		case ID3('C', 'T', 'P'):
			read_drug(r, l);
			break;
		case ID3('N', 'M', '1'):
			read_nm1(r, l);
			break;
		case ID3('T', 'O', 'O'):
			rcm_837_teeth(r, l);
			break;
		case ID3('C', 'A', 'S'):
			rcm_837_misplaced(r);
			break;
		case ID3('N', 'T', 'E'):
			read_nte(r, l);
			break;
		case ID2('L', 'Q'):
			/* The form that certifies the need, 2440. */
			if (rcm_x12_is(&r->at, 1, "UT") && c->cmn.len == 0)
				rcm_837_set_text(c, &rcm_claim_shape, &c->cmn,
								 rcm_837_text(r, RCM_837_FOR_CLAIM, 2));
			break;
		default:
			if (r->loop == RCM_837_LINE && r->at.segment->id == ID3('R', 'E', 'F'))
				read_ref(r, l);
			else if (r->loop == RCM_837_LINE_PARTY)
				rcm_837_provider_detail(r, RCM_837_FOR_CLAIM, r->party);
			break;
	}
}
