/*
 * test_status.c - statuses out of 277s, and the 276 out of inquiries.
 */
#include <stdlib.h>

#include "unit.h"
#include "status/inquiry.h"
#include "status/read.h"

/* ---- a run over some bytes ---- */

typedef struct Run
{
	int			statuses;
	int			totals;
	char		codes[2048];	/* " CODE" of each finding */
	RcmArena	arena;
	RcmBuffer	text;			/* a line for each status and total */
} Run;

static void
note(void *owner, const RcmX12Finding *f)
{
	Run		   *run = owner;
	size_t		n = strlen(run->codes);

	snprintf(run->codes + n, sizeof(run->codes) - n, " %s", f->code);
}

static void
add(RcmBuffer *b, RcmText t)
{
	rcm_buffer_text(b, t);
	rcm_buffer_char(b, '|');
}

static void
deliver(void *owner, const Rcm277Status *s)
{
	Run		   *run = owner;
	const Rcm277Reader *r = s->reader;
	RcmBuffer  *b = &run->text;

	run->statuses++;
	rcm_buffer_printf(b, "%d.%d %s %s %d/%d r%d p%d ", (int) s->stc->ordinal, s->composite,
					  r->guide == NULL ? "-" : r->guide, rcm_277_level_name(s->level), (int) r->claim.ordinal,
					  (int) r->line.ordinal, (int) r->in_receiver, (int) r->in_provider);
	add(b, rcm_text_of(s->state));
	add(b, s->code->category);
	add(b, s->code->code);
	add(b, s->claim_id);
	add(b, r->claim.payer_control);
	add(b, r->patient.last);
	add(b, r->patient.member_id);
	add(b, r->line.code);
	add(b, r->line.control);
	rcm_buffer_char(b, '\n');
}

static void
deliver_totals(void *owner, const Rcm277Reader *r, const Rcm277Stc *stc, const Rcm277Totals *t)
{
	Run		   *run = owner;

	run->totals++;
	rcm_buffer_printf(&run->text, "%s %d %d %d\n", rcm_277_level_name(r->level), stc != NULL,
					  t->accepted == RCM_NO_INT ? -1 : (int) t->accepted,
					  t->rejected == RCM_NO_INT ? -1 : (int) t->rejected);
}

/* Reads a file in windows of "window" bytes (0: at once), each freshly allocated. */
static void
read_file(Run *run, const char *data, size_t len, size_t window)
{
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Envelope envelope;
	Rcm277Reader statuses;
	RcmX12Status status;
	size_t		have = window == 0 || window > len ? len : window;
	size_t		begin = 0;
	char	   *held = malloc(have + 1);

	memset(run, 0, sizeof(*run));
	rcm_arena_init(&run->arena);
	rcm_buffer_init(&run->text, &run->arena, 4096);
	rcm_x12_envelope_init(&envelope, note, run);
	rcm_277_init(&statuses, deliver, note, run);
	statuses.deliver_totals = deliver_totals;
	statuses.at.copy = window != 0;
	memcpy(held, data, have);
	rcm_x12_open(&reader, held, have);
	reader.last = have == len;
	while ((status = rcm_x12_next(&reader, &segment)) == RCM_X12_SEGMENT || status == RCM_X12_MORE)
		if (status == RCM_X12_SEGMENT)
		{
			rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
			rcm_277_segment(&statuses, &segment, &reader.delimiters, &envelope.place);
		}
		else
		{
			begin += rcm_x12_consumed(&reader);
			have -= rcm_x12_consumed(&reader);
			have = have + window > len - begin ? len - begin : have + window;
			free(held);
			held = malloc(have + 1);
			memcpy(held, data + begin, have);
			rcm_x12_feed(&reader, held, have, begin + have == len);
		}
	rcm_277_end(&statuses);
	rcm_x12_envelope_end(&envelope, &segment);
	rcm_277_free(&statuses);
	free(held);
	rcm_buffer_char(&run->text, '\0');
}

#define HEAD(guide) "ISA*00*          *00*          *ZZ*NHP            *ZZ*HARBOR         *240930*0800*^*00501*000000009*0*P*:~" \
	"GS*HN*NHP*HARBOR*20240930*0800*9*X*" guide "~ST*277*0001*" guide "~"
#define TAIL "GE*1*9~IEA*1*000000009~"
#define ACK HEAD("005010X214") "BHT*0085*08*A*20240930*0800*TH~HL*1**20*1~NM1*PR*2*NHP*****PI*N~TRN*1*R~DTP*050*D8*20240927~" \
	"HL*2*1*21*1~NM1*41*2*HARBOR*****46*H~TRN*2*B~STC*A1:19*20240928*WQ*600~QTY*90*1~QTY*AA*0~AMT*YU*1.5~" \
	"HL*3*2*19*1~NM1*85*2*HARBOR*****XX*1234567893~TRN*1*0~" \
	"HL*4*3*PT~NM1*QC*1*ZZA*JANE****MI*M1~TRN*2*V-1~STC*A2:20*20240928*WQ*100~REF*1K*I1~" \
	"HL*5*3*PT~NM1*QC*1*ZZB*JOHN****MI*M2~TRN*2*V-2~STC*A7:21*20240928*U*200******A7:562*A7:563~" \
	"SVC*HC:99213*200~STC*A7:454*20240928*U~REF*FJ*L1~SVC*HC:99214*1~STC*A7:455*20240928*U~REF*FJ*L2~SE*32*0001~" TAIL

static const char ack_rows[] =
"1.1 277CA receiver 0/0 r1 p0 received|A1|19|||||||\n"
"receiver 1 1 0\n"
"2.1 277CA claim 1/0 r1 p1 accepted|A2|20|V-1|I1|ZZA|M1|||\n"
"3.1 277CA claim 2/0 r1 p1 rejected|A7|21|V-2||ZZB|M2|||\n"
"3.2 277CA claim 2/0 r1 p1 rejected|A7|562|V-2||ZZB|M2|||\n"
"3.3 277CA claim 2/0 r1 p1 rejected|A7|563|V-2||ZZB|M2|||\n"
"4.1 277CA line 2/1 r1 p1 rejected|A7|454|V-2||ZZB|M2|99213|L1|\n"
"5.1 277CA line 2/2 r1 p1 rejected|A7|455|V-2||ZZB|M2|99214|L2|\n";

static void
test_acknowledgement(void)
{
	Run			run;

	for (size_t window = 0; window < 60; window += 7)
	{
		read_file(&run, ACK, sizeof(ACK) - 1, window);
		CHECK_TEXT(run.codes, (int) strlen(run.codes), "");
		CHECK_TEXT(run.text.data, (int) strlen(run.text.data), ack_rows);
		rcm_arena_free(&run.arena);
	}
}

/* A dependent goes by the subscriber's number; what was said of one patient is not said of the next. */
static void
test_people(void)
{
	static const char file[] = HEAD("005010X212") "BHT*0010*08*A*20240930*0800*DG~HL*1**20*1~HL*2*1*21*1~HL*3*2*19*1~"
		"HL*4*3*22*1~NM1*IL*1*ZZA*JANE****MI*M1~HL*5*4*23~NM1*QC*1*ZZB*JIM~TRN*2*T1~STC*P1:20*20240901~REF*EJ*E1~REF*1K*I1~"
		"TRN*2*T2~STC*F2:88*20240901~HL*6*3*22*0~NM1*IL*1*ZZC*JOE****MI*M2~TRN*1*T3~STC*D0:35*20240901~SE*19*0001~" TAIL;
	Run			run;

	read_file(&run, file, sizeof(file) - 1, 0);
	CHECK_TEXT(run.text.data, (int) strlen(run.text.data),
			   "1.1 277 claim 1/0 r1 p1 pending|P1|20|E1|I1|ZZB|M1|||\n"
			   "2.1 277 claim 2/0 r1 p1 denied|F2|88|T2||ZZB|M1|||\n"
			   "3.1 277 claim 3/0 r1 p1 not found|D0|35|||ZZC|M2|||\n");
	rcm_arena_free(&run.arena);
}

/* Dirt is told, and read over. */
static void
test_dirt(void)
{
	static const char file[] = HEAD("005010X214") "STC*A2:20*20240231*U*1.234~STC~HL*1**99~STC*A7:1*20240930*WQ~"
		"HL*2*1*21*1~STC*A1:19~QTY*90*1.5~QTY*AA*-1~SVC*HC:1*2~STC*A1:1~";
	static const char other[] = "ISA*00*          *00*          *ZZ*A              *ZZ*B              *240930*0800*^*00501*000000009*0*P*:~"
		"ST*276*1~HL*1**22~TRN*1*A~STC*A2:20~";
	Run			run;

	read_file(&run, file, sizeof(file) - 1, 0);
	CHECK_INT(run.statuses, 5);
	CHECK_INT(run.totals, 1);
	CHECK_TEXT(run.codes, (int) strlen(run.codes),
			   " DATE AMOUNT STC03-CATEGORY STATUS-LEVEL STC01-MISSING STC03-CATEGORY NUMBER NUMBER"
			   " SE-MISSING GE-MISSING IEA-MISSING");
	rcm_arena_free(&run.arena);
	/* Other transactions are none of its business. */
	read_file(&run, other, sizeof(other) - 1, 0);
	CHECK_INT(run.statuses, 0);
	rcm_arena_free(&run.arena);
}

/* Memory stays flat, whatever one claim holds. */
static void
test_many(void)
{
	RcmArena	arena;
	RcmBuffer	b;
	Run			run;

	rcm_arena_init(&arena);
	rcm_buffer_init(&b, &arena, 65536);
	rcm_buffer_string(&b, HEAD("005010X214") "HL*1**PT~TRN*2*V~");
	for (int i = 0; i < RCM_277_HELD * 2 + 1; i++)
		rcm_buffer_string(&b, "STC*A2:20*20240928*WQ~");
	read_file(&run, b.data, b.len, 4096);
	CHECK_INT(run.statuses, RCM_277_HELD * 2 + 1);
	CHECK(strstr(run.codes, "TOO-MANY-STATUSES TOO-MANY-STATUSES SE-MISSING") != NULL);
	rcm_arena_free(&run.arena);
	rcm_arena_free(&arena);
}

/* What is said of one level or claim again and again is not piled up. */
static void *
grab(void *owner, size_t size)
{
	(*(size_t *) owner) += size;
	return malloc(size);
}

static void
drop(void *owner, void *block)
{
	(void) owner;
	free(block);
}

static void
test_repeated(void)
{
	static const char *const repeated[] = {"NM1*PR*2*NHP*****PI*N~TRN*1*R~", "REF*1K*I1~REF*EJ*A~", "NM1*QC*1*ZZA*JANE****MI*M1~", "SVC*HC:1*1~REF*FJ*1~REF*FJ*2~"};
	static const char *const heads[] = {"HL*1**20*1~", "HL*1**PT~TRN*2*V~", "", "HL*1**PT~TRN*2*V~"};

	for (int k = 0; k < 4; k++)
	{
		RcmX12Reader reader;
		RcmX12Segment segment;
		RcmX12Envelope envelope;
		Rcm277Reader statuses;
		RcmArena	arena;
		RcmBuffer	b;
		Run			run = {0};
		size_t		taken = 0;

		rcm_arena_init(&arena);
		rcm_buffer_init(&b, &arena, 1 << 21);
		rcm_buffer_string(&b, HEAD("005010X214"));
		rcm_buffer_string(&b, heads[k]);
		for (int i = 0; i < 20000; i++)
			rcm_buffer_string(&b, repeated[k]);
		rcm_277_init(&statuses, deliver, note, &run);
		statuses.at.copy = true;
		for (int i = 0; i < RCM_277_MEMORIES; i++)
			rcm_arena_init_with(&statuses.arena[i], grab, drop, &taken);
		rcm_x12_envelope_init(&envelope, NULL, NULL);
		rcm_x12_open(&reader, b.data, b.len);
		while (rcm_x12_next(&reader, &segment) == RCM_X12_SEGMENT)
		{
			rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
			rcm_277_segment(&statuses, &segment, &reader.delimiters, &envelope.place);
		}
		rcm_277_end(&statuses);
		CHECK(taken < 200000);
		rcm_277_free(&statuses);
		rcm_arena_free(&arena);
	}
}

static void
check_state(const char *category, const char *action, const char *want)
{
	const char *got = rcm_277_state(rcm_text_of(category), rcm_text_of(action));

	CHECK_TEXT(got == NULL ? "-" : got, got == NULL ? 1 : (int) strlen(got), want);
}

static void
test_states(void)
{
	static const char *const rows[][3] = {
		{"A0", "", "forwarded"}, {"A1", "WQ", "received"}, {"A2", "WQ", "accepted"}, {"A3", "U", "rejected"},
		{"A4", "U", "not found"}, {"A5", "WQ", "accepted"}, {"A6", "", "rejected"}, {"A7", "WQ", "rejected"},
		{"A8", "U", "rejected"}, {"A2", "U", "rejected"}, {"DR04", "", "not found"}, {"D0", "", "not found"},
		{"F0", "", "finalized"}, {"F1", "", "paid"}, {"F2", "", "denied"}, {"F3", "", "revised"}, {"F4", "", "finalized"},
		{"F3N", "", "finalized"}, {"P0", "", "pending"}, {"P5", "", "pending"}, {"R0", "", "requested"},
		{"R16", "", "requested"}, {"E0", "U", "error"}, {"E4", "", "error"}, {"", "", "-"}, {"", "U", "rejected"},
		{"X9", "WQ", "accepted"}, {"FX", "", "-"}, {"F", "", "-"}, {"a2", "", "-"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_state(rows[i][0], rows[i][1], rows[i][2]);
}

/* ---- 276 ---- */

#define PARTIES "\"payer_name\":\"P\",\"payer_id\":\"1\",\"provider\":{\"name\":\"H\",\"npi\":\"1234567893\"}"
#define JANE "\"subscriber\":{\"last\":\"DOE\",\"member_id\":\"M1\",\"dob\":\"1970-01-02\"}"
#define DAY "\"service_from\":\"2024-09-01\""

static void
test_inquiries(void)
{
	static const struct
	{
		const char *json;
		const char *path;		/* of the fault; NULL: it is written */
	}			inquiries[] = {
		{"{\"claim_id\":\"A\"," PARTIES "," JANE "," DAY "}", NULL},
		{"{\"claim_id\":\"B\"," PARTIES "," DAY "}", "subscriber.dob"},
		{"{\"claim_id\":\"C\"," PARTIES "," JANE "," DAY "}", NULL},
		{"{\"claim_id\":\"D\"," PARTIES "," JANE "," DAY ",\"lines\":[{\"code\":\"1\"}]}", "lines[0].charge"},
		{"{\"claim_id\":\"E\"," PARTIES "," JANE "," DAY ",\"lines\":[{\"code\":\"1\",\"cod\":1}]}", "lines[0].cod"},
		{"{\"claim_id\":\"F\"," PARTIES "," JANE "," DAY ",\"charge\":-1}", "charge"},
		{"{" PARTIES "," JANE "," DAY "}", "claim_id"},
		{"[]", ""},
		{"{\"claim_id\":\"G\"," PARTIES "," JANE "," DAY "}", NULL},
	};
	static const RcmText created = {"2024-10-15T09:30", 16};
	RcmArena	arena;
	RcmBuffer	out;
	RcmX12Sender *sender;
	Rcm276Writer *w = calloc(1, sizeof(*w));
	int			written = 0;

	rcm_arena_init(&arena);
	rcm_arena_init(&w->arena[0]);
	rcm_arena_init(&w->arena[1]);
	rcm_buffer_init(&out, &arena, 64);
	sender = rcm_new_object(&arena, &rcm_x12_sender_shape);
	CHECK(!rcm_276_open(w, &out, sender));
	sender->sender_id = sender->receiver_id = sender->submitter_name = RCM_TEXT("H");
	sender->created = created;
	sender->control_number = 7;
	sender->transaction_size = 2;
	CHECK(rcm_276_open(w, &out, sender));
	for (size_t i = 0; i < sizeof(inquiries) / sizeof(inquiries[0]); i++)
	{
		bool		ok = rcm_276_add(w, rcm_text_of(inquiries[i].json));

		CHECK(ok == (inquiries[i].path == NULL));
		written += ok;
		if (inquiries[i].path != NULL)
			CHECK_TEXT(w->fault.path, (int) strlen(w->fault.path), inquiries[i].path);
	}
	rcm_276_close(w);
	CHECK_INT(w->items, written);
	rcm_buffer_char(&out, '\0');
	CHECK(strstr(out.data, "ST*276*0001*005010X212~BHT*0010*13*7-1*20241015*0930~HL*1**20*1~NM1*PR*2*P*****PI*1~"
				 "HL*2*1*21*1~NM1*41*2*H*****46*H~HL*3*2*19*1~NM1*1P*2*H*****XX*1234567893~"
				 "HL*4*3*22*0~DMG*D8*19700102~NM1*IL*1*DOE*****MI*M1~TRN*1*A~REF*EJ*A~DTP*472*D8*20240901~"
				 "TRN*1*C~REF*EJ*C~DTP*472*D8*20240901~SE*18*0001~"
				 "ST*276*0002*005010X212~BHT*0010*13*7-2*20241015*0930~HL*1**20*1~") != NULL);
	CHECK(strstr(out.data, "TRN*1*G~REF*EJ*G~DTP*472*D8*20240901~SE*15*0002~GE*2*7~IEA*1*000000007~") != NULL);

	/* A reference of one's own is told apart from transaction to transaction too. */
	out.len = 0;
	sender->reference = RCM_TEXT("OCT");
	sender->transaction_size = 1;
	CHECK(rcm_276_open(w, &out, sender));
	CHECK(rcm_276_add(w, rcm_text_of(inquiries[0].json)));
	CHECK(rcm_276_add(w, rcm_text_of(inquiries[0].json)));
	rcm_276_close(w);
	rcm_buffer_char(&out, '\0');
	CHECK(strstr(out.data, "ST*276*0001*005010X212~BHT*0010*13*OCT*2024") != NULL);
	CHECK(strstr(out.data, "ST*276*0002*005010X212~BHT*0010*13*OCT-2*2024") != NULL);
	rcm_arena_free(&w->arena[0]);
	rcm_arena_free(&w->arena[1]);
	rcm_arena_free(&arena);
	free(w);
}

int
main(void)
{
	test_acknowledgement();
	test_people();
	test_dirt();
	test_many();
	test_repeated();
	test_states();
	test_inquiries();
	return unit_report();
}
