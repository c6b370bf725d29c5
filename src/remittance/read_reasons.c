/*
 * read_reasons.c - why less was paid than charged: CAS, and remarks of MIA,
 * MOA and LQ, of a claim or of a line.
 */
#include "remittance/read_parts.h"

#define MOST_TRIPLES 6			/* in one CAS */

/* Reason, amount, quantity in elements i to i + 2. */
static void
read_triple(Rcm835Reader *r, int i, RcmRemittanceAdjustment *a)
{
	bool		reason = rcm_x12_raw(&r->at, i).len > 0;
	bool		amount = rcm_x12_raw(&r->at, i + 1).len > 0;

	if (!reason && !amount && rcm_x12_raw(&r->at, i + 2).len == 0)
		return;
	if (!reason)
		rcm_x12_finding(&r->at, "CAS-TRIPLE", i, "an adjustment without a reason");
	if (!amount)
		rcm_x12_finding(&r->at, "CAS-TRIPLE", i + 1, "an adjustment without an amount");
	a->adjustment = ++r->adjustment;
	if (r->in_line)
		a->amount = rcm_835_money(r, i + 1, &r->adjustments, &r->line_adjustments);
	else
		a->amount = rcm_835_money(r, i + 1, &r->claim_adjustments, NULL);
	rcm_x12_number(&r->at, &r->arena[RCM_835_FOR_ROW], i + 2, rcm_x12_raw(&r->at, i + 2), &a->quantity);
	if (r->deliver.adjustment == NULL)
		return;
	a->carc = rcm_835_text(r, RCM_835_FOR_ROW, i);
	r->deliver.adjustment(r->at.owner, a);
}

/* Triples that are too many are told, and count all the same: it is money. */
void
rcm_835_adjustments(Rcm835Reader *r)
{
	RcmRemittanceAdjustment a;

	memset(&a, 0, sizeof(a));
	a.payment = r->payment.payment;
	a.claim = r->claim.claim;
	a.line = r->in_line ? r->line.line : 0;
	a.group_code = rcm_835_text(r, RCM_835_FOR_ROW, 1);
	a.at = rcm_835_source(r);
	if (a.group_code.len == 0)
		rcm_x12_finding(&r->at, "CAS-GROUP", 1, "adjustments without a group code");
	if (r->at.segment->count > 1 + 3 * MOST_TRIPLES)
		rcm_x12_finding(&r->at, "CAS-TRIPLE", 2 + 3 * MOST_TRIPLES, "more than six adjustments in one CAS");
	for (int i = 2; i <= r->at.segment->count; i += 3)
		read_triple(r, i, &a);
	rcm_arena_reset(&r->arena[RCM_835_FOR_ROW]);
}

/* MIA and MOA are of the claim wherever they stand. */
void
rcm_835_remark(Rcm835Reader *r, const char *source, int list, int i)
{
	RcmRemittanceRemark remark;

	if (r->deliver.remark == NULL || rcm_x12_raw(&r->at, i).len == 0)
		return;
	memset(&remark, 0, sizeof(remark));
	remark.payment = r->payment.payment;
	remark.claim = r->claim.claim;
	remark.line = r->in_line && list > 0 ? r->line.line : 0;
	remark.source = source;
	remark.remark = rcm_835_text(r, RCM_835_FOR_ROW, i);
	if (list > 0)
		remark.code_list = rcm_835_text(r, RCM_835_FOR_ROW, list);
	remark.at = rcm_835_source(r);
	r->deliver.remark(r->at.owner, &remark);
	rcm_arena_reset(&r->arena[RCM_835_FOR_ROW]);
}
