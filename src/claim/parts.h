/*
 * parts.h - the parts of a claim: providers, people, lines, what other payers did.
 *
 * Which JSON key is which member is said in shape.c.
 */
#ifndef RCM_CLAIM_PARTS_H
#define RCM_CLAIM_PARTS_H

#include "claim/value.h"

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
				first,
				middle,
				suffix;
	RcmAddress *addr;
} RcmProvider;

typedef struct RcmPatient
{
	RcmObject	object;
	RcmText		last,
				first,
				middle,
				suffix,
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
				middle,
				suffix,
				sex,
				member_id,
				group_number,
				group_name;
	int32_t		dob;
	RcmAddress *addr;
} RcmSubscriber;

/* Whom the claim goes to, besides its id: loop 2010BB. */
typedef struct RcmClaimPayer
{
	RcmObject	object;
	RcmText		name;
	RcmAddress *addr;
} RcmClaimPayer;

/* What was signed and agreed: CLM06 to CLM10, OI03 to OI06. */
typedef struct RcmTerms
{
	RcmObject	object;
	RcmText		signature,
				assignment,
				benefits_assigned,
				release,
				patient_signature;
} RcmTerms;

/* A number by which somebody knows the claim or line: REF. */
typedef struct RcmReference
{
	RcmObject	object;
	RcmText		qual,
				id;
} RcmReference;

/* An occurrence of an institutional claim (HI BH), or a span of days (HI BI). */
typedef struct RcmOccurrence
{
	RcmObject	object;
	RcmText		code;
	int32_t		date;
} RcmOccurrence;

typedef struct RcmOccurrenceSpan
{
	RcmObject	object;
	RcmText		code;
	int32_t		from,
				to;
} RcmOccurrenceSpan;

/* A value code with its amount (HI BE). */
typedef struct RcmValueCode
{
	RcmObject	object;
	RcmText		code;
	int64_t		amount;
} RcmValueCode;

/* Papers that support the claim: PWK. */
typedef struct RcmAttachment
{
	RcmObject	object;
	RcmText		type,
				transmission,
				control;
} RcmAttachment;

/* A tooth: of a line with its surfaces (TOO), of a claim with its status (DN2). */
typedef struct RcmTooth
{
	RcmObject	object;
	RcmText		tooth,
				status;
	RcmList		surfaces;		/* RcmText */
} RcmTooth;

/* What only a dental claim says: DN1, DN2. */
typedef struct RcmDental
{
	RcmObject	object;
	RcmNumber	ortho_months,
				ortho_remaining;
	RcmText		ortho;			/* DN104: Y */
	int32_t		appliance_placed;
	RcmList		teeth;			/* RcmTooth */
} RcmDental;

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
				relinquished_care,
				onset,
				last_seen,
				last_menstrual,
				last_xray,
				last_worked,
				return_to_work,
				disability_from,
				disability_to,
				initial_treatment,
				acute,
				repricer_received,
				service,
				service_to;
	RcmText		discharge_hour;
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
				epsdt,
				control,		/* REF*6R */
				referral,
				note,
				prosthesis;		/* SV305: I or R */
	RcmList		mods;			/* RcmText */
	RcmList		dx_ptr;			/* int64_t, 1-based */
	RcmNumber	units,
				minutes;
	int64_t		charge,			/* cents */
				noncovered;
	int32_t		from,
				to,
				prior_placement;
	RcmProvider *rendering,
			   *ordering,
			   *supervising,
			   *referring,
			   *operating,
			   *assistant,
			   *service_facility;
	RcmNdc	   *ndc;
	RcmList		teeth;			/* RcmTooth */
	RcmList		cavities;		/* RcmText */
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
	RcmNumber	qty;
} RcmAdjustment;

typedef struct RcmOtherPayerLine
{
	RcmObject	object;
	RcmText		code,			/* that the payer adjudicated */
				rev,
				desc;
	RcmList		mods;			/* RcmText */
	RcmNumber	units;
	int64_t		n;
	int64_t		bundled;		/* SVD06: the line that it was bundled into */
	int64_t		paid,
				remaining;
	int32_t		adjud_date;
	RcmList		adj;			/* RcmAdjustment */
} RcmOtherPayerLine;

typedef struct RcmOtherPayer
{
	RcmObject	object;
	RcmText		payer_id,
				seq,
				filing_ind,
				msp_type,
				name,
				rel,
				claim_control;	/* REF*F8: the payer's own claim number */
	RcmSubscriber *subscriber;	/* loop 2330A */
	RcmTerms   *terms;
	int64_t		paid,
				remaining,		/* AMT*EAF: what the patient still owes */
				noncovered;		/* AMT*A8 */
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

#endif
