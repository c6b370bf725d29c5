/*
 * test_claim837_read.c - what the reader of the 837 takes from the loops:
 * dental claims, and all that professional and institutional ones say.
 *
 * test_x12.c has the envelope, the clothes and the damage.
 */
#include <stdlib.h>

#include "unit.h"
#include "claim837/read.h"

typedef struct Run
{
	char		codes[65536];	/* " CODE CODE" in the order they came */
	int			claims;
	RcmArena	arena;
	RcmBuffer	json;
} Run;

static void
note(void *owner, const RcmX12Finding *f)
{
	Run		   *run = owner;
	size_t		n = strlen(run->codes);

	snprintf(run->codes + n, sizeof(run->codes) - n, " %s", f->code);
	CHECK(strstr(f->message, "ZZ") == NULL);
}

static void
deliver(void *owner, const RcmClaim *claim)
{
	Run		   *run = owner;

	run->claims++;
	rcm_claim_to_json(claim, &run->json);
	rcm_buffer_char(&run->json, '\n');
}

/* Reads segments that stand in a transaction of this guide; in pieces when "window" is not 0. */
static void
read_segments(Run *run, const char *guide, const char *segments, size_t window)
{
	static char file[1 << 20];
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Envelope envelope;
	Rcm837Reader claims;
	RcmX12Status status;
	size_t		len = (size_t) snprintf(file, sizeof(file),
										"ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       "
										"*241015*0930*%c*%s*000000007*0*P*:~GS*HC*S*R*20241015*0930*7*X*%s~"
										"ST*837*0001~%s", guide[2] == '5' ? '^' : 'U',
										guide[2] == '5' ? "00501" : "00401", guide, segments);
	size_t		begin = 0;
	size_t		have = window == 0 || window > len ? len : window;
	char	   *held = malloc(len + 1);

	memset(run, 0, sizeof(*run));
	rcm_arena_init(&run->arena);
	rcm_buffer_init(&run->json, &run->arena, 65536);
	rcm_x12_envelope_init(&envelope, NULL, NULL);
	rcm_837_init(&claims, deliver, note, run);
	claims.at.copy = window != 0;
	memcpy(held, file, have);
	rcm_x12_open(&reader, held, have);
	reader.last = have == len;
	while ((status = rcm_x12_next(&reader, &segment)) == RCM_X12_SEGMENT || status == RCM_X12_MORE)
		if (status == RCM_X12_SEGMENT)
		{
			rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
			rcm_837_segment(&claims, &segment, &reader.delimiters, &envelope.place);
		}
		else
		{
			begin += rcm_x12_consumed(&reader);
			have -= rcm_x12_consumed(&reader);
			have = have + window > len - begin ? len - begin : have + window;
			memset(held, 'x', len + 1);
			memcpy(held, file + begin, have);
			rcm_x12_feed(&reader, held, have, begin + have == len);
		}
	rcm_837_end(&claims);
	rcm_837_free(&claims);
	rcm_buffer_char(&run->json, '\0');
	free(held);
}

/* Whole and in pieces: these findings, and JSON that has all of "wanted", pieces separated by |. */
static void
has(const char *guide, const char *segments, const char *codes, const char *wanted)
{
	static char piece[4096];
	Run			run;

	for (size_t window = 0; window < 300; window += 131)
	{
		read_segments(&run, guide, segments, window);
		CHECK_TEXT(run.codes, (int) strlen(run.codes), codes);
		for (const char *p = wanted; *p != '\0';)
		{
			size_t		n = strcspn(p, "|");

			memcpy(piece, p, n);
			piece[n] = '\0';
			if (strstr(run.json.data, piece) == NULL)
				printf("%s is not in %s\n", piece, run.json.data);
			CHECK(strstr(run.json.data, piece) != NULL);
			p += n + (p[n] == '|');
		}
		rcm_arena_free(&run.arena);
	}
}

/* The same, and this is not in the JSON. */
static void
has_not(const char *guide, const char *segments, const char *codes, const char *unwanted)
{
	Run			run;

	read_segments(&run, guide, segments, 0);
	CHECK_TEXT(run.codes, (int) strlen(run.codes), codes);
	if (strstr(run.json.data, unwanted) != NULL)
		printf("%s is in %s\n", unwanted, run.json.data);
	CHECK(strstr(run.json.data, unwanted) == NULL);
	rcm_arena_free(&run.arena);
}

#define P "005010X222A1"
#define I "005010X223A2"
#define D "005010X224A2"
#define LEVELS "HL*1**20*1~NM1*85*2*ELM CLINIC*****XX*1234567893~HL*2*1*22*0~SBR*P*18*******CI~" \
	"NM1*IL*1*ZZNAME*LISA****MI*ZZMEMBER~NM1*PR*2*PAYER*****PI*P01~"
#define CLM "CLM*A*100***11:B:1*Y*A*Y*Y~"
#define OTHER "SBR*S*18*******CI~NM1*PR*2*SECOND*****PI*P02~"
#define SV1_LINE "LX*1~SV1*HC:99213*100*UN*1~"
#define SV3_LINE "LX*1~SV3*AD:D2150*100~"

/* ---- dental ---- */

static void
test_dental(void)
{
	has(D, LEVELS "CLM*A*900.5***11:B:1*Y*A*Y*Y~DTP*439*D8*20240901~DTP*452*D8*20240902~"
		"DTP*472*RD8*20240903-20240904~DN1*36*27.5**Y~DN2*8*E****JP~DN2*9*M****JP~"
		"PWK*RB*EL***AC*ZZ9~REF*G3*PRE1~NM1*DD*1*DOE*KIM****XX*1234567893~"
		"LX*1~SV3*AD:D2150:AB::::FILLING*900.5*22*10:20*I*2*****1:2~TOO*JP*12*M:O~TOO*JP*13~"
		"DTP*441*D8*20200101~DTP*472*D8*20240903~NM1*DD*1*ROE*JO****XX*1234567893~", "",
		"\"form\":\"D\"|\"pos\":\"11\"|\"total_charge\":\"900.50\"|"
		"\"dates\":{\"accident\":\"2024-09-01\",\"service\":\"2024-09-03\",\"service_to\":\"2024-09-04\"}|"
		"\"dental\":{\"ortho_months\":36,\"ortho_remaining\":27.5,\"ortho\":\"Y\","
		"\"appliance_placed\":\"2024-09-02\",\"teeth\":[{\"tooth\":\"8\",\"status\":\"E\"},"
		"{\"tooth\":\"9\",\"status\":\"M\"}]}|"
		"\"attachments\":[{\"type\":\"RB\",\"transmission\":\"EL\",\"control\":\"ZZ9\"}]|"
		"\"refs\":[{\"qual\":\"G3\",\"id\":\"PRE1\"}]|"
		"\"assistant\":{\"npi\":\"1234567893\",\"last\":\"DOE\",\"first\":\"KIM\"}|"
		"\"lines\":[{\"n\":1,\"code\":\"D2150\",\"mods\":[\"AB\"],\"units\":2,\"charge\":\"900.50\","
		"\"from\":\"2024-09-03\",\"to\":\"2024-09-03\",\"dx_ptr\":[1,2],\"pos\":\"22\",\"desc\":\"FILLING\","
		"\"assistant\":{\"npi\":\"1234567893\",\"last\":\"ROE\",\"first\":\"JO\"},"
		"\"teeth\":[{\"tooth\":\"12\",\"surfaces\":[\"M\",\"O\"]},{\"tooth\":\"13\"}],"
		"\"cavities\":[\"10\",\"20\"],\"prosthesis\":\"I\",\"prior_placement\":\"2020-01-01\"}]");
	/* By the guide of every release, and by SV3 where no guide is named. */
	has("004010X097A1", LEVELS CLM "DN1*24**Y~" SV3_LINE, "", "\"form\":\"D\"|\"ortho\":\"Y\"");
	has("005010X293", LEVELS CLM SV3_LINE, "", "\"form\":\"D\"");
	has("005010X300", LEVELS CLM, "", "\"form\":\"D\"");
	has("005010", LEVELS CLM SV3_LINE, "", "\"form\":\"D\"");
	has("005010", LEVELS CLM SV1_LINE SV3_LINE, " SV3-FORM", "\"form\":\"P\"");
	has(D, LEVELS "CLM*A*1***11:B:1~DTP*435*D8*20240903~" SV3_LINE, "", "\"dates\":{\"admit\":\"2024-09-03\"}");
	has(P, LEVELS CLM SV1_LINE "TOO*JP*12*M~", " SV3-FORM", "\"teeth\":[{\"tooth\":\"12\"");
	has(D, LEVELS CLM "LX*1~TOO*JP*12~SV3*AD:D2150*100~", " SV3-FORM", "\"teeth\":[{\"tooth\":\"12\"}]");
	has(D, LEVELS CLM "TOO*JP*12~" SV3_LINE, " LOOP", "\"D2150\"");
	has_not(D, LEVELS CLM "DN1~DN2~TOO*JP~" SV3_LINE "TOO*JP~", " LOOP", "teeth");
	has(D, LEVELS CLM "DN1*many*-1~" SV3_LINE, " NUMBER", "\"ortho_remaining\":-1");
	has(D, LEVELS CLM "LX*1~SV3*AD:D2150*half**1:2:3:4:5:6**x~", " AMOUNT LIMIT NUMBER",
		"\"cavities\":[\"1\",\"2\",\"3\",\"4\",\"5\"]");
}

/* Ten thousand teeth: 35 are held, the others told. */
static void
test_limits(void)
{
	static char many[600000];
	size_t		n;
	Run			run;

	n = (size_t) sprintf(many, "%s", LEVELS CLM);
	for (int i = 0; i < 1000; i++)
		n += (size_t) sprintf(many + n, "DN2*%d*M****JP~REF*EA*%d~NTE*ADD*A NOTE OF SOME WORDS~", i % 32, i);
	n += (size_t) sprintf(many + n, SV3_LINE);
	for (int i = 0; i < 100; i++)
		n += (size_t) sprintf(many + n, "TOO*JP*%d*M:O:D:B:L:F:I~", i % 32);
	read_segments(&run, D, many, 0);
	CHECK_INT(run.claims, 1);
	CHECK(strstr(run.codes, " LIMIT") != NULL);
	CHECK_INT((int) (run.json.len < 40000), 1);
	rcm_arena_free(&run.arena);
}

/* ---- professional ---- */

static void
test_professional(void)
{
	has(P, "HL*1**20*1~NM1*85*1*ROE*JO*B**JR*XX*1234567893~NM1*87*2~N3*PO BOX 1*FLOOR 2~N4*SALEM*OR*97301~"
		"HL*2*1*22*1~SBR*S*01*G7*GROUP OF SEVEN*12****MB~NM1*IL*1*ZZNAME*LISA*M**SR*MI*ZZMEMBER~"
		"DMG*D8*19700102*F~NM1*PR*2*PAYER*****PI*P01~N3*7 WHARF~N4*SALEM*OR*97301~"
		"HL*3*2*23*0~PAT*19~NM1*QC*1*ZZCHILD*ISAAC*T**III~DMG*D8*20100304*M~"
		"CLM*A*100***11:B:1*Y*A*W*I*P~DTP*431*D8*20240101~DTP*454*D8*20240102~DTP*304*D8*20240103~"
		"DTP*453*D8*20240104~DTP*484*D8*20240105~DTP*455*D8*20240106~DTP*314*RD8*20240107-20240108~"
		"DTP*297*D8*20240109~DTP*296*D8*20240110~DTP*050*D8*20240111~AMT*F5*20~REF*EA*MR1~REF*D9*TRACE1~"
		"REF*F8*ICN1~HI*ABK:J069~SV1*HC:99213*100*UN*1~REF*6R*L1~REF*9F*RF1~REF*G1*OTHERS**2U:P09~REF*G1*OURS~"
		"NTE*ADD*ONE~NTE*DCP*TWO~NTE*TPO*NOT THIS~NM1*DQ*1*DOE*KIM****XX*1234567893~NM1*P3*1*POE*AL~"
		"NM1*DN*1*COE*MO~NM1*P3*1*NOT*THIS~NM1*77*2*THE HOUSE~N3*2 WHARF~", "",
		"\"billing\":{\"npi\":\"1234567893\",\"last\":\"ROE\",\"first\":\"JO\",\"middle\":\"B\",\"suffix\":\"JR\"}|"
		"\"pay_to\":{\"addr\":{\"line1\":\"PO BOX 1\",\"city\":\"SALEM\",\"state\":\"OR\",\"zip\":\"97301\",\"line2\":\"FLOOR 2\"}}|"
		"\"msp_type\":\"12\"|\"middle\":\"M\",\"suffix\":\"SR\",\"sex\":\"F\",\"group_number\":\"G7\",\"group_name\":\"GROUP OF SEVEN\"|"
		"\"middle\":\"T\",\"suffix\":\"III\"|\"payer\":{\"name\":\"PAYER\",\"addr\":{\"line1\":\"7 WHARF\"|"
		"\"terms\":{\"signature\":\"Y\",\"assignment\":\"A\",\"benefits_assigned\":\"W\",\"release\":\"I\",\"patient_signature\":\"P\"}|"
		"\"dates\":{\"onset\":\"2024-01-01\",\"last_seen\":\"2024-01-03\",\"last_menstrual\":\"2024-01-05\","
		"\"last_xray\":\"2024-01-06\",\"last_worked\":\"2024-01-09\",\"return_to_work\":\"2024-01-10\","
		"\"disability_from\":\"2024-01-07\",\"disability_to\":\"2024-01-08\",\"initial_treatment\":\"2024-01-02\","
		"\"acute\":\"2024-01-04\",\"repricer_received\":\"2024-01-11\"}|\"patient_paid\":\"20.00\"|\"orig_ref\":\"ICN1\"|"
		"\"refs\":[{\"qual\":\"EA\",\"id\":\"MR1\"},{\"qual\":\"D9\",\"id\":\"TRACE1\"}]|"
		"\"auth\":\"OURS\",\"control\":\"L1\",\"referral\":\"RF1\",\"note\":\"ONE; TWO\","
		"\"supervising\":{\"npi\":\"1234567893\",\"last\":\"DOE\",\"first\":\"KIM\"},"
		"\"referring\":{\"last\":\"COE\",\"first\":\"MO\"},"
		"\"service_facility\":{\"name\":\"THE HOUSE\",\"addr\":{\"line1\":\"2 WHARF\"}}");
	has("004010X098A1", LEVELS CLM "DTP*360*D8*20240107~DTP*361*D8*20240108~" SV1_LINE "NTE*ADD*WHAT~", "",
		"\"disability_from\":\"2024-01-07\",\"disability_to\":\"2024-01-08\"|\"desc\":\"WHAT\",\"note\":\"WHAT\"");
	/* The payer's number for a provider without NPI is of that payer. */
	has(P, "HL*1**20*1~NM1*85*2*VAN SERVICE~HL*2*1*22*0~SBR*P*18~NM1*PR*2*PAYER*****PI*P01~REF*G2*Q1~" CLM
		"HL*3*1*22*0~SBR*P*18~NM1*PR*2*PAYER*****PI*P02~" CLM, "",
		"\"billing\":{\"atypical_id\":\"Q1\",\"name\":\"VAN SERVICE\"}|\"billing\":{\"name\":\"VAN SERVICE\"}");
	has_not(P, LEVELS "REF*G2*Q1~" CLM, "", "Q1");
	/* Nothing of one billing provider or payer is left for the next. */
	has_not(P, "HL*1**20*1~NM1*85*2*ONE~NM1*87*2*ZZPAYTO~HL*2*1*22*0~SBR*P*18*ZZG~HL*3**20*1~HL*4*3*22*0~" CLM, "", "ZZ");
}

/* ---- institutional ---- */

static void
test_institutional(void)
{
	has(I, LEVELS "CLM*C2*1000***11:A:1**A*Y*Y~DTP*096*TM*1430~DTP*434*RD8*20240928-20241003~"
		"DTP*435*DT*202409280745~CL1*1*2*20~HI*ABK:I214:::::::Y*ABN:W010:::::::N*ABN:Y929~HI*DR:291~"
		"HI*BI:70:RD8:20240901-20240902*BI:71:D8:20240903~HI*BH:A1:D8:20240904*BH:A2~"
		"HI*BE:80:::5*BE:A2:::12.34~LX*1~SV2*0300*HC:80053*1000*UN*1**200.5~REF*6R*X~"
		"NM1*72*1*ROE*JO****XX*1234567893~NM1*82*1*DOE*KIM~NM1*DN*1*POE*AL~", "",
		"\"dates\":{\"discharge_hour\":\"14\"}|\"admit_hour\":\"07\"|\"drg\":\"291\"|"
		"\"external_causes\":[{\"code\":\"W010\",\"poa\":\"N\"},{\"code\":\"Y929\"}]|"
		"\"occurrences\":[{\"code\":\"A1\",\"date\":\"2024-09-04\"},{\"code\":\"A2\"}]|"
		"\"occurrence_spans\":[{\"code\":\"70\",\"from\":\"2024-09-01\",\"to\":\"2024-09-02\"},"
		"{\"code\":\"71\",\"from\":\"2024-09-03\",\"to\":\"2024-09-03\"}]|"
		"\"value_codes\":[{\"code\":\"80\",\"amount\":\"5.00\"},{\"code\":\"A2\",\"amount\":\"12.34\"}]|"
		"\"terms\":{\"assignment\":\"A\",\"benefits_assigned\":\"Y\",\"release\":\"Y\"}|"
		"\"rev\":\"0300\",\"rendering\":{\"last\":\"DOE\",\"first\":\"KIM\"},\"control\":\"X\",\"noncovered\":\"200.50\","
		"\"referring\":{\"last\":\"POE\",\"first\":\"AL\"},\"operating\":{\"npi\":\"1234567893\"");
	has(I, LEVELS "CLM*C2*1***11:A:1~DTP*096*DT*202410031430~", "",
		"\"dates\":{\"discharge\":\"2024-10-03\",\"discharge_hour\":\"14\"}");
	has(I, LEVELS "CLM*C2*1***11:A:1~DTP*096*TM*noon~HI*BE:80:::lots*BI:70:RD8:20240931-20240902*BH:A1:D8:never~",
		" DATE AMOUNT DATE DATE", "{\"code\":\"80\"}|{\"code\":\"70\",\"to\":\"2024-09-02\"}|{\"code\":\"A1\"}");
}

/* ---- other payers ---- */

static void
test_other_payers(void)
{
	has(P, LEVELS CLM "SBR*S*01*G8*EIGHT*12****MB~CAS*CO*45*10*2*97*5~AMT*D*20~AMT*A8*7~AMT*EAF*3~OI***Y*P**I~"
		"NM1*IL*1*ZZNAME*LISA*M**SR*MI*ZZOTHER~N3*ZZSTREET~N4*SALEM*OR*97301~NM1*PR*2*SECOND*****PI*P02~"
		"N3*NOT KEPT~DTP*573*D8*20241010~REF*2U*NOT~REF*F8*ICN7~NM1*82*1~REF*F8*NOT~DTP*573*D8*20200101~"
		SV1_LINE "LX*2~SV1*HC:99214*1*UN*1~SVD*P02*20*HC:99215:25::::DESC*0300*1.5*1~CAS*PR*1*3*1~"
		"DTP*573*D8*20241011~AMT*EAF*4~NM1*82*1*DOE*KIM~", "",
		"\"subscriber\":{\"last\":\"ZZNAME\",\"first\":\"LISA\",\"member_id\":\"ZZOTHER\",\"addr\":{\"line1\":\"ZZSTREET\","
		"\"city\":\"SALEM\",\"state\":\"OR\",\"zip\":\"97301\"},\"middle\":\"M\",\"suffix\":\"SR\","
		"\"group_number\":\"G8\",\"group_name\":\"EIGHT\"}|\"adj\":[{\"grp\":\"CO\",\"carc\":\"45\",\"amt\":\"10.00\",\"qty\":2},"
		"{\"grp\":\"CO\",\"carc\":\"97\",\"amt\":\"5.00\"}]|\"adjud_date\":\"2024-10-10\"|"
		"{\"n\":2,\"paid\":\"20.00\",\"adj\":[{\"grp\":\"PR\",\"carc\":\"1\",\"amt\":\"3.00\",\"qty\":1}],"
		"\"code\":\"99215\",\"mods\":[\"25\"],\"rev\":\"0300\",\"desc\":\"DESC\",\"units\":1.5,\"bundled\":1,"
		"\"remaining\":\"4.00\",\"adjud_date\":\"2024-10-11\"}|"
		"\"name\":\"SECOND\",\"rel\":\"01\",\"claim_control\":\"ICN7\"|"
		"\"terms\":{\"benefits_assigned\":\"Y\",\"release\":\"I\",\"patient_signature\":\"P\"},"
		"\"remaining\":\"3.00\",\"noncovered\":\"7.00\"|\"rendering\":{\"last\":\"DOE\",\"first\":\"KIM\"}");
	/* 004010 had the subscriber's birth and sex in 2320. */
	has("004010X098A1", LEVELS CLM "SBR*S*18~DMG*D8*19700102*F~NM1*IL*1*ZZNAME*LISA~NM1*PR*2*SECOND*****PI*P02~", "",
		"\"subscriber\":{\"last\":\"ZZNAME\",\"first\":\"LISA\",\"dob\":\"1970-01-02\",\"sex\":\"F\"}");
	/* The line's day serves the claim that has none. */
	has(P, LEVELS CLM OTHER SV1_LINE "SVD*P02*20~DTP*573*D8*20241011~", "", "\"adjud_date\":\"2024-10-11\",\"lines\"");
}

/* ---- what repeats, and what stands where it should not ---- */

static void
test_order(void)
{
	has(P, "HL*1**20*1~NM1*85*2*ELM~NM1*87*2~N3*FIRST~NM1*87*2~N3*SECOND~HL*2*1*22*0~" CLM, " REPEATED",
		"\"pay_to\":{\"addr\":{\"line1\":\"SECOND\"}}");
	has(P, "HL*1**20*1~NM1*85*2*ELM~NM1*87*2*ZZ~NM1*85*2*OAK~HL*2*1*22*0~" CLM, " REPEATED",
		"\"billing\":{\"name\":\"OAK\"}");
	has(P, LEVELS "NM1*IL*1*ZZTWO~NM1*PR*2*OTHER~" CLM, " REPEATED REPEATED",
		"\"subscriber\":{\"last\":\"ZZTWO\"}|\"payer\":{\"name\":\"OTHER\"}");
	/* Another payer without SBR. */
	has_not(P, LEVELS CLM "CAS*CO*45*10~AMT*D*20~OI***Y~NM1*IL*1*ZZA~NM1*PR*2*SECOND*****PI*P02~DTP*573*D8*20241010~"
			SV1_LINE "SVD*P02*20~CAS*PR*1*3~", " LOOP LOOP LOOP LOOP LOOP LOOP SVD01-PAYER", "other_payers");
	has(P, LEVELS CLM OTHER "NM1*IL*1*ZZA~NM1*IL*1*ZZB~N3*NOT~NM1*PR*2*THIRD*****PI*P03~REF*F8*NOT~" SV1_LINE "SVD*P03*2~",
		" REPEATED REPEATED SVD01-PAYER", "\"payer_id\":\"P02\"|\"subscriber\":{\"last\":\"ZZA\"}");
	has_not(P, LEVELS CLM OTHER "NM1*PR*2*THIRD*****PI*P03~REF*F8*NOT~DTP*573*D8*20241010~", " REPEATED", "claim_control");
	has(P, LEVELS CLM OTHER "SVD*P02*20~" SV1_LINE, " LOOP", "\"other_payers\":[{\"payer_id\":\"P02\"");
	has(P, LEVELS CLM OTHER SV1_LINE "SVD*P02*x*HC:1**many*first~CAS*PR*1*3.333*x~AMT*EAF*~", " AMOUNT NUMBER NUMBER AMOUNT NUMBER",
		"{\"n\":1,\"adj\":[{\"grp\":\"PR\",\"carc\":\"1\"}],\"code\":\"1\"}");
	has(P, LEVELS CLM SV1_LINE "REF*6R*A~REF*6R*A~REF*6R*B~", " REPEATED", "\"control\":\"A\"");
	has(P, LEVELS CLM "REF*F8*A~REF*F8*B~REF*G1*C~REF*G1*C~", " REPEATED", "\"orig_ref\":\"A\"|\"auth_number\":\"C\"");
	/* Claim level segments behind a provider are the claim's. */
	has(P, LEVELS CLM "NM1*82*1*DOE*KIM~REF*G2*Q~DTP*431*D8*20240101~NTE*ADD*N~AMT*F5*x~", " AMOUNT",
		"\"rendering\":{\"atypical_id\":\"Q\"|\"onset\":\"2024-01-01\"|\"claim_note\":\"N\"");
	has_not(P, LEVELS CLM OTHER SV1_LINE "CAS*CO*45*9~", " LOOP", "\"9.00\"");
	has(P, LEVELS CLM "LIN**N4*1~" SV1_LINE, " LOOP", "\"99213\"");
}

int
main(void)
{
	test_dental();
	test_limits();
	test_professional();
	test_institutional();
	test_other_payers();
	test_order();
	return unit_report();
}
