/*
 * read.h - what became of claims, out of the 277: the answer to a status
 * inquiry (005010X212, 004010X093), the acknowledgement of claims (277CA:
 * 005010X214, 004040X167), the request for additional information (005010X213)
 * and the list of pending claims (005010X228).
 *
 * They share one tree: source of the information, receiver, provider, patient;
 * below the patient claims, below a claim lines.  A status (STC) stands at any
 * of these; the references and dates of a claim stand behind it.  So statuses
 * are held until their claim or line is complete, and come out one for each
 * code triple of an STC.  Totals of a batch come out at the end of their level.
 */
#ifndef RCM_STATUS_READ_H
#define RCM_STATUS_READ_H

#include "x12/value.h"

#define RCM_277_MODIFIERS 4
/* Composites of an STC: STC01, STC10, STC11. */
#define RCM_277_COMPOSITES 3
/* Most statuses held for one claim; then they come out with what is known. */
#define RCM_277_HELD 1000

typedef enum Rcm277Level
{
	RCM_277_NOWHERE,			/* before the first HL, or a level we do not know */
	RCM_277_PAYER,
	RCM_277_RECEIVER,
	RCM_277_PROVIDER,
	RCM_277_SUBSCRIBER,			/* a level only: statuses below it are of a claim */
	RCM_277_DEPENDENT,
	RCM_277_CLAIM,
	RCM_277_LINE
} Rcm277Level;

/* Memory by how long it must last. */
typedef enum Rcm277Memory
{
	RCM_277_FOR_STATUS,			/* statuses held */
	RCM_277_FOR_LINE,
	RCM_277_FOR_CLAIM,
	RCM_277_FOR_DEPENDENT,
	RCM_277_FOR_PATIENT,		/* the subscriber */
	RCM_277_FOR_PROVIDER,
	RCM_277_FOR_RECEIVER,
	RCM_277_FOR_PAYER,
	RCM_277_FOR_TRANSACTION,
	RCM_277_MEMORIES
} Rcm277Memory;

/* Category, status code, entity, and whose code it is (blank: X12's list 508). */
typedef struct Rcm277Code
{
	RcmText		category,
				code,
				entity,
				code_list;
} Rcm277Code;

/* One STC. */
typedef struct Rcm277Stc
{
	struct Rcm277Stc *next;
	RcmX12Place place;
	int64_t		ordinal;		/* in the file */
	Rcm277Code	codes[RCM_277_COMPOSITES];
	RcmText		action,			/* STC03: WQ, U, ... */
				payment_method,
				check_number,
				message;
	int32_t		date,
				finalized_on,
				payment_date;
	int64_t		charge,
				paid;
} Rcm277Stc;

/* Payer, receiver or provider. */
typedef struct Rcm277Party
{
	RcmText		last,			/* or the organization's name */
				first,
				id,
				npi;
} Rcm277Party;

typedef struct Rcm277Person
{
	RcmText		last,
				first,
				member_id;
} Rcm277Person;

typedef struct Rcm277Claim
{
	int64_t		ordinal;		/* in the file; 0: none is open */
	RcmText		trace,			/* TRN02 */
				account,		/* REF*EJ */
				payer_control,	/* REF*1K */
				clearinghouse_trace,	/* REF*D9 */
				tob,			/* REF*BLT */
				pharmacy_number;	/* REF*XZ */
	bool		own_trace;		/* TRN01 is 1: the sender's number, not ours */
	int32_t		service_from,
				service_to,
				due_on;			/* DTP*106: an answer is asked for by then */
} Rcm277Claim;

typedef struct Rcm277Line
{
	int64_t		ordinal;		/* in the claim; 0: none is open */
	RcmText		qualifier,
				code,
				mods[RCM_277_MODIFIERS],
				revenue,
				control;		/* REF*FJ */
	int			mod_count;
	int64_t		charge,
				paid;
	RcmNumber	units;
	int32_t		service_from,
				service_to;
} Rcm277Line;

/* Of a receiver or provider level: how many claims and how much money. */
typedef struct Rcm277Totals
{
	bool		given;
	RcmX12Place place;			/* of the first QTY or AMT */
	int64_t		accepted,		/* QTY*90, QTY*QA; RCM_NO_INT: not said */
				rejected,		/* QTY*AA, QTY*QC */
				accepted_charge,	/* AMT*YU */
				rejected_charge;	/* AMT*YY */
} Rcm277Totals;

typedef struct Rcm277Reader Rcm277Reader;

/* One code triple of a status; what else is known stands in the reader. Good during the call only. */
typedef struct Rcm277Status
{
	const Rcm277Reader *reader;
	const Rcm277Stc *stc;
	int			composite;		/* from 1 */
	const Rcm277Code *code;
	Rcm277Level level;
	RcmText		claim_id;
	const char *state;			/* our word; NULL: none */
} Rcm277Status;

typedef void (*Rcm277Deliver) (void *owner, const Rcm277Status *status);
/* Totals of the reader's level; "stc" is the first status there, or NULL. */
typedef void (*Rcm277DeliverTotals) (void *owner, const Rcm277Reader *reader,
									 const Rcm277Stc *stc, const Rcm277Totals *totals);

struct Rcm277Reader
{
	RcmX12Cursor at;
	Rcm277Deliver deliver;		/* NULL: nobody wants statuses */
	Rcm277DeliverTotals deliver_totals;
	RcmArena	arena[RCM_277_MEMORIES];

	/* The transaction. */
	bool		active;			/* inside a 277 */
	bool		level_told;		/* that it has statuses outside of levels we know */
	RcmX12Place transaction;
	RcmText		control_number;
	const char *guide;			/* "277CA", ... */
	const char *group_guide;	/* by GS08; NULL when it does not say */
	int32_t		date;			/* BHT04 */
	int64_t		statuses,		/* in the file */
				claims;

	/* Where we are, and what holds there. */
	Rcm277Level level;			/* of the HL */
	int64_t		receivers,		/* in the transaction */
				providers,
				in_receiver,	/* which of them; 0: none */
				in_provider;
	Rcm277Party payer,
				receiver,
				provider;
	RcmText		level_trace;	/* TRN02 of payer, receiver or provider level */
	int32_t		received_on,	/* DTP*050, DTP*009 of the payer level */
				processed_on;
	Rcm277Person subscriber,
				patient;		/* of the dependent; the subscriber when there is none */
	Rcm277Claim claim;
	Rcm277Line	line;

	/* Held until claim, line or level is complete. */
	Rcm277Stc  *first,
			   *last;
	int			held;
	Rcm277Totals totals;
};

/* Memory from malloc; give other arenas before the first segment if you like. */
extern void rcm_277_init(Rcm277Reader *r, Rcm277Deliver deliver, RcmX12Report report, void *owner);
extern void rcm_277_segment(Rcm277Reader *r, const RcmX12Segment *s, const RcmX12Delimiters *d,
							const RcmX12Place *place);
/* Deliver what is held. */
extern void rcm_277_end(Rcm277Reader *r);
extern void rcm_277_free(Rcm277Reader *r);

extern const char *rcm_277_level_name(Rcm277Level level);

/* ---- state.c ---- */

/*
 * The state of a claim in our words by category (STC01-1) and action (STC03);
 * NULL when neither says anything.  A rejection in one of them is one.
 */
extern const char *rcm_277_state(RcmText category, RcmText action);
/* Do category and action say opposite things of acceptance? */
extern bool rcm_277_contradicts(RcmText category, RcmText action);

/* ---- read_status.c ---- */

/* STC: hold it. */
extern void rcm_277_hold_status(Rcm277Reader *r);
/* QTY and AMT of a batch's totals. */
extern void rcm_277_read_total(Rcm277Reader *r);
/* Deliver the statuses and totals that are held, and forget them. */
extern void rcm_277_release(Rcm277Reader *r);

#endif
