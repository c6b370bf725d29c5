/*
 * amt.c - amounts.
 */
#include "scrub/scrub.h"

static bool
totals(const RcmScrubLine *l)
{
	return rcm_text_is(l->rev, "0001");	/* the line that totals a UB-04 */
}

static void
sum(RcmScrub *s)
{
	int64_t		total = 0;

	for RCM_EACH_LINE(s, l)
		if (!totals(l) && l->line->charge != RCM_NO_USD &&
			!rcm_usd_add(total, l->line->charge, &total))
		{
			rcm_fire(s, NULL, "total_charge", "the lines' charges are out of range");
			return;
		}
	if (s->claim->total_charge != total)
		rcm_fire(s, NULL, "total_charge", "the total is %s and the lines come to %s",
				 rcm_usd_name(s, s->claim->total_charge), rcm_usd_name(s, total));
}

static void
zero(RcmScrub *s, RcmScrubLine *l)
{
	int64_t		charge = l->line->charge;

	if (totals(l))
		return;
	if (charge == RCM_NO_USD)
		rcm_fire(s, l, "charge", "the line has no charge");
	else if (charge < 0)
		rcm_fire(s, l, "charge", "the charge is negative");
	else if (charge == 0 && !(l->px != NULL && rcm_line_px(s, l)->zero_charge_ok))
		rcm_fire(s, l, "charge", "the charge is zero");
}

const RcmEdit rcm_amt_edits[] = {
	{
		.id = "AMT-SUM", .name = "Total is not the sum of the lines",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.claim_test = sum,
		.carc = "16", .rarc = "M54", .claim_status = "A7:178",
		.fix = "Rebuild the claim total.",
		.source = "TR3 CLM02; 277CA 178/400",
	},
	{
		.id = "AMT-ZERO", .name = "Line without a charge",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.lines = RCM_ALL_LINES, .line_test = zero,
		.carc = "16", .rarc = "M79", .claim_status = "A7:402|A7:583",
		.fix = "Enter the fee.",
		.source = "TR3 SV102; 277CA 402",
	},
};
const int rcm_amt_edit_count = sizeof(rcm_amt_edits) / sizeof(rcm_amt_edits[0]);
