/*
 * test_pricing_day.c - Medicare prices of several services together: surgery,
 * endoscopy, therapy, imaging and the other components.
 */
#include <stdlib.h>

#include "fee_library.h"

static RcmPriceLine lines[8];

/* Prices lines given as "CODE", "CODE mods" or "CODE*units"; returns their number. */
static int
day(RcmPricing *p, int count, const char *const *given)
{
	memset(lines, 0, sizeof(lines));
	for (int i = 0; i < count; i++)
	{
		const char *star = strchr(given[i], '*');

		lines[i].price.code = rcm_hcpcs_parse((RcmText) {given[i], 5});
		lines[i].units = star != NULL ? atoi(star + 1) : 1;
		if (given[i][5] == ' ')
			set_modifiers(&lines[i].price, given[i] + 6);
	}
	rcm_price_day(p, lines, count);
	for (int i = 0; i < count; i++)
		CHECK(lines[i].why != NULL && lines[i].why[0] != '\0');
	return count;
}

#define DAY_OF(...) day(at("0111205"), (int) (sizeof((const char *const[]) {__VA_ARGS__}) / sizeof(char *)), (const char *const[]) {__VA_ARGS__})

static void
surgery(void)
{
	CHECK_INT(DAY_OF("SURG1", "OPER1", "PLAIN"), 3);
	CHECK_INT(lines[0].allowed, 4000);	/* 80 at half */
	CHECK_INT(lines[0].rank, 2);
	CHECK_INT(lines[0].percent, 50);
	CHECK_INT(lines[1].allowed, 18000);
	CHECK_INT(lines[1].rank, 1);
	CHECK_INT(lines[2].allowed, 18000);
	CHECK_INT(lines[2].rank, 0);
	/* both sides count before the rank: 80 x 1.5 x 2 = not above 180, but 120 is above 100 */
	DAY_OF("SURG1 50", "SURG2");
	CHECK_INT(lines[0].allowed, 12000);
	CHECK_INT(lines[1].allowed, 5000);
	/* modifier 51 is worked out */
	DAY_OF("SURG1", "OPER1 51");
	CHECK_INT(lines[0].allowed, 4000);
	CHECK_INT(lines[1].allowed, 18000);
	/* units are procedures; from the sixth on that is said */
	DAY_OF("OPER1*2", "SURG1*4");
	CHECK_INT(lines[0].allowed, 27000);
	CHECK_INT(lines[1].allowed, 16000);
	CHECK(strstr(lines[1].why, "by report") != NULL);
	CHECK(strstr(lines[0].why, "by report") == NULL);
	/* as many as are worth the same: the first line first */
	DAY_OF("SURG1", "SURG1");
	CHECK_INT(lines[0].allowed, 8000);
	CHECK_INT(lines[1].allowed, 4000);
	/* without an amount nothing is ranked */
	DAY_OF("CARRI", "SURG1", "NOROW");
	CHECK_INT(lines[0].allowed, RCM_NO_USD);
	CHECK_INT(lines[1].allowed, 8000);
	CHECK_INT(lines[2].allowed, RCM_NO_USD);
	CHECK_INT(DAY_OF("INJEC", "PLAIN"), 2);
	CHECK_INT(lines[0].allowed, 0);
	DAY_OF("INJEC");
	CHECK_INT(lines[0].allowed, 2000);
}

/* SCOPE is worth 120, SCPE1 200, SCPE2 160; OTHR1 150 of another family with base OTHR0, 40. */
static void
endoscopy(void)
{
	DAY_OF("SCPE2", "SCPE1");
	CHECK_INT(lines[0].allowed, 4000);
	CHECK_INT(lines[1].allowed, 20000);
	CHECK_INT(lines[0].rank, 1);
	/* the base is in the others */
	DAY_OF("SCOPE", "SCPE2");
	CHECK_INT(lines[0].allowed, 0);
	CHECK_INT(lines[1].allowed, 16000);
	/* alone it is ordinary surgery */
	DAY_OF("SCPE2", "OPER1");
	CHECK_INT(lines[0].allowed, 8000);
	CHECK_INT(lines[1].allowed, 18000);
	/* a family ranks as one: 240, above 180 */
	DAY_OF("OPER1", "SCPE1", "SCPE2");
	CHECK_INT(lines[0].allowed, 9000);
	CHECK_INT(lines[1].allowed, 20000);
	CHECK_INT(lines[2].allowed, 4000);
	/* the second family at half: 150 and 110 less 40 are 220 */
	DAY_OF("OTHR1", "SCPE1", "SCPE2", "OTHR2");
	CHECK_INT(lines[0].allowed, 7500);
	CHECK_INT(lines[1].allowed, 20000);
	CHECK_INT(lines[2].allowed, 4000);
	CHECK_INT(lines[3].allowed, 3500);
	CHECK_INT(lines[3].rank, 2);
	CHECK_INT(lines[3].percent, 50);
	/* units, and less than the base is nothing */
	DAY_OF("SCPE1*2", "SCPE0");
	CHECK_INT(lines[0].allowed, 28000);
	CHECK_INT(lines[1].allowed, 0);
	/* as an assistant: all of it at 16 percent */
	DAY_OF("SCPE1 80", "SCPE2 80");
	CHECK_INT(lines[0].allowed, 3200);
	CHECK_INT(lines[1].allowed, 640);
	/* both sides, less one base: 160 x 1.5 - 120 */
	DAY_OF("SCPE2 50", "SCPE3");
	CHECK_INT(lines[0].allowed, 12000);
	CHECK_INT(lines[1].allowed, 40000);
}

static void
therapy(void)
{
	/* THER1: 40 + 40 + 4, THER2: 20 + 80 + 4 */
	DAY_OF("THER1*2", "THER2");
	CHECK_INT(lines[0].allowed, 2 * (4000 + 2000 + 400));
	CHECK_INT(lines[1].allowed, 10400);
	CHECK_INT(lines[1].rank, 1);
	DAY_OF("THER2*3");
	CHECK_INT(lines[0].allowed, 10400 + 2 * 6400);
	/* half of an odd expense is rounded with the rest, not before: .25 + .005 at 40 */
	DAY_OF("THER2", "THER3");
	CHECK_INT(lines[1].allowed, 1020);
}

/* SCAN1: technical 84 under a cap, professional 52; SCAN2: 44 and 20. */
static void
imaging(void)
{
	RcmPricing *p;

	DAY_OF("SCAN2", "SCAN1");
	CHECK_INT(lines[0].allowed, 2200 + 1900);
	CHECK_INT(lines[0].rank, 2);
	CHECK_INT(lines[0].percent, 50);
	CHECK_INT(lines[1].allowed, 13600);
	/* the components rank apart */
	DAY_OF("SCAN2 TC", "SCAN1 26", "SCAN2 26");
	CHECK_INT(lines[0].allowed, 4400);
	CHECK_INT(lines[1].allowed, 5200);
	CHECK_INT(lines[2].allowed, 1900);
	/* the reduction comes before the cap: half of 404 is still above 84 */
	DAY_OF("SCAN3", "SCAN1 TC");
	CHECK_INT(lines[1].allowed, 8400);
	CHECK_INT(lines[1].rank, 2);
	/* units */
	DAY_OF("SCAN2*2");
	CHECK_INT(lines[0].allowed, 6400 + 2200 + 1900);
	/* before 2017 the professional component lost a quarter, before 2012 nothing */
	p = at("0111205");
	p->day = DAY - 9 * 365;
	day(p, 2, (const char *const[]) {"SCAN2 26", "SCAN1 26"});
	CHECK_INT(lines[0].allowed, 1500);
	p = at("0111205");
	p->day = DAY - 15 * 365;
	day(p, 2, (const char *const[]) {"SCAN2 26", "SCAN1 26"});
	CHECK_INT(lines[0].allowed, 2000);
	CHECK_INT(lines[0].percent, 100);
}

static void
heart_and_eye(void)
{
	DAY_OF("HEAR1", "HEAR2", "EYES1", "EYES2");
	CHECK_INT(lines[0].allowed, 4000 + 8000);
	CHECK_INT(lines[1].allowed, 3000 + 2000);	/* technical 40 at 75 percent, professional 20 in full */
	CHECK_INT(lines[2].allowed, 4000);
	CHECK_INT(lines[3].allowed, 1600);	/* wholly technical: 20 at 80 percent */
	CHECK_INT(lines[3].percent, 80);
	DAY_OF("HEAR1", "HEAR4");
	CHECK_INT(lines[1].allowed, 6000);
	CHECK_INT(lines[1].rank, 0);
}

/* ---- whatever is in the tables ---- */

/* No values make it overflow, and what is refused has a reason. */
static void
anything(void)
{
	static const char *const mods[] = {"", "50", "AS", "54", "51", "50 62 54 51"};
	RcmRelativeValue *row = &fees[fee_count];

	fee("RANDO", "", 0, 0, 0);
	for (int i = 0; i < 5000; i++)
	{
		int64_t    *values[] = {
			&row->work, &row->nonfacility_pe, &row->malpractice, &row->conversion_factor, &row->pre_op,
			&row->intra_op, &row->post_op, &row->opps_nonfacility, &row->opps_malpractice,
		};

		for (size_t k = 0; k < sizeof(values) / sizeof(values[0]); k++)
			*values[k] = (int64_t) unit_random() >> (unit_random() % 64);
		row->fee.multiple = row->fee.bilateral = row->fee.assistant = row->fee.co_surgeon = RCM_TEXT("1");
		if (unit_random() % 2)
			row->fee.assistant = row->fee.co_surgeon = row->fee.multiple = RCM_TEXT("2");
		CHECK(cents("RANDO", mods[unit_random() % 6]) >= 0 || last.reason != NULL);
		DAY_OF("RANDO*9999", "RANDO 50");
	}
	fee_count--;
}

int
main(void)
{
	fill_library();
	surgery();
	endoscopy();
	therapy();
	imaging();
	heart_and_eye();
	anything();
	rcm_arena_free(&arena);
	return unit_report();
}
