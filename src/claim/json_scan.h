/*
 * json_scan.h - the words of JSON: what the reader of claims stands on.
 */
#ifndef RCM_JSON_SCAN_H
#define RCM_JSON_SCAN_H

#include "claim/claim.h"

#define RCM_JSON_PATH 8			/* of the tables: lines[].rendering.addr.zip */

typedef struct RcmJsonReader
{
	const char *start;
	const char *p;
	const char *end;
	RcmArena   *arena;
	RcmReadError *error;
	RcmReadStatus status;
	/* where we are: keys and, when >= 0, the index in the list of that name */
	struct
	{
		const char *name;
		int64_t		index;
	}			path[RCM_JSON_PATH];
	int			depth;
} RcmJsonReader;

/* Keeps the first complaint; always false. */
extern bool rcm_json_fail(RcmJsonReader *r, RcmReadStatus status, const char *message);
/* The text is no JSON. */
extern bool rcm_json_bad(RcmJsonReader *r, const char *what);

/* The next significant byte without taking it; 0 at the end. */
extern char rcm_json_peek(RcmJsonReader *r);
/* Takes the byte, or the word, when it is the next. */
extern bool rcm_json_take(RcmJsonReader *r, char c);
extern bool rcm_json_take_word(RcmJsonReader *r, const char *word);
/* A string; without escapes it is a slice of the input. */
extern bool rcm_json_string(RcmJsonReader *r, RcmText *t);
extern bool rcm_json_number(RcmJsonReader *r, RcmText *t);
/* Any value, checked but not kept. */
extern bool rcm_json_skip(RcmJsonReader *r, int depth);

/*
 * A value that was read before, in a form that does not depend on white space
 * or the order of keys.  Of a key that stands twice the last one counts.
 */
extern RcmText rcm_json_canonical(RcmArena *arena, RcmText json);

#endif
