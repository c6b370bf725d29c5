/*
 * test_eligibility.c - the 271 reader and the 270 writer.
 */
#include <stdlib.h>

#include "unit.h"
#include "eligibility/inquiry.h"
#include "eligibility/read.h"

/* ---- a run over some bytes, written down as lines ---- */

typedef struct Run
{
	int			responses,
				benefits,
				rejections,
				findings;
	char		codes[2048];
	RcmArena	arena;
	RcmBuffer	text;
} Run;

static void
note(void *owner, const RcmX12Finding *f)
{
	Run		   *run = owner;
	size_t		n = strlen(run->codes);

	run->findings++;
	snprintf(run->codes + n, sizeof(run->codes) - n, " %s", f->code);
}

static void
say(Run *run, const char *key, RcmText t)
{
	if (t.len == 0)
		return;
	rcm_buffer_printf(&run->text, " %s=", key);
	rcm_buffer_text(&run->text, t);
}

static void
say_day(Run *run, const char *key, int32_t day)
{
	if (day == RCM_NO_DATE)
		return;
	rcm_buffer_printf(&run->text, " %s=", key);
	rcm_buffer_date(&run->text, day);
}

static void
response(void *owner, const Rcm271Response *p)
{
	static const char *const truths[] = {"unknown", "no", "yes"};
	Run		   *run = owner;

	run->responses++;
	rcm_buffer_printf(&run->text, "R%lld of %lld%s%s active=%s",
					  (long long) p->ordinal, (long long) p->subscriber, p->dependent ? " dependent" : "",
					  p->rejected ? " rejected" : "", truths[p->active]);
	say(run, "st", p->transaction->control_number);
	say(run, "ref", p->transaction->reference);
	say_day(run, "created", p->transaction->created);
	say(run, "payer", p->payer->name);
	say(run, "provider", p->provider->name);
	say(run, "trace", p->trace_number);
	say(run, "origin", p->trace_origin);
	say(run, "last", p->last);
	say(run, "first", p->first);
	say(run, "id", p->member_id);
	say(run, "group", p->group_number);
	say(run, "groupname", p->group_name);
	say(run, "rel", p->relationship);
	say_day(run, "dob", p->dob);
	say(run, "zip", p->zip);
	say_day(run, "from", p->plan_from);
	say_day(run, "to", p->plan_to);
	say_day(run, "efrom", p->eligibility_from);
	say_day(run, "eto", p->eligibility_to);
	say(run, "plan", p->plan_name);
	say(run, "pcp", p->primary_care.name);
	if (p->identity_changed)
		rcm_buffer_string(&run->text, " changed");
	for (int i = 0; i < p->diagnoses_count; i++)
		say(run, "dx", p->diagnoses[i]);
	rcm_buffer_char(&run->text, '\n');
}

static void
benefit(void *owner, const Rcm271Benefit *b)
{
	Run		   *run = owner;
	char		amount[RCM_USD_ROOM];

	run->benefits++;
	rcm_buffer_printf(&run->text, "B%lld.%lld %s", (long long) b->response, (long long) b->ordinal, rcm_271_kind(b->code));
	say(run, "level", b->coverage_level);
	for (int i = 0; i < b->types_count; i++)
		say(run, "type", b->types[i]);
	say(run, "insurance", b->insurance_type);
	say(run, "period", rcm_text_of(rcm_271_period(b->period)));
	if (b->amount != RCM_NO_USD)
	{
		rcm_usd_format(b->amount, amount);
		say(run, "amount", rcm_text_of(amount));
	}
	say(run, "percent", b->percent.raw);
	say(run, "quantity", b->quantity.raw);
	say(run, "in", b->in_network);
	say(run, "procedure", b->procedure);
	for (int i = 0; i < b->mods_count; i++)
		say(run, "mod", b->mods[i]);
	for (int i = 0; i < b->pointers_count; i++)
		rcm_buffer_printf(&run->text, " ptr=%lld", (long long) b->pointers[i]);
	say(run, "dtp", b->date_qualifier);
	say_day(run, "from", b->from);
	say_day(run, "to", b->to);
	for (int i = 0; i < b->deliveries_count; i++)
	{
		say(run, "hsd", b->deliveries[i].quantity.raw);
		say(run, "per", b->deliveries[i].period);
	}
	for (int i = 0; i < b->references_count; i++)
		say(run, "ref", b->references[i].id);
	for (int i = 0; i < b->places_count; i++)
		say(run, "pos", b->places[i]);
	for (int i = 0; i < b->messages_count; i++)
		say(run, "msg", b->messages[i]);
	say(run, "entity", b->entity.entity);
	say(run, "name", b->entity.name);
	say(run, "eid", b->entity.id);
	say(run, "phone", b->entity.phone);
	say(run, "member", b->member_id);
	rcm_buffer_char(&run->text, '\n');
}

static void
rejection(void *owner, const Rcm271Rejection *a)
{
	Run		   *run = owner;

	run->rejections++;
	rcm_buffer_printf(&run->text, "A%lld.%lld %s", (long long) a->response, (long long) a->benefit, rcm_271_level_name(a->level));
	say(run, "valid", a->valid_request);
	say(run, "reason", a->reason);
	say(run, "follow", a->follow_up);
	say(run, "entity", a->entity);
	rcm_buffer_char(&run->text, '\n');
}

/* Reads a file in windows of "window" bytes (0: at once), each freshly allocated. */
static void
read_file(Run *run, const char *data, size_t len, size_t window)
{
	static const Rcm271Deliver deliver = {response, benefit, rejection};
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Envelope envelope;
	Rcm271Reader answers;
	RcmX12Status status;
	char	   *held = malloc(len + 1);
	size_t		have = window == 0 || window > len ? len : window;
	size_t		begin = 0;

	memset(run, 0, sizeof(*run));
	rcm_arena_init(&run->arena);
	rcm_buffer_init(&run->text, &run->arena, 65536);
	rcm_x12_envelope_init(&envelope, NULL, NULL);
	rcm_271_init(&answers, &deliver, note, run);
	answers.at.copy = window != 0;
	memcpy(held, data, have);
	rcm_x12_open(&reader, held, have);
	reader.last = have == len;
	while ((status = rcm_x12_next(&reader, &segment)) == RCM_X12_SEGMENT || status == RCM_X12_MORE)
		if (status == RCM_X12_SEGMENT)
		{
			rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
			rcm_271_segment(&answers, &segment, &reader.delimiters, &envelope.place);
		}
		else
		{
			char	   *next = malloc(len + 1);

			begin += rcm_x12_consumed(&reader);
			have -= rcm_x12_consumed(&reader);
			have = have + window > len - begin ? len - begin : have + window;
			memcpy(next, data + begin, have);
			memset(held, 'x', len + 1);
			free(held);
			held = next;
			rcm_x12_feed(&reader, held, have, begin + have == len);
		}
	rcm_271_end(&answers);
	rcm_271_free(&answers);
	free(held);
}

static void
check_file(const char *data, const char *want, const char *codes)
{
	Run			run;

	read_file(&run, data, strlen(data), 0);
	CHECK_TEXT(run.text.data, (int) run.text.len, want);
	CHECK_TEXT(run.codes, (int) strlen(run.codes), codes);
	rcm_arena_free(&run.arena);
}

/* ---- files ---- */

#define ISA "ISA*00*          *00*          *ZZ*NHP01          *ZZ*HARBOR         *241015*0930*^*00501*000000007*0*P*:~"
#define ISA_4010 "ISA*00*          *00*          *ZZ*NHP01          *ZZ*HARBOR         *241015*0930*U*00401*000000007*0*P*:~"
#define GS "GS*HB*NHP01*HARBOR*20241015*0930*7*X*005010X279A1~"
#define ST "ST*271*0001*005010X279A1~BHT*0022*11*B77*20241015*0930~"
#define TRAILER "SE*1*0001~GE*1*7~IEA*1*000000007~"
#define PARTIES \
	"HL*1**20*1~NM1*PR*2*NORTHERN HEALTH*****PI*NHP01~PER*IC*HELP*TE*8005550100~" \
	"HL*2*1*21*1~NM1*1P*1*ROE*ANN****XX*1234567893~"

#define FULL ISA GS ST PARTIES \
	"HL*3*2*22*1~TRN*1*PAYERS*9NHP010000~TRN*2*V1*1471234567~TRN*2*SECOND*9X~" \
	"NM1*IL*1*DOE*JOHN*Q**JR*MI*M1~REF*6P*G1*ACME~REF*EJ*ACC1~N3*1 ELM~N4*PORTLAND*ME*04101~" \
	"DMG*D8*19800102*M~INS*Y*18*001*25~HI*BK:E119*BF:I10~DTP*346*D8*20240101~DTP*347*D8*20241231~DTP*307*RD8*20230101-99991231~" \
	"EB*1*FAM*30^98*HM*GOLD PLAN~" \
	"EB*L~LS*2120~NM1*P3*1*POE*AL****XX*1234567893~PER*IC**TE*2075550100~LE*2120~" \
	"EB*C*IND*30***23*1000*****Y~" \
	"EB*C*IND*30***29*250.5*****Y~" \
	"EB*A**98*****.2***Y*Y*HC:99213:25:57*1:2~HSD*VS*12***29~III*ZZ*11~MSG*REFERRAL NEEDED~" \
	"EB*R**30*C1~REF*IG*P77~DTP*290*D8*20200101~LS*2120~NM1*IL*1*DOE*JANE****MI*SPOUSE1~NM1*PRP*2*OTHER PLAN*****PI*OTH1~PER*IC**UR*X.TEST*TE*8005550199~NM1*P4*2*THIRD~LE*2120~" \
	"EB*F**PT******VS*30~DTP*348*D8*20240101~DTP*349*D8*20240630~AAA*Y**52*N~" \
	"HL*4*3*23*0~TRN*2*V2*1471234567~NM1*03*1*DOE*KIM~INS*N*19~EB*6**30~" \
	"HL*5*3*23*0~NM1*03*1*DOE*LEE~AAA*N**58*C~" TRAILER

static const char full_text[] =
"B1.1 active level=FAM type=30 type=98 insurance=HM\n"
"B1.2 primary_care entity=P3 name=POE, AL eid=1234567893 phone=2075550100\n"
"B1.3 deductible level=IND type=30 period=calendar_year amount=1000.00 in=Y\n"
"B1.4 deductible level=IND type=30 period=remaining amount=250.50 in=Y\n"
"B1.5 coinsurance type=98 percent=0.2 in=Y procedure=99213 mod=25 mod=57 ptr=1 ptr=2 hsd=12 per=29 pos=11 msg=REFERRAL NEEDED\n"
"B1.6 other_payer type=30 insurance=C1 dtp=290 from=2020-01-01 ref=P77 entity=PRP name=OTHER PLAN eid=OTH1 phone=8005550199 member=SPOUSE1\n"
"A1.7 subscriber valid=Y reason=52 follow=N entity=IL\n"
"B1.7 limitation type=PT quantity=30 dtp=348 from=2024-01-01 to=2024-06-30\n"
"R1 of 0 active=yes st=0001 ref=B77 created=2024-10-15 payer=NORTHERN HEALTH provider=ROE, ANN trace=V1 origin=1471234567"
" last=DOE first=JOHN id=M1 group=G1 groupname=ACME rel=18 dob=1980-01-02 zip=04101 from=2024-01-01 to=2024-12-31"
" efrom=2023-01-01 eto=9999-12-31 plan=GOLD PLAN pcp=POE, AL changed dx=E119 dx=I10\n"
"B2.1 inactive type=30\n"
"R2 of 1 dependent active=no st=0001 ref=B77 created=2024-10-15 payer=NORTHERN HEALTH provider=ROE, ANN trace=V2 origin=1471234567"
" last=DOE first=KIM id=M1 group=G1 groupname=ACME rel=19\n"
"A3.0 dependent valid=N reason=58 follow=C entity=03\n"
"R3 of 1 dependent rejected active=unknown st=0001 ref=B77 created=2024-10-15 payer=NORTHERN HEALTH provider=ROE, ANN"
" last=DOE first=LEE id=M1 group=G1 groupname=ACME\n";

static void
test_reading(void)
{
	check_file(FULL, full_text, "");
	/* The payer itself says no: nobody is answered about. */
	check_file(ISA GS ST "HL*1**20*1~AAA*Y**42*R~NM1*PR*2*NORTHERN~AAA*Y**80~HL*2*1*21*1~NM1*1P*2*CLINIC~AAA*N**51*C~" TRAILER,
			   "A0.0 source valid=Y reason=42 follow=R\nA0.0 source valid=Y reason=80 entity=PR\n"
			   "A0.0 receiver valid=N reason=51 follow=C entity=1P\n", "");
	/* A rejection above holds for a person without benefits, not for one with. */
	check_file(ISA GS ST "HL*1**20*1~AAA*Y**42*R~HL*2*1*21*1~HL*3*2*22*0~NM1*IL*1*DOE~HL*4*2*22*0~NM1*IL*1*ROE~EB*1~" TRAILER,
			   "A0.0 source valid=Y reason=42 follow=R\nR1 of 0 rejected active=unknown st=0001 ref=B77 created=2024-10-15 last=DOE rel=18\n"
			   "B2.1 active\nR2 of 0 active=yes st=0001 ref=B77 created=2024-10-15 last=ROE rel=18\n", "");
	/* A level in which nothing is said is none; nothing of the transaction before is left. */
	check_file(ISA GS ST PARTIES "HL*3*2*22*1~REF*6P*G1~SE*1*0001~ST*271*0002~HL*1**20*1~HL*2*1*21*1~HL*3*2*22*0~TRN*1*T1*9NHP010000~" TRAILER,
			   "R1 of 0 active=unknown st=0002 trace=T1 origin=9NHP010000 rel=18\n", "");
	/* Other transactions are not ours. */
	check_file(ISA GS "ST*270*0001~HL*3*2*22*0~NM1*IL*1*DOE~EB*1~SE*1*0001~ST*277*0002~HL*3*2*22*0~NM1*IL*1*DOE~" TRAILER, "", "");
}

/* Whether there is coverage: the plan as a whole before its parts, active before inactive. */
static void
test_active(void)
{
	static const struct
	{
		const char *benefits;
		const char *want;
	}			cases[] = {
		{"EB*1**30~", "yes"}, {"EB*6**30~", "no"}, {"EB*6~EB*1****PART~", "yes"}, {"EB*1**MH~EB*6**30~", "no"},
		{"EB*6**35~EB*1**30~", "yes"}, {"EB*1**MH~", "yes"}, {"EB*8**MH~", "no"}, {"EB*V**30~", "unknown"},
		{"EB*5**98^30~", "yes"}, {"EB*I**30~", "unknown"}, {"EB*10**30~", "unknown"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		char		file[1024];
		char		want[32];
		Run			run;

		snprintf(file, sizeof(file), "%sHL*3*2*22*0~NM1*IL*1*DOE~%s%s", ISA GS ST, cases[i].benefits, TRAILER);
		snprintf(want, sizeof(want), "active=%s ", cases[i].want);
		read_file(&run, file, strlen(file), 0);
		rcm_buffer_char(&run.text, '\0');
		if (!unit_check(strstr(run.text.data, want) != NULL, __FILE__, __LINE__, cases[i].benefits))
			printf(": not %s\n", want);
		rcm_arena_free(&run.arena);
	}
}

static void
test_dirt(void)
{
	static const char person[] = "HL*3*2*22*0~NM1*IL*1*DOE~";
	char		file[8192];
	Run			run;

	(void) person;
	check_file(ISA GS ST "HL*1**19*1~HL*3*2*22*0~NM1*IL*1*DOE~DMG*D8*19809999*M~EB*ZZ*******~EB*B**30***27*1.005~EB*A**30*****20~"
			   "EB*A**30*****x~EB*C*******9999999999999999999999~DTP*291*D8*20240230~DTP*348*RD8*20240101-~EB*B*************0:x~AAA*N~"
			   "HL*9~EB*1~" TRAILER,
			   "B1.1 unknown\nB1.2 copayment type=30 period=visit\nB1.3 coinsurance type=30\nB1.4 coinsurance type=30\n"
			   "B1.5 deductible dtp=348 from=2024-01-01\nA1.6 subscriber valid=N entity=IL\nB1.6 copayment\n"
			   "R1 of 0 active=unknown st=0001 ref=B77 created=2024-10-15 last=DOE rel=18\nB0.0 active\n",
			   " HL03 DATE EB01 AMOUNT PERCENT NUMBER NUMBER DATE POINTER POINTER AAA03 HL03 EB-OUTSIDE");
	/* 004010 has no separator for repetitions; payers repeat all the same. */
	check_file(ISA_4010 GS ST "HL*3*2*22*0~NM1*IL*1*DOE~EB*1**30^98~EB*1**30:98~EB*1**^~" TRAILER,
			   "B1.1 active type=30 type=98\nB1.2 active type=30 type=98\nB1.3 active\n"
			   "R1 of 0 active=yes st=0001 ref=B77 created=2024-10-15 last=DOE rel=18\n", "");
	/* More than is kept of a thing is told, and the rest is there. */
	strcpy(file, ISA GS ST "HL*3*2*22*0~NM1*IL*1*DOE~EB*1**30~");
	for (int i = 0; i < 100; i++)
		strcat(file, "MSG*A~DTP*291*D8*20240101~HSD*VS*1~REF*1W*A~III*ZZ*11~");
	strcat(file, TRAILER);
	read_file(&run, file, strlen(file), 0);
	CHECK_INT(run.findings, 500 - RCM_271_MESSAGES - RCM_271_DATES - RCM_271_DELIVERIES - RCM_271_REFERENCES - RCM_271_PLACES);
	CHECK_INT(run.benefits, 1);
	rcm_arena_free(&run.arena);
}

/* In windows, and cut anywhere, what is complete is the same. */
static void
test_windows(void)
{
	static const size_t windows[] = {1, 2, 3, 7, 63, 64, 65, 106, 107, 1000};
	size_t		len = strlen(FULL);
	Run			run;

	for (size_t i = 0; i < sizeof(windows) / sizeof(windows[0]); i++)
	{
		read_file(&run, FULL, len, windows[i]);
		CHECK_TEXT(run.text.data, (int) run.text.len, full_text);
		rcm_arena_free(&run.arena);
	}
	for (size_t cut = 106; cut < len; cut++)
	{
		read_file(&run, FULL, cut, cut % 2 ? 50 : 0);
		CHECK(run.benefits <= 8 && run.responses <= 3 && run.rejections <= 2);
		rcm_arena_free(&run.arena);
	}
}

/* ---- the 270 ---- */

#define SENDER "{\"sender_id\":\"HARBOR\",\"receiver_id\":\"NHP01\",\"control_number\":7,\"created\":\"2024-10-15T09:30\""
#define PROVIDER "\"provider\":{\"npi\":\"1234567893\",\"name\":\"HARBOR CLINIC\"}"
#define DOE "\"subscriber\":{\"last\":\"DOE\",\"first\":\"JOHN\",\"member_id\":\"M1\",\"dob\":\"1980-01-02\",\"sex\":\"M\"}"
#define ENVELOPE "ISA*00*          *00*          *ZZ*HARBOR         *ZZ*NHP01          *241015*0930*^*00501*000000007*0*P*:~" \
	"GS*HS*HARBOR*NHP01*20241015*0930*7*X*005010X279A1~"
#define ENVELOPE_END "IEA*1*000000007~"
#define PAYER_AND_PROVIDER "HL*1**20*1~NM1*PR*2*NHP01*****PI*NHP01~HL*2*1*21*1~NM1*1P*2*HARBOR CLINIC*****XX*1234567893~"

/* Writes inquiries (JSON, NULL at the end) and says which were refused: " path:element". */
static void
write_all(const char *sender, const char *const *inquiries, char *refused, size_t room, RcmBuffer *out)
{
	Rcm270Writer w;
	RcmReadError error;
	void	   *object;

	refused[0] = '\0';
	rcm_buffer_init(out, out->arena, 1024);
	CHECK(rcm_object_from_json(out->arena, rcm_text_of(sender), &rcm_x12_sender_shape, &object, &error) == RCM_READ_OK);
	CHECK(rcm_270_open(&w, out, object));
	for (; *inquiries != NULL; inquiries++)
	{
		size_t		n = strlen(refused);
		size_t		len = out->len;

		if (rcm_object_from_json(out->arena, rcm_text_of(*inquiries), &rcm_inquiry_shape, &object, &error) != RCM_READ_OK)
			snprintf(refused + n, room - n, " %s", error.message);
		else if (!rcm_270_write(&w, object))
		{
			snprintf(refused + n, room - n, " %s:%s", w.x12.fault.path, w.x12.fault.element);
			CHECK_INT((int64_t) out->len, (int64_t) len);
		}
	}
	rcm_270_close(&w);
	rcm_arena_free(&w.arena);
}

static void
check_written(const char *sender, const char *const *inquiries, const char *want, const char *want_refused)
{
	char		refused[2048];
	RcmArena	arena;
	RcmBuffer	out;

	rcm_arena_init(&arena);
	out.arena = &arena;
	write_all(sender, inquiries, refused, sizeof(refused), &out);
	CHECK_TEXT(out.data, (int) out.len, want);
	CHECK_TEXT(refused, (int) strlen(refused), want_refused);
	rcm_arena_free(&arena);
}

static void
test_writing(void)
{
	static const char *const three[] = {
		"{\"reference\":\"V1\",\"payer_id\":\"NHP01\"," PROVIDER "," DOE ",\"date_from\":\"2024-10-20\"}",
		"{\"reference\":\"V*2\",\"payer_id\":\"OTHER\"," PROVIDER "," DOE "}",
		"{\"reference\":\"V3\",\"trace_origin\":\"1471234567\",\"payer_id\":\"NHP01\"," PROVIDER "," DOE
		",\"dependent\":{\"first\":\"KIM\",\"dob\":\"2010-03-04\",\"sex\":\"U\",\"rel\":\"19\"},\"service_types\":[\"30\",\"98\"],"
		"\"procedures\":[\"99213\"],\"date_from\":\"2024-10-01\",\"date_to\":\"2024-10-31\",\"card_issued\":\"2024-01-01\"}",
		NULL
	};
	static const char *const none[] = {"{}", NULL};

	check_written(SENDER "}", three, ENVELOPE
				  "ST*270*0001*005010X279A1~BHT*0022*13*000000007-1*20241015*0930~" PAYER_AND_PROVIDER
				  "HL*3*2*22*0~TRN*1*V1*9HARBOR000~NM1*IL*1*DOE*JOHN****MI*M1~DMG*D8*19800102*M~DTP*291*D8*20241020~EQ*30~"
				  "HL*4*2*22*1~NM1*IL*1*DOE*JOHN****MI*M1~DMG*D8*19800102*M~HL*5*4*23*0~TRN*1*V3*1471234567~NM1*03*1**KIM~DMG*D8*20100304~"
				  "INS*N*19~DTP*291*RD8*20241001-20241031~DTP*102*D8*20240101~EQ*30^98~EQ**HC:99213~SE*25*0001~GE*1*7~" ENVELOPE_END,
				  " reference:TRN02");
	/* One to a transaction: nothing is shared, and the reference stays unique. */
	check_written(SENDER ",\"transaction_size\":1,\"reference\":\"R\"}", three, ENVELOPE
				  "ST*270*0001*005010X279A1~BHT*0022*13*R*20241015*0930~" PAYER_AND_PROVIDER
				  "HL*3*2*22*0~TRN*1*V1*9HARBOR000~NM1*IL*1*DOE*JOHN****MI*M1~DMG*D8*19800102*M~DTP*291*D8*20241020~EQ*30~SE*13*0001~"
				  "ST*270*0002*005010X279A1~BHT*0022*13*R-2*20241015*0930~" PAYER_AND_PROVIDER
				  "HL*3*2*22*1~NM1*IL*1*DOE*JOHN****MI*M1~DMG*D8*19800102*M~HL*4*3*23*0~TRN*1*V3*1471234567~NM1*03*1**KIM~DMG*D8*20100304~"
				  "INS*N*19~DTP*291*RD8*20241001-20241031~DTP*102*D8*20240101~EQ*30^98~EQ**HC:99213~SE*19*0002~GE*2*7~" ENVELOPE_END,
				  " reference:TRN02");
	/* Nothing to ask: nothing is written. */
	check_written(SENDER "}", none, "", " reference:TRN02");
}

#define ASK(person) "{\"reference\":\"V1\",\"payer_id\":\"NHP01\"," PROVIDER "," person "}"

static void
test_refusing(void)
{
	static const char *const bad[] = {
		"{\"reference\":\"V1\"," PROVIDER "," DOE "}",
		"{\"reference\":\"V1\",\"payer_id\":\"NHP01\"," DOE "}",
		"{\"reference\":\"V1\",\"payer_id\":\"NHP01\",\"provider\":{\"npi\":\"1234567890\",\"name\":\"A\"}," DOE "}",
		"{\"reference\":\"V1\",\"payer_id\":\"NHP01\",\"provider\":{\"npi\":\"1234567893\"}," DOE "}",
		ASK("\"x\":1"),
		ASK("\"subscriber\":{\"last\":\"DOE\"}"),
		ASK("\"subscriber\":{\"last\":\"DOE\",\"dob\":\"2030-01-01\"}"),
		ASK("\"subscriber\":{\"member_id\":\"M1\",\"sex\":\"X\"}"),
		ASK("\"subscriber\":{\"member_id\":\"M:1\"}"),
		ASK("\"subscriber\":{\"ssn\":\"12345\"}"),
		ASK("\"subscriber\":{\"member_id\":\"M1\",\"rel\":\"19\"}"),
		ASK(DOE ",\"dependent\":{\"dob\":\"2010-01-01\"}"),
		ASK(DOE ",\"dependent\":{\"last\":\"DOE\",\"rel\":\"G8\"}"),
		ASK(DOE ",\"dependent\":{\"last\":\"DOE\",\"member_id\":\"M2\"}"),
		ASK(DOE ",\"service_types\":[\"300\"]"),
		ASK(DOE ",\"trace_origin\":\"12\""),
		ASK(DOE ",\"date_to\":\"2024-01-01\""),
		ASK("\"subscriber\":{\"member_id\":\"M1\",\"last\":\"\xe4\xb8\xad\"}"),
		NULL
	};
	Rcm270Writer w;
	RcmX12Sender sender;
	RcmArena	arena;
	RcmBuffer	out;

	check_written(SENDER "}", bad, "",
				  " payer_id:NM109 provider:NM1 provider.npi:NM109 provider.name:NM103 : subscriber.member_id:NM109 subscriber.dob:DMG02"
				  " subscriber.sex:DMG03 subscriber.member_id:NM109 subscriber.ssn:REF02 subscriber.rel:INS02 dependent.last:NM103"
				  " dependent.rel:INS02 dependent.member_id:NM109 service_types:EQ01 trace_origin:TRN03 date_to:DTP03 subscriber.last:NM103");
	rcm_arena_init(&arena);
	rcm_buffer_init(&out, &arena, 64);
	memset(&sender, 0, sizeof(sender));
	CHECK(!rcm_270_open(&w, &out, &sender));
	CHECK(w.x12.faulty);
	rcm_arena_free(&w.arena);
	rcm_arena_free(&arena);
}

int
main(void)
{
	test_reading();
	test_active();
	test_dirt();
	test_windows();
	test_writing();
	test_refusing();
	return unit_report();
}
