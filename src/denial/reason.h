/*
 * reason.h - what a claim adjustment reason code (CARC) and a remark code (RARC)
 * mean for the money and for the work.
 *
 * Part of the pure core.  The class says where an adjustment's money goes; the
 * nature says whether somebody has to work it.  Both are total: whatever bytes
 * a payer sends get an answer, and what is not in the catalogue is unclassified,
 * never silently written off.
 */
#ifndef RCM_REASON_H
#define RCM_REASON_H

#include "base/text.h"

/* CAS01, as bits so that a code's usual groups are one number. */
typedef enum RcmGroup
{
	RCM_GROUP_UNKNOWN = 0,
	RCM_GROUP_CO = 1,
	RCM_GROUP_PR = 2,
	RCM_GROUP_OA = 4,
	RCM_GROUP_PI = 8,
	RCM_GROUP_CR = 16
} RcmGroup;

/* How the money of an adjustment moves. */
typedef enum RcmAdjustmentClass
{
	RCM_ADJUSTMENT_UNCLASSIFIED,	/* not in the catalogue: stays owed, like a denial */
	RCM_ADJUSTMENT_PATIENT,		/* becomes the next party's, in the end the patient's */
	RCM_ADJUSTMENT_DENIAL,		/* stays owed by the payer until worked */
	RCM_ADJUSTMENT_PRIOR_PAYER, /* what an earlier payer settled: neither written off nor transferred */
	RCM_ADJUSTMENT_SEQUESTRATION,
	RCM_ADJUSTMENT_CAPITATION,
	RCM_ADJUSTMENT_INTEREST,
	RCM_ADJUSTMENT_LEVY,		/* tax or premium kept back */
	RCM_ADJUSTMENT_CONTRACTUAL, /* the price, not a refusal: written off */
	RCM_ADJUSTMENT_INFORMATIONAL	/* moves nothing */
} RcmAdjustmentClass;

#define RCM_ADJUSTMENT_CLASSES 10

typedef enum RcmNature
{
	RCM_NATURE_UNCLASSIFIED,
	RCM_NATURE_DENIAL,
	RCM_NATURE_ORDINARY,
	RCM_NATURE_PATIENT_SHARE,
	RCM_NATURE_INFORMATIONAL
} RcmNature;

#define RCM_NATURES 5

/* What usually helps. */
typedef enum RcmRemedy
{
	RCM_REMEDY_NOTHING,			/* there is nothing to win back */
	RCM_REMEDY_RESUBMIT,
	RCM_REMEDY_APPEAL,
	RCM_REMEDY_BILL_OTHER,
	RCM_REMEDY_SOMETIMES,
	RCM_REMEDY_NO
} RcmRemedy;

#define RCM_REMEDIES 6

typedef struct RcmReason
{
	const char *code;
	int32_t		starts;			/* yyyymmdd */
	int32_t		stops;			/* yyyymmdd, 0 when in force */
	uint8_t		nature;
	uint8_t		moves;			/* RcmAdjustmentClass outside of group PR */
	uint8_t		family;			/* of the rules that find its cause: taxonomy.h */
	uint8_t		leaf;			/* the likeliest cause: taxonomy.h */
	uint8_t		usual_groups;
	uint8_t		restricted_groups;	/* 0 when the list restricts nothing */
	bool		remark_needed;
	uint8_t		remedy;
	const char *gist;
} RcmReason;

#define RCM_REASON_COUNT 405

extern const RcmReason rcm_reasons[RCM_REASON_COUNT];

typedef struct RcmRemark
{
	const char *code;
	int32_t		starts;			/* yyyymmdd */
	int32_t		changed;		/* yyyymmdd, 0 when never */
	bool		alert;			/* explains no adjustment */
	uint8_t		leaf;			/* the cause that it points at: taxonomy.h */
	const char *about;
	const char *gist;
} RcmRemark;

#define RCM_REMARK_COUNT 1171

extern const RcmRemark rcm_remarks[RCM_REMARK_COUNT];

extern const RcmRemark *rcm_remark_find(const char *rarc, size_t len);

/* White space around and lower case do not matter; NULL when there is no such code. */
extern const RcmReason *rcm_reason_find(const char *carc, size_t len);
extern RcmGroup rcm_group_find(const char *group, size_t len);

/* CO and so on; NULL for an unknown group. */
extern const char *rcm_group_name(RcmGroup group);

/* A missing group (NULL, 0) is an unknown group; a missing code is unclassified. */
extern RcmAdjustmentClass rcm_adjustment_class(const char *group, size_t group_len,
											   const char *carc, size_t carc_len);
/* Is it somebody's work, whoever the money is laid on?  PR 27 is; CO 45, PR 1 and OA 23 are not. */
extern bool rcm_adjustment_is_denial(const char *carc, size_t carc_len);

extern const char *rcm_adjustment_class_name(RcmAdjustmentClass moves);
extern const char *rcm_nature_name(RcmNature nature);

/* What is odd about an adjustment, as bits. */
typedef enum RcmAdjustmentFault
{
	RCM_FAULT_UNKNOWN_GROUP = 1,
	RCM_FAULT_UNKNOWN_CODE = 2,
	RCM_FAULT_NOT_YET_IN_FORCE = 4,
	RCM_FAULT_NO_LONGER_IN_FORCE = 8,
	RCM_FAULT_GROUP_NOT_ALLOWED = 16,	/* the list restricts the code to others */
	RCM_FAULT_GROUP_UNUSUAL = 32,
	RCM_FAULT_REMARK_NEEDED = 64,	/* none came along that says why: an alert does not */
	RCM_FAULT_UNKNOWN_REMARK = 128
} RcmAdjustmentFault;

#define RCM_FAULTS 8

/* day is yyyymmdd, 0 when the dates of codes do not matter. */
extern int	rcm_adjustment_faults(RcmText group, RcmText carc, const RcmText *rarcs, int rarc_count, int32_t day);
/* The name of the fault with this bit number. */
extern const char *rcm_adjustment_fault_name(int bit);

/* NULL for RCM_REMEDY_NOTHING. */
extern const char *rcm_remedy_name(RcmRemedy remedy);

#endif
