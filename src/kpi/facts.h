/*
 * facts.h - what one row of a practice's tables adds to a state.
 *
 * One function for each kind of row.  Each has one date by which its rows are
 * filtered and grouped, the date basis of the KPIs made of it.  An input that
 * is not given is RCM_NO_USD, RCM_KPI_NO_NUMBER, RCM_KPI_MAYBE or empty text.
 */
#ifndef RCM_KPI_FACTS_H
#define RCM_KPI_FACTS_H

#include "kpi/state.h"

#define RCM_KPI_NO_NUMBER INT32_MIN

typedef enum
{
	RCM_KPI_MAYBE = -1,
	RCM_KPI_NO,
	RCM_KPI_YES
} RcmKpiAnswer;

/* No row counts more than so many things. */
#define RCM_KPI_FACT_MOST 24

/* What a row adds: counters in ascending order, none of them zero. */
typedef struct RcmKpiFact
{
	int			count;
	bool		fits;			/* false: a number is out of range */
	const char *unknown;		/* not NULL: which input has a word that is not known */
	const RcmText *words;		/* then: the words that are, up to an empty one */
	uint8_t		counters[RCM_KPI_FACT_MOST];
	int64_t		numbers[RCM_KPI_FACT_MOST];
} RcmKpiFact;

typedef struct RcmKpiChargeRow
{
	int64_t		charge;
	int32_t		lag_days;
	int32_t		late_after;
	bool		capitated;
} RcmKpiChargeRow;

typedef struct RcmKpiSubmissionRow
{
	int64_t		charge;
	int32_t		lines;
	RcmKpiAnswer accepted;
	int32_t		lag_days;
	int32_t		hold_days;
} RcmKpiSubmissionRow;

typedef struct RcmKpiRemittanceRow
{
	int64_t		charge;
	int64_t		paid;
	int32_t		lines;
	int32_t		denied_lines;
	int64_t		denied;
	int32_t		request_lines;
	int64_t		requested;
	int32_t		duplicate_lines;
	bool		primary_payer;
	RcmKpiAnswer paid_first;
} RcmKpiRemittanceRow;

typedef struct RcmKpiDispositionRow
{
	RcmText		outcome;
	int32_t		touches;
	int32_t		denied_lines;
} RcmKpiDispositionRow;

typedef struct RcmKpiEntryRow
{
	RcmText		kind;
	int64_t		amount;
	bool		avoidable;
	bool		at_service;
	RcmKpiAnswer timely;
	int32_t		days_to_payment;
	int32_t		days_since_statement;
} RcmKpiEntryRow;

typedef struct RcmKpiCohortRow
{
	int64_t		charge;
	int64_t		contractual;
	int64_t		paid;
	int64_t		denied;
	int64_t		bad_debt;
	int64_t		charity;
	bool		encounter;
	bool		mature;
} RcmKpiCohortRow;

typedef struct RcmKpiReceivableRow
{
	int64_t		balance;
	int32_t		age;
	bool		patient;
	bool		billed;
	bool		on_plan;
	int64_t		allowance;
	RcmText		apart;
} RcmKpiReceivableRow;

typedef struct RcmKpiOpenClaimRow
{
	int32_t		days_billed;
	int32_t		days_untouched;
	bool		answered;
	int32_t		payer_turn;
	bool		reminder_expired;
	int32_t		untouched_limit;
} RcmKpiOpenClaimRow;

typedef struct RcmKpiPatientRow
{
	int64_t		moved;
	int64_t		returned;
	int64_t		paid_by[4];		/* day 30, 60, 90, 180 */
	int32_t		age;
} RcmKpiPatientRow;

typedef struct RcmKpiAppointmentRow
{
	RcmText		status;
	int32_t		notice_hours;
	int32_t		notice_limit;
	bool		same_day;
	bool		insured;
	bool		verified;
	bool		ahead;
	bool		preregistered;
	int64_t		value;
	int64_t		charge;
	bool		enrolled;
} RcmKpiAppointmentRow;

typedef struct RcmKpiVisitRow
{
	bool		is_signed;
	int32_t		age;
	int32_t		authorizations_needed;
	int32_t		authorizations_secured;
	int64_t		due;
	int64_t		collected;
} RcmKpiVisitRow;

typedef struct RcmKpiDenialRow
{
	int64_t		amount;
	RcmText		root;
	bool		appealable;
	bool		appealed;
} RcmKpiDenialRow;

typedef struct RcmKpiAppealRow
{
	int64_t		amount;
	int64_t		recovered;
	int32_t		days_to_appeal;
	int32_t		days_to_resolution;
} RcmKpiAppealRow;

typedef struct RcmKpiPaidLineRow
{
	int64_t		allowed;
	int64_t		expected;
	int64_t		tolerance;
	RcmKpiAnswer untouched;
} RcmKpiPaidLineRow;

extern void rcm_kpi_charge(const RcmKpiChargeRow *row, RcmKpiFact *fact);
extern void rcm_kpi_claim(bool clean, RcmKpiFact *fact);
extern void rcm_kpi_submission(const RcmKpiSubmissionRow *row, RcmKpiFact *fact);
extern void rcm_kpi_remittance(const RcmKpiRemittanceRow *row, RcmKpiFact *fact);
extern void rcm_kpi_disposition(const RcmKpiDispositionRow *row, RcmKpiFact *fact);
extern void rcm_kpi_entry(const RcmKpiEntryRow *row, RcmKpiFact *fact);
extern void rcm_kpi_cohort(const RcmKpiCohortRow *row, RcmKpiFact *fact);
extern void rcm_kpi_receivable(const RcmKpiReceivableRow *row, RcmKpiFact *fact);
extern void rcm_kpi_open_claim(const RcmKpiOpenClaimRow *row, RcmKpiFact *fact);
extern void rcm_kpi_patient_balance(const RcmKpiPatientRow *row, RcmKpiFact *fact);
extern void rcm_kpi_appointment(const RcmKpiAppointmentRow *row, RcmKpiFact *fact);
extern void rcm_kpi_visit(const RcmKpiVisitRow *row, RcmKpiFact *fact);
extern void rcm_kpi_estimate(int64_t estimate, int64_t owed, RcmKpiFact *fact);
extern void rcm_kpi_denial(const RcmKpiDenialRow *row, RcmKpiFact *fact);
extern void rcm_kpi_appeal(const RcmKpiAppealRow *row, RcmKpiFact *fact);
extern void rcm_kpi_paid_line(const RcmKpiPaidLineRow *row, RcmKpiFact *fact);

#endif
