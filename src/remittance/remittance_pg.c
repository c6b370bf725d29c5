/*
 * remittance_pg.c - the 835 in SQL: one function for each of its relations.
 *
 * Each reads the file in one pass and makes the rows of its own relation only.
 */
#include "remittance/columns_pg.h"

#include "mb/pg_wchar.h"
#include "utils/jsonb.h"

#include "remittance/excerpt.h"

/* Makes rows in run->row until put_row. */
static MemoryContext
begin_row(RcmX12Run *run, Row *row)
{
	row->count = 0;
	return MemoryContextSwitchTo(run->row);
}

static void
put_row(RcmX12Run *run, Row *row, MemoryContext old)
{
	MemoryContextSwitchTo(old);
	if (row->count != run->result->setDesc->natts)
		elog(ERROR, "a row of %d columns where %d are declared", row->count, run->result->setDesc->natts);
	rcm_x12_run_put(run, row->values, row->nulls);
}

/* ---- columns ---- */

static void
add_balance(Row *row, const RcmRemittanceBalance *b)
{
	add_truth(row, b->balances);
	add_usd(row, b->difference);
}

static void
add_source(Row *row, const RcmRemittanceSource *at)
{
	add_ordinal(row, at->segment);
	ADD(row, Int64GetDatum((int64) at->offset));
}

/* JSON of the core's, null when there is none. */
static void
add_json(Row *row, bool any, RcmBuffer *json)
{
	if (any && json->failed)
		ereport(ERROR,
				(errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
	if (any)
		rcm_buffer_char(json, '\0');
	ADD(row, (*isnull = !any, any ? DirectFunctionCall1(jsonb_in, CStringGetDatum(json->data)) : (Datum) 0));
}

/* {"B6": "100.00"} without a detour: one amount is what most lines have. */
static Datum
one_amount(const RcmRemittanceAmount *a)
{
	char		text[RCM_USD_ROOM];
	JsonbParseState *state = NULL;
	JsonbValue	key = {.type = jbvString};
	JsonbValue	value = {.type = jbvString};

	key.val.string.val = unconstify(char *, a->qualifier.data);
	key.val.string.len = a->qualifier.len;
	value.val.string.len = rcm_usd_format(a->amount, text);
	value.val.string.val = text;
	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	pushJsonbValue(&state, WJB_KEY, &key);
	pushJsonbValue(&state, WJB_VALUE, &value);
	return JsonbPGetDatum(JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL)));
}

static void
add_figures(Row *row, const RcmRemittanceFigures *f, RcmArena *arena)
{
	RcmBuffer	json;

	rcm_buffer_init(&json, arena, 256);
	if (f->amounts == 1)
		ADD(row, one_amount(&f->amount[0]));
	else
		add_json(row, rcm_835_amounts_to_json(f, &json), &json);
	json.len = 0;
	add_json(row, rcm_835_quantities_to_json(f, &json), &json);
	rcm_arena_reset(arena);
}

static void
add_outcome(Row *row, const RcmRemittanceOutcome *o, RcmArena *arena)
{
	RcmBuffer	json;

	rcm_buffer_init(&json, arena, 256);
	add_json(row, rcm_835_outcome_to_json(o, &json), &json);
	rcm_arena_reset(arena);
}

/* "DOE, JANE", or an organization's name. */
static void
add_name(Row *row, RcmText last, RcmText first)
{
	StringInfoData name;

	if (rcm_blank(first))
	{
		add_text(row, last);
		return;
	}
	initStringInfo(&name);
	appendBinaryStringInfo(&name, last.data, last.len);
	if (name.len > 0)
		appendStringInfoString(&name, ", ");
	appendBinaryStringInfo(&name, first.data, first.len);
	add_text(row, (RcmText) {name.data, name.len});
}

/* ---- rows ---- */

static void
put_payment(void *owner, const RcmRemittancePayment *p)
{
	RcmX12Run  *run = owner;
	Row			row;
	MemoryContext old = begin_row(run, &row);

	add_ordinal(&row, p->payment);
	add_ordinal(&row, p->interchange);
	add_ordinal(&row, p->group);
	add_ordinal(&row, p->transaction);
	add_text(&row, p->control_number);
	add_text(&row, p->version);
	add_text(&row, p->handling);
	add_usd(&row, p->amount);
	add_text(&row, p->credit_debit);
	add_text(&row, p->method);
	add_date(&row, p->payment_date);
	add_text(&row, p->trace_number);
	add_text(&row, p->payer_tax_id);
	add_date(&row, p->production_date);
	add_text(&row, p->payer_name);
	add_text(&row, p->payer_id);
	add_text(&row, p->payer_contact_phone);
	add_text(&row, p->payer_contact_url);
	add_text(&row, p->payee_name);
	add_text(&row, p->payee_id);
	add_text(&row, p->payee_id_qualifier);
	add_text(&row, p->payee_tin);
	add_text(&row, p->receiver_id);
	add_count(&row, p->claims);
	add_count(&row, p->lines);
	add_usd(&row, p->claims_charge);
	add_usd(&row, p->claims_paid);
	add_usd(&row, p->provider_adjustments);
	add_balance(&row, &p->balance);
	add_truth(&row, p->complete ? RCM_TRUE : RCM_FALSE);
	add_text(&row, rcm_text_of(p->digest));
	add_source(&row, &p->at);
	put_row(run, &row, old);
}

static void
add_people(Row *row, const RcmRemittanceClaim *c)
{
	add_text(row, c->patient_last);
	add_text(row, c->patient_first);
	add_text(row, c->patient_middle);
	add_text(row, c->patient_id);
	add_text(row, c->subscriber_last);
	add_text(row, c->subscriber_first);
	add_text(row, c->subscriber_id);
	add_text(row, c->corrected_last);
	add_text(row, c->corrected_first);
	add_text(row, c->corrected_id);
	add_text(row, c->rendering_npi);
	add_name(row, c->rendering_last, c->rendering_first);
	add_text(row, c->crossover_payer_name);
	add_text(row, c->crossover_payer_id);
	add_text(row, c->priority_payer_name);
	add_text(row, c->priority_payer_id);
	add_text(row, c->other_subscriber_id);
}

static void
put_claim(void *owner, const RcmRemittanceClaim *c)
{
	RcmX12Run  *run = owner;
	Row			row;
	MemoryContext old = begin_row(run, &row);

	add_ordinal(&row, c->payment);
	add_ordinal(&row, c->claim);
	add_text(&row, c->claim_id);
	add_text(&row, c->status);
	add_usd(&row, c->charge);
	add_usd(&row, c->paid);
	add_usd(&row, c->patient_responsibility);
	add_text(&row, c->filing_ind);
	add_text(&row, c->payer_claim_control);
	add_text(&row, c->facility);
	add_text(&row, c->freq);
	add_text(&row, c->drg);
	add_number(&row, &c->drg_weight);
	add_number(&row, &c->discharge_fraction);
	add_people(&row, c);
	add_text(&row, c->original_ref);
	add_text(&row, c->contract);
	add_text(&row, c->group_number);
	add_text(&row, c->auth_number);
	add_date(&row, c->statement_from);
	add_date(&row, c->statement_to);
	add_date(&row, c->received_on);
	add_date(&row, c->coverage_expired);
	add_usd(&row, c->allowed);
	add_usd(&row, c->interest);
	add_figures(&row, &c->figures, run->owner);
	add_outcome(&row, &c->mia, run->owner);
	add_outcome(&row, &c->moa, run->owner);
	add_count(&row, c->lines);
	add_usd(&row, c->lines_charge);
	add_usd(&row, c->lines_paid);
	add_usd(&row, c->claim_adjustments);
	add_usd(&row, c->line_adjustments);
	add_balance(&row, &c->balance);
	add_balance(&row, &c->lines_balance);
	add_text(&row, c->provider);
	add_source(&row, &c->at);
	put_row(run, &row, old);
}

static void
put_line(void *owner, const RcmRemittanceLine *l)
{
	RcmX12Run  *run = owner;
	Row			row;
	MemoryContext old = begin_row(run, &row);

	add_ordinal(&row, l->payment);
	add_ordinal(&row, l->claim);
	add_ordinal(&row, l->line);
	add_text(&row, l->paid_as.qualifier);
	add_text(&row, l->paid_as.code);
	add_modifiers(&row, &l->paid_as);
	add_text(&row, l->paid_as.description);
	add_text(&row, l->submitted.code);
	add_modifiers(&row, &l->submitted);
	add_text(&row, l->rev);
	add_usd(&row, l->charge);
	add_usd(&row, l->paid);
	add_number(&row, &l->units_paid);
	add_number(&row, &l->units_submitted);
	add_date(&row, l->service_from);
	add_date(&row, l->service_to);
	add_text(&row, l->line_control);
	add_text(&row, l->policy);
	add_text(&row, l->rendering_npi);
	add_usd(&row, l->allowed);
	add_figures(&row, &l->figures, run->owner);
	add_usd(&row, l->adjustments);
	add_balance(&row, &l->balance);
	add_source(&row, &l->at);
	put_row(run, &row, old);
}

static void
put_adjustment(void *owner, const RcmRemittanceAdjustment *a)
{
	RcmX12Run  *run = owner;
	Row			row;
	MemoryContext old = begin_row(run, &row);

	add_ordinal(&row, a->payment);
	add_ordinal(&row, a->claim);
	add_ordinal(&row, a->line);
	add_ordinal(&row, a->adjustment);
	add_text(&row, a->group_code);
	add_text(&row, a->carc);
	add_usd(&row, a->amount);
	add_number(&row, &a->quantity);
	add_source(&row, &a->at);
	put_row(run, &row, old);
}

static void
put_provider_adjustment(void *owner, const RcmProviderAdjustment *a)
{
	RcmX12Run  *run = owner;
	Row			row;
	MemoryContext old = begin_row(run, &row);

	add_ordinal(&row, a->payment);
	add_ordinal(&row, a->adjustment);
	add_text(&row, a->provider);
	add_date(&row, a->fiscal_date);
	add_text(&row, a->reason);
	add_text(&row, a->reference);
	add_usd(&row, a->amount);
	add_source(&row, &a->at);
	put_row(run, &row, old);
}

static void
put_remark(void *owner, const RcmRemittanceRemark *r)
{
	RcmX12Run  *run = owner;
	Row			row;
	MemoryContext old = begin_row(run, &row);

	add_ordinal(&row, r->payment);
	add_ordinal(&row, r->claim);
	add_ordinal(&row, r->line);
	add_text(&row, r->remark);
	add_text(&row, rcm_text_of(r->source));
	add_text(&row, r->code_list);
	add_source(&row, &r->at);
	put_row(run, &row, old);
}

/* ---- functions ---- */

static Datum
read_remittances(FunctionCallInfo fcinfo, Rcm835Deliver deliver)
{
	RcmX12Run  *run = rcm_x12_run_begin(fcinfo, 0, NULL);
	Rcm835Reader *reader = palloc(sizeof(Rcm835Reader));
	RcmArena	json;
	RcmX12Segment segment;

	rcm_x12_run_arena(run, &json);
	run->owner = &json;
	rcm_835_init(reader, &deliver, NULL, run);
	rcm_x12_run_cursor(run, &reader->at);
	for (int i = 0; i < RCM_835_MEMORIES; i++)
		rcm_x12_run_arena(run, &reader->arena[i]);
	while (rcm_x12_run_next(run, &segment))
		rcm_835_segment(reader, &segment, &run->reader.delimiters, &run->envelope.place);
	rcm_835_end(reader);
	rcm_x12_run_end(run, &segment);
	return (Datum) 0;
}

/* The payments: one row for each 835. */
RCM_FUNCTION(rcm_remittance_payments)
{
	return read_remittances(fcinfo, (Rcm835Deliver) {.payment = put_payment});
}

/* The claims of every 835. */
RCM_FUNCTION(rcm_remittance_claims)
{
	return read_remittances(fcinfo, (Rcm835Deliver) {.claim = put_claim});
}

/* Their service lines. */
RCM_FUNCTION(rcm_remittance_lines)
{
	return read_remittances(fcinfo, (Rcm835Deliver) {.line = put_line});
}

/* Why less was paid than charged. */
RCM_FUNCTION(rcm_remittance_adjustments)
{
	return read_remittances(fcinfo, (Rcm835Deliver) {.adjustment = put_adjustment});
}

/* What no claim explains: PLB. */
RCM_FUNCTION(rcm_remittance_provider_adjustments)
{
	return read_remittances(fcinfo, (Rcm835Deliver) {.provider_adjustment = put_provider_adjustment});
}

/* Remark codes. */
RCM_FUNCTION(rcm_remittance_remarks)
{
	return read_remittances(fcinfo, (Rcm835Deliver) {.remark = put_remark});
}

/* The segments of a file that answer one claim. */
RCM_FUNCTION(rcm_remittance_of_claim)
{
	bytea	   *file = PG_GETARG_BYTEA_PP(0);
	text	   *claim_id = PG_GETARG_TEXT_PP(1);
	char	   *utf8 = pg_server_to_any(VARDATA_ANY(claim_id), VARSIZE_ANY_EXHDR(claim_id), PG_UTF8);
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Status status;
	RcmArena	numbers;
	RcmArena	arena;
	RcmBuffer	out;
	Rcm835Excerpt excerpt = {.out = &out, .arena = &numbers};
	bytea	   *result;

	excerpt.claim_id = utf8 == VARDATA_ANY(claim_id) ?
		(RcmText) {utf8, VARSIZE_ANY_EXHDR(claim_id)} : rcm_text_of(utf8);
	rcm_arena_init_context(&numbers, CurrentMemoryContext);
	rcm_arena_init_context(&arena, CurrentMemoryContext);
	rcm_buffer_init(&out, &arena, 4096);
	rcm_buffer_add(&out, "\0\0\0", VARHDRSZ);
	rcm_x12_open(&reader, VARDATA_ANY(file), VARSIZE_ANY_EXHDR(file));
	while ((status = rcm_x12_next(&reader, &segment)) == RCM_X12_SEGMENT)
	{
		CHECK_FOR_INTERRUPTS();
		rcm_835_excerpt_segment(&excerpt, &segment, &reader.delimiters);
	}
	rcm_835_excerpt_end(&excerpt);
	if (status == RCM_X12_NOT_X12)
		rcm_x12_refuse_bytes();
	if (out.failed)
		ereport(ERROR,
				(errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
	if (excerpt.claims == 0)
		PG_RETURN_NULL();
	result = (bytea *) out.data;
	SET_VARSIZE(result, out.len);
	PG_RETURN_BYTEA_P(result);
}
