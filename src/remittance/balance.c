/*
 * balance.c - what the amounts of a remittance must add up to.
 *
 *	line:    SVC02 - its CAS = SVC03
 *	claim:   CLP03 - all CAS, its own and its lines' = CLP04
 *	lines:   the lines' SVC03 - the claim's own CAS = CLP04
 *	payment: the claims' CLP04 - PLB = BPR02, a debit being negative
 *
 * An element that is not there adds nothing to a sum.  One that is there and
 * cannot be read as exact cents makes every sum that it belongs to unknown: no
 * verdict is better than one that may be wrong.  AMT, QTY, MIA, MOA, TS2 and
 * TS3 inform and never balance.
 */
#include "remittance/read_parts.h"

static void
add(Rcm835Reader *r, Rcm835Sum *sum, int64_t amount)
{
	if (sum == NULL || sum->unknown || rcm_usd_add(sum->total, amount, &sum->total))
		return;
	sum->unknown = true;
	rcm_x12_finding(&r->at, "AMOUNT", 0, "the sum of the amounts is out of range");
}

int64_t
rcm_835_money(Rcm835Reader *r, int i, Rcm835Sum *sum, Rcm835Sum *other)
{
	RcmText		raw = rcm_x12_raw(&r->at, i);
	int64_t		amount = rcm_x12_amount_of(&r->at, i, raw);

	if (amount != RCM_NO_USD)
	{
		add(r, sum, amount);
		add(r, other, amount);
	}
	else if (raw.len > 0)
	{
		if (sum != NULL)
			sum->unknown = true;
		if (other != NULL)
			other->unknown = true;
	}
	return amount;
}

int64_t
rcm_835_total(const Rcm835Sum *sum)
{
	return sum->unknown ? RCM_NO_USD : sum->total;
}

/* Is "reported" what is left of "gross" less "less"?  An operand may be unknown. */
static RcmRemittanceBalance
verdict(int64_t reported, int64_t gross, int64_t less)
{
	RcmRemittanceBalance b = {RCM_UNKNOWN, RCM_NO_USD};
	int64_t		follows;

	if (rcm_usd_sub(gross, less, &follows) && rcm_usd_sub(reported, follows, &b.difference))
		b.balances = b.difference == 0 ? RCM_TRUE : RCM_FALSE;
	return b;
}

static void
tell(const Rcm835Reader *r, const char *code, const RcmX12Place *place,
	 const RcmRemittanceBalance *b, const char *what)
{
	char		amount[RCM_USD_ROOM];

	if (b->balances != RCM_FALSE || r->at.report == NULL)
		return;
	(void) rcm_usd_format(b->difference, amount);
	rcm_x12_report(r->at.report, r->at.owner, RCM_X12_LEVEL_ELEMENT, code, place,
				   "%s by %s", what, amount);
}

void
rcm_835_balance_line(Rcm835Reader *r)
{
	RcmRemittanceLine *l = &r->line;

	l->adjustments = rcm_835_total(&r->adjustments);
	l->balance = verdict(l->paid, l->charge, l->adjustments);
	tell(r, "BALANCE-LINE", &r->line_place, &l->balance,
		 "what the line was paid differs from its charge less its adjustments");
}

void
rcm_835_balance_claim(Rcm835Reader *r)
{
	RcmRemittanceClaim *c = &r->claim;
	int64_t		all;

	c->lines_charge = rcm_835_total(&r->lines_charge);
	c->lines_paid = rcm_835_total(&r->lines_paid);
	c->claim_adjustments = rcm_835_total(&r->claim_adjustments);
	c->line_adjustments = rcm_835_total(&r->line_adjustments);
	if (!rcm_usd_add(c->claim_adjustments, c->line_adjustments, &all))
		all = RCM_NO_USD;
	c->balance = verdict(c->paid, c->charge, all);
	tell(r, "BALANCE-CLAIM", &r->claim_place, &c->balance,
		 "what the claim was paid differs from its charge less all adjustments");
	c->lines_balance = (RcmRemittanceBalance) {RCM_UNKNOWN, RCM_NO_USD};
	if (c->lines > 0)
		c->lines_balance = verdict(c->paid, c->lines_paid, c->claim_adjustments);
	tell(r, "BALANCE-CLAIM-LINES", &r->claim_place, &c->lines_balance,
		 "what the claim was paid differs from what its lines were, less the claim's adjustments");
}

void
rcm_835_balance_payment(Rcm835Reader *r)
{
	RcmRemittancePayment *p = &r->payment;
	int64_t		amount = p->amount;

	if (amount != RCM_NO_USD && rcm_text_is(p->credit_debit, "D"))
		amount = -amount;
	p->claims_charge = rcm_835_total(&r->charges);
	p->claims_paid = rcm_835_total(&r->paid);
	p->provider_adjustments = rcm_835_total(&r->provider_adjustments);
	p->balance = verdict(amount, p->claims_paid, p->provider_adjustments);
	tell(r, "BALANCE-PAYMENT", &r->amount_place, &p->balance,
		 "the payment differs from what the claims were paid less provider adjustments");
}
