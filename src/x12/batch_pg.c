/*
 * batch_pg.c - see batch_pg.h.
 */
#include "x12/batch_pg.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#define FIRST_ROOM (64 * 1024)
/* A value has at most 1 GB: the file, its refusals and some room for the row. */
#define MOST_BYTES (MaxAllocSize - 4 * 1024 * 1024)

/* ---- the sender ---- */

void
rcm_x12_refuse_sender(const RcmX12Fault *fault)
{
	ereport(ERROR,
			(errcode(ERRCODE_RCM_X12_CONTENT),
			 errmsg("invalid sender: %s%s%s", fault->path, fault->path[0] != '\0' ? ": " : "",
					fault->message),
			 errhint("The comment of rcm.x12_837p lists the keys of a sender.")));
}

static void
refuse(const char *message)
{
	RcmX12Fault fault = {.element = ""};

	strlcpy(fault.message, message, sizeof(fault.message));
	rcm_x12_refuse_sender(&fault);
}

/* "created" when nobody says: now, by the session's clock. */
static RcmText
now_text(RcmArena *arena)
{
	struct pg_tm tm;
	fsec_t		fsec;
	int			zone;
	char		text[80];

	if (timestamp2tm(GetCurrentTransactionStartTimestamp(), &zone, &tm, &fsec, NULL, NULL) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("timestamp out of range")));
	snprintf(text, sizeof(text), "%04d-%02d-%02dT%02d:%02d:%02d", tm.tm_year, tm.tm_mon,
			 tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
	return rcm_text_copy(arena, rcm_text_of(text));
}

RcmText
rcm_x12_json_text(RcmArena *arena, Jsonb *json)
{
	StringInfoData text;
	char	   *utf8;
	RcmText		kept;

	initStringInfo(&text);
	JsonbToCString(&text, &json->root, VARSIZE(json));
	utf8 = pg_server_to_any(text.data, text.len, PG_UTF8);
	kept = rcm_text_copy(arena, (RcmText) {utf8, (int32_t) (utf8 == text.data ? (size_t) text.len : strlen(utf8))});
	if (utf8 != text.data)
		pfree(utf8);
	pfree(text.data);
	return kept;
}

RcmX12Sender *
rcm_x12_read_sender(RcmArena *arena, Jsonb *given)
{
	RcmReadError error;
	void	   *object;
	RcmX12Sender *sender;

	if (rcm_object_from_json(arena, rcm_x12_json_text(arena, given), &rcm_x12_sender_shape, &object,
							 &error) != RCM_READ_OK)
		refuse(error.message);
	sender = object;
	if (rcm_blank(sender->created))
		sender->created = now_text(arena);
	return sender;
}

/* ---- the state ---- */

static RcmX12Batch *
start(MemoryContext aggregate, Jsonb *given, size_t writer_size)
{
	MemoryContext old = MemoryContextSwitchTo(AllocSetContextCreate(aggregate, "x12 batch",
																	ALLOCSET_DEFAULT_SIZES));
	RcmX12Batch *b = palloc0(sizeof(RcmX12Batch));

	b->writer = palloc0(writer_size);
	rcm_arena_init_context(&b->arena, CurrentMemoryContext);
	rcm_arena_init_context(&b->item, CurrentMemoryContext);
	rcm_buffer_init(&b->part, &b->arena, FIRST_ROOM);
	initStringInfo(&b->file);
	appendStringInfoSpaces(&b->file, VARHDRSZ);
	initStringInfo(&b->refused);
	b->given = palloc(VARSIZE_ANY(given));
	memcpy(b->given, given, VARSIZE_ANY(given));
	b->sender = rcm_x12_read_sender(&b->arena, given);
	MemoryContextSwitchTo(old);
	return b;
}

RcmX12Batch *
rcm_x12_batch(FunctionCallInfo fcinfo, size_t writer_size, bool *made)
{
	MemoryContext context;
	RcmX12Batch *b = PG_ARGISNULL(0) ? NULL : (RcmX12Batch *) PG_GETARG_POINTER(0);
	Jsonb	   *given;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "called outside of an aggregate");
	*made = false;
	if (PG_ARGISNULL(1))
		return b;
	if (PG_ARGISNULL(2))
		refuse("it is null");
	given = PG_GETARG_JSONB_P(2);
	*made = b == NULL;
	if (b == NULL)
		b = start(context, given, writer_size);
	else if (VARSIZE_ANY(given) != VARSIZE_ANY(b->given) ||
			 memcmp(given, b->given, VARSIZE_ANY(given)) != 0)
		refuse("not the same in every row of one file");
	rcm_arena_reset(&b->item);
	b->rows++;
	return b;
}

void
rcm_x12_batch_take(RcmX12Batch *b)
{
	if ((Size) b->file.len + b->part.len + (Size) b->refused.len > MOST_BYTES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the X12 interchange would be larger than 1 GB"),
				 errhint("Write several files, each with a control number of its own.")));
	appendBinaryStringInfo(&b->file, b->part.data, (int) b->part.len);
	b->part.len = 0;
}

void
rcm_x12_batch_refuse(RcmX12Batch *b, RcmText id, const RcmX12Fault *fault)
{
	RcmBuffer	json;

	rcm_buffer_init(&json, &b->item, 512);
	rcm_buffer_printf(&json, "%s{\"item\":%lld,\"id\":", b->refused.len > 0 ? "," : "",
					  (long long) b->rows);
	if (rcm_blank(id))
		rcm_buffer_string(&json, "null");
	else
		rcm_buffer_json(&json, id);
	rcm_buffer_string(&json, ",\"element\":");
	rcm_buffer_json(&json, rcm_text_of(fault->element));
	rcm_buffer_string(&json, ",\"path\":");
	rcm_buffer_json(&json, rcm_text_of(fault->path));
	rcm_buffer_string(&json, ",\"message\":");
	rcm_buffer_json(&json, rcm_text_of(fault->message));
	rcm_buffer_char(&json, '}');
	appendBinaryStringInfo(&b->refused, json.data, (int) json.len);
}

/* ---- the result ---- */

static Datum
refused_datum(const RcmX12Batch *b)
{
	StringInfoData json;

	initStringInfo(&json);
	appendStringInfoChar(&json, '[');
	if (b != NULL)
		appendBinaryStringInfo(&json, b->refused.data, b->refused.len);
	appendStringInfoChar(&json, ']');
	/* (SQL_ASCII takes bytes as they are: the id of a refused claim may be in any encoding.) */
	return DirectFunctionCall1(jsonb_in,
							   CStringGetDatum(GetDatabaseEncoding() == PG_SQL_ASCII ? json.data :
											   pg_any_to_server(json.data, json.len, PG_UTF8)));
}

Datum
rcm_x12_batch_result(FunctionCallInfo fcinfo, RcmX12Batch *b, int64 transactions, int64 items)
{
	TupleDesc	row;
	Datum		values[4] = {0};
	bool		nulls[4] = {false};

	if (!AggCheckCallContext(fcinfo, NULL))
		elog(ERROR, "called outside of an aggregate");
	if (get_call_result_type(fcinfo, NULL, &row) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	nulls[0] = items == 0;
	if (!nulls[0])
	{
		rcm_x12_batch_take(b);
		SET_VARSIZE(b->file.data, b->file.len);
		values[0] = PointerGetDatum(b->file.data);
	}
	values[1] = Int32GetDatum((int32) transactions);
	values[2] = Int32GetDatum((int32) items);
	values[3] = refused_datum(b);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(row), values, nulls));
}
