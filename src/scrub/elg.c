/*
 * elg.c - eligibility and coverage, from the 271 snapshot and the history.
 */
#include "scrub/scrub.h"

static void
inactive(RcmScrub *s, RcmScrubLine *l)
{
	const RcmEligibility *e = s->claim->eligibility;

	if (e == NULL)
		return;
	if (rcm_text_is(e->status, "inactive"))
		rcm_fire(s, l, "from", "the payer reports no active coverage");
	else if (rcm_before(l->from, e->eff))
		rcm_fire(s, l, "from", "the service is before coverage begins on %s", rcm_day_name(s, e->eff));
	else if (rcm_before(e->term, l->from))
		rcm_fire(s, l, "from", "the service is after coverage ended on %s", rcm_day_name(s, e->term));
	else if (l->from != RCM_NO_DATE && rcm_before(e->term, l->to))
		rcm_fire(s, l, "to", "coverage ends on %s, within the line's dates", rcm_day_name(s, e->term));
}

static void
stale(RcmScrub *s)
{
	const RcmPayer *payer = rcm_the_payer(s);
	const RcmEligibility *e = s->claim->eligibility;
	int32_t		oldest;

	if (payer->elig_days == RCM_NO_INT32 || s->first_dos == RCM_NO_DATE)
		return;
	oldest = payer->elig_monthly ? s->first_dos - rcm_ymd(s->first_dos).day + 1 :
		s->first_dos - payer->elig_days;
	if (e == NULL || e->checked_on == RCM_NO_DATE)
		rcm_fire(s, NULL, "eligibility", "eligibility was never checked");
	else if (e->checked_on < oldest)
		rcm_fire(s, NULL, "eligibility.checked_on", "eligibility was last checked on %s; %s would do",
				 rcm_day_name(s, e->checked_on), rcm_day_name(s, oldest));
}

static void
medicare_advantage(RcmScrub *s)
{
	const RcmEligibility *e = s->claim->eligibility;

	if (e == NULL || e->ma_from == RCM_NO_DATE || s->first_dos == RCM_NO_DATE ||
		e->ma_from > s->first_dos || rcm_before(e->ma_to, s->first_dos) ||
		rcm_has_condition_code(s, "30"))
		return;
	for RCM_EACH_LINE(s, l)
		if (rcm_has_any_mod(&l->mods, "GV GW Q0 Q1"))
			return;
	rcm_fire(s, NULL, "payer_id", "the patient is in a Medicare Advantage plan from %s",
			 rcm_day_name(s, e->ma_from));
}

static void
hospice(RcmScrub *s, RcmScrubLine *l)
{
	const RcmEligibility *e = s->claim->eligibility;

	if (e == NULL || !rcm_covers(e->hospice, l->from))
		return;
	if (!s->institutional && !rcm_has_any_mod(&l->mods, "GV GW"))
		rcm_fire(s, l, "mods", "the patient has elected hospice and the line has neither GV nor GW");
	else if (s->institutional && !rcm_has_condition_code(s, "07") && !rcm_word_in(s->tob2, "81 82"))
		rcm_fire(s, l, "from", "the patient has elected hospice and condition code 07 is missing");
}

static void
snf(RcmScrub *s, RcmScrubLine *l)
{
	const RcmEligibility *e = s->claim->eligibility;
	const RcmProcedure *px = rcm_line_px(s, l);

	/* the day of discharge is not in the stay */
	if (e == NULL || !rcm_covers(e->snf, l->from) || e->snf->to == l->from)
		return;
	if (px->always_therapy || rcm_kind_is(px, "DME") || rcm_kind_is(px, "LAB") ||
		(l->pfs != NULL && rcm_indicator_in(rcm_line_pfs(s, l)->pctc, "13") &&
		 !rcm_has_any_mod(&l->mods, "26")))
		rcm_fire(s, l, "code", "%s is the nursing facility's to bill during a Part A stay",
				 rcm_code_name(s, l->code));
}

static void
payer(RcmScrub *s)
{
	const RcmPayer *p = rcm_the_payer(s);

	if (p == NULL)
		rcm_fire(s, NULL, "payer_id", "the payer id is not known");
	else if (s->claim->submit_date != RCM_NO_DATE && !rcm_live(&p->row, s->claim->submit_date))
		rcm_fire(s, NULL, "payer_id", "the payer id does not take claims on %s",
				 rcm_day_name(s, s->claim->submit_date));
}

static void
filing(RcmScrub *s)
{
	const RcmPayer *p = rcm_the_payer(s);

	if (!rcm_text_equal(s->claim->filing_ind, p->filing))
		rcm_fire(s, NULL, "filing_ind", "the claim filing indicator of this payer is %.*s",
				 RCM_PRINT(p->filing));
}

static int
months(int32_t day)
{
	RcmYmd		d = rcm_ymd(day);

	return 12 * d.year + d.month;
}

static bool
class_applies(RcmScrub *s, RcmText rule_class)
{
	if (rcm_text_is(rule_class, "medicare"))
		return (s->payer_class & RCM_FFS) != 0;
	return rcm_text_equal(rule_class, s->payer->payer_class);
}

/* The last earlier service of the rule's group; RCM_NO_DATE: none. */
static int32_t
last_of_group(RcmScrub *s, const RcmFrequencyLimit *rule, int32_t before)
{
	int32_t		last = RCM_NO_DATE;

	for RCM_EACH_HISTORY(s, h)
		if (h->in_set && rcm_before(h->from, before) && h->from > last &&
			rcm_texts_have(&rule->group, h->code_text))
			last = h->from;
	return last;
}

static void
freq(RcmScrub *s, RcmScrubLine *l)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_FREQUENCY_LIMIT, l->code);

	for (int i = 0; i < rows->count; i++)
	{
		const RcmFrequencyLimit *rule = RCM_ROW(RcmFrequencyLimit, rows, i);
		int32_t		last;
		bool		soon;

		if (!rcm_live(&rule->row, l->from) || !class_applies(s, rule->payer_class))
			continue;
		rcm_note(s, rule);
		last = last_of_group(s, rule, l->from);
		if (last == RCM_NO_DATE)
			continue;
		if (rcm_text_is(rule->rule, "LIFETIME"))
			soon = true;
		else if (rcm_text_is(rule->rule, "MONTHS"))
			soon = months(l->from) - months(last) < rule->n;
		else
			soon = rcm_ymd(l->from).year == rcm_ymd(last).year;
		if (soon)
			rcm_fire(s, l, "code", "%s is limited (%.*s) and was last done on %s",
					 rcm_code_name(s, l->code), RCM_PRINT(rule->rule), rcm_day_name(s, last));
	}
}

static void
wellness(RcmScrub *s, RcmScrubLine *l)
{
	const RcmEligibility *e = s->claim->eligibility;
	int32_t		year_later;

	if (e == NULL || e->part_b_eff == RCM_NO_DATE)
		return;
	year_later = rcm_add_months(e->part_b_eff, 12);
	if (rcm_code_in(l->code, "G0402") && (l->from < e->part_b_eff || l->from >= year_later))
		rcm_fire(s, l, "code", "G0402 belongs to the first twelve months of Part B, which began on %s",
				 rcm_day_name(s, e->part_b_eff));
	if (rcm_code_in(l->code, "G0438 G0439") && l->from < year_later)
		rcm_fire(s, l, "code", "%s is payable from %s, twelve months into Part B",
				 rcm_code_name(s, l->code), rcm_day_name(s, year_later));
}

const RcmEdit rcm_elg_edits[] = {
	{
		.id = "ELG-INACTIVE", .name = "No coverage on the date of service",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.lines = RCM_ALL_LINES, .line_test = inactive,
		.carc = "26|27|239", .rarc = "N30", .claim_status = "A8:88",
		.fix = "Re-verify; bill the payer that covered this date or split the line at the coverage end.",
		.source = "CARC 26/27/239; clearinghouse rejections",
	},
	{
		.id = "ELG-STALE", .name = "Eligibility not verified recently",
		.level = "claim", .severity = RCM_WARN, .scope = "per payer: payers.elig_days, elig_monthly",
		.claim_test = stale,
		.carc = "31", .rarc = "N30", .claim_status = "",
		.fix = "Run a 270 for the date of service.",
		.source = "Operating practice; Medicaid month-to-month eligibility",
	},
	{
		.id = "ELG-MA", .name = "FFS Medicare billed while enrolled in Medicare Advantage",
		.level = "claim", .severity = RCM_REJECT, .scope = "medicare_a, medicare_b",
		.classes = RCM_MEDICARE_A | RCM_MEDICARE_B,
		.claim_test = medicare_advantage,
		.carc = "109", .rarc = "N418", .claim_status = "A8:116",
		.fix = "Bill the Medicare Advantage plan.",
		.source = "MCPM ch.1 §70; CARC 109; MSN 11",
	},
	{
		.id = "ELG-HOSPICE", .name = "Hospice election on the date of service",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_a, medicare_b",
		.classes = RCM_MEDICARE_A | RCM_MEDICARE_B,
		.lines = RCM_ALL_LINES, .line_test = hospice,
		.carc = "B9", .rarc = "", .claim_status = "A8:88",
		.fix = "Add GV (attending, related, not hospice-employed) or GW (unrelated); facilities use condition code 07.",
		.source = "MCPM ch.11 §40; CARC B9",
	},
	{
		.id = "ELG-SNF", .name = "SNF consolidated billing",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_b, dme_mac",
		.classes = RCM_MEDICARE_B | RCM_DME_MAC,
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = snf,
		.carc = "190", .rarc = "N106|N538", .claim_status = "A8:88",
		.fix = "Bill the SNF; resubmit only the professional component with 26.",
		.source = "MCPM ch.6 §20; CARC 190",
	},
	{
		.id = "ELG-PAYER", .name = "Payer id unknown or closed",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.needs = RCM_NEEDS(PAYER),
		.claim_test = payer,
		.carc = "109", .rarc = "N418", .claim_status = "A8:116",
		.fix = "Pick the current clearinghouse payer id from the card.",
		.source = "Clearinghouse: payer id missing or invalid",
	},
	{
		.id = "ELG-FILING", .name = "Claim filing indicator does not match the payer",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.claim_test = filing,
		.carc = "16", .rarc = "N245", .claim_status = "A7:480",
		.fix = "Use the SBR09 code for this payer (MB, MA, MC, CH, BL, CI, 16, WC, AM).",
		.source = "X12 005010X222A1 (837P TR3) 2000B SBR09; TriZetto list",
	},
	{
		.id = "ELG-FREQ", .name = "Preventive or screening frequency",
		.level = "line", .severity = RCM_REJECT, .scope = "per class rows in freq_limits (medicare = FFS)",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FREQUENCY_LIMIT),
		.lines = RCM_USABLE_LINES, .line_test = freq,
		.carc = "119", .rarc = "N640|M90", .claim_status = "",
		.fix = "Move the visit or give an ABN; use the next-eligible date from the 271.",
		.source = "MCPM ch.18 (11 full months rule); Medicare preventive chart",
	},
	{
		.id = "ELG-WELLNESS", .name = "Welcome/annual wellness visit in the wrong year of Part B",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_b",
		.classes = RCM_MEDICARE_B,
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = wellness,
		.carc = "119", .rarc = "N640", .claim_status = "",
		.fix = "Bill G0402 in the first 12 months of Part B and G0438/G0439 after.",
		.source = "MCPM ch.18 §140",
	},
};
const int rcm_elg_edit_count = sizeof(rcm_elg_edits) / sizeof(rcm_elg_edits[0]);
