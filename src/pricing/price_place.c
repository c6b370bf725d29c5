/*
 * price_place.c - which payment locality a place lies in, and its indices.
 *
 * A service is paid by the locality where it is given (42 CFR 414.4; Claims
 * Processing Manual, ch. 1, 10.1.1).  CMS's files lead there from the ZIP
 * code; where one ZIP code lies in two localities all nine digits decide, and
 * without them there is no price rather than a likely one.
 */
#include "pricing/price.h"

#define ZIP_DIGITS 5
#define ZIP_PLUS_FOUR_DIGITS 9
#define LOCALITY_DIGITS 7

/* Is the row in force, and newer than the one found so far? */
static bool
better(const RcmPricing *p, const RcmRow *row, const RcmRow *found)
{
	if (!rcm_live(row, p->day))
		return false;
	return found == NULL || row->eff > found->eff ||
		(row->eff == found->eff && row->release > found->release);
}

static const RcmZipLocality *
zip_row(RcmPricing *p, RcmText zip)
{
	const RcmRows *rows = rcm_find_text(p->library, RCM_SET_ZIP_LOCALITY, zip);
	const RcmZipLocality *found = NULL;

	for (int i = 0; i < rows->count; i++)
	{
		const RcmZipLocality *row = RCM_ROW(RcmZipLocality, rows, i);

		if (better(p, &row->row, found == NULL ? NULL : &found->row))
			found = row;
	}
	return found;
}

static void
find_zip(RcmPricing *p, RcmText zip)
{
	RcmText		five = {zip.data, ZIP_DIGITS};
	const RcmZipLocality *row = zip.len == ZIP_PLUS_FOUR_DIGITS ? zip_row(p, zip) : NULL;

	if (row == NULL)
	{
		row = zip_row(p, five);
		if (row != NULL && row->plus_four)
		{
			p->no_locality = zip.len == ZIP_DIGITS ?
				rcm_price_say(p, "ZIP code %.5s lies in more than one locality: give all nine digits", five.data) :
				rcm_price_say(p, "ZIP code %.5s lies in more than one locality, and the library has no row for all nine digits", five.data);
			return;
		}
	}
	if (row == NULL)
	{
		p->no_locality = rcm_price_say(p, "the library has no locality for ZIP code %.5s on %s", five.data,
									   rcm_price_day_text(p, p->day));
		return;
	}
	p->locality = row->mac_locality;
	rcm_price_step(p, "locality", "42 CFR 414.4", "%s, by ZIP code %s", rcm_price_text(p, p->locality),
				   rcm_price_text(p, row->zip));
}

bool
rcm_price_place(RcmPricing *p, RcmText place)
{
	char	   *digits = rcm_alloc(p->arena, ZIP_PLUS_FOUR_DIGITS + 1);
	RcmText		given = rcm_text_trim(place);
	RcmText		clean = {digits, 0};

	for (int i = 0; i < given.len; i++)
	{
		if (given.data[i] == '-' && i == ZIP_DIGITS && given.len == ZIP_PLUS_FOUR_DIGITS + 1)
			continue;
		if (!rcm_is_digit(given.data[i]) || clean.len == ZIP_PLUS_FOUR_DIGITS)
			return false;
		digits[clean.len++] = given.data[i];
	}
	p->locality = (RcmText) {NULL, 0};
	p->no_locality = NULL;
	if (clean.len == LOCALITY_DIGITS)
	{
		p->locality = clean;
		rcm_price_step(p, "locality", "42 CFR 414.4", "%s", digits);
		return true;
	}
	if (clean.len != ZIP_DIGITS && clean.len != ZIP_PLUS_FOUR_DIGITS)
		return false;
	find_zip(p, clean);
	return true;
}

const RcmGpci *
rcm_price_gpci(RcmPricing *p)
{
	const RcmGpci *found = NULL;
	const RcmRows *rows;

	if (p->locality.len == 0)
		return NULL;
	rows = rcm_find_text(p->library, RCM_SET_GPCI, p->locality);
	for (int i = 0; i < rows->count; i++)
	{
		const RcmGpci *row = RCM_ROW(RcmGpci, rows, i);

		if (better(p, &row->row, found == NULL ? NULL : &found->row))
			found = row;
	}
	return found;
}
