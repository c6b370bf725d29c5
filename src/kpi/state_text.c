/*
 * state_text.c - a state as text: {charges:1200.00,charge_lines:3}.
 */
#include "kpi/state.h"

#include "money/usd.h"

/* A whole number: like dollars, but after a point there are only zeros. */
static RcmKpiStatus
parse_whole(RcmText t, int64_t *number)
{
	bool		negative = t.len > 0 && t.data[0] == '-';
	bool		point = false;
	bool		fine = false;
	int64_t		n = 0;
	int32_t		first = negative ? 1 : 0;

	if (t.len == first || !rcm_is_digit(t.data[first]))
		return RCM_KPI_SYNTAX;
	for (int32_t i = first; i < t.len; i++)
	{
		int			digit = t.data[i] - '0';

		if (t.data[i] == '.' && !point)
		{
			point = true;
			continue;
		}
		if (!rcm_is_digit(t.data[i]))
			return RCM_KPI_SYNTAX;
		if (point)
			fine = fine || digit != 0;
		else if (n > (INT64_MAX - digit) / 10)
			return RCM_KPI_RANGE;
		else
			n = n * 10 + digit;
	}
	*number = negative ? -n : n;
	return fine ? RCM_KPI_FRACTION : RCM_KPI_OK;
}

RcmKpiStatus
rcm_kpi_parse_number(int counter, RcmText t, int64_t *number)
{
	if (!rcm_kpi_is_money(counter))
		return parse_whole(t, number);
	switch (rcm_usd_parse(t, number))
	{
		case RCM_USD_OK:
			return RCM_KPI_OK;
		case RCM_USD_FRACTION:
			return RCM_KPI_FRACTION;
		case RCM_USD_RANGE:
			return RCM_KPI_RANGE;
		case RCM_USD_SYNTAX:
			break;
	}
	return RCM_KPI_SYNTAX;
}

/* Takes what stands before a sign, or before the end. */
static RcmText
take_until(RcmText *rest, char sign)
{
	RcmText		taken = {rest->data, 0};

	while (taken.len < rest->len && rest->data[taken.len] != sign)
		taken.len++;
	rest->data += taken.len;
	rest->len -= taken.len;
	return rcm_text_trim(taken);
}

/* Takes one sign, when it is next. */
static bool
take_sign(RcmText *rest, char sign)
{
	if (rest->len == 0 || rest->data[0] != sign)
		return false;
	rest->data++;
	rest->len--;
	return true;
}

/* "name:number", up to a comma or the end. */
static RcmKpiStatus
parse_item(RcmText *rest, int64_t *counters, bool *given, RcmText *at)
{
	RcmText		item = take_until(rest, ',');
	RcmText		name;
	int			counter;

	*at = item;
	name = take_until(&item, ':');
	if (!take_sign(&item, ':'))
		return RCM_KPI_SYNTAX;
	*at = name;
	counter = rcm_kpi_counter(name);
	if (counter < 0)
		return RCM_KPI_UNKNOWN;
	if (given[counter])
		return RCM_KPI_TWICE;
	given[counter] = true;
	*at = rcm_text_trim(item);
	return rcm_kpi_parse_number(counter, *at, &counters[counter]);
}

RcmKpiStatus
rcm_kpi_parse(RcmText t, int64_t *counters, RcmText *at)
{
	bool		given[RCM_KPI_COUNTERS] = {false};
	RcmText		rest = rcm_text_trim(t);

	memset(counters, 0, RCM_KPI_COUNTERS * sizeof(int64_t));
	*at = rest;
	if (rest.len < 2 || rest.data[0] != '{' || rest.data[rest.len - 1] != '}')
		return RCM_KPI_SYNTAX;
	rest = rcm_text_trim((RcmText) {rest.data + 1, rest.len - 2});
	if (rest.len == 0)
		return RCM_KPI_OK;
	do
	{
		RcmKpiStatus status = parse_item(&rest, counters, given, at);

		if (status != RCM_KPI_OK)
			return status;
	} while (take_sign(&rest, ','));
	return RCM_KPI_OK;
}

int
rcm_kpi_format_number(int counter, int64_t number, char *out)
{
	char		digits[RCM_USD_ROOM];
	char	   *p = digits + sizeof(digits);
	uint64_t	u = number < 0 ? 0 - (uint64_t) number : (uint64_t) number;
	int			len;

	if (rcm_kpi_is_money(counter))
		return rcm_usd_format(number, out);
	do
		*--p = (char) ('0' + u % 10);
	while ((u /= 10) != 0);
	if (number < 0)
		*--p = '-';
	len = (int) (digits + sizeof(digits) - p);
	memcpy(out, p, (size_t) len);
	out[len] = '\0';
	return len;
}

int
rcm_kpi_format(const int64_t *counters, char *out)
{
	char	   *p = out;

	*p++ = '{';
	for (int i = 0; i < RCM_KPI_COUNTERS; i++)
	{
		size_t		len = strlen(rcm_kpi_counters[i].name);

		if (counters[i] == 0)
			continue;
		if (p - out > 1)
			*p++ = ',';
		memcpy(p, rcm_kpi_counters[i].name, len);
		p += len;
		*p++ = ':';
		p += rcm_kpi_format_number(i, counters[i], p);
	}
	*p++ = '}';
	*p = '\0';
	return (int) (p - out);
}
