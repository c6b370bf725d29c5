/*
 * definition_collection.c - what is collected, from payers and from patients, and what it costs.
 */
#include "kpi/definition.h"

const RcmKpiDefinition rcm_collection_kpis[] = {
	{
		.id = "ncr_cohort", .kpi = "net_collection_rate", .variant = "cohort", .number = 5,
		.name = "Net collection rate of a cohort",
		.numerator = "paid to date on the cohort's lines, less refunds and take-backs",
		.denominator = "charges of the cohort less contractual adjustments",
		.basis = ON_SERVICE ", 12 months that ended 90 days ago", .exclusions = "voided, deleted and test rows; capitated; denials are never deducted as contractual",
		.source = "AAFP: payments less credits over charges less contractual adjustments",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(COHORT_PAID)}, .bottom = {PLUS(COHORT_CHARGES), LESS(COHORT_CONTRACTUAL)},
		.green = 9500, .red = 9000, .part = true, .immature = RCM_KPI_COHORT_IMMATURE
	},
	{
		.id = "ncr_cohort_less_denials", .kpi = "net_collection_rate", .variant = "cohort less denials", .number = 5,
		.name = "Net collection rate of a cohort, denials deducted",
		.numerator = "paid to date on the cohort's lines, less refunds and take-backs",
		.denominator = "charges of the cohort less contractual adjustments and denials",
		.basis = ON_SERVICE ", 12 months that ended 90 days ago", .exclusions = "voided, deleted and test rows; capitated; denials are never deducted as contractual",
		.source = "StreamlineMD; hides denials",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(COHORT_PAID)}, .bottom = {PLUS(COHORT_CHARGES), LESS(COHORT_CONTRACTUAL), LESS(COHORT_DENIALS)},
		.green = 9500, .red = 9000, .part = true, .immature = RCM_KPI_COHORT_IMMATURE
	},
	{
		.id = "ncr_cohort_less_bad_debt", .kpi = "net_collection_rate", .variant = "cohort less bad debt", .number = 5,
		.name = "Net collection rate of a cohort, bad debt deducted",
		.numerator = "paid to date on the cohort's lines, less refunds and take-backs",
		.denominator = "charges of the cohort less contractual adjustments and bad debt",
		.basis = ON_SERVICE ", 12 months that ended 90 days ago", .exclusions = "voided, deleted and test rows; capitated; denials are never deducted as contractual",
		.source = "variant: bad debt deducted",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(COHORT_PAID)}, .bottom = {PLUS(COHORT_CHARGES), LESS(COHORT_CONTRACTUAL), LESS(COHORT_BAD_DEBT)},
		.green = 9500, .red = 9000, .part = true, .immature = RCM_KPI_COHORT_IMMATURE
	},
	{
		.id = "ncr_cohort_less_charity", .kpi = "net_collection_rate", .variant = "cohort less charity", .number = 5,
		.name = "Net collection rate of a cohort, charity deducted",
		.numerator = "paid to date on the cohort's lines, less refunds and take-backs",
		.denominator = "charges of the cohort less contractual adjustments and charity",
		.basis = ON_SERVICE ", 12 months that ended 90 days ago", .exclusions = "voided, deleted and test rows; capitated; denials are never deducted as contractual",
		.source = "variant: charity deducted",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(COHORT_PAID)}, .bottom = {PLUS(COHORT_CHARGES), LESS(COHORT_CONTRACTUAL), LESS(COHORT_CHARITY)},
		.green = 9500, .red = 9000, .part = true, .immature = RCM_KPI_COHORT_IMMATURE
	},
	{
		.id = "ncr_period", .kpi = "net_collection_rate", .variant = "period", .number = 5,
		.name = "Net collection rate of a period",
		.numerator = "payments less refunds and take-backs",
		.denominator = "charges less contractual adjustments",
		.basis = ON_POSTING ", charges by the " ON_CHARGE, .exclusions = "voided, deleted and test rows; capitated; denials are never deducted as contractual",
		.source = "AAFP, 12 months; over 100 is possible when charges fall",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {NET_PAYMENTS}, .bottom = {PLUS(CHARGES), LESS(CONTRACTUAL)},
		.green = 9500, .red = 9000, .part = true
	},
	{
		.id = "ncr_period_less_denials", .kpi = "net_collection_rate", .variant = "period less denials", .number = 5,
		.name = "Net collection rate of a period, denials deducted",
		.numerator = "payments less refunds and take-backs",
		.denominator = "charges less contractual adjustments and denials",
		.basis = ON_POSTING ", charges by the " ON_CHARGE, .exclusions = "voided, deleted and test rows; capitated; denials are never deducted as contractual",
		.source = "StreamlineMD; hides denials",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {NET_PAYMENTS}, .bottom = {PLUS(CHARGES), LESS(CONTRACTUAL), LESS(DENIAL_WRITE_OFFS)},
		.green = 9500, .red = 9000, .part = true
	},
	{
		.id = "ncr_period_less_bad_debt", .kpi = "net_collection_rate", .variant = "period less bad debt", .number = 5,
		.name = "Net collection rate of a period, bad debt deducted",
		.numerator = "payments less refunds and take-backs",
		.denominator = "charges less contractual adjustments and bad debt",
		.basis = ON_POSTING ", charges by the " ON_CHARGE, .exclusions = "voided, deleted and test rows; capitated; denials are never deducted as contractual",
		.source = "variant: bad debt deducted",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {NET_PAYMENTS}, .bottom = {PLUS(CHARGES), LESS(CONTRACTUAL), LESS(BAD_DEBT)},
		.green = 9500, .red = 9000, .part = true
	},
	{
		.id = "ncr_period_less_charity", .kpi = "net_collection_rate", .variant = "period less charity", .number = 5,
		.name = "Net collection rate of a period, charity deducted",
		.numerator = "payments less refunds and take-backs",
		.denominator = "charges less contractual adjustments and charity",
		.basis = ON_POSTING ", charges by the " ON_CHARGE, .exclusions = "voided, deleted and test rows; capitated; denials are never deducted as contractual",
		.source = "variant: charity deducted",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {NET_PAYMENTS}, .bottom = {PLUS(CHARGES), LESS(CONTRACTUAL), LESS(CHARITY)},
		.green = 9500, .red = 9000, .part = true
	},
	{
		.id = "pp_yield_90", .kpi = "patient_pay_yield", .variant = "day 90", .number = 6,
		.name = "Patient pay yield by day 90",
		.numerator = "paid by day 90 on balances that became the patient's, less refunds",
		.denominator = "moved to patients, less what went back to payers",
		.basis = ON_PATIENT, .exclusions = "charity, bankruptcy, deceased; workers' compensation and others who may not be billed; recoveries of agencies",
		.source = "limits ours, the floor is Kodiak's national rate",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(PATIENT_PAID_90)}, .bottom = {PLUS(PATIENT_MOVED)},
		.green = 6000, .red = 3500, .part = true, .immature = RCM_KPI_PATIENT_YOUNG_90, .slide = 500
	},
	{
		.id = "pp_yield_30", .kpi = "patient_pay_yield", .variant = "day 30", .number = 6,
		.name = "Patient pay yield by day 30",
		.numerator = "paid by day 30 on balances that became the patient's, less refunds",
		.denominator = "moved to patients, less what went back to payers",
		.basis = ON_PATIENT, .exclusions = "charity, bankruptcy, deceased; workers' compensation and others who may not be billed; recoveries of agencies",
		.source = "variant: another day",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(PATIENT_PAID_30)}, .bottom = {PLUS(PATIENT_MOVED)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT, .part = true, .immature = RCM_KPI_PATIENT_YOUNG_30, .slide = 500
	},
	{
		.id = "pp_yield_60", .kpi = "patient_pay_yield", .variant = "day 60", .number = 6,
		.name = "Patient pay yield by day 60",
		.numerator = "paid by day 60 on balances that became the patient's, less refunds",
		.denominator = "moved to patients, less what went back to payers",
		.basis = ON_PATIENT, .exclusions = "charity, bankruptcy, deceased; workers' compensation and others who may not be billed; recoveries of agencies",
		.source = "variant: another day",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(PATIENT_PAID_60)}, .bottom = {PLUS(PATIENT_MOVED)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT, .part = true, .immature = RCM_KPI_PATIENT_YOUNG_60, .slide = 500
	},
	{
		.id = "pp_yield_180", .kpi = "patient_pay_yield", .variant = "day 180", .number = 6,
		.name = "Patient pay yield by day 180",
		.numerator = "paid by day 180 on balances that became the patient's, less refunds",
		.denominator = "moved to patients, less what went back to payers",
		.basis = ON_PATIENT, .exclusions = "charity, bankruptcy, deceased; workers' compensation and others who may not be billed; recoveries of agencies",
		.source = "variant: another day",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(PATIENT_PAID_180)}, .bottom = {PLUS(PATIENT_MOVED)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT, .part = true, .immature = RCM_KPI_PATIENT_YOUNG_180, .slide = 500
	},
	{
		.id = "pp_yield_period", .kpi = "patient_pay_yield", .variant = "period", .number = 6,
		.name = "Patient pay yield of a period",
		.numerator = "patient payments less refunds and bounced payments",
		.denominator = "patient balances billed on statements",
		.basis = ON_POSTING, .exclusions = "charity, bankruptcy, deceased; workers' compensation and others who may not be billed; recoveries of agencies",
		.source = "RevSpring pay rate",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(PATIENT_PAYMENTS), LESS(PATIENT_REFUNDS)}, .bottom = {PLUS(PATIENT_BILLED)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT, .slide = 500
	},
	{
		.id = "pp_accounts_paid_in_full", .kpi = "patient_pay_yield", .variant = "paid in full", .number = 6,
		.name = "Patient balances paid in full",
		.numerator = "balances paid in full",
		.denominator = "patient balances above zero",
		.basis = ON_PATIENT, .exclusions = "charity, bankruptcy, deceased; workers' compensation and others who may not be billed; recoveries of agencies",
		.source = "accounts instead of dollars",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(PATIENT_IN_FULL)}, .bottom = {PLUS(PATIENT_ACCOUNTS)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT, .part = true, .immature = RCM_KPI_PATIENT_YOUNG_180
	},
	{
		.id = "pp_accounts_paid_in_part", .kpi = "patient_pay_yield", .variant = "paid in part", .number = 6,
		.name = "Patient balances paid in part",
		.numerator = "balances paid in part",
		.denominator = "patient balances above zero",
		.basis = ON_PATIENT, .exclusions = "charity, bankruptcy, deceased; workers' compensation and others who may not be billed; recoveries of agencies",
		.source = "accounts instead of dollars",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_FOR_INFORMATION,
		.top = {PLUS(PATIENT_IN_PART)}, .bottom = {PLUS(PATIENT_ACCOUNTS)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT, .part = true, .immature = RCM_KPI_PATIENT_YOUNG_180
	},
	{
		.id = "pp_accounts_not_paid", .kpi = "patient_pay_yield", .variant = "not paid", .number = 6,
		.name = "Patient balances not paid",
		.numerator = "balances with nothing paid",
		.denominator = "patient balances above zero",
		.basis = ON_PATIENT, .exclusions = "charity, bankruptcy, deceased; workers' compensation and others who may not be billed; recoveries of agencies",
		.source = "accounts instead of dollars",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(PATIENT_ACCOUNTS), LESS(PATIENT_IN_FULL), LESS(PATIENT_IN_PART)}, .bottom = {PLUS(PATIENT_ACCOUNTS)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT, .part = true, .immature = RCM_KPI_PATIENT_YOUNG_180
	},
	{
		.id = "gross_collection_rate", .kpi = "gross_collection_rate", .variant = "usual", .number = 8,
		.name = "Gross collection rate",
		.numerator = "payments less refunds and take-backs",
		.denominator = "gross charges",
		.basis = ON_POSTING ", charges by the " ON_CHARGE, .exclusions = USUAL_EXCLUSIONS,
		.source = "AAFP; depends on the fee level, so never compared between practices",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {NET_PAYMENTS}, .bottom = {PLUS(CHARGES)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "bad_debt_rate", .kpi = "bad_debt_rate", .variant = "of charges", .number = 35,
		.name = "Bad debt rate",
		.numerator = "bad debt",
		.denominator = "gross charges",
		.basis = ON_POSTING ", charges by the " ON_CHARGE, .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(BAD_DEBT)}, .bottom = {PLUS(CHARGES)},
		.green = 200, .red = 400
	},
	{
		.id = "bad_debt_rate_patient", .kpi = "bad_debt_rate", .variant = "of patient responsibility", .number = 35,
		.name = "Bad debt, share of patient responsibility",
		.numerator = "bad debt",
		.denominator = "moved to patients",
		.basis = ON_POSTING ", over the " ON_PATIENT, .exclusions = USUAL_EXCLUSIONS,
		.source = "the other denominator in use",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(BAD_DEBT)}, .bottom = {PLUS(PATIENT_MOVED)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "charity_rate", .kpi = "charity_rate", .variant = "usual", .number = 36,
		.name = "Charity rate",
		.numerator = "charity",
		.denominator = "gross charges",
		.basis = ON_POSTING ", charges by the " ON_CHARGE, .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_FOR_INFORMATION,
		.top = {PLUS(CHARITY)}, .bottom = {PLUS(CHARGES)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "cost_to_collect", .kpi = "cost_to_collect", .variant = "of payments", .number = 37,
		.name = "Cost to collect",
		.numerator = "cost of the revenue cycle",
		.denominator = "payments less refunds and take-backs",
		.basis = ON_POSTING, .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA; 3 to 7 % for physicians, valiantlifecare; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(COST)}, .bottom = {NET_PAYMENTS},
		.green = 500, .red = 700
	},
	{
		.id = "cost_per_claim", .kpi = "cost_to_collect", .variant = "per claim", .number = 37,
		.name = "Cost of a claim",
		.numerator = "cost of the revenue cycle",
		.denominator = "claims submitted for the first time",
		.basis = ON_POSTING ", over the " ON_BILL, .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA",
		.form = RCM_KPI_DOLLARS_EACH, .better = RCM_KPI_DOWN,
		.top = {PLUS(COST)}, .bottom = {PLUS(SUBMITTED_CLAIMS)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "cash_rate", .kpi = "cash_rate", .variant = "usual", .number = 38,
		.name = "Cash, share of net revenue",
		.numerator = "payments less refunds and take-backs",
		.denominator = "charges less contractual adjustments and charity",
		.basis = ON_POSTING ", charges 60 days before", .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA MAP; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {NET_PAYMENTS}, .bottom = {NET_REVENUE},
		.green = 9800, .red = 9500
	},
	{
		.id = "payment_per_encounter", .kpi = "payment_per_encounter", .variant = "usual", .number = 39,
		.name = "Payment for an encounter",
		.numerator = "paid to date on the cohort's lines",
		.denominator = "encounters of the cohort",
		.basis = ON_SERVICE, .exclusions = USUAL_EXCLUSIONS,
		.source = "AAFP, MGMA",
		.form = RCM_KPI_DOLLARS_EACH, .better = RCM_KPI_UP,
		.top = {PLUS(COHORT_PAID)}, .bottom = {PLUS(COHORT_ENCOUNTERS)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT, .immature = RCM_KPI_COHORT_IMMATURE
	},
	{
		.id = "payer_mix", .kpi = "payer_mix", .variant = "charges", .number = 40,
		.name = "Payer mix by charges",
		.numerator = "charges of the group",
		.denominator = "charges of all groups",
		.basis = ON_CHARGE, .exclusions = USUAL_EXCLUSIONS,
		.source = "ours",
		.form = RCM_KPI_SHARE, .better = RCM_KPI_FOR_INFORMATION,
		.top = {PLUS(CHARGES)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "payer_mix_payments", .kpi = "payer_mix", .variant = "payments", .number = 40,
		.name = "Payer mix by payments",
		.numerator = "payments of the group less refunds and take-backs",
		.denominator = "payments of all groups",
		.basis = ON_POSTING, .exclusions = USUAL_EXCLUSIONS,
		.source = "ours",
		.form = RCM_KPI_SHARE, .better = RCM_KPI_FOR_INFORMATION,
		.top = {NET_PAYMENTS},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "payer_mix_visits", .kpi = "payer_mix", .variant = "visits", .number = 40,
		.name = "Payer mix by visits",
		.numerator = "completed visits of the group",
		.denominator = "completed visits of all groups",
		.basis = ON_SERVICE, .exclusions = USUAL_EXCLUSIONS,
		.source = "ours",
		.form = RCM_KPI_SHARE, .better = RCM_KPI_FOR_INFORMATION,
		.top = {PLUS(VISITS)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "statement_to_pay", .kpi = "statement_to_pay", .variant = "usual", .number = 50,
		.name = "Days from first statement to payment, by dollars",
		.numerator = "patient payments times their days since the first statement",
		.denominator = "patient payments whose days are known",
		.basis = ON_POSTING, .exclusions = USUAL_EXCLUSIONS,
		.source = "athenahealth; limits ours",
		.form = RCM_KPI_IN_DAYS, .better = RCM_KPI_DOWN,
		.top = {PLUS(STATEMENT_DAYS)}, .bottom = {PLUS(STATEMENT_PAYMENTS)},
		.green = 3000, .red = 4500
	},
};
RCM_KPI_LIST_END(collection);
