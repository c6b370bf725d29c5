/*
 * ncci.c - correct coding pairs.
 *
 * A pair is two usable lines, or a usable line and a paid or pending line of
 * the same payer, whose dates meet and whose performer is the same.  The pair
 * is ordered: the row names column 1 and column 2, and column 2 is the line
 * that fails.  When column 2 is in the history, the line at hand is stopped.
 */
#include "scrub/scrub.h"

#define ANATOMIC "E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9 " \
	"LT RT LC LD RC LM RI"
#define DISTINCT "59 XE XS XP XU"
#define SEPARATING ANATOMIC " 24 25 57 58 78 79 27 91 " DISTINCT

/* One half of a pair, from the claim or from the history. */
typedef struct Half
{
	RcmScrubLine *line;			/* NULL: history */
	int32_t		code;
	int32_t		from,
				to;
	int64_t		rend;
	const RcmMods *mods;
} Half;

static Half
line_half(RcmScrubLine *l)
{
	return (Half) {l, l->code, l->from, l->to, l->rend, &l->mods};
}

static Half
history_half(const RcmScrubHistory *h)
{
	return (Half) {NULL, h->code, h->from, h->to, h->rend, &h->mods};
}

static bool
applies(RcmScrub *s)
{
	return !s->inpatient && rcm_word_in(s->payer->ncci, "MCR MCD");
}

static bool
counts(const RcmScrubHistory *h)
{
	return h->in_set && h->same_payer && h->code != RCM_NO_HCPCS && h->from != RCM_NO_DATE;
}

static bool
meet(const Half *a, const Half *b)
{
	return a->rend == b->rend && a->from <= b->to && b->from <= a->to;
}

/* The active row with this column 1 and column 2; deletion day included. */
static const RcmPtp *
active_row(RcmScrub *s, const Half *a, const Half *b)
{
	const RcmRows *rows = rcm_find_number(s->library, RCM_SET_PTP,
										  (int64_t) a->code << 32 | (uint32_t) b->code);

	for (int i = 0; i < rows->count; i++)
	{
		const RcmPtp *row = RCM_ROW(RcmPtp, rows, i);

		if (row->indicator != 9 && rcm_live(&row->row, b->from) &&
			rcm_text_equal(row->program, s->payer->ncci) &&
			rcm_text_is(row->setting, s->institutional ? "OPH" : "PRA"))
			return row;
	}
	return NULL;
}

/* Does a modifier of either line separate the pair? */
static bool
separated(RcmScrub *s, const Half *a, const Half *b)
{
	int32_t		either_column;	/* CR 11168 */

	rcm_date_from_ymd(2019, 7, 1, &either_column);
	if (rcm_has_any_mod(b->mods, SEPARATING))
		return true;
	if (s->claim->submit_date != RCM_NO_DATE && s->claim->submit_date < either_column)
		return rcm_has_any_mod(a->mods, ANATOMIC " 24 25 57 58 78 79 27 91");
	return rcm_has_any_mod(a->mods, SEPARATING);
}

/* Only anatomic modifiers separate, and they name the same site. */
static bool
same_site(const Half *a, const Half *b)
{
	const Half *halves[2] = {a, b};

	for (int h = 0; h < 2; h++)
		for (int i = 0; i < halves[h]->mods->count; i++)
		{
			uint16_t	mod = halves[h]->mods->items[i];

			if (!rcm_code2_in(mod, SEPARATING))
				continue;
			if (!rcm_code2_in(mod, ANATOMIC) || !rcm_has_mod(halves[1 - h]->mods, mod))
				return false;
		}
	return true;
}

typedef enum Verdict
{
	NO_MODIFIER_HELPS,
	NOT_SEPARATED,
	SAME_SITE,
	SEPARATE
} Verdict;

/* A pair with an active row, and what is to be said of it. */
struct RcmCodePair
{
	RcmScrubLine *stopped;
	const RcmPtp *row;
	bool		billed_before;	/* one half is history */
	Verdict		verdict;
};
typedef struct RcmCodePair Pair;

static void
add_pair(RcmScrub *s, const Half *a, const Half *b)
{
	const RcmPtp *row;
	Pair	   *p;

	if (!meet(a, b) || (row = active_row(s, a, b)) == NULL)
		return;
	if ((s->pair_count & (s->pair_count - 1)) == 0)
	{
		/* full at every power of two */
		Pair	   *more = rcm_alloc(s->arena, sizeof(Pair) * (size_t) (s->pair_count * 2 + 1));

		if (s->pair_count > 0)
			memcpy(more, s->pairs, sizeof(Pair) * (size_t) s->pair_count);
		s->pairs = more;
	}
	p = &s->pairs[s->pair_count++];
	p->stopped = b->line != NULL ? b->line : a->line;
	p->row = row;
	p->billed_before = a->line == NULL || b->line == NULL;
	p->verdict = row->indicator == 0 ? NO_MODIFIER_HELPS :
		!separated(s, a, b) ? NOT_SEPARATED :
		same_site(a, b) ? SAME_SITE : SEPARATE;
}

/* Every ordered pair with a line of the claim in it, once for the three edits. */
static void
find_pairs(RcmScrub *s)
{
	s->pairs = rcm_alloc(s->arena, sizeof(Pair));
	for RCM_EACH_LINE(s, l)
	{
		Half		a = line_half(l);

		if (!l->usable)
			continue;
		for RCM_EACH_LINE(s, other)
			if (other != l && other->usable && other->code != l->code)
			{
				Half		b = line_half(other);

				add_pair(s, &a, &b);
			}
		for RCM_EACH_HISTORY(s, h)
			if (counts(h) && h->code != l->code)
			{
				Half		b = history_half(h);

				add_pair(s, &a, &b);
				add_pair(s, &b, &a);
			}
	}
}

static void
fire_pair(RcmScrub *s, const Pair *p, const char *message)
{
	s->noted = 0;
	rcm_note(s, p->row);
	rcm_fire(s, p->stopped, "code", "%s %s %s%s%s", rcm_code_name(s, p->row->col1),
			 p->verdict == SAME_SITE ? "with" : "includes", rcm_code_name(s, p->row->col2),
			 p->billed_before ? " (billed before)" : "", message);
}

static void
each_pair(RcmScrub *s, Verdict wanted, const char *message)
{
	if (!applies(s))
		return;
	if (s->pairs == NULL)
		find_pairs(s);
	for (int i = 0; i < s->pair_count; i++)
	{
		const Pair *p = &s->pairs[i];

		if (p->verdict == wanted)
		{
			fire_pair(s, p, message);
			if (wanted != SAME_SITE)
				p->stopped->ptp_fired = true;
		}
		else if (s->listener != NULL)
		{
			rcm_note(s, p->row);
			rcm_quiet(s, p->stopped, p->verdict == SEPARATE ? "a modifier separates the pair" :
					  "another edit answers for the pair");
		}
	}
}

static void
ptp0(RcmScrub *s)
{
	each_pair(s, NO_MODIFIER_HELPS, ", and no modifier can separate them");
}

static void
ptp1(RcmScrub *s)
{
	each_pair(s, NOT_SEPARATED, ", and no modifier separates them");
}

static void
samesite(RcmScrub *s)
{
	each_pair(s, SAME_SITE, ": the modifiers name one site");
}

/* Is there an active pair, in either order, with another service that day? */
static bool
pairs_with(RcmScrub *s, const Half *a, const Half *b)
{
	return a->from == b->from && a->rend == b->rend &&
		(active_row(s, a, b) != NULL || active_row(s, b, a) != NULL);
}

static void
none_59(RcmScrub *s, RcmScrubLine *l)
{
	Half		half = line_half(l);

	if (!rcm_has_any_mod(&l->mods, DISTINCT) || !applies(s))
		return;
	for RCM_EACH_LINE(s, other)
	{
		Half		o = line_half(other);

		if (other == l || other->from != l->from)
			continue;
		if (other->code == l->code || (other->usable && pairs_with(s, &half, &o)))
			return;
	}
	for RCM_EACH_HISTORY(s, h)
	{
		Half		o = history_half(h);

		if (counts(h) && pairs_with(s, &half, &o))
			return;
	}
	rcm_fire(s, l, "mods", "%s separates nothing on this line", rcm_mods_name(s, &l->mods));
}

const RcmEdit rcm_ncci_edits[] = {
	{
		.id = "NCCI-PTP0", .name = "PTP pair that no modifier can separate",
		.level = "line-pair", .severity = RCM_REJECT, .scope = "per payer: payers.ncci = MCR or MCD; form P table PRA, outpatient form I table OPH",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(PTP),
		.claim_test = ptp0,
		.carc = "236|97", .rarc = "N20", .claim_status = "A8:735",
		.fix = "Do not bill the column 2 code with column 1.",
		.source = "NCCI Policy Manual ch.I; IOCE 20; CARC 236",
	},
	{
		.id = "NCCI-PTP1", .name = "PTP pair without a separating modifier",
		.level = "line-pair", .severity = RCM_REJECT, .scope = "as NCCI-PTP0",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(PTP),
		.claim_test = ptp1,
		.carc = "236|97", .rarc = "N20|N822", .claim_status = "A8:735",
		.fix = "If truly separate, add the right modifier (25 on the E/M, anatomic, X{EPSU} or 59); otherwise drop column 2.",
		.source = "NCCI Policy Manual ch.I §E; CR 11168 (59/X on either code from 2019-07-01)",
	},
	{
		.id = "NCCI-SAMESITE", .name = "Bypass modifier names the same site on both codes",
		.level = "line-pair", .severity = RCM_WARN, .scope = "as NCCI-PTP0",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(PTP),
		.claim_test = samesite,
		.carc = "236", .rarc = "N519", .claim_status = "",
		.fix = "Same side on both codes does not show a separate site.",
		.source = "NCCI Policy Manual ch.I: anatomic modifiers must identify different sites",
	},
	{
		.id = "NCCI-59NONE", .name = "59 or X modifier with nothing to separate",
		.level = "line", .severity = RCM_INFO, .scope = "payers with NCCI",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(PTP),
		.lines = RCM_USABLE_LINES, .line_test = none_59,
		.carc = "4", .rarc = "N519", .claim_status = "",
		.fix = "Remove 59: it triggers audits and separates nothing.",
		.source = "CMS modifier 59 article",
	},
};
const int rcm_ncci_edit_count = sizeof(rcm_ncci_edits) / sizeof(rcm_ncci_edits[0]);
