/*
 * test_base.c - arenas, buffers, days, packed codes, slices, and CSV.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/dates.h"
#include "base/pack.h"
#include "library/csv.h"
#include "unit.h"

/* ---- arenas ---- */

static void
test_arena(void)
{
	RcmArena	a;
	char	   *first;

	rcm_arena_init(&a);
	first = rcm_alloc(&a, 1);
	CHECK(first != NULL);
	for (int round = 0; round < 3; round++)
	{
		for (size_t size = 0; size < 3000; size += 7)
		{
			unsigned char *p = rcm_alloc(&a, size);
			bool		zero = true;

			CHECK(p != NULL);
			CHECK(((uintptr_t) p & 7) == 0);
			for (size_t i = 0; i < size; i++)
				zero = zero && p[i] == 0;
			CHECK(zero);
			memset(p, 0xAA, size);
		}
		rcm_arena_reset(&a);
	}
	/* after a reset the first block is handed out again, clean */
	CHECK(rcm_alloc(&a, 1) == first);
	CHECK(*first == 0);
	/* more than any block */
	CHECK(rcm_alloc(&a, 20 << 20) != NULL);
	CHECK_TEXT(rcm_text_copy(&a, RCM_TEXT("abc")).data, 3, "abc");
	rcm_arena_free(&a);
	CHECK(a.blocks == NULL);
	/* an arena that was given back can be used again */
	CHECK(rcm_alloc(&a, 10) != NULL);
	rcm_arena_free(&a);
}

/* Memory that runs out after so many blocks. */
static int	blocks_left;

static void *
grab_few(void *owner, size_t size)
{
	return blocks_left-- > 0 ? malloc(size) : NULL;
}

static void
drop_one(void *owner, void *block)
{
	free(block);
}

static void
test_out_of_memory(void)
{
	for (int blocks = 0; blocks < 4; blocks++)
	{
		RcmArena	a;
		RcmBuffer	b;
		bool		failed = false;

		blocks_left = blocks;
		rcm_arena_init_with(&a, grab_few, drop_one, NULL);
		rcm_buffer_init(&b, &a, 16);
		CHECK(b.failed == (blocks == 0));
		for (int i = 0; i < 100000; i++)
		{
			rcm_buffer_string(&b, "0123456789");
			rcm_buffer_json(&b, RCM_TEXT("\"\x01"));
			rcm_buffer_int(&b, INT64_MIN);
			rcm_buffer_date(&b, 0);
			failed = failed || b.failed;
		}
		CHECK(failed);
		CHECK(b.failed);		/* and stays so */
		CHECK(rcm_buffer_reserve(&b, 1) == NULL);
		rcm_arena_free(&a);
	}
}

/* ---- buffers ---- */

static void
test_buffer(void)
{
	RcmArena	a;
	RcmBuffer	b;
	char		long_text[3000];

	rcm_arena_init(&a);
	rcm_buffer_init(&b, &a, 1);
	rcm_buffer_int(&b, 0);
	rcm_buffer_char(&b, ' ');
	rcm_buffer_int(&b, INT64_MAX);
	rcm_buffer_char(&b, ' ');
	rcm_buffer_int(&b, INT64_MIN);
	rcm_buffer_char(&b, ' ');
	rcm_buffer_int(&b, -7);
	CHECK_TEXT(b.data, (int) b.len, "0 9223372036854775807 -9223372036854775808 -7");

	rcm_buffer_init(&b, &a, 1);
	rcm_buffer_json(&b, RCM_TEXT("a\"b\\c\n\t\r\x01\x1f/\x7f\xc3\xa9"));
	CHECK_TEXT(b.data, (int) b.len, "\"a\\\"b\\\\c\\n\\t\\r\\u0001\\u001f/\x7f\xc3\xa9\"");
	rcm_buffer_init(&b, &a, 1);
	rcm_buffer_json(&b, (RcmText) {NULL, 0});
	CHECK_TEXT(b.data, (int) b.len, "\"\"");
	rcm_buffer_init(&b, &a, 1);
	rcm_buffer_json(&b, (RcmText) {"a\0b", 3});
	CHECK_TEXT(b.data, (int) b.len, "\"a\\u0000b\"");

	/* grows, and keeps what was there */
	rcm_buffer_init(&b, &a, 1);
	for (int i = 0; i < 100000; i++)
		rcm_buffer_char(&b, (char) ('a' + i % 26));
	CHECK_INT((int64_t) b.len, 100000);
	for (int i = 0; i < 100000; i++)
		if (b.data[i] != 'a' + i % 26)
		{
			CHECK(false);
			break;
		}
	/* one line of printf is cut at its room, not beyond */
	memset(long_text, 'x', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	rcm_buffer_init(&b, &a, 1);
	rcm_buffer_printf(&b, "%s", long_text);
	CHECK_INT((int64_t) b.len, 1023);
	rcm_buffer_init(&b, &a, 1);
	rcm_buffer_date(&b, 8888);
	CHECK_TEXT(b.data, (int) b.len, "2024-05-02");
	rcm_arena_free(&a);
}

/* ---- days ---- */

static int32_t
day(const char *s)
{
	int32_t		d = RCM_NO_DATE;

	CHECK(rcm_date_parse((RcmText) {s, (int32_t) strlen(s)}, &d));
	return d;
}

/* Every day of ten thousand years, one after the other, against the rule of the calendar. */
static void
test_calendar(void)
{
	static const int length[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int32_t		want = -730119;
	bool		ok = true;
	char		text[10];

	for (int year = 1; year <= 9999; year++)
		for (int month = 1; month <= 12; month++)
		{
			int			days = length[month - 1] +
				(month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0));
			int32_t		d;

			for (int n = 1; n <= days; n++, want++)
			{
				RcmYmd		back = rcm_ymd(want);

				ok = ok && rcm_date_from_ymd(year, month, n, &d) && d == want &&
					back.year == year && back.month == month && back.day == n;
			}
			ok = ok && !rcm_date_from_ymd(year, month, days + 1, &d) && !rcm_date_from_ymd(year, month, 0, &d);
		}
	CHECK(ok);
	CHECK_INT(want - 1, 2921939);
	for (int i = 0; i < 100000; i++)
	{
		int32_t		d = (int32_t) (unit_random() % 3652059) - 730119;
		int32_t		again;

		rcm_date_format(d, text);
		if (!rcm_date_parse((RcmText) {text, 10}, &again) || again != d)
		{
			CHECK(false);
			break;
		}
	}
}

static void
test_dates(void)
{
	static const char *const wrong[] = {"", "2024-05-0", "2024-05-011", "2024-5-011", "2024/05/01", "2024-05-1 ", " 2024-05-1",
		"+024-05-01", "2024-0a-01", "2024--5-01", "-024-05-01", "2024-05--1", "0000-01-01", "2023-02-29", "1900-02-29", "2024-04-31"};
	int32_t		d;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		CHECK(!rcm_date_parse((RcmText) {wrong[i], (int32_t) strlen(wrong[i])}, &d));
	CHECK(!rcm_date_parse((RcmText) {NULL, 0}, &d));
	CHECK(rcm_date_parse_d8(RCM_TEXT("20240229"), &d));
	CHECK_INT(d, day("2024-02-29"));
	CHECK(!rcm_date_parse_d8(RCM_TEXT("20230229"), &d));
	CHECK(!rcm_date_parse_d8(RCM_TEXT("2024022"), &d));
	CHECK(!rcm_date_parse_d8(RCM_TEXT("202402290"), &d));
	CHECK(!rcm_date_parse_d8(RCM_TEXT("2024-2-9"), &d));
	CHECK_INT(day("2000-01-01"), 0);
	CHECK_INT(day("1999-12-31"), -1);

	/* months and years, clipped to the end of the month */
	CHECK_INT(rcm_add_months(day("2024-02-29"), 12), day("2025-02-28"));
	CHECK_INT(rcm_add_months(day("2024-01-31"), 1), day("2024-02-29"));
	CHECK_INT(rcm_add_months(day("2023-01-31"), 1), day("2023-02-28"));
	CHECK_INT(rcm_add_months(day("2024-03-31"), -1), day("2024-02-29"));
	CHECK_INT(rcm_add_months(day("2024-01-15"), -1), day("2023-12-15"));
	CHECK_INT(rcm_add_months(day("2024-12-15"), 1), day("2025-01-15"));
	CHECK_INT(rcm_add_months(day("2024-05-15"), 0), day("2024-05-15"));
	CHECK_INT(rcm_add_years(day("2024-02-29"), 4), day("2028-02-29"));
	CHECK_INT(rcm_add_years(day("2024-02-29"), -1), day("2023-02-28"));
	/* where there is no such day, the day stays */
	CHECK_INT(rcm_add_months(day("9999-12-31"), 1), day("9999-12-31"));
	CHECK_INT(rcm_add_months(day("0001-01-01"), -1), day("0001-01-01"));

	/* birthdays */
	CHECK_INT(rcm_whole_years(day("2000-05-06"), day("2024-05-05")), 23);
	CHECK_INT(rcm_whole_years(day("2000-05-06"), day("2024-05-06")), 24);
	CHECK_INT(rcm_whole_years(day("2004-02-29"), day("2023-02-28")), 18);
	CHECK_INT(rcm_whole_years(day("2004-02-29"), day("2023-03-01")), 19);
	CHECK_INT(rcm_whole_years(day("2024-05-06"), day("2024-05-06")), 0);
	CHECK(rcm_whole_years(day("2024-05-07"), day("2024-05-06")) < 0);
}

/* ---- packed codes and slices ---- */

static void
test_pack(void)
{
	/* integer order is text order, for every pair of short codes */
	static const char *const codes[] = {"0", "00", "01", "0A", "1", "9", "A", "A0", "A00", "A000", "A0000", "A00000", "A000000", "A01", "AA", "B", "Z", "ZZZZZZZ"};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		for (size_t j = 0; j < sizeof(codes) / sizeof(codes[0]); j++)
		{
			int64_t		a = rcm_pack_upto((RcmText) {codes[i], (int32_t) strlen(codes[i])}, 7);
			int64_t		b = rcm_pack_upto((RcmText) {codes[j], (int32_t) strlen(codes[j])}, 7);

			CHECK((a < b) == (strcmp(codes[i], codes[j]) < 0));
			CHECK((a == b) == (strcmp(codes[i], codes[j]) == 0));
		}
	CHECK_INT(rcm_pack_upto(RCM_TEXT("a0z"), 7), rcm_pack_upto(RCM_TEXT("A0Z"), 7));
	CHECK_INT(rcm_pack_upto(RCM_TEXT(""), 7), 0);
	CHECK_INT(rcm_pack_upto(RCM_TEXT("ABCDEFGH"), 7), 0);
	CHECK_INT(rcm_pack_upto(RCM_TEXT("A-1"), 7), 0);
	CHECK_INT(rcm_pack_upto(RCM_TEXT("A\xc3\xa9"), 7), 0);
	CHECK(rcm_pack_upto(RCM_TEXT("ZZZZZZZZZZZZ"), 12) > 0);
	CHECK_INT(rcm_pack2(RCM_TEXT("rt")), RCM_CODE2("RT"));
	CHECK_INT(rcm_pack2(RCM_TEXT("R")), 0);
	CHECK_INT(rcm_pack2(RCM_TEXT("RTX")), 0);

	CHECK(rcm_blank((RcmText) {NULL, 0}));
	CHECK(rcm_blank(RCM_TEXT("   ")));
	CHECK(!rcm_blank(RCM_TEXT(" \t")));
	CHECK(rcm_text_is(RCM_TEXT("ab"), "ab"));
	CHECK(!rcm_text_is(RCM_TEXT("ab"), "abc"));
	CHECK(!rcm_text_is(RCM_TEXT("abc"), "ab"));
	CHECK(rcm_text_equal((RcmText) {NULL, 0}, RCM_TEXT("")));
	CHECK(!rcm_text_equal(RCM_TEXT("ab"), RCM_TEXT("aB")));
}

/* ---- CSV ---- */

/* Reads a text and writes it as rows between | and fields between commas. */
static void
check_csv(const char *text, RcmCsvStatus end, const char *want, int line)
{
	RcmArena	a;
	RcmBuffer	b;
	RcmCsv		csv;
	RcmCsvStatus status;
	size_t		len = strlen(text);
	/* exactly as long as the text, so that the sanitizer sees a byte too far */
	char	   *copy = malloc(len > 0 ? len : 1);

	memcpy(copy, text, len);
	rcm_arena_init(&a);
	rcm_buffer_init(&b, &a, 64);
	rcm_csv_init(&csv, (RcmText) {copy, (int32_t) len}, &a);
	while ((status = rcm_csv_next(&csv)) == RCM_CSV_ROW)
	{
		for (int i = 0; i < csv.count; i++)
		{
			rcm_buffer_char(&b, i > 0 ? ',' : '<');
			rcm_buffer_text(&b, csv.fields[i]);
		}
		rcm_buffer_char(&b, '>');
	}
	unit_check_int(status, end, __FILE__, line, text);
	unit_check_text(b.data, (int) b.len, want, __FILE__, line, text);
	rcm_arena_free(&a);
	free(copy);
}

#define CSV(text, end, want) check_csv(text, end, want, __LINE__)

static void
test_csv(void)
{
	CSV("", RCM_CSV_END, "");
	CSV("\n\r\n\n", RCM_CSV_END, "");
	CSV("a", RCM_CSV_END, "<a>");
	CSV("a,b\n1,2", RCM_CSV_END, "<a,b><1,2>");
	CSV("a,b\r\n1,2\r\n", RCM_CSV_END, "<a,b><1,2>");
	CSV("a,b\r1,2\r", RCM_CSV_END, "<a,b><1,2>");
	CSV(",\n,,\n", RCM_CSV_END, "<,><,,>");
	CSV("a,", RCM_CSV_END, "<a,>");
	CSV("\"\"", RCM_CSV_END, "<>");
	CSV("\"a\"\"b\",\"\"\"\",\"\"", RCM_CSV_END, "<a\"b,\",>");
	CSV("\"a,b\",\"c\nd\"\n", RCM_CSV_END, "<a,b,c\nd>");
	CSV("a\"b,c", RCM_CSV_END, "<a\"b,c>");
	CSV(" \"a\"", RCM_CSV_END, "< \"a\">");
	CSV("\xEF\xBB\xBF" "a,b", RCM_CSV_END, "<a,b>");
	CSV("\xEF\xBB", RCM_CSV_END, "<\xEF\xBB>");
	CSV("\"", RCM_CSV_UNTERMINATED, "");
	CSV("a\n\"b", RCM_CSV_UNTERMINATED, "<a>");
	CSV("\"a\"\"", RCM_CSV_UNTERMINATED, "");
	CSV("\"a\"b", RCM_CSV_STRAY_QUOTE, "");
	CSV("x,\"a\" ,y", RCM_CSV_STRAY_QUOTE, "");
}

/* A row wider than the room it began with, and rows after it. */
static void
test_wide_csv(void)
{
	RcmArena	a;
	RcmBuffer	text;
	RcmCsv		csv;

	rcm_arena_init(&a);
	rcm_buffer_init(&text, &a, 64);
	for (int i = 0; i < 500; i++)
		rcm_buffer_printf(&text, "%s\"%d\"\"\"", i > 0 ? "," : "", i);
	rcm_buffer_string(&text, "\nlast\n");
	rcm_csv_init(&csv, (RcmText) {text.data, (int32_t) text.len}, &a);
	CHECK(rcm_csv_next(&csv) == RCM_CSV_ROW);
	CHECK_INT(csv.count, 500);
	for (int i = 0; i < csv.count; i++)
	{
		char		want[16];

		snprintf(want, sizeof(want), "%d\"", i);
		CHECK_TEXT(csv.fields[i].data, csv.fields[i].len, want);
	}
	CHECK(rcm_csv_next(&csv) == RCM_CSV_ROW);
	CHECK_INT(csv.count, 1);
	CHECK_INT(csv.row, 2);
	CHECK(rcm_csv_next(&csv) == RCM_CSV_END);
	rcm_arena_free(&a);
}

/* A slice that is not given has no bytes to point to. */
static void
test_nothing(void)
{
	RcmArena	a;
	RcmBuffer	b;

	rcm_arena_init(&a);
	rcm_buffer_init(&b, &a, 1);
	rcm_buffer_text(&b, (RcmText) {NULL, 0});
	CHECK_INT((int64_t) b.len, 0);
	CHECK_INT(rcm_text_copy(&a, (RcmText) {NULL, 0}).len, 0);
	rcm_arena_free(&a);
}

int
main(void)
{
	test_arena();
	test_out_of_memory();
	test_buffer();
	test_calendar();
	test_dates();
	test_pack();
	test_csv();
	test_wide_csv();
	test_nothing();
	return unit_report();
}
