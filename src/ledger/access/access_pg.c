/*
 * access_pg.c - rcm.may_see: what row security asks of every row.
 *
 * A policy that joins the table of grants cannot be shipped to a shard, and
 * one that compares with a setting trusts whoever can SET it.  So the policy
 * calls this function, which reads the table of grants as the current role,
 * and keeps the last answer for as long as the query runs: rows come by
 * practice, so that nearly always it only compares two strings.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "rcm.h"

/* The practice that was asked about last in this query, and the answer. */
typedef struct LastAnswer
{
	Oid			access;
	Oid			role;
	bool		seen;
	int			room;
	int			length;
	char	   *practice;
} LastAnswer;

/* Looks the practice up among the grants that the current role can see. */
static bool
was_granted(Oid access, text *practice)
{
	char	   *schema = get_namespace_name(get_rel_namespace(access));
	char	   *name = get_rel_name(access);
	Oid			types[1] = {TEXTOID};
	Datum		values[1] = {PointerGetDatum(practice)};
	StringInfoData query;
	bool		granted;

	if (schema == NULL || name == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("the ledger's table of grants is not there")));
	initStringInfo(&query);
	appendStringInfo(&query,
					 "SELECT 1 FROM %s WHERE practice_id OPERATOR(pg_catalog.=) $1"
					 " AND pg_catalog.pg_has_role(pg_catalog.to_regrole(pg_catalog.quote_ident(role_name))::pg_catalog.oid, 'USAGE') LIMIT 1",
					 quote_qualified_identifier(schema, name));
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (SPI_execute_with_args(query.data, 1, types, values, NULL, true, 1) != SPI_OK_SELECT)
		elog(ERROR, "the table of grants could not be read");
	granted = SPI_processed > 0;
	SPI_finish();
	pfree(query.data);
	return granted;
}

/* rcm.may_see(access regclass, practice_id text) */
PG_FUNCTION_INFO_V1(rcm_may_see);
Datum
rcm_may_see(PG_FUNCTION_ARGS)
{
	Oid			access = PG_GETARG_OID(0);
	text	   *practice = PG_GETARG_TEXT_PP(1);
	int			length = VARSIZE_ANY_EXHDR(practice);
	LastAnswer *last = fcinfo->flinfo->fn_extra;
	bool		seen;

	if (last != NULL && last->access == access && last->role == GetUserId() && last->length == length
		&& memcmp(last->practice, VARDATA_ANY(practice), length) == 0)
		PG_RETURN_BOOL(last->seen);

	seen = was_granted(access, practice);
	if (last == NULL)
	{
		last = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(LastAnswer));
		fcinfo->flinfo->fn_extra = last;
	}
	if (last->room < length + 1)
	{
		char	   *larger = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, length + 1);

		if (last->practice != NULL)
			pfree(last->practice);
		last->practice = larger;
		last->room = length + 1;
	}
	memcpy(last->practice, VARDATA_ANY(practice), length);
	last->length = length;
	last->access = access;
	last->role = GetUserId();
	last->seen = seen;
	PG_RETURN_BOOL(seen);
}
