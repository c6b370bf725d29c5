/*
 * reason_pg.c - the catalogue of reason and remark codes in SQL.
 */
#include "base/shim.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/date.h"

#include "denial/catalogue_pg.h"
#include "denial/cause.h"

/* An argument that may be null as a slice; a null is empty. */
RcmText
rcm_argument_text(FunctionCallInfo fcinfo, int i)
{
	text	   *given;

	if (PG_ARGISNULL(i))
		return (RcmText) {NULL, 0};
	given = PG_GETARG_TEXT_PP(i);
	return (RcmText) {VARDATA_ANY(given), (int32_t) VARSIZE_ANY_EXHDR(given)};
}

/* An argument text[] that may be null, without its null elements. */
RcmText *
rcm_argument_texts(FunctionCallInfo fcinfo, int i, int *count)
{
	Datum	   *elements;
	bool	   *nulls;
	int			n;
	RcmText    *texts;

	*count = 0;
	if (PG_ARGISNULL(i))
		return NULL;
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(i), TEXTOID, -1, false, TYPALIGN_INT, &elements, &nulls, &n);
	texts = palloc(sizeof(RcmText) * Max(n, 1));
	for (int e = 0; e < n; e++)
		if (!nulls[e])
		{
			text	   *element = DatumGetTextPP(elements[e]);

			texts[(*count)++] = (RcmText) {VARDATA_ANY(element), (int32_t) VARSIZE_ANY_EXHDR(element)};
		}
	return texts;
}

/* ---- of one adjustment ---- */

/* How the money of an adjustment moves. */
RCM_FUNCTION(rcm_adjustment_class_of)
{
	RcmText		group = rcm_argument_text(fcinfo, 0);
	RcmText		carc = rcm_argument_text(fcinfo, 1);

	PG_RETURN_TEXT_P(cstring_to_text(rcm_adjustment_class_name(
															   rcm_adjustment_class(group.data, (size_t) group.len, carc.data, (size_t) carc.len))));
}

/* Does an adjustment have to be worked? */
RCM_FUNCTION(rcm_adjustment_is_a_denial)
{
	RcmText		carc = rcm_argument_text(fcinfo, 1);

	PG_RETURN_BOOL(rcm_adjustment_is_denial(carc.data, (size_t) carc.len));
}

/* A day of the server as the tables write days; beyond their calendar it is before or after all of them. */
static int32_t
table_day(DateADT day)
{
	int32_t		first = 0,
				last = 0;
	RcmYmd		ymd;

	(void) rcm_date_from_ymd(1, 1, 1, &first);
	(void) rcm_date_from_ymd(9999, 12, 31, &last);
	if (day < first || day > last)
		return day < first ? 1 : INT32_MAX;
	ymd = rcm_ymd(day);
	return ymd.year * 10000 + ymd.month * 100 + ymd.day;
}

/* What is odd about an adjustment. */
RCM_FUNCTION(rcm_adjustment_faults_of)
{
	int			count;
	RcmText    *rarcs = rcm_argument_texts(fcinfo, 2, &count);
	int			faults = rcm_adjustment_faults(rcm_argument_text(fcinfo, 0), rcm_argument_text(fcinfo, 1),
											   rarcs, count, PG_ARGISNULL(3) ? 0 : table_day(PG_GETARG_DATEADT(3)));
	Datum		names[RCM_FAULTS];
	int			n = 0;

	for (int bit = 0; bit < RCM_FAULTS; bit++)
		if ((faults & 1 << bit) != 0)
			names[n++] = CStringGetTextDatum(rcm_adjustment_fault_name(bit));
	PG_RETURN_ARRAYTYPE_P(construct_array(names, n, TEXTOID, -1, false, TYPALIGN_INT));
}

/* ---- the catalogue ---- */

Datum
rcm_words_datum(const char *words, bool *isnull)
{
	*isnull = words == NULL;
	return *isnull ? (Datum) 0 : CStringGetTextDatum(words);
}

static Datum
day_datum(int32_t yyyymmdd, bool *isnull)
{
	int32_t		day;

	*isnull = !rcm_date_from_ymd(yyyymmdd / 10000, yyyymmdd / 100 % 100, yyyymmdd % 100, &day);
	return *isnull ? (Datum) 0 : DateADTGetDatum(day);
}

static Datum
groups_datum(int groups)
{
	static const RcmGroup all[] = {RCM_GROUP_CO, RCM_GROUP_PR, RCM_GROUP_OA, RCM_GROUP_PI, RCM_GROUP_CR};
	Datum		names[lengthof(all)];
	int			n = 0;

	for (int i = 0; i < (int) lengthof(all); i++)
		if ((groups & all[i]) != 0)
			names[n++] = CStringGetTextDatum(rcm_group_name(all[i]));
	return PointerGetDatum(construct_array(names, n, TEXTOID, -1, false, TYPALIGN_INT));
}

static Datum
leaves_datum(const RcmReason *reason)
{
	RcmLeaf		leaves[RCM_LEAVES];
	Datum		names[RCM_LEAVES];
	int			n = rcm_reason_leaves(reason, leaves);

	for (int i = 0; i < n; i++)
	{
		const RcmLeafFacts *leaf = &rcm_leaves[leaves[i]];

		names[i] = CStringGetTextDatum(psprintf("%s.%s", rcm_root_name(leaf->root), leaf->name));
	}
	return PointerGetDatum(construct_array(names, n, TEXTOID, -1, false, TYPALIGN_INT));
}

#define REASON_COLUMNS 13

/* Every reason code. */
RCM_FUNCTION(rcm_reason_codes)
{
	ReturnSetInfo *rsinfo;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	for (int i = 0; i < RCM_REASON_COUNT; i++)
	{
		const RcmReason *reason = &rcm_reasons[i];
		const RcmLeafFacts *leaf = &rcm_leaves[reason->leaf];
		Datum		values[REASON_COLUMNS];
		bool		nulls[REASON_COLUMNS] = {false};

		values[0] = CStringGetTextDatum(reason->code);
		values[1] = CStringGetTextDatum(rcm_nature_name(reason->nature));
		values[2] = CStringGetTextDatum(rcm_adjustment_class_name(reason->moves));
		values[3] = rcm_words_datum(rcm_root_name(leaf->root), &nulls[3]);
		values[4] = rcm_words_datum(leaf->name, &nulls[4]);
		values[5] = leaves_datum(reason);
		values[6] = groups_datum(reason->usual_groups);
		values[7] = groups_datum(reason->restricted_groups);
		values[8] = BoolGetDatum(reason->remark_needed);
		values[9] = rcm_words_datum(rcm_remedy_name(reason->remedy), &nulls[9]);
		values[10] = day_datum(reason->starts, &nulls[10]);
		values[11] = day_datum(reason->stops, &nulls[11]);
		values[12] = CStringGetTextDatum(reason->gist);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

#define REMARK_COLUMNS 8

/* Every remark code. */
RCM_FUNCTION(rcm_remark_codes)
{
	ReturnSetInfo *rsinfo;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	for (int i = 0; i < RCM_REMARK_COUNT; i++)
	{
		const RcmRemark *remark = &rcm_remarks[i];
		const RcmLeafFacts *leaf = &rcm_leaves[remark->leaf];
		Datum		values[REMARK_COLUMNS];
		bool		nulls[REMARK_COLUMNS] = {false};

		values[0] = CStringGetTextDatum(remark->code);
		values[1] = CStringGetTextDatum(remark->alert ? "alert" : "supplemental");
		values[2] = CStringGetTextDatum(remark->about);
		values[3] = rcm_words_datum(rcm_root_name(leaf->root), &nulls[3]);
		values[4] = rcm_words_datum(leaf->name, &nulls[4]);
		values[5] = day_datum(remark->starts, &nulls[5]);
		values[6] = day_datum(remark->changed, &nulls[6]);
		values[7] = CStringGetTextDatum(remark->gist);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
