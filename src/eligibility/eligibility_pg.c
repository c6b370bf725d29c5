/*
 * eligibility_pg.c - the answers, benefits and rejections of a 271 in SQL.
 */
#include "x12/run_pg.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/fmgrprotos.h"

#include "eligibility/read.h"

/* What a function keeps beside the run; run->owner points to it. */
typedef struct Face
{
	RcmX12Run  *run;
	Rcm271Reader reader;
	RcmArena	scratch;		/* of one value's JSON */
	Datum		empty;			/* [] */
} Face;

/* ---- values ---- */

static Datum
text_or_null(const char *s, bool *isnull)
{
	*isnull = s == NULL;
	return s == NULL ? (Datum) 0 : CStringGetTextDatum(s);
}

static Datum
texts_datum(const RcmText *items, int count)
{
	RcmList		list = {count, (void *) items};

	return rcm_texts_datum(&list);
}

static Datum
integers_datum(const int64_t *items, int count)
{
	Datum		datums[8];

	for (int i = 0; i < count; i++)
		datums[i] = Int32GetDatum((int32) items[i]);
	return PointerGetDatum(construct_array(datums, count, INT4OID, sizeof(int32), true, TYPALIGN_INT));
}

/* An NPI, when the id is said to be one. */
static Datum
npi_datum(const Rcm271Party *party, bool *isnull)
{
	RcmText		none = {"", 0};

	return rcm_text_datum(rcm_text_is(party->id_qualifier, "XX") ? party->id : none, isnull);
}

/* ---- values as JSON ---- */

/* The buffer for a list's JSON, begun. */
static void
begin_json(Face *face, RcmBuffer *json)
{
	rcm_arena_reset(&face->scratch);
	rcm_buffer_init(json, &face->scratch, 512);
	rcm_buffer_char(json, '[');
}

static Datum
end_json(RcmBuffer *json)
{
	rcm_buffer_add(json, "]", 2);	/* with its zero byte */
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(json->data));
}

static void
begin_item(RcmBuffer *json)
{
	rcm_buffer_string(json, json->len > 1 ? ",{" : "{");
}

static void
add_key(RcmBuffer *json, const char *key)
{
	if (json->data[json->len - 1] != '{')
		rcm_buffer_char(json, ',');
	rcm_buffer_printf(json, "\"%s\":", key);
}

static void
add_text(RcmBuffer *json, const char *key, RcmText t)
{
	if (rcm_blank(t))
		return;
	add_key(json, key);
	rcm_buffer_json(json, t);
}

static void
add_day(RcmBuffer *json, const char *key, int32_t day)
{
	if (day == RCM_NO_DATE)
		return;
	add_key(json, key);
	rcm_buffer_char(json, '"');
	rcm_buffer_date(json, day);
	rcm_buffer_char(json, '"');
}

static void
add_number(RcmBuffer *json, const char *key, const RcmNumber *n)
{
	if (n->state != RCM_NUMBER_OK)
		return;
	add_key(json, key);
	rcm_buffer_text(json, n->raw);
}

static Datum
dates_datum(Face *face, const Rcm271Dates *dates)
{
	RcmBuffer	json;

	if (dates->count == 0)
		return face->empty;
	begin_json(face, &json);
	for (int i = 0; i < dates->count; i++)
	{
		begin_item(&json);
		add_text(&json, "qualifier", dates->items[i].qualifier);
		add_day(&json, "from", dates->items[i].from);
		add_day(&json, "to", dates->items[i].to);
		rcm_buffer_char(&json, '}');
	}
	return end_json(&json);
}

static Datum
limits_datum(Face *face, const Rcm271Benefit *b)
{
	RcmBuffer	json;

	if (b->deliveries_count == 0)
		return face->empty;
	begin_json(face, &json);
	for (int i = 0; i < b->deliveries_count; i++)
	{
		const Rcm271Delivery *d = &b->deliveries[i];

		begin_item(&json);
		add_text(&json, "quantity_qualifier", d->quantity_qualifier);
		add_number(&json, "quantity", &d->quantity);
		add_text(&json, "unit", d->unit);
		add_number(&json, "sample", &d->sample);
		add_text(&json, "period", d->period);
		add_number(&json, "periods", &d->periods);
		add_text(&json, "frequency", d->frequency);
		add_text(&json, "pattern", d->pattern);
		rcm_buffer_char(&json, '}');
	}
	return end_json(&json);
}

static Datum
refs_datum(Face *face, const Rcm271Benefit *b)
{
	RcmBuffer	json;

	if (b->references_count == 0)
		return face->empty;
	begin_json(face, &json);
	for (int i = 0; i < b->references_count; i++)
	{
		begin_item(&json);
		add_text(&json, "qualifier", b->references[i].qualifier);
		add_text(&json, "id", b->references[i].id);
		add_text(&json, "name", b->references[i].name);
		rcm_buffer_char(&json, '}');
	}
	return end_json(&json);
}

/* ---- rows ---- */

#define COLUMN(datum) (values[c] = (datum), c++)
#define TEXT(t) COLUMN(rcm_text_datum(t, &nulls[c]))
#define DATE(d) COLUMN(rcm_date_datum(d, &nulls[c]))
#define ORDINAL(n) COLUMN(rcm_ordinal_datum(n, &nulls[c]))

#define RESPONSE_COLUMNS 48

static void
put_response(void *owner, const Rcm271Response *p)
{
	RcmX12Run  *run = owner;
	Face	   *face = run->owner;
	MemoryContext old = MemoryContextSwitchTo(run->row);
	Datum		values[RESPONSE_COLUMNS];
	bool		nulls[RESPONSE_COLUMNS] = {false};
	int			c = 0;

	ORDINAL(p->ordinal);
	ORDINAL(p->place.interchange);
	ORDINAL(p->place.group);
	ORDINAL(p->place.transaction);
	TEXT(p->transaction->control_number);
	TEXT(p->transaction->purpose);
	TEXT(p->transaction->reference);
	DATE(p->transaction->created);
	TEXT(p->payer->name);
	TEXT(p->payer->id);
	TEXT(p->provider->name);
	COLUMN(npi_datum(p->provider, &nulls[c]));
	TEXT(p->trace_number);
	TEXT(p->trace_origin);
	COLUMN(BoolGetDatum(p->dependent));
	ORDINAL(p->subscriber);
	TEXT(p->relationship);
	TEXT(p->last);
	TEXT(p->first);
	TEXT(p->middle);
	TEXT(p->suffix);
	TEXT(p->member_id);
	TEXT(p->group_number);
	TEXT(p->group_name);
	TEXT(p->policy_number);
	TEXT(p->case_number);
	TEXT(p->account);
	DATE(p->dob);
	TEXT(p->sex);
	TEXT(p->line1);
	TEXT(p->line2);
	TEXT(p->city);
	TEXT(p->state);
	TEXT(p->zip);
	COLUMN(BoolGetDatum(p->identity_changed));
	DATE(p->plan_from);
	DATE(p->plan_to);
	DATE(p->eligibility_from);
	DATE(p->eligibility_to);
	COLUMN(dates_datum(face, &p->dates));
	COLUMN(texts_datum(p->diagnoses, p->diagnoses_count));
	TEXT(p->plan_name);
	nulls[c] = p->active == RCM_UNKNOWN;
	COLUMN(BoolGetDatum(p->active == RCM_TRUE));
	COLUMN(npi_datum(&p->primary_care, &nulls[c]));
	TEXT(p->primary_care.name);
	COLUMN(BoolGetDatum(p->rejected));
	ORDINAL(p->place.segment);
	COLUMN(Int64GetDatum((int64) p->place.offset));
	Assert(c == RESPONSE_COLUMNS);
	MemoryContextSwitchTo(old);
	rcm_x12_run_put(run, values, nulls);
}

#define BENEFIT_COLUMNS 36

static void
put_benefit(void *owner, const Rcm271Benefit *b)
{
	RcmX12Run  *run = owner;
	Face	   *face = run->owner;
	MemoryContext old = MemoryContextSwitchTo(run->row);
	Datum		values[BENEFIT_COLUMNS];
	bool		nulls[BENEFIT_COLUMNS] = {false};
	int			c = 0;

	ORDINAL(b->response);
	ORDINAL(b->ordinal);
	TEXT(b->code);
	COLUMN(CStringGetTextDatum(rcm_271_kind(b->code)));
	TEXT(b->coverage_level);
	COLUMN(texts_datum(b->types, b->types_count));
	TEXT(b->insurance_type);
	TEXT(b->plan);
	TEXT(b->period);
	COLUMN(text_or_null(rcm_271_period(b->period), &nulls[c]));
	COLUMN(rcm_usd_datum(b->amount, &nulls[c]));
	COLUMN(rcm_number_datum(&b->percent, &nulls[c]));
	TEXT(b->quantity_qualifier);
	COLUMN(rcm_number_datum(&b->quantity, &nulls[c]));
	TEXT(b->authorization_required);
	TEXT(b->in_network);
	TEXT(b->procedure_qualifier);
	TEXT(b->procedure);
	COLUMN(texts_datum(b->mods, b->mods_count));
	COLUMN(integers_datum(b->pointers, b->pointers_count));
	DATE(b->from);
	DATE(b->to);
	TEXT(b->date_qualifier);
	COLUMN(dates_datum(face, &b->dates));
	COLUMN(limits_datum(face, b));
	COLUMN(texts_datum(b->places, b->places_count));
	COLUMN(texts_datum(b->messages, b->messages_count));
	COLUMN(refs_datum(face, b));
	TEXT(b->entity.entity);
	TEXT(b->entity.name);
	TEXT(b->entity.id_qualifier);
	TEXT(b->entity.id);
	TEXT(b->entity.phone);
	TEXT(b->member_id);
	ORDINAL(b->place.segment);
	COLUMN(Int64GetDatum((int64) b->place.offset));
	Assert(c == BENEFIT_COLUMNS);
	MemoryContextSwitchTo(old);
	rcm_x12_run_put(run, values, nulls);
}

#define REJECTION_COLUMNS 15

static void
put_rejection(void *owner, const Rcm271Rejection *a)
{
	RcmX12Run  *run = owner;
	MemoryContext old = MemoryContextSwitchTo(run->row);
	Datum		values[REJECTION_COLUMNS];
	bool		nulls[REJECTION_COLUMNS] = {false};
	int			c = 0;

	ORDINAL(a->response);
	ORDINAL(a->benefit);
	ORDINAL(a->place.interchange);
	ORDINAL(a->place.group);
	ORDINAL(a->place.transaction);
	TEXT(a->transaction->control_number);
	TEXT(a->transaction->reference);
	COLUMN(CStringGetTextDatum(rcm_271_level_name(a->level)));
	TEXT(a->entity);
	TEXT(a->valid_request);
	TEXT(a->reason);
	COLUMN(text_or_null(rcm_271_meaning(a->reason), &nulls[c]));
	TEXT(a->follow_up);
	ORDINAL(a->place.segment);
	COLUMN(Int64GetDatum((int64) a->place.offset));
	Assert(c == REJECTION_COLUMNS);
	MemoryContextSwitchTo(old);
	rcm_x12_run_put(run, values, nulls);
}

/* ---- functions ---- */

static Datum
read_file(FunctionCallInfo fcinfo, const Rcm271Deliver *deliver)
{
	RcmX12Run  *run = rcm_x12_run_begin(fcinfo, 0, NULL);
	Face	   *face = palloc0(sizeof(Face));
	RcmX12Segment segment;

	run->owner = face;
	face->empty = DirectFunctionCall1(jsonb_in, CStringGetDatum("[]"));
	rcm_x12_run_arena(run, &face->scratch);
	rcm_271_init(&face->reader, deliver, NULL, run);
	rcm_x12_run_cursor(run, &face->reader.at);
	for (int i = 0; i < RCM_271_MEMORIES; i++)
		rcm_x12_run_arena(run, &face->reader.arena[i]);
	while (rcm_x12_run_next(run, &segment))
		rcm_271_segment(&face->reader, &segment, &run->reader.delimiters, &run->envelope.place);
	rcm_271_end(&face->reader);
	rcm_x12_run_end(run, &segment);
	return (Datum) 0;
}

/* The people that the 271s of a file answer about. */
RCM_FUNCTION(rcm_eligibility_responses)
{
	static const Rcm271Deliver deliver = {.response = put_response};

	return read_file(fcinfo, &deliver);
}

/* What they say of each benefit. */
RCM_FUNCTION(rcm_eligibility_benefits)
{
	static const Rcm271Deliver deliver = {.benefit = put_benefit};

	return read_file(fcinfo, &deliver);
}

/* What was not answered, and why. */
RCM_FUNCTION(rcm_eligibility_rejections)
{
	static const Rcm271Deliver deliver = {.rejection = put_rejection};

	return read_file(fcinfo, &deliver);
}
