/*
 * write_pg.c - the 837 out of claims, in SQL: three aggregates, one for each
 * form, and the reasons why a claim could not be written.
 */
#include "x12/batch_pg.h"

#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "claim837/write.h"

/* ---- encoding: the core knows UTF-8 ---- */

static bool
is_utf8(void)
{
	return GetDatabaseEncoding() == PG_UTF8 || GetDatabaseEncoding() == PG_SQL_ASCII;
}

/* The claim as the core reads it; through its JSON where the database is not in UTF-8. */
static const RcmClaim *
claim_in_utf8(RcmArena *arena, Datum datum)
{
	RcmClaim   *claim;
	RcmBuffer	json;
	RcmReadError error;
	char	   *utf8;

	rcm_arena_reset(arena);
	claim = rcm_claim_read(arena, PG_DETOAST_DATUM_PACKED(datum));
	if (is_utf8())
		return claim;
	rcm_buffer_init(&json, arena, 4096);
	rcm_claim_to_json(claim, &json);
	rcm_buffer_char(&json, '\0');
	utf8 = pg_server_to_any(json.data, (int) json.len - 1, PG_UTF8);
	if (rcm_claim_from_json(arena, (RcmText) {utf8, (int32_t) strlen(utf8)}, &claim, &error) != RCM_READ_OK)
		elog(ERROR, "claim cannot be converted to UTF-8: %s", error.message);
	return claim;
}

/* ---- one file ---- */

/* One row: the file goes on. */
static Datum
add_claim(FunctionCallInfo fcinfo, char form)
{
	bool		made;
	RcmX12Batch *batch = rcm_x12_batch(fcinfo, sizeof(Rcm837Writer), &made);
	Rcm837Writer *writer;
	const RcmClaim *claim;

	if (batch == NULL)
		PG_RETURN_NULL();
	writer = batch->writer;
	if (made && !rcm_837_write_open(writer, &batch->part, &batch->arena, batch->sender, form))
		rcm_x12_refuse_sender(&writer->fault);
	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(batch);
	claim = claim_in_utf8(&batch->item, PG_GETARG_DATUM(1));
	if (rcm_837_write(writer, claim))
		rcm_x12_batch_take(batch);
	else
		rcm_x12_batch_refuse(batch, claim->claim_id, &writer->fault);
	PG_RETURN_POINTER(batch);
}

/* Transition of x12_837p. */
RCM_FUNCTION(rcm_x12_837p_step)
{
	return add_claim(fcinfo, 'P');
}

/* Transition of x12_837i. */
RCM_FUNCTION(rcm_x12_837i_step)
{
	return add_claim(fcinfo, 'I');
}

/* Transition of x12_837d. */
RCM_FUNCTION(rcm_x12_837d_step)
{
	return add_claim(fcinfo, 'D');
}

/* The file and what was left out of it. */
RCM_FUNCTION(rcm_x12_837_final)
{
	RcmX12Batch *batch = PG_ARGISNULL(0) ? NULL : (RcmX12Batch *) PG_GETARG_POINTER(0);
	Rcm837Writer *writer = batch == NULL ? NULL : batch->writer;

	if (writer == NULL)
		return rcm_x12_batch_result(fcinfo, NULL, 0, 0);
	rcm_837_write_close(writer);
	return rcm_x12_batch_result(fcinfo, batch, writer->x12.transactions, writer->items);
}

/* ---- why not ---- */

static void
put_fault(void *owner, const RcmX12Fault *fault)
{
	ReturnSetInfo *result = owner;
	Datum		values[3] = {
		CStringGetTextDatum(fault->element), CStringGetTextDatum(fault->path),
		CStringGetTextDatum(fault->message)
	};
	bool		nulls[3] = {fault->element[0] == '\0', fault->path[0] == '\0', false};

	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* Every reason why a claim could not be written. */
RCM_FUNCTION(rcm_x12_837_faults)
{
	RcmX12Sender *sender;
	RcmArena	arena;
	RcmArena	claims;
	RcmBuffer	out;
	Rcm837Writer writer;
	const RcmClaim *claim;
	RcmText		form;

	InitMaterializedSRF(fcinfo, 0);
	rcm_arena_init_context(&arena, CurrentMemoryContext);
	rcm_arena_init_context(&claims, CurrentMemoryContext);
	rcm_buffer_init(&out, &arena, 64 * 1024);
	sender = rcm_new_object(&arena, &rcm_x12_sender_shape);
	sender->sender_id = sender->receiver_id = RCM_TEXT("NOBODY");
	sender->submitter_name = sender->receiver_name = RCM_TEXT("NOBODY");
	sender->contact_phone = RCM_TEXT("0000000000");
	sender->created = RCM_TEXT("2000-01-01T00:00");
	sender->control_number = 1;
	claim = claim_in_utf8(&claims, PG_GETARG_DATUM(0));
	form = rcm_text_trim(claim->form);
	if (!rcm_837_write_open(&writer, &out, &arena, sender,
							form.len == 1 && strchr("ID", form.data[0]) != NULL ? form.data[0] : 'P'))
		elog(ERROR, "writer cannot be opened: %s", writer.fault.message);
	writer.refuse = put_fault;
	writer.owner = fcinfo->resultinfo;
	rcm_837_write(&writer, claim);
	rcm_arena_free(&claims);
	rcm_arena_free(&arena);
	return (Datum) 0;
}
