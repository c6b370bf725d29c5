/*
 * claims.c - the 837, professional or institutional: a tree of billing
 * provider, subscriber, dependents.
 *
 * Where another payer paid first, that foots: a line's charge is what was
 * paid and adjusted, AMT*D is what the lines say less what was taken off the
 * claim, CLM02 is AMT*D and every adjustment.
 */
#include "write.h"

#include <string.h>

/* Counters of HL within the transaction. */
typedef struct Tree
{
	int			count,
				billing,
				subscriber;
} Tree;

static void
put_address(Out *o, uint64_t family)
{
	put(o, "N3*%d ALDER CT", (int) (1 + family % 989));
	put(o, "N4*PORTLAND*ME*0410%d", (int) (family % 10));
}

static void
put_header(File *f)
{
	Out		   *o = &f->out;
	const Practice *p = &f->practice;

	put(o, "BHT*0019*00*%9%4*20250801*0930*CH", (int) (f->seed % 1000000000), f->transaction % 10000);
	put(o, "NM1*41*2*%s*****46*%s", p->billing.last, p->tax);
	put(o, "PER*IC*LISA STONE*TE*2075550100");
	put(o, "NM1*40*2*%s*****46*%s", p->payer.name, p->payer.id);
}

static void
put_billing(File *f, Tree *t)
{
	Out		   *o = &f->out;
	const Practice *p = &f->practice;

	t->billing = ++t->count;
	put(o, "HL*%d**20*1", t->billing);
	put(o, "PRV*BI*PXC*%s", p->billing.taxonomy);
	put(o, "NM1*85*2*%s*****XX*%s", p->billing.last, p->billing.npi);
	put(o, "N3*8 QUAY ST");
	put(o, "N4*PORTLAND*ME*041012345");
	put(o, "REF*EI*%s", p->tax);
}

/* SBR02 says that the subscriber is the patient of the claims right below. */
static void
put_subscriber(File *f, Tree *t, const Claim *c, int count)
{
	Out		   *o = &f->out;
	uint64_t	family = c->number / CLAIMS_IN_FAMILY;
	bool		own = false;
	bool		children = false;
	Person		p;

	for (int i = 0; i < count; i++)
	{
		own |= c[i].who == 0;
		children |= c[i].who != 0;
	}
	make_person(f->seed, family, 0, &p);
	t->subscriber = ++t->count;
	put(o, "HL*%d*%d*22*%d", t->subscriber, t->billing, (int) children);
	put(o, "SBR*%s*%s*GRP%d******%s", c->second ? "S" : "P", own ? "18" : "", (int) (family % 40), f->practice.payer.filing);
	put(o, "NM1*IL*1*%s*%s****MI*%s", p.last, p.first, p.member);
	put_address(o, family);
	put(o, "DMG*D8*%d*%s", p.born, p.sex == 'F' ? "F" : "M");
	put(o, "NM1*PR*2*%s*****PI*%s", f->practice.payer.name, f->practice.payer.id);
}

static void
put_dependent(File *f, Tree *t, const Claim *c)
{
	Out		   *o = &f->out;
	uint64_t	family = c->number / CLAIMS_IN_FAMILY;
	Person		p;

	make_person(f->seed, family, c->who, &p);
	put(o, "HL*%d*%d*23*0", ++t->count, t->subscriber);
	put(o, "PAT*%s", c->who == 1 ? "01" : "19");
	put(o, "NM1*QC*1*%s*%s", p.last, p.first);
	put_address(o, family);
	put(o, "DMG*D8*%d*%s", p.born, p.sex == 'F' ? "F" : "M");
}

/* ---- 2320, 2330: who paid before ---- */

static void
put_other_payer(File *f, const Claim *c)
{
	Out		   *o = &f->out;
	uint64_t	family = c->number / CLAIMS_IN_FAMILY;
	int64_t		paid = -c->first_claim_level;
	int64_t		left = c->first_claim_level;
	Person		p;

	for (int i = 0; i < c->line_count; i++)
	{
		paid += c->lines[i].first_paid;
		left += c->lines[i].first_patient;
	}
	make_person(f->seed, family, 0, &p);
	put(o, "SBR*P*%s*GRP9******%s", c->who == 0 ? "18" : c->who == 1 ? "01" : "19", f->practice.other.filing);
	if (c->first_claim_level != 0)
		put(o, "CAS*PR*1*%a", c->first_claim_level);
	put(o, "AMT*D*%a", paid);
	put(o, "AMT*EAF*%a", left);
	put(o, "OI***Y***Y");
	put(o, "NM1*IL*1*%s*%s****MI*Y%s", p.last, p.first, p.member);
	put_address(o, family);
	put(o, "NM1*PR*2*%s*****PI*%s", f->practice.other.name, f->practice.other.id);
}

static void
put_first_line(File *f, const Line *l)
{
	Out		   *o = &f->out;

	add(o, "SVD*%s*%a*HC:%s", f->practice.other.id, l->first_paid, l->code);
	for (int i = 0; i < l->modifier_count; i++)
		add(o, ":%s", l->modifiers[i]);
	put(o, "*%s*%d", f->kind == 'I' ? l->revenue : "", l->units);
	if (l->first_off != 0)
		put(o, "CAS*CO*45*%a", l->first_off);
	if (l->first_patient != 0)
		put(o, "CAS*PR*2*%a", l->first_patient);
	put(o, "DTP*573*D8*20250720");
}

/* ---- 2300, 2400 ---- */

static void
put_codes(Out *o, const Claim *c, bool institutional)
{
	if (institutional)
	{
		put(o, "HI*ABK:%s:::::::Y", c->diagnoses[0]);
		put(o, "HI*ABJ:%s", c->diagnoses[0]);
		if (c->diagnosis_count == 1)
			return;
		add(o, "HI");
	}
	else
		add(o, "HI*ABK:%s", c->diagnoses[0]);
	for (int i = 1; i < c->diagnosis_count; i++)
		add(o, institutional ? "*ABF:%s:::::::N" : "*ABF:%s", c->diagnoses[i]);
	put(o, "");
}

static void
put_claim_start(File *f, const Claim *c)
{
	Out		   *o = &f->out;
	bool		institutional = f->kind == 'I';

	add(o, "CLM*%s*%a***%s:%s:1*", c->id, c->charge, institutional ? "13" : c->place, institutional ? "A" : "B");
	put(o, c->accident && !institutional ? "%s*A*Y*Y**AA:::ME" : "%s*A*Y*Y", institutional ? "" : "Y");
	if (c->accident && !institutional)
		put(o, "DTP*439*D8*%d", c->day);
	if (institutional)
	{
		put(o, "DTP*434*RD8*%d-%d", c->day, c->day);
		put(o, "DTP*435*DT*%d0930", c->day);
		put(o, "CL1*3*1*01");
	}
	if (c->authorized)
		put(o, "REF*G1*AUTH%d", (int) (c->number % 1000000));
	if (c->noted)
		put(o, "NTE*ADD*SEEN WITH LISA; ISA AND IEA ARE WORDS HERE");
	put_codes(o, c, institutional);
}

static void
put_claim_parties(File *f, const Claim *c)
{
	Out		   *o = &f->out;
	const Provider *doctor = &f->practice.doctors[c->doctor];
	const Provider *referring = &f->practice.doctors[(c->doctor + 1) % 5];

	if (c->referred && f->kind == 'P')
		put(o, "NM1*DN*1*%s*%s****XX*%s", referring->last, referring->first, referring->npi);
	put(o, "NM1*%s*1*%s*%s****XX*%s", f->kind == 'I' ? "71" : "82", doctor->last, doctor->first, doctor->npi);
	put(o, "PRV*%s*PXC*%s", f->kind == 'I' ? "AT" : "PE", doctor->taxonomy);
	if (c->second)
		put_other_payer(f, c);
}

static void
put_line(File *f, const Claim *c, int i)
{
	Out		   *o = &f->out;
	const Line *l = &c->lines[i];

	put(o, "LX*%d", i + 1);
	if (f->kind == 'I')
		add(o, "SV2*%s*HC:%s", l->revenue, l->code);
	else
		add(o, "SV1*HC:%s", l->code);
	for (int m = 0; m < l->modifier_count; m++)
		add(o, ":%s", l->modifiers[m]);
	add(o, "*%a*UN*%d", l->charge, l->units);
	if (f->kind == 'P')
	{
		add(o, "***%d", l->pointers[0]);
		for (int p = 1; p < l->pointer_count; p++)
			add(o, ":%d", l->pointers[p]);
	}
	put(o, "");
	put(o, "DTP*472*D8*%d", c->day);
	put(o, "REF*6R*%s", l->control);
	if (l->drug)
	{
		put(o, "LIN**N4*0000214348%d", l->units % 10);
		put(o, "CTP****%d*ML", l->units);
	}
	if (c->second)
		put_first_line(f, l);
}

static void
put_claim(File *f, const Claim *c)
{
	put_claim_start(f, c);
	put_claim_parties(f, c);
	for (int i = 0; i < c->line_count; i++)
		put_line(f, c, i);
}

/* The subscriber's own claims first, then those of each dependent. */
static void
put_family(File *f, Tree *t, const Claim *c, int count)
{
	put_subscriber(f, t, c, count);
	for (int who = 0; who <= 2; who++)
	{
		bool		named = who == 0;

		for (int i = 0; i < count; i++)
		{
			if (c[i].who != who)
				continue;
			if (!named)
				put_dependent(f, t, &c[i]);
			named = true;
			put_claim(f, &c[i]);
		}
	}
}

/*
 * A family whose claims do not agree on whether our payer comes first has one
 * subscriber level for each.
 */
void
put_claims(File *f, uint64_t from, uint64_t to)
{
	Tree		t = {0, 0, 0};

	put_header(f);
	put_billing(f, &t);
	while (from < to)
	{
		Claim		c[CLAIMS_IN_FAMILY];
		int			count = 0;

		for (; from < to && count < CLAIMS_IN_FAMILY; count++)
			make_claim(f->seed, from++, &c[count]);
		if (count == 2 && c[0].second != c[1].second)
		{
			put_family(f, &t, &c[0], 1);
			put_family(f, &t, &c[1], 1);
		}
		else
			put_family(f, &t, c, count);
	}
}
