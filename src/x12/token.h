/*
 * token.h - X12 into segments and elements, without copying.
 *
 * Lossless: every byte of the file belongs to a segment, to its terminator or
 * to the gap before a segment, and each is known by its byte offset.  The
 * delimiters come from each interchange's own ISA, found only where a segment
 * begins: "ISA" inside a name is text.  Dirt (byte order marks, blank lines,
 * indentation, missing terminators, missing trailers) is noted and read over;
 * the one thing refused is a file in which no delimiters are found.
 *
 * The reader holds no memory of its own.  It is given one window of bytes at a
 * time: the whole file at once (rcm_x12_open), or chunks: on RCM_X12_MORE move
 * the bytes from rcm_x12_consumed() on to the front of the window, read more
 * behind them and call rcm_x12_feed().  A window must hold the longest segment.
 */
#ifndef RCM_X12_TOKEN_H
#define RCM_X12_TOKEN_H

#include "base/text.h"

/* Elements that are told apart; the last slice holds whatever follows. */
#define RCM_X12_MAX_ELEMENTS 250
/* How far into a file the first ISA is looked for. */
#define RCM_X12_MAX_JUNK 65536

typedef struct RcmX12Delimiters
{
	char		element;
	char		component;		/* 0: none */
	char		repetition;		/* 0: none (before 005010) */
	char		terminator;
} RcmX12Delimiters;

typedef enum RcmX12Status
{
	RCM_X12_SEGMENT,
	RCM_X12_END,
	RCM_X12_MORE,				/* the window ends inside a segment */
	RCM_X12_NOT_X12				/* no delimiters found */
} RcmX12Status;

/* What was odd about how a segment stands in the file. */
#define RCM_X12_BLANK_LINE		0x0001
#define RCM_X12_INDENT			0x0002
#define RCM_X12_BOM				0x0004
#define RCM_X12_JUNK			0x0008	/* other bytes before the first ISA */
#define RCM_X12_NO_TERMINATOR	0x0010
#define RCM_X12_IS_ISA			0x0020	/* a whole ISA; the delimiters are new */
#define RCM_X12_GUESSED			0x0040	/* no ISA: the delimiters are a guess */
#define RCM_X12_MANY_ELEMENTS	0x0080
#define RCM_X12_BROKEN_ISA		0x0100	/* begins like an ISA but names no delimiters */
#define RCM_X12_NUL_GAP			0x0200	/* NUL bytes before the segment */

/* An id of up to three characters as a number, for switch. */
#define RCM_X12_ID3(a, b, c) \
	((uint32_t) (unsigned char) (a) << 16 | (uint32_t) (unsigned char) (b) << 8 | \
	 (uint32_t) (unsigned char) (c))
#define RCM_X12_ID2(a, b) RCM_X12_ID3(a, b, 0)
#define RCM_X12_NO_ID UINT32_MAX	/* empty, or longer than three */

typedef struct RcmX12Segment
{
	uint64_t	offset;			/* of the first byte, counted from the file's */
	const char *data;
	uint32_t	len;			/* without the terminator */
	uint32_t	id;				/* RCM_X12_ID3(...), upper case as written */
	uint64_t	gap;			/* bytes between the last terminator and this segment */
	uint32_t	notes;
	int			count;			/* elements behind the id */
	const uint32_t *ends;		/* where the id and each element end in data */
} RcmX12Segment;

typedef struct RcmX12Reader
{
	RcmX12Delimiters delimiters;
	const char *data;			/* the window */
	size_t		len;
	size_t		pos;			/* first byte not yet given out */
	uint64_t	base;			/* offset in the file of data[0] */
	bool		last;			/* nothing comes after the window */
	bool		started;
	char		before;			/* the byte before pos */
	uint64_t	gap;
	uint32_t	notes;			/* of the gap so far */
	int			lines;			/* line breaks in the gap so far */
	size_t		block;			/* where the 64 bytes of the masks begin */
	uint64_t	marks;			/* separators and terminators among them */
	uint64_t	stops;			/* terminators among them */
	uint32_t	ends[RCM_X12_MAX_ELEMENTS + 1];
} RcmX12Reader;

/* The whole file in one window. */
extern void rcm_x12_open(RcmX12Reader *r, const char *data, size_t len);
/* Bytes at the front of the window that are done with. */
extern size_t rcm_x12_consumed(const RcmX12Reader *r);
/* A new window that begins where rcm_x12_consumed() pointed. */
extern void rcm_x12_feed(RcmX12Reader *r, const char *data, size_t len, bool last);
/*
 * The next segment, good until the next call.  At RCM_X12_END only its offset,
 * gap and notes are set: they are those of the bytes behind the last segment.
 */
extern RcmX12Status rcm_x12_next(RcmX12Reader *r, RcmX12Segment *segment);

/* ---- delimiters.c ---- */

typedef enum RcmX12Isa
{
	RCM_X12_ISA_NONE,			/* no ISA here */
	RCM_X12_ISA_CUT,			/* the window ends inside it */
	RCM_X12_ISA_OK
} RcmX12Isa;

/* Is there an ISA at data[0], and what delimiters does it name? */
extern RcmX12Isa rcm_x12_read_isa(const char *data, size_t len, RcmX12Delimiters *d);
/* A file that begins with GS or ST: guess its delimiters. */
extern bool rcm_x12_guess(const char *data, size_t len, RcmX12Delimiters *d);

/* ---- pieces of a segment ---- */

/* Element i counted from 1, as X12 counts; 0 is the id.  Empty when not there. */
static inline RcmText
rcm_x12_element(const RcmX12Segment *s, int i)
{
	uint32_t	start;

	if (i > s->count)
		return (RcmText) {"", 0};
	start = i == 0 ? 0 : s->ends[i - 1] + 1;
	return (RcmText) {s->data + start, (int32_t) (s->ends[i] - start)};
}

/* Byte offset in the file of an element. */
static inline uint64_t
rcm_x12_element_offset(const RcmX12Segment *s, int i)
{
	return i > s->count || i == 0 ? s->offset : s->offset + s->ends[i - 1] + 1;
}

/* Component i (from 1) of an element; with no separator the whole is number 1. */
extern RcmText rcm_x12_component(RcmText element, char separator, int i);
/* All pieces (components or repetitions), at most max; returns how many there are. */
extern int	rcm_x12_split(RcmText element, char separator, RcmText *pieces, int max);

#endif
