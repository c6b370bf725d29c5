/*
 * test_formats_codes.c - the order file, the exempt list, the lists of the
 * Medicare Code Editor and modifiers.  The words in the samples are made up.
 */
#include "format_reading.h"


/* ---- order file ---- */

/* The short title fills columns 17 to 76. */
#define LINE(number, code, flag, words) number " " code " " flag " " words "\r\n"
#define BLANK40 "                                        "
#define SIXTY(words20) words20 BLANK40

static void
order_file(void)
{
	CHECK_ROWS(rcm_format_icd10cm, "",
		  LINE("00001", "H60    ", "0", SIXTY("Sore ear            ") " Sore ear")
		  LINE("00002", "H601   ", "0", SIXTY("Sore outer ear      ") " Sore outer ear, of one kind or another")
		  LINE("00003", "H6010  ", "1", SIXTY("Sore ear, unsp ear  ") " Sore outer ear, unspecified ear")
		  LINE("00004", "H6011  ", "1", SIXTY("Sore ear, right ear ") " Sore outer ear, right ear")
		  LINE("00005", "H6012  ", "1", SIXTY("Sore ear, left ear  ") " Sore outer, left ear")
		  LINE("00006", "H6013  ", "1", SIXTY("Sore ear, bilateral ") " Sore outer ear, bilateral")
		  LINE("00007", "T81    ", "0", SIXTY("Thing left in body  ") " Thing left in body")
		  LINE("00008", "T818XXA", "1", SIXTY("Thing on left side  ") " Thing on left side and right side"),
		  "H60|f|~|f\n"
		  "code_text|ICD-10-CM|H60|Sore ear|~\n"
		  "H601|f|~|f\n"
		  "code_text|ICD-10-CM|H601|Sore outer ear|Sore outer ear, of one kind or another\n"
		  "H6010|t|~|t\n"
		  "code_text|ICD-10-CM|H6010|Sore ear, unsp ear|Sore outer ear, unspecified ear\n"
		  /* the left sibling's title differs, so this one has no other side */
		  "H6011|t|~|f\n"
		  "code_text|ICD-10-CM|H6011|Sore ear, right ear|Sore outer ear, right ear\n"
		  "H6012|t|~|f\n"
		  "code_text|ICD-10-CM|H6012|Sore ear, left ear|Sore outer, left ear\n"
		  "H6013|t|B|f\n"
		  "code_text|ICD-10-CM|H6013|Sore ear, bilateral|Sore outer ear, bilateral\n"
		  "T81|f|~|f\n"
		  "code_text|ICD-10-CM|T81|Thing left in body|~\n"
		  "T818XXA|t|B|f\n"
		  "code_text|ICD-10-CM|T818XXA|Thing on left side|Thing on left side and right side\n");
	/* commas do not count, dotted codes are taken, cp1252 takes one column for a character */
	CHECK_ROWS(rcm_format_icd10cm, "",
		  LINE("00001", "M25.511", "1", SIXTY("Ach\xE9 right side     ") " Ach\xE9, right side") "\r\n"
		  LINE("00002", "M25.512", "1", SIXTY("Ach\xE9 left side      ") " Ach\xE9 left side"),
		  "M25511|t|R|f\n"
		  "code_text|ICD-10-CM|M25511|Ach\xC3\xA9 right side|Ach\xC3\xA9, right side\n"
		  "M25512|t|L|f\n"
		  "code_text|ICD-10-CM|M25512|Ach\xC3\xA9 left side|~\n");
}

static void
order_faults(void)
{
	const char *ear = LINE("00001", "H60    ", "0", SIXTY("Sore ear            ") " Sore ear");
	char		text[3000];

	CHECK_REFUSED(rcm_format_icd10cm, "", "H60    Sore ear\n",
			"1:1: no order number: this is not a line of the order file");
	CHECK_REFUSED(rcm_format_icd10cm, "", LINE("00001", "0016070", "1", SIXTY("Bypass something    ") " Bypass something"),
			"1:7: not an ICD-10-CM code");
	CHECK_REFUSED(rcm_format_icd10cm, "", LINE("00001", "H60    ", "2", SIXTY("Sore ear            ") " Sore ear"),
			"1:15: neither 0 (header) nor 1 (billable)");
	snprintf(text, sizeof(text), "%s00002 H601    1 Sore o", ear);
	CHECK_REFUSED(rcm_format_icd10cm, "", text, "2:78: no title: the line is cut");
	snprintf(text, sizeof(text), "%s00003 H601    1 %s Sore", ear, SIXTY("Sore                "));
	CHECK_REFUSED(rcm_format_icd10cm, "", text, "2:1: order number 00003 follows 00001: lines are missing");
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	memcpy(text, ear, strlen(ear) - 2);
	CHECK_REFUSED(rcm_format_icd10cm, "", text, "1:0: a line of more than 2000 characters: this is not the order file");
	CHECK_REFUSED(rcm_format_icd10cm, "", "",
			"1:0: no row in it: this is not \"ICD-10-CM codes and headers, order file\", or not all of it");
	CHECK_HINT(rcm_format_icd10cm, "icd10cm-order-Jan-2021.txt", "", "FY2021-Jan|2021-01-01|~|0|");
	CHECK_HINT(rcm_format_icd10cm, "icd10cm_order_2024.txt", "", "FY2024|2023-10-01|~|0|");
	CHECK_HINT(rcm_format_icd10cm, "icd10cm-order-2024.txt", "", "FY2024|2023-10-01|~|0|");
	CHECK_HINT(rcm_format_icd10cm, "icd10cm-order-April-2025.txt", "", "FY2025-Apr|2025-04-01|~|0|");
	CHECK_HINT(rcm_format_icd10cm, "icd10cm-tabular-2024.xml", "", "FY2024|2023-10-01|~|0|icd10cm-tabular");
	CHECK_HINT(rcm_format_icd10cm, "order.txt", "", "|~|~|0|");
}

/* ---- exempt from present on admission ---- */

static void
exempt_list(void)
{
	const char *rows = "B900\nZ00110\n";

	CHECK_ROWS(rcm_format_poa_exempt, "", "POA exempt codes\r\nOrder\tCode\tWords\r\n1\tB90.0\tLate thing\r\n2\tZ00.110\tNewborn\r\n", rows);
	CHECK_ROWS(rcm_format_poa_exempt, "", "Code,Words\nB900,\"Late, thing\"\n\nZ00110,Newborn\n", rows);
	CHECK_ROWS(rcm_format_poa_exempt, "", "B900    Late thing, of some kind\nZ00110  Newborn\n", rows);
	CHECK_ROWS(rcm_format_poa_exempt, "", "00001 B900 Late thing\n00002 Z00110 Newborn\n", rows);
	CHECK_REFUSED(rcm_format_poa_exempt, "", LINE("00001", "H60    ", "0", SIXTY("Sore ear            ") " Sore ear"),
			"1:0: a line of the order file, not of the list of exempt codes");
	CHECK_REFUSED(rcm_format_poa_exempt, "", "icd_code,icd_description,icd_conflict_group,icd_conflict_rule\nA33,x,Age,y\n",
			"1:3: a list of the Medicare Code Editor, not of exempt codes");
	CHECK_REFUSED(rcm_format_poa_exempt, "", "B900,Late\nand so on\n",
			"2:1: no diagnosis code in the first two columns: the file is damaged or of another kind");
	/* diagnoses, and codes of other sets that look like them */
	CHECK_ROWS(rcm_format_poa_exempt, "", "B900\nZ00110\n", rows);
	CHECK_REFUSED(rcm_format_poa_exempt, "", "a,b\nE10,E11\n",
				  "2:1: not a code and its words: this is not the list of exempt codes");
	CHECK_REFUSED(rcm_format_poa_exempt, "", "code,category\nE0601,RR\n",
				  "2:1: not a code and its words: this is not the list of exempt codes");
	CHECK_REFUSED(rcm_format_poa_exempt, "", "cpt,icd\n82306,A150,17306\n",
				  "2:2: not a code and its words: this is not the list of exempt codes");
	CHECK_REFUSED(rcm_format_poa_exempt, "", "1,B900,Late thing,words,more words\n",
				  "1:2: not a code and its words: this is not the list of exempt codes");
	CHECK_REFUSED(rcm_format_poa_exempt, "", "Code,Words\nA0,Some words\nR10,More\n",
				  "2:1: no diagnosis code in the first two columns: the file is damaged or of another kind");
	CHECK_HINT(rcm_format_poa_exempt, "POAexemptCodesFY24.txt", "", "FY2024|2023-10-01|~|0|");
	CHECK_HINT(rcm_format_poa_exempt, "POAexemptCodes2021.txt", "", "FY2021|2020-10-01|~|0|");
	CHECK_HINT(rcm_format_poa_exempt, "icd10cm_order_2024.txt", "", "FY2024|2023-10-01|~|0|icd10cm");
}

/* ---- Medicare Code Editor ---- */

#define MCE_HEADER \
	"MCE_Version\tICD_Version\tMCE_Section\tMCE_Subsection\tMCE_Edit_Type\tICD_Code_Type\tICD_Code\tICD_Desc\r\n"

static void
mce_lists(void)
{
	CHECK_ROWS(rcm_format_mce, "", MCE_HEADER
		  "37\t10\t4\tA\tNewborn_Only\tD\tA33\tx\r\n"
		  "37\t10\t4\tB\tPediatric_Only\tD\tE8411\tx\r\n"
		  "37\t10\t4\tC\tMaternity_Only\tD\tA34\tx\r\n"
		  "37\t10\t4\tD\tAdult_Only\tD\tA1814\tx\r\n"
		  "37\t10\t5\tB\tFemale_Only\tP\t0U15079\tx\r\n"
		  "37\t10\t6\t_\tPrincipal_Manifestation\tD\tD630\tx\r\n"
		  "37\t10\t11\tF\tNoncovered_Over60\tP\t02YA0Z0\tx\r\n"
		  "37\t10\t20\t_\tBrand_New\tD\tH6010\tx\r\n\r\n",
		  "A33|NEWBORN|0|0\nE8411|PEDIATRIC|0|17\nA34|MATERNITY|9|64\n"
		  "A1814|ADULT|15|124\nmce_procedure|0U15079|FEMALE\nD630|MANIFESTATION|~|~\n"
		  "mce_procedure|02YA0Z0|NONCOVERED_OVER_60\nH6010|BRAND_NEW|~|~\n");
	CHECK_ROWS(rcm_format_mce, "", MCE_HEADER "36\t10\t4\tC\tMaternity_Only\tD\tA34\tx\n", "A34|MATERNITY|12|55\n");
	CHECK_ROWS(rcm_format_mce, "", "icd_code,icd_description,icd_conflict_group,icd_conflict_rule\n"
		  "A33,\"Early, thing\",Age,Perinatal/Newborn (Age 0 Only)\n"
		  "E84.11,x,Age,Pediatric (Ages 0-17)\n"
		  "A34,x,Age,Maternity (Ages 9-64)\n"
		  "N40.0,x,Sex,Male Only\nN80.0,x,Sex,Female Only\n"
		  "D63.0,x,Other,Manifestation (Not Allowed as Principal Diagnosis)\n",
		  "A33|NEWBORN|0|0\nE8411|PEDIATRIC|0|17\nA34|MATERNITY|9|64\n"
		  "N400|MALE|~|~\nN800|FEMALE|~|~\nD630|MANIFESTATION|~|~\n");
	/* the version in the rows says more than the name */
	CHECK_HINT(rcm_format_mce, "edits.txt", MCE_HEADER "36\t10\t4\tA\tNewborn_Only\tD\tA33\tx\n", "v36|2018-10-01|~|0|");
}

static void
mce_faults(void)
{
	CHECK_REFUSED(rcm_format_mce, "", "code,list\nA33,x\n", "1:1: no header with MCE_Version, MCE_Edit_Type and ICD_Code, "
			"or with icd_code and icd_conflict_rule");
	CHECK_REFUSED(rcm_format_mce, "", MCE_HEADER "x\t10\t4\tA\tNewborn_Only\tD\tA33\tx\n",
			"2:1: not a version of the Medicare Code Editor");
	CHECK_REFUSED(rcm_format_mce, "", MCE_HEADER "37\t10\t4\tA\t??\tD\tA33\tx\n", "2:5: not the name of a list");
	CHECK_REFUSED(rcm_format_mce, "", MCE_HEADER "37\t10\t4\tA\tNewborn_Only\tX\tA33\tx\n",
			"2:6: neither D (diagnosis) nor P (procedure)");
	CHECK_REFUSED(rcm_format_mce, "", MCE_HEADER "37\t10\t4\tA\tNewborn_Only\tD\t33\tx\n", "2:7: not an ICD-10-CM code");
	CHECK_REFUSED(rcm_format_mce, "", MCE_HEADER "37\t10\t5\tB\tFemale_Only\tP\t0U1507\tx\n", "2:7: not an ICD-10-PCS code");
	CHECK_REFUSED(rcm_format_mce, "", MCE_HEADER "37\t10\t4\tA\tNewb", "2:5: 5 columns only: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_mce, "", "icd_code,icd_conflict_rule\nA34,Maternity\n", "2:2: the rule does not say its ages");
	CHECK_REFUSED(rcm_format_mce, "", "icd_code,icd_conflict_rule\nA34,Sundays\n",
			"2:2: not a rule of the Medicare Code Editor that is known here");
	CHECK_HINT(rcm_format_mce, "MCE_Simple_Code_Edits_v37.txt", "", "v37|2019-10-01|~|0|");
	CHECK_HINT(rcm_format_mce, "MCE_Simple_Code_Edits_v41.txt", "", "v41|2023-10-01|~|0|");
	CHECK_HINT(rcm_format_mce, "mce_v41_1_fy2024_age_sex.csv", "", "v41.1|2024-04-01|~|0|");
	CHECK_HINT(rcm_format_mce, "MCE_v41.1.csv", "", "v41.1|2024-04-01|~|0|");
}

/* ---- modifiers ---- */

#define MODIFIER_HEADER "modifier,kind,add_date,action_eff_date,term_date,hcpcs_short_desc\n"

static void
modifiers(void)
{
	Reading		r = {.licensed = true};
	const char *cpt = MODIFIER_HEADER "59,CPT,,,,Licensed words\n";

	CHECK_ROWS(rcm_format_modifiers, "", MODIFIER_HEADER
		  "A1,HCPCS,20020701,20020701,,\"Some, thing\"\nCP,HCPCS,20160101,20180101,20171231,Ended\n"
		  "ZZ,HCPCS,20200101,20200101,20191231,Back again\nRT,HCPCS,19970101,19970101,,Side\n"
		  "P1,HCPCS,20060101,20060101,,First\nP1,CPT,,,,\n76,CPT,,,,\n59,CPT,,,,Licensed words\n\n",
		  "A1|f|f|2002-07-01|~\ncode_text|modifier|A1|Some, thing|2002-07-01|~\n"
		  "CP|f|f|2016-01-01|2017-12-31\ncode_text|modifier|CP|Ended|2016-01-01|2017-12-31\n"
		  "ZZ|f|f|~|2019-12-31\ncode_text|modifier|ZZ|Back again|~|2019-12-31\n"
		  "RT|f|t|1997-01-01|~\ncode_text|modifier|RT|Side|1997-01-01|~\n"
		  "P1|f|f|2006-01-01|~\ncode_text|modifier|P1|First|2006-01-01|~\n"
		  "76|t|f|~|~\n59|f|f|~|~\n");
	read_bytes(&r, &rcm_format_modifiers, "", cpt, strlen(cpt), 0);
	CHECK_TEXT(r.text.data, (int) strlen(r.text.data),
			   "59|f|f|~|~\ncode_text|modifier|59|Licensed words|~|~\n");
	reading_free(&r);
	CHECK_REFUSED(rcm_format_modifiers, "", "A1,HCPCS\n", "1:1: no header with modifier, add_date and term_date");
	CHECK_REFUSED(rcm_format_modifiers, "", MODIFIER_HEADER "A1,HCPCS,2002,,,x\n", "2:3: \"2002\" is not a date (YYYYMMDD)");
	CHECK_REFUSED(rcm_format_modifiers, "", MODIFIER_HEADER "A10,HCPCS,,,,x\n", "2:1: not a modifier of two characters");
	CHECK_REFUSED(rcm_format_modifiers, "", MODIFIER_HEADER "A1,HCPCS,2002", "2:3: 3 columns only: the file is damaged or cut");
	CHECK_ROWS(rcm_format_ncci_modifiers, "", "modifier,family\nE1,anatomic\n25,global surgery\n",
		  "E1|anatomic\n25|global surgery\n");
	CHECK_REFUSED(rcm_format_ncci_modifiers, "", "modifier,family\nE1,anatomic\nE1,other\n", "3:1: modifier E1 stands twice");
	CHECK_REFUSED(rcm_format_ncci_modifiers, "", MODIFIER_HEADER, "1:1: no header \"modifier,family\"");
}

/* ---- real files ---- */

/* The sides that the order file of 2021 gives: 30,986 of a sided pair, 1,166 both. */
static void
shared_sides(void)
{
	Reading		r = {0};
	int			right = 0;
	int			left = 0;
	int			unspecified = 0;

	if (!read_real(&r, &rcm_format_icd10cm, "codes/icd10cm/icd10cm-order-Jan-2021.txt.gz"))
		return;
	for (const char *p = r.text.data, *end; *p != '\0'; p = end + 1)
	{
		end = memchr(p, '\n', r.text.len);
		if (strncmp(p, "code_text|", 10) == 0)
			continue;
		right += end[-3] == 'R';
		left += end[-3] == 'L';
		unspecified += end[-1] == 't';
	}
	CHECK_INT(right, 15493);
	CHECK_INT(left, 15493);
	CHECK_INT(unspecified, 12835);
	CHECK_TEXT(r.hint, (int) strlen(r.hint), "FY2021-Jan|2021-01-01|~|0|");
	reading_free(&r);
}

static void
shared(void)
{
	CHECK_REAL(rcm_format_icd10cm, "codes/icd10cm/icd10cm-order-Jan-2021.txt.gz", 95358, 95358);
	CHECK_REAL(rcm_format_icd10cm, "codes/icd10cm/REBUILT_icd10cm_order_2024.txt.gz", 97296, 97296);
	CHECK_REAL(rcm_format_mce, "codes/mce/MCE_Simple_Code_Edits_v35.txt", 9655, 4354);
	CHECK_REAL(rcm_format_mce, "codes/mce/MCE_Simple_Code_Edits_v36.txt", 9772, 4355);
	CHECK_REAL(rcm_format_mce, "codes/mce/MCE_Simple_Code_Edits_v37.txt", 9793, 4360);
	CHECK_REAL(rcm_format_mce, "codes/mce/mce_v41_1_fy2024_age_sex_manifestation.csv", 7946, 0);
	CHECK_REAL(rcm_format_modifiers, "codes/hcpcs/modifiers.csv", 426, 383);
	CHECK_REAL(rcm_format_ncci_modifiers, "codes/hcpcs/ncci_associated_modifiers.csv", 44, 0);
	shared_sides();
}

int
main(void)
{
	order_file();
	order_faults();
	exempt_list();
	mce_lists();
	mce_faults();
	modifiers();
	shared();
	return unit_report();
}
