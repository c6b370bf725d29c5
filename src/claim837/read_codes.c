/*
 * read_codes.c - HI: diagnoses, procedures, conditions, occurrences and values
 * of a claim.
 *
 * The qualifiers beginning with A or BB are ICD-10's, the others ICD-9's; the
 * claim keeps the code and leaves the judgement to whoever scrubs it.
 */
#include "claim837/read_parts.h"

#define POA_COMPONENT 9

/* One composite of an HI. */
typedef struct Code
{
	int			element;
	RcmText		what,			/* qualifier */
				code,
				date,			/* or a period */
				amount,
				poa;
} Code;

static RcmText
kept(Rcm837Reader *r, RcmText t)
{
	return rcm_837_keep(r, RCM_837_FOR_CLAIM, t);
}

/* The principal diagnosis comes first in the list, wherever its segment stands. */
static void
add_diagnosis(Rcm837Reader *r, const Code *code, bool principal)
{
	RcmClaim   *c = r->claim;
	RcmDiagnosis *dx = rcm_837_add(r, c, &rcm_claim_shape, &c->dx, &rcm_diagnosis_shape);

	if (dx == NULL)
		return;
	if (principal && c->dx.count > 1)
	{
		RcmDiagnosis empty = *dx;
		RcmDiagnosis *first = c->dx.items;

		memmove(first + 1, first, sizeof(*first) * (size_t) (c->dx.count - 1));
		*first = empty;
		dx = first;
	}
	rcm_837_set_text(dx, &rcm_diagnosis_shape, &dx->code, kept(r, code->code));
	rcm_837_set_text(dx, &rcm_diagnosis_shape, &dx->poa, kept(r, code->poa));
}

static void
add_procedure(Rcm837Reader *r, const Code *code)
{
	RcmClaim   *c = r->claim;
	const RcmShape *shape = r->shapes.pcs;
	RcmInpatientProcedure *p = rcm_837_add(r, c, &rcm_claim_shape, &c->pcs, shape);

	if (p == NULL)
		return;
	rcm_837_set_text(p, shape, &p->code, kept(r, code->code));
	rcm_837_set_date(p, shape, &p->date, rcm_x12_day(&r->at, code->element, code->date));
}

/* What made the injury happen; kept apart from the diagnoses that lines point to. */
static void
add_external_cause(Rcm837Reader *r, const Code *code)
{
	RcmClaim   *c = r->claim;
	RcmDiagnosis *dx = rcm_837_add(r, c, &rcm_claim_shape, &c->external_causes, &rcm_diagnosis_shape);

	if (dx == NULL)
		return;
	rcm_837_set_text(dx, &rcm_diagnosis_shape, &dx->code, kept(r, code->code));
	rcm_837_set_text(dx, &rcm_diagnosis_shape, &dx->poa, kept(r, code->poa));
}

static void
add_occurrence(Rcm837Reader *r, const Code *code)
{
	RcmClaim   *c = r->claim;
	const RcmShape *shape = r->shapes.occurrence;
	RcmOccurrence *o = rcm_837_add(r, c, &rcm_claim_shape, &c->occurrences, shape);

	if (o == NULL)
		return;
	rcm_837_set_text(o, shape, &o->code, kept(r, code->code));
	rcm_837_set_date(o, shape, &o->date, rcm_x12_day(&r->at, code->element, code->date));
}

/* CCYYMMDD-CCYYMMDD; a single day begins and ends the span. */
static void
add_span(Rcm837Reader *r, const Code *code)
{
	RcmClaim   *c = r->claim;
	const RcmShape *shape = r->shapes.occurrence_span;
	RcmOccurrenceSpan *o = rcm_837_add(r, c, &rcm_claim_shape, &c->occurrence_spans, shape);
	RcmText		from = code->date;
	RcmText		to = code->date;
	const char *dash = from.len > 0 ? memchr(from.data, '-', (size_t) from.len) : NULL;

	if (o == NULL)
		return;
	rcm_837_set_text(o, shape, &o->code, kept(r, code->code));
	if (dash != NULL)
	{
		from.len = (int32_t) (dash - from.data);
		to = (RcmText) {dash + 1, to.len - from.len - 1};
	}
	rcm_837_set_date(o, shape, &o->from, rcm_x12_day(&r->at, code->element, from));
	/* The same day twice would be the same finding twice. */
	rcm_837_set_date(o, shape, &o->to, dash == NULL ? o->from :
					 rcm_x12_day(&r->at, code->element, to));
}

static void
add_value(Rcm837Reader *r, const Code *code)
{
	RcmClaim   *c = r->claim;
	const RcmShape *shape = r->shapes.value_code;
	RcmValueCode *v = rcm_837_add(r, c, &rcm_claim_shape, &c->value_codes, shape);

	if (v == NULL)
		return;
	rcm_837_set_text(v, shape, &v->code, kept(r, code->code));
	rcm_837_set_amount(v, shape, &v->amount, rcm_x12_amount_of(&r->at, code->element, code->amount));
}

static void
use_code(Rcm837Reader *r, const Code *code)
{
	RcmClaim   *c = r->claim;
	RcmText		what = code->what;

	if (rcm_x12_one_of(what, "ABK BK"))
		add_diagnosis(r, code, true);
	else if (rcm_x12_one_of(what, "ABF BF"))
		add_diagnosis(r, code, false);
	else if (rcm_x12_one_of(what, "ABJ BJ"))
		rcm_837_set_text(c, &rcm_claim_shape, &c->admit_dx, kept(r, code->code));
	else if (rcm_x12_one_of(what, "APR PR") ||
			 /* How 004010 wrote the patient's reason; it had no repetitions. */
			 (rcm_text_is(what, "ZZ") && r->at.delimiters.repetition == 0))
		rcm_837_add_text(r, c, &rcm_claim_shape, &c->reason_dx, kept(r, code->code));
	else if (rcm_text_is(what, "BG"))
		rcm_837_add_text(r, c, &rcm_claim_shape, &c->condition_codes, kept(r, code->code));
	else if (rcm_x12_one_of(what, "BBR BBQ BR BQ"))
		add_procedure(r, code);
	else if (rcm_x12_one_of(what, "ABN BN"))
		add_external_cause(r, code);
	else if (rcm_text_is(what, "BH"))
		add_occurrence(r, code);
	else if (rcm_text_is(what, "BI"))
		add_span(r, code);
	else if (rcm_text_is(what, "BE"))
		add_value(r, code);
	else if (rcm_text_is(what, "DR"))
		rcm_837_set_text(c, &rcm_claim_shape, &c->drg, kept(r, code->code));
}

/* Is element i a bare word, with no components? */
static bool
is_bare(const Rcm837Reader *r, int i)
{
	RcmText		t = rcm_x12_raw(&r->at, i);

	return t.len > 0 && r->at.delimiters.component != 0 &&
		memchr(t.data, r->at.delimiters.component, (size_t) t.len) == NULL;
}

/*
 * HI*ABK:J0300*ABF:Z1159 is how it should be; HI*ABK*J0300*ABF*Z1159 is what
 * some write, and it is just as clear.
 */
void
rcm_837_codes(Rcm837Reader *r)
{
	bool		told = false;

	for (int i = 1; i <= r->at.segment->count; i++)
	{
		Code		code = {
			i, rcm_x12_part(&r->at, i, 1), rcm_x12_part(&r->at, i, 2),
			rcm_x12_part(&r->at, i, 4), rcm_x12_part(&r->at, i, 5),
			rcm_x12_part(&r->at, i, POA_COMPONENT)
		};

		if (is_bare(r, i) && is_bare(r, i + 1))
		{
			if (!told)
				rcm_x12_finding(&r->at, "HI-COMPOSITE", i,
								"qualifier and code stand in two elements instead of one");
			told = true;
			code.code = rcm_x12_raw(&r->at, ++i);
		}
		if (code.code.len > 0)
			use_code(r, &code);
	}
}
