/*
 * write_value.c - elements that say which field of the claim they come from.
 */
#include <stdio.h>

#include "claim837/write_parts.h"
#include "x12/value.h"

/* Implementation guides: an amount has at most ten characters with its cents. */
#define MOST_CENTS INT64_C(9999999999)
/* A quantity: at most eight digits before the point, three behind it. */
#define MOST_MILLIONTHS (INT64_C(99999999) * RCM_ONE + 999999)

/* ---- what is wrong, and where ---- */

void
rcm_837_enter(Rcm837Writer *w, const char *name, int index)
{
	if (w->depth < RCM_837_DEPTH)
		w->path[w->depth] = (Rcm837Step) {name, index};
	w->depth++;
}

static void
add_step(char *out, size_t room, const char *name, int index)
{
	size_t		n = strlen(out);

	if (name == NULL || name[0] == '\0')
		return;
	if (index < 0)
		snprintf(out + n, room - n, "%s%s", n > 0 ? "." : "", name);
	else
		snprintf(out + n, room - n, "%s%s[%d]", n > 0 ? "." : "", name, index);
}

static void tell(Rcm837Writer *w, const char *element, const char *field, const char *format,
				 va_list args) __attribute__((format(printf, 4, 0)));

static void
tell(Rcm837Writer *w, const char *element, const char *field, const char *format, va_list args)
{
	RcmX12Fault fault;

	memset(&fault, 0, sizeof(fault));
	snprintf(fault.element, sizeof(fault.element), "%s", element);
	for (int i = 0; i < w->depth && i < RCM_837_DEPTH; i++)
		add_step(fault.path, sizeof(fault.path), w->path[i].name, w->path[i].index);
	add_step(fault.path, sizeof(fault.path), field, -1);
	vsnprintf(fault.message, sizeof(fault.message), format, args);
	if (w->faults++ == 0)
		w->fault = fault;
	if (w->refuse != NULL)
		w->refuse(w->owner, &fault);
}

void
rcm_837_fault(Rcm837Writer *w, const char *field, const char *format,...)
{
	const RcmX12Writer *x = &w->x12;
	char		element[sizeof(w->fault.element)];
	va_list		args;

	if (x->component > 1 || w->composite == x->element)
		snprintf(element, sizeof(element), "%s%02d-%d", x->id, x->element, x->component);
	else
		snprintf(element, sizeof(element), "%s%02d", x->id, x->element);
	va_start(args, format);
	tell(w, element, field, format, args);
	va_end(args);
}

void
rcm_837_fault_at(Rcm837Writer *w, const char *element, const char *field, const char *format,...)
{
	va_list		args;

	va_start(args, format);
	tell(w, element, field, format, args);
	va_end(args);
}

/* What the writer of segments found wrong with the last element. */
static void
pass_on(Rcm837Writer *w, const char *field)
{
	if (!w->x12.faulty)
		return;
	w->x12.faulty = false;
	rcm_837_fault(w, field, "%s", w->x12.fault.message);
}

/* ---- texts ---- */

bool
rcm_837_same(RcmText a, RcmText b)
{
	a = rcm_text_trim(a);
	b = rcm_text_trim(b);
	if (a.len != b.len)
		return false;
	for (int32_t i = 0; i < a.len; i++)
		if (rcm_upper(a.data[i]) != rcm_upper(b.data[i]))
			return false;
	return true;
}

/* (Characters: what follows the first byte of one is not counted, nor accents apart from their letter.) */
static int
characters(RcmText t)
{
	int			n = 0;

	t = rcm_text_trim(t);
	for (int32_t i = 0; i < t.len; i++)
	{
		unsigned char c = (unsigned char) t.data[i];

		n += (c & 0xC0) != 0x80 && c != 0xCC && c != 0xCD;
	}
	return n;
}

void
rcm_837_text(Rcm837Writer *w, RcmText t, const char *field, int most)
{
	rcm_x12_put(&w->x12, t);
	pass_on(w, field);
	if (t.len > most && characters(t) > most)
		rcm_837_fault(w, field, "longer than %d characters", most);
}

void
rcm_837_need_text(Rcm837Writer *w, RcmText t, const char *field, int most)
{
	rcm_837_text(w, t, field, most);
	if (!rcm_837_has(rcm_text_trim(t)))
		rcm_837_fault(w, field, "it is needed, and not given");
}

void
rcm_837_code(Rcm837Writer *w, RcmText t, const char *field, int least, int most)
{
	t = rcm_text_trim(t);
	rcm_x12_put_code(&w->x12, t);
	pass_on(w, field);
	if (t.len > most)
		rcm_837_fault(w, field, "longer than %d characters", most);
	else if (t.len > 0 && t.len < least)
		rcm_837_fault(w, field, "shorter than %d characters", least);
}

void
rcm_837_need_code(Rcm837Writer *w, RcmText t, const char *field, int least, int most)
{
	rcm_837_code(w, t, field, least, most);
	if (!rcm_837_has(rcm_text_trim(t)))
		rcm_837_fault(w, field, "it is needed, and not given");
}

void
rcm_837_choice(Rcm837Writer *w, RcmText t, const char *field, const char *codes)
{
	t = rcm_text_trim(t);
	rcm_x12_put_code(&w->x12, t);
	pass_on(w, field);
	if (t.len == 0)
		rcm_837_fault(w, field, "it is needed, and not given");
	else if (!rcm_x12_one_of(t, codes) || memchr(t.data, ' ', (size_t) t.len) != NULL)
		rcm_837_fault(w, field, "not one of the codes %s", codes);
}

void
rcm_837_word(Rcm837Writer *w, const char *word)
{
	rcm_x12_put_string(&w->x12, word);
}

/* ---- amounts and quantities ---- */

void
rcm_837_amount(Rcm837Writer *w, int64_t cents, const char *field)
{
	rcm_x12_put_amount(&w->x12, cents);
	if (cents != RCM_NO_USD && (cents > MOST_CENTS || cents < -MOST_CENTS))
		rcm_837_fault(w, field, "an amount of more than ten characters");
}

void
rcm_837_need_amount(Rcm837Writer *w, int64_t cents, const char *field)
{
	rcm_837_amount(w, cents, field);
	if (cents == RCM_NO_USD)
		rcm_837_fault(w, field, "it is needed, and not given");
}

void
rcm_837_positive(Rcm837Writer *w, int64_t cents, const char *field)
{
	rcm_837_need_amount(w, cents, field);
	if (cents != RCM_NO_USD && cents < 0)
		rcm_837_fault(w, field, "it is negative");
}

void
rcm_837_quantity(Rcm837Writer *w, const RcmNumber *n, const char *field)
{
	if (n->state != RCM_NUMBER_OK)
	{
		rcm_837_skip(w, 1);
		if (n->state == RCM_NUMBER_BAD)
			rcm_837_fault(w, field, "not a number");
		return;
	}
	rcm_x12_put_number(&w->x12, n->millionths);
	if (n->millionths < 0)
		rcm_837_fault(w, field, "it is negative");
	else if (n->millionths > MOST_MILLIONTHS)
		rcm_837_fault(w, field, "more than eight digits before the point");
	else if (n->millionths % 1000 != 0)
		rcm_837_fault(w, field, "more than three digits behind the point");
}

/* ---- days ---- */

void
rcm_837_need_date(Rcm837Writer *w, int32_t date, const char *field)
{
	rcm_x12_put_date(&w->x12, date);
	if (date == RCM_NO_DATE)
		rcm_837_fault(w, field, "it is needed, and not given");
}

void
rcm_837_dtp(Rcm837Writer *w, const char *what, int32_t date)
{
	if (date == RCM_NO_DATE)
		return;
	rcm_837_begin(w, "DTP");
	rcm_837_word(w, what);
	rcm_837_word(w, "D8");
	rcm_x12_put_date(&w->x12, date);
	rcm_837_end_segment(w);
}

void
rcm_837_dtp_period(Rcm837Writer *w, const char *what, int32_t from, int32_t to, const char *field)
{
	if (from == RCM_NO_DATE && to == RCM_NO_DATE)
		return;
	if (from == to || to == RCM_NO_DATE)
	{
		rcm_837_dtp(w, what, from);
		return;
	}
	rcm_837_begin(w, "DTP");
	rcm_837_word(w, what);
	rcm_837_word(w, "RD8");
	if (from == RCM_NO_DATE)
		rcm_837_need_date(w, from, field);
	else
	{
		rcm_x12_put_period(&w->x12, from, to);
		if (from > to)
			rcm_837_fault(w, field, "it is after the day that it runs to");
	}
	rcm_837_end_segment(w);
}

/* ---- whole segments ---- */

void
rcm_837_ref(Rcm837Writer *w, const char *what, RcmText t, const char *field, int most)
{
	if (!rcm_837_has(t))
		return;
	rcm_837_begin(w, "REF");
	rcm_837_word(w, what);
	rcm_837_need_code(w, t, field, 1, most);
	rcm_837_end_segment(w);
}

void
rcm_837_amt(Rcm837Writer *w, const char *what, int64_t cents, const char *field)
{
	if (cents == RCM_NO_USD)
		return;
	rcm_837_begin(w, "AMT");
	rcm_837_word(w, what);
	rcm_837_amount(w, cents, field);
	rcm_837_end_segment(w);
}
