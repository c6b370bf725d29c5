/*
 * wc.c - workers' compensation and auto.
 */
#include "scrub/scrub.h"

static void
req(RcmScrub *s)
{
	const RcmClaim *c = s->claim;

	if (c->wc == NULL || rcm_blank(c->wc->claim_number))
		rcm_fire(s, NULL, "wc.claim_number", "the carrier's claim number is missing");
	if (c->dates == NULL || c->dates->accident == RCM_NO_DATE)
		rcm_fire(s, NULL, "dates.accident", "the date of injury is missing");
	if (c->wc == NULL || rcm_blank(c->wc->employer))
		rcm_fire(s, NULL, "wc.employer", "the employer is missing");
}

static void
payer(RcmScrub *s)
{
	const RcmRelated *r = s->claim->related;

	if (r != NULL && r->employment == RCM_TRUE && rcm_text_is(s->claim->payer_seq, "P"))
		rcm_fire(s, NULL, "payer_id", "a work injury is the workers' compensation carrier's");
}

static void
automobile(RcmScrub *s)
{
	const RcmRelated *r = s->claim->related;

	if (r != NULL && r->automobile == RCM_TRUE && rcm_text_is(s->claim->payer_seq, "P"))
		rcm_fire(s, NULL, "payer_id", "an auto accident is the auto insurer's first");
}

const RcmEdit rcm_wc_edits[] = {
	{
		.id = "WC-REQ", .name = "Workers' comp essentials missing",
		.level = "claim", .severity = RCM_REJECT, .scope = "wc",
		.classes = RCM_WC,
		.claim_test = req,
		.carc = "16", .rarc = "N625|N305", .claim_status = "A7:629|A7:749|A7:166",
		.fix = "Get claim number, injury date and employer.",
		.source = "X12 005010X222A1 (837P TR3) REF Y4, DTP 439; IAIABC guide",
	},
	{
		.id = "WC-PAYER", .name = "Work injury billed to health insurance",
		.level = "claim", .severity = RCM_REJECT, .scope = "all except wc",
		.classes = ~RCM_WC,
		.claim_test = payer,
		.carc = "19", .rarc = "N743", .claim_status = "A8:116",
		.fix = "Bill the workers' compensation carrier.",
		.source = "CARC 19",
	},
	{
		.id = "WC-AUTO", .name = "Auto accident billed to health insurance",
		.level = "claim", .severity = RCM_WARN, .scope = "all except auto, wc",
		.classes = ~(RCM_WC | RCM_AUTO),
		.claim_test = automobile,
		.carc = "20|21", .rarc = "N744", .claim_status = "A8:116",
		.fix = "Bill no-fault or liability first.",
		.source = "CARC 20/21; MSP",
	},
};
const int rcm_wc_edit_count = sizeof(rcm_wc_edits) / sizeof(rcm_wc_edits[0]);
