/*
 * claim837_pg.c - the claims of an 837 in SQL.
 */
#include "x12/run_pg.h"

#include "claim837/read.h"

static void
put_claim(void *owner, const RcmClaim *claim)
{
	RcmX12Run  *run = owner;
	MemoryContext old = MemoryContextSwitchTo(run->row);
	Datum		value = PointerGetDatum(rcm_claim_to_datum(claim));
	bool		isnull = false;

	MemoryContextSwitchTo(old);
	rcm_x12_run_put(run, &value, &isnull);
}

/* The claims of every 837 in a file. */
RCM_FUNCTION(rcm_claims_from_837)
{
	RcmX12Run  *run = rcm_x12_run_begin(fcinfo, MAT_SRF_USE_EXPECTED_DESC, NULL);
	Rcm837Reader claims;
	RcmX12Segment segment;

	rcm_837_init(&claims, put_claim, NULL, run);
	rcm_x12_run_cursor(run, &claims.at);
	for (int i = 0; i < RCM_837_MEMORIES; i++)
		rcm_x12_run_arena(run, &claims.arena[i]);
	while (rcm_x12_run_next(run, &segment))
		rcm_837_segment(&claims, &segment, &run->reader.delimiters, &run->envelope.place);
	rcm_837_end(&claims);
	rcm_x12_run_end(run, &segment);
	return (Datum) 0;
}
