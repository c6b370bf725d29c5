/*
 * fees.c - see fees.h.
 */
#include "formats/fees.h"

#include <stdio.h>

bool
rcm_fee_number(RcmFile *file, RcmText field, int column, int whole, int places, RcmText *number)
{
	RcmText		t;
	RcmBuffer	b;
	int32_t		point = 0;

	if (!rcm_field_decimal(file, field, column, places, &t))
		return false;
	*number = RCM_NULL_TEXT;
	if (t.len == 0)
		return true;
	rcm_buffer_init(&b, &file->record, 32);
	if (t.data[0] == '-')
	{
		rcm_buffer_char(&b, '-');
		t.data++;
		t.len--;
	}
	for (; t.len > 1 && t.data[0] == '0' && t.data[1] != '.'; t.data++)
		t.len--;
	while (point < t.len && t.data[point] != '.')
		point++;
	if (point > whole)
		return rcm_file_fault(file, column, "the number has more than %d digits before the point", whole);
	if (point == 0)
		rcm_buffer_char(&b, '0');
	rcm_buffer_add(&b, t.data, (size_t) point);
	if (places > 0)
		rcm_buffer_char(&b, '.');
	for (int i = 1; i <= places; i++)
		rcm_buffer_char(&b, point + i < t.len ? t.data[point + i] : '0');
	*number = (RcmText) {b.data, (int32_t) b.len};
	return true;
}

int
rcm_line_length(RcmText line)
{
	int			n = 0;

	for (int32_t i = 0; i < line.len; i++)
		n += ((unsigned char) line.data[i] & 0xC0) != 0x80;
	return n;
}

void
rcm_fee_other_set(const RcmFormat *format, RcmText name, RcmReleaseHint *hint)
{
	static const char *const words[] = {"PPRRVU", "GPCI", "ANES", "LOCCO", "ZIP5"};
	static const char *const sets[] = {"pfs", "gpci", "anesthesia", "localities", "zip-localities"};

	for (int i = 0; i < 5; i++)
	{
		const char *set = sets[i];

		if (rcm_name_find(name, words[i]) < 0)
			continue;
		if (i == 0 && rcm_name_find(name, "QPP") >= 0 && rcm_name_find(name, "nonQPP") < 0 &&
			rcm_name_find(name, "non-QPP") < 0 && rcm_name_find(name, "non_QPP") < 0)
			set = "pfs-apm";
		if (strcmp(set, format->set) != 0)
			snprintf(hint->other_set, sizeof(hint->other_set), "%s", set);
		return;
	}
}
