/*
 * library.h - what the practice knows, as the scrubber reads it.
 *
 * The narrow interface between the edits and the code sets.  Every set is a
 * table of rows found by a key; the server fetches them through an index
 * (reader_pg.c), the unit tests from arrays in memory.  What is found stays
 * put until the claim has been judged.
 *
 * sets.c says for each set which table and which columns make its rows.
 */
#ifndef RCM_LIBRARY_H
#define RCM_LIBRARY_H

#include "library/rows.h"

typedef enum RcmSetId
{
	RCM_SET_PROCEDURE,
	RCM_SET_FEE_SCHEDULE,
	RCM_SET_PTP,
	RCM_SET_MUE,
	RCM_SET_ADD_ON,
	RCM_SET_DIAGNOSIS,
	RCM_SET_SEVENTH_CHARACTER,
	RCM_SET_EXCLUDES1,
	RCM_SET_MANIFESTATION,
	RCM_SET_MODIFIER,
	RCM_SET_MODIFIER_PROCEDURE,
	RCM_SET_MODIFIER_CONFLICT,
	RCM_SET_PLACE_OF_SERVICE,
	RCM_SET_PLACE_PROCEDURE,
	RCM_SET_TELEHEALTH,
	RCM_SET_COVERAGE_POLICY,
	RCM_SET_PROCEDURE_DIAGNOSIS,
	RCM_SET_PROCEDURE_SPECIALTY,
	RCM_SET_AUTHORIZATION_RULE,
	RCM_SET_FREQUENCY_LIMIT,
	RCM_SET_FEE,
	RCM_SET_PAYER,
	RCM_SET_CLIA_WAIVED,
	RCM_SET_CLIA_CERTIFICATE,
	RCM_SET_PANEL,
	RCM_SET_NDC,
	RCM_SET_DME,
	RCM_SET_TYPE_OF_BILL,
	RCM_SET_REVENUE_CODE,
	RCM_SET_REVENUE_PROCEDURE,
	RCM_SET_OPPS_STATUS,
	RCM_SET_DEVICE,
	RCM_SET_THERAPY_THRESHOLD,
	RCM_SET_PROVIDER,
	RCM_SET_ENROLLMENT,
	RCM_SET_EDIT_MODE,
	RCM_SET_EDIT_OVERRIDE,
	RCM_SET_CUSTOM_EDIT,
	RCM_SET_RELEASE,
	RCM_SET_GPCI,
	RCM_SET_ANESTHESIA_FACTOR,
	RCM_SET_ZIP_LOCALITY,
	RCM_SET_MCE_EDIT,
	RCM_SET_POA_EXEMPT,
	RCM_SET_CONTRACT,
	RCM_SET_RELATIVE_VALUE,		/* the fee schedule again, as prices read it */
	RCM_SET_COUNT
} RcmSetId;

/* The bit of a set in an edit's list of needs. */
#define RCM_NEEDS(set) (UINT64_C(1) << RCM_SET_##set)

/* ---- how rows look: sets.c ---- */

typedef enum RcmColumnKind
{
	RCM_COLUMN_HCPCS,			/* rcm.hcpcs, int32_t */
	RCM_COLUMN_ICD10,			/* rcm.icd10, int64_t */
	RCM_COLUMN_PREFIX,			/* text, packed as a diagnosis: int64_t */
	RCM_COLUMN_NPI,				/* rcm.npi, int64_t */
	RCM_COLUMN_CODE2,			/* text of two characters, uint16_t */
	RCM_COLUMN_TEXT,			/* text, RcmText */
	RCM_COLUMN_TEXTS,			/* text[], RcmTexts */
	RCM_COLUMN_DATE,			/* date, int32_t */
	RCM_COLUMN_USD,				/* rcm.usd, int64_t */
	RCM_COLUMN_INT,				/* integer, int32_t */
	RCM_COLUMN_QUANTITY,		/* numeric, int64_t in millionths */
	RCM_COLUMN_FLAG				/* boolean, bool; null is false */
} RcmColumnKind;

typedef struct RcmColumn
{
	const char *name;
	RcmColumnKind kind;
	uint16_t	offset;
} RcmColumn;

#define RCM_MAX_KEYS 2

typedef struct RcmSet
{
	const char *table;			/* in the library's schema */
	const char *file;			/* its neutral file, without ".csv"; NULL: none */
	size_t		row_size;
	int			keys;			/* the first columns are the key of a look-up */
	int			count;
	const RcmColumn *columns;	/* without eff, term and release_id */
} RcmSet;

extern const RcmSet rcm_sets[RCM_SET_COUNT];

/* ---- the interface ---- */

typedef struct RcmRows
{
	int32_t		count;
	RcmRow	   *rows;			/* rcm_sets[set].row_size apart */
} RcmRows;

/* One key value: a number for codes, text for the rest. */
typedef struct RcmKey
{
	int64_t		number;
	RcmText		text;
} RcmKey;

typedef struct RcmLibrary RcmLibrary;
struct RcmLibrary
{
	/* All rows of a set with this key (all rows at all where a set has no key). */
	const RcmRows *(*find) (RcmLibrary *library, RcmSetId set, const RcmKey *key);
	/* Has the set any row?  Ask through rcm_loaded. */
	bool		(*loaded) (RcmLibrary *library, RcmSetId set);
	uint64_t	generation;		/* another one when earlier rows are gone */
	uint64_t	asked_sets;		/* bits of the sets whose answer is known */
	uint64_t	loaded_sets;
	/* Bits of the sets that no release judges some of these days by; NULL: there are none. */
	uint64_t	(*uncovered) (RcmLibrary *library, int32_t first, int32_t last);
	/* Does a billable diagnosis begin with this prefix (and is longer)? */
	bool		(*billable_under) (RcmLibrary *library, int64_t prefix);
	/* Does the whole text match the regular expression? */
	bool		(*matches) (RcmLibrary *library, RcmText pattern, RcmText text);
};

/* Row i of what was found. */
#define RCM_ROW(type, found, i) ((const type *) (found)->rows + (i))

/* In force on that day? */
static inline bool
rcm_live(const RcmRow *row, int32_t day)
{
	return (row->eff == RCM_NO_DATE || row->eff <= day) &&
		(row->term == RCM_NO_DATE || day <= row->term);
}

static inline bool
rcm_loaded(RcmLibrary *library, RcmSetId set)
{
	uint64_t	bit = UINT64_C(1) << set;

	if (!(library->asked_sets & bit))
	{
		/* may fail: only an answer is kept */
		if (library->loaded(library, set))
			library->loaded_sets |= bit;
		library->asked_sets |= bit;
	}
	return (library->loaded_sets & bit) != 0;
}

static inline const RcmRows *
rcm_find_number(RcmLibrary *library, RcmSetId set, int64_t number)
{
	RcmKey		key = {number, {NULL, 0}};

	return library->find(library, set, &key);
}

static inline const RcmRows *
rcm_find_text(RcmLibrary *library, RcmSetId set, RcmText text)
{
	RcmKey		key = {0, text};

	return library->find(library, set, &key);
}

/* Is the text among them? */
static inline bool
rcm_texts_have(const RcmTexts *texts, RcmText t)
{
	for (int i = 0; i < texts->count; i++)
		if (rcm_text_equal(texts->items[i], t))
			return true;
	return false;
}

#endif
