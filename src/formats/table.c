/*
 * table.c - headings, lists within a field, dates in whichever style, the day
 * in a file's name.
 */
#include "formats/table.h"

#include <stdio.h>

RcmSplit
rcm_table_sniff(RcmText head)
{
	bool		quoted = false;

	for (int32_t i = 0; i < head.len; i++)
	{
		if (head.data[i] == '"')
			quoted = !quoted;
		else if (head.data[i] == '\t' && !quoted)
			return RCM_SPLIT_TABS;
	}
	return RCM_SPLIT_CSV;
}

bool
rcm_blank_record(const RcmText *fields, int count)
{
	for (int i = 0; i < count; i++)
		if (rcm_field(fields[i]).len > 0)
			return false;
	return true;
}

bool
rcm_same_width(RcmFile *file, int count, int headings)
{
	return count == headings ||
		rcm_file_fault(file, count, "%d columns where the headings have %d: the file is damaged or cut",
					   count, headings);
}

/* ---- headings ---- */

bool
rcm_heading_is(RcmText heading, const char *name)
{
	int32_t		i = 0;

	for (;;)
	{
		while (i < heading.len && !rcm_letter_or_digit(heading.data[i]))
			i++;
		while (*name != '\0' && !rcm_letter_or_digit(*name))
			name++;
		if (i == heading.len || *name == '\0')
			return i == heading.len && *name == '\0';
		if (rcm_upper(heading.data[i++]) != rcm_upper(*name++))
			return false;
	}
}

bool
rcm_heading_ends(RcmText heading, const char *name)
{
	int32_t		n = (int32_t) strlen(name);

	heading = rcm_text_trim(heading);
	if (heading.len <= n || rcm_letter_or_digit(heading.data[heading.len - n - 1]))
		return false;
	return rcm_heading_is((RcmText) {heading.data + heading.len - n, n}, name);
}

int
rcm_heading_place(const RcmText *fields, int count, const char *const *names)
{
	for (int i = 0; i < count; i++)
		for (int n = 0; names[n] != NULL; n++)
			if (rcm_heading_is(fields[i], names[n]))
				return i;
	return -1;
}

int
rcm_filled_fields(const RcmText *fields, int count)
{
	int			filled = 0;

	for (int i = 0; i < count; i++)
		filled += rcm_field(fields[i]).len > 0;
	return filled;
}

/* ---- fields ---- */

bool
rcm_field_any_date(RcmFile *file, RcmText field, int column, int32_t *date)
{
	RcmText		t = rcm_field(field);
	RcmDateStyle style = RCM_DATE_ISO;

	if (t.len > 0 && memchr(t.data, '/', (size_t) t.len) != NULL)
		style = RCM_DATE_SLASHES;
	else if (t.len == 8)
		style = RCM_DATE_YMD;
	return rcm_field_date(file, t, column, style, date);
}

bool
rcm_field_is_taxonomy(RcmText field)
{
	return rcm_field_is_word(field, 10) && field.data[9] == 'X';
}

int
rcm_field_items(RcmText field, const char *separators, RcmText *items, int room)
{
	int			count = 0;
	int32_t		from = 0;

	for (int32_t i = 0; i <= field.len; i++)
	{
		RcmText		item;

		if (i < field.len && (field.data[i] == '\0' || strchr(separators, field.data[i]) == NULL))
			continue;
		item = from < i ? rcm_field((RcmText) {field.data + from, i - from}) : RCM_NULL_TEXT;
		if (item.len > 0 && count < room)
			items[count++] = item;
		from = i + 1;
	}
	return count;
}

RcmText
rcm_array_text(RcmFile *file, const RcmText *items, int count)
{
	RcmBuffer	b;

	if (count == 0)
		return RCM_NULL_TEXT;
	rcm_buffer_init(&b, &file->record, 64);
	for (int i = 0; i < count; i++)
	{
		rcm_buffer_string(&b, i == 0 ? "{\"" : ",\"");
		for (int32_t j = 0; j < items[i].len; j++)
		{
			if (items[i].data[j] == '"' || items[i].data[j] == '\\')
				rcm_buffer_char(&b, '\\');
			rcm_buffer_char(&b, items[i].data[j]);
		}
		rcm_buffer_char(&b, '"');
	}
	rcm_buffer_char(&b, '}');
	return (RcmText) {b.data, (int32_t) b.len};
}

/* ---- the day in a file's name ---- */

/* Where the digits that begin at a place end. */
static int
digits_end(RcmText name, int at)
{
	while (at < name.len && rcm_is_digit(name.data[at]))
		at++;
	return at;
}

/* Three runs of so many digits from a place on, with one character between; false: not so. */
static bool
three_numbers(RcmText name, int at, const int *digits, int *numbers)
{
	for (int i = 0; i < 3; i++)
	{
		if (digits_end(name, at) != at + digits[i])
			return false;
		numbers[i] = rcm_name_number(name, at, digits[i]);
		at += digits[i] + 1;
	}
	return true;
}

/* 20240701, 2024-07-01 or 07-01-2024 at a place of a name. */
static bool
day_at(RcmText name, int at, int32_t *day)
{
	static const int year_first[3] = {4, 2, 2};
	static const int year_last[3] = {2, 2, 4};
	int			n[3];

	if (digits_end(name, at) == at + 8)
		return rcm_name_number(name, at, 4) >= 1990 &&
			rcm_date_parse_d8((RcmText) {name.data + at, 8}, day);
	if (three_numbers(name, at, year_first, n))
		return n[0] >= 1990 && rcm_date_from_ymd(n[0], n[1], n[2], day);
	return three_numbers(name, at, year_last, n) && n[2] >= 1990 &&
		rcm_date_from_ymd(n[2], n[0], n[1], day);
}

void
rcm_name_release(RcmText name, RcmReleaseHint *hint)
{
	int			year = rcm_name_year(name);
	int			month = rcm_name_month(name);
	int32_t		day;

	for (int at = 0; at < name.len; at = digits_end(name, at) + 1)
	{
		RcmYmd		ymd;

		if (!day_at(name, at, &day))
			continue;
		ymd = rcm_ymd(day);
		snprintf(hint->name, RCM_RELEASE_NAME, "%04d-%02d-%02d", ymd.year, ymd.month, ymd.day);
		hint->from = hint->published_on = day;
		return;
	}
	if (year == 0 || !rcm_date_from_ymd(year, month == 0 ? 1 : month, 1, &hint->from))
		return;
	if (month == 0)
		snprintf(hint->name, RCM_RELEASE_NAME, "%04d", year);
	else
		snprintf(hint->name, RCM_RELEASE_NAME, "%04d-%02d", year, month);
}
