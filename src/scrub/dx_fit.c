/*
 * dx_fit.c - diagnoses against the patient, the setting and the services.
 */
#include "scrub/scrub.h"

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
		bool		categorized = row != NULL && row->age_category.len == 1;

		if (row == NULL || rcm_dx_failed(&s->dx[i]))
			continue;
		if (categorized)
			rcm_note(s, row);
		if ((categorized && age_conflict(s, row->age_category.data[0], years)) ||
			rcm_mce_age_conflict(s, &s->dx[i], years))
			rcm_fire(s, NULL, "dx", "%s does not go with the patient's age", rcm_dx_name(s, &s->dx[i]));
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

/* Does the diagnosis belong to the other sex? */
static bool
other_sex(RcmScrub *s, const RcmScrubDx *dx, RcmText patient)
{
	if (rcm_word_in(dx->row->sex, "M F"))
		return !rcm_text_equal(dx->row->sex, patient);
	return rcm_mce_lists(s, dx, rcm_text_is(patient, "M") ? "FEMALE" : "MALE") != NULL;
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

		if (row == NULL || rcm_dx_failed(&s->dx[i]) || !other_sex(s, &s->dx[i], p->sex))
			continue;
		if (!s->institutional && kx_on_pointers(s, i))
			continue;
		rcm_note(s, row);
		rcm_fire(s, NULL, "dx", "%s does not go with the patient's recorded sex", rcm_dx_name(s, &s->dx[i]));
	}
}

static void
unacc_pdx(RcmScrub *s)
{
	const RcmDiagnosisRow *row = s->dx_count > 0 ? rcm_note(s, s->dx[0].row) : NULL;

	if (row == NULL)
		return;
	if ((s->inpatient && rcm_mce_lists(s, &s->dx[0], "UNACCEPTABLE") != NULL) ||
		rcm_text_is(row->unacceptable_first, "B") ||
		(s->institutional && rcm_text_is(row->unacceptable_first, s->inpatient ? "I" : "O")))
		rcm_fire(s, NULL, "dx", "%s is not acceptable as the first diagnosis", rcm_dx_name(s, &s->dx[0]));
}

static void
lateral(RcmScrub *s, RcmScrubLine *l)
{
	bool		right = rcm_has_any_mod(&l->mods, "RT");
	bool		left = rcm_has_any_mod(&l->mods, "LT");
	const RcmScrubDx *other = NULL;

	if (right == left || rcm_has_any_mod(&l->mods, "50"))
		return;
	for (int i = 0; i < rcm_line_dx_count(s, l); i++)
	{
		const RcmScrubDx *dx = rcm_line_dx(s, l, i);

		if (dx->row == NULL || rcm_dx_failed(dx) || rcm_blank(dx->row->side))
			continue;
		rcm_note(s, dx->row);
		if (rcm_text_is(dx->row->side, "B") || rcm_text_is(dx->row->side, right ? "R" : "L"))
			return;
		other = dx;
	}
	if (other != NULL)
		rcm_fire(s, l, "mods", "modifier %s contradicts the side of %s",
				 right ? "RT" : "LT", rcm_dx_name(s, other));
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
			/* what titles say is far wider than CMS's list */
			rcm_fire_as(s, rcm_practice_says(s, &s->dx[i].row->row) ? s->edit->severity : RCM_WARN, NULL,
						"dx", "%s leaves the side unspecified", rcm_dx_name(s, &s->dx[i]));
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
		bool		listed = rcm_loaded(s->library, RCM_SET_POA_EXEMPT);
		bool		exempt = dx->row != NULL && (dx->row->poa_exempt || rcm_poa_exempt(s, dx));

		rcm_note(s, dx->row);
		/* the order file of ICD-10-CM does not say which are exempt */
		if (!listed && dx->row != NULL && !rcm_practice_says(s, &dx->row->row))
			continue;
		if (exempt && !rcm_blank(dx->poa))
			rcm_fire(s, NULL, "dx", "%s is exempt from the present-on-admission indicator", rcm_dx_name(s, dx));
		else if (!exempt && !rcm_word_in(dx->poa, "Y N U W"))
			rcm_fire(s, NULL, "dx", "%s has no present-on-admission indicator of Y, N, U or W", rcm_dx_name(s, dx));
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

static bool
explained(RcmScrub *s, const RcmScrubLine *l, const RcmTexts *prefixes)
{
	for (int i = 0; i < prefixes->count; i++)
		if (rcm_line_diagnosed(s, l, rcm_icd10_pack(prefixes->items[i])))
			return true;
	return false;
}

static void
px_dx(RcmScrub *s, RcmScrubLine *l)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_PROCEDURE_DIAGNOSIS, 0);

	if (l->dx_failed)
	{
		rcm_quiet(s, l, "a diagnosis of the line fails by itself");
		return;
	}
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

const RcmEdit rcm_dx_fit_edits[] = {
	{
		.id = "DX-AGE", .name = "Diagnosis and age conflict",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS),
		.claim_test = age,
		.carc = "9", .rarc = "", .claim_status = "A8:255",
		.fix = "Check birth date and code.",
		.source = "MCE 4; IOCE 2; apcassistant note on 2019-10-01",
	},
	{
		.id = "DX-SEX", .name = "Diagnosis and sex conflict",
		.level = "claim", .severity = RCM_REJECT, .scope = "all; FFS institutional only before 2024-10-01",
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS),
		.claim_test = sex,
		.carc = "10", .rarc = "", .claim_status = "A8:86",
		.fix = "Correct sex or code; if sex at birth differs from recorded sex add KX (professional) or condition code 45 (facility).",
		.source = "MCE 5 (deactivated 2024-10-01); IOCE 3; MCPM ch.32 §240",
	},
	{
		.id = "DX-UNACCPDX", .name = "Code not acceptable first-listed",
		.level = "claim", .severity = RCM_REJECT, .scope = "institutional; \"B\" rows also professional",
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS),
		.claim_test = unacc_pdx,
		.carc = "16", .rarc = "MA63", .claim_status = "A7:254",
		.fix = "Sequence the condition that occasioned the visit first.",
		.source = "MCE 9 (unacceptable PDX); IOCE 113 (supplementary code)",
	},
	{
		.id = "DX-LATERAL", .name = "Diagnosis side contradicts the line modifier",
		.level = "line", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS),
		.lines = RCM_ALL_LINES, .line_test = lateral,
		.carc = "11", .rarc = "N823", .claim_status = "A8:255",
		.fix = "Correct the side in the code or the modifier.",
		.source = "UHC laterality smart edit; ICD-10-CM laterality guideline",
	},
	{
		.id = "DX-UNSPECLAT", .name = "Unspecified laterality on an inpatient claim",
		.level = "claim", .severity = RCM_REJECT, .scope = "medicare_a inpatient, discharges from 2022-04-01",
		.form = 'I', .classes = RCM_MEDICARE_A, .without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS),
		.claim_test = unspec_lat,
		.carc = "16", .rarc = "M76", .claim_status = "A7:772",
		.fix = "Query the provider for the side, or bill the note UNABLE TO DET LAT 1 or 2.",
		.source = "MCE 20; FY2022 IPPS final rule",
	},
	{
		.id = "DX-POA", .name = "Present-on-admission indicator",
		.level = "claim", .severity = RCM_REJECT, .scope = "medicare_a tob 11x",
		.form = 'I', .classes = RCM_MEDICARE_A, .without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS),
		.claim_test = poa,
		.carc = "16", .rarc = "N434", .claim_status = "A7:688",
		.fix = "Assign Y/N/U/W, leave exempt codes blank.",
		.source = "MCPM ch.3 §20.2.3; 5010 HI",
	},
	{
		.id = "DX-REASON", .name = "Patient reason for visit missing",
		.level = "claim", .severity = RCM_REJECT, .scope = "form I tob 13x, 85x",
		.form = 'I', .without_payer = true,
		.claim_test = reason,
		.carc = "16", .rarc = "M76", .claim_status = "A7:673",
		.fix = "Add up to three reason-for-visit codes (FL 70).",
		.source = "X12 005010X223A2 (837I TR3) HI PR; NUBC",
	},
	{
		.id = "DX-PX", .name = "Procedure needs a compatible diagnosis",
		.level = "line", .severity = RCM_REJECT, .scope = "px_dx rows (all classes)",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(DIAGNOSIS) | RCM_NEEDS(PROCEDURE_DIAGNOSIS),
		.lines = RCM_USABLE_LINES, .line_test = px_dx,
		.carc = "11", .rarc = "M76", .claim_status = "A8:488",
		.fix = "Link the diagnosis that explains the service.",
		.source = "CARC 11; CPT/ICD guideline (Z23 with vaccines, Z00 with preventive)",
	},
};
const int rcm_dx_fit_edit_count = sizeof(rcm_dx_fit_edits) / sizeof(rcm_dx_fit_edits[0]);
