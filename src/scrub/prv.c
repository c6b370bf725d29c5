/*
 * prv.c - providers and credentialing.
 */
#include "scrub/scrub.h"

#define NON_PHYSICIANS "15 31 32 42 43 45 47 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 " \
	"67 68 69 70 71 73 74 75 80 87 88 89 95 96 97 A0 A1 A2 A3 A4 A5 A6 A7 A8"

/* The line's own rendering provider, else the claim's. */
static const RcmProvider *
rendering_of(RcmScrub *s, const RcmScrubLine *l)
{
	if (l->line->rendering != NULL && !rcm_blank(l->line->rendering->npi))
		return l->line->rendering;
	if (s->claim->rendering != NULL && !rcm_blank(s->claim->rendering->npi))
		return s->claim->rendering;
	return NULL;
}

static void
render(RcmScrub *s)
{
	const RcmProviderRow *billing = rcm_provider(s, s->billing_npi);

	if (billing == NULL || billing->type != 2 || billing->render_exempt)
		return;
	for RCM_EACH_LINE(s, l)
		if (rendering_of(s, l) == NULL)
		{
			rcm_fire(s, NULL, "rendering.npi", "a group bills line %d without saying who rendered it", l->n);
			return;
		}
}

/* On the roster, but without a contract with the payer on that day. */
static bool
not_enrolled(RcmScrub *s, int64_t npi)
{
	const RcmRows *rows;

	if (rcm_provider(s, npi) == NULL)
		return false;
	rows = rcm_rows(s, RCM_SET_ENROLLMENT, npi);
	for (int i = 0; i < rows->count; i++)
	{
		const RcmEnrollment *row = RCM_ROW(RcmEnrollment, rows, i);

		if (rcm_text_equal(row->payer_id, s->claim->payer_id) &&
			rcm_live(rcm_note(s, row), s->first_dos))
			return false;
	}
	return true;
}

static void
enroll(RcmScrub *s)
{
	int64_t		last = s->billing_npi;

	if (not_enrolled(s, s->billing_npi))
		rcm_fire(s, NULL, "billing.npi", "NPI %lld (billing) is not enrolled with the payer on %s",
				 (long long) s->billing_npi, rcm_day_name(s, s->first_dos));
	for RCM_EACH_LINE(s, l)
	{
		if (l->rend == last || l->rend == s->billing_npi)
			continue;
		last = l->rend;
		if (not_enrolled(s, l->rend))
			rcm_fire(s, NULL, "rendering.npi", "NPI %lld (rendering) is not enrolled with the payer on %s",
					 (long long) l->rend, rcm_day_name(s, s->first_dos));
	}
}

static bool
ordered_kind(const RcmScrubLine *l)
{
	return l->usable && rcm_word_in(l->px->kind, "LAB RAD DME");
}

static bool
nobody(const RcmProvider *p)
{
	return p == NULL || (rcm_blank(p->npi) && rcm_blank(p->last) && rcm_blank(p->name));
}

static void
ord_req(RcmScrub *s)
{
	const RcmClaim *c = s->claim;

	if (!rcm_the_payer(s)->ordering_req || !nobody(c->referring) || !nobody(c->ordering))
		return;
	for RCM_EACH_LINE(s, l)
		if (ordered_kind(l) && nobody(l->line->ordering))
		{
			rcm_line_px(s, l);
			rcm_fire(s, NULL, "ordering.npi", "line %d (%s) does not say who ordered it", l->n,
					 rcm_code_name(s, l->code));
			return;
		}
}

static void
ord_elig(RcmScrub *s)
{
	const RcmClaim *c = s->claim;

	for RCM_EACH_LINE(s, l)
	{
		const RcmProvider *orderer = !nobody(l->line->ordering) ? l->line->ordering :
			!nobody(c->ordering) ? c->ordering : c->referring;
		const RcmProviderRow *row;

		if (!ordered_kind(l) || nobody(orderer))
			continue;
		row = rcm_provider(s, rcm_identifier(orderer->npi));
		/* neither does NPPES know who may order */
		if (row != NULL && !row->order_ok && rcm_practice_says(s, &row->row))
		{
			rcm_fire(s, NULL, "ordering.npi", "NPI %lld may not order %s", (long long) row->npi,
					 rcm_code_name(s, l->code));
			return;
		}
	}
}

static void
spec(RcmScrub *s, RcmScrubLine *l)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_PROCEDURE_SPECIALTY, 0);
	char		text[2] = {(char) (l->specialty >> 8), (char) (l->specialty & 0xFF)};
	const RcmRangeRule *rule = NULL;

	if (l->specialty == 0)
		return;
	for (int i = 0; i < rows->count; i++)
	{
		const RcmRangeRule *row = RCM_ROW(RcmRangeRule, rows, i);

		if (!rcm_hcpcs_in_range(l->code, row->low, row->high) || !rcm_live(&row->row, l->from))
			continue;
		if (rcm_texts_have(&row->list, (RcmText) {text, 2}))
			return;
		rule = row;
	}
	if (rcm_note(s, rule) != NULL)
		rcm_fire(s, l, "code", "%s is outside specialty %.2s", rcm_code_name(s, l->code), text);
}

static void
check_status(RcmScrub *s, const RcmProvider *p, const char *field, bool licence)
{
	const RcmProviderRow *row = p == NULL ? NULL : rcm_provider(s, rcm_identifier(p->npi));

	if (row == NULL || s->first_dos == RCM_NO_DATE)
		return;
	if (row->excluded_from != RCM_NO_DATE && row->excluded_from <= s->first_dos)
		rcm_fire(s, NULL, field, "NPI %lld is excluded from federal programs from %s",
				 (long long) row->npi, rcm_day_name(s, row->excluded_from));
	else if (licence && rcm_before(row->license_term, s->first_dos))
		rcm_fire(s, NULL, field, "the licence of NPI %lld ended on %s",
				 (long long) row->npi, rcm_day_name(s, row->license_term));
}

static void
status(RcmScrub *s)
{
	const RcmClaim *c = s->claim;

	check_status(s, c->billing, "billing.npi", false);
	check_status(s, c->rendering, "rendering.npi", true);
	check_status(s, c->ordering, "ordering.npi", false);
	check_status(s, c->referring, "referring.npi", false);
	for RCM_EACH_LINE(s, l)
	{
		check_status(s, l->line->rendering, "lines.rendering.npi", true);
		check_status(s, l->line->ordering, "lines.ordering.npi", false);
	}
}

static void
incident(RcmScrub *s, RcmScrubLine *l)
{
	const RcmEncounter *x = s->claim->encounter;
	int64_t		performer = x != NULL ? rcm_identifier(x->performed_by) : 0;
	const char *fault;

	if (performer == 0 || performer == l->rend || !rcm_kind_is(rcm_line_px(s, l), "EM") ||
		rcm_has_any_mod(&l->mods, "FS") || l->specialty == 0 ||
		rcm_code2_in(l->specialty, NON_PHYSICIANS) ||
		!rcm_code2_in(rcm_specialty(s, performer), "50 97 89 42"))
		return;
	fault = rcm_is_facility(s, l->pos, l->from) ? "in a facility" :
		rcm_code_in(l->code, RCM_NEW_PATIENT_VISITS) ? "for a new patient" :
		x->new_problem == RCM_TRUE ? "for a new problem" :
		x->supervisor_present != RCM_TRUE ? "without the physician present" : NULL;
	if (fault != NULL)
		rcm_fire(s, l, "rendering.npi", "incident-to billing %s", fault);
}

static void
check_link(RcmScrub *s, const RcmProvider *rendering)
{
	const RcmProviderRow *row = rcm_provider(s, rcm_identifier(rendering->npi));

	if (row == NULL || rcm_texts_have(&row->tins, s->billing_tin))
		return;
	for RCM_EACH_LINE(s, l)
		if (l->rend == row->npi && rcm_has_any_mod(&l->mods, "Q5 Q6"))
			return;
	rcm_fire(s, NULL, "rendering.npi", "NPI %lld does not reassign to the billing group",
			 (long long) row->npi);
}

static void
link(RcmScrub *s)
{
	const RcmProviderRow *billing = rcm_provider(s, s->billing_npi);
	const RcmProvider *last = NULL;

	if (billing == NULL || billing->type != 2 || !rcm_tin_well_formed(s->billing_tin))
		return;
	for RCM_EACH_LINE(s, l)
	{
		const RcmProvider *rendering = rendering_of(s, l);

		if (rendering == NULL || (last != NULL && rcm_text_equal(rendering->npi, last->npi)))
			continue;
		check_link(s, rendering);
		last = rendering;
	}
}

const RcmEdit rcm_prv_edits[] = {
	{
		.id = "PRV-RENDER", .name = "Rendering provider missing for a group",
		.level = "claim", .severity = RCM_REJECT, .scope = "form P",
		.form = 'P',
		.needs = RCM_NEEDS(PROVIDER),
		.claim_test = render,
		.carc = "16", .rarc = "N290", .claim_status = "A6:562:82",
		.fix = "Add the treating clinician.",
		.source = "X12 005010X222A1 (837P TR3) 2310B",
	},
	{
		.id = "PRV-ENROLL", .name = "Provider not enrolled or credentialed with the payer",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROVIDER) | RCM_NEEDS(ENROLLMENT),
		.claim_test = enroll,
		.carc = "B7|185", .rarc = "N570", .claim_status = "A7:743",
		.fix = "Hold until the effective date, or bill under an enrolled arrangement the payer allows.",
		.source = "CARC B7/185; Medicare 855; Waystar credentialing edits",
	},
	{
		.id = "PRV-ORDREQ", .name = "Ordering or referring provider missing",
		.level = "claim", .severity = RCM_REJECT, .scope = "per payer: payers.ordering_req=Y, form P",
		.form = 'P',
		.needs = RCM_NEEDS(PROCEDURE),
		.claim_test = ord_req,
		.carc = "16", .rarc = "N264|N265", .claim_status = "A6:562:DK",
		.fix = "Report who ordered it, even when it is the treating physician.",
		.source = "42 CFR 424.507; CMS-1500 item 17",
	},
	{
		.id = "PRV-ORDELIG", .name = "Orderer cannot order",
		.level = "claim", .severity = RCM_REJECT, .scope = "FFS Medicare, Medicaid",
		.classes = RCM_FFS | RCM_MEDICAID,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(PROVIDER),
		.claim_test = ord_elig,
		.carc = "183|184", .rarc = "N574", .claim_status = "A8:25:DK",
		.fix = "Use an eligible ordering provider.",
		.source = "PECOS ordering and referring file; N574",
	},
	{
		.id = "PRV-SPEC", .name = "Procedure outside the provider's specialty",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(PROVIDER) | RCM_NEEDS(PROCEDURE_SPECIALTY),
		.lines = RCM_USABLE_LINES, .line_test = spec,
		.carc = "8|170", .rarc = "N95", .claim_status = "A8:145:82",
		.fix = "Check the rendering provider or the code.",
		.source = "CARC 8; Optum ANE; LCD specialty rules",
	},
	{
		.id = "PRV-STATUS", .name = "Licence lapsed or provider excluded",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROVIDER),
		.claim_test = status,
		.carc = "B7", .rarc = "N570", .claim_status = "A7:743",
		.fix = "Do not bill: refunds and penalties follow.",
		.source = "OIG LEIE; 42 CFR 1001.1901",
	},
	{
		.id = "PRV-INCIDENT", .name = "Incident-to conditions not met",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_b",
		.classes = RCM_MEDICARE_B,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(PROVIDER) | RCM_NEEDS(PLACE_OF_SERVICE),
		.lines = RCM_USABLE_LINES, .line_test = incident,
		.carc = "185", .rarc = "N55", .claim_status = "",
		.fix = "Bill under the NPP's NPI.",
		.source = "42 CFR 410.26; MBPM ch.15 §60",
	},
	{
		.id = "PRV-LINK", .name = "Rendering provider not in the billing group",
		.level = "claim", .severity = RCM_REJECT, .scope = "form P",
		.form = 'P',
		.needs = RCM_NEEDS(PROVIDER),
		.claim_test = link,
		.carc = "16", .rarc = "N198", .claim_status = "A8:677",
		.fix = "Add the reassignment (855R) or correct the group.",
		.source = "Medicare 855R; RARC N198",
	},
};
const int rcm_prv_edit_count = sizeof(rcm_prv_edits) / sizeof(rcm_prv_edits[0]);
