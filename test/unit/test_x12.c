/*
 * test_x12.c - the tokenizer, the envelope's findings and the 837 reader.
 */
#include <stdlib.h>

#include "unit.h"
#include "claim837/read.h"

/* ---- a run over some bytes ---- */

typedef struct Run
{
	int			status;			/* of the tokenizer, at the end */
	int			segments;
	int			findings;
	char		codes[4096];	/* " CODE CODE" in the order they came */
	char		messages[16384];
	int			claims;
	RcmArena	arena;
	RcmBuffer	json;			/* the claims, a line each */
} Run;

static void
note(void *owner, const RcmX12Finding *f)
{
	Run		   *run = owner;
	size_t		c = strlen(run->codes);
	size_t		m = strlen(run->messages);

	run->findings++;
	snprintf(run->codes + c, sizeof(run->codes) - c, " %s", f->code);
	snprintf(run->messages + m, sizeof(run->messages) - m, "%s\n", f->message);
}

static void
deliver(void *owner, const RcmClaim *claim)
{
	Run		   *run = owner;

	run->claims++;
	rcm_claim_to_json(claim, &run->json);
	rcm_buffer_char(&run->json, '\n');
}

/* Reads a file in windows of "window" bytes (0: at once), each freshly allocated. */
static void
read_file(Run *run, const char *data, size_t len, size_t window)
{
	RcmX12Reader reader;
	RcmX12Segment segment;
	RcmX12Envelope envelope;
	Rcm837Reader claims;
	char	   *held = malloc(len + 1);
	size_t		have = window == 0 || window > len ? len : window;
	size_t		begin = 0;

	memset(run, 0, sizeof(*run));
	rcm_arena_init(&run->arena);
	rcm_buffer_init(&run->json, &run->arena, 65536);
	rcm_x12_envelope_init(&envelope, note, run);
	rcm_837_init(&claims, deliver, note, run);
	claims.at.copy = window != 0;
	memcpy(held, data, have);
	rcm_x12_open(&reader, held, have);
	reader.last = have == len;
	for (;;)
	{
		run->status = (int) rcm_x12_next(&reader, &segment);
		if (run->status == RCM_X12_SEGMENT)
		{
			run->segments++;
			rcm_x12_envelope_segment(&envelope, &segment, &reader.delimiters);
			rcm_837_segment(&claims, &segment, &reader.delimiters, &envelope.place);
		}
		else if (run->status == RCM_X12_MORE)
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
		else
			break;
	}
	rcm_837_end(&claims);
	rcm_x12_envelope_end(&envelope, &segment);
	rcm_837_free(&claims);
	free(held);
}

static void
forget(Run *run)
{
	rcm_arena_free(&run->arena);
}

/* ---- files to read ---- */

#define ISA_PART "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *241015*0930*"
#define ISA_5010 ISA_PART "^*00501*000000007*0*P*:~"
#define GS_P "GS*HC*SENDER*RECEIVER*20241015*0930*7*X*005010X222A1~"
#define TRAILER "GE*1*7~IEA*1*000000007~"

#define CLAIM_SEGMENTS \
	"BHT*0019*00*REF1*20241015*0930*CH~" \
	"HL*1**20*1~PRV*BI*PXC*207Q00000X~NM1*85*2*ELM CLINIC*****XX*1300051012~" \
	"N3*1 WHARF~N4*PORTLAND*OR*972015544~REF*EI*930011223~" \
	"HL*2*1*22*1~SBR*P**GRP1******CI~NM1*IL*1*ZZNAME*LISA****MI*ZZMEMBER~" \
	"N3*ZZSTREET~N4*PORTLAND*OR*97214~DMG*D8*19700102*F~NM1*PR*2*PAYER*****PI*P01~" \
	"HL*3*2*23*0~PAT*19~NM1*QC*1*ZZNAME*ISAAC~N3*ZZSTREET~N4*PORTLAND*OR*97214~DMG*D8*20100304*M~" \
	"CLM*IEA*150.5***11:B:1*Y*A*Y*Y**AA:EM::OR*********7~DTP*439*D8*20240930~REF*G1*AUTH1~" \
	"NTE*ADD*FIRST~NTE*ADD*SECOND~HI*ABK:J069*ABF:R05~" \
	"NM1*DN*1*DOE*KIM****XX*1300051020~NM1*82*1*ROE*JO****XX*1300051038~PRV*PE*PXC*207R00000X~" \
	"NM1*77*2*ISA HOUSE*****XX*1300051046~N3*2 WHARF~N4*PORTLAND*OR*972015544~" \
	"SBR*S*18***12****MB~CAS*CO*45*10**97*5.5~AMT*D*20~NM1*IL*1*ZZNAME*LISA****MI*ZZOTHER~" \
	"NM1*PR*2*SECOND*****PI*P02~DTP*573*D8*20241010~" \
	"LX*1~SV1*HC:99213:25*100*UN*1*11**1:2**Y**Y~DTP*472*RD8*20241001-20241002~REF*G1*LINEAUTH~" \
	"LIN**N4*00002143481~CTP****1.01*ML~NM1*DK*1*POE*AL****XX*1300051053~" \
	"SVD*P02*20*HC:99213**1~CAS*PR*1*3~DTP*573*D8*20241010~" \
	"LX*2~SV1*HC:J3301*50.5*UN*.5***2~DTP*472*D8*20241001~NTE*ADD*WHAT IT WAS~"
#define PROFESSIONAL ISA_5010 GS_P "ST*837*0001*005010X222A1~" CLAIM_SEGMENTS "SE*54*0001~" TRAILER

static const char professional_json[] =
"{\"claim_id\":\"IEA\",\"form\":\"P\",\"submit_date\":\"2024-10-15\",\"payer_id\":\"P01\",\"payer_seq\":\"P\","
"\"filing_ind\":\"CI\",\"freq\":\"1\",\"pos\":\"11\",\"total_charge\":\"150.50\",\"auth_number\":\"AUTH1\","
"\"claim_note\":\"FIRST; SECOND\",\"delay_reason\":\"7\","
"\"related\":{\"employment\":true,\"auto\":true,\"state\":\"OR\"},\"dates\":{\"accident\":\"2024-09-30\"},"
"\"billing\":{\"npi\":\"1300051012\",\"tin\":\"930011223\",\"taxonomy\":\"207Q00000X\",\"name\":\"ELM CLINIC\","
"\"addr\":{\"line1\":\"1 WHARF\",\"city\":\"PORTLAND\",\"state\":\"OR\",\"zip\":\"972015544\"}},"
"\"rendering\":{\"npi\":\"1300051038\",\"taxonomy\":\"207R00000X\",\"last\":\"ROE\",\"first\":\"JO\"},"
"\"referring\":{\"npi\":\"1300051020\",\"last\":\"DOE\",\"first\":\"KIM\"},"
"\"service_facility\":{\"npi\":\"1300051046\",\"name\":\"ISA HOUSE\","
"\"addr\":{\"line1\":\"2 WHARF\",\"city\":\"PORTLAND\",\"state\":\"OR\",\"zip\":\"972015544\"}},"
"\"patient\":{\"last\":\"ZZNAME\",\"first\":\"ISAAC\",\"dob\":\"2010-03-04\",\"sex\":\"M\",\"rel\":\"19\","
"\"addr\":{\"line1\":\"ZZSTREET\",\"city\":\"PORTLAND\",\"state\":\"OR\",\"zip\":\"97214\"}},"
"\"subscriber\":{\"last\":\"ZZNAME\",\"first\":\"LISA\",\"dob\":\"1970-01-02\",\"member_id\":\"ZZMEMBER\","
"\"addr\":{\"line1\":\"ZZSTREET\",\"city\":\"PORTLAND\",\"state\":\"OR\",\"zip\":\"97214\"},\"sex\":\"F\","
"\"group_number\":\"GRP1\"},"
"\"dx\":[{\"code\":\"J069\"},{\"code\":\"R05\"}],"
"\"lines\":[{\"n\":1,\"code\":\"99213\",\"mods\":[\"25\"],\"units\":1,\"uom\":\"UN\",\"charge\":\"100.00\","
"\"from\":\"2024-10-01\",\"to\":\"2024-10-02\",\"dx_ptr\":[1,2],\"pos\":\"11\","
"\"ordering\":{\"npi\":\"1300051053\",\"last\":\"POE\",\"first\":\"AL\"},"
"\"ndc\":{\"code\":\"00002143481\",\"qual\":\"N4\",\"qty\":1.01,\"uom\":\"ML\"},"
"\"auth\":\"LINEAUTH\",\"emg\":\"Y\",\"epsdt\":\"Y\"},"
"{\"n\":2,\"code\":\"J3301\",\"units\":0.5,\"uom\":\"UN\",\"charge\":\"50.50\",\"from\":\"2024-10-01\","
"\"to\":\"2024-10-01\",\"dx_ptr\":[2],\"note\":\"WHAT IT WAS\"}],"
"\"other_payers\":[{\"payer_id\":\"P02\",\"seq\":\"S\",\"filing_ind\":\"MB\",\"msp_type\":\"12\",\"paid\":\"20.00\","
"\"adjud_date\":\"2024-10-10\",\"adj\":[{\"grp\":\"CO\",\"carc\":\"45\",\"amt\":\"10.00\"},"
"{\"grp\":\"CO\",\"carc\":\"97\",\"amt\":\"5.50\"}],"
"\"lines\":[{\"n\":1,\"paid\":\"20.00\",\"adj\":[{\"grp\":\"PR\",\"carc\":\"1\",\"amt\":\"3.00\"}],"
"\"code\":\"99213\",\"units\":1,\"adjud_date\":\"2024-10-10\"}],\"name\":\"SECOND\",\"rel\":\"18\","
"\"subscriber\":{\"last\":\"ZZNAME\",\"first\":\"LISA\",\"member_id\":\"ZZOTHER\"}}],"
"\"payer\":{\"name\":\"PAYER\"},"
"\"terms\":{\"signature\":\"Y\",\"assignment\":\"A\",\"benefits_assigned\":\"Y\",\"release\":\"Y\"}}\n";

#define INSTITUTIONAL ISA_5010 "GS*HC*SENDER*RECEIVER*20241015*0930*7*X*005010X223A2~ST*837*0001*005010X223A2~" \
	"BHT*0019*00*REF1*20241015*0930*CH~HL*1**20*1~NM1*85*2*ABBEY*****XX*1300051012~" \
	"HL*2*1*22*0~SBR*P*18*******MA~PAT*****D8*20241003~NM1*IL*1*ZZNAME*LISA****MI*ZZMEMBER~" \
	"NM1*PR*2*PAYER*****PI*P01~" \
	"CLM*C2*1000***11:A:7**A*Y*Y~DTP*434*RD8*20240928-20241003~DTP*435*DT*202409280745~CL1*1*2*20~" \
	"REF*F8*ICN9~HI*ABK:I214:::::::Y~HI*ABJ:R079~HI*APR:R079*APR:R071~HI*ABF:E119:::::::N~" \
	"HI*BBR:027034Z:D8:20240929~HI*BBQ:4A023N7:D8:20240930~HI*BG:45*BG:C1~" \
	"NM1*71*1*DOE*KIM****XX*1300051020~NM1*72*1*ROE*JO****XX*1300051038~" \
	"LX*1~SV2*0120**900*DA*5~LX*2~SV2*0300*HC:80053*100*UN*1~DTP*472*D8*20240928~" \
	"SE*29*0001~" TRAILER

static const char institutional_json[] =
"{\"claim_id\":\"C2\",\"form\":\"I\",\"submit_date\":\"2024-10-15\",\"payer_id\":\"P01\",\"payer_seq\":\"P\","
"\"filing_ind\":\"MA\",\"freq\":\"7\",\"orig_ref\":\"ICN9\",\"tob\":\"117\",\"stmt_from\":\"2024-09-28\","
"\"stmt_to\":\"2024-10-03\",\"total_charge\":\"1000.00\",\"billing\":{\"npi\":\"1300051012\",\"name\":\"ABBEY\"},"
"\"attending\":{\"npi\":\"1300051020\",\"last\":\"DOE\",\"first\":\"KIM\"},"
"\"operating\":{\"npi\":\"1300051038\",\"last\":\"ROE\",\"first\":\"JO\"},"
"\"patient\":{\"last\":\"ZZNAME\",\"first\":\"LISA\",\"dod\":\"2024-10-03\",\"rel\":\"18\"},"
"\"subscriber\":{\"last\":\"ZZNAME\",\"first\":\"LISA\",\"member_id\":\"ZZMEMBER\"},"
"\"dx\":[{\"code\":\"I214\",\"poa\":\"Y\"},{\"code\":\"E119\",\"poa\":\"N\"}],\"admit_dx\":\"R079\","
"\"reason_dx\":[\"R079\",\"R071\"],\"admit_type\":\"1\",\"admit_source\":\"2\",\"admit_date\":\"2024-09-28\","
"\"admit_hour\":\"07\",\"discharge_status\":\"20\",\"condition_codes\":[\"45\",\"C1\"],"
"\"pcs\":[{\"code\":\"027034Z\",\"date\":\"2024-09-29\"},{\"code\":\"4A023N7\",\"date\":\"2024-09-30\"}],"
"\"lines\":[{\"n\":1,\"units\":5,\"uom\":\"DA\",\"charge\":\"900.00\",\"rev\":\"0120\"},"
"{\"n\":2,\"code\":\"80053\",\"units\":1,\"uom\":\"UN\",\"charge\":\"100.00\",\"from\":\"2024-09-28\","
"\"to\":\"2024-09-28\",\"rev\":\"0300\"}],\"payer\":{\"name\":\"PAYER\"},"
"\"terms\":{\"assignment\":\"A\",\"benefits_assigned\":\"Y\",\"release\":\"Y\"}}\n";

/* ---- claims ---- */

static void
test_claims(void)
{
	Run			run;

	read_file(&run, PROFESSIONAL, sizeof(PROFESSIONAL) - 1, 0);
	CHECK_TEXT(run.codes, (int) strlen(run.codes), "");
	CHECK_TEXT(run.json.data, (int) run.json.len, professional_json);
	forget(&run);
	read_file(&run, INSTITUTIONAL, sizeof(INSTITUTIONAL) - 1, 0);
	CHECK_TEXT(run.codes, (int) strlen(run.codes), "");
	CHECK_TEXT(run.json.data, (int) run.json.len, institutional_json);
	forget(&run);
}

/* What was said of one patient is not said of the next. */
static void
test_patients(void)
{
	static const char file[] = ISA_5010 GS_P "ST*837*0001*005010X222A1~HL*1**20*1~HL*2*1*22*1~"
		"NM1*IL*2*CRANE CO*****MI*M~HL*3*2*23*0~PAT*20****D8*20240901~NM1*QC*1*ZZA*JO~REF*Y4*PC1~"
		"CLM*A*1~SV1*HC:99213*1*UN*1~HL*4*2*23*0~PAT*20~NM1*QC*1*ZZB*AL~CLM*B*1~SV1*HC:99213*1*UN*1~";
	Run			run;
	const char *second;

	for (size_t window = 0; window < 40; window += 13)
	{
		read_file(&run, file, sizeof(file) - 1, window);
		CHECK_INT(run.claims, 2);
		rcm_buffer_char(&run.json, '\0');
		second = strchr(run.json.data, '\n');
		CHECK(strstr(run.json.data, "{\"claim_number\":\"PC1\"}") != NULL);
		CHECK(strstr(run.json.data, "\"dod\":\"2024-09-01\"") != NULL);
		CHECK(second != NULL && strstr(second, "PC1") == NULL && strstr(second, "dod") == NULL);
		CHECK(second != NULL && strstr(second, "ZZB") != NULL && strstr(second, "ZZA") == NULL);
		forget(&run);
	}
}

/* Put "by" for every "what" (for the first only, when once). */
static size_t
replace(char *out, const char *text, size_t len, const char *what, const char *by, bool once)
{
	size_t		n = 0;
	size_t		w = strlen(what);
	bool		done = false;

	for (size_t i = 0; i < len;)
		if (!(once && done) && i + w <= len && memcmp(text + i, what, w) == 0)
		{
			memcpy(out + n, by, strlen(by));
			n += strlen(by);
			i += w;
			done = true;
		}
		else
			out[n++] = text[i++];
	return n;
}

static char scratch[1 << 20];

/* The file with one thing changed: which findings, how many claims, what in the JSON. */
static void
changed(const char *file, const char *what, const char *by, const char *codes, int claims,
		const char *json)
{
	Run			run;
	size_t		len = replace(scratch, file, strlen(file), what, by, true);

	read_file(&run, scratch, len, 0);
	CHECK_TEXT(run.codes, (int) strlen(run.codes), codes);
	CHECK_INT(run.claims, claims);
	rcm_buffer_char(&run.json, '\0');
	if (json != NULL && strstr(run.json.data, json) == NULL)
		printf("%s is not in %s\n", json, run.json.data);
	CHECK(json == NULL || strstr(run.json.data, json) != NULL);
	CHECK(strstr(run.messages, "ZZ") == NULL);
	forget(&run);
}

static void
test_bad_values(void)
{
	changed(PROFESSIONAL, "*150.5*", "*150.505*", " AMOUNT", 1, "\"pos\":\"11\",\"auth");
	changed(PROFESSIONAL, "*150.5*", "*1,50*", " AMOUNT", 1, "\"pos\":\"11\",\"auth");
	changed(PROFESSIONAL, "*150.5*", "*99999999999999999999*", " AMOUNT", 1, NULL);
	changed(PROFESSIONAL, "D8*20240930", "D8*20240931", " DATE", 1, "\"related\"");
	changed(PROFESSIONAL, "*19700102", "*ZZNEVERX", " DATE", 1, "LISA\",\"member_id");
	changed(PROFESSIONAL, "1:2**Y", "1:ZZ**Y", " POINTER", 1, "\"dx_ptr\":[1],");
	changed(PROFESSIONAL, "LX*2", "LX*ZZ", " LX01", 1, "{\"n\":2,");
	changed(PROFESSIONAL, "*UN*.5*", "*UN*1e5*", " NUMBER", 1, "\"code\":\"J3301\",\"uom\"");
	changed(PROFESSIONAL, "*UN*.5*", "*UN*007.50*", "", 1, "\"units\":7.50");
	changed(PROFESSIONAL, "SVD*P02", "SVD*P99", " SVD01-PAYER", 1, "\"lines\":[{\"n\":1,\"paid\"");
	changed(PROFESSIONAL, "ABK:J069*ABF:R05", "ABK*J069*ABF:R05", " HI-COMPOSITE", 1,
			"\"dx\":[{\"code\":\"J069\"},{\"code\":\"R05\"}]");
	changed(PROFESSIONAL, "ABK:J069*ABF:R05", "ABF:R05*ABK:J069", "", 1,
			"\"dx\":[{\"code\":\"J069\"},{\"code\":\"R05\"}]");
	changed(PROFESSIONAL, "RD8*20241001-", "D8*20241001-", " DATE-FORMAT", 1, "\"to\":\"2024-10-02\"");
	changed(PROFESSIONAL, "SV1*HC:J3301*50.5", "SV3*AD:D2150*50.5", " SV3-FORM", 1, "\"code\":\"D2150\",\"charge\":\"50.50\"");
	changed(PROFESSIONAL, "WHAT IT WAS", "CAF\xe9 \xa7", " NOT-UTF8", 1,
			"\"note\":\"CAF\xc3\xa9 \xc2\xa7\"");
	changed(PROFESSIONAL, "WHAT IT WAS", "CAF\xc3\xa9", " NOT-ASCII", 1, "\"note\":\"CAF\xc3\xa9\"");
	changed(PROFESSIONAL, "WHAT IT WAS", "WHAT\tIT", " CONTROL-BYTES", 1, "\"note\":\"WHAT IT\"");
	changed(PROFESSIONAL, "WHAT IT WAS", "WHAT \r\nIT", " CONTROL-BYTES", 1, "\"note\":\"WHAT IT\"");
	changed(PROFESSIONAL, "NM1*85*2*ELM CLINIC*****XX*1300051012~",
			"NM1*85*2*ELM CLINIC*****24*930011223~REF*1C*ZZOLD~", " SE01-COUNT", 1,
			"\"billing\":{\"atypical_id\":\"ZZOLD\",\"tin\":\"930011223\"");
	changed(PROFESSIONAL, "NM1*DN*1*DOE*KIM****XX*1300051020~",
			"NM1*P3*1*POE*AL****XX*1300051053~NM1*DN*1*DOE*KIM~", " SE01-COUNT", 1,
			"\"referring\":{\"last\":\"DOE\",\"first\":\"KIM\"}");
	changed(PROFESSIONAL, "005010X222A1~ST", "005010X224A2~ST", " ST03-GS08", 1, "\"form\":\"P\"");
	changed(PROFESSIONAL, "X222A1~BHT", "X224A2~BHT", " ST03-GS08", 1, "\"form\":\"P\"");
}

/* ---- the envelope ---- */

static void
test_envelope(void)
{
	const char *p = PROFESSIONAL;

	changed(p, "SE*54", "SE*60", " SE01-COUNT", 1, NULL);
	changed(p, "SE*54*0001", "SE*X*0002", " SE01-COUNT SE02-MISMATCH", 1, NULL);
	changed(p, "SE*54*0001~", "", " SE-MISSING", 1, NULL);
	changed(p, "GE*1*7~", "", " GE-MISSING", 1, NULL);
	changed(p, "GE*1*7~", "GE*2*8~", " GE01-COUNT GE02-MISMATCH", 1, NULL);
	changed(p, "IEA*1*000000007~", "", " IEA-MISSING", 1, NULL);
	changed(p, "IEA*1*000000007", "IEA*3*000000008", " IEA01-COUNT IEA02-MISMATCH", 1, NULL);
	changed(p, "IEA*1*000000007~", "IEA*1*000000007", " TERMINATOR-MISSING", 1, NULL);
	changed(p, TRAILER, "GE*1*7~IEA*1*000000007~\r\n \x1a", "", 1, NULL);
	changed(p, TRAILER, "GE*1*7~IEA*1*000000007~SE*1*1~GE*1*1~IEA*0*1~",
			" SE-ALONE GE-ALONE IEA-ALONE", 1, NULL);
	changed(p, GS_P, "", " ST-OUTSIDE GE-ALONE IEA01-COUNT", 1, NULL);
	changed(p, ISA_5010, "", " ISA-MISSING IEA-ALONE", 1, NULL);
	changed(p, ISA_5010 GS_P, "", " ISA-MISSING GE-ALONE IEA-ALONE", 1, NULL);
	changed(p, ISA_5010, "\xef\xbb\xbf" ISA_5010, " BOM", 1, NULL);
	changed(p, ISA_5010, "X-Header: mail\r\n\r\n" ISA_5010, " BYTES-BEFORE-ISA", 1, NULL);
	changed(p, "SENDER         *ZZ", "SENDER*ZZ", " ISA-LENGTH", 1, NULL);
	changed(p, "*^*00501", "*U*00501", " ISA11-REPETITION", 1, NULL);
	changed(p, "*^*00501", "*U*00401", "", 1, NULL);
	changed(p, "*^*00501", "*:*00501", " DELIMITERS", 1, NULL);
	changed(p, "*^*00501", "*^*51", " ISA-LENGTH ISA12-VERSION", 1, NULL);
	changed(p, "*0*P*:", "*0*X*:", " ISA15-USAGE", 1, NULL);
	changed(p, "*000000007*0*P", "*7        *0*P", " ISA13-DIGITS IEA02-MISMATCH", 1, NULL);
	changed(p, "005010X222A1~ST", "005010X999~ST", " GS08-UNKNOWN ST03-GS08", 1, NULL);
	changed(p, "005010X222A1~ST", "005010~ST", "", 1, NULL);
	changed(p, "ST*837*0001*", "ST*837**", " ST02-MISSING SE02-MISMATCH", 1, NULL);
	changed(p, "~LX*2~", "~~LX*2~", " EMPTY-SEGMENT", 1, NULL);
	changed(p, "~LX*2~", "~LX*2**~", " TRAILING-ELEMENT", 1, NULL);
	changed(p, "~LX*2~", "~\r\n\r\nLX*2~", " BLANK-LINES", 1, NULL);
	changed(p, "~LX*2~", "~\r\n  LX*2~", " INDENT", 1, NULL);
	changed(p, "~LX*2~", "~lx*2~", " LOWER-CASE-ID", 1, NULL);
	changed(p, "~LX*2~", "~LX*2~ZZNAME?*1~", " SE01-COUNT SEGMENT-ID", 1, NULL);
	changed(p, TRAILER, TRAILER "N1*PR*ZZ~", " SEGMENT-OUTSIDE", 1, NULL);
	changed(p, GS_P, "TA1*000000001*241015*0930*A*000~" GS_P, "", 1, NULL);
	changed(p, TRAILER, TRAILER "ISA*00*cut", " ISA-BROKEN TERMINATOR-MISSING", 1, NULL);
}

/* ---- other clothes, same claims ---- */

static void
same_claims(const char *file, size_t len, int copies, int segments)
{
	Run			run;
	size_t		one = sizeof(professional_json) - 1;

	read_file(&run, file, len, 0);
	CHECK_INT(run.claims, copies);
	CHECK_INT(run.segments, segments);
	CHECK_INT((int) run.json.len, (int) one * copies);
	for (int i = 0; i < copies && run.json.len == one * (size_t) copies; i++)
		CHECK_TEXT(run.json.data + one * (size_t) i, (int) one, professional_json);
	forget(&run);
}

static void
test_clothes(void)
{
	static const char *const terminators[] = {"~\n", "~\r\n", "~\n\n", "~\n\t ", "\n", "\r", "\r\n", "'", "\x1c\n"};
	static char other[65536];
	const char *p = PROFESSIONAL;
	const int	segments = 58;
	size_t		n = strlen(p);
	size_t		len;

	for (size_t i = 0; i < sizeof(terminators) / sizeof(terminators[0]); i++)
	{
		len = replace(scratch, p, n, "~", terminators[i], false);
		same_claims(scratch, len, 1, segments);
	}
	len = replace(other, p, n, "*", "|", false);
	len = replace(scratch, other, len, ":", "<", false);
	same_claims(scratch, len, 1, segments);

	/* Two interchanges, the second with other delimiters and no terminator between. */
	memcpy(other, p, n);
	other[n] = '\0';
	len = replace(scratch, other, n - 1, "*", "*", false);
	memcpy(scratch + len, "\r\n", 2);
	len += 2;
	len += replace(scratch + len, p, n, "~", "\n", false);
	same_claims(scratch, len, 2, 2 * segments);
	len = replace(scratch, other, n - 1, "*", "*", false);
	len += replace(scratch + len, p, n, "*", "|", false);
	same_claims(scratch, len, 2, 2 * segments);
}

/* ---- windows, cuts, damage ---- */

static void
test_windows(void)
{
	static const size_t windows[] = {1, 2, 3, 7, 63, 64, 65, 105, 106, 107, 1000};
	static char dirty[65536];
	size_t		len = replace(dirty, PROFESSIONAL, sizeof(PROFESSIONAL) - 1, "~", "~\r\n\r\n ", false);
	Run			whole;
	Run			run;

	len += replace(dirty + len, PROFESSIONAL, sizeof(PROFESSIONAL) - 2, "~", "\r\n", false);
	len += replace(dirty + len, "\xef\xbb\xbf" PROFESSIONAL, sizeof(PROFESSIONAL) + 2, "*", "|", false);
	read_file(&whole, dirty, len, 0);
	CHECK_INT(whole.claims, 3);
	for (size_t i = 0; i < sizeof(windows) / sizeof(windows[0]); i++)
	{
		read_file(&run, dirty, len, windows[i]);
		CHECK_INT(run.segments, whole.segments);
		CHECK_TEXT(run.codes, (int) strlen(run.codes), whole.codes);
		CHECK(run.json.len == whole.json.len &&
			  memcmp(run.json.data, whole.json.data, whole.json.len) == 0);
		forget(&run);
	}
	forget(&whole);
}

/* Cut at every byte, and with every byte spoiled: read to the end, no name told. */
static void
test_cuts(void)
{
	size_t		n = sizeof(PROFESSIONAL) - 1;
	Run			run;
	int			claims = 0;

	for (size_t len = 0; len <= n; len++)
	{
		memcpy(scratch, PROFESSIONAL, n);
		read_file(&run, scratch, len, 0);
		CHECK_INT(run.status, len < 106 ? RCM_X12_NOT_X12 : RCM_X12_END);
		CHECK(run.claims >= claims);
		CHECK(len < 106 || len == n || run.findings > 0);
		CHECK(strstr(run.messages, "ZZ") == NULL);
		claims = run.claims;
		forget(&run);
	}
	CHECK_INT(claims, 1);
	for (size_t i = 0; i < 4 * n; i++)
	{
		static const char bytes[] = "~*:^\n\r\0 I\xff";

		memcpy(scratch, PROFESSIONAL, n);
		scratch[i % n] = bytes[unit_random() % (sizeof(bytes) - 1)];
		read_file(&run, scratch, n, i % 3 == 0 ? 1 + unit_random() % 200 : 0);
		CHECK(run.status == RCM_X12_END || run.status == RCM_X12_NOT_X12);
		CHECK(strstr(run.messages, "ZZ") == NULL);
		forget(&run);
	}
}

/* Random separators among random letters, against a splitter that looks at each byte. */
static void
test_tokens(void)
{
	RcmX12Reader r;
	RcmX12Segment s;
	size_t		n = sizeof(ISA_5010) - 1;

	memcpy(scratch, ISA_5010, n);
	for (int i = 0; i < 50000; i++)
	{
		uint64_t	dice = unit_random() % 100;

		scratch[n++] = dice < 18 ? '*' : dice < 22 ? '~' : (char) ('A' + unit_random() % 26);
	}
	scratch[n++] = '~';
	rcm_x12_open(&r, scratch, n);
	for (size_t from = 0; from < n;)
	{
		size_t		end = from;
		int			elements = 0;

		while (scratch[end] != '~')
			elements += scratch[end++] == '*';
		CHECK(rcm_x12_next(&r, &s) == RCM_X12_SEGMENT);
		CHECK_INT((int64_t) s.offset, (int64_t) from);
		CHECK_INT(s.len, (int64_t) (end - from));
		CHECK_INT(s.count, elements > RCM_X12_MAX_ELEMENTS ? RCM_X12_MAX_ELEMENTS : elements);
		for (int i = 0; i <= s.count && i < 3; i++)
			CHECK(rcm_x12_element(&s, i).data + rcm_x12_element(&s, i).len == s.data + s.ends[i]);
		from = end + 1;
	}
	CHECK(rcm_x12_next(&r, &s) == RCM_X12_END);
}

static void
test_pieces(void)
{
	RcmText		pieces[3];
	RcmText		t = RCM_TEXT("HC:99213::25");

	CHECK_INT(rcm_x12_split(t, ':', pieces, 3), 4);
	CHECK_TEXT(pieces[1].data, pieces[1].len, "99213");
	CHECK_INT(pieces[2].len, 0);
	CHECK_TEXT(rcm_x12_component(t, ':', 4).data, rcm_x12_component(t, ':', 4).len, "25");
	CHECK_INT(rcm_x12_component(t, ':', 5).len, 0);
	CHECK_INT(rcm_x12_component(t, 0, 1).len, t.len);
	CHECK_INT(rcm_x12_split(RCM_TEXT(""), ':', pieces, 3), 0);
	CHECK(rcm_x12_known_guide(RCM_TEXT("005010X222A1")));
	CHECK(rcm_x12_known_guide(RCM_TEXT("004010X098")));
	CHECK(!rcm_x12_known_guide(RCM_TEXT("5010")));
	CHECK(!rcm_x12_known_guide(RCM_TEXT("005010X001")));
}

int
main(void)
{
	test_pieces();
	test_tokens();
	test_claims();
	test_patients();
	test_bad_values();
	test_envelope();
	test_clothes();
	test_windows();
	test_cuts();
	return unit_report();
}
