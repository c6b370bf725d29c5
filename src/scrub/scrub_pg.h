/*
 * scrub_pg.h - the scrubber between the server and the core.
 */
#ifndef RCM_SCRUB_PG_H
#define RCM_SCRUB_PG_H

#include "base/shim.h"
#include "scrub/scrub.h"

/*
 * Judge one claim: a stored claim (detoasted here), the practice as the
 * caller names it or NULL.  The result lives until the next call.
 */
extern RcmScrub *rcm_scrub_claim(Datum claim, text *practice, bool stop_at_reject);

/* The site's own edits, after the catalogue's (custom_pg.c). */
extern void rcm_custom_edits_run(RcmScrub *s);

/* All findings as a JSON array, in the current memory context. */
extern char *rcm_findings_json(RcmScrub *s);

#endif
