/*
 * custom_pg.c - the site's own edits: compiled by the server's parser, run by
 * its executor.
 *
 * An expression is parsed and analysed like a CHECK constraint, over columns
 * that we supply, under a pinned search_path.  It may call immutable functions
 * of pg_catalog and rcm and nothing else, so it cannot read tables, cannot
 * change anything, and means the same for everybody.  Compiled expressions
 * are kept until the library's memory is dropped.
 */
#include "rcm.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "commands/trigger.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "mb/pg_wchar.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_coerce.h"
#include "parser/parse_collate.h"
#include "parser/parse_expr.h"
#include "parser/parse_node.h"
#include "parser/parser.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "library/reader_pg.h"
#include "scrub/custom_pg.h"
#include "scrub/scrub_pg.h"

typedef struct CompiledEdit
{
	const RcmCustomEdit *row;
	bool		line;
	ExprState  *state;
	Bitmapset  *columns;		/* that it reads, from 1 */
} CompiledEdit;

static MemoryContext compiled_context = NULL;
static uint64 compiled_generation = 0;
static int	compiled_count = 0;
static CompiledEdit *compiled = NULL;
static ExprContext *eval_context = NULL;
static TupleTableSlot *claim_slot = NULL;
static TupleTableSlot *line_slot = NULL;

/* ---- compiling ---- */

/* What the parser's hooks and the complaints need to know. */
typedef struct Source
{
	const char *expression;
	TupleDesc	columns;
	Bitmapset  *used;
} Source;

/* The text that is being analysed: places in it are counted in characters. */
static const char *analysed = NULL;

/* A fault's position is within the expression, not within the caller's statement. */
static void
move_position(void *arg)
{
	Source	   *source = arg;
	int			position = geterrposition();

	if (position > 0)
	{
		errposition(0);
		internalerrposition(position);
		internalerrquery(source->expression);
	}
	errcontext("expression of a custom edit");
}

static void
refuse(int location, const char *message, const char *name)
{
	ereport(ERROR,
			(errcode(ERRCODE_RCM_CUSTOM_EDIT),
			 errmsg(message, name),
			 errhint("An expression may use the columns of rcm.custom_edit_columns() and immutable functions of pg_catalog and rcm."),
			 location >= 0 ? errposition(pg_mbstrlen_with_len(analysed, location) + 1) : 0));
}

/* A name that is one of the columns. */
static Node *
resolve_column(ParseState *pstate, ColumnRef *ref)
{
	Source	   *source = pstate->p_ref_hook_state;
	const char *name;

	if (list_length(ref->fields) != 1 || !IsA(linitial(ref->fields), String))
		return NULL;
	name = strVal(linitial(ref->fields));
	for (int i = 0; i < source->columns->natts; i++)
	{
		Form_pg_attribute column = TupleDescAttr(source->columns, i);

		if (strcmp(NameStr(column->attname), name) == 0)
		{
			Var		   *var = makeVar(1, i + 1, column->atttypid, -1, column->attcollation, 0);

			source->used = bms_add_member(source->used, i + 1);
			var->location = ref->location;
			return (Node *) var;
		}
	}
	return NULL;
}

static bool
forbidden_function(Oid function, void *context)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
	Form_pg_proc proc;
	bool		forbidden;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for function %u", function);
	proc = (Form_pg_proc) GETSTRUCT(tuple);
	forbidden = proc->provolatile != PROVOLATILE_IMMUTABLE ||
		(proc->pronamespace != PG_CATALOG_NAMESPACE &&
		 proc->pronamespace != get_namespace_oid("rcm", false));
	if (forbidden)
		*(char **) context = pstrdup(NameStr(proc->proname));
	ReleaseSysCache(tuple);
	return forbidden;
}

static bool
check_node(Node *node, void *context)
{
	char	   *name = NULL;

	if (node == NULL)
		return false;
	/* the innermost fault is the one to name: now(), not the comparison around it */
	if (expression_tree_walker(node, check_node, context))
		return true;
	if (check_functions_in_node(node, forbidden_function, &name))
		refuse(exprLocation(node), "function \"%s\" is not allowed in a custom edit", name);
	if (IsA(node, SQLValueFunction) || IsA(node, NextValueExpr) || IsA(node, CoerceToDomain) ||
		IsA(node, XmlExpr))
		refuse(exprLocation(node), "%s is not allowed in a custom edit",
			   IsA(node, SQLValueFunction) ? "a value of the session" :
			   IsA(node, CoerceToDomain) ? "a domain" : "this expression");
	return false;
}

/* A name without schema is looked up in pg_catalog and rcm; with one, it must be one of these. */
static void
check_name(List *name, int location)
{
	if (list_length(name) > 1 && strcmp(strVal(linitial(name)), "pg_catalog") != 0 &&
		strcmp(strVal(linitial(name)), "rcm") != 0)
		refuse(location, "schema \"%s\" is not allowed in a custom edit", strVal(linitial(name)));
}

/*
 * Before analysis: that would look at a sub-query's tables, and it runs the
 * input functions of the types it meets, so foreign types must not be met.
 */
static bool
check_raw_node(Node *node, void *context)
{
	if (node == NULL)
		return false;
	if (IsA(node, ColumnRef) && IsA(llast(((ColumnRef *) node)->fields), A_Star))
		refuse(((ColumnRef *) node)->location, "%s is not allowed in a custom edit", "\"*\"");
	if (IsA(node, FuncCall))
		check_name(((FuncCall *) node)->funcname, ((FuncCall *) node)->location);
	if (IsA(node, TypeName))
		check_name(((TypeName *) node)->names, ((TypeName *) node)->location);
	if (IsA(node, A_Expr))
		check_name(((A_Expr *) node)->name, ((A_Expr *) node)->location);
	if (IsA(node, SubLink))
		refuse(((SubLink *) node)->location, "%s is not allowed in a custom edit", "a sub-query");
	return raw_expression_tree_walker(node, check_raw_node, context);
}

/* The one expression that the text must be. */
static Node *
parse_expression(const char *expression)
{
	List	   *statements = raw_parser(expression, RAW_PARSE_PLPGSQL_EXPR);
	SelectStmt *select = (SelectStmt *) linitial_node(RawStmt, statements)->stmt;

	if (!IsA(select, SelectStmt) || list_length(select->targetList) != 1 ||
		select->op != SETOP_NONE || select->distinctClause != NIL || select->fromClause != NIL ||
		select->whereClause != NULL || select->groupClause != NIL ||
		select->havingClause != NULL || select->windowClause != NIL ||
		select->sortClause != NIL || select->limitCount != NULL || select->limitOffset != NULL ||
		select->lockingClause != NIL || select->withClause != NULL)
		refuse(-1, "a custom edit is one expression%s", "");
	return linitial_node(ResTarget, select->targetList)->val;
}

/* Parse, analyse and check; the result is ready for the executor. */
static Expr *
analyse(Source *source)
{
	ParseState *pstate = make_parsestate(NULL);
	Node	   *expr = parse_expression(source->expression);

	check_raw_node(expr, NULL);
	pstate->p_sourcetext = source->expression;
	pstate->p_pre_columnref_hook = resolve_column;
	pstate->p_ref_hook_state = source;
	/* as in a CHECK constraint: no aggregate, window function or set */
	expr = transformExpr(pstate, expr, EXPR_KIND_CHECK_CONSTRAINT);
	expr = coerce_to_boolean(pstate, expr, "a custom edit");
	assign_expr_collations(pstate, expr);
	check_node(expr, NULL);
	if (contain_mutable_functions(expr))
		refuse(-1, "a custom edit may call immutable functions only%s", "");
	free_parsestate(pstate);
	return expression_planner((Expr *) expr);
}

static Expr *
compile(const char *expression, bool line, Bitmapset **used)
{
	Source		source = {expression, rcm_custom_columns(line), NULL};
	ErrorContextCallback callback = {error_context_stack, move_position, &source};
	int			nest = NewGUCNestLevel();
	Expr	   *expr;

	(void) set_config_option("search_path", "pg_catalog, rcm, pg_temp", PGC_USERSET,
							 PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	analysed = expression;
	error_context_stack = &callback;
	expr = analyse(&source);
	error_context_stack = callback.previous;
	AtEOXact_GUC(true, nest);
	*used = source.used;
	return expr;
}

/* ---- the edits of the library in use ---- */

/* Says which edit went wrong when its expression fails, such as by dividing by zero. */
static void
name_edit(void *arg)
{
	errcontext("custom edit %s", ((const CompiledEdit *) arg)->row->edit.data);
}

static void
forget_compiled(void)
{
	/* one that failed half-way is dropped with its context */
	compiled_count = 0;
	if (compiled_context == NULL)
		compiled_context = AllocSetContextCreate(TopMemoryContext, "rcm custom edits",
												 ALLOCSET_SMALL_SIZES);
	MemoryContextReset(compiled_context);
	eval_context = NULL;
}

static void
load_edits(RcmScrub *s)
{
	const RcmRows *rows = rcm_find_number(s->library, RCM_SET_CUSTOM_EDIT, 0);
	uint64		generation = rcm_library_generation();
	ErrorContextCallback callback = {error_context_stack, name_edit, NULL};
	MemoryContext old;

	if (compiled_generation == generation)
		return;
	forget_compiled();
	if (rows->count > 0)
	{
		old = MemoryContextSwitchTo(compiled_context);
		compiled = palloc0(sizeof(CompiledEdit) * rows->count);
		eval_context = CreateStandaloneExprContext();
		claim_slot = MakeSingleTupleTableSlot(rcm_custom_columns(false), &TTSOpsVirtual);
		line_slot = MakeSingleTupleTableSlot(rcm_custom_columns(true), &TTSOpsVirtual);
		for (int i = 0; i < rows->count; i++)
		{
			CompiledEdit *c = &compiled[i];

			c->row = RCM_ROW(RcmCustomEdit, rows, i);
			c->line = rcm_text_is(c->row->level, "line");
			callback.arg = c;
			error_context_stack = &callback;
			c->state = ExecInitExpr(compile(c->row->expression.data, c->line, &c->columns), NULL);
		}
		error_context_stack = callback.previous;
		MemoryContextSwitchTo(old);
	}
	compiled_count = rows->count;
	compiled_generation = generation;
}

static bool
holds(RcmScrub *s, const CompiledEdit *c, const RcmScrubLine *l)
{
	ErrorContextCallback callback = {error_context_stack, name_edit, unconstify(CompiledEdit *, c)};
	TupleTableSlot *slot = c->line ? line_slot : claim_slot;
	MemoryContext old = MemoryContextSwitchTo(eval_context->ecxt_per_tuple_memory);
	int			column = -1;
	bool		isnull;
	Datum		result;

	ExecClearTuple(slot);
	memset(slot->tts_isnull, true, sizeof(bool) * slot->tts_tupleDescriptor->natts);
	while ((column = bms_next_member(c->columns, column)) >= 0)
		slot->tts_values[column - 1] =
			rcm_custom_value(s, l, column - 1, &slot->tts_isnull[column - 1]);
	ExecStoreVirtualTuple(slot);
	eval_context->ecxt_scantuple = slot;
	error_context_stack = &callback;
	result = ExecEvalExpr(c->state, eval_context, &isnull);
	error_context_stack = callback.previous;
	MemoryContextSwitchTo(old);
	ResetExprContext(eval_context);
	return !isnull && DatumGetBool(result);
}

/* ---- running ---- */

static bool
listed(const RcmTexts *texts, RcmText t)
{
	return texts->count == 0 || rcm_texts_have(texts, t);
}

/* Is the edit for this claim: date, payer, form, state? */
static bool
in_scope(RcmScrub *s, const RcmCustomEdit *row)
{
	const RcmProvider *billing = s->claim->billing;
	RcmText		state = billing != NULL && billing->addr != NULL ? billing->addr->state :
		(RcmText) {NULL, 0};

	return (s->first_dos == RCM_NO_DATE || rcm_live(&row->row, s->first_dos)) &&
		listed(&row->payers, s->claim->payer_id) && listed(&row->forms, s->claim->form) &&
		listed(&row->states, state);
}

static bool
specialty_in_scope(const RcmCustomEdit *row, const RcmScrubLine *l)
{
	char		text[2] = {(char) (l->specialty >> 8), (char) (l->specialty & 0xFF)};

	return listed(&row->specialties, (RcmText) {text, l->specialty == 0 ? 0 : 2});
}

static void
fire(RcmScrub *s, const RcmCustomEdit *row, const RcmScrubLine *l, RcmMode mode)
{
	RcmFinding	f = {0};
	RcmSeverity severity = rcm_text_is(row->severity, "reject") ? RCM_REJECT :
		rcm_text_is(row->severity, "warn") ? RCM_WARN : RCM_INFO;

	f.edit = -1;
	f.custom = row;
	f.line = l != NULL ? l->n : 0;
	f.index = l != NULL ? l->index : -1;
	f.field = l != NULL ? "code" : "lines";
	f.message = row->message;
	f.overridden = rcm_overridden(s, row->edit.data, f.line);
	f.severity = f.overridden ? RCM_INFO : rcm_mode_severity(mode, severity);
	f.row_count = 1;
	f.rows = rcm_alloc(s->arena, sizeof(RcmRow *));
	f.rows[0] = &row->row;
	rcm_add_finding(s, &f);
}

static void
ask(RcmScrub *s, const CompiledEdit *c)
{
	RcmMode		mode = rcm_edit_mode(s, c->row->edit.data);
	bool		any = false;

	if (mode == RCM_MODE_OFF || !in_scope(s, c->row))
		return;
	if (c->line)
	{
		for RCM_EACH_LINE(s, l)
			if (specialty_in_scope(c->row, l) && holds(s, c, l))
				fire(s, c->row, l, mode);
		return;
	}
	any = s->line_count == 0;
	for RCM_EACH_LINE(s, l)
		any = any || specialty_in_scope(c->row, l);
	if (any && holds(s, c, NULL))
		fire(s, c->row, NULL, mode);
}

void
rcm_custom_edits_run(RcmScrub *s)
{
	load_edits(s);
	for (int i = 0; i < compiled_count; i++)
	{
		ask(s, &compiled[i]);
		if (s->rejected && s->stop_at_reject)
			return;
	}
}

/* ---- saving ---- */

/* Refuses a custom edit whose expression is not allowed. */
RCM_FUNCTION(rcm_check_custom_edit)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	TupleDesc	desc;
	HeapTuple	row;
	char	   *expression;
	char	   *level;
	char	   *id;
	Bitmapset  *used;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" was not called by trigger manager",
						"check_custom_edit")));
	if (!TRIGGER_FIRED_BEFORE(trigger->tg_event) || !TRIGGER_FIRED_FOR_ROW(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired BEFORE ROW", "check_custom_edit")));
	row = TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ? trigger->tg_newtuple : trigger->tg_trigtuple;
	desc = RelationGetDescr(trigger->tg_relation);
	expression = SPI_getvalue(row, desc, SPI_fnumber(desc, "expression"));
	level = SPI_getvalue(row, desc, SPI_fnumber(desc, "level"));
	id = SPI_getvalue(row, desc, SPI_fnumber(desc, "edit"));
	if (id != NULL && rcm_edit_index(rcm_text_of(id)) >= 0)
		ereport(ERROR,
				(errcode(ERRCODE_RCM_CUSTOM_EDIT),
				 errmsg("edit \"%s\" is in the catalogue", id),
				 errhint("Give the custom edit an id of its own.")));
	if (expression != NULL && level != NULL)
		(void) compile(expression, strcmp(level, "line") == 0, &used);
	return PointerGetDatum(row);
}
