/*
 * test_formats_lists.c - code lists, the taxonomy, coverage articles.
 */
#include "formats/formats.h"
#include "formats_run.h"

extern const RcmFormat rcm_format_carc,
			rcm_format_rarc,
			rcm_format_group_codes,
			rcm_format_claim_status,
			rcm_format_claim_status_category,
			rcm_format_entity,
			rcm_format_service_types,
			rcm_format_states,
			rcm_format_admission_types,
			rcm_format_admission_sources,
			rcm_format_discharge_status,
			rcm_format_poa_indicators,
			rcm_format_bill_types,
			rcm_format_bill_type_frequencies,
			rcm_format_revenue_codes,
			rcm_format_pos,
			rcm_format_taxonomy,
			rcm_format_coverage_articles;

/* ---- code lists ---- */

static void
test_lists(void)
{
	/* dates in both styles, a stop date that is the last day */
	ROWS(&rcm_format_carc,
		 "Code,Description,Start Date,Last Modified,Stop Date\r\n"
		 "1,\"Our words, with a comma\",01/01/1995,,\r\n"
		 "D1,\"over \"\"two\"\"\r\nlines\",1/1/1995,02/29/2000,6/30/2007\r\n",
		 "0|CARC|1|-|Our words, with a comma|1995-01-01|-\n"
		 "0|CARC|D1|-|over \"two\"\r\nlines|1995-01-01|2007-06-30\n");
	ROWS(&rcm_format_rarc,
		 "code,kind,start,last_modified\nM1,supplemental,1997-01-01,\nMA130,alert,20011001,\n",
		 "0|RARC|M1|-|-|1997-01-01|-\n0|RARC|MA130|-|-|2001-10-01|-\n");
	/* titles before the headings, tabs, blank rows, words of our own */
	ROWS(&rcm_format_group_codes,
		 "Claim adjustment group code\t\n\ncode\town_words\nPR\tthe patient owes it\n\t\nCO\tnobody does\n",
		 "0|claim adjustment group code|PR|the patient owes it|-|-|-\n"
		 "0|claim adjustment group code|CO|nobody does|-|-|-\n");
	/* a byte order mark, a name that only ends in code, a zero that was lost */
	ROWS(&rcm_format_discharge_status,
		 "\xEF\xBB\xBF" "discharge_disposition_code,description\r\n\"00\",nobody knows\r\n1,home\r\n",
		 "0|discharge status|00|-|nobody knows|-|-\n0|discharge status|01|-|home|-|-\n");
	/* a bare list; no line feed after the last code */
	ROWS(&rcm_format_claim_status_category, "code\nA0\nR10", "0|claim status category|A0|-|-|-|-\n"
		 "0|claim status category|R10|-|-|-|-\n");
	/* 045X is a family */
	ROWS(&rcm_format_revenue_codes, "code\n045X\n0450\n1\n", "0|0450\n1|revenue code|0450|-|-|-|-\n"
		 "0|0001\n1|revenue code|0001|-|-|-|-\n");
	ROWS(&rcm_format_bill_types, "stem2,note_own_words\n11,a stay\n013,no stay\n",
		 "0|type of bill|11|a stay|-|-|-\n0|type of bill|13|no stay|-|-|-\n");
	ROWS(&rcm_format_bill_type_frequencies, "freq\n0\nZ\n",
		 "0|type of bill frequency|0|-|-|-|-\n0|type of bill frequency|Z|-|-|-|-\n");
	/* cp1252 and UTF-8 */
	ROWS(&rcm_format_states, "state,name\nXA,Caf\xE9\n", "0|state|XA|Caf\xC3\xA9|-|-|-\n");
	ROWS(&rcm_format_states, "state,name\nXA,Caf\xC3\xA9\n", "0|state|XA|Caf\xC3\xA9|-|-|-\n");
}

static void
test_places(void)
{
	ROWS(&rcm_format_pos,
		 "code,setting,name\n1,Non-Facility,a shop\n21,Facility,a hospital\n27-30,Unassigned,Unassigned\n"
		 "96,Facility,Unassigned\n",
		 "0|01|f\n1|place of service|01|a shop|-|-|-\n0|21|t\n1|place of service|21|a hospital|-|-|-\n");
	REFUSED(&rcm_format_pos, "code\n01\n", 1, 0, "no heading \"setting\", which says what is a facility");
	REFUSED(&rcm_format_pos, "code,setting,name\n01,Perhaps,a shop\n", 2, 2,
			"neither Facility nor Non-Facility");
}

static void
test_list_refusals(void)
{
	REFUSED(&rcm_format_carc, "code,description\n1,words\nMA130,words\n", 3, 1, "not a code of the set carc");
	REFUSED(&rcm_format_rarc, "code,description\n16,words\n", 2, 1, "not a code of the set rarc");
	REFUSED(&rcm_format_carc, "code,description,start,stop\n1,words,1995-13-01,\n", 2, 3,
			"\"1995-13-01\" is not a date (YYYY-MM-DD)");
	REFUSED(&rcm_format_carc, "code,description,start,stop\n1,words,1995-01-01,12/31/1994\n", 2, 4,
			"the code ends before it begins");
	REFUSED(&rcm_format_carc, "code,description\n1,words\n2\n", 3, 1,
			"1 columns where the headings have 2: the file is damaged or cut");
	REFUSED(&rcm_format_carc, "code,description\n1,\"words\n2,words\n", 2, 0, "a quoted field is not closed");
	REFUSED(&rcm_format_carc, "code,description\n1,\"wor\"ds\n", 2, 0, "text after a closing quote");
	REFUSED(&rcm_format_carc, "code,description\n", 1, 0,
			"no row in it: this is not \"claim adjustment reason codes\", or not all of it");
	REFUSED(&rcm_format_carc, "", 1, 0, "no heading \"code\": this is not \"claim adjustment reason codes\"");
	REFUSED(&rcm_format_carc, "carc,rarc,claim_type\n16,MA04,MSP\n", 1, 0,
			"the headings name neither words nor dates: this is not \"claim adjustment reason codes\"");
	REFUSED(&rcm_format_states, "npi,why\n1234567893,because\n", 2, 0,
			"no heading \"code\": this is not \"states and territories\"");
	REFUSED(&rcm_format_states, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n"
			"21\n22\n23\n24\n25\n26\n27\n28\n29\n30\n31\n", 30, 0,
			"no heading \"code\" in the first 30 rows: this is not \"states and territories\"");
	HINT(&rcm_format_carc, "carc_2025-03-01.csv", "2025-03-01 2025-03-01 2025-03-01 0 ");
	HINT(&rcm_format_carc, "RARC 07-01-2025.csv", "2025-07-01 2025-07-01 2025-07-01 0 rarc");
	HINT(&rcm_format_rarc, "carc.csv", " - - 0 carc");
	HINT(&rcm_format_states, "states-20240101.csv", "2024-01-01 2024-01-01 2024-01-01 0 ");
	HINT(&rcm_format_states, "states Nov 2024.csv", "2024-11 2024-11-01 - 0 ");
	HINT(&rcm_format_states, "x2022_states.csv", "2022 2022-01-01 - 0 ");
	HINT(&rcm_format_states, "states-1234567893.csv", " - - 0 ");
}

/* ---- taxonomy ---- */

#define HEADINGS_12 "Code,Type,Classification,Specialization,Definition,Notes\n"
#define HEADINGS_25 "Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\n"

static void
test_taxonomy(void)
{
	/* 12.0: a notice where the first code should be, cp1252, line ends in quotes */
	ROWS(&rcm_format_taxonomy,
		 HEADINGS_12 "Copyright 2012 somebody,\"a notice, long\",,,,\n"
		 "101Y00000X,A Type,Counting,,Definition to come...,\n"
		 "101YA0400X,A Type,Counting,Of Beans,\"One\x92s\r\nbeans\",[7/1/2003: new]\n",
		 "0|taxonomy|101Y00000X|Counting|-|-|-\n"
		 "0|taxonomy|101YA0400X|Counting: Of Beans|One\xE2\x80\x99s\r\nbeans|2003-10-01|-\n");
	/* 25.1: display names; last days as notes say them or as NUCC keeps them */
	ROWS(&rcm_format_taxonomy,
		 HEADINGS_25 "193200000X,Group,Counting,,How,[7/1/2003: new],Counting Group,Individual\n"
		 "103GC0700X,G,C,S,D,\"[1/1/2007: marked inactive, use  103G00000X]\",Name,I\n"
		 "213EG0000X,G,C,S,D,\"[7/1/2006: marked inactive, use value 213E00000]\",Name,I\n"
		 "246YC3301X,G,C,S,D,[1/1/2023: marked inactive]<br/>Deactivation Date: 3/31/2023<br/>,Name,I\n"
		 "1744G0900X,G,C,S,D,1/1/2025: marked inactive,Name,I\n"
		 "1744R1103X,G,C,S,D,\"Source: 18350000 [7/1/2007: new definition] 12/45/2003: new\",Name,I\n"
		 "1744R1102X,G,C,S,D,\"[1/1/2006: new, 2/15/2009: marked inactive]\",Name,I\n",
		 "0|taxonomy|193200000X|Counting Group|How|2003-10-01|-\n"
		 "0|taxonomy|103GC0700X|Name|D|-|2007-03-31\n"
		 "0|taxonomy|213EG0000X|Name|D|-|2006-09-30\n"
		 "0|taxonomy|246YC3301X|Name|D|-|2023-03-31\n"
		 "0|taxonomy|1744G0900X|Name|D|-|2025-03-31\n"
		 "0|taxonomy|1744R1103X|Name|D|-|-\n"
		 "0|taxonomy|1744R1102X|Name|D|2006-04-01|2009-02-14\n");
	REFUSED(&rcm_format_taxonomy, "code,first_version\n101Y00000X,9.0\n", 1, 1,
			"the headings are not those of the taxonomy (Code, Grouping, Classification, ...)");
	REFUSED(&rcm_format_taxonomy, HEADINGS_12 "101Y00000X,T,C,,D,\nCopyright 2012,,,,,\n", 3, 1,
			"not a taxonomy code: the file is damaged or cut");
	REFUSED(&rcm_format_taxonomy, HEADINGS_12 "101Y00000X,T,C\n", 2, 3,
			"3 columns where the headings have 6: the file is damaged or cut");
	HINT(&rcm_format_taxonomy, "nucc_taxonomy_251.csv", "25.1 2025-07-01 2025-07-01 0 ");
	HINT(&rcm_format_taxonomy, "nucc_taxonomy_120.csv", "12.0 2012-01-01 2012-01-01 0 ");
	HINT(&rcm_format_taxonomy, "nucc_taxonomy_259.csv", " - - 0 ");
}

/* ---- coverage articles ---- */

static void
test_coverage(void)
{
	Run			run;
	const char *text = "article_id,article_version,hcpc_code_id,hcpc_code_version,hcpc_code_group,range,last_updated,"
		"long_description,short_description\r\n"
		"99901,3,84153,2025,1,,03/11/2025,\"over\r\nlines\",\r\n"
		"99901,3,XX000,2025,2,,N/A,,\r\n"
		"99902,3,G0103,2025,,,2025-04-02 10:11:12.345,,\r\n";

	ROWS(&rcm_format_coverage_articles, text, "0|99901|3|84153|1\n0|99902|3|G0103|-\n");
	start(&run, &rcm_format_coverage_articles, "", text, strlen(text), 0);
	CHECK_INT(run.file.hint.part, 1);
	CHECK_INT(run.file.hint.published_on, 9223);	/* 2025-04-02 */
	finish(&run);
	/* dots go; covered and not */
	ROWS(&rcm_format_coverage_articles,
		 "article_id,article_version,icd10_code_id,icd10_code_version,icd10_covered_group,range,last_updated,"
		 "sort_order,description,asterisk\n99902,3,E11.65,2025,1,,03/11/2025,1,,\n",
		 "1|99902|3|E1165|1|t\n");
	ROWS(&rcm_format_coverage_articles,
		 "article_id,article_version,icd10_code_id,icd10_code_version,icd10_noncovered_group,range,last_updated,"
		 "sort_order,description\n99902,3,Z00.00,2025,2,,N/A,1,\n", "1|99902|3|Z0000|2|f\n");
	ROWS(&rcm_format_coverage_articles,
		 "article_id,article_version,article_type,contractor_id,contractor_type_id,contractor_version,last_updated\n"
		 "99902,3,1,373,9,1,03/11/2025\n", "2|99902|3|373\n");
	ROWS(&rcm_format_coverage_articles,
		 "article_id,article_version,hcpc_code_group,paragraph,last_updated\n"
		 "99902,3,1,\"&lt;p&gt;one \"\"group\"\"\n\",03/11/2025\n",
		 "3|99902|3|code|1|&lt;p&gt;one \"group\"\n");
	ROWS(&rcm_format_coverage_articles,
		 "article_id,article_version,icd10_covered_group,paragraph,last_updated,icd10_covered_ast\n"
		 "99902,3,1,words,03/11/2025,\n", "3|99902|3|covered|1|words\n");
	ROWS(&rcm_format_coverage_articles,
		 "article_id,article_version,icd10_noncovered_group,paragraph,last_updated\n99902,3,1,words,N/A\n",
		 "3|99902|3|noncovered|1|words\n");
}

static void
test_coverage_refusals(void)
{
	static const char head[] = "article_id,article_version,icd10_code_id,icd10_covered_group,last_updated\n";
	char		text[256];
	static const struct
	{
		const char *row;
		int			column;
		const char *fault;
	}			bad[] = {
		{"99902,3,84153,1,N/A", 3, "not a diagnosis code"},
		{"A99902,3,E11.65,1,N/A", 1, "not the number of an article"},
		{"99902,,E11.65,1,N/A", 2, "not the version of an article"},
		{"99902,3,E11.65,one,N/A", 4, "not the number of a group"},
		{"99902,3,E11.65,1,13/45/2025", 5, "\"13/45/2025\" is not a date (MM/DD/YYYY)"},
		{"99902,3,E11.65", 3, "3 columns where the headings have 5: the file is damaged or cut"},
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		snprintf(text, sizeof(text), "%s%s\n", head, bad[i].row);
		REFUSED(&rcm_format_coverage_articles, text, 2, bad[i].column, bad[i].fault);
	}
	REFUSED(&rcm_format_coverage_articles,
			"article_id,article_version,bill_code_id,bill_code_version,last_updated,description\n1,1,11,1,N/A,\n",
			1, 1, "the headings are those of no table of coverage articles that is read");
	REFUSED(&rcm_format_coverage_articles,
			"article_id,article_version,hcpc_code_id,hcpc_code_group\n1,1,E11.65,1\n", 2, 3,
			"not a procedure code");
	HINT(&rcm_format_coverage_articles, "article_x_hcpc_code.csv", " - - 1 ");
	HINT(&rcm_format_coverage_articles, "article_x_icd10_covered_group.csv", " - - 6 ");
}

/* ---- real files ---- */

/* Reads a file under $RCM_SHARED/codes/; counts of rows of the first outputs. */
static void
check_real(const RcmFormat *format, const char *path, int64_t rows, int64_t second, int line)
{
	char		name[1024];
	char		piece[4099];
	FILE	   *in;
	size_t		n;
	Run			run;
	RcmFileOptions options = {false, NULL};

	snprintf(name, sizeof(name), "%s/codes/%s", getenv("RCM_SHARED"), path);
	in = fopen(name, "rb");
	if (in == NULL)
	{
		printf("skipped: no %s\n", path);
		return;
	}
	rcm_arena_init(&run.arena);
	rcm_buffer_init(&run.rows, &run.arena, 4096);
	rcm_file_begin(&run.file, format, RCM_TEXT(""), options, note, &run);
	run.good = true;
	while (run.good && (n = fread(piece, 1, sizeof(piece), in)) > 0)
		run.good = rcm_file_feed(&run.file, piece, n);
	fclose(in);
	run.good = run.good && rcm_file_end(&run.file);
	if (rows >= 0 ? !unit_check(run.good, __FILE__, line, path) : !unit_check(!run.good, __FILE__, line, path))
		printf(": line %d, column %d: %s\n", (int) run.file.fault_line, run.file.fault_column, run.file.fault);
	if (rows >= 0)
	{
		unit_check_int(run.file.rows[0], rows, __FILE__, line, path);
		unit_check_int(run.file.rows[1], second, __FILE__, line, path);
	}
	finish(&run);
}

#define REAL(format, path, rows, second) check_real(&rcm_format_##format, path, rows, second, __LINE__)
#define REAL_REFUSED(format, path) check_real(&rcm_format_##format, path, -1, 0, __LINE__)

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
	char		name[1024];
	char	   *text = malloc(1 << 20);
	FILE	   *in;
	size_t		n;
	int			effs = 0;
	int			terms = 0;
	Run			run;

	snprintf(name, sizeof(name), "%s/codes/%s", getenv("RCM_SHARED"), path);
	in = fopen(name, "rb");
	n = in == NULL ? 0 : fread(text, 1, 1 << 20, in);
	start(&run, &rcm_format_taxonomy, "", text, n, 0);
	for (size_t i = 32; i < run.rows.len; i++)
	{
		const char *p = run.rows.data + i;

		if (*p != '\n')
			continue;
		terms += date_before(p);
		effs += date_before(date_before(p) ? p - 11 : p - 2);
	}
	if (n > 0)
	{
		CHECK_INT(effs, eff);
		CHECK_INT(terms, term);
	}
	finish(&run);
	if (in != NULL)
		fclose(in);
	free(text);
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
	if (getenv("RCM_SHARED") == NULL)
		printf("skipped: no real files ($RCM_SHARED is not set)\n");
	else
	{
		test_real();
		check_taxonomy_dates("nucc/nucc_taxonomy_120.csv", 148, 10);
		check_taxonomy_dates("nucc/nucc_taxonomy_251.csv", 196, 28);
	}
	return unit_report();
}
