/*
 * dx.c - diagnoses: the codes themselves, their order and what goes together.
 *
 * Which diagnoses fail DX-INVALID, DX-NONBILL and DX-7TH is decided in
 * prepare.c, because other edits stay silent about those.
 */
#include "scrub/scrub.h"

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
			rcm_fire(s, NULL, dx_field(s, dx), "%s looks like an ICD-9 code", rcm_dx_name(s, dx));
		else
			rcm_fire(s, NULL, dx_field(s, dx), "%s is not a diagnosis code in force on %s",
					 rcm_dx_name(s, dx), rcm_day_name(s, s->dx_date));
	}
}

static void
nonbill(RcmScrub *s)
{
	for (int i = 0; i < s->all_dx_count; i++)
		if (s->dx[i].header)
		{
			rcm_note(s, s->dx[i].row);
			rcm_fire(s, NULL, dx_field(s, &s->dx[i]), "%s is a category, not a code to bill",
					 rcm_dx_name(s, &s->dx[i]));
		}
}

static void
seventh(RcmScrub *s)
{
	for (int i = 0; i < s->all_dx_count; i++)
		if (s->dx[i].seventh)
			rcm_fire(s, NULL, dx_field(s, &s->dx[i]),
					 "%s has no seventh character, or one that its category does not have",
					 rcm_dx_name(s, &s->dx[i]));
}

static void
dup(RcmScrub *s)
{
	for (int i = 1; i < s->dx_count; i++)
		for (int j = 0; j < i; j++)
			if (s->dx[i].code.len > 0 && rcm_text_equal(s->dx[i].code, s->dx[j].code))
			{
				rcm_fire(s, NULL, "dx", "%s is listed more than once", rcm_dx_name(s, &s->dx[i]));
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
		rcm_fire(s, NULL, "dx", "the first diagnosis, %s, is an external cause", rcm_dx_name(s, &s->dx[0]));
}

/* Does an earlier diagnosis give the etiology that a manifestation's rows name?  Without rows any does. */
static bool
etiology_before(RcmScrub *s, int manifestation)
{
	int64_t		code = s->dx[manifestation].packed;
	bool		named = false;

	for (int length = rcm_icd10_length(code); length > 0; length--)
	{
		const RcmRows *rows = rcm_find_number(s->library, RCM_SET_MANIFESTATION,
											  rcm_icd10_prefix(code, length));

		for (int i = 0; i < rows->count; i++)
		{
			const RcmPrefixPair *pair = RCM_ROW(RcmPrefixPair, rows, i);

			if (!rcm_live(&pair->row, s->dx_date))
				continue;
			named = true;
			for (int j = 0; j < manifestation; j++)
				if (rcm_icd10_under(s->dx[j].packed, pair->second))
				{
					rcm_note(s, pair);
					return true;
				}
		}
	}
	return !named && s->dx[manifestation].row != NULL &&
		!rcm_practice_says(s, &s->dx[manifestation].row->row);
}

static void
manif(RcmScrub *s)
{
	for (int i = 0; i < s->dx_count; i++)
	{
		const RcmDiagnosisRow *row = rcm_note(s, s->dx[i].row);

		if (row == NULL || !(row->manifestation || rcm_mce_lists(s, &s->dx[i], "MANIFESTATION") != NULL))
			continue;
		if (i == 0)
			rcm_fire(s, NULL, "dx", "%s is a manifestation and stands first", rcm_dx_name(s, &s->dx[i]));
		else if (!etiology_before(s, i))
			rcm_fire(s, NULL, "dx", "no etiology of %s stands before it", rcm_dx_name(s, &s->dx[i]));
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
				rcm_fire(s, NULL, "dx", "%s and %s exclude each other",
						 rcm_dx_name(s, &s->dx[first]), rcm_dx_name(s, &s->dx[j]));
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

const RcmEdit rcm_dx_edits[] = {
	{
		.id = "DX-NONE", .name = "No diagnosis",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.claim_test = none,
		.carc = "16", .rarc = "M76|MA63", .claim_status = "A7:254",
		.fix = "Add the principal diagnosis.",
		.source = "X12 005010X222A1 (837P TR3) 2300 HI ABK",
	},
	{
		.id = "DX-INVALID", .name = "Diagnosis code not valid on the date of service",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS),
		.claim_test = invalid,
		.carc = "146", .rarc = "M76", .claim_status = "A7:255",
		.fix = "Use the code that was valid on the date of service.",
		.source = "CMS ICD-10-CM annual tables; IOCE 1; MCE 1; CARC 146",
	},
	{
		.id = "DX-NONBILL", .name = "Diagnosis is a category header",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS),
		.claim_test = nonbill,
		.carc = "146", .rarc = "M76", .claim_status = "A7:772",
		.fix = "Code to the highest specificity.",
		.source = "ICD-10-CM Guidelines I.B.2; 277CA 772",
	},
	{
		.id = "DX-7TH", .name = "7th character missing or not allowed",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS) | RCM_NEEDS(SEVENTH_CHARACTER),
		.claim_test = seventh,
		.carc = "146", .rarc = "M76", .claim_status = "A7:772",
		.fix = "Add the encounter character (and X placeholders up to position 6).",
		.source = "ICD-10-CM Guidelines I.A.4-5",
	},
	{
		.id = "DX-DUP", .name = "Same diagnosis twice",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.claim_test = dup,
		.carc = "16", .rarc = "M64", .claim_status = "A7:255",
		.fix = "Remove the repeat.",
		.source = "MCE 3 (duplicate of PDX); TR3 HI",
	},
	{
		.id = "DX-PTR", .name = "Diagnosis pointer missing or invalid",
		.level = "line", .severity = RCM_REJECT, .scope = "form P",
		.form = 'P', .without_payer = true,
		.lines = RCM_ALL_LINES, .line_test = ptr,
		.carc = "16", .rarc = "M76", .claim_status = "A7:477",
		.fix = "Point each line to up to four listed diagnoses.",
		.source = "X12 005010X222A1 (837P TR3) SV107; 277CA 477",
	},
	{
		.id = "DX-EXTPDX", .name = "External cause code first-listed",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.claim_test = ext_pdx,
		.carc = "16", .rarc = "MA63", .claim_status = "A7:254",
		.fix = "List the injury first.",
		.source = "MCE 2; IOCE 5; Guidelines I.C.20",
	},
	{
		.id = "DX-MANIF", .name = "Manifestation code without its etiology first",
		.level = "claim", .severity = RCM_REJECT, .scope = "all",
		.without_payer = true,
		.needs = RCM_NEEDS(DIAGNOSIS) | RCM_NEEDS(MANIFESTATION),
		.claim_test = manif,
		.carc = "16", .rarc = "MA63|M64", .claim_status = "A7:254",
		.fix = "Sequence the underlying disease immediately before the manifestation.",
		.source = "MCE 6; IOCE 86; ICD-10-CM code-first notes",
	},
	{
		.id = "DX-EXCL1", .name = "Excludes1 pair together",
		.level = "claim", .severity = RCM_WARN, .scope = "all",
		.without_payer = true,
		.needs = RCM_NEEDS(EXCLUDES1),
		.claim_test = excl1,
		.carc = "16", .rarc = "M64", .claim_status = "A8:255",
		.fix = "Keep only the code that applies, or document that the two conditions are unrelated.",
		.source = "ICD-10-CM Guidelines I.A.12.a",
	},
};
const int rcm_dx_edit_count = sizeof(rcm_dx_edits) / sizeof(rcm_dx_edits[0]);
