/*
 * test_formats_localities.c - cost indices, anesthesia factors, counties and ZIP
 * codes of the payment localities: made-up rows in CMS's layouts, and the real
 * files when RCM_SHARED names them.
 */
#include "format_reading.h"


/* ---- geography ---- */

#define GPCI_TITLE "ADDENDUM E. FINAL CY 2025 INDICES (GPCIs) BY STATE,,,,,,\r\n,,,,,,\r\n"
#define GPCI_HEADER "Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,2025 PW GPCI (with 1.0 Floor)***,2025 PE GPCI,2025 MP GPCI\r\n"
#define GPCI_END "\"MAC Assignments as of November 22, 2023\",,,,,,\r\n,,,,,,\r\n*a footnote.,,,,,,\r\n**and another.,,,,,,\r\n"

static void
test_gpci(void)
{
	CHECK_ROWS(rcm_format_gpci, "GPCI2025.csv",
			   GPCI_TITLE GPCI_HEADER
			   "10112,AL,00,ALABAMA,1,0.869,0.575\r\n"
			   "02102,AK,01,ALASKA*,1.5,1.081,0.592\r\n"
			   "2102,AK,1,ALASKA **,1.500,1.1,.592\r\n"
			   "01212,HI,01,\"HAWAII, GUAM\",1.000,1.137,0.579\r\n" GPCI_END,
			   "1011200|AL|ALABAMA|1.000|0.869|0.575\n"
			   "0210201|AK|ALASKA|1.500|1.081|0.592\n"
			   "0210201|AK|ALASKA|1.500|1.100|0.592\n"
			   "0121201|HI|HAWAII, GUAM|1.000|1.137|0.579\n");
	/* a spreadsheet leaves empty cells out */
	CHECK_ROWS(rcm_format_gpci, "", "ADDENDUM E. FINAL CY 2025\n\n" GPCI_HEADER "10112,AL,00,ALABAMA,1,0.869,0.575\n*note\n",
			   "1011200|AL|ALABAMA|1.000|0.869|0.575\n");
#define LINE(mac, name, mp) mac "           AL      00   " name \
	"                                                                                     1.000       0.869       " mp "\r\n"
	CHECK_ROWS(rcm_format_gpci, "GPCI2025.txt",
			   "ADDENDUM E. FINAL CY 2025 (GPCIs)\r\n\r\n"
			   "Medicare Admi State  Locality     Locality Name     2025 PW GPCI2025 PE GPCI2025 MP GPCI\r\n"
			   LINE("10112", "ALABAMA", "0.575") LINE("02102", "ALASKA*", "0.592")
			   "MAC Assignments as of November 22, 2023\r\n\r\n*a footnote\r\n",
			   "1011200|AL|ALABAMA|1.000|0.869|0.575\n"
			   "0210200|AL|ALASKA|1.000|0.869|0.592\n");
	CHECK_REFUSED(rcm_format_gpci, "", "PE GPCI\n" LINE("10112", "ALABAMA", "0.575") LINE("02102", "ALASKA*", "0.59"),
				  "3:0: a line of 149 characters where the first has 150: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_gpci, "", LINE("10112", "ALABAMA", "0.575"),
				  "1:0: no header before the first row: this is not \"Geographic practice cost indices\"");
#undef LINE
	CHECK_REFUSED(rcm_format_gpci, "", GPCI_HEADER "10112,AL,00,ALABAMA,1,0.869\n",
				  "2:7: no index: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_gpci, "", GPCI_HEADER "10112,AL,00,ALABAMA,1,0.8691,0.5\n",
				  "2:6: \"0.8691\" is not a number with at most 3 decimals");
	CHECK_REFUSED(rcm_format_gpci, "", GPCI_HEADER "1O112,AL,00,ALABAMA,1,0.869,0.575\n",
				  "2:1: not the number of a contractor: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_gpci, "", GPCI_HEADER "10112,AL,000,ALABAMA,1,0.869,0.575\n",
				  "2:3: not the number of a locality");
	CHECK_REFUSED(rcm_format_gpci, "", GPCI_HEADER "10112,ALA,00,ALABAMA,1,0.869,0.575\n",
				  "2:2: not the two letters of a state");
	CHECK_REFUSED(rcm_format_gpci, "", GPCI_HEADER "10112\n", "2:3: not the number of a locality");
	CHECK_REFUSED(rcm_format_gpci, "",
				  "Contractor,State,Locality Number,Locality Name,PW GPCI (without floor),PW GPCI (with floor),PE GPCI,MP GPCI\n",
				  "1:6: two columns of \"PW GPCI\": leave the one that is meant");
	CHECK_REFUSED(rcm_format_gpci, "",
				  "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\no\np\nq\nr\ns\nt\nu\nv\n",
				  "21:0: no header in the first 20 lines: this is not \"Geographic practice cost indices\"");
}

static void
test_anesthesia(void)
{
	CHECK_ROWS(rcm_format_anesthesia, "ANES2025.csv",
			   "Contractor,Locality,Locality Name,National Anes CF of 20.3178\r\n"
			   "10112 ,00 ,ALABAMA,19.31 \r\n2102,1,ALASKA*,27.8\r\n03602 ,21 ,\"WYOMING, ALL**\",20\r\n,,,\r\n",
			   "1011200|ALABAMA|19.3100\n0210201|ALASKA|27.8000\n0360221|WYOMING, ALL|20.0000\n");
#define LINE(mac, name, cents) mac "       00    " name "                                                " cents "\r\n"
	CHECK_ROWS(rcm_format_anesthesia, "ANES2025.txt",
			   LINE("10112", "ALABAMA", "1931") LINE("02102", "ALASKA ", "2786") "\x1a",
			   "1011200|ALABAMA|19.3100\n0210200|ALASKA|27.8600\n");
	CHECK_REFUSED(rcm_format_anesthesia, "", LINE("10112", "ALABAMA", "1931") LINE("02102", "ALASKA ", "278"),
				  "2:0: a line of 76 characters where the first has 77: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_anesthesia, "", "some title\n" LINE("10112", "ALABAMA", "1931"),
				  "1:1: not a locality: this is not \"Anesthesia conversion factors\"");
#undef LINE
	CHECK_REFUSED(rcm_format_anesthesia, "", "Contractor,Locality,Locality Name,CF\n10112,00,ALABAMA\n",
				  "2:4: no factor: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_anesthesia, "", "Contractor,Locality,Locality Name,CF a,CF b\n10112,00,ALABAMA,1,2\n",
				  "1:5: two columns of \"CF\": leave the one that is meant");
}

#define COUNTY_TITLE "COUNTIES INCLUDED IN 2025 LOCALITIES. (BY STATE),,,,\r\n,,,,\r\n"
#define COUNTY_HEADER "Medicare Adminstrative Contractor,Locality Number,State ,Fee Schedule Area ,Counties\r\n,,,,\r\n"

static void
test_counties(void)
{
	CHECK_ROWS(rcm_format_localities, "25LOCCO.csv",
			   COUNTY_TITLE COUNTY_HEADER
			   "10112,0,ALABAMA ,STATEWIDE ,ALL COUNTIES \r\n,,,,\r\n"
			   "2102,1,ALASKA ,STATEWIDE* ,ALL COUNTIES \r\n , , , , \r\n"
			   "1182,18,CALIFORNIA,FIRST AREA,FIRST\r\n1112,52,,SECOND AREA,\"SECOND, THIRD\"\r\n"
			   "01112,05, ,REST OF STATE*,ALL OTHER COUNTIES\r\n,,,,\r\n,,,,\r\n"
			   "*  Payment locality is serviced by two carriers.,,,,\r\n",
			   "1011200|ALABAMA|STATEWIDE|ALL COUNTIES\n"
			   "0210201|ALASKA|STATEWIDE|ALL COUNTIES\n"
			   "0118218|CALIFORNIA|FIRST AREA|FIRST\n"
			   "0111252|CALIFORNIA|SECOND AREA|SECOND, THIRD\n"
			   "0111205|CALIFORNIA|REST OF STATE|ALL OTHER COUNTIES\n");
#define LINE(mac, state, area, counties) "    " mac "       00    " state "                   " area \
	"                                                                                              " counties "\r\n"
	/* a block whose state was forgotten has none, not that of the block before */
	CHECK_ROWS(rcm_format_localities, "25LOCCO.txt",
			   "COUNTIES INCLUDED IN 2025 LOCALITIES.\r\n\r\n"
			   "Medicare AdmiLocality         State        Fee Schedule Area         Counties\r\n\r\n"
			   LINE("10112", "OHIO", "AREA", "FIRST, SECOND") "\r\n"
			   LINE("01182", "    ", "ONE ", "THIRD") LINE("01182", "    ", "TWO*", "FOURTH") "\r\n"
			   LINE("02102", "IOWA", "AREA", "FIFTH") LINE("02102", "    ", "TWO*", "SIXTH") "\r\n\r\n"
			   "*  Payment locality is serviced by two carriers.\r\n",
			   "1011200|OHIO|AREA|FIRST, SECOND\n0118200|~|ONE|THIRD\n0118200|~|TWO|FOURTH\n"
			   "0210200|IOWA|AREA|FIFTH\n0210200|IOWA|TWO|SIXTH\n");
	CHECK_REFUSED(rcm_format_localities, "", "Fee Schedule Area\n" "    10112       00    OHIO\n",
				  "2:144: no counties: the file is damaged or cut");
#undef LINE
	CHECK_REFUSED(rcm_format_localities, "", COUNTY_HEADER "10112,0,ALABAMA,STATEWIDE\n",
				  "3:5: no counties: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_localities, "", GPCI_HEADER "10112,AL,00,ALABAMA,1,0.869,0.575\n",
				  "2:0: no row in it: this is not \"Counties of the payment localities\", or not all of it");
}

/* ---- ZIP codes ---- */

#define ZIP(start, quarter) start "                                                   " quarter "\r\n"

static void
test_zip(void)
{
	CHECK_ROWS(rcm_format_zip_localities, "ZIP5_OCT2025.txt",
			   ZIP("AK995010210201 Z9   0 A ", "20254") ZIP("WY831270360221BZ9B  0 A ", "20254")
			   ZIP("CA900010118218RZ1R  1 A ", "20254") "\x1a",
			   "99501|AK|0210201|~|Z9|f\n83127|WY|0360221|B|Z9|f\n90001|CA|0118218|R|Z1|t\n");
	CHECK_REFUSED(rcm_format_zip_localities, "",
				  ZIP("AK995010210201 Z9   0 A ", "20254") ZIP("AK995020210201 Z9   0 A ", "20261"),
				  "2:76: the year and quarter are not those of the first line");
	CHECK_REFUSED(rcm_format_zip_localities, "", ZIP("AK995010210201 Z9   0 A ", "20255"),
				  "1:76: no year and quarter (YYYYQ): this is not the ZIP code file");
	CHECK_REFUSED(rcm_format_zip_localities, "",
				  ZIP("AK995010210201 Z9   0 A ", "20254") "AK995020210201 Z9   0 A",
				  "2:0: a line of 23 characters where 80 are expected: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_zip_localities, "", ZIP("AK9950 0210201 Z9   0 A ", "20254"), "1:3: not a ZIP code");
	CHECK_REFUSED(rcm_format_zip_localities, "", ZIP("A 995010210201 Z9   0 A ", "20254"),
				  "1:1: not the two letters of a state");
	CHECK_REFUSED(rcm_format_zip_localities, "", ZIP("AK995010X10201 Z9   0 A ", "20254"),
				  "1:8: not the number of a contractor: the file is damaged or cut");
	CHECK_REFUSED(rcm_format_zip_localities, "", ZIP("AK9950102102X1 Z9   0 A ", "20254"),
				  "1:13: not the number of a locality");
	CHECK_REFUSED(rcm_format_zip_localities, "", ZIP("AK995010210201XZ9   0 A ", "20254"),
				  "1:15: neither R, B nor blank");
	CHECK_REFUSED(rcm_format_zip_localities, "", ZIP("AK995010210201 Z9   2 A ", "20254"),
				  "1:21: the plus-four flag is neither 0 nor 1");
	CHECK_REFUSED(rcm_format_zip_localities, "",
				  "AK995010210201 Z9   10001                                                  20254\n",
				  "1:22: digits five to nine of the ZIP code: this is the ZIP9 file");
}

/* ---- the real files ---- */

/* Only the fields of this string ('y' or 'n' for each), for files that cut the others short. */
static void
keep_fields(Reading *r, const char *fields)
{
	char	   *to = r->text.data;
	int			at = 0;

	for (const char *p = r->text.data; *p != '\0'; p++)
	{
		at = *p == '\n' ? 0 : at + (*p == '|');
		if (fields[at] == 'y')
			*to++ = *p;
	}
	*to = '\0';
}

static void
check_both(const RcmFormat *format, const char *csv_path, const char *text_path, int rows, const char *fields)
{
	Reading		csv = {0};
	Reading		text = {0};

	if (!read_real(&csv, format, csv_path) || !read_real(&text, format, text_path))
		return;
	CHECK_INT(csv.rows[0], rows);
	CHECK_INT(text.rows[0], rows);
	keep_fields(&csv, fields);
	keep_fields(&text, fields);
	CHECK_TEXT(text.text.data, (int) strlen(text.text.data), csv.text.data);
	CHECK_TEXT(csv.release.name, (int) strlen(csv.release.name), "2025");
	reading_free(&csv);
	reading_free(&text);
}

static void
test_real_places(void)
{
	Reading		r = {0};

	check_both(&rcm_format_gpci, "codes/pfs/GPCI2025.csv", "codes/pfs/GPCI2025.txt", 109, "yyyyyy");
	check_both(&rcm_format_anesthesia, "codes/pfs/ANES2025.csv", "codes/pfs/ANES2025.txt", 109, "yny");
	/* the text cuts names of localities, says some areas in other words and forgot California */
	check_both(&rcm_format_localities, "codes/pfs/25LOCCO.csv", "codes/pfs/25LOCCO.txt", 110, "ynnn");
	if (read_real(&r, &rcm_format_localities, "codes/pfs/25LOCCO.csv"))
	{
		CHECK_INT(r.nulls[1], 0);
		reading_free(&r);
	}
	r = (Reading) {0};
	if (read_real(&r, &rcm_format_localities, "codes/pfs/25LOCCO.txt"))
	{
		CHECK_INT(r.nulls[1], 29);
		reading_free(&r);
	}
	r = (Reading) {0};
	if (read_real(&r, &rcm_format_gpci, "codes/pfs/GPCI2026.excerpt.csv"))
	{
		CHECK_INT(r.rows[0], 5);
		CHECK_TEXT(r.release.name, (int) strlen(r.release.name), "2026");
		reading_free(&r);
	}
	r = (Reading) {.tally_field = 4};
	if (read_real(&r, &rcm_format_zip_localities, "codes/zip_locality/ZIP5_OCT2025.txt.gz"))
	{
		CHECK_INT(r.rows[0], 42956);
		CHECK_INT(r.tally['B'], 7830);
		CHECK_INT(r.tally['R'], 11633);
		CHECK_INT(r.tally[0], 23493);
		CHECK_TEXT(r.release.name, (int) strlen(r.release.name), "2025Q4");
		reading_free(&r);
	}
}

int
main(void)
{
	test_gpci();
	test_anesthesia();
	test_counties();
	test_zip();
	test_real_places();
	return unit_report();
}
