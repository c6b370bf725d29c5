/*
 * facts_money.c - facts of money: entries, cohorts of lines, what is owed.
 */
#include "kpi/fact.h"

/* Which counter each kind of entry adds to. */
static const RcmText kinds[] = {
	WORD("payer payment"), WORD("patient payment"), WORD("take-back"), WORD("payer refund"), WORD("patient refund"), WORD("contractual"), WORD("denial"), WORD("charity"), WORD("bad debt"), WORD("write-off"), WORD("patient billed"), WORD("recovery"), WORD("cost"), NO_WORD
};
static const RcmKpiCounter counter_of_kind[] = {
	RCM_KPI_PAYER_PAYMENTS, RCM_KPI_PATIENT_PAYMENTS, RCM_KPI_TAKE_BACKS, RCM_KPI_PAYER_REFUNDS, RCM_KPI_PATIENT_REFUNDS,
	RCM_KPI_CONTRACTUAL, RCM_KPI_DENIAL_WRITE_OFFS, RCM_KPI_CHARITY, RCM_KPI_BAD_DEBT, RCM_KPI_OTHER_WRITE_OFFS,
	RCM_KPI_PATIENT_BILLED, RCM_KPI_RECOVERIES, RCM_KPI_COST
};

/* What else a payment counts. */
static void
put_payment(const RcmKpiEntryRow *row, bool patient, RcmKpiFact *fact)
{
	if (row->timely != RCM_KPI_MAYBE)
		fact_put(fact, RCM_KPI_PAYMENTS_TIMED, row->amount);
	if (row->timely == RCM_KPI_YES)
		fact_put(fact, RCM_KPI_PAYMENTS_TIMELY, row->amount);
	if (patient && row->at_service)
		fact_put(fact, RCM_KPI_PAYMENTS_AT_SERVICE, row->amount);
	if (row->days_to_payment != RCM_KPI_NO_NUMBER)
	{
		fact_put(fact, RCM_KPI_PAYMENTS_AGED, row->amount);
		fact_times(fact, RCM_KPI_PAYMENT_DAYS, row->amount, row->days_to_payment);
	}
	if (patient && row->days_since_statement != RCM_KPI_NO_NUMBER)
	{
		fact_put(fact, RCM_KPI_STATEMENT_PAYMENTS, row->amount);
		fact_times(fact, RCM_KPI_STATEMENT_DAYS, row->amount, row->days_since_statement);
	}
}

void
rcm_kpi_entry(const RcmKpiEntryRow *row, RcmKpiFact *fact)
{
	int			kind;
	RcmKpiCounter counter;

	fact_begin(fact);
	kind = fact_word(fact, "kind", row->kind, kinds);
	if (kind < 0)
		return;
	counter = counter_of_kind[kind];
	fact_put(fact, counter, row->amount);
	if (row->avoidable && counter >= RCM_KPI_DENIAL_WRITE_OFFS && counter <= RCM_KPI_OTHER_WRITE_OFFS)
		fact_put(fact, RCM_KPI_AVOIDABLE_WRITE_OFFS, row->amount);
	if (counter == RCM_KPI_PAYER_PAYMENTS || counter == RCM_KPI_PATIENT_PAYMENTS)
		put_payment(row, counter == RCM_KPI_PATIENT_PAYMENTS, fact);
}

void
rcm_kpi_cohort(const RcmKpiCohortRow *row, RcmKpiFact *fact)
{
	fact_begin(fact);
	fact_put(fact, RCM_KPI_COHORT_LINES, 1);
	fact_count(fact, RCM_KPI_COHORT_IMMATURE, !row->mature);
	fact_count(fact, RCM_KPI_COHORT_ENCOUNTERS, row->encounter);
	fact_put(fact, RCM_KPI_COHORT_CHARGES, row->charge);
	fact_put(fact, RCM_KPI_COHORT_CONTRACTUAL, row->contractual);
	fact_put(fact, RCM_KPI_COHORT_DENIALS, row->denied);
	fact_put(fact, RCM_KPI_COHORT_BAD_DEBT, row->bad_debt);
	fact_put(fact, RCM_KPI_COHORT_CHARITY, row->charity);
	fact_put(fact, RCM_KPI_COHORT_PAID, row->paid);
}

/* The bucket of an age; what is dated in the future is in the first. */
static RcmKpiCounter
bucket_of(int32_t age)
{
	if (age == RCM_KPI_NO_NUMBER)
		return RCM_KPI_AR_UNDATED;
	if (age <= 30)
		return RCM_KPI_AR_0_30;
	if (age <= 60)
		return RCM_KPI_AR_31_60;
	if (age <= 90)
		return RCM_KPI_AR_61_90;
	return age <= 120 ? RCM_KPI_AR_91_120 : RCM_KPI_AR_OVER_120;
}

void
rcm_kpi_receivable(const RcmKpiReceivableRow *row, RcmKpiFact *fact)
{
	static const RcmText words[] = {WORD("bad debt"), WORD("hold"), WORD("capitated"), NO_WORD};
	static const RcmKpiCounter counters[] = {RCM_KPI_AR_BAD_DEBT, RCM_KPI_AR_HOLD, RCM_KPI_AR_CAPITATED};

	fact_begin(fact);
	if (row->apart.len > 0)
	{
		int			apart = fact_word(fact, "apart", row->apart, words);

		if (apart >= 0)
			fact_put(fact, counters[apart], row->balance);
		return;
	}
	/* A credit is never netted into what is owed. */
	if (row->balance <= 0)
	{
		fact_put(fact, RCM_KPI_AR_CREDITS, -row->balance);
		return;
	}
	fact_put(fact, RCM_KPI_AR_ITEMS, 1);
	fact_put(fact, RCM_KPI_AR, row->balance);
	fact_put(fact, row->billed ? bucket_of(row->age) : RCM_KPI_AR_UNBILLED, row->balance);
	if (row->patient)
		fact_put(fact, RCM_KPI_AR_SELF_PAY, row->balance);
	if (row->patient && row->age != RCM_KPI_NO_NUMBER && row->age > 90)
		fact_put(fact, RCM_KPI_AR_SELF_PAY_OVER_90, row->balance);
	if (row->on_plan)
		fact_put(fact, RCM_KPI_AR_PLAN, row->balance);
	fact_put(fact, RCM_KPI_AR_ALLOWANCE, row->allowance);
}

void
rcm_kpi_paid_line(const RcmKpiPaidLineRow *row, RcmKpiFact *fact)
{
	bool		priced = row->allowed != RCM_NO_USD && row->expected != RCM_NO_USD;
	int64_t		tolerance = row->tolerance;
	int64_t		lacking;

	fact_begin(fact);
	lacking = priced ? fact_less(fact, row->expected, row->allowed) : 0;
	/* One dollar or one in a hundred, whichever is more. */
	if (tolerance == RCM_NO_USD)
		tolerance = priced && row->expected / 100 > 100 ? row->expected / 100 : 100;
	fact_count(fact, RCM_KPI_PAID_LINES, row->allowed != RCM_NO_USD);
	fact_count(fact, RCM_KPI_PRICED_LINES, priced);
	fact_count(fact, RCM_KPI_UNDERPAID_LINES, priced && lacking > tolerance);
	fact_put(fact, RCM_KPI_PRICED, priced ? row->expected : 0);
	fact_put(fact, RCM_KPI_UNDERPAID, priced && lacking > tolerance ? lacking : 0);
	fact_count(fact, RCM_KPI_POSTED_LINES, row->untouched != RCM_KPI_MAYBE);
	fact_count(fact, RCM_KPI_POSTED_UNTOUCHED, row->untouched == RCM_KPI_YES);
}

void
rcm_kpi_patient_balance(const RcmKpiPatientRow *row, RcmKpiFact *fact)
{
	static const int32_t days[4] = {30, 60, 90, 180};
	int64_t		moved;
	int64_t		paid = 0;
	bool		account;

	fact_begin(fact);
	moved = fact_less(fact, row->moved, row->returned);
	account = moved > 0;
	fact_count(fact, RCM_KPI_PATIENT_ACCOUNTS, account);
	fact_put(fact, RCM_KPI_PATIENT_MOVED, moved);
	/* Paid by an earlier day is paid by a later one, also when only the first is told. */
	for (int i = 0; i < 4; i++)
	{
		if (row->paid_by[i] != RCM_NO_USD)
			paid = row->paid_by[i];
		fact_put(fact, RCM_KPI_PATIENT_PAID_30 + i, paid);
	}
	for (int i = 0; i < 4; i++)
		fact_count(fact, RCM_KPI_PATIENT_YOUNG_30 + i, account && row->age != RCM_KPI_NO_NUMBER && row->age < days[i]);
	fact_count(fact, RCM_KPI_PATIENT_IN_FULL, account && paid >= moved);
	fact_count(fact, RCM_KPI_PATIENT_IN_PART, account && paid > 0 && paid < moved);
}
