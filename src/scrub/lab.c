/*
 * lab.c - laboratory and CLIA.
 */
#include "scrub/scrub.h"

static bool
is_clia(RcmText t)
{
	return t.len == 10 && rcm_all_digits((RcmText) {t.data, 2}, 2) && t.data[2] == 'D' &&
		rcm_all_digits((RcmText) {t.data + 3, 7}, 7);
}

/* The certificate on the line's day; another of the same laboratory when none is. */
static const RcmCliaCertificate *
certificate(RcmScrub *s, const RcmScrubLine *l)
{
	const RcmRows *rows;
	const RcmCliaCertificate *found = NULL;

	if (rcm_blank(s->claim->clia))
		return NULL;
	rows = rcm_text_rows(s, RCM_SET_CLIA_CERTIFICATE, s->claim->clia);
	for (int i = 0; i < rows->count; i++)
	{
		const RcmCliaCertificate *row = RCM_ROW(RcmCliaCertificate, rows, i);

		if (found == NULL || rcm_live(&row->row, l->from))
			found = row;
	}
	return rcm_note(s, found);
}

static const RcmCliaWaived *
waived(RcmScrub *s, const RcmScrubLine *l)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_CLIA_WAIVED, l->code);

	for (int i = 0; i < rows->count; i++)
		if (rcm_live(&RCM_ROW(RcmCliaWaived, rows, i)->row, l->from))
			return rcm_note(s, RCM_ROW(RcmCliaWaived, rows, i));
	return NULL;
}

static void
clia(RcmScrub *s)
{
	if (!rcm_the_payer(s)->clia_req || is_clia(s->claim->clia))
		return;
	for RCM_EACH_LINE(s, l)
		if (l->usable && rcm_line_px(s, l)->clia && !rcm_has_any_mod(&l->mods, "90"))
		{
			rcm_fire(s, NULL, "clia", "%s needs a CLIA number of the form 99D9999999",
					 rcm_code_name(s, l->code));
			return;
		}
}

static void
qw(RcmScrub *s, RcmScrubLine *l)
{
	bool		has = rcm_has_any_mod(&l->mods, "QW");
	const RcmCliaCertificate *cert;
	const RcmCliaWaived *row;

	if (!rcm_the_payer(s)->clia_req)
		return;
	cert = certificate(s, l);
	row = waived(s, l);
	if (!has && cert != NULL && rcm_text_is(cert->type, "WAIVER") && row != NULL && row->qw)
		rcm_fire(s, l, "mods", "%s under a certificate of waiver needs QW", rcm_code_name(s, l->code));
	if (has && (row == NULL || !row->qw))
		rcm_fire(s, l, "mods", "QW does not go with %s", rcm_code_name(s, l->code));
}

static void
cert(RcmScrub *s, RcmScrubLine *l)
{
	const RcmCliaCertificate *cert;

	if (!rcm_the_payer(s)->clia_req || !rcm_line_px(s, l)->clia ||
		(cert = certificate(s, l)) == NULL)
		return;
	if (!rcm_live(&cert->row, l->from))
		rcm_fire(s, l, "from", "the CLIA certificate is not in force on %s", rcm_day_name(s, l->from));
	else if (rcm_text_is(cert->type, "WAIVER") && !rcm_has_any_mod(&l->mods, "90") &&
			 waived(s, l) == NULL)
		rcm_fire(s, l, "code", "%s is not a waived test", rcm_code_name(s, l->code));
}

/* A line of that code on the line's day by the same performer. */
static bool
billed(RcmScrub *s, const RcmScrubLine *l, int32_t code)
{
	for RCM_EACH_LINE(s, o)
		if (o->usable && o->code == code && rcm_same_day_same_rend(o, l))
			return true;
	return false;
}

/* Are all components of the panel billed beside the line, and the panel not? */
static bool
unbundled(RcmScrub *s, const RcmScrubLine *l, const RcmRows *rows, int32_t panel)
{
	for (int i = 0; i < rows->count; i++)
	{
		const RcmPanel *row = RCM_ROW(RcmPanel, rows, i);

		if (row->panel == panel && rcm_live(&row->row, l->from) && !billed(s, l, row->component))
			return false;
	}
	return !billed(s, l, panel);
}

static void
panel(RcmScrub *s, RcmScrubLine *l)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_PANEL, 0);

	for (int i = 0; i < rows->count; i++)
	{
		const RcmPanel *row = RCM_ROW(RcmPanel, rows, i);

		if (row->component == l->code && rcm_live(&row->row, l->from) &&
			unbundled(s, l, rows, row->panel))
		{
			rcm_note(s, row);
			rcm_fire(s, l, "code", "all parts of panel %s are billed singly", rcm_code_name(s, row->panel));
			return;
		}
	}
}

const RcmEdit rcm_lab_edits[] = {
	{
		.id = "LAB-CLIA", .name = "CLIA number missing or malformed",
		.level = "claim", .severity = RCM_REJECT, .scope = "per payer: payers.clia_req=Y, form P",
		.form = 'P',
		.needs = RCM_NEEDS(PROCEDURE),
		.claim_test = clia,
		.carc = "16", .rarc = "MA120", .claim_status = "A7:544",
		.fix = "Send the performing lab's CLIA number.",
		.source = "MCPM ch.16 §70; RARC MA120",
	},
	{
		.id = "LAB-QW", .name = "QW missing or misplaced",
		.level = "line", .severity = RCM_REJECT, .scope = "payers.clia_req=Y",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(CLIA_WAIVED),
		.lines = RCM_USABLE_LINES, .line_test = qw,
		.carc = "4", .rarc = "N822|N519", .claim_status = "A7:453",
		.fix = "QW for waived tests done under a certificate of waiver.",
		.source = "MCPM ch.16 §70.8; quarterly waived-test CRs",
	},
	{
		.id = "LAB-CERT", .name = "Test outside the laboratory certificate",
		.level = "line", .severity = RCM_REJECT, .scope = "payers.clia_req=Y",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(CLIA_CERTIFICATE) | RCM_NEEDS(CLIA_WAIVED),
		.lines = RCM_USABLE_LINES, .line_test = cert,
		.carc = "B23", .rarc = "", .claim_status = "",
		.fix = "Send it to a certified lab (90) or renew the certificate.",
		.source = "CARC B23; CLIA",
	},
	{
		.id = "LAB-PANEL", .name = "Panel billed as its parts",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(PANEL),
		.lines = RCM_USABLE_LINES, .line_test = panel,
		.carc = "97", .rarc = "M15", .claim_status = "",
		.fix = "Bill the panel code.",
		.source = "CPT panels; NCCI ch.X; MCPM ch.16 §90.2",
	},
};
const int rcm_lab_edit_count = sizeof(rcm_lab_edits) / sizeof(rcm_lab_edits[0]);
