/*
 * formats_run.h - runs of a format over bytes, for the tests of formats.
 */
#ifndef RCM_FORMATS_RUN_H
#define RCM_FORMATS_RUN_H

#include <stdlib.h>

#include "formats/format.h"
#include "unit.h"

typedef struct Run
{
	RcmFile		file;
	RcmArena	arena;
	RcmBuffer	rows;			/* "output|field|field" and a line feed; - for null */
	bool		good;
} Run;

static inline bool
note(void *arg, RcmFile *file, int output, const RcmText *fields)
{
	Run		   *run = arg;

	rcm_buffer_int(&run->rows, output);
	for (int i = 0; i < file->columns[output]; i++)
	{
		rcm_buffer_char(&run->rows, '|');
		rcm_buffer_text(&run->rows, fields[i].data == NULL ? RCM_TEXT("-") : fields[i]);
	}
	rcm_buffer_char(&run->rows, '\n');
	return true;
}

/* Feeds a text in pieces of that size (0: at once), each a block of its own. */
static inline void
start(Run *run, const RcmFormat *format, const char *name, const char *text, size_t len, size_t piece)
{
	RcmFileOptions options = {false, NULL};

	rcm_arena_init(&run->arena);
	rcm_buffer_init(&run->rows, &run->arena, 4096);
	rcm_file_begin(&run->file, format, rcm_text_of(name), options, note, run);
	run->good = true;
	for (size_t at = 0; run->good && at < len;)
	{
		size_t		n = piece == 0 || len - at < piece ? len - at : piece;
		char	   *copy = malloc(n);

		memcpy(copy, text + at, n);
		run->good = rcm_file_feed(&run->file, copy, n);
		free(copy);
		at += n;
	}
	run->good = run->good && rcm_file_end(&run->file);
}

static inline void
finish(Run *run)
{
	rcm_file_free(&run->file);
	rcm_arena_free(&run->arena);
}

/* At once, byte by byte and seven by seven it gives these rows. */
static inline void
check_rows(const RcmFormat *format, const char *text, const char *want, int line)
{
	static const size_t pieces[] = {0, 1, 7};

	for (int i = 0; i < 3; i++)
	{
		Run			run;

		start(&run, format, "", text, strlen(text), pieces[i]);
		if (!unit_check(run.good, __FILE__, line, "read"))
			printf(": refused: line %d, column %d: %s\n", (int) run.file.fault_line,
				   run.file.fault_column, run.file.fault);
		unit_check_text(run.rows.data, (int) run.rows.len, want, __FILE__, line, "rows");
		finish(&run);
	}
}

/* It is refused there and with these words. */
static inline void
check_refused(const RcmFormat *format, const char *name, const char *text, int at_line, int column,
			  const char *fault, int line)
{
	for (size_t piece = 0; piece < 2; piece++)
	{
		Run			run;

		start(&run, format, name, text, strlen(text), piece);
		unit_check(!run.good, __FILE__, line, run.good ? "read where it should be refused\n" : "");
		unit_check_text(run.file.fault, (int) strlen(run.file.fault), fault, __FILE__, line, "fault");
		unit_check_int(run.file.fault_line, at_line, __FILE__, line, "line");
		unit_check_int(run.file.fault_column, column, __FILE__, line, "column");
		finish(&run);
	}
}

#define ROWS(format, text, want) check_rows(format, text, want, __LINE__)
#define REFUSED(format, text, at_line, column, fault) \
	check_refused(format, "", text, at_line, column, fault, __LINE__)

/* "name from to published part other_set" as the name alone says it. */
static inline void
check_hint(const RcmFormat *format, const char *name, const char *want, int line)
{
	Run			run;
	char		got[256];
	char		dates[2][11] = {"-", "-"};
	const RcmReleaseHint *hint = &run.file.hint;

	start(&run, format, name, "", 0, 0);
	if (hint->from != RCM_NO_DATE)
		rcm_date_format(hint->from, dates[0]);
	if (hint->published_on != RCM_NO_DATE)
		rcm_date_format(hint->published_on, dates[1]);
	dates[0][10] = dates[1][10] = '\0';
	snprintf(got, sizeof(got), "%s %s %s %d %s", hint->name, dates[0], dates[1], hint->part, hint->other_set);
	unit_check_text(got, (int) strlen(got), want, __FILE__, line, name);
	finish(&run);
}

#define HINT(format, name, want) check_hint(format, name, want, __LINE__)

#endif
