/*
 * run_pg.h - one pass of an SQL function over an X12 file.
 *
 * The function's first argument is the file, its second (where it has one)
 * "strict".  The whole bytea is read in one window; rows go to a tuplestore,
 * so what is kept besides is what one claim, or one segment, needs.
 *
 *	RcmX12Run *run = rcm_x12_run_begin(fcinfo, 0, NULL);
 *	... init a reader; rcm_x12_run_cursor(run, &reader.at);
 *	while (rcm_x12_run_next(run, &segment))
 *		... push the segment at run->envelope.place
 *	... end the reader; rcm_x12_run_end(run, &segment);
 */
#ifndef RCM_X12_RUN_PG_H
#define RCM_X12_RUN_PG_H

#include "rcm.h"

#include "claim/claim_pg.h"
#include "x12/guide.h"

typedef struct RcmX12Run
{
	RcmX12Reader reader;
	RcmX12Envelope envelope;
	RcmGuide	guide;
	ReturnSetInfo *result;
	MemoryContext row;			/* of one row, reset after it */
	MemoryContext parts;		/* of the readers' arenas */
	Oid			conversion;		/* from UTF-8 to the database's encoding */
	RcmX12Report report;		/* of findings; NULL unless strict or asked for */
	void	   *owner;			/* the function's own */
} RcmX12Run;

/*
 * Checks the call, opens the file, makes the tuplestore.  "report" gets every
 * finding, with the run as owner; NULL: nobody does, unless the call was
 * strict, in which case a finding that means loss is an ERROR.
 */
extern RcmX12Run *rcm_x12_run_begin(FunctionCallInfo fcinfo, bits32 flags, RcmX12Report report);
/* A reader's cursor: where its findings go, how its texts become the server's. */
extern void rcm_x12_run_cursor(RcmX12Run *run, RcmX12Cursor *at);
/* An arena that ends with the call. */
extern void rcm_x12_run_arena(RcmX12Run *run, RcmArena *arena);
/* ERROR: the bytes are not X12. */
extern void rcm_x12_refuse_bytes(void);
/* The next segment, with its place in run->envelope; false at the end. */
extern bool rcm_x12_run_next(RcmX12Run *run, RcmX12Segment *segment);
/* Tells what the end of the file left open. */
extern void rcm_x12_run_end(RcmX12Run *run, const RcmX12Segment *end);
/* One row of the result; run->row, where its values may have been made, is reset. */
extern void rcm_x12_run_put(RcmX12Run *run, Datum *values, bool *nulls);
/* Bytes of the file as text of the database. */
extern RcmText rcm_x12_run_text(RcmX12Run *run, RcmArena *arena, RcmText raw);
/* An ordinal, null when it is 0: "in none". */
extern Datum rcm_ordinal_datum(int64_t ordinal, bool *isnull);

#endif
