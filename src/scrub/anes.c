/*
 * anes.c - anesthesia.
 */
#include "scrub/scrub.h"

static bool
is_anesthesia(RcmScrub *s, const RcmScrubLine *l)
{
	return rcm_kind_is(rcm_line_px(s, l), "ANES");
}

static bool
is_pain_management(const RcmScrubLine *l)
{
	return rcm_code_in(l->code, "01996");
}

static void
mod(RcmScrub *s, RcmScrubLine *l)
{
	if (is_anesthesia(s, l) && !is_pain_management(l) &&
		!rcm_has_any_mod(&l->mods, "AA AD QK QX QY QZ"))
		rcm_fire(s, l, "mods", "%s does not say who gave it", rcm_code_name(s, l->code));
}

static void
mod_prov(RcmScrub *s, RcmScrubLine *l)
{
	const char *wrong = NULL;

	if (l->specialty == 0 || !rcm_has_any_mod(&l->mods, "AA QK QY AD QX QZ"))
		return;
	rcm_provider(s, l->rend);
	if (rcm_has_any_mod(&l->mods, "AA QK QY AD") && !rcm_code2_in(l->specialty, "05"))
		wrong = "an anesthesiologist's modifier";
	else if (rcm_has_any_mod(&l->mods, "QX") && !rcm_code2_in(l->specialty, "32 43"))
		wrong = "QX, of a nurse anesthetist or an assistant,";
	else if (rcm_has_any_mod(&l->mods, "QZ") && !rcm_code2_in(l->specialty, "43"))
		wrong = "QZ, of a nurse anesthetist,";
	if (wrong != NULL)
		rcm_fire(s, l, "mods", "%s on a line of specialty %c%c", wrong, l->specialty >> 8,
				 l->specialty & 0xFF);
}

static void
time(RcmScrub *s, RcmScrubLine *l)
{
	bool		in_units = rcm_blank(l->line->uom) || rcm_text_is(l->line->uom, "UN");

	if (!is_anesthesia(s, l))
		return;
	if (is_pain_management(l))
	{
		if (!in_units)
			rcm_fire(s, l, "uom", "01996 is billed in units");
	}
	else if (!rcm_is_add_on(s, l->code, l->from) &&
			 (!rcm_text_is(l->line->uom, "MJ") || rcm_units(&l->line->units) <= 0))
		rcm_fire(s, l, "uom", "anesthesia is billed in minutes (MJ)");
}

/* Part of the session: not a separate one by 59 or XE, unless it is the first line. */
static bool
in_session(RcmScrub *s, const RcmScrubLine *o, const RcmScrubLine *l, bool first)
{
	return o->usable && rcm_kind_is(o->px, "ANES") && rcm_same_day_same_rend(o, l) &&
		!is_pain_management(o) && !rcm_is_add_on(s, o->code, o->from) &&
		(first || !rcm_has_any_mod(&o->mods, "59 XE"));
}

static void
multi(RcmScrub *s, RcmScrubLine *l)
{
	const RcmScrubLine *highest = NULL;
	bool		member = false;
	int			count = 0;

	if (!is_anesthesia(s, l))
		return;
	for RCM_EACH_LINE(s, o)
	{
		if (!in_session(s, o, l, count == 0))
			continue;
		count++;
		member = member || o == l;
		if (highest == NULL || o->px->base_units > highest->px->base_units)
			highest = o;
	}
	if (member && count > 1 && l != highest)
		rcm_fire(s, l, "code", "%s in one session with %s, which has the higher base",
				 rcm_code_name(s, l->code), rcm_code_name(s, highest->code));
}

static void
conc(RcmScrub *s, RcmScrubLine *l)
{
	const RcmEncounter *x = s->claim->encounter;
	int64_t		n;

	if (x == NULL || x->anes_concurrent == RCM_NO_INT)
		return;
	n = x->anes_concurrent;
	if ((rcm_has_any_mod(&l->mods, "QY") && n != 1) ||
		(rcm_has_any_mod(&l->mods, "QK") && (n < 2 || n > 4)) ||
		(rcm_has_any_mod(&l->mods, "AD") && n <= 4))
		rcm_fire(s, l, "mods", "%s does not go with %lld concurrent cases",
				 rcm_mods_name(s, &l->mods), (long long) n);
}

const RcmEdit rcm_anes_edits[] = {
	{
		.id = "ANES-MOD", .name = "Anesthesia modifier missing",
		.level = "line", .severity = RCM_REJECT, .scope = "all except wc/auto",
		.classes = ~(RCM_WC | RCM_AUTO),
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = mod,
		.carc = "4", .rarc = "N822", .claim_status = "A7:453",
		.fix = "Say who did it: AA, QK, QY, AD, QX or QZ.",
		.source = "MCPM ch.12 §50",
	},
	{
		.id = "ANES-MODPROV", .name = "Anesthesia modifier does not fit the provider",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(PROVIDER),
		.lines = RCM_USABLE_LINES, .line_test = mod_prov,
		.carc = "4", .rarc = "N95", .claim_status = "",
		.fix = "Physician modifiers for anesthesiologists, QX/QZ for CRNAs.",
		.source = "MCPM ch.12 §50, §140",
	},
	{
		.id = "ANES-TIME", .name = "Anesthesia time missing",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = time,
		.carc = "16", .rarc = "N203", .claim_status = "A7:251",
		.fix = "Report minutes (MJ).",
		.source = "X12 005010X222A1 (837P TR3) SV103; MCPM ch.12 §50",
	},
	{
		.id = "ANES-MULTI", .name = "Two anesthesia codes in one session",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = multi,
		.carc = "59", .rarc = "N20", .claim_status = "",
		.fix = "Bill only the highest base code with total time.",
		.source = "MCPM ch.12 §50; Optum ASD",
	},
	{
		.id = "ANES-CONC", .name = "Medical direction does not match the number of cases",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = conc,
		.carc = "4", .rarc = "N823", .claim_status = "",
		.fix = "QY one CRNA, QK two to four, AD more than four.",
		.source = "MCPM ch.12 §50.C",
	},
};
const int rcm_anes_edit_count = sizeof(rcm_anes_edits) / sizeof(rcm_anes_edits[0]);
