/*
 * pos.c - place of service, professional claims.
 */
#include "scrub/scrub.h"

#define SHOW(pos) (pos) == 0 ? '?' : (pos) >> 8, (pos) == 0 ? '?' : (pos) & 0xFF

static void
invalid(RcmScrub *s, RcmScrubLine *l)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_PLACE_OF_SERVICE, l->pos);

	for (int i = 0; i < rows->count; i++)
		if (l->from == RCM_NO_DATE || rcm_live(&RCM_ROW(RcmPlaceOfService, rows, i)->row, l->from))
			return;
	if (rows->count > 0)
		rcm_note(s, rows->rows);
	if (l->pos == 0)
		rcm_fire(s, l, "pos", "the line has no place of service of two characters");
	else
		rcm_fire(s, l, "pos", "place of service %c%c is not in force on %s", SHOW(l->pos),
				 rcm_day_name(s, l->from));
}

static void
px(RcmScrub *s, RcmScrubLine *l)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_PLACE_PROCEDURE, 0);
	char		place[2] = {(char) (l->pos >> 8), (char) (l->pos & 0xFF)};
	RcmText		pos = {place, l->pos == 0 ? 0 : 2};
	const RcmRangeRule *denied = NULL;
	const RcmRangeRule *allow = NULL;
	bool		allowed = false;

	for (int i = 0; i < rows->count; i++)
	{
		const RcmRangeRule *rule = RCM_ROW(RcmRangeRule, rows, i);
		bool		listed;

		if (!rcm_hcpcs_in_range(l->code, rule->low, rule->high) || !rcm_live(&rule->row, l->from))
			continue;
		listed = rcm_texts_have(&rule->list, pos);
		if (rcm_text_is(rule->rule, "DENY"))
			denied = listed ? rule : denied;
		else
		{
			allow = rule;
			allowed = allowed || listed;
		}
	}
	rcm_note(s, allow);
	rcm_note(s, denied);
	if (denied != NULL || (allow != NULL && !allowed))
		rcm_fire(s, l, "pos", "%s is not performed in place of service %c%c",
				 rcm_code_name(s, l->code), SHOW(l->pos));
}

static void
na(RcmScrub *s, RcmScrubLine *l)
{
	const RcmFeeSchedule *pfs = rcm_line_pfs(s, l);

	if (pfs == NULL || !(pfs->nonfacility_na || pfs->facility_na) ||
		rcm_has_any_mod(&l->mods, "54 55 56"))
		return;
	if (!rcm_is_facility(s, l->pos, l->from))
	{
		if (pfs->nonfacility_na)
			rcm_fire_as(s, RCM_WARN, l, "pos", "%s is not expected outside a facility",
						rcm_code_name(s, l->code));
	}
	else if (pfs->facility_na && !rcm_indicator_in(pfs->pctc, "1") &&
			 !rcm_has_any_mod(&l->mods, "26"))
		rcm_fire(s, l, "pos", "%s is not paid to the practitioner in a facility",
				 rcm_code_name(s, l->code));
}

static void
pctc(RcmScrub *s, RcmScrubLine *l)
{
	const RcmFeeSchedule *pfs = rcm_line_pfs(s, l);

	if (pfs != NULL && rcm_indicator_in(pfs->pctc, "1") &&
		rcm_code2_in(l->pos, "19 21 22 23 24 26 31 34 51 52 56 61") &&
		!rcm_has_any_mod(&l->mods, "26 TC"))
		rcm_fire(s, l, "mods", "in a facility the technical component of %s is the facility's",
				 rcm_code_name(s, l->code));
}

static void
svc_fac(RcmScrub *s)
{
	const RcmProvider *f = s->claim->service_facility;

	if (f != NULL && !rcm_blank(f->npi) && !(rcm_blank(f->name) && rcm_blank(f->last)))
		return;
	for RCM_EACH_LINE(s, l)
		if (rcm_code2_in(l->pos, "19 21 22 23 24 26 31 32 34 51 52 56 61"))
		{
			rcm_fire(s, NULL, "service_facility", "place of service %c%c needs the facility's name and NPI",
					 SHOW(l->pos));
			return;
		}
}

static void
admit(RcmScrub *s)
{
	if (s->claim->dates != NULL && s->claim->dates->admit != RCM_NO_DATE)
		return;
	for RCM_EACH_LINE(s, l)
		if (rcm_code2_in(l->pos, "21 51 61"))
		{
			rcm_fire(s, NULL, "dates.admit", "an inpatient service without the admission date");
			return;
		}
}

const RcmEdit rcm_pos_edits[] = {
	{
		.id = "POS-INVALID", .name = "Place of service not valid on the date",
		.level = "line", .severity = RCM_REJECT, .scope = "form P",
		.form = 'P',
		.needs = RCM_NEEDS(PLACE_OF_SERVICE),
		.lines = RCM_ALL_LINES, .line_test = invalid,
		.carc = "16", .rarc = "M77", .claim_status = "A7:249",
		.fix = "Use a POS in force on the date of service.",
		.source = "CMS POS code set",
	},
	{
		.id = "POS-PX", .name = "Procedure not performed in this place of service",
		.level = "line", .severity = RCM_REJECT, .scope = "form P",
		.form = 'P',
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(PLACE_PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = px,
		.carc = "5", .rarc = "M77", .claim_status = "A7:249",
		.fix = "Match the visit family to where the patient was.",
		.source = "CARC 5; MCPM ch.26 §10.5; Optum BPO",
	},
	{
		.id = "POS-NA", .name = "Not payable, or not expected, in this setting",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_b",
		.form = 'P', .classes = RCM_MEDICARE_B,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FEE_SCHEDULE) | RCM_NEEDS(PLACE_OF_SERVICE),
		.lines = RCM_USABLE_LINES, .line_test = na,
		.carc = "58", .rarc = "N428", .claim_status = "",
		.fix = "Bill the code for the setting (93010 instead of 93000 in hospital), or correct the POS.",
		.source = "MPFS NA indicators",
	},
	{
		.id = "POS-PCTC", .name = "Global diagnostic test billed in a facility",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_b",
		.form = 'P', .classes = RCM_MEDICARE_B,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FEE_SCHEDULE),
		.lines = RCM_USABLE_LINES, .line_test = pctc,
		.carc = "4", .rarc = "N200|N822", .claim_status = "",
		.fix = "Add 26: the hospital owns the technical component.",
		.source = "MCPM ch.13 §20; Optum mPI",
	},
	{
		.id = "POS-SVCFAC", .name = "Service location required",
		.level = "claim", .severity = RCM_REJECT, .scope = "form P",
		.form = 'P',
		.claim_test = svc_fac,
		.carc = "16", .rarc = "MA114|N293", .claim_status = "A7:227",
		.fix = "Name the facility (2310C) with NPI and address.",
		.source = "X12 005010X222A1 (837P TR3) 2310C",
	},
	{
		.id = "POS-ADMIT", .name = "Inpatient professional claim without admission date",
		.level = "claim", .severity = RCM_REJECT, .scope = "form P",
		.form = 'P',
		.claim_test = admit,
		.carc = "16", .rarc = "MA40", .claim_status = "A7:189",
		.fix = "Add the admission date (DTP*435).",
		.source = "X12 005010X222A1 (837P TR3) 2300 DTP 435",
	},
};
const int rcm_pos_edit_count = sizeof(rcm_pos_edits) / sizeof(rcm_pos_edits[0]);
