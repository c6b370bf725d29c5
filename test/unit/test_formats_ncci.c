/*
 * test_formats_ncci.c - NCCI's files: made-up rows in CMS's layouts, in pieces of
 * any size, and the real files when RCM_SHARED names them.
 */
#include "format_reading.h"

/* ---- pairs ---- */

#define PTP_NOTICE "A notice.\t\t\t\t\t\t\r\nColumn1/Column2 Edits\t\t\t\t\t\t\r\n"
#define PTP_HEADER \
	"Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\r\n" \
	"\t\tprior to 1996\tDate\tDate\t0=not allowed\t\r\n" \
	"\t\t\t\t*=no data\t1=allowed\t\r\n" \
	"\t\t\t\t\t9=not applicable\t\r\n"
#define PTP_START PTP_NOTICE PTP_HEADER

static void
test_ptp_rows(void)
{
	Reading		r = {0};
	int			number;
	const char *data =
		PTP_START
		"10021\t10022\t*\t19960101\t*\t1\tMade-up reason\r\n"
		"10021\t10022\t\t20200101\t20231231\t0\tMade-up reason\r\n"
		"0001A\t0002U\t\t20200401\t20200401\t9\tAnother reason\r\n"
		"A0001\t99213\t\t20200401\t20200101\t9\tAnother reason\r\n"
		"A0001\t99214\t\t20200401\t*\t1\t\r\n\r\n\x1a";

	/* a reason is given once, before the first row that refers to it */
	read_bytes(&r, &rcm_format_ptp_practitioner, "ccipra-v302r0-f1.TXT", data, strlen(data), 0);
	CHECK(r.good);
	CHECK_INT(r.rows[0], 5);
	CHECK_INT(r.rows[1], 2);
	CHECK(sscanf(r.text.data, "ptp_rationale|%d|", &number) == 1 && number > 0 && number <= 32767);
	CHECK(strstr(r.text.data, "|Made-up reason\nMCR|PRA|10021|10022|1|1996-01-01|infinity|") != NULL);
	CHECK(strstr(r.text.data, "MCR|PRA|10021|10022|0|2020-01-01|2023-12-31|") != NULL);
	CHECK(strstr(r.text.data, "MCR|PRA|0001A|0002U|9|2020-04-01|2020-04-01|") != NULL);
	/* 9 never applied, so that its dates are in disorder does no harm */
	CHECK(strstr(r.text.data, "MCR|PRA|A0001|99213|9|2020-04-01|2020-04-01|") != NULL);
	/* no reason given: 0 */
	CHECK(strstr(r.text.data, "MCR|PRA|A0001|99214|1|2020-04-01|infinity|0\n") != NULL);
	reading_free(&r);
}

/* Medicaid has no third column; the shape is that of the first pair. */
static void
test_ptp_shapes(void)
{
	static const char *const reason = "Made-up reason";
	char		want[400];
	int			number;
	Reading		r = {0};
	const char *six =
		"Column 1\tColumn 2\tEffective\tDeletion\tModifier\tRationale\n"
		"10021\t10022\t20200101\t*\t1\tMade-up reason\n";
	const char *commas =
		"a notice\nColumn 1,Column 2,*=in existence prior to 1996,Effective Date,Deletion Date,Modifier,Rationale\n"
		"10021,10022,,20200101,*,1,Made-up reason\n,,,\n";

	read_bytes(&r, &rcm_format_medicaid_ptp_dme, "", six, strlen(six), 0);
	CHECK(r.good && sscanf(r.text.data, "ptp_rationale|%d|", &number) == 1);
	reading_free(&r);
	snprintf(want, sizeof(want), "ptp_rationale|%d|%s\nMCD|DME|10021|10022|1|2020-01-01|infinity|%d\n", number, reason, number);
	CHECK_ROWS(rcm_format_medicaid_ptp_dme, "", six, want);
	snprintf(want, sizeof(want), "ptp_rationale|%d|%s\nMCR|OPH|10021|10022|1|2020-01-01|infinity|%d\n", number, reason, number);
	CHECK_ROWS(rcm_format_ptp_outpatient, "", commas, want);
	CHECK_REFUSED(rcm_format_medicaid_ptp_practitioner, "", commas,
				  "3:0: 7 columns: this is a file of Medicare, Medicaid's have 6");
	CHECK_REFUSED(rcm_format_ptp_practitioner, "", six,
				  "2:0: 6 columns: this is a file of Medicaid, Medicare's have 7");
	/* neither the pair nor pair and date are a key */
	CHECK_ROWS(rcm_format_ptp_practitioner, "",
			   PTP_START "88108\t88162\t*\t19960101\t19960101\t9\t\r\n88108\t88162\t*\t19960101\t19960101\t9\t\r\n",
			   "MCR|PRA|88108|88162|9|1996-01-01|1996-01-01|0\nMCR|PRA|88108|88162|9|1996-01-01|1996-01-01|0\n");
	CHECK_REFUSED(rcm_format_medicaid_ptp_practitioner, "",
				  "Column 1\tColumn 2\n10021\t10022\t20200101\t*\t1\tx\n10021\t10022\t\t20200101\t*\t1\tx\n",
				  "3:7: 7 columns where the first pair has 6");
}

static void
test_ptp_refusals(void)
{
#define PAIR(rest) PTP_START "10021\t10022\t" rest
	CHECK_REFUSED(rcm_format_ptp_practitioner, "", "10021\t10022\t\t20200101\t*\t1\tx\n",
				  "1:1: no header \"Column 1, Column 2\": this is not a file of PTP pairs");
	CHECK_REFUSED(rcm_format_ptp_practitioner, "", "HCPCS,Value\n10021,1\n",
				  "2:0: no row in it: this is not \"NCCI PTP edits, practitioner\", or not all of it");
	CHECK_REFUSED(rcm_format_ptp_practitioner, "", "",
				  "1:0: no row in it: this is not \"NCCI PTP edits, practitioner\", or not all of it");
	CHECK_REFUSED(rcm_format_ptp_practitioner, "", PTP_START,
				  "6:0: no row in it: this is not \"NCCI PTP edits, practitioner\", or not all of it");
	CHECK_REFUSED(rcm_format_ptp_practitioner, "", PAIR("\t20200101\t*\t1\tx\r\n10021\t1002"),
				  "8:1: not a pair of procedure codes: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_ptp_practitioner, "", PAIR("\t20200101\t*\t1\tx\r\n10021\t10023\t\t2020"),
				  "8:1: not a pair of procedure codes: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_ptp_practitioner, "", PAIR("\t20200101\t*\t1\tx\r\n10021\t10023\t\t20200101\t*\t1\r\n"),
				  "8:6: 6 columns where the first pair has 7");
	CHECK_REFUSED(rcm_format_ptp_practitioner, "", PAIR("\t20200101\t*\t1\tx\ty\r\n"),
				  "7:8: 8 columns where the first pair has 8");
	CHECK_REFUSED(rcm_format_ptp_practitioner, "", PAIR("\t20201301\t*\t1\tx\r\n"),
				  "7:4: \"20201301\" is not a date (YYYYMMDD)");
	CHECK_REFUSED(rcm_format_ptp_practitioner, "", PAIR("\t20200101\t20190231\t1\tx\r\n"),
				  "7:5: \"20190231\" is not a date (YYYYMMDD)");
	CHECK_REFUSED(rcm_format_ptp_practitioner, "", PAIR("\t*\t*\t1\tx\r\n"), "7:4: no effective date");
	CHECK_REFUSED(rcm_format_ptp_practitioner, "", PAIR("\t20200101\t20191231\t1\tx\r\n"),
				  "7:5: the pair ends before it begins");
	CHECK_REFUSED(rcm_format_ptp_practitioner, "", PAIR("\t20200101\t*\t2\tx\r\n"),
				  "7:6: the modifier indicator is not 0, 1 or 9");
	CHECK_REFUSED(rcm_format_ptp_practitioner, "", PAIR("\t20200101\t*\t\tx\r\n"),
				  "7:6: the modifier indicator is not 0, 1 or 9");
#undef PAIR
}

/* ---- names ---- */

static void
test_names(void)
{
	CHECK_HINT(rcm_format_ptp_practitioner, "ccipra-v302r0-f1.TXT", "", "2024Q3|2024-07-01|~|1|");
	CHECK_HINT(rcm_format_ptp_practitioner, "CCIPRA-V320R0-F4.txt", "", "2026Q1|2026-01-01|~|4|");
	CHECK_HINT(rcm_format_ptp_practitioner, "ccipra-v313r1-f2.TXT", "", "2025Q4r1|2025-10-01|~|2|");
	CHECK_HINT(rcm_format_ptp_practitioner, "ccipra-v304r0-f1.TXT", "", "|~|~|1|");
	CHECK_HINT(rcm_format_ptp_practitioner, "ccipra-v30", "", "|~|~|0|");
	CHECK_HINT(rcm_format_ptp_practitioner, "ccipra-v302r0-f", "", "2024Q3|2024-07-01|~|0|");
	CHECK_HINT(rcm_format_ptp_practitioner, "ccioph-v302r0-f1.TXT", "", "2024Q3|2024-07-01|~|1|ptp-outpatient");
	CHECK_HINT(rcm_format_ptp_outpatient, "ccipra-v302r0-f1.TXT", "", "2024Q3|2024-07-01|~|1|ptp-practitioner");
	CHECK_HINT(rcm_format_ptp_outpatient, "ccioph-v302r0-f3.TXT", "", "2024Q3|2024-07-01|~|3|");
	CHECK_HINT(rcm_format_mue_dme, "MCR_MUE_DMESupplierServices_Eff_07-01-2024.csv", "", "2024Q3|2024-07-01|~|0|");
	CHECK_HINT(rcm_format_mue_dme, "MCR_MUE_DMESupplierServices_Eff_08-01-2024.csv", "", "|~|~|0|");
	CHECK_HINT(rcm_format_mue_dme, "MCD_MUE_DME_Eff_10-01-2024.csv", "", "2024Q4|2024-10-01|~|0|medicaid-mue-dme");
	CHECK_HINT(rcm_format_medicaid_mue_dme, "MCR_MUE_DMESupplierServices_Eff_07-01-2024.csv", "", "2024Q3|2024-07-01|~|0|mue-dme");
	CHECK_HINT(rcm_format_add_on, "AOC_V2026Q2-MCR.txt", "", "2026Q2|2026-04-01|~|0|");
	CHECK_HINT(rcm_format_add_on, "AOC_V2026Q7-MCR.txt", "", "|~|~|0|");
	CHECK_HINT(rcm_format_add_on, "AOC_V", "", "|~|~|0|");
}

/* ---- limits ---- */

/* A quoted notice of several lines in Latin-1, a header whose first cell has two. */
#define MUE_START \
	"\"A notice with \xAE and \"\"quotes\"\",\nof several lines\r\n\n\",,,\r\n" \
	"\"HCPCS/\nCPT Code\",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\r\n"

static void
test_mue(void)
{
	CHECK_ROWS(rcm_format_mue_practitioner, "",
			   MUE_START
			   "10021,0,1 Line Edit,Reason\r\n"
			   "0001U,90000,2 Date of Service Edit: Policy,\"Reason, \xE9 second\"\r\n"
			   ",,,\r\n\r\n"
			   "A0001,5,3 Date of Service Edit: Clinical\r\n",
			   "MCR|PRA|10021|0|1|Reason\n"
			   "MCR|PRA|0001U|90000|2|Reason, \xC3\xA9 second\n"
			   "MCR|PRA|A0001|5|3|~\n");
	CHECK_ROWS(rcm_format_medicaid_mue_outpatient, "",
			   "HCPCS/CPT Code,Outpatient Hospital Services MUE Values,MUE Adjudication Indicator\n10021,1,2 x\n",
			   "MCD|OPH|10021|1|2|~\n");
	CHECK_REFUSED(rcm_format_mue_dme, "", MUE_START "10021,0,1 Line Edit,Reason\r\n",
				  "5:2: the header says \"Practitioner Services MUE Values\", which is not mue-dme");
	CHECK_REFUSED(rcm_format_mue_outpatient, "", MUE_START "10021,0,1 Line Edit,Reason\r\n",
				  "5:2: the header says \"Practitioner Services MUE Values\", which is not mue-outpatient");
	CHECK_REFUSED(rcm_format_mue_practitioner, "", "Contractor,Locality\n10112,00\n",
				  "2:0: no row in it: this is not \"NCCI medically unlikely edits, practitioner\", or not all of it");
	CHECK_REFUSED(rcm_format_mue_practitioner, "", MUE_START "1002,0,1 Line Edit,Reason\r\n",
				  "7:1: not a procedure code: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_mue_practitioner, "", MUE_START "10021,0,1 x,Reason\r\n10022,",
				  "8:1: not a procedure code: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_mue_practitioner, "", MUE_START "10021,x,1 Line Edit,Reason\r\n",
				  "7:2: \"x\" is not a number");
	CHECK_REFUSED(rcm_format_mue_practitioner, "", MUE_START "10021,1.5,1 Line Edit,Reason\r\n",
				  "7:2: \"1.5\" is not a number");
	CHECK_REFUSED(rcm_format_mue_practitioner, "", MUE_START "10021,-1,1 Line Edit,Reason\r\n", "7:2: no MUE value");
	CHECK_REFUSED(rcm_format_mue_practitioner, "", MUE_START "10021,,1 Line Edit,Reason\r\n", "7:2: no MUE value");
	CHECK_REFUSED(rcm_format_mue_practitioner, "", MUE_START "10021,1,4 Line Edit,Reason\r\n",
				  "7:3: the adjudication indicator does not begin with 1, 2 or 3");
	CHECK_REFUSED(rcm_format_mue_practitioner, "", MUE_START "10021,1,,\r\n",
				  "7:3: the adjudication indicator does not begin with 1, 2 or 3");
	/* cut within quotes */
	CHECK_REFUSED(rcm_format_mue_practitioner, "", MUE_START "10021,1,1 x,\"Reas\r\n10022,1,1 x,y\r\n",
				  "7:0: a quoted field is not closed");
	CHECK_REFUSED(rcm_format_mue_practitioner, "", MUE_START "10021,1,1 x,\"Reason\"x\r\n",
				  "7:0: text after a closing quote");
}

/* ---- add-on codes ---- */

#define AOC_START \
	"A notice.\t\t\t\t\t\t\t\r\n" \
	"AOC_Edit_Type\tAdd-On_Code\tAOC_DelDT\tPrimary_Code\tPrimary_Code_DelDT\tAOC_Edit_EffDT\tAOC_Edit_DelDT\tSpecial_Instruction_Notes\r\n"
#define AOC_COMMAS \
	"\"A notice, of\nlines\"\n" \
	"AOC_Edit_Type,Add-On_Code,AOC_DelDT_Julian,Primary_Code,Primary_Code_DelDT_Julian,AOC_Edit_EffDT_Julian,AOC_Edit_DelDT_Julian,Special_Instruction_Notes\n"

static void
test_add_on(void)
{
	CHECK_ROWS(rcm_format_add_on, "",
			   AOC_START
			   "2\t0054T\t\tCCCCC\t\t2013091\t\tThe contractor says\r\n"
			   "1\tU0005\t2023181\tU0003\t2023365\t2021274\t2023181\t\r\n"
			   "3\t20701\t\t11010\t2016366\t2013001\t\t\r\n"
			   "1\t20701\t\t11010\t\t\t2022365\t\r\n"
			   "1\t20702\t2012366\t11010\t\t2013001\t\t\r\n\t\t\t\t\t\t\t\r\n\r\n",
			   "0054T|CCCCC|2|2013-04-01|~|~|~|The contractor says\n"
			   "U0005|U0003|1|2021-10-01|2023-06-30|2023-06-30|2023-12-31|~\n"
			   "20701|11010|3|2013-01-01|2016-12-31|~|2016-12-31|~\n"
			   "20701|11010|1|~|2022-12-31|~|~|~\n"
			   "20702|11010|1|2013-01-01|2013-01-01|2012-12-31|~|~\n");
	/* from a spreadsheet, which leaves out the empty cells at the end */
	CHECK_ROWS(rcm_format_add_on, "",
			   AOC_COMMAS "1,0071U,,0070U,,2018274\n3,0072U,,CCCCC,,2018274,2019365,\"x, y\"\n",
			   "0071U|0070U|1|2018-10-01|~|~|~|~\n0072U|CCCCC|3|2018-10-01|2019-12-31|~|~|x, y\n");
	CHECK_REFUSED(rcm_format_add_on, "", AOC_START "1\t20701\t\t11010\t2015366\t2013001\t\t\r\n",
				  "3:5: \"2015366\" is not a date (YYYYDDD)");
	CHECK_REFUSED(rcm_format_add_on, "", AOC_START "1\t20701\t2015000\t11010\t\t2013001\t\t\r\n",
				  "3:3: \"2015000\" is not a date (YYYYDDD)");
	CHECK_REFUSED(rcm_format_add_on, "", AOC_START "1\t20701\t\t11010\t\t20130101\t\t\r\n",
				  "3:6: \"20130101\" is not a date (YYYYDDD)");
	CHECK_REFUSED(rcm_format_add_on, "", AOC_START "1\t20701\t\t11010\t\t2013001\tx\t\r\n",
				  "3:7: \"x\" is not a date (YYYYDDD)");
	CHECK_REFUSED(rcm_format_add_on, "", AOC_START "4\t20701\t\t11010\t\t2013001\t\t\r\n",
				  "3:1: the type is not 1, 2 or 3");
	CHECK_REFUSED(rcm_format_add_on, "", AOC_START "1\tCCCCC\t\t11010\t\t2013001\t\t\r\n", "3:2: not an add-on code");
	CHECK_REFUSED(rcm_format_add_on, "", AOC_START "1\t20701\t\tCCCC\t\t2013001\t\t\r\n", "3:4: not a primary code");
	CHECK_REFUSED(rcm_format_add_on, "", AOC_START "1\t20701\t\t11010\t\t2013001",
				  "3:6: 6 columns where the header has 8: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_add_on, "", AOC_COMMAS "1,0071U,,0070U\n",
				  "4:4: 4 columns where the header has 8: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_add_on, "", "1\t20701\t\t11010\t\t2013001\t\t\r\n",
				  "1:0: no row in it: this is not \"NCCI add-on code edits\", or not all of it");
}

/* ---- pieces ---- */

/* More than a head's worth, so that pieces end within records, quotes and letters. */
static void
test_pieces(void)
{
	static char data[400000];
	static char want[400000];
	size_t		d = 0;
	size_t		w = 0;

	d += (size_t) sprintf(data, "%s", MUE_START);
	for (int i = 0; i < 300; i++)
	{
		d += (size_t) sprintf(data + d, "%05d,%d,%d x,\"line \xE9 \"\"%d\"\"%s, end\"%s", 10000 + i, i, i % 3 + 1, i,
							  i % 7 == 0 ? "\r\nagain" : "", i % 2 == 0 ? "\r\n" : "\n");
		w += (size_t) sprintf(want + w, "MCR|PRA|%05d|%d|%d|line \xC3\xA9 \"%d\"%s, end\n", 10000 + i, i, i % 3 + 1, i,
							  i % 7 == 0 ? "\r\nagain" : "");
	}
	CHECK_ROWS(rcm_format_mue_practitioner, "", data, want);
	/* the line of a refusal counts those within quotes, whatever the pieces */
	sprintf(data + d, "10300,x,1 x,y\n");
	CHECK_REFUSED(rcm_format_mue_practitioner, "", data, "350:2: \"x\" is not a number");
	/* a quote that is not closed, near the end and far from it */
	sprintf(data + d, "10300,1,1 x,\"y\n");
	CHECK_REFUSED(rcm_format_mue_practitioner, "", data, "350:0: a quoted field is not closed");
}

static void
test_long_record(void)
{
	size_t		len = strlen(MUE_START) + 3000000;
	char	   *data = malloc(len + 1);
	Reading		r = {0};

	memset(data, 'x', len);
	memcpy(data, MUE_START "10021,1,1 x,\"", strlen(MUE_START) + 13);
	read_bytes(&r, &rcm_format_mue_practitioner, "", data, len, 65536);
	CHECK(!r.good);
	CHECK_TEXT(r.refusal, (int) strlen(r.refusal),
			   "7:0: a record of more than 1 MB, perhaps a quoted field that is not closed");
	reading_free(&r);
	free(data);
}

/* ---- the real files ---- */

/* All parts of a release; the sums of rows and of the indicators. */
static void
check_pairs(const RcmFormat *format, const char *word, const char *quarter, int64_t rows, int64_t one,
			int64_t zero, int64_t nine)
{
	int64_t		sums[4] = {0, 0, 0, 0};

	for (int part = 1; part <= 4; part++)
	{
		char		path[100];
		Reading		r = {.count_only = true, .tally_field = 5};

		snprintf(path, sizeof(path), "codes/ncci_ptp/SYNTHEFF_%s-v302r0-f%d.TXT.gz", word, part);
		if (!read_real(&r, format, path))
			return;
		CHECK_INT(r.release.part, part);
		CHECK_TEXT(r.release.name, (int) strlen(r.release.name), quarter);
		sums[0] += r.rows[0];
		sums[1] += r.tally['1'];
		sums[2] += r.tally['0'];
		sums[3] += r.tally['9'];
		CHECK(r.rows[1] >= 1 && r.rows[1] <= 12);
		reading_free(&r);
	}
	CHECK_INT(sums[0], rows);
	CHECK_INT(sums[1], one);
	CHECK_INT(sums[2], zero);
	CHECK_INT(sums[3], nine);
}

/* Rows, those with a value of zero, and the three adjudication indicators. */
static void
check_limits(const RcmFormat *format, const char *path, const int64_t *want)
{
	Reading		r = {.tally_field = 5};
	int64_t		zeros = 0;

	if (!read_real(&r, format, path))
		return;
	/* the value is the fourth field; a zero is the whole of it */
	for (const char *p = r.text.data; *p != '\0'; p = strchr(p, '\n') + 1)
	{
		for (int i = 0; i < 3; i++)
			p = strchr(p, '|') + 1;
		zeros += p[0] == '0' && p[1] == '|';
	}
	CHECK_INT(r.rows[0], want[0]);
	CHECK_INT(zeros, want[1]);
	CHECK_INT(r.tally['1'], want[2]);
	CHECK_INT(r.tally['2'], want[3]);
	CHECK_INT(r.tally['3'], want[4]);
	CHECK_INT(r.nulls[5], 0);
	CHECK_TEXT(r.release.name, (int) strlen(r.release.name), "2024Q3");
	reading_free(&r);
}

static void
test_real_files(void)
{
	static const int64_t practitioner[] = {14677, 2667, 41, 5157, 9479};
	static const int64_t outpatient[] = {14628, 1435, 42, 5802, 8784};
	static const int64_t dme[] = {2928, 977, 23, 1256, 1649};
	Reading		r = {.tally_field = 3};

	check_pairs(&rcm_format_ptp_practitioner, "ccipra", "2024Q3", 2546017, 1707611, 739553, 98853);
	check_pairs(&rcm_format_ptp_outpatient, "ccioph", "2024Q3", 1775818, 1685259, 60675, 29884);
	check_limits(&rcm_format_mue_practitioner, "codes/ncci_mue/MCR_MUE_PractitionerServices_Eff_07-01-2024.csv", practitioner);
	check_limits(&rcm_format_mue_outpatient, "codes/ncci_mue/MCR_MUE_OutpatientHospitalServices_Eff_07-01-2024.csv", outpatient);
	check_limits(&rcm_format_mue_dme, "codes/ncci_mue/MCR_MUE_DMESupplierServices_Eff_07-01-2024.csv", dme);
	if (read_real(&r, &rcm_format_add_on, "codes/ncci_aoc/AOC_V2026Q2-MCR.tsv"))
	{
		CHECK_INT(r.rows[0], 9000);
		CHECK_INT(r.tally['1'], 8293);
		CHECK_INT(r.tally['2'], 47);
		CHECK_INT(r.tally['3'], 660);
		CHECK_TEXT(r.release.name, (int) strlen(r.release.name), "2026Q2");
		reading_free(&r);
	}
	r = (Reading) {0};
	if (read_real(&r, &rcm_format_mue_practitioner, "codes/ncci_mue/MCR_MUE_PractitionerServices_Eff_07-01-2026.excerpt.csv"))
		reading_free(&r);
	r = (Reading) {0};
	if (read_real(&r, &rcm_format_ptp_practitioner, "codes/ncci_ptp/ccipra-v322r0-f1.excerpt.TXT"))
	{
		CHECK_TEXT(r.release.name, (int) strlen(r.release.name), "2026Q3");
		reading_free(&r);
	}
}

int
main(void)
{
	test_ptp_rows();
	test_ptp_shapes();
	test_ptp_refusals();
	test_names();
	test_mue();
	test_add_on();
	test_pieces();
	test_long_record();
	test_real_files();
	return unit_report();
}
