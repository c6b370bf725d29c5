/*
 * test_pricing.c - Medicare prices of one service: places, the amount of the
 * schedule, every modifier rule, the working, anesthesia.
 */
#include "fee_library.h"

/* ---- places ---- */

static void
places(void)
{
	static const char *const bad[] = {"", "1234", "123456", "12345678", "1234567890", "12345-678", "1234-56789", "9411O", "CA"};
	RcmPricing	p = {.library = &library, .arena = &arena, .day = DAY};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK(!rcm_price_place(&p, rcm_text_of(bad[i])));
	CHECK_TEXT(at("94110")->locality.data, 7, "0111205");
	CHECK_TEXT(at(" 94110-1234 ")->locality.data, 7, "0111205");
	CHECK_TEXT(at("10001-0002")->locality.data, 7, "0990002");
	CHECK_INT(at("10001")->locality.len, 0);
	CHECK(strstr(pricing.no_locality, "all nine digits") != NULL);
	CHECK_INT(at("100010003")->locality.len, 0);
	CHECK(strstr(pricing.no_locality, "no row for all nine") != NULL);
	CHECK_INT(priced(&pricing, "PLAIN", ""), RCM_NO_USD);
	CHECK_INT(at("55555")->locality.len, 0);
	CHECK(strstr(pricing.no_locality, "55555 on 2025-06-18") != NULL);
	CHECK_INT(priced(at("9999999"), "PLAIN", ""), RCM_NO_USD);
	CHECK(strstr(last.reason, "no indices for locality 9999999") != NULL);
	/* the indices of the day */
	CHECK_INT(priced(at("0990002"), "PLAIN", ""), 2 * 18000);
	/* one that no file has */
	CHECK_INT(priced(at("0990003"), "PLAIN", ""), RCM_NO_USD);
	CHECK(strstr(last.reason, "out of range") != NULL);
}

/* ---- the schedule ---- */

static void
schedule(void)
{
	RcmPricing *p;

	CHECK_INT(cents("PLAIN", ""), 18000);	/* (2 + 2 + .5) x 40 */
	p = at("0111205");
	p->facility = true;
	CHECK_INT(priced(p, "PLAIN", ""), 14000);
	/* 2 x 1.123 + 2 x .987 + .5 x 1.456 = 4.948 */
	CHECK_INT(priced(at("0990001"), "PLAIN", ""), 19792);
	/* 1.00 x 1.123 x 0.0500 = 5.615 cents; half a cent goes up */
	CHECK_INT(priced(at("0990001"), "ROUND", ""), 6);
	CHECK_INT(cents("HALF1", ""), 1);	/* .01 x .5 = half a cent */
	CHECK_INT(cents("HALF0", ""), 0);	/* .01 x .4999 */
	/* the newest row in force */
	CHECK_INT(cents("DATED", ""), 8000);
	p = at("0111205");
	p->day = DAY - 1;
	CHECK_INT(priced(p, "DATED", ""), 4000);
	p = at("0111205");
	p->day = DAY - 1000;
	CHECK_INT(priced(p, "DATED", ""), RCM_NO_USD);
	CHECK(strstr(last.reason, "no row for DATED on 2022") != NULL);
	/* two conversion factors since 2026 */
	CHECK_INT(cents("APM26", ""), 4000);
	p = at("0111205");
	p->apm = true;
	CHECK_INT(priced(p, "APM26", ""), 4100);
	p = at("0111205");
	p->apm = true;
	CHECK_INT(priced(p, "PLAIN", ""), 18000);
	REFUSED("NOROW", "", "no row for NOROW on 2025-06-18");
	REFUSED("NOCF1", "", "no conversion factor");
	REFUSED("CARRI", "", "status C");
	REFUSED("NOTCO", "", "status N");
	REFUSED("ANEST", "", "status J");
	REFUSED("ODDST", "", "status indicator Z");
	REFUSED("RESTR", "", "no relative value units");
	REFUSED("HUGE1", "", "out of range");
}

/* The technical component is paid no more than in a hospital's outpatient department. */
static void
cap(void)
{
	CHECK_INT(cents("SCAN1", "TC"), 8000 + 400);	/* not 10.00 + .10 but 2.00 + .10 units */
	CHECK_INT(cents("SCAN1", "26"), 4000 + 800 + 400);
	CHECK_INT(cents("SCAN1", ""), 8400 + 5200);
	CHECK_INT(cents("SCAN2", "TC"), 4400);	/* the cap is higher */
	REFUSED("PLAIN", "26", "no row for PLAIN-26");
	REFUSED("SCAN1", "26 TC", "contradict");
}

/* ---- modifiers ---- */

static void
modifiers(void)
{
	CHECK_INT(cents("BILT1", "50"), 27000);
	CHECK_INT(cents("BILT2", "50"), 18000);
	CHECK_INT(cents("BILT3", "50"), 36000);
	CHECK_INT(cents("PLAIN", "50"), 18000);
	CHECK_INT(cents("BILT9", "50"), 18000);
	CHECK_INT(cents("PLAIN", "LT 59 XU"), 18000);
	CHECK_INT(cents("OPER1", "80"), 2880);
	CHECK_INT(cents("OPER1", "81"), 2880);
	CHECK_INT(cents("OPER1", "82"), 2880);
	CHECK_INT(cents("OPER1", "AS"), 2448);
	CHECK_INT(cents("OPER1", "AS 80"), 2448);
	CHECK_INT(cents("PLAIN", "80"), 2880);	/* with documentation */
	REFUSED("ASST1", "80", "not paid for this code (indicator 1)");
	REFUSED("BILT9", "AS", "indicator 9");
	CHECK_INT(cents("OPER1", "62"), 11250);
	REFUSED("PLAIN", "62", "two surgeons are not paid");
	REFUSED("OPER1", "66", "by report");
	REFUSED("PLAIN", "66", "not paid for this code (indicator 0)");
	REFUSED("OPER1", "62 80", "contradict");
	CHECK_INT(cents("OPER1", "54"), 14220);	/* 10 + 69 percent */
	CHECK_INT(cents("OPER1", "55"), 3780);	/* 21 */
	CHECK_INT(cents("OPER1", "56"), 1800);
	CHECK_INT(cents("OPER1", "54 55"), 18000);
	CHECK_INT(cents("OPER1", "55 56"), 5580);
	CHECK_INT(cents("OPER1", "78"), 12420);
	CHECK_INT(cents("PLAIN", "78"), 18000);
	REFUSED("PLAIN", "54", "no global package");
	REFUSED("PLAIN", "55", "modifier 55");
	CHECK_INT(cents("OPER1", "51"), 9000);
	CHECK_INT(cents("PLAIN", "51"), 18000);
	/* several at once, rounded once: 180 x 1.5 x .136 x .79 x .5 = 14.5044 */
	CHECK_INT(cents("OPER1", "50 AS 54 51"), 1450);
	/* 53: its own row, or by report */
	CHECK_INT(cents("SCOPE", "53"), 6000);
	CHECK_INT(cents("PLAIN", "53"), 18000);
	CHECK_INT(cents("PLAIN", "22"), 18000);
	CHECK_INT(cents("PLAIN", "52"), 18000);
}

/* ---- the working ---- */

static const char *
step(const char *what)
{
	for (int i = 0; i < pricing.step_count; i++)
		if (strcmp(pricing.steps[i].what, what) == 0)
			return pricing.steps[i].value;
	return "";
}

#define CHECK_STEP(what, want) CHECK_TEXT(step(what), (int) strlen(step(what)), want)

static void
working(void)
{
	pricing = (RcmPricing) {.library = &library, .arena = &arena, .day = DAY, .explain = true};
	rcm_arena_reset(&arena);
	CHECK(rcm_price_place(&pricing, RCM_TEXT("94110")));
	CHECK_INT(priced(&pricing, "OPER1", "AS 22"), 2448);
	CHECK_STEP("locality", "0111205, by ZIP code 94110");
	CHECK_STEP("fee schedule row", "OPER1, status A");
	CHECK_STEP("work", "2.00 x 1.000 = 2.00000");
	CHECK_STEP("practice expense, outside a facility", "2.00 x 1.000 = 2.00000");
	CHECK_STEP("conversion factor", "40.0000");
	CHECK_STEP("schedule amount", "180.00");
	CHECK_STEP("modifier AS", "13.6 %: assistant indicator 2");
	CHECK(strstr(step("modifier 22"), "by report") != NULL);
	CHECK_STEP("allowed", "24.48");
	CHECK_STEP("allowed, not participating", "23.26 (95 %)");
	CHECK_STEP("limiting charge, not participating", "26.74 (109.25 %)");
	pricing.step_count = 0;
	CHECK_INT(priced(&pricing, "SCAN1", "TC"), 8400);
	CHECK_STEP("fee schedule row", "SCAN1-TC, status A");
	CHECK_STEP("schedule amount", "404.00");
	CHECK_STEP("capped by the outpatient amount", "84.00");
	pricing.step_count = 0;
	CHECK_INT(priced(&pricing, "CARRI", ""), RCM_NO_USD);
	CHECK_STEP("no amount", "status C: the contractor prices it, case by case");
	/* nothing is written down unasked */
	CHECK_INT(cents("PLAIN", ""), 18000);
	CHECK_INT(pricing.step_count, 0);
	/* every modifier that leaves the amount alone says so */
	for (size_t i = 0; i < 8; i++)
	{
		static const char *const silent[] = {"22", "52", "53", "FX", "FY", "CT", "CQ", "CO"};

		pricing.step_count = 0;
		pricing.explain = true;
		CHECK_INT(priced(&pricing, "PLAIN", silent[i]), 18000);
		CHECK(strstr(step(rcm_price_say(&pricing, "modifier %s", silent[i])), "the amount stays") != NULL);
	}
}

/* ---- anesthesia ---- */

static int64_t
anesthesia(const char *hcpcs, const char *mods, int minutes)
{
	last = (RcmPrice) {.code = code(hcpcs)};
	set_modifiers(&last, mods);
	rcm_price_anesthesia(at("94110"), &last, minutes);
	CHECK((last.cents == RCM_NO_USD) == (last.reason != NULL));
	return last.cents;
}

static void
sleep_and_time(void)
{
	CHECK_INT(anesthesia("00100", "AA", 60), 18009);	/* (5 + 4) x 20.01 */
	CHECK_INT(anesthesia("00100", "QZ", 50), 16608);	/* 3.3: 8.3 x 20.01 = 166.083 */
	CHECK_INT(anesthesia("00100", "", 7), 11006);	/* .5 */
	CHECK_INT(anesthesia("00100", "QK", 60), 9005); /* 90.045 goes up */
	CHECK_INT(anesthesia("00100", "QX P3", 60), 9005);
	CHECK_INT(anesthesia("00100", "QY", 60), 9005);
	CHECK_INT(anesthesia("00100", "AD", 60), 6003);
	CHECK_INT(anesthesia("00100", "AA", 0), 10005);
	CHECK_INT(anesthesia("00100", "AA QK", 60), RCM_NO_USD);
	CHECK(strstr(last.reason, "AA and QK contradict") != NULL);
	CHECK_INT(anesthesia("00100", "AA", -1), RCM_NO_USD);
	CHECK_INT(anesthesia("00100", "AA", 20000), RCM_NO_USD);
	CHECK_INT(anesthesia("99999", "AA", 60), RCM_NO_USD);
	CHECK(strstr(last.reason, "no base units for 99999") != NULL);
	/* a row without base units is none */
	CHECK_INT(anesthesia("00102", "AA", 60), RCM_NO_USD);
	last = (RcmPrice) {.code = code("00100")};
	rcm_price_anesthesia(at("0990001"), &last, 60);
	CHECK(strstr(last.reason, "no anesthesia conversion factor for locality 0990001") != NULL);
}

int
main(void)
{
	fill_library();
	places();
	schedule();
	cap();
	modifiers();
	working();
	sleep_and_time();
	rcm_arena_free(&arena);
	return unit_report();
}
