/*
 * tabular.h - codes that the notes of the tabular list name, and what they
 * make of excludes1 and code first notes.  Pure core; private to tabular.c and
 * tabular_notes.c.
 */
#ifndef RCM_FORMATS_TABULAR_H
#define RCM_FORMATS_TABULAR_H

#include "formats/format.h"

/* A code that a note names, or a range of them; everything under it is meant. */
typedef struct RcmTarget
{
	int64_t		first;
	int64_t		last;			/* RCM_NO_ICD10: not a range */
	bool		only_some;		/* "with fifth character 1": only some of the codes under it */
} RcmTarget;

typedef struct RcmTargets
{
	RcmTarget  *items;
	int			count;
	int			room;
	RcmArena   *memory;
} RcmTargets;

/* Codes by their number in the list: from begin up to, not including, end. */
typedef struct RcmSpan
{
	int			begin;
	int			end;
} RcmSpan;

/* The code first notes of one owner. */
typedef struct RcmCodeFirst
{
	RcmTargets	targets;
	bool		open;			/* other diseases than those named may come first too */
} RcmCodeFirst;

typedef struct RcmCodePair
{
	int64_t		first;
	int64_t		second;
} RcmCodePair;

typedef struct RcmCodePairs
{
	RcmCodePair *items;
	int			count;
	int			room;
	bool		too_many;		/* more than any list has: the rest is missing */
} RcmCodePairs;

/* A note for the end: owner's code or span, and what it names. */
typedef struct RcmRule
{
	struct RcmRule *next;
	int64_t		owner;
	RcmSpan    *span;
	RcmTarget	target;			/* first RCM_NO_ICD10: any code */
} RcmRule;

typedef struct RcmTabularRules
{
	RcmArena   *memory;
	int64_t    *codes;			/* in the order of the list */
	int			code_count;
	int			code_room;
	RcmCodePair *by_code;		/* code and its number in the list, sorted */
	RcmRule    *excludes1;
	RcmRule    *code_first;
} RcmTabularRules;

/* The codes in the parentheses of a note. */
extern void rcm_note_targets(RcmText words, RcmArena *memory, RcmTargets *targets);
/* As an array of texts, a range as first..last; null when there are none. */
extern RcmText rcm_targets_text(RcmFile *file, const RcmTargets *targets);

/* ---- while reading ---- */

extern void rcm_tabular_code(RcmTabularRules *rules, int64_t code);
/* A span that begins with the next code. */
extern RcmSpan *rcm_tabular_span(RcmTabularRules *rules);
extern void rcm_tabular_excludes1(RcmTabularRules *rules, int64_t owner, RcmSpan *span,
								  const RcmTargets *targets);
extern void rcm_code_first_note(RcmCodeFirst *first, RcmArena *memory, RcmText words,
								const RcmTargets *targets);
extern void rcm_tabular_code_first(RcmTabularRules *rules, int64_t owner, const RcmCodeFirst *first);

/* ---- at the end ---- */

extern void rcm_tabular_sort(RcmTabularRules *rules);
extern RcmCodePairs rcm_excludes1_pairs(RcmTabularRules *rules);
extern RcmCodePairs rcm_manifestation_pairs(RcmTabularRules *rules);

#endif
