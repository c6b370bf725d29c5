/*
 * mce.c - the lists of the Medicare Code Editor.
 *
 * Two shapes: CMS's text with the list's name and the kind of code in columns
 * of their own ("MCE_Version ... ICD_Desc", between tabs), and a table of
 * diagnoses whose rules spell out their ages ("icd_code, ..., icd_conflict_rule").
 * The text does not say the ages; they changed once (maternity).
 */
#include "formats/icd10cm.h"

#include <stdio.h>

#include "formats/formats.h"
#include "formats/table.h"

/* Version 37 is of fiscal year 2020. */
#define YEAR_BEFORE_VERSION_1 1983
/* The last version that took maternity for ages 12 to 55; then 9 to 64. */
#define LAST_NARROW_MATERNITY 36

typedef struct MceState
{
	bool		header;
	int			version;		/* place of each column, from 0; -1: not there */
	int			type;
	int			kind;
	int			code;
	int			rule;
} MceState;

/* A list: CMS's name in the text, words in a rule, our name, ages (-1: none). */
typedef struct MceList
{
	const char *edit;
	const char *rule;
	const char *list;
	int			low;
	int			high;
} MceList;

/* Female before male, which is a part of it. */
static const MceList lists[] = {
	{"Newborn_Only", "Newborn", "NEWBORN", 0, 0},
	{"Pediatric_Only", "Pediatric", "PEDIATRIC", 0, 17},
	{"Maternity_Only", "Maternity", "MATERNITY", 9, 64},
	{"Adult_Only", "Adult", "ADULT", 15, 124},
	{"Female_Only", "Female", "FEMALE", -1, -1},
	{"Male_Only", "Male", "MALE", -1, -1},
	{"Principal_Manifestation", "Manifestation", "MANIFESTATION", -1, -1},
	{"Principal_Unacceptable", "Unacceptable", "UNACCEPTABLE", -1, -1},
	{"Principal_Questionable_Admit", "Questionable", "QUESTIONABLE", -1, -1},
	{"Noncovered_Always", "Noncovered", "NONCOVERED", -1, -1},
	{"Noncovered_Over60", "Over 60", "NONCOVERED_OVER_60", -1, -1},
	{"Noncovered_LOS_96hr", "96", "NONCOVERED_UNDER_96_HOURS", -1, -1},
	{"Limited_Coverage", "Limited", "LIMITED", -1, -1},
	{"Wrong_Performed", "Wrong", "WRONG", -1, -1},
};

#define LISTS (sizeof(lists) / sizeof(lists[0]))

/* v37 from 2019-10-01, v41.1 from April. */
static void
mce_release(RcmReleaseHint *hint, int version, int part)
{
	rcm_fiscal_year(hint, YEAR_BEFORE_VERSION_1 + version, part > 0 ? 4 : 0);
	snprintf(hint->name, sizeof(hint->name), part > 0 ? "v%d.%d" : "v%d", version, part);
}

/* "37", "41.1", "41_1"; 0: not a version. */
static int
mce_version(RcmText t, int *part)
{
	int			version = rcm_name_number(t, 0, 2);

	*part = 0;
	if (version < 20 || (t.len > 2 && rcm_is_digit(t.data[2])))
		return 0;
	if (t.len > 3 && (t.data[2] == '.' || t.data[2] == '_') && rcm_is_digit(t.data[3]) &&
		(t.len == 4 || !rcm_is_digit(t.data[4])))
		*part = t.data[3] - '0';
	return version;
}

/* MCE_Simple_Code_Edits_v37.txt, mce_v41_1_....csv */
static void
mce_name(const RcmFormat *format, RcmText name, RcmReleaseHint *hint)
{
	(void) format;
	for (int32_t i = 1; i < name.len; i++)
	{
		int			part;
		int			version = rcm_upper(name.data[i]) != 'V' || rcm_is_upper(rcm_upper(name.data[i - 1])) ? 0 :
			mce_version((RcmText) {name.data + i + 1, name.len - i - 1}, &part);

		if (version > 0)
		{
			mce_release(hint, version, part);
			return;
		}
	}
}

static bool
mce_header(RcmFile *file, const RcmText *f, int count)
{
	MceState   *s = file->state;

	s->version = rcm_header_place(f, count, "MCE_Version");
	s->type = rcm_header_place(f, count, "MCE_Edit_Type");
	s->kind = rcm_header_place(f, count, "ICD_Code_Type");
	s->code = rcm_header_place(f, count, "ICD_Code");
	s->rule = rcm_header_place(f, count, "icd_conflict_rule");
	s->header = s->code >= 0 && (s->rule >= 0 || (s->version >= 0 && s->type >= 0 && s->kind >= 0));
	if (!s->header && !rcm_blank_record(f, count))
		return rcm_file_fault(file, 1, "no header with MCE_Version, MCE_Edit_Type and ICD_Code, "
							  "or with icd_code and icd_conflict_rule");
	return true;
}

/* A diagnosis on a list; ages below 0 are none. */
static bool
mce_diagnosis(RcmFile *file, RcmText field, int column, RcmText list, int low, int high)
{
	RcmText		row[4];

	row[0] = rcm_field_diagnosis(file, field);
	if (row[0].len == 0)
		return rcm_file_fault(file, column, "not an ICD-10-CM code");
	row[1] = list;
	row[2] = low < 0 ? RCM_NULL_TEXT : rcm_format_text(file, "%d", low);
	row[3] = high < 0 ? RCM_NULL_TEXT : rcm_format_text(file, "%d", high);
	return rcm_file_row(file, 0, row);
}

/* Seven capitals or digits. */
static bool
mce_procedure(RcmFile *file, RcmText field, int column, RcmText list)
{
	RcmText		row[2];

	row[0] = rcm_field(field);
	row[1] = list;
	if (!rcm_field_is_word(row[0], 7))
		return rcm_file_fault(file, column, "not an ICD-10-PCS code");
	return rcm_file_row(file, 1, row);
}

/* A list that is not known goes by CMS's own name, in capitals. */
static RcmText
mce_new_list(RcmFile *file, RcmText type)
{
	char	   *name = rcm_alloc(&file->record, (size_t) type.len + 1);

	for (int32_t i = 0; i < type.len; i++)
	{
		name[i] = rcm_upper(type.data[i]);
		if (!rcm_is_upper(name[i]) && !rcm_is_digit(name[i]) && name[i] != '_')
			return RCM_NULL_TEXT;
	}
	return type.len < 5 ? RCM_NULL_TEXT : (RcmText) {name, type.len};
}

/* A row of CMS's text. */
static bool
mce_text_row(RcmFile *file, const MceState *s, const RcmText *f)
{
	RcmText		kind = rcm_field(f[s->kind]);
	RcmText		type = rcm_field(f[s->type]);
	RcmText		list = RCM_NULL_TEXT;
	int			low = -1;
	int			high = -1;
	int			part;
	int			version = mce_version(rcm_field(f[s->version]), &part);

	if (version == 0)
		return rcm_file_fault(file, s->version + 1, "not a version of the Medicare Code Editor");
	mce_release(&file->hint, version, part);
	for (size_t i = 0; i < LISTS; i++)
		if (rcm_field_says(type, lists[i].edit))
		{
			bool		narrow = lists[i].low == 9 && version <= LAST_NARROW_MATERNITY;

			list = rcm_text_of(lists[i].list);
			low = narrow ? 12 : lists[i].low;
			high = narrow ? 55 : lists[i].high;
		}
	if (list.len == 0)
		list = mce_new_list(file, type);
	if (list.len == 0)
		return rcm_file_fault(file, s->type + 1, "not the name of a list");
	if (rcm_text_is(kind, "D"))
		return mce_diagnosis(file, f[s->code], s->code + 1, list, low, high);
	if (rcm_text_is(kind, "P"))
		return mce_procedure(file, f[s->code], s->code + 1, list);
	return rcm_file_fault(file, s->kind + 1, "neither D (diagnosis) nor P (procedure)");
}

/* The ages of a rule: "(Ages 9-64)", "(Age 0 Only)"; how many there are. */
static int
mce_ages(RcmText rule, int ages[2])
{
	int			n = 0;
	bool		inside = false;

	for (int32_t i = 0; i < rule.len; i++)
	{
		bool		digit = rcm_is_digit(rule.data[i]);

		if (digit && !inside && n < 2)
			ages[n++] = 0;
		if (digit && ages[n - 1] < 1000)
			ages[n - 1] = ages[n - 1] * 10 + (rule.data[i] - '0');
		inside = digit;
	}
	if (n == 1)
		ages[1] = ages[0];
	return n;
}

/* A row of the table of rules. */
static bool
mce_rule_row(RcmFile *file, const MceState *s, const RcmText *f)
{
	RcmText		rule = rcm_field(f[s->rule]);
	int			ages[2] = {-1, -1};

	for (size_t i = 0; i < LISTS; i++)
	{
		if (!rcm_field_mentions(rule, lists[i].rule))
			continue;
		if (lists[i].low >= 0 && (mce_ages(rule, ages) == 0 || ages[1] < ages[0]))
			return rcm_file_fault(file, s->rule + 1, "the rule does not say its ages");
		return mce_diagnosis(file, f[s->code], s->code + 1, rcm_text_of(lists[i].list), ages[0], ages[1]);
	}
	return rcm_file_fault(file, s->rule + 1, "not a rule of the Medicare Code Editor that is known here");
}

static bool
mce_record(RcmFile *file, RcmText *f, int count)
{
	MceState   *s = file->state;

	if (!s->header)
		return mce_header(file, f, count);
	if (rcm_blank_record(f, count))
		return true;
	if (count <= s->code || count <= s->rule || count <= s->type || count <= s->kind || count <= s->version)
		return rcm_file_fault(file, count, "%d columns only: the file is damaged or cut", count);
	return s->rule >= 0 ? mce_rule_row(file, s, f) : mce_text_row(file, s, f);
}

const RcmFormat rcm_format_mce = {
	.set = "mce", .title = "Medicare Code Editor lists", .publisher = "CMS",
	.files = "MCE_Simple_Code_Edits_vNN.txt",
	.outputs = {{"mce_edit", "code, list, age_lo, age_hi"}, {"mce_procedure", "code, list"}},
	.state_size = sizeof(MceState), .sniff = rcm_table_sniff, .name = mce_name, .record = mce_record
};
