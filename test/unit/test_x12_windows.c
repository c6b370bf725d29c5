/*
 * test_x12_windows.c - what a file says does not depend on where it is cut into
 * windows, nor on the order of its claims.
 *
 * Chunks of 64 KiB are what most programs read, and their borders are where
 * readers have lost or mangled segments without a word; names that hold the
 * identifiers of segments have ended others.
 */
#include <stdlib.h>

#include "unit.h"
#include "claim837/read.h"
#include "remittance/read.h"

#define CHUNK ((size_t) 65536)
#define FILLERS 16

/* ---- a run over some bytes ---- */

typedef struct Run
{
	int			status;			/* of the tokenizer, at the end */
	int64_t		segments,
				claims,
				findings;
	uint64_t	base,			/* what stands before is not looked at closely */
				hash;			/* of segments, elements, places, findings */
	RcmArena	arena;
	RcmBuffer	rows;			/* a line for each claim, with all that belongs to it */
	RcmX12Envelope envelope;
	Rcm837Reader professional;
	Rcm835Reader remittance;
} Run;

/* FNV-1a, over words of eight bytes. */
static void
hash_bytes(Run *run, const void *data, size_t len)
{
	const char *p = data;

	for (size_t i = 0; i < len; i += 8)
	{
		uint64_t	word = 0;

		memcpy(&word, p + i, len - i < 8 ? len - i : 8);
		run->hash = (run->hash ^ word ^ len) * UINT64_C(1099511628211);
		run->hash ^= run->hash >> 32;
	}
}

static void
hash_number(Run *run, uint64_t n)
{
	hash_bytes(run, &n, sizeof(n));
}

static void
note(void *owner, const RcmX12Finding *f)
{
	Run		   *run = owner;

	run->findings++;
	hash_bytes(run, f->code, strlen(f->code));
	hash_bytes(run, f->message, strlen(f->message));
	hash_number(run, f->place.offset < run->base ? 0 : f->place.offset - run->base);
	hash_number(run, (uint64_t) f->place.element);
}

static void
deliver(void *owner, const RcmClaim *claim)
{
	Run		   *run = owner;

	run->claims++;
	rcm_claim_to_json(claim, &run->rows);
	rcm_buffer_char(&run->rows, '\n');
}

static void
write_row(Run *run, const char *what, RcmText a, RcmText b, int64_t x, int64_t y)
{
	char		numbers[64];

	rcm_buffer_string(&run->rows, what);
	rcm_buffer_text(&run->rows, a);
	rcm_buffer_char(&run->rows, ' ');
	rcm_buffer_text(&run->rows, b);
	snprintf(numbers, sizeof(numbers), " %" PRId64 " %" PRId64 ";", x, y);
	rcm_buffer_string(&run->rows, numbers);
}

/* An adjustment comes before its line, a line before its claim. */
static void
deliver_adjustment(void *owner, const RcmRemittanceAdjustment *a)
{
	write_row(owner, "CAS ", a->group_code, a->carc, a->amount, a->line);
}

static void
deliver_line(void *owner, const RcmRemittanceLine *l)
{
	write_row(owner, "SVC ", l->paid_as.code, l->line_control, l->charge, l->paid);
}

static void
deliver_paid_claim(void *owner, const RcmRemittanceClaim *c)
{
	Run		   *run = owner;

	run->claims++;
	write_row(run, "CLP ", c->claim_id, c->status, c->charge, c->paid);
	write_row(run, "NM1 ", c->patient_last, c->patient_first, c->lines, c->balance.balances);
	rcm_buffer_char(&run->rows, '\n');
}

static const Rcm835Deliver remittance_rows = {
	.claim = deliver_paid_claim, .line = deliver_line, .adjustment = deliver_adjustment
};

static void
begin(Run *run, size_t base, bool copy)
{
	memset(run, 0, sizeof(*run));
	run->base = base;
	run->hash = UINT64_C(14695981039346656037);
	rcm_arena_init(&run->arena);
	rcm_buffer_init(&run->rows, &run->arena, 4096);
	rcm_x12_envelope_init(&run->envelope, note, run);
	rcm_837_init(&run->professional, deliver, note, run);
	rcm_835_init(&run->remittance, &remittance_rows, note, run);
	run->professional.at.copy = run->remittance.at.copy = copy;
}

static void
take(Run *run, const RcmX12Segment *s, const RcmX12Delimiters *d)
{
	run->segments++;
	if (s->offset >= run->base)
	{
		hash_number(run, s->offset - run->base);
		hash_number(run, s->gap);
		hash_number(run, (uint64_t) s->notes << 32 | (uint32_t) s->count);
		hash_number(run, s->id);
		hash_bytes(run, s->data, s->len);
		hash_bytes(run, s->ends, sizeof(*s->ends) * (size_t) (s->count + 1));
	}
	rcm_x12_envelope_segment(&run->envelope, s, d);
	rcm_837_segment(&run->professional, s, d, &run->envelope.place);
	rcm_835_segment(&run->remittance, s, d, &run->envelope.place);
}

/*
 * Reads a file by chunks (0: at once), places counted from "base".  Each window is allocated anew, exactly
 * as long as it is, so that a byte before or behind it is an error.
 */
static void
read_file(Run *run, const char *data, size_t len, size_t base, size_t chunk)
{
	RcmX12Reader reader;
	RcmX12Segment segment;
	size_t		from = 0;
	size_t		to = chunk == 0 || chunk > len ? len : chunk;
	char	   *window = malloc(to);

	begin(run, base, chunk != 0);
	memcpy(window, data, to);
	rcm_x12_open(&reader, window, to);
	reader.last = to == len;
	for (;;)
	{
		run->status = (int) rcm_x12_next(&reader, &segment);
		if (run->status == RCM_X12_SEGMENT)
			take(run, &segment, &reader.delimiters);
		else if (run->status == RCM_X12_MORE && to < len)
		{
			from += rcm_x12_consumed(&reader);
			to = len - to < chunk ? len : to + chunk;
			free(window);
			window = malloc(to - from);
			memcpy(window, data + from, to - from);
			rcm_x12_feed(&reader, window, to - from, to == len);
		}
		else
			break;
	}
	rcm_837_end(&run->professional);
	rcm_835_end(&run->remittance);
	rcm_x12_envelope_end(&run->envelope, &segment);
	rcm_837_free(&run->professional);
	rcm_835_free(&run->remittance);
	free(window);
}

static bool
same(const Run *a, const Run *b)
{
	return a->status == b->status && a->segments == b->segments && a->findings == b->findings &&
		a->claims == b->claims && a->hash == b->hash && a->rows.len == b->rows.len &&
		memcmp(a->rows.data, b->rows.data, a->rows.len) == 0;
}

static void
forget(Run *run)
{
	rcm_arena_free(&run->arena);
}

/* ---- files to read ---- */

#define ISA_1 "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *250801*0930*^*00501*000000001*0*P*:~"
#define GS_837 "GS*HC*SENDER*RECEIVER*20250801*0930*1*X*005010X222A1~"
#define GS_835 "GS*HP*SENDER*RECEIVER*20250801*0930*1*X*005010X221A1~"
#define TRAILER "GE*1*1~IEA*1*000000001~"

#define SUBSCRIBER(id, last, first) \
	"HL*2*1*22*0~SBR*P*18*GRP******CI~NM1*IL*1*" last "*" first "****MI*" id "~N3*3 ISA ST~" \
	"N4*PORTLAND*ME*04102~DMG*D8*19610309*F~NM1*PR*2*IEA INSURANCE*****PI*IEA~"
#define CLAIM(id, charge) \
	"CLM*" id "*" charge "***11:B:1*Y*A*Y*Y~REF*G1*ISA~NTE*ADD*SEEN WITH LISA AND ISAAC~HI*ABK:M25561*ABF:I10~" \
	"NM1*82*1*ISAAC*NARCISA****XX*1234567893~PRV*PE*PXC*207R00000X~" \
	"SBR*S*18*******CI~CAS*PR*1*10**2*5.5~AMT*D*20~OI***Y***Y~NM1*IL*1*LISA*IEA****MI*GS~NM1*PR*2*SEGAL*****PI*P02~" \
	"LX*1~SV1*HC:99213:25*" charge "*UN*1***1:2~DTP*472*D8*20250912~REF*6R*" id "L1~LIN**N4*00002143481~CTP****1*ML~" \
	"SVD*P02*20*HC:99213**1~CAS*CO*45*30**253*.5~DTP*573*D8*20250920~"
#define CLAIMS_1 SUBSCRIBER("M1", "ISAACSON", "LISA") CLAIM("IEA", "130.5")
#define CLAIMS_2 SUBSCRIBER("M2", "LISA", "ISAAC") CLAIM("ISA", "77") CLAIM("V-2", "8.01")
#define CLAIMS_3 SUBSCRIBER("M3", "O'NEILL", "ELISA") CLAIM("SE", "0")
#define HEADER_837 "ST*837*0001*005010X222A1~BHT*0019*00*X1*20250801*0930*CH~NM1*41*2*LISA INC*****46*S~" \
	"HL*1**20*1~NM1*85*2*ISAAC CLINIC*****XX*1234567893~N3*8 QUAY ST~N4*PORTLAND*ME*041012345~REF*EI*471234567~"

#define PAID(id, status, last, first, line) \
	"CLP*" id "*" status "*200*95.5*24.5*CI*ICN" id "*11*1~NM1*QC*1*" last "*" first "****MI*M1~" \
	"NM1*82*1*ISAAC*LISA****XX*1234567893~MOA***MA01*MA18~REF*EA*ISA~DTM*232*20250701~AMT*AU*120~" \
	"SVC*HC:99213:25*120*95.5**1~DTM*472*20250701~CAS*CO*45*0**253*0~CAS*PR*1*20**3*4.5~REF*6R*" line "~AMT*B6*120~" \
	"SVC*HC:20610*80*0**1~DTM*472*20250701~CAS*CO*97*80~REF*6R*" line "B~LQ*HE*M15~"
#define PAID_1 PAID("IEA", "1", "ISAACSON", "LISA", "L1")
#define PAID_2 PAID("ISA", "2", "LISA", "ISAAC", "L2")
#define PAID_3 PAID("CLP", "19", "DE LA CRUZ", "ISABEL", "SVC")
#define HEADER_835 "ST*835*0001~BPR*I*286.5*C*ACH*CCP*01*111000025*DA*9*1999999999**01*111000025*DA*8*20250815~" \
	"TRN*1*LISA1*1999999999~DTM*405*20250814~N1*PR*IEA INSURANCE~N3*1 ISA WAY~N4*BOSTON*MA*02108~" \
	"N1*PE*ISAAC CLINIC*XX*1234567893~REF*TJ*471234567~LX*1~"
#define PLB "PLB*1234567893*20251231*WO:IEA*25*72:ISA*-25~"

/* Another interchange right behind, with its own delimiters, and a third without line breaks. */
#define ISA_2 "ISA|00|          |00|          |ZZ|SENDER         |ZZ|RECEIVER       |250801|0930|!|00501|000000002|0|P|>\n"
#define MORE_837 ISA_2 \
	"GS|HC|SENDER|RECEIVER|20250801|0930|2|X|005010X222A1\nST|837|0001|005010X222A1\nBHT|0019|00|X2|20250801|0930|CH\n" \
	"HL|1||20|1\nNM1|85|2|IEA~CLINIC|||||XX|1234567893\nHL|2|1|22|0\nSBR|P|18|||||||CI\nNM1|IL|1|LISA|ISAAC||||MI|M9\n" \
	"CLM|IEA|12.5|||11>B>1|Y|A|Y|Y\nHI|ABK>M25561\nLX|1\nSV1|HC>99213|12.5|UN|1|||1\nDTP|472|D8|20250912\nSE|13|0001\n" \
	"GE|1|2\nIEA|1|000000002\n"

/* The same whose separator is the others' terminator, behind an IEA that lost its own, or behind a byte order mark. */
#define ISA_3 "ISA~00~          ~00~          ~ZZ~SENDER         ~ZZ~RECEIVER       ~250801~0930~^~00501~000000003~0~P~:|"
#define ODD_837 ISA_3 "GS~HC~SENDER~RECEIVER~20250801~0930~3~X~005010X222A1|ST~837~0001~005010X222A1|HL~1~~20~1|" \
	"HL~2~1~22~0|SBR~P~18~~~~~~~CI|NM1~IL~1~ISA*~LISA|CLM~ISA~1~~~11:B:1|LX~1|SV1~HC:99213~1~UN~1~~~1|SE~9~0001|" \
	"GE~1~3|IEA~1~000000003"

/* A file of three parts: what stands before the filler, the filler, what is moved over the border. */
typedef struct Sample
{
	const char *head;
	const char *filler;			/* the segment it consists of, without its text */
	const char *tail;
	int64_t		claims;
} Sample;

static const Sample samples[] = {
	{ISA_1 GS_837 HEADER_837, "NTE*ADD*", CLAIMS_1 CLAIMS_2 "SE*53~" TRAILER MORE_837, 4},
	{ISA_1 GS_837 "ST*837*0001*005010X222A1~", "NTE*ADD*", "SE*2*0001~ST*837*0002~" CLAIMS_3 "SE*9*0002~" TRAILER
	"\r\n\r\n" ISA_1 GS_837 "ST*837*0001~" CLAIMS_1 "SE*9*0001~GE*1*1~IEA*1*000000001\xEF\xBB\xBF" MORE_837, 3},
	{ISA_1 GS_837 HEADER_837, "NTE*ADD*", "SE*25*0001~GE*1*1~IEA*1*000000001" ODD_837 "|\xEF\xBB\xBF" ISA_1 GS_837 HEADER_837
	CLAIMS_1 "SE*1*0001~" TRAILER "\xEF\xBB\xBF" ODD_837 "\r\n", 3},
	{ISA_1 GS_835 HEADER_835, "NTE*ADD*", PAID_1 PAID_2 PAID_3 PLB "SE*66*0001~" TRAILER ISA_1 GS_835 HEADER_835 PAID_1
	"SE*30*0001~ST*835*0002~" PAID_2 PLB "SE*1*0002~" TRAILER, 5},
};

static char *
append(char *p, const char *s)
{
	size_t		n = strlen(s);

	memcpy(p, s, n);
	return p + n;
}

/* The sample's file, its tail beginning at byte "at"; filler only in front of CHUNK. */
static size_t
make_file(const Sample *sample, size_t at, char *file)
{
	char	   *p = append(file, sample->head);

	for (int i = 0; i < FILLERS && at > CHUNK / 2; i++)
	{
		size_t		n = i < FILLERS - 1 ? CHUNK / FILLERS - 400 : at - (size_t) (p - file);
		char	   *q = append(p, sample->filler);

		memset(q, 'x', n - (size_t) (q - p) - 1);
		p[n - 1] = '~';
		p += n;
	}
	return (size_t) (append(p, sample->tail) - file);
}

/* Every byte of the tail, in turn, is the first one of a chunk. */
static void
test_every_border(void)
{
	char	   *file = malloc(2 * CHUNK);

	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
	{
		const Sample *sample = &samples[i];
		size_t		tail = strlen(sample->tail);
		int			wrong = 0;
		Run			whole;

		read_file(&whole, file, make_file(sample, CHUNK, file), CHUNK, 0);
		CHECK_INT(whole.claims, sample->claims);
		CHECK_INT(whole.status, RCM_X12_END);
		for (size_t before = 0; before <= tail; before++)
		{
			size_t		at = CHUNK - before;
			Run			parts;

			read_file(&parts, file, make_file(sample, at, file), at, CHUNK);
			if (!same(&whole, &parts) && wrong++ == 0)
				printf("sample %zu, %zu bytes before the border: %" PRId64 " segments, not %" PRId64 ", "
					   "%" PRId64 " claims, not %" PRId64 "\n", i, before, parts.segments, whole.segments,
					   parts.claims, whole.claims);
			forget(&parts);
		}
		CHECK_INT(wrong, 0);
		forget(&whole);
	}
	free(file);
}

/* Chunks of every size up to the ISA's and some more: borders everywhere at once. */
static void
test_small_chunks(void)
{
	char	   *file = malloc(2 * CHUNK);

	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
	{
		size_t		len = make_file(&samples[i], 0, file);
		Run			whole;

		read_file(&whole, file, len, 0, 0);
		for (size_t chunk = 1; chunk <= 130; chunk += chunk < 16 ? 1 : 19)
		{
			Run			parts;

			read_file(&parts, file, len, 0, chunk);
			CHECK(same(&whole, &parts));
			forget(&parts);
		}
		forget(&whole);
	}
	free(file);
}

/* Megabytes of transactions whose lengths have nothing to do with the chunks'. */
static void
test_many_borders(void)
{
	static const char *const blocks[] = {CLAIMS_1, CLAIMS_2, CLAIMS_3};
	size_t		room = 40 * CHUNK;
	char	   *file = malloc(room + 4 * CHUNK);
	char	   *p = append(file, ISA_1 GS_837);
	int64_t		claims = 0;
	int64_t		segments = 4;	/* of the envelope */
	Run			whole;
	Run			parts;

	while ((size_t) (p - file) < room)
	{
		int			n = 1 + (int) (unit_random() % 40);

		p = append(p, HEADER_837);
		for (int i = 0; i < n; i++)
		{
			int			k = (int) (unit_random() % 3);

			p = append(p, blocks[k]);
			claims += k == 1 ? 2 : 1;
			segments += k == 1 ? 7 + 2 * 21 : 7 + 21;
		}
		p = append(p, "SE*1*0001~");
		segments += 9;
	}
	p = append(p, TRAILER);
	read_file(&whole, file, (size_t) (p - file), 0, 0);
	read_file(&parts, file, (size_t) (p - file), 0, CHUNK);
	CHECK(same(&whole, &parts));
	CHECK_INT(whole.segments, segments);
	CHECK_INT(whole.claims, claims);
	forget(&whole);
	forget(&parts);
	free(file);
}

/* ---- the order of claims ---- */

static int
compare_lines(const void *a, const void *b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* The rows, sorted, as one text: from malloc. */
static char *
sorted_rows(const Run *run)
{
	char	   *text = malloc(run->rows.len + 1);
	char	   *out = malloc(run->rows.len + 1);
	const char *lines[16];
	size_t		n = 0;
	char	   *p = out;

	memcpy(text, run->rows.data, run->rows.len);
	text[run->rows.len] = '\0';
	for (char *line = strtok(text, "\n"); line != NULL && n < 16; line = strtok(NULL, "\n"))
		lines[n++] = line;
	qsort(lines, n, sizeof(lines[0]), compare_lines);
	for (size_t i = 0; i < n; i++)
	{
		p = append(p, lines[i]);
		*p++ = '\n';
	}
	*p = '\0';
	free(text);
	return out;
}

static void
check_order(const char *head, const char *const *blocks, const char *end, int64_t claims)
{
	static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
	char	   *first = NULL;
	char		file[16384];

	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++)
	{
		char	   *p = append(file, head);
		Run			run;
		char	   *rows;

		for (int n = 0; n < 3; n++)
			p = append(p, blocks[orders[i][n]]);
		p = append(p, end);
		read_file(&run, file, (size_t) (p - file), 0, 0);
		CHECK_INT(run.claims, claims);
		rows = sorted_rows(&run);
		forget(&run);
		if (first == NULL)
		{
			first = rows;
			continue;
		}
		CHECK_TEXT(rows, (int) strlen(rows), first);
		free(rows);
	}
	free(first);
}

static void
test_order(void)
{
	static const char *const claims[] = {CLAIMS_1, CLAIMS_2, CLAIMS_3};
	static const char *const paid[] = {PAID_1, PAID_2, PAID_3};

	check_order(ISA_1 GS_837 HEADER_837, claims, "SE*1*0001~" TRAILER, 4);
	check_order(ISA_1 GS_835 HEADER_835, paid, PLB "SE*1*0001~" TRAILER, 3);
}

int
main(void)
{
	test_every_border();
	test_small_chunks();
	test_many_borders();
	test_order();
	return unit_report();
}
