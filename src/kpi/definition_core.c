/*
 * definition_core.c - what a practice looks at every week: days in A/R, clean claims,
 * first pass, denials, no-shows (what is collected: definition_collection.c).
 */
#include "kpi/definition.h"

const RcmKpiDefinition rcm_core_kpis[] = {
	{
		.id = "days_in_ar", .kpi = "days_in_ar", .variant = "gross", .number = 1,
		.name = "Days in A/R",
		.numerator = "open debit balances; credits and unapplied money left out",
		.denominator = "gross charges of the window",
		.basis = AS_OF ", charges by the " ON_CHARGE, .exclusions = "voided, deleted and test rows; credit balances; balances placed as bad debt; capitated; waiting for an enrolment",
		.source = "AAFP: receivables over charges per day; under 50 at least, 30 to 40 better",
		.form = RCM_KPI_DAYS_OF, .better = RCM_KPI_DOWN,
		.top = {PLUS(AR)}, .bottom = {PLUS(CHARGES)},
		.green = 4000, .red = 5000
	},
	{
		.id = "days_in_ar_credits_netted", .kpi = "days_in_ar", .variant = "credits netted", .number = 1,
		.name = "Days in A/R, credits netted",
		.numerator = "open debit balances less credit balances",
		.denominator = "gross charges of the window",
		.basis = AS_OF ", charges by the " ON_CHARGE, .exclusions = "voided, deleted and test rows; credit balances; balances placed as bad debt; capitated; waiting for an enrolment",
		.source = "what most practice management reports print; credits make it look better",
		.form = RCM_KPI_DAYS_OF, .better = RCM_KPI_DOWN,
		.top = {PLUS(AR), LESS(AR_CREDITS)}, .bottom = {PLUS(CHARGES)},
		.green = 4000, .red = 5000
	},
	{
		.id = "days_in_ar_net", .kpi = "days_in_ar", .variant = "net", .number = 1,
		.name = "Days in net A/R",
		.numerator = "open debit balances less credits, unapplied money and allowances",
		.denominator = "charges less contractual adjustments and charity",
		.basis = AS_OF ", charges by the " ON_CHARGE, .exclusions = "voided, deleted and test rows; credit balances; balances placed as bad debt; capitated; waiting for an enrolment",
		.source = "HFMA MAP keys",
		.form = RCM_KPI_DAYS_OF, .better = RCM_KPI_DOWN,
		.top = {PLUS(AR), LESS(AR_CREDITS), LESS(UNAPPLIED), LESS(AR_ALLOWANCE)}, .bottom = {NET_REVENUE},
		.green = 4000, .red = 5000
	},
	{
		.id = "days_to_payment", .kpi = "days_in_ar", .variant = "lag", .number = 1,
		.name = "Days from bill to payment, by dollars",
		.numerator = "payments times their days since the first bill",
		.denominator = "payments whose days are known",
		.basis = ON_POSTING, .exclusions = USUAL_EXCLUSIONS,
		.source = "athenahealth's clock, from first bill to payment",
		.form = RCM_KPI_IN_DAYS, .better = RCM_KPI_DOWN,
		.top = {PLUS(PAYMENT_DAYS)}, .bottom = {PLUS(PAYMENTS_AGED)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "days_in_ar_before_write_offs", .kpi = "days_in_ar", .variant = "before write-offs", .number = 1,
		.name = "Days in A/R, had nothing been written off",
		.numerator = "open debit balances plus the window's write-offs other than contractual",
		.denominator = "gross charges of the window",
		.basis = AS_OF ", charges by the " ON_CHARGE, .exclusions = "voided, deleted and test rows; credit balances; balances placed as bad debt; capitated; waiting for an enrolment",
		.source = "guard: write-off timing must not make A/R look better",
		.form = RCM_KPI_DAYS_OF, .better = RCM_KPI_DOWN,
		.top = {PLUS(AR), PLUS(DENIAL_WRITE_OFFS), PLUS(CHARITY), PLUS(BAD_DEBT), PLUS(OTHER_WRITE_OFFS)}, .bottom = {PLUS(CHARGES)},
		.green = 4000, .red = 5000
	},
	{
		.id = "days_in_ar_with_bad_debt", .kpi = "days_in_ar", .variant = "with bad debt", .number = 1,
		.name = "Days in A/R, with balances at agencies",
		.numerator = "open debit balances, those placed as bad debt included",
		.denominator = "gross charges of the window",
		.basis = AS_OF ", charges by the " ON_CHARGE, .exclusions = "voided, deleted and test rows; credit balances; capitated; waiting for an enrolment",
		.source = "variant: placed accounts counted in",
		.form = RCM_KPI_DAYS_OF, .better = RCM_KPI_DOWN,
		.top = {PLUS(AR), PLUS(AR_BAD_DEBT)}, .bottom = {PLUS(CHARGES)},
		.green = 4000, .red = 5000
	},
	{
		.id = "days_in_ar_without_plans", .kpi = "days_in_ar", .variant = "without plans", .number = 1,
		.name = "Days in A/R, without payment plans",
		.numerator = "open debit balances less those on payment plans",
		.denominator = "gross charges of the window",
		.basis = AS_OF ", charges by the " ON_CHARGE, .exclusions = "voided, deleted and test rows; credit balances; balances placed as bad debt; capitated; waiting for an enrolment",
		.source = "variant: payment plans apart",
		.form = RCM_KPI_DAYS_OF, .better = RCM_KPI_DOWN,
		.top = {PLUS(AR), LESS(AR_PLAN)}, .bottom = {PLUS(CHARGES)},
		.green = 4000, .red = 5000
	},
	{
		.id = "days_in_ar_with_unbilled", .kpi = "days_in_ar", .variant = "with unbilled", .number = 1,
		.name = "Days in A/R, with visits not billed",
		.numerator = "billed debit balances plus charges of completed visits without a final bill",
		.denominator = "gross charges of the window",
		.basis = AS_OF ", charges by the " ON_CHARGE, .exclusions = "voided, deleted and test rows; credit balances; balances placed as bad debt; capitated; waiting for an enrolment",
		.source = "variant: what is not billed yet counted in",
		.form = RCM_KPI_DAYS_OF, .better = RCM_KPI_DOWN,
		.top = {PLUS(AR), LESS(AR_UNBILLED), PLUS(UNBILLED)}, .bottom = {PLUS(CHARGES)},
		.green = 4000, .red = 5000
	},
	{
		.id = "ccr_paid", .kpi = "clean_claim_rate", .variant = "paid", .number = 2,
		.name = "Clean claim rate: pays on first submission",
		.numerator = "first submissions paid or rightly moved to the patient, with no denied line and no rework",
		.denominator = "first submissions adjudicated",
		.basis = ON_REMIT, .exclusions = "duplicates, voids, secondary claims by crossover, claims without a charge",
		.source = "limits ours; over 90 reported as good",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(PAID_FIRST_CLAIMS)}, .bottom = {PLUS(JUDGED_CLAIMS)},
		.green = 9000, .red = 8000, .part = true
	},
	{
		.id = "ccr_accept", .kpi = "clean_claim_rate", .variant = "accepted", .number = 2,
		.name = "Clean claim rate: accepted on first submission",
		.numerator = "first submissions accepted by clearinghouse and payer",
		.denominator = "first submissions accepted or rejected; those without an answer left out",
		.basis = ON_BILL, .exclusions = "duplicates, voids, secondary claims by crossover, claims without a charge",
		.source = "IDX clean claim report",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(ACCEPTED_CLAIMS)}, .bottom = {PLUS(ACCEPTED_CLAIMS), PLUS(REJECTED_CLAIMS)},
		.green = 9700, .red = 9300, .part = true
	},
	{
		.id = "ccr_edit", .kpi = "clean_claim_rate", .variant = "edited", .number = 2,
		.name = "Clean claim rate: past the edits untouched",
		.numerator = "claims past all edits with no hand on them before the first submission",
		.denominator = "claims made and through the edits",
		.basis = ON_CREATION, .exclusions = "duplicates, voids, secondary claims by crossover, claims without a charge",
		.source = "HFMA CL-1",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(CLAIMS_CLEAN)}, .bottom = {PLUS(CLAIMS_CREATED)},
		.green = 9500, .red = 9000, .part = true
	},
	{
		.id = "fprr", .kpi = "first_pass_rate", .variant = "resolved", .number = 3,
		.name = "First-pass resolution rate",
		.numerator = "claims paid, moved to the patient or validly zero, with no touch after the first submission",
		.denominator = "claims that reached their final disposition",
		.basis = "day of the final disposition", .exclusions = USUAL_EXCLUSIONS,
		.source = "OpsDog; limits medonix.io, floor simbo.ai",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(RESOLVED_UNTOUCHED)}, .bottom = {PLUS(RESOLVED_CLAIMS)},
		.green = 9000, .red = 8500, .part = true
	},
	{
		.id = "fprr_with_write_offs", .kpi = "first_pass_rate", .variant = "with write-offs", .number = 3,
		.name = "First-pass resolution rate, write-offs counted as resolved",
		.numerator = "claims paid, moved to the patient or validly zero, with no touch after the first submission, or written off so",
		.denominator = "claims that reached their final disposition",
		.basis = "day of the final disposition", .exclusions = USUAL_EXCLUSIONS,
		.source = "medonix.io",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(RESOLVED_UNTOUCHED), PLUS(WRITTEN_OFF_UNTOUCHED)}, .bottom = {PLUS(RESOLVED_CLAIMS)},
		.green = 9000, .red = 8500, .part = true
	},
	{
		.id = "fprr_submitted", .kpi = "first_pass_rate", .variant = "submitted", .number = 3,
		.name = "First-pass resolution rate over claims submitted",
		.numerator = "claims paid, moved to the patient or validly zero, with no touch after the first submission",
		.denominator = "claims submitted for the first time",
		.basis = "day of the final disposition, over the " ON_BILL, .exclusions = USUAL_EXCLUSIONS,
		.source = "variant: divided by claims submitted",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(RESOLVED_UNTOUCHED)}, .bottom = {PLUS(SUBMITTED_CLAIMS)},
		.green = 9000, .red = 8500
	},
	{
		.id = "denial_initial_claims", .kpi = "denial_rate", .variant = "initial claims", .number = 4,
		.name = "Initial denial rate, claims",
		.numerator = "claims with a denied line on their first remittance",
		.denominator = "claims with a first remittance",
		.basis = ON_REMIT, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "AAFP: 5 to 10 usual, under 5 wanted",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(DENIED_CLAIMS)}, .bottom = {PLUS(REMITTED_CLAIMS)},
		.green = 500, .red = 1000, .green_within = true, .part = true
	},
	{
		.id = "denial_initial_lines", .kpi = "denial_rate", .variant = "initial lines", .number = 4,
		.name = "Initial denial rate, lines",
		.numerator = "denied lines on first remittances",
		.denominator = "adjudicated lines of first remittances",
		.basis = ON_REMIT, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "HFMA Claim Integrity Task Force",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(DENIED_LINES)}, .bottom = {PLUS(REMITTED_LINES)},
		.green = 500, .red = 1000, .green_within = true, .part = true
	},
	{
		.id = "denial_initial_dollars", .kpi = "denial_rate", .variant = "initial dollars", .number = 4,
		.name = "Initial denial rate, dollars",
		.numerator = "charges of denied lines on first remittances",
		.denominator = "charges on first remittances",
		.basis = ON_REMIT, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "AAFP; national 11.81 % in 2024",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(DENIED)}, .bottom = {PLUS(REMITTED)},
		.green = 500, .red = 1000, .green_within = true, .part = true
	},
	{
		.id = "denial_initial_claims_submitted", .kpi = "denial_rate", .variant = "initial claims of submitted", .number = 4,
		.name = "Initial denial rate, claims over submitted",
		.numerator = "claims with a denied line on their first remittance",
		.denominator = "claims submitted for the first time",
		.basis = ON_REMIT ", over the " ON_BILL, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "HFMA Claim Integrity Task Force",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(DENIED_CLAIMS)}, .bottom = {PLUS(SUBMITTED_CLAIMS)},
		.green = 500, .red = 1000, .green_within = true
	},
	{
		.id = "denial_initial_lines_submitted", .kpi = "denial_rate", .variant = "initial lines of submitted", .number = 4,
		.name = "Initial denial rate, lines over submitted",
		.numerator = "denied lines on first remittances",
		.denominator = "lines of first submissions",
		.basis = ON_REMIT ", over the " ON_BILL, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "HFMA Claim Integrity Task Force",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(DENIED_LINES)}, .bottom = {PLUS(SUBMITTED_LINES)},
		.green = 500, .red = 1000, .green_within = true
	},
	{
		.id = "denial_initial_dollars_submitted", .kpi = "denial_rate", .variant = "initial dollars of submitted", .number = 4,
		.name = "Initial denial rate, dollars over submitted",
		.numerator = "charges of denied lines on first remittances",
		.denominator = "charges of first submissions",
		.basis = ON_REMIT ", over the " ON_BILL, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "AAFP: dollars denied over dollars submitted",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(DENIED)}, .bottom = {PLUS(SUBMITTED)},
		.green = 500, .red = 1000, .green_within = true
	},
	{
		.id = "denial_initial_claims_without_requests", .kpi = "denial_rate", .variant = "initial claims without requests", .number = 4,
		.name = "Initial denial rate, claims, requests for information left out",
		.numerator = "claims with a denied line that does more than ask for information",
		.denominator = "claims with a first remittance",
		.basis = ON_REMIT, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "variant: a request for information is no denial",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(DENIED_CLAIMS), LESS(REQUEST_CLAIMS)}, .bottom = {PLUS(REMITTED_CLAIMS)},
		.green = 500, .red = 1000, .green_within = true, .part = true
	},
	{
		.id = "denial_initial_lines_without_requests", .kpi = "denial_rate", .variant = "initial lines without requests", .number = 4,
		.name = "Initial denial rate, lines, requests for information left out",
		.numerator = "denied lines that do more than ask for information",
		.denominator = "adjudicated lines of first remittances",
		.basis = ON_REMIT, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "variant: a request for information is no denial",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(DENIED_LINES), LESS(REQUEST_LINES)}, .bottom = {PLUS(REMITTED_LINES)},
		.green = 500, .red = 1000, .green_within = true, .part = true
	},
	{
		.id = "denial_initial_dollars_without_requests", .kpi = "denial_rate", .variant = "initial dollars without requests", .number = 4,
		.name = "Initial denial rate, dollars, requests for information left out",
		.numerator = "charges of denied lines that do more than ask for information",
		.denominator = "charges on first remittances",
		.basis = ON_REMIT, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "variant: a request for information is no denial",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(DENIED), LESS(REQUESTED)}, .bottom = {PLUS(REMITTED)},
		.green = 500, .red = 1000, .green_within = true, .part = true
	},
	{
		.id = "denial_primary", .kpi = "denial_rate", .variant = "primary zero pay", .number = 4,
		.name = "Primary denial rate",
		.numerator = "claims with nothing paid and a denied line, of primary payers",
		.denominator = "claims remitted by a primary payer",
		.basis = ON_REMIT, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "HFMA Claim Integrity Task Force",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(ZERO_PAID_CLAIMS)}, .bottom = {PLUS(PRIMARY_CLAIMS)},
		.green = 500, .red = 1000, .green_within = true, .part = true
	},
	{
		.id = "denial_final_claims", .kpi = "denial_rate", .variant = "final claims", .number = 4,
		.name = "Final denial rate, claims",
		.numerator = "claims that end as denials",
		.denominator = "claims with a first remittance",
		.basis = "day of the final disposition, over the " ON_REMIT, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(FINALLY_DENIED_CLAIMS)}, .bottom = {PLUS(REMITTED_CLAIMS)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "denial_final_lines", .kpi = "denial_rate", .variant = "final lines", .number = 4,
		.name = "Final denial rate, lines",
		.numerator = "lines that end as denials",
		.denominator = "adjudicated lines of first remittances",
		.basis = "day of the final disposition, over the " ON_REMIT, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(FINALLY_DENIED_LINES)}, .bottom = {PLUS(REMITTED_LINES)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "denial_final_dollars", .kpi = "denial_rate", .variant = "final dollars", .number = 4,
		.name = "Denial write-offs, share of net revenue",
		.numerator = "written off as denials after work",
		.denominator = "charges less contractual adjustments and charity",
		.basis = ON_POSTING, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "HFMA AR-6; limits ours, on the reported median of 2.5 to 2.7 %",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(DENIAL_WRITE_OFFS)}, .bottom = {NET_REVENUE},
		.green = 150, .red = 270
	},
	{
		.id = "denial_final_claims_submitted", .kpi = "denial_rate", .variant = "final claims of submitted", .number = 4,
		.name = "Final denial rate, claims over submitted",
		.numerator = "claims that end as denials",
		.denominator = "claims submitted for the first time",
		.basis = "day of the final disposition, over the " ON_BILL, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(FINALLY_DENIED_CLAIMS)}, .bottom = {PLUS(SUBMITTED_CLAIMS)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "denial_final_lines_submitted", .kpi = "denial_rate", .variant = "final lines of submitted", .number = 4,
		.name = "Final denial rate, lines over submitted",
		.numerator = "lines that end as denials",
		.denominator = "lines of first submissions",
		.basis = "day of the final disposition, over the " ON_BILL, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(FINALLY_DENIED_LINES)}, .bottom = {PLUS(SUBMITTED_LINES)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "denial_final_dollars_remitted", .kpi = "denial_rate", .variant = "final dollars of remitted", .number = 4,
		.name = "Denial write-offs, share of charges remitted",
		.numerator = "written off as denials after work",
		.denominator = "charges on first remittances",
		.basis = ON_POSTING ", over the " ON_REMIT, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(DENIAL_WRITE_OFFS)}, .bottom = {PLUS(REMITTED)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "denial_final_dollars_submitted", .kpi = "denial_rate", .variant = "final dollars of submitted", .number = 4,
		.name = "Denial write-offs, share of charges submitted",
		.numerator = "written off as denials after work",
		.denominator = "charges of first submissions",
		.basis = ON_POSTING ", over the " ON_BILL, .exclusions = "rejections before adjudication; contractual reductions, patient responsibility, earlier payers and capitation; our own duplicates",
		.source = "ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(DENIAL_WRITE_OFFS)}, .bottom = {PLUS(SUBMITTED)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
	{
		.id = "no_show_rate", .kpi = "no_show_rate", .variant = "no-show", .number = 7,
		.name = "No-show rate",
		.numerator = "appointments where the patient neither came nor cancelled in time",
		.denominator = "appointments whose slot passed",
		.basis = "day of the slot", .exclusions = "cancelled by the practice; moved before the notice limit",
		.source = "MGMA 5 to 7 %; over 10 % act, simbo.ai",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(NO_SHOWS)}, .bottom = {PLUS(APPOINTMENTS)},
		.green = 700, .red = 1000, .part = true
	},
	{
		.id = "no_show_rate_with_late_cancels", .kpi = "no_show_rate", .variant = "with late cancels", .number = 7,
		.name = "No-show rate, late cancellations included",
		.numerator = "no-shows and appointments cancelled or moved after the notice limit",
		.denominator = "appointments whose slot passed",
		.basis = "day of the slot", .exclusions = "cancelled by the practice; moved before the notice limit",
		.source = "variant: a late cancellation is a no-show",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(NO_SHOWS), PLUS(LATE_CANCELS)}, .bottom = {PLUS(APPOINTMENTS)},
		.green = 700, .red = 1000, .part = true
	},
	{
		.id = "no_show_rate_without_same_day", .kpi = "no_show_rate", .variant = "without same day", .number = 7,
		.name = "No-show rate, appointments made on the same day left out",
		.numerator = "no-shows of appointments made before the day",
		.denominator = "appointments whose slot passed, made before the day",
		.basis = "day of the slot", .exclusions = "cancelled by the practice; moved before the notice limit",
		.source = "variant: same-day appointments left out",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(NO_SHOWS), LESS(SAME_DAY_NO_SHOWS)}, .bottom = {PLUS(APPOINTMENTS), LESS(SAME_DAY_APPOINTMENTS)},
		.green = 700, .red = 1000, .part = true
	},
	{
		.id = "no_show_cost", .kpi = "no_show_rate", .variant = "lost", .number = 7,
		.name = "Lost to no-shows",
		.numerator = "what the missed visits would have brought",
		.denominator = "appointments whose slot passed",
		.basis = "day of the slot", .exclusions = "cancelled by the practice; moved before the notice limit",
		.source = "ours",
		.form = RCM_KPI_TOTAL_DOLLARS, .better = RCM_KPI_DOWN,
		.top = {PLUS(NO_SHOW_VALUE)}, .bottom = {PLUS(APPOINTMENTS)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT
	},
};
RCM_KPI_LIST_END(core);
