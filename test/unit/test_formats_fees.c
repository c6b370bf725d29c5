/*
 * test_formats_fees.c - the physician fee schedule, and what the names of its
 * files and of its localities' say: made-up rows in CMS's layouts, and the real
 * files when RCM_SHARED names them.
 */
#include "format_reading.h"
#include "formats/fees.h"


/* ---- relative value files ---- */

#define TITLE_2025 \
	",,2025 National Physician Fee Schedule Relative Value File October Release,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n" \
	",,a notice,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n" \
	",, ,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n" \
	",,RELEASED 09/11/2025,,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n"
#define HEADER_2025 \
	",, , ,,,,,,,,,,,,,,,,,,,,,,,,,NON-FACILITY,FACILITY,\r\n" \
	",,,,NOT USED,,,,,,,,,,,,,,,,,,,,,PHYSICIAN,,DIAGNOSTIC,PE USED,PE USED,MP USED\r\n" \
	",,,,FOR,,,NON-FAC,,FACILITY ,,,,,,,,,,,,,,,,SUPERVISION OF,,IMAGING,FOR OPPS,FOR OPPS,FOR OPPS\r\n" \
	",,,STATUS,MEDICARE ,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,ASST,CO-,TEAM,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT\r\n" \
	"HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,SURG,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT\r\n"
#define ROWS_2025 \
	"0001F,,\"made up, first\",I,,0.00,0.00,,0.00,,0.00,0.00,0.00,9,XXX,0.00,0.00,0.00,9,9,9,9,9,,32.3465,09,0,99,0.00,0.00,0.00\r\n" \
	"43235,,made up second,A,,2.09,8.25,NA,1.24,,0.29,10.63,3.62,0,000,0.10,0.80,0.10,3,0,1,0,0,43200,32.3465,09,0,99,1.00,2.00,3.00\r\n" \
	"70450,26,made up third,A,+,0.85,0.30,,0.30,NA,0.06,1.21,1.21,1,XXX,0.00,0.00,0.00,0,0,0,0,0,,32.3465,09,0,88,0.00,0.00,0.00\r\n" \
	"70450,,made up third,A,,0.85,2.30,,2.30,NA,0.06,1.21,1.21,1,XXX,0.00,0.00,0.00,0,0,0,0,0,,32.3465,6A,0,88,0.00,0.00,0.00\r\n" \
	"A0001,,made up fourth,X,,0.00,0.00,,0.00,,0.00,0.00,0.00,9,XXX,0.00,0.00,0.00,9,9,9,9,9,,32.3465,09,0,99,0.00,0.00,0.00\r\n"
#define FILE_2025 TITLE_2025 HEADER_2025 ROWS_2025

#define WANT_2025(apm) \
	"0001F|~|I|9|XXX|9|9|9|9|9|f|f|0.00|0.00|0.00|0.00|32.3465|0.00|0.00|0.00|~|09|0|99|0.00|0.00|0.00|" apm "\n" \
	"43235|~|A|0|000|3|0|1|0|0|t|f|2.09|8.25|1.24|0.29|32.3465|0.10|0.80|0.10|43200|09|0|99|1.00|2.00|3.00|" apm "\n" \
	"70450|26|A|1|XXX|0|0|0|0|0|f|t|0.85|0.30|0.30|0.06|32.3465|0.00|0.00|0.00|~|09|0|88|0.00|0.00|0.00|" apm "\n" \
	"70450|~|A|1|XXX|0|0|0|0|0|f|t|0.85|2.30|2.30|0.06|32.3465|0.00|0.00|0.00|~|6A|0|88|0.00|0.00|0.00|" apm "\n" \
	"A0001|~|X|9|XXX|9|9|9|9|9|f|f|0.00|0.00|0.00|0.00|32.3465|0.00|0.00|0.00|~|09|0|99|0.00|0.00|0.00|" apm "\n"

static void
put(char *line, int first, const char *text)
{
	memcpy(line + first - 1, text, strlen(text));
}

/* The 171 characters of the text file: an endoscopy with these units everywhere. */
static const char *
fee_line(const char *code, const char *mod, const char *name, const char *nonfac_na, const char *units,
		 const char *share)
{
	static const int places[] = {60, 67, 76, 91, 97, 152, 159, 166};
	static char line[200];

	memset(line, ' ', 171);
	strcpy(line + 171, "\r\n");
	put(line, 1, code);
	put(line, 6, mod);
	put(line, 8, name);
	put(line, 58, "A");
	for (int i = 0; i < 8; i++)
		put(line, places[i] + 6 - (int) strlen(units), units);
	put(line, 73, nonfac_na);
	put(line, 86, "0.01");
	put(line, 103, "0XXX");
	for (int i = 0; i < 3; i++)
		put(line, 107 + 3 * i, share);
	put(line, 116, "30100");
	put(line, 128, "43200");
	put(line, 134, "32.3465");
	put(line, 142, "090");
	put(line, 146, "99");
	return line;
}

static void
test_fee_csv(void)
{
	CHECK_ROWS(rcm_format_fee_schedule, "PPRRVU2025_Oct.csv", FILE_2025, WANT_2025("f"));
	CHECK_ROWS(rcm_format_fee_schedule_apm, "", FILE_2025, WANT_2025("t"));
	/* line feeds alone, a byte order mark, blank rows, no end of the last line */
	CHECK_ROWS(rcm_format_fee_schedule, "",
			   "\xEF\xBB\xBF" HEADER_2025 ",,,\n\n"
			   "V5364,,x,N,,,,,,,,,,,,,,,,,,,,,,,,,,,\n"
			   "\n,,,,,,,,,\n",
			   "V5364|~|N|~|~|~|~|~|~|~|f|f|~|~|~|~|~|~|~|~|~|~|~|~|~|~|~|f\n");
	/* a spreadsheet: numbers for texts, decimals lost */
	CHECK_ROWS(rcm_format_fee_schedule, "",
			   HEADER_2025
			   "43235,,x,A,,2.1,8,NA,.5,,0,10.63,3.62,0,0,0.1,0.8,.1,3,0,1,0,0,43200,32,9,0,8,1,2,3\n"
			   "43236,,x,A,,-2.1,0012.5,NA,.5,,0,10.63,3.62,0,90,0.1,0.8,.1,3,0,1,0,0,43200,32.3,9,0,8,1,2,3\n",
			   "43235|~|A|0|000|3|0|1|0|0|t|f|2.10|8.00|0.50|0.00|32.0000|0.10|0.80|0.10|43200|09|0|08|1.00|2.00|3.00|f\n"
			   "43236|~|A|0|090|3|0|1|0|0|t|f|-2.10|12.50|0.50|0.00|32.3000|0.10|0.80|0.10|43200|09|0|08|1.00|2.00|3.00|f\n");
}

/* Columns are found by the stacked words: one more in 2026, another order, some missing. */
static void
test_fee_header(void)
{
	CHECK_ROWS(rcm_format_fee_schedule, "",
			   ",,,STATUS,WORK,NON-FAC,FACILITY,NON-FAC NA,FACILITY NA,MP,PCTC,GLOB,MULT,BILAT,ASST,CO-,TEAM,PRIC,CONV\n"
			   "HCPCS,MOD,DESCRIPTION,CODE,RVU,PE RVU,PE RVU,INDICATOR,INDICATOR,RVU,IND,DAYS,PROC,SURG,SURG,SURG,SURG,IND,FACTOR\n"
			   "99213,,x,A,1,2,3,NA,,4,0,XXX,1,2,1,0,9,7,33.4009\n",
			   "99213|~|A|0|XXX|1|2|1|0|9|t|f|1.00|2.00|3.00|4.00|33.4009|~|~|~|~|~|~|~|~|~|~|f\n");
	CHECK_REFUSED(rcm_format_fee_schedule, "",
				  ",,,STATUS,WORK\nHCPCS,MOD,DESCRIPTION,CODE,RVU\n99213,,x,A,1\n",
				  "2:0: the header has no column \"PCTC IND\"");
	CHECK_REFUSED(rcm_format_fee_schedule, "", "a,b\nc,d\n",
				  "2:0: no row in it: this is not \"Physician fee schedule, relative value file\", or not all of it");
	CHECK_REFUSED(rcm_format_fee_schedule, "",
				  "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n",
				  "41:0: no header \"HCPCS, MOD\" in the first 40 lines: this is not a relative value file");
}

static void
test_fee_refusals(void)
{
#define ROW(code, mod, status, na, work, glob, share, base, cf, last) \
	HEADER_2025 code "," mod ",x," status ",," work ",1,,1," na ",1,1,1,0," glob "," share ",0,0,9,9,9,9,9," base "," cf ",09,0,99,0.00,0.00" last "\n"
	CHECK_REFUSED(rcm_format_fee_schedule, "", ROW("9921", "", "A", "", "1", "XXX", "0", "", "32", ",0"),
				  "6:1: not a procedure code: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_fee_schedule, "", ROW("99213", "2", "A", "", "1", "XXX", "0", "", "32", ",0"),
				  "6:2: not a modifier");
	CHECK_REFUSED(rcm_format_fee_schedule, "", ROW("99213", "", "AB", "", "1", "XXX", "0", "", "32", ",0"),
				  "6:4: not an indicator of one character");
	CHECK_REFUSED(rcm_format_fee_schedule, "", ROW("99213", "", "A", "N", "1", "XXX", "0", "", "32", ",0"),
				  "6:10: neither NA nor blank");
	CHECK_REFUSED(rcm_format_fee_schedule, "", ROW("99213", "", "A", "", "1.234", "XXX", "0", "", "32", ",0"),
				  "6:6: \"1.234\" is not a number with at most 2 decimals");
	CHECK_REFUSED(rcm_format_fee_schedule, "", ROW("99213", "", "A", "", "one", "XXX", "0", "", "32", ",0"),
				  "6:6: \"one\" is not a number");
	CHECK_REFUSED(rcm_format_fee_schedule, "", ROW("99213", "", "A", "", "1234567", "XXX", "0", "", "32", ",0"),
				  "6:6: the number has more than 6 digits before the point");
	CHECK_REFUSED(rcm_format_fee_schedule, "", ROW("99213", "", "A", "", "1", "XX", "0", "", "32", ",0"),
				  "6:15: not global days");
	CHECK_REFUSED(rcm_format_fee_schedule, "", ROW("99213", "", "A", "", "1", "XXX", "100", "", "32", ",0"),
				  "6:16: the number has more than 2 digits before the point");
	CHECK_REFUSED(rcm_format_fee_schedule, "", ROW("99213", "", "A", "", "1", "XXX", "0", "4320", "32", ",0"),
				  "6:24: the endoscopic base is not a procedure code");
	CHECK_REFUSED(rcm_format_fee_schedule, "", ROW("99213", "", "A", "", "1", "XXX", "0", "", "32.34651", ",0"),
				  "6:25: \"32.34651\" is not a number with at most 4 decimals");
	/* cut in its last row */
	CHECK_REFUSED(rcm_format_fee_schedule, "", ROW("99213", "", "A", "", "1", "XXX", "0", "", "32", ""),
				  "6:30: 30 columns where the header has 31: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_fee_schedule, "", FILE_2025 "70450,26",
				  "15:2: 2 columns where the header has 31: the file is damaged or cut");
	/* code and modifier are the key */
	CHECK_REFUSED(rcm_format_fee_schedule, "", FILE_2025
				  "70450,26,x,A,+,0.85,0.30,,0.30,NA,0.06,1.21,1.21,1,XXX,0.00,0.00,0.00,0,0,0,0,0,,32.3465,09,0,88,0.00,0.00,0.00\n",
				  "15:1: 70450-26 stands in the file twice");
#undef ROW
}

#define HDR "HDR NOTICE                                        \r\nHDR\r\n"

static void
test_fee_text(void)
{
	char		text[4000];
	char	   *end;

	snprintf(text, sizeof(text), HDR "%s", fee_line("43235", "", "made up", "NA", "1.50", ".10"));
	strcat(text, fee_line("70450", "TC", "caf\xE9 in Latin-1, one character", "", "102.00", ".09"));
	strcat(text, "\r\nTRL the end\r\n\x1a");
	CHECK_ROWS(rcm_format_fee_schedule, "PPRRVU2025_Oct.txt", text,
			   "43235|~|A|0|XXX|3|0|1|0|0|t|f|1.50|1.50|1.50|0.01|32.3465|0.10|0.10|0.10|43200|09|0|99|1.50|1.50|1.50|f\n"
			   "70450|TC|A|0|XXX|3|0|1|0|0|f|f|102.00|102.00|102.00|0.01|32.3465|0.09|0.09|0.09|43200|09|0|99|102.00|102.00|102.00|f\n");
	/* cut: by a character, then within the number */
	snprintf(text, sizeof(text), HDR "%s", fee_line("43235", "", "made up", "NA", "1.50", ".10"));
	end = text + strlen(text);
	strcat(text, fee_line("43236", "", "made up", "NA", "1.50", ".10"));
	end[170] = '\0';
	CHECK_REFUSED(rcm_format_fee_schedule, "", text,
				  "4:0: a line of 170 characters where 171 are expected: the file is damaged or cut");
	end[0] = '\0';
	text[strlen(text) - 3] = '\0';
	CHECK_REFUSED(rcm_format_fee_schedule, "", text,
				  "3:0: a line of 170 characters where 171 are expected: the file is damaged or cut");
	/* something that is not a number in its place */
	snprintf(text, sizeof(text), HDR "%s", fee_line("43235", "", "made up", "", "x", ".10"));
	CHECK_REFUSED(rcm_format_fee_schedule, "", text, "3:60: \"x\" is not a number");
	CHECK_REFUSED(rcm_format_fee_schedule, "", "HDR a\n99213\n",
				  "2:0: a line of 5 characters where 171 are expected: the file is damaged or cut");
}

/* Descriptors need a licence; those of HCPCS codes are not this file's. */
static void
test_fee_names(void)
{
	Reading		r = {.licensed = true};

	read_bytes(&r, &rcm_format_fee_schedule, "", FILE_2025, strlen(FILE_2025), 0);
	CHECK(r.good);
	CHECK_INT(r.rows[0], 5);
	CHECK_INT(r.rows[1], 3);
	CHECK(strstr(r.text.data, "code_text|CPT|0001F|made up, first\n") != NULL);
	CHECK(strstr(r.text.data, "code_text|CPT|70450|made up third\n") != NULL);
	CHECK(strstr(r.text.data, "fourth") == NULL);
	reading_free(&r);
	r = (Reading) {0};
	read_bytes(&r, &rcm_format_fee_schedule, "", FILE_2025, strlen(FILE_2025), 0);
	CHECK_INT(r.rows[1], 0);
	CHECK(strstr(r.text.data, "made up") == NULL);
	reading_free(&r);
}

/* ---- what names and titles say ---- */

static void
test_hints(void)
{
	CHECK_HINT(rcm_format_fee_schedule, "PPRRVU2025_Oct.txt", "", "RVU25D|2025-10-01|~|0|");
	CHECK_HINT(rcm_format_fee_schedule, "PPRRVU24_JAN.csv", "", "RVU24A|2024-01-01|~|0|");
	CHECK_HINT(rcm_format_fee_schedule, "PPRRVU2026_Jul_nonQPP.csv", "", "RVU26C|2026-07-01|~|0|");
	CHECK_HINT(rcm_format_fee_schedule, "PPRRVU2026_Apr_QPP.csv", "", "RVU26B|2026-04-01|~|0|pfs-apm");
	CHECK_HINT(rcm_format_fee_schedule_apm, "PPRRVU2026_Apr_QPP.csv", "", "RVU26B|2026-04-01|~|0|");
	CHECK_HINT(rcm_format_fee_schedule_apm, "PPRRVU2026_Apr_nonQPP.csv", "", "RVU26B|2026-04-01|~|0|pfs");
	CHECK_HINT(rcm_format_fee_schedule, "prices.csv", FILE_2025, "RVU25D|2025-10-01|2025-09-11|0|");
	CHECK_HINT(rcm_format_fee_schedule, "PPRRVU2025_Mar.csv", "", "|~|~|0|");
	CHECK_HINT(rcm_format_fee_schedule, "PPRRVU", "", "|~|~|0|");
	CHECK_HINT(rcm_format_fee_schedule, "GPCI2025.csv", "", "|~|~|0|gpci");
	CHECK_HINT(rcm_format_gpci, "GPCI2025.csv", "", "2025|2025-01-01|~|0|");
	CHECK_HINT(rcm_format_gpci, "ANES2025.csv", "", "2025|2025-01-01|~|0|anesthesia");
	CHECK_HINT(rcm_format_gpci, "x.csv", "ADDENDUM E. FINAL CY 2026 INDICES (GPCIs),,\n", "2026|2026-01-01|~|0|");
	CHECK_HINT(rcm_format_anesthesia, "ANES2025.txt", "", "2025|2025-01-01|~|0|");
	CHECK_HINT(rcm_format_localities, "25LOCCO.csv", "", "2025|2025-01-01|~|0|");
	CHECK_HINT(rcm_format_localities, "LOCCO.csv", "COUNTIES INCLUDED IN 2024 LOCALITIES.,,,,\n", "2024|2024-01-01|~|0|");
	CHECK_HINT(rcm_format_localities, "ZIP5_OCT2025.txt", "", "2025|2025-01-01|~|0|zip-localities");
	CHECK_HINT(rcm_format_zip_localities, "ZIP5_OCT2025.txt", "", "2025Q4|2025-10-01|~|0|");
	CHECK_HINT(rcm_format_zip_localities, "25LOCCO.txt", "", "|~|~|0|localities");
}

/* ---- the real files ---- */

static void
test_real_fees(void)
{
	Reading		csv = {.licensed = true, .tally_field = 3};
	Reading		text = {.licensed = true, .tally_field = 5};

	if (!read_real(&csv, &rcm_format_fee_schedule, "codes/pfs/PPRRVU2025_Oct.nodesc.csv"))
		return;
	CHECK_INT(csv.rows[0], 19090);
	CHECK_INT(csv.rows[1], 0);
	CHECK_INT(csv.nulls[1], 16851);
	CHECK_INT(csv.nulls[20], 18720);
	CHECK_INT(csv.nulls[16], 0);
	CHECK_INT(csv.tally['A'], 9021);
	CHECK_INT(csv.tally['X'], 2548);
	CHECK_INT(csv.tally['T'], 8);
	CHECK_TEXT(csv.release.name, (int) strlen(csv.release.name), "RVU25D");
	read_real(&text, &rcm_format_fee_schedule, "codes/pfs/PPRRVU2025_Oct.nodesc.txt");
	CHECK_INT(text.tally['X'], 11722);
	CHECK_INT(text.tally['0'], 3767 + 1371 + 471);
	CHECK_INT(text.tally['Y'], 967);
	CHECK_INT(text.tally['Z'], 775);
	CHECK_INT(text.tally['M'], 17);
	CHECK(strcmp(csv.text.data, text.text.data) == 0);
	reading_free(&csv);
	reading_free(&text);
	csv = (Reading) {0};
	read_real(&csv, &rcm_format_fee_schedule, "codes/pfs/PPRRVU2026_Jul_nonQPP.excerpt.csv");
	CHECK_INT(csv.rows[0], 8);
	CHECK_TEXT(csv.release.name, (int) strlen(csv.release.name), "RVU26C");
	CHECK(strstr(csv.text.data, "00100|~|J|9|XXX|9|9|9|9|9|f|f|0.00|0.00|0.00|0.00|33.4009|0.00|0.00|0.00|~|09|0|99|") != NULL);
	reading_free(&csv);
}

int
main(void)
{
	test_fee_csv();
	test_fee_header();
	test_fee_refusals();
	test_fee_text();
	test_fee_names();
	test_hints();
	test_real_fees();
	return unit_report();
}
