/*
 * kpi_pg.c - rcm.kpi, the server face of state.h: text, binary, sums.
 *
 * While an aggregate runs, its state is wide and changed in place; what users
 * see and store is packed.  Every function takes either.
 */
#include "kpi/kpi_pg.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "utils/numeric.h"

/* The version of the binary form. */
#define BINARY_VERSION 1

/* Reports a sum that does not fit, or bytes that are no state. */
static void
refuse(RcmKpiStatus status)
{
	if (status == RCM_KPI_BROKEN)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("invalid stored value of type rcm.kpi")));
	if (status != RCM_KPI_OK)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("a counter of rcm.kpi is out of range"),
				 errdetail("Counters lie between -9223372036854775807 and 9223372036854775807; money is counted in cents.")));
}

void
rcm_kpi_move(int64_t *counters, Datum state, bool away)
{
	struct varlena *bytes = (struct varlena *) DatumGetPointer(state);

	/* Most are fresh from a fact, and plain. */
	if (!VARATT_IS_4B_U(bytes))
		bytes = PG_DETOAST_DATUM_PACKED(state);
	refuse((away ? rcm_kpi_subtract : rcm_kpi_add) (counters, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes)));
}

void
rcm_kpi_unpack(Datum state, int64_t *counters)
{
	memset(counters, 0, RCM_KPI_COUNTERS * sizeof(int64_t));
	rcm_kpi_move(counters, state, false);
}

Datum
rcm_kpi_packed(const int64_t *counters)
{
	struct varlena *state = palloc0(VARHDRSZ + RCM_KPI_PACKED_SIZE(RCM_KPI_COUNTERS));

	SET_VARSIZE(state, VARHDRSZ + rcm_kpi_pack(counters, VARDATA(state)));
	return PointerGetDatum(state);
}

Datum
rcm_kpi_numeric(bool money, int64_t number)
{
	return NumericGetDatum(money ? int64_div_fast_to_numeric(number, 2) : int64_to_numeric(number));
}

int
rcm_kpi_named_counter(text *name)
{
	int			counter = rcm_kpi_counter((RcmText) {VARDATA_ANY(name), (int32_t) VARSIZE_ANY_EXHDR(name)});

	if (counter < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there is no counter \"%s\"", text_to_cstring(name)),
				 errhint("rcm.kpi_counters() lists them.")));
	return counter;
}

/* The numbers of a wide state; they follow two heads of four bytes, so they are aligned. */
static inline int64_t *
wide_numbers(struct varlena *state)
{
	return (int64_t *) (VARDATA(state) + sizeof(RcmKpiHead));
}

/* Is it a wide state of this version, as our own transitions return it? */
static inline bool
is_wide(struct varlena *state)
{
	RcmKpiHead *head = (RcmKpiHead *) VARDATA(state);

	return VARATT_IS_4B_U(state) && VARSIZE(state) == VARHDRSZ + RCM_KPI_WIDE_SIZE &&
		head->layout == RCM_KPI_WIDE && head->count == RCM_KPI_COUNTERS;
}

/* A wide copy of a state. */
static struct varlena *
widen(Datum state)
{
	struct varlena *wide = palloc0(VARHDRSZ + RCM_KPI_WIDE_SIZE);
	RcmKpiHead	head = {RCM_KPI_WIDE, RCM_KPI_COUNTERS, {0, 0}};

	SET_VARSIZE(wide, VARHDRSZ + RCM_KPI_WIDE_SIZE);
	memcpy(VARDATA(wide), &head, sizeof(head));
	rcm_kpi_move(wide_numbers(wide), state, false);
	return wide;
}

/* The first state with the second added or taken away: in place where the first is an aggregate's own. */
static Datum
plus_or_minus(FunctionCallInfo fcinfo, bool away)
{
	struct varlena *state = (struct varlena *) PG_GETARG_POINTER(0);

	if (!AggCheckCallContext(fcinfo, NULL))
	{
		int64_t		counters[RCM_KPI_COUNTERS];

		rcm_kpi_unpack(PG_GETARG_DATUM(0), counters);
		rcm_kpi_move(counters, PG_GETARG_DATUM(1), away);
		return rcm_kpi_packed(counters);
	}
	if (!is_wide(state))
		state = widen(PG_GETARG_DATUM(0));
	rcm_kpi_move(wide_numbers(state), PG_GETARG_DATUM(1), away);
	return PointerGetDatum(state);
}

/* kpi + kpi, and the transition and combination of the aggregates. */
RCM_FUNCTION(rcm_kpi_pl)
{
	return plus_or_minus(fcinfo, false);
}

/* kpi - kpi, and the inverse transition. */
RCM_FUNCTION(rcm_kpi_mi)
{
	return plus_or_minus(fcinfo, true);
}

/* The result of the aggregates: the state, packed. */
RCM_FUNCTION(rcm_kpi_final)
{
	int64_t		counters[RCM_KPI_COUNTERS];

	rcm_kpi_unpack(PG_GETARG_DATUM(0), counters);
	return rcm_kpi_packed(counters);
}

/* What is wrong with a text, as a soft error. */
static Datum
text_refused(FunctionCallInfo fcinfo, RcmKpiStatus status, RcmText at)
{
	switch (status)
	{
		case RCM_KPI_UNKNOWN:
			ereturn(RCM_ESCONTEXT(fcinfo), (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("rcm.kpi has no counter \"%.*s\"", at.len, at.data),
					 errhint("rcm.kpi_counters() lists them.")));
		case RCM_KPI_TWICE:
			ereturn(RCM_ESCONTEXT(fcinfo), (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("counter \"%.*s\" is given twice", at.len, at.data)));
		case RCM_KPI_FRACTION:
			ereturn(RCM_ESCONTEXT(fcinfo), (Datum) 0,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("number \"%.*s\" is too fine for its counter", at.len, at.data),
					 errdetail("Money is exact in cents; counts and days are whole numbers.")));
		case RCM_KPI_RANGE:
			ereturn(RCM_ESCONTEXT(fcinfo), (Datum) 0,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("number \"%.*s\" is out of range for a counter of rcm.kpi", at.len, at.data)));
		default:
			ereturn(RCM_ESCONTEXT(fcinfo), (Datum) 0,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type rcm.kpi: \"%.*s\"", at.len, at.data),
					 errdetail("A state is written {counter:number,...}, such as {charges:1200.00,charge_lines:3}.")));
	}
}

/* Text in. */
RCM_FUNCTION(rcm_kpi_in)
{
	int64_t		counters[RCM_KPI_COUNTERS];
	RcmText		at;
	RcmKpiStatus status = rcm_kpi_parse(rcm_text_of(PG_GETARG_CSTRING(0)), counters, &at);

	if (status != RCM_KPI_OK)
		return text_refused(fcinfo, status, at);
	return rcm_kpi_packed(counters);
}

/* Text out. */
RCM_FUNCTION(rcm_kpi_out)
{
	int64_t		counters[RCM_KPI_COUNTERS];
	char	   *text = palloc(RCM_KPI_TEXT_ROOM);

	rcm_kpi_unpack(PG_GETARG_DATUM(0), counters);
	(void) rcm_kpi_format(counters, text);
	PG_RETURN_CSTRING(text);
}

/* Binary out: a version, how many, then each counter's place and number. */
RCM_FUNCTION(rcm_kpi_send)
{
	int64_t		counters[RCM_KPI_COUNTERS];
	StringInfoData buf;
	int			count = 0;

	rcm_kpi_unpack(PG_GETARG_DATUM(0), counters);
	for (int i = 0; i < RCM_KPI_COUNTERS; i++)
		count += counters[i] != 0;
	pq_begintypsend(&buf);
	pq_sendint8(&buf, BINARY_VERSION);
	pq_sendint16(&buf, (uint16) count);
	for (int i = 0; i < RCM_KPI_COUNTERS; i++)
		if (counters[i] != 0)
		{
			pq_sendint16(&buf, (uint16) i);
			pq_sendint64(&buf, (uint64) counters[i]);
		}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* Binary in: what send makes, and nothing else. */
RCM_FUNCTION(rcm_kpi_recv)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int64_t		counters[RCM_KPI_COUNTERS] = {0};
	bool		valid = pq_getmsgbyte(buf) == BINARY_VERSION;
	int			count = (uint16) pq_getmsgint(buf, 2);
	int			last = -1;

	for (int i = 0; valid && i < count; i++)
	{
		int			counter = (uint16) pq_getmsgint(buf, 2);
		int64		number = pq_getmsgint64(buf);

		valid = counter > last && counter < RCM_KPI_COUNTERS && number != 0 && number != PG_INT64_MIN;
		if (valid)
			counters[counter] = number;
		last = counter;
	}
	if (!valid)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary value for type rcm.kpi")));
	return rcm_kpi_packed(counters);
}

/* Do two states count the same? */
static bool
same_state(FunctionCallInfo fcinfo)
{
	int64_t		a[RCM_KPI_COUNTERS];
	int64_t		b[RCM_KPI_COUNTERS];

	rcm_kpi_unpack(PG_GETARG_DATUM(0), a);
	rcm_kpi_unpack(PG_GETARG_DATUM(1), b);
	return memcmp(a, b, sizeof(a)) == 0;
}

RCM_FUNCTION(rcm_kpi_eq)
{
	PG_RETURN_BOOL(same_state(fcinfo));
}

RCM_FUNCTION(rcm_kpi_ne)
{
	PG_RETURN_BOOL(!same_state(fcinfo));
}

/* The bytes that equal states share: packed, whatever the layout was. */
static struct varlena *
canonical(Datum state)
{
	int64_t		counters[RCM_KPI_COUNTERS];

	rcm_kpi_unpack(state, counters);
	return (struct varlena *) DatumGetPointer(rcm_kpi_packed(counters));
}

RCM_FUNCTION(rcm_kpi_hash)
{
	struct varlena *state = canonical(PG_GETARG_DATUM(0));

	return hash_any((unsigned char *) VARDATA(state), (int) (VARSIZE(state) - VARHDRSZ));
}

RCM_FUNCTION(rcm_kpi_hash_extended)
{
	struct varlena *state = canonical(PG_GETARG_DATUM(0));

	return hash_any_extended((unsigned char *) VARDATA(state), (int) (VARSIZE(state) - VARHDRSZ), (uint64) PG_GETARG_INT64(1));
}

/* One counter of a state. */
RCM_FUNCTION(rcm_kpi_counter_of)
{
	int64_t		counters[RCM_KPI_COUNTERS];
	int			counter = rcm_kpi_named_counter(PG_GETARG_TEXT_PP(1));

	rcm_kpi_unpack(PG_GETARG_DATUM(0), counters);
	return rcm_kpi_numeric(rcm_kpi_is_money(counter), counters[counter]);
}

/* The counters of a state that are not zero, as rows. */
RCM_FUNCTION(rcm_kpi_counters_of)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	int64_t		counters[RCM_KPI_COUNTERS];

	InitMaterializedSRF(fcinfo, 0);
	rcm_kpi_unpack(PG_GETARG_DATUM(0), counters);
	for (int i = 0; i < RCM_KPI_COUNTERS; i++)
	{
		Datum		values[2];
		bool		nulls[2] = {false, false};

		if (counters[i] == 0)
			continue;
		values[0] = CStringGetTextDatum(rcm_kpi_counters[i].name);
		values[1] = rcm_kpi_numeric(rcm_kpi_is_money(i), counters[i]);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* What a state counts. */
RCM_FUNCTION(rcm_kpi_counter_list)
{
	static const char *const units[] = {"dollars", "dollar days", "items", "days"};
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < RCM_KPI_COUNTERS; i++)
	{
		const RcmKpiCounterInfo *c = &rcm_kpi_counters[i];
		Datum		values[4];
		bool		nulls[4] = {false, false, false, false};

		values[0] = CStringGetTextDatum(c->name);
		values[1] = CStringGetTextDatum(units[c->unit]);
		values[2] = CStringGetTextDatum(c->counted_by);
		values[3] = CStringGetTextDatum(c->meaning);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
