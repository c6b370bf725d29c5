/*
 * records.c - bytes in pieces become records, records become fields.
 *
 * A record that a piece cuts in two is carried over to the next.  Files are
 * UTF-8 or, more often, cp1252 (Latin-1 is a part of it): a record that is not
 * UTF-8 is taken for cp1252.
 */
#include "formats/format.h"

#include <stdio.h>

#include "formats/encoding.h"

/* A record longer than this is a quote that was never closed. */
#define RECORD_LIMIT ((size_t) 1024 * 1024)
/* Bytes that a format is recognised by. */
#define HEAD 4096
/* A DOS end of file, at the end of some of CMS's texts. */
#define CONTROL_Z '\x1a'

static void
start_arena(RcmArena *arena, const RcmArena *like)
{
	if (like == NULL)
		rcm_arena_init(arena);
	else
		rcm_arena_init_with(arena, like->grab, like->drop, like->owner);
}

void
rcm_file_begin(RcmFile *file, const RcmFormat *format, RcmText name, RcmFileOptions options,
			   RcmRowSink sink, void *arg)
{
	memset(file, 0, sizeof(*file));
	file->format = format;
	file->options = options;
	file->sink = sink;
	file->sink_arg = arg;
	file->hint.from = file->hint.to = file->hint.published_on = RCM_NO_DATE;
	start_arena(&file->record, options.memory);
	start_arena(&file->keep, options.memory);
	start_arena(&file->carry_arena, options.memory);
	rcm_buffer_init(&file->carry, &file->carry_arena, HEAD * 2);
	file->state = rcm_alloc(&file->keep, format->state_size + 1);
	memset(file->state, 0, format->state_size + 1);
	file->fields = rcm_alloc(&file->keep, sizeof(RcmText) * RCM_FORMAT_FIELDS);
	for (int i = 0; i < RCM_MAX_OUTPUTS && format->outputs[i].table != NULL; i++)
		file->columns[i] = rcm_format_columns(format->outputs[i].columns);
	file->line = file->next_line = 1;
	if (format->name != NULL && name.len > 0)
		format->name(format, name, &file->hint);
}

void
rcm_file_free(RcmFile *file)
{
	if (file->format != NULL && file->format->abandon != NULL)
		file->format->abandon(file);
	rcm_arena_free(&file->record);
	rcm_arena_free(&file->keep);
	rcm_arena_free(&file->carry_arena);
	file->format = NULL;
}

bool
rcm_file_fault(RcmFile *file, int column, const char *format,...)
{
	va_list		args;

	if (file->fault[0] != '\0')
		return false;
	va_start(args, format);
	vsnprintf(file->fault, sizeof(file->fault), format, args);
	va_end(args);
	/* what was quoted may have been cut within a character */
	if (!rcm_is_utf8(file->fault, strlen(file->fault)))
		for (char *p = file->fault; *p != '\0'; p++)
			*p = (unsigned char) *p < 0x80 ? *p : '?';
	file->fault_line = file->line;
	file->fault_column = column;
	return false;
}

bool
rcm_file_row(RcmFile *file, int output, const RcmText *fields)
{
	file->rows[output]++;
	if (file->sink(file->sink_arg, file, output, fields))
		return true;
	return rcm_file_fault(file, 0, "the row could not be passed on");
}

/* ---- fields ---- */

/* A quoted field with so many doubled quotes, each once. */
static RcmText
without_doubles(RcmFile *file, RcmText field, int doubled)
{
	char	   *out = rcm_alloc(&file->record, (size_t) field.len);
	char	   *to = out;

	for (int32_t i = 0; i < field.len; i++)
	{
		*to++ = field.data[i];
		if (field.data[i] == '"')
			i++;
	}
	return (RcmText) {out, field.len - doubled};
}

/*
 * The next field of a record, quoted or not; *p is at its separator.  Copied
 * only where there are doubled quotes: a record of NPPES has 330 quoted fields.
 */
static bool
next_field(RcmFile *file, const char **p, const char *end, char separator, RcmText *field)
{
	const char *s = *p;
	const char *start;
	int			doubled = 0;

	if (s == end || *s != '"')
	{
		const char *stop = memchr(s, separator, (size_t) (end - s));

		stop = stop == NULL ? end : stop;
		*field = (RcmText) {s, (int32_t) (stop - s)};
		*p = stop;
		return true;
	}
	for (start = ++s; s < end; s++)
	{
		s = memchr(s, '"', (size_t) (end - s));
		if (s == NULL || s + 1 == end || s[1] != '"')
			break;
		s++;
		doubled++;
	}
	if (s == NULL || s == end)
		return rcm_file_fault(file, 0, "a quoted field is not closed");
	if (s + 1 < end && s[1] != separator)
		return rcm_file_fault(file, 0, "text after a closing quote");
	*field = (RcmText) {start, (int32_t) (s - start)};
	if (doubled > 0)
		*field = without_doubles(file, *field, doubled);
	*p = s + 1;
	return true;
}

static bool
give_record(RcmFile *file, const char *p, const char *end)
{
	char		separator = file->split == RCM_SPLIT_TABS ? '\t' : ',';
	int			count = 0;
	bool		good;

	if (end > p && end[-1] == '\r')
		end--;
	if (memchr(p, '\0', (size_t) (end - p)) != NULL)
		return rcm_file_fault(file, 0, "a zero byte: this is not a text file");
	if (!rcm_is_utf8(p, (size_t) (end - p)))
	{
		RcmText		converted = rcm_from_cp1252(&file->record, (RcmText) {p, (int32_t) (end - p)});

		p = converted.data;
		end = p + converted.len;
	}
	if (file->split == RCM_SPLIT_LINES)
		file->fields[count++] = (RcmText) {p, (int32_t) (end - p)};
	else
		for (;; p++)
		{
			if (count == RCM_FORMAT_FIELDS)
				return rcm_file_fault(file, 0, "more than %d columns", RCM_FORMAT_FIELDS);
			if (!next_field(file, &p, end, separator, &file->fields[count]))
				return false;
			count++;
			if (p == end)
				break;
		}
	good = file->format->record(file, file->fields, count);
	rcm_arena_reset(&file->record);
	return good && file->fault[0] == '\0';
}

/* ---- records ---- */

/*
 * The end of the record at p, at its line feed; NULL: not in these bytes.  A
 * line feed inside quotes belongs to the field.
 */
static const char *
record_end(RcmFile *file, const char *p, const char *end, int64_t *lines)
{
	char		separator = file->split == RCM_SPLIT_TABS ? '\t' : ',';
	const char *line_feed = memchr(p, '\n', (size_t) (end - p));
	bool		at_start = true;

	*lines = 1;
	/* nearly always there is no quote at all */
	if (file->split == RCM_SPLIT_LINES ||
		(line_feed != NULL && memchr(p, '"', (size_t) (line_feed - p)) == NULL))
		return line_feed;
	for (; p < end; p++)
	{
		if (*p == '\n')
			return p;
		if (*p != '"' || !at_start)
		{
			at_start = *p == separator;
			continue;
		}
		for (p++; p < end && !(*p == '"' && (p + 1 == end || p[1] != '"')); p++)
		{
			if (*p == '"')
				p++;
			*lines += *p == '\n';
		}
		if (p == end)
			return NULL;
		at_start = false;
	}
	return NULL;
}

/* Gives the whole records of these bytes; how many bytes they take. */
static size_t
give_records(RcmFile *file, const char *data, size_t len, bool last)
{
	const char *p = data;
	const char *end = data + len;

	while (p < end && file->fault[0] == '\0')
	{
		int64_t		lines;
		const char *stop = record_end(file, p, end, &lines);
		bool		whole = stop != NULL || last;

		if (stop == NULL)
			stop = end;
		file->line = file->next_line;
		/* also where it is whole: what is refused may not depend on the pieces */
		if ((size_t) (stop - p) > RECORD_LIMIT)
			rcm_file_fault(file, 0, "a record of more than 1 MB, perhaps a quoted field that is not closed");
		else if (!whole || !give_record(file, p, stop))
			break;
		file->next_line += lines;
		p = stop == end ? end : stop + 1;
	}
	return (size_t) (p - data);
}

/* ---- the head ---- */

/* Does a line end in a carriage return alone, as on an old Macintosh, and none in a line feed? */
static bool
only_returns(RcmText head)
{
	bool		quoted = false;
	bool		found = false;

	for (int32_t i = 0; i < head.len; i++)
	{
		if (head.data[i] == '\n')
			return false;
		if (head.data[i] == '"')
			quoted = !quoted;
		/* after the last one of the head there may be a line feed */
		if (head.data[i] == '\r' && !quoted && i + 1 < head.len)
			found = true;
	}
	return found;
}

/* What was downloaded or saved instead of the publisher's file; NULL: none of it. */
static const char *
not_a_text(RcmText head)
{
	if (rcm_begins_with(head, "\x1F\x8B"))
		return "the file is compressed with gzip: unpack it first";
	if (rcm_begins_with(head, "PK\x03\x04"))
		return "the file is a zip archive: unpack it first";
	if (rcm_begins_with(head, "\xD0\xCF\x11\xE0"))
		return "the file is a spreadsheet of an old kind (xls): save it as CSV or xlsx";
	if (rcm_begins_with(head, "%PDF"))
		return "the file is a PDF document, not a table";
	if (rcm_begins_with(head, "\xFF\xFE") || rcm_begins_with(head, "\xFE\xFF"))
		return "the file is in UTF-16: save it as UTF-8";
	head = rcm_text_trim(head);
	if (rcm_name_find(head, "<!doctype html") == 0 || rcm_name_find(head, "<html") == 0)
		return "the file is a web page, perhaps one that asks for a licence to be accepted";
	return NULL;
}

/* What kind of file it is; how many bytes of a mark to pass over. */
static bool
look_at_head(RcmFile *file, RcmText head, int *mark)
{
	const char *what = not_a_text(head);

	if (what == NULL)
		what = file->hint.refused;
	if (what != NULL)
		return rcm_file_fault(file, 0, "%s", what);
	*mark = rcm_begins_with(head, "\xEF\xBB\xBF") ? 3 : 0;
	head.data += *mark;
	head.len -= *mark;
	file->split = file->format->sniff != NULL ? file->format->sniff(head) : file->format->split;
	file->begun = true;
	/* XML takes any line end */
	if (file->split != RCM_SPLIT_BYTES && only_returns(head))
		return rcm_file_fault(file, 0, "lines end in a carriage return alone: save the file with line feeds");
	return true;
}

static bool
give(RcmFile *file, const char *data, size_t len, bool last, size_t *taken)
{
	*taken = len;
	if (file->split != RCM_SPLIT_BYTES)
		*taken = give_records(file, data, len, last);
	else if (len > 0 && !file->format->bytes(file, data, len))
		return false;
	return file->fault[0] == '\0';
}

static bool
feed(RcmFile *file, const char *data, size_t len, bool last)
{
	size_t		taken;
	int			mark = 0;

	if (file->fault[0] != '\0')
		return false;
	/* finish what was carried over first, or wait for the whole head */
	if (file->carry.len > 0 || !file->begun)
	{
		rcm_buffer_add(&file->carry, data, len);
		if (file->carry.failed)
			return rcm_file_fault(file, 0, "out of memory");
		data = file->carry.data;
		len = file->carry.len;
		if (!file->begun && len < HEAD && !last)
			return true;
		if (!file->begun && !look_at_head(file, (RcmText) {data, (int32_t) (len < HEAD ? len : HEAD)}, &mark))
			return false;
	}
	while (last && len > (size_t) mark && data[len - 1] == CONTROL_Z)
		len--;
	if (!give(file, data + mark, len - (size_t) mark, last, &taken))
		return false;
	taken += (size_t) mark;
	if (data == file->carry.data)
	{
		memmove(file->carry.data, data + taken, len - taken);
		file->carry.len = len - taken;
	}
	else
		rcm_buffer_add(&file->carry, data + taken, len - taken);
	return !file->carry.failed || rcm_file_fault(file, 0, "out of memory");
}

bool
rcm_file_feed(RcmFile *file, const char *data, size_t len)
{
	return len == 0 ? file->fault[0] == '\0' : feed(file, data, len, false);
}

bool
rcm_file_end(RcmFile *file)
{
	int64_t		rows = 0;

	if (!feed(file, "", 0, true))
		return false;
	if (file->format->end != NULL && !file->format->end(file))
		return false;
	for (int i = 0; i < RCM_MAX_OUTPUTS; i++)
		rows += file->rows[i];
	if (rows == 0)
		return rcm_file_fault(file, 0, "no row in it: this is not \"%s\", or not all of it",
							  file->format->title);
	return file->fault[0] == '\0';
}
