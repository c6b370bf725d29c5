/*
 * inquiry_pg.c - the aggregate rcm.x12_276: status inquiries to an interchange.
 *
 * The state keeps the inquiries as JSON text; all is written at the end, once
 * the sender is known to be one.
 */
#include "rcm.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "claim/claim_pg.h"
#include "status/inquiry.h"

typedef struct Inquiries
{
	MemoryContext context;
	Jsonb	   *sender;			/* NULL until one is given */
	char	  **items;
	int			count;
	int			room;
} Inquiries;

/* ---- the state ---- */

static MemoryContext
aggregate_context(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "rcm.x12_276 called outside of an aggregate");
	return context;
}

static Inquiries *
new_inquiries(MemoryContext context)
{
	Inquiries  *state = MemoryContextAllocZero(context, sizeof(Inquiries));

	state->context = context;
	state->room = 16;
	state->items = MemoryContextAlloc(context, sizeof(char *) * state->room);
	return state;
}

static void
add_item(Inquiries *state, const char *json)
{
	if (state->count == state->room)
	{
		state->room *= 2;
		state->items = repalloc_huge(state->items, sizeof(char *) * state->room);
	}
	state->items[state->count++] = MemoryContextStrdup(state->context, json);
}

/* One file has one sender. */
static void
set_sender(Inquiries *state, const Jsonb *sender)
{
	if (state->sender == NULL)
	{
		state->sender = MemoryContextAlloc(state->context, VARSIZE(sender));
		memcpy(state->sender, sender, VARSIZE(sender));
	}
	else if (VARSIZE(sender) != VARSIZE(state->sender) ||
			 memcmp(sender, state->sender, VARSIZE(sender)) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_RCM_X12_CONTENT),
				 errmsg("the rows of one interchange name different senders"),
				 errhint("Group by what the sender depends on.")));
}

/* Transition of rcm.x12_276. */
RCM_FUNCTION(rcm_x12_276_add)
{
	MemoryContext context = aggregate_context(fcinfo);
	Inquiries  *state = PG_ARGISNULL(0) ? new_inquiries(context) : (Inquiries *) PG_GETARG_POINTER(0);

	if (!PG_ARGISNULL(2))
		set_sender(state, PG_GETARG_JSONB_P(2));
	if (!PG_ARGISNULL(1))
	{
		Jsonb	   *inquiry = PG_GETARG_JSONB_P(1);

		add_item(state, JsonbToCString(NULL, &inquiry->root, VARSIZE(inquiry)));
	}
	PG_RETURN_POINTER(state);
}

/* Two states of rcm.x12_276 in one. */
RCM_FUNCTION(rcm_x12_276_combine)
{
	MemoryContext context = aggregate_context(fcinfo);
	Inquiries  *state = PG_ARGISNULL(0) ? NULL : (Inquiries *) PG_GETARG_POINTER(0);
	Inquiries  *more = PG_ARGISNULL(1) ? NULL : (Inquiries *) PG_GETARG_POINTER(1);

	if (more == NULL)
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	if (state == NULL)
		state = new_inquiries(context);
	if (more->sender != NULL)
		set_sender(state, more->sender);
	for (int i = 0; i < more->count; i++)
		add_item(state, more->items[i]);
	PG_RETURN_POINTER(state);
}

/* ---- the file ---- */

static RcmText
utf8(const char *server)
{
	return rcm_text_of(pg_server_to_any(server, strlen(server), PG_UTF8));
}

/* The transaction's moment, in the session's time zone. */
static RcmText
now_text(void)
{
	struct pg_tm tm;
	fsec_t		fraction;
	int			zone;

	if (timestamp2tm(GetCurrentTransactionStartTimestamp(), &zone, &tm, &fraction, NULL, NULL) != 0)
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("timestamp out of range")));
	return rcm_text_of(psprintf("%04d-%02d-%02dT%02d:%02d:%02d", tm.tm_year, tm.tm_mon, tm.tm_mday,
								tm.tm_hour, tm.tm_min, tm.tm_sec));
}

static pg_attribute_noreturn() void
refuse_sender(const char *path, const char *message)
{
	ereport(ERROR,
			(errcode(ERRCODE_RCM_X12_CONTENT),
			 errmsg("invalid sender: %s%s%s", path, path[0] != '\0' ? ": " : "", message)));
}

static RcmX12Sender *
read_sender(RcmArena *arena, Jsonb *sender)
{
	RcmReadError error;
	void	   *object;
	RcmX12Sender *s;

	if (sender == NULL)
		refuse_sender("", "none was given");
	memset(&error, 0, sizeof(error));
	if (rcm_object_from_json(arena, utf8(JsonbToCString(NULL, &sender->root, VARSIZE(sender))),
							 &rcm_x12_sender_shape, &object, &error) != RCM_READ_OK)
		refuse_sender("", error.message);
	s = object;
	if (rcm_blank(s->created))
		s->created = now_text();
	return s;
}

static void
add_refused(RcmBuffer *out, int item, const Rcm276Writer *w)
{
	if (out->len > 1)
		rcm_buffer_char(out, ',');
	rcm_buffer_printf(out, "{\"item\": %d, \"id\": ", item);
	if (w->refused_id.len > 0)
		rcm_buffer_json(out, w->refused_id);
	else
		rcm_buffer_string(out, "null");
	rcm_buffer_string(out, ", \"element\": ");
	rcm_buffer_json(out, rcm_text_of(w->fault.element));
	rcm_buffer_string(out, ", \"path\": ");
	rcm_buffer_json(out, rcm_text_of(w->fault.path));
	rcm_buffer_string(out, ", \"message\": ");
	rcm_buffer_json(out, rcm_text_of(w->fault.message));
	rcm_buffer_char(out, '}');
}

static Datum
refused_datum(RcmBuffer *refused)
{
	rcm_buffer_char(refused, ']');
	rcm_buffer_char(refused, '\0');
	return DirectFunctionCall1(jsonb_in,
							   CStringGetDatum(pg_any_to_server(refused->data, refused->len - 1, PG_UTF8)));
}

static Datum
batch_datum(FunctionCallInfo fcinfo, const Rcm276Writer *w, const RcmBuffer *file, RcmBuffer *refused)
{
	TupleDesc	desc;
	Datum		values[4];
	bool		nulls[4] = {false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "rcm.x12_batch is not a row type");
	if (file->len > MaxAllocSize - VARHDRSZ - 1)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("the interchange is too large for one value")));
	nulls[0] = w->items == 0;
	values[0] = nulls[0] ? (Datum) 0 : PointerGetDatum(cstring_to_text_with_len(file->data, file->len));
	values[1] = Int32GetDatum(w->items == 0 ? 0 : (int32) w->out.transactions);
	values[2] = Int32GetDatum((int32) w->items);
	values[3] = refused_datum(refused);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

/* Result of rcm.x12_276. */
RCM_FUNCTION(rcm_x12_276_final)
{
	Inquiries  *state;
	Rcm276Writer *w = palloc0(sizeof(Rcm276Writer));
	RcmArena	arena;
	RcmBuffer	file;
	RcmBuffer	refused;

	aggregate_context(fcinfo);
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = (Inquiries *) PG_GETARG_POINTER(0);
	rcm_arena_init_context(&arena, CurrentMemoryContext);
	for (int i = 0; i < 2; i++)
		rcm_arena_init_context(&w->arena[i], CurrentMemoryContext);
	rcm_buffer_init(&file, &arena, 4096);
	rcm_buffer_init(&refused, &arena, 256);
	rcm_buffer_char(&refused, '[');
	if (!rcm_276_open(w, &file, read_sender(&arena, state->sender)))
		refuse_sender(w->fault.path, w->fault.message);
	for (int i = 0; i < state->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!rcm_276_add(w, utf8(state->items[i])))
			add_refused(&refused, i + 1, w);
	}
	rcm_276_close(w);
	PG_RETURN_DATUM(batch_datum(fcinfo, w, &file, &refused));
}
