/*
 * modifiers.c - lists of modifiers: all of them with their dates, and those
 * that may separate an NCCI pair.
 *
 * Both are CSV with a header: "modifier,kind,add_date,action_eff_date,
 * term_date,hcpcs_short_desc" and "modifier,family".
 */
#include "formats/formats.h"
#include "formats/table.h"

typedef struct ModifierState
{
	bool		header;
	int			kind;			/* place of each column, from 0; -1: not there */
	int			add;
	int			term;
	int			words;
	bool		seen[36 * 36];
} ModifierState;

/* Says that a service was repeated. */
static const char repeats[] = " 76 77 91 ";
/* Names a site: eyelids, fingers, toes, sides, coronary arteries. */
static const char sites[] = " E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9 "
" LT RT LC LD LM RC RI ";

static bool
listed(RcmText modifier, const char *list)
{
	char		word[5] = {' ', modifier.data[0], modifier.data[1], ' ', '\0'};

	return strstr(list, word) != NULL;
}

/* 0-35 of a digit or capital. */
static int
rank(char c)
{
	return rcm_is_digit(c) ? c - '0' : c - 'A' + 10;
}

/* Its number; -1 after a fault. */
static int
modifier_number(RcmFile *file, RcmText modifier)
{
	if (rcm_field_is_word(modifier, 2))
		return rank(modifier.data[0]) * 36 + rank(modifier.data[1]);
	rcm_file_fault(file, 1, "not a modifier of two characters");
	return -1;
}

static bool
modifier_header(RcmFile *file, const RcmText *f, int count)
{
	ModifierState *s = file->state;

	if (rcm_blank_record(f, count))
		return true;
	s->kind = rcm_header_place(f, count, "kind");
	s->add = rcm_header_place(f, count, "add_date");
	s->term = rcm_header_place(f, count, "term_date");
	s->words = rcm_header_place(f, count, "hcpcs_short_desc");
	s->header = rcm_header_place(f, count, "modifier") == 0 && s->add > 0 && s->term > 0;
	return s->header || rcm_file_fault(file, 1, "no header with modifier, add_date and term_date");
}

/* The words are the publisher's; those of CPT need a licence. */
static bool
modifier_words(RcmFile *file, const RcmText *f, int count, const RcmText *row)
{
	ModifierState *s = file->state;
	RcmText		text[5];

	text[0] = RCM_TEXT("modifier");
	text[1] = row[0];
	text[2] = s->words > 0 && count > s->words ? rcm_field(f[s->words]) : RCM_NULL_TEXT;
	text[3] = row[3];
	text[4] = row[4];
	if (text[2].len == 0 ||
		(s->kind > 0 && count > s->kind && rcm_field_says(f[s->kind], "CPT") && !file->options.licensed))
		return true;
	return rcm_file_row(file, 1, text);
}

static bool
modifier_record(RcmFile *file, RcmText *f, int count)
{
	ModifierState *s = file->state;
	RcmText		modifier = rcm_field(f[0]);
	int32_t		add;
	int32_t		term;
	int			number;
	RcmText		row[5];

	if (!s->header)
		return modifier_header(file, f, count);
	if (rcm_blank_record(f, count))
		return true;
	number = modifier_number(file, modifier);
	if (number < 0)
		return false;
	if (count <= s->add || count <= s->term)
		return rcm_file_fault(file, count, "%d columns only: the file is damaged or cut", count);
	if (!rcm_field_date(file, f[s->add], s->add + 1, RCM_DATE_YMD, &add) ||
		!rcm_field_date(file, f[s->term], s->term + 1, RCM_DATE_YMD, &term))
		return false;
	/* a few stand among both the HCPCS and the CPT modifiers */
	if (s->seen[number])
		return true;
	s->seen[number] = true;
	if (add != RCM_NO_DATE && term != RCM_NO_DATE && term < add)
		add = RCM_NO_DATE;
	row[0] = modifier;
	row[1] = rcm_flag_text(listed(modifier, repeats));
	row[2] = rcm_flag_text(listed(modifier, sites));
	row[3] = rcm_date_text(file, add);
	row[4] = rcm_date_text(file, term);
	return rcm_file_row(file, 0, row) && modifier_words(file, f, count, row);
}

const RcmFormat rcm_format_modifiers = {
	.set = "modifiers", .title = "HCPCS and CPT modifiers", .publisher = "CMS",
	.files = "modifiers.csv: modifier, kind, add_date, action_eff_date, term_date, hcpcs_short_desc",
	.dated = true,
	.outputs = {{"modifier", "mod, repeat, anat, eff, term"},
		{"code_text", "code_set, code, name, eff, term"}},
	.state_size = sizeof(ModifierState), .split = RCM_SPLIT_CSV, .record = modifier_record
};

static bool
ncci_modifier_record(RcmFile *file, RcmText *f, int count)
{
	ModifierState *s = file->state;
	RcmText		row[2];
	int			number;

	row[0] = rcm_field(f[0]);
	row[1] = count > 1 ? rcm_field(f[1]) : RCM_NULL_TEXT;
	if (rcm_blank_record(f, count))
		return true;
	if (!s->header)
	{
		s->header = count == 2 && rcm_field_says(f[0], "modifier") && rcm_field_says(f[1], "family");
		return s->header || rcm_file_fault(file, 1, "no header \"modifier,family\"");
	}
	number = modifier_number(file, row[0]);
	if (number < 0)
		return false;
	if (s->seen[number])
		return rcm_file_fault(file, 1, "modifier %.2s stands twice", row[0].data);
	s->seen[number] = true;
	return rcm_file_row(file, 0, row);
}

const RcmFormat rcm_format_ncci_modifiers = {
	.set = "ncci-modifiers", .title = "modifiers that may separate an NCCI pair", .publisher = "CMS",
	.files = "a CSV file: modifier, family",
	.outputs = {{"ncci_modifier", "mod, family"}},
	.state_size = sizeof(ModifierState), .split = RCM_SPLIT_CSV, .record = ncci_modifier_record
};
