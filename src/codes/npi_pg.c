/*
 * npi_pg.c - rcm.npi, the server face of npi.h: a number that passed its check digit.
 */
#include "codes/code_pg.h"

#include "codes/npi.h"

/* Text in. */
RCM_FUNCTION(rcm_npi_in)
{
	char	   *given = PG_GETARG_CSTRING(0);
	int64_t		npi;

	if (!rcm_npi_parse(rcm_text_trim(rcm_text_of(given)), &npi))
		return rcm_code_refuse(fcinfo, "rcm.npi", given,
							   "An NPI has ten digits, begins with 1 or 2, and ends in its check digit.");
	PG_RETURN_INT64(npi);
}

/* Text out. */
RCM_FUNCTION(rcm_npi_out)
{
	char	   *text = palloc0(11);

	rcm_npi_format(PG_GETARG_INT64(0), text);
	PG_RETURN_CSTRING(text);
}

/* Binary in: the number as int8, checked like text. */
RCM_FUNCTION(rcm_npi_recv)
{
	int64		npi = pq_getmsgint64((StringInfo) PG_GETARG_POINTER(0));

	if (!rcm_npi_valid(npi))
		rcm_code_refuse_binary("rcm.npi");
	PG_RETURN_INT64(npi);
}
