/*
 * cap.c - charge capture: what was documented against what is billed.
 */
#include "scrub/scrub.h"

/* A usable line of one of the kinds on the line's day. */
static bool
kind_that_day(RcmScrub *s, const RcmScrubLine *l, const char *kinds)
{
	for RCM_EACH_LINE(s, o)
		if (o->usable && o->from == l->from && rcm_word_in(o->px->kind, kinds))
			return true;
	return false;
}

static void
vax_admin(RcmScrub *s, RcmScrubLine *l)
{
	if (rcm_kind_is(rcm_line_px(s, l), "VAX") && !kind_that_day(s, l, "VAXADMIN"))
		rcm_fire(s, l, "code", "vaccine %s without its administration", rcm_code_name(s, l->code));
}

static void
admin_vax(RcmScrub *s, RcmScrubLine *l)
{
	if (rcm_kind_is(rcm_line_px(s, l), "VAXADMIN") && !rcm_code_in(l->code, "90461 90472") &&
		!kind_that_day(s, l, "VAX"))
		rcm_fire(s, l, "code", "administration %s without a vaccine", rcm_code_name(s, l->code));
}

static void
inj_admin(RcmScrub *s, RcmScrubLine *l)
{
	const RcmProcedure *px = rcm_line_px(s, l);

	if (rcm_kind_is(px, "DRUG") && rcm_text_is(px->route, "INJ") &&
		!rcm_has_any_mod(&l->mods, "JW") && !rcm_is_facility(s, l->pos, l->from) &&
		!kind_that_day(s, l, "INJADMIN SURG"))
		rcm_fire(s, l, "code", "injected drug %s without its administration", rcm_code_name(s, l->code));
}

static int
level_by_mdm(RcmText mdm)
{
	return rcm_text_is(mdm, "straightforward") ? 2 : rcm_text_is(mdm, "low") ? 3 :
		rcm_text_is(mdm, "moderate") ? 4 : rcm_text_is(mdm, "high") ? 5 : 0;
}

static int
level_by_minutes(const RcmNumber *minutes, bool new_patient)
{
	static const int least[2][4] = {{10, 20, 30, 40}, {15, 30, 45, 60}};
	int			level = 0;

	for (int i = 0; i < 4; i++)
		if (minutes->state == RCM_NUMBER_OK &&
			minutes->millionths >= least[new_patient][i] * RCM_ONE)
			level = i + 2;
	return level;
}

/* Level of an office visit, billed minus documented; 0 when nothing can be said. */
static int
level_gap(RcmScrub *s, const RcmScrubLine *l, int *supported)
{
	const RcmEncounter *x = s->claim->encounter;
	bool		new_patient = rcm_code_in(l->code, "99202-99205");
	char		code[5];
	int32_t		begins;
	int			by_minutes;

	rcm_date_from_ymd(2021, 1, 1, &begins);
	if (x == NULL || l->from < begins ||
		(level_by_mdm(x->mdm) == 0 && x->minutes.state != RCM_NUMBER_OK) ||
		!(new_patient || rcm_code_in(l->code, "99212-99215")))
		return 0;
	*supported = level_by_mdm(x->mdm);
	by_minutes = level_by_minutes(&x->minutes, new_patient);
	if (by_minutes > *supported)
		*supported = by_minutes;
	rcm_hcpcs_format(l->code, code);
	return code[4] - '0' - *supported;
}

static void
em_under(RcmScrub *s, RcmScrubLine *l)
{
	int			supported;

	if (level_gap(s, l, &supported) < 0)
		rcm_fire(s, l, "code", "the note supports level %d", supported);
}

static void
em_over(RcmScrub *s, RcmScrubLine *l)
{
	int			supported;

	if (level_gap(s, l, &supported) > 0)
		rcm_fire(s, l, "code", supported > 0 ? "the note supports only level %d" :
				 "the note supports no level of visit (%d)", supported);
}

static bool
documented(RcmScrub *s, RcmText code)
{
	const RcmList *list = &s->claim->encounter->documented;

	for (int i = 0; i < list->count; i++)
		if (rcm_text_equal(rcm_normal_code(s->arena, RCM_TEXT_ITEM(*list, i)), code))
			return true;
	return false;
}

static void
missed(RcmScrub *s)
{
	const RcmEncounter *x = s->claim->encounter;

	for (int i = 0; x != NULL && i < x->documented.count; i++)
	{
		RcmText		code = rcm_normal_code(s->arena, RCM_TEXT_ITEM(x->documented, i));
		bool		there = rcm_blank(code);

		for RCM_EACH_LINE(s, l)
			there = there || rcm_text_equal(l->code_text, code);
		if (!there)
			rcm_fire(s, NULL, "encounter.documented", "%.*s is documented and not charged",
					 code.len > 10 ? 10 : code.len, code.data);
	}
}

static void
no_doc(RcmScrub *s, RcmScrubLine *l)
{
	const RcmEncounter *x = s->claim->encounter;

	if (x != NULL && x->complete == RCM_TRUE && !documented(s, l->code_text))
		rcm_fire(s, l, "code", "%s is not in the finished note", rcm_code_name(s, l->code));
}

static void
is_unsigned(RcmScrub *s)
{
	const RcmEncounter *x = s->claim->encounter;
	int			field = rcm_field_index(&rcm_encounter_shape, RCM_TEXT("signed_on"));

	if (x == NULL || !(x->object.given & UINT64_C(1) << field))
		return;
	if (x->signed_on == RCM_NO_DATE)
		rcm_fire(s, NULL, "encounter.signed_on", "the note is not signed");
	else if (rcm_before(s->claim->submit_date, x->signed_on))
		rcm_fire(s, NULL, "encounter.signed_on", "the note was signed after the day of submission");
}

static void
low_fee(RcmScrub *s, RcmScrubLine *l)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_FEE, l->code);
	const char *component = rcm_has_any_mod(&l->mods, "26") ? "26" :
		rcm_has_any_mod(&l->mods, "TC") ? "TC" : "";
	const char *setting;

	if (rows->count == 0 || l->line->charge == RCM_NO_USD)
		return;
	setting = rcm_is_facility(s, l->pos, l->from) ? "F" : "NF";
	for (int i = 0; i < rows->count; i++)
	{
		const RcmFee *fee = RCM_ROW(RcmFee, rows, i);
		int64_t		least;

		if (!rcm_text_is(fee->setting, setting) || !rcm_text_is(fee->modifier, component) ||
			!rcm_text_equal(fee->payer_class, s->payer->payer_class) ||
			!rcm_live(&fee->row, l->from) ||
			__builtin_mul_overflow(fee->allowed, rcm_units(&l->line->units), &least))
			continue;
		rcm_note(s, fee);
		if (l->line->charge < least / RCM_ONE + (least % RCM_ONE > 0))
			rcm_fire(s, l, "charge", "%s is charged at %s, the payer allows %s a unit",
					 rcm_code_name(s, l->code), rcm_usd_name(s, l->line->charge),
					 rcm_usd_name(s, fee->allowed));
	}
}

const RcmEdit rcm_cap_edits[] = {
	{
		.id = "CAP-VAXADMIN", .name = "Vaccine without administration",
		.level = "line", .severity = RCM_WARN, .scope = "form P",
		.form = 'P',
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = vax_admin,
		.carc = "", .rarc = "", .claim_status = "",
		.fix = "Add 90460/90471 or G0008-G0010/90480.",
		.source = "CPT; charge capture",
	},
	{
		.id = "CAP-ADMINVAX", .name = "Administration without vaccine",
		.level = "line", .severity = RCM_WARN, .scope = "form P",
		.form = 'P',
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = admin_vax,
		.carc = "107", .rarc = "N674", .claim_status = "",
		.fix = "Add the product (zero with SL when supplied free).",
		.source = "charge capture; Medicaid VFC",
	},
	{
		.id = "CAP-INJADMIN", .name = "Injected drug without administration",
		.level = "line", .severity = RCM_WARN, .scope = "form P, non-facility",
		.form = 'P', .classes = ~RCM_DME_MAC,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(PLACE_OF_SERVICE),
		.lines = RCM_USABLE_LINES, .line_test = inj_admin,
		.carc = "", .rarc = "", .claim_status = "",
		.fix = "Add 96372/96374/96365 or the injection procedure.",
		.source = "charge capture",
	},
	{
		.id = "CAP-EMUNDER", .name = "Visit level below the documentation",
		.level = "line", .severity = RCM_WARN, .scope = "form P, office visits from 2021-01-01",
		.form = 'P',
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = em_under,
		.carc = "", .rarc = "", .claim_status = "",
		.fix = "Raise the level the note supports.",
		.source = "AMA 2021 office E/M; CAP",
	},
	{
		.id = "CAP-EMOVER", .name = "Visit level above the documentation",
		.level = "line", .severity = RCM_REJECT, .scope = "as CAP-EMUNDER",
		.form = 'P',
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = em_over,
		.carc = "150", .rarc = "N657|M26", .claim_status = "",
		.fix = "Lower the level or complete the note.",
		.source = "AMA 2021 office E/M; CARC 150",
	},
	{
		.id = "CAP-MISSED", .name = "Documented service not charged",
		.level = "claim", .severity = RCM_WARN, .scope = "encounter supplied",
		.claim_test = missed,
		.carc = "", .rarc = "", .claim_status = "",
		.fix = "Add the charge.",
		.source = "charge capture",
	},
	{
		.id = "CAP-NODOC", .name = "Billed service not documented",
		.level = "line", .severity = RCM_REJECT, .scope = "encounter supplied",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = no_doc,
		.carc = "B12", .rarc = "N706", .claim_status = "",
		.fix = "Remove it or finish the note.",
		.source = "CARC B12",
	},
	{
		.id = "CAP-UNSIGNED", .name = "Note not signed",
		.level = "claim", .severity = RCM_REJECT, .scope = "encounter supplied",
		.claim_test = is_unsigned,
		.carc = "B12", .rarc = "N706", .claim_status = "",
		.fix = "Hold until signed.",
		.source = "MPIM ch.3 §3.3.2.4",
	},
	{
		.id = "CAP-LOWFEE", .name = "Charge below the payer's allowed amount",
		.level = "line", .severity = RCM_WARN, .scope = "form P",
		.form = 'P',
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FEE) | RCM_NEEDS(PLACE_OF_SERVICE),
		.lines = RCM_USABLE_LINES, .line_test = low_fee,
		.carc = "", .rarc = "", .claim_status = "",
		.fix = "Raise the fee: payers pay the lesser of charge and allowed.",
		.source = "charge capture",
	},
};
const int rcm_cap_edit_count = sizeof(rcm_cap_edits) / sizeof(rcm_cap_edits[0]);
