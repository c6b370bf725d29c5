/*
 * test_formats_records.c - what every format stands on: the head of a file,
 * encodings, fixed places, messages.
 */
#include "format_rows.h"
#include "formats/encoding.h"
#include "formats/formats.h"

static void
test_heads(void)
{
#define START(words) "1:0: " words
	CHECK_REFUSED(rcm_format_mue_practitioner, "", "\x1F\x8B\x08zipped", START("the file is compressed with gzip: unpack it first"));
	CHECK_REFUSED(rcm_format_mue_practitioner, "", "PK\x03\x04zipped", START("the file is a zip archive: unpack it first"));
	CHECK_REFUSED(rcm_format_mue_practitioner, "", "%PDF-1.4", START("the file is a PDF document, not a table"));
	CHECK_REFUSED(rcm_format_mue_practitioner, "", "\xFF\xFEH", START("the file is in UTF-16: save it as UTF-8"));
	CHECK_REFUSED(rcm_format_mue_practitioner, "", "\xFE\xFFH", START("the file is in UTF-16: save it as UTF-8"));
#undef START
	CHECK_ROWS(rcm_format_mue_practitioner, "",
			   "\xEF\xBB\xBFHCPCS/CPT Code,Practitioner Services MUE Values,x\r\n10021,1,1 x", "MCR|PRA|10021|1|1|~\n");
	for (size_t piece = 0; piece < 4; piece++)
	{
		Reading		r;

		read_bytes(&r, &rcm_format_mue_practitioner, "", "HCPCS\0,MUE,x\n", 13, piece);
		CHECK(!r.good && strcmp(r.fault, "a zero byte: this is not a text file") == 0);
		reading_free(&r);
	}
}

/* A message must be UTF-8 even where it quotes the middle of a letter. */
static void
test_message_encoding(void)
{
	Reading		r;
	const char *data = "HCPCS/CPT Code,Practitioner Services MUE Values,x\r\n10021,aaaaaaaaaaaaaaaaaaa\xE9\xE9,1 x,\r\n";

	read_bytes(&r, &rcm_format_mue_practitioner, "", data, strlen(data), 0);
	CHECK(!r.good);
	CHECK(rcm_is_utf8(r.fault, strlen(r.fault)));
	CHECK_TEXT(r.fault, (int) strlen(r.fault), "\"aaaaaaaaaaaaaaaaaaa?\" is not a number");
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
	test_message_encoding();
	test_fields();
	test_encoding();
	return unit_report();
}
