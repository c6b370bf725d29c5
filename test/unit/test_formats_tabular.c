/*
 * test_formats_tabular.c - the tabular list of ICD-10-CM.  The words in the
 * samples are made up.
 */
#define _GNU_SOURCE
#include "format_reading.h"
#include "formats/tabular.h"


#define LIST(inside) "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<ICD10CM.tabular>\n<version>2021</version>\n" \
	"<introduction><introSection type=\"instruction\"><title>Excludes1</title><instruction>" \
	"<note>How to read it (A00)</note></instruction></introSection></introduction>\n" inside "</ICD10CM.tabular>\n"
#define CODE(name, inside) "<diag><name>" name "</name><desc>words</desc>" inside "</diag>\n"
#define NOTE(words) "<note>" words "</note>"
#define EXCLUDES1(words) "<excludes1>" NOTE(words) "</excludes1>"
#define CODE_FIRST(notes) "<codeFirst>" notes "</codeFirst>"
#define CHAPTER(range, inside) "<chapter><name>9</name><desc>Things (of sorts) (" range ")</desc>" inside "</chapter>"

/* Codes that the samples refer to. */
#define J_CODES \
	"<section id=\"J00-J02\"><desc>Colds (J00-J02)</desc>" CODE("J00", "") \
	CODE("J01", CODE("J01.0", CODE("J01.00", "")) CODE("J01.1", "") CODE("J01.2", "") CODE("J01.3", "")) \
	CODE("J02", "") "</section><section id=\"J0A\"><desc>More (J0A)</desc>" CODE("J0A", "") "</section>"

/* ---- notes ---- */

static void
notes(void)
{
	CHECK_ROWS(rcm_format_icd10cm_tabular, "",
		  LIST("<chapter><name>1</name><desc>Some (A00-B99)</desc>"
			   "<includes>" NOTE("caught &amp; passed on") "</includes>"
			   "<section id=\"A00-A09\"><desc>Bowels (A00-A09)</desc>"
			   "<excludes2>" NOTE("carrier (Z22.-)") NOTE("of (C00-C75,\n   C81-C96) and (K70.2--K70.4-)") "</excludes2>"
			   "<diag><name>A00</name><desc>words</desc><inclusionTerm>" NOTE("  old   name\n") "</inclusionTerm>"
			   CODE("A00.1", "<useAdditionalCode>" NOTE("what for (T36-T65 with fifth character 1-4), if any")
					"</useAdditionalCode><codeAlso>" NOTE("no A15 here, nor (G6PD) nor (B12)") "</codeAlso>")
			   "</diag></section>"
			   "<section id=\"B10\"><desc>Alone (B10)</desc><notes>" NOTE("just so") "</notes></section></chapter>"),
		  "A00-B99|chapter|includes|caught & passed on|~\n"
		  "A00-A09|section|excludes2|carrier (Z22.-)|{\"Z22\"}\n"
		  "A00-A09|section|excludes2|of (C00-C75, C81-C96) and (K70.2--K70.4-)|"
		  "{\"C00..C75\",\"C81..C96\",\"K702..K704\"}\n"
		  "A00|code|inclusionTerm|old name|~\n"
		  "A001|code|useAdditionalCode|what for (T36-T65 with fifth character 1-4), if any|"
		  "{\"T36..T65\"}\n"
		  "A001|code|codeAlso|no A15 here, nor (G6PD) nor (B12)|{\"B12\"}\n"
		  "B10-B10|section|notes|just so|~\n");
}

static void
targets(void)
{
	static const char *const samples[][2] = {
		{"(A05.-)", "{\"A05\"}"}, {"(O00-O9A)", "{\"O00..O9A\"}"}, {"(A18.32)", "{\"A1832\"}"},
		{"(Q70.0- -Q70.3-)", "{\"Q700..Q703\"}"}, {"(I69. with final characters -23)", "{\"I69\"}"},
		{"(S92.-with 7th character B)", "{\"S92\"}"}, {"(C43.2-,C44.2-)", "{\"C432\",\"C442\"}"},
		{"(one) two (in (B05.2) or A15)", "{\"B052\",\"A15\"}"}, {"(P96.83 ", "{\"P9683\"}"},
		{"A15 (J6) (j65) (XJ65) (J65.12345)", NULL}, {"J00) (J01", "{\"J01\"}"},
		{"(A00-R94 and T80-T88.6, T88.8)", "{\"A00..R94\",\"T80..T886\",\"T888\"}"},
	};
	RcmFile		file;

	memset(&file, 0, sizeof(file));
	rcm_arena_init(&file.record);
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
	{
		RcmTargets	t;
		RcmText		text;

		rcm_note_targets(rcm_text_of(samples[i][0]), &file.record, &t);
		text = rcm_targets_text(&file, &t);
		if (samples[i][1] == NULL)
			CHECK_INT(text.len, 0);
		else
			CHECK_TEXT(text.data, text.len, samples[i][1]);
	}
	rcm_arena_free(&file.record);
}

/* ---- what the edits use ---- */

/* The rows of the other tables, without the notes. */
static void
check_pairs(const char *text, const char *want, const char *file, int line)
{
	Reading		r = {0};
	char		rest[4096] = "";
	size_t		n = 0;

	read_bytes(&r, &rcm_format_icd10cm_tabular, "", text, strlen(text), 7);
	unit_check_text(r.refusal, (int) strlen(r.refusal), "", file, line, "refusal");
	for (char *p = r.text.data; *p != '\0'; p = strchr(p, '\n') + 1)
		if (strncmp(p, "excludes1|", 10) == 0 || strncmp(p, "manifestation|", 14) == 0 ||
			strncmp(p, "seventh_character|", 18) == 0)
			n += (size_t) snprintf(rest + n, sizeof(rest) - n, "%.*s", (int) (strchr(p, '\n') + 1 - p), p);
	unit_check_text(rest, (int) n, want, file, line, "pairs");
	reading_free(&r);
}

#define PAIRS(text, want) check_pairs((text), (want), __FILE__, __LINE__)

static void
excludes1(void)
{
	/* a range is its highest codes; a note on both sides is one pair */
	PAIRS(LIST(CHAPTER("J00-K99", J_CODES
					   CODE("K50", EXCLUDES1("colds (J00-J0A)"))
					   CODE("K51", EXCLUDES1("some of them (J01.0-J01.2, K52.-)"))
					   CODE("K52", EXCLUDES1("the other way (K51)")))),
		  "excludes1|J00|K50\nexcludes1|J01|K50\nexcludes1|J010|K51\nexcludes1|J011|K51\nexcludes1|J012|K51\n"
		  "excludes1|J02|K50\nexcludes1|J0A|K50\nexcludes1|K51|K52\n");
	/* a range that ends below a category; unknown ends; only some codes; under itself */
	PAIRS(LIST(CHAPTER("J00-K99", J_CODES
					   CODE("K50", EXCLUDES1("(J00-J01.1)") EXCLUDES1("(J55-J59)")
							EXCLUDES1("(J02 with fifth character 1)") EXCLUDES1("no codes")
							EXCLUDES1("of its own (K50.1)")) )),
		  "excludes1|J00|K50\nexcludes1|J010|K50\nexcludes1|J011|K50\n");
	/* of a section and of a chapter: each of its categories */
	PAIRS(LIST(CHAPTER("J00-J99", EXCLUDES1("of the chapter (Z22.-)") J_CODES
					   "<section id=\"J10-J11\"><desc>x (J10-J11)</desc>" EXCLUDES1("of the section (A01)")
					   CODE("J10", CODE("J10.1", "")) CODE("J11", "") "</section>")),
		  "excludes1|A01|J10\nexcludes1|A01|J11\n"
		  "excludes1|J00|Z22\nexcludes1|J01|Z22\nexcludes1|J02|Z22\nexcludes1|J0A|Z22\nexcludes1|J10|Z22\n"
		  "excludes1|J11|Z22\n");
}

static void
manifestations(void)
{
	PAIRS(LIST(CHAPTER("J00-K99", J_CODES
					   CODE("K50", CODE_FIRST(NOTE("underlying cold (J00-J01)")))
					   CODE("K51", CODE_FIRST(NOTE("underlying:") NOTE("one (J02)") NOTE("two (A80.- with .2)"))))),
		  "manifestation|K50|J00\nmanifestation|K50|J01\nmanifestation|K51|A80\nmanifestation|K51|J02\n");
	/* examples only, or none: any disease */
	for (int i = 0; i < 3; i++)
	{
		static const char *const open[] = {
			LIST(CHAPTER("J00-K99", CODE("K50", CODE_FIRST(NOTE("disease, such as:") NOTE("one (J02)"))))),
			LIST(CHAPTER("J00-K99", CODE("K50", CODE_FIRST(NOTE("underlying disease"))))),
			LIST(CHAPTER("J00-K99", CODE("K50", CODE_FIRST(NOTE("one (J02)") NOTE("or whatever it is"))))),
		};
		Reading		r = {0};

		read_bytes(&r, &rcm_format_icd10cm_tabular, "", open[i], strlen(open[i]), 0);
		CHECK_INT(r.rows[2], 26);
		CHECK(strstr(r.text.data, "manifestation|K50|A\n") != NULL);
		CHECK(strstr(r.text.data, "manifestation|K50|Z\n") != NULL);
		reading_free(&r);
	}
}

static void
seventh(void)
{
	PAIRS(LIST(CHAPTER("S00-T88", CODE("S02", "<sevenChrNote>" NOTE("add one") "</sevenChrNote><sevenChrDef>"
									   "<extension char=\"A\">first</extension><extension char=\"D\">later</extension>"
									   "<extension char=\"1\">odd</extension></sevenChrDef>"
									   CODE("S02.1", "<sevenChrDef><extension char=\"B\">x</extension></sevenChrDef>")))),
		  "seventh_character|S02|AD1\nseventh_character|S021|B\n");
}

/* ---- refusals and names ---- */

static void
faults(void)
{
	CHECK_REFUSED(rcm_format_icd10cm_tabular, "", "Code,Words\n", "1:1: the XML is damaged: syntax error");
	CHECK_REFUSED(rcm_format_icd10cm_tabular, "", "<ICD10CM.index>\n</ICD10CM.index>",
			"1:1: the first element is not ICD10CM.tabular: this is not the tabular list");
	CHECK_REFUSED(rcm_format_icd10cm_tabular, "", "<ICD10CM.tabular>\n<chapter>",
			"2:10: the XML ends too early: no element found");
	CHECK_REFUSED(rcm_format_icd10cm_tabular, "", "<ICD10CM.tabular>\n<chapter></section>",
			"2:12: the XML is damaged: mismatched tag");
	CHECK_REFUSED(rcm_format_icd10cm_tabular, "", LIST(CHAPTER("A00-A09", CODE("00A", ""))),
			"5:79: the name of a diag is not an ICD-10-CM code");
	CHECK_REFUSED(rcm_format_icd10cm_tabular, "", LIST("<chapter><name>1</name><desc>Nothing</desc></chapter>"),
			"5:37: a chapter without its first and last category");
	CHECK_REFUSED(rcm_format_icd10cm_tabular, "", LIST("<chapter><section></section></chapter>"),
			"5:10: a section without an id");
	CHECK_REFUSED(rcm_format_icd10cm_tabular, "", LIST("<chapter><includes>" NOTE("x") "</includes></chapter>"),
			"5:27: a note before the name of what it belongs to");
	CHECK_REFUSED(rcm_format_icd10cm_tabular, "",
			LIST(CHAPTER("S00-T88", CODE("S02", "<sevenChrDef><extension char=\"AD\">x</extension></sevenChrDef>"))),
			"5:117: a seventh character that is not one digit or capital");
	CHECK_REFUSED(rcm_format_icd10cm_tabular, "",
			"<!DOCTYPE x [\n<!ENTITY a \"aa\">\n]>\n<ICD10CM.tabular>&a;</ICD10CM.tabular>",
			"2:12: the file declares entities, which the tabular list does not");
	CHECK_REFUSED(rcm_format_icd10cm_tabular, "",
				  LIST(CHAPTER("A00-A09", "<includes>" NOTE("some <b>words</b> and more") "</includes>")),
				  "5:85: an element within a text");
	CHECK_REFUSED(rcm_format_icd10cm_tabular, "", LIST(""), "6:0: no row in it: this is not "
			"\"ICD-10-CM tabular list of diseases and injuries\", or not all of it");
	CHECK_HINT(rcm_format_icd10cm_tabular, "icd10cm_tabular_2021.xml", "", "FY2021|2020-10-01|~|0|");
	CHECK_HINT(rcm_format_icd10cm_tabular, "icd10cm-tabular-April-2024.xml", "", "FY2024-Apr|2024-04-01|~|0|");
	CHECK_HINT(rcm_format_icd10cm_tabular, "icd10cm-order-2024.txt", "", "FY2024|2023-10-01|~|0|icd10cm");
}

/* The year stands in the file too. */
static void
version(void)
{
	CHECK_HINT(rcm_format_icd10cm_tabular, "tabular.xml",
			   LIST(CHAPTER("A00-A09", "<includes>" NOTE("x") "</includes>")), "FY2021|2020-10-01|~|0|");
	CHECK_ROWS(rcm_format_icd10cm_tabular, "tabular.xml",
			   LIST(CHAPTER("A00-A09", "<includes>" NOTE("x") "</includes>")), "A00-A09|chapter|includes|x|~\n");
}

/* ---- without end ---- */

/* A text that goes on, and notes that exclude everything from everything. */
static void
limits(void)
{
	RcmArena	arena;
	RcmBuffer	b;
	Reading		r = {.count_only = true};

	rcm_arena_init(&arena);
	rcm_buffer_init(&b, &arena, 1 << 20);
	rcm_buffer_string(&b, "<ICD10CM.tabular><version>");
	for (int i = 0; i < 7000; i++)
		rcm_buffer_string(&b, "2021 words ");
	read_bytes(&r, &rcm_format_icd10cm_tabular, "", b.data, b.len, 4099);
	CHECK(strstr(r.refusal, "a text of more than 64 kB: this is not the tabular list") != NULL);
	reading_free(&r);
	b.len = 0;
	rcm_buffer_string(&b, "<ICD10CM.tabular><chapter><name>1</name><desc>All (A00-Z99)</desc><excludes1>"
					  "<note>all (A00-Z99)</note></excludes1>");
	for (int i = 0; i < 2600; i++)
		rcm_buffer_printf(&b, "<diag><name>%c%02d</name></diag>", 'A' + i / 100, i % 100);
	rcm_buffer_string(&b, "</chapter></ICD10CM.tabular>");
	r = (Reading) {.count_only = true};
	read_bytes(&r, &rcm_format_icd10cm_tabular, "", b.data, b.len, 0);
	CHECK(strstr(r.refusal, "the notes exclude each other's codes without end") != NULL);
	reading_free(&r);
	rcm_arena_free(&arena);
}

/* ---- the real list ---- */

/* How many rows have these words. */
static int
lines_with(const RcmBuffer *rows, const char *words)
{
	const char *p = rows->data;
	const char *end = rows->data + rows->len;
	int			n = 0;

	while ((p = memmem(p, (size_t) (end - p), words, strlen(words))) != NULL)
	{
		n++;
		p++;
	}
	return n;
}

static void
shared(void)
{
	static const struct
	{
		const char *words;
		int			count;
	}			kinds[] = {
		{"|inclusionTerm|", 11617}, {"|excludes1|", 5441}, {"|excludes2|", 2253}, {"|useAdditionalCode|", 1347},
		{"|includes|", 1015}, {"|codeFirst|", 681}, {"|sevenChrNote|", 507}, {"|codeAlso|", 352}, {"|notes|", 176},
		{"|code|excludes1|", 5278}, {"|section|excludes1|", 158}, {"|chapter|excludes1|", 5},
	};
	Reading		r = {0};

	if (!read_real(&r, &rcm_format_icd10cm_tabular, "codes/icd10cm/icd10cm_tabular_2021.xml.gz"))
		return;
	CHECK_INT(r.rows[0], 23389);
	CHECK_INT(r.rows[1], 14434);
	CHECK_INT(r.rows[3], 507);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		CHECK_INT(lines_with(&r.text, kinds[i].words), kinds[i].count);
	CHECK_INT(lines_with(&r.text, "\nmanifestation|D631|N18\n"), 1);
	CHECK_INT(lines_with(&r.text, "\nseventh_character|E0832|1239\n"), 1);
	reading_free(&r);
}

int
main(void)
{
	notes();
	targets();
	excludes1();
	manifestations();
	seventh();
	faults();
	version();
	limits();
	shared();
	return unit_report();
}
