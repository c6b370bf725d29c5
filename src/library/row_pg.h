/*
 * row_pg.h - between the tuples of the library's tables and rows of sets.c.
 */
#ifndef RCM_ROW_PG_H
#define RCM_ROW_PG_H

#include "base/shim.h"

#include "access/skey.h"

#include "library/library.h"

#define RCM_MAX_COLUMNS 32

/* A set's table, found and looked at. */
typedef struct RcmOpenSet
{
	Oid			relid;			/* InvalidOid: not opened yet */
	Oid			index;			/* InvalidOid: none that fits */
	AttrNumber	columns[RCM_MAX_COLUMNS];
	AttrNumber	eff,
				term,
				release,
				ended;
} RcmOpenSet;

/* A copy of a text in a memory context. */
extern RcmText rcm_keep_text(MemoryContext memory, const char *data, int len);
/* The values of a tuple as a (zeroed) row; texts are copied. */
extern void rcm_fill_row(MemoryContext memory, RcmSetId id, const RcmOpenSet *set, RcmRow *row,
						 const Datum *values, const bool *nulls);
/* Scan keys for a look-up; their number.  Two procedure codes share one key number. */
extern int	rcm_scan_keys(RcmSetId id, const RcmOpenSet *set, const RcmKey *key, ScanKey keys);

#endif
