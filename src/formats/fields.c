/*
 * fields.c - what formats have in common: trimming, dates, numbers, headers,
 * what a file's name says.
 */
#include "formats/format.h"

#include <stdio.h>

#include "codes/hcpcs.h"
#include "codes/icd10.h"

const char *const rcm_months[12] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};

/* Trims no-break spaces as well, which HCPCS files are full of. */
RcmText
rcm_field(RcmText field)
{
	for (;;)
	{
		int32_t		before = field.len;

		field = rcm_text_trim(field);
		if (field.len >= 2 && memcmp(field.data, "\xC2\xA0", 2) == 0)
		{
			field.data += 2;
			field.len -= 2;
		}
		if (field.len >= 2 && memcmp(field.data + field.len - 2, "\xC2\xA0", 2) == 0)
			field.len -= 2;
		if (field.len == before)
			break;
	}
	return field.len > 0 ? field : RCM_NULL_TEXT;
}

bool
rcm_field_is_number(RcmText field, int most)
{
	for (int32_t i = 0; i < field.len; i++)
		if (!rcm_is_digit(field.data[i]))
			return false;
	return field.len >= 1 && field.len <= most;
}

bool
rcm_field_is_word(RcmText field, int len)
{
	for (int32_t i = 0; i < field.len; i++)
		if (!rcm_is_digit(field.data[i]) && !rcm_is_upper(field.data[i]))
			return false;
	return field.len == len;
}

/* Five digits, a letter and four digits, or four digits and a letter; CCCCC is none. */
bool
rcm_field_is_procedure(RcmText field)
{
	if (field.len != 5)
		return false;
	for (int i = 1; i < 4; i++)
		if (!rcm_is_digit(field.data[i]))
			return false;
	return (rcm_is_digit(field.data[0]) && (rcm_is_digit(field.data[4]) || rcm_is_upper(field.data[4]))) ||
		(rcm_is_upper(field.data[0]) && rcm_is_digit(field.data[4]));
}

RcmText
rcm_field_diagnosis(RcmFile *file, RcmText field)
{
	int64_t		code = rcm_icd10_parse(rcm_field(field));
	char	   *out;

	if (code == RCM_NO_ICD10)
		return RCM_NULL_TEXT;
	out = rcm_alloc(&file->record, 8);
	return (RcmText) {out, rcm_icd10_undotted(code, out)};
}

static bool
same_letters(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rcm_upper(a[i]) != rcm_upper(b[i]))
			return false;
	return true;
}

bool
rcm_field_says(RcmText field, const char *words)
{
	field = rcm_text_trim(field);
	return (size_t) field.len == strlen(words) && same_letters(field.data, words, (size_t) field.len);
}

int
rcm_name_find(RcmText name, const char *word)
{
	int32_t		n = (int32_t) strlen(word);

	for (int32_t i = 0; i + n <= name.len; i++)
		if (same_letters(name.data + i, word, (size_t) n))
			return i;
	return -1;
}

bool
rcm_field_mentions(RcmText field, const char *words)
{
	return rcm_name_find(field, words) >= 0;
}

bool
rcm_begins_with(RcmText text, const char *bytes)
{
	size_t		n = strlen(bytes);

	return (size_t) text.len >= n && memcmp(text.data, bytes, n) == 0;
}

RcmText
rcm_with_zeros(RcmFile *file, RcmText field, int width)
{
	return field.len >= width || !rcm_field_is_number(field, width) ? field :
		rcm_format_text(file, "%0*d%.*s", width - field.len, 0, field.len, field.data);
}

RcmText
rcm_flag_text(bool flag)
{
	return flag ? RCM_TEXT("t") : RCM_TEXT("f");
}

int
rcm_header_place(const RcmText *fields, int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (rcm_field_says(fields[i], name))
			return i;
	return -1;
}

/* ---- dates ---- */

static int
number(const char *p, int digits)
{
	int			n = 0;

	for (int i = 0; i < digits; i++)
	{
		if (!rcm_is_digit(p[i]))
			return -1;
		n = n * 10 + (p[i] - '0');
	}
	return n;
}

static bool
julian(RcmText t, int32_t *date)
{
	int			year = t.len == 7 ? number(t.data, 4) : -1;
	int			day = t.len == 7 ? number(t.data + 4, 3) : -1;
	int32_t		first;
	int32_t		next;

	if (year < 0 || day < 1 || !rcm_date_from_ymd(year, 1, 1, &first) ||
		!rcm_date_from_ymd(year + 1, 1, 1, &next) || first + day - 1 >= next)
		return false;
	*date = first + day - 1;
	return true;
}

static bool
slashes(RcmText t, int32_t *date)
{
	const char *first = memchr(t.data, '/', (size_t) t.len);
	int			month_len = first == NULL ? 0 : (int) (first - t.data);
	int			day_len = t.len - month_len - 6;	/* two slashes and the year */

	if (month_len < 1 || month_len > 2 || day_len < 1 || day_len > 2 ||
		t.data[t.len - 5] != '/')
		return false;
	return rcm_date_from_ymd(number(t.data + t.len - 4, 4), number(t.data, month_len),
							 number(first + 1, day_len), date);
}

bool
rcm_field_date(RcmFile *file, RcmText field, int column, RcmDateStyle style, int32_t *date)
{
	RcmText		t = rcm_field(field);
	bool		good;

	*date = RCM_NO_DATE;
	if (t.len == 0 || rcm_text_is(t, "*") || rcm_text_is(t, "N/A"))
		return true;
	switch (style)
	{
		case RCM_DATE_YMD:
			good = rcm_date_parse_d8(t, date);
			break;
		case RCM_DATE_JULIAN:
			good = julian(t, date);
			break;
		case RCM_DATE_SLASHES:
			good = slashes(t, date);
			break;
		default:
			good = rcm_date_parse(t, date);
			break;
	}
	if (!good)
		rcm_file_fault(file, column, "\"%.*s\" is not a date (%s)", t.len > 20 ? 20 : t.len, t.data,
					   style == RCM_DATE_YMD ? "YYYYMMDD" : style == RCM_DATE_JULIAN ? "YYYYDDD" :
					   style == RCM_DATE_SLASHES ? "MM/DD/YYYY" : "YYYY-MM-DD");
	return good;
}

RcmText
rcm_date_text(RcmFile *file, int32_t date)
{
	char	   *out;

	if (date == RCM_NO_DATE)
		return RCM_NULL_TEXT;
	out = rcm_alloc(&file->record, 10);
	rcm_date_format(date, out);
	return (RcmText) {out, 10};
}

/* ---- numbers ---- */

bool
rcm_field_decimal(RcmFile *file, RcmText field, int column, int places, RcmText *number)
{
	RcmText		t = rcm_field(field);
	int			digits = 0;
	int			after = -1;
	char	   *copy;

	*number = RCM_NULL_TEXT;
	if (t.len == 0)
		return true;
	for (int32_t i = 0; i < t.len; i++)
	{
		if (t.data[i] == '.' && after < 0 && places > 0)
			after = 0;
		else if (rcm_is_digit(t.data[i]))
		{
			digits++;
			after += after >= 0;
		}
		else if (!(t.data[i] == '-' && i == 0))
			return rcm_file_fault(file, column, "\"%.*s\" is not a number", t.len > 20 ? 20 : t.len, t.data);
	}
	if (digits == 0 || digits > 15 || after > places)
		return rcm_file_fault(file, column, "\"%.*s\" is not a number with at most %d decimals",
							  t.len > 20 ? 20 : t.len, t.data, places);
	copy = rcm_alloc(&file->record, (size_t) t.len);
	memcpy(copy, t.data, (size_t) t.len);
	*number = (RcmText) {copy, t.len};
	return true;
}

/* Where character n (from 0) of a line begins; its length when it is shorter. */
static int32_t
character(RcmText line, int n)
{
	int32_t		i = 0;

	for (; i < line.len; i++)
		if ((line.data[i] & 0xC0) != 0x80 && n-- == 0)
			break;
	return i;
}

/* By characters: a line in cp1252 had one byte for each, and is UTF-8 by now. */
RcmText
rcm_columns(RcmText line, int first, int last)
{
	int32_t		begin = character(line, first - 1);
	int32_t		end = character(line, last);

	return rcm_field((RcmText) {line.data + begin, end - begin});
}

RcmText
rcm_format_text(RcmFile *file, const char *format,...)
{
	va_list		args;
	char		start[128];
	char	   *out;
	int			n;

	va_start(args, format);
	n = vsnprintf(start, sizeof(start), format, args);
	va_end(args);
	if (n <= 0)
		return (RcmText) {"", 0};
	out = rcm_alloc(&file->record, (size_t) n + 1);
	if ((size_t) n < sizeof(start))
		return (RcmText) {memcpy(out, start, (size_t) n), n};
	va_start(args, format);
	vsnprintf(out, (size_t) n + 1, format, args);
	va_end(args);
	return (RcmText) {out, n};
}

/* ---- what a file's name says ---- */

int32_t
rcm_quarter(int year, int quarter, char *name)
{
	int32_t		first = RCM_NO_DATE;

	if (!rcm_date_from_ymd(year, quarter * 3 - 2, 1, &first))
		return RCM_NO_DATE;
	snprintf(name, RCM_RELEASE_NAME, "%04dQ%d", year % 10000, quarter);
	return first;
}

bool
rcm_month_quarter(RcmReleaseHint *hint, int year, int month)
{
	if (year <= 0 || month < 1 || month % 3 != 1)
		return false;
	hint->from = rcm_quarter(year, (month + 2) / 3, hint->name);
	return true;
}

int
rcm_name_number(RcmText name, int at, int digits)
{
	return at < 0 || at + digits > name.len ? -1 : number(name.data + at, digits);
}

int
rcm_name_year(RcmText name)
{
	for (int32_t i = 0; i + 4 <= name.len; i++)
	{
		int			year = number(name.data + i, 4);

		if (year >= 1990 && year <= 2099 && (i == 0 || !rcm_is_digit(name.data[i - 1])) &&
			(i + 4 == name.len || !rcm_is_digit(name.data[i + 4])))
			return year;
	}
	return 0;
}

int
rcm_name_month(RcmText name)
{
	for (int32_t i = 0; i + 3 <= name.len; i++)
	{
		if (i > 0 && rcm_is_upper(rcm_upper(name.data[i - 1])))
			continue;
		for (int m = 0; m < 12; m++)
			if (same_letters(name.data + i, rcm_months[m], 3))
				return m + 1;
	}
	return 0;
}
