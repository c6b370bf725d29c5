/*
 * value.h - the elements of one segment as values: texts, days, amounts.
 *
 * Every reader of a transaction keeps a cursor and sets its segment and place
 * before it looks at elements.  What cannot be read (an amount that is not
 * exact cents, a day that does not exist) is a finding that names the element,
 * and the value is "not given".
 */
#ifndef RCM_X12_VALUE_H
#define RCM_X12_VALUE_H

#include "claim/claim.h"
#include "x12/envelope.h"

typedef struct RcmX12Cursor
{
	/* The segment being read. */
	const RcmX12Segment *segment;
	const RcmX12Place *place;
	RcmX12Delimiters delimiters;

	/* For the whole run. */
	RcmX12Report report;		/* NULL: nobody wants findings */
	void	   *owner;
	/* A slice as text that the receiver can hold; NULL: Latin-1 to UTF-8 where it is not UTF-8. */
	RcmText		(*convert) (void *owner, RcmArena *arena, RcmText raw);
	/* Set when the window that segments point into does not outlive the call. */
	bool		copy;
} RcmX12Cursor;

/* A finding about element i of the segment (0: the whole). */
extern void rcm_x12_finding(const RcmX12Cursor *c, const char *code, int i, const char *message);
/* A slice, blanks trimmed, as text that lasts as long as the arena. */
extern RcmText rcm_x12_keep(const RcmX12Cursor *c, RcmArena *arena, RcmText t);
/* The same of element i. */
extern RcmText rcm_x12_text(const RcmX12Cursor *c, RcmArena *arena, int i);
/* Text t of element i as cents; RCM_NO_USD when it is empty, and with a finding when it is none. */
extern int64_t rcm_x12_amount_of(const RcmX12Cursor *c, int i, RcmText t);
extern void rcm_x12_number(const RcmX12Cursor *c, RcmArena *arena, int i, RcmText t, RcmNumber *number);
/* A whole number from 1 to 999999999, or RCM_NO_INT with a finding. */
extern int64_t rcm_x12_whole(const RcmX12Cursor *c, int i, RcmText t, const char *code);
extern int32_t rcm_x12_day(const RcmX12Cursor *c, int i, RcmText t);
/* Format in element "form" (D8, RD8, DT, TM), value in the next; false when it names no day. */
extern bool rcm_x12_period(const RcmX12Cursor *c, int form, int32_t *from, int32_t *to);
/* Latin-1 (or what is left of UTF-8) to UTF-8, control bytes to blanks. */
extern RcmText rcm_x12_latin1_to_utf8(RcmArena *arena, RcmText raw);

/* Shorthands, for switches over segment ids and for reading qualifiers. */
#define ID2(a, b) RCM_X12_ID2(a, b)
#define ID3(a, b, c) RCM_X12_ID3(a, b, c)

/* Element i as it stands, blanks trimmed; good as long as the segment. */
static inline RcmText
rcm_x12_raw(const RcmX12Cursor *c, int i)
{
	return rcm_x12_trim(rcm_x12_element(c->segment, i));
}

/* Component n of element i, both from 1. */
static inline RcmText
rcm_x12_part(const RcmX12Cursor *c, int i, int n)
{
	return rcm_x12_trim(rcm_x12_component(rcm_x12_element(c->segment, i),
										  c->delimiters.component, n));
}

static inline bool
rcm_x12_is(const RcmX12Cursor *c, int i, const char *code)
{
	return rcm_text_is(rcm_x12_raw(c, i), code);
}

static inline int64_t
rcm_x12_amount(const RcmX12Cursor *c, int i)
{
	return rcm_x12_amount_of(c, i, rcm_x12_raw(c, i));
}

/* Is the text one of a list of codes written with blanks between them? */
static inline bool
rcm_x12_one_of(RcmText t, const char *codes)
{
	size_t		n = (size_t) t.len;

	for (const char *p = codes; n > 0 && *p != '\0';)
	{
		size_t		len = strcspn(p, " ");

		if (len == n && memcmp(p, t.data, n) == 0)
			return true;
		p += len;
		p += *p == ' ';
	}
	return false;
}

#endif
