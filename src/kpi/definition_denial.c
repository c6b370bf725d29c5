/*
 * definition_denial.c - denials, appeals, deadlines.
 */
#include "kpi/definition.h"

const RcmKpiDefinition rcm_denial_kpis[] = {
	{
		.id = "appeal_rate_dollars", .kpi = "appeal_rate", .variant = "dollars", .number = 24,
		.name = "Appeal rate, dollars",
		.numerator = "denied amounts that were appealed",
		.denominator = "denied amounts that can be appealed",
		.basis = ON_DENIAL, .exclusions = USUAL_EXCLUSIONS,
		.source = "ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(APPEALED_VALUE)}, .bottom = {PLUS(APPEALABLE_VALUE)},
		.green = 8000, .red = RCM_KPI_NO_LIMIT, .part = true
	},
	{
		.id = "appeal_rate", .kpi = "appeal_rate", .variant = "denials", .number = 24,
		.name = "Appeal rate, denials",
		.numerator = "denials that were appealed",
		.denominator = "denials that can be appealed",
		.basis = ON_DENIAL, .exclusions = USUAL_EXCLUSIONS,
		.source = "prospyrmed",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(APPEALED)}, .bottom = {PLUS(APPEALABLE)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT, .part = true
	},
	{
		.id = "overturn_rate", .kpi = "overturn_rate", .variant = "appeals", .number = 25,
		.name = "Overturn rate",
		.numerator = "appeals and reworks paid wholly or in part",
		.denominator = "closed appeals and reworks",
		.basis = ON_CLOSING, .exclusions = USUAL_EXCLUSIONS,
		.source = "Premier 54.3 %; over 40 % physicianleaders",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(APPEALS_WON)}, .bottom = {PLUS(APPEALS_CLOSED)},
		.green = 5000, .red = 4000, .part = true
	},
	{
		.id = "overturn_rate_dollars", .kpi = "overturn_rate", .variant = "dollars", .number = 25,
		.name = "Overturn rate, dollars",
		.numerator = "paid on closed appeals and reworks",
		.denominator = "what they were about",
		.basis = ON_CLOSING, .exclusions = USUAL_EXCLUSIONS,
		.source = "Premier 54.3 %; over 40 % physicianleaders",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(APPEAL_RECOVERED)}, .bottom = {PLUS(APPEAL_VALUE)},
		.green = 5000, .red = 4000, .part = true
	},
	{
		.id = "denials_overturned", .kpi = "overturn_rate", .variant = "of denials", .number = 25,
		.name = "Denials overturned",
		.numerator = "appeals and reworks paid wholly or in part",
		.denominator = "denials",
		.basis = ON_CLOSING ", over the " ON_DENIAL, .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA Claim Integrity Task Force",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(APPEALS_WON)}, .bottom = {PLUS(DENIALS)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "days_to_appeal", .kpi = "days_to_appeal", .variant = "usual", .number = 26,
		.name = "Days from denial to appeal",
		.numerator = "days from denial to appeal",
		.denominator = "closed appeals and reworks",
		.basis = ON_CLOSING, .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA Claim Integrity Task Force; limits ours",
		.form = RCM_KPI_IN_DAYS, .better = RCM_KPI_DOWN,
		.top = {PLUS(APPEAL_DAYS)}, .bottom = {PLUS(APPEAL_DAYS_ITEMS)},
		.green = 700, .red = 1400
	},
	{
		.id = "days_to_resolution", .kpi = "days_to_resolution", .variant = "usual", .number = 26,
		.name = "Days from denial to resolution",
		.numerator = "days from denial to resolution",
		.denominator = "closed appeals and reworks",
		.basis = ON_CLOSING, .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA Claim Integrity Task Force; limits ours",
		.form = RCM_KPI_IN_DAYS, .better = RCM_KPI_DOWN,
		.top = {PLUS(RESOLUTION_DAYS)}, .bottom = {PLUS(RESOLUTION_DAYS_ITEMS)},
		.green = 4500, .red = 6000
	},
	{
		.id = "denial_write_off_rate", .kpi = "denial_write_off_rate", .variant = "usual", .number = 27,
		.name = "Denial write-offs",
		.numerator = "written off as denials",
		.denominator = "charges less contractual adjustments and charity",
		.basis = ON_POSTING, .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA AR-6; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(DENIAL_WRITE_OFFS)}, .bottom = {NET_REVENUE},
		.green = 150, .red = 270
	},
	{
		.id = "avoidable_write_off_rate", .kpi = "avoidable_write_off_rate", .variant = "usual", .number = 28,
		.name = "Avoidable write-offs",
		.numerator = "write-offs that were avoidable",
		.denominator = "charges less contractual adjustments",
		.basis = ON_POSTING, .exclusions = USUAL_EXCLUSIONS,
		.source = "AAFP; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(AVOIDABLE_WRITE_OFFS)}, .bottom = {PLUS(CHARGES), LESS(CONTRACTUAL)},
		.green = 100, .red = 200
	},
	{
		.id = "missed_deadlines", .kpi = "missed_deadlines", .variant = "usual", .number = 29,
		.name = "Missed deadlines",
		.numerator = "appeals and filings that expired unworked",
		.denominator = "appeals and filings whose deadline passed",
		.basis = "day of the deadline", .exclusions = USUAL_EXCLUSIONS,
		.source = "ours",
		.form = RCM_KPI_TOTAL, .better = RCM_KPI_DOWN,
		.top = {PLUS(DEADLINES_MISSED)}, .bottom = {PLUS(DEADLINES)},
		.green = 0, .red = 0
	},
	{
		.id = "denial_concentration", .kpi = "denial_concentration", .variant = "usual", .number = 52,
		.name = "Denials in five roots",
		.numerator = "denied amounts of the five largest of the fourteen roots",
		.denominator = "denied amounts",
		.basis = ON_DENIAL, .exclusions = USUAL_EXCLUSIONS,
		.source = "ours",
		.form = RCM_KPI_TOP_FIVE, .better = RCM_KPI_UP,
		.bottom = {PLUS(DENIAL_VALUE)},
		.green = 6000, .red = RCM_KPI_NO_LIMIT, .part = true
	},
};
RCM_KPI_LIST_END(denial);
