/*
 * definition.c - see definition.h.
 */
#include "kpi/definition.h"

#include <stdio.h>

#include "money/usd.h"

static const struct
{
	const RcmKpiDefinition *definitions;
	const int  *count;
}			lists[] = {
#define LIST(name) {rcm_##name##_kpis, &rcm_##name##_kpi_count},
	RCM_KPI_LISTS(LIST)
#undef LIST
};

#define LIST_COUNT (sizeof(lists) / sizeof(lists[0]))

int
rcm_kpi_definition_count(void)
{
	int			count = 0;

	for (size_t i = 0; i < LIST_COUNT; i++)
		count += *lists[i].count;
	return count;
}

const RcmKpiDefinition *
rcm_kpi_definition(int index)
{
	for (size_t i = 0; i < LIST_COUNT; i++)
	{
		if (index < *lists[i].count)
			return &lists[i].definitions[index];
		index -= *lists[i].count;
	}
	return NULL;
}

const RcmKpiDefinition *
rcm_kpi_by_id(RcmText id)
{
	for (size_t i = 0; i < LIST_COUNT; i++)
		for (int j = 0; j < *lists[i].count; j++)
			if (rcm_text_is(id, lists[i].definitions[j].id))
				return &lists[i].definitions[j];
	return NULL;
}

const RcmKpiDefinition *
rcm_kpi_by_variant(RcmText kpi, RcmText variant)
{
	for (size_t i = 0; i < LIST_COUNT; i++)
		for (int j = 0; j < *lists[i].count; j++)
		{
			const RcmKpiDefinition *d = &lists[i].definitions[j];

			if (rcm_text_is(kpi, d->kpi) && (variant.len == 0 || rcm_text_is(variant, d->variant)))
				return d;
		}
	return NULL;
}

/* Adds the counters of a sum. */
static bool
sum_of(const RcmKpiTerm *terms, const int64_t *counters, int64_t *sum)
{
	*sum = 0;
	for (int i = 0; i < RCM_KPI_TERMS && terms[i].sign != 0; i++)
	{
		int64_t		n = counters[terms[i].counter];

		if (!(terms[i].sign > 0 ? rcm_usd_add(*sum, n, sum) : rcm_usd_sub(*sum, n, sum)))
			return false;
	}
	return true;
}

/* The five largest of the denials' roots together. */
static bool
top_five(const int64_t *counters, int64_t *sum)
{
	bool		taken[RCM_KPI_ROOT_UNKNOWN + 1] = {false};

	*sum = 0;
	for (int place = 0; place < 5; place++)
	{
		int			largest = -1;

		for (int i = RCM_KPI_ROOT_ELIGIBILITY; i <= RCM_KPI_ROOT_UNKNOWN; i++)
			if (!taken[i] && (largest < 0 || counters[i] > counters[largest]))
				largest = i;
		taken[largest] = true;
		if (!rcm_usd_add(*sum, counters[largest], sum))
			return false;
	}
	return true;
}

bool
rcm_kpi_parts(const RcmKpiDefinition *d, const int64_t *counters, const int64_t *whole, RcmKpiParts *parts)
{
	bool		fits;

	memset(parts, 0, sizeof(*parts));
	fits = sum_of(d->top, counters, &parts->numerator);
	if (d->form == RCM_KPI_TOP_FIVE)
		fits = top_five(counters, &parts->numerator) && fits;
	if (d->form == RCM_KPI_SHARE)
		fits = (whole == NULL || sum_of(d->top, whole, &parts->denominator)) && fits;
	else
		fits = sum_of(d->bottom, counters, &parts->denominator) && fits;
	if (d->immature > 0)
		parts->immature = counters[d->immature];
	parts->has_value = parts->denominator > 0;
	return fits;
}

/* Was anything counted by what counts this counter?  Those counted by name stand each for itself. */
static bool
source_of(int counter, const int64_t *counters)
{
	const char *counted_by = rcm_kpi_counters[counter].counted_by;

	if (counters[counter] != 0)
		return true;
	/* Nothing was found, but somebody looked. */
	if (counter == RCM_KPI_UNAPPLIED && counters[RCM_KPI_UNAPPLIED_LOOKED] != 0)
		return true;
	if (counter == RCM_KPI_UNBILLED && counters[RCM_KPI_UNBILLED_LOOKED] != 0)
		return true;
	if (strcmp(counted_by, "kpi_receivable") == 0 && counters[RCM_KPI_RECEIVABLE_LOOKED] != 0)
		return true;
	if (strcmp(counted_by, "kpi_of") == 0)
		return false;
	for (int i = 0; i < RCM_KPI_COUNTERS; i++)
		if (counters[i] != 0 && strcmp(rcm_kpi_counters[i].counted_by, counted_by) == 0)
			return true;
	return false;
}

bool
rcm_kpi_has_source(const RcmKpiDefinition *d, const int64_t *counters)
{
	bool		total = d->form == RCM_KPI_TOTAL || d->form == RCM_KPI_TOTAL_DOLLARS;

	if (d->bottom[0].sign != 0 && !source_of(d->bottom[0].counter, counters))
		return false;
	/* The rows of the whole are the rows of its part too. */
	if (d->part || total || d->top[0].sign == 0)
		return true;
	return source_of(d->top[0].counter, counters);
}

bool
rcm_kpi_sum_is_money(const RcmKpiTerm *terms)
{
	return terms[0].sign != 0 && rcm_kpi_is_money(terms[0].counter);
}

const char *
rcm_kpi_unit(const RcmKpiDefinition *d)
{
	switch (d->form)
	{
		case RCM_KPI_IN_DAYS:
		case RCM_KPI_DAYS_OF:
			return "days";
		case RCM_KPI_DOLLARS_EACH:
		case RCM_KPI_TOTAL_DOLLARS:
			return "dollars";
		case RCM_KPI_TOTAL:
			return "items";
		case RCM_KPI_PERCENT:
		case RCM_KPI_SHARE:
		case RCM_KPI_TOP_FIVE:
			break;
	}
	return "percent";
}

void
rcm_kpi_formula(const RcmKpiDefinition *d, char *out)
{
	switch (d->form)
	{
		case RCM_KPI_PERCENT:
		case RCM_KPI_SHARE:
		case RCM_KPI_TOP_FIVE:
			snprintf(out, RCM_KPI_FORMULA_ROOM, "100 * (%s) / (%s)", d->numerator, d->denominator);
			return;
		case RCM_KPI_DAYS_OF:
			snprintf(out, RCM_KPI_FORMULA_ROOM, "(%s) / (%s / days in the window)", d->numerator, d->denominator);
			return;
		case RCM_KPI_TOTAL:
		case RCM_KPI_TOTAL_DOLLARS:
			snprintf(out, RCM_KPI_FORMULA_ROOM, "%s", d->numerator);
			return;
		case RCM_KPI_IN_DAYS:
		case RCM_KPI_DOLLARS_EACH:
			snprintf(out, RCM_KPI_FORMULA_ROOM, "(%s) / (%s)", d->numerator, d->denominator);
			return;
	}
}
