/*
 * form.c - see form.h: values into boxes.
 */
#include "forms/form.h"

#include <stdarg.h>
#include <stdio.h>

/* ---- which form ---- */

void
rcm_form_fields(const RcmClaim *claim, RcmArena *arena, RcmFormPut put, void *owner)
{
	RcmForm		f = {.claim = claim, .arena = arena, .put = put, .owner = owner, .page = 1, .pages = 1};

	if (rcm_text_is(claim->form, "D"))
		rcm_form_dental(&f);
	else if (rcm_text_is(claim->form, "I") || (rcm_blank(claim->form) && !rcm_blank(claim->tob)))
		rcm_form_ub04(&f);
	else
		rcm_form_cms1500(&f);
}

/* ---- texts ---- */

/* Characters rather than bytes. */
static int
length(RcmText t)
{
	int			n = 0;

	for (int32_t i = 0; i < t.len; i++)
		n += ((unsigned char) t.data[i] & 0xC0) != 0x80;
	return n;
}

static void
deliver(RcmForm *f, const char *field, int line, RcmText t, bool fits)
{
	RcmFormField value = {f->name, f->page, field, line, {"", 0}, fits};
	RcmText		upper;

	t = rcm_text_trim(t);
	if (t.len == 0)
		return;
	upper = rcm_text_copy(f->arena, t);
	if (upper.len == 0)
		return;
	for (int32_t i = 0; i < upper.len; i++)
		((char *) upper.data)[i] = rcm_upper(upper.data[i]);
	value.value = upper;
	f->put(f->owner, &value);
}

void
rcm_form_put(RcmForm *f, const char *field, int line, RcmText t, int width)
{
	t = rcm_text_trim(t);
	deliver(f, field, line, t, width == 0 || length(t) <= width);
}

void
rcm_form_surplus(RcmForm *f, const char *field, int line, RcmText t)
{
	deliver(f, rcm_form_print(f, "%s more", field).data, line, t, false);
}

void
rcm_form_box(RcmForm *f, const char *field, const char *value)
{
	deliver(f, field, 0, rcm_text_of(value), true);
}

RcmText
rcm_form_print(RcmForm *f, const char *format,...)
{
	char		text[RCM_FORM_ROOM];
	va_list		args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return rcm_text_copy(f->arena, rcm_text_of(text));
}

RcmText
rcm_form_join(RcmForm *f, const char *between, const RcmText *parts, int count)
{
	RcmBuffer	b;

	rcm_buffer_init(&b, f->arena, 64);
	for (int i = 0; i < count; i++)
	{
		if (rcm_blank(parts[i]))
			continue;
		if (b.len > 0)
			rcm_buffer_string(&b, between);
		rcm_buffer_text(&b, rcm_text_trim(parts[i]));
	}
	return b.failed ? (RcmText) {"", 0} : (RcmText) {b.data, (int32_t) b.len};
}

RcmText
rcm_form_bare(RcmForm *f, RcmText code)
{
	RcmText		bare = rcm_text_copy(f->arena, code);
	int32_t		n = 0;

	for (int32_t i = 0; i < bare.len; i++)
		if (bare.data[i] != '.')
			((char *) bare.data)[n++] = bare.data[i];
	bare.len = n;
	return bare;
}

void
rcm_form_code(RcmForm *f, const char *field, int line, RcmText t, int width)
{
	rcm_form_put(f, field, line, rcm_form_bare(f, t), width);
}

/* ---- days, money, numbers ---- */

void
rcm_form_day(RcmForm *f, const char *field, int line, int32_t day, RcmFormDay how)
{
	static const char *const formats[] = {
		[RCM_FORM_DAY_SPACED] = "%02d %02d %02d",
		[RCM_FORM_BIRTH_SPACED] = "%02d %02d %04d",
		[RCM_FORM_DAY] = "%02d%02d%02d",
		[RCM_FORM_BIRTH] = "%02d%02d%04d",
		[RCM_FORM_DAY_SLASHED] = "%02d/%02d/%04d",
	};
	bool		short_year = how == RCM_FORM_DAY_SPACED || how == RCM_FORM_DAY;
	RcmYmd		d;
	char		text[40];

	if (day == RCM_NO_DATE)
		return;
	d = rcm_ymd(day);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(text, sizeof(text), formats[how], d.month, d.day, short_year ? d.year % 100 : d.year);
#pragma GCC diagnostic pop
	rcm_form_put(f, field, line, rcm_text_of(text), 0);
}

void
rcm_form_money(RcmForm *f, const char *field, int line, int64_t cents, int digits)
{
	uint64_t	a = cents < 0 ? 0 - (uint64_t) cents : (uint64_t) cents;
	char		text[40];

	if (cents == RCM_NO_USD)
		return;
	snprintf(text, sizeof(text), "%s%llu %02llu", cents < 0 ? "-" : "",
			 (unsigned long long) (a / 100), (unsigned long long) (a % 100));
	rcm_form_put(f, field, line, rcm_text_of(text), digits + 3);
}

void
rcm_form_number(RcmForm *f, const char *field, int line, const RcmNumber *n, int width)
{
	uint64_t	a;
	char		text[40];
	int			len;

	if (n->state != RCM_NUMBER_OK)
		return;
	a = n->millionths < 0 ? 0 - (uint64_t) n->millionths : (uint64_t) n->millionths;
	len = snprintf(text, sizeof(text), "%s%llu.%06llu", n->millionths < 0 ? "-" : "",
				   (unsigned long long) (a / 1000000), (unsigned long long) (a % 1000000));
	while (text[len - 1] == '0')
		len--;
	if (text[len - 1] == '.')
		len--;
	rcm_form_put(f, field, line, (RcmText) {text, len}, width);
}

int64_t
rcm_form_total(const RcmClaim *claim)
{
	int64_t		sum = 0;

	if (claim->total_charge != RCM_NO_USD)
		return claim->total_charge;
	for (int i = 0; i < claim->lines.count; i++)
	{
		const RcmLine *line = RCM_ITEM(claim->lines, RcmLine, i);

		if (line->charge != RCM_NO_USD && !rcm_usd_add(sum, line->charge, &sum))
			return RCM_NO_USD;
	}
	return claim->lines.count > 0 ? sum : RCM_NO_USD;
}

int64_t
rcm_form_paid(const RcmClaim *claim)
{
	int64_t		sum = claim->patient_paid;

	for (int i = 0; i < claim->other_payers.count; i++)
	{
		int64_t		paid = RCM_ITEM(claim->other_payers, RcmOtherPayer, i)->paid;

		if (paid == RCM_NO_USD)
			continue;
		if (sum == RCM_NO_USD)
			sum = 0;
		if (!rcm_usd_add(sum, paid, &sum))
			return RCM_NO_USD;
	}
	return sum;
}

/* ---- people and places ---- */

RcmText
rcm_form_person(RcmForm *f, RcmText last, RcmText suffix, RcmText first, RcmText middle)
{
	RcmText		family[] = {last, suffix};
	RcmText		m = rcm_text_trim(middle);
	RcmText		parts[] = {rcm_form_join(f, " ", family, 2), first, m};

	/* The initial, of however many bytes. */
	if (m.len > 1)
	{
		int32_t		n = 1;

		while (n < m.len && ((unsigned char) m.data[n] & 0xC0) == 0x80)
			n++;
		parts[2].len = n;
	}
	return rcm_form_join(f, ", ", parts, 3);
}

RcmText
rcm_form_provider(RcmForm *f, const RcmProvider *p)
{
	if (p == NULL)
		return (RcmText) {"", 0};
	if (rcm_blank(p->name))
	{
		RcmText		parts[] = {p->first, p->middle, p->last, p->suffix};

		return rcm_form_join(f, " ", parts, 4);
	}
	return p->name;
}

static RcmText
hyphened_zip(RcmForm *f, RcmText zip)
{
	zip = rcm_text_trim(zip);
	if (zip.len == 9 && memchr(zip.data, '-', 9) == NULL)
		return rcm_form_print(f, "%.5s-%.4s", zip.data, zip.data + 5);
	return zip;
}

void
rcm_form_zip(RcmForm *f, const char *field, int line, RcmText zip, int width)
{
	rcm_form_put(f, field, line, hyphened_zip(f, zip), width);
}

void
rcm_form_block(RcmForm *f, const char *field, RcmText name, const RcmAddress *a, int width)
{
	rcm_form_put(f, field, 1, name, width);
	if (a != NULL)
	{
		RcmText		street[] = {a->line1, a->line2};
		RcmText		city[] = {a->city, a->state, hyphened_zip(f, a->zip)};

		rcm_form_put(f, field, 2, rcm_form_join(f, " ", street, 2), width);
		rcm_form_put(f, field, 3, rcm_form_join(f, " ", city, 3), width);
	}
}

RcmText
rcm_form_reference(const RcmClaim *claim, const char *qualifier)
{
	for (int i = 0; i < claim->refs.count; i++)
	{
		const RcmReference *ref = RCM_ITEM(claim->refs, RcmReference, i);

		if (rcm_text_is(ref->qual, qualifier))
			return ref->id;
	}
	return (RcmText) {"", 0};
}
