/*
 * row_pg.c - a tuple of a library table as a row, a key as a scan key.
 */
#include "rcm.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/date.h"
#include "utils/fmgroids.h"
#include "utils/numeric.h"

#include "base/pack.h"
#include "library/row_pg.h"

#define MILLION 1000000

RcmText
rcm_keep_text(MemoryContext memory, const char *data, int len)
{
	char	   *copy = MemoryContextAlloc(memory, len + 1);

	memcpy(copy, data, len);
	copy[len] = '\0';
	return (RcmText) {copy, len};
}

static RcmTexts
keep_texts(MemoryContext memory, Datum datum)
{
	Datum	   *items;
	bool	   *nulls;
	int			n;
	RcmTexts	texts = {0, NULL};

	deconstruct_array(DatumGetArrayTypeP(datum), TEXTOID, -1, false, TYPALIGN_INT,
					  &items, &nulls, &n);
	texts.items = MemoryContextAlloc(memory, sizeof(RcmText) * (n + 1));
	for (int i = 0; i < n; i++)
		if (!nulls[i])
			texts.items[texts.count++] = rcm_keep_text(memory, VARDATA_ANY(DatumGetPointer(items[i])),
												   VARSIZE_ANY_EXHDR(DatumGetPointer(items[i])));
	return texts;
}

/* numeric to millionths, rounded: factors such as units for each millilitre. */
static int64
quantity(Datum datum)
{
	Datum		scaled = DirectFunctionCall2(numeric_mul, datum,
											 NumericGetDatum(int64_to_numeric(MILLION)));

	return DatumGetInt64(DirectFunctionCall1(numeric_int8, scaled));
}

static RcmText
text_value(Datum datum)
{
	struct varlena *v = PG_DETOAST_DATUM_PACKED(datum);

	return (RcmText) {VARDATA_ANY(v), VARSIZE_ANY_EXHDR(v)};
}

static void
put_column(MemoryContext memory, const RcmColumn *column, char *row, Datum datum, bool isnull)
{
	void	   *member = row + column->offset;

	switch (column->kind)
	{
		case RCM_COLUMN_HCPCS:
			*(int32 *) member = isnull ? RCM_NO_HCPCS : DatumGetInt32(datum);
			break;
		case RCM_COLUMN_ICD10:
		case RCM_COLUMN_NPI:
			*(int64 *) member = isnull ? 0 : DatumGetInt64(datum);
			break;
		case RCM_COLUMN_PREFIX:
			*(int64 *) member = isnull ? 0 : rcm_icd10_pack(text_value(datum));
			break;
		case RCM_COLUMN_CODE2:
			*(uint16 *) member = isnull ? 0 : rcm_pack2(text_value(datum));
			break;
		case RCM_COLUMN_TEXT:
			if (!isnull)
			{
				RcmText		t = text_value(datum);

				*(RcmText *) member = rcm_keep_text(memory, t.data, t.len);
			}
			break;
		case RCM_COLUMN_TEXTS:
			if (!isnull)
				*(RcmTexts *) member = keep_texts(memory, datum);
			break;
		case RCM_COLUMN_DATE:
			*(int32 *) member = isnull || DATE_NOT_FINITE(DatumGetDateADT(datum)) ?
				RCM_NO_DATE : DatumGetDateADT(datum);
			break;
		case RCM_COLUMN_USD:
			*(int64 *) member = isnull ? RCM_NO_USD : DatumGetInt64(datum);
			break;
		case RCM_COLUMN_INT:
			*(int32 *) member = isnull ? RCM_NO_INT32 : DatumGetInt32(datum);
			break;
		case RCM_COLUMN_QUANTITY:
			*(int64 *) member = isnull ? 0 : quantity(datum);
			break;
		case RCM_COLUMN_FLAG:
			*(bool *) member = !isnull && DatumGetBool(datum);
			break;
	}
}

static int32
date_or_open(const Datum *values, const bool *nulls, AttrNumber column)
{
	if (column == InvalidAttrNumber || nulls[column - 1] ||
		DATE_NOT_FINITE(DatumGetDateADT(values[column - 1])))
		return RCM_NO_DATE;
	return DatumGetDateADT(values[column - 1]);
}

void
rcm_fill_row(MemoryContext memory, RcmSetId id, const RcmOpenSet *set, RcmRow *row,
			 const Datum *values, const bool *nulls)
{
	row->eff = date_or_open(values, nulls, set->eff);
	row->term = date_or_open(values, nulls, set->term);
	if (set->release != InvalidAttrNumber && !nulls[set->release - 1])
		row->release = DatumGetInt32(values[set->release - 1]);
	row->set = id;
	for (int i = 0; i < rcm_sets[id].count; i++)
	{
		AttrNumber	column = set->columns[i];

		put_column(memory, &rcm_sets[id].columns[i], (char *) row, values[column - 1], nulls[column - 1]);
	}
}

static Datum
text_datum(const char *data, int len)
{
	return PointerGetDatum(cstring_to_text_with_len(data, len));
}

static void
scan_key(ScanKey key, AttrNumber column, RcmColumnKind kind, const RcmKey *value)
{
	RegProcedure equal = F_TEXTEQ;
	Datum		argument;
	char		place[8];
	int			len;

	switch (kind)
	{
		case RCM_COLUMN_HCPCS:
		case RCM_COLUMN_INT:
			equal = F_INT4EQ;
			argument = Int32GetDatum((int32) value->number);
			break;
		case RCM_COLUMN_ICD10:
		case RCM_COLUMN_NPI:
			equal = F_INT8EQ;
			argument = Int64GetDatum(value->number);
			break;
		case RCM_COLUMN_CODE2:
			place[0] = (char) (value->number >> 8);
			place[1] = (char) (value->number & 0xFF);
			argument = text_datum(place, 2);
			break;
		case RCM_COLUMN_PREFIX:
			len = rcm_icd10_undotted(value->number, place);
			argument = text_datum(place, len);
			break;
		default:
			argument = text_datum(value->text.data, value->text.len);
			break;
	}
	ScanKeyInit(key, column, BTEqualStrategyNumber, equal, argument);
}

int
rcm_scan_keys(RcmSetId id, const RcmOpenSet *set, const RcmKey *key, ScanKey keys)
{
	const RcmSet *def = &rcm_sets[id];

	for (int i = 0; i < def->keys; i++)
	{
		RcmKey		part = *key;

		if (def->keys == 2)
			part.number = (int32) (i == 0 ? key->number >> 32 : key->number & 0xFFFFFFFF);
		scan_key(&keys[i], set->columns[i], def->columns[i].kind, &part);
	}
	return def->keys;
}
