/*
 * hcpcs_pg.c - rcm.hcpcs, the server face of hcpcs.h.
 */
#include "codes/code_pg.h"

#include "codes/hcpcs.h"

/* Text in. */
RCM_FUNCTION(rcm_hcpcs_in)
{
	char	   *given = PG_GETARG_CSTRING(0);
	int32_t		code = rcm_hcpcs_parse(rcm_text_trim(rcm_text_of(given)));

	if (code == RCM_NO_HCPCS)
		return rcm_code_refuse(fcinfo, "rcm.hcpcs", given,
							   "A procedure code has exactly five letters or digits.");
	PG_RETURN_INT32(code);
}

/* Text out. */
RCM_FUNCTION(rcm_hcpcs_out)
{
	char	   *text = palloc0(6);

	rcm_hcpcs_format(PG_GETARG_INT32(0), text);
	PG_RETURN_CSTRING(text);
}

/* Binary in: the packed code as int4, checked like text. */
RCM_FUNCTION(rcm_hcpcs_recv)
{
	int32		code = (int32) pq_getmsgint((StringInfo) PG_GETARG_POINTER(0), 4);

	if (!rcm_hcpcs_valid(code))
		rcm_code_refuse_binary("rcm.hcpcs");
	PG_RETURN_INT32(code);
}
