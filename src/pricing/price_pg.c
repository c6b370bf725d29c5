/*
 * price_pg.c - the Medicare prices for SQL.
 *
 * All of these read the library and are STABLE.  No amount is null with a
 * reason, and not an error: a query over a year of claims shall not stop at the
 * first carrier-priced code.
 */
#include "rcm.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/memutils.h"

#include "claim/claim_pg.h"
#include "library/reader_pg.h"
#include "pricing/price.h"

/* Most lines of a day. */
#define MOST_LINES 1000

/* Our own, as with scrubbing: nothing that is called here prices anything. */
static RcmArena *
pricing_arena(void)
{
	static RcmArena arena;
	static bool ready = false;

	if (!ready)
	{
		rcm_arena_init_context(&arena,
							   AllocSetContextCreate(TopMemoryContext, "rcm pricing",
													 ALLOCSET_DEFAULT_SIZES));
		ready = true;
	}
	rcm_arena_reset(&arena);
	return &arena;
}

/* ---- arguments ---- */

/* Days that the calendar of the core knows. */
static int32
day_argument(DateADT day)
{
	static int32 first = RCM_NO_DATE;
	static int32 last = RCM_NO_DATE;

	if (first == RCM_NO_DATE)
	{
		rcm_date_from_ymd(1, 1, 1, &first);
		rcm_date_from_ymd(9999, 12, 31, &last);
	}
	if (DATE_NOT_FINITE(day) || day < first || day > last)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("the date of a service must lie in the years 1 to 9999")));
	return day;
}

/* The day and the place; the place is a step of the working already. */
static RcmPricing *
begin(DateADT day, text *place, bool explain)
{
	RcmArena   *arena = pricing_arena();
	RcmPricing *p = rcm_alloc(arena, sizeof(RcmPricing));

	p->arena = arena;
	p->library = rcm_library_begin();
	p->release_name = rcm_release_name;
	p->day = day_argument(day);
	p->explain = explain;
	if (!rcm_price_place(p, (RcmText) {VARDATA_ANY(place), VARSIZE_ANY_EXHDR(place)}))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a place is a ZIP code of 5 or 9 digits, or contractor and locality as 7 digits")));
	return p;
}

static void
add_modifier(RcmPrice *price, RcmText t)
{
	uint16		packed;

	t = rcm_text_trim(t);
	if (t.len == 0)
		return;
	packed = rcm_pack2(t);
	if (packed == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a modifier has two characters")));
	if (price->modifier_count == RCM_PRICE_MODIFIERS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a service has at most %d modifiers", RCM_PRICE_MODIFIERS)));
	price->modifiers[price->modifier_count++] = packed;
}

static void
modifier_argument(RcmPrice *price, ArrayType *array)
{
	Datum	   *items;
	bool	   *nulls;
	int			n;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &items, &nulls, &n);
	for (int i = 0; i < n; i++)
		if (!nulls[i])
			add_modifier(price, (RcmText) {VARDATA_ANY(DatumGetPointer(items[i])),
										   VARSIZE_ANY_EXHDR(DatumGetPointer(items[i]))});
}

/* The modifiers of a line in one text, separated by blanks or commas. */
static void
modifier_list(RcmPrice *price, RcmText t)
{
	while (t.len > 0)
	{
		int			n = 0;

		while (n < t.len && t.data[n] != ' ' && t.data[n] != ',')
			n++;
		add_modifier(price, (RcmText) {t.data, n});
		n += n < t.len;
		t = (RcmText) {t.data + n, t.len - n};
	}
}

/* ---- one service ---- */

static RcmPricing *
service(FunctionCallInfo fcinfo, bool explain, RcmPrice *price)
{
	RcmPricing *p = begin(PG_GETARG_DATEADT(2), PG_GETARG_TEXT_PP(3), explain);

	memset(price, 0, sizeof(*price));
	price->code = PG_GETARG_INT32(0);
	modifier_argument(price, PG_GETARG_ARRAYTYPE_P(1));
	p->facility = PG_GETARG_BOOL(4);
	p->apm = PG_GETARG_BOOL(5);
	rcm_price_service(p, price);
	return p;
}

static RcmPricing *
anesthesia(FunctionCallInfo fcinfo, bool explain, RcmPrice *price)
{
	RcmPricing *p = begin(PG_GETARG_DATEADT(3), PG_GETARG_TEXT_PP(4), explain);

	memset(price, 0, sizeof(*price));
	price->code = PG_GETARG_INT32(0);
	modifier_argument(price, PG_GETARG_ARRAYTYPE_P(2));
	rcm_price_anesthesia(p, price, PG_GETARG_INT32(1));
	return p;
}

static Datum
amount(FunctionCallInfo fcinfo, int64 cents)
{
	if (cents == RCM_NO_USD)
		PG_RETURN_NULL();
	PG_RETURN_INT64(cents);
}

/* What Medicare allows for a service. */
RCM_FUNCTION(rcm_medicare_allowed)
{
	RcmPrice	price;

	service(fcinfo, false, &price);
	return amount(fcinfo, price.cents);
}

/* What Medicare allows for anesthesia. */
RCM_FUNCTION(rcm_medicare_anesthesia_allowed)
{
	RcmPrice	price;

	anesthesia(fcinfo, false, &price);
	return amount(fcinfo, price.cents);
}

/* ---- the working ---- */

static Datum
c_text(const char *s, bool *isnull)
{
	*isnull = s == NULL;
	return s == NULL ? (Datum) 0 : CStringGetTextDatum(s);
}

#define STEP_COLUMNS 4

static void
put_steps(FunctionCallInfo fcinfo, const RcmPricing *p)
{
	ReturnSetInfo *rsinfo;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	for (int i = 0; i < p->step_count; i++)
	{
		Datum		values[STEP_COLUMNS];
		bool		nulls[STEP_COLUMNS] = {false};

		values[0] = Int32GetDatum(i + 1);
		values[1] = c_text(p->steps[i].what, &nulls[1]);
		values[2] = c_text(p->steps[i].value, &nulls[2]);
		values[3] = c_text(p->steps[i].rule, &nulls[3]);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
}

/* The working of rcm_medicare_allowed, step by step. */
RCM_FUNCTION(rcm_explain_price)
{
	RcmPrice	price;

	put_steps(fcinfo, service(fcinfo, true, &price));
	return (Datum) 0;
}

/* The working of rcm_medicare_anesthesia_allowed. */
RCM_FUNCTION(rcm_explain_anesthesia_price)
{
	RcmPrice	price;

	put_steps(fcinfo, anesthesia(fcinfo, true, &price));
	return (Datum) 0;
}

/* ---- several services ---- */

/* The items of an array argument; all of them have as many. */
static int
items(ArrayType *array, Oid type, int16 len, bool by_value, int expected, Datum **datums, bool **nulls)
{
	int			n;

	deconstruct_array(array, type, len, by_value, TYPALIGN_INT, datums, nulls, &n);
	if (expected >= 0 && n != expected)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("codes, modifiers and units must have one item for each line"),
				 errdetail("There are %d codes, and a list of %d.", expected, n)));
	if (n > MOST_LINES)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a day has at most %d lines", MOST_LINES)));
	return n;
}

static RcmPriceLine *
line_arguments(FunctionCallInfo fcinfo, RcmArena *arena, int *count)
{
	ArrayType  *code_array = PG_GETARG_ARRAYTYPE_P(0);
	Datum	   *codes,
			   *modifiers,
			   *units;
	bool	   *no_code,
			   *no_modifiers,
			   *no_units;
	RcmPriceLine *lines;

	/* stored like integers */
	*count = items(code_array, ARR_ELEMTYPE(code_array), 4, true, -1, &codes, &no_code);
	items(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, *count, &modifiers, &no_modifiers);
	items(PG_GETARG_ARRAYTYPE_P(2), INT4OID, 4, true, *count, &units, &no_units);
	lines = rcm_alloc(arena, sizeof(RcmPriceLine) * (Size) (*count + 1));
	for (int i = 0; i < *count; i++)
	{
		lines[i].price.code = no_code[i] ? RCM_NO_HCPCS : DatumGetInt32(codes[i]);
		lines[i].units = no_units[i] ? 1 : DatumGetInt32(units[i]);
		if (lines[i].units < 1 || lines[i].units > RCM_PRICE_UNITS)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("line %d: units must be 1 to %d", i + 1, RCM_PRICE_UNITS)));
		if (!no_modifiers[i])
			modifier_list(&lines[i].price, (RcmText) {VARDATA_ANY(DatumGetPointer(modifiers[i])),
														VARSIZE_ANY_EXHDR(DatumGetPointer(modifiers[i]))});
	}
	return lines;
}

#define LINE_COLUMNS 8

/* One row for each line, in the lines' order. */
RCM_FUNCTION(rcm_price_lines)
{
	RcmPricing *p = begin(PG_GETARG_DATEADT(3), PG_GETARG_TEXT_PP(4), false);
	int			count;
	RcmPriceLine *lines = line_arguments(fcinfo, p->arena, &count);
	ReturnSetInfo *rsinfo;

	p->facility = PG_GETARG_BOOL(5);
	p->apm = PG_GETARG_BOOL(6);
	rcm_price_day(p, lines, count);
	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	for (int i = 0; i < count; i++)
	{
		const RcmPriceLine *line = &lines[i];
		Datum		values[LINE_COLUMNS];
		bool		nulls[LINE_COLUMNS] = {false};

		values[0] = Int32GetDatum(i + 1);
		values[1] = Int32GetDatum(line->price.code);
		nulls[1] = line->price.code == RCM_NO_HCPCS;
		values[2] = Int32GetDatum(line->units);
		values[3] = rcm_usd_datum(line->price.cents, &nulls[3]);
		values[4] = Int32GetDatum(line->rank);
		nulls[4] = line->rank == 0;
		values[5] = Int32GetDatum(line->percent);
		nulls[5] = line->rank == 0;
		values[6] = rcm_usd_datum(line->allowed, &nulls[6]);
		values[7] = c_text(line->why, &nulls[7]);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
