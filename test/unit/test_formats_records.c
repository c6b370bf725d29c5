/*
 * test_formats_records.c - what every format stands on: the head of a file,
 * encodings, fixed places, messages.
 */
#include "format_reading.h"
#include "formats/encoding.h"

static void
test_heads(void)
{
#define START(words) "1:0: " words
	CHECK_REFUSED(rcm_format_mue_practitioner, "", "\x1F\x8B\x08zipped", START("the file is compressed with gzip: unpack it first"));
	CHECK_REFUSED(rcm_format_mue_practitioner, "", "PK\x03\x04zipped", START("the file is a zip archive: unpack it first"));
	CHECK_REFUSED(rcm_format_mue_practitioner, "", "%PDF-1.4", START("the file is a PDF document, not a table"));
	CHECK_REFUSED(rcm_format_mue_practitioner, "", "\xFF\xFEH", START("the file is in UTF-16: save it as UTF-8"));
	CHECK_REFUSED(rcm_format_mue_practitioner, "", "\xFE\xFFH", START("the file is in UTF-16: save it as UTF-8"));
	CHECK_REFUSED(rcm_format_mue_practitioner, "", "\xD0\xCF\x11\xE0\xA1\xB1", START("the file is a spreadsheet of an old kind (xls): save it as CSV or xlsx"));
	CHECK_REFUSED(rcm_format_mue_practitioner, "", "\n <!DOCTYPE HTML><html>a licence</html>",
				  START("the file is a web page, perhaps one that asks for a licence to be accepted"));
	CHECK_REFUSED(rcm_format_icd10cm_tabular, "", "<html><body>not found</body></html>",
				  START("the file is a web page, perhaps one that asks for a licence to be accepted"));
	/* an old Macintosh; quoted, a return is part of the field */
	CHECK_REFUSED(rcm_format_states, "", "state,name\rOH,one\rAK,two\r",
				  START("lines end in a carriage return alone: save the file with line feeds"));
	CHECK_ROWS(rcm_format_states, "", "state,\"na\rme\"\nOH,\"o\rne\"", "state|OH|o\rne|~|~|~\n");
#undef START
	CHECK_ROWS(rcm_format_mue_practitioner, "",
			   "\xEF\xBB\xBFHCPCS/CPT Code,Practitioner Services MUE Values,x\r\n10021,1,1 x", "MCR|PRA|10021|1|1|~\n");
	for (size_t piece = 0; piece < 4; piece++)
	{
		Reading		r = {0};

		read_bytes(&r, &rcm_format_mue_practitioner, "", "HCPCS\0,MUE,x\n", 13, piece);
		CHECK(!r.good && strcmp(r.refusal, "1:0: a zero byte: this is not a text file") == 0);
		reading_free(&r);
	}
}

/* A tab outside quotes, wherever it is first, says what parts the fields. */
static void
test_separators(void)
{
	CHECK_ROWS(rcm_format_states, "", "a list, of states\nstate\tname\nOH\tone, two\n", "state|OH|one, two|~|~|~\n");
	CHECK_ROWS(rcm_format_states, "", "state,name\nOH,\"one\ttwo\"\n", "state|OH|one\ttwo|~|~|~\n");
}

/* The limit of a record does not depend on the pieces that it comes in. */
static void
test_record_limit(void)
{
	static const size_t pieces[] = {0, 4099, 65536};
	const char *begin = "state,name\nOH,";
	const size_t most = 1024 * 1024;
	char	   *data = malloc(most + 100);

	for (int over = 0; over < 2; over++)
		for (size_t i = 0; i < 3; i++)
		{
			Reading		r = {.count_only = true};
			size_t		line = most + (size_t) over;

			memset(data, 'x', most + 100);
			memcpy(data, begin, strlen(begin));
			strcpy(data + strlen("state,name\n") + line, "\nAK,two\n");
			read_bytes(&r, &rcm_format_states, "", data, strlen(data), pieces[i]);
			CHECK_TEXT(r.refusal, (int) strlen(r.refusal), over == 0 ? "" :
					   "2:0: a record of more than 1 MB, perhaps a quoted field that is not closed");
			CHECK_INT(r.rows[0], over == 0 ? 2 : 0);
			reading_free(&r);
		}
	free(data);
}

/* A message must be UTF-8 even where it quotes the middle of a letter. */
static void
test_message_encoding(void)
{
	Reading		r = {0};
	const char *data = "HCPCS/CPT Code,Practitioner Services MUE Values,x\r\n10021,aaaaaaaaaaaaaaaaaaa\xE9\xE9,1 x,\r\n";

	read_bytes(&r, &rcm_format_mue_practitioner, "", data, strlen(data), 0);
	CHECK(!r.good);
	CHECK(rcm_is_utf8(r.refusal, strlen(r.refusal)));
	CHECK_TEXT(r.refusal, (int) strlen(r.refusal), "2:2: \"aaaaaaaaaaaaaaaaaaa?\" is not a number");
	reading_free(&r);
}

static void
test_fields(void)
{
	RcmFile		file;
	RcmText		t;
	RcmText		line = rcm_text_of("ab\xC3\xA9" "d  f\xC2\xA0 x");
	char		words[3000];

	memset(&file, 0, sizeof(file));
	rcm_arena_init(&file.record);
	/* places are characters, as the publisher counts them */
	t = rcm_columns(line, 3, 3);
	CHECK_TEXT(t.data, t.len, "\xC3\xA9");
	t = rcm_columns(line, 4, 5);
	CHECK_TEXT(t.data, t.len, "d");
	t = rcm_columns(line, 7, 8);
	CHECK_TEXT(t.data, t.len, "f");
	t = rcm_columns(line, 10, 99);
	CHECK_TEXT(t.data, t.len, "x");
	CHECK(rcm_columns(line, 5, 6).data == NULL);
	CHECK(rcm_columns(line, 11, 12).data == NULL);
	CHECK(rcm_columns(RCM_TEXT(""), 1, 5).data == NULL);
	/* long texts stay whole */
	memset(words, 'w', sizeof(words) - 1);
	words[sizeof(words) - 1] = '\0';
	t = rcm_format_text(&file, "%s.", words);
	CHECK_INT(t.len, (int64_t) sizeof(words));
	t = rcm_format_text(&file, "%.*s", 127, words);
	CHECK_INT(t.len, 127);
	t = rcm_format_text(&file, "%.*s", 128, words);
	CHECK_INT(t.len, 128);
	t = rcm_format_text(&file, "%s", "");
	CHECK_INT(t.len, 0);
	/* zeros that a spreadsheet took */
	t = rcm_with_zeros(&file, RCM_TEXT("7"), 3);
	CHECK_TEXT(t.data, t.len, "007");
	t = rcm_with_zeros(&file, RCM_TEXT("0007"), 3);
	CHECK_TEXT(t.data, t.len, "0007");
	t = rcm_with_zeros(&file, RCM_TEXT("7A"), 3);
	CHECK_TEXT(t.data, t.len, "7A");
	CHECK(rcm_with_zeros(&file, RCM_NULL_TEXT, 3).data == NULL);
	CHECK(rcm_field_is_number(RCM_TEXT("12"), 2) && !rcm_field_is_number(RCM_TEXT("123"), 2));
	CHECK(!rcm_field_is_number(RCM_TEXT(""), 2) && !rcm_field_is_number(RCM_TEXT("1a"), 2));
	CHECK(rcm_field_is_word(RCM_TEXT("A1"), 2) && !rcm_field_is_word(RCM_TEXT("a1"), 2));
	CHECK(rcm_begins_with(RCM_TEXT("HDR x"), "HDR") && !rcm_begins_with(RCM_TEXT("HD"), "HDR"));
	rcm_arena_free(&file.record);
}

static void
check_cp1252(const char *in, const char *want, int line)
{
	RcmArena	arena;
	RcmText		t;

	rcm_arena_init(&arena);
	t = rcm_from_cp1252(&arena, rcm_text_of(in));
	unit_check_text(t.data, t.len, want, __FILE__, line, "cp1252");
	unit_check(rcm_is_utf8(t.data, (size_t) t.len), __FILE__, line, "UTF-8");
	rcm_arena_free(&arena);
}

static void
test_encoding(void)
{
	check_cp1252("\x80 \x93x\x94 \xA0\xAE \xFF \x81\x8D\x8F\x90\x9D", "\xE2\x82\xAC \xE2\x80\x9Cx\xE2\x80\x9D "
				 "\xC2\xA0\xC2\xAE \xC3\xBF ?????", __LINE__);
	check_cp1252("", "", __LINE__);
	CHECK(rcm_is_utf8("", 0));
	CHECK(rcm_is_utf8("plain ASCII of some length", 26));
	CHECK(rcm_is_utf8("12345678\xC3\xA9", 10));
	CHECK(rcm_is_utf8("\xF0\x9F\x98\x80", 4));
	CHECK(!rcm_is_utf8("1234567\xC3", 8));		/* cut */
	CHECK(!rcm_is_utf8("\xC0\x80", 2));			/* longer than it need be */
	CHECK(!rcm_is_utf8("\xE0\x80\x80", 3));
	CHECK(!rcm_is_utf8("\xED\xA0\x80", 3));		/* half of a pair */
	CHECK(!rcm_is_utf8("\xF4\x90\x80\x80", 4));	/* beyond the last */
	CHECK(!rcm_is_utf8("\x80", 1));
}

int
main(void)
{
	test_heads();
	test_separators();
	test_record_limit();
	test_message_encoding();
	test_fields();
	test_encoding();
	return unit_report();
}
