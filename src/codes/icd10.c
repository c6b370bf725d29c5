/*
 * icd10.c - see icd10.h.
 */
#include "codes/icd10.h"

#include "base/pack.h"

#define PLACES 7

/* 37 to the power of the index: what one step in the place that many from the right is worth. */
static const int64_t unit[PLACES + 1] = {
	1, 37, 1369, 50653, 1874161, 69343957, INT64_C(2565726409), INT64_C(94931877133)
};

int64_t
rcm_icd10_pack(RcmText t)
{
	char		text[PLACES];
	int32_t		n = 0;

	t = rcm_text_trim(t);
	for (int32_t i = 0; i < t.len; i++)
	{
		if (t.data[i] == '.')
			continue;
		if (n == PLACES)
			return RCM_NO_ICD10;
		text[n++] = t.data[i];
	}
	return rcm_pack_upto((RcmText) {text, n}, PLACES);
}

int64_t
rcm_icd10_parse(RcmText t)
{
	char		text[PLACES];
	int32_t		dot = t.len > 3 && t.data[3] == '.' ? 1 : 0;
	int			letter;
	int			digit;

	if (t.len < 3 || t.len > PLACES + dot || (dot && t.len == 4))
		return RCM_NO_ICD10;
	letter = rcm_pack_place(t.data[0]);
	digit = rcm_pack_place(t.data[1]);
	if (letter < 10 || digit > 9)
		return RCM_NO_ICD10;
	memcpy(text, t.data, 3);
	memcpy(text + 3, t.data + 3 + dot, (size_t) (t.len - 3 - dot));
	return rcm_pack_upto((RcmText) {text, t.len - dot}, PLACES);
}

bool
rcm_icd10_valid(int64_t code)
{
	char		text[PLACES + 1];

	if (code <= 0 || code >= unit[PLACES])
		return false;
	return rcm_icd10_parse((RcmText) {text, rcm_icd10_format(code, text)}) == code;
}

int
rcm_icd10_format(int64_t code, char out[8])
{
	int			n = 0;

	for (int i = PLACES - 1; i >= 0 && code > 0; i--)
	{
		if (n == 3)
			out[n++] = '.';
		out[n++] = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[code / unit[i] % 37];
		code %= unit[i];
	}
	return n;
}

bool
rcm_icd10_under(int64_t code, int64_t prefix)
{
	if (prefix <= 0 || code < prefix)
		return false;
	return code - prefix < unit[PLACES - rcm_icd10_length(prefix)];
}

int
rcm_icd10_length(int64_t code)
{
	int			length = PLACES;

	if (code <= 0)
		return 0;
	for (; length > 1 && code % 37 == 0; code /= 37)
		length--;
	return length;
}

int64_t
rcm_icd10_prefix(int64_t code, int length)
{
	if (code <= 0 || length <= 0)
		return RCM_NO_ICD10;
	return length >= PLACES ? code : code - code % unit[PLACES - length];
}

int64_t
rcm_icd10_after(int64_t prefix)
{
	return prefix + unit[PLACES - rcm_icd10_length(prefix)];
}

int
rcm_icd10_undotted(int64_t code, char out[8])
{
	int			length = rcm_icd10_format(code, out);

	if (length <= 3)
		return length;
	memmove(out + 3, out + 4, (size_t) (length - 4));
	return length - 1;
}
