/*
 * definition_billing.c - from the charge to the posted payment.
 */
#include "kpi/definition.h"

const RcmKpiDefinition rcm_billing_kpis[] = {
	{
		.id = "charge_lag", .kpi = "charge_lag", .variant = "usual", .number = 13,
		.name = "Charge lag",
		.numerator = "days from service to charge",
		.denominator = "charge lines",
		.basis = ON_CHARGE, .exclusions = USUAL_EXCLUSIONS,
		.source = "48 hours medprecision; 72 hours promd",
		.form = RCM_KPI_IN_DAYS, .better = RCM_KPI_DOWN,
		.top = {PLUS(LAG_DAYS)}, .bottom = {PLUS(LAG_LINES)},
		.green = 200, .red = 300
	},
	{
		.id = "claim_lag", .kpi = "claim_lag", .variant = "usual", .number = 14,
		.name = "Claim lag",
		.numerator = "days from charge to first submission",
		.denominator = "first submissions",
		.basis = ON_BILL, .exclusions = USUAL_EXCLUSIONS,
		.source = "athenahealth live benchmark; limits ours",
		.form = RCM_KPI_IN_DAYS, .better = RCM_KPI_DOWN,
		.top = {PLUS(BILLING_LAG_DAYS)}, .bottom = {PLUS(BILLING_LAG_CLAIMS)},
		.green = 100, .red = 300
	},
	{
		.id = "hold_lag", .kpi = "claim_lag", .variant = "on hold", .number = 14,
		.name = "Days on hold before the first submission",
		.numerator = "days on hold",
		.denominator = "first submissions",
		.basis = ON_BILL, .exclusions = USUAL_EXCLUSIONS,
		.source = "athenahealth: hold lag apart",
		.form = RCM_KPI_IN_DAYS, .better = RCM_KPI_DOWN,
		.top = {PLUS(HOLD_DAYS)}, .bottom = {PLUS(BILLING_LAG_CLAIMS)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "unbilled_days", .kpi = "unbilled_days", .variant = "usual", .number = 15,
		.name = "Unbilled days",
		.numerator = "charges of completed visits without a final bill",
		.denominator = "gross charges of the window",
		.basis = AS_OF ", charges by the " ON_CHARGE, .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA DNFB; limits ours",
		.form = RCM_KPI_DAYS_OF, .better = RCM_KPI_DOWN,
		.top = {PLUS(UNBILLED)}, .bottom = {PLUS(CHARGES)},
		.green = 300, .red = 500
	},
	{
		.id = "late_charges", .kpi = "late_charges", .variant = "usual", .number = 16,
		.name = "Late charges",
		.numerator = "charges posted more than 3 days after the service",
		.denominator = "charges whose lag is known",
		.basis = ON_CHARGE, .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA CL-2; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(CHARGES_LATE)}, .bottom = {PLUS(CHARGES_DATED)},
		.green = 200, .red = 500, .part = true
	},
	{
		.id = "rejection_rate", .kpi = "rejection_rate", .variant = "usual", .number = 18,
		.name = "Rejection rate",
		.numerator = "first submissions rejected by clearinghouse or payer",
		.denominator = "first submissions accepted or rejected",
		.basis = ON_BILL, .exclusions = USUAL_EXCLUSIONS,
		.source = "IDX",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(REJECTED_CLAIMS)}, .bottom = {PLUS(ACCEPTED_CLAIMS), PLUS(REJECTED_CLAIMS)},
		.green = 300, .red = 700, .part = true
	},
	{
		.id = "posting_timeliness", .kpi = "posting_timeliness", .variant = "usual", .number = 30,
		.name = "Payments posted in time",
		.numerator = "payments posted within 4 business days of receipt",
		.denominator = "payments whose posting delay is known",
		.basis = ON_POSTING, .exclusions = USUAL_EXCLUSIONS,
		.source = "athenahealth posting workflow",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(PAYMENTS_TIMELY)}, .bottom = {PLUS(PAYMENTS_TIMED)},
		.green = 9500, .red = 9000, .part = true
	},
	{
		.id = "auto_post_rate", .kpi = "auto_post_rate", .variant = "usual", .number = 31,
		.name = "Posted with no hand on it",
		.numerator = "remitted lines posted with no hand on them",
		.denominator = "remitted lines posted",
		.basis = ON_POSTING, .exclusions = USUAL_EXCLUSIONS,
		.source = "ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(POSTED_UNTOUCHED)}, .bottom = {PLUS(POSTED_LINES)},
		.green = 9000, .red = 8000, .part = true
	},
	{
		.id = "underpayment_rate", .kpi = "underpayment_rate", .variant = "lines", .number = 41,
		.name = "Underpayment rate",
		.numerator = "lines allowed less than the contract rate by more than the tolerance",
		.denominator = "paid lines with a contract rate",
		.basis = ON_REMIT, .exclusions = USUAL_EXCLUSIONS,
		.source = "Candid payer threshold; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(UNDERPAID_LINES)}, .bottom = {PLUS(PRICED_LINES)},
		.green = 100, .red = 300, .part = true
	},
	{
		.id = "underpayment_rate_dollars", .kpi = "underpayment_rate", .variant = "dollars", .number = 41,
		.name = "Underpayment rate, dollars",
		.numerator = "what underpaid lines lack",
		.denominator = "what the contracts promise for priced lines",
		.basis = ON_REMIT, .exclusions = USUAL_EXCLUSIONS,
		.source = "ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(UNDERPAID)}, .bottom = {PLUS(PRICED)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT, .part = true
	},
	{
		.id = "underpayment_recovery", .kpi = "underpayment_recovery", .variant = "usual", .number = 42,
		.name = "Underpayment recovered",
		.numerator = "allowed in the end above what was allowed first",
		.denominator = "underpayment found on disputed lines that are closed",
		.basis = ON_CLOSING, .exclusions = USUAL_EXCLUSIONS,
		.source = "Rivet; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(VARIANCE_RECOVERED)}, .bottom = {PLUS(VARIANCE_FOUND)},
		.green = 5000, .red = 3000
	},
	{
		.id = "pricing_coverage", .kpi = "pricing_coverage", .variant = "usual", .number = 43,
		.name = "Lines with a contract rate",
		.numerator = "paid lines with a contract rate",
		.denominator = "paid lines",
		.basis = ON_REMIT, .exclusions = USUAL_EXCLUSIONS,
		.source = "ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(PRICED_LINES)}, .bottom = {PLUS(PAID_LINES)},
		.green = 9500, .red = 8500, .part = true
	},
};
RCM_KPI_LIST_END(billing);
