/*
 * object.c - new objects of a shape, and which of their members are given.
 */
#include "claim/claim.h"

/* Zero means something for dates, amounts and integers: say "not given". */
static void
init_object(char *object, const RcmShape *shape)
{
	for (int i = 0; i < shape->count; i++)
	{
		void	   *member = object + shape->fields[i].offset;

		switch (shape->fields[i].kind)
		{
			case RCM_KIND_DATE:
				*(int32_t *) member = RCM_NO_DATE;
				break;
			case RCM_KIND_MONEY:
				*(int64_t *) member = RCM_NO_USD;
				break;
			case RCM_KIND_INT:
				*(int64_t *) member = RCM_NO_INT;
				break;
			default:
				break;
		}
	}
}

void *
rcm_new_objects(RcmArena *arena, const RcmShape *shape, int32_t n)
{
	char	   *items = rcm_alloc(arena, shape->size * (size_t) n);

	for (int32_t i = 0; items != NULL && i < n; i++)
		init_object(items + shape->size * (size_t) i, shape);
	return items;
}

void *
rcm_new_object(RcmArena *arena, const RcmShape *shape)
{
	return rcm_new_objects(arena, shape, 1);
}

int
rcm_field_index(const RcmShape *shape, RcmText key)
{
	for (int i = 0; i < shape->count; i++)
	{
		const char *name = shape->fields[i].name;

		if (strncmp(name, key.data, (size_t) key.len) == 0 && name[key.len] == '\0')
			return i;
	}
	return -1;
}

/*
 * Readers ask this for every value they set, so what was found is remembered,
 * counted from 1, in the shape's own bytes.
 */
int
rcm_field_at(const RcmShape *shape, ptrdiff_t offset)
{
	if (shape->places[offset] != 0)
		return shape->places[offset] - 1;
	for (int i = 0; i < shape->count; i++)
		if (shape->fields[i].offset == offset)
		{
			shape->places[offset] = (uint8_t) (i + 1);
			return i;
		}
	return -1;
}

void
rcm_mark_given(void *object, const RcmShape *shape, const void *member)
{
	int			i = rcm_field_at(shape, (const char *) member - (const char *) object);

	if (i >= 0)
		((RcmObject *) object)->given |= UINT64_C(1) << i;
}

bool
rcm_is_given(const void *object, const RcmShape *shape, const void *member)
{
	const RcmObject *head = object;
	int			i = rcm_field_at(shape, (const char *) member - (const char *) object);

	return i >= 0 && ((head->given & ~head->nulls) & UINT64_C(1) << i) != 0;
}
