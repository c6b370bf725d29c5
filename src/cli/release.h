/*
 * release.h - which release the files of a load are, and whether they belong
 * together.
 */
#ifndef RCM_RELEASE_H
#define RCM_RELEASE_H

#include "cli/input.h"

/* What the user said of the release; RCM_NO_DATE and NULL: nothing. */
typedef struct RcmReleaseSaid
{
	const char *name;
	int32_t		from;
	int32_t		to;
	int32_t		published_on;
} RcmReleaseSaid;

/* What the files say together. */
typedef struct RcmReleaseFound
{
	RcmReleaseHint hint;
	const char *by;				/* the file that said it, as messages name it */
} RcmReleaseFound;

/* What the names of the sources say, and their order by part.  False after a complaint. */
extern bool rcm_release_look(RcmSources *sources, const RcmFormat *format);
/* What one of them says, by its name or its content.  False after a complaint. */
extern bool rcm_release_add(RcmReleaseFound *found, const RcmSource *source, const RcmReleaseHint *hint,
							const RcmFormat *format, const RcmReleaseSaid *said);
/* Name and dates, what the user said before what the files say.  False after a complaint. */
extern bool rcm_release_decide(const RcmReleaseFound *found, const RcmReleaseSaid *said,
							   const RcmFormat *format, RcmReleaseHint *release);

#endif
