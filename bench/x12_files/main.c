/*
 * x12_files - makes large, valid files of claims (837) and of answers to them (835).
 *
 *   cc -O2 bench/x12_files/*.c -o x12_files
 *   x12_files 835|837P|837I [-s SEED] [-m MEGABYTES | -n CLAIMS] [-t TRANSACTIONS]
 *             [-i INTERCHANGES] [-d DELIMITERS] [-b none|lf|crlf] [-o FILE]
 *
 * The same arguments give the same bytes, on every machine.  With the same
 * seed the 835 answers the 837: claim n is the same claim in all of them
 * (CLP01 = CLM01, the same charges, lines, control numbers in REF*6R), so a
 * ledger that has one can post the other.  One seed is one practice and one
 * payer; files of several seeds go together.
 *
 * Everything is valid and foots.  In the 835 each line (SVC02 less its CAS is
 * SVC03), each claim (CLP03 less all CAS is CLP04) and each payment (BPR02 is
 * the CLP04 less the PLB), with: CO45, CO253 (seeds of Medicare: 1, 6, 11 ...),
 * PR1, 2, 3, 66, OA23 in one part and in two, denials of lines and of claims,
 * claims without lines, units cut, lines split and paid as another code,
 * forwarded claims, interest, remarks in MOA and LQ, answers taken back (22,
 * every amount negated) and given again some claims later, PLB with WO, FB
 * carried from one payment to the next, 72 and L6.  In the 837: dependents,
 * several claims of one patient, several diagnoses, drugs, claims that another
 * payer paid first, with what it said of each line.  Names are such as LISA and
 * ISAACSON, ids begin with IEA, ISA, SE; with seed 1 two claims are called IEA
 * and ISA and nothing else.
 *
 *   -s SEED          1 unless given
 *   -m MEGABYTES     1 unless given; the file is at least that long
 *   -n CLAIMS        instead of -m
 *   -t TRANSACTIONS  so many STs of like size; else one for each 5000 claims
 *   -i INTERCHANGES  so many ISAs, 1 unless given, at most one for each ST
 *   -d DELIMITERS    element, component, repetition, terminator: '*:^~' unless
 *                    given; none may be a letter, a digit or in - . ; ' or blank
 *   -b LINE BREAK    behind each segment, none unless given
 *   -o FILE          else standard output
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "write.h"

#define CLAIMS_IN_ST 5000

static void
usage(void)
{
	fprintf(stderr, "usage: x12_files 835|837P|837I [-s SEED] [-m MEGABYTES | -n CLAIMS] [-t TRANSACTIONS]\n"
			"                 [-i INTERCHANGES] [-d DELIMITERS] [-b none|lf|crlf] [-o FILE]\n");
	exit(2);
}

/* ---- how far we are ---- */

/* Is part "n" of "of" like parts of the file full? */
static bool
full(const File *f, uint64_t bytes, uint64_t claims, uint64_t n, uint64_t of)
{
	return f->claims > 0 ? claims * of >= (n + 1) * f->claims : bytes * of >= (n + 1) * f->size;
}

static void
put_body(File *f, uint64_t from, uint64_t to)
{
	if (f->kind == 'R')
		put_remittance(f, from, to);
	else
		put_claims(f, from, to);
}

/*
 * The claim behind the last one of the transaction that begins with "from":
 * families are added until the transaction has its share.  Sizes are taken
 * from a file's first claims; the end of the last transaction is exact.
 */
static uint64_t
transaction_end(File *f, uint64_t from, double claim_bytes)
{
	uint64_t	to = from;

	for (;;)
	{
		uint64_t	bytes = f->out.bytes + (uint64_t) ((double) (to - from) * claim_bytes);

		if (to > from && ((f->claims > 0 && to >= f->claims) ||
						  (f->transactions > 0 ? full(f, bytes, to, (uint64_t) f->transaction, (uint64_t) f->transactions) :
						   to - from >= CLAIMS_IN_ST || full(f, bytes, to, 0, 1))))
			return to;
		to += CLAIMS_IN_FAMILY;
		if (f->claims > 0 && to > f->claims)
			to = f->claims;
	}
}

/* Bytes of a claim, on average. */
static double
measure(File *f)
{
	Out			before = f->out;
	double		bytes;

	f->out.silent = true;
	put_body(f, 0, 2000);
	bytes = (double) (f->out.bytes - before.bytes) / 2000;
	f->out = before;
	return bytes;
}

/* ---- the envelope ---- */

static void
put_transaction(File *f, int control, uint64_t from, uint64_t to)
{
	Out		   *o = &f->out;
	const char *guide = f->kind == 'P' ? "005010X222A1" : "005010X223A2";

	o->segments = 0;
	if (f->kind == 'R')
		put(o, "ST*835*%4", control);
	else
		put(o, "ST*837*%4*%s", control, guide);
	put_body(f, from, to);
	put(o, "SE*%d*%4", o->segments + 1, control);
}

/* True when the file is complete. */
static bool
put_interchange(File *f, int n, uint64_t *from, double claim_bytes)
{
	Out		   *o = &f->out;
	int			control = (int) (f->seed % 1000) * 1000000 + n + 1;
	const char *sender = f->kind == 'R' ? f->practice.payer.id : f->practice.tax;
	const char *receiver = f->kind == 'R' ? f->practice.tax : f->practice.payer.id;
	int			count = 0;
	bool		done;

	put_isa(o, sender, receiver, control);
	put(o, "GS*%s*%s*%s*20250801*0930*%d*X*%s", f->kind == 'R' ? "HP" : "HC", sender, receiver,
		n + 1, f->kind == 'R' ? "005010X221A1" : f->kind == 'P' ? "005010X222A1" : "005010X223A2");
	do
	{
		uint64_t	to = transaction_end(f, *from, claim_bytes);

		put_transaction(f, ++count, *from, to);
		*from = to;
		f->transaction++;
		done = f->transactions > 0 ? f->transaction >= f->transactions : full(f, o->bytes, *from, 0, 1);
		done |= f->claims > 0 && *from >= f->claims;
	} while (!done && (n + 1 == f->interchanges ||
					   !full(f, o->bytes, *from, (uint64_t) n, (uint64_t) f->interchanges)));
	put(o, "GE*%d*%d", count, n + 1);
	put(o, "IEA*1*%9", control);
	return done;
}

/* ---- arguments ---- */

static uint64_t
number(const char *s)
{
	char	   *end;
	unsigned long long n = strtoull(s, &end, 10);

	if (!isdigit((unsigned char) *s) || *end != '\0' || n > UINT64_C(1000000000))
		usage();
	return n;
}

static void
set_delimiters(Out *o, const char *d)
{
	if (strlen(d) != 4)
		usage();
	for (int i = 0; i < 4; i++)
	{
		if (isalnum((unsigned char) d[i]) || strchr("-.;' ", d[i]) != NULL || strchr(d + i + 1, d[i]) != NULL)
			usage();
	}
	o->element = d[0];
	o->component = d[1];
	o->repetition = d[2];
	o->terminator = d[3];
}

static void
set_option(File *f, int option, const char *value)
{
	switch (option)
	{
		case 's':
			f->seed = number(value);
			break;
		case 'm':
			f->size = number(value) * 1000000;
			break;
		case 'n':
			f->claims = number(value);
			break;
		case 't':
			f->transactions = (int) number(value);
			break;
		case 'i':
			f->interchanges = (int) number(value);
			break;
		case 'd':
			set_delimiters(&f->out, value);
			break;
		case 'b':
			if (strcmp(value, "none") != 0 && strcmp(value, "lf") != 0 && strcmp(value, "crlf") != 0)
				usage();
			f->out.line_break = *value == 'n' ? "" : *value == 'l' ? "\n" : "\r\n";
			break;
		case 'o':
			f->out.file = fopen(value, "wb");
			if (f->out.file == NULL)
			{
				perror(value);
				exit(1);
			}
			break;
		default:
			usage();
	}
}

int
main(int argc, char **argv)
{
	static File f = {.seed = 1, .size = 1000000, .interchanges = 1};
	const char *kind = argc > 1 ? argv[1] : "";
	uint64_t	from = 0;
	double		claim_bytes;
	int			option;

	f.kind = strcmp(kind, "835") == 0 ? 'R' : strcmp(kind, "837P") == 0 ? 'P' : strcmp(kind, "837I") == 0 ? 'I' : 0;
	if (f.kind == 0)
		usage();
	f.out.file = stdout;
	f.out.line_break = "";
	set_delimiters(&f.out, "*:^~");
	while ((option = getopt(argc - 1, argv + 1, "s:m:n:t:i:d:b:o:")) != -1)
		set_option(&f, option, optarg);
	if (optind != argc - 1 || f.interchanges < 1)
		usage();
	make_practice(f.seed, &f.practice);
	claim_bytes = measure(&f);
	for (int n = 0; !put_interchange(&f, n, &from, claim_bytes); n++)
		;
	if (fclose(f.out.file) != 0)
	{
		perror("x12_files");
		return 1;
	}
	return 0;
}
