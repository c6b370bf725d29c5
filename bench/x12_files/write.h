/*
 * write.h - segments out of patterns, and the envelope around them.
 */
#ifndef X12_FILES_WRITE_H
#define X12_FILES_WRITE_H

#include <stdio.h>

#include "story.h"

typedef struct Out
{
	FILE	   *file;
	char		element,
				component,
				repetition,
				terminator;
	const char *line_break;
	bool		silent;			/* count only */
	uint64_t	bytes;			/* of the file so far */
	int			segments;		/* of the transaction so far */
	char		segment[1024];
	int			len;
} Out;

/*
 * Adds to the segment.  In the pattern '*' is the element separator, ':' the
 * component separator; %s a text, %d an int, %4 and %9 the same in so many
 * digits, %l a uint64_t, %a cents.
 */
extern void add(Out *o, const char *pattern,...);
/* The same, and ends the segment: empty elements and components at its end are dropped. */
extern void put(Out *o, const char *pattern,...);
/* An ISA has none of its blanks dropped. */
extern void put_isa(Out *o, const char *sender, const char *receiver, int control);

/* What a kind of file has: one transaction's claims. */
typedef struct File
{
	Out			out;
	uint64_t	seed;
	Practice	practice;
	char		kind;			/* 'P', 'I', 'R' */
	uint64_t	claims,			/* wanted; 0: by size */
				size;
	int			transactions,	/* 0: 5000 claims each */
				interchanges;
	int			transaction;	/* being written, from 0 through the file */
} File;

/* Claims from .. to - 1 as one transaction, ST and SE left out; both in pairs of a family. */
extern void put_claims(File *f, uint64_t from, uint64_t to);	/* claims.c */
extern void put_remittance(File *f, uint64_t from, uint64_t to);	/* remittance.c */

#endif
