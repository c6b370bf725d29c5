/*
 * npi.c - see npi.h.
 */
#include "codes/npi.h"

/* What the constant prefix 80840 adds to the Luhn sum. */
#define PREFIX_SUM 24

bool
rcm_npi_parse(RcmText t, int64_t *npi)
{
	int64_t		value = 0;
	int			sum = PREFIX_SUM;

	if (t.len != 10 || (t.data[0] != '1' && t.data[0] != '2'))
		return false;
	for (int i = 0; i < 10; i++)
	{
		int			digit = t.data[i] - '0';

		if (!rcm_is_digit(t.data[i]))
			return false;
		value = value * 10 + digit;
		if (i % 2 == 0)
			digit = digit < 5 ? digit * 2 : digit * 2 - 9;
		sum += digit;
	}
	if (sum % 10 != 0)
		return false;
	*npi = value;
	return true;
}

bool
rcm_npi_valid(int64_t npi)
{
	char		text[10];

	if (npi < INT64_C(1000000000) || npi > INT64_C(2999999999))
		return false;
	rcm_npi_format(npi, text);
	return rcm_npi_parse((RcmText) {text, 10}, &npi);
}

void
rcm_npi_format(int64_t npi, char out[10])
{
	for (int i = 9; i >= 0; i--)
	{
		out[i] = (char) ('0' + npi % 10);
		npi /= 10;
	}
}
