/*
 * inst.c - institutional claims.
 */
#include "scrub/scrub.h"

#define DISCHARGE_STATUSES "01 02 03 04 05 06 07 09 20 21 30 40 41 42 43 50 51 61 62 63 64 65 66 " \
	"69 70 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95"

static void
tob(RcmScrub *s)
{
	const RcmRows *rows = rcm_text_rows(s, RCM_SET_TYPE_OF_BILL, s->tob2);
	char		freq[1] = {s->tob_freq};
	RcmText		third = {freq, s->tob_freq == '\0' ? 0 : 1};

	if (s->tob2.len == 0 || rows->count == 0 || s->claim->tob.len != 3)
		rcm_fire(s, NULL, "tob", "the type of bill is not known");
	else if (!rcm_texts_have(&((const RcmTypeOfBill *) rcm_note(s, rows->rows))->frequencies, third))
		rcm_fire(s, NULL, "tob", "type of bill %.*s does not take frequency %c", RCM_PRINT(s->tob2),
				 s->tob_freq);
	else if (!rcm_text_equal(s->freq, third))
		rcm_fire(s, NULL, "freq", "the frequency is not the third character of the type of bill");
}

/* The row of the line's revenue code on its date, else the statement's. */
static const RcmRevenueCode *
revenue(RcmScrub *s, const RcmScrubLine *l)
{
	const RcmRows *rows = rcm_text_rows(s, RCM_SET_REVENUE_CODE, l->rev);
	int32_t		day = l->from != RCM_NO_DATE ? l->from : s->claim->stmt_from;

	for (int i = 0; i < rows->count; i++)
		if (day == RCM_NO_DATE || rcm_live(&RCM_ROW(RcmRevenueCode, rows, i)->row, day))
			return rcm_note(s, RCM_ROW(RcmRevenueCode, rows, i));
	return NULL;
}

static void
rev(RcmScrub *s, RcmScrubLine *l)
{
	if (revenue(s, l) == NULL)
		rcm_fire(s, l, "rev", "revenue code \"%.*s\" is not in force", l->rev.len > 4 ? 4 : l->rev.len,
				 l->rev.data);
}

static void
rev_px(RcmScrub *s, RcmScrubLine *l)
{
	const RcmRevenueCode *row;

	if (!s->inpatient && !l->coded && (row = revenue(s, l)) != NULL && row->hcpcs_required)
		rcm_fire(s, l, "code", "revenue code %.*s wants a procedure code", RCM_PRINT(l->rev));
}

static void
rev_match(RcmScrub *s, RcmScrubLine *l)
{
	const RcmRows *rows = rcm_text_rows(s, RCM_SET_REVENUE_PROCEDURE, l->rev);
	const RcmRangeRule *rule = NULL;

	for (int i = 0; i < rows->count; i++)
	{
		const RcmRangeRule *row = RCM_ROW(RcmRangeRule, rows, i);

		if (!rcm_live(&row->row, l->from))
			continue;
		if (rcm_hcpcs_in_range(l->code, row->low, row->high))
			return;
		rule = row;
	}
	if (rcm_note(s, rule) != NULL)
		rcm_fire(s, l, "code", "%s does not belong under revenue code %.*s",
				 rcm_code_name(s, l->code), RCM_PRINT(l->rev));
}

static void
attend(RcmScrub *s)
{
	const RcmProvider *a = s->claim->attending;

	if ((a == NULL || rcm_blank(a->npi)) && !rcm_text_is(s->tob2, "14"))
		rcm_fire(s, NULL, "attending.npi", "the attending provider is missing");
}

static void
admit(RcmScrub *s)
{
	const RcmClaim *c = s->claim;
	const char *missing = c->admit_date == RCM_NO_DATE ? "admit_date" :
		rcm_blank(c->admit_hour) ? "admit_hour" :
		!rcm_word_in(c->admit_type, "1 2 3 4 5 9") ? "admit_type" :
		rcm_blank(c->admit_source) ? "admit_source" :
		rcm_blank(c->admit_dx) ? "admit_dx" : NULL;

	if (s->inpatient && missing != NULL)
		rcm_fire(s, NULL, missing, "%s of an inpatient claim is missing or not valid", missing);
}

static void
dstat(RcmScrub *s)
{
	RcmText		status = s->claim->discharge_status;
	bool		still_patient = rcm_text_is(status, "30");

	if (!rcm_word_in(status, DISCHARGE_STATUSES))
		rcm_fire(s, NULL, "discharge_status", "the discharge status is missing or not valid");
	else if ((s->tob_freq == '1' || s->tob_freq == '4') && still_patient && s->inpatient)
		rcm_fire(s, NULL, "discharge_status", "a final bill for somebody who is still a patient");
	else if ((s->tob_freq == '2' || s->tob_freq == '3') && !still_patient)
		rcm_fire(s, NULL, "discharge_status", "an interim bill takes status 30");
}

static void
adj_cc(RcmScrub *s)
{
	if (s->tob_freq != '7' && s->tob_freq != '8')
		return;
	for (int i = 0; i < s->claim->condition_codes.count; i++)
		if (rcm_word_in(RCM_TEXT_ITEM(s->claim->condition_codes, i),
						"D0 D1 D2 D3 D4 D5 D6 D7 D8 D9 E0"))
			return;
	rcm_fire(s, NULL, "condition_codes", "an adjustment without its reason (D0-D9, E0)");
}

static void
days(RcmScrub *s)
{
	const RcmClaim *c = s->claim;
	int64_t		stay;
	int64_t		billed = 0;

	if (!s->inpatient || c->stmt_from == RCM_NO_DATE || c->stmt_to == RCM_NO_DATE)
		return;
	stay = c->stmt_to > c->stmt_from ? c->stmt_to - c->stmt_from : 1;
	if (rcm_text_is(c->discharge_status, "30") && c->stmt_to > c->stmt_from)
		stay++;
	for RCM_EACH_LINE(s, l)
		if (rcm_all_digits(l->rev, 4) && memcmp(l->rev.data, "0100", 4) >= 0 &&
			memcmp(l->rev.data, "0219", 4) <= 0)
			billed += rcm_units(&l->line->units);
	if (billed != stay * RCM_ONE)
		rcm_fire(s, NULL, "lines", "%.12g days of room and board for a stay of %lld",
				 (double) billed / RCM_ONE, (long long) stay);
}

static void
device(RcmScrub *s, RcmScrubLine *l)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_DEVICE, l->code);

	if (s->inpatient || rcm_has_any_mod(&l->mods, "52 73 74"))
		return;
	for (int i = 0; i < rows->count; i++)
	{
		const RcmDevice *row = RCM_ROW(RcmDevice, rows, i);
		bool		there = false;

		if (!rcm_live(&row->row, l->from))
			continue;
		rcm_note(s, row);
		for RCM_EACH_LINE(s, o)
			there = there || rcm_texts_have(&row->devices, o->code_text);
		if (!there)
			rcm_fire(s, l, "code", "%s without one of its devices", rcm_code_name(s, l->code));
	}
}

/* Does the code have that OPPS status on the day? */
static bool
opps_status_in(RcmScrub *s, const RcmScrubLine *l, const char *statuses)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_OPPS_STATUS, l->code);

	for (int i = 0; i < rows->count; i++)
	{
		const RcmOppsStatus *row = RCM_ROW(RcmOppsStatus, rows, i);

		if (rcm_live(&row->row, l->from) && rcm_word_in(row->status, statuses))
			return rcm_note(s, row) != NULL;
	}
	return false;
}

static void
ipo(RcmScrub *s, RcmScrubLine *l)
{
	if (rcm_word_in(s->tob2, "12 13") && opps_status_in(s, l, "C") &&
		!(rcm_has_any_mod(&l->mods, "CA") && rcm_text_is(s->claim->discharge_status, "20")))
		rcm_fire(s, l, "code", "%s is paid to inpatients only", rcm_code_name(s, l->code));
}

static void
visit_25(RcmScrub *s, RcmScrubLine *l)
{
	if (!rcm_text_is(s->tob2, "13") || rcm_has_any_mod(&l->mods, "25") ||
		!opps_status_in(s, l, "V"))
		return;
	for RCM_EACH_LINE(s, o)
		if (o != l && o->usable && o->from == l->from && opps_status_in(s, o, "S T"))
		{
			rcm_fire(s, l, "mods", "a visit without 25 beside procedure %s", rcm_code_name(s, o->code));
			return;
		}
}

static bool
diagnostic(RcmText rev)
{
	static const char *const prefixes[] = {
		"030", "031", "032", "035", "040", "046", "048", "061", "073", "074",
	};

	for (size_t i = 0; rev.len == 4 && i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (memcmp(rev.data, prefixes[i], 3) == 0)
			return true;
	return false;
}

static void
three_days(RcmScrub *s, RcmScrubLine *l)
{
	bool		is_diagnostic = diagnostic(l->rev);

	if (!rcm_text_is(s->tob2, "13") || l->from == RCM_NO_DATE ||
		(!is_diagnostic && rcm_has_condition_code(s, "51")))
		return;
	for RCM_EACH_HISTORY(s, h)
	{
		const RcmHistoryLine *line = h->line;
		bool		same_dx = line->dx.count > 0 && s->dx_count > 0 &&
			s->dx[0].packed != RCM_NO_ICD10 &&
			rcm_icd10_pack(RCM_TEXT_ITEM(line->dx, 0)) == s->dx[0].packed;

		if (h->in_set && line->tob.len >= 2 && memcmp(line->tob.data, "11", 2) == 0 &&
			h->rend == s->billing_npi && line->admit != RCM_NO_DATE && line->admit >= l->from &&
			line->admit - l->from <= 3 && (is_diagnostic || same_dx))
		{
			rcm_fire(s, l, "from", "the service is within three days of the admission on %s",
					 rcm_day_name(s, line->admit));
			return;
		}
	}
}

const RcmEdit rcm_inst_edits[] = {
	{
		.id = "INST-TOB", .name = "Type of bill invalid",
		.level = "claim", .severity = RCM_REJECT, .scope = "form I",
		.form = 'I',
		.needs = RCM_NEEDS(TYPE_OF_BILL),
		.claim_test = tob,
		.carc = "16", .rarc = "MA30", .claim_status = "A7:228",
		.fix = "Correct FL 4.",
		.source = "NUBC; IOCE",
	},
	{
		.id = "INST-REV", .name = "Revenue code invalid",
		.level = "line", .severity = RCM_REJECT, .scope = "form I",
		.form = 'I',
		.needs = RCM_NEEDS(REVENUE_CODE),
		.lines = RCM_ALL_LINES, .line_test = rev,
		.carc = "16", .rarc = "M50", .claim_status = "A7:455",
		.fix = "Use a live revenue code.",
		.source = "IOCE 41, 65; NUBC",
	},
	{
		.id = "INST-REVPX", .name = "HCPCS missing for the revenue code",
		.level = "line", .severity = RCM_REJECT, .scope = "form I outpatient",
		.form = 'I',
		.needs = RCM_NEEDS(REVENUE_CODE),
		.lines = RCM_ALL_LINES, .line_test = rev_px,
		.carc = "16", .rarc = "M20", .claim_status = "A7:507",
		.fix = "Add the HCPCS code.",
		.source = "IOCE 48",
	},
	{
		.id = "INST-REVMATCH", .name = "HCPCS does not belong to the revenue code",
		.level = "line", .severity = RCM_REJECT, .scope = "form I",
		.form = 'I',
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(REVENUE_PROCEDURE),
		.lines = RCM_USABLE_LINES, .line_test = rev_match,
		.carc = "199", .rarc = "", .claim_status = "A8:455",
		.fix = "Correct the chargemaster mapping.",
		.source = "CARC 199; IOCE 79",
	},
	{
		.id = "INST-ATTEND", .name = "Attending provider missing",
		.level = "claim", .severity = RCM_REJECT, .scope = "form I",
		.form = 'I',
		.claim_test = attend,
		.carc = "16", .rarc = "N253", .claim_status = "A6:562:71",
		.fix = "Add the attending.",
		.source = "X12 005010X223A2 (837I TR3) 2310A",
	},
	{
		.id = "INST-ADMIT", .name = "Inpatient admission data missing",
		.level = "claim", .severity = RCM_REJECT, .scope = "form I inpatient",
		.form = 'I',
		.claim_test = admit,
		.carc = "16", .rarc = "MA40|MA41|MA42|N46|MA65", .claim_status = "A7:231",
		.fix = "Complete FL 12-15, 69.",
		.source = "X12 005010X223A2 (837I TR3) CL1, DTP 435",
	},
	{
		.id = "INST-DSTAT", .name = "Patient status invalid or against the bill type",
		.level = "claim", .severity = RCM_REJECT, .scope = "form I",
		.form = 'I',
		.claim_test = dstat,
		.carc = "16|306", .rarc = "MA43", .claim_status = "A7:234",
		.fix = "Interim bills use 30; final bills a discharge status.",
		.source = "NUBC FL 17; CARC 306",
	},
	{
		.id = "INST-ADJCC", .name = "Adjustment without reason condition code",
		.level = "claim", .severity = RCM_REJECT, .scope = "medicare_a",
		.form = 'I', .classes = RCM_MEDICARE_A,
		.claim_test = adj_cc,
		.carc = "16", .rarc = "M44", .claim_status = "A7:460",
		.fix = "Add one claim change reason.",
		.source = "MCPM ch.1 §130; NUBC",
	},
	{
		.id = "INST-DAYS", .name = "Room units do not match the stay",
		.level = "claim", .severity = RCM_REJECT, .scope = "form I inpatient",
		.form = 'I',
		.claim_test = days,
		.carc = "16", .rarc = "MA32|M53", .claim_status = "A8:258",
		.fix = "Room and board units = covered + noncovered days.",
		.source = "MCPM ch.3 §20.1",
	},
	{
		.id = "INST-DEVICE", .name = "Device procedure without a device",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_a outpatient",
		.form = 'I', .classes = RCM_MEDICARE_A,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(DEVICE),
		.lines = RCM_USABLE_LINES, .line_test = device,
		.carc = "107", .rarc = "N674", .claim_status = "",
		.fix = "Add the C-code.",
		.source = "IOCE 92",
	},
	{
		.id = "INST-IPO", .name = "Inpatient-only procedure on an outpatient claim",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_a tob 12x, 13x",
		.form = 'I', .classes = RCM_MEDICARE_A,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(OPPS_STATUS),
		.lines = RCM_USABLE_LINES, .line_test = ipo,
		.carc = "58", .rarc = "N428", .claim_status = "",
		.fix = "Needs an inpatient order before surgery.",
		.source = "IOCE 18",
	},
	{
		.id = "INST-VISIT25", .name = "Clinic or ED visit with a procedure without 25",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_a tob 13x",
		.form = 'I', .classes = RCM_MEDICARE_A,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(OPPS_STATUS),
		.lines = RCM_USABLE_LINES, .line_test = visit_25,
		.carc = "97", .rarc = "N20|N822", .claim_status = "",
		.fix = "Add 25 when significant and separate.",
		.source = "IOCE 21",
	},
	{
		.id = "INST-3DAY", .name = "Outpatient service in the 3-day window",
		.level = "line", .severity = RCM_REJECT, .scope = "medicare_a tob 13x",
		.form = 'I', .classes = RCM_MEDICARE_A,
		.lines = RCM_ALL_LINES, .line_test = three_days,
		.carc = "60", .rarc = "M2", .claim_status = "",
		.fix = "Move the charges to the inpatient claim.",
		.source = "MCPM ch.4 §10.12",
	},
};
const int rcm_inst_edit_count = sizeof(rcm_inst_edits) / sizeof(rcm_inst_edits[0]);
