/*
 * split_pg.c - rcm.split, the server face of split.h.
 */
#include "base/shim.h"

#include "utils/array.h"

#include "money/split.h"

/* Reports weights that are none. */
static void
refuse_weights(const char *rule)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid weights for rcm.split"),
			 errdetail("%s", rule)));
}

/* An amount in parts by weights; a null weight counts as zero. */
RCM_FUNCTION(rcm_split_pg)
{
	int64		cents = PG_GETARG_INT64(0);
	ArrayType  *given = PG_GETARG_ARRAYTYPE_P(1);
	Oid			usd = ARR_ELEMTYPE(given);
	Datum	   *values;
	bool	   *nulls;
	int64_t    *weights;
	int64_t    *parts;
	int			n;

	if (ARR_NDIM(given) != 1)
		refuse_weights("The weights are an array of one dimension with at least one element.");
	deconstruct_array(given, usd, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &values, &nulls, &n);
	weights = palloc(sizeof(int64_t) * (Size) n);
	parts = palloc(sizeof(int64_t) * (Size) n);
	for (int i = 0; i < n; i++)
	{
		weights[i] = nulls[i] ? 0 : DatumGetInt64(values[i]);
		if (weights[i] < 0)
			refuse_weights("No weight is negative.");
	}
	rcm_split(cents, weights, n, parts, palloc(sizeof(RcmSplitRest) * (Size) n));
	for (int i = 0; i < n; i++)
		values[i] = Int64GetDatum(parts[i]);
	PG_RETURN_ARRAYTYPE_P(construct_array(values, n, usd, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}
