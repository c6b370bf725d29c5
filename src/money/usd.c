/*
 * usd.c - see usd.h.
 */
#include "money/usd.h"

/* Appends one digit to a magnitude; false when it no longer fits. */
static bool
add_digit(int64_t *cents, int digit)
{
	if (*cents > (INT64_MAX - digit) / 10)
		return false;
	*cents = *cents * 10 + digit;
	return true;
}

RcmUsdStatus
rcm_usd_parse(RcmText t, int64_t *cents)
{
	int64_t		value = 0;
	int32_t		i = 0;
	int			places = -1;	/* after the point; -1 before it */
	bool		negative = false;
	bool		any = false;
	bool		fits = true;
	bool		fine = false;

	*cents = RCM_NO_USD;
	if (t.len > 0 && (t.data[0] == '-' || t.data[0] == '+'))
		negative = t.data[i++] == '-';
	for (; i < t.len; i++)
	{
		char		c = t.data[i];

		if (c == '.' && places < 0)
		{
			places = 0;
			continue;
		}
		if (!rcm_is_digit(c))
			return RCM_USD_SYNTAX;
		any = true;
		if (places == 2)
			fine = fine || c != '0';
		else
		{
			fits = add_digit(&value, c - '0') && fits;
			places += places >= 0;
		}
	}
	if (!any)
		return RCM_USD_SYNTAX;
	for (places = places < 0 ? 0 : places; places < 2; places++)
		fits = add_digit(&value, 0) && fits;
	if (!fits)
		return RCM_USD_RANGE;
	if (fine)
		return RCM_USD_FRACTION;
	*cents = negative ? -value : value;
	return RCM_USD_OK;
}

/* The distance from zero; fits for every int64_t. */
static uint64_t
magnitude(int64_t v)
{
	return v < 0 ? 0 - (uint64_t) v : (uint64_t) v;
}

int
rcm_usd_format(int64_t cents, char *out)
{
	char		text[RCM_USD_ROOM];
	char	   *end = text + sizeof(text) - 1;
	char	   *p = end;
	uint64_t	u = magnitude(cents);

	*p = '\0';
	do
	{
		*--p = (char) ('0' + u % 10);
		u /= 10;
		if (end - p == 2)
			*--p = '.';
	} while (u != 0 || end - p < 4);
	if (cents < 0)
		*--p = '-';
	memcpy(out, p, (size_t) (end - p) + 1);
	return (int) (end - p);
}

bool
rcm_usd_add(int64_t a, int64_t b, int64_t *sum)
{
	if (a == RCM_NO_USD || b == RCM_NO_USD)
		return false;
	if (b > 0 ? a > INT64_MAX - b : a < -INT64_MAX - b)
		return false;
	*sum = a + b;
	return true;
}

bool
rcm_usd_sub(int64_t a, int64_t b, int64_t *difference)
{
	return b != RCM_NO_USD && rcm_usd_add(a, -b, difference);
}

bool
rcm_usd_mul(int64_t a, int64_t times, int64_t *product)
{
	uint64_t	u = magnitude(a);
	uint64_t	n = magnitude(times);

	if (a == RCM_NO_USD || (n != 0 && u > (uint64_t) INT64_MAX / n))
		return false;
	*product = (a < 0) == (times < 0) ? (int64_t) (u * n) : -(int64_t) (u * n);
	return true;
}
