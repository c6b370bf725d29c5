/*
 * price.h - what the Medicare physician fee schedule allows for a service.
 *
 * The rules are those of 42 CFR part 414 and of CMS's Claims Processing Manual
 * (Pub. 100-04, mostly chapter 12); the functions name the sections.  Amounts
 * are before deductible, coinsurance and sequestration.
 *
 * All arithmetic is in whole numbers, and is rounded to the cent, half up,
 * twice at most: when the relative value units have become the amount of the
 * schedule, which is what CMS publishes, and when shares have been taken of it.
 *
 *   price.c             the amount of the schedule, and who is asked for what
 *   price_place.c       locality, by ZIP code or by its number
 *   price_modifier.c    what modifiers leave of the amount
 *   price_multiple.c    several services of one day
 *   price_anesthesia.c  base and time units
 *   price_steps.c       the working, written down
 */
#ifndef RCM_PRICE_H
#define RCM_PRICE_H

#include "base/arena.h"
#include "base/pack.h"
#include "library/library.h"

/* The whole, where a share is taken of it. */
#define RCM_WHOLE INT64_C(100000000)
#define RCM_PERCENT (RCM_WHOLE / 100)
/* Most modifiers that a service may have. */
#define RCM_PRICE_MODIFIERS 8
/* Most units of a line. */
#define RCM_PRICE_UNITS 9999

/* A step of the working: what was looked at, what it was, the rule where there is one. */
typedef struct RcmPriceStep
{
	const char *what;
	const char *value;
	const char *rule;			/* NULL: none */
} RcmPriceStep;

/* The day, the place, and what else all services of it share. */
typedef struct RcmPricing
{
	RcmLibrary *library;
	RcmArena   *arena;
	/* Names a row's release; NULL: releases stay unnamed. */
	const char *(*release_name) (RcmLibrary *library, const RcmRow *row);
	int32_t		day;
	bool		facility;
	bool		apm;			/* the conversion factor of qualifying APM participants */
	bool		explain;		/* write the working down */

	/* set by rcm_price_place */
	RcmText		locality;		/* contractor and locality, 7 digits; empty: not known */
	const char *no_locality;	/* why it is not known */

	/* the working */
	int			step_count;
	int			step_room;
	RcmPriceStep *steps;
} RcmPricing;

/* A service and its price. */
typedef struct RcmPrice
{
	int32_t		code;
	int			modifier_count;
	uint16_t	modifiers[RCM_PRICE_MODIFIERS];

	const RcmRelativeValue *row;	/* that it is paid by; NULL: none */
	const RcmGpci *gpci;
	int64_t		schedule;		/* cents that the row comes to */
	int64_t		share;			/* what modifiers leave of it ... */
	int64_t		sides;			/* ... and what both sides make of it */
	int64_t		cents;			/* for one unit; RCM_NO_USD: none */
	const char *reason;			/* why there is no amount */
} RcmPrice;

/* A line of the day. */
typedef struct RcmPriceLine
{
	RcmPrice	price;			/* by itself */
	int32_t		units;
	int32_t		rank;			/* among the lines that one rule ranks; 0: not ranked */
	int32_t		percent;		/* of what the rule is about, for the first unit */
	int64_t		allowed;		/* for all units; RCM_NO_USD: none */
	const char *why;
} RcmPriceLine;

/* ---- price.c ---- */

/* Prices one service.  With the steps of the working when the pricing explains. */
extern void rcm_price_service(RcmPricing *p, RcmPrice *price);
/* The row in force on the day for a code and component ("", "26", "TC", "53"); NULL: none. */
extern const RcmRelativeValue *rcm_price_row(RcmPricing *p, int32_t code, const char *component);
/*
 * Cents of a row, with the whole or half of the practice expense; capped: not
 * above the amount of the hospital outpatient system.  RCM_NO_USD where the row
 * has no relative values, or some out of all reason.
 */
extern int64_t rcm_price_amount(const RcmPricing *p, const RcmRelativeValue *row, const RcmGpci *gpci,
								bool half_expense, bool capped);
/* A share of cents, rounded half up. */
extern int64_t rcm_price_share(int64_t cents, int64_t share);
extern bool rcm_price_has(const RcmPrice *price, const char *modifier);
/* No amount, for this reason. */
extern void rcm_price_refuse(RcmPrice *price, const char *reason);

/* ---- price_place.c ---- */

/*
 * Looks up a place: a ZIP code of 5 or 9 digits (a hyphen may stand in it), or
 * contractor and locality as 7 digits.  False when it is none of these.
 */
extern bool rcm_price_place(RcmPricing *p, RcmText place);
/* The indices of the place on the day; NULL: none. */
extern const RcmGpci *rcm_price_gpci(RcmPricing *p);

/* ---- price_modifier.c ---- */

/* The component row that the modifiers ask for: "26", "TC", "53" or "". */
extern const char *rcm_price_component(const RcmPrice *price);
/* Sets share and sides, or refuses. */
extern void rcm_price_modifiers(RcmPricing *p, RcmPrice *price);

/* ---- price_multiple.c ---- */

/* Prices the services that one practitioner gave one patient on one day. */
extern void rcm_price_day(RcmPricing *p, RcmPriceLine *lines, int count);

/* ---- price_anesthesia.c ---- */

/* Prices anesthesia: code, modifiers and minutes of it. */
extern void rcm_price_anesthesia(RcmPricing *p, RcmPrice *price, int32_t minutes);

/* ---- price_steps.c ---- */

/* A formatted text in the arena. */
extern const char *rcm_price_say(RcmPricing *p, const char *format,...)
			__attribute__((format(printf, 2, 3)));
/* Writes down a step, when the pricing explains. */
extern void rcm_price_step(RcmPricing *p, const char *what, const char *rule, const char *format,...)
			__attribute__((format(printf, 4, 5)));
/* A number in units of 1/10^places as text in the arena: (150, 2) is "1.50". */
extern const char *rcm_price_decimal(RcmPricing *p, int64_t value, int places);
/* A share as text: "13.6 %". */
extern const char *rcm_price_percent(RcmPricing *p, int64_t share);
/* A code, or a day, as text. */
extern const char *rcm_price_code(RcmPricing *p, int32_t code);
extern const char *rcm_price_day_text(RcmPricing *p, int32_t day);
/* A text that may be blank. */
extern const char *rcm_price_text(RcmPricing *p, RcmText t);
/* The last steps: the amount with what follows from it, or why there is none. */
extern void rcm_price_end(RcmPricing *p, const RcmPrice *price);

#endif
