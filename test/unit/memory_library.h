/*
 * memory_library.h - the library as arrays in memory, read from neutral CSV
 * files: what the server's reader is to the edits, for tests without a server.
 *
 * The same CSV reader and the same table of sets (library/sets.c) as in the
 * server; look-ups simply walk the rows.
 */
#ifndef RCM_MEMORY_LIBRARY_H
#define RCM_MEMORY_LIBRARY_H

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/pack.h"
#include "claim/claim.h"
#include "codes/npi.h"
#include "library/csv.h"
#include "library/library.h"

typedef struct MemoryLibrary
{
	RcmLibrary	api;
	RcmArena	arena;			/* rows, for as long as the library */
	RcmArena	found;			/* what look-ups gave, until forget */
	RcmRows		sets[RCM_SET_COUNT];
} MemoryLibrary;

/* A whole file in malloc'd memory; empty when there is none. */
static RcmText
read_file(const char *path)
{
	FILE	   *file = fopen(path, "rb");
	char	   *data;
	long		size;

	if (file == NULL)
		return (RcmText) {NULL, 0};
	fseek(file, 0, SEEK_END);
	size = ftell(file);
	rewind(file);
	data = malloc((size_t) size + 1);
	size = (long) fread(data, 1, (size_t) size, file);
	data[size] = '\0';
	fclose(file);
	return (RcmText) {data, (int32_t) size};
}

static RcmTexts
split_list(RcmArena *arena, RcmText t)
{
	RcmTexts	list = {0, rcm_alloc(arena, sizeof(RcmText) * (size_t) (t.len / 2 + 1))};

	while (t.len > 0)
	{
		const char *bar = memchr(t.data, '|', (size_t) t.len);
		int32_t		n = bar != NULL ? (int32_t) (bar - t.data) : t.len;

		list.items[list.count++] = (RcmText) {t.data, n};
		n += bar != NULL;
		t = (RcmText) {t.data + n, t.len - n};
	}
	return list;
}

static int64_t
whole(RcmText t)
{
	RcmNumber	number;

	rcm_number_parse(&number, t, true);
	return number.state == RCM_NUMBER_OK ? number.millionths / RCM_ONE : RCM_NO_INT32;
}

static void
put_field(MemoryLibrary *m, const RcmColumn *column, char *row, RcmText t)
{
	void	   *member = row + column->offset;
	RcmNumber	number;

	switch (column->kind)
	{
		case RCM_COLUMN_HCPCS:
			*(int32_t *) member = rcm_hcpcs_parse(t);
			break;
		case RCM_COLUMN_ICD10:
		case RCM_COLUMN_PREFIX:
			*(int64_t *) member = rcm_icd10_pack(t);
			break;
		case RCM_COLUMN_NPI:
			if (!rcm_npi_parse(t, (int64_t *) member))
				*(int64_t *) member = 0;
			break;
		case RCM_COLUMN_CODE2:
			*(uint16_t *) member = rcm_pack2(t);
			break;
		case RCM_COLUMN_TEXT:
			*(RcmText *) member = t;
			break;
		case RCM_COLUMN_TEXTS:
			*(RcmTexts *) member = split_list(&m->arena, t);
			break;
		case RCM_COLUMN_DATE:
			if (!rcm_date_parse(t, (int32_t *) member))
				*(int32_t *) member = RCM_NO_DATE;
			break;
		case RCM_COLUMN_USD:
			(void) rcm_usd_parse(t, (int64_t *) member);
			break;
		case RCM_COLUMN_INT:
			*(int32_t *) member = (int32_t) whole(t);
			break;
		case RCM_COLUMN_QUANTITY:
			rcm_number_parse(&number, t, true);
			*(int64_t *) member = number.millionths;
			break;
		case RCM_COLUMN_FLAG:
			*(bool *) member = rcm_text_is(t, "Y") || rcm_text_is(t, "NA");
			break;
	}
}

static bool
is_name(RcmText header, const char *name, const char *other, const char *third)
{
	return rcm_text_is(header, name) || (other != NULL && rcm_text_is(header, other)) ||
		(third != NULL && rcm_text_is(header, third));
}

/* One row of a set from the fields of a file's row. */
static void
fill_row(MemoryLibrary *m, int set, RcmRow *row, const RcmText *header, const RcmCsv *csv)
{
	row->set = set;
	row->eff = row->term = RCM_NO_DATE;
	for (int c = 0; c < rcm_sets[set].count; c++)
		put_field(m, &rcm_sets[set].columns[c], (char *) row, (RcmText) {NULL, 0});
	for (int f = 0; f < csv->count; f++)
	{
		RcmText		t = csv->fields[f];

		if (is_name(header[f], "eff", "active_from", NULL))
			(void) rcm_date_parse(t, &row->eff);
		if (is_name(header[f], "term", "del", "active_to"))
			(void) rcm_date_parse(t, &row->term);
		for (int c = 0; c < rcm_sets[set].count; c++)
			if (rcm_text_is(header[f], rcm_sets[set].columns[c].name))
				put_field(m, &rcm_sets[set].columns[c], (char *) row, t);
	}
}

/* Adds the rows of a set's file, if it is there, to those that the set has. */
static void
load_set(MemoryLibrary *m, int set, const char *directory)
{
	char		path[512];
	RcmText		text;
	RcmCsv		csv;
	RcmText    *header;
	int			lines = m->sets[set].count;
	size_t		size = rcm_sets[set].row_size;
	char	   *rows;

	snprintf(path, sizeof(path), "%s/%s.csv", directory, rcm_sets[set].file);
	text = read_file(path);
	if (text.len == 0)
		return;
	for (int i = 0; i < text.len; i++)
		lines += text.data[i] == '\n';
	rcm_csv_init(&csv, text, &m->arena);
	if (rcm_csv_next(&csv) != RCM_CSV_ROW)
		return;
	header = rcm_alloc(&m->arena, sizeof(RcmText) * (size_t) csv.count);
	memcpy(header, csv.fields, sizeof(RcmText) * (size_t) csv.count);
	rows = rcm_alloc(&m->arena, size * (size_t) (lines + 1));
	if (m->sets[set].count > 0)
		memcpy(rows, m->sets[set].rows, size * (size_t) m->sets[set].count);
	m->sets[set].rows = (RcmRow *) rows;
	while (rcm_csv_next(&csv) == RCM_CSV_ROW)
		fill_row(m, set, (RcmRow *) (rows + size * (size_t) m->sets[set].count++), header, &csv);
}

/* Does a row have the key?  As the server's scan keys compare. */
static bool
has_key(int set, const char *row, const RcmKey *key)
{
	for (int k = 0; k < rcm_sets[set].keys; k++)
	{
		const RcmColumn *column = &rcm_sets[set].columns[k];
		const void *member = row + column->offset;
		int64_t		number = rcm_sets[set].keys == 1 ? key->number :
			(int32_t) (k == 0 ? key->number >> 32 : key->number & 0xFFFFFFFF);
		bool		equal;

		switch (column->kind)
		{
			case RCM_COLUMN_HCPCS:
			case RCM_COLUMN_INT:
				equal = *(const int32_t *) member == number;
				break;
			case RCM_COLUMN_CODE2:
				equal = *(const uint16_t *) member == number;
				break;
			case RCM_COLUMN_TEXT:
				equal = rcm_text_equal(*(const RcmText *) member, key->text);
				break;
			default:
				equal = *(const int64_t *) member == number;
				break;
		}
		if (!equal)
			return false;
	}
	return true;
}

static const RcmRows *
memory_find(RcmLibrary *api, RcmSetId set, const RcmKey *key)
{
	MemoryLibrary *m = (MemoryLibrary *) api;
	const RcmRows *all = &m->sets[set];
	size_t		size = rcm_sets[set].row_size;
	RcmRows    *found = rcm_alloc(&m->found, sizeof(RcmRows));

	found->rows = rcm_alloc(&m->found, size * (size_t) (all->count + 1));
	for (int i = 0; i < all->count; i++)
	{
		const char *row = (const char *) all->rows + size * (size_t) i;

		if (has_key(set, row, key))
			memcpy((char *) found->rows + size * (size_t) found->count++, row, size);
	}
	return found;
}

static bool
memory_loaded(RcmLibrary *api, RcmSetId set)
{
	return ((MemoryLibrary *) api)->sets[set].count > 0;
}

static bool
memory_billable_under(RcmLibrary *api, int64_t prefix)
{
	const RcmRows *all = &((MemoryLibrary *) api)->sets[RCM_SET_DIAGNOSIS];

	for (int i = 0; i < all->count; i++)
	{
		const RcmDiagnosisRow *row = RCM_ROW(RcmDiagnosisRow, all, i);

		if (row->billable && row->code != prefix && rcm_icd10_under(row->code, prefix))
			return true;
	}
	return false;
}

/* The server's regular expressions know \d; POSIX ones do not. */
static bool
memory_matches(RcmLibrary *api, RcmText pattern, RcmText text)
{
	char		posix[512] = "^(";
	char		subject[128];
	size_t		n = 2;
	regex_t		regex;
	bool		matched;

	(void) api;
	for (int i = 0; i < pattern.len && n < sizeof(posix) - 16; i++)
		if (pattern.data[i] == '\\' && i + 1 < pattern.len && pattern.data[i + 1] == 'd')
		{
			n += (size_t) snprintf(posix + n, sizeof(posix) - n, "[0-9]");
			i++;
		}
		else
			posix[n++] = pattern.data[i];
	snprintf(posix + n, sizeof(posix) - n, ")$");
	snprintf(subject, sizeof(subject), "%.*s", text.len > 100 ? 100 : text.len, text.data);
	if (regcomp(&regex, posix, REG_EXTENDED | REG_NOSUB) != 0)
		return false;
	matched = regexec(&regex, subject, 0, NULL, 0) == 0;
	regfree(&regex);
	return matched;
}

/* Reads every set that one of the directories has a file of, or both; false when neither has any. */
static bool
memory_library_open(MemoryLibrary *m, const char *directory, const char *other)
{
	bool		any = false;

	memset(m, 0, sizeof(*m));
	rcm_arena_init(&m->arena);
	rcm_arena_init(&m->found);
	m->api.generation = 1;
	m->api.find = memory_find;
	m->api.loaded = memory_loaded;
	m->api.billable_under = memory_billable_under;
	m->api.matches = memory_matches;
	for (int set = 0; set < RCM_SET_COUNT; set++)
	{
		if (rcm_sets[set].file != NULL)
		{
			load_set(m, set, directory);
			load_set(m, set, other);
		}
		any = any || m->sets[set].count > 0;
	}
	return any;
}

#endif
