/*
 * definition.h - every KPI, defined once.
 *
 * A KPI is a sum of counters over a sum of counters.  Its accessor, its entry
 * in the catalogue, its light and the rows behind it all go by this one
 * definition.
 */
#ifndef RCM_KPI_DEFINITION_H
#define RCM_KPI_DEFINITION_H

#include "kpi/state.h"

typedef enum
{
	RCM_KPI_PERCENT,			/* numerator / denominator * 100 */
	RCM_KPI_IN_DAYS,			/* numerator / denominator */
	RCM_KPI_DAYS_OF,			/* numerator / (denominator / days of the window) */
	RCM_KPI_DOLLARS_EACH,		/* dollars / count */
	RCM_KPI_TOTAL_DOLLARS,		/* numerator; null when the denominator counts nothing */
	RCM_KPI_TOTAL,				/* the same, a count */
	RCM_KPI_SHARE,				/* numerator / numerator of the whole * 100; there is no denominator */
	RCM_KPI_TOP_FIVE			/* the five largest roots / denominator * 100 */
} RcmKpiForm;

typedef enum
{
	RCM_KPI_UP,
	RCM_KPI_DOWN,
	RCM_KPI_FOR_INFORMATION
} RcmKpiBetter;

#define RCM_KPI_TERMS 5
#define RCM_KPI_NO_LIMIT INT32_MIN

/* One counter of a sum. */
typedef struct RcmKpiTerm
{
	int8_t		sign;			/* 1 or -1; 0 ends the sum */
	uint8_t		counter;
} RcmKpiTerm;

typedef struct RcmKpiDefinition
{
	const char *id;
	const char *kpi;			/* the KPI that it is a variant of; its accessor has this name */
	const char *variant;		/* among the variants of the KPI; the first is the default */
	const char *name;
	const char *numerator;		/* in words */
	const char *denominator;
	const char *basis;			/* which date puts a row into the window */
	const char *exclusions;
	const char *source;
	RcmKpiForm	form;
	RcmKpiBetter better;
	RcmKpiTerm	top[RCM_KPI_TERMS];
	RcmKpiTerm	bottom[RCM_KPI_TERMS];
	/* The light, in hundredths: green up to (or from) here, red beyond (or below). */
	int32_t		green;
	int32_t		red;
	bool		green_within;	/* a value at the green limit is not green */
	bool		part;			/* the numerator is part of the denominator: beyond 0 to 100 something is wrong */
	uint8_t		number;			/* in KPIS.md of the design: 1 to 7 are the core */
	int16_t		immature;		/* the counter of rows too young to judge, or 0 (no such counter is the first) */
	int16_t		slide;			/* in hundredths: how much worse than before is red; 0 is the default of the unit */
} RcmKpiDefinition;

/* The numbers that a KPI is made of. */
typedef struct RcmKpiParts
{
	int64_t		numerator;
	int64_t		denominator;
	int64_t		immature;
	bool		has_value;		/* the denominator is above zero */
} RcmKpiParts;

extern int	rcm_kpi_definition_count(void);
extern const RcmKpiDefinition *rcm_kpi_definition(int index);
/* By id, or by KPI and variant (empty: the default); NULL when there is none. */
extern const RcmKpiDefinition *rcm_kpi_by_id(RcmText id);
extern const RcmKpiDefinition *rcm_kpi_by_variant(RcmText kpi, RcmText variant);

/* Adds the numbers up; whole is for RCM_KPI_SHARE, else not looked at.  False when a sum is out of range. */
extern bool rcm_kpi_parts(const RcmKpiDefinition *d, const int64_t *counters, const int64_t *whole, RcmKpiParts *parts);
/*
 * Do rows of the kind that the KPI is counted from stand behind the counters?
 * Without, its zero means nothing.
 */
extern bool rcm_kpi_has_source(const RcmKpiDefinition *d, const int64_t *counters);
/* What the counters of a sum are: money, or things. */
extern bool rcm_kpi_sum_is_money(const RcmKpiTerm *terms);
/* The unit of the value, and the formula with its parts in words. */
extern const char *rcm_kpi_unit(const RcmKpiDefinition *d);
/* Room for any formula. */
#define RCM_KPI_FORMULA_ROOM 640
extern void rcm_kpi_formula(const RcmKpiDefinition *d, char *out);

/* The lists of definition_*.c. */
#define RCM_KPI_LISTS(X) X(core) X(collection) X(receivable) X(billing) X(office) X(denial) X(work)
#define RCM_KPI_LIST_DECLARE(name) \
	extern const RcmKpiDefinition rcm_##name##_kpis[]; \
	extern const int rcm_##name##_kpi_count;
RCM_KPI_LISTS(RCM_KPI_LIST_DECLARE)

/* How the definitions are written. */
#define PLUS(symbol) {1, RCM_KPI_##symbol}
#define LESS(symbol) {-1, RCM_KPI_##symbol}
#define RCM_KPI_LIST_END(name) const int rcm_##name##_kpi_count = (int) (sizeof(rcm_##name##_kpis) / sizeof(rcm_##name##_kpis[0]))

/* Sums that come up again and again. */
#define NET_PAYMENTS PLUS(PAYER_PAYMENTS), PLUS(PATIENT_PAYMENTS), LESS(TAKE_BACKS), LESS(PAYER_REFUNDS), LESS(PATIENT_REFUNDS)
#define NET_REVENUE PLUS(CHARGES), LESS(CONTRACTUAL), LESS(CHARITY)

#define ON_SERVICE "date of service"
#define ON_CHARGE "day the charge was posted"
#define ON_CREATION "day the claim was made"
#define ON_BILL "day of the first submission"
#define ON_REMIT "production date of the remittance"
#define ON_POSTING "day of posting"
#define ON_PATIENT "day the balance became the patient's"
#define ON_DENIAL "day of the denial"
#define ON_CLOSING "day the item was closed"
#define AS_OF "as of a day"

#define USUAL_EXCLUSIONS "voided, deleted and test rows; capitated claims; lines without a charge; resubmissions of a claim that is counted"

#endif
