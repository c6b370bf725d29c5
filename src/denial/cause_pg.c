/*
 * cause_pg.c - root causes in SQL.
 */
#include "base/shim.h"

#include "mb/pg_wchar.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "denial/catalogue_pg.h"
#include "denial/cause.h"

/* ---- facts ---- */

static void
refuse_fact(const char *message, RcmText name, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s: \"%.*s\"", message, pg_mbcliplen(name.data, name.len, NAMEDATALEN), name.data),
			 detail != NULL ? errdetail("It has to be %s.", detail) : 0,
			 errhint("SELECT * FROM rcm.root_cause_facts() lists the facts.")));
}

/* A null says that the fact is not known. */
static void
set_fact(RcmDenialFacts *facts, RcmText name, const JsonbValue *value)
{
	const RcmFact *fact = rcm_fact_find(name);
	RcmFactForm form = RCM_FORM_STRING;
	RcmText		t = {NULL, 0};

	if (fact == NULL)
		refuse_fact("unknown fact", name, NULL);
	if (value->type == jbvNull)
		return;
	if (value->type == jbvString)
		t = (RcmText) {value->val.string.val, value->val.string.len};
	else if (value->type == jbvBool)
	{
		form = RCM_FORM_TRUTH;
		t = rcm_text_of(value->val.boolean ? "true" : "false");
	}
	else if (value->type == jbvNumeric)
	{
		form = RCM_FORM_NUMBER;
		t = rcm_text_of(DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value->val.numeric))));
	}
	else
		refuse_fact("invalid value of fact", name, rcm_fact_kind_words(fact->kind));
	if (!rcm_fact_set(facts, fact, form, t))
		refuse_fact("invalid value of fact", name, rcm_fact_kind_words(fact->kind));
}

static void
read_facts(Jsonb *given, RcmDenialFacts *facts)
{
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	value;
	RcmText		name = {NULL, 0};

	if (!JB_ROOT_IS_OBJECT(given))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("facts are not a JSON object"),
				 errdetail("Facts are given as one object with a member for each fact."),
				 errhint("SELECT * FROM rcm.root_cause_facts() lists the facts.")));
	rcm_facts_init(facts);
	it = JsonbIteratorInit(&given->root);
	while ((token = JsonbIteratorNext(&it, &value, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			name = (RcmText) {value.val.string.val, value.val.string.len};
		else if (token == WJB_VALUE)
			set_fact(facts, name, &value);
	}
}

/* ---- the cause ---- */

#define CAUSE_COLUMNS 8

/* The row's type, looked up once for each call site. */
static TupleDesc
cause_row(FunctionCallInfo fcinfo)
{
	if (fcinfo->flinfo->fn_extra == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
		TupleDesc	desc;

		if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "return type must be a row type");
		fcinfo->flinfo->fn_extra = BlessTupleDesc(desc);
		MemoryContextSwitchTo(old);
	}
	return fcinfo->flinfo->fn_extra;
}

/* Why a line was denied. */
RCM_FUNCTION(rcm_root_cause_of)
{
	RcmDenialLine line;
	RcmDenialFacts facts;
	RcmCause	cause;
	const RcmLeafFacts *leaf;
	Datum		values[CAUSE_COLUMNS];
	bool		nulls[CAUSE_COLUMNS] = {false};

	line.group = rcm_argument_text(fcinfo, 0);
	line.carc = rcm_argument_text(fcinfo, 1);
	line.rarcs = rcm_argument_texts(fcinfo, 2, &line.rarc_count);
	line.facts = NULL;
	if (!PG_ARGISNULL(3))
	{
		read_facts(PG_GETARG_JSONB_P(3), &facts);
		line.facts = &facts;
	}
	rcm_root_cause(&line, &cause);
	leaf = &rcm_leaves[cause.leaf];
	values[0] = CStringGetTextDatum(rcm_verdict_name(cause.verdict));
	values[1] = rcm_words_datum(rcm_root_name(leaf->root), &nulls[1]);
	values[2] = rcm_words_datum(leaf->name, &nulls[2]);
	values[3] = rcm_words_datum(leaf->owner, &nulls[3]);
	values[4] = rcm_words_datum(leaf->preventable, &nulls[4]);
	values[5] = rcm_words_datum(leaf->recoverable, &nulls[5]);
	values[6] = CStringGetTextDatum(cause.rule);
	values[7] = PointerGetDatum(cstring_to_text_with_len(cause.explanation, cause.length));
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(cause_row(fcinfo), values, nulls)));
}

/* ---- the taxonomy ---- */

/* Every leaf. */
RCM_FUNCTION(rcm_root_causes)
{
	ReturnSetInfo *rsinfo;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	for (int i = RCM_LEAF_NONE + 1; i < RCM_LEAVES; i++)
	{
		const RcmLeafFacts *leaf = &rcm_leaves[i];
		Datum		values[6];
		bool		nulls[6] = {false};

		values[0] = CStringGetTextDatum(rcm_root_name(leaf->root));
		values[1] = CStringGetTextDatum(leaf->name);
		values[2] = CStringGetTextDatum(leaf->owner);
		values[3] = CStringGetTextDatum(leaf->preventable);
		values[4] = CStringGetTextDatum(leaf->recoverable);
		values[5] = CStringGetTextDatum(leaf->meaning);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* Every fact that may be given. */
RCM_FUNCTION(rcm_root_cause_facts)
{
	ReturnSetInfo *rsinfo;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	for (int i = 0; i < rcm_fact_count; i++)
	{
		Datum		values[3];
		bool		nulls[3] = {false};

		values[0] = PointerGetDatum(cstring_to_text_with_len(rcm_facts[i].name.data, rcm_facts[i].name.len));
		values[1] = CStringGetTextDatum(rcm_fact_kind_name(rcm_facts[i].kind));
		values[2] = CStringGetTextDatum(rcm_facts[i].meaning);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
