/*
 * auth.c - authorizations and referrals.
 */
#include "scrub/scrub.h"

/* The payer's rule that wants an authorization for the line; emergencies excused on request. */
static const RcmAuthorizationRule *
rule_for(RcmScrub *s, const RcmScrubLine *l, bool excuse_emergency)
{
	const RcmRows *rows = rcm_text_rows(s, RCM_SET_AUTHORIZATION_RULE, s->claim->payer_id);
	bool		emergency = l->pos == RCM_CODE2("23") || rcm_text_is(l->line->emg, "Y");

	for (int i = 0; i < rows->count; i++)
	{
		const RcmAuthorizationRule *rule = RCM_ROW(RcmAuthorizationRule, rows, i);

		if (rcm_live(&rule->row, l->from) && rcm_hcpcs_in_range(l->code, rule->low, rule->high) &&
			!(excuse_emergency && rule->emergency_exempt && emergency))
			return rcm_note(s, rule);
	}
	return NULL;
}

static RcmText
number_of(RcmScrub *s, const RcmScrubLine *l)
{
	return rcm_blank(l->line->auth) ? s->claim->auth_number : l->line->auth;
}

/* The authorization on file that the line names. */
static const RcmAuthorization *
on_file(RcmScrub *s, const RcmScrubLine *l)
{
	RcmText		number = number_of(s, l);

	for (int i = 0; !rcm_blank(number) && i < s->claim->auths.count; i++)
	{
		const RcmAuthorization *a = RCM_ITEM(s->claim->auths, RcmAuthorization, i);

		if (rcm_text_equal(a->number, number))
			return a;
	}
	return NULL;
}

static bool
code_matches(const RcmAuthorization *a, int32_t code)
{
	for (int i = 0; i < a->codes.count; i++)
	{
		const RcmRange *range = RCM_ITEM(a->codes, RcmRange, i);

		if (rcm_hcpcs_in_range(code, rcm_hcpcs_parse(range->lo), rcm_hcpcs_parse(range->hi)))
			return true;
	}
	return false;
}

static bool
dates_fit(const RcmAuthorization *a, const RcmScrubLine *l)
{
	return !rcm_before(l->from, a->from) && !rcm_before(a->to, l->to);
}

static void
miss(RcmScrub *s, RcmScrubLine *l)
{
	if (rcm_blank(s->claim->auth_number) && rcm_blank(l->line->auth) && rule_for(s, l, true) != NULL)
		rcm_fire(s, l, "auth", "the payer wants an authorization for %s", rcm_code_name(s, l->code));
}

static void
match(RcmScrub *s, RcmScrubLine *l)
{
	const RcmSubscriber *subscriber = s->claim->subscriber;
	const RcmAuthorization *a;
	int64_t		npi;

	if (rcm_blank(number_of(s, l)) ||
		!rcm_is_given(s->claim, &rcm_claim_shape, &s->claim->auths) || rule_for(s, l, false) == NULL)
		return;
	a = on_file(s, l);
	if (a == NULL)
	{
		rcm_fire(s, l, "auth", "the authorization number is not on file");
		return;
	}
	npi = rcm_identifier(a->npi);
	if (!rcm_text_equal(a->payer_id, s->claim->payer_id))
		rcm_fire(s, l, "auth", "the authorization was issued by another payer");
	else if (subscriber == NULL || !rcm_text_equal(a->member_id, subscriber->member_id))
		rcm_fire(s, l, "auth", "the authorization was issued for another member");
	else if (!code_matches(a, l->code))
		rcm_fire(s, l, "auth", "the authorization does not include %s", rcm_code_name(s, l->code));
	else if (npi != 0 && npi != l->rend && npi != s->billing_npi)
		rcm_fire(s, l, "auth", "the authorization names another provider");
}

static void
dates(RcmScrub *s, RcmScrubLine *l)
{
	const RcmAuthorization *a = on_file(s, l);

	if (a != NULL && code_matches(a, l->code) && !dates_fit(a, l))
		rcm_fire(s, l, "from", "the authorization holds from %s through %s",
				 rcm_day_name(s, a->from), rcm_day_name(s, a->to));
}

static void
units(RcmScrub *s, RcmScrubLine *l)
{
	const RcmAuthorization *a = on_file(s, l);
	int64_t		used;

	if (a == NULL || a->units.state != RCM_NUMBER_OK || !code_matches(a, l->code) ||
		!dates_fit(a, l))
		return;
	used = rcm_units(&a->used);
	for (const RcmScrubLine *e = s->lines; e < l; e++)
		if (e->usable && rcm_text_equal(number_of(s, e), a->number) && code_matches(a, e->code) && dates_fit(a, e))
			used += rcm_units(&e->line->units);
	if (used + rcm_units(&l->line->units) > a->units.millionths)
		rcm_fire(s, l, "units", "%.*s units are authorized and %.12g are used before this line",
				 RCM_PRINT(a->units.raw), (double) used / RCM_ONE);
}

static void
ref(RcmScrub *s)
{
	const RcmPayer *payer = rcm_the_payer(s);
	const RcmEligibility *e = s->claim->eligibility;
	const RcmProvider *rendering = s->claim->rendering;
	uint16_t	specialty;

	if (!rcm_text_is(payer->referral_req, "HMO") || e == NULL || !rcm_text_is(e->plan, "HMO") ||
		!rcm_blank(s->claim->referral_number))
		return;
	specialty = rendering != NULL ? rcm_specialty(s, rcm_identifier(rendering->npi)) : 0;
	if (rcm_code2_in(specialty, "01 08 11 16 37 38 50 97 84"))
		return;
	for RCM_EACH_LINE(s, l)
		if (l->pos == RCM_CODE2("23") || rcm_text_is(l->line->emg, "Y"))
			return;
	rcm_fire(s, NULL, "referral_number", "the HMO wants a referral for this specialty");
}

const RcmEdit rcm_auth_edits[] = {
	{
		.id = "AUTH-MISS", .name = "Authorization required and absent",
		.level = "line", .severity = RCM_REJECT, .scope = "per payer: auth_rules",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(AUTHORIZATION_RULE),
		.lines = RCM_USABLE_LINES, .line_test = miss,
		.carc = "197", .rarc = "", .claim_status = "A7:252",
		.fix = "Get the authorization (or retro-auth) and put it in REF*G1.",
		.source = "CARC 197; payer prior-auth lists",
	},
	{
		.id = "AUTH-MATCH", .name = "Authorization number does not fit this claim",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(AUTHORIZATION_RULE),
		.lines = RCM_USABLE_LINES, .line_test = match,
		.carc = "284|296", .rarc = "N54", .claim_status = "A7:252",
		.fix = "Use the number issued for this member, service and provider.",
		.source = "CARC 284 (services) / 296 (provider)",
	},
	{
		.id = "AUTH-DATES", .name = "Service outside the authorized dates",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = dates,
		.carc = "302", .rarc = "", .claim_status = "A8:252",
		.fix = "Ask for an extension or correct the date.",
		.source = "CARC 302 (2020-11-01 on)",
	},
	{
		.id = "AUTH-UNITS", .name = "Authorized units exceeded",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = units,
		.carc = "198", .rarc = "", .claim_status = "A8:674",
		.fix = "Request more units or reduce what is billed.",
		.source = "CARC 198",
	},
	{
		.id = "AUTH-REF", .name = "Referral required and absent",
		.level = "claim", .severity = RCM_REJECT, .scope = "per payer: payers.referral_req=HMO",
		.needs = RCM_NEEDS(PROVIDER),
		.claim_test = ref,
		.carc = "288", .rarc = "", .claim_status = "A7:761",
		.fix = "Obtain the PCP referral number.",
		.source = "CARC 288; HMO contract",
	},
};
const int rcm_auth_edit_count = sizeof(rcm_auth_edits) / sizeof(rcm_auth_edits[0]);
