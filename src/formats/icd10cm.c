/*
 * icd10cm.c - ICD-10-CM: the order file of all codes and headers, and CMS's
 * list of codes that need no present-on-admission indicator.
 *
 * Order file (CMS, NCHS): order number 1-5, code without dot 7-13, billable or
 * header 15, short title 17-76, long title from 78.  The sides are taken from
 * the titles, which takes a whole category at a time.
 */
#include "formats/icd10cm.h"

#include <stdio.h>
#include <stdlib.h>

#include "formats/formats.h"
#include "formats/table.h"

/* ---- what a file's name says ---- */

void
rcm_fiscal_year(RcmReleaseHint *hint, int year, int month)
{
	int			begins = month == 0 ? 10 : month;

	if (!rcm_date_from_ymd(begins >= 10 ? year - 1 : year, begins, 1, &hint->from))
		return;
	snprintf(hint->name, sizeof(hint->name), begins == 10 ? "FY%04d" : "FY%04d-%s",
			 year % 10000, rcm_months[begins - 1]);
}

/* icd10cm-order-Jan-2021.txt, icd10cm_tabular_2024.xml, POAexemptCodesFY24.txt */
void
rcm_diagnosis_name(const RcmFormat *format, RcmText name, RcmReleaseHint *hint)
{
	static const char *const words[][2] = {
		{"tabular", "icd10cm-tabular"}, {"order", "icd10cm"}, {"exempt", "poa-exempt"}, {"mce_", "mce"}
	};
	int			year = rcm_name_year(name);
	int			fy = rcm_name_find(name, "FY");

	if (year == 0 && fy >= 0 && rcm_name_number(name, fy + 2, 2) > 0)
		year = 2000 + rcm_name_number(name, fy + 2, 2);
	if (year > 0)
		rcm_fiscal_year(hint, year, rcm_name_month(name));
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (rcm_name_find(name, words[i][0]) >= 0)
		{
			if (strcmp(words[i][1], format->set) != 0)
				strcpy(hint->other_set, words[i][1]);
			return;
		}
}

/* ---- the order file ---- */

/* The longest known has 306 characters, and time goes by the square of a title's length. */
#define LONGEST_LINE 2000

/* One line, until its category is whole. */
typedef struct Entry
{
	struct Entry *next;
	RcmText		code;
	RcmText		name;
	RcmText		title;
	bool		billable;
} Entry;

typedef struct OrderState
{
	int			last;			/* order number of the last line */
	RcmArena	memory;			/* of the category at hand */
	Entry	   *first;
	Entry	   *newest;
	int			count;
	uint64_t   *titles;			/* hashes of the category's titles, sorted */
} OrderState;

/* How often the words about sides stand in a title. */
typedef struct Sides
{
	int			right;
	int			left;
	int			bilateral;
	int			unspecified;
} Sides;

/* A word of a title to put in the place of another. */
typedef enum Change
{
	AS_IT_IS,
	OTHER_SIDE,					/* every right becomes left, every left right */
	RIGHT_FOR_UNSPECIFIED,		/* in one place */
	LEFT_FOR_UNSPECIFIED
} Change;

static RcmText
next_word(RcmText title, int32_t *at)
{
	int32_t		begin;

	while (*at < title.len && !rcm_letter_or_digit(title.data[*at]))
		(*at)++;
	begin = *at;
	while (*at < title.len && rcm_letter_or_digit(title.data[*at]))
		(*at)++;
	return (RcmText) {title.data + begin, *at - begin};
}

/*
 * A hash of a title's words without case and punctuation, with a change made.
 * "place" counts the word "unspecified" from 0.
 */
static uint64_t
title_hash(RcmText title, Change change, int place)
{
	uint64_t	hash = UINT64_C(14695981039346656037);
	int32_t		at = 0;

	for (RcmText word = next_word(title, &at); word.len > 0; word = next_word(title, &at))
	{
		if (change == OTHER_SIDE && rcm_field_says(word, "right"))
			word = RCM_TEXT("left");
		else if (change == OTHER_SIDE && rcm_field_says(word, "left"))
			word = RCM_TEXT("right");
		else if (change > OTHER_SIDE && rcm_field_says(word, "unspecified") && place-- == 0)
			word = change == RIGHT_FOR_UNSPECIFIED ? RCM_TEXT("right") : RCM_TEXT("left");
		for (int32_t i = 0; i < word.len; i++)
			hash = (hash ^ (unsigned char) rcm_upper(word.data[i])) * UINT64_C(1099511628211);
		hash = (hash ^ ' ') * UINT64_C(1099511628211);
	}
	return hash;
}

static int
by_hash(const void *a, const void *b)
{
	uint64_t	x = *(const uint64_t *) a;
	uint64_t	y = *(const uint64_t *) b;

	return (x > y) - (x < y);
}

/* Is there a code of the category whose title differs only by this change? */
static bool
sibling(const OrderState *s, RcmText title, Change change, int place)
{
	uint64_t	hash = title_hash(title, change, place);

	return bsearch(&hash, s->titles, (size_t) s->count, sizeof(hash), by_hash) != NULL;
}

static Sides
count_sides(RcmText title)
{
	Sides		n = {0};
	int32_t		at = 0;

	for (RcmText word = next_word(title, &at); word.len > 0; word = next_word(title, &at))
	{
		n.right += rcm_field_says(word, "right");
		n.left += rcm_field_says(word, "left");
		n.bilateral += rcm_field_says(word, "bilateral");
		n.unspecified += rcm_field_says(word, "unspecified");
	}
	return n;
}

/*
 * The word alone is not enough: a foreign body may be "left in" the body, and
 * there is only one "right heart failure".  The side counts where the
 * category has the other side too.
 */
static RcmText
side(const OrderState *s, RcmText title, Sides n)
{
	if (n.bilateral > 0 || (n.right > 0 && n.left > 0))
		return RCM_TEXT("B");
	if ((n.right > 0 || n.left > 0) && sibling(s, title, OTHER_SIDE, 0))
		return n.right > 0 ? RCM_TEXT("R") : RCM_TEXT("L");
	return RCM_NULL_TEXT;
}

static bool
unspecified_side(const OrderState *s, RcmText title, Sides n)
{
	for (int i = 0; i < n.unspecified; i++)
		if (sibling(s, title, RIGHT_FOR_UNSPECIFIED, i) || sibling(s, title, LEFT_FOR_UNSPECIFIED, i))
			return true;
	return false;
}

static bool
give_entry(RcmFile *file, const OrderState *s, const Entry *e)
{
	Sides		n = count_sides(e->title);
	RcmText		diagnosis[4];
	RcmText		text[4];

	diagnosis[0] = e->code;
	diagnosis[1] = rcm_flag_text(e->billable);
	diagnosis[2] = side(s, e->title, n);
	diagnosis[3] = rcm_flag_text(unspecified_side(s, e->title, n));
	text[0] = RCM_TEXT("ICD-10-CM");
	text[1] = e->code;
	text[2] = e->name;
	text[3] = rcm_text_equal(e->name, e->title) ? RCM_NULL_TEXT : e->title;
	return rcm_file_row(file, 0, diagnosis) && rcm_file_row(file, 1, text);
}

static bool
give_category(RcmFile *file)
{
	OrderState *s = file->state;
	int			n = 0;

	if (s->count == 0)
		return true;
	s->titles = rcm_alloc(&s->memory, sizeof(uint64_t) * (size_t) s->count);
	for (Entry *e = s->first; e != NULL; e = e->next)
		s->titles[n++] = title_hash(e->title, AS_IT_IS, 0);
	qsort(s->titles, (size_t) n, sizeof(uint64_t), by_hash);
	for (Entry *e = s->first; e != NULL; e = e->next)
		if (!give_entry(file, s, e))
			return false;
	rcm_arena_reset(&s->memory);
	s->first = s->newest = NULL;
	s->count = 0;
	return true;
}

static void
keep_entry(OrderState *s, RcmText code, bool billable, RcmText name, RcmText title)
{
	Entry	   *e = rcm_alloc(&s->memory, sizeof(Entry));

	e->code = rcm_text_copy(&s->memory, code);
	e->name = rcm_text_copy(&s->memory, name);
	e->title = rcm_text_copy(&s->memory, title);
	e->billable = billable;
	*(s->newest == NULL ? &s->first : &s->newest->next) = e;
	s->newest = e;
	s->count++;
}

static bool
order_record(RcmFile *file, RcmText *f, int count)
{
	OrderState *s = file->state;
	RcmText		code = rcm_field_diagnosis(file, rcm_columns(f[0], 7, 14));
	RcmText		billable = rcm_columns(f[0], 15, 15);
	RcmText		name = rcm_columns(f[0], 17, 76);
	RcmText		title = rcm_columns(f[0], 78, f[0].len);
	int			number = rcm_name_number(f[0], 0, 5);

	if (rcm_blank_record(f, count))
		return true;
	if (f[0].len > LONGEST_LINE)
		return rcm_file_fault(file, 0, "a line of more than %d characters: this is not the order file", LONGEST_LINE);
	if (number < 0 || f[0].len < 17 || f[0].data[5] != ' ')
		return rcm_file_fault(file, 1, "no order number: this is not a line of the order file");
	if (code.len == 0)
		return rcm_file_fault(file, 7, "not an ICD-10-CM code");
	if (!rcm_text_is(billable, "0") && !rcm_text_is(billable, "1"))
		return rcm_file_fault(file, 15, "neither 0 (header) nor 1 (billable)");
	if (name.len == 0 || title.len == 0)
		return rcm_file_fault(file, name.len == 0 ? 17 : 78, "no title: the line is cut");
	if (number != s->last + 1)
		return rcm_file_fault(file, 1, "order number %05d follows %05d: lines are missing", number, s->last);
	s->last = number;
	if (s->memory.grab == NULL)
		rcm_arena_init_with(&s->memory, file->keep.grab, file->keep.drop, file->keep.owner);
	if (s->count > 0 && memcmp(s->first->code.data, code.data, 3) != 0 && !give_category(file))
		return false;
	keep_entry(s, code, billable.data[0] == '1', name, title);
	return true;
}

static void
order_abandon(RcmFile *file)
{
	OrderState *s = file->state;

	if (s->memory.grab != NULL)
		rcm_arena_free(&s->memory);
}

const RcmFormat rcm_format_icd10cm = {
	.set = "icd10cm", .title = "ICD-10-CM codes and headers, order file", .publisher = "CMS",
	.files = "icd10cm_order_YYYY.txt",
	.outputs = {{"diagnosis", "code, billable, lat, unspec_lat"},
		{"code_text", "code_set, code, name, description"}},
	.state_size = sizeof(OrderState), .split = RCM_SPLIT_LINES, .name = rcm_diagnosis_name,
	.record = order_record, .end = give_category, .abandon = order_abandon
};

/* ---- exempt from present on admission ---- */

/* Lines of a title and a header that may come before the first code. */
#define LINES_BEFORE 25
/* A number, the code and its words in one or two columns. */
#define MOST_FILLED 4
/* No words of a code are shorter; what other lists have beside a diagnosis is. */
#define SHORTEST_WORDS 4

typedef struct ExemptState
{
	int			before;
	bool		headings;		/* seen: the next line has a code */
} ExemptState;

/* The first words of a field, parted by spaces. */
static RcmText
first_word(RcmText *rest)
{
	RcmText		word = rcm_field(*rest);
	const char *space = word.len == 0 ? NULL : memchr(word.data, ' ', (size_t) word.len);

	if (space == NULL)
		*rest = RCM_NULL_TEXT;
	else
	{
		*rest = rcm_field((RcmText) {space, word.len - (int32_t) (space - word.data)});
		word.len = (int32_t) (space - word.data);
	}
	return word;
}

/* The code, after a running number or not; *rest is what follows in its field, which is f[*at]. */
static RcmText
exempt_code(RcmFile *file, const RcmText *f, int count, int *at, RcmText *rest)
{
	RcmText		word;

	*at = 0;
	*rest = f[0];
	word = first_word(rest);
	if (rcm_field_is_number(word, 9))
	{
		if (rest->len == 0 && count > 1)
			*rest = f[*at = 1];
		word = first_word(rest);
	}
	return rcm_field_diagnosis(file, word);
}

/* Words are in small letters, or more than one; "RR", "E11" and "2015-10-01" are columns of other files. */
static bool
is_words(RcmText t)
{
	bool		letter = false;
	bool		more = false;

	for (int32_t i = 0; i < t.len; i++)
	{
		letter = letter || rcm_is_upper(rcm_upper(t.data[i]));
		more = more || t.data[i] == ' ' || (t.data[i] >= 'a' && t.data[i] <= 'z');
	}
	return letter && more && t.len >= SHORTEST_WORDS;
}

/* Does nothing come after the code, or its words? */
static bool
words_after(const RcmText *f, int count, int at, RcmText rest)
{
	while (rest.len == 0 && ++at < count)
		rest = rcm_field(f[at]);
	return rest.len == 0 || is_words(rest);
}

static bool
exempt_row(RcmFile *file, const RcmText *f, int count, int at, RcmText rest, RcmText code)
{
	RcmText		after = rest;

	after = first_word(&after);
	if (rcm_text_is(after, "0") || rcm_text_is(after, "1"))
		return rcm_file_fault(file, 0, "a line of the order file, not of the list of exempt codes");
	if (rcm_filled_fields(f, count) > MOST_FILLED || !words_after(f, count, at, rest))
		return rcm_file_fault(file, at + 1, "not a code and its words: this is not the list of exempt codes");
	return rcm_file_row(file, 0, &code);
}

static bool
exempt_record(RcmFile *file, RcmText *f, int count)
{
	ExemptState *s = file->state;
	int			at;
	RcmText		rest;
	RcmText		code = exempt_code(file, f, count, &at, &rest);
	bool		headings = false;

	if (code.len > 0)
		return exempt_row(file, f, count, at, rest, code);
	if (rcm_blank_record(f, count))
		return true;
	for (int i = 0; i < count; i++)
	{
		if (rcm_field_mentions(f[i], "conflict") || rcm_field_mentions(f[i], "MCE_"))
			return rcm_file_fault(file, i + 1, "a list of the Medicare Code Editor, not of exempt codes");
		headings = headings || rcm_field_mentions(f[i], "code");
	}
	if (s->headings || file->rows[0] > 0 || ++s->before > LINES_BEFORE)
		return rcm_file_fault(file, 1, "no diagnosis code in the first two columns: "
							  "the file is damaged or of another kind");
	/* alone it is a title */
	s->headings = headings && rcm_filled_fields(f, count) > 1;
	return true;
}

const RcmFormat rcm_format_poa_exempt = {
	.set = "poa-exempt", .title = "codes exempt from present on admission", .publisher = "CMS",
	.files = "POAexemptCodesYYYY.txt",
	.outputs = {{"poa_exempt", "code"}},
	.state_size = sizeof(ExemptState), .sniff = rcm_table_sniff, .name = rcm_diagnosis_name,
	.record = exempt_record
};
