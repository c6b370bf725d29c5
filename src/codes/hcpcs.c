/*
 * hcpcs.c - see hcpcs.h.
 */
#include "codes/hcpcs.h"

#include "base/pack.h"

#define PLACES 5
#define CODES (36 * 36 * 36 * 36 * 36)

int32_t
rcm_hcpcs_parse(RcmText t)
{
	int32_t		code = 0;

	if (t.len != PLACES)
		return RCM_NO_HCPCS;
	for (int i = 0; i < PLACES; i++)
	{
		int			place = rcm_pack_place(t.data[i]);

		if (place < 0)
			return RCM_NO_HCPCS;
		code = code * 36 + place;
	}
	return code;
}

bool
rcm_hcpcs_valid(int32_t code)
{
	return code >= 0 && code < CODES;
}

void
rcm_hcpcs_format(int32_t code, char out[5])
{
	for (int i = PLACES - 1; i >= 0; i--)
	{
		out[i] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[code % 36];
		code /= 36;
	}
}

/*
 * One number for each shape that ranges run through: 1 for five digits, 10-35
 * for a letter in front, 46-71 for a letter at the end, 0 for any other code.
 */
static int
shape(int32_t code)
{
	int			last = code % 36;
	int			first = code / (36 * 36 * 36 * 36);

	for (int32_t middle = code / 36, i = 0; i < 3; i++, middle /= 36)
		if (middle % 36 > 9)
			return 0;
	if (first > 9)
		return last > 9 ? 0 : first;
	return last > 9 ? 36 + last : 1;
}

bool
rcm_hcpcs_in_range(int32_t code, int32_t lo, int32_t hi)
{
	int			wanted;

	if (code < lo || code > hi || lo < 0)
		return false;
	wanted = shape(code);
	return wanted != 0 && wanted == shape(lo) && wanted == shape(hi);
}
