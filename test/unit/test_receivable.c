/*
 * test_receivable.c - the pure core of receivable/ and of the split: accounts,
 * balances, agings, parts that add up, and card numbers.
 */
#include "money/split.h"
#include "money/usd.h"
#include "receivable/account.h"
#include "receivable/aging.h"
#include "receivable/balance.h"
#include "receivable/card.h"
#include "unit.h"

#include <stdlib.h>

static void
accounts(void)
{
	int			owed = 0;

	for (int a = 1; a <= RCM_ACCOUNTS; a++)
	{
		const RcmAccountFact *fact = rcm_account_fact(a);

		CHECK(fact != NULL && fact->name != NULL && rcm_account_valid(a));
		CHECK_INT(rcm_account_parse(rcm_text_of(fact->name)), a);
		CHECK(fact->meaning[strlen(fact->meaning) - 1] == '.');
		owed += rcm_account_owes(a);
	}
	CHECK_INT(owed, 5);
	/* Numbers are stored: they never move. */
	CHECK_INT(rcm_account_parse(RCM_TEXT("insurer_1")), 1);
	CHECK_INT(rcm_account_parse(RCM_TEXT("revenue")), 6);
	CHECK_INT(rcm_account_parse(RCM_TEXT("writeoff_denial")), 13);
	CHECK_INT(rcm_account_parse(RCM_TEXT("refund")), 19);
	CHECK_INT(rcm_account_parse(RCM_TEXT("unapplied_payer")), 22);
	CHECK_INT(rcm_account_parse(RCM_TEXT("suspense")), 24);
	CHECK(rcm_account_fact(0) == NULL && rcm_account_fact(25) == NULL && rcm_account_fact(-1) == NULL);
	CHECK(!rcm_account_owes(0) && !rcm_account_owes(25) && !rcm_account_owes(6));
	CHECK_INT(rcm_account_parse(RCM_TEXT("")), 0);
	CHECK_INT(rcm_account_parse(RCM_TEXT("Cash")), 0);
	CHECK_INT(rcm_account_parse(RCM_TEXT("insurer_")), 0);
	CHECK_INT(rcm_account_parse(RCM_TEXT("insurer_4")), 0);
	CHECK(strcmp(rcm_account_kind_name(RCM_ACCOUNT_WAITING), "waiting") == 0);
}

static void
balance_text(void)
{
	static const struct
	{
		const char *given;
		RcmBalanceStatus want;
	}			bad[] = {
		{"", RCM_BALANCE_SYNTAX}, {"{", RCM_BALANCE_SYNTAX}, {"}", RCM_BALANCE_SYNTAX}, {"{}}", RCM_BALANCE_SYNTAX},
		{"cash:1", RCM_BALANCE_SYNTAX}, {"{cash}", RCM_BALANCE_SYNTAX}, {"{cash:1,}", RCM_BALANCE_SYNTAX}, {"{,}", RCM_BALANCE_SYNTAX},
		{"{,cash:1}", RCM_BALANCE_SYNTAX}, {"{:1}", RCM_BALANCE_ACCOUNT}, {"{till:1}", RCM_BALANCE_ACCOUNT}, {"{cash:1,cash:1}", RCM_BALANCE_ACCOUNT},
		{"{cash:0,cash:0}", RCM_BALANCE_ACCOUNT}, {"{cash:}", RCM_BALANCE_AMOUNT}, {"{cash:1:2}", RCM_BALANCE_AMOUNT},
		{"{cash:1.005}", RCM_BALANCE_AMOUNT}, {"{cash:92233720368547758.08}", RCM_BALANCE_AMOUNT},
	};
	RcmBalance	b;
	RcmBalance	back;
	char		out[RCM_BALANCE_ROOM];

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_INT(rcm_balance_parse(rcm_text_of(bad[i].given), &b), bad[i].want);
	CHECK_INT(rcm_balance_parse(RCM_TEXT(" { cash : -5 ,\tinsurer_1:100. , refund:0 } "), &b), RCM_BALANCE_OK);
	CHECK_TEXT(out, rcm_balance_format(&b, out), "{insurer_1:100.00,cash:-5.00}");
	CHECK_INT(rcm_balance_parse(RCM_TEXT("{ }"), &b), RCM_BALANCE_OK);
	CHECK_TEXT(out, rcm_balance_format(&b, out), "{}");
	/* The longest of all fits its room, and comes back. */
	for (int i = 0; i < RCM_ACCOUNTS; i++)
		b.cents[i] = -INT64_MAX;
	CHECK(rcm_balance_format(&b, out) < RCM_BALANCE_ROOM);
	CHECK(rcm_balance_parse(rcm_text_of(out), &back) == RCM_BALANCE_OK && memcmp(&b, &back, sizeof(b)) == 0);
}

static void
balance_sums(void)
{
	RcmBalance	b = {{0}};
	RcmBalance	half = {{0}};
	RcmBalance	zero = {{0}};
	RcmBalance	before;
	int64_t		cents = 7;

	CHECK(rcm_balance_balanced(&b));
	for (int i = 0; i < 10000; i++)
	{
		int			from = 1 + (int) (unit_random() % RCM_ACCOUNTS);
		int			to = 1 + (int) (unit_random() % RCM_ACCOUNTS);
		int64_t		amount = (int64_t) (unit_random() % 100000) - 50000;

		CHECK(rcm_balance_move(&b, from, to, amount) && rcm_balance_balanced(&b));
		if (i % 2)
			CHECK(rcm_balance_move(&half, from, to, amount));
	}
	before = b;
	CHECK(rcm_balance_sub(&b, &half) && rcm_balance_add(&b, &half) && memcmp(&b, &before, sizeof(b)) == 0);
	CHECK(rcm_balance_sub(&b, &before) && memcmp(&b, &zero, sizeof(b)) == 0);

	/* Overflow is told, and nothing has changed. */
	b = zero;
	CHECK(rcm_balance_move(&b, RCM_ACCOUNT_REVENUE, RCM_ACCOUNT_PATIENT, INT64_MAX));
	before = b;
	CHECK(!rcm_balance_move(&b, RCM_ACCOUNT_CASH, RCM_ACCOUNT_PATIENT, 1));
	CHECK(!rcm_balance_move(&b, RCM_ACCOUNT_REVENUE, RCM_ACCOUNT_CASH, 1));
	CHECK(!rcm_balance_add(&b, &before));
	CHECK(rcm_balance_move(&b, RCM_ACCOUNT_PATIENT, RCM_ACCOUNT_PATIENT, INT64_MAX));
	CHECK(memcmp(&b, &before, sizeof(b)) == 0);
	CHECK(!rcm_balance_sub(&zero, &(RcmBalance) {{RCM_NO_USD}}));

	CHECK(rcm_balance_owed(&b, &cents) && cents == INT64_MAX);
	b.cents[RCM_ACCOUNT_INSURER_1 - 1] = 1;
	cents = 7;
	CHECK(!rcm_balance_owed(&b, &cents) && cents == 7);
	CHECK(!rcm_balance_balanced(&b));
	/* What wraps around to zero in 64 bits is not balanced. */
	b = zero;
	for (int i = 0; i < 4; i++)
		b.cents[i] = INT64_C(1) << 62;
	CHECK(!rcm_balance_balanced(&b));
}

/* An aging of its own memory, from text. */
static RcmAging *
aging_of(const char *text, RcmAgingStatus want)
{
	RcmAging   *a = malloc(rcm_aging_size(RCM_AGING_EDGES));

	CHECK_INT(rcm_aging_parse(rcm_text_of(text), a), want);
	return a;
}

static void
aging_text(void)
{
	static const char *const same[] = {
		"{edges:[30,60],buckets:[1.00,2.00,0.00],undated:0.00,credits:-1.00,rows:4}",
		"{edges:[0],buckets:[0.00,92233720368547758.07],undated:92233720368547758.07,credits:-92233720368547758.07,rows:9223372036854775807}",
		"{edges:[2147483646],buckets:[0.00,0.00],undated:0.00,credits:0.00,rows:0}",
	};
	static const struct
	{
		const char *given;
		RcmAgingStatus want;
	}			bad[] = {
		{"", RCM_AGING_SYNTAX}, {"{}", RCM_AGING_SYNTAX}, {"{edges:[],buckets:[1],undated:0,credits:0,rows:0}", RCM_AGING_SYNTAX},
		{"{edges:[30],buckets:[1],undated:0,credits:0,rows:0}", RCM_AGING_SYNTAX}, {"{edges:[30],buckets:[1,2,3],undated:0,credits:0,rows:0}", RCM_AGING_SYNTAX},
		{"{edges:[30],buckets:[1,2],undated:0,credits:0,rows:0", RCM_AGING_SYNTAX}, {"{edges:[30],buckets:[1,2],undated:0,credits:0,rows:0}x", RCM_AGING_SYNTAX},
		{"{edges:[30],buckets:[1,2],undated:0,credits:0}", RCM_AGING_SYNTAX}, {"{edges:[30],buckets:[1,2],undated:0,credits:0,rows:-1}", RCM_AGING_SYNTAX},
		{"{edges:[30],buckets:[1,2],undated:0,credits:0,rows:9223372036854775808}", RCM_AGING_SYNTAX}, {"{edges:[30],buckets:[1,2.005],undated:0,credits:0,rows:0}", RCM_AGING_SYNTAX},
		{"{edges:[-1],buckets:[1,2],undated:0,credits:0,rows:0}", RCM_AGING_SYNTAX}, {"{edges:[2147483648],buckets:[1,2],undated:0,credits:0,rows:0}", RCM_AGING_SYNTAX},
		{"{edges:[2147483647],buckets:[1,2],undated:0,credits:0,rows:0}", RCM_AGING_BAD_EDGES}, {"{edges:[30,30],buckets:[1,2,3],undated:0,credits:0,rows:0}", RCM_AGING_BAD_EDGES},
		{"{edges:[60,30],buckets:[1,2,3],undated:0,credits:0,rows:0}", RCM_AGING_BAD_EDGES}, {"{edges:[30],buckets:[1,-2],undated:0,credits:0,rows:0}", RCM_AGING_BAD_FIGURES},
		{"{edges:[30],buckets:[1,2],undated:-1,credits:0,rows:0}", RCM_AGING_BAD_FIGURES}, {"{edges:[30],buckets:[1,2],undated:0,credits:1,rows:0}", RCM_AGING_BAD_FIGURES},
	};
	char		many[8 * RCM_AGING_EDGES] = "{edges:[0";
	int32_t		edges[RCM_AGING_EDGES];
	RcmAging   *a;
	char	   *out;

	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
	{
		a = aging_of(same[i], RCM_AGING_OK);
		out = malloc(rcm_aging_room(a->edges));
		CHECK_TEXT(out, rcm_aging_format(a, out), same[i]);
		free(out);
		free(a);
	}
	free(aging_of(" { edges : [ 30 ] , buckets : [ 1 , 2.5 ] , undated : 0 , credits : -0 , rows : 1 } ", RCM_AGING_OK));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		free(aging_of(bad[i].given, bad[i].want));
	for (int i = 1; i <= RCM_AGING_EDGES; i++)
		sprintf(many + strlen(many), ",%d", i);
	free(aging_of(many, RCM_AGING_BAD_EDGES));

	/* The longest of all fits its room. */
	for (int i = 0; i < RCM_AGING_EDGES; i++)
		edges[i] = INT32_MAX - 1 - RCM_AGING_EDGES + i;
	a = malloc(rcm_aging_size(RCM_AGING_EDGES));
	rcm_aging_begin(a, edges, RCM_AGING_EDGES);
	for (int i = 0; i <= RCM_AGING_EDGES; i++)
		a->buckets[i] = INT64_MAX;
	a->undated = a->rows = INT64_MAX;
	a->credits = -INT64_MAX;
	out = malloc(rcm_aging_room(a->edges));
	CHECK(rcm_aging_format(a, out) < (int) rcm_aging_room(a->edges));
	free(aging_of(out, RCM_AGING_OK));
	free(out);
	free(a);
}

/* Adds a row that has an age. */
static bool
add(RcmAging *a, int64_t cents, int32_t age)
{
	return rcm_aging_add(a, cents, &age);
}

static void
aging_buckets(void)
{
	static const struct
	{
		int32_t		age;
		int			bucket;
	}			cases[] = {
		{INT32_MIN, 0}, {-1, 0}, {0, 0}, {30, 0}, {31, 1}, {60, 1}, {61, 2}, {90, 2}, {91, 3}, {120, 3}, {121, 4}, {150, 4},
		{151, 5}, {180, 5}, {181, 6}, {INT32_MAX, 6},
	};
	RcmAging   *a = malloc(rcm_aging_size(RCM_AGING_USUAL));
	RcmAging   *other = malloc(rcm_aging_size(RCM_AGING_USUAL));
	int64_t		cents = 7;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		rcm_aging_begin(a, rcm_aging_usual, RCM_AGING_USUAL);
		CHECK(add(a, 5, cases[i].age));
		CHECK_INT(a->buckets[cases[i].bucket], 5);
		CHECK(rcm_aging_total(a, &cents) && cents == 5);
	}
	rcm_aging_begin(a, rcm_aging_usual, RCM_AGING_USUAL);
	CHECK(add(a, 100, 10) && add(a, 200, 100) && add(a, -30, 10) && add(a, 0, 10));
	CHECK(rcm_aging_add(a, 40, NULL) && rcm_aging_add(a, -2, NULL));
	CHECK_INT(a->buckets[0], 100);
	CHECK_INT(a->credits, -32);
	CHECK_INT(a->undated, 40);
	CHECK_INT(a->rows, 6);
	CHECK(rcm_aging_total(a, &cents) && cents == 340);
	CHECK_INT(rcm_aging_older_than(a, 30, &cents), RCM_AGING_OK);
	CHECK_INT(cents, 200);
	CHECK_INT(rcm_aging_older_than(a, 180, &cents), RCM_AGING_OK);
	CHECK_INT(cents, 0);
	CHECK_INT(rcm_aging_older_than(a, 31, &cents), RCM_AGING_OTHER_EDGES);
	CHECK_INT(rcm_aging_older_than(a, 0, &cents), RCM_AGING_OTHER_EDGES);
	CHECK_INT(rcm_aging_older_than(a, 500, &cents), RCM_AGING_OTHER_EDGES);

	rcm_aging_begin(other, rcm_aging_usual, RCM_AGING_USUAL);
	CHECK(add(other, 1, 10) && add(other, -1, 10) && rcm_aging_add(other, 1, NULL));
	CHECK_INT(rcm_aging_merge(a, other), RCM_AGING_OK);
	CHECK(a->buckets[0] == 101 && a->credits == -33 && a->undated == 41 && a->rows == 9);
	rcm_aging_edges(other)[5] = 181;
	CHECK_INT(rcm_aging_merge(a, other), RCM_AGING_OTHER_EDGES);
	rcm_aging_begin(other, rcm_aging_usual, RCM_AGING_USUAL - 1);
	CHECK_INT(rcm_aging_merge(a, other), RCM_AGING_OTHER_EDGES);

	/* Overflow is told. */
	CHECK(!add(a, INT64_MAX, 10) && a->buckets[0] == 101 && a->rows == 9);
	CHECK(!add(a, -INT64_MAX, 10) && a->credits == -33);
	CHECK(add(a, INT64_MAX, 40) && !rcm_aging_total(a, &cents));
	CHECK_INT(rcm_aging_older_than(a, 30, &cents), RCM_AGING_RANGE);
	rcm_aging_begin(other, rcm_aging_usual, RCM_AGING_USUAL);
	CHECK(add(other, 1, 40));
	CHECK_INT(rcm_aging_merge(a, other), RCM_AGING_RANGE);
	free(a);
	free(other);

	CHECK(!rcm_aging_edges_valid(NULL, 0));
	CHECK(rcm_aging_edges_valid((int32_t[]) {0, 1}, 2));
	CHECK(!rcm_aging_edges_valid((int32_t[]) {-1, 1}, 2));
	CHECK(!rcm_aging_edges_valid((int32_t[]) {INT32_MAX}, 1));
}

#define MOST_PARTS 12

/* Splits, and checks all that a split promises. */
static void
check_split(int64_t cents, const int64_t *weights, int n, int64_t *parts)
{
	RcmSplitRest rests[MOST_PARTS];
	unsigned __int128 all = 0;
	unsigned __int128 least_with = ~(unsigned __int128) 0;
	unsigned __int128 most_without = 0;
	__int128	sum = 0;

	rcm_split(cents, weights, n, parts, rests);
	for (int i = 0; i < n; i++)
		all += (uint64_t) weights[i];
	for (int i = 0; i < n; i++)
	{
		uint64_t	whole = (uint64_t) (cents < 0 ? -cents : cents);
		uint64_t	part = (uint64_t) (parts[i] < 0 ? -parts[i] : parts[i]);
		unsigned __int128 exact = (unsigned __int128) whole * (all == 0 ? 1 : (uint64_t) weights[i]);
		unsigned __int128 of = all == 0 ? (unsigned __int128) n : all;

		CHECK(parts[i] == 0 || (parts[i] < 0) == (cents < 0));
		/* The share without its broken cent, or, where a cent broke, one more. */
		CHECK(part == exact / of || (part == exact / of + 1 && exact % of != 0));
		/* Who got a cent had lost no less than who got none. */
		if (part != exact / of)
			least_with = exact % of < least_with ? exact % of : least_with;
		else
			most_without = exact % of > most_without ? exact % of : most_without;
		sum += parts[i];
		/* Of parts with equal weights the earlier is never smaller. */
		for (int k = 0; k < i; k++)
			CHECK(weights[k] != weights[i] || (cents < 0 ? parts[k] <= parts[i] : parts[k] >= parts[i]));
	}
	CHECK(sum == cents && least_with >= most_without);
}

static void
splits(void)
{
	int64_t		weights[MOST_PARTS];
	int64_t		parts[MOST_PARTS];

	check_split(10000, (int64_t[]) {1, 1, 1}, 3, parts);
	CHECK(parts[0] == 3334 && parts[1] == 3333 && parts[2] == 3333);
	check_split(-10000, (int64_t[]) {0, 0, 0}, 3, parts);
	CHECK(parts[0] == -3334 && parts[1] == -3333 && parts[2] == -3333);
	/* Shares 0.71, 1.43, 2.86: the cents go to the last and the first. */
	check_split(5, (int64_t[]) {1, 2, 0, 4}, 4, parts);
	CHECK(parts[0] == 1 && parts[1] == 1 && parts[2] == 0 && parts[3] == 3);
	check_split(7, (int64_t[]) {INT64_MAX, INT64_MAX}, 2, parts);
	CHECK(parts[0] == 4 && parts[1] == 3);
	check_split(INT64_MAX, (int64_t[]) {INT64_MAX, INT64_MAX, 1}, 3, parts);
	check_split(-INT64_MAX, (int64_t[]) {INT64_MAX}, 1, parts);
	CHECK(parts[0] == -INT64_MAX);
	check_split(0, (int64_t[]) {3, 4}, 2, parts);
	for (int i = 0; i < 1000000; i++)
	{
		int			n = 1 + (int) (unit_random() % MOST_PARTS);
		int64_t		cents = (int64_t) (unit_random() >> (1 + unit_random() % 63)) * (unit_random() % 2 ? 1 : -1);
		int			shift = 1 + (int) (unit_random() % 63);

		for (int k = 0; k < n; k++)
			weights[k] = unit_random() % 4 == 0 ? 0 : unit_random() % 4 == 0 && k > 0 ? weights[k - 1] : (int64_t) (unit_random() >> shift);
		check_split(cents, weights, n, parts);
	}
}

static bool
card(const char *s)
{
	return rcm_has_card_number(rcm_text_of(s));
}

static void
cards(void)
{
	/* The networks' published test numbers. */
	static const char *const numbers[] = {
		"4111111111111111", "4222222222222", "4012888888881881", "5555555555554444", "5105105105105100", "2223003122003222", "2720994326581252",
		"378282246310005", "341111111111111", "6011111111111117", "6445644564456445", "6510000000000133", "30569309025904", "36227206271667", "38520000023237",
		"3530111333300000", "6200000000000005", "6759649826438453", "5018000000000009", "6304000000000000",
		"paid with 4111 1111 1111 1111", "4111-1111-1111-1111", "3782 822463 10005", "card:4111111111111111.", "x4111111111111111y",
		"30000000000004", "30500000000003", "39000000000005", "3528000000000007", "3589000000000003", "2221000000000009", "2720000000000005",
		"370000000000002", "5100000000000008", "5500000000000004", "6440000000000005", "6490000000000004", "6500000000000002",
		"6200000000000000000", "5000000000005", "5600000000000000002", "6900000000000008", "4000000000000000006", "4000000000006",
		"4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "41111 11111 11111 1",
		"call 503-555-0100 4111 1111 1111 1111", "4111 1111 1111 1111 12/29 123", "$85.00 4111-1111-1111-1111", "12-4111-1111-1111-1111",
		"(4111111111111111)", "1 3782 822463 10005", "1 4111 1111 1111 1111", "4111111111111111 5", "\xc3\xa9" "4111111111111111\xc3\xa9",
	};
	static const char *const none[] = {
		"", "4", "tok_4242", "ending 1111", "1234567893", "NPI 1234567893", "(503) 555-0100", "503-555-0100 503-555-0101",
		/* too short, too long, a digit off */
		"400000000002", "40000000000000000002", "4111111111111112", "4111 1111 1111 1112", "5555555555554445",
		/* other gaps */
		"4111  1111 1111 1111", "4111- 1111 1111 1111", "4111/1111/1111/1111", "4111.1111.1111.1111",
		/* inside a longer number */
		"41111111111111110000", "94111111111111111", "00004111111111111111", "4111 1111 1111 11115", "94111 1111 1111 1111",
		/* right check digit, but of no network */
		"0000000000000000", "1000000000000008", "2220000000000000", "2721000000000004", "30600000000001", "29900000000008", "3100000000000003",
		"330000000000001", "350000000000006", "3527000000000008", "3590000000000000", "7000000000000005", "8000000000000003", "9000000000000001",
		"2024-09-16 2024-09-17", "41 11 11 11 11 11 11 11 2024",
	};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
	{
		CHECK(card(numbers[i]));
		if (!card(numbers[i]))
			printf("missed: %s\n", numbers[i]);
	}
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
	{
		CHECK(!card(none[i]));
		if (card(none[i]))
			printf("false alarm: %s\n", none[i]);
	}
	/* A slice ends where it says. */
	CHECK(!rcm_has_card_number((RcmText) {"4111111111111111", 15}));
	CHECK(rcm_has_card_number((RcmText) {"41111111111111119", 16}));
	CHECK(!rcm_has_card_number((RcmText) {NULL, 0}));
	/* Nothing but digits and gaps, at every length. */
	for (int i = 0; i < 200000; i++)
	{
		char		text[40];
		int32_t		n = (int32_t) (unit_random() % sizeof(text));

		for (int32_t k = 0; k < n; k++)
			text[k] = "0123456789 -456x"[unit_random() % 16];
		(void) rcm_has_card_number((RcmText) {text, n});
	}
}

int
main(void)
{
	accounts();
	balance_text();
	balance_sums();
	aging_text();
	aging_buckets();
	splits();
	cards();
	return unit_report();
}
