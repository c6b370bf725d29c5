/*
 * tri.c - TRICARE.
 */
#include "scrub/scrub.h"

static void
prime(RcmScrub *s)
{
	const RcmClaim *c = s->claim;
	const RcmEligibility *e = c->eligibility;

	if (e == NULL || !rcm_text_is(e->plan, "PRIME") || !rcm_blank(c->referral_number) ||
		!rcm_blank(c->auth_number) ||
		(c->rendering != NULL && !rcm_blank(e->pcm_npi) &&
		 rcm_text_equal(c->rendering->npi, e->pcm_npi)))
		return;
	for RCM_EACH_LINE(s, l)
		if (rcm_code2_in(l->pos, "20 23"))
			return;
	rcm_fire(s, NULL, "referral_number", "Prime, not the primary care manager, and no referral");
}

static void
tfl(RcmScrub *s)
{
	const RcmEligibility *e = s->claim->eligibility;

	if (e != NULL && e->medicare_active == RCM_TRUE && rcm_text_is(s->claim->payer_seq, "P"))
		rcm_fire(s, NULL, "payer_seq", "Medicare pays before TRICARE for Life");
}

const RcmEdit rcm_tri_edits[] = {
	{
		.id = "TRI-PRIME", .name = "TRICARE Prime without referral",
		.level = "claim", .severity = RCM_REJECT, .scope = "tricare",
		.classes = RCM_TRICARE,
		.claim_test = prime,
		.carc = "288|243", .rarc = "", .claim_status = "A7:761",
		.fix = "Get the regional contractor's referral or expect point-of-service charges.",
		.source = "TRICARE policy manual; TRICARE Prime rules",
	},
	{
		.id = "TRI-TFL", .name = "TRICARE for Life billed before Medicare",
		.level = "claim", .severity = RCM_REJECT, .scope = "tricare",
		.classes = RCM_TRICARE,
		.claim_test = tfl,
		.carc = "22", .rarc = "MA04", .claim_status = "A7:85",
		.fix = "Bill Medicare; it crosses over.",
		.source = "TRICARE for Life",
	},
};
const int rcm_tri_edit_count = sizeof(rcm_tri_edits) / sizeof(rcm_tri_edits[0]);
