/*
 * localities.c - where Medicare pays what: cost indices, anesthesia factors,
 * the counties of a payment locality, the locality of a ZIP code.
 *
 * CMS, "PFS Relative Value Files" (GPCI, ANES, LOCCO) and "Zip Code to Carrier
 * Locality File".  The first three come as CSV, from which a spreadsheet has
 * taken leading zeros, and as text in columns; stars after a name point to
 * footnotes and are dropped.
 */
#include "formats/fees.h"

#include <stdio.h>

#include "formats/formats.h"
#include "formats/table.h"

/* Which file it is. */
enum
{
	GPCI,
	ANESTHESIA,
	COUNTIES
};

/* Columns of such a file, in the order of the words in `headers`. */
#define MOST_COLUMNS 7
/* A header begins within so many lines. */
#define HEADER_LINES 20
#define ZIP_LINE 80

typedef struct LocalityState
{
	bool		header;			/* seen */
	int			lines;			/* before it */
	int			width;			/* characters of a line of text; 0: not known yet */
	int			places[MOST_COLUMNS];	/* from 0, of a CSV file */
	RcmText		region;			/* state of the block of counties; in file->keep */
} LocalityState;

/* What the cells of the header mention; the contractor and the locality come first. */
static const char *const headers[3][MOST_COLUMNS] = {
	{"Contractor", "Locality Number", "State", "Locality Name", "PW GPCI", "PE GPCI", "MP GPCI"},
	{"Contractor", "Locality", "Locality Name", "CF", NULL},
	{"Contractor", "Locality Number", "State", "Fee Schedule Area", "Counties", NULL},
};

/* The places of the text files, in the same order. */
static const int text_places[3][MOST_COLUMNS][2] = {
	{{1, 5}, {25, 26}, {17, 18}, {30, 120}, {121, 126}, {132, 138}, {144, 150}},
	{{1, 5}, {13, 14}, {19, 71}, {72, 77}},
	{{5, 9}, {17, 18}, {23, 45}, {46, 143}, {144, 400}},
};

/* ---- names of files ---- */

static void
set_year(RcmReleaseHint *hint, int year)
{
	if (year == 0)
		return;
	snprintf(hint->name, sizeof(hint->name), "%04d", year % 10000);
	rcm_date_from_ymd(year, 1, 1, &hint->from);
}

/* GPCI2025.csv, ANES2025.txt, 25LOCCO.csv */
static void
year_name(const RcmFormat *format, RcmText name, RcmReleaseHint *hint)
{
	int			at = rcm_name_find(name, "LOCCO");
	int			year = rcm_name_year(name);
	int			two = at < 2 ? -1 : rcm_name_number(name, at - 2, 2);

	rcm_fee_other_set(format, name, hint);
	set_year(hint, year == 0 && two >= 0 ? 2000 + two : year);
}

/* ZIP5_OCT2025.txt */
static void
zip_name(const RcmFormat *format, RcmText name, RcmReleaseHint *hint)
{
	int			year = rcm_name_year(name);
	int			month = rcm_name_month(name);

	rcm_fee_other_set(format, name, hint);
	rcm_month_quarter(hint, year, month);
}

/* ---- cells ---- */

/* Contractor to five digits, locality to two: a spreadsheet says 2102 and 0. */
static bool
mac_locality(RcmFile *file, RcmText contractor, int column, RcmText locality, int locality_column,
			 RcmText *out)
{
	contractor = rcm_field(contractor);
	locality = rcm_field(locality);
	if (!rcm_field_is_number(contractor, 5))
		return rcm_file_fault(file, column, "not the number of a contractor: the file is damaged or cut");
	if (!rcm_field_is_number(locality, 2))
		return rcm_file_fault(file, locality_column, "not the number of a locality");
	contractor = rcm_with_zeros(file, contractor, 5);
	locality = rcm_with_zeros(file, locality, 2);
	*out = rcm_format_text(file, "%.5s%.2s", contractor.data, locality.data);
	return true;
}

/* Without the stars of footnotes. */
static RcmText
without_stars(RcmText field)
{
	RcmText		t = rcm_field(field);

	while (t.len > 0 && t.data[t.len - 1] == '*')
	{
		t.len--;
		t = rcm_field(t);
	}
	return t;
}

/* Dollars; the text of anesthesia factors has cents and no point. */
static bool
dollars(RcmFile *file, RcmText field, int column, RcmText *out)
{
	RcmText		t = rcm_field(field);

	if (file->split == RCM_SPLIT_LINES && rcm_field_is_number(t, 6) && t.len >= 3)
		t = rcm_format_text(file, "%.*s.%.2s", t.len - 2, t.data, t.data + t.len - 2);
	return rcm_fee_number(file, t, column, 4, 4, out);
}

/* ---- rows ---- */

static bool
gpci_row(RcmFile *file, const RcmText *cells, const int *columns, RcmText *row)
{
	row[1] = rcm_field(cells[2]);
	row[2] = without_stars(cells[3]);
	if (row[1].len != 2 || !rcm_is_upper(row[1].data[0]) || !rcm_is_upper(row[1].data[1]))
		return rcm_file_fault(file, columns[2], "not the two letters of a state");
	for (int i = 3; i < 6; i++)
	{
		if (!rcm_fee_number(file, cells[i + 1], columns[i + 1], 3, 3, &row[i]))
			return false;
		if (row[i].len == 0)
			return rcm_file_fault(file, columns[i + 1], "no index: the file is damaged or cut");
	}
	return rcm_file_row(file, 0, row);
}

static bool
anesthesia_row(RcmFile *file, const RcmText *cells, const int *columns, RcmText *row)
{
	row[1] = without_stars(cells[2]);
	if (!dollars(file, cells[3], columns[3], &row[2]))
		return false;
	if (row[2].len == 0)
		return rcm_file_fault(file, columns[3], "no factor: the file is damaged or cut");
	return rcm_file_row(file, 0, row);
}

/* A state is named on the first row of its block; CMS's text of 2025 forgot one. */
static bool
county_row(RcmFile *file, LocalityState *s, const RcmText *cells, const int *columns, RcmText *row)
{
	RcmText		region = rcm_field(cells[2]);

	if (region.len > 0)
		s->region = rcm_text_copy(&file->keep, region);
	row[1] = s->region;
	row[2] = without_stars(cells[3]);
	row[3] = without_stars(cells[4]);
	if (row[3].len == 0)
		return rcm_file_fault(file, columns[4], "no counties: the file is damaged or cut");
	return rcm_file_row(file, 0, row);
}

static bool
locality_row(RcmFile *file, LocalityState *s, const RcmText *cells, const int *columns)
{
	RcmText		row[6];

	if (!mac_locality(file, cells[0], columns[0], cells[1], columns[1], &row[0]))
		return false;
	if (file->format->variant == GPCI)
		return gpci_row(file, cells, columns, row);
	if (file->format->variant == ANESTHESIA)
		return anesthesia_row(file, cells, columns, row);
	return county_row(file, s, cells, columns, row);
}

/* ---- CSV ---- */

/* Is this record the header?  False also after a fault. */
static bool
find_header(RcmFile *file, LocalityState *s, const RcmText *f, int count)
{
	const char *const *words = headers[file->format->variant];

	for (int i = 0; i < MOST_COLUMNS && words[i] != NULL; i++)
	{
		s->places[i] = -1;
		for (int c = 0; c < count; c++)
		{
			/* "Locality" is not "Locality Name", nor is "State" any other word */
			bool		whole = strchr(words[i], ' ') == NULL && i > 0 && strcmp(words[i], "CF") != 0;

			if (!(whole ? rcm_field_says(f[c], words[i]) : rcm_field_mentions(f[c], words[i])))
				continue;
			if (s->places[i] >= 0)
				return rcm_file_fault(file, c + 1, "two columns of \"%s\": leave the one that is meant", words[i]);
			s->places[i] = c;
		}
		if (s->places[i] < 0)
			return false;
	}
	return true;
}

/* The title or the header says for which year. */
static bool
read_title(RcmFile *file, LocalityState *s, const RcmText *f, int count)
{
	if (++s->lines > HEADER_LINES)
		return rcm_file_fault(file, 0, "no header in the first %d lines: this is not \"%s\"",
							  HEADER_LINES, file->format->title);
	for (int c = 0; c < count; c++)
		if (rcm_field_mentions(f[c], "GPCI") || rcm_field_mentions(f[c], "LOCALITIES"))
			set_year(&file->hint, rcm_name_year(f[c]));
	return true;
}

static bool
before_header(RcmFile *file, LocalityState *s, const RcmText *f, int count)
{
	s->header = count >= 4 && find_header(file, s, f, count);
	return file->fault[0] == '\0' && read_title(file, s, f, count);
}

static bool
locality_cells(RcmFile *file, LocalityState *s, const RcmText *f, int count)
{
	const char *const *words = headers[file->format->variant];
	RcmText		cells[MOST_COLUMNS];
	int			columns[MOST_COLUMNS];
	int			filled = rcm_filled_fields(f, count);

	if (filled == 0)
		s->region = RCM_NULL_TEXT;
	/* an empty row, or a footnote, which is text in the first cell alone */
	if (filled == 0 || (filled == 1 && rcm_field(f[0]).len > 0 && !rcm_is_digit(rcm_field(f[0]).data[0])))
		return true;
	for (int i = 0; i < MOST_COLUMNS && words[i] != NULL; i++)
	{
		cells[i] = s->places[i] < count ? f[s->places[i]] : RCM_NULL_TEXT;
		columns[i] = s->places[i] + 1;
	}
	return locality_row(file, s, cells, columns);
}

/* ---- text ---- */

/* A row begins with the contractor's number, after at most four blanks and before more than one. */
static bool
is_row(RcmText line)
{
	int32_t		i = 0;
	int32_t		begin;

	while (i < line.len && i < 4 && line.data[i] == ' ')
		i++;
	begin = i;
	while (i < line.len && rcm_is_digit(line.data[i]))
		i++;
	return i > begin && i + 1 < line.len && line.data[i] == ' ' && line.data[i + 1] == ' ';
}

/* Titles, the header, blank lines, footnotes. */
static bool
other_line(RcmFile *file, LocalityState *s, RcmText line)
{
	int			variant = file->format->variant;

	if (rcm_field(line).len == 0)
		s->region = RCM_NULL_TEXT;
	if (s->width > 0 || rcm_field(line).len == 0)
		return true;
	/* anesthesia factors have no title */
	if (variant == ANESTHESIA)
		return rcm_file_fault(file, 1, "not a locality: this is not \"%s\"", file->format->title);
	s->header = s->header || rcm_field_mentions(line, variant == GPCI ? "PE GPCI" : "Fee Schedule Area");
	return read_title(file, s, &line, 1);
}

static bool
locality_line(RcmFile *file, LocalityState *s, RcmText line)
{
	int			variant = file->format->variant;
	int			length = rcm_line_length(line);
	RcmText		cells[MOST_COLUMNS];
	int			columns[MOST_COLUMNS];

	if (!is_row(line))
		return other_line(file, s, line);
	if (!s->header && variant != ANESTHESIA)
		return rcm_file_fault(file, 0, "no header before the first row: this is not \"%s\"", file->format->title);
	/* what is right-aligned at the end of a line shows whether it is whole */
	if (s->width == 0)
		s->width = length;
	if (variant != COUNTIES && length != s->width)
		return rcm_file_fault(file, 0, "a line of %d characters where the first has %d: the file is damaged or cut",
							  length, s->width);
	for (int i = 0; i < MOST_COLUMNS && headers[variant][i] != NULL; i++)
	{
		columns[i] = text_places[variant][i][0];
		cells[i] = rcm_columns(line, columns[i], text_places[variant][i][1]);
	}
	return locality_row(file, s, cells, columns);
}

static bool
locality_record(RcmFile *file, RcmText *f, int count)
{
	LocalityState *s = file->state;

	if (file->split == RCM_SPLIT_LINES)
		return locality_line(file, s, f[0]);
	return s->header ? locality_cells(file, s, f, count) : before_header(file, s, f, count);
}

/* Text when a line of it is a row of text. */
static RcmSplit
locality_sniff(RcmText head)
{
	while (head.len > 0)
	{
		const char *stop = memchr(head.data, '\n', (size_t) head.len);
		int32_t		n = stop == NULL ? head.len : (int32_t) (stop - head.data) + 1;

		if (is_row((RcmText) {head.data, n}))
			return RCM_SPLIT_LINES;
		head.data += n;
		head.len -= n;
	}
	return RCM_SPLIT_CSV;
}

#define LOCALITIES(variable, set_name, title_words, kind, file_names, table_name, column_list) \
	const RcmFormat variable = { \
		.set = set_name, .title = title_words, .publisher = "CMS", .files = file_names, \
		.outputs = {{table_name, column_list}}, .state_size = sizeof(LocalityState), \
		.sniff = locality_sniff, .name = year_name, .record = locality_record, .variant = kind}

LOCALITIES(rcm_format_gpci, "gpci", "Geographic practice cost indices", GPCI, "GPCIYYYY.csv or .txt",
		   "gpci", "mac_locality, state, name, work, pe, mp");
LOCALITIES(rcm_format_anesthesia, "anesthesia", "Anesthesia conversion factors", ANESTHESIA,
		   "ANESYYYY.csv or .txt", "anesthesia_factor", "mac_locality, name, factor");
LOCALITIES(rcm_format_localities, "localities", "Counties of the payment localities", COUNTIES,
		   "YYLOCCO.csv or .txt", "locality_county", "mac_locality, state, area, counties");

/* ---- ZIP codes ---- */

typedef struct ZipState
{
	char		quarter[5];		/* YYYYQ of the first line */
} ZipState;

static bool
zip_quarter(RcmFile *file, ZipState *s, RcmText line)
{
	int			year = rcm_name_number(line, 75, 4);
	int			quarter = rcm_name_number(line, 79, 1);

	if (s->quarter[0] != '\0')
		return memcmp(s->quarter, line.data + 75, 5) == 0 ||
			rcm_file_fault(file, 76, "the year and quarter are not those of the first line");
	if (year < 1990 || quarter < 1 || quarter > 4)
		return rcm_file_fault(file, 76, "no year and quarter (YYYYQ): this is not the ZIP code file");
	memcpy(s->quarter, line.data + 75, 5);
	file->hint.from = rcm_quarter(year, quarter, file->hint.name);
	return true;
}

static bool
zip_record(RcmFile *file, RcmText *fields, int count)
{
	RcmText		line = fields[0];
	RcmText		row[6];

	(void) count;
	if (line.len == 0)
		return true;
	if (line.len != ZIP_LINE)
		return rcm_file_fault(file, 0, "a line of %d characters where %d are expected: the file is damaged or cut",
							  line.len, ZIP_LINE);
	if (!zip_quarter(file, file->state, line))
		return false;
	row[0] = rcm_columns(line, 3, 7);
	row[1] = rcm_columns(line, 1, 2);
	row[3] = rcm_columns(line, 15, 15);
	row[4] = rcm_columns(line, 16, 17);
	if (!rcm_field_is_number(row[0], 5) || row[0].len != 5)
		return rcm_file_fault(file, 3, "not a ZIP code");
	if (row[1].len != 2)
		return rcm_file_fault(file, 1, "not the two letters of a state");
	if (!mac_locality(file, rcm_columns(line, 8, 12), 8, rcm_columns(line, 13, 14), 13, &row[2]))
		return false;
	if (row[3].len > 0 && row[3].data[0] != 'R' && row[3].data[0] != 'B')
		return rcm_file_fault(file, 15, "neither R, B nor blank");
	if (rcm_is_digit(line.data[21]))
		return rcm_file_fault(file, 22, "digits five to nine of the ZIP code: this is the ZIP9 file");
	if (line.data[20] != '0' && line.data[20] != '1')
		return rcm_file_fault(file, 21, "the plus-four flag is neither 0 nor 1");
	row[5] = rcm_flag_text(line.data[20] == '1');
	return rcm_file_row(file, 0, row);
}

const RcmFormat rcm_format_zip_localities = {
	.set = "zip-localities", .title = "ZIP code to carrier locality", .publisher = "CMS",
	.files = "ZIP5_MMMYYYY.txt",
	.outputs = {{"zip_locality", "zip, state, mac_locality, rural, laboratory, plus_four"}},
	.state_size = sizeof(ZipState), .split = RCM_SPLIT_LINES, .name = zip_name, .record = zip_record
};
