/*
 * px.c - procedures.
 */
#include "scrub/scrub.h"

#define CONSULTATIONS "99241-99245 99251-99255"
#define VISIT_FAMILIES "99202-99215 99221-99239 99281-99285 99304-99350 " CONSULTATIONS

static void
invalid(RcmScrub *s, RcmScrubLine *l)
{
	if (l->coded ? !l->in_px : !s->institutional)
		rcm_fire(s, l, "code", l->coded ? "the procedure code does not exist" :
				 "the line has no procedure code");
}

static void
date(RcmScrub *s, RcmScrubLine *l)
{
	if (l->in_px && l->px == NULL && l->from != RCM_NO_DATE && !l->misordered)
		rcm_fire(s, l, "code", "%s is not in force on %s", rcm_code_name(s, l->code),
				 rcm_day_name(s, l->from));
}

/* A note says it too: payers take it from either, and software writes either. */
static void
unlisted(RcmScrub *s, RcmScrubLine *l)
{
	if (rcm_line_px(s, l)->unlisted && rcm_blank(l->line->desc) && rcm_blank(l->line->note))
		rcm_fire(s, l, "desc", "%s is an unlisted code and has no description", rcm_code_name(s, l->code));
}

static bool
status_is(RcmScrub *s, const RcmScrubLine *l, const char *status)
{
	return l->pfs != NULL && rcm_text_is(rcm_line_pfs(s, l)->status, status);
}

static void
mcr_inv(RcmScrub *s, RcmScrubLine *l)
{
	const RcmProcedure *px = rcm_line_px(s, l);

	if (!s->inpatient && status_is(s, l, "I") && !rcm_code_in(l->code, CONSULTATIONS) &&
		!rcm_word_in(px->kind, "ANES DME CAT2"))
		rcm_fire(s, l, "code", "Medicare does not recognise %s", rcm_code_name(s, l->code));
}

static void
noncov(RcmScrub *s, RcmScrubLine *l)
{
	if (status_is(s, l, "N") && !rcm_has_any_mod(&l->mods, "GY GX GA GZ"))
		rcm_fire(s, l, "code", "Medicare does not cover %s", rcm_code_name(s, l->code));
}

static void
bundled(RcmScrub *s, RcmScrubLine *l)
{
	/* 99024 at zero only counts the postoperative visits */
	if (status_is(s, l, "B") && !(l->line->charge == 0 && rcm_code_in(l->code, "99024")))
		rcm_fire(s, l, "code", "%s is always bundled", rcm_code_name(s, l->code));
}

static void
consult(RcmScrub *s, RcmScrubLine *l)
{
	if (rcm_code_in(l->code, CONSULTATIONS) && !rcm_the_payer(s)->consult_ok)
		rcm_fire(s, l, "code", "the payer does not pay consultation code %s", rcm_code_name(s, l->code));
}

static void
sex(RcmScrub *s, RcmScrubLine *l)
{
	const RcmProcedure *px = rcm_line_px(s, l);
	const RcmPatient *p = s->claim->patient;
	int32_t		switched_off;

	rcm_date_from_ymd(2024, 10, 1, &switched_off);
	if (p == NULL || !rcm_word_in(px->sex, "M F") || !rcm_word_in(p->sex, "M F") ||
		rcm_text_equal(px->sex, p->sex))
		return;
	if (!s->institutional ? rcm_has_any_mod(&l->mods, "KX") :
		rcm_has_condition_code(s, "45") || (s->payer_class & RCM_FFS && l->from >= switched_off))
		return;
	rcm_fire(s, l, "code", "%s does not go with the patient's recorded sex", rcm_code_name(s, l->code));
}

static void
age(RcmScrub *s, RcmScrubLine *l)
{
	const RcmProcedure *px = rcm_line_px(s, l);
	int			years = rcm_patient_age(s, l->from);

	if (years >= 0 && ((px->age_low != RCM_NO_INT32 && years < px->age_low) ||
					   (px->age_high != RCM_NO_INT32 && years > px->age_high)))
		rcm_fire(s, l, "code", "%s does not go with the patient's age", rcm_code_name(s, l->code));
}

/* The day of the primary: the same, for 99292 also the day before. */
static bool
primary_day(const RcmScrubLine *add_on, int32_t day)
{
	return day == add_on->from ||
		(day != RCM_NO_DATE && rcm_code_in(add_on->code, "99292") && day == add_on->from - 1);
}

/* Was the code billed as a primary that the add-on may stand beside? */
static bool
billed(RcmScrub *s, const RcmScrubLine *add_on, int32_t primary)
{
	for RCM_EACH_LINE(s, l)
		if (l != add_on && l->usable && l->code == primary && l->rend == add_on->rend &&
			primary_day(add_on, l->from))
			return true;
	for RCM_EACH_HISTORY(s, h)
		if (h->in_set && h->code == primary && h->rend == add_on->rend &&
			primary_day(add_on, h->from))
			return true;
	return false;
}

/* Any other service that day that an add-on could belong to. */
static bool
other_service(RcmScrub *s, const RcmScrubLine *add_on)
{
	for RCM_EACH_LINE(s, l)
		if (l != add_on && l->usable && rcm_same_day_same_rend(l, add_on) &&
			rcm_word_in(l->px->kind, "SURG MED EM PSY RAD ANES") &&
			!rcm_is_add_on(s, l->code, l->from))
			return true;
	return false;
}

static void
add_on(RcmScrub *s, RcmScrubLine *l)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_ADD_ON, l->code);
	const RcmAddOn *rule = NULL;

	for (int i = 0; i < rows->count; i++)
	{
		const RcmAddOn *row = RCM_ROW(RcmAddOn, rows, i);

		if (!rcm_live(&row->row, l->from))
			continue;
		if (billed(s, l, row->primary))
		{
			rcm_note(s, row);
			return;
		}
		if (rule == NULL || row->type < rule->type)
			rule = row;
	}
	if (rule == NULL)
		return;
	rcm_note(s, rule);
	if (rule->type == 1)
		rcm_fire(s, l, "code", "add-on %s has none of its primaries beside it", rcm_code_name(s, l->code));
	else if (!other_service(s, l))
		rcm_fire_as(s, RCM_WARN, l, "code", "add-on %s stands alone", rcm_code_name(s, l->code));
}

static void
new_pt(RcmScrub *s, RcmScrubLine *l)
{
	int32_t		since = rcm_add_years(l->from, -3);

	if (!rcm_code_in(l->code, RCM_NEW_PATIENT_VISITS))
		return;
	for RCM_EACH_HISTORY(s, h)
	{
		const RcmProcedure *px;

		if (!h->in_set || h->from == RCM_NO_DATE || h->from >= l->from || h->from <= since ||
			!(h->rend == l->rend ||
			  (rcm_text_equal(h->tin, s->billing_tin) && h->specialty != 0 &&
			   h->specialty == l->specialty)))
			continue;
		px = rcm_px(s, h->code, h->from);
		if (px != NULL && px->face_to_face)
		{
			rcm_fire(s, l, "code", "%s is for new patients, and the patient was seen on %s",
					 rcm_code_name(s, l->code), rcm_day_name(s, h->from));
			return;
		}
	}
}

static void
em_same_day(RcmScrub *s, RcmScrubLine *l)
{
	if (!rcm_code_in(l->code, VISIT_FAMILIES) || l->specialty == 0 ||
		rcm_has_any_mod(&l->mods, "25 27 XE XP"))
		return;
	for RCM_EACH_HISTORY(s, h)
		if (h->in_set && h->from == l->from && h->rend != l->rend &&
			h->specialty == l->specialty && rcm_text_equal(h->tin, s->billing_tin) &&
			rcm_code_in(h->code, VISIT_FAMILIES))
		{
			rcm_fire(s, l, "code", "a visit of the same group and specialty that day is billed already");
			return;
		}
	for (const RcmScrubLine *e = s->lines; e < l; e++)
		if (e->usable && e->from == l->from && e->rend != l->rend &&
			e->specialty == l->specialty && rcm_code_in(e->code, VISIT_FAMILIES))
		{
			rcm_fire(s, l, "code", "line %d is a visit of the same group and specialty that day", e->n);
			return;
		}
}

static const RcmScrubLine *
visit_with_25(RcmScrub *s, const RcmScrubLine *l)
{
	for RCM_EACH_LINE(s, v)
		if (v != l && v->usable && rcm_same_day_same_rend(v, l) &&
			rcm_code_in(v->code, "99202-99215") && rcm_has_any_mod(&v->mods, "25"))
			return v;
	return NULL;
}

static void
g2211(RcmScrub *s, RcmScrubLine *l)
{
	const RcmScrubLine *v;
	int32_t		begins;
	int32_t		exception;
	bool		blocked;

	rcm_date_from_ymd(2024, 1, 1, &begins);
	rcm_date_from_ymd(2025, 1, 1, &exception);
	if (!rcm_code_in(l->code, "G2211") || l->from < begins || (v = visit_with_25(s, l)) == NULL)
		return;
	blocked = l->from < exception;
	for RCM_EACH_LINE(s, o)
		if (o != v && o->usable && rcm_same_day_same_rend(o, l) &&
			!rcm_code_in(o->code, "G2211 G0402 G0438 G0439 G0101 G0444 G0103") &&
			!rcm_word_in(o->px->kind, "VAX VAXADMIN"))
			blocked = true;
	if (blocked)
		rcm_fire(s, l, "code", "G2211 is not paid beside modifier 25 on line %d", v->n);
}

const RcmEdit rcm_px_edits[] = {
	{
		.id = "PX-INVALID", .name = "Procedure code does not exist",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_ALL_LINES, .line_test = invalid,
		.carc = "181", .rarc = "M51|M20", .claim_status = "A7:507",
		.fix = "Correct the code.",
		.source = "IOCE 6; CPT/HCPCS annual files",
	},
	{
		.id = "PX-DATE", .name = "Procedure code not valid on the date of service",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_ALL_LINES, .line_test = date,
		.carc = "181", .rarc = "N56", .claim_status = "A7:507",
		.fix = "Use the code in force on the date of service.",
		.source = "CPT annual (01-01), HCPCS quarterly; Medicare has no grace period",
	},
	{
		.id = "PX-UNLISTED", .name = "Unlisted or NOC code without description",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = unlisted,
		.carc = "16", .rarc = "N350", .claim_status = "A7:306",
		.fix = "Describe the service (SV101-7) and attach the report.",
		.source = "X12 005010X222A1 (837P TR3) SV101-7; CEDI edit 306",
	},
	{
		.id = "PX-MCRINV", .name = "Code not recognised by Medicare",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_b, medicare_a outpatient",
		.classes = RCM_FFS,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FEE_SCHEDULE),
		.lines = RCM_USABLE_LINES, .line_test = mcr_inv,
		.carc = "16", .rarc = "N56|N657", .claim_status = "A7:507",
		.fix = "Use the Medicare code (99417 -> G2212, 98000-98015 -> 99202-99215 with POS).",
		.source = "MPFS status I",
	},
	{
		.id = "PX-NONCOV", .name = "Service not covered by Medicare",
		.level = "line", .severity = RCM_WARN, .scope = "medicare_b",
		.classes = RCM_FFS,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FEE_SCHEDULE),
		.lines = RCM_USABLE_LINES, .line_test = noncov,
		.carc = "96", .rarc = "N425|N130", .claim_status = "",
		.fix = "Bill the patient or another payer; for a denial use GY (or GX with a voluntary ABN).",
		.source = "MPFS status N; MCPM ch.30",
	},
	{
		.id = "PX-BUNDLED", .name = "Always bundled code",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_b",
		.classes = RCM_FFS,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FEE_SCHEDULE),
		.lines = RCM_USABLE_LINES, .line_test = bundled,
		.carc = "97", .rarc = "M15|N390", .claim_status = "",
		.fix = "Do not bill separately.",
		.source = "MPFS status B",
	},
	{
		.id = "PX-CONSULT", .name = "Consultation code to a payer that does not pay it",
		.level = "line", .severity = RCM_REJECT, .scope = "per payer: payers.consult_ok=N",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = consult,
		.carc = "16", .rarc = "N56|N657", .claim_status = "",
		.fix = "Bill the matching office, hospital or ED visit; add AI for the admitting physician.",
		.source = "CR 6740 (Medicare from 2010-01-01); UHC consultation policy",
	},
	{
		.id = "PX-SEX", .name = "Procedure and sex conflict",
		.level = "line", .severity = RCM_REJECT, .scope = "all; FFS institutional only before 2024-10-01",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = sex,
		.carc = "7", .rarc = "", .claim_status = "A8:474",
		.fix = "Correct the record or add KX / CC 45.",
		.source = "IOCE 8; MCE 5; MCPM ch.32 §240",
	},
	{
		.id = "PX-AGE", .name = "Procedure and age conflict",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = age,
		.carc = "6", .rarc = "", .claim_status = "A8:475",
		.fix = "Choose the age-correct code.",
		.source = "CPT descriptors; IOCE 7 (inactive); Optum CAG",
	},
	{
		.id = "PX-ADDON", .name = "Add-on code without its primary",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(ADD_ON),
		.lines = RCM_USABLE_LINES, .line_test = add_on,
		.carc = "107", .rarc = "N122", .claim_status = "",
		.fix = "Bill the primary code too, or use a stand-alone code.",
		.source = "NCCI AOC file; IOCE 106-108; MCPM ch.12 §30",
	},
	{
		.id = "PX-NEWPT", .name = "New-patient code for an established patient",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = new_pt,
		.carc = "B16", .rarc = "", .claim_status = "",
		.fix = "Bill the established-patient code.",
		.source = "CPT new/established; MCPM ch.12 §30.6.7; CARC B16",
	},
	{
		.id = "PX-EMSAMEDAY", .name = "Second visit same day, same group and specialty",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = em_same_day,
		.carc = "B14", .rarc = "", .claim_status = "",
		.fix = "Combine into one visit or add 25 with separate notes for an unrelated problem.",
		.source = "MCPM ch.12 §30.6.5; CARC B14",
	},
	{
		.id = "PX-G2211", .name = "G2211 with modifier 25 on the visit",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_b, from 2024-01-01",
		.classes = RCM_FFS,
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = g2211,
		.carc = "96", .rarc = "N20", .claim_status = "",
		.fix = "Drop G2211 or unbundle the visit to another day only if true.",
		.source = "CMS MM13473; CY2025 PFS final rule preventive exception",
	},
};
const int rcm_px_edit_count = sizeof(rcm_px_edits) / sizeof(rcm_px_edits[0]);
