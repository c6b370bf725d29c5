/*
 * state.h - the state behind every KPI: counters that add up.
 *
 * While rows are aggregated a state is an array with every counter.  At rest
 * it is packed: only the counters that are not zero, in ascending order.
 * Adding is exact or refused; so states of any partition of the rows, added in
 * any order, are the state of all of them.
 */
#ifndef RCM_KPI_STATE_H
#define RCM_KPI_STATE_H

#include "base/text.h"
#include "kpi/counters.h"

/* What may be wrong with a state or with its text. */
typedef enum
{
	RCM_KPI_OK,
	RCM_KPI_SYNTAX,				/* not {counter:number,...} */
	RCM_KPI_UNKNOWN,			/* no counter has this name */
	RCM_KPI_TWICE,				/* a counter is given twice */
	RCM_KPI_FRACTION,			/* finer than a cent, or than one */
	RCM_KPI_RANGE,				/* out of the range of a counter */
	RCM_KPI_BROKEN				/* not the bytes of a state */
} RcmKpiStatus;

/*
 * The bytes of a state: a head, numbers, and for a packed state then the
 * counter that each number is of, one byte each.
 */
typedef struct RcmKpiHead
{
	uint8_t		layout;
	uint8_t		count;			/* numbers in it */
	uint8_t		reserved[2];
} RcmKpiHead;

#define RCM_KPI_PACKED 1
#define RCM_KPI_WIDE 2

#define RCM_KPI_PACKED_SIZE(n) (sizeof(RcmKpiHead) + (size_t) (n) * (sizeof(int64_t) + 1))
#define RCM_KPI_WIDE_SIZE (sizeof(RcmKpiHead) + RCM_KPI_COUNTERS * sizeof(int64_t))

/* Room that rcm_kpi_format needs, zero byte included. */
#define RCM_KPI_TEXT_ROOM (RCM_KPI_COUNTERS * 48 + 4)

typedef struct RcmKpiCounterInfo
{
	const char *name;
	RcmKpiCounterUnit unit;
	const char *counted_by;		/* the SQL function */
	const char *meaning;
} RcmKpiCounterInfo;

extern const RcmKpiCounterInfo rcm_kpi_counters[RCM_KPI_COUNTERS];

/* The counter of a name, or -1. */
extern int	rcm_kpi_counter(RcmText name);
/* Is it written as dollars? */
extern bool rcm_kpi_is_money(int counter);

/* Adds the state in some bytes to counters, or takes it away.  On failure the counters are of no use. */
extern RcmKpiStatus rcm_kpi_add(int64_t *counters, const char *bytes, size_t size);
extern RcmKpiStatus rcm_kpi_subtract(int64_t *counters, const char *bytes, size_t size);
/* Packs counters; out has room for RCM_KPI_PACKED_SIZE(RCM_KPI_COUNTERS).  Returns the size. */
extern size_t rcm_kpi_pack(const int64_t *counters, char *out);

/* One number of a counter: dollars or a whole number. */
extern RcmKpiStatus rcm_kpi_parse_number(int counter, RcmText t, int64_t *number);
extern int	rcm_kpi_format_number(int counter, int64_t number, char *out);
/* "{charges:1200.00,charge_lines:3}": counters in any order, each once; *at is where a fault lies. */
extern RcmKpiStatus rcm_kpi_parse(RcmText t, int64_t *counters, RcmText *at);
/* The counters that are not zero, in their order; returns the length. */
extern int	rcm_kpi_format(const int64_t *counters, char *out);

#endif
