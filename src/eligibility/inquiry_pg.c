/*
 * inquiry_pg.c - the aggregate that writes inquiries as a 270.
 */
#include "x12/batch_pg.h"

#include "eligibility/inquiry.h"

static void
add_inquiry(RcmX12Batch *batch, Jsonb *json)
{
	Rcm270Writer *writer = batch->writer;
	RcmX12Fault fault = {.element = ""};
	RcmReadError error;
	void	   *object;

	if (rcm_object_from_json(&batch->item, rcm_x12_json_text(&batch->item, json), &rcm_inquiry_shape,
							 &object, &error) != RCM_READ_OK)
	{
		strlcpy(fault.message, error.message, sizeof(fault.message));
		rcm_x12_batch_refuse(batch, RCM_TEXT(""), &fault);
	}
	else if (rcm_270_write(writer, object))
		rcm_x12_batch_take(batch);
	else
		rcm_x12_batch_refuse(batch, ((RcmInquiry *) object)->reference, &writer->x12.fault);
}

/* One more inquiry. */
RCM_FUNCTION(rcm_x12_270_step)
{
	bool		made;
	RcmX12Batch *batch = rcm_x12_batch(fcinfo, sizeof(Rcm270Writer), &made);

	if (made && !rcm_270_open(batch->writer, &batch->part, batch->sender))
		rcm_x12_refuse_sender(&((Rcm270Writer *) batch->writer)->x12.fault);
	if (!PG_ARGISNULL(1))
		add_inquiry(batch, PG_GETARG_JSONB_P(1));
	if (batch == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(batch);
}

/* The interchange. */
RCM_FUNCTION(rcm_x12_270_final)
{
	RcmX12Batch *batch = PG_ARGISNULL(0) ? NULL : (RcmX12Batch *) PG_GETARG_POINTER(0);
	Rcm270Writer *writer = batch == NULL ? NULL : batch->writer;

	if (writer == NULL)
		return rcm_x12_batch_result(fcinfo, NULL, 0, 0);
	rcm_270_close(writer);
	return rcm_x12_batch_result(fcinfo, batch, writer->x12.transactions, writer->written);
}
