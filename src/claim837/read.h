/*
 * read.h - claims out of the 837: 005010X222, X223 and X224 with their errata,
 * the 004010 guides X098, X096 and X097, and their predetermination and post-
 * adjudication sisters (X291 to X293, X298 to X300).
 *
 * Push segments in; each claim that is complete comes out through "deliver",
 * with everything of it in an arena that is reset for the next one.  What
 * cannot be read (an amount that is not exact cents, a day that does not
 * exist) is reported with its place, its field stays "not given", and the
 * claim is delivered all the same.
 */
#ifndef RCM_CLAIM837_H
#define RCM_CLAIM837_H

#include "x12/value.h"

/* The claim and all it points to are good during the call only. */
typedef void (*RcmX12Deliver) (void *owner, const RcmClaim *claim);

/* Which loop of the guides the last segment belonged to. */
typedef enum Rcm837Loop
{
	RCM_837_NONE,				/* a loop that no field of the claim comes from */
	RCM_837_HEADER,
	RCM_837_BILLING_LEVEL,		/* 2000A */
	RCM_837_BILLING,			/* 2010AA */
	RCM_837_PAY_TO,				/* 2010AB */
	RCM_837_SUBSCRIBER_LEVEL,	/* 2000B */
	RCM_837_SUBSCRIBER,			/* 2010BA */
	RCM_837_PAYER,				/* 2010BB */
	RCM_837_PATIENT_LEVEL,		/* 2000C */
	RCM_837_PATIENT,			/* 2010CA */
	RCM_837_CLAIM,				/* 2300 */
	RCM_837_CLAIM_PARTY,		/* 2310 */
	RCM_837_OTHER,				/* 2320 */
	RCM_837_OTHER_SUBSCRIBER,	/* 2330A */
	RCM_837_OTHER_PAYER,		/* 2330B */
	RCM_837_OTHER_PARTY,		/* the rest of 2330 */
	RCM_837_LINE,				/* 2400 */
	RCM_837_DRUG,				/* 2410 */
	RCM_837_LINE_PARTY,			/* 2420 */
	RCM_837_LINE_PAYER			/* 2430 */
} Rcm837Loop;

/* Memory by how long it must last. */
typedef enum Rcm837Memory
{
	RCM_837_FOR_CLAIM,
	RCM_837_FOR_BILLING,		/* until the next billing provider */
	RCM_837_FOR_SUBSCRIBER,
	RCM_837_FOR_PATIENT,
	RCM_837_MEMORIES
} Rcm837Memory;

/* Subscriber or patient, before it is known which parts of the claim they are. */
typedef struct Rcm837Person
{
	bool		named;
	bool		organization;
	RcmText		last,
				first,
				middle,
				suffix,
				id,
				sex;
	int32_t		dob,
				dod;
	RcmText		line1,
				line2,
				city,
				state,
				zip;
	RcmText		relationship,	/* SBR02 or PAT01 */
				group_number,	/* SBR03 */
				group_name;		/* SBR04 */
	RcmText		claim_number;	/* the property and casualty insurer's, REF*Y4 */
} Rcm837Person;

/* The shapes of the claim's parts, looked up once. */
typedef struct Rcm837Shapes
{
	const RcmShape *provider,
			   *address,
			   *patient,
			   *patient_address,
			   *subscriber,
			   *subscriber_address,
			   *related,
			   *dates,
			   *wc,
			   *pcs,
			   *occurrence,
			   *occurrence_span,
			   *value_code,
			   *payer,
			   *terms,
			   *reference,
			   *attachment,
			   *dental,
			   *tooth,
			   *ndc,
			   *other_payer,
			   *adjustment,
			   *other_line;
} Rcm837Shapes;

typedef struct Rcm837Reader
{
	RcmX12Cursor at;
	RcmX12Deliver deliver;
	RcmArena	arena[RCM_837_MEMORIES];
	Rcm837Shapes shapes;

	/* The transaction. */
	bool		active;			/* inside an 837 */
	char		guide_form;		/* 'P', 'I', 'D' by GS08 or ST03, 0 when they do not say */
	char		group_form;		/* by GS08 */
	int64_t		claims;
	int32_t		submit_date;
	Rcm837Loop	loop;

	/* What holds for the claims that follow. */
	RcmProvider *billing,
			   *pay_to;
	bool		patient_level;	/* there is a 2000C */
	Rcm837Person subscriber,
				patient;
	RcmClaimPayer *payer;
	RcmText		payer_id,
				payer_seq,
				filing_ind,
				msp_type,
				billing_id;		/* by which the payer knows a provider without NPI */

	/* The claim. */
	RcmClaim   *claim;
	char		line_form;		/* 'P', 'I', 'D' by SV1, SV2, SV3 */
	RcmText		facility,		/* CLM05-1 */
				facility_kind,	/* CLM05-2: A uniform billing, B place of service */
				frequency;		/* CLM05-3 */
	int32_t		admitted;
	RcmText		admitted_hour;
	RcmProvider *party;			/* whom N3, N4, REF and PRV are about */
	char		line_service;	/* 'P', 'I', 'D' when the line's SV1, SV2 or SV3 came */
	bool		full;			/* more lines than a claim holds */
	int			other_line_payer;	/* other payer that the last SVD names, or -1 */
} Rcm837Reader;

/* Memory from malloc; give other arenas before the first segment if you like. */
extern void rcm_837_init(Rcm837Reader *r, RcmX12Deliver deliver, RcmX12Report report,
						 void *owner);
extern void rcm_837_segment(Rcm837Reader *r, const RcmX12Segment *s,
							const RcmX12Delimiters *d, const RcmX12Place *place);
/* Deliver the last claim. */
extern void rcm_837_end(Rcm837Reader *r);
extern void rcm_837_free(Rcm837Reader *r);

#endif
