/*
 * rows_pg.c - a claim taken apart into rows: lines and diagnoses.
 */
#include "rcm.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "claim/claim_pg.h"

/* The tuplestore the executor will read, shaped as the function's call expects. */
static ReturnSetInfo *
begin_rows(FunctionCallInfo fcinfo)
{
	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	return (ReturnSetInfo *) fcinfo->resultinfo;
}

static Datum
pointers_datum(const RcmList *pointers)
{
	Datum	   *items = palloc(sizeof(Datum) * (pointers->count + 1));

	for (int i = 0; i < pointers->count; i++)
	{
		int64_t		v = RCM_INT_ITEM(*pointers, i);

		items[i] = Int32GetDatum((int32) Max(Min(v, INT32_MAX), INT32_MIN));
	}
	return PointerGetDatum(construct_array(items, pointers->count, INT4OID, sizeof(int32),
										   true, TYPALIGN_INT));
}

/* The codes that a line's pointers lead to. */
static Datum
pointed_codes(const RcmClaim *claim, const RcmLine *line)
{
	RcmList		codes = {0, palloc(sizeof(RcmText) * (line->dx_ptr.count + 1))};

	for (int i = 0; i < line->dx_ptr.count; i++)
	{
		int64_t		p = RCM_INT_ITEM(line->dx_ptr, i);

		if (p >= 1 && p <= claim->dx.count)
			RCM_TEXT_ITEM(codes, codes.count++) = RCM_ITEM(claim->dx, RcmDiagnosis, p - 1)->code;
	}
	return rcm_texts_datum(&codes);
}

static void
fill_line(const RcmClaim *claim, int i, Datum *values, bool *nulls)
{
	const RcmLine *line = RCM_ITEM(claim->lines, RcmLine, i);
	const RcmNumber none = {.state = RCM_NUMBER_NONE};
	const RcmText nothing = {NULL, 0};
	const RcmNdc *ndc = line->ndc;
	int			c = 0;

#define COLUMN(datum) (values[c] = (datum), c++)
	COLUMN(Int32GetDatum(rcm_line_number(line, i)));
	COLUMN(rcm_text_datum(line->code, &nulls[c]));
	COLUMN(rcm_texts_datum(&line->mods));
	COLUMN(rcm_number_datum(&line->units, &nulls[c]));
	COLUMN(rcm_text_datum(line->uom, &nulls[c]));
	COLUMN(rcm_usd_datum(line->charge, &nulls[c]));
	COLUMN(rcm_date_datum(line->from, &nulls[c]));
	COLUMN(rcm_date_datum(line->to, &nulls[c]));
	COLUMN(rcm_text_datum(rcm_blank(line->pos) ? claim->pos : line->pos, &nulls[c]));
	COLUMN(rcm_text_datum(line->rev, &nulls[c]));
	COLUMN(pointers_datum(&line->dx_ptr));
	COLUMN(pointed_codes(claim, line));
	COLUMN(rcm_text_datum(line->rendering != NULL ? line->rendering->npi : nothing, &nulls[c]));
	COLUMN(rcm_text_datum(line->ordering != NULL ? line->ordering->npi : nothing, &nulls[c]));
	COLUMN(rcm_text_datum(ndc != NULL ? ndc->code : nothing, &nulls[c]));
	COLUMN(rcm_number_datum(ndc != NULL ? &ndc->qty : &none, &nulls[c]));
	COLUMN(rcm_text_datum(ndc != NULL ? ndc->uom : nothing, &nulls[c]));
	COLUMN(rcm_text_datum(line->desc, &nulls[c]));
	COLUMN(rcm_number_datum(&line->minutes, &nulls[c]));
	COLUMN(rcm_text_datum(line->auth, &nulls[c]));
	COLUMN(BoolGetDatum(rcm_text_is(line->emg, "Y")));
	COLUMN(BoolGetDatum(rcm_text_is(line->epsdt, "Y")));
	COLUMN(rcm_text_datum(line->control, &nulls[c]));
#undef COLUMN
}

#define LINE_COLUMNS 23

/* One row for each service line. */
RCM_FUNCTION(rcm_claim_lines)
{
	ReturnSetInfo *rsinfo = begin_rows(fcinfo);
	RcmClaim   *claim = rcm_claim_from_datum(PG_GETARG_DATUM(0));

	for (int i = 0; i < claim->lines.count; i++)
	{
		Datum		values[LINE_COLUMNS];
		bool		nulls[LINE_COLUMNS] = {false};

		fill_line(claim, i, values, nulls);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

static void
put_diagnosis(ReturnSetInfo *rsinfo, const char *role, int position, RcmText code, RcmText poa)
{
	Datum		values[4];
	bool		nulls[4] = {false};

	values[0] = CStringGetTextDatum(role);
	values[1] = Int32GetDatum(position);
	values[2] = rcm_text_datum(code, &nulls[2]);
	values[3] = rcm_text_datum(poa, &nulls[3]);
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

/* One row for each diagnosis, in the order of the claim. */
RCM_FUNCTION(rcm_claim_diagnoses)
{
	ReturnSetInfo *rsinfo = begin_rows(fcinfo);
	RcmClaim   *claim = rcm_claim_from_datum(PG_GETARG_DATUM(0));
	const RcmText nothing = {NULL, 0};

	for (int i = 0; i < claim->dx.count; i++)
	{
		const RcmDiagnosis *dx = RCM_ITEM(claim->dx, RcmDiagnosis, i);

		put_diagnosis(rsinfo, i == 0 ? "principal" : "other", i + 1, dx->code, dx->poa);
	}
	if (!rcm_blank(claim->admit_dx))
		put_diagnosis(rsinfo, "admitting", 1, claim->admit_dx, nothing);
	for (int i = 0; i < claim->reason_dx.count; i++)
		put_diagnosis(rsinfo, "reason for visit", i + 1, RCM_TEXT_ITEM(claim->reason_dx, i), nothing);
	return (Datum) 0;
}
