/*
 * price.c - the amount of the schedule for one service.
 *
 *   (work x work index + expense x expense index + malpractice x its index)
 *       x conversion factor                                    (42 CFR 414.20)
 *
 * exact, and rounded to the cent once: so CMS's own published amounts come out.
 */
#include "pricing/price.h"

/* The library's millionths in the units that the files have. */
#define HUNDREDTH 10000
#define THOUSANDTH 1000
#define TEN_THOUSANDTH 100

/* No file has numbers near these; below them nothing here can overflow. */
#define MOST_UNITS (INT64_C(10000) * 1000000)
#define MOST_INDEX (INT64_C(10) * 1000000)
#define MOST_FACTOR (INT64_C(1000) * 1000000)
#define MOST_SHARE (1000000 + 1)

/* Hundredths x thousandths x ten-thousandths of a dollar in a cent; twice, for amounts are doubled. */
#define DOUBLED_CENT INT64_C(20000000)

/* Status indicators (Pub. 100-04, ch. 23, fee schedule record layout). */
static const struct
{
	char		status;
	const char *reason;
}			unpaid[] = {
	{'B', "status B: bundled into the payment for other services"},
	{'C', "status C: the contractor prices it, case by case"},
	{'D', "status D: the code is deleted"},
	{'E', "status E: excluded from the schedule by regulation"},
	{'F', "status F: the code is discontinued"},
	{'G', "status G: Medicare wants another code"},
	{'H', "status H: the modifier is deleted"},
	{'I', "status I: not valid for Medicare, which wants another code"},
	{'J', "status J: anesthesia, which is priced by base and time units"},
	{'M', "status M: a code for measures, without payment"},
	{'N', "status N: not covered by Medicare"},
	{'P', "status P: bundled, or excluded from the schedule"},
	{'Q', "status Q: for functional reporting only"},
	{'X', "status X: outside the schedule by statute"},
};

/* ---- arithmetic ---- */

int64_t
rcm_price_share(int64_t cents, int64_t share)
{
	return (cents * share + RCM_WHOLE / 2) / RCM_WHOLE;
}

static bool
within(int64_t value, int64_t most)
{
	return value >= 0 && value < most;
}

static bool
row_within(const RcmRelativeValue *row)
{
	return within(row->work, MOST_UNITS) && within(row->nonfacility_pe, MOST_UNITS) &&
		within(row->facility_pe, MOST_UNITS) && within(row->malpractice, MOST_UNITS) &&
		within(row->opps_nonfacility, MOST_UNITS) && within(row->opps_facility, MOST_UNITS) &&
		within(row->opps_malpractice, MOST_UNITS) && within(row->conversion_factor, MOST_FACTOR) &&
		within(row->pre_op, MOST_SHARE) && within(row->intra_op, MOST_SHARE) &&
		within(row->post_op, MOST_SHARE);
}

static bool
without_units(const RcmPricing *p, const RcmRelativeValue *row)
{
	return row->work == 0 && row->malpractice == 0 &&
		(p->facility ? row->facility_pe : row->nonfacility_pe) == 0;
}

/* Twice the hundred-thousandths of a relative value unit. */
static int64_t
doubled_units(const RcmGpci *gpci, int64_t work, int64_t expense, int64_t malpractice, bool half_expense)
{
	return 2 * (work / HUNDREDTH) * (gpci->work / THOUSANDTH) +
		(half_expense ? 1 : 2) * (expense / HUNDREDTH) * (gpci->practice_expense / THOUSANDTH) +
		2 * (malpractice / HUNDREDTH) * (gpci->malpractice / THOUSANDTH);
}

/*
 * Where CMS gives values of the outpatient system beside a row with a
 * technical component, that component is paid no more than they come to
 * (Social Security Act, 1848(b)(4)); they hold the professional component too
 * where the row does.
 */
static int64_t
cap_units(const RcmPricing *p, const RcmRelativeValue *row, const RcmGpci *gpci)
{
	int64_t		expense = p->facility ? row->opps_facility : row->opps_nonfacility;

	if (expense == 0 && row->opps_malpractice == 0)
		return INT64_MAX;
	return doubled_units(gpci, row->work, expense, row->opps_malpractice, false);
}

int64_t
rcm_price_amount(const RcmPricing *p, const RcmRelativeValue *row, const RcmGpci *gpci,
				 bool half_expense, bool capped)
{
	int64_t		expense = p->facility ? row->facility_pe : row->nonfacility_pe;
	int64_t		units;
	int64_t		cap;

	if (!row_within(row) || !within(gpci->work, MOST_INDEX) ||
		!within(gpci->practice_expense, MOST_INDEX) || !within(gpci->malpractice, MOST_INDEX))
		return RCM_NO_USD;
	if (without_units(p, row))
		return RCM_NO_USD;
	units = doubled_units(gpci, row->work, expense, row->malpractice, half_expense);
	cap = capped ? cap_units(p, row, gpci) : INT64_MAX;
	if (cap < units)
		units = cap;
	return (units * (row->conversion_factor / TEN_THOUSANDTH) + DOUBLED_CENT / 2) / DOUBLED_CENT;
}

/* ---- the row ---- */

/*
 * Of rows in force the newest; from 2026 on a code has one for each conversion
 * factor (42 CFR 414.28), and before that one for all.
 */
static bool
better(const RcmPricing *p, const RcmRelativeValue *row, const RcmRelativeValue *found)
{
	if (!rcm_live(&row->fee.row, p->day) || (row->apm && !p->apm))
		return false;
	if (found == NULL)
		return true;
	if (row->apm != found->apm)
		return row->apm;
	return row->fee.row.eff > found->fee.row.eff ||
		(row->fee.row.eff == found->fee.row.eff && row->fee.row.release > found->fee.row.release);
}

const RcmRelativeValue *
rcm_price_row(RcmPricing *p, int32_t code, const char *component)
{
	const RcmRows *rows = rcm_find_number(p->library, RCM_SET_RELATIVE_VALUE, code);
	const RcmRelativeValue *found = NULL;

	for (int i = 0; i < rows->count; i++)
	{
		const RcmRelativeValue *row = RCM_ROW(RcmRelativeValue, rows, i);

		if (rcm_text_is(rcm_text_trim(row->fee.modifier), component) && better(p, row, found))
			found = row;
	}
	return found;
}

bool
rcm_price_has(const RcmPrice *price, const char *modifier)
{
	for (int i = 0; i < price->modifier_count; i++)
		if (price->modifiers[i] == RCM_CODE2(modifier))
			return true;
	return false;
}

void
rcm_price_refuse(RcmPrice *price, const char *reason)
{
	price->cents = RCM_NO_USD;
	price->reason = reason;
}

static void
find_row(RcmPricing *p, RcmPrice *price)
{
	const char *component = rcm_price_component(price);
	const char *release;

	if (price->code == RCM_NO_HCPCS)
	{
		rcm_price_refuse(price, "the line has no procedure code");
		return;
	}
	price->row = rcm_price_row(p, price->code, component);
	/* Stopped procedures have a row of their own for a few codes only (ch. 12, 30.1). */
	if (price->row == NULL && strcmp(component, "53") == 0)
		price->row = rcm_price_row(p, price->code, "");
	if (price->row == NULL)
	{
		rcm_price_refuse(price, rcm_price_say(p, "the fee schedule has no row for %s%s%s on %s",
											  rcm_price_code(p, price->code), component[0] ? "-" : "",
											  component, rcm_price_day_text(p, p->day)));
		return;
	}
	release = p->release_name == NULL ? NULL : p->release_name(p->library, &price->row->fee.row);
	rcm_price_step(p, "fee schedule row", NULL, "%s%s%s, status %s%s%s%s", rcm_price_code(p, price->code),
				   rcm_blank(price->row->fee.modifier) ? "" : "-",
				   rcm_blank(price->row->fee.modifier) ? "" : rcm_price_text(p, price->row->fee.modifier),
				   rcm_price_text(p, price->row->fee.status),
				   price->row->apm ? ", qualifying APM participants" : "",
				   release == NULL ? "" : ", release ", release == NULL ? "" : release);
}

static void
check_status(RcmPricing *p, RcmPrice *price)
{
	RcmText		status = rcm_text_trim(price->row->fee.status);

	if (status.len == 1 && strchr("ART", status.data[0]) != NULL)
		return;
	for (size_t i = 0; i < sizeof(unpaid) / sizeof(unpaid[0]); i++)
		if (status.len == 1 && status.data[0] == unpaid[i].status)
		{
			rcm_price_refuse(price, unpaid[i].reason);
			return;
		}
	rcm_price_refuse(price, rcm_price_say(p, "the status indicator %s is not a paid one",
										  rcm_price_text(p, status)));
}

/* ---- the amount ---- */

static void
step_part(RcmPricing *p, const char *what, int64_t units, int64_t index)
{
	int64_t		hundredths = units / HUNDREDTH;
	int64_t		thousandths = index / THOUSANDTH;

	rcm_price_step(p, what, "42 CFR 414.22, 414.26", "%s x %s = %s", rcm_price_decimal(p, hundredths, 2),
				   rcm_price_decimal(p, thousandths, 3), rcm_price_decimal(p, hundredths * thousandths, 5));
}

static void
step_amount(RcmPricing *p, const RcmPrice *price)
{
	const RcmRelativeValue *row = price->row;
	int64_t		full = rcm_price_amount(p, row, price->gpci, false, false);

	if (!p->explain)
		return;
	step_part(p, "work", row->work, price->gpci->work);
	step_part(p, p->facility ? "practice expense, in a facility" : "practice expense, outside a facility",
			  p->facility ? row->facility_pe : row->nonfacility_pe, price->gpci->practice_expense);
	step_part(p, "malpractice", row->malpractice, price->gpci->malpractice);
	rcm_price_step(p, "conversion factor", "42 CFR 414.28", "%s",
				   rcm_price_decimal(p, row->conversion_factor / TEN_THOUSANDTH, 4));
	rcm_price_step(p, "schedule amount", "42 CFR 414.20", "%s", rcm_price_decimal(p, full, 2));
	if (full != price->schedule)
		rcm_price_step(p, "capped by the outpatient amount", "Social Security Act, 1848(b)(4)", "%s",
					   rcm_price_decimal(p, price->schedule, 2));
	if (p->facility ? row->fee.facility_na : row->fee.nonfacility_na)
		rcm_price_step(p, "note", NULL, "the service is rarely or never given %s a facility",
					   p->facility ? "in" : "outside");
	if (rcm_text_is(row->fee.status, "R"))
		rcm_price_step(p, "note", NULL, "status R: coverage is restricted");
	if (rcm_text_is(row->fee.status, "T"))
		rcm_price_step(p, "note", "Pub. 100-04, ch. 12, 30.5",
					   "status T: paid only when nothing else of the schedule is paid that day");
}

static void
find_amount(RcmPricing *p, RcmPrice *price)
{
	price->gpci = rcm_price_gpci(p);
	if (price->gpci == NULL)
	{
		rcm_price_refuse(price, p->no_locality != NULL ? p->no_locality :
						 rcm_price_say(p, "the library has no indices for locality %s on %s",
									   rcm_price_text(p, p->locality), rcm_price_day_text(p, p->day)));
		return;
	}
	price->schedule = rcm_price_amount(p, price->row, price->gpci, false, true);
	if (price->schedule == RCM_NO_USD)
		rcm_price_refuse(price, without_units(p, price->row) ?
						 "the row has no relative value units: the contractor prices it" :
						 "the relative value units, the indices or the conversion factor are out of range");
	else if (price->row->conversion_factor == 0)
		rcm_price_refuse(price, "the row has no conversion factor");
}

void
rcm_price_service(RcmPricing *p, RcmPrice *price)
{
	price->reason = NULL;
	price->row = NULL;
	price->gpci = NULL;
	price->cents = 0;
	price->share = price->sides = RCM_WHOLE;
	find_row(p, price);
	if (price->reason == NULL)
		check_status(p, price);
	if (price->reason == NULL)
		find_amount(p, price);
	if (price->reason == NULL)
	{
		step_amount(p, price);
		rcm_price_modifiers(p, price);
	}
	if (price->reason == NULL)
		price->cents = rcm_price_share(price->schedule, price->share * (price->sides / RCM_PERCENT) / 100);
	rcm_price_end(p, price);
}
