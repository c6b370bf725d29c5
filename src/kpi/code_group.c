/*
 * code_group.c - procedures in a few groups, by the ranges of their codes.
 */
#include "kpi/code_group.h"

#define CODE_DIGITS 5

typedef struct
{
	int			first;
	int			last;
	const char *group;
} Range;

/* The first range that has the number decides. */
static const Range ranges[] = {
	{0, 1999, "anesthesia"},
	{10004, 69990, "surgery"},
	{70010, 79999, "imaging"},
	{80047, 89398, "laboratory"},
	{90281, 90759, "vaccines"},
	{90785, 90899, "mental health"},
	{97010, 97799, "therapy"},
	{99202, 99499, "visits"},
	{90901, 99607, "medicine"},
};

/* The digits from an offset on as a number; -1 when another character is among them. */
static int
number_of(RcmText code, int from, int to)
{
	int			number = 0;

	for (int i = from; i < to; i++)
	{
		if (code.data[i] < '0' || code.data[i] > '9')
			return -1;
		number = number * 10 + (code.data[i] - '0');
	}
	return number;
}

/* Codes of a letter and four digits. */
static const char *
by_letter(char letter, int number)
{
	switch (letter)
	{
		case 'A':
			return number < 1000 ? "transport" : "supplies";
		case 'B':
		case 'E':
		case 'K':
		case 'L':
			return "supplies";
		case 'D':
			return "dental";
		case 'H':
			return "mental health";
		case 'J':
			return "drugs";
		case 'P':
			return "laboratory";
		case 'V':
			return "vision and hearing";
	}
	return "other";
}

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
}

const char *
rcm_code_group(RcmText code)
{
	int			number;

	while (code.len > 0 && code.data[0] == ' ')
	{
		code.data++;
		code.len--;
	}
	while (code.len > 0 && code.data[code.len - 1] == ' ')
		code.len--;
	if (code.len == 0)
		return NULL;
	if (code.len != CODE_DIGITS)
		return "other";
	number = number_of(code, 0, CODE_DIGITS);
	for (size_t i = 0; number >= 0 && i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (number >= ranges[i].first && number <= ranges[i].last)
			return ranges[i].group;
	if (number >= 0)
		return "other";
	/* Four digits and a letter: tests of a laboratory, measures. */
	if (number_of(code, 0, CODE_DIGITS - 1) >= 0)
		return upper(code.data[CODE_DIGITS - 1]) == 'U' ? "laboratory" : upper(code.data[CODE_DIGITS - 1]) == 'F' ? "quality" : "other";
	number = number_of(code, 1, CODE_DIGITS);
	return number >= 0 ? by_letter(upper(code.data[0]), number) : "other";
}
