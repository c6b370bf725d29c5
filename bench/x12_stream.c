/*
 * x12_stream.c - a file read by 64 KiB windows: how fast, and how much memory
 * it takes.
 *
 *   cc -O2 -Isrc -DFRONTEND bench/x12_stream.c (the core's .c files) -o x12_stream
 *   ./x12_stream tokens|readers FILE [ROUNDS]
 *
 * "tokens" takes segments and elements, "readers" also the envelope, the guide
 * and every reader.  Prints
 *   segments|claims|CLP04|SVC03|CLM02|characters|MB/s|peak KiB|findings
 * where claims are CLP and CLM, the sums are in cents, the characters are those
 * of all elements but the ISA's and IEA's, without separators, counted in a
 * round that is not timed; the speed is the best of the rounds, file reads included.  The
 * window grows only for a segment that is longer than it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "interchange/interchange.h"
#include "x12/guide.h"

#define WINDOW 65536

typedef struct Pass
{
	bool		readers,		/* what it does */
				deep;
	uint64_t	bytes,
				characters;
	int64_t		segments,
				claims,
				clp04,			/* cents */
				svc03,
				clm02,
				findings;
	RcmX12Cursor at;
	RcmX12Envelope envelope;
	RcmGuide	guide;
	RcmInterchange interchange;
} Pass;

typedef struct Window
{
	FILE	   *file;
	char	   *data;
	size_t		room,
				len;
	bool		last;
} Window;

static void
fail(const char *what)
{
	perror(what);
	exit(1);
}

static void
note(void *owner, const RcmX12Finding *f)
{
	(void) f;
	((Pass *) owner)->findings++;
}

/* Moves what is not done with to the front, and reads more behind it. */
static void
advance(Window *w, size_t done)
{
	memmove(w->data, w->data + done, w->len - done);
	w->len -= done;
	if (w->len == w->room)
	{
		w->room *= 2;
		w->data = realloc(w->data, w->room);
		if (w->data == NULL)
			fail("x12_stream");
	}
	w->len += fread(w->data + w->len, 1, w->room - w->len, w->file);
	if (ferror(w->file))
		fail("x12_stream");
	w->last = feof(w->file) != 0;
}

static void
count_characters(Pass *p, const RcmX12Segment *s, const RcmX12Delimiters *d)
{
	for (uint32_t i = 0; i < s->len; i++)
		p->characters += s->data[i] != d->element && s->data[i] != d->component;
}

static void
add(Pass *p, int64_t *sum, int i)
{
	int64_t		cents = rcm_x12_amount(&p->at, i);

	if (cents != RCM_NO_USD && !rcm_usd_add(*sum, cents, sum))
		p->findings++;
}

static void
take(Pass *p, const RcmX12Segment *s, const RcmX12Delimiters *d)
{
	p->segments++;
	p->at.segment = s;
	p->at.delimiters = *d;
	switch (s->id)
	{
		case ID3('C', 'L', 'P'):
			p->claims++;
			add(p, &p->clp04, 4);
			break;
		case ID3('S', 'V', 'C'):
			add(p, &p->svc03, 3);
			break;
		case ID3('C', 'L', 'M'):
			p->claims++;
			add(p, &p->clm02, 2);
			break;
		default:
			break;
	}
	if (p->deep && s->id != ID3('I', 'S', 'A') && s->id != ID3('I', 'E', 'A'))
		count_characters(p, s, d);
	if (!p->readers)
		return;
	rcm_x12_envelope_segment(&p->envelope, s, d);
	rcm_guide_segment(&p->guide, s, d, &p->envelope.place);
	rcm_interchange_segment(&p->interchange, s, d, &p->envelope.place);
}

static void
read_file(Pass *p, const char *name, bool readers, bool deep)
{
	Window		w = {fopen(name, "rb"), malloc(WINDOW), WINDOW, 0, false};
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Status status;

	if (w.file == NULL || w.data == NULL)
		fail(name);
	memset(p, 0, sizeof(*p));
	p->readers = readers;
	p->deep = deep;
	p->at.place = &p->envelope.place;
	rcm_x12_envelope_init(&p->envelope, note, p);
	rcm_guide_init(&p->guide, note, p);
	rcm_interchange_init(&p->interchange, note, p);
	rcm_interchange_window_moves(&p->interchange);
	advance(&w, 0);
	rcm_x12_open(&reader, w.data, w.len);
	reader.last = w.last;
	while ((status = rcm_x12_next(&reader, &segment)) == RCM_X12_SEGMENT || status == RCM_X12_MORE)
		if (status == RCM_X12_SEGMENT)
			take(p, &segment, &reader.delimiters);
		else
		{
			advance(&w, rcm_x12_consumed(&reader));
			rcm_x12_feed(&reader, w.data, w.len, w.last);
		}
	if (status == RCM_X12_NOT_X12)
	{
		fprintf(stderr, "%s: no delimiters found\n", name);
		exit(1);
	}
	rcm_guide_end(&p->guide);
	rcm_interchange_end(&p->interchange);
	if (readers)
		rcm_x12_envelope_end(&p->envelope, &segment);
	rcm_interchange_free(&p->interchange);
	p->bytes = segment.offset;
	fclose(w.file);
	free(w.data);
}

int
main(int argc, char **argv)
{
	static Pass all;
	static Pass pass;
	int			rounds = argc > 3 ? atoi(argv[3]) : 3;
	bool		readers = argc > 1 && strcmp(argv[1], "readers") == 0;
	double		best = 0;
	struct rusage usage;

	if (argc < 3 || (!readers && strcmp(argv[1], "tokens") != 0))
	{
		fprintf(stderr, "usage: x12_stream tokens|readers FILE [ROUNDS]\n");
		return 2;
	}
	read_file(&all, argv[2], readers, true);
	for (int i = 0; i < rounds; i++)
	{
		struct timespec a;
		struct timespec b;
		double		seconds;

		clock_gettime(CLOCK_MONOTONIC, &a);
		read_file(&pass, argv[2], readers, false);
		clock_gettime(CLOCK_MONOTONIC, &b);
		seconds = (double) (b.tv_sec - a.tv_sec) + (double) (b.tv_nsec - a.tv_nsec) / 1e9;
		if ((double) pass.bytes / 1e6 / seconds > best)
			best = (double) pass.bytes / 1e6 / seconds;
	}
	getrusage(RUSAGE_SELF, &usage);
	printf("%lld|%lld|%lld|%lld|%lld|%llu|%.0f|%ld|%lld\n", (long long) all.segments, (long long) all.claims,
		   (long long) all.clp04, (long long) all.svc03, (long long) all.clm02,
		   (unsigned long long) all.characters, best, usage.ru_maxrss, (long long) all.findings);
	return 0;
}
