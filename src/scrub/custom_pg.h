/*
 * custom_pg.h - custom edits: SQL expressions over the claim or the line.
 */
#ifndef RCM_CUSTOM_PG_H
#define RCM_CUSTOM_PG_H

#include "base/shim.h"
#include "access/tupdesc.h"
#include "scrub/scrub.h"

/* The columns of a claim edit or (line) of a line edit, in the current context. */
extern TupleDesc rcm_custom_columns(bool line);
/* The value of a column, counted from 0. */
extern Datum rcm_custom_value(RcmScrub *s, const RcmScrubLine *l, int column, bool *isnull);

#endif
