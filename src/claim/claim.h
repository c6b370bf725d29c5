/*
 * claim.h - the claim as the core sees it.
 *
 * One set of structures for professional and institutional claims, filled
 * from JSON (json_read.c), from the stored form (binary.c) or from an 837
 * (x12/), and written by json_write.c and binary.c.  Which JSON key is which
 * member is said once, in shape.c; the readers and writers walk that table.
 *
 * "Not given" is one thing: absent, null and "" mean the same to every edit.
 * The structures still remember which of the three it was, so that what came
 * in comes out again.  Codes are kept as they were written; whoever compares
 * them normalises first (scrub/prepare.c).
 *
 * All pointers lead into the arena or the buffer the claim was read with.
 */
#ifndef RCM_CLAIM_H
#define RCM_CLAIM_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/dates.h"
#include "money/usd.h"

#define RCM_NO_INT INT64_MIN

/* A key that the schema does not know, kept as it came. */
typedef struct RcmExtra
{
	struct RcmExtra *next;
	RcmText		key;
	RcmText		json;			/* the value, as JSON text */
} RcmExtra;

/*
 * Every object begins with this.  Bit i of "given" and "nulls" stands for
 * field i of the object's shape: the key was there, and its value was null.
 */
typedef struct RcmObject
{
	uint64_t	given;
	uint64_t	nulls;
	RcmExtra   *extra;
} RcmObject;

/*
 * A number that the outside world may spell as a number, as text, or wrongly.
 * Millionths, because units of service and NDC quantities have fractions.
 */
typedef enum RcmNumberState
{
	RCM_NUMBER_NONE = 0,		/* not given */
	RCM_NUMBER_OK,
	RCM_NUMBER_BAD				/* text that is not a number */
} RcmNumberState;

#define RCM_ONE INT64_C(1000000)

typedef struct RcmNumber
{
	RcmText		raw;
	int64_t		millionths;
	uint8_t		state;
	bool		quoted;			/* it came as a JSON string */
} RcmNumber;

typedef enum RcmTruth
{
	RCM_UNKNOWN = 0,
	RCM_FALSE,
	RCM_TRUE
} RcmTruth;

/* A list of whatever the field's kind says. */
typedef struct RcmList
{
	int32_t		count;
	void	   *items;
} RcmList;

#define RCM_ITEM(list, type, i) (&((type *) (list).items)[i])
#define RCM_TEXT_ITEM(list, i) (((RcmText *) (list).items)[i])
#define RCM_INT_ITEM(list, i) (((int64_t *) (list).items)[i])

/* Low and high end of a run of procedure codes. */
typedef struct RcmRange
{
	RcmText		lo;
	RcmText		hi;
} RcmRange;

typedef struct RcmAddress
{
	RcmObject	object;
	RcmText		line1,
				line2,
				city,
				state,
				zip;
} RcmAddress;

/* A provider in any role: loops 2010AA, 2310 and 2420 of the 837. */
typedef struct RcmProvider
{
	RcmObject	object;
	RcmText		npi,
				atypical_id,
				tin,
				taxonomy,
				name,
				last,
				first;
	RcmAddress *addr;
} RcmProvider;

typedef struct RcmPatient
{
	RcmObject	object;
	RcmText		last,
				first,
				sex,
				rel;
	int32_t		dob,
				dod;
	RcmAddress *addr;
} RcmPatient;

typedef struct RcmSubscriber
{
	RcmObject	object;
	RcmText		last,
				first,
				member_id;
	int32_t		dob;
	RcmAddress *addr;
} RcmSubscriber;

typedef struct RcmRelated
{
	RcmObject	object;
	uint8_t		employment,
				automobile,
				other;
	RcmText		state;
} RcmRelated;

typedef struct RcmClaimDates
{
	RcmObject	object;
	int32_t		admit,
				discharge,
				accident,
				assumed_care,
				relinquished_care;
} RcmClaimDates;

typedef struct RcmWorkComp
{
	RcmObject	object;
	RcmText		claim_number,
				employer;
} RcmWorkComp;

typedef struct RcmDiagnosis
{
	RcmObject	object;
	RcmText		code,
				poa;
} RcmDiagnosis;

/* An ICD-10-PCS procedure of an inpatient claim. */
typedef struct RcmInpatientProcedure
{
	RcmObject	object;
	RcmText		code;
	int32_t		date;
} RcmInpatientProcedure;

typedef struct RcmNdc
{
	RcmObject	object;
	RcmText		code,
				qual,
				uom;
	RcmNumber	qty;
} RcmNdc;

typedef struct RcmLine
{
	RcmObject	object;
	int64_t		n;
	RcmText		code,
				uom,
				pos,
				rev,
				desc,
				auth,
				emg,
				epsdt;
	RcmList		mods;			/* RcmText */
	RcmList		dx_ptr;			/* int64_t, 1-based */
	RcmNumber	units,
				minutes;
	int64_t		charge;			/* cents */
	int32_t		from,
				to;
	RcmProvider *rendering,
			   *ordering;
	RcmNdc	   *ndc;
} RcmLine;

typedef struct RcmPeriod
{
	RcmObject	object;
	RcmText		payer_id;
	int32_t		from,
				to;
} RcmPeriod;

typedef struct RcmTherapyUsed
{
	RcmObject	object;
	int64_t		pt_slp,
				ot;
} RcmTherapyUsed;

/* What a 271 said about the patient. */
typedef struct RcmEligibility
{
	RcmObject	object;
	RcmText		status,
				member_id,
				last,
				plan,
				pcm_npi;
	int32_t		eff,
				term,
				dob,
				checked_on,
				part_b_eff,
				ma_from,
				ma_to;
	RcmPeriod  *hospice,
			   *snf,
			   *other_primary,
			   *tpl;
	RcmTherapyUsed *therapy_ytd;
	uint8_t		medicare_active;
} RcmEligibility;

typedef struct RcmAuthorization
{
	RcmObject	object;
	RcmText		number,
				payer_id,
				member_id,
				npi;
	RcmList		codes;			/* RcmRange */
	int32_t		from,
				to;
	RcmNumber	units,
				used;
} RcmAuthorization;

/* One adjustment of a prior payer: group code, CARC, amount. */
typedef struct RcmAdjustment
{
	RcmObject	object;
	RcmText		grp,
				carc;
	int64_t		amt;
} RcmAdjustment;

typedef struct RcmOtherPayerLine
{
	RcmObject	object;
	int64_t		n;
	int64_t		paid;
	RcmList		adj;			/* RcmAdjustment */
} RcmOtherPayerLine;

typedef struct RcmOtherPayer
{
	RcmObject	object;
	RcmText		payer_id,
				seq,
				filing_ind,
				msp_type;
	int64_t		paid;
	int32_t		adjud_date;
	RcmList		adj;			/* RcmAdjustment */
	RcmList		lines;			/* RcmOtherPayerLine */
} RcmOtherPayer;

/* The signed note behind the charges. */
typedef struct RcmEncounter
{
	RcmObject	object;
	RcmText		performed_by,
				mdm;
	uint8_t		supervisor_present,
				new_problem,
				complete;
	RcmNumber	minutes;
	RcmList		documented;		/* RcmText */
	int32_t		signed_on;
	int64_t		anes_concurrent;
} RcmEncounter;

/* A line of the patient billed before. */
typedef struct RcmHistoryLine
{
	RcmObject	object;
	RcmText		claim_id,
				payer_id,
				status,
				code,
				pos,
				tob,
				rend,
				tin,
				specialty;
	RcmList		mods;			/* RcmText */
	RcmList		dx;				/* RcmText */
	RcmNumber	units;
	int32_t		from,
				to,
				admit;
} RcmHistoryLine;

typedef struct RcmClaim
{
	RcmObject	object;
	RcmText		claim_id,
				form,
				payer_id,
				payer_seq,
				filing_ind,
				freq,
				orig_ref,
				pos,
				tob,
				auth_number,
				referral_number,
				clia,
				claim_note,
				delay_reason,
				cmn,
				admit_dx,
				admit_type,
				admit_source,
				admit_hour,
				discharge_status;
	int32_t		submit_date,
				stmt_from,
				stmt_to,
				consent_date,
				admit_date;
	int64_t		total_charge;
	RcmRelated *related;
	RcmClaimDates *dates;
	RcmWorkComp *wc;
	RcmProvider *billing,
			   *rendering,
			   *referring,
			   *ordering,
			   *supervising,
			   *attending,
			   *operating,
			   *service_facility;
	RcmPatient *patient;
	RcmSubscriber *subscriber;
	RcmList		dx;				/* RcmDiagnosis */
	RcmList		reason_dx;		/* RcmText */
	RcmList		condition_codes;	/* RcmText */
	RcmList		pcs;			/* RcmInpatientProcedure */
	RcmList		lines;			/* RcmLine */
	RcmEligibility *eligibility;
	RcmList		auths;			/* RcmAuthorization */
	RcmList		other_payers;	/* RcmOtherPayer */
	RcmEncounter *encounter;
	RcmList		history;		/* RcmHistoryLine */
} RcmClaim;

/* The number a line goes by: its own, else its place counted from 1. */
static inline int
rcm_line_number(const RcmLine *line, int index)
{
	return line->n != RCM_NO_INT && line->n > 0 && line->n <= INT32_MAX ? (int) line->n : index + 1;
}

/* ---- shape.c: the schema as a table ---- */

typedef enum RcmKind
{
	RCM_KIND_TEXT,
	RCM_KIND_DATE,
	RCM_KIND_MONEY,
	RCM_KIND_INT,
	RCM_KIND_NUMBER,
	RCM_KIND_BOOL,
	RCM_KIND_OBJECT,			/* pointer to one object */
	RCM_KIND_OBJECTS,			/* list of objects */
	RCM_KIND_TEXTS,				/* list of RcmText */
	RCM_KIND_INTS,				/* list of int64_t */
	RCM_KIND_RANGES				/* list of RcmRange */
} RcmKind;

typedef struct RcmShape RcmShape;

typedef struct RcmField
{
	const char *name;			/* the JSON key */
	RcmKind		kind;
	uint16_t	offset;			/* of the member */
	uint16_t	limit;			/* most items of a list */
	bool		identifies;		/* names the patient: never in a message */
	bool		presence;		/* that the key is there says something by itself */
	const RcmShape *shape;		/* of the object or the items */
} RcmField;

struct RcmShape
{
	const char *name;
	size_t		size;
	int			count;			/* at most 64: see RcmObject */
	const RcmField *fields;
};

extern const RcmShape rcm_claim_shape;
/* The shapes of parts that SQL functions take or give alone. */
extern const RcmShape rcm_line_shape;
extern const RcmShape rcm_diagnosis_shape;
extern const RcmShape rcm_eligibility_shape;
extern const RcmShape rcm_encounter_shape;

/* A new object of a shape, every date, amount and integer "not given". */
extern void *rcm_new_object(RcmArena *arena, const RcmShape *shape);
/* The same for n objects in a row. */
extern void *rcm_new_objects(RcmArena *arena, const RcmShape *shape, int32_t n);
/* The field with this key, or -1. */
extern int	rcm_field_index(const RcmShape *shape, RcmText key);
/* Say of a member that was filled by hand (from an 837) that it is there. */
extern void rcm_mark_given(void *object, const RcmShape *shape, const void *member);
/* Was the key there, and not null? */
extern bool rcm_is_given(const void *object, const RcmShape *shape, const void *member);

/* ---- json_read.c ---- */

typedef enum RcmReadStatus
{
	RCM_READ_OK,
	RCM_READ_SYNTAX,			/* not JSON */
	RCM_READ_SHAPE,				/* JSON, but not a claim */
	RCM_READ_MEMORY
} RcmReadStatus;

typedef struct RcmReadError
{
	char		message[256];	/* names the path; no patient data */
	size_t		offset;			/* byte of the input */
} RcmReadError;

extern RcmReadStatus rcm_claim_from_json(RcmArena *arena, RcmText json,
										 RcmClaim **claim, RcmReadError *error);
/* Reads units, minutes and quantities; sets state RCM_NUMBER_BAD rather than failing. */
extern void rcm_number_parse(RcmNumber *number, RcmText raw, bool quoted);

/* ---- json_write.c ---- */

extern void rcm_claim_to_json(const RcmClaim *claim, RcmBuffer *out);
extern void rcm_object_to_json(const void *object, const RcmShape *shape, RcmBuffer *out);
/* One field's value as JSON. */
extern void rcm_field_to_json(const void *object, const RcmField *field, RcmBuffer *out);

/* ---- binary.c ---- */

#define RCM_CLAIM_VERSION 1

/* The stored form.  "canonical" leaves out what means "not given". */
extern void rcm_claim_to_binary(const RcmClaim *claim, RcmBuffer *out, bool canonical);
/* False when the bytes are not a claim (or memory ran out). */
extern bool rcm_claim_from_binary(RcmArena *arena, const char *data, size_t len,
								  RcmClaim **claim);

#endif
