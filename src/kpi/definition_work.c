/*
 * definition_work.c - work done, edits and fixes.
 */
#include "kpi/definition.h"

const RcmKpiDefinition rcm_work_kpis[] = {
	{
		.id = "no_response_rate", .kpi = "no_response_rate", .variant = "usual", .number = 44,
		.name = "Claims without an answer",
		.numerator = "claims without an answer past the payer's usual turn",
		.denominator = "claims out at a payer",
		.basis = AS_OF, .exclusions = USUAL_EXCLUSIONS,
		.source = "Noridian; healthcarepromptpay; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(OVERDUE_CLAIMS)}, .bottom = {PLUS(AWAITING_CLAIMS)},
		.green = 300, .red = 600, .part = true
	},
	{
		.id = "work_target", .kpi = "work_target", .variant = "usual", .number = 45,
		.name = "Work done, of the target",
		.numerator = "touches done",
		.denominator = "touches planned",
		.basis = "day of work", .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(TOUCHES)}, .bottom = {PLUS(TOUCHES_TARGET)},
		.green = 10000, .red = 8000
	},
	{
		.id = "untouched_claims", .kpi = "untouched_claims", .variant = "usual", .number = 46,
		.name = "Claims untouched for 45 days",
		.numerator = "open claims untouched for more than 45 days after billing, or whose reminder expired",
		.denominator = "open claims",
		.basis = AS_OF, .exclusions = USUAL_EXCLUSIONS,
		.source = "Epic work in progress; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(UNTOUCHED_CLAIMS)}, .bottom = {PLUS(OPEN_CLAIMS)},
		.green = 500, .red = 1000, .part = true
	},
	{
		.id = "edit_precision", .kpi = "edit_quality", .variant = "precision", .number = 48,
		.name = "Edits that were right",
		.numerator = "findings followed by a denial of that kind",
		.denominator = "findings on claims that were adjudicated",
		.basis = ON_REMIT, .exclusions = USUAL_EXCLUSIONS,
		.source = "ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(FINDINGS_RIGHT)}, .bottom = {PLUS(FINDINGS)},
		.green = 7000, .red = RCM_KPI_NO_LIMIT, .part = true
	},
	{
		.id = "edit_recall", .kpi = "edit_quality", .variant = "recall", .number = 48,
		.name = "Denials that an edit foresaw",
		.numerator = "denials with a finding of that kind before",
		.denominator = "denials of claims that went through the edits",
		.basis = ON_REMIT, .exclusions = USUAL_EXCLUSIONS,
		.source = "ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(DENIALS_FORESEEN)}, .bottom = {PLUS(DENIALS_CHECKED)},
		.green = 6000, .red = RCM_KPI_NO_LIMIT, .part = true
	},
	{
		.id = "fix_held_rate", .kpi = "fix_held_rate", .variant = "usual", .number = 49,
		.name = "Fixes that held",
		.numerator = "fixes whose repeat rate stayed below the target for 90 days",
		.denominator = "fixes whose 90 days are over",
		.basis = ON_CLOSING, .exclusions = USUAL_EXCLUSIONS,
		.source = "limits ours; judge one fix with rcm.compare_proportions",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(FIXES_HELD)}, .bottom = {PLUS(FIXES_CLOSED)},
		.green = 7000, .red = 5000, .part = true
	},
};
RCM_KPI_LIST_END(work);
