/*
 * fuzz_csv.c - any bytes as a CSV file.
 *
 * It is read to an end or a fault without a byte too far; every row has a
 * field; what was read, written with every field in quotes, is read as the
 * same again.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "library/csv.h"

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

/* Writes the rows of a text with every field in quotes, and says how it ended. */
static RcmCsvStatus
rewrite(RcmText text, RcmArena *arena, RcmBuffer *out)
{
	RcmCsv		csv;
	RcmCsvStatus status;
	int64_t		rows = 0;

	rcm_csv_init(&csv, text, arena);
	while ((status = rcm_csv_next(&csv)) == RCM_CSV_ROW)
	{
		must(csv.count > 0, "a row without a field");
		must(csv.row == ++rows, "rows are not counted");
		for (int i = 0; i < csv.count; i++)
		{
			rcm_buffer_string(out, i > 0 ? ",\"" : "\"");
			for (int32_t j = 0; j < csv.fields[i].len; j++)
			{
				if (csv.fields[i].data[j] == '"')
					rcm_buffer_char(out, '"');
				rcm_buffer_char(out, csv.fields[i].data[j]);
			}
			rcm_buffer_char(out, '"');
		}
		rcm_buffer_char(out, '\n');
	}
	return status;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	RcmArena	arena;
	RcmBuffer	once;
	RcmBuffer	twice;
	char	   *copy = malloc(size > 0 ? size : 1);

	if (size > 0)
		memcpy(copy, data, size);
	rcm_arena_init(&arena);
	rcm_buffer_init(&once, &arena, 256);
	rcm_buffer_init(&twice, &arena, 256);
	(void) rewrite((RcmText) {copy, (int32_t) size}, &arena, &once);
	must(rewrite((RcmText) {once.data, (int32_t) once.len}, &arena, &twice) == RCM_CSV_END,
		 "what was written cannot be read");
	must(once.len == twice.len && memcmp(once.data, twice.data, once.len) == 0,
		 "what was written reads otherwise");
	rcm_arena_free(&arena);
	free(copy);
	return 0;
}
