/*
 * encoding.c - UTF-8 or cp1252.
 */
#include "formats/encoding.h"

/* What 0x80 to 0x9F are; 0 for the bytes that mean nothing. */
static const uint16_t windows[32] = {
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
	0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178
};

/* How many bytes the character that begins with this byte has; 0: none does. */
static int
width(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF)
		return 3;
	return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/* The second byte has a narrower range after some first bytes (RFC 3629). */
static bool
second_fits(unsigned char lead, unsigned char second)
{
	if (lead == 0xE0)
		return second >= 0xA0;
	if (lead == 0xED)
		return second <= 0x9F;
	if (lead == 0xF0)
		return second >= 0x90;
	return lead != 0xF4 || second <= 0x8F;
}

bool
rcm_is_utf8(const char *data, size_t len)
{
	const unsigned char *p = (const unsigned char *) data;
	const unsigned char *end = p + len;

	while (p < end)
	{
		int			n;
		uint64_t	word;

		/* eight at a time while there are only ASCII characters */
		for (; end - p >= 8; p += 8)
		{
			memcpy(&word, p, 8);
			if (word & UINT64_C(0x8080808080808080))
				break;
		}
		if (p == end)
			break;
		n = width(*p);
		if (n == 0 || end - p < n || (n > 1 && !second_fits(p[0], p[1])))
			return false;
		for (int i = 1; i < n; i++)
			if ((p[i] & 0xC0) != 0x80)
				return false;
		p += n;
	}
	return true;
}

RcmText
rcm_from_cp1252(RcmArena *arena, RcmText text)
{
	char	   *out = rcm_alloc(arena, (size_t) text.len * 3 + 1);
	char	   *to = out;

	for (int32_t i = 0; i < text.len; i++)
	{
		unsigned char c = (unsigned char) text.data[i];
		unsigned	u = c >= 0x80 && c <= 0x9F ? windows[c - 0x80] : c;

		if (u == 0)
			u = c == 0 ? 0 : '?';
		if (u < 0x80)
			*to++ = (char) u;
		else if (u < 0x800)
		{
			*to++ = (char) (0xC0 | u >> 6);
			*to++ = (char) (0x80 | (u & 0x3F));
		}
		else
		{
			*to++ = (char) (0xE0 | u >> 12);
			*to++ = (char) (0x80 | (u >> 6 & 0x3F));
			*to++ = (char) (0x80 | (u & 0x3F));
		}
	}
	return (RcmText) {out, (int32_t) (to - out)};
}
