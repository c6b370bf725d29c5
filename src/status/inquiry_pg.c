/*
 * inquiry_pg.c - the aggregate that writes status inquiries as a 276.
 */
#include "x12/batch_pg.h"

#include "status/inquiry.h"

static void
open_writer(RcmX12Batch *batch)
{
	Rcm276Writer *writer = batch->writer;

	for (int i = 0; i < 2; i++)
		rcm_arena_init_with(&writer->arena[i], batch->arena.grab, batch->arena.drop, batch->arena.owner);
	if (!rcm_276_open(writer, &batch->part, batch->sender))
		rcm_x12_refuse_sender(&writer->fault);
}

/* One more inquiry. */
RCM_FUNCTION(rcm_x12_276_step)
{
	bool		made;
	RcmX12Batch *batch = rcm_x12_batch(fcinfo, sizeof(Rcm276Writer), &made);
	Rcm276Writer *writer;

	if (made)
		open_writer(batch);
	if (batch == NULL)
		PG_RETURN_NULL();
	writer = batch->writer;
	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(batch);
	if (rcm_276_add(writer, rcm_x12_json_text(&batch->item, PG_GETARG_JSONB_P(1))))
		rcm_x12_batch_take(batch);
	else
		rcm_x12_batch_refuse(batch, writer->refused_id, &writer->fault);
	PG_RETURN_POINTER(batch);
}

/* The interchange. */
RCM_FUNCTION(rcm_x12_276_final)
{
	RcmX12Batch *batch = PG_ARGISNULL(0) ? NULL : (RcmX12Batch *) PG_GETARG_POINTER(0);
	Rcm276Writer *writer = batch == NULL ? NULL : batch->writer;

	if (writer == NULL)
		return rcm_x12_batch_result(fcinfo, NULL, 0, 0);
	rcm_276_close(writer);
	return rcm_x12_batch_result(fcinfo, batch, writer->out.transactions, writer->items);
}
