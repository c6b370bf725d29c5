/*
 * write_ta1.c - see write.h: a TA1 for each interchange, all in one interchange
 * of their own.
 *
 * What is wrong with the ISA is found before the ISA is pushed in, what is
 * wrong at the end when the next ISA comes or the file ends: a TA1 is written then.
 */
#include "acknowledgement/write.h"

#include <stdio.h>

#define GUIDE "005010"

void
rcm_ta1_write_init(RcmTa1Writer *w, RcmBuffer *out, const RcmX12Sender *sender)
{
	memset(w, 0, sizeof(*w));
	w->out = out;
	w->sender = *sender;
}

/* The first loss is told; what is only untidy when there is none. */
void
rcm_ta1_write_note(void *writer, const RcmX12Finding *f)
{
	RcmTa1Writer *w = writer;
	RcmTa1Verdict *v = &w->verdict;
	const char *code = rcm_ta1_code(f->code);
	bool		loss = rcm_x12_is_loss(f->code);

	if (code == NULL)
		return;
	if (f->place.interchange > w->verdict.interchange)
	{
		v = &w->next;
		if (v->interchange != f->place.interchange)
			*v = (RcmTa1Verdict) {.interchange = f->place.interchange};
	}
	else if (f->place.interchange < w->verdict.interchange || !w->in_interchange)
		return;
	if (v->note == NULL || (loss && !v->loss))
		v->note = code;
	v->loss |= loss;
}

static RcmText
or_else(RcmText given, const RcmAckEcho *e)
{
	return given.len > 0 ? given : rcm_text_of(e->text);
}

/* The ISA alone: what a group would have behind it is taken back. */
static void
open_interchange(RcmTa1Writer *w)
{
	RcmX12Sender *s = &w->sender;
	size_t		from = w->out->len;

	if (s->sender_id.len == 0)
		s->sender_qualifier = or_else(s->sender_qualifier, &w->isa07);
	if (s->receiver_id.len == 0)
		s->receiver_qualifier = or_else(s->receiver_qualifier, &w->isa05);
	s->sender_id = or_else(s->sender_id, &w->isa08);
	s->receiver_id = or_else(s->receiver_id, &w->isa06);
	if (s->usage.len == 0 && strcmp(w->isa15.text, "T") == 0)
		s->usage = RCM_TEXT("T");
	w->open = rcm_x12_write_open(&w->x12, w->out, s);
	w->failed = !w->open;
	if (w->failed)
		return;
	rcm_x12_write_group(&w->x12, "FA", GUIDE);
	if (!w->out->failed)
		w->out->len = from + 106 + (size_t) s->line_break.len;
}

static void
put_echo(RcmTa1Writer *w, const RcmAckEcho *e, const char *otherwise)
{
	rcm_x12_put_string(&w->x12, rcm_ack_writable(&w->x12, e) ? e->text : otherwise);
}

static void
close_interchange(RcmTa1Writer *w)
{
	const RcmTa1Verdict *v = &w->verdict;

	if (!w->in_interchange)
		return;
	w->in_interchange = false;
	if (!w->any_group || w->failed)
		return;
	if (!w->open)
		open_interchange(w);
	if (w->failed)
		return;
	rcm_x12_begin(&w->x12, "TA1");
	put_echo(w, &w->isa13, "000000000");
	put_echo(w, &w->isa09, "");
	put_echo(w, &w->isa10, "");
	rcm_x12_put_string(&w->x12, v->loss ? "R" : v->note != NULL ? "E" : "A");
	rcm_x12_put_string(&w->x12, v->note != NULL ? v->note : "000");
	rcm_x12_end_segment(&w->x12);
}

/* YYMMDD of a day that there is. */
static bool
is_day(const RcmAckEcho *e)
{
	char		d8[8] = "20";
	int32_t		day;

	if (strlen(e->text) != 6)
		return false;
	memcpy(d8 + 2, e->text, 6);
	return rcm_date_parse_d8((RcmText) {d8, 8}, &day);
}

static void
start_interchange(RcmTa1Writer *w, const RcmX12Segment *s, const RcmX12Place *place)
{
	if (w->next.interchange == place->interchange)
		w->verdict = w->next;
	else
		w->verdict = (RcmTa1Verdict) {.interchange = place->interchange};
	w->in_interchange = true;
	w->any_group = false;
	w->isa09 = rcm_ack_echo(s, 9, 6);
	if (!is_day(&w->isa09))
		w->isa09.text[0] = '\0';
	w->isa10 = rcm_ack_echo(s, 10, 4);
	w->isa13 = rcm_ack_echo(s, 13, 9);
	if (w->open)
		return;
	w->isa05 = rcm_ack_echo(s, 5, 2);
	w->isa06 = rcm_ack_echo(s, 6, 15);
	w->isa07 = rcm_ack_echo(s, 7, 2);
	w->isa08 = rcm_ack_echo(s, 8, 15);
	w->isa15 = rcm_ack_echo(s, 15, 1);
}

void
rcm_ta1_write_segment(RcmTa1Writer *w, const RcmX12Segment *s, const RcmX12Place *place)
{
	if (s->id == RCM_X12_ID3('I', 'S', 'A') && (s->notes & RCM_X12_IS_ISA))
	{
		close_interchange(w);
		start_interchange(w, s, place);
	}
	else if (s->id == RCM_X12_ID2('G', 'S'))
		w->any_group = true;
}

bool
rcm_ta1_write_end(RcmTa1Writer *w)
{
	char		number[16];

	close_interchange(w);
	if (!w->open)
		return false;
	snprintf(number, sizeof(number), "%09lld", (long long) w->sender.control_number);
	rcm_x12_begin(&w->x12, "IEA");
	rcm_x12_put_string(&w->x12, "0");
	rcm_x12_put_string(&w->x12, number);
	rcm_x12_end_segment(&w->x12);
	return !w->x12.faulty && !w->out->failed;
}
