/*
 * card_pg.c - rcm.has_card_number, the server face of card.h.
 */
#include "base/shim.h"

#include "receivable/card.h"

/* Does the text have the number of a payment card? */
RCM_FUNCTION(rcm_has_card_number_pg)
{
	text	   *given = PG_GETARG_TEXT_PP(0);

	PG_RETURN_BOOL(rcm_has_card_number((RcmText) {VARDATA_ANY(given), (int32_t) VARSIZE_ANY_EXHDR(given)}));
}
