/*
 * inquiry.h - the 276 (005010X212): asking payers what became of claims.
 *
 * Inquiries come one by one as JSON objects and are written as they come;
 * those that follow each other share the levels that they have in common, so
 * whoever orders them by payer, provider and patient gets the smallest file.
 * One that cannot be written leaves nothing behind but its fault.
 */
#ifndef RCM_STATUS_INQUIRY_H
#define RCM_STATUS_INQUIRY_H

#include "x12/write.h"

#define RCM_276_GUIDE "005010X212"
/* Most inquiries in one ST, unless the sender says otherwise. */
#define RCM_276_TRANSACTION_SIZE 5000

/* Receiver of the answer, or provider. */
typedef struct Rcm276Party
{
	RcmObject	object;
	RcmText		name,			/* of an organization */
				last,
				first,
				npi,
				tin,
				id;				/* as the payer knows it */
} Rcm276Party;

/* Subscriber or dependent. */
typedef struct Rcm276Person
{
	RcmObject	object;
	RcmText		last,
				first,
				member_id,
				sex;
	int32_t		dob;
} Rcm276Person;

typedef struct Rcm276Line
{
	RcmObject	object;
	RcmText		code,
				qualifier,		/* of the code, else HC */
				rev,
				control;
	RcmList		mods;			/* RcmText */
	int64_t		charge;
	RcmNumber	units;
	int32_t		from,
				to;
} Rcm276Line;

typedef struct Rcm276Inquiry
{
	RcmObject	object;
	RcmText		reference,		/* TRN02, else claim_id */
				payer_name,
				payer_id,
				claim_id,
				payer_claim_control,
				tob,
				pharmacy_number,
				clearinghouse_trace;
	Rcm276Party *receiver,
			   *provider;
	Rcm276Person *subscriber,
			   *dependent;
	int64_t		charge;
	int32_t		service_from,
				service_to;
	RcmList		lines;			/* Rcm276Line */
} Rcm276Inquiry;

extern const RcmShape rcm_276_inquiry_shape;

/* The numbers of the levels (HL01) that the next inquiry may share; 0: none. */
typedef struct Rcm276Levels
{
	int64_t		count,			/* of levels in the transaction */
				payer,
				receiver,
				provider,
				subscriber;
} Rcm276Levels;

typedef struct Rcm276Writer
{
	RcmX12Writer out;
	const RcmX12Sender *sender;
	RcmArena	arena[2];		/* of this inquiry and the one before */
	int			using;
	Rcm276Inquiry *before;		/* the last one that was written to this transaction */
	Rcm276Levels levels;
	int64_t		items,
				in_transaction;	/* inquiries */
	RcmX12Fault fault;			/* of the last inquiry that was refused */
	RcmText		refused_id;		/* and what it is known by; good until the next */
} Rcm276Writer;

/* Arenas are the caller's to set up, and to free; false with the fault set when the sender will not do. */
extern bool rcm_276_open(Rcm276Writer *w, RcmBuffer *out, const RcmX12Sender *sender);
/* One inquiry (UTF-8); false when it was left out. */
extern bool rcm_276_add(Rcm276Writer *w, RcmText json);
/* The end; nothing at all is written when there was no inquiry. */
extern void rcm_276_close(Rcm276Writer *w);

/* ---- write_inquiry.c ---- */

/* The levels that are not shared, and the claim; the writer's fault says when not. */
extern void rcm_276_write(Rcm276Writer *w, const Rcm276Inquiry *i);

#endif
