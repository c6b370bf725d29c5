/*
 * unit.c - units of service and medically unlikely edits.
 */
#include "scrub/scrub.h"

static void
zero(RcmScrub *s, RcmScrubLine *l)
{
	const RcmNumber *units = &l->line->units;
	bool		whole = rcm_blank(l->line->uom) || rcm_text_is(l->line->uom, "UN");

	if (rcm_text_is(l->rev, "0001"))
		return;					/* the line that totals a UB-04 */
	if (units->state == RCM_NUMBER_NONE)
		rcm_fire(s, l, "units", "the line has no units");
	else if (units->state == RCM_NUMBER_BAD)
		rcm_fire(s, l, "units", "the units are not a number");
	else if (units->millionths <= 0)
		rcm_fire(s, l, "units", "the units are not positive");
	else if (whole && units->millionths % RCM_ONE != 0 &&
			 !(l->px != NULL && rcm_word_in(l->px->kind, "DME DRUG")))
	{
		rcm_line_px(s, l);
		rcm_fire(s, l, "units", "%.*s units are not whole", RCM_PRINT(units->raw));
	}
}

/* Units of one day; a spanned line is divided by its days, half a unit rounded up. */
static int64_t
day_units(const RcmNumber *units, int32_t from, int32_t to)
{
	int64_t		u = rcm_units(units);
	int64_t		days = to > from ? to - from + 1 : 1;

	if (days == 1)
		return u;
	return (2 * u + days * RCM_ONE) / (2 * days * RCM_ONE) * RCM_ONE;
}

static bool
left_out(const RcmMods *mods)
{
	return rcm_has_any_mod(mods, "GY GX");
}

static const RcmMue *
find_limit(RcmScrub *s, const RcmScrubLine *l)
{
	const char *setting = s->payer_class == RCM_DME_MAC ? "DME" : s->institutional ? "OPH" : "PRA";
	const RcmRows *rows;

	if (s->inpatient || !rcm_word_in(s->payer->mue, "MCR MCD") || left_out(&l->mods))
		return NULL;
	rows = rcm_rows(s, RCM_SET_MUE, l->code);
	for (int i = 0; i < rows->count; i++)
	{
		const RcmMue *row = RCM_ROW(RcmMue, rows, i);

		if (rcm_text_equal(row->program, s->payer->mue) && rcm_text_is(row->setting, setting) &&
			rcm_live(&row->row, l->from) && (row->value > 0 || s->payer_class & RCM_FFS))
			return row;
	}
	return NULL;
}

/* The limit for the line, if it has one. */
static const RcmMue *
limit_for(RcmScrub *s, RcmScrubLine *l)
{
	if (!l->mue_known || s->listener != NULL)
		l->mue = find_limit(s, l);
	l->mue_known = true;
	return rcm_note(s, l->mue);
}

static void
mue1(RcmScrub *s, RcmScrubLine *l)
{
	const RcmMue *row = limit_for(s, l);

	if (row != NULL && (row->mai == 1 || rcm_text_is(row->program, "MCD")) &&
		day_units(&l->line->units, l->from, l->to) > row->value * RCM_ONE)
		rcm_fire(s, l, "units", "%s: units of the line %.*s, at most %d", rcm_code_name(s, l->code),
				 RCM_PRINT(l->line->units.raw), row->value);
}

/* Who performed it, for adding up a day: facilities and DME by the biller. */
static int64_t
performer(RcmScrub *s, int64_t rend)
{
	return s->institutional || s->payer_class == RCM_DME_MAC ? s->billing_npi : rend;
}

/* Units of the code on the line's day, over this claim and the history. */
static int64_t
units_of_day(RcmScrub *s, const RcmScrubLine *l)
{
	int64_t		who = performer(s, l->rend);
	int64_t		total = 0;

	for RCM_EACH_LINE(s, o)
		if (o->usable && o->code == l->code && o->from == l->from &&
			performer(s, o->rend) == who && !left_out(&o->mods) &&
			!rcm_has_any_mod(&o->mods, "55"))
			total += day_units(&o->line->units, o->from, o->to);
	for RCM_EACH_HISTORY(s, h)
		if (h->in_set && h->same_payer && h->code == l->code && h->from == l->from &&
			h->rend == who && !left_out(&h->mods) && !rcm_has_any_mod(&h->mods, "55"))
			total += day_units(&h->line->units, h->from, h->to);
	return total;
}

static void
mue_of_day(RcmScrub *s, RcmScrubLine *l, int mai)
{
	const RcmMue *row = limit_for(s, l);
	int64_t		limit;
	int64_t		total;

	if (row == NULL || row->mai != mai || !rcm_text_is(row->program, "MCR") ||
		rcm_has_any_mod(&l->mods, "55"))
		return;
	limit = row->value;
	/* an ambulatory surgical centre bills both sides of a bilateral procedure */
	if (l->specialty == RCM_CODE2("49") && l->pfs != NULL &&
		rcm_indicator_in(rcm_line_pfs(s, l)->bilateral, "1"))
		limit *= 2;
	total = units_of_day(s, l);
	if (total > limit * RCM_ONE)
		rcm_fire(s, l, "units", "%s: units of the day %.12g, at most %lld", rcm_code_name(s, l->code),
				 (double) total / RCM_ONE, (long long) limit);
}

static void
mue2(RcmScrub *s, RcmScrubLine *l)
{
	mue_of_day(s, l, 2);
}

static void
mue3(RcmScrub *s, RcmScrubLine *l)
{
	mue_of_day(s, l, 3);
}

static void
span(RcmScrub *s, RcmScrubLine *l)
{
	const RcmProcedure *px;
	int			days = rcm_line_days(l);

	if (l->to <= l->from)
		return;
	px = rcm_line_px(s, l);
	if (px->per_day && rcm_units(&l->line->units) != days * RCM_ONE)
		rcm_fire(s, l, "units", "%d days and %.*s units", days, RCM_PRINT(l->line->units.raw));
	else if (!px->per_day && rcm_kind_is(px, "EM"))
		rcm_fire(s, l, "to", "a visit that spans %d days", days);
}

/* GP, GO or GN; 0: none. */
static uint16_t
discipline(const RcmScrubLine *l)
{
	for (int i = 0; i < l->mods.count; i++)
		if (rcm_code2_in(l->mods.items[i], "GP GO GN"))
			return l->mods.items[i];
	return 0;
}

static void
eight_minutes(RcmScrub *s, RcmScrubLine *l)
{
	int64_t		minutes = 0;
	int64_t		units = 0;

	if (!rcm_line_px(s, l)->timed || discipline(l) == 0)
		return;
	for RCM_EACH_LINE(s, o)
	{
		if (!o->usable || !o->px->timed || !rcm_same_day_same_rend(o, l) ||
			discipline(o) != discipline(l))
			continue;
		if (o->line->minutes.state != RCM_NUMBER_OK)
			return;
		minutes += o->line->minutes.millionths;
		units += rcm_units(&o->line->units);
	}
	if (units > (minutes + 7 * RCM_ONE) / (15 * RCM_ONE) * RCM_ONE)
		rcm_fire(s, l, "units", "%.12g timed units that day for %.12g minutes",
				 (double) units / RCM_ONE, (double) minutes / RCM_ONE);
}

const RcmEdit rcm_unit_edits[] = {
	{
		.id = "UNIT-ZERO", .name = "Units missing or not positive",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.lines = RCM_ALL_LINES, .line_test = zero,
		.carc = "16", .rarc = "M53", .claim_status = "A7:476",
		.fix = "Enter whole units of at least 1.",
		.source = "X12 005010X222A1 (837P TR3) SV104; TR3I SV205",
	},
	{
		.id = "UNIT-MUE1", .name = "MUE exceeded on one line (MAI 1, and every Medicaid MUE)",
		.level = "line", .severity = RCM_REJECT, .scope = "payers.mue = MCR or MCD",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(MUE),
		.lines = RCM_USABLE_LINES, .line_test = mue1,
		.carc = "151", .rarc = "N362", .claim_status = "A8:476",
		.fix = "Split correctly over lines with a repeat/anatomic modifier, or correct the units.",
		.source = "NCCI ch.I §V; MLN MM8853; Medicaid NCCI edit design manual",
	},
	{
		.id = "UNIT-MUE2", .name = "Policy MUE exceeded for the day (MAI 2)",
		.level = "line", .severity = RCM_REJECT, .scope = "payers.mue = MCR",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(MUE),
		.lines = RCM_USABLE_LINES, .line_test = mue2,
		.carc = "151", .rarc = "N362", .claim_status = "A8:476",
		.fix = "Absolute: no modifier helps. Bilateral surgery = one line, 50, one unit.",
		.source = "NCCI ch.I §V (MAI 2 set by statute, anatomy or code definition); MLN SE1422",
	},
	{
		.id = "UNIT-MUE3", .name = "Clinical MUE exceeded for the day (MAI 3)",
		.level = "line", .severity = RCM_REJECT, .scope = "payers.mue = MCR",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(MUE),
		.lines = RCM_USABLE_LINES, .line_test = mue3,
		.carc = "151", .rarc = "N362", .claim_status = "A8:476",
		.fix = "Correct the units; if they are right, bill with records ready: the payer may pay on appeal.",
		.source = "NCCI ch.I §V; MLN MM8853",
	},
	{
		.id = "UNIT-SPAN", .name = "Units do not match the date span",
		.level = "line", .severity = RCM_WARN, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = span,
		.carc = "16", .rarc = "N345|M53", .claim_status = "A8:258",
		.fix = "One unit per day in the span, or one line per day.",
		.source = "RARC N345; MCPM ch.26",
	},
	{
		.id = "UNIT-8MIN", .name = "Timed units exceed the minutes (8-minute rule)",
		.level = "line", .severity = RCM_REJECT, .scope = "FFS Medicare",
		.classes = RCM_FFS,
		.needs = RCM_NEEDS(PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = eight_minutes,
		.carc = "151", .rarc = "N430", .claim_status = "",
		.fix = "Bill the units the total timed minutes support.",
		.source = "MCPM ch.5 §20.2",
	},
};
const int rcm_unit_edit_count = sizeof(rcm_unit_edits) / sizeof(rcm_unit_edits[0]);
