/*
 * csv.h - rows of a comma-separated file, RFC 4180: quotes, doubled quotes,
 * line ends of any kind.  Pure core.
 */
#ifndef RCM_CSV_H
#define RCM_CSV_H

#include "base/arena.h"

typedef struct RcmCsv
{
	const char *p;
	const char *end;
	int64_t		row;			/* of the row read last, from 1 */
	RcmArena   *arena;			/* for fields with doubled quotes, and the list */
	RcmText    *fields;
	int			count;
	int			room;
} RcmCsv;

typedef enum RcmCsvStatus
{
	RCM_CSV_ROW,
	RCM_CSV_END,
	RCM_CSV_UNTERMINATED,		/* the text ends inside quotes */
	RCM_CSV_STRAY_QUOTE,		/* something stands after a closing quote */
	RCM_CSV_MEMORY
} RcmCsvStatus;

extern void rcm_csv_init(RcmCsv *csv, RcmText text, RcmArena *arena);
/* The next row; blank lines are passed over. */
extern RcmCsvStatus rcm_csv_next(RcmCsv *csv);

#endif
