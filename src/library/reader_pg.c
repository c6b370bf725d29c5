/*
 * reader_pg.c - finds library rows through their indexes and remembers them.
 *
 * Every look-up - a set and a key - is answered from a table in the session's
 * memory; the first time, the rows are fetched through the set's index and put
 * there, also when there are none.  A practice bills the same few hundred
 * codes over and over, so nearly every look-up ends in that table, and the
 * size of the code sets on disk does not matter.
 *
 * When to forget: a statement trigger on every library table sends a relation
 * invalidation.  Our callback only raises a flag; the next claim begins by
 * dropping everything.  Rows are read with the catalog snapshot, so that a
 * session in REPEATABLE READ does not put an old state into a memory that
 * outlives its transaction.
 *
 * These scans know nothing of row security and are not checked by the
 * executor, so privileges are checked here, and a table with row security is
 * refused.  What was found for one role is dropped when another comes.
 */
#include "rcm.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/namespace.h"
#include "catalog/pg_am.h"
#include "catalog/pg_class.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "regex/regex.h"
#include "utils/acl.h"
#include "utils/fmgroids.h"
#include "utils/guc.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/relcache.h"
#include "utils/rls.h"
#include "utils/syscache.h"

#include "library/memory_pg.h"
#include "library/reader_pg.h"
#include "library/row_pg.h"
#include "library/windows.h"

/* Beyond this the memory is dropped before the next claim. */
#define MEMORY_LIMIT ((Size) 12 * 1024 * 1024)
/* A pseudo-set in the memory: is there a billable diagnosis below a prefix? */
#define SET_BILLABLE_UNDER RCM_SET_COUNT

static char *library_schema = NULL;

static RcmLibrary library;
static RcmWindows windows;
static bool windows_read = false;
static RcmOpenSet open_sets[RCM_SET_COUNT];
static Oid	memory_user = InvalidOid;
static Oid	memory_schema = InvalidOid;
static bool stale = true;

/* ---- forgetting ---- */

/* Only raises the flag: a callback may not look anything up. */
static void
library_invalidated(Datum arg, Oid relid)
{
	if (!OidIsValid(relid))
		stale = true;
	for (int i = 0; i < RCM_SET_COUNT && !stale; i++)
		if (open_sets[i].relid == relid)
			stale = true;
}

static void
schema_assigned(const char *newval, void *extra)
{
	stale = true;
}

/* Declares the setting that names the library, and asks to hear of changes. */
void
rcm_library_settings(void)
{
	DefineCustomStringVariable("rcm.library",
							   "Schema of the library that claims are judged by.",
							   NULL,
							   &library_schema,
							   "rcm_library",
							   PGC_SUSET,
							   0,
							   NULL, schema_assigned, NULL);
	CacheRegisterRelcacheCallback(library_invalidated, (Datum) 0);
}

const char *
rcm_library_schema(void)
{
	return library_schema;
}

uint64
rcm_library_generation(void)
{
	return library.generation;
}

static void
forget(Oid schema)
{
	rcm_forget_rows();
	library.asked_sets = library.loaded_sets = 0;
	memset(open_sets, 0, sizeof(open_sets));
	windows_read = false;
	memory_user = GetUserId();
	memory_schema = schema;
	library.generation++;
	stale = false;
}

/* ---- opening a set's table ---- */

/* The column's number; a library of another version may lack it. */
static AttrNumber
column_number(Oid relid, const char *table, const char *name)
{
	AttrNumber	number = get_attnum(relid, name);

	if (number == InvalidAttrNumber)
		ereport(ERROR,
				(errcode(ERRCODE_RCM_LIBRARY),
				 errmsg("table \"%s.%s\" of the library has no column \"%s\"",
						library_schema, table, name),
				 errhint("The library was made by another version of rcm.")));
	return number;
}

/* A type of the extension by its name. */
static Oid
own_type(const char *name)
{
	return GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum(name),
						   ObjectIdGetDatum(get_namespace_oid("rcm", false)));
}

/* The type that values of a kind are read from. */
static Oid
type_of(RcmColumnKind kind)
{
	switch (kind)
	{
		case RCM_COLUMN_HCPCS:
			return own_type("hcpcs");
		case RCM_COLUMN_ICD10:
			return own_type("icd10");
		case RCM_COLUMN_NPI:
			return own_type("npi");
		case RCM_COLUMN_USD:
			return own_type("usd");
		case RCM_COLUMN_TEXTS:
			return TEXTARRAYOID;
		case RCM_COLUMN_DATE:
			return DATEOID;
		case RCM_COLUMN_INT:
			return INT4OID;
		case RCM_COLUMN_QUANTITY:
			return NUMERICOID;
		case RCM_COLUMN_FLAG:
			return BOOLOID;
		default:
			return TEXTOID;
	}
}

/* The column's number; a library of another version may lack it, or have it otherwise. */
static AttrNumber
column_of_kind(Oid relid, const char *table, const char *name, RcmColumnKind kind)
{
	AttrNumber	number = column_number(relid, table, name);
	Oid			wanted = type_of(kind);
	Oid			type = get_atttype(relid, number);

	/* varchar is stored like text, and a smallint's datum is an integer's */
	if (type != wanted && !(wanted == TEXTOID && type == VARCHAROID) &&
		!(wanted == INT4OID && type == INT2OID))
		ereport(ERROR,
				(errcode(ERRCODE_RCM_LIBRARY),
				 errmsg("column \"%s\" of table \"%s.%s\" of the library is of type %s, not %s",
						name, library_schema, table, format_type_be(type),
						format_type_be(wanted)),
				 errhint("The library was made by another version of rcm, or the table was changed.")));
	return number;
}

static void
check_access(Oid relid)
{
	AclResult	acl = pg_class_aclcheck(relid, GetUserId(), ACL_SELECT);

	if (acl != ACLCHECK_OK)
		aclcheck_error(acl, OBJECT_TABLE, get_rel_name(relid));
	if (check_enable_rls(relid, InvalidOid, true) == RLS_ENABLED)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("row security on table \"%s\" of the library is not supported",
						get_rel_name(relid)),
				 errdetail("Every session judges claims by the same library.")));
}

/* An index whose first columns are the set's key, in that order. */
static Oid
key_index(Relation rel, const RcmOpenSet *set, int keys)
{
	Oid			found = InvalidOid;
	List	   *indexes;
	ListCell   *cell;

	if (keys == 0)
		return InvalidOid;
	indexes = RelationGetIndexList(rel);
	foreach(cell, indexes)
	{
		Relation	index = index_open(lfirst_oid(cell), AccessShareLock);
		Form_pg_index form = index->rd_index;
		bool		fits = form->indisvalid && form->indnkeyatts >= keys &&
			index->rd_rel->relam == BTREE_AM_OID && RelationGetIndexPredicate(index) == NIL;

		for (int i = 0; fits && i < keys; i++)
			fits = form->indkey.values[i] == set->columns[i];
		index_close(index, AccessShareLock);
		if (fits)
		{
			found = lfirst_oid(cell);
			break;
		}
	}
	list_free(indexes);
	return found;
}

static Relation
open_set(RcmSetId id)
{
	RcmOpenSet    *set = &open_sets[id];
	const RcmSet *def = &rcm_sets[id];
	RcmOpenSet		fresh = {0};
	Oid			relid = set->relid;
	Relation	rel;

	if (OidIsValid(relid))
		return table_open(relid, AccessShareLock);
	relid = get_relname_relid(def->table, memory_schema);
	if (!OidIsValid(relid))
		ereport(ERROR,
				(errcode(ERRCODE_RCM_LIBRARY),
				 errmsg("the library \"%s\" has no table \"%s\"", library_schema, def->table),
				 errhint("The library was made by another version of rcm, or a table was dropped.")));
	if (get_rel_relkind(relid) != RELKIND_RELATION)
		ereport(ERROR,
				(errcode(ERRCODE_RCM_LIBRARY),
				 errmsg("\"%s.%s\" of the library is not an ordinary table",
						library_schema, def->table),
				 errdetail("Rows are read through an index of the table itself: no view, no partitioned or foreign table.")));
	check_access(relid);
	rel = table_open(relid, AccessShareLock);
	for (int i = 0; i < def->count; i++)
		fresh.columns[i] = column_of_kind(relid, def->table, def->columns[i].name,
										  def->columns[i].kind);
	fresh.eff = column_of_kind(relid, def->table, "eff", RCM_COLUMN_DATE);
	fresh.term = column_of_kind(relid, def->table, "term", RCM_COLUMN_DATE);
	/* what the site says itself comes with no release */
	if (get_attnum(relid, "release_id") != InvalidAttrNumber)
	{
		fresh.release = column_of_kind(relid, def->table, "release_id", RCM_COLUMN_INT);
		fresh.ended = column_of_kind(relid, def->table, "ended_by", RCM_COLUMN_INT);
	}
	fresh.index = key_index(rel, &fresh, def->keys);
	fresh.relid = relid;
	*set = fresh;
	return rel;
}

/* ---- the interface ---- */

/* Fills in a row; false when no release that judges anything has it. */
static bool
take_row(RcmSetId id, RcmRow *row, const Datum *values, const bool *nulls)
{
	const RcmOpenSet *set = &open_sets[id];

	memset(row, 0, rcm_sets[id].row_size);
	rcm_fill_row(rcm_library_memory(), id, set, row, values, nulls);
	return set->ended == InvalidAttrNumber ||
		rcm_narrow(&windows, row, DatumGetInt32(values[set->ended - 1]));
}

/* Fetch the rows of a key; at most limit of them when limit is not 0. */
static RcmRows
fetch(RcmSetId id, ScanKey keys, int nkeys, int limit)
{
	Relation	rel = open_sets[id].relid != InvalidOid ?
		table_open(open_sets[id].relid, AccessShareLock) : open_set(id);
	TupleDesc	desc = RelationGetDescr(rel);
	Datum	   *values = palloc(sizeof(Datum) * desc->natts);
	bool	   *nulls = palloc(sizeof(bool) * desc->natts);
	Size		size = rcm_sets[id].row_size;
	int			room = 0;
	RcmRows		found = {0, NULL};
	SysScanDesc scan = systable_beginscan(rel, open_sets[id].index,
										  OidIsValid(open_sets[id].index) && nkeys > 0,
										  NULL, nkeys, keys);
	HeapTuple	tuple;

	while ((limit == 0 || found.count < limit) &&
		   HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		CHECK_FOR_INTERRUPTS();
		if (found.count == room)
		{
			room = room == 0 ? 1 : room * 2;
			found.rows = found.rows == NULL ? MemoryContextAlloc(rcm_library_memory(), size * room) :
				repalloc_huge(found.rows, size * room);
		}
		heap_deform_tuple(tuple, desc, values, nulls);
		if (take_row(id, (RcmRow *) ((char *) found.rows + size * found.count), values, nulls))
			found.count++;
	}
	systable_endscan(scan);
	table_close(rel, AccessShareLock);
	pfree(values);
	pfree(nulls);
	return found;
}

/* Reads once what each release judges, before the first row that came with one. */
static void
read_windows(void)
{
	RcmRows		releases;

	if (windows_read)
		return;
	releases = fetch(RCM_SET_RELEASE, NULL, 0, 0);
	rcm_windows_init(&windows, &releases);
	windows_read = true;
}

static uint64_t
uncovered(RcmLibrary *lib, int32_t first, int32_t last)
{
	read_windows();
	return windows.partial == 0 ? 0 : rcm_uncovered(&windows, first, last);
}

static const RcmRows *
find(RcmLibrary *lib, RcmSetId id, const RcmKey *key)
{
	const RcmRows *known = rcm_recall_rows(id, key);
	ScanKeyData keys[RCM_MAX_KEYS];

	if (known != NULL)
		return known;
	read_windows();
	if (!OidIsValid(open_sets[id].relid))
		table_close(open_set(id), AccessShareLock);
	return rcm_remember_rows(id, key, fetch(id, keys, rcm_scan_keys(id, &open_sets[id], key, keys), 0));
}

static bool
loaded(RcmLibrary *lib, RcmSetId id)
{
	read_windows();
	return fetch(id, NULL, 0, 1).count > 0;
}

static bool
any_billable(const RcmRows *rows)
{
	for (int i = 0; i < rows->count; i++)
		if (RCM_ROW(RcmDiagnosisRow, rows, i)->billable)
			return true;
	return false;
}

/* The codes below a prefix are a range of the index. */
static bool
billable_under(RcmLibrary *lib, int64_t prefix)
{
	RcmKey		key = {prefix, {NULL, 0}};
	const RcmRows *known = rcm_recall_rows(SET_BILLABLE_UNDER, &key);
	ScanKeyData keys[2];
	AttrNumber	code;

	if (known != NULL)
		return any_billable(known);
	read_windows();
	if (!OidIsValid(open_sets[RCM_SET_DIAGNOSIS].relid))
		table_close(open_set(RCM_SET_DIAGNOSIS), AccessShareLock);
	code = open_sets[RCM_SET_DIAGNOSIS].columns[0];
	ScanKeyInit(&keys[0], code, BTGreaterStrategyNumber, F_INT8GT, Int64GetDatum(prefix));
	ScanKeyInit(&keys[1], code, BTLessStrategyNumber, F_INT8LT,
				Int64GetDatum(rcm_icd10_after(prefix)));
	known = rcm_remember_rows(SET_BILLABLE_UNDER, &key, fetch(RCM_SET_DIAGNOSIS, keys, 2, 0));
	return any_billable(known);
}

static bool
matches(RcmLibrary *lib, RcmText pattern, RcmText value)
{
	StringInfoData whole;

	initStringInfo(&whole);
	appendStringInfo(&whole, "^(?:%.*s)$", (int) pattern.len, pattern.data);
	return RE_compile_and_execute(cstring_to_text_with_len(whole.data, whole.len),
								  unconstify(char *, value.data), value.len,
								  REG_ADVANCED, C_COLLATION_OID, 0, NULL);
}

const char *
rcm_release_name(RcmLibrary *lib, const RcmRow *row)
{
	const RcmRows *found;

	if (row->release == 0)
		return NULL;
	found = rcm_find_number(lib, RCM_SET_RELEASE, row->release);
	return found->count > 0 ? RCM_ROW(RcmRelease, found, 0)->name.data : NULL;
}

RcmLibrary *
rcm_library_begin(void)
{
	Oid			schema;

	AcceptInvalidationMessages();
	/* asked each time: renaming or revoking a schema does not touch its tables */
	schema = get_namespace_oid(library_schema, true);
	if (OidIsValid(schema) && RCM_SCHEMA_USAGE(schema, GetUserId()) != ACLCHECK_OK)
		aclcheck_error(ACLCHECK_NO_PRIV, OBJECT_SCHEMA, library_schema);
	if (stale || schema != memory_schema || memory_user != GetUserId() ||
		MemoryContextMemAllocated(rcm_library_memory(), true) > MEMORY_LIMIT)
	{
		if (!OidIsValid(schema))
			ereport(ERROR,
					(errcode(ERRCODE_RCM_LIBRARY),
					 errmsg("there is no library: schema \"%s\" does not exist", library_schema),
					 errhint("Run SELECT rcm.create_library(), or set rcm.library to the schema that holds it.")));
		forget(schema);
		library.find = find;
		library.loaded = loaded;
		library.uncovered = uncovered;
		library.billable_under = billable_under;
		library.matches = matches;
	}
	return &library;
}
