/*
 * read.h - what a payer answers of a patient's coverage: the 271,
 * 005010X279 with its errata and 004010X092.
 *
 * Push segments in.  Each answer about a person (a subscriber's or dependent's
 * level), each benefit (EB with what belongs to it) and each rejection (AAA)
 * comes out through its callback as soon as it is complete, so a level with
 * any number of benefits needs the memory of one.  An answer comes after its
 * benefits; they are tied by its ordinal.
 *
 * What may stand once is taken from where it stands first.
 */
#ifndef RCM_ELIGIBILITY_READ_H
#define RCM_ELIGIBILITY_READ_H

#include "x12/value.h"

/* More than the guides allow of each; what is beyond is a finding. */
#define RCM_271_DATES 40
#define RCM_271_TYPES 120
#define RCM_271_MESSAGES 60
#define RCM_271_DELIVERIES 20
#define RCM_271_REFERENCES 40
#define RCM_271_PLACES 20
#define RCM_271_DIAGNOSES 12

typedef enum Rcm271Level
{
	RCM_271_NO_LEVEL,
	RCM_271_SOURCE,				/* HL 20: the payer */
	RCM_271_RECEIVER,			/* HL 21: the provider who asked */
	RCM_271_SUBSCRIBER,			/* HL 22 */
	RCM_271_DEPENDENT			/* HL 23 */
} Rcm271Level;

/* Memory by how long it must last: one for each level, and these. */
typedef enum Rcm271Memory
{
	RCM_271_FOR_TRANSACTION,
	RCM_271_FOR_SOURCE,
	RCM_271_FOR_RECEIVER,
	RCM_271_FOR_SUBSCRIBER,
	RCM_271_FOR_DEPENDENT,
	RCM_271_FOR_BENEFIT,
	RCM_271_FOR_REJECTION,
	RCM_271_MEMORIES
} Rcm271Memory;

/* A day, or a period; "to" is not given when the file names one day. */
typedef struct Rcm271Date
{
	RcmText		qualifier;
	int32_t		from,
				to;
} Rcm271Date;

typedef struct Rcm271Dates
{
	int			count;
	Rcm271Date	items[RCM_271_DATES];
} Rcm271Dates;

typedef struct Rcm271Reference
{
	RcmText		qualifier,
				id,
				name;
} Rcm271Reference;

/* Payer, provider, or whom a benefit names. */
typedef struct Rcm271Party
{
	bool		named;
	bool		rejected;		/* there was an AAA */
	RcmText		entity,			/* NM101 */
				name,			/* "LAST, FIRST" of a person */
				id_qualifier,
				id,
				phone;
} Rcm271Party;

typedef struct Rcm271Transaction
{
	RcmX12Place place;			/* of the ST */
	RcmText		control_number,
				purpose,
				reference;
	int32_t		created;
} Rcm271Transaction;

/* An answer about one person. */
typedef struct Rcm271Response
{
	int64_t		ordinal;		/* through the file, from 1; 0: nothing was said yet */
	int64_t		subscriber;		/* of a dependent: the subscriber's ordinal, or 0 */
	RcmX12Place place;			/* of the HL */
	const Rcm271Transaction *transaction;
	const Rcm271Party *payer;
	const Rcm271Party *provider;
	bool		dependent;
	bool		named;
	RcmText		trace_number,	/* TRN01 2: what the inquiry sent */
				trace_origin,
				other_trace,	/* TRN01 1 */
				other_origin;
	RcmText		entity,
				last,
				first,
				middle,
				suffix,
				member_id,
				group_number,
				group_name,
				policy_number,
				case_number,
				account,
				relationship,
				sex,
				line1,
				line2,
				city,
				state,
				zip,
				plan_name;
	int32_t		dob;
	bool		identity_changed;
	Rcm271Dates dates;
	int			diagnoses_count;
	RcmText		diagnoses[RCM_271_DIAGNOSES];
	Rcm271Party primary_care;	/* 2120 P3 */
	Rcm271Party primary_care_provider;	/* 2120 1P of an EB L */
	int64_t		benefits;
	bool		rejected;
	/* What EB01 said: of the whole plan (service type 30 or none), and of anything. */
	bool		plan_active,
				plan_inactive,
				some_active,
				some_inactive;
	/* Set when it is delivered. */
	int32_t		plan_from,
				plan_to,
				eligibility_from,
				eligibility_to;
	RcmTruth	active;
} Rcm271Response;

/* HSD: how a benefit is delivered or limited. */
typedef struct Rcm271Delivery
{
	RcmText		quantity_qualifier,
				unit,
				period,
				frequency,
				pattern;
	RcmNumber	quantity,
				sample,
				periods;
} Rcm271Delivery;

typedef struct Rcm271Benefit
{
	int64_t		response;		/* ordinal of the answer; 0: it stands in none */
	int64_t		ordinal;		/* within the answer */
	RcmX12Place place;
	RcmText		code,
				coverage_level,
				insurance_type,
				plan,
				period,
				quantity_qualifier,
				authorization_required,
				in_network,
				procedure_qualifier,
				procedure;
	int64_t		amount;
	RcmNumber	percent,
				quantity;
	Rcm271Party entity;			/* the first of loop 2120 that is not the policy holder */
	RcmText		member_id;		/* by which the entity knows the patient */
	/* Set when it is delivered. */
	RcmText		date_qualifier;
	int32_t		from,
				to;
	int			types_count,
				mods_count,
				pointers_count,
				messages_count,
				deliveries_count,
				references_count,
				places_count;
	/* From here on only what is counted is set. */
	Rcm271Dates dates;
	RcmText		types[RCM_271_TYPES];
	RcmText		mods[4];
	int64_t		pointers[4];
	RcmText		messages[RCM_271_MESSAGES];
	Rcm271Delivery deliveries[RCM_271_DELIVERIES];
	Rcm271Reference references[RCM_271_REFERENCES];
	RcmText		places[RCM_271_PLACES];
} Rcm271Benefit;

typedef struct Rcm271Rejection
{
	int64_t		response;		/* 0: of payer or provider, so of all below */
	int64_t		benefit;		/* 0: not of a benefit */
	RcmX12Place place;
	const Rcm271Transaction *transaction;
	Rcm271Level level;
	RcmText		entity,			/* NM101 of who is named there */
				valid_request,
				reason,
				follow_up;
} Rcm271Rejection;

/* What is handed over, and all it points to, is good during the call only. */
typedef struct Rcm271Deliver
{
	void		(*response) (void *owner, const Rcm271Response *response);
	void		(*benefit) (void *owner, const Rcm271Benefit *benefit);
	void		(*rejection) (void *owner, const Rcm271Rejection *rejection);
} Rcm271Deliver;

typedef struct Rcm271Reader
{
	RcmX12Cursor at;
	Rcm271Deliver deliver;
	RcmArena	arena[RCM_271_MEMORIES];
	bool		active;			/* inside a 271 */
	Rcm271Level level;
	int64_t		responses;
	Rcm271Transaction transaction;
	Rcm271Party source,
				receiver;
	Rcm271Response subscriber,
				dependent;
	Rcm271Response *response;	/* the one being read, or NULL */
	bool		in_benefit;
	bool		in_entity;		/* loop 2120, of the benefit's entity */
	Rcm271Benefit benefit;
} Rcm271Reader;

/* "deliver" NULL, or a NULL in it: only findings are wanted.  Memory from malloc. */
extern void rcm_271_init(Rcm271Reader *r, const Rcm271Deliver *deliver, RcmX12Report report,
						 void *owner);
extern void rcm_271_segment(Rcm271Reader *r, const RcmX12Segment *s,
							const RcmX12Delimiters *d, const RcmX12Place *place);
extern void rcm_271_end(Rcm271Reader *r);
extern void rcm_271_free(Rcm271Reader *r);

/* ---- words.c: codes in our own words ---- */

/* EB01 as a word; "unknown" when it is none of them. */
extern const char *rcm_271_kind(RcmText code);
/* EB06 as a word; NULL when it is none of them. */
extern const char *rcm_271_period(RcmText code);
/* AAA03; NULL when we have no words for it. */
extern const char *rcm_271_meaning(RcmText reason);
extern const char *rcm_271_level_name(Rcm271Level level);

#endif
