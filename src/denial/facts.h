/*
 * facts.h - what the practice's own rows say about a denied line, as far as known.
 *
 * Every fact may be missing.  A fact is as of the day on which the claim was
 * sent, unless its meaning says otherwise; who reads rows to fill this in is not
 * this file's business.
 */
#ifndef RCM_DENIAL_FACTS_H
#define RCM_DENIAL_FACTS_H

#include "base/dates.h"
#include "claim/value.h"
#include "money/usd.h"

typedef enum RcmStanding
{
	RCM_STANDING_UNKNOWN,
	RCM_STANDING_NONE,			/* looked for, and there is none */
	RCM_STANDING_PENDING,
	RCM_STANDING_APPROVED,
	RCM_STANDING_DENIED,
	RCM_STANDING_ENDED
} RcmStanding;

#define RCM_STANDINGS 6
#define RCM_NO_COUNT (-1)
#define RCM_NO_MONEY RCM_NO_USD

/* FACT(kind, name, meaning): the name is the key in JSON, too. */
#define RCM_DENIAL_FACTS(FACT) \
	FACT(DATE, service_on, "first day of service") \
	FACT(COUNT, units, "units of the line as sent") \
	FACT(CODE, procedure_sent, "procedure code of the line as sent") \
	FACT(CODE, procedure_paid, "procedure code that the payer went by") \
	/* eligibility */ \
	FACT(TRUTH, eligibility_checked, "was eligibility asked for before the service?") \
	FACT(DATE, eligibility_checked_on, "day of the last answer before the service") \
	FACT(TRUTH, eligibility_active, "did that answer say that coverage is active?") \
	FACT(DATE, coverage_from, "first day of coverage as the payer tells it now") \
	FACT(DATE, coverage_to, "last day of coverage as the payer tells it now") \
	FACT(TRUTH, member_id_matches, "is the member id of the claim the payer's?") \
	FACT(TRUTH, name_matches, "is the name of the claim the payer's?") \
	FACT(TRUTH, birth_date_matches, "is the birth date of the claim the payer's?") \
	FACT(TRUTH, relationship_matches, "is the relation to the subscriber the payer's?") \
	FACT(TRUTH, other_plan_found, "was the patient with another plan on that day (Medicare Advantage in place of Medicare, say)?") \
	FACT(COUNT, patient_age_days, "age of the patient in days at the service") \
	FACT(TRUTH, benefit_exhausted, "was the benefit's maximum used up before this line?") \
	/* coordination of benefits */ \
	FACT(TRUTH, other_coverage_on_file, "is other coverage of that day on file?") \
	FACT(COUNT, payer_order_billed, "place of this payer on the claim: 1 is primary") \
	FACT(COUNT, payer_order_right, "place of this payer by the rules of coordination") \
	FACT(TRUTH, primary_payment_on_claim, "did the claim carry what the payer before had decided?") \
	FACT(TRUTH, payer_is_medicare, "is the payer Medicare?") \
	FACT(TRUTH, medicare_questionnaire, "is the Medicare secondary payer questionnaire answered for that day?") \
	/* authorization and referral */ \
	FACT(STANDING, authorization_status, "authorization for the service: none, pending, approved, denied or ended") \
	FACT(DATE, authorization_decided_on, "day on which the payer decided on it") \
	FACT(DATE, authorization_from, "its first day") \
	FACT(DATE, authorization_to, "its last day") \
	FACT(COUNT, authorization_units, "units approved") \
	FACT(COUNT, authorization_units_used, "units used before this line") \
	FACT(TRUTH, authorization_covers_code, "does it name the procedure?") \
	FACT(TRUTH, authorization_covers_provider, "does it name the provider?") \
	FACT(TRUTH, authorization_covers_place, "does it name the place?") \
	FACT(TRUTH, authorization_on_claim, "did the claim carry its number?") \
	FACT(STANDING, referral_status, "referral for the service: none, pending, approved, denied or ended") \
	FACT(TRUTH, referral_on_claim, "did the claim carry its number?") \
	/* provider */ \
	FACT(STANDING, enrollment_status, "enrolment of the rendering provider with the payer: none, pending, approved, denied or ended") \
	FACT(DATE, enrollment_from, "its first day") \
	FACT(DATE, enrollment_to, "its last day") \
	FACT(TRUTH, linked_to_group, "did the payer have the provider linked with the group that billed?") \
	FACT(TRUTH, contracted, "was the provider in the plan's network on that day?") \
	FACT(TRUTH, identifiers_match, "are NPI, taxonomy and tax id of the claim those that the payer has?") \
	FACT(TRUTH, clia_valid, "did the laboratory's certificate cover test and day?") \
	FACT(TRUTH, clia_on_claim, "did the claim carry its number?") \
	FACT(TRUTH, ordering_provider_enrolled, "might the ordering or referring provider order it from this payer?") \
	FACT(TRUTH, ordering_provider_on_claim, "did the claim name that provider?") \
	/* submission */ \
	FACT(DATE, first_submitted_on, "day on which the claim was sent for the first time") \
	FACT(DATE, submitted_on, "day on which the denied claim was sent") \
	FACT(DATE, accepted_on, "day of the first 277CA that accepts the claim") \
	FACT(DATE, filing_deadline, "last day for filing") \
	FACT(TRUTH, is_correction, "was the denied claim a replacement of an earlier one (frequency 7)?") \
	FACT(DATE, appeal_filed_on, "day on which the appeal was filed") \
	FACT(DATE, appeal_deadline, "last day for the appeal") \
	/* duplicate */ \
	FACT(TRUTH, earlier_submission, "was the same claim sent before, and not as a replacement?") \
	FACT(TRUTH, earlier_line_paid, "was the same line of another claim paid before?") \
	FACT(COUNT, same_service_lines, "times that the service was rendered that day, by the record") \
	FACT(TRUTH, repeat_modifier, "did the line say that it is a repetition (76, 77, 91, 59, X modifiers)?") \
	/* coding */ \
	FACT(TRUTH, modifier_missing, "did the line lack a modifier that the service needs?") \
	FACT(TRUTH, modifier_valid, "do the line's modifiers fit procedure and day?") \
	FACT(TRUTH, bundling_edit, "does an edit bundle the line with another of that day?") \
	FACT(TRUTH, bundling_modifier_allowed, "does the edit let a modifier part them?") \
	FACT(TRUTH, services_separate, "does the record show two separate services?") \
	FACT(TRUTH, separate_service_modifier, "did the line carry that modifier?") \
	FACT(COUNT, unit_limit, "most units that edit or contract allow for the day") \
	FACT(TRUTH, place_fits, "does the place of service fit the procedure?") \
	FACT(TRUTH, age_sex_fits, "do codes fit the patient's age and sex?") \
	FACT(TRUTH, diagnosis_fits, "do the diagnoses of the line fit the procedure?") \
	FACT(TRUTH, code_valid, "were the line's codes valid on the day of service?") \
	FACT(TRUTH, field_on_claim, "did the claim carry the field that the payer misses?") \
	FACT(TRUTH, field_valid, "is that field well formed and true?") \
	/* medical necessity and coverage */ \
	FACT(TRUTH, policy_exists, "is there a coverage policy (NCD, LCD, the payer's) for the procedure?") \
	FACT(TRUTH, policy_diagnosis_on_claim, "did the line carry a diagnosis that the policy lists?") \
	FACT(TRUTH, policy_experimental, "does the policy call the procedure experimental?") \
	FACT(TRUTH, documentation_complete, "is there a signed record that shows what was billed?") \
	FACT(TRUTH, frequency_limit_reached, "was the service rendered more often than the plan or policy allows?") \
	FACT(TRUTH, plan_covers, "did the benefit answer of that day list the service as covered?") \
	FACT(TRUTH, plan_excludes, "does the plan exclude the service by name?") \
	FACT(TRUTH, advance_notice, "did the patient sign an advance notice for it?") \
	FACT(TRUTH, patient_protected, "may the patient not be billed for it (QMB, Medicaid, no notice)?") \
	FACT(TRUTH, hospice_elected, "had the patient elected hospice on that day?") \
	FACT(TRUTH, hospice_modifier, "did the line say how it relates to the hospice (GV, GW)?") \
	/* information */ \
	FACT(DATE, records_sent_on, "day on which the records asked for were sent") \
	FACT(DATE, records_due, "last day for sending them") \
	FACT(TRUTH, itemized_bill_requested, "does the payer ask for an itemised bill or invoice?") \
	FACT(TRUTH, accident_related, "is the service due to an accident or to work?") \
	FACT(TRUTH, accident_details_on_claim, "did the claim tell of the accident?") \
	FACT(TRUTH, letter_unanswered, "has the patient left a letter of the payer unanswered?") \
	/* payer */ \
	FACT(TRUTH, payer_notice, "has the payer announced that it processes such claims wrongly?") \
	FACT(TRUTH, taken_back, "was the line paid before, and is the payment taken back?") \
	FACT(MONEY, contract_allowed, "amount that the contract allows for the line") \
	FACT(MONEY, allowed, "amount that the payer allowed")

#define RCM_FACT_TYPE_DATE int32_t
#define RCM_FACT_TYPE_COUNT int64_t
#define RCM_FACT_TYPE_MONEY int64_t
#define RCM_FACT_TYPE_TRUTH RcmTruth
#define RCM_FACT_TYPE_STANDING RcmStanding
#define RCM_FACT_TYPE_CODE RcmText

typedef struct RcmDenialFacts
{
#define FACT(kind, name, meaning) RCM_FACT_TYPE_##kind name;
	RCM_DENIAL_FACTS(FACT)
#undef FACT
} RcmDenialFacts;

typedef enum RcmFactKind
{
	RCM_FACT_DATE,
	RCM_FACT_COUNT,
	RCM_FACT_MONEY,
	RCM_FACT_TRUTH,
	RCM_FACT_STANDING,
	RCM_FACT_CODE
} RcmFactKind;

/* One fact that may be given. */
typedef struct RcmFact
{
	RcmText		name;
	RcmFactKind kind;
	size_t		at;				/* in RcmDenialFacts */
	const char *meaning;
} RcmFact;

/* How a value was written in JSON. */
typedef enum RcmFactForm
{
	RCM_FORM_STRING,
	RCM_FORM_NUMBER,
	RCM_FORM_TRUTH				/* "true" or "false" */
} RcmFactForm;

extern const RcmFact rcm_facts[];
extern const int rcm_fact_count;

/* Nothing is known. */
extern void rcm_facts_init(RcmDenialFacts *facts);
/* NULL when there is no such fact. */
extern const RcmFact *rcm_fact_find(RcmText name);
/* False when the value is none of the fact's kind.  A code points into the value. */
extern bool rcm_fact_set(RcmDenialFacts *facts, const RcmFact *fact, RcmFactForm form, RcmText value);
/* What a value has to look like: "a date (YYYY-MM-DD)". */
extern const char *rcm_fact_kind_words(RcmFactKind kind);
extern const char *rcm_fact_kind_name(RcmFactKind kind);

#endif
