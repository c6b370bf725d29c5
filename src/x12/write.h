/*
 * write.h - segments, envelopes and control numbers of X12 that we write.
 *
 * Segments are written element by element into a buffer; trailing empty
 * elements and components are dropped, as X12.6 asks.  Values may not hold a
 * delimiter or a byte outside of the character set: text is mended (letters
 * lose their accents, a delimiter becomes a blank), a code is refused.
 *
 * A fault never writes half a transaction: the first one is kept with the
 * element it is about, and whoever writes takes back what was written since
 * rcm_x12_write_mark() and says so.
 */
#ifndef RCM_X12_WRITE_H
#define RCM_X12_WRITE_H

#include "claim/claim.h"
#include "x12/token.h"

/* Who sends to whom, and how: what the caller gives besides the claims. */
typedef struct RcmX12Sender
{
	RcmObject	object;
	RcmText		sender_id,		/* ISA06 and, unless given, GS02 */
				sender_qualifier,	/* ISA05, else ZZ */
				receiver_id,	/* ISA08 and GS03 */
				receiver_qualifier,
				group_sender_id,
				group_receiver_id,
				authorization,	/* ISA02 */
				security,		/* ISA04 */
				usage,			/* ISA15: P or T, else P */
				created,		/* YYYY-MM-DDTHH:MM[:SS]; BHT, GS and ISA */
				delimiters,		/* element, component, repetition, terminator; else *:^~ */
				line_break,		/* after each segment; else nothing */
				character_set,	/* basic or extended (the default) */
				submitter_name,	/* NM1*41 */
				submitter_id,	/* its NM109, else sender_id */
				contact_name,	/* PER */
				contact_phone,
				contact_email,
				receiver_name,	/* NM1*40 */
				reference;		/* BHT03, else the control number */
	int64_t		control_number;	/* ISA13, and GS06 of its one group; transactions count from 1 */
	int64_t		transaction_size;	/* most claims in one ST, else 5000 */
} RcmX12Sender;

extern const RcmShape rcm_x12_sender_shape;

typedef struct RcmX12Fault
{
	char		element[16];	/* "CLM05-1", "NM109" */
	char		path[64];		/* of the claim's field: "billing.npi", "lines[2].code" */
	char		message[160];	/* plain words, no patient data */
} RcmX12Fault;

typedef struct RcmX12Writer
{
	RcmBuffer  *out;
	RcmX12Delimiters delimiters;
	RcmText		line_break;
	bool		basic;			/* upper case only */
	char		carried[256];	/* what each byte is written as; 0: it cannot stand in a value */
	const RcmX12Sender *sender;
	int32_t		date;			/* of "created" */
	char		time[7];		/* HHMM or HHMMSS */

	/* The segment. */
	char		id[4];
	int			element;		/* being written; 0: the id */
	int			component;		/* from 1 */
	int			pending_elements;	/* separators to write before the next value that is not empty */
	int			pending_components;
	bool		pending_repetition;
	bool		continues;		/* the next value belongs to the same element */

	/* The envelope. */
	int64_t		segments;		/* in the transaction, ST included */
	int64_t		transactions;	/* in the group */
	bool		in_group;
	bool		in_transaction;
	char		guide[13];

	bool		faulty;
	RcmX12Fault fault;			/* the first one */
} RcmX12Writer;

/* A place to come back to when what follows cannot be written. */
typedef struct RcmX12Mark
{
	size_t		len;
	int64_t		segments;
} RcmX12Mark;

/*
 * Reads what the sender says; false with the fault set when it is not enough
 * (no sender_id) or not possible (delimiters that are equal).
 */
extern bool rcm_x12_write_open(RcmX12Writer *w, RcmBuffer *out, const RcmX12Sender *sender);
/* ISA and GS: the functional id (HC, HS, HR, FA) and the guide (005010X222A1). */
extern void rcm_x12_write_group(RcmX12Writer *w, const char *functional_id, const char *guide);
/* ST; ST02 counts from 1, ST03 is the guide. */
extern void rcm_x12_write_transaction(RcmX12Writer *w, const char *transaction_id);
extern void rcm_x12_write_transaction_end(RcmX12Writer *w);
/* GE and IEA. */
extern void rcm_x12_write_close(RcmX12Writer *w);

/* Can the character stand in a code: in the set that was chosen, and no delimiter? */
extern bool rcm_x12_write_carries(const RcmX12Writer *w, char c);

extern RcmX12Mark rcm_x12_write_mark(const RcmX12Writer *w);
/* Forget what was written since, and the fault. */
extern void rcm_x12_write_back(RcmX12Writer *w, const RcmX12Mark *mark);
/* Keep the first fault. "path" may be NULL. */
extern void rcm_x12_write_fault(RcmX12Writer *w, const char *path, const char *format,...)
			__attribute__((format(printf, 3, 4)));

/* Fills "carried", once the delimiters and the character set are known. */
extern void rcm_x12_write_characters(RcmX12Writer *w);

/* ---- one segment ---- */

extern void rcm_x12_begin(RcmX12Writer *w, const char *id);
extern void rcm_x12_end_segment(RcmX12Writer *w);
/* The next element: text, which is mended. */
extern void rcm_x12_put(RcmX12Writer *w, RcmText t);
/* The next element: an id or code, which is refused when it holds what X12 cannot carry. */
extern void rcm_x12_put_code(RcmX12Writer *w, RcmText t);
extern void rcm_x12_put_string(RcmX12Writer *w, const char *s);
/* 130.5, 130, .5 as X12 writes them: no trailing zeros, no zero before the point. */
extern void rcm_x12_put_amount(RcmX12Writer *w, int64_t cents);
extern void rcm_x12_put_number(RcmX12Writer *w, int64_t millionths);
extern void rcm_x12_put_int(RcmX12Writer *w, int64_t n);
/* CCYYMMDD. */
extern void rcm_x12_put_date(RcmX12Writer *w, int32_t date);
/* CCYYMMDD-CCYYMMDD. */
extern void rcm_x12_put_period(RcmX12Writer *w, int32_t from, int32_t to);
/* An empty element. */
extern void rcm_x12_skip(RcmX12Writer *w);
/* The next put goes to the next component of the same element rather than to the next element. */
extern void rcm_x12_component_follows(RcmX12Writer *w);
/* The next put repeats the element. */
extern void rcm_x12_repetition_follows(RcmX12Writer *w);

#endif
