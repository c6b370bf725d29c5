/*
 * pack.h - codes as integers whose order is the order of the text.
 *
 * Everything that billing calls a code is a short run of digits and capital
 * letters.  Packed in base 36 (fixed length) or base 37 (variable length, the
 * missing places zero) it compares, hashes and indexes as one integer.
 */
#ifndef RCM_PACK_H
#define RCM_PACK_H

#include "base/text.h"

/* 0-35 for 0-9A-Z (lower case counts as upper), -1 for anything else. */
static inline int
rcm_pack_place(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = rcm_upper(c);
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 10;
	return -1;
}

/* Codes of 1 to 12 places; 0 when the text is not such a code. */
static inline int64_t
rcm_pack_upto(RcmText t, int places)
{
	int64_t		v = 0;

	if (t.len < 1 || t.len > places)
		return 0;
	for (int i = 0; i < places; i++)
	{
		int			c = i < t.len ? rcm_pack_place(t.data[i]) + 1 : 0;

		if (i < t.len && c == 0)
			return 0;
		v = v * 37 + c;
	}
	return v;
}

/* Two characters side by side (modifiers, place of service); 0 when not two. */
static inline uint16_t
rcm_pack2(RcmText t)
{
	if (t.len != 2)
		return 0;
	return (uint16_t) ((unsigned char) rcm_upper(t.data[0]) << 8 |
					   (unsigned char) rcm_upper(t.data[1]));
}

/* The same for a literal: RCM_CODE2("25"). */
#define RCM_CODE2(s) ((uint16_t) ((s)[0] << 8 | (s)[1]))

#endif
