/*
 * read.h - what the other side made of our files: TA1, 999 (005010X231) and
 * 997 (004010, 005010X230).
 *
 * Push segments in; each thing that was acknowledged (an interchange, a
 * functional group, a transaction) comes out through "deliver" when its end
 * is reached, each error that was found in a transaction through
 * "deliver_error" before the transaction it is about.  A group is numbered
 * when its AK1 comes, ahead of its transactions, and delivered behind them:
 * whether it was accepted stands in the AK9.
 *
 * The 999 writes IK3, IK4, IK5 where the 997 writes AK3, AK4, AK5; senders mix
 * them, so either is read in either.
 */
#ifndef RCM_ACKNOWLEDGEMENT_H
#define RCM_ACKNOWLEDGEMENT_H

#include "x12/value.h"

typedef enum RcmAckKind
{
	RCM_ACK_TA1,
	RCM_ACK_999,
	RCM_ACK_997
} RcmAckKind;

typedef enum RcmAckLevel
{
	RCM_ACK_INTERCHANGE,
	RCM_ACK_GROUP,
	RCM_ACK_TRANSACTION
} RcmAckLevel;

/* TA105, IK502 to IK506, AK905 to AK909. */
#define RCM_ACK_NOTES 5

typedef struct RcmAcknowledgement
{
	int64_t		ordinal;		/* through the file, from 1 */
	RcmX12Place place;			/* of the TA1, AK1 or AK2 */
	RcmAckKind	kind;
	RcmAckLevel level;
	RcmText		control_number, /* of what brings it: ISA13 or ST02 */
				interchange,	/* TA101 */
				time,			/* TA103 */
				functional_id,	/* AK101 */
				group,			/* AK102 */
				version,		/* AK103 */
				transaction_id, /* AK201 */
				transaction,	/* AK202 */
				implementation, /* AK203 */
				code;			/* TA104, AK901, IK501 */
	int32_t		date;			/* TA102 */
	RcmTruth	accepted;		/* unknown: partly, or not said */
	const char *state;			/* NULL: not said */
	int			note_count;
	RcmText		notes[RCM_ACK_NOTES];
	int64_t		included,		/* AK902 to AK904; RCM_NO_INT */
				received,
				accepted_count;
} RcmAcknowledgement;

/* An IK3, or an IK4 with what its IK3 says; element_code tells which. */
typedef struct RcmAckError
{
	int64_t		acknowledgement;	/* ordinal of the transaction's */
	int64_t		ordinal;		/* within it, from 1 */
	RcmX12Place place;
	RcmText		segment_id,
				loop,
				segment_code,
				data_element,
				element_code,
				bad_value,
				claim_id;
	int64_t		segment_position,	/* RCM_NO_INT when not said */
				element_position,
				component,
				repetition;
	RcmText		context;		/* the CTX as a JSON array; empty: none */
} RcmAckError;

/* Good during the call only. */
typedef void (*RcmAckDeliver) (void *owner, const RcmAcknowledgement *ack);
typedef void (*RcmAckDeliverError) (void *owner, const RcmAckError *error);

/* Memory by how long it must last. */
typedef enum RcmAckMemory
{
	RCM_ACK_FOR_INTERCHANGE,
	RCM_ACK_FOR_DOCUMENT,		/* ST to SE */
	RCM_ACK_FOR_GROUP,			/* AK1 to AK9 */
	RCM_ACK_FOR_TRANSACTION,	/* AK2 to IK5 */
	RCM_ACK_FOR_SEGMENT,		/* IK3 and the CTX behind it */
	RCM_ACK_FOR_ELEMENT,		/* IK4 and the CTX behind it, a TA1 */
	RCM_ACK_MEMORIES
} RcmAckMemory;

typedef struct RcmAckReader
{
	RcmX12Cursor at;
	RcmAckDeliver deliver;
	RcmAckDeliverError deliver_error;
	RcmArena	arena[RCM_ACK_MEMORIES];
	int64_t		count;			/* acknowledgements numbered so far */

	bool		active;			/* inside a 999 or 997 */
	bool		any_group;		/* the document had an AK1 */
	RcmAckKind	kind;
	RcmText		isa13,
				st02;
	RcmX12Place document;

	bool		in_group;
	bool		in_transaction;
	bool		in_segment;		/* an IK3 whose row is not out yet */
	bool		in_element;		/* the same of an IK4 */
	bool		segment_known;	/* there was an IK3 in this transaction */
	RcmAcknowledgement group;
	RcmAcknowledgement transaction;
	int64_t		errors;			/* of the transaction */
	RcmAckError segment;
	RcmAckError element;
	int			contexts;		/* CTX of the open error */
	RcmBuffer	context;
} RcmAckReader;

/* Memory from malloc; give other arenas before the first segment if you like. */
extern void rcm_ack_init(RcmAckReader *r, RcmAckDeliver deliver, RcmAckDeliverError deliver_error,
						 RcmX12Report report, void *owner);
extern void rcm_ack_segment(RcmAckReader *r, const RcmX12Segment *s, const RcmX12Delimiters *d,
							const RcmX12Place *place);
/* Deliver what the end of the file left open. */
extern void rcm_ack_end(RcmAckReader *r);
extern void rcm_ack_free(RcmAckReader *r);

extern const char *rcm_ack_kind_name(RcmAckKind kind);
extern const char *rcm_ack_level_name(RcmAckLevel level);

/* ---- read_error.c: what was found wrong with a transaction ---- */

extern void rcm_ack_start_segment_error(RcmAckReader *r);
extern void rcm_ack_start_element_error(RcmAckReader *r);
extern void rcm_ack_read_context(RcmAckReader *r);
extern void rcm_ack_finish_error(RcmAckReader *r);
/* A count or position: a whole number from 0, RCM_NO_INT when it is none. */
extern int64_t rcm_ack_number(const RcmAckReader *r, int i, RcmText t);

#endif
