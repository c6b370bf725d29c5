/*
 * dates.h - calendar days as the server counts them: days since 2000-01-01.
 *
 * Years 1 to 9999, proleptic Gregorian, no time zone anywhere: a date of
 * service is a day, not an instant.
 */
#ifndef RCM_DATES_H
#define RCM_DATES_H

#include "base/text.h"

#define RCM_NO_DATE INT32_MIN

typedef struct RcmYmd
{
	int			year;
	int			month;
	int			day;
} RcmYmd;

extern bool rcm_date_from_ymd(int year, int month, int day, int32_t *date);
extern RcmYmd rcm_ymd(int32_t date);

/* "YYYY-MM-DD", nothing before or after. */
extern bool rcm_date_parse(RcmText t, int32_t *date);
/* X12 D8: "CCYYMMDD". */
extern bool rcm_date_parse_d8(RcmText t, int32_t *date);
/* Writes ten bytes, no terminator. */
extern void rcm_date_format(int32_t date, char *out);

/* The same day n months or years later, clipped to the end of the month. */
extern int32_t rcm_add_months(int32_t date, int months);
extern int32_t rcm_add_years(int32_t date, int years);
/* Completed birthdays. */
extern int	rcm_whole_years(int32_t born, int32_t on);

#endif
