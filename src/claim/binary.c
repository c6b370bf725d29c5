/*
 * binary.c - the stored form of a claim: compact, and read without copying.
 *
 * One version byte, then the claim as an object.  An object is a run of
 * fields and ends with a zero byte.  A field is one byte - twice its number
 * in the shape table counted from 1, plus 1 when its value is null - and its
 * value:
 *
 *	text		length, bytes
 *	date, money	0 when the key was there with nothing in it, else zigzag + 1
 *	int			zigzag
 *	number		length * 2 + (1 when it came as text), bytes as they came
 *	bool		one byte
 *	object		the object
 *	list		count, items
 *
 * Lengths, counts and zigzags are base-128 varints.  A key that no table
 * knows is byte 255, the key and the JSON text of its value, both as text.
 *
 * Reading gives slices of the stored bytes, so these must outlive the claim.
 * The bytes are checked as they are read: a damaged page or a forged value
 * gives "not a claim", never a read past the end.
 */
#include "claim/json_scan.h"

#define END_OF_OBJECT 0
#define EXTRA_FIELD 255

/* ---- writing ---- */

static void
put_varint(RcmBuffer *out, uint64_t v)
{
	unsigned char bytes[10];
	int			n = 0;

	while (v >= 0x80)
	{
		bytes[n++] = (unsigned char) (v | 0x80);
		v >>= 7;
	}
	bytes[n++] = (unsigned char) v;
	rcm_buffer_add(out, bytes, (size_t) n);
}

static uint64_t
zigzag(int64_t v)
{
	return ((uint64_t) v << 1) ^ (uint64_t) (v >> 63);
}

static void
put_text(RcmBuffer *out, RcmText t)
{
	put_varint(out, (uint64_t) t.len);
	rcm_buffer_text(out, t);
}

static void put_object(RcmBuffer *out, const void *object, const RcmShape *shape, bool canonical);

static void
put_number(RcmBuffer *out, const RcmNumber *number, bool canonical)
{
	if (canonical)
	{
		/* 1, 1.0 and "1" are one number of units; what is no number is its text. */
		rcm_buffer_char(out, number->state == RCM_NUMBER_OK ? 1 : 2);
		if (number->state == RCM_NUMBER_OK)
			put_varint(out, zigzag(number->millionths));
		else
			put_text(out, number->raw);
		return;
	}
	put_varint(out, (uint64_t) number->raw.len << 1 | (number->quoted ? 1 : 0));
	rcm_buffer_text(out, number->raw);
}

static void
put_list(RcmBuffer *out, const RcmField *f, const RcmList *list, bool canonical)
{
	put_varint(out, (uint64_t) list->count);
	for (int32_t i = 0; i < list->count; i++)
	{
		if (f->kind == RCM_KIND_OBJECTS)
			put_object(out, (const char *) list->items + f->shape->size * (size_t) i,
					   f->shape, canonical);
		else if (f->kind == RCM_KIND_INTS)
			put_varint(out, zigzag(RCM_INT_ITEM(*list, i)));
		else if (f->kind == RCM_KIND_RANGES)
		{
			put_text(out, RCM_ITEM(*list, RcmRange, i)->lo);
			put_text(out, RCM_ITEM(*list, RcmRange, i)->hi);
		}
		else
			put_text(out, RCM_TEXT_ITEM(*list, i));
	}
}

static void
put_value(RcmBuffer *out, const RcmField *f, const void *member, bool canonical)
{
	switch (f->kind)
	{
		case RCM_KIND_TEXT:
			put_text(out, *(const RcmText *) member);
			break;
		case RCM_KIND_DATE:
			if (*(const int32_t *) member == RCM_NO_DATE)
				put_varint(out, 0);
			else
				put_varint(out, zigzag(*(const int32_t *) member) + 1);
			break;
		case RCM_KIND_MONEY:
			if (*(const int64_t *) member == RCM_NO_USD)
				put_varint(out, 0);
			else
				put_varint(out, zigzag(*(const int64_t *) member) + 1);
			break;
		case RCM_KIND_INT:
			put_varint(out, zigzag(*(const int64_t *) member));
			break;
		case RCM_KIND_NUMBER:
			put_number(out, member, canonical);
			break;
		case RCM_KIND_BOOL:
			rcm_buffer_char(out, *(const char *) member);
			break;
		case RCM_KIND_OBJECT:
			put_object(out, *(void *const *) member, f->shape, canonical);
			break;
		default:
			put_list(out, f, member, canonical);
			break;
	}
}

/* A copy of the unknown keys in the order of their bytes. */
static const RcmExtra *
sorted_extras(RcmArena *arena, const RcmExtra *extras)
{
	RcmExtra   *sorted = NULL;

	for (; extras != NULL; extras = extras->next)
	{
		RcmExtra   *copy = rcm_alloc(arena, sizeof(RcmExtra));
		RcmExtra  **place = &sorted;

		*copy = *extras;
		while (*place != NULL && rcm_text_compare((*place)->key, copy->key) < 0)
			place = &(*place)->next;
		copy->next = *place;
		*place = copy;
	}
	return sorted;
}

static bool says_nothing(const void *object, const RcmShape *shape);

/* Does the value mean "not given"? */
static bool
is_nothing(const RcmField *f, const void *member)
{
	switch (f->kind)
	{
		case RCM_KIND_TEXT:
			return rcm_blank(*(const RcmText *) member);
		case RCM_KIND_DATE:
			return *(const int32_t *) member == RCM_NO_DATE;
		case RCM_KIND_MONEY:
		case RCM_KIND_INT:
			return *(const int64_t *) member == RCM_NO_INT;
		case RCM_KIND_NUMBER:
			return ((const RcmNumber *) member)->state == RCM_NUMBER_NONE;
		case RCM_KIND_BOOL:
			return *(const uint8_t *) member == RCM_UNKNOWN;
		case RCM_KIND_OBJECT:
			return *(void *const *) member == NULL || says_nothing(*(void *const *) member, f->shape);
		default:
			return ((const RcmList *) member)->count == 0;
	}
}

/* Does the field belong into the form that equality and the digest go by? */
static bool
is_said(const void *object, const RcmShape *shape, int i)
{
	const RcmObject *head = object;
	const RcmField *f = &shape->fields[i];
	bool		null = (head->nulls & UINT64_C(1) << i) != 0;

	if (!(head->given & UINT64_C(1) << i))
		return false;
	if (f->presence)
		return f->kind != RCM_KIND_OBJECTS || !null;
	return !null && !is_nothing(f, (const char *) object + f->offset);
}

/* An object of which nothing is said is as good as absent. */
static bool
says_nothing(const void *object, const RcmShape *shape)
{
	for (int i = 0; i < shape->count; i++)
		if (is_said(object, shape, i))
			return false;
	return ((const RcmObject *) object)->extra == NULL;
}

static void
put_object(RcmBuffer *out, const void *object, const RcmShape *shape, bool canonical)
{
	const RcmObject *head = object;

	for (int i = 0; i < shape->count; i++)
	{
		const RcmField *f = &shape->fields[i];
		const void *member = (const char *) object + f->offset;
		bool		null = (head->nulls & UINT64_C(1) << i) != 0;

		if (canonical ? !is_said(object, shape, i) : !(head->given & UINT64_C(1) << i))
			continue;
		/* a key that counts by being there: null and "" are one */
		if (canonical && f->kind != RCM_KIND_OBJECTS && is_nothing(f, member))
			null = true;
		rcm_buffer_char(out, (char) ((i + 1) * 2 + (null ? 1 : 0)));
		if (!null)
			put_value(out, f, member, canonical);
	}
	for (const RcmExtra *e = canonical ? sorted_extras(out->arena, head->extra) : head->extra;
		 e != NULL; e = e->next)
	{
		rcm_buffer_char(out, (char) EXTRA_FIELD);
		put_text(out, e->key);
		put_text(out, canonical ? rcm_json_canonical(out->arena, e->json) : e->json);
	}
	rcm_buffer_char(out, END_OF_OBJECT);
}

void
rcm_claim_to_binary(const RcmClaim *claim, RcmBuffer *out, bool canonical)
{
	rcm_buffer_char(out, RCM_CLAIM_VERSION);
	put_object(out, claim, &rcm_claim_shape, canonical);
}

/* ---- reading ---- */

typedef struct Source
{
	const unsigned char *p;
	const unsigned char *end;
	RcmArena   *arena;
} Source;

static bool
get_varint(Source *s, uint64_t *v)
{
	int			shift = 0;

	*v = 0;
	while (s->p < s->end && shift < 64)
	{
		unsigned char b = *s->p++;

		*v |= (uint64_t) (b & 0x7F) << shift;
		if (b < 0x80)
			return true;
		shift += 7;
	}
	return false;
}

static bool
get_zigzag(Source *s, int64_t *v)
{
	uint64_t	u;

	if (!get_varint(s, &u))
		return false;
	*v = (int64_t) (u >> 1) ^ -(int64_t) (u & 1);
	return true;
}

static bool
get_bytes(Source *s, uint64_t len, RcmText *t)
{
	if (len > (uint64_t) (s->end - s->p))
		return false;
	*t = (RcmText) {(const char *) s->p, (int32_t) len};
	s->p += len;
	return true;
}

static bool
get_text(Source *s, RcmText *t)
{
	uint64_t	len;

	return get_varint(s, &len) && get_bytes(s, len, t);
}

/* Dates and amounts: 0 says nothing, so everything else is one higher. */
static bool
get_optional(Source *s, int64_t nothing, int64_t *v)
{
	uint64_t	u;

	if (!get_varint(s, &u))
		return false;
	if (u == 0)
		*v = nothing;
	else
	{
		u--;
		*v = (int64_t) (u >> 1) ^ -(int64_t) (u & 1);
	}
	return true;
}

static bool
get_date(Source *s, int32_t *date)
{
	int64_t		v;

	if (!get_optional(s, RCM_NO_DATE, &v))
		return false;
	/* 0001-01-01 to 9999-12-31 */
	if (v != RCM_NO_DATE && (v < -730119 || v > 2921939))
		return false;
	*date = (int32_t) v;
	return true;
}

static bool
get_number(Source *s, RcmNumber *number)
{
	uint64_t	len;
	RcmText		raw;

	if (!get_varint(s, &len) || !get_bytes(s, len >> 1, &raw))
		return false;
	rcm_number_parse(number, raw, (len & 1) != 0);
	return true;
}

static bool get_object(Source *s, const RcmShape *shape, void *object);

static bool
get_list(Source *s, const RcmField *f, RcmList *list)
{
	uint64_t	count;
	size_t		size = f->kind == RCM_KIND_OBJECTS ? f->shape->size :
		f->kind == RCM_KIND_INTS ? sizeof(int64_t) :
		f->kind == RCM_KIND_RANGES ? sizeof(RcmRange) : sizeof(RcmText);
	bool		ok = true;

	/* Every item takes a byte at least, which bounds what we allocate. */
	if (!get_varint(s, &count) || count > f->limit || count > (uint64_t) (s->end - s->p))
		return false;
	list->count = (int32_t) count;
	list->items = f->kind == RCM_KIND_OBJECTS ?
		rcm_new_objects(s->arena, f->shape, list->count) :
		rcm_alloc(s->arena, size * (size_t) count);
	if (list->items == NULL)
		return false;
	for (int32_t i = 0; ok && i < list->count; i++)
	{
		char	   *item = (char *) list->items + size * (size_t) i;

		if (f->kind == RCM_KIND_OBJECTS)
			ok = get_object(s, f->shape, item);
		else if (f->kind == RCM_KIND_INTS)
			ok = get_zigzag(s, (int64_t *) item);
		else if (f->kind == RCM_KIND_RANGES)
			ok = get_text(s, &((RcmRange *) item)->lo) && get_text(s, &((RcmRange *) item)->hi);
		else
			ok = get_text(s, (RcmText *) item);
	}
	return ok;
}

static bool
get_bool(Source *s, uint8_t *truth)
{
	if (s->p >= s->end || *s->p > RCM_TRUE)
		return false;
	*truth = *s->p++;
	return true;
}

static bool
get_part(Source *s, const RcmField *f, void **part)
{
	*part = rcm_new_object(s->arena, f->shape);
	return *part != NULL && get_object(s, f->shape, *part);
}

static bool
get_value(Source *s, const RcmField *f, void *member)
{
	switch (f->kind)
	{
		case RCM_KIND_TEXT:
			return get_text(s, member);
		case RCM_KIND_DATE:
			return get_date(s, member);
		case RCM_KIND_MONEY:
			return get_optional(s, RCM_NO_USD, member);
		case RCM_KIND_INT:
			return get_zigzag(s, member);
		case RCM_KIND_NUMBER:
			return get_number(s, member);
		case RCM_KIND_BOOL:
			return get_bool(s, member);
		case RCM_KIND_OBJECT:
			return get_part(s, f, member);
		default:
			return get_list(s, f, member);
	}
}

static bool
get_extra(Source *s, RcmExtra ***tail)
{
	RcmExtra   *e = rcm_alloc(s->arena, sizeof(RcmExtra));

	if (e == NULL || !get_text(s, &e->key) || !get_text(s, &e->json))
		return false;
	**tail = e;
	*tail = &e->next;
	return true;
}

static bool
get_object(Source *s, const RcmShape *shape, void *object)
{
	RcmObject  *head = object;
	RcmExtra  **tail = &head->extra;

	while (s->p < s->end)
	{
		int			b = *s->p++;
		int			i = (b >> 1) - 1;

		if (b == END_OF_OBJECT)
			return true;
		if (b == EXTRA_FIELD)
		{
			if (!get_extra(s, &tail))
				return false;
			continue;
		}
		if (i < 0 || i >= shape->count || (head->given & UINT64_C(1) << i))
			return false;
		head->given |= UINT64_C(1) << i;
		if (b & 1)
			head->nulls |= UINT64_C(1) << i;
		else if (!get_value(s, &shape->fields[i], (char *) object + shape->fields[i].offset))
			return false;
	}
	return false;
}

bool
rcm_claim_from_binary(RcmArena *arena, const char *data, size_t len, RcmClaim **claim)
{
	Source		s = {(const unsigned char *) data, (const unsigned char *) data + len, arena};

	if (len < 2 || *s.p++ != RCM_CLAIM_VERSION)
		return false;
	*claim = rcm_new_object(arena, &rcm_claim_shape);
	return *claim != NULL && get_object(&s, &rcm_claim_shape, *claim) && s.p == s.end;
}
