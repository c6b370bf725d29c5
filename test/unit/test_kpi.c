/*
 * test_kpi.c - the pure core of kpi/: states, facts, definitions, intervals.
 */
#include "kpi/definition.h"
#include "kpi/facts.h"
#include "kpi/interval.h"
#include "kpi/state.h"
#include "money/usd.h"
#include "unit.h"

#include <math.h>

static RcmText
text(const char *s)
{
	return (RcmText) {s, (int32_t) strlen(s)};
}

/* A fact as the bytes of a state. */
static size_t
bytes_of(const RcmKpiFact *fact, char *out)
{
	int64_t		counters[RCM_KPI_COUNTERS] = {0};

	for (int i = 0; i < fact->count; i++)
		counters[fact->counters[i]] = fact->numbers[i];
	return rcm_kpi_pack(counters, out);
}

/* Facts keep their promise: ascending counters, no zeros, few enough. */
static void
check_fact(const RcmKpiFact *fact)
{
	CHECK(fact->count <= RCM_KPI_FACT_MOST);
	for (int i = 0; i < fact->count; i++)
	{
		CHECK(fact->numbers[i] != 0 && fact->numbers[i] != RCM_NO_USD);
		CHECK(i == 0 || fact->counters[i] > fact->counters[i - 1]);
	}
}

static int64_t
amount(void)
{
	return (int64_t) (unit_random() % 2000000) - 500000;
}

static int32_t
days(void)
{
	return unit_random() % 5 == 0 ? RCM_KPI_NO_NUMBER : (int32_t) (unit_random() % 400) - 20;
}

static bool
flag(void)
{
	return unit_random() % 2 == 0;
}

static RcmKpiAnswer
answer(void)
{
	return (RcmKpiAnswer) ((int) (unit_random() % 3) - 1);
}

/* A random row of any kind. */
static void
random_fact(RcmKpiFact *fact)
{
	static const char *const kinds[] = {"payer payment", "patient payment", "take-back", "payer refund", "patient refund", "contractual", "denial", "charity", "bad debt", "write-off", "patient billed", "recovery", "cost"};
	static const char *const statuses[] = {"arrived", "no-show", "cancelled", "rescheduled", "practice cancelled", "booked"};
	static const char *const apart[] = {"", "", "", "bad debt", "hold", "capitated"};

	switch (unit_random() % 10)
	{
		case 0:
			rcm_kpi_charge(&(RcmKpiChargeRow) {amount(), days(), 3, flag()}, fact);
			return;
		case 1:
			rcm_kpi_submission(&(RcmKpiSubmissionRow) {amount(), days(), answer(), days(), days()}, fact);
			return;
		case 2:
			rcm_kpi_remittance(&(RcmKpiRemittanceRow) {amount(), amount(), 3, days(), amount(), days(), amount(), days(), flag(), answer()}, fact);
			return;
		case 3:
			rcm_kpi_entry(&(RcmKpiEntryRow) {text(kinds[unit_random() % 13]), amount(), flag(), flag(), answer(), days(), days()}, fact);
			return;
		case 4:
			rcm_kpi_cohort(&(RcmKpiCohortRow) {amount(), amount(), amount(), amount(), amount(), RCM_NO_USD, flag(), flag()}, fact);
			return;
		case 5:
			rcm_kpi_receivable(&(RcmKpiReceivableRow) {amount(), days(), flag(), flag(), flag(), amount(), text(apart[unit_random() % 6])}, fact);
			return;
		case 6:
			rcm_kpi_patient_balance(&(RcmKpiPatientRow) {amount(), amount(), {amount(), RCM_NO_USD, amount(), amount()}, days()}, fact);
			return;
		case 7:
			rcm_kpi_appointment(&(RcmKpiAppointmentRow) {text(statuses[unit_random() % 6]), days(), 24, flag(), flag(), flag(), flag(), flag(), amount(), amount(), flag()}, fact);
			return;
		case 8:
			rcm_kpi_denial(&(RcmKpiDenialRow) {amount(), text(flag() ? "AUTH" : ""), flag(), flag()}, fact);
			return;
		default:
			rcm_kpi_paid_line(&(RcmKpiPaidLineRow) {amount(), flag() ? amount() : RCM_NO_USD, RCM_NO_USD, answer()}, fact);
	}
}

/* Any partition of rows, merged in any order, is the whole: 10,000 of them. */
static void
partitions(void)
{
	char		packed[RCM_KPI_PACKED_SIZE(RCM_KPI_COUNTERS)];

	for (int trial = 0; trial < 10000; trial++)
	{
		int64_t		whole[RCM_KPI_COUNTERS] = {0};
		int64_t		merged[RCM_KPI_COUNTERS] = {0};
		int64_t		part[4][RCM_KPI_COUNTERS];
		int			rows = (int) (unit_random() % 30);

		memset(part, 0, sizeof(part));
		for (int i = 0; i < rows; i++)
		{
			RcmKpiFact	fact;
			size_t		size;

			random_fact(&fact);
			check_fact(&fact);
			CHECK(fact.fits && fact.unknown == NULL);
			size = bytes_of(&fact, packed);
			CHECK_INT(rcm_kpi_add(whole, packed, size), RCM_KPI_OK);
			CHECK_INT(rcm_kpi_add(part[unit_random() % 4], packed, size), RCM_KPI_OK);
			/* What goes in and out again leaves no trace. */
			CHECK_INT(rcm_kpi_add(merged, packed, size), RCM_KPI_OK);
			CHECK_INT(rcm_kpi_subtract(merged, packed, size), RCM_KPI_OK);
		}
		for (int i = 3; i >= 0; i--)
			CHECK_INT(rcm_kpi_add(merged, packed, rcm_kpi_pack(part[i], packed)), RCM_KPI_OK);
		CHECK(memcmp(whole, merged, sizeof(whole)) == 0);
	}
}

/* Text and back, for the largest and for random states. */
static void
through_text(void)
{
	static char out[RCM_KPI_TEXT_ROOM];

	for (int trial = 0; trial < 300; trial++)
	{
		int64_t		counters[RCM_KPI_COUNTERS];
		int64_t		again[RCM_KPI_COUNTERS];
		RcmText		at;
		int			len;

		for (int i = 0; i < RCM_KPI_COUNTERS; i++)
			counters[i] = trial == 0 ? -INT64_MAX : (int64_t) (unit_random() >> (unit_random() % 64)) / 2 * (int64_t) (unit_random() % 3 - 1);
		len = rcm_kpi_format(counters, out);
		CHECK(len < (int) RCM_KPI_TEXT_ROOM);
		CHECK_INT(rcm_kpi_parse((RcmText) {out, len}, again, &at), RCM_KPI_OK);
		CHECK(memcmp(counters, again, sizeof(again)) == 0);
	}
}

static void
hostile_bytes(void)
{
	int64_t		counters[RCM_KPI_COUNTERS] = {0};
	char		bytes[64] = {0};
	RcmKpiHead	head = {RCM_KPI_PACKED, 1, {0, 0}};

	CHECK_INT(rcm_kpi_add(counters, bytes, 0), RCM_KPI_BROKEN);
	CHECK_INT(rcm_kpi_add(counters, bytes, 4), RCM_KPI_BROKEN);
	memcpy(bytes, &head, 4);
	CHECK_INT(rcm_kpi_add(counters, bytes, 12), RCM_KPI_BROKEN);
	CHECK_INT(rcm_kpi_add(counters, bytes, 14), RCM_KPI_BROKEN);
	CHECK_INT(rcm_kpi_add(counters, bytes, 13), RCM_KPI_OK);
	bytes[12] = (char) RCM_KPI_COUNTERS;
	CHECK_INT(rcm_kpi_add(counters, bytes, 13), RCM_KPI_BROKEN);
	bytes[12] = 0;
	bytes[11] = (char) 0x80;
	CHECK_INT(rcm_kpi_add(counters, bytes, 13), RCM_KPI_RANGE);
	head.layout = RCM_KPI_WIDE;
	memcpy(bytes, &head, 4);
	CHECK_INT(rcm_kpi_add(counters, bytes, 13), RCM_KPI_BROKEN);
	CHECK_INT(rcm_kpi_add(counters, bytes, 12), RCM_KPI_RANGE);
	head.count = UINT8_MAX;
	memcpy(bytes, &head, 4);
	CHECK_INT(rcm_kpi_add(counters, bytes, 64), RCM_KPI_BROKEN);
	for (int i = 0; i < RCM_KPI_COUNTERS; i++)
		CHECK_INT(counters[i], 0);
}

/* The definitions are in order. */
static void
definitions(void)
{
	char		formula[RCM_KPI_FORMULA_ROOM];
	int64_t		counters[RCM_KPI_COUNTERS];
	int			refused = 0;

	CHECK(rcm_kpi_definition_count() > 100);
	CHECK(rcm_kpi_definition(rcm_kpi_definition_count()) == NULL);
	for (int i = 0; i < rcm_kpi_definition_count(); i++)
	{
		const RcmKpiDefinition *d = rcm_kpi_definition(i);
		RcmKpiParts parts;

		CHECK(rcm_kpi_by_id(text(d->id)) == d);
		CHECK(rcm_kpi_by_variant(text(d->kpi), text(d->variant)) == d);
		CHECK(strcmp(rcm_kpi_by_variant(text(d->kpi), text(""))->kpi, d->kpi) == 0);
		CHECK(strlen(d->numerator) + strlen(d->denominator) + 60 < RCM_KPI_FORMULA_ROOM);
		rcm_kpi_formula(d, formula);
		CHECK(strstr(formula, d->numerator) != NULL);
		CHECK(d->number >= 1 && d->number <= 52);
		CHECK((d->bottom[0].sign != 0) == (d->form != RCM_KPI_SHARE));
		CHECK((d->top[0].sign != 0) == (d->form != RCM_KPI_TOP_FIVE));
		/* Money over money, things over things: but for dollars each, and days. */
		if (d->form == RCM_KPI_PERCENT || d->form == RCM_KPI_DAYS_OF)
			CHECK(rcm_kpi_sum_is_money(d->top) == rcm_kpi_sum_is_money(d->bottom));
		for (int t = 0; t < RCM_KPI_TERMS && d->top[t].sign != 0; t++)
			CHECK(rcm_kpi_is_money(d->top[t].counter) == rcm_kpi_sum_is_money(d->top));
		for (int t = 0; t < RCM_KPI_TERMS && d->bottom[t].sign != 0; t++)
			CHECK(rcm_kpi_is_money(d->bottom[t].counter) == rcm_kpi_sum_is_money(d->bottom));
		memset(counters, 0, sizeof(counters));
		CHECK(rcm_kpi_parts(d, counters, NULL, &parts) && !parts.has_value && !rcm_kpi_has_source(d, counters));
		/* Sums that do not fit are said, not wrapped. */
		for (int c = 0; c < RCM_KPI_COUNTERS; c++)
			counters[c] = INT64_MAX;
		if (!rcm_kpi_parts(d, counters, counters, &parts))
			refused++;
	}
	CHECK(refused > 0 && refused < rcm_kpi_definition_count());
	CHECK(rcm_kpi_by_id(text("")) == NULL);
	CHECK(rcm_kpi_by_variant(text("days_in_ar"), text("golden")) == NULL);
}

/* Edges of facts that the book of test/pgtap does not reach. */
static void
edges(void)
{
	RcmKpiFact	fact;

	/* A product that does not fit. */
	rcm_kpi_entry(&(RcmKpiEntryRow) {text("payer payment"), INT64_MAX, false, false, RCM_KPI_MAYBE, 2, RCM_KPI_NO_NUMBER}, &fact);
	CHECK(!fact.fits);
	rcm_kpi_estimate(-INT64_MAX, INT64_MAX, &fact);
	CHECK(!fact.fits);
	/* A word that is almost one of them. */
	rcm_kpi_entry(&(RcmKpiEntryRow) {text("payer payments"), 1, false, false, RCM_KPI_MAYBE, 0, 0}, &fact);
	CHECK(fact.unknown != NULL);
	/* Buckets by their upper edges. */
	for (int32_t age = -5; age <= 125; age++)
	{
		int			want = age <= 30 ? RCM_KPI_AR_0_30 : age <= 60 ? RCM_KPI_AR_31_60 : age <= 90 ? RCM_KPI_AR_61_90 : age <= 120 ? RCM_KPI_AR_91_120 : RCM_KPI_AR_OVER_120;

		rcm_kpi_receivable(&(RcmKpiReceivableRow) {100, age, true, true, false, 0, {NULL, 0}}, &fact);
		CHECK_INT(fact.counters[2], want);
		CHECK_INT(fact.count, age > 90 ? 5 : 4);
	}
	/* The tolerance is one dollar up to 100.00, then one in a hundred. */
	rcm_kpi_paid_line(&(RcmKpiPaidLineRow) {9900, 10000, RCM_NO_USD, RCM_KPI_MAYBE}, &fact);
	CHECK_INT(fact.count, 3);
	rcm_kpi_paid_line(&(RcmKpiPaidLineRow) {9899, 10000, RCM_NO_USD, RCM_KPI_MAYBE}, &fact);
	CHECK_INT(fact.count, 5);
	rcm_kpi_paid_line(&(RcmKpiPaidLineRow) {19800, 20000, RCM_NO_USD, RCM_KPI_MAYBE}, &fact);
	CHECK_INT(fact.count, 3);
	/* A late charge is later than so many days, not as late. */
	rcm_kpi_charge(&(RcmKpiChargeRow) {100, 3, 3, false}, &fact);
	CHECK_INT(fact.count, 5);
	rcm_kpi_charge(&(RcmKpiChargeRow) {100, 4, 3, false}, &fact);
	CHECK_INT(fact.count, 6);
}

static void
intervals(void)
{
	double		low;
	double		high;

	CHECK(fabs(rcm_normal_quantile(0.95) - 1.959963984540054) < 1e-12);
	CHECK(fabs(rcm_normal_quantile(0.99) - 2.5758293035489004) < 1e-12);
	CHECK(fabs(rcm_normal_quantile(0.5) - 0.6744897501960817) < 1e-12);
	for (int n = 1; n < 60; n++)
		for (int hits = 0; hits <= n; hits++)
		{
			double		mirror_low;
			double		mirror_high;

			rcm_wilson(hits, n, 0.95, &low, &high);
			rcm_wilson(n - hits, n, 0.95, &mirror_low, &mirror_high);
			CHECK(low >= 0 && high <= 1 && low <= (double) hits / n && high >= (double) hits / n);
			CHECK(fabs(low - (1 - mirror_high)) < 1e-12);
		}
	rcm_wilson(INT64_MAX / 2, INT64_MAX, 0.95, &low, &high);
	CHECK(low > 0.4999999 && high < 0.5000001);
}

int
main(void)
{
	partitions();
	through_text();
	hostile_bytes();
	definitions();
	edges();
	intervals();
	return unit_report();
}
