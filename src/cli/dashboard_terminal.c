/*
 * dashboard_terminal.c - the dashboard in letters: lights, values, bars.
 *
 * Whatever the database says is printed without control characters.
 */
#include "cli/dashboard.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Blocks to the left of a bar's end, in eighths. */
static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

typedef struct Drawing
{
	FILE	   *to;
	const RcmScreen *screen;
} Drawing;

/* ---- the terminal ---- */

static int
number_of(const char *name)
{
	const char *value = getenv(name);
	int			number = value == NULL ? 0 : atoi(value);

	return number > 0 && number < 10000 ? number : 0;
}

RcmScreen
rcm_screen(void)
{
	struct winsize size;
	const char *term = getenv("TERM");
	const char *plain = getenv("NO_COLOR");
	bool		terminal = isatty(STDOUT_FILENO);
	RcmScreen	screen = {.width = 80, .height = 24};

	if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
	{
		screen.width = size.ws_col;
		screen.height = size.ws_row;
	}
	else if (number_of("COLUMNS") > 0)
		screen.width = number_of("COLUMNS");
	if (screen.width < 40)
		screen.width = 40;
	if (screen.width > 160)
		screen.width = 160;
	setlocale(LC_CTYPE, "");
	screen.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	screen.colours = terminal && (plain == NULL || *plain == '\0') && (term == NULL || strcmp(term, "dumb") != 0);
	return screen;
}

/* ---- letters ---- */

/* How long a character of UTF-8 is. */
static int
bytes_of(const char *text)
{
	unsigned char c = (unsigned char) *text;
	int			len = c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;

	for (int i = 1; i < len; i++)
		if (text[i] == '\0')
			return i;
	return len;
}

static int
width_of(const char *text)
{
	int			width = 0;

	for (; *text != '\0'; text += bytes_of(text))
		width++;
	return width;
}

/* One character, or what stands for it where the terminal has none. */
static void
put_character(const Drawing *d, const char *text, int len)
{
	unsigned char c = (unsigned char) *text;

	if (c < 0x20 || c == 0x7F || (c == 0xC2 && len == 2 && (unsigned char) text[1] < 0xA0))
		putc('?', d->to);
	else if (c < 0x80 || d->screen->utf8)
		fwrite(text, 1, (size_t) len, d->to);
	else
		putc(len == 2 && memcmp(text, "÷", 2) == 0 ? '/' : '?', d->to);
}

/* Text in so many columns: cut, or filled up on the right, or with right on the left. */
static void
put_text(const Drawing *d, const char *text, int width, bool right)
{
	int			blanks = width - width_of(text);
	int			column = 0;

	if (right && blanks > 0)
		fprintf(d->to, "%*s", blanks, "");
	for (; *text != '\0' && column < width; column++)
	{
		int			len = bytes_of(text);

		if (column == width - 1 && text[len] != '\0')
			fputs(d->screen->utf8 ? "…" : "~", d->to);
		else
			put_character(d, text, len);
		text += len;
	}
	if (!right && blanks > 0)
		fprintf(d->to, "%*s", blanks, "");
}

static void
put_style(const Drawing *d, const char *style)
{
	if (d->screen->colours)
		fprintf(d->to, "\033[%sm", style);
}

/* Text over as many lines as it takes, each indented. */
static void
put_paragraph(const Drawing *d, const char *text, int indent)
{
	int			room = d->screen->width - indent;

	while (*text != '\0')
	{
		const char *end = text;
		const char *word = NULL;
		int			column = 0;

		for (; *end != '\0' && column < room; end += bytes_of(end), column++)
			if (*end == ' ')
				word = end;
		if (*end != '\0' && word != NULL)
			end = word;
		fprintf(d->to, "%*s", indent, "");
		for (; text < end; text += bytes_of(text))
			put_character(d, text, bytes_of(text));
		putc('\n', d->to);
		while (*text == ' ')
			text++;
	}
}

static void
put_head(const Drawing *d, const char *head, const char *note)
{
	int			width = width_of(head);

	putc('\n', d->to);
	put_style(d, "1");
	put_text(d, head, width < d->screen->width ? width : d->screen->width, false);
	put_style(d, "0");
	if (width + 2 < d->screen->width)
	{
		put_style(d, "2");
		fputs("  ", d->to);
		put_text(d, note, width_of(note) < d->screen->width - width - 2 ? width_of(note) : d->screen->width - width - 2, false);
		put_style(d, "0");
	}
	putc('\n', d->to);
}

/* A bar of size, 0 to 1, in at most so many columns. */
static void
put_bar(const Drawing *d, double size, int width, const char *style)
{
	int			units = (int) (size * width * 8 + 0.5);

	if (size <= 0 || width <= 0)
		return;
	if (units < 1)
		units = 1;
	if (units > width * 8)
		units = width * 8;
	put_style(d, style);
	for (int i = 0; i < units / 8; i++)
		fputs(d->screen->utf8 ? "█" : "#", d->to);
	if (d->screen->utf8)
		fputs(eighths[units % 8], d->to);
	else if (units < 8)
		putc('#', d->to);
	put_style(d, "0");
}

/* ---- cards ---- */

typedef struct Light
{
	const char *colour;
	const char *sign;
	const char *plain;			/* without UTF-8 */
	const char *style;
} Light;

static const Light *
light_of(const char *colour)
{
	static const Light lights[] = {
		{"green", "●", "o", "32"}, {"yellow", "▲", "!", "33"}, {"red", "■", "#", "31"}, {"grey", "○", "-", "2"}
	};

	for (int i = 0; i < 3; i++)
		if (strcmp(lights[i].colour, colour) == 0)
			return &lights[i];
	return &lights[3];
}

/* light, name, value, trend, target, reason */
static void
put_card(const Drawing *d, const PGresult *cards, int row)
{
	const Light *light = light_of(PQgetvalue(cards, row, 0));
	int			width = d->screen->width;
	int			target = width >= 88 ? 18 : 0;
	int			trend = width >= 64 ? 16 : 0;
	int			name = width - 9 - 12 - (target > 0 ? target + 2 : 0) - (trend > 0 ? trend + 2 : 0);

	put_style(d, light->style);
	fputs(d->screen->utf8 ? light->sign : light->plain, d->to);
	putc(' ', d->to);
	put_text(d, light->colour, 7, false);
	put_style(d, "0");
	put_text(d, PQgetvalue(cards, row, 1), name, false);
	put_style(d, "1");
	put_text(d, PQgetvalue(cards, row, 2), 12, true);
	put_style(d, "0");
	if (trend > 0)
	{
		fputs("  ", d->to);
		put_text(d, PQgetvalue(cards, row, 3), trend, false);
	}
	if (target > 0)
	{
		fputs("  ", d->to);
		put_text(d, PQgetvalue(cards, row, 4), target, false);
	}
	putc('\n', d->to);
	/* on a screen that is looked at from afar there is no room for why */
	if (d->screen->height == 0 || d->screen->height >= 48)
	{
		put_style(d, "2");
		put_paragraph(d, PQgetvalue(cards, row, 5), 9);
		put_style(d, "0");
	}
}

static const char cards_of[] =
"SELECT c ->> 'light', c ->> 'name', CASE WHEN v.value IS NULL THEN '-' ELSE CASE c ->> 'unit' WHEN 'dollars' THEN to_char(v.value, 'FM$999,999,999,990') "
"WHEN 'percent' THEN to_char(v.value, 'FM999,999,990.0') || ' %' ELSE to_char(v.value, 'FM999,999,990.0') || ' ' || (c ->> 'unit') END END, "
"CASE WHEN v.change IS NULL THEN '' WHEN abs(v.change) < 0.05 THEN 'as before' ELSE to_char(v.change, 'FMSG999,999,990.0') || ' ' "
"|| CASE WHEN c ->> 'better' IS NULL THEN '' WHEN (v.change > 0) = (c ->> 'better' = 'up') THEN 'better' ELSE 'worse' END END, coalesce(c ->> 'target', ''), c ->> 'reason' "
"FROM jsonb_array_elements($1::jsonb -> 'cards') WITH ORDINALITY x (c, nth), "
"LATERAL (SELECT (c ->> 'value')::numeric, (c ->> 'value')::numeric - (c ->> 'before')::numeric) v (value, change) ORDER BY nth";

/* ---- bars ---- */

/* name, what to print, size of 0 to 1, and perhaps a second of both */
static void
put_bars(const Drawing *d, const PGresult *rows)
{
	int			name = 0;
	int			number = 0;

	for (int i = 0; i < PQntuples(rows); i++)
	{
		if (width_of(PQgetvalue(rows, i, 0)) > name)
			name = width_of(PQgetvalue(rows, i, 0));
		if (width_of(PQgetvalue(rows, i, 1)) > number)
			number = width_of(PQgetvalue(rows, i, 1));
	}
	if (name > d->screen->width * 2 / 5)
		name = d->screen->width * 2 / 5;
	if (number > d->screen->width / 2)
		number = d->screen->width / 2;
	for (int i = 0; i < PQntuples(rows); i++)
	{
		put_text(d, PQgetvalue(rows, i, 0), name, false);
		fputs("  ", d->to);
		put_text(d, PQgetvalue(rows, i, 1), number, true);
		fputs("  ", d->to);
		put_bar(d, atof(PQgetvalue(rows, i, 2)), d->screen->width - name - number - 5, "36");
		putc('\n', d->to);
	}
	if (PQntuples(rows) == 0)
		fputs("nothing\n", d->to);
}

typedef struct Section
{
	const char *head;
	const char *note;
	const char *rows;
} Section;

#define SERIES "$1::jsonb -> 'series' -> "
#define SHARE_OF(amount) "(" amount ") / nullif(max(" amount ") OVER (), 0)"

static const Section sections[] = {
	{"Owed", "by days since the first bill, or since it became the patient's",
		"SELECT CASE WHEN l ~ '^[0-9]' THEN l || ' days' ELSE l END, to_char(a, 'FM$999,999,999,990'), coalesce(greatest(" SHARE_OF("a") ", 0), 0) FROM (SELECT l, n, coalesce((SELECT sum((c -> 'amounts' ->> (n - 1)::integer)::numeric) "
		"FROM jsonb_array_elements(" SERIES "'aging' -> 'payers') c), 0) AS a FROM jsonb_array_elements_text(" SERIES "'aging' -> 'buckets') WITH ORDINALITY b (l, n)) x ORDER BY n"},
	{"Denied in 90 days", "the first five causes, and their share of all",
		"SELECT replace((c ->> 'root') || ': ' || (c ->> 'leaf'), '_', ' '), to_char((c ->> 'amount')::numeric, 'FM$999,999,999,990') || to_char((c ->> 'share')::numeric, '990') || ' %', (c ->> 'share')::numeric / 100 "
		"FROM jsonb_array_elements(" SERIES "'denials') WITH ORDINALITY x (c, n) WHERE n <= 5 ORDER BY n"},
	{"Paid by month", "of what was charged",
		"SELECT left(m ->> 'month', 7), to_char(a, 'FM$999,999,999,990') || ' of ' || to_char((m ->> 'charges')::numeric, 'FM$999,999,999,990'), coalesce(greatest(" SHARE_OF("a") ", 0), 0) "
		"FROM (SELECT m, n, count(*) OVER () AS months, (m ->> 'payments')::numeric AS a "
		"FROM jsonb_array_elements(" SERIES "'money') WITH ORDINALITY x (m, n)) y WHERE n > months - 6 ORDER BY n"},
	{"Work that waits", "by days since it was opened",
		"SELECT q ->> 'label' || ' days', (q ->> 'items') || ' items, ' || to_char((q ->> 'amount')::numeric, 'FM$999,999,999,990'), "
		"coalesce(" SHARE_OF("(q ->> 'items')::numeric") ", 0) FROM jsonb_array_elements(" SERIES "'queue' -> 'ages') WITH ORDINALITY x (q, n) ORDER BY n"},
};

/* ---- all of it ---- */

bool
rcm_dashboard_draw(FILE *to, PGconn *conn, const char *document, const RcmScreen *screen)
{
	const Drawing d = {to, screen};
	const char *values[] = {document};
	PGresult   *result = rcm_ask(conn, "SELECT $1::jsonb ->> 'name', format('as of %s, %s days', $1::jsonb ->> 'as_of', $1::jsonb ->> 'days')", 1, values);

	if (result == NULL)
		return false;
	put_style(&d, "1");
	put_text(&d, PQgetvalue(result, 0, 0), screen->width - 28, false);
	put_style(&d, "0");
	put_text(&d, PQgetvalue(result, 0, 1), 28, true);
	fputs("\n\n", to);
	PQclear(result);
	result = rcm_ask(conn, cards_of, 1, values);
	if (result == NULL)
		return false;
	for (int i = 0; i < PQntuples(result); i++)
		put_card(&d, result, i);
	PQclear(result);
	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
	{
		result = rcm_ask(conn, sections[i].rows, 1, values);
		if (result == NULL)
			return false;
		put_head(&d, sections[i].head, sections[i].note);
		put_bars(&d, result);
		PQclear(result);
	}
	return true;
}
