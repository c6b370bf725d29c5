/*
 * tabular_notes.c - which codes the notes of the tabular list name, and the
 * pairs that follow from excludes1 and code first notes.
 *
 * Notes are prose; only the codes in their parentheses count: "(A05.-)",
 * "(O00-O9A)", "(C00-C75, C81-C96)", "(E08-E13 with .21)".
 */
#include "formats/tabular.h"

#include <stdlib.h>

#include "codes/icd10.h"
#include "formats/table.h"

/* The list of 2021 makes 14,434; a range of ranges could make more than memory holds. */
#define MOST_PAIRS 1000000

/* ---- the codes in a note ---- */

/* The length of a code at i, its dot and the dashes for "anything under it" not counted; 0: none. */
static int
code_at(RcmText t, int32_t i)
{
	int			n = 3;

	if (i + 3 > t.len || (i > 0 && rcm_letter_or_digit(t.data[i - 1])) || !rcm_is_upper(t.data[i]) ||
		!rcm_is_digit(t.data[i + 1]) || !(rcm_is_digit(t.data[i + 2]) || rcm_is_upper(t.data[i + 2])))
		return 0;
	if (i + 3 < t.len && t.data[i + 3] == '.')
		for (n = 4; i + n < t.len && (rcm_is_digit(t.data[i + n]) || rcm_is_upper(t.data[i + n])); n++)
			;
	if (n > 8 || (i + n < t.len && rcm_letter_or_digit(t.data[i + n])))
		return 0;
	return n == 4 ? 3 : n;
}

/* Where the next code of the same range begins; 0: no range. */
static int32_t
range_end(RcmText t, int32_t i)
{
	while (i < t.len && (t.data[i] == '.' || t.data[i] == '-' || t.data[i] == ' '))
		i++;
	return i < t.len && t.data[i - 1] == '-' && code_at(t, i) > 0 ? i : 0;
}

static void
add_target(RcmTargets *targets, RcmTarget target)
{
	if (targets->count == targets->room)
	{
		RcmTarget  *wider = rcm_alloc(targets->memory, sizeof(RcmTarget) * (size_t) (targets->room * 2 + 4));

		if (targets->count > 0)
			memcpy(wider, targets->items, sizeof(RcmTarget) * (size_t) targets->count);
		targets->items = wider;
		targets->room = targets->room * 2 + 4;
	}
	targets->items[targets->count++] = target;
}

/* The code at i, or the range; returns where it ends. */
static int32_t
take_target(RcmText words, int32_t i, int len, RcmTargets *targets)
{
	RcmTarget	target = {rcm_icd10_pack((RcmText) {words.data + i, len}), RCM_NO_ICD10, false};
	int32_t		last = range_end(words, i + len);

	i += len;
	if (last > 0)
	{
		len = code_at(words, last);
		target.last = rcm_icd10_pack((RcmText) {words.data + last, len});
		i = last + len;
	}
	add_target(targets, target);
	return i;
}

void
rcm_note_targets(RcmText words, RcmArena *memory, RcmTargets *targets)
{
	int			depth = 0;
	int			group = 0;		/* the first target of the parentheses */

	memset(targets, 0, sizeof(*targets));
	targets->memory = memory;
	for (int32_t i = 0; i < words.len;)
	{
		int			len = depth > 0 ? code_at(words, i) : 0;

		if (len > 0)
		{
			i = take_target(words, i, len, targets);
			continue;
		}
		depth += words.data[i] == '(';
		if (words.data[i] == ')' && depth > 0 && --depth == 0)
			group = targets->count;
		if (depth > 0 && words.len - i >= 5 && memcmp(words.data + i, "with ", 5) == 0)
			for (int j = group; j < targets->count; j++)
				targets->items[j].only_some = true;
		i++;
	}
}

RcmText
rcm_targets_text(RcmFile *file, const RcmTargets *targets)
{
	RcmText    *codes = rcm_alloc(&file->record, sizeof(RcmText) * (size_t) (targets->count + 1));

	for (int i = 0; i < targets->count; i++)
	{
		const RcmTarget *t = &targets->items[i];
		char		first[8];
		char		last[8];
		int			first_len = rcm_icd10_undotted(t->first, first);

		codes[i] = t->last == RCM_NO_ICD10 ? rcm_format_text(file, "%.*s", first_len, first) :
			rcm_format_text(file, "%.*s..%.*s", first_len, first, rcm_icd10_undotted(t->last, last), last);
	}
	return rcm_array_text(file, codes, targets->count);
}

/* ---- while reading ---- */

void
rcm_tabular_code(RcmTabularRules *rules, int64_t code)
{
	if (rules->code_count == rules->code_room)
	{
		int			room = rules->code_room == 0 ? 4096 : rules->code_room * 2;
		int64_t    *wider = rcm_alloc(rules->memory, sizeof(int64_t) * (size_t) room);

		if (rules->code_count > 0)
			memcpy(wider, rules->codes, sizeof(int64_t) * (size_t) rules->code_count);
		rules->codes = wider;
		rules->code_room = room;
	}
	rules->codes[rules->code_count++] = code;
}

RcmSpan *
rcm_tabular_span(RcmTabularRules *rules)
{
	RcmSpan    *span = rcm_alloc(rules->memory, sizeof(RcmSpan));

	span->begin = span->end = rules->code_count;
	return span;
}

static void
add_rule(RcmTabularRules *rules, RcmRule **list, int64_t owner, RcmSpan *span, RcmTarget target)
{
	RcmRule    *rule = rcm_alloc(rules->memory, sizeof(RcmRule));

	rule->next = *list;
	rule->owner = owner;
	rule->span = span;
	rule->target = target;
	*list = rule;
}

/* A target of which only some codes are meant would exclude too much. */
void
rcm_tabular_excludes1(RcmTabularRules *rules, int64_t owner, RcmSpan *span, const RcmTargets *targets)
{
	for (int i = 0; i < targets->count; i++)
		if (!targets->items[i].only_some)
			add_rule(rules, &rules->excludes1, owner, span, targets->items[i]);
}

/*
 * "underlying disease, such as:" names examples, and a note without codes can
 * be met by any; only its first line, which ends in a colon, leads to others.
 */
void
rcm_code_first_note(RcmCodeFirst *first, RcmArena *memory, RcmText words, const RcmTargets *targets)
{
	if (first->targets.memory == NULL)
		first->targets.memory = memory;
	if (rcm_field_mentions(words, "such as") || rcm_field_mentions(words, "if applicable") ||
		rcm_field_mentions(words, "if known") ||
		(targets->count == 0 && words.data[words.len - 1] != ':'))
		first->open = true;
	for (int i = 0; i < targets->count; i++)
		add_target(&first->targets, targets->items[i]);
}

void
rcm_tabular_code_first(RcmTabularRules *rules, int64_t owner, const RcmCodeFirst *first)
{
	if (first->open || first->targets.count == 0)
		add_rule(rules, &rules->code_first, owner, NULL, (RcmTarget) {RCM_NO_ICD10, RCM_NO_ICD10, false});
	else
		for (int i = 0; i < first->targets.count; i++)
			add_rule(rules, &rules->code_first, owner, NULL, first->targets.items[i]);
}

/* ---- at the end ---- */

static int
compare_pairs(const void *a, const void *b)
{
	const RcmCodePair *x = a;
	const RcmCodePair *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return (x->second > y->second) - (x->second < y->second);
}

void
rcm_tabular_sort(RcmTabularRules *rules)
{
	rules->by_code = rcm_alloc(rules->memory, sizeof(RcmCodePair) * (size_t) (rules->code_count + 1));
	for (int i = 0; i < rules->code_count; i++)
		rules->by_code[i] = (RcmCodePair) {rules->codes[i], i};
	if (rules->code_count > 0)
		qsort(rules->by_code, (size_t) rules->code_count, sizeof(RcmCodePair), compare_pairs);
}

/* A code's number in the list; -1: it is not there. */
static int
place_of(const RcmTabularRules *rules, int64_t code)
{
	int			low = 0;
	int			high = rules->code_count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (rules->by_code[middle].first < code)
			low = middle + 1;
		else
			high = middle;
	}
	return low < rules->code_count && rules->by_code[low].first == code ? (int) rules->by_code[low].second : -1;
}

static void
add_pair(RcmTabularRules *rules, RcmCodePairs *pairs, int64_t first, int64_t second)
{
	pairs->too_many = pairs->count == MOST_PAIRS;
	if (pairs->too_many)
		return;
	if (pairs->count == pairs->room)
	{
		int			room = pairs->room == 0 ? 4096 : pairs->room * 2;
		RcmCodePair *wider = rcm_alloc(rules->memory, sizeof(RcmCodePair) * (size_t) room);

		if (pairs->count > 0)
			memcpy(wider, pairs->items, sizeof(RcmCodePair) * (size_t) pairs->count);
		pairs->items = wider;
		pairs->room = room;
	}
	pairs->items[pairs->count++] = (RcmCodePair) {first, second};
}

/*
 * An exclusion holds both ways, so the lower code comes first and a note on
 * both sides gives one pair.  A code under the other would exclude itself.
 */
static void
exclude(RcmTabularRules *rules, RcmCodePairs *pairs, int64_t a, int64_t b)
{
	if (rcm_icd10_under(a, b) || rcm_icd10_under(b, a))
		return;
	add_pair(rules, pairs, a < b ? a : b, a < b ? b : a);
}

typedef void (*PairMaker) (RcmTabularRules *rules, RcmCodePairs *pairs, int64_t a, int64_t b);

/* The pairs of one code with what a target names. */
static void
pair_with(RcmTabularRules *rules, RcmCodePairs *pairs, int64_t owner, const RcmTarget *target, PairMaker make)
{
	int			i = place_of(rules, target->first);
	int			last = target->last == RCM_NO_ICD10 ? -1 : place_of(rules, target->last);

	if (target->last == RCM_NO_ICD10)
		make(rules, pairs, owner, target->first);
	/* the highest codes from the first to the last; a range of unknown codes says nothing */
	while (i >= 0 && i <= last && !pairs->too_many)
	{
		int64_t		code = rules->codes[i++];

		if (code != target->last && rcm_icd10_under(target->last, code))
			continue;
		make(rules, pairs, owner, code);
		while (i <= last && rcm_icd10_under(rules->codes[i], code))
			i++;
	}
}

static RcmCodePairs
sorted(RcmCodePairs pairs)
{
	int			n = 0;

	if (pairs.count > 0)
		qsort(pairs.items, (size_t) pairs.count, sizeof(RcmCodePair), compare_pairs);
	for (int i = 0; i < pairs.count; i++)
		if (n == 0 || compare_pairs(&pairs.items[n - 1], &pairs.items[i]) != 0)
			pairs.items[n++] = pairs.items[i];
	pairs.count = n;
	return pairs;
}

/* A chapter's or section's note holds for each of its categories. */
RcmCodePairs
rcm_excludes1_pairs(RcmTabularRules *rules)
{
	RcmCodePairs pairs = {0};

	for (const RcmRule *rule = rules->excludes1; rule != NULL && !pairs.too_many; rule = rule->next)
	{
		if (rule->span == NULL)
		{
			pair_with(rules, &pairs, rule->owner, &rule->target, exclude);
			continue;
		}
		for (int i = rule->span->begin; i < rule->span->end; i++)
			if (rcm_icd10_length(rules->codes[i]) == 3)
				pair_with(rules, &pairs, rules->codes[i], &rule->target, exclude);
	}
	return sorted(pairs);
}

/*
 * Any disease may come first where the notes only give examples: all letters.
 * Without a row the edit would find no etiology at all.
 */
RcmCodePairs
rcm_manifestation_pairs(RcmTabularRules *rules)
{
	RcmCodePairs pairs = {0};

	for (const RcmRule *rule = rules->code_first; rule != NULL && !pairs.too_many; rule = rule->next)
	{
		if (rule->target.first != RCM_NO_ICD10)
			pair_with(rules, &pairs, rule->owner, &rule->target, add_pair);
		else
			for (char letter = 'A'; letter <= 'Z'; letter++)
				add_pair(rules, &pairs, rule->owner, rcm_icd10_pack((RcmText) {&letter, 1}));
	}
	return sorted(pairs);
}
