/*
 * aging_text.c - a state of aging.h as text, there and back.
 */
#include "receivable/aging.h"

#include <stdio.h>

#include "money/usd.h"

/* Takes a word from the front of what is left to read, with blanks before and after. */
static bool
take(RcmText *t, const char *word)
{
	size_t		len = strlen(word);

	*t = rcm_text_trim(*t);
	if ((size_t) t->len < len || memcmp(t->data, word, len) != 0)
		return false;
	t->data += len;
	t->len -= (int32_t) len;
	*t = rcm_text_trim(*t);
	return true;
}

/* Takes the name of a figure and the colon after it. */
static bool
take_name(RcmText *t, const char *name)
{
	return take(t, name) && take(t, ":");
}

/* Takes an amount: digits, sign and point. */
static bool
take_usd(RcmText *t, int64_t *cents)
{
	RcmText		number = *t;

	number.len = 0;
	while (number.len < t->len && (rcm_is_digit(t->data[number.len]) || t->data[number.len] == '-' || t->data[number.len] == '.'))
		number.len++;
	t->data += number.len;
	t->len -= number.len;
	return rcm_usd_parse(number, cents) == RCM_USD_OK;
}

/* Takes a count: digits that fit. */
static bool
take_count(RcmText *t, int64_t most, int64_t *count)
{
	bool		any = false;

	*count = 0;
	for (; t->len > 0 && rcm_is_digit(t->data[0]); t->data++, t->len--)
	{
		int			digit = t->data[0] - '0';

		any = true;
		if (*count > (most - digit) / 10)
			return false;
		*count = *count * 10 + digit;
	}
	return any;
}

/* Takes [30,60,...]; more than the room holds is no syntax error. */
static RcmAgingStatus
take_edges(RcmText *t, int32_t *edges, int32_t *n)
{
	*n = 0;
	if (!take_name(t, "edges") || !take(t, "["))
		return RCM_AGING_SYNTAX;
	do
	{
		int64_t		edge;

		if (*n == RCM_AGING_EDGES)
			return RCM_AGING_BAD_EDGES;
		if (!take_count(t, INT32_MAX, &edge))
			return RCM_AGING_SYNTAX;
		edges[(*n)++] = (int32_t) edge;
	} while (take(t, ","));
	if (!take(t, "]") || !take(t, ","))
		return RCM_AGING_SYNTAX;
	return rcm_aging_edges_valid(edges, *n) ? RCM_AGING_OK : RCM_AGING_BAD_EDGES;
}

/* Takes [1.00,...], one for each bucket, and the comma after it. */
static bool
take_buckets(RcmText *t, RcmAging *a)
{
	if (!take_name(t, "buckets") || !take(t, "["))
		return false;
	for (int32_t i = 0; i <= a->edges; i++)
		if ((i > 0 && !take(t, ",")) || !take_usd(t, &a->buckets[i]))
			return false;
	return take(t, "]") && take(t, ",");
}

RcmAgingStatus
rcm_aging_parse(RcmText t, RcmAging *a)
{
	int32_t		edges[RCM_AGING_EDGES];
	int32_t		n;
	RcmAgingStatus status;

	if (!take(&t, "{"))
		return RCM_AGING_SYNTAX;
	status = take_edges(&t, edges, &n);
	if (status != RCM_AGING_OK)
		return status;
	rcm_aging_begin(a, edges, n);
	if (!take_buckets(&t, a) ||
		!take_name(&t, "undated") || !take_usd(&t, &a->undated) || !take(&t, ",") ||
		!take_name(&t, "credits") || !take_usd(&t, &a->credits) || !take(&t, ",") ||
		!take_name(&t, "rows") || !take_count(&t, INT64_MAX, &a->rows) || !take(&t, "}") ||
		t.len != 0)
		return RCM_AGING_SYNTAX;
	return rcm_aging_valid(a) ? RCM_AGING_OK : RCM_AGING_BAD_FIGURES;
}

size_t
rcm_aging_room(int32_t edges)
{
	/* An edge has at most 10 digits and a comma; besides the buckets there are three figures and the names. */
	return 11 * (size_t) edges + (RCM_USD_ROOM + 1) * (size_t) (edges + 4) + 64;
}

int
rcm_aging_format(const RcmAging *a, char *out)
{
	const int32_t *edges = rcm_aging_edges(a);
	char	   *p = out;

	p += sprintf(p, "{edges:[");
	for (int32_t i = 0; i < a->edges; i++)
		p += sprintf(p, i == 0 ? "%d" : ",%d", (int) edges[i]);
	p += sprintf(p, "],buckets:[");
	for (int32_t i = 0; i <= a->edges; i++)
	{
		if (i > 0)
			*p++ = ',';
		p += rcm_usd_format(a->buckets[i], p);
	}
	p += sprintf(p, "],undated:");
	p += rcm_usd_format(a->undated, p);
	p += sprintf(p, ",credits:");
	p += rcm_usd_format(a->credits, p);
	p += sprintf(p, ",rows:%lld}", (long long) a->rows);
	return (int) (p - out);
}
