/*
 * price_anesthesia.c - what Medicare allows for anesthesia.
 *
 *   (base units + time units) x the locality's conversion factor
 *
 * 42 CFR 414.46 and 414.60; Pub. 100-04, ch. 12, 50 and 140.3.  A time unit is
 * 15 minutes, and the units are rounded to one place.
 */
#include "pricing/price.h"

#define MINUTES_IN_UNIT 15
/* Base units where a physician supervises more than four cases at once. */
#define SUPERVISION_BASE 3
/* No base value is near it, nor a day's minutes. */
#define MOST_BASE 1000
#define MOST_MINUTES 10000
/* The library's millionths in ten-thousandths, and the tenths of those in a cent. */
#define TEN_THOUSANDTH 100
#define CENT 1000
#define MOST_FACTOR (INT64_C(10000) * 1000000)

static const struct Role
{
	const char *modifier;
	int			percent;
	const char *why;
}			roles[] = {
	{"AA", 100, "personally performed by the anesthesiologist"},
	{"QZ", 100, "nurse anesthetist without medical direction"},
	{"QK", 50, "medical direction of two to four cases"},
	{"QX", 50, "anesthetist with medical direction"},
	{"QY", 50, "medical direction of one anesthetist"},
	{"AD", 100, "supervision of more than four cases: three base units and no time; one unit more with proof of presence at induction"},
};

static const RcmProcedure *
procedure_row(RcmPricing *p, int32_t code)
{
	const RcmRows *rows = rcm_find_number(p->library, RCM_SET_PROCEDURE, code);
	const RcmProcedure *found = NULL;

	for (int i = 0; i < rows->count; i++)
	{
		const RcmProcedure *row = RCM_ROW(RcmProcedure, rows, i);

		if (rcm_live(&row->row, p->day) && row->base_units != RCM_NO_INT32 &&
			(found == NULL || row->row.eff > found->row.eff ||
			 (row->row.eff == found->row.eff && row->row.release > found->row.release)))
			found = row;
	}
	return found;
}

static const RcmAnesthesiaFactor *
factor_row(RcmPricing *p)
{
	const RcmAnesthesiaFactor *found = NULL;
	const RcmRows *rows;

	if (p->locality.len == 0)
		return NULL;
	rows = rcm_find_text(p->library, RCM_SET_ANESTHESIA_FACTOR, p->locality);
	for (int i = 0; i < rows->count; i++)
	{
		const RcmAnesthesiaFactor *row = RCM_ROW(RcmAnesthesiaFactor, rows, i);

		if (rcm_live(&row->row, p->day) &&
			(found == NULL || row->row.eff > found->row.eff ||
			 (row->row.eff == found->row.eff && row->row.release > found->row.release)))
			found = row;
	}
	return found;
}

/* The one payment modifier; NULL without, and a reason when there are two. */
static const struct Role *
find_role(RcmPricing *p, RcmPrice *price)
{
	const struct Role *found = NULL;

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (rcm_price_has(price, roles[i].modifier))
		{
			if (found != NULL)
				rcm_price_refuse(price, rcm_price_say(p, "modifiers %s and %s contradict each other",
													  found->modifier, roles[i].modifier));
			found = &roles[i];
		}
	return found;
}

static void
step_role(RcmPricing *p, const struct Role *role)
{
	if (role == NULL)
		rcm_price_step(p, "note", "Pub. 100-04, ch. 12, 50",
					   "no modifier says who gave the anesthesia (AA, QK, QX, QY, QZ or AD): taken as personally performed");
	else
		rcm_price_step(p, rcm_price_say(p, "modifier %s", role->modifier), "Pub. 100-04, ch. 12, 50",
					   "%d %%: %s", role->percent, role->why);
}

static void
amount(RcmPricing *p, RcmPrice *price, int32_t minutes, int32_t base, int64_t factor, const struct Role *role)
{
	bool		supervised = role != NULL && strcmp(role->modifier, "AD") == 0;
	/* thirds of a tenth never lie half way */
	int64_t		time = supervised ? 0 : (minutes * 10 + MINUTES_IN_UNIT / 2) / MINUTES_IN_UNIT;
	int64_t		tenths;
	int			percent = role == NULL ? 100 : role->percent;

	if (supervised)
		base = SUPERVISION_BASE;
	tenths = base * 10 + time;
	rcm_price_step(p, "base units", "42 CFR 414.46(a)", "%d", base);
	rcm_price_step(p, "time units", "Pub. 100-04, ch. 12, 50", "%d minutes: %s", minutes, rcm_price_decimal(p, time, 1));
	rcm_price_step(p, "conversion factor", "42 CFR 414.46(b)", "%s", rcm_price_decimal(p, factor, 4));
	step_role(p, role);
	price->cents = (tenths * factor * percent + CENT * 50) / (CENT * 100);
}

void
rcm_price_anesthesia(RcmPricing *p, RcmPrice *price, int32_t minutes)
{
	const RcmProcedure *procedure = procedure_row(p, price->code);
	const RcmAnesthesiaFactor *factor = factor_row(p);
	const struct Role *role;

	price->reason = NULL;
	price->cents = RCM_NO_USD;
	role = find_role(p, price);
	if (price->reason != NULL)
		;
	else if (procedure == NULL || procedure->base_units < 0 || procedure->base_units > MOST_BASE)
		rcm_price_refuse(price, rcm_price_say(p, "the library has no base units for %s on %s",
											  rcm_price_code(p, price->code), rcm_price_day_text(p, p->day)));
	else if (factor == NULL)
		rcm_price_refuse(price, p->no_locality != NULL ? p->no_locality :
						 rcm_price_say(p, "the library has no anesthesia conversion factor for locality %s on %s",
									   rcm_price_text(p, p->locality), rcm_price_day_text(p, p->day)));
	else if (factor->factor < 0 || factor->factor >= MOST_FACTOR || minutes < 0 || minutes > MOST_MINUTES)
		rcm_price_refuse(price, "the minutes or the conversion factor are out of range");
	else
		amount(p, price, minutes, procedure->base_units, factor->factor / TEN_THOUSANDTH, role);
	rcm_price_end(p, price);
}
