/*
 * aging.h - what is owed, by how long it has been owed.
 *
 * Edges divide the days: the first bucket holds ages up to the first edge
 * (those below zero too: dated in the future), the next those above it up to
 * the second edge, the last those above the last edge.  Credits are never
 * netted into a bucket, and what has no age is kept apart.
 */
#ifndef RCM_AGING_H
#define RCM_AGING_H

#include "base/text.h"

/* As many edges as days in a year, and some. */
#define RCM_AGING_EDGES 400

/* The server's varlena; the edges follow the buckets, see rcm_aging_edges. */
typedef struct RcmAging
{
	int32_t		header;			/* the server's own */
	int32_t		edges;			/* how many; one bucket more */
	int64_t		undated;
	int64_t		credits;		/* zero or negative */
	int64_t		rows;			/* that had an amount */
	int64_t		buckets[];		/* cents */
} RcmAging;

typedef enum
{
	RCM_AGING_OK,
	RCM_AGING_SYNTAX,			/* not {edges:[...],...} */
	RCM_AGING_BAD_EDGES,		/* none, too many, negative, or not ascending */
	RCM_AGING_BAD_FIGURES,		/* a figure that no rows add up to */
	RCM_AGING_OTHER_EDGES,		/* not those of the other state, or no edge of this one */
	RCM_AGING_RANGE				/* a sum is not an amount */
} RcmAgingStatus;

/* 30, 60, 90, 120, 150, 180. */
#define RCM_AGING_USUAL 6
extern const int32_t rcm_aging_usual[RCM_AGING_USUAL];

/* The bytes of a state with so many edges. */
extern size_t rcm_aging_size(int32_t edges);
extern int32_t *rcm_aging_edges(const RcmAging *a);
/* One to RCM_AGING_EDGES edges, from zero on, strictly ascending? */
extern bool rcm_aging_edges_valid(const int32_t *edges, int32_t n);
/* Is every figure of a sign that rows can have? */
extern bool rcm_aging_valid(const RcmAging *a);

/* A state of zeros; the header is left alone. */
extern void rcm_aging_begin(RcmAging *a, const int32_t *edges, int32_t n);
/* Adds a row; "age" is NULL when the row has none.  False, and nothing changed, when a sum does not fit. */
extern bool rcm_aging_add(RcmAging *a, int64_t cents, const int32_t *age);
/* Adds all of another state: OK, OTHER_EDGES or RANGE.  On RANGE some figures are added, others not. */
extern RcmAgingStatus rcm_aging_merge(RcmAging *a, const RcmAging *other);

/* Buckets and undated together, credits left out. */
extern bool rcm_aging_total(const RcmAging *a, int64_t *cents);
/* The buckets above an edge: OK, OTHER_EDGES when "days" is no edge, or RANGE. */
extern RcmAgingStatus rcm_aging_older_than(const RcmAging *a, int32_t days, int64_t *cents);

/* Reads what rcm_aging_format writes, blanks between allowed; room for RCM_AGING_EDGES must be there. */
extern RcmAgingStatus rcm_aging_parse(RcmText t, RcmAging *a);
/* Room that rcm_aging_format needs for so many edges, zero byte included. */
extern size_t rcm_aging_room(int32_t edges);
/* Writes {edges:[30,60],buckets:[1.00,2.00,0.00],undated:0.00,credits:-1.00,rows:4}; returns the length. */
extern int	rcm_aging_format(const RcmAging *a, char *out);

#endif
