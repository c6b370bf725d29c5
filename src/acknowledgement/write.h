/*
 * write.h - a 999 (005010X231A1) for what was received.
 *
 * Push every segment of the file in, after the envelope and whatever readers
 * there are have seen it, and give rcm_ack_write_note() to all of them as
 * their report function with the writer as owner.  Each functional group gets
 * a 999 of its own, all of them in one interchange back to the sender.
 *
 * A finding that means loss rejects its transaction, a fault of the group's
 * envelope the whole group; what is only untidy is noted (E) where a reader of
 * the transaction said it, and passed over where it is the layout of bytes.
 * Groups of acknowledgements (FA) are not acknowledged, nor is what stands in
 * no group; faults of the interchange are a TA1's affair.
 */
#ifndef RCM_ACKNOWLEDGEMENT_WRITE_H
#define RCM_ACKNOWLEDGEMENT_WRITE_H

#include "x12/envelope.h"
#include "x12/write.h"

/* Faults of one transaction that are listed; more only count. */
#define RCM_ACK_MOST_FAULTS 100
#define RCM_ACK_ECHO 40

/* What is repeated from the file; empty when it cannot be. */
typedef struct RcmAckEcho
{
	char		text[RCM_ACK_ECHO];
} RcmAckEcho;

/* An element that fits what we write as it stands; nothing when it is longer than "most" or no plain text. */
extern RcmAckEcho rcm_ack_echo(const RcmX12Segment *s, int i, int32_t most);
/* Can it be written with these delimiters?  What is empty cannot. */
extern bool rcm_ack_writable(const RcmX12Writer *x, const RcmAckEcho *e);

typedef struct RcmAckFault
{
	int64_t		segment;		/* in the file */
	int64_t		position;		/* in the transaction, the ST being 1 */
	char		segment_id[4];
	int			element;		/* 0: the segment */
	const char *code;			/* IK304 or IK403 */
	const char *data_element;	/* IK402, "" when we do not know it */
	RcmAckEcho	claim;
} RcmAckFault;

/* Up to five codes that say why: IK502 to IK506, AK905 to AK909. */
typedef struct RcmAckCodes
{
	int			count;
	const char *codes[5];
} RcmAckCodes;

/* What was found in one transaction. */
typedef struct RcmAckVerdict
{
	int			interchange;
	int			group;
	int			transaction;
	bool		loss;
	bool		noted;
	RcmAckCodes codes;
	int			count;
	RcmAckFault faults[RCM_ACK_MOST_FAULTS];
} RcmAckVerdict;

typedef struct RcmAckWriter
{
	RcmBuffer  *out;
	RcmX12Writer x12;
	RcmX12Sender sender;
	bool		open;			/* ISA and GS are written */
	bool		failed;			/* the sender is not enough: see x12.fault */

	/* The file's first interchange, whose sender is answered. */
	bool		known;
	RcmAckEcho	isa05,
				isa06,
				isa07,
				isa08,
				gs02,
				gs03,
				isa15;

	bool		in_group;
	bool		in_transaction;
	RcmAckCodes group_codes;
	int64_t		received,
				rejected,
				noted;
	RcmAckEcho	ge01;

	RcmAckVerdict verdict;		/* on the transaction that is open, or was last */
	RcmAckVerdict next;			/* on one whose ST is being read */
	RcmAckEcho	st01,
				st02,
				st03;
	int64_t		st_segment;
	int64_t		last_segment;
	int64_t		empty;			/* segments of no bytes since the ST */
	RcmAckEcho	claim;			/* that the segment belongs to */
	int64_t		claim_segment;
} RcmAckWriter;

/* The sender as the caller gave it; its empty ids are taken from the file. */
extern void rcm_ack_write_init(RcmAckWriter *w, RcmBuffer *out, const RcmX12Sender *sender);
/* An RcmX12Report; the owner is the writer. */
extern void rcm_ack_write_note(void *writer, const RcmX12Finding *f);
extern void rcm_ack_write_segment(RcmAckWriter *w, const RcmX12Segment *s, const RcmX12Delimiters *d,
								  const RcmX12Place *place);
/* True when something was written; false without a group, and when "failed". */
extern bool rcm_ack_write_end(RcmAckWriter *w);

/* ---- write_ta1.c: a TA1 for each interchange that was received ---- */

/* What was found in the envelope of one interchange. */
typedef struct RcmTa1Verdict
{
	int			interchange;
	bool		loss;
	const char *note;			/* TA105; NULL: nothing */
} RcmTa1Verdict;

typedef struct RcmTa1Writer
{
	RcmBuffer  *out;
	RcmX12Writer x12;
	RcmX12Sender sender;
	bool		open;
	bool		failed;			/* the sender is not enough: see x12.fault */
	bool		in_interchange;
	bool		any_group;		/* it holds more than acknowledgements of interchanges */
	RcmTa1Verdict verdict;
	RcmTa1Verdict next;			/* on an interchange whose ISA is being read */
	RcmAckEcho	isa05,
				isa06,
				isa07,
				isa08,
				isa09,
				isa10,
				isa13,
				isa15;
} RcmTa1Writer;

/* Used as the RcmAckWriter is. */
extern void rcm_ta1_write_init(RcmTa1Writer *w, RcmBuffer *out, const RcmX12Sender *sender);
extern void rcm_ta1_write_note(void *writer, const RcmX12Finding *f);
extern void rcm_ta1_write_segment(RcmTa1Writer *w, const RcmX12Segment *s, const RcmX12Place *place);
extern bool rcm_ta1_write_end(RcmTa1Writer *w);
/* TA105, or NULL. */
extern const char *rcm_ta1_code(const char *finding);

/* ---- write_codes.c: findings as codes of the 999 ---- */

/* IK502 of a finding about the transaction as a whole. */
extern const char *rcm_ack_transaction_code(const char *finding);
/* IK304, IK403; NULL when a finding that is only untidy is passed over. */
extern const char *rcm_ack_segment_code(const char *finding);
extern const char *rcm_ack_element_code(const char *finding);
/* AK905, or NULL. */
extern const char *rcm_ack_group_code(const char *finding);
/* IK402 of an element that a finding is about, "" when we do not know it. */
extern const char *rcm_ack_data_element(const char *finding, const char *segment_id, int element);

#endif
