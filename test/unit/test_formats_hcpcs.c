/*
 * test_formats_hcpcs.c - the HCPCS file as CSV and as text.  The words in the
 * samples are made up.
 */
#include "format_reading.h"


/* ---- CSV ---- */

/* The columns in another order than CMS's, and fewer: they go by name. */
#define HEADER "TERM DT,HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,PRICE1,PRICE2,MULT_PI,STATUTE," \
	"LABCERT1,LABCERT2,XREF1,XREF2,COV,ASC_GRP,ASC_DT,PROCNOTE,BETOS,TOS1,TOS2,ANEST_BU,ADD DT,ACT EFF DT,ACTION CD\r\n"

static void
csv(void)
{
	CHECK_ROWS(rcm_format_hcpcs, "", HEADER
		  ",   A1,0010,7,\"Some, \"\"long\"\" words\",Short,,,,,,,,,C,,,,,,,,20020701,20020701,N\r\n"
		  "20171231,   CP,0010,7,Ended,Ended,,,,,,,,,C,,,,,,,,20160101,20180101,N\r\n"
		  ",A0425,0010,3,Miles,Miles,00,21,A,1833(t),340,630,A0021,CPT,D,YY,20080101,0088,Z2,1,P,  0,19850101,19960910,N\r\n"
		  "\r\n,,,,,,,,,,,,,,,,,,,,,,,,\r\n"
		  "20191231,E0765,0010,3,Back,Back,,,,,,,,,,,,,,,,,20210101,20210101,R\r\n",
		  "code_text|modifier|A1|Short|Some, \"long\" words|~|2002-07-01|~\n"
		  "code_text|modifier|CP|Ended|~|~|2016-01-01|2017-12-31\n"
		  "A0425|N|D|1985-01-01|1996-09-10|Z2|{\"1\",\"P\"}|A|{\"00\",\"21\"}|{\"A0021\",\"CPT\"}|1833(t)|"
		  "{\"340\",\"630\"}|YY|2008-01-01|0088|0|1985-01-01|~\n"
		  "code_text|HCPCS|A0425|Miles|~|{\"A0021\"}|1985-01-01|~\n"
		  "E0765|R|~|2021-01-01|2021-01-01|~|~|~|~|~|~|~|~|~|~|~|~|2019-12-31\n"
		  "code_text|HCPCS|E0765|Back|~|~|~|2019-12-31\n");
	/* a description that goes on in further rows; no-break spaces */
	CHECK_ROWS(rcm_format_hcpcs, "", "HCPC,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,ADD DT,TERM DT\n"
		  "A0425,3,One and\xA0,Short,20200101,\nA0425,4,two,,,\nA0425,4,three,,,\n  A1,7,Mod,,20200101,\n",
		  "A0425|~|~|2020-01-01|~|~|~|~|~|~|~|~|~|~|~|~|2020-01-01|~\n"
		  "code_text|HCPCS|A0425|Short|One and two three|~|2020-01-01|~\n"
		  "code_text|modifier|A1|Mod|~|~|2020-01-01|~\n");
}

#define SMALL "HCPC,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,ADD DT,TERM DT\n"

static void
csv_faults(void)
{
	CHECK_REFUSED(rcm_format_hcpcs, "", "HCPC,RECID,LONG DESCRIPTION,ADD DT,TERM DT\n", "1:0: the header has no SHORT DESCRIPTION");
	CHECK_REFUSED(rcm_format_hcpcs, "", SMALL "A042,3,x,x,20200101,\n",
			"2:1: not a HCPCS code or modifier: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_hcpcs, "", SMALL "A0425,7,x,x,20200101,\n", "2:2: not the record kind of a code (3 or 4)");
	CHECK_REFUSED(rcm_format_hcpcs, "", SMALL "A1,3,x,x,20200101,\n", "2:2: not the record kind of a modifier (7 or 8)");
	CHECK_REFUSED(rcm_format_hcpcs, "", SMALL "A0425,3,x,x,2020-01-01,\n", "2:5: \"2020-01-01\" is not a date (YYYYMMDD)");
	CHECK_REFUSED(rcm_format_hcpcs, "", SMALL "A0425,3,x,x,20200101,\nA0425,3,x,x,20200101,\n", "3:1: A0425 stands twice");
	CHECK_REFUSED(rcm_format_hcpcs, "", SMALL "A0425,4,x,,,\n",
			"2:1: the description of A0425 goes on, but does not begin before it");
	CHECK_REFUSED(rcm_format_hcpcs, "", SMALL "A0425,3,x", "2:3: 3 columns only: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_hcpcs, "", "a,b\nc,d\n",
			"2:0: no row in it: this is not \"HCPCS Level II codes and modifiers\", or not all of it");
}

/* ---- text ---- */

/* A line of the text: code, sequence and kind; words; and what follows in column 92. */
static int
text_line(char *out, const char *begin, const char *words, const char *rest)
{
	return sprintf(out, "%-11s%-80s%s\r\n", begin, words, rest);
}

/* Columns 92 to 320 of a first line. */
static const char *
details(const char *short_words, const char *add, const char *term)
{
	static char line[400];

	snprintf(line, sizeof(line), "%-28s%-8s%s%-18s%-24s%-10s%-24s%-25s%s%-2s%-8s%-12s%-4s%-3s %-5s%-3s%-8s%-8s%-8s%s%-27s",
			 short_words, "0021", "A", "", "", "1833(t)", "340630", "A0021", "D", "YY", "20080101", "", "0088",
			 "Z2", "1P", "0", add, "19960910", term, "N", "");
	return line;
}

static void
text(void)
{
	char		t[4000];
	int			n = 0;

	n += sprintf(t + n, "***Disclaimers\t\t\t\r\n\t\t\t\r\n*Inclusion implies nothing.\xA0\t\t\r\n\xA0\xA0 nor does this\r\n\r\n");
	n += text_line(t + n, "   A1001007", "Caf\xE9 dressing for", details("Dressing", "20020701", ""));
	n += text_line(t + n, "   A1002008", "one wound", "");
	n += sprintf(t + n, "*More notices, between the records\t\t\r\n");
	n += text_line(t + n, "A0425001003", "Caf\xE9 miles, all that are", details("Miles", "19850101", "20001231"));
	n += text_line(t + n, "A0425002004", "needed, and", "                    ");
	n += text_line(t + n, "A0425003004", "some more", "");
	/* words of others */
	n += text_line(t + n, "D0120001003", "Licensed", details("Licensed", "19850101", ""));
	n += text_line(t + n, "   59001007", "Licensed", details("Licensed", "19850101", ""));
	CHECK_ROWS(rcm_format_hcpcs, "", t,
		  "code_text|modifier|A1|Dressing|Caf\xC3\xA9 dressing for one wound|{\"A0021\"}|2002-07-01|~\n"
		  "A0425|N|D|1985-01-01|1996-09-10|Z2|{\"1\",\"P\"}|A|{\"00\",\"21\"}|{\"A0021\"}|1833(t)|"
		  "{\"340\",\"630\"}|YY|2008-01-01|0088|0|1985-01-01|2000-12-31\n"
		  "code_text|HCPCS|A0425|Miles|Caf\xC3\xA9 miles, all that are needed, and some more|{\"A0021\"}|1985-01-01|2000-12-31\n"
		  "D0120|N|D|1985-01-01|1996-09-10|Z2|{\"1\",\"P\"}|A|{\"00\",\"21\"}|{\"A0021\"}|1833(t)|"
		  "{\"340\",\"630\"}|YY|2008-01-01|0088|0|1985-01-01|~\n");
}

static void
text_faults(void)
{
	char		t[1000];

	sprintf(t, "A0425 Miles\r\n");
	CHECK_REFUSED(rcm_format_hcpcs, "", t, "1:6: no sequence number and record kind after the code: the line is damaged");
	text_line(t, "A0425001003", "Miles", "Miles");
	CHECK_REFUSED(rcm_format_hcpcs, "", t, "1:96: the line ends before the day the code was added: it is cut");
	text_line(t, "A04 001003", "Miles", details("Miles", "19850101", ""));
	CHECK_REFUSED(rcm_format_hcpcs, "", t, "1:1: neither a code nor a modifier: the line is damaged");
	text_line(t, "A0425001003", "Miles", details("Miles", "1985", ""));
	CHECK_REFUSED(rcm_format_hcpcs, "", t, "1:269: \"1985\" is not a date (YYYYMMDD)");
	text_line(t, "A0425001004", "Miles", "");
	CHECK_REFUSED(rcm_format_hcpcs, "", t, "1:1: the description of A0425 goes on, but does not begin before it");
}

static void
names(void)
{
	CHECK_HINT(rcm_format_hcpcs, "HCPC2025_OCT_ANWEB.csv", "", "2025Q4|2025-10-01|~|0|");
	CHECK_HINT(rcm_format_hcpcs, "HCPC2025_OCT_ANWEB_v2.txt", "", "2025Q4v2|2025-10-01|~|0|");
	CHECK_HINT(rcm_format_hcpcs, "HCPC2019_CONTR_ANWEB.txt", "", "2019Q1|2019-01-01|~|0|");
	CHECK_HINT(rcm_format_hcpcs, "HCPC2020_MAY_ANWEB.txt", "", "2020-05|2020-05-01|~|0|");
	CHECK_HINT(rcm_format_hcpcs, "codes2020.txt", "", "|~|~|0|");
}

/* ---- real files ---- */

static void
shared(void)
{
	Reading		r = {0};

	if (read_real(&r, &rcm_format_hcpcs, "codes/hcpcs/HCPC2025_OCT_ANWEB.csv"))
	{
		CHECK_INT(r.rows[0], 8463);
		CHECK_INT(r.rows[1], 8846);
		/* of all 1,225 that have ended, 20 are modifiers */
		CHECK_INT(r.nulls[17], 8463 - 1205);
		reading_free(&r);
	}
	CHECK_REAL(rcm_format_hcpcs, "codes/hcpcs/HCPC2019_CONTR_ANWEB.txt.gz", 6440, 6800);
}

int
main(void)
{
	csv();
	csv_faults();
	text();
	text_faults();
	names();
	shared();
	return unit_report();
}
