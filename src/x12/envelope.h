/*
 * envelope.h - where we are in a file of interchanges, and what is odd there.
 *
 * Push every segment through rcm_x12_envelope_segment(): it keeps the place
 * (which interchange, group, transaction) and, when a report function was
 * given, tells each fault of the envelope: pairs, control numbers, counts, the
 * layout of the bytes.  Nothing stops the reading.  Memory is constant.
 */
#ifndef RCM_X12_ENVELOPE_H
#define RCM_X12_ENVELOPE_H

#include "x12/token.h"

typedef enum RcmX12Level
{
	RCM_X12_LEVEL_INTERCHANGE,
	RCM_X12_LEVEL_GROUP,
	RCM_X12_LEVEL_TRANSACTION,
	RCM_X12_LEVEL_SEGMENT,
	RCM_X12_LEVEL_ELEMENT
} RcmX12Level;

/*
 * A place in the file.  Interchanges are counted through the file, groups
 * within their interchange, transactions within their group, segments through
 * the file (ISA, GS and the like included); all from 1, 0 is "in none".
 * Ordinals rather than control numbers, because it is the control numbers that
 * are repeated, missing or wrong.
 */
typedef struct RcmX12Place
{
	int			interchange;
	int			group;
	int			transaction;
	int64_t		segment;
	char		segment_id[4];	/* empty unless it looks like one */
	int			element;		/* 0: the whole segment */
	uint64_t	offset;
} RcmX12Place;

typedef struct RcmX12Finding
{
	RcmX12Level level;
	const char *code;			/* stable */
	RcmX12Place place;
	char		message[200];	/* plain words, no patient data */
} RcmX12Finding;

typedef void (*RcmX12Report) (void *owner, const RcmX12Finding *finding);

extern const char *rcm_x12_level_name(RcmX12Level level);
/* Does a finding mean that something was lost, or may have been?  Untidiness does not. */
extern bool rcm_x12_is_loss(const char *code);
/* Report at a place; nothing when report is NULL. */
extern void rcm_x12_report(RcmX12Report report, void *owner, RcmX12Level level,
						   const char *code, const RcmX12Place *place,
						   const char *format,...)
			__attribute__((format(printf, 6, 7)));

/* Oddities of layout: told once for each interchange, with how many there were. */
typedef enum RcmX12Layout
{
	RCM_X12_LAYOUT_BLANK_LINES,
	RCM_X12_LAYOUT_INDENT,
	RCM_X12_LAYOUT_EMPTY,
	RCM_X12_LAYOUT_TRAILING_ELEMENT,
	RCM_X12_LAYOUT_LOWER_CASE,
	RCM_X12_LAYOUT_SEGMENT_ID,
	RCM_X12_LAYOUT_MANY_ELEMENTS,
	RCM_X12_LAYOUT_NOT_ASCII,
	RCM_X12_LAYOUT_NOT_UTF8,
	RCM_X12_LAYOUT_NUL,
	RCM_X12_LAYOUT_CONTROL,
	RCM_X12_LAYOUTS
} RcmX12Layout;

typedef struct RcmX12Tally
{
	int64_t		count;
	RcmX12Place first;
} RcmX12Tally;

/* A control number as it was sent, blanks around it dropped. */
typedef struct RcmX12Control
{
	char		text[24];
	int			len;
} RcmX12Control;

typedef struct RcmX12Envelope
{
	RcmX12Report report;
	void	   *owner;
	RcmX12Place place;			/* of the segment being read */
	RcmX12Delimiters delimiters;
	bool		in_interchange;
	bool		in_group;
	bool		in_transaction;
	RcmX12Place isa,			/* where the open ones began */
				gs,
				st;
	RcmX12Control isa13,
				gs06,
				st02,
				gs08;
	int64_t		groups,			/* in this interchange */
				transactions,	/* in this group */
				segments;		/* in this transaction */
	RcmX12Tally layout[RCM_X12_LAYOUTS];
} RcmX12Envelope;

extern void rcm_x12_envelope_init(RcmX12Envelope *e, RcmX12Report report, void *owner);
extern void rcm_x12_envelope_segment(RcmX12Envelope *e, const RcmX12Segment *s,
									 const RcmX12Delimiters *d);
/* The file is over; "end" is the segment that came with RCM_X12_END. */
extern void rcm_x12_envelope_end(RcmX12Envelope *e, const RcmX12Segment *end);

/* ---- layout.c ---- */

extern void rcm_x12_layout_segment(RcmX12Envelope *e, const RcmX12Segment *s);
/* Tell what was tallied and begin anew. */
extern void rcm_x12_layout_report(RcmX12Envelope *e);
extern bool rcm_x12_utf8(RcmText t);
/* Is this a GS08 that names a guide we know, or plainly a release? */
extern bool rcm_x12_known_guide(RcmText gs08);
/* Drop blanks on both sides. */
extern RcmText rcm_x12_trim(RcmText t);

#endif
