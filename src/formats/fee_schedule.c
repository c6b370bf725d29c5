/*
 * fee_schedule.c - the Medicare physician fee schedule: relative value units
 * and payment indicators by code and component modifier.
 *
 * CMS, "PFS Relative Value Files": PPRRVU as CSV, whose header is stacked over
 * several lines and grows a column now and then, so that its words say which
 * column is which; and as text with fixed places and no header to speak of.
 */
#include "formats/fees.h"

#include <stdio.h>

#include "formats/formats.h"
#include "formats/table.h"

/* What tells the two files of a release since 2026 apart: the value of apm. */
enum
{
	EVERYBODY,
	APM_PARTICIPANTS
};

#define OUTPUT_COLUMNS \
	"code, mod, status, pctc, glob, mult, bilat, asst, co, team, nonfac_na, fac_na, " \
	"work, nonfac_pe, fac_pe, mp, cf, pre_op, intra_op, post_op, endo_base, " \
	"supervision, calc_flag, imaging, opps_nonfac, opps_fac, opps_mp, apm"

typedef enum FeeKind
{
	CODE,						/* a procedure code */
	MODIFIER,					/* two characters or none */
	INDICATOR,					/* one character */
	GLOBAL_DAYS,				/* three characters */
	NOT_APPLICABLE,				/* "NA" or nothing */
	UNITS,						/* two decimals */
	SHARE,						/* likewise, below 100 */
	DOLLARS,					/* four decimals */
	BASE_CODE,					/* a procedure code or none */
	TWO_CHARACTERS				/* of which a spreadsheet drops the first zero */
} FeeKind;

typedef struct FeeColumn
{
	const char *header;			/* the last words of the stacked header */
	int			first;			/* places in the text file */
	int			last;
	FeeKind		kind;
	bool		optional;		/* not every year has it */
} FeeColumn;

/* In the order of OUTPUT_COLUMNS, which ends with one that no column gives. */
static const FeeColumn fee_columns[] = {
	{"HCPCS", 1, 5, CODE, false},
	{"MOD", 6, 7, MODIFIER, false},
	{"STATUS CODE", 58, 58, INDICATOR, false},
	{"PCTC IND", 103, 103, INDICATOR, false},
	{"GLOB DAYS", 104, 106, GLOBAL_DAYS, false},
	{"MULT PROC", 116, 116, INDICATOR, false},
	{"BILAT SURG", 117, 117, INDICATOR, false},
	{"ASST SURG", 118, 118, INDICATOR, false},
	{"CO- SURG", 119, 119, INDICATOR, false},
	{"TEAM SURG", 120, 120, INDICATOR, false},
	{"NON-FAC NA INDICATOR", 73, 74, NOT_APPLICABLE, false},
	{"FACILITY NA INDICATOR", 82, 83, NOT_APPLICABLE, false},
	{"WORK RVU", 60, 65, UNITS, false},
	{"NON-FAC PE RVU", 67, 72, UNITS, false},
	{"FACILITY PE RVU", 76, 81, UNITS, false},
	{"MP RVU", 85, 89, UNITS, false},
	{"CONV FACTOR", 133, 140, DOLLARS, false},
	{"PRE OP", 107, 109, SHARE, true},
	{"INTRA OP", 110, 112, SHARE, true},
	{"POST OP", 113, 115, SHARE, true},
	{"ENDO BASE", 128, 132, BASE_CODE, true},
	{"DIAGNOSTIC PROCEDURES", 142, 143, TWO_CHARACTERS, true},
	{"CALCULATION FLAG", 144, 144, INDICATOR, true},
	{"IMAGING FAMILY INDICATOR", 146, 147, TWO_CHARACTERS, true},
	{"NON-FACILITY PE USED FOR OPPS PAYMENT AMOUNT", 152, 157, UNITS, true},
	{"FACILITY PE USED FOR OPPS PAYMENT AMOUNT", 159, 164, UNITS, true},
	{"MP USED FOR OPPS PAYMENT AMOUNT", 166, 171, UNITS, true},
	/* given only to those who have a licence for it, and not in this table */
	{"DESCRIPTION", 8, 57, CODE, true},
};

#define FEE_COLUMNS ((int) (sizeof(fee_columns) / sizeof(fee_columns[0])))
#define NAME (FEE_COLUMNS - 1)
#define LINE_LENGTH 171
/* A header begins within so many lines, and has at most so many columns. */
#define HEADER_LINES 40
#define HEADER_COLUMNS 60

typedef struct FeeState
{
	bool		header;			/* seen */
	int			lines;			/* before it */
	int			width;			/* columns of the header; characters of the first line */
	RcmText		stacked[HEADER_COLUMNS];	/* the header's words so far */
	int			places[FEE_COLUMNS];	/* from 0; -1: the file lacks it */
	uint64_t   *seen;			/* codes with their modifiers */
	uint32_t	seen_count;
	uint32_t	seen_room;		/* a power of two */
} FeeState;

/* ---- the release ---- */

/* A release has a letter: A in January, B in April, C in July, D in October. */
static void
set_release(RcmReleaseHint *hint, int year, int month)
{
	if (year == 0 || month % 3 != 1)
		return;
	snprintf(hint->name, sizeof(hint->name), "RVU%02d%c", year % 100, 'A' + month / 3);
	rcm_date_from_ymd(year, month, 1, &hint->from);
}

/* PPRRVU2025_Oct.csv, PPRRVU24_JAN.csv, PPRRVU2026_Jul_nonQPP.csv */
static void
fee_name(const RcmFormat *format, RcmText name, RcmReleaseHint *hint)
{
	int			at = rcm_name_find(name, "PPRRVU");
	int			year;
	int			digits = 4;

	rcm_fee_other_set(format, name, hint);
	if (at < 0)
		return;
	year = rcm_name_number(name, at + 6, 4);
	if (year < 0)
	{
		digits = 2;
		year = rcm_name_number(name, at + 6, 2);
		year = year < 0 ? 0 : 2000 + year;
	}
	at += 6 + digits;
	if (at < name.len)
		set_release(hint, year, rcm_name_month((RcmText) {name.data + at, name.len - at}));
}

/* "2025 National Physician Fee Schedule ... October Release", "RELEASED 09/11/2025" */
static void
read_title(RcmFile *file, RcmText cell)
{
	int			at = rcm_name_find(cell, "RELEASED ");
	RcmText		rest;

	if (rcm_field_mentions(cell, "Physician Fee Schedule") && rcm_field_mentions(cell, "Release"))
		set_release(&file->hint, rcm_name_year(cell), rcm_name_month(cell));
	if (at < 0)
		return;
	rest = rcm_field((RcmText) {cell.data + at + 9, cell.len - at - 9});
	for (int32_t i = 0; i < rest.len; i++)
		if (!rcm_is_digit(rest.data[i]) && rest.data[i] != '/')
			return;
	rcm_field_date(file, rest, 0, RCM_DATE_SLASHES, &file->hint.published_on);
}

/* ---- the stacked header ---- */

/* Adds the words of a cell, in capitals and with one space between them. */
static void
stack_cell(RcmFile *file, RcmText *stacked, RcmText cell)
{
	RcmBuffer	b;
	RcmText		t = rcm_field(cell);

	if (t.len == 0)
		return;
	rcm_buffer_init(&b, &file->keep, (size_t) (stacked->len + t.len + 1));
	rcm_buffer_text(&b, *stacked);
	if (stacked->len > 0)
		rcm_buffer_char(&b, ' ');
	for (int32_t i = 0; i < t.len; i++)
	{
		bool		blank = strchr(" \t\r\n", t.data[i]) != NULL;

		if (!blank)
			rcm_buffer_char(&b, rcm_upper(t.data[i]));
		else if (b.len > 0 && b.data[b.len - 1] != ' ')
			rcm_buffer_char(&b, ' ');
	}
	*stacked = (RcmText) {b.data, (int32_t) b.len};
}

/* Whole words: "FACILITY TOTAL" does not end "NON-FACILITY TOTAL". */
static bool
ends_with_words(RcmText text, const char *words)
{
	int32_t		n = (int32_t) strlen(words);

	return text.len >= n && memcmp(text.data + text.len - n, words, (size_t) n) == 0 &&
		(text.len == n || text.data[text.len - n - 1] == ' ');
}

/* The header is whole: which column is which? */
static bool
read_header(RcmFile *file, FeeState *s)
{
	s->header = true;
	for (int c = 0; c < HEADER_COLUMNS; c++)
		if (s->stacked[c].len > 0)
			s->width = c + 1;
	for (int i = 0; i < FEE_COLUMNS; i++)
	{
		s->places[i] = -1;
		for (int c = 0; c < s->width && s->places[i] < 0; c++)
			if (ends_with_words(s->stacked[c], fee_columns[i].header))
				s->places[i] = c;
		if (s->places[i] < 0 && !fee_columns[i].optional)
			return rcm_file_fault(file, 0, "the header has no column \"%s\"", fee_columns[i].header);
	}
	return true;
}

static bool
header_line(RcmFile *file, FeeState *s, const RcmText *f, int count)
{
	if (++s->lines > HEADER_LINES)
		return rcm_file_fault(file, 0, "no header \"HCPCS, MOD\" in the first %d lines: "
							  "this is not a relative value file", HEADER_LINES);
	for (int c = 0; c < count && c < HEADER_COLUMNS; c++)
	{
		read_title(file, f[c]);
		if (file->fault[0] != '\0')
			return false;
		stack_cell(file, &s->stacked[c], f[c]);
	}
	return count < 2 || !rcm_field_says(f[0], "HCPCS") || !rcm_field_says(f[1], "MOD") ||
		read_header(file, s);
}

/* ---- a row ---- */

/* One cell as its column wants it; `column` is where the file has it. */
static bool
read_cell(RcmFile *file, FeeKind kind, RcmText cell, int column, RcmText *out)
{
	RcmText		t = rcm_field(cell);

	*out = t;
	switch (kind)
	{
		case CODE:
			return rcm_field_is_procedure(t) ||
				rcm_file_fault(file, column, "not a procedure code: the file is damaged or cut");
		case MODIFIER:
			return t.len == 0 || rcm_field_is_word(t, 2) || rcm_file_fault(file, column, "not a modifier");
		case INDICATOR:
			return t.len == 0 || rcm_field_is_word(t, 1) ||
				rcm_file_fault(file, column, "not an indicator of one character");
		case GLOBAL_DAYS:
			*out = rcm_with_zeros(file, t, 3);
			return t.len == 0 || rcm_field_is_word(*out, 3) || rcm_file_fault(file, column, "not global days");
		case NOT_APPLICABLE:
			*out = rcm_flag_text(t.len > 0);
			return t.len == 0 || rcm_text_is(t, "NA") || rcm_file_fault(file, column, "neither NA nor blank");
		case UNITS:
			return rcm_fee_number(file, t, column, 6, 2, out);
		case SHARE:
			return rcm_fee_number(file, t, column, 2, 2, out);
		case DOLLARS:
			return rcm_fee_number(file, t, column, 5, 4, out);
		case BASE_CODE:
			return t.len == 0 || rcm_field_is_procedure(t) ||
				rcm_file_fault(file, column, "the endoscopic base is not a procedure code");
		case TWO_CHARACTERS:
			*out = rcm_with_zeros(file, t, 2);
			return t.len == 0 || rcm_field_is_word(*out, 2) ||
				rcm_file_fault(file, column, "not an indicator of two characters");
	}
	return true;
}

static void
grow_seen(RcmFile *file, FeeState *s)
{
	uint32_t	room = s->seen_room == 0 ? 65536 : s->seen_room * 2;
	uint64_t   *bigger = rcm_alloc(&file->keep, room * sizeof(uint64_t));

	for (uint32_t i = 0; i < s->seen_room; i++)
	{
		uint32_t	at = (uint32_t) (s->seen[i] * UINT64_C(0x9E3779B97F4A7C15) >> 32);

		if (s->seen[i] == 0)
			continue;
		while (bigger[at & (room - 1)] != 0)
			at++;
		bigger[at & (room - 1)] = s->seen[i];
	}
	s->seen = bigger;
	s->seen_room = room;
}

/* Is this the first time that the code comes with the modifier? */
static bool
first_time(RcmFile *file, FeeState *s, RcmText code, RcmText modifier)
{
	uint64_t	key = 0;
	uint32_t	at;

	memcpy(&key, code.data, 5);
	if (modifier.len > 0)
		memcpy((char *) &key + 5, modifier.data, 2);
	if (s->seen_count * 2 >= s->seen_room)
		grow_seen(file, s);
	at = (uint32_t) (key * UINT64_C(0x9E3779B97F4A7C15) >> 32);
	for (; s->seen[at & (s->seen_room - 1)] != 0; at++)
		if (s->seen[at & (s->seen_room - 1)] == key)
			return false;
	s->seen[at & (s->seen_room - 1)] = key;
	s->seen_count++;
	return true;
}

/* The words of a CPT code, once; those of HCPCS codes come with HCPCS. */
static bool
give_name(RcmFile *file, FeeState *s, RcmText code, RcmText name)
{
	RcmText		row[3] = {RCM_TEXT("CPT"), code, rcm_field(name)};

	if (!file->options.licensed || row[2].len == 0 || !rcm_is_digit(code.data[0]) ||
		!first_time(file, s, code, RCM_TEXT("**")))
		return true;
	return rcm_file_row(file, 1, row);
}

/* The cells in the order of fee_columns; columns says where the file has them. */
static bool
give_fee(RcmFile *file, FeeState *s, const RcmText *cells, const int *columns)
{
	RcmText		row[FEE_COLUMNS];

	for (int i = 0; i < NAME; i++)
		if (!read_cell(file, fee_columns[i].kind, cells[i], columns[i], &row[i]))
			return false;
	row[NAME] = rcm_flag_text(file->format->variant == APM_PARTICIPANTS);
	if (!first_time(file, s, row[0], row[1]))
		return rcm_file_fault(file, columns[0], "%.5s%s%.*s stands in the file twice", row[0].data,
							  row[1].len > 0 ? "-" : "", row[1].len, row[1].len > 0 ? row[1].data : "");
	return rcm_file_row(file, 0, row) && give_name(file, s, row[0], cells[NAME]);
}

/* ---- the two kinds of file ---- */

static bool
fee_cells(RcmFile *file, FeeState *s, const RcmText *f, int count)
{
	RcmText		cells[FEE_COLUMNS];
	int			columns[FEE_COLUMNS];

	if (rcm_blank_record(f, count))
		return true;
	if (count < s->width)
		return rcm_file_fault(file, count, "%d columns where the header has %d: the file is damaged or cut",
							  count, s->width);
	for (int i = 0; i < FEE_COLUMNS; i++)
	{
		cells[i] = s->places[i] < 0 ? RCM_NULL_TEXT : f[s->places[i]];
		columns[i] = s->places[i] + 1;
	}
	return give_fee(file, s, cells, columns);
}

static bool
fee_line(RcmFile *file, FeeState *s, RcmText line)
{
	RcmText		cells[FEE_COLUMNS];
	int			columns[FEE_COLUMNS];

	s->header = s->header || rcm_begins_with(line, "HDR");
	if (rcm_blank(line) || rcm_begins_with(line, "HDR") || rcm_begins_with(line, "TRL"))
		return true;
	if (!s->header)
		return rcm_file_fault(file, 0, "no line \"HDR\" before the first row: this is not a relative value file");
	if (s->width == 0)
		s->width = rcm_line_length(line);
	if (s->width < LINE_LENGTH || rcm_line_length(line) != s->width)
		return rcm_file_fault(file, 0, "a line of %d characters where %d are expected: the file is damaged or cut",
							  rcm_line_length(line), s->width < LINE_LENGTH ? LINE_LENGTH : s->width);
	for (int i = 0; i < FEE_COLUMNS; i++)
	{
		cells[i] = rcm_columns(line, fee_columns[i].first, fee_columns[i].last);
		columns[i] = fee_columns[i].first;
	}
	return give_fee(file, s, cells, columns);
}

static bool
fee_record(RcmFile *file, RcmText *f, int count)
{
	FeeState   *s = file->state;

	if (file->split == RCM_SPLIT_LINES)
		return fee_line(file, s, f[0]);
	return s->header ? fee_cells(file, s, f, count) : header_line(file, s, f, count);
}

static RcmSplit
fee_sniff(RcmText head)
{
	return rcm_begins_with(head, "HDR") ? RCM_SPLIT_LINES : RCM_SPLIT_CSV;
}

#define FEES(variable, set_name, title_words, kind, file_names) \
	const RcmFormat variable = { \
		.set = set_name, .title = title_words, .publisher = "CMS", .files = file_names, \
		.outputs = {{"fee_schedule", OUTPUT_COLUMNS}, {"code_text", "code_set, code, name"}}, \
		.state_size = sizeof(FeeState), .sniff = fee_sniff, .name = fee_name, \
		.record = fee_record, .variant = kind}

FEES(rcm_format_fee_schedule, "pfs", "Physician fee schedule, relative value file", EVERYBODY,
	 "PPRRVUYYYY_Mon.csv or .txt; since 2026 PPRRVUYYYY_Mon_nonQPP");
FEES(rcm_format_fee_schedule_apm, "pfs-apm",
	 "Physician fee schedule, relative value file for qualifying APM participants", APM_PARTICIPANTS,
	 "PPRRVUYYYY_Mon_QPP.csv or .txt");
