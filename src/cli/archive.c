/*
 * archive.c - zip archives: which of their files are meant, and their bytes.
 *
 * Publishers pack a table together with the same table as a spreadsheet, its
 * layout, a notice and other tables.  What cannot be the table is passed over;
 * of the rest the files whose names the format knows are taken, or all.
 */
/* for FNM_CASEFOLD */
#define _GNU_SOURCE 1

#include "cli/input.h"

#include <fnmatch.h>
#include <stdlib.h>

/* What is not a table of rows whatever is in it. */
static const char *const other_kinds[] = {
	"pdf", "doc", "docx", "rtf", "htm", "html", "xsd", "xsl", "css", "xls", "xlsm", "ppt", "pptx",
	"png", "jpg", "jpeg", "gif", "exe", "dll", "mdb", "accdb", "sas", "sas7bdat", "zip", "md", NULL
};
static const char *const other_words[] = {
	"readme", "read me", "read_me", "layout", "notice", "license", "disclaimer", "instruction", NULL
};

/* A file of an archive that may be meant. */
typedef struct Candidate
{
	zip_uint64_t place;
	const char *member;
	RcmText		name;			/* without directories */
	const char *kind;			/* after the last dot; "" where there is none */
	RcmReleaseHint hint;
	int64_t		size;
	int64_t		whole;
	bool		dropped;
} Candidate;

static bool
one_of(const char *word, const char *const *list)
{
	for (; *list != NULL; list++)
		if (rcm_field_says(rcm_text_of(word), *list))
			return true;
	return false;
}

static bool
is_kind(const Candidate *c, const char *kind)
{
	return rcm_field_says(rcm_text_of(c->kind), kind);
}

/* Could it be the table, going by its name? */
static bool
may_be_meant(const Candidate *c, const RcmFormat *format)
{
	if (c->name.len == 0 || c->name.data[0] == '.' || strncmp(c->member, "__MACOSX/", 9) == 0 ||
		one_of(c->kind, other_kinds))
		return false;
	for (const char *const *word = other_words; *word != NULL; word++)
		if (rcm_name_find(c->name, *word) >= 0)
			return false;
	return !is_kind(c, "xml") || format->bytes != NULL;
}

static bool
matches(const Candidate *c, const char *pattern)
{
	return fnmatch(pattern, c->name.data, FNM_CASEFOLD) == 0 || fnmatch(pattern, c->member, FNM_CASEFOLD) == 0;
}

static void
describe(Candidate *c, zip_t *archive, zip_uint64_t place, const RcmFormat *format)
{
	const char *slash;
	const char *dot;
	zip_stat_t	status;

	memset(c, 0, sizeof(*c));
	c->place = place;
	c->member = zip_get_name(archive, place, 0);
	if (c->member == NULL)
		c->member = "";
	slash = strrchr(c->member, '/');
	c->name = rcm_text_of(slash == NULL ? c->member : slash + 1);
	dot = strrchr(c->name.data, '.');
	c->kind = dot == NULL ? "" : dot + 1;
	if (zip_stat_index(archive, place, 0, &status) == 0 &&
		(status.valid & ZIP_STAT_COMP_SIZE) && (status.valid & ZIP_STAT_SIZE))
	{
		c->size = (int64_t) status.comp_size;
		c->whole = (int64_t) status.size;
	}
	c->hint.from = c->hint.to = c->hint.published_on = RCM_NO_DATE;
	if (format->name != NULL && c->name.len > 0)
		format->name(format, c->name, &c->hint);
}

/* ---- which are meant ---- */

static bool
is_known(const Candidate *c)
{
	return c->hint.name[0] != '\0' || c->hint.from != RCM_NO_DATE || c->hint.part > 0;
}

static bool
is_of_this_set(const Candidate *c)
{
	return c->hint.other_set[0] == '\0';
}

static bool
is_text(const Candidate *c)
{
	return !is_kind(c, "xlsx");
}

static bool
is_xml(const Candidate *c)
{
	return is_kind(c, "xml");
}

/* Where some files pass a test, the others are not meant. */
static void
prefer(Candidate *list, int count, bool (*test) (const Candidate *))
{
	bool		some = false;

	for (int i = 0; i < count; i++)
		some = some || (!list[i].dropped && test(&list[i]));
	for (int i = 0; some && i < count; i++)
		list[i].dropped = list[i].dropped || !test(&list[i]);
}

static int
stem(const Candidate *c)
{
	return *c->kind == '\0' ? c->name.len : c->name.len - (int) strlen(c->kind) - 1;
}

/* The same table as .csv and as .txt is loaded once. */
static void
drop_twins(Candidate *list, int count)
{
	for (int i = 0; i < count; i++)
		for (int j = 0; j < count; j++)
			if (i != j && !list[i].dropped && !list[j].dropped && is_kind(&list[i], "csv") &&
				!is_kind(&list[j], "csv") && stem(&list[i]) == stem(&list[j]) &&
				memcmp(list[i].name.data, list[j].name.data, (size_t) stem(&list[i])) == 0)
				list[j].dropped = true;
}

static void
choose(Candidate *list, int count, const RcmFormat *format, const char *pattern)
{
	for (int i = 0; i < count; i++)
		list[i].dropped = list[i].name.len == 0 ||
			(pattern != NULL ? !matches(&list[i], pattern) : !may_be_meant(&list[i], format));
	if (pattern != NULL)
		return;
	prefer(list, count, is_of_this_set);
	prefer(list, count, is_known);
	if (format->bytes != NULL && format->record == NULL)
		prefer(list, count, is_xml);
	prefer(list, count, is_text);
	drop_twins(list, count);
}

static void
add_source(RcmSources *sources, const char *path, const Candidate *c)
{
	RcmSource  *source = rcm_source_add(sources, path);
	size_t		room = strlen(path) + strlen(c->member) + 4;

	source->member = rcm_must_have(strdup(c->member));
	source->place = c->place;
	source->name = rcm_text_of(source->member + (c->name.data - c->member));
	source->spreadsheet = is_kind(c, "xlsx");
	source->size = c->size;
	source->whole = c->whole;
	source->shown = rcm_must_have(malloc(room));
	snprintf(source->shown, room, "%s (%s)", path, c->member);
}

static void
add_spreadsheet(RcmSources *sources, const char *path, int64_t size)
{
	RcmSource  *source = rcm_source_add(sources, path);
	const char *slash = strrchr(path, '/');

	source->spreadsheet = true;
	source->size = size;
	source->shown = rcm_must_have(strdup(path));
	source->name = rcm_text_of(slash == NULL ? path : slash + 1);
}

static zip_t *
open_archive(const char *path, char fault[RCM_INPUT_FAULT])
{
	int			code;
	zip_error_t error;
	zip_t	   *archive = zip_open(path, ZIP_RDONLY, &code);

	if (archive != NULL)
		return archive;
	zip_error_init_with_code(&error, code);
	snprintf(fault, RCM_INPUT_FAULT, "the zip archive is cut or damaged (%s)", zip_error_strerror(&error));
	zip_error_fini(&error);
	return NULL;
}

/* The archive's files that are meant become sources; how many. */
static int
add_members(RcmSources *sources, zip_t *archive, const char *path, const RcmFormat *format,
			const char *pattern)
{
	int			count = (int) zip_get_num_entries(archive, 0);
	Candidate  *list = rcm_must_have(calloc((size_t) count + 1, sizeof(Candidate)));
	int			before = sources->count;

	for (int i = 0; i < count; i++)
		describe(&list[i], archive, (zip_uint64_t) i, format);
	choose(list, count, format, pattern);
	for (int i = 0; i < count; i++)
		if (!list[i].dropped)
			add_source(sources, path, &list[i]);
	free(list);
	return sources->count - before;
}

bool
rcm_archive_sources(RcmSources *sources, const char *path, int64_t size, const RcmFormat *format,
					const char *pattern)
{
	char		fault[RCM_INPUT_FAULT];
	zip_t	   *archive = open_archive(path, fault);
	int			found = 1;

	if (archive == NULL)
	{
		rcm_complain("%s: %s", path, fault);
		return false;
	}
	if (rcm_is_spreadsheet(archive))
		add_spreadsheet(sources, path, size);
	else
		found = add_members(sources, archive, path, format, pattern);
	zip_discard(archive);
	if (found == 0)
		rcm_complain(pattern == NULL ? "%s: the zip archive holds no file that could be \"%s\"" :
					 "%s: no file in the zip archive is called \"%s\"",
					 path, pattern == NULL ? format->title : pattern);
	return found > 0;
}

/* ---- reading ---- */

static bool
read_member(RcmReading *reading, zip_file_t *file, bool (*take) (void *, const char *, size_t), void *arg)
{
	char	   *piece = rcm_must_have(malloc(RCM_PIECE));
	int64_t		have = 0;
	zip_int64_t n;
	bool		good = true;

	while (good && (n = zip_fread(file, piece, RCM_PIECE)) != 0)
	{
		if (rcm_stopped)
			good = false;
		else if (n < 0)
			good = rcm_reading_fault(reading, "the zip archive is damaged (%s)",
									 zip_error_strerror(zip_file_get_error(file)));
		else
		{
			have += n;
			rcm_source_advance(reading->source, have, reading->source->whole);
			good = take(arg, piece, (size_t) n);
		}
	}
	free(piece);
	return good;
}

static bool
feed_unpacker(void *arg, const char *data, size_t len)
{
	return rcm_unpacker_feed(arg, data, len);
}

static bool
feed_copy(void *arg, const char *data, size_t len)
{
	return fwrite(data, 1, len, arg) == len;
}

/* A workbook within an archive is copied out of it: it must be read out of order. */
static bool
read_inner_spreadsheet(RcmReading *reading, zip_file_t *file)
{
	FILE	   *copy = rcm_must_have(tmpfile());
	zip_source_t *source;
	zip_t	   *inner;
	bool		good;

	if (!read_member(reading, file, feed_copy, copy) || fflush(copy) != 0)
	{
		fclose(copy);
		return rcm_stopped ? false : rcm_reading_fault(reading, "it could not be copied to a temporary file");
	}
	source = rcm_must_have(zip_source_filep_create(copy, 0, -1, NULL));
	inner = zip_open_from_source(source, ZIP_RDONLY, NULL);
	if (inner == NULL)
	{
		zip_source_free(source);
		return rcm_reading_fault(reading, "the spreadsheet is cut or damaged");
	}
	good = rcm_is_spreadsheet(inner) ? rcm_spreadsheet_read(reading, inner) :
		rcm_reading_fault(reading, "it is not a spreadsheet");
	zip_discard(inner);
	return good;
}

static bool
read_plain_member(RcmReading *reading, zip_file_t *file)
{
	RcmUnpacker *unpacker = rcm_unpacker_new(reading);
	bool		good = read_member(reading, file, feed_unpacker, unpacker) && rcm_unpacker_end(unpacker);

	rcm_unpacker_free(unpacker);
	return good;
}

bool
rcm_archive_read(RcmReading *reading)
{
	const RcmSource *source = reading->source;
	zip_t	   *archive = open_archive(source->path, reading->fault);
	zip_file_t *file;
	bool		good;

	if (archive == NULL)
		return false;
	if (source->member == NULL)
		good = rcm_spreadsheet_read(reading, archive);
	else if ((file = zip_fopen_index(archive, source->place, 0)) == NULL)
		good = rcm_reading_fault(reading, "it cannot be read from the zip archive (%s)", zip_strerror(archive));
	else
	{
		good = source->spreadsheet ? read_inner_spreadsheet(reading, file) : read_plain_member(reading, file);
		zip_fclose(file);
	}
	zip_discard(archive);
	return good;
}
