/*
 * code_pg.h - what the server faces of the code types have in common.
 */
#ifndef RCM_CODE_PG_H
#define RCM_CODE_PG_H

#include "base/shim.h"

#include "libpq/pqformat.h"

#include "base/text.h"

/* Refuses a text, softly where the caller asked for that; the rule is a full sentence. */
static inline Datum
rcm_code_refuse(FunctionCallInfo fcinfo, const char *type, const char *given, const char *rule)
{
	ereturn(RCM_ESCONTEXT(fcinfo), (Datum) 0,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type %s: \"%s\"", type, given),
			 errdetail("%s", rule)));
}

/* Refuses a binary value that no text could have made. */
static inline void
rcm_code_refuse_binary(const char *type)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary value for type %s", type)));
}

#endif
