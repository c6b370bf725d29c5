/*
 * trigger_pg.c - claims refused where they are written.
 *
 * require_clean guards a table that holds a claim in one column: BEFORE ROW.
 * require_clean_by guards normalised tables, whose rows arrive one by one: a
 * deferrable constraint trigger that asks a query for the whole claim when
 * the transaction's changes are in.
 */
#include "rcm.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"

#include "claim/claim_pg.h"
#include "scrub/evidence.h"
#include "scrub/scrub_pg.h"

/* ---- the answer ---- */

static int
count_severity(RcmScrub *s, RcmSeverity severity)
{
	int			n = 0;

	for (int i = 0; i < s->finding_count; i++)
		n += s->findings[i].severity == severity;
	return n;
}

static const RcmFinding *
first_of(RcmScrub *s, RcmSeverity severity)
{
	for (int i = 0; i < s->finding_count; i++)
		if (s->findings[i].severity == severity)
			return &s->findings[i];
	return NULL;
}

/* Refuse the claim, or only tell of what is not enough to refuse it. */
static void
answer(RcmScrub *s)
{
	const RcmFinding *f = first_of(s, s->rejected ? RCM_REJECT : RCM_WARN);
	RcmFindingTexts t;
	int			level = s->rejected ? ERROR : NOTICE;
	int			others;

	if (f == NULL)
		return;
	t = rcm_finding_texts(f);
	others = count_severity(s, f->severity) - 1;
	ereport(level,
			(errcode(s->rejected ? ERRCODE_RCM_CLAIM_REJECTED : ERRCODE_WARNING),
			 others == 0 ?
			 errmsg("claim %s: %.*s: %.*s", s->rejected ? "refused" : "accepted with a warning",
					RCM_PRINT(t.id), RCM_PRINT(f->message)) :
			 errmsg("claim %s: %.*s: %.*s (and %d more)",
					s->rejected ? "refused" : "accepted with a warning",
					RCM_PRINT(t.id), RCM_PRINT(f->message), others),
			 errdetail("%s", rcm_findings_json(s)),
			 t.fix.len > 0 ? errhint("%.*s", RCM_PRINT(t.fix)) : 0));
}

static void
check_called(FunctionCallInfo fcinfo, const char *name)
{
	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" was not called by trigger manager", name)));
}

static void
bad_arguments(const char *name, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("trigger function \"%s\" was created with the wrong arguments", name),
			 errhint("%s", hint)));
}

/* ---- require_clean ---- */

static int
column_number(Relation rel, const char *name)
{
	int			number = SPI_fnumber(RelationGetDescr(rel), name);

	if (number <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("column \"%s\" of relation \"%s\" does not exist",
						name, RelationGetRelationName(rel))));
	return number;
}

/* The column that holds the claim: one that can, and that has a value by now. */
static int
claim_column(Relation rel, const char *name)
{
	int			number = column_number(rel, name);
	Form_pg_attribute column = TupleDescAttr(RelationGetDescr(rel), number - 1);
	Oid			type = getBaseType(column->atttypid);

	if (type != rcm_claim_type() && type != JSONBOID && type != JSONOID && type != TEXTOID)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("column \"%s\" of relation \"%s\" is not a claim",
						name, RelationGetRelationName(rel)),
				 errhint("require_clean guards a column of type rcm.claim, jsonb, json or text.")));
	if (column->attgenerated != '\0')
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("generated column \"%s\" of relation \"%s\" cannot be guarded",
						name, RelationGetRelationName(rel)),
				 errdetail("A generated column has no value yet when a BEFORE trigger runs."),
				 errhint("Guard the column that it is generated from.")));
	return number;
}

/* The column's value as a stored claim, converted when it is jsonb, json or text. */
static Datum
as_claim(Relation rel, int column, Datum value)
{
	Oid			type = getBaseType(TupleDescAttr(RelationGetDescr(rel), column - 1)->atttypid);
	Oid			output;
	bool		is_varlena;

	if (type == rcm_claim_type())
		return value;
	getTypeOutputInfo(type, &output, &is_varlena);
	return rcm_claim_from_cstring(OidOutputFunctionCall(output, value));
}

/* BEFORE ROW INSERT OR UPDATE: require_clean('column' [, 'practice column']). */
RCM_FUNCTION(rcm_require_clean)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	Relation	rel;
	TupleDesc	desc;
	HeapTuple	row;
	char	  **args;
	int			column;
	bool		isnull;
	Datum		value;
	text	   *practice = NULL;

	check_called(fcinfo, "require_clean");
	if (!TRIGGER_FIRED_BEFORE(trigger->tg_event) || !TRIGGER_FIRED_FOR_ROW(trigger->tg_event) ||
		TRIGGER_FIRED_BY_DELETE(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired BEFORE ROW INSERT OR UPDATE", "require_clean")));
	if (trigger->tg_trigger->tgnargs < 1 || trigger->tg_trigger->tgnargs > 2)
		bad_arguments("require_clean", "Use require_clean('claim column') or require_clean('claim column', 'practice column').");
	rel = trigger->tg_relation;
	desc = RelationGetDescr(rel);
	args = trigger->tg_trigger->tgargs;
	row = TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ? trigger->tg_newtuple : trigger->tg_trigtuple;
	column = claim_column(rel, args[0]);
	value = heap_getattr(row, column, desc, &isnull);
	if (isnull)
		return PointerGetDatum(row);
	if (TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
	{
		bool		was_null;
		Datum		before = heap_getattr(trigger->tg_trigtuple, column, desc, &was_null);

		/* a claim that is not touched is not judged again */
		if (!was_null && datum_image_eq(before, value, false, -1))
			return PointerGetDatum(row);
	}
	if (trigger->tg_trigger->tgnargs == 2)
	{
		char	   *name = SPI_getvalue(row, desc, column_number(rel, args[1]));

		practice = name != NULL ? cstring_to_text(name) : NULL;
	}
	answer(rcm_scrub_claim(as_claim(rel, column, value), practice, false));
	return PointerGetDatum(row);
}

/* ---- require_clean_by ---- */

/*
 * Which claims were judged, and after which command.  Header and lines of one
 * claim queue one event each; one look at the claim answers them all, as long
 * as no command has changed anything in between.
 *
 * A claim is known by a 128-bit hash of the query and the key, with seeds of
 * this session's own, so that nobody can make two keys look like one.
 */
typedef struct JudgedKey
{
	uint64		hash[2];
} JudgedKey;

typedef struct Judged
{
	JudgedKey	key;
	CommandId	command;
} Judged;

static HTAB *judged = NULL;
static uint64 judged_seeds[2];

/* The table lies in the transaction's memory. */
static void
forget_judged(XactEvent event, void *arg)
{
	judged = NULL;
}

/* Rolling back brings back rows that were never judged, at the same command. */
static void
forget_judged_sub(SubXactEvent event, SubTransactionId mine, SubTransactionId parent, void *arg)
{
	if (event == SUBXACT_EVENT_ABORT_SUB)
		judged = NULL;
}

static void
prepare_judged(void)
{
	static bool registered = false;
	HASHCTL		control = {.keysize = sizeof(JudgedKey), .entrysize = sizeof(Judged)};

	if (!registered)
	{
		if (!pg_strong_random(judged_seeds, sizeof(judged_seeds)))
			ereport(ERROR,
					(errcode(ERRCODE_INTERNAL_ERROR),
					 errmsg("could not get random numbers")));
		RegisterXactCallback(forget_judged, NULL);
		RegisterSubXactCallback(forget_judged_sub, NULL);
		registered = true;
	}
	if (judged == NULL)
	{
		control.hcxt = TopTransactionContext;
		judged = hash_create("rcm claims judged", 256, &control,
							 HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	}
}

static JudgedKey
judged_key(const char *query, const char *key)
{
	JudgedKey	id;

	for (int i = 0; i < 2; i++)
		id.hash[i] = DatumGetUInt64(hash_any_extended((const unsigned char *) key, strlen(key),
													  judged_seeds[i])) ^
			DatumGetUInt64(hash_any_extended((const unsigned char *) query, strlen(query),
											 ~judged_seeds[i]));
	return id;
}

static bool
already_judged(const JudgedKey *key, CommandId command)
{
	Judged	   *entry = hash_search(judged, key, HASH_FIND, NULL);

	return entry != NULL && entry->command == command;
}

/* Only after the claim has passed: a refusal may be rolled back to a savepoint. */
static void
remember_judged(const JudgedKey *key, CommandId command)
{
	Judged	   *entry;

	prepare_judged();
	entry = hash_search(judged, key, HASH_ENTER, NULL);
	entry->command = command;
}

typedef struct SavedQuery
{
	Oid			trigger;
	Oid			key_type;
	char	   *query;
	SPIPlanPtr	plan;
} SavedQuery;

#define PLANS 16

/* The query's saved plan; a trigger that was created again has a plan of its own. */
static SPIPlanPtr
plan_for(Trigger *trigger, Oid key_type)
{
	static SavedQuery plans[PLANS];
	static int	next = 0;
	SavedQuery *p;
	SPIPlanPtr	plan;

	for (int i = 0; i < PLANS; i++)
		if (plans[i].plan != NULL && plans[i].trigger == trigger->tgoid &&
			plans[i].key_type == key_type &&
			strcmp(plans[i].query, trigger->tgargs[0]) == 0)
			return plans[i].plan;
	plan = SPI_prepare(trigger->tgargs[0], 1, &key_type);
	if (plan == NULL)
		elog(ERROR, "SPI_prepare failed: %s", SPI_result_code_string(SPI_result));
	if (list_length(SPI_plan_get_plan_sources(plan)) != 1)
		bad_arguments("require_clean_by", "The query must be a single statement.");
	SPI_keepplan(plan);
	p = &plans[next++ % PLANS];
	if (p->plan != NULL)
	{
		SPI_freeplan(p->plan);
		pfree(p->query);
	}
	p->plan = plan;
	p->trigger = trigger->tgoid;
	p->key_type = key_type;
	p->query = MemoryContextStrdup(TopMemoryContext, trigger->tgargs[0]);
	return plan;
}

/* Judge every claim that the query returns for the key. */
static void
judge_key(TriggerData *trigger, HeapTuple row, int column)
{
	TupleDesc	desc = RelationGetDescr(trigger->tg_relation);
	Oid			type = TupleDescAttr(desc, column - 1)->atttypid;
	bool		isnull;
	Datum		key = heap_getattr(row, column, desc, &isnull);
	char	   *key_text = SPI_getvalue(row, desc, column);
	CommandId	command;
	JudgedKey	id;
	int			result;

	if (isnull)
		return;
	/* the statement that fired us may not have counted yet */
	CommandCounterIncrement();
	command = GetCurrentCommandId(false);
	prepare_judged();
	id = judged_key(trigger->tg_trigger->tgargs[0], key_text);
	if (already_judged(&id, command))
		return;
	result = SPI_execute_plan(plan_for(trigger->tg_trigger, type), &key, NULL, false, 0);
	if (result != SPI_OK_SELECT)
		elog(ERROR, "SPI_execute_plan failed: %s", SPI_result_code_string(result));
	if (SPI_tuptable->tupdesc->natts < 1 ||
		SPI_gettypeid(SPI_tuptable->tupdesc, 1) != rcm_claim_type())
		bad_arguments("require_clean_by", "The query's first column must be an rcm.claim.");
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		Datum		claim = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull);
		char	   *practice = SPI_tuptable->tupdesc->natts > 1 ?
			SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2) : NULL;

		if (!isnull)
			answer(rcm_scrub_claim(claim, practice != NULL ? cstring_to_text(practice) : NULL, false));
	}
	SPI_freetuptable(SPI_tuptable);
	remember_judged(&id, command);
}

/* Constraint trigger: require_clean_by('query returning rcm.claim', 'key column'). */
RCM_FUNCTION(rcm_require_clean_by)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	int			column;
	int			nest;

	check_called(fcinfo, "require_clean_by");
	if (!TRIGGER_FIRED_AFTER(trigger->tg_event) || !TRIGGER_FIRED_FOR_ROW(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired AFTER ROW", "require_clean_by")));
	if (trigger->tg_trigger->tgnargs != 2)
		bad_arguments("require_clean_by", "Use require_clean_by('SELECT ... WHERE key = $1', 'key column').");
	column = column_number(trigger->tg_relation, trigger->tg_trigger->tgargs[1]);
	nest = NewGUCNestLevel();
	(void) set_config_option("search_path", "pg_catalog, pg_temp", PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	SPI_connect();
	judge_key(trigger, trigger->tg_trigtuple, column);
	if (TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
		judge_key(trigger, trigger->tg_newtuple, column);
	SPI_finish();
	AtEOXact_GUC(true, nest);
	return PointerGetDatum(NULL);
}
