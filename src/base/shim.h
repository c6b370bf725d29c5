/*
 * shim.h - the one place that knows PostgreSQL 15 from 16, 17 and 18.
 *
 * Every file that talks to the server includes this first.
 */
#ifndef RCM_SHIM_H
#define RCM_SHIM_H

#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

/* Soft errors came with 16; before, a bad value is an error at once. */
#if PG_VERSION_NUM < 160000
struct Node;
#define ereturn(escontext, value, ...) \
	do { (void) (escontext); ereport(ERROR, __VA_ARGS__); return value; } while (0)
#define RCM_ESCONTEXT(fcinfo) ((struct Node *) NULL)
#else
#include "nodes/miscnodes.h"
#define RCM_ESCONTEXT(fcinfo) ((fcinfo)->context)
#endif

/* A pause that vacuum settings ask for; 18 wants to know who asks. */
#if PG_VERSION_NUM < 180000
#define vacuum_delay_point_for_analyze() vacuum_delay_point()
#else
#define vacuum_delay_point_for_analyze() vacuum_delay_point(true)
#endif

/* May the role look into the schema? */
#if PG_VERSION_NUM < 160000
#define RCM_SCHEMA_USAGE(schema, role) pg_namespace_aclcheck(schema, role, ACL_USAGE)
#else
#define RCM_SCHEMA_USAGE(schema, role) \
	object_aclcheck(NamespaceRelationId, schema, role, ACL_USAGE)
#endif

/* A function's name is glued to its declaration. */
#define RCM_FUNCTION(name) \
	PG_FUNCTION_INFO_V1(name); \
	Datum name(PG_FUNCTION_ARGS)

#endif
