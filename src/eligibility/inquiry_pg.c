/*
 * inquiry_pg.c - the aggregate that writes inquiries as a 270.
 *
 * Each inquiry is written as it comes; the state is the interchange so far.
 */
#include "rcm.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "mb/pg_wchar.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "claim/claim_pg.h"
#include "eligibility/inquiry.h"

typedef struct Batch
{
	Jsonb	   *given;			/* the sender, as it was given */
	RcmArena	item;			/* of one inquiry */
	RcmArena	kept;			/* of everything else */
	RcmBuffer	file;
	RcmBuffer	refused;		/* JSON, UTF-8 */
	Rcm270Writer writer;
	int64_t		items;			/* all that came */
} Batch;

/* JSON of the database as UTF-8 text. */
static RcmText
json_text(Jsonb *j)
{
	char	   *json = JsonbToCString(NULL, &j->root, VARSIZE(j));
	char	   *utf8 = pg_server_to_any(json, strlen(json), PG_UTF8);

	return (RcmText) {utf8, (int32_t) strlen(utf8)};
}

static void
refuse_sender(const char *element, const char *path, const char *message)
{
	ereport(ERROR,
			(errcode(ERRCODE_RCM_X12_CONTENT),
			 errmsg("no X12 interchange can be written: sender%s%s: %s",
					path[0] != '\0' ? "." : "", path, message),
			 element[0] != '\0' ? errdetail("Element %s.", element) : 0));
}

/* ---- the state ---- */

static void
open_batch(Batch *b, Jsonb *given)
{
	RcmX12Sender *sender;
	void	   *object;
	RcmReadError error;
	RcmText		json = json_text(given);
	const char *now;

	b->given = (Jsonb *) PG_DETOAST_DATUM_COPY(PointerGetDatum(given));
	rcm_arena_init_context(&b->item, CurrentMemoryContext);
	rcm_arena_init_context(&b->kept, CurrentMemoryContext);
	rcm_buffer_init(&b->file, &b->kept, 8192);
	rcm_buffer_init(&b->refused, &b->kept, 1024);
	if (rcm_object_from_json(&b->kept, rcm_text_copy(&b->kept, json), &rcm_x12_sender_shape,
							 &object, &error) != RCM_READ_OK)
		refuse_sender("", "", error.message);
	sender = object;
	if (rcm_blank(sender->created))
	{
		now = timestamptz_to_str(GetCurrentTransactionStartTimestamp());
		sender->created = rcm_text_copy(&b->kept, (RcmText) {now, 19});
	}
	if (!rcm_270_open(&b->writer, &b->file, sender))
		refuse_sender(b->writer.x12.fault.element, b->writer.x12.fault.path, b->writer.x12.fault.message);
}

static Batch *
begin_batch(MemoryContext aggregate, Jsonb *given)
{
	MemoryContext old = MemoryContextSwitchTo(aggregate);
	Batch	   *b = palloc0(sizeof(Batch));

	open_batch(b, given);
	MemoryContextSwitchTo(old);
	return b;
}

static void
refuse_item(Batch *b, RcmText id, const char *element, const char *path, const char *message)
{
	RcmBuffer  *out = &b->refused;

	rcm_buffer_string(out, out->len == 0 ? "[" : ",");
	rcm_buffer_printf(out, "{\"item\":%lld,\"id\":", (long long) b->items);
	if (id.len > 0)
		rcm_buffer_json(out, id);
	else
		rcm_buffer_string(out, "null");
	rcm_buffer_string(out, ",\"element\":");
	rcm_buffer_json(out, rcm_text_of(element));
	rcm_buffer_string(out, ",\"path\":");
	rcm_buffer_json(out, rcm_text_of(path));
	rcm_buffer_string(out, ",\"message\":");
	rcm_buffer_json(out, rcm_text_of(message));
	rcm_buffer_char(out, '}');
}

static void
add_inquiry(Batch *b, Jsonb *j)
{
	RcmReadError error;
	void	   *object;
	RcmText		none = {"", 0};
	const RcmX12Fault *fault = &b->writer.x12.fault;

	rcm_arena_reset(&b->item);
	if (rcm_object_from_json(&b->item, json_text(j), &rcm_inquiry_shape, &object, &error) != RCM_READ_OK)
		refuse_item(b, none, "", "", error.message);
	else if (!rcm_270_write(&b->writer, object))
		refuse_item(b, ((RcmInquiry *) object)->reference, fault->element, fault->path, fault->message);
}

/* ---- functions ---- */

static MemoryContext
aggregate_context(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	if (!AggCheckCallContext(fcinfo, &context))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function called outside of an aggregate")));
	return context;
}

/* One more inquiry. */
RCM_FUNCTION(rcm_x12_270_step)
{
	MemoryContext context = aggregate_context(fcinfo);
	Batch	   *b = PG_ARGISNULL(0) ? NULL : (Batch *) PG_GETARG_POINTER(0);
	Jsonb	   *sender;

	if (PG_ARGISNULL(2))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("the sender of an X12 interchange must not be null")));
	sender = PG_GETARG_JSONB_P(2);
	if (b == NULL)
		b = begin_batch(context, sender);
	else if (VARSIZE(sender) != VARSIZE(b->given) || memcmp(sender, b->given, VARSIZE(sender)) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("one X12 interchange has one sender"),
				 errhint("Give every row the same sender, or GROUP BY it.")));
	b->items++;
	if (!PG_ARGISNULL(1))
		add_inquiry(b, PG_GETARG_JSONB_P(1));
	PG_RETURN_POINTER(b);
}

static Datum
refused_datum(const Batch *b)
{
	StringInfoData json;

	if (b->refused.len == 0)
		return DirectFunctionCall1(jsonb_in, CStringGetDatum("[]"));
	initStringInfo(&json);
	appendBinaryStringInfo(&json, b->refused.data, b->refused.len);
	appendStringInfoChar(&json, ']');
	return DirectFunctionCall1(jsonb_in,
							   CStringGetDatum(pg_any_to_server(json.data, json.len, PG_UTF8)));
}

/* The interchange; the state stays as it was, for a window may go on. */
RCM_FUNCTION(rcm_x12_270_final)
{
	Batch	   *b = PG_ARGISNULL(0) ? NULL : (Batch *) PG_GETARG_POINTER(0);
	Datum		values[4] = {0};
	bool		nulls[4] = {false};
	Rcm270Writer before;
	size_t		len;
	TupleDesc	desc;

	aggregate_context(fcinfo);
	if (b == NULL)
		PG_RETURN_NULL();
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	before = b->writer;
	len = b->file.len;
	rcm_270_close(&b->writer);
	if (b->file.len > MaxAllocSize - VARHDRSZ)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the X12 interchange is too large for one value")));
	nulls[0] = b->file.len == 0;
	if (!nulls[0])
		values[0] = PointerGetDatum(cstring_to_text_with_len(b->file.data, (int) b->file.len));
	values[1] = Int32GetDatum((int32) b->writer.x12.transactions);
	values[2] = Int32GetDatum((int32) b->writer.written);
	values[3] = refused_datum(b);
	b->writer = before;
	b->file.len = len;
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls)));
}
