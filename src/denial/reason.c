/*
 * reason.c - a reason code found in the catalogue, and how its money moves.
 */
#include "denial/reason_table.h"

#include "base/pack.h"

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

/* The number in the text; -1 when it is none. */
static int
number_of(RcmText t)
{
	int			n = 0;

	if (t.len < 1 || t.len > MOST_DIGITS)
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
	n = t.len > 1 && t.data[0] == '0' ? -1 : number_of(t);
	for (int i = 0; i < SERIES; i++)
		if (series[i].letter == letter)
			return n < series[i].first || n > series[i].last ? NULL :
				&rcm_reasons[series[i].at + n - series[i].first];
	return NULL;
}

/* The order of the table: letters (M, MA, N), then number. */
static int
remark_order(const char *code, RcmText letters, int number)
{
	size_t		n = strspn(code, "MAN");
	int			order = rcm_text_compare(letters, (RcmText) {code, (int32_t) n});

	return order != 0 ? order : number - number_of(rcm_text_of(code + n));
}

/* MA01 has its zero, N1 has none. */
static bool
same_remark(const char *code, RcmText t)
{
	if (strlen(code) != (size_t) t.len)
		return false;
	for (int i = 0; i < t.len; i++)
		if (rcm_upper(t.data[i]) != code[i])
			return false;
	return true;
}

const RcmRemark *
rcm_remark_find(const char *rarc, size_t len)
{
	RcmText		t = slice(rarc, len);
	char		letters[2];
	int			n = 0,
				number,
				low = 0,
				high = RCM_REMARK_COUNT - 1;

	if (t.len == 0)
		return NULL;
	while (n < t.len && n < 2 && !rcm_is_digit(t.data[n]))
	{
		letters[n] = rcm_upper(t.data[n]);
		n++;
	}
	number = number_of((RcmText) {t.data + n, t.len - n});
	while (number >= 0 && low <= high)
	{
		int			middle = (low + high) / 2;
		int			order = remark_order(rcm_remarks[middle].code, (RcmText) {letters, n}, number);

		if (order == 0)
			return same_remark(rcm_remarks[middle].code, t) ? &rcm_remarks[middle] : NULL;
		if (order < 0)
			high = middle - 1;
		else
			low = middle + 1;
	}
	return NULL;
}

RcmGroup
rcm_group_find(const char *group, size_t len)
{
	RcmText		t = slice(group, len);

	if (t.len != 2)
		return RCM_GROUP_UNKNOWN;
	switch (rcm_pack2(t))
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

const char *
rcm_group_name(RcmGroup group)
{
	switch (group)
	{
		case RCM_GROUP_CO:
			return "CO";
		case RCM_GROUP_PR:
			return "PR";
		case RCM_GROUP_OA:
			return "OA";
		case RCM_GROUP_PI:
			return "PI";
		case RCM_GROUP_CR:
			return "CR";
		case RCM_GROUP_UNKNOWN:
			break;
	}
	return NULL;
}

/*
 * Group PR is the payer's word that the patient owes, with a code of tomorrow as
 * well.  A deductible laid on the practice (CO, PI) may not be billed; one that is
 * corrected (CR) is the patient's, as it was; one that is laid on nobody (OA, no
 * group) is neither written off nor billed.
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
	if (reason->nature == RCM_NATURE_PATIENT_SHARE && whose == RCM_GROUP_CR)
		return RCM_ADJUSTMENT_PATIENT;
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

/* Is there a remark that may explain the adjustment, and one that nobody knows? */
static int
remark_faults(const RcmText *rarcs, int count, bool needed)
{
	int			faults = needed ? RCM_FAULT_REMARK_NEEDED : 0;

	for (int i = 0; i < count; i++)
	{
		const RcmRemark *remark = rcm_remark_find(rarcs[i].data, (size_t) rarcs[i].len);

		if (remark == NULL)
			faults |= RCM_FAULT_UNKNOWN_REMARK;
		else if (!remark->alert)
			faults &= ~RCM_FAULT_REMARK_NEEDED;
	}
	return faults;
}

int
rcm_adjustment_faults(RcmText group, RcmText carc, const RcmText *rarcs, int rarc_count, int32_t day)
{
	RcmGroup	whose = rcm_group_find(group.data, (size_t) group.len);
	const RcmReason *reason = rcm_reason_find(carc.data, (size_t) carc.len);
	int			faults = remark_faults(rarcs, rarc_count, reason != NULL && reason->remark_needed);

	if (whose == RCM_GROUP_UNKNOWN)
		faults |= RCM_FAULT_UNKNOWN_GROUP;
	if (reason == NULL)
		return faults | RCM_FAULT_UNKNOWN_CODE;
	if (day != 0 && day < reason->starts)
		faults |= RCM_FAULT_NOT_YET_IN_FORCE;
	if (day != 0 && reason->stops != 0 && day >= reason->stops)
		faults |= RCM_FAULT_NO_LONGER_IN_FORCE;
	/* CR corrects whatever the group was before */
	if (whose == RCM_GROUP_UNKNOWN || whose == RCM_GROUP_CR)
		return faults;
	if (reason->restricted_groups != 0 && (reason->restricted_groups & whose) == 0)
		faults |= RCM_FAULT_GROUP_NOT_ALLOWED;
	else if ((reason->usual_groups & whose) == 0)
		faults |= RCM_FAULT_GROUP_UNUSUAL;
	return faults;
}

const char *
rcm_adjustment_fault_name(int bit)
{
	static const char *const names[RCM_FAULTS] = {
		"unknown_group", "unknown_code", "not_yet_in_force", "no_longer_in_force", "group_not_allowed",
		"group_unusual", "remark_needed", "unknown_remark",
	};

	return names[bit];
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
