/*
 * cause_coverage.c - causes found in the plan, the policy, the record and the
 * payer's own doing.
 */
#include "denial/cause_test.h"

#define BENEFITS (ON(NON_COVERED) | ON(PLAN))
#define JUDGED (ON(MEDICAL_NECESSITY) | ON(EXPERIMENTAL) | ON(LEVEL))

/* The notice makes the patient liable where the payer says the practice is; protection does the opposite. */
TEST(notice_ignored, YES(advance_notice) && (group == RCM_GROUP_CO || group == RCM_GROUP_PI))
TEST(protected_patient, YES(patient_protected) && group == RCM_GROUP_PR)
TEST(excluded, YES(plan_excludes))
TEST(covered, YES(plan_covers))
TEST(not_covered, NO(plan_covers))

TEST(experimental, YES(policy_experimental))
TEST(no_policy_diagnosis, YES(policy_exists) && NO(policy_diagnosis_on_claim))
TEST(no_record, NO(documentation_complete))
TEST(listed_as_proven, NO(policy_experimental) && YES(policy_diagnosis_on_claim))
TEST(policy_met, YES(policy_diagnosis_on_claim))
TEST(recorded, YES(documentation_complete))

TEST(below_contract, f->contract_allowed != RCM_NO_MONEY && f->allowed != RCM_NO_MONEY && f->allowed < f->contract_allowed)
TEST(taken_back, YES(taken_back))

const RcmCauseRule rcm_coverage_rules[] = {
	{"advance_notice_signed", BENEFITS | ON(MEDICAL_NECESSITY), notice_ignored, RCM_LEAF_LIABILITY,
	"The patient signed an advance notice, so the amount is the patient's and not the practice's."},
	{"patient_may_not_be_billed", BENEFITS | ON(MEDICAL_NECESSITY), protected_patient, RCM_LEAF_LIABILITY,
	"The payer laid the amount on the patient, who may not be billed for it."},
	{"plan_excludes", BENEFITS, excluded, RCM_LEAF_EXCLUDED,
	"The plan excludes the service by name."},
	{"plan_covers", BENEFITS, covered, RCM_LEAF_PAYER_ERROR,
	"By the benefit answer of that day the plan covers the service."},
	{"plan_does_not_cover", ON(NON_COVERED), not_covered, RCM_LEAF_NON_COVERED,
	"By the benefit answer of that day the plan does not cover the service."},

	{"policy_calls_it_experimental", ON(MEDICAL_NECESSITY) | ON(EXPERIMENTAL), experimental, RCM_LEAF_EXPERIMENTAL,
	"The coverage policy calls the procedure experimental."},
	{"policy_lists_no_diagnosis", ON(MEDICAL_NECESSITY) | ON(DIAGNOSIS), no_policy_diagnosis, RCM_LEAF_POLICY_DIAGNOSIS,
	"A coverage policy lists the diagnoses that justify the procedure, and the line has none of them."},
	{"record_incomplete", JUDGED | ON(UNITS), no_record, RCM_LEAF_DOCUMENTATION_ABSENT,
	"There is no signed record that shows what was billed."},
	{"policy_calls_it_proven", ON(EXPERIMENTAL), listed_as_proven, RCM_LEAF_CLINICAL_DISAGREEMENT,
	"The coverage policy takes the procedure as proven for the line's diagnosis."},
	{"record_complete", ON(MEDICAL_NECESSITY) | ON(LEVEL), recorded, RCM_LEAF_CLINICAL_DISAGREEMENT,
	"The record shows what was billed, so the payer judges the need otherwise than the clinician."},
	{"policy_met", ON(MEDICAL_NECESSITY), policy_met, RCM_LEAF_CLINICAL_DISAGREEMENT,
	"The line has a diagnosis that the coverage policy lists, so the payer judges the need otherwise."},
	{0}
};

/* After all others; the first also speaks for prices, which are no denials. */
const RcmCauseRule rcm_last_rules[] = {
	{"allowed_below_contract", ON(NONE) | ON(PAYER) | ON(LEVEL), below_contract, RCM_LEAF_UNDERPAID,
	"The payer allowed less for the line than the contract says."},
	{"payment_taken_back", ~UINT64_C(0), taken_back, RCM_LEAF_TAKE_BACK,
	"The line had been paid, and the payer takes the payment back."},
	{0}
};
