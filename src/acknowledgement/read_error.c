/*
 * read_error.c - see read.h: IK3, IK4 and the CTX behind them.
 *
 * A row for the segment comes out when its first IK4, or whatever else ends
 * it, comes; each IK4 is a row of its own that repeats what its IK3 says.
 */
#include "acknowledgement/read.h"

/* Most CTX values kept for one error; the guide has ten. */
#define MOST_CONTEXTS 50
/* Most repetitions of CTX01 that are read. */
#define MOST_NAMES 10

static void
deliver(RcmAckReader *r, RcmAckError *e)
{
	if (r->contexts > 0)
	{
		rcm_buffer_char(&r->context, ']');
		if (!r->context.failed)
			e->context = (RcmText) {r->context.data, (int32_t) r->context.len};
	}
	e->ordinal = ++r->errors;
	if (r->deliver_error != NULL)
		r->deliver_error(r->at.owner, e);
	r->contexts = 0;
}

void
rcm_ack_finish_error(RcmAckReader *r)
{
	if (r->in_element)
		deliver(r, &r->element);
	else if (r->in_segment)
		deliver(r, &r->segment);
	r->in_element = r->in_segment = false;
}

/* A number that must be 1 or more to mean a place. */
static int64_t
position(RcmAckReader *r, int i, RcmText t)
{
	int64_t		n = rcm_ack_number(r, i, t);

	return n > 0 ? n : RCM_NO_INT;
}

void
rcm_ack_start_segment_error(RcmAckReader *r)
{
	RcmArena   *arena = &r->arena[RCM_ACK_FOR_SEGMENT];
	RcmAckError *e = &r->segment;

	rcm_ack_finish_error(r);
	if (!r->in_transaction)
	{
		rcm_x12_finding(&r->at, "ACK-ORDER", 0, "it belongs to no AK2");
		return;
	}
	rcm_arena_reset(arena);
	memset(e, 0, sizeof(*e));
	e->acknowledgement = r->transaction.ordinal;
	e->place = *r->at.place;
	e->segment_id = rcm_x12_text(&r->at, arena, 1);
	e->segment_position = position(r, 2, rcm_x12_raw(&r->at, 2));
	e->loop = rcm_x12_text(&r->at, arena, 3);
	e->segment_code = rcm_x12_text(&r->at, arena, 4);
	e->element_position = e->component = e->repetition = RCM_NO_INT;
	r->in_segment = true;
	r->segment_known = true;
}

void
rcm_ack_start_element_error(RcmAckReader *r)
{
	RcmArena   *arena = &r->arena[RCM_ACK_FOR_ELEMENT];
	RcmAckError *e = &r->element;

	rcm_ack_finish_error(r);
	if (!r->in_transaction || !r->segment_known)
	{
		rcm_x12_finding(&r->at, "ACK-ORDER", 0, "it belongs to no IK3");
		return;
	}
	rcm_arena_reset(arena);
	*e = r->segment;
	e->context = (RcmText) {"", 0};
	e->place = *r->at.place;
	e->element_position = position(r, 1, rcm_x12_part(&r->at, 1, 1));
	e->component = position(r, 1, rcm_x12_part(&r->at, 1, 2));
	e->repetition = position(r, 1, rcm_x12_part(&r->at, 1, 3));
	e->data_element = rcm_x12_text(&r->at, arena, 2);
	e->element_code = rcm_x12_text(&r->at, arena, 3);
	e->bad_value = rcm_x12_text(&r->at, arena, 4);
	r->in_element = true;
}

/* ---- CTX ---- */

static void
add_text(RcmAckReader *r, const char *key, RcmArena *arena, RcmText raw)
{
	RcmText		t = rcm_x12_keep(&r->at, arena, raw);

	if (t.len == 0)
		return;
	if (r->context.len > 0 && r->context.data[r->context.len - 1] != '{')
		rcm_buffer_string(&r->context, ", ");
	rcm_buffer_json(&r->context, rcm_text_of(key));
	rcm_buffer_string(&r->context, ": ");
	rcm_buffer_json(&r->context, t);
}

/* What stands behind CTX01, which is about each of its repetitions. */
static void
add_place(RcmAckReader *r, RcmArena *arena)
{
	add_text(r, "segment_id", arena, rcm_x12_raw(&r->at, 2));
	add_text(r, "segment_position", arena, rcm_x12_raw(&r->at, 3));
	add_text(r, "loop", arena, rcm_x12_raw(&r->at, 4));
	add_text(r, "element_position", arena, rcm_x12_part(&r->at, 5, 1));
	add_text(r, "component", arena, rcm_x12_part(&r->at, 5, 2));
	add_text(r, "repetition", arena, rcm_x12_part(&r->at, 5, 3));
	add_text(r, "data_element", arena, rcm_x12_part(&r->at, 6, 1));
	add_text(r, "component_data_element", arena, rcm_x12_part(&r->at, 6, 2));
}

/* Which claim it is: the guide has the receiver name CLM01 and its value. */
static void
note_claim(RcmAckReader *r, RcmAckError *e, RcmArena *arena, RcmText name, RcmText value)
{
	if (e->claim_id.len == 0 && rcm_x12_one_of(name, "CLM01 CLP01 CLM-01 CLP-01"))
		e->claim_id = rcm_x12_keep(&r->at, arena, value);
}

static void
add_context(RcmAckReader *r, RcmAckError *e, RcmArena *arena, RcmText whole)
{
	char		separator = r->at.delimiters.component;
	RcmText		name = rcm_x12_trim(rcm_x12_component(whole, separator, 1));
	RcmText		value = rcm_x12_trim(rcm_x12_component(whole, separator, 2));

	if (r->contexts++ == 0)
	{
		rcm_buffer_init(&r->context, arena, 128);
		rcm_buffer_char(&r->context, '[');
	}
	else
		rcm_buffer_string(&r->context, ", ");
	rcm_buffer_char(&r->context, '{');
	add_text(r, "name", arena, name);
	add_text(r, "value", arena, value);
	add_place(r, arena);
	rcm_buffer_char(&r->context, '}');
	note_claim(r, e, arena, name, value);
}

void
rcm_ack_read_context(RcmAckReader *r)
{
	RcmAckError *e = r->in_element ? &r->element : &r->segment;
	RcmArena   *arena = &r->arena[r->in_element ? RCM_ACK_FOR_ELEMENT : RCM_ACK_FOR_SEGMENT];
	RcmText		names[MOST_NAMES];
	int			n = rcm_x12_split(rcm_x12_raw(&r->at, 1), r->at.delimiters.repetition, names, MOST_NAMES);

	if (!r->in_element && !r->in_segment)
	{
		rcm_x12_finding(&r->at, "ACK-ORDER", 0, "it belongs to no IK3 or IK4");
		return;
	}
	if (n > MOST_NAMES || r->contexts + n > MOST_CONTEXTS)
		rcm_x12_finding(&r->at, "LIMIT", 1, "more context than is kept");
	for (int i = 0; i < n && i < MOST_NAMES && r->contexts < MOST_CONTEXTS; i++)
		add_context(r, e, arena, names[i]);
}
