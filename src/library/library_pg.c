/*
 * library_pg.c - the library's helpers for SQL: the trigger that announces
 * changes, the list of sets, rows of a CSV text.
 */
#include "rcm.h"

#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "utils/array.h"
#include "utils/fmgrprotos.h"
#include "utils/inval.h"
#include "utils/rel.h"

#include "claim/claim_pg.h"
#include "library/csv.h"
#include "library/reader_pg.h"

/* Tells every session that a library table has changed. */
RCM_FUNCTION(rcm_library_changed)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" was not called by trigger manager",
						"library_changed")));
	if (!TRIGGER_FIRED_AFTER(trigger->tg_event) || !TRIGGER_FIRED_FOR_STATEMENT(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired AFTER STATEMENT", "library_changed")));
	CacheInvalidateRelcache(trigger->tg_relation);
	return PointerGetDatum(NULL);
}

/* The schema of the library in use. */
RCM_FUNCTION(rcm_library_name)
{
	return DirectFunctionCall1(namein, CStringGetDatum(rcm_library_schema()));
}

/* One row for each set that a neutral file can be loaded into. */
RCM_FUNCTION(rcm_library_sets)
{
	ReturnSetInfo *rsinfo;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	for (int i = 0; i < RCM_SET_COUNT; i++)
	{
		Datum		values[2];
		bool		nulls[2] = {false, false};

		if (rcm_sets[i].file == NULL)
			continue;
		values[0] = CStringGetTextDatum(rcm_sets[i].table);
		values[1] = CStringGetTextDatum(rcm_sets[i].file);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

static void
csv_error(const RcmCsv *csv, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_RCM_LIBRARY_ROW),
			 errmsg("row " INT64_FORMAT " of the file: %s", csv->row, what)));
}

/* The rows of a CSV text as arrays, header included; all of one width. */
RCM_FUNCTION(rcm_csv_rows)
{
	text	   *csv_text = PG_GETARG_TEXT_PP(0);
	ReturnSetInfo *rsinfo;
	RcmArena	arena;
	RcmCsv		csv;
	RcmCsvStatus status;
	int			width = 0;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	rcm_arena_init_context(&arena, CurrentMemoryContext);
	rcm_csv_init(&csv, (RcmText) {VARDATA_ANY(csv_text), VARSIZE_ANY_EXHDR(csv_text)}, &arena);
	while ((status = rcm_csv_next(&csv)) == RCM_CSV_ROW)
	{
		RcmList		fields = {csv.count, csv.fields};
		Datum		values[2];
		bool		nulls[2] = {false, false};

		CHECK_FOR_INTERRUPTS();
		if (width == 0)
			width = csv.count;
		if (csv.count != width)
			csv_error(&csv, psprintf("%d columns where the first row has %d", csv.count, width));
		values[0] = Int64GetDatum(csv.row);
		values[1] = rcm_texts_datum(&fields);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	if (status == RCM_CSV_UNTERMINATED)
		csv_error(&csv, "a quoted field is not closed");
	if (status == RCM_CSV_STRAY_QUOTE)
		csv_error(&csv, "text after a closing quote");
	rcm_arena_free(&arena);
	return (Datum) 0;
}
