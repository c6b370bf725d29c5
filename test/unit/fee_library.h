/*
 * fee_library.h - a made-up Medicare fee schedule in memory, for the tests of
 * pricing/: codes of five letters, conversion factor 40, indices of 1.
 */
#ifndef RCM_FEE_LIBRARY_H
#define RCM_FEE_LIBRARY_H

#include "pricing/price.h"
#include "unit.h"

/* ---- the tables ---- */

#define DAY 9300				/* 2025-06-18 */
#define M(x) ((int64_t) ((x) * 1000000 + 0.5))

static RcmRelativeValue fees[64];
static int	fee_count;
static RcmProcedure procedures[4];

static const RcmGpci gpcis[] = {
	{{RCM_NO_DATE, RCM_NO_DATE, 0, RCM_SET_GPCI}, {"0111205", 7}, M(1), M(1), M(1)},
	{{RCM_NO_DATE, RCM_NO_DATE, 0, RCM_SET_GPCI}, {"0990001", 7}, M(1.123), M(0.987), M(1.456)},
	{{RCM_NO_DATE, DAY - 1, 0, RCM_SET_GPCI}, {"0990002", 7}, M(9), M(9), M(9)},
	{{DAY, RCM_NO_DATE, 0, RCM_SET_GPCI}, {"0990002", 7}, M(2), M(2), M(2)},
	{{RCM_NO_DATE, RCM_NO_DATE, 0, RCM_SET_GPCI}, {"0990003", 7}, M(10), M(1), M(1)},
};

static const RcmZipLocality zips[] = {
	{{RCM_NO_DATE, RCM_NO_DATE, 0, RCM_SET_ZIP_LOCALITY}, {"94110", 5}, {"0111205", 7}, false},
	{{RCM_NO_DATE, RCM_NO_DATE, 0, RCM_SET_ZIP_LOCALITY}, {"10001", 5}, {"0111205", 7}, true},
	{{RCM_NO_DATE, RCM_NO_DATE, 0, RCM_SET_ZIP_LOCALITY}, {"100010002", 9}, {"0990002", 7}, false},
};

static const RcmAnesthesiaFactor factors[] = {
	{{RCM_NO_DATE, RCM_NO_DATE, 0, RCM_SET_ANESTHESIA_FACTOR}, {"0111205", 7}, M(20.01)},
};

static inline int32_t
code(const char *s)
{
	return rcm_hcpcs_parse(rcm_text_of(s));
}

/* A row with an indicator of each kind that no rule goes by. */
static inline RcmRelativeValue *
fee(const char *hcpcs, const char *modifier, double work, double expense, double malpractice)
{
	RcmRelativeValue *row = &fees[fee_count++];

	memset(row, 0, sizeof(*row));
	row->fee.row = (RcmRow) {RCM_NO_DATE, RCM_NO_DATE, 0, RCM_SET_RELATIVE_VALUE};
	row->fee.code = code(hcpcs);
	row->fee.modifier = rcm_text_of(modifier);
	row->fee.status = RCM_TEXT("A");
	row->fee.pctc = RCM_TEXT("0");
	row->fee.multiple = row->fee.bilateral = row->fee.assistant = row->fee.co_surgeon = row->fee.team = RCM_TEXT("0");
	row->work = M(work);
	row->nonfacility_pe = M(expense);
	row->facility_pe = M(expense) / 2;
	row->malpractice = M(malpractice);
	row->conversion_factor = M(40);
	return row;
}

static RcmArena arena;

/* What is found stays put, as in the server. */
static inline const RcmRows *
find(RcmLibrary *library, RcmSetId set, const RcmKey *key)
{
	RcmRows    *out = rcm_alloc(&arena, sizeof(RcmRows));
	char	   *to = NULL;

#define TAKE(type, array, n, condition) \
	to = rcm_alloc(&arena, sizeof(type) * (size_t) (n)); \
	for (int i = 0; i < (int) (n); i++) \
	{ \
		const type *row = &(array)[i]; \
		if (condition) \
			memcpy(to + sizeof(type) * (size_t) out->count++, row, sizeof(type)); \
	}
	(void) library;
	if (set == RCM_SET_RELATIVE_VALUE)
	{
		TAKE(RcmRelativeValue, fees, fee_count, row->fee.code == key->number);
	}
	if (set == RCM_SET_PROCEDURE)
	{
		TAKE(RcmProcedure, procedures, 4, row->code == key->number);
	}
	if (set == RCM_SET_GPCI)
	{
		TAKE(RcmGpci, gpcis, sizeof(gpcis) / sizeof(gpcis[0]), rcm_text_equal(row->mac_locality, key->text));
	}
	if (set == RCM_SET_ZIP_LOCALITY)
	{
		TAKE(RcmZipLocality, zips, sizeof(zips) / sizeof(zips[0]), rcm_text_equal(row->zip, key->text));
	}
	if (set == RCM_SET_ANESTHESIA_FACTOR)
	{
		TAKE(RcmAnesthesiaFactor, factors, sizeof(factors) / sizeof(factors[0]), rcm_text_equal(row->mac_locality, key->text));
	}
	out->rows = (RcmRow *) to;
	return out;
}

static RcmLibrary library = {.find = find};
static RcmPricing pricing;
static RcmPrice last;

static inline RcmPricing *
at(const char *place)
{
	rcm_arena_reset(&arena);
	pricing = (RcmPricing) {.library = &library, .arena = &arena, .day = DAY};
	CHECK(rcm_price_place(&pricing, rcm_text_of(place)));
	return &pricing;
}

static inline void
set_modifiers(RcmPrice *price, const char *modifiers)
{
	for (const char *m = modifiers; *m != '\0'; m += m[2] == ' ' ? 3 : 2)
		price->modifiers[price->modifier_count++] = rcm_pack2((RcmText) {m, 2});
}

static inline int64_t
priced(RcmPricing *p, const char *hcpcs, const char *modifiers)
{
	last = (RcmPrice) {.code = code(hcpcs)};
	set_modifiers(&last, modifiers);
	rcm_price_service(p, &last);
	CHECK((last.cents == RCM_NO_USD) == (last.reason != NULL));
	return last.cents;
}

static inline int64_t
cents(const char *hcpcs, const char *modifiers)
{
	return priced(at("0111205"), hcpcs, modifiers);
}

/* No amount, for a reason with these words in it. */
#define REFUSED(hcpcs, modifiers, words) \
	do { \
		CHECK_INT(cents(hcpcs, modifiers), RCM_NO_USD); \
		CHECK(last.reason != NULL && strstr(last.reason, words) != NULL); \
	} while (0)

/* ---- the rows ---- */

static inline void
fill(void)
{
	RcmRelativeValue *row;

	fee("PLAIN", "", 2, 2, 0.5);
	fee("ROUND", "", 1, 0, 0)->conversion_factor = M(0.05);
	fee("HALF1", "", 0.01, 0, 0)->conversion_factor = M(0.5);
	fee("HALF0", "", 0.01, 0, 0)->conversion_factor = M(0.4999);
	fee("DATED", "", 2, 0, 0)->fee.row.eff = DAY;
	row = fee("DATED", "", 1, 0, 0);
	row->fee.row.eff = DAY - 100;
	fee("APM26", "", 1, 0, 0);
	row = fee("APM26", "", 1, 0, 0);
	row->apm = true;
	row->conversion_factor = M(41);
	fee("NOCF1", "", 1, 0, 0)->conversion_factor = 0;
	fee("CARRI", "", 0, 0, 0)->fee.status = RCM_TEXT("C");
	fee("NOTCO", "", 1, 1, 1)->fee.status = RCM_TEXT("N");
	fee("ANEST", "", 0, 0, 0)->fee.status = RCM_TEXT("J");
	fee("ODDST", "", 1, 1, 1)->fee.status = RCM_TEXT("Z");
	fee("RESTR", "", 0, 0, 0)->fee.status = RCM_TEXT("R");
	fee("HUGE1", "", 10000, 0, 0);
	fee("INJEC", "", 0.5, 0, 0)->fee.status = RCM_TEXT("T");
	fee("BILT1", "", 2, 2, 0.5)->fee.bilateral = RCM_TEXT("1");
	fee("BILT2", "", 2, 2, 0.5)->fee.bilateral = RCM_TEXT("2");
	fee("BILT3", "", 2, 2, 0.5)->fee.bilateral = RCM_TEXT("3");
	row = fee("BILT9", "", 2, 2, 0.5);
	row->fee.bilateral = row->fee.assistant = RCM_TEXT("9");
	fee("ASST1", "", 1, 1, 1)->fee.assistant = RCM_TEXT("1");
	row = fee("OPER1", "", 2, 2, 0.5);
	row->fee.bilateral = RCM_TEXT("1");
	row->fee.assistant = row->fee.co_surgeon = row->fee.team = row->fee.multiple = RCM_TEXT("2");
	row->pre_op = M(0.1);
	row->intra_op = M(0.69);
	row->post_op = M(0.21);
	row = fee("SURG1", "", 2, 0, 0);
	row->fee.multiple = RCM_TEXT("2");
	row->fee.bilateral = RCM_TEXT("1");
	fee("SURG2", "", 2.5, 0, 0)->fee.multiple = RCM_TEXT("2");
}

static inline void
fill_scopes(void)
{
	static const struct
	{
		const char *code;
		double		work;
		const char *base;
	}			scopes[] = {
		{"SCPE0", 1, "SCOPE"}, {"SCPE1", 5, "SCOPE"}, {"SCPE2", 4, "SCOPE"}, {"SCPE3", 10, "SCOPE"},
		{"OTHR1", 3.75, "OTHR0"}, {"OTHR2", 2.75, "OTHR0"},
	};

	fee("SCOPE", "", 3, 0, 0)->fee.multiple = RCM_TEXT("2");
	fee("SCOPE", "53", 1.5, 0, 0)->fee.multiple = RCM_TEXT("2");
	fee("OTHR0", "", 1, 0, 0)->fee.multiple = RCM_TEXT("2");
	for (size_t i = 0; i < sizeof(scopes) / sizeof(scopes[0]); i++)
	{
		RcmRelativeValue *row = fee(scopes[i].code, "", scopes[i].work, 0, 0);

		row->fee.multiple = RCM_TEXT("3");
		row->fee.bilateral = RCM_TEXT("1");
		row->fee.assistant = RCM_TEXT("2");
		row->endoscopy_base = rcm_text_of(scopes[i].base);
	}
}

/* A service with a row for each component, and one for both. */
static inline void
split(const char *hcpcs, const char *rule, double work, double reading, double technical, double malpractice, double opps)
{
	RcmRelativeValue *both = fee(hcpcs, "", work, reading + technical, malpractice * 2);
	RcmRelativeValue *tc = fee(hcpcs, "TC", 0, technical, malpractice);
	RcmRelativeValue *pc = fee(hcpcs, "26", work, reading, malpractice);

	both->fee.multiple = tc->fee.multiple = pc->fee.multiple = rcm_text_of(rule);
	both->fee.pctc = tc->fee.pctc = pc->fee.pctc = RCM_TEXT("1");
	if (opps == 0)
		return;
	tc->opps_nonfacility = M(opps);
	tc->opps_malpractice = M(malpractice);
	both->opps_nonfacility = M(opps + reading);
	both->opps_malpractice = M(malpractice * 2);
}

static inline void
fill_tests(void)
{
	RcmRelativeValue *row;

	split("SCAN1", "4", 1, 0.2, 10, 0.1, 2);
	split("SCAN2", "4", 0.3, 0.1, 1, 0.1, 5);
	split("SCAN3", "4", 2, 1, 20, 0.1, 0);
	split("HEAR1", "6", 1, 0, 2, 0, 0);
	split("HEAR2", "6", 0.5, 0, 1, 0, 0);
	row = fee("HEAR4", "", 0.5, 1, 0);
	row->fee.multiple = RCM_TEXT("6");
	row->fee.pctc = RCM_TEXT("4");
	row = fee("EYES1", "", 0, 1, 0);
	row->fee.multiple = RCM_TEXT("7");
	row->fee.pctc = RCM_TEXT("3");
	row = fee("EYES2", "", 0, 0.5, 0);
	row->fee.multiple = RCM_TEXT("7");
	row->fee.pctc = RCM_TEXT("3");
	fee("THER1", "", 1, 1, 0.1)->fee.multiple = RCM_TEXT("5");
	fee("THER2", "", 0.5, 2, 0.1)->fee.multiple = RCM_TEXT("5");
	fee("THER3", "", 0.25, 0.01, 0)->fee.multiple = RCM_TEXT("5");
	for (int i = 0; i < 4; i++)
	{
		procedures[i].row = (RcmRow) {RCM_NO_DATE, RCM_NO_DATE, 0, RCM_SET_PROCEDURE};
		procedures[i].code = RCM_NO_HCPCS;
		procedures[i].base_units = RCM_NO_INT32;
	}
	procedures[0].code = procedures[2].code = code("00100");
	procedures[0].base_units = 5;
	procedures[1].code = code("00102");
}

static inline void
fill_library(void)
{
	rcm_arena_init(&arena);
	fill();
	fill_scopes();
	fill_tests();
}

#endif
