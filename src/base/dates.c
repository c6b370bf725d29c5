/*
 * dates.c - see dates.h.
 */
#include "base/dates.h"

/* 2000-01-01 counted from 0000-03-01, where the four-hundred-year cycle begins. */
#define EPOCH_SHIFT 730425

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
month_length(int year, int month)
{
	static const int length[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : length[month - 1];
}

bool
rcm_date_from_ymd(int year, int month, int day, int32_t *date)
{
	int			y,
				era,
				yoe,
				doy,
				doe;

	if (year < 1 || year > 9999 || month < 1 || month > 12 ||
		day < 1 || day > month_length(year, month))
		return false;
	y = month <= 2 ? year - 1 : year;
	era = y / 400;
	yoe = y - era * 400;
	doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	*date = era * 146097 + doe - EPOCH_SHIFT;
	return true;
}

RcmYmd
rcm_ymd(int32_t date)
{
	int			z = date + EPOCH_SHIFT;
	int			era = (z >= 0 ? z : z - 146096) / 146097;
	int			doe = z - era * 146097;
	int			yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int			doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int			mp = (5 * doy + 2) / 153;
	RcmYmd		r;

	r.day = doy - (153 * mp + 2) / 5 + 1;
	r.month = mp < 10 ? mp + 3 : mp - 9;
	r.year = yoe + era * 400 + (r.month <= 2 ? 1 : 0);
	return r;
}

/* n digits at p as a number, or -1. */
static int
digits(const char *p, int n)
{
	int			v = 0;

	for (int i = 0; i < n; i++)
	{
		if (!rcm_is_digit(p[i]))
			return -1;
		v = v * 10 + (p[i] - '0');
	}
	return v;
}

bool
rcm_date_parse(RcmText t, int32_t *date)
{
	if (t.len != 10 || t.data[4] != '-' || t.data[7] != '-')
		return false;
	return rcm_date_from_ymd(digits(t.data, 4), digits(t.data + 5, 2),
							 digits(t.data + 8, 2), date);
}

bool
rcm_date_parse_d8(RcmText t, int32_t *date)
{
	if (t.len != 8)
		return false;
	return rcm_date_from_ymd(digits(t.data, 4), digits(t.data + 4, 2),
							 digits(t.data + 6, 2), date);
}

static void
put_digits(char *out, int n, int v)
{
	while (n > 0)
	{
		out[--n] = (char) ('0' + v % 10);
		v /= 10;
	}
}

void
rcm_date_format(int32_t date, char *out)
{
	RcmYmd		d = rcm_ymd(date);

	put_digits(out, 4, d.year);
	out[4] = '-';
	put_digits(out + 5, 2, d.month);
	out[7] = '-';
	put_digits(out + 8, 2, d.day);
}

int32_t
rcm_add_months(int32_t date, int months)
{
	RcmYmd		d = rcm_ymd(date);
	int			m = d.year * 12 + d.month - 1 + months;
	int			year = m / 12;
	int			month = m % 12 + 1;
	int32_t		r = date;

	if (d.day > month_length(year, month))
		d.day = month_length(year, month);
	/* Past year 9999 or before year 1 there is no day to name: stay put. */
	(void) rcm_date_from_ymd(year, month, d.day, &r);
	return r;
}

int32_t
rcm_add_years(int32_t date, int years)
{
	return rcm_add_months(date, years * 12);
}

int
rcm_whole_years(int32_t born, int32_t on)
{
	RcmYmd		b = rcm_ymd(born);
	RcmYmd		d = rcm_ymd(on);
	int			years = d.year - b.year;

	if (d.month < b.month || (d.month == b.month && d.day < b.day))
		years--;
	return years;
}
