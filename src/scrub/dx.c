/*
 * dx.c - diagnoses.
 *
 * Which diagnoses fail DX-INVALID, DX-NONBILL and DX-7TH is decided in
 * prepare.c, because other edits stay silent about those.
 */
#include "scrub/scrub.h"

/* The code as people write it, shortened when it is none. */
#define SHOW(dx) ((dx)->code.len > 10 ? 10 : (dx)->code.len), (dx)->code.data

static const char *
dx_field(RcmScrub *s, const RcmScrubDx *dx)
{
	return dx < s->dx + s->dx_count ? "dx" :
		!rcm_blank(s->claim->admit_dx) && dx == s->dx + s->dx_count ? "admit_dx" : "reason_dx";
}

static void
none(RcmScrub *s)
{
	if (s->dx_count == 0)
		rcm_fire(s, NULL, "dx", "the claim has no diagnosis");
}

static void
invalid(RcmScrub *s)
{
	for (int i = 0; i < s->all_dx_count; i++)
	{
		const RcmScrubDx *dx = &s->dx[i];

		rcm_note(s, dx->row);
		if (!dx->invalid)
			continue;
		if (dx->code.len > 0 && rcm_is_digit(dx->code.data[0]))
			rcm_fire(s, NULL, dx_field(s, dx), "%.*s looks like an ICD-9 code", SHOW(dx));
		else
			rcm_fire(s, NULL, dx_field(s, dx), "%.*s is not a diagnosis code in force on %s",
					 SHOW(dx), rcm_day_name(s, s->dx_date));
	}
}

static void
nonbill(RcmScrub *s)
{
	for (int i = 0; i < s->all_dx_count; i++)
		if (s->dx[i].header)
		{
			rcm_note(s, s->dx[i].row);
			rcm_fire(s, NULL, dx_field(s, &s->dx[i]), "%.*s is a category, not a code to bill",
					 SHOW(&s->dx[i]));
		}
}

static void
seventh(RcmScrub *s)
{
	for (int i = 0; i < s->all_dx_count; i++)
		if (s->dx[i].seventh)
			rcm_fire(s, NULL, dx_field(s, &s->dx[i]),
					 "%.*s has no seventh character, or one that its category does not have",
					 SHOW(&s->dx[i]));
}

static void
dup(RcmScrub *s)
{
	for (int i = 1; i < s->dx_count; i++)
		for (int j = 0; j < i; j++)
			if (s->dx[i].code.len > 0 && rcm_text_equal(s->dx[i].code, s->dx[j].code))
			{
				rcm_fire(s, NULL, "dx", "%.*s is listed more than once", SHOW(&s->dx[i]));
				break;
			}
}

static void
ptr(RcmScrub *s, RcmScrubLine *l)
{
	const RcmList *p = &l->line->dx_ptr;

	if (p->count == 0)
		rcm_fire(s, l, "dx_ptr", "the line points to no diagnosis");
	else if (p->count > 4)
		rcm_fire(s, l, "dx_ptr", "the line points to more than four diagnoses");
	for (int i = 0; i < p->count; i++)
	{
		int64_t		v = RCM_INT_ITEM(*p, i);

		if (v < 1 || v > 12 || v > s->dx_count)
			rcm_fire(s, l, "dx_ptr", "pointer %lld leads to no diagnosis", (long long) v);
		for (int j = 0; j < i; j++)
			if (RCM_INT_ITEM(*p, j) == v)
			{
				rcm_fire(s, l, "dx_ptr", "pointer %lld is repeated", (long long) v);
				break;
			}
	}
}

static void
ext_pdx(RcmScrub *s)
{
	if (s->dx_count > 0 && s->dx[0].code.len > 0 && strchr("VWXY", s->dx[0].code.data[0]) != NULL)
		rcm_fire(s, NULL, "dx", "the first diagnosis, %.*s, is an external cause", SHOW(&s->dx[0]));
}

/* Does an earlier diagnosis give the etiology that a manifestation's rows name? */
static bool
etiology_before(RcmScrub *s, int manifestation)
{
	int64_t		code = s->dx[manifestation].packed;

	for (int length = rcm_icd10_length(code); length > 0; length--)
	{
		const RcmRows *rows = rcm_find_number(s->library, RCM_SET_MANIFESTATION,
											  rcm_icd10_prefix(code, length));

		for (int i = 0; i < rows->count; i++)
		{
			const RcmPrefixPair *pair = RCM_ROW(RcmPrefixPair, rows, i);

			if (!rcm_live(&pair->row, s->dx_date))
				continue;
			for (int j = 0; j < manifestation; j++)
				if (rcm_icd10_under(s->dx[j].packed, pair->second))
				{
					rcm_note(s, pair);
					return true;
				}
		}
	}
	return false;
}

static void
manif(RcmScrub *s)
{
	for (int i = 0; i < s->dx_count; i++)
	{
		const RcmDiagnosisRow *row = rcm_note(s, s->dx[i].row);

		if (row == NULL || !row->manifestation)
			continue;
		if (i == 0)
			rcm_fire(s, NULL, "dx", "%.*s is a manifestation and stands first", SHOW(&s->dx[i]));
		else if (!etiology_before(s, i))
			rcm_fire(s, NULL, "dx", "no etiology of %.*s stands before it", SHOW(&s->dx[i]));
	}
}

/* Fires when another diagnosis is under the other half of an Excludes1 note. */
static void
excl1_of(RcmScrub *s, int first, int length)
{
	const RcmRows *rows = rcm_find_number(s->library, RCM_SET_EXCLUDES1,
										  rcm_icd10_prefix(s->dx[first].packed, length));

	for (int i = 0; i < rows->count; i++)
	{
		const RcmPrefixPair *pair = RCM_ROW(RcmPrefixPair, rows, i);

		if (!rcm_live(&pair->row, s->dx_date))
			continue;
		for (int j = 0; j < s->dx_count; j++)
			if (j != first && rcm_icd10_under(s->dx[j].packed, pair->second))
			{
				rcm_note(s, pair);
				rcm_fire(s, NULL, "dx", "%.*s and %.*s exclude each other",
						 SHOW(&s->dx[first]), SHOW(&s->dx[j]));
			}
	}
}

static void
excl1(RcmScrub *s)
{
	if (s->dx_count < 2)
		return;
	for (int i = 0; i < s->dx_count; i++)
		for (int length = rcm_icd10_length(s->dx[i].packed); length > 0; length--)
			excl1_of(s, i, length);
}

static bool
age_conflict(RcmScrub *s, char category, int age)
{
	int32_t		mce_change;
	bool		narrow;

	switch (category)
	{
		case 'N':
			return age > 0;
		case 'P':
			return age > 17;
		case 'M':
			/* MCE: 12-55 until 2019-09-30, 9-64 after */
			rcm_date_from_ymd(2019, 10, 1, &mce_change);
			narrow = s->dx_date < mce_change;
			return age < (narrow ? 12 : 9) || age > (narrow ? 55 : 64);
		case 'A':
			return age < 15 || age > 124;
		default:
			return false;
	}
}

static void
age(RcmScrub *s)
{
	int32_t		day = s->inpatient && s->claim->admit_date != RCM_NO_DATE ?
		s->claim->admit_date : s->dx_date;
	int			years = rcm_patient_age(s, day);

	for (int i = 0; years >= 0 && i < s->dx_count; i++)
	{
		const RcmDiagnosisRow *row = s->dx[i].row;

		if (row == NULL || rcm_dx_failed(&s->dx[i]) || row->age_category.len != 1)
			continue;
		rcm_note(s, row);
		if (age_conflict(s, row->age_category.data[0], years))
			rcm_fire(s, NULL, "dx", "%.*s does not go with the patient's age", SHOW(&s->dx[i]));
	}
}

/* KX on every line that points to the diagnosis, and on one at least. */
static bool
kx_on_pointers(RcmScrub *s, int dx)
{
	bool		any = false;

	for RCM_EACH_LINE(s, l)
		for (int i = 0; i < l->dx_count; i++)
			if (l->dx[i] == dx)
			{
				if (!rcm_has_any_mod(&l->mods, "KX"))
					return false;
				any = true;
			}
	return any;
}

static void
sex(RcmScrub *s)
{
	const RcmPatient *p = s->claim->patient;
	int32_t		switched_off;

	rcm_date_from_ymd(2024, 10, 1, &switched_off);
	if (p == NULL || !rcm_word_in(p->sex, "M F") ||
		(s->institutional && rcm_has_condition_code(s, "45")) ||
		(s->institutional && s->payer_class & RCM_FFS && s->dx_date >= switched_off))
		return;
	for (int i = 0; i < s->dx_count; i++)
	{
		const RcmDiagnosisRow *row = s->dx[i].row;

		if (row == NULL || rcm_dx_failed(&s->dx[i]) || !rcm_word_in(row->sex, "M F") ||
			rcm_text_equal(row->sex, p->sex))
			continue;
		if (!s->institutional && kx_on_pointers(s, i))
			continue;
		rcm_note(s, row);
		rcm_fire(s, NULL, "dx", "%.*s does not go with the patient's recorded sex", SHOW(&s->dx[i]));
	}
}

static void
unacc_pdx(RcmScrub *s)
{
	const RcmDiagnosisRow *row = s->dx_count > 0 ? rcm_note(s, s->dx[0].row) : NULL;

	if (row == NULL)
		return;
	if (rcm_text_is(row->unacceptable_first, "B") ||
		(s->institutional && rcm_text_is(row->unacceptable_first, s->inpatient ? "I" : "O")))
		rcm_fire(s, NULL, "dx", "%.*s is not acceptable as the first diagnosis", SHOW(&s->dx[0]));
}

static void
lateral(RcmScrub *s, RcmScrubLine *l)
{
	bool		right = rcm_has_any_mod(&l->mods, "RT");
	bool		left = rcm_has_any_mod(&l->mods, "LT");
	const RcmScrubDx *other = NULL;

	if (right == left || rcm_has_any_mod(&l->mods, "50"))
		return;
	for (int i = 0; i < l->dx_count; i++)
	{
		const RcmScrubDx *dx = &s->dx[l->dx[i]];

		if (dx->row == NULL || rcm_dx_failed(dx) || rcm_blank(dx->row->side))
			continue;
		rcm_note(s, dx->row);
		if (rcm_text_is(dx->row->side, "B") || rcm_text_is(dx->row->side, right ? "R" : "L"))
			return;
		other = dx;
	}
	if (other != NULL)
		rcm_fire(s, l, "mods", "modifier %s contradicts the side of %.*s",
				 right ? "RT" : "LT", SHOW(other));
}

/* Is the text somewhere in the other? */
static bool
contains(RcmText t, const char *words)
{
	int			n = (int) strlen(words);

	for (int i = 0; i + n <= t.len; i++)
		if (memcmp(t.data + i, words, (size_t) n) == 0)
			return true;
	return false;
}

static void
unspec_lat(RcmScrub *s)
{
	int32_t		begins;

	rcm_date_from_ymd(2022, 4, 1, &begins);
	if (!s->inpatient || s->claim->stmt_to == RCM_NO_DATE || s->claim->stmt_to < begins ||
		contains(s->claim->claim_note, "UNABLE TO DET LAT"))
		return;
	for (int i = 0; i < s->dx_count; i++)
		if (s->dx[i].row != NULL && s->dx[i].row->unspecified_side)
		{
			rcm_note(s, s->dx[i].row);
			rcm_fire(s, NULL, "dx", "%.*s leaves the side unspecified", SHOW(&s->dx[i]));
		}
}

static void
poa(RcmScrub *s)
{
	if (!rcm_text_is(s->tob2, "11"))
		return;
	for (int i = 0; i < s->dx_count; i++)
	{
		const RcmScrubDx *dx = &s->dx[i];
		bool		exempt = dx->row != NULL && dx->row->poa_exempt;

		rcm_note(s, dx->row);
		if (exempt && !rcm_blank(dx->poa))
			rcm_fire(s, NULL, "dx", "%.*s is exempt from the present-on-admission indicator", SHOW(dx));
		else if (!exempt && !rcm_word_in(dx->poa, "Y N U W"))
			rcm_fire(s, NULL, "dx", "%.*s has no present-on-admission indicator of Y, N, U or W", SHOW(dx));
	}
}

static void
reason(RcmScrub *s)
{
	if (!rcm_word_in(s->tob2, "13 85") || !rcm_word_in(s->claim->admit_type, "1 2 5") ||
		s->claim->reason_dx.count > 0)
		return;
	for RCM_EACH_LINE(s, l)
		if ((l->rev.len == 4 && memcmp(l->rev.data, "045", 3) == 0) ||
			rcm_word_in(l->rev, "0516 0762"))
		{
			rcm_fire(s, NULL, "reason_dx", "an unscheduled visit without the patient's reason for it");
			return;
		}
}

/* Is a diagnosis of the line (of the claim, institutional) under one of the prefixes? */
static bool
explained(RcmScrub *s, const RcmScrubLine *l, const RcmTexts *prefixes)
{
	int			n = s->institutional ? s->dx_count : l->dx_count;

	for (int i = 0; i < n; i++)
	{
		const RcmScrubDx *dx = &s->dx[s->institutional ? i : l->dx[i]];

		for (int p = 0; p < prefixes->count; p++)
			if (rcm_icd10_under(dx->packed, rcm_icd10_pack(prefixes->items[p])))
				return true;
	}
	return false;
}

static void
px_dx(RcmScrub *s, RcmScrubLine *l)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_PROCEDURE_DIAGNOSIS, 0);

	if (l->dx_failed)
		return;
	for (int i = 0; i < rows->count; i++)
	{
		const RcmRangeRule *rule = RCM_ROW(RcmRangeRule, rows, i);

		if (!rcm_hcpcs_in_range(l->code, rule->low, rule->high) ||
			!(rcm_text_is(rule->key, "*") || rcm_text_equal(rule->key, s->payer->payer_class)) ||
			!rcm_live(&rule->row, l->from))
			continue;
		rcm_note(s, rule);
		if (!explained(s, l, &rule->list))
			rcm_fire(s, l, "dx_ptr", "no diagnosis of the line explains %s", rcm_code_name(s, l->code));
	}
}

const RcmEdit rcm_dx_edits[] = {
	{
		.id = "DX-NONE",
		.name = "No diagnosis",
		.level = "claim",
		.severity = RCM_REJECT,
		.scope = "all",
		.classes = RCM_ANY_CLASS,
		.without_payer = true,
		.lines = RCM_CLAIM_EDIT,
		.claim_test = none,
		.carc = "16",
		.rarc = "M76|MA63",
		.claim_status = "A7:254",
		.fix = "Add the principal diagnosis.",
		.source = "X12 005010X222A1 (837P TR3) 2300 HI ABK",
	},
	{
		.id = "DX-INVALID",
		.name = "Diagnosis code not valid on the date of service",
		.level = "claim",
		.severity = RCM_REJECT,
		.scope = "all",
		.classes = RCM_ANY_CLASS,
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS),
		.lines = RCM_CLAIM_EDIT,
		.claim_test = invalid,
		.carc = "146",
		.rarc = "M76",
		.claim_status = "A7:255",
		.fix = "Use the code that was valid on the date of service.",
		.source = "CMS ICD-10-CM annual tables; IOCE 1; MCE 1; CARC 146",
	},
	{
		.id = "DX-NONBILL",
		.name = "Diagnosis is a category header",
		.level = "claim",
		.severity = RCM_REJECT,
		.scope = "all",
		.classes = RCM_ANY_CLASS,
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS),
		.lines = RCM_CLAIM_EDIT,
		.claim_test = nonbill,
		.carc = "146",
		.rarc = "M76",
		.claim_status = "A7:772",
		.fix = "Code to the highest specificity.",
		.source = "ICD-10-CM Guidelines I.B.2; 277CA 772",
	},
	{
		.id = "DX-7TH",
		.name = "7th character missing or not allowed",
		.level = "claim",
		.severity = RCM_REJECT,
		.scope = "all",
		.classes = RCM_ANY_CLASS,
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS) | RCM_NEEDS(SEVENTH_CHARACTER),
		.lines = RCM_CLAIM_EDIT,
		.claim_test = seventh,
		.carc = "146",
		.rarc = "M76",
		.claim_status = "A7:772",
		.fix = "Add the encounter character (and X placeholders up to position 6).",
		.source = "ICD-10-CM Guidelines I.A.4-5",
	},
	{
		.id = "DX-DUP",
		.name = "Same diagnosis twice",
		.level = "claim",
		.severity = RCM_REJECT,
		.scope = "all",
		.classes = RCM_ANY_CLASS,
		.without_payer = true,
		.lines = RCM_CLAIM_EDIT,
		.claim_test = dup,
		.carc = "16",
		.rarc = "M64",
		.claim_status = "A7:255",
		.fix = "Remove the repeat.",
		.source = "MCE 3 (duplicate of PDX); TR3 HI",
	},
	{
		.id = "DX-PTR",
		.name = "Diagnosis pointer missing or invalid",
		.level = "line",
		.severity = RCM_REJECT,
		.scope = "form P",
		.form = 'P',
		.classes = RCM_ANY_CLASS,
		.without_payer = true,
		.lines = RCM_ALL_LINES,
		.line_test = ptr,
		.carc = "16",
		.rarc = "M76",
		.claim_status = "A7:477",
		.fix = "Point each line to up to four listed diagnoses.",
		.source = "X12 005010X222A1 (837P TR3) SV107; 277CA 477",
	},
	{
		.id = "DX-EXTPDX",
		.name = "External cause code first-listed",
		.level = "claim",
		.severity = RCM_REJECT,
		.scope = "all",
		.classes = RCM_ANY_CLASS,
		.without_payer = true,
		.lines = RCM_CLAIM_EDIT,
		.claim_test = ext_pdx,
		.carc = "16",
		.rarc = "MA63",
		.claim_status = "A7:254",
		.fix = "List the injury first.",
		.source = "MCE 2; IOCE 5; Guidelines I.C.20",
	},
	{
		.id = "DX-MANIF",
		.name = "Manifestation code without its etiology first",
		.level = "claim",
		.severity = RCM_REJECT,
		.scope = "all",
		.classes = RCM_ANY_CLASS,
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS) | RCM_NEEDS(MANIFESTATION),
		.lines = RCM_CLAIM_EDIT,
		.claim_test = manif,
		.carc = "16",
		.rarc = "MA63|M64",
		.claim_status = "A7:254",
		.fix = "Sequence the underlying disease immediately before the manifestation.",
		.source = "MCE 6; IOCE 86; ICD-10-CM code-first notes",
	},
	{
		.id = "DX-EXCL1",
		.name = "Excludes1 pair together",
		.level = "claim",
		.severity = RCM_WARN,
		.scope = "all",
		.classes = RCM_ANY_CLASS,
		.without_payer = true,
		.needs = RCM_NEEDS(EXCLUDES1),
		.lines = RCM_CLAIM_EDIT,
		.claim_test = excl1,
		.carc = "16",
		.rarc = "M64",
		.claim_status = "A8:255",
		.fix = "Keep only the code that applies, or document that the two conditions are unrelated.",
		.source = "ICD-10-CM Guidelines I.A.12.a",
	},
	{
		.id = "DX-AGE",
		.name = "Diagnosis and age conflict",
		.level = "claim",
		.severity = RCM_REJECT,
		.scope = "all",
		.classes = RCM_ANY_CLASS,
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS),
		.lines = RCM_CLAIM_EDIT,
		.claim_test = age,
		.carc = "9",
		.rarc = "",
		.claim_status = "A8:255",
		.fix = "Check birth date and code.",
		.source = "MCE 4; IOCE 2; apcassistant note on 2019-10-01",
	},
	{
		.id = "DX-SEX",
		.name = "Diagnosis and sex conflict",
		.level = "claim",
		.severity = RCM_REJECT,
		.scope = "all; FFS institutional only before 2024-10-01",
		.classes = RCM_ANY_CLASS,
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS),
		.lines = RCM_CLAIM_EDIT,
		.claim_test = sex,
		.carc = "10",
		.rarc = "",
		.claim_status = "A8:86",
		.fix = "Correct sex or code; if sex at birth differs from recorded sex add KX (professional) or condition code 45 (facility).",
		.source = "MCE 5 (deactivated 2024-10-01); IOCE 3; MCPM ch.32 §240",
	},
	{
		.id = "DX-UNACCPDX",
		.name = "Code not acceptable first-listed",
		.level = "claim",
		.severity = RCM_REJECT,
		.scope = "institutional; \"B\" rows also professional",
		.classes = RCM_ANY_CLASS,
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS),
		.lines = RCM_CLAIM_EDIT,
		.claim_test = unacc_pdx,
		.carc = "16",
		.rarc = "MA63",
		.claim_status = "A7:254",
		.fix = "Sequence the condition that occasioned the visit first.",
		.source = "MCE 9 (unacceptable PDX); IOCE 113 (supplementary code)",
	},
	{
		.id = "DX-LATERAL",
		.name = "Diagnosis side contradicts the line modifier",
		.level = "line",
		.severity = RCM_REJECT,
		.scope = "all",
		.classes = RCM_ANY_CLASS,
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS),
		.lines = RCM_ALL_LINES,
		.line_test = lateral,
		.carc = "11",
		.rarc = "N823",
		.claim_status = "A8:255",
		.fix = "Correct the side in the code or the modifier.",
		.source = "UHC laterality smart edit; ICD-10-CM laterality guideline",
	},
	{
		.id = "DX-UNSPECLAT",
		.name = "Unspecified laterality on an inpatient claim",
		.level = "claim",
		.severity = RCM_REJECT,
		.scope = "medicare_a inpatient, discharges from 2022-04-01",
		.form = 'I',
		.classes = RCM_MEDICARE_A,
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS),
		.lines = RCM_CLAIM_EDIT,
		.claim_test = unspec_lat,
		.carc = "16",
		.rarc = "M76",
		.claim_status = "A7:772",
		.fix = "Query the provider for the side, or bill the note UNABLE TO DET LAT 1 or 2.",
		.source = "MCE 20; FY2022 IPPS final rule",
	},
	{
		.id = "DX-POA",
		.name = "Present-on-admission indicator",
		.level = "claim",
		.severity = RCM_REJECT,
		.scope = "medicare_a tob 11x",
		.form = 'I',
		.classes = RCM_MEDICARE_A,
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS),
		.lines = RCM_CLAIM_EDIT,
		.claim_test = poa,
		.carc = "16",
		.rarc = "N434",
		.claim_status = "A7:688",
		.fix = "Assign Y/N/U/W, leave exempt codes blank.",
		.source = "MCPM ch.3 §20.2.3; 5010 HI",
	},
	{
		.id = "DX-REASON",
		.name = "Patient reason for visit missing",
		.level = "claim",
		.severity = RCM_REJECT,
		.scope = "form I tob 13x, 85x",
		.form = 'I',
		.classes = RCM_ANY_CLASS,
		.without_payer = true,
		.lines = RCM_CLAIM_EDIT,
		.claim_test = reason,
		.carc = "16",
		.rarc = "M76",
		.claim_status = "A7:673",
		.fix = "Add up to three reason-for-visit codes (FL 70).",
		.source = "X12 005010X223A2 (837I TR3) HI PR; NUBC",
	},
	{
		.id = "DX-PX",
		.name = "Procedure needs a compatible diagnosis",
		.level = "line",
		.severity = RCM_REJECT,
		.scope = "px_dx rows (all classes)",
		.classes = RCM_ANY_CLASS,
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(DIAGNOSIS) | RCM_NEEDS(PROCEDURE_DIAGNOSIS),
		.lines = RCM_USABLE_LINES,
		.line_test = px_dx,
		.carc = "11",
		.rarc = "M76",
		.claim_status = "A8:488",
		.fix = "Link the diagnosis that explains the service.",
		.source = "CARC 11; CPT/ICD guideline (Z23 with vaccines, Z00 with preventive)",
	},
};
const int rcm_dx_edit_count = sizeof(rcm_dx_edits) / sizeof(rcm_dx_edits[0]);
