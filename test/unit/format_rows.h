/*
 * format_rows.h - runs a format over bytes and keeps what comes out as text.
 *
 * A row is a line, its fields between bars, null as "~"; rows of the second
 * output and later have its number before them, as "1> ".
 */
#ifndef RCM_FORMAT_ROWS_H
#define RCM_FORMAT_ROWS_H

#include <stdlib.h>

#include "formats/format.h"
#include "unit.h"

typedef struct Reading
{
	bool		good;
	char		fault[256];
	int64_t		line;
	int			column;
	int64_t		rows[RCM_MAX_OUTPUTS];
	RcmReleaseHint hint;
	bool		count_only;		/* keep no text */
	int			tally_field;	/* field of output 0 whose first byte is counted; -1: none */
	int64_t		tally[256];
	int64_t		nulls[RCM_FORMAT_FIELDS];	/* of output 0 */
	RcmArena	arena;
	RcmBuffer	text;
} Reading;

static inline bool
reading_row(void *arg, RcmFile *file, int output, const RcmText *fields)
{
	Reading    *r = arg;

	for (int i = 0; output == 0 && i < file->columns[0]; i++)
		r->nulls[i] += fields[i].data == NULL;
	if (output == 0 && r->tally_field >= 0)
	{
		RcmText		t = fields[r->tally_field];

		r->tally[t.len > 0 ? (unsigned char) t.data[0] : 0]++;
	}
	if (r->count_only)
		return true;
	if (output > 0)
		rcm_buffer_printf(&r->text, "%d> ", output);
	for (int i = 0; i < file->columns[output]; i++)
	{
		if (i > 0)
			rcm_buffer_char(&r->text, '|');
		if (fields[i].data == NULL)
			rcm_buffer_char(&r->text, '~');
		else
			rcm_buffer_text(&r->text, fields[i]);
	}
	rcm_buffer_char(&r->text, '\n');
	return true;
}

static inline void
reading_begin(Reading *r, RcmFile *file, const RcmFormat *format, const char *name, bool licensed)
{
	rcm_arena_init(&r->arena);
	rcm_buffer_init(&r->text, &r->arena, 4096);
	rcm_file_begin(file, format, rcm_text_of(name), (RcmFileOptions) {.licensed = licensed},
				   reading_row, r);
}

static inline void
reading_end(Reading *r, RcmFile *file, bool good)
{
	r->good = good && rcm_file_end(file);
	strcpy(r->fault, file->fault);
	r->line = file->fault_line;
	r->column = file->fault_column;
	memcpy(r->rows, file->rows, sizeof(r->rows));
	r->hint = file->hint;
	rcm_file_free(file);
	rcm_buffer_char(&r->text, '\0');
}

/* Feeds pieces of so many bytes (0: all at once), each in memory of its own. */
static inline void
read_bytes(Reading *r, const RcmFormat *format, const char *name, const char *data, size_t len,
		   size_t piece)
{
	RcmFile		file;
	bool		good = true;

	memset(r, 0, sizeof(*r));
	r->tally_field = -1;
	reading_begin(r, &file, format, name, false);
	for (size_t at = 0; at < len && good; at += piece == 0 ? len : piece)
	{
		size_t		n = piece == 0 || len - at < piece ? len - at : piece;
		char	   *copy = malloc(n);

		memcpy(copy, data + at, n);
		good = rcm_file_feed(&file, copy, n);
		free(copy);
	}
	reading_end(r, &file, good);
}

static inline void
reading_free(Reading *r)
{
	rcm_arena_free(&r->arena);
}

/* The rows of a small sample, whatever the pieces that it comes in; or the refusal. */
static inline void
check_reading(const RcmFormat *format, const char *name, const char *data, size_t len,
			  const char *want, const char *file, int line)
{
	static const size_t pieces[] = {0, 1, 2, 7, 61, 4099};

	for (int i = 0; i < 6; i++)
	{
		Reading		r;

		read_bytes(&r, format, name, data, len, pieces[i]);
		if (r.good)
			unit_check_text(r.text.data, (int) strlen(r.text.data), want, file, line, format->set);
		else
		{
			char		refusal[400];

			snprintf(refusal, sizeof(refusal), "%" PRId64 ":%d: %s", r.line, r.column, r.fault);
			unit_check_text(refusal, (int) strlen(refusal), want, file, line, format->set);
		}
		reading_free(&r);
	}
}

#define CHECK_ROWS(format, name, data, want) \
	check_reading(&(format), (name), (data), strlen(data), (want), __FILE__, __LINE__)
/* want is "line:column: reason" */
#define CHECK_REFUSED(format, name, data, want) CHECK_ROWS(format, name, data, want)

/* Reads a real file of $RCM_SHARED, .gz unpacked, into r (whose options are set already). */
static inline bool
read_shared(Reading *r, const RcmFormat *format, const char *path, bool licensed)
{
	char		command[1024];
	const char *slash = strrchr(path, '/');
	static char piece[65536];
	RcmFile		file;
	FILE	   *in;
	size_t		n;
	bool		good = true;

	snprintf(command, sizeof(command), "%s '%s/%s'",
			 strstr(path, ".gz") != NULL ? "gzip -dc" : "cat", getenv("RCM_SHARED"), path);
	in = popen(command, "r");
	if (in == NULL)
		return false;
	reading_begin(r, &file, format, slash == NULL ? path : slash + 1, licensed);
	while (good && (n = fread(piece, 1, sizeof(piece), in)) > 0)
		good = rcm_file_feed(&file, piece, n);
	/* what is left would be a broken pipe for the program */
	while (fread(piece, 1, sizeof(piece), in) > 0)
		;
	pclose(in);
	reading_end(r, &file, good);
	if (!r->good)
		printf("%s: line %" PRId64 ", column %d: %s\n", path, r->line, r->column, r->fault);
	return r->good;
}

/* The same with descriptors, counting the first bytes of a field (-1: of none). */
static inline void
read_real(Reading *r, const RcmFormat *format, const char *path, int tally_field)
{
	memset(r, 0, sizeof(*r));
	r->tally_field = tally_field;
	CHECK(read_shared(r, format, path, true));
}

/* Is there such a file in $RCM_SHARED?  Says so when it is not. */
static inline bool
have_shared(const char *path)
{
	char		whole[1024];
	const char *shared = getenv("RCM_SHARED");
	FILE	   *in = NULL;

	if (shared != NULL && *shared != '\0')
	{
		snprintf(whole, sizeof(whole), "%s/%s", shared, path);
		in = fopen(whole, "rb");
	}
	if (in == NULL)
		printf("skipped: %s, which RCM_SHARED does not have\n", path);
	else
		fclose(in);
	return in != NULL;
}

#endif
