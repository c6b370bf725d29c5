/*
 * remittance.c - the 835: what the payer answered, taken back and answered
 * again, and the check that it all comes to.
 *
 * A transaction is made twice: first without writing, because BPR, which
 * stands first, says the total.
 */
#include "write.h"

#include <stdlib.h>
#include <string.h>

/* How many claims later an answer is taken back and given anew. */
#define LATER 37
#define CLAIMS_IN_LX 100

typedef struct Totals
{
	int64_t		paid,
				interest;
} Totals;

/* One CAS for each group, its reasons as triples. */
static void
put_adjustments(Out *o, const Adjustments *list, int sign)
{
	for (int i = 0; i < list->count; i++)
	{
		const char *group = list->of[i].group;
		bool		begun = false;

		for (int n = 0; n < i; n++)
			begun |= strcmp(list->of[n].group, group) == 0;
		if (begun)
			continue;
		add(o, "CAS*%s", group);
		for (int n = i; n < list->count; n++)
		{
			const Adjustment *a = &list->of[n];

			if (strcmp(a->group, group) != 0)
				continue;
			add(o, "*%s*%a*", a->reason, sign * a->amount);
			if (a->quantity != 0)
				add(o, sign < 0 ? "-%d" : "%d", a->quantity);
		}
		put(o, "");
	}
}

static void
put_service(Out *o, const Claim *c, const Service *s, int sign)
{
	const Line *l = &c->lines[s->line];
	bool		other_code = strcmp(s->code, l->code) != 0;

	add(o, "SVC*HC:%s", s->code);
	for (int i = 0; i < l->modifier_count; i++)
		add(o, ":%s", l->modifiers[i]);
	add(o, "*%a*%a**%d*", sign * s->charge, sign * s->paid, s->units);
	if (other_code)
		add(o, "HC:%s", l->code);
	if (s->units != s->submitted_units)
		add(o, "*%d", s->submitted_units);
	put(o, "");
	put(o, "DTM*472*%d", c->day);
	put_adjustments(o, &s->adjusted, sign);
	put(o, "REF*6R*%s", l->control);
	if (sign > 0 && s->paid > 0)
	{
		int64_t		allowed = s->paid;

		for (int i = 0; i < s->adjusted.count; i++)
			if (strcmp(s->adjusted.of[i].group, "PR") == 0 || strcmp(s->adjusted.of[i].reason, "253") == 0)
				allowed += s->adjusted.of[i].amount;
		put(o, "AMT*B6*%a", allowed);
	}
	if (s->remark != NULL)
		put(o, "LQ*HE*%s", s->remark);
}

static void
put_people(File *f, const Claim *c, const Answer *a)
{
	Out		   *o = &f->out;
	uint64_t	family = c->number / CLAIMS_IN_FAMILY;
	const Provider *doctor = &f->practice.doctors[c->doctor];
	Person		p;

	make_person(f->seed, family, 0, &p);
	if (c->who != 0)
	{
		Person		patient;

		make_person(f->seed, family, c->who, &patient);
		put(o, "NM1*QC*1*%s*%s", patient.last, patient.first);
		put(o, "NM1*IL*1*%s*%s****MI*%s", p.last, p.first, p.member);
	}
	else
		put(o, "NM1*QC*1*%s*%s****MI*%s", p.last, p.first, p.member);
	put(o, "NM1*82*1*%s*%s****XX*%s", doctor->last, doctor->first, doctor->npi);
	if (strcmp(a->status, "19") == 0 || strcmp(a->status, "20") == 0 || strcmp(a->status, "23") == 0)
		put(o, "NM1*TT*2*%s*****PI*%s", f->practice.other.name, f->practice.other.id);
}

/* sign -1: the same taken back. */
static void
put_answer(File *f, const Claim *c, const Answer *a, int sign, Totals *sum)
{
	Out		   *o = &f->out;

	add(o, "CLP*%s*%s*%a*%a*", c->id, sign < 0 ? "22" : a->status, sign * c->charge, sign * a->paid);
	if (sign > 0 && a->patient != 0)
		add(o, "%a", a->patient);
	put(o, "*%s*%s*%s*1", f->practice.payer.filing, a->control, c->place);
	put_adjustments(o, &a->adjusted, sign);
	put_people(f, c, a);
	if (sign > 0 && (a->remarks[0] != NULL || a->remarks[1] != NULL))
	{
		add(o, "MOA**");
		for (int i = 0; i < 2; i++)
			if (a->remarks[i] != NULL)
				add(o, "*%s", a->remarks[i]);
		put(o, "");
	}
	if (c->second)
		put(o, "REF*1L*GRP%d", (int) (c->number / CLAIMS_IN_FAMILY % 40));
	put(o, "DTM*232*%d", c->day);
	put(o, "DTM*050*20250802");
	if (sign > 0 && a->interest != 0)
	{
		put(o, "AMT*I*%a", a->interest);
		sum->interest += a->interest;
	}
	for (int i = 0; i < a->service_count; i++)
		put_service(o, c, &a->services[i], sign);
	sum->paid += sign * a->paid;
}

static void
put_number(File *f, uint64_t number, Totals *sum)
{
	Claim		c;
	Answer		a;

	make_claim(f->seed, number, &c);
	make_answer(&f->practice, &c, false, &a);
	put_answer(f, &c, &a, 1, sum);
	if (number < LATER || !taken_back(f->seed, number - LATER))
		return;
	make_claim(f->seed, number - LATER, &c);
	make_answer(&f->practice, &c, false, &a);
	put_answer(f, &c, &a, -1, sum);
	make_answer(&f->practice, &c, true, &a);
	put_answer(f, &c, &a, 1, sum);
}

/*
 * Provider level: positive lowers the check.  Every second check holds back an
 * overpayment that it carries forward to the next, which then takes it; each
 * acknowledges a refund; interest raises the check.
 */
static int64_t
put_provider_level(File *f, const Totals *sum)
{
	Out		   *o = &f->out;
	int			n = f->transaction;
	int64_t		over = 12345 + n / 2 % 50 * 100;
	int64_t		all = 0;

	add(o, "PLB*%s*20251231", f->practice.billing.npi);
	if (n % 2 == 0)
		add(o, "*WO:OVER%4*%a*FB:%9%4*%a", n % 10000, over, (int) (f->seed % 1000000000), n, -over);
	else
	{
		/* A check that is too small stays as it is, and the amount where it was. */
		if (sum->paid + sum->interest >= over)
		{
			add(o, "*FB:%9%4*%a", (int) (f->seed % 1000000000), n - 1, over);
			all = over;
		}
		add(o, "*72:REFUND%4*%a*WO:REFUND%4*%a", n % 10000, (int64_t) -2500, n % 10000, (int64_t) 2500);
	}
	if (sum->interest != 0)
	{
		add(o, "*L6*%a", -sum->interest);
		all -= sum->interest;
	}
	/* What was taken back may be more than what is paid. */
	if (sum->paid - all < 0)
	{
		add(o, "*FB:%9%4*%a", (int) (f->seed % 1000000000), n, sum->paid - all);
		all = sum->paid;
	}
	put(o, "");
	return all;
}

static void
put_header(File *f, int64_t total)
{
	Out		   *o = &f->out;
	const Practice *p = &f->practice;

	add(o, "BPR*%s*%a*C*%s*", total > 0 ? "I" : "H", total, total > 0 ? "ACH" : "NON");
	put(o, total > 0 ? "CCP*01*111000025*DA*9000000001*%s**01*111000025*DA*9000000002*20250815" : "*****%s******20250815",
		p->payer.tax);
	put(o, "TRN*1*%9%4*%s", (int) (f->seed % 1000000000), f->transaction, p->payer.tax);
	put(o, "DTM*405*20250814");
	put(o, "N1*PR*%s", p->payer.name);
	put(o, "N3*1 ISA WAY");
	put(o, "N4*BOSTON*MA*021081234");
	put(o, "PER*BL*LISA*TE*6175550100");
	put(o, "N1*PE*%s*XX*%s", p->billing.last, p->billing.npi);
	put(o, "REF*TJ*%s", p->tax);
}

static int64_t
put_all(File *f, uint64_t from, uint64_t to, int64_t total)
{
	Totals		sum = {0, 0};
	int64_t		off;

	put_header(f, total);
	for (uint64_t i = from; i < to; i++)
	{
		if ((i - from) % CLAIMS_IN_LX == 0)
			put(&f->out, "LX*%l", (i - from) / CLAIMS_IN_LX + 1);
		put_number(f, i, &sum);
	}
	off = put_provider_level(f, &sum);
	return sum.paid - off;
}

void
put_remittance(File *f, uint64_t from, uint64_t to)
{
	Out			before = f->out;
	bool		silent = f->out.silent;
	int64_t		total;

	f->out.silent = true;
	total = put_all(f, from, to, 0);
	f->out = before;
	f->out.silent = silent;
	if (put_all(f, from, to, total) != total)
		abort();
}
