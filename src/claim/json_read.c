/*
 * json_read.c - a JSON document becomes a claim.
 *
 * A recursive reader that walks the shape tables beside the text, so a wrong
 * value is reported with the path to it.  Keys that no table knows are kept as
 * text.  Depth is bounded by the tables for what is known and by a constant
 * for what is not.
 */
#include "claim/json_scan.h"

#include <stdio.h>

#define UNKNOWN_KEYS 1000		/* of one object */

/* ---- complaints ---- */

/* "lines[2].charge: ..." */
static bool
bad_shape(RcmJsonReader *r, const char *what)
{
	char		message[sizeof(r->error->message)];
	size_t		len = 0;

	for (int i = 0; i < r->depth && len < sizeof(message); i++)
	{
		len += (size_t) snprintf(message + len, sizeof(message) - len, "%s%s",
								 i > 0 ? "." : "", r->path[i].name);
		if (r->path[i].index >= 0 && len < sizeof(message))
			len += (size_t) snprintf(message + len, sizeof(message) - len,
									 "[%lld]", (long long) r->path[i].index);
	}
	if (len < sizeof(message))
		snprintf(message + len, sizeof(message) - len, "%s%s", len > 0 ? ": " : "", what);
	return rcm_json_fail(r, RCM_READ_SHAPE, message);
}

/* The value itself is shown unless it might name the patient. */
static bool
bad_value(RcmJsonReader *r, const RcmField *f, RcmText value, const char *what)
{
	char		message[160];

	if (f->identifies || value.len > 40)
		snprintf(message, sizeof(message), "the value %s", what);
	else
		snprintf(message, sizeof(message), "\"%.*s\" %s", (int) value.len, value.data, what);
	return bad_shape(r, message);
}

/* ---- values ---- */

/* "a number", "an object", ...: what stands at the reader's place. */
static const char *
found(RcmJsonReader *r)
{
	switch (rcm_json_peek(r))
	{
		case '{':
			return "an object";
		case '[':
			return "a list";
		case '"':
			return "text";
		case 't':
		case 'f':
			return "true or false";
		case 'n':
			return "null";
		case '\0':
			return "nothing";
		default:
			return "a number";
	}
}

static bool
wrong_kind(RcmJsonReader *r, const char *expected)
{
	char		message[96];

	/* Something that is no JSON at all is the more useful complaint. */
	const char *at = r->p;

	if (!rcm_json_skip(r, 0))
		return false;
	r->p = at;
	snprintf(message, sizeof(message), "expected %s, found %s", expected, found(r));
	return bad_shape(r, message);
}

void
rcm_number_parse(RcmNumber *number, RcmText raw, bool quoted)
{
	const char *p = raw.data;
	const char *end;
	bool		negative = false;
	int64_t		v = 0;
	int64_t		scale = RCM_ONE;
	int			digits = 0;

	number->raw = raw;
	number->quoted = quoted;
	number->state = RCM_NUMBER_BAD;
	number->millionths = 0;
	if (rcm_blank(raw))
	{
		number->state = RCM_NUMBER_NONE;
		return;
	}
	end = raw.data + raw.len;
	if (*p == '-' || *p == '+')
		negative = *p++ == '-';
	for (; p < end && rcm_is_digit(*p); p++, digits++)
		if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, *p - '0', &v))
			return;
	if (__builtin_mul_overflow(v, RCM_ONE, &v))
		return;
	if (p < end && *p == '.')
		for (p++; p < end && rcm_is_digit(*p); p++, digits++)
		{
			scale /= 10;
			if (scale == 0 && *p != '0')
				return;			/* finer than we can hold exactly */
			if (__builtin_add_overflow(v, scale * (*p - '0'), &v))
				return;
		}
	if (p < end || digits == 0)
		return;
	number->millionths = negative ? -v : v;
	number->state = RCM_NUMBER_OK;
}

static bool
read_quantity(RcmJsonReader *r, const RcmField *f, RcmNumber *number)
{
	RcmText		t;
	bool		quoted = rcm_json_peek(r) == '"';

	if (quoted ? !rcm_json_string(r, &t) : !(rcm_is_digit(rcm_json_peek(r)) || rcm_json_peek(r) == '-') ?
		!wrong_kind(r, "a number") : !rcm_json_number(r, &t))
		return false;
	rcm_number_parse(number, t, quoted);
	if (number->state == RCM_NUMBER_BAD && !quoted)
		return bad_value(r, f, t, "is not a plain number with at most six decimals");
	return true;
}

static bool
read_money(RcmJsonReader *r, const RcmField *f, int64_t *cents)
{
	RcmText		t;
	char		c = rcm_json_peek(r);
	RcmUsdStatus status;

	if (c == '"' ? !rcm_json_string(r, &t) : !(rcm_is_digit(c) || c == '-') ?
		!wrong_kind(r, "an amount") : !rcm_json_number(r, &t))
		return false;
	if (rcm_blank(t))
		return true;
	status = rcm_usd_parse(t, cents);
	if (status == RCM_USD_OK)
		return true;
	*cents = RCM_NO_USD;
	return bad_value(r, f, t, status == RCM_USD_FRACTION ? "is not an amount in whole cents" :
					 status == RCM_USD_RANGE ? "is an amount out of range" : "is not an amount");
}

static bool
read_int(RcmJsonReader *r, const RcmField *f, int64_t *value)
{
	RcmText		t;
	RcmNumber	number;

	if (!rcm_is_digit(rcm_json_peek(r)) && rcm_json_peek(r) != '-')
		return wrong_kind(r, "a whole number");
	if (!rcm_json_number(r, &t))
		return false;
	rcm_number_parse(&number, t, false);
	if (number.state != RCM_NUMBER_OK || number.millionths % RCM_ONE != 0 ||
		number.millionths > INT32_MAX * RCM_ONE || number.millionths < INT32_MIN * RCM_ONE)
		return bad_value(r, f, t, "is not a whole number in range");
	*value = number.millionths / RCM_ONE;
	return true;
}

static bool
read_date(RcmJsonReader *r, const RcmField *f, int32_t *date)
{
	RcmText		t;

	if (rcm_json_peek(r) != '"')
		return wrong_kind(r, "a date as text");
	if (!rcm_json_string(r, &t))
		return false;
	if (!rcm_blank(t) && !rcm_date_parse(t, date))
		return bad_value(r, f, t, "is not a date (YYYY-MM-DD)");
	return true;
}

static bool
read_bool(RcmJsonReader *r, uint8_t *truth)
{
	rcm_json_peek(r);
	if (rcm_json_take_word(r, "true"))
		*truth = RCM_TRUE;
	else if (rcm_json_take_word(r, "false"))
		*truth = RCM_FALSE;
	else
		return wrong_kind(r, "true or false");
	return true;
}

static bool
read_text(RcmJsonReader *r, RcmText *t)
{
	return rcm_json_peek(r) == '"' ? rcm_json_string(r, t) : wrong_kind(r, "text");
}

static bool
read_range(RcmJsonReader *r, RcmRange *range)
{
	if (!rcm_json_take(r, '['))
		return wrong_kind(r, "a pair of codes");
	if (!read_text(r, &range->lo))
		return false;
	if (!rcm_json_take(r, ',') || rcm_json_peek(r) != '"' || !read_text(r, &range->hi) || !rcm_json_take(r, ']'))
		return bad_shape(r, "expected a pair of codes: [low, high]");
	return true;
}

static bool read_object(RcmJsonReader *r, const RcmShape *shape, void *object);

static size_t
item_size(const RcmField *f)
{
	switch (f->kind)
	{
		case RCM_KIND_OBJECTS:
			return f->shape->size;
		case RCM_KIND_INTS:
			return sizeof(int64_t);
		case RCM_KIND_RANGES:
			return sizeof(RcmRange);
		default:
			return sizeof(RcmText);
	}
}

static bool
read_item(RcmJsonReader *r, const RcmField *f, void *item)
{
	switch (f->kind)
	{
		case RCM_KIND_OBJECTS:
			return read_object(r, f->shape, item);
		case RCM_KIND_INTS:
			return read_int(r, f, item);
		case RCM_KIND_RANGES:
			return read_range(r, item);
		default:
			return read_text(r, item);
	}
}

/* Twice the room, the items so far moved over. */
static void *
grow(RcmJsonReader *r, const RcmField *f, const RcmList *list, int32_t room)
{
	size_t		size = item_size(f);
	char	   *items = f->kind == RCM_KIND_OBJECTS ?
		rcm_new_objects(r->arena, f->shape, room) :
		rcm_alloc(r->arena, size * (size_t) room);

	if (items == NULL)
		rcm_json_fail(r, RCM_READ_MEMORY, "out of memory");
	else if (list->count > 0)
		memcpy(items, list->items, size * (size_t) list->count);
	return items;
}

/* Nulls in a list of plain values say "not given" and leave no item. */
static bool
read_list(RcmJsonReader *r, const RcmField *f, RcmList *list)
{
	int32_t		room = 0;

	if (!rcm_json_take(r, '['))
		return wrong_kind(r, "a list");
	list->count = 0;
	if (rcm_json_take(r, ']'))
		return true;
	do
	{
		if (f->kind != RCM_KIND_OBJECTS && rcm_json_peek(r) == 'n' && rcm_json_take_word(r, "null"))
			continue;
		if (list->count >= f->limit)
		{
			char		message[64];

			r->path[r->depth - 1].index = -1;
			snprintf(message, sizeof(message), "more than %d items", (int) f->limit);
			return bad_shape(r, message);
		}
		if (list->count == room)
		{
			void	   *items = grow(r, f, list, room = room == 0 ? 4 : room * 2);

			if (items == NULL)
				return false;
			list->items = items;
		}
		r->path[r->depth - 1].index = list->count;
		if (!read_item(r, f, (char *) list->items + item_size(f) * (size_t) list->count))
			return false;
		list->count++;
	} while (rcm_json_take(r, ','));
	r->path[r->depth - 1].index = -1;
	return rcm_json_take(r, ']') || rcm_json_bad(r, "expected a comma or \"]\"");
}

static bool
read_part(RcmJsonReader *r, const RcmField *f, void **part)
{
	if (rcm_json_peek(r) != '{')
		return wrong_kind(r, "an object");
	*part = rcm_new_object(r->arena, f->shape);
	if (*part == NULL)
		return rcm_json_fail(r, RCM_READ_MEMORY, "out of memory");
	return read_object(r, f->shape, *part);
}

static bool
read_field(RcmJsonReader *r, const RcmField *f, void *member)
{
	switch (f->kind)
	{
		case RCM_KIND_TEXT:
			return read_text(r, member);
		case RCM_KIND_DATE:
			return read_date(r, f, member);
		case RCM_KIND_MONEY:
			return read_money(r, f, member);
		case RCM_KIND_INT:
			return read_int(r, f, member);
		case RCM_KIND_NUMBER:
			return read_quantity(r, f, member);
		case RCM_KIND_BOOL:
			return read_bool(r, member);
		case RCM_KIND_OBJECT:
			return read_part(r, f, member);
		default:
			return read_list(r, f, member);
	}
}

/* Back to "not given", for a key that stands twice: the last one counts. */
static void
clear_field(const RcmShape *shape, void *object, int i)
{
	RcmObject  *head = object;
	const RcmField *f = &shape->fields[i];
	void	   *member = (char *) object + f->offset;

	if (f->kind == RCM_KIND_DATE)
		*(int32_t *) member = RCM_NO_DATE;
	else if (f->kind == RCM_KIND_MONEY || f->kind == RCM_KIND_INT)
		*(int64_t *) member = RCM_NO_INT;
	else if (f->kind == RCM_KIND_BOOL)
		*(uint8_t *) member = RCM_UNKNOWN;
	else if (f->kind == RCM_KIND_OBJECT)
		*(void **) member = NULL;
	else if (f->kind == RCM_KIND_NUMBER)
		memset(member, 0, sizeof(RcmNumber));
	else
		memset(member, 0, sizeof(RcmText));
	head->nulls &= ~(UINT64_C(1) << i);
}

static bool
keep_extra(RcmJsonReader *r, RcmObject *head, RcmText key)
{
	RcmExtra  **tail = &head->extra;
	const char *start;
	int			count = 0;

	rcm_json_peek(r);
	start = r->p;
	if (!rcm_json_skip(r, 0))
		return false;
	for (; *tail != NULL && !rcm_text_equal((*tail)->key, key); count++)
		tail = &(*tail)->next;
	if (count == UNKNOWN_KEYS)
		return bad_shape(r, "more than 1000 keys that the schema does not know");
	if (*tail == NULL)
		*tail = rcm_alloc(r->arena, sizeof(RcmExtra));
	if (*tail == NULL)
		return rcm_json_fail(r, RCM_READ_MEMORY, "out of memory");
	(*tail)->key = key;
	(*tail)->json = (RcmText) {start, (int32_t) (r->p - start)};
	return true;
}

static bool
read_member(RcmJsonReader *r, const RcmShape *shape, void *object)
{
	RcmObject  *head = object;
	RcmText		key;
	int			i;
	bool		ok;

	if (rcm_json_peek(r) != '"')
		return rcm_json_bad(r, "expected a key");
	if (!rcm_json_string(r, &key))
		return false;
	if (!rcm_json_take(r, ':'))
		return rcm_json_bad(r, "expected a colon");
	i = rcm_field_index(shape, key);
	if (i < 0)
		return keep_extra(r, head, key);
	if (head->given & UINT64_C(1) << i)
		clear_field(shape, object, i);
	head->given |= UINT64_C(1) << i;
	if (rcm_json_peek(r) == 'n' && rcm_json_take_word(r, "null"))
	{
		head->nulls |= UINT64_C(1) << i;
		return true;
	}
	r->path[r->depth].name = shape->fields[i].name;
	r->path[r->depth].index = -1;
	r->depth++;
	ok = read_field(r, &shape->fields[i], (char *) object + shape->fields[i].offset);
	r->depth--;
	return ok;
}

static bool
read_object(RcmJsonReader *r, const RcmShape *shape, void *object)
{
	if (!rcm_json_take(r, '{'))
		return wrong_kind(r, "an object");
	if (rcm_json_take(r, '}'))
		return true;
	do
	{
		if (!read_member(r, shape, object))
			return false;
	} while (rcm_json_take(r, ','));
	return rcm_json_take(r, '}') || rcm_json_bad(r, "expected a comma or \"}\"");
}

/* What no table can say: the form decides which rules apply. */
static bool
check_claim(RcmJsonReader *r, const RcmClaim *claim)
{
	if (rcm_text_is(claim->form, "P") || rcm_text_is(claim->form, "I") ||
		rcm_text_is(claim->form, "D"))
		return true;
	return bad_shape(r, "form: expected \"P\" (professional), \"I\" (institutional) or \"D\" (dental)");
}

RcmReadStatus
rcm_object_from_json(RcmArena *arena, RcmText json, const RcmShape *shape, void **object,
					 RcmReadError *error)
{
	RcmJsonReader		r;

	memset(&r, 0, sizeof(r));
	memset(error, 0, sizeof(*error));
	r.start = r.p = json.len > 0 ? json.data : "";
	r.end = r.start + json.len;
	r.arena = arena;
	r.error = error;
	*object = rcm_new_object(arena, shape);
	if (*object == NULL)
		rcm_json_fail(&r, RCM_READ_MEMORY, "out of memory");
	else if (rcm_json_peek(&r) != '{')
		wrong_kind(&r, shape == &rcm_claim_shape ? "an object that is a claim" : "an object");
	else if (read_object(&r, shape, *object))
	{
		if (rcm_json_peek(&r) != '\0' || r.p < r.end)
			rcm_json_bad(&r, shape == &rcm_claim_shape ? "unexpected text after the claim" :
						 "unexpected text after the object");
		else if (shape == &rcm_claim_shape)
			check_claim(&r, *object);
	}
	return r.status;
}

RcmReadStatus
rcm_claim_from_json(RcmArena *arena, RcmText json, RcmClaim **claim, RcmReadError *error)
{
	void	   *object;
	RcmReadStatus status = rcm_object_from_json(arena, json, &rcm_claim_shape, &object, error);

	*claim = object;
	return status;
}
