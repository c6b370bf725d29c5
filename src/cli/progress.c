/*
 * progress.c - see progress.h.
 */
#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

#define BAR 16
/* Seconds between two drawings. */
#define PAUSE 0.2

static struct
{
	bool		quiet;
	bool		bar;			/* is there a terminal to draw on? */
	bool		drawn;
	int64_t		total;
	double		began;
	double		last;
	const char *shown;
} at;

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

static int
terminal_width(void)
{
	struct winsize size;

	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

void
rcm_progress_begin(bool quiet, int64_t total)
{
	const char *terminal = getenv("TERM");

	memset(&at, 0, sizeof(at));
	at.quiet = quiet;
	at.bar = !quiet && isatty(STDERR_FILENO) && (terminal == NULL || strcmp(terminal, "dumb") != 0);
	at.total = total;
	at.began = now();
}

void
rcm_progress_file(const char *shown)
{
	at.shown = shown;
	at.last = 0;
}

/* One line in place of the last, cut to the terminal. */
static void
draw(const char *line)
{
	fprintf(stderr, "\r%.*s\033[K", terminal_width() - 1, line);
	fflush(stderr);
	at.drawn = true;
}

/* "[####----]  42%" */
static void
bar_text(char *out, double part)
{
	int			full = (int) (part * BAR);

	*out++ = '[';
	for (int i = 0; i < BAR; i++)
		*out++ = i < full ? '#' : '-';
	sprintf(out, "] %3d%%", (int) (part * 100));
}

/* The name gets what is left of the line; its end says more than its beginning. */
static void
draw_after_name(const char *text)
{
	int			room = terminal_width() - 2 - (int) strlen(text);
	size_t		len = strlen(at.shown);
	char		line[512];

	if (room < 8)
		room = 8;
	snprintf(line, sizeof(line), "%s %s", len > (size_t) room ? at.shown + len - room : at.shown, text);
	draw(line);
}

void
rcm_progress_step(int64_t packed, int64_t unpacked, int64_t rows)
{
	double		moment;
	double		seconds;
	double		part;
	char		bar[BAR + 16] = "";
	char		left[32] = "";
	char		number[32];
	char		text[160];

	if (!at.bar || (moment = now()) - at.last < PAUSE)
		return;
	at.last = moment;
	seconds = moment - at.began;
	part = at.total > 0 ? (double) packed / (double) at.total : 0;
	if (part > 1)
		part = 1;
	if (at.total > 0)
		bar_text(bar, part);
	if (part > 0.01 && seconds > 1)
	{
		long		rest = (long) (seconds / part - seconds + 0.5);

		snprintf(left, sizeof(left), "  %ld:%02ld left", rest / 60, rest % 60);
	}
	snprintf(text, sizeof(text), "%s  %s rows  %.1f MB/s%s", bar, rcm_grouped(rows, number),
			 seconds > 0 ? (double) unpacked / 1e6 / seconds : 0, left);
	draw_after_name(text);
}

void
rcm_progress_phase(const char *words)
{
	if (at.bar)
		draw(words);
}

void
rcm_progress_file_done(const char *shown, int64_t rows)
{
	char		number[32];

	if (at.quiet)
		return;
	rcm_progress_clear();
	printf("%s: %s rows\n", shown, rcm_grouped(rows, number));
	fflush(stdout);
}

void
rcm_progress_clear(void)
{
	if (!at.drawn)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	at.drawn = false;
}
