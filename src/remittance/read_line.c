/*
 * read_line.c - loop 2110: service lines.
 */
#include "remittance/read_parts.h"

static RcmText
part(Rcm835Reader *r, int i, int n)
{
	return rcm_835_part(r, RCM_835_FOR_LINE, i, n);
}

static void
number(Rcm835Reader *r, int i, RcmNumber *n)
{
	rcm_x12_number(&r->at, &r->arena[RCM_835_FOR_LINE], i, rcm_x12_raw(&r->at, i), n);
}

static void
tell_missing(Rcm835Reader *r)
{
	static const char *const messages[] = {
		"SVC01, what was done, is not given",
		"SVC02, the line's charge, is not given",
		"SVC03, what the line was paid, is not given",
	};

	for (int i = 1; i <= 3; i++)
		if (rcm_x12_raw(&r->at, i).len == 0)
			rcm_x12_finding(&r->at, "SVC-MISSING", i, messages[i - 1]);
}

/* Qualifier, code, modifiers, description. */
static void
read_procedure(Rcm835Reader *r, int i, RcmRemittanceProcedure *p)
{
	RcmText		whole = rcm_x12_raw(&r->at, i);

	if (whole.len == 0)
		return;
	p->qualifier = part(r, i, 1);
	p->code = part(r, i, 2);
	if (p->code.len == 0)
	{
		rcm_x12_finding(&r->at, "PROCEDURE", i, "a procedure that is not a qualifier and a code");
		/* A qualifier has two letters; what is longer is the code without one. */
		if (p->qualifier.len > 2)
		{
			p->code = p->qualifier;
			p->qualifier = (RcmText) {"", 0};
		}
	}
	for (int n = 0; n < RCM_835_MOST_MODIFIERS; n++)
	{
		RcmText		modifier = part(r, i, n + 3);

		if (modifier.len > 0)
			p->modifier[p->modifiers++] = modifier;
	}
	p->description = part(r, i, 7);
}

void
rcm_835_start_line(Rcm835Reader *r)
{
	RcmRemittanceLine *l = &r->line;

	memset(l, 0, offsetof(RcmRemittanceLine, figures));
	rcm_835_no_figures(&l->figures);
	r->in_line = true;
	r->loop = RCM_835_LINE;
	r->adjustments = (Rcm835Sum) {0, false};
	r->line_place = rcm_835_place(r, 3);
	tell_missing(r);
	l->payment = r->payment.payment;
	l->claim = r->claim.claim;
	l->line = ++r->claim.lines;
	r->payment.lines++;
	l->at = rcm_835_source(r);
	read_procedure(r, 1, &l->paid_as);
	l->charge = rcm_835_money(r, 2, &r->lines_charge, NULL);
	l->paid = rcm_835_money(r, 3, &r->lines_paid, NULL);
	l->rev = rcm_835_text(r, RCM_835_FOR_LINE, 4);
	if (l->rev.len == 0 && rcm_text_is(l->paid_as.qualifier, "NU"))
		l->rev = l->paid_as.code;
	if (rcm_x12_raw(&r->at, 5).len > 0)
		number(r, 5, &l->units_paid);
	else
		rcm_number_parse(&l->units_paid, RCM_TEXT("1"), false);
	read_procedure(r, 6, &l->submitted);
	number(r, 7, &l->units_submitted);
	l->service_from = l->service_to = RCM_NO_DATE;
	l->allowed = RCM_NO_USD;
}

/* A line without days of its own has the claim's. */
static void
set_days(RcmRemittanceLine *l, const RcmRemittanceClaim *c)
{
	if (l->service_from == RCM_NO_DATE && l->service_to == RCM_NO_DATE)
	{
		l->service_from = c->statement_from;
		l->service_to = c->statement_to;
	}
	if (l->service_from == RCM_NO_DATE)
		l->service_from = l->service_to;
	if (l->service_to == RCM_NO_DATE)
		l->service_to = l->service_from;
}

void
rcm_835_finish_line(Rcm835Reader *r)
{
	if (!r->in_line)
		return;
	r->in_line = false;
	set_days(&r->line, &r->claim);
	rcm_835_balance_line(r);
	if (r->deliver.line != NULL)
		r->deliver.line(r->at.owner, &r->line);
	rcm_arena_reset(&r->arena[RCM_835_FOR_LINE]);
}

/* ---- segments of a line ---- */

static void
read_dtm(Rcm835Reader *r)
{
	RcmRemittanceLine *l = &r->line;
	RcmText		what = rcm_x12_raw(&r->at, 1);
	bool		start = rcm_x12_one_of(what, "472 150");
	bool		end = rcm_x12_one_of(what, "472 151");
	int32_t		from;
	int32_t		to;

	if ((!start && !end) || !rcm_835_days(r, &from, &to))
		return;
	if (start && l->service_from == RCM_NO_DATE)
		l->service_from = from;
	if (end && l->service_to == RCM_NO_DATE)
		l->service_to = to;
}

static void
read_ref(Rcm835Reader *r)
{
	RcmRemittanceLine *l = &r->line;
	RcmText		what = rcm_x12_raw(&r->at, 1);
	RcmText    *member = rcm_text_is(what, "6R") ? &l->line_control :
		rcm_text_is(what, "0K") ? &l->policy :
		rcm_text_is(what, "HPI") ? &l->rendering_npi : NULL;

	if (member != NULL)
		rcm_835_first(r, RCM_835_FOR_LINE, member, 2);
}

void
rcm_835_in_line(Rcm835Reader *r)
{
	RcmRemittanceLine *l = &r->line;
	int			before = l->figures.amounts;

	switch (r->at.segment->id)
	{
		case ID3('D', 'T', 'M'):
			read_dtm(r);
			break;
		case ID3('R', 'E', 'F'):
			read_ref(r);
			break;
		case ID3('A', 'M', 'T'):
			rcm_835_figure(r, &l->figures, RCM_835_FOR_LINE);
			if (l->allowed == RCM_NO_USD && l->figures.amounts > before && rcm_x12_is(&r->at, 1, "B6"))
				l->allowed = l->figures.amount[before].amount;
			break;
		case ID3('Q', 'T', 'Y'):
			rcm_835_figure(r, &l->figures, RCM_835_FOR_LINE);
			break;
		case ID2('L', 'Q'):
			rcm_835_remark(r, "LQ", 1, 2);
			break;
		case ID3('N', 'M', '1'):
		case ID3('M', 'I', 'A'):
		case ID3('M', 'O', 'A'):
			rcm_x12_finding(&r->at, "SEGMENT-PLACE", 0, "a segment of the claim that stands behind its lines");
			/* A rendering provider here may be the line's: it is nobody's. */
			if (r->at.segment->id != ID3('N', 'M', '1') || !rcm_x12_is(&r->at, 1, "82"))
				rcm_835_in_claim(r);
			break;
		default:
			break;
	}
}
