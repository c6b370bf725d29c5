/*
 * hcpcs_file.c - the quarterly HCPCS file of CMS, as CSV and as text.
 *
 * The CSV (HCPC2025_OCT_ANWEB) has a header and is read by its names.  The
 * text has lines of 320 bytes, some shorter, whose columns the record layout
 * names; a code's description goes on in further lines.  Notices may stand
 * anywhere in the text.  Modifiers are records too, under three blanks.
 */
#include "formats/formats.h"
#include "formats/table.h"

#include <stdio.h>

/* The fields of a code; those that occur more than once take as many places. */
enum
{
	CODE,
	RECORD_KIND,
	LONG_WORDS,
	SHORT_WORDS,
	PRICE,
	MULT_PI = PRICE + 4,
	STATUTE,
	LAB_CERT,
	XREF = LAB_CERT + 8,
	COVERAGE = XREF + 5,
	ASC_GROUP,
	ASC_DATE,
	NOTE,
	BETOS,
	TOS,
	ANESTHESIA = TOS + 5,
	ADDED,
	ACTION_DATE,
	ENDED,
	ACTION,
	FIELDS
};

/* Where a field is: the header's name (with a number when it occurs more than once) and the column. */
typedef struct Place
{
	int			field;
	const char *header;
	int			times;
	int			first;			/* of the first occurrence, from 1 */
	int			width;
} Place;

static const Place places[] = {
	{CODE, "HCPC", 1, 1, 5},
	{RECORD_KIND, "RECID", 1, 11, 1},
	{LONG_WORDS, "LONG DESCRIPTION", 1, 12, 80},
	{SHORT_WORDS, "SHORT DESCRIPTION", 1, 92, 28},
	{PRICE, "PRICE", 4, 120, 2},
	{MULT_PI, "MULT_PI", 1, 128, 1},
	{STATUTE, "STATUTE", 1, 171, 10},
	{LAB_CERT, "LABCERT", 8, 181, 3},
	{XREF, "XREF", 5, 205, 5},
	{COVERAGE, "COV", 1, 230, 1},
	{ASC_GROUP, "ASC_GRP", 1, 231, 2},
	{ASC_DATE, "ASC_DT", 1, 233, 8},
	{NOTE, "PROCNOTE", 1, 253, 4},
	{BETOS, "BETOS", 1, 257, 3},
	{TOS, "TOS", 5, 261, 1},
	{ANESTHESIA, "ANEST_BU", 1, 266, 3},
	{ADDED, "ADD DT", 1, 269, 8},
	{ACTION_DATE, "ACT EFF DT", 1, 277, 8},
	{ENDED, "TERM DT", 1, 285, 8},
	{ACTION, "ACTION CD", 1, 293, 1},
};

#define PLACES (sizeof(places) / sizeof(places[0]))
/* A first line that ends before the day of addition is cut. */
#define SHORTEST_FIRST_LINE 276
/* A line without a code that has more characters than this is no notice but damage. */
#define LONGEST_NOTICE 240

typedef struct HcpcsState
{
	bool		header;
	int			column[FIELDS];	/* from 1, in the CSV or the line; 0: not there */
	/* the code at hand, until its description is whole */
	bool		pending;
	bool		modifier;
	RcmArena	memory;
	RcmText		f[FIELDS];
	int32_t		date[FIELDS];	/* of those that are dates */
	RcmBuffer	words;
} HcpcsState;

/* ---- rows ---- */

/* The values of a field that occurs more than once: those that are given, or of these the codes. */
static RcmText
array(RcmFile *file, const RcmText *items, int n, bool codes_only)
{
	RcmText		given[8];
	int			count = 0;

	for (int i = 0; i < n; i++)
		if (items[i].len > 0 && (!codes_only || items[i].len == 2 || rcm_field_is_procedure(items[i])))
			given[count++] = items[i];
	return rcm_array_text(file, given, count);
}

/*
 * Whose words these are: digits first, and D, are CPT and CDT, which need a
 * licence; so do the CPT modifiers, of digits or a digit and P.
 */
static bool
needs_licence(const HcpcsState *s)
{
	RcmText		code = s->f[CODE];

	if (s->modifier)
		return rcm_is_digit(code.data[0]) && (rcm_is_digit(code.data[1]) || code.data[1] == 'P');
	return rcm_is_digit(code.data[0]) || code.data[0] == 'D';
}

static bool
give_words(RcmFile *file, const HcpcsState *s, RcmText eff, RcmText term)
{
	RcmText		words = {s->words.data, (int32_t) s->words.len};
	RcmText		row[7];

	if (needs_licence(s) && !file->options.licensed)
		return true;
	row[0] = s->modifier ? RCM_TEXT("modifier") : RCM_TEXT("HCPCS");
	row[1] = s->f[CODE];
	row[2] = s->f[SHORT_WORDS].len > 0 ? s->f[SHORT_WORDS] : words;
	row[3] = words.len == 0 || rcm_text_equal(words, row[2]) ? RCM_NULL_TEXT : words;
	row[4] = array(file, &s->f[XREF], 5, true);
	row[5] = eff;
	row[6] = term;
	return row[2].len == 0 || rcm_file_row(file, 1, row);
}

/* Gives the code at hand. */
static bool
give_code(RcmFile *file)
{
	HcpcsState *s = file->state;
	int32_t		added = s->date[ADDED];
	int32_t		ended = s->date[ENDED];
	RcmText		row[18];

	if (!s->pending)
		return true;
	s->pending = false;
	row[0] = s->f[CODE];
	row[1] = s->f[ACTION];
	row[2] = s->f[COVERAGE];
	row[3] = rcm_date_text(file, added);
	row[4] = rcm_date_text(file, s->date[ACTION_DATE]);
	row[5] = s->f[BETOS];
	row[6] = array(file, &s->f[TOS], 5, false);
	row[7] = s->f[MULT_PI];
	row[8] = array(file, &s->f[PRICE], 4, false);
	row[9] = array(file, &s->f[XREF], 5, false);
	row[10] = s->f[STATUTE];
	row[11] = array(file, &s->f[LAB_CERT], 8, false);
	row[12] = s->f[ASC_GROUP];
	row[13] = rcm_date_text(file, s->date[ASC_DATE]);
	row[14] = s->f[NOTE];
	row[15] = s->f[ANESTHESIA];
	/* the last usable day is before the first where a code was brought back */
	row[16] = added != RCM_NO_DATE && ended != RCM_NO_DATE && ended < added ? RCM_NULL_TEXT : row[3];
	row[17] = rcm_date_text(file, ended);
	return (s->modifier || rcm_file_row(file, 0, row)) && give_words(file, s, row[16], row[17]);
}

/* ---- records ---- */

/* Three blanks and two characters in the files; trimmed here. */
static bool
is_modifier(RcmText code)
{
	return rcm_field_is_word(code, 2);
}

/* The words go on; lines end between words. */
static void
add_words(HcpcsState *s, RcmText words)
{
	if (words.len > 0 && s->words.len > 0)
		rcm_buffer_char(&s->words, ' ');
	rcm_buffer_text(&s->words, words);
}

static bool
start_code(RcmFile *file, const RcmText *f, bool modifier)
{
	static const int dates[] = {ASC_DATE, ADDED, ACTION_DATE, ENDED};
	HcpcsState *s = file->state;
	RcmText		units;

	if (s->pending && rcm_text_equal(f[CODE], s->f[CODE]))
		return rcm_file_fault(file, 1, "%.*s stands twice", f[CODE].len, f[CODE].data);
	if (!give_code(file))
		return false;
	if (s->memory.grab == NULL)
		rcm_arena_init_with(&s->memory, file->keep.grab, file->keep.drop, file->keep.owner);
	rcm_arena_reset(&s->memory);
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		if (!rcm_field_date(file, f[dates[i]], s->column[dates[i]], RCM_DATE_YMD, &s->date[dates[i]]))
			return false;
	if (!rcm_field_decimal(file, f[ANESTHESIA], s->column[ANESTHESIA], 0, &units))
		return false;
	for (int i = 0; i < FIELDS; i++)
		s->f[i] = f[i].len > 0 ? rcm_text_copy(&s->memory, f[i]) : RCM_NULL_TEXT;
	rcm_buffer_init(&s->words, &s->memory, 256);
	add_words(s, f[LONG_WORDS]);
	s->modifier = modifier;
	s->pending = true;
	return true;
}

/* A record of either shape, its fields trimmed. */
static bool
code_record(RcmFile *file, const RcmText *f)
{
	HcpcsState *s = file->state;
	bool		modifier = is_modifier(f[CODE]);
	char		kind = f[RECORD_KIND].len == 1 ? f[RECORD_KIND].data[0] : f[RECORD_KIND].len > 0 ? '?' :
		modifier ? '7' : '3';

	if (!modifier && !rcm_field_is_procedure(f[CODE]))
		return rcm_file_fault(file, 1, "not a HCPCS code or modifier: the file is damaged or cut");
	if (strchr(modifier ? "78" : "34", kind) == NULL)
		return rcm_file_fault(file, s->column[RECORD_KIND], "not the record kind of a %s",
							  modifier ? "modifier (7 or 8)" : "code (3 or 4)");
	if (kind == '3' || kind == '7')
		return start_code(file, f, modifier);
	if (!s->pending || !rcm_text_equal(f[CODE], s->f[CODE]))
		return rcm_file_fault(file, 1, "the description of %.*s goes on, but does not begin before it",
							  f[CODE].len, f[CODE].data);
	add_words(s, f[LONG_WORDS]);
	return true;
}

/* ---- the text ---- */

/* Does the line have a code, a sequence number and a kind of record in their columns? */
static bool
is_record(RcmText line)
{
	RcmText		code = {line.data, 5};

	if (line.len < 11 || line.data[10] < '3' || line.data[10] > '8' || rcm_name_number(line, 5, 5) < 0)
		return false;
	return rcm_field_is_procedure(code) ||
		(memcmp(line.data, "   ", 3) == 0 && is_modifier((RcmText) {line.data + 3, 2}));
}

static bool
text_record(RcmFile *file, RcmText line)
{
	HcpcsState *s = file->state;
	RcmText		f[FIELDS];

	if (!is_record(line))
	{
		if (line.len >= 5 && rcm_field_is_procedure((RcmText) {line.data, 5}))
			return rcm_file_fault(file, 6, "no sequence number and record kind after the code: the line is damaged");
		if (rcm_field(line).len > LONGEST_NOTICE)
			return rcm_file_fault(file, 1, "neither a code nor a modifier: the line is damaged");
		return true;
	}
	for (size_t i = 0; i < PLACES; i++)
	{
		const Place *p = &places[i];

		s->column[p->field] = p->first;
		for (int n = 0; n < p->times; n++)
			f[p->field + n] = rcm_columns(line, p->first + n * p->width, p->first + (n + 1) * p->width - 1);
	}
	if ((line.data[10] == '3' || line.data[10] == '7') && line.len < SHORTEST_FIRST_LINE)
		return rcm_file_fault(file, line.len, "the line ends before the day the code was added: it is cut");
	return code_record(file, f);
}

/* ---- the CSV ---- */

static bool
csv_header(RcmFile *file, const RcmText *f, int count)
{
	static const int needed[] = {CODE, LONG_WORDS, SHORT_WORDS, ADDED, ENDED};
	HcpcsState *s = file->state;

	if (rcm_header_place(f, count, "HCPC") < 0)
		return true;
	for (size_t i = 0; i < PLACES; i++)
		for (int n = 0; n < places[i].times; n++)
		{
			char		name[32];

			snprintf(name, sizeof(name), places[i].times > 1 ? "%s%d" : "%s", places[i].header, n + 1);
			s->column[places[i].field + n] = rcm_header_place(f, count, name) + 1;
		}
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (s->column[needed[i]] == 0)
			return rcm_file_fault(file, 0, "the header has no %s",
								  needed[i] == LONG_WORDS ? "LONG DESCRIPTION" : needed[i] == SHORT_WORDS ?
								  "SHORT DESCRIPTION" : needed[i] == ADDED ? "ADD DT" : "TERM DT");
	s->header = true;
	return true;
}

static bool
csv_record(RcmFile *file, const RcmText *fields, int count)
{
	HcpcsState *s = file->state;
	RcmText		f[FIELDS];

	if (!s->header)
		return csv_header(file, fields, count);
	if (rcm_blank_record(fields, count))
		return true;
	for (int i = 0; i < FIELDS; i++)
	{
		if (s->column[i] > count)
			return rcm_file_fault(file, count, "%d columns only: the file is damaged or cut", count);
		f[i] = s->column[i] == 0 ? RCM_NULL_TEXT : rcm_field(fields[s->column[i] - 1]);
	}
	return code_record(file, f);
}

static bool
hcpcs_record(RcmFile *file, RcmText *f, int count)
{
	return file->split == RCM_SPLIT_LINES ? text_record(file, f[0]) : csv_record(file, f, count);
}

/* The header of the CSV is in its first lines; the text has none. */
static RcmSplit
hcpcs_sniff(RcmText head)
{
	int			recid = rcm_name_find(head, "RECID");

	if (recid < 1)
		return RCM_SPLIT_LINES;
	return head.data[recid - 1] == '\t' ? RCM_SPLIT_TABS : RCM_SPLIT_CSV;
}

static void
hcpcs_abandon(RcmFile *file)
{
	HcpcsState *s = file->state;

	if (s->memory.grab != NULL)
		rcm_arena_free(&s->memory);
}

/* HCPC2025_OCT_ANWEB_v2.csv, HCPC2019_CONTR_ANWEB.txt (of January) */
static void
hcpcs_name(const RcmFormat *format, RcmText name, RcmReleaseHint *hint)
{
	int			year = rcm_name_find(name, "HCPC") < 0 ? 0 : rcm_name_year(name);
	int			month = rcm_name_month(name);
	int			repost = rcm_name_find(name, "_v");
	size_t		n;

	(void) format;
	if (year == 0)
		return;
	month = month == 0 ? 1 : month;
	if (!rcm_month_quarter(hint, year, month) && rcm_date_from_ymd(year, month, 1, &hint->from))
		snprintf(hint->name, sizeof(hint->name), "%04d-%02d", year % 10000, month);
	n = strlen(hint->name);
	if (rcm_name_number(name, repost < 0 ? -1 : repost + 2, 1) > 0)
		snprintf(hint->name + n, sizeof(hint->name) - n, "v%c", name.data[repost + 2]);
}

const RcmFormat rcm_format_hcpcs = {
	.set = "hcpcs", .title = "HCPCS Level II codes and modifiers", .publisher = "CMS",
	.files = "HCPCYYYY_MMM_ANWEB as CSV or text", .dated = true,
	.outputs = {{"hcpcs_code", "code, action, coverage, add_date, action_eff, betos, tos, mult_pi, price, xref, "
		"statute, lab_cert, asc_group, asc_date, note_number, anesthesia_base, eff, term"},
		{"code_text", "code_set, code, name, description, replaced_by, eff, term"}},
	.state_size = sizeof(HcpcsState), .sniff = hcpcs_sniff, .name = hcpcs_name,
	.record = hcpcs_record, .end = give_code, .abandon = hcpcs_abandon
};
