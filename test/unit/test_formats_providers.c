/*
 * test_formats_providers.c - NPPES, rosters and neutral files.
 */
#include "formats/neutral.h"
#include "format_reading.h"
#include "library/library.h"

/* ---- NPPES ---- */

#define NPPES_COLUMNS 330

/* A row of the file's width, all quoted: values at places from 0, blank elsewhere. */
static void
nppes_row(RcmBuffer *b, const int *places, const char *const *values, int n)
{
	for (int i = 0; i < NPPES_COLUMNS; i++)
	{
		rcm_buffer_string(b, i > 0 ? ",\"" : "\"");
		for (int j = 0; j < n; j++)
			if (places[j] == i)
				rcm_buffer_string(b, values[j]);
		rcm_buffer_char(b, '"');
	}
	rcm_buffer_string(b, "\r\n");
}

/* The places that the headings have in the published layout. */
static const int nppes_places[] = {0, 1, 4, 5, 6, 39, 40, 47, 51, 103};

static void
nppes_file(RcmBuffer *b, RcmArena *arena, const char *const *values)
{
	static const char *const headings[] = {
		"NPI", "Entity Type Code", "Provider Organization Name (Legal Business Name)",
		"Provider Last Name (Legal Name)", "Provider First Name", "NPI Deactivation Date",
		"NPI Reactivation Date", "Healthcare Provider Taxonomy Code_1", "Healthcare Provider Taxonomy Code_2",
		"Healthcare Provider Taxonomy Code_15"
	};

	rcm_buffer_init(b, arena, 16384);
	nppes_row(b, nppes_places, headings, 10);
	for (; values[0] != NULL; values += 10)
		nppes_row(b, nppes_places, values, 10);
	rcm_buffer_char(b, '\0');
}

static void
test_nppes(void)
{
	static const char *const good[] = {
		"1234567893", "1", "", "THORNE", "MIRIAM \"\"M\"\"", "", "", "207R00000X", "101Y00000X", "101YA0400X",
		"1300051012", "2", "HARBOR, VIEW", "", "", "", "", "261QM1300X", "", "",
		/* switched off: nothing but its number and date; switched on again */
		"1300051020", "", "", "", "", "01/31/2020", "", "", "", "",
		"1300051020", "1", "", "ROW", "A", "01/31/2020", "02/29/2020", "", "", "",
		"1300051020", "1", "", "ROW", "A", "03/31/2020", "02/29/2020", "", "", "", NULL
	};
	static const char *const bad[][11] = {
		{"1234567890", "1", "", "A", "B", "", "", "", "", "", NULL},
		{"1234567893", "", "", "A", "B", "", "", "", "", "", NULL},
		{"1234567893", "1", "", "A", "B", "31/01/2020", "", "", "", "", NULL},
		{"1234567893", "1", "", "A", "B", "", "", "", "internal", "", NULL},
		{"", "1", "", "A", "B", "", "", "", "", "", NULL}
	};
	RcmArena	arena;
	RcmBuffer	b;

	rcm_arena_init(&arena);
	nppes_file(&b, &arena, good);
	CHECK_ROWS(rcm_format_nppes, "", b.data,
		 "1234567893|1|THORNE|MIRIAM \"M\"|{\"207R00000X\",\"101Y00000X\",\"101YA0400X\"}|~\n"
		 "1300051012|2|HARBOR, VIEW|~|{\"261QM1300X\"}|~\n"
		 "1300051020|1|~|~|~|2020-01-31\n"
		 "1300051020|1|ROW|A|~|~\n"
		 "1300051020|1|ROW|A|~|2020-03-31\n");
	CHECK_REFUSED(rcm_format_nppes, "npidata_pfile_20241104-20241110.csv", b.data,
				  "1:0: a weekly file has only what changed in the week: load the monthly one");
	nppes_file(&b, &arena, bad[0]);
	CHECK_REFUSED(rcm_format_nppes, "", b.data, "2:1: not an NPI: ten digits with a check digit");
	nppes_file(&b, &arena, bad[1]);
	CHECK_REFUSED(rcm_format_nppes, "", b.data, "2:2: the entity type is not 1 or 2");
	nppes_file(&b, &arena, bad[2]);
	CHECK_REFUSED(rcm_format_nppes, "", b.data, "2:40: \"31/01/2020\" is not a date (MM/DD/YYYY)");
	nppes_file(&b, &arena, bad[3]);
	CHECK_REFUSED(rcm_format_nppes, "", b.data, "2:52: not a taxonomy code");
	nppes_file(&b, &arena, bad[4]);
	CHECK_REFUSED(rcm_format_nppes, "", b.data, "2:1: no NPI");
	nppes_file(&b, &arena, good);
	strcpy(b.data + b.len - 9, "\r\n");	/* two fields less: ,"","" and the end are eight bytes */
	CHECK_REFUSED(rcm_format_nppes, "", b.data, "6:328: 328 columns where the headings have 330: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_nppes, "", "\"NPI\",\"Provider Other Organization Name\"\n", "1:0: no heading \"Entity Type Code\": this is not the NPPES file of providers");
	CHECK_HINT(rcm_format_nppes, "npidata_pfile_20050523-20241110.csv", "", "2024-11|2024-11-01|2024-11-10|0|");
	CHECK_HINT(rcm_format_nppes, "npidata.csv", "", "|~|~|0|");
	rcm_arena_free(&arena);
}

/* ---- rosters ---- */

static void
test_roster(void)
{
	CHECK_ROWS(rcm_format_roster, "",
		 "Our clinic,,,,,,\n"
		 "Provider NPI,Last Name,First Name,CMS Specialty,Taxonomy Code,Tax ID,License Expiration Date\n"
		 "1234567893,Thorne,Miriam,11,207R00000X; 101Y00000X,93-0011223,12/31/2025\n"
		 ",,,,,,\n"
		 "1300051020,Row,A,Internal Medicine,,930011223 | 930011224,\n",
		 "1234567893|1|Thorne|Miriam|11|{\"207R00000X\",\"101Y00000X\"}|{\"930011223\"}|~|2025-12-31|~|~|~\n"
		 "1300051020|1|Row|A|~|~|{\"930011223\",\"930011224\"}|~|~|~|~|~\n");
	/* organisations: by their column, by the type, by lacking a first name */
	CHECK_ROWS(rcm_format_roster, "",
		 "NPI\tLast name\tOrganization name\tFirst\tspecialty\n1300051012\t\tHarbor\t\t5\n1234567893\tThorne\t\tM\t5\n",
		 "1300051012|2|Harbor|~|05|~|~|~|~|~|~|~\n1234567893|1|Thorne|M|05|~|~|~|~|~|~|~\n");
	CHECK_ROWS(rcm_format_roster, "",
		 "npi,entity type,last name/organization,first name,start,end\n"
		 "1300051012,Organization,Harbor,,2020-01-01,2024-12-31\n1234567893,Individual,Thorne,M,,\n",
		 "1300051012|2|Harbor|~|~|~|~|~|~|~|2020-01-01|2024-12-31\n"
		 "1234567893|1|Thorne|M|~|~|~|~|~|~|~|~\n");
	CHECK_ROWS(rcm_format_roster, "", "npi,last_or_org,first\n1300051012,Harbor,\n1234567893,Thorne,M\n",
		 "1300051012|2|Harbor|~|~|~|~|~|~|~|~|~\n1234567893|1|Thorne|M|~|~|~|~|~|~|~|~\n");
	CHECK_ROWS(rcm_format_roster, "", "Name,NPI\n\"Thorne, Miriam\",1234567893\n",
		 "1234567893|1|Thorne|Miriam|~|~|~|~|~|~|~|~\n");
	CHECK_REFUSED(rcm_format_roster, "", "npi,last name\n1234567893,Thorne\n1234567890,Row\n", "3:1: not an NPI: ten digits with a check digit");
	CHECK_REFUSED(rcm_format_roster, "", "last name,npi\nThorne,\n", "2:2: no NPI");
	CHECK_REFUSED(rcm_format_roster, "", "npi,last name,taxonomy\n1234567893,Thorne,Internist\n", "2:3: not a taxonomy code");
	CHECK_REFUSED(rcm_format_roster, "", "npi,last name,tin\n1234567893,Thorne,12345678a\n", "2:3: not a tax id of nine digits");
	CHECK_REFUSED(rcm_format_roster, "", "npi,last name,type\n1234567893,Thorne,doctor\n", "2:3: the type is not 1 (person) or 2 (organization)");
	CHECK_REFUSED(rcm_format_roster, "", "npi,last name,start,end\n1234567893,Thorne,2024-01-01,2023-01-01\n", "2:4: the provider ends before they begin");
	CHECK_REFUSED(rcm_format_roster, "", "npi,why\n1234567893,x\n", "1:0: no heading for the name: \"last name\", \"organization\" or \"name\"");
	CHECK_REFUSED(rcm_format_roster, "", "a,b\n", "1:0: no heading \"NPI\": this is not a roster of providers");
	CHECK_HINT(rcm_format_roster, "providers 2024-07-01.csv", "", "2024-07-01|2024-07-01|2024-07-01|0|");
	CHECK_HINT(rcm_format_roster, "npidata_pfile_20050523-20241110.csv", "", "2005-05-23|2005-05-23|2005-05-23|0|nppes");
}

/* ---- neutral files ---- */

static const RcmFormat *
neutral(const char *set)
{
	return rcm_neutral_format(rcm_text_of(set));
}

static void
test_neutral_formats(void)
{
	int			n = 0;

	for (int i = 0; i < RCM_SET_COUNT; i++)
	{
		const RcmFormat *format;

		/* the fee schedule has two sets over one table: the file has the columns of the wider */
		int			columns_of = i == RCM_SET_FEE_SCHEDULE ? RCM_SET_RELATIVE_VALUE : i;

		if (rcm_sets[i].file == NULL)
		{
			CHECK(neutral(rcm_sets[i].table) == (i == RCM_SET_RELATIVE_VALUE ? neutral("pfs") : NULL));
			continue;
		}
		format = rcm_neutral_format_at(n++);
		CHECK(format != NULL);
		CHECK_TEXT(format->set, (int) strlen(format->set), rcm_sets[i].table);
		CHECK_TEXT(format->label, (int) strlen(format->label), rcm_sets[i].file);
		CHECK_TEXT(format->outputs[0].table, (int) strlen(format->outputs[0].table), rcm_sets[i].table);
		CHECK_INT(format->variant, columns_of);
		CHECK(neutral(rcm_sets[i].table) == format);
		CHECK(neutral(rcm_sets[i].file) == format || neutral(rcm_sets[i].file)->variant != i);
	}
	CHECK(rcm_neutral_format_at(n) == NULL);
	CHECK(rcm_neutral_format_at(-1) == NULL);
	CHECK(neutral("px") == neutral("procedure"));
	CHECK(neutral("") == NULL);
}

/* The columns that a header gives, and its rows. */
static void
check_neutral(const char *set, const char *text, const char *columns, const char *want, int line)
{
	Reading		r = {0};

	read_bytes(&r, neutral(set), "", text, strlen(text), 0);
	unit_check_text(r.columns, (int) strlen(r.columns), columns, __FILE__, line, "columns");
	unit_check_int(r.column_count, rcm_format_columns(columns), __FILE__, line, "count of columns");
	reading_free(&r);
	check_reading(neutral(set), "", text, strlen(text), want, __FILE__, line);
}

#define NEUTRAL(set, text, columns, want) check_neutral(set, text, columns, want, __LINE__)

static void
test_neutral(void)
{
	NEUTRAL("ptp", "program,setting,col1,col2,eff,del,ccmi,unknown\nMCR,PRA,45385,45378,2000-01-01,,0,x\n",
			"program, setting, col1, col2, eff, term, ccmi", "MCR|PRA|45385|45378|2000-01-01|~|0\n");
	NEUTRAL("procedure", "code,f2f,timed,drug,age_lo,term\n99202,Y,NA,n,,12/31/2024\n99203,true,F,,18,infinity\n",
			"code, f2f, timed, drug, age_lo, term", "99202|t|t|f|~|2024-12-31\n99203|t|f|~|18|infinity\n");
	NEUTRAL("payer", "payer_id,class,member_regex,name,accepted_freq,global,active_from,active_to\n"
			"P1,medicare,.*,\"A, payer\",1|7 | 8,yes,1990-01-01,\n\nP2,medicaid,x,\"a \"\"b\"\"\",\"x\\y|\"\"z\"\"\",no,,\n,,,,,,,\n",
			"payer_id, class, member_regex, name, accepted_freq, global, eff, term",
			"P1|medicare|.*|A, payer|{\"1\",\"7\",\"8\"}|t|1990-01-01|~\nP2|medicaid|x|a \"b\"|{\"x\\\\y\",\"\\\"z\\\"\"}|f|~|~\n");
	NEUTRAL("payer", "payer_id,class\nP1,medicare\n", "payer_id, class", "P1|medicare\n");
	NEUTRAL("provider", "key,npi,type,first\nT,1300051020,1,M\n", "key, npi, type, first", "T|1300051020|1|M\n");
	NEUTRAL("type_of_bill", "tob2,desc,freqs\n11,a stay,1|2\n", "tob2, desc, freqs", "11|a stay|{\"1\",\"2\"}\n");
	NEUTRAL("fee", "class,code,setting,allowed,note\nmedicare_b,99213,NF,91.00,ours\n",
			"class, code, setting, allowed, note", "medicare_b|99213|NF|91.00|ours\n");
	CHECK_REFUSED(*neutral("mue"), "", "pos,eff,term,fac\n01,,,N\n", "1:0: the headings name no column of set \"mue\"");
	CHECK_REFUSED(*neutral("procedure"), "", "code,f2f\n99202,perhaps\n", "2:2: \"perhaps\" is neither yes nor no");
	CHECK_REFUSED(*neutral("procedure"), "", "code,age_lo\n99202,1.5\n", "2:2: \"1.5\" is not a number");
	CHECK_REFUSED(*neutral("procedure"), "", "code,eff\n99202,2024-02-30\n", "2:2: \"2024-02-30\" is not a date (YYYY-MM-DD)");
	CHECK_REFUSED(*neutral("procedure"), "", "code,eff\n99202\n", "2:1: 1 columns where the headings have 2: the file is damaged or cut");
	CHECK_REFUSED(*neutral("ptp"), "", "col1,col2,term,del\n", "1:4: the headings name the column \"term\" twice");
	/* the file of another table, or of none */
	CHECK_REFUSED(*neutral("telehealth"), "", "class,code,mod,setting,allowed\nx,99213,,NF,91.00\n",
				  "1:0: the headings are those of set \"fee\", not of \"telehealth\"");
	CHECK_REFUSED(*neutral("fee"), "", "class,code,allowed\nx,99213,91.00\n",
				  "1:0: the headings lack the column \"setting\" of set \"fee\"");
	CHECK_REFUSED(*neutral("procedure"), "", "code,description\n99213,x\n",
				  "1:0: the headings name only one column of set \"procedure\"");
	CHECK_REFUSED(*neutral("excludes1"), "", "a,b\n25,59\n", "2:1: \"25\" is not a code of this column");
	CHECK_REFUSED(*neutral("modifier_conflict"), "", "a,b\nE10,E11\n", "2:1: \"E10\" is not a code of this column");
	CHECK_REFUSED(*neutral("procedure"), "", "code\n9921\n", "2:1: \"9921\" is not a code of this column");
	CHECK_REFUSED(*neutral("diagnosis"), "", "code,billable\n99213,Y\n", "2:1: \"99213\" is not a code of this column");
	CHECK_REFUSED(*neutral("enrollment"), "", "npi,payer_id\n1234567890,P1\n",
				  "2:1: \"1234567890\" is not a code of this column");
	CHECK_HINT(*neutral("mue"), "mue.csv", "", "|~|~|0|");
	CHECK_HINT(*neutral("mue"), "ptp.csv", "", "|~|~|0|ptp");
	CHECK_HINT(*neutral("fee"), "our fees 2024-07-01.csv", "", "2024-07-01|2024-07-01|2024-07-01|0|");
}

int
main(void)
{
	test_nppes();
	test_roster();
	test_neutral_formats();
	test_neutral();
	return unit_report();
}
