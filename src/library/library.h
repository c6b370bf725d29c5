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

#include "base/dates.h"
#include "base/text.h"
#include "codes/hcpcs.h"
#include "codes/icd10.h"
#include "money/usd.h"

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
	RCM_SET_COUNT
} RcmSetId;

/* The bit of a set in an edit's list of needs. */
#define RCM_NEEDS(set) (UINT64_C(1) << RCM_SET_##set)

/* Every row begins with this: in force from eff through term, both included. */
typedef struct RcmRow
{
	int32_t		eff;
	int32_t		term;			/* RCM_NO_DATE: open */
	int32_t		release;		/* of the file the row came with; 0: none */
	int32_t		set;
} RcmRow;

#define RCM_NO_INT32 INT32_MIN

typedef struct RcmTexts
{
	int32_t		count;
	RcmText    *items;
} RcmTexts;

typedef struct RcmProcedure
{
	RcmRow		row;
	int32_t		code;
	RcmText		kind;
	bool		face_to_face,
				always_therapy,
				timed,
				unlisted,
				drug,
				clia,
				per_day,
				zero_charge_ok,
				sterilization;
	RcmText		container,
				route,
				jurisdiction,
				sex;
	int32_t		age_low,
				age_high,
				base_units;
} RcmProcedure;

typedef struct RcmFeeSchedule
{
	RcmRow		row;
	int32_t		code;
	RcmText		modifier,
				status,
				pctc,
				global_days,
				multiple,
				bilateral,
				assistant,
				co_surgeon,
				team;
	bool		nonfacility_na,
				facility_na;
} RcmFeeSchedule;

typedef struct RcmPtp
{
	RcmRow		row;
	RcmText		program,
				setting;
	int32_t		col1,
				col2,
				indicator;
} RcmPtp;

typedef struct RcmMue
{
	RcmRow		row;
	RcmText		program,
				setting;
	int32_t		code,
				value,
				mai;
} RcmMue;

typedef struct RcmAddOn
{
	RcmRow		row;
	int32_t		add_on,
				primary,
				type;
} RcmAddOn;

typedef struct RcmDiagnosisRow
{
	RcmRow		row;
	int64_t		code;
	bool		billable,
				manifestation,
				unspecified_side,
				poa_exempt;
	RcmText		sex,
				age_category,
				unacceptable_first,
				side;
} RcmDiagnosisRow;

typedef struct RcmSeventhCharacter
{
	RcmRow		row;
	int64_t		prefix;
	RcmText		allowed;
} RcmSeventhCharacter;

/* Two diagnosis prefixes: Excludes1, and manifestation with its etiology. */
typedef struct RcmPrefixPair
{
	RcmRow		row;
	int64_t		first,
				second;
} RcmPrefixPair;

typedef struct RcmModifier
{
	RcmRow		row;
	uint16_t	modifier;
	bool		ncci,
				repeat,
				anatomic;
} RcmModifier;

/* Rules on a range of procedures: modifier, place of service, revenue code. */
typedef struct RcmRangeRule
{
	RcmRow		row;
	uint16_t	modifier;
	RcmText		rule,
				key;
	int32_t		low,
				high;
	RcmTexts	list;
} RcmRangeRule;

typedef struct RcmModifierConflict
{
	RcmRow		row;
	uint16_t	first,
				second;
} RcmModifierConflict;

typedef struct RcmPlaceOfService
{
	RcmRow		row;
	uint16_t	pos;
	bool		facility;
} RcmPlaceOfService;

typedef struct RcmTelehealth
{
	RcmRow		row;
	RcmText		payer_class;
	int32_t		code;
	bool		audio_ok;
} RcmTelehealth;

typedef struct RcmCoveragePolicy
{
	RcmRow		row;
	RcmText		policy,
				payer_class,
				list;
	int32_t		code;
	int64_t		dx_prefix;
} RcmCoveragePolicy;

typedef struct RcmAuthorizationRule
{
	RcmRow		row;
	RcmText		payer_id;
	int32_t		low,
				high;
	bool		emergency_exempt;
} RcmAuthorizationRule;

typedef struct RcmFrequencyLimit
{
	RcmRow		row;
	RcmText		payer_class,
				rule;
	int32_t		code,
				n;
	RcmTexts	group;
} RcmFrequencyLimit;

typedef struct RcmFee
{
	RcmRow		row;
	RcmText		payer_class,
				modifier,
				setting;
	int32_t		code;
	int64_t		allowed;
} RcmFee;

typedef struct RcmPayer
{
	RcmRow		row;			/* eff and term: the payer id's own window */
	RcmText		payer_id,
				payer_class,
				filing,
				member_regex,
				timely_unit,
				timely_basis,
				ncci,
				mue,
				referral_req,
				tele_mod,
				bilateral;
	RcmTexts	accepted_freq;
	int32_t		timely_n,
				corrected_n,
				secondary_n,
				elig_days,
				tele_pos_from;	/* a date */
	bool		consult_ok,
				taxonomy_req,
				ndc_req,
				elig_monthly,
				clia_req,
				ordering_req,
				global_package;
} RcmPayer;

typedef struct RcmCliaWaived
{
	RcmRow		row;
	int32_t		code;
	bool		qw;
} RcmCliaWaived;

typedef struct RcmCliaCertificate
{
	RcmRow		row;
	RcmText		clia,
				type;
} RcmCliaCertificate;

typedef struct RcmPanel
{
	RcmRow		row;
	int32_t		panel,
				component;
} RcmPanel;

typedef struct RcmNdcRow
{
	RcmRow		row;
	RcmText		ndc,
				uom,
				container;
	int32_t		code;
	int64_t		units_per_uom;	/* millionths */
} RcmNdcRow;

typedef struct RcmDme
{
	RcmRow		row;
	int32_t		code;
	RcmText		category;
	RcmTexts	modifiers;
	bool		kx_required,
				side_required;
} RcmDme;

typedef struct RcmTypeOfBill
{
	RcmRow		row;
	RcmText		tob2;
	bool		inpatient;
	RcmTexts	frequencies;
} RcmTypeOfBill;

typedef struct RcmRevenueCode
{
	RcmRow		row;
	RcmText		rev;
	bool		hcpcs_required;
} RcmRevenueCode;

typedef struct RcmOppsStatus
{
	RcmRow		row;
	int32_t		code;
	RcmText		status;
} RcmOppsStatus;

typedef struct RcmDevice
{
	RcmRow		row;
	int32_t		code;
	RcmTexts	devices;
} RcmDevice;

typedef struct RcmTherapyThreshold
{
	RcmRow		row;
	int32_t		year;
	int64_t		amount;
} RcmTherapyThreshold;

typedef struct RcmProviderRow
{
	RcmRow		row;
	int64_t		npi;
	int32_t		type;
	RcmText		last_or_org;
	uint16_t	specialty;
	RcmTexts	taxonomies,
				tins;
	int32_t		deactivated,
				license_term,
				excluded_from;
	bool		render_exempt,
				order_ok;
} RcmProviderRow;

typedef struct RcmEnrollment
{
	RcmRow		row;
	int64_t		npi;
	RcmText		payer_id;
} RcmEnrollment;

typedef struct RcmEditMode
{
	RcmRow		row;
	RcmText		edit,
				payer_id,
				practice,
				mode;
} RcmEditMode;

typedef struct RcmEditOverride
{
	RcmRow		row;
	RcmText		claim_id,
				edit,
				payer_id,
				practice;
	int32_t		line;
} RcmEditOverride;

typedef struct RcmCustomEdit
{
	RcmRow		row;
	RcmText		edit,
				level,
				expression,
				severity,
				name,
				message,
				fix,
				carc,
				rarc;
	RcmTexts	payers,
				states,
				forms,
				specialties;
} RcmCustomEdit;

typedef struct RcmRelease
{
	RcmRow		row;			/* eff and term: the release's effective range */
	int32_t		id;
	RcmText		set_name,
				name;
} RcmRelease;

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
