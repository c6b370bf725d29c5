/*
 * input.c - files, standard input, and which of them need unpacking.
 */
#include "cli/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool
rcm_reading_fault(RcmReading *reading, const char *format,...)
{
	va_list		args;

	if (reading->fault[0] != '\0')
		return false;
	va_start(args, format);
	vsnprintf(reading->fault, sizeof(reading->fault), format, args);
	va_end(args);
	return false;
}

/* ---- the list ---- */

RcmSource *
rcm_source_add(RcmSources *sources, const char *path)
{
	RcmSource  *source;

	if (sources->count == sources->room)
	{
		sources->room = sources->room * 2 + 8;
		sources->list = rcm_must_have(realloc(sources->list, sizeof(RcmSource) * (size_t) sources->room));
	}
	source = &sources->list[sources->count++];
	memset(source, 0, sizeof(*source));
	source->path = path;
	return source;
}

void
rcm_sources_free(RcmSources *sources)
{
	for (int i = 0; i < sources->count; i++)
	{
		free(sources->list[i].member);
		free(sources->list[i].shown);
	}
	free(sources->list);
	memset(sources, 0, sizeof(*sources));
}

static const char *
without_directories(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

static bool
is_zip(int fd)
{
	char		magic[4];

	return pread(fd, magic, 4, 0) == 4 && memcmp(magic, "PK\x03\x04", 4) == 0;
}

/* Opens a file; -1 after a complaint. */
static int
open_file(const char *path, struct stat *status)
{
	int			fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, status) != 0)
		rcm_complain("%s: %s", path, strerror(errno));
	else if (S_ISDIR(status->st_mode))
		rcm_complain("%s: is a directory", path);
	else
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

bool
rcm_sources_of(RcmSources *sources, const char *path, const RcmFormat *format, const char *pattern)
{
	bool		standard = strcmp(path, "-") == 0;
	RcmSource  *source;
	struct stat status;
	int			fd = open_file(path, &status);
	bool		zip;

	if (fd < 0)
		return false;
	zip = !standard && S_ISREG(status.st_mode) && is_zip(fd);
	close(fd);
	if (zip)
		return rcm_archive_sources(sources, path, (int64_t) status.st_size, format, pattern);
	source = rcm_source_add(sources, path);
	source->shown = rcm_must_have(strdup(standard ? "standard input" : path));
	source->name = standard ? RCM_TEXT("") : rcm_text_of(without_directories(path));
	source->size = S_ISREG(status.st_mode) ? (int64_t) status.st_size : 0;
	return true;
}

/* ---- reading ---- */

void
rcm_source_advance(RcmSource *source, int64_t n, int64_t whole)
{
	double		part = whole > 0 && n < whole ? (double) n / (double) whole : 1;
	int64_t		packed = (int64_t) ((double) source->size * part);

	if (packed > source->packed)
		source->packed = packed;
}

/* As many bytes as there is room for, or as there are; -1 with errno. */
static ssize_t
read_full(int fd, char *data, size_t room)
{
	size_t		have = 0;

	while (have < room)
	{
		ssize_t		n = read(fd, data + have, room - have);

		if (n < 0 && (errno != EINTR || rcm_stopped))
			return -1;
		if (n == 0)
			break;
		if (n > 0)
			have += (size_t) n;
	}
	return (ssize_t) have;
}

static bool
read_stream(RcmReading *reading, int fd)
{
	RcmUnpacker *unpacker = rcm_unpacker_new(reading);
	char	   *piece = rcm_must_have(malloc(RCM_PIECE));
	ssize_t		n;
	bool		good = true;

	while (good && (n = read_full(fd, piece, RCM_PIECE)) != 0)
	{
		if (rcm_stopped)
			good = false;
		else if (n < 0)
			good = rcm_reading_fault(reading, "%s", strerror(errno));
		else
		{
			reading->source->packed += n;
			good = rcm_unpacker_feed(unpacker, piece, (size_t) n);
		}
	}
	good = good && rcm_unpacker_end(unpacker);
	rcm_unpacker_free(unpacker);
	free(piece);
	return good;
}

bool
rcm_source_read(RcmReading *reading)
{
	const RcmSource *source = reading->source;
	struct stat status;
	int			fd;
	bool		good;

	if (source->member != NULL || source->spreadsheet)
		return rcm_archive_read(reading);
	fd = open_file(source->path, &status);
	if (fd < 0)
		return rcm_reading_fault(reading, "it could be opened before, and cannot now");
	good = read_stream(reading, fd);
	close(fd);
	return good;
}
