/*
 * answer.c - what the payer says of a claim: every service line foots, and so
 * does the claim.
 */
#include "story.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
adjust(Adjustments *list, const char *group, const char *reason, int64_t amount, int quantity)
{
	if (amount == 0 && quantity == 0)
		return;
	if (list->count == MOST_ADJUSTMENTS)
		abort();
	list->of[list->count++] = (Adjustment) {group, reason, amount, quantity};
}

static Service *
add_service(Answer *a, const Claim *c, int line)
{
	Service    *s = &a->services[a->service_count++];
	const Line *l = &c->lines[line];

	memset(s, 0, sizeof(*s));
	s->line = line;
	s->code = l->code;
	s->units = s->submitted_units = l->units;
	s->charge = l->charge;
	return s;
}

/* Nothing paid, for one reason or another. */
static void
deny(Dice *d, Service *s)
{
	static const struct
	{
		const char *group,
				   *reason,
				   *remark;
	}			why[] = {
		{"CO", "16", "N290"}, {"CO", "50", "N115"}, {"CO", "197", NULL}, {"CO", "97", "M15"},
		{"PR", "96", "N130"}, {"PR", "204", NULL}, {"CO", "29", NULL}, {"PI", "151", "N362"},
	};
	int			i = roll(d, (int) (sizeof(why) / sizeof(why[0])));

	s->paid = 0;
	s->remark = why[i].remark;
	adjust(&s->adjusted, why[i].group, why[i].reason, s->charge, 0);
}

/* The patient's part of what is allowed: deductible, coinsurance, copay. */
static int64_t
share(Dice *d, Service *s, int64_t allowed, bool deductible_only)
{
	int64_t		left = allowed;
	int64_t		part;

	if (deductible_only || roll(d, 9) == 0)
	{
		part = deductible_only || roll(d, 2) == 0 ? left : left / 3;
		adjust(&s->adjusted, "PR", "1", part, 0);
		left -= part;
	}
	if (left > 0 && roll(d, 3) == 0)
	{
		part = left / 5;
		adjust(&s->adjusted, "PR", "2", part, 0);
		left -= part;
	}
	else if (left > 4000 && roll(d, 3) == 0)
	{
		adjust(&s->adjusted, "PR", "3", 2500, 0);
		left -= 2500;
	}
	return left;
}

static void
pay(Dice *d, const Practice *practice, Service *s, bool deductible_only)
{
	int64_t		allowed = s->charge * (35 + roll(d, 61)) / 100;
	int64_t		off = s->charge - allowed;
	int64_t		left;

	/* Fewer units than were billed. */
	if (s->units > 1 && roll(d, 12) == 0)
	{
		int64_t		cut = allowed / s->units;

		adjust(&s->adjusted, "CO", "119", cut, 1);
		s->units--;
		allowed -= cut;
	}
	adjust(&s->adjusted, "CO", "45", off, 0);
	left = share(d, s, allowed, deductible_only);
	/* Sequestration: of what would be paid. */
	if (strcmp(practice->payer.filing, "MB") == 0 && left > 0)
	{
		adjust(&s->adjusted, "CO", "253", left / 50, 0);
		left -= left / 50;
	}
	s->paid = left;
	/* Paid as another service than was billed. */
	if (strcmp(s->code, "99214") == 0 && roll(d, 15) == 0)
		s->code = "99213";
}

/* After another payer: what that one paid and wrote off is OA23, of the rest we pay some. */
static void
pay_second(Dice *d, const Line *l, Service *s)
{
	int64_t		before = l->first_paid + l->first_off;
	int64_t		rest = l->first_patient;

	/* Some say it in two parts, the second taking back. */
	if (roll(d, 5) == 0)
	{
		adjust(&s->adjusted, "OA", "23", before + 108, 0);
		adjust(&s->adjusted, "OA", "23", -108, 0);
	}
	else
		adjust(&s->adjusted, "OA", "23", before, 0);
	s->paid = roll(d, 3) == 0 ? 0 : rest * (50 + roll(d, 51)) / 100;
	adjust(&s->adjusted, "PR", roll(d, 4) == 0 ? "66" : "2", rest - s->paid, 0);
}

/* One line answered as two services of half the units each. */
static void
split(Answer *a, const Claim *c, int line, Dice *d, const Practice *practice)
{
	for (int half = 0; half < 2; half++)
	{
		Service    *s = add_service(a, c, line);
		int			first = s->units / 2;
		int64_t		charge = s->charge / 2;

		s->units = half == 0 ? first : s->units - first;
		s->submitted_units = s->units;
		s->charge = half == 0 ? charge : s->charge - charge;
		pay(d, practice, s, false);
	}
}

/* Refused, sent on or known already, as a whole: no service lines. */
static void
refuse(Dice *d, const Claim *c, Answer *a)
{
	switch (roll(d, 3))
	{
		case 0:
			adjust(&a->adjusted, "OA", "18", c->charge, 0);
			break;
		case 1:
			a->status = "4";
			a->remarks[0] = "N211";
			adjust(&a->adjusted, "CO", "29", c->charge, 0);
			break;
		default:
			a->status = "23";
			adjust(&a->adjusted, "OA", "109", c->charge, 0);
			break;
	}
}

static void
answer_lines(Dice *d, const Practice *practice, const Claim *c, Answer *a, int kind)
{
	bool		denied = kind >= 3 && kind < 6;
	bool		deductible = kind == 6 || kind == 7;

	for (int i = 0; i < c->line_count; i++)
	{
		Service    *s;

		if (kind > 10 && !c->second && c->lines[i].units >= 2 && roll(d, 40) == 0)
		{
			split(a, c, i, d, practice);
			continue;
		}
		s = add_service(a, c, i);
		if (denied || roll(d, 18) == 0)
			deny(d, s);
		else if (c->second)
			pay_second(d, &c->lines[i], s);
		else
			pay(d, practice, s, deductible);
	}
	if (denied && roll(d, 2) == 0)
		a->status = "4";
}

static int64_t
total(const Adjustments *list, const char *group)
{
	int64_t		sum = 0;

	for (int i = 0; i < list->count; i++)
		if (group == NULL || strcmp(list->of[i].group, group) == 0)
			sum += list->of[i].amount;
	return sum;
}

/* Sums what is paid, and makes sure that all of it foots. */
static void
add_up(const Claim *c, Answer *a)
{
	int64_t		charge = 0;
	int64_t		off = total(&a->adjusted, NULL);

	a->patient = total(&a->adjusted, "PR");
	a->paid = 0;
	for (int i = 0; i < a->service_count; i++)
	{
		const Service *s = &a->services[i];

		if (s->charge - total(&s->adjusted, NULL) != s->paid)
			abort();
		charge += s->charge;
		off += total(&s->adjusted, NULL);
		a->patient += total(&s->adjusted, "PR");
		a->paid += s->paid;
	}
	if (a->service_count > 0)
		a->paid -= total(&a->adjusted, NULL);
	if ((a->service_count > 0 && charge != c->charge) || c->charge - off != a->paid)
		abort();
}

bool
taken_back(uint64_t seed, uint64_t number)
{
	Dice		d = dice(seed, number, 5);

	return roll(&d, 70) == 0;
}

void
make_answer(const Practice *practice, const Claim *c, bool again, Answer *a)
{
	Dice		d = dice(c->seed, c->number, again ? 7 : 6);
	int			kind = roll(&d, 100);

	memset(a, 0, offsetof(Answer, services));
	a->status = c->second ? "2" : "1";
	snprintf(a->control, sizeof(a->control), "%04d%010d%c", 2025, (int) (c->number % 1000000000), again ? 'B' : 'A');
	if (kind < 3)
		refuse(&d, c, a);
	else
		answer_lines(&d, practice, c, a, kind);
	/* A deductible off the whole claim, which no line tells. */
	if (kind == 99 && !c->second)
	{
		int64_t		paid = 0;

		for (int i = 0; i < a->service_count; i++)
			paid += a->services[i].paid;
		if (paid > 2000)
			adjust(&a->adjusted, "PR", "1", 1250, 0);
	}
	add_up(c, a);
	if (a->paid > 0 && kind == 10)
	{
		a->status = c->second ? "20" : "19";
		a->remarks[0] = "MA18";
	}
	if (a->paid > 0 && kind == 9)
		a->interest = 1 + roll(&d, 300);
	if (roll(&d, 4) == 0)
		a->remarks[1] = "MA01";
}
