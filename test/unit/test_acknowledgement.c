/*
 * test_acknowledgement.c - TA1, 999 and 997 read, the 999 written.
 */
#include <stdlib.h>

#include "unit.h"
#include "acknowledgement/read.h"
#include "acknowledgement/write.h"
#include "x12/guide.h"
#include "claim837/read.h"

/* ---- reading ---- */

typedef struct Run
{
	char		codes[2048];	/* of the findings */
	char		rows[16384];	/* what was delivered, a line each */
} Run;

static void
note(void *owner, const RcmX12Finding *f)
{
	Run		   *run = owner;
	size_t		n = strlen(run->codes);

	snprintf(run->codes + n, sizeof(run->codes) - n, " %s", f->code);
}

static void
add(Run *run, const char *key, RcmText t)
{
	size_t		n = strlen(run->rows);

	if (t.len > 0)
		snprintf(run->rows + n, sizeof(run->rows) - n, " %s=%.*s", key, (int) t.len, t.data);
}

static void
add_int(Run *run, const char *key, int64_t v)
{
	size_t		n = strlen(run->rows);

	if (v != RCM_NO_INT)
		snprintf(run->rows + n, sizeof(run->rows) - n, " %s=%lld", key, (long long) v);
}

static void
deliver(void *owner, const RcmAcknowledgement *a)
{
	Run		   *run = owner;
	size_t		n = strlen(run->rows);

	snprintf(run->rows + n, sizeof(run->rows) - n, "%d %s %s%s", (int) a->ordinal, rcm_ack_kind_name(a->kind),
			 rcm_ack_level_name(a->level), a->accepted == RCM_TRUE ? " yes" : a->accepted == RCM_FALSE ? " no" : "");
	add(run, "by", a->control_number);
	add(run, "isa", a->interchange);
	if (a->date != RCM_NO_DATE)
	{
		char		day[10];

		rcm_date_format(a->date, day);
		add(run, "on", (RcmText) {day, 10});
	}
	add(run, "at", a->time);
	add(run, "type", a->functional_id);
	add(run, "gs", a->group);
	add(run, "version", a->version);
	add(run, "id", a->transaction_id);
	add(run, "st", a->transaction);
	add(run, "guide", a->implementation);
	add(run, "code", a->code);
	add(run, "state", rcm_text_of(a->state));
	for (int i = 0; i < a->note_count; i++)
		add(run, "note", a->notes[i]);
	add_int(run, "included", a->included);
	add_int(run, "received", a->received);
	add_int(run, "accepted", a->accepted_count);
	strncat(run->rows, "\n", sizeof(run->rows) - strlen(run->rows) - 1);
}

static void
deliver_error(void *owner, const RcmAckError *e)
{
	Run		   *run = owner;
	size_t		n = strlen(run->rows);

	snprintf(run->rows + n, sizeof(run->rows) - n, "  %d.%d", (int) e->acknowledgement, (int) e->ordinal);
	add(run, "segment", e->segment_id);
	add_int(run, "position", e->segment_position);
	add(run, "loop", e->loop);
	add(run, "code", e->segment_code);
	add_int(run, "element", e->element_position);
	add_int(run, "component", e->component);
	add_int(run, "repetition", e->repetition);
	add(run, "reference", e->data_element);
	add(run, "why", e->element_code);
	add(run, "bad", e->bad_value);
	add(run, "claim", e->claim_id);
	add(run, "context", e->context);
	strncat(run->rows, "\n", sizeof(run->rows) - strlen(run->rows) - 1);
}

/* In windows of some bytes (0: at once), each freshly allocated. */
static void
read_file(Run *run, const char *data, size_t window)
{
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Envelope envelope;
	RcmAckReader acks;
	RcmX12Status status;
	size_t		len = strlen(data);
	size_t		begin = 0;
	size_t		have = window == 0 || window > len ? len : window;
	char	   *held = malloc(have + 1);

	memset(run, 0, sizeof(*run));
	rcm_x12_envelope_init(&envelope, note, run);
	rcm_ack_init(&acks, deliver, deliver_error, note, run);
	acks.at.copy = window != 0;
	memcpy(held, data, have);
	rcm_x12_open(&reader, held, have);
	reader.last = have == len;
	while ((status = rcm_x12_next(&reader, &segment)) == RCM_X12_SEGMENT || status == RCM_X12_MORE)
		if (status == RCM_X12_SEGMENT)
		{
			rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
			rcm_ack_segment(&acks, &segment, &reader.delimiters, &envelope.place);
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
	rcm_ack_end(&acks);
	rcm_x12_envelope_end(&envelope, &segment);
	rcm_ack_free(&acks);
	free(held);
}

#define ISA "ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *241016*0815*^*00501*000000091*0*P*:~"
#define GS "GS*FA*PAYER*CLINIC*20241016*0815*91*X*005010X231A1~"
#define END "GE*1*91~IEA*1*000000091~"

static void
check(const char *data, const char *rows, const char *codes)
{
	Run			run;

	for (size_t window = 0; window < 60; window += 13)
	{
		read_file(&run, data, window);
		CHECK_TEXT(run.rows, (int) strlen(run.rows), rows);
		CHECK_TEXT(run.codes, (int) strlen(run.codes), codes);
	}
}

static void
test_999(void)
{
	check(ISA "TA1*000000007*241015*0930*E*017~" GS "ST*999*0001*005010X231A1~AK1*HC*7*005010X222A1~"
		  "AK2*837*0001*005010X222A1~IK5*A~"
		  "AK2*837*0002~IK3*CLM*22*2300*8~CTX*CLM01:C-77~IK4*5:3:1*1325*7*9~CTX*SITUATIONAL TRIGGER*CLM*22**5:3*C023:1325~"
		  "IK3*REF*30**3~IK5*R*5*I5~"
		  "AK9*P*2*2*1~SE*13*0001~" END,
		  "1 TA1 interchange yes by=000000091 isa=000000007 on=2024-10-15 at=0930 code=E state=accepted with errors note=017\n"
		  "3 999 transaction yes by=0001 type=HC gs=7 version=005010X222A1 id=837 st=0001 guide=005010X222A1 code=A state=accepted\n"
		  "  4.1 segment=CLM position=22 loop=2300 code=8 claim=C-77 context=[{\"name\": \"CLM01\", \"value\": \"C-77\"}]\n"
		  "  4.2 segment=CLM position=22 loop=2300 code=8 element=5 component=3 repetition=1 reference=1325 why=7 bad=9 claim=C-77"
		  " context=[{\"name\": \"SITUATIONAL TRIGGER\", \"segment_id\": \"CLM\", \"segment_position\": \"22\", "
		  "\"element_position\": \"5\", \"component\": \"3\", \"data_element\": \"C023\", \"component_data_element\": \"1325\"}]\n"
		  "  4.3 segment=REF position=30 code=3\n"
		  "4 999 transaction no by=0001 type=HC gs=7 version=005010X222A1 id=837 st=0002 code=R state=rejected note=5 note=I5\n"
		  "2 999 group by=0001 type=HC gs=7 version=005010X222A1 code=P state=partly accepted included=2 received=2 accepted=1\n",
		  "");
}

/* 997s, a TA1 that rejects, groups without AK2. */
static void
test_997(void)
{
	check(ISA GS "ST*997*0001~AK1*HC*8~AK2*837*0001~AK3*NM1*8**8~AK4*8*66*7*MI~AK5*X*5~AK9*R*1*1*0*4*5~SE*8*0001~"
		  "ST*997*0002~AK1*HC*9~AK9*A*0*0*0~SE*4*0002~GE*2*91~IEA*1*000000091~" ISA "TA1*000000008*20241015*0930*R*025~IEA*0*000000091~",
		  "  2.1 segment=NM1 position=8 code=8\n"
		  "  2.2 segment=NM1 position=8 code=8 element=8 reference=66 why=7 bad=MI\n"
		  "2 997 transaction no by=0001 type=HC gs=8 id=837 st=0001 code=X state=rejected note=5\n"
		  "1 997 group no by=0001 type=HC gs=8 code=R state=rejected note=4 note=5 included=1 received=1 accepted=0\n"
		  "3 997 group yes by=0002 type=HC gs=9 code=A state=accepted included=0 received=0 accepted=0\n"
		  "4 TA1 interchange no by=000000091 isa=000000008 on=2024-10-15 at=0930 code=R state=rejected note=025\n",
		  "");
}

/* Nothing stops it, and what is not said is not guessed. */
static void
test_dirty(void)
{
	check(ISA GS "ST*999*0001~IK5*A~IK3*CLM*2~CTX*CLM01:X~AK2*837*0001~IK4*1**1~AK1*HC*7~AK2*837*0002~AK2*837*0003~IK5*Q~"
		  "AK9*P*one*2*-1~AK9*A~SE*13*0001~" END,
		  "1 999 transaction by=0001 id=837 st=0001\n"
		  "3 999 transaction by=0001 type=HC gs=7 id=837 st=0002\n"
		  "4 999 transaction by=0001 type=HC gs=7 id=837 st=0003 code=Q\n"
		  "2 999 group by=0001 type=HC gs=7 code=P state=partly accepted received=2\n",
		  " ACK-ORDER ACK-ORDER ACK-ORDER AK1-MISSING ACK-ORDER IK5-MISSING IK5-MISSING ACK-CODE COUNT COUNT ACK-ORDER");
	check(ISA GS "ST*999*0001~AK1*HC*7~AK2*837*0001~IK3*CLM*2**8~CTX*CLM01:X~IK4*2**6",
		  "  2.1 segment=CLM position=2 code=8 claim=X context=[{\"name\": \"CLM01\", \"value\": \"X\"}]\n"
		  "  2.2 segment=CLM position=2 code=8 element=2 why=6 claim=X\n"
		  "2 999 transaction by=0001 type=HC gs=7 id=837 st=0001\n"
		  "1 999 group by=0001 type=HC gs=7\n",
		  " TERMINATOR-MISSING IK5-MISSING AK9-MISSING SE-MISSING GE-MISSING IEA-MISSING");
	check(ISA GS "ST*999*0001~SE*2*0001~" END, "", " AK1-MISSING");
	check(ISA GS "ST*997*0001~AK1*HC*7~AK9*~TA1*1*991399*0930*P~SE*5*0001~" END,
		  "1 997 group by=0001 type=HC gs=7\n2 TA1 interchange by=000000091 isa=1 at=0930 code=P\n",
		  " ACK-CODE DATE ACK-CODE TRAILING-ELEMENT");
}

/* ---- writing ---- */

/* The samples below are no whole claims: whether the guide is to be asked. */
static bool with_guide = false;

/* The 999 for a file, as the readers of this far see it. */
static bool
answer(RcmArena *arena, const char *data, RcmX12Sender *sender, RcmBuffer *out, RcmAckWriter *w)
{
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Envelope envelope;
	Rcm837Reader claims;
	RcmGuide	guide;

	rcm_buffer_init(out, arena, 1024);
	rcm_guide_init(&guide, with_guide ? rcm_ack_write_note : NULL, w);
	rcm_ack_write_init(w, out, sender);
	rcm_x12_envelope_init(&envelope, rcm_ack_write_note, w);
	rcm_837_init(&claims, NULL, rcm_ack_write_note, w);
	rcm_x12_open(&reader, data, strlen(data));
	while (rcm_x12_next(&reader, &segment) == RCM_X12_SEGMENT)
	{
		rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
		rcm_guide_segment(&guide, &segment, &reader.delimiters, &envelope.place);
		rcm_837_segment(&claims, &segment, &reader.delimiters, &envelope.place);
		rcm_ack_write_segment(w, &segment, &reader.delimiters, &envelope.place);
	}
	rcm_guide_end(&guide);
	rcm_837_end(&claims);
	rcm_x12_envelope_end(&envelope, &segment);
	rcm_837_free(&claims);
	return rcm_ack_write_end(w);
}

#define ISA_IN "ISA*00*          *00*          *30*931234567      *ZZ*PLAN           *241015*0930*^*00501*000000007*0*T*:~"
#define GS_IN "GS*HC*CLINIC*PLAN-G*20241015*0930*7*X*005010X222A1~"
#define ISA_OUT "ISA*00*          *00*          *ZZ*PLAN           *30*931234567      *241016*0815*^*00501*000000041*0*T*:~" \
	"GS*FA*PLAN-G*CLINIC*20241016*0815*41*X*005010X231A1~"
#define GOOD "BHT*0019*00*X1*20241015*0930*CH~HL*1**20*1~CLM*C-1*50***11:B:1~HI*ABK:J069~LX*1~SV1*HC:99213*50*UN*1***1~"

static void
check_answer(const char *data, const char *want)
{
	RcmArena	arena;
	RcmBuffer	out;
	RcmAckWriter *w = malloc(sizeof(RcmAckWriter));
	RcmX12Sender *sender;
	Run			run;

	rcm_arena_init(&arena);
	sender = rcm_new_object(&arena, &rcm_x12_sender_shape);
	sender->created = RCM_TEXT("2024-10-16T08:15");
	sender->control_number = 41;
	CHECK(answer(&arena, data, sender, &out, w));
	CHECK_TEXT(out.data, (int) out.len, want);
	rcm_buffer_char(&out, '\0');
	read_file(&run, out.data, 0);
	CHECK_TEXT(run.codes, (int) strlen(run.codes), "");
	free(w);
	rcm_arena_free(&arena);
}

static void
test_answer(void)
{
	/* Accepted; back to whom it came from. */
	check_answer(ISA_IN GS_IN "ST*837*0001*005010X222A1~" GOOD "SE*8*0001~GE*1*7~IEA*1*000000007~",
				 ISA_OUT "ST*999*0001*005010X231A1~AK1*HC*7*005010X222A1~AK2*837*0001*005010X222A1~IK5*A~AK9*A*1*1*1~SE*6*0001~"
				 "GE*1*41~IEA*1*000000041~");
	/* A bad amount, a bad day and a wrong count; the good one is accepted; a blank segment counts for nothing. */
	check_answer(ISA_IN GS_IN "ST*837*0001~" GOOD "SE*8*0001~"
				 "ST*837*0002~~BHT*0019*00*X2*20241015*0930*CH~HL*1**20*1~CLM*C-2*5o***11:B:1~HI*ABK:J069~LX*1~"
				 "SV1*HC:99213*50*UN*one***1~DTP*472*D8*20241399~SE*99*0002~GE*2*7~IEA*1*000000007~",
				 ISA_OUT "ST*999*0001*005010X231A1~AK1*HC*7*005010X222A1~AK2*837*0001~IK5*A~"
				 "AK2*837*0002~IK3*CLM*4**8~CTX*CLM01:C-2~IK4*2*782*6~IK3*SV1*7**8~CTX*CLM01:C-2~IK4*4**6~"
				 "IK3*DTP*8**8~CTX*CLM01:C-2~IK4*3*1251*8~IK5*R*4*5~AK9*P*2*2*1~SE*17*0001~GE*1*41~IEA*1*000000041~");
	/* Untidy is noted; a group's envelope at fault rejects it; a 999 is not answered; two interchanges, one answer. */
	check_answer(ISA_IN GS_IN "ST*837*0001~BHT*0019*00*X1*20241015*0930*CH~HL*1**20*1~CLM*C-1*50***11:B:1~LX*1~"
				 "SV1*HC:99213*50*UN*1***1~DTP*472*D8*20241001-20241002~SE*8*0001~GE*1*7~"
				 "GS*FA*A*B*20241015*0930*8*X*005010X231A1~ST*999*0001~AK1*HC*1~AK9*A*1*1*1~SE*4*0001~GE*1*8~IEA*2*000000007~"
				 ISA_IN "GS*HP*A*B*20241015*0930*9*X*005010X221A1~ST*835*1234~SE*2*1235~ST*835*1235~GE*5*8~IEA*1*000000007~",
				 ISA_OUT "ST*999*0001*005010X231A1~AK1*HC*7*005010X222A1~AK2*837*0001~IK3*DTP*7**8~CTX*CLM01:C-1~IK4*2**8~"
				 "IK5*E*5~AK9*E*1*1*1~SE*9*0001~"
				 "ST*999*0002*005010X231A1~AK1*HP*9*005010X221A1~AK2*835*1234~IK5*R*3~AK2*835*1235~IK5*R*2~"
				 "AK9*R*5*2*0*5*4~SE*8*0002~GE*2*41~IEA*1*000000041~");
	/* What cannot be repeated is not. */
	check_answer(ISA_IN "GS*HC*CLINIC*PLAN-G*20241015*0930*7777777777777777777*X*0050\00110X222A1~ST*8\00137**005010X222A1~"
				 "?*1~CLM*\x01*x~SE*4*~GE*1*7777777777777777777~",
				 ISA_OUT "ST*999*0001*005010X231A1~AK1*HC*0~AK2*000*0000*005010X222A1~IK5*R*7*I6*5~AK9*R*1*1*0~SE*6*0001~"
				 "GE*1*41~IEA*1*000000041~");
}

/* Nothing to answer, or nobody who does. */
static void
test_no_answer(void)
{
	RcmArena	arena;
	RcmBuffer	out;
	RcmAckWriter *w = malloc(sizeof(RcmAckWriter));
	RcmX12Sender *sender;

	rcm_arena_init(&arena);
	sender = rcm_new_object(&arena, &rcm_x12_sender_shape);
	sender->created = RCM_TEXT("2024-10-16T08:15");
	CHECK(!answer(&arena, ISA_IN "TA1*000000001*241015*0930*A*000~IEA*0*000000007~", sender, &out, w));
	CHECK(!w->failed);
	CHECK_INT((int64_t) out.len, 0);
	CHECK(!answer(&arena, ISA_IN GS_IN "ST*837*0001~SE*2*0001~GE*1*7~IEA*1*000000007~", sender, &out, w));
	CHECK(w->failed);
	CHECK_TEXT(w->x12.fault.path, (int) strlen(w->x12.fault.path), "control_number");
	free(w);
	rcm_arena_free(&arena);
}

/* ---- TA1 ---- */

static void
check_ta1(const char *data, const char *want)
{
	RcmArena	arena;
	RcmBuffer	out;
	RcmTa1Writer w;
	RcmX12Sender *sender;
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Envelope envelope;
	Run			run;

	rcm_arena_init(&arena);
	rcm_buffer_init(&out, &arena, 256);
	sender = rcm_new_object(&arena, &rcm_x12_sender_shape);
	sender->created = RCM_TEXT("2024-10-16T08:15");
	sender->control_number = 42;
	sender->line_break = RCM_TEXT("\r\n");
	rcm_ta1_write_init(&w, &out, sender);
	rcm_x12_envelope_init(&envelope, rcm_ta1_write_note, &w);
	rcm_x12_open(&reader, data, strlen(data));
	while (rcm_x12_next(&reader, &segment) == RCM_X12_SEGMENT)
	{
		rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
		rcm_ta1_write_segment(&w, &segment, &envelope.place);
	}
	rcm_x12_envelope_end(&envelope, &segment);
	CHECK_INT(rcm_ta1_write_end(&w), want[0] != '\0');
	CHECK_TEXT(out.data, (int) out.len, want);
	rcm_buffer_char(&out, '\0');
	read_file(&run, out.data, 0);
	if (want[0] != '\0')
		CHECK_TEXT(run.codes, (int) strlen(run.codes), "");
	rcm_arena_free(&arena);
}

static void
test_ta1(void)
{
#define ONE_GROUP GS_IN "ST*837*0001~SE*2*0001~GE*1*7~"
#define TA1_HEAD "ISA*00*          *00*          *ZZ*PLAN           *30*931234567      *241016*0815*^*00501*000000042*0*T*:~\r\n"
#define TA1_TAIL "IEA*0*000000042~\r\n"
	check_ta1(ISA_IN ONE_GROUP "IEA*1*000000007~", TA1_HEAD "TA1*000000007*241015*0930*A*000~\r\n" TA1_TAIL);
	check_ta1(ISA_IN ONE_GROUP "IEA*1*000000008~" ISA_IN ONE_GROUP "IEA*2*000000007~"
			  ISA_IN "TA1*000000050*241015*0930*A*000~IEA*0*000000007~" ISA_IN ONE_GROUP,
			  TA1_HEAD "TA1*000000007*241015*0930*R*001~\r\nTA1*000000007*241015*0930*R*021~\r\n"
			  "TA1*000000007*241015*0930*R*023~\r\n" TA1_TAIL);
	check_ta1("ISA*00*          *00*          *30*931234567      *ZZ*PLAN           *241015*0930*^*0501X*00000000A*0*T*:~"
			  ONE_GROUP "IEA*1*00000000A~", TA1_HEAD "TA1*00000000A*241015*0930*E*017~\r\n" TA1_TAIL);
	/* A day that there is not is not repeated. */
	check_ta1("ISA*00*          *00*          *30*931234567      *ZZ*PLAN           *241075*0930*^*00501*000000007*0*T*:~"
			  ONE_GROUP "IEA*1*000000007~", TA1_HEAD "TA1*000000007**0930*A*000~\r\n" TA1_TAIL);
	check_ta1(ISA_IN "TA1*000000050*241015*0930*A*000~IEA*0*000000007~", "");
}

int
main(void)
{
	test_ta1();
	test_999();
	test_997();
	test_dirty();
	test_answer();
	test_no_answer();
	return unit_report();
}
