/*
 * x12_tokenize.c - how fast X12 becomes segments and elements, and claims,
 * beside the least that any reader must do: find the terminators and count
 * the separators with memchr.
 *
 *   cc -O2 -Isrc -DFRONTEND bench/x12_tokenize.c (the core's .c files) -o x12_tokenize
 *   ./x12_tokenize [MEGABYTES [FILE]]
 *
 * Prints name, figure, unit, competitor, its figure, ratio.  The counts of both
 * are compared before anything is printed.  The file that is read is written
 * to FILE, for whoever wants to read the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "claim837/read.h"

#define ROUNDS 5

typedef struct Counts
{
	int64_t		segments;
	int64_t		elements;
	int64_t		claims;
} Counts;

/* ---- the file: one transaction of professional claims, by a fixed seed ---- */

static uint64_t
roll(uint64_t sides)
{
	static uint64_t state = UINT64_C(88172645463325252);

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % sides;
}

static size_t
put_lines(char *out, int lines)
{
	size_t		n = 0;

	for (int i = 1; i <= lines; i++)
	{
		n += (size_t) sprintf(out + n, "LX*%d~\nSV1*HC:%05d:%02d*%d.%02d*UN*%d***1:2~\n", i,
							  (int) (90000 + roll(9999)), (int) (21 + roll(70)),
							  (int) roll(900), (int) roll(100), (int) (1 + roll(4)));
		n += (size_t) sprintf(out + n, "DTP*472*D8*2024%02d%02d~\nREF*6R*%d~\n",
							  (int) (1 + roll(12)), (int) (1 + roll(28)), (int) roll(1000000));
	}
	return n;
}

static char *
make_file(size_t want, size_t *len)
{
	char	   *out = malloc(want + 65536);
	size_t		n = 0;

	if (out == NULL)
		exit(1);
	n += (size_t) sprintf(out, "ISA*00*          *00*          *ZZ*BENCH          *ZZ*BENCH          "
						  "*241015*0930*^*00501*000000001*0*T*:~\nGS*HC*BENCH*BENCH*20241015*0930*1*X*"
						  "005010X222A1~\nST*837*0001*005010X222A1~\nBHT*0019*00*1*20241015*0930*CH~\n"
						  "HL*1**20*1~\nNM1*85*2*BENCH CLINIC*****XX*1300051012~\n");
	for (int i = 2; n < want; i++)
	{
		n += (size_t) sprintf(out + n, "HL*%d*1*22*0~\nSBR*P*18*******CI~\n", i);
		n += (size_t) sprintf(out + n, "NM1*IL*1*NAME%05d*GIVEN%03d****MI*W%08d~\nN3*%d ALDER CT~\n",
							  (int) roll(99999), (int) roll(999), (int) roll(99999999), (int) roll(999));
		n += (size_t) sprintf(out + n, "N4*PORTLAND*OR*97%03d~\nDMG*D8*19%02d0412*F~\n"
							  "NM1*PR*2*PAYER %02d*****PI*P%04d~\n", (int) roll(999),
							  (int) (20 + roll(79)), (int) roll(99), (int) roll(9999));
		n += (size_t) sprintf(out + n, "CLM*PCN%08d*%d***11:B:1*Y*A*Y*Y~\nHI*ABK:E%03d*ABF:I%02d~\n",
							  i, (int) roll(5000), (int) roll(999), (int) roll(99));
		n += (size_t) sprintf(out + n, "NM1*82*1*ROE*JO****XX*1300051038~\nPRV*PE*PXC*207R00000X~\n");
		n += put_lines(out + n, (int) (1 + roll(4)));
	}
	n += (size_t) sprintf(out + n, "SE*0*0001~\nGE*1*1~\nIEA*1*000000001~\n");
	*len = n;
	return out;
}

static void
write_file(const char *name, const char *data, size_t len)
{
	FILE	   *f = fopen(name, "wb");

	if (f == NULL || fwrite(data, 1, len, f) != len || fclose(f) != 0)
	{
		perror(name);
		exit(1);
	}
}

/* ---- the passes ---- */

static Counts
by_memchr(const char *data, size_t len)
{
	Counts		c = {0, 0, 0};
	const char *end = data + len;

	for (const char *p = data, *q; p < end && (q = memchr(p, '~', (size_t) (end - p))) != NULL; p = q + 1)
	{
		c.segments++;
		for (const char *e = p; (e = memchr(e, '*', (size_t) (q - e))) != NULL; e++)
			c.elements++;
	}
	return c;
}

static Counts
by_tokens(const char *data, size_t len)
{
	Counts		c = {0, 0, 0};
	RcmX12Reader r;
	RcmX12Segment s;

	rcm_x12_open(&r, data, len);
	while (rcm_x12_next(&r, &s) == RCM_X12_SEGMENT)
	{
		c.segments++;
		c.elements += s.count;
	}
	return c;
}

static void
count_claim(void *owner, const RcmClaim *claim)
{
	((Counts *) owner)->claims += claim->lines.count > 0;
}

static Counts
by_claims(const char *data, size_t len)
{
	Counts		c = {0, 0, 0};
	RcmX12Reader r;
	RcmX12Segment s;
	RcmX12Envelope e;
	Rcm837Reader claims;

	rcm_x12_open(&r, data, len);
	rcm_x12_envelope_init(&e, NULL, NULL);
	rcm_837_init(&claims, count_claim, NULL, &c);
	while (rcm_x12_next(&r, &s) == RCM_X12_SEGMENT)
	{
		c.segments++;
		c.elements += s.count;
		rcm_x12_envelope_segment(&e, &s, &r.delimiters);
		rcm_837_segment(&claims, &s, &r.delimiters, &e.place);
	}
	rcm_837_end(&claims);
	rcm_837_free(&claims);
	return c;
}

/* Megabytes a second, the best of some rounds. */
static double
speed(Counts (*pass) (const char *, size_t), const char *data, size_t len, Counts *counts)
{
	double		best = 0;

	for (int i = 0; i < ROUNDS; i++)
	{
		struct timespec a;
		struct timespec b;
		double		seconds;

		clock_gettime(CLOCK_MONOTONIC, &a);
		*counts = pass(data, len);
		clock_gettime(CLOCK_MONOTONIC, &b);
		seconds = (double) (b.tv_sec - a.tv_sec) + (double) (b.tv_nsec - a.tv_nsec) / 1e9;
		if ((double) len / 1e6 / seconds > best)
			best = (double) len / 1e6 / seconds;
	}
	return best;
}

int
main(int argc, char **argv)
{
	size_t		len;
	char	   *data = make_file((size_t) (argc > 1 ? atoi(argv[1]) : 100) * 1000000, &len);
	Counts		m;
	Counts		t;
	Counts		c;
	double		memchr_speed = speed(by_memchr, data, len, &m);
	double		token_speed = speed(by_tokens, data, len, &t);
	double		claim_speed = speed(by_claims, data, len, &c);

	if (m.segments != t.segments || m.elements != t.elements || c.segments != t.segments)
	{
		fprintf(stderr, "the passes differ: %lld %lld segments, %lld %lld elements\n",
				(long long) m.segments, (long long) t.segments,
				(long long) m.elements, (long long) t.elements);
		return 1;
	}
	printf("x12 tokenize, %.0f MB|%.0f|MB/s|memchr|%.0f|%.2f\n", (double) len / 1e6, token_speed,
		   memchr_speed, token_speed / memchr_speed);
	printf("837 to claims in memory, %lld claims|%.0f|MB/s|memchr|%.0f|%.2f\n",
		   (long long) c.claims, claim_speed, memchr_speed, claim_speed / memchr_speed);
	if (argc > 2)
		write_file(argv[2], data, len);
	free(data);
	return 0;
}
