/*
 * test_formats_lists.c - code lists, the taxonomy, coverage articles.
 */
#include "format_reading.h"

/* ---- code lists ---- */

static void
test_lists(void)
{
	/* dates in both styles, a stop date that is the last day */
	CHECK_ROWS(rcm_format_carc, "",
		 "Code,Description,Start Date,Last Modified,Stop Date\r\n"
		 "1,\"Our words, with a comma\",01/01/1995,,\r\n"
		 "D1,\"over \"\"two\"\"\r\nlines\",1/1/1995,02/29/2000,6/30/2007\r\n",
		 "CARC|1|~|Our words, with a comma|1995-01-01|~\n"
		 "CARC|D1|~|over \"two\"\r\nlines|1995-01-01|2007-06-30\n");
	CHECK_ROWS(rcm_format_rarc, "",
		 "code,kind,start,last_modified\nM1,supplemental,1997-01-01,\nMA130,alert,20011001,\n",
		 "RARC|M1|~|~|1997-01-01|~\nRARC|MA130|~|~|2001-10-01|~\n");
	/* titles before the headings, tabs, blank rows, words of our own */
	CHECK_ROWS(rcm_format_group_codes, "",
		 "Claim adjustment group code\t\n\ncode\town_words\nPR\tthe patient owes it\n\t\nCO\tnobody does\n",
		 "claim adjustment group code|PR|the patient owes it|~|~|~\n"
		 "claim adjustment group code|CO|nobody does|~|~|~\n");
	/* a byte order mark, a name that only ends in code, a zero that was lost */
	CHECK_ROWS(rcm_format_discharge_status, "",
		 "\xEF\xBB\xBF" "discharge_disposition_code,description\r\n\"00\",nobody knows\r\n1,home\r\n",
		 "discharge status|00|~|nobody knows|~|~\ndischarge status|01|~|home|~|~\n");
	/* a bare list; no line feed after the last code */
	CHECK_ROWS(rcm_format_claim_status_category, "", "code\nA0\nR10", "claim status category|A0|~|~|~|~\n"
		 "claim status category|R10|~|~|~|~\n");
	/* 045X is a family */
	CHECK_ROWS(rcm_format_revenue_codes, "", "code\n045X\n0450\n1\n", "0450\ncode_text|revenue code|0450|~|~|~|~\n"
		 "0001\ncode_text|revenue code|0001|~|~|~|~\n");
	CHECK_ROWS(rcm_format_bill_types, "", "stem2,note_own_words\n11,a stay\n013,no stay\n",
		 "type of bill|11|a stay|~|~|~\ntype of bill|13|no stay|~|~|~\n");
	CHECK_ROWS(rcm_format_bill_type_frequencies, "", "freq\n0\nZ\n",
		 "type of bill frequency|0|~|~|~|~\ntype of bill frequency|Z|~|~|~|~\n");
	/* cp1252 and UTF-8 */
	CHECK_ROWS(rcm_format_states, "", "state,name\nXA,Caf\xE9\n", "state|XA|Caf\xC3\xA9|~|~|~\n");
	CHECK_ROWS(rcm_format_states, "", "state,name\nXA,Caf\xC3\xA9\n", "state|XA|Caf\xC3\xA9|~|~|~\n");
}

static void
test_places(void)
{
	CHECK_ROWS(rcm_format_pos, "",
		 "code,setting,name\n1,Non-Facility,a shop\n21,Facility,a hospital\n27-30,Unassigned,Unassigned\n"
		 "96,Facility,Unassigned\n",
		 "01|f\ncode_text|place of service|01|a shop|~|~|~\n21|t\ncode_text|place of service|21|a hospital|~|~|~\n");
	CHECK_REFUSED(rcm_format_pos, "", "code\n01\n", "1:0: no heading \"setting\", which says what is a facility");
	CHECK_REFUSED(rcm_format_pos, "", "code,setting,name\n01,Perhaps,a shop\n", "2:2: neither Facility nor Non-Facility");
}

static void
test_list_refusals(void)
{
	CHECK_REFUSED(rcm_format_carc, "", "code,description\n1,words\nMA130,words\n", "3:1: not a code of the set carc");
	CHECK_REFUSED(rcm_format_rarc, "", "code,description\n16,words\n", "2:1: not a code of the set rarc");
	CHECK_REFUSED(rcm_format_carc, "", "code,description\nM1,words\n", "2:1: not a code of the set carc");
	CHECK_REFUSED(rcm_format_carc, "", "code,description\n01,words\n", "2:1: not a code of the set carc");
	CHECK_REFUSED(rcm_format_group_codes, "", "code,description\nOH,words\n", "2:1: not a code of the set group-codes");
	CHECK_REFUSED(rcm_format_revenue_codes, "", "code,description\n45,words\n", "2:1: not a code of the set revenue-codes");
	CHECK_REFUSED(rcm_format_carc, "", "code,setting,name\n11,Facility,words\n",
				  "1:2: a heading \"setting\": these are places of service");
	/* a code among other columns */
	CHECK_REFUSED(rcm_format_admission_types, "", "NPI,Entity Type Code,Name\n1234567893,1,words\n",
				  "2:0: no heading \"code\": this is not \"priority (type) of admission\"");
	CHECK_ROWS(rcm_format_admission_types, "", "Description,Start,Code\nwords,2024-01-01,1\n",
			   "admission type|1|~|words|2024-01-01|~\n");
	/* as many headings of its own as any list has */
	CHECK_REFUSED(rcm_format_bill_types, "", "a,b\n11,words\n",
				  "2:0: no heading \"code\": this is not \"types of bill, first two characters\"");
	CHECK_REFUSED(rcm_format_carc, "", "code,description,start,stop\n1,words,1995-13-01,\n", "2:3: \"1995-13-01\" is not a date (YYYY-MM-DD)");
	CHECK_REFUSED(rcm_format_carc, "", "code,description,start,stop\n1,words,1995-01-01,12/31/1994\n", "2:4: the code ends before it begins");
	CHECK_REFUSED(rcm_format_carc, "", "code,description\n1,words\n2\n", "3:1: 1 columns where the headings have 2: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_carc, "", "code,description\n1,\"words\n2,words\n", "2:0: a quoted field is not closed");
	CHECK_REFUSED(rcm_format_carc, "", "code,description\n1,\"wor\"ds\n", "2:0: text after a closing quote");
	CHECK_REFUSED(rcm_format_carc, "", "code,description\n", "1:0: no row in it: this is not \"claim adjustment reason codes\", or not all of it");
	CHECK_REFUSED(rcm_format_carc, "", "", "1:0: no heading \"code\": this is not \"claim adjustment reason codes\"");
	CHECK_REFUSED(rcm_format_carc, "", "carc,rarc,claim_type\n16,MA04,MSP\n", "1:0: the headings name neither words nor dates: this is not \"claim adjustment reason codes\"");
	CHECK_REFUSED(rcm_format_states, "", "npi,why\n1234567893,because\n", "2:0: no heading \"code\": this is not \"states and territories\"");
	CHECK_REFUSED(rcm_format_states, "", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n"
			"21\n22\n23\n24\n25\n26\n27\n28\n29\n30\n31\n", "30:0: no heading \"code\" in the first 30 rows: this is not \"states and territories\"");
	CHECK_HINT(rcm_format_carc, "carc_2025-03-01.csv", "", "2025-03-01|2025-03-01|2025-03-01|0|");
	CHECK_HINT(rcm_format_carc, "RARC 07-01-2025.csv", "", "2025-07-01|2025-07-01|2025-07-01|0|rarc");
	CHECK_HINT(rcm_format_rarc, "carc.csv", "", "|~|~|0|carc");
	CHECK_HINT(rcm_format_states, "states-20240101.csv", "", "2024-01-01|2024-01-01|2024-01-01|0|");
	CHECK_HINT(rcm_format_states, "states Nov 2024.csv", "", "2024-11|2024-11-01|~|0|");
	CHECK_HINT(rcm_format_states, "x2022_states.csv", "", "2022|2022-01-01|~|0|");
	CHECK_HINT(rcm_format_states, "states-1234567893.csv", "", "|~|~|0|");
}

/* ---- taxonomy ---- */

#define HEADINGS_12 "Code,Type,Classification,Specialization,Definition,Notes\n"
#define HEADINGS_25 "Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\n"

static void
test_taxonomy(void)
{
	/* 12.0: a notice where the first code should be, cp1252, line ends in quotes */
	CHECK_ROWS(rcm_format_taxonomy, "",
		 HEADINGS_12 "Copyright 2012 somebody,\"a notice, long\",,,,\n"
		 "101Y00000X,A Type,Counting,,Definition to come...,\n"
		 "101YA0400X,A Type,Counting,Of Beans,\"One\x92s\r\nbeans\",[7/1/2003: new]\n",
		 "taxonomy|101Y00000X|Counting|~|~|~\n"
		 "taxonomy|101YA0400X|Counting: Of Beans|One\xE2\x80\x99s\r\nbeans|2003-10-01|~\n");
	/* 25.1: display names; last days as notes say them or as NUCC keeps them */
	CHECK_ROWS(rcm_format_taxonomy, "",
		 HEADINGS_25 "193200000X,Group,Counting,,How,[7/1/2003: new],Counting Group,Individual\n"
		 "103GC0700X,G,C,S,D,\"[1/1/2007: marked inactive, use  103G00000X]\",Name,I\n"
		 "213EG0000X,G,C,S,D,\"[7/1/2006: marked inactive, use value 213E00000]\",Name,I\n"
		 "246YC3301X,G,C,S,D,[1/1/2023: marked inactive]<br/>Deactivation Date: 3/31/2023<br/>,Name,I\n"
		 "1744G0900X,G,C,S,D,1/1/2025: marked inactive,Name,I\n"
		 "1744R1103X,G,C,S,D,\"Source: 18350000 [7/1/2007: new definition] 12/45/2003: new\",Name,I\n"
		 "1744R1102X,G,C,S,D,\"[1/1/2006: new, 2/15/2009: marked inactive]\",Name,I\n"
		 "1744R1104X,G,C,S,D,\"9999999999: new, 7/1/99999999: new, 99999999/1/2006: new\",Name,I\n",
		 "taxonomy|193200000X|Counting Group|How|2003-10-01|~\n"
		 "taxonomy|103GC0700X|Name|D|~|2007-03-31\n"
		 "taxonomy|213EG0000X|Name|D|~|2006-09-30\n"
		 "taxonomy|246YC3301X|Name|D|~|2023-03-31\n"
		 "taxonomy|1744G0900X|Name|D|~|2025-03-31\n"
		 "taxonomy|1744R1103X|Name|D|~|~\n"
		 "taxonomy|1744R1102X|Name|D|2006-04-01|2009-02-14\n"
		 "taxonomy|1744R1104X|Name|D|~|~\n");
	CHECK_REFUSED(rcm_format_taxonomy, "", "code,first_version\n101Y00000X,9.0\n", "1:1: the headings are not those of the taxonomy (Code, Grouping, Classification, ...)");
	CHECK_REFUSED(rcm_format_taxonomy, "", HEADINGS_12 "101Y00000X,T,C,,D,\nCopyright 2012,,,,,\n", "3:1: not a taxonomy code: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_taxonomy, "", HEADINGS_12 "101Y00000X,T,C\n", "2:3: 3 columns where the headings have 6: the file is damaged or cut");
	CHECK_HINT(rcm_format_taxonomy, "nucc_taxonomy_251.csv", "", "25.1|2025-07-01|2025-07-01|0|");
	CHECK_HINT(rcm_format_taxonomy, "nucc_taxonomy_120.csv", "", "12.0|2012-01-01|2012-01-01|0|");
	CHECK_HINT(rcm_format_taxonomy, "nucc_taxonomy_259.csv", "", "|~|~|0|");
}

/* ---- coverage articles ---- */

static void
test_coverage(void)
{
	const char *text = "article_id,article_version,hcpc_code_id,hcpc_code_version,hcpc_code_group,range,last_updated,"
		"long_description,short_description\r\n"
		"99901,3,84153,2025,1,,03/11/2025,\"over\r\nlines\",\r\n"
		"99901,3,XX000,2025,2,,N/A,,\r\n"
		"99902,3,G0103,2025,,,2025-04-02 10:11:12.345,,\r\n";

	CHECK_ROWS(rcm_format_coverage_articles, "", text, "99901|3|84153|1\n99902|3|G0103|~\n");
	CHECK_HINT(rcm_format_coverage_articles, "", text, "|~|2025-04-02|1|");
	/* dots go; covered and not */
	CHECK_ROWS(rcm_format_coverage_articles, "",
		 "article_id,article_version,icd10_code_id,icd10_code_version,icd10_covered_group,range,last_updated,"
		 "sort_order,description,asterisk\n99902,3,E11.65,2025,1,,03/11/2025,1,,\n",
		 "coverage_article_diagnosis|99902|3|E1165|1|t\n");
	CHECK_ROWS(rcm_format_coverage_articles, "",
		 "article_id,article_version,icd10_code_id,icd10_code_version,icd10_noncovered_group,range,last_updated,"
		 "sort_order,description\n99902,3,Z00.00,2025,2,,N/A,1,\n", "coverage_article_diagnosis|99902|3|Z0000|2|f\n");
	CHECK_ROWS(rcm_format_coverage_articles, "",
		 "article_id,article_version,article_type,contractor_id,contractor_type_id,contractor_version,last_updated\n"
		 "99902,3,1,373,9,1,03/11/2025\n", "coverage_article_contractor|99902|3|373\n");
	CHECK_ROWS(rcm_format_coverage_articles, "",
		 "article_id,article_version,hcpc_code_group,paragraph,last_updated\n"
		 "99902,3,1,\"&lt;p&gt;one \"\"group\"\"\n\",03/11/2025\n",
		 "coverage_article_group|99902|3|code|1|&lt;p&gt;one \"group\"\n");
	CHECK_ROWS(rcm_format_coverage_articles, "",
		 "article_id,article_version,icd10_covered_group,paragraph,last_updated,icd10_covered_ast\n"
		 "99902,3,1,words,03/11/2025,\n", "coverage_article_group|99902|3|covered|1|words\n");
	CHECK_ROWS(rcm_format_coverage_articles, "",
		 "article_id,article_version,icd10_noncovered_group,paragraph,last_updated\n99902,3,1,words,N/A\n",
		 "coverage_article_group|99902|3|noncovered|1|words\n");
}

static void
test_coverage_refusals(void)
{
	static const char head[] = "article_id,article_version,icd10_code_id,icd10_covered_group,last_updated\n";
	char		text[256];
	static const struct
	{
		const char *row;
		const char *fault;
	}			bad[] = {
		{"99902,3,84153,1,N/A", "2:3: not a diagnosis code"},
		{"A99902,3,E11.65,1,N/A", "2:1: not the number of an article"},
		{"99902,,E11.65,1,N/A", "2:2: not the version of an article"},
		{"99902,3,E11.65,one,N/A", "2:4: not the number of a group"},
		{"99902,3,E11.65,1,13/45/2025", "2:5: \"13/45/2025\" is not a date (MM/DD/YYYY)"},
		{"99902,3,E11.65", "2:3: 3 columns where the headings have 5: the file is damaged or cut"},
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		snprintf(text, sizeof(text), "%s%s\n", head, bad[i].row);
		CHECK_REFUSED(rcm_format_coverage_articles, "", text, bad[i].fault);
	}
	CHECK_REFUSED(rcm_format_coverage_articles, "",
			"article_id,article_version,bill_code_id,bill_code_version,last_updated,description\n1,1,11,1,N/A,\n", "1:1: the headings are those of no table of coverage articles that is read");
	CHECK_REFUSED(rcm_format_coverage_articles, "",
			"article_id,article_version,hcpc_code_id,hcpc_code_group\n1,1,E11.65,1\n", "2:3: not a procedure code");
	CHECK_HINT(rcm_format_coverage_articles, "article_x_hcpc_code.csv", "", "|~|~|1|");
	CHECK_HINT(rcm_format_coverage_articles, "article_x_icd10_covered_group.csv", "", "|~|~|6|");
}

/* ---- real files ---- */

#define REAL(format, path, first, second) CHECK_REAL(rcm_format_##format, "codes/" path, first, second)

/* A file of another kind. */
static void
check_real_refused(const RcmFormat *format, const char *path, int line)
{
	Reading		r = {.count_only = true};

	if (!have_shared(path) || !read_shared(&r, format, path))
		return;
	unit_check(!r.good, __FILE__, line, r.good ? "read where it should be refused\n" : "");
	reading_free(&r);
}

#define REAL_REFUSED(format, path) check_real_refused(&rcm_format_##format, "codes/" path, __LINE__)

static void
test_real(void)
{
	REAL(carc, "x12/carc_codes_dates_bare.csv", 405, 0);
	REAL(carc, "x12/carc_facts.csv", 405, 0);
	REAL(rarc, "x12/rarc_codes_dates_bare.csv", 1171, 0);
	REAL(rarc, "x12/rarc_facts.csv", 1171, 0);
	REAL(rarc, "x12/pyx12_remark_code_bare.csv", 998, 0);
	REAL(group_codes, "x12/cagc_group_codes.csv", 5, 0);
	REAL(claim_status, "x12/pyx12_claim_status_bare.csv", 759, 0);
	REAL(claim_status_category, "x12/pyx12_claim_status_cat_bare.csv", 48, 0);
	REAL(entity, "x12/pyx12_entity_id_bare.csv", 218, 0);
	REAL(service_types, "x12/pyx12_service_type_bare.csv", 221, 0);
	REAL(states, "x12/pyx12_states_bare.csv", 73, 0);
	REAL(pos, "pos_tob_rev/place_of_service.csv", 52, 52);
	REAL(revenue_codes, "pos_tob_rev/revenue_codes_bare.csv", 525, 525);
	REAL(admission_sources, "pos_tob_rev/tuva2022_admit_source.csv", 16, 0);
	REAL(admission_types, "pos_tob_rev/tuva2022_admit_type.csv", 9, 0);
	REAL(discharge_status, "pos_tob_rev/tuva2022_discharge_disposition.csv", 41, 0);
	REAL(poa_indicators, "pos_tob_rev/tuva2022_present_on_admission.csv", 4, 0);
	REAL(bill_types, "pos_tob_rev/type_of_bill_stems.csv", 33, 0);
	REAL(bill_type_frequencies, "pos_tob_rev/type_of_bill_frequency_bare.csv", 28, 0);
	REAL(taxonomy, "nucc/nucc_taxonomy_120.csv", 826, 0);
	REAL(taxonomy, "nucc/nucc_taxonomy_251.csv", 883, 0);
	REAL(coverage_articles, "lcd/SYNTH_article_x_hcpc_code.csv", 2, 0);
	REAL(coverage_articles, "lcd/SYNTH_article_x_icd10_covered.csv", 0, 838);
	/* other kinds */
	REAL_REFUSED(carc, "x12/rarc_codes_dates_bare.csv");
	REAL_REFUSED(rarc, "x12/carc_codes_dates_bare.csv");
	REAL_REFUSED(carc, "x12/novitas_mac_carc_rarc_pairs.csv");
	REAL_REFUSED(pos, "x12/pyx12_pos_bare.csv");
	REAL_REFUSED(taxonomy, "nucc/taxonomy_bare_first_last_version.csv");
	REAL_REFUSED(coverage_articles, "lcd/mcd_current_article_csv_schema.csv");
	REAL_REFUSED(coverage_articles, "lcd/real_cpt_icd10_supportive_pairs_quest.csv");
}

/* Is it |YYYY-MM-DD before that place? */
static bool
date_before(const char *p)
{
	return p[-11] == '|' && p[-6] == '-' && p[-3] == '-';
}

/* How many of the rows have an eff, and how many a term. */
static void
check_taxonomy_dates(const char *path, int eff, int term)
{
	int			effs = 0;
	int			terms = 0;
	Reading		r = {0};

	if (!read_real(&r, &rcm_format_taxonomy, path))
		return;
	for (size_t i = 32; i < r.text.len; i++)
	{
		const char *p = r.text.data + i;

		if (*p != '\n')
			continue;
		terms += date_before(p);
		effs += date_before(date_before(p) ? p - 11 : p - 2);
	}
	CHECK_INT(effs, eff);
	CHECK_INT(terms, term);
	reading_free(&r);
}

int
main(void)
{
	test_lists();
	test_places();
	test_list_refusals();
	test_taxonomy();
	test_coverage();
	test_coverage_refusals();
	test_real();
	check_taxonomy_dates("codes/nucc/nucc_taxonomy_120.csv", 148, 10);
	check_taxonomy_dates("codes/nucc/nucc_taxonomy_251.csv", 196, 28);
	return unit_report();
}
