/*
 * carried.h - a claim cut down to what an 837 of its form carries, in one
 * spelling, so that the claim that was written can be compared with the one
 * that was read back.
 *
 * This says once more, in other words than the writer's, what is lost on the
 * way: what has no place, what is not sent because it repeats something, and
 * what is sent for a claim that does not say it.
 */
#ifndef RCM_TEST_CARRIED_H
#define RCM_TEST_CARRIED_H

#include "claim/claim.h"
#include "codes/icd10.h"

#define DROP(member) memset(&(member), 0, sizeof(member))
#define NO_TEXT ((RcmText) {"", 0})

typedef struct Carried
{
	RcmArena   *arena;
	RcmClaim   *c;
	char		form;
} Carried;

static const RcmShape *
carried_shape(const RcmShape *of, const char *key)
{
	return of->fields[rcm_field_index(of, rcm_text_of(key))].shape;
}

/* Every object: all keys there, none unknown, texts without blanks around. */
static void
plain(void *object, const RcmShape *shape)
{
	RcmObject  *head = object;

	head->extra = NULL;
	head->nulls = 0;
	head->given = 0;
	for (int i = 0; i < shape->count; i++)
	{
		const RcmField *f = &shape->fields[i];
		void	   *member = (char *) object + f->offset;

		if (!f->presence && (f->kind != RCM_KIND_OBJECT || *(void **) member != NULL))
			head->given |= UINT64_C(1) << i;
		if (f->kind == RCM_KIND_TEXT)
			*(RcmText *) member = rcm_text_trim(*(RcmText *) member);
		else if (f->kind == RCM_KIND_OBJECT && *(void **) member != NULL)
			plain(*(void **) member, f->shape);
		else if (f->kind == RCM_KIND_OBJECTS)
			for (int k = 0; k < ((RcmList *) member)->count; k++)
				plain((char *) ((RcmList *) member)->items + f->shape->size * (size_t) k, f->shape);
		else if (f->kind == RCM_KIND_TEXTS)
			for (int k = 0; k < ((RcmList *) member)->count; k++)
				RCM_TEXT_ITEM(*(RcmList *) member, k) = rcm_text_trim(RCM_TEXT_ITEM(*(RcmList *) member, k));
	}
}

static void *
carried_new(Carried *x, const RcmShape *shape)
{
	void	   *object = rcm_new_object(x->arena, shape);

	plain(object, shape);
	return object;
}

static void
otherwise(RcmText *t, const char *word)
{
	if (rcm_blank(*t))
		*t = rcm_text_of(word);
}

/* Upper case and without hyphens, points, blanks. */
static void
squeeze(Carried *x, RcmText *t, bool upper, const char *without)
{
	char	   *p = rcm_alloc(x->arena, (size_t) t->len + 1);
	int			n = 0;

	for (int i = 0; i < t->len; i++)
		if (strchr(without, t->data[i]) == NULL)
			p[n++] = upper ? rcm_upper(t->data[i]) : t->data[i];
	*t = (RcmText) {p, n};
}

static bool
alike(RcmText a, RcmText b)
{
	if (a.len != b.len)
		return false;
	for (int i = 0; i < a.len; i++)
		if (rcm_upper(a.data[i]) != rcm_upper(b.data[i]))
			return false;
	return true;
}

static void
carry_diagnosis(Carried *x, RcmText *code)
{
	squeeze(x, code, true, ".");
}

static void
carry_address(Carried *x, RcmAddress *a)
{
	if (a != NULL)
		squeeze(x, &a->zip, false, "- ");
}

/* ---- providers ---- */

static bool
is_nobody(const RcmProvider *p)
{
	return p == NULL || p->npi.len + p->atypical_id.len + p->name.len + p->last.len + p->first.len == 0;
}

static bool
one_provider(const RcmProvider *a, const RcmProvider *b)
{
	if (is_nobody(a) || is_nobody(b))
		return is_nobody(a) && is_nobody(b);
	if (a->npi.len + b->npi.len > 0)
		return alike(a->npi, b->npi);
	return alike(a->atypical_id, b->atypical_id) && alike(a->name, b->name) &&
		alike(a->last, b->last) && alike(a->first, b->first);
}

static bool
one_address(const RcmAddress *a, const RcmAddress *b)
{
	return a != NULL && b != NULL && alike(a->line1, b->line1) && alike(a->line2, b->line2) &&
		alike(a->city, b->city) && alike(a->state, b->state) && alike(a->zip, b->zip);
}

static bool
one_place(const RcmProvider *a, const RcmProvider *b)
{
	return one_provider(a, b) && (a->addr == NULL || one_address(a->addr, b->addr));
}

/* "kinds" as in the writer: 1 a person, 2 an organization. */
static void
carry_provider(Carried *x, RcmProvider *p, const char *kinds, bool taxonomy, bool address)
{
	bool		person = kinds[1] != '\0' ? p->name.len == 0 : kinds[0] == '1';

	DROP(p->tin);
	if (!taxonomy)
		DROP(p->taxonomy);
	if (p->npi.len > 0)
		DROP(p->atypical_id);
	if (person)
		DROP(p->name);
	else
	{
		DROP(p->last);
		DROP(p->first);
		DROP(p->middle);
		DROP(p->suffix);
	}
	if (address)
		carry_address(x, p->addr);
	else
		p->addr = NULL;
}

static void
carry_role(Carried *x, RcmProvider **p, const RcmProvider *same, bool wanted, const char *kinds,
		   bool taxonomy, bool address)
{
	if (!wanted || is_nobody(*p) || (!is_nobody(same) && one_provider(*p, same)))
		*p = NULL;
	else
		carry_provider(x, *p, kinds, taxonomy, address);
}

static void
carry_facility(Carried *x, RcmProvider **p, const RcmProvider *same)
{
	if (is_nobody(*p))
		*p = NULL;
	if (*p != NULL)
		carry_provider(x, *p, "2", false, true);
	if (*p != NULL && !is_nobody(same) && one_place(*p, same))
		*p = NULL;
}

static void
carry_roles(Carried *x)
{
	RcmClaim   *c = x->c;
	bool		I = x->form == 'I';
	bool		D = x->form == 'D';

	carry_address(x, c->billing->addr);
	squeeze(x, &c->billing->tin, false, "- ");
	{
		RcmText		tin = c->billing->tin;

		carry_provider(x, c->billing, I ? "2" : "12", true, true);
		c->billing->tin = tin;
	}
	if (c->pay_to != NULL)
		carry_address(x, c->pay_to->addr);
	if (c->pay_to != NULL && (c->pay_to->addr == NULL || one_address(c->pay_to->addr, c->billing->addr)))
		c->pay_to = NULL;
	if (c->pay_to != NULL)
	{
		RcmAddress *addr = c->pay_to->addr;

		c->pay_to = carried_new(x, carried_shape(&rcm_claim_shape, "pay_to"));
		c->pay_to->addr = addr;
	}
	carry_role(x, &c->attending, NULL, I, "1", true, false);
	carry_role(x, &c->operating, NULL, I, "1", false, false);
	carry_role(x, &c->rendering, I ? c->attending : c->billing, true, I ? "1" : "12", !I, false);
	carry_role(x, &c->referring, NULL, true, "1", D, false);
	carry_role(x, &c->supervising, NULL, !I, "1", false, false);
	carry_role(x, &c->assistant, NULL, D, "1", true, false);
	carry_role(x, &c->ordering, NULL, x->form == 'P', "1", false, true);
	carry_facility(x, &c->service_facility, c->billing);
}

/* ---- people ---- */

static bool
is_self(const RcmClaim *c)
{
	const RcmPatient *p = c->patient;
	const RcmSubscriber *s = c->subscriber;

	if (p->rel.len > 0)
		return rcm_text_is(p->rel, "18");
	return p->last.len == 0 || (alike(p->last, s->last) && alike(p->first, s->first) &&
								(p->dob == RCM_NO_DATE || s->dob == RCM_NO_DATE || p->dob == s->dob));
}

#define MERGE(m) \
	do { \
		if (s->m.len == 0) s->m = p->m; \
		p->m = s->m; \
	} while (0)

static void
merge_self(Carried *x)
{
	RcmSubscriber *s = x->c->subscriber;
	RcmPatient *p = x->c->patient;

	MERGE(last);
	MERGE(first);
	MERGE(middle);
	MERGE(suffix);
	p->rel = RCM_TEXT("18");
	if (p->sex.len == 0)
		p->sex = s->sex;
	s->sex = p->sex;
	if (p->dob == RCM_NO_DATE)
		p->dob = s->dob;
	s->dob = p->dob;
	if (p->addr == NULL)
		p->addr = s->addr;
	s->addr = p->addr;
}

static void
carry_people(Carried *x)
{
	RcmClaim   *c = x->c;
	bool		self;

	if (c->subscriber == NULL)
		c->subscriber = carried_new(x, carried_shape(&rcm_claim_shape, "subscriber"));
	if (c->patient == NULL)
		c->patient = carried_new(x, carried_shape(&rcm_claim_shape, "patient"));
	self = is_self(c);
	carry_address(x, c->patient->addr);
	if (c->subscriber->addr != c->patient->addr)
		carry_address(x, c->subscriber->addr);
	if (self)
		merge_self(x);
	else if (c->subscriber->dob == RCM_NO_DATE)
		DROP(c->subscriber->sex);
	else
		otherwise(&c->subscriber->sex, "U");
	if (x->form != 'P')
		c->patient->dod = RCM_NO_DATE;
	if (c->wc != NULL)
		DROP(c->wc->employer);
	if (!self && c->subscriber->first.len == 0 &&
		(rcm_text_is(c->filing_ind, "WC") || (x->form != 'I' && c->related != NULL && c->related->employment == RCM_TRUE)))
	{
		if (c->wc == NULL)
			c->wc = carried_new(x, carried_shape(&rcm_claim_shape, "wc"));
		c->wc->employer = c->subscriber->last;
	}
	if (c->payer == NULL)
		c->payer = carried_new(x, carried_shape(&rcm_claim_shape, "payer"));
	if (c->payer->name.len == 0)
		c->payer->name = c->payer_id;
	carry_address(x, c->payer->addr);
}

static void
carry_terms(Carried *x, RcmTerms **terms, bool of_claim)
{
	RcmTerms   *t;

	if (*terms == NULL)
		*terms = carried_new(x, carried_shape(&rcm_claim_shape, "terms"));
	t = *terms;
	otherwise(&t->signature, "Y");
	otherwise(&t->assignment, "A");
	otherwise(&t->benefits_assigned, "Y");
	otherwise(&t->release, "Y");
	if (!of_claim || x->form == 'I')
		DROP(t->signature);
	if (!of_claim)
		DROP(t->assignment);
	if (x->form != 'P')
		DROP(t->patient_signature);
}

/* ---- days ---- */

static void
keep_days(Carried *x, const char *names)
{
	RcmClaimDates *d = x->c->dates;
	const RcmShape *shape = carried_shape(&rcm_claim_shape, "dates");

	if (d == NULL)
		return;
	for (int i = 0; i < shape->count; i++)
	{
		const RcmField *f = &shape->fields[i];
		const char *at = strstr(names, f->name);
		size_t		n = strlen(f->name);

		while (at != NULL && (at[n] != ' ' || (at > names && at[-1] != ' ')))
			at = strstr(at + 1, f->name);
		if (at != NULL)
			continue;
		if (f->kind == RCM_KIND_DATE)
			*(int32_t *) (void *) ((char *) d + f->offset) = RCM_NO_DATE;
		else
			*(RcmText *) (void *) ((char *) d + f->offset) = NO_TEXT;
	}
	if (d->discharge_hour.len > 2)
		d->discharge_hour.len = 2;
	if (d->service != RCM_NO_DATE && d->service_to == RCM_NO_DATE)
		d->service_to = d->service;
}

static void
carry_days(Carried *x)
{
	RcmClaim   *c = x->c;

	if (x->form == 'I')
		keep_days(x, "discharge_hour repricer_received ");
	else if (x->form == 'D')
		keep_days(x, "accident service service_to repricer_received ");
	else
		keep_days(x, "admit discharge accident assumed_care relinquished_care onset last_seen last_menstrual "
				  "last_xray last_worked return_to_work disability_from disability_to initial_treatment acute "
				  "repricer_received ");
	if (x->form != 'I')
	{
		c->stmt_from = c->stmt_to = c->admit_date = RCM_NO_DATE;
		DROP(c->admit_hour);
		return;
	}
	if (c->admit_hour.len > 2)
		c->admit_hour.len = 2;
	if (c->admit_date == RCM_NO_DATE)
		DROP(c->admit_hour);
}

/* ---- codes ---- */

static void
carry_codes(Carried *x)
{
	RcmClaim   *c = x->c;
	bool		I = x->form == 'I';

	for (int i = 0; i < c->dx.count; i++)
	{
		carry_diagnosis(x, &RCM_ITEM(c->dx, RcmDiagnosis, i)->code);
		if (!I)
			DROP(RCM_ITEM(c->dx, RcmDiagnosis, i)->poa);
	}
	for (int i = 0; i < c->external_causes.count; i++)
		carry_diagnosis(x, &RCM_ITEM(c->external_causes, RcmDiagnosis, i)->code);
	for (int i = 0; i < c->reason_dx.count; i++)
		carry_diagnosis(x, &RCM_TEXT_ITEM(c->reason_dx, i));
	carry_diagnosis(x, &c->admit_dx);
	if (x->form == 'D')
		DROP(c->condition_codes);
	if (I)
		return;
	DROP(c->external_causes);
	DROP(c->reason_dx);
	DROP(c->admit_dx);
	DROP(c->pcs);
	DROP(c->occurrences);
	DROP(c->occurrence_spans);
	DROP(c->value_codes);
	DROP(c->drg);
	DROP(c->tob);
	DROP(c->admit_type);
	DROP(c->admit_source);
	DROP(c->discharge_status);
}

static void
sort_refs(Carried *x)
{
	RcmList    *refs = &x->c->refs;

	/* By qualifier alone: the guides' order of them is the writer's affair. */
	for (int i = 1; i < refs->count; i++)
		for (int k = i; k > 0 && rcm_text_compare(RCM_ITEM(*refs, RcmReference, k - 1)->qual, RCM_ITEM(*refs, RcmReference, k)->qual) > 0; k--)
		{
			RcmReference swap = *RCM_ITEM(*refs, RcmReference, k);

			*RCM_ITEM(*refs, RcmReference, k) = *RCM_ITEM(*refs, RcmReference, k - 1);
			*RCM_ITEM(*refs, RcmReference, k - 1) = swap;
		}
}

static void
carry_claim_fields(Carried *x)
{
	RcmClaim   *c = x->c;
	RcmRelated *r = c->related;

	c->submit_date = c->consent_date = RCM_NO_DATE;
	DROP(c->cmn);
	c->eligibility = NULL;
	c->encounter = NULL;
	DROP(c->auths);
	DROP(c->history);
	otherwise(&c->payer_seq, "P");
	if (x->form != 'P')
		DROP(c->msp_type);
	if (x->form == 'I')
	{
		if (c->tob.len == 4)
			c->tob = (RcmText) {c->tob.data + 1, 3};
		if (c->freq.len == 0)
			c->freq = (RcmText) {c->tob.data + 2, c->tob.len == 3};
		DROP(c->pos);
		c->patient_paid = RCM_NO_USD;
	}
	otherwise(&c->freq, "1");
	if (x->form != 'P')
		DROP(c->clia);
	if (x->form != 'D')
		c->dental = NULL;
	if (x->form == 'I')
		c->related = NULL;
	else if (r != NULL)
	{
		r->employment = r->employment == RCM_TRUE ? RCM_TRUE : RCM_UNKNOWN;
		r->automobile = r->automobile == RCM_TRUE ? RCM_TRUE : RCM_UNKNOWN;
		r->other = r->other == RCM_TRUE ? RCM_TRUE : RCM_UNKNOWN;
		if (r->automobile != RCM_TRUE)
			DROP(r->state);
	}
	sort_refs(x);
}

/* ---- lines ---- */

static void
carry_procedure(Carried *x, RcmText *code, RcmList *mods)
{
	squeeze(x, code, true, "");
	for (int i = 0; i < mods->count; i++)
		squeeze(x, &RCM_TEXT_ITEM(*mods, i), true, "");
}

static void
carry_line_roles(Carried *x, RcmLine *l, RcmProvider *ordering, const RcmProvider *attending)
{
	RcmClaim   *c = x->c;
	bool		P = x->form == 'P';
	bool		I = x->form == 'I';
	bool		D = x->form == 'D';

	if (is_nobody(l->ordering) && ordering != NULL)
	{
		l->ordering = carried_new(x, carried_shape(&rcm_claim_shape, "ordering"));
		*l->ordering = *ordering;
	}
	carry_role(x, &l->rendering, c->rendering != NULL ? c->rendering : I ? attending : c->billing, true,
			   I ? "1" : "12", !I, false);
	carry_role(x, &l->ordering, NULL, P, "1", false, true);
	carry_role(x, &l->supervising, c->supervising, !I, "1", false, false);
	carry_role(x, &l->referring, c->referring, !D, "1", false, false);
	carry_role(x, &l->operating, c->operating, I, "1", false, false);
	carry_role(x, &l->assistant, c->assistant, D, "1", true, false);
	if (I)
		l->service_facility = NULL;
	carry_facility(x, &l->service_facility, c->service_facility != NULL ? c->service_facility : c->billing);
}

static void
carry_line(Carried *x, RcmLine *l, int index)
{
	bool		P = x->form == 'P';
	bool		I = x->form == 'I';
	bool		D = x->form == 'D';

	l->n = index + 1;
	carry_procedure(x, &l->code, &l->mods);
	if (l->code.len == 0)
		DROP(l->desc);
	if (P && l->units.state == RCM_NUMBER_NONE && l->minutes.state == RCM_NUMBER_OK)
	{
		l->units = l->minutes;
		otherwise(&l->uom, "MJ");
	}
	DROP(l->minutes);
	otherwise(&l->uom, "UN");
	if (l->to == RCM_NO_DATE)
		l->to = l->from;
	if (alike(l->pos, x->c->pos) || I)
		DROP(l->pos);
	if (!I)
	{
		DROP(l->rev);
		l->noncovered = RCM_NO_USD;
	}
	if (I)
	{
		DROP(l->dx_ptr);
		DROP(l->auth);
		DROP(l->referral);
	}
	if (!P)
	{
		DROP(l->note);
		DROP(l->emg);
		DROP(l->epsdt);
	}
	if (alike(l->emg, RCM_TEXT("N")))
		DROP(l->emg);
	if (alike(l->epsdt, RCM_TEXT("N")))
		DROP(l->epsdt);
	if (D)
	{
		DROP(l->uom);
		l->ndc = NULL;
	}
	else
	{
		DROP(l->teeth);
		DROP(l->cavities);
		DROP(l->prosthesis);
		l->prior_placement = RCM_NO_DATE;
	}
	for (int i = 0; i < l->teeth.count; i++)
		DROP(RCM_ITEM(l->teeth, RcmTooth, i)->status);
	if (l->ndc != NULL && l->ndc->code.len == 0)
		l->ndc = NULL;
	if (l->ndc != NULL)
	{
		otherwise(&l->ndc->qual, "N4");
		squeeze(x, &l->ndc->code, false, rcm_text_is(l->ndc->qual, "N4") ? "-" : "");
	}
}

/* ---- other payers ---- */

/* Stable, by the group's first appearance: as CAS has them. */
static void
group_adjustments(Carried *x, RcmList *adj)
{
	RcmAdjustment *sorted = rcm_alloc(x->arena, sizeof(RcmAdjustment) * (size_t) (adj->count + 1));
	int			n = 0;

	for (int i = 0; i < adj->count; i++)
	{
		bool		seen = false;

		for (int k = 0; k < i; k++)
			seen = seen || alike(RCM_ITEM(*adj, RcmAdjustment, k)->grp, RCM_ITEM(*adj, RcmAdjustment, i)->grp);
		for (int k = i; k < adj->count && !seen; k++)
			if (alike(RCM_ITEM(*adj, RcmAdjustment, k)->grp, RCM_ITEM(*adj, RcmAdjustment, i)->grp))
				sorted[n++] = *RCM_ITEM(*adj, RcmAdjustment, k);
	}
	adj->items = sorted;
}

/* In the order of the claim's lines, what is not said taken from them. */
static void
carry_other_lines(Carried *x, RcmOtherPayer *o, const int64_t *numbers)
{
	RcmList    *lines = &x->c->lines;
	RcmOtherPayerLine *sorted = rcm_alloc(x->arena, sizeof(RcmOtherPayerLine) * (size_t) (o->lines.count + 1));
	int			n = 0;

	for (int i = 0; i < lines->count; i++)
	{
		const RcmLine *l = RCM_ITEM(*lines, RcmLine, i);

		for (int k = 0; k < o->lines.count; k++)
		{
			RcmOtherPayerLine a = *RCM_ITEM(o->lines, RcmOtherPayerLine, k);

			if (a.n != numbers[i])
				continue;
			a.n = i + 1;
			for (int b = lines->count - 1; b >= 0 && a.bundled != RCM_NO_INT; b--)
				if (numbers[b] == RCM_ITEM(o->lines, RcmOtherPayerLine, k)->bundled)
					a.bundled = b + 1;
			if (a.code.len == 0)
			{
				a.code = l->code;
				a.mods = l->mods;
				DROP(a.desc);
			}
			else
				carry_procedure(x, &a.code, &a.mods);
			if (x->form != 'I')
				DROP(a.rev);
			else if (a.rev.len == 0)
				a.rev = l->rev;
			if (a.units.state == RCM_NUMBER_NONE)
				a.units = l->units;
			if (a.units.state == RCM_NUMBER_NONE)
				rcm_number_parse(&a.units, RCM_TEXT("1"), false);
			if (a.adjud_date == RCM_NO_DATE)
				a.adjud_date = o->adjud_date;
			group_adjustments(x, &a.adj);
			sorted[n++] = a;
		}
	}
	o->lines = (RcmList) {n, sorted};
	if (n > 0)
		o->adjud_date = sorted[0].adjud_date;
}

static void
carry_other(Carried *x, RcmOtherPayer *o, const int64_t *numbers)
{
	otherwise(&o->rel, "18");
	if (x->form != 'P')
		DROP(o->msp_type);
	if (o->name.len == 0)
		o->name = o->payer_id;
	carry_terms(x, &o->terms, false);
	if (o->subscriber != NULL)
	{
		carry_address(x, o->subscriber->addr);
		o->subscriber->dob = RCM_NO_DATE;
		DROP(o->subscriber->sex);
	}
	group_adjustments(x, &o->adj);
	carry_other_lines(x, o, numbers);
}

/* ---- the claim ---- */

static void
carried(RcmArena *arena, RcmClaim *c)
{
	Carried		x = {arena, c, c->form.len == 1 ? c->form.data[0] : 'P'};
	int64_t    *numbers = rcm_alloc(arena, sizeof(int64_t) * (size_t) (c->lines.count + 1));
	RcmProvider *ordering;

	plain(c, &rcm_claim_shape);
	if (x.form != 'I' && c->pos.len == 0 && c->lines.count > 0)
		c->pos = RCM_ITEM(c->lines, RcmLine, 0)->pos;
	if (c->billing == NULL)
		c->billing = carried_new(&x, carried_shape(&rcm_claim_shape, "billing"));
	carry_claim_fields(&x);
	carry_terms(&x, &c->terms, true);
	carry_days(&x);
	carry_codes(&x);
	carry_people(&x);
	carry_roles(&x);
	ordering = c->ordering;
	c->ordering = NULL;
	for (int i = 0; i < c->lines.count; i++)
	{
		RcmLine    *l = RCM_ITEM(c->lines, RcmLine, i);

		numbers[i] = rcm_line_number(l, i);
		carry_line(&x, l, i);
		carry_line_roles(&x, l, ordering, c->attending);
	}
	for (int i = 0; i < c->other_payers.count; i++)
		carry_other(&x, RCM_ITEM(c->other_payers, RcmOtherPayer, i), numbers);
	plain(c, &rcm_claim_shape);
}

#endif
