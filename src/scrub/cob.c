/*
 * cob.c - coordination of benefits.
 */
#include "scrub/scrub.h"

static const RcmOtherPayer *
other_payer(RcmScrub *s, int i)
{
	return RCM_ITEM(s->claim->other_payers, RcmOtherPayer, i);
}

static const RcmOtherPayer *
payer_in_place(RcmScrub *s, const char *seq)
{
	for (int i = 0; i < s->claim->other_payers.count; i++)
		if (rcm_text_is(other_payer(s, i)->seq, seq))
			return other_payer(s, i);
	return NULL;
}

static bool
adjudicated(const RcmOtherPayer *o)
{
	return o != NULL && o->paid != RCM_NO_USD && o->adjud_date != RCM_NO_DATE;
}

static void
no_prim(RcmScrub *s)
{
	bool		secondary = rcm_text_is(s->claim->payer_seq, "S");
	bool		tertiary = rcm_text_is(s->claim->payer_seq, "T");

	if ((secondary || tertiary) && !adjudicated(payer_in_place(s, "P")))
		rcm_fire(s, NULL, "other_payers", "the primary payer's payment or its date is missing");
	if (tertiary && !adjudicated(payer_in_place(s, "S")))
		rcm_fire(s, NULL, "other_payers", "the secondary payer's payment or its date is missing");
}

/* Adds amounts; one that is not given counts nothing, an overflow makes the sum unequal. */
static void
add(int64_t *sum, int64_t amount)
{
	if (amount != RCM_NO_USD && *sum != RCM_NO_USD && !rcm_usd_add(*sum, amount, sum))
		*sum = RCM_NO_USD;
}

static void
add_adjustments(int64_t *sum, const RcmList *adj)
{
	for (int i = 0; i < adj->count; i++)
		add(sum, RCM_ITEM(*adj, RcmAdjustment, i)->amt);
}

static void
bal_claim(RcmScrub *s)
{
	for (int i = 0; i < s->claim->other_payers.count; i++)
	{
		const RcmOtherPayer *o = other_payer(s, i);
		int64_t		sum = 0;

		if (!adjudicated(o))
			continue;
		add(&sum, o->paid);
		add_adjustments(&sum, &o->adj);
		for (int j = 0; j < o->lines.count; j++)
			add_adjustments(&sum, &RCM_ITEM(o->lines, RcmOtherPayerLine, j)->adj);
		if (s->claim->total_charge != sum)
			rcm_fire(s, NULL, "other_payers",
					 "paid and adjustments of payer %.*s come to %s, the charge is %s",
					 RCM_PRINT(o->payer_id), rcm_usd_name(s, sum),
					 rcm_usd_name(s, s->claim->total_charge));
	}
}

static const RcmOtherPayerLine *
line_of(const RcmOtherPayer *o, int n)
{
	for (int i = 0; i < o->lines.count; i++)
		if (RCM_ITEM(o->lines, RcmOtherPayerLine, i)->n == n)
			return RCM_ITEM(o->lines, RcmOtherPayerLine, i);
	return NULL;
}

static void
bal_line(RcmScrub *s, RcmScrubLine *l)
{
	for (int i = 0; i < s->claim->other_payers.count; i++)
	{
		const RcmOtherPayer *o = other_payer(s, i);
		const RcmOtherPayerLine *entry = line_of(o, l->n);
		int64_t		sum = 0;

		if (o->lines.count == 0)
			continue;
		if (entry == NULL)
		{
			rcm_fire(s, l, "charge", "payer %.*s did not adjudicate the line", RCM_PRINT(o->payer_id));
			continue;
		}
		add(&sum, entry->paid);
		add_adjustments(&sum, &entry->adj);
		if (l->line->charge != sum)
			rcm_fire(s, l, "charge", "paid and adjustments of payer %.*s come to %s, the charge is %s",
					 RCM_PRINT(o->payer_id), rcm_usd_name(s, sum), rcm_usd_name(s, l->line->charge));
	}
}

static void
bal_payer(RcmScrub *s)
{
	for (int i = 0; i < s->claim->other_payers.count; i++)
	{
		const RcmOtherPayer *o = other_payer(s, i);
		int64_t		lines = 0;
		int64_t		claim = 0;

		if (o->lines.count == 0)
			continue;
		for (int j = 0; j < o->lines.count; j++)
			add(&lines, RCM_ITEM(o->lines, RcmOtherPayerLine, j)->paid);
		add(&claim, o->paid);
		add_adjustments(&claim, &o->adj);
		if (lines != claim)
			rcm_fire(s, NULL, "other_payers",
					 "payer %.*s paid %s on the lines, but paid %s with its claim adjustments",
					 RCM_PRINT(o->payer_id), rcm_usd_name(s, lines), rcm_usd_name(s, claim));
	}
}

static void
msp_type(RcmScrub *s)
{
	const RcmOtherPayer *prior;

	if (!rcm_word_in(s->claim->payer_seq, "S T"))
		return;
	prior = rcm_text_is(s->claim->payer_seq, "T") ? payer_in_place(s, "S") : NULL;
	if (prior == NULL)
		prior = payer_in_place(s, "P");
	if (prior == NULL || !rcm_word_in(prior->msp_type, "12 13 14 15 16 41 42 43 47"))
		rcm_fire(s, NULL, "other_payers", "Medicare is not primary, and why is not said");
}

static void
order(RcmScrub *s)
{
	const RcmEligibility *e = s->claim->eligibility;

	if (e != NULL && rcm_text_is(s->claim->payer_seq, "P") &&
		rcm_covers(e->other_primary, s->first_dos))
		rcm_fire(s, NULL, "payer_seq", "another plan, %.*s, is primary on %s",
				 RCM_PRINT(e->other_primary->payer_id), rcm_day_name(s, s->first_dos));
}

static void
dup_payer(RcmScrub *s)
{
	const RcmClaim *c = s->claim;

	for (int i = 0; i < c->other_payers.count; i++)
	{
		const RcmOtherPayer *o = other_payer(s, i);
		bool		twice = !rcm_blank(o->payer_id) && rcm_text_equal(o->payer_id, c->payer_id);

		if (rcm_word_in(c->filing_ind, "MA MB") && rcm_word_in(o->filing_ind, "MA MB"))
			rcm_fire(s, NULL, "other_payers", "Medicare is on the claim twice");
		for (int j = 0; j < i && !rcm_blank(o->payer_id); j++)
			twice = twice || rcm_text_equal(o->payer_id, other_payer(s, j)->payer_id);
		if (twice)
			rcm_fire(s, NULL, "other_payers", "payer %.*s is on the claim twice",
					 RCM_PRINT(o->payer_id));
	}
}

const RcmEdit rcm_cob_edits[] = {
	{
		.id = "COB-NOPRIM", .name = "Secondary claim without the primary's payment",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.claim_test = no_prim,
		.carc = "22", .rarc = "MA04|N4", .claim_status = "A7:286",
		.fix = "Attach the primary 835 amounts.",
		.source = "X12 005010X222A1 (837P TR3) 2320/2330B/2430; CARC 22",
	},
	{
		.id = "COB-BALCLAIM", .name = "Other payer does not balance to the charge",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.claim_test = bal_claim,
		.carc = "129", .rarc = "N480", .claim_status = "A7:672",
		.fix = "Enter every CAS group and amount from the 835.",
		.source = "X12 005010X222A1 (837P TR3) 1.4.4.1 balancing; 277CA 672",
	},
	{
		.id = "COB-BALLINE", .name = "Other payer line does not balance",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.lines = RCM_ALL_LINES, .claim_test = bal_payer, .line_test = bal_line,
		.carc = "129", .rarc = "N480", .claim_status = "A7:672",
		.fix = "Copy SVD and CAS per line.",
		.source = "X12 005010X222A1 (837P TR3) 1.4.4.2",
	},
	{
		.id = "COB-MSPTYPE", .name = "MSP type missing",
		.level = "claim", .severity = RCM_REJECT, .scope = "FFS Medicare",
		.classes = RCM_FFS,
		.claim_test = msp_type,
		.carc = "16", .rarc = "MA92", .claim_status = "A7:578",
		.fix = "Set the insurance type (12 working aged, 13 ESRD, 14 no-fault, 15 WC, 43 disability, 47 liability).",
		.source = "X12 005010X222A1 (837P TR3) SBR05; MSP manual",
	},
	{
		.id = "COB-ORDER", .name = "Another plan is primary",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.claim_test = order,
		.carc = "22", .rarc = "MA04|N598", .claim_status = "A7:85",
		.fix = "Bill the primary first.",
		.source = "CARC 22; MSP rules; birthday rule",
	},
	{
		.id = "COB-DUPPAYER", .name = "Same payer twice",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.claim_test = dup_payer,
		.carc = "16", .rarc = "N245", .claim_status = "A7:480",
		.fix = "Only one Medicare entry; use 16 for a Medicare Advantage plan.",
		.source = "TriZetto rejection list",
	},
};
const int rcm_cob_edit_count = sizeof(rcm_cob_edits) / sizeof(rcm_cob_edits[0]);
