/*
 * read.c - see read.h: interchanges, groups and transactions.
 *
 * An AK2 ends at its IK5, and when that is missing at the next AK2, AK9 or SE;
 * a group ends at its AK9 or, without one, at the next AK1 or the SE.  What
 * was not said stays "not said".
 */
#include "acknowledgement/read.h"

#define IK5_CODE 1
#define AK9_CODE 1

void
rcm_ack_init(RcmAckReader *r, RcmAckDeliver deliver, RcmAckDeliverError deliver_error,
			 RcmX12Report report, void *owner)
{
	memset(r, 0, sizeof(*r));
	r->deliver = deliver;
	r->deliver_error = deliver_error;
	r->at.report = report;
	r->at.owner = owner;
	for (int i = 0; i < RCM_ACK_MEMORIES; i++)
		rcm_arena_init(&r->arena[i]);
}

void
rcm_ack_free(RcmAckReader *r)
{
	for (int i = 0; i < RCM_ACK_MEMORIES; i++)
		rcm_arena_free(&r->arena[i]);
}

const char *
rcm_ack_kind_name(RcmAckKind kind)
{
	static const char *const names[] = {"TA1", "999", "997"};

	return names[kind];
}

const char *
rcm_ack_level_name(RcmAckLevel level)
{
	static const char *const names[] = {"interchange", "group", "transaction"};

	return names[level];
}

/* ---- what a code means ---- */

/*
 * The codes of TA104, AK901 and IK501.  P is a group's alone; M, W and X
 * (authentication, security) are rejections too.
 */
static void
judge(RcmAckReader *r, RcmAcknowledgement *a, int element)
{
	if (rcm_text_is(a->code, "A"))
	{
		a->accepted = RCM_TRUE;
		a->state = "accepted";
	}
	else if (rcm_text_is(a->code, "E"))
	{
		a->accepted = RCM_TRUE;
		a->state = "accepted with errors";
	}
	else if (a->level == RCM_ACK_GROUP && rcm_text_is(a->code, "P"))
		a->state = "partly accepted";
	else if (rcm_text_is(a->code, "R") ||
			 (a->level != RCM_ACK_INTERCHANGE && rcm_x12_one_of(a->code, "M W X")))
	{
		a->accepted = RCM_FALSE;
		a->state = "rejected";
	}
	else
		rcm_x12_finding(&r->at, "ACK-CODE", element, "it does not say whether this was accepted");
}

/* The codes that say why; element i and the next four at most. */
static void
read_notes(RcmAckReader *r, RcmAcknowledgement *a, RcmArena *arena, int i)
{
	for (int k = i; k < i + RCM_ACK_NOTES; k++)
	{
		RcmText		t = rcm_x12_text(&r->at, arena, k);

		if (t.len > 0)
			a->notes[a->note_count++] = t;
	}
}

int64_t
rcm_ack_number(const RcmAckReader *r, int i, RcmText t)
{
	int64_t		n = 0;

	if (t.len == 0)
		return RCM_NO_INT;
	for (int32_t k = 0; k < t.len && n >= 0; k++)
		n = rcm_is_digit(t.data[k]) && n < 100000000 ? n * 10 + (t.data[k] - '0') : -1;
	if (n >= 0)
		return n;
	rcm_x12_finding(&r->at, "COUNT", i, "not a whole number");
	return RCM_NO_INT;
}

/* ---- things acknowledged ---- */

static void
start(RcmAckReader *r, RcmAcknowledgement *a, RcmAckKind kind, RcmAckLevel level)
{
	memset(a, 0, sizeof(*a));
	a->ordinal = ++r->count;
	a->place = *r->at.place;
	a->kind = kind;
	a->level = level;
	a->date = RCM_NO_DATE;
	a->included = a->received = a->accepted_count = RCM_NO_INT;
}

static void
deliver(RcmAckReader *r, const RcmAcknowledgement *a)
{
	if (r->deliver != NULL)
		r->deliver(r->at.owner, a);
}

/* YYMMDD as in the ISA, of this century; some write CCYYMMDD. */
static int32_t
read_short_date(RcmAckReader *r, int i)
{
	RcmText		t = rcm_x12_raw(&r->at, i);
	char		d8[8] = "20";

	if (t.len != 6)
		return rcm_x12_day(&r->at, i, t);
	memcpy(d8 + 2, t.data, 6);
	return rcm_x12_day(&r->at, i, (RcmText) {d8, 8});
}

static void
read_ta1(RcmAckReader *r)
{
	RcmArena   *arena = &r->arena[RCM_ACK_FOR_ELEMENT];
	RcmAcknowledgement a;

	rcm_ack_finish_error(r);	/* a TA1 amid a 999 has slipped in there */
	rcm_arena_reset(arena);
	start(r, &a, RCM_ACK_TA1, RCM_ACK_INTERCHANGE);
	a.control_number = r->isa13;
	a.interchange = rcm_x12_text(&r->at, arena, 1);
	a.date = read_short_date(r, 2);
	a.time = rcm_x12_text(&r->at, arena, 3);
	a.code = rcm_x12_text(&r->at, arena, 4);
	judge(r, &a, 4);
	/* 000 says that there is nothing to say. */
	a.notes[0] = rcm_x12_text(&r->at, arena, 5);
	a.note_count = a.notes[0].len > 0 && !rcm_text_is(a.notes[0], "000");
	deliver(r, &a);
}

static void
finish_transaction(RcmAckReader *r)
{
	rcm_ack_finish_error(r);
	if (!r->in_transaction)
		return;
	rcm_x12_report(r->at.report, r->at.owner, RCM_X12_LEVEL_SEGMENT, "IK5-MISSING",
				   &r->transaction.place, "nothing says whether this transaction was accepted");
	deliver(r, &r->transaction);
	r->in_transaction = false;
}

static void
finish_group(RcmAckReader *r)
{
	finish_transaction(r);
	if (!r->in_group)
		return;
	rcm_x12_report(r->at.report, r->at.owner, RCM_X12_LEVEL_SEGMENT, "AK9-MISSING",
				   &r->group.place, "nothing says whether this group was accepted");
	deliver(r, &r->group);
	r->in_group = false;
}

static void
start_group(RcmAckReader *r)
{
	RcmArena   *arena = &r->arena[RCM_ACK_FOR_GROUP];
	RcmAcknowledgement *g = &r->group;

	finish_group(r);
	rcm_arena_reset(arena);
	start(r, g, r->kind, RCM_ACK_GROUP);
	g->control_number = r->st02;
	g->functional_id = rcm_x12_text(&r->at, arena, 1);
	g->group = rcm_x12_text(&r->at, arena, 2);
	g->version = rcm_x12_text(&r->at, arena, 3);
	r->in_group = true;
	r->any_group = true;
}

static void
start_transaction(RcmAckReader *r)
{
	RcmArena   *arena = &r->arena[RCM_ACK_FOR_TRANSACTION];
	RcmAcknowledgement *t = &r->transaction;

	finish_transaction(r);
	rcm_arena_reset(arena);
	start(r, t, r->kind, RCM_ACK_TRANSACTION);
	t->control_number = r->st02;
	if (r->in_group)
	{
		t->functional_id = r->group.functional_id;
		t->group = r->group.group;
		t->version = r->group.version;
	}
	else
		rcm_x12_finding(&r->at, "AK1-MISSING", 0, "nothing says which group this transaction was in");
	t->transaction_id = rcm_x12_text(&r->at, arena, 1);
	t->transaction = rcm_x12_text(&r->at, arena, 2);
	t->implementation = rcm_x12_text(&r->at, arena, 3);
	r->in_transaction = true;
	r->segment_known = false;
	r->errors = 0;
}

static void
read_ik5(RcmAckReader *r)
{
	RcmArena   *arena = &r->arena[RCM_ACK_FOR_TRANSACTION];

	rcm_ack_finish_error(r);
	if (!r->in_transaction)
	{
		rcm_x12_finding(&r->at, "ACK-ORDER", 0, "it belongs to no AK2");
		return;
	}
	r->transaction.code = rcm_x12_text(&r->at, arena, IK5_CODE);
	judge(r, &r->transaction, IK5_CODE);
	read_notes(r, &r->transaction, arena, IK5_CODE + 1);
	deliver(r, &r->transaction);
	r->in_transaction = false;
}

static void
read_ak9(RcmAckReader *r)
{
	RcmArena   *arena = &r->arena[RCM_ACK_FOR_GROUP];
	RcmAcknowledgement *g = &r->group;

	finish_transaction(r);
	if (!r->in_group)
	{
		rcm_x12_finding(&r->at, "ACK-ORDER", 0, "it belongs to no AK1");
		return;
	}
	g->code = rcm_x12_text(&r->at, arena, AK9_CODE);
	judge(r, g, AK9_CODE);
	g->included = rcm_ack_number(r, 2, rcm_x12_raw(&r->at, 2));
	g->received = rcm_ack_number(r, 3, rcm_x12_raw(&r->at, 3));
	g->accepted_count = rcm_ack_number(r, 4, rcm_x12_raw(&r->at, 4));
	read_notes(r, g, arena, 5);
	deliver(r, g);
	r->in_group = false;
}

/* ---- segments ---- */

static void
finish_document(RcmAckReader *r)
{
	if (!r->active)
		return;
	finish_group(r);
	if (!r->any_group)
		rcm_x12_report(r->at.report, r->at.owner, RCM_X12_LEVEL_TRANSACTION, "AK1-MISSING",
					   &r->document, "it acknowledges nothing");
	r->active = false;
}

static void
start_document(RcmAckReader *r)
{
	finish_document(r);
	r->active = rcm_x12_is(&r->at, 1, "999") || rcm_x12_is(&r->at, 1, "997");
	if (!r->active)
		return;
	rcm_arena_reset(&r->arena[RCM_ACK_FOR_DOCUMENT]);
	r->kind = rcm_x12_is(&r->at, 1, "999") ? RCM_ACK_999 : RCM_ACK_997;
	r->st02 = rcm_x12_text(&r->at, &r->arena[RCM_ACK_FOR_DOCUMENT], 2);
	r->document = *r->at.place;
	r->any_group = false;
}

static void
in_document(RcmAckReader *r)
{
	switch (r->at.segment->id)
	{
		case ID3('A', 'K', '1'):
			start_group(r);
			break;
		case ID3('A', 'K', '2'):
			start_transaction(r);
			break;
		case ID3('I', 'K', '3'):
		case ID3('A', 'K', '3'):
			rcm_ack_start_segment_error(r);
			break;
		case ID3('I', 'K', '4'):
		case ID3('A', 'K', '4'):
			rcm_ack_start_element_error(r);
			break;
		case ID3('C', 'T', 'X'):
			rcm_ack_read_context(r);
			break;
		case ID3('I', 'K', '5'):
		case ID3('A', 'K', '5'):
			read_ik5(r);
			break;
		case ID3('A', 'K', '9'):
			read_ak9(r);
			break;
		default:
			break;
	}
}

void
rcm_ack_segment(RcmAckReader *r, const RcmX12Segment *s, const RcmX12Delimiters *d,
				const RcmX12Place *place)
{
	r->at.segment = s;
	r->at.place = place;
	r->at.delimiters = *d;
	switch (s->id)
	{
		case ID3('I', 'S', 'A'):
			finish_document(r);
			rcm_arena_reset(&r->arena[RCM_ACK_FOR_INTERCHANGE]);
			r->isa13 = rcm_x12_text(&r->at, &r->arena[RCM_ACK_FOR_INTERCHANGE], 13);
			break;
		case ID2('S', 'T'):
			start_document(r);
			break;
		case ID2('G', 'S'):
		case ID2('G', 'E'):
		case ID2('S', 'E'):
		case ID3('I', 'E', 'A'):
			finish_document(r);
			break;
		case ID3('T', 'A', '1'):
			read_ta1(r);
			break;
		default:
			if (r->active)
				in_document(r);
			break;
	}
}

void
rcm_ack_end(RcmAckReader *r)
{
	finish_document(r);
}
