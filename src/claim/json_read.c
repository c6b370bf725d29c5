/*
 * json_read.c - a JSON document becomes a claim.
 *
 * A recursive reader that walks the shape tables beside the text, so a wrong
 * value is reported with the path to it.  Keys that no table knows are kept as
 * text.  Depth is bounded by the tables for what is known and by a constant
 * for what is not.
 */
#include "claim/claim.h"

#include <stdio.h>

#define MAX_DEPTH 64			/* of values under unknown keys */
#define MAX_PATH 8				/* of the tables: lines[].rendering.addr.zip */

typedef struct Reader
{
	const char *start;
	const char *p;
	const char *end;
	RcmArena   *arena;
	RcmReadError *error;
	RcmReadStatus status;
	/* where we are: keys and, when >= 0, the index in the list of that name */
	struct
	{
		const char *name;
		int64_t		index;
	}			path[MAX_PATH];
	int			depth;
} Reader;

/* ---- complaints ---- */

static bool
fail(Reader *r, RcmReadStatus status, const char *message)
{
	if (r->status == RCM_READ_OK)
	{
		r->status = status;
		r->error->offset = (size_t) (r->p - r->start);
		snprintf(r->error->message, sizeof(r->error->message), "%s", message);
	}
	return false;
}

static bool
bad_json(Reader *r, const char *what)
{
	return fail(r, RCM_READ_SYNTAX, what);
}

/* "lines[2].charge: ..." */
static bool
bad_shape(Reader *r, const char *what)
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
	return fail(r, RCM_READ_SHAPE, message);
}

/* The value itself is shown unless it might name the patient. */
static bool
bad_value(Reader *r, const RcmField *f, RcmText value, const char *what)
{
	char		message[160];

	if (f->identifies || value.len > 40)
		snprintf(message, sizeof(message), "the value %s", what);
	else
		snprintf(message, sizeof(message), "\"%.*s\" %s", (int) value.len, value.data, what);
	return bad_shape(r, message);
}

/* ---- tokens ---- */

static void
skip_space(Reader *r)
{
	while (r->p < r->end && (*r->p == ' ' || *r->p == '\n' || *r->p == '\t' || *r->p == '\r'))
		r->p++;
}

/* The next significant byte without taking it; 0 at the end. */
static char
peek(Reader *r)
{
	skip_space(r);
	return r->p < r->end ? *r->p : '\0';
}

static bool
take(Reader *r, char c)
{
	if (peek(r) != c)
		return false;
	r->p++;
	return true;
}

static bool
take_word(Reader *r, const char *word)
{
	size_t		n = strlen(word);

	if ((size_t) (r->end - r->p) < n || memcmp(r->p, word, n) != 0)
		return false;
	r->p += n;
	return true;
}

static int
hex4(const char *p)
{
	int			v = 0;

	for (int i = 0; i < 4; i++)
	{
		char		c = rcm_upper(p[i]);

		if (rcm_is_digit(c))
			v = v * 16 + c - '0';
		else if (c >= 'A' && c <= 'F')
			v = v * 16 + c - 'A' + 10;
		else
			return -1;
	}
	return v;
}

static char *
put_utf8(char *out, uint32_t c)
{
	if (c < 0x80)
		*out++ = (char) c;
	else if (c < 0x800)
	{
		*out++ = (char) (0xC0 | c >> 6);
		*out++ = (char) (0x80 | (c & 0x3F));
	}
	else
	{
		if (c < 0x10000)
			*out++ = (char) (0xE0 | c >> 12);
		else
		{
			*out++ = (char) (0xF0 | c >> 18);
			*out++ = (char) (0x80 | (c >> 12 & 0x3F));
		}
		*out++ = (char) (0x80 | (c >> 6 & 0x3F));
		*out++ = (char) (0x80 | (c & 0x3F));
	}
	return out;
}

/* One escape after its backslash; moves p past it and returns the new end of out. */
static char *
unescape(Reader *r, const char **p, const char *end, char *out)
{
	static const char from[] = "\"\\/bfnrt";
	static const char to[] = "\"\\/\b\f\n\r\t";
	const char *s = *p;
	const char *known = s < end && *s != '\0' ? strchr(from, *s) : NULL;
	int			c;

	if (known != NULL)
	{
		*p = s + 1;
		*out++ = to[known - from];
		return out;
	}
	if (end - s < 5 || *s != 'u' || (c = hex4(s + 1)) < 0)
	{
		bad_json(r, "invalid escape in a string");
		return NULL;
	}
	s += 5;
	if (c >= 0xD800 && c < 0xDC00)
	{
		int			low = end - s >= 6 && s[0] == '\\' && s[1] == 'u' ? hex4(s + 2) : -1;

		if (low < 0xDC00 || low > 0xDFFF)
			c = -1;
		else
			c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
		s += 6;
	}
	else if (c >= 0xDC00 && c < 0xE000)
		c = -1;
	if (c <= 0)
	{
		bad_json(r, c == 0 ? "\\u0000 cannot be stored" : "half a surrogate pair in a string");
		return NULL;
	}
	*p = s;
	return put_utf8(out, (uint32_t) c);
}

/* A string; without escapes it is a slice of the input. */
static bool
read_string(Reader *r, RcmText *t)
{
	const char *s;
	const char *close;
	bool		escapes = false;
	char	   *out;

	if (!take(r, '"'))
		return bad_json(r, "expected a string");
	for (close = r->p; close < r->end && *close != '"'; close++)
	{
		if ((unsigned char) *close < 0x20)
		{
			r->p = close;
			return bad_json(r, "control character in a string");
		}
		if (*close == '\\')
		{
			escapes = true;
			close++;
		}
	}
	if (close >= r->end)
	{
		r->p = r->end;
		return bad_json(r, "unterminated string");
	}
	s = r->p;
	r->p = close + 1;
	*t = (RcmText) {s, (int32_t) (close - s)};
	if (!escapes)
		return true;
	out = rcm_alloc(r->arena, (size_t) (close - s) + 1);
	if (out == NULL)
		return fail(r, RCM_READ_MEMORY, "out of memory");
	t->data = out;
	while (s < close)
	{
		if (*s != '\\')
			*out++ = *s++;
		else
		{
			s++;
			if ((out = unescape(r, &s, close, out)) == NULL)
				return false;
		}
	}
	t->len = (int32_t) (out - t->data);
	return true;
}

static bool
read_number(Reader *r, RcmText *t)
{
	const char *s = r->p;

	if (s < r->end && *s == '-')
		s++;
	if (s >= r->end || !rcm_is_digit(*s))
		return bad_json(r, "expected a value");
	if (*s == '0')
		s++;
	else
		while (s < r->end && rcm_is_digit(*s))
			s++;
	if (s < r->end && *s == '.')
	{
		if (++s >= r->end || !rcm_is_digit(*s))
			return bad_json(r, "invalid number");
		while (s < r->end && rcm_is_digit(*s))
			s++;
	}
	if (s < r->end && (*s == 'e' || *s == 'E'))
	{
		s++;
		if (s < r->end && (*s == '+' || *s == '-'))
			s++;
		if (s >= r->end || !rcm_is_digit(*s))
			return bad_json(r, "invalid number");
		while (s < r->end && rcm_is_digit(*s))
			s++;
	}
	*t = (RcmText) {r->p, (int32_t) (s - r->p)};
	r->p = s;
	return true;
}

/* Any value, checked but not kept: what stands under an unknown key. */
static bool
skip_value(Reader *r, int depth)
{
	RcmText		t;
	char		open = peek(r);

	if (depth > MAX_DEPTH)
		return bad_json(r, "values are nested too deeply");
	if (open == '"')
		return read_string(r, &t);
	if (open == '{' || open == '[')
	{
		char		close = open == '{' ? '}' : ']';

		r->p++;
		if (take(r, close))
			return true;
		do
		{
			if (open == '{' && (peek(r) != '"' || !read_string(r, &t) || !take(r, ':')))
				return bad_json(r, "expected a key and a colon");
			if (!skip_value(r, depth + 1))
				return false;
		} while (take(r, ','));
		return take(r, close) || bad_json(r, "expected a comma or a closing bracket");
	}
	if (take_word(r, "true") || take_word(r, "false") || take_word(r, "null"))
		return true;
	return read_number(r, &t);
}

/* ---- values ---- */

/* "a number", "an object", ...: what stands at the reader's place. */
static const char *
found(Reader *r)
{
	switch (peek(r))
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
wrong_kind(Reader *r, const char *expected)
{
	char		message[96];

	/* Something that is no JSON at all is the more useful complaint. */
	const char *at = r->p;

	if (!skip_value(r, 0))
		return false;
	r->p = at;
	snprintf(message, sizeof(message), "expected %s, found %s", expected, found(r));
	return bad_shape(r, message);
}

void
rcm_number_parse(RcmNumber *number, RcmText raw, bool quoted)
{
	const char *p = raw.data;
	const char *end = raw.data + raw.len;
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
read_quantity(Reader *r, const RcmField *f, RcmNumber *number)
{
	RcmText		t;
	bool		quoted = peek(r) == '"';

	if (quoted ? !read_string(r, &t) : !(rcm_is_digit(peek(r)) || peek(r) == '-') ?
		!wrong_kind(r, "a number") : !read_number(r, &t))
		return false;
	rcm_number_parse(number, t, quoted);
	if (number->state == RCM_NUMBER_BAD && !quoted)
		return bad_value(r, f, t, "is out of range or finer than a millionth");
	return true;
}

static bool
read_money(Reader *r, const RcmField *f, int64_t *cents)
{
	RcmText		t;
	char		c = peek(r);
	RcmUsdStatus status;

	if (c == '"' ? !read_string(r, &t) : !(rcm_is_digit(c) || c == '-') ?
		!wrong_kind(r, "an amount") : !read_number(r, &t))
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
read_int(Reader *r, const RcmField *f, int64_t *value)
{
	RcmText		t;
	RcmNumber	number;

	if (!rcm_is_digit(peek(r)) && peek(r) != '-')
		return wrong_kind(r, "a whole number");
	if (!read_number(r, &t))
		return false;
	rcm_number_parse(&number, t, false);
	if (number.state != RCM_NUMBER_OK || number.millionths % RCM_ONE != 0)
		return bad_value(r, f, t, "is not a whole number in range");
	*value = number.millionths / RCM_ONE;
	return true;
}

static bool
read_date(Reader *r, const RcmField *f, int32_t *date)
{
	RcmText		t;

	if (peek(r) != '"')
		return wrong_kind(r, "a date as text");
	if (!read_string(r, &t))
		return false;
	if (!rcm_blank(t) && !rcm_date_parse(t, date))
		return bad_value(r, f, t, "is not a date (YYYY-MM-DD)");
	return true;
}

static bool
read_bool(Reader *r, uint8_t *truth)
{
	peek(r);
	if (take_word(r, "true"))
		*truth = RCM_TRUE;
	else if (take_word(r, "false"))
		*truth = RCM_FALSE;
	else
		return wrong_kind(r, "true or false");
	return true;
}

static bool
read_text(Reader *r, RcmText *t)
{
	return peek(r) == '"' ? read_string(r, t) : wrong_kind(r, "text");
}

static bool
read_range(Reader *r, RcmRange *range)
{
	if (!take(r, '['))
		return wrong_kind(r, "a pair of codes");
	if (!read_text(r, &range->lo))
		return false;
	if (!take(r, ',') || peek(r) != '"' || !read_text(r, &range->hi) || !take(r, ']'))
		return bad_shape(r, "expected a pair of codes: [low, high]");
	return true;
}

static bool read_object(Reader *r, const RcmShape *shape, void *object);

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
read_item(Reader *r, const RcmField *f, void *item)
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
grow(Reader *r, const RcmField *f, const RcmList *list, int32_t room)
{
	size_t		size = item_size(f);
	char	   *items = f->kind == RCM_KIND_OBJECTS ?
		rcm_new_objects(r->arena, f->shape, room) :
		rcm_alloc(r->arena, size * (size_t) room);

	if (items == NULL)
		fail(r, RCM_READ_MEMORY, "out of memory");
	else if (list->count > 0)
		memcpy(items, list->items, size * (size_t) list->count);
	return items;
}

/* Nulls in a list of plain values say "not given" and leave no item. */
static bool
read_list(Reader *r, const RcmField *f, RcmList *list)
{
	int32_t		room = 0;

	if (!take(r, '['))
		return wrong_kind(r, "a list");
	list->count = 0;
	if (take(r, ']'))
		return true;
	do
	{
		if (f->kind != RCM_KIND_OBJECTS && peek(r) == 'n' && take_word(r, "null"))
			continue;
		if (list->count >= f->limit)
		{
			char		message[64];

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
	} while (take(r, ','));
	r->path[r->depth - 1].index = -1;
	return take(r, ']') || bad_json(r, "expected a comma or \"]\"");
}

static bool
read_part(Reader *r, const RcmField *f, void **part)
{
	if (peek(r) != '{')
		return wrong_kind(r, "an object");
	*part = rcm_new_object(r->arena, f->shape);
	if (*part == NULL)
		return fail(r, RCM_READ_MEMORY, "out of memory");
	return read_object(r, f->shape, *part);
}

static bool
read_field(Reader *r, const RcmField *f, void *member)
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
keep_extra(Reader *r, RcmObject *head, RcmText key)
{
	RcmExtra  **tail = &head->extra;
	const char *start;

	peek(r);
	start = r->p;
	if (!skip_value(r, 0))
		return false;
	while (*tail != NULL && !rcm_text_equal((*tail)->key, key))
		tail = &(*tail)->next;
	if (*tail == NULL)
		*tail = rcm_alloc(r->arena, sizeof(RcmExtra));
	if (*tail == NULL)
		return fail(r, RCM_READ_MEMORY, "out of memory");
	(*tail)->key = key;
	(*tail)->json = (RcmText) {start, (int32_t) (r->p - start)};
	return true;
}

static bool
read_member(Reader *r, const RcmShape *shape, void *object)
{
	RcmObject  *head = object;
	RcmText		key;
	int			i;
	bool		ok;

	if (peek(r) != '"')
		return bad_json(r, "expected a key");
	if (!read_string(r, &key))
		return false;
	if (!take(r, ':'))
		return bad_json(r, "expected a colon");
	i = rcm_field_index(shape, key);
	if (i < 0)
		return keep_extra(r, head, key);
	if (head->given & UINT64_C(1) << i)
		clear_field(shape, object, i);
	head->given |= UINT64_C(1) << i;
	if (peek(r) == 'n' && take_word(r, "null"))
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
read_object(Reader *r, const RcmShape *shape, void *object)
{
	if (!take(r, '{'))
		return wrong_kind(r, "an object");
	if (take(r, '}'))
		return true;
	do
	{
		if (!read_member(r, shape, object))
			return false;
	} while (take(r, ','));
	return take(r, '}') || bad_json(r, "expected a comma or \"}\"");
}

/* What no table can say: the form decides which rules apply. */
static bool
check_claim(Reader *r, const RcmClaim *claim)
{
	if (rcm_text_is(claim->form, "P") || rcm_text_is(claim->form, "I"))
		return true;
	return bad_shape(r, "form: expected \"P\" (professional) or \"I\" (institutional)");
}

RcmReadStatus
rcm_claim_from_json(RcmArena *arena, RcmText json, RcmClaim **claim, RcmReadError *error)
{
	Reader		r;

	memset(&r, 0, sizeof(r));
	memset(error, 0, sizeof(*error));
	r.start = r.p = json.len > 0 ? json.data : "";
	r.end = r.start + json.len;
	r.arena = arena;
	r.error = error;
	*claim = rcm_new_object(arena, &rcm_claim_shape);
	if (*claim == NULL)
		fail(&r, RCM_READ_MEMORY, "out of memory");
	else if (peek(&r) != '{')
		wrong_kind(&r, "an object that is a claim");
	else if (read_object(&r, &rcm_claim_shape, *claim))
	{
		if (peek(&r) != '\0' || r.p < r.end)
			bad_json(&r, "unexpected text after the claim");
		else
			check_claim(&r, *claim);
	}
	return r.status;
}
