/*
 * buffer.c - see buffer.h.
 */
#include "base/buffer.h"

#include <stdio.h>

#include "base/dates.h"

void
rcm_buffer_init(RcmBuffer *b, RcmArena *arena, size_t room)
{
	memset(b, 0, sizeof(*b));
	b->arena = arena;
	b->data = rcm_alloc(arena, room);
	b->room = room;
	b->failed = b->data == NULL;
}

char *
rcm_buffer_reserve(RcmBuffer *b, size_t n)
{
	if (b->failed)
		return NULL;
	if (b->room - b->len < n)
	{
		size_t		room = b->room * 2;
		char	   *data;

		if (room - b->len < n)
			room = b->len + n;
		data = rcm_alloc(b->arena, room);
		if (data == NULL)
		{
			b->failed = true;
			return NULL;
		}
		memcpy(data, b->data, b->len);
		b->data = data;
		b->room = room;
	}
	return b->data + b->len;
}

void
rcm_buffer_add(RcmBuffer *b, const void *data, size_t n)
{
	char	   *p = rcm_buffer_reserve(b, n);

	if (p != NULL && n > 0)
	{
		memcpy(p, data, n);
		b->len += n;
	}
}

void
rcm_buffer_text(RcmBuffer *b, RcmText t)
{
	rcm_buffer_add(b, t.data, (size_t) t.len);
}

void
rcm_buffer_string(RcmBuffer *b, const char *s)
{
	rcm_buffer_add(b, s, strlen(s));
}

void
rcm_buffer_char(RcmBuffer *b, char c)
{
	rcm_buffer_add(b, &c, 1);
}

void
rcm_buffer_int(RcmBuffer *b, int64_t v)
{
	char		digits[24];
	char	   *p = digits + sizeof(digits);
	uint64_t	u = v < 0 ? 0 - (uint64_t) v : (uint64_t) v;

	do
		*--p = (char) ('0' + u % 10);
	while ((u /= 10) != 0);
	if (v < 0)
		*--p = '-';
	rcm_buffer_add(b, p, (size_t) (digits + sizeof(digits) - p));
}

void
rcm_buffer_date(RcmBuffer *b, int32_t date)
{
	char	   *p = rcm_buffer_reserve(b, 10);

	if (p != NULL)
	{
		rcm_date_format(date, p);
		b->len += 10;
	}
}

void
rcm_buffer_json(RcmBuffer *b, RcmText t)
{
	static const char hex[] = "0123456789abcdef";
	int32_t		start = 0;

	rcm_buffer_char(b, '"');
	for (int32_t i = 0; i < t.len; i++)
	{
		unsigned char c = (unsigned char) t.data[i];

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		rcm_buffer_add(b, t.data + start, (size_t) (i - start));
		start = i + 1;
		rcm_buffer_char(b, '\\');
		if (c == '"' || c == '\\')
			rcm_buffer_char(b, (char) c);
		else if (c == '\n')
			rcm_buffer_char(b, 'n');
		else if (c == '\t')
			rcm_buffer_char(b, 't');
		else if (c == '\r')
			rcm_buffer_char(b, 'r');
		else
		{
			char		u[5] = {'u', '0', '0', hex[c >> 4], hex[c & 15]};

			rcm_buffer_add(b, u, 5);
		}
	}
	rcm_buffer_add(b, t.data + start, (size_t) (t.len - start));
	rcm_buffer_char(b, '"');
}

void
rcm_buffer_vprintf(RcmBuffer *b, const char *format, va_list args)
{
	char		line[1024];
	int			n = vsnprintf(line, sizeof(line), format, args);

	if (n < 0)
		return;
	if ((size_t) n >= sizeof(line))
		n = (int) sizeof(line) - 1;
	rcm_buffer_add(b, line, (size_t) n);
}

void
rcm_buffer_printf(RcmBuffer *b, const char *format,...)
{
	va_list		args;

	va_start(args, format);
	rcm_buffer_vprintf(b, format, args);
	va_end(args);
}
