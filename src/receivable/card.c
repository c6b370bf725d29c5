/*
 * card.c - see card.h.
 */
#include "receivable/card.h"

#define LEAST_DIGITS 13
#define MOST_DIGITS 19

/* The groups in which cards show their numbers, ended by 0. */
#define MOST_GROUPS 5
static const int layouts[][MOST_GROUPS + 1] = {
	{4, 4, 4, 4}, {4, 4, 4, 4, 3}, {4, 6, 5}, {4, 6, 4}, {4, 3, 3, 3}, {6, 13}
};

/* Ranges of first digits, as many of them as the bounds have. */
static const struct
{
	int			digits;
	int			first;
	int			last;
}			networks[] = {
	{1, 4, 4},					/* Visa */
	{2, 51, 55}, {4, 2221, 2720},	/* Mastercard */
	{2, 34, 34}, {2, 37, 37},	/* American Express */
	{4, 6011, 6011}, {3, 644, 649}, {2, 65, 65},	/* Discover */
	{3, 300, 305}, {2, 36, 36}, {2, 38, 39},	/* Diners Club */
	{4, 3528, 3589},			/* JCB */
	{2, 62, 62},				/* UnionPay */
	{2, 50, 50}, {2, 56, 69},	/* Maestro */
};

static bool
begins_like_a_card(const char *digits)
{
	for (size_t i = 0; i < sizeof(networks) / sizeof(networks[0]); i++)
	{
		int			first = 0;

		for (int k = 0; k < networks[i].digits; k++)
			first = first * 10 + (digits[k] - '0');
		if (first >= networks[i].first && first <= networks[i].last)
			return true;
	}
	return false;
}

/* Every second digit from the right but one counts double, its two digits added. */
static bool
luhn(const char *digits, int n)
{
	int			sum = 0;

	for (int i = 0; i < n; i++)
	{
		int			digit = digits[n - 1 - i] - '0';

		if (i % 2 == 1)
			digit = digit > 4 ? digit * 2 - 9 : digit * 2;
		sum += digit;
	}
	return sum % 10 == 0;
}

static bool
is_card_number(const char *digits, int n)
{
	return n >= LEAST_DIGITS && n <= MOST_DIGITS && begins_like_a_card(digits) && luhn(digits, n);
}

static bool
digit_at(RcmText t, int32_t i)
{
	return i < t.len && rcm_is_digit(t.data[i]);
}

/* Do so many digits each stand in groups as on a card, or without a gap? */
static bool
grouped_like_a_card(const int *lengths, int groups)
{
	if (groups == 1)
		return true;
	for (size_t i = 0; groups <= MOST_GROUPS && i < sizeof(layouts) / sizeof(layouts[0]); i++)
		if (memcmp(layouts[i], lengths, sizeof(int) * (size_t) groups) == 0 && layouts[i][groups] == 0)
			return true;
	return false;
}

/*
 * The groups from the one at "start" on: is a card number among those that
 * begin there?  "alone" says that no group stands before; where that is so and
 * none follows, the groups may be of any length.  Else two telephone numbers
 * side by side would too often be a card.
 */
static bool
card_begins_at(RcmText t, int32_t start, bool alone)
{
	char		digits[MOST_DIGITS];
	int			lengths[MOST_DIGITS];
	int			n = 0;
	int			groups = 0;
	int32_t		i = start;

	for (;;)
	{
		int			before = n;
		bool		more;

		for (; digit_at(t, i); i++)
		{
			if (n == MOST_DIGITS)
				return false;
			digits[n++] = t.data[i];
		}
		lengths[groups++] = n - before;
		more = i < t.len && (t.data[i] == ' ' || t.data[i] == '-') && digit_at(t, i + 1);
		if (((alone && !more) || grouped_like_a_card(lengths, groups)) && is_card_number(digits, n))
			return true;
		if (!more || n == MOST_DIGITS)
			return false;
		i++;
	}
}

bool
rcm_has_card_number(RcmText t)
{
	for (int32_t i = 0; i < t.len; i++)
	{
		bool		alone;

		if (!rcm_is_digit(t.data[i]) || (i > 0 && rcm_is_digit(t.data[i - 1])))
			continue;
		alone = !(i > 1 && (t.data[i - 1] == ' ' || t.data[i - 1] == '-') && rcm_is_digit(t.data[i - 2]));
		if (card_begins_at(t, i, alone))
			return true;
	}
	return false;
}
