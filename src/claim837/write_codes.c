/*
 * write_codes.c - HI: diagnoses, procedures, occurrences, values and conditions.
 */
#include <stdio.h>

#include "claim837/write_parts.h"

#include "codes/icd10.h"

#define CODES_OF_SEGMENT 12
#define POA_COMPONENT 9
#define PCS_LENGTH 7

/* ---- composites ---- */

/* The next composite of an HI: a new segment when the one before is full (or there is none). */
static void
next_code(Rcm837Writer *w, const char *what, int *n)
{
	if (*n == CODES_OF_SEGMENT)
	{
		rcm_837_end_segment(w);
		*n = 0;
	}
	if (*n == 0)
		rcm_837_begin(w, "HI");
	(*n)++;
	rcm_837_composite(w);
	rcm_837_word(w, what);
	rcm_837_component(w);
}

static void
end_codes(Rcm837Writer *w, int n)
{
	if (n > 0)
		rcm_837_end_segment(w);
}

/* A diagnosis, without its dot. */
static void
put_icd10(Rcm837Writer *w, RcmText t, const char *field)
{
	int64_t		code = rcm_icd10_parse(rcm_text_trim(t));
	char		text[8];

	if (code != RCM_NO_ICD10)
	{
		rcm_837_code(w, (RcmText) {text, rcm_icd10_undotted(code, text)}, field, 3, 7);
		return;
	}
	rcm_837_skip(w, 1);
	if (rcm_837_has(t))
		rcm_837_fault(w, field, "not in the form of an ICD-10-CM code");
	else
		rcm_837_fault(w, field, "it is needed, and not given");
}

static void
put_diagnosis(Rcm837Writer *w, const RcmDiagnosis *dx)
{
	put_icd10(w, dx->code, "code");
	if (w->form != 'I' || !rcm_837_has(dx->poa))
		return;
	for (int i = 2; i < POA_COMPONENT; i++)
	{
		rcm_837_component(w);
		if (i + 1 < POA_COMPONENT)
			rcm_837_skip(w, 1);
	}
	rcm_837_choice(w, dx->poa, "poa", "Y N U W");
}

/* Diagnoses from one on, under one qualifier. */
static void
put_diagnoses(Rcm837Writer *w, const char *what, const RcmList *list, const char *name, int from,
			  int to, int *n)
{
	for (int i = from; i < to && i < list->count; i++)
	{
		rcm_837_enter(w, name, i);
		next_code(w, what, n);
		put_diagnosis(w, RCM_ITEM(*list, RcmDiagnosis, i));
		rcm_837_leave(w);
	}
}

/* ---- what must hold of them ---- */

static void
check_count(Rcm837Writer *w, const RcmList *list, int most, const char *field)
{
	if (list->count > most)
		rcm_837_fault_at(w, "HI", field, "more than the %d that a claim of this form can carry", most);
}

static void
check_repeated(Rcm837Writer *w, const RcmList *list, const char *name)
{
	for (int i = 1; i < list->count && i < 40; i++)
	{
		int64_t		code = rcm_icd10_parse(rcm_text_trim(RCM_ITEM(*list, RcmDiagnosis, i)->code));

		for (int k = 0; k < i && code != RCM_NO_ICD10; k++)
			if (code == rcm_icd10_parse(rcm_text_trim(RCM_ITEM(*list, RcmDiagnosis, k)->code)))
			{
				char		element[16];

				snprintf(element, sizeof(element), "HI%02d-2",
						 (w->form == 'I' && list == &w->claim->dx ? i - 1 : i) % CODES_OF_SEGMENT + 1);
				rcm_837_enter(w, name, i);
				rcm_837_fault_at(w, element, "code", "the same diagnosis stands before it");
				rcm_837_leave(w);
				break;
			}
	}
}

static int
most_diagnoses(const Rcm837Writer *w)
{
	return w->form == 'I' ? 25 : w->form == 'D' ? 4 : 12;
}

/* ---- the institutional lists ---- */

static void
put_texts(Rcm837Writer *w, const char *what, const RcmList *list, const char *name, int most,
		  bool diagnosis)
{
	int			n = 0;

	check_count(w, list, most, name);
	for (int i = 0; i < list->count; i++)
	{
		RcmText		t = RCM_TEXT_ITEM(*list, i);

		rcm_837_enter(w, name, i);
		next_code(w, what, &n);
		if (diagnosis)
			put_icd10(w, t, NULL);
		else
			rcm_837_need_code(w, t, NULL, 1, 30);
		rcm_837_leave(w);
	}
	end_codes(w, n);
}

static void
put_procedure(Rcm837Writer *w, const char *what, int i, int *n)
{
	const RcmInpatientProcedure *p = RCM_ITEM(w->claim->pcs, RcmInpatientProcedure, i);

	rcm_837_enter(w, "pcs", i);
	next_code(w, what, n);
	rcm_837_need_code(w, p->code, "code", PCS_LENGTH, PCS_LENGTH);
	rcm_837_component(w);
	rcm_837_word(w, "D8");
	rcm_837_component(w);
	rcm_837_need_date(w, p->date, "date");
	rcm_837_leave(w);
}

static void
put_procedures(Rcm837Writer *w)
{
	int			n = 0;

	check_count(w, &w->claim->pcs, 25, "pcs");
	if (w->claim->pcs.count == 0)
		return;
	put_procedure(w, "BBR", 0, &n);
	end_codes(w, n);
	n = 0;
	for (int i = 1; i < w->claim->pcs.count; i++)
		put_procedure(w, "BBQ", i, &n);
	end_codes(w, n);
}

static void
put_spans(Rcm837Writer *w)
{
	const RcmList *list = &w->claim->occurrence_spans;
	int			n = 0;

	check_count(w, list, 24, "occurrence_spans");
	for (int i = 0; i < list->count; i++)
	{
		const RcmOccurrenceSpan *s = RCM_ITEM(*list, RcmOccurrenceSpan, i);

		rcm_837_enter(w, "occurrence_spans", i);
		next_code(w, "BI", &n);
		rcm_837_need_code(w, s->code, "code", 1, 30);
		rcm_837_component(w);
		rcm_837_word(w, "RD8");
		rcm_837_component(w);
		if (s->from == RCM_NO_DATE || s->to == RCM_NO_DATE)
			rcm_837_need_date(w, RCM_NO_DATE, s->from == RCM_NO_DATE ? "from" : "to");
		else
			rcm_x12_put_period(&w->x12, s->from, s->to);
		rcm_837_leave(w);
	}
	end_codes(w, n);
}

static void
put_occurrences(Rcm837Writer *w)
{
	const RcmList *list = &w->claim->occurrences;
	int			n = 0;

	check_count(w, list, 24, "occurrences");
	for (int i = 0; i < list->count; i++)
	{
		const RcmOccurrence *o = RCM_ITEM(*list, RcmOccurrence, i);

		rcm_837_enter(w, "occurrences", i);
		next_code(w, "BH", &n);
		rcm_837_need_code(w, o->code, "code", 1, 30);
		rcm_837_component(w);
		rcm_837_word(w, "D8");
		rcm_837_component(w);
		rcm_837_need_date(w, o->date, "date");
		rcm_837_leave(w);
	}
	end_codes(w, n);
}

static void
put_values(Rcm837Writer *w)
{
	const RcmList *list = &w->claim->value_codes;
	int			n = 0;

	check_count(w, list, 24, "value_codes");
	for (int i = 0; i < list->count; i++)
	{
		const RcmValueCode *v = RCM_ITEM(*list, RcmValueCode, i);

		rcm_837_enter(w, "value_codes", i);
		next_code(w, "BE", &n);
		rcm_837_need_code(w, v->code, "code", 1, 30);
		rcm_837_component(w);
		rcm_837_skip(w, 1);
		rcm_837_component(w);
		rcm_837_skip(w, 1);
		rcm_837_component(w);
		rcm_837_need_amount(w, v->amount, "amount");
		rcm_837_leave(w);
	}
	end_codes(w, n);
}

static void
put_one(Rcm837Writer *w, const char *what, RcmText t, const char *field, bool diagnosis)
{
	int			n = 0;

	if (!rcm_837_has(t))
		return;
	next_code(w, what, &n);
	if (diagnosis)
		put_icd10(w, t, field);
	else
		rcm_837_code(w, t, field, 1, 30);
	end_codes(w, n);
}

static void
put_institutional(Rcm837Writer *w)
{
	const RcmClaim *c = w->claim;
	int			n = 0;

	put_diagnoses(w, "ABK", &c->dx, "dx", 0, 1, &n);
	end_codes(w, n);
	put_one(w, "ABJ", c->admit_dx, "admit_dx", true);
	put_texts(w, "APR", &c->reason_dx, "reason_dx", 3, true);
	check_count(w, &c->external_causes, 12, "external_causes");
	check_repeated(w, &c->external_causes, "external_causes");
	n = 0;
	put_diagnoses(w, "ABN", &c->external_causes, "external_causes", 0, c->external_causes.count, &n);
	end_codes(w, n);
	put_one(w, "DR", c->drg, "drg", false);
	n = 0;
	put_diagnoses(w, "ABF", &c->dx, "dx", 1, c->dx.count, &n);
	end_codes(w, n);
	put_procedures(w);
	put_spans(w);
	put_occurrences(w);
	put_values(w);
	put_texts(w, "BG", &c->condition_codes, "condition_codes", 24, false);
}

void
rcm_837_put_codes(Rcm837Writer *w)
{
	const RcmClaim *c = w->claim;
	int			n = 0;

	check_count(w, &c->dx, most_diagnoses(w), "dx");
	check_repeated(w, &c->dx, "dx");
	if (c->dx.count == 0 && w->form != 'D')
		rcm_837_fault_at(w, "HI01-2", "dx", "at least one diagnosis is needed");
	if (w->form == 'I')
	{
		put_institutional(w);
		return;
	}
	put_diagnoses(w, "ABK", &c->dx, "dx", 0, 1, &n);
	put_diagnoses(w, "ABF", &c->dx, "dx", 1, c->dx.count, &n);
	end_codes(w, n);
	if (w->form == 'P')
		put_texts(w, "BG", &c->condition_codes, "condition_codes", 24, false);
}
