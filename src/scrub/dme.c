/*
 * dme.c - durable medical equipment.
 */
#include "scrub/scrub.h"

static const RcmDme *
equipment(RcmScrub *s, const RcmScrubLine *l)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_DME, l->code);

	for (int i = 0; i < rows->count; i++)
		if (rcm_live(&RCM_ROW(RcmDme, rows, i)->row, l->from))
			return rcm_note(s, RCM_ROW(RcmDme, rows, i));
	return NULL;
}

static void
mod(RcmScrub *s, RcmScrubLine *l)
{
	const RcmDme *dme = equipment(s, l);

	if (dme == NULL || dme->modifiers.count == 0)
		return;
	for (int i = 0; i < dme->modifiers.count; i++)
		if (rcm_has_mod(&l->mods, rcm_pack2(dme->modifiers.items[i])))
			return;
	rcm_fire(s, l, "mods", "%s says neither rental nor purchase", rcm_code_name(s, l->code));
}

static int
month(int32_t day)
{
	RcmYmd		d = rcm_ymd(day);

	return d.year * 12 + d.month;
}

#define MONTHS_TO_OWN 13

/* Distinct months in which the item was rented before; no more than matter. */
static int
months_rented(RcmScrub *s, const RcmScrubLine *l)
{
	int			months[MONTHS_TO_OWN];
	int			n = 0;

	for RCM_EACH_HISTORY(s, h)
	{
		int			i = 0;

		if (!h->in_set || h->code != l->code || !rcm_before(h->from, l->from) ||
			!rcm_has_any_mod(&h->mods, "RR"))
			continue;
		while (i < n && months[i] != month(h->from))
			i++;
		if (i == n)
			months[n++] = month(h->from);
		if (n == MONTHS_TO_OWN)
			break;
	}
	return n;
}

static void
rental(RcmScrub *s, RcmScrubLine *l)
{
	const RcmDme *dme = equipment(s, l);
	const char *expected;
	int			n;

	if (dme == NULL || !rcm_text_is(dme->category, "CR") || !rcm_has_any_mod(&l->mods, "RR"))
		return;
	n = months_rented(s, l);
	expected = n == 0 ? "KH" : n <= 2 ? "KI" : "KJ";
	if (n == MONTHS_TO_OWN)
		rcm_fire(s, l, "code", "%s has been rented for thirteen months", rcm_code_name(s, l->code));
	else if (!rcm_has_any_mod(&l->mods, expected))
		rcm_fire(s, l, "mods", "month %d of the rental takes %s", n + 1, expected);
}

static void
kx(RcmScrub *s, RcmScrubLine *l)
{
	const RcmDme *dme = equipment(s, l);

	if (dme != NULL && dme->kx_required && !rcm_has_any_mod(&l->mods, "KX GA GZ GY"))
		rcm_fire(s, l, "mods", "%s needs KX, GA, GZ or GY", rcm_code_name(s, l->code));
}

static void
side(RcmScrub *s, RcmScrubLine *l)
{
	const RcmDme *dme = equipment(s, l);
	bool		right = rcm_has_any_mod(&l->mods, "RT");
	bool		left = rcm_has_any_mod(&l->mods, "LT");
	int32_t		one_side;

	if (dme == NULL || !dme->side_required)
		return;
	rcm_date_from_ymd(2019, 3, 1, &one_side);
	if (!right && !left)
		rcm_fire(s, l, "mods", "%s does not say which side", rcm_code_name(s, l->code));
	else if (right && left && l->from >= one_side)
		rcm_fire(s, l, "mods", "both sides on one line");
}

static void
pos(RcmScrub *s, RcmScrubLine *l)
{
	if (rcm_kind_is(rcm_line_px(s, l), "DME") &&
		!rcm_code2_in(l->pos, "01 04 09 12 13 14 33 54 55 56 65"))
		rcm_fire(s, l, "pos", "%s is for use at home", rcm_code_name(s, l->code));
}

static void
juris(RcmScrub *s, RcmScrubLine *l)
{
	RcmText		jurisdiction = rcm_line_px(s, l)->jurisdiction;
	bool		dme = rcm_text_is(jurisdiction, "D");

	/* a library that does not say rejects nobody */
	if (rcm_blank(jurisdiction))
		return;
	if (dme != (s->payer_class == RCM_DME_MAC))
		rcm_fire(s, l, "code", "%s belongs to %s", rcm_code_name(s, l->code),
				 dme ? "the DME contractor" : "the Part B contractor");
}

static void
cmn(RcmScrub *s)
{
	int32_t		ended;

	rcm_date_from_ymd(2023, 1, 1, &ended);
	if (!rcm_blank(s->claim->cmn) && s->first_dos != RCM_NO_DATE && s->first_dos >= ended)
		rcm_fire(s, NULL, "cmn", "certificates of medical necessity ended with 2022");
}

const RcmEdit rcm_dme_edits[] = {
	{
		.id = "DME-MOD", .name = "Rental/purchase modifier missing",
		.level = "line", .severity = RCM_REJECT, .scope = "dme_mac",
		.classes = RCM_DME_MAC,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(DME),
		.lines = RCM_USABLE_LINES, .line_test = mod,
		.carc = "4", .rarc = "N822", .claim_status = "A7:453",
		.fix = "NU new, UE used, RR rental; capped rental starts with RR.",
		.source = "MCPM ch.20 §130",
	},
	{
		.id = "DME-RENTAL", .name = "Rental month modifier or cap",
		.level = "line", .severity = RCM_REJECT, .scope = "dme_mac",
		.classes = RCM_DME_MAC,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(DME),
		.lines = RCM_USABLE_LINES, .line_test = rental,
		.carc = "108", .rarc = "M7|N370", .claim_status = "",
		.fix = "Use the month modifier; after 13 months the patient owns it.",
		.source = "MCPM ch.20 §30.5",
	},
	{
		.id = "DME-KX", .name = "Coverage modifier missing",
		.level = "line", .severity = RCM_REJECT, .scope = "dme_mac",
		.classes = RCM_DME_MAC,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(DME),
		.lines = RCM_USABLE_LINES, .line_test = kx,
		.carc = "4", .rarc = "N822", .claim_status = "",
		.fix = "KX when the LCD is met, else GA (ABN) or GZ.",
		.source = "DME LCD articles",
	},
	{
		.id = "DME-RTLT", .name = "Side missing or two sides on one line",
		.level = "line", .severity = RCM_REJECT, .scope = "dme_mac",
		.classes = RCM_DME_MAC,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(DME),
		.lines = RCM_USABLE_LINES, .line_test = side,
		.carc = "4", .rarc = "N822|N519", .claim_status = "",
		.fix = "One line per side, one unit each.",
		.source = "DME MAC joint article 2019-03-01",
	},
	{
		.id = "DME-POS", .name = "Item not for home use",
		.level = "line", .severity = RCM_REJECT, .scope = "dme_mac",
		.classes = RCM_DME_MAC,
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = pos,
		.carc = "58", .rarc = "N428", .claim_status = "",
		.fix = "Deliver to the home; facilities supply it during a stay.",
		.source = "MBPM ch.15 §110; MCPM ch.20",
	},
	{
		.id = "DME-JURIS", .name = "Sent to the wrong Medicare contractor",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_b, dme_mac",
		.classes = RCM_MEDICARE_B | RCM_DME_MAC,
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = juris,
		.carc = "109", .rarc = "N104|N418", .claim_status = "A8:116",
		.fix = "DME goes to the DME MAC, office drugs and services to Part B.",
		.source = "CMS DMEPOS jurisdiction list",
	},
	{
		.id = "DME-CMN", .name = "CMN or DIF on a claim from 2023",
		.level = "claim", .severity = RCM_REJECT, .scope = "dme_mac",
		.classes = RCM_DME_MAC,
		.claim_test = cmn,
		.carc = "16", .rarc = "N517", .claim_status = "A7:698",
		.fix = "Remove the CMN/DIF.",
		.source = "CEDI top edit 2022-12; CR 12734",
	},
};
const int rcm_dme_edit_count = sizeof(rcm_dme_edits) / sizeof(rcm_dme_edits[0]);
