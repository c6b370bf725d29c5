/*
 * price_steps.c - the working of a price, as texts in the arena.
 */
#include "base/buffer.h"
#include "pricing/price.h"

const char *
rcm_price_say(RcmPricing *p, const char *format,...)
{
	RcmBuffer	b;
	va_list		args;

	rcm_buffer_init(&b, p->arena, 128);
	va_start(args, format);
	rcm_buffer_vprintf(&b, format, args);
	va_end(args);
	rcm_buffer_char(&b, '\0');
	return b.failed ? "" : b.data;
}

static RcmPriceStep *
next_step(RcmPricing *p)
{
	if (p->step_count == p->step_room)
	{
		int			room = p->step_room == 0 ? 16 : p->step_room * 2;
		RcmPriceStep *steps = rcm_alloc(p->arena, sizeof(RcmPriceStep) * (size_t) room);

		if (p->step_count > 0)
			memcpy(steps, p->steps, sizeof(RcmPriceStep) * (size_t) p->step_count);
		p->steps = steps;
		p->step_room = room;
	}
	return &p->steps[p->step_count++];
}

void
rcm_price_step(RcmPricing *p, const char *what, const char *rule, const char *format,...)
{
	RcmBuffer	b;
	va_list		args;
	RcmPriceStep *step;

	if (!p->explain)
		return;
	rcm_buffer_init(&b, p->arena, 128);
	va_start(args, format);
	rcm_buffer_vprintf(&b, format, args);
	va_end(args);
	rcm_buffer_char(&b, '\0');
	step = next_step(p);
	step->what = what;
	step->value = b.failed ? "" : b.data;
	step->rule = rule;
}

const char *
rcm_price_decimal(RcmPricing *p, int64_t value, int places)
{
	int64_t		one = 1;

	for (int i = 0; i < places; i++)
		one *= 10;
	if (places == 0)
		return rcm_price_say(p, "%lld", (long long) value);
	return rcm_price_say(p, "%lld.%0*lld", (long long) (value / one), places, (long long) (value % one));
}

const char *
rcm_price_percent(RcmPricing *p, int64_t share)
{
	int			places = 6;

	while (places > 0 && share % 10 == 0)
	{
		share /= 10;
		places--;
	}
	return rcm_price_say(p, "%s %%", rcm_price_decimal(p, share, places));
}

const char *
rcm_price_code(RcmPricing *p, int32_t code)
{
	char	   *text = rcm_alloc(p->arena, 6);

	rcm_hcpcs_format(code, text);
	return text;
}

const char *
rcm_price_day_text(RcmPricing *p, int32_t day)
{
	char	   *text = rcm_alloc(p->arena, 11);

	rcm_date_format(day, text);
	return text;
}

const char *
rcm_price_text(RcmPricing *p, RcmText t)
{
	return rcm_blank(t) ? "(blank)" : rcm_text_copy(p->arena, t).data;
}

/*
 * Who does not participate is allowed 95 percent (Social Security Act,
 * 1848(a)(3)), and may charge 115 percent of that: together 109.25 percent.
 */
void
rcm_price_end(RcmPricing *p, const RcmPrice *price)
{
	if (!p->explain)
		return;
	if (price->cents == RCM_NO_USD)
	{
		rcm_price_step(p, "no amount", NULL, "%s", price->reason);
		return;
	}
	rcm_price_step(p, "allowed", "42 CFR 414.20", "%s", rcm_price_decimal(p, price->cents, 2));
	rcm_price_step(p, "allowed, not participating", "Pub. 100-04, ch. 12, 20.4.1", "%s (95 %%)",
				   rcm_price_decimal(p, rcm_price_share(price->cents, 95 * RCM_PERCENT), 2));
	rcm_price_step(p, "limiting charge, not participating", "42 CFR 414.48", "%s (109.25 %%)",
				   rcm_price_decimal(p, rcm_price_share(price->cents, 10925 * (RCM_PERCENT / 100)), 2));
}
