/*
 * dup.c - duplicates, within the claim and against the history.
 */
#include "scrub/scrub.h"

#define REPEAT "76 77 91 59 XE XS XP XU 27"

/* A history line that says the same as a line of the claim, modifiers in any order. */
static bool
same_service(const RcmScrubLine *l, const RcmScrubHistory *h)
{
	return rcm_text_equal(l->code_text, h->code_text) && l->from == h->from && l->to == h->to &&
		l->rend == h->rend && rcm_units(&l->line->units) == rcm_units(&h->line->units) &&
		l->mods.count == h->mods.count && rcm_same_mods(&l->mods, &h->mods);
}

/* A history claim as a whole: the lines of the group match the claim's one to one. */
static bool
same_claim(RcmScrub *s, RcmText claim_id)
{
	bool	   *used = rcm_alloc(s->arena, (size_t) s->line_count + 1);
	int			matched = 0;

	for RCM_EACH_HISTORY(s, h)
	{
		int			i = 0;

		if (!h->in_set || !h->same_payer || !rcm_text_equal(h->line->claim_id, claim_id))
			continue;
		while (i < s->line_count && (used[i] || !same_service(&s->lines[i], h)))
			i++;
		if (i == s->line_count)
			return false;
		used[i] = true;
		matched++;
	}
	return matched > 0 && matched == s->line_count;
}

static void
claim(RcmScrub *s)
{
	if (!rcm_text_is(s->freq, "1"))
		return;
	for RCM_EACH_HISTORY(s, h)
	{
		/* a claim's lines stand together: ask once for each run of them */
		if (h > s->history && rcm_text_equal(h[-1].line->claim_id, h->line->claim_id))
			continue;
		if (same_claim(s, h->line->claim_id))
		{
			s->dup_claim = true;
			rcm_fire(s, NULL, "claim_id", "claim %.*s, paid or pending, has the same lines",
					 RCM_PRINT(h->line->claim_id));
			return;
		}
	}
}

static void
line(RcmScrub *s, RcmScrubLine *l)
{
	if (!l->coded || rcm_has_any_mod(&l->mods, REPEAT))
		return;
	for (const RcmScrubLine *e = s->lines; e < l; e++)
		if (rcm_text_equal(e->code_text, l->code_text) && e->from == l->from && e->to == l->to &&
			e->rend == l->rend && rcm_same_mods(&e->mods, &l->mods))
		{
			rcm_fire(s, l, "code", "the line repeats line %d", e->n);
			return;
		}
}

static void
hx(RcmScrub *s, RcmScrubLine *l)
{
	if (!rcm_text_is(s->freq, "1") || s->dup_claim || !l->coded || rcm_has_any_mod(&l->mods, REPEAT))
		return;
	for RCM_EACH_HISTORY(s, h)
		if (h->in_set && h->same_payer && rcm_text_equal(h->code_text, l->code_text) &&
			h->from == l->from && h->rend == l->rend && rcm_same_mods(&h->mods, &l->mods))
		{
			rcm_fire(s, l, "code", "the line is on claim %.*s already", RCM_PRINT(h->line->claim_id));
			return;
		}
}

static void
pctc(RcmScrub *s, RcmScrubLine *l)
{
	const RcmFeeSchedule *pfs = rcm_line_pfs(s, l);
	bool		component = rcm_has_any_mod(&l->mods, "26 TC");

	if (pfs == NULL || !rcm_indicator_in(pfs->pctc, "1") || rcm_has_any_mod(&l->mods, "76 77"))
		return;
	for RCM_EACH_HISTORY(s, h)
		if (h->in_set && h->same_payer && h->code == l->code && h->from == l->from &&
			rcm_has_any_mod(&h->mods, "26 TC") != component &&
			!(h->rend == l->rend && rcm_same_mods(&h->mods, &l->mods)))
		{
			rcm_fire(s, l, "mods", component ? "the whole of %s is on claim %.*s already" :
					 "a component of %s is on claim %.*s already",
					 rcm_code_name(s, l->code), RCM_PRINT(h->line->claim_id));
			return;
		}
}

const RcmEdit rcm_dup_edits[] = {
	{
		.id = "DUP-CLAIM", .name = "Exact duplicate claim",
		.level = "history", .severity = RCM_REJECT, .scope = "all",
		.claim_test = claim,
		.carc = "18", .rarc = "M86", .claim_status = "A3:78|A3:54",
		.fix = "Follow up the first claim; use frequency 7 or a reopening to correct it.",
		.source = "CARC 18; NGS A3:78",
	},
	{
		.id = "DUP-LINE", .name = "Repeated line on the claim",
		.level = "line-pair", .severity = RCM_REJECT, .scope = "all",
		.lines = RCM_ALL_LINES, .line_test = line,
		.carc = "18", .rarc = "M86", .claim_status = "A8:54",
		.fix = "Delete the repeat, raise the units, or add 76/77/91.",
		.source = "CARC 18; MCPM ch.1 §120",
	},
	{
		.id = "DUP-HX", .name = "Line already billed",
		.level = "history", .severity = RCM_REJECT, .scope = "all",
		.lines = RCM_ALL_LINES, .line_test = hx,
		.carc = "18", .rarc = "M86", .claim_status = "A8:54",
		.fix = "Remove the line or add a repeat modifier if it was done twice.",
		.source = "CARC 18; Optum DLP",
	},
	{
		.id = "DUP-PCTC", .name = "Component and global both billed",
		.level = "history", .severity = RCM_REJECT, .scope = "all",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(FEE_SCHEDULE),
		.lines = RCM_USABLE_LINES, .line_test = pctc,
		.carc = "B20", .rarc = "N200", .claim_status = "",
		.fix = "One side bills 26, the other TC, or one bills global.",
		.source = "Optum 26TC; CARC B20",
	},
};
const int rcm_dup_edit_count = sizeof(rcm_dup_edits) / sizeof(rcm_dup_edits[0]);
