/*
 * acknowledgement_pg.c - TA1, 999 and 997 in SQL.
 */
#include "x12/run_pg.h"

#include "utils/jsonb.h"

#include "acknowledgement/read.h"

/* A count that may be 0; null when it was not said. */
static Datum
count_datum(int64_t n, bool *isnull)
{
	*isnull = n == RCM_NO_INT;
	return Int32GetDatum(*isnull ? 0 : (int32) n);
}

static void
read_all(RcmX12Run *run, RcmAckDeliver deliver, RcmAckDeliverError deliver_error)
{
	RcmAckReader reader;
	RcmX12Segment segment;

	rcm_ack_init(&reader, deliver, deliver_error, NULL, run);
	rcm_x12_run_cursor(run, &reader.at);
	for (int i = 0; i < RCM_ACK_MEMORIES; i++)
		rcm_x12_run_arena(run, &reader.arena[i]);
	while (rcm_x12_run_next(run, &segment))
		rcm_ack_segment(&reader, &segment, &run->reader.delimiters, &run->envelope.place);
	rcm_ack_end(&reader);
	rcm_x12_run_end(run, &segment);
}

/* ---- what was acknowledged ---- */

#define ACK_COLUMNS 25

static void
fill_acknowledgement(const RcmAcknowledgement *a, Datum *values, bool *nulls)
{
	RcmList		notes = {a->note_count, (void *) a->notes};
	int			c = 0;

#define COLUMN(datum) (values[c] = (datum), c++)
	COLUMN(rcm_ordinal_datum(a->ordinal, &nulls[c]));
	COLUMN(rcm_ordinal_datum(a->place.interchange, &nulls[c]));
	COLUMN(rcm_ordinal_datum(a->place.group, &nulls[c]));
	COLUMN(rcm_ordinal_datum(a->place.transaction, &nulls[c]));
	COLUMN(rcm_text_datum(a->control_number, &nulls[c]));
	COLUMN(CStringGetTextDatum(rcm_ack_kind_name(a->kind)));
	COLUMN(CStringGetTextDatum(rcm_ack_level_name(a->level)));
	COLUMN(rcm_text_datum(a->interchange, &nulls[c]));
	COLUMN(rcm_date_datum(a->date, &nulls[c]));
	COLUMN(rcm_text_datum(a->time, &nulls[c]));
	COLUMN(rcm_text_datum(a->group, &nulls[c]));
	COLUMN(rcm_text_datum(a->functional_id, &nulls[c]));
	COLUMN(rcm_text_datum(a->version, &nulls[c]));
	COLUMN(rcm_text_datum(a->transaction, &nulls[c]));
	COLUMN(rcm_text_datum(a->transaction_id, &nulls[c]));
	COLUMN(rcm_text_datum(a->implementation, &nulls[c]));
	COLUMN(rcm_text_datum(a->code, &nulls[c]));
	nulls[c] = a->accepted == RCM_UNKNOWN;
	COLUMN(BoolGetDatum(a->accepted == RCM_TRUE));
	COLUMN(rcm_text_datum(rcm_text_of(a->state), &nulls[c]));
	COLUMN(rcm_texts_datum(&notes));
	COLUMN(count_datum(a->included, &nulls[c]));
	COLUMN(count_datum(a->received, &nulls[c]));
	COLUMN(count_datum(a->accepted_count, &nulls[c]));
	COLUMN(rcm_ordinal_datum(a->place.segment, &nulls[c]));
	COLUMN(Int64GetDatum((int64) a->place.offset));
#undef COLUMN
}

static void
put_acknowledgement(void *owner, const RcmAcknowledgement *a)
{
	RcmX12Run  *run = owner;
	MemoryContext old = MemoryContextSwitchTo(run->row);
	Datum		values[ACK_COLUMNS];
	bool		nulls[ACK_COLUMNS] = {false};

	fill_acknowledgement(a, values, nulls);
	MemoryContextSwitchTo(old);
	rcm_x12_run_put(run, values, nulls);
}

/* What each TA1, 999 and 997 of a file says about what was sent. */
RCM_FUNCTION(rcm_acknowledgements)
{
	read_all(rcm_x12_run_begin(fcinfo, 0, NULL), put_acknowledgement, NULL);
	return (Datum) 0;
}

/* ---- errors ---- */

#define ERROR_COLUMNS 16

/* JSON of our own making as jsonb; null when there is none. */
static Datum
context_datum(RcmText json, bool *isnull)
{
	*isnull = json.len == 0;
	return *isnull ? (Datum) 0 :
		DirectFunctionCall1(jsonb_in, CStringGetDatum(pnstrdup(json.data, json.len)));
}

static void
put_error(void *owner, const RcmAckError *e)
{
	RcmX12Run  *run = owner;
	MemoryContext old = MemoryContextSwitchTo(run->row);
	Datum		values[ERROR_COLUMNS];
	bool		nulls[ERROR_COLUMNS] = {false};
	int			c = 0;

#define COLUMN(datum) (values[c] = (datum), c++)
	COLUMN(rcm_ordinal_datum(e->acknowledgement, &nulls[c]));
	COLUMN(rcm_ordinal_datum(e->ordinal, &nulls[c]));
	COLUMN(rcm_text_datum(e->segment_id, &nulls[c]));
	COLUMN(count_datum(e->segment_position, &nulls[c]));
	COLUMN(rcm_text_datum(e->loop, &nulls[c]));
	COLUMN(rcm_text_datum(e->segment_code, &nulls[c]));
	COLUMN(count_datum(e->element_position, &nulls[c]));
	COLUMN(count_datum(e->component, &nulls[c]));
	COLUMN(count_datum(e->repetition, &nulls[c]));
	COLUMN(rcm_text_datum(e->data_element, &nulls[c]));
	COLUMN(rcm_text_datum(e->element_code, &nulls[c]));
	COLUMN(rcm_text_datum(e->bad_value, &nulls[c]));
	COLUMN(context_datum(e->context, &nulls[c]));
	COLUMN(rcm_text_datum(e->claim_id, &nulls[c]));
	COLUMN(rcm_ordinal_datum(e->place.segment, &nulls[c]));
	COLUMN(Int64GetDatum((int64) e->place.offset));
#undef COLUMN
	MemoryContextSwitchTo(old);
	rcm_x12_run_put(run, values, nulls);
}

/* What the other side found wrong with the transactions. */
RCM_FUNCTION(rcm_acknowledgement_errors)
{
	read_all(rcm_x12_run_begin(fcinfo, 0, NULL), NULL, put_error);
	return (Datum) 0;
}
