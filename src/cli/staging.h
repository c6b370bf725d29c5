/*
 * staging.h - rows on their way to the server's temporary tables.
 *
 * A connection has one COPY at a time.  The rows that a set is counted by, by
 * far the most, are copied as they come; the others wait in temporary files.
 */
#ifndef RCM_STAGING_H
#define RCM_STAGING_H

#include "cli/cli.h"

typedef struct RcmStagedOutput
{
	char	   *columns;		/* NULL: no row yet */
	FILE	   *waiting;		/* rows that are copied later */
} RcmStagedOutput;

typedef struct RcmStaging
{
	PGconn	   *conn;
	const RcmFormat *format;
	RcmStagedOutput outputs[RCM_MAX_OUTPUTS];
	bool		copying;
	bool		failed;			/* after a complaint */
	char	   *piece;			/* of the COPY that runs */
	size_t		len;
	size_t		room;
} RcmStaging;

extern void rcm_staging_begin(RcmStaging *staging, PGconn *conn, const RcmFormat *format);
/* An RcmRowSink. */
extern bool rcm_staging_row(void *staging, RcmFile *file, int output, const RcmText *fields);
/* There are no more rows.  False after a complaint. */
extern bool rcm_staging_finish(RcmStaging *staging);
extern void rcm_staging_free(RcmStaging *staging);

#endif
