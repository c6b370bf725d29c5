/*
 * value.c - elements as texts, days, amounts and numbers.
 *
 * Values are given out as slices of the file; they are copied only when the
 * window will move, and rewritten only when their bytes are not clean text.
 */
#include "x12/value.h"

void
rcm_x12_finding(const RcmX12Cursor *c, const char *code, int i, const char *message)
{
	RcmX12Place place = *c->place;

	place.element = i;
	place.offset = rcm_x12_element_offset(c->segment, i);
	rcm_x12_report(c->report, c->owner,
				   i > 0 ? RCM_X12_LEVEL_ELEMENT : RCM_X12_LEVEL_SEGMENT,
				   code, &place, "%s", message);
}

RcmText
rcm_x12_latin1_to_utf8(RcmArena *arena, RcmText raw)
{
	bool		utf8 = rcm_x12_utf8(raw);
	char	   *out = rcm_alloc(arena, (size_t) raw.len * 2 + 1);
	int32_t		n = 0;

	if (out == NULL)
		return (RcmText) {"", 0};
	for (int32_t i = 0; i < raw.len; i++)
	{
		unsigned char c = (unsigned char) raw.data[i];

		if (c == '\r' || c == '\n')
			continue;			/* a file wrapped at a fixed width */
		if (c < 0x20 || c == 0x7f)
			c = ' ';
		if (c < 0x80 || utf8)
			out[n++] = (char) c;
		else
		{
			out[n++] = (char) (0xC0 | c >> 6);
			out[n++] = (char) (0x80 | (c & 0x3F));
		}
	}
	return (RcmText) {out, n};
}

static bool
is_clean(RcmText t)
{
	unsigned char odd = 0;

	for (int32_t i = 0; i < t.len; i++)
	{
		unsigned char b = (unsigned char) t.data[i];

		odd |= (b < 0x20) | (b >= 0x7f);
	}
	return odd == 0;
}

RcmText
rcm_x12_keep(const RcmX12Cursor *c, RcmArena *arena, RcmText t)
{
	t = rcm_x12_trim(t);
	if (t.len == 0)
		return (RcmText) {"", 0};
	if (!is_clean(t))
		return rcm_x12_trim(c->convert != NULL ?
							c->convert(c->owner, arena, t) :
							rcm_x12_latin1_to_utf8(arena, t));
	return c->copy ? rcm_text_copy(arena, t) : t;
}

RcmText
rcm_x12_text(const RcmX12Cursor *c, RcmArena *arena, int i)
{
	return rcm_x12_keep(c, arena, rcm_x12_element(c->segment, i));
}

int64_t
rcm_x12_amount_of(const RcmX12Cursor *c, int i, RcmText t)
{
	int64_t		cents = RCM_NO_USD;

	if (t.len == 0)
		return RCM_NO_USD;
	switch (rcm_usd_parse(t, &cents))
	{
		case RCM_USD_OK:
			return cents;
		case RCM_USD_FRACTION:
			rcm_x12_finding(c, "AMOUNT", i, "an amount that is finer than a cent");
			break;
		case RCM_USD_RANGE:
			rcm_x12_finding(c, "AMOUNT", i, "an amount out of range");
			break;
		default:
			rcm_x12_finding(c, "AMOUNT", i, "not an amount of money");
			break;
	}
	return RCM_NO_USD;
}

/* X12 writes ".5", "5." and "007"; JSON does not: "0.5", "5", "7". */
static RcmText
json_number(RcmArena *arena, RcmText t)
{
	const char *p = t.data;
	const char *end = p + t.len;
	bool		negative = p < end && *p == '-';
	char	   *out;
	int32_t		n = 0;

	if (p < end && (*p == '-' || *p == '+'))
		p++;
	while (end - p > 1 && *p == '0' && rcm_is_digit(p[1]))
		p++;
	if (end > p && end[-1] == '.')
		end--;
	if (!negative && p == t.data && end == t.data + t.len && *p != '.')
		return t;				/* as nearly all are */
	out = rcm_alloc(arena, (size_t) (end - p) + 3);
	if (out == NULL)
		return t;
	if (negative)
		out[n++] = '-';
	if (p == end || *p == '.')
		out[n++] = '0';
	memcpy(out + n, p, (size_t) (end - p));
	return (RcmText) {out, n + (int32_t) (end - p)};
}

void
rcm_x12_number(const RcmX12Cursor *c, RcmArena *arena, int i, RcmText t, RcmNumber *number)
{
	memset(number, 0, sizeof(*number));
	if (t.len == 0)
		return;
	rcm_number_parse(number, t, false);
	if (number->state == RCM_NUMBER_OK)
		number->raw = json_number(arena, rcm_x12_keep(c, arena, t));
	else
	{
		memset(number, 0, sizeof(*number));
		rcm_x12_finding(c, "NUMBER", i, "not a number that can be held exactly");
	}
}

int64_t
rcm_x12_whole(const RcmX12Cursor *c, int i, RcmText t, const char *code)
{
	int64_t		n = 0;

	for (int32_t k = 0; k < t.len && n >= 0; k++)
		n = rcm_is_digit(t.data[k]) && n < 100000000 ? n * 10 + (t.data[k] - '0') : -1;
	if (t.len > 0 && n > 0)
		return n;
	rcm_x12_finding(c, code, i, "not a whole number from 1 up");
	return RCM_NO_INT;
}

int32_t
rcm_x12_day(const RcmX12Cursor *c, int i, RcmText t)
{
	int32_t		day;

	t = rcm_x12_trim(t);
	if (t.len == 0)
		return RCM_NO_DATE;
	if (rcm_date_parse_d8(t, &day))
		return day;
	rcm_x12_finding(c, "DATE", i, "not a day of the calendar (CCYYMMDD)");
	return RCM_NO_DATE;
}

bool
rcm_x12_period(const RcmX12Cursor *c, int form, int32_t *from, int32_t *to)
{
	RcmText		f = rcm_x12_raw(c, form);
	RcmText		t = rcm_x12_raw(c, form + 1);
	const char *dash = t.len > 0 ? memchr(t.data, '-', (size_t) t.len) : NULL;

	*from = *to = RCM_NO_DATE;
	if (t.len == 0 || rcm_text_is(f, "TM"))
		return false;
	if (rcm_text_is(f, "DT") && t.len > 8)
		t.len = 8;				/* the hour and minute follow the day */
	if (dash != NULL)
	{
		if (rcm_text_is(f, "D8"))
			rcm_x12_finding(c, "DATE-FORMAT", form, "a period where the format says one day");
		*to = rcm_x12_day(c, form + 1,
						  (RcmText) {dash + 1, t.len - (int32_t) (dash + 1 - t.data)});
		t.len = (int32_t) (dash - t.data);
		*from = rcm_x12_day(c, form + 1, t);
	}
	else
		*from = *to = rcm_x12_day(c, form + 1, t);
	return *from != RCM_NO_DATE || *to != RCM_NO_DATE;
}
