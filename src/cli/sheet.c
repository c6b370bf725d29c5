/*
 * sheet.c - the rows of a worksheet as lines of text.
 *
 * A cell's text is what is typed in it; numbers have up to 15 digits, as Excel
 * shows them.  Line ends and tabs within a cell become blanks, and rows that
 * the file leaves out become empty lines, so that line numbers are those of
 * the sheet.
 */
#include "cli/spreadsheet.h"

#include <math.h>
#include <stdlib.h>

/* What Excel itself allows. */
#define MAX_COLUMNS 16384
#define MAX_ROWS 1048576
/* A cell of more than this is not a table's. */
#define CELL_LIMIT ((size_t) 1024 * 1024)

typedef struct Line
{
	char	   *data;
	size_t		len;
	size_t		room;
} Line;

typedef struct Sheet
{
	RcmReading *reading;
	XML_Parser	parser;
	const RcmSharedTexts *texts;
	int64_t		rows;			/* with anything in them */
	int64_t		row;			/* last one given, from 1 */
	int64_t		at;				/* the one at hand */
	int			column;			/* the cell at hand, from 0 */
	int			filled;			/* columns of this row so far */
	int			width;			/* of the widest row so far */
	char		type[12];		/* of the cell */
	bool		in_value;
	Line		cell;
	Line		line;
	Line		out;			/* lines that wait to be given on */
} Sheet;

static void
add(Line *line, const char *data, size_t len)
{
	if (line->room - line->len < len)
	{
		line->room = (line->len + len) * 2;
		line->data = rcm_must_have(realloc(line->data, line->room));
	}
	if (len > 0)
		memcpy(line->data + line->len, data, len);
	line->len += len;
}

static void
add_char(Line *line, char c)
{
	add(line, &c, 1);
}

static void
refuse(Sheet *sheet, const char *why)
{
	rcm_reading_fault(sheet->reading, "the spreadsheet is damaged: row %lld: %s", (long long) sheet->at, why);
	XML_StopParser(sheet->parser, XML_FALSE);
}

/* Gives on what has gathered. */
static void
flush(Sheet *sheet)
{
	RcmReading *reading = sheet->reading;

	if (sheet->out.len > 0 && !reading->sink(reading->arg, sheet->out.data, sheet->out.len))
		XML_StopParser(sheet->parser, XML_FALSE);
	sheet->out.len = 0;
}

/* ---- cells ---- */

/* "AB12": 27; -1: that is no place. */
static int
column_of(const char *place)
{
	int			column = 0;

	for (; rcm_is_upper(*place); place++)
	{
		column = column * 26 + (*place - 'A' + 1);
		if (column > MAX_COLUMNS)
			return -1;
	}
	return column - 1;
}

/* As Excel shows it, but never with an exponent, which no publisher means. */
static size_t
number_text(const char *value, char *out, size_t room)
{
	char	   *end;
	double		number = strtod(value, &end);
	int			len;

	if (*value == '\0' || *end != '\0' || !isfinite(number))
		return 0;
	len = snprintf(out, room, "%.15g", number);
	if (strchr(out, 'e') == NULL)
		return (size_t) len;
	if (fabs(number) >= 1)
		return (size_t) snprintf(out, room, "%.0f", number);
	len = snprintf(out, room, "%.20f", number);
	while (out[len - 1] == '0')
		len--;
	return (size_t) len;
}

/* Adds text to the line as a field; Excel writes a carriage return as _x000D_. */
static void
add_field(Sheet *sheet, const char *data, size_t len)
{
	Line	   *line = &sheet->line;
	bool		quoted = memchr(data, sheet->reading->separator, len) != NULL || memchr(data, '"', len) != NULL;

	if (quoted)
		add_char(line, '"');
	for (size_t i = 0; i < len; i++)
	{
		if (len - i >= 7 && memcmp(data + i, "_x000D_", 7) == 0)
		{
			add_char(line, ' ');
			i += 6;
		}
		else if (data[i] == '\n' || data[i] == '\r' || data[i] == '\t')
			add_char(line, ' ');
		else
		{
			if (data[i] == '"')
				add_char(line, '"');
			add_char(line, data[i]);
		}
	}
	if (quoted)
		add_char(line, '"');
}

/* The text of the cell at hand. */
static RcmText
cell_text(Sheet *sheet, char *number, size_t room)
{
	RcmText		text;
	long		n;
	size_t		len;

	add_char(&sheet->cell, '\0');
	text = (RcmText) {sheet->cell.data, (int32_t) sheet->cell.len - 1};
	if (text.len == 0)
		return text;
	if (strcmp(sheet->type, "s") == 0)
	{
		n = strtol(text.data, NULL, 10);
		if (n < 0 || n >= sheet->texts->count)
		{
			refuse(sheet, "a cell's text is missing");
			return RCM_TEXT("");
		}
		return sheet->texts->list[n];
	}
	if (strcmp(sheet->type, "b") == 0)
		return text.data[0] == '0' ? RCM_TEXT("FALSE") : RCM_TEXT("TRUE");
	if (strcmp(sheet->type, "n") == 0 && (len = number_text(text.data, number, room)) > 0)
		return (RcmText) {number, (int32_t) len};
	return text;
}

/* The cell at hand is complete: empty ones count only between others. */
static void
end_cell(Sheet *sheet)
{
	char		number[400];
	RcmText		text = cell_text(sheet, number, sizeof(number));

	if (text.len == 0)
		return;
	if (sheet->column < sheet->filled)
	{
		refuse(sheet, "its cells are not in order");
		return;
	}
	for (int i = sheet->filled; i <= sheet->column; i++)
		if (i > 0)
			add_char(&sheet->line, sheet->reading->separator);
	sheet->filled = sheet->column + 1;
	add_field(sheet, text.data, (size_t) text.len);
}

/* ---- rows ---- */

static void
start_row(Sheet *sheet, const char *number)
{
	sheet->at = number == NULL ? sheet->row + 1 : strtoll(number, NULL, 10);
	if (sheet->at <= sheet->row || sheet->at > MAX_ROWS)
		refuse(sheet, "its rows are not in order");
	sheet->line.len = 0;
	sheet->filled = 0;
	sheet->column = -1;
}

/* A row that ends before the others gets its empty columns, as in Excel's CSV. */
static void
end_row(Sheet *sheet)
{
	if (sheet->filled == 0)
		return;
	sheet->rows++;
	if (sheet->filled > sheet->width)
		sheet->width = sheet->filled;
	for (; sheet->row + 1 < sheet->at; sheet->row++)
		add_char(&sheet->out, '\n');
	add(&sheet->out, sheet->line.data, sheet->line.len);
	for (int i = sheet->filled; i < sheet->width; i++)
		add_char(&sheet->out, sheet->reading->separator);
	add_char(&sheet->out, '\n');
	sheet->row = sheet->at;
	if (sheet->out.len >= RCM_PIECE)
		flush(sheet);
}

/* ---- XML ---- */

static void
start_cell(Sheet *sheet, const XML_Char **attributes)
{
	const char *place = rcm_xml_attribute(attributes, "r");
	const char *type = rcm_xml_attribute(attributes, "t");

	sheet->column = place == NULL ? sheet->column + 1 : column_of(place);
	if (sheet->column < 0 || sheet->column >= MAX_COLUMNS)
		refuse(sheet, "a cell has no place");
	snprintf(sheet->type, sizeof(sheet->type), "%s", type == NULL ? "n" : type);
	sheet->cell.len = 0;
}

static void XMLCALL
start_element(void *parser, const XML_Char *name, const XML_Char **attributes)
{
	Sheet	   *sheet = XML_GetUserData(parser);

	name = rcm_xml_local(name);
	sheet->in_value = strcmp(name, "v") == 0 || strcmp(name, "t") == 0;
	if (strcmp(name, "c") == 0)
		start_cell(sheet, attributes);
	else if (strcmp(name, "row") == 0)
		start_row(sheet, rcm_xml_attribute(attributes, "r"));
}

static void XMLCALL
end_element(void *parser, const XML_Char *name)
{
	Sheet	   *sheet = XML_GetUserData(parser);

	name = rcm_xml_local(name);
	sheet->in_value = false;
	if (sheet->reading->fault[0] != '\0')
		return;
	if (strcmp(name, "c") == 0)
		end_cell(sheet);
	else if (strcmp(name, "row") == 0)
		end_row(sheet);
}

static void XMLCALL
character_data(void *parser, const XML_Char *data, int len)
{
	Sheet	   *sheet = XML_GetUserData(parser);

	if (!sheet->in_value)
		return;
	add(&sheet->cell, data, (size_t) len);
	if (sheet->cell.len > CELL_LIMIT)
		refuse(sheet, "a cell of more than 1 MB");
}

bool
rcm_sheet_read(RcmReading *reading, zip_t *archive, const char *path, const RcmSharedTexts *texts, int64_t *rows)
{
	Sheet		sheet;
	RcmXmlHandlers handlers = {start_element, end_element, character_data, &sheet.parser};
	bool		good;

	memset(&sheet, 0, sizeof(sheet));
	sheet.reading = reading;
	sheet.texts = texts;
	good = rcm_xml_parse(reading, archive, path, true, handlers, &sheet);
	if (good && sheet.out.len > 0)
		good = reading->sink(reading->arg, sheet.out.data, sheet.out.len);
	*rows = sheet.rows;
	free(sheet.cell.data);
	free(sheet.line.data);
	free(sheet.out.data);
	return good;
}
