/*
 * test_x12_stream.c - a file that comes in pieces says what it says as a whole,
 * however it is cut: the same segments, the same findings, the same claims.
 *
 * The last piece of a file may be a few bytes only, and what the stream held
 * back until then belongs to the readers as much as what came before.
 */
#include <stdlib.h>

#include "unit.h"
#include "interchange/interchange.h"
#include "x12/stream.h"

#define ISA "ISA*00*          *00*          *ZZ*HARBOR         *ZZ*NHP01          *260115*1200*^*00501*000000001*0*P*:~"
#define GS(id, guide) "GS*" id "*HARBOR*NHP01*20260115*1200*1*X*" guide "~"
#define TRAILERS(se) "SE*" se "*0001~GE*1*1~IEA*1*000000001~"
#define CLAIMS_HEAD ISA GS("HC", "005010X222A1") \
	"ST*837*0001*005010X222A1~BHT*0019*00*1*20260115*1200*CH~NM1*41*2*HARBOR*****46*H1~PER*IC*DESK*TE*5550100~" \
	"NM1*40*2*NHP*****46*N1~HL*1**20*1~NM1*85*2*HARBOR*****XX*1234567893~N3*1 MAIN ST~N4*ALBANY*NY*122070001~" \
	"REF*EI*123456789~HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*DOE*JANE****MI*M1~N3*2 ELM ST~N4*ALBANY*NY*12207~" \
	"DMG*D8*19800101*F~NM1*PR*2*NHP*****PI*N1~"
#define CLAIM(id) "CLM*" id "*100***11:B:1*Y*A*Y*Y~HI*ABK:J069~LX*1~SV1*HC:99213*60*UN*1***1~DTP*472*D8*20260102~" \
	"LX*2~SV1*HC:99214*40*UN*1***1~DTP*472*D8*20260102~"

/* ---- a run over the pieces of a file ---- */

typedef struct Run
{
	RcmX12Stream stream;
	RcmInterchange all;
	int			ended;
	RcmX12StreamStatus status;
	RcmArena	arena;
	RcmBuffer	rows;			/* a line for each segment, finding and claim */
} Run;

static void
take_segment(void *owner, const RcmX12Segment *s, const RcmX12Delimiters *d, const RcmX12Place *place)
{
	Run		   *run = owner;
	char		numbers[64];

	snprintf(numbers, sizeof(numbers), "%" PRIu64 " %d %" PRIu64 " ", s->offset, s->count, s->gap);
	rcm_buffer_string(&run->rows, numbers);
	rcm_buffer_text(&run->rows, (RcmText) {s->data, s->len < 200 ? (int32_t) s->len : 200});
	rcm_buffer_char(&run->rows, '\n');
	rcm_interchange_segment(&run->all, s, d, place);
}

static void
take_finding(void *owner, const RcmX12Finding *f)
{
	Run		   *run = owner;
	char		place[64];

	snprintf(place, sizeof(place), " %" PRIu64 " %" PRId64 " %d ", f->place.offset, f->place.segment, f->place.element);
	rcm_buffer_string(&run->rows, f->code);
	rcm_buffer_string(&run->rows, place);
	rcm_buffer_string(&run->rows, f->message);
	rcm_buffer_char(&run->rows, '\n');
}

static void
take_claim(void *owner, const RcmClaim *claim)
{
	Run		   *run = owner;

	rcm_claim_to_json(claim, &run->rows);
	rcm_buffer_char(&run->rows, '\n');
}

static void
take_end(void *owner)
{
	Run		   *run = owner;

	run->ended++;
	rcm_interchange_end(&run->all);
}

/* Each piece stands in memory of its own, so that reading behind it is noticed. */
static void
feed(Run *run, const char *data, size_t len)
{
	char	   *piece = malloc(len > 0 ? len : 1);

	memcpy(piece, data, len);
	run->status = rcm_x12_stream_feed(&run->stream, piece, len);
	free(piece);
}

static Run *
read_pieces(const char *data, size_t len, size_t piece)
{
	Run		   *run = calloc(1, sizeof(Run));

	rcm_arena_init(&run->arena);
	rcm_buffer_init(&run->rows, &run->arena, 4096);
	rcm_x12_stream_init(&run->stream, take_finding, run);
	run->stream.segment = take_segment;
	run->stream.ended = take_end;
	rcm_interchange_init(&run->all, take_finding, run);
	rcm_interchange_window_moves(&run->all);
	run->all.claims.deliver = take_claim;
	for (size_t i = 0; i < len && run->status == RCM_X12_STREAM_OK; i += piece)
		feed(run, data + i, len - i < piece ? len - i : piece);
	if (run->status == RCM_X12_STREAM_OK)
		run->status = rcm_x12_stream_end(&run->stream);
	return run;
}

static void
free_run(Run *run)
{
	rcm_interchange_free(&run->all);
	rcm_x12_stream_free(&run->stream);
	rcm_arena_free(&run->arena);
	free(run);
}

/* The file in pieces of one size against the file as a whole. */
static void
compare(const char *name, const char *data, size_t len, size_t piece, const Run *whole)
{
	Run		   *run = read_pieces(data, len, piece);
	bool		same = run->status == whole->status && run->ended == whole->ended && run->rows.len == whole->rows.len &&
		memcmp(run->rows.data, whole->rows.data, whole->rows.len) == 0;

	if (!unit_check(same, __FILE__, __LINE__, name))
		printf(": pieces of %zu bytes: status %d, want %d\n", piece, run->status, whole->status);
	free_run(run);
}

static void
cut_anyhow(const char *name, const char *data, size_t len)
{
	static const size_t pieces[] = {1, 2, 3, 7, 64, 105, 106, 107, 1000, 65536};
	Run		   *whole = read_pieces(data, len, len > 0 ? len : 1);

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
		if (pieces[i] > 2 || len < 100000)
			compare(name, data, len, pieces[i], whole);
	/* and every size, so every place once */
	for (size_t i = 4; len < 4000 && i < len; i++)
		compare(name, data, len, i, whole);
	free_run(whole);
}

#define CUT_ANYHOW(text) cut_anyhow(#text, text, sizeof(text) - 1)

/* ---- files ---- */

static void
test_clean_and_dirty(void)
{
	static const char clean[] = CLAIMS_HEAD CLAIM("C1") CLAIM("C2") TRAILERS("34");
	static const char no_end[] = CLAIMS_HEAD CLAIM("C1") "CLM*C2*100***11:B:1*Y*A*Y*Y~HI*ABK:J069~LX*1~SV1*HC:99213*100*UN*1***1";
	static const char dirty[] = "\xEF\xBB\xBF\r\n" CLAIMS_HEAD "\r\n\r\n  CLM*C1*1O0***11~~XYZ*1~" TRAILERS("99") "\r\n\x1a";
	static const char joined[] = "mail header\n" CLAIMS_HEAD CLAIM("C1") "SE*26*0001~GE*1*1~IEA*1*000000001"
		"\xEF\xBB\xBF" CLAIMS_HEAD CLAIM("C1") TRAILERS("26");
	static const char bare[] = "ST*999*0001~AK1*HC*1~AK2*837*0001~IK3*CLM*22**8~CTX*CLM01:C1~IK4*2*782*1*X~IK5*R*5~AK9*R*1*1*0~SE*9*0001~";
	static const char answer[] = ISA GS("HB", "005010X279A1")
		"ST*271*0001*005010X279A1~BHT*0022*11*1*20260115*1200~HL*1**20*1~NM1*PR*2*NHP*****PI*N1~HL*2*1*21*1~"
		"NM1*1P*2*HARBOR*****XX*1234567893~HL*3*2*22*0~NM1*IL*1*DOE*JANE****MI*M1~EB*1**30~EB*C*IND*30***29*1x~" TRAILERS("12");

	CUT_ANYHOW(clean);
	CUT_ANYHOW(no_end);
	CUT_ANYHOW(dirty);
	CUT_ANYHOW(joined);
	CUT_ANYHOW(bare);
	CUT_ANYHOW(answer);
}

static void
test_no_x12(void)
{
	static const char word[] = "hello\n";
	static const char blank[] = "\n \n";
	static const char isa[] = "ISA*00*";

	CUT_ANYHOW("");
	CUT_ANYHOW(word);
	CUT_ANYHOW(blank);
	CUT_ANYHOW(isa);
	for (int i = 0; i < 3; i++)
	{
		Run		   *run = read_pieces(i == 0 ? "" : i == 1 ? word : isa, i == 0 ? 0 : i == 1 ? sizeof(word) - 1 : sizeof(isa) - 1, 4);

		unit_check_int(run->status, RCM_X12_STREAM_NOT_X12, __FILE__, __LINE__, "not X12\n");
		unit_check_int(run->ended, 0, __FILE__, __LINE__, "nothing ends that did not begin\n");
		free_run(run);
	}
}

/* What came in the last bytes of a file is a part of its last claim. */
static void
test_last_bytes(void)
{
	static const char head[] = CLAIMS_HEAD CLAIM("C1");
	static const char note[] = "K3*A NOTE AT THE END OF THE LAST LINE THAT IS LONGER THAN WHAT COMES BEHIND IT IN THE FILE, EVEN IF IT SAYS NOTHING~";
	char		file[sizeof(head) + sizeof(note) + 100];
	int			len = snprintf(file, sizeof(file), "%s%s%s", head, note, TRAILERS("27"));
	size_t		held = sizeof(head) - 1 + sizeof(note) - 10;

	for (int i = 0; i < 2; i++)
	{
		Run		   *run = read_pieces(file, (size_t) len, i == 0 ? (size_t) len : held);

		rcm_buffer_char(&run->rows, '\0');
		unit_check(strstr(run->rows.data, "\"n\":2,\"code\":\"99214\"") != NULL, __FILE__, __LINE__, "the last line is whole\n");
		unit_check(strstr(run->rows.data, "MISSING") == NULL, __FILE__, __LINE__, "and nothing was found\n");
		free_run(run);
	}
	cut_anyhow("the last bytes", file, (size_t) len);
}

/* ---- long ones ---- */

static RcmX12StreamStatus
read_long(size_t segment, bool terminated, size_t piece)
{
	static const char head[] = ISA GS("HC", "005010X222A1") "ST*837*0001~NTE*ADD*";
	static const char tail[] = "~SE*3*0001~GE*1*1~IEA*1*000000001~";
	size_t		len = sizeof(head) - 1 + segment;
	char	   *file = malloc(len + sizeof(tail));
	RcmX12StreamStatus status;
	Run		   *run;

	memcpy(file, head, sizeof(head) - 1);
	memset(file + sizeof(head) - 1, 'X', segment);
	if (terminated)
	{
		memcpy(file + len, tail, sizeof(tail) - 1);
		len += sizeof(tail) - 1;
	}
	run = read_pieces(file, len, piece);
	status = run->status;
	unit_check(run->stream.room <= 4 * (size_t) RCM_X12_LONGEST_SEGMENT + 2 * piece, __FILE__, __LINE__, "memory has its limit\n");
	free_run(run);
	free(file);
	return status;
}

static void
test_long_segments(void)
{
	const size_t mib = 1024 * 1024;
	const size_t pieces[] = {65536, 5 * mib + 3, 200 * mib};

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
	{
		unit_check_int(read_long(50 * mib, true, pieces[i]), RCM_X12_STREAM_OK, __FILE__, __LINE__, "a long segment\n");
		unit_check_int(read_long(65 * mib, true, pieces[i]), RCM_X12_STREAM_TOO_LONG, __FILE__, __LINE__, "one too long\n");
		unit_check_int(read_long(70 * mib, false, pieces[i]), RCM_X12_STREAM_TOO_LONG, __FILE__, __LINE__, "one without an end\n");
	}
}

/* A file of more than one piece of 64 KiB. */
static void
test_many_claims(void)
{
	static const char head[] = CLAIMS_HEAD;
	static const char claim[] = CLAIM("C1");
	size_t		len = sizeof(head) - 1;
	char	   *file = malloc(len + 1000 * sizeof(claim) + 100);

	memcpy(file, head, len);
	for (int i = 0; i < 1000; i++, len += sizeof(claim) - 1)
		memcpy(file + len, claim, sizeof(claim) - 1);
	len += (size_t) sprintf(file + len, "%s", TRAILERS("8018"));
	cut_anyhow("many claims", file, len);
	free(file);
}

int
main(void)
{
	test_clean_and_dirty();
	test_no_x12();
	test_last_bytes();
	test_long_segments();
	test_many_claims();
	return unit_report();
}
