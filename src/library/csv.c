/*
 * csv.c - see csv.h.
 */
#include "library/csv.h"

void
rcm_csv_init(RcmCsv *csv, RcmText text, RcmArena *arena)
{
	memset(csv, 0, sizeof(*csv));
	csv->p = text.data;
	csv->end = text.data + text.len;
	csv->arena = arena;
	/* a byte order mark is not part of the first name */
	if (text.len >= 3 && memcmp(text.data, "\xEF\xBB\xBF", 3) == 0)
		csv->p += 3;
}

static bool
at_line_end(const RcmCsv *csv)
{
	return csv->p >= csv->end || *csv->p == '\n' || *csv->p == '\r';
}

static bool
add_field(RcmCsv *csv, RcmText field)
{
	if (csv->count == csv->room)
	{
		int			room = csv->room == 0 ? 32 : csv->room * 2;
		RcmText    *fields = rcm_alloc(csv->arena, sizeof(RcmText) * (size_t) room);

		if (fields == NULL)
			return false;
		if (csv->count > 0)
			memcpy(fields, csv->fields, sizeof(RcmText) * (size_t) csv->count);
		csv->fields = fields;
		csv->room = room;
	}
	csv->fields[csv->count++] = field;
	return true;
}

/* A quoted field; p stands after its opening quote. */
static RcmCsvStatus
quoted_field(RcmCsv *csv)
{
	const char *start = csv->p;
	const char *p = start;
	int			doubled = 0;
	char	   *out;
	RcmText		field;

	for (; p < csv->end; p++)
		if (*p == '"')
		{
			if (p + 1 >= csv->end || p[1] != '"')
				break;
			p++;
			doubled++;
		}
	if (p >= csv->end)
		return RCM_CSV_UNTERMINATED;
	csv->p = p + 1;
	field = (RcmText) {start, (int32_t) (p - start)};
	if (doubled > 0)
	{
		out = rcm_alloc(csv->arena, (size_t) field.len);
		if (out == NULL)
			return RCM_CSV_MEMORY;
		field.data = out;
		for (const char *s = start; s < p; s++)
		{
			*out++ = *s;
			if (*s == '"')
				s++;
		}
		field.len -= doubled;
	}
	if (!at_line_end(csv) && *csv->p != ',')
		return RCM_CSV_STRAY_QUOTE;
	return add_field(csv, field) ? RCM_CSV_ROW : RCM_CSV_MEMORY;
}

static RcmCsvStatus
plain_field(RcmCsv *csv)
{
	const char *start = csv->p;

	while (!at_line_end(csv) && *csv->p != ',')
		csv->p++;
	return add_field(csv, (RcmText) {start, (int32_t) (csv->p - start)}) ?
		RCM_CSV_ROW : RCM_CSV_MEMORY;
}

RcmCsvStatus
rcm_csv_next(RcmCsv *csv)
{
	RcmCsvStatus status;

	while (csv->p < csv->end && (*csv->p == '\n' || *csv->p == '\r'))
		csv->p++;
	if (csv->p >= csv->end)
		return RCM_CSV_END;
	csv->row++;
	csv->count = 0;
	for (;;)
	{
		if (csv->p < csv->end && *csv->p == '"')
		{
			csv->p++;
			status = quoted_field(csv);
		}
		else
			status = plain_field(csv);
		if (status != RCM_CSV_ROW || at_line_end(csv))
			return status;
		csv->p++;				/* the comma */
	}
}
