/*
 * posting_pg.c - rcm.posting_moves, the server face of moves.h.
 */
#include "rcm.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/date.h"
#include "utils/tuplestore.h"
#include "utils/typcache.h"

#include "claim/claim_pg.h"
#include "receivable/moves.h"

#define MOST_FIELDS 16

/* The fields of a row of an array, read from left to right. */
typedef struct Fields
{
	int			next;
	Datum		values[MOST_FIELDS];
	bool		nulls[MOST_FIELDS];
} Fields;

/* ---- rows in ---- */

static RcmText
slice(Datum datum)
{
	text	   *t = DatumGetTextPP(datum);

	return (RcmText) {VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)};
}

static RcmText
get_text(Fields *f)
{
	int			i = f->next++;

	return f->nulls[i] ? (RcmText) {"", 0} : slice(f->values[i]);
}

static RcmList
get_texts(Fields *f)
{
	int			i = f->next++;
	RcmList		list = {0, NULL};
	ArrayType  *array;
	Datum	   *items;
	bool	   *nulls;
	int			count;

	if (f->nulls[i])
		return list;
	array = DatumGetArrayTypeP(f->values[i]);
	if (ARR_NDIM(array) == 0)
		return list;
	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &items, &nulls, &count);
	list.items = palloc(sizeof(RcmText) * count);
	for (int n = 0; n < count; n++)
		if (!nulls[n])
			RCM_TEXT_ITEM(list, list.count++) = slice(items[n]);
	return list;
}

static int64_t
get_usd(Fields *f)
{
	int			i = f->next++;

	return f->nulls[i] ? RCM_NO_USD : DatumGetInt64(f->values[i]);
}

static int32_t
get_date(Fields *f)
{
	int			i = f->next++;

	return f->nulls[i] || DATE_NOT_FINITE(DatumGetDateADT(f->values[i])) ?
		RCM_NO_DATE : DatumGetDateADT(f->values[i]);
}

static int32_t
get_number(Fields *f)
{
	int			i = f->next++;

	if (f->nulls[i])
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("a line or adjustment of a remitted claim has no number")));
	return DatumGetInt32(f->values[i]);
}

static void
read_line(Fields *f, void *place)
{
	RcmRemittedLine *l = place;

	l->line = get_number(f);
	l->control = get_text(f);
	l->code = get_text(f);
	l->mods = get_texts(f);
	l->submitted_code = get_text(f);
	l->submitted_mods = get_texts(f);
	l->rev = get_text(f);
	l->service_from = get_date(f);
	f->next++;					/* service_to */
	l->charge = get_usd(f);
	l->paid = get_usd(f);
}

static void
read_adjustment(Fields *f, void *place)
{
	RcmRemittedAdjustment *a = place;

	if (f->nulls[0])
		f->next++;
	else
		a->line = get_number(f);
	a->adjustment = get_number(f);
	a->group_code = get_text(f);
	a->carc = get_text(f);
	a->amount = get_usd(f);
}

static void
read_charge(Fields *f, void *place)
{
	RcmChargeLine *c = place;

	c->line_no = get_number(f);
	c->control = get_text(f);
	c->code = get_text(f);
	c->mods = get_texts(f);
	c->rev = get_text(f);
	c->service_from = get_date(f);
	f->next++;					/* service_to */
	c->charge = get_usd(f);
	c->owed = get_usd(f);
}

/* An argument that is an array of rows, as an array of the core's; none when it is null. */
static void *
read_rows(FunctionCallInfo fcinfo, int argument, size_t size, void (*read) (Fields *, void *), int *count)
{
	ArrayType  *array;
	TupleDesc	row;
	Datum	   *items;
	bool	   *nulls;
	char	   *result;

	*count = 0;
	if (PG_ARGISNULL(argument))
		return NULL;
	array = PG_GETARG_ARRAYTYPE_P(argument);
	if (ARR_NDIM(array) == 0)
		return NULL;
	deconstruct_array(array, ARR_ELEMTYPE(array), -1, false, TYPALIGN_DOUBLE, &items, &nulls, count);
	result = MemoryContextAllocExtended(CurrentMemoryContext, size * *count, MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	row = lookup_rowtype_tupdesc(ARR_ELEMTYPE(array), -1);
	Assert(row->natts <= MOST_FIELDS);
	for (int i = 0; i < *count; i++)
	{
		Fields		f = {0};
		HeapTupleHeader header;
		HeapTupleData tuple;

		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("a line or adjustment of a remitted claim is null")));
		header = DatumGetHeapTupleHeader(items[i]);
		tuple = (HeapTupleData) {.t_len = HeapTupleHeaderGetDatumLength(header),.t_data = header};
		heap_deform_tuple(&tuple, row, f.values, f.nulls);
		read(&f, result + size * i);
	}
	ReleaseTupleDesc(row);
	return result;
}

static void
read_claim(FunctionCallInfo fcinfo, RcmRemittedClaim *claim)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(4) || PG_ARGISNULL(5))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("what a claim was paid, by whom, and who owes next must be given")));
	claim->paid = PG_GETARG_INT64(0);
	claim->party = PG_GETARG_INT16(4);
	claim->next_party = PG_GETARG_INT16(5);
	if (!rcm_account_owes(claim->party) || claim->party == RCM_ACCOUNT_PATIENT ||
		!rcm_account_owes(claim->next_party) || claim->next_party == claim->party)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a remittance is not answered by this account, or not owed next by that one"),
				 errhint("party is insurer_1, insurer_2, insurer_3 or third_party, next_party another of them or patient.")));
	claim->line = read_rows(fcinfo, 1, sizeof(RcmRemittedLine), read_line, &claim->lines);
	claim->adjustment = read_rows(fcinfo, 2, sizeof(RcmRemittedAdjustment), read_adjustment, &claim->adjustments);
	claim->charge = read_rows(fcinfo, 3, sizeof(RcmChargeLine), read_charge, &claim->charges);
}

/* ---- rows out ---- */

static Datum
string_datum(const char *s, bool *isnull)
{
	return rcm_text_datum(rcm_text_of(s), isnull);
}

static Datum
account_datum(int account, bool *isnull)
{
	*isnull = account == 0;
	return Int16GetDatum(account);
}

static void
put_move(ReturnSetInfo *result, const RcmMove *move)
{
	Datum		values[10];
	bool		nulls[10] = {move->line == NULL, move->adjustment == NULL, move->charge == NULL};

	values[0] = Int32GetDatum(move->line != NULL ? move->line->line : 0);
	values[1] = Int32GetDatum(move->adjustment != NULL ? move->adjustment->adjustment : 0);
	values[2] = Int32GetDatum(move->charge != NULL ? move->charge->line_no : 0);
	values[3] = string_datum(rcm_match_stage_name(move->stage), &nulls[3]);
	values[4] = account_datum(move->from, &nulls[4]);
	values[5] = account_datum(move->to, &nulls[5]);
	values[6] = rcm_usd_datum(move->amount, &nulls[6]);
	values[7] = rcm_text_datum(move->adjustment != NULL ? move->adjustment->group_code : (RcmText) {"", 0}, &nulls[7]);
	values[8] = rcm_text_datum(move->adjustment != NULL ? move->adjustment->carc : (RcmText) {"", 0}, &nulls[8]);
	values[9] = string_datum(move->problem, &nulls[9]);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

static void
refuse(RcmMovesStatus status)
{
	switch (status)
	{
		case RCM_MOVES_OK:
			break;
		case RCM_MOVES_RANGE:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("the amounts of a remitted claim are out of range")));
			break;
		case RCM_MOVES_TWICE:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("two lines or two adjustments of a remitted claim have the same number")));
			break;
		case RCM_MOVES_TOO_MANY:
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("a remitted claim has too many lines or adjustments"),
					 errdetail("Not more than %d lines on either side are matched.", RCM_MATCH_MOST_LINES)));
			break;
		case RCM_MOVES_NO_MEMORY:
			ereport(ERROR,
					(errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
			break;
	}
}

/* The money of a remitted claim as moves between accounts. */
RCM_FUNCTION(rcm_posting_moves)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	RcmRemittedClaim claim = {0};
	RcmMoves	moves;
	RcmArena	arena;

	InitMaterializedSRF(fcinfo, 0);
	read_claim(fcinfo, &claim);
	rcm_arena_init_context(&arena, CurrentMemoryContext);
	refuse(rcm_moves(&arena, &claim, &moves));
	for (int i = 0; i < moves.count; i++)
		put_move(result, &moves.move[i]);
	rcm_arena_free(&arena);
	return (Datum) 0;
}
