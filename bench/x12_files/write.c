/*
 * write.c - see write.h.
 */
#include "write.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void
add_char(Out *o, char c)
{
	if (o->len == (int) sizeof(o->segment))
		abort();
	o->segment[o->len++] = c;
}

static void
add_text(Out *o, const char *s)
{
	for (; *s != '\0'; s++)
		add_char(o, *s);
}

static void
add_number(Out *o, uint64_t n, int digits)
{
	char		text[24];
	int			i = sizeof(text) - 1;

	text[i] = '\0';
	for (; n > 0 || digits > 0 || text[i] == '\0'; n /= 10, digits--)
		text[--i] = (char) ('0' + n % 10);
	add_text(o, text + i);
}

/* 130.5, 130, .5: as X12 writes them, and -.5. */
static void
add_cents(Out *o, int64_t cents)
{
	uint64_t	n = cents < 0 ? (uint64_t) -cents : (uint64_t) cents;

	if (cents < 0)
		add_char(o, '-');
	if (n >= 100 || n == 0)
		add_number(o, n / 100, 0);
	if (n % 100 == 0)
		return;
	add_char(o, '.');
	add_char(o, (char) ('0' + n % 100 / 10));
	if (n % 10 != 0)
		add_char(o, (char) ('0' + n % 10));
}

/* Separators with nothing behind them. */
static void
drop(Out *o, bool elements)
{
	while (o->len > 0 && (o->segment[o->len - 1] == o->component ||
						  (elements && o->segment[o->len - 1] == o->element)))
		o->len--;
}

static void
add_value(Out *o, char kind, va_list *values)
{
	int			n;

	switch (kind)
	{
		case 's':
			add_text(o, va_arg(*values, const char *));
			break;
		case 'a':
			add_cents(o, va_arg(*values, int64_t));
			break;
		case 'l':
			add_number(o, va_arg(*values, uint64_t), 0);
			break;
		default:
			n = va_arg(*values, int);
			if (n < 0)
				abort();
			add_number(o, (uint64_t) n, kind == '4' ? 4 : kind == '9' ? 9 : 0);
			break;
	}
}

static void
add_pattern(Out *o, const char *p, va_list *values)
{
	for (; *p != '\0'; p++)
		if (*p == '*')
		{
			drop(o, false);
			add_char(o, o->element);
		}
		else if (*p == ':')
			add_char(o, o->component);
		else if (*p == '%')
			add_value(o, *++p, values);
		else
			add_char(o, *p);
}

static void
end_segment(Out *o)
{
	add_char(o, o->terminator);
	add_text(o, o->line_break);
	o->bytes += (uint64_t) o->len;
	o->segments++;
	if (!o->silent && fwrite(o->segment, 1, (size_t) o->len, o->file) != (size_t) o->len)
	{
		perror("x12_files");
		exit(1);
	}
	o->len = 0;
}

void
add(Out *o, const char *pattern,...)
{
	va_list		values;

	va_start(values, pattern);
	add_pattern(o, pattern, &values);
	va_end(values);
}

void
put(Out *o, const char *pattern,...)
{
	va_list		values;

	va_start(values, pattern);
	add_pattern(o, pattern, &values);
	va_end(values);
	drop(o, true);
	end_segment(o);
}

void
put_isa(Out *o, const char *sender, const char *receiver, int control)
{
	char		field[16];

	add(o, "ISA*00*          *00*          *ZZ*");
	snprintf(field, sizeof(field), "%-15s", sender);
	add(o, "%s*ZZ*", field);
	snprintf(field, sizeof(field), "%-15s", receiver);
	add(o, "%s*250801*0930*", field);
	add_char(o, o->repetition);
	add(o, "*00501*%9*0*P*:", control);
	end_segment(o);
}
