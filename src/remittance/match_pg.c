/*
 * match_pg.c - which charge lines a remitted claim's lines answer, in SQL.
 */
#include "remittance/match_pg.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "utils/date.h"
#include "utils/tuplestore.h"
#include "utils/typcache.h"

#include "claim/claim_pg.h"

/* ---- rows in ---- */

static RcmText
slice(Datum datum)
{
	text	   *t = DatumGetTextPP(datum);

	return (RcmText) {VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)};
}

RcmText
rcm_field_text(RcmFields *f)
{
	int			i = f->next++;

	return f->nulls[i] ? (RcmText) {"", 0} : slice(f->values[i]);
}

static RcmList
get_texts(RcmFields *f)
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

int64_t
rcm_field_usd(RcmFields *f)
{
	int			i = f->next++;

	return f->nulls[i] ? RCM_NO_USD : DatumGetInt64(f->values[i]);
}

static int32_t
get_date(RcmFields *f)
{
	int			i = f->next++;

	return f->nulls[i] || DATE_NOT_FINITE(DatumGetDateADT(f->values[i])) ?
		RCM_NO_DATE : DatumGetDateADT(f->values[i]);
}

int32_t
rcm_field_number(RcmFields *f)
{
	int			i = f->next++;

	if (f->nulls[i])
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("a line or adjustment of a remitted claim has no number")));
	return DatumGetInt32(f->values[i]);
}

void *
rcm_rows_argument(FunctionCallInfo fcinfo, int argument, size_t size, void (*read) (RcmFields *, void *), int *count)
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
	if (row->natts > RCM_MOST_FIELDS)
		elog(ERROR, "a row of %d columns where at most %d are declared", row->natts, RCM_MOST_FIELDS);
	for (int i = 0; i < *count; i++)
	{
		RcmFields		f = {0};
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
read_line(RcmFields *f, void *place)
{
	RcmRemittedLine *l = place;

	l->line = rcm_field_number(f);
	l->control = rcm_field_text(f);
	l->code = rcm_field_text(f);
	l->mods = get_texts(f);
	l->submitted_code = rcm_field_text(f);
	l->submitted_mods = get_texts(f);
	l->rev = rcm_field_text(f);
	l->service_from = get_date(f);
	f->next++;					/* service_to */
	l->charge = rcm_field_usd(f);
	l->paid = rcm_field_usd(f);
}

static void
read_charge(RcmFields *f, void *place)
{
	RcmChargeLine *c = place;

	c->line_no = rcm_field_number(f);
	c->control = rcm_field_text(f);
	c->code = rcm_field_text(f);
	c->mods = get_texts(f);
	c->rev = rcm_field_text(f);
	c->service_from = get_date(f);
	f->next++;					/* service_to */
	c->charge = rcm_field_usd(f);
	c->owed = rcm_field_usd(f);
}

RcmRemittedLine *
rcm_remitted_lines_argument(FunctionCallInfo fcinfo, int argument, int *count)
{
	return rcm_rows_argument(fcinfo, argument, sizeof(RcmRemittedLine), read_line, count);
}

RcmChargeLine *
rcm_charge_lines_argument(FunctionCallInfo fcinfo, int argument, int *count)
{
	return rcm_rows_argument(fcinfo, argument, sizeof(RcmChargeLine), read_charge, count);
}

/* ---- rows out ---- */

static void
put_answer(ReturnSetInfo *result, int32_t line, const RcmChargeLine *charge, RcmMatchStage stage)
{
	Datum		values[3];
	bool		nulls[3] = {false, charge == NULL};

	values[0] = Int32GetDatum(line);
	values[1] = Int32GetDatum(charge != NULL ? charge->line_no : 0);
	values[2] = rcm_text_datum(rcm_text_of(rcm_match_stage_name(stage)), &nulls[2]);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* Which charge lines each remitted line answers. */
RCM_FUNCTION(rcm_answered_lines)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	int			lines;
	int			charges;
	RcmRemittedLine *line;
	RcmChargeLine *charge;
	RcmLineMatch *matches;
	RcmArena	arena;

	InitMaterializedSRF(fcinfo, 0);
	line = rcm_remitted_lines_argument(fcinfo, 0, &lines);
	charge = rcm_charge_lines_argument(fcinfo, 1, &charges);
	if (Max(lines, charges) > RCM_MATCH_MOST_LINES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a remitted claim has too many lines"),
				 errdetail("Not more than %d lines on either side are matched.", RCM_MATCH_MOST_LINES)));
	matches = palloc(sizeof(RcmLineMatch) * (lines + 1));
	rcm_arena_init_context(&arena, CurrentMemoryContext);
	if (!rcm_match_lines(&arena, line, lines, charge, charges, matches))
		ereport(ERROR,
				(errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
	for (int i = 0; i < lines; i++)
	{
		if (matches[i].count == 0)
			put_answer(result, line[i].line, NULL, RCM_MATCH_NONE);
		for (int j = 0; j < matches[i].count; j++)
			put_answer(result, line[i].line, &charge[matches[i].charges[j]], matches[i].stage);
	}
	rcm_arena_free(&arena);
	return (Datum) 0;
}
