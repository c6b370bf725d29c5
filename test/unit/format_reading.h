/*
 * format_reading.h - runs a format over bytes and keeps what comes of it as
 * text, for the tests of formats.
 *
 * A row is a line, its fields between bars, null as "~"; rows of the second
 * output and later begin with the table's name.  A refusal is
 * "line:column: reason".  What is known of the release is
 * "name|from|published|part|other set".
 */
#ifndef RCM_FORMAT_READING_H
#define RCM_FORMAT_READING_H

#include <stdlib.h>

#include "formats/formats.h"
#include "unit.h"

typedef struct Reading
{
	/* before it begins: nothing but zeroes, or as wanted */
	bool		licensed;
	bool		count_only;		/* keep no text */
	int			tally_field;	/* field of the first output, from 1, whose first byte is counted */
	/* after it ended */
	bool		good;
	char		refusal[320];	/* "line:column: reason"; empty: none */
	char		hint[200];
	char		columns[400];	/* that the file's own header decided */
	int			column_count;	/* of the first output */
	int64_t		rows[RCM_MAX_OUTPUTS];
	RcmReleaseHint release;
	int64_t		tally[256];
	int64_t		nulls[RCM_FORMAT_FIELDS];	/* of the first output */
	RcmBuffer	text;			/* the rows, with a zero byte after them */
	RcmArena	arena;
} Reading;

static inline bool
reading_row(void *arg, RcmFile *file, int output, const RcmText *fields)
{
	Reading    *r = arg;

	for (int i = 0; output == 0 && i < file->columns[0]; i++)
		r->nulls[i] += fields[i].data == NULL;
	if (output == 0 && r->tally_field > 0)
	{
		RcmText		t = fields[r->tally_field - 1];

		r->tally[t.len > 0 ? (unsigned char) t.data[0] : 0]++;
	}
	if (r->count_only)
		return true;
	if (output > 0)
		rcm_buffer_printf(&r->text, "%s|", file->format->outputs[output].table);
	for (int i = 0; i < file->columns[output]; i++)
	{
		if (i > 0)
			rcm_buffer_char(&r->text, '|');
		rcm_buffer_text(&r->text, fields[i].data == NULL ? RCM_TEXT("~") : fields[i]);
	}
	rcm_buffer_char(&r->text, '\n');
	return true;
}

static inline void
reading_begin(Reading *r, RcmFile *file, const RcmFormat *format, const char *name)
{
	rcm_arena_init(&r->arena);
	rcm_buffer_init(&r->text, &r->arena, 4096);
	rcm_file_begin(file, format, rcm_text_of(name), (RcmFileOptions) {.licensed = r->licensed},
				   reading_row, r);
}

static inline void
reading_end(Reading *r, RcmFile *file, bool good)
{
	const RcmReleaseHint *hint = &file->hint;
	char		from[11] = "~";
	char		published[11] = "~";

	r->good = good && rcm_file_end(file);
	if (!r->good)
		snprintf(r->refusal, sizeof(r->refusal), "%" PRId64 ":%d: %s", file->fault_line, file->fault_column,
				 file->fault);
	if (hint->from != RCM_NO_DATE)
		rcm_date_format(hint->from, from);
	if (hint->published_on != RCM_NO_DATE)
		rcm_date_format(hint->published_on, published);
	snprintf(r->hint, sizeof(r->hint), "%s|%.10s|%.10s|%d|%s", hint->name, from, published, hint->part,
			 hint->other_set);
	if (file->header_columns[0] != NULL)
		snprintf(r->columns, sizeof(r->columns), "%s", file->header_columns[0]);
	r->column_count = file->columns[0];
	r->release = *hint;
	memcpy(r->rows, file->rows, sizeof(r->rows));
	rcm_file_free(file);
	rcm_buffer_char(&r->text, '\0');
}

/* Feeds pieces of so many bytes (0: all at once), each in memory of its own. */
static inline void
read_bytes(Reading *r, const RcmFormat *format, const char *name, const char *data, size_t len, size_t piece)
{
	RcmFile		file;
	bool		good = true;

	reading_begin(r, &file, format, name);
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
check_reading(const RcmFormat *format, const char *name, const char *data, size_t len, const char *want,
			  const char *file, int line)
{
	static const size_t pieces[] = {0, 1, 2, 7, 61, 4099};

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
	{
		Reading		r = {0};
		const char *got;

		read_bytes(&r, format, name, data, len, pieces[i]);
		got = r.good ? r.text.data : r.refusal;
		unit_check_text(got, (int) strlen(got), want, file, line, format->set);
		reading_free(&r);
	}
}

static inline void
check_hint(const RcmFormat *format, const char *name, const char *data, const char *want, const char *file, int line)
{
	Reading		r = {0};

	read_bytes(&r, format, name, data, strlen(data), 0);
	unit_check_text(r.hint, (int) strlen(r.hint), want, file, line, name);
	reading_free(&r);
}

#define CHECK_ROWS(format, name, data, want) \
	check_reading(&(format), (name), (data), strlen(data), (want), __FILE__, __LINE__)
/* want is "line:column: reason" */
#define CHECK_REFUSED(format, name, data, want) CHECK_ROWS(format, name, data, want)
/* want is "name|from|published|part|other set" */
#define CHECK_HINT(format, name, data, want) check_hint(&(format), (name), (data), (want), __FILE__, __LINE__)

/* ---- the real files ---- */

/* Is there such a file in $RCM_SHARED?  Says so when it is not. */
static inline bool
have_shared(const char *path)
{
	static bool told;
	char		whole[1024];
	const char *shared = getenv("RCM_SHARED");
	FILE	   *in;

	if (shared == NULL || *shared == '\0')
	{
		if (!told)
			printf("SKIP the real files: RCM_SHARED is not set\n");
		told = true;
		return false;
	}
	snprintf(whole, sizeof(whole), "%s/%s", shared, path);
	in = fopen(whole, "rb");
	if (in == NULL)
		printf("SKIP %s, which RCM_SHARED does not have\n", path);
	else
		fclose(in);
	return in != NULL;
}

/* Reads such a file, unpacked when it is gzip's. */
static inline bool
read_shared(Reading *r, const RcmFormat *format, const char *path)
{
	char		command[1100];
	const char *slash = strrchr(path, '/');
	static char piece[65536];
	RcmFile		file;
	FILE	   *in;
	size_t		n;
	bool		good = true;

	snprintf(command, sizeof(command), "gzip -dcf '%s/%s'", getenv("RCM_SHARED"), path);
	in = popen(command, "r");
	if (in == NULL)
		return false;
	reading_begin(r, &file, format, slash == NULL ? path : slash + 1);
	while (good && (n = fread(piece, 1, sizeof(piece), in)) > 0)
		good = rcm_file_feed(&file, piece, n);
	/* what is left would be a broken pipe for the program */
	while (fread(piece, 1, sizeof(piece), in) > 0)
		;
	pclose(in);
	reading_end(r, &file, good);
	return true;
}

/* False when the file is not there.  A refusal is a failed check. */
static inline bool
read_real(Reading *r, const RcmFormat *format, const char *path)
{
	if (!have_shared(path) || !read_shared(r, format, path))
		return false;
	unit_check_text(r->refusal, (int) strlen(r->refusal), "", __FILE__, __LINE__, path);
	return true;
}

/* How many rows the first two outputs have. */
static inline void
check_real(const RcmFormat *format, const char *path, int64_t first, int64_t second, const char *file, int line)
{
	Reading		r = {.count_only = true};

	if (!read_real(&r, format, path))
		return;
	unit_check_int(r.rows[0], first, file, line, path);
	unit_check_int(r.rows[1], second, file, line, path);
	reading_free(&r);
}

#define CHECK_REAL(format, path, first, second) \
	check_real(&(format), (path), (first), (second), __FILE__, __LINE__)

#endif
