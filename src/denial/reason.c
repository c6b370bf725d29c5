/*
 * reason.c - a reason code found in the catalogue, and how its money moves.
 */
#include "denial/reason_table.h"

/* The codes run through in each series, so a code is found by its number. */
static const struct
{
	char		letter;			/* 0: digits only */
	int			first;
	int			last;
	int			at;				/* of the first in rcm_reasons */
}			series[] = {
	{0, 1, 306, 0},
	{'A', 0, 8, 306},
	{'B', 1, 23, 315},
	{'D', 1, 23, 338},
	{'P', 1, 32, 361},
	{'W', 1, 9, 393},
	{'Y', 1, 3, 402},
};

#define SERIES ((int) (sizeof(series) / sizeof(series[0])))

#define MOST_DIGITS 3

/* The number in the text, without leading zero; -1 when it is none. */
static int
number_of(RcmText t)
{
	int			n = 0;

	if (t.len < 1 || t.len > MOST_DIGITS || (t.data[0] == '0' && t.len > 1))
		return -1;
	for (int i = 0; i < t.len; i++)
	{
		if (!rcm_is_digit(t.data[i]))
			return -1;
		n = n * 10 + (t.data[i] - '0');
	}
	return n;
}

/* A text of any length as a slice; what is too long for a code is as good as none. */
static RcmText
slice(const char *data, size_t len)
{
	if (data == NULL || len > INT32_MAX)
		return (RcmText) {NULL, 0};
	return rcm_text_trim((RcmText) {data, (int32_t) len});
}

const RcmReason *
rcm_reason_find(const char *carc, size_t len)
{
	RcmText		t = slice(carc, len);
	char		letter = 0;
	int			n;

	if (t.len > 0 && !rcm_is_digit(t.data[0]))
	{
		letter = rcm_upper(t.data[0]);
		if (!rcm_is_upper(letter))
			return NULL;
		t.data++;
		t.len--;
	}
	n = number_of(t);
	for (int i = 0; i < SERIES; i++)
		if (series[i].letter == letter)
			return n < series[i].first || n > series[i].last ? NULL :
				&rcm_reasons[series[i].at + n - series[i].first];
	return NULL;
}

RcmGroup
rcm_group_find(const char *group, size_t len)
{
	RcmText		t = slice(group, len);

	if (t.len != 2)
		return RCM_GROUP_UNKNOWN;
	switch (rcm_upper(t.data[0]) << 8 | rcm_upper(t.data[1]))
	{
		case 'C' << 8 | 'O':
			return RCM_GROUP_CO;
		case 'P' << 8 | 'R':
			return RCM_GROUP_PR;
		case 'O' << 8 | 'A':
			return RCM_GROUP_OA;
		case 'P' << 8 | 'I':
			return RCM_GROUP_PI;
		case 'C' << 8 | 'R':
			return RCM_GROUP_CR;
		default:
			return RCM_GROUP_UNKNOWN;
	}
}

/*
 * Group PR is the payer's word that the patient owes, with a code of tomorrow as
 * well.  A deductible that is laid on nobody (OA, CR, no group) is neither
 * written off nor billed; laid on the practice (CO, PI) it may not be billed.
 */
RcmAdjustmentClass
rcm_adjustment_class(const char *group, size_t group_len, const char *carc, size_t carc_len)
{
	RcmGroup	whose = rcm_group_find(group, group_len);
	const RcmReason *reason;

	if (whose == RCM_GROUP_PR && slice(carc, carc_len).len > 0)
		return RCM_ADJUSTMENT_PATIENT;
	reason = rcm_reason_find(carc, carc_len);
	if (reason == NULL)
		return RCM_ADJUSTMENT_UNCLASSIFIED;
	if (reason->nature == RCM_NATURE_PATIENT_SHARE && reason->moves == RCM_ADJUSTMENT_CONTRACTUAL &&
		whose != RCM_GROUP_CO && whose != RCM_GROUP_PI)
		return RCM_ADJUSTMENT_UNCLASSIFIED;
	return (RcmAdjustmentClass) reason->moves;
}

bool
rcm_adjustment_is_denial(const char *carc, size_t carc_len)
{
	const RcmReason *reason = rcm_reason_find(carc, carc_len);

	return reason != NULL && reason->nature == RCM_NATURE_DENIAL;
}

const char *
rcm_adjustment_class_name(RcmAdjustmentClass moves)
{
	static const char *const names[RCM_ADJUSTMENT_CLASSES] = {
		"unclassified", "patient", "denial", "prior_payer", "sequestration", "capitation",
		"interest", "levy", "contractual", "informational",
	};

	return names[moves];
}

const char *
rcm_nature_name(RcmNature nature)
{
	static const char *const names[RCM_NATURES] = {
		"unclassified", "denial", "ordinary", "patient_share", "informational",
	};

	return names[nature];
}

const char *
rcm_remedy_name(RcmRemedy remedy)
{
	static const char *const names[RCM_REMEDIES] = {
		NULL, "resubmit", "appeal", "bill_other", "sometimes", "no",
	};

	return names[remedy];
}
