/*
 * usd.h - exact amounts of money: whole cents in 64 bits.
 *
 * Half a cent is never rounded away: what does not fit is refused.  The least
 * int64_t is not an amount; it stands for "not given".
 */
#ifndef RCM_USD_H
#define RCM_USD_H

#include "base/text.h"

#define RCM_NO_USD INT64_MIN

/* Room that rcm_usd_format needs, zero byte included. */
#define RCM_USD_ROOM 24

typedef enum
{
	RCM_USD_OK,
	RCM_USD_SYNTAX,				/* not a plain decimal number */
	RCM_USD_FRACTION,			/* finer than a cent */
	RCM_USD_RANGE				/* more than 92233720368547758.07 either way */
} RcmUsdStatus;

/*
 * Dollars as text: an optional sign, digits, an optional point with digits
 * ("85", "85.", ".5", "-1.500").  Places after the second must be zeros.  No
 * blanks, exponents, commas or currency signs.  RCM_NO_USD unless RCM_USD_OK.
 */
extern RcmUsdStatus rcm_usd_parse(RcmText t, int64_t *cents);
/* Writes "-1234.50", always two places, and a zero byte; returns the length without it. */
extern int	rcm_usd_format(int64_t cents, char *out);

/* False, and *result untouched, when the result is not an amount or an operand is RCM_NO_USD. */
extern bool rcm_usd_add(int64_t a, int64_t b, int64_t *sum);
extern bool rcm_usd_sub(int64_t a, int64_t b, int64_t *difference);
extern bool rcm_usd_mul(int64_t a, int64_t times, int64_t *product);

#endif
