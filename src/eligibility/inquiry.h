/*
 * inquiry.h - asking a payer for a patient's coverage: the 270, 005010X279A1.
 *
 * Inquiries are written one by one, in the order they come.  Those in a row
 * that go to the same payer for the same provider share these two levels; each
 * has a subscriber's level of its own, and a dependent's when it asks for one.
 * An inquiry that cannot be written leaves nothing behind but its fault.
 */
#ifndef RCM_ELIGIBILITY_INQUIRY_H
#define RCM_ELIGIBILITY_INQUIRY_H

#include "x12/write.h"

/* Inquiries in one transaction, unless the sender says otherwise. */
#define RCM_270_TRANSACTION_SIZE 99

typedef struct RcmInquirer
{
	RcmObject	object;
	RcmText		npi,
				name,
				last,
				first,
				tin;
} RcmInquirer;

/* Subscriber or dependent. */
typedef struct RcmInquiredPerson
{
	RcmObject	object;
	RcmText		last,
				first,
				middle,
				suffix,
				member_id,
				sex,
				ssn,
				group_number,
				rel;
	int32_t		dob;
} RcmInquiredPerson;

typedef struct RcmInquiry
{
	RcmObject	object;
	RcmText		reference,		/* TRN02 */
				trace_origin,	/* TRN03 */
				payer_name,
				payer_id;
	RcmInquirer *provider;
	RcmInquiredPerson *subscriber,
			   *dependent;
	RcmList		service_types;	/* RcmText; none: 30 */
	RcmList		procedures;		/* RcmText */
	int32_t		date_from,
				date_to,
				card_issued;
} RcmInquiry;

extern const RcmShape rcm_inquiry_shape;

typedef struct Rcm270Writer
{
	RcmX12Writer x12;
	RcmX12Sender sender;
	int64_t		written;		/* inquiries, in all */
	int64_t		in_transaction;
	int64_t		levels;			/* HL so far */
	int64_t		source,			/* HL of the payer and provider that hold now; 0: none */
				receiver;
	/* What they were, to see whether the next inquiry has the same; copied. */
	RcmArena	arena;
	RcmText		payer_name,
				payer_id;
	RcmInquirer provider;
} Rcm270Writer;

/*
 * False with w->x12.fault set when the sender does not do.  The sender and
 * what it points to must last; memory comes from the arena of "out".
 */
extern bool rcm_270_open(Rcm270Writer *w, RcmBuffer *out, const RcmX12Sender *sender);
/* False with w->x12.fault set, and nothing written, when it cannot be asked. */
extern bool rcm_270_write(Rcm270Writer *w, const RcmInquiry *inquiry);
/* The envelope's end; nothing when no inquiry was written. */
extern void rcm_270_close(Rcm270Writer *w);

/* ---- inquiry.c ---- */

/* Whether an inquiry can be asked; else the first fault is kept. */
extern bool rcm_270_check(RcmX12Writer *w, const RcmInquiry *inquiry);

#endif
