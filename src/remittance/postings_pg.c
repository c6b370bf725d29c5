/*
 * postings_pg.c - a remittance as posting wants it: in one pass, one row for
 * each claim, with its lines, adjustments and remarks as arrays and with what
 * does not add up in it as sentences.
 */
#include "remittance/columns_pg.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

/* More than these are counted, not told: a claim may have as many lines as a file has room for. */
#define MOST_FAULTS 20
/* Of a claim as an array in memory; larger ones are no claims. */
#define MOST_ITEMS 1000000

/* Datums that become one array. */
typedef struct Items
{
	Oid			type;
	int16		typlen;
	bool		byval;
	char		align;
	TupleDesc	row;			/* of a composite type */
	Datum		none;			/* the empty array */
	Datum	   *item;
	int			count;
	int			room;
} Items;

/* The claim being read.  The items' values are in run->row, which the claim's row resets. */
typedef struct Claim
{
	RcmX12Run  *run;
	Rcm835Reader reader;
	Items		lines,
				adjustments,
				faults,
				remarks,
				line_remarks;
	int64		more_faults;
	int32_t		first_service;
} Claim;

/* ---- arrays ---- */

static void
init_items(Items *items, Oid type)
{
	memset(items, 0, sizeof(*items));
	items->type = type;
	get_typlenbyvalalign(type, &items->typlen, &items->byval, &items->align);
	if (type != TEXTOID)
		items->row = lookup_rowtype_tupdesc_copy(type, -1);
	items->none = PointerGetDatum(construct_empty_array(type));
	items->room = 16;
	items->item = palloc(sizeof(Datum) * items->room);
}

static void
add_item(Items *items, Datum item)
{
	if (items->count == MOST_ITEMS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a remitted claim has too many lines, adjustments or remarks"),
				 errdetail("Not more than %d of each are read.", MOST_ITEMS)));
	if (items->count == items->room)
	{
		items->room *= 2;
		items->item = repalloc(items->item, sizeof(Datum) * items->room);
	}
	items->item[items->count++] = item;
}

static void
add_row_item(Items *items, Row *row)
{
	if (row->count != items->row->natts)
		elog(ERROR, "a row of %d columns where %d are declared", row->count, items->row->natts);
	add_item(items, HeapTupleGetDatum(heap_form_tuple(items->row, row->values, row->nulls)));
}

/* The array of all items, which are forgotten. */
static void
add_array(Row *row, Items *items)
{
	Datum		array = items->none;

	if (items->count > 0)
		array = PointerGetDatum(construct_array(items->item, items->count, items->type,
												items->typlen, items->byval, items->align));
	items->count = 0;
	ADD(row, array);
}

/* ---- faults ---- */

static void add_fault(Claim *claim, const char *format,...) pg_attribute_printf(2, 3);

static void
add_fault(Claim *claim, const char *format,...)
{
	MemoryContext old;
	char		sentence[512];
	va_list		args;

	if (claim->faults.count == MOST_FAULTS)
	{
		claim->more_faults++;
		return;
	}
	va_start(args, format);
	vsnprintf(sentence, sizeof(sentence), format, args);
	va_end(args);
	old = MemoryContextSwitchTo(claim->run->row);
	add_item(&claim->faults, CStringGetTextDatum(sentence));
	MemoryContextSwitchTo(old);
}

/* Of a segment, the element by which an amount is meant that must add up; CAS has one in every triple. */
static bool
adds_up(const RcmX12Place *place)
{
	if (strcmp(place->segment_id, "CLP") == 0)
		return place->element == 3 || place->element == 4;
	if (strcmp(place->segment_id, "SVC") == 0)
		return place->element == 2 || place->element == 3;
	return strcmp(place->segment_id, "CAS") == 0 && place->element > 0;
}

/*
 * Of the reader's findings those by which an amount that must add up is not
 * known.  What informs only is null in the row, and no fault.
 */
static void
collect(void *owner, const RcmX12Finding *f)
{
	Claim	   *claim = ((RcmX12Run *) owner)->owner;
	const Rcm835Reader *r = &claim->reader;
	char		where[40] = "claim";

	if (!adds_up(&f->place))
		return;
	/* (a line is counted only after what it misses has been told) */
	if (f->place.segment_id[0] != 'C' || (f->place.segment_id[1] == 'A' && r->in_line))
		snprintf(where, sizeof(where), "line %lld", (long long) (r->line.line > 0 ? r->line.line : r->claim.lines + 1));
	if (strcmp(f->code, "AMOUNT") == 0)
		add_fault(claim, "%s: %s%02d is %s", where, f->place.segment_id, f->place.element, f->message);
	else if (strcmp(f->code, "CLP-MISSING") == 0 || strcmp(f->code, "SVC-MISSING") == 0)
		add_fault(claim, "%s: %s", where, f->message);
}

/* "line 2: charge 100.00 - adjustments 20.00 <> paid 79.99, difference 0.01" */
static void
add_equation(Claim *claim, const char *where, const RcmRemittanceBalance *b,
			 const char *gross, int64_t is, const char *less, int64_t off,
			 const char *reported, int64_t paid)
{
	char		text[4][RCM_USD_ROOM];

	if (b->balances != RCM_FALSE)
		return;
	(void) rcm_usd_format(is, text[0]);
	(void) rcm_usd_format(off, text[1]);
	(void) rcm_usd_format(paid, text[2]);
	/* The row's difference is what is reported too much; here it is the left side less the right. */
	(void) rcm_usd_format(-b->difference, text[3]);
	add_fault(claim, "%s: %s %s - %s %s <> %s %s, difference %s",
			  where, gross, text[0], less, text[1], reported, text[2], text[3]);
}

static void
add_claim_equations(Claim *claim, const RcmRemittanceClaim *c)
{
	int64_t		all = RCM_NO_USD;

	(void) rcm_usd_add(c->claim_adjustments, c->line_adjustments, &all);
	add_equation(claim, "claim", &c->balance, "charge", c->charge, "adjustments", all, "paid", c->paid);
	add_equation(claim, "claim", &c->lines_balance, "paid of its lines", c->lines_paid,
				 "its own adjustments", c->claim_adjustments, "paid", c->paid);
	if (claim->faults.count == 0 && (c->balance.balances == RCM_UNKNOWN || (c->lines > 0 && c->lines_balance.balances == RCM_UNKNOWN)))
		add_fault(claim, "claim: a sum of its amounts is out of range");
	if (claim->more_faults > 0)
	{
		/* One more than the most. */
		int64		more = claim->more_faults;

		claim->faults.count--;
		claim->more_faults = 0;
		add_fault(claim, "and %lld more", (long long) more + 1);
		claim->more_faults = 0;
	}
}

/* ---- rows ---- */

static void
take_remark(void *owner, const RcmRemittanceRemark *r)
{
	Claim	   *claim = ((RcmX12Run *) owner)->owner;
	MemoryContext old = MemoryContextSwitchTo(claim->run->row);
	bool		isnull;
	Datum		remark = rcm_text_datum(r->remark, &isnull);

	if (!isnull)
		add_item(r->line > 0 ? &claim->line_remarks : &claim->remarks, remark);
	MemoryContextSwitchTo(old);
}

static void
take_adjustment(void *owner, const RcmRemittanceAdjustment *a)
{
	Claim	   *claim = ((RcmX12Run *) owner)->owner;
	MemoryContext old = MemoryContextSwitchTo(claim->run->row);
	Row			row;

	row.count = 0;
	add_ordinal(&row, a->line);
	add_ordinal(&row, a->adjustment);
	add_text(&row, a->group_code);
	add_text(&row, a->carc);
	add_usd(&row, a->amount);
	add_number(&row, &a->quantity);
	add_row_item(&claim->adjustments, &row);
	MemoryContextSwitchTo(old);
}

static void
take_line(void *owner, const RcmRemittanceLine *l)
{
	Claim	   *claim = ((RcmX12Run *) owner)->owner;
	MemoryContext old = MemoryContextSwitchTo(claim->run->row);
	Row			row;
	char		where[40];

	row.count = 0;
	add_ordinal(&row, l->line);
	add_text(&row, l->line_control);
	add_text(&row, l->paid_as.code);
	add_modifiers(&row, &l->paid_as);
	add_text(&row, l->submitted.code);
	add_modifiers(&row, &l->submitted);
	add_text(&row, l->rev);
	add_date(&row, l->service_from);
	add_date(&row, l->service_to);
	add_usd(&row, l->charge);
	add_usd(&row, l->paid);
	add_usd(&row, l->allowed);
	add_number(&row, &l->units_paid);
	add_array(&row, &claim->line_remarks);
	add_row_item(&claim->lines, &row);
	if (l->service_from != RCM_NO_DATE &&
		(claim->first_service == RCM_NO_DATE || l->service_from < claim->first_service))
		claim->first_service = l->service_from;
	if (l->balance.balances == RCM_FALSE)
	{
		snprintf(where, sizeof(where), "line %lld", (long long) l->line);
		add_equation(claim, where, &l->balance, "charge", l->charge, "adjustments", l->adjustments, "paid", l->paid);
	}
	MemoryContextSwitchTo(old);
}

static void
put_claim(void *owner, const RcmRemittanceClaim *c)
{
	RcmX12Run  *run = owner;
	Claim	   *claim = run->owner;
	MemoryContext old = MemoryContextSwitchTo(run->row);
	Row			row;

	add_claim_equations(claim, c);
	row.count = 0;
	add_ordinal(&row, c->payment);
	add_ordinal(&row, c->claim);
	add_text(&row, c->claim_id);
	add_text(&row, c->status);
	add_usd(&row, c->charge);
	add_usd(&row, c->paid);
	add_usd(&row, c->patient_responsibility);
	add_text(&row, c->filing_ind);
	add_text(&row, c->payer_claim_control);
	add_text(&row, c->original_ref);
	add_text(&row, c->patient_last);
	add_text(&row, c->patient_first);
	add_text(&row, rcm_blank(c->patient_id) ? c->subscriber_id : c->patient_id);
	add_date(&row, claim->first_service != RCM_NO_DATE ? claim->first_service : c->statement_from);
	add_text(&row, rcm_blank(c->crossover_payer_name) ? c->crossover_payer_id : c->crossover_payer_name);
	add_usd(&row, c->interest);
	add_usd(&row, c->balance.difference);
	add_usd(&row, c->lines_balance.difference);
	add_array(&row, &claim->faults);
	add_array(&row, &claim->remarks);
	add_array(&row, &claim->lines);
	add_array(&row, &claim->adjustments);
	claim->first_service = RCM_NO_DATE;
	MemoryContextSwitchTo(old);
	if (row.count != run->result->setDesc->natts)
		elog(ERROR, "a row of %d columns where %d are declared", row.count, run->result->setDesc->natts);
	rcm_x12_run_put(run, row.values, row.nulls);
}

/* ---- the function ---- */

static Oid
element_of(TupleDesc desc, int from_the_end)
{
	return get_element_type(TupleDescAttr(desc, desc->natts - from_the_end)->atttypid);
}

/* The claims of every 835 with their lines and adjustments, for posting. */
RCM_FUNCTION(rcm_remittance_postings)
{
	static const Rcm835Deliver deliver = {.claim = put_claim,.line = take_line,
	.adjustment = take_adjustment,.remark = take_remark};
	RcmX12Run  *run = rcm_x12_run_begin(fcinfo, 0, NULL);
	Claim	   *claim = palloc0(sizeof(Claim));
	RcmX12Segment segment;

	claim->run = run;
	claim->first_service = RCM_NO_DATE;
	init_items(&claim->lines, element_of(run->result->setDesc, 2));
	init_items(&claim->adjustments, element_of(run->result->setDesc, 1));
	init_items(&claim->faults, TEXTOID);
	init_items(&claim->remarks, TEXTOID);
	init_items(&claim->line_remarks, TEXTOID);
	run->owner = claim;
	rcm_835_init(&claim->reader, &deliver, collect, run);
	rcm_x12_run_cursor(run, &claim->reader.at);
	claim->reader.at.report = collect;
	for (int i = 0; i < RCM_835_MEMORIES; i++)
		rcm_x12_run_arena(run, &claim->reader.arena[i]);
	while (rcm_x12_run_next(run, &segment))
		rcm_835_segment(&claim->reader, &segment, &run->reader.delimiters, &run->envelope.place);
	rcm_835_end(&claim->reader);
	rcm_x12_run_end(run, &segment);
	return (Datum) 0;
}
