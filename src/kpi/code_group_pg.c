/*
 * code_group_pg.c - the server's face of code_group.c.
 */
#include "kpi/kpi_pg.h"

#include "kpi/code_group.h"

PG_FUNCTION_INFO_V1(rcm_code_group_of);

Datum
rcm_code_group_of(PG_FUNCTION_ARGS)
{
	text	   *code = PG_GETARG_TEXT_PP(0);
	RcmText		word = {VARDATA_ANY(code), (int32_t) VARSIZE_ANY_EXHDR(code)};
	const char *group = rcm_code_group(word);

	if (group == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(group));
}
