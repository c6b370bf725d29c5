/*
 * status_pg.c - the 277 in SQL: statuses, and the totals of batches.
 */
#include "x12/run_pg.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "status/read.h"

/* A row's values as they are put in, one after the other. */
typedef struct Row
{
	int			count;
	Datum		values[64];
	bool		nulls[64];
} Row;

static void
put_ordinal(Row *row, int64_t n)
{
	row->values[row->count] = rcm_ordinal_datum(n, &row->nulls[row->count]);
	row->count++;
}

static void
put_text(Row *row, RcmText t)
{
	row->values[row->count] = rcm_text_datum(t, &row->nulls[row->count]);
	row->count++;
}

static void
put_date(Row *row, int32_t date)
{
	row->values[row->count] = rcm_date_datum(date, &row->nulls[row->count]);
	row->count++;
}

static void
put_usd(Row *row, int64_t cents)
{
	row->values[row->count] = rcm_usd_datum(cents, &row->nulls[row->count]);
	row->count++;
}

static void
put_count(Row *row, int64_t n)
{
	row->nulls[row->count] = n == RCM_NO_INT;
	row->values[row->count] = Int32GetDatum(row->nulls[row->count] ? 0 : (int32) n);
	row->count++;
}

/* An organization's name, or last and first of a person. */
static void
put_name(Row *row, const Rcm277Party *p)
{
	put_text(row, p->last);
	if (p->first.len > 0)
	{
		row->values[row->count - 1] =
			PointerGetDatum(cstring_to_text(psprintf("%.*s, %.*s", p->last.len, p->last.data,
													 p->first.len, p->first.data)));
		row->nulls[row->count - 1] = false;
	}
}

/* ---- what both functions give ---- */

static void
put_transaction(Row *row, const Rcm277Reader *r)
{
	put_ordinal(row, r->transaction.interchange);
	put_ordinal(row, r->transaction.group);
	put_ordinal(row, r->transaction.transaction);
	put_text(row, r->control_number);
	put_text(row, rcm_text_of(r->guide));
	put_date(row, r->date);
}

static void
put_parties(Row *row, const Rcm277Reader *r)
{
	put_name(row, &r->payer);
	put_text(row, r->payer.id);
	put_ordinal(row, r->in_receiver);
	put_name(row, &r->receiver);
	put_text(row, r->receiver.id);
	put_ordinal(row, r->in_provider);
	put_name(row, &r->provider);
	put_text(row, r->provider.npi);
	put_text(row, r->provider.id);
	put_date(row, r->received_on);
	put_date(row, r->processed_on);
}

static void
put_place(Row *row, const RcmX12Place *place)
{
	put_ordinal(row, place->segment);
	row->values[row->count++] = Int64GetDatum((int64) place->offset);
}

/* ---- statuses ---- */

static void
put_stc(Row *row, const Rcm277Status *status)
{
	const Rcm277Stc *stc = status->stc;

	put_text(row, rcm_text_of(status->state));
	put_text(row, status->code->category);
	put_text(row, status->code->code);
	put_text(row, status->code->entity);
	put_text(row, status->code->code_list);
	put_date(row, stc->date);
	put_text(row, stc->action);
	put_usd(row, stc->charge);
	put_usd(row, stc->paid);
	put_date(row, stc->finalized_on);
	put_text(row, stc->payment_method);
	put_date(row, stc->payment_date);
	put_text(row, stc->check_number);
	put_text(row, stc->message);
}

static void
put_claim(Row *row, const Rcm277Status *status)
{
	static const Rcm277Claim none = {.service_from = RCM_NO_DATE,.service_to = RCM_NO_DATE,.due_on = RCM_NO_DATE};
	const Rcm277Reader *r = status->reader;
	const Rcm277Claim *c = r->claim.ordinal > 0 ? &r->claim : &none;
	const Rcm277Line *l = r->line.ordinal > 0 ? &r->line : NULL;
	bool		line_dated = l != NULL && l->service_from != RCM_NO_DATE;

	put_text(row, status->claim_id);
	put_text(row, c->ordinal > 0 ? c->trace : r->level_trace);
	put_text(row, c->payer_control);
	put_text(row, c->clearinghouse_trace);
	put_text(row, c->tob);
	put_text(row, c->pharmacy_number);
	put_date(row, line_dated ? l->service_from : c->service_from);
	put_date(row, line_dated ? l->service_to : c->service_to);
	put_date(row, c->due_on);
	put_text(row, r->patient.last);
	put_text(row, r->patient.first);
	put_text(row, r->patient.member_id);
}

static void
put_line(Row *row, const Rcm277Line *l)
{
	static const Rcm277Line none = {.charge = RCM_NO_USD,.paid = RCM_NO_USD};
	RcmList		mods;

	if (l->ordinal == 0)
		l = &none;
	mods = (RcmList) {l->mod_count, (void *) l->mods};
	put_text(row, l->qualifier);
	put_text(row, l->code);
	row->nulls[row->count] = l->ordinal == 0;
	row->values[row->count++] = l->ordinal == 0 ? (Datum) 0 : rcm_texts_datum(&mods);
	put_text(row, l->revenue);
	put_usd(row, l->charge);
	put_usd(row, l->paid);
	row->values[row->count] = rcm_number_datum(&l->units, &row->nulls[row->count]);
	row->count++;
	put_text(row, l->control);
}

static void
put_status(void *owner, const Rcm277Status *status)
{
	RcmX12Run  *run = owner;
	const Rcm277Reader *r = status->reader;
	MemoryContext old = MemoryContextSwitchTo(run->row);
	Row			row = {0};

	put_ordinal(&row, status->stc->ordinal);
	put_ordinal(&row, status->composite);
	put_transaction(&row, r);
	put_text(&row, rcm_text_of(rcm_277_level_name(status->level)));
	put_ordinal(&row, r->claim.ordinal);
	put_ordinal(&row, r->line.ordinal);
	put_stc(&row, status);
	put_claim(&row, status);
	put_line(&row, &r->line);
	put_parties(&row, r);
	put_place(&row, &status->stc->place);
	MemoryContextSwitchTo(old);
	rcm_x12_run_put(run, row.values, row.nulls);
}

/* ---- totals ---- */

static void
put_totals(void *owner, const Rcm277Reader *r, const Rcm277Stc *stc, const Rcm277Totals *totals)
{
	RcmX12Run  *run = owner;
	MemoryContext old = MemoryContextSwitchTo(run->row);
	Row			row = {0};
	RcmText		nothing = {"", 0};

	put_transaction(&row, r);
	put_text(&row, rcm_text_of(rcm_277_level_name(r->level)));
	put_text(&row, stc == NULL ? nothing : rcm_text_of(rcm_277_state(stc->codes[0].category, stc->action)));
	put_date(&row, stc == NULL ? RCM_NO_DATE : stc->date);
	put_text(&row, r->level_trace);
	put_usd(&row, stc == NULL ? RCM_NO_USD : stc->charge);
	put_count(&row, totals->accepted);
	put_count(&row, totals->rejected);
	put_usd(&row, totals->accepted_charge);
	put_usd(&row, totals->rejected_charge);
	put_parties(&row, r);
	put_place(&row, &totals->place);
	MemoryContextSwitchTo(old);
	rcm_x12_run_put(run, row.values, row.nulls);
}

/* ---- functions ---- */

static void
read_277(FunctionCallInfo fcinfo, Rcm277Deliver deliver, Rcm277DeliverTotals deliver_totals)
{
	RcmX12Run  *run = rcm_x12_run_begin(fcinfo, 0, NULL);
	Rcm277Reader *reader = palloc(sizeof(Rcm277Reader));
	RcmX12Segment segment;

	rcm_277_init(reader, deliver, NULL, run);
	reader->deliver_totals = deliver_totals;
	rcm_x12_run_cursor(run, &reader->at);
	for (int i = 0; i < RCM_277_MEMORIES; i++)
		rcm_x12_run_arena(run, &reader->arena[i]);
	while (rcm_x12_run_next(run, &segment))
		rcm_277_segment(reader, &segment, &run->reader.delimiters, &run->envelope.place);
	rcm_277_end(reader);
	rcm_x12_run_end(run, &segment);
}

/* The statuses of every 277 in a file. */
RCM_FUNCTION(rcm_claim_statuses)
{
	read_277(fcinfo, put_status, NULL);
	return (Datum) 0;
}

/* The totals that a 277CA gives of what it acknowledges. */
RCM_FUNCTION(rcm_claim_status_totals)
{
	read_277(fcinfo, NULL, put_totals);
	return (Datum) 0;
}
