/*
 * delimiters.c - what separates elements, components, repetitions, segments.
 *
 * The ISA is 106 bytes in the standard, and the delimiters stand at fixed
 * places in it.  Real files pad its elements wrongly, so separators are
 * counted instead: whatever follows the sixteenth element's one byte is the
 * terminator.
 */
#include "x12/token.h"

#define ISA_ELEMENTS 16
/* Longer than any padding mistake; keeps a text that says "ISA" from being one. */
#define ISA_ELEMENT_MAX 80
#define GUESS_REACH 65536

static bool
is_alnum(char c)
{
	return rcm_is_digit(c) || rcm_is_upper(rcm_upper(c));
}

static bool
is_separator(char c)
{
	return !is_alnum(c) && c != ' ' && c != '\0' && c != '\r' && c != '\n';
}

static bool
is_terminator(char c)
{
	return !is_alnum(c) && c != ' ' && c != '\0';
}

/* Repetition came with version 00402; before it ISA11 named the standard ("U"). */
static bool
has_repetition(RcmText version)
{
	return version.len == 5 && memcmp(version.data, "00402", 5) >= 0 &&
		rcm_is_digit(version.data[0]);
}

RcmX12Isa
rcm_x12_read_isa(const char *data, size_t len, RcmX12Delimiters *d)
{
	RcmText		element[ISA_ELEMENTS + 1];
	size_t		i = 4;
	char		last;

	if (len < 4)
		return memcmp(data, "ISA", len < 3 ? len : 3) == 0 ? RCM_X12_ISA_CUT : RCM_X12_ISA_NONE;
	if (memcmp(data, "ISA", 3) != 0 || !is_separator(data[3]))
		return RCM_X12_ISA_NONE;
	d->element = data[3];
	for (int n = 1; n < ISA_ELEMENTS; n++)
	{
		size_t		from = i;

		while (i < len && data[i] != d->element)
		{
			if (data[i] == '\r' || data[i] == '\n' || i - from >= ISA_ELEMENT_MAX)
				return RCM_X12_ISA_NONE;
			i++;
		}
		if (i >= len)
			return RCM_X12_ISA_CUT;
		element[n] = (RcmText) {data + from, (int32_t) (i - from)};
		i++;
	}
	if (i >= len)
		return RCM_X12_ISA_CUT;
	last = data[i];
	if (last == '\r' || last == '\n')
	{
		/* ISA16 is missing, the line ends here. */
		d->component = 0;
		d->terminator = last;
	}
	else
	{
		if (i + 1 >= len)
			return RCM_X12_ISA_CUT;
		d->component = is_alnum(last) || last == ' ' ? 0 : last;
		d->terminator = data[i + 1];
		/* ISA16 is missing: what stands there is the terminator, the GS follows. */
		if (d->component != 0 && is_alnum(d->terminator))
		{
			d->terminator = d->component;
			d->component = 0;
		}
	}
	if (!is_terminator(d->terminator) || d->terminator == d->element ||
		d->component == d->element || d->component == d->terminator ||
		memchr(data, d->terminator, i) != NULL)
		return RCM_X12_ISA_NONE;
	d->repetition = 0;
	if (has_repetition(element[12]) && element[11].len == 1 &&
		is_separator(element[11].data[0]) && element[11].data[0] != d->terminator)
		d->repetition = element[11].data[0];
	return RCM_X12_ISA_OK;
}

/* Does a segment begin here: a capital, one or two capitals or digits, a separator? */
static bool
begins_segment(const char *p, const char *end, char element)
{
	int			n = 0;

	while (p < end && (rcm_is_upper(*p) || rcm_is_digit(*p)) && n < 4)
	{
		p++;
		n++;
	}
	return n >= 2 && n <= 3 && p < end && *p == element && rcm_is_upper(p[-n]);
}

/*
 * A transaction without its envelope, as people mail them: the separator is
 * the byte behind the id, the terminator the first byte that is followed by
 * another segment, the component separator the usual one that occurs.
 */
bool
rcm_x12_guess(const char *data, size_t len, RcmX12Delimiters *d)
{
	const char *end = data + (len < GUESS_REACH ? len : GUESS_REACH);
	const char *usual = ":><|^\\";

	if (len < 4 || (memcmp(data, "GS", 2) != 0 && memcmp(data, "ST", 2) != 0) ||
		!is_separator(data[2]))
		return false;
	d->element = data[2];
	d->repetition = 0;
	d->component = 0;
	for (const char *p = data + 3;; p++)
	{
		const char *next = p + 1;

		if (p >= end)
			return false;
		if (*p == d->element || !is_terminator(*p))
			continue;
		while (next < end && (*next == ' ' || *next == '\r' || *next == '\n' || *next == '\t'))
			next++;
		if (next < end ? begins_segment(next, end, d->element) : (size_t) (end - data) == len)
		{
			d->terminator = *p;
			break;
		}
	}
	for (; *usual != '\0' && d->component == 0; usual++)
		if (*usual != d->element && *usual != d->terminator &&
			memchr(data, *usual, (size_t) (end - data)) != NULL)
			d->component = *usual;
	return true;
}
