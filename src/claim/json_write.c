/*
 * json_write.c - a claim becomes a JSON document, in the order of the tables.
 */
#include "claim/claim.h"

static void
write_money(RcmBuffer *out, int64_t cents)
{
	char		text[24];
	int			n = rcm_usd_format(cents, text);

	rcm_buffer_char(out, '"');
	rcm_buffer_add(out, text, (size_t) n);
	rcm_buffer_char(out, '"');
}

static void
write_number(RcmBuffer *out, const RcmNumber *number)
{
	if (number->quoted)
		rcm_buffer_json(out, number->raw);
	else
		rcm_buffer_text(out, number->raw);
}

static void
write_item(RcmBuffer *out, const RcmField *f, const RcmList *list, int32_t i)
{
	const RcmRange *range;

	switch (f->kind)
	{
		case RCM_KIND_OBJECTS:
			rcm_object_to_json((const char *) list->items + f->shape->size * (size_t) i,
							   f->shape, out);
			break;
		case RCM_KIND_INTS:
			rcm_buffer_int(out, RCM_INT_ITEM(*list, i));
			break;
		case RCM_KIND_RANGES:
			range = RCM_ITEM(*list, RcmRange, i);
			rcm_buffer_char(out, '[');
			rcm_buffer_json(out, range->lo);
			rcm_buffer_char(out, ',');
			rcm_buffer_json(out, range->hi);
			rcm_buffer_char(out, ']');
			break;
		default:
			rcm_buffer_json(out, RCM_TEXT_ITEM(*list, i));
			break;
	}
}

static void
write_list(RcmBuffer *out, const RcmField *f, const RcmList *list)
{
	rcm_buffer_char(out, '[');
	for (int32_t i = 0; i < list->count; i++)
	{
		if (i > 0)
			rcm_buffer_char(out, ',');
		write_item(out, f, list, i);
	}
	rcm_buffer_char(out, ']');
}

/* A key that was there with nothing in it: null, or "" where it was text. */
static void
write_nothing(RcmBuffer *out, bool null)
{
	rcm_buffer_string(out, null ? "null" : "\"\"");
}

void
rcm_field_to_json(const void *object, const RcmField *f, RcmBuffer *out)
{
	const void *member = (const char *) object + f->offset;

	switch (f->kind)
	{
		case RCM_KIND_TEXT:
			rcm_buffer_json(out, *(const RcmText *) member);
			break;
		case RCM_KIND_DATE:
			if (*(const int32_t *) member == RCM_NO_DATE)
				write_nothing(out, false);
			else
			{
				rcm_buffer_char(out, '"');
				rcm_buffer_date(out, *(const int32_t *) member);
				rcm_buffer_char(out, '"');
			}
			break;
		case RCM_KIND_MONEY:
			if (*(const int64_t *) member == RCM_NO_USD)
				write_nothing(out, false);
			else
				write_money(out, *(const int64_t *) member);
			break;
		case RCM_KIND_INT:
			rcm_buffer_int(out, *(const int64_t *) member);
			break;
		case RCM_KIND_NUMBER:
			write_number(out, member);
			break;
		case RCM_KIND_BOOL:
			rcm_buffer_string(out, *(const uint8_t *) member == RCM_TRUE ? "true" : "false");
			break;
		case RCM_KIND_OBJECT:
			rcm_object_to_json(*(void *const *) member, f->shape, out);
			break;
		default:
			write_list(out, f, member);
			break;
	}
}

void
rcm_object_to_json(const void *object, const RcmShape *shape, RcmBuffer *out)
{
	const RcmObject *head = object;
	bool		first = true;

	rcm_buffer_char(out, '{');
	for (int i = 0; i < shape->count; i++)
	{
		if (!(head->given & UINT64_C(1) << i))
			continue;
		rcm_buffer_string(out, first ? "\"" : ",\"");
		rcm_buffer_string(out, shape->fields[i].name);
		rcm_buffer_string(out, "\":");
		first = false;
		if (head->nulls & UINT64_C(1) << i)
			write_nothing(out, true);
		else
			rcm_field_to_json(object, &shape->fields[i], out);
	}
	for (const RcmExtra *e = head->extra; e != NULL; e = e->next)
	{
		if (!first)
			rcm_buffer_char(out, ',');
		first = false;
		rcm_buffer_json(out, e->key);
		rcm_buffer_char(out, ':');
		rcm_buffer_text(out, e->json);
	}
	rcm_buffer_char(out, '}');
}

void
rcm_claim_to_json(const RcmClaim *claim, RcmBuffer *out)
{
	rcm_object_to_json(claim, &rcm_claim_shape, out);
}
