/*
 * text.h - slices of bytes that somebody else owns, and the tests on them.
 *
 * Part of the pure core: knows nothing of the server.  A slice is never
 * zero-terminated and never freed; it lives as long as the buffer or arena
 * that it points into.
 */
#ifndef RCM_TEXT_H
#define RCM_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct RcmText
{
	const char *data;
	int32_t		len;
} RcmText;

/* A string literal as a slice. */
#define RCM_TEXT(literal) ((RcmText) {(literal), (int32_t) sizeof(literal) - 1})

/* Blank: not given, empty, or only spaces. */
static inline bool
rcm_blank(RcmText t)
{
	for (int32_t i = 0; i < t.len; i++)
		if (t.data[i] != ' ')
			return false;
	return true;
}

static inline bool
rcm_text_equal(RcmText a, RcmText b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, (size_t) a.len) == 0);
}

/* Byte order; a prefix comes first. */
static inline int
rcm_text_compare(RcmText a, RcmText b)
{
	int			n = a.len < b.len ? a.len : b.len;
	int			order = n > 0 ? memcmp(a.data, b.data, (size_t) n) : 0;

	return order != 0 ? order : a.len - b.len;
}

/* Is the slice exactly this zero-terminated string? */
static inline bool
rcm_text_is(RcmText t, const char *s)
{
	size_t		n = strlen(s);

	return (size_t) t.len == n && memcmp(t.data, s, n) == 0;
}

/* Without the white space at both ends. */
static inline RcmText
rcm_text_trim(RcmText t)
{
	static const char blanks[] = " \t\n\r\v\f";

	while (t.len > 0 && t.data[0] <= ' ' && t.data[0] > '\0' && strchr(blanks, t.data[0]) != NULL)
	{
		t.data++;
		t.len--;
	}
	while (t.len > 0 && t.data[t.len - 1] <= ' ' && t.data[t.len - 1] > '\0' &&
		   strchr(blanks, t.data[t.len - 1]) != NULL)
		t.len--;
	return t;
}

/* A zero-terminated string as a slice; NULL is empty. */
static inline RcmText
rcm_text_of(const char *s)
{
	return (RcmText) {s, s == NULL ? 0 : (int32_t) strlen(s)};
}

static inline bool
rcm_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
rcm_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline char
rcm_upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
}

#endif
