/*
 * json_scan.c - see json_scan.h.
 */
#include "claim/json_scan.h"

#include <stdio.h>

#define MAX_DEPTH 64			/* of values under unknown keys */

bool
rcm_json_fail(RcmJsonReader *r, RcmReadStatus status, const char *message)
{
	if (r->status == RCM_READ_OK)
	{
		r->status = status;
		r->error->offset = (size_t) (r->p - r->start);
		snprintf(r->error->message, sizeof(r->error->message), "%s", message);
	}
	return false;
}

bool
rcm_json_bad(RcmJsonReader *r, const char *what)
{
	return rcm_json_fail(r, RCM_READ_SYNTAX, what);
}

static void
skip_space(RcmJsonReader *r)
{
	while (r->p < r->end && (*r->p == ' ' || *r->p == '\n' || *r->p == '\t' || *r->p == '\r'))
		r->p++;
}

/* The next significant byte without taking it; 0 at the end. */
char
rcm_json_peek(RcmJsonReader *r)
{
	skip_space(r);
	return r->p < r->end ? *r->p : '\0';
}

bool
rcm_json_take(RcmJsonReader *r, char c)
{
	if (rcm_json_peek(r) != c)
		return false;
	r->p++;
	return true;
}

bool
rcm_json_take_word(RcmJsonReader *r, const char *word)
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
unescape(RcmJsonReader *r, const char **p, const char *end, char *out)
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
		rcm_json_bad(r, "invalid escape in a string");
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
		rcm_json_bad(r, c == 0 ? "\\u0000 cannot be stored" : "half a surrogate pair in a string");
		return NULL;
	}
	*p = s;
	return put_utf8(out, (uint32_t) c);
}

/* A string; without escapes it is a slice of the input. */
bool
rcm_json_string(RcmJsonReader *r, RcmText *t)
{
	const char *s;
	const char *close;
	bool		escapes = false;
	char	   *out;

	if (!rcm_json_take(r, '"'))
		return rcm_json_bad(r, "expected a string");
	for (close = r->p; close < r->end && *close != '"'; close++)
	{
		if ((unsigned char) *close < 0x20)
		{
			r->p = close;
			return rcm_json_bad(r, "control character in a string");
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
		return rcm_json_bad(r, "unterminated string");
	}
	s = r->p;
	r->p = close + 1;
	*t = (RcmText) {s, (int32_t) (close - s)};
	if (!escapes)
		return true;
	out = rcm_alloc(r->arena, (size_t) (close - s) + 1);
	if (out == NULL)
		return rcm_json_fail(r, RCM_READ_MEMORY, "out of memory");
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

bool
rcm_json_number(RcmJsonReader *r, RcmText *t)
{
	const char *s = r->p;

	if (s < r->end && *s == '-')
		s++;
	if (s >= r->end || !rcm_is_digit(*s))
		return rcm_json_bad(r, "expected a value");
	if (*s == '0')
		s++;
	else
		while (s < r->end && rcm_is_digit(*s))
			s++;
	if (s < r->end && *s == '.')
	{
		if (++s >= r->end || !rcm_is_digit(*s))
			return rcm_json_bad(r, "invalid number");
		while (s < r->end && rcm_is_digit(*s))
			s++;
	}
	if (s < r->end && (*s == 'e' || *s == 'E'))
	{
		s++;
		if (s < r->end && (*s == '+' || *s == '-'))
			s++;
		if (s >= r->end || !rcm_is_digit(*s))
			return rcm_json_bad(r, "invalid number");
		while (s < r->end && rcm_is_digit(*s))
			s++;
	}
	*t = (RcmText) {r->p, (int32_t) (s - r->p)};
	r->p = s;
	return true;
}

/* Any value, checked but not kept: what stands under an unknown key. */
bool
rcm_json_skip(RcmJsonReader *r, int depth)
{
	RcmText		t;
	char		open = rcm_json_peek(r);

	if (depth > MAX_DEPTH)
		return rcm_json_bad(r, "values are nested too deeply");
	if (open == '"')
		return rcm_json_string(r, &t);
	if (open == '{' || open == '[')
	{
		char		close = open == '{' ? '}' : ']';

		r->p++;
		if (rcm_json_take(r, close))
			return true;
		do
		{
			if (open == '{' && (rcm_json_peek(r) != '"' || !rcm_json_string(r, &t) || !rcm_json_take(r, ':')))
				return rcm_json_bad(r, "expected a key and a colon");
			if (!rcm_json_skip(r, depth + 1))
				return false;
		} while (rcm_json_take(r, ','));
		return rcm_json_take(r, close) || rcm_json_bad(r, "expected a comma or a closing bracket");
	}
	if (rcm_json_take_word(r, "true") || rcm_json_take_word(r, "false") || rcm_json_take_word(r, "null"))
		return true;
	return rcm_json_number(r, &t);
}

/* ---- one spelling ---- */

typedef struct Member
{
	struct Member *next;
	RcmText		key;
	RcmText		value;
} Member;

static void put_canonical(RcmJsonReader *r, RcmBuffer *out);

/* The value at the reader's place, in a buffer of its own. */
static RcmText
canonical_value(RcmJsonReader *r)
{
	RcmBuffer	value;

	rcm_buffer_init(&value, r->arena, 64);
	put_canonical(r, &value);
	return (RcmText) {value.data, (int32_t) value.len};
}

static void
put_canonical_object(RcmJsonReader *r, RcmBuffer *out)
{
	Member	   *members = NULL;
	bool		first = true;

	if (rcm_json_peek(r) != '}')
		do
		{
			Member	   *m = rcm_alloc(r->arena, sizeof(Member));
			Member	  **place = &members;

			if (rcm_json_peek(r) != '"' || !rcm_json_string(r, &m->key) || !rcm_json_take(r, ':'))
				return;
			m->value = canonical_value(r);
			while (*place != NULL && rcm_text_compare((*place)->key, m->key) < 0)
				place = &(*place)->next;
			m->next = *place;
			if (*place != NULL && rcm_text_equal((*place)->key, m->key))
				m->next = (*place)->next;
			*place = m;
		} while (rcm_json_take(r, ','));
	(void) rcm_json_take(r, '}');
	rcm_buffer_char(out, '{');
	for (; members != NULL; members = members->next)
	{
		if (!first)
			rcm_buffer_char(out, ',');
		first = false;
		rcm_buffer_json(out, members->key);
		rcm_buffer_char(out, ':');
		rcm_buffer_text(out, members->value);
	}
	rcm_buffer_char(out, '}');
}

static void
put_canonical_list(RcmJsonReader *r, RcmBuffer *out)
{
	rcm_buffer_char(out, '[');
	if (rcm_json_peek(r) != ']')
		do
		{
			put_canonical(r, out);
			if (rcm_json_peek(r) == ',')
				rcm_buffer_char(out, ',');
		} while (rcm_json_take(r, ','));
	(void) rcm_json_take(r, ']');
	rcm_buffer_char(out, ']');
}

/* The text was checked when it was read, so only damage can stop this half-way. */
static void
put_canonical(RcmJsonReader *r, RcmBuffer *out)
{
	char		c = rcm_json_peek(r);
	const char *start = r->p;
	RcmText		t;

	if (r->status != RCM_READ_OK || ++r->depth > MAX_DEPTH + 1)
	{
		rcm_json_bad(r, "damaged");
		return;
	}
	if (c == '{' || c == '[')
	{
		r->p++;
		if (c == '{')
			put_canonical_object(r, out);
		else
			put_canonical_list(r, out);
	}
	else if (c == '"' && rcm_json_string(r, &t))
		rcm_buffer_json(out, t);
	else if (c != '"' && rcm_json_skip(r, 0))
		rcm_buffer_add(out, start, (size_t) (r->p - start));
	r->depth--;
}

RcmText
rcm_json_canonical(RcmArena *arena, RcmText json)
{
	RcmReadError error;
	RcmJsonReader r = {0};

	r.start = r.p = json.len > 0 ? json.data : "";
	r.end = r.start + json.len;
	r.arena = arena;
	r.error = &error;
	return canonical_value(&r);
}
