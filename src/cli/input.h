/*
 * input.h - where a load's bytes come from: plain and gzip files, standard
 * input, files in zip archives, spreadsheets.
 *
 * What a file is, is told by its first bytes, never by its name.  A zip
 * archive gives one source for each of its files that may be meant.  Reading a
 * source pushes its unpacked bytes into a sink, in pieces, so that memory does
 * not grow with the file.
 */
#ifndef RCM_INPUT_H
#define RCM_INPUT_H

#include <zip.h>

#include "cli/cli.h"

/* Bytes that are read, and given on, at a time. */
#define RCM_PIECE 65536
/* Room for why a file cannot be read. */
#define RCM_INPUT_FAULT 256

typedef struct RcmSource
{
	const char *path;			/* as the user gave it; "-": standard input */
	char	   *member;			/* of the zip archive at path; NULL: the file itself */
	zip_uint64_t place;			/* of the member in the archive */
	bool		spreadsheet;
	char	   *shown;			/* what messages call it */
	RcmText		name;			/* what the publisher called it; empty: unknown */
	RcmReleaseHint hint;		/* what the name says */
	int64_t		size;			/* compressed bytes; 0: not known */
	int64_t		whole;			/* unpacked bytes of a member; 0: not known */
	int64_t		packed;			/* compressed bytes read so far */
} RcmSource;

typedef struct RcmSources
{
	RcmSource  *list;
	int			count;
	int			room;
} RcmSources;

/* Takes bytes; false: no more are wanted. */
typedef bool (*RcmByteSink) (void *arg, const char *data, size_t len);

/* One reading of a source. */
typedef struct RcmReading
{
	RcmSource  *source;
	char		separator;		/* that cells of a spreadsheet get */
	RcmByteSink sink;
	void	   *arg;
	char		fault[RCM_INPUT_FAULT];	/* why it cannot be read; empty: it can, or the sink gave up */
} RcmReading;

/* ---- input.c ---- */

/* Another source, zeroed but for its path. */
extern RcmSource *rcm_source_add(RcmSources *sources, const char *path);
/* The sources of a file; false after a complaint.  pattern chooses files of an archive; NULL: all. */
extern bool rcm_sources_of(RcmSources *sources, const char *path, const RcmFormat *format,
						   const char *pattern);
extern void rcm_sources_free(RcmSources *sources);
/* Reads it from end to end.  False: see fault; or the sink gave up, or a signal came. */
extern bool rcm_source_read(RcmReading *reading);
/* Of its compressed bytes so many are read, when n of `whole` are unpacked. */
extern void rcm_source_advance(RcmSource *source, int64_t n, int64_t whole);
/* Why it cannot be read, for rcm_source_read.  Always false. */
extern bool rcm_reading_fault(RcmReading *reading, const char *format,...)
			__attribute__((format(printf, 2, 3)));

/* ---- unpack.c: gzip, or bytes as they are ---- */

typedef struct RcmUnpacker RcmUnpacker;

extern RcmUnpacker *rcm_unpacker_new(RcmReading *reading);
/* Takes packed bytes, gives unpacked ones to the reading's sink. */
extern bool rcm_unpacker_feed(RcmUnpacker *unpacker, const char *data, size_t len);
/* There are no more.  False: they end too early. */
extern bool rcm_unpacker_end(RcmUnpacker *unpacker);
extern void rcm_unpacker_free(RcmUnpacker *unpacker);

/* ---- archive.c: zip ---- */

/* The sources of a zip archive of that size; false after a complaint. */
extern bool rcm_archive_sources(RcmSources *sources, const char *path, int64_t size,
								const RcmFormat *format, const char *pattern);
/* Reads a member of an archive. */
extern bool rcm_archive_read(RcmReading *reading);

/* ---- spreadsheet.c: xlsx ---- */

/* Is the archive a workbook of Excel's? */
extern bool rcm_is_spreadsheet(zip_t *archive);
/* Reads the first sheet that has rows as lines of text with quotes where needed, as in CSV. */
extern bool rcm_spreadsheet_read(RcmReading *reading, zip_t *archive);

#endif
