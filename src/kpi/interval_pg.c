/*
 * interval_pg.c - rcm.wilson_interval, rcm.compare_proportions.
 */
#include "base/shim.h"

#include "kpi/interval.h"

/* Refuses what is no proportion. */
static void
check_proportion(int64 hits, int64 n)
{
	if (n < 0 || hits < 0 || hits > n)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("hits must lie between 0 and the number of trials"),
				 errdetail("Hits are " INT64_FORMAT ", trials " INT64_FORMAT ".", hits, n)));
}

static double
checked_confidence(double confidence)
{
	if (!(confidence > 0 && confidence < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("confidence must lie between 0 and 1"),
				 errhint("0.95 is usual.")));
	return confidence;
}

/* A row of numbers; of nulls when there is nothing to say. */
static Datum
row_of(FunctionCallInfo fcinfo, Datum *values, bool is_null)
{
	TupleDesc	desc;
	bool		nulls[8];

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	memset(nulls, is_null, sizeof(nulls));
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls)));
}

RCM_FUNCTION(rcm_wilson_interval)
{
	int64		hits = PG_GETARG_INT64(0);
	int64		n = PG_GETARG_INT64(1);
	double		confidence = checked_confidence(PG_GETARG_FLOAT8(2));
	double		low = 0;
	double		high = 0;
	Datum		values[2];

	check_proportion(hits, n);
	if (n > 0)
		rcm_wilson(hits, n, confidence, &low, &high);
	values[0] = Float8GetDatum(low);
	values[1] = Float8GetDatum(high);
	return row_of(fcinfo, values, n == 0);
}

RCM_FUNCTION(rcm_compare_proportions_row)
{
	int64		hits_a = PG_GETARG_INT64(0);
	int64		n_a = PG_GETARG_INT64(1);
	int64		hits_b = PG_GETARG_INT64(2);
	int64		n_b = PG_GETARG_INT64(3);
	double		confidence = checked_confidence(PG_GETARG_FLOAT8(4));
	RcmComparison c = {0};
	Datum		values[6];

	check_proportion(hits_a, n_a);
	check_proportion(hits_b, n_b);
	if (n_a > 0 && n_b > 0)
		rcm_compare_proportions(hits_a, n_a, hits_b, n_b, confidence, &c);
	values[0] = Float8GetDatum(c.difference);
	values[1] = Float8GetDatum(c.low);
	values[2] = Float8GetDatum(c.high);
	values[3] = Float8GetDatum(c.z);
	values[4] = Float8GetDatum(c.p_value);
	values[5] = BoolGetDatum(c.p_value < 1 - confidence);
	return row_of(fcinfo, values, n_a == 0 || n_b == 0);
}
