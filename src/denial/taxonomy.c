/*
 * taxonomy.c - the causes of denials with their owner and their prospects.
 */
#include "denial/taxonomy.h"

#define LEAF(leaf, root, family, name, owner, preventable, recoverable, meaning) \
	[RCM_LEAF_##leaf] = {name, meaning, owner, preventable, recoverable, RCM_ROOT_##root, RCM_FAMILY_##family},

#define FRONT "front_desk"
#define DESK "authorization_desk"
#define BILLER "biller"
#define CODER "coder"
#define CLINICIAN "clinician"
#define ENROLLER "credentialing"
#define PAYERS "payer_representative"
#define CONTRACTS "contracting"
#define PATIENT_SIDE "patient_services"

const RcmLeafFacts rcm_leaves[RCM_LEAVES] = {
	LEAF(NONE, NONE, NONE, NULL, NULL, NULL, NULL, NULL)
	LEAF(NOT_CHECKED, ELIGIBILITY, COVERAGE_DATES, "not_checked", FRONT, "yes", "medium", "the payer's answer on eligibility was not known before the service")
	LEAF(INACTIVE_IGNORED, ELIGIBILITY, COVERAGE_DATES, "checked_inactive_ignored", FRONT, "yes", "medium", "the payer had answered that coverage was inactive, and it was billed all the same")
	LEAF(WRONG_MEMBER_ID, ELIGIBILITY, IDENTITY, "wrong_member_id", FRONT, "yes", "high", "the member id of the claim is not the payer's")
	LEAF(NAME_BIRTH_MISMATCH, ELIGIBILITY, IDENTITY, "name_or_birth_date_mismatch", FRONT, "yes", "high", "name, birth date or sex of the claim are not the payer's")
	LEAF(WRONG_PLAN, ELIGIBILITY, WRONG_PAYER, "wrong_plan", FRONT, "yes", "high", "another plan covered the patient or the service on that day")
	LEAF(RETROACTIVE_TERMINATION, ELIGIBILITY, COVERAGE_DATES, "retroactive_termination", FRONT, "no", "medium", "coverage was active when it was checked and was ended later for that day")
	LEAF(NEWBORN, ELIGIBILITY, NEWBORN, "newborn", FRONT, "partly", "medium", "the newborn was not yet a member")
	LEAF(BENEFIT_MAXIMUM, ELIGIBILITY, BENEFIT, "benefit_maximum", FRONT, "yes", "low", "the most that the benefit pays was used up")
	LEAF(PRIMARY_UNKNOWN, COORDINATION, OTHER_PAYER, "primary_unknown", FRONT, "yes", "high", "a payer that comes first was not known to the practice")
	LEAF(ORDER_WRONG, COORDINATION, OTHER_PAYER, "order_wrong", BILLER, "yes", "high", "the claim went to a payer whose turn it was not")
	LEAF(PRIMARY_PAYMENT_MISSING, COORDINATION, PRIOR_PAYER, "primary_payment_missing", BILLER, "yes", "high", "the claim did not carry what the payer before had decided")
	LEAF(MEDICARE_QUESTIONNAIRE, COORDINATION, OTHER_PAYER, "medicare_questionnaire", FRONT, "yes", "high", "the questions on who pays before Medicare were not asked")
	LEAF(PAID_ELSEWHERE, COORDINATION, PAID_ELSEWHERE, "paid_elsewhere", BILLER, "partly", "medium", "somebody else got the money")
	LEAF(NOT_REQUESTED, AUTHORIZATION, AUTHORIZATION, "not_requested", DESK, "yes", "low", "nobody asked the payer for an authorization")
	LEAF(PENDING_AT_SERVICE, AUTHORIZATION, AUTHORIZATION, "pending_at_service", DESK, "yes", "medium", "the service was rendered before the payer had decided on the authorization")
	LEAF(AUTHORIZATION_DENIED, AUTHORIZATION, AUTHORIZATION_REFUSED, "denied", DESK, "partly", "medium", "the payer had refused the authorization")
	LEAF(EXPIRED, AUTHORIZATION, AUTHORIZATION_MISMATCH, "expired", DESK, "yes", "low", "the dates of the authorization do not cover the service")
	LEAF(UNITS_EXHAUSTED, AUTHORIZATION, AUTHORIZATION_EXCEEDED, "units_exhausted", DESK, "yes", "low", "the units of the authorization were used up")
	LEAF(WRONG_CODE, AUTHORIZATION, AUTHORIZATION_MISMATCH, "wrong_code", DESK, "yes", "medium", "the authorization is for another procedure")
	LEAF(WRONG_PROVIDER_OR_PLACE, AUTHORIZATION, AUTHORIZATION_MISMATCH, "wrong_provider_or_place", DESK, "yes", "medium", "the authorization is for another provider or place")
	LEAF(NOT_ON_CLAIM, AUTHORIZATION, AUTHORIZATION, "obtained_not_on_claim", BILLER, "yes", "high", "the number had been obtained and was not on the claim")
	LEAF(REFERRAL_MISSING, AUTHORIZATION, REFERRAL, "referral_missing", DESK, "yes", "medium", "the referral of the plan's own physician is missing")
	LEAF(MISSING_FIELD, DATA, DATA, "missing_field", BILLER, "yes", "high", "the claim lacks a field that the payer needs")
	LEAF(INVALID_FORMAT, DATA, DATA, "invalid_format", BILLER, "yes", "high", "the claim says or arranges something in a way that the payer does not take")
	LEAF(SUBSCRIBER_RELATION, DATA, DEPENDENT, "subscriber_relation", FRONT, "yes", "high", "the patient's relation to the subscriber is not the payer's")
	LEAF(MODIFIER, CODING, MODIFIER, "modifier", CODER, "yes", "high", "a modifier is missing or does not fit")
	LEAF(BUNDLED, CODING, BUNDLED, "bundled", CODER, "yes", "medium", "the service is part of another that was billed")
	LEAF(DIAGNOSIS_PROCEDURE, CODING, DIAGNOSIS, "diagnosis_procedure", CODER, "yes", "high", "diagnosis and procedure do not fit together")
	LEAF(AGE_SEX, CODING, AGE_SEX, "age_sex", CODER, "yes", "high", "a code does not fit the patient's age or sex")
	LEAF(UNITS, CODING, UNITS, "units", CODER, "yes", "medium", "more units than the payer takes for one day")
	LEAF(PLACE_OF_SERVICE, CODING, PLACE, "place_of_service", CODER, "yes", "high", "the place of service does not fit the procedure")
	LEAF(INVALID_CODE, CODING, CODE, "invalid_code", CODER, "yes", "high", "a code was not valid on the day of service or not for this service")
	LEAF(DOWNCODED, CODING, LEVEL, "downcoded", CODER, "partly", "medium", "the payer went by a lower code or level than was billed")
	LEAF(POLICY_DIAGNOSIS, MEDICAL_NECESSITY, MEDICAL_NECESSITY, "policy_diagnosis_absent", CODER, "yes", "medium", "no diagnosis of the line is one that the coverage policy lists")
	LEAF(DOCUMENTATION_ABSENT, MEDICAL_NECESSITY, MEDICAL_NECESSITY, "documentation_absent", CLINICIAN, "yes", "medium", "the record does not show what was billed")
	LEAF(CLINICAL_DISAGREEMENT, MEDICAL_NECESSITY, MEDICAL_NECESSITY, "clinical_disagreement", CLINICIAN, "partly", "medium", "the payer judges the need for the service otherwise than the clinician")
	LEAF(EXPERIMENTAL, MEDICAL_NECESSITY, EXPERIMENTAL, "experimental", CLINICIAN, "partly", "low", "the payer takes the service for unproven")
	LEAF(NOT_ENROLLED, PROVIDER, PROVIDER, "not_enrolled", ENROLLER, "yes", "low", "the provider was not enrolled for this service with this payer on that day")
	LEAF(NOT_CONTRACTED, PROVIDER, NETWORK, "not_contracted", ENROLLER, "yes", "low", "the provider was not in the plan's network on that day")
	LEAF(IDENTIFIER_MISMATCH, PROVIDER, PROVIDER_DATA, "identifier_mismatch", ENROLLER, "yes", "high", "NPI, taxonomy or tax id are not those that the payer has")
	LEAF(CLIA, PROVIDER, CLIA, "clia", ENROLLER, "yes", "medium", "the laboratory's certificate does not cover the test, or its number is missing")
	LEAF(ORDERING_PROVIDER, PROVIDER, ORDERING, "ordering_provider", ENROLLER, "yes", "medium", "the ordering or referring provider is missing or may not order it")
	LEAF(LATE_FIRST_FILING, TIMELY_FILING, TIMELY, "late_first_filing", BILLER, "yes", "low", "the claim was filed after the last day, or nothing proves the opposite")
	LEAF(LATE_CORRECTION, TIMELY_FILING, TIMELY, "late_correction", BILLER, "yes", "low", "the claim was in time and its correction was not")
	LEAF(LATE_APPEAL, TIMELY_FILING, TIMELY_APPEAL, "late_appeal", BILLER, "yes", "low", "the appeal was late or not made as the payer wants it")
	LEAF(LOST_BY_PAYER, TIMELY_FILING, TIMELY, "lost_by_payer", BILLER, "no", "high", "the payer lost it: there is proof that it came in time")
	LEAF(OUR_RESUBMISSION, DUPLICATE, DUPLICATE, "our_resubmission", BILLER, "yes", "low", "the practice sent the claim again instead of asking for its status")
	LEAF(TRUE_DUPLICATE, DUPLICATE, DUPLICATE, "true_duplicate", BILLER, "yes", "none", "the service was charged twice, and has been decided once")
	LEAF(REPEAT_MODIFIER, DUPLICATE, DUPLICATE, "repeat_modifier", CODER, "yes", "high", "the service was rendered more than once, and no modifier said so")
	LEAF(NON_COVERED, COVERAGE, NON_COVERED, "non_covered", FRONT, "partly", "low", "the plan does not cover the service")
	LEAF(EXCLUDED, COVERAGE, PLAN, "excluded", FRONT, "partly", "low", "plan, contract or law exclude the service by name or circumstance")
	LEAF(FREQUENCY, COVERAGE, FREQUENCY, "frequency", FRONT, "yes", "low", "the service came sooner or more often than the plan allows")
	LEAF(PLAN_LIMIT, COVERAGE, PLAN_LIMIT, "plan_limit", FRONT, "partly", "low", "a limit of plan, contract or jurisdiction was reached")
	LEAF(LIABILITY, COVERAGE, NON_COVERED, "patient_or_practice", BILLER, "partly", "medium", "the payer laid the amount on the wrong side: patient instead of practice or the other way round")
	LEAF(RECORDS_REQUESTED, INFORMATION, RECORDS, "records_requested", BILLER, "partly", "high", "the payer asks for records or papers")
	LEAF(ITEMIZED_BILL, INFORMATION, RECORDS, "itemized_bill", BILLER, "partly", "high", "the payer asks for an itemised bill or an invoice")
	LEAF(ACCIDENT_DETAILS, INFORMATION, OTHER_CARRIER, "accident_details", BILLER, "partly", "high", "the payer wants to know whether and how an accident was the cause")
	LEAF(OTHER_PAYER_INFORMATION, INFORMATION, OTHER_PAYER, "other_payer_information", FRONT, "partly", "high", "the payer wants to know of other coverage or hears from others too late")
	LEAF(PAYER_ERROR, PAYER, PAYER, "payer_error", PAYERS, "no", "high", "the practice's rows contradict the payer")
	LEAF(UNDERPAID, PAYER, PAYER, "underpaid", CONTRACTS, "no", "high", "the payer allowed less than the contract says")
	LEAF(TAKE_BACK, PAYER, PAYER, "take_back", PAYERS, "no", "medium", "money that was paid is taken back")
	LEAF(SYSTEM, PAYER, PAYER, "system", PAYERS, "no", "high", "the payer's own processing went wrong or cannot be read")
	LEAF(PENDING, PAYER, PAYER, "pending", PAYERS, "no", "medium", "the payer holds the claim until something else is decided")
	LEAF(UPHELD, PAYER, PAYER, "upheld", BILLER, "no", "low", "the payer looked again and stays with its decision")
	LEAF(OTHER_CARRIER, PATIENT, OTHER_CARRIER, "other_carrier", FRONT, "partly", "medium", "a carrier for work, car, liability or another authority has to pay")
	LEAF(LETTER_UNANSWERED, PATIENT, LETTER, "letter_unanswered", PATIENT_SIDE, "no", "medium", "the patient has not answered a letter of the payer")
	LEAF(UNCLASSIFIED, UNCLASSIFIED, NONE, "unclassified", BILLER, "partly", "medium", "the code is in no list, so somebody has to ask the payer")
};

const char *
rcm_root_name(RcmRoot root)
{
	static const char *const names[RCM_ROOTS] = {
		NULL, "eligibility", "coordination", "authorization", "data", "coding", "medical_necessity", "provider",
		"timely_filing", "duplicate", "coverage", "information", "payer", "patient", "unclassified",
	};

	return names[root];
}
