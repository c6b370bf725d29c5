/*
 * write_sums.c - what must add up: the lines to the claim's charge, and what
 * other payers paid and adjusted to what was charged.
 *
 * The three sums of a secondary claim, as the guides give them: of a line,
 * charge = paid + adjusted; of a payer, paid for the claim = paid for the
 * lines - adjusted on the claim; of the claim, charge = paid + all adjusted.
 */
#include "claim837/write_parts.h"

/* Adds, and stays "not given" once a sum does not exist. */
static void
add(int64_t *sum, int64_t v)
{
	if (v != RCM_NO_USD && *sum != RCM_NO_USD && !rcm_usd_add(*sum, v, sum))
		*sum = RCM_NO_USD;
}

static int64_t
adjusted(const RcmList *adj)
{
	int64_t		sum = 0;

	for (int i = 0; i < adj->count; i++)
		add(&sum, RCM_ITEM(*adj, RcmAdjustment, i)->amt);
	return sum;
}

static void
check_total(Rcm837Writer *w)
{
	const RcmClaim *c = w->claim;
	int64_t		sum = 0;

	for (int i = 0; i < c->lines.count; i++)
		add(&sum, RCM_ITEM(c->lines, RcmLine, i)->charge);
	if (c->total_charge != RCM_NO_USD && sum != c->total_charge)
		rcm_837_fault_at(w, "CLM02", "total_charge", "not the sum of the lines' charges");
}

/* Paid and adjusted of one line by one payer; false when the payer did not adjudicate it. */
static bool
line_sum(const RcmOtherPayer *o, int number, int64_t *sum)
{
	bool		found = false;

	*sum = 0;
	for (int i = 0; i < o->lines.count; i++)
	{
		const RcmOtherPayerLine *a = RCM_ITEM(o->lines, RcmOtherPayerLine, i);

		if (a->n != number)
			continue;
		found = true;
		add(sum, a->paid);
		add(sum, adjusted(&a->adj));
	}
	return found;
}

static void
check_lines(Rcm837Writer *w, const RcmOtherPayer *o)
{
	const RcmList *lines = &w->claim->lines;
	int			numbered = 0;

	for (int i = 0; i < lines->count; i++)
	{
		const RcmLine *l = RCM_ITEM(*lines, RcmLine, i);
		int64_t		sum;

		if (!line_sum(o, rcm_line_number(l, i), &sum))
			continue;
		for (int k = 0; k < o->lines.count; k++)
			numbered += RCM_ITEM(o->lines, RcmOtherPayerLine, k)->n == rcm_line_number(l, i);
		if (l->charge != RCM_NO_USD && sum != l->charge)
			rcm_837_fault_at(w, "SVD02", "lines",
							 "line %d: the charge is not what was paid and adjusted for it", i + 1);
	}
	if (numbered != o->lines.count)
		rcm_837_fault_at(w, "SVD", "lines", "a line that the claim does not have, or has twice");
}

static bool
has_adjudicated(const RcmOtherPayer *o)
{
	return o->paid != RCM_NO_USD || o->adj.count > 0 || o->lines.count > 0;
}

static void
check_payer(Rcm837Writer *w, const RcmOtherPayer *o)
{
	int64_t		paid = 0;
	int64_t		all = 0;

	if (!has_adjudicated(o))
		return;
	if (o->paid == RCM_NO_USD)
	{
		rcm_837_fault_at(w, "AMT02", "paid", "what the payer paid for the claim (AMT*D) is needed");
		return;
	}
	if (o->adjud_date == RCM_NO_DATE && o->lines.count == 0)
		rcm_837_fault_at(w, "DTP03", "adjud_date", "when the payer adjudicated (DTP*573) is needed");
	check_lines(w, o);
	for (int i = 0; i < o->lines.count; i++)
	{
		const RcmOtherPayerLine *a = RCM_ITEM(o->lines, RcmOtherPayerLine, i);

		add(&paid, a->paid);
		add(&all, adjusted(&a->adj));
	}
	if (paid == RCM_NO_USD || !rcm_usd_sub(paid, adjusted(&o->adj), &paid))
		paid = RCM_NO_USD;
	if (o->lines.count > 0 && paid != o->paid)
		rcm_837_fault_at(w, "AMT02", "paid",
						 "not what was paid for the lines, less the adjustments of the claim");
	add(&all, adjusted(&o->adj));
	add(&all, o->paid);
	if (w->claim->total_charge != RCM_NO_USD && all != w->claim->total_charge)
		rcm_837_fault_at(w, "CLM02", "paid", "what was paid and adjusted is not the charge of the claim");
}

void
rcm_837_check_sums(Rcm837Writer *w)
{
	const RcmList *list = &w->claim->other_payers;

	check_total(w);
	for (int i = 0; i < list->count; i++)
	{
		rcm_837_enter(w, "other_payers", i);
		check_payer(w, RCM_ITEM(*list, RcmOtherPayer, i));
		rcm_837_leave(w);
	}
}
