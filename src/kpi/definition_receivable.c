/*
 * definition_receivable.c - what is owed, how old it is, what waits.
 */
#include "kpi/definition.h"

const RcmKpiDefinition rcm_receivable_kpis[] = {
	{
		.id = "ar_over_90", .kpi = "ar_over_90", .variant = "usual", .number = 9,
		.name = "A/R over 90 days",
		.numerator = "billed balances older than 90 days",
		.denominator = "billed balances",
		.basis = AS_OF, .exclusions = "credit balances; bad debt; capitated; charges not billed yet",
		.source = "HFMA AR; MGMA 13.5 %; HCB under 21 %",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(AR_91_120), PLUS(AR_OVER_120)}, .bottom = {PLUS(AR), LESS(AR_UNBILLED)},
		.green = 1500, .red = 2500, .part = true
	},
	{
		.id = "ar_over_120", .kpi = "ar_over_120", .variant = "usual", .number = 10,
		.name = "A/R over 120 days",
		.numerator = "billed balances older than 120 days",
		.denominator = "billed balances",
		.basis = AS_OF, .exclusions = "credit balances; bad debt; capitated; charges not billed yet",
		.source = "ours; under 20 % lawwriters.org",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(AR_OVER_120)}, .bottom = {PLUS(AR), LESS(AR_UNBILLED)},
		.green = 1000, .red = 2000, .part = true
	},
	{
		.id = "ar_mix", .kpi = "ar_mix", .variant = "of the whole", .number = 11,
		.name = "A/R mix",
		.numerator = "open balances of the group",
		.denominator = "open balances of all groups",
		.basis = AS_OF, .exclusions = "credit balances; bad debt; capitated; charges not billed yet",
		.source = "HFMA AR-2",
		.form = RCM_KPI_SHARE, .better = RCM_KPI_FOR_INFORMATION,
		.top = {PLUS(AR)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "ar_0_30_share", .kpi = "ar_mix", .variant = "0 to 30 days", .number = 11,
		.name = "A/R of 0 to 30 days",
		.numerator = "billed balances 0 to 30 days old",
		.denominator = "billed balances",
		.basis = AS_OF, .exclusions = "credit balances; bad debt; capitated; charges not billed yet",
		.source = "HFMA AR-2",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_FOR_INFORMATION,
		.top = {PLUS(AR_0_30)}, .bottom = {PLUS(AR), LESS(AR_UNBILLED)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT, .part = true
	},
	{
		.id = "ar_31_60_share", .kpi = "ar_mix", .variant = "31 to 60 days", .number = 11,
		.name = "A/R of 31 to 60 days",
		.numerator = "billed balances 31 to 60 days old",
		.denominator = "billed balances",
		.basis = AS_OF, .exclusions = "credit balances; bad debt; capitated; charges not billed yet",
		.source = "HFMA AR-2",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_FOR_INFORMATION,
		.top = {PLUS(AR_31_60)}, .bottom = {PLUS(AR), LESS(AR_UNBILLED)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT, .part = true
	},
	{
		.id = "ar_61_90_share", .kpi = "ar_mix", .variant = "61 to 90 days", .number = 11,
		.name = "A/R of 61 to 90 days",
		.numerator = "billed balances 61 to 90 days old",
		.denominator = "billed balances",
		.basis = AS_OF, .exclusions = "credit balances; bad debt; capitated; charges not billed yet",
		.source = "HFMA AR-2",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_FOR_INFORMATION,
		.top = {PLUS(AR_61_90)}, .bottom = {PLUS(AR), LESS(AR_UNBILLED)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT, .part = true
	},
	{
		.id = "ar_91_120_share", .kpi = "ar_mix", .variant = "91 to 120 days", .number = 11,
		.name = "A/R of 91 to 120 days",
		.numerator = "billed balances 91 to 120 days old",
		.denominator = "billed balances",
		.basis = AS_OF, .exclusions = "credit balances; bad debt; capitated; charges not billed yet",
		.source = "HFMA AR-2",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_FOR_INFORMATION,
		.top = {PLUS(AR_91_120)}, .bottom = {PLUS(AR), LESS(AR_UNBILLED)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT, .part = true
	},
	{
		.id = "self_pay_ar_over_90", .kpi = "self_pay_ar_over_90", .variant = "usual", .number = 12,
		.name = "Self-pay A/R over 90 days",
		.numerator = "patient balances older than 90 days",
		.denominator = "patient balances",
		.basis = AS_OF, .exclusions = "credit balances; bad debt; capitated; charges not billed yet",
		.source = "athenahealth live benchmark; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(AR_SELF_PAY_OVER_90)}, .bottom = {PLUS(AR_SELF_PAY)},
		.green = 3500, .red = 5000, .part = true
	},
	{
		.id = "unapplied_days", .kpi = "unapplied_days", .variant = "usual", .number = 32,
		.name = "Unapplied days",
		.numerator = "receipts not applied, suspense included",
		.denominator = "payments less refunds and take-backs",
		.basis = AS_OF ", payments by the " ON_POSTING, .exclusions = USUAL_EXCLUSIONS,
		.source = "ours",
		.form = RCM_KPI_DAYS_OF, .better = RCM_KPI_DOWN,
		.top = {PLUS(UNAPPLIED)}, .bottom = {NET_PAYMENTS},
		.green = 200, .red = 500
	},
	{
		.id = "credit_balance_days", .kpi = "credit_balance_days", .variant = "usual", .number = 33,
		.name = "Credit balance days",
		.numerator = "credit balances",
		.denominator = "charges less contractual adjustments and charity",
		.basis = AS_OF ", charges by the " ON_CHARGE, .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA; limits ours",
		.form = RCM_KPI_DAYS_OF, .better = RCM_KPI_DOWN,
		.top = {PLUS(AR_CREDITS)}, .bottom = {NET_REVENUE},
		.green = 100, .red = 200
	},
	{
		.id = "overdue_refunds", .kpi = "overdue_refunds", .variant = "usual", .number = 34,
		.name = "Overdue refunds",
		.numerator = "credit balances past their refund clock",
		.denominator = "credit balances with a refund clock",
		.basis = AS_OF, .exclusions = USUAL_EXCLUSIONS,
		.source = "60 days of Medicare, 42 CFR 401.305",
		.form = RCM_KPI_TOTAL, .better = RCM_KPI_DOWN,
		.top = {PLUS(REFUNDS_OVERDUE)}, .bottom = {PLUS(CREDIT_ITEMS)},
		.green = 0, .red = 0
	},
};
RCM_KPI_LIST_END(receivable);
