/*
 * facts_visit.c - facts of the front office and of the work on denials.
 */
#include "kpi/fact.h"

/* Counts an appointment whose slot has passed. */
static void
put_slot(const RcmKpiAppointmentRow *row, bool missed, bool late, RcmKpiFact *fact)
{
	fact_put(fact, RCM_KPI_APPOINTMENTS, 1);
	fact_count(fact, RCM_KPI_NO_SHOWS, missed);
	fact_count(fact, RCM_KPI_LATE_CANCELS, late);
	fact_count(fact, RCM_KPI_SAME_DAY_APPOINTMENTS, row->same_day);
	fact_count(fact, RCM_KPI_SAME_DAY_NO_SHOWS, row->same_day && missed);
	if (missed)
		fact_put(fact, RCM_KPI_NO_SHOW_VALUE, row->value);
}

void
rcm_kpi_appointment(const RcmKpiAppointmentRow *row, RcmKpiFact *fact)
{
	enum
	{
		ARRIVED, NO_SHOW, CANCELLED, RESCHEDULED, PRACTICE_CANCELLED, BOOKED
	};
	static const RcmText words[] = {WORD("arrived"), WORD("no-show"), WORD("cancelled"), WORD("rescheduled"), WORD("practice cancelled"), WORD("booked"), NO_WORD};
	int			status;
	bool		late;

	fact_begin(fact);
	status = fact_word(fact, "status", row->status, words);
	if (status < 0)
		return;
	late = (status == CANCELLED || status == RESCHEDULED) &&
		row->notice_hours != RCM_KPI_NO_NUMBER && row->notice_hours < row->notice_limit;
	if (status == ARRIVED || status == NO_SHOW || status == CANCELLED || late)
		put_slot(row, status == NO_SHOW, late, fact);
	fact_count(fact, RCM_KPI_INSURED_VISITS, row->insured && (status == ARRIVED || status == BOOKED));
	fact_count(fact, RCM_KPI_VERIFIED_VISITS, row->insured && row->verified && (status == ARRIVED || status == BOOKED));
	fact_count(fact, RCM_KPI_VISITS_AHEAD, row->ahead);
	fact_count(fact, RCM_KPI_PREREGISTERED_VISITS, row->ahead && row->preregistered);
	if (status != BOOKED)
		return;
	fact_put(fact, RCM_KPI_BOOKED_CHARGES, row->charge);
	if (!row->enrolled)
		fact_put(fact, RCM_KPI_UNENROLLED_CHARGES, row->charge);
}

void
rcm_kpi_visit(const RcmKpiVisitRow *row, RcmKpiFact *fact)
{
	/* A note may take two days. */
	bool		due = row->age == RCM_KPI_NO_NUMBER || row->age > 2;

	fact_begin(fact);
	fact_put(fact, RCM_KPI_VISITS, 1);
	fact_count(fact, RCM_KPI_VISITS_DUE, due);
	fact_count(fact, RCM_KPI_UNSIGNED_VISITS, due && !row->is_signed);
	fact_number(fact, RCM_KPI_AUTHORIZATIONS_NEEDED, row->authorizations_needed);
	fact_number(fact, RCM_KPI_AUTHORIZATIONS_SECURED, row->authorizations_secured);
	fact_put(fact, RCM_KPI_SERVICE_DUE, row->due);
	fact_put(fact, RCM_KPI_SERVICE_COLLECTED, row->collected);
}

void
rcm_kpi_estimate(int64_t estimate, int64_t owed, RcmKpiFact *fact)
{
	int64_t		tolerance = estimate / 10 > 1000 ? estimate / 10 : 1000;
	int64_t		over;

	fact_begin(fact);
	over = fact_less(fact, owed, estimate);
	fact_put(fact, RCM_KPI_ESTIMATES, 1);
	fact_count(fact, RCM_KPI_ESTIMATES_CLOSE, over >= -tolerance && over <= tolerance);
	fact_count(fact, RCM_KPI_ESTIMATES_EXCEEDED, over > 40000);
}

void
rcm_kpi_denial(const RcmKpiDenialRow *row, RcmKpiFact *fact)
{
	/* In the order of the counters from RCM_KPI_ROOT_ELIGIBILITY on. */
	static const RcmText roots[] = {
		WORD("ELIG"), WORD("COB"), WORD("AUTH"), WORD("DATA"), WORD("CODING"), WORD("MEDNEC"), WORD("PROVIDER"), WORD("TIMELY"), WORD("DUP"), WORD("COVERAGE"), WORD("INFO"), WORD("PAYER"), WORD("PATIENT"), WORD("UNCLASSIFIED"),
		/* as rcm.root_causes() names them */
		WORD("eligibility"), WORD("coordination"), WORD("authorization"), WORD("data"), WORD("coding"), WORD("medical_necessity"), WORD("provider"), WORD("timely_filing"), WORD("duplicate"), WORD("coverage"), WORD("information"), WORD("payer"), WORD("patient"), WORD("unclassified"), NO_WORD
	};
	int			root = RCM_KPI_ROOT_UNKNOWN - RCM_KPI_ROOT_ELIGIBILITY;

	fact_begin(fact);
	if (row->root.len > 0)
		root = fact_word(fact, "root", row->root, roots);
	if (root < 0)
		return;
	root %= RCM_KPI_ROOT_UNKNOWN - RCM_KPI_ROOT_ELIGIBILITY + 1;
	fact_put(fact, RCM_KPI_DENIALS, 1);
	fact_put(fact, RCM_KPI_DENIAL_VALUE, row->amount);
	if (row->appealable)
	{
		fact_put(fact, RCM_KPI_APPEALABLE, 1);
		fact_put(fact, RCM_KPI_APPEALABLE_VALUE, row->amount);
		fact_count(fact, RCM_KPI_APPEALED, row->appealed);
		if (row->appealed)
			fact_put(fact, RCM_KPI_APPEALED_VALUE, row->amount);
	}
	fact_put(fact, RCM_KPI_ROOT_ELIGIBILITY + root, row->amount);
}

void
rcm_kpi_appeal(const RcmKpiAppealRow *row, RcmKpiFact *fact)
{
	fact_begin(fact);
	fact_put(fact, RCM_KPI_APPEALS_CLOSED, 1);
	fact_count(fact, RCM_KPI_APPEALS_WON, row->recovered != RCM_NO_USD && row->recovered > 0);
	fact_put(fact, RCM_KPI_APPEAL_VALUE, row->amount);
	fact_put(fact, RCM_KPI_APPEAL_RECOVERED, row->recovered);
	fact_count(fact, RCM_KPI_APPEAL_DAYS_ITEMS, row->days_to_appeal != RCM_KPI_NO_NUMBER);
	fact_number(fact, RCM_KPI_APPEAL_DAYS, row->days_to_appeal);
	fact_count(fact, RCM_KPI_RESOLUTION_DAYS_ITEMS, row->days_to_resolution != RCM_KPI_NO_NUMBER);
	fact_number(fact, RCM_KPI_RESOLUTION_DAYS, row->days_to_resolution);
}
