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

#include "claim/parts.h"

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
				discharge_status,
				msp_type,
				drg;
	int32_t		submit_date,
				stmt_from,
				stmt_to,
				consent_date,
				admit_date;
	int64_t		total_charge,
				patient_paid;
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
			   *assistant,
			   *pay_to,
			   *service_facility;
	RcmClaimPayer *payer;
	RcmTerms   *terms;
	RcmDental  *dental;
	uint8_t		predetermination;	/* nothing was done yet; no money is asked for */
	RcmPatient *patient;
	RcmSubscriber *subscriber;
	RcmList		dx;				/* RcmDiagnosis */
	RcmList		reason_dx;		/* RcmText */
	RcmList		condition_codes;	/* RcmText */
	RcmList		pcs;			/* RcmInpatientProcedure */
	RcmList		external_causes;	/* RcmDiagnosis */
	RcmList		occurrences;	/* RcmOccurrence */
	RcmList		occurrence_spans;	/* RcmOccurrenceSpan */
	RcmList		value_codes;	/* RcmValueCode */
	RcmList		refs;			/* RcmReference */
	RcmList		attachments;	/* RcmAttachment */
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
	uint8_t    *places;			/* rcm_field_at's memory: a byte for each of the object */
};

extern const RcmShape rcm_claim_shape;
/* The shapes of parts that SQL functions take or give alone. */
extern const RcmShape rcm_line_shape;
extern const RcmShape rcm_diagnosis_shape;
extern const RcmShape rcm_eligibility_shape;
extern const RcmShape rcm_encounter_shape;

/* ---- object.c: objects of a shape ---- */

/* A new object of a shape, every date, amount and integer "not given". */
extern void *rcm_new_object(RcmArena *arena, const RcmShape *shape);
/* The same for n objects in a row. */
extern void *rcm_new_objects(RcmArena *arena, const RcmShape *shape, int32_t n);
/* The field with this key, or -1. */
extern int	rcm_field_index(const RcmShape *shape, RcmText key);
/* The field whose member lies at this offset of the object, or -1. */
extern int	rcm_field_at(const RcmShape *shape, ptrdiff_t offset);
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
/* Any object by its shape, a claim or what a caller sends along with claims. */
extern RcmReadStatus rcm_object_from_json(RcmArena *arena, RcmText json, const RcmShape *shape,
										  void **object, RcmReadError *error);
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
