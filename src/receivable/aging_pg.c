/*
 * aging_pg.c - rcm.aging, the server face of aging.h: what is owed, by how long.
 *
 * The state of the aggregate is the type itself, so partial sums travel
 * between processes and nodes as plain values.
 */
#include "base/shim.h"

#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "utils/array.h"
#include "utils/tuplestore.h"

#include "money/usd.h"
#include "receivable/aging.h"

#define ARG_AGING(n) ((RcmAging *) PG_DETOAST_DATUM(PG_GETARG_DATUM(n)))

/* Reports a sum that is not an amount. */
static void
aging_out_of_range(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("rcm.aging out of range"),
			 errdetail("Each figure, and each sum of them, lies between -92233720368547758.07 and 92233720368547758.07.")));
}

/* Reports edges that do not fit. */
static void
refuse_edges(const char *message, const char *rule)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s", message),
			 errdetail("%s", rule)));
}

static const char edges_rule[] = "Edges are 1 to 400 numbers of days, from 0 on, each above the one before, without nulls.";

/* The state in the first argument, for change: the aggregate's own, or a copy. */
static RcmAging *
state_of(FunctionCallInfo fcinfo)
{
	if (AggCheckCallContext(fcinfo, NULL))
		return ARG_AGING(0);
	return (RcmAging *) PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(0));
}

/* A state of zeros where the aggregate keeps it. */
static RcmAging *
new_state(FunctionCallInfo fcinfo, const int32 *edges, int n)
{
	MemoryContext context = CurrentMemoryContext;
	RcmAging   *a;

	if (!rcm_aging_edges_valid(edges, n))
		refuse_edges("invalid edges for rcm.aging", edges_rule);
	(void) AggCheckCallContext(fcinfo, &context);
	a = MemoryContextAlloc(context == NULL ? CurrentMemoryContext : context, rcm_aging_size(n));
	SET_VARSIZE(a, rcm_aging_size(n));
	rcm_aging_begin(a, edges, n);
	return a;
}

/* The edges that a call names, or the usual ones. */
static const int32 *
edges_of(FunctionCallInfo fcinfo, int *n)
{
	ArrayType  *given;

	*n = RCM_AGING_USUAL;
	if (PG_NARGS() < 4)
		return rcm_aging_usual;
	if (PG_ARGISNULL(3))
		refuse_edges("invalid edges for rcm.aging", edges_rule);
	given = PG_GETARG_ARRAYTYPE_P(3);
	if (ARR_NDIM(given) != 1 || ARR_HASNULL(given))
		refuse_edges("invalid edges for rcm.aging", edges_rule);
	*n = ARR_DIMS(given)[0];
	return (const int32 *) ARR_DATA_PTR(given);
}

/* Text in. */
RCM_FUNCTION(rcm_aging_in)
{
	static const char *const rules[] = {
		[RCM_AGING_SYNTAX] = "It is written like {edges:[30,60],buckets:[1.00,2.00,0.00],undated:0.00,credits:-1.00,rows:4}.",
		[RCM_AGING_BAD_EDGES] = edges_rule,
		[RCM_AGING_BAD_FIGURES] = "Buckets, undated and rows are not negative, and credits are not positive.",
	};
	char	   *given = PG_GETARG_CSTRING(0);
	RcmAging   *a = palloc(rcm_aging_size(RCM_AGING_EDGES));
	RcmAgingStatus status = rcm_aging_parse(rcm_text_of(given), a);

	if (status != RCM_AGING_OK)
		ereturn(RCM_ESCONTEXT(fcinfo), (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "rcm.aging", given),
				 errdetail("%s", rules[status])));
	SET_VARSIZE(a, rcm_aging_size(a->edges));
	PG_RETURN_POINTER(a);
}

/* Text out. */
RCM_FUNCTION(rcm_aging_out)
{
	RcmAging   *a = ARG_AGING(0);
	char	   *text = palloc(rcm_aging_room(a->edges));

	(void) rcm_aging_format(a, text);
	PG_RETURN_CSTRING(text);
}

/* Binary out: the number of edges, the edges, the buckets, and the figures that are kept apart. */
RCM_FUNCTION(rcm_aging_send)
{
	RcmAging   *a = ARG_AGING(0);
	StringInfoData out;

	pq_begintypsend(&out);
	pq_sendint32(&out, (uint32) a->edges);
	for (int32 i = 0; i < a->edges; i++)
		pq_sendint32(&out, (uint32) rcm_aging_edges(a)[i]);
	for (int32 i = 0; i <= a->edges; i++)
		pq_sendint64(&out, (uint64) a->buckets[i]);
	pq_sendint64(&out, (uint64) a->undated);
	pq_sendint64(&out, (uint64) a->credits);
	pq_sendint64(&out, (uint64) a->rows);
	PG_RETURN_BYTEA_P(pq_endtypsend(&out));
}

static void
refuse_binary(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary value for type %s", "rcm.aging")));
}

/* Binary in, checked like text. */
RCM_FUNCTION(rcm_aging_recv)
{
	StringInfo	in = (StringInfo) PG_GETARG_POINTER(0);
	int32		n = (int32) pq_getmsgint(in, 4);
	int32		edges[RCM_AGING_EDGES];
	RcmAging   *a;

	if (n < 1 || n > RCM_AGING_EDGES)
		refuse_binary();
	for (int32 i = 0; i < n; i++)
		edges[i] = (int32) pq_getmsgint(in, 4);
	if (!rcm_aging_edges_valid(edges, n))
		refuse_binary();
	a = palloc(rcm_aging_size(n));
	SET_VARSIZE(a, rcm_aging_size(n));
	rcm_aging_begin(a, edges, n);
	for (int32 i = 0; i <= n; i++)
		a->buckets[i] = pq_getmsgint64(in);
	a->undated = pq_getmsgint64(in);
	a->credits = pq_getmsgint64(in);
	a->rows = pq_getmsgint64(in);
	if (!rcm_aging_valid(a))
		refuse_binary();
	PG_RETURN_POINTER(a);
}

/* One row more: transition. */
RCM_FUNCTION(rcm_aging_add_pg)
{
	RcmAging   *a;
	const int32 *edges;
	int			n;
	int32		age;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	edges = edges_of(fcinfo, &n);
	a = PG_ARGISNULL(0) ? new_state(fcinfo, edges, n) : state_of(fcinfo);
	if (a->edges != n || memcmp(rcm_aging_edges(a), edges, sizeof(int32) * (Size) n) != 0)
		refuse_edges("edges differ within one aggregate", "All rows of one rcm.aging have the same edges.");
	age = PG_ARGISNULL(2) ? 0 : PG_GETARG_INT32(2);
	if (!rcm_aging_add(a, PG_GETARG_INT64(1), PG_ARGISNULL(2) ? NULL : &age))
		aging_out_of_range();
	PG_RETURN_POINTER(a);
}

/* aging + aging, and the transition and combination of states. */
RCM_FUNCTION(rcm_aging_pl)
{
	RcmAging   *a = state_of(fcinfo);

	switch (rcm_aging_merge(a, ARG_AGING(1)))
	{
		case RCM_AGING_OK:
			break;
		case RCM_AGING_OTHER_EDGES:
			refuse_edges("edges of rcm.aging differ", "Only values with the same edges add up.");
			break;
		default:
			aging_out_of_range();
	}
	PG_RETURN_POINTER(a);
}

/* The buckets as rows. */
RCM_FUNCTION(rcm_aging_buckets)
{
	RcmAging   *a = ARG_AGING(0);
	const int32 *edges = rcm_aging_edges(a);
	ReturnSetInfo *set = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int32 i = 0; i <= a->edges; i++)
	{
		Datum		values[4];
		bool		nulls[4] = {false, false, i == a->edges, false};

		values[0] = Int32GetDatum(i + 1);
		values[1] = Int32GetDatum(i == 0 ? 0 : edges[i - 1] + 1);
		values[2] = nulls[2] ? (Datum) 0 : Int32GetDatum(edges[i]);
		values[3] = Int64GetDatum(a->buckets[i]);
		tuplestore_putvalues(set->setResult, set->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* Buckets and undated together. */
RCM_FUNCTION(rcm_aging_total_pg)
{
	int64_t		cents;

	if (!rcm_aging_total(ARG_AGING(0), &cents))
		aging_out_of_range();
	PG_RETURN_INT64(cents);
}

/* The credits. */
RCM_FUNCTION(rcm_aging_credits)
{
	PG_RETURN_INT64(ARG_AGING(0)->credits);
}

/* What has no age. */
RCM_FUNCTION(rcm_aging_undated)
{
	PG_RETURN_INT64(ARG_AGING(0)->undated);
}

/* The buckets above an edge. */
RCM_FUNCTION(rcm_aging_older_than_pg)
{
	RcmAging   *a = ARG_AGING(0);
	int32		days = PG_GETARG_INT32(1);
	int64_t		cents = 0;
	RcmAgingStatus status = rcm_aging_older_than(a, days, &cents);

	if (status == RCM_AGING_RANGE)
		aging_out_of_range();
	if (status == RCM_AGING_OTHER_EDGES)
	{
		StringInfoData edges;

		initStringInfo(&edges);
		for (int32 i = 0; i < a->edges; i++)
			appendStringInfo(&edges, i == 0 ? "%d" : ", %d", rcm_aging_edges(a)[i]);
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%d days is not an edge between buckets", days),
				 errdetail("The edges are %s.", edges.data)));
	}
	PG_RETURN_INT64(cents);
}
