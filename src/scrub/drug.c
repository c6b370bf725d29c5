/*
 * drug.c - drugs and NDC.
 */
#include "scrub/scrub.h"

static bool
ndc_given(const RcmLine *line)
{
	return line->ndc != NULL && (line->ndc->object.given & ~line->ndc->object.nulls) != 0;
}

/* The code without its dashes. */
static RcmText
ndc_code(RcmScrub *s, const RcmNdc *ndc)
{
	char	   *out = rcm_alloc(s->arena, (size_t) ndc->code.len + 1);
	int			n = 0;

	for (int i = 0; i < ndc->code.len; i++)
		if (ndc->code.data[i] != '-')
			out[n++] = ndc->code.data[i];
	return (RcmText) {out, n};
}

static const char *
format_fault(RcmScrub *s, const RcmNdc *ndc)
{
	RcmText		code = ndc_code(s, ndc);

	if (!rcm_text_is(ndc->qual, "N4"))
		return "the NDC qualifier is not N4";
	if (!rcm_all_digits(code, 11))
		return "the NDC is not eleven digits";
	if (rcm_text_is(code, "00000000000"))
		return "the NDC is all zeros";
	if (rcm_units(&ndc->qty) <= 0)
		return "the NDC quantity is not a positive number";
	if (!rcm_word_in(ndc->uom, "F2 GR ME ML UN"))
		return "the NDC unit is not F2, GR, ME, ML or UN";
	return NULL;
}

/* The crosswalk row of the line's NDC and code on its date. */
static const RcmNdcRow *
crosswalk(RcmScrub *s, const RcmScrubLine *l, bool *ndc_known)
{
	const RcmRows *rows;

	*ndc_known = false;
	if (!ndc_given(l->line))
		return NULL;
	rows = rcm_text_rows(s, RCM_SET_NDC, ndc_code(s, l->line->ndc));
	*ndc_known = rows->count > 0;
	for (int i = 0; i < rows->count; i++)
	{
		const RcmNdcRow *row = RCM_ROW(RcmNdcRow, rows, i);

		if (row->code == l->code && rcm_live(&row->row, l->from))
			return rcm_note(s, row);
	}
	return NULL;
}

static void
ndc_req(RcmScrub *s, RcmScrubLine *l)
{
	if (rcm_the_payer(s)->ndc_req && rcm_line_px(s, l)->drug &&
		(l->line->ndc == NULL || rcm_blank(l->line->ndc->code)))
		rcm_fire(s, l, "ndc", "the payer wants the NDC of %s", rcm_code_name(s, l->code));
}

static void
ndc_fmt(RcmScrub *s, RcmScrubLine *l)
{
	const char *fault = ndc_given(l->line) ? format_fault(s, l->line->ndc) : NULL;

	if (fault != NULL)
		rcm_fire(s, l, "ndc", "%s", fault);
}

static void
ndc_px(RcmScrub *s, RcmScrubLine *l)
{
	const RcmProcedure *px = rcm_line_px(s, l);
	bool		known;

	if (!(px->drug || rcm_kind_is(px, "VAX")) || !ndc_given(l->line) ||
		format_fault(s, l->line->ndc) != NULL || crosswalk(s, l, &known) != NULL)
		return;
	/* the crosswalk is never complete: an NDC it lacks altogether may be right */
	rcm_fire_as(s, known ? RCM_REJECT : RCM_WARN, l, "ndc.code", "the NDC is not one of %s on %s",
				rcm_code_name(s, l->code), rcm_day_name(s, l->from));
}

static void
units(RcmScrub *s, RcmScrubLine *l)
{
	bool		known;
	const RcmNdcRow *row = crosswalk(s, l, &known);
	const RcmNdc *ndc = l->line->ndc;
	int64_t		expected;

	if (row == NULL || row->units_per_uom <= 0 || format_fault(s, ndc) != NULL || !rcm_text_equal(row->uom, ndc->uom) ||
		ndc->qty.state != RCM_NUMBER_OK ||
		__builtin_mul_overflow(ndc->qty.millionths, row->units_per_uom, &expected) ||
		expected > INT64_MAX - RCM_ONE * RCM_ONE)
		return;
	expected = (expected + RCM_ONE * RCM_ONE - 1) / (RCM_ONE * RCM_ONE);
	if (rcm_units(&l->line->units) != expected * RCM_ONE)
		rcm_fire(s, l, "units", "%.*s %.*s are %lld units of %s, not %.*s", RCM_PRINT(ndc->qty.raw),
				 RCM_PRINT(ndc->uom), (long long) expected, rcm_code_name(s, l->code),
				 RCM_PRINT(l->line->units.raw));
}

static RcmText
container(RcmScrub *s, const RcmScrubLine *l)
{
	bool		known;
	const RcmNdcRow *row = crosswalk(s, l, &known);

	return row != NULL ? row->container : rcm_line_px(s, l)->container;
}

/* Another line of the drug that day, with JW or without. */
static bool
beside(RcmScrub *s, const RcmScrubLine *l, bool jw)
{
	for RCM_EACH_LINE(s, o)
		if (o != l && o->usable && o->code == l->code && o->from == l->from &&
			rcm_has_any_mod(&o->mods, "JW") == jw)
			return true;
	return false;
}

static void
jw_jz(RcmScrub *s, RcmScrubLine *l)
{
	int32_t		begins;

	rcm_date_from_ymd(2023, 7, 1, &begins);
	if (rcm_line_px(s, l)->drug && l->from >= begins && !rcm_has_any_mod(&l->mods, "JW JZ") &&
		rcm_text_is(container(s, l), "S") && !beside(s, l, true))
		rcm_fire(s, l, "mods", "single-dose %s has neither JZ nor a JW line", rcm_code_name(s, l->code));
}

static void
jw_use(RcmScrub *s, RcmScrubLine *l)
{
	bool		jw = rcm_has_any_mod(&l->mods, "JW");
	bool		jz = rcm_has_any_mod(&l->mods, "JZ");

	if (!rcm_line_px(s, l)->drug || !(jw || jz))
		return;
	if (jw && !beside(s, l, false))
		rcm_fire(s, l, "mods", "JW without a line for the dose given");
	if (jz && beside(s, l, true))
		rcm_fire(s, l, "mods", "JZ beside a JW line");
	if (rcm_text_is(container(s, l), "M"))
		rcm_fire(s, l, "mods", "JW or JZ on a multiple-dose container");
}

const RcmEdit rcm_drug_edits[] = {
	{
		.id = "DRUG-NDCREQ", .name = "NDC missing",
		.level = "line", .severity = RCM_REJECT, .scope = "per payer: payers.ndc_req=Y",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = ndc_req,
		.carc = "16", .rarc = "M119", .claim_status = "A7:218",
		.fix = "Send the 11-digit NDC, unit and quantity.",
		.source = "Medicaid DRA 2005; payer NDC policies",
	},
	{
		.id = "DRUG-NDCFMT", .name = "NDC malformed",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.lines = RCM_ALL_LINES, .line_test = ndc_fmt,
		.carc = "16", .rarc = "M119|N815|N816", .claim_status = "A7:218",
		.fix = "Pad to 5-4-2: the short segment takes a leading zero.",
		.source = "X12 005010X222A1 (837P TR3) 2410 LIN/CTP",
	},
	{
		.id = "DRUG-NDCPX", .name = "NDC does not match the HCPCS on that date",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(NDC),
		.lines = RCM_USABLE_LINES, .line_test = ndc_px,
		.carc = "16", .rarc = "N846|N847", .claim_status = "A8:218",
		.fix = "Use the NDC of the vial given.",
		.source = "ASP NDC-HCPCS crosswalk; N846",
	},
	{
		.id = "DRUG-UNITS", .name = "HCPCS units do not follow from the NDC quantity",
		.level = "line", .severity = RCM_WARN, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(NDC),
		.lines = RCM_USABLE_LINES, .line_test = units,
		.carc = "16", .rarc = "N815|N430", .claim_status = "",
		.fix = "Convert the dose to billing units.",
		.source = "ASP crosswalk",
	},
	{
		.id = "DRUG-JWJZ", .name = "Single-dose drug without JW or JZ",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_b, from 2023-07-01",
		.classes = RCM_FFS,
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = jw_jz,
		.carc = "4", .rarc = "N822", .claim_status = "",
		.fix = "JZ when nothing was discarded; else a JW line for the waste.",
		.source = "MCPM ch.17 §40; CMS JW/JZ FAQ",
	},
	{
		.id = "DRUG-JWUSE", .name = "JW or JZ misused",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_b",
		.classes = RCM_FFS,
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = jw_use,
		.carc = "4", .rarc = "N823", .claim_status = "",
		.fix = "JW only beside an administered line; never JW and JZ together.",
		.source = "CMS JW/JZ FAQ",
	},
};
const int rcm_drug_edit_count = sizeof(rcm_drug_edits) / sizeof(rcm_drug_edits[0]);
