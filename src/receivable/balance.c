/*
 * balance.c - see balance.h.
 */
#include "receivable/balance.h"

#include "money/usd.h"

bool
rcm_balance_move(RcmBalance *b, int from, int to, int64_t cents)
{
	int64_t		left;
	int64_t		arrived;

	/* Money that stays where it is has not moved, however much it is. */
	if (from == to)
		return cents != RCM_NO_USD;
	if (!rcm_usd_sub(b->cents[from - 1], cents, &left) || !rcm_usd_add(b->cents[to - 1], cents, &arrived))
		return false;
	b->cents[from - 1] = left;
	b->cents[to - 1] = arrived;
	return true;
}

bool
rcm_balance_add(RcmBalance *b, const RcmBalance *other)
{
	RcmBalance	sum;

	for (int i = 0; i < RCM_ACCOUNTS; i++)
		if (!rcm_usd_add(b->cents[i], other->cents[i], &sum.cents[i]))
			return false;
	*b = sum;
	return true;
}

bool
rcm_balance_sub(RcmBalance *b, const RcmBalance *other)
{
	RcmBalance	difference;

	for (int i = 0; i < RCM_ACCOUNTS; i++)
		if (!rcm_usd_sub(b->cents[i], other->cents[i], &difference.cents[i]))
			return false;
	*b = difference;
	return true;
}

bool
rcm_balance_owed(const RcmBalance *b, int64_t *cents)
{
	__int128	sum = 0;

	/* Wide, so that a sum that fits is found whatever the order of its parts. */
	for (int account = 1; account <= RCM_ACCOUNTS; account++)
		if (rcm_account_owes(account))
			sum += b->cents[account - 1];
	if (sum > INT64_MAX || sum < -(__int128) INT64_MAX)
		return false;
	*cents = (int64_t) sum;
	return true;
}

bool
rcm_balance_balanced(const RcmBalance *b)
{
	__int128	sum = 0;

	for (int i = 0; i < RCM_ACCOUNTS; i++)
		sum += b->cents[i];
	return sum == 0;
}

/* The slice up to a byte, or all of it; what follows the byte is left in *rest. */
static RcmText
cut(RcmText t, char at, RcmText *rest, bool *found)
{
	const char *end = t.len > 0 ? memchr(t.data, at, (size_t) t.len) : NULL;
	RcmText		head = t;

	*found = end != NULL;
	if (end == NULL)
	{
		*rest = (RcmText) {NULL, 0};
		return head;
	}
	head.len = (int32_t) (end - t.data);
	*rest = (RcmText) {end + 1, t.len - head.len - 1};
	return head;
}

RcmBalanceStatus
rcm_balance_parse(RcmText t, RcmBalance *b)
{
	bool		seen[RCM_ACCOUNTS] = {false};
	bool		more = true;

	memset(b, 0, sizeof(*b));
	t = rcm_text_trim(t);
	if (t.len < 2 || t.data[0] != '{' || t.data[t.len - 1] != '}')
		return RCM_BALANCE_SYNTAX;
	t = rcm_text_trim((RcmText) {t.data + 1, t.len - 2});
	if (t.len == 0)
		return RCM_BALANCE_OK;
	while (more)
	{
		RcmText		amount;
		RcmText		name = cut(t, ',', &t, &more);
		bool		colon;
		int			account;

		name = cut(name, ':', &amount, &colon);
		if (!colon)
			return RCM_BALANCE_SYNTAX;
		account = rcm_account_parse(rcm_text_trim(name));
		if (account == 0 || seen[account - 1])
			return RCM_BALANCE_ACCOUNT;
		seen[account - 1] = true;
		if (rcm_usd_parse(rcm_text_trim(amount), &b->cents[account - 1]) != RCM_USD_OK)
			return RCM_BALANCE_AMOUNT;
	}
	return RCM_BALANCE_OK;
}

int
rcm_balance_format(const RcmBalance *b, char *out)
{
	char	   *p = out;

	*p++ = '{';
	for (int account = 1; account <= RCM_ACCOUNTS; account++)
	{
		const char *name = rcm_account_fact(account)->name;
		size_t		len = strlen(name);

		if (b->cents[account - 1] == 0)
			continue;
		if (p != out + 1)
			*p++ = ',';
		memcpy(p, name, len);
		p += len;
		*p++ = ':';
		p += rcm_usd_format(b->cents[account - 1], p);
	}
	*p++ = '}';
	*p = '\0';
	return (int) (p - out);
}
