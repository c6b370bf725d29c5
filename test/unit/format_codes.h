/*
 * format_codes.h - reads a file with a format and keeps what came of it as
 * text, for the tests of the code sets.
 */
#ifndef RCM_FORMAT_CODES_H
#define RCM_FORMAT_CODES_H

#include <stdlib.h>

#include "formats/format.h"
#include "unit.h"

typedef struct Reading
{
	RcmArena	arena;
	RcmBuffer	rows;			/* "table|field|field\n"; ~ is null */
	char		fault[300];		/* "line:column: message"; empty: none */
	char		hint[120];		/* "name from other_set" */
	int64_t		count[RCM_MAX_OUTPUTS];
	bool		keep;			/* the rows, not only their number */
} Reading;

static bool
reading_row(void *arg, RcmFile *file, int output, const RcmText *fields)
{
	Reading    *r = arg;

	if (!r->keep)
		return true;
	rcm_buffer_string(&r->rows, file->format->outputs[output].table);
	for (int i = 0; i < file->columns[output]; i++)
	{
		rcm_buffer_char(&r->rows, '|');
		if (fields[i].data == NULL)
			rcm_buffer_char(&r->rows, '~');
		rcm_buffer_text(&r->rows, fields[i]);
	}
	rcm_buffer_char(&r->rows, '\n');
	return true;
}

static inline void
reading_begin(Reading *r, RcmFile *file, const RcmFormat *format, const char *name, bool licensed)
{
	memset(r, 0, sizeof(*r));
	rcm_arena_init(&r->arena);
	rcm_buffer_init(&r->rows, &r->arena, 4096);
	r->keep = true;
	rcm_file_begin(file, format, rcm_text_of(name), (RcmFileOptions) {.licensed = licensed}, reading_row, r);
}

static inline void
reading_end(Reading *r, RcmFile *file)
{
	char		from[11] = "~";

	rcm_file_end(file);
	if (file->fault[0] != '\0')
		snprintf(r->fault, sizeof(r->fault), "%d:%d: %s", (int) file->fault_line, file->fault_column, file->fault);
	if (file->hint.from != RCM_NO_DATE)
		rcm_date_format(file->hint.from, from);
	snprintf(r->hint, sizeof(r->hint), "%s %.10s %s", file->hint.name, from, file->hint.other_set);
	memcpy(r->count, file->rows, sizeof(r->count));
	rcm_buffer_char(&r->rows, '\0');
	rcm_file_free(file);
}

/* Reads a text in pieces of so many bytes; 0: at once. */
static inline void
reading_of(Reading *r, const RcmFormat *format, const char *name, const char *text, size_t piece)
{
	RcmFile		file;
	size_t		len = strlen(text);

	reading_begin(r, &file, format, name, false);
	for (size_t i = 0; i < len; i += piece == 0 ? len : piece)
		if (!rcm_file_feed(&file, text + i, piece == 0 || piece > len - i ? len - i : piece))
			break;
	reading_end(r, &file);
}

/* The rows, the same at once and byte by byte; and the fault, "" for none. */
static inline void
check_reading(const RcmFormat *format, const char *name, const char *text, const char *rows, const char *fault,
			  const char *file, int line)
{
	Reading		whole;
	Reading		bytes;

	reading_of(&whole, format, name, text, 0);
	reading_of(&bytes, format, name, text, 1);
	if (rows != NULL)
		unit_check_text(whole.rows.data, (int) strlen(whole.rows.data), rows, file, line, "rows");
	unit_check_text(whole.fault, (int) strlen(whole.fault), fault, file, line, "fault");
	unit_check_text(bytes.rows.data, (int) strlen(bytes.rows.data), whole.rows.data, file, line, "rows byte by byte");
	unit_check_text(bytes.fault, (int) strlen(bytes.fault), whole.fault, file, line, "fault byte by byte");
	rcm_arena_free(&whole.arena);
	rcm_arena_free(&bytes.arena);
}

static inline void
check_hint(const RcmFormat *format, const char *name, const char *want, const char *file, int line)
{
	Reading		r;

	reading_of(&r, format, name, "", 0);
	unit_check_text(r.hint, (int) strlen(r.hint), want, file, line, name);
	rcm_arena_free(&r.arena);
}

#define READS(format, text, rows) check_reading(&(format), "", (text), (rows), "", __FILE__, __LINE__)
#define REFUSES(format, text, fault) check_reading(&(format), "", (text), NULL, (fault), __FILE__, __LINE__)
#define HINTS(format, name, want) check_hint(&(format), (name), (want), __FILE__, __LINE__)

/* A real file under $RCM_SHARED; false when it is not there. */
static inline bool
reading_of_shared(Reading *r, const RcmFormat *format, const char *path, bool keep)
{
	char		command[600];
	static char data[65536];
	const char *name = strrchr(path, '/');
	RcmFile		file;
	FILE	   *pipe;
	size_t		len;

	snprintf(command, sizeof(command), "gzip -dcf '%s/%s'", getenv("RCM_SHARED"), path);
	pipe = popen(command, "r");
	if (pipe == NULL)
		return false;
	reading_begin(r, &file, format, name == NULL ? path : name + 1, false);
	r->keep = keep;
	while ((len = fread(data, 1, sizeof(data), pipe)) > 0)
		if (!rcm_file_feed(&file, data, len))
			break;
	reading_end(r, &file);
	pclose(pipe);
	return true;
}

/* Counts of the first two outputs, and no fault. */
static inline void
check_shared(const RcmFormat *format, const char *path, int64_t first, int64_t second)
{
	Reading		r;

	if (!unit_check(reading_of_shared(&r, format, path, false), __FILE__, __LINE__, path))
		return;
	unit_check_text(r.fault, (int) strlen(r.fault), "", __FILE__, __LINE__, path);
	unit_check_int(r.count[0], first, __FILE__, __LINE__, path);
	unit_check_int(r.count[1], second, __FILE__, __LINE__, path);
	rcm_arena_free(&r.arena);
}

#endif
