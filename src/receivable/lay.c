/*
 * lay.c - every amount of a remitted claim on the charge lines that it is of.
 *
 * What is of several lines (bundled, claim level) is split in proportion to
 * what each of them has left to explain: so each line of a claim that balances
 * is explained to the cent, whatever the rounding, and none beyond its charge.
 */
#include "receivable/moves_parts.h"

/* More adjustments of the claim itself are refused: each is split over all lines. */
#define MOST_OWN_ADJUSTMENTS 1000

/* ---- splits ---- */

/* What is left of an amount in its own direction. */
static int64_t
in_direction(int64_t amount, int64_t left)
{
	return (amount < 0) == (left < 0) ? size_of(left) : 0;
}

static bool
any_weight(const RcmPosting *p, int n)
{
	for (int i = 0; i < n; i++)
		if (p->weight[i] > 0)
			return true;
	return false;
}

/* Is there as much weight as there is amount? */
static bool
enough_weight(const RcmPosting *p, int n, int64_t amount)
{
	int64_t		sum = 0;

	for (int i = 0; i < n; i++)
		if (!rcm_usd_add(sum, p->weight[i], &sum))
			return true;
	return sum > 0 && sum >= size_of(amount);
}

/* An amount over charge lines, by what each has left to explain, else by charge: p->share. */
static void
split_over_charges(RcmPosting *p, int64_t amount, const int *charges, int n)
{
	for (int i = 0; i < n; i++)
		p->weight[i] = in_direction(amount, p->unexplained[charges[i]]);
	if (!any_weight(p, n))
		for (int i = 0; i < n; i++)
			p->weight[i] = size_of(p->claim.charge[charges[i]].charge);
	rcm_split(amount, p->weight, n, p->share, p->rest);
	for (int i = 0; i < n; i++)
		take_from(p, &p->unexplained[charges[i]], p->share[i]);
}

/* The weights of the lines that answer some are their sizes. */
static void
weigh_lines_by_charge(RcmPosting *p)
{
	for (int i = 0; i < p->answers; i++)
		p->weight[i] = size_of(p->claim.line[p->answered[i]].charge);
}

static void
weigh_lines_by_gap(RcmPosting *p, int64_t amount)
{
	for (int i = 0; i < p->answers; i++)
		p->weight[i] = in_direction(amount, p->gap[p->answered[i]]);
}

/*
 * An adjustment of the claim over the lines that answer some: p->line_share.
 * Where lines leave enough unexplained it explains that; otherwise it is money
 * that the lines were not paid after all, and comes off what they were.
 */
static void
split_over_lines(RcmPosting *p, int64_t amount)
{
	int64_t    *off = p->gap;

	weigh_lines_by_gap(p, amount);
	if (!enough_weight(p, p->answers, amount))
	{
		off = p->cash;
		for (int i = 0; i < p->answers; i++)
			p->weight[i] = in_direction(amount, p->cash[p->answered[i]]);
		if (!any_weight(p, p->answers))
			weigh_lines_by_charge(p);
	}
	rcm_split(amount, p->weight, p->answers, p->line_share, p->rest);
	for (int i = 0; i < p->answers; i++)
		take_from(p, &off[p->answered[i]], p->line_share[i]);
}

/* ---- parts ---- */

static void
put_part(RcmPosting *p, RcmPart part)
{
	RcmPart    *array;

	if (part.amount == 0)
		return;
	array = rcm_moves_grow(p, p->part, p->parts, &p->part_room, sizeof(RcmPart));
	if (array == NULL)
		return;
	p->part = array;
	array[p->parts++] = part;
}

/* An amount on the charge lines that it is of. */
static void
lay(RcmPosting *p, RcmPart part, const int *charges, int n)
{
	int64_t		amount = part.amount;

	if (amount == 0)
		return;
	if (n > 1)
		split_over_charges(p, amount, charges, n);
	for (int i = 0; i < n; i++)
	{
		part.charge = charges[i];
		part.amount = n > 1 ? p->share[i] : amount;
		put_part(p, part);
	}
}

static RcmPart
adjustment_part(const RcmPosting *p, int line, RcmMatchStage stage, int k)
{
	const RcmRemittedAdjustment *a = &p->claim.adjustment[k];

	return (RcmPart) {
		.line = line,.adjustment = k,.stage = stage,.amount = a->amount,
		.class = rcm_adjustment_class(a->group_code.data, (size_t) a->group_code.len,
									  a->carc.data, (size_t) a->carc.len),
	};
}

/* An amount that nobody could read is told. */
static bool
has_amount(RcmPosting *p, const RcmRemittedLine *line, int k)
{
	const RcmRemittedAdjustment *a = &p->claim.adjustment[k];

	if (a->amount == RCM_NO_USD)
		rcm_moves_tell(p, line, a, "the amount is not known");
	return a->amount != RCM_NO_USD;
}

/* ---- a claim without lines ---- */

static void
lay_claim(RcmPosting *p)
{
	RcmRemittedClaim *c = &p->claim;
	int		   *all = rcm_moves_room(p, c->charges, sizeof(int));
	int64_t		sum = c->paid;

	if (all == NULL)
		return;
	for (int k = 0; k < c->adjustments; k++)
		add_to(p, &sum, known(c->adjustment[k].amount));
	for (int j = 0; j < c->charges; j++)
	{
		all[j] = j;
		p->unexplained[j] = (sum < 0 ? -1 : 1) * size_of(c->charge[j].charge);
	}
	for (int k = 0; k < c->adjustments && p->status == RCM_MOVES_OK; k++)
		if (has_amount(p, NULL, k))
			lay(p, adjustment_part(p, -1, RCM_MATCH_CLAIM, k), all, c->charges);
	lay(p, (RcmPart) {.line = -1,.adjustment = -1,.stage = RCM_MATCH_CLAIM,.amount = c->paid}, all, c->charges);
}

/* ---- a claim with lines ---- */

/* Which lines answer something, what they were paid, and what they leave unexplained. */
static void
begin_lines(RcmPosting *p)
{
	RcmRemittedClaim *c = &p->claim;

	for (int i = 0; i < c->lines; i++)
	{
		const RcmLineMatch *match = &p->match[i];

		p->cash[i] = known(c->line[i].paid);
		p->gap[i] = known(c->line[i].charge);
		take_from(p, &p->gap[i], p->cash[i]);
		if (match->count > 0)
			p->answered[p->answers++] = i;
		for (int j = 0; match->count > 1 && j < match->count; j++)
			p->unexplained[match->charges[j]] = (c->line[i].charge < 0 ? -1 : 1) *
				size_of(c->charge[match->charges[j]].charge);
	}
}

/* The adjustments of lines, from place k on; those of the claim stand before. */
static void
lay_adjustments(RcmPosting *p, int k)
{
	RcmRemittedClaim *c = &p->claim;
	int			i = 0;

	for (; k < c->adjustments && p->status == RCM_MOVES_OK; k++)
	{
		const RcmLineMatch *match;

		while (i < c->lines && c->line[i].line < c->adjustment[k].line)
			i++;
		if (i == c->lines || c->line[i].line != c->adjustment[k].line)
		{
			rcm_moves_tell(p, NULL, &c->adjustment[k], "the line of the adjustment is not given");
			continue;
		}
		match = &p->match[i];
		take_from(p, &p->gap[i], known(c->adjustment[k].amount));
		if (match->count > 0 && has_amount(p, &c->line[i], k))
			lay(p, adjustment_part(p, i, match->stage, k), match->charges, match->count);
	}
}

/* An adjustment of the claim: of each charge line one part, whatever lines answer it. */
static void
lay_own(RcmPosting *p, int k)
{
	RcmPart		part = adjustment_part(p, -1, RCM_MATCH_CLAIM, k);

	if (part.amount == 0)
		return;
	split_over_lines(p, part.amount);
	for (int i = 0; i < p->answers; i++)
	{
		const RcmLineMatch *match = &p->match[p->answered[i]];

		if (match->count > 1 && p->line_share[i] != 0)
			split_over_charges(p, p->line_share[i], match->charges, match->count);
		for (int j = 0; j < match->count && p->line_share[i] != 0; j++)
			add_to(p, &p->of_charge[match->charges[j]], match->count > 1 ? p->share[j] : p->line_share[i]);
	}
	for (int j = 0; j < p->claim.charges; j++)
	{
		part.charge = j;
		part.amount = p->of_charge[j];
		p->of_charge[j] = 0;
		put_part(p, part);
	}
}

/* Whatever was told, cash gains what the claim was paid. */
static void
lay_payments(RcmPosting *p)
{
	RcmRemittedClaim *c = &p->claim;
	int64_t		rest = c->paid;

	for (int i = 0; i < c->lines; i++)
		take_from(p, &rest, p->cash[i]);
	if (rest != 0 && p->answers > 0)
	{
		weigh_lines_by_gap(p, rest);
		if (!any_weight(p, p->answers))
			weigh_lines_by_charge(p);
		rcm_split(rest, p->weight, p->answers, p->line_share, p->rest);
		for (int i = 0; i < p->answers; i++)
			add_to(p, &p->cash[p->answered[i]], p->line_share[i]);
	}
	else if (rest != 0)
		rcm_moves_suspend(p, NULL, rest);
	for (int i = 0; i < c->lines && p->status == RCM_MOVES_OK; i++)
	{
		const RcmLineMatch *match = &p->match[i];

		if (match->count > 0)
			lay(p, (RcmPart) {.line = i,.adjustment = -1,.stage = match->stage,.amount = p->cash[i]},
				match->charges, match->count);
		else
			rcm_moves_suspend(p, &c->line[i], p->cash[i]);
	}
}

static void
lay_lines(RcmPosting *p)
{
	RcmRemittedClaim *c = &p->claim;
	int			own = 0;

	while (own < c->adjustments && c->adjustment[own].line <= 0)
		own++;
	if (own > MOST_OWN_ADJUSTMENTS)
		rcm_moves_fail(p, RCM_MOVES_TOO_MANY);
	begin_lines(p);
	lay_adjustments(p, own);
	for (int k = 0; k < own && p->answers > 0 && p->status == RCM_MOVES_OK; k++)
		if (has_amount(p, NULL, k))
			lay_own(p, k);
	lay_payments(p);
}

void
rcm_moves_lay(RcmPosting *p)
{
	if (p->claim.charges == 0)
		rcm_moves_suspend(p, NULL, p->claim.paid);
	else if (p->claim.lines == 0)
		lay_claim(p);
	else
		lay_lines(p);
}
