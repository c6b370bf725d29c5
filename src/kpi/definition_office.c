/*
 * definition_office.c - the front office: registration to visit.
 */
#include "kpi/definition.h"

const RcmKpiDefinition rcm_office_kpis[] = {
	{
		.id = "unsigned_visits", .kpi = "unsigned_visits", .variant = "usual", .number = 17,
		.name = "Visits without a signed note",
		.numerator = "completed visits without a signed note",
		.denominator = "completed visits older than 2 days",
		.basis = ON_SERVICE, .exclusions = USUAL_EXCLUSIONS,
		.source = "Epic's coding backlog; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(UNSIGNED_VISITS)}, .bottom = {PLUS(VISITS_DUE)},
		.green = 200, .red = 500, .part = true
	},
	{
		.id = "eligibility_verified_rate", .kpi = "eligibility_verified_rate", .variant = "usual", .number = 19,
		.name = "Eligibility verified",
		.numerator = "visits with a fresh answer that the coverage is active",
		.denominator = "scheduled visits of insured patients",
		.basis = ON_SERVICE, .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA MAP; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(VERIFIED_VISITS)}, .bottom = {PLUS(INSURED_VISITS)},
		.green = 9800, .red = 9500, .part = true
	},
	{
		.id = "authorization_rate", .kpi = "authorization_rate", .variant = "usual", .number = 20,
		.name = "Authorizations secured",
		.numerator = "services authorized before they were given",
		.denominator = "services that need an authorization",
		.basis = ON_SERVICE, .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA MAP; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(AUTHORIZATIONS_SECURED)}, .bottom = {PLUS(AUTHORIZATIONS_NEEDED)},
		.green = 9800, .red = 9500, .part = true
	},
	{
		.id = "preregistration_rate", .kpi = "preregistration_rate", .variant = "usual", .number = 21,
		.name = "Pre-registration rate",
		.numerator = "visits registered before the day of service",
		.denominator = "visits scheduled at least a day ahead, cancelled ones included",
		.basis = ON_SERVICE, .exclusions = "walk-in and urgent visits",
		.source = "HFMA MAP; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(PREREGISTERED_VISITS)}, .bottom = {PLUS(VISITS_AHEAD)},
		.green = 9500, .red = 9000, .part = true
	},
	{
		.id = "pos_collection_rate", .kpi = "pos_collection_rate", .variant = "of collected", .number = 22,
		.name = "Collected at the service",
		.numerator = "patient payments at or before the service",
		.denominator = "patient payments",
		.basis = ON_POSTING, .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA MAP",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(PAYMENTS_AT_SERVICE)}, .bottom = {PLUS(PATIENT_PAYMENTS)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT, .part = true
	},
	{
		.id = "pos_capture", .kpi = "pos_collection_rate", .variant = "of due", .number = 22,
		.name = "Collected at the service, of what was due",
		.numerator = "collected from patients at the service",
		.denominator = "due from patients at the service",
		.basis = ON_SERVICE, .exclusions = USUAL_EXCLUSIONS,
		.source = "limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(SERVICE_COLLECTED)}, .bottom = {PLUS(SERVICE_DUE)},
		.green = 9000, .red = 7500
	},
	{
		.id = "estimate_accuracy", .kpi = "estimate_accuracy", .variant = "close", .number = 23,
		.name = "Estimate accuracy",
		.numerator = "visits whose final patient share is within 10 dollars or 10 % of the estimate",
		.denominator = "estimated visits that were adjudicated",
		.basis = ON_REMIT, .exclusions = USUAL_EXCLUSIONS,
		.source = "ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(ESTIMATES_CLOSE)}, .bottom = {PLUS(ESTIMATES)},
		.green = 8500, .red = 7000, .part = true
	},
	{
		.id = "estimates_exceeded", .kpi = "estimate_accuracy", .variant = "exceeded", .number = 23,
		.name = "Estimates exceeded by more than 400 dollars",
		.numerator = "visits whose final patient share is more than 400 dollars above the estimate",
		.denominator = "estimated visits that were adjudicated",
		.basis = ON_REMIT, .exclusions = USUAL_EXCLUSIONS,
		.source = "45 CFR 149.620",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(ESTIMATES_EXCEEDED)}, .bottom = {PLUS(ESTIMATES)},
		.green = RCM_KPI_NO_LIMIT, .red = RCM_KPI_NO_LIMIT, .part = true
	},
	{
		.id = "enrolment_risk", .kpi = "enrolment_risk", .variant = "usual", .number = 47,
		.name = "Booked charges at risk of enrolment",
		.numerator = "expected charges of booked visits where the provider is not enrolled with the payer",
		.denominator = "expected charges of booked visits",
		.basis = "day of the slot, the coming 60 days", .exclusions = USUAL_EXCLUSIONS,
		.source = "ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_DOWN,
		.top = {PLUS(UNENROLLED_CHARGES)}, .bottom = {PLUS(BOOKED_CHARGES)},
		.green = 0, .red = 100, .part = true
	},
	{
		.id = "schedule_occupied", .kpi = "schedule_occupied", .variant = "usual", .number = 51,
		.name = "Schedule occupied",
		.numerator = "filled slots",
		.denominator = "slots on offer",
		.basis = "day of the slot", .exclusions = USUAL_EXCLUSIONS,
		.source = "HFMA practice keys; limits ours",
		.form = RCM_KPI_PERCENT, .better = RCM_KPI_UP,
		.top = {PLUS(SLOTS_FILLED)}, .bottom = {PLUS(SLOTS)},
		.green = 9000, .red = 8000
	},
};
RCM_KPI_LIST_END(office);
