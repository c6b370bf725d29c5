/*
 * fees.h - what the files of the physician fee schedule and those of its
 * localities have in common.  Pure core.
 */
#ifndef RCM_FEES_H
#define RCM_FEES_H

#include "formats/format.h"

/*
 * A number with exactly so many decimals, in file->record, so that "1", "1.0"
 * and ".10" come out alike from every kind of file; null where the field is
 * blank.  False after a fault, also for more digits before the point than
 * `whole`.
 */
extern bool rcm_fee_number(RcmFile *file, RcmText field, int column, int whole, int places,
						   RcmText *number);
/* How many characters: a letter outside ASCII has more than one byte. */
extern int	rcm_line_length(RcmText line);
/* Marks a file whose name is that of another file of this family. */
extern void rcm_fee_other_set(const RcmFormat *format, RcmText name, RcmReleaseHint *hint);

#endif
