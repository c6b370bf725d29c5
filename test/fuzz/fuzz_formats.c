/*
 * fuzz_formats.c - any bytes as a publisher's file.
 *
 * A first line with the name of a set chooses the format, else the first byte
 * does; the next byte says where the rest is cut in two.  What the file begins
 * with is its name, too.
 * It is read to an end or a refusal without a byte too far; its rows are UTF-8
 * without zero bytes; the refusal has a reason and a line of the file; read in
 * two pieces, the file gives the same rows and the same refusal as read at once.
 */
#include <stdio.h>
#include <stdlib.h>

#include "formats/encoding.h"
#include "formats/format.h"

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

typedef struct Run
{
	RcmFile		file;
	bool		good;
	int64_t		rows;
	uint64_t	hash;			/* of all fields */
} Run;

static bool
take(void *arg, RcmFile *file, int output, const RcmText *fields)
{
	Run		   *run = arg;

	must(output >= 0 && output < RCM_MAX_OUTPUTS, "an output that there is not");
	must(file->format->outputs[output].table != NULL, "an output without a table");
	must(file->columns[output] > 0, "a row without columns");
	must(file->line >= 1, "a row before the first line");
	run->rows++;
	for (int i = 0; i < file->columns[output]; i++)
	{
		must(fields[i].len >= 0, "a length below zero");
		must(fields[i].data != NULL || fields[i].len == 0, "a length of nothing");
		must(fields[i].len == 0 || rcm_is_utf8(fields[i].data, (size_t) fields[i].len), "a field that is not UTF-8");
		must(fields[i].len == 0 || memchr(fields[i].data, '\0', (size_t) fields[i].len) == NULL, "a zero byte");
		run->hash = run->hash * 31 + (fields[i].data == NULL);
		for (int32_t j = 0; j < fields[i].len; j++)
			run->hash = run->hash * 31 + (unsigned char) fields[i].data[j];
	}
	return true;
}

/* A piece in a block of its own, so that a byte too far is seen. */
static bool
feed(RcmFile *file, const uint8_t *data, size_t len)
{
	char	   *copy = malloc(len > 0 ? len : 1);
	bool		good;

	if (len > 0)
		memcpy(copy, data, len);
	good = rcm_file_feed(file, copy, len);
	free(copy);
	return good;
}

static void
read_file(Run *run, const RcmFormat *format, const uint8_t *data, size_t len, size_t cut)
{
	RcmFileOptions options = {.licensed = len % 2 == 1};
	RcmText		name = {(const char *) data, len < 40 ? (int32_t) len : 40};
	int64_t		rows = 0;
	int64_t		lines = 1;

	memset(run, 0, sizeof(*run));
	rcm_file_begin(&run->file, format, name, options, take, run);
	run->good = feed(&run->file, data, cut) && feed(&run->file, data + cut, len - cut) &&
		rcm_file_end(&run->file);
	for (int i = 0; i < RCM_MAX_OUTPUTS; i++)
		rows += run->file.rows[i];
	for (size_t i = 0; i < len; i++)
		/* XML takes a carriage return alone for the end of a line */
		lines += data[i] == '\n' || data[i] == '\r';
	must(rows == run->rows, "rows are not counted");
	must(run->good == (run->file.fault[0] == '\0'), "a refusal without a reason, or a reason without one");
	must(!run->good || rows > 0, "taken without a row");
	must(run->good || (run->file.fault_line >= 1 && run->file.fault_line <= lines), "a line that there is not");
	must(run->good || run->file.fault_column >= 0, "a column that there is not");
	must(memchr(run->file.hint.name, '\0', RCM_RELEASE_NAME) != NULL, "a release's name without an end");
	must(run->file.hint.other_set[0] == '\0' || rcm_format_find(rcm_text_of(run->file.hint.other_set)) != NULL,
		 "a set that there is not");
}

static const RcmFormat *
format_at(unsigned choice)
{
	int			all = 0;

	while (rcm_format_at(all) != NULL)
		all++;
	return rcm_format_at((int) choice % all);
}

/* The format, and how many bytes chose it. */
static const RcmFormat *
choose(const uint8_t *data, size_t size, size_t *taken)
{
	const uint8_t *line_end = memchr(data, '\n', size);
	const RcmFormat *format;
	RcmText		name = {(const char *) data, 0};

	if (line_end != NULL && line_end - data < 40)
	{
		name.len = (int32_t) (line_end - data);
		format = rcm_format_find(name);
		*taken = (size_t) name.len + 1;
		if (format != NULL)
			return format;
	}
	*taken = 1;
	return format_at(data[0]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const RcmFormat *format;
	size_t		taken;
	size_t		len;
	size_t		cut;
	Run			once;
	Run			twice;

	if (size < 2)
		return 0;
	format = choose(data, size, &taken);
	if (taken == size)
		return 0;
	data += taken + 1;
	len = size - taken - 1;
	cut = len * data[-1] / 256;
	read_file(&once, format, data, len, len);
	read_file(&twice, format, data, len, cut);
	must(once.good == twice.good, "in pieces it is refused, or only in pieces it is not");
	must(once.rows == twice.rows && once.hash == twice.hash, "in pieces it has other rows");
	must(strcmp(once.file.fault, twice.file.fault) == 0 &&
		 once.file.fault_line == twice.file.fault_line &&
		 once.file.fault_column == twice.file.fault_column, "in pieces it is refused otherwise");
	rcm_file_free(&once.file);
	rcm_file_free(&twice.file);
	return 0;
}
