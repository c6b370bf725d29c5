/*
 * write_codes.c - see write.h: which code of the 999 a finding is.
 *
 * Rooms above have findings that are not listed here: one that means loss gets
 * the most general code, one that does not is passed over.
 */
#include "acknowledgement/write.h"

typedef struct Code
{
	const char *finding;
	const char *code;
} Code;

static const char *
look_up(const Code *codes, size_t n, const char *finding, const char *otherwise)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(codes[i].finding, finding) == 0)
			return codes[i].code;
	return rcm_x12_is_loss(finding) ? otherwise : NULL;
}

#define LOOK_UP(codes, finding, otherwise) \
	look_up(codes, sizeof(codes) / sizeof(codes[0]), finding, otherwise)

/* 2 no trailer, 3 control numbers, 4 count, 5 segments in error. */
const char *
rcm_ack_transaction_code(const char *finding)
{
	static const Code codes[] = {
		{"SE-MISSING", "2"}, {"SE02-MISMATCH", "3"}, {"SE01-COUNT", "4"},
		{"ST02-MISSING", "7"}, {"ST02-REPEATED", "23"}, {"ST03-GS08", "I6"},
	};

	return LOOK_UP(codes, finding, "5");
}

/* 1 unknown id, 2 unexpected, 4 a loop too often, I7 too seldom, 8 its elements are in error. */
const char *
rcm_ack_segment_code(const char *finding)
{
	static const Code codes[] = {
		{"SEGMENT-ID", "1"}, {"SV3-FORM", "2"}, {"SEGMENT-UNKNOWN", "2"}, {"TOO-MANY-CLAIMS", "4"},
		{"TOO-MANY-LINES", "4"}, {"LIMIT", "4"}, {"LOOP-MISSING", "I7"},
	};

	return LOOK_UP(codes, finding, "8");
}

/* 6 a character that may not be there, 7 a code, 8 a date, I12 any other pattern. */
const char *
rcm_ack_element_code(const char *finding)
{
	static const Code codes[] = {
		{"AMOUNT", "6"}, {"NUMBER", "6"}, {"COUNT", "6"}, {"DATE", "8"}, {"DATE-FORMAT", "8"},
		{"LX01", "I12"}, {"ACK-CODE", "7"},
	};

	return LOOK_UP(codes, finding, "I12");
}

/* 3 no trailer, 4 control numbers, 5 count. */
const char *
rcm_ack_group_code(const char *finding)
{
	static const Code codes[] = {
		{"GE-MISSING", "3"}, {"GE02-MISMATCH", "4"}, {"GE01-COUNT", "5"},
	};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (strcmp(codes[i].finding, finding) == 0)
			return codes[i].code;
	return NULL;
}

/*
 * 001 control numbers, 017 version, 018 control number, 020 usage, 021 count of
 * groups, 022 structure, 023 cut off, 024 content, 027 component separator.
 */
const char *
rcm_ta1_code(const char *finding)
{
	static const Code codes[] = {
		{"IEA02-MISMATCH", "001"}, {"ISA12-VERSION", "017"}, {"ISA13-DIGITS", "018"}, {"ISA15-USAGE", "020"},
		{"IEA01-COUNT", "021"}, {"IEA-ALONE", "022"}, {"ISA-BROKEN", "022"}, {"IEA-MISSING", "023"},
		{"GS-OUTSIDE", "024"}, {"ISA16-COMPONENT", "027"}, {"DELIMITERS", "027"},
	};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (strcmp(codes[i].finding, finding) == 0)
			return codes[i].code;
	return NULL;
}

const char *
rcm_ack_data_element(const char *finding, const char *segment_id, int element)
{
	static const struct
	{
		const char *segment_id;
		int			element;
		const char *number;
	}			dates[] = {
		{"DTP", 3, "1251"}, {"DMG", 2, "1251"}, {"PAT", 6, "1251"}, {"DTM", 2, "373"},
		{"BPR", 16, "373"}, {"BHT", 4, "373"},
	};

	if (strcmp(finding, "AMOUNT") == 0)
		return "782";
	if (strcmp(finding, "DATE") == 0)
		for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
			if (dates[i].element == element && strcmp(dates[i].segment_id, segment_id) == 0)
				return dates[i].number;
	return "";
}
