/*
 * mod.c - modifiers.
 */
#include "scrub/scrub.h"

/* A modifier for a message. */
#define SHOW(mod) (mod) == 0 ? '?' : (mod) >> 8, (mod) == 0 ? '?' : (mod) & 0xFF

static bool
in_force(RcmScrub *s, uint16_t mod, int32_t day)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_MODIFIER, mod);

	for (int i = 0; i < rows->count; i++)
	{
		const RcmModifier *row = RCM_ROW(RcmModifier, rows, i);

		if (day == RCM_NO_DATE || rcm_live(&row->row, day))
		{
			rcm_note(s, row);
			return true;
		}
	}
	return false;
}

static void
invalid(RcmScrub *s, RcmScrubLine *l)
{
	if (l->mods.count > 4)
		rcm_fire(s, l, "mods", "the line has more than four modifiers");
	for (int i = 0; i < l->mods.count; i++)
		if (!in_force(s, l->mods.items[i], l->from))
			rcm_fire(s, l, "mods", "modifier %c%c is not in force on %s", SHOW(l->mods.items[i]),
					 rcm_day_name(s, l->from));
}

static void
pair(RcmScrub *s, RcmScrubLine *l)
{
	for (int i = 0; i < l->mods.count; i++)
	{
		uint16_t	mod = l->mods.items[i];
		const RcmRows *rows = rcm_rows(s, RCM_SET_MODIFIER_CONFLICT, mod);

		for (int j = 0; j < i; j++)
			if (l->mods.items[j] == mod)
			{
				rcm_fire(s, l, "mods", "modifier %c%c is repeated", SHOW(mod));
				break;
			}
		for (int r = 0; r < rows->count; r++)
		{
			const RcmModifierConflict *row = RCM_ROW(RcmModifierConflict, rows, r);

			if (rcm_has_mod(&l->mods, row->second) && mod != row->second &&
				(l->from == RCM_NO_DATE || rcm_live(&row->row, l->from)))
			{
				rcm_note(s, row);
				rcm_fire(s, l, "mods", "modifiers %c%c and %c%c do not go together",
						 SHOW(mod), SHOW(row->second));
			}
		}
	}
}

/* DENY rows that hold the code, or ALLOW rows of which none does. */
static void
check_range_rules(RcmScrub *s, RcmScrubLine *l, uint16_t mod)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_MODIFIER_PROCEDURE, mod);
	const RcmRangeRule *denied = NULL;
	const RcmRangeRule *allow = NULL;
	bool		allowed = false;

	for (int i = 0; i < rows->count; i++)
	{
		const RcmRangeRule *rule = RCM_ROW(RcmRangeRule, rows, i);
		bool		holds = rcm_hcpcs_in_range(l->code, rule->low, rule->high);

		if (!rcm_live(&rule->row, l->from))
			continue;
		if (rcm_text_is(rule->rule, "DENY"))
			denied = holds ? rule : denied;
		else
		{
			allowed = allowed || holds;
			if (allow == NULL || holds)
				allow = rule;
		}
	}
	rcm_note(s, allow);
	rcm_note(s, denied);
	if (denied != NULL || (allow != NULL && !allowed))
		rcm_fire(s, l, "mods", "modifier %c%c does not go with %s", SHOW(mod), rcm_code_name(s, l->code));
}

static void
px(RcmScrub *s, RcmScrubLine *l)
{
	for (int i = 0; i < l->mods.count; i++)
		check_range_rules(s, l, l->mods.items[i]);
}

static void
pctc(RcmScrub *s, RcmScrubLine *l)
{
	const RcmFeeSchedule *pfs;

	if (!rcm_has_any_mod(&l->mods, "26 TC") || (pfs = rcm_line_pfs(s, l)) == NULL)
		return;
	if (rcm_has_any_mod(&l->mods, "26") && !rcm_indicator_in(pfs->pctc, "16"))
		rcm_fire(s, l, "mods", "26 does not go with %s (PC/TC indicator %.*s)",
				 rcm_code_name(s, l->code), RCM_PRINT(pfs->pctc));
	if (rcm_has_any_mod(&l->mods, "TC") && !rcm_indicator_in(pfs->pctc, "1"))
		rcm_fire(s, l, "mods", "TC does not go with %s (PC/TC indicator %.*s)",
				 rcm_code_name(s, l->code), RCM_PRINT(pfs->pctc));
}

static void
bilat(RcmScrub *s, RcmScrubLine *l)
{
	const RcmFeeSchedule *pfs;

	if (!rcm_has_any_mod(&l->mods, "50") || (pfs = rcm_line_pfs(s, l)) == NULL)
		return;
	if (rcm_indicator_in(pfs->bilateral, "029"))
		rcm_fire(s, l, "mods", "50 does not go with %s (bilateral indicator %.*s)",
				 rcm_code_name(s, l->code), RCM_PRINT(pfs->bilateral));
	else if (rcm_indicator_in(pfs->bilateral, "13") &&
			 rcm_text_is(rcm_the_payer(s)->bilateral, "50x1") &&
			 rcm_units(&l->line->units) > RCM_ONE)
		rcm_fire(s, l, "units", "the payer takes 50 on one line with one unit");
}

static void
split_glb(RcmScrub *s, RcmScrubLine *l)
{
	const RcmFeeSchedule *pfs;
	const RcmClaimDates *dates = s->claim->dates;

	if (!rcm_has_any_mod(&l->mods, "54 55 56"))
		return;
	pfs = rcm_line_pfs(s, l);
	if (pfs != NULL && !rcm_word_in(pfs->global_days, "010 090"))
		rcm_fire(s, l, "mods", "split care does not go with %s (global days %.*s)",
				 rcm_code_name(s, l->code), RCM_PRINT(pfs->global_days));
	if (rcm_has_any_mod(&l->mods, "55") && s->payer_class == RCM_MEDICARE_B &&
		(dates == NULL || dates->assumed_care == RCM_NO_DATE ||
		 dates->relinquished_care == RCM_NO_DATE))
		rcm_fire(s, l, "mods", "55 without the dates on which care was assumed and relinquished");
}

static void
surg_team(RcmScrub *s, RcmScrubLine *l)
{
	const RcmFeeSchedule *pfs;

	if (!rcm_has_any_mod(&l->mods, "80 81 82 AS 62 66") || (pfs = rcm_line_pfs(s, l)) == NULL)
		return;
	if (rcm_has_any_mod(&l->mods, "80 81 82 AS") && rcm_indicator_in(pfs->assistant, "19"))
		rcm_fire(s, l, "mods", "%s does not take an assistant", rcm_code_name(s, l->code));
	if (rcm_has_any_mod(&l->mods, "62") && rcm_indicator_in(pfs->co_surgeon, "09"))
		rcm_fire(s, l, "mods", "%s does not take co-surgeons", rcm_code_name(s, l->code));
	if (rcm_has_any_mod(&l->mods, "66") && rcm_indicator_in(pfs->team, "09"))
		rcm_fire(s, l, "mods", "%s does not take a surgical team", rcm_code_name(s, l->code));
}

static void
fs(RcmScrub *s, RcmScrubLine *l)
{
	if (!rcm_has_any_mod(&l->mods, "FS"))
		return;
	if (!rcm_kind_is(rcm_line_px(s, l), "EM") || !rcm_is_facility(s, l->pos, l->from) ||
		(rcm_code_in(l->code, "99202-99215") && !rcm_code2_in(l->pos, "19 22")))
		rcm_fire(s, l, "mods", "FS is for visits shared in a facility");
}

static void
kx_therapy(RcmScrub *s, RcmScrubLine *l)
{
	const RcmEligibility *e = s->claim->eligibility;
	const RcmRows *rows;
	int64_t		used;

	if (e == NULL || e->therapy_ytd == NULL || rcm_has_any_mod(&l->mods, "KX") ||
		!rcm_has_any_mod(&l->mods, "GP GN GO"))
		return;
	used = rcm_has_any_mod(&l->mods, "GO") ? e->therapy_ytd->ot : RCM_NO_USD;
	if (rcm_has_any_mod(&l->mods, "GP GN") && e->therapy_ytd->pt_slp > used)
		used = e->therapy_ytd->pt_slp;
	rows = rcm_rows(s, RCM_SET_THERAPY_THRESHOLD, rcm_ymd(l->from).year);
	if (rows->count > 0 && used != RCM_NO_USD &&
		used >= ((const RcmTherapyThreshold *) rcm_note(s, rows->rows))->amount)
		rcm_fire(s, l, "mods", "therapy stands at %s this year, at or over the threshold, without KX",
				 rcm_usd_name(s, used));
}

static void
therapy(RcmScrub *s, RcmScrubLine *l)
{
	if (rcm_line_px(s, l)->always_therapy && !rcm_has_any_mod(&l->mods, "GP GO GN"))
		rcm_fire(s, l, "mods", "%s is always therapy and has none of GP, GO, GN", rcm_code_name(s, l->code));
	if (rcm_has_any_mod(&l->mods, "CQ") && !rcm_has_any_mod(&l->mods, "GP"))
		rcm_fire(s, l, "mods", "CQ without GP");
	if (rcm_has_any_mod(&l->mods, "CO") && !rcm_has_any_mod(&l->mods, "GO"))
		rcm_fire(s, l, "mods", "CO without GO");
}

static void
at(RcmScrub *s, RcmScrubLine *l)
{
	if (rcm_code_in(l->code, "98940 98941 98942") && !rcm_has_any_mod(&l->mods, "AT GA GZ GY"))
		rcm_fire(s, l, "mods", "%s without AT is maintenance care", rcm_code_name(s, l->code));
}

const RcmEdit rcm_mod_edits[] = {
	{
		.id = "MOD-INVALID", .name = "Modifier not valid on the date of service",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(MODIFIER),
		.lines = RCM_ALL_LINES, .line_test = invalid,
		.carc = "182", .rarc = "N823", .claim_status = "A7:453",
		.fix = "Use a modifier in force on the date of service.",
		.source = "HCPCS modifier file; IOCE 22; CARC 182",
	},
	{
		.id = "MOD-PAIR", .name = "Conflicting or repeated modifiers",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(MODIFIER_CONFLICT),
		.lines = RCM_ALL_LINES, .line_test = pair,
		.carc = "4", .rarc = "N519", .claim_status = "A7:453",
		.fix = "Keep the one that applies.",
		.source = "IOCE 102; CEDI edit SV101-3.040; NCCI (59 with X)",
	},
	{
		.id = "MOD-PX", .name = "Modifier cannot go with this procedure",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(MODIFIER_PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = px,
		.carc = "4", .rarc = "N519", .claim_status = "A7:453",
		.fix = "Remove or replace the modifier.",
		.source = "CPT/HCPCS modifier definitions; CEDI HCPCS-modifier edit",
	},
	{
		.id = "MOD-PCTC", .name = "26/TC against the PC/TC indicator",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FEE_SCHEDULE),
		.lines = RCM_USABLE_LINES, .line_test = pctc,
		.carc = "4", .rarc = "N519", .claim_status = "A7:453",
		.fix = "Drop 26/TC or use the component code (93010 instead of 93000-26).",
		.source = "MPFS PC/TC indicator",
	},
	{
		.id = "MOD-BILAT", .name = "Bilateral modifier against the bilateral indicator",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FEE_SCHEDULE),
		.lines = RCM_USABLE_LINES, .line_test = bilat,
		.carc = "4", .rarc = "N519|N430", .claim_status = "A7:453",
		.fix = "One line, modifier 50, one unit; never 50 on a code that is already bilateral.",
		.source = "MPFS bilateral indicator; MLN SE1422",
	},
	{
		.id = "MOD-SPLITGLB", .name = "54/55/56 on a code without a 10/90-day global",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FEE_SCHEDULE),
		.lines = RCM_USABLE_LINES, .line_test = split_glb,
		.carc = "4", .rarc = "N519", .claim_status = "A7:453",
		.fix = "Split care applies to 10- and 90-day codes only; give the assumed/relinquished dates with 55.",
		.source = "MCPM ch.12 §40.2",
	},
	{
		.id = "MOD-SURGTEAM", .name = "Assistant, co-surgeon or team not allowed",
		.level = "line", .severity = RCM_REJECT, .scope = "all (switch off for payers that do not follow the MPFS indicators)",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FEE_SCHEDULE),
		.lines = RCM_USABLE_LINES, .line_test = surg_team,
		.carc = "54", .rarc = "N519", .claim_status = "",
		.fix = "Remove the modifier or check the indicator.",
		.source = "MPFS indicators; MCPM ch.12 §20.4.3, 40.8",
	},
	{
		.id = "MOD-FS", .name = "Split/shared modifier outside a facility E/M",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_b",
		.classes = RCM_MEDICARE_B,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(PLACE_OF_SERVICE),
		.lines = RCM_USABLE_LINES, .line_test = fs,
		.carc = "4", .rarc = "N519", .claim_status = "",
		.fix = "FS is for facility visits shared by physician and NPP; in the office use incident-to.",
		.source = "MCPM ch.12 §30.6.18 (from 2022-01-01)",
	},
	{
		.id = "MOD-KXTHER", .name = "Therapy over the KX threshold",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_b",
		.classes = RCM_MEDICARE_B,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(THERAPY_THRESHOLD),
		.lines = RCM_USABLE_LINES, .line_test = kx_therapy,
		.carc = "119", .rarc = "N435", .claim_status = "",
		.fix = "Add KX when medical necessity is documented.",
		.source = "MCPM ch.5 §10.3; yearly CR",
	},
	{
		.id = "MOD-THERAPY", .name = "Therapy plan and assistant modifiers",
		.level = "line", .severity = RCM_REJECT, .scope = "FFS Medicare",
		.classes = RCM_FFS,
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = therapy,
		.carc = "4", .rarc = "N822|N823", .claim_status = "A7:453",
		.fix = "Add GP/GO/GN; CQ only with GP, CO only with GO.",
		.source = "MCPM ch.5 §10.6, §20.1; NGS edit mATN",
	},
	{
		.id = "MOD-AT", .name = "Chiropractic manipulation without AT",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_b",
		.classes = RCM_MEDICARE_B,
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = at,
		.carc = "50", .rarc = "N822", .claim_status = "",
		.fix = "Add AT for active treatment; maintenance care is not covered.",
		.source = "MCPM ch.12 §220",
	},
};
const int rcm_mod_edit_count = sizeof(rcm_mod_edits) / sizeof(rcm_mod_edits[0]);
