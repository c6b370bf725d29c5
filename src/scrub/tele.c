/*
 * tele.c - telehealth.
 */
#include "scrub/scrub.h"

static bool
telehealth_place(const RcmScrubLine *l)
{
	return rcm_code2_in(l->pos, "02 10");
}

/* The row of the payer's class for the line's code. */
static const RcmTelehealth *
listed(RcmScrub *s, const RcmScrubLine *l)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_TELEHEALTH, l->code);

	for (int i = 0; i < rows->count; i++)
	{
		const RcmTelehealth *row = RCM_ROW(RcmTelehealth, rows, i);

		if (rcm_text_equal(row->payer_class, s->payer->payer_class) && rcm_live(&row->row, l->from))
			return rcm_note(s, row);
	}
	return NULL;
}

static void
code(RcmScrub *s, RcmScrubLine *l)
{
	if ((telehealth_place(l) || rcm_has_any_mod(&l->mods, "93 95 GT GQ FQ")) && listed(s, l) == NULL)
		rcm_fire(s, l, "code", "%s is not on the payer's telehealth list", rcm_code_name(s, l->code));
}

static void
mod(RcmScrub *s, RcmScrubLine *l)
{
	if (telehealth_place(l) && rcm_text_is(rcm_the_payer(s)->tele_mod, "95") &&
		!rcm_has_any_mod(&l->mods, "93 95 GT GQ FQ G0") && !rcm_code_in(l->code, "98000-98016"))
		rcm_fire(s, l, "mods", "a telehealth place of service without a telehealth modifier");
}

static void
pos(RcmScrub *s, RcmScrubLine *l)
{
	const RcmPayer *payer = rcm_the_payer(s);

	if (rcm_has_any_mod(&l->mods, "93 95 GT") && payer->tele_pos_from != RCM_NO_DATE &&
		l->from != RCM_NO_DATE && l->from >= payer->tele_pos_from && !telehealth_place(l))
		rcm_fire(s, l, "pos", "a telehealth modifier wants place of service 02 or 10");
}

static void
audio(RcmScrub *s, RcmScrubLine *l)
{
	const RcmTelehealth *row;
	int32_t		at_home;

	if (!rcm_has_any_mod(&l->mods, "93 FQ") || (row = listed(s, l)) == NULL)
		return;
	rcm_date_from_ymd(2025, 1, 1, &at_home);
	if (!row->audio_ok)
		rcm_fire(s, l, "mods", "the payer does not take %s by telephone alone", rcm_code_name(s, l->code));
	else if (s->payer_class & RCM_FFS && l->from >= at_home && l->pos != RCM_CODE2("10"))
		rcm_fire(s, l, "pos", "audio alone is for patients at home, place of service 10");
}

const RcmEdit rcm_tele_edits[] = {
	{
		.id = "TELE-CODE", .name = "Service not on the payer's telehealth list",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_b, medicare_adv, medicaid, commercial, bcbs, tricare",
		.classes = RCM_MEDICARE_B | RCM_MEDICARE_ADV | RCM_MEDICAID | RCM_COMMERCIAL | RCM_BCBS | RCM_TRICARE,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(TELEHEALTH),
		.lines = RCM_USABLE_LINES, .line_test = code,
		.carc = "96", .rarc = "N776", .claim_status = "",
		.fix = "Bill the in-person code or an accepted telehealth code.",
		.source = "CMS telehealth list; RARC N776",
	},
	{
		.id = "TELE-MOD", .name = "Telehealth modifier missing",
		.level = "line", .severity = RCM_REJECT, .scope = "per payer: payers.tele_mod=95",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = mod,
		.carc = "4", .rarc = "N822", .claim_status = "",
		.fix = "Add 95 (video) or 93 (audio).",
		.source = "Payer telehealth policies",
	},
	{
		.id = "TELE-POS", .name = "Telehealth modifier with an in-person place of service",
		.level = "line", .severity = RCM_REJECT, .scope = "per payer: payers.tele_pos_from",
		.form = 'P',
		.lines = RCM_ALL_LINES, .line_test = pos,
		.carc = "5", .rarc = "M77", .claim_status = "",
		.fix = "POS 10 at home, POS 02 elsewhere.",
		.source = "CMS CY2024 PFS; AAFP 2025 summary",
	},
	{
		.id = "TELE-AUDIO", .name = "Audio-only not allowed",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_b and telehealth list classes",
		.classes = RCM_MEDICARE_B | RCM_MEDICARE_ADV | RCM_MEDICAID | RCM_COMMERCIAL | RCM_BCBS | RCM_TRICARE,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(TELEHEALTH),
		.lines = RCM_USABLE_LINES, .line_test = audio,
		.carc = "96", .rarc = "N776", .claim_status = "",
		.fix = "Audio-only Medicare telehealth is for patients at home (POS 10).",
		.source = "CY2025 PFS final rule 42 CFR 410.78(a)(3)",
	},
};
const int rcm_tele_edit_count = sizeof(rcm_tele_edits) / sizeof(rcm_tele_edits[0]);
