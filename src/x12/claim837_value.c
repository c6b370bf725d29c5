/*
 * claim837_value.c - elements as texts, days, amounts, numbers, and lists.
 *
 * Values are given out as slices of the file; they are copied only when the
 * window will move, and rewritten only when their bytes are not clean text.
 */
#include "x12/claim837_parts.h"

void
rcm_837_finding(Rcm837Reader *r, const char *code, int i, const char *message)
{
	RcmX12Place place = *r->place;

	place.element = i;
	place.offset = rcm_x12_element_offset(r->segment, i);
	rcm_x12_report(r->report, r->owner,
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
		unsigned char c = (unsigned char) t.data[i];

		odd |= (c < 0x20) | (c >= 0x7f);
	}
	return odd == 0;
}

RcmText
rcm_837_keep(Rcm837Reader *r, Rcm837Memory memory, RcmText t)
{
	t = rcm_x12_trim(t);
	if (t.len == 0)
		return (RcmText) {"", 0};
	if (!is_clean(t))
		return rcm_x12_trim(r->convert != NULL ?
							r->convert(r->owner, &r->arena[memory], t) :
							rcm_x12_latin1_to_utf8(&r->arena[memory], t));
	return r->copy ? rcm_text_copy(&r->arena[memory], t) : t;
}

RcmText
rcm_837_text(Rcm837Reader *r, Rcm837Memory memory, int i)
{
	return rcm_837_keep(r, memory, rcm_x12_element(r->segment, i));
}

int64_t
rcm_837_amount(Rcm837Reader *r, int i)
{
	RcmText		t = rcm_837_raw(r, i);
	int64_t		cents = RCM_NO_USD;

	if (t.len == 0)
		return RCM_NO_USD;
	switch (rcm_usd_parse(t, &cents))
	{
		case RCM_USD_OK:
			return cents;
		case RCM_USD_FRACTION:
			rcm_837_finding(r, "AMOUNT", i, "an amount that is finer than a cent");
			break;
		case RCM_USD_RANGE:
			rcm_837_finding(r, "AMOUNT", i, "an amount out of range");
			break;
		default:
			rcm_837_finding(r, "AMOUNT", i, "not an amount of money");
			break;
	}
	return RCM_NO_USD;
}

/* X12 writes ".5", "5." and "007"; JSON does not: "0.5", "5", "7". */
static RcmText
json_number(Rcm837Reader *r, RcmText t)
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
	out = rcm_alloc(&r->arena[RCM_837_FOR_CLAIM], (size_t) (end - p) + 3);
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
rcm_837_number(Rcm837Reader *r, int i, RcmText t, RcmNumber *number)
{
	memset(number, 0, sizeof(*number));
	if (t.len == 0)
		return;
	rcm_number_parse(number, t, false);
	if (number->state == RCM_NUMBER_OK)
		number->raw = json_number(r, rcm_837_keep(r, RCM_837_FOR_CLAIM, t));
	else
	{
		memset(number, 0, sizeof(*number));
		rcm_837_finding(r, "NUMBER", i, "not a number that can be held exactly");
	}
}

int64_t
rcm_837_whole(Rcm837Reader *r, int i, RcmText t, const char *code)
{
	int64_t		n = 0;

	for (int32_t k = 0; k < t.len && n >= 0; k++)
		n = rcm_is_digit(t.data[k]) && n < 100000000 ? n * 10 + (t.data[k] - '0') : -1;
	if (t.len > 0 && n > 0)
		return n;
	rcm_837_finding(r, code, i, "not a whole number from 1 up");
	return RCM_NO_INT;
}

int32_t
rcm_837_day(Rcm837Reader *r, int i, RcmText t)
{
	int32_t		day;

	t = rcm_x12_trim(t);
	if (t.len == 0)
		return RCM_NO_DATE;
	if (rcm_date_parse_d8(t, &day))
		return day;
	rcm_837_finding(r, "DATE", i, "not a day of the calendar (CCYYMMDD)");
	return RCM_NO_DATE;
}

bool
rcm_837_period(Rcm837Reader *r, int form, int32_t *from, int32_t *to)
{
	RcmText		f = rcm_837_raw(r, form);
	RcmText		t = rcm_837_raw(r, form + 1);
	const char *dash = t.len > 0 ? memchr(t.data, '-', (size_t) t.len) : NULL;

	*from = *to = RCM_NO_DATE;
	if (t.len == 0 || rcm_text_is(f, "TM"))
		return false;
	if (rcm_text_is(f, "DT") && t.len > 8)
		t.len = 8;				/* the hour and minute follow the day */
	if (dash != NULL)
	{
		if (rcm_text_is(f, "D8"))
			rcm_837_finding(r, "DATE-FORMAT", form, "a period where the format says one day");
		*to = rcm_837_day(r, form + 1,
						  (RcmText) {dash + 1, t.len - (int32_t) (dash + 1 - t.data)});
		t.len = (int32_t) (dash - t.data);
		*from = rcm_837_day(r, form + 1, t);
	}
	else
		*from = *to = rcm_837_day(r, form + 1, t);
	return *from != RCM_NO_DATE || *to != RCM_NO_DATE;
}

void
rcm_837_set_text(void *object, const RcmShape *shape, RcmText *member, RcmText t)
{
	if (t.len == 0 || object == NULL)
		return;
	*member = t;
	rcm_mark_given(object, shape, member);
}

void
rcm_837_set_date(void *object, const RcmShape *shape, int32_t *member, int32_t day)
{
	if (day == RCM_NO_DATE || object == NULL)
		return;
	*member = day;
	rcm_mark_given(object, shape, member);
}

void
rcm_837_set_amount(void *object, const RcmShape *shape, int64_t *member, int64_t v)
{
	if (v == RCM_NO_USD || object == NULL)
		return;
	*member = v;
	rcm_mark_given(object, shape, member);
}

void
rcm_837_set_number(Rcm837Reader *r, void *object, const RcmShape *shape, RcmNumber *member,
				   int i, RcmText t)
{
	RcmNumber	number;

	rcm_837_number(r, i, t, &number);
	if (number.state != RCM_NUMBER_OK || object == NULL)
		return;
	*member = number;
	rcm_mark_given(object, shape, member);
}

void *
rcm_837_part(Rcm837Reader *r, void *object, const RcmShape *shape, void *member,
			 const RcmShape *part)
{
	void	  **pointer = member;

	if (*pointer == NULL)
	{
		*pointer = rcm_new_object(&r->arena[RCM_837_FOR_CLAIM], part);
		if (*pointer != NULL)
			rcm_mark_given(object, shape, member);
	}
	return *pointer;
}

static const RcmField *
field_of(const void *object, const RcmShape *shape, const void *member)
{
	ptrdiff_t	offset = (const char *) member - (const char *) object;

	for (int i = 0; i < shape->count; i++)
		if (shape->fields[i].offset == offset)
			return &shape->fields[i];
	return NULL;
}

/*
 * Room for one more item; lists double, in the claim's arena.  The room of a
 * list follows from its count: 4, 8, 16 ...  Without a shape the items are texts.
 */
static void *
grow(Rcm837Reader *r, void *object, const RcmShape *shape, RcmList *list, const RcmShape *item)
{
	const RcmField *field = field_of(object, shape, list);
	size_t		size = item != NULL ? item->size : sizeof(RcmText);
	int32_t		n = list->count;

	if (field != NULL && n >= field->limit)
	{
		rcm_837_finding(r, "LIMIT", 0, "more of these than a claim holds; the rest is left out");
		return NULL;
	}
	if (n == 0 || (n >= 4 && (n & (n - 1)) == 0))
	{
		RcmArena   *arena = &r->arena[RCM_837_FOR_CLAIM];
		int32_t		room = n == 0 ? 4 : 2 * n;
		void	   *items = item != NULL ? rcm_new_objects(arena, item, room) :
			rcm_alloc(arena, size * (size_t) room);

		if (items == NULL)
			return NULL;
		if (n > 0)
			memcpy(items, list->items, size * (size_t) n);
		else
			rcm_mark_given(object, shape, list);
		list->items = items;
	}
	list->count++;
	return (char *) list->items + size * (size_t) n;
}

void *
rcm_837_add(Rcm837Reader *r, void *object, const RcmShape *shape, RcmList *list,
			const RcmShape *item)
{
	return grow(r, object, shape, list, item);
}

void
rcm_837_add_text(Rcm837Reader *r, void *object, const RcmShape *shape, RcmList *list, RcmText t)
{
	RcmText    *slot = t.len > 0 ? grow(r, object, shape, list, NULL) : NULL;

	if (slot != NULL)
		*slot = t;
}
