/*
 * columns_pg.h - a row of this room's relations, filled from left to right.
 */
#ifndef RCM_REMITTANCE_COLUMNS_PG_H
#define RCM_REMITTANCE_COLUMNS_PG_H

#include "x12/run_pg.h"

#include "utils/numeric.h"

#include "remittance/read.h"

#define MOST_COLUMNS 64

typedef struct Row
{
	int			count;
	Datum		values[MOST_COLUMNS];
	bool		nulls[MOST_COLUMNS];
} Row;

#define ADD(row, datum) \
	do { \
		bool	   *isnull = &(row)->nulls[(row)->count]; \
		*isnull = false; \
		(row)->values[(row)->count] = (datum); \
		(row)->count++; \
	} while (0)

static inline void
add_text(Row *row, RcmText t)
{
	ADD(row, rcm_text_datum(t, isnull));
}

static inline void
add_usd(Row *row, int64_t cents)
{
	ADD(row, rcm_usd_datum(cents, isnull));
}

static inline void
add_date(Row *row, int32_t day)
{
	ADD(row, rcm_date_datum(day, isnull));
}

static inline void
add_number(Row *row, const RcmNumber *number)
{
	/* Units are whole numbers nearly always. */
	if (number->state == RCM_NUMBER_OK && number->millionths % RCM_ONE == 0)
		ADD(row, NumericGetDatum(int64_to_numeric(number->millionths / RCM_ONE)));
	else
		ADD(row, rcm_number_datum(number, isnull));
}

/* Null when it is 0. */
static inline void
add_ordinal(Row *row, int64_t ordinal)
{
	ADD(row, rcm_ordinal_datum(ordinal, isnull));
}

static inline void
add_count(Row *row, int64_t count)
{
	ADD(row, Int32GetDatum((int32) count));
}

static inline void
add_truth(Row *row, RcmTruth truth)
{
	ADD(row, (*isnull = truth == RCM_UNKNOWN, BoolGetDatum(truth == RCM_TRUE)));
}

static inline void
add_modifiers(Row *row, const RcmRemittanceProcedure *p)
{
	const RcmList list = {p->modifiers, unconstify(RcmText *, &p->modifier[0])};

	ADD(row, (*isnull = p->code.len == 0, rcm_texts_datum(&list)));
}

#endif
