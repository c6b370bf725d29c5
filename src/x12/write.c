/*
 * write.c - see write.h: one segment.
 */
#include "x12/write.h"

#include <stdio.h>

/* ---- faults ---- */

void
rcm_x12_write_fault(RcmX12Writer *w, const char *path, const char *format,...)
{
	va_list		args;

	if (w->faulty)
		return;
	w->faulty = true;
	memset(&w->fault, 0, sizeof(w->fault));
	if (w->id[0] != '\0' && w->element > 0)
		snprintf(w->fault.element, sizeof(w->fault.element),
				 w->component > 1 ? "%s%02d-%d" : "%s%02d", w->id, w->element, w->component);
	else
		snprintf(w->fault.element, sizeof(w->fault.element), "%s", w->id);
	if (path != NULL)
		snprintf(w->fault.path, sizeof(w->fault.path), "%s", path);
	va_start(args, format);
	vsnprintf(w->fault.message, sizeof(w->fault.message), format, args);
	va_end(args);
}

RcmX12Mark
rcm_x12_write_mark(const RcmX12Writer *w)
{
	return (RcmX12Mark) {w->out->len, w->segments};
}

void
rcm_x12_write_back(RcmX12Writer *w, const RcmX12Mark *mark)
{
	w->out->len = mark->len;
	w->segments = mark->segments;
	w->faulty = false;
	w->id[0] = '\0';
	w->element = 0;
}

/* ---- the frame of a segment ---- */

void
rcm_x12_begin(RcmX12Writer *w, const char *id)
{
	size_t		n = strlen(id);

	memset(w->id, 0, sizeof(w->id));
	memcpy(w->id, id, n < sizeof(w->id) ? n : sizeof(w->id) - 1);
	w->element = 0;
	w->component = 1;
	w->pending_elements = 0;
	w->pending_components = 0;
	w->pending_repetition = false;
	w->continues = false;
	rcm_buffer_add(w->out, id, n);
}

void
rcm_x12_end_segment(RcmX12Writer *w)
{
	rcm_buffer_char(w->out, w->delimiters.terminator);
	rcm_buffer_text(w->out, w->line_break);
	w->segments++;
	w->id[0] = '\0';
	w->element = 0;
}

/* On to the next element, unless the value belongs to the one before. */
static void
step(RcmX12Writer *w)
{
	if (!w->continues)
	{
		w->element++;
		w->component = 1;
		w->pending_elements++;
		w->pending_components = 0;
		w->pending_repetition = false;
	}
	w->continues = false;
}

/* The separators before a value that is not empty: those of the empty ones too. */
static void
separate(RcmX12Writer *w)
{
	for (; w->pending_elements > 0; w->pending_elements--)
		rcm_buffer_char(w->out, w->delimiters.element);
	if (w->pending_repetition)
		rcm_buffer_char(w->out, w->delimiters.repetition);
	w->pending_repetition = false;
	for (; w->pending_components > 0; w->pending_components--)
		rcm_buffer_char(w->out, w->delimiters.component);
}

void
rcm_x12_component_follows(RcmX12Writer *w)
{
	w->component++;
	w->pending_components++;
	w->continues = true;
}

void
rcm_x12_repetition_follows(RcmX12Writer *w)
{
	w->component = 1;
	w->pending_components = 0;
	w->pending_repetition = true;
	w->continues = true;
}

void
rcm_x12_skip(RcmX12Writer *w)
{
	step(w);
}

/* ---- values ---- */

static bool
is_delimiter(const RcmX12Writer *w, char c)
{
	return c == w->delimiters.element || c == w->delimiters.component ||
		c == w->delimiters.repetition || c == w->delimiters.terminator;
}

/* A character of the set that was chosen; X12.6 calls them basic and extended. */
static bool
in_set(const RcmX12Writer *w, char c)
{
	if (c < ' ' || c > '~' || is_delimiter(w, c))
		return false;
	return !w->basic || strchr("%@[]_{}\\|<>#$^`~", c) == NULL;
}

void
rcm_x12_write_characters(RcmX12Writer *w)
{
	for (int i = 0; i < 256; i++)
	{
		char		c = w->basic ? rcm_upper((char) i) : (char) i;

		w->carried[i] = in_set(w, c) ? c : 0;
	}
}

bool
rcm_x12_write_carries(const RcmX12Writer *w, char c)
{
	return w->carried[(unsigned char) c] != 0;
}

/* The letter under the accent, for U+00C0 to U+017F; a blank where there is none. */
static char
without_accent(unsigned char lead, unsigned char follow)
{
	static const char letters[] =
		"AAAAAAACEEEEIIIIDNOOOOO OUUUUYTsaaaaaaaceeeeiiiidnooooo ouuuuyty"	/* C0 to FF */
		"AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL"	/* 100 to 13F */
		"lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";	/* 140 to 17F */
	int			code = (lead & 0x1F) << 6 | (follow & 0x3F);

	return code >= 0xC0 && code <= 0x17F ? letters[code - 0xC0] : ' ';
}

/*
 * Word processors' apostrophes, quotation marks, dashes and fixed blanks as
 * the plain ones: O'Brien is no reason to hold a claim.  Moves *i to the last
 * byte; 0 when it is another character.
 */
static char
plain_mark(RcmText t, int32_t *i)
{
	static const struct
	{
		const char *utf8;
		char		plain;
	}			marks[] = {
		{"\xE2\x80\x98", '\''}, {"\xE2\x80\x99", '\''}, {"\xCA\xBC", '\''}, {"\xE2\x80\x9C", '"'},
		{"\xE2\x80\x9D", '"'}, {"\xE2\x80\x90", '-'}, {"\xE2\x80\x91", '-'}, {"\xE2\x80\x93", '-'},
		{"\xE2\x80\x94", '-'}, {"\xC2\xA0", ' '},
	};

	for (size_t k = 0; k < sizeof(marks) / sizeof(marks[0]); k++)
	{
		int32_t		n = (int32_t) strlen(marks[k].utf8);

		if (t.len - *i >= n && memcmp(t.data + *i, marks[k].utf8, (size_t) n) == 0)
		{
			*i += n - 1;
			return marks[k].plain;
		}
	}
	return 0;
}

/* One character of text at t.data[*i] as one of the set; 0 when there is none. */
static char
mended(const RcmX12Writer *w, RcmText t, int32_t *i)
{
	unsigned char c = (unsigned char) t.data[*i];
	char		letter = c < 0x80 ? (char) c : plain_mark(t, i);

	if (letter == 0 && c >= 0x80)
	{
		if (c < 0xC3 || c > 0xC5 || *i + 1 >= t.len || (t.data[*i + 1] & 0xC0) != 0x80)
			return 0;
		*i += 1;
		letter = without_accent(c, (unsigned char) t.data[*i]);
		if (letter == ' ')
			return 0;
	}
	if (w->basic)
		letter = rcm_upper(letter);
	return in_set(w, letter) ? letter : ' ';
}

/* An accent that stands behind its letter as a character of its own, U+0300 to U+036F. */
static bool
is_mark(RcmText t, int32_t i)
{
	unsigned char lead = (unsigned char) t.data[i];
	unsigned char follow = i + 1 < t.len ? (unsigned char) t.data[i + 1] : 0;

	return (lead == 0xCC && follow >= 0x80 && follow <= 0xBF) ||
		(lead == 0xCD && follow >= 0x80 && follow <= 0xAF);
}

void
rcm_x12_put(RcmX12Writer *w, RcmText t)
{
	char	   *p;
	size_t		n = 0;

	step(w);
	t = rcm_text_trim(t);
	if (t.len == 0)
		return;
	separate(w);
	p = rcm_buffer_reserve(w->out, (size_t) t.len);
	if (p == NULL)
		return;
	for (int32_t i = 0; i < t.len; i++)
	{
		p[n] = w->carried[(unsigned char) t.data[i]];
		if (p[n] == 0)
		{
			if (is_mark(t, i))
			{
				i++;
				continue;
			}
			p[n] = mended(w, t, &i);
		}
		if (p[n] == ' ' && n == 0)
			continue;
		if (p[n] == 0)
		{
			rcm_x12_write_fault(w, NULL, "a letter that X12 has no character for");
			return;
		}
		n++;
	}
	while (n > 0 && p[n - 1] == ' ')
		n--;
	if (n == 0)
		rcm_x12_write_fault(w, NULL, "nothing that X12 can carry");
	w->out->len += n;
}

void
rcm_x12_put_code(RcmX12Writer *w, RcmText t)
{
	char	   *p;

	step(w);
	t = rcm_text_trim(t);
	if (t.len == 0)
		return;
	separate(w);
	p = rcm_buffer_reserve(w->out, (size_t) t.len);
	if (p == NULL)
		return;
	for (int32_t i = 0; i < t.len; i++)
	{
		p[i] = w->carried[(unsigned char) t.data[i]];
		if (p[i] == 0)
		{
			rcm_x12_write_fault(w, NULL, is_delimiter(w, t.data[i]) ? "a delimiter in a code" :
								"a character that X12 does not carry in a code");
			return;
		}
	}
	w->out->len += (size_t) t.len;
}

void
rcm_x12_put_string(RcmX12Writer *w, const char *s)
{
	rcm_x12_put_code(w, rcm_text_of(s));
}

/* Digits of a number of millionths or cents, point and all that is behind it trimmed. */
static void
put_decimal(RcmX12Writer *w, uint64_t whole, uint64_t fraction, int places, bool negative)
{
	char		digits[48];
	char	   *end = digits + sizeof(digits);
	char	   *p = end;

	if (fraction > 0)
	{
		for (; fraction % 10 == 0; fraction /= 10)
			places--;
		for (; places > 0; places--, fraction /= 10)
			*--p = (char) ('0' + fraction % 10);
		*--p = '.';
	}
	if (whole > 0 || p == end)
		do
			*--p = (char) ('0' + whole % 10);
		while ((whole /= 10) > 0);
	if (negative)
		*--p = '-';
	step(w);
	separate(w);
	rcm_buffer_add(w->out, p, (size_t) (end - p));
}

static uint64_t
absolute(int64_t v)
{
	return v < 0 ? 0 - (uint64_t) v : (uint64_t) v;
}

void
rcm_x12_put_amount(RcmX12Writer *w, int64_t cents)
{
	uint64_t	a = absolute(cents);

	if (cents == RCM_NO_USD)
		step(w);
	else
		put_decimal(w, a / 100, a % 100, 2, cents < 0);
}

void
rcm_x12_put_number(RcmX12Writer *w, int64_t millionths)
{
	uint64_t	a = absolute(millionths);

	put_decimal(w, a / 1000000, a % 1000000, 6, millionths < 0);
}

void
rcm_x12_put_int(RcmX12Writer *w, int64_t n)
{
	put_decimal(w, absolute(n), 0, 0, n < 0);
}

static void
add_date(RcmX12Writer *w, int32_t date)
{
	char		text[10];
	char		d8[8];

	rcm_date_format(date, text);
	memcpy(d8, text, 4);
	memcpy(d8 + 4, text + 5, 2);
	memcpy(d8 + 6, text + 8, 2);
	rcm_buffer_add(w->out, d8, sizeof(d8));
}

void
rcm_x12_put_date(RcmX12Writer *w, int32_t date)
{
	step(w);
	if (date == RCM_NO_DATE)
		return;
	separate(w);
	add_date(w, date);
}

void
rcm_x12_put_period(RcmX12Writer *w, int32_t from, int32_t to)
{
	step(w);
	separate(w);
	add_date(w, from);
	rcm_buffer_char(w->out, '-');
	add_date(w, to);
}
