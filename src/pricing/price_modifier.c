/*
 * price_modifier.c - what modifiers leave of the amount of the schedule.
 *
 * Each rule goes by an indicator of the fee schedule's row (Pub. 100-04,
 * ch. 23, fee schedule record layout).  Modifiers that no rule of the schedule
 * speaks of change nothing; those that are priced by report, or by rules that
 * are not applied here, are named in the working.
 */
#include "pricing/price.h"

/* A share in the library, in millionths. */
#define OF_MILLIONTHS(share) ((share) * (RCM_WHOLE / 1000000))

/* An indicator; blank means that the concept does not apply. */
static char
indicator(RcmText t)
{
	t = rcm_text_trim(t);
	return t.len == 1 ? t.data[0] : '9';
}

const char *
rcm_price_component(const RcmPrice *price)
{
	if (rcm_price_has(price, "26"))
		return "26";
	if (rcm_price_has(price, "TC"))
		return "TC";
	return rcm_price_has(price, "53") ? "53" : "";
}

static void
take(RcmPricing *p, RcmPrice *price, const char *modifier, int64_t share, const char *rule, const char *why)
{
	price->share = price->share * share / RCM_WHOLE;
	rcm_price_step(p, rcm_price_say(p, "modifier %s", modifier), rule, "%s: %s",
				   rcm_price_percent(p, share), why);
}

static void
note(RcmPricing *p, const char *modifier, const char *rule, const char *why)
{
	rcm_price_step(p, rcm_price_say(p, "modifier %s", modifier), rule, "the amount stays: %s", why);
}

/* ---- both sides ---- */

/* Ch. 12, 40.7. */
static void
bilateral(RcmPricing *p, RcmPrice *price)
{
	static const char rule[] = "Pub. 100-04, ch. 12, 40.7";
	char		i = indicator(price->row->fee.bilateral);

	if (!rcm_price_has(price, "50"))
		return;
	if (i == '1')
		price->sides = 150 * RCM_PERCENT;
	else if (i == '3')
		price->sides = 200 * RCM_PERCENT;
	else
	{
		note(p, "50", rule, i == '2' ? "bilateral indicator 2, it is for both sides already" :
			 i == '0' ? "bilateral indicator 0, both sides are paid as one" :
			 "the bilateral concept does not apply");
		return;
	}
	rcm_price_step(p, "modifier 50", rule, "%s: bilateral indicator %c", rcm_price_percent(p, price->sides), i);
}

/* ---- more than one surgeon ---- */

/* Indicator 0: with documentation only; 1: never; 2: paid; else: the concept does not apply. */
static void
assistant(RcmPricing *p, RcmPrice *price, const char *modifier)
{
	static const char rule[] = "Pub. 100-04, ch. 12, 20.4.3";
	char		i = indicator(price->row->fee.assistant);
	bool		other = strcmp(modifier, "AS") == 0;

	if (i != '0' && i != '2')
	{
		rcm_price_refuse(price, rcm_price_say(p, "modifier %s: assistants at surgery are not paid for this code (indicator %c)",
											  modifier, i));
		return;
	}
	/* 85 percent of a physician's 16 percent (42 CFR 414.52, 414.56) */
	take(p, price, modifier, other ? 1360 * (RCM_PERCENT / 100) : 16 * RCM_PERCENT,
		 other ? "Pub. 100-04, ch. 12, 110.2" : rule,
		 i == '0' ? "assistant indicator 0, paid only with documentation of medical necessity" :
		 "assistant indicator 2");
}

/* Ch. 12, 40.8.  Indicator 0: never; 1: with documentation; 2: paid. */
static void
co_surgeon(RcmPricing *p, RcmPrice *price)
{
	char		i = indicator(price->row->fee.co_surgeon);

	if (i != '1' && i != '2')
	{
		rcm_price_refuse(price, rcm_price_say(p, "modifier 62: two surgeons are not paid for this code (indicator %c)", i));
		return;
	}
	take(p, price, "62", 625 * (RCM_PERCENT / 10), "Pub. 100-04, ch. 12, 40.8",
		 i == '1' ? "co-surgeon indicator 1, paid only with documentation of medical necessity" :
		 "co-surgeon indicator 2");
}

static void
team(RcmPricing *p, RcmPrice *price)
{
	char		i = indicator(price->row->fee.team);

	rcm_price_refuse(price, i == '1' || i == '2' ?
					 "modifier 66: the contractor prices team surgery by report" :
					 rcm_price_say(p, "modifier 66: team surgery is not paid for this code (indicator %c)", i));
}

static void
surgeons(RcmPricing *p, RcmPrice *price)
{
	static const char *const assistants[] = {"AS", "80", "81", "82"};
	const char *assisting = NULL;

	/* AS goes before, for it may stand beside one of the others */
	for (int i = 0; i < 4 && assisting == NULL; i++)
		if (rcm_price_has(price, assistants[i]))
			assisting = assistants[i];
	if ((assisting != NULL) + rcm_price_has(price, "62") + rcm_price_has(price, "66") > 1)
		rcm_price_refuse(price, "assistant, co-surgeon and team modifiers contradict each other");
	else if (assisting != NULL)
		assistant(p, price, assisting);
	else if (rcm_price_has(price, "62"))
		co_surgeon(p, price);
	else if (rcm_price_has(price, "66"))
		team(p, price);
}

/* ---- parts of the global package ---- */

/*
 * Ch. 12, 40.4.  The surgeon's share holds what comes before the operation;
 * who returns to the operating room is paid for the operation alone.
 */
static void
package(RcmPricing *p, RcmPrice *price)
{
	static const char rule[] = "Pub. 100-04, ch. 12, 40.4";
	const RcmRelativeValue *row = price->row;
	int64_t		before = OF_MILLIONTHS(row->pre_op);
	int64_t		during = OF_MILLIONTHS(row->intra_op);
	int64_t		after = OF_MILLIONTHS(row->post_op);
	bool		surgery = rcm_price_has(price, "54");
	bool		aftercare = rcm_price_has(price, "55");
	bool		preparation = rcm_price_has(price, "56");
	bool		divided = before + during + after > 0 && before + during + after <= RCM_WHOLE;

	if (rcm_price_has(price, "78"))
	{
		if (divided)
			take(p, price, "78", during, rule, "the share of the operation alone");
		else
			note(p, "78", rule, "the code has no global package to divide");
		return;
	}
	if (!surgery && !aftercare && !preparation)
		return;
	if (!divided)
	{
		rcm_price_refuse(price, rcm_price_say(p, "modifier %s: the code has no global package to divide",
											  surgery ? "54" : aftercare ? "55" : "56"));
		return;
	}
	if (surgery && aftercare)
		take(p, price, "54 and 55", before + during + after, rule, "the shares before, during and after the operation");
	else if (surgery)
		take(p, price, "54", before + during, rule, "the shares before and during the operation");
	else if (aftercare)
		take(p, price, "55", preparation ? before + after : after, rule, "the share after the operation");
	else
		take(p, price, "56", before, rule,
			 "the share before the operation, which Medicare commonly pays with modifier 54");
}

/* ---- the rest ---- */

/* Ch. 12, 40.6: alone on its line, the modifier says that another procedure ranks higher. */
static void
multiple(RcmPricing *p, RcmPrice *price)
{
	static const char rule[] = "Pub. 100-04, ch. 12, 40.6";

	if (!rcm_price_has(price, "51"))
		return;
	if (indicator(price->row->fee.multiple) == '2')
		take(p, price, "51", 50 * RCM_PERCENT, rule, "multiple procedure indicator 2, another procedure ranks higher");
	else
		note(p, "51", rule, "what multiple procedure rules take depends on the other lines: rcm.price_lines");
}

/* What is not priced here is said, so that nobody takes the amount for the last word. */
static void
unpriced(RcmPricing *p, const RcmPrice *price)
{
	static const struct
	{
		const char *modifier;
		const char *rule;
		const char *why;
	}			known[] = {
		{"22", "Pub. 100-04, ch. 12, 20.4.6", "the contractor may pay more, by report"},
		{"52", "Pub. 100-04, ch. 12, 20.4.6", "the contractor pays less, by report"},
		{"FX", "Social Security Act, 1848(b)(9)", "the reduction for X-rays on film is not applied here"},
		{"FY", "Social Security Act, 1848(b)(9)", "the reduction for computed radiography is not applied here"},
		{"CT", "Social Security Act, 1834(p)", "the reduction for equipment below the standard is not applied here"},
		{"CQ", "Social Security Act, 1834(v)", "the reduction for therapy assistants is not applied here"},
		{"CO", "Social Security Act, 1834(v)", "the reduction for therapy assistants is not applied here"},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (rcm_price_has(price, known[i].modifier))
			note(p, known[i].modifier, known[i].rule, known[i].why);
	if (rcm_price_has(price, "53") && !rcm_text_is(rcm_text_trim(price->row->fee.modifier), "53"))
		note(p, "53", "Pub. 100-04, ch. 12, 20.4.6", "there is no row for the stopped procedure, the contractor pays less, by report");
}

void
rcm_price_modifiers(RcmPricing *p, RcmPrice *price)
{
	if (rcm_price_has(price, "26") && rcm_price_has(price, "TC"))
		rcm_price_refuse(price, "modifiers 26 and TC contradict each other");
	if (price->reason == NULL)
	{
		bilateral(p, price);
		surgeons(p, price);
	}
	if (price->reason == NULL)
		package(p, price);
	if (price->reason == NULL)
	{
		multiple(p, price);
		unpriced(p, price);
	}
}
