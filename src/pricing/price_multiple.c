/*
 * price_multiple.c - the services of one day together: what is paid less
 * because something else was done in the same session.
 *
 * The multiple procedure indicator of the row says which rule (Pub. 100-04,
 * ch. 12, 40.6, and ch. 23, fee schedule record layout):
 *
 *   2     surgery: the highest in full, the others at 50 percent
 *   3     endoscopy: within a family the highest in full, the others without
 *         their base; then the family ranks among the surgery as one
 *   4     imaging: technical component 50, professional 95 percent
 *   5     therapy: practice expense 50 percent (ch. 5, 10.7)
 *   6, 7  cardiovascular, ophthalmology: technical component 75, 80 percent
 *
 * Each unit counts as a procedure.  Lines that have no amount by themselves
 * have none here, and are ranked nowhere.
 */
#include "pricing/price.h"

/* From the sixth on the contractor may ask for a report. */
#define ORDINARY_PROCEDURES 5

/* The lines that one rule ranks, highest value first. */
typedef struct Ranking
{
	int			count;
	int		   *lines;
	int64_t    *values;
} Ranking;

static Ranking
new_ranking(RcmPricing *p, int room)
{
	Ranking		r = {0, rcm_alloc(p->arena, sizeof(int) * (size_t) (room + 1)),
	rcm_alloc(p->arena, sizeof(int64_t) * (size_t) (room + 1))};

	return r;
}

/* Puts an item where it belongs: behind all that are worth as much. */
static void
rank_item(Ranking *r, int line, int64_t value)
{
	int			i = r->count++;

	for (; i > 0 && r->values[i - 1] < value; i--)
	{
		r->values[i] = r->values[i - 1];
		r->lines[i] = r->lines[i - 1];
	}
	r->values[i] = value;
	r->lines[i] = line;
}

static bool
priced(const RcmPriceLine *line)
{
	return line->price.cents != RCM_NO_USD;
}

static char
multiple_indicator(const RcmPriceLine *line)
{
	RcmText		t = rcm_text_trim(line->price.row->fee.multiple);

	return t.len == 1 ? t.data[0] : '0';
}

/* What modifiers leave of another amount of the line. */
static int64_t
after_modifiers(const RcmPrice *price, int64_t cents)
{
	return rcm_price_share(cents, price->share * (price->sides / RCM_PERCENT) / 100);
}

/* ---- therapy ---- */

static void
therapy(RcmPricing *p, RcmPriceLine *lines, int count)
{
	Ranking		r = new_ranking(p, count);

	for (int i = 0; i < count; i++)
		if (priced(&lines[i]) && multiple_indicator(&lines[i]) == '5')
		{
			const RcmPrice *price = &lines[i].price;

			/* the higher half is the higher practice expense */
			rank_item(&r, i, price->schedule -
					  rcm_price_amount(p, price->row, price->gpci, true, true));
		}
	for (int k = 0; k < r.count; k++)
	{
		RcmPriceLine *line = &lines[r.lines[k]];
		int64_t		reduced = after_modifiers(&line->price, line->price.schedule - r.values[k]);

		line->rank = k + 1;
		line->percent = k == 0 ? 100 : 50;
		line->allowed = k == 0 ? line->price.cents + reduced * (line->units - 1) : reduced * line->units;
		line->why = k > 0 ? "therapy: half of the practice expense" :
			line->units > 1 ? "therapy: the first unit in full, half of the practice expense for the others" :
			"therapy: the highest practice expense, in full";
	}
}

/* ---- technical and professional components ---- */

typedef struct Components
{
	int64_t		technical;		/* cents, capped; 0: none */
	int64_t		technical_cut;	/* what the rule takes of it */
	int64_t		professional;
	int64_t		professional_cut;
	int			technical_rank;
	int			professional_rank;
} Components;

/* The percentages changed with the years (Social Security Act, 1848(b)(4), (10)). */
static int
professional_percent(int32_t day)
{
	int			year = rcm_ymd(day).year;

	return year < 2012 ? 100 : year < 2017 ? 75 : 95;
}

static void
set_technical(RcmPricing *p, const RcmPrice *price, const RcmRelativeValue *row, int percent, Components *c)
{
	int64_t		full = rcm_price_amount(p, row, price->gpci, false, false);
	int64_t		reduced;

	c->technical = rcm_price_amount(p, row, price->gpci, false, true);
	if (c->technical == RCM_NO_USD)
	{
		c->technical = 0;
		return;
	}
	/* the reduction comes before the cap of the outpatient system */
	reduced = rcm_price_share(full, percent * RCM_PERCENT);
	c->technical_cut = c->technical - (reduced < c->technical ? reduced : c->technical);
}

static void
set_professional(RcmPricing *p, const RcmPrice *price, const RcmRelativeValue *row, int percent, Components *c)
{
	c->professional = rcm_price_amount(p, row, price->gpci, false, true);
	if (c->professional == RCM_NO_USD)
		c->professional = 0;
	c->professional_cut = c->professional - rcm_price_share(c->professional, percent * RCM_PERCENT);
}

/* A service without component rows is technical as a whole when PC/TC indicator 3 says so. */
static Components
components(RcmPricing *p, const RcmPrice *price, int technical_percent, int reading_percent)
{
	Components	c = {0};
	RcmText		own = rcm_text_trim(price->row->fee.modifier);
	const RcmRelativeValue *technical = NULL;
	const RcmRelativeValue *professional = NULL;

	if (rcm_text_is(own, "TC") || rcm_text_is(rcm_text_trim(price->row->fee.pctc), "3"))
		technical = price->row;
	else if (rcm_text_is(own, "26"))
		professional = price->row;
	else
	{
		technical = rcm_price_row(p, price->code, "TC");
		professional = rcm_price_row(p, price->code, "26");
	}
	if (technical != NULL)
		set_technical(p, price, technical, technical_percent, &c);
	if (professional != NULL)
		set_professional(p, price, professional, reading_percent, &c);
	return c;
}

/* What became of a component; nothing where the line has none. */
static const char *
component_words(RcmPricing *p, const char *name, int rank, int percent)
{
	if (rank == 0)
		return "";
	return rank == 1 || percent == 100 ? rcm_price_say(p, "%s component in full", name) :
		rcm_price_say(p, "%s component %d %%", name, percent);
}

static void
settle_components(RcmPricing *p, RcmPriceLine *line, const Components *c, int technical_percent, int reading_percent)
{
	const RcmPrice *price = &line->price;
	int64_t		cut = (c->technical_rank > 1 ? c->technical_cut : 0) +
		(c->professional_rank > 1 ? c->professional_cut : 0);
	int64_t		further = after_modifiers(price, price->schedule - c->technical_cut - c->professional_cut);

	line->rank = c->technical_rank > 0 ? c->technical_rank : c->professional_rank;
	if (line->rank == 0)
	{
		line->why = "the schedule has no technical component for the code: nothing is taken";
		return;
	}
	line->allowed = after_modifiers(price, price->schedule - cut) + further * (line->units - 1);
	line->percent = line->rank == 1 ? 100 : c->technical_rank > 0 ? technical_percent : reading_percent;
	line->why = rcm_price_say(p, "%s%s%s%s", component_words(p, "technical", c->technical_rank, technical_percent),
							  c->technical_rank > 0 && c->professional_rank > 0 ? ", " : "",
							  component_words(p, "professional", c->professional_rank, reading_percent),
							  line->units > 1 ? "; further units reduced" : "");
}

static void
by_component(RcmPricing *p, RcmPriceLine *lines, int count, char rule, int technical_percent)
{
	int			reading_percent = rule == '4' ? professional_percent(p->day) : 100;
	Ranking		technical = new_ranking(p, count);
	Ranking		professional = new_ranking(p, count);
	Components *c = rcm_alloc(p->arena, sizeof(Components) * (size_t) (count + 1));

	for (int i = 0; i < count; i++)
		if (priced(&lines[i]) && multiple_indicator(&lines[i]) == rule)
		{
			c[i] = components(p, &lines[i].price, technical_percent, reading_percent);
			if (c[i].technical > 0)
				rank_item(&technical, i, c[i].technical);
			if (c[i].professional > 0)
				rank_item(&professional, i, c[i].professional);
		}
	for (int k = 0; k < technical.count; k++)
		c[technical.lines[k]].technical_rank = k + 1;
	for (int k = 0; k < professional.count; k++)
		c[professional.lines[k]].professional_rank = k + 1;
	for (int i = 0; i < count; i++)
		if (priced(&lines[i]) && multiple_indicator(&lines[i]) == rule)
			settle_components(p, &lines[i], &c[i], technical_percent, reading_percent);
}

/* ---- surgery and endoscopy ---- */

static int32_t
base_of(const RcmPriceLine *line)
{
	if (!priced(line) || multiple_indicator(line) != '3')
		return RCM_NO_HCPCS;
	return rcm_hcpcs_parse(rcm_text_trim(line->price.row->endoscopy_base));
}

static bool
in_family(const RcmPriceLine *line, int32_t base)
{
	return base_of(line) == base || (priced(line) && line->price.code == base);
}

/* Cents of the base endoscopy, as far as the line's modifiers leave them; it is done on no side twice. */
static int64_t
base_cents(RcmPricing *p, const RcmPrice *price, int32_t base)
{
	const RcmRelativeValue *row = rcm_price_row(p, base, "");
	int64_t		cents = row == NULL ? RCM_NO_USD : rcm_price_amount(p, row, price->gpci, false, true);

	return cents == RCM_NO_USD ? 0 : rcm_price_share(cents, price->share);
}

/* The members of a family without the rank among other surgery; their sum. */
static int64_t
settle_family(RcmPricing *p, RcmPriceLine *lines, int count, int32_t base)
{
	Ranking		r = new_ranking(p, count);
	int64_t		sum = 0;

	for (int i = 0; i < count; i++)
		if (in_family(&lines[i], base))
			rank_item(&r, i, lines[i].price.code == base ? -1 : lines[i].price.cents);
	for (int k = 0; k < r.count; k++)
	{
		RcmPriceLine *line = &lines[r.lines[k]];
		int64_t		less = base_cents(p, &line->price, base);
		int64_t		rest = line->price.cents > less ? line->price.cents - less : 0;

		if (line->price.code == base)
		{
			line->allowed = 0;
			line->why = "base endoscopy, included in the others of its family";
		}
		else if (k == 0)
		{
			line->allowed = line->price.cents + rest * (line->units - 1);
			line->why = "endoscopy: the highest of its family";
		}
		else
		{
			line->allowed = rest * line->units;
			line->why = rcm_price_say(p, "endoscopy: less %s for the base %s",
									  rcm_price_decimal(p, less, 2), rcm_price_code(p, base));
		}
		sum += line->allowed;
	}
	return sum;
}

static int
family_units(const RcmPriceLine *lines, int count, int32_t base)
{
	int			units = 0;

	for (int i = 0; i < count; i++)
		if (in_family(&lines[i], base))
			units += lines[i].units;
	return units;
}

/* Ranks a family as one, once; a member alone ranks like other surgery. */
static void
rank_surgery(RcmPricing *p, RcmPriceLine *lines, int count, int32_t *family, Ranking *r)
{
	for (int i = 0; i < count; i++)
		family[i] = RCM_NO_HCPCS;
	for (int i = 0; i < count; i++)
	{
		int32_t		base = base_of(&lines[i]);

		if (base == RCM_NO_HCPCS || family[i] != RCM_NO_HCPCS || family_units(lines, count, base) < 2)
			continue;
		for (int k = 0; k < count; k++)
			if (in_family(&lines[k], base))
				family[k] = base;
		rank_item(r, i, settle_family(p, lines, count, base));
	}
	for (int i = 0; i < count; i++)
		if (priced(&lines[i]) && family[i] == RCM_NO_HCPCS && strchr("23", multiple_indicator(&lines[i])) != NULL)
			rank_item(r, i, lines[i].price.cents);
}

static void
settle_alone(RcmPricing *p, RcmPriceLine *line, int rank, int before)
{
	int64_t		half = rcm_price_share(line->price.cents, 50 * RCM_PERCENT);
	bool		many = before + line->units > ORDINARY_PROCEDURES;

	line->rank = rank;
	line->percent = rank == 1 ? 100 : 50;
	line->allowed = rank == 1 ? line->price.cents + half * (line->units - 1) : half * line->units;
	line->why = rcm_price_say(p, "%s%s", rank > 1 ? "surgery: 50 %" :
							  line->units > 1 ? "surgery: the first unit in full, the others 50 %" :
							  "surgery: the highest, in full",
							  many ? "; from the sixth on the contractor may price by report" : "");
}

static void
surgery(RcmPricing *p, RcmPriceLine *lines, int count)
{
	int32_t    *family = rcm_alloc(p->arena, sizeof(int32_t) * (size_t) (count + 1));
	Ranking		r = new_ranking(p, count);
	int			before = 0;

	rank_surgery(p, lines, count, family, &r);
	for (int k = 0; k < r.count; k++)
	{
		int			first = r.lines[k];

		if (family[first] == RCM_NO_HCPCS)
		{
			settle_alone(p, &lines[first], k + 1, before);
			before += lines[first].units;
			continue;
		}
		before++;
		for (int i = 0; i < count; i++)
			if (family[i] == family[first])
			{
				lines[i].rank = k + 1;
				lines[i].percent = k == 0 ? 100 : 50;
				if (k == 0)
					continue;
				lines[i].allowed = rcm_price_share(lines[i].allowed, 50 * RCM_PERCENT);
				lines[i].why = rcm_price_say(p, "%s; family ranks after other surgery: 50 %%", lines[i].why);
			}
	}
}

/* ---- the day ---- */

/* The rank is what modifier 51 would have said. */
static void
drop_51(RcmPrice *price)
{
	int			kept = 0;

	for (int i = 0; i < price->modifier_count; i++)
		if (price->modifiers[i] != RCM_CODE2("51"))
			price->modifiers[kept++] = price->modifiers[i];
	price->modifier_count = kept;
}

/* Status T is paid only when nothing else is. */
static void
bundle(RcmPriceLine *lines, int count)
{
	bool		others = false;

	for (int i = 0; i < count; i++)
		others = others || (priced(&lines[i]) && !rcm_text_is(lines[i].price.row->fee.status, "T"));
	for (int i = 0; i < count && others; i++)
		if (priced(&lines[i]) && rcm_text_is(lines[i].price.row->fee.status, "T"))
		{
			lines[i].allowed = 0;
			lines[i].why = "status T: included in the other services of the day";
		}
}

void
rcm_price_day(RcmPricing *p, RcmPriceLine *lines, int count)
{
	bool		explain = p->explain;

	p->explain = false;
	for (int i = 0; i < count; i++)
	{
		RcmPriceLine *line = &lines[i];

		drop_51(&line->price);
		rcm_price_service(p, &line->price);
		line->rank = 0;
		line->percent = 100;
		line->allowed = priced(line) ? line->price.cents * line->units : RCM_NO_USD;
		line->why = priced(line) ? "no multiple procedure rule" : line->price.reason;
	}
	surgery(p, lines, count);
	by_component(p, lines, count, '4', 50);
	therapy(p, lines, count);
	by_component(p, lines, count, '6', 75);
	by_component(p, lines, count, '7', 80);
	bundle(lines, count);
	p->explain = explain;
}
