/*
 * mcd.c - Medicaid.
 */
#include "scrub/scrub.h"

/* Medicaid pays first and chases the other insurer: prenatal and paediatric prevention. */
static bool
pay_and_chase(RcmScrub *s, const RcmScrubLine *l)
{
	int			age = rcm_patient_age(s, l->from);

	if (rcm_code_in(l->code, "99380-99399") && age >= 0 && age < 21)
		return true;
	return rcm_line_diagnosed(s, l, rcm_icd10_pack(RCM_TEXT("Z34"))) ||
		rcm_line_diagnosed(s, l, rcm_icd10_pack(RCM_TEXT("O")));
}

static void
tpl(RcmScrub *s)
{
	const RcmEligibility *e = s->claim->eligibility;

	if (e == NULL || !rcm_text_is(s->claim->payer_seq, "P") || !rcm_covers(e->tpl, s->first_dos))
		return;
	for RCM_EACH_LINE(s, l)
		if (!pay_and_chase(s, l))
		{
			rcm_fire(s, NULL, "payer_seq", "other insurance covers %s and pays before Medicaid",
					 rcm_day_name(s, s->first_dos));
			return;
		}
}

static void
epsdt(RcmScrub *s, RcmScrubLine *l)
{
	int			age = rcm_patient_age(s, l->from);

	if (rcm_code_in(l->code, "99381-99385 99391-99395") && age >= 0 && age < 21 &&
		rcm_blank(l->line->epsdt))
		rcm_fire(s, l, "epsdt", "%s without the EPSDT indicator", rcm_code_name(s, l->code));
}

static void
steril(RcmScrub *s, RcmScrubLine *l)
{
	int32_t		consent = s->claim->consent_date;

	if (!rcm_line_px(s, l)->sterilization)
		return;
	if (consent == RCM_NO_DATE)
		rcm_fire(s, l, "code", "a sterilisation without the date of consent");
	else if (l->from < consent + 30 || l->from > consent + 180)
		rcm_fire(s, l, "from", "the consent is not 30 to 180 days old");
	else if (rcm_patient_age(s, consent) >= 0 && rcm_patient_age(s, consent) < 21)
		rcm_fire(s, l, "code", "the patient was under 21 at consent");
}

const RcmEdit rcm_mcd_edits[] = {
	{
		.id = "MCD-TPL", .name = "Medicaid before other insurance",
		.level = "claim", .severity = RCM_REJECT, .scope = "medicaid",
		.classes = RCM_MEDICAID,
		.claim_test = tpl,
		.carc = "22", .rarc = "MA04", .claim_status = "A7:85",
		.fix = "Bill the other insurance first.",
		.source = "42 CFR 433.139",
	},
	{
		.id = "MCD-EPSDT", .name = "EPSDT indicator missing",
		.level = "line", .severity = RCM_REJECT, .scope = "medicaid (state switch)",
		.classes = RCM_MEDICAID,
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = epsdt,
		.carc = "16", .rarc = "N78", .claim_status = "A7:564",
		.fix = "Mark EPSDT and the referral code.",
		.source = "X12 005010X222A1 (837P TR3) SV111/CRC; state manuals",
	},
	{
		.id = "MCD-STERIL", .name = "Sterilisation consent",
		.level = "line", .severity = RCM_REJECT, .scope = "medicaid",
		.classes = RCM_MEDICAID,
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = steril,
		.carc = "252", .rarc = "N28|N3", .claim_status = "A7:294",
		.fix = "Consent 30-180 days before, age 21.",
		.source = "42 CFR 441.250-259",
	},
};
const int rcm_mcd_edit_count = sizeof(rcm_mcd_edits) / sizeof(rcm_mcd_edits[0]);
