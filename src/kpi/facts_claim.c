/*
 * facts_claim.c - facts of claims on their way: charged, made, submitted,
 * remitted, resolved, waiting.
 */
#include "kpi/fact.h"

void
rcm_kpi_charge(const RcmKpiChargeRow *row, RcmKpiFact *fact)
{
	bool		dated = row->lag_days != RCM_KPI_NO_NUMBER;

	fact_begin(fact);
	/* A line without a charge is told for statistics only. */
	if (row->charge == 0)
		return;
	if (row->capitated)
	{
		fact_put(fact, RCM_KPI_CHARGES_CAPITATED, row->charge);
		return;
	}
	fact_put(fact, RCM_KPI_CHARGES, row->charge);
	fact_put(fact, RCM_KPI_CHARGE_LINES, 1);
	if (!dated)
		return;
	fact_put(fact, RCM_KPI_CHARGES_DATED, row->charge);
	if (row->lag_days > row->late_after)
		fact_put(fact, RCM_KPI_CHARGES_LATE, row->charge);
	fact_put(fact, RCM_KPI_LAG_LINES, 1);
	fact_put(fact, RCM_KPI_LAG_DAYS, row->lag_days);
}

void
rcm_kpi_claim(bool clean, RcmKpiFact *fact)
{
	fact_begin(fact);
	fact_put(fact, RCM_KPI_CLAIMS_CREATED, 1);
	fact_count(fact, RCM_KPI_CLAIMS_CLEAN, clean);
}

void
rcm_kpi_submission(const RcmKpiSubmissionRow *row, RcmKpiFact *fact)
{
	fact_begin(fact);
	fact_put(fact, RCM_KPI_SUBMITTED_CLAIMS, 1);
	fact_number(fact, RCM_KPI_SUBMITTED_LINES, row->lines);
	fact_put(fact, RCM_KPI_SUBMITTED, row->charge);
	fact_count(fact, RCM_KPI_ACCEPTED_CLAIMS, row->accepted == RCM_KPI_YES);
	fact_count(fact, RCM_KPI_REJECTED_CLAIMS, row->accepted == RCM_KPI_NO);
	if (row->lag_days == RCM_KPI_NO_NUMBER)
		return;
	fact_put(fact, RCM_KPI_BILLING_LAG_CLAIMS, 1);
	fact_put(fact, RCM_KPI_BILLING_LAG_DAYS, row->lag_days);
	fact_number(fact, RCM_KPI_HOLD_DAYS, row->hold_days);
}

void
rcm_kpi_remittance(const RcmKpiRemittanceRow *row, RcmKpiFact *fact)
{
	bool		denied = row->denied_lines > 0;
	int64_t		denied_charge = row->denied;
	int64_t		requested = row->requested;

	/* What is not told may follow; when it does not, the claim is left out of the shares of dollars. */
	if (denied && denied_charge == RCM_NO_USD && row->denied_lines >= row->lines)
		denied_charge = row->charge;
	if (row->request_lines > 0 && requested == RCM_NO_USD && row->request_lines >= row->denied_lines)
		requested = denied_charge;
	fact_begin(fact);
	fact_put(fact, RCM_KPI_REMITTED_CLAIMS, 1);
	fact_number(fact, RCM_KPI_REMITTED_LINES, row->lines);
	if (!denied || denied_charge != RCM_NO_USD)
		fact_put(fact, RCM_KPI_REMITTED, row->charge);
	fact_count(fact, RCM_KPI_DENIED_CLAIMS, denied);
	fact_number(fact, RCM_KPI_DENIED_LINES, row->denied_lines);
	fact_put(fact, RCM_KPI_DENIED, denied_charge);
	fact_count(fact, RCM_KPI_REQUEST_CLAIMS, denied && row->request_lines == row->denied_lines);
	fact_number(fact, RCM_KPI_REQUEST_LINES, row->request_lines);
	fact_put(fact, RCM_KPI_REQUESTED, requested);
	fact_number(fact, RCM_KPI_DUPLICATE_LINES, row->duplicate_lines);
	fact_count(fact, RCM_KPI_PRIMARY_CLAIMS, row->primary_payer);
	fact_count(fact, RCM_KPI_ZERO_PAID_CLAIMS, row->primary_payer && denied && row->paid == 0);
	fact_count(fact, RCM_KPI_JUDGED_CLAIMS, row->paid_first != RCM_KPI_MAYBE);
	fact_count(fact, RCM_KPI_PAID_FIRST_CLAIMS, row->paid_first == RCM_KPI_YES && !denied);
}

void
rcm_kpi_disposition(const RcmKpiDispositionRow *row, RcmKpiFact *fact)
{
	enum
	{
		PAID, PATIENT, ZERO_PAY, WRITTEN_OFF, DENIED
	};
	static const RcmText outcomes[] = {WORD("paid"), WORD("patient"), WORD("zero pay"), WORD("written off"), WORD("denied"), NO_WORD};
	bool		untouched = row->touches == 0;
	int			outcome;

	fact_begin(fact);
	outcome = fact_word(fact, "outcome", row->outcome, outcomes);
	fact_put(fact, RCM_KPI_RESOLVED_CLAIMS, 1);
	fact_count(fact, RCM_KPI_RESOLVED_UNTOUCHED, untouched && outcome <= ZERO_PAY);
	fact_count(fact, RCM_KPI_WRITTEN_OFF_UNTOUCHED, untouched && outcome == WRITTEN_OFF);
	fact_count(fact, RCM_KPI_FINALLY_DENIED_CLAIMS, outcome == DENIED);
	fact_number(fact, RCM_KPI_FINALLY_DENIED_LINES, row->denied_lines);
}

void
rcm_kpi_open_claim(const RcmKpiOpenClaimRow *row, RcmKpiFact *fact)
{
	fact_begin(fact);
	fact_put(fact, RCM_KPI_OPEN_CLAIMS, 1);
	fact_count(fact, RCM_KPI_UNTOUCHED_CLAIMS, row->reminder_expired ||
			   (row->days_billed > row->untouched_limit &&
				(row->days_untouched == RCM_KPI_NO_NUMBER || row->days_untouched > row->untouched_limit)));
	/* A claim that was never billed waits for no payer. */
	if (row->days_billed == RCM_KPI_NO_NUMBER)
		return;
	fact_put(fact, RCM_KPI_AWAITING_CLAIMS, 1);
	fact_count(fact, RCM_KPI_OVERDUE_CLAIMS, !row->answered && row->days_billed > row->payer_turn);
}
