/*
 * usd_pg.c - rcm.usd, the server face of usd.h: exact cents that add up or fail.
 *
 * The sum needs nothing of its own: its state is an amount and its transition
 * is the plus operator, so partial sums travel between processes and nodes as
 * plain values.  The average keeps {count, sum of cents} in an int8[], which
 * travels as well.
 */
#include "base/shim.h"

#include "libpq/pqformat.h"
#include "utils/array.h"
#include "utils/numeric.h"

#include "money/usd.h"

/* What the state of the average holds, in this order. */
enum
{
	AVG_COUNT,
	AVG_SUM,
	AVG_FIELDS
};

/* Reports a result that is not an amount. */
static void
usd_out_of_range(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("rcm.usd out of range"),
			 errdetail("Amounts lie between -92233720368547758.07 and 92233720368547758.07.")));
}

/* The amount that a text names, or a soft error with the rule that it breaks. */
static Datum
usd_from_text(FunctionCallInfo fcinfo, const char *given)
{
	int64_t		cents;

	switch (rcm_usd_parse(rcm_text_trim(rcm_text_of(given)), &cents))
	{
		case RCM_USD_OK:
			break;
		case RCM_USD_FRACTION:
			ereturn(RCM_ESCONTEXT(fcinfo), (Datum) 0,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("amount \"%s\" is finer than a cent", given),
					 errdetail("Type rcm.usd holds whole cents and never rounds."),
					 errhint("Round the number first, for example round(amount, 2).")));
		case RCM_USD_RANGE:
			ereturn(RCM_ESCONTEXT(fcinfo), (Datum) 0,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("value \"%s\" is out of range for type rcm.usd", given)));
		case RCM_USD_SYNTAX:
			ereturn(RCM_ESCONTEXT(fcinfo), (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type rcm.usd: \"%s\"", given),
					 errdetail("An amount is written with digits, an optional sign and an optional point, such as -1234.50.")));
	}
	PG_RETURN_INT64(cents);
}

/* Text in. */
RCM_FUNCTION(rcm_usd_in)
{
	return usd_from_text(fcinfo, PG_GETARG_CSTRING(0));
}

/* Text out, always two places. */
RCM_FUNCTION(rcm_usd_out)
{
	char	   *text = palloc(RCM_USD_ROOM);

	(void) rcm_usd_format(PG_GETARG_INT64(0), text);
	PG_RETURN_CSTRING(text);
}

/* Binary in: cents as int8. */
RCM_FUNCTION(rcm_usd_recv)
{
	int64		cents = pq_getmsgint64((StringInfo) PG_GETARG_POINTER(0));

	if (cents == RCM_NO_USD)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary value for type rcm.usd")));
	PG_RETURN_INT64(cents);
}

/* usd + usd, and the transition of the sum. */
RCM_FUNCTION(rcm_usd_pl)
{
	int64_t		sum;

	if (!rcm_usd_add(PG_GETARG_INT64(0), PG_GETARG_INT64(1), &sum))
		usd_out_of_range();
	PG_RETURN_INT64(sum);
}

/* usd - usd, and the inverse transition of the sum. */
RCM_FUNCTION(rcm_usd_mi)
{
	int64_t		difference;

	if (!rcm_usd_sub(PG_GETARG_INT64(0), PG_GETARG_INT64(1), &difference))
		usd_out_of_range();
	PG_RETURN_INT64(difference);
}

/* An amount so many times, or an error. */
static Datum
usd_times(int64_t cents, int64_t times)
{
	int64_t		product;

	if (!rcm_usd_mul(cents, times, &product))
		usd_out_of_range();
	PG_RETURN_INT64(product);
}

/* usd * integer. */
RCM_FUNCTION(rcm_usd_mul_int8)
{
	return usd_times(PG_GETARG_INT64(0), PG_GETARG_INT64(1));
}

/* integer * usd. */
RCM_FUNCTION(rcm_int8_mul_usd)
{
	return usd_times(PG_GETARG_INT64(1), PG_GETARG_INT64(0));
}

/* Cast from whole dollars. */
RCM_FUNCTION(rcm_int8_to_usd)
{
	int64		dollars = PG_GETARG_INT64(0);
	int64_t		cents;

	if (!rcm_usd_mul(100, dollars, &cents))
		ereturn(RCM_ESCONTEXT(fcinfo), (Datum) 0,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("value \"" INT64_FORMAT "\" is out of range for type rcm.usd", dollars)));
	PG_RETURN_INT64(cents);
}

/* Cast from whole dollars; every int4 fits. */
RCM_FUNCTION(rcm_int4_to_usd)
{
	return usd_times(100, PG_GETARG_INT32(0));
}

/* Cast to numeric, with two places. */
RCM_FUNCTION(rcm_usd_to_numeric)
{
	PG_RETURN_NUMERIC(int64_div_fast_to_numeric(PG_GETARG_INT64(0), 2));
}

/* Cast from numeric: by way of its exact text, so that one parser knows the rules. */
RCM_FUNCTION(rcm_numeric_to_usd)
{
	Numeric		number = PG_GETARG_NUMERIC(0);

	if (numeric_is_nan(number) || numeric_is_inf(number))
		ereturn(RCM_ESCONTEXT(fcinfo), (Datum) 0,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("cannot convert %s to type rcm.usd",
						numeric_is_nan(number) ? "NaN" : "infinity")));
	return usd_from_text(fcinfo, DatumGetCString(DirectFunctionCall1(numeric_out, PG_GETARG_DATUM(0))));
}

/*
 * The fields of a state of the average.  Anybody can call the support functions
 * with any array, so its shape is checked; only an aggregate may write into it.
 */
static int64 *
avg_fields(ArrayType *state)
{
	if (ARR_NDIM(state) != 1 || ARR_DIMS(state)[0] != AVG_FIELDS || ARR_HASNULL(state))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid state of the average of rcm.usd"),
				 errdetail("The state is an array of two numbers without nulls.")));
	return (int64 *) ARR_DATA_PTR(state);
}

/* A state that may be changed: the aggregate's own, or a copy. */
static ArrayType *
avg_state(FunctionCallInfo fcinfo)
{
	if (AggCheckCallContext(fcinfo, NULL))
		return PG_GETARG_ARRAYTYPE_P(0);
	return PG_GETARG_ARRAYTYPE_P_COPY(0);
}

/* Adds a count and an amount to a state of the average. */
static Datum
avg_add(ArrayType *state, int64 count, int64 cents)
{
	int64	   *fields = avg_fields(state);
	int64_t		sum;

	if (!rcm_usd_add(fields[AVG_SUM], cents, &sum))
		usd_out_of_range();
	fields[AVG_SUM] = sum;
	fields[AVG_COUNT] += count;
	PG_RETURN_ARRAYTYPE_P(state);
}

/* Transition of the average. */
RCM_FUNCTION(rcm_usd_avg_accum)
{
	return avg_add(avg_state(fcinfo), 1, PG_GETARG_INT64(1));
}

/* Inverse transition of the average, for moving frames. */
RCM_FUNCTION(rcm_usd_avg_accum_inv)
{
	return avg_add(avg_state(fcinfo), -1, -PG_GETARG_INT64(1));
}

/* Combines two states of the average. */
RCM_FUNCTION(rcm_usd_avg_combine)
{
	int64	   *other = avg_fields(PG_GETARG_ARRAYTYPE_P(1));

	return avg_add(avg_state(fcinfo), other[AVG_COUNT], other[AVG_SUM]);
}

/* The average as numeric: the exact sum, divided last; null when nothing was counted. */
RCM_FUNCTION(rcm_usd_avg_final)
{
	int64	   *fields = avg_fields(PG_GETARG_ARRAYTYPE_P(0));

	if (fields[AVG_COUNT] == 0)
		PG_RETURN_NULL();
	return DirectFunctionCall2(numeric_div,
							   NumericGetDatum(int64_div_fast_to_numeric(fields[AVG_SUM], 2)),
							   NumericGetDatum(int64_to_numeric(fields[AVG_COUNT])));
}
