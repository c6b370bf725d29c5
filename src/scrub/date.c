/*
 * date.c - dates and timely filing.
 */
#include "scrub/scrub.h"

static void
future(RcmScrub *s, RcmScrubLine *l)
{
	int32_t		today = s->claim->submit_date;

	if (!l->misordered && (rcm_before(today, l->from) || rcm_before(today, l->to)))
		rcm_fire(s, l, "from", "the service is after the day of submission, %s", rcm_day_name(s, today));
}

static void
order_of_line(RcmScrub *s, RcmScrubLine *l)
{
	if (l->misordered)
		rcm_fire(s, l, "to", "the line ends on %s, before it begins", rcm_day_name(s, l->to));
}

static void
order_of_claim(RcmScrub *s)
{
	const RcmClaim *c = s->claim;
	const RcmPatient *p = c->patient;

	if (rcm_before(c->stmt_to, c->stmt_from))
		rcm_fire(s, NULL, "stmt_to", "the statement ends before it begins");
	if (c->dates != NULL && (rcm_before(c->dates->discharge, c->dates->admit) ||
							 rcm_before(c->dates->discharge, c->admit_date)))
		rcm_fire(s, NULL, "dates.discharge", "the discharge is before the admission");
	if (s->institutional && p != NULL && rcm_before(c->stmt_to, p->dob))
		rcm_fire(s, NULL, "stmt_to", "the patient was born after the statement's last day");
}

/* When the prior payers were done, the last of them. */
static int32_t
last_adjudication(const RcmClaim *c)
{
	int32_t		last = RCM_NO_DATE;

	for (int i = 0; i < c->other_payers.count; i++)
	{
		int32_t		day = RCM_ITEM(c->other_payers, RcmOtherPayer, i)->adjud_date;

		if (day > last)
			last = day;
	}
	return last;
}

/* The last day on which the payer takes the line; RCM_NO_DATE: no limit known. */
static int32_t
filing_limit(RcmScrub *s, const RcmScrubLine *l)
{
	const RcmClaim *c = s->claim;
	const RcmPayer *payer = rcm_the_payer(s);
	int32_t		base = rcm_text_is(payer->timely_basis, "CLAIM_TO") ? c->stmt_to : l->from;
	int32_t		n = payer->timely_n;
	bool		months = rcm_text_is(payer->timely_unit, "M");

	if (rcm_word_in(s->freq, "7 8") && payer->corrected_n != RCM_NO_INT32)
		n = payer->corrected_n;
	if (rcm_word_in(c->payer_seq, "S T") && payer->secondary_n != RCM_NO_INT32)
	{
		base = last_adjudication(c);
		n = payer->secondary_n;
		months = false;
	}
	if (base == RCM_NO_DATE || n == RCM_NO_INT32 || l->misordered)
		return RCM_NO_DATE;
	return months ? rcm_add_months(base, n) : base + n;
}

static void
timely(RcmScrub *s, RcmScrubLine *l)
{
	int32_t		limit = filing_limit(s, l);

	if (rcm_before(limit, s->claim->submit_date) && rcm_blank(s->claim->delay_reason))
		rcm_fire(s, l, "from", "the filing limit was %s", rcm_day_name(s, limit));
}

static void
risk(RcmScrub *s, RcmScrubLine *l)
{
	int32_t		limit = filing_limit(s, l);
	int32_t		today = s->claim->submit_date;

	if (limit != RCM_NO_DATE && today != RCM_NO_DATE && today <= limit && limit - today <= 10)
		rcm_fire(s, l, "from", "the filing limit is %s", rcm_day_name(s, limit));
}

static void
year(RcmScrub *s)
{
	int32_t		first = RCM_NO_DATE;
	int32_t		last = RCM_NO_DATE;

	for RCM_EACH_LINE(s, l)
	{
		if (l->misordered || l->from == RCM_NO_DATE)
			continue;
		if (first == RCM_NO_DATE || l->from < first)
			first = l->from;
		if (l->to > last)
			last = l->to;
	}
	if (first != RCM_NO_DATE && rcm_ymd(first).year != rcm_ymd(last).year)
		rcm_fire(s, NULL, "lines", "the lines reach from %d into %d", rcm_ymd(first).year,
				 rcm_ymd(last).year);
}

static void
stmt(RcmScrub *s, RcmScrubLine *l)
{
	if (s->inpatient || !l->coded || l->misordered)
		return;
	if (l->from == RCM_NO_DATE)
		rcm_fire(s, l, "from", "the line has no date");
	else if (rcm_before(l->from, s->claim->stmt_from) || rcm_before(s->claim->stmt_to, l->from))
		rcm_fire(s, l, "from", "the line's date is outside the statement, %s to %s",
				 rcm_day_name(s, s->claim->stmt_from), rcm_day_name(s, s->claim->stmt_to));
}

static void
accident(RcmScrub *s)
{
	const RcmRelated *r = s->claim->related;
	int32_t		day = s->claim->dates != NULL ? s->claim->dates->accident : RCM_NO_DATE;

	if (r == NULL ||
		!(r->employment == RCM_TRUE || r->automobile == RCM_TRUE || r->other == RCM_TRUE))
		return;
	if (day == RCM_NO_DATE)
		rcm_fire(s, NULL, "dates.accident", "an accident without its date");
	else if (rcm_before(s->first_dos, day))
		rcm_fire(s, NULL, "dates.accident", "the accident is after the first date of service");
	if (r->automobile == RCM_TRUE && rcm_blank(r->state))
		rcm_fire(s, NULL, "related.state", "an auto accident without its state");
}

const RcmEdit rcm_date_edits[] = {
	{
		.id = "DATE-FUTURE", .name = "Service date after submission",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.lines = RCM_ALL_LINES, .line_test = future,
		.carc = "110", .rarc = "M52", .claim_status = "A7:510",
		.fix = "Correct the date or hold the claim.",
		.source = "CARC 110; 277CA 510",
	},
	{
		.id = "DATE-ORDER", .name = "Dates out of order",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.lines = RCM_ALL_LINES, .claim_test = order_of_claim, .line_test = order_of_line,
		.carc = "16", .rarc = "M52|M59", .claim_status = "A7:187|A7:188",
		.fix = "Correct the dates.",
		.source = "IOCE 23; TR3 DTP",
	},
	{
		.id = "DATE-TIMELY", .name = "Timely filing limit passed",
		.level = "line", .severity = RCM_REJECT, .scope = "per payer: payers.timely_*, corrected_n, secondary_n",
		.lines = RCM_ALL_LINES, .line_test = timely,
		.carc = "29", .rarc = "", .claim_status = "A8:718",
		.fix = "Appeal with the clearinghouse acceptance report, or write off.",
		.source = "MCPM ch.1 §70 (1 calendar year); payer manuals",
	},
	{
		.id = "DATE-RISK", .name = "Timely filing close",
		.level = "line", .severity = RCM_INFO, .scope = "as DATE-TIMELY",
		.lines = RCM_ALL_LINES, .line_test = risk,
		.carc = "29", .rarc = "", .claim_status = "",
		.fix = "Send today.",
		.source = "Operating practice",
	},
	{
		.id = "DATE-YEAR", .name = "Claim spans two calendar years",
		.level = "claim", .severity = RCM_REJECT, .scope = "medicare_b, dme_mac, form P",
		.form = 'P', .classes = RCM_MEDICARE_B | RCM_DME_MAC,
		.claim_test = year,
		.carc = "268", .rarc = "N61", .claim_status = "A8:773",
		.fix = "One claim per calendar year.",
		.source = "MCPM ch.26; CARC 268; 277CA 773",
	},
	{
		.id = "DATE-STMT", .name = "Line date outside the statement period",
		.level = "line", .severity = RCM_REJECT, .scope = "form I",
		.form = 'I',
		.lines = RCM_ALL_LINES, .line_test = stmt,
		.carc = "16", .rarc = "M52|MA31", .claim_status = "A8:188",
		.fix = "Line dates must lie inside FL 6.",
		.source = "IOCE 24; NUBC FL 45",
	},
	{
		.id = "DATE-ACCIDENT", .name = "Accident details missing",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.claim_test = accident,
		.carc = "16", .rarc = "N305", .claim_status = "A7:727|A7:728",
		.fix = "Add the accident date (and state for auto).",
		.source = "X12 005010X222A1 (837P TR3) CLM11, DTP*439",
	},
};
const int rcm_date_edit_count = sizeof(rcm_date_edits) / sizeof(rcm_date_edits[0]);
