/*
 * write_envelope.c - see write.h: ISA to IEA around the transactions.
 */
#include "x12/write.h"

#include <stdio.h>

#define MAX_CONTROL_NUMBER 999999999

/* ---- what the sender says ---- */

static bool
fault(RcmX12Writer *w, const char *path, const char *message)
{
	rcm_x12_write_fault(w, path, "%s", message);
	return false;
}

/* Four different characters that no id, name or amount needs. */
static bool
choose_delimiters(RcmX12Writer *w, RcmText t)
{
	const char *d = t.len == 0 ? "*:^~" : t.data;

	if (t.len != 0 && t.len != 4)
		return fault(w, "delimiters", "four characters are needed: element, component, repetition, terminator");
	for (int i = 0; i < 4; i++)
	{
		char		c = d[i];

		if ((unsigned char) c >= 0x80 || c == ' ' || c == '.' || c == '-' || c == '\0' ||
			rcm_is_digit(c) || rcm_is_upper(rcm_upper(c)))
			return fault(w, "delimiters", "a delimiter is no letter, digit, blank, point or hyphen");
		for (int k = 0; k < i; k++)
			if (d[k] == c)
				return fault(w, "delimiters", "the four delimiters differ");
	}
	w->delimiters = (RcmX12Delimiters) {d[0], d[1], d[2], d[3]};
	rcm_x12_write_characters(w);
	return true;
}

static bool
choose_line_break(RcmX12Writer *w, RcmText t)
{
	if (t.len > 0 && !rcm_text_is(t, "\n") && !rcm_text_is(t, "\r\n"))
		return fault(w, "line_break", "a line break is \"\\n\" or \"\\r\\n\"");
	for (int32_t i = 0; i < t.len; i++)
		if (t.data[i] == w->delimiters.element || t.data[i] == w->delimiters.component ||
			t.data[i] == w->delimiters.repetition)
			return fault(w, "line_break", "a line break cannot be a delimiter, other than the terminator");
	w->line_break = t;
	return true;
}

/* YYYY-MM-DDTHH:MM[:SS...] */
static bool
read_created(RcmX12Writer *w, RcmText t)
{
	const char *p = t.data;
	int			n = 0;

	if (t.len < 16 || !rcm_date_parse((RcmText) {p, 10}, &w->date) || (p[10] != 'T' && p[10] != ' ') ||
		p[13] != ':' || (t.len > 16 && (t.len < 19 || p[16] != ':')))
		return fault(w, "created", "the moment of writing is needed, as YYYY-MM-DDTHH:MM:SS");
	for (int i = 11; i < (t.len > 16 ? 19 : 16); i++)
		if ((i - 11) % 3 != 2)
		{
			if (!rcm_is_digit(p[i]))
				return fault(w, "created", "the moment of writing is needed, as YYYY-MM-DDTHH:MM:SS");
			w->time[n++] = p[i];
		}
	w->time[n] = '\0';
	if (memcmp(w->time, "23", 2) > 0 || w->time[2] > '5' || (n > 4 && w->time[4] > '5'))
		return fault(w, "created", "no such time of day");
	return true;
}

static bool
fits(RcmX12Writer *w, const char *path, RcmText t, int32_t least, int32_t most)
{
	if (t.len < least)
		return fault(w, path, "it is needed for the envelope");
	if (t.len > most)
		return fault(w, path, "it is too long for the envelope");
	if (t.len > 0 && (rcm_blank(t) || t.data[0] == ' '))
		return fault(w, path, "a blank stands where it begins");
	for (int32_t i = 0; i < t.len; i++)
		if (!rcm_x12_write_carries(w, t.data[i]))
			return fault(w, path, "a delimiter, or a character that X12 does not carry");
	return true;
}

bool
rcm_x12_write_open(RcmX12Writer *w, RcmBuffer *out, const RcmX12Sender *sender)
{
	memset(w, 0, sizeof(*w));
	w->out = out;
	w->sender = sender;
	w->basic = rcm_text_is(sender->character_set, "basic");
	if (sender->object.extra != NULL)
		return fault(w, NULL, "a key that a sender does not have");
	if (sender->character_set.len > 0 && !w->basic && !rcm_text_is(sender->character_set, "extended"))
		return fault(w, "character_set", "it is \"basic\" or \"extended\"");
	if (sender->usage.len > 0 && !rcm_text_is(sender->usage, "P") && !rcm_text_is(sender->usage, "T"))
		return fault(w, "usage", "it is \"P\" (production) or \"T\" (test)");
	if (sender->control_number == RCM_NO_INT || sender->control_number < 1 ||
		sender->control_number > MAX_CONTROL_NUMBER)
		return fault(w, "control_number", "a number from 1 to 999999999 that this sender has not used before is needed");
	return choose_delimiters(w, sender->delimiters) && choose_line_break(w, sender->line_break) &&
		read_created(w, sender->created) &&
		fits(w, "sender_id", sender->sender_id, 1, 15) && fits(w, "receiver_id", sender->receiver_id, 1, 15) &&
		fits(w, "sender_qualifier", sender->sender_qualifier, 0, 2) &&
		fits(w, "receiver_qualifier", sender->receiver_qualifier, 0, 2) &&
		fits(w, "group_sender_id", sender->group_sender_id, 0, 15) &&
		fits(w, "group_receiver_id", sender->group_receiver_id, 0, 15) &&
		fits(w, "authorization", sender->authorization, 0, 10) && fits(w, "security", sender->security, 0, 10);
}

/* ---- the envelope ---- */

/* An element of the ISA: as wide as it must be. */
static void
fixed(RcmX12Writer *w, RcmText t, int width)
{
	char	   *p = rcm_buffer_reserve(w->out, (size_t) width + 1);

	if (p == NULL)
		return;
	*p++ = w->delimiters.element;
	for (int i = 0; i < width; i++)
		p[i] = i < t.len ? (w->basic ? rcm_upper(t.data[i]) : t.data[i]) : ' ';
	w->out->len += (size_t) width + 1;
}

static RcmText
or_else(RcmText t, const char *otherwise)
{
	return t.len > 0 ? t : rcm_text_of(otherwise);
}

static void
write_isa(RcmX12Writer *w)
{
	const RcmX12Sender *s = w->sender;
	char		date[11] = "";
	char		number[16];

	rcm_date_format(w->date, date);
	snprintf(number, sizeof(number), "%09lld", (long long) s->control_number);
	rcm_buffer_string(w->out, "ISA");
	fixed(w, rcm_text_of(s->authorization.len > 0 ? "03" : "00"), 2);
	fixed(w, s->authorization, 10);
	fixed(w, rcm_text_of(s->security.len > 0 ? "01" : "00"), 2);
	fixed(w, s->security, 10);
	fixed(w, or_else(s->sender_qualifier, "ZZ"), 2);
	fixed(w, s->sender_id, 15);
	fixed(w, or_else(s->receiver_qualifier, "ZZ"), 2);
	fixed(w, s->receiver_id, 15);
	fixed(w, (RcmText) {(char[]) {date[2], date[3], date[5], date[6], date[8], date[9]}, 6}, 6);
	fixed(w, (RcmText) {w->time, 4}, 4);
	fixed(w, (RcmText) {&w->delimiters.repetition, 1}, 1);
	fixed(w, RCM_TEXT("00501"), 5);
	fixed(w, rcm_text_of(number), 9);
	fixed(w, RCM_TEXT("0"), 1);
	fixed(w, or_else(s->usage, "P"), 1);
	fixed(w, (RcmText) {&w->delimiters.component, 1}, 1);
	rcm_x12_end_segment(w);
}

void
rcm_x12_write_group(RcmX12Writer *w, const char *functional_id, const char *guide)
{
	const RcmX12Sender *s = w->sender;

	write_isa(w);
	snprintf(w->guide, sizeof(w->guide), "%s", guide);
	rcm_x12_begin(w, "GS");
	rcm_x12_put_string(w, functional_id);
	rcm_x12_put_code(w, s->group_sender_id.len > 0 ? s->group_sender_id : s->sender_id);
	rcm_x12_put_code(w, s->group_receiver_id.len > 0 ? s->group_receiver_id : s->receiver_id);
	rcm_x12_put_date(w, w->date);
	rcm_x12_put_string(w, w->time);
	/* GS06: a 999 names the group alone, so it must tell files apart as ISA13 does. */
	rcm_x12_put_int(w, s->control_number);
	rcm_x12_put_string(w, "X");
	rcm_x12_put_string(w, guide);
	rcm_x12_end_segment(w);
	w->in_group = true;
	w->transactions = 0;
}

static void
put_transaction_number(RcmX12Writer *w)
{
	char		number[24];

	snprintf(number, sizeof(number), "%04lld", (long long) w->transactions);
	rcm_x12_put_string(w, number);
}

void
rcm_x12_write_transaction(RcmX12Writer *w, const char *transaction_id)
{
	w->transactions++;
	w->segments = 0;
	w->in_transaction = true;
	rcm_x12_begin(w, "ST");
	rcm_x12_put_string(w, transaction_id);
	put_transaction_number(w);
	rcm_x12_put_string(w, w->guide);
	rcm_x12_end_segment(w);
}

void
rcm_x12_write_transaction_end(RcmX12Writer *w)
{
	rcm_x12_begin(w, "SE");
	rcm_x12_put_int(w, w->segments + 1);
	put_transaction_number(w);
	rcm_x12_end_segment(w);
	w->in_transaction = false;
}

void
rcm_x12_write_close(RcmX12Writer *w)
{
	char		number[16];

	rcm_x12_begin(w, "GE");
	rcm_x12_put_int(w, w->transactions);
	rcm_x12_put_int(w, w->sender->control_number);
	rcm_x12_end_segment(w);
	snprintf(number, sizeof(number), "%09lld", (long long) w->sender->control_number);
	rcm_x12_begin(w, "IEA");
	rcm_x12_put_string(w, "1");
	rcm_x12_put_string(w, number);
	rcm_x12_end_segment(w);
	w->in_group = false;
}
