/*
 * state.c - see state.h.
 */
#include "kpi/state.h"

#include "money/usd.h"

const RcmKpiCounterInfo rcm_kpi_counters[RCM_KPI_COUNTERS] = {
#define INFO(symbol, name, unit, counted_by, meaning) {#name, RCM_KPI_##unit, counted_by, meaning},
	RCM_KPI_COUNTER_LIST(INFO)
#undef INFO
};

/* A counter's number is one byte of a packed state. */
_Static_assert(RCM_KPI_COUNTERS <= UINT8_MAX, "too many counters for one byte");

int
rcm_kpi_counter(RcmText name)
{
	for (int i = 0; i < RCM_KPI_COUNTERS; i++)
		if (rcm_text_is(name, rcm_kpi_counters[i].name))
			return i;
	return -1;
}

bool
rcm_kpi_is_money(int counter)
{
	return rcm_kpi_counters[counter].unit == RCM_KPI_MONEY ||
		rcm_kpi_counters[counter].unit == RCM_KPI_MONEY_DAYS;
}

/* Adds one number, once or with the other sign; false when the result is no number. */
static inline bool
move(int64_t *counter, int64_t by, bool away)
{
	int64_t		result;

	/* As rcm_usd_add and rcm_usd_sub do it, but within this file: there is one for each counter of each row. */
	if (by == RCM_NO_USD || (away ? __builtin_sub_overflow(*counter, by, &result) : __builtin_add_overflow(*counter, by, &result)) ||
		result == RCM_NO_USD)
		return false;
	*counter = result;
	return true;
}

/* One of the numbers of a state, wherever its bytes lie. */
static inline int64_t
number_at(const char *numbers, int i)
{
	int64_t		n;

	memcpy(&n, numbers + (size_t) i * sizeof(n), sizeof(n));
	return n;
}

static inline RcmKpiStatus
apply(int64_t *counters, const char *bytes, size_t size, bool away)
{
	RcmKpiHead	head;
	const char *numbers = bytes + sizeof(head);
	const uint8_t *which;

	if (size < sizeof(head))
		return RCM_KPI_BROKEN;
	memcpy(&head, bytes, sizeof(head));
	if (head.count > RCM_KPI_COUNTERS)
		return RCM_KPI_BROKEN;
	if (head.layout == RCM_KPI_WIDE)
	{
		if (size != sizeof(head) + head.count * sizeof(int64_t))
			return RCM_KPI_BROKEN;
		for (int i = 0; i < head.count; i++)
			if (!move(&counters[i], number_at(numbers, i), away))
				return RCM_KPI_RANGE;
		return RCM_KPI_OK;
	}
	if (head.layout != RCM_KPI_PACKED || size != RCM_KPI_PACKED_SIZE(head.count))
		return RCM_KPI_BROKEN;
	which = (const uint8_t *) numbers + head.count * sizeof(int64_t);
	for (int i = 0; i < head.count; i++)
	{
		if (which[i] >= RCM_KPI_COUNTERS || (i > 0 && which[i] <= which[i - 1]))
			return RCM_KPI_BROKEN;
		if (!move(&counters[which[i]], number_at(numbers, i), away))
			return RCM_KPI_RANGE;
	}
	return RCM_KPI_OK;
}

RcmKpiStatus
rcm_kpi_add(int64_t *counters, const char *bytes, size_t size)
{
	return apply(counters, bytes, size, false);
}

RcmKpiStatus
rcm_kpi_subtract(int64_t *counters, const char *bytes, size_t size)
{
	return apply(counters, bytes, size, true);
}

size_t
rcm_kpi_pack(const int64_t *counters, char *out)
{
	RcmKpiHead	head = {RCM_KPI_PACKED, 0, {0, 0}};
	uint8_t		which[RCM_KPI_COUNTERS];
	char	   *next = out + sizeof(head);

	for (int i = 0; i < RCM_KPI_COUNTERS; i++)
	{
		if (counters[i] == 0)
			continue;
		which[head.count++] = (uint8_t) i;
		memcpy(next, &counters[i], sizeof(int64_t));
		next += sizeof(int64_t);
	}
	memcpy(next, which, head.count);
	memcpy(out, &head, sizeof(head));
	return RCM_KPI_PACKED_SIZE(head.count);
}
