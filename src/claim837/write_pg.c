/*
 * write_pg.c - the 837 out of claims, in SQL: three aggregates, one for each
 * form, and the reasons why a claim could not be written.
 *
 * The state keeps the file and what is open of it; a claim is read, written to
 * the file's end and forgotten.
 */
#include "rcm.h"

#include "access/xact.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "claim/claim_pg.h"
#include "claim837/write.h"

#define FIRST_ROOM (64 * 1024)
/* A value has at most 1 GB: the file, its refusals and some room for the row. */
#define MOST_BYTES (MaxAllocSize - 4 * 1024 * 1024)

typedef struct Batch
{
	RcmArena	arena;			/* for as long as the aggregate */
	RcmArena	claims;			/* for one claim */
	RcmBuffer	part;			/* what one claim adds */
	StringInfoData file;		/* the text, behind room for its header */
	StringInfoData refused;		/* the items of a JSON array */
	struct varlena *given;		/* the sender as it came with the first row */
	RcmX12Sender *sender;
	Rcm837Writer writer;
	int64		item;			/* rows that hold a claim */
} Batch;

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

/* ---- the sender ---- */

static void
refuse_sender(const char *path, const char *message)
{
	ereport(ERROR,
			(errcode(ERRCODE_RCM_X12_CONTENT),
			 errmsg("sender%s%s: %s", path[0] != '\0' ? ": " : "", path, message),
			 errhint("The comment of rcm.x12_837p lists the keys of a sender.")));
}

/* "created" when nobody says: now, by the session's clock. */
static RcmText
now_text(RcmArena *arena)
{
	struct pg_tm tm;
	fsec_t		fsec;
	int			zone;
	char	   *text = rcm_alloc(arena, 80);

	if (timestamp2tm(GetCurrentTransactionStartTimestamp(), &zone, &tm, &fsec, NULL, NULL) != 0)
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("timestamp out of range")));
	snprintf(text, 80, "%04d-%02d-%02dT%02d:%02d:%02d", tm.tm_year, tm.tm_mon, tm.tm_mday,
			 tm.tm_hour, tm.tm_min, tm.tm_sec);
	return rcm_text_of(text);
}

static RcmX12Sender *
read_sender(RcmArena *arena, Jsonb *given)
{
	StringInfoData json;
	RcmReadError error;
	void	   *sender;
	char	   *utf8;
	RcmText		text;

	initStringInfo(&json);
	JsonbToCString(&json, &given->root, VARSIZE(given));
	utf8 = is_utf8() ? json.data : pg_server_to_any(json.data, json.len, PG_UTF8);
	text = rcm_text_copy(arena, (RcmText) {utf8, (int32_t) strlen(utf8)});
	if (rcm_object_from_json(arena, text, &rcm_x12_sender_shape, &sender, &error) != RCM_READ_OK)
		refuse_sender("", error.message);
	if (rcm_blank(((RcmX12Sender *) sender)->created))
		((RcmX12Sender *) sender)->created = now_text(arena);
	return sender;
}

/* ---- one file ---- */

/* Keeps the first reason; the claim is told by its place and its claim_id. */
static void
note_refused(Batch *batch, const RcmClaim *claim)
{
	const RcmX12Fault *f = &batch->writer.fault;
	RcmBuffer	json;

	rcm_buffer_init(&json, &batch->claims, 512);
	rcm_buffer_printf(&json, "%s{\"item\":%lld,\"id\":", batch->refused.len > 0 ? "," : "",
					  (long long) batch->item);
	if (rcm_blank(claim->claim_id))
		rcm_buffer_string(&json, "null");
	else
		rcm_buffer_json(&json, claim->claim_id);
	rcm_buffer_string(&json, ",\"element\":");
	rcm_buffer_json(&json, rcm_text_of(f->element));
	rcm_buffer_string(&json, ",\"path\":");
	rcm_buffer_json(&json, rcm_text_of(f->path));
	rcm_buffer_string(&json, ",\"message\":");
	rcm_buffer_json(&json, rcm_text_of(f->message));
	rcm_buffer_char(&json, '}');
	appendBinaryStringInfo(&batch->refused, json.data, (int) json.len);
}

static void
take_part(Batch *batch)
{
	if ((Size) batch->file.len + batch->part.len + (Size) batch->refused.len > MOST_BYTES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the 837 would be larger than 1 GB"),
				 errhint("Write the claims in several files, each with a control number of its own.")));
	appendBinaryStringInfo(&batch->file, batch->part.data, (int) batch->part.len);
	batch->part.len = 0;
}

static Batch *
start_batch(MemoryContext context, Jsonb *given, char form)
{
	MemoryContext old = MemoryContextSwitchTo(AllocSetContextCreate(context, "x12 837", ALLOCSET_DEFAULT_SIZES));
	Batch	   *batch = palloc0(sizeof(Batch));

	rcm_arena_init_context(&batch->arena, CurrentMemoryContext);
	rcm_arena_init_context(&batch->claims, CurrentMemoryContext);
	rcm_buffer_init(&batch->part, &batch->arena, FIRST_ROOM);
	initStringInfo(&batch->file);
	appendStringInfoSpaces(&batch->file, VARHDRSZ);
	initStringInfo(&batch->refused);
	batch->given = palloc(VARSIZE_ANY(given));
	memcpy(batch->given, given, VARSIZE_ANY(given));
	batch->sender = read_sender(&batch->arena, given);
	if (!rcm_837_write_open(&batch->writer, &batch->part, &batch->arena, batch->sender, form))
		refuse_sender(batch->writer.fault.path, batch->writer.fault.message);
	MemoryContextSwitchTo(old);
	return batch;
}

/* One row: the file goes on. */
static Datum
add_claim(FunctionCallInfo fcinfo, char form)
{
	MemoryContext context;
	Batch	   *batch;
	Jsonb	   *given;
	const RcmClaim *claim;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "called outside of an aggregate");
	batch = PG_ARGISNULL(0) ? NULL : (Batch *) PG_GETARG_POINTER(0);
	if (PG_ARGISNULL(1))
	{
		if (batch == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(batch);
	}
	if (PG_ARGISNULL(2))
		refuse_sender("", "it is null");
	given = PG_GETARG_JSONB_P(2);
	if (batch == NULL)
		batch = start_batch(context, given, form);
	else if (VARSIZE_ANY(given) != VARSIZE_ANY(batch->given) ||
			 memcmp(given, batch->given, VARSIZE_ANY(given)) != 0)
		refuse_sender("", "not the same in every row of one file");
	batch->item++;
	claim = claim_in_utf8(&batch->claims, PG_GETARG_DATUM(1));
	if (rcm_837_write(&batch->writer, claim))
		take_part(batch);
	else
		note_refused(batch, claim);
	PG_RETURN_POINTER(batch);
}

/* Transition of x12_837p. */
RCM_FUNCTION(rcm_x12_837p_add)
{
	return add_claim(fcinfo, 'P');
}

/* Transition of x12_837i. */
RCM_FUNCTION(rcm_x12_837i_add)
{
	return add_claim(fcinfo, 'I');
}

/* Transition of x12_837d. */
RCM_FUNCTION(rcm_x12_837d_add)
{
	return add_claim(fcinfo, 'D');
}

static Datum
refused_datum(const Batch *batch)
{
	StringInfoData json;
	char	   *text;

	initStringInfo(&json);
	appendStringInfo(&json, "[%s]", batch == NULL ? "" : batch->refused.data);
	text = is_utf8() ? json.data : pg_any_to_server(json.data, json.len, PG_UTF8);
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(text));
}

/* The file and what was left out of it. */
RCM_FUNCTION(rcm_x12_837_end)
{
	Batch	   *batch = PG_ARGISNULL(0) ? NULL : (Batch *) PG_GETARG_POINTER(0);
	TupleDesc	row;
	Datum		values[4] = {0};
	bool		nulls[4] = {false};

	if (!AggCheckCallContext(fcinfo, NULL))
		elog(ERROR, "called outside of an aggregate");
	if (get_call_result_type(fcinfo, NULL, &row) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	nulls[0] = batch == NULL || batch->writer.items == 0;
	if (!nulls[0])
	{
		rcm_837_write_close(&batch->writer);
		take_part(batch);
		SET_VARSIZE(batch->file.data, batch->file.len);
		values[0] = PointerGetDatum(batch->file.data);
	}
	values[1] = Int32GetDatum(batch == NULL ? 0 : (int32) batch->writer.x12.transactions);
	values[2] = Int32GetDatum(batch == NULL ? 0 : (int32) batch->writer.items);
	values[3] = refused_datum(batch);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(row), values, nulls)));
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
	rcm_buffer_init(&out, &arena, FIRST_ROOM);
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
