/*
 * glb.c - the global surgical package and the obstetric package.
 *
 * Asked of professional claims to payers that follow the package.  Same group
 * and specialty counts as the same surgeon.
 */
#include "scrub/scrub.h"

static bool
follows(RcmScrub *s)
{
	return rcm_the_payer(s)->global_package;
}

/* Days after surgery: 10, 90, else 0. */
static int
global_days(const RcmFeeSchedule *pfs)
{
	return pfs == NULL ? 0 : rcm_text_is(pfs->global_days, "010") ? 10 :
		rcm_text_is(pfs->global_days, "090") ? 90 : 0;
}

static bool
same_group(RcmScrub *s, const RcmScrubHistory *h, const RcmScrubLine *l)
{
	return rcm_text_equal(h->tin, s->billing_tin) && h->specialty != 0 && h->specialty == l->specialty;
}

static bool
minor(const RcmFeeSchedule *pfs)
{
	return pfs != NULL && rcm_word_in(pfs->global_days, "000 010");
}

static bool
is_visit(RcmScrub *s, const RcmScrubLine *l)
{
	if (!follows(s) || !rcm_kind_is(rcm_line_px(s, l), "EM"))
		return false;
	if (l->ptp_fired)
		rcm_quiet(s, l, "a correct coding pair answers for the line");
	return !l->ptp_fired;
}

static void
em_minor(RcmScrub *s, RcmScrubLine *l)
{
	if (!is_visit(s, l) || rcm_has_any_mod(&l->mods, "25 24 57"))
		return;
	for RCM_EACH_LINE(s, q)
		if (q != l && q->usable && rcm_same_day_same_rend(q, l) && minor(q->pfs))
		{
			rcm_line_pfs(s, q);
			rcm_fire(s, l, "mods", "a visit without 25 beside minor procedure %s",
					 rcm_code_name(s, q->code));
			return;
		}
	for RCM_EACH_HISTORY(s, h)
		if (h->in_set && h->same_payer && h->from == l->from && h->rend == l->rend &&
			minor(rcm_pfs(s, h->code, h->from)))
		{
			rcm_fire(s, l, "mods", "a visit without 25 beside minor procedure %s, billed before",
					 rcm_code_name(s, h->code));
			return;
		}
}

static bool
day_of_or_before(int32_t visit, int32_t surgery)
{
	return visit != RCM_NO_DATE && (surgery == visit || surgery == visit + 1);
}

static void
em_major(RcmScrub *s, RcmScrubLine *l)
{
	if (!is_visit(s, l) || rcm_has_any_mod(&l->mods, "57 24"))
		return;
	for RCM_EACH_LINE(s, q)
		if (q != l && q->usable && day_of_or_before(l->from, q->from) && global_days(q->pfs) == 90 &&
			(q->rend == l->rend || (q->specialty != 0 && q->specialty == l->specialty)))
		{
			rcm_line_pfs(s, q);
			rcm_fire(s, l, "mods", "a visit without 57 on or before the day of major surgery %s",
					 rcm_code_name(s, q->code));
			return;
		}
	for RCM_EACH_HISTORY(s, h)
		if (h->in_set && day_of_or_before(l->from, h->from) &&
			(h->rend == l->rend || same_group(s, h, l)) &&
			global_days(rcm_pfs(s, h->code, h->from)) == 90)
		{
			rcm_fire(s, l, "mods", "a visit without 57 on or before the day of major surgery %s, billed before",
					 rcm_code_name(s, h->code));
			return;
		}
}

/* Is the day within the days after a surgery of the history? */
static bool
within_global(RcmScrub *s, const RcmScrubHistory *h, int32_t day)
{
	int			days;

	if (!h->in_set || h->from == RCM_NO_DATE || h->from >= day || day - h->from > 90)
		return false;
	days = global_days(rcm_pfs(s, h->code, h->from));
	return days > 0 && day <= h->from + days;
}

/* The surgery whose package the line falls into. */
static const RcmScrubHistory *
surgery_before(RcmScrub *s, const RcmScrubLine *l)
{
	for RCM_EACH_HISTORY(s, h)
		if (!rcm_has_any_mod(&h->mods, "54 55") && same_group(s, h, l) &&
			within_global(s, h, l->from))
			return h;
	return NULL;
}

static void
post_em(RcmScrub *s, RcmScrubLine *l)
{
	const RcmScrubHistory *h;

	if (!follows(s) || !rcm_kind_is(rcm_line_px(s, l), "EM") ||
		rcm_has_any_mod(&l->mods, "24 FT") || (h = surgery_before(s, l)) == NULL)
		return;
	rcm_fire(s, l, "mods", "a visit within the global days of %s on %s",
			 rcm_code_name(s, h->code), rcm_day_name(s, h->from));
}

static void
post_px(RcmScrub *s, RcmScrubLine *l)
{
	const RcmScrubHistory *h;

	if (!follows(s) || l->pfs == NULL || !rcm_word_in(l->pfs->global_days, "000 010 090") ||
		rcm_has_any_mod(&l->mods, "58 78 79") || (h = surgery_before(s, l)) == NULL)
		return;
	rcm_line_pfs(s, l);
	rcm_fire(s, l, "mods", "a procedure within the global days of %s on %s",
			 rcm_code_name(s, h->code), rcm_day_name(s, h->from));
}

static void
mod_no_hx(RcmScrub *s, RcmScrubLine *l)
{
	if (!follows(s) || !rcm_has_any_mod(&l->mods, "24 58 78 79"))
		return;
	for RCM_EACH_HISTORY(s, h)
		if (rcm_text_equal(h->tin, s->billing_tin) && within_global(s, h, l->from))
			return;
	rcm_fire(s, l, "mods", "modifier %s, but no surgery of the group is known before the service",
			 rcm_mods_name(s, &l->mods));
}

/* Antepartum diagnosis: Z34 or chapter O. */
static bool
antepartum(const RcmScrubHistory *h)
{
	for (int i = 0; i < h->line->dx.count; i++)
	{
		RcmText		code = RCM_TEXT_ITEM(h->line->dx, i);

		if (code.len > 0 && (rcm_upper(code.data[0]) == 'O' ||
							 (code.len >= 3 && rcm_upper(code.data[0]) == 'Z' &&
							  memcmp(code.data + 1, "34", 2) == 0)))
			return true;
	}
	return false;
}

static void
ob(RcmScrub *s, RcmScrubLine *l)
{
	if (!rcm_code_in(l->code, "59400 59510 59610 59618"))
		return;
	for RCM_EACH_HISTORY(s, h)
		if (h->in_set && rcm_text_equal(h->tin, s->billing_tin) && rcm_before(h->from, l->from) &&
			l->from - h->from <= 280 && rcm_code_in(h->code, "99202-99215 59425 59426") &&
			antepartum(h))
		{
			rcm_fire(s, l, "code", "prenatal visit %s of %s is billed already",
					 rcm_code_name(s, h->code), rcm_day_name(s, h->from));
			return;
		}
}

const RcmEdit rcm_glb_edits[] = {
	{
		.id = "GLB-EMMINOR", .name = "Visit on the day of a minor procedure without 25",
		.level = "line-pair", .severity = RCM_REJECT, .scope = "payers.global=Y, form P",
		.form = 'P',
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FEE_SCHEDULE),
		.lines = RCM_USABLE_LINES, .line_test = em_minor,
		.carc = "97", .rarc = "M144", .claim_status = "",
		.fix = "Add 25 only when the visit was significant and separate.",
		.source = "MCPM ch.12 §40.1 (minor: day of); NCCI ch.I",
	},
	{
		.id = "GLB-EMMAJOR", .name = "Decision visit on or before the day of major surgery without 57",
		.level = "line-pair", .severity = RCM_REJECT, .scope = "payers.global=Y, form P",
		.form = 'P',
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FEE_SCHEDULE),
		.lines = RCM_USABLE_LINES, .line_test = em_major,
		.carc = "97", .rarc = "M144", .claim_status = "",
		.fix = "Add 57 if the decision for surgery was made at this visit.",
		.source = "MCPM ch.12 §40.1 (major: day before, day of, 90 after = 92 days)",
	},
	{
		.id = "GLB-POSTEM", .name = "Visit inside a postoperative global period",
		.level = "history", .severity = RCM_REJECT, .scope = "payers.global=Y, form P",
		.form = 'P',
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FEE_SCHEDULE),
		.lines = RCM_USABLE_LINES, .line_test = post_em,
		.carc = "97", .rarc = "M144|N525", .claim_status = "",
		.fix = "If unrelated add 24; otherwise report 99024.",
		.source = "MCPM ch.12 §40.1",
	},
	{
		.id = "GLB-POSTPX", .name = "Procedure inside a postoperative global period",
		.level = "history", .severity = RCM_REJECT, .scope = "payers.global=Y, form P",
		.form = 'P',
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FEE_SCHEDULE),
		.lines = RCM_USABLE_LINES, .line_test = post_px,
		.carc = "97", .rarc = "N525", .claim_status = "",
		.fix = "58 staged, 78 return to the operating room, 79 unrelated.",
		.source = "MCPM ch.12 §40.2",
	},
	{
		.id = "GLB-MODNOHX", .name = "Postoperative modifier without a surgery in history",
		.level = "line", .severity = RCM_WARN, .scope = "payers.global=Y, form P",
		.form = 'P',
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FEE_SCHEDULE),
		.lines = RCM_USABLE_LINES, .line_test = mod_no_hx,
		.carc = "4", .rarc = "N519", .claim_status = "",
		.fix = "Check that the modifier is meant.",
		.source = "MCPM ch.12 §40.2",
	},
	{
		.id = "GLB-OB", .name = "Prenatal visits billed before the global delivery code",
		.level = "history", .severity = RCM_REJECT, .scope = "all, form P",
		.form = 'P',
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = ob,
		.carc = "97", .rarc = "N20", .claim_status = "",
		.fix = "Bill delivery only or delivery + postpartum, or recoup the visits.",
		.source = "CPT maternity guidelines; ACOG",
	},
};
const int rcm_glb_edit_count = sizeof(rcm_glb_edits) / sizeof(rcm_glb_edits[0]);
