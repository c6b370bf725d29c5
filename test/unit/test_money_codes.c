/*
 * test_money_codes.c - the pure core of money/ and codes/: exact cents, NPI,
 * ICD-10-CM and procedure codes.
 */
#include "codes/hcpcs.h"
#include "codes/icd10.h"
#include "codes/npi.h"
#include "money/usd.h"
#include "unit.h"

/* A zero-terminated string as a slice. */
static RcmText
text(const char *s)
{
	return (RcmText) {s, (int32_t) strlen(s)};
}

/* What parsing gives: cents, or RCM_NO_USD with the status checked. */
static int64_t
cents(const char *s, RcmUsdStatus want)
{
	int64_t		c = 12345;

	CHECK_INT(rcm_usd_parse(text(s), &c), want);
	return c;
}

static void
usd_text(void)
{
	static const struct
	{
		const char *given;
		int64_t		want;
	}			good[] = {
		{"85", 8500}, {"85.0", 8500}, {"85.", 8500}, {"00", 0}, {".5", 50}, {"-.05", -5}, {"+1.20", 120}, {"-0", 0},
		{"1.500", 150}, {"0.0100000000000000000000000000", 1}, {"000000000000000000000000000001", 100},
		{"92233720368547758.07", INT64_MAX}, {"-92233720368547758.07", -INT64_MAX}, {"92233720368547758.0700", INT64_MAX},
	};
	static const struct
	{
		const char *given;
		RcmUsdStatus want;
	}			bad[] = {
		{"", RCM_USD_SYNTAX}, {".", RCM_USD_SYNTAX}, {"-", RCM_USD_SYNTAX}, {"+.", RCM_USD_SYNTAX}, {" 1", RCM_USD_SYNTAX},
		{"1 ", RCM_USD_SYNTAX}, {"1e2", RCM_USD_SYNTAX}, {"$1", RCM_USD_SYNTAX}, {"1,000", RCM_USD_SYNTAX},
		{"1.0.0", RCM_USD_SYNTAX}, {"1.00.", RCM_USD_SYNTAX}, {"--1", RCM_USD_SYNTAX}, {"1-", RCM_USD_SYNTAX},
		{"1.005x", RCM_USD_SYNTAX}, {"99999999999999999999x", RCM_USD_SYNTAX}, {"NaN", RCM_USD_SYNTAX},
		{"1.005", RCM_USD_FRACTION}, {"0.001", RCM_USD_FRACTION}, {"1.0050", RCM_USD_FRACTION}, {"1.0000000000000000000001", RCM_USD_FRACTION},
		{"92233720368547758.08", RCM_USD_RANGE}, {"-92233720368547758.08", RCM_USD_RANGE},
		{"92233720368547759", RCM_USD_RANGE}, {"9223372036854775807", RCM_USD_RANGE}, {"922337203685477580.80", RCM_USD_RANGE}, {"100000000000000000000000", RCM_USD_RANGE},
	};

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		CHECK_INT(cents(good[i].given, RCM_USD_OK), good[i].want);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_INT(cents(bad[i].given, bad[i].want), RCM_NO_USD);
	CHECK_INT(rcm_usd_parse((RcmText) {NULL, 0}, &(int64_t) {0}), RCM_USD_SYNTAX);
	/* A slice ends where it says, not at a zero byte. */
	CHECK_INT(rcm_usd_parse((RcmText) {"1.509", 4}, &(int64_t) {0}), RCM_USD_OK);
	CHECK_INT(rcm_usd_parse((RcmText) {"1\0", 2}, &(int64_t) {0}), RCM_USD_SYNTAX);
}

static void
usd_format(void)
{
	static const struct
	{
		int64_t		cents;
		const char *want;
	}			cases[] = {
		{0, "0.00"}, {1, "0.01"}, {-1, "-0.01"}, {10, "0.10"}, {99, "0.99"}, {100, "1.00"}, {-100, "-1.00"}, {123456, "1234.56"},
		{INT64_MAX, "92233720368547758.07"}, {-INT64_MAX, "-92233720368547758.07"},
	};
	char		out[RCM_USD_ROOM];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		CHECK_TEXT(out, rcm_usd_format(cases[i].cents, out), cases[i].want);
		CHECK_INT(strlen(out), strlen(cases[i].want));
	}
	for (int i = 0; i < 100000; i++)
	{
		int64_t		there = (int64_t) (unit_random() >> unit_random() % 64) * (i % 2 ? 1 : -1);
		int64_t		back;
		RcmText		t = {out, 0};

		if (there == RCM_NO_USD)
			continue;
		t.len = rcm_usd_format(there, out);
		CHECK(rcm_usd_parse(t, &back) == RCM_USD_OK && back == there);
	}
}

/* Is the exact result an amount, and did the function say so and return it? */
static bool
agrees(bool ok, int64_t got, __int128 exact)
{
	bool		fits = exact <= INT64_MAX && exact >= -(__int128) INT64_MAX;

	return ok == fits && (fits ? (__int128) got == exact : got == 777);
}

static void
usd_arithmetic(void)
{
	static const int64_t edge[] = {
		0, 1, -1, 2, 100, -100, INT64_MAX, INT64_MAX - 1, -INT64_MAX, -INT64_MAX + 1, INT64_MAX / 2, INT64_MAX / 2 + 1,
		-(INT64_MAX / 2), -(INT64_MAX / 2) - 1, INT64_C(3037000499), INT64_C(3037000500), -INT64_C(3037000500)
	};
	int			edges = sizeof(edge) / sizeof(edge[0]);
	int64_t		r;

	for (int i = 0; i < 200000; i++)
	{
		int64_t		a = i < edges * edges ? edge[i / edges] : (int64_t) unit_random() >> unit_random() % 64;
		int64_t		b = i < edges * edges ? edge[i % edges] : (int64_t) unit_random() >> unit_random() % 64;
		bool		ok;

		if (a == RCM_NO_USD || b == RCM_NO_USD)
			continue;
		r = 777;
		ok = rcm_usd_add(a, b, &r);
		CHECK(agrees(ok, r, (__int128) a + b));
		r = 777;
		ok = rcm_usd_sub(a, b, &r);
		CHECK(agrees(ok, r, (__int128) a - b));
		r = 777;
		ok = rcm_usd_mul(a, b, &r);
		CHECK(agrees(ok, r, (__int128) a * b));
	}
	CHECK(rcm_usd_add(INT64_MAX - 1, 1, &r) && r == INT64_MAX);
	CHECK(!rcm_usd_add(INT64_MAX, 1, &r));
	CHECK(!rcm_usd_sub(-INT64_MAX, 1, &r));
	CHECK(rcm_usd_mul(0, INT64_MIN, &r) && r == 0);
	CHECK(!rcm_usd_mul(1, INT64_MIN, &r));
	/* Not given is not an amount. */
	CHECK(!rcm_usd_add(RCM_NO_USD, 1, &r));
	CHECK(!rcm_usd_add(1, RCM_NO_USD, &r));
	CHECK(!rcm_usd_sub(RCM_NO_USD, -1, &r));
	CHECK(!rcm_usd_sub(-1, RCM_NO_USD, &r));
	CHECK(!rcm_usd_mul(RCM_NO_USD, 0, &r));
}

/* Luhn as the book has it, over 80840 and the number: the second opinion. */
static bool
luhn(const char *npi)
{
	char		all[16];
	int			sum = 0;

	snprintf(all, sizeof(all), "80840%s", npi);
	for (int i = 0; i < 15; i++)
	{
		int			d = all[14 - i] - '0';

		d = i % 2 ? d * 2 : d;
		sum += d > 9 ? d - 9 : d;
	}
	return sum % 10 == 0;
}

static void
npi(void)
{
	static const char *const bad[] = {
		"", "123456789", "12345678933", "1234567894", "3000000001", "0000000000", "123456789x", " 1234567893", "1234567893 ",
		"+234567893", "1234567\0003", "2134567893"
	};
	int64_t		n = 0;
	char		out[11] = "";

	CHECK(rcm_npi_parse(RCM_TEXT("1234567893"), &n));
	CHECK_INT(n, INT64_C(1234567893));
	rcm_npi_format(n, out);
	CHECK_TEXT(out, 10, "1234567893");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK(!rcm_npi_parse(text(bad[i]), &n));
	CHECK(!rcm_npi_parse((RcmText) {"1234567\0003", 10}, &n));
	CHECK_INT(n, INT64_C(1234567893));
	for (int i = 0; i < 20000; i++)
	{
		int64_t		nine = 100000000 + (int64_t) (unit_random() % 200000000);
		int			taken = 0;

		for (int64_t d = 0; d < 10; d++)
		{
			bool		ok;

			rcm_npi_format(nine * 10 + d, out);
			ok = rcm_npi_parse(text(out), &n);
			taken += ok;
			CHECK(ok == luhn(out) && ok == rcm_npi_valid(nine * 10 + d) && (!ok || n == nine * 10 + d));
		}
		CHECK_INT(taken, 1);
	}
	CHECK(!rcm_npi_valid(0));
	CHECK(!rcm_npi_valid(-INT64_C(1234567893)));
	CHECK(!rcm_npi_valid(INT64_C(11234567893)));
	CHECK(!rcm_npi_valid(INT64_MIN));
	CHECK(!rcm_npi_valid(INT64_MAX));
}

static void
hcpcs(void)
{
	static const char *const bad[] = {"", "9921", "992133", "9921-", " 9921", "9921 ", "99.13", "9921\xc3"};
	char		out[6] = "";
	char		next[6] = "";

	CHECK_INT(rcm_hcpcs_parse(RCM_TEXT("00000")), 0);
	CHECK_INT(rcm_hcpcs_parse(RCM_TEXT("ZZZZZ")), 60466175);
	CHECK_INT(rcm_hcpcs_parse(RCM_TEXT("j1885")), rcm_hcpcs_parse(RCM_TEXT("J1885")));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_INT(rcm_hcpcs_parse(text(bad[i])), RCM_NO_HCPCS);
	for (int32_t code = 0; code < 60466175; code += 997)
	{
		rcm_hcpcs_format(code, out);
		rcm_hcpcs_format(code + 1, next);
		CHECK(rcm_hcpcs_parse(text(out)) == code && strcmp(out, next) < 0);
	}
	CHECK(rcm_hcpcs_valid(0) && rcm_hcpcs_valid(60466175));
	CHECK(!rcm_hcpcs_valid(-1) && !rcm_hcpcs_valid(60466176) && !rcm_hcpcs_valid(INT32_MIN));
}

/* The shape of a code as text: digits, a letter and where it stands, or nothing. */
static int
shape(const char *code)
{
	int			letters = 0;
	int			where = 0;

	for (int i = 0; i < 5; i++)
		if (!rcm_is_digit(code[i]))
		{
			letters++;
			where = i;
		}
	if (letters == 0)
		return 1;
	return letters == 1 && (where == 0 || where == 4) ? code[where] * 8 + where : 0;
}

static void
hcpcs_range(void)
{
	static const struct
	{
		const char *code,
				   *lo,
				   *hi;
		bool		want;
	}			cases[] = {
		{"00100", "00100", "01999", true}, {"01999", "00100", "01999", true}, {"00099", "00100", "01999", false},
		{"02000", "00100", "01999", false}, {"0191T", "00100", "01999", false}, {"0019A", "00100", "01999", false},
		{"J1885", "J0000", "J9999", true}, {"K0001", "J0000", "J9999", false}, {"K0001", "J0000", "L9999", false},
		{"0050T", "0001T", "0100T", true}, {"0050F", "0001T", "0100T", false}, {"00500", "0001T", "0100T", false},
		{"0050T", "0001F", "0100T", false}, {"A00A0", "A0000", "A9999", false}, {"AAAAA", "AAAAA", "AAAAA", false},
		{"99213", "99215", "99211", false},
	};
	char		code[3][6] = {"", "", ""};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK_INT(rcm_hcpcs_in_range(rcm_hcpcs_parse(text(cases[i].code)), rcm_hcpcs_parse(text(cases[i].lo)),
									 rcm_hcpcs_parse(text(cases[i].hi))), cases[i].want);
	CHECK(!rcm_hcpcs_in_range(RCM_NO_HCPCS, RCM_NO_HCPCS, RCM_NO_HCPCS));
	CHECK(!rcm_hcpcs_in_range(5, RCM_NO_HCPCS, 10));
	for (int i = 0; i < 300000; i++)
	{
		int32_t		v[3];
		bool		want;

		for (int k = 0; k < 3; k++)
		{
			/* Mostly digits, sometimes a letter of few. */
			for (int j = 0; j < 5; j++)
				code[k][j] = unit_random() % 5 ? (char) ('0' + unit_random() % 3 * 4) : (char) ('A' + unit_random() % 2);
			v[k] = rcm_hcpcs_parse(text(code[k]));
		}
		want = strcmp(code[1], code[0]) <= 0 && strcmp(code[0], code[2]) <= 0 && shape(code[0]) != 0 &&
			shape(code[0]) == shape(code[1]) && shape(code[0]) == shape(code[2]);
		CHECK_INT(rcm_hcpcs_in_range(v[0], v[1], v[2]), want);
	}
}

static void
icd10(void)
{
	static const struct
	{
		const char *given,
				   *want;
	}			good[] = {
		{"E11.9", "E11.9"}, {"e119", "E11.9"}, {"I10", "I10"}, {"S72.001A", "S72.001A"}, {"S72001A", "S72.001A"},
		{"z3a.01", "Z3A.01"}, {"C4A", "C4A"}, {"T36.0X1A", "T36.0X1A"},
	};
	static const char *const bad[] = {
		"", "E", "E1", "E1.", "E11.", "E.11", "E1.19", "E119.", "E11.9.", "E11..9", "111", "EE1", "E-1", "E1-", "E11.-", "E11 9",
		" E119", "E119 ", "S72.001AB", "S72001AB", "E11.\xc3\xa9", "S72001.A"
	};
	char		out[9];

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
	{
		int64_t		code = rcm_icd10_parse(text(good[i].given));

		CHECK_TEXT(out, rcm_icd10_format(code, out), good[i].want);
		CHECK_INT(rcm_icd10_pack(text(good[i].given)), code);
		CHECK(rcm_icd10_valid(code));
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_INT(rcm_icd10_parse(text(bad[i])), RCM_NO_ICD10);
	CHECK_INT(rcm_icd10_parse((RcmText) {"E11\0", 4}), RCM_NO_ICD10);
	/* The lenient form takes what others send. */
	CHECK_INT(rcm_icd10_pack(RCM_TEXT("  e11.9 ")), rcm_icd10_parse(RCM_TEXT("E11.9")));
	CHECK_INT(rcm_icd10_pack(RCM_TEXT("E.1.1.")), rcm_icd10_parse(RCM_TEXT("E11")));
	CHECK(rcm_icd10_pack(RCM_TEXT("E")) != RCM_NO_ICD10);
	CHECK(rcm_icd10_pack(RCM_TEXT("1234567")) != RCM_NO_ICD10);
	CHECK_INT(rcm_icd10_pack(RCM_TEXT("")), RCM_NO_ICD10);
	CHECK_INT(rcm_icd10_pack(RCM_TEXT(" . ")), RCM_NO_ICD10);
	CHECK_INT(rcm_icd10_pack(RCM_TEXT("E1 1")), RCM_NO_ICD10);
	CHECK_INT(rcm_icd10_pack(RCM_TEXT("E11-")), RCM_NO_ICD10);
	CHECK_INT(rcm_icd10_pack(RCM_TEXT("12345678")), RCM_NO_ICD10);
	CHECK_INT(rcm_icd10_pack((RcmText) {NULL, 0}), RCM_NO_ICD10);
	CHECK_INT(rcm_icd10_format(RCM_NO_ICD10, out), 0);
	CHECK_TEXT(out, rcm_icd10_format(rcm_icd10_pack(RCM_TEXT("E1")), out), "E1");
	CHECK_TEXT(out, rcm_icd10_format(INT64_C(94931877132), out), "ZZZ.ZZZZ");
}

/* Integers that are no code: nothing, too many, too short, a gap inside, the wrong start. */
static void
icd10_invalid(void)
{
	CHECK(!rcm_icd10_valid(0));
	CHECK(!rcm_icd10_valid(-1));
	CHECK(!rcm_icd10_valid(INT64_MIN));
	CHECK(!rcm_icd10_valid(INT64_MAX));
	CHECK(!rcm_icd10_valid(INT64_C(94931877133)));
	CHECK(!rcm_icd10_valid(rcm_icd10_pack(RCM_TEXT("E1"))));
	CHECK(!rcm_icd10_valid(rcm_icd10_pack(RCM_TEXT("111"))));
	CHECK(!rcm_icd10_valid(rcm_icd10_pack(RCM_TEXT("EE1"))));
	CHECK(!rcm_icd10_valid(rcm_icd10_pack(RCM_TEXT("E11")) + 5));
}

/* One to seven random characters of few kinds, so that prefixes meet. */
static int
random_code(char *out)
{
	int			n = 1 + (int) (unit_random() % 7);

	for (int i = 0; i < n; i++)
		out[i] = "019AEZ"[unit_random() % 6];
	out[n] = '\0';
	return n;
}

static void
icd10_prefix(void)
{
	char		a[8];
	char		b[8];
	char		out[9];

	CHECK(rcm_icd10_under(rcm_icd10_parse(RCM_TEXT("E11.9")), rcm_icd10_pack(RCM_TEXT("E11"))));
	CHECK(rcm_icd10_under(rcm_icd10_parse(RCM_TEXT("E11")), rcm_icd10_pack(RCM_TEXT("E11"))));
	CHECK(!rcm_icd10_under(rcm_icd10_parse(RCM_TEXT("E12")), rcm_icd10_pack(RCM_TEXT("E11"))));
	CHECK(!rcm_icd10_under(rcm_icd10_parse(RCM_TEXT("E11")), rcm_icd10_pack(RCM_TEXT("E11.9"))));
	CHECK(!rcm_icd10_under(rcm_icd10_parse(RCM_TEXT("E11")), RCM_NO_ICD10));
	CHECK(!rcm_icd10_under(RCM_NO_ICD10, rcm_icd10_pack(RCM_TEXT("E11"))));
	CHECK(!rcm_icd10_under(RCM_NO_ICD10, RCM_NO_ICD10));
	CHECK_INT(rcm_icd10_length(RCM_NO_ICD10), 0);
	CHECK_INT(rcm_icd10_length(-37), 0);
	CHECK_INT(rcm_icd10_prefix(RCM_NO_ICD10, 3), RCM_NO_ICD10);
	for (int i = 0; i < 200000; i++)
	{
		int			n = random_code(a);
		int			m = random_code(b);
		int64_t		pa = rcm_icd10_pack(text(a));
		int64_t		pb = rcm_icd10_pack(text(b));
		int			k = (int) (unit_random() % 9) - 1;
		int			kept = k < 0 ? 0 : k < n ? k : n;
		int64_t		first = rcm_icd10_pack((RcmText) {a, kept});

		CHECK_INT(rcm_icd10_length(pa), n);
		CHECK_INT(rcm_icd10_under(pa, pb), strncmp(a, b, (size_t) m) == 0);
		CHECK_INT(pa < pb, strcmp(a, b) < 0);
		CHECK_INT(rcm_icd10_prefix(pa, k), first);
		CHECK_INT(rcm_icd10_pack((RcmText) {out, rcm_icd10_format(pa, out)}), pa);
		CHECK_INT(rcm_icd10_valid(pa), rcm_icd10_parse(text(a)) != RCM_NO_ICD10);
	}
}

int
main(void)
{
	usd_text();
	usd_format();
	usd_arithmetic();
	npi();
	hcpcs();
	hcpcs_range();
	icd10();
	icd10_invalid();
	icd10_prefix();
	return unit_report();
}
