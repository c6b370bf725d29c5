/*
 * forms_pg.c - the boxes of a paper form in SQL.
 */
#include "rcm.h"

#include "claim/claim_pg.h"
#include "forms/form.h"

#include "utils/memutils.h"
#include "utils/tuplestore.h"

#define COLUMNS 6

typedef struct Rows
{
	ReturnSetInfo *result;
	MemoryContext row;
} Rows;

static void
put(void *owner, const RcmFormField *field)
{
	Rows	   *rows = owner;
	MemoryContext old = MemoryContextSwitchTo(rows->row);
	Datum		values[COLUMNS];
	bool		nulls[COLUMNS] = {false};

	values[0] = CStringGetTextDatum(field->form);
	values[1] = Int32GetDatum(field->page);
	values[2] = CStringGetTextDatum(field->field);
	values[3] = Int32GetDatum(field->line);
	nulls[3] = field->line == 0;
	values[4] = rcm_text_datum(field->value, &nulls[4]);
	values[5] = BoolGetDatum(field->fits);
	MemoryContextSwitchTo(old);
	tuplestore_putvalues(rows->result->setResult, rows->result->setDesc, values, nulls);
	MemoryContextReset(rows->row);
}

/* Every box of the claim's paper form that has a value. */
RCM_FUNCTION(rcm_form_fields_of_claim)
{
	Rows		rows;
	RcmArena	arena;
	MemoryContext texts = AllocSetContextCreate(CurrentMemoryContext, "form", ALLOCSET_DEFAULT_SIZES);

	InitMaterializedSRF(fcinfo, 0);
	rows.result = (ReturnSetInfo *) fcinfo->resultinfo;
	rows.row = AllocSetContextCreate(CurrentMemoryContext, "form row", ALLOCSET_DEFAULT_SIZES);
	rcm_arena_init_context(&arena, texts);
	rcm_form_fields(rcm_claim_from_datum(PG_GETARG_DATUM(0)), &arena, put, &rows);
	return (Datum) 0;
}
