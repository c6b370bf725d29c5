/*
 * read_set.c - values into the members of a claim, and items into its lists.
 */
#include "claim837/read_parts.h"

#define MOST_NOTES 8192			/* bytes; a claim's notes are 80 bytes each, and 20 at most */

void
rcm_837_set_text(void *object, const RcmShape *shape, RcmText *member, RcmText t)
{
	if (t.len == 0 || object == NULL)
		return;
	*member = t;
	rcm_mark_given(object, shape, member);
}

void
rcm_837_set_date(void *object, const RcmShape *shape, int32_t *member, int32_t day)
{
	if (day == RCM_NO_DATE || object == NULL)
		return;
	*member = day;
	rcm_mark_given(object, shape, member);
}

void
rcm_837_set_amount(void *object, const RcmShape *shape, int64_t *member, int64_t v)
{
	if (v == RCM_NO_USD || object == NULL)
		return;
	*member = v;
	rcm_mark_given(object, shape, member);
}

void
rcm_837_set_number(Rcm837Reader *r, void *object, const RcmShape *shape, RcmNumber *member,
				   int i, RcmText t)
{
	RcmNumber	number;

	rcm_x12_number(&r->at, &r->arena[RCM_837_FOR_CLAIM], i, t, &number);
	if (number.state != RCM_NUMBER_OK || object == NULL)
		return;
	*member = number;
	rcm_mark_given(object, shape, member);
}

void *
rcm_837_part(Rcm837Reader *r, void *object, const RcmShape *shape, void *member,
			 const RcmShape *part)
{
	void	  **pointer = member;

	if (*pointer == NULL)
	{
		*pointer = rcm_new_object(&r->arena[RCM_837_FOR_CLAIM], part);
		if (*pointer != NULL)
			rcm_mark_given(object, shape, member);
	}
	return *pointer;
}

/*
 * Room for one more item; lists double, in the claim's arena.  The room of a
 * list follows from its count: 4, 8, 16 ...  Without a shape the items are texts.
 */
static void *
grow(Rcm837Reader *r, void *object, const RcmShape *shape, RcmList *list, const RcmShape *item)
{
	int			field = rcm_field_at(shape, (const char *) list - (const char *) object);
	size_t		size = item != NULL ? item->size : sizeof(RcmText);
	int32_t		n = list->count;

	if (field >= 0 && n >= shape->fields[field].limit)
	{
		rcm_x12_finding(&r->at, "LIMIT", 0, "more of these than a claim holds; the rest is left out");
		return NULL;
	}
	if (n == 0 || (n >= 4 && (n & (n - 1)) == 0))
	{
		RcmArena   *arena = &r->arena[RCM_837_FOR_CLAIM];
		int32_t		room = n == 0 ? 4 : 2 * n;
		void	   *items = item != NULL ? rcm_new_objects(arena, item, room) :
			rcm_alloc(arena, size * (size_t) room);

		if (items == NULL)
			return NULL;
		if (n > 0)
			memcpy(items, list->items, size * (size_t) n);
		else
			rcm_mark_given(object, shape, list);
		list->items = items;
	}
	list->count++;
	return (char *) list->items + size * (size_t) n;
}

void *
rcm_837_add(Rcm837Reader *r, void *object, const RcmShape *shape, RcmList *list,
			const RcmShape *item)
{
	return grow(r, object, shape, list, item);
}

void
rcm_837_add_text(Rcm837Reader *r, void *object, const RcmShape *shape, RcmList *list, RcmText t)
{
	RcmText    *slot = t.len > 0 ? grow(r, object, shape, list, NULL) : NULL;

	if (slot != NULL)
		*slot = t;
}

/*
 * The limit keeps a file of nothing but notes from being copied over and over.
 */
void
rcm_837_add_note(Rcm837Reader *r, void *object, const RcmShape *shape, RcmText *member, RcmText note)
{
	RcmBuffer	joined;

	if (member->len == 0 || note.len == 0)
	{
		rcm_837_set_text(object, shape, member, note);
		return;
	}
	if (member->len + note.len > MOST_NOTES)
	{
		rcm_x12_finding(&r->at, "LIMIT", 0, "more notes than a claim holds; the rest is left out");
		return;
	}
	rcm_buffer_init(&joined, &r->arena[RCM_837_FOR_CLAIM],
					(size_t) member->len + (size_t) note.len + 2);
	rcm_buffer_text(&joined, *member);
	rcm_buffer_string(&joined, "; ");
	rcm_buffer_text(&joined, note);
	if (!joined.failed)
		*member = (RcmText) {joined.data, (int32_t) joined.len};
}

void
rcm_837_terms(Rcm837Reader *r, void *object, const RcmShape *shape, RcmTerms **member,
			  const int elements[5])
{
	static const size_t members[] = {
		offsetof(RcmTerms, signature), offsetof(RcmTerms, assignment),
		offsetof(RcmTerms, benefits_assigned), offsetof(RcmTerms, release),
		offsetof(RcmTerms, patient_signature)
	};

	for (int i = 0; i < 5; i++)
	{
		RcmText		t = elements[i] > 0 ? rcm_837_text(r, RCM_837_FOR_CLAIM, elements[i]) :
			(RcmText) {"", 0};
		char	   *terms;

		if (t.len == 0)
			continue;
		terms = rcm_837_part(r, object, shape, member, r->shapes.terms);
		if (terms != NULL)
			rcm_837_set_text(terms, r->shapes.terms, (RcmText *) (void *) (terms + members[i]), t);
	}
}
