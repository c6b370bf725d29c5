/*
 * reason_pg.c - the catalogue of reason codes in SQL.
 */
#include "base/shim.h"

#include "utils/array.h"
#include "utils/date.h"

#include "denial/reason_table.h"

/* rcm.adjustment_class(group_code, carc): nulls are blanks, so that there is always an answer. */
static RcmAdjustmentClass
class_of(FunctionCallInfo fcinfo)
{
	text	   *group = PG_ARGISNULL(0) ? NULL : PG_GETARG_TEXT_PP(0);
	text	   *carc = PG_ARGISNULL(1) ? NULL : PG_GETARG_TEXT_PP(1);

	return rcm_adjustment_class(group == NULL ? NULL : VARDATA_ANY(group),
								group == NULL ? 0 : VARSIZE_ANY_EXHDR(group),
								carc == NULL ? NULL : VARDATA_ANY(carc),
								carc == NULL ? 0 : VARSIZE_ANY_EXHDR(carc));
}

/* How the money of an adjustment moves. */
RCM_FUNCTION(rcm_adjustment_class_of)
{
	PG_RETURN_TEXT_P(cstring_to_text(rcm_adjustment_class_name(class_of(fcinfo))));
}

/* Does an adjustment have to be worked? */
RCM_FUNCTION(rcm_adjustment_is_a_denial)
{
	text	   *carc = PG_ARGISNULL(1) ? NULL : PG_GETARG_TEXT_PP(1);

	PG_RETURN_BOOL(carc != NULL &&
				   rcm_adjustment_is_denial(VARDATA_ANY(carc), VARSIZE_ANY_EXHDR(carc)));
}
