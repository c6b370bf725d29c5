/*
 * mn.c - medical necessity: coverage policies.
 */
#include "scrub/scrub.h"

static bool
applies(RcmScrub *s, const RcmCoveragePolicy *row)
{
	if (rcm_text_is(row->payer_class, "medicare"))
		return (s->payer_class & (RCM_FFS | RCM_MEDICARE_ADV)) != 0;
	return rcm_text_equal(row->payer_class, s->payer->payer_class);
}

static void
lcd(RcmScrub *s, RcmScrubLine *l)
{
	const RcmRows *rows = rcm_rows(s, RCM_SET_COVERAGE_POLICY, l->code);
	const RcmCoveragePolicy *cover = NULL;
	const RcmCoveragePolicy *deny = NULL;
	bool		covered = false;

	if (l->dx_failed || rcm_has_any_mod(&l->mods, "GA GX GY GZ"))
		return;
	for (int i = 0; i < rows->count; i++)
	{
		const RcmCoveragePolicy *row = RCM_ROW(RcmCoveragePolicy, rows, i);
		bool		hit;

		if (!rcm_live(&row->row, l->from) || !applies(s, row))
			continue;
		hit = rcm_line_diagnosed(s, l, row->dx_prefix);
		if (rcm_text_is(row->list, "DENY"))
			deny = hit ? row : deny;
		else if (cover == NULL || hit)
		{
			cover = row;
			covered = covered || hit;
		}
	}
	rcm_note(s, cover);
	rcm_note(s, deny);
	if (deny != NULL)
		rcm_fire(s, l, "dx_ptr", "policy %.*s does not cover %s for this diagnosis",
				 RCM_PRINT(deny->policy), rcm_code_name(s, l->code));
	else if (cover != NULL && !covered)
		rcm_fire(s, l, "dx_ptr", "policy %.*s covers %s for none of the line's diagnoses",
				 RCM_PRINT(cover->policy), rcm_code_name(s, l->code));
}

const RcmEdit rcm_mn_edits[] = {
	{
		.id = "MN-LCD", .name = "No covered diagnosis under an LCD/NCD",
		.level = "line", .severity = RCM_REJECT, .scope = "classes in lcd rows (medicare = FFS + medicare_adv)",
		.needs = RCM_NEEDS(PROCEDURE) | RCM_NEEDS(DIAGNOSIS) | RCM_NEEDS(COVERAGE_POLICY),
		.lines = RCM_USABLE_LINES, .line_test = lcd,
		.carc = "50", .rarc = "N115|N386", .claim_status = "",
		.fix = "Point to the documented covered diagnosis, or get an ABN and add GA.",
		.source = "LCD/NCD policies; CARC 50",
	},
};
const int rcm_mn_edit_count = sizeof(rcm_mn_edits) / sizeof(rcm_mn_edits[0]);
