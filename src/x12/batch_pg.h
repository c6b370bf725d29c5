/*
 * batch_pg.h - aggregates that write one X12 interchange out of many rows.
 *
 *	state: internal, an RcmX12Batch; transition: (internal, item, sender jsonb);
 *	result: rcm.x12_batch
 *
 * The file grows as the rows come.  One that cannot be written leaves nothing
 * behind but its place, its id and why, in "refused".
 */
#ifndef RCM_X12_BATCH_PG_H
#define RCM_X12_BATCH_PG_H

#include "rcm.h"

#include "lib/stringinfo.h"
#include "utils/jsonb.h"

#include "claim/claim_pg.h"
#include "x12/write.h"

typedef struct RcmX12Batch
{
	RcmArena	arena;			/* for as long as the aggregate */
	RcmArena	item;			/* for one row */
	RcmBuffer	part;			/* what one row adds: a writer's "out" */
	StringInfoData file;		/* the text, behind room for its header */
	StringInfoData refused;		/* the items of a JSON array, UTF-8 */
	struct varlena *given;		/* the sender as it came with the first row */
	RcmX12Sender *sender;
	int64		rows;			/* that were not null */
	void	   *writer;			/* the aggregate's own */
} RcmX12Batch;

/*
 * The state for a row whose item is not null, with b->item reset and the row
 * counted; "made" says that it is new, and that its writer, zeroed, is still to
 * be opened.  For a null item the state as it was, which may be NULL, and
 * *made is false.
 */
extern RcmX12Batch *rcm_x12_batch(FunctionCallInfo fcinfo, size_t writer_size, bool *made);
/* The row was written: what is in "part" goes to the file. */
extern void rcm_x12_batch_take(RcmX12Batch *batch);
/* It was not; the writer has taken back what it had written of it. */
extern void rcm_x12_batch_refuse(RcmX12Batch *batch, RcmText id, const RcmX12Fault *fault);
/* The rcm.x12_batch; the writer has been closed.  batch may be NULL: no rows. */
extern Datum rcm_x12_batch_result(FunctionCallInfo fcinfo, RcmX12Batch *batch, int64 transactions,
								  int64 items);

/* ---- what others that write X12 need too ---- */

/* The sender as the core reads it, "created" set to now unless it says so; ERROR when it is none. */
extern RcmX12Sender *rcm_x12_read_sender(RcmArena *arena, Jsonb *given);
/* ERROR: what the sender says does not do. */
extern void rcm_x12_refuse_sender(const RcmX12Fault *fault);
/* JSON as UTF-8 text that lasts. */
extern RcmText rcm_x12_json_text(RcmArena *arena, Jsonb *json);

#endif
