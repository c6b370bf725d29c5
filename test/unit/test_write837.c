/*
 * test_write837.c - claims into 837s: what is written, what is refused, and
 * that it comes back.
 */
#include "write837.h"

/* ---- claims of our own ---- */

#define ADDR(street) "{\"line1\":\"" street "\",\"city\":\"PORTLAND\",\"state\":\"OR\",\"zip\":\"97201-5544\"}"
#define BILLING \
	"\"billing\":{\"npi\":\"1234567893\",\"name\":\"ELM CLINIC\",\"tin\":\"93-0011223\",\"taxonomy\":\"207Q00000X\"," \
	"\"addr\":" ADDR("1 WHARF") "}"
#define SELF \
	"\"payer_id\":\"P01\",\"filing_ind\":\"CI\",\"patient\":{\"last\":\"Doe\",\"first\":\"Jane\",\"dob\":\"1970-01-02\"," \
	"\"sex\":\"F\",\"rel\":\"18\",\"addr\":" ADDR("2 ELM") "},\"subscriber\":{\"last\":\"Doe\",\"first\":\"Jane\",\"member_id\":\"M1\"}"
#define LINE "{\"code\":\"99213\",\"units\":1,\"charge\":\"100.00\",\"from\":\"2024-10-01\",\"dx_ptr\":[1]}"
#define SMALL \
	"{\"form\":\"P\",\"claim_id\":\"A1\",\"pos\":\"11\",\"total_charge\":\"100.00\"," BILLING "," SELF \
	",\"dx\":[{\"code\":\"J06.9\"}],\"lines\":[" LINE "]}"

static const char professional[] =
"{\"form\":\"P\",\"claim_id\":\"A-1\",\"pos\":\"11\",\"freq\":\"7\",\"orig_ref\":\"ICN1\",\"total_charge\":\"150.50\",\"payer_seq\":\"S\","
"\"auth_number\":\"AUTH\",\"referral_number\":\"REFL\",\"clia\":\"38D1234567\",\"claim_note\":\"SEE RECORD\",\"delay_reason\":\"7\","
"\"related\":{\"auto\":true,\"employment\":true,\"state\":\"OR\"},\"msp_type\":\"12\",\"patient_paid\":\"20\","
"\"dates\":{\"accident\":\"2024-09-30\",\"onset\":\"2024-09-29\",\"last_seen\":\"2024-09-28\",\"disability_from\":\"2024-09-01\","
"\"disability_to\":\"2024-09-30\",\"admit\":\"2024-09-30\",\"discharge\":\"2024-10-02\",\"assumed_care\":\"2024-09-30\","
"\"repricer_received\":\"2024-10-03\",\"initial_treatment\":\"2024-09-30\",\"last_worked\":\"2024-09-27\",\"return_to_work\":\"2024-10-20\"},"
"\"terms\":{\"signature\":\"N\",\"assignment\":\"C\",\"benefits_assigned\":\"W\",\"release\":\"I\",\"patient_signature\":\"P\"},"
"\"refs\":[{\"qual\":\"EA\",\"id\":\"MR1\"},{\"qual\":\"D9\",\"id\":\"CH1\"},{\"qual\":\"LX\",\"id\":\"IDE1\"}],"
"\"attachments\":[{\"type\":\"OZ\",\"transmission\":\"EL\",\"control\":\"PAPER1\"},{\"type\":\"M1\",\"transmission\":\"AA\"}],"
BILLING ",\"pay_to\":{\"addr\":" ADDR("PO BOX 9") "},"
"\"referring\":{\"npi\":\"1700000106\",\"last\":\"ROE\",\"first\":\"MAX\",\"middle\":\"Q\",\"suffix\":\"JR\"},"
"\"rendering\":{\"npi\":\"1700000205\",\"last\":\"POE\",\"first\":\"AL\",\"taxonomy\":\"207R00000X\"},"
"\"supervising\":{\"atypical_id\":\"SUP9\",\"last\":\"SUE\",\"first\":\"B\"},"
"\"service_facility\":{\"npi\":\"1700000304\",\"name\":\"THE ANNEX\",\"addr\":" ADDR("3 OAK") "},"
"\"payer\":{\"name\":\"FIRST PAYER\",\"addr\":{\"line1\":\"PO BOX 1\",\"city\":\"SALEM\",\"state\":\"OR\",\"zip\":\"97301\"}},"
"\"payer_id\":\"P01\",\"filing_ind\":\"CI\","
"\"patient\":{\"last\":\"Doe\",\"first\":\"Jose\",\"middle\":\"X\",\"suffix\":\"III\",\"dob\":\"2010-03-04\",\"sex\":\"M\",\"rel\":\"19\","
"\"dod\":\"2024-10-09\",\"addr\":" ADDR("2 ELM") "},"
"\"subscriber\":{\"last\":\"Doe\",\"first\":\"Jane\",\"middle\":\"M\",\"dob\":\"1970-01-02\",\"sex\":\"F\",\"member_id\":\"M1\","
"\"group_number\":\"G1\",\"group_name\":\"THE GROUP\",\"addr\":" ADDR("2 ELM") "},\"wc\":{\"claim_number\":\"WC1\"},"
"\"dx\":[{\"code\":\"j06.9\"},{\"code\":\"R05.1\"}],\"condition_codes\":[\"AA\"],"
"\"lines\":[{\"n\":1,\"code\":\"99213\",\"mods\":[\"25\"],\"desc\":\"VISIT\",\"units\":1,\"uom\":\"UN\",\"charge\":\"100.00\","
"\"from\":\"2024-10-01\",\"to\":\"2024-10-02\",\"dx_ptr\":[1,2],\"pos\":\"22\",\"emg\":\"Y\",\"epsdt\":\"Y\",\"auth\":\"LA\",\"referral\":\"LR\","
"\"control\":\"C1\",\"note\":\"NOTE\",\"ndc\":{\"code\":\"00002-1434-81\",\"qual\":\"N4\",\"qty\":1.01,\"uom\":\"ML\"},"
"\"rendering\":{\"npi\":\"1234567893\",\"name\":\"ELM CLINIC\"},\"ordering\":{\"npi\":\"1700000106\",\"last\":\"ROE\",\"first\":\"MAX\",\"addr\":" ADDR("4 ASH") "},"
"\"supervising\":{\"npi\":\"1700000304\",\"last\":\"SIM\",\"first\":\"C\"},\"referring\":{\"npi\":\"1700000205\",\"last\":\"POE\",\"first\":\"AL\"},"
"\"service_facility\":{\"name\":\"A TENT\",\"addr\":" ADDR("5 FIR") "}},"
"{\"n\":2,\"code\":\"J3301\",\"units\":0.5,\"uom\":\"UN\",\"charge\":\"50.50\",\"from\":\"2024-10-01\",\"dx_ptr\":[2]}],"
"\"other_payers\":[{\"payer_id\":\"P02\",\"seq\":\"P\",\"rel\":\"19\",\"filing_ind\":\"CI\",\"name\":\"OTHER\",\"paid\":\"90.00\",\"remaining\":\"10.50\","
"\"noncovered\":\"0\",\"adjud_date\":\"2024-10-10\",\"claim_control\":\"OICN\",\"terms\":{\"benefits_assigned\":\"N\",\"release\":\"I\"},"
"\"subscriber\":{\"last\":\"Doe\",\"first\":\"John\",\"member_id\":\"O1\",\"group_number\":\"OG\",\"addr\":" ADDR("2 ELM") "},"
"\"adj\":[{\"grp\":\"CO\",\"carc\":\"45\",\"amt\":\"10.00\",\"qty\":1}],"
"\"lines\":[{\"n\":1,\"paid\":\"60.00\",\"remaining\":\"5\",\"adj\":[{\"grp\":\"CO\",\"carc\":\"45\",\"amt\":\"30.00\"},{\"grp\":\"PR\",\"carc\":\"2\",\"amt\":\"5.00\"},"
"{\"grp\":\"CO\",\"carc\":\"97\",\"amt\":\"5.00\"}]},{\"n\":1,\"code\":\"99212\",\"units\":1,\"paid\":\"0\",\"bundled\":2,\"adjud_date\":\"2024-10-11\",\"adj\":[]},"
"{\"n\":2,\"paid\":\"40.00\",\"adj\":[{\"grp\":\"PR\",\"carc\":\"1\",\"amt\":\"10.50\"}]}]}]}";

static const char institutional[] =
"{\"form\":\"I\",\"claim_id\":\"I1\",\"tob\":\"111\",\"stmt_from\":\"2024-10-01\",\"stmt_to\":\"2024-10-04\",\"total_charge\":\"900\","
"\"admit_type\":\"1\",\"admit_source\":\"1\",\"admit_date\":\"2024-10-01\",\"admit_hour\":\"14\",\"discharge_status\":\"01\","
"\"dates\":{\"discharge_hour\":\"11\"},\"drg\":\"470\",\"admit_dx\":\"M17.11\",\"reason_dx\":[\"M25.561\"],\"condition_codes\":[\"30\",\"45\"],"
"\"dx\":[{\"code\":\"M17.11\",\"poa\":\"Y\"},{\"code\":\"I10\",\"poa\":\"N\"}],\"external_causes\":[{\"code\":\"W19.XXXA\",\"poa\":\"Y\"}],"
"\"pcs\":[{\"code\":\"0SRC0J9\",\"date\":\"2024-10-01\"},{\"code\":\"0DJ08ZZ\",\"date\":\"2024-10-02\"}],"
"\"occurrences\":[{\"code\":\"11\",\"date\":\"2024-09-30\"}],\"occurrence_spans\":[{\"code\":\"70\",\"from\":\"2024-09-01\",\"to\":\"2024-09-05\"}],"
"\"value_codes\":[{\"code\":\"80\",\"amount\":\"3\"},{\"code\":\"A1\",\"amount\":\"12.34\"}],\"refs\":[{\"qual\":\"EA\",\"id\":\"MR\"}],"
BILLING "," SELF ",\"attending\":{\"npi\":\"1700000106\",\"last\":\"ROE\",\"first\":\"MAX\",\"taxonomy\":\"207R00000X\"},"
"\"operating\":{\"npi\":\"1700000205\",\"last\":\"POE\",\"first\":\"AL\"},\"service_facility\":{\"name\":\"ANNEX\",\"addr\":" ADDR("3 OAK") "},"
"\"lines\":[{\"rev\":\"0120\",\"units\":3,\"uom\":\"DA\",\"charge\":\"600\",\"noncovered\":\"10\"},"
"{\"rev\":\"0360\",\"code\":\"27447\",\"mods\":[\"RT\"],\"units\":1,\"charge\":\"300\",\"from\":\"2024-10-01\",\"control\":\"C2\","
"\"operating\":{\"npi\":\"1700000304\",\"last\":\"SIM\",\"first\":\"C\"}}]}";

static const char dental[] =
"{\"form\":\"D\",\"claim_id\":\"D1\",\"pos\":\"11\",\"total_charge\":\"850\",\"patient_paid\":\"5.5\",\"dates\":{\"service\":\"2024-10-01\"},"
"\"dental\":{\"ortho_months\":36,\"ortho_remaining\":27,\"ortho\":\"Y\",\"appliance_placed\":\"2024-01-02\",\"teeth\":[{\"tooth\":\"16\",\"status\":\"M\"}]},"
BILLING "," SELF ",\"dx\":[{\"code\":\"K02.9\"}],\"assistant\":{\"npi\":\"1700000205\",\"last\":\"POE\",\"first\":\"AL\",\"taxonomy\":\"1223G0001X\"},"
"\"lines\":[{\"code\":\"D2750\",\"charge\":\"750\",\"from\":\"2024-10-01\",\"cavities\":[\"10\",\"20\"],\"prosthesis\":\"R\",\"units\":1,"
"\"prior_placement\":\"2019-01-01\",\"dx_ptr\":[1],\"teeth\":[{\"tooth\":\"3\",\"surfaces\":[\"M\",\"O\"]},{\"tooth\":\"4\"}]},"
"{\"code\":\"D1110\",\"charge\":\"100\"}]}";

static void
test_own(void)
{
	static const char *const claims[] = {SMALL, professional, institutional, dental};
	RcmArena	arena;
	char		faults[4096];

	rcm_arena_init(&arena);
	for (size_t i = 0; i < sizeof(claims) / sizeof(claims[0]); i++)
	{
		bool		written = round_trip(claim_of(&arena, claims[i]), "own claim", faults, sizeof(faults));

		CHECK(written);
		if (!written)
			printf("own claim %zu: %s\n", i, faults);
	}
	rcm_arena_free(&arena);
}

/* How often a text stands in the file. */
static int
count_text(const RcmBuffer *b, const char *what)
{
	int			n = 0;
	size_t		len = strlen(what);

	for (size_t i = 0; i + len <= b->len; i++)
		n += memcmp(b->data + i, what, len) == 0;
	return n;
}

/* The claim with one piece of its JSON replaced. */
static char *
with(RcmArena *arena, const char *json, const char *what, const char *put)
{
	const char *at = strstr(json, what);
	char	   *out = rcm_alloc(arena, strlen(json) + strlen(put) + 1);

	CHECK(at != NULL);
	if (at == NULL)
	{
		printf("no %s\n", what);
		return out;
	}
	memcpy(out, json, (size_t) (at - json));
	strcat(out, put);
	strcat(out, at + strlen(what));
	return out;
}

/* The whole of a small file, byte by byte. */
static void
test_bytes(void)
{
	static const char want[] =
		"ISA*00*          *00*          *ZZ*CLINIC         *ZZ*HOUSE          *241015*0930*^*00501*000000007*0*P*:~"
		"GS*HC*CLINIC*HOUSE*20241015*093000*7*X*005010X222A1~ST*837*0001*005010X222A1~"
		"BHT*0019*00*000000007*20241015*093000*CH~NM1*41*2*ELM CLINIC*****46*CLINIC~PER*IC*KIM*TE*5035550100~"
		"NM1*40*2*HOUSE*****46*HOUSE~"
		"HL*1**20*1~PRV*BI*PXC*207Q00000X~NM1*85*2*ELM CLINIC*****XX*1234567893~N3*1 WHARF~N4*PORTLAND*OR*972015544~REF*EI*930011223~"
		"HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*Doe*Jane****MI*M1~N3*2 ELM~N4*PORTLAND*OR*972015544~DMG*D8*19700102*F~NM1*PR*2*P01*****PI*P01~"
		"CLM*A1*100***11:B:1*Y*A*Y*Y~HI*ABK:J069~LX*1~SV1*HC:99213*100*UN*1***1~DTP*472*D8*20241001~"
		"SE*24*0001~GE*1*7~IEA*1*000000007~";
	RcmArena	arena;
	File		f;

	rcm_arena_init(&arena);
	CHECK(open_file(&f, 'P', SENDER));
	CHECK(write_claim(&f, claim_of(&arena, SMALL)));
	rcm_837_write_close(&f.writer);
	CHECK_TEXT(f.out.data, (int) f.out.len, want);
	forget(&f);

	/* Letters lose their accents. */
	CHECK(open_file(&f, 'P', SENDER));
	CHECK(write_claim(&f, claim_of(&arena, with(&arena, SMALL, "\"first\":\"Jane\",\"dob\"", "\"first\":\"J\xc3\xa1n\xc3\xa9\",\"dob\""))) == false);
	CHECK_TEXT(f.faults, (int) strlen(f.faults), "NM104 patient.first; ");
	CHECK(write_claim(&f, claim_of(&arena, with(&arena, SMALL, "ELM CLINIC", "ELM CL\xc3\x8dN\xc3\x8d" "C"))));
	CHECK_INT(count_text(&f.out, "*ELM CLINIC*****XX*"), 1);
	/* A social security number, by its form; it comes back in it. */
	{
		char		faults[256];
		char	   *json = with(&arena, SMALL, "93-0011223", "123-45-6780");

		CHECK(write_claim(&f, claim_of(&arena, json)));
		CHECK_INT(count_text(&f.out, "~REF*SY*123456780~"), 1);
		CHECK_INT(count_text(&f.out, "~REF*EI*123456780~"), 0);
		CHECK(round_trip(claim_of(&arena, json), "social security", faults, sizeof(faults)));
	}
	/* One person whose address is told twice: each says what the other does not. */
	CHECK(write_claim(&f, claim_of(&arena, with(&arena, SMALL, "\"member_id\":\"M1\"",
												"\"member_id\":\"M1\",\"addr\":{\"line1\":\"2 Elm\",\"line2\":\"FLAT 4\",\"zip\":\"972015544\"}"))));
	CHECK_INT(count_text(&f.out, "~N3*2 ELM*FLAT 4~N4*PORTLAND*OR*972015544~"), 1);
	/* Also those that stand behind it; nothing that was mended begins with a blank; half a letter is none. */
	CHECK(write_claim(&f, claim_of(&arena, with(&arena, SMALL, "ELM CLINIC", "*E\xcc\x81LM CLI\xcc\x81NIC 2"))));
	CHECK_INT(count_text(&f.out, "*ELM CLINIC 2*****XX*"), 1);
	/* A word processor's apostrophe is an apostrophe. */
	CHECK(write_claim(&f, claim_of(&arena, with(&arena, SMALL, "ELM CLINIC", "O\xe2\x80\x99" "BRIEN \xe2\x80\x93 LEE\xc2\xa0" "MD"))));
	CHECK_INT(count_text(&f.out, "*O'BRIEN - LEE MD*****XX*"), 1);
	{
		RcmClaim   *claim = claim_of(&arena, SMALL);

		claim->billing->name = RCM_TEXT("EL\xc3M CLINIC");
		CHECK(!write_claim(&f, claim));
		CHECK_TEXT(f.faults, (int) strlen(f.faults), "NM103 billing.name; ");
	}
	forget(&f);
	rcm_arena_free(&arena);
}

/* ---- levels ---- */

static void
test_levels(void)
{
	RcmArena	arena;
	File		f;
	Back		back;
	RcmClaim   *own;
	RcmClaim   *child;

	rcm_arena_init(&arena);
	own = claim_of(&arena, SMALL);
	child = claim_of(&arena, professional);
	CHECK(open_file(&f, 'P', SENDER));
	for (int i = 0; i < 101; i++)
		CHECK(write_claim(&f, own));
	/* A claim that is refused leaves no trace; the next one goes on. */
	own->claim_id = (RcmText) {"", 0};
	CHECK(!write_claim(&f, own));
	CHECK(strcmp(f.faults, "CLM01 claim_id; ") == 0);
	own->claim_id = RCM_TEXT("A2");
	CHECK(write_claim(&f, child));
	CHECK(write_claim(&f, child));
	CHECK(write_claim(&f, own));
	rcm_837_write_close(&f.writer);
	/* 100 claims to a patient; the child's billing provider has another pay-to. */
	CHECK_INT(count_text(&f.out, "~HL*"), 8);
	CHECK_INT(count_text(&f.out, "HL*1**20*1~"), 1);
	CHECK_INT(count_text(&f.out, "HL*2*1*22*0~"), 1);
	CHECK_INT(count_text(&f.out, "HL*3*1*22*0~"), 1);
	CHECK_INT(count_text(&f.out, "HL*4**20*1~"), 1);
	CHECK_INT(count_text(&f.out, "HL*5*4*22*1~"), 1);
	CHECK_INT(count_text(&f.out, "HL*6*5*23*0~"), 1);
	CHECK_INT(count_text(&f.out, "HL*7**20*1~"), 1);
	CHECK_INT(count_text(&f.out, "HL*8*7*22*0~"), 1);
	read_back(&back, f.out.data, f.out.len);
	CHECK_INT(back.findings, 0);
	CHECK_INT(back.claims, 104);
	CHECK_INT(f.writer.items, 104);
	rcm_arena_free(&back.arena);
	forget(&f);

	CHECK(open_file(&f, 'P', "{\"control_number\":1,\"sender_id\":\"A\",\"submitter_id\":\"AB\",\"receiver_id\":\"BB\",\"submitter_name\":\"A\","
					"\"receiver_name\":\"B\",\"contact_email\":\"x@example.com\",\"created\":\"2024-01-01T00:00\",\"transaction_size\":2,"
					"\"reference\":\"R\",\"delimiters\":\"|>!\\n\"}"));
	for (int i = 0; i < 5; i++)
		CHECK(write_claim(&f, own));
	rcm_837_write_close(&f.writer);
	CHECK_INT(count_text(&f.out, "\nST|837|"), 3);
	CHECK_INT(count_text(&f.out, "|R-3|"), 1);
	CHECK_INT(count_text(&f.out, "HL|1||20|1\n"), 3);
	CHECK_INT(count_text(&f.out, "GE|3|1\n"), 1);
	read_back(&back, f.out.data, f.out.len);
	CHECK_INT(back.findings, 0);
	CHECK_INT(back.claims, 5);
	rcm_arena_free(&back.arena);
	forget(&f);
	rcm_arena_free(&arena);
}

/* ---- refusals ---- */

static void
test_refusals(void)
{
	static const struct
	{
		const char *json,
				   *what,
				   *put,
				   *faults;
	}			cases[] = {
		{SMALL, "\"A1\"", "\"A*1\"", "CLM01 claim_id; "},
		{SMALL, "\"A1\"", "\"123456789012345678901234567890123456789\"", "CLM01 claim_id; "},
		{SMALL, "\"total_charge\":\"100.00\"", "\"total_charge\":\"100.01\"", "CLM02 total_charge; "},
		{SMALL, "\"pos\":\"11\"", "\"pos\":\"1\"", "CLM05-1 pos; "},
		{SMALL, "\"pos\":\"11\"", "\"pos\":\"11\",\"freq\":\"7\"", "REF02 orig_ref; "},
		{SMALL, "\"pos\":\"11\"", "\"pos\":\"11\",\"orig_ref\":\"X\"", "REF02 orig_ref; "},
		{SMALL, "\"pos\":\"11\"", "\"pos\":\"11\",\"freq\":\"x\"", "CLM05-3 freq; "},
		{SMALL, "\"npi\":\"1234567893\"", "\"npi\":\"1234567890\"", "NM109 billing.npi; "},
		{SMALL, "\"npi\":\"1234567893\",", "", "NM109 billing.npi; "},
		{SMALL, "97201-5544", "97201", "N403 billing.addr.zip; "},
		{SMALL, "1 WHARF", "P.O. Box 1", "N301 billing.addr.line1; "},
		{SMALL, "1 WHARF\"", "1 WHARF\",\"line2\":\"PO Box 12\"", "N302 billing.addr.line2; "},
		{SMALL, "93-0011223", "93-001122", "REF02 billing.tin; "},
		{SMALL, "\"member_id\":\"M1\"", "\"member_id\":\"\"", "NM109 subscriber.member_id; "},
		{SMALL, "\"payer_id\":\"P01\",", "", "NM103 payer.name; NM109 payer_id; "},
		{SMALL, "\"filing_ind\":\"CI\"", "\"filing_ind\":\"XX\"", "SBR09 filing_ind; "},
		{SMALL, "\"sex\":\"F\"", "\"sex\":\"X\"", "DMG03 patient.sex; "},
		{SMALL, "\"rel\":\"18\"", "\"rel\":\"02\"", "PAT01 patient.rel; "},
		{SMALL, "\"subscriber\":{\"last\":\"Doe\"", "\"subscriber\":{\"last\":\"Roe\"", "NM103 patient.last; "},
		{SMALL, "J06.9", "J0.69", "HI01-2 dx[0].code; "},
		{SMALL, "{\"code\":\"J06.9\"}", "{\"code\":\"J06.9\"},{\"code\":\"R05\"},{\"code\":\"J069\"}", "HI03-2 dx[2].code; "},
		{SMALL, "\"dx_ptr\":[1]", "\"dx_ptr\":[1,2]", "SV107-2 lines[0].dx_ptr[1]; "},
		{SMALL, "\"dx_ptr\":[1]", "\"dx_ptr\":[]", "SV107 lines[0].dx_ptr; "},
		{SMALL, "99213", "9921", "SV101-2 lines[0].code; "},
		{SMALL, "\"units\":1", "\"units\":-1", "SV104 lines[0].units; "},
		{SMALL, "\"units\":1", "\"units\":\"one\"", "SV104 lines[0].units; "},
		{SMALL, "\"units\":1,", "", "SV104 lines[0].units; "},
		{SMALL, "\"from\":\"2024-10-01\",", "", "DTP03 lines[0].from; "},
		{SMALL, "[" LINE "]", "[]", "LX01 lines; CLM02 total_charge; "},
		{SMALL, "\"charge\":\"100.00\"", "\"charge\":\"-100.00\"", "SV102 lines[0].charge; CLM02 total_charge; "},
		{SMALL, "\"Jane\"", "\"\xe6\x97\xa5\"", "NM104 patient.first; "},
		{professional, "\"paid\":\"90.00\"", "\"paid\":\"91.00\"", "AMT02 other_payers[0].paid; CLM02 other_payers[0].paid; "},
		{professional, "\"paid\":\"60.00\"", "\"paid\":\"61.00\"", "SVD02 other_payers[0].lines; AMT02 other_payers[0].paid; "},
		{professional, "\"payer_seq\":\"S\"", "\"payer_seq\":\"P\"", "SBR01 other_payers[0].seq; "},
		{professional, "\"payer_seq\":\"S\",", "", "SBR01 other_payers[0].seq; "},
		{professional, "\"other_payers\":[", "\"other_payers\":[{\"payer_id\":\"P03\",\"seq\":\"P\",\"filing_ind\":\"CI\",\"subscriber\":{\"last\":\"Doe\",\"member_id\":\"O2\"}},", "SBR01 other_payers[1].seq; "},
		{professional, "\"n\":2,\"paid\"", "\"n\":3,\"paid\"", "SVD other_payers[0].lines; "},
		{professional, "\"id\":\"MR1\"", "\"id\":\"\"", "REF02 refs[0].id; "},
		{professional, "\"qual\":\"EA\"", "\"qual\":\"G1\"", "REF01 refs[0].qual; "},
		{professional, "\"state\":\"OR\"},\"msp", "\"state\":null},\"msp", "CLM11-4 related.state; "},
		{institutional, "\"tob\":\"111\"", "\"tob\":\"111\",\"freq\":\"2\"", "CLM05-3 freq; "},
		{institutional, "\"stmt_to\":\"2024-10-04\",", "", "DTP03 stmt_to; "},
		{institutional, "\"admit_type\":\"1\",", "", "CL101 admit_type; "},
		{institutional, "\"admit_hour\":\"14\"", "\"admit_hour\":\"1460\"", "DTP03 admit_hour; "},
		{institutional, "\"discharge_hour\":\"11\"", "\"discharge_hour\":\"24\"", "DTP03 dates.discharge_hour; "},
		{institutional, "\"rev\":\"0120\"", "\"rev\":\"12\"", "SV201 lines[0].rev; "},
		{institutional, "\"poa\":\"N\"", "\"poa\":\"1\"", "HI01-9 dx[1].poa; "},
		{institutional, "0SRC0J9", "0SRC", "HI01-2 pcs[0].code; "},
		{dental, "\"status\":\"M\"", "\"status\":\"X\"", "DN202 dental.teeth[0].status; "},
		{dental, "\"prior_placement\":\"2019-01-01\",", "", "DTP03 lines[0].prior_placement; "},
	};
	RcmArena	arena;
	char		faults[4096];

	rcm_arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		RcmClaim   *claim = claim_of(&arena, with(&arena, cases[i].json, cases[i].what, cases[i].put));

		CHECK(!round_trip(claim, cases[i].put, faults, sizeof(faults)));
		CHECK_TEXT(faults, (int) strlen(faults), cases[i].faults);
	}
	rcm_arena_free(&arena);
}

static void
test_senders(void)
{
	static const struct
	{
		const char *what,
				   *put,
				   *path;
	}			cases[] = {
		{"\"control_number\":7,", "", "control_number"},
		{"\"submitter_name\":\"ELM CLINIC\",", "", "submitter_name"},
		{"\"contact_phone\":\"(503) 555-0100\",", "", "contact_phone"},
		{"\"receiver_name\":\"HOUSE\",", "", "receiver_name"},
		{"\"CLINIC\"", "\"\"", "sender_id"},
		{"\"control_number\":7", "\"control_number\":7,\"transaction_size\":5001", "transaction_size"},
		/* What would break the envelope. */
		{"\"CLINIC\"", "\"CLI*NIC\",\"submitter_id\":\"C1\"", "sender_id"},
		{"\"CLINIC\"", "\" \",\"submitter_id\":\"C1\"", "sender_id"},
		{"\"HOUSE\",\"sub", "\"HO~SE\",\"sub", "receiver_id"},
		{"\"control_number\":7", "\"control_number\":7,\"group_sender_id\":\"A:B\"", "group_sender_id"},
		{"\"control_number\":7", "\"control_number\":7,\"group_receiver_id\":\" \"", "group_receiver_id"},
		{"\"control_number\":7", "\"control_number\":7,\"security\":\"A^\"", "security"},
		{"\"control_number\":7", "\"control_number\":7,\"authorization\":\"A_\",\"character_set\":\"basic\"", "authorization"},
		{"\"control_number\":7", "\"control_number\":7,\"sender_qualifier\":\"Z\"", "sender_qualifier"},
		{"\"control_number\":7", "\"control_number\":7,\"delimiters\":\"\\n:^~\",\"line_break\":\"\\n\"", "line_break"},
		{"T09:30:00", "T24:00:00", "created"},
		{"T09:30:00", "T09:60", "created"},
		{"T09:30:00", "T09:30:60", "created"},
		{"(503) 555-0100", "(-) .", "contact_phone"},
	};
	RcmArena	arena;

	rcm_arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		File		f;

		CHECK(!open_file(&f, 'P', with(&arena, SENDER, cases[i].what, cases[i].put)));
		CHECK_TEXT(f.writer.fault.path, (int) strlen(f.writer.fault.path), cases[i].path);
		forget(&f);
	}
	rcm_arena_free(&arena);
}

int
main(void)
{
	test_bytes();
	test_own();
	test_levels();
	test_refusals();
	test_senders();
	return unit_report();
}
