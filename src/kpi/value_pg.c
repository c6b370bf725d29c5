/*
 * value_pg.c - states as values, the catalogue of KPIs: the server face of
 * definition.h.  Division comes last, and is exact to numeric's precision.
 */
#include "kpi/kpi_pg.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/lsyscache.h"
#include "utils/numeric.h"

#include "kpi/definition.h"

static RcmText
slice(text *t)
{
	return (RcmText) {VARDATA_ANY(t), (int32_t) VARSIZE_ANY_EXHDR(t)};
}

/* The KPI that a user names, or an error. */
static const RcmKpiDefinition *
named_kpi(text *id)
{
	const RcmKpiDefinition *d = rcm_kpi_by_id(slice(id));

	if (d == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there is no KPI \"%s\"", text_to_cstring(id)),
				 errhint("rcm.kpis() lists them.")));
	return d;
}

/* The numbers of a KPI in the counters of a state; whole may be NULL. */
static void
take_parts(const RcmKpiDefinition *d, const int64_t *counters, const int64_t *whole, RcmKpiParts *parts)
{
	if (!rcm_kpi_parts(d, counters, whole, parts))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("the parts of KPI \"%s\" are out of range", d->id)));
}

/* A whole number as numeric. */
static Datum
whole_number(int64 n)
{
	return NumericGetDatum(int64_to_numeric(n));
}

/* The value of the parts; only when they have one. */
static Datum
value_of(const RcmKpiDefinition *d, const RcmKpiParts *parts, Datum days)
{
	Datum		numerator = whole_number(parts->numerator);
	Datum		denominator = whole_number(parts->denominator);

	switch (d->form)
	{
		case RCM_KPI_TOTAL:
			return numerator;
		case RCM_KPI_TOTAL_DOLLARS:
			return rcm_kpi_numeric(true, parts->numerator);
		case RCM_KPI_DOLLARS_EACH:
			numerator = rcm_kpi_numeric(true, parts->numerator);
			break;
		case RCM_KPI_DAYS_OF:
			numerator = DirectFunctionCall2(numeric_mul, numerator, days);
			break;
		case RCM_KPI_PERCENT:
		case RCM_KPI_SHARE:
		case RCM_KPI_TOP_FIVE:
			numerator = DirectFunctionCall2(numeric_mul, numerator, whole_number(100));
			break;
		case RCM_KPI_IN_DAYS:
			break;
	}
	return DirectFunctionCall2(numeric_div, numerator, denominator);
}

/* The days of the window, which must be more than none. */
static Datum
checked_days(Datum days)
{
	Numeric		number = DatumGetNumeric(days);

	if (numeric_is_nan(number) || numeric_is_inf(number) ||
		!DatumGetBool(DirectFunctionCall2(numeric_gt, NumericGetDatum(number), whole_number(0))))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a window must have a number of days above zero")));
	return NumericGetDatum(number);
}

/* The value of a KPI in the state that is the first argument. */
static Datum
value_or_null(FunctionCallInfo fcinfo, const RcmKpiDefinition *d, const Datum *whole, Datum days)
{
	int64_t		counters[RCM_KPI_COUNTERS];
	int64_t		all[RCM_KPI_COUNTERS];
	RcmKpiParts parts;

	rcm_kpi_unpack(PG_GETARG_DATUM(0), counters);
	if (whole != NULL)
		rcm_kpi_unpack(*whole, all);
	take_parts(d, counters, whole == NULL ? NULL : all, &parts);
	if (!parts.has_value)
		PG_RETURN_NULL();
	return value_of(d, &parts, days);
}

/* kpi_value(state, id, days) */
RCM_FUNCTION(rcm_kpi_value)
{
	return value_or_null(fcinfo, named_kpi(PG_GETARG_TEXT_PP(1)), NULL, checked_days(PG_GETARG_DATUM(2)));
}

/* kpi_share(state, whole, id) */
RCM_FUNCTION(rcm_kpi_share)
{
	Datum		whole = PG_GETARG_DATUM(1);

	return value_or_null(fcinfo, named_kpi(PG_GETARG_TEXT_PP(2)), &whole, whole_number(1));
}

/* The definition behind an accessor: the KPI has the accessor's own name. */
static const RcmKpiDefinition *
accessor_kpi(FunctionCallInfo fcinfo, RcmText variant)
{
	char	   *name = (char *) fcinfo->flinfo->fn_extra;
	const RcmKpiDefinition *d;

	if (name == NULL)
	{
		MemoryContext before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);

		name = get_func_name(fcinfo->flinfo->fn_oid);
		MemoryContextSwitchTo(before);
		if (name == NULL)
			elog(ERROR, "cache lookup failed for function %u", fcinfo->flinfo->fn_oid);
		fcinfo->flinfo->fn_extra = name;
	}
	d = rcm_kpi_by_variant(rcm_text_of(name), variant);
	if (d == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("KPI \"%s\" has no variant \"%.*s\"", name, variant.len, variant.data),
				 errhint("rcm.kpis() lists the variants of each KPI.")));
	return d;
}

/* accessor(state) */
RCM_FUNCTION(rcm_kpi_accessor)
{
	return value_or_null(fcinfo, accessor_kpi(fcinfo, (RcmText) {NULL, 0}), NULL, whole_number(1));
}

/* accessor(state, days) */
RCM_FUNCTION(rcm_kpi_accessor_days)
{
	return value_or_null(fcinfo, accessor_kpi(fcinfo, (RcmText) {NULL, 0}), NULL, checked_days(PG_GETARG_DATUM(1)));
}

/* accessor(state, variant) */
RCM_FUNCTION(rcm_kpi_accessor_variant)
{
	return value_or_null(fcinfo, accessor_kpi(fcinfo, slice(PG_GETARG_TEXT_PP(1))), NULL, whole_number(1));
}

/* accessor(state, variant, days) */
RCM_FUNCTION(rcm_kpi_accessor_variant_days)
{
	return value_or_null(fcinfo, accessor_kpi(fcinfo, slice(PG_GETARG_TEXT_PP(1))), NULL, checked_days(PG_GETARG_DATUM(2)));
}

/* accessor(state, whole, variant) */
RCM_FUNCTION(rcm_kpi_accessor_whole)
{
	Datum		whole = PG_GETARG_DATUM(1);

	return value_or_null(fcinfo, accessor_kpi(fcinfo, slice(PG_GETARG_TEXT_PP(2))), &whole, whole_number(1));
}

/* The parts of a KPI: numerator, denominator, value, immature, counted. */
static void
put_parts(const RcmKpiDefinition *d, const int64_t *counters, Datum days, Datum *values, bool *nulls)
{
	RcmKpiParts parts;
	bool		top_is_money = d->form == RCM_KPI_TOP_FIVE || rcm_kpi_sum_is_money(d->top);
	bool		bottom_is_money = rcm_kpi_sum_is_money(d->form == RCM_KPI_SHARE ? d->top : d->bottom);

	take_parts(d, counters, NULL, &parts);
	values[0] = rcm_kpi_numeric(top_is_money, parts.numerator);
	values[1] = rcm_kpi_numeric(bottom_is_money, parts.denominator);
	nulls[2] = !parts.has_value;
	if (parts.has_value)
		values[2] = value_of(d, &parts, days);
	values[3] = Int64GetDatum(parts.immature);
	values[4] = BoolGetDatum(rcm_kpi_has_source(d, counters));
}

/* The row type of a call, looked up at the first one. */
static TupleDesc
row_type(FunctionCallInfo fcinfo)
{
	if (fcinfo->flinfo->fn_extra == NULL)
	{
		TupleDesc	desc;
		MemoryContext before = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);

		if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "return type must be a row type");
		fcinfo->flinfo->fn_extra = BlessTupleDesc(desc);
		MemoryContextSwitchTo(before);
	}
	return fcinfo->flinfo->fn_extra;
}

/* kpi_parts(state, id, days) */
RCM_FUNCTION(rcm_kpi_parts_row)
{
	const RcmKpiDefinition *d = named_kpi(PG_GETARG_TEXT_PP(1));
	Datum		days = checked_days(PG_GETARG_DATUM(2));
	int64_t		counters[RCM_KPI_COUNTERS];
	Datum		values[5] = {0};
	bool		nulls[5] = {false};

	rcm_kpi_unpack(PG_GETARG_DATUM(0), counters);
	put_parts(d, counters, days, values, nulls);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(row_type(fcinfo), values, nulls)));
}

/* Does a state count anything above or below the line of a KPI? */
static bool
counts(const RcmKpiDefinition *d, const int64_t *counters)
{
	RcmKpiParts parts;

	take_parts(d, counters, NULL, &parts);
	return parts.numerator != 0 || parts.denominator != 0;
}

/* kpi_values(state, days, counting): id, then the parts, for every KPI, or those that count something. */
RCM_FUNCTION(rcm_kpi_values)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	Datum		days = checked_days(PG_GETARG_DATUM(1));
	bool		counting = PG_GETARG_BOOL(2);
	int64_t		counters[RCM_KPI_COUNTERS];

	InitMaterializedSRF(fcinfo, 0);
	rcm_kpi_unpack(PG_GETARG_DATUM(0), counters);
	for (int i = 0; i < rcm_kpi_definition_count(); i++)
	{
		const RcmKpiDefinition *d = rcm_kpi_definition(i);
		Datum		values[7] = {0};
		bool		nulls[7] = {false};

		if (counting && !counts(d, counters))
			continue;
		values[0] = CStringGetTextDatum(d->id);
		values[1] = CStringGetTextDatum(rcm_kpi_unit(d));
		put_parts(d, counters, days, values + 2, nulls + 2);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* The counters of a sum as an array of text, "-" before those that are taken away. */
static Datum
sum_array(const RcmKpiTerm *terms)
{
	Datum		names[RCM_KPI_TERMS];
	int			count = 0;

	for (; count < RCM_KPI_TERMS && terms[count].sign != 0; count++)
		names[count] = CStringGetTextDatum(psprintf("%s%s", terms[count].sign < 0 ? "-" : "",
													rcm_kpi_counters[terms[count].counter].name));
	return PointerGetDatum(construct_array(names, count, TEXTOID, -1, false, TYPALIGN_INT));
}

/* The counters of the roots of denials, which a KPI of five roots takes its numerator from. */
static Datum
root_array(void)
{
	Datum		names[RCM_KPI_ROOT_UNKNOWN - RCM_KPI_ROOT_ELIGIBILITY + 1];
	int			count = 0;

	for (int i = RCM_KPI_ROOT_ELIGIBILITY; i <= RCM_KPI_ROOT_UNKNOWN; i++)
		names[count++] = CStringGetTextDatum(rcm_kpi_counters[i].name);
	return PointerGetDatum(construct_array(names, count, TEXTOID, -1, false, TYPALIGN_INT));
}

/* A limit in hundredths, or null. */
static Datum
limit(int32_t hundredths, bool *is_null)
{
	*is_null = hundredths == RCM_KPI_NO_LIMIT;
	return *is_null ? (Datum) 0 : rcm_kpi_numeric(true, hundredths);
}

/* The columns of the catalogue, and the first of those that a light goes by. */
#define CATALOGUE_COLUMNS 21
#define NUMERATOR_COLUMN 6

/* One row of the catalogue. */
static void
put_definition(const RcmKpiDefinition *d, Datum *values, bool *nulls)
{
	static const char *const better[] = {"up", "down", NULL};
	bool		share = d->form == RCM_KPI_SHARE;
	char		formula[RCM_KPI_FORMULA_ROOM];
	const char *texts[] = {d->id, d->kpi, d->variant, d->name, formula, d->numerator, d->denominator,
		d->basis, d->exclusions, better[d->better], rcm_kpi_unit(d)};
	int			n = 0;

	rcm_kpi_formula(d, formula);
	values[n++] = Int32GetDatum(d->number);
	for (size_t i = 0; i < lengthof(texts); i++, n++)
		if (!(nulls[n] = texts[i] == NULL))
			values[n] = CStringGetTextDatum(texts[i]);
	values[n] = limit(d->green, &nulls[n]);
	n++;
	values[n] = limit(d->red, &nulls[n]);
	n++;
	values[n++] = BoolGetDatum(d->green_within);
	values[n] = limit(d->slide == 0 ? RCM_KPI_NO_LIMIT : d->slide, &nulls[n]);
	n++;
	values[n++] = BoolGetDatum(d->part);
	values[n++] = BoolGetDatum(rcm_kpi_sum_is_money(share ? d->top : d->bottom));
	values[n++] = d->form == RCM_KPI_TOP_FIVE ? root_array() : sum_array(d->top);
	values[n++] = sum_array(share ? d->top : d->bottom);
	values[n++] = CStringGetTextDatum(d->source);
}

/* kpis() */
RCM_FUNCTION(rcm_kpis)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < rcm_kpi_definition_count(); i++)
	{
		Datum		values[CATALOGUE_COLUMNS] = {0};
		bool		nulls[CATALOGUE_COLUMNS] = {false};

		put_definition(rcm_kpi_definition(i), values, nulls);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* kpi_definition(id): the columns of kpis() from numerator to of_money. */
RCM_FUNCTION(rcm_kpi_definition_row)
{
	const RcmKpiDefinition *d = named_kpi(PG_GETARG_TEXT_PP(0));
	TupleDesc	desc;
	Datum		values[CATALOGUE_COLUMNS] = {0};
	bool		nulls[CATALOGUE_COLUMNS] = {false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	put_definition(d, values, nulls);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values + NUMERATOR_COLUMN, nulls + NUMERATOR_COLUMN)));
}
