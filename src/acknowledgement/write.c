/*
 * write.c - see write.h.
 *
 * What is known of a transaction is written when it ends, so findings may come
 * in any order and about any of its segments.  Those about an ST come before
 * the ST does: they wait in "next".
 */
#include "acknowledgement/write.h"

#include <stdlib.h>

#include "x12/value.h"

#define GUIDE "005010X231A1"

void
rcm_ack_write_init(RcmAckWriter *w, RcmBuffer *out, const RcmX12Sender *sender)
{
	memset(w, 0, sizeof(*w));
	w->out = out;
	w->sender = *sender;
}

/* ---- what is repeated ---- */

RcmAckEcho
rcm_ack_echo(const RcmX12Segment *s, int i, int32_t most)
{
	RcmText		t = rcm_x12_trim(rcm_x12_element(s, i));
	RcmAckEcho	e = {""};

	if (t.len > most || t.len >= RCM_ACK_ECHO)
		return e;
	for (int32_t k = 0; k < t.len; k++)
		if (t.data[k] < ' ' || t.data[k] > '~')
			return e;
	memcpy(e.text, t.data, (size_t) t.len);
	return e;
}

bool
rcm_ack_writable(const RcmX12Writer *x, const RcmAckEcho *e)
{
	const RcmX12Delimiters *d = &x->delimiters;

	for (const char *p = e->text; *p != '\0'; p++)
		if (*p == d->element || *p == d->component || *p == d->repetition || *p == d->terminator ||
			(x->basic && strchr("%@[]_{}\\|<>#$^`~", *p) != NULL))
			return false;
	return e->text[0] != '\0';
}

static void
put_echo(RcmAckWriter *w, const RcmAckEcho *e, const char *otherwise)
{
	rcm_x12_put_string(&w->x12, rcm_ack_writable(&w->x12, e) ? e->text : otherwise);
}

/* ---- findings ---- */

static void
add_code(RcmAckCodes *c, const char *code)
{
	for (int i = 0; i < c->count; i++)
		if (strcmp(c->codes[i], code) == 0)
			return;
	if (c->count < (int) (sizeof(c->codes) / sizeof(c->codes[0])))
		c->codes[c->count++] = code;
}

static int
compare_places(const RcmX12Place *p, const RcmAckVerdict *v)
{
	if (p->interchange != v->interchange)
		return p->interchange < v->interchange ? -1 : 1;
	if (p->group != v->group)
		return p->group < v->group ? -1 : 1;
	return p->transaction < v->transaction ? -1 : p->transaction > v->transaction;
}

static void
start_verdict(RcmAckVerdict *v, const RcmX12Place *place)
{
	/* The faults need no zeroing: there are none. */
	memset(v, 0, offsetof(RcmAckVerdict, faults));
	v->interchange = place->interchange;
	v->group = place->group;
	v->transaction = place->transaction;
}

/* The verdict that a finding is for; NULL when its transaction is over, or is none. */
static RcmAckVerdict *
verdict_of(RcmAckWriter *w, const RcmX12Place *place)
{
	int			order = compare_places(place, &w->verdict);

	if (place->transaction == 0 || order < 0 || (order == 0 && !w->in_transaction))
		return NULL;
	if (order == 0)
		return &w->verdict;
	if (compare_places(place, &w->next) != 0)
		start_verdict(&w->next, place);
	return &w->next;
}

static void
add_fault(RcmAckWriter *w, RcmAckVerdict *v, const RcmX12Finding *f, const char *code)
{
	RcmAckFault *fault = &v->faults[v->count];
	int64_t		position = f->place.segment - w->st_segment + 1 - w->empty;

	/* What a reader tells late may stand before the ST that counts now: it has no position there. */
	if (v->count == RCM_ACK_MOST_FAULTS || position < 1)
		return;
	v->count++;
	memset(fault, 0, sizeof(*fault));
	fault->segment = f->place.segment;
	fault->position = position;
	memcpy(fault->segment_id, f->place.segment_id, sizeof(fault->segment_id));
	fault->element = f->place.element;
	fault->code = code;
	fault->data_element = rcm_ack_data_element(f->code, fault->segment_id, fault->element);
	/* Whose claim a segment is that was not pushed in yet is known afterwards. */
	if (fault->segment <= w->last_segment && fault->segment >= w->claim_segment)
		fault->claim = w->claim;
}

/* Does the finding belong to the transaction as a whole: to its envelope? */
static bool
about_transaction(const RcmX12Finding *f)
{
	return f->level == RCM_X12_LEVEL_TRANSACTION || strcmp(f->place.segment_id, "ST") == 0 ||
		strcmp(f->place.segment_id, "SE") == 0 || f->place.segment_id[0] == '\0';
}

static void
note_in_transaction(RcmAckWriter *w, const RcmX12Finding *f)
{
	RcmAckVerdict *v = verdict_of(w, &f->place);
	bool		whole = about_transaction(f);
	const char *code = whole ? rcm_ack_transaction_code(f->code) :
		f->place.element > 0 ? rcm_ack_element_code(f->code) : rcm_ack_segment_code(f->code);

	if (v == NULL || code == NULL)
		return;
	if (rcm_x12_is_loss(f->code))
		v->loss = true;
	else
		v->noted = true;
	if (whole)
		add_code(&v->codes, code);
	else
		add_fault(w, v, f, code);
}

void
rcm_ack_write_note(void *writer, const RcmX12Finding *f)
{
	RcmAckWriter *w = writer;
	const char *code;

	switch (f->level)
	{
		case RCM_X12_LEVEL_INTERCHANGE:
			break;
		case RCM_X12_LEVEL_GROUP:
			code = rcm_ack_group_code(f->code);
			if (code != NULL && w->in_group)
				add_code(&w->group_codes, code);
			break;
		default:
			if (!rcm_x12_one_of(rcm_text_of(f->place.segment_id), "ISA IEA GS GE TA1 TA3 ISB ISE") &&
				!rcm_x12_one_of(rcm_text_of(f->code), "SE-ALONE ST-OUTSIDE SEGMENT-OUTSIDE"))
				note_in_transaction(w, f);
			break;
	}
}

/* ---- the 999 ---- */

static void
put_codes(RcmAckWriter *w, const RcmAckCodes *c)
{
	for (int i = 0; i < c->count; i++)
		rcm_x12_put_string(&w->x12, c->codes[i]);
}

static void
write_segment_fault(RcmAckWriter *w, const RcmAckFault *fault, const char *code)
{
	RcmX12Writer *x = &w->x12;

	rcm_x12_begin(x, "IK3");
	rcm_x12_put_string(x, fault->segment_id);
	rcm_x12_put_int(x, fault->position);
	rcm_x12_skip(x);
	rcm_x12_put_string(x, code);
	rcm_x12_end_segment(x);
	if (!rcm_ack_writable(&w->x12, &fault->claim))
		return;
	rcm_x12_begin(x, "CTX");
	rcm_x12_put_string(x, strcmp(w->st01.text, "835") == 0 ? "CLP01" : "CLM01");
	rcm_x12_component_follows(x);
	rcm_x12_put_string(x, fault->claim.text);
	rcm_x12_end_segment(x);
}

static void
write_element_fault(RcmAckWriter *w, const RcmAckFault *fault)
{
	RcmX12Writer *x = &w->x12;

	rcm_x12_begin(x, "IK4");
	rcm_x12_put_int(x, fault->element);
	rcm_x12_put_string(x, fault->data_element);
	rcm_x12_put_string(x, fault->code);
	rcm_x12_end_segment(x);
}

/* By place; of one place the segment's before its elements', equal ones together. */
static int
compare_faults(const void *a, const void *b)
{
	const RcmAckFault *x = a;
	const RcmAckFault *y = b;

	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	if (x->element != y->element)
		return x->element < y->element ? -1 : 1;
	return strcmp(x->code, y->code);
}

static void
write_faults(RcmAckWriter *w, RcmAckVerdict *v)
{
	const RcmAckFault *before = NULL;
	bool		elements_told = false;

	qsort(v->faults, (size_t) v->count, sizeof(v->faults[0]), compare_faults);
	for (int i = 0; i < v->count; i++)
	{
		const RcmAckFault *fault = &v->faults[i];

		if (before == NULL || before->position != fault->position)
			elements_told = false;
		else if (compare_faults(before, fault) == 0)
			continue;
		if (fault->element == 0)
		{
			write_segment_fault(w, fault, fault->code);
			elements_told = strcmp(fault->code, "8") == 0;
		}
		else
		{
			if (!elements_told)
				write_segment_fault(w, fault, "8");
			elements_told = true;
			write_element_fault(w, fault);
		}
		before = fault;
	}
	if (v->count > 0)
		add_code(&v->codes, "5");
}

static void
close_transaction(RcmAckWriter *w)
{
	RcmAckVerdict *v = &w->verdict;
	RcmX12Writer *x = &w->x12;

	if (!w->in_transaction)
		return;
	w->in_transaction = false;
	w->received++;
	w->rejected += v->loss;
	w->noted += v->noted && !v->loss;
	rcm_x12_begin(x, "AK2");
	put_echo(w, &w->st01, "000");
	put_echo(w, &w->st02, "0000");
	put_echo(w, &w->st03, "");
	rcm_x12_end_segment(x);
	write_faults(w, v);
	rcm_x12_begin(x, "IK5");
	rcm_x12_put_string(x, v->loss ? "R" : v->noted ? "E" : "A");
	put_codes(w, &v->codes);
	rcm_x12_end_segment(x);
}

/* GE01 when it is a number that AK902 can hold. */
static bool
said_count(const RcmAckEcho *ge01)
{
	size_t		n = strlen(ge01->text);

	return n > 0 && n <= 6 && strspn(ge01->text, "0123456789") == n;
}

static void
close_group(RcmAckWriter *w)
{
	RcmX12Writer *x = &w->x12;
	bool		refused = w->group_codes.count > 0;
	int64_t		accepted;

	if (!w->in_group)
		return;
	close_transaction(w);
	accepted = refused ? 0 : w->received - w->rejected;
	rcm_x12_begin(x, "AK9");
	rcm_x12_put_string(x, refused || (accepted == 0 && w->received > 0) ? "R" : w->rejected > 0 ? "P" :
					   w->noted > 0 ? "E" : "A");
	rcm_x12_put_int(x, said_count(&w->ge01) ? atoi(w->ge01.text) : w->received);
	rcm_x12_put_int(x, w->received);
	rcm_x12_put_int(x, accepted);
	put_codes(w, &w->group_codes);
	rcm_x12_end_segment(x);
	rcm_x12_write_transaction_end(x);
	w->in_group = false;
}

/* ---- the envelope of the answer: back to whom it came from ---- */

static RcmText
or_else(RcmText given, const RcmAckEcho *e)
{
	return given.len > 0 ? given : rcm_text_of(e->text);
}

static bool
open_interchange(RcmAckWriter *w)
{
	RcmX12Sender *s = &w->sender;

	if (s->sender_id.len == 0)
		s->sender_qualifier = or_else(s->sender_qualifier, &w->isa07);
	if (s->receiver_id.len == 0)
		s->receiver_qualifier = or_else(s->receiver_qualifier, &w->isa05);
	if (s->sender_id.len == 0)
		s->group_sender_id = or_else(s->group_sender_id, &w->gs03);
	if (s->receiver_id.len == 0)
		s->group_receiver_id = or_else(s->group_receiver_id, &w->gs02);
	s->sender_id = or_else(s->sender_id, &w->isa08);
	s->receiver_id = or_else(s->receiver_id, &w->isa06);
	if (s->usage.len == 0 && strcmp(w->isa15.text, "T") == 0)
		s->usage = RCM_TEXT("T");
	w->open = rcm_x12_write_open(&w->x12, w->out, s);
	w->failed = !w->open;
	if (w->open)
		rcm_x12_write_group(&w->x12, "FA", GUIDE);
	return w->open;
}

static void
start_group(RcmAckWriter *w, const RcmX12Segment *s)
{
	RcmAckEcho	id = rcm_ack_echo(s, 1, 2);
	RcmAckEcho	number = rcm_ack_echo(s, 6, 15);
	RcmAckEcho	guide = rcm_ack_echo(s, 8, 12);

	if (strcmp(id.text, "FA") == 0 || w->failed)
		return;
	if (!w->open)
	{
		w->gs02 = rcm_ack_echo(s, 2, 15);
		w->gs03 = rcm_ack_echo(s, 3, 15);
		if (!open_interchange(w))
			return;
	}
	rcm_x12_write_transaction(&w->x12, "999");
	rcm_x12_begin(&w->x12, "AK1");
	put_echo(w, &id, "ZZ");
	put_echo(w, &number, "0");
	put_echo(w, &guide, "");
	rcm_x12_end_segment(&w->x12);
	w->in_group = true;
	w->received = w->rejected = w->noted = 0;
	w->group_codes.count = 0;
	w->ge01.text[0] = '\0';
}

static void
start_transaction(RcmAckWriter *w, const RcmX12Segment *s, const RcmX12Place *place)
{
	w->st01 = rcm_ack_echo(s, 1, 3);
	w->st02 = rcm_ack_echo(s, 2, 15);
	w->st03 = rcm_ack_echo(s, 3, 35);
	w->st_segment = place->segment;
	w->empty = 0;
	if (compare_places(place, &w->next) == 0)
		w->verdict = w->next;
	else
		start_verdict(&w->verdict, place);
	w->in_transaction = true;
}

static void
read_isa(RcmAckWriter *w, const RcmX12Segment *s)
{
	if (w->known)
		return;
	w->known = true;
	w->isa05 = rcm_ack_echo(s, 5, 2);
	w->isa06 = rcm_ack_echo(s, 6, 15);
	w->isa07 = rcm_ack_echo(s, 7, 2);
	w->isa08 = rcm_ack_echo(s, 8, 15);
	w->isa15 = rcm_ack_echo(s, 15, 1);
}

/* ---- segments of the file ---- */

/* Which claim the segment belongs to, and so the findings about it that came before it. */
static void
note_claim(RcmAckWriter *w, const RcmX12Segment *s, const RcmX12Place *place)
{
	switch (s->id)
	{
		case RCM_X12_ID3('C', 'L', 'M'):
		case RCM_X12_ID3('C', 'L', 'P'):
			w->claim = rcm_ack_echo(s, 1, RCM_ACK_ECHO - 1);
			w->claim_segment = place->segment;
			break;
		case RCM_X12_ID2('H', 'L'):
		case RCM_X12_ID2('S', 'T'):
		case RCM_X12_ID2('S', 'E'):
		case RCM_X12_ID3('P', 'L', 'B'):
			w->claim.text[0] = '\0';
			w->claim_segment = place->segment;
			break;
		default:
			break;
	}
	w->last_segment = place->segment;
	for (int i = w->verdict.count - 1; i >= 0 && w->verdict.faults[i].segment == place->segment; i--)
		w->verdict.faults[i].claim = w->claim;
}

static void
in_transaction(RcmAckWriter *w, const RcmX12Segment *s, const RcmX12Place *place)
{
	if (!w->in_transaction)
		return;
	if (s->len == 0)
		w->empty++;
	else if (place->segment_id[0] == '\0')
	{
		/* An IK3 has no room for what is no id. */
		w->verdict.loss = true;
		add_code(&w->verdict.codes, "5");
	}
	note_claim(w, s, place);
}

void
rcm_ack_write_segment(RcmAckWriter *w, const RcmX12Segment *s, const RcmX12Delimiters *d,
					  const RcmX12Place *place)
{
	(void) d;
	switch (s->id)
	{
		case RCM_X12_ID3('I', 'S', 'A'):
			close_group(w);
			read_isa(w, s);
			break;
		case RCM_X12_ID2('G', 'S'):
			close_group(w);
			start_group(w, s);
			break;
		case RCM_X12_ID2('S', 'T'):
			close_transaction(w);
			if (w->in_group)
				start_transaction(w, s, place);
			note_claim(w, s, place);
			break;
		case RCM_X12_ID2('S', 'E'):
			close_transaction(w);
			break;
		case RCM_X12_ID2('G', 'E'):
			w->ge01 = rcm_ack_echo(s, 1, 6);
			close_group(w);
			break;
		case RCM_X12_ID3('I', 'E', 'A'):
			close_group(w);
			break;
		default:
			in_transaction(w, s, place);
			break;
	}
}

bool
rcm_ack_write_end(RcmAckWriter *w)
{
	close_group(w);
	if (w->open)
		rcm_x12_write_close(&w->x12);
	return w->open && !w->x12.faulty && !w->out->failed;
}
