/*
 * match_pg.h - rows of lines and adjustments, as SQL gives them in arrays, for the core.
 */
#ifndef RCM_MATCH_PG_H
#define RCM_MATCH_PG_H

#include "rcm.h"

#include "utils/array.h"

#include "remittance/match.h"

#define RCM_MOST_FIELDS 16

/* The fields of a row of an array, read from left to right. */
typedef struct RcmFields
{
	int			next;
	Datum		values[RCM_MOST_FIELDS];
	bool		nulls[RCM_MOST_FIELDS];
} RcmFields;

/* The next field; what is null is not given, but a number is an ERROR. */
extern RcmText rcm_field_text(RcmFields *f);
extern int64_t rcm_field_usd(RcmFields *f);
extern int32_t rcm_field_number(RcmFields *f);

/* An array of rows as an array of the core's, palloc'd; none when the argument is null. */
extern void *rcm_rows_argument(FunctionCallInfo fcinfo, int argument, size_t size,
							   void (*read) (RcmFields *, void *), int *count);
/* Of rcm.remitted_line[] and rcm.charge_line[]. */
extern RcmRemittedLine *rcm_remitted_lines_argument(FunctionCallInfo fcinfo, int argument, int *count);
extern RcmChargeLine *rcm_charge_lines_argument(FunctionCallInfo fcinfo, int argument, int *count);

#endif
