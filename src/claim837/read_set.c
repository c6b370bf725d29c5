/*
 * read_set.c - values into the members of a claim, and items into its lists.
 */
#include "claim837/read_parts.h"

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

static const RcmField *
field_of(const void *object, const RcmShape *shape, const void *member)
{
	ptrdiff_t	offset = (const char *) member - (const char *) object;

	for (int i = 0; i < shape->count; i++)
		if (shape->fields[i].offset == offset)
			return &shape->fields[i];
	return NULL;
}

/*
 * Room for one more item; lists double, in the claim's arena.  The room of a
 * list follows from its count: 4, 8, 16 ...  Without a shape the items are texts.
 */
static void *
grow(Rcm837Reader *r, void *object, const RcmShape *shape, RcmList *list, const RcmShape *item)
{
	const RcmField *field = field_of(object, shape, list);
	size_t		size = item != NULL ? item->size : sizeof(RcmText);
	int32_t		n = list->count;

	if (field != NULL && n >= field->limit)
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
