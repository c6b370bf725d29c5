/*
 * counters.h - what a state of type rcm.kpi counts.
 *
 * One line for each counter: symbol, name in text, unit, the function that
 * counts it, meaning.  The place in the list is the counter's number in binary
 * states that are stored: new ones go to the end, none is ever removed.
 * A function of facts.h puts its counters in the order of this list.
 */
#ifndef RCM_KPI_COUNTERS_H
#define RCM_KPI_COUNTERS_H

#define RCM_KPI_COUNTER_LIST(X) \
	/* charge lines, by the day they were posted */ \
	X(CHARGES, charges, MONEY, "kpi_charge", "gross charges") \
	X(CHARGE_LINES, charge_lines, COUNT, "kpi_charge", "charge lines") \
	X(CHARGES_CAPITATED, charges_capitated, MONEY, "kpi_charge", "charges under capitation, kept apart") \
	X(CHARGES_DATED, charges_dated, MONEY, "kpi_charge", "charges whose lag after the service is known") \
	X(CHARGES_LATE, charges_late, MONEY, "kpi_charge", "of these, posted too late") \
	X(LAG_LINES, lag_lines, COUNT, "kpi_charge", "charge lines whose lag after the service is known") \
	X(LAG_DAYS, lag_days, DAYS, "kpi_charge", "days from service to posting, over these lines") \
	/* claims, by the day they were made */ \
	X(CLAIMS_CREATED, claims_created, COUNT, "kpi_claim", "claims made and through the edits") \
	X(CLAIMS_CLEAN, claims_clean, COUNT, "kpi_claim", "of these, past all edits with no hand on them") \
	/* first submissions, by the day they left */ \
	X(SUBMITTED_CLAIMS, submitted_claims, COUNT, "kpi_submission", "claims submitted for the first time") \
	X(SUBMITTED_LINES, submitted_lines, COUNT, "kpi_submission", "their service lines") \
	X(SUBMITTED, submitted, MONEY, "kpi_submission", "their charges") \
	X(ACCEPTED_CLAIMS, accepted_claims, COUNT, "kpi_submission", "first submissions accepted by clearinghouse and payer") \
	X(REJECTED_CLAIMS, rejected_claims, COUNT, "kpi_submission", "first submissions rejected by either") \
	X(BILLING_LAG_CLAIMS, billing_lag_claims, COUNT, "kpi_submission", "first submissions whose lag after the charge is known") \
	X(BILLING_LAG_DAYS, billing_lag_days, DAYS, "kpi_submission", "days from charge to submission, over these claims") \
	X(HOLD_DAYS, hold_days, DAYS, "kpi_submission", "of these, days on hold") \
	/* first remittances, by their production date */ \
	X(REMITTED_CLAIMS, remitted_claims, COUNT, "kpi_remittance", "claims with a first remittance") \
	X(REMITTED_LINES, remitted_lines, COUNT, "kpi_remittance", "their adjudicated lines") \
	X(REMITTED, remitted, MONEY, "kpi_remittance", "their charges, where it is known what of them was denied") \
	X(DENIED_CLAIMS, denied_claims, COUNT, "kpi_remittance", "claims with a denied line on the first remittance") \
	X(DENIED_LINES, denied_lines, COUNT, "kpi_remittance", "denied lines") \
	X(DENIED, denied, MONEY, "kpi_remittance", "charges of denied lines") \
	X(REQUEST_CLAIMS, request_claims, COUNT, "kpi_remittance", "denied claims whose denials only ask for information") \
	X(REQUEST_LINES, request_lines, COUNT, "kpi_remittance", "denied lines that only ask for information") \
	X(REQUESTED, requested, MONEY, "kpi_remittance", "charges of these lines") \
	X(DUPLICATE_LINES, duplicate_lines, COUNT, "kpi_remittance", "lines refused as our own duplicates: no denials, kept apart") \
	X(PRIMARY_CLAIMS, primary_claims, COUNT, "kpi_remittance", "claims remitted by a primary payer") \
	X(ZERO_PAID_CLAIMS, zero_paid_claims, COUNT, "kpi_remittance", "of these, nothing paid and a line denied") \
	X(JUDGED_CLAIMS, judged_claims, COUNT, "kpi_remittance", "first submissions adjudicated, duplicates and secondaries left out") \
	X(PAID_FIRST_CLAIMS, paid_first_claims, COUNT, "kpi_remittance", "of these, paid or rightly moved to the patient with no denial and no rework") \
	/* final dispositions, by their day */ \
	X(RESOLVED_CLAIMS, resolved_claims, COUNT, "kpi_disposition", "claims that reached their final disposition") \
	X(RESOLVED_UNTOUCHED, resolved_untouched, COUNT, "kpi_disposition", "of these, paid, the patient's or a valid zero, with no touch after the first submission") \
	X(WRITTEN_OFF_UNTOUCHED, written_off_untouched, COUNT, "kpi_disposition", "of these, written off with no touch") \
	X(FINALLY_DENIED_CLAIMS, finally_denied_claims, COUNT, "kpi_disposition", "claims that end as denials") \
	X(FINALLY_DENIED_LINES, finally_denied_lines, COUNT, "kpi_disposition", "lines that end as denials") \
	/* money, by the day it was posted */ \
	X(PAYER_PAYMENTS, payer_payments, MONEY, "kpi_entry", "payments of payers") \
	X(PATIENT_PAYMENTS, patient_payments, MONEY, "kpi_entry", "payments of patients") \
	X(TAKE_BACKS, take_backs, MONEY, "kpi_entry", "taken back by payers") \
	X(PAYER_REFUNDS, payer_refunds, MONEY, "kpi_entry", "refunds to payers") \
	X(PATIENT_REFUNDS, patient_refunds, MONEY, "kpi_entry", "refunds to patients, and payments that bounced") \
	X(CONTRACTUAL, contractual, MONEY, "kpi_entry", "contractual adjustments") \
	X(DENIAL_WRITE_OFFS, denial_write_offs, MONEY, "kpi_entry", "written off as denials") \
	X(CHARITY, charity, MONEY, "kpi_entry", "charity care") \
	X(BAD_DEBT, bad_debt, MONEY, "kpi_entry", "bad debt") \
	X(OTHER_WRITE_OFFS, other_write_offs, MONEY, "kpi_entry", "other write-offs") \
	X(AVOIDABLE_WRITE_OFFS, avoidable_write_offs, MONEY, "kpi_entry", "write-offs of any kind that were avoidable") \
	X(PATIENT_BILLED, patient_billed, MONEY, "kpi_entry", "patient balances billed on statements") \
	X(RECOVERIES, recoveries, MONEY, "kpi_entry", "recovered by collection agencies, kept apart") \
	X(COST, cost, MONEY, "kpi_of", "what the revenue cycle cost") \
	X(PAYMENTS_TIMED, payments_timed, MONEY, "kpi_entry", "payments whose posting delay is known") \
	X(PAYMENTS_TIMELY, payments_timely, MONEY, "kpi_entry", "of these, posted in time") \
	X(PAYMENTS_AT_SERVICE, payments_at_service, MONEY, "kpi_entry", "patient payments at or before the service") \
	X(PAYMENTS_AGED, payments_aged, MONEY, "kpi_entry", "payments whose days since the first bill are known") \
	X(PAYMENT_DAYS, payment_days, MONEY_DAYS, "kpi_entry", "these payments, each times its days since the first bill") \
	X(STATEMENT_PAYMENTS, statement_payments, MONEY, "kpi_entry", "patient payments whose days since the first statement are known") \
	X(STATEMENT_DAYS, statement_days, MONEY_DAYS, "kpi_entry", "these payments, each times its days since the first statement") \
	/* service lines, by their date of service */ \
	X(COHORT_LINES, cohort_lines, COUNT, "kpi_cohort", "service lines of the cohort") \
	X(COHORT_IMMATURE, cohort_immature, COUNT, "kpi_cohort", "of these, too young to judge") \
	X(COHORT_ENCOUNTERS, cohort_encounters, COUNT, "kpi_cohort", "encounters of the cohort") \
	X(COHORT_CHARGES, cohort_charges, MONEY, "kpi_cohort", "charges of the cohort") \
	X(COHORT_CONTRACTUAL, cohort_contractual, MONEY, "kpi_cohort", "contractual adjustments on them") \
	X(COHORT_DENIALS, cohort_denials, MONEY, "kpi_cohort", "written off on them as denials") \
	X(COHORT_BAD_DEBT, cohort_bad_debt, MONEY, "kpi_cohort", "bad debt on them") \
	X(COHORT_CHARITY, cohort_charity, MONEY, "kpi_cohort", "charity on them") \
	X(COHORT_PAID, cohort_paid, MONEY, "kpi_cohort", "paid on them to date, less refunds and take-backs") \
	/* what is owed, as of a day */ \
	X(AR_ITEMS, ar_items, COUNT, "kpi_receivable", "open debit balances") \
	X(AR, ar, MONEY, "kpi_receivable", "open debit balances") \
	X(AR_CREDITS, ar_credits, MONEY, "kpi_receivable", "credit balances, as a positive amount, kept apart") \
	X(AR_0_30, ar_0_30, MONEY, "kpi_receivable", "billed, 0 to 30 days old") \
	X(AR_31_60, ar_31_60, MONEY, "kpi_receivable", "billed, 31 to 60 days old") \
	X(AR_61_90, ar_61_90, MONEY, "kpi_receivable", "billed, 61 to 90 days old") \
	X(AR_91_120, ar_91_120, MONEY, "kpi_receivable", "billed, 91 to 120 days old") \
	X(AR_OVER_120, ar_over_120, MONEY, "kpi_receivable", "billed, over 120 days old") \
	X(AR_UNDATED, ar_undated, MONEY, "kpi_receivable", "billed, of unknown age") \
	X(AR_UNBILLED, ar_unbilled, MONEY, "kpi_receivable", "charged, but not billed yet") \
	X(AR_SELF_PAY, ar_self_pay, MONEY, "kpi_receivable", "owed by patients") \
	X(AR_SELF_PAY_OVER_90, ar_self_pay_over_90, MONEY, "kpi_receivable", "owed by patients for more than 90 days") \
	X(AR_PLAN, ar_plan, MONEY, "kpi_receivable", "of the open balances, those on payment plans") \
	X(AR_ALLOWANCE, ar_allowance, MONEY, "kpi_receivable", "of the open balances, what is not expected to be paid") \
	X(AR_BAD_DEBT, ar_bad_debt, MONEY, "kpi_receivable", "placed with a collection agency, kept apart") \
	X(AR_HOLD, ar_hold, MONEY, "kpi_receivable", "waiting for an enrolment, kept apart") \
	X(AR_CAPITATED, ar_capitated, MONEY, "kpi_receivable", "under capitation, kept apart") \
	/* claims that are out, as of a day */ \
	X(OPEN_CLAIMS, open_claims, COUNT, "kpi_open_claim", "open claims") \
	X(UNTOUCHED_CLAIMS, untouched_claims, COUNT, "kpi_open_claim", "of these, untouched for too long") \
	X(AWAITING_CLAIMS, awaiting_claims, COUNT, "kpi_open_claim", "claims out at a payer") \
	X(OVERDUE_CLAIMS, overdue_claims, COUNT, "kpi_open_claim", "of these, no answer past the payer's usual turn") \
	/* patient balances, by the day they became the patient's */ \
	X(PATIENT_ACCOUNTS, patient_accounts, COUNT, "kpi_patient_balance", "patient balances above zero") \
	X(PATIENT_MOVED, patient_moved, MONEY, "kpi_patient_balance", "moved to patients, less what went back to payers") \
	X(PATIENT_PAID_30, patient_paid_30, MONEY, "kpi_patient_balance", "of it paid by day 30") \
	X(PATIENT_PAID_60, patient_paid_60, MONEY, "kpi_patient_balance", "of it paid by day 60") \
	X(PATIENT_PAID_90, patient_paid_90, MONEY, "kpi_patient_balance", "of it paid by day 90") \
	X(PATIENT_PAID_180, patient_paid_180, MONEY, "kpi_patient_balance", "of it paid by day 180") \
	X(PATIENT_YOUNG_30, patient_young_30, COUNT, "kpi_patient_balance", "balances younger than 30 days") \
	X(PATIENT_YOUNG_60, patient_young_60, COUNT, "kpi_patient_balance", "balances younger than 60 days") \
	X(PATIENT_YOUNG_90, patient_young_90, COUNT, "kpi_patient_balance", "balances younger than 90 days") \
	X(PATIENT_YOUNG_180, patient_young_180, COUNT, "kpi_patient_balance", "balances younger than 180 days") \
	X(PATIENT_IN_FULL, patient_in_full, COUNT, "kpi_patient_balance", "balances paid in full") \
	X(PATIENT_IN_PART, patient_in_part, COUNT, "kpi_patient_balance", "balances paid in part") \
	/* appointments, by the day of their slot */ \
	X(APPOINTMENTS, appointments, COUNT, "kpi_appointment", "appointments whose slot passed, without those that the practice took back or that were moved in time") \
	X(NO_SHOWS, no_shows, COUNT, "kpi_appointment", "of these, the patient neither came nor cancelled in time") \
	X(LATE_CANCELS, late_cancels, COUNT, "kpi_appointment", "of these, cancelled or moved too late") \
	X(SAME_DAY_APPOINTMENTS, same_day_appointments, COUNT, "kpi_appointment", "of these, made on the same day") \
	X(SAME_DAY_NO_SHOWS, same_day_no_shows, COUNT, "kpi_appointment", "of the no-shows, made on the same day") \
	X(NO_SHOW_VALUE, no_show_value, MONEY, "kpi_appointment", "what the missed visits would have brought") \
	X(INSURED_VISITS, insured_visits, COUNT, "kpi_appointment", "scheduled visits of insured patients") \
	X(VERIFIED_VISITS, verified_visits, COUNT, "kpi_appointment", "of these, with a fresh answer that the coverage is active") \
	X(VISITS_AHEAD, visits_ahead, COUNT, "kpi_appointment", "visits scheduled at least a day ahead") \
	X(PREREGISTERED_VISITS, preregistered_visits, COUNT, "kpi_appointment", "of these, registered before the day of service") \
	X(BOOKED_CHARGES, booked_charges, MONEY, "kpi_appointment", "charges expected of booked visits") \
	X(UNENROLLED_CHARGES, unenrolled_charges, MONEY, "kpi_appointment", "of these, where the provider is not enrolled with the payer") \
	/* visits, by their date of service */ \
	X(VISITS, visits, COUNT, "kpi_visit", "completed visits") \
	X(VISITS_DUE, visits_due, COUNT, "kpi_visit", "of these, old enough that the note must be signed") \
	X(UNSIGNED_VISITS, unsigned_visits, COUNT, "kpi_visit", "of these, without a signed note") \
	X(AUTHORIZATIONS_NEEDED, authorizations_needed, COUNT, "kpi_visit", "services that need an authorization") \
	X(AUTHORIZATIONS_SECURED, authorizations_secured, COUNT, "kpi_visit", "of these, authorized before the service") \
	X(SERVICE_DUE, service_due, MONEY, "kpi_visit", "due from patients at the service") \
	X(SERVICE_COLLECTED, service_collected, MONEY, "kpi_visit", "of it collected at the service") \
	/* estimates, by the remittance that settles them */ \
	X(ESTIMATES, estimates, COUNT, "kpi_estimate", "estimated visits that were adjudicated") \
	X(ESTIMATES_CLOSE, estimates_close, COUNT, "kpi_estimate", "of these, close to what the patient owes") \
	X(ESTIMATES_EXCEEDED, estimates_exceeded, COUNT, "kpi_estimate", "of these, exceeded by more than 400 dollars") \
	/* denials, by their day */ \
	X(DENIALS, denials, COUNT, "kpi_denial", "denials") \
	X(DENIAL_VALUE, denial_value, MONEY, "kpi_denial", "what was denied") \
	X(APPEALABLE, appealable, COUNT, "kpi_denial", "denials that can be appealed") \
	X(APPEALABLE_VALUE, appealable_value, MONEY, "kpi_denial", "what was denied in them") \
	X(APPEALED, appealed, COUNT, "kpi_denial", "of these, appealed") \
	X(APPEALED_VALUE, appealed_value, MONEY, "kpi_denial", "what was denied in those appealed") \
	X(ROOT_ELIGIBILITY, root_eligibility, MONEY, "kpi_denial", "denied because of eligibility") \
	X(ROOT_COORDINATION, root_coordination, MONEY, "kpi_denial", "denied because of the order of payers") \
	X(ROOT_AUTHORIZATION, root_authorization, MONEY, "kpi_denial", "denied for want of an authorization") \
	X(ROOT_DATA, root_data, MONEY, "kpi_denial", "denied because of missing or wrong data") \
	X(ROOT_CODING, root_coding, MONEY, "kpi_denial", "denied because of coding") \
	X(ROOT_NECESSITY, root_necessity, MONEY, "kpi_denial", "denied as not medically necessary") \
	X(ROOT_PROVIDER, root_provider, MONEY, "kpi_denial", "denied because of the provider's enrolment or contract") \
	X(ROOT_TIMELY, root_timely, MONEY, "kpi_denial", "denied as too late") \
	X(ROOT_DUPLICATE, root_duplicate, MONEY, "kpi_denial", "denied as duplicates") \
	X(ROOT_COVERAGE, root_coverage, MONEY, "kpi_denial", "denied as not covered") \
	X(ROOT_INFORMATION, root_information, MONEY, "kpi_denial", "denied until information comes") \
	X(ROOT_PAYER, root_payer, MONEY, "kpi_denial", "denied by the payer's error") \
	X(ROOT_PATIENT, root_patient, MONEY, "kpi_denial", "denied until the patient acts") \
	X(ROOT_UNKNOWN, root_unknown, MONEY, "kpi_denial", "denied for a reason that is not known") \
	/* appeals and reworks, by the day they were closed */ \
	X(APPEALS_CLOSED, appeals_closed, COUNT, "kpi_appeal", "closed appeals and reworks") \
	X(APPEALS_WON, appeals_won, COUNT, "kpi_appeal", "of these, paid wholly or in part") \
	X(APPEAL_VALUE, appeal_value, MONEY, "kpi_appeal", "what they were about") \
	X(APPEAL_RECOVERED, appeal_recovered, MONEY, "kpi_appeal", "of it paid") \
	X(APPEAL_DAYS_ITEMS, appeal_days_items, COUNT, "kpi_appeal", "those whose days from denial to appeal are known") \
	X(APPEAL_DAYS, appeal_days, DAYS, "kpi_appeal", "days from denial to appeal, over these") \
	X(RESOLUTION_DAYS_ITEMS, resolution_days_items, COUNT, "kpi_appeal", "those whose days from denial to resolution are known") \
	X(RESOLUTION_DAYS, resolution_days, DAYS, "kpi_appeal", "days from denial to resolution, over these") \
	/* remitted lines, by the production date of the remittance */ \
	X(PAID_LINES, paid_lines, COUNT, "kpi_paid_line", "paid lines") \
	X(PRICED_LINES, priced_lines, COUNT, "kpi_paid_line", "of these, with a contract rate") \
	X(UNDERPAID_LINES, underpaid_lines, COUNT, "kpi_paid_line", "of these, allowed less than the rate by more than the tolerance") \
	X(PRICED, priced, MONEY, "kpi_paid_line", "what the contracts promise for priced lines") \
	X(UNDERPAID, underpaid, MONEY, "kpi_paid_line", "what underpaid lines lack") \
	X(POSTED_LINES, posted_lines, COUNT, "kpi_paid_line", "remitted lines posted") \
	X(POSTED_UNTOUCHED, posted_untouched, COUNT, "kpi_paid_line", "of these, posted with no hand on them") \
	/* counted by name */ \
	X(DEADLINES, deadlines, COUNT, "kpi_of", "appeals and filings whose deadline passed, done or not") \
	X(DEADLINES_MISSED, deadlines_missed, COUNT, "kpi_of", "of these, expired unworked") \
	X(UNBILLED, unbilled, MONEY, "kpi_of", "charges of completed visits without a final bill") \
	X(UNAPPLIED, unapplied, MONEY, "kpi_of", "receipts not applied, suspense included") \
	X(CREDIT_ITEMS, credit_items, COUNT, "kpi_of", "credit balances with a refund clock") \
	X(REFUNDS_OVERDUE, refunds_overdue, COUNT, "kpi_of", "of these, past the clock") \
	X(VARIANCE_FOUND, variance_found, MONEY, "kpi_of", "underpayment found on disputed lines that are closed") \
	X(VARIANCE_RECOVERED, variance_recovered, MONEY, "kpi_of", "of it allowed in the end") \
	X(TOUCHES_TARGET, touches_target, COUNT, "kpi_of", "touches that were planned") \
	X(TOUCHES, touches, COUNT, "kpi_of", "touches done") \
	X(FINDINGS, findings, COUNT, "kpi_of", "findings on claims that were adjudicated") \
	X(FINDINGS_RIGHT, findings_right, COUNT, "kpi_of", "of these, a denial of that kind came") \
	X(DENIALS_CHECKED, denials_checked, COUNT, "kpi_of", "denials of claims that went through the edits") \
	X(DENIALS_FORESEEN, denials_foreseen, COUNT, "kpi_of", "of these, with a finding of that kind before") \
	X(FIXES_CLOSED, fixes_closed, COUNT, "kpi_of", "fixes whose 90 days of proof are over") \
	X(FIXES_HELD, fixes_held, COUNT, "kpi_of", "of these, the repeat rate stayed below the target") \
	X(SLOTS, slots, COUNT, "kpi_of", "slots on offer") \
	X(SLOTS_FILLED, slots_filled, COUNT, "kpi_of", "of these, filled") \
	/* that it was looked for, also where nothing was found */ \
	X(RECEIVABLE_LOOKED, receivable_looked, COUNT, "kpi_of", "practices whose open balances were looked through, found or not") \
	X(UNAPPLIED_LOOKED, unapplied_looked, COUNT, "kpi_of", "practices whose receipts were looked through for what waits, found or not") \
	X(UNBILLED_LOOKED, unbilled_looked, COUNT, "kpi_of", "practices whose visits were looked through for what is not billed, found or not")

/* How a counter is written: money as dollars, the others as whole numbers. */
typedef enum
{
	RCM_KPI_MONEY,				/* cents */
	RCM_KPI_MONEY_DAYS,			/* cents times days */
	RCM_KPI_COUNT,
	RCM_KPI_DAYS
} RcmKpiCounterUnit;

typedef enum
{
#define SYMBOL(symbol, name, unit, counted_by, meaning) RCM_KPI_##symbol,
	RCM_KPI_COUNTER_LIST(SYMBOL)
#undef SYMBOL
	RCM_KPI_COUNTERS
} RcmKpiCounter;

#endif
