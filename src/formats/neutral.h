/*
 * neutral.h - one format for each table of the library: a CSV file whose
 * headings are the table's columns.  Pure core.
 */
#ifndef RCM_NEUTRAL_H
#define RCM_NEUTRAL_H

#include "formats/format.h"

/* One after the other, from 0, in the order of rcm_sets; NULL after the last. */
extern const RcmFormat *rcm_neutral_format_at(int i);
/* By the table's name, or by the file's without ".csv"; NULL: there is none. */
extern const RcmFormat *rcm_neutral_format(RcmText set);

#endif
