/*
 * test_remittance.c - the 835 reader: rows, balances, findings, digests.
 */
#include <stdarg.h>
#include <stdlib.h>

#include "unit.h"
#include "remittance/read.h"

/* ---- a run over some bytes ---- */

/* What came out, as lines of text: a letter for the relation, then its values. */
typedef struct Run
{
	char		codes[4096];	/* " CODE CODE" in the order they came */
	char		messages[16384];
	char		rows[65536];
	char		digests[1024];
} Run;

static void
append(char *to, size_t room, const char *format,...)
{
	size_t		n = strlen(to);
	va_list		args;

	va_start(args, format);
	vsnprintf(to + n, room - n, format, args);
	va_end(args);
}

#define ROW(...) append(run->rows, sizeof(run->rows), __VA_ARGS__)
#define T(t) (int) (t).len, (t).data

static const char *
usd(int64_t cents)
{
	static char text[8][RCM_USD_ROOM];
	static int	next;

	next = (next + 1) % 8;
	if (cents == RCM_NO_USD)
		return "?";
	(void) rcm_usd_format(cents, text[next]);
	return text[next];
}

static const char *
day(int32_t date)
{
	static char text[8][12];
	static int	next;

	next = (next + 1) % 8;
	if (date == RCM_NO_DATE)
		return "?";
	rcm_date_format(date, text[next]);
	text[next][10] = '\0';
	return text[next];
}

static const char *
balance(const RcmRemittanceBalance *b)
{
	return b->balances == RCM_TRUE ? "ok" : b->balances == RCM_FALSE ? usd(b->difference) : "unknown";
}

static void
put_figures(Run *run, const RcmRemittanceFigures *f)
{
	RcmArena	arena;
	RcmBuffer	json;

	rcm_arena_init(&arena);
	rcm_buffer_init(&json, &arena, 64);
	if (rcm_835_amounts_to_json(f, &json))
		rcm_buffer_char(&json, ' ');
	if (rcm_835_quantities_to_json(f, &json))
		rcm_buffer_char(&json, ' ');
	ROW("%.*s", (int) json.len, json.data);
	rcm_arena_free(&arena);
}

static void
put_outcome(Run *run, const RcmRemittanceOutcome *o)
{
	RcmArena	arena;
	RcmBuffer	json;

	rcm_arena_init(&arena);
	rcm_buffer_init(&json, &arena, 64);
	if (rcm_835_outcome_to_json(o, &json))
		rcm_buffer_char(&json, ' ');
	ROW("%.*s", (int) json.len, json.data);
	rcm_arena_free(&arena);
}

static void
put_payment(void *owner, const RcmRemittancePayment *p)
{
	Run		   *run = owner;

	ROW("P%d %d/%d/%d %.*s %.*s %.*s %s%.*s %.*s %s trace %.*s %.*s on %s", (int) p->payment, p->interchange, p->group,
		p->transaction, T(p->control_number), T(p->version), T(p->handling), usd(p->amount),
		T(p->credit_debit), T(p->method), day(p->payment_date), T(p->trace_number), T(p->payer_tax_id),
		day(p->production_date));
	ROW(" from %.*s %.*s %.*s %.*s to %.*s %.*s %.*s %.*s at %.*s", T(p->payer_name), T(p->payer_id),
		T(p->payer_contact_phone), T(p->payer_contact_url), T(p->payee_name), T(p->payee_id_qualifier),
		T(p->payee_id), T(p->payee_tin), T(p->receiver_id));
	ROW(" %d claims %d lines %s %s %s %s%s\n", (int) p->claims, (int) p->lines, usd(p->claims_charge),
		usd(p->claims_paid), usd(p->provider_adjustments), balance(&p->balance), p->complete ? "" : " cut");
	append(run->digests, sizeof(run->digests), "%s\n", p->digest);
}

static void
put_claim(void *owner, const RcmRemittanceClaim *c)
{
	Run		   *run = owner;

	ROW("C%d.%d %.*s %.*s %s %s %s %.*s %.*s %.*s%.*s drg %.*s %d %d", (int) c->payment, (int) c->claim, T(c->claim_id),
		T(c->status), usd(c->charge), usd(c->paid), usd(c->patient_responsibility), T(c->filing_ind),
		T(c->payer_claim_control), T(c->facility), T(c->freq), T(c->drg),
		(int) c->drg_weight.millionths, (int) c->discharge_fraction.millionths);
	ROW(" %.*s,%.*s,%.*s,%.*s %.*s,%.*s,%.*s %.*s,%.*s,%.*s", T(c->patient_last), T(c->patient_first),
		T(c->patient_middle), T(c->patient_id), T(c->subscriber_last), T(c->subscriber_first),
		T(c->subscriber_id), T(c->corrected_last), T(c->corrected_first), T(c->corrected_id));
	ROW(" %.*s,%.*s,%.*s %.*s,%.*s %.*s,%.*s %.*s", T(c->rendering_npi), T(c->rendering_last), T(c->rendering_first),
		T(c->crossover_payer_name), T(c->crossover_payer_id), T(c->priority_payer_name),
		T(c->priority_payer_id), T(c->other_subscriber_id));
	ROW(" %.*s,%.*s,%.*s,%.*s %s %s %s %s %s %s ", T(c->original_ref), T(c->contract), T(c->group_number),
		T(c->auth_number), day(c->statement_from), day(c->statement_to), day(c->received_on),
		day(c->coverage_expired), usd(c->allowed), usd(c->interest));
	put_figures(run, &c->figures);
	put_outcome(run, &c->mia);
	put_outcome(run, &c->moa);
	ROW("%d lines %s %s adj %s %s %s %s by %.*s\n", (int) c->lines, usd(c->lines_charge), usd(c->lines_paid),
		usd(c->claim_adjustments), usd(c->line_adjustments), balance(&c->balance),
		balance(&c->lines_balance), T(c->provider));
}

static void
put_procedure(Run *run, const RcmRemittanceProcedure *p)
{
	ROW(" %.*s:%.*s", T(p->qualifier), T(p->code));
	for (int i = 0; i < p->modifiers; i++)
		ROW(":%.*s", T(p->modifier[i]));
	if (p->description.len > 0)
		ROW("=%.*s", T(p->description));
}

static void
put_line(void *owner, const RcmRemittanceLine *l)
{
	Run		   *run = owner;

	ROW("L%d.%d.%d", (int) l->payment, (int) l->claim, (int) l->line);
	put_procedure(run, &l->paid_as);
	put_procedure(run, &l->submitted);
	ROW(" %.*s %s %s %d %d %s %s %.*s %.*s %.*s %s ", T(l->rev), usd(l->charge), usd(l->paid),
		l->units_paid.state == RCM_NUMBER_OK ? (int) (l->units_paid.millionths / 1000) : -1,
		(int) (l->units_submitted.millionths / 1000), day(l->service_from), day(l->service_to),
		T(l->line_control), T(l->policy), T(l->rendering_npi), usd(l->allowed));
	put_figures(run, &l->figures);
	ROW("adj %s %s\n", usd(l->adjustments), balance(&l->balance));
}

static void
put_adjustment(void *owner, const RcmRemittanceAdjustment *a)
{
	Run		   *run = owner;

	ROW("A%d.%d.%d.%d %.*s%.*s %s %d\n", (int) a->payment, (int) a->claim, (int) a->line, (int) a->adjustment,
		T(a->group_code), T(a->carc), usd(a->amount), (int) (a->quantity.millionths / 1000));
}

static void
put_provider_adjustment(void *owner, const RcmProviderAdjustment *a)
{
	Run		   *run = owner;

	ROW("B%d.%d %.*s %s %.*s/%.*s %s\n", (int) a->payment, (int) a->adjustment, T(a->provider),
		day(a->fiscal_date), T(a->reason), T(a->reference), usd(a->amount));
}

static void
put_remark(void *owner, const RcmRemittanceRemark *r)
{
	Run		   *run = owner;

	ROW("R%d.%d.%d %.*s %s %.*s\n", (int) r->payment, (int) r->claim, (int) r->line, T(r->remark), r->source,
		T(r->code_list));
}

static void
note(void *owner, const RcmX12Finding *f)
{
	Run		   *run = owner;

	append(run->codes, sizeof(run->codes), " %s", f->code);
	append(run->messages, sizeof(run->messages), "%s %s%d: %s\n", f->code, f->place.segment_id, f->place.element, f->message);
}

/* Reads a file in windows of "window" bytes (0: at once), each freshly allocated. */
static void
read_file(Run *run, const char *data, size_t len, size_t window)
{
	static const Rcm835Deliver deliver = {
		put_payment, put_claim, put_line, put_adjustment, put_provider_adjustment, put_remark
	};
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Envelope envelope;
	Rcm835Reader *remittances = malloc(sizeof(Rcm835Reader));
	char	   *held = malloc(len + 1);
	size_t		have = window == 0 || window > len ? len : window;
	size_t		begin = 0;
	RcmX12Status status;

	memset(run, 0, sizeof(*run));
	rcm_x12_envelope_init(&envelope, note, run);
	rcm_835_init(remittances, &deliver, note, run);
	remittances->at.copy = window != 0;
	memcpy(held, data, have);
	rcm_x12_open(&reader, held, have);
	reader.last = have == len;
	while ((status = rcm_x12_next(&reader, &segment)) == RCM_X12_SEGMENT || status == RCM_X12_MORE)
		if (status == RCM_X12_SEGMENT)
		{
			rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
			rcm_835_segment(remittances, &segment, &reader.delimiters, &envelope.place);
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
	rcm_835_end(remittances);
	rcm_x12_envelope_end(&envelope, &segment);
	rcm_835_free(remittances);
	free(remittances);
	free(held);
}

/* ---- a file to read ---- */

#define ISA "ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *241115*0930*^*00501*000000009*0*P*:~"
#define GS "GS*HP*PAYER*CLINIC*20241115*0930*9*X*005010X221A1~"
#define TRAILER "GE*1*9~IEA*1*000000009~"

#define HEADER "BPR*I*172.5*C*ACH*CTX*01*011000015*DA*1*1512345678**01*011000015*DA*2*20241120~" \
	"TRN*1*EFT77001*1512345678~REF*EV*CLINIC~DTM*405*20241118~" \
	"N1*PR*WILLAMETTE HEALTH*XV*WHP01~N3*1 MILL ST~N4*SALEM*OR*97301~REF*2U*OLDID~" \
	"PER*BL*HELP*TE*5035550100~PER*CX**TE*5035550199~PER*IC**UR*WHP.EXAMPLE~" \
	"N1*PE*ELM CLINIC*XX*1234567893~REF*TJ*930011223~"

#define CLAIMS "LX*1~TS3*1234567893*11*20241231*3*570~" \
	"CLP*A-1*1*150*80*20*CI*ICN1*11*1**DRG9*1.5*.25~CAS*CO*45*40~" \
	"NM1*QC*1*ZZNAME*LISA*Q***MI*ZZM1~NM1*IL*1*ZZSUB*OTTO****MI*ZZM2~NM1*74*1*ZZNEW*LISE****C*ZZM3~" \
	"NM1*82*1*ROE*JO****XX*1300051038~NM1*TT*2*SECOND PLAN*****PI*SP2~NM1*PR*2*FIRST PLAN*****PI*FP1~" \
	"NM1*GB*1*ZZGB*****MI*ZZM4~MIA*0***5*MA01~MOA*.5**N130*MA18~" \
	"REF*F8*ICN0~REF*CE*GOLD~REF*1L*GRP7~REF*G1*AUTH1~" \
	"DTM*232*20241001~DTM*233*20241003~DTM*050*20241010~DTM*036*20241231~" \
	"AMT*AU*110~AMT*I*1.25~AMT*I*2~QTY*CA*3~" \
	"SVC*HC:99213:25::::OFFICE*100*80*0510*1*HC:99214:25:57*2~DTM*472*20241001~CAS*PR*1*15*2*2*5~" \
	"REF*6R*L1~REF*0K*POL1~REF*HPI*1300051038~AMT*B6*95~QTY*ZK*1.5~LQ*HE*M15~" \
	"SVC*NU:0250*50*40~DTM*150*20241002~DTM*151*20241003~CAS*CO*253*10~" \
	"CLP*A-2*22*-50*-40**CI*ICN2~CAS*CO*45*-10~"

#define SUMMARY "PLB*1234567893*20241231*WO:A-9*-132.5*FB*0~"
#define FILE_835 ISA GS "ST*835*0001~" HEADER CLAIMS SUMMARY "SE*56*0001~" TRAILER

static const char rows[] =
"A1.1.0.1 CO45 40.00 0\n"
"R1.1.0 MA01 MIA \n"
"R1.1.0 N130 MOA \n"
"R1.1.0 MA18 MOA \n"
"A1.1.1.2 PR1 15.00 2000\n"
"A1.1.1.3 PR2 5.00 0\n"
"R1.1.1 M15 LQ HE\n"
"L1.1.1 HC:99213:25=OFFICE HC:99214:25:57 0510 100.00 80.00 1000 2000 2024-10-01 2024-10-01 L1 POL1 1300051038 95.00"
" {\"B6\": \"95.00\"} {\"ZK\": 1.5} adj 20.00 ok\n"
"A1.1.2.4 CO253 10.00 0\n"
"L1.1.2 NU:0250 : 0250 50.00 40.00 1000 0 2024-10-02 2024-10-03    ? adj 10.00 ok\n"
"C1.1 A-1 1 150.00 80.00 20.00 CI ICN1 111 drg DRG9 1500000 250000 ZZNAME,LISA,Q,ZZM1 ZZSUB,OTTO,ZZM2 ZZNEW,LISE,ZZM3"
" 1300051038,ROE,JO SECOND PLAN,SP2 FIRST PLAN,FP1 ZZM4 ICN0,GOLD,GRP7,AUTH1 2024-10-01 2024-10-03 2024-10-10 2024-12-31"
" 110.00 1.25 {\"AU\": \"110.00\", \"I\": [\"1.25\", \"2.00\"]} {\"CA\": 3} {\"1\": \"0\", \"4\": \"5\", \"5\": \"MA01\"}"
" {\"1\": \".5\", \"3\": \"N130\", \"4\": \"MA18\"} 2 lines 150.00 120.00 adj 40.00 30.00 ok ok by 1234567893\n"
"A1.2.0.1 CO45 -10.00 0\n"
"C1.2 A-2 22 -50.00 -40.00 ? CI ICN2  drg  0 0 ,,, ,, ,, ,, , ,  ,,, ? ? ? ? ? ? 0 lines 0.00 0.00 adj -10.00 0.00 ok unknown"
" by 1234567893\n"
"B1.1 1234567893 2024-12-31 WO/A-9 -132.50\n"
"B1.2 1234567893 2024-12-31 FB/ 0.00\n"
"P1 1/1/1 0001 005010X221A1 I 172.50C ACH 2024-11-20 trace EFT77001 1512345678 on 2024-11-18 from WILLAMETTE HEALTH WHP01"
" 5035550199 WHP.EXAMPLE to ELM CLINIC XX 1234567893 930011223 at CLINIC 2 claims 2 lines 100.00 40.00 -132.50 ok\n";

static void
test_rows(void)
{
	Run		   *run = malloc(sizeof(Run));

	for (size_t window = 0; window < 200; window += 33)
	{
		read_file(run, FILE_835, sizeof(FILE_835) - 1, window);
		CHECK_TEXT(run->codes, (int) strlen(run->codes), "");
		CHECK_TEXT(run->rows, (int) strlen(run->rows), rows);
	}
	free(run);
}

/* ---- one thing changed ---- */

static char scratch[1 << 20];

static size_t
replace(const char *text, const char *what, const char *by)
{
	const char *at = strstr(text, what);
	size_t		n;

	CHECK(at != NULL);
	if (at == NULL)
		at = text;
	n = (size_t) (at - text);
	memcpy(scratch, text, n);
	strcpy(scratch + n, by);
	strcat(scratch, at + strlen(what));
	return strlen(scratch);
}

/* Which findings, and what is then in rows or messages. */
static void
changed(const char *what, const char *by, const char *codes, const char *then)
{
	Run		   *run = malloc(sizeof(Run));
	size_t		len = replace(FILE_835, what, by);
	bool		found;

	read_file(run, scratch, len, 0);
	CHECK_TEXT(run->codes, (int) strlen(run->codes), codes);
	found = then == NULL || strstr(run->rows, then) != NULL || strstr(run->messages, then) != NULL;
	if (!found)
		printf("%s is not in\n%s%s\n", then, run->rows, run->messages);
	CHECK(found);
	CHECK(strstr(run->messages, "ZZ") == NULL);
	free(run);
}

static void
test_balances(void)
{
	changed("BPR*I*172.5*", "BPR*I*172.49*", " BALANCE-PAYMENT",
			"BALANCE-PAYMENT BPR2: the payment differs from what the claims were paid less provider adjustments by -0.01");
	changed("*172.5*C*", "*172.5*D*", " BALANCE-PAYMENT", "by -345.00");
	changed("WO:A-9*-132.5", "WO:A-9*132.5", " BALANCE-PAYMENT", "by 265.00");
	changed("CLP*A-1*1*150*80*", "CLP*A-1*1*150*80.01*", " BALANCE-CLAIM BALANCE-CLAIM-LINES BALANCE-PAYMENT",
			"BALANCE-CLAIM CLP4: what the claim was paid differs from its charge less all adjustments by 0.01");
	changed("*100*80*0510", "*100*79*0510", " BALANCE-LINE BALANCE-CLAIM-LINES",
			"BALANCE-LINE SVC3: what the line was paid differs from its charge less its adjustments by -1.00");
	changed("CAS*CO*45*40~", "", " BALANCE-CLAIM BALANCE-CLAIM-LINES SE01-COUNT", "adj 0.00 30.00 -40.00 -40.00");
	/* A debit: the payment is what the provider owes. */
	changed("*172.5*C*ACH", "*92.5*D*ACH", " BALANCE-PAYMENT", "by -265.00");
	/* Money finer than a cent, or none at all: nobody knows. */
	changed("*100*80*0510", "*100*80.005*0510", " AMOUNT", "100.00 ? 1000 2000");
	changed("*100*80*0510", "*100*80.005*0510", " AMOUNT", "150.00 ? adj 40.00 30.00 ok unknown");
	changed("CAS*CO*45*40~", "CAS*CO*45*x~", " AMOUNT", "adj ? 30.00 unknown unknown");
	changed("BPR*I*172.5*", "BPR*I*ZZ*", " AMOUNT", "-132.50 unknown\n");
	changed("-132.5*FB*0", "-132.5*FB*0.001", " AMOUNT", " ? unknown\n");
	changed("CLP*A-1*1*150*80*", "CLP*A-1*1*150*1e2*", " AMOUNT", "100.00 ? -132.50 unknown");
	/* What is not there adds nothing. */
	changed("*22*-50*-40*", "*22*-50**", " CLP-MISSING BALANCE-PAYMENT", "by -40.00");
	changed("*150*80*20*CI", "*92233720368547758.07*80*20*CI", " BALANCE-CLAIM", "92233720368547708.07 40.00");
	changed("*-50*-40*", "*-92233720368547758.07*-40*", " BALANCE-CLAIM", NULL);
	changed("*150*80*20*CI", "*92233720368547758.07*-92233720368547758.07*20*CI", " AMOUNT", NULL);
}

static void
test_findings(void)
{
	changed("*2*2*5~REF*6R", "*2**5~REF*6R", " CAS-TRIPLE", "A1.1.1.3 PR 5.00");
	changed("CAS*PR*1*15*2*2*5~", "CAS*PR*1*20*2*2~", " CAS-TRIPLE", "A1.1.1.3 PR2 ? 0");
	changed("CAS*CO*253*10~", "CAS**253*10~", " CAS-GROUP", NULL);
	changed("CAS*CO*253*10~", "CAS*CR*1*1**2*1**3*1**4*1**5*1**6*1**7*4~", " CAS-TRIPLE", "A1.1.2.10 CR7 4.00 0");
	changed("CAS*CO*253*10~", "CAS*CO*253*10*x~", " NUMBER", NULL);
	changed("-132.5*FB*0~", "-132.5**0~", " PLB-PAIR", "B1.2 1234567893 2024-12-31 / 0.00");
	changed("-132.5*FB*0~", "-132.5*FB~", " PLB-PAIR", "B1.2 1234567893 2024-12-31 FB/ ?");
	changed("-132.5*FB*0~", "0*1*0*2*0*3*0*4*0*5*0*6*-132.5~", " PLB-PAIR", "B1.7 1234567893 2024-12-31 6/ -132.50");
	changed("LX*1~TS3*1234567893*11*20241231*3*570~", "SVC*HC:1*1*1~CAS*CO*45*1~", " SVC-ALONE CAS-ALONE", NULL);
	changed("SVC*NU:0250*", "SVC*99213*", " PROCEDURE", "L1.1.2 :99213 :  50.00");
	changed("SVC*NU:0250*", "SVC*HC*", " PROCEDURE", "L1.1.2 HC: :  50.00");
	changed("SVC*NU:0250*50*", "SVC**50*", " SVC-MISSING", NULL);
	changed("20241120~", "20241131~", " DATE", "ACH ? trace");
	changed("DTM*472*20241001", "DTM*472****RD8*20241001-20241002", "", "2024-10-01 2024-10-02 L1");
	changed("DTM*472*20241001~", "", " SE01-COUNT", "2024-10-01 2024-10-03 L1");
	changed("TRN*1*EFT77001*1512345678~", "", " SE01-COUNT TRN-MISSING", NULL);
	changed("BPR*I*172.5*", "BPR*I**", " BPR-MISSING", "-132.50 unknown");
	changed("BPR*I", "BPX*I", " BPR-MISSING", "-132.50 unknown");
	changed("TRN*1", "BPR*I*1~TRN*1", " BPR-REPEATED SE01-COUNT", " ok\n");
	changed("LX*1~", "N1*PE*OTHER*XX*1~REF*TJ*9~N1*PR*OTHER~PER*CX**TE*1~", " PAYEE-REPEATED PAYER-REPEATED SE01-COUNT",
			"5035550199 WHP.EXAMPLE to ELM CLINIC XX 1234567893 930011223");
	changed("AMT*B6*95~", "MOA*1**N1~NM1*82*1*DOE~NM1*TT*2*X~AMT*B6*95~",
			" SEGMENT-PLACE SEGMENT-PLACE SEGMENT-PLACE SE01-COUNT", "R1.1.0 N1 MOA");
	/* 82 says who an NM1 names, and nothing in an MOA. */
	changed("AMT*B6*95~", "MOA*82**N1~AMT*B6*95~", " SEGMENT-PLACE SE01-COUNT", "R1.1.0 N1 MOA");
	changed("*11*1**DRG9", "*11*1**DRG9\xe9", " NOT-UTF8", "drg DRG9\xc3\xa9");
	/* A group of claims without a TS3 has no provider; a payee with a tax number has that. */
	changed("CLP*A-2", "LX*2~CLP*A-2", " SE01-COUNT", "ok unknown by \n");
	changed("XX*1234567893~REF*TJ*930011223~", "FI*930011224~", " SE01-COUNT", "FI 930011224 930011224");
	changed("PER*CX**TE*5035550199~", "", " SE01-COUNT", " 5035550100 ");
	changed("*XV*WHP01~", "~", "", " OLDID ");
}

/* A file that is cut still gives what it has. */
static void
test_cut(void)
{
	Run		   *run = malloc(sizeof(Run));
	const char *at = strstr(FILE_835, "REF*6R");

	read_file(run, FILE_835, (size_t) (at - FILE_835), 0);
	CHECK_TEXT(run->codes, (int) strlen(run->codes), " BALANCE-CLAIM BALANCE-CLAIM-LINES BALANCE-PAYMENT SE-MISSING GE-MISSING IEA-MISSING");
	CHECK(strstr(run->rows, "L1.1.1 HC:99213") != NULL);
	CHECK(strstr(run->rows, "1 claims 1 lines 150.00 80.00 0.00 92.50 cut\n") != NULL);
	free(run);
}

/* Two transactions, and one that is none of ours. */
static void
test_transactions(void)
{
	static const char file[] = ISA GS "ST*835*1~" HEADER "CLP*A*1*172.5*172.5~SE*19*1~ST*837*2~CLP*B*1*1*1~SE*3*2~"
		"ST*835*3~BPR*H*0*C*NON~TRN*1*N2*1~N1*PR*X~N1*PE*Y~SE*6*3~GE*3*9~IEA*1*000000009~";
	Run		   *run = malloc(sizeof(Run));

	read_file(run, file, sizeof(file) - 1, 0);
	CHECK_TEXT(run->codes, (int) strlen(run->codes), " SE01-COUNT");
	CHECK(strstr(run->rows, "C1.1 A ") != NULL);
	CHECK(strstr(run->rows, " B ") == NULL);
	CHECK(strstr(run->rows, "P2 1/1/3 3 005010X221A1 H 0.00C NON ? trace N2 1 on ? from X") != NULL);
	CHECK(strstr(run->rows, "0 claims 0 lines 0.00 0.00 0.00 ok\n") != NULL);
	free(run);
}

/* Many AMT segments: kept up to a limit, told once. */
static void
test_limit(void)
{
	static char file[65536];
	Run		   *run = malloc(sizeof(Run));

	strcpy(file, ISA GS "ST*835*1~BPR*I*1*C~TRN*1*1~N1*PR*X~N1*PE*Y~CLP*A*1*1*1~");
	for (int i = 0; i < 100; i++)
		strcat(file, "AMT*D*1~");
	read_file(run, file, strlen(file), 0);
	CHECK_TEXT(run->codes, (int) strlen(run->codes), " LIMIT SE-MISSING GE-MISSING IEA-MISSING");
	free(run);
}

/* ---- digests ---- */

static void
test_sha256(void)
{
	static char million[1000000];
	RcmDigest	d;
	char		text[RCM_DIGEST_LENGTH + 1];

	/* The examples of FIPS 180-2. */
	rcm_digest_begin(&d);
	rcm_digest_bytes(&d, "abc", 3);
	rcm_digest_end(&d, text);
	CHECK_TEXT(text, RCM_DIGEST_LENGTH, "ba7816bf8f01cfea414140de5dae2223");
	rcm_digest_begin(&d);
	rcm_digest_end(&d, text);
	CHECK_TEXT(text, RCM_DIGEST_LENGTH, "e3b0c44298fc1c149afbf4c8996fb924");
	rcm_digest_begin(&d);
	rcm_digest_bytes(&d, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56);
	rcm_digest_end(&d, text);
	CHECK_TEXT(text, RCM_DIGEST_LENGTH, "248d6a61d20638b8e5c026930c3e6039");
	memset(million, 'a', sizeof(million));
	rcm_digest_begin(&d);
	rcm_digest_bytes(&d, million, sizeof(million));
	rcm_digest_end(&d, text);
	CHECK_TEXT(text, RCM_DIGEST_LENGTH, "cdc76e5c9914fb9281a1c7e284d73e67");
}

static void
digest_of(const char *file, char *out)
{
	Run		   *run = malloc(sizeof(Run));

	read_file(run, file, strlen(file), 0);
	memcpy(out, run->digests, RCM_DIGEST_LENGTH);
	out[RCM_DIGEST_LENGTH] = '\0';
	free(run);
}

static void
test_digest(void)
{
	static const struct
	{
		const char *what;
		const char *by;
		bool		same;
	}			changes[] = {
		{"ST*835*0001", "ST*835*777", true},
		{"SE*56*0001", "SE*7*777", true},
		{"~LX*1", "~\r\nLX*1", true},
		{"LX*1~", "LX*1**~", true},
		{"HC:99213:25::::OFFICE", "HC:99213:25::::OFFICE::", true},
		{"WILLAMETTE HEALTH", " WILLAMETTE HEALTH ", true},
		{"*X*005010X221A1", "*X*005010X221", true},
		{"LX*1~", "LX**1~", false},
		{"HC:99213", "HC*99213", false},
		{"HC:99213", "HC99213", false},
		{"QTY*CA*3~", "QTY*CA*3*~~", true},
		{"QTY*CA*3~", "", false},
		{"*172.5*", "*172.50*", false},
		{"AMT*AU*110~AMT", "AMT*AU*110*AMT", false},
		/* Data that has the bytes which stand for separators here. */
		{"AMT*AU*110~AMT", "AMT*AU*110\x1c" "AMT", false},
		{"AMT*AU*110~", "AMT*AU\x1d" "110~", false},
		{"HC:99213", "HC\x1f" "99213", false},
		{"QTY*CA*3~", "QTY*CA*3*:~", true},
	};
	char		before[RCM_DIGEST_LENGTH + 1];
	char		after[RCM_DIGEST_LENGTH + 1];
	char	   *p;

	digest_of(FILE_835, before);
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
	{
		(void) replace(FILE_835, changes[i].what, changes[i].by);
		digest_of(scratch, after);
		if ((memcmp(before, after, RCM_DIGEST_LENGTH) == 0) != changes[i].same)
			printf("%s -> %s\n", changes[i].what, changes[i].by);
		CHECK((memcmp(before, after, RCM_DIGEST_LENGTH) == 0) == changes[i].same);
	}
	/* Every delimiter another one. */
	strcpy(scratch, FILE_835);
	for (p = scratch; *p != '\0'; p++)
		*p = *p == '*' ? '|' : *p == '~' ? '\'' : *p == ':' ? '>' : *p == '^' ? '!' : *p;
	digest_of(scratch, after);
	CHECK_TEXT(after, RCM_DIGEST_LENGTH, before);
}

int
main(void)
{
	test_rows();
	test_balances();
	test_findings();
	test_cut();
	test_transactions();
	test_limit();
	test_sha256();
	test_digest();
	return unit_report();
}
